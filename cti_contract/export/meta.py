"""The form of the schema files, for editors."""

from __future__ import annotations

import json
import os
from typing import Any

from cti_contract.contract import registry


def meta_schema() -> dict[str, Any]:
    """Return the schema of the schema files."""
    with open(os.path.join(registry.folder(), "meta.json"), "rb") as file:
        schema: dict[str, Any] = json.load(file)
    return schema


def editor_schema() -> dict[str, Any]:
    """Return a schema for editors that accepts the schema files in their form, and other schemas in any form.

    VS Code applies the schema that `$schema` names and no other one. In a schema file that is the metaschema, which
    other tools need there, so the settings replace it.
    """
    meta = meta_schema()
    definitions = meta.pop("$defs")
    form = {"description": meta["description"], "allOf": meta["allOf"]}
    condition = {"properties": {"$id": {"pattern": f"^{registry.BASE_URI}[a-z]+/"}}, "required": ["$id"]}
    return {"if": condition, "then": {"$ref": "#/$defs/file"}, "$defs": {"file": form, **definitions}}
