"""Measure the calls of a service in CPU time: texts against values, many texts against the gate, and the first calls.

    python tools/bench/benchmark_calls.py

Runs that are compared take turns; the figures are medians.
"""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import cti_contract as cti
from cti_contract.files.check import check_files

LOG = Path(__file__).parents[2] / "tests" / "samples" / "call.ndjson"
#: The texts of a call of `check_many`. Of very many, the results fill the memory, and Python looks through them again.
AT_ONCE = 128
#: Prints the milliseconds of CPU time of the import, of `warm` if it is called, and of the slowest call after that.
FIRST_CALLS = """
import sys, time
began = time.process_time()
import cti_contract as cti
if "warm" in sys.argv:
    cti.warm()
ready = time.process_time()
slowest, watch = 0.0, None
for line in open(sys.argv[1], "rb"):
    for text in (line, line.replace(b'"data"', b'"dta"')):
        before = time.process_time()
        checked = cti.check_json(text)
        watch = watch or cti.SessionWatch()
        watch.feed(checked.value)
        slowest = max(slowest, time.process_time() - before)
print(1000 * (ready - began), 1000 * slowest)
"""


def speeds(lines: list[bytes], rounds: int) -> dict[str, float]:
    """Return the microseconds of a message by what is measured."""

    def parsed_and_checked() -> None:
        for line in lines:
            cti.check(json.loads(line))

    def check_json() -> None:
        for line in lines:
            cti.check_json(line)

    def check_many() -> None:
        for first in range(0, len(lines), AT_ONCE):
            cti.check_many(lines[first : first + AT_ONCE])

    with TemporaryDirectory() as folder:
        path = Path(folder, "log.ndjson")
        path.write_bytes(b"\n".join(lines))

        def gate() -> None:
            assert not [each for each in check_files([str(path)]) if isinstance(each, cti.Problem)]

        runs: list[Callable[[], None]] = [parsed_and_checked, check_json, gate, check_many]
        times: dict[str, list[float]] = {run.__name__: [] for run in runs}
        for _ in range(rounds):
            for run in runs:
                gc.collect()
                began = time.process_time()
                run()
                times[run.__name__].append((time.process_time() - began) / len(lines) * 1e6)
    return {name: median(found) for name, found in times.items()}


def first_calls(*arguments: str, rounds: int) -> tuple[float, float]:
    """Return the milliseconds before the first call, and those of the slowest one."""
    command = [sys.executable, "-c", FIRST_CALLS, str(LOG), *arguments]
    befores, slowest = [], []
    for _ in range(rounds):
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 -- the program above
        before, longest = map(float, done.stdout.split())
        befores.append(before)
        slowest.append(longest)
    return median(befores), median(slowest)


def main(copies: int = 400, rounds: int = 15) -> None:
    """Print the figures."""
    found = speeds(LOG.read_bytes().splitlines() * copies, rounds)
    for name, each in found.items():
        print(f"{name}: {each:.2f} µs a message")
    print(f"check_json / parsed_and_checked: {found['check_json'] / found['parsed_and_checked']:.2f}")
    print(f"check_many / gate: {found['check_many'] / found['gate']:.2f}")
    for arguments in ((), ("warm",)):
        before, slowest = first_calls(*arguments, rounds=rounds)
        name = "warm" if arguments else "cold"
        print(f"{name}: {before:.0f} ms before the first call, {slowest:.1f} ms the slowest one")


if __name__ == "__main__":
    main()
