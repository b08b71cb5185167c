"""The answers to a request: built as the contract wants them, or refused."""

from __future__ import annotations

from functools import cache
from typing import Any

from cti_contract.contract import registry
from cti_contract.contract.catalog import BY_NAME, Kind, Message
from cti_contract.problems import InvalidMessage, Problem
from cti_contract.sessions.echo import wrong_echo
from cti_contract.validation.api import validate
from cti_contract.validation.compiled import Unknown
from cti_contract.validation.dispatch import identify
from cti_contract.validation.json_values import copied, same


def success(request: Any, data: Any = None, *, unknown: Unknown = "error") -> dict[str, Any]:
    """Return the success that answers a valid request.

    Without `data` it carries what the contract determines: the request's own where the success is an echo, nothing
    where it has none, `{}` where it must be empty. Raises InvalidMessage when `request` is no valid request, when an
    echo differs, when `data` is given where there is none, missing where the contract wants some, or wrong; its
    subclass UnknownMessage when `request` is no message at all. `unknown` as for `check`.
    """
    message = validate(request, unknown=unknown)
    answer = _answer(request, message, "success")
    if data is None:
        data = request["data"] if message.echo else _determined(BY_NAME[message.name, "success"].uri)
    elif message.echo and not same(data, request["data"]):
        raise InvalidMessage([wrong_echo(message.name, data, request["data"])])
    if data is not None:
        answer["data"] = data
    return _valid(answer, unknown)


def failure(
    request: Any, code: str, message: str, context: str | None = None, *, unknown: Unknown = "error"
) -> dict[str, Any]:
    """Return the failure that answers a request, which it carries as `original`.

    The request may be invalid, that may be why it fails; but it must name a command, and its target must be one that
    the command has. `code` is any text but the empty one, `message` a text for people, `context` a stack trace.
    Raises InvalidMessage or UnknownMessage for what no failure can answer. `unknown` as for `check`.
    """
    answer = _answer(request, identify(request), "failure")
    answer["failure"] = {"code": code, "message": message}
    if context is not None:
        answer["failure"]["context"] = context
    answer["original"] = request
    return _valid(answer, unknown)


def _answer(request: Any, message: Message, result: Kind) -> dict[str, Any]:
    """Return the members that each answer has; raises InvalidMessage where they answer nothing."""
    if message.kind != "request":
        what = f"an event, {message.name}" if message.kind == "event" else f"a {message.kind} of {message.name}"
        raise InvalidMessage([Problem(code="not-a-request", message=f"only a request is answered, and this is {what}")])
    if "target" not in request:
        text = f"the request has no target, so no {result} can answer it"
        raise InvalidMessage([Problem(code="missing-member", message=text)])
    return {"command": request["command"], "target": request["target"], "result": result}


@cache
def _determined(uri: str) -> dict[str, Any] | None:
    """Return `{}` for a success whose data must be there and has no members, None for any other."""
    schema = registry.merged(uri)
    return {} if "data" in schema["required"] and _has_no_members(schema["properties"]["data"]) else None


def _has_no_members(schema: dict[str, Any]) -> bool:
    whole = registry.followed(schema)
    return whole.get("additionalProperties") is False and "properties" not in whole


def _valid(answer: dict[str, Any], unknown: Unknown) -> dict[str, Any]:
    """Return an answer that is valid, copied: what the caller changes later is no more in it."""
    validate(answer, unknown=unknown)
    copy: dict[str, Any] = copied(answer)
    return copy
