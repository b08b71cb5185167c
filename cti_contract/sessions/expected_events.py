"""The events that must follow the successes of a session: which of them came, and which cannot come any more."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from cti_contract.contract.catalog import Message, OneOf, Secondary, by_name
from cti_contract.contract.targets import forms
from cti_contract.problem_texts import event_order, missing_event, swapped
from cti_contract.sessions.entry import Entry, Finding
from cti_contract.sessions.objects import Node, announces, is_within

#: The most commands of a session that wait for events at a time. The oldest is forgotten for a new one.
MOST_WAITING = 100
#: The most objects of one command that may be the one it created.
MOST_OBJECTS = 20

_STATE = "state.updated"
_PREVIEW = "interaction.preview"


class Slot(NamedTuple):
    """One event that must come, or one of several.

    `depths` are the numbers of segments that its target may have. `is_shared` says that one event serves all waiting
    successes of the same command and target.
    """

    events: tuple[Secondary, ...]
    names: frozenset[str]
    depths: frozenset[int]
    is_shared: bool

    def fits(self, event: Entry) -> bool:
        """Return whether an event is the one that must come, by its name and the level of its object."""
        return event.name in self.names and event.target.count(".") + 1 in self.depths

    @property
    def text(self) -> str:
        """Return the event in words, such as `state.updated (conversation, original call)`."""
        return " or ".join(f"{each.name} ({each.remarks})" if each.remarks else each.name for each in self.events)


class Plan(NamedTuple):
    """The events that follow a command, and the depth of the target of the object that it creates, if it creates one.

    `once` says that only the first success on an object has them.
    """

    slots: tuple[Slot, ...]
    names: frozenset[str]
    created: int | None
    once: bool


@cache
def plan_of(command: str, depth: int) -> Plan | None:
    """Return the unconditional events that follow a command whose target has this many segments; None for no event."""
    message = by_name()[command, "request"]
    choices = [each.events if isinstance(each, OneOf) else (each,) for each in message.secondary or ()]
    slots = tuple(
        Slot(
            events,
            frozenset(each.name for each in events),
            frozenset().union(*(_depths(each, message, depth) for each in events)),
            is_shared=len(events) > 1 or events[0].name == _STATE,
        )
        for events in choices
        if all(each.when is None for each in events)
    )
    if not slots:
        return None
    names = frozenset[str]().union(*(slot.names for slot in slots))
    created = depth + 1 if any(announces(name) for name in names) else None
    return Plan(slots, names, created, once=any(each.once for slot in slots for each in slot.events))


def _depths(event: Secondary, command: Message, depth: int) -> frozenset[int]:
    """Return how many segments the target of an event may have: those of its objects in one line with the command's.

    A channel may be in a group or not. The number of segments of the command's target says which it is.
    """
    kinds = (event.of,) if event.of else by_name()[event.name, "event"].targets
    possible = {form for kind in kinds for form in forms(kind)}
    own = {form for kind in command.targets for form in forms(kind) if form.count(".") + 1 == depth}
    inline = {form for form in possible if any(is_within(form, each) or is_within(each, form) for each in own)}
    return frozenset(form.count(".") + 1 for form in inline or possible)


class Came(NamedTuple):
    """An event that came.

    `number` orders the events; `position` is the number of messages of its session before it. `is_free` says that its
    place in the order says nothing, since it served another success of the same command too, or was reported.
    """

    event: Entry
    number: float
    position: int
    is_free: bool = False


_BY_NUMBER = attrgetter("number")


class Wait:
    """A command that waits for its events, from its request on.

    `node` is its object, if that lived when it was sent. `success` is None until the command has succeeded. `came` are
    the events that came for it, in the order of the log. For a command that creates an object, `objects` are the ones
    created since the request that may be its own, each with the events that came for it, and `lost` are the events of
    one that ended too early. `is_old` says that the session was started again since: the events may be lost.
    """

    __slots__ = ("came", "command", "is_old", "lost", "node", "objects", "plan", "request", "success", "target")

    def __init__(self, request: Entry, plan: Plan, node: Node | None) -> None:
        self.request, self.plan, self.node = request, plan, node
        self.command, self.target = request.name, request.target
        self.success: Entry | None = None
        self.is_old = False
        self.came: list[Came] = []
        self.objects: dict[str, list[Came]] = {}
        self.lost: list[Came] | None = None

    def serves(self, came: Came) -> int:
        """Return how well an event serves the command: 2 as the next one, 1 as another one that it lacks, else 0."""
        event, target = came.event, came.event.target
        if event.name not in self.plan.names or came.number < self.request.number:
            return 0
        if not (is_within(target, self.target) or is_within(self.target, target)):
            return 0
        if self.is_about_object(target):
            events = self.objects.get(self._object_of(target))
            return 0 if events is None else _serves(self.plan.slots, _merged(self.came, events), came)
        if self.plan.created is not None and announces(event.name):
            return 2 if len(self.objects) < MOST_OBJECTS else 0
        return _serves(self.plan.slots, self.came, came)

    def is_about_object(self, target: str) -> bool:
        """Return whether a target is that of an object that the command may have created, or below it."""
        return self.plan.created is not None and target.count(".") + 1 >= self.plan.created

    def _object_of(self, target: str) -> str:
        return ".".join(target.split(".")[: self.plan.created])

    def take(self, came: Came, created: str | None) -> None:
        """Let an event count for the command; `created` is the target of the object that it announces, if any."""
        target = came.event.target
        if created is not None and self.is_about_object(created) and not self.is_about_object(target):
            self.objects[created] = [came]
        else:
            events = self.objects[self._object_of(target)] if self.is_about_object(target) else self.came
            insort(events, came, key=_BY_NUMBER)

    def sequences(self) -> dict[str, list[Came]]:
        """Return the events that count, for each object that may be the command's own."""
        if self.plan.created is None:
            return {self.target: self.came}
        return {target: _merged(self.came, events) for target, events in self.objects.items()}

    def completed(self) -> dict[str, list[Came]]:
        """Return the objects whose events have all come in order, with the events."""
        found = {target: _used(self.plan.slots, events) for target, events in self.sequences().items()}
        return {target: used for target, used in found.items() if used is not None}

    def choices(self) -> int:
        """Return how many objects can still be the command's own with all events in order."""
        slots = self.plan.slots
        return sum(
            self.objects[target][0] in _progress(slots, events)
            for target, events in self.sequences().items()
            if target in self.objects
        )

    def nearest(self) -> list[Came]:
        """Return the events that count, for the object that has the most of them."""
        found = [*self.sequences().values(), *([] if self.lost is None else [self.lost])]
        return max(found or [self.came], key=lambda events: len(_in_order(self.plan.slots, events)))

    def lacking(self) -> list[Slot]:
        """Return the events that have not come in order."""
        due, ordered = _due(self.plan.slots, self.nearest())
        paired = {slot for slot, _ in _in_order(due, ordered)}
        return [slot for at, slot in enumerate(due) if at not in paired]


