"""The members of a message as rows to read: what each is called, holds and means."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cti_contract import registry
from cti_contract.catalogue import Message
from cti_contract.problems import one_of


class Member(NamedTuple):
    """One member: its path from the message (`data.scripts[].scriptId`), its type in words, and what it means."""

    path: str
    type: str
    required: bool
    description: str


def members(message: Message) -> Iterator[Member]:
    """Yield the members of a message, each before those inside it; what nests in itself is told once."""
    yield from _members(registry.merged(message.uri), "", ())


def _members(schema: dict[str, Any], path: str, within: tuple[str, ...]) -> Iterator[Member]:
    """Yield what stands inside an object, an array or a choice; `within` are the URIs of the schemas around it."""
    for name, member in schema.get("properties", {}).items():
        if member is not False:
            inner = f"{path}.{name}" if path else name
            whole, _ = _followed(member, ())
            required = name in schema.get("required", ())
            yield Member(path=inner, type=_type(whole), required=required, description=whole.get("description", ""))
            yield from _inside(member, inner, within)
    if "items" in schema:
        yield from _inside(schema["items"], f"{path}[]", within)
    for choice in schema.get("oneOf", ()):
        yield from _inside(choice, f"{path}({choice['$ref'].rpartition('/')[2]})", within)


def _inside(schema: dict[str, Any], path: str, within: tuple[str, ...]) -> Iterator[Member]:
    whole, around = _followed(schema, within)
    if len(set(around)) == len(around):  # else the schema is inside itself
        yield from _members(whole, path, around)


def _followed(schema: dict[str, Any], around: tuple[str, ...]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return a schema with what it refers to written into it, and the URIs around it."""
    if "$ref" not in schema:
        return schema, around
    whole, around = _followed(registry.merged(schema["$ref"]), (*around, schema["$ref"]))
    return {**whole, **{key: value for key, value in schema.items() if key != "$ref"}}, around


def _type(schema: dict[str, Any]) -> str:
    if "const" in schema:
        return one_of([schema["const"]])
    if "enum" in schema:
        return one_of(schema["enum"])
    types = schema.get("type", "string" if "anyOf" in schema else "object")  # a choice of targets, or of objects
    words = " or ".join([types] if isinstance(types, str) else types)
    if schema.get("x-cti", {}).get("known"):
        return f"{words}, known are {one_of(schema['examples'])}"
    if "array" in words and "items" in schema:
        return f"array of {_type(_followed(schema['items'], ())[0])}s"
    if types == "object" and not schema.keys() & {"properties", "oneOf"}:
        return "object, open" if schema.get("additionalProperties") else "object, empty"
    return words
