"""Measure how long the strategies take to draw an example of each message and a log, and print the figures.

python tools/bench/measure_strategies.py
"""

from __future__ import annotations

import argparse
from statistics import mean, median
from time import process_time
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from cti_contract import MESSAGES
from cti_contract.testing import strategies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

MILLI = 1e3


def milliseconds(strategy: SearchStrategy[Any], examples: int) -> float:
    """Return the CPU time that an empty test takes for one example, after a first run that warms up."""

    @settings(max_examples=examples, deadline=None, database=None)
    @given(strategy)
    def run(_: Any) -> None:
        pass

    run()
    start = process_time()
    run()
    return (process_time() - start) / examples * MILLI


def log_figures(strategy: SearchStrategy[Any], examples: int) -> str:
    """Return the CPU time of a log, and of each of its messages."""
    sizes: list[int] = []

    def count(drawn: Any) -> None:
        sizes.append(len(drawn.log if isinstance(drawn, strategies.BrokenLog) else drawn))

    time = milliseconds(strategy.map(count), examples)
    return f"{time:.2f} ms a log, {time / mean(sizes):.2f} ms a message"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the median over all messages and the slowest message; return 0 whatever the figures are."""
    parser = argparse.ArgumentParser(description="Measure how long the strategies take to draw an example.")
    parser.add_argument("--examples", type=int, default=100, metavar="N", help="of each message; default: %(default)s")
    options = parser.parse_args(arguments)
    times = {
        f"{each.name} {each.kind}": milliseconds(strategies.messages(each.name, each.kind), options.examples)
        for each in MESSAGES
    }
    slowest = max(times, key=lambda name: times[name])
    print(f"median over {len(times)} messages: {median(times.values()):.2f} ms an example")
    print(f"slowest: {slowest}, {times[slowest]:.2f} ms")
    print(f"session: {log_figures(strategies.sessions(), options.examples)}")
    print(f"broken session: {log_figures(strategies.broken_sessions(), options.examples)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
