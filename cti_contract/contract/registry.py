"""The schema files: found, read once, and handed out by URI."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import jiter

if TYPE_CHECKING:
    from referencing import Registry

#: Every `$id` is this and the file's path below `schemas/`. The host is reserved: nothing is ever fetched.
BASE_URI = "https://cti-contract.example/"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: Schemas by their `$id`.
Schemas = Mapping[str, dict[str, Any]]

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def folder() -> str:
    """Return the folder of the schema files: inside the installed package, else beside it in a checkout."""
    inside = os.path.join(_HERE, "schemas")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(_HERE), "schemas")


@cache
def schemas() -> Schemas:
    """Return every schema by its `$id`, in the order of the paths. Treat the values as read-only.

    Raises ValueError, which names the file, for one that is no strict JSON or says no `$id`.
    """
    return MappingProxyType(dict(map(_identified, sorted(_paths(folder())))))


def _identified(path: str) -> tuple[str, dict[str, Any]]:
    match schema := _load(path):
        case {"$id": str(uri)}:
            return uri, schema
    below = os.path.relpath(path, folder()).replace(os.sep, "/")
    raise ValueError(f'{path}: no schema of the contract: "$id" must be "{BASE_URI}{below}"')


def _paths(top: str) -> Iterator[str]:
    for entry in os.scandir(top):
        if entry.is_dir():
            yield from _paths(entry.path)
        elif entry.name.endswith(".json"):
            yield entry.path


def _load(path: str) -> Any:
    with open(path, "rb", buffering=0) as file:
        try:
            return jiter.from_json(file.read(), catch_duplicate_keys=True, allow_inf_nan=False)
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None


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
    """Return the schema at a URI, its fragment a JSON Pointer; raises KeyError when there is none.

    It is looked up `among` the schemas given, by default those of the contract.
    """
    document, _, fragment = uri.partition("#")
    schema: Any = (schemas() if among is None else among)[document]
    for step in fragment.split("/")[1:]:
        schema = schema[step.replace("~1", "/").replace("~0", "~")]
    return schema


def merged(uri: str, among: Schemas | None = None) -> dict[str, Any]:
    """Return the schema of a message with its envelope written into it, and any other schema as it is.

    A member that both describe is the message's: it narrows the envelope's, so it says all of it. The verdicts are the
    same at less work. `$ref`s come back absolute. Raises KeyError for a URI that names no schema `among` those
    given (by default the contract's).
    """
    schema: dict[str, Any] = with_absolute_references(resolve(uri, among), uri.partition("#")[0])
    for envelope in [merged(part["$ref"], among) for part in schema.pop("allOf", ())]:
        schema = {
            **{keyword: schema[keyword] for keyword in _ANNOTATIONS if keyword in schema},
            "type": "object",
            "properties": {**envelope["properties"], **schema["properties"]},
            "required": [*envelope["required"], *schema.get("required", ())],
            "additionalProperties": False,
        }
    return schema


def followed(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema whose `$ref`s are absolute with what its own refers to written into it."""
    if "$ref" not in schema:
        return schema
    return {**followed(merged(schema["$ref"])), **{key: value for key, value in schema.items() if key != "$ref"}}


_ANNOTATIONS = ("title", "description", "x-cti", "examples")


def with_absolute_references(value: Any, base: str) -> Any:
    """Copy a schema of the file whose `$id` is `base`, its `$ref`s made absolute, so that it can stand elsewhere."""
    if isinstance(value, list):
        return [with_absolute_references(item, base) for item in value]
    if isinstance(value, dict):
        return {
            key: absolute(member, base) if key == "$ref" else with_absolute_references(member, base)
            for key, member in value.items()
            if key not in ("$schema", "$id", "$defs")
        }
    return value


def bundled(*uris: str) -> dict[str, Any]:
    """Return one self-contained schema that accepts what any one of the schemas at `uris` accepts.

    Whatever they refer to is inside, below `#/$defs`. Raises KeyError for a URI that names no schema.
    """
    roots = [merged(uri) for uri in uris]
    return self_contained(roots[0] if len(roots) == 1 else {"oneOf": roots})


def self_contained(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema as a document of its own: whatever its absolute `$ref`s lead to is inside, below `#/$defs`.

    Raises KeyError for a URI that names no schema.
    """
    definitions: dict[str, Any] = {}
    root = _with_local_references(schema, definitions)
    return {"$schema": DIALECT, **root, **({"$defs": definitions} if definitions else {})}


def _with_local_references(value: Any, definitions: dict[str, Any]) -> Any:
    """Copy a schema with its `$ref`s turned inward, adding each schema met to `definitions`."""
    if isinstance(value, list):
        return [_with_local_references(item, definitions) for item in value]
    if isinstance(value, dict):
        return {
            key: _defined(member, definitions) if key == "$ref" else _with_local_references(member, definitions)
            for key, member in value.items()
        }
    return value


def _defined(uri: str, definitions: dict[str, Any]) -> str:
    document, _, fragment = uri.removeprefix(BASE_URI).partition("#")
    steps = [step for step in fragment.split("/") if step not in ("", "$defs", "properties")]
    name = ".".join([document.removesuffix(".json").replace("/", "."), *steps])
    if name not in definitions:
        definitions[name] = {}  # claimed first: an address book group refers to itself
        definitions[name] = _with_local_references(merged(uri), definitions)
    return f"#/$defs/{name}"


@cache
def registry() -> Registry[Any]:
    """Return the `referencing` registry of every schema; it has no retriever, so it never fetches.

    The schemas come without `$schema`: at one, a `jsonschema` validator turns into the class of that dialect, and one
    that was extended would lose what it has more.
    """
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    return Registry().with_resources(
        (uri, DRAFT202012.create_resource({key: value for key, value in schema.items() if key != "$schema"}))
        for uri, schema in schemas().items()
    )
