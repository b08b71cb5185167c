"""The members of a message as rows to read: what each is called, holds and means."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cti_contract.contract import registry
from cti_contract.contract.catalog import Message


class Member(NamedTuple):
    """One member: its path from the message (`data.scripts[].scriptId`), its type in words, and what it means.

    `values` are those allowed, none when any is; with `known` they are the known ones and others are accepted.
    """

    path: str
    type: str
    required: bool
    description: str
    values: tuple[str, ...] = ()
    known: bool = False


def members(message: Message) -> Iterator[Member]:
    """Yield the members of a message, each before those inside it; what nests in itself is told once."""
    yield from members_at(message.uri)


def members_at(uri: str) -> Iterator[Member]:
    """Yield the members of what the schema at a URI describes, as `members` does; KeyError when there is none."""
    yield from _members(registry.merged(uri), "", ())


def _members(schema: dict[str, Any], path: str, within: tuple[str, ...]) -> Iterator[Member]:
    """Yield what stands inside an object, an array or a choice; `within` are the URIs of the schemas around it."""
    for name, member in schema.get("properties", {}).items():
        if member is not False:
            inner = f"{path}.{name}" if path else name
            whole, _ = _followed(member, ())
            yield Member(
                path=inner,
                type=_type(whole),
                required=name in schema.get("required", ()),
                description=whole.get("description", ""),
                values=_values(whole),
                known=_is_known(whole),
            )
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
    if _values(schema) or "anyOf" in schema:  # constants are strings, and so is a choice of targets
        return "string"
    types = schema.get("type", "object")  # a choice of objects
    words = " or ".join([types] if isinstance(types, str) else types)
    if "array" in words and "items" in schema:
        return f"array of {_type(_followed(schema['items'], ())[0])}s"
    if types == "object" and schema.get("additionalProperties"):
        return "object, open"
    return "object, empty" if types == "object" and not schema.keys() & {"properties", "oneOf"} else words


def _values(schema: dict[str, Any]) -> tuple[str, ...]:
    values = [schema["const"]] if "const" in schema else schema.get("enum", ())
    return tuple(schema["examples"] if _is_known(schema) else values)


def _is_known(schema: dict[str, Any]) -> bool:
    return bool(schema.get("x-cti", {}).get("known"))
