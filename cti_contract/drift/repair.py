"""The way through a sample's tokens that has to mend the least of them.

A sample that is well formed is read at no cost. Where it is not, and where lines of two versions are mixed, every way
to go on has its price, and the cheapest way through the whole sample is taken: a shortest path over (token, what is
open, what is expected).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cti_contract.drift.tokens import Token

Expected = Literal["value", "item", "next item", "name", "next name", "colon", "after", "more", "comma more", "end"]
Action = Literal["open", "close", "name", "value", "remark", "bar", "drop", "fault"]

_MOST_STEPS = 60_000
_DEEPEST = 100
_CLOSERS = {"{": "}", "[": "]"}
_SCALARS = ("string", "word", "placeholder")
_MISSING, _UNCLOSED, _DROPPED = 5, 7, 9
#: What it costs to drop a token of a mixed view: little on a line without indentation, which the older ones have lost.
_OLDER, _MIXED = 1, 3


class Step(NamedTuple):
    """One step of the way: what is done with a token, or, without one, what is at fault before it."""

    action: Action
    token: Token
    text: str = ""


class _Place(NamedTuple):
    """Where the way has come to: `opened` are the brackets around, as a string."""

    position: int
    opened: str
    expected: Expected


class _Move(NamedTuple):
    cost: int
    place: _Place
    steps: tuple[Step, ...] = ()


class _Way(NamedTuple):
    """The steps up to here, the last one first."""

    before: _Way | None
    steps: tuple[Step, ...]


def steps_through(tokens: Sequence[Token], *, compared: bool) -> list[Step] | None:
    """Return the steps of the cheapest way through the tokens, None when it would take too long to find."""
    counter = 0
    waiting: list[tuple[int, int, int, _Place, _Way | None]] = [(0, 0, 0, _Place(0, "", "value"), None)]
    seen: set[_Place] = set()
    whole = (*tokens, Token("end", "", tokens[-1].line if tokens else 0))
    while waiting and len(seen) < _MOST_STEPS:
        cost, _, _, place, way = heapq.heappop(waiting)
        if place in seen:
            continue
        if place.position == len(tokens) and place.expected == "end":
            return _unwound(way)
        seen.add(place)
        for move in _moves(place, whole[place.position], compared=compared):
            counter += 1
            behind = _Way(way, move.steps) if move.steps else way
            heapq.heappush(waiting, (cost + move.cost, -move.place.position, counter, move.place, behind))
    return None


def _unwound(way: _Way | None) -> list[Step]:
    parts = []
    while way is not None:
        parts.append(way.steps)
        way = way.before
    return [step for part in reversed(parts) for step in part]


def _moves(place: _Place, token: Token, *, compared: bool) -> Iterator[_Move]:
    """Yield every way to go on from a place, of which some mend something."""
    if place.expected in ("value", "item", "next item"):
        yield from _value(place, token)
    if place.expected in ("name", "next name"):
        yield from _name(place, token)
    if place.expected == "colon":
        yield from _colon(place, token)
    if place.expected in ("after", "more", "comma more"):
        yield from _after(place, token)
    if place.opened and place.expected != "colon":
        yield from _close(place, token)
    if token.kind != "end":
        drop = Step("drop", token)
        yield _Move(_price(token, compared=compared), place._replace(position=place.position + 1), (drop,))
    elif not place.opened and place.expected == "value":
        yield _Move(_MISSING, place._replace(expected="end"))


def _price(token: Token, *, compared: bool) -> int:
    if not compared or token.kind in ("string", "word", ":") or (token.kind == "placeholder" and token.indented):
        return _DROPPED
    return _MIXED if token.indented else _OLDER


def _value(place: _Place, token: Token) -> Iterator[_Move]:
    following = place.position + 1
    if token.kind in _SCALARS:
        yield _Move(0, place._replace(position=following, expected="after"), (Step("value", token),))
    elif token.kind in _CLOSERS and len(place.opened) < _DEEPEST:
        inside: Expected = "name" if token.kind == "{" else "item"
        yield _Move(0, _Place(following, place.opened + token.kind, inside), (Step("open", token),))
    elif token.kind == "more":
        more: Expected = "comma more" if place.expected == "next item" else "more"
        yield _Move(0, place._replace(position=following, expected=more), (Step("remark", token),))
    elif place.expected == "value" and place.opened and token.kind in (",", "}", "]", "end"):
        yield _Move(_MISSING, place._replace(expected="after"), (Step("fault", token, "a value is missing"),))


def _name(place: _Place, token: Token) -> Iterator[_Move]:
    following = place.position + 1
    if token.kind in ("string", "word"):
        bare = (Step("fault", token, f"the name {token.text} has no quotes"),) if token.kind == "word" else ()
        yield _Move(2 * len(bare), place._replace(position=following, expected="colon"), (*bare, Step("name", token)))
    elif token.kind == "placeholder":
        yield _Move(0, place._replace(position=following, expected="after"), (Step("remark", token),))
    elif token.kind == "more":
        more: Expected = "comma more" if place.expected == "next name" else "more"
        yield _Move(0, place._replace(position=following, expected=more), (Step("remark", token),))


def _colon(place: _Place, token: Token) -> Iterator[_Move]:
    if token.kind == ":":
        yield _Move(0, place._replace(position=place.position + 1, expected="value"))
    elif token.kind in (",", "}", "]", "end"):
        yield _Move(_MISSING, place._replace(expected="after"), (Step("fault", token, "a name has no value"),))
    else:
        yield _Move(_MISSING, place._replace(expected="value"), (Step("fault", token, "a colon is missing"),))


def _after(place: _Place, token: Token) -> Iterator[_Move]:
    following = place.position + 1
    inside: Expected = "next name" if place.opened.endswith("{") else "next item"
    if token.kind == "," and place.opened:
        yield _Move(0, place._replace(position=following, expected=inside))
    elif token.kind == "|":
        yield _Move(0, place._replace(position=following, expected="value"), (Step("bar", token),))
    elif token.kind == "more" and place.opened:
        yield _Move(0, place._replace(position=following, expected="more"), (Step("remark", token),))
    elif place.opened and token.kind in (*_SCALARS, "{", "["):
        missing = (Step("fault", token, "a comma is missing before this"),) if place.expected == "after" else ()
        yield _Move(_MISSING if missing else 0, place._replace(expected=inside), missing)


def _close(place: _Place, token: Token) -> Iterator[_Move]:
    """Yield how to close the innermost bracket: with its own closer, or without where another or the end stands."""
    opened = place.opened[:-1]
    closer = _CLOSERS[place.opened[-1]]
    expected: Expected = "after" if opened else "end"
    closing = Step("close", token)
    if token.kind == closer and place.expected != "value":
        trailing = _TRAILING.get(place.expected)
        faults = (Step("fault", token, trailing),) if trailing else ()
        yield _Move(2 * len(faults), _Place(place.position + 1, opened, expected), (*faults, closing))
    elif token.kind in ("}", "]", "end") and place.expected != "value":
        fault = Step("fault", token, f"a {closer} is missing")
        yield _Move(_UNCLOSED, _Place(place.position, opened, expected), (fault, closing))


_TRAILING: dict[Expected, str] = {
    "next name": "a comma trails before this",
    "next item": "a comma trails before this",
    "comma more": 'a comma trails before this: only "…" follows it',
}
