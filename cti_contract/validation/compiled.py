"""The verdict on a message: one compiled engine for each, found in two look-ups."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, Literal, NamedTuple, get_args

import jsonschema_rs

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import DISCRIMINATORS, Kind, Message, by_name
from cti_contract.text import one_of, quote
from cti_contract.validation.json_values import DEEPEST, IsSound, is_json
from cti_contract.validation.warnings import may_warn

Unknown = Literal["error", "ignore"]


class Judge(NamedTuple):
    """What decides on one message: the compiled engine, its verdict, and the members of which that leaves much unread.

    `context`, which every message may have, is one of these and not listed.
    """

    message: Message
    engine: jsonschema_rs.Validator
    verdict: Callable[[Any], bool]
    open_members: tuple[str, ...]
    may_warn: bool
    is_named: bool


class Judges(dict[object, Judge]):
    """The judges of one command by `result`, or of all events by `name`; each is compiled when first asked for.

    `messages` are those of which there is one, by the same keys.
    """

    def __init__(self, messages: dict[str | None, Message], unknown: Unknown) -> None:
        super().__init__()
        self.messages, self._unknown = messages, unknown

    def __missing__(self, told: Any) -> Judge:
        judge = self[told] = _judge(self.messages[told], self._unknown)
        return judge


def _told_by(name: str, kind: Kind) -> tuple[str | None, str | None]:
    """Return what tells such a message: its `command`, None for an event, and then its `result` or `name`."""
    return (None, name) if kind == "event" else (name, None if kind == "request" else kind)


def _by_command() -> dict[str | None, dict[str | None, Message]]:
    found: dict[str | None, dict[str | None, Message]] = {}
    for (name, kind), message in by_name().items():
        command, told = _told_by(name, kind)
        found.setdefault(command, {})[told] = message
    return found


#: The judge of a message by what tells which it is: `command` and `result`, of an event None and `name`.
JUDGES = {
    unknown: {command: Judges(messages, unknown) for command, messages in _by_command().items()}
    for unknown in get_args(Unknown)
}


_TOLD_BY = {message.uri: _told_by(message.name, message.kind) for message in by_name().values()}


def judge_of(message: Message, unknown: Unknown) -> Judge:
    """Return the judge of a message."""
    command, told = _TOLD_BY[message.uri]
    return JUDGES[unknown][command][told]


#: No object, no such message, no JSON inside, or too deep for what is left of the stack.
REFUSALS = (AttributeError, KeyError, TypeError, ValueError, RecursionError)


def accepting(value: Any, unknown: Unknown, is_sound: IsSound = is_json) -> Judge | None:
    """Return the judge that accepts a JSON value, None when there is none. Every message takes this path.

    `is_sound` looks into what no schema describes; for a value fresh from the parser `is_finite` does.
    """
    try:
        judges = JUDGES[unknown]
        judge = judges[None][value["name"]] if "name" in value else judges[value.get("command")][value.get("result")]
        for name in judge.open_members:  # first, for the engine would follow them to any depth, past the stack's end
            member = value.get(name)
            if member is not None and not is_sound(member, DEEPEST - 1):
                return None
        if "context" in value and not is_sound(value["context"], DEEPEST - 1):
            return None
        return judge if judge.verdict(value) else None
    except REFUSALS:
        refuse_misspelt(unknown)
        return None


def refuse_misspelt(unknown: Any) -> None:
    """Raise ValueError when this is no `Unknown`."""
    if unknown not in get_args(Unknown):
        raise ValueError(f"unknown must be {one_of(tuple(JUDGES))}, not {quote(unknown)}") from None


#: What would make a message of each kind another one, or none: never just an unknown member.
_TELLTALE: dict[Kind, dict[str, Any]] = {
    "request": {"name": False, "result": False, "failure": False, "original": False},
    "success": {"name": False, "failure": {"type": ["array", "boolean", "null", "number", "string"]}},
    "failure": {"name": False},
    "event": {"command": False},
}


def _judge(message: Message, unknown: Unknown) -> Judge:
    schema = walk.merged(message.uri)
    members = schema["properties"]
    open_members = tuple(name for name, member in members.items() if name != "context" and _is_open(member))
    if unknown == "ignore":
        schema = _opened(schema)
        schema["properties"] |= _TELLTALE[message.kind]
    schema = _of_json(schema)
    # the look-up that leads to this judge has compared the discriminators: the verdict need not
    schema["properties"] |= {name: {"type": "string"} for name in DISCRIMINATORS & members.keys()}
    engine = _compile(schema, unknown)
    verdict, unread = (engine.is_valid, open_members) if unknown == "error" else (_tolerant(engine.is_valid), ())
    return Judge(message, engine, verdict, unread, may_warn(message), message.status == "named")


def _tolerant(accepts: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return the verdict that goes with unknown members: they may stand anywhere, and must be JSON."""
    return lambda value: is_json(value) and accepts(value)


def _is_open(schema: Any) -> bool:
    """Tell whether a value that the schema accepts may hold something that the engine has not looked at."""
    if isinstance(schema, bool):
        return schema
    if "$ref" in schema:
        return _is_open(walk.merged(schema["$ref"]))
    if schema.get("type") == "object":
        return schema.get("additionalProperties", True) or any(map(_is_open, schema.get("properties", {}).values()))
    return schema.get("type") not in ("string", "boolean") and not schema.keys() & {"const", "enum", "anyOf"}


def _compile(schema: dict[str, Any], unknown: Unknown) -> jsonschema_rs.Validator:
    # The engine asks for what the schema refers to and gets it from us: nothing else is ever fetched. Its own messages,
    # which nobody reads, must not copy what they are about, be it as large as it may: the mask stands for that.
    return jsonschema_rs.Draft202012Validator(schema, retriever=partial(_document, unknown=unknown), mask="it")


@cache
def _document(uri: str, unknown: Unknown) -> dict[str, Any]:
    """Return the schema of a URI as the engine is to know it; raises KeyError when there is none."""
    if uri == _ANY_URI:
        return _ANY_VALUE
    schema = walk.document(uri)
    document: dict[str, Any] = _of_json(schema if unknown == "error" else _opened(schema))
    return document


def _opened(schema: Any) -> Any:
    """Copy a schema without what refuses members: `additionalProperties: false` and members that are false."""
    if isinstance(schema, list):
        return [_opened(item) for item in schema]
    if isinstance(schema, dict):
        return {key: _opened(value) for key, value in schema.items() if value is not False}
    return schema


_ANY_URI = registry.BASE_URI + "any-value"
_ANY = {"$ref": _ANY_URI}
#: Any JSON value: the engine finds that infinity, which the parser reads 1e400 as, is of none of the types.
_ANY_VALUE = {
    "type": ["array", "boolean", "null", "number", "object", "string"],
    "items": _ANY,
    "additionalProperties": _ANY,
}


#: The engine reads the characters of a string only to compare them, and finds half of a surrogate pair only then.
_COMPARED = {"if": {"const": ""}, "then": True}


def _of_json(schema: Any) -> Any:
    """Copy a schema with `_ANY_VALUE` wherever it lets anything stand, and with all strings looked at."""
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
