"""The schema files: found, read once, and returned by URI."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import starmap
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import jiter

from cti_contract import package_files

if TYPE_CHECKING:
    from referencing import Registry

#: Every `$id` consists of this and the path of the file below `schemas/`. The host is reserved: nothing is fetched.
BASE_URI = "https://cti-contract.example/"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: Schemas by their `$id`.
Schemas = Mapping[str, dict[str, Any]]

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def folder() -> str:
    """Return the folder of the schema files: in the installed package, or beside the package in a checkout."""
    inside = os.path.join(_HERE, "schemas")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(_HERE), "schemas")


@cache
def schemas() -> Schemas:
    """Return every schema by its `$id`, in the order of the paths. Treat the values as read-only.

    They are the files in the folders of `folder()`; `meta.json` beside those folders describes the files. Raise
    ValueError, which names the file, for one that is not strict JSON or has no `$id`.
    """
    return MappingProxyType(dict(starmap(_identified, sorted(_files()))))


def _identified(path: str, content: bytes) -> tuple[str, dict[str, Any]]:
    match schema := _parsed(path, content):
        case {"$id": str(uri)}:
            return uri, schema
    below = os.path.relpath(path, folder()).replace(os.sep, "/")
    raise ValueError(f'{path}: no schema of the contract: "$id" must be "{BASE_URI}{below}"')


def _files() -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each schema file. A package in a zip has no folder."""
    if not os.path.isdir(folder()):
        for kind in package_files.names("schemas"):
            if "." not in kind:
                for name in package_files.names("schemas", kind):
                    yield f"{kind}/{name}", package_files.read("schemas", kind, name)
        return
    for entry in os.scandir(folder()):
        if entry.is_dir():
            for path in (file.path for file in os.scandir(entry.path) if file.name.endswith(".json")):
                with open(path, "rb", buffering=0) as file:
                    yield path, file.read()


def _parsed(path: str, content: bytes) -> Any:
    try:
        return jiter.from_json(content, catch_duplicate_keys=True, allow_inf_nan=False)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


@cache
def registry() -> Registry[Any]:
    """Return the `referencing` registry of every schema; it has no retriever, so it never fetches.

    The schemas have no `$schema`, at which a `jsonschema` validator would become one of the class of that dialect and
    lose the keywords that extend it.
    """
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    return Registry().with_resources(
        (uri, DRAFT202012.create_resource({key: value for key, value in schema.items() if key != "$schema"}))
        for uri, schema in schemas().items()
    )
