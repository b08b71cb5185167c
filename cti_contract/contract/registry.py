"""The schema files: found, read once, and returned by URI."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
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


class SchemaFiles(Mapping[str, dict[str, Any]]):
    """The schemas in files, by their `$id`. Each file is read when it is first needed: most runs need a few."""

    def __init__(self, contents: dict[str, Callable[[], bytes]]) -> None:
        """Take a function for each path below `schemas/` that returns the content of the file."""
        self._contents = {BASE_URI + path: read for path, read in sorted(contents.items())}
        self._schemas: dict[str, dict[str, Any]] = {}

    def __getitem__(self, uri: str) -> dict[str, Any]:
        """Return a schema. Raise ValueError, which names the file, if it is not strict JSON or has another `$id`."""
        if uri not in self._schemas:
            self._schemas[uri] = _schema(uri, self._contents[uri]())
        return self._schemas[uri]

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)

    def __contains__(self, uri: object) -> bool:
        return uri in self._contents  # without a read of the file


@cache
def schemas() -> SchemaFiles:
    """Return every schema by its `$id`, in the order of the paths. Treat the values as read-only.

    They are the files in the folders of `folder()`; `meta.json` beside those folders describes the files.
    """
    return SchemaFiles(dict(_zipped_files() if not os.path.isdir(folder()) else _files()))


def _schema(uri: str, content: bytes) -> dict[str, Any]:
    path = uri.replace(BASE_URI, "schemas/")
    try:
        schema = jiter.from_json(content, catch_duplicate_keys=True, allow_inf_nan=False)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
    if not isinstance(schema, dict) or schema.get("$id") != uri:
        raise ValueError(f'{path}: no schema of the contract: "$id" must be "{uri}"')
    return schema


def _files() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for kind in os.scandir(folder()):
        if kind.is_dir():
            for name in os.listdir(kind.path):
                if name.endswith(".json"):
                    yield f"{kind.name}/{name}", partial(_read, os.path.join(kind.path, name))


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()


def _zipped_files() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the files of a package in a zip, which has no folder."""
    for kind in package_files.names("schemas"):
        if "." not in kind:
            for name in package_files.names("schemas", kind):
                yield f"{kind}/{name}", partial(package_files.read, "schemas", kind, name)


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
