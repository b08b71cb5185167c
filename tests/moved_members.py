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
