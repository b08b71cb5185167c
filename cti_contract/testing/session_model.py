"""A picture of sessions: which objects live, which requests are open, and which events must still come.

It decides which messages keep the rules. Others choose among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from cti_contract.contract.catalog import Message, OneOf, messages
from cti_contract.contract.targets import forms
from cti_contract.sessions.objects import announces, ends_its_target, is_within
from cti_contract.sessions.rules import LOGOUT, START
from cti_contract.validation.json_values import same

Json = dict[str, Any]
#: The event that ends the initialization of a session: it comes after its start only.
INITIALIZED = "session.initialized"
#: The event that announces a channel.
CHANNEL_INITIALIZED = "channel.initialized"


class Due(NamedTuple):
    """An event about an object of a kind. `created` is the target of the object that it announces."""

    event: Message
    kind: str
    target: str
    created: str | None = None

    @property
    def ends(self) -> str | None:
        """Return the target of the object that the event ends."""
        return self.target if ends_its_target(self.event.name) else None


class Exchange:
    """A request that was sent, its answer, and the events that must still come.

    Attributes:
        command: The command.
        request: The request as it was sent.
        asked: The index of the request in the log.
        answered: The index of the answer, -1 if it has not come.
        must_fail: Whether a success would break a rule, since its object ended or another one took its event.
        is_decided: Whether it is certain that the command succeeds, since one of its events came.
        due: The events that must still come.
        outcome: A number that decides whether it is to succeed.
        plan: The choices that decide on its events.
    """

    __slots__ = (
        "answered",
        "asked",
        "command",
        "due",
        "is_decided",
        "must_fail",
        "outcome",
        "plan",
        "request",
        "succeeded",
    )

    def __init__(self, command: Message, request: Json, asked: int, *, must_fail: bool) -> None:
        self.command, self.request, self.asked, self.must_fail = command, request, asked, must_fail
        self.answered = -1
        self.is_decided = self.succeeded = False
        self.due: list[Due] = []
        self.outcome = 0
        self.plan: Any = None

    @property
    def target(self) -> str:
        """Return the target of the request."""
        return str(self.request["target"])

    @property
    def key(self) -> tuple[str, str]:
        """Return the command and the target: answers to requests of one key come in the order of the requests."""
        return self.command.name, self.target

    @property
    def is_open(self) -> bool:
        """Return whether the answer has not come."""
        return self.answered < 0

    @property
    def is_start(self) -> bool:
        """Return whether the exchange may still start a session."""
        return self.command.name == START and self.is_open and not self.is_decided

    def is_logout_of(self, session: str) -> bool:
        """Return whether the exchange ended a session."""
        return self.succeeded and self.key == (LOGOUT, session)

    def awaits(self, target: str) -> bool:
        """Return whether events about an object, or an object below it, must still come."""
        return any(is_within(due.target, target) for due in self.due)


class Model:
    """The sessions of a log.

    Attributes:
        log: The messages so far.
        exchanges: The exchanges that lack their answer or an event, the oldest first.
        closed: The exchanges that are complete.
        alive: The kinds of the objects that live, by target.
        over: The kinds of the objects that have ended, by target.
        again: The announcements of objects that lived: the index of the request that allows each, and its own.
        sessions: Whether each session takes commands: its start has succeeded, and it has not logged out.
    """

    def __init__(self) -> None:
        self.log: list[Json] = []
        self.exchanges: list[Exchange] = []
        self.closed: list[Exchange] = []
        self.alive: dict[str, str] = {}
        self.over: dict[str, str] = {}
        self.again: list[tuple[int, int]] = []
        self.sessions: dict[str, bool] = {}
        self._ids: dict[str, set[str]] = {}
        self._seen: dict[str, int] = {}  # the index of the message that announced an object last, or named it first
        self._announced: set[str] = set()  # those that were announced: a request may name an object before others do
        self._added: dict[str, int] = {}  # by session, the index of the last request that let objects be announced
        self._initialized: dict[str, int] = {}  # by session, the index of the last end of an initialization
        self._successes: set[tuple[str, str]] = set()

    @property
    def size(self) -> int:
        """Return the number of messages, those that must still come included."""
        return len(self.log) + sum(each.is_open + len(each.due) + each.is_start for each in self.exchanges)

    @property
    def active(self) -> list[str]:
        """Return the sessions that take commands."""
        return [name for name, is_active in self.sessions.items() if is_active]

    def is_starting(self, session: str) -> bool:
        """Return whether a start of a session is open."""
        return any(each.key == (START, session) and each.is_open for each in self.exchanges)

    def is_starting_again(self, session: str) -> bool:
        """Return whether a start of a session that takes commands is open.

        It is not decided to which of the two sessions an object belongs that is announced meanwhile.
        """
        return self.sessions.get(session, False) and self.is_starting(session)

    # messages

    def send(self, command: Message, request: Json) -> Exchange:
        """Add a request."""
        target = request["target"]
        crosses = target in self.over
        if not crosses:
            self.learn(command.targets[0], target)
        exchange = Exchange(command, request, len(self.log), must_fail=crosses)
        self.exchanges.append(exchange)
        self.log.append(request)
        return exchange

    def answer(self, exchange: Exchange, answer: Json) -> None:
        """Add the answer to a request. If it is a success, `exchange.due` are the events that must follow."""
        exchange.answered = len(self.log)
        exchange.succeeded = answer["result"] == "success"
        self.log.append(answer)
        self._close(exchange)
        session = session_of(exchange.target)
        if exchange.command.name == START and exchange.succeeded:
            if self.sessions.get(session):
                self._begin_anew(session, exchange.asked)
            self.sessions[session] = True
        if exchange.succeeded:
            self._successes.add(exchange.key)
            if exchange.command.name in _adding():
                self._added[session] = exchange.asked
        if exchange.is_logout_of(exchange.target):
            self._log_out(exchange.target)

    def follow(self, exchange: Exchange, content: Json) -> None:
        """Add the next event of an exchange."""
        exchange.is_decided = True
        self.announce(exchange.due.pop(0), content, exchange)
        self._close(exchange)

    def announce(self, due: Due, content: Json, by: Exchange | None = None) -> None:
        """Add an event, and remember the facts that it states about objects.

        If it announces an object, no older command that would create one can succeed: the object would count for it.
        """
        kind = due.event.name.partition(".")[0]
        event: Json = {**content, "target": due.target}
        self.learn(due.kind, due.target)
        if due.created:
            described = {**event["data"][kind], "id": due.created.rpartition(".")[2]}
            event["data"] = {**event["data"], kind: described}
            if due.created in self.alive:
                start, added = self._start_under_way(session_of(due.target)), self._added.get(session_of(due.target), 0)
                self.again.append((added if start is None else start, len(self.log)))
            self._begin(kind, due.created)
            self._seen[due.created] = len(self.log)
            self._announced.add(due.created)
            for each in self.exchanges[: None if by is None else self.exchanges.index(by)]:
                each.must_fail |= each.is_open and not each.is_decided and _would_create(each, due.event, due.target)
        if due.event.name == CHANNEL_INITIALIZED:
            self._seen[due.target] = len(self.log)
            self._announced.add(due.target)
        if due.ends:
            self._end(due.ends)
        if due.event.name == INITIALIZED:
            self._initialized[due.target] = len(self.log)
        self.log.append(event)

    def _close(self, exchange: Exchange) -> None:
        if not exchange.is_open and not exchange.due:
            self.exchanges.remove(exchange)
            self.closed.append(exchange)

    def _log_out(self, name: str) -> None:
        self.sessions[name] = False
        self._forget(name)
        for each in self.exchanges:  # the session would begin with events after its logout
            each.must_fail |= each.key == (START, name) and each.is_open

    def _begin_anew(self, name: str, asked: int) -> None:
        """Begin a session anew that was started without a logout: what was named since that request lives in it.

        The open commands to its former objects can only fail.
        """
        alive = self.alive.items()
        kept = {each: kind for each, kind in alive if is_within(each, name) and self._seen[each] >= asked}
        self._forget(name)
        for target, kind in {name: "session", **kept}.items():
            self.learn(kind, target)
        for each in self.exchanges:
            each.must_fail |= each.is_open and is_within(each.target, name) and each.target not in self.alive

    def _forget(self, name: str) -> None:
        """Forget the objects of a session."""
        for objects in (self.alive, self.over, self._ids, self._added):
            for target in [each for each in objects if is_within(each, name)]:
                del objects[target]
        self._successes = {key for key in self._successes if not is_within(key[1], name)}

    # objects

    def learn(self, kind: str, target: str) -> None:
        """Remember that an object lives, and the objects around it."""
        for each, of in _line(kind, target):
            if each not in self.alive:
                self._begin(of, each)

    def _begin(self, kind: str, target: str) -> None:
        parent, _, own = target.rpartition(".")
        self.over.pop(target, None)
        self._announced.discard(target)
        self.alive[target] = kind
        self._seen[target] = len(self.log)
        self._ids.setdefault(parent, set()).add(own)

    def _end(self, target: str) -> None:
        for each in [each for each in self.alive if is_within(each, target)]:
            self.over[each] = self.alive.pop(each)
        self._successes = {key for key in self._successes if not is_within(key[1], target)}
        for exchange in self.exchanges:
            exchange.must_fail |= exchange.is_open and not exchange.is_decided and is_within(exchange.target, target)

    def new_target(self, parent: str, wanted: str | None = None) -> str:
        """Return a target below a parent with an id that was not used there, by default the simplest."""
        used = self._ids.setdefault(parent, set())
        own = wanted or "0"
        while own in used:
            own = own + own[-1] if wanted else str(int(own) + 1)
        used.add(own)
        return f"{parent}.{own}" if parent else own

    def old_targets(self, kind: str, parent: str) -> list[str]:
        """Return the targets of objects directly in another one that have ended, and that nothing open is about."""
        expected = [{due.target, due.created} for each in self.exchanges for due in each.due]
        busy = {*(each.target for each in self.exchanges), *(target for each in expected for target in each)} - {None}
        ended = [each for each, of in self.over.items() if of == kind and each.rpartition(".")[0] == parent]
        return [each for each in ended if not any(is_within(str(one), each) for one in busy)]

    def announced_again(self, kind: str, parent: str) -> list[str]:
        """Return the targets of objects directly in another one that live and may be announced again.

        They may during the initialization of their session, and after a success of a command that adds a channel, but
        not while events about them must still come: a new life would end the wait for those.
        """
        name = session_of(parent)
        is_initializing = self._start_under_way(name) is not None
        alive = [each for each, of in self.alive.items() if of == kind and each.rpartition(".")[0] == parent]
        alive = [each for each in alive if not any(exchange.awaits(each) for exchange in self.exchanges)]
        added = self._added.get(name, -1)
        return [each for each in alive if is_initializing or (each in self._announced and self._seen[each] < added)]

    def _start_under_way(self, name: str) -> int | None:
        """Return the index of the start whose initialization is under way; None if there is none."""
        starts = [each.asked for each in self.exchanges if each.key == (START, name) and each.due]
        return next((asked for asked in starts if asked > self._initialized.get(name, -1)), None)

    def in_line(self, kind: str, near: str, objects: dict[str, str] | None = None) -> list[str]:
        """Return the objects of a kind that contain another object, or are in it."""
        return [
            target
            for target, each in (self.alive if objects is None else objects).items()
            if each == kind and (is_within(target, near) or is_within(near, target))
        ]

    # the rules

    def may_fail(self, exchange: Exchange) -> bool:
        """Return whether a failure of this request would be taken as its answer, and it may fail."""
        return not exchange.is_decided and not any(_are_alike(each, exchange) for each in self._older(exchange))

    def may_succeed(self, exchange: Exchange) -> bool:
        """Return whether a success of this request would be taken as its answer, and may come now."""
        older = self._older(exchange)
        sent = exchange.request["data"]
        if older and not (exchange.command.echo and not any(same(each.request["data"], sent) for each in older)):
            return False
        session = session_of(exchange.target)
        before = [each for each in self.exchanges if each.asked < exchange.asked and is_within(each.target, session)]
        if before and exchange.command.name == START:  # the former session is over: its answers and events come first
            return False
        if any(each.command.name == START and each.is_open for each in before):
            return False
        if exchange.command.name == LOGOUT and any(
            each.awaits(session) or (each.key == (START, session) and each.is_open and each.is_decided)
            for each in self.exchanges
        ):
            return False
        is_reached = exchange.target in self.alive or exchange.command.name == START
        return not exchange.must_fail and (is_reached or exchange.is_decided or not exchange.command.secondary)

    def _older(self, exchange: Exchange) -> list[Exchange]:
        before = self.exchanges[: self.exchanges.index(exchange)]
        return [each for each in before if each.is_open and each.key == exchange.key]

    def may_promise(self, due: list[Due]) -> bool:
        """Return whether a command may have these events: no others end an object around theirs or in it."""
        others = [each.ends for exchange in self.exchanges for each in exchange.due if each.ends]
        own = [each.ends for each in due if each.ends]
        return not any(is_within(one, other) or is_within(other, one) for one in own for other in others)

    def may_follow(self, exchange: Exchange) -> bool:
        """Return whether the next event of an exchange may come now."""
        due = exchange.due[0]
        if exchange.is_open and exchange.command.name == START:  # with a command meanwhile, a log looks cut
            newer = self.exchanges[self.exchanges.index(exchange) + 1 :]
            return not any(is_within(each.target, exchange.target) for each in newer)
        if (due.created or "." in due.target) and self.is_starting_again(session_of(due.target)):
            return False
        if due.created:
            older = self.exchanges[: self.exchanges.index(exchange)]
            return not any(_announces_alike(each, due.event, due.target) for each in older)
        return due.ends is None or not any(each.awaits(due.ends) for each in self.exchanges if each is not exchange)

    def may_raise(self, event: Message, target: str) -> bool:
        """Return whether an event may come that no command asked for.

        It must not end an object that other events are about, nor announce one that would count for a command whose own
        object is still to be announced. Nor may it be taken for a later event of a command: the order would be wrong.
        """
        if any(_would_count_early(each, event, target) for each in self.exchanges):
            return False
        if ends_its_target(event.name):
            return not any(each.awaits(target) for each in self.exchanges)
        return not announces(event.name) or not any(_announces_alike(each, event, target) for each in self.exchanges)

    def would_disturb(self, event: Message, target: str) -> bool:
        """Return whether an open command could only fail after an event that no command asked for."""
        undecided = [each for each in self.exchanges if each.is_open and not each.is_decided]
        if ends_its_target(event.name):
            return any(is_within(each.target, target) for each in undecided)
        return announces(event.name) and any(_would_create(each, event, target) for each in undecided)

    def is_due(self, exchange: Exchange, *, once: bool) -> bool:
        """Return whether an event must follow that perhaps only the first success on an object has."""
        return not once or exchange.key not in self._successes


def session_of(target: str) -> str:
    """Return the session that a target is in."""
    return target.partition(".")[0]


def _announces_alike(exchange: Exchange, event: Message, target: str) -> bool:
    """Return whether an exchange will announce an object with the same event, below the same parent."""
    return any(each.event is event and each.target == target for each in exchange.due)


def _would_count_early(exchange: Exchange, event: Message, target: str) -> bool:
    """Return whether an event would be taken for one of several of a command, before its turn."""
    if exchange.due:
        return any(each.event is event and each.target == target for each in exchange.due)
    names = [each.name for each in exchange.command.secondary_events]
    is_safe = not names[1:] or any(map(announces, names))  # those of a new object count only
    return not is_safe and event.name in names and is_within(target, exchange.target)


def _would_create(exchange: Exchange, event: Message, target: str) -> bool:
    """Return whether an object that is announced would count for a command, if that succeeds."""
    return any(each.name == event.name for each in exchange.command.secondary_events) and is_within(
        target, exchange.target
    )


def _are_alike(one: Exchange, other: Exchange) -> bool:
    """Return whether two requests of one key are the same, whatever the spelling of the command."""
    return same({**one.request, "command": ""}, {**other.request, "command": ""})


@cache
def _adding() -> frozenset[str | None]:
    """Return the names of the commands after whose success objects that live may be announced again."""
    return frozenset(occasion.after for each in messages() for occasion in each.raised)


@cache
def parents(kind: str) -> tuple[str, ...]:
    """Return the kinds of objects that an object of a kind may be in."""
    return tuple({_kinds(form)[-2]: None for form in forms(kind) if "." in form})


def _line(kind: str, target: str) -> Iterator[tuple[str, str]]:
    """Yield the objects around an object and itself, from the session down, with their kinds."""
    segments = target.split(".")
    form = next(form for form in forms(kind) if form.count(".") + 1 == len(segments))
    for count, each in enumerate(_kinds(form), 1):
        yield ".".join(segments[:count]), each


def _kinds(form: str) -> list[str]:
    return ["channelgroup" if each == "group" else each for each in form.split(".")]


def choices(command: Message) -> Iterator[tuple[Any, ...]]:
    """Yield the events that follow a command: for each place in the order, the alternatives."""
    for each in command.secondary or ():
        yield each.events if isinstance(each, OneOf) else (each,)
