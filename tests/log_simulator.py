"""Simulate valid session logs, from the text of the protocol only.

This module shares no code with `cti_contract`: it is the independent opinion about which logs are valid. Several
sessions interleave. Inside a session, calls, contacts and single commands run at the same time, and each of them is a
generator ("flow") that yields the next line, or None while it has to wait for another flow.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from random import Random
from typing import Any, NamedTuple

Json = dict[str, Any]

ECHO = {
    "channel.activate",
    "channel.dial",
    "interaction.consulttransfer",
    "interaction.request.recording.stop",
    "interaction.request.recording.pause",
    "conversation.request.unmute",
    "conversation.retrieve",
    "conversation.senddtmf",
    "conversation.blindtransfer",
    "conversation.blindconference",
}
#: The data of a success that is neither an echo nor absent.
PAYLOADS: dict[str, Json] = {
    "session.request.incontact.agentleg.connect": {},
    "session.request.incontact.agentleg.disconnect": {},
    "session.request.incontact.addressbook": {"addressbooks": []},
    "channel.request.incontact.getscripts": {"scripts": [{"scriptId": "1", "scriptName": "Hello"}]},
    "interaction.request.incontact.signal": {},
}
ALIASES = {
    "session.request.addchannel": "session.addchannel",
    "session.addchannelgroup": "session.request.addchannelgroup",
}


class Exchange:
    """A command that was sent: what the breaks of a log need to know about it."""

    def __init__(self, request: Json) -> None:
        self.request = request
        self.command = CANONICAL.get(request["command"], str(request["command"]))
        self.target: str = request["target"]
        self.succeeded: bool | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.command, self.target

    def is_like(self, other: Exchange) -> bool:
        """Return whether both requests are the same, whatever the spelling of an alias."""
        return {**self.request, "command": self.command} == {**other.request, "command": other.command}


CANONICAL = {alias: name for name, alias in ALIASES.items()}


class Line(NamedTuple):
    """A message of a log.

    `part` is request, answer, late (an answer after the logout), secondary (an event that a command must raise) or
    free.
    """

    message: Json
    session: int
    part: str
    exchange: Exchange | None = None

    @property
    def name(self) -> str:
        return str(self.message.get("name", ""))

    @property
    def target(self) -> str:
        return str(self.message["target"])


Flow = Generator[Line | None, None, Any]


class Call(NamedTuple):
    """An interaction with its conversations, the flows that use it, and its recording if that was stopped."""

    target: str
    conversations: list[str]
    busy: list[Flow]
    stopped: list[bool]


class Session:
    """One session at a time under one name, from sign-in to logout."""

    def __init__(self, draw: Random, name: str, number: int) -> None:
        self.draw, self.name, self.number = draw, name, number
        self.open: list[Exchange] = []
        self.flows: list[Flow] = []
        self.groups: list[str] = []
        self.channels: list[str] = []
        self.calls: list[Call] = []
        self.ended_ids: dict[str, list[str]] = {}
        self.recovered: Call | None = None
        self.used = 0

    # ids and chance

    def chance(self, probability: float) -> bool:
        return self.draw.random() < probability

    def new_id(self, prefix: str) -> str:
        self.used += 1
        return f"{prefix}{self.number}{self.used:03}"

    # single lines

    def event(self, name: str, target: str, data: Any = None, exchange: Exchange | None = None) -> Line:
        kind = "objectEvent"
        if name == "state.updated" and self.chance(0.1):
            kind, data = "stateEvent", [{"name": "mute", "type": "enable"}]
        message = {"messageType": kind, "target": target, "name": name, "data": {} if data is None else data}
        return Line(message, self.number, "secondary" if exchange else "free", exchange)

    def created(self, kind: str, target: str, exchange: Exchange | None = None) -> Line:
        parent, _, own = target.rpartition(".")
        data: Json = {"id": own, "name": "Phones"}
        if kind == "interaction":
            data = {"id": own, "nativeId": "n", "type": "TELEPHONY", "modelType": "TELEPHONY"}
        return self.event(f"{kind}.created", parent, {kind: data}, exchange)

    def request(self, command: str, target: str, data: Json | None = None) -> Line:
        spelled = ALIASES[command] if command in ALIASES and self.chance(0.2) else command
        exchange = Exchange({"command": spelled, "target": target, "data": {} if data is None else data})
        self.open.append(exchange)
        return Line(exchange.request, self.number, "request", exchange)

    def may_answer(self, exchange: Exchange, *, success: bool) -> bool:
        """Return whether an answer given now belongs to this request: the oldest, or the one that it repeats."""
        older = [each for each in self.open[: self.open.index(exchange)] if each.key == exchange.key]
        if not success:
            return not any(each.is_like(exchange) for each in older)
        if exchange.command in ECHO:
            return all(each.request["data"] != exchange.request["data"] for each in older)
        return not older

    def success(self, exchange: Exchange) -> Line:
        self.open.remove(exchange)
        exchange.succeeded = True
        command = exchange.request["command"]
        if exchange.command in ALIASES and self.chance(0.2):
            command = self.draw.choice((exchange.command, ALIASES[exchange.command]))
        message: Json = {"command": command, "target": exchange.target, "result": "success"}
        if exchange.command in ECHO:
            message["data"] = json.loads(json.dumps(exchange.request["data"]))
        elif exchange.command in PAYLOADS:
            message["data"] = PAYLOADS[exchange.command]
        return Line(message, self.number, "answer", exchange)

    def failure(self, exchange: Exchange) -> Line:
        self.open.remove(exchange)
        exchange.succeeded = False
        message = {
            "command": exchange.request["command"],
            "target": exchange.target,
            "result": "failure",
            "failure": {"code": "E1", "message": "no"},
            "original": json.loads(json.dumps(exchange.request)),
        }
        return Line(message, self.number, "answer", exchange)

    # exchanges

    def answered(self, exchange: Exchange, *, success: bool) -> Flow:
        while not self.may_answer(exchange, success=success):
            yield None
        yield self.success(exchange) if success else self.failure(exchange)

    def do(  # noqa: PLR0913 -- each has a default but the first two
        self,
        command: str,
        target: str,
        data: Json | None = None,
        *,
        fails: float = 0.15,
        events: Callable[[Exchange], Iterable[Line]] = lambda _: (),
        early: float = 0.15,
    ) -> Flow:
        """Send a command, answer it and raise its events; some come between the request and the success."""
        sent = self.request(command, target, data)
        yield sent
        exchange = sent.exchange
        assert exchange
        if self.chance(fails):
            yield from self.answered(exchange, success=False)
            return False
        following = iter(events(exchange))
        if self.chance(early):
            yield from islice(following, self.draw.randrange(12))
        yield from self.answered(exchange, success=True)
        yield from following
        return True

    def spawn(self, flow: Flow, call: Call | None = None) -> None:
        """Let a flow run beside the others; a call does not end while it runs."""
        if call:
            call.busy.append(flow)
        self.flows.append(self._watched(flow, call))

    def _watched(self, flow: Flow, call: Call | None) -> Flow:
        yield from flow
        if call:
            call.busy.remove(flow)

    def idle(self, call: Call) -> Flow:
        while call.busy:
            yield None

    # the session itself

    def life(self) -> Flow:
        """Sign in, work, and usually sign out."""
        yield from self.sign_in()
        if self.recovered:
            self.spawn(self.talk(self.recovered))
        jobs = self.draw.randrange(2, 9)
        most = self.draw.choice((1, 2, 3))
        for _ in range(jobs):
            while len(self.flows) > most:
                yield None
            self.spawn(self.job())
        while len(self.flows) > 1:
            yield None
        yield from self.sign_out()

    def sign_in(self) -> Flow:
        data: Json = {"extension": "70001"} if self.chance(0.3) else {}
        while self.chance(0.2):
            yield from self.do("session.start", self.name, data, fails=1)
        if self.chance(0.1):  # a retry before the first start has failed
            first, second = self.request("session.start", self.name, data), self.request("session.start", self.name)
            yield from (first, second)
            assert first.exchange
            assert second.exchange
            yield from self.answered(first.exchange, success=False)
            yield from self.answered(second.exchange, success=True)
            yield from self.initialization(second.exchange)
        else:
            yield from self.do("session.start", self.name, data, fails=0, events=self.initialization)
        if self.chance(0.6):
            yield from self.do("channel.activate", self.draw.choice(self.channels), self.queue())

    def queue(self) -> Json:
        return {"channeloptions": {"queue": self.draw.choice(("sales", "support"))}}

    def initialization(self, exchange: Exchange) -> Iterator[Line]:
        """Announce what there is: for a new session new objects, after a reconnect those that live."""
        if not self.channels:
            self.new_channels()
        for group in self.groups:
            yield self.created("channelgroup", group)
            for channel in self.channels:
                if channel.startswith(f"{group}."):
                    yield self.event("channel.initialized", channel)
            yield self.event("channelgroup.initialized", group)
        for channel in self.channels:
            if channel.count(".") == 1:
                yield self.event("channel.initialized", channel)
        for call in list(self.calls):
            if call in self.calls:
                yield self.created("interaction", call.target)
        if self.chance(0.2):
            yield self.event("state.updated", self.name)
        yield self.event("session.initialized", self.name, exchange=exchange)

    def new_channels(self) -> None:
        for _ in range(self.draw.choice((0, 1, 1, 2))):
            group = f"{self.name}.{self.new_id('g')}"
            self.groups.append(group)
            self.channels += [f"{group}.{self.new_id('7')}" for _ in range(self.draw.choice((1, 2)))]
        if not self.channels or self.chance(0.3):
            self.channels.append(f"{self.name}.{self.new_id('8')}")
        if self.chance(0.15):  # a recovered interaction: the agent was logged into the channel already
            self.recovered = self.new_call(self.draw.choice(self.channels))

    def reconnect(self) -> Flow:
        """Start again in the middle: what lives is announced again."""
        yield from self.do("session.start", self.name, {}, fails=0.1, events=self.initialization, early=0)

    def sign_out(self) -> Flow:
        for channel in self.channels:
            if self.chance(0.3):
                yield self.event("channel.disposed", channel)
        late = None
        if self.chance(0.15):  # an answer that crosses the logout
            late = self.request("session.request.incontact.addressbook", self.name, {"realtime": True})
            yield late
        while self.chance(0.15):
            yield from self.do("session.request.logout", self.name, fails=1)
        yield from self.do("session.request.logout", self.name, fails=0)
        if late:
            assert late.exchange
            answer = self.success(late.exchange) if self.chance(0.5) else self.failure(late.exchange)
            yield answer._replace(part="late")

    # work

    def job(self) -> Flow:
        jobs = (self.inbound, self.inbound, self.dial, self.dial, self.contact, self.administration)
        return self.draw.choice(jobs)()

    def administration(self) -> Flow:
        channel = self.draw.choice(self.channels)
        labels = [{"language": "en", "country": "US", "name": "Done", "description": ""}]
        updated = {
            "dispositions": [{"interactionDispositionId": "1", "value": "done", "extensions": [], "labels": labels}]
        }
        leg = self.draw.choice(("session.agentleg.connected", "session.agentleg.failed"))
        connect, disconnect = (f"session.request.incontact.agentleg.{each}" for each in ("connect", "disconnect"))
        choices: list[Callable[[], Flow]] = [
            lambda: self.do("channel.activate", channel, self.queue()),
            lambda: self.do(
                "channel.request.externaldispositions",
                channel,
                events=lambda e: [self.event("channel.externaldispositions.updated", channel, updated, e)],
            ),
            lambda: self.do("channel.request.incontact.getscripts", channel),
            lambda: self.do("session.request.incontact.addressbook", self.name, {"realtime": self.chance(0.5)}),
            lambda: self.do(connect, self.name, events=lambda e: [self.event(leg, self.name, exchange=e)]),
            lambda: self.do(
                disconnect,
                self.name,
                events=lambda e: [self.event("session.agentleg.disconnected", self.name, exchange=e)],
            ),
            self.add_channel,
            self.add_group,
            self.reconnect,
            self.new_life_of_a_channel,
        ]
        return self.draw.choice(choices)()

    def add_channel(self) -> Flow:
        data = {"channel": {"endpoint": "70001", "type": "Telephony"}}
        living = list(self.calls)
        if (yield from self.do("session.request.addchannel", self.name, data)):
            channel = f"{self.name}.{self.new_id('8')}"
            yield self.event("channel.initialized", channel)
            self.channels.append(channel)
            for call in living:
                if call in self.calls and self.chance(0.5):
                    yield self.created("interaction", call.target)

    def add_group(self) -> Flow:
        group = f"{self.name}.{self.new_id('g')}"
        events = lambda e: [self.created("channelgroup", group, e)]  # noqa: E731 -- a flow of its own would be longer
        if (yield from self.do("session.addchannelgroup", self.name, events=events)):
            channel = f"{group}.{self.new_id('7')}"
            yield self.event("channel.initialized", channel)
            yield self.event("channelgroup.initialized", group)
            self.groups.append(group)
            self.channels.append(channel)
            if self.chance(0.3):  # an interaction is under way there
                call = self.new_call(channel)
                yield self.created("interaction", call.target)
                self.spawn(self.talk(call))

    def new_life_of_a_channel(self) -> Flow:
        channel = f"{self.name}.{self.new_id('8')}"
        for _ in range(2):
            yield self.event("channel.initialized", channel)
            yield from self.do("channel.activate", channel, self.queue())
            yield self.event("channel.disposed", channel)

    def new_call(self, channel: str) -> Call:
        over = self.ended_ids.get(channel)
        own = over.pop() if over and self.chance(0.3) else self.new_id("OM")
        target = f"{channel}.{own}"
        call = Call(target, [f"{target}.{self.new_id('v')}"], [], [])
        self.calls.append(call)
        return call

    def inbound(self) -> Flow:
        channel = self.draw.choice(self.channels)
        call = self.new_call(channel)
        yield self.created("interaction", call.target)
        if self.chance(0.3):
            yield self.event("state.updated", call.target)
        yield self.event("interaction.preview", call.target)
        if self.chance(0.1):
            yield from self.ended(call)
            return
        if not (yield from self.do("interaction.accept", call.target)):
            yield from self.ended(call)
            return
        yield self.conversation_created(call.conversations[0])
        yield from self.do("conversation.answer", call.conversations[0])
        yield self.event("conversation.initialized", call.conversations[0])
        yield self.event("interaction.initialized", call.target)
        yield from self.talk(call)

    def conversation_created(self, conversation: str, exchange: Exchange | None = None) -> Line:
        target = conversation if self.chance(0.5) else conversation.rpartition(".")[0]
        return self.event("conversation.created", target, exchange=exchange)

    def dial(self) -> Flow:
        channel = self.draw.choice(self.channels)
        made: list[Call] = []

        def events(exchange: Exchange) -> Iterator[Line]:
            yield self.event("channel.infochanged", channel, exchange=exchange)
            yield self.event("state.updated", channel, exchange=exchange)
            call = self.new_call(channel)
            self.calls.remove(call)  # nothing else may happen to it until it is announced
            made.append(call)
            own, target = call.conversations[0], call.target
            yield self.created("interaction", target, exchange)
            yield self.event("state.updated", target, exchange=exchange)
            yield self.conversation_created(own, exchange)
            yield self.event("state.updated", own, exchange=exchange)
            for name in ("conversation.member.added", "conversation.initialized"):
                yield self.event(name, own, exchange=exchange)
            for name in ("interaction.datachanged", "interaction.preview", "interaction.initialized"):
                yield self.event(name, target, exchange=exchange)

        data: Json = {"destination": self.draw.choice(("+15550100", "5550199"))}
        if (yield from self.do("channel.dial", channel, data, events=events)):
            self.calls += made
            yield from self.talk(made[0])

    def contact(self) -> Flow:
        channel = self.draw.choice(self.channels)
        call = self.new_call(channel)
        line = self.created("interaction", call.target)
        kind = self.draw.choice(("CHAT", "EMAIL", "CALLBACK"))
        line.message["data"]["interaction"] |= {"type": kind, "modelType": kind}
        yield line
        yield self.event("interaction.preview", call.target)
        if (yield from self.do("interaction.accept", call.target)):
            yield self.event("interaction.initialized", call.target)
            if self.chance(0.5):
                yield from self.do("interaction.request.incontact.signal", call.target, {"p1": "a"})
            yield self.event("interaction.datachanged", call.target)
        yield from self.ended(call)

    # a call

    def talk(self, call: Call) -> Flow:
        for _ in range(self.draw.randrange(5)):
            action = self.draw.choice(self.actions())(call)
            if self.chance(0.3):
                self.spawn(action, call)
            else:
                yield from action
        yield from self.idle(call)
        self.calls.remove(call)  # it is not announced again while it ends
        yield from self.draw.choice((self.hang_up, self.hang_up, self.blind_transfer, self.consult))(call)

    def actions(self) -> tuple[Callable[[Call], Flow], ...]:
        return (
            self.unmute,
            self.unmute_twice,
            self.conference,
            self.conference,
            self.stop_recording,
            self.stop_recording,
            self.small_commands,
            self.small_commands,
            self.by_itself,
            self.second_conversation,
        )

    def by_itself(self, call: Call) -> Flow:
        """Raise events that no command asked for."""
        own = call.conversations[0]
        channel = call.target.rpartition(".")[0]
        for _ in range(self.draw.randrange(1, 4)):
            name, target = self.draw.choice(
                (
                    ("state.updated", own),
                    ("state.updated", call.target),
                    ("state.updated", channel),
                    ("channel.infochanged", channel),
                    ("interaction.datachanged", call.target),
                    ("interaction.focuschanged", call.target),
                    ("conversation.updated", own),
                )
            )
            yield self.event(name, target)

    def small_commands(self, call: Call) -> Flow:
        own = call.conversations[0]
        command, target = self.draw.choice(
            (
                ("conversation.retrieve", own),
                ("conversation.senddtmf", own),
                ("interaction.request.recording.pause", call.target),
                ("interaction.request.incontact.signal", call.target),
                ("interaction.consultconference", call.target),
            )
        )
        yield from self.do(command, target, fails=0.3)

    def unmute(self, call: Call) -> Flow:
        own = call.conversations[0]
        events = lambda e: [self.event("state.updated", own, exchange=e)]  # noqa: E731
        yield from self.do("conversation.request.unmute", own, events=events)

    def unmute_twice(self, call: Call) -> Flow:
        """Send the command again before it is answered: one event serves both successes."""
        own = call.conversations[0]
        sent = [self.request("conversation.request.unmute", own) for _ in range(2)]
        yield from sent
        exchanges = [line.exchange for line in sent if line.exchange]
        results = [self.chance(0.8) for _ in exchanges]
        event = self.event("state.updated", own, exchange=exchanges[-1])
        before = self.chance(0.2) and any(results)
        if before:
            yield event
        for exchange, result in zip(exchanges, results, strict=True):
            yield from self.answered(exchange, success=result)
        if any(results) and not before:
            yield event

    def conference(self, call: Call) -> Flow:
        own = call.conversations[0]
        events = lambda e: [  # noqa: E731
            self.event("conversation.member.added", own, exchange=e),
            self.event("state.updated", own, exchange=e),
        ]
        data = {"destination": f"555{self.draw.randrange(3)}"}
        yield from self.do("conversation.blindconference", own, data, events=events)

    def stop_recording(self, call: Call) -> Flow:
        """Stop once or several times: only the first success on an interaction has its event."""
        if call.stopped:
            yield from self.do("interaction.request.recording.stop", call.target)
            return
        sent = [
            self.request("interaction.request.recording.stop", call.target) for _ in range(self.draw.choice((1, 2)))
        ]
        call.stopped.append(True)
        yield from sent
        due = True
        for line in sent:
            assert line.exchange
            result = due or self.chance(0.5)
            yield from self.answered(line.exchange, success=result)
            if result and due:
                yield self.event("state.updated", call.target, exchange=line.exchange)
                due = False

    def second_conversation(self, call: Call) -> Flow:
        """Ask somebody, and hang up again."""
        other = f"{call.target}.{self.new_id('v')}"
        for _ in range(self.draw.choice((1, 1, 2))):  # the second time with the id of the first
            yield self.conversation_created(other)
            yield self.event("conversation.initialized", other)
            yield from self.do("conversation.retrieve", other)
            yield self.event("conversation.disposed", other)

    def ended(self, call: Call) -> Flow:
        if call in self.calls:
            self.calls.remove(call)
        yield self.event("interaction.ended", call.target)
        self.over(call)

    def over(self, call: Call) -> None:
        """Let the id be used again, unless an answer for the old interaction is still to come."""
        channel, _, own = call.target.rpartition(".")
        if not any(each.target == call.target for each in self.open):
            self.ended_ids.setdefault(channel, []).append(own)

    def hang_up(self, call: Call) -> Flow:
        own = call.conversations[0]
        crossing = None
        if self.chance(0.15):
            crossing = self.request("conversation.retrieve", own)
            yield crossing
        if self.chance(0.2):
            yield self.event("state.updated", own)
        yield self.event("conversation.disposed", own)
        yield self.event("interaction.ended", call.target)
        if crossing:
            assert crossing.exchange
            self.spawn(self.answered(crossing.exchange, success=self.chance(0.5)))
        elif self.chance(0.15):  # a request that crosses the end on the wire
            yield from self.do("interaction.request.recording.pause", call.target, fails=1)
        else:
            self.over(call)

    def blind_transfer(self, call: Call) -> Flow:
        own, target = call.conversations[0], call.target

        def events(exchange: Exchange) -> Iterator[Line]:
            yield self.event("state.updated", own, exchange=exchange)
            yield self.event("conversation.disposed", own, exchange=exchange)
            yield self.event("interaction.focuschanged", target, exchange=exchange)

        data = {"destination": "5550142"}
        # the answer may come after the end: "the agent is disconnected whether or not it succeeds"
        if not (yield from self.do("conversation.blindtransfer", own, data, events=events)):
            yield self.event("conversation.disposed", own)
        yield from self.ended(call)

    def consult(self, call: Call) -> Flow:
        own, target = call.conversations[0], call.target
        other = f"{target}.{self.new_id('v')}"
        yield self.conversation_created(other)
        yield self.event("conversation.initialized", other)
        if self.chance(0.3):
            yield from self.do(
                "conversation.request.unmute", other, events=lambda e: [self.event("state.updated", other, exchange=e)]
            )

        def events(exchange: Exchange) -> Iterator[Line]:
            yield self.event("state.updated", own, exchange=exchange)
            yield self.event("conversation.disposed", own, exchange=exchange)
            yield self.event("interaction.focuschanged", target, exchange=exchange)
            yield self.event("state.updated", other, exchange=exchange)
            yield self.event("conversation.disposed", other, exchange=exchange)
            yield self.event("interaction.ended", target, exchange=exchange)

        if (yield from self.do("interaction.consulttransfer", target, events=events)):
            self.over(call)
            return
        yield self.event("conversation.disposed", other)
        yield from self.hang_up(call)


def _lives(draw: Random, number: int) -> Iterator[Line]:
    """Yield the lines of one or two sessions under one name, their flows interleaved."""
    name = f"{draw.choice(('PureCloud', 'inContact', 'Avaya'))}-user{number}"
    for _ in range(draw.choice((1, 1, 2))):
        session = Session(draw, name, number)
        session.flows.append(session.life())
        while session.flows:
            flow = draw.choice(session.flows)
            try:
                line = next(flow)
            except StopIteration:
                session.flows.remove(flow)
                continue
            if line is not None:
                yield line


def simulate(seed: int) -> list[Line]:
    """Return a valid log of whole sessions."""
    draw = Random(seed)
    running = [_lives(Random(draw.random()), number) for number in range(draw.choice((1, 1, 2, 3)))]
    log: list[Line] = []
    while running:
        lives = draw.choice(running)
        line = next(lives, None)
        if line is None:
            running.remove(lives)
        else:
            log.append(line)
    return log


def excerpt(log: list[Line], seed: int) -> list[Line]:
    """Return a part of a log, cut at both ends.

    An answer that crosses a logout stays in it: a request without an answer when its session logs out is a mistake.
    """
    draw = Random(seed)
    first, last = sorted(draw.randrange(len(log) + 1) for _ in range(2))
    late = []
    for at, line in enumerate(log[last:], last):
        if line.part == "late":
            before = [each for each in range(at) if log[each].session == line.session]
            late += [line] if first <= before[-1] < last else []
    return [*log[first:last], *late]


def messages(log: list[Line]) -> list[Json]:
    return [line.message for line in log]
