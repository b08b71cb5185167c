"""What an answer repeats of its request, and where it does not."""

from __future__ import annotations

from typing import Any

from cti_contract import problem_texts
from cti_contract.contract.json_pointer import child
from cti_contract.problems import Problem
from cti_contract.text import quote
from cti_contract.validation.json_values import same


def wrong_echo(command: str, told: Any, sent: Any) -> Problem:
    """Return the problem of a success whose data differs from that of the request, which it must repeat."""
    return problem_texts.wrong_echo(command, *_difference(told, sent, "/data"))


def wrong_original(command: str, told: Any, sent: Any) -> Problem:
    """Return the problem of a failure whose original differs from the request."""
    return problem_texts.wrong_original(command, *_difference(told, sent, "/original"))


def _difference(value: Any, sent: Any, pointer: str) -> tuple[str, str]:
    """Return where the value at `pointer` first differs from what was sent, and how, as a predicate.

    What is missing is told of the object that lacks it.
    """
    if isinstance(value, dict) and isinstance(sent, dict):
        for name, inner in value.items():
            if name not in sent:
                return child(pointer, name), "was not sent"
            if not same(inner, sent[name]):
                return _difference(inner, sent[name], child(pointer, name))
        return pointer, f"lacks {quote(next(name for name in sent if name not in value))}"
    if isinstance(value, list) and isinstance(sent, list):
        for index, (inner, other) in enumerate(zip(value, sent, strict=False)):
            if not same(inner, other):
                return _difference(inner, other, child(pointer, index))
        return pointer, f"is of length {len(value)}, not {len(sent)}"
    return pointer, f"is {quote(value)}, not {quote(sent)}"
