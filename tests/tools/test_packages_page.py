"""The drawing of the packages in CONTRIBUTING.md."""

import re

import packages_page
from helpers import ROOT

DRAWING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("```mermaid\n")[2].partition("```")[0]
ARROWS = set(re.findall(r"^  (\w+) --> (\w+)$", DRAWING, re.MULTILINE))


def reached(room: str) -> set[str]:
    below = {imported for importing, imported in ARROWS if importing == room}
    return below.union(*map(reached, below))


def test_every_import_follows_the_arrows() -> None:
    against = {(room, imported) for room, imported in packages_page.imports() if imported not in reached(room)}
    assert against == set()


def test_every_arrow_is_an_import() -> None:
    assert ARROWS - packages_page.imports() == set()


def test_arrows_that_follow_from_others_are_left_out() -> None:
    pairs = frozenset({("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("a", "d"), ("e", "d")})
    assert packages_page.arrows(pairs) == [("a", "b"), ("b", "c"), ("c", "d"), ("e", "d")]
    assert packages_page.drawing([("a", "b")]) == "```mermaid\nflowchart TD\n  a --> b\n```\n"
