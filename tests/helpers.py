"""What the tests of the command line share: messages, ways to run it, and places marked in texts."""

import functools
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

import cti_contract
from cti_contract.cli.main import main

ROOT = Path(cti_contract.__file__).parent.parent
COMMAND = (sys.executable, "-m", "cti_contract")
GOOD = '{"command": "channel.dial", "target": "PureCloud-mlopez.70001.70002", "data": {"destination": "+15550101"}}'
#: One unknown member, whose name stands at column 80.
BAD = '{"command": "channel.dial", "target": "PureCloud-mlopez.70001.70002", "data": {"destinaton": "+15550102"}}'
BAD_COLUMN = 80
Place = tuple[int | None, int | None, str]


class Ran(NamedTuple):
    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ran:
    try:
        code: Any = main([str(argument) for argument in arguments])
    except SystemExit as stopped:
        code = stopped.code
    return Ran(code, *capsys.readouterr())


def report(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, Any]:
    """Check with the JSON report, which must be what its schema says; return the exit code and the report."""
    code, out, err = run(capsys, "check", "--format", "json", *arguments)
    assert err == ""
    document = json.loads(out)
    report_validator().validate(document)
    return code, document


@functools.cache
def report_validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "cti_contract/reports/report.schema.json").read_text()))


def places(document: Any, file: object = None) -> list[Place]:
    """Return line, column and code of the problems, of one file or of all."""
    return [
        (problem["line"], problem["column"], problem["code"])
        for problem in document["problems"]
        if file is None or problem["file"] == str(file)
    ]


class _Pipe(io.RawIOBase):
    """A pipe: each read returns one of the pieces that its writer has written, or less."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._rest = self._rest or next(self._pieces, b"")
        piece, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def stand_in(monkeypatch: pytest.MonkeyPatch, pieces: Iterable[bytes]) -> None:
    """Let standard input be a pipe to which these pieces are written."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(_Pipe(pieces))))


def process(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    options = {"capture_output": True, "timeout": 20, **options}
    return subprocess.run([*COMMAND, *map(str, arguments)], cwd=ROOT, check=False, **options)


def spot(marked: str) -> tuple[str, int, int]:
    """Return a text without its `^`, and the line and column that this marked."""
    before, mark, after = marked.partition("^")
    assert mark
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


def copied(place: Path) -> Path:
    """Copy the project to a place that does not exist yet; return it."""
    for folder in (".ci", "cti_contract", "schemas", "tests", "tools"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / file, place)
    return place
