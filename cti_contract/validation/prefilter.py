"""The values of a log, sifted: most are a valid message of which there is nothing to say, and the others are few."""

from collections.abc import Callable, Iterable
from operator import length_hint
from typing import Any, NamedTuple

from cti_contract.contract.catalog import Message
from cti_contract.validation.compiled import JUDGES, REFUSALS, Judges, Unknown
from cti_contract.validation.warnings import warnings_about


class Sifted(NamedTuple):
    """Values sifted: those that need a second look, each behind its index, and how many others are `quiet`.

    Of `named` of these no more than the envelope, the name and the target is documented.
    """

    again: list[tuple[int, Any]]
    quiet: int
    named: int


def sifted(values: Iterable[list[Any]], unknown: Unknown) -> Sifted:
    """Sift values fresh from the parser, a few at a time.

    The quiet ones are a message each of which there is nothing to say: accepted as `judging.accepting` does it, less a
    call for each, and without a warning.
    """
    sieves = _SIEVES[unknown]
    events = sieves[None]
    again: list[tuple[int, Any]] = []
    seen = named = 0
    for some in values:
        rest = iter(some)
        seen += len(some)
        for value in rest:
            try:
                if "name" in value:
                    verdict, is_named, warned_of = events[value["name"]]
                else:
                    verdict, is_named, warned_of = sieves[value["command"]][value.get("result")]
                if verdict(value) and (warned_of is None or not warnings_about(warned_of, value)):
                    if is_named:
                        named += 1
                    continue
            except REFUSALS:
                pass
            again.append((seen - length_hint(rest) - 1, value))  # to count them all would cost the others
    return Sifted(again, seen - len(again), named)


#: What of a judge is needed here, as a plain tuple, which Python takes apart faster than one with names: the verdict,
#: whether the message is but named, and the message where there may be something to warn of.
_Sifting = tuple[Callable[[Any], bool], bool, Message | None]


#: There is no such message. What was told instead is not kept: there is no end to mistakes.
_REFUSED: _Sifting = (lambda _: False, False, None)


class _Sieve(dict[object, _Sifting]):
    """What of the judges of one command, or of all events, is needed here, by the same keys."""

    def __init__(self, judges: Judges) -> None:
        super().__init__()
        self._judges = judges

    def __missing__(self, told: object) -> _Sifting:
        if told not in self._judges.messages:
            return _REFUSED  # without an exception, which would take longer than all else
        judge = self._judges[told]
        self[told] = found = (judge.verdict, judge.is_named, judge.message if judge.may_warn else None)
        return found


_SIEVES = {
    unknown: {command: _Sieve(judges) for command, judges in by_command.items()}
    for unknown, by_command in JUDGES.items()
}
