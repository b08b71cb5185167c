"""The fuzzer of reading: right reports pass, wrong ones fail, and Atheris gets its arguments."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fuzz_reading
import pytest
from each_case import each_case
from helpers import BAD, GOOD, ROOT

from cti_contract.files import check
from cti_contract.files.results import Finding, Summary
from cti_contract.problems import Problem

ONE_MESSAGE = Summary(files=1, messages=1, errors=1, warnings=0, envelope_only=0)


@each_case(
    "raw",
    [
        f"{GOOD}\n\n{GOOD}\n".encode(),
        f"[{GOOD}, {GOOD}]".encode(),
        BAD.encode(),
        b"",
        b"\xff\xfe[",
        b"\xef\xbb\xbf" + GOOD.encode(),
        b'{"command": "\xf0\x9f\x98\x80\x1b", \xff',
        (ROOT / "tests/samples/mistakes.ndjson").read_bytes(),
    ],
)
def test_right_report_passes(raw: bytes, tmp_path: Path) -> None:
    fuzz_reading.check_bytes(tmp_path, raw)


@pytest.mark.parametrize(
    "findings",
    [
        [ONE_MESSAGE],
        [ONE_MESSAGE._replace(messages=0, errors=0)],
        [Problem(code="syntax", message="m", file="f", line=1, column=500), ONE_MESSAGE],
    ],
    ids=["errors without problems", "no message", "column beyond the line"],
)
def test_wrong_report_fails(findings: list[Finding], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "check_files", lambda _: iter([*findings]))
    with pytest.raises(AssertionError):
        fuzz_reading.check_bytes(tmp_path, GOOD.encode())


def test_fuzzer_gets_options_and_call(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Any] = []

    @contextmanager
    def instrument_imports(include: list[str]) -> Iterator[None]:
        done.append(include)
        yield

    def setup(arguments: list[str], call: Any) -> None:
        done.append(arguments[1:])
        call(GOOD.encode())

    fake = SimpleNamespace(instrument_imports=instrument_imports, Setup=setup, Fuzz=lambda: done.append("fuzzed"))
    monkeypatch.setitem(sys.modules, "atheris", fake)
    assert fuzz_reading.main(["corpus", "-runs=1"]) == 0
    assert done == [["cti_contract"], ["corpus", "-runs=1"], "fuzzed"]


def test_missing_fuzzer_and_help(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "atheris", None)
    assert fuzz_reading.main([]) == 2
    assert capsys.readouterr().err == "Atheris is not installed: pip install atheris\n"
    assert fuzz_reading.main(["corpus", "--help"]) == 0
    assert "-max_total_time=600" in capsys.readouterr().out
