"""The first members of a message that is not JSON: a log is also checked with what is in front of the fault."""

from __future__ import annotations

import json
import re

from cti_contract.files.records import WHOLE, Record
from cti_contract.jsontext.tokens import CLOSING, OPENING, tokens

#: The name of the member that only responses have.
_RESULT = r'\bresult"?+[ \t\r\n]*+:'
#: The text behind a whole value, also where a comma is missing. A string without its closing quote ends in front of
#: the next name.
_BEHIND_VALUE = frozenset({'"', "}", ""})
#: A string that is whole.
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'


def first_members(record: Record) -> dict[str, str]:
    """Return the members with strings in front of a fault, and the result of a response wherever it is.

    A result behind the fault is an empty string.
    """
    start, end = record.part or WHOLE
    text = record.text.bytewise
    found: dict[str, str] = {}
    name, value, last, depth = "", "", "", 0
    for token in tokens(text, start, record.start):
        mark = text[token.start()]
        if depth == 1 and value and mark in {",", "}"}:
            found[_string(name)] = _string(value)
            value = ""
        depth += (mark in OPENING) - (mark in CLOSING)
        if mark == '"' and depth == 1:
            name, value = (name, token[0]) if last == ":" else (token[0], "")
        last = mark
    is_whole = text[record.start : record.start + 1] in _BEHIND_VALUE and re.fullmatch(_STRING, value, re.DOTALL)
    if depth == 1 and is_whole:
        found[_string(name)] = _string(value)
    if re.compile(_RESULT).search(text, record.start, len(text) if end is None else end):
        found.setdefault("result", "")
    return found


def _string(token: str) -> str:
    """Return the string of a token with a character for each byte."""
    return str(json.loads(token.encode("latin-1")))
