"""Sentences about the older and the current names of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple

from cti_contract.drift.mentions import Token, Words, polarity, words_of
from cti_contract.drift.vocabulary import phrase

Role = Literal["older", "current"]
_INSTEAD_OF, _WRITTEN = phrase("spellings", "instead_of"), phrase("spellings", "written")
#: How many words before a name, or behind it, say which of them it is.
_BEFORE, _BEHIND = 3, 6
#: How many words are at most between a verb and a word that makes it passive.
_NEAR = 3
_OLDER_FIRST, _NEWER_FIRST, _OLDER, _NEWER, _CLAUSE, _ONLY_OLDER, _ONLY_CURRENT, _THAT_NAME, _ADVISED_AGAINST = (
    phrase("spellings", name)
    for name in (
        "older_first",
        "newer_first",
        "older",
        "newer",
        "clause",
        "only_older",
        "only_current",
        "that_name",
        "advised_against",
    )
)
_IS_OLDER, _IS_CURRENT, _OF_NONE = (phrase("spellings", name) for name in ("is_older", "is_current", "of_none"))


_REMARK_GONE, _REMARK_REPLACED = phrase("gone", "remark_gone"), phrase("gone", "remark_replaced")
#: Marks around a remark.
AROUND_REMARK = " .!()[]*_"


def remark_of_gone(text: str) -> re.Match[str] | None:
    """Return the remark on a name that a text is: that it is gone, or which name has replaced it; None for others."""
    text = text.strip(AROUND_REMARK)
    return _REMARK_GONE.fullmatch(text) or _REMARK_REPLACED.fullmatch(text)


class Said(NamedTuple):
    """The role of each name in a sentence, as far as it says so, and whether the older ones are accepted."""

    roles: dict[str, Role]
    is_accepted: bool | None


def names_said(text: str) -> Said:
    """Return the roles of the names in a sentence."""
    words = words_of(text)
    if not words.has("old", "new", "replaced", "replaces"):
        return Said(dict(_by_introduction(text)), None)
    places = [at for at, token in enumerate(words.tokens) if "name" in token.tags]
    roles = {**dict(_by_introduction(text)), **dict(_by_relation(words, places))}
    for number, at in enumerate(places):
        end = places[number + 1] if number + 1 < len(places) else len(words.tokens)
        start = places[number - 1] + 1 if number else 0
        before = words.tokens[max(at - _BEFORE, start) : at]
        is_verb_before = bool(before) and "be" in before[-1].tags  # in German: "hier ist `x` der ältere Name"
        verb = before[-1:] if is_verb_before else []
        behind = _role_behind([*verb, *words.tokens[at + 1 : min(at + 1 + _BEHIND, end)]])
        is_clause = bool(before) and before[-1].text == ","  # "that is the current name, `x` is obsolete"
        is_successor = "by-word" in words.tags_at(at - 1) and "replaced" in words.tags_at(at + 1)  # "durch `x` ersetzt"
        role: Role | None = "current" if is_successor else _role_in_brackets(words.tokens[at + 1 : end])
        clause = Words.of_tokens(_of_clause(words.tokens[:at]))
        role = role or (is_clause and behind) or (None if clause.has("not") else _role_before(before)) or behind
        if role and words.tokens[at].text not in roles:
            roles[words.tokens[at].text] = role
    return Said(roles, polarity(words, "accepted", "refused") if words.has("old") else None)


def _of_clause(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the words behind the last mark."""
    return tokens[max((at + 1 for at, token in enumerate(tokens) if "end" in token.tags), default=0) :]


def role_in(text: str, name: str) -> Role | None:
    """Return the role of a name by all words of its clause: "please write `x` in new code"."""
    before, _, behind = text.partition(name)
    before, behind = _CLAUSE.split(before)[-1], _CLAUSE.split(behind.lstrip('`"”'))[0]
    clause = f"{before.rstrip(_QUOTES)}§{behind}"
    is_older, is_current = (phrases.search(clause) is not None for phrases in (_IS_OLDER, _IS_CURRENT))
    if is_older == is_current or _OF_NONE.search(clause):
        return None
    return "older" if is_older else "current"


#: Marks before a name.
_QUOTES = '`"“„'


def with_name(text: str, name: str) -> str:
    """Return a sentence with the name that "that spelling" stands for."""
    return _THAT_NAME.sub(f"`{name}`", text, count=1) if name else text


def introduces_older(text: str) -> bool:
    """Return whether a sentence does nothing but name an older spelling of the message that it is about."""
    return _ONLY_OLDER.search(text) is not None


def older_of(text: str, one: str, other: str) -> str | None:
    """Return the older one of two spellings of the name of a message, None if a sentence does not say which it is.

    Args:
        text: The sentence.
        one: The spelling that comes first in it.
        other: The other one.
    """
    start = text.find(one)
    end = text.find(other, start + len(one))
    between = text[start + len(one) : end]
    is_older = _OLDER_FIRST.search(between)
    if is_older or _NEWER_FIRST.search(between):
        return one if is_older else other
    parts = _CLAUSE.split(between)
    before = _CLAUSE.split(text[:start])[-1]
    if _INSTEAD_OF.search(before):  # "instead of `a`, write `b`"
        return one if _WRITTEN.search(between) and not _OLDER.search(between) else None
    if _NAME_OF.search(before) and _IS.fullmatch(between):  # "the current name of `a` is `b`"
        age = _age(before)
        return None if age == 0 else other if age > 0 else one
    behind = _CLAUSE.split(text[end + len(other) :].lstrip("`"))[0]
    first, last = (parts[0], parts[-1]) if len(parts) > 1 else ("", "")
    age, other_age = _age(before, first), _age(last, behind)
    return None if age == other_age else one if age > other_age else other