class Missed(NamedTuple):
    """A finding about a success whose events cannot come any more, or not in order, and the events that are missing."""

    wait: Wait
    finding: Finding
    slots: list[Slot]


class ExpectedEvents:
    """The commands of a session that wait for their events, the oldest first.

    `unasked` are the names of the events that came without a command that lacked them. Such an event may come again.
    `has_start` says whether the log has the start of the session.
    """

    __slots__ = ("has_start", "unasked", "waits")

    def __init__(self) -> None:
        self.has_start = False
        self.waits: list[Wait] = []
        self.unasked: set[str] = set()

    def expect(self, request: Entry, node: Node | None) -> Wait | None:
        """Let a command wait for its events from its request on; return None if it has none.

        `node` is the object that the command addresses, if it lives.
        """
        plan = plan_of(request.name, request.target.count(".") + 1)
        if plan is None:
            return None
        wait = Wait(request, plan, node)
        self.waits.append(wait)
        if len(self.waits) > MOST_WAITING:
            del self.waits[0]
        return wait

    def forget(self, wait: Wait) -> list[Missed]:
        """Let a command wait no longer, since it failed or no event is due. Its events may serve others."""
        if wait not in self.waits:
            return []
        self.waits.remove(wait)
        self._release(wait.came)
        return self._settle()

    def _release(self, events: Iterable[Came]) -> None:
        for came in events:
            if not came.is_free:
                self._give(came, None)

    def succeed(self, wait: Wait, success: Entry) -> list[Missed]:
        """Remember that a command has succeeded; return what is wrong with its events by now."""
        if wait not in self.waits:
            return []
        wait.success = success
        return self._settle()

    def take(self, came: Came, created: str | None) -> list[Missed]:
        """Let an event count for the commands that it serves; return what is wrong with the events of a success now."""
        if self._give(came, created):
            return self._settle()
        self.unasked.add(came.event.name)
        return []

    def _give(self, came: Came, created: str | None) -> bool:
        """Give an event to the command for which it is the next one, else to the first that lacks it.

        A command that has succeeded goes before one that may still fail, and one on a conversation before one on its
        interaction or channel.
        """
        target = came.event.target
        best, chosen = (0, False, 0), None
        for wait in self.waits:
            rank = wait.serves(came), wait.success is not None, wait.target.count(".")
            if rank[0] and rank > best:
                best, chosen = rank, wait
        if chosen is None:
            return False
        chosen.take(came, created)
        for wait in self.waits:
            if (
                wait is not chosen
                and wait.command == chosen.command
                and wait.target == chosen.target
                and wait.serves(came)
            ):
                if created is not None or wait.is_about_object(target):
                    wait.take(came, created)
                elif any(slot.is_shared and slot.fits(came.event) for slot in wait.plan.slots):
                    wait.take(came._replace(is_free=True), None)
        return True

    def _settle(self) -> list[Missed]:
        """Take out the successes whose events have all come; return those whose events came in a wrong order."""
        completed = {wait: wait.completed() for wait in self.waits}
        for target in {target for objects in completed.values() for target in objects}:
            # an object belongs to the oldest command of those that can have the fewest others
            wait = min((each for each in completed if target in completed[each]), key=Wait.choices)
            if wait.success:
                missed = self._satisfied(wait, target, completed[wait][target])
                return missed + self._settle()
        return [each for wait in completed if wait.success for each in self._misplaced(wait)]

    def _satisfied(self, wait: Wait, target: str, used: list[Came]) -> list[Missed]:
        self.waits.remove(wait)
        missed = []
        for each in [each for each in self.waits if target in each.objects]:
            del each.objects[target]
            missed += self._given_up(each)
        self._release([came for came in wait.came if came not in used])
        return missed

    def _misplaced(self, wait: Wait) -> list[Missed]:
        """Return the finding about a success whose events have all come, but not in order, and take it out.

        A `state.updated`, or an event that has come in this session without a command, may still come at its place.
        """
        sequences = list(wait.sequences().items())
        if len(sequences) != 1 or any(sequences[0][0] in each.objects for each in self.waits if each is not wait):
            return []
        due, ordered = _due(wait.plan.slots, sequences[0][1])
        if _missing(due, ordered):
            return []
        recurring = {*self.unasked, _STATE}
        certain = [slot for slot in due if not slot.names & recurring]
        if len(_progress(certain, ordered)) == len(certain):
            return []
        self.waits.remove(wait)
        return [missed(wait, has_start=self.has_start)]

    def end(self, target: str) -> list[Missed]:
        """Return the findings about the successes that lack an event which cannot come now that an object has ended."""
        found = []
        for wait in list(self.waits):
            if is_within(wait.target, target):
                depth = target.count(".") + 1
                found += self.give_up(wait, depth) if wait.success else []
            elif wait.plan.created is not None:
                found += self._end_object(wait, target)
        return one_each(found)

    def give_up(self, wait: Wait, depth: int) -> list[Missed]:
        """Return the finding about a success that lacks an event at this depth or below; nothing if it lacks none."""
        if not any(min(slot.depths) >= depth for slot in wait.lacking()):
            return []
        self.waits.remove(wait)
        return [missed(wait, has_start=self.has_start, depth=depth)]

    def excuse(self, came: Came) -> bool:
        """Return whether commands lack an event that came after the end of its object, and let it count for them.

        It has been reported, so that the commands do not report it again.
        """
        lacking = [wait for wait in self.waits if wait.serves(came)]
        for wait in lacking:
            wait.take(came, None)
        return bool(lacking)

    def _end_object(self, wait: Wait, target: str) -> list[Missed]:
        events = wait.objects.get(target)
        if events is None:
            return []
        merged = _merged(wait.came, events)
        if _used(wait.plan.slots, merged) is not None:
            return []  # complete: its success, or that of another command with a claim to it, is still to come
        del wait.objects[target]
        if wait.success and not _is_incoming(events):
            wait.lost = max(wait.lost or merged, merged, key=lambda each: len(_in_order(wait.plan.slots, each)))
        return self._given_up(wait)

    def _given_up(self, wait: Wait) -> list[Missed]:
        """Return the finding about a success that has lost its object, if no other object may be its own."""
        if wait.success is None or wait.lost is None or wait.objects:
            return []
        self.waits.remove(wait)
        return [missed(wait, has_start=self.has_start)]

    def leave(self) -> list[Missed]:
        """Return the findings about all successes that wait, and let no command wait any longer."""
        self.waits = [wait for wait in self.waits if wait.success]
        found = self._settle()
        found += [missed(wait, has_start=self.has_start) for wait in self.waits]
        self.waits.clear()
        return found


