"""Events about given objects: those that follow a success, and single ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

from cti_contract.contract.catalog import Kind, Message, OneOf, Secondary, by_name
from cti_contract.contract.catalog import events as event_names
from cti_contract.contract.targets import bracketed, first_bad_segment, forms, object_kinds
from cti_contract.generators.examples import examples
from cti_contract.problem_texts import bad_segment
from cti_contract.sessions.objects import announces, is_within, kind_of, own_id
from cti_contract.suggest import suggested_name
from cti_contract.text import choice, one_of, quote
from cti_contract.validation.api import validate
from cti_contract.validation.compiled import Unknown
from cti_contract.validation.json_values import copied

#: A second conversation of an interaction, to which the later one of two equal events belongs.
CONSULT = "consult"
TELEPHONY, CALLBACK = "TELEPHONY", "CALLBACK"

_VARIANTS = 16
_MORE_VARIANTS = 64  # some of each type of interaction
_PARENTS = {"conversation": "interaction", "interaction": "channel"}


def events_after(
    success: Any,
    objects: Mapping[str, str] | None = None,
    *,
    prefer: Collection[str] = (),
    seed: int | None = None,
    unknown: Unknown = "error",
) -> list[dict[str, Any]]:
    """Return the secondary events of a success, in the documented order.

    A mock of a platform sends them after the success. Events whose objects the success does not name are about the
    given ones: the call that `channel.dial` creates, for instance. Known objects are those of the success, the given
    ones, and those around them.

    Args:
        success: A valid success.
        objects: Targets by the kind of object: `channelgroup`, `channel`, `interaction`, `conversation`, and `consult`
            for the second conversation of a consult call. An event that follows under a condition only is included if
            its object is among these: `interaction.ended` of a blind transfer, for instance.
        prefer: Names of events to choose where one of several events follows. By default the first is chosen.
        seed: The same seed gives the same values in the data of the events.
        unknown: `"ignore"` accepts members of the success that the contract does not know, as for `check`.

    Returns:
        The events: none where the contract knows of none. Of `interaction.request.recording.stop`, only the first
        success on an interaction has an event.

    Raises:
        InvalidMessage: The success is invalid.
        UnknownMessage: It is not a message of the contract, whatever `unknown` accepts.
        ValueError: `unknown` is neither `"error"` nor `"ignore"`, it is no success, `objects` lacks an object or has a
            wrong target, such as one that is not in line with the success and the other objects, or `prefer` has a name
            that no event has.

    Example:
        >>> import cti_contract as cti
        >>> dial = {"command": "channel.dial", "target": "jdoe.70001", "data": {"destination": "5550142"}}
        >>> events = cti.events_after(cti.success(dial), {"conversation": "jdoe.70001.OM1.c1"})
        >>> [event["name"] for event in events][:3]
        ['channel.infochanged', 'state.updated', 'interaction.created']
        >>> events[2]["data"]["interaction"]["id"]
        'OM1'
    """
    message = validate(success, unknown=unknown) or validate(success)  # raises for an unknown message
    if message.kind != "success":
        raise ValueError(f"only a success is followed by events, but this is the {message.kind} of {message.name}")
    own = message.targets[0]
    given = _checked(objects or {}, own, success["target"])
    _refuse_unknown_events(prefer)
    known: dict[str, str] = {}
    for kind, target in given.items():
        known |= {} if kind == CONSULT else objects_around(kind, target)
    known |= {**given, **objects_around(own, success["target"])}
    following = list(secondary_events(message, given, lambda events: _preferred(events, prefer)))
    _refuse_missing(message, following, known)
    draw = Random(seed)
    return [event(draw, None, name, known, about) for name, about in following]


def _preferred(events: Sequence[Secondary], prefer: Collection[str]) -> Secondary:
    return next((each for each in events if each.name in prefer), events[0])


def _checked(objects: Any, own: str, target: str) -> dict[str, str]:
    """Return the objects, by their kinds; raise ValueError unless they are in one line with the target of a success.

    `own` is the kind of object that the success addresses.
    """
    refuse_wrong_objects(objects)
    for each in objects.values():
        if not (is_within(each, target) or is_within(target, each)):
            raise ValueError(f"objects: {quote(each)} is neither below {quote(target)}, the target, nor above it")
    line = {**objects, own: target}
    if own in objects and objects[own] != target:
        raise ValueError(f"objects: {own} must be {quote(target)}, the target, not {quote(objects[own])}")
    _refuse_broken_line([(kind, line[kind]) for kind in object_kinds() if kind in line])
    if CONSULT in line:
        _refuse_broken_line([(kind, line[kind]) for kind in (*object_kinds()[:-1], CONSULT) if kind in line])
        if line.get("conversation") == line[CONSULT]:
            raise ValueError(f"objects: {CONSULT} must be another conversation than {quote(line[CONSULT])}")
    return dict(objects)


def refuse_wrong_objects(objects: Any) -> None:
    """Raise ValueError unless this maps kinds of objects to their targets."""
    if not isinstance(objects, Mapping):
        raise ValueError(f"objects must map kinds of objects to targets, not be {quote(objects)}")  # noqa: TRY004
    for kind, target in objects.items():
        _refuse_wrong_target(kind, target)


def _refuse_wrong_target(kind: str, target: Any) -> None:
    """Raise ValueError if this is no target of an object of a kind."""
    kinds = (*object_kinds(), CONSULT)
    if kind not in kinds:
        raise ValueError(f"no kind of object {quote(kind)}, only {one_of(kinds)}")
    possible = forms("conversation" if kind == CONSULT else kind)
    if not isinstance(target, str) or target.count(".") not in {form.count(".") for form in possible}:
        raise ValueError(f"objects: {kind} must be {choice(list(map(bracketed, possible)))}, not {quote(target)}")
    number = first_bad_segment(target)
    if number is not None:
        raise ValueError(f"objects: {bad_segment(target, number, schema=None).message}")


def _refuse_broken_line(line: list[tuple[str, str]]) -> None:
    """Raise ValueError unless each of some objects is below the one before it, as many steps as their kinds are apart.

    A channel may be in a group or not, so the steps down to it say nothing.
    """
    levels = {**{kind: level for level, kind in enumerate(object_kinds())}, CONSULT: len(object_kinds()) - 1}
    for (kind, target), (other, below) in pairwise(line):
        steps = levels[other] - levels[kind] if levels[kind] >= levels["channel"] else 0
        if target == below or not is_within(below, target):
            raise ValueError(f"objects: {quote(below)}, the {other}, is not below {quote(target)}, the {kind}")
        if steps and below.count(".") - target.count(".") != steps:
            raise ValueError(
                f"objects: {quote(below)}, the {other}, is not {steps} steps below {quote(target)}, the {kind}"
            )


def _refuse_unknown_events(names: Collection[Any]) -> None:
    """Raise ValueError for a name that no event has."""
    if isinstance(names, str):
        raise ValueError(f"prefer must be a list of names of events, not {quote(names)}")  # noqa: TRY004
    for name in names:
        if name not in event_names():
            hint = suggested_name(name, event_names()) if isinstance(name, str) else None
            meant = f" (did you mean {quote(hint)}?)" if hint else ""
            raise ValueError(f"prefer: no event {quote(name)}{meant}")


def _refuse_missing(message: Message, following: list[tuple[str, str]], known: Mapping[str, str]) -> None:
    needed = [each for name, about in following for each in (about, *([kind_of(name)] if announces(name) else []))]
    missing = [each for each in dict.fromkeys(needed) if each not in known]
    if missing:
        raise ValueError(f"{message.name} is followed by events about other objects: give objects {one_of(missing)}")


def objects_around(kind: str, target: str) -> dict[str, str]:
    """Return the targets of an object of a kind and of those above it, by their kinds."""
    found = {}
    while kind in _PARENTS:
        found[kind] = target
        target, kind = target.rpartition(".")[0], _PARENTS[kind]
    if "." in target:
        found[kind] = target
        target = target.rpartition(".")[0]
    if "." in target:
        found["channelgroup"] = target
        target = target.rpartition(".")[0]
    return {**found, "session": target}


def secondary_events(
    message: Message, conditional: Container[str], chosen: Callable[[Sequence[Secondary]], Secondary]
) -> Iterator[tuple[str, str]]:
    """Yield the name of each event that follows a success, and the kind of object that it addresses.

    `chosen` chooses one of several. `conditional` holds the kinds of objects whose conditional events follow.
    """
    times = Counter[tuple[str, str]]()
    for each in message.secondary or ():
        following = chosen(each.events) if isinstance(each, OneOf) else each
        if following.when is not None and kind_of(following.name) not in conditional:
            continue
        about = following.of or addressed_by(following.name)
        times[following.name, about] += 1
        yield following.name, CONSULT if about == "conversation" and times[following.name, about] > 1 else about


@cache
def addressed_by(name: str) -> str:
    """Return the kind of object that a message addresses: the one that its name has, if it may."""
    targets = next(by_name()[name, kind].targets for kind in ("event", "request") if (name, kind) in by_name())
    return kind_of(name) if kind_of(name) in targets else targets[0]


def event(  # noqa: PLR0913 -- the source of chance, and what the event says
    draw: Random, platform: str | None, name: str, objects: Mapping[str, str], about: str, *, medium: str = TELEPHONY
) -> dict[str, Any]:
    """Return an event that addresses one of the objects. An object that it announces is among them.

    `medium` is the type of an interaction that it announces.
    """
    if name == "interaction.created":
        data = copied(draw.choice(_interactions(platform, medium)))
    else:
        data = copied(draw.choice(variants(name, "event", platform)).get("data"))
    if announces(name):
        data[kind_of(name)]["id"] = own_id(objects[kind_of(name)])
    return {"messageType": "objectEvent", "target": objects[about], "name": name, "data": data}


@cache
def _interactions(platform: str | None, medium: str) -> tuple[Any, ...]:
    """Return data of interactions of a type to choose from. Callbacks of PureCloud have the numbers to call."""
    has_numbers = platform == "PureCloud" and medium == CALLBACK
    return tuple(
        each["data"]
        for each in examples("interaction.created", count=_MORE_VARIANTS, seed=0, platform=platform)
        if each["data"]["interaction"]["type"] == medium
        and ("callbackNumbers" in each["data"]["interaction"]) is has_numbers
    )


@cache
def variants(name: str, kind: Kind, platform: str | None) -> tuple[dict[str, Any], ...]:
    """Return examples of a message to choose from: to make one for each message would be slower."""
    return tuple(examples(name, kind, count=_VARIANTS, seed=0, platform=platform))
