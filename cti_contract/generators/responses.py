"""Responses to a request that are valid by construction, or refused with the reason."""

from __future__ import annotations

from functools import cache
from typing import Any

from cti_contract.contract import walk
from cti_contract.contract.catalog import by_name
from cti_contract.problem_texts import not_a_request, undetermined_data
from cti_contract.problems import InvalidMessage
from cti_contract.sessions.echo import echo_problem
from cti_contract.validation.api import inspected, validate
from cti_contract.validation.compiled import Unknown
from cti_contract.validation.json_values import copied, is_json, same


def success(request: Any, data: Any = None, *, unknown: Unknown = "error") -> dict[str, Any]:
    """Return the success that answers a valid request.

    Args:
        request: The request to answer.
        data: The data of the success. Leave it out where the contract determines it: the request's own data if the
            success is an echo, `{}` if it must be empty, no data if the success has none. Where it is needed, the
            exception names its members.
        unknown: `"ignore"` accepts members that the contract does not know, as for `check`.

    Returns:
        The success, a valid message with the command and the target of the request.

    Raises:
        InvalidMessage: The request is not a valid request, or the data is not what this success carries.
        UnknownMessage: The request is not a message of the contract, whatever `unknown` accepts.
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import cti_contract as cti
        >>> request = {"command": "conversation.blindtransfer", "target": "s.c.i.v", "data": {"destination": "5550142"}}
        >>> cti.success(request)
        {'command': 'conversation.blindtransfer', 'target': 's.c.i.v', 'result': 'success', \
'data': {'destination': '5550142'}}
    """
    message = validate(request, unknown=unknown) or validate(request)  # raises for an unknown command
    if message.kind != "request":
        raise InvalidMessage([not_a_request(message.kind, message.name)])
    answer = {"command": request["command"], "target": request["target"], "result": "success"}
    if data is None:
        data = request["data"] if message.echo else _determined(message.name)
    elif message.echo and not same(data, request["data"]):
        raise InvalidMessage([echo_problem(message.name, data, request["data"])])
    if data is not None:
        answer["data"] = data
    return _valid(answer, unknown)


def failure(
    request: Any, code: str, message: str, context: str | None = None, *, unknown: Unknown = "error"
) -> dict[str, Any]:
    """Return the failure that answers a request; it carries the request as `original`.

    Any request gets an answer, because its fault may be the reason of the failure. The failure is valid if the request
    names a command of the contract and has a target that this command can have. Otherwise it repeats what the request
    has: its command, although the contract does not know it, and its target, although it is wrong. It lacks a command,
    a target or an original only if the request has no such string or is not a JSON object.

    Args:
        request: The request to answer, or whatever was received in the place of one.
        code: The error code, any text but an empty one.
        message: A text for people; may be empty.
        context: A stack trace.
        unknown: `"ignore"` accepts members that the contract does not know, as for `check`.

    Returns:
        The failure, a message with the command and the target of the request as far as it has them.

    Raises:
        InvalidMessage: The message is a response or an event, which nobody answers, or the code, the message or the
            context is not a string as the contract wants it.
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import cti_contract as cti
        >>> request = {"command": "session.start", "target": "PureCloud-jdoe", "data": {}}
        >>> answer = cti.failure(request, code="E1001", message="The extension is in use")
        >>> answer["failure"], answer["original"] == request
        ({'code': 'E1001', 'message': 'The extension is in use'}, True)
        >>> cti.failure({"command": "session.fly", "target": "s"}, code="E1002", message="Unknown command")["command"]
        'session.fly'
    """
    found, _ = inspected(request, unknown)
    if found and found.kind != "request":
        raise InvalidMessage([not_a_request(found.kind, found.name)])
    details = {"code": code, "message": message} | ({} if context is None else {"context": context})
    _valid({**_ANSWERED, "result": "failure", "failure": details, "original": _ANSWERED}, unknown)
    given = dict.items(request) if issubclass(type(request), dict) else ()
    members = {name: value for name, value in given if type(name) is str and name in _ANSWERED}
    answer: dict[str, Any] = {name: members[name] for name in _ANSWERED if _is_readable(members.get(name), str)}
    answer |= {"result": "failure", "failure": details}
    if _is_readable(request, dict):
        answer["original"] = copied(request)
    return answer


def _is_readable(value: Any, of: type) -> bool:
    """Return whether a value is JSON of a type. A Python object whose own methods raise is not."""
    try:
        return is_json(value) and isinstance(value, of)
    except Exception:  # noqa: BLE001 -- whatever the methods of a Python object raise
        return False


#: The members of a response that it has from its request, in a valid request.
_ANSWERED = {"command": "session.start", "target": "s"}


@cache
def _determined(name: str) -> dict[str, Any] | None:
    """Return `{}` for a success whose data must be empty, None for one without; raise InvalidMessage for others."""
    schema = walk.merged(by_name()[name, "success"].uri)
    if "data" not in schema["required"]:
        return None
    data = walk.followed(schema["properties"]["data"])
    if data.get("additionalProperties") is not False or "properties" in data:
        raise InvalidMessage([undetermined_data(name, data.get("required", ()))])
    return {}


def _valid(answer: dict[str, Any], unknown: Unknown) -> dict[str, Any]:
    """Return a copy of a valid answer, so that a later change of the request does not change it."""
    validate(answer, unknown=unknown)
    copy: dict[str, Any] = copied(answer)
    return copy
