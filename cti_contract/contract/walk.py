"""How schemas refer to each other: follow every `$ref`, merge a message with its envelope, visit every member."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from cti_contract.contract import registry
from cti_contract.contract.registry import BASE_URI, Schemas

Schema = dict[str, Any]
#: The way to a place in a message: the names of members, `[]` for the elements of an array, `(NAME)` for one of several
#: schemas.
Steps = tuple[str, ...]
#: The names of members and indices of elements that lead to a value.
Path = tuple[str | int, ...]


def absolute(reference: str, base: str) -> str:
    """Return a relative `$ref` as a URI, read from the file whose `$id` is `base`."""
    path, _, fragment = reference.partition("#")
    if path:
        parts = base[len(BASE_URI) :].split("/")[:-1]
        for step in path.split("/"):
            parts = parts[:-1] if step == ".." else [*parts, step]
        base = BASE_URI + "/".join(parts)
    return f"{base}#{fragment}" if fragment else base


def resolve(uri: str, among: Schemas | None = None) -> Any:
    """Return the schema at a URI as its file has it; raise KeyError if there is none.

    `among` are the schemas to search, by default those of the contract. The fragment of the URI is a JSON Pointer.
    """
    document, _, fragment = uri.partition("#")
    schema: Any = (registry.schemas() if among is None else among)[document]
    for step in fragment.split("/")[1:]:
        schema = schema[step.replace("~1", "/").replace("~0", "~")]
    return schema


def merged(uri: str, among: Schemas | None = None) -> Schema:
    """Return the schema at a URI with each schema of its `allOf` written into it; raise KeyError if there is none.

    The members of a message are those of its envelope, narrowed by its header and then by itself. A merged schema
    gives the same verdicts at less work. Its `$ref`s are absolute. Treat it as read-only.
    """
    return _merged_in_contract(uri) if among is None else _merged(uri, among)


def _merged(uri: str, among: Schemas | None) -> Schema:
    schema: Schema = with_absolute_references(resolve(uri, among), uri.partition("#")[0])
    for part in reversed(schema.pop("allOf", ())):
        wide = followed(part, among)
        schema = _narrowed({key: value for key, value in wide.items() if key not in ANNOTATIONS}, schema, among)
    return schema


@cache
def _merged_in_contract(uri: str) -> Schema:
    return _merged(uri, None)


ANNOTATIONS = frozenset({"title", "description", "x-cti", "examples"})


def document(uri: str) -> Schema:
    """Return a schema file of the contract in which it and each of its definitions is merged."""
    names = resolve(uri).get("$defs", ())
    return {**merged(uri), "$defs": {name: merged(f"{uri}#/$defs/{name}") for name in names}}


def _narrowed(wide: Schema, narrow: Schema, among: Schemas | None) -> Schema:
    """Return one schema that accepts what both accept. `narrow` decides on each member that it describes itself."""
    both = {**wide, **narrow}
    if "properties" in wide:
        members = wide["properties"]
        both["properties"] = {
            **members,
            **{name: _member(members.get(name), each, among) for name, each in narrow.get("properties", {}).items()},
        }
    if "required" in wide:
        both["required"] = list(dict.fromkeys([*wide["required"], *narrow.get("required", ())]))
    if "not" in wide and "pattern" in narrow:
        both["pattern"] = _one_pattern(narrow["pattern"], both.pop("not")["pattern"])
    return both


def _member(wide: Schema | None, narrow: Any, among: Schemas | None) -> Any:
    """Return the narrower of two schemas of a member. An object that has members in `wide` keeps them."""
    return _narrowed(wide, followed(narrow, among), among) if wide and "properties" in wide else narrow


def _one_pattern(segments: str, refused: str) -> str:
    """Return one pattern for two, since a second search costs 7 % of the check of a message.

    `segments` consists of `[^.]`, and `refused` is a class of characters that the text does not have.
    """
    return segments.replace("[^.]", f"[^.{refused[1:-1]}]")


def followed(schema: Schema, among: Schemas | None = None) -> Schema:
    """Return a schema whose `$ref`s are absolute, with the schema that its own `$ref` names written into it."""
    return follow(schema, among=among)[0]


def follow(
    schema: Schema, around: tuple[str, ...] = (), among: Schemas | None = None
) -> tuple[Schema, tuple[str, ...]]:
    """Follow the `$ref` of a schema; return the schema, as `followed` does, and the URIs `around` it."""
    if "$ref" not in schema:
        return schema, around
    uri = schema["$ref"]
    whole, inner = follow(merged(uri, among), (*around, uri), among)
    return {**whole, **{key: value for key, value in schema.items() if key != "$ref"}}, inner


def with_absolute_references(value: Any, base: str) -> Any:
    """Copy a schema of the file whose `$id` is `base`, with absolute `$ref`s: the copy may be part of another file."""
    if isinstance(value, list):
        return [with_absolute_references(item, base) for item in value]
    if isinstance(value, dict):
        return {
            key: absolute(member, base) if key == "$ref" else with_absolute_references(member, base)
            for key, member in value.items()
            if key not in ("$schema", "$id", "$defs")
        }
    return value


class Place(NamedTuple):
    """A place in a message: the steps to it, its schema with `$ref` followed, and whether a value is required."""

    steps: Steps
    schema: Schema
    required: bool = False


def places(uri: str) -> Iterator[Place]:
    """Yield every place below the schema at a URI, each before those inside it; raise KeyError if there is none.

    A schema that contains itself is visited once.
    """
    whole, around = follow({"$ref": uri})
    yield from _places(whole, (), around)


def values_at(value: Any, steps: Steps) -> list[tuple[Path, Any]]:
    """Return the values at a place in a message, each behind its path."""
    found: list[tuple[Path, Any]] = [((), value)]
    for step in steps:
        if step == "[]":
            arrays = [(path, each) for path, each in found if isinstance(each, list)]
            found = [((*path, index), element) for path, each in arrays for index, element in enumerate(each)]
        elif step[0] != "(":
            found = [((*path, step), each[step]) for path, each in found if isinstance(each, dict) and step in each]
    return found


def _places(schema: Schema, steps: Steps, around: tuple[str, ...]) -> Iterator[Place]:
    parts = [(name, each, name in schema.get("required", ())) for name, each in schema.get("properties", {}).items()]
    parts += [("[]", schema["items"], False)] if "items" in schema else []
    parts += [(f"({each['$ref'].rpartition('/')[2]})", each, False) for each in schema.get("oneOf", ())]
    for step, part, required in parts:
        if part is False:
            continue
        whole, inner = follow(part, around)
        yield Place((*steps, step), whole, required)
        if len(set(inner)) == len(inner):  # otherwise the schema contains itself
            yield from _places(whole, (*steps, step), inner)
