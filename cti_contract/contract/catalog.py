"""Every message of the contract, as values read from the schema files."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from cti_contract.contract import registry
from cti_contract.problem_texts import name_is_no_string, no_such_kind, no_such_name
from cti_contract.problems import UnknownMessage

Kind = Literal["request", "success", "failure", "event"]
KINDS: tuple[Kind, ...] = get_args(Kind)
#: The values of `result` in a response, which are also its kinds.
RESULTS: tuple[Kind, Kind] = ("success", "failure")
#: The members that decide which message a value is.
DISCRIMINATORS = frozenset({"command", "name", "result"})


class Secondary(NamedTuple):
    """An event that follows a successful command.

    `of` is the kind of object that the event is about, if the name leaves it open; `note` says which one of them.
    `when` is a condition in free text. If `once` is true, the event follows only the first success on an object.
    """

    name: str
    of: str | None = None
    note: str | None = None
    when: str | None = None
    once: bool = False

    @property
    def remarks(self) -> str:
        """Return all remarks on the event as one text: `conversation, original call`; empty if there are none."""
        condition = f"if {self.when}" if self.when else None
        once = "for the first success only" if self.once else None
        return ", ".join(each for each in (self.of, self.note, condition, once) if each)


class OneOf(NamedTuple):
    """Several events; exactly one of them follows a successful command."""

    events: tuple[Secondary, ...]


class Raised(NamedTuple):
    """An occasion on which an event is raised: `after` a successful command or `during` a phase, `when` if it says so.

    It informs: an event is due only where a command lists it in `secondary`.
    """

    after: str | None = None
    during: str | None = None
    when: str | None = None


class Message(NamedTuple):
    """One message of the contract, as its schema file describes it.

    `status` is `documented` (the shape is enforced) or `named` (only the envelope, the name and the target are).
    `media` is `telephony`, `any` or, where the documentation does not say, None. Empty `platforms` means all platforms.
    `targets` are the kinds of objects that it may address. If `echo` is true, a success repeats the request's data.
    `secondary` are the events that follow a success: None if unknown, `()` if none. `raised` are the known occasions
    of an event. `uri` is the place of its schema.

    Example:
        >>> import cti_contract as cti
        >>> dial = cti.identify(cti.example("channel.dial"))
        >>> dial.name, dial.kind, dial.status, dial.targets
        ('channel.dial', 'request', 'documented', ('channel',))
        >>> [event.name for event in dial.secondary_events][:2]
        ['channel.infochanged', 'state.updated']
    """

    name: str
    kind: Kind
    status: Literal["documented", "named"]
    description: str
    uri: str
    targets: tuple[str, ...]
    media: Literal["telephony", "any"] | None = None
    platforms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    echo: bool = False
    secondary: tuple[Secondary | OneOf, ...] | None = None
    raised: tuple[Raised, ...] = ()

    @property
    def secondary_events(self) -> tuple[Secondary, ...]:
        """Return every event that may follow a success, those of a choice included; empty if none is known."""
        return tuple(
            event for each in self.secondary or () for event in (each.events if isinstance(each, OneOf) else (each,))
        )


def messages_of(schemas: registry.Schemas) -> tuple[Message, ...]:
    """Return every message of a set of schemas by name: for a command its request, its success and its failure.

    Raise ValueError, which names the file, for a schema that lacks a key.
    """
    return tuple(sorted((*_commands(schemas), *_events(schemas)), key=lambda each: each.name))


def _commands(schemas: registry.Schemas) -> Iterator[Message]:
    for name, request, uri in _files(schemas, "commands"):
        answer = registry.BASE_URI + f"responses/{name}.json"
        response = _read(schemas, answer, "schemas")
        facts = _read(request, "x-cti", uri)
        shared: dict[str, Any] = {
            "name": name,
            "status": _read(facts, "status", uri),
            "targets": _targets(_read(_read(request, "$defs", uri), "header", uri), uri),
            "media": _read(facts, "media", uri),
            "platforms": tuple(facts.get("platforms", ())),
            "aliases": tuple(facts.get("aliases", ())),
            "echo": response.get("x-cti", {}).get("echo", False),
            "secondary": _secondary(facts),
        }
        yield Message(kind="request", description=_read(request, "description", uri), uri=uri, **shared)
        for kind in ("success", "failure"):
            leaf = _read(_read(response, "$defs", answer), kind, answer)
            description = _read(leaf, "description", answer)
            yield Message(kind=kind, description=description, uri=f"{answer}#/$defs/{kind}", **shared)


def _events(schemas: registry.Schemas) -> Iterator[Message]:
    for name, schema, uri in _files(schemas, "events"):
        facts = _read(schema, "x-cti", uri)
        yield Message(
            name=name,
            kind="event",
            status=_read(facts, "status", uri),
            description=_read(schema, "description", uri),
            uri=uri,
            targets=_targets(schema, uri),
            media=facts.get("media"),
            platforms=tuple(facts.get("platforms", ())),
            raised=tuple(Raised(**occasion) for occasion in facts.get("raised", ())),
        )


def _files(schemas: registry.Schemas, folder: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    prefix = f"{registry.BASE_URI}{folder}/"
    for uri, schema in schemas.items():
        if uri.startswith(prefix):
            yield _read(schema, "title", uri), schema, uri


def _targets(schema: dict[str, Any], uri: str) -> tuple[str, ...]:
    target = _read(_read(schema, "properties", uri), "target", uri)
    return tuple(_read(choice, "$ref", uri).rpartition("/")[2] for choice in target.get("anyOf", [target]))


def _read(schema: Mapping[str, Any], key: str, where: str) -> Any:
    """Return the value of a key in a schema file; raise ValueError, which names the file, if there is none."""
    if key not in schema:
        raise ValueError(
            f"{where.replace(registry.BASE_URI, 'schemas/')}: {key.replace(registry.BASE_URI, '')} is missing"
        )
    return schema[key]


def _secondary(facts: dict[str, Any]) -> tuple[Secondary | OneOf, ...] | None:
    if "secondary" not in facts:
        return None
    return tuple(
        OneOf(tuple(Secondary(**choice) for choice in each["oneOf"])) if "oneOf" in each else Secondary(**each)
        for each in facts["secondary"]
    )


@cache
def messages() -> tuple[Message, ...]:
    """Return every message of the contract, in the order of `messages_of`."""
    files = [uri.removeprefix(registry.BASE_URI).removesuffix(".json").split("/") for uri in registry.schemas()]
    found = [_in_files(folder, name) for folder, name in files if folder in ("commands", "events")]
    return tuple(sorted((each for by_kind in found for each in by_kind.values()), key=lambda each: each.name))


@cache
def by_name() -> dict[tuple[str, Kind], Message]:
    """Return every message of the contract by its name, or an alias, and its kind."""
    return {(spelling, each.kind): each for each in messages() for spelling in (each.name, *each.aliases)}


def named(name: Any, kind: Kind) -> Message | None:
    """Return the message of a name or alias and a kind, None if there is none.

    Only the files of this name are read, unless it is an alias or unknown.
    """
    if not isinstance(name, str):
        return None
    folder = "events" if kind == "event" else "commands"
    if f"{registry.BASE_URI}{folder}/{name}.json" in registry.schemas():
        return _in_files(folder, name)[kind]
    return by_name().get((name, kind))


@cache
def _in_files(folder: str, name: str) -> dict[Kind, Message]:
    uris = [f"{registry.BASE_URI}{each}/{name}.json" for each in (folder, "responses")]
    schemas = {uri: registry.schemas()[uri] for uri in uris if uri in registry.schemas()}
    return {each.kind: each for each in messages_of(schemas)}


@cache
def commands() -> tuple[str, ...]:
    """Return the names of the commands, in order."""
    return tuple(each.name for each in messages() if each.kind == "request")


@cache
def events() -> tuple[str, ...]:
    """Return the names of the events, in order."""
    return tuple(each.name for each in messages() if each.kind == "event")


if TYPE_CHECKING:
    #: Every message of the contract, as `messages` returns them.
    MESSAGES: tuple[Message, ...]
else:

    def __getattr__(name: str) -> Any:
        if name == "MESSAGES":
            return messages()
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def find(name: Any) -> tuple[Message, ...]:
    """Return the messages of a name or alias: the request, success and failure of a command, or one event.

    Raise UnknownMessage, with a hint if the name is misspelt.
    """
    if not isinstance(name, str):
        raise UnknownMessage([name_is_no_string(name)])
    found = tuple(by_name()[name, kind] for kind in KINDS if (name, kind) in by_name())
    if not found:
        raise UnknownMessage([no_such_name(name, commands() + events())])
    return found


def message(name: str, kind: str) -> Message:
    """Return the message of a name or alias and a kind; raise UnknownMessage if there is none."""
    found = {each.kind: each for each in find(name)}
    if kind.__class__ is str and kind in found:
        return found[kind]
    raise UnknownMessage([no_such_kind(name, kind, tuple(found))])
