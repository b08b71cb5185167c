"""Objects over several lines among others: the lines of each are joined, so that it is one record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import takewhile

from cti_contract.files.meant_messages import is_meant_as_message, is_text_meant_as_message
from cti_contract.files.streams import RawLines
from cti_contract.jsontext.parse import IN_STRING, parse
from cti_contract.jsontext.syntax_errors import CODE_OF_QUOTE
from cti_contract.jsontext.tokens import CLOSING, GOES_ON, OPENING, begins_message, tokens

#: A line with which an object begins that goes on after it, a line without a value, and a line inside of an object.
_FIRST = re.compile(rb"[ \t]*+\{(?:.*[{[,:])?[ \t\r]*", re.DOTALL)
_BESIDE = re.compile(rb"[ \t\r]*+(?://|#|/\*|<!--|-- |\Z)")
_SECOND = re.compile(rb"""[ \t]*+["'}]|%b""" % _BESIDE.pattern)
#: The ends of lines after which an object may begin inside of another that is not indented.
_AROUND = (b":", b"[", b"},")


def joined(
    first: RawLines, rest: Iterator[RawLines], size: int, *, extract: bool = False
) -> tuple[RawLines, list[int], RawLines | None]:
    """Return lines, with those of each object over several lines joined, and how many lines each of them has.

    Such an object is pretty-printed, or has line ends in a string. A message may begin behind other text. With
    `extract`, only pretty-printed messages are joined.

    The last object may need lines of the `rest`; return also those that were read after it. No more than about `size`
    bytes are joined.
    """
    lines = _Lines(first, rest)
    raws, heights = [], []
    index = 0
    while index < len(first.raws):
        if not extract and _FIRST.fullmatch(lines.raws[index]):
            height = _height(lines, index, 0, size)
        else:
            height = _height_behind_text(lines, index, size)
            if height == 1 and not extract:
                height = _height_of_string(lines, index, size)
        raws.append(lines.raws[index] if height == 1 else b"\n".join(lines.raws[index : index + height]))
        heights.append(height)
        index += height
    ahead = RawLines(lines.raws[index:], lines.odd_texts, lines.has_more)
    together = ahead._replace(raws=raws, has_more=ahead.has_more or bool(ahead.raws))
    return together, heights, ahead if ahead.raws else None


class _Lines:
    """Lines, and the rest of them, which is read on demand."""

    def __init__(self, first: RawLines, rest: Iterator[RawLines]) -> None:
        self.raws, self.odd_texts, self.has_more = list(first.raws), first.odd_texts, first.has_more
        self._rest = rest

    def has(self, index: int) -> bool:
        """Return whether there is a line with this index, which is at most one more than that of the last line."""
        if index < len(self.raws):
            return True
        more = next(self._rest, RawLines([], odd_texts=False, has_more=False))
        self.raws += more.raws
        self.odd_texts, self.has_more = self.odd_texts or more.odd_texts, more.has_more
        return bool(more.raws)


def _height(lines: _Lines, start: int, at: int, size: int, as_json: Callable[[bytes], bytes] | None = None) -> int:
    """Return the number of lines of the object that begins at a place of a line. Another of its depth ends it.

    So does a line that cannot be inside of it, if the object is behind text: then `as_json` gives its lines as JSON.
    """
    indent = _indent(lines.raws[start])
    index, depth, read, last, is_second = start, 0, 0, b"", False
    while lines.has(index) and read <= size:
        line = lines.raws[index][at if index == start else 0 :]
        is_next = line.lstrip().startswith(b"{") and _indent(line) <= indent and not last.endswith(_AROUND)
        text = as_json(line) if as_json else line
        is_end = is_next or (as_json is not None and not _INSIDE.match(text))  # sooner: no line is read again
        if (index > start and is_end) or (is_second and not _SECOND.match(text)):
            break
        is_second = index == start or (is_second and _BESIDE.match(text) is not None)
        depth += sum((token[0] in OPENING) - (token[0] in CLOSING) for token in tokens(text.decode("latin-1")))
        index, read, last = index + 1, read + len(line), line.rstrip()
        if depth <= 0:
            break
    return index - start


