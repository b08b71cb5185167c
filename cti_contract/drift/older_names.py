"""Sentences about the older and the current names of messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from cti_contract.drift.mentions import Token, Words, polarity, words_of

Role = Literal["older", "current"]
#: How many words before a name, or behind it, say which of them it is.
_BEFORE, _BEHIND = 3, 6


class Said(NamedTuple):
    """The role of each name in a sentence, as far as it says so, and whether the older ones are accepted."""

    roles: dict[str, Role]
    is_accepted: bool | None


def names_said(text: str) -> Said:
    """Return the roles of the names in a sentence."""
    words = words_of(text)
    if not words.has("old", "new", "replaced", "replaces"):
        return Said({}, None)
    places = [at for at, token in enumerate(words.tokens) if "name" in token.tags]
    roles = dict(_by_relation(words, places))
    for number, at in enumerate(places):
        end = places[number + 1] if number + 1 < len(places) else len(words.tokens)
        start = places[number - 1] + 1 if number else 0
        role = _role_before(words.tokens[max(at - _BEFORE, start) : at]) or _role_behind(
            words.tokens[at + 1 : min(at + 1 + _BEHIND, end)]
        )
        if role and words.tokens[at].text not in roles:
            roles[words.tokens[at].text] = role
    return Said(roles, polarity(words, "accepted", "refused") if words.has("old") else None)


def _by_relation(words: Words, places: Sequence[int]) -> Iterator[tuple[str, Role]]:
    """Yield the roles of two names with a verb between them: "`a` is replaced by `b`", "`b` replaces `a`"."""
    for one, other in pairwise(places):
        between = Words.of_tokens(words.tokens[one + 1 : other])
        if between.has("not") or between.has("replaced") == between.has("replaces"):
            continue
        is_passive = between.has("replaced") and between.has("be", "by-word")  # else: "`b` replaced `a`"
        first: Role = "older" if is_passive else "current"
        yield words.tokens[one].text, first
        yield words.tokens[other].text, "current" if first == "older" else "older"


def _role_before(tokens: Sequence[Token]) -> Role | None:
    """Return the role of a name by the words before it: "the older name `x`", "an older name of `x`"."""
    end = max((at + 1 for at, token in enumerate(tokens) if token.text in (":", ";", ".", "—")), default=0)
    tokens = tokens[end:]
    is_object = bool(tokens) and not tokens[-1].tags.isdisjoint({"content", "cause", "returns"})
    if is_object or any("not" in token.tags for token in tokens):
        return None
    is_of_it = bool(tokens) and tokens[-1].text in ("of", "for", "von", "für", "de", "pour", "para")
    is_old = any(token.tags & {"old", "formerly"} for token in tokens)
    for token in reversed(tokens):
        if token.tags & {"old", "formerly", "new"} or (is_old and "use" in token.tags):
            return "older" if bool(token.tags & {"old", "formerly"}) != is_of_it else "current"
    return None


def _role_behind(tokens: Sequence[Token]) -> Role | None:
    if not tokens or "be" not in tokens[0].tags:
        return None
    for token in tokens[1:]:
        if token.tags & {"not", "end", "formerly"}:
            return None
        if token.tags & {"old", "new"}:
            return "older" if "old" in token.tags else "current"
    return None