def one_each(found: list[Missed]) -> list[Missed]:
    """Return the findings without those about events that one event would have supplied for several successes."""
    kept: dict[object, Missed] = {}
    for at, each in enumerate(found):
        is_shared = each.slots and all(slot.is_shared for slot in each.slots)
        kept.setdefault((each.wait.command, each.wait.target) if is_shared else at, each)
    return list(kept.values())


def missed(wait: Wait, *, has_start: bool, depth: int = 0) -> Missed:
    """Return the finding about a success whose events did not all come in order: missing events or, if none, the order.

    Events that must come above `depth` are not missing yet. Two events that were swapped are reported as that where the
    log has the start of the session.
    """
    assert wait.success
    slots, events = _due(wait.plan.slots, wait.nearest())
    missing = [slot for slot in _missing(slots, events) if min(slot.depths) >= depth]
    if missing:
        problem = missing_event(wait.command, [slot.text for slot in missing])
        return Missed(wait, Finding(wait.success, problem, wait.request.place), missing)
    pair = _swapped_pair(slots, events) if has_start else None
    if pair:
        first, second = (came.event for came in pair)
        return Missed(wait, Finding(second, swapped(second.name, first.name), first.place), [])
    return Missed(wait, _displaced(wait, slots, events), [])


def _displaced(wait: Wait, slots: Sequence[Slot], events: list[Came]) -> Finding:
    """Return the finding about an event that came before or after one that it must follow or precede."""
    assert wait.success
    pairs = _in_order(slots, events)
    spare = [at for at in range(len(events)) if at not in {paired for _, paired in pairs}]
    slot = next(at for at in range(len(slots)) if at not in {paired for paired, _ in pairs})
    came = next(at for at in spare if slots[slot].fits(events[at].event))
    other = next(each for each, at in pairs if (each < slot) is (at > came))
    problem = event_order(wait.command, slots[slot].text, slots[other].text, after=other < slot)
    return Finding(wait.success, problem, events[came].event.place)


