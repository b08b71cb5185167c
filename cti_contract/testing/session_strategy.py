"""Logs of whole sessions, drawn step by step: what may happen next is drawn from what there is."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from cti_contract.contract import walk
from cti_contract.contract.catalog import MESSAGES, RESULTS, Kind, Message, OneOf, Secondary, by_name
from cti_contract.contract.targets import ID_URI, forms, object_kinds
from cti_contract.testing.from_schema import accepted_at
from cti_contract.validation.json_values import copied

_GOES_ON = st.integers(0, 3)  # 0 ends it
_FIRST, _LAST = "session.start", "session.request.logout"
#: The messages between the first command and the last: any command, any event.
_BETWEEN = [each for each in MESSAGES if each.kind in ("request", "event") and each.name not in (_FIRST, _LAST)]
#: How the names of the events end after which an object is no longer there.
_ENDS = (".disposed", ".ended")


class _Session(NamedTuple):
    """A session: what draws, the messages so far, the objects that are there by their targets, the ids ever used."""

    draw: st.DrawFn
    log: list[dict[str, Any]]
    objects: dict[str, str]
    ids: set[str]


@st.composite
def answered(draw: st.DrawFn, request: dict[str, Any], answer: Message) -> dict[str, Any]:
    """Draw the success or the failure that answers a valid request."""
    drawn = draw(accepted_at(answer.uri))
    response = {**drawn, "command": request["command"], "target": request["target"]}
    if answer.kind == "failure":
        response["original"] = copied(request)
    elif answer.echo:
        response["data"] = copied(request["data"])
    return response


@st.composite
def whole_logs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw the log of a session that keeps every rule about more than one message."""
    session = _Session(draw, [], {}, set())
    target = _new_object(session, "session", None)
    _command(session, by_name()[_FIRST, "request"], target, "success")
    while draw(_step(session, target)):
        pass
    if draw(st.booleans()):
        _command(session, by_name()[_LAST, "request"], target, "success")
    return session.log


@st.composite
def _step(draw: st.DrawFn, session: _Session, target: str) -> bool:
    """Draw a step; False when there is none any more. As a strategy of its own, a step can be shrunk away."""
    if not draw(_GOES_ON):
        return False
    message = draw(st.sampled_from(_BETWEEN))
    about = _object_of(session, draw(st.sampled_from(message.targets)), target)
    if message.kind == "request":
        _command(session, message, about, draw(st.sampled_from(RESULTS)))
    else:
        _event(session, message, about)
    return True


def _command(session: _Session, message: Message, target: str, kind: Kind) -> None:
    """Add a command, its answer and, when that is a success, the events that follow from it."""
    request = {**session.draw(accepted_at(message.uri)), "target": target}
    session.log.extend((request, session.draw(answered(request, by_name()[message.name, kind]))))
    near = target
    for each in session.draw(_following(message.secondary or ())) if kind == "success" else ():
        event = by_name()[each.name, "event"]
        # once the command has created an object, the events are about that
        near = _event(session, event, _object_of(session, each.of or event.targets[0], near)) or near


@st.composite
def _following(draw: st.DrawFn, secondary: tuple[Secondary | OneOf, ...]) -> list[Secondary]:
    """Draw the events that follow: all unconditional ones, any of the conditional ones, one of each choice."""
    drawn = [draw(st.sampled_from(each.events)) if isinstance(each, OneOf) else each for each in secondary]
    return [each for each in drawn if not each.when or draw(st.booleans())]


def _event(session: _Session, message: Message, target: str) -> str | None:
    """Add an event; return the target of the object that it announces, if it announces one."""
    created = None
    event = {**session.draw(accepted_at(message.uri)), "target": target}
    kind = message.name.partition(".")[0]
    if _is_announced_by(message, kind):
        created = _new_object(session, kind, target)
        event["data"][kind]["id"] = created.rpartition(".")[2]
    if message.name.endswith(_ENDS):
        for each in [each for each in session.objects if _is_within(each, target)]:
            del session.objects[each]
    session.log.append(event)
    return created


def _is_announced_by(message: Message, kind: str) -> bool:
    """Return whether the data of an event describes a new object, as that of `interaction.created` does."""
    return message.name == f"{kind}.created" and kind in _data(message).get("properties", {})


def _data(message: Message) -> dict[str, Any]:
    return walk.followed(walk.merged(message.uri)["properties"]["data"])


def _object_of(session: _Session, kind: str, near: str) -> str:
    """Return the target of an object of a kind, above or below another one: one that is there, or a new one below."""
    there = [
        target
        for target, each in session.objects.items()
        if each == kind and (_is_within(target, near) or _is_within(near, target))
    ]
    parents = _parents(kind, session.objects[near]) if near in session.objects else []
    found = session.draw(st.sampled_from([*there, None] if parents else there))
    if found is not None:
        return found
    return _new_object(session, kind, _object_of(session, session.draw(st.sampled_from(parents)), near))


@cache
def _parents(kind: str, top: str) -> list[str]:
    """Return the kinds of the parents that an object of a kind may have, from the kind `top` down."""
    kinds = object_kinds()
    names = {form.split(".")[-2].replace("group", "channelgroup") for form in forms(kind) if "." in form}
    return [each for each in kinds[kinds.index(top) :] if each in names]


def _new_object(session: _Session, kind: str, parent: str | None) -> str:
    new = session.draw(accepted_at(ID_URI))
    while new in session.ids:
        new += new[-1]
    session.ids.add(new)
    target = new if parent is None else f"{parent}.{new}"
    session.objects[target] = kind
    return target


def _is_within(target: str, other: str) -> bool:
    return target == other or target.startswith(other + ".")
