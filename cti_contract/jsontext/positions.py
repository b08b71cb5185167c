"""Lines and columns: the places of values and names in a JSON text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from cti_contract.jsontext.tokens import CLOSING, OPENING, tokens

#: The member names and indices on the way to a value.
Steps = tuple[str, ...]
#: Where the name of a value begins, if it has one, and where the value begins.
Place = tuple[int, int]


class Text:
    """A JSON text in a file: one line, or a whole document. Offsets in it are those of its bytes.

    Bytes that are not UTF-8 count as one character each.
    """

    def __init__(self, raw: bytes, line: int = 1, before: int = 0) -> None:
        """Take the bytes of the text, the number of its first line, and how many characters are before it there."""
        self.raw = raw
        self.line = line
        self._before = before
        self._bytewise: str | None = None
        self._line_ends: Sequence[int] | None = None
        self._characters: Sequence[int] | None = None
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
    def bytewise(self) -> str:
        """The text as a string with a character for each byte: its own characters may take four times the memory."""
        if self._bytewise is None:
            self._bytewise = self.raw.decode("latin-1")
        return self._bytewise

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 1, of the character that begins at a byte of the text."""
        if self._line_ends is None:
            self._line_ends = _line_ends(self.raw) if b"\n" in self.raw else ()
        before = bisect_left(self._line_ends, offset)
        start, column = (self._line_ends[before - 1] + 1, 1) if before else (0, 1 + self._before)
        return self.line + before, column + self._characters_before(offset) - self._characters_before(start)

    def around(self, offset: int) -> tuple[Text, int]:
        """Return a part of the line around a byte, which takes little memory, and the offset of the byte in it."""
        line, column = self.line_and_column(offset)
        start = _boundary(self.raw, max(self.raw.rfind(b"\n", 0, offset) + 1, offset - _AROUND))
        before = column - 1 - _length(self.raw, start, offset)
        return Text(self.raw[start : offset + _AROUND].partition(b"\n")[0], line, before), offset - start

    def _characters_before(self, offset: int) -> int:
        """Return the number of characters before a byte."""
        if self._characters is None:
            self._characters = () if self.raw.isascii() else _counts(self.raw)
        if not self._characters:
            return offset
        number = offset // _STEP
        return self._characters[number] + _length(self.raw, _boundary(self.raw, number * _STEP), offset)


#: The number of characters is kept for each place that is a multiple of this number of bytes.
_STEP = 4096


def _counts(raw: bytes) -> Sequence[int]:
    """Return the number of characters before the first, the second, … place of `_STEP` bytes."""
    from array import array  # not needed for a text in ASCII

    counts = array("I", [0])
    start = 0
    for at in range(_STEP, len(raw) + 1, _STEP):
        end = _boundary(raw, at)
        counts.append(counts[-1] + _length(raw, start, end))
        start = end
    return counts


#: The bytes before a problem, and after it, that are enough to show it.
_AROUND = 4096
#: The most bytes of a character in UTF-8, and those that it has after its first.
_LONGEST, _CONTINUED = 4, frozenset(bytes([each]) for each in range(0x80, 0xC0))


def _boundary(raw: bytes, at: int) -> int:
    """Return the last place before a byte, or at it, where a character begins."""
    starts = (each for each in range(at, max(at - _LONGEST, -1), -1) if raw[each : each + 1] not in _CONTINUED)
    return next(starts, at)


def _length(raw: bytes, start: int, end: int) -> int:
    return len(raw[start:end].decode(errors="surrogateescape"))


class Embedded(Text):
    """A JSON text in a string of another text."""

    def __init__(self, outer: Text, start: int) -> None:
        """Take the text around it, and the offset of the quote with which the string begins."""
        self._outer, self._start, self._end = outer, start + 1, _string_end(outer.bytewise, start)
        super().__init__(_unescaped(outer.raw, self._start, self._end))
        self._marks: tuple[Sequence[int], Sequence[int]] | None = None

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of a character, in the outermost text."""
        text = self._outer.bytewise
        if self._marks is None:
            self._marks = _marks(text, self._start, self._end)
        number, left = divmod(min(offset, len(self.raw)), _STRIDE)
        offsets, inside = self._marks
        at = offsets[number]
        left += inside[number]
        for found in _escapes(text, at, min(at + left * _LONGEST_ESCAPE, self._end)):
            if found.start() - at >= left:
                break
            left -= found.start() - at + _width(found[0])
            at = found.end()
        return self._outer.line_and_column(at + left)


#: An escape of a character in a string; the two escapes of a surrogate pair are one. Few runs need it.
_ESCAPE = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
#: The most bytes of an escape for each byte of its character.
_LONGEST_ESCAPE = len(r"\u0041")
_PAIR = len(r"\ud83d\ude00")
#: The place of every 32nd byte of a string is kept. Those of all escapes would take twice the memory of the text.
_STRIDE = 32
#: The most bytes of a string that are read together, and a place behind it that is in no escape or character.
_PIECE, _PLAIN = 64 * 1024, rb"[^\\]{6}(?![\x80-\xbf])"


def _string_end(text: str, start: int) -> int:
    """Return the offset of the quote with which a string ends."""
    return next(tokens(text, start)).end() - 1


def _unescaped(raw: bytes, start: int, end: int) -> bytes:
    """Return the bytes of a string without its escapes, read some at a time: its characters may take much memory."""
    from json import loads  # only strings with JSON need it

    plain = bytearray()
    while start < end:
        found = re.compile(_PLAIN).search(raw, min(start + _PIECE, end), end)
        last = found.end() if found else end
        plain += loads(b'"%b"' % raw[start:last]).encode()
        start = last
    return bytes(plain)


def _escapes(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return re.compile(_ESCAPE).finditer(text, start, end)


def _width(escape: str) -> int:
    """Return the number of bytes of the character that an escape stands for."""
    if escape[1] != "u" or len(escape) == _PAIR:
        return 4 if escape[1] == "u" else 1
    digits = escape[2:]
    return 1 if digits < "0080" else 2 if digits < "0800" else 3


def _marks(text: str, start: int, end: int) -> tuple[Sequence[int], Sequence[int]]:
    """Return where every 32nd byte of a string is in its literal, and how many bytes of its character are before it."""
    from array import array  # only strings with JSON need it

    offsets, inside = array("I"), bytearray()
    longer = start
    for found in _escapes(text, start, end):
        offsets.extend(range(len(offsets) * _STRIDE + longer, found.start() + 1, _STRIDE))
        inside.extend(bytes(len(offsets) - len(inside)))
        first, width = found.start() - longer, _width(found[0])
        if len(offsets) * _STRIDE < first + width:
            inside.append(len(offsets) * _STRIDE - first)
            offsets.append(found.start())
        longer += len(found[0]) - width
    offsets.extend(range(len(offsets) * _STRIDE + longer, end + 1, _STRIDE))
    inside.extend(bytes(len(offsets) - len(inside)))
    return offsets, inside


def _line_ends(raw: bytes) -> Sequence[int]:
    from array import array  # not needed for a message on one line

    return array("I", (found.start() for found in re.finditer(b"\n", raw)))


def places(text: str, start: int, wanted: Collection[Steps]) -> dict[Steps, Place]:
    """Return where the wanted values are in the message that begins at `start`; all of them must be in it.

    The text has a character for each byte. The message must be JSON without duplicate keys. It is read once, up to the
    last wanted value.
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
    if "\\" not in token and token.isascii():
        return token[1:-1]
    from json import loads  # names with escapes are rare

    name: str = loads(token.encode("latin-1"))
    return name
