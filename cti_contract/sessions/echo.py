"""Where an answer differs from the request that it must repeat."""

from __future__ import annotations

from typing import Any

from cti_contract import problem_texts as texts
from cti_contract.contract.catalog import by_name
from cti_contract.contract.json_pointer import child
from cti_contract.problems import Problem
from cti_contract.sessions.entry import Entry
from cti_contract.validation.json_values import same


def repeats(request: Entry, response: Entry) -> bool:
    """Return whether a response repeats its request as it must.

    A response whose repeated part is invalid by itself has been reported already, so it counts as if it did.
    """
    message = response.message
    assert message
    if response.kind == "success" and not message.echo:  # most
        return True
    compared = _compared(request, response)
    if compared is None:
        return True
    own, sent = compared
    return bool(own == sent) and (not own or same(own, sent))


def difference(request: Entry, response: Entry) -> Problem:
    """Return the problem of a response that does not repeat its request as it must."""
    compared = _compared(request, response)
    assert compared
    problem = original_problem if response.kind == "failure" else echo_problem
    return problem(response.name, *compared)


def _compared(request: Entry, response: Entry) -> tuple[Any, Any] | None:
    """Return the part of a response that must repeat its request, and that part of the request; None for no such part.

    There is none either if that part of the response is invalid by itself, or if the request is not JSON.
    """
    message = response.message
    assert message
    if request.is_part:
        return None
    if message.kind == "failure":
        if "original" not in response.value or response.has_fault_at("original"):
            return None
        original = response.value["original"]
        return original, _spelled_alike(request, original)
    if not message.echo or "data" not in request.value or "data" not in response.value:
        return None
    if response.has_fault_at("data"):
        return None
    return response.value["data"], request.value["data"]


def _spelled_alike(request: Entry, original: Any) -> dict[str, Any]:
    """Return the request, its command spelled as in `original` if both spellings name the same command."""
    value: dict[str, Any] = request.value
    spelled = original.get("command") if isinstance(original, dict) else None
    if spelled == value["command"] or not isinstance(spelled, str):
        return value
    return {**value, "command": spelled} if by_name().get((spelled, "request")) is request.message else value


def echo_problem(command: str, data: Any, sent: Any) -> Problem:
    """Return the problem of a success whose data differs from the data of its request."""
    return texts.wrong_echo(command, _first_difference(data, sent, "/data"))


def original_problem(command: str, original: Any, sent: Any) -> Problem:
    """Return the problem of a failure whose original differs from its request."""
    return texts.wrong_original(command, _first_difference(original, sent, "/original"))


def _first_difference(value: Any, sent: Any, pointer: str) -> texts.Difference:
    """Return the first difference between the value at `pointer` and the value sent.

    A missing member is reported at the object that lacks it.
    """
    if isinstance(value, dict) and isinstance(sent, dict):
        for name, inner in value.items():
            if name not in sent:
                return texts.not_sent(child(pointer, name), name, sent)
            if not same(inner, sent[name]):
                return _first_difference(inner, sent[name], child(pointer, name))
        return texts.lacking(pointer, next(name for name in sent if name not in value))
    if isinstance(value, list) and isinstance(sent, list):
        for index, (inner, other) in enumerate(zip(value, sent, strict=False)):
            if not same(inner, other):
                return _first_difference(inner, other, child(pointer, index))
        return texts.other_length(pointer, len(value), len(sent))
    return texts.other_value(pointer, value, sent)
