"""Messages with one required member in another object than its own."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

import cti_contract as cti

#: These say which message it is.
IDENTIFYING = {"command", "messageType", "name", "result"}
#: Their members are those of another message, or any.
COPIES = {"context", "original"}
Place = tuple[Any, ...]


class Moved(NamedTuple):
    """A message, the pointer of the member in the wrong object, and that of the object in which it is missing."""

    message: dict[str, Any]
    pointer: str
    home: str


def entry(kind: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"name": "n", "type": kind, "destinations": [{"label": "l", "value": "v"}], "properties": properties}


GROUP = {"name": "g", "groups": [], "entries": [entry("agent", {"state": "x"})]}
BOOK = {"name": "a", "groups": [GROUP], "entries": [entry("agent", {"state": "x"}), entry("external", {})]}


def messages() -> Iterator[dict[str, Any]]:
    """Yield a valid message of each kind and name."""
    for each in cti.MESSAGES:
        message = cti.example(each.name, each.kind, seed=1)
        has_books = (each.name, each.kind) == ("session.request.incontact.addressbook", "success")
        yield {**message, "data": {"addressbooks": [BOOK]}} if has_books else message


def moved_members() -> Iterator[Moved]:
    """Yield each message with each of its required members in each other object that must not have it."""
    for message in messages():
        objects = [*objects_of(message)]
        for home in objects:
            for name in [*at(message, home)]:
                if home == () and name in IDENTIFYING:
                    continue
                left = deepcopy(message)
                value = at(left, home).pop(name)
                if [each.code for each in cti.check(left) if each.severity == "error"] != ["missing-member"]:
                    continue
                for place in objects:
                    if place[: len(home) + 1] != (*home, name) and name not in at(left, place):
                        changed = deepcopy(left)
                        at(changed, place)[name] = value
                        if refuses(message, place, name, value):
                            yield Moved(changed, pointer((*place, name)), pointer(home))


def refuses(message: dict[str, Any], place: Place, name: str, value: Any) -> bool:
    """Return whether the object at a place of a valid message must not have a member of a name."""
    more = deepcopy(message)
    at(more, place)[name] = value
    return any(each.code == "unknown-member" for each in cti.check(more))


def objects_of(value: Any, place: Place = ()) -> Iterator[Place]:
    if isinstance(value, dict):
        yield place
        for name, inner in value.items():
            if place or name not in COPIES:
                yield from objects_of(inner, (*place, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from objects_of(inner, (*place, index))


def at(value: Any, place: Place) -> Any:
    for step in place:
        value = value[step]
    return value


def pointer(place: Place) -> str:
    return "".join(f"/{step}" for step in place)


class MovedUp(NamedTuple):
    """A message with members of an object that is missing, and the pointer of that object."""

    message: dict[str, Any]
    names: list[str]
    home: str


#: The types of entries.
ENTRIES = (
    entry("agent", {"state": "x"}),
    entry("skill", {"mediaType": "Phone", "numAvailable": 1, "numUnavailable": 2, "ewt": "1"}),
    entry("external", {}),
)


def members_moved_up() -> Iterator[MovedUp]:
    """Yield each message with members of each object in each object around it, without what was between these.

    They are each required member of the object, all its required members, and all its members.
    """
    for message in [*messages(), *map(with_book, ENTRIES)]:
        for place in [place for place in objects_of(message) if place]:
            inner = at(message, place)
            required = [name for name in inner if is_required(message, place, name)]
            groups = [*([name] for name in required), required, [*inner]]
            for depth in range(len(place)):
                around = at(message, place[:depth])
                for names in groups if isinstance(around, dict) else ():
                    left = {name: each for name, each in around.items() if name != place[depth]}
                    changed = deepcopy(message)
                    at(changed, place[:depth]).clear()
                    at(changed, place[:depth]).update(left, **{name: inner[name] for name in names})
                    is_other = all(refuses(message, place[:depth], name, 1) for name in names)
                    if names and left.keys().isdisjoint(names) and is_other:
                        yield MovedUp(changed, names, pointer(place[:depth] + first(place[depth:])))


def with_book(inner: dict[str, Any]) -> dict[str, Any]:
    group = {"name": "g", "groups": [], "entries": [deepcopy(inner)]}
    message = cti.example("session.request.incontact.addressbook", "success", seed=1)
    return {**message, "data": {"addressbooks": [{"name": "a", "groups": [group], "entries": [inner]}]}}


def is_required(message: dict[str, Any], place: Place, name: str) -> bool:
    changed = deepcopy(message)
    del at(changed, place)[name]
    return "missing-member" in [each.code for each in cti.check(changed)]


def first(place: Place) -> Place:
    """Return a place with the first element of each array."""
    return tuple(0 if isinstance(step, int) else step for step in place)
