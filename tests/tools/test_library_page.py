"""The guide page `library`: every public name, with its signature, arguments and exceptions."""

import inspect
import re
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import library_page
import pytest
from each_case import each_case
from helpers import ROOT

import cti_contract

PAGE = (ROOT / "cti_contract/guides/library.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### ([\w.]+)\n\n(.*?)(?=^##|^<!--)", PAGE, re.MULTILINE | re.DOTALL))
STRATEGIES = {f"strategies.{name}": value for name, value in library_page.strategies_by_name().items()}
PUBLIC = {name: getattr(cti_contract, name) for name in cti_contract.__all__}
CALLS = {name: value for name, value in {**PUBLIC, **STRATEGIES}.items() if inspect.isfunction(value)}


class Point(NamedTuple):
    """A point."""

    left: int
    top: int


class Pen:
    """A pen."""

    def __init__(self, *, width: "int" = 1) -> None:
        """Take a pen."""
        self.width = width

    def move(self, point: "Point") -> "int":
        """Move it."""
        return self.width + point.left

    def _lift(self) -> None:
        """Lift it."""


Mode = Literal["fast", "slow"]


def draw(point: "Point", *, mode: "Mode" = "fast", label: "str | None" = None, width_of_the_line: "int" = 1) -> "int":
    """Draw a point.

    It is drawn
    once.

    Args:
        point: Where to draw it, on a
            screen.
        mode: How to draw it.
        label: A text beside it.
        width_of_the_line: The width.

    Returns:
        The number of pixels.

    Raises:
        ValueError: The point is outside.

    Example:
        >>> draw(Point(1, 2))
        1
    """
    return point.left if (mode, label, width_of_the_line) == ("fast", None, 1) else point.top


def test_every_public_name_is_on_the_page() -> None:
    assert {*SECTIONS} == {name for name in cti_contract.__all__ if callable(getattr(cti_contract, name))} | {
        *STRATEGIES
    }
    for name in {*cti_contract.__all__} - {*SECTIONS}:
        assert f"`{name}`" in PAGE


def test_strategies_are_the_public_ones() -> None:
    assert {"strategies.messages", "strategies.mutants", "strategies.sessions", "strategies.Mutant"} <= {*STRATEGIES}
    assert not [name for name in STRATEGIES if "._" in name]


@each_case(("name", "call"), CALLS.items(), ids=CALLS)
def test_signature_of_a_call(name: str, call: Callable[..., Any]) -> None:
    shown = SECTIONS[name].partition("```text\n")[2].partition("\n```")[0]
    for parameter in inspect.signature(call).parameters.values():
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}".replace("'", '"')
        assert re.search(rf"\b{parameter.name}: [^\n]+?{re.escape(default)}[,)\n]", shown)
    assert shown.startswith(f"{name.removeprefix('strategies.')}(")


def test_described_call() -> None:
    assert draw(Point(1, 2)) == 1
    assert library_page.described("draw", draw) == (
        "### draw\n\n"
        "```text\n"
        "draw(\n"
        "    point: Point,\n"
        "    *,\n"
        '    mode: Literal["fast", "slow"] = "fast",\n'
        "    label: str | None = None,\n"
        "    width_of_the_line: int = 1,\n"
        ") -> int\n"
        "```\n\n"
        "Draw a point.\n\n"
        "It is drawn once.\n\n"
        "**Arguments**\n\n"
        "- `point`: Where to draw it, on a screen.\n"
        "- `mode`: How to draw it.\n"
        "- `label`: A text beside it.\n"
        "- `width_of_the_line`: The width.\n\n"
        "**Returns** the number of pixels.\n\n"
        "**Raises**\n\n"
        "- `ValueError`: The point is outside.\n\n"
        "```pycon\n>>> draw(Point(1, 2))\n1\n\n```\n"
    )


def test_described_class() -> None:
    assert library_page.described("Pen", Pen) == (
        "### Pen\n\n"
        "```text\nclass Pen(*, width: int = 1)\n```\n\n"
        "A pen.\n\n"
        "#### Pen.move\n\n"
        "```text\nmove(point: Point) -> int\n```\n\n"
        "Move it.\n"
    )
    assert Pen(width=2).move(Point(1, 2)) == 3


@pytest.mark.parametrize(
    ("value", "text"), [(Point, "class Point(left, top)"), (KeyError, "class KeyError(LookupError)")]
)
def test_signature_of_a_class(value: Any, text: str) -> None:
    assert library_page.signature(value.__name__, value) == text
