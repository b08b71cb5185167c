"""The lines of a log, sifted: most hold a valid message of which there is nothing to say, and the others are few."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cti_contract.catalogue import Message
from cti_contract.judging import JUDGES, REFUSALS, Judge, Unknown
from cti_contract.spelling import warnings_about
from cti_contract.texts import values_of

#: So many lines are parsed before the first of them is judged: to change from the one to the other costs time as well.
_AT_A_TIME = 32


def second_looks(lines: list[bytes], unknown: Unknown) -> tuple[list[tuple[int, Any]], int]:
    """Return the lines that need a second look, as a `Screen` does, and how many others are valid by envelope only.

    The other lines hold a message each that is accepted without a warning, as `judging.accepting` does it, less a call
    for each message.
    """
    sieves = _SIEVES[unknown]
    again: list[tuple[int, Any]] = []
    named = 0
    for first in range(0, len(lines), _AT_A_TIME):
        for index, value in enumerate(values_of(lines[first : first + _AT_A_TIME]), first):
            try:
                command = value.get("command")
                told = value["name"] if command is None else value.get("result")
                verdict, is_named, warned_of = sieves[command][told]
                if verdict(value) and (warned_of is None or not warnings_about(warned_of, value)):
                    named += is_named
                    continue
            except REFUSALS:
                pass
            again.append((index, value))
    return again, named


#: What of a judge is needed here, as a plain tuple, which Python takes apart faster than one with names: the verdict,
#: whether the message is but named, and the message where there may be something to warn of.
_Sifting = tuple[Callable[[Any], bool], bool, Message | None]


class _Sieve(dict[object, _Sifting]):
    """What of the judges of one command, or of all events, is needed here, by the same keys."""

    def __init__(self, judges: Mapping[object, Judge]) -> None:
        super().__init__()
        self._judges = judges

    def __missing__(self, told: object) -> _Sifting:
        judge = self._judges[told]
        self[told] = found = (judge.verdict, judge.is_named, judge.message if judge.may_warn else None)
        return found


_SIEVES = {
    unknown: {command: _Sieve(judges) for command, judges in by_command.items()}
    for unknown, by_command in JUDGES.items()
}
