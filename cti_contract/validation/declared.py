"""The schemas of the members that a message may have, found by their place, or beside a keyword of a schema."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from cti_contract.contract import walk
from cti_contract.contract.catalog import Message

Place = tuple[str | int, ...]
Schema = dict[str, Any]


class Member(NamedTuple):
    """A member inside a value: the steps to it, 0 for the first element of an array, and its schema."""

    steps: Place
    schema: Schema


def schema_of(name: str, place: Place, keyword: str, message: Message) -> Schema:
    """Return the schema of a missing member of the object at a place; `keyword` is the URI of the one that says it."""
    if _leads_through_array(place):
        return declared_beside(keyword, name)
    return _declared_at(message.uri, (*place, name))


def declared_inside(name: str, place: Place, keyword: str, message: Message) -> tuple[Member, ...]:
    """Return a missing member and all that may be inside it, each behind the steps from the object that lacks it."""
    if _leads_through_array(place):
        return _inside_beside(keyword, name)
    return _inside_at(message.uri, (*place, name))


def schema_at(place: Place, keyword: str, message: Message) -> Schema:
    """Return the schema of a value at a place in a message; `keyword` is the URI of a keyword in that schema."""
    return _schema_around(keyword) if _leads_through_array(place) else _declared_at(message.uri, place)


def beside(keyword: str) -> Schema:
    """Return the members of the object whose schema has the keyword at a URI."""
    members: Schema = walk.resolve(keyword.rpartition("/")[0]).get("properties", {})
    return members


def takes_any(place: Place, message: Message) -> bool:
    """Return whether the object at a place, which leads through no array, has members and may have any others."""
    schema = _declared_at(message.uri, place)
    return "properties" in schema and bool(schema.get("additionalProperties", True))


def chosen(schema: Schema, value: Any) -> Schema:
    """Return the schema of a value, and of a choice the one whose constants the value has; an empty one if none has."""
    schema = walk.followed(schema)
    if "oneOf" not in schema:
        return schema
    return next((each for each in map(walk.followed, schema["oneOf"]) if _has_constants(value, each)), {})


def _has_constants(value: Any, schema: Schema) -> bool:
    constants = {name: each["const"] for name, each in schema["properties"].items() if "const" in each}
    return isinstance(value, dict) and all(value.get(name) == constant for name, constant in constants.items())


def schema_in(value: Any, place: Place, message: Message) -> Schema:
    """Return the schema of the value at a place in a message, as its choices decide."""
    schema = chosen(walk.merged(message.uri), value)
    for step in place:
        value = value[step]
        inner = schema.get("items", {}) if isinstance(step, int) else schema.get("properties", {}).get(step, {})
        schema = chosen(inner or {}, value)
    return schema


def members_inside(schema: Schema) -> tuple[Member, ...]:
    """Return the members that may be inside a value with a schema, each once."""
    return _with_members_inside((), schema)[1:]


def only_required(schema: Schema) -> Member | None:
    """Return the only value that an object requires, inside its objects; None if it is an array or there are others.

    For a value that is no object, return that itself.
    """
    steps: Place = ()
    while schema.get("type") == "object":
        required = schema.get("required", ())
        if len(required) != 1 or schema.get("additionalProperties", True):
            return None
        [name] = required
        steps, schema = (*steps, name), walk.followed(schema["properties"][name])
    return None if schema.get("type") == "array" else Member(steps, schema)


def _leads_through_array(place: Place) -> bool:
    return any(isinstance(step, int) for step in place)


@cache
def _schema_around(keyword: str) -> Schema:
    """Return the schema that has the keyword at a URI."""
    schema = walk.resolve(keyword.rpartition("/")[0])
    return walk.followed(walk.with_absolute_references(schema, keyword.partition("#")[0]))


@cache
def _declared_at(uri: str, place: Place) -> Schema:
    """Return the schema of a member, at a place that leads through no array, in the message at a URI."""
    schema = walk.merged(uri)
    for step in place:
        schema = walk.followed(schema.get("properties", {}).get(step) or {})
    return schema


@cache
def declared_beside(keyword: str, name: str) -> Schema:
    """Return the schema of a member of the object whose schema has the keyword at a URI."""
    member = beside(keyword).get(name, {})
    return walk.followed(walk.with_absolute_references(member, keyword.partition("#")[0]))


@cache
def _inside_at(uri: str, place: Place) -> tuple[Member, ...]:
    return _with_members_inside(place[-1:], _declared_at(uri, place))


@cache
def _inside_beside(keyword: str, name: str) -> tuple[Member, ...]:
    return _with_members_inside((name,), declared_beside(keyword, name))


def _with_members_inside(steps: Place, schema: Schema) -> tuple[Member, ...]:
    """Return a member and those inside it, each once, although several schemas of a choice may have it."""
    found = {steps: schema}
    for member in _members_inside(steps, schema, ()):
        found.setdefault(*member)
    return tuple(Member(*each) for each in found.items())


def _members_inside(steps: Place, schema: Schema, around: tuple[str, ...]) -> Iterator[Member]:
    """Yield the members inside a value with a schema. A schema that contains itself is visited once."""
    schema, around = walk.follow(schema, around)
    if len(set(around)) < len(around):
        return
    for name, member in schema.get("properties", {}).items():
        yield Member((*steps, name), walk.followed(member))
        yield from _members_inside((*steps, name), member, around)
    if "items" in schema:
        yield from _members_inside((*steps, 0), schema["items"], around)
    for branch in schema.get("oneOf", ()):
        yield from _members_inside(steps, branch, around)
