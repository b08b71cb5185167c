"""Measure how fast messages are checked, next to other libraries and commands; print a table in Markdown.

    python tools/bench/benchmark.py                     # with the peers that are installed
    python tools/bench/benchmark.py --install-peers     # install them first, in a folder of their own
    python tools/bench/benchmark.py --before CHECKOUT   # next to another version of this project

Times are CPU times except where the table says otherwise. Runs that are compared take turns, and a ratio is the
median of the ratios of the rounds: the speed of a machine may double between two moments. The other commands get the
schema of the one message; `check` finds the message among all.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import benchmark_data as data
from benchmark_peers import FOLDER, Peers, parse_lines
from benchmark_runs import MICRO, PYTHON, Run, Usage, cpu_time, in_turn, milliseconds, output_of, usage

from cti_contract import identify
from cti_contract.contract import registry
from cti_contract.export.bundle import message_schema, schema_of

HERE = Path(__file__).parents[2]
BEFORE = " before"  # ends the keys of the rows of another version
SPEED = "µs"  # the unit of the rows that are the time of one message


class Sizes(NamedTuple):
    """How much is measured: numbers of messages, files and rounds, and bytes of the large file."""

    messages: int = 200_000
    sample: int = 2_000
    few: int = 100
    files: int = 10_000
    rounds: int = 5
    starts: int = 15
    large: int = 10**8  # 0: no files are measured


class Ratio(NamedTuple):
    """The ratio of a row to another row, which should be at most so much."""

    to: str
    most: float


class Row(NamedTuple):
    """A row of the table."""

    title: str
    unit: str
    ratios: tuple[Ratio, ...] = ()


ROWS = {
    "json": Row("`json.loads`", SPEED),
    "orjson": Row("`orjson.loads`", SPEED),
    "valid": Row(
        "check, all valid", SPEED, (Ratio("orjson", most=3.5), Ratio("json", most=1), Ratio("jsonschema", most=1 / 40))
    ),
    "invalid": Row("check, 2 % invalid", SPEED, (Ratio("valid", most=1.6),)),
    "jsonschema": Row("jsonschema, by dispatch", SPEED),
    "jsonschema-one-of": Row("jsonschema, one `oneOf`", SPEED),
    "jsonschema-rs-one-of": Row("jsonschema-rs, one `oneOf`", SPEED),
    "ajv": Row("ajv, compiled, by dispatch", SPEED),
    "start-python": Row("`python -c pass`", "ms"),
    "start": Row(
        "check of one message, start included",
        "ms",
        (Ratio("start-python", most=6), Ratio("start-check-jsonschema", most=0.2)),
    ),
    "start-check-jsonschema": Row("check-jsonschema on this message", "ms"),
    "start-sourcemeta": Row("sourcemeta --fast on this message", "ms"),
    "lines": Row("check of a file of lines, start included", "ms", (Ratio("lines-sourcemeta", most=0.5),)),
    "lines-sourcemeta": Row("sourcemeta --fast on these lines", "ms"),
    "files": Row("check of many files of one message", "ms"),
    "large-1": Row("check of a large file, elapsed, one process", "s"),
    "large-2": Row("check of a large file, elapsed, two processes", "s", (Ratio("large-1", most=1 / 1.7),)),
    "memory-1": Row("peak memory, one process", "MB"),
    "memory-2": Row("peak memory of the largest of two processes", "MB"),
}

#: The figures of each round, by row. Rows that were not measured are absent, such as those of a missing peer.
Figures = Mapping[str, Sequence[float]]

_COMMAND = (*PYTHON, "-m", "cti_contract", "check")
# The second run is measured: the first one imports modules and compiles schemas. Versions differ in their modules,
# but each of them has the command `python -m cti_contract`, which ends its process by `os._exit`.
_CHECK = """\
import os, runpy, sys, time

