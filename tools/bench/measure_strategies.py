"""Measure how long the strategies take to draw an example of each message, and print the figures.

python tools/bench/measure_strategies.py
"""

from __future__ import annotations

import argparse
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from cti_contract import MESSAGES
from cti_contract.testing import strategies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

EXAMPLES = 100
MILLI = 1e3


def milliseconds(strategy: SearchStrategy[Any], examples: int) -> float:
    """Return the processor time that a test which does nothing takes for an example, once it is warm."""

    @settings(max_examples=examples, deadline=None, database=None)
    @given(strategy)
    def run(_: Any) -> None:
        pass

    run()
    began = process_time()
    run()
    return (process_time() - began) / examples * MILLI


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print: the median over all messages, and the slowest; 0, whatever the figures are."""
    parser = argparse.ArgumentParser(description="Measure how long the strategies take to draw an example.")
    parser.add_argument(
        "--examples", type=int, default=EXAMPLES, metavar="N", help=f"of each message; default: {EXAMPLES}"
    )
    options = parser.parse_args(arguments)
    times = {
        f"{each.name} {each.kind}": milliseconds(strategies.messages(each.name, each.kind), options.examples)
        for each in MESSAGES
    }
    slowest = max(times, key=lambda name: times[name])
    print(f"median over {len(times)} messages: {median(times.values()):.2f} ms an example")
    print(f"slowest: {slowest}, {times[slowest]:.2f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