#: The words before two names of a message: the second one is the older or the current one of the first.
_NAME_OF = re.compile(
    r"\b(?:name|alias|spelling|form|successor|schreibweise|nachfolger|nom|graphie|successeur|nombre|grafía|sucesor)"
    r"(?: [^\W\d_]+)? (?:of|for|von|für|de|du|del|para)\W*$",
    re.IGNORECASE,
)
_IS = re.compile(r"\W*(?:is|was|ist|war|lautet|est|était|es|era)?\W*", re.IGNORECASE)


def _age(*texts: str) -> int:
    """Return how many more words in some texts call a name an older one than a current one."""
    texts = tuple(_ADVISED_AGAINST.sub(" obsolete ", text) for text in texts)
    return sum(len(_OLDER.findall(text)) - len(_NEWER.findall(text)) for text in texts)


def _by_introduction(text: str) -> Iterator[tuple[str, Role]]:
    """Yield the role of the name in a sentence that does nothing but name it: "Formerly `x`."."""
    for found in _ONLY_OLDER.finditer(text):
        yield next(filter(None, found.groups())), "older"
    for found in _ONLY_CURRENT.finditer(text):
        yield next(filter(None, found.groups())), "current"


def _by_relation(words: Words, places: Sequence[int]) -> Iterator[tuple[str, Role]]:
    """Yield the roles of two names with a verb between them: "`a` is replaced by `b`", "`b` replaces `a`"."""
    for one, other in pairwise(places):
        between = Words.of_tokens(words.tokens[one + 1 : other])
        if between.has("not") or between.has("replaced") == between.has("replaces"):
            continue
        first: Role = "older" if _is_passive(between.tokens) else "current"  # else: "`b` replaced `a`"
        yield words.tokens[one].text, first
        yield words.tokens[other].text, "current" if first == "older" else "older"


def _is_passive(tokens: Sequence[Token]) -> bool:
    at = next((at for at, token in enumerate(tokens) if "replaced" in token.tags), None)
    if at is None:
        return False
    is_behind = any("be" in token.tags for token in tokens[max(at - _NEAR, 0) : at])
    return is_behind or any("by-word" in token.tags for token in tokens[at + 1 : at + 1 + _NEAR])


def _role_before(tokens: Sequence[Token]) -> Role | None:
    """Return the role of a name by the words before it: "the older name `x`", "an older name of `x`"."""
    end = max((at + 1 for at, token in enumerate(tokens) if token.text in (":", ";", ".", "—")), default=0)
    tokens = tokens[end:]
    is_object = bool(tokens) and not tokens[-1].tags.isdisjoint({"content", "cause", "returns"})
    if is_object or any("not" in token.tags for token in tokens):
        return None
    if tokens and "use" in tokens[-1].tags and any("old" in token.tags for token in tokens[:-2]):
        return None  # something old uses it: "older pages use `x`"
    is_of_it = bool(tokens) and tokens[-1].text in ("of", "for", "von", "für", "de", "pour", "para")
    is_old = any(token.tags & {"old", "formerly"} for token in tokens)
    for token in reversed(tokens):
        if token.tags & {"old", "formerly", "new"} or (is_old and "use" in token.tags):
            return "older" if bool(token.tags & {"old", "formerly"}) != is_of_it else "current"
    return None


def _role_in_brackets(tokens: Sequence[Token]) -> Role | None:
    """Return the role of a name by the brackets behind it: "`x` (old name)"."""
    if not tokens or tokens[0].text != "(":
        return None
    inside = [*takewhile(lambda token: token.text not in (")", ","), tokens[1:])]
    if len(inside) == len(tokens) - 1:  # "`x` (in old texts: `y`)"
        return None
    of_thing = {at for at, token in enumerate(inside) if token.tags & {"object", "other-thing"}}  # "(the old call)"
    said = (token for at, token in enumerate(inside) if at + 1 not in of_thing)
    roles = {tag for token in said for tag in token.tags & {"old", "new", "not"}}
    return None if len(roles) != 1 or "not" in roles else "older" if "old" in roles else "current"


#: Words before something that is no name.
_EACH = frozenset(("each", "every", "any", "jede", "jeden", "jedem", "jedes", "chaque", "cada"))


def _role_behind(tokens: Sequence[Token]) -> Role | None:
    if not tokens or "be" not in tokens[0].tags:
        return None
    for token in tokens[1:]:
        if token.tags & {"not", "end", "formerly", "cause"} or token.text in _EACH:  # "is raised for each new call"
            return None
        if token.tags & {"old", "new"}:
            return "older" if "old" in token.tags else "current"
    return None
