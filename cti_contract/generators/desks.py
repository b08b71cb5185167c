"""An agent's desk: commands with their answers, and the events that follow, about the objects of a session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator
from functools import cache
from random import Random
from typing import Any, NamedTuple

from cti_contract.contract.catalog import Kind, OneOf, Secondary, by_name
from cti_contract.generators import responses
from cti_contract.generators.examples import examples
from cti_contract.generators.sample_values import AGENTS, PLATFORMS, channel_id
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
    """Return an event about one of the objects, `of` which kind may be said; what it creates has the id of that."""
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
