"""The members of a message in plain words: "The estimated wait is text", "You may leave the extension out"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.vocabulary import compiled, meanings, phrase, texts

_BEFORE, _BEHIND = (phrase("member_phrases", name) for name in ("before", "behind"))
#: Members that are words for other things, too.
_VAGUE = frozenset((
    "command", "target", "data", "name", "result", "context", "failure", "original", "value", "state", "id", "message",
    "code",
))  # fmt: skip
_TYPES = meanings("types")
#: No longer sentence is read.
_LONGEST = 300


class Plain(NamedTuple):
    """A member in plain words with its place in a sentence."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=256)
def _words(names: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern with the words for some members: those of the table, and the words of their names."""
    listed = {name: text for name, text in texts("member_words").items() if name in names}
    own = {
        name: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).casefold() + "s?"
        for name in names - _VAGUE - OBJECTS.keys()
        if name not in listed and name.isalpha()
    }
    every = {**listed, **own}
    longest = sorted(every, key=lambda name: -len(every[name]))
    return compiled("|".join(rf"(?P<m{name}>\b(?:{every[name]})(?: {name})?\b)" for name in longest) or r"(?!)")


def names_one(text: str, names: frozenset[str]) -> bool:
    """Return whether a sentence has words for one of some members anywhere."""
    return _words(names).search(text) is not None


@lru_cache(maxsize=2048)
def plain_members(text: str, names: frozenset[str]) -> tuple[Plain, ...]:
    """Return the members in a sentence that it names in plain words, as the subject or the object of a clause."""
    if len(text) > _LONGEST or "`" in text:
        return ()
    every = [
        found
        for found in _words(names).finditer(text)
        if _BEFORE.search(text[: found.start()]) and _BEHIND.match(text, found.end())
    ]
    named = [found for found in every if not _is_type(text, found)] or every
    return tuple(Plain((found.lastgroup or "m")[1:], found.start(), found.end()) for found in named)


#: The beginning of a type: "it is a number" does not name the number that is called.
_TYPE_BEFORE = re.compile(r"\b(?:is|are|as|of|ist|als|est|es|como|comme) (?:an?|eine?|une?|una?|un) $", re.IGNORECASE)


def _is_type(text: str, found: re.Match[str]) -> bool:
    return found[0].casefold() in _TYPES and _TYPE_BEFORE.search(text, 0, found.start()) is not None
