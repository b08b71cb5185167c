"""Measure how fast messages are checked, beside what else there is, and print one table in Markdown.

    python tools/benchmark.py                   # with those peers that are there already
    python tools/benchmark.py --install-peers   # fetch them first, into a folder of their own
    python tools/benchmark.py --large-file      # memory on 1 GB, not 100 MB

What is compared runs in turn, round by round, and ratios are the medians of those within a round: a machine's
speed may double between two moments. The data are the examples of the schema files, with ever new ids.
"""

import argparse
import json
import os
import platform
import re
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil, inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import benchmark_peers as peers

from cti_contract import registry
from cti_contract.gate import check_files
from cti_contract.reports import REPORTS

MESSAGES = 200_000
SAMPLE = 2_000
#: For what takes tens of milliseconds a message.
SMALL_SAMPLE = 200
ROUNDS = 5
STARTS = 15
FILE_SIZE, LARGE_FILE_SIZE = 10**8, 10**9
INVALID_EVERY = 50

#: What each measurement gave, round by round, by its key; without those that could not be made.
Measured = Mapping[str, Sequence[float]]

_ID = re.compile(r"\d{5,}")
_MICROSECONDS = "µs a message"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: what was measured, and the unit of what is measured under the row's key."""

    title: str
    unit: str = _MICROSECONDS


