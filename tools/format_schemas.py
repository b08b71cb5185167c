"""Write every schema file in the one canonical form, or tell which are not in it.

    python tools/format_schemas.py           # rewrite what differs
    python tools/format_schemas.py --check   # name what differs, exit 1

Canonical: the keywords of each schema in the order of `KEYWORDS`, two spaces, LF, a final newline.
Members of `properties` and `$defs`, and everything inside a value (`const`, `examples`, ...), stay as
written. `KEYWORDS` is also the whole vocabulary of the project: any other keyword is refused.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).parent.parent / "schemas"

KEYWORDS = (
    "$schema",
    "$id",
    "title",
    "description",
    "x-cti",
    "$ref",
    "type",
    "const",
    "enum",
    "pattern",
    "minLength",
    "allOf",
    "oneOf",
    "anyOf",
    "items",
    "properties",
    "required",
    "additionalProperties",
    "$defs",
    "examples",
)
MAPS = frozenset({"properties", "$defs"})
LISTS = frozenset({"allOf", "oneOf", "anyOf"})
SINGLE = frozenset({"items", "additionalProperties"})


def ordered(schema: Any) -> Any:
    """Return the schema with its keywords in canonical order, recursively.

    Raises ValueError for a keyword that is not in `KEYWORDS`.
    """
    if not isinstance(schema, dict):
        return schema
    unknown = sorted(schema.keys() - set(KEYWORDS))
    if unknown:
        raise ValueError(f"unknown keyword {unknown[0]!r}")
    return {key: _inside(key, schema[key]) for key in KEYWORDS if key in schema}


def _inside(keyword: str, value: Any) -> Any:
    if keyword in MAPS:
        return {name: ordered(schema) for name, schema in value.items()}
    if keyword in LISTS:
        return [ordered(schema) for schema in value]
    return ordered(value) if keyword in SINGLE else value


def canonical(text: str) -> str:
    """Return the text of a schema file in its canonical form; raises ValueError where it has none."""
    return json.dumps(ordered(json.loads(text)), indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Format the folder; 0 when all is (now) canonical, 1 when `--check` found a difference or a file is refused."""
    parser = argparse.ArgumentParser(description="Format the schema files.")
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 if a file differs")
    parser.add_argument("folder", nargs="?", type=Path, default=SCHEMAS, help="default: schemas")
    options = parser.parse_args(arguments)
    faults = [_format(path, check=options.check) for path in sorted(options.folder.rglob("*.json"))]
    return int(any(faults))


def _format(path: Path, *, check: bool) -> bool:
    """Format one file and say so; True when it is at fault."""
    text = path.read_bytes().decode()
    try:
        wanted = canonical(text)
    except ValueError as error:
        print(f"{path}: {error}")
        return True
    if text == wanted:
        return False
    if check:
        print(f"{path}: not in canonical form; run: python tools/format_schemas.py")
        return True
    path.write_bytes(wanted.encode())
    print(f"{path}: formatted")
    return False


if __name__ == "__main__":
    sys.exit(main())
