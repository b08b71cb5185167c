"""Strategies for the logs of sessions that keep every rule.

A log is drawn as a list of decisions. Each lets the next message of an open exchange come, an event, a command, or a
new session. A decision keeps its meaning if others are left out, so counterexamples become short within seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from cti_contract.contract import catalog
from cti_contract.contract.catalog import Message, Secondary, by_name
from cti_contract.contract.targets import ID_URI
from cti_contract.generators.sample_values import platforms_with, refuse_platform_without, refuse_unknown_platform
from cti_contract.sessions.objects import announces, is_within, kind_of
from cti_contract.sessions.rules import LOGOUT, START
from cti_contract.testing.contents import Json, content, plain_content, with_request
from cti_contract.testing.from_schema import accepted_at
from cti_contract.testing.session_model import INITIALIZED, Due, Exchange, Model, choices, parents, session_of
from cti_contract.validation.json_values import copied

#: The messages of an exchange that starts a session: a log must have room for them.
SHORTEST = 3
#: A log of this many messages takes seconds to draw.
LONGEST = 10_000

#: Decisions by a byte. The simplest ones do nothing; the others continue an exchange, raise an event, send a command,
#: send one while a session starts, send one that failed again, or start a session.
_NOTHING, _CONTINUE, _RAISE, _SEND = range(4), range(4, 94), range(94, 129), range(129, 216)
_SEND_EARLY, _RETRY = range(216, 222), range(222, 240)
_SENDING = range(_SEND.start, _RETRY.stop)
_AGAIN = range(128, 256)  # of the choices of an event, those that announce an object, if possible one that lives
_EXCERPTS = 4  # one log of this many is an excerpt
_MOST_SESSIONS, _MOST_OBJECTS = 3, 3
#: Of ten commands, one is not sent and two fail; of ten starts, two fail.
_OUTCOMES, _FAILURES, _FAILED_STARTS = 10, 2, 2
#: The outcome by a byte: the smallest ones only raise one of the command's events, so that a counterexample that needs
#: the event does without the command; then come failures, and half of all logouts, and then successes. The simplest
#: byte announces an object, the next one ends it.
_BYTE, _ONLY_EVENT, _FAILS, _LOGOUT_FAILS = 256, range(26), range(26, 82), range(26, 154)
_OFTEN = frozenset({LOGOUT, "channel.dial"})  # three times as often as others: they change the most
_EARLY = 4  # one message of this many is an event before the answer, if that is possible
#: A decision begins with a byte: 0 ends the log, and other small ones end a long one. Large ones
#: bring any content for a request, any content for all messages, or any id for a new object. All other messages have
#: the simplest content: to draw any content costs as much as twenty decisions.
_LAST, _LAST_OF_LONG, _LONG = 2, 16, 14
_REQUEST, _CONTENT, _ID = range(160, 250), range(240, 250), range(250, 256)
_CHOICES = st.binary(min_size=14, max_size=14)


class Limits(NamedTuple):
    """The size of a log, its messages, and whether it must be whole."""

    min_size: int
    max_size: int | None
    commands: Sequence[Message]
    events: Sequence[Message]
    whole: bool

    def __repr__(self) -> str:
        return f"<{self.min_size} to {self.max_size} messages>"

    def has_room(self, model: Model, messages: int) -> bool:
        """Return whether a log may have more messages."""
        return self.max_size is None or model.size + messages <= self.max_size

    def is_last(self, model: Model) -> bool:
        """Return whether a log has no room for a session beside the one that lives."""
        return len(model.active) <= 1 and not self.has_room(model, SHORTEST)


def available(commands: Collection[str] | None, platform: str | None) -> tuple[list[Message], list[Message]]:
    """Return the commands and the events of a platform, the commands without `session.start`.

    Raises:
        TypeError: The commands are no list of names.
        UnknownMessage: There is no such command.
        ValueError: There is no such platform, it does not have a command, or the list of commands is empty.
    """
    if platform is not None:
        refuse_unknown_platform(platform)
    names = None if commands is None else _named(commands, platform)
    found = [each for each in catalog.messages() if platform is None or platform in platforms_with(each)]
    sent = [each for each in found if each.kind == "request" and each.name != START]
    return (
        [each for each in sent if names is None or each.name in names],
        [each for each in found if each.kind == "event" and each.name != INITIALIZED],
    )


def _named(commands: Collection[str], platform: str | None) -> set[str]:
    """Return the current names of commands; raises as `available`."""
    refuse_other_than_list("commands", commands, "channel.dial")
    found = [catalog.message(name, "request") for name in commands]
    if not found:
        raise ValueError("commands must name a command; leave them out for all commands")
    for each in found if platform else ():
        refuse_platform_without(each, str(platform))
    return {each.name for each in found}


def refuse_other_than_list(name: str, names: Any, example: str, kind: type = Collection) -> None:
    """Raise TypeError for a value that is no list of names, such as the text `("channel.dial")` or a dictionary.

    `kind` is `Sequence` if the order of the names matters.
    """
    is_list = isinstance(names, kind) and not isinstance(names, (str, bytes, Mapping))
    if not (is_list and all(isinstance(each, str) for each in names)):
        raise TypeError(f'{name} must be a list of names, such as ["{example}"], not {names!r:.80}')


class Choices:
    """The choices of a decision, a byte each, and its texts.

    Attributes:
        wanted: An id for a new object; None for the simplest one.
        content: Draws the content of a message.
    """

    def __init__(self, choices: Iterable[int], wanted: str | None, content: Callable[[Message], Json]) -> None:
        self._choices, self.wanted, self.content = iter(choices), wanted, content

    def take(self, count: int) -> int:
        """Return a number below `count`; 0 is the simplest."""
        return next(self._choices, 0) % count if count > 1 else 0


def plain(message: Message) -> Json:
    """Return the simplest content of a message."""
    return copied(plain_content(message))  # type: ignore[no-any-return]


@cache
def _any_content(message: Message) -> st.SearchStrategy[Json | None]:
    """Return a strategy for the content of a message, or None: a single choice, which is quickly removed."""
    return st.none() | content(message)


def simplest() -> Choices:
    """Return the choices that bring the fewest messages."""
    return Choices(b"", None, plain)


@st.composite
def logs(draw: st.DrawFn, limits: Limits) -> list[Json]:
    """Draw a log that keeps every rule between messages."""
    model = draw(models(limits))
    if limits.whole or draw(st.integers(1, _EXCERPTS)) < _EXCERPTS:
        return model.log
    least = max(limits.min_size, 1)
    first = draw(st.integers(0, len(model.log) - least))
    return excerpt(model, first, draw(st.integers(first + least, len(model.log))))


@st.composite
def models(draw: st.DrawFn, limits: Limits) -> Model:
    """Draw the picture of a log at whose end nothing is open."""
    model = Model()
    start(model, Choices(draw(st.binary(min_size=2, max_size=2)), None, plain))
    number = 0
    while (decision := draw(_CHOICES))[0] >= (_LAST_OF_LONG if number >= _LONG else _LAST):
        first, what, which, *others = decision
        number += 1
        if what not in _NOTHING:
            wanted = draw(accepted_at(ID_URI)) if first in _ID else None
            varies = first in (_REQUEST if what in _SENDING else _CONTENT)
            contents = (lambda message: draw(_any_content(message)) or plain(message)) if varies else plain
            _carry_out(model, limits, what, which, Choices(bytes(others), wanted, contents))
    finish(model, limits)
    while model.size < limits.min_size:
        if model.active:
            raise_event(model, by_name()["state.updated", "event"], simplest())
        else:
            activate(model, limits)
            finish(model, limits)
    return model


def _carry_out(model: Model, limits: Limits, what: int, which: int, taken: Choices) -> None:
    """Carry out a decision, if there is room for its messages."""
    if what in _CONTINUE:
        found = ready(model)
        if found:
            proceed(model, found[which % len(found)], limits, taken)
    elif what in _RAISE:
        if limits.has_room(model, 1 + activate(model, limits)):
            _raise_some(model, limits, which, taken)
    elif what in _SEND or what in _SEND_EARLY:
        often = [*limits.commands, *[each for each in limits.commands if each.name in _OFTEN] * 2]
        starting = _starting(model) if what in _SEND_EARLY else []
        if often and limits.has_room(model, 2 + (0 if starting else activate(model, limits))):
            _send_some(model, often[which % len(often)], starting, taken)
    elif what in _RETRY:
        if limits.has_room(model, SHORTEST):
            retry(model, taken)
    elif limits.has_room(model, SHORTEST):
        start(model, taken, first_failing=0)


def _raise_some(model: Model, limits: Limits, which: int, taken: Choices) -> None:
    """Raise an event: any, or one that announces an object, if possible one that lives."""
    announcing = [each for each in limits.events if announces(each.name)] if which in _AGAIN else []
    events = announcing or limits.events
    event = events[which % len(events)]
    again = _announced_again(model, event) if announcing else []
    raise_event(model, event, taken, again[taken.take(len(again))] if again else "")


def activate(model: Model, limits: Limits) -> int:
    """Let a session take commands if none does; return 0."""
    while not model.active:
        starts = [each for each in model.exchanges if each.is_open and each.command.name == START]
        if starts or not start(model, simplest()):  # no session can start before late answers have come
            proceed(model, (starts or ready(model))[0], limits, simplest())
    return 0


def start(model: Model, taken: Choices, *, first_failing: int = 1) -> bool:
    """Start a session: one that failed to start or has logged out, or a new one. Return whether there is one.

    It fails if the choice of its outcome is `first_failing` or a little more.
    """
    busy = {session_of(each.target) for each in model.exchanges}
    names = [name for name, is_active in model.sessions.items() if not is_active and name not in busy]
    may_add = len(model.sessions) < _MOST_SESSIONS
    if not (names or may_add):
        return False
    choice = taken.take(len(names) + may_add)
    name = names[choice] if choice < len(names) else model.new_target("", taken.wanted)
    model.sessions[name] = False
    sent = send_to(model, by_name()[START, "request"], name, taken)
    fails = taken.take(_OUTCOMES) in range(first_failing, first_failing + _FAILED_STARTS)
    sent.outcome = 0 if fails else _FAILURES
    return True


def retry(model: Model, taken: Choices) -> None:
    """Send the last request again that failed, unless its object has ended, or else start a session.

    It mostly succeeds now. If it fails again, it brings fewer messages. It repeats the data of the first request, so a
    counterexample that needs the data needs no retry.
    """
    failed = [each for each in model.closed if not each.succeeded and each.command.name != START]
    living = [each for each in failed if model.alive.get(each.target) == each.command.targets[0]]
    found = [each for each in living if session_of(each.target) in model.active]
    if found:
        exchange = model.send(found[-1].command, copied(found[-1].request))
        exchange.plan, exchange.outcome = taken, _FAILURES if taken.take(_OUTCOMES) else 0
    else:
        start(model, taken, first_failing=0)


def send_or_raise(model: Model, command: Message, taken: Choices) -> None:
    """Send a command, or only raise one of its events: a counterexample that needs the event does without the rest."""
    events = [by_name()[each.name, "event"] for each in command.secondary_events if each.name != INITIALIZED]
    choice = taken.take(_BYTE)
    if choice in _ONLY_EVENT and events:
        first = min(events, key=lambda each: not announces(each.name))
        distinct = [*dict.fromkeys([first, events[-1], *events])]
        raise_event(model, distinct[choice % len(distinct)], taken)
        return
    fails = choice in (_LOGOUT_FAILS if command.name == LOGOUT else _FAILS)
    send(model, command, taken).outcome = 0 if fails else _FAILURES


def _starting(model: Model) -> list[Exchange]:
    """Return the open starts of sessions that take no commands yet."""
    return [each for each in model.exchanges if each.is_start and not model.sessions[each.target]]


def _send_some(model: Model, command: Message, starting: list[Exchange], taken: Choices) -> None:
    """Send a command in a session that starts, or else in one that takes commands.

    The start is to succeed: if it failed, the command would be sent before the first start of the session.
    """
    if not starting:
        send_or_raise(model, command, taken)
        return
    starting[-1].outcome = _FAILURES
    outcome = taken.take(_OUTCOMES)
    send(model, command, taken, starting[-1].target).outcome = max(outcome - 1, 0)


def send(model: Model, command: Message, taken: Choices, near: str = "") -> Exchange:
    """Send a command to some object, which may have ended."""
    return send_to(model, command, _some_object(model, command.targets[0], taken, near, over=True), taken)


def send_to(model: Model, command: Message, target: str, taken: Choices) -> Exchange:
    """Send a command to an object."""
    exchange = model.send(command, {**taken.content(command), "target": target})
    exchange.plan = taken
    return exchange


def _announced_again(model: Model, event: Message) -> list[str]:
    """Return the objects around those that live and that an event may announce again."""
    kind_inside = kind_of(event.name)
    alive = model.alive.items()
    return [each for each, kind in alive if kind in event.targets and model.announced_again(kind_inside, each)]


def raise_event(model: Model, event: Message, taken: Choices, parent: str = "") -> None:
    """Raise an event that no command asked for, if one may come now: about some object, or about `parent`.

    With `parent`, it announces an object again that lives.
    """
    kind = event.targets[taken.take(len(event.targets))]
    target = parent or _some_object(model, kind, taken)
    if model.may_raise(event, target):
        created = None
        if announces(event.name):
            again = model.announced_again(kind_of(event.name), target)
            created = again[-1] if parent else announced(model, event, target, taken, again)
        model.announce(Due(event, kind, target, created), taken.content(event))


def announced(model: Model, event: Message, parent: str, taken: Choices, others: Sequence[str] = ()) -> str:
    """Return a target for an object that an event announces: a new one, that of one that has ended, or another one."""
    found = [*model.old_targets(kind_of(event.name), parent), *others]
    choice = taken.take(len(found) + 1)
    return found[choice - 1] if choice else model.new_target(parent, taken.wanted)


def _some_object(model: Model, kind: str, taken: Choices, near: str = "", *, over: bool = False) -> str:
    """Return an object of a kind: one that lives, a new one or, with `over`, one that has ended."""
    near = near or model.active[taken.take(len(model.active))]
    found = model.in_line(kind, near)[-_MOST_OBJECTS:]
    if kind == "session":
        return found[0]
    found += model.in_line(kind, near, model.over)[-1:] if over else []
    choice = taken.take(len(found) + 1)
    return found[choice] if choice < len(found) else new_object(model, kind, taken, near)


def new_object(model: Model, kind: str, taken: Choices, near: str) -> str:
    """Return a new object of a kind in another one, and let it live."""
    around = parents(kind)
    parent = _some_object(model, around[taken.take(len(around))], taken, near)
    target = model.new_target(parent, taken.wanted)
    model.learn(kind, target)
    return target


# exchanges


def ready(model: Model) -> list[Exchange]:
    """Return the exchanges whose next message may come now, the oldest first."""
    return [
        each
        for each in model.exchanges
        if (each.due and model.may_follow(each)) or (each.is_open and (model.may_fail(each) or model.may_succeed(each)))
    ]


def finish(model: Model, limits: Limits) -> None:
    """Let all messages come that are still to come; requests without an answer fail."""
    while model.exchanges:
        proceed(model, ready(model)[0], limits, simplest())


def proceed(model: Model, exchange: Exchange, limits: Limits, taken: Choices) -> None:
    """Let the next message of an exchange come: its answer, or an event."""
    if exchange.is_open:
        succeeds = exchange.is_decided or (_wants_success(model, exchange, limits) and _plan(model, exchange, limits))
        may_follow = succeeds and exchange.due and model.may_follow(exchange)
        if not may_follow or taken.take(_EARLY) < _EARLY - 1:
            answer = by_name()[exchange.command.name, "success" if succeeds else "failure"]
            model.answer(exchange, with_request(answer, taken.content(answer), exchange.request))
            return
    model.follow(exchange, taken.content(exchange.due[0].event))


def _wants_success(model: Model, exchange: Exchange, limits: Limits) -> bool:
    """Return whether a command is to succeed, and may."""
    if exchange.is_start and limits.is_last(model):
        return True
    if exchange.command.name == LOGOUT and model.active == [exchange.target] and limits.is_last(model):
        return False
    return exchange.outcome >= _FAILURES and model.may_succeed(exchange)


def _plan(model: Model, exchange: Exchange, limits: Limits) -> bool:
    """Plan the events of a command that is to succeed; return False if they have no room, or would collide."""
    due = _due_events(model, exchange, exchange.plan)
    if not limits.has_room(model, len(due) - exchange.is_start) or not model.may_promise(due):
        return False
    exchange.due = due
    return True


def _due_events(model: Model, exchange: Exchange, taken: Choices) -> list[Due]:
    """Return the events that follow a command if it succeeds now, each with its object."""
    command = exchange.command
    bound = {command.targets[0]: exchange.target}
    found = []
    for events in choices(command):
        secondary = events[taken.take(len(events))]
        is_wanted = secondary.when is None or taken.take(2)
        if is_wanted and model.is_due(exchange, once=secondary.once):
            found.append(_bound(model, exchange.target, secondary, bound, taken))
    return found


def _bound(model: Model, near: str, secondary: Secondary, bound: dict[str, str], taken: Choices) -> Due:
    """Return an event with its object. `bound` are the objects of the command's other events, by kind or by note."""
    event = by_name()[secondary.name, "event"]
    kinds = (secondary.of,) if secondary.of else event.targets
    kind, call = kinds[taken.take(len(kinds))], (secondary.note or "").partition(",")[0]
    target = bound.get(kind) or bound.get(call)
    if target is None:
        target = bound[call or kind] = _bound_object(model, kind, near, bound, taken)
    if not announces(event.name):
        return Due(event, kind, target)
    created = announced(model, event, target, taken)
    bound[event.name.partition(".")[0]] = created
    return Due(event, kind, target, created)


