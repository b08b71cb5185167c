"""Dispatch: `command` and `result`, or `name`, decide which message a JSON value is, before it is validated."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Literal

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import RESULTS, Message, by_name, commands, events, named
from cti_contract.contract.json_pointer import child
from cti_contract.problem_texts import (
    failure_with_data,
    misplaced_members,
    missing_command,
    missing_name,
    missing_result,
    no_name,
    null_members,
    success_with_failure,
    two_names,
    unknown_member,
    unknown_name,
    unknown_value,
    wrong_type,
    wrong_value,
)
from cti_contract.problems import Problem, UnknownMessage
from cti_contract.suggest import folded, suggested_name, suggestion
from cti_contract.validation.json_values import unreadable_value


def identify(message: Any) -> Message:
    """Return which message a JSON value is; the value may still be invalid.

    Args:
        message: A JSON value as `json.loads` returns it.

    Returns:
        The message of the contract.

    Raises:
        UnknownMessage: The value is not a message of the contract. The one problem says why.

    Example:
        >>> import cti_contract as cti
        >>> cti.identify({"messageType": "objectEvent", "name": "channel.disposed"}).kind
        'event'
    """
    found: Message | Problem
    try:
        found = discriminate(message)
    except Exception as error:  # noqa: BLE001 -- whatever the methods of a Python object raise
        found = unreadable_value(message, error)
    if isinstance(found, Message):
        return found
    raise UnknownMessage([found])


def discriminate(value: Any, *, is_open: bool = False) -> Message | Problem:
    """Return which message a JSON value is, or the problem that keeps it from being one.

    `is_open` says that unknown members are accepted. A name beside a command is none of these.
    """
    if not isinstance(value, dict):
        return wrong_type("", ("object",), value)
    if "command" in value and "name" in value and (is_open or not _is_stray_name(value)):
        nulls = [member for member in ("command", "name") if value[member] is None]
        return null_members(child("", nulls[0]), nulls) if len(nulls) == 1 else two_names()
    if "name" in value and "command" not in value:
        name = value["name"]
        return named(name, "event") or _name_problem("event", "name", name)
    if "command" in value:
        name = value["command"]
        is_known = named(name, "request") is not None
        return _command_or_response(value) if is_known else _name_problem("request", "command", name)
    return _nameless(value)


def _is_stray_name(value: dict[str, Any]) -> bool:
    """Return whether the name in a command is no message's: it may be that of an address book, which belongs inside."""
    name = value["name"]
    is_command = named(value["command"], "request") is not None and "messageType" not in value
    return (
        is_command and isinstance(name, str) and (name, "event") not in by_name() and (name, "request") not in by_name()
    )


def newer(value: Any) -> Problem | None:
    """Return the warning about a message that a newer contract may have: its type, name or result is not in this one.

    Return None for any other value.
    """
    if not isinstance(value, dict) or ("command" in value and "name" in value):
        return None
    if "command" in value:
        if named(value["command"], "request") is not None:
            return _unknown_value(value, "result", RESULTS)
        return _unknown_name("request", "command", value["command"])
    problem = _unknown_value(value, "messageType", message_types())
    if problem or "name" not in value or named(value["name"], "event") is not None:
        return problem
    return _unknown_name("event", "name", value["name"])


def _unknown_name(kind: Literal["request", "event"], member: str, name: Any) -> Problem | None:
    if not isinstance(name, str) or not name:
        return None
    return _name_problem(kind, member, name)._replace(severity="warning")


def _unknown_value(value: dict[str, Any], member: str, known: tuple[str, ...]) -> Problem | None:
    given = value.get(member)
    if not isinstance(given, str) or not given or given in known:
        return None
    meant = _meant_result(given) if member == "result" else None
    return unknown_value(member, given, hint=meant or suggestion(given, known))


@cache
def message_types() -> tuple[str, ...]:
    """Return the values of `messageType`."""
    types = walk.resolve(f"{registry.BASE_URI}common/event.json#/$defs/any/properties/messageType")["enum"]
    return tuple(types)


