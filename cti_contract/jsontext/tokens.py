"""The one tokenizer of JSON text. It also reads text that is not JSON, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

OPENING, CLOSING = "[{", "]}"
#: The levels of a value from which on it is asked whether the rest of the text has the brackets to close them.
_DEEP = 10_000


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the tokens of a text from one character to another. `text[match.start()]` shows the kind of a token."""
    return _token().finditer(text, start, len(text) if end is None else end)


@cache
def _token() -> re.Pattern[str]:
    """Return the pattern of a token: a string, a mark of punctuation, or anything else up to the next one.

    A string without an end reaches to the end of the text. The pattern is possessive: otherwise such a string would be
    read again from each quote in it. It is compiled on first use, because that takes 2 ms of a start.
    """
    return re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[][{},:]|[^][{},:" \t\n\r]++', re.DOTALL)


def elements(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of each element of an array, without the space around it.

    The text need not be JSON: commas and brackets decide. Yields nothing if the text does not begin an array. An
    element that is missing, as after the last comma in `[1,]`, begins and ends at one place.
    """
    found = tokens(text)
    first = next(found, None)
    if first is None or first[0] != "[":
        return
    depth, deep = 1, _DEEP
    start, end = -1, first.end()
    for token in found:
        mark = text[token.start()]
        depth += (mark in OPENING) - (mark in CLOSING)
        if depth == 0 or (depth == 1 and mark == ","):
            yield (end, end) if start < 0 else (start, end)
            if depth == 0:
                return
            start, end = -1, token.end()
        else:
            start, end = token.start() if start < 0 else start, token.end()
            if depth > deep:
                deep = 2 * depth
                if _never_closes(text, end, depth):
                    end = len(text)
                    break
    yield (end, end) if start < 0 else (start, end)


def texts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of each value in a text that has one after the other, without separators.

    The text need not be JSON: brackets decide.
    """
    depth, start, end, deep = 0, -1, 0, _DEEP
    for token in tokens(text):
        mark = text[token.start()]
        start, end = token.start() if start < 0 else start, token.end()
        depth += (mark in OPENING) - (mark in CLOSING)
        if depth <= 0:
            yield start, end
            depth, start = 0, -1
        elif depth > deep:
            deep = 2 * depth
            if _never_closes(text, end, depth):
                end = len(text)
                break
    if start >= 0:
        yield start, end


#: A part of a text that is not JSON, as a token, but a string without an end reaches to the end of its line.
_BROKEN = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?|[][{},:]|[^][{},:" \t\n\r]++'


def broken_values(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of each value of a broken array, or of values one after the other.

    The text need not be JSON: brackets and lines decide. An object that is not closed ends where another begins on a
    line of its own, no deeper than itself. A missing element of an array begins and ends at one place.
    """
    found = re.compile(_BROKEN).finditer(text)
    in_array = text.lstrip().startswith("[")
    start, end = -1, next(found).end() if in_array else 0
    inside, last = _Inside(text), ""
    for token in found:
        at = token.start()
        mark = text[at]
        if start >= 0 and mark == "{" and last != ":" and inside.ends_before(at):
            yield start, end
            start = -1
        is_end = mark == "]" and in_array
        if (start < 0 or not inside.opened) and (mark == "," or is_end):
            if start >= 0 or in_array:
                yield (end, end) if start < 0 else (start, end)
            if is_end:
                return
            start, end = -1, token.end()
            continue
        if start < 0:
            start = inside.begin(at)
        end, last = token.end(), mark
        if inside.is_never_closed(mark, end):
            end = len(text)
            break
    if start >= 0 or in_array:
        yield (end, end) if start < 0 else (start, end)


#: The most characters of a line in front of a value that are looked at.
_WIDEST = 1_000


class _Inside:
    """The inside of a value of a text that is not JSON: the brackets that are `opened`."""

    def __init__(self, text: str) -> None:
        self.opened: list[str] = []
        self._text, self._column, self._deep, self._is_list = text, 0, _DEEP, False

    def begin(self, start: int) -> int:
        """Begin a value, and return its start."""
        self.opened, self._column, self._is_list = [], len(self._before(start)), self._text[start] in OPENING
        return start

    def ends_before(self, at: int) -> bool:
        """Return whether the value ends before an object that cannot be inside of it."""
        if not self.opened:
            return self._is_list
        if self.opened[-1] != "{":
            return False
        line = self._before(at)
        return len(line) <= self._column and not line.strip()

    def is_never_closed(self, mark: str, end: int) -> bool:
        """Read a token, and return whether the text is too short to close the brackets that are open then."""
        if mark in OPENING:
            self.opened.append(mark)
        elif mark in CLOSING and self.opened:
            opening = OPENING[CLOSING.index(mark)]
            closes_two = self.opened[-1] != opening and opening in self.opened[-2:-1]
            del self.opened[-2 if closes_two else -1 :]
        if len(self.opened) <= self._deep:
            return False
        self._deep = 2 * len(self.opened)
        return _never_closes(self._text, end, len(self.opened) + 1)

    def _before(self, at: int) -> str:
        """Return the line in front of a place, or the end of a long one."""
        return self._text[max(at - _WIDEST, 0) : at].rpartition("\n")[2]


def _never_closes(text: str, start: int, depth: int) -> bool:
    """Return whether a text has too few brackets left to close a value. Those in strings count, too."""
    return sum(text.count(mark, start) for mark in CLOSING) < depth - 1
