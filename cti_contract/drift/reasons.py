"""The reasons of people who accept a finding."""

from __future__ import annotations

import re

#: Words in place of a reason that somebody wants to write later.
_LATER = re.compile(r"\W*(?:todo|fixme|tbd|xxx)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3}")


def is_reason(text: str) -> bool:
    """Return whether a text gives a reason: it has a word, and is no note to write the reason later."""
    return _WORD.search(text) is not None and not _LATER.match(text)
