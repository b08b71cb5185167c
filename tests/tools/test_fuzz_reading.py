"""The fuzzing of reading: what makes sense passes, what does not is told, and the fuzzer is given what it needs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fuzz_reading
import pytest
from helpers import BAD, GOOD, ROOT

from cti_contract.files import check
from cti_contract.files.check import Finding, Summary
from cti_contract.problems import Problem


@pytest.mark.parametrize(
    "raw",
    [
        GOOD.encode(),
        f"{GOOD}\n\n{GOOD}\n".encode(),
        f"[{GOOD}, {GOOD}]".encode(),
        BAD.encode(),
        b"",
        b"\xff\xfe[",
        b"\xef\xbb\xbf" + GOOD.encode(),
        b'{"command": "\xf0\x9f\x98\x80\x1b", \xff',
        *(line for path in sorted((ROOT / "tests" / "samples").iterdir()) for line in path.read_bytes().splitlines()),
    ],
)
def test_what_is_told_makes_sense(raw: bytes, tmp_path: Path) -> None:
    fuzz_reading.look(tmp_path, raw)


@pytest.mark.parametrize(
    "findings",
    [
        [],
        [Summary(files=1, messages=1, errors=1, warnings=0, envelope_only=0)],
        [Summary(files=1, messages=0, errors=0, warnings=0, envelope_only=0)],
        [
            Problem(code="x", message="m", file="f", line=1, column=500),
            Summary(files=1, messages=1, errors=1, warnings=0, envelope_only=0),
        ],
    ],
)
def test_what_makes_no_sense_is_told(findings: list[Finding], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "check_files", lambda _: iter([*findings]))
    with pytest.raises((AssertionError, ValueError)):
        fuzz_reading.look(tmp_path, GOOD.encode())


def test_the_fuzzer_is_given_the_options_and_what_to_call(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Any] = []

    @contextmanager
    def instrument_imports(include: list[str]) -> Iterator[None]:
        done.append(include)
        yield

    def setup(arguments: list[str], call: Any) -> None:
        done.append(arguments[1:])
        call(GOOD.encode())

    stand_in = SimpleNamespace(instrument_imports=instrument_imports, Setup=setup, Fuzz=lambda: done.append("fuzzed"))
    monkeypatch.setitem(sys.modules, "atheris", stand_in)
    assert fuzz_reading.main(["corpus", "-runs=1"]) == 0
    assert done == [["cti_contract"], ["corpus", "-runs=1"], "fuzzed"]


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_fuzzes_nothing(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz_reading.main(["corpus", option]) == 0
    assert "python tools/stress/fuzz_reading.py corpus tests/samples" in capsys.readouterr().out


def test_without_the_fuzzer_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "atheris", None)
    assert fuzz_reading.main([]) == 2
    assert capsys.readouterr().err == "what fuzzes is not installed: pip install atheris\n"
