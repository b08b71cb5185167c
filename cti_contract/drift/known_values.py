"""Sentences about the values that a member may have: which ones, how many, and whether there may be others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from cti_contract.drift.facts import is_number, number_of
from cti_contract.drift.mentions import NOT_DESCRIBED, Token, words_of
from cti_contract.drift.vocabulary import phrase
from cti_contract.suggest import suggestion

#: A value in code, in quotes, or in capitals.
_VALUE = re.compile(r"`\"?([A-Za-z][\w-]*)\"?`|[\"“„]([A-Za-z][\w-]*)[\"”“]|\b([A-Z]{4,})\b|\b([a-z]+Event)\b")
_ONE = r"(?:`\"?[A-Za-z][\w-]*\"?`|[\"“„][A-Za-z][\w-]*[\"”“]|\b[A-Z]{4,}\b|\b[a-z]+Event\b)"
_LIST = re.compile(
    r"(?:\b(?:is|are|be|says?|reads?|shows?|bears?|carries|must say|must read"
    r"|vale|messageType|has|known|values?|types?|only|(?:one|any|some|set|list) of|either|among"
    r"|ist|sind|lautet|est|sont|vaut|valent|valen|es|son|exist|as)|[:=])"
    r" (?:(?:always|only|one|of|either|exactly|just|type|the|values?|three|two|four|five) ){0,4}"
    rf"({_ONE}(?:(?:,|,? (?:and|or|und|oder|et|ou|y|o)) {_ONE})*)"
    r"(?! (?:is|has|member|carr|cont|ha[ts]|of)\b)",
)
#: Words around other values that say whether they are allowed.
_ALLOWED = frozenset({"value-word", "type", "accepted", "refused", "may", "valid", "forbidden"})
_NO = frozenset({"not", "without", "forbidden"})
_WHERE = frozenset(("on", "for", "in", "with", "of", "by", "to", "bei", "für", "sur", "pour", "en", "para"))
_DOES = frozenset(("do", "does", "did", "has", "have", "carries", "carry", "gets", "tut", "hat", "haben"))
_OF = frozenset(("of", "von", "de"))
_FIELDS = frozenset(("fields", "felder", "champs", "campos"))
#: How many words around a word for other values say whether these are allowed.
_REACH, _FAR = 6, 10
_LONGEST = 45


class Known(NamedTuple):
    """A member with its known values, and whether it takes others, too.

    `alike` is the number of members of its message that have these values.
    """

    member: str
    values: tuple[str, ...]
    is_open: bool
    alike: int = 1


def values_said(text: str, members: Sequence[Known]) -> Iterator[tuple[str, str]]:
    """Yield each conflict of a sentence with the known values of members: the member, and the conflict.

    Args:
        text: The sentence.
        members: The members that it may be about: it is in conflict only if it is so with all of them.
    """
    words = words_of(text)
    if text.count(" ") > _LONGEST or not members or words.has("doubt", "old"):
        return
    found = [list(_conflicts(text, each)) for each in members]
    if all(found):
        yield members[0].member, found[0][0]


#: Behind values, a fault that they do not cause: "unknown values do not crash the client".
_NO_CRASH = re.compile(
    r"\b(?:do(?:es)?|must|may|will|führen|führt|dürfen|darf) (?:not|nicht) (?:\w+ ){0,2}"
    r"(?:crash|throw|break|absturz|abstürzen|fehler)\b",
    re.IGNORECASE,
)


def _conflicts(text: str, known: Known) -> Iterator[str]:
    tokens = words_of(_NO_CRASH.sub("", NOT_DESCRIBED.sub(" ", text))).tokens
    yield from _of_openness(tokens, known)
    if known.member == "type":
        yield from _of_other_types(text, known)
    yield from _of_number(tokens, known)
    yield from _of_values(text, known)


def _of_openness(tokens: Sequence[Token], known: Known) -> Iterator[str]:
    """Yield that a sentence opens a closed list, or closes an open one."""
    of_others: set[bool] = set()  # from words for other values: they are more certain than "known types"
    of_list: set[bool] = set()
    for at, token in enumerate(tokens):
        is_of_other = at > 0 and tokens[at - 1].text in _WHERE  # "on no other type" is about another member
        if is_of_other or _is_subject(tokens, at) or not token.tags & {"other-value", "closed-list", "open-list"}:
            continue
        end = next((place for place in range(at, len(tokens)) if "end" in tokens[place].tags), len(tokens))
        behind = tokens[at + 1 : min(end, at + _FAR)] if "other-value" in token.tags else ()
        near = [*tokens[max(at - _REACH, 0) : at], *behind]
        denials = sum(bool(each.tags & _NO) or "refused" in each.tags for each in near)
        is_said = any(each.tags & _ALLOWED for each in (*near, token))
        if is_said or "other-value" not in token.tags:
            said = of_others if "other-value" in token.tags else of_list
            said.add(("closed-list" not in token.tags) != (denials % 2 == 1))
    said = of_others or of_list
    if len(said) == 1 and said != {known.is_open}:
        yield _OPENED if said.pop() else _CLOSED


_OPENED, _CLOSED = "takes other values on the page, not in the schema", "takes only these values on the page"
_OTHERS_REFUSED, _ARE_NOT_ALL = phrase("types", "others_refused"), phrase("types", "are_not_all")


def says_of_other_types(text: str) -> bool:
    """Return whether a sentence says whether there are other types than those that are listed."""
    return _OTHERS_REFUSED.match(text) is not None or _ARE_NOT_ALL.match(text) is not None


def _of_other_types(text: str, known: Known) -> Iterator[str]:
    """Yield that a sentence refuses other types than those of an open list, or calls a closed list a part."""
    if known.is_open and _OTHERS_REFUSED.match(text):
        yield _CLOSED
    if not known.is_open and _ARE_NOT_ALL.match(text):
        yield _OPENED


def _is_subject(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a sentence is about what other values do: "no other type does", "no other type of call has it"."""
    behind = tokens[at + 3 : at + 4] if any(each.text in _OF for each in tokens[at + 1 : at + 2]) else tokens[at + 1 :]
    return any(each.text in _DOES for each in behind[:1])


