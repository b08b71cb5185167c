"""What is wrong with a text that is no JSON, and where; only problems need it."""

from __future__ import annotations

import re

from cti_contract.problems import Problem, quote

_ERROR = re.compile(r"(.*) at line (\d+) column (\d+)", re.DOTALL)
_DUPLICATE = 'Detected duplicate key "'
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
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
    reason, line, column = _ERROR.findall(str(error))[0]
    offset = sum(len(each) + 1 for each in raw.split(b"\n")[: int(line) - 1]) + int(column) - 1
    if reason.startswith("EOF"):
        reason, offset = reason.replace("EOF while parsing", "the text ends inside"), len(raw.rstrip())
    elif reason.startswith(_DUPLICATE):
        offset = max(found.start() for found in _STRING.finditer(raw, 0, offset))
    elif raw[:offset].endswith(b"-"):  # the parser points behind it
        offset -= 1
    before = raw[:offset].decode(errors="replace")
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    return _problem(reason, raw[offset:])._replace(line=place[0], column=place[1])


def _problem(reason: str, rest: bytes) -> Problem:
    for beginning, (code, text) in _REASONS.items():
        if reason.startswith(beginning):
            return Problem(code=code, message=text)
    if reason.startswith(_DUPLICATE):
        name = quote(reason.removeprefix(_DUPLICATE)[:-1])
        return Problem(code="duplicate-key", message=f"member {name} stands twice in one object")
    constant = _NOT_A_NUMBER.match(rest)
    return Problem(code="syntax", message=f"not JSON: {constant[0].decode() if constant else reason}")
