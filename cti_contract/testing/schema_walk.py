"""The places in a message that its schema describes, and what may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cti_contract.contract import walk
from cti_contract.contract.catalog import Message
from cti_contract.text import type_of

Steps = tuple[str | int, ...]
_TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})


class Place(NamedTuple):
    """A place in a message: the steps to it, the types and the schema of what may stand there, and what does."""

    message: Message
    steps: Steps
    types: frozenset[str]
    schema: dict[str, Any]
    value: Any


def replaced(value: Any, steps: Steps, new: Any) -> Any:
    """Return a JSON value with another one at the place to which the steps lead."""
    if not steps:
        return new
    items = value.items() if isinstance(value, dict) else enumerate(value)
    changed = {step: replaced(inner, steps[1:], new) if step == steps[0] else inner for step, inner in items}
    return changed if isinstance(value, dict) else list(changed.values())


def places(message: Message, value: dict[str, Any]) -> Iterator[Place]:
    """Yield the places of a valid message, itself first."""
    return _places(message, (), {"$ref": message.uri}, value)


def _places(message: Message, steps: Steps, schema: dict[str, Any], value: Any) -> Iterator[Place]:
    types, schema = _types(schema), _decided(schema, value)
    yield Place(message, steps, types, schema, value)
    if isinstance(value, dict):
        for name, member in schema.get("properties", {}).items():
            if name in value:
                yield from _places(message, (*steps, name), member, value[name])
    elif isinstance(value, list) and "items" in schema:
        for index, element in enumerate(value):
            yield from _places(message, (*steps, index), schema["items"], element)


def at(uri: str) -> dict[str, Any]:
    """Return the schema at a URI with every `$ref` of its own followed. Treat it as read-only."""
    return walk.followed({"$ref": uri})


def _types(schema: dict[str, Any]) -> frozenset[str]:
    """Return the JSON types that a schema accepts."""
    schema = walk.followed(schema)
    for choices in (schema.get("oneOf"), schema.get("anyOf")):
        if choices:
            return frozenset().union(*map(_types, choices))
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    types = schema.get("type", list(_TYPES)) if values is None else list(map(type_of, values))
    return frozenset([types] if isinstance(types, str) else types)


def _decided(schema: dict[str, Any], value: Any) -> dict[str, Any]:
    """Return a schema, of several that objects are told apart by their constants the one of this object."""
    schema = walk.followed(schema)
    fitting = [choice for choice in map(walk.followed, schema.get("oneOf", ())) if _has_constants_of(choice, value)]
    return fitting[0] if len(fitting) == 1 else schema


def _has_constants_of(schema: dict[str, Any], value: Any) -> bool:
    constants = {name: each["const"] for name, each in schema.get("properties", {}).items() if "const" in each}
    return isinstance(value, dict) and all(value.get(name) == constant for name, constant in constants.items())
