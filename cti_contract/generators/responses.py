"""Responses to a request that are valid by construction, or refused with the reason."""

from __future__ import annotations

from functools import cache
from typing import Any

from cti_contract.contract import walk
from cti_contract.contract.catalog import Kind, Message, by_name
from cti_contract.problem_texts import no_target, not_a_request
from cti_contract.problems import InvalidMessage
from cti_contract.sessions.echo import echo_problem
from cti_contract.validation.api import validate
from cti_contract.validation.compiled import Unknown
from cti_contract.validation.dispatch import identify
from cti_contract.validation.json_values import copied, same


def success(request: Any, data: Any = None, *, unknown: Unknown = "error") -> dict[str, Any]:
    """Return the success that answers a valid request.

    Args:
        request: The request to answer.
        data: The data of the success. Leave it out where the contract determines it: the request's own data if the
            success is an echo, `{}` if it must be empty, no data if the success has none.
        unknown: `"ignore"` accepts members that the contract does not know, as for `check`.

    Raises:
        InvalidMessage: The request is not a valid request, or the data is not what this success carries.
        UnknownMessage: The request is not a message of the contract.
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import cti_contract as cti
        >>> request = {"command": "conversation.blindtransfer", "target": "s.c.i.v", "data": {"destination": "5550142"}}
        >>> cti.success(request)
        {'command': 'conversation.blindtransfer', 'target': 's.c.i.v', 'result': 'success', \
'data': {'destination': '5550142'}}
    """
    message = validate(request, unknown=unknown)
    answer = _answer(request, message, "success")
    if data is None:
        data = request["data"] if message.echo else _determined(by_name()[message.name, "success"].uri)
    elif message.echo and not same(data, request["data"]):
        raise InvalidMessage([echo_problem(message.name, data, request["data"])])
    if data is not None:
        answer["data"] = data
    return _valid(answer, unknown)


def failure(
    request: Any, code: str, message: str, context: str | None = None, *, unknown: Unknown = "error"
) -> dict[str, Any]:
    """Return the failure that answers a request; it carries the request as `original`.

    The request may be invalid, because that may be the reason of the failure. It must only name a command and have a
    target that the command can have.

    Args:
        request: The request to answer.
        code: The error code, any text but an empty one.
        message: A text for people; may be empty.
        context: A stack trace.
        unknown: `"ignore"` accepts members that the contract does not know, as for `check`.

    Raises:
        InvalidMessage: No failure can answer the request.
        UnknownMessage: The request is not a message of the contract.
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import cti_contract as cti
        >>> request = {"command": "session.start", "target": "PureCloud-jdoe", "data": {}}
        >>> answer = cti.failure(request, code="E1001", message="The extension is in use")
        >>> answer["failure"], answer["original"] == request
        ({'code': 'E1001', 'message': 'The extension is in use'}, True)
    """
    answer = _answer(request, identify(request), "failure")
    answer["failure"] = {"code": code, "message": message}
    if context is not None:
        answer["failure"]["context"] = context
    answer["original"] = request
    return _valid(answer, unknown)


def _answer(request: Any, message: Message, result: Kind) -> dict[str, Any]:
    """Return the members of every response; raises InvalidMessage if the message cannot be answered."""
    if message.kind != "request":
        raise InvalidMessage([not_a_request(message.kind, message.name)])
    if "target" not in request:
        raise InvalidMessage([no_target(result)])
    return {"command": request["command"], "target": request["target"], "result": result}


@cache
def _determined(uri: str) -> dict[str, Any] | None:
    """Return `{}` for a success whose data is required and empty, None for any other."""
    schema = walk.merged(uri)
    return {} if "data" in schema["required"] and _is_empty(schema["properties"]["data"]) else None


def _is_empty(schema: dict[str, Any]) -> bool:
    """Return whether a schema accepts no member."""
    whole = walk.followed(schema)
    return whole.get("additionalProperties") is False and "properties" not in whole


def _valid(answer: dict[str, Any], unknown: Unknown) -> dict[str, Any]:
    """Return a copy of a valid answer, so that a later change of the request does not change it."""
    validate(answer, unknown=unknown)
    copy: dict[str, Any] = copied(answer)
    return copy
