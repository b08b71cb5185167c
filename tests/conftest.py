"""Fixtures for every test: the command line run in this process, and files written below `tmp_path`.

`Cli`, `Reporter`, `MessageFile` and `TextFile` in `helpers.py` describe the calls.
"""

import os
from pathlib import Path

import pytest
from helpers import Cli, MessageFile, Reporter, TextFile
from hypothesis import HealthCheck, settings

# No limit on time: a loaded machine draws and runs slowly. `.ci/run` draws six times as many examples.
settings.register_profile(
    "project",
    max_examples=300 if "CTI_CONTRACT_CI" in os.environ else 50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Return a call that runs the command line and returns its exit code, output and error output."""
    return Cli(capsys, monkeypatch)


@pytest.fixture
def report(cli: Cli) -> Reporter:
    """Return a call that runs a command with its JSON report and returns the exit code and the report."""
    return Reporter(cli)


@pytest.fixture
def text_file(tmp_path: Path) -> TextFile:
    """Return a call that writes a file of exactly this content and returns its path."""
    return TextFile(tmp_path)


@pytest.fixture
def message_file(text_file: TextFile) -> MessageFile:
    """Return a call that writes messages to a file and returns its path."""
    return MessageFile(text_file)
