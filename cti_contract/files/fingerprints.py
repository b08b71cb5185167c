"""Fingerprints of problems, which stay the same when lines are added or removed above."""

from __future__ import annotations

import hashlib
import re

from cti_contract.problems import Problem

#: References to other lines, which change when lines are added above.
_LINE_NUMBERS = re.compile(r"\b(lines?) \d+")


def fingerprint(problem: Problem) -> str:
    """Return 16 hexadecimal digits for the code, the pointer and the message of a problem.

    >>> early, late = (Problem("no-request", f"answered, see line {line}") for line in (7, 8))
    >>> fingerprint(early) == fingerprint(late)
    True
    """
    text = "\0".join((problem.code, problem.pointer, _LINE_NUMBERS.sub(r"\1", problem.message)))
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()[:16]
