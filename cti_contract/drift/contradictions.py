"""Pairs of opposites: what a description in the contract says, and words that say the same, or the opposite.

A sentence that has a word of what the pair is about says what its other words say, in whatever order they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cti_contract.drift.mentions import (
    INCAPABLE,
    NOT_DESCRIBED,
    TAKES_NOTHING,
    Words,
    case_in,
    limits,
    polarity,
    words_of,
)
from cti_contract.drift.vocabulary import pairs


class _Pair(NamedTuple):
    """A part of descriptions, with the tags of the words that a sentence about it has.

    `holds_always` says that it is the same in all cases, so that "only if" is the opposite of it, and `in_any_case`
    that one case in which the opposite is so contradicts it.
    """

    description: re.Pattern[str]
    about: tuple[str, ...]
    right: str
    wrong: str
    doubt: str
    holds_always: bool
    in_any_case: bool


@cache
def _pairs() -> tuple[_Pair, ...]:
    return tuple(
        _Pair(
            re.compile(each["description"]),
            tuple(f"{name} {part}" for part in ("about", "also") if part in each),
            f"{name} right",
            f"{name} wrong",
            f"{name} doubt",
            each.get("holds_always", False),
            each.get("in_any_case", False),
        )
        for name, each in pairs().items()
    )


@lru_cache(maxsize=1024)
def _pairs_of(facts: str) -> tuple[_Pair, ...]:
    return tuple(pair for pair in _pairs() if pair.description.search(facts))


#: Two outcomes that are right: "a success, or a failure if the platform cannot do that".
_EITHER = re.compile(
    r"\b(?:success|succeeds|erfolg|succès|éxito)\b[^.;]{0,60},? (?:or|oder|ou|o) "
    r"(?:(?:an?|with an?|eine?|mit einem|un|une|avec un|con un) )?"
    r"(?:failure|fails?|error|fehler\w*|fehlschlag|échec|échoue|erreur|fallo|falla|error)\b",
    re.IGNORECASE,
)


#: The writer does not know something.
_IGNORANCE = re.compile(
    r"\b(?:do not|don['\u2019]t|cannot) (?:yet )?(?:know|tell|say)\b|\bwissen (?:\w+ ){0,3}nicht\b"
    r"|\b(?:nous ne savons|on ne sait) pas\b|\bno (?:sabemos|se sabe)\b",
    re.IGNORECASE,
)


def contradicted(text: str, facts: str) -> Iterator[str]:
    """Yield the parts of the facts about a message whose opposite a sentence says."""
    found = _pairs_of(facts)
    if not found or _EITHER.search(text) or NOT_DESCRIBED.search(text) or _IGNORANCE.search(text):
        return
    text = INCAPABLE.sub(" unsupported ", TAKES_NOTHING.sub("", _ONLY_FIRST.sub("", text)))
    parts = PARTS.split(text)
    behind = text.partition(": ")[2]  # "Not all of them can pause: a platform that cannot succeeds"
    if words_of(text).has("depends"):  # "it depends on how many calls were active"
        return
    said = [words_of(part) for part in (text, *(parts if len(parts) > 1 else ()), *([behind] if behind else ()))]
    for pair in found:
        if any(_contradicts(words, pair) for words in said):
            match = pair.description.search(facts)
            assert match is not None
            yield match[0]


#: A clause about the first one of several: "it succeeds also, and only the first one brings an event"; or a sentence
#: about the first success.
_ONLY_FIRST = re.compile(
    r",? (?:and|but|und|aber|et|mais|y|pero) (?:only the first|nur (?:der|die|das) erste|seule? l[ea] premi[eè]re?"
    r"|solo l[ao]? primer[ao]?)\b.*$"
    r"|^(?:only (?:the |a )?first success\w*|nur de[rn] ersten? erfolg\w*|seul le premier succès|solo el primer éxito)"
    r"\b.*$",
    re.IGNORECASE | re.DOTALL,
)
#: The parts of a sentence that say something by themselves.
PARTS = re.compile(
    r",? and (?=(?:no|there|does nothing|keeps|retains|(?:the|this) command)\b)|,? (?:so|because"
    r"|therefore|hence|which is why|weil|daher|deshalb|donc|porque)\b(?!,)"
    r"| und (?=(?:hat keine(?:rlei)? \w+|tut nichts|bewirkt nichts)\b)"
    r"| et (?=(?:n['’]a aucune? \w+|ne fait rien)\b)| y (?=no (?:tiene|hace)\b)",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)


def _contradicts(words: Words, pair: _Pair) -> bool:
    return all(words.has(tag) for tag in pair.about) and not words.has(pair.doubt) and _is_opposite(words, pair)


def _is_opposite(words: Words, pair: _Pair) -> bool:
    if sum("not" in token.tags and "failure" not in token.tags for token in words.tokens) > 1 + pair.in_any_case:
        return False
    if _is_in_another_case(words, pair):
        return False
    is_turned = words.has("unless") and not words.has("even")
    said = polarity(words, pair.right, pair.wrong, is_turned=is_turned)
    if pair.in_any_case and said is None and not is_turned:
        return polarity(words, pair.wrong, "") is True
    return said is False or bool(said and pair.holds_always and limits(words))


#: Words of a case that is no other one: the success and the failure that descriptions are about.
_OUTCOMES = ("success", "succeeded", "failure", "failed-word", "even", "regardless", "only", "possible")


def _is_in_another_case(words: Words, pair: _Pair) -> bool:
    """Return whether a sentence begins with a case that the pair is not about: "when agents forget that, ..."."""
    case = case_in(words)
    of_pair = (*pair.about, pair.right, pair.wrong, pair.doubt)
    return bool(case.tokens) and not case.has(*_OUTCOMES, *of_pair)