ROWS = {
    "a": Row("(a) json.loads alone"),
    "b": Row("(b) orjson.loads alone"),
    "c": Row("(c) check, all valid"),
    "d": Row("(d) check, 2 % invalid"),
    "e": Row(f"(e) jsonschema by dispatch, {SAMPLE:,} messages"),
    "f": Row(f"(f) jsonschema, one oneOf, {SMALL_SAMPLE:,} messages"),
    "f-rs": Row(f"(f) jsonschema-rs, one oneOf, {SAMPLE:,} messages"),
    "g": Row("(g) ajv compiled, by dispatch"),
    "file": Row("check on a file of {size}, start and all"),
    "memory": Row("its peak memory", "MB"),
    "pass": Row("start of `python -c pass`", "ms"),
    "check": Row("start of check on one file", "ms"),
    "check-jsonschema": Row("start of check-jsonschema on that file", "ms"),
    "sourcemeta": Row("start of sourcemeta --fast on that file, by its Python command", "ms"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a row is to reach: the median of `over`, divided round by round by `under`, from `least` to `most`."""

    row: str
    text: str
    over: str
    under: str | None = None
    least: float = 0
    most: float = inf


GOALS = (
    Goal(row="c", text="at most 3.5 × (b)", over="c", under="b", most=3.5),
    Goal(row="c", text="less than (a)", over="c", under="a", most=1),
    Goal(row="c", text="at least 40 times as fast as (e)", over="e", under="c", least=40),
    Goal(row="d", text="at most 1.3 × (c)", over="d", under="c", most=1.3),
    Goal(row="memory", text="at most 60 MB", over="memory", most=60),
    Goal(row="check", text="at most 6 × `python -c pass`", over="check", under="pass", most=6),
    Goal(row="check", text="at most 0.2 × check-jsonschema", over="check", under="check-jsonschema", most=0.2),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; whatever the figures are, 0."""
    options = _parser().parse_args(arguments)
    if options.install_peers:
        peers.install(options.peers)
    print(environment(options.peers), end="\n\n", flush=True)
    size = LARGE_FILE_SIZE if options.large_file else FILE_SIZE
    with TemporaryDirectory(prefix="cti-contract-benchmark-") as scratch:
        measured = measure(Path(scratch), options.peers, messages=options.messages, size=size)
    print(table(measured, f"{size // 10**6:,} MB"))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure how fast messages are checked, beside what else there is.")
    parser.add_argument("--install-peers", action="store_true", help="fetch first what to compare with (pip, npm)")
    parser.add_argument("--peers", type=Path, default=peers.FOLDER, metavar="FOLDER", help=f"default: {peers.FOLDER}")
    parser.add_argument("--messages", type=int, default=MESSAGES, metavar="N", help=f"default: {MESSAGES:,}")
    parser.add_argument("--large-file", action="store_true", help="measure memory on 1 GB, not 100 MB")
    return parser


def environment(folder: Path) -> str:
    """Say on what and with what is measured."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    versions = [f"{name} {version}" for name, version in peers.versions(folder).items()]
    return "; ".join([f"{python} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores", *versions])


def measure(scratch: Path, folder: Path, *, messages: int, size: int) -> Measured:
    """Measure everything, with files in `scratch` and the peers in `folder`."""
    _write(scratch / "valid.ndjson", lines(messages))
    _write(scratch / "invalid.ndjson", broken(lines(messages)))
    _write(scratch / "one.json", lines(1))
    _say(f"{ROUNDS + 1} rounds over {messages:,} messages ...")
    measured = in_turn(speeds(scratch, folder, messages), ROUNDS)
    _say(f"{STARTS + 1} rounds of starting the commands ...")
    measured |= in_turn(starts(scratch, folder), STARTS)
    _say(f"a file of {size:,} bytes ...")
    return measured | whole_run(scratch, messages, size)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _write(path: Path, texts: Iterable[str]) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{text}\n" for text in texts)


def lines(count: int) -> Iterator[str]:
    """Yield so many valid messages as lines of JSON: the examples again and again, with ids of their own.

    Each pass starts one example further on, so that all of them come to every place.
    """
    texts = examples()
    for number in range(count):
        yield varied(texts[(number + number // len(texts)) % len(texts)], number)


def examples() -> list[str]:
    """Return the examples of every message as JSON."""
    folders = tuple(registry.BASE_URI + name for name in ("commands/", "responses/", "events/"))
    schemas = [schema for uri, schema in registry.schemas().items() if uri.startswith(folders)]
    return [json.dumps(example) for schema in schemas for example in schema["examples"]]


def varied(text: str, number: int) -> str:
    """Return a message with `number` as the last digits of each id in it."""
    end = str(number)
    return _ID.sub(lambda found: found[0][: -len(end)] + end, text)


def broken(valid: Iterable[str]) -> Iterator[str]:
    """Yield lines, every fiftieth made invalid in one of `FAULTS`, each fault in turn."""
    faults = list(FAULTS.values())
    for number, line in enumerate(valid, 1):
        turn, rest = divmod(number, INVALID_EVERY)
        yield line if rest else faults[turn % len(faults)](line)


def _edited(line: str, edit: Callable[[dict[str, Any]], object]) -> str:
    message = json.loads(line)
    edit(message)
    return json.dumps(message)


FAULTS: Mapping[str, Callable[[str], str]] = {
    "a required member missing": lambda line: _edited(line, lambda message: message.pop("target")),
    "a misspelt member": lambda line: line.replace('"target"', '"tagret"', 1),
    "a value of the wrong type": lambda line: _edited(line, lambda message: message.update(target=7)),
    "a target of the wrong depth": lambda line: line.replace('"target": "', '"target": "1.2.3.4.', 1),
    "a misspelt message name": lambda line: line.replace(".", "", 1),
    "a truncated line": lambda line: line[: len(line) // 2],
}


def speeds(scratch: Path, folder: Path, messages: int) -> dict[str, Callable[[], float]]:
    """Return what measures microseconds a message, by row."""
    valid, invalid = scratch / "valid.ndjson", scratch / "invalid.ndjson"
    sample = list(islice(lines(messages), SAMPLE))
    dispatched, whole, whole_rs = peers.dispatched(folder), peers.whole(folder), peers.whole_rs(folder)
    orjson = peers.orjson(folder)
    runs: dict[str, Callable[[], float]] = {
        "a": lambda: peers.timed(lambda: _parse_text(valid), messages),
        "c": lambda: peers.timed(lambda: _check(valid), messages),
        "d": lambda: peers.timed(lambda: _check(invalid), messages),
    }
    return runs
