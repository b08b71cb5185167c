"""The contract as the drift check reads it, of any set of schemas."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import KINDS, Kind, Message, Secondary, messages_of
from cti_contract.drift.vocabulary import meanings
from cti_contract.suggest import suggestion

#: The least likeness, from 0 to 100, of an object and a misspelt one.
_ALIKE = 80
#: Words of target forms in all languages that are read: `session.channel` in prose is a form, not a message.
_FORMS = frozenset({"id", *(word.replace(" ", "") for word in meanings("objects"))})
_CAMEL_CASE = re.compile(r"[a-z][A-Z]")
#: The last words of file names.
_FILES = frozenset(
    [
        "json",
        "ndjson",
        "jsonl",
        "js",
        "mjs",
        "ts",
        "tsx",
        "jsx",
        "md",
        "txt",
        "log",
        "html",
        "htm",
        "xml",
        "yaml",
        "yml",
        "toml",
        "ini",
        "properties",
        "config",
        "cfg",
        "conf",
        "csv",
        "py",
        "java",
        "kt",
        "cs",
        "go",
        "rs",
        "rb",
        "php",
        "sh",
        "ps1",
        "bat",
        "sql",
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "pdf",
        "doc",
        "docx",
        "zip",
        "gz",
        "exe",
        "dll",
        "com",
        "net",
        "org",
        "io",
        "dev",
        "example",
        "local",
    ]
)


#: The key for the objects of a choice in the schema that has the members of all.
_CHOICES = "x-choices"


class Member(NamedTuple):
    """One member of a message: its path, its schema, and whether its object requires it.

    A member that only some of those objects of a choice require that have it is there twice.
    """

    path: tuple[str, ...]
    schema: Any
    is_required: bool


#: The objects in a message, each with its path.
Objects = tuple[tuple[tuple[str, ...], dict[str, Any]], ...]


#: A word of a text.
WORD = re.compile(r"[^\W\d_]+")


def _texts_in(value: Any) -> Iterator[str]:
    """Yield the names of members and the texts in a value of JSON, at any depth."""
    inner = [value]
    while inner:
        each = inner.pop()
        if isinstance(each, dict):
            yield from each
            inner += each.values()
        elif isinstance(each, list):
            inner += each
        elif isinstance(each, str):
            yield each


class Contract:
    """The messages of a set of schemas, by default the project's."""

    def __init__(self, schemas: registry.Schemas | None = None) -> None:
        self._schemas = registry.schemas() if schemas is None else schemas
        self.messages = messages_of(self._schemas)
        self._objects: dict[str, Objects] = {}
        self._by_uri: dict[str, dict[str, Any]] = {}
        self._followed_by_uri: dict[str, dict[str, Any]] = {}
        self._forms_of: dict[str, tuple[str, ...]] = {}
        self._members: dict[str, tuple[Member, ...]] = {}
        self._member_names: dict[str, frozenset[str]] = {}

    def changed(self, uri: str, document: dict[str, Any]) -> Contract:
        """Return the contract with another schema file in place of the one at a URI."""
        return Contract({**self._schemas, uri: document})

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name, in order."""
        return tuple(dict.fromkeys(message.name for message in self.messages))

    @cached_property
    def actions(self) -> frozenset[str]:
        """The last words of the names of commands."""
        return frozenset(name.rpartition(".")[2] for name in self.names if self.is_command(name))

    @cached_property
    def objects(self) -> frozenset[str]:
        """The first words of names: the objects, and `state`."""
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
    def _by_name(self) -> dict[tuple[str, Kind], Message]:
        return {(spelling, each.kind): each for each in self.messages for spelling in (each.name, *each.aliases)}

    @cached_property
    def _spellings(self) -> dict[str, tuple[Message, ...]]:
        names = dict.fromkeys(name for name, _ in self._by_name)
        return {
            name: tuple(self._by_name[name, kind] for kind in KINDS if (name, kind) in self._by_name) for name in names
        }

    def of_name(self, name: str) -> tuple[Message, ...]:
        """Return the messages of a name or alias: a command's three, an event, or none."""
        return self._spellings.get(name, ())

    def current(self, name: str) -> str:
        """Return the current name for an older spelling; any other name as it is."""
        return self.aliases.get(name, name)

    def same(self, one: str, other: str) -> bool:
        """Return whether two names are spellings of the same message."""
        return self.current(one) == self.current(other)

    def is_message(self, name: str) -> bool:
        """Return whether a message has this name or alias."""
        return name in self._spellings

    def is_command(self, name: str) -> bool:
        """Return whether a command has this name or alias."""
        return (name, "request") in self._by_name

    def is_event(self, name: str) -> bool:
        """Return whether an event has this name."""
        return (name, "event") in self._by_name

    def is_corrected(self, name: str, names: Container[str]) -> bool:
        """Return whether the names of a text have the right one for a wrong one: "`x.stoped`, read `x.stopped`"."""
        return not self.is_message(name) and suggestion(name, self.names) in names

    def is_beginning(self, name: str) -> bool:
        """Return whether the names of several messages begin with a name that is none: "both `conversation.blind`"."""
        return not self.is_message(name) and sum(each.startswith(name) for each in self.names) > 1

    def is_end_of_command(self, name: str) -> bool:
        """Return whether a name is that of a command without its beginning: "agentleg.connect"."""
        return not self.is_message(name) and any(
            each.endswith(f".{name}") and self.is_command(each) for each in self.names
        )

    def resembles_message(self, name: str) -> bool:
        """Return whether a name is meant to be that of a message: it begins with an object and is nothing else.

        An object may be misspelt before the rest of a name: "chanel.dial". More behind the name of a message, or
        behind `data`, is a path or the key of a setting: "channel.dial.timeout".
        """
        if self.is_message(name):
            return True
        words = name.split(".")
        ends = range(2, min(len(words), self._most_words + 1))
        is_path = "data" in words[1:-1] or any(self.is_message(".".join(words[:end])) for end in ends)
        return not (
            (words[0] not in self.objects and not self._is_misspelt(name))
            or words[-1].casefold() in _FILES
            or set(words) <= _FORMS
            or is_path
            or name in self.member_paths
        )

    def names_message(self, name: str) -> bool:
        """Return whether a name in prose or a heading is meant to be that of a message.

        One in camel case, which is like no message, is that of a function: "channel.hasSubscribers".
        """
        is_function = _CAMEL_CASE.search(name) and not suggestion(name, self.names)
        return self.resembles_message(name) and not is_function

    @cached_property
    def _most_words(self) -> int:
        """How many words the longest name of a message has."""
        return 1 + max(name.count(".") for name in self._spellings)

    def _is_misspelt(self, name: str) -> bool:
        """Return whether the first word of a name is like an object that has a message with the rest of the name."""
        first, _, rest = name.partition(".")
        nearest = suggestion(first, tuple(sorted(self.objects)), likeness=_ALIKE)
        return nearest is not None and self.is_message(f"{nearest}.{rest}")

    @cached_property
    def member_paths(self) -> frozenset[str]:
        """The paths of members, such as `channel.endpoint`, from each object on that is around them."""
        paths = set()
        for message in self.messages:
            for member in self.members_of(message):
                paths |= {".".join(member.path[start:]) for start in range(len(member.path) - 1)}
        return frozenset(paths)

    def objects_in(
        self, schema: Any, path: tuple[str, ...] = (), around: frozenset[str] = frozenset()
    ) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
        """Yield the path and the schema of every object in a schema; an object in itself is yielded once."""
        if isinstance(schema, bool) or schema.get("$ref", "") in around:
            return
        around |= {schema["$ref"]} if "$ref" in schema else set()
        whole = self.followed(schema)
        if "properties" in whole:
            yield path, whole
            for name, member in whole["properties"].items():
                yield from self.objects_in(member, (*path, name), around)
        if "items" in whole:
            yield from self.objects_in(whole["items"], path, around)

    def objects_of(self, message: Message) -> Objects:
        """Return the path and the schema of every object in a message."""
        if message.uri not in self._objects:
            self._objects[message.uri] = tuple(self.objects_in(self.schema(message)))
        return self._objects[message.uri]

    def members_of(self, message: Message) -> tuple[Member, ...]:
        """Return every member of a message, at any depth."""
        if message.uri not in self._members:
            self._members[message.uri] = tuple(
                Member((*path, name), self.followed(member), is_required)
                for path, schema in self.objects_of(message)
                for name, member in schema["properties"].items()
                if member is not False
                for is_required in sorted(_requirements_of_those_with(schema, name))
            )
        return self._members[message.uri]

    def members_named(self, message: Message, name: str) -> list[Member]:
        """Return the members of a message with this name."""
        return [member for member in self.members_of(message) if member.path[-1] == name]

    def find(self, name: str, kind: Kind | None) -> Message | None:
        """Return the message of a name or alias and kind; a name of one kind needs none."""
        found = self.of_name(name)
        alone = found[0] if len(found) == 1 else None
        return alone if kind is None else self._by_name.get((name, kind), alone)

    def member_names(self, name: str) -> frozenset[str]:
        """Return the names of all members of the messages of a name, at any depth."""
        if name not in self._member_names:
            self._member_names[name] = frozenset(
                member.path[-1] for message in self.of_name(name) for member in self.members_of(message)
            )
        return self._member_names[name]

    @cached_property
    def every_member(self) -> frozenset[str]:
        """The names of the members of all messages."""
        return frozenset(member.path[-1] for message in self.messages for member in self.members_of(message))

    def may_raise(self, command: str, event: str) -> bool:
        """Return whether the contract says of an event that it may be raised after a command."""
        message = self._by_name.get((event, "event"))
        return message is not None and any(each.after and self.same(each.after, command) for each in message.raised)

    def may_come_behind(self, command: str, event: str) -> bool:
        """Return whether an event may be seen after a command: a session that starts announces its objects."""
        is_start = any(each.name == "session.initialized" for each in self.events_of(command))
        return self.may_raise(command, event) or (is_start and event.endswith((".created", ".initialized")))

    def events_of(self, command: str) -> tuple[Secondary, ...]:
        """Return the events that may follow a success of a command, in their order."""
        request = self._by_name.get((command, "request"))
        return request.secondary_events if request else ()

    def commands_with(self, event: str) -> tuple[str, ...]:
        """Return the commands that list an event among their secondary events."""
        return self._commands_with.get(event, ())

    @cached_property
    def _commands_with(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for command in self.names:
            for event in self.events_of(command):
                found.setdefault(event.name, {})[command] = None
        return {event: tuple(commands) for event, commands in found.items()}

    @cached_property
    def notes(self) -> frozenset[str]:
        """The notes on secondary events, each by itself, in lower case."""
        return frozenset(
            part.strip().casefold()
            for message in self.messages
            for event in message.secondary_events
            for part in (event.note or "").split(",")
            if part.strip()
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its schemas, in lower case: of names, members, values and descriptions."""
        return frozenset(word for text in _texts_in([*self._schemas.values()]) for word in WORD.findall(text.lower()))

    @cached_property
    def is_own(self) -> bool:
        """Whether this is the contract of the package, for which there are compiled validators."""
        return self._schemas is registry.schemas()

    def schema(self, message: Message) -> dict[str, Any]:
        """Return the schema of a message, its envelope written into it. Treat it as read-only."""
        return self._merged(message.uri)

    def _merged(self, uri: str) -> dict[str, Any]:
        """Return the schema at a URI, merged once: the samples of a page ask for the same schemas again and again."""
        if uri not in self._by_uri:
            self._by_uri[uri] = walk.merged(uri, self._schemas)
        return self._by_uri[uri]

    def at(self, uri: str) -> Any:
        """Return the schema at a URI as its file has it."""
        return walk.resolve(uri, self._schemas)

    def own_members(self, message: Message) -> frozenset[str]:
        """Return the top-level members that the schema of a message names itself, beyond its envelope."""
        return frozenset(walk.resolve(message.uri, self._schemas).get("properties", ()))

    def choices(self, schema: Any) -> dict[str, dict[str, dict[str, Any]]]:
        """Return the objects that a schema offers as a choice, by the member that distinguishes them and its value."""
        if "$ref" in schema:
            return self.choices(self._merged(schema["$ref"]))
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
            whole = self._followed(schema["$ref"])
            schema = {**whole, **{key: value for key, value in schema.items() if key != "$ref"}}
        if "oneOf" in schema:
            return _united([self.followed(choice) for choice in schema["oneOf"]])
        return schema

    def _followed(self, uri: str) -> dict[str, Any]:
        if uri not in self._followed_by_uri:
            self._followed_by_uri[uri] = self.followed(self._merged(uri))
        return self._followed_by_uri[uri]

    def forms(self, message: Message) -> tuple[str, ...]:
        """Return the forms that the target of a message may take: `session.channel`, ..."""
        if message.uri not in self._forms_of:
            forms = self._forms(self.schema(message)["properties"]["target"])
            self._forms_of[message.uri] = tuple(dict.fromkeys(forms))
        return self._forms_of[message.uri]

    def _forms(self, target: dict[str, Any]) -> Iterator[str]:
        """Yield the forms of a target; a response's refers to its command's, that to the target of an object."""
        if "x-cti" in target:
            yield from target["x-cti"]["forms"]
        for choice in target.get("anyOf", [target] if "$ref" in target else []):
            yield from self._forms(self._merged(choice["$ref"]))


def choices_in(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the objects that `Contract.followed` united in a schema; the schema itself if it is of one object."""
    found: list[dict[str, Any]] = schema.get(_CHOICES, [schema])
    return found


def requirements(schema: dict[str, Any], name: str) -> set[bool]:
    """Return whether an object requires a member: both where only some objects of a choice do."""
    return {name in each.get("required", ()) for each in choices_in(schema)}


def _requirements_of_those_with(schema: dict[str, Any], name: str) -> set[bool]:
    """Return whether the objects of a choice that have a member require it."""
    return {name in each.get("required", ()) for each in choices_in(schema) if name in each.get("properties", ())}


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
        _CHOICES: choices,
    }


def _either(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return a schema for two members of the same name: their constants as one list, or a choice of objects."""
    if one == other:
        return one
    if "const" in other:
        return {"enum": [*one.get("enum", [one.get("const")]), other["const"]]}
    return {"oneOf": [*one.get("oneOf", [one]), other]}
