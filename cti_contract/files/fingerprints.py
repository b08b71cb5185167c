"""Fingerprints of problems, which stay the same when lines are added or removed above."""

from __future__ import annotations

import hashlib
import re

from cti_contract.files.unchecked import depends_on_content
from cti_contract.problems import Problem

#: References to other lines, which change when lines are added above.
_LINE_NUMBERS = re.compile(r"\b(lines?) \d+")


def fingerprint(problem: Problem) -> str:
    """Return 16 hexadecimal digits for the code, the pointer and the message of a problem.

    If something was not checked, they are also those of its content.

    >>> early, late = (Problem("no-request", f"answered, see line {line}") for line in (7, 8))
    >>> fingerprint(early) == fingerprint(late)
    True
    """
    content = problem.source.digest if problem.source and depends_on_content(problem) else ""
    message = _LINE_NUMBERS.sub(r"\1", problem.message)
    text = "\0".join((problem.code, problem.pointer, message, *filter(None, [content])))
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()[:16]
