"""Write the files of a new message, with the right envelope; a person decides the rest.

    python tools/new_message.py command channel.request.example --target channel
    python tools/new_message.py event channel.exampled --target channel --target session

A person decides each empty text, list and schema. `python tools/what_is_left.py` prints them, with advice.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from format_schemas import canonical

from cti_contract.contract.registry import BASE_URI, DIALECT
from cti_contract.suggest import suggestion
from cti_contract.text import one_of, printable, quote

ROOT = Path(__file__).parent.parent
_NAME = re.compile(r"[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+")


def scaffold(kind: str, name: str, targets: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of a message, a `command` or an `event`.

    `targets` are the kinds of objects that it addresses, each with an example of such a target.
    """
    schemas = _command(name, targets) if kind == "command" else _event(name, targets)
    for folder, schema in schemas:
        path = f"{folder}/{name}.json"
        yield f"schemas/{path}", canonical(json.dumps({"$schema": DIALECT, "$id": BASE_URI + path, **schema}))
    yield f"tests/cases/{name}.json", "[]\n"


def _command(name: str, targets: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    example = {"command": name, "target": _example(targets), "data": {}}
    facts = {"status": "", "media": "", "platforms": [], "secondary": [{"name": ""}]}
    definitions = {
        "header": {"properties": {"command": {"const": name}, "target": _target(targets)}},
        "original": {"properties": {"command": {"$ref": "#/$defs/header/properties/command"}}},
    }
    message = {"title": name, "x-cti": facts, **_leaf("request", {"data": {}}, *_HEADER)}
    yield "commands", {**message, "$defs": definitions, "examples": [example]}
    yield "responses", _responses(name, example)


_HEADER = ("#/$defs/header",)


def _responses(name: str, request: dict[str, Any]) -> dict[str, Any]:
    command = f"../commands/{name}.json#/$defs/"
    failure = {"result": "failure", "failure": {"code": "E1001", "message": ""}, "original": request}
    return {
        "title": name,
        "oneOf": [{"$ref": "#/$defs/success"}, {"$ref": "#/$defs/failure"}],
        "$defs": {
            "success": _leaf("success", {"data": {}}, *_HEADER),
            "failure": _leaf("failure", {"original": {"$ref": f"{command}original"}}, *_HEADER),
            "header": {"$ref": f"{command}header"},
        },
        "examples": [
            {"command": name, "target": request["target"], **answer}
            for answer in ({"result": "success", "data": {}}, failure)
        ],
    }


def _event(name: str, targets: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    example = {"messageType": "objectEvent", "target": _example(targets), "name": name, "data": {}}
    members = {"target": _target(targets), "name": {"const": name}, "data": {}}
    facts = {"status": "", "platforms": [], "raised": [{"after": ""}]}
    yield "events", {"title": name, "x-cti": facts, **_leaf("event", members), "examples": [example]}


def _leaf(envelope: str, members: dict[str, Any], *shared: str) -> dict[str, Any]:
    parts = [{"$ref": reference} for reference in (f"../common/{envelope}.json", *shared)]
    return {"description": "", "allOf": parts, "properties": members}


def _target(targets: dict[str, str]) -> dict[str, Any]:
    choices = [{"$ref": f"../common/target.json#/$defs/{target}"} for target in targets]
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def _example(targets: dict[str, str]) -> str:
    return next(iter(targets.values()))


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Write the files below `root`; return 0 if they are written, 1 if the name exists. Wrong usage exits with 2."""
    objects = _objects(root)
    parser = argparse.ArgumentParser(description="Write the files of a new message; a person decides the rest.")
    parser.add_argument("kind", choices=("command", "event"))
    parser.add_argument("name", metavar="NAME", type=_name, help="the name in the message, such as channel.dial")
    parser.add_argument(
        "--target",
        action="append",
        required=True,
        choices=objects,
        help="the object that it addresses; an event may have several",
    )
    options = parser.parse_args(arguments)
    fault = _contradiction(options.name, options.target, tuple(objects)) if options.kind == "command" else None
    if fault:
        parser.error(fault)
    targets = {kind: target for kind, target in objects.items() if kind in options.target}
    files = dict(scaffold(options.kind, options.name, targets))
    taken = _taken(options.name, root) or next((path for path in files if (root / path).exists()), None)
    if taken:
        print(f"{options.name} exists: see {taken}", file=sys.stderr)
        return 1
    for path, text in files.items():
        (root / path).write_bytes(text.encode())
        print(f"{path}: written")
    print("then decide what is left: python tools/what_is_left.py")
    return 0


def _objects(root: Path) -> dict[str, str]:
    """Return the kinds of objects, each with an example of its target."""
    defined = json.loads((root / "schemas/common/target.json").read_bytes())["$defs"]
    return {kind: schema["examples"][-1] for kind, schema in defined.items() if "x-cti" in schema}


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"must consist of words of small letters and digits, joined by dots, not {printable(text)}"
        )
    return text


def _contradiction(name: str, targets: Sequence[str], objects: tuple[str, ...]) -> str | None:
    """Return the fault of a command that does not address the object that its name begins with, or None."""
    prefix = name.partition(".")[0]
    if prefix not in objects:
        hint = suggestion(prefix, objects)
        meant = f" (did you mean {quote(hint)}?)" if hint else ""
        return f"the name of a command must begin with {one_of(objects)}, not {quote(prefix)}{meant}"
    if set(targets) != {prefix}:
        return f"{name} is a command to a {prefix} by its name, so its target must be one: --target {prefix}"
    return None


def _taken(name: str, root: Path) -> str | None:
    """Return the file of a message with this name or alias, or None."""
    for path in sorted((root / "schemas").glob("*/*.json")):
        facts = json.loads(path.read_bytes()).get("x-cti", {})
        if name in (path.name.removesuffix(".json"), *facts.get("aliases", ())):
            return path.relative_to(root).as_posix()
    return None


if __name__ == "__main__":
    sys.exit(main())
