"""The reference of all messages as a page of Markdown, and the parts of other pages that count messages."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import markup
from markup import code, link, plain

from cti_contract import Message
from cti_contract.cli.catalog_text import example_of, facts, following, raised_text, secondary_text
from cti_contract.contract import registry, walk
from cti_contract.contract.fields import Member, members, members_at
from cti_contract.contract.targets import bracketed, forms, noun_of, object_kinds

Messages = Sequence[Message]

_INTRODUCTION = """\
# Reference of the messages

`python tools/render_reference.py` renders this page from the schemas in this folder: change them, not the page.

A client sends a command as a [request](#request); the interaction processor answers it with a [success](#success) or a
[failure](#failure) and raises [events](#event) by itself. The status of a message says how much of it is documented:

- **documented**: its JSON is printed in the documentation, so its shape is enforced;
- **named**: only its name is printed, so the envelope, the name and the target are enforced; `data` is open.

A member is required unless the table says otherwise. An object has no other members unless it is open.
"""
_SEVERAL = "Several objects"
_OF_THE_COMMAND = ("command", "target", "original")
_STATUS = {
    "documented": "documented: its shape is enforced",
    "named": "named: only the envelope, the name and the target are enforced",
}


def page(messages: Messages) -> str:
    """Return the reference of these messages."""
    parts = [_INTRODUCTION, _index(messages), _objects(), _envelopes()]
    for heading, of_object in by_object(messages).items():
        parts += [f"## {heading}\n", *(_message(group, messages) for group in of_object)]
    return "\n".join(parts)


def overview(messages: Messages) -> str:
    """Return the table that counts the messages of each object."""
    rows = [[heading, *_counts(groups)] for heading, groups in by_object(messages).items()]
    everything = [group for groups in by_object(messages).values() for group in groups]
    header = ("object", "commands", "events", "documented", "named")
    return markup.table(header, [*rows, ["in all", *_counts(everything)]])


def counts(messages: Messages) -> str:
    """Return the sentence of the README that counts the messages."""
    commands, events = (sum(message.kind == kind for message in messages) for kind in ("request", "event"))
    return (
        f"The contract has {commands} commands and {events} events. "
        "The [reference](schemas/README.md) describes each of them.\n"
    )


def samples(messages: Messages) -> str:
    """Return the commands that write and check an example of each message, with their output."""
    count, named = len(messages), sum(message.status == "named" for message in messages)
    checked = f"{count} messages in {count} files: all valid, {named} of them by envelope only"
    steps = [("example --all try/samples", f"{count} files in try/samples"), ("check try/samples", checked)]
    return markup.session((f"cti-contract {arguments}", printed) for arguments, printed in steps)


def by_object(messages: Messages) -> dict[str, list[Messages]]:
    """Return the messages by the heading of the object that their names begin with, commands before events.

    The messages of one name are together. An event whose name begins with no object is one of several objects.
    """
    headings = {kind: _heading(kind) for kind in object_kinds()}
    found: dict[str, list[Messages]] = {heading: [] for heading in (*headings.values(), _SEVERAL)}
    for first in sorted(messages, key=lambda each: (each.kind == "event", each.name)):
        if first.kind in ("request", "event"):
            of_name = [each for each in messages if each.name == first.name]
            found[headings.get(first.name.partition(".")[0], _SEVERAL)].append(of_name)
    return {heading: groups for heading, groups in found.items() if groups}


def _heading(kind: str) -> str:
    return noun_of(kind).capitalize()


def _counts(groups: Sequence[Messages]) -> list[str]:
    firsts = [group[0] for group in groups]
    events = sum(first.kind == "event" for first in firsts)
    documented = sum(first.status == "documented" for first in firsts)
    return [str(count) for count in (len(firsts) - events, events, documented, len(firsts) - documented)]


def _index(messages: Messages) -> str:
    rows = []
    for heading, groups in by_object(messages).items():
        names = {
            kind: [_link(each[0].name) for each in groups if each[0].kind == kind] for kind in ("request", "event")
        }
        rows.append([link(heading, heading), "<br>".join(names["request"]), "<br>".join(names["event"])])
    return "\n".join(["## Index\n", overview(messages), markup.table(("object", "commands", "events"), rows)])


def _link(name: str) -> str:
    return link(code(name), name)


def _objects() -> str:
    described = [walk.resolve(f"{registry.BASE_URI}common/target.json#/$defs/{kind}") for kind in object_kinds()]
    rows = [
        [noun_of(kind), plain(schema["description"]), _choice(map(bracketed, forms(kind)))]
        for kind, schema in zip(object_kinds(), described, strict=True)
    ]
    table = markup.table(("object", "description", "target"), rows)
    return f"## Objects\n\n{_diagram()}\n{table}"


def _diagram() -> str:
    """Return the objects as a diagram, each below its possible parents."""
    nodes = {form.rpartition(".")[2]: noun_of(kind) for kind in object_kinds() for form in forms(kind)}
    edges = dict.fromkeys(pair for kind in object_kinds() for form in forms(kind) for pair in pairwise(form.split(".")))
    lines = [f'  {node}["{noun}"]' for node, noun in nodes.items()] + [
        f"  {above} --> {below}" for above, below in edges
    ]
    return "\n".join(["```mermaid", "flowchart LR", *lines, "```\n"])


def _choice(texts: Iterator[str]) -> str:
    return " or ".join(map(code, texts))


def _envelopes() -> str:
    parts = ["## Envelopes\n\nThe members that messages of a kind have; each message narrows them.\n"]
    for kind in ("request", "success", "failure", "event"):
        uri = f"{registry.BASE_URI}common/{kind}.json"
        parts.append(f"### {kind.capitalize()}\n\n{plain(walk.resolve(uri)['description'])}\n")
        parts.append(_members(list(members_at(uri))))
    return "\n".join(parts)


def _members(rows: Sequence[Member]) -> str:
    header = ("member", "type", "required", "values", "description")
    return markup.table(header, map(_member, rows)) if rows else ""


def _member(member: Member) -> list[str]:
    values = ("known: " if member.known else "") + _choice(f'"{value}"' for value in member.values)
    required = "yes" if member.required else "no"
    return [code(member.path), member.type, required, values, plain(member.description)]


def _message(group: Messages, messages: Messages) -> str:
    first, *responses = group
    parts = [f"### {first.name}\n", f"{plain(first.description)}\n", _facts(first), _members(list(members(first)))]
    parts += [markup.example(example_of(first)), _following(first) if responses else _followed(first, messages)]
    return "\n".join(filter(None, [*parts, *map(_response, responses)]))


def _facts(message: Message) -> str:
    rows = [("kind", "event" if message.kind == "event" else "command"), ("status", _STATUS[message.status])]
    rows += [(label, _words(label, words)) for label, words in facts(message) if words]
    if message.kind == "request":
        rows.append(("data of a success", _data_of_success(message)))
    rows.append(("schema", _files(message)))
    return "".join(f"- **{label}**: {words}\n" for label, words in rows)


def _words(label: str, words: Sequence[str]) -> str:
    return ", ".join(words) if label in ("media", "platforms") else _choice(iter(words))


def _files(message: Message) -> str:
    folders = ("events",) if message.kind == "event" else ("commands", "responses")
    return ", ".join(f"[{folder}/{message.name}.json]({folder}/{message.name}.json)" for folder in folders)


def _data_of_success(request: Message) -> str:
    """Return in words which data a success of a command has."""
    if request.echo:
        return "that of the request"
    answer = f"{registry.BASE_URI}responses/{request.name}.json#/$defs/success"
    data = next((member for member in members_at(answer) if member.path == "data"), None)
    if data is None:
        return "none"
    words = {"object, empty": "`{}`", "object, open": "not documented: any members"}
    absent = "" if data.required else ", or no data"
    return words.get(data.type, "members of its own, see below") + absent


def _following(request: Message) -> str:
    events = [f"1. {secondary_text(each, _link, plain)}\n" for each in request.secondary or ()]
    return f"{following(request)}\n" + ("\n" + "".join(events) if events else "")


def _followed(event: Message, messages: Messages) -> str:
    """Return the commands that an event follows, and the occasions on which it is raised."""
    commands = [
        each.name
        for each in messages
        if each.kind == "request" and event.name in {following.name for following in each.secondary_events}
    ]
    occasions = [f"- {raised_text(each, _link, plain)}\n" for each in event.raised]
    parts = [f"Follows a success of {', '.join(map(_link, commands))}.\n"] if commands else []
    return "\n".join(
        [*parts, "Raised on these occasions, among others:\n\n" + "".join(occasions)] if occasions else parts
    )


def _response(message: Message) -> str:
    content = [_members(_own(message)), markup.example(example_of(message))]
    return markup.folded(f"{message.kind.capitalize()}: {message.description}", "\n".join(filter(None, content)))


def _own(response: Message) -> list[Member]:
    """Return the members of a response that neither its request nor its envelope has."""
    if response.echo and response.kind == "success":
        return []
    envelope = set(members_at(f"{registry.BASE_URI}common/{response.kind}.json"))
    rows = [row for row in members(response) if row not in envelope]
    return [row for row in rows if row.path.partition(".")[0] not in _OF_THE_COMMAND]
