"""The contract as self-contained JSON Schemas for other tools; their verdicts are those of `check`.

Every tool reads them alike: they use only the keywords that mean the same from draft 7 to draft 2020-12, and pass the
strict mode of ajv. A schema of all messages names no dialect, since the default of a tool must do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import RESULTS, Kind, Message, messages

Schema = dict[str, Any]

_TITLE = "CTI message"
_DESCRIPTION = "A message between an agent desktop and a telephony (CTI) platform."


def message_schema() -> Schema:
    """Return a self-contained schema that accepts every message of the contract and nothing else.

    `command` and `result`, or `name`, select the schema of one message, so that errors are about that message.
    """
    return _portable_document(_selecting())


def union_schema() -> Schema:
    """Return the same as a `oneOf` over all messages, from which generators of code make good types."""
    choices: Schema = {"oneOf": [{"$ref": message.uri} for message in messages()]}
    schema = _portable_document({"title": _TITLE, "description": _DESCRIPTION, **choices})
    for name in schema["$defs"]:
        schema["$defs"][name].pop("title", None)  # generators prefer it to the name, and three messages share it
    return schema


def file_schema() -> Schema:
    """Return a self-contained schema of the content of a `.json` file: one message, or an array of messages."""
    message = message_schema()
    definitions = message.pop("$defs")
    one = {"$ref": "#/$defs/Message"}
    return {
        "if": {"type": "array"},
        "then": {"type": "array", "minItems": 1, "items": one},
        "else": one,
        "$defs": {"Message": message, **definitions},
    }


def schema_of(found: Iterable[Message]) -> Schema:
    """Return a self-contained schema that accepts each of the given messages."""
    roots = [named_schema(message.uri) for message in found]
    return {"$schema": registry.DIALECT, **_portable_document(roots[0] if len(roots) == 1 else {"oneOf": roots})}


def self_contained(schema: Schema, among: registry.Schemas | None = None) -> Schema:
    """Return a schema as a document of its own, with every schema that it refers to inside, below `#/$defs`.

    Raise KeyError for a URI that names no schema `among` those given, by default those of the contract.
    """
    return _document(schema, lambda uri: walk.merged(uri, among))


def _portable_document(schema: Schema) -> Schema:
    document: Schema = _portable(_document(schema, named_schema))
    return document


def named_schema(uri: str) -> Schema:
    """Return the merged schema at a URI; the data of a message, and the reason of a failure, get names of their own."""
    schema = walk.merged(uri)
    members = dict(schema.get("properties", {}))
    for member, place in (("data", f"{uri}/properties/data"), ("failure", f"{_FAILURE}#/properties/failure")):
        if isinstance(members.get(member), dict) and "properties" in members[member]:
            members[member] = {"$ref": place if "#" in place else place.replace(".json/", ".json#/")}
    return {**schema, "properties": members} if members else schema


_FAILURE = f"{registry.BASE_URI}common/failure.json"


def _portable(schema: Any) -> Any:
    """Copy a schema so that every tool reads it alike.

    It has no `x-cti`, which some tools refuse, and no union of types, which ajv refuses. A text that matches a pattern
    does not end in a line feed: in Python, `$` also matches before it.
    """
    if not isinstance(schema, dict):
        return schema
    copy = {key: _portable_part(key, value) for key, value in schema.items() if key != "x-cti"}
    if "pattern" in copy:
        copy["not"] = {"pattern": "\\n$"}
    if isinstance(copy.get("type"), list):
        parts = {each: copy.pop(keyword, None) for each, keyword in _OF_TYPE.items()}
        copy["anyOf"] = [
            {"type": each, **({} if parts[each] is None else {_OF_TYPE[each]: parts[each]})}
            for each in copy.pop("type")
        ]
    return copy


def _portable_part(keyword: str, value: Any) -> Any:
    if keyword in ("properties", "$defs"):
        return {name: _portable(schema) for name, schema in value.items()}
    if keyword in ("allOf", "anyOf", "oneOf"):
        return [_portable(schema) for schema in value]
    return _portable(value) if keyword in ("items", "if", "then", "else") else value


#: The keyword of a schema that applies to each of its types, if it has several.
_OF_TYPE = {"object": "additionalProperties", "array": "items"}


def _document(schema: Schema, schema_at: Callable[[str], Schema]) -> Schema:
    definitions: Schema = {}
    root = _with_local_references(schema, definitions, schema_at)
    return {**root, **({"$defs": definitions} if definitions else {})}


def _with_local_references(value: Any, definitions: Schema, schema_at: Callable[[str], Schema]) -> Any:
    """Copy a schema with local `$ref`s, adding each schema that it refers to to `definitions`.

    A description beside a `$ref` would be lost in draft 7, so the schema is copied to its place.
    """
    if isinstance(value, list):
        return [_with_local_references(item, definitions, schema_at) for item in value]
    if not isinstance(value, dict):
        return value
    if "$ref" not in value:
        return {key: _with_local_references(member, definitions, schema_at) for key, member in value.items()}
    uri = value["$ref"]
    if len(value) > 1:
        beside = {key: member for key, member in value.items() if key != "$ref"}
        return _with_local_references({**schema_at(uri), **beside}, definitions, schema_at)
    name = definition_name(uri)
    if name not in definitions:
        definitions[name] = {}  # taken first: a group of an address book refers to itself
        definitions[name] = _with_local_references(schema_at(uri), definitions, schema_at)
    return {"$ref": f"#/$defs/{name}"}


def definition_name(uri: str) -> str:
    """Return a name for the schema at a URI that is also a good name for a type: `ChannelDialRequest`."""
    file, _, fragment = uri.removeprefix(registry.BASE_URI).partition("#")
    folder, _, stem = file.removesuffix(".json").partition("/")
    steps = [step for step in fragment.split("/") if step not in ("", "$defs", "properties", "header")]
    if folder == "common":
        return _pascal([*steps, "target"] if stem == "target" and steps != ["id"] else steps or [stem])
    return _pascal([*stem.split("."), *(steps or [_KINDS[folder]])])


_KINDS = {"commands": "request", "events": "event"}


def _pascal(words: Iterable[str]) -> str:
    return "".join(word[0].upper() + word[1:] for word in words)


def _selecting() -> Schema:
    """Return the schema that selects the schema of one message."""
    message_types = walk.resolve(f"{registry.BASE_URI}common/event.json#/$defs/any/properties/messageType")["enum"]
    return {
        "title": _TITLE,
        "description": _DESCRIPTION,
        "type": "object",
        "properties": {
            "command": {"description": "The name of a command, in a request or response.", "enum": _names("request")},
            "result": {"description": "How a command ended, in a response.", "enum": list(RESULTS)},
            "messageType": {"description": "The type of an event.", "examples": message_types},
            "name": {"description": "The name of an event.", "enum": _names("event")},
        },
        "allOf": [*map(_case, messages()), *_incomplete()],
    }


#: The members that a message of a kind does not have, in the order in which `dispatch` looks for them.
_FOREIGN: dict[Kind, tuple[str, ...]] = {
    "request": ("name", "result", "failure", "original"),
    "success": ("name",),
    "failure": ("name",),
    "event": (),
}


def _case(message: Message) -> Schema:
    """Return the schema that applies the schema of a message to the values that are meant to be that message."""
    names = _spellings(message)
    name = {"const": names[0]} if len(names) == 1 else {"enum": names}
    selected: Schema = {"name" if message.kind == "event" else "command": name}
    if message.kind in RESULTS:
        selected["result"] = {"const": message.kind}
    return {"if": _object(selected, lacks=_FOREIGN[message.kind]), "then": {"$ref": message.uri}}


def _incomplete() -> Iterator[Schema]:
    """Yield the schemas that require the missing discriminator of a value that is not meant to be any message."""
    response = [_object({member: True}) for member in ("failure", "original")]
    yield {
        "if": {**_object({"command": True}, lacks=("name", "result")), "anyOf": response},
        "then": _requires("result"),
    }
    neither = ("command", "name")
    yield {"if": _object({"messageType": True}, lacks=neither), "then": _requires("name")}
    yield {"if": _object({}, lacks=(*neither, "messageType")), "then": _requires("command")}


def _object(members: Schema, lacks: Iterable[str] = ()) -> Schema:
    """Return the condition that a value is an object with these members and without some others."""
    required = {"required": [*members]} if members else {}
    return {"type": "object", "properties": {**members, **dict.fromkeys(lacks, False)}, **required}


def _requires(member: str) -> Schema:
    return {"properties": {member: True}, "required": [member]}


def _names(kind: Kind) -> list[str]:
    return [spelling for message in messages() if message.kind == kind for spelling in _spellings(message)]


def _spellings(message: Message) -> list[str]:
    return [message.name, *message.aliases]