def _bound_object(model: Model, kind: str, near: str, bound: dict[str, str], taken: Choices) -> str:
    """Return another object of a kind for the events of a command: around it or in it, or in one that it creates."""
    created = next((bound[each] for each in parents(kind) if bound.get(each, near) not in model.alive), None)
    if created:
        return model.new_target(created, taken.wanted)
    others = set(bound.values())
    found = [each for each in model.in_line(kind, near) if each not in others]
    choice = 0 if found and is_within(near, found[0]) else taken.take(len(found) + 1)
    return found[choice] if choice < len(found) else model.new_target(near, taken.wanted)


# excerpts


def excerpt(model: Model, first: int, last: int) -> list[Json]:
    """Return a part of a log that shows no violation of a rule; it may be a little longer than wanted."""
    while any(_is_ambiguous(each, first, model.closed) for each in model.closed) or _is_unexplained(model, first):
        first -= 1
    while any(_crosses_logout(each, last, model.closed) for each in model.closed if each.asked >= first):
        last += 1
    return model.log[first:last]


def _is_unexplained(model: Model, first: int) -> bool:
    """Return whether an excerpt has an announcement of an object that lives, but not the request that allows it."""
    return any(asked < first <= again for asked, again in model.again)


def _is_ambiguous(exchange: Exchange, first: int, others: list[Exchange]) -> bool:
    """Return whether an answer to a request before the first message could be the answer to a later request."""
    is_cut = exchange.asked < first <= exchange.answered
    return is_cut and any(each.key == exchange.key and first <= each.asked < exchange.answered for each in others)


def _crosses_logout(exchange: Exchange, last: int, others: list[Exchange]) -> bool:
    """Return whether the excerpt would have a request and a later logout, but not the answer to the request."""
    is_cut = exchange.asked < last <= exchange.answered
    session = session_of(exchange.target)
    return is_cut and any(each.is_logout_of(session) and exchange.asked < each.answered < last for each in others)
