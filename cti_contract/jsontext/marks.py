"""Marks between the values of a JSON text: comments, fences of Markdown, byte order marks, NULs, record separators."""

from __future__ import annotations

import re

from cti_contract.jsontext.blank import blank
from cti_contract.jsontext.tokens import STRING, begins_message
from cti_contract.problem_texts import not_json_text
from cti_contract.problems import Problem

_STRING = STRING.encode()
#: A comment is no possessive group: before 3.11.5, Python reads such a group beyond an assertion that fails.
_COMMENT, _FENCE = (
    rb"(?://|#(?!01[125])|-- )[^\r\n]*+|/\*[\s\S]*?(?:\*/|\Z)|<!--[\s\S]*?(?:-->|\Z)",
    rb"(?:`{3}|~{3})[^\r\n]*+",
)
#: The lines that Git writes around the sides of a conflict.
_CONFLICT = rb"(?:(?<=[\r\n])|\A)(?:={7}[ \t]*+|(?:<{7}|>{7}|\|{7})(?![<>|])[^\r\n{[]*+)(?=[\r\n]|\Z)"
_MARK = re.compile(
    rb"%b|(?P<conflict>%b)|(?P<comment>%b)|(?P<fence>%b)|(?P<mark>(?:\xef\xbb\xbf)++)|(?P<null>\0++)"
    rb"|(?P<separator>\x1e++)" % (_STRING, _CONFLICT, _COMMENT, _FENCE),
    re.DOTALL,
)
_FAULTS = {"comment": "comments", "conflict": "conflict", "mark": "marks", "null": "NULs", "fence": "fence"}
_GAP = rb"(?:[ \t\r\n\0]|\xef\xbb\xbf|%b|%b)" % (_COMMENT, _FENCE)
#: A separator of RFC 7464 that is inside of an array or object; the others are in front of a text. Those in front of
#: one are matched together: one at a time, each of them would be read to the last.
_INSIDE = re.compile(
    rb"\A(?:\x1e|%b)++|%b|%b|[\[{,:]%b*+(?P<after>\x1e)|\x1e(?:\x1e|%b)*+(?=[\[{]|\Z)|(?P<before>\x1e)"
    % (_GAP, _STRING, _GAP, _GAP, _GAP),
    re.DOTALL,
)


def without_marks(raw: bytes) -> tuple[bytes, list[tuple[Problem, int]]]:
    """Return a text with a space for each character of its marks, and a problem for each kind of them, at the first.

    The separators of RFC 7464 are no problem in front of a text.
    """
    first: dict[str, int] = {}
    plain, end = bytearray(), 0  # pieces in a list would take up to 70 bytes of memory for each byte
    for found in _MARK.finditer(raw):
        kind = found.lastgroup
        if kind is None:
            continue
        if kind in _FAULTS:
            first.setdefault(_FAULTS[kind], found.start())
        plain += memoryview(raw)[end : found.start()]
        plain += blank(found[0])
        end = found.end()
    if not end:
        return raw, []
    plain += memoryview(raw)[end:]
    if "fence" in first and raw.startswith(b"#", first.get("comments")):
        del first["comments"]  # a heading: that the text is a page is one problem
    inside = _separator_inside(raw)
    if inside is not None:
        first["separator inside"] = inside
    kinds = sorted(first, key=lambda kind: first[kind])
    return bytes(plain), [(not_json_text(kind), first[kind]) for kind in kinds]


def problems_of_marks() -> list[Problem]:
    """Return the problem of each kind of marks beside values."""
    return list(map(not_json_text, _FAULTS.values()))


def end_of_marks(raw: bytes) -> int:
    """Return the offset behind the marks and the white space with which a text begins."""
    found = re.compile(rb"(?:\x1e|%b)*+" % _GAP).match(raw)
    assert found  # it may be empty
    return found.end()


def _separator_inside(raw: bytes) -> int | None:
    """Return the offset of the first separator of RFC 7464 inside of an array or object, None if there is none.

    In front of a message behind an object of a sequence, it is in front of the next text: the object is cut.
    """
    if b"\x1e" not in raw:
        return None
    is_object = False  # whether the last text of a sequence is an object
    for found in _INSIDE.finditer(raw):
        kind, end = found.lastgroup, found.end()
        if kind and not (kind == "after" and is_object and _is_in_front_of_message(raw, end)):
            return found.start(kind)
        if b"\x1e" in found[0] and found[0][:1] != b'"':
            is_object = raw[end : end + 1] == b"{"
    return None


def _is_in_front_of_message(raw: bytes, end: int) -> bool:
    """Return whether a message begins behind separators, other than the request in a failure."""
    found = re.compile(rb"(?:\x1e|%b)*+" % _GAP).match(raw, end)
    assert found  # it may be empty
    is_request = _ORIGINAL.search(raw, max(end - _WIDEST, 0), end)
    return not is_request and begins_message(raw[found.end() : found.end() + _WIDEST].decode("latin-1"), 0)


#: The most bytes beside a separator that are looked at.
_WIDEST = 1_000
#: The name of the request of a failure in front of a separator.
_ORIGINAL = re.compile(rb'original"[ \t\r\n]*+:[ \t\r\n\x1e]*+\Z')
