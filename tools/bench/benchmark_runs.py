"""Time and memory of calls and commands, and the rounds that compare them."""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import gettempdir
from typing import NamedTuple

#: Measures something once and returns a figure in the unit of its row.
Run = Callable[[], float]

MILLI, MICRO = 1e-3, 1e-6
PYTHON = (sys.executable, "-P")  # without modules of the working directory, which come before those of a checkout

# A small process starts the command: the peak memory of a child includes the memory of its parent at the start.
_WATCH = """\
import json, resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
seconds = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, seconds, used.ru_maxrss]))
"""
_BYTES = 1 if sys.platform == "darwin" else 1024


class Usage(NamedTuple):
    """CPU time and elapsed time of a command in seconds, and the peak memory of its largest process in megabytes."""

    cpu: float
    elapsed: float
    memory: float


def output_of(*command: str | Path, path: Path | None = None) -> str:
    """Return the output of a command, which is run outside of any project.

    Args:
        command: The command and its arguments, with absolute paths.
        path: A checkout whose Python modules the command imports first.

    Raises:
        CalledProcessError: The command fails.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if path:
        environment["PYTHONPATH"] = str(path.resolve())
    elsewhere = gettempdir()  # in a project, the command reads the configuration, which takes 3 ms
    done = subprocess.run(  # noqa: S603 -- own words
        command, check=True, env=environment, cwd=elsewhere, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def usage(*command: str | Path, path: Path | None = None) -> Usage:
    """Return the time and memory that a command takes; arguments and errors are those of `output_of`."""
    cpu, elapsed, memory = json.loads(output_of(sys.executable, "-c", _WATCH, *command, path=path))
    return Usage(cpu, elapsed, memory * _BYTES / 1e6)


def cpu_time(call: Callable[[], object], unit: float) -> Run:
    """Return a run that measures the CPU time of a call in this process, in units of `unit` seconds."""

    def measure() -> float:
        start = time.process_time()
        call()
        return (time.process_time() - start) / unit

    return measure


def milliseconds(*command: str | Path, path: Path | None = None) -> Run:
    """Return a run that measures the CPU time of a command; arguments and errors are those of `output_of`."""
    return lambda: usage(*command, path=path).cpu / MILLI


def in_turn(runs: Mapping[str, Run], rounds: int) -> dict[str, list[float]]:
    """Return the figures of each run by round, without those of a first round that warms up."""
    gc.collect()
    gc.freeze()  # otherwise each run pays for searching the objects of the others' preparation
    figures = [{key: run() for key, run in runs.items()} for _ in range(rounds + 1)]
    return {key: [each[key] for each in figures[1:]] for key in runs}
