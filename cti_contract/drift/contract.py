"""The contract as the drift check reads it, of any set of schemas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import KINDS, Kind, Message, messages_of


class Contract:
    """The messages of a set of schemas, by default the project's."""

    def __init__(self, schemas: registry.Schemas | None = None) -> None:
        self._schemas = registry.schemas() if schemas is None else schemas
        self.messages = messages_of(self._schemas)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name, in order."""
        return tuple(dict.fromkeys(message.name for message in self.messages))

    @cached_property
    def objects(self) -> frozenset[str]:
        """What names begin with: the objects, and `state`."""
        return frozenset(name.partition(".")[0] for name in self.names)

    @cached_property
    def aliases(self) -> dict[str, str]:
        """The name for each older spelling."""
        return {alias: message.name for message in self.messages for alias in message.aliases}

    @cached_property
    def events(self) -> tuple[str, ...]:
        """The names of the events."""
        return tuple(message.name for message in self.messages if message.kind == "event")

    @cached_property
    def platforms(self) -> frozenset[str]:
        """Every platform that a message is bound to."""
        return frozenset(platform for message in self.messages for platform in message.platforms)

    @cached_property
    def _by_name(self) -> dict[tuple[str, Kind], Message]:
        return {(spelling, each.kind): each for each in self.messages for spelling in (each.name, *each.aliases)}

    def of_name(self, name: str) -> tuple[Message, ...]:
        """Return the messages of a name or alias: a command's three, an event, or none."""
        return tuple(self._by_name[name, kind] for kind in KINDS if (name, kind) in self._by_name)

    def current(self, name: str) -> str:
        """Return the name that an older spelling stands for; any other name as it is."""
        return self.aliases.get(name, name)

    def same(self, one: str, other: str) -> bool:
        """Tell whether two names are spellings of the same message."""
        return self.current(one) == self.current(other)

    def find(self, name: str, kind: Kind | None) -> Message | None:
        """Return the message of a name or alias and kind; a name of one kind needs none."""
        found = self.of_name(name)
        alone = found[0] if len(found) == 1 else None
        return alone if kind is None else self._by_name.get((name, kind), alone)

    def schema(self, message: Message) -> dict[str, Any]:
        """Return the schema of a message, its envelope written into it."""
        return walk.merged(message.uri, self._schemas)

    def own_members(self, message: Message) -> frozenset[str]:
        """Return the top-level members that the schema of a message names itself, beyond its envelope."""
        return frozenset(walk.resolve(message.uri, self._schemas).get("properties", ()))

    def choices(self, schema: Any) -> dict[str, dict[str, dict[str, Any]]]:
        """Return the objects that a schema offers as a choice, by the member that tells them apart and its value."""
        if "$ref" in schema:
            return self.choices(walk.merged(schema["$ref"], self._schemas))
        branches = [self.followed(choice) for choice in schema.get("oneOf", ())]
        constants = [
            {name: member["const"] for name, member in branch["properties"].items() if "const" in member}
            for branch in branches
        ]
        telling = set.intersection(*map(set, constants)) if constants else set()
        return {
            name: {each[name]: branch for each, branch in zip(constants, branches, strict=True)} for name in telling
        }

    def followed(self, schema: Any) -> Any:
        """Return a schema with what it refers to, or offers as a choice of objects, written into it."""
        if isinstance(schema, bool):
            return schema
        if "$ref" in schema:
            whole = self.followed(walk.merged(schema["$ref"], self._schemas))
            schema = {**whole, **{key: value for key, value in schema.items() if key != "$ref"}}
        if "oneOf" in schema:
            return _united([self.followed(choice) for choice in schema["oneOf"]])
        return schema

    def forms(self, message: Message) -> tuple[str, ...]:
        """Return the forms that the target of a message may take: `session.channel`, ..."""
        return tuple(dict.fromkeys(self._forms(self.schema(message)["properties"]["target"])))

    def _forms(self, target: dict[str, Any]) -> Iterator[str]:
        """Yield the forms of a target; a response's refers to its command's, that to the target of an object."""
        if "x-cti" in target:
            yield from target["x-cti"]["forms"]
        for choice in target.get("anyOf", [target] if "$ref" in target else []):
            yield from self._forms(walk.merged(choice["$ref"], self._schemas))


def _united(choices: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one schema of objects with the members of all those given; what only some require is optional."""
    properties: dict[str, Any] = {}
    for choice in choices:
        for name, member in choice.get("properties", {}).items():
            properties[name] = _either(properties[name], member) if name in properties else member
    required = set.intersection(*(set(choice.get("required", ())) for choice in choices))
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(required),
        "additionalProperties": any(choice.get("additionalProperties", True) for choice in choices),
    }


def _either(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return what takes both of two members of the same name: their constants as one list, or a choice of objects."""
    if one == other:
        return one
    if "const" in other:
        return {"enum": [*one.get("enum", [one.get("const")]), other["const"]]}
    return {"oneOf": [*one.get("oneOf", [one]), other]}
