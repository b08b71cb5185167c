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

_HERE = os.path.dirname(os.path.abspath(__file__))


def folder() -> str:
    """Return the folder of the schema files: inside the installed package, else beside it in a checkout."""
    inside = os.path.join(_HERE, "schemas")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(_HERE), "schemas")


@cache
def schemas() -> Mapping[str, dict[str, Any]]:
    """Return every schema by its `$id`, in the order of the paths. Treat the values as read-only."""
    loaded = (_load(path) for path in sorted(_paths(folder())))
    return MappingProxyType({schema["$id"]: schema for schema in loaded})


def _paths(top: str) -> Iterator[str]:
    for entry in os.scandir(top):
        if entry.is_dir():
            yield from _paths(entry.path)
        elif entry.name.endswith(".json"):
            yield entry.path


def _load(path: str) -> Any:
    with open(path, "rb", buffering=0) as file:
        return jiter.from_json(file.read(), catch_duplicate_keys=True, allow_inf_nan=False)


def absolute(reference: str, base: str) -> str:
    """Return a relative `$ref` as a URI, read from the file whose `$id` is `base`."""
    path, _, fragment = reference.partition("#")
    if path:
        parts = base[len(BASE_URI) :].split("/")[:-1]
        for step in path.split("/"):
            parts = parts[:-1] if step == ".." else [*parts, step]
        base = BASE_URI + "/".join(parts)
    return f"{base}#{fragment}" if fragment else base


def resolve(uri: str) -> Any:
    """Return the schema at a URI, its fragment a JSON Pointer; raises KeyError when there is none."""
    document, _, fragment = uri.partition("#")
    schema: Any = schemas()[document]
    for step in fragment.split("/")[1:]:
        schema = schema[step.replace("~1", "/").replace("~0", "~")]
    return schema


def merged(uri: str) -> dict[str, Any]:
    """Return the schema of a message with its envelope written into it: the same verdicts at half the work.

    A member that both describe is the message's: it narrows the envelope's, so it says all of it. `$ref`s come
    back absolute. Raises KeyError for a URI that names no schema.
    """
    base = uri.partition("#")[0]
    schema: dict[str, Any] = _absolute(resolve(uri), base)
    for envelope in [merged(part["$ref"]) for part in schema.pop("allOf", ())]:
        schema = {
            "type": "object",
            "properties": {**envelope["properties"], **schema["properties"]},
            "required": [*envelope["required"], *schema.get("required", ())],
            "additionalProperties": False,
        }
    return schema


def _absolute(value: Any, base: str) -> Any:
    if isinstance(value, list):
        return [_absolute(item, base) for item in value]
    if isinstance(value, dict):
        return {
            key: absolute(member, base) if key == "$ref" else _absolute(member, base)
            for key, member in value.items()
            if key != "$id"
        }
    return value


def bundled(*uris: str) -> dict[str, Any]:
    """Return one self-contained schema that accepts what any one of the schemas at `uris` accepts.

    Every schema they refer to, and so every `$ref`, is inside: `#/$defs/...`. Raises KeyError for
    a URI that names no schema.
    """
    definitions: dict[str, Any] = {}
    roots = [_local(resolve(uri), uri.partition("#")[0], definitions) for uri in uris]
    root = roots[0] if len(roots) == 1 else {"oneOf": roots}
    inner = {key: value for key, value in root.items() if key not in ("$schema", "$id", "$defs")}
    return {"$schema": DIALECT, **inner, **({"$defs": definitions} if definitions else {})}


def _local(value: Any, base: str, definitions: dict[str, Any]) -> Any:
    """Copy a schema with its `$ref`s turned inward, adding each schema met to `definitions`."""
    if isinstance(value, list):
        return [_local(item, base, definitions) for item in value]
    if not isinstance(value, dict):
        return value
    copy = {
        key: member if key == "examples" else _local(member, base, definitions)
        for key, member in value.items()
        if key not in ("$schema", "$id", "$defs", "$ref")
    }
    if "$ref" in value:
        copy["$ref"] = "#/$defs/" + _define(absolute(value["$ref"], base), definitions)
    return copy


def _define(uri: str, definitions: dict[str, Any]) -> str:
    document, _, fragment = uri.partition("#")
    steps = [step for step in fragment.split("/") if step not in ("", "$defs", "properties")]
    name = ".".join([document.rpartition("/")[2].removesuffix(".json"), *steps])
    if document.startswith((BASE_URI + "commands/", BASE_URI + "responses/")):
        name = document[len(BASE_URI) :].partition("/")[0] + "." + name
    if name not in definitions:
        definitions[name] = None  # claimed first: an address book group refers to itself
        definitions[name] = _local(resolve(uri), document, definitions)
    return name


@cache
def registry() -> Registry[Any]:
    """Return the `referencing` registry of every schema; it has no retriever, so it never fetches."""
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    return Registry().with_resources((uri, DRAFT202012.create_resource(schema)) for uri, schema in schemas().items())
