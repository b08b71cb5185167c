"""Where in a JSON text a value stands: JSON Pointers and offsets as lines and columns."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

_decode = json.JSONDecoder().raw_decode
_BLANK = re.compile(r"[ \t\n\r]*")


def steps_of(pointer: str) -> list[str]:
    """Return the steps of a JSON Pointer; raises ValueError when it is none."""
    if pointer and not pointer.startswith("/"):
        raise ValueError("a JSON Pointer is empty or starts with /")
    if re.search("~(?![01])", pointer):
        raise ValueError("in a JSON Pointer ~ is written ~0")
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def offset_of(text: str, steps: Sequence[str], *, start: int = 0, name: bool = False) -> int:
    """Return where in `text` stands what the steps of a JSON Pointer lead to: its value or, on demand, its name.

    At `start` there must be a JSON value whose names have no duplicates and the steps must lead somewhere inside it.
    Offsets count characters from 0.
    """
    name_at = value_at = _skip_blank(text, start)
    for step in steps:
        name_at, value_at = next((n, v) for child, n, v in _children(text, value_at) if child == step)
    return name_at if name else value_at


def elements(text: str) -> list[int]:
    """Return where each element of `text`, a JSON array, stands."""
    return [value_at for _, _, value_at in _children(text, _skip_blank(text, 0))]


def _children(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Yield of each member or element its name or index, where that stands and where the value stands."""
    named = text[at] == "{"
    at = _skip_blank(text, at + 1)
    index = 0
    while text[at] not in "}]":
        name, name_at = str(index), at
        if named:
            name, at = _decode(text, at)
            at = _skip_blank(text, _skip_blank(text, at) + 1)  # behind the colon
        yield name, name_at, at
        at = _skip_blank(text, _decode(text, at)[1])
        if text[at] == ",":
            at = _skip_blank(text, at + 1)
        index += 1


def _skip_blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def line_starts(text: str) -> list[int]:
    """Return where each line of a text starts."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


def line_and_column(starts: Sequence[int], offset: int) -> tuple[int, int]:
    """Return the line and the column, both from 1, of an offset in the text whose lines start there."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
