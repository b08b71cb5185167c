"""Separators between messages that JSON does not have: form feeds, semicolons, line ends that are escaped."""

import re
from typing import NamedTuple

from cti_contract.jsontext.blank import blank
from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.tokens import STRING
from cti_contract.problem_texts import separator_beside
from cti_contract.problems import Problem

#: The separators, each with its name; other white space of Unicode is among them.
_NAMES = {
    b"\x0b": "a vertical tab (U+000B)",
    b"\x0c": "a form feed (U+000C)",
    b"\xc2\x85": "a next line (U+0085)",
    b"\xc2\xa0": "a no-break space (U+00A0)",
    b"\xe2\x80\xa8": "a line separator (U+2028)",
    b"\xe2\x80\xa9": "a paragraph separator (U+2029)",
    b"\\n": "a backslash with n",
    b"\\r": "a backslash with r",
    b"\\t": "a backslash with t",
    b";": "a semicolon",
    b"|": "a vertical bar",
    b",": "a comma",
    b"---": "a line of hyphens",
}
_SEPARATOR = rb"(?:[;|\x0b\x0c\x1c\x1d\x1f]|\xc2[\x85\xa0]|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe3\x80\x80|\\[nrt]|-{3,}+)"
_BLANK = rb"[ \t\r\n]*+"
#: Separators behind a value, or in front of the first one. Strings are matched to skip them, and the brackets of arrays
#: because between elements a comma is missing, whatever is in its place.
_SEPARATORS = re.compile(
    STRING.encode() + rb"|(?:\A|(?<=[}\]]))(?P<separators>" + _BLANK + rb"(?P<first>" + _SEPARATOR + rb")"
    rb"(?:" + _BLANK + _SEPARATOR + rb")*+" + _BLANK + rb")(?=[{\[/#]|\Z)|[\[\]]",
    re.DOTALL,
)
#: A text that may have some, which most broken lines have not, and the beginning of a text without other words.
_SOME, _BEGINNING = re.compile(_SEPARATOR), re.compile(rb"(?:[ \t\r\n]|" + _SEPARATOR + rb")*+(?:[{\[/#]|\Z)")


class Separators(NamedTuple):
    """The separators of a text: at how many places they are, and the offset and the bytes of the first one."""

    number: int
    start: int
    first: bytes

    def problem(self, number: int) -> Problem:
        """Return the problem of separators at a number of places in an input, these first of all."""
        name = _NAMES.get(self.first[:3] if self.first[:1] == b"-" else self.first, "white space of Unicode")
        return separator_beside(name, number)


def without_last_comma(line: bytes) -> tuple[bytes, Separators | None]:
    """Return a line without the comma after its only object, and this comma; the line itself if it has none."""
    plain = line.rstrip()
    try:
        parse(plain[:-1] if plain.endswith(b",") and plain.lstrip().startswith(b"{") else b"")
    except ValueError:
        return line, None
    return plain[:-1], Separators(1, len(plain) - 1, b",")


def without_separators(raw: bytes) -> tuple[bytes, Separators | None]:
    """Return a text with a space for each character of its separators, and these; the text itself if it has none."""
    if not _SOME.search(raw) or not _BEGINNING.match(raw):
        return raw, None
    plain, end, number, depth = bytearray(), 0, 0, 0
    first: re.Match[bytes] | None = None
    for found in _SEPARATORS.finditer(raw):
        is_between_arrays = raw[found.start() - 1 : found.start()] == b"]" and found.end() < len(raw)  # another fault
        if found["separators"] is None or depth or is_between_arrays:
            mark = raw[found.start()]
            depth = max(depth + (mark == ord("[")) - (mark == ord("]")), 0)
            continue
        first, number = first or found, number + 1
        plain += memoryview(raw)[end : found.start()]
        plain += blank(found[0])
        end = found.end()
    if first is None:
        return raw, None
    plain += memoryview(raw)[end:]
    return bytes(plain), Separators(number, first.start("first"), first["first"])
