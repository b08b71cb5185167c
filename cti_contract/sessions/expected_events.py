"""The events that must follow the successes of a session: which of them came, and which cannot come any more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import inf
from operator import attrgetter
from typing import NamedTuple

from cti_contract.contract.catalog import Message, OneOf, Secondary, by_name
from cti_contract.contract.targets import forms
from cti_contract.problem_texts import event_order, missing_event, swapped
from cti_contract.sessions.entry import Entry, Finding
from cti_contract.sessions.limits import Limits
from cti_contract.sessions.objects import End, Node, announces, is_within

_STATE = "state.updated"
_PREVIEW = "interaction.preview"
#: The most events of a success that may have come one time more than due, before their own place in the order.
_MOST_EXTRA = 2


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

    def is_like(self, other: Slot) -> bool:
        """Return whether one event may be each of the two."""
        return bool(self.names & other.names and self.depths & other.depths)

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


_NO_EVENTS = Plan((), frozenset(), None, once=False)


@cache
def plan_of(command: str, depth: int) -> Plan:
    """Return the unconditional events that follow a command whose target has this many segments."""
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
        return _NO_EVENTS
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


@cache
def _contested(command: str, depth: int, other: str, other_depth: int, *, are_apart: bool) -> Mapping[Slot, float]:
    """Return the events after a command that could be those of another command, by their targets' depths.

    The value of each is the number up to which such an event can be that of the other command: any number until that
    has its events.

    Each command that creates an object has one of its own, so the events on that are not contested. Nor are those of
    commands that are apart: one of them creates an object, and it is not that of the other.
    """
    plan, others = plan_of(command, depth), plan_of(other, other_depth)
    own = plan.created if plan.created == others.created else None
    if are_apart:
        own = max(each for each in (plan.created, others.created) if each is not None)
    return {
        slot: inf
        for slot in plan.slots
        if own is None or min(slot.depths) < own
        if any(slot.is_like(each) for each in others.slots)
    }


class Came:
    """An event that came.

    `number` orders the events; `position` is the number of messages of its session before it. `is_free` says that its
    place in the order says nothing, since it served another success of the same command too, or was reported.
    `is_foreign` says that it announces an object which no command creates: one that lived before, or a chat.
    """

    __slots__ = ("event", "is_foreign", "is_free", "number", "position")

    def __init__(
        self, event: Entry, number: float, position: int, *, is_free: bool = False, is_foreign: bool = False
    ) -> None:
        self.event, self.number, self.position = event, number, position
        self.is_free, self.is_foreign = is_free, is_foreign

    def freed(self) -> Came:
        """Return the same event, whose place in the order says nothing."""
        return Came(self.event, self.number, self.position, is_free=True, is_foreign=self.is_foreign)


_BY_NUMBER = attrgetter("number")
#: The most other commands that are remembered because they may have had the events of a command.
_MOST_CONTESTS = 10
#: The most events that no command lacked and that are remembered because one may still turn out to lack them.
_MOST_LEFT = 10
#: The objects of a command that creates none. Many commands may wait, so they share it.
_NONE: dict[str, Course] = {}
#: The contested events of most commands, which share this too.
_UNCONTESTED: dict[int, Mapping[Slot, float]] = {}
#: The yielded events of most commands, as well.
_NOTHING_YIELDED: dict[float, tuple[str, str]] = {}


class Course:
    """The events that came for a command, for one of the objects that may be its own.

    Attributes:
        due: The events that must come, without those that an event of no order has supplied.
        events: The events that came, without those of no order, by number.
        done: How many of the first due events have come in order.
        created: The event that announced the object, if the command creates one.
    """

    __slots__ = ("created", "done", "due", "events")

    def __init__(self, due: Sequence[Slot], events: Iterable[Came] = (), created: Came | None = None) -> None:
        self.due, self.events, self.created = due, tuple(events), created
        self.done = len(_progress(due, self.events)) if self.events else 0

    def progress(self) -> Sequence[Came]:
        """Return the events that have come in order, from the first due one on."""
        return self.events if self.done == len(self.events) else _progress(self.due, self.events)

    def certain(self, others: Iterable[Came]) -> list[Came]:
        """Return the events without which not all due ones would have come in order, even with those of others."""
        pool = sorted({came.number: came for came in (*others, *self.events)}.values(), key=_BY_NUMBER)
        return [
            came
            for came in self.progress()
            if len(_progress(self.due, [each for each in pool if each is not came])) < len(self.due)
        ]

    def is_full(self) -> bool:
        """Return whether as many events have come as must come, in whatever order."""
        return len(self.events) >= len(self.due)

    def is_complete(self) -> bool:
        """Return whether all due events have come in order."""
        return self.done == len(self.due)

    def add(self, came: Came) -> None:
        """Let an event count."""
        events, due = self.events, self.due
        if came.is_free:
            self.due = [slot for slot in due if not slot.fits(came.event)]
        elif events and came.number < events[-1].number:
            self.events = tuple(sorted((*events, came), key=_BY_NUMBER))
        else:  # most are: no need to look at the others again
            self.events = (*events, came)
            self.done += self.done < len(due) and due[self.done].fits(came.event)
            return
        self.done = len(_progress(self.due, self.events))

    def offer(self, came: Came) -> bool:
        """Let an event that came after all others count if it lacks; return whether it does."""
        events, due, done = self.events, self.due, self.done
        if done == len(events) and done < len(due) and due[done].fits(came.event):  # mostly
            self.events, self.done = (*events, came), done + 1
        elif self.serves(came):
            self.add(came)
        else:
            return False
        return True

    def begun(self, created: Came) -> Course:
        """Return the course of an object that is announced, with the events that came before."""
        course = Course(self.due, self.events, created)
        course.add(created)
        return course

    def serves(self, came: Came) -> int:
        """Return how well an event serves, as `Command.serves` does."""
        events, due = self.events, self.due
        is_next = self.done < len(due) and due[self.done].fits(came.event)
        if is_next and self.done == len(events):  # mostly: nothing came at another place
            return 3
        fitting = [slot for slot in due if slot.fits(came.event)]
        is_lacking = len(fitting) > sum(fitting[0].fits(each.event) for each in events if fitting)
        return 2 + is_lacking if is_next else int(is_lacking)

    def filled(self, slots: Sequence[Slot]) -> int:
        """Return how many of the events that had to come have come in order."""
        return len(slots) - len(self.due) + len(self.in_order())

    def in_order(self) -> Sequence[tuple[int, int]]:
        """Return the most that came in order, as pairs of an index of the due events and one of those that came."""
        if self.done == len(self.events):  # mostly: nothing came at another place
            return [(at, at) for at in range(self.done)]
        return _in_order(self.due, self.events)


class Command:
    """A command that was sent: it waits for its answer, and for its events from its request on.

    Both are in one object, since many commands may wait: among thousands of sessions each further object that a message
    reads comes from memory.

    Attributes:
        entry: Its request.
        number: The number of that.
        name: The name of the command.
        target: The object that it addresses.
        end: The end of that object, if the request came after it.
        is_open: Whether it waits for its answer.
        is_silent: Whether a missing answer is not reported.
        is_late_start: Whether it is a start after other requests of its session.
        is_old: Whether the session was started again since: the answer and the events may be lost.
        yielded: The shared events that it lacked and another command had, by number, with the key of that command.
        is_crowded: Whether more objects were created than it can have, so that its own may be none of them.
        suspect: The finding about an answer that does not repeat the request. Unless a right answer follows, that
            answer is wrong.
        instead: The finding if a right answer follows, if there is one.
        plan: The events that its success must have. The attributes below are set only if there are some.
        node: Its object, if that lived when it was sent.
        known_since: The number of the message that announced or named that object last, or of the request.
        success: Its success; None until it has succeeded.
        came: The course of the events that came for it.
        objects: For a command that creates an object, the courses of those created since the request that may be its
            own, no more than `most_objects`.
        lost: The course of one of them that ended too early.
        free: The events whose place in the order says nothing.
        contested: The due events that may have served other commands, by the numbers of the requests of these, each
            with the number up to which it may have.
    """

    __slots__ = (
        "came",
        "contested",
        "end",
        "entry",
        "free",
        "instead",
        "is_crowded",
        "is_late_start",
        "is_old",
        "is_open",
        "is_silent",
        "known_since",
        "lost",
        "most_objects",
        "name",
        "node",
        "number",
        "objects",
        "plan",
        "success",
        "suspect",
        "target",
        "yielded",
    )

    def __init__(self, entry: Entry, end: End | None) -> None:
        self.entry, self.end = entry, end
        self.number, self.name, self.target = entry.number, entry.name, entry.target
        self.is_silent = self.is_late_start = self.is_old = False
        self.is_open = True
        self.suspect: Finding | None = None
        self.instead: Finding | None = None
        self.plan = _NO_EVENTS

    @property
    def key(self) -> tuple[str, str]:
        """The command's name and target."""
        return self.name, self.target

    def wait_for_events(self, plan: Plan, node: Node | None, most_objects: int) -> None:
        """Let it wait for its events; `node` is its object, if that lives."""
        self.plan, self.node, self.most_objects = plan, node, most_objects
        self.known_since = self.number if node is None else node.since if node.seen is None else node.seen
        self.success: Entry | None = None
        self.free: tuple[Came, ...] = ()
        self.contested = _UNCONTESTED
        self.came = Course(plan.slots)
        self.objects: dict[str, Course] = _NONE if plan.created is None else {}
        self.lost: Course | None = None
        self.is_crowded = False
        self.yielded: dict[float, tuple[str, str]] = _NOTHING_YIELDED

    def serves(self, came: Came) -> int:
        """Return how well an event serves the command, from 0 (not at all) to 3.

        It may be the next one (3), the next one although one like it came too early (2), or another one that lacks (1).
        """
        course = self.course_for(came)
        if course is None:
            return 0
        if self.plan.created is not None and announces(came.event.name):
            return 3 if len(self.objects) < self.most_objects else 0
        return course.serves(came)

    def course_for(self, came: Came) -> Course | None:
        """Return the course in which an event would count if it lacked, None for an event that is not the command's."""
        return None if came.number < self.number else self._course_at(came.event)

    def awaits(self, came: Came) -> bool:
        """Return whether an event is like one that must come, even if that has come."""
        return self.course_for(came) is not None and any(slot.fits(came.event) for slot in self.plan.slots)

    def _course_at(self, event: Entry) -> Course | None:
        """Return the same for an event that came after the request."""
        plan = self.plan
        if event.name not in plan.names:
            return None
        target, own = event.target, self.target
        if target != own and not (is_within(target, own) or is_within(own, target)):
            return None
        return self.came if plan.created is None else self._course_of(target, plan.created)

    def _course_of(self, target: str, created: int) -> Course | None:
        """Return the course of the object of a target, or of none, by the depth of the objects that are created."""
        depth = target.count(".") + 1
        if depth < created:
            return self.came
        for _ in range(depth - created):
            target = target.rpartition(".")[0]
        return self.objects.get(target)

    def is_alike(self, other: Command) -> bool:
        """Return whether another command has the same name and target."""
        return self.name == other.name and self.target == other.target

    def shares(self, came: Came) -> bool:
        """Return whether an event serves all successes of the same command and target."""
        is_shared = any(slot.is_shared and slot.fits(came.event) for slot in self.plan.slots)
        return is_shared and not self.is_about_object(came.event.target)

    def has_yielded(self, other: Command, came: Came) -> bool:
        """Return whether it yielded an event before this one to a command like another one."""
        return any(key == other.key and number < came.number for number, key in self.yielded.items())

    def is_next(self, came: Came) -> bool:
        """Return whether an event that serves it is the next one that must come."""
        return self.serves(came) > 1

    def is_about_object(self, target: str) -> bool:
        """Return whether a target is that of an object that the command may have created, or below it."""
        return self.plan.created is not None and target.count(".") + 1 >= self.plan.created

    def offer(self, came: Came, created: str | None) -> bool:
        """Let the last event that came count if it serves; return whether it does. `created` is as for `take`."""
        if created is not None or came.is_free:
            if not self.serves(came):
                return False
            self.take(came, created)
            return True
        course = self._course_at(came.event)
        if course is None or not course.offer(came):
            return False
        if course is self.came:
            for each in self.objects.values():
                each.add(came)
        return True

    def take(self, came: Came, created: str | None) -> None:
        """Let an event that serves it count; `created` is the target of the object that it announces, if any."""
        if created is not None and self.plan.created is not None:
            if created not in self.objects:
                self.objects[created] = self.came.begun(came)
            return
        if came.is_free:
            self.free = (*self.free, came)
        course = self.course_for(came)
        assert course
        course.add(came)
        if course is self.came:
            for each in self.objects.values():
                each.add(came)

    def contest(self, other: Command) -> None:
        """Remember which of its events, if they come from now on, could be those of another command."""
        depth, other_depth = self.target.count(".") + 1, other.target.count(".") + 1
        are_apart = self._cannot_create(other) or other._cannot_create(self)
        contested = _contested(self.name, depth, other.name, other_depth, are_apart=are_apart)
        if contested and len(self.contested) < _MOST_CONTESTS:
            self.contested = {**self.contested, other.number: contested}

    def _cannot_create(self, other: Command) -> bool:
        """Return whether it creates an object, but not the one that another command addresses or one around that."""
        created = self.plan.created
        if created is None or other.target.count(".") + 1 < created:
            return False
        return other.known_since < self.number

    def is_disordered(self) -> bool:
        """Return whether its events are certainly in a wrong order, whatever served other commands."""
        course = self.nearest()
        certain = [slot for slot in course.due if not self._is_contested(slot, course)]
        return len(_progress(certain, course.events)) < len(certain)

    def _is_contested(self, slot: Slot, course: Course) -> bool:
        fitting = [came.number for came in course.events if slot.fits(came.event)]
        return any(
            since < number < slots.get(slot, since) for since, slots in self.contested.items() for number in fitting
        )

    def limit_contests(self, other: Command, course: Course) -> None:
        """Remember that another command has its events: each of them came before the one that had to follow it."""
        since, progress = other.number, course.progress()
        contested = self.contested.get(since)
        if not contested:
            return
        following = [came.number for came in progress[1:]] + [inf]
        ends = list(zip(course.due, following, strict=False))
        limited = {
            slot: inf if slot.is_shared else max((end for each, end in ends if slot.is_like(each)), default=inf)
            for slot in contested
        }
        self.contested = {**self.contested, since: limited}

    def has_events(self) -> bool:
        """Return whether events count for it."""
        return bool(self.came.events or self.objects)

    def given(self) -> dict[float, tuple[Came, str | None]]:
        """Return the events that it has, by number, each with the target of the object that it announces, if any."""
        given: dict[float, tuple[Came, str | None]] = {each.number: (each, None) for each in self.came.events}
        for target, course in self.objects.items():
            for each in course.events:
                given[each.number] = each, target if each is course.created else None
        return given

    def empty(self, given: Collection[float]) -> None:
        """Let no event count any longer except those that also served commands which wait no longer."""
        self.came = Course(self.plan.slots)
        for came in self.free:
            if came.number not in given:
                self.came.add(came)
        if self.objects:
            self.objects = {}

    def events_of(self, target: str) -> list[Came]:
        """Return the events of an object that may be its own, without its announcement and those of all objects."""
        course = self.objects[target]
        return [came for came in course.events if came is not course.created and came not in self.came.events]

    def courses(self) -> dict[str, Course]:
        """Return the courses of the objects that may be the command's own."""
        return {self.target: self.came} if self.plan.created is None else self.objects

    def is_full(self) -> bool:
        """Return whether as many events have come as must come, for one of the objects."""
        if self.plan.created is None:
            return self.came.is_full()
        return any(map(Course.is_full, self.objects.values()))

    def completed(self) -> list[str]:
        """Return the objects that it may have created whose events have all come in order."""
        return [target for target, course in self.objects.items() if course.is_complete()]

    def choices(self) -> int:
        """Return how many objects can still be the command's own with all events in order."""
        return sum(course.created in course.progress() for course in self.objects.values())

    def has_lost_its_own(self) -> bool:
        """Return whether the object that ended was certainly its own: it had an event of an object below it.

        An inbound call that nobody answers is announced and ends, too.
        """
        assert self.plan.created
        return self.lost is not None and any(
            came.event.target.count(".") >= self.plan.created for came in self.lost.events
        )

    def nearest(self) -> Course:
        """Return the course of the object that has the most of its events."""
        found = [*self.courses().values(), *([] if self.lost is None else [self.lost])] or [self.came]
        return found[0] if len(found) == 1 else max(found, key=lambda course: course.filled(self.plan.slots))

    def lacks(self, depth: int) -> bool:
        """Return whether an event at this depth or below has not come in its place."""
        course = self.nearest()
        return any(min(slot.depths) >= depth for slot in course.due[course.done :])

    def lacking(self) -> list[Slot]:
        """Return the events that have not come in order."""
        course = self.nearest()
        paired = {slot for slot, _ in course.in_order()}
        return [slot for at, slot in enumerate(course.due) if at not in paired]


