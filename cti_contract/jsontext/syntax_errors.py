"""What is wrong with a text that is no JSON, and where; only problems need it."""

from __future__ import annotations

import re
from collections import deque

from jiter import from_json

from cti_contract.jsontext.positions import line_and_column
from cti_contract.problems import Problem
from cti_contract.text import quote

_DUPLICATE = 'Detected duplicate key "'
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
#: An escape, or a pair of them that stands for one character; or half of such a pair.
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_NOT_A_NUMBER = re.compile(rb"-?(NaN|Infinity)")

#: What the parser says, by how that begins, in our words and with our code.
_REASONS = {
    "recursion limit": ("too-deep", "too many arrays and objects in each other"),
    "unexpected end of hex escape": ("syntax", "not JSON: half of a surrogate pair"),
    "lone leading surrogate": ("syntax", "not JSON: half of a surrogate pair"),
    "expected ident": ("syntax", "not JSON: expected true, false or null"),
    "invalid unicode": ("not-utf8", "not UTF-8"),
    "number out of range": ("too-large", "a number of more than 4300 digits"),
    "trailing characters": (
        "syntax",
        "not JSON: more follows the value; several messages stand in an array, or one a line in an .ndjson file",
    ),
}


def syntax_problem(raw: bytes, error: ValueError) -> Problem:
    """Return the problem of a text for which the parser raised `error`, at its line and column in that text."""
    reason, _, at = str(error).rpartition(" at line ")
    line_told, _, column_told = at.partition(" column ")
    offset = _line_start(raw, int(line_told)) + int(column_told) - 1
    if reason.startswith("EOF"):
        reason, offset = reason.replace("EOF while parsing", "the text ends inside"), len(raw.rstrip())
    elif reason.startswith(_DUPLICATE):
        [name] = deque(_STRING.finditer(raw, 0, offset), maxlen=1)
        reason, offset = f"{_DUPLICATE}{from_json(name[0])}", name.start()
    elif reason.startswith("invalid unicode"):  # which the parser counts without the escapes before it
        offset = _first_not_utf8(raw)
    elif "hex escape" in reason:  # the parser points somewhere behind it
        offset = next((found.start() for found in _ESCAPE.finditer(raw) if found["lone"]), offset)
    elif raw[:offset].endswith(b"-"):  # the parser points behind it
        offset -= 1
    code, message = _told(reason, raw[offset:])
    line, column = line_and_column(raw, offset)
    return Problem(code=code, message=message, line=line, column=column)


def _first_not_utf8(raw: bytes) -> int:
    """Return the offset of the first byte that is no UTF-8."""
    valid, *_ = re.split("[\udc80-\udcff]", raw.decode(errors="surrogateescape"), maxsplit=1)
    return len(valid.encode())


def _line_start(raw: bytes, line: int) -> int:
    """Return where a line, from 1, begins."""
    start = 0
    for _ in range(line - 1):
        start = raw.index(b"\n", start) + 1
    return start


def _told(reason: str, rest: bytes) -> tuple[str, str]:
    """Return code and message of the problem for which the parser has not read the rest of a text."""
    for beginning, told in _REASONS.items():
        if reason.startswith(beginning):
            return told
    if reason.startswith(_DUPLICATE):
        name = quote(reason.removeprefix(_DUPLICATE))
        return "duplicate-key", f"member {name} stands twice in one object"
    constant = _NOT_A_NUMBER.match(rest)
    return "syntax", f"not JSON: {constant[0].decode() if constant else reason}"
