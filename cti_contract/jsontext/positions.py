"""Lines and columns: the places of values and names in a JSON text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from cti_contract.jsontext.tokens import CLOSING, OPENING, tokens

#: The member names and indices on the way to a value.
Steps = tuple[str, ...]
#: Where the name of a value begins, if it has one, and where the value begins: offsets in characters.
Place = tuple[int, int]


class Text:
    """A JSON text in a file: one line, or a whole document.

    Bytes that are not UTF-8 count as one character each.
    """

    def __init__(self, raw: bytes, line: int = 1, before: int = 0) -> None:
        """Take the bytes of the text, the number of its first line, and how many characters are before it there."""
        self._raw: bytes | None = raw
        self.line = line
        self._before = before
        self._characters: str | None = None
        self._line_ends: Sequence[int] | None = None
        self._digest: str | None = None

    @property
    def digest(self) -> str:
        """A hash of the text without white space around it, empty for an empty text."""
        if self._digest is None:
            from hashlib import sha256  # only some reports need it

            raw = self.raw.strip()
            self._digest = sha256(raw).hexdigest() if raw else ""
        return self._digest

    @property
    def raw(self) -> bytes:
        """The bytes of the text."""
        return self.characters.encode() if self._raw is None else self._raw

    @property
    def characters(self) -> str:
        """The text as characters."""
        if self._characters is None:
            self._characters = self.raw.decode(errors="surrogateescape")
        return self._characters

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 1, of a character of the text."""
        if self._line_ends is None:
            has_some = self._raw is None or b"\n" in self._raw
            self._line_ends = _line_ends(self.characters) if has_some else ()
        ends = self._line_ends
        before = bisect_left(ends, offset)
        return self.line + before, offset - (ends[before - 1] if before else -1 - self._before)


def characters_before(raw: bytes, offset: int) -> int:
    """Return the number of characters before a byte. All of them together may take four times their bytes."""
    from codecs import getincrementaldecoder  # only problems need it

    decoder = getincrementaldecoder("utf-8")("surrogateescape")
    before = memoryview(raw)[:offset]
    count = sum(len(decoder.decode(before[at : at + _CHUNK])) for at in range(0, offset, _CHUNK))
    return count + len(decoder.decode(b"", final=True))


def encoded(characters: str, start: int, end: int) -> bytes:
    """Return the bytes of a part of a text, a few characters at a time: they may take four times these bytes."""
    pieces = (characters[at : min(at + _CHUNK, end)] for at in range(start, end, _CHUNK))
    return b"".join(piece.encode(errors="surrogateescape") for piece in pieces)


_CHUNK = 64 * 1024


class Embedded(Text):
    """A JSON text in a string of another text."""

    def __init__(self, outer: Text, start: int) -> None:
        """Take the text around it, and the offset of the quote with which the string begins."""
        from json import JSONDecoder  # only strings with JSON need it

        super().__init__(b"")
        self._raw = None  # with the bytes, all messages would be in memory once more
        self._characters, end = JSONDecoder().raw_decode(outer.characters, start)
        self._outer, self._start, self._end = outer, start + 1, end - 1
        self._marks: Sequence[int] | None = None

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of a character, in the outermost text."""
        if self._marks is None:
            self._marks = _marks(self._outer.characters, self._start, self._end)
        number, left = divmod(min(offset, len(self.characters)), _STRIDE)
        at = self._marks[number]
        for found in _escapes(self._outer.characters, at, min(at + left * _LONGEST_ESCAPE, self._end)):
            if found.start() - at >= left:
                break
            left -= found.start() - at + 1
            at = found.end()
        return self._outer.line_and_column(at + left)


#: An escape of a character in a string; the two escapes of a surrogate pair are one. Few runs need it.
_ESCAPE = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
_LONGEST_ESCAPE = len(r"\ud83d\ude00")
#: The place of every 32nd character of a string is kept. Those of all escapes would take twice the memory of the text.
_STRIDE = 32


def _escapes(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return re.compile(_ESCAPE).finditer(text, start, end)


def _marks(text: str, start: int, end: int) -> Sequence[int]:
    """Return where every 32nd character of a string is in its literal, which has escapes."""
    from array import array  # only strings with JSON need it

    marks = array("I")
    longer = start
    for found in _escapes(text, start, end):
        marks.extend(range(len(marks) * _STRIDE + longer, found.start() + 1, _STRIDE))
        longer += len(found[0]) - 1
    marks.extend(range(len(marks) * _STRIDE + longer, end + 1, _STRIDE))
    return marks


def _line_ends(characters: str) -> Sequence[int]:
    from array import array  # not needed for a message on one line

    return array("I", (found.start() for found in re.finditer("\n", characters)))


def places(text: str, start: int, wanted: Collection[Steps]) -> dict[Steps, Place]:
    """Return where the wanted values are in the message that begins at `start`; all of them must be in it.

    The message must be JSON without duplicate keys. It is read once, up to the last wanted value.
    """
    tree: dict[str, Any] = {}
    for steps in wanted:
        node = tree
        for step in steps:
            node = node.setdefault(step, {})
    rest = tokens(text, start)
    begin = next(rest).start()
    found = dict.fromkeys(wanted, (begin, begin))  # right for the whole message
    left = len(found) - (() in found)
    for steps, place in _inside(text, begin, rest, (), tree) if left else ():
        if steps in found:
            found[steps] = place
            left -= 1
            if not left:
                break
    return found


def _inside(
    text: str, opening: int, rest: Iterator[re.Match[str]], around: Steps, tree: dict[str, Any]
) -> Iterator[tuple[Steps, Place]]:
    """Yield the places of the values inside an array or object that the tree names, in the order of the text."""
    for step, name_at, value_at in children(text, opening, rest):
        inner = tree.get(step)
        if inner is not None:
            yield (*around, step), (name_at, value_at)
        if inner and text[value_at] in OPENING:
            yield from _inside(text, value_at, rest, (*around, step), inner)
        else:
            skip(text, value_at, rest)


def children(text: str, opening: int, rest: Iterator[re.Match[str]]) -> Iterator[tuple[str, int, int]]:
    """Yield the name or index of each value inside an array or object, where the name begins, and where the value does.

    `rest` has the tokens after the opening bracket. Each value must be read to its end before the next is asked for.
    """
    named = text[opening] == "{"
    index = 0
    while True:
        token = next(rest)
        name_at = value_at = token.start()
        mark = text[name_at]
        if mark in CLOSING:
            return
        if mark == ",":
            continue
        if named:
            step = _name(token[0])
            next(rest)  # the colon
            value_at = next(rest).start()
        else:
            step = str(index)
            index += 1
        yield step, name_at, value_at


def skip(text: str, begin: int, rest: Iterator[re.Match[str]]) -> None:
    """Read to the end of a value that has just begun."""
    depth = int(text[begin] in OPENING)
    while depth:
        mark = text[next(rest).start()]
        depth += (mark in OPENING) - (mark in CLOSING)


def _name(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    from json import loads  # names with escapes are rare

    name: str = loads(token)
    return name
