"""Measure how fast messages are checked, beside what else there is, and print one table in Markdown.

    python tools/bench/benchmark.py                   # with the peers that are there
    python tools/bench/benchmark.py --install-peers   # fetch them first, into a folder of their own
    python tools/bench/benchmark.py --large-file      # memory on 1 GB, not 100 MB

What is compared runs in turn, and a ratio is the median of those within a round: the speed of a machine may
double between two moments. The other commands are given the schema of the one message, check finds it among all.
"""

import argparse
import gc
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from math import inf
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import benchmark_data as data
from benchmark_peers import FOLDER, MICRO, MILLI, NOT_INSTALLED, Peers, Run, parse_lines, run_silently, timed
from benchmark_volume import LINES, SMALL_FILES, large_file, lines_memory, many_files

from cti_contract import validate
from cti_contract.contract import registry
from cti_contract.files.check import check_files
from cti_contract.reports import REPORTS

MESSAGES, SAMPLE, SMALL_SAMPLE = 200_000, 2_000, 100
ROUNDS, STARTS = 5, 15
SIZE, LARGE_SIZE = 10**8, 10**9

SPEED = "µs"
#: The rows of the table by what is measured: title and unit. `SPEED` is the time a message takes.
ROWS = {
    "a": ("(a) json.loads alone", SPEED),
    "a-text": ("(a) json.loads alone, of lines read as text", SPEED),
    "b": ("(b) orjson.loads alone", SPEED),
    "c": ("(c) check, all valid", SPEED),
    "d": ("(d) check, 2 % invalid", SPEED),
    "e": (f"(e) jsonschema by dispatch, on {SAMPLE:,} messages", SPEED),
    "f": (f"(f) jsonschema, one oneOf, on {SMALL_SAMPLE:,} messages", SPEED),
    "f-rs": (f"(f) jsonschema-rs, one oneOf, on {SAMPLE:,} messages", SPEED),
    "g": ("(g) ajv compiled, by dispatch", SPEED),
    "file-1": ("the command on a file of {megabytes:,} MB, one process, start and all", SPEED),
    "wall-1": ("its time in all", "s"),
    "memory-1": ("its peak memory", "MB"),
    "file-2": ("the same, two processes", SPEED),
    "wall-2": ("their time in all", "s"),
    "memory-2": ("peak memory of the largest of them", "MB"),
    "small-1": (f"the command on {SMALL_FILES:,} files of one message, one process", "ms"),
    "small-2": ("the same files, two processes", "ms"),
    "lines": (f"the command on {LINES:,} lines, less one sort of message, one process, start and all", "ms"),
    "lines-memory": ("peak memory of the command on these lines", "MB"),
    "lines-sourcemeta": ("sourcemeta --fast on these lines, by its Python command", "ms"),
    "lines-sourcemeta-memory": ("peak memory of sourcemeta --fast on these lines", "MB"),
    "pass": ("cold start of `python -c pass`", "ms"),
    "check": ("cold start of check on one file", "ms"),
    "check-jsonschema": ("cold start of check-jsonschema on it", "ms"),
    "sourcemeta-jsonschema": ("cold start of sourcemeta --fast on it, by its Python command", "ms"),
}

#: What was measured, each round's in the unit of the row. What could not be measured is not in it.
Measured = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a row is to reach: `over`, divided by `under` round by round, has a median from `least` to `most`."""

    row: str
    text: str
    over: str
    under: str | None = None
    least: float = 0
    most: float = inf

    def told(self, measured: Measured) -> str:
        """Say what is to be reached, what was, and whether it is enough."""
        over = measured.get(self.over, ())
        under = measured.get(self.under, ()) if self.under else repeat(1.0)
        ratios = [one / other for one, other in zip(over, under, strict=False)]
        if not ratios:
            return f"{self.text}: not measured"
        reached = "yes" if self.least <= median(ratios) <= self.most else "no"
        return f"{self.text}: {median(ratios):.2f}, {reached}"


GOALS = (
    Goal(row="c", text="at most 3.5 times (b)", over="c", under="b", most=3.5),
    Goal(row="c", text="under 1 times (a)", over="c", under="a", most=1),
    Goal(row="c", text="(e) at least 40 times this", over="e", under="c", least=40),
    Goal(row="d", text="at most 1.3 times (c)", over="d", under="c", most=1.3),
    Goal(row="memory-1", text="under 60 MB for 1 GB", over="memory-1", most=60),
    Goal(row="file-2", text="at least 1.7 times as fast as one", over="file-1", under="file-2", least=1.7),
    Goal(row="memory-2", text="under 60 MB for 1 GB", over="memory-2", most=60),
    Goal(row="lines", text="at least 2 times as fast as sourcemeta", over="lines-sourcemeta", under="lines", least=2),
    Goal(
        row="lines-memory",
        text="under 0.1 times sourcemeta",
        over="lines-memory",
        under="lines-sourcemeta-memory",
        most=0.1,
    ),
    Goal(row="check", text="at most 6 times `python -c pass`", over="check", under="pass", most=6),
    Goal(row="check", text="under 0.2 times check-jsonschema", over="check", under="check-jsonschema", most=0.2),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0, whatever the figures are."""
    options = _parser().parse_args(arguments)
    peers = Peers(options.peers)
    if options.install_peers:
        peers.install()
    print(environment(peers), end="\n\n", flush=True)
    size = LARGE_SIZE if options.large_file else SIZE
    with TemporaryDirectory(prefix="cti-contract-benchmark-") as scratch:
        measured = measure(Path(scratch), peers, options.messages, size)
    print(table(measured, size))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure how fast messages are checked, beside what else there is.")
    parser.add_argument("--install-peers", action="store_true", help="fetch what to compare with first (pip, npm)")
    parser.add_argument("--peers", type=Path, default=FOLDER, metavar="FOLDER", help=f"default: {FOLDER}")
    parser.add_argument("--messages", type=_positive, default=MESSAGES, metavar="N", help=f"default: {MESSAGES:,}")
    parser.add_argument("--large-file", action="store_true", help="measure memory on 1 GB, not 100 MB")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"not a whole number from 1: {text}")
    return int(text)


