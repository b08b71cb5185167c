"""Hypothesis state machines that test a client: they play its peer, in every interleaving that the rules allow.

A `DesktopMachine` plays the platform of a desktop, a `PlatformMachine` plays the desktops of a platform. A tester
subclasses one with three methods: `send`, `receive` and `reset`. Every message is checked, alone and by the rules
between messages. The report of a failure ends with all messages in order.

They need the extra `testing`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from copy import deepcopy
from functools import partial
from random import Random
from typing import Any, NamedTuple, NoReturn, TypeVar

from hypothesis import Phase, note, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidDefinition
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cti_contract.contract.catalog import Message, by_name
from cti_contract.contract.targets import first_bad_segment
from cti_contract.problems import Problem
from cti_contract.sessions.entry import Sender
from cti_contract.sessions.objects import announced_id, announces, ends_its_target, is_within, kind_of
from cti_contract.sessions.rules import LOGOUT, START
from cti_contract.sessions.watch import SessionWatch
from cti_contract.testing.contents import Json, content, content_with_edge_text
from cti_contract.testing.edge_cases import IDS
from cti_contract.testing.session_model import CHANNEL_INITIALIZED, Due, Exchange, Model, parents, session_of
from cti_contract.testing.session_strategy import (
    Choices,
    Limits,
    announced,
    available,
    plain,
    proceed,
    ready,
    refuse_other_than_list,
    simplest,
)
from cti_contract.text import quote
from cti_contract.validation.dispatch import identify
from cti_contract.validation.json_values import copied

__all__ = ["DesktopMachine", "PlatformMachine"]

T = TypeVar("T")
#: A byte for each choice about a message: short ones become simple within seconds.
_CHOICES = st.binary(min_size=15, max_size=15)
_MOVES = 12  # the first ones are about ids, contents and the moves of a step; those behind are about events
_REQUEST_CHOICES = st.binary(min_size=11, max_size=11)
#: The contents of the messages of a step, equally often; None for the simplest content.
_CONTENTS = (None, content_with_edge_text, content)
_OUTCOMES = 10
#: Of this many choices, only the last one allows an answer that can only be a failure, or an event that open commands
#: cannot succeed after: otherwise ten commands would fail for each one that succeeds.
_RARELY, _DISTURBING = 6, 2
_CROSSING = 2  # of this many answers before which a logout may succeed, it does before one
_FEW_AT_ONCE, _MOST_AT_ONCE, _MOST_EVENTS = 2, 16, 6  # messages of commands, and events, in a step
#: Of this many requests, one is a logout and one starts the session again, one is sent before earlier answers are
#: taken, one although its session starts or logs out, one is of any command.
_LOGOUTS, _LATER, _RACING, _FAVOURITES = 24, 2, 2, 4
#: The commands of a platform by how often they are chosen: a call needs a dial, and most faults are those of calls.
#: The ends of calls show whether a platform confuses them.
_DIALS, _ENDS, _CALLS = 6, 4, 2
_ANSWERS = 4  # of this many events that no command asked for, one comes after a message of a command
#: The events that begin the life of the object that they address.
_BEGINNINGS = frozenset({CHANNEL_INITIALIZED, "conversation.created"})
#: The ids of every run. One begins with another: clients that compare only the beginning of a target confuse their
#: objects. An id in use is repeated, as `000`.
_IDS = ("0", "00")


def _unrepeated(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """Return a strategy for the same values, behind numbers that are not used.

    Hypothesis follows a run by up to five that only repeat parts of it, unless one of the choices was discarded, such
    as the second number of a unique list: of a hundred runs, only thirty would differ.
    """
    numbers = st.lists(st.integers(0, 255), min_size=3, max_size=3, unique_by=lambda number: number % 4)
    return st.tuples(numbers, strategy).map(lambda drawn: drawn[1])


class _Step(NamedTuple):
    """The choices about a step of a desktop's machine: a byte each, whether they are needed or not.

    So each keeps its meaning if a counterexample loses the messages before it.
    """

    answers: int
    session: int
    event: int
    about: int
    disturbing: int
    initializing: int
    failing: int
    which: int
    outcome: int
    crossing: int
    taken: Choices


class _Request(NamedTuple):
    """The choices about a request to a platform: a byte each, whether they are needed or not."""

    later: int
    near: int
    session: int
    racing: int
    change: int
    command: int
    favourite: int
    of_favourites: int
    over: int
    about: int
    taken: Choices


class _NotWrittenError(NotImplementedError):
    """A machine lacks a method or a rule: no fault of the client under test."""


class _Machine(RuleBasedStateMachine):
    """A peer of the client under test, with the messages so far and the picture of the sessions."""

    #: The names of the commands that may be sent beside `session.start`; None for all.
    commands: Collection[str] | None = None
    #: `PureCloud`, `inContact` or `Avaya`, whose commands and events come; None for all.
    platform: str | None = None
    _tested: Sender
    _watch: SessionWatch
    _steps = 8  # of a run, each of about five messages

    def __init_subclass__(cls, **options: Any) -> None:
        """Give the test of a machine settings that suit it; a tester may replace them.

        There is no phase `explain`: it runs a failing machine hundreds of times more, and writes below the messages.
        One fault is reported: each further one takes as long to shrink. A profile that sets a number of steps keeps it.
        """
        super().__init_subclass__(**options)
        current, usual = settings(), settings.get_profile("default")
        steps = cls._steps if current.stateful_step_count == usual.stateful_step_count else current.stateful_step_count
        phases = [each for each in current.phases if each is not Phase.explain]
        cls.TestCase.settings = settings(
            cls.TestCase.settings, phases=phases, stateful_step_count=steps, report_multiple_bugs=False
        )

    def __init__(self) -> None:
        super().__init__()
        self._limits = Limits(0, None, *available(self.commands, self.platform), whole=True)
        self._model = Model()
        self._said: list[tuple[Sender, Any]] = []
        self._marked: set[int | None] = set()
        self._forgiven: set[int | None] = set()
        self._ids: list[str] = [*_IDS]
        self.reset()

    def send(self, message: dict[str, Any]) -> None:  # noqa: ARG002 -- a subclass takes it
        """Give a message to the client under test, and wait until it has dealt with it."""
        raise _NotWrittenError("a machine needs a method send(message)")

    def receive(self) -> Iterable[Any]:
        """Return the messages that the client under test has sent since the last call, in order."""
        raise _NotWrittenError("a machine needs a method receive()")

    def reset(self) -> None:
        """Start the client under test anew, without a session."""
        raise _NotWrittenError("a machine needs a method reset()")

    @property
    def objects(self) -> dict[str, str]:
        """The objects that live, as far as messages have named them: their kinds by their targets."""
        return dict(self._model.alive)

    def _deliver(self, message: Json) -> None:
        self._check(message, "platform" if self._tested == "client" else "client")
        self._call(lambda: self.send(copied(message)))

    def _received(self) -> list[Any]:
        received = self._call(self.receive)
        if isinstance(received, (str, bytes, dict)) or not isinstance(received, Iterable):
            raise TypeError(f"receive() must return a list of messages, not {received!r}")
        return self._call(lambda: list(received))

    def _call(self, call: Callable[[], T]) -> T:
        """Return the result of a call of the client; fail if it raises an exception."""
        try:
            return call()
        except _NotWrittenError:
            raise
        except Exception as error:
            last = len(self._said) - 1
            self._marked = {last}
            raise AssertionError(f"the {_PARTIES[self._tested]} raised {error!r} on message {last}") from error

    def _check(self, message: Any, sender: Sender) -> None:
        """Check a message, which one of the two has sent."""
        self._said.append((sender, copied(message)))
        self._refuse(self._watch.feed(message, sender=sender), {len(self._said) - 1})

    def _refuse(self, problems: list[Problem], shown_by: Collection[int] = ()) -> None:
        """Fail for the errors among some problems, which a message has shown."""
        errors = [each for each in problems if each.severity == "error" and not self._is_forgiven(each)]
        if errors:
            about = {each.message_index for each in errors}
            if any(map(self._is_own, errors)):
                about.update(shown_by)
            self._fail("\n".join(map(self._text, errors)), about)

    def _is_own(self, problem: Problem) -> bool:
        """Return whether a problem is about a message of the machine."""
        assert problem.message_index is not None
        return self._said[problem.message_index][0] != self._tested

    def _text(self, problem: Problem) -> str:
        """Return the text of a problem. A request to an ended object is no fault of the machine, its success is one."""
        if problem.code in _AFTER and self._is_own(problem):
            return f"a success of message {problem.message_index}, which may only fail: {problem}"
        return str(problem)

    def _is_forgiven(self, problem: Problem) -> bool:
        """Return whether a problem is none: the success of a command to an ended object whose target lives again."""
        if problem.code in _AFTER and self._is_own(problem):
            assert problem.message_index is not None
            target = self._said[problem.message_index][1]["target"]
            if target in self._model.alive:
                self._forgiven.add(problem.message_index)
        return problem.message_index in self._forgiven

    def _fail(self, text: str, about: set[int | None]) -> NoReturn:
        self._marked = about
        raise AssertionError(text)

    def _messages(self) -> str:
        """Return all messages in order, those that the failure is about marked."""
        lines = [
            f"{'>' if at in self._marked else ' '}{at:>3}. desktop {_ARROWS[sender]} platform  {_shown(each)}"
            for at, (sender, each) in enumerate(self._said)
        ]
        return "\n".join(("Messages:", *lines))

    def teardown(self) -> None:
        """Report what is certain at the end of a run; if the run fails, show its messages at the end of the report."""
        try:
            if sys.exc_info()[0] is None:
                self._finish()
        finally:
            if sys.exc_info()[0] is not None:
                note(self._messages())

    def _finish(self) -> None:
        """Report what is certain at the end of a run."""
        self._refuse(self._watch.close())


_AFTER = frozenset({"after-end", "after-logout"})
_ARROWS: dict[Sender, str] = {"client": "-->", "platform": "<--"}
_PARTIES: dict[Sender, str] = {"client": "desktop", "platform": "platform"}


def _shown(message: Any) -> str:
    """Return a message as a line: its name, its target, and what it carries."""
    if not isinstance(message, dict):
        return repr(message)
    first = [message.get("command", message.get("name")), message.get("result"), message.get("target")]
    rest = {name: each for name, each in message.items() if name not in _SHOWN}
    parts = [*(str(each) for each in first if each is not None), json.dumps(rest, ensure_ascii=False, default=repr)]
    return "  ".join(parts)


_SHOWN = frozenset({"command", "name", "result", "target", "messageType", "original"})


class DesktopMachine(_Machine):
    """A machine that tests a desktop: it plays the platform.

    It answers the requests of the desktop in any order that the rules allow, by successes and failures, raises the
    events that follow, and others about objects that it has announced. The desktop fails if it raises an exception,
    sends an invalid message, breaks a rule between messages, or sends a command to an object that has ended or is of
    another kind, or in a session that was not started.

    Most requests come because a user does something: add a `rule` for each thing that a user can do. Add an `invariant`
    to compare the state of the desktop with `objects`. A desktop that does not begin by itself needs a rule that starts
    its session.

    Example:
        >>> from hypothesis import settings
        >>> from hypothesis.stateful import run_state_machine_as_test
        >>> from cti_contract.testing.stateful import DesktopMachine
        >>> class Desktop(DesktopMachine):
        ...     def reset(self):
        ...         self.outbox = [{"command": "session.start", "target": "jdoe", "data": {}}]
        ...
        ...     def send(self, message):
        ...         if message.get("name") == "session.initialized":
        ...             self.outbox.append({"command": "session.request.logout", "target": "jdoe", "data": {}})
        ...
        ...     def receive(self):
        ...         sent, self.outbox = self.outbox, []
        ...         return sent
        >>> run_state_machine_as_test(Desktop, settings=settings(max_examples=5, deadline=None))
    """

    _tested = "client"
    _steps = 25  # few bugs of a desktop need more, and failing runs of 50 take minutes to shrink

    def __init__(self) -> None:
        self._watch = SessionWatch(whole=True)
        super().__init__()
        events = self._limits.events
        self._beginnings = [each for each in events if announces(each.name) or each.name in _BEGINNINGS]
        ends = [each for each in events if ends_its_target(each.name)]
        self._ends = [*ends, *[each for each in ends if each.name == "interaction.ended"] * 2]  # most calls end alone
        documented = [each for each in events if each.status == "documented"]  # those whose data a desktop reads
        self._any_events = [*events, *documented * 3, *self._beginnings, *self._ends]

    @initialize(groups=_unrepeated(st.lists(st.sampled_from(list(IDS)), max_size=2)))
    def choose_ids(self, groups: list[str]) -> None:
        """Choose the ids of new objects: simple ones, and some that programs confuse."""
        self._ids += [own for group in groups for own in IDS[group]]

    @invariant()
    def collect_requests(self) -> None:
        """Take what the desktop has sent."""
        for message in self._received():
            self._check(message, "client")
            command = by_name()[identify(message).name, "request"]
            self._refuse_early(command, message["target"])
            self._refuse_wrong_object(command, message["target"])
            sent = self._model.send(command, message)
            for older in self._model.exchanges[:-1]:
                older.must_fail |= older.command.name == LOGOUT and older.key == sent.key
            self._model.sessions.setdefault(session_of(message["target"]), False)

    def _refuse_early(self, command: Message, target: str) -> None:
        """Fail for a command of a session that was not started, or whose start has failed."""
        model, session = self._model, session_of(target)
        if command.name == START or model.sessions.get(session) or model.is_starting(session):
            return
        has_failed = any(each.key == (START, session) for each in model.closed)
        state = "after a failed start" if has_failed else "before its start"
        self._fail(f"{command.name} in the session {session} {state}", {len(self._said) - 1})

    def _refuse_wrong_object(self, command: Message, target: str) -> None:
        """Fail for a request to an object whose end the desktop knows, or whose kind is another one."""
        kind = self._model.alive.get(target, command.targets[0])
        if target in self._model.over:
            self._fail(f"a request to {target}, which has ended", {len(self._said) - 1})
        if kind not in command.targets:
            self._fail(f"{command.name} to {target}, which is a {kind}", {len(self._said) - 1})

    def _step(self, choices: bytes, data: st.DataObject) -> _Step:
        """Return the choices about a message: the first two decide on ids and on its content."""
        wanted, drawn = self._ids[choices[0] % len(self._ids)], _CONTENTS[choices[1] % len(_CONTENTS)]
        contents = partial(_drawn, data, drawn) if drawn else plain
        return _Step._make((*choices[2:_MOVES], Choices(choices[_MOVES:], wanted, contents)))

    def _may_continue(self) -> bool:
        return bool(self._ready())

    def _ready(self) -> list[Exchange]:
        """Return the exchanges whose next message may come now, first those without an answer.

        Most faults need no event, so their messages become few.
        """
        return sorted(ready(self._model), key=lambda each: not each.is_open)

    def _may_raise(self) -> bool:
        """Return whether an event may come, or the answer that starts a session."""
        return bool(self._model.active) or self._may_continue()

    def _may_only_wait(self) -> bool:
        return bool(self._said) and not self._may_raise()

    @precondition(_may_continue)
    @rule(burst=st.lists(_CHOICES, min_size=1, max_size=_FEW_AT_ONCE), data=st.data())
    def answer_or_follow(self, burst: list[bytes], data: st.DataObject) -> None:
        """Answer an open request, or raise the next event of a command."""
        self._go_on_often(burst, data)

    @precondition(_may_continue)
    @rule(burst=st.lists(_CHOICES, min_size=1, max_size=_MOST_AT_ONCE), data=st.data())
    def answer_and_follow(self, burst: list[bytes], data: st.DataObject) -> None:
        """Let several answers and events of commands come."""
        self._go_on_often(burst, data)

    def _go_on_often(self, burst: list[bytes], data: st.DataObject) -> None:
        for choices in burst:
            if self._may_continue():
                self._go_on(self._step(choices, data))

    def _go_on(self, step: _Step) -> None:
        """Let the next message of some command come, rarely that of one that can only fail."""
        found = self._ready()
        good = [each for each in found if not each.is_open or each.is_decided or self._model.may_succeed(each)]
        if good and step.failing % _RARELY < _RARELY - 1:
            found = good
        if step.crossing % _CROSSING:
            found = [each for each in good if self._would_cross(each)] or found
        exchange = found[step.which % len(found)]
        if exchange.plan is None:
            exchange.plan, exchange.outcome = step.taken, step.outcome % _OUTCOMES - exchange.is_start
        self._proceed(exchange, step.taken)
        self.collect_requests()

    def _would_cross(self, logout: Exchange) -> bool:
        """Return whether an exchange is a logout, and an earlier request of its session would be answered after it."""
        earlier = [each for each in self._model.exchanges if each.is_open and each.asked < logout.asked]
        is_logout = logout.command.name == LOGOUT and logout.is_open
        return is_logout and any(is_within(each.target, logout.target) for each in earlier)

    def _proceed(self, exchange: Exchange, taken: Choices) -> None:
        """Let the next message of a command come."""
        before = len(self._model.log)
        proceed(self._model, exchange, self._limits, taken)
        self._deliver_since(before)

    def _deliver_since(self, before: int) -> None:
        """Give new messages of the platform to the desktop."""
        for message in self._model.log[before:]:
            self._deliver(message)

    @precondition(_may_raise)
    @rule(levels=st.lists(_CHOICES, min_size=1, max_size=4), data=st.data())
    def begin_object(self, levels: list[bytes], data: st.DataObject) -> None:
        """Announce an object that no command asked for, perhaps an object in it, and so on."""
        events, near = self._beginnings, ""
        for choices in levels:
            step = self._step(choices, data)
            near = self._raise(events, step, near)
            if near and step.initializing % 2:
                self._raise_initialized(near, step)
            events = [each for each in self._beginnings if self._around(each, near)] if near else []
            if not events:
                break

    @precondition(_may_raise)
    @rule(burst=st.lists(_CHOICES, min_size=1, max_size=_FEW_AT_ONCE), data=st.data())
    def end_object(self, burst: list[bytes], data: st.DataObject) -> None:
        """End an object that was announced, or announce one if there is none."""
        for choices in burst:
            self._raise([*self._ends, *self._beginnings], self._step(choices, data))

    @precondition(_may_raise)
    @rule(burst=st.lists(_CHOICES, min_size=1, max_size=_MOST_EVENTS), data=st.data())
    def raise_events(self, burst: list[bytes], data: st.DataObject) -> None:
        """Raise any events that no command asked for."""
        for choices in burst:
            self._raise(self._any_events, self._step(choices, data))

    def _raise(self, events: Sequence[Message], step: _Step, near: str = "") -> str:
        """Raise one of some events, about an object that was announced, or one that it announces.

        Return the target of a new object, or an empty text. With `near`, it is directly in that object.
        """
        model = self._model
        if self._may_continue() and (not model.active or step.answers % _ANSWERS == _ANSWERS - 1):
            self._go_on(step)  # Hypothesis leaves the rules that answer out of many runs
        if not model.active or (near and near not in model.alive):
            return ""
        near = near or model.active[step.session % len(model.active)]
        if model.is_starting_again(session_of(near)):
            self._go_on(step)
            return ""
        event, objects = _first_with(_from(events, step.event), lambda event: self._around(event, near))
        if ends_its_target(event.name):  # an object ends the more often the more objects are in it
            objects = [each for each in objects for inner in model.alive if is_within(inner, each[1])]
        kind, target, is_new = objects[step.about % len(objects)]
        may_come = is_new or model.may_raise(event, target)
        may_disturb = step.disturbing % _DISTURBING == _DISTURBING - 1
        if not may_come or (model.would_disturb(event, target) and not may_disturb):
            self._go_on(step)  # there is an exchange that forbids the event, and one of all may always go on
            return ""
        before, created = len(model.log), None
        if is_new:
            target = announced(model, event, target, step.taken, self._initialized_again(event, target))
        elif announces(event.name):
            again = model.announced_again(kind_of(event.name), target)
            created = announced(model, event, target, step.taken, again)
        model.announce(Due(event, kind, target, created), step.taken.content(event))
        self._deliver_since(before)
        self.collect_requests()
        return created or (target if is_new else "")

    def _initialized_again(self, event: Message, parent: str) -> list[str]:
        """Return the channels in an object that live and may be initialized again.

        There is nothing in them: whether that would live on is not documented.
        """
        if event.name != CHANNEL_INITIALIZED:
            return []
        alive = self._model.alive
        found = self._model.announced_again("channel", parent)
        return [each for each in found if not any(inner != each and is_within(inner, each) for inner in alive)]

    def _raise_initialized(self, target: str, step: _Step) -> None:
        """Say that a new object is initialized, if there is an event for that."""
        name = f"{self._model.alive.get(target)}.initialized"
        events = [each for each in self._limits.events if each.name == name and name not in _BEGINNINGS]
        if events:
            self._raise(events, step, target)

    def _around(self, event: Message, near: str) -> list[tuple[str, str, bool]]:
        """Return the objects that an event may be about, with their kinds; of a new object, its parent.

        They are anywhere in a session. Near another object, they are that object only.
        """
        if event.name in _BEGINNINGS:
            kind = kind_of(event.name)
            found = [(kind, each, True) for around in parents(kind) for each in self._model.in_line(around, near)]
        else:
            found = [(kind, each, False) for kind in event.targets for each in self._model.in_line(kind, near)]
        return [each for each in found if "." not in near or each[1] == near]

    @precondition(_may_only_wait)
    @rule()
    def wait(self) -> None:
        """Do nothing: the desktop may have to go on first."""

    def teardown(self) -> None:
        """Report what is certain at the end of a run, also that nothing can happen."""
        if isinstance(sys.exc_info()[1], InvalidDefinition) and not self._said:
            raise _NotWrittenError(
                "the desktop has sent nothing: start its session in reset(), or add a rule that does"
            )
        super().teardown()

    def _finish(self) -> None:
        """Answer what is still open, as every platform does, and report what is certain at the end."""
        while found := self._ready():
            self._proceed(found[0], simplest())
        super()._finish()


def _from(messages: Sequence[Message], index: int) -> list[Message]:
    """Return messages in a circle, from an index on.

    The first one that is possible is chosen: it stays the same if others become possible, so that counterexamples
    become short.
    """
    start = index % max(len(messages), 1)
    return [*messages[start:], *messages[:start]]


def _shuffled(messages: Sequence[Message], number: int) -> list[Message]:
    """Return messages in an order of its own for each number, for 0 as they are.

    The first one that is possible is chosen: each about as often, and the same one if others become possible.
    """
    return Random(number).sample(messages, len(messages)) if number else list(messages)


def _weight(command: Message) -> int:
    """Return how often a command of a platform is chosen in comparison with others."""
    if command.name == "channel.dial":
        return _DIALS
    if any(ends_its_target(each.name) for each in command.secondary_events):
        return _ENDS
    return _CALLS if command.targets[0] in ("interaction", "conversation") else 1


def _first_with(messages: Iterable[Message], objects: Callable[[Message], list[T]]) -> tuple[Message, list[T]]:
    """Return the first message that has objects, and the objects."""
    return next((message, each) for message, each in ((message, objects(message)) for message in messages) if each)


def _drawn(data: st.DataObject, drawn: Callable[[Message], st.SearchStrategy[Json]], message: Message) -> Json:
    """Return any content of a message."""
    return data.draw(drawn(message))


def _early(values: Sequence[T], number: int) -> T:
    """Return one of some values by a byte: the first one half of the times, the second one a quarter, and so on.

    A value is the same one if others are added behind it.
    """
    return values[min(8 - (255 - number).bit_length(), len(values) - 1)]


def _refuse_wrong_sessions(names: Any) -> None:
    """Raise TypeError or ValueError unless these are names of sessions, each once."""
    refuse_other_than_list("sessions", names, "jdoe", Sequence)
    if not names:
        raise ValueError("sessions must name a session")
    for number, name in enumerate(names):
        if "." in name or first_bad_segment(name) is not None:
            raise ValueError(f"sessions: {quote(name)} is no name: it must be a text without dots, spaces and controls")
        if name in names[:number]:
            raise ValueError(f"sessions must name {quote(name)} once only")


class PlatformMachine(_Machine):
    """A machine that tests a platform: it plays the desktops of several agents.

    It starts sessions, also some that run, and sends commands, often several before it looks for the answers, to
    objects that an event of the platform has named. Some go to an object that has ended, as if they had crossed its
    end: they must fail. The platform fails if it raises an exception, sends an invalid message, breaks a rule
    between messages, or has left a request unanswered or an event out when the machine has taken its messages.

    Example:
        >>> import cti_contract as cti
        >>> from hypothesis import settings
        >>> from hypothesis.stateful import run_state_machine_as_test
        >>> from cti_contract.testing.stateful import PlatformMachine
        >>> class Platform(PlatformMachine):
        ...     def reset(self):
        ...         self.outbox = []
        ...
        ...     def send(self, message):
        ...         self.outbox.append(cti.failure(message, code="E1", message="out of service"))
        ...
        ...     def receive(self):
        ...         sent, self.outbox = self.outbox, []
        ...         return sent
        >>> run_state_machine_as_test(Platform, settings=settings(max_examples=5, deadline=None))
    """

    #: The names of the sessions. One begins with another, and one differs by letter case: some platforms confuse them.
    sessions: Sequence[str] = ("jdoe", "jdoe2", "JDoe")
    _tested = "platform"

    def __init__(self) -> None:
        _refuse_wrong_sessions(self.sessions)
        self._watch = SessionWatch(whole=True, complete=True)
        super().__init__()
        found = self._limits.commands
        self._last = ""
        self._logout = [each for each in found if each.name == LOGOUT]
        weighted = [each for each in found if each.name != LOGOUT for _ in range(_weight(each))]
        self._commands = sorted(weighted, key=lambda each: len(each.secondary_events))  # a simpler one brings less

    @initialize(few=_unrepeated(st.binary(min_size=5, max_size=5)))
    def choose_few(self, few: bytes) -> None:
        """Choose how many sessions take part, and up to three commands that are sent more often than others."""
        agents, number, *favourites = few
        self._names = self.sessions[: len(self.sessions) - agents % len(self.sessions)]
        chosen = favourites[: number % (len(favourites) + 1)] if self._commands else []
        self._favourites = [self._commands[each % len(self._commands)] for each in chosen]

    @rule(burst=st.lists(_REQUEST_CHOICES, min_size=1, max_size=_MOST_AT_ONCE), data=st.data())
    def send_requests(self, burst: list[bytes], data: st.DataObject) -> None:
        """Send several commands."""
        for choices in burst:
            drawn, moves = _CONTENTS[choices[0] % len(_CONTENTS)], choices[1:]
            contents = partial(_drawn, data, drawn) if drawn else plain
            self._send_next(_Request._make((*moves, Choices(b"", None, contents))))

    def _send_next(self, sent: _Request) -> None:
        """Send a command of a session, or start it; take what the platform has sent before, or leave it for later."""
        if sent.later % _LATER < _LATER - 1:
            self._collect()
        is_near = sent.near % 2 and self._last in self._model.alive
        near = self._last if is_near else _early(self._names, sent.session)
        if self._is_changing(near) and sent.racing % _RACING < _RACING - 1:
            self._collect()
        command, targets = self._next(near, sent)
        if targets:
            self._request(command, _early(targets, sent.about), sent.taken)

    def _is_changing(self, near: str) -> bool:
        """Return whether the session of an object waits for the answer to a start or a logout."""
        session = session_of(near)
        return any(each.key in ((START, session), (LOGOUT, session)) for each in self._model.exchanges)

    def _next(self, near: str, sent: _Request) -> tuple[Message, list[str]]:
        """Return the next command of a session, and the objects to which it may be sent: around an object, or in it."""
        model, session = self._model, session_of(near)
        start, is_changing = by_name()[START, "request"], self._is_changing(near)
        if not (is_changing or model.sessions.get(session)):
            return start, [session]
        change = None if is_changing else sent.change % _LOGOUTS
        if change == 0 and self._logout:  # the simplest choice brings the fewest messages
            return self._logout[0], [session]
        if change == 1 and self._owes_nothing():
            return start, [session]
        commands = _shuffled(self._commands, sent.command)
        if sent.favourite % _FAVOURITES:
            commands = [*_shuffled(self._favourites, sent.of_favourites), *commands]
        objects = model.over if sent.over % _RARELY == _RARELY - 1 else model.alive
        found = ((command, model.in_line(command.targets[0], near, objects)) for command in commands)
        return next((each for each in found if each[1]), (start, []))

    def _owes_nothing(self) -> bool:
        """Return whether no answer and no event is still to come.

        It is not decided whether they come if the session begins anew meanwhile.
        """
        return not [each for each in deepcopy(self._watch).close() if each.severity == "error"]

    def _request(self, command: Message, target: str, taken: Choices) -> None:
        request = {**taken.content(command), "target": target}
        self._model.sessions.setdefault(session_of(target), False)
        self._model.send(command, request)
        self._last = target
        self._deliver(request)

    def _collect(self) -> None:
        """Take what the platform has sent."""
        for message in self._received():
            self._check(message, "platform")
            found = identify(message)
            if found.kind == "event":
                self._learn(found, message)
            else:
                key = found.name, message["target"]
                for each in [each for each in self._model.exchanges if each.key == key and each.is_open][:1]:
                    self._model.answer(each, message)

    def _learn(self, event: Message, message: Json) -> None:
        """Learn of the objects that an event names; not if its target may be of several kinds."""
        if len(event.targets) == 1:
            own = announced_id(event.name, message) if announces(event.name) else None
            created = f"{message['target']}.{own}" if own else None
            self._model.announce(Due(event, event.targets[0], message["target"], created), message)

    def _finish(self) -> None:
        """Report what is still missing at the end."""
        self._collect()
        super()._finish()