def run():
    try:
        runpy.run_module("cti_contract", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if end.code not in (0, 1):
            raise

os._exit = sys.exit
sys.stdout = open(os.devnull, "w")
run()
start = time.process_time()
run()
print(time.process_time() - start, file=sys.__stdout__)
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table; return 0 whatever the figures are."""
    parser = argparse.ArgumentParser(description="Measure how fast messages are checked.")
    parser.add_argument("--install-peers", action="store_true", help="first install the peers (pip, npm)")
    parser.add_argument("--peers", type=Path, default=FOLDER, metavar="FOLDER", help=f"default: {FOLDER}")
    parser.add_argument("--before", type=Path, metavar="CHECKOUT", help="another version to measure in turn with this")
    parser.add_argument("--messages", type=int, default=Sizes().messages, metavar="N", help="default: %(default)s")
    parser.add_argument(
        "--large-file", type=int, default=100, metavar="MB", help="default: %(default)s; 0 leaves out the rows of files"
    )
    options = parser.parse_args(arguments)
    peers = Peers(options.peers)
    if options.install_peers:
        peers.install()
    print(environment(peers), end="\n\n", flush=True)
    sizes = Sizes(messages=options.messages, large=options.large_file * 10**6)
    with TemporaryDirectory(prefix="cti-contract-benchmark-") as scratch:
        figures = measure(Path(scratch), peers, sizes, options.before)
    print(table(figures))
    return 0


def environment(peers: Peers) -> str:
    """Return the machine and the versions of everything that is compared."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    versions = [f"{name} {version}" for name, version in peers.versions().items()]
    return ", ".join([f"{python} on {platform.system()} {platform.machine()}", f"{os.cpu_count()} cores", *versions])


def measure(scratch: Path, peers: Peers, sizes: Sizes, before: Path | None = None) -> Figures:
    """Measure everything.

    Args:
        scratch: An empty folder for the files that are checked.
        peers: The other libraries and commands.
        sizes: How much is measured.
        before: A checkout of another version, whose rows get `BEFORE` at the end of their keys.
    """
    inputs = write_inputs(scratch, sizes)
    checkouts = {"": HERE, BEFORE: before.resolve()} if before else {"": HERE}

    def own(runs: Callable[[Path, Inputs], Mapping[str, Run]]) -> dict[str, Run]:
        return {key + end: run for end, checkout in checkouts.items() for key, run in runs(checkout, inputs).items()}

    _progress("messages")
    sample = [line.encode() for line in data.valid_lines(sizes.sample)]
    speeds = own(check_speeds) | {
        "json": cpu_time(lambda: parse_lines(json.loads, inputs.valid), sizes.messages * MICRO)
    }
    speeds |= peers.speeds(inputs.valid, sizes.messages, sample, sample[: sizes.few])
    figures = in_turn(speeds, sizes.rounds)
    _progress("starts")
    starts = own(check_starts) | {"start-python": milliseconds(*PYTHON, "-c", "pass")}
    figures |= in_turn(starts | peers.starts(inputs.schema, inputs.message), sizes.starts)
    if not sizes.large:
        return figures
    _progress("files")
    volumes = own(check_volumes) | peers.lines(inputs.all_schemas, inputs.lines)
    return figures | in_turn(volumes, sizes.rounds)


def _progress(subject: str) -> None:
    print(f"measuring {subject} ...", file=sys.stderr, flush=True)


class Inputs(NamedTuple):
    """The files that are checked, the number of messages in the first two, and the schemas for other commands."""

    messages: int
    valid: Path
    invalid: Path
    message: Path
    schema: Path
    lines: Path
    all_schemas: Path
    files: Path
    large: Path


def write_inputs(folder: Path, sizes: Sizes) -> Inputs:
    """Write the files that are checked."""
    inputs = Inputs(
        sizes.messages,
        data.write_lines(folder / "valid.ndjson", data.valid_lines(sizes.messages)),
        data.write_lines(folder / "invalid.ndjson", data.invalid_lines(sizes.messages)),
        data.write_lines(folder / "message.json", data.valid_lines(1)),
        folder / "schema.json",
        data.write_lines(folder / "lines.jsonl", filter(_is_safe_for_sourcemeta, data.valid_lines(sizes.messages))),
        folder / "all-schemas.json",
        folder / "files",
        folder / "large.ndjson",
    )
    message = identify(json.loads(inputs.message.read_bytes()))
    inputs.schema.write_text(json.dumps(schema_of([message])), encoding="utf-8")
    inputs.all_schemas.write_text(json.dumps({"$schema": registry.DIALECT, **message_schema()}), encoding="utf-8")
    inputs.files.mkdir()
    for number, line in enumerate(data.valid_lines(sizes.files if sizes.large else 0)):
        (inputs.files / f"{number}.json").write_text(line, encoding="utf-8")
    data.write_repeated(inputs.large, inputs.valid, sizes.large)
    return inputs


def _is_safe_for_sourcemeta(line: str) -> bool:
    # sourcemeta 17.3.0 crashes (SIGSEGV) on the success of channel.activate
    return not ('"channel.activate"' in line and '"success"' in line)


def check_speeds(checkout: Path, inputs: Inputs) -> dict[str, Run]:
    """Return runs that measure the microseconds of a message in a process that has started."""

    def microseconds(path: Path) -> float:
        command = (*PYTHON, "-c", _CHECK, "check", "--jobs", "1", path)
        return float(output_of(*command, path=checkout)) / inputs.messages / MICRO

    return {"valid": partial(microseconds, inputs.valid), "invalid": partial(microseconds, inputs.invalid)}


def check_starts(checkout: Path, inputs: Inputs) -> dict[str, Run]:
    """Return the run that measures the milliseconds of a check of one message."""
    return {"start": milliseconds(*_COMMAND, inputs.message, path=checkout)}


def check_volumes(checkout: Path, inputs: Inputs) -> dict[str, Run]:
    """Return runs that measure time and memory of the command on much input."""

    def used(jobs: str) -> Usage:
        return usage(*_COMMAND, "--jobs", jobs, inputs.large, path=checkout)

    return {
        "lines": milliseconds(*_COMMAND, "--jobs", "1", inputs.lines, path=checkout),
        "files": milliseconds(*_COMMAND, "--jobs", "1", inputs.files, path=checkout),
        "large-1": lambda: used("1").elapsed,
        "large-2": lambda: used("2").elapsed,
        "memory-1": lambda: used("1").memory,
        "memory-2": lambda: used("2").memory,
    }


def table(figures: Figures) -> str:
    """Return the table in Markdown, with columns for the other version if that was measured."""
    compared = any(key.endswith(BEFORE) for key in figures)
    heads = ["", "median", *(["before", "now / before"] if compared else []), "a second", "ratio"]
    lines = [_cells(heads), _cells(["---", *["---:"] * (len(heads) - 2), "---"])]
    for key, row in ROWS.items():
        cells = [row.title, _figure(figures, key, "not measured")]
        if compared:
            change = median_ratio(figures, key, key + BEFORE)
            cells += [_figure(figures, key + BEFORE, ""), "" if change is None else f"{change:.2f}"]
        cells.append(f"{1 / (median(figures[key]) * MICRO):,.0f}" if row.unit == SPEED and key in figures else "")
        cells.append("; ".join(filter(None, (_ratio_text(figures, key, ratio) for ratio in row.ratios))))
        lines.append(_cells(cells))
    return "\n".join(lines)


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _figure(figures: Figures, key: str, missing: str) -> str:
    return f"{median(figures[key]):,.2f} {ROWS[key.removesuffix(BEFORE)].unit}" if key in figures else missing


def median_ratio(figures: Figures, key: str, to: str) -> float | None:
    """Return the median of the ratios of two rows within each round, or None if one was not measured."""
    ratios = [one / other for one, other in zip(figures.get(key, ()), figures.get(to, ()), strict=False)]
    return median(ratios) if ratios else None


def _ratio_text(figures: Figures, key: str, ratio: Ratio) -> str:
    found = median_ratio(figures, key, ratio.to)
    if found is None:
        return ""
    verdict = "" if found <= ratio.most else ", MISSED"
    return f"{found:.2f} times {ROWS[ratio.to].title} (at most {ratio.most:.2f}{verdict})"


if __name__ == "__main__":
    sys.exit(main())
