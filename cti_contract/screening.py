"""The lines of a log, sifted: most hold a valid message of which there is nothing to say, and the others are few."""

from __future__ import annotations

from typing import Any

from jiter import from_json

from cti_contract.judging import JUDGES, REFUSALS, Unknown
from cti_contract.spelling import warnings_about

#: So many lines are parsed before the first of them is judged: to change from the one to the other costs time as well.
_AT_A_TIME = 64


def second_looks(lines: list[bytes], unknown: Unknown) -> tuple[list[int], int]:
    """Return the indices of the lines that need a second look, and how many others are valid by envelope only.

    The other lines hold a message each that is accepted without a warning, as `judging.accepting` does it, less a call
    for each message.
    """
    judges = JUDGES[unknown]
    again: list[int] = []
    named = 0
    for first in range(0, len(lines), _AT_A_TIME):
        for index, value in enumerate(_values(lines[first : first + _AT_A_TIME]), first):
            try:
                command = value.get("command")
                judge = judges[value["name"] if command is None else (command, value.get("result"))]
                message, _, verdict, _, may_warn, is_named = judge
                if verdict(value) and not (may_warn and warnings_about(message, value)):
                    named += is_named
                    continue
            except REFUSALS:
                pass
            again.append(index)
    return again, named


def _values(lines: list[bytes]) -> list[Any]:
    """Return the values of lines of JSON, None for what is none."""
    try:
        return [from_json(line, allow_inf_nan=False, catch_duplicate_keys=True) for line in lines]
    except ValueError:
        return [_value(line) for line in lines]


def _value(line: bytes) -> Any:
    try:
        return from_json(line, allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError:
        return None
