"""Fingerprints of problems, which stay the same when lines are added or removed above."""

from __future__ import annotations

import hashlib

from cti_contract.files.unchecked import depends_on_content
from cti_contract.problems import Problem


def fingerprint(problem: Problem) -> str:
    """Return 16 hexadecimal digits for the code, the pointer and the text of a problem, and the name of its message.

    If something was not checked, they are also those of its content.

    >>> early, late = (Problem("no-request", f"answered, see {place}") for place in ("line 7", "old.ndjson:8"))
    >>> fingerprint(early) == fingerprint(late)
    True
    """
    name, digest = (problem.source.name, problem.source.digest) if problem.source else ("", "")
    content = digest if depends_on_content(problem) else ""
    text = "\0".join((problem.code, problem.pointer, _unmoved(problem.message), name, content))
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()[:16]


def _unmoved(message: str) -> str:
    """Return the text of a problem without the place of another message, which changes when lines are added above."""
    text, _, place = message.rpartition(", see ")
    return text if text and place[-1:].isdigit() else message
