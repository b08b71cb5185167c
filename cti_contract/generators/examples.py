"""Examples of messages: realistic, readable, always valid, and the same for the same seed.

They are the hand-written examples of the schemas with other objects, other optional members and other values.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, NamedTuple

from cti_contract.contract import catalog, registry, walk
from cti_contract.contract.catalog import Message, by_name
from cti_contract.contract.targets import ID_URI, forms
from cti_contract.generators import responses
from cti_contract.generators.sample_values import (
    ENTRY_NAMES,
    ONLY_ON,
    PLATFORMS,
    channel_id,
    conversation_id,
    interaction_id,
    platforms_with,
    refuse_no_boolean,
    refuse_platform_without,
    refuse_unknown_platform,
    refuse_wrong_count,
    refuse_wrong_seed,
    sample_of,
    session_id,
)
from cti_contract.validation.dispatch import discriminate

_CONTEXT = 0.125  # the share of messages that carry a context, which is normally absent
_OPTIONAL = 0.5  # the share of messages that carry an optional member
_RARE = 0.125  # the same for a member that no hand-written example has
_MOST_ELEMENTS = 3
#: The names of the members from the message to a value; "[]" is an element of an array.
Path = tuple[str, ...]


class Ids(NamedTuple):
    """The ids of one object of each kind, each the parent of the next; the channel may be outside the group."""

    session: str
    channelgroup: str
    channel: str
    interaction: str
    conversation: str
    grouped: bool = True


def example(
    name: str,
    kind: str | None = None,
    seed: int | None = None,
    *,
    platform: str | None = None,
    aliases: bool = False,
) -> dict[str, Any]:
    """Return a realistic, valid message.

    Messages of one seed and platform belong together: they are about the same objects, and a success or a failure
    answers the request.

    Args:
        name: A wire name, `channel.dial`, or an alias of one.
        kind: `request`, `success`, `failure` or `event`. By default the request of a command.
        seed: The same seed gives the same message. By default each call gives another one.
        platform: `PureCloud`, `inContact` or `Avaya`: ids and optional members are those of this platform. By default
            the seed chooses one that has the message.
        aliases: Whether the message may carry an alias, an older spelling, instead of its name.

    Returns:
        The message, a new object on each call.

    Raises:
        UnknownMessage: There is no message of this name and kind.
        ValueError: There is no such platform, or it does not have this message.
        TypeError: The seed is no whole number, or `aliases` is no boolean.

    Example:
        >>> import cti_contract as cti
        >>> request = cti.example("conversation.blindtransfer", seed=7)
        >>> cti.identify(request).name
        'conversation.blindtransfer'
        >>> cti.example("conversation.blindtransfer", "failure", seed=7)["original"] == request
        True
    """
    return next(examples(name, kind, count=1, seed=seed, platform=platform, aliases=aliases))


def examples(  # noqa: PLR0913 -- the arguments of `example` and a count
    name: str,
    kind: str | None = None,
    *,
    count: int = 10,
    seed: int | None = None,
    platform: str | None = None,
    aliases: bool = False,
) -> Iterator[dict[str, Any]]:
    """Return an iterator over valid messages, each about other objects.

    The first message is the one that `example` returns for the same arguments.

    Args:
        name: A wire name or an alias, as for `example`.
        kind: The kind of message, as for `example`.
        count: The number of messages.
        seed: The same seed gives the same messages, as for `example`.
        platform: The platform of the messages, as for `example`.
        aliases: Whether messages may carry an alias, as for `example`.

    Returns:
        An iterator over the messages, which are made one by one.

    Raises:
        UnknownMessage: There is no message of this name and kind.
        ValueError: There is no such platform, it does not have this message, or the count is less than 0.
        TypeError: The count or the seed is no whole number, or `aliases` is no boolean.

    Example:
        >>> import cti_contract as cti
        >>> created = list(cti.examples("interaction.created", count=100, seed=1))
        >>> sorted({message["data"]["interaction"]["type"] for message in created})
        ['CALLBACK', 'CHAT', 'EMAIL', 'TELEPHONY']
    """
    refuse_wrong_count("count", count)
    refuse_wrong_seed(seed)
    refuse_no_boolean("aliases", aliases)
    message = catalog.message(name, catalog.find(name)[0].kind if kind is None else kind)
    possible = _platforms(message, platform)
    seed = Random().getrandbits(64) if seed is None else seed
    return (_example(message, Random(f"{seed} {number}"), possible, aliases=aliases) for number in range(count))


def _platforms(message: Message, platform: str | None) -> tuple[str, ...]:
    """Return the platforms that an example of a message may be from; raises ValueError if there is none."""
    if platform is None:
        return platforms_with(message)
    refuse_unknown_platform(platform)
    refuse_platform_without(message, platform)
    return (platform,)


def _example(message: Message, draw: Random, platforms: tuple[str, ...], *, aliases: bool) -> dict[str, Any]:
    chosen = draw.choice(PLATFORMS)
    platform = chosen if chosen in platforms else platforms[0]
    ids = new_ids(draw, platform)
    if message.kind == "event":
        return _completed(made(message, ids, draw, platform), message, draw, aliases=aliases)
    asked = by_name()[message.name, "request"]
    request = _completed(made(asked, ids, draw, platform), asked, draw, aliases=aliases)
    if message.kind == "request":
        return request
    written = made(message, ids, draw, platform)
    if message.kind == "failure":
        answer = responses.failure(request, **written["failure"])
    else:
        answer = responses.success(request, None if message.echo else written.get("data"))
    return _completed(answer, message, draw)


def _completed(value: dict[str, Any], message: Message, draw: Random, *, aliases: bool = False) -> dict[str, Any]:
    """Return a message with the members that the hand-written examples lack: an alias as its name, a context."""
    if aliases and message.aliases:
        value = {**value, "command": draw.choice((message.name, *message.aliases))}
    if draw.random() < _CONTEXT:
        value = {**value, "context": {"host": f"processor-{draw.randrange(1, 9)}"}}
    return value


def new_ids(draw: Random, platform: str = PLATFORMS[0]) -> Ids:
    """Return ids in the form that platforms give them; one channel in four is outside the group."""
    return Ids(
        session=session_id(draw, platform),
        channelgroup=channel_id(draw),
        channel=channel_id(draw),
        interaction=interaction_id(draw),
        conversation=conversation_id(draw),
        grouped=draw.randrange(4) > 0,
    )


def target_of(kind: str, ids: Ids) -> str:
    """Return the target of one of the objects."""
    possible = forms(kind)
    fitting = [form for form in possible if ("group" in form) is ids.grouped] or possible
    segments = fitting[0].split(".")
    return ".".join(getattr(ids, "channelgroup" if segment == "group" else segment) for segment in segments)


def made(message: Message, ids: Ids, draw: Random, platform: str = PLATFORMS[0]) -> dict[str, Any]:
    """Return a hand-written example of a message, varied and about the given objects."""
    written = draw.choice(_written(message))
    varied = _Variation(message, ids, draw, platform).of(written, walk.merged(message.uri), ())
    return {**varied, "target": target_of(draw.choice(message.targets), ids)}


@cache
def _written(message: Message) -> list[dict[str, Any]]:
    """Return the hand-written examples in the schema of a message."""
    document = registry.schemas()[message.uri.partition("#")[0]]
    return [each for each in document["examples"] if discriminate(each) == message]


@cache
def _written_values(message: Message) -> dict[Path, list[Any]]:
    """Return every value in the hand-written examples of a message, by its path."""
    found: dict[Path, list[Any]] = {}
    waiting: list[tuple[Path, Any]] = [((), each) for each in _written(message)]
    while waiting:
        path, value = waiting.pop(0)
        found.setdefault(path, []).append(value)
        items = value.items() if isinstance(value, dict) else []
        elements = value if isinstance(value, list) else []
        waiting += [((*path, name), inner) for name, inner in items] + [((*path, "[]"), inner) for inner in elements]
    return found


class _Variation(NamedTuple):
    """Makes values that differ from the hand-written ones wherever the schema leaves a choice."""

    message: Message
    ids: Ids
    draw: Random
    platform: str

    def of(self, value: Any, schema: dict[str, Any], path: Path) -> Any:
        """Return a value like the given one that its schema also accepts."""
        if schema.get("$ref") == ID_URI and path[-2] in Ids._fields:
            return getattr(self.ids, path[-2])
        sample = sample_of(path)
        if sample:
            return sample(self.draw, self.platform)
        schema = walk.followed(schema)
        if isinstance(value, dict):
            return self._object(value, _alternative(schema, value), path)
        if isinstance(value, list):
            return self._array(value, schema, path)
        is_known = schema.get("x-cti", {}).get("known")
        return self.draw.choice(schema["examples"]) if is_known else value

    def _object(self, value: dict[str, Any], schema: dict[str, Any], path: Path) -> dict[str, Any]:
        known = schema.get("properties", {})
        optional = [name for name in known if name not in schema.get("required", ()) and known[name] is not False]
        varied = {name: member for name, member in value.items() if name not in optional}
        for name in optional:
            choices = self._choices(known[name], (*path, name))
            if choices and self._is_present((*path, name)):
                varied[name] = self.draw.choice(choices)
        varied = {name: self.of(member, known.get(name, {}), (*path, name)) for name, member in varied.items()}
        return self._consistent(varied)

    def _choices(self, schema: dict[str, Any], path: Path) -> list[Any]:
        """Return hand-written values of an optional member; a placeholder if it has samples instead.

        Optional `data` without an example may be empty: its members are not documented.
        """
        written = _written_values(self.message).get(path) or walk.followed(schema).get("examples")
        return written or ([{}] if path == ("data",) else [None] if sample_of(path) else [])

    def _is_present(self, path: Path) -> bool:
        if ONLY_ON.get(path[-1], self.platform) != self.platform:
            return False
        return self.draw.random() < (_OPTIONAL if path in _written_values(self.message) else _RARE)

    def _consistent(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return an object whose members fit its type: only callbacks have numbers to call."""
        if "modelType" in value:
            value["modelType"] = value["type"]
            if value["type"] != "CALLBACK":
                value.pop("callbackNumbers", None)
        if value.get("type") in ENTRY_NAMES:
            value["name"] = self.draw.choice(ENTRY_NAMES[value["type"]])
        return value

    def _array(self, value: list[Any], schema: dict[str, Any], path: Path) -> list[Any]:
        inner = (*path, "[]")
        written = _written_values(self.message).get(inner, value)
        count = self.draw.randrange(_MOST_ELEMENTS + 1) if written else 0
        return [self.of(self.draw.choice(written), schema.get("items", {}), inner) for _ in range(count)]


def _alternative(schema: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """Return the choice of a `oneOf` whose constants an object has, and any other schema as it is."""
    for choice in map(walk.followed, schema.get("oneOf", ())):
        constants = {name: each["const"] for name, each in choice["properties"].items() if "const" in each}
        if constants.items() <= value.items():
            return choice
    return schema
