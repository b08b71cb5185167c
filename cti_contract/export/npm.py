"""The contract as an npm package: the checker, its types, and the schema of all messages."""

from __future__ import annotations

import json
import re
from typing import Any

from cti_contract import package_files
from cti_contract._version import __version__
from cti_contract.export import javascript, typescript
from cti_contract.export.bundle import message_schema

NAME = "cti-contract"


def files() -> dict[str, str]:
    """Return the text of each file of the package, by name."""
    return {
        "package.json": json.dumps(manifest(), indent=2) + "\n",
        "README.md": package_files.read("export", "javascript", "README.md").decode(),
        "index.js": javascript.module(),
        "index.d.ts": typescript.declarations(),
        "schema.json": json.dumps(message_schema(), indent=2) + "\n",
    }


def manifest() -> dict[str, Any]:
    """Return the content of `package.json`."""
    return {
        "name": NAME,
        "version": semantic_version(__version__),
        "description": "The contract for the JSON messages between agent desktops and telephony (CTI) platforms",
        "keywords": ["cti", "contact center", "json schema", "telephony", "validation"],
        "license": "MIT",
        "type": "module",
        "sideEffects": False,
        "engines": {"node": ">=18"},
        "files": ["index.js", "index.d.ts", "schema.json"],
        "types": "./index.d.ts",
        "exports": {
            ".": {"types": "./index.d.ts", "default": "./index.js"},
            "./schema.json": "./schema.json",
            "./package.json": "./package.json",
        },
    }


def semantic_version(version: str) -> str:
    """Return a version of Python as npm writes it.

    >>> semantic_version("1.2.0"), semantic_version("1.2.0rc1")
    ('1.2.0', '1.2.0-rc1')
    """
    release = re.match(r"\d+\.\d+\.\d+", version)
    if not release:
        raise ValueError(f"a version for npm needs three numbers, not {version}")
    rest = version[release.end() :].strip(".+")
    return f"{release[0]}-{rest}" if rest else release[0]
