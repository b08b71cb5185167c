"""A long array: its elements are parsed some at a time, so that its memory is not that of all its values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from cti_contract.files.limits import Limits
from cti_contract.jsontext.memory import takes_more
from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.syntax_errors import offset_of, syntax_problem
from cti_contract.problems import Problem

#: The comma between two objects: most of these commas are between elements.
_BETWEEN = re.compile(rb"\}[ \t\r\n]*+(,)[ \t\r\n]*+\{")


class Piece(NamedTuple):
    """Some elements of an array: those between two bytes of its text."""

    start: int
    end: int
    is_first: bool
    is_last: bool

    def values(self, raw: bytes) -> list[Any]:
        """Return the elements. Raises ValueError."""
        values: list[Any] = parse(self.text(raw))
        return values if self.is_first else values[1:]

    def text(self, raw: bytes) -> bytes:
        """Return the elements as an array by itself."""
        return self.before + raw[self.start : self.end] + (b"" if self.is_last else b"]")

    @property
    def before(self) -> bytes:
        """The text in front of the elements: after the first piece, a missing element is an error, too."""
        return b"[" if self.is_first else b"[0,"


class BrokenArrayError(ValueError):
    """A piece of an array is not JSON, or (`is_dense`) its values take too much memory."""

    def __init__(self, piece: Piece, error: ValueError | None = None) -> None:
        """Take the piece, and the error of the parser if it is not JSON."""
        super().__init__()
        self._piece, self._error = piece, error or ValueError()
        self.is_dense = error is None

    def fault(self, raw: bytes) -> tuple[Problem, int]:
        """Return the problem of the piece of a text that is not JSON, and its offset."""
        start, before = self._piece.start, self._piece.before
        problem, offset = syntax_problem(before + raw[start:], self._error)
        return problem, start + offset - len(before)


def pieces(raw: bytes, limits: Limits) -> Iterator[tuple[Piece, list[Any]]]:
    """Yield the pieces of an array, and the elements of each. The text must begin an array. Raises BrokenArrayError.

    A piece ends at a comma, and is JSON as an array by itself: then the comma can only be between elements.
    """
    start, size, is_first = raw.index(b"[") + 1, limits.piece, True
    while True:
        end = _end(raw, start + size, size)
        piece = Piece(start, end, is_first, end == len(raw))
        text = piece.text(raw)
        if takes_more(text, limits.value_memory, limits.part_times):
            raise BrokenArrayError(piece)
        try:
            values: list[Any] = parse(text)
        except ValueError as error:
            if piece.is_last or not _is_cut(text, error):
                raise BrokenArrayError(piece, error.with_traceback(None)) from None
            size *= 2
            continue
        yield piece, values if is_first else values[1:]
        del values  # a message may be a piece by itself
        if piece.is_last:
            return
        start, size, is_first = end + 1, limits.piece, False


def _end(raw: bytes, least: int, around: int) -> int:
    """Return the offset of a comma that may be between elements, or the end of the text."""
    found = _BETWEEN.search(raw, least, least + around)
    comma = found.start(1) if found else raw.find(b",", least)
    return len(raw) if comma < 0 else comma


def _is_cut(text: bytes, error: ValueError) -> bool:
    """Return whether an error is that of an element that goes on after the text."""
    return str(error).startswith("EOF") or offset_of(text, error) >= len(text) - 1
