"""Check random messages, valid, changed and broken, with the calls and the commands; print every contradiction.

    python tools/stress/soak.py                             # ten minutes
    python tools/stress/soak.py --minutes 1 --seed 7        # a run with the same seed has the same input

The calls run in several threads, the commands in as many processes. A failure is an exception, a verdict that differs
from another call, from the reference engine or from a command, any error output, and memory that grows.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from soak_input import lines

import cti_contract as cti
from cti_contract.jsontext.parse import parse

ROUND = 2_000  # lines of a round
COMPARED = 50  # one of this number of messages is compared with the reference engine, which is slow
SHOWN = 10
GROWTH = 1.2  # rare messages still fill caches after the first third of the time
_BYTES = 1 if sys.platform == "darwin" else 1024

#: Checks the lines of a round and yields a text for each failure.
Check = Callable[[Sequence[bytes], Random], Iterable[str]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Check until the time is over; return 0 if nothing failed, else 1."""
    parser = argparse.ArgumentParser(description="Check random messages with the calls and the commands.")
    parser.add_argument("--minutes", type=float, default=10, metavar="N", help="default: %(default)s, at least a round")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="default: %(default)s")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), metavar="N", help="default: one for each core")
    options = parser.parse_args(arguments)
    print(f"seed {options.seed}, {options.minutes:g} minutes, {options.workers} workers", flush=True)
    with TemporaryDirectory(prefix="cti-contract-soak-") as scratch:
        rounds, failures = soak(Path(scratch), options.seed, options.minutes * 60, options.workers)
    print(*failures[:SHOWN], sep="\n", end="\n" if failures else "")
    print(f"{rounds * ROUND:,} messages, {len(failures)} failures, peak memory {peak_memory() / 1e6:,.0f} MB")
    return 1 if failures else 0


def soak(scratch: Path, seed: int, seconds: float, workers: int) -> tuple[int, list[str]]:
    """Return the number of rounds and the failures of all workers."""
    start = time.monotonic()
    checks: list[Check] = [check_calls] * workers
    checks += [partial(check_commands, scratch / f"{number}.ndjson") for number in range(workers)]

    def is_over() -> bool:
        return time.monotonic() >= start + seconds

    with ThreadPoolExecutor(len(checks)) as pool:
        jobs = [pool.submit(repeat, check, Random(f"{seed} {n}"), is_over) for n, check in enumerate(checks)]
        time.sleep(seconds / 3)
        early = peak_memory()
        results = [job.result() for job in jobs]
    failures = list(chain.from_iterable(failures for _, failures in results))
    return sum(rounds for rounds, _ in results), failures + memory_growth(early, peak_memory())


def repeat(check: Check, draw: Random, is_over: Callable[[], bool]) -> tuple[int, list[str]]:
    """Check rounds until the time is over, at least one; return their number and the failures.

    An exception is a failure and the end.
    """
    failures: list[str] = []
    rounds = 0
    while rounds == 0 or not is_over():
        rounds += 1
        try:
            failures += check(list(lines(draw, ROUND)), draw)
        except Exception:  # noqa: BLE001 -- the unexpected ones are wanted
            return rounds, [*failures, traceback.format_exc()]
    return rounds, failures


def peak_memory() -> int:
    """Return the peak memory of this process in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES


def memory_growth(early: int, late: int) -> list[str]:
    """Return a failure if memory has grown since the first third of the time."""
    grown = late > early * GROWTH
    return [f"memory grew from {early / 1e6:,.0f} MB to {late / 1e6:,.0f} MB"] if grown else []


def check_calls(log: Sequence[bytes], draw: Random) -> Iterator[str]:
    """Check lines with the calls; yield the lines on which they differ."""
    for line in log:
        try:
            value = parse(line)
        except ValueError:
            continue
        failure = _contradiction(value, compare=draw.randrange(COMPARED) == 0)
        if failure:
            yield f"{failure}: {line!r}"


def _contradiction(value: Any, *, compare: bool) -> str | None:
    valid = not _error_codes(value)
    if cti.is_valid(value) is not valid or _raises(cti.validate, value) is valid:
        return "check, is_valid and validate differ"
    if _raises(cti.identify, value):
        return "identify does not know a valid message" if valid else None
    message = cti.identify(value)
    if compare and cti.validator(message.name, message.kind).is_valid(value) is not valid:
        return "check and the reference engine differ"
    return None


def _error_codes(value: Any) -> list[str]:
    return sorted(problem.code for problem in cti.check(value) if problem.severity == "error")


def _raises(call: Callable[[Any], object], value: Any) -> bool:
    try:
        call(value)
    except cti.InvalidMessage:
        return True
    return False


def check_commands(path: Path, log: Sequence[bytes], _: Random) -> Iterator[str]:
    """Check lines as a file with the commands; yield crashes and differences from the calls."""
    path.write_bytes(b"\n".join(log))
    for command in ("check", "session"):
        words = [sys.executable, "-m", "cti_contract", command, "--format", "json", str(path)]
        done = subprocess.run(words, capture_output=True, check=False)  # noqa: S603 -- our own command
        if done.returncode not in (0, 1) or done.stderr:
            yield f"{command}: exit code {done.returncode}: {done.stderr.decode(errors='replace')}"
        elif command == "check":
            yield from differences(json.loads(done.stdout), log)


def differences(report: dict[str, Any], log: Sequence[bytes]) -> Iterator[str]:
    """Yield the lines whose errors differ between the report and the call."""
    reported: dict[int, list[str]] = {}
    for problem in report["problems"]:
        if problem["severity"] == "error" and problem["message_index"] is not None:
            reported.setdefault(problem["message_index"], []).append(problem["code"])
    messages = [line for line in log if line.strip()]
    if report["summary"]["messages"] != len(messages):
        yield f"check counts {report['summary']['messages']} messages, not {len(messages)}"
    for index, line in enumerate(messages):
        try:
            expected = _error_codes(parse(line))
        except ValueError:
            continue
        if sorted(reported.get(index, [])) != expected:
            yield f"the command reports {reported.get(index)}, the call {expected}: {line!r}"


if __name__ == "__main__":
    sys.exit(main())