#: A larger number is no number of values, but an id.
_MOST_VALUES = 20


def _is_count(word: str) -> bool:
    """Return whether a word may be a number of values; "017" is an id."""
    return is_number(word) and not word.startswith("0") and number_of(word) <= _MOST_VALUES


def _of_number(tokens: Sequence[Token], known: Known) -> Iterator[str]:
    for at, token in enumerate(tokens):
        if not ("number" in token.tags or token.text.isdecimal()) or not _is_count(token.text):
            continue
        near = takewhile(lambda each: "end" not in each.tags, tokens[at + 1 : at + 3])
        is_of_values = any("value-word" in each.tags for each in near) and not any(
            "contents" in each.tags or each.text in _FIELDS for each in tokens[at + 2 : at + 4]
        )  # "the two type members"
        if is_of_values and number_of(token.text) not in (1, known.alike, len(known.values)):
            yield f"has {token.text} values on the page, {len(known.values)} in the schema"


def _of_values(text: str, known: Known) -> Iterator[str]:
    """Yield that a sentence gives a closed list a value that it has not."""
    listed = _list_in(text, known)
    unknown = [each for each in listed if each not in known.values]
    conflict = f"is {', '.join(listed)} on the page, {', '.join(known.values)} in the schema"
    if known.is_open and _KNOWN.search(text):
        is_slip = len(unknown) == 1 and len(listed) > len(unknown) and suggestion(unknown[0], known.values) is not None
        yield from [conflict] if is_slip else []
        return
    words = words_of(text)
    if not unknown or any(
        token.tags & (_NO | {"refused", "other", "other-value", "open-list", "example"}) for token in words.tokens
    ):
        return
    if not known.is_open or (len(listed) > 1 and set(listed) & set(known.values)):
        yield conflict


#: Words before the known values of a member: one that is spelled in another way is a slip.
_KNOWN = re.compile(
    r"\b(?:known|documented) (?:types?|values?)\b|\bbekannte[n]? (?:typen|werte)\b|\b(?:types|valeurs) connue?s\b"
    r"|\b(?:tipos|valores) conocidos\b",
    re.IGNORECASE,
)


def _list_in(text: str, known: Known) -> list[str]:
    """Return the values behind a verb or the name of the member: "`type` is `a` or `b`"."""
    for found in _LIST.finditer(text):
        listed = [next(filter(None, each.groups())) for each in _VALUE.finditer(found[1])]
        if known.member not in listed and (len(listed) > 1 or not known.is_open):
            return listed
    return []
