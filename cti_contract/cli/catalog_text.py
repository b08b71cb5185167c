"""The catalogue and single messages as text for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cti_contract.contract import registry
from cti_contract.contract.catalog import MESSAGES, Message, OneOf, Raised, Secondary
from cti_contract.contract.fields import Member, members
from cti_contract.contract.targets import bracketed, forms
from cti_contract.text import one_of
from cti_contract.validation.dispatch import identify

_COLUMNS = ("name", "kind", "status", "media", "platforms", "target")


def catalogue_as_text() -> str:
    """Return a table of every message; `-` stands for what its documentation does not tell, `all` for all platforms."""
    rows = [_COLUMNS, *(_row(message) for message in MESSAGES)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "".join(line.rstrip() + "\n" for line in lines)


def _row(message: Message) -> tuple[str, ...]:
    platforms = ", ".join(message.platforms) or "all"
    return (message.name, message.kind, message.status, message.media or "-", platforms, " or ".join(message.targets))


def catalogue_as_json() -> str:
    """Return the catalogue as a JSON array of objects whose members are the columns of the table."""
    rows = [{**_fields(message), "target": message.targets} for message in MESSAGES]
    return json.dumps(rows, indent=2) + "\n"


def _fields(message: Message) -> dict[str, Any]:
    return {name: value for name, value in message._asdict().items() if name in _COLUMNS}


def message_as_text(messages: Sequence[Message]) -> str:
    """Return what there is to know of a command or an event; `messages` are all the messages of its name."""
    first = messages[0]
    lines = [*_heading(first), *(line for message in messages for line in _section(message)), *_following(first)]
    return "\n".join(lines) + "\n"


def schema_as_json(messages: Sequence[Message]) -> str:
    """Return one self-contained schema, as JSON, that accepts each of the messages."""
    return json.dumps(registry.bundled(*(message.uri for message in messages)), indent=2, ensure_ascii=False) + "\n"


def _heading(message: Message) -> Iterator[str]:
    yield f"{message.name}: {'an event' if message.kind == 'event' else 'a command'}, {message.status}"
    for label, words in facts(message):
        joined = (" or " if label == "target" else ", ").join(words)
        if words or label == "media":
            yield f"  {label.ljust(9)}  {joined or '-'}"


def facts(message: Message) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what is known of a message beside its members: each a label and its words, none where nothing is told."""
    yield "media", (message.media,) if message.media else ()
    yield "platforms", message.platforms or ("all",)
    yield "target", tuple(bracketed(form) for target in message.targets for form in forms(target))
    yield "aliases", message.aliases


def _section(message: Message) -> Iterator[str]:
    yield from ("", f"{message.kind}: {message.description}")
    rows = [
        (member.path + ("" if member.required else "?"), _what_it_holds(member), member.description)
        for member in members(message)
    ]
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    for path, type_, description in rows:
        yield f"  {path.ljust(first)}  {type_.ljust(second)}  {description}".rstrip()
    yield f"  example: {json.dumps(example_of(message), ensure_ascii=False)}"


def _what_it_holds(member: Member) -> str:
    if not member.values:
        return member.type
    return f"{member.type}, known are {one_of(member.values)}" if member.known else one_of(member.values)


def example_of(message: Message) -> Any:
    """Return the first example of a message in its schema file."""
    examples = registry.schemas()[message.uri.partition("#")[0]]["examples"]
    return next(example for example in examples if identify(example) is message)


def _following(message: Message) -> Iterator[str]:
    if message.raised:
        yield from ("", "Raised on these occasions, among others:")
        yield from (f"  {raised_text(each)}" for each in message.raised)
    if message.kind == "event":
        return
    yield from ("", following(message))
    yield from (f"  {secondary_text(each)}" for each in message.secondary or ())


def following(message: Message) -> str:
    """Say whether events follow a success of a command; where they are known, the sentence that leads to them."""
    if message.secondary is None:
        return "What follows a success is not documented."
    return "After a success, in this order:" if message.secondary else "No event follows a success."


def secondary_text(each: Secondary | OneOf, name: Callable[[str], str] = str, words: Callable[[str], str] = str) -> str:
    """Return an event that follows a success with its remarks, or a choice of events; format names and words so."""
    if isinstance(each, OneOf):
        return f"exactly one of {' and '.join(secondary_text(event, name, words) for event in each.events)}"
    return name(each.name) + (f" ({words(each.remarks)})" if each.remarks else "")


def raised_text(raised: Raised, name: Callable[[str], str] = str, words: Callable[[str], str] = str) -> str:
    """Return the occasion on which an event is raised; format names and words so."""
    occasion = f"after a success of {name(raised.after)}" if raised.after else f"during {words(raised.during or '')}"
    return f"{occasion}, if {words(raised.when)}" if raised.when else occasion
