"""Write every schema file in the one canonical form, or tell which are not in it.

    python tools/format_schemas.py           # rewrite what differs
    python tools/format_schemas.py --check   # name what differs, exit 1

Canonical: the keywords of each schema in the order of `KEYWORDS`, two spaces, LF, a final newline, and each object or
array on one line if it fits in 100 columns. Members of `properties` and `$defs`, and everything inside a value (such as
`const` or `examples`), stay in the order in which they are written. `KEYWORDS` is also the whole vocabulary of the
project: any other keyword is refused.
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
WIDTH = 100
INDENT = 2
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
    """Return the text of a schema file in its canonical form; raise ValueError where it has none."""
    return f"{_expanded(ordered(json.loads(text)), 0)}\n"


def _written(value: Any, indent: int, used: int) -> str:
    """Return a value on one line if that fits, else on several; `used` counts what else is on its first line."""
    line = json.dumps(value, ensure_ascii=False)
    fits = indent + used + len(line) <= WIDTH
    return line if fits or not isinstance(value, (dict, list)) else _expanded(value, indent)


def _expanded(value: Any, indent: int) -> str:
    """Return an object or an array with each member on a line of its own."""
    inner = indent + INDENT
    if isinstance(value, list):
        parts = [_written(each, inner, len(",")) for each in value]
    else:
        names = {name: f"{json.dumps(name, ensure_ascii=False)}: " for name in value}
        parts = [names[name] + _written(each, inner, len(names[name]) + len(",")) for name, each in value.items()]
    opening, closing = "[]" if isinstance(value, list) else "{}"
    margin = "\n" + " " * inner
    return f"{opening}{margin}{f',{margin}'.join(parts)}\n{' ' * indent}{closing}"


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
