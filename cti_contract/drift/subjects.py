"""The messages that a sentence is about in plain words: "Dialing and unmuting are for telephony"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cti_contract.drift.contract import Contract
from cti_contract.drift.headings import NAMES
from cti_contract.drift.vocabulary import lowered, phrase, texts

#: How many characters at the beginning of a sentence may name its subjects.
_BEGINNING = 80
#: How many words may be before the first subject.
_WORDS_BEFORE = 6
#: A word that is long enough to be sought in names.
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_JOINED, _CASE = phrase("subjects", "joined"), phrase("subjects", "case")


@cache
def _subjects() -> tuple[re.Pattern[str], tuple[tuple[str, ...], ...]]:
    """Return a pattern with a group for each text of messages, and the names of these messages.

    It is for texts in lower case.
    """
    listed = texts("subjects")
    groups = "|".join(f"({words})" for words in listed.values())
    return re.compile(rf"\b(?:{groups})\b"), tuple(tuple(names.split()) for names in listed)


@cache
def _any_subject() -> re.Pattern[str]:
    """Return a pattern for the same texts without groups, which takes half of the time."""
    return re.compile(rf"\b(?:{'|'.join(texts('subjects').values())})\b")


def has_subject(text: str) -> bool:
    """Return whether a text has words for a message."""
    return _any_subject().search(text.lower()) is not None


def _found_in(text: str) -> Iterator[tuple[re.Match[str], tuple[str, ...]]]:
    """Yield the words for messages in a text, each with the names of these."""
    words, listed = _subjects()
    said = lowered(text)
    for place in _any_subject().finditer(said):
        found = words.match(said, place.start())
        assert found is not None  # both are of the same texts
        yield found, listed[(found.lastindex or 1) - 1]


def named_in(text: str) -> frozenset[str]:
    """Return the commands that a text names anywhere in plain words."""
    return frozenset(name for _, names in _found_in(text) for name in names)


def commands_in(text: str) -> frozenset[str]:
    """Return the commands that a text names anywhere in plain words, without words for several of them."""
    return frozenset(names[0] for _, names in _found_in(text) if len(names) == 1)


def asked_of(question: str, contract: Contract) -> frozenset[str]:
    """Return the commands that a question may be about, by any word of their names: "And after a conference?"."""
    words = {word.casefold().removesuffix("s") for word in _LONG_WORD.findall(question)}
    commands = filter(contract.is_command, contract.names)
    return frozenset(name for name in commands if any(word in name.rpartition(".")[2] for word in words))


def action_in(text: str) -> int:
    """Return the end of the words at the beginning of a sentence that name a command: "The scripts request".

    A member alone is no such name: "The scripts are a list".
    """
    words, whole = _subjects()[0], lowered(text)
    found = words.match(lowered(text.removeprefix("The "))) or words.match(whole)
    said = [word for word in found[0].split() if word != "the"] if found else []
    return whole.index(found[0]) + len(found[0]) if found and len(said) > 1 else 0


def subjects_in(text: str, contract: Contract) -> tuple[str, ...]:
    """Return the commands that the beginning of a sentence names in plain words, none if that is not certain."""
    beginning = text[:_BEGINNING]
    found: list[str] = []
    end = 0
    for each, names in _found_in(beginning):
        between = beginning[end : each.start()]
        if found and not _JOINED.fullmatch(between):
            break
        if not found and (between.count(" ") > _WORDS_BEFORE or _CASE.search(between) or NAMES.search(between)):
            break
        found += names
        end = each.end()
    return tuple(dict.fromkeys(filter(contract.is_message, found)))