def _name_problem(kind: Literal["request", "event"], member: str, name: Any) -> Problem:
    if not isinstance(name, str):
        return wrong_type(f"/{member}", ("string",), name)
    hint = suggested_name(name, _spellings(kind), _current if kind == "request" else str)
    return unknown_name(kind, member, name, hint=hint, is_other=name in commands() + events())


def _current(command: str) -> str:
    """Return the current spelling of a command."""
    return by_name()[command, "request"].name


@cache
def _spellings(kind: Literal["request", "event"]) -> tuple[str, ...]:
    return tuple(name for name, each in by_name() if each == kind)


def _command_or_response(value: dict[str, Any]) -> Message | Problem:
    if value.get("result") is None:
        nulls = [member for member in ("result", "failure", "original") if member in value]
        if nulls not in ([], ["result"]) and all(value[member] is None for member in nulls):
            return null_members(child("", nulls[0]), nulls)
    if "result" not in value:
        return _without_result(value)
    result = value["result"]
    if result not in RESULTS:
        return wrong_value("/result", RESULTS, result, hint=_meant_result(result))
    if result == "success" and isinstance(value.get("failure"), dict):
        return success_with_failure()
    if result == "failure" and "data" in value and value.keys().isdisjoint(("failure", "original")):
        return by_name()[value["command"], result] if _has_cause(value) else failure_with_data()
    return by_name()[value["command"], result]


def _has_cause(value: dict[Any, Any]) -> bool:
    """Return whether another member of a failure, or one in its data, says why the command failed."""
    others = {name: inner for name, inner in value.items() if name not in _OF_MESSAGES and name not in _OF_REQUESTS}
    return says_cause(others) or says_cause(value["data"])


def says_cause(members: Any) -> bool:
    """Return whether an object has a member, not null, whose name says that it is why a command failed."""
    return isinstance(members, dict) and any(
        isinstance(name, str) and inner is not None and any(word in folded(name) for word in _CAUSES)
        for name, inner in members.items()
        if name != "messageType"
    )


#: Parts of the names of members that say why a command failed.
_CAUSES = ("cause", "code", "error", "fail", "message", "reason")


def _meant_result(result: Any) -> str | None:
    """Return the result that another word means, None for a word that means none."""
    word = folded(str(result)) if isinstance(result, (str, bool)) else ""
    return next((meant for meant, words in MEANINGS.items() if word in words), None)


def is_result(value: Any) -> bool:
    """Return whether a value is a result of a response, or a word that means one."""
    return isinstance(value, str) and (value in RESULTS or _meant_result(value) is not None)


#: The words that mean a result, also in the languages of some platforms: German, French, Spanish, Italian, Portuguese.
MEANINGS = {
    "success": (
        *("ok", "okay", "true", "done", "accepted", "completed", "succeed", "succeeded", "pass", "passed"),
        *("erfolg", "erfolgreich", "réussi", "Réussi", "reussi", "réussite", "éxito", "Éxito", "exito", "riuscito"),
    ),
    "failure": (
        *("error", "false", "fail", "failed", "rejected", "refused", "denied", "exception", "nok", "ko"),
        *("fehler", "fehlgeschlagen", "fehlschlag", "échec", "Échec", "echec", "erreur", "fallo", "errore", "fallito"),
        *("erro", "falha"),
    ),
}


def _without_result(value: dict[str, Any]) -> Message | Problem:
    """Return the request, unless the value has a member that only a response has."""
    for member in ("failure", "original"):
        if member in value:
            return _misspelt(value, "result") or _too_deep(value, ("result",)) or missing_result(member)
    return by_name()[value["command"], "request"]


def _misspelt(value: dict[Any, Any], member: str) -> Problem | None:
    """Return the problem of a member whose name is nearly `member`, None if there is none."""
    found = next((name for name in value if isinstance(name, str) and suggestion(name, (member,))), None)
    if found is None and member == "result":
        found = next((name for name, inner in value.items() if _tells_result(name, inner)), None)
    return None if found is None else unknown_member(child("", found), found, hint=member)


def _tells_result(name: Any, value: Any) -> bool:
    """Return whether a member is a result under another name, such as `"status": "ok"` or `"success": true`."""
    if not isinstance(name, str) or name in _NO_RESULTS or not (isinstance(value, bool) or is_result(value)):
        return False
    return value in RESULTS or _meant_result(name) is not None or suggestion(name, ("status", *RESULTS)) is not None


