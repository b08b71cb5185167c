"""The problem of a text that is not strict JSON: what is wrong with it, and where."""

from __future__ import annotations

import re
from collections import deque

from jiter import from_json

from cti_contract.jsontext.tokens import tokens
from cti_contract.problem_texts import duplicate_key, not_json_text
from cti_contract.problems import Problem

_DUPLICATE = 'Detected duplicate key "'
#: An escape, a pair of escapes for one character, or (`lone`) half of such a pair.
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_NOT_A_NUMBER = re.compile(rb"-?(NaN|Infinity)")

#: The beginnings of the parser's messages, each with the code and the text of the problem.
_REASONS = {
    "recursion limit": ("too-deep", "more than 200 nested arrays and objects"),
    "unexpected end of hex escape": ("syntax", "not JSON: half of a surrogate pair"),
    "lone leading surrogate": ("syntax", "not JSON: half of a surrogate pair"),
    "expected ident": ("syntax", "not JSON: expected true, false or null"),
    "invalid unicode": ("not-utf8", "not UTF-8"),
    "number out of range": ("too-large", "a number of more than 4300 digits"),
    "trailing characters": (
        "syntax",
        "not JSON: more follows the value; write several messages as an array, or one a line in an .ndjson file",
    ),
}


#: Texts at the place of an error, each with the code and the text of the problem.
_FOUND = {
    rb"//|/\*": ("syntax", "not JSON: a comment; JSON has none"),
    rb"\xef\xbb\xbf": (
        "byte-order-mark",
        "a byte order mark is inside the text, as after files were joined",
    ),
    rb"\0": ("syntax", "not JSON: a NUL byte, as in a file that was not written completely"),
    rb"\xe2\x80[\x9c-\x9f]|\xc2[\xab\xbb]": ("syntax", 'not JSON: curly quotes; strings have straight ones, "'),
    rb"'|\xe2\x80[\x98-\x9b]": ("syntax", "not JSON: single quotes; strings have double quotes"),
    rb"True\b": ("syntax", "not JSON: True, as Python writes it; write true"),
    rb"False\b": ("syntax", "not JSON: False, as Python writes it; write false"),
    rb"None\b": ("syntax", "not JSON: None, as Python writes it; write null"),
    rb"undefined\b": ("syntax", "not JSON: undefined, as JavaScript writes it; write null, or leave the member out"),
    rb"[A-Za-z_]\w*\s*:": ("syntax", "not JSON: a name without quotes; names of members have double quotes"),
}
#: An object with members behind other text.
_TEXT_BEFORE = re.compile(rb'\s*+[^\s{\["]\C*?\{\s*"'.replace(rb"\C", rb"[^\n]"))
_EXTRACT = "--extract finds the JSON object in each line"


def syntax_problem(raw: bytes, error: ValueError) -> tuple[Problem, int]:
    """Return the problem of a text for which the parser raised `error`, and its offset in characters."""
    if _TEXT_BEFORE.match(raw) and not any(re.match(found, raw.lstrip()) for found in _FOUND):
        start = len(raw) - len(raw.lstrip())
        problem = not_json_text("syntax", f"not JSON: text is before the JSON object; {_EXTRACT}")
        return problem, _characters(raw, start)
    reason, _, place = str(error).rpartition(" at line ")
    line, _, column = place.partition(" column ")
    offset = _line_start(raw, int(line)) + int(column) - 1
    if reason.startswith("EOF"):
        problem = not_json_text("syntax", f"not JSON: {reason.replace('EOF while parsing', 'the text ends inside')}")
        return problem, _characters(raw, len(raw.rstrip()))
    if reason.startswith(_DUPLICATE):
        return _duplicate(raw[:offset])
    if reason.startswith("invalid unicode"):  # the parser's column does not count the escapes before it
        offset = _first_not_utf8(raw)
    elif "hex escape" in reason:  # the parser's place is after the escape
        offset = next((found.start() for found in _ESCAPE.finditer(raw) if found["lone"]), offset)
    elif raw[:offset].endswith(b"-"):  # the parser's place is after the sign
        offset -= 1
    return not_json_text(*_code_and_text(reason, raw[offset:])), _characters(raw, offset)


def _characters(raw: bytes, offset: int) -> int:
    return len(raw[:offset].decode(errors="surrogateescape"))


def _duplicate(before: bytes) -> tuple[Problem, int]:
    """Return the problem of the last name in a text, and its offset in characters."""
    text = before.decode(errors="surrogateescape")
    [name] = deque((token for token in tokens(text) if token[0].startswith('"')), maxlen=1)
    return duplicate_key(from_json(name[0].encode(errors="surrogateescape"))), name.start()


def _first_not_utf8(raw: bytes) -> int:
    """Return the offset of the first byte that is not UTF-8."""
    valid, *_ = re.split("[\udc80-\udcff]", raw.decode(errors="surrogateescape"), maxsplit=1)
    return len(valid.encode())


def _line_start(raw: bytes, line: int) -> int:
    """Return the offset of a line, counted from 1."""
    start = 0
    for _ in range(line - 1):
        start = raw.index(b"\n", start) + 1
    return start


def _code_and_text(reason: str, rest: bytes) -> tuple[str, str]:
    """Return code and text for a message of the parser; `rest` is the text from the place on."""
    for found, code_and_text in _FOUND.items():
        if re.match(found, rest):
            return code_and_text
    if reason.startswith("trailing characters") and not rest.lstrip().startswith((b"{", b"[", b"]", b"}", b",")):
        return "syntax", f"not JSON: text is after the JSON value; {_EXTRACT}"
    for beginning, code_and_text in _REASONS.items():
        if reason.startswith(beginning):
            return code_and_text
    constant = _NOT_A_NUMBER.match(rest)
    return "syntax", f"not JSON: {constant[0].decode() if constant else reason}"