def _are_similar(one: Command, other: Command) -> bool:
    """Return whether events of one command could be taken for those of another one."""
    return (is_within(one.target, other.target) or is_within(other.target, one.target)) and not (
        one.plan.names.isdisjoint(other.plan.names)
    )


class Missed(NamedTuple):
    """A finding about a success whose events cannot come any more, or not in order, and the events that are missing."""

    wait: Command
    finding: Finding
    slots: list[Slot]


_NO_NAMES = frozenset[str]()


@lru_cache(maxsize=4096)
def _union(names: frozenset[str], others: Iterable[str]) -> frozenset[str]:
    return names.union(others)


class ExpectedEvents:
    """The commands of a session that wait for their events.

    Attributes:
        waits: These commands, the oldest first.
        awaited: The names of the events that commands wait for, or did as long as there was no moment without any.
        unasked: The names of the events that came without a command that lacked them. Such an event may come again.
            Sessions share these sets, since there may be many sessions.
        is_whole: Whether the log has the start of the session; None if that is not known yet.
    """

    __slots__ = ("_left", "_limits", "awaited", "is_whole", "unasked", "waits")

    def __init__(self, limits: Limits, *, is_whole: bool | None) -> None:
        self._limits, self.is_whole = limits, is_whole
        self.waits: tuple[Command, ...] = ()
        #: The last events that no command lacked, although it waits for such events: it may have had those of another.
        self._left: tuple[Came, ...] = ()
        self.awaited = self.unasked = _NO_NAMES

    def expect(self, wait: Command, node: Node | None) -> None:
        """Let a command wait for its events from its request on, if it has some.

        `node` is the object that the command addresses, if it lives.
        """
        plan = plan_of(wait.name, wait.target.count(".") + 1)
        if plan is _NO_EVENTS:
            return
        wait.wait_for_events(plan, node, self._limits.objects)
        for other in self.waits[-_MOST_CONTESTS:]:
            if _are_similar(wait, other):
                wait.contest(other)
                other.contest(wait)
        self.awaited = _union(self.awaited, plan.names)
        self.waits = (*self.waits, wait)
        if len(self.waits) > self._limits.waiting:
            self.waits = self.waits[1:]

    def _take_out(self, wait: Command) -> None:
        """Let a command wait no longer."""
        if len(self.waits) == 1:  # mostly
            self.waits, self._left, self.awaited = (), (), _NO_NAMES
        else:
            at = self.waits.index(wait)
            self.waits = (*self.waits[:at], *self.waits[at + 1 :])

    def forget(self, wait: Command) -> list[Missed]:
        """Let a command wait no longer, since it failed or no event is due. Its events may serve others."""
        if wait not in self.waits:
            return []
        self._take_out(wait)
        self._end_contests(wait, lambda _: True)
        self._give_anew(wait)
        return self._settle()

    def _release(self, events: Mapping[float, Came]) -> None:
        """Give events to other commands than the one that had them."""
        for number in sorted(events):
            self._give(events[number], None)

    def succeed(self, wait: Command, success: Entry) -> list[Missed]:
        """Remember that a command has succeeded; return what is wrong with its events by now."""
        if wait not in self.waits:
            return []
        wait.success = success
        if len(self.waits) > 1:
            self._give_anew(wait)
        elif not wait.has_events():  # mostly
            return []
        return self._settle()

    def _end_contests(self, wait: Command, with_other: Callable[[Command], bool]) -> None:
        """Let a command contest the events of others no longer: it has failed, or had its own before their requests."""
        number = wait.number
        for other in self.waits:
            if number in other.contested and with_other(other):
                other.contested = {each: slots for each, slots in other.contested.items() if each != number}

    def _give_anew(self, decided: Command) -> None:
        """Give the events of commands like one anew, now that its outcome is known.

        Until then the oldest ones had them, but they are those of the ones that succeed.
        """
        having = [
            wait for wait in self.waits if wait is not decided and wait.has_events() and _are_similar(wait, decided)
        ]
        if not having and (decided.success or not decided.has_events()):
            return
        given: dict[float, tuple[Came, str | None]] = {}
        for wait in (decided, *having):
            given |= wait.given()
        given |= {came.number: (came, None) for came in self._left}
        self._left = ()
        for wait in (decided, *having):
            wait.empty(given)
        for number in sorted(given):
            self._give(*given[number])

    def take(self, came: Came, created: str | None) -> list[Missed]:
        """Let an event count for the commands that it serves; return what is wrong with the events of a success now."""
        if created is not None:
            for each in self.waits:
                each.is_crowded = each.is_crowded or len(each.objects) >= each.most_objects
        if len(self.waits) == 1:  # mostly
            [wait] = self.waits
            if wait.offer(came, created):
                return self._settle() if wait.success is not None and wait.is_full() else []
        elif self._give(came, created):
            return self._settle()
        self.come_unasked(came.event.name)
        return []

    def come_unasked(self, name: str) -> None:
        """Remember that an event came without a command that lacked it."""
        if name not in self.unasked:
            self.unasked = _union(self.unasked, (name,))

    def _give(self, came: Came, created: str | None) -> bool:
        """Give an event to the command for which it is the next one, else to the first that lacks it.

        A command that has succeeded goes before one that may still fail, always if both have one name and target, and
        one on a conversation before one on its interaction or channel.
        """
        chosen = self._best(came)
        if chosen is None:
            if created is None and any(wait.awaits(came) for wait in self.waits):
                self._left = (*self._left, came)[-_MOST_LEFT:]
            return False
        if created is None and not chosen.is_next(came):
            self._take_over(chosen, came)
        others = [wait for wait in self.waits if wait is not chosen and wait.is_alike(chosen)]
        if others and chosen.shares(came) and not chosen.is_next(came):
            came = came.freed()  # it may have been the next one of another, and served all
        chosen.take(came, created)
        self._share(came, created, others)
        if created is None and chosen.shares(came):
            self._exchange(came, chosen)
        return True

    def _best(self, came: Came) -> Command | None:
        """Return the command that an event serves best, if there is one."""
        serving = [(wait, served) for wait in self.waits if (served := wait.serves(came))]
        lacking = {(wait.name, wait.target) for wait, _ in serving if wait.success and wait.plan.created is None}
        best, chosen = (0, False, False, 0), None
        for wait, served in serving:
            if wait.success or (wait.name, wait.target) not in lacking:
                rank = served, not wait.is_old, wait.success is not None, wait.target.count(".")
                if rank > best:
                    best, chosen = rank, wait
        return chosen

    def _take_over(self, wait: Command, came: Came) -> None:
        """Give a command the event that it lacks before one that came, if that is the last one of another command.

        The other one may still have an event like it.
        """
        course = wait.course_for(came)
        assert course
        slot, since = course.due[course.done], max((each.number for each in course.progress()), default=wait.number)
        for other in self.waits:
            if other.plan.created is None and other.came.events and not (other.came.is_full() or other.is_alike(wait)):
                last = other.came.events[-1]
                if last.number > since and slot.fits(last.event) and wait.course_for(last) is course:
                    other.came = Course(other.came.due, other.came.events[:-1])
                    wait.take(last, None)
                    return

    @staticmethod
    def _share(came: Came, created: str | None, others: Iterable[Command]) -> None:
        """Let an event of one command count for the others of the same name and target, if it can be theirs too."""
        for wait in others:
            if wait.serves(came):
                if created is not None or wait.is_about_object(came.event.target):
                    wait.take(came, created)
                elif wait.shares(came):
                    wait.take(came.freed(), None)

    def _exchange(self, came: Came, chosen: Command) -> None:
        """Let a shared event count for another command too, if the two may have had each other's events.

        One of them lacked an event before, which a command like the other one had. That one could do with this event.
        """
        for wait in self.waits:
            if wait is not chosen and wait.shares(came) and wait.serves(came):
                if wait.has_yielded(chosen, came) or chosen.has_yielded(wait, came):
                    wait.take(came.freed(), None)
                else:
                    yielded = [*wait.yielded.items(), (came.number, chosen.key)]
                    wait.yielded = dict(yielded[-_MOST_CONTESTS:])

    def _settle(self) -> list[Missed]:
        """Take out the successes whose events have all come; return those whose events came in a wrong order."""
        full = [wait for wait in self.waits if wait.is_full()]
        if not full:
            return []
        for wait in full:
            if wait.success and wait.plan.created is None and wait.came.is_complete():
                missed = self._satisfied(wait, wait.target)
                return missed + self._settle() if self.waits else missed
        creating = [wait for wait in full if wait.plan.created is not None]
        completed = {wait: targets for wait in creating if (targets := wait.completed())}
        for target in dict.fromkeys(target for targets in completed.values() for target in targets):
            # an object belongs to the oldest command of those that can have the fewest others
            claiming = [each for each in completed if target in completed[each]]
            claiming = [each for each in claiming if each.lost is None] or claiming
            wait = claiming[0] if len(claiming) == 1 else min(claiming, key=Command.choices)
            if wait.success:
                missed = self._satisfied(wait, target)
                return missed + self._settle() if self.waits else missed
        return [each for wait in full if wait.success for each in self._misplaced(wait)]

    def _satisfied(self, wait: Command, target: str) -> list[Missed]:
        course = wait.courses()[target]
        missed: list[Missed] = []
        self._take_out(wait)
        if not self.waits:  # mostly
            return missed
        last = max((came.number for came in course.events), default=wait.number)
        self._end_contests(wait, lambda other: other.number > last)
        for other in self.waits:
            other.limit_contests(wait, course)
        spare = [*wait.came.events, *(came for each in wait.objects for came in wait.events_of(each))]
        for each in self._rivals(wait, target):
            spare += each.events_of(target)
            del each.objects[target]
            missed += self._given_up(each)
        used = self._certainly_used(wait, course)
        self._release({came.number: came for came in spare if came.number not in used})
        return missed

    def _certainly_used(self, wait: Command, course: Course) -> set[float]:
        """Return the events of a command that has them all, without those that may be another one's, by number."""
        others = [came for each in self.waits if each.success is None for came, _ in each.given().values()]
        similar = [came for came in (*others, *self._left) if wait.course_for(came) in {course, wait.came}]
        return {came.number for came in course.certain(similar)}

    def _rivals(self, wait: Command, target: str) -> list[Command]:
        """Return the other commands that may have created an object of a command, which is not the one it addresses."""
        if wait.plan.created is None:
            return []
        return [each for each in self.waits if each is not wait and target in each.objects]

    def _misplaced(self, wait: Command) -> list[Missed]:
        """Return the finding about a success whose events have all come, but not in order, and take it out.

        A `state.updated`, or an event that has come in this session without a command, may still come at its place. So
        may the last events, if those that came too early were extra ones.
        """
        courses = wait.courses()
        if len(courses) != 1:
            return []
        [(target, course)] = courses.items()
        if _missing(course) or self._rivals(wait, target) or _may_be_foreign(course):
            return []
        if course.done >= len(course.due) - _MOST_EXTRA:
            return []
        recurring = {*self.unasked, _STATE}
        certain = [slot for slot in course.due if not slot.names & recurring]
        if len(_progress(certain, course.events)) == len(certain):
            return []
        self._take_out(wait)
        return self._missed(wait)

    def _missed(self, wait: Command, depth: int = 0) -> list[Missed]:
        """Return the finding about a success, unless only an order is wrong and other commands may explain that.

        There is none either if its object may be one that is not remembered.
        """
        if wait.is_crowded:
            return []
        found = missed(wait, has_start=bool(self.is_whole), depth=depth)
        return [found] if found.slots or wait.is_disordered() else []

    def end_object(self, target: str) -> list[Missed]:
        """Return the findings about the successes that lack an event which cannot come now that an object has ended."""
        if not self.waits:
            return []
        found = []
        for wait in self.waits:
            if is_within(wait.target, target):
                depth = target.count(".") + 1
                found += self.give_up(wait, depth) if wait.success else []
            elif wait.plan.created is not None:
                found += self._end_object(wait, target)
        return one_each(found)

    def give_up(self, wait: Command, depth: int) -> list[Missed]:
        """Return the finding about a success that lacks an event at this depth or below; nothing if it lacks none."""
        if not wait.lacks(depth):
            return []
        self._take_back(wait)
        if not wait.lacks(depth):
            return self._settle()
        self._take_out(wait)
        return self._missed(wait, depth)

    def _take_back(self, wait: Command) -> None:
        """Give a success the events that it lacks and that count for commands which may still fail."""
        for other in self.waits:
            if other.success is None and other.plan.created is None:
                taken = []
                for came in other.came.events:
                    if wait.serves(came):
                        wait.take(came, None)
                        taken.append(came)
                other.came = Course(other.came.due, [came for came in other.came.events if came not in taken])

    def disregard(self, announcement: Came) -> list[Missed]:
        """Let the command that an announcement serves wait no longer, since that has been reported."""
        wait = self._best(announcement)
        return [] if wait is None else self.forget(wait)

    def lacks(self, came: Came) -> bool:
        """Return whether a command lacks an event."""
        return any(wait.serves(came) for wait in self.waits)

    def excuse(self, came: Came) -> bool:
        """Return whether commands lack an event that came after the end of its object, and let it count for them.

        It has been reported, so that the commands do not report it again.
        """
        lacking = [wait for wait in self.waits if wait.serves(came)]
        for wait in lacking:
            wait.take(came, None)
        return bool(lacking)

    def _end_object(self, wait: Command, target: str) -> list[Missed]:
        course = wait.objects.get(target)
        if course is None or course.is_complete():
            return []  # complete: its success, or that of another command with a claim to it, is still to come
        spare = wait.events_of(target)
        del wait.objects[target]
        if wait.success and not _is_foreign(course):
            wait.lost = max(wait.lost or course, course, key=lambda each: each.filled(wait.plan.slots))
        self._release({came.number: came for came in spare})
        return self._given_up(wait)

    def _given_up(self, wait: Command) -> list[Missed]:
        """Return the finding about a success that has lost its object, if no other object may be its own."""
        if wait.success is None or wait.lost is None or wait.objects or not wait.has_lost_its_own():
            return []
        self._take_out(wait)
        return self._missed(wait)

    def leave_all(self) -> list[Missed]:
        """Return the findings about all successes that wait, and let no command wait any longer."""
        unanswered = [wait for wait in self.waits if not wait.success]
        self.waits = tuple(wait for wait in self.waits if wait.success)
        for wait in unanswered:
            spare = [*wait.came.events, *(came for each in wait.objects for came in wait.events_of(each))]
            self._release({came.number: came for came in spare})
        found = self._settle()
        found += [each for wait in self.waits for each in self._missed(wait)]
        self.waits, self._left, self.awaited = (), (), _NO_NAMES
        return found


