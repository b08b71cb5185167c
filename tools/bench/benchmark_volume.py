"""What `benchmark.py` measures on much input: time and peak memory of whole processes, on one file and on many."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import benchmark_data as data
from benchmark_peers import MICRO, MILLI, Peers, output_of, timed

from cti_contract.export.bundle import message_schema

SMALL_FILES = 10_000
LINES = 200_000
JOBS = (1, 2)

#: A process with next to no memory of its own, which its child would start with. Tells of the largest process.
_WATCH = """\
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
_BYTES = {"darwin": 1}.get(sys.platform, 1024)
_CHECK = (sys.executable, "-m", "cti_contract", "check")

#: Measures once, in the unit of each row.
Runs = Mapping[str, Callable[[], float]]


def watched(*command: str | Path) -> tuple[float, float]:
    """Return the seconds that a command takes, and the megabytes of its largest process; raises CalledProcessError."""
    peaks: list[str] = []
    seconds = timed(lambda: peaks.append(output_of(sys.executable, "-c", _WATCH, *command)), 1)()
    return seconds, int(peaks[0]) * _BYTES / 1e6


def large_file(path: Path, source: Path, size: int) -> dict[str, list[float]]:
    """Return the time and the peak memory of the command on a file of so many bytes, with one process and with two."""
    messages = data.write_repeated(path, source, size)
    measured: dict[str, list[float]] = {}
    for jobs in JOBS:
        seconds, memory = watched(*_CHECK, "--jobs", str(jobs), path)
        values = {"file": seconds / messages / MICRO, "wall": seconds, "memory": memory}
        measured |= {f"{key}-{jobs}": [value] for key, value in values.items()}
    return measured


def many_files(folder: Path, peers: Peers) -> Runs:
    """Return what measures the milliseconds of the commands on many small files, and on lines beside a peer."""
    _write_small_files(folder / "small")
    lines, schema = folder / "lines.jsonl", folder / "bundle.json"
    data.write_lines(lines, filter(_is_stood, data.valid_lines(LINES)))
    schema.write_text(json.dumps(message_schema()), encoding="utf-8")
    commands: dict[str, tuple[str | Path, ...]] = {
        **{f"small-{jobs}": (*_CHECK, "--jobs", str(jobs), folder / "small") for jobs in JOBS},
        "lines": (*_CHECK, "--jobs", "1", lines),
    }
    peer = peers.fast_validation(schema, lines)
    return {key: _milliseconds(*command) for key, command in (commands | peer).items()}


def _is_stood(line: str) -> bool:
    """Tell whether sourcemeta 17.3.0 stands a message: at the success of channel.activate it ends by SIGSEGV."""
    return not ('"channel.activate"' in line and '"success"' in line)


def lines_memory(folder: Path, peers: Peers) -> dict[str, list[float]]:
    """Return the peak memory of the commands on the lines that `many_files` has written."""
    lines = folder / "lines.jsonl"
    commands = {"lines": (*_CHECK, "--jobs", "1", lines), **peers.fast_validation(folder / "bundle.json", lines)}
    return {f"{key}-memory": [watched(*command)[1]] for key, command in commands.items()}


def _milliseconds(*command: str | Path) -> Callable[[], float]:
    return lambda: watched(*command)[0] / MILLI


def _write_small_files(folder: Path) -> None:
    folder.mkdir()
    for number, line in enumerate(data.valid_lines(SMALL_FILES)):
        (folder / f"{number}.json").write_text(line, encoding="utf-8")
