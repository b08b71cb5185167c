"""The events that must follow the successes of a session: which are still to come, and which never came."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cti_contract.contract.catalog import Message, Secondary, by_name
from cti_contract.contract.targets import forms
from cti_contract.problems import Problem
from cti_contract.sessions.entry import Breach, Entry
from cti_contract.sessions.objects import announces

#: So many successes of a session wait at a time. In a log that lacks every event the oldest is given up for a new one:
#: memory does not grow with the log.
MOST_WAITING = 100


class Awaited(NamedTuple):
    """An event that must come: what the contract says of it, and how many segments its target may have."""

    event: Secondary
    depths: frozenset[int]

    def fits(self, name: str, target: str) -> bool:
        """Tell whether an event of a name and a target is this one."""
        return name == self.event.name and target.count(".") + 1 in self.depths


class Came(NamedTuple):
    """An event that came: its name, its target and the number of its entry."""

    name: str
    target: str
    number: int


class Waiting:
    """A success that waits for events: those it wants, how many came in order, and all that came of them.

    `request` is the number of the request that has succeeded, None for one from before the log.
    """

    def __init__(self, success: Entry, request: int | None, wanted: tuple[Awaited, ...]) -> None:
        self.success, self.request, self.wanted = success, request, wanted
        self.done = 0
        self.came: list[Came] = []

    def lacks(self, name: str, target: str) -> bool:
        """Tell whether more such events are wanted than came."""
        fitting = [each for each in self.wanted if each.fits(name, target)]
        return len(fitting) > sum(fitting[0].fits(each.name, each.target) for each in self.came if fitting)

    def is_in_vain(self, ended: str) -> bool:
        """Tell whether nothing that is still to come can, now that an object has ended."""
        if is_within(self.success.target, ended):
            depth = ended.count(".") + 1
            return all(depth <= each for awaited in self.wanted[self.done :] for each in awaited.depths)
        return self._has_created(ended)

    def _has_created(self, target: str) -> bool:
        """Tell whether an object is the one that the command creates: what came from below its target came from there.

        A call that was dialled has ended: what its events lack must not be taken from the next one on that channel.
        """
        own = self.success.target
        below = [each.target for each in self.came if each.target != own and is_within(each.target, own)]
        return (
            any(announces(each.event.name) for each in self.wanted)
            and target.count(".") == own.count(".") + 1
            and bool(below)
            and all(is_within(each, target) for each in below)
        )


def waiting_for(success: Entry, request: int | None) -> Iterator[Waiting]:
    """Yield what a success waits for; nothing when no event must follow it."""
    wanted = _wanted(success.name, success.target.count(".") + 1)
    if wanted:
        yield Waiting(success, request, wanted)


@cache
def _wanted(command: str, depth: int) -> tuple[Awaited, ...]:
    """Return the unconditional events that follow a command, whose target has so many segments."""
    message = by_name()[command, "request"]
    return tuple(
        Awaited(each, _depths(each, message, depth))
        for each in message.secondary or ()
        if isinstance(each, Secondary) and each.when is None
    )


def _depths(event: Secondary, command: Message, depth: int) -> frozenset[int]:
    """Return how many segments the target of an event may have: those of its objects in the same line as the command's.

    A channel may be in a group or not. Which it is, the number of segments of the command's target tells.
    """
    kinds = (event.of,) if event.of else by_name()[event.name, "event"].targets
    possible = {form for kind in kinds for form in forms(kind)}
    own = {form for kind in command.targets for form in forms(kind) if form.count(".") + 1 == depth}
    inline = {form for form in possible if any(_are_in_line(form, each) for each in own)}
    return frozenset(form.count(".") + 1 for form in inline or possible)


def is_within(target: str, other: str) -> bool:
    """Tell whether a target is another one, or below it."""
    return f"{target}.".startswith(f"{other}.")


def _are_in_line(one: str, other: str) -> bool:
    """Tell whether two targets, or forms of targets, are the same or one is above the other."""
    return is_within(one, other) or is_within(other, one)


def take(waiting: list[Waiting], event: Entry) -> None:
    """Give an event to the oldest success for which it is the next; if there is none, to the oldest that lacks it.

    A success that has all of its events in order waits no longer.
    """
    came = Came(event.name, event.target, event.number)
    concerned = [each for each in waiting if _are_in_line(each.success.target, came.target)]
    for each in concerned:
        if each.wanted[each.done].fits(came.name, came.target):
            each.came.append(came)
            each.done += 1
            if each.done == len(each.wanted):
                waiting.remove(each)
            return
    for each in concerned:
        if each.lacks(came.name, came.target):
            each.came.append(came)
            return


def given_up(waiting: list[Waiting], ended: str) -> Iterator[Breach]:
    """Take out each success for which nothing can come any more, since an object has ended; yield its breach."""
    for each in [each for each in waiting if each.is_in_vain(ended)]:
        waiting.remove(each)
        yield breach_of(each)


def breach_of(waiting: Waiting) -> Breach:
    """Return the breach of a success whose events did not all come in order: the missing or, if none, one displaced."""
    pairs = _in_order(waiting)
    spare = [came for came in range(len(waiting.came)) if came not in {paired for _, paired in pairs}]
    missing: list[int] = []
    displaced: list[tuple[int, int]] = []
    for wanted in [each for each in range(len(waiting.wanted)) if each not in {paired for paired, _ in pairs}]:
        came = next((each for each in spare if waiting.wanted[wanted].fits(*waiting.came[each][:2])), None)
        if came is None:
            missing.append(wanted)
        else:
            spare.remove(came)
            displaced.append((wanted, came))
    return _missing(waiting, missing) if missing else _displaced(waiting, *displaced[0], pairs)


def _missing(waiting: Waiting, missing: list[int]) -> Breach:
    *most, last = [_told(waiting, each) for each in missing]
    events = f"{', '.join(most)} and {last} do" if most else f"{last} does"
    text = f"{waiting.success.name} has succeeded, but {events} not follow"
    return Breach(waiting.success, Problem(code="missing-event", message=text), waiting.request)


def _displaced(waiting: Waiting, wanted: int, came: int, pairs: tuple[tuple[int, int], ...]) -> Breach:
    """Return the breach of an event that came before or after one which it must follow or precede."""
    other = next(each for each, at in pairs if (each < wanted) is (at > came))
    side = "after" if other < wanted else "before"
    text = f"{waiting.success.name} has succeeded, but {_told(waiting, wanted)} does not come {side}"
    problem = Problem(code="event-order", message=f"{text} {_told(waiting, other)}")
    return Breach(waiting.success, problem, waiting.came[came].number)


def _told(waiting: Waiting, wanted: int) -> str:
    """Return an event as it is told: `state.updated (conversation, original call)`."""
    event = waiting.wanted[wanted].event
    return f"{event.name} ({event.remarks})" if event.remarks else event.name


def _in_order(waiting: Waiting) -> tuple[tuple[int, int], ...]:
    """Return the most that came in order, as pairs of an index of what is wanted and one of what came."""
    row: list[tuple[tuple[int, int], ...]] = [()] * (len(waiting.came) + 1)
    for wanted, awaited in enumerate(waiting.wanted):
        above, row = row, [()]
        for came, (name, target, _) in enumerate(waiting.came):
            more = (*above[came], (wanted, came)) if awaited.fits(name, target) else ()
            row.append(max(more, row[came], above[came + 1], key=len))
    return row[-1]
