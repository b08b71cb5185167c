"""Where in a JSON text a value stands, as line and column; only problems need it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from json import JSONDecoder
from typing import cast

_decode = JSONDecoder().raw_decode
_Match = Callable[[str, int], re.Match[str]]
#: Match what may stand before a token, be it nothing; a name up to its value; and what stands between two children.
_blank = cast("_Match", re.compile(r"[ \t\n\r]*").match)
_name = cast("_Match", re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"[ \t\n\r]*:[ \t\n\r]*').match)
_between = cast("_Match", re.compile(r"[ \t\n\r]*,?[ \t\n\r]*").match)
_colon = cast("Callable[[bytes, int], re.Match[bytes]]", re.compile(rb"[ \t\n\r]*:[ \t\n\r]*").match)

#: Texts up to so many bytes are searched anew for each place.
_SHORT = 4096

#: Of a container, where the names and values of its children stand as far as they were looked up, and the others.
_Children = tuple[dict[str, tuple[int, int]], Iterator[tuple[str, int, int]]]


def at_sight(raw: bytes, pointer: str, *, name: bool) -> tuple[int, int] | None:
    """Return what `Positions.position` does of a pointer into the one message in a text, None where it must be asked.

    As a rule it need not: the name that the pointer ends with stands in the text but once.
    """
    if len(raw) > _SHORT:
        return None
    if not pointer:
        return line_and_column(raw, len(raw) - len(raw.lstrip()))
    quoted = _last_name(pointer)
    if quoted is None or raw.count(quoted) != 1 or b"\\" in raw:
        return None
    at = raw.index(quoted)
    return line_and_column(raw, at if name else _colon(raw, at + len(quoted)).end())


@lru_cache
def _last_name(pointer: str) -> bytes | None:
    """Return the name that a pointer ends with, as it is written without escapes; None where that might mislead.

    It may be an index. And what is found might not be a string but what stands between two: that holds a comma or a
    colon; else, without escapes, a quote only begins or ends a string.
    """
    name = pointer.rpartition("/")[2]
    return None if name.isdecimal() or any(mark in name for mark in "~,:") else f'"{name}"'.encode()


def line_and_column(raw: bytes, offset: int) -> tuple[int, int]:
    """Return the line and column, from 1, of a byte; columns count characters, what is no UTF-8 is one as well."""
    before = raw[:offset].decode(errors="replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class Positions:
    """The positions in one well-formed JSON text, found when they are asked for, and each but once.

    It holds one message or, with `is_array`, an array of them. Names must have no duplicates. Where only some of the
    `elements` are well-formed, they must be given as what stands at which character.
    """

    def __init__(self, text: str, *, is_array: bool, elements: Sequence[int] | None = None) -> None:
        self._text = text
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", text))] if "\n" in text else [0]
        self._containers: dict[int, _Children] = {}
        start = _blank(text, 0).end()
        self._elements = elements or ([at for _, _, at in _children(text, start)] if is_array else [start])

    def position(self, element: int, steps: Iterable[str], *, name: bool) -> tuple[int, int]:
        """Return the line and column, from 1, of the value to which the steps of a pointer lead, or of its name.

        Columns count characters. They must lead somewhere.
        """
        name_at = value_at = self._elements[element]
        for step in steps:
            name_at, value_at = self._child(value_at, step)
        offset = name_at if name else value_at
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def _child(self, at: int, step: str) -> tuple[int, int]:
        if at not in self._containers:
            self._containers[at] = ({}, _children(self._text, at))
        known, others = self._containers[at]
        while step not in known:
            name, name_at, value_at = next(others)
            known[name] = (name_at, value_at)
        return known[step]


def _children(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Yield of each member or element its name or index, where that stands and where the value stands."""
    named = text[at] == "{"
    at = _blank(text, at + 1).end()
    index = 0
    while text[at] not in "}]":
        name, name_at = str(index), at
        if named:
            found = _name(text, at)
            name, at = found[1], found.end()
            if "\\" in name:
                name = _decode(text, name_at)[0]
        yield name, name_at, at
        at = _between(text, _decode(text, at)[1]).end()
        index += 1