def _swapped_pair(slots: Sequence[Slot], events: list[Came]) -> tuple[Came, Came] | None:
    """Return two neighbours of the session that are in order the other way round; None without any."""
    for at, (one, other) in enumerate(pairwise(events)):
        if other.position == one.position + 1:
            turned = [*events[:at], other, one, *events[at + 2 :]]
            if _used(slots, turned) is not None:
                return one, other
    return None


def _is_incoming(events: list[Came]) -> bool:
    """Return whether the events of an object show that nobody dialled it: a preview before any conversation."""
    names = [came.event.name.partition(".")[0] if came.event.name != _PREVIEW else _PREVIEW for came in events]
    return _PREVIEW in names and "conversation" not in names[: names.index(_PREVIEW)]


def _merged(one: list[Came], other: list[Came]) -> list[Came]:
    return sorted([*one, *other], key=_BY_NUMBER)


def _serves(slots: Sequence[Slot], events: list[Came], came: Came) -> int:
    """Return how well an event serves slots that have some of their events, as `Wait.serves` does."""
    if any(each.number == came.number for each in events):
        return 0
    due, ordered = _due(slots, events)
    done = len(_progress(due, ordered))
    if done < len(due) and due[done].fits(came.event):
        return 2 if done == len(ordered) else 1
    fitting = [slot for slot in due if slot.fits(came.event)]
    return int(len(fitting) > sum(fitting[0].fits(each.event) for each in ordered if fitting))


def _due(slots: Sequence[Slot], events: list[Came]) -> tuple[Sequence[Slot], list[Came]]:
    """Return the slots and the events without those that need no order."""
    free = [each.event for each in events if each.is_free]
    if not free:
        return slots, events
    due = [slot for slot in slots if not any(slot.fits(event) for event in free)]
    return due, [each for each in events if not each.is_free]


def _progress(slots: Sequence[Slot], events: Iterable[Came]) -> list[Came]:
    """Return the events that have come in order, from the first slot on."""
    used: list[Came] = []
    for came in events:
        if len(used) < len(slots) and slots[len(used)].fits(came.event):
            used.append(came)
    return used


def _used(slots: Sequence[Slot], events: list[Came]) -> list[Came] | None:
    """Return the events that fill all slots in order, None if some are missing."""
    due, ordered = _due(slots, events)
    used = _progress(due, ordered)
    return used if len(used) == len(due) else None


def _missing(slots: Sequence[Slot], events: list[Came]) -> list[Slot]:
    """Return the slots that no event fills, in whatever order they came."""
    due, ordered = _due(slots, events)
    spare = [came.event for came in ordered]
    missing = []
    for slot in due:
        event = next((each for each in spare if slot.fits(each)), None)
        if event is None:
            missing.append(slot)
        else:
            spare.remove(event)
    return missing


def _in_order(slots: Sequence[Slot], events: list[Came]) -> tuple[tuple[int, int], ...]:
    """Return the most that came in order, as pairs of an index of the slots and one of the events."""
    row: list[tuple[tuple[int, int], ...]] = [()] * (len(events) + 1)
    for at, slot in enumerate(slots):
        above, row = row, [()]
        for index, came in enumerate(events):
            more = (*above[index], (at, index)) if slot.fits(came.event) else ()
            row.append(max(more, row[index], above[index + 1], key=len))
    return row[-1]
