"""Which message a JSON value is: told by `command` and `result`, or by `name`, before anything is validated."""

from __future__ import annotations

from typing import Any, Literal

from cti_contract.contract.catalog import RESULTS, Message, by_name, commands, events
from cti_contract.contract.json_pointer import child
from cti_contract.problem_texts import missing_member, unknown_member, wrong_type, wrong_value
from cti_contract.problems import Problem, UnknownMessage
from cti_contract.suggest import suggestion
from cti_contract.text import quote


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
        name = value["name"]
        event = by_name().get((name, "event")) if isinstance(name, str) else None
        return event or _name_problem("event", "name", name)
    if "command" in value:
        name = value["command"]
        is_known = isinstance(name, str) and (name, "request") in by_name()
        return _command_or_response(value) if is_known else _name_problem("request", "command", name)
    return _nameless(value)


def _name_problem(kind: Literal["request", "event"], member: str, name: Any) -> Problem:
    """Return the problem of a name that is none of the messages of a kind."""
    pointer = "/" + member
    if not isinstance(name, str):
        return wrong_type(pointer, ("string",), name)
    what, other = ("command", "event") if kind == "request" else ("event", "command")
    meant = suggestion(name, _SPELLINGS[kind])
    hint = by_name()[meant, kind].name if meant else None
    text = f"unknown {what} {quote(name)}"
    if name in _NAMES:
        text += f', which names the {other}: it belongs in "{"name" if other == "event" else "command"}"'
        hint = None
    return Problem(code="unknown-message", message=text, pointer=pointer, hint=hint)


_NAMES = frozenset(commands() + events())
_SPELLINGS = {kind: tuple(name for name, each in by_name() if each == kind) for kind in ("request", "event")}


def _command_or_response(value: dict[str, Any]) -> Message | Problem:
    if "result" not in value:
        return _without_result(value)
    result = value["result"]
    if result not in RESULTS:
        return wrong_value("/result", RESULTS, result)
    if result == "success" and isinstance(value.get("failure"), dict):
        text = '/result is "success", but "failure" tells why the command failed'
        return Problem(code="wrong-value", message=text, pointer="/result", hint="failure")
    if result == "failure" and "data" in value and value.keys().isdisjoint(("failure", "original")):
        text = '/result is "failure", but there is "data" and nothing that tells why the command failed'
        return Problem(code="wrong-value", message=text, pointer="/result", hint="success")
    return by_name()[value["command"], result]


def _without_result(value: dict[str, Any]) -> Message | Problem:
    """Return the request, unless there is what only a response has."""
    for told in ("failure", "original"):
        if told in value:
            why = f'{quote(told)} makes it a response, and a response says "success" or "failure"'
            return _misspelt(value, "result") or missing_member("", "result", why)
    return by_name()[value["command"], "request"]


def _misspelt(value: dict[Any, Any], member: str) -> Problem | None:
    """Return the problem of a member whose name is nearly `member`, None when there is none."""
    found = next((name for name in value if isinstance(name, str) and suggestion(name, (member,))), None)
    return None if found is None else unknown_member(child("", found), found, hint=member)


def _nameless(value: dict[Any, Any]) -> Problem:
    """Return the problem of a message with neither discriminator, at the member that was meant to be one."""
    for member, names in (("command", commands()), ("name", events())):
        problem = _misspelt(value, member)
        if problem:
            return problem
        for name, inner in value.items():
            if isinstance(name, str) and isinstance(inner, str) and inner in names:
                return unknown_member(child("", name), name, hint=member)
    text = 'neither "command" nor "name": a command or its response has the one, an event the other'
    return Problem(code="unknown-message", message=text)


def misspelt_result(message: Message, value: dict[str, Any]) -> Problem | None:
    """Return the problem of a response taken for a request because its `result` is misspelt, else None."""
    return _misspelt(value, "result") if message.kind == "request" and value.keys() - _OF_REQUESTS else None


_OF_REQUESTS = frozenset({"command", "target", "data", "context"})
