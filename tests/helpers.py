"""Messages, ways to run the command line, files of messages, and places marked in texts."""

import functools
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

import cti_contract
from cti_contract.cli import config
from cti_contract.cli.main import main

ROOT = Path(cti_contract.__file__).parent.parent
COMMAND = (sys.executable, "-m", "cti_contract")
GOOD = '{"command": "channel.dial", "target": "PureCloud-mlopez.70001.70002", "data": {"destination": "+15550101"}}'
#: Seconds after which a process hangs; a slow or loaded machine needs far less.
HANG = 300
#: A message with an unknown member; `BAD_COLUMN` is the column of its name.
BAD = '{"command": "channel.dial", "target": "PureCloud-mlopez.70001.70002", "data": {"destinaton": "+15550102"}}'
BAD_COLUMN = 80
#: Of a message whose JSON is not documented.
NAMED = '{"command": "interaction.accept", "target": "Avaya-mlopez.70001.OM77", "data": {}}'
#: With an older spelling of its name.
ALIAS = (
    '{"command": "session.addchannel", "target": "Avaya-lo", "data": {"channel": {"endpoint": "7", "type": "Chat"}}}'
)
#: A problem in the text report: file, line, column, severity, message, code and suggestion.
LINE = re.compile(r'(.+?):(\d+):(\d+): (error|warning): (.+?) \[([a-z0-9-]+)\](?: \(did you mean "(.+)"\?\))?')
_read_toml = config._toml  # noqa: SLF001 -- wrapped below
Place = tuple[int | None, int | None, str]


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class Report(NamedTuple):
    """The exit code of a command and its JSON report."""

    code: int
    document: Any

    @property
    def problems(self) -> list[dict[str, Any]]:
        return list(self.document["problems"])

    @property
    def summary(self) -> dict[str, int]:
        return dict(self.document["summary"])

    @property
    def codes(self) -> list[str]:
        return [problem["code"] for problem in self.problems]

    def places(self, file: object = None) -> list[Place]:
        """Return line, column and code of the problems of one file or of all files."""
        return places(self.document, file)


class Cli:
    """Runs the command line in this process: `cli("check", path)`, `cli("check", "-", stdin=b"{}")`."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        # each call looks for a configuration, and parsing that of the project takes 2 ms
        monkeypatch.setattr("cti_contract.cli.config._toml", _toml)

    def __call__(self, *arguments: str | Path, stdin: bytes | Iterable[bytes] | None = None) -> Ran:
        """Return exit code, output and error output.

        Args:
            arguments: The command and its arguments.
            stdin: Standard input as a pipe: all of it, or the pieces as their writer writes them.
        """
        if stdin is not None:
            pipe_input(self._monkeypatch, [stdin] if isinstance(stdin, bytes) else stdin)
        try:
            code: Any = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code
        return Ran(code, *self._capsys.readouterr())


class Reporter:
    """Runs a command with its JSON report: `report(path).places()`, `report(path, command="session")`."""

    def __init__(self, cli: Cli) -> None:
        self._cli = cli

    def __call__(
        self, *arguments: str | Path, command: str = "check", stdin: bytes | Iterable[bytes] | None = None
    ) -> Report:
        """Return the exit code and the report, after a check against the schema of reports."""
        code, out, err = self._cli(command, "--format", "json", *arguments, stdin=stdin)
        assert err == ""
        document = json.loads(out)
        report_validator().validate(document)
        return Report(code, document)


class TextFile:
    """Writes a file below a folder: `text_file("logs/a.ndjson.gz", text)`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, name: str, content: str | bytes = "") -> Path:
        """Return the path of the new file. Its folders are made; a name that ends with .gz is compressed."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # ext4 flushes a file that is written over, which takes 5 ms
        content = content.encode() if isinstance(content, str) else content
        path.write_bytes(gzip.compress(content) if path.suffix.lower() == ".gz" else content)
        return path


class MessageFile:
    """Writes messages to a file: `message_file(GOOD, BAD)`, `message_file(BAD, name="a.json")`."""

    def __init__(self, text_file: TextFile) -> None:
        self._text_file = text_file

    def __call__(self, *messages: Any, name: str = "messages.ndjson") -> Path:
        """Return the path of the new file.

        A name with `.json` gets the one message, or an array with a message on each line; others get lines.

        Args:
            messages: Texts, written as they are, or values, written as JSON.
            name: The name of the file; one that ends with .gz is compressed.
        """
        texts = [message if isinstance(message, str) else json.dumps(message) for message in messages]
        if ".json" in Path(name.lower()).suffixes:
            return self._text_file(name, texts[0] if len(texts) == 1 else "[" + ",\n".join(texts) + "]")
        return self._text_file(name, "".join(f"{text}\n" for text in texts))


@functools.cache
def report_validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "cti_contract/reports/report.schema.json").read_text()))


def _toml(file: str) -> dict[str, Any]:
    return _toml_of_project() if file == str(ROOT / "pyproject.toml") else _read_toml(file)


@functools.cache
def _toml_of_project() -> dict[str, Any]:
    return _read_toml(str(ROOT / "pyproject.toml"))


def places(document: Any, file: object = None) -> list[Place]:
    """Return line, column and code of the problems, of one file or of all."""
    return [
        (problem["line"], problem["column"], problem["code"])
        for problem in document["problems"]
        if file is None or problem["file"] == str(file)
    ]


class _Pipe(io.RawIOBase):
    """A pipe: each read returns at most one of the pieces that its writer wrote."""

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


def pipe_input(monkeypatch: pytest.MonkeyPatch, pieces: Iterable[bytes]) -> None:
    """Replace standard input by a pipe to which these pieces are written."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(_Pipe(pieces))))


def process(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    options = {"capture_output": True, "timeout": HANG, **options}
    return subprocess.run([*COMMAND, *map(str, arguments)], cwd=ROOT, check=False, **options)


def spot(marked: str) -> tuple[str, int, int]:
    """Return a text without its `^`, and the line and column of the `^`."""
    before, mark, after = marked.partition("^")
    assert mark
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


def need(program: str) -> None:
    """Skip the test if a program is not installed; in `.ci/run`, fail."""
    if not shutil.which(program):
        skip(f"{program} is not installed")


def skip(reason: str) -> None:
    """Skip the test; in `.ci/run`, fail."""
    (pytest.fail if "CTI_CONTRACT_CI" in os.environ else pytest.skip)(reason)


def copied(place: Path) -> Path:
    """Copy the project to a new folder and return the folder."""
    for folder in (".ci", "cti_contract", "schemas", "tests", "tools"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / file, place)
    return place
