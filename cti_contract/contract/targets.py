"""Targets: which object a message addresses, and what is wrong with a target that addresses none of its objects."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import Message
from cti_contract.problems import Problem
from cti_contract.text import quote

_URI = registry.BASE_URI + "common/target.json"
ID_URI = f"{_URI}#/$defs/id"
#: The keyword that refuses white space and control characters.
CHARACTERS_URI = f"{_URI}#/$defs/ids/pattern"
_NOUNS = {"channelgroup": "channel group"}


@cache
def forms(kind: str) -> tuple[str, ...]:
    """Return the forms of the target of a kind of object: of a `channel`, `session.channel` and one more."""
    return tuple(walk.resolve(f"{_URI}#/$defs/{kind}")["x-cti"]["forms"])


@cache
def object_kinds() -> tuple[str, ...]:
    """Return the kinds of objects, from the session down."""
    return tuple(kind for kind, schema in walk.resolve(_URI)["$defs"].items() if "x-cti" in schema)


@cache
def kinds_by_segments() -> dict[int, list[str]]:
    """Return the kinds of objects that a target of so many segments may address."""
    by_segments: dict[int, list[str]] = {}
    for kind in object_kinds():
        for form in forms(kind):
            by_segments.setdefault(form.count(".") + 1, []).append(kind)
    return by_segments


@cache
def _id_pattern() -> re.Pattern[str]:
    return re.compile(walk.merged(ID_URI)["pattern"])


def target_problem(target: str, message: Message, *, schema: str | None) -> Problem:
    """Return the problem of a target that the schema of `message` refuses: a bad segment, else the wrong depth."""
    segments = target.split(".")
    is_id = _id_pattern().fullmatch
    if not target or all(map(is_id, segments)):
        text = f"{message.name} addresses {_wanted(message.targets)}, not {_given(target)}"
    else:
        number, segment = next(each for each in enumerate(segments, 1) if not is_id(each[1]))
        schema = CHARACTERS_URI if segment else schema
        text = f"target {quote(target)}: segment {number} of {len(segments)} {id_fault(segment)}"
    return Problem(code="bad-target", message=text, pointer="/target", schema=schema)


@cache
def _wanted(kinds: tuple[str, ...]) -> str:
    shown = _choice([bracketed(form) for kind in kinds for form in forms(kind)])
    return f"{_nouns(kinds)}: target must be {shown}"


def id_fault(text: str) -> str:
    """Say what keeps a text from being an id, as the predicate of a sentence."""
    if not text:
        return "must not be empty"
    what = "a dot, the separator of targets" if "." in text else "white space or a control character"
    return f"must not hold {what}, as {quote(text)} does"


def _given(target: str) -> str:
    return f"{quote(target)} ({_depth(target.count('.') + 1 if target else 0)})"


@lru_cache
def _depth(segments: int) -> str:
    counted = "no segment" if not segments else "1 segment" if segments == 1 else f"{segments} segments"
    kinds = kinds_by_segments().get(segments)
    return f"{counted}, {_nouns(kinds)}" if kinds else counted


def bracketed(form: str) -> str:
    """Return a form as a person reads it: `<session>.<channel>`."""
    return ".".join(f"<{segment}>" for segment in form.split("."))


def noun_of(kind: str) -> str:
    """Return what people call a kind of object."""
    return _NOUNS.get(kind, kind)


def _nouns(kinds: tuple[str, ...] | list[str]) -> str:
    nouns = [noun_of(kind) for kind in kinds]
    return _choice([f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}" for noun in nouns])


def _choice(texts: list[str]) -> str:
    *most, last = texts
    return f"{', '.join(most)} or {last}" if most else last
