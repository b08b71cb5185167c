"""Write the files of a new message, with the right envelope and all else left to be decided.

    python tools/new_message.py command channel.request.example --target channel
    python tools/new_message.py event channel.exampled --target channel --target session

What a person must decide is written so that the laws of the tests refuse it: a text is empty, a list has nothing or
something nameless in it, and the schema of a member is `{}`.
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
_LAWS = "python -m pytest tests/contract/test_laws.py tests/contract/test_cases.py"


def scaffold(kind: str, name: str, targets: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the paths of the files of a message, `kind` being `command` or `event`, each with its text.

    `targets` are the kinds of objects that it addresses, each with an example of such a target.
    """
    schemas = _command(name, targets) if kind == "command" else _event(name, targets)
    for folder, schema in schemas:
        path = f"{folder}/{name}.json"
        yield f"schemas/{path}", canonical(json.dumps({"$schema": DIALECT, "$id": BASE_URI + path, **schema}))
    yield f"tests/cases/{name}.json", "[]\n"


def _command(name: str, targets: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    example = {"command": name, "target": _example(targets), "data": {}}
    noted = {"status": "", "media": "", "platforms": [], "secondary": [{"name": ""}]}
    definitions = {
        "header": {"properties": {"command": {"const": name}, "target": _target(targets)}},
        "original": {"properties": {"command": {"$ref": "#/$defs/header/properties/command"}}},
    }
    message = {"title": name, "x-cti": noted, **_leaf("request", {"data": {}}, *_HEADER)}
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
    noted = {"status": "", "platforms": []}
    yield "events", {"title": name, "x-cti": noted, **_leaf("event", members), "examples": [example]}


def _leaf(envelope: str, members: dict[str, Any], *shared: str) -> dict[str, Any]:
    parts = [{"$ref": reference} for reference in (f"../common/{envelope}.json", *shared)]
    return {"description": "", "allOf": parts, "properties": members}


def _target(targets: dict[str, str]) -> dict[str, Any]:
    choices = [{"$ref": f"../common/target.json#/$defs/{target}"} for target in targets]
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def _example(targets: dict[str, str]) -> str:
    return next(iter(targets.values()))


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Write the files below `root`; 0 when they are written, 1 when the name is taken, 2 for wrong usage."""
    objects = _objects(root)
    parser = argparse.ArgumentParser(description="Write the files of a new message, all but the envelope undecided.")
    parser.add_argument("kind", choices=("command", "event"))
    parser.add_argument("name", metavar="NAME", type=_name, help="as it is on the wire, as channel.dial")
    parser.add_argument(
        "--target",
        action="append",
        required=True,
        choices=objects,
        help="the object it addresses; an event may have more",
    )
    options = parser.parse_args(arguments)
    fault = _contradiction(options.name, options.target, tuple(objects)) if options.kind == "command" else None
    if fault:
        parser.error(fault)
    targets = {kind: target for kind, target in objects.items() if kind in options.target}
    files = dict(scaffold(options.kind, options.name, targets))
    taken = _taken(options.name, root) or next((path for path in files if (root / path).exists()), None)
    if taken:
        print(f"{options.name} is taken: see {taken}", file=sys.stderr)
        return 1
    for path, text in files.items():
        (root / path).write_bytes(text.encode())
        print(f"{path}: written")
    print(f"decide what is left; this tells it: {_LAWS}")
    return 0


def _objects(root: Path) -> dict[str, str]:
    """Return the kinds of objects, each with an example of its target."""
    defined = json.loads((root / "schemas/common/target.json").read_bytes())["$defs"]
    return {kind: schema["examples"][-1] for kind, schema in defined.items() if "x-cti" in schema}


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise argparse.ArgumentTypeError(f"not words of small letters and digits, joined by dots: {printable(text)}")
    return text


def _contradiction(name: str, targets: Sequence[str], objects: tuple[str, ...]) -> str | None:
    """Say what is wrong with the targets of a command: it addresses the object that its name begins with."""
    prefix = name.partition(".")[0]
    if prefix not in objects:
        hint = suggestion(prefix, objects)
        meant = f" (did you mean {quote(hint)}?)" if hint else ""
        return f"the name of a command must begin with {one_of(objects)}, not {quote(prefix)}{meant}"
    if set(targets) != {prefix}:
        return f"{name} is a command to a {prefix} by its name, so its target must be that: --target {prefix}"
    return None


def _taken(name: str, root: Path) -> str | None:
    """Return the file of a message of that name or alias, None when there is none."""
    for path in sorted((root / "schemas").glob("*/*.json")):
        noted = json.loads(path.read_bytes()).get("x-cti", {})
        if name in (path.name.removesuffix(".json"), *noted.get("aliases", ())):
            return path.relative_to(root).as_posix()
    return None


if __name__ == "__main__":
    sys.exit(main())
