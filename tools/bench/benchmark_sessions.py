"""Measure the rules between messages: `session` next to `check`, and the cost of a message among many sessions.

    python tools/bench/benchmark_sessions.py
    python tools/bench/benchmark_sessions.py --before CHECKOUT   # next to another version of this project

Times are CPU times without the start of the command. Runs that are compared take turns, and a ratio is the median of
the ratios of the rounds.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmark_data import write_lines
from benchmark_runs import MICRO, PYTHON, Run, in_turn, usage

import cti_contract as cti

HERE = Path(__file__).parents[2]
FEW, MANY = 20, 20_000
_DISTINCT = 100
MOST_OF_CHECK, MOST_GROWTH = 3.5, 1.5
_COMMAND = (*PYTHON, "-m", "cti_contract")


class Log(NamedTuple):
    """A log, and the number of its messages."""

    path: Path
    messages: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the figures; return 0 whatever they are."""
    parser = argparse.ArgumentParser(description="Measure the rules between messages.")
    parser.add_argument("--before", type=Path, metavar="CHECKOUT", help="another version to measure in turn with this")
    parser.add_argument("--sessions", type=int, default=MANY, metavar="N", help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="default: %(default)s")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="cti-contract-benchmark-") as scratch:
        logs = write_logs(Path(scratch), options.sessions)
        for checkout in (HERE, options.before):
            if checkout is not None:
                print(f"{checkout}:\n{report(in_turn(runs(logs, checkout.resolve()), options.rounds))}")
    return 0


def write_logs(folder: Path, sessions: int) -> dict[str, Log]:
    """Write logs of the same sessions, 20 or all of them at a time."""
    return {
        "few": _written(folder / "few.ndjson", sessions, FEW),
        "many": _written(folder / "many.ndjson", sessions, sessions),
    }


def _written(path: Path, sessions: int, at_a_time: int) -> Log:
    write_lines(path, interleaved(sessions, at_a_time))
    with open(path, "rb") as file:
        return Log(path, sum(1 for _ in file))


def interleaved(sessions: int, at_a_time: int) -> Iterator[str]:
    """Yield the messages of sessions; `at_a_time` of them go on at a time."""
    draw, waiting = Random(0), map(one_session, range(sessions))
    going = list(islice(waiting, at_a_time))
    while going:
        which = draw.randrange(len(going))
        line = next(going[which], None)
        if line is not None:
            yield line
            continue
        following = next(waiting, None)
        if following is None:
            del going[which]
        else:
            going[which] = following


def one_session(number: int) -> Iterator[str]:
    """Yield the messages of a session whose name has a number."""
    name, lines = _sessions()[number % _DISTINCT]
    return (line.replace(name, f"{name}-{number}") for line in lines)


@cache
def _sessions() -> list[tuple[str, list[str]]]:
    """Return the names of different sessions, and their messages.

    They have none of the characters for which `check` takes a closer look at a text, since that takes its time too.
    """
    logs = [list(cti.session(seed=seed, calls=1)) for seed in range(_DISTINCT)]
    return [(log[0]["target"], [json.dumps(message).replace("\\n", " ") for message in log]) for log in logs]


def runs(logs: Mapping[str, Log], checkout: Path) -> dict[str, Run]:
    """Return runs that measure the microseconds of a message, without those of the start."""

    def microseconds(log: str, *command: str) -> float:
        path, messages = logs[log]
        most = usage(*_COMMAND, *command, "--quiet", path, path=checkout).cpu
        return (most - usage(*_COMMAND, "--version", path=checkout).cpu) / messages / MICRO

    return {
        "check": partial(microseconds, "few", "check", "--jobs", "1"),
        "session": partial(microseconds, "few", "session"),
        "among many": partial(microseconds, "many", "session"),
    }


def report(figures: Mapping[str, Sequence[float]]) -> str:
    """Return the figures as text."""
    rows = [f"{name}: {median(values):.2f} µs a message" for name, values in figures.items()]
    for name, to, most in (("session", "check", MOST_OF_CHECK), ("among many", "session", MOST_GROWTH)):
        ratio = median(one / other for one, other in zip(figures[name], figures[to], strict=True))
        rows.append(f"{name} / {to}: {ratio:.2f} (at most {most}{'' if ratio <= most else ', MISSED'})")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
