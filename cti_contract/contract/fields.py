"""The members of a message as rows of a table: the name, the type and the meaning of each."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cti_contract.contract import walk
from cti_contract.contract.catalog import Message


class Member(NamedTuple):
    """One member: its path from the message (`data.scripts[].scriptId`), its type in words, and its meaning.

    `values` are the allowed values, empty if any is. If `known` is true, they are only the known ones.
    """

    path: str
    type: str
    required: bool
    description: str
    values: tuple[str, ...] = ()
    known: bool = False


def members(message: Message) -> Iterator[Member]:
    """Yield the members of a message, each before those inside it; a type that contains itself is listed once."""
    yield from members_at(message.uri)


def members_at(uri: str) -> Iterator[Member]:
    """Yield the members that the schema at a URI describes, as `members` does; raise KeyError if there is none."""
    for place in walk.places(uri):
        if place.steps[-1][0] not in "[(":
            yield Member(
                path=_path(place.steps),
                type=_type(place.schema),
                required=place.required,
                description=place.schema.get("description", ""),
                values=_values(place.schema),
                known=_is_known(place.schema),
            )


def _path(steps: tuple[str, ...]) -> str:
    """Return the steps as one text: `data.addressbooks[].entries[](agent).name`."""
    return "".join(step if step[0] in "[(" else f".{step}" for step in steps).removeprefix(".")


def _type(schema: dict[str, Any]) -> str:
    if _values(schema) or "anyOf" in schema:  # each constant, and each of several targets, is a string
        return "string"
    types = schema.get("type", "object")  # oneOf is a choice of objects
    words = " or ".join([types] if isinstance(types, str) else types)
    if "array" in words and "items" in schema:
        return f"array of {_type(walk.followed(schema['items']))}s"
    if types == "object" and schema.get("additionalProperties"):
        return "object, open"
    return "object, empty" if types == "object" and not schema.keys() & {"properties", "oneOf"} else words


def _values(schema: dict[str, Any]) -> tuple[str, ...]:
    values = [schema["const"]] if "const" in schema else schema.get("enum", ())
    return tuple(schema["examples"] if _is_known(schema) else values)


def _is_known(schema: dict[str, Any]) -> bool:
    return bool(schema.get("x-cti", {}).get("known"))
