"""Examples of messages: realistic, readable, always valid, and the same for the same seed.

They are the hand-written examples of the schemas about other objects, with other values where a schema has several.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, NamedTuple

from cti_contract.contract import catalog, registry
from cti_contract.contract.catalog import BY_NAME, Message
from cti_contract.contract.targets import ID_URI, forms
from cti_contract.generators import responses
from cti_contract.validation.dispatch import discriminate

AGENTS = ("jdoe", "msmith", "mlopez", "akaya", "lchen", "tnovak", "fdiallo", "ssato")


class Ids(NamedTuple):
    """The ids of one object of each kind, each the parent of the next; the channel is in the group or beside it."""

    session: str
    channelgroup: str
    channel: str
    interaction: str
    conversation: str
    grouped: bool = True


def example(name: str, kind: str | None = None, seed: int | None = None) -> dict[str, Any]:
    """Return a valid message of a name (or alias) and kind; of a command, its request unless `kind` says otherwise.

    The same seed gives the same message, None another one each time. Messages of one seed belong together: they are
    about the same objects, and a success or a failure answers the request. Raises UnknownMessage for a name or a kind
    that is none.
    """
    return next(examples(name, kind, count=1, seed=seed))


def examples(
    name: str, kind: str | None = None, *, count: int = 10, seed: int | None = None
) -> Iterator[dict[str, Any]]:
    """Return so many valid messages, each about other objects; the first is what `example` returns for that seed."""
    message = catalog.message(name, kind or catalog.find(name)[0].kind)
    seed = Random().getrandbits(64) if seed is None else seed
    return (_example(message, Random(f"{seed} {number}")) for number in range(count))


def _example(message: Message, draw: Random) -> dict[str, Any]:
    ids = new_ids(draw)
    if message.kind in ("event", "request"):
        return made(message, ids, draw)
    request = made(BY_NAME[message.name, "request"], ids, draw)
    answer = made(message, ids, draw)
    if message.kind == "failure":
        return responses.failure(request, **answer["failure"])
    return responses.success(request, None if message.echo else answer.get("data"))


def new_ids(draw: Random) -> Ids:
    """Return ids as platforms give them; one time in four the channel is in no group."""
    return Ids(
        session=f"PureCloud-{draw.choice(AGENTS)}{draw.randrange(1000)}",
        channelgroup=channel_id(draw),
        channel=channel_id(draw),
        interaction=interaction_id(draw),
        conversation=conversation_id(draw),
        grouped=draw.randrange(4) > 0,
    )


def channel_id(draw: Random) -> str:
    """Return an id of a channel, or of a channel group: an extension."""
    return f"7{draw.randrange(10_000):04}"


def interaction_id(draw: Random) -> str:
    """Return an id of an interaction."""
    return f"OM{draw.randrange(10**18):018}"


def conversation_id(draw: Random) -> str:
    """Return an id of a conversation, in form a random UUID."""
    digits = f"{draw.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def target_of(kind: str, ids: Ids) -> str:
    """Return the target of one of the objects."""
    possible = forms(kind)
    fitting = [form for form in possible if ("group" in form) is ids.grouped] or possible
    segments = fitting[0].split(".")
    return ".".join(getattr(ids, "channelgroup" if segment == "group" else segment) for segment in segments)


def made(message: Message, ids: Ids, draw: Random) -> dict[str, Any]:
    """Return one of the hand-written examples of a message, made to be about these objects."""
    schema = registry.merged(message.uri)
    varied: dict[str, Any] = _varied(draw.choice(_written(message)), schema, ids, draw)
    return {**varied, "target": target_of(draw.choice(message.targets), ids)}


@cache
def _written(message: Message) -> list[dict[str, Any]]:
    """Return the examples that stand in the schema of a message."""
    document = registry.schemas()[message.uri.partition("#")[0]]
    return [each for each in document["examples"] if discriminate(each) == message]


def _varied(value: Any, schema: dict[str, Any], ids: Ids, draw: Random, path: tuple[str, ...] = ()) -> Any:
    """Return a value like the one given, that its schema accepts too; `path` are the names of the members around it."""
    if schema.get("$ref") == ID_URI and path[-2] in Ids._fields:
        return getattr(ids, path[-2])
    schema = registry.followed(schema)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        return {name: _varied(inner, known.get(name, {}), ids, draw, (*path, name)) for name, inner in value.items()}
    if isinstance(value, list):
        return [_varied(each, schema.get("items", {}), ids, draw, path) for each in value]
    choices = [] if schema.get("x-cti", {}).get("known") else schema.get("examples", [])
    return draw.choice(choices) if len(choices) > 1 else value
