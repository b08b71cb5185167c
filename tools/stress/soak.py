"""Feed random messages, right, spoilt and broken, to the calls and to the commands, and tell what goes wrong.

    python tools/stress/soak.py                             # ten minutes
    python tools/stress/soak.py --minutes 1 --seed 7        # the same input as any other run with this seed

The calls run in several threads at once, the commands in several processes. Wrong is an exception, a verdict that is
not that of another call, of the reference engine or of a command, anything on standard error, and memory that grows.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from soak_input import lines

import cti_contract as cti
from cti_contract.files.ndjson import parse

#: So many lines make a round; of so many, one is compared with the reference engine.
ROUND, COMPARED = 2_000, 50
COMMANDS = ("check", "session")
#: Memory may grow by so much from a third of the time on, for what is still to be met for the first time.
GROWTH = 1.2
_BYTES = {"darwin": 1}.get(sys.platform, 1024)
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages were fed, and what went wrong."""

    messages: int = 0
    faults: list[str] = field(default_factory=list)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.messages + other.messages, self.faults + other.faults)


Round = Callable[[Random], Iterator[str]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Soak; 0 when nothing went wrong, else 1."""
    options = _parser().parse_args(arguments)
    print(
        f"seed {options.seed}: {options.minutes:g} minutes, {options.workers} threads and as many processes", flush=True
    )
    with TemporaryDirectory(prefix="cti-contract-soak-") as scratch:
        tally, peaks = soak(Path(scratch), options.seed, options.minutes * 60, options.workers)
    faults = tally.faults + _growth(*peaks)
    for fault in faults[:SHOWN]:
        print(fault)
    told = f"{len(faults)} faults" if faults else "no fault"
    print(f"{tally.messages:,} messages: {told}; peak memory {peaks[-1] / 1e6:,.0f} MB")
    return 1 if faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Feed random messages to the calls and to the commands.")
    parser.add_argument(
        "--minutes", type=float, default=10, metavar="N", help="default: 10; each does one round at least"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="default: 0")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), metavar="N", help="default: the cores")
    return parser


def soak(scratch: Path, seed: int, seconds: float, workers: int) -> tuple[Tally, tuple[int, int]]:
    """Return what came of it, and the peak memory of this process, in bytes, at a third of the time and at the end."""
    start = time.monotonic()
    rounds: list[Round] = [
        *[library_faults] * workers,
        *(partial(command_faults, scratch / str(n)) for n in range(workers)),
    ]
    with ThreadPoolExecutor(len(rounds) + 1) as pool:
        until = [
            pool.submit(_repeated, each, Random(f"{seed} {number}"), start + seconds)
            for number, each in enumerate(rounds)
        ]
        early = pool.submit(_peak_at, start + seconds / 3)
        tally = sum((each.result() for each in until), Tally())
    return tally, (early.result(), _peak())


def _peak_at(moment: float) -> int:
    time.sleep(max(moment - time.monotonic(), 0))
    return _peak()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES


def _growth(early: int, late: int) -> list[str]:
    grown = late > early * GROWTH
    return [f"memory grew from {early / 1e6:,.0f} MB to {late / 1e6:,.0f} MB"] if grown else []


def _repeated(round_faults: Round, draw: Random, deadline: float) -> Tally:
    """Do rounds until the deadline, one at least; an exception is a fault and ends them."""
    tally = Tally()
    while True:
        try:
            tally += Tally(ROUND, list(round_faults(draw)))
        except Exception:  # noqa: BLE001 -- to find those that nobody expects
            return tally + Tally(faults=[traceback.format_exc()])
        if time.monotonic() >= deadline:
            return tally


def library_faults(draw: Random) -> Iterator[str]:
    """Feed a round to the calls; yield where they differ."""
    for line in lines(draw, ROUND):
        try:
            value = parse(line)
        except ValueError:
            continue
        fault = _verdict_fault(value, compare=draw.randrange(COMPARED) == 0)
        if fault:
            yield f"{fault}: {line!r}"


def _verdict_fault(value: Any, *, compare: bool) -> str | None:
    valid = not _errors(value)
    if cti.is_valid(value) is not valid or _raises(cti.validate, value) is valid:
        return "check, is_valid and validate differ"
    if _raises(cti.identify, value):
        return "valid, but identify tells no message" if valid else None
    message = cti.identify(value)
    if compare and cti.validator(message.name, message.kind).is_valid(value) is not valid:
        return "check and the reference engine differ"
    return None


def _errors(value: Any) -> list[str]:
    return [problem.code for problem in cti.check(value) if problem.severity == "error"]


def _raises(call: Callable[[Any], object], value: Any) -> bool:
    try:
        call(value)
    except cti.InvalidMessage:
        return True
    return False


def command_faults(folder: Path, draw: Random) -> Iterator[str]:
    """Feed a round to the commands, as a file; yield what they should not do."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "log.ndjson"
    log = list(lines(draw, ROUND))
    path.write_bytes(b"\n".join(log))
    for command in COMMANDS:
        words = [sys.executable, "-m", "cti_contract", command, "--format", "json", str(path)]
        done = subprocess.run(words, capture_output=True, check=False)  # noqa: S603 -- our own command
        if done.returncode not in (0, 1) or done.stderr:
            yield f"{command}: exit code {done.returncode}: {done.stderr.decode(errors='replace')}"
        elif command == "check":
            yield from differences(json.loads(done.stdout), log)


def differences(report: dict[str, Any], log: list[bytes]) -> Iterator[str]:
    """Yield the lines of which the report and the call say something else."""
    told: dict[int, list[str]] = {}
    for problem in report["problems"]:
        if problem["severity"] == "error" and problem["message_index"] is not None:
            told.setdefault(problem["message_index"], []).append(problem["code"])
    messages = [line for line in log if line.strip()]
    if report["summary"]["messages"] != len(messages):
        yield f"check counts {report['summary']['messages']} messages, not {len(messages)}"
    for index, line in enumerate(messages):
        try:
            expected = sorted(_errors(parse(line)))
        except ValueError:
            continue
        if sorted(told.get(index, [])) != expected:
            yield f"the command tells {told.get(index)}, the call {expected}: {line!r}"


if __name__ == "__main__":
    sys.exit(main())
