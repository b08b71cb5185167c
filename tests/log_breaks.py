"""Break the rules of valid session logs one at a time.

Each break is a function of a source of chance and a valid log of whole sessions. It returns the broken log and the
codes that may report the break, or None where the log has no place for it. A break is made only where the log is then
certainly wrong: an event that another one like it could stand for is not dropped, for instance.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Literal, NamedTuple

from log_simulator import ECHO, Exchange, Json, Line, messages

START, LOGOUT = "session.start", "session.request.logout"
RAISING = {"session.request.addchannel", "session.addchannelgroup"}


class Broken(NamedTuple):
    log: list[Json]
    codes: frozenset[str]
    senders: list[Literal["client", "platform"]] | None = None


Break = Callable[[Random, list[Line]], Broken | None]


def broken(log: list[Line], *codes: str) -> Broken:
    return Broken(messages(log), frozenset(codes))


def copied(line: Line) -> Line:
    return line._replace(message=json.loads(json.dumps(line.message)))


def event(name: str, target: str, session: int) -> Line:
    return Line({"messageType": "objectEvent", "target": target, "name": name, "data": {}}, session, "free")


def chosen(draw: Random, log: list[Line], fits: Callable[[int, Line], bool]) -> int | None:
    places = [at for at, line in enumerate(log) if fits(at, line)]
    return draw.choice(places) if places else None


def is_answer(line: Line) -> bool:
    return line.part in ("answer", "late")


def is_success_of(line: Line, command: str) -> bool:
    return (
        is_answer(line)
        and line.exchange is not None
        and bool(line.exchange.succeeded)
        and line.exchange.command == command
    )


def life_of(log: list[Line], at: int) -> range:
    """Return the positions from the start of the session life around a line to its successful logout."""
    name = log[at].session
    outs = [each for each, line in enumerate(log) if line.session == name and is_success_of(line, LOGOUT)]
    last = next((each for each in outs if each >= at), len(log))
    first = max((each + 1 for each in outs if each < at), default=0)
    return range(first, last)


def mates(log: list[Line], at: int) -> list[int]:
    """Return the positions of the lines of the same session, in the same life and after a line."""
    return [each for each in life_of(log, at) if each > at and log[each].session == log[at].session]


def request_of(log: list[Line], exchange: Exchange) -> int:
    return next(at for at, line in enumerate(log) if line.part == "request" and line.exchange is exchange)


def answer_of(log: list[Line], exchange: Exchange) -> int:
    return next(at for at, line in enumerate(log) if is_answer(line) and line.exchange is exchange)


def exchange_of(line: Line) -> Exchange:
    assert line.exchange
    return line.exchange


def drop_answer(draw: Random, log: list[Line]) -> Broken | None:
    def fits(_: int, line: Line) -> bool:
        return (
            is_answer(line)
            and not is_success_of(line, LOGOUT)
            and not is_restart(log, request_of(log, exchange_of(line)))
        )

    at = chosen(draw, log, fits)
    if at is None:
        return None
    # in a session that is started again, the answer may be lost
    code = "open-at-end" if is_reconnected(log, request_of(log, exchange_of(log[at]))) else "unanswered"
    return broken(log[:at] + log[at + 1 :], code, "after-end")


def is_restart(log: list[Line], at: int) -> bool:
    """Return whether a request is a start after other requests: without an answer it is no second mistake."""
    before = [each for each in life_of(log, at) if each < at and log[each].session == log[at].session]
    return exchange_of(log[at]).command == START and any(
        log[each].part == "request" and exchange_of(log[each]).command != START for each in before
    )


def is_reconnected(log: list[Line], at: int) -> bool:
    """Return whether the session of a line is started again after it."""
    return any(
        is_success_of(log[each], START) and is_restart(log, request_of(log, exchange_of(log[each])))
        for each in mates(log, at)
        if log[each].exchange is not log[at].exchange
    )


def drop_request(draw: Random, log: list[Line]) -> Broken | None:
    """A session without the request of its first start is an excerpt, so that one stays."""
    at = chosen(draw, log, lambda at, line: line.part == "request" and exchange_of(line).command != START and at > 0)
    if at is None:
        return None
    # with another request of the same command and target open, the answer is one to that, with wrong data
    return broken(log[:at] + log[at + 1 :], "no-request", "wrong-echo", "wrong-original", "after-logout", "swapped")


def answer_twice(draw: Random, log: list[Line]) -> Broken | None:
    at = chosen(draw, log, lambda _, line: line.part == "answer" and not is_success_of(line, LOGOUT))
    later = mates(log, at) if at is not None else []
    if at is None or not later:
        return None
    to = draw.choice(later[:-1] or later)
    # directly before the next request of its kind it looks like the answer to that
    codes = ("no-request", "swapped", "wrong-echo", "wrong-original")
    return broken([*log[:to], copied(log[at]), *log[to:]], *codes)


def swap_request_and_answer(draw: Random, log: list[Line]) -> Broken | None:
    def fits(at: int, line: Line) -> bool:
        following = mates(log, at)
        if (
            line.part != "request"
            or not following
            or (exchange_of(line).command == START and not exchange_of(line).succeeded)
        ):
            return False  # a failed start may have been sent before the log
        return log[following[0]].exchange is line.exchange and is_answer(log[following[0]])

    at = chosen(draw, log, fits)
    if at is None:
        return None
    return broken(swapped(log, at, mates(log, at)[0]), "swapped")


def swapped(log: list[Line], one: int, other: int) -> list[Line]:
    turned = list(log)
    turned[one], turned[other] = log[other], log[one]
    return turned


def move_answer_up(draw: Random, log: list[Line]) -> Broken | None:
    """Move an answer to before its request, with other messages between them."""

    def places(at: int) -> list[int]:
        exchange = exchange_of(log[at])
        request = request_of(log, exchange)
        own = [each for each in life_of(log, at) if log[each].session == log[at].session and each < request]
        begun = next((n for n, each in enumerate(own) if is_success_of(log[each], START)), len(own))
        alike = {each.exchange for each in log[:request] if each.exchange and each.exchange.key == exchange.key}
        taken = [range(request_of(log, each), answer_of(log, each) + 1) for each in alike]
        return [each for each in own[begun + 1 : -2] if not any(each in places for places in taken)]

    at = chosen(
        draw, log, lambda at, line: line.part == "answer" and exchange_of(line).command != START and bool(places(at))
    )
    if at is None:
        return None
    to = draw.choice(places(at))
    return broken([*log[:to], log[at], *log[to:at], *log[at + 1 :]], "no-request", "wrong-echo")


def change_echo(draw: Random, log: list[Line]) -> Broken | None:
    member = {"destination": "changed", "channeloptions": {"queue": "changed"}}

    def fits(_: int, line: Line) -> bool:
        return (
            is_answer(line)
            and line.message["result"] == "success"
            and bool(line.message.get("data", {}).keys() & member)
        )

    at = chosen(draw, log, fits)
    if at is None:
        return None
    line = copied(log[at])
    line.message["data"] = {name: member[name] for name in line.message["data"]}
    return broken([*log[:at], line, *log[at + 1 :]], "wrong-echo")


def change_original(draw: Random, log: list[Line]) -> Broken | None:
    at = chosen(draw, log, lambda _, line: is_answer(line) and line.message["result"] == "failure")
    if at is None:
        return None
    line = copied(log[at])
    line.message["original"]["context"] = {"changed": True}
    return broken([*log[:at], line, *log[at + 1 :]], "wrong-original")


#: The events that each serve all waiting successes of the same command and target.
SHARED = ("state.updated", "session.agentleg.connected", "session.agentleg.failed")


def is_due(log: list[Line], at: int) -> bool:
    """Return whether an event must come and no other event of the log can stand for it."""
    line = log[at]
    exchange = line.exchange
    if line.part != "secondary" or not exchange or not exchange.succeeded:
        return False
    request = request_of(log, exchange)
    if is_restart(log, request) or is_reconnected(log, request) or is_on_older_object(log, exchange, request):
        return False
    others = [log[each] for each in life_of(log, at) if each > request and each != at]
    return not any(stands_for(log, other, line) for other in others)


def is_on_older_object(log: list[Line], exchange: Exchange, request: int) -> bool:
    """Return whether a command has an event only on a new object, and its object may be older than the log."""
    if exchange.command != "interaction.request.recording.stop":
        return False
    before = [line.name for line in log[:request] if line.target == exchange.target]
    return "interaction.preview" not in before


def stands_for(log: list[Line], other: Line, line: Line) -> bool:
    """Return whether an event could serve the command of another event that it follows."""
    exchange = exchange_of(line)
    around = line.target
    if exchange.command == "interaction.consulttransfer" or line.name == "conversation.created":
        around = exchange.target  # any conversation of the interaction can have it
    elif exchange.command == "channel.dial" and line.name.startswith("conversation."):
        around = line.target.rpartition(".")[0]
    if other.name != line.name or not f"{other.target}.".startswith(f"{around}."):
        return False
    if other.target.count(".") != line.target.count(".") and line.name != "conversation.created":
        return False
    if other.exchange is None:
        return True
    # an event of several successes may serve one of them, and the other one is left over
    return line.name in SHARED and (other.exchange.key == exchange.key or not is_only(log, other.exchange))


def is_only(log: list[Line], exchange: Exchange) -> bool:
    """Return whether no other exchange has the same command and target."""
    return not any(
        line.exchange and line.exchange is not exchange and line.exchange.key == exchange.key for line in log
    )


def is_alone(log: list[Line], at: int) -> bool:
    """Return whether no other exchange has the same command and target, and every event of this one is due."""
    exchange = exchange_of(log[at])
    mine = [each for each, line in enumerate(log) if line.exchange is exchange and line.part == "secondary"]
    events = [(line.name, line.target) for line in log[request_of(log, exchange) :] if line.name]
    if any(events.count((log[each].name, log[each].target)) > 1 for each in mine):
        return False
    return is_only(log, exchange) and all(is_due(log, each) for each in mine)


def drop_event(draw: Random, log: list[Line]) -> Broken | None:
    at = chosen(draw, log, lambda at, _: is_due(log, at))
    if at is None:
        return None
    return broken(log[:at] + log[at + 1 :], "missing-event")


def raise_on_wrong_level(draw: Random, log: list[Line]) -> Broken | None:
    at = chosen(
        draw, log, lambda at, line: line.name == "state.updated" and line.target.count(".") > 1 and is_due(log, at)
    )
    if at is None:
        return None
    line = copied(log[at])
    line.message["target"] = line.target.rpartition(".")[0]
    return broken([*log[:at], line, *log[at + 1 :]], "missing-event")


def swap_events(draw: Random, log: list[Line]) -> Broken | None:
    def fits(at: int, line: Line) -> bool:
        following = mates(log, at)
        return (
            is_due(log, at)
            and log[following[0]].exchange is line.exchange
            and log[following[0]].part == "secondary"
            and is_alone(log, at)
        )

    at = chosen(draw, log, fits)
    if at is None:
        return None
    return broken(swapped(log, at, mates(log, at)[0]), "swapped", "event-order", "after-end", "missing-event")


def delay_event(draw: Random, log: list[Line]) -> Broken | None:
    """Move an event behind a later one of the same command, with others between them."""

    def places(at: int) -> list[int]:
        return [
            each
            for each in mates(log, at)[1:]
            if log[each].exchange is log[at].exchange and log[each].part == "secondary"
        ]

    at = chosen(draw, log, lambda at, _: is_due(log, at) and bool(places(at)) and is_alone(log, at))
    if at is None:
        return None
    to = draw.choice(places(at)) + 1
    codes = ("event-order", "missing-event", "after-end", "id-in-use", "swapped")
    return broken([*log[:at], *log[at + 1 : to], log[at], *log[to:]], *codes)


def go_on_after_logout(draw: Random, log: list[Line]) -> Broken | None:
    at = chosen(draw, log, lambda _, line: is_success_of(line, LOGOUT))
    if at is None:
        return None
    following = [each for each in range(at + 1, len(log)) if log[each].session == log[at].session]
    last = next((each for each in following if log[each].part == "request"), len(log))
    to = draw.randrange(at + 1, last + 1)
    extra = [event("state.updated", log[at].target, log[at].session)] * draw.choice((1, 1, 3))
    return broken([*log[:to], *extra, *log[to:]], "after-logout")


def start_late(draw: Random, log: list[Line]) -> Broken | None:
    at = chosen(
        draw,
        log,
        lambda at, line: (
            line.part == "request" and exchange_of(line).command not in (START, LOGOUT) and bool(mates(log, at))
        ),
    )
    if at is None:
        return None
    name = log[at].target.partition(".")[0]
    to = draw.choice(mates(log, at)) + 1
    request = Line({"command": START, "target": name, "data": {}}, log[at].session, "request")
    success = Line({"command": START, "target": name, "result": "success"}, log[at].session, "answer")
    whole = [request, success, event("session.initialized", name, log[at].session)]
    return broken([*log[:to], *whole[: draw.choice((1, 3))], *log[to:]], "late-start")


def ends(line: Line) -> bool:
    return line.name.endswith(".disposed") or line.name == "interaction.ended"


def until_reborn(log: list[Line], at: int) -> list[int]:
    """Return the positions after the end of an object, before it or an object around it can live again."""
    target = log[at].target
    last = []
    for each in mates(log, at):
        line = log[each]
        created = (
            line.message.get("data", {}).get("interaction", {}).get("id")
            if isinstance(line.message.get("data"), dict)
            else None
        )
        born = f"{line.target}.{created}" if created else line.target
        begins = line.name.endswith((".created", "channel.initialized")) or (is_success_of(line, START))
        if begins and (
            f"{target}.".startswith(f"{born}.") or is_success_of(line, START) or born == target.rpartition(".")[0]
        ):
            break
        last.append(each)
    return last


def address_an_ended_object(draw: Random, log: list[Line]) -> Broken | None:
    at = chosen(draw, log, lambda at, line: ends(line) and bool(until_reborn(log, at)))
    if at is None:
        return None
    target, session = log[at].target, log[at].session
    kind = log[at].name.partition(".")[0]
    to = draw.choice(until_reborn(log, at)) + 1
    if draw.random() < 0.3:
        command = {"conversation": "conversation.retrieve", "interaction": "interaction.accept"}.get(
            kind, "channel.activate"
        )
        data: Json = {"channeloptions": {"queue": "a"}} if kind == "channel" else {}
        request: Json = {"command": command, "target": target, "data": data}
        success: Json = {"command": command, "target": target, "result": "success"}
        if command in ECHO:
            success["data"] = data
        extra = [Line(request, session, "request"), Line(success, session, "answer")]
    else:
        name = {"conversation": "conversation.updated", "interaction": "interaction.datachanged"}.get(
            kind, "channel.infochanged"
        )
        extra = [event(name, target, session)] * draw.choice((1, 1, 3))
    return broken([*log[:to], *extra, *log[to:]], "after-end")


def use_an_id_twice(draw: Random, log: list[Line]) -> Broken | None:
    def places(at: int) -> list[int]:
        line = log[at]
        own = line.message["data"][line.name.partition(".")[0]]["id"]
        found = []
        is_initialized = not any(is_success_of(log[each], START) for each in mates(log, at)) and any(
            log[each].name == "session.initialized"
            for each in range(
                max(
                    each
                    for each in range(at)
                    if log[each].session == line.session and log[each].message.get("command") == START
                ),
                at,
            )
            if log[each].session == line.session
        )
        for each in mates(log, at) if is_initialized else ():
            other = log[each]
            command = exchange_of(other).command if other.part == "request" else ""
            if (
                command in RAISING
                or command == START
                or (ends(other) and f"{line.target}.{own}.".startswith(f"{other.target}."))
            ):
                break
            found.append(each)
        return found

    def fits(at: int, line: Line) -> bool:
        open_commands = {
            each.exchange.command
            for each in log[:at]
            if each.part == "request"
            and each.exchange
            and each.session == line.session
            and answer_of(log, each.exchange) > at
        }
        return (
            line.name in ("interaction.created", "channelgroup.created")
            and not open_commands & RAISING
            and bool(places(at))
        )

    at = chosen(draw, log, fits)
    if at is None:
        return None
    to = draw.choice(places(at)) + 1
    return broken([*log[:to], copied(log[at]), *log[to:]], "id-in-use")


def turn_direction(draw: Random, log: list[Line]) -> Broken | None:
    senders: list[Literal["client", "platform"]] = ["client" if line.part == "request" else "platform" for line in log]
    at = draw.randrange(len(log))
    senders[at] = "platform" if senders[at] == "client" else "client"
    return Broken(messages(log), frozenset(["wrong-direction"]), senders)


BREAKS: dict[str, Break] = {
    each.__name__: each
    for each in (
        drop_answer,
        drop_request,
        answer_twice,
        swap_request_and_answer,
        move_answer_up,
        change_echo,
        change_original,
        drop_event,
        raise_on_wrong_level,
        swap_events,
        delay_event,
        go_on_after_logout,
        start_late,
        address_an_ended_object,
        use_an_id_twice,
        turn_direction,
    )
}
