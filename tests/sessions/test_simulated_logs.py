"""The rules against an independent simulator: no error in a valid log, and each single break is found.

`PYTHONPATH=tests python tests/sessions/test_simulated_logs.py` prints the figures for 2,000 logs and 5,000 breaks.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import pytest
from log_breaks import BREAKS, Broken
from log_simulator import Json, excerpt, messages, simulate

import cti_contract as cti

#: Each break of a log, and the number of logs that are broken by each test.
_LOGS = 20


def errors(log: list[Json]) -> list[cti.Problem]:
    return [problem for problem in cti.check_session(log) if problem.severity == "error"]


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_valid_log_has_no_errors(first: int) -> None:
    for seed in range(first, first + 20):
        log = simulate(seed)
        assert errors(messages(log)) == []
        assert errors(messages(excerpt(log, seed))) == []


def test_messages_are_valid() -> None:
    for seed in range(20):
        for line in simulate(seed):
            assert {problem.code for problem in cti.check(line.message)} <= {"alias"}


def test_every_documented_command_occurs() -> None:
    simulated = {cti.identify(line.message).name for seed in range(60) for line in simulate(seed)}
    assert {each.name for each in cti.MESSAGES if each.kind == "request"} <= simulated


class Result(NamedTuple):
    """The break of one log: the new findings, and whether one of them has a right code."""

    name: str
    seed: int
    new: Counter[str]
    is_found: bool


def broken(seed: int, names: Iterator[str] | list[str]) -> Iterator[Result]:
    draw, log = Random(seed), simulate(seed)
    before = codes(Broken(messages(log), frozenset()))
    for name in names:
        each = BREAKS[name](draw, log)
        if each is not None:
            new = codes(each) - before
            yield Result(name, seed, new, bool(each.codes & new.keys()))


def codes(log: Broken) -> Counter[str]:
    if log.senders is None:
        return Counter(problem.code for problem in cti.check_session(log.log))
    watch = cti.SessionWatch()
    found = [
        problem for message, sender in zip(log.log, log.senders, strict=True) for problem in watch.feed(message, sender)
    ]
    return Counter(problem.code for problem in [*found, *watch.close()])


@pytest.mark.slow
@pytest.mark.parametrize("name", BREAKS)
def test_break_is_found(name: str) -> None:
    results = [result for seed in range(_LOGS) for result in broken(seed, [name])]
    assert len(results) > _LOGS / 3
    assert [result for result in results if not result.is_found] == []
    assert sum(result.new.total() == 1 for result in results) >= 0.95 * len(results)


def main(logs: int = 2000, breaks: int = 5000) -> None:
    """Print how many valid logs have errors, and how many breaks are found, with exactly one finding."""
    wrong = 0
    for seed in range(logs):
        log = simulate(seed)
        wrong += bool(errors(messages(excerpt(log, seed) if seed % 2 else log)))
    sys.stdout.write(f"{logs} valid logs: {wrong} with errors\n")
    results: list[Result] = []
    while len(results) < breaks:
        results += broken(logs + len(results), list(BREAKS))
    found = sum(result.is_found for result in results) / len(results)
    single = sum(result.new.total() == 1 for result in results) / len(results)
    sys.stdout.write(f"{len(results)} breaks: {found:.2%} found with a right code, {single:.2%} with one finding\n")


if __name__ == "__main__":
    main()
