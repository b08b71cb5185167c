"""Marks between the values of a JSON text: comments, fences of Markdown, byte order marks, NULs, record separators."""

from __future__ import annotations

import re

from cti_contract.problem_texts import not_json_text
from cti_contract.problems import Problem

_MARK = re.compile(
    rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?+'
    rb"|(?P<comment>(?://|#)[^\r\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?+)"
    rb"|(?P<fence>(?:`{3}|~{3})[^\r\n]*+)|(?P<mark>(?:\xef\xbb\xbf)++)|(?P<null>\0++)|(?P<separator>\x1e++)",
    re.DOTALL,
)
_FAULTS = {"comment": "comments", "mark": "marks", "null": "NULs", "fence": "fence"}


def without_marks(raw: bytes) -> tuple[bytes, list[tuple[Problem, int]]]:
    """Return a text with a space for each character of its marks, and a problem for each kind of them, at the first.

    The separators of RFC 7464 are no problem.
    """
    first: dict[str, int] = {}
    plain, end = bytearray(), 0  # pieces in a list would take up to 70 bytes of memory for each byte
    for found in _MARK.finditer(raw):
        kind = found.lastgroup
        if kind is None:
            continue
        if kind in _FAULTS:
            first.setdefault(kind, found.start())
        plain += memoryview(raw)[end : found.start()]
        plain += re.sub(r"[^\r\n]", " ", found[0].decode(errors="surrogateescape")).encode()
        end = found.end()
    if not end:
        return raw, []
    plain += memoryview(raw)[end:]
    kinds = sorted(first, key=lambda kind: first[kind])
    return bytes(plain), [(not_json_text(_FAULTS[kind]), first[kind]) for kind in kinds]
