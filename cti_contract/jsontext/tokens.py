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


def _never_closes(text: str, start: int, depth: int) -> bool:
    """Return whether a text has too few brackets left to close a value. Those in strings count, too."""
    return sum(text.count(mark, start) for mark in CLOSING) < depth - 1
