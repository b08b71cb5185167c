"""Marks between the values of a JSON text: comments, byte order marks, NULs and record separators."""

from __future__ import annotations

import re

from cti_contract.problem_texts import not_json_text
from cti_contract.problems import Problem

_MARK = re.compile(
    rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?+'
    rb"|(?P<comment>//[^\r\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?+)"
    rb"|(?P<mark>(?:\xef\xbb\xbf)++)|(?P<null>\0++)|(?P<separator>\x1e++)",
    re.DOTALL,
)
_FAULTS = {"comment": "comments", "mark": "marks", "null": "NULs"}


def without_marks(raw: bytes) -> tuple[bytes, list[tuple[Problem, int]]]:
    """Return a text with a space for each character of its marks, and a problem for each kind of them, at the first.

    The separators of RFC 7464 are no problem.
    """
    first: dict[str, int] = {}

    def spaces(found: re.Match[bytes]) -> bytes:
        kind = found.lastgroup
        if kind is None:
            return found[0]
        if kind in _FAULTS:
            first.setdefault(kind, found.start())
        return re.sub(r"[^\r\n]", " ", found[0].decode(errors="surrogateescape")).encode()

    plain = _MARK.sub(spaces, raw)
    kinds = sorted(first, key=lambda kind: first[kind])
    return plain, [(not_json_text(_FAULTS[kind]), first[kind]) for kind in kinds]