#: The lines that show whether an object begins as a message.
_FIRST_LINES = 4
#: The same for one that another program has printed: they show that it is a message, too.
_FIRST_LINES_AS_JSON = 12
#: A bracket; the one of an object that may be a message, and a line that may be inside of it.
_BRACKET = re.compile(rb"""(?P<open>\{)(?P<first>\s*+(?:["']|\Z))?|\}""")
_INSIDE = re.compile(rb"""[ \t]*+(?:["'{}\[\]]|[-+.\w]*+[ \t]*+,?\s*+\Z)""")


def _height_behind_text(lines: _Lines, start: int, size: int) -> int:
    """Return the number of lines of the message that begins on a line, behind any text; 1 if it is on one line."""
    line = lines.raws[start].rstrip()
    at = _opened(line) if line.endswith(GOES_ON) else -1
    if at < 0:
        return 1
    first = len([*takewhile(lines.has, range(start, start + _FIRST_LINES))])
    if not _begins_message(_joined(lines, start, first, at)):  # sooner: lines inside of others would be read again
        return _height_as_json(lines, start, at, size)
    height = _height(lines, start, at, size, bytes)
    return height if _is_message(_joined(lines, start, height, at)) else 1


def _height_as_json(lines: _Lines, start: int, at: int, size: int) -> int:
    """Return the number of lines of a message that another program has printed, such as Node; 1 if there is none."""
    first = len([*takewhile(lines.has, range(start, start + _FIRST_LINES_AS_JSON))])
    text = _as_json(_joined(lines, start, first, at))
    if not _begins_message(text) or not is_text_meant_as_message(text):
        return 1
    return _height(lines, start, at, size, _as_json)


#: A quote of another language, program or encoding, and a name without quotes, at the beginning of a line or behind a
#: bracket or a comma.
_QUOTE = re.compile(rb"""['`]|(?<!\\)\\++["']|\xe2\x80[\x98-\x9f]|\xc2[\xab\xbb]|%b""" % CODE_OF_QUOTE.encode())
_NAME = re.compile(rb"(?m)(?:^|(?<=[{,]))([ \t]*+)([A-Za-z_]\w*+)(?=[ \t]*+:)")


def _as_json(text: bytes) -> bytes:
    """Return a text that another program has printed with the quotes of JSON, also around the names of members."""
    return _NAME.sub(rb'\1"\2"', _QUOTE.sub(b'"', text))


def _joined(lines: _Lines, start: int, height: int, at: int) -> bytes:
    """Return the text of some lines from a place in the first on."""
    return b"\n".join(lines.raws[start : start + height])[at:]


def _begins_message(text: bytes) -> bool:
    """Return whether a text begins a message, also with single quotes."""
    return begins_message(text.decode("latin-1").replace("'", '"'), 0)


def _opened(line: bytes) -> int:
    """Return the place of the outermost object that is open at the end of a line, -1 if none is."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(line):
        if bracket["open"]:
            opened.append(bracket.start() if bracket["first"] is not None else -1)
        else:
            del opened[-1:]
    return next((at for at in opened if at >= 0), -1)


def _is_message(text: bytes) -> bool:
    """Return whether an object was meant as a message, or begins as one if it is not JSON."""
    try:
        return is_meant_as_message(parse(text))
    except ValueError:
        return _begins_message(text)


def _height_of_string(lines: _Lines, start: int, size: int) -> int:
    """Return the number of lines of an object that has ends of lines in a string, but no other fault; else 1."""
    text = lines.raws[start].rstrip()
    index, read = start, len(text)
    while text.lstrip().startswith(b"{") and read <= size and _ends_in_string(text):
        index += 1
        if not lines.has(index) or lines.raws[index].lstrip().startswith(b"{"):
            return 1
        text += b" " + lines.raws[index].rstrip()
        read += len(text)  # all of it is read again
    return index - start + 1 if index > start and _is_json(text) else 1


def _ends_in_string(text: bytes) -> bool:
    try:
        parse(text)
    except ValueError as error:
        return str(error).startswith(IN_STRING)
    return False


def _is_json(text: bytes) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def _indent(line: bytes) -> int:
    return len(line) - len(line.lstrip())
