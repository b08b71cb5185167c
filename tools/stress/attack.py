"""Check hostile inputs: nothing may hang or crash, and time and memory may grow no faster than the input.

    python tools/stress/attack.py                    # ten minutes: the list, then generated inputs
    python tools/stress/attack.py --minutes 1        # CI: each of the list at two sizes
    python tools/stress/attack.py "broken elements"  # only the attacks whose names begin like this

Each attack is checked with its smallest input, then at growing sizes, until it takes some time or is large. It fails if
the command crashes or hangs, if the time for each further byte grows from size to size (quadratic time: five times;
from a very short time, at two sizes one after the other), or if the memory for each byte is over the limit. These
limits hold on a machine of any speed. The ten-minute form also compares with the time of valid lines, which differs
between machines. A time is the processor time of the command, and only the fastest of up to four runs fails.
"""

import argparse
import gzip
import json
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from attack_inputs import ATTACKS, ENTRY, FAILURE, MESSAGE, PROJECT, UNFIXED, Attack, generated, generated_page

import cti_contract

PACKAGE = Path(cti_contract.__file__).parent
COMMAND = (sys.executable, "-m", "cti_contract")
SMALL, LARGE = 2**15, 2**23  # bytes of the first and the last size; each is four times the one before
SLOWER = 100  # times that an input may take for each byte, compared with valid lines
GROWTH = 2.5  # times that the time for each further byte may grow from one size to the next
REPEATS = 4  # runs of each size before a time fails: a busy machine makes runs slower, never faster
ENOUGH = 1.0  # seconds that show how time grows
NOISE = 0.05  # seconds by which two runs may differ
CERTAIN = 0.25  # seconds over the start; growth from a shorter time is sure only if it goes on at the next size
QUICK = 6e-7  # seconds for each byte that do not show growth: from some size on, values are counted
LEAST_MEMORY = 48 * 2**20  # bytes that a small input may take
PAGE_MEMORY = 64 * 2**20  # bytes that a page may take besides those of its size, which its words and parts load
CPU_LIMIT, HANG = 60, 300  # seconds: the slowest attack takes two
ADDRESS_SPACE = 6 * 2**30
WRONG_USAGE = 2
NEWLINE = "\n"

# A small process starts the command: the peak memory of a child includes the memory of its parent at the start.
_WATCH = """\
import json, os, resource, signal, subprocess, sys
cpu, hang, memory = map(int, sys.argv[1:4])
def limit():
    for kind, most in (resource.RLIMIT_CPU, cpu), (resource.RLIMIT_AS, memory):
        hard = resource.getrlimit(kind)[1]  # a process may only lower it
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, least))
options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "start_new_session": True, "preexec_fn": limit}
started = subprocess.Popen(sys.argv[4:], **options)
try:
    error = started.communicate(timeout=hang)[1].decode(errors="replace")
except subprocess.TimeoutExpired:
    os.killpg(started.pid, signal.SIGKILL)
    error = "hangs"
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([started.wait(), error, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]))
"""


class Usage(NamedTuple):
    """The end of a command, and the CPU time and peak memory that it took."""

    code: int
    error: str
    seconds: float
    memory: int


class Report(NamedTuple):
    """The limit that an attack breaks, or None, and its figures."""

    name: str
    failure: str | None
    figures: str = ""


class Situation(NamedTuple):
    """An attack without a size; `failure` checks it in an empty folder and returns what fails, or None."""

    name: str
    failure: Callable[[Path], str | None]
    variant: bool = False

    def check(self, folder: Path) -> Report:
        """Check it in an empty folder."""
        return Report(self.name, self.failure(folder))


class Failure(NamedTuple):
    """A limit that an attack breaks; a time may be measured again."""

    text: str
    is_time: bool = False
    is_growth: bool = False


#: The makers of generated attacks.
GENERATED = {"generated": generated, "generated page": generated_page}

