"""The whole contract as one JSON Schema for other tools, its verdicts those of `check`.

`command` and `result`, or `name`, pick the schema of one message, so that an error is about what was meant only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import RESULTS, Kind, Message, messages


def message_schema() -> dict[str, Any]:
    """Return a self-contained schema that accepts every message of the contract and nothing else."""
    schema: dict[str, Any] = _portable(self_contained(_message()))
    return schema


def file_schema() -> dict[str, Any]:
    """Return a self-contained schema of what a `.json` file holds: one message, or an array of them."""
    message = message_schema()
    dialect, definitions = message.pop("$schema"), message.pop("$defs")
    one = {"$ref": "#/$defs/message"}
    return {
        "$schema": dialect,
        "type": ["object", "array"],
        "if": {"type": "array"},
        "then": {"minItems": 1, "items": one},
        "else": one,
        "$defs": {"message": message, **definitions},
    }


def _message() -> dict[str, Any]:
    message_types = walk.resolve(f"{registry.BASE_URI}common/event.json#/$defs/any/properties/messageType")["enum"]
    return {
        "title": "CTI message",
        "description": "A message between an agent desktop and a telephony (CTI) platform.",
        "type": "object",
        "properties": {
            "command": {"description": "Of a command and of its response: what to do.", "enum": _names("request")},
            "result": {"description": "Of a response: how the command ended.", "enum": list(RESULTS)},
            "messageType": {"description": "The sort of an event.", "examples": message_types},
            "name": {"description": "Of an event: what happened.", "enum": _names("event")},
        },
        "allOf": [*map(_case, messages()), *_incomplete()],
    }


#: The members that keep a value from being a message of a kind, in the order of `dispatch`.
_FOREIGN: dict[Kind, tuple[str, ...]] = {
    "request": ("name", "result", "failure", "original"),
    "success": ("name",),
    "failure": ("name",),
    "event": (),
}


def _case(message: Message) -> dict[str, Any]:
    """Return the schema that asks what a message asks, but only of what is meant to be that message."""
    names = _spellings(message)
    told_by: dict[str, Any] = {
        "name" if message.kind == "event" else "command": {"const": names[0]} if len(names) == 1 else {"enum": names}
    }
    if message.kind in RESULTS:
        told_by["result"] = {"const": message.kind}
    return {"if": _object(*told_by, lacks=_FOREIGN[message.kind], **told_by), "then": {"$ref": message.uri}}


def _incomplete() -> Iterator[dict[str, Any]]:
    """Yield the schemas that demand the missing discriminator of a value that is no message."""
    response = {"anyOf": [{"required": ["failure"]}, {"required": ["original"]}]}
    yield {"if": _object("command", lacks=("name", "result")) | response, "then": {"required": ["result"]}}
    neither = ("command", "name")
    yield {"if": _object("messageType", lacks=neither), "then": {"required": ["name"]}}
    yield {"if": _object(lacks=(*neither, "messageType")), "then": {"required": ["command"]}}


def _object(*has: str, lacks: Iterable[str], **properties: Any) -> dict[str, Any]:
    """Return the condition that a value is an object with some members and without others."""
    return {"type": "object", "required": [*has], "properties": {**properties, **dict.fromkeys(lacks, False)}}


def _names(kind: Kind) -> list[str]:
    return [spelling for message in messages() if message.kind == kind for spelling in _spellings(message)]


def _spellings(message: Message) -> list[str]:
    return [message.name, *message.aliases]


def _portable(schema: Any) -> Any:
    """Copy a schema so that every validator reads it alike.

    Without `x-cti`: some refuse keywords that they do not know. And no text may end in a line feed by a pattern that
    ends in `$`: in Python's flavour, for one, that also matches before it.
    """
    if isinstance(schema, list):
        return [_portable(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {key: _portable(value) for key, value in schema.items() if key != "x-cti"}
    return {**copy, "not": {"pattern": "\\n$"}} if "pattern" in copy else copy


def bundled(*uris: str, among: registry.Schemas | None = None) -> dict[str, Any]:
    """Return one self-contained schema that accepts what any one of the schemas at `uris` accepts.

    Every schema that they refer to is inside, below `#/$defs`. `among` are the schemas to search, by default those of
    the contract. Raise KeyError for a URI that names no schema.
    """
    roots = [walk.merged(uri, among) for uri in uris]
    return self_contained(roots[0] if len(roots) == 1 else {"oneOf": roots}, among)


def self_contained(schema: dict[str, Any], among: registry.Schemas | None = None) -> dict[str, Any]:
    """Return a schema as a document of its own, with every schema that it refers to inside, below `#/$defs`.

    Raise KeyError for a URI that names no schema `among` those given, by default those of the contract.
    """
    definitions: dict[str, Any] = {}
    root = _with_local_references(schema, definitions, among)
    return {"$schema": registry.DIALECT, **root, **({"$defs": definitions} if definitions else {})}


def _with_local_references(value: Any, definitions: dict[str, Any], among: registry.Schemas | None) -> Any:
    """Copy a schema with local `$ref`s, adding each schema that it refers to to `definitions`."""
    if isinstance(value, list):
        return [_with_local_references(item, definitions, among) for item in value]
    if isinstance(value, dict):
        return {
            key: _defined(member, definitions, among)
            if key == "$ref"
            else _with_local_references(member, definitions, among)
            for key, member in value.items()
        }
    return value


def _defined(uri: str, definitions: dict[str, Any], among: registry.Schemas | None) -> str:
    document, _, fragment = uri.removeprefix(registry.BASE_URI).partition("#")
    steps = [step for step in fragment.split("/") if step not in ("", "$defs", "properties")]
    name = ".".join([document.removesuffix(".json").replace("/", "."), *steps])
    if name not in definitions:
        definitions[name] = {}  # taken first: an address book group refers to itself
        definitions[name] = _with_local_references(walk.merged(uri, among), definitions, among)
    return f"#/$defs/{name}"
