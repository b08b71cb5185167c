"""Named ways to break one rule between the messages of a log, and to keep all others.

A few messages are put into a log that keeps every rule. They are about objects of their own, so they break the rule
wherever they come, and the other messages keep it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, NamedTuple

from hypothesis import strategies as st

from cti_contract.contract import walk
from cti_contract.contract.catalog import Kind, Message, Secondary, by_name
from cti_contract.contract.targets import object_kinds
from cti_contract.sessions.objects import announces, ends_its_target, kind_of
from cti_contract.sessions.rules import LOGOUT, START
from cti_contract.testing.contents import Json, content, with_request
from cti_contract.testing.session_model import INITIALIZED, Model
from cti_contract.testing.session_strategy import (
    Choices,
    Limits,
    activate,
    finish,
    models,
    new_object,
    plain,
    send_to,
    simplest,
)
from cti_contract.validation.json_values import same

#: Messages that follow each other directly.
_Group = list[Json]
#: Kinds of objects that several commands share.
_SHARED = frozenset({"session", "channelgroup"})
#: The events that begin the life of the object that they address.
_BEGINNINGS = frozenset({"channel.initialized", "conversation.created"})
_SUCCEEDS = 9  # the outcome of an exchange that succeeds
_BYTES = 12  # choices of an exchange
_LATE = 2  # two neighbours are reported as swapped


class BrokenLog(NamedTuple):
    """A log that breaks one rule once, and the code of the problem that `check_session` reports for that.

    Example:
        >>> import cti_contract as cti
        >>> from hypothesis import given, settings
        >>> from cti_contract.testing import strategies
        >>> @given(strategies.broken_sessions(rule="wrong-echo"))
        ... @settings(max_examples=5)
        ... def test_wrong_echo(broken):
        ...     rule, log = broken
        ...     assert rule in {problem.code for problem in cti.check_session(log)}
        >>> test_wrong_echo()
    """

    rule: str
    log: list[Json]


class Place(NamedTuple):
    """The part of a valid log where messages may be added, and the new channel that they are about.

    Attributes:
        draw: Draws a value of a strategy.
        limits: The commands and events that may come.
        log: The log.
        session: The session of the channel.
        channel: The target of the channel.
        first: The first index, after the initialization of the session.
        last: The last index, before the success of its logout or at the end of the log.
    """

    draw: st.DrawFn
    limits: Limits
    log: list[Json]
    session: str
    channel: str
    first: int
    last: int

    def put(self, *groups: _Group) -> list[Json]:
        """Return the log with groups of messages in it, in this order."""
        total = len(groups)
        at = sorted(self.draw(st.lists(st.integers(self.first, self.last), min_size=total, max_size=total)))
        log, begin = [], 0
        for index, group in zip(at, groups, strict=True):
            log += [*self.log[begin:index], *group]
            begin = index
        return log + self.log[begin:]

    def put_each(self, *messages: Json) -> list[Json]:
        """Return the log with messages in it, in this order."""
        return self.put(*([message] for message in messages))

    def one_of(self, found: list[Any]) -> Any:
        """Draw one of the elements of a list."""
        return self.draw(st.sampled_from(found))


class SessionMutation(NamedTuple):
    """A way to break a rule between messages.

    Attributes:
        rule: The code of the problem that `check_session` reports.
        summary: What it does, in one sentence.
        broken: Returns a log that breaks the rule.
        logs_out: Whether the session logs out at the end, so that what is missing will not come.

    Example:
        >>> from cti_contract.testing import strategies
        >>> strategies.SESSION_MUTATIONS["no-request"].summary
        'A response comes without its request.'
    """

    rule: str
    summary: str
    broken: Callable[[Place], list[Json]]
    logs_out: bool = False


@st.composite
def broken_logs(draw: st.DrawFn, mutation: SessionMutation, limits: Limits) -> BrokenLog:
    """Draw a log that breaks a rule once."""
    model = draw(models(limits))
    activate(model, limits)
    finish(model, limits)
    log, (session, first, last) = model.log, draw(st.sampled_from(_lives(model.log)))
    if mutation.logs_out and last == len(log):
        request = _request(LOGOUT, session)
        log = [*log, request, _answer(request, "success")]
        last = len(log) - 1
    own = _unused_id(log)
    channel = draw(st.sampled_from([f"{session}.{own}", f"{session}.{own}.{own}"]))
    return BrokenLog(mutation.rule, mutation.broken(Place(draw, limits, log, session, channel, first, last)))


def _lives(log: list[Json]) -> list[tuple[str, int, int]]:
    """Return the lives of sessions: the name, and the indexes after the initialization and before the logout."""
    begun: dict[str, set[str]] = {}
    since: dict[str, int] = {}
    found = []
    for index, message in enumerate(log):
        name, what = message["target"], message.get("name")
        if message.get("result") == "success" and message["command"] in (START, LOGOUT):
            what = message["command"]
        if what == LOGOUT:
            begun.pop(name, None)
            if name in since:  # otherwise the session has logged out before
                found.append((name, since.pop(name), index))
        elif what in (START, INITIALIZED):
            begun.setdefault(name, set()).add(what)
            if len(begun[name]) == len({START, INITIALIZED}):
                since[name] = index + 1
    return found + [(name, index, len(log)) for name, index in since.items()]


def _unused_id(log: list[Json]) -> str:
    """Return the simplest id that no object of a log has."""
    used = {each for message in log for each in message["target"].split(".")}
    created = [message for message in log if "name" in message and announces(message["name"])]
    used |= {message["data"][kind_of(message["name"])]["id"] for message in created}
    return next(str(number) for number in count() if str(number) not in used)


# the messages


def _request(command: str, target: str) -> Json:
    return {**plain(by_name()[command, "request"]), "target": target}


def _answer(request: Json, kind: Kind) -> Json:
    answer = by_name()[request["command"], kind]
    return with_request(answer, plain(answer), request)


def _event(place: Place, target: str, fits: Callable[[Message], bool]) -> Json:
    """Draw an event about an object."""
    kind = object_kinds()[object_kinds().index("channel") + target.count(".") - place.channel.count(".")]
    found = [each for each in place.limits.events if kind in each.targets and fits(each)]
    return {**plain(place.one_of(found)), "target": target}


def _exchange(place: Place, fits: Callable[[Message], bool], *, succeeds: bool = True) -> list[Json]:
    """Draw a command about an object of its own, its answer, and the events that follow it."""
    found = [each for each in place.limits.commands if each.targets[0] not in _SHARED and fits(each)]
    command = place.one_of(found)
    model = Model()
    model.sessions[place.session] = True
    model.learn("channel", place.channel)
    kind = command.targets[0]
    target = place.channel if kind == "channel" else new_object(model, kind, simplest(), place.channel)
    exchange = send_to(model, command, target, Choices(place.draw(st.binary(max_size=_BYTES)), None, plain))
    exchange.outcome = _SUCCEEDS * succeeds
    finish(model, place.limits)
    return model.log


def _any(_: Message) -> bool:
    return True


def _echoes(command: Message) -> bool:
    """Return whether a success repeats the data of its request, and other data are possible."""
    data = walk.followed(walk.merged(command.uri)["properties"]["data"])
    return command.echo and bool(data.get("properties") or data.get("additionalProperties", True))


def _awaits(command: Message) -> bool:
    """Return whether every success has an event."""
    return any(_is_certain(each) for each in command.secondary_events)


def _is_certain(event: Secondary) -> bool:
    return event.when is None and not event.once


def _has_order(command: Message) -> bool:
    """Return whether events of a command come in an order that no end of an object hides."""
    events = [each.name for each in command.secondary_events if _is_certain(each)]
    return len(events) > _LATE and not any(map(ends_its_target, events))


# the rules


def _no_request(place: Place) -> list[Json]:
    """A response lacks its request, or comes twice."""
    messages = _exchange(place, _any, succeeds=False)
    return place.put_each(*place.one_of([messages[1:], [*messages, messages[1]]]))


def _unanswered(place: Place) -> list[Json]:
    return place.put_each(_exchange(place, _any)[0])


def _wrong_echo(place: Place) -> list[Json]:
    request, success, *events = _exchange(place, _echoes)
    others = content(by_name()[request["command"], "request"])
    other = place.draw(others.filter(lambda drawn: not same(drawn["data"], request["data"])))
    return place.put_each(request, {**success, "data": other["data"]}, *events)


def _wrong_original(place: Place) -> list[Json]:
    request, failure = _exchange(place, _any, succeeds=False)
    changed = place.one_of([{"data": {"changed": True}}, {"target": place.session}, {"context": {"changed": True}}])
    return place.put_each(request, {**failure, "original": {**request, **changed}})


def _missing_event(place: Place) -> list[Json]:
    messages = _exchange(place, _awaits)
    events = by_name()[messages[0]["command"], "request"].secondary_events
    certain = {each.name for each in events if _is_certain(each)}
    which = place.one_of([at for at, each in enumerate(messages) if each.get("name") in certain])
    return place.put_each(*messages[:which], *messages[which + 1 :])


def _event_order(place: Place) -> list[Json]:
    """An event of a command comes at least two events too late."""
    request, success, *events = _exchange(place, _has_order)
    which = place.one_of([at for at, each in enumerate(events[:-_LATE]) if not announces(each["name"])])
    late = place.draw(st.integers(which + 1 + _LATE, len(events)))
    moved = [*events[:which], *events[which + 1 : late], events[which], *events[late:]]
    return place.put_each(request, success, *moved)


def _swapped(place: Place) -> list[Json]:
    """Two messages that follow each other directly are swapped: a request and its answer, or two events."""
    messages = _exchange(place, lambda command: _has_order(command) or not command.secondary)
    which = place.one_of([0, *range(2, len(messages) - 1)])
    pair = [messages[which + 1], messages[which]]
    before, after = messages[:which], messages[which + 2 :]
    return place.put(*([each] for each in before), pair, *([each] for each in after))


def _after_logout(place: Place) -> list[Json]:
    following = place.log[place.last :]
    starts = [
        at for at, each in enumerate(following) if (each["target"], each.get("command")) == (place.session, START)
    ]
    until = place.last + (starts[0] if starts else len(following))
    return place._replace(first=place.last + 1, last=until).put_each(_late(place))


def _late(place: Place) -> Json:
    """Draw an event, a request, or a failure."""
    found: Json = place.one_of([_event(place, place.channel, _any), *_exchange(place, _any, succeeds=False)])
    return found


def _late_start(place: Place) -> list[Json]:
    start = _request(START, place.session)
    return place.put_each(*_exchange(place, _any, succeeds=False), start, _answer(start, "failure"))


def _after_end(place: Place) -> list[Json]:
    ended = place.channel + ".0" * place.draw(st.integers(0, 2))
    below = place.one_of([ended, ended + ".0"]) if ended.count(".") < place.channel.count(".") + 2 else ended
    end = _event(place, ended, lambda each: ends_its_target(each.name))
    return place.put_each(end, _event(place, below, lambda each: each.name not in _BEGINNINGS))


def _id_in_use(place: Place) -> list[Json]:
    """A call or a group is announced twice."""
    group = plain(by_name()["channelgroup.created", "event"])
    group["data"]["channelgroup"]["id"] = place.channel.rpartition(".")[2]
    call = _event(place, place.channel, lambda each: announces(each.name))
    created = place.one_of([call, {**group, "target": place.session}])
    return place.put([created, created])


#: Every rule between messages that a log shows, by the code of its problem.
SESSION_MUTATIONS: dict[str, SessionMutation] = {
    each.rule: each
    for each in (
        SessionMutation("no-request", "A response comes without its request.", _no_request),
        SessionMutation("unanswered", "A request has no response at the logout.", _unanswered, logs_out=True),
        SessionMutation("wrong-echo", "A success does not repeat the data of its request.", _wrong_echo),
        SessionMutation("wrong-original", "A failure does not carry its request.", _wrong_original),
        SessionMutation("missing-event", "An event of a success is missing.", _missing_event, logs_out=True),
        SessionMutation("event-order", "An event of a success comes too late.", _event_order, logs_out=True),
        SessionMutation("swapped", "Two messages next to each other are swapped.", _swapped, logs_out=True),
        SessionMutation("after-logout", "A message comes after the logout.", _after_logout, logs_out=True),
        SessionMutation("late-start", "A session is started again after other requests.", _late_start),
        SessionMutation("after-end", "An event about an object comes after its end.", _after_end),
        SessionMutation("id-in-use", "Two objects are announced with one id.", _id_in_use),
    )
}
