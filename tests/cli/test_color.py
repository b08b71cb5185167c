"""`--color`: the text report in colors."""

import re
from pathlib import Path

import pytest
from helpers import ALIAS, BAD, GOOD, Cli, MessageFile


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def test_colored_lines(message_file: MessageFile, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    file = message_file(BAD, ALIAS, GOOD)
    plain = cli("check", file)
    colored = cli("check", "--color", "always", file)
    assert re.sub(r"\x1b\[[\d;]*m", "", colored.out) == plain.out
    error, warning, summary = colored.out.splitlines()
    assert error.startswith(f"\x1b[1m{file}:1:80:\x1b[0m \x1b[1;31merror:\x1b[0m unknown member ")
    assert "\x1b[36m[unknown-member]\x1b[0m (did you mean" in error
    assert "\x1b[1;33mwarning:\x1b[0m" in warning
    assert "\x1b" not in summary + plain.out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert cli("check", file) == colored
    assert cli("check", "--color", "never", file) == plain


def test_color_of_other_formats_and_files(tmp_path: Path, message_file: MessageFile, cli: Cli) -> None:
    file = message_file(BAD)
    assert "\x1b" not in cli("check", "--color", "always", "--format", "github", file).out
    for color, is_colored in (("always", True), ("auto", False)):
        cli("check", "--color", color, "--output", tmp_path / "report.txt", file)
        assert ("\x1b" in (tmp_path / "report.txt").read_text(encoding="utf-8")) is is_colored


def test_color_of_folder(tmp_path: Path, cli: Cli) -> None:
    assert cli("check", "--color", "always", tmp_path).out.startswith(f"\x1b[1m{tmp_path}:\x1b[0m ")
