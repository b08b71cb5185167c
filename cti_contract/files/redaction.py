"""Problems without the values of messages: logs hold personal data."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from cti_contract.contract import registry
from cti_contract.contract.catalog import by_name
from cti_contract.problems import Problem
from cti_contract.text import counted

_STRING = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"')
_NUMBER = re.compile(r"(?<![\w/.+-])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w/])")
_VALUE = re.compile(f"{_STRING.pattern}|{_NUMBER.pattern}")
#: The place of another message that a problem refers to, at its end. No value is after it.
_REFERENCE = re.compile(r', see [^"]*\d$')
#: Words right before a value: `unknown command "a"`.
_BEFORE = re.compile(
    r"\b(?:command|event|failure|id|kind|member|message|messageType|name|placeholder|request|success|target) $"
)
_POINT = r"U\+[0-9A-F]{4,6}(?: \([\w -]+\))?"
_POINTS = r"(?:nothing|U\+[0-9A-F]{4,6}(?: U\+[0-9A-F]{4,6})*(?: …)?)"
#: Ways to show characters of a value, each with the text in its place.
_CHARACTERS = {
    re.compile(rf": character (\d+) is {_POINT}"): r": it is character \1",
    re.compile(rf": it has {_POINTS} for {_POINTS}"): ": it only looks the same",
    re.compile(rf", {_POINT}"): "",
    re.compile(_POINT): "a character",
}
#: Codes whose problems quote names of members only.
_ABOUT_NAMES = frozenset({"duplicate-key", "known-member", "missing-member", "unknown-member"})
#: Codes whose problems may show a number of a message.
_WITH_NUMBERS = frozenset({"wrong-echo", "wrong-original", "wrong-value"})


def redacted(problem: Problem) -> Problem:
    """Return a problem with the type and length of each value of a message in its place.

    Names of members, places, and the words of the contract stay.

    >>> redacted(Problem("bad-target", 'not "jdoe.1" (2 segments)')).message
    'not a string of 6 characters (2 segments)'
    """
    found = _REFERENCE.search(problem.message)
    message, reference = (problem.message[: found.start()], found[0]) if found else (problem.message, "")
    for shown, instead in _CHARACTERS.items():
        message = shown.sub(instead, message)
    if problem.code not in _ABOUT_NAMES:
        message = (_VALUE if problem.code in _WITH_NUMBERS else _STRING).sub(_described, message)
    source = problem.source and problem.source._replace(text="")
    return problem._replace(message=message + reference, hint=_hint(problem), source=source)


def _hint(problem: Problem) -> str | None:
    is_known = problem.code in _ABOUT_NAMES or problem.hint in _words()
    return problem.hint if problem.hint is None or is_known else _length(problem.hint)


def _described(found: re.Match[str]) -> str:
    if found["text"] is None:
        return "a number"
    if found["text"] in _words():
        return found[0]
    described = _length(found["text"])
    return f"({described})" if _BEFORE.search(found.string, 0, found.start()) else described


def _length(text: str) -> str:
    """Return the type and length of a string as it is quoted in a problem."""
    if text.endswith("…"):
        return f"a string of more than {len(text) - 1} characters"
    value = json.loads(f'"{text}"')
    return f"a string of {counted(len(value), 'character')}"


@cache
def _words() -> frozenset[str]:
    """Return the words of the contract: names of messages and members, and the values that it lists."""
    words = {name for name, _ in by_name()}
    for schema in registry.schemas().values():
        words.update(_words_of(schema))
    return frozenset(words)


def _words_of(schema: Any) -> set[str]:
    found: set[str] = set()
    if isinstance(schema, list):
        return found.union(*map(_words_of, schema))
    if isinstance(schema, dict):
        found.update(schema.get("properties", ()), schema.get("enum", ()))
        found.update([schema["const"]] if "const" in schema else ())
        if schema.get("x-cti", {}).get("known"):
            found.update(schema["examples"])
        return found.union(*(_words_of(inner) for key, inner in schema.items() if key != "examples"))
    return found
