"""The compiled schema of each message, found by the members that say which message it is."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, Literal, get_args

import jsonschema_rs

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import DISCRIMINATORS, RESULTS, Kind, Message, named
from cti_contract.text import one_of, quote
from cti_contract.validation.json_values import DEEPEST, IsSound, is_json
from cti_contract.validation.warnings import ids, usual_schemas

Unknown = Literal["error", "ignore"]


class CompiledMessage:
    """A message with its compiled schema.

    `is_valid` returns the verdict of the schema. It does not check everything inside the `open_members` and `context`,
    which every message may have. `is_plain` accepts only valid messages about whose name and members there is no
    warning; texts, and `ids` at these places in the message, are not compared. `envelope_only` is true if only the
    envelope, the name and the target are documented.
    """

    __slots__ = ("engine", "envelope_only", "ids", "is_plain", "is_valid", "message", "open_members")  # 5 ns each

    def __init__(self, message: Message, engine: jsonschema_rs.Validator, open_members: tuple[str, ...]) -> None:
        """Take a message and its compiled schema."""
        self.message, self.engine, self.open_members = message, engine, open_members
        self.is_valid: Callable[[Any], bool] = engine.is_valid
        self.is_plain: Callable[[Any], bool] = self.is_valid
        self.envelope_only = message.status == "named"
        self.ids = ids(message.uri)


class CompiledMessages(dict[object, CompiledMessage]):
    """The messages of one command by `result`, or all events by `name`. Each is compiled when it is first looked up."""

    def __init__(self, command: str | None, unknown: Unknown) -> None:
        super().__init__()
        self._command, self._unknown = command, unknown

    def __missing__(self, discriminator: Any) -> CompiledMessage:
        if self._command is None:
            message = named(discriminator, "event")
        else:
            message = named(self._command, _KINDS[discriminator])
        if message is None:
            raise KeyError(discriminator)
        found = self[discriminator] = _compiled(message, self._unknown)
        return found


#: The kinds of the messages of a command, by `result`.
_KINDS: dict[str | None, Kind] = {None: "request", **{result: result for result in RESULTS}}


class CompiledCommands(dict[object, CompiledMessages]):
    """The compiled messages by `command`, None for events."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__({None: CompiledMessages(None, unknown)})
        self._unknown = unknown

    def __missing__(self, command: Any) -> CompiledMessages:
        if named(command, "request") is None:
            raise KeyError(command)
        found = self[command] = CompiledMessages(command, self._unknown)
        return found


#: The compiled messages by `unknown`, then by `command` (None for events), then by `result` or `name`.
COMPILED = {unknown: CompiledCommands(unknown) for unknown in get_args(Unknown)}


def compiled(message: Message, unknown: Unknown) -> CompiledMessage:
    """Return the compiled schema of a message."""
    if message.kind == "event":
        return COMPILED[unknown][None][message.name]
    return COMPILED[unknown][message.name][None if message.kind == "request" else message.kind]


#: Raised by the look-ups and the engine: no object, no such message, not JSON inside, or too deep for the stack.
REFUSALS = (AttributeError, KeyError, TypeError, ValueError, RecursionError)


def accepting(value: Any, unknown: Unknown, is_sound: IsSound = is_json) -> CompiledMessage | None:
    """Return the message that a value is, None if it is not a valid message.

    `is_sound` checks the values that no schema describes: `is_finite` is enough for a value fresh from the parser.
    """
    try:
        table = COMPILED[unknown]
        found = table[None][value["name"]] if "name" in value else table[value.get("command")][value.get("result")]
        for name in found.open_members:  # before the engine, which would overflow the stack in deep values
            member = value.get(name)
            if member is not None and not is_sound(member, DEEPEST - 1):
                return None
        if "context" in value and not is_sound(value["context"], DEEPEST - 1):
            return None
        return found if found.is_valid(value) else None
    except Exception:  # noqa: BLE001 -- besides REFUSALS, whatever the methods of a Python object raise
        refuse_misspelt(unknown)
        return None


def refuse_misspelt(unknown: Any) -> None:
    """Raise ValueError unless this is an `Unknown`."""
    if unknown not in get_args(Unknown):
        raise ValueError(f"unknown must be {one_of(get_args(Unknown))}, not {quote(unknown)}") from None