#: The sizes of the inputs of an attack, from the smallest, and what each took.
Measured = list[tuple[int, Usage]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Attack until the list or the time is at its end; return 0 if all limits held, else 1."""
    parser = argparse.ArgumentParser(description="Check hostile inputs.")
    parser.add_argument("names", nargs="*", default=[""], metavar="NAME", help="beginning of a name (default: all)")
    parser.add_argument("--minutes", type=float, default=10, metavar="N", help="default: %(default)s")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="of the generated inputs; default: %(default)s"
    )
    parser.add_argument(
        "--verbose", action="store_true", help="also print the figures of the attacks that fail nothing"
    )
    options = parser.parse_args(arguments)
    end = time.monotonic() + options.minutes * 60
    is_short = options.minutes <= 1
    names = tuple(options.names)
    with TemporaryDirectory(prefix="cti-contract-attack-") as scratch, ThreadPoolExecutor(os.cpu_count()) as pool:
        usual = math.inf if is_short else seconds_per_byte(Path(scratch))

        def run(attack: Attack | Situation) -> Report:
            with TemporaryDirectory(dir=scratch) as folder:
                if isinstance(attack, Attack):
                    return grow(attack, Path(folder), usual, SMALL * 4 if is_short else LARGE)
                return attack.check(Path(folder))

        listed = [each for each in EVERY if each.name.startswith(names) and not (is_short and each.variant)]
        done = show(pool.map(run, listed), options.verbose)
        seeds = count(options.seed * 1_000_000)
        makers = [make for title, make in GENERATED.items() if title.startswith(names)]
        while makers and time.monotonic() < end:
            attacks = [make(next(seeds)) for _ in range(8) for make in makers]
            done += show(pool.map(run, attacks), options.verbose)
    failed = [each for each in done if each.failure and each.name not in UNFIXED]
    print(f"{len(done)} attacks, {len(failed)} failures")
    return 1 if failed else 0


def show(reports: Iterable[Report], is_verbose: bool) -> list[Report]:  # noqa: FBT001 -- an option of the command
    """Print the failures, or all reports, and return the reports."""
    done = []
    for report in reports:
        done.append(report)
        if report.failure or is_verbose:
            known = " (known)" if report.failure and report.name in UNFIXED else ""
            print(f"{report.name}: {report.failure or 'passed'}{known}{report.figures}", flush=True)
    return done


def usage(*command: str | Path, folder: Path | None = None) -> Usage:
    """Return the end of a command and what it took."""
    words = [sys.executable, "-c", _WATCH, *map(str, (CPU_LIMIT, HANG, ADDRESS_SPACE)), *command]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, cwd=folder)  # noqa: S603 -- own words
    return Usage(*json.loads(done.stdout))


def seconds_per_byte(folder: Path) -> float:
    """Return the time that a check of valid lines takes for each byte."""
    path = folder / "valid.ndjson"
    seconds = []
    for lines in 1, 50_000:
        path.write_text(f"{MESSAGE}\n" * lines, encoding="utf-8")
        seconds.append(min(usage(*COMMAND, "check", "--jobs", "1", path).seconds for _ in range(REPEATS)))
    return (seconds[1] - seconds[0]) / path.stat().st_size


def grow(attack: Attack, folder: Path, usual: float, largest: int) -> Report:
    """Check an attack at growing sizes; `usual` is the usual time for each byte."""
    sizes, measured = [1], [measure(attack, 1, folder)]
    failure, is_open = failure_of(measured, usual, attack), False
    while not failure and (is_open or (sizes[-1] < largest and not (sizes[-1] > SMALL and is_enough(measured)))):
        sizes.append(max(sizes[-1] * 4, SMALL))
        measured.append(measure(attack, sizes[-1], folder))
        for repeat in range(REPEATS):
            failure = failure_of(measured, usual, attack)
            if not failure or not failure.is_time or repeat == REPEATS - 1:
                break
            for at in {0, len(sizes) - 2, len(sizes) - 1}:
                measured[at] = min(measured[at], measure(attack, sizes[at], folder))
        is_open = bool(failure and failure.is_growth) and not is_certain(measured)
        failure = None if is_open else failure
    figures = "".join(f", {size / 1e6:.2f} MB {used.seconds:.2f} s {used.memory >> 20} MiB" for size, used in measured)
    return Report(attack.name, failure and failure.text, figures)


def is_enough(measured: Measured) -> bool:
    """Return whether the last size took enough time to show how it grows."""
    return measured[-1][1].seconds > ENOUGH + measured[0][1].seconds


def is_certain(measured: Measured) -> bool:
    """Return whether the size before the last took long enough to compare the last with it."""
    return measured[-2][1].seconds > CERTAIN + measured[0][1].seconds


def measure(attack: Attack, size: int, folder: Path) -> tuple[int, Usage]:
    """Return the size of an input of an attack, and what its check took."""
    content = attack.make(size)
    return len(content), check(attack, content, folder)


def check(attack: Attack, content: bytes, folder: Path) -> Usage:
    """Check an input of an attack."""
    path = folder / ("pipe" if attack.file == "-" else attack.file)
    path.write_bytes(gzip.compress(content, 1) if path.suffix == ".gz" else content)
    if attack.file == PROJECT:
        return usage("sh", "-c", 'echo "$0" | "$@"', MESSAGE, *COMMAND, "check", "-", folder=folder)
    if attack.file == "-":
        return usage("sh", "-c", 'cat "$0" | exec "$@"', path, *COMMAND, *attack.command, "-")
    return usage(*COMMAND, *attack.command, path)


def failure_of(measured: Measured, usual: float, attack: Attack) -> Failure | None:
    """Return the limit that the last size does not keep, or None."""
    (smallest, start), (size, used) = measured[0], measured[-1]
    is_refused = attack.file == PROJECT and used.code == WRONG_USAGE and used.error.count(NEWLINE) == 1
    if not is_refused and (used.code not in (0, 1) or used.error):
        return Failure(f"exit code {used.code}: {used.error.strip().rpartition(NEWLINE)[2] or 'no error output'}")
    memory = used.memory - start.memory
    spare = PAGE_MEMORY if "docs" in attack.command else 0
    if memory > max(size * attack.memory + spare, LEAST_MEMORY):
        return Failure(f"{memory / size:.0f} bytes of memory for each byte")
    slower = (used.seconds - start.seconds - NOISE) / max(size - smallest, 1) / usual
    if slower > SLOWER * attack.slow:
        return Failure(f"{slower:.0f} times the time of valid lines", is_time=True)
    if len(measured) > 2:  # noqa: PLR2004 -- the smallest and two more
        before, earlier = measured[-2]
        shorter = max(earlier.seconds - start.seconds, NOISE, before * QUICK) / (before - smallest)
        growth = (used.seconds - earlier.seconds) / (size - before) / shorter
        if growth > GROWTH:
            return Failure(f"{growth:.1f} times the time for each byte as before", is_time=True, is_growth=True)
    return None


def linked_pipe(folder: Path) -> str | None:
    """Check a folder with a link to a named pipe: only regular files are opened."""
    os.mkfifo(folder / "fifo")
    return _folder_with_link(folder, folder / "fifo")


def linked_device(folder: Path) -> str | None:
    """Check a folder with a link to a device without an end."""
    return _folder_with_link(folder, Path("/dev/zero"))


def named_device(_: Path) -> str | None:
    """Check a device without an end that is named, or is standard input."""
    for words in ("check /dev/zero", "session /dev/zero", "check - </dev/zero", "check --extract /dev/urandom"):
        used = usage("sh", "-c", f'"$@" {words}', "sh", *COMMAND)
        if failure := _failure(used, {1}):
            return f"{words}: {failure}"
    return None


def _folder_with_link(folder: Path, target: Path) -> str | None:
    linked = folder / f"linked {target.name}"
    linked.mkdir()
    (linked / "a.json").symlink_to(target)
    (linked / "b.json").write_text(MESSAGE, encoding="utf-8")
    return _failure(usage(*COMMAND, "check", linked), {0})


def _failure(used: Usage, codes: set[int], lines: int = 0) -> str | None:
    """Return a failure if the exit code is another, or if there are more lines of error output."""
    if used.code in codes and used.error.count("\n") <= lines:
        return None
    return f"exit code {used.code}: {used.error[-200:]!r}"


_SMALL_STACK = """\
import json, sys, threading
import cti_contract as cti
def check_session(message):
    list(cti.check_session([message]))
def run():
    for depth in range(10, 260, 5):
        value = sys.argv[2] * depth + sys.argv[3] + sys.argv[4] * depth
        message = json.loads(sys.argv[1].replace("#", value))
        for call in cti.check, cti.is_valid, cti.validate, cti.identify, check_session:
            try:
                call(message)
            except cti.InvalidMessage:
                pass
threading.stack_size(128 * 1024)
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""
_DEEP = {
    "an open member": (MESSAGE[:-1] + ', "context": {"a": #}}', "[", "", "]"),
    "an unknown member": (MESSAGE[:-1] + ', "a": #}', '{"a":', "1", "}"),
    "a wrong type": ('{"command": "channel.dial", "target": "a.b", "data": {"destination": #}}', "[", "", "]"),
    "groups": (ENTRY + '{"addressbooks": [#]}}', '{"name":"a","entries":[],"groups":[', "", "]}"),
    "wrong groups": (ENTRY + '{"addressbooks": [#]}}', '{"name":1,"entries":[],"groups":[', "", "]}"),
    "an original": (FAILURE, '{"command":"channel.dial","a":', "1", "}"),
}


def small_stack(folder: Path) -> str | None:
    """Check nested messages in a thread with a stack of 128 KiB: an overflow would end the process."""
    for name, words in _DEEP.items():
        failure = _failure(usage(sys.executable, "-c", _SMALL_STACK, *words, folder=folder), {0})
        if failure:
            return f"{name}: {failure}"
    return None


def full_output(_: Path) -> str | None:
    """Write to a full device: one line says that it failed."""
    for words in ("--version", "--help", "list", "check --help"):
        used = usage("sh", "-c", '"$@" > /dev/full', "sh", *COMMAND, *words.split())
        failure = _failure(used, {2}, lines=1)
        if failure or not used.error:
            return f"{words}: {failure or 'no error output'}"
    return None


def early_interrupt(folder: Path) -> str | None:
    """Interrupt the command in its first 100 ms: it ends with one line at most."""
    path = folder / "long.ndjson"
    path.write_text(f"{MESSAGE}\n" * 200_000, encoding="utf-8")
    for milliseconds in range(0, 100, 10):
        words = [*COMMAND, "check", str(path)]
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as started:  # noqa: S603 -- own words
            time.sleep(milliseconds / 1000)
            started.send_signal(signal.SIGINT)
            error = started.communicate()[1].decode()
        is_own = str(PACKAGE) in error  # not of the start of Python itself
        if is_own or started.returncode not in (130, -signal.SIGINT, 0, 1):
            return f"after {milliseconds} ms: exit code {started.returncode}: {error!r}"
    return None


def few_digits(folder: Path) -> str | None:
    """Check a number that Python does not convert, because it has more than 640 digits."""
    path = folder / "digits.json"
    path.write_text(MESSAGE[:-1] + ', "context": {"a": ' + "7" * 1000 + "}}", encoding="utf-8")
    used = usage("env", "PYTHONINTMAXSTRDIGITS=640", *COMMAND, "check", path)
    return _failure(used, {0, 1})


def stale_baseline(folder: Path) -> str | None:
    """Check files with a baseline of problems that none of them has any more, at two sizes."""
    baseline, seconds = folder / "baseline.json", []
    for count_of_files in 500, 2_000, 8_000:
        files = [folder / f"{number}.json" for number in range(count_of_files)]
        for path in files:
            path.write_text(MESSAGE, encoding="utf-8")
        known = {"code": "syntax", "pointer": "", "fingerprint": "", "count": 1}
        problems = [{"file": path.name, **known} for path in files]
        baseline.write_text(json.dumps({"contract": "", "problems": problems}), encoding="utf-8")
        command = *COMMAND, "check", "--jobs", "1", "--baseline", baseline, folder
        runs = [usage(*command) for _ in range(REPEATS)]
        if failure := _failure(runs[0], {0}):
            return failure
        seconds.append(min(run.seconds for run in runs))
    growth = (seconds[2] - seconds[1]) / 4 / max(seconds[1] - seconds[0], NOISE)
    return f"{growth:.1f} times the time for each file as before" if growth > GROWTH else None


SITUATIONS = (
    Situation("link to a named pipe", linked_pipe),
    Situation("link to an endless device", linked_device),
    Situation("named device", named_device),
    Situation("thread with a small stack", small_stack),
    Situation("full output", full_output),
    Situation("early interrupt", early_interrupt),
    Situation("few digits", few_digits),
    Situation("stale baseline", stale_baseline, variant=True),
)
EVERY: tuple[Attack | Situation, ...] = (*ATTACKS, *SITUATIONS)


if __name__ == "__main__":
    sys.exit(main())
