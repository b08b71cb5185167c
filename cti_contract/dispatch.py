"""Which message a JSON value is: told by `command` and `result`, or by `name`, before anything is validated."""

from __future__ import annotations

from typing import Any, Literal

from cti_contract.catalogue import BY_NAME, COMMANDS, EVENTS, Kind, Message
from cti_contract.problems import (
    Problem,
    UnknownMessage,
    missing_member,
    quote,
    suggestion,
    unknown_member,
    wrong_type,
    wrong_value,
)


def identify(message: Any) -> Message:
    """Return which message a JSON value is; it may be invalid all the same.

    Raises UnknownMessage holding the one problem that keeps it from being any.
    """
    found = discriminate(message)
    if isinstance(found, Message):
        return found
    raise UnknownMessage([found])


def discriminate(value: Any) -> Message | Problem:
    """Return which message a JSON value is, or the problem that keeps it from being any."""
    if not isinstance(value, dict):
        return wrong_type("", ("object",), value)
    if "command" in value and "name" in value:
        text = 'both "command" and "name": a command or its response has the one, an event the other'
        return Problem(code="ambiguous-message", message=text)
    if "name" in value:
        return _name_problem("event", "name", value["name"]) or BY_NAME[value["name"], "event"]
    if "command" in value:
        return _name_problem("request", "command", value["command"]) or _command_or_response(value)
    return _nameless(value)


def _name_problem(kind: Literal["request", "event"], member: str, name: Any) -> Problem | None:
    pointer = "/" + member
    if not isinstance(name, str):
        return wrong_type(pointer, ("string",), name)
    if (name, kind) in BY_NAME:
        return None
    choices, what, other = (COMMANDS, "command", "event") if kind == "request" else (EVENTS, "event", "command")
    hint = suggestion(name, choices)
    text = f"unknown {what} {quote(name)}"
    if name in COMMANDS + EVENTS:
        text += f', which names the {other}: it belongs in "{"name" if other == "event" else "command"}"'
        hint = None
    return Problem(code="unknown-message", message=text, pointer=pointer, hint=hint)


def _command_or_response(value: dict[str, Any]) -> Message | Problem:
    result = value.get("result")
    if result in _RESULTS:
        return BY_NAME[value["command"], result]
    if "result" in value:
        return wrong_value("/result", _RESULTS, result)
    for told in ("failure", "original"):
        if told in value:
            why = f'{quote(told)} makes it a response, and a response says "success" or "failure"'
            return missing_member("", "result", why)
    return BY_NAME[value["command"], "request"]


_RESULTS: tuple[Kind, Kind] = ("success", "failure")


def _nameless(value: dict[str, Any]) -> Problem:
    for member in value:
        meant = suggestion(member, ("command", "name"))
        if meant:
            return unknown_member("", member, hint=meant)
    text = 'neither "command" nor "name": a command or its response has the one, an event the other'
    return Problem(code="unknown-message", message=text)


def misspelt_result(message: Message, value: dict[str, Any]) -> Problem | None:
    """Return the problem of a response taken for a request because its `result` is misspelt, else None."""
    if message.kind == "request":
        for member in value:
            if suggestion(member, ("result",)):
                return unknown_member("", member, hint="result")
    return None