def one_each(found: list[Missed]) -> list[Missed]:
    """Return the findings without those about events that one event would have supplied for several successes."""
    kept: dict[object, Missed] = {}
    for at, each in enumerate(found):
        is_shared = each.slots and all(slot.is_shared for slot in each.slots)
        kept.setdefault((each.wait.name, each.wait.target) if is_shared else at, each)
    return list(kept.values())


def missed(wait: Command, *, has_start: bool, depth: int = 0) -> Missed:
    """Return the finding about a success whose events did not all come in order: missing events or, if none, the order.

    Events that must come above `depth` are not missing yet. Two events that were swapped are reported as that where the
    log has the start of the session.
    """
    assert wait.success
    course = wait.nearest()
    missing = [slot for slot in _missing(course) if min(slot.depths) >= depth]
    if missing:
        problem = missing_event(wait.name, [slot.text for slot in missing])
        return Missed(wait, Finding(wait.success, problem, wait.entry.number), missing)
    exchanged = _exchanged(course) if has_start else None
    if exchanged:
        return Missed(wait, exchanged, [])
    return Missed(wait, _displaced(wait, course), [])


def _displaced(wait: Command, course: Course) -> Finding:
    """Return the finding about an event that came before or after one that it must follow or precede."""
    assert wait.success
    slots, events = course.due, course.events
    pairs = course.in_order()
    spare = [at for at in range(len(events)) if at not in {paired for _, paired in pairs}]
    slot = next(at for at in range(len(slots)) if at not in {paired for paired, _ in pairs})
    came = next(at for at in spare if slots[slot].fits(events[at].event))
    other = next(each for each, at in pairs if (each < slot) is (at > came))
    problem = event_order(wait.name, slots[slot].text, slots[other].text, after=other < slot)
    return Finding(wait.success, problem, events[came].event.number)