def environment(peers: Peers) -> str:
    """Return on what and with what is measured."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    versions = [f"{name} {version}" for name, version in peers.versions().items()]
    return ", ".join([f"{python} on {platform.system()} {platform.machine()}", f"{os.cpu_count()} cores", *versions])


def measure(scratch: Path, peers: Peers, messages: int, size: int) -> Measured:
    """Measure everything, with files in `scratch`, the large one of so many bytes."""
    _progress(f"{ROUNDS + 1} rounds over {messages:,} messages")
    measured = in_turn(speeds(scratch, peers, messages), ROUNDS)
    _progress(f"{STARTS + 1} rounds of starts")
    measured |= in_turn(starts(scratch, peers), STARTS)
    _progress("many files and lines")
    measured |= in_turn(many_files(scratch, peers), ROUNDS) | lines_memory(scratch, peers)
    _progress(f"a file of {size:,} bytes")
    return measured | large_file(scratch / "large.ndjson", scratch / "valid.ndjson", size)


def _progress(text: str) -> None:
    print(f"{text} ...", file=sys.stderr, flush=True)


def in_turn(runs: Mapping[str, Run], rounds: int) -> dict[str, list[float]]:
    """Return what each run gave in each round but the first, which warms up."""
    gc.collect()
    gc.freeze()  # what the set-up of all runs has left is no run's garbage to go through
    results = [{key: run() for key, run in sorted(runs.items())} for _ in range(rounds + 1)]
    return {key: [each[key] for each in results[1:]] for key in runs}


def speeds(scratch: Path, peers: Peers, messages: int) -> dict[str, Run]:
    """Return what measures microseconds a message, by row."""
    valid, invalid = scratch / "valid.ndjson", scratch / "invalid.ndjson"
    data.write_lines(valid, data.valid_lines(messages))
    data.write_lines(invalid, data.invalid_lines(messages))
    sample = [line.encode() for line in data.valid_lines(SAMPLE)]
    runs: dict[str, Callable[[], object]] = {
        "a": lambda: parse_lines(json.loads, valid, "rb"),
        "a-text": lambda: parse_lines(json.loads, valid, "r"),
        "c": lambda: check(valid),
        "d": lambda: check(invalid),
    }
    own = {key: timed(run, messages * MICRO) for key, run in runs.items()}
    return own | peers.speeds(valid, messages, sample, sample[:SMALL_SAMPLE])


def check(path: Path) -> None:
    """Check a file and write the report as text, to nowhere."""
    for _ in REPORTS["text"](check_files([str(path)]), most=None, quiet=False):
        pass


def starts(scratch: Path, peers: Peers) -> dict[str, Run]:
    """Return what measures the milliseconds from start to end of a command, by row."""
    message, schema = scratch / "message.json", scratch / "schema.json"
    data.write_lines(message, data.valid_lines(1))
    uri = validate(json.loads(message.read_bytes())).uri
    schema.write_text(json.dumps(registry.bundled(uri)), encoding="utf-8")
    commands = {"pass": ("-c", "pass"), "check": ("-m", "cti_contract", "check", message)}
    own = {key: timed(partial(run_silently, sys.executable, *words), MILLI) for key, words in commands.items()}
    return own | peers.starts(schema, message)


def table(measured: Measured, size: int) -> str:
    """Return the table in Markdown; `size` is that of the large file, in bytes."""
    lines = ["| what | median | messages a second | to reach |", "| --- | ---: | ---: | --- |"]
    for key, (title, unit) in ROWS.items():
        goals = "; ".join(goal.told(measured) for goal in GOALS if goal.row == key)
        cells = (title.format(megabytes=size // 10**6), *_figures(measured.get(key, ()), unit), goals)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _figures(values: Sequence[float], unit: str) -> tuple[str, str]:
    if not values:
        return NOT_INSTALLED, ""
    value = median(values)
    return f"{value:,.2f} {unit}", f"{1 / (value * MICRO):,.0f}" if unit == SPEED else ""


if __name__ == "__main__":
    sys.exit(main())
