"""The catalogue and single messages as text for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from cti_contract import registry
from cti_contract.catalogue import MESSAGES, Message, Secondary
from cti_contract.dispatch import identify
from cti_contract.members import members
from cti_contract.targets import bracketed, forms

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
    yield f"  media      {message.media or '-'}"
    yield f"  platforms  {', '.join(message.platforms) or 'all'}"
    yield f"  target     {' or '.join(bracketed(form) for target in message.targets for form in forms(target))}"
    if message.aliases:
        yield f"  aliases    {', '.join(message.aliases)}"


def _section(message: Message) -> Iterator[str]:
    yield from ("", f"{message.kind}: {message.description}")
    rows = [
        (member.path + ("" if member.required else "?"), member.type, member.description) for member in members(message)
    ]
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    for path, type_, description in rows:
        yield f"  {path.ljust(first)}  {type_.ljust(second)}  {description}".rstrip()
    yield f"  example: {json.dumps(example_of(message), ensure_ascii=False)}"


def example_of(message: Message) -> Any:
    """Return the first example of a message in its schema file."""
    examples = registry.schemas()[message.uri.partition("#")[0]]["examples"]
    return next(example for example in examples if identify(example) is message)


def _following(message: Message) -> Iterator[str]:
    if message.kind == "event":
        return
    yield ""
    if message.secondary is None:
        yield "What follows a success is not documented."
    elif not message.secondary:
        yield "No event follows a success."
    else:
        yield "After a success, in this order:"
        yield from (f"  {_event(event)}" for event in message.secondary)


def _event(event: Secondary) -> str:
    remarks = [event.of, event.note, event.when and f"if {event.when}"]
    told = ", ".join(remark for remark in remarks if remark)
    return f"{event.name} ({told})" if told else event.name
