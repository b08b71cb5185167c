"""Logs of whole sessions: agents at work, every message valid and every rule of a session kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from functools import cache
from itertools import count
from random import Random
from typing import Any, NamedTuple

from cti_contract.contract.catalog import Kind, OneOf, Secondary, by_name
from cti_contract.generators import responses
from cti_contract.generators.examples import examples
from cti_contract.generators.sample_values import AGENTS, PLATFORMS, channel_id, conversation_id, interaction_id
from cti_contract.validation.json_values import copied

Messages = Iterator[dict[str, Any]]
#: Messages, and whether the command that they are about has succeeded.
Outcome = Generator[dict[str, Any], None, bool]
#: Targets by the kind of object; `consult` is a second conversation of the interaction.
Objects = dict[str, str]

_VARIANTS = 16
_FAILURES = 0.05


class Desk(NamedTuple):
    """An agent's place: what decides, and the targets of the session and its channels."""

    draw: Random
    platform: str
    session: str
    group: str
    voice: str
    media: str


def new_desk(draw: Random, number: int) -> Desk:
    """Return the desk of some agent, whom the number tells from all others."""
    platform = draw.choice(PLATFORMS)
    name = f"{platform}-{draw.choice(AGENTS)}{number}"
    group, voice, media = channel_id(draw), channel_id(draw), f"8{channel_id(draw)}"
    return Desk(draw, platform, name, f"{name}.{group}", f"{name}.{group}.{voice}", f"{name}.{media}")


def perform(desk: Desk, command: str, objects: Objects) -> Outcome:
    """Yield a command, its answer and what follows from it; the outcome is whether it has succeeded."""
    succeeded = yield from ask(desk, command, objects)
    if succeeded:
        yield from follow(desk, command, objects)
    return succeeded


def ask(desk: Desk, command: str, objects: Objects) -> Outcome:
    """Yield a command and its answer; the outcome is whether it has succeeded."""
    [kind] = by_name()[command, "request"].targets
    request = {"command": command, "target": objects[kind], "data": _data(desk, command, "request")}
    yield request
    if desk.draw.random() < _FAILURES:
        yield responses.failure(request, **desk.draw.choice(_variants(command, "failure"))["failure"])
        return False
    echo = by_name()[command, "request"].echo
    yield responses.success(request, None if echo else _data(desk, command, "success"))
    return True


def follow(desk: Desk, command: str, objects: Objects) -> Messages:
    """Yield the events that follow a successful command; a conditional one only if its object is at hand."""
    times = Counter[tuple[str, str | None]]()
    for each in by_name()[command, "request"].secondary or ():
        following = desk.draw.choice(each.events) if isinstance(each, OneOf) else each
        times[following.name, following.of] += 1
        if following.when is None or _kind_of(following) in objects:
            again = times[following.name, following.of] > 1  # a repeated event is about the other conversation
            about = {**objects, "conversation": objects["consult"]} if again else objects
            yield event(desk, following.name, about, following.of)


def _kind_of(following: Secondary) -> str:
    return following.of or by_name()[following.name, "event"].targets[0]


def event(desk: Desk, name: str, objects: Objects, of: str | None = None) -> dict[str, Any]:
    """Return an event about one of the objects, whose kind `of` may name; an object that it creates has that id."""
    data = _data(desk, name, "event")
    if name in ("interaction.created", "channelgroup.created"):
        kind = name.partition(".")[0]
        created = data[kind]
        created["id"] = objects[kind].rpartition(".")[2]
        if kind == "interaction":
            created["type"] = created["modelType"] = objects.get("type", "TELEPHONY")
    target = objects[of or by_name()[name, "event"].targets[0]]
    return {"messageType": "objectEvent", "target": target, "name": name, "data": data}


def _data(desk: Desk, name: str, kind: Kind) -> Any:
    """Return data that such a message may carry, None for none."""
    return copied(desk.draw.choice(_variants(name, kind)).get("data"))


@cache
def _variants(name: str, kind: Kind) -> tuple[dict[str, Any], ...]:
    """Return examples of a message to choose from: to make one for each message would be slower."""
    return tuple(examples(name, kind, count=_VARIANTS, seed=0))


_SHIFT = 50  # calls between sign-in and logout