def _exchanged(course: Course) -> Finding | None:
    """Return the finding about two neighbours of the session that are in order the other way round, if any."""
    slots, events = course.due, course.events
    for at, (one, other) in enumerate(pairwise(events)):
        if other.position == one.position + 1:
            turned = [*events[:at], other, one, *events[at + 2 :]]
            in_order = _progress(slots, turned)
            if len(in_order) == len(slots):
                late, early = (slots[in_order.index(each)].text for each in (other, one))
                return Finding(other.event, swapped(late, early), one.event.number)
    return None


def _is_foreign(course: Course) -> bool:
    """Return whether no command created an object, by its announcement or by a preview before any conversation."""
    if course.created is not None and course.created.is_foreign:
        return True
    names = [came.event.name.partition(".")[0] if came.event.name != _PREVIEW else _PREVIEW for came in course.events]
    return _PREVIEW in names and "conversation" not in names[: names.index(_PREVIEW)]


def _may_be_foreign(course: Course) -> bool:
    """Return whether an object may be that of a call from outside: events of the channel around it came after it.

    They may be the first ones of a command whose own object is still to come.
    """
    created = course.created
    if created is None:
        return False
    depth = created.event.target.count(".")
    around = [came for came in course.events if came.event.target.count(".") == depth and came is not created]
    return any(came.number > created.number for came in around)


def _progress(slots: Sequence[Slot], events: Iterable[Came]) -> list[Came]:
    """Return the events that have come in order, from the first slot on."""
    used: list[Came] = []
    for came in events:
        if len(used) < len(slots) and slots[len(used)].fits(came.event):
            used.append(came)
    return used


def _missing(course: Course) -> list[Slot]:
    """Return the due events that have not come, in whatever order they came."""
    spare = [came.event for came in course.events]
    missing = []
    for slot in course.due:
        event = next((each for each in spare if slot.fits(each)), None)
        if event is None:
            missing.append(slot)
        else:
            spare.remove(event)
    return missing


def _in_order(slots: Sequence[Slot], events: Sequence[Came]) -> tuple[tuple[int, int], ...]:
    """Return the most that came in order, as pairs of an index of the slots and one of the events."""
    row: list[tuple[tuple[int, int], ...]] = [()] * (len(events) + 1)
    for at, slot in enumerate(slots):
        above, row = row, [()]
        for index, came in enumerate(events):
            more = (*above[index], (at, index)) if slot.fits(came.event) else ()
            row.append(max(more, row[index], above[index + 1], key=len))
    return row[-1]
