"""The places that a message can have, by its schema, and schemas that are narrowed so that a place exists."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from cti_contract.contract import walk
from cti_contract.contract.catalog import Message

Steps = tuple[str | int, ...]
_TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})


class Place(NamedTuple):
    """A place in a message: the route to it, as `walk.Place` has it, and the types and the schema of its value."""

    message: Message
    route: tuple[str, ...]
    types: frozenset[str]
    schema: walk.Schema

    @property
    def steps(self) -> Steps:
        """Return the steps from the message to the value; the element of an array is its first."""
        return tuple(0 if step == "[]" else step for step in self.route if not _is_choice(step))


def replaced(value: Any, steps: Steps, new: Any) -> Any:
    """Return a JSON value with another value at the place that the steps lead to."""
    if not steps:
        return new
    items = value.items() if isinstance(value, dict) else enumerate(value)
    changed = {step: replaced(inner, steps[1:], new) if step == steps[0] else inner for step, inner in items}
    return changed if isinstance(value, dict) else list(changed.values())


def value_at(value: Any, steps: Steps) -> Any:
    """Return the value that the steps lead to."""
    for step in steps:
        value = value[step]
    return value


@cache
def places_in(message: Message) -> tuple[Place, ...]:
    """Return every place that a message can have, the message itself first."""
    found = [walk.Place((), walk.merged(message.uri)), *walk.places(message.uri)]
    return tuple(Place(message, each.steps, types_of(each.schema), each.schema) for each in found)


def types_of(schema: walk.Schema) -> frozenset[str]:
    """Return the JSON types that a schema accepts."""
    schema = walk.followed(schema)
    choices = schema.get("oneOf") or schema.get("anyOf")
    if choices:
        return frozenset().union(*map(types_of, choices))
    if schema.keys() & {"const", "enum"}:
        return frozenset({"string"})  # a law of the contract: every constant is a string
    types = schema.get("type", list(_TYPES))
    return frozenset([types] if isinstance(types, str) else types)


def narrowed(schema: walk.Schema, route: tuple[str, ...]) -> walk.Schema:
    """Return a schema that accepts only those values that have a place."""
    if not route:
        return schema
    schema = {keyword: value for keyword, value in walk.followed(schema).items() if keyword != "examples"}
    step, rest = route[0], route[1:]
    if _is_choice(step):
        return narrowed(next(each for each in schema["oneOf"] if each["$ref"].endswith(f"/{step[1:-1]}")), rest)
    if step == "[]":
        return {**schema, "items": narrowed(schema["items"], rest), "minItems": 1}
    properties = {**schema["properties"], step: narrowed(schema["properties"][step], rest)}
    return {**schema, "properties": properties, "required": sorted({*schema.get("required", ()), step})}


def _is_choice(step: str) -> bool:
    """Return whether a step leads to one schema of a `oneOf`, which is about the same value."""
    return step.startswith("(")
