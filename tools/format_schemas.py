"""Write every schema file in its canonical form, or list the files that are not in it.

    python tools/format_schemas.py           # rewrite the files that differ
    python tools/format_schemas.py --check   # list the files that differ, exit 1

Canonical: the keywords of each schema in the order of `meta.json`, two spaces, LF, a final newline, and each object or
array on one line if it fits in 100 columns. The members of `properties` and `$defs`, and everything inside a value such
as `const` or `examples`, stay in the order in which they are written.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).parent.parent / "schemas"
META = SCHEMAS / "meta.json"
#: The keywords of the contract, in order.
KEYWORDS = tuple(json.loads(META.read_bytes())["$defs"]["schema"]["properties"])

_WIDTH = 100
_INDENT = 2
_MAPS = frozenset({"properties", "$defs"})
_LISTS = frozenset({"allOf", "oneOf", "anyOf"})
_SINGLE = frozenset({"items", "additionalProperties"})


def canonical(text: str) -> str:
    """Return the text of a schema file in its canonical form; raise ValueError if it is not a JSON object."""
    schema = json.loads(text)
    if not isinstance(schema, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 -- json raises ValueError for the other faults
    return f"{_expanded(_ordered(schema), 0)}\n"


def schemas_in(schema: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each schema inside a schema, itself first, with its JSON Pointer."""
    if not isinstance(schema, dict):
        return
    yield place, schema
    for keyword in _MAPS & schema.keys():
        for name, inner in schema[keyword].items():
            yield from schemas_in(inner, f"{place}/{keyword}/{name}")
    for keyword in _LISTS & schema.keys():
        for index, inner in enumerate(schema[keyword]):
            yield from schemas_in(inner, f"{place}/{keyword}/{index}")
    for keyword in _SINGLE & schema.keys():
        yield from schemas_in(schema[keyword], f"{place}/{keyword}")


def _ordered(schema: Any) -> Any:
    """Return a schema with its keywords in order, recursively; unknown ones come last."""
    if not isinstance(schema, dict):
        return schema
    return {key: _inside(key, schema[key]) for key in dict.fromkeys((*KEYWORDS, *schema)) if key in schema}


def _inside(keyword: str, value: Any) -> Any:
    if keyword in _MAPS and isinstance(value, dict):
        return {name: _ordered(schema) for name, schema in value.items()}
    if keyword in _LISTS and isinstance(value, list):
        return [_ordered(schema) for schema in value]
    return _ordered(value) if keyword in _SINGLE else value


def _written(value: Any, indent: int, used: int) -> str:
    """Return a value on one line if it fits, else on several; `used` counts the other characters of its first line."""
    line = json.dumps(value, ensure_ascii=False)
    is_short = indent + used + len(line) <= _WIDTH
    return line if is_short or not value or not isinstance(value, dict | list) else _expanded(value, indent)


def _expanded(value: Any, indent: int) -> str:
    """Return an object or an array with each member on a line of its own."""
    inner = indent + _INDENT
    if isinstance(value, list):
        parts = [_written(each, inner, len(",")) for each in value]
    else:
        names = {name: f"{json.dumps(name, ensure_ascii=False)}: " for name in value}
        parts = [names[name] + _written(each, inner, len(names[name]) + len(",")) for name, each in value.items()]
    opening, closing = "[]" if isinstance(value, list) else "{}"
    margin = "\n" + " " * inner
    return f"{opening}{margin}{f',{margin}'.join(parts)}\n{' ' * indent}{closing}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Format a folder; return 0 if every file is (now) canonical, 1 if one differs or cannot be formatted."""
    parser = argparse.ArgumentParser(description="Format the schema files.")
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 if a file differs")
    parser.add_argument("folder", nargs="?", type=Path, default=SCHEMAS, help="default: schemas")
    options = parser.parse_args(arguments)
    faults = [_format(path, check=options.check) for path in sorted(options.folder.rglob("*.json"))]
    return int(any(faults))


def _format(path: Path, *, check: bool) -> bool:
    """Format one file and say so; return whether it needs the attention of a person."""
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    text = path.read_bytes().decode()
    try:
        wanted = canonical(text)
    except ValueError as error:
        print(f"{shown}: cannot be formatted: {error}")
        return True
    if text == wanted:
        return False
    if check:
        print(f"{shown}: not in canonical form; run: python tools/format_schemas.py")
        return True
    path.write_bytes(wanted.encode())
    print(f"{shown}: formatted")
    return False


if __name__ == "__main__":
    sys.exit(main())