def session(*, seed: int | None = None, agents: int = 1, calls: int = 3) -> Messages:
    """Yield a log of agents who sign in, take the given number of calls and contacts, and sign out.

    The messages of several agents interleave. After fifty calls an agent signs out and another one in. The same seed
    gives the same log, None another one each time. Memory does not grow with the calls. Raises ValueError for less
    than one agent or no calls at all.
    """
    if agents < 1 or calls < 0:
        raise ValueError(f"a log needs an agent and no less than 0 calls, not {agents} and {calls}")
    draw, numbers = Random(seed), count(1)
    working = [
        _agent(Random(draw.getrandbits(64)), numbers, calls * (each + 1) // agents - calls * each // agents)
        for each in range(agents)
    ]
    return _interleaved(working, draw)


def _interleaved(working: list[Messages], draw: Random) -> Messages:
    while working:
        which = int(draw.random() * len(working))
        message = next(working[which], None)
        if message is None:
            del working[which]
        else:
            yield message


def _agent(draw: Random, numbers: Iterator[int], calls: int) -> Messages:
    """Yield the messages of one desk, shift by shift."""
    for first in range(0, calls or 1, _SHIFT):
        desk = new_desk(draw, next(numbers))
        yield from _sign_in(desk)
        for _ in range(first, min(first + _SHIFT, calls)):
            yield from draw.choice(_CALLS)(desk)
        yield from _sign_out(desk)


def _sign_in(desk: Desk) -> Messages:
    objects = {"session": desk.session, "channelgroup": desk.group, "channel": desk.voice}
    while not (yield from ask(desk, "session.start", objects)):
        pass
    yield event(desk, "channelgroup.created", objects)
    yield event(desk, "channel.initialized", objects)
    yield event(desk, "channelgroup.initialized", objects)
    yield from follow(desk, "session.start", objects)
    yield from perform(desk, "channel.activate", objects)
    yield from perform(desk, "channel.request.externaldispositions", objects)
    while not (yield from perform(desk, "session.request.addchannel", objects)):
        pass
    yield event(desk, "channel.initialized", {"channel": desk.media})
    if (yield from ask(desk, "session.addchannelgroup", objects)):
        added = {"session": desk.session, "channelgroup": f"{desk.session}.9{channel_id(desk.draw)}"}
        yield from follow(desk, "session.addchannelgroup", added)
        yield event(desk, "channelgroup.initialized", added)
    if desk.platform == "inContact":
        for command in _WHERE_INCONTACT:
            yield from perform(desk, command, objects)


_WHERE_INCONTACT = (
    "session.request.incontact.agentleg.connect",
    "session.request.incontact.addressbook",
    "channel.request.incontact.getscripts",
)


def _sign_out(desk: Desk) -> Messages:
    objects = {"session": desk.session, "channel": desk.media}
    if desk.platform == "inContact":
        yield from perform(desk, "session.request.incontact.agentleg.disconnect", objects)
    yield event(desk, "channel.disposed", objects)
    while not (yield from perform(desk, "session.request.logout", objects)):
        pass


def _call(desk: Desk, channel: str) -> Objects:
    interaction = f"{channel}.{interaction_id(desk.draw)}"
    return {
        "session": desk.session,
        "channel": channel,
        "interaction": interaction,
        "conversation": f"{interaction}.{conversation_id(desk.draw)}",
        "consult": f"{interaction}.{conversation_id(desk.draw)}",
    }


def _inbound(desk: Desk) -> Messages:
    """Yield a call that comes in."""
    call = _call(desk, desk.voice)
    if not (yield from _offered(desk, call, "TELEPHONY")):
        return
    yield event(desk, "conversation.created", call)
    yield from perform(desk, "conversation.answer", call)
    yield event(desk, "conversation.initialized", call)
    yield event(desk, "interaction.initialized", call)
    yield from _talk(desk, call)


def _outbound(desk: Desk) -> Messages:
    """Yield a call that the agent makes, or that cannot be made."""
    call = _call(desk, desk.voice)
    if (yield from perform(desk, "channel.dial", call)):
        yield from _talk(desk, call)


def _contact(desk: Desk) -> Messages:
    """Yield a contact that is no call."""
    contact = _call(desk, desk.media)
    if (yield from _offered(desk, contact, desk.draw.choice(("CHAT", "EMAIL", "CALLBACK")))):
        yield event(desk, "interaction.initialized", contact)
        yield event(desk, "interaction.datachanged", contact)
        yield event(desk, "interaction.ended", contact)


_CALLS: tuple[Callable[[Desk], Messages], ...] = (_inbound, _outbound, _contact)


def _offered(desk: Desk, call: Objects, media: str) -> Outcome:
    """Yield how a call or contact comes up; its outcome is whether the agent has it."""
    yield event(desk, "interaction.created", {**call, "type": media})
    yield event(desk, "interaction.preview", call)
    accepted = yield from perform(desk, "interaction.accept", call)
    if not accepted:
        yield event(desk, "interaction.ended", call)
    return accepted


_WHILE_TALKING = (
    "conversation.request.unmute",
    "conversation.retrieve",
    "conversation.senddtmf",
    "conversation.blindconference",
    "interaction.request.recording.pause",
    "interaction.request.recording.stop",
)


def _talk(desk: Desk, call: Objects) -> Messages:
    """Yield the messages of a call and of its end."""
    yield event(desk, "conversation.updated", call)
    for command in desk.draw.sample(_WHILE_TALKING, desk.draw.randrange(4)):
        yield from perform(desk, command, call)
    if desk.platform == "inContact":
        yield from perform(desk, "interaction.request.incontact.signal", call)
    yield from desk.draw.choice((_hang_up, _transfer, _consult))(desk, call)


def _hang_up(desk: Desk, call: Objects) -> Messages:
    yield event(desk, "conversation.disposed", call)
    yield event(desk, "interaction.ended", call)


def _transfer(desk: Desk, call: Objects) -> Messages:
    if not (yield from perform(desk, "conversation.blindtransfer", call)):
        yield from _hang_up(desk, call)


def _consult(desk: Desk, call: Objects) -> Messages:
    """Yield a second conversation, to ask somebody, who then takes the call over or joins in."""
    other = {**call, "conversation": call["consult"]}
    yield event(desk, "conversation.created", other)
    yield event(desk, "conversation.initialized", other)
    if desk.draw.random() < 0.5:  # noqa: PLR2004 -- one half
        yield from perform(desk, "interaction.consultconference", call)
    if not (yield from perform(desk, "interaction.consulttransfer", call)):
        yield event(desk, "conversation.disposed", other)
        yield from _hang_up(desk, call)
