"""Problems without the values of messages: logs hold personal data."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from cti_contract.contract import registry
from cti_contract.contract.catalog import by_name
from cti_contract.contract.targets import SEPARATOR
from cti_contract.problems import Problem
from cti_contract.text import counted, quote

_STRING = r'"(?P<text>(?:[^"\\]|\\.)*)"'
_NUMBER = r"(?<![\w/.+-])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w/])"
#: Parts of texts that are no values of messages: what is expected, names of members, lengths, and separators of ids.
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_KEPT = (
    rf"(?P<kept>\bmust be {_QUOTED}(?:(?:, | or ){_QUOTED})*+|\blacks {_QUOTED}|\bof length \d+, not \d+|\bISO 8601"
    rf'|"(?:{SEPARATOR})"(?= is (?:part of an id|U\+)))'
)
_TEXT = re.compile(f"{_KEPT}|{_STRING}")
_TEXT_OR_NUMBER = re.compile(f"{_KEPT}|{_STRING}|{_NUMBER}")
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
    re.compile(rf'(?<!" is )(?<!\(){_POINT}'): "a character",
}
#: Codes whose problems quote names of members only.
_ABOUT_NAMES = frozenset({"duplicate-key", "known-member", "missing-member", "unknown-member"})
#: Codes whose problems may show a number of a message.
_WITH_NUMBERS = frozenset({"wrong-echo", "wrong-original", "wrong-value"})


def redacted(problem: Problem) -> Problem:
    """Return a problem with the type and length of each value of a message in its place.

    Names of members, places, and the words of the contract stay. A hint that is a value is removed.

    >>> redacted(Problem("bad-target", 'not "jdoe.1" (2 segments)')).message
    'not a string of 6 characters (2 segments)'
    """
    found = _REFERENCE.search(problem.message)
    message, reference = (problem.message[: found.start()], found[0]) if found else (problem.message, "")
    for shown, instead in _CHARACTERS.items():
        message = shown.sub(instead, message)
    if problem.code not in _ABOUT_NAMES:
        message = (_TEXT_OR_NUMBER if problem.code in _WITH_NUMBERS else _TEXT).sub(_described, message)
    source = problem.source and problem.source._replace(text="")
    return problem._replace(message=message + reference, hint=_hint(problem, message), source=source)


def _hint(problem: Problem, redacted_message: str) -> str | None:
    """Return the hint of a problem, None if it is a value of a message: a length is no suggestion."""
    hint = problem.hint
    is_name = problem.code in _ABOUT_NAMES or hint in _words() or quote(hint) in redacted_message
    return hint if is_name else None


def _described(found: re.Match[str]) -> str:
    if found["kept"] is not None:
        return found[0]
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
