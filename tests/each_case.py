"""All cases of a parametrized test in one test: each test costs pytest and its workers five milliseconds or more."""

import functools
import inspect
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from typing import Any, NamedTuple

import pytest

Test = Callable[..., None]
Ids = Iterable[str] | Callable[[Any], str] | None
#: With this variable, each case is a test by itself, so that `-k` selects cases.
SINGLE = "CTI_CONTRACT_SINGLE_CASES"
_PARAM = type(pytest.param())


class _Case(NamedTuple):
    name: str
    arguments: dict[str, Any]


def each_case(names: str | tuple[str, ...], cases: Iterable[Any], ids: Ids = None) -> Callable[[Test], Test]:
    """Run a test with each of the cases, as `pytest.mark.parametrize` does, but as one test.

    The test goes on after a case that fails, and reports each of these with its name. All cases share the fixtures.
    """
    if SINGLE in os.environ:
        return pytest.mark.parametrize(names, cases, ids=ids)
    own = [*_named(names.replace(" ", "").split(",") if isinstance(names, str) else names, cases, ids)]

    def decorate(test: Test) -> Test:
        # a second decorator multiplies the cases of the first one
        original, inner = getattr(test, "each_case", (test, [_Case("", {})]))
        every = [
            _Case(f"{each.name}-{one.name}".removeprefix("-"), each.arguments | one.arguments)
            for each in inner
            for one in own
        ]

        @functools.wraps(test)
        def run(subtests: pytest.Subtests, **fixtures: Any) -> None:
            __tracebackhide__ = True
            for name, arguments in every:
                try:
                    original(**fixtures, **arguments)
                except BaseException:
                    with subtests.test(name):  # half a millisecond, so only for a case that fails
                        raise

        fixtures = [each for name, each in inspect.signature(original).parameters.items() if name not in every[0][1]]
        subtests = inspect.signature(run, follow_wrapped=False).parameters["subtests"]
        vars(run).update(each_case=(original, every), __signature__=inspect.Signature([subtests, *fixtures]))
        return run

    return decorate


def _named(arguments: Iterable[str], cases: Iterable[Any], ids: Ids) -> Iterator[_Case]:
    """Yield each case with its name: its id, or else the texts of its values."""
    names = tuple(arguments)
    for case, given in zip(cases, repeat(None) if ids is None or callable(ids) else ids, strict=False):
        parameters = case if isinstance(case, _PARAM) else pytest.param(*(case if len(names) > 1 else [case]))
        assert not parameters.marks
        values = parameters.values
        text = "-".join((ids if callable(ids) else _text)(value) for value in values)
        yield _Case(str(given or parameters.id or text), dict(zip(names, values, strict=True)))


def _text(value: Any) -> str:
    try:
        return value if isinstance(value, str) else f"{value!r:.80}"
    except ValueError:  # an integer of more than 4300 digits has no text
        return type(value).__name__
