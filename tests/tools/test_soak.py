"""The soak test: what it feeds is of all sorts, and each way to go wrong is told."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import soak
from soak_input import flipped, lines, spoilt

import cti_contract as cti
from cti_contract.files.ndjson import parse


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "ROUND", 300)
    monkeypatch.setattr(soak, "COMPARED", 10)


def soaked(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = soak.main(["--minutes", "0", "--workers", "1", "--seed", "3"])
    first, *others = capsys.readouterr().out.splitlines()
    assert first == "seed 3: 0 minutes, 1 threads and as many processes"
    return code, others


def sort_of(line: bytes) -> str:
    try:
        value = parse(line)
    except ValueError:
        return "no JSON"
    return "valid" if cti.is_valid(value) else "invalid"


def test_lines_are_of_all_sorts_and_the_same_for_a_seed() -> None:
    log = list(lines(Random(1), 500))
    assert log == list(lines(Random(1), 500))
    assert not any(b"\n" in line for line in log)
    sorts = Counter(map(sort_of, log))
    assert sorts.keys() == {"valid", "invalid", "no JSON"}
    assert min(sorts.values()) > 10


def test_a_spoilt_message_differs_and_leaves_the_message_alone() -> None:
    message = cti.example("interaction.created", seed=1)
    before = json.dumps(message)
    changed = [json.dumps(spoilt(message, Random(seed))) for seed in range(200)]
    assert json.dumps(message) == before
    assert sum(each != before for each in changed) > 150


def test_flipping_never_leaves_nothing() -> None:
    assert all(flipped(b"ab", Random(seed)) for seed in range(300))


def test_nothing_goes_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    code, [summary] = soaked(capsys)
    assert code == 0
    assert summary.startswith("600 messages: no fault; peak memory ")


def test_rounds_follow_each_other_until_the_time_is_up(tmp_path: Path) -> None:
    tally, (early, late) = soak.soak(tmp_path / "log", 1, 1, 1)
    assert tally.messages > 2 * soak.ROUND
    assert tally.faults == []
    assert 0 < early <= late


def test_calls_that_differ_are_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cti, "is_valid", lambda _: True)
    code, [*faults, _] = soaked(capsys)
    assert code == 1
    assert all(fault.startswith("check, is_valid and validate differ: b'") for fault in faults)


def test_a_valid_message_that_identify_does_not_know_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: object) -> None:
        raise cti.UnknownMessage(cti.check({}))

    monkeypatch.setattr(cti, "identify", unknown)
    code, [fault, *_] = soaked(capsys)
    assert (code, fault.partition(": ")[0]) == (1, "valid, but identify tells no message")


def test_the_reference_engine_that_differs_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = cti.validator("channel.dial", "request")
    monkeypatch.setattr(cti, "validator", lambda *_: other)
    code, [fault, *_] = soaked(capsys)
    assert (code, fault.partition(": ")[0]) == (1, "check and the reference engine differ")


def test_an_exception_is_told_with_its_trace(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("broken")

    monkeypatch.setattr(cti, "validate", broken)
    code, told = soaked(capsys)
    assert code == 1
    assert told[0] == "Traceback (most recent call last):"
    assert "ZeroDivisionError: broken" in told
    assert told[-1].startswith("300 messages: 1 faults; ")  # those of the command


def test_a_command_that_fails_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "COMMANDS", ("nonsense",))
    code, [fault, *_] = soaked(capsys)
    assert (code, fault[:30]) == (1, "nonsense: exit code 2: usage: ")


def test_a_command_that_differs_from_the_call_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(_: Random, count: int) -> Iterator[bytes]:
        older = {**cti.example("session.request.addchannel", seed=1), "command": "session.addchannel"}
        return iter([json.dumps(older).encode(), b"[", b" ", b'{"command": 1}'] * (count // 4))

    monkeypatch.setattr(soak, "lines", other)
    assert soaked(capsys)[0] == 0
    told = {"problems": [{"severity": "error", "message_index": 1, "code": "x"}], "summary": {"messages": 1}}
    assert list(soak.differences(told, [b"[", b" ", b"{}"])) == [
        "check counts 1 messages, not 2",
        "the command tells ['x'], the call ['unknown-message']: b'{}'",
    ]


@pytest.mark.parametrize(("late", "faults"), [(1100, []), (2000, ["memory grew from 102 MB to 205 MB"])])
def test_memory_that_grows_is_told(
    late: int, faults: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soak, "soak", lambda *_: (soak.Tally(5), (100_000 * 1024, late * 100 * 1024)))
    code, told = soaked(capsys)
    assert (code, told[:-1]) == (int(bool(faults)), faults)
