"""Draw from strategies in tests: with a fixed seed, or until a condition holds."""

from collections.abc import Callable
from random import Random
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, find, given, seed, settings
from hypothesis import strategies as st

T = TypeVar("T")
few = settings(max_examples=5, deadline=None)
some = settings(max_examples=60, deadline=None)
_minimal = settings(max_examples=5000, deadline=None, database=None)


def examples_of(strategy: st.SearchStrategy[T], count: int) -> list[T]:
    """Return the values that Hypothesis draws for a test, always the same."""
    found: list[T] = []

    @seed(1)
    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def run(value: T) -> None:
        found.append(value)

    run()
    return found


def drawn(strategy: st.SearchStrategy[T], condition: Callable[[T], Any]) -> T:
    """Return the first value that satisfies a condition, as it was drawn, always the same."""
    return find(strategy, condition, settings=settings(_minimal, phases=[Phase.generate]), random=Random(1))


def minimal(strategy: st.SearchStrategy[T], condition: Callable[[T], Any] = lambda _: True) -> T:
    """Return the simplest value that Hypothesis finds for a condition."""
    return find(strategy, condition, settings=settings(_minimal, phases=[*Phase][:-1]))
