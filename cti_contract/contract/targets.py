"""Targets: the object that a message addresses, and the fault of a target that addresses none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import Message
from cti_contract.problem_texts import bad_segment, dots_in_an_id, other_separator, wrong_depth
from cti_contract.problems import Problem
from cti_contract.suggest import SPACE
from cti_contract.text import choice, counted, nth_segment, segments_of

_URI = registry.BASE_URI + "common/target.json"
ID_URI = f"{_URI}#/$defs/id"
#: The keyword that refuses white space and control characters.
CHARACTERS_URI = f"{_URI}#/$defs/ids/not"
#: The other characters that separate ids, among them those that look like a dot. One of them may be between letters
#: of an id, as a hyphen is, so they explain a wrong depth only.
_SEPARATORS = (
    "/:|\\\\>,;#\u00b7\u00bb\u060c\u06d4\u2022\u2024\u2027\u203a\u2044\u2192\u2215\u2219\u22c5\u3001\u3002\ufe52\uff0c\uff0e\uff0f"
    "\uff1a\uff1b\uff5c\uff61"
)
#: The separators that users write instead of a dot.
SEPARATOR = rf"->|=>|%2[Ee]|[{_SEPARATORS}]"
#: Targets in which such a character separates other things than ids: URIs, names with values, JSON and placeholders.
UNCERTAIN = r'^(?:[a-z]+://|(?:mailto|sips?|tel|urn):)|[="<{\[]'
NOUNS = {"channelgroup": "channel group"}


@cache
def forms(kind: str) -> tuple[str, ...]:
    """Return the forms of the target of a kind of object, such as `session.channel` for a `channel`."""
    return tuple(walk.resolve(f"{_URI}#/$defs/{kind}")["x-cti"]["forms"])


@cache
def object_kinds() -> tuple[str, ...]:
    """Return the kinds of objects, from the session down."""
    return tuple(kind for kind, schema in walk.resolve(_URI)["$defs"].items() if "x-cti" in schema)


@cache
def kinds_by_segments() -> dict[int, list[str]]:
    """Return the kinds of objects that a target may address, by its number of segments."""
    by_segments: dict[int, list[str]] = {}
    for kind in object_kinds():
        for form in forms(kind):
            by_segments.setdefault(form.count(".") + 1, []).append(kind)
    return by_segments


@cache
def _id_pattern() -> re.Pattern[str]:
    return re.compile(walk.merged(ID_URI)["pattern"])


def target_problem(target: str, message: Message, *, schema: str | None) -> Problem:
    """Return the problem of a target that the schema of `message` rejects: a bad segment, otherwise the wrong depth."""
    number = first_bad_segment(target) if target else None
    if number is not None:
        is_empty = not nth_segment(target, number)
        problem = bad_segment(target, number, schema=schema if is_empty else CHARACTERS_URI)
        return problem._replace(hint=_without_blanks(target, message))
    found = _depth(target.count(".") + 1 if target else 0)
    why, hint = _why(target, message)
    problem = wrong_depth(target, message.name, _expected(message.targets), found + why, schema=schema)
    return problem._replace(hint=hint)


def first_bad_segment(target: str) -> int | None:
    """Return the number, from 1 on, of the first segment of a target that is no id; None if all are ids."""
    is_id = _id_pattern().fullmatch
    return next((number for number, segment in enumerate(segments_of(target), 1) if not is_id(segment)), None)


def meant_id(text: str) -> str | None:
    """Return the id that a text was probably meant to be: the text without outer white space."""
    meant = text.strip(SPACE)
    return meant if meant != text and _id_pattern().fullmatch(meant) else None


def _without_blanks(target: str, message: Message) -> str | None:
    """Return a target without the white space around its separators, if that is a target of the message."""
    if len(target) > LONGEST_USER:
        return None
    meant = re.sub(rf"[{SPACE}]*(\.|{SEPARATOR})[{SPACE}]*", r"\1", target).strip(SPACE)
    if meant.count(".") + 1 not in _depths(message):
        _, meant = _with_dots(meant, message) or ("", "")
    return meant if meant and first_bad_segment(meant) is None else None


def _with_dots(target: str, message: Message) -> tuple[str, str] | None:
    """Return the separator of a target that has no dots, and the target with dots, if the message may have that."""
    separators = {found[0] for found in re.finditer(SEPARATOR, target)}
    if len(separators) != 1 or re.search(UNCERTAIN, target):
        return None
    [separator] = separators
    meant = ".".join(filter(None, target.split(separator)))
    return (separator, meant) if meant.count(".") + 1 in _depths(message) and ".." not in meant else None


def _depths(message: Message) -> set[int]:
    """Return the numbers of segments that a target of a message may have."""
    return {form.count(".") + 1 for kind in message.targets for form in forms(kind)}


def _why(target: str, message: Message) -> tuple[str, str | None]:
    """Return the probable reason of a wrong depth, after a semicolon, and the target that was probably meant."""
    found = _with_dots(target, message) if len(target) <= LONGEST_USER else None
    if found:
        separator, meant = found
        return other_separator(separator), meant
    users = _users(target, message)
    return (dots_in_an_id(users) if users else ""), None


def _users(target: str, message: Message) -> list[str]:
    """Return the starts of a target that may be one id with dots: with it, the target has a right depth."""
    parted = (target.rsplit(".", depth - 1) for depth in sorted(_depths(message), reverse=True))
    starts = (own for own, *_ in parted if "." in own and len(own) <= LONGEST_USER)
    return [own for own in starts if re.fullmatch(USER, own)]


#: A letter, or any other character that is neither ASCII nor Latin punctuation: large ranges take long to compile.
_LETTER = r"[^\u0000-@\[-`{-\u00a9]"
_WORD = rf"{_LETTER}+(?:['-]{_LETTER}+)*"
#: An e-mail address, an address of the Internet, or a name such as `first.last`, also with a domain of Windows.
USER = (
    rf"[^.@]+(?:\.[^.@]+)*@(?:[^.@]+\.)+{_LETTER}{{2,}}|[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}}"
    rf"|(?:[^.@\\]+\\)?{_WORD}(?:\.{_WORD})*\.{_LETTER}(?:['-]?{_LETTER})+"
)

#: The most characters of an e-mail address, and of a target that is explained; the patterns would take 50 times the
#: size of a long target in memory, and a time that is quadratic.
LONGEST_USER = 320


@cache
def _expected(kinds: tuple[str, ...]) -> tuple[str, str]:
    """Return kinds of objects in words, and the forms of their targets."""
    return _nouns(kinds), choice([bracketed(form) for kind in kinds for form in forms(kind)])


@cache
def names_of_ids(kinds: tuple[str, ...]) -> frozenset[str]:
    """Return the names that users give to members with one id of a target, such as `channelid`: folded, in one word.

    `kinds` are those of the objects that the target may address.
    """
    segments = {segment for kind in kinds for form in forms(kind) for segment in form.split(".")}
    words = {word for word in (*segments, *object_kinds()) if word.endswith(tuple(segments))}
    return frozenset([*words, *(f"{word}id" for word in words)])


def target_forms(message: Message) -> str:
    """Return the forms of the target of a message in words: `<session>`."""
    return _expected(message.targets)[1]


@lru_cache
def _depth(segments: int) -> str:
    segments_in_words = counted(segments, "segment") if segments else "no segment"
    kinds = kinds_by_segments().get(segments)
    return f"{segments_in_words}, {_nouns(kinds)}" if kinds else segments_in_words


def bracketed(form: str) -> str:
    """Return a form for people: `<session>.<channel>`."""
    return ".".join(f"<{segment}>" for segment in form.split("."))


def noun_of(kind: str) -> str:
    """Return the word for a kind of object."""
    return NOUNS.get(kind, kind)


def _nouns(kinds: Iterable[str]) -> str:
    nouns = [noun_of(kind) for kind in kinds]
    return choice([f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}" for noun in nouns])
