"""Where in a JSON text a value stands, as line and column; only problems need it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from json import JSONDecoder

_decode = JSONDecoder().raw_decode
_BLANK = re.compile(r"[ \t\n\r]*")


class Positions:
    """The positions in one well-formed JSON text, found when they are asked for.

    It holds one message or, with `is_array`, an array of them. Names must have no duplicates.
    """

    def __init__(self, text: str, *, is_array: bool) -> None:
        self._text, self._is_array = text, is_array
        self._known: dict[int, dict[str, tuple[int, int]]] = {}

    def position(self, element: int, steps: Sequence[str], *, name: bool) -> tuple[int, int]:
        """Return the line and column, from 1, of what the steps lead to in an element: its value or its name.

        Columns count characters. The steps must lead somewhere.
        """
        name_at = value_at = self._elements[element]
        for step in steps:
            name_at, value_at = self._children(value_at)[step]
        offset = name_at if name else value_at
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def _children(self, at: int) -> dict[str, tuple[int, int]]:
        """Return where the members or elements of the value at `at` stand: name and value; each is looked up once."""
        if at not in self._known:
            self._known[at] = {name: (name_at, value_at) for name, name_at, value_at in _children(self._text, at)}
        return self._known[at]

    @cached_property
    def _elements(self) -> list[int]:
        start = _after_blank(self._text, 0)
        return [value_at for _, _, value_at in _children(self._text, start)] if self._is_array else [start]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self._text))]


def _children(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Yield of each member or element its name or index, where that stands and where the value stands."""
    named = text[at] == "{"
    at = _after_blank(text, at + 1)
    index = 0
    while text[at] not in "}]":
        name, name_at = str(index), at
        if named:
            name, at = _decode(text, at)
            at = _after_blank(text, _after_blank(text, at) + 1)  # the colon is between
        yield name, name_at, at
        at = _after_blank(text, _decode(text, at)[1])
        if text[at] == ",":
            at = _after_blank(text, at + 1)
        index += 1


def _after_blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