def _nameless(value: dict[Any, Any]) -> Problem:
    """Return the problem of a message without discriminator, at the member that was meant to be one."""
    for member, names in (("command", commands()), ("name", events())):
        problem = _misspelt(value, member)
        if problem:
            return problem
        for name, inner in value.items():
            if isinstance(name, str) and isinstance(inner, str) and inner in names:
                return unknown_member(child("", name), name, hint=member)
    return _without_name(value)


def _without_name(value: dict[Any, Any]) -> Problem:
    """Return the problem of a message whose other members show which one it lacks, if they do."""
    too_deep = _too_deep(value, ("command", "name"))
    if too_deep:
        return too_deep
    if "messageType" in value:
        return missing_name()
    if is_result(value.get("result")):
        return missing_command("result", _command_of(value.get("original")))
    for member in ("failure", "original"):
        if isinstance(value.get(member), dict):
            return missing_command(member, _command_of(value.get("original")))
    if {"target", "data"} <= value.keys() <= _OF_REQUESTS:
        return missing_command(None)
    return no_name(_message_inside(value))


def _too_deep(value: dict[Any, Any], decisive: tuple[str, ...]) -> Problem | None:
    """Return the problem of members of a message that are in one of its objects, a decisive one among them.

    If there is nothing beside that object, or if it has data itself, it may be a whole message.
    """
    for name, own in _OWN.items() if len(value) > 1 else ():
        inner = value.get(name)
        if isinstance(inner, dict) and ("data" in own or "data" not in inner):
            others = [each for each in inner if each not in own and each not in value]
            strays = [each for each in others if _is_of_message(each, inner[each])]
            if not set(strays).isdisjoint(decisive):
                return misplaced_members(child(child("", name), strays[0]), strays, "", strays, schema=None)
    return None


def _is_of_message(name: Any, value: Any) -> bool:
    """Return whether a member is one of a message by its name and value."""
    is_meant = _OF_MESSAGES.get(name) if isinstance(name, str) else None
    return is_meant is not None and is_meant(value)


def _message_inside(value: dict[Any, Any], levels: int = 2) -> str:
    """Return the pointer of the first message inside the objects of a value, empty if there is none."""
    objects = [(name, inner) for name, inner in value.items() if isinstance(name, str) and isinstance(inner, dict)]
    for name, inner in objects:
        if _is_named(inner):
            return child("", name)
    deeper = ((name, _message_inside(inner, levels - 1)) for name, inner in objects if levels > 1)
    return next((child("", name) + inside for name, inside in deeper if inside), "")


def _is_named(value: dict[Any, Any]) -> bool:
    """Return whether an object has the name of a message, and another member of messages."""
    if "command" in value:
        return named(value["command"], "request") is not None and not value.keys().isdisjoint(("target", "data"))
    return "name" in value and named(value["name"], "event") is not None and "messageType" in value


def _command_of(original: Any) -> str | None:
    """Return the command of an original, None if the contract has no such command."""
    command = original.get("command") if isinstance(original, dict) else None
    return command if isinstance(command, str) and named(command, "request") else None


def misspelt_result(message: Message, value: dict[str, Any]) -> Problem | None:
    """Return the problem of a response that looks like a request because its `result` is misspelt, else None."""
    return _misspelt(value, "result") if message.kind == "request" and value.keys() - _OF_REQUESTS else None


#: The members that the objects of a message have themselves.
_OWN: dict[str, tuple[str, ...]] = {"data": (), "failure": (), "original": ("command", "target", "data")}
#: The other members of messages, with their values.
_OF_MESSAGES: dict[str, Callable[[Any], bool]] = {
    "command": lambda value: named(value, "request") is not None,
    "name": lambda value: named(value, "event") is not None,
    "messageType": lambda value: value in message_types(),
    "target": lambda value: isinstance(value, str),
    "result": lambda value: value in RESULTS,
    "failure": lambda value: isinstance(value, dict),
    "original": lambda value: isinstance(value, dict),
}
_OF_REQUESTS = frozenset({"command", "target", "data", "context"})
_NO_RESULTS = _OF_REQUESTS | {"failure", "original"}