#: Members that would make a message of each kind another message, or none. They are not ignored as unknown ones.
_FOREIGN: dict[Kind, dict[str, Any]] = {
    "request": {"name": False, "result": False, "failure": False, "original": False},
    "success": {"name": False, "failure": {"type": ["array", "boolean", "null", "number", "string"]}},
    "failure": {"name": False},
    "event": {"command": False},
}


def _compiled(message: Message, unknown: Unknown) -> CompiledMessage:
    schema = walk.merged(message.uri)
    members = schema["properties"]
    open_members = tuple(name for name, member in members.items() if name != "context" and _is_open(member))
    if unknown == "ignore":
        schema = _opened(schema)
        schema["properties"] |= _FOREIGN[message.kind]
    schema = _of_json(schema)
    # the look-up has compared the discriminators already
    schema["properties"] |= {name: {"type": "string"} for name in DISCRIMINATORS & members.keys()}
    found = CompiledMessage(message, _compile(schema, unknown), open_members if unknown == "error" else ())
    if unknown == "ignore":
        found.is_valid = found.is_plain = _tolerant(found.is_valid)
    usual = usual_schemas(message)
    if usual:
        is_plain = _compile({**schema, "allOf": usual}, unknown).is_valid
        found.is_plain = is_plain if unknown == "error" else _tolerant(is_plain)
    return found


def _tolerant(accepts: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return a check that accepts unknown members anywhere, if they are JSON."""
    return lambda value: is_json(value) and accepts(value)


def _is_open(schema: Any) -> bool:
    """Return whether a value that the schema accepts may hold values that the schema does not describe."""
    if isinstance(schema, bool):
        return schema
    if "$ref" in schema:
        return _is_open(walk.merged(schema["$ref"]))
    if schema.get("type") == "object":
        return schema.get("additionalProperties", True) or any(map(_is_open, schema.get("properties", {}).values()))
    return schema.get("type") not in ("string", "boolean") and not schema.keys() & {"const", "enum", "anyOf"}


def _compile(schema: dict[str, Any], unknown: Unknown) -> jsonschema_rs.Validator:
    # The retriever reads the schemas of the package: nothing is fetched. With the mask, the engine's own messages,
    # which are not used, do not copy the value: 10 MB of text was copied three times.
    return jsonschema_rs.Draft202012Validator(schema, retriever=partial(_document, unknown=unknown), mask="it")


@cache
def _document(uri: str, unknown: Unknown) -> dict[str, Any]:
    """Return the schema at a URI as the engine needs it. Raises KeyError if there is none."""
    if uri == _ANY_URI:
        return _ANY_VALUE
    schema = walk.document(uri)
    document: dict[str, Any] = _of_json(schema if unknown == "error" else _opened(schema))
    return document


def _opened(schema: Any) -> Any:
    """Copy a schema without `additionalProperties: false` and without members that are false."""
    if isinstance(schema, list):
        return [_opened(item) for item in schema]
    if isinstance(schema, dict):
        return {key: _opened(value) for key, value in schema.items() if value is not False}
    return schema


_ANY_URI = registry.BASE_URI + "any-value"
_ANY = {"$ref": _ANY_URI}
#: Any JSON value. Infinity, which the parser makes of 1e400, has none of these types.
_ANY_VALUE = {
    "type": ["array", "boolean", "null", "number", "object", "string"],
    "items": _ANY,
    "additionalProperties": _ANY,
}


#: Makes the engine read the characters of a string. Without that it accepts half of a surrogate pair.
_COMPARED = {"if": {"const": ""}, "then": True}


def _of_json(schema: Any) -> Any:
    """Copy a schema with `_ANY_VALUE` in each place that accepts any value, and with all strings compared."""
    if isinstance(schema, bool):
        return _ANY if schema else False
    copy = dict(schema)
    if copy.get("type") == "string" and not copy.keys() & {"const", "enum", "pattern"}:
        copy |= _COMPARED
    for keyword in ("$defs", "properties"):
        if keyword in copy:
            copy[keyword] = {name: _of_json(inner) for name, inner in copy[keyword].items()}
    for keyword in ("allOf", "anyOf", "oneOf"):
        if keyword in copy:
            copy[keyword] = [_of_json(inner) for inner in copy[keyword]]
    for keyword, container in (("additionalProperties", "object"), ("items", "array")):
        if keyword in copy or container in copy.get("type", ()):
            copy[keyword] = _of_json(copy.get(keyword, True))
    return copy
