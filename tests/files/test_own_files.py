"""The marks of reports and baselines, also of those that another tool has formatted."""

import json
from pathlib import Path

import pytest
from helpers import BAD, GOOD, Cli, MessageFile

from cti_contract.files.own_files import kind_of, kind_of_file


@pytest.mark.parametrize("kind", ["baseline", "redacted baseline", "json", "junit", "sarif"])
@pytest.mark.parametrize("message", [GOOD, BAD])
def test_kind(kind: str, message: str, tmp_path: Path, message_file: MessageFile, cli: Cli) -> None:
    output = tmp_path / "out"
    choice, _, kind = kind.rpartition(" ")
    writer = ("--write-baseline",) if kind == "baseline" else ("--format", kind, "--output")
    cli("check", "--redact" if choice else "--no-redact", *writer, output, message_file(message))
    assert kind_of_file(str(output)) == kind
    raw = output.read_bytes()
    if kind != "junit":
        for indent in (None, 2, "\t"):
            assert kind_of(json.dumps(json.loads(raw), indent=indent).encode()) == kind
            assert kind_of(json.dumps([json.loads(raw)], indent=indent).encode()) is None


@pytest.mark.parametrize("text", ["", "{}", GOOD, '{"contract": "1.0"}', '{"contract": "1.0", "problems": [1]}'])
def test_other_file(text: str) -> None:
    assert kind_of(text.encode()) is None
