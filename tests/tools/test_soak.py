"""The soak test: its input has all kinds of lines, and each kind of failure is reported."""

import json
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
import soak
from soak_input import broken, changed, lines

import cti_contract as cti
from cti_contract.jsontext.parse import parse

LOG = list(lines(Random(1), 300))


def kind_of(line: bytes) -> str:
    try:
        value = parse(line)
    except ValueError:
        return "no JSON"
    return "valid" if cti.is_valid(value) else "invalid"


def test_lines_are_of_all_kinds() -> None:
    assert list(lines(Random(1), 300)) == LOG
    assert not any(b"\n" in line for line in LOG)
    kinds = Counter(map(kind_of, LOG))
    assert kinds.keys() == {"valid", "invalid", "no JSON"}
    assert min(kinds.values()) > 10


def test_message_is_changed_in_a_copy() -> None:
    message: Any = cti.example("interaction.created", seed=1)
    before = json.dumps(message)
    copies = [json.dumps(changed(message, Random(seed))) for seed in range(200)]
    assert json.dumps(message) == before
    assert sum(each != before for each in copies) > 150
    assert all(broken(b"ab", Random(seed)) for seed in range(300))


def test_nothing_fails(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "ROUND", 300)
    assert soak.main(["--minutes", "0", "--workers", "1", "--seed", "3"]) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert first == "seed 3, 0 minutes, 1 workers"
    assert last.startswith("600 messages, 0 failures, peak memory ")


def test_rounds_repeat_until_the_time_is_over() -> None:
    clock = iter([False, False, True])
    assert soak.repeat(lambda *_: ["x"], Random(1), lambda: next(clock)) == (3, ["x"] * 3)
    assert soak.repeat(lambda *_: [], Random(1), lambda: True) == (1, [])


def test_exception_is_a_failure() -> None:
    rounds, [failure] = soak.repeat(lambda *_: [str(1 / 0)], Random(1), lambda: False)
    assert (rounds, failure.splitlines()[-1]) == (1, "ZeroDivisionError: division by zero")


def test_calls_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cti, "is_valid", lambda _: True)
    failures = list(soak.check_calls(LOG, Random(1)))
    assert {failure.partition(": ")[0] for failure in failures} == {"check, is_valid and validate differ"}


def test_reference_engine_that_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    other = cti.validator("channel.dial", "request")
    monkeypatch.setattr(cti, "validator", lambda *_: other)
    monkeypatch.setattr(soak, "COMPARED", 1)
    failures = list(soak.check_calls(LOG, Random(1)))
    assert {failure.partition(": ")[0] for failure in failures} == {"check and the reference engine differ"}


def test_command_that_crashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crashing = tmp_path / "python"
    crashing.write_text("#!/bin/sh\necho broken >&2\nexit 3\n")
    crashing.chmod(0o700)
    monkeypatch.setattr("sys.executable", str(crashing))
    failures = list(soak.check_commands(tmp_path / "log.ndjson", LOG, Random(1)))
    assert failures == ["check: exit code 3: broken\n", "session: exit code 3: broken\n"]


def test_report_that_differs() -> None:
    problems = [{"severity": "error", "message_index": 1, "code": "x"}]
    assert list(soak.differences({"problems": problems, "summary": {"messages": 1}}, [b"[", b" ", b"{}"])) == [
        "check counts 1 messages, not 2",
        "the command reports ['x'], the call ['unknown-message']: b'{}'",
    ]


@pytest.mark.parametrize(("late", "failures"), [(110, []), (200, ["memory grew from 100 MB to 200 MB"])])
def test_memory_that_grows(late: int, failures: list[str]) -> None:
    assert soak.memory_growth(100 * 10**6, late * 10**6) == failures
