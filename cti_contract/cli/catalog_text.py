"""The catalog and single messages as text for people, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from cti_contract.cli import terminal
from cti_contract.contract import registry
from cti_contract.contract.catalog import MESSAGES, Message, OneOf, Raised, Secondary
from cti_contract.contract.fields import Member, members
from cti_contract.contract.targets import bracketed, forms, object_kinds
from cti_contract.export.bundle import schema_of
from cti_contract.text import one_of
from cti_contract.validation.dispatch import identify

#: The columns of the table, the most useful first: those on the right are left out on a narrow terminal.
_COLUMNS = ("name", "kind", "status", "media", "platforms", "target")
_GAP = 2
#: The widest column of members: a longer path has its text on the next line.
_WIDEST_PATH = 32
#: The value of the column `kind` of every command.
COMMAND = "command"


def names() -> list[Message]:
    """Return one message of each name: the request of a command, or the event."""
    return [message for message in MESSAGES if message.kind in ("request", "event")]


def is_about(message: Message, kind: str) -> bool:
    """Return whether a message is about this kind of object: by its name, or by its target if the name has none."""
    prefix = message.name.partition(".")[0]
    return prefix == kind if prefix in object_kinds() else kind in message.targets


def kind_of(message: Message) -> str:
    """Return `event` or, for the messages of a command, `command`."""
    return message.kind if message.kind == "event" else COMMAND


def catalog_as_text(messages: Iterable[Message]) -> str:
    """Return a table of messages, as many of its columns as the terminal has room for.

    `-` means that the documentation does not say, `all` means all platforms.
    """
    rows = [_COLUMNS, *map(_row, messages)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    shown = [
        count for count in range(1, len(widths) + 1) if sum(widths[:count]) + _GAP * (count - 1) <= terminal.width()
    ]
    count = max(shown, default=1)
    return "".join(f"{_joined(row[:count], widths)}\n" for row in rows)


def _row(message: Message) -> tuple[str, ...]:
    platforms = ", ".join(message.platforms) or "all"
    targets = " or ".join(message.targets)
    return (message.name, kind_of(message), message.status, message.media or "-", platforms, targets)


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    return (" " * _GAP).join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False)).rstrip()


def catalog_as_json(messages: Iterable[Message]) -> str:
    """Return messages as a JSON array of objects whose members are the columns of the table."""
    rows = [
        {
            "name": message.name,
            "kind": kind_of(message),
            "status": message.status,
            "media": message.media,
            "platforms": message.platforms,
            "target": message.targets,
        }
        for message in messages
    ]
    return json.dumps(rows, indent=2) + "\n"


def message_as_text(messages: Sequence[Message]) -> str:
    """Return all that is known of a command or an event.

    Args:
        messages: The messages to show; they have one name.
    """
    first = messages[0]
    lines = [*_heading(first), *(line for message in messages for line in _section(message)), *_following(messages)]
    return "\n".join(lines) + "\n"


def schema_as_json(messages: Sequence[Message]) -> str:
    """Return one self-contained schema, as JSON, that accepts each of the messages."""
    return json.dumps(schema_of(messages), indent=2, ensure_ascii=False) + "\n"


def _heading(message: Message) -> Iterator[str]:
    title = f"{message.name}: {'an event' if message.kind == 'event' else 'a command'}, {message.status}"
    yield terminal.bold(title) if terminal.shows_colors() else title
    for label, words in facts(message):
        if words or label == "media":
            text = (" or " if label == "target" else ", ").join(words)
            yield from _entry(label, text or "-", len("platforms"))


def _entry(label: str, text: str, width: int) -> Iterator[str]:
    """Yield a label and, beside it or below it, a text, wrapped to the width of the terminal."""
    indent = " " * (2 + width + _GAP)
    first = f"  {label.ljust(width)}  "
    if len(first) > len(indent):
        yield first.rstrip()
        first = indent
    lines = wrap(text, terminal.width(), initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)
    yield from lines or [first.rstrip()]


def facts(message: Message) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the known facts about a message, except its members: a label and its words, which may be none."""
    yield "media", (message.media,) if message.media else ()
    yield "platforms", message.platforms or ("all",)
    yield "target", tuple(bracketed(form) for target in message.targets for form in forms(target))
    yield "aliases", message.aliases


def _section(message: Message) -> Iterator[str]:
    title = f"{message.kind}: {message.description}"
    bold = terminal.bold if terminal.shows_colors() else str
    yield from ("", *map(bold, wrap(title, terminal.width(), subsequent_indent="  ")))
    rows = {f"{member.path}{'' if member.required else '?'}": _described(member) for member in members(message)}
    width = max(len(path) for path in rows if len(path) <= _WIDEST_PATH)
    for path, text in rows.items():
        yield from _entry(path, text, width)
    example = json.dumps(example_of(message), indent=2, ensure_ascii=False)
    yield from ("", "example:", terminal.colored_json(example) if terminal.shows_colors() else example)


def _described(member: Member) -> str:
    """Return the type or the values of a member and, after a period, what it means."""
    text = member.type
    if member.values:
        text = f"{member.type}, known values {one_of(member.values)}" if member.known else one_of(member.values)
    return f"{text}. {member.description}" if member.description else text


def example_of(message: Message) -> Any:
    """Return the first example of a message in its schema file."""
    examples = registry.schemas()[message.uri.partition("#")[0]]["examples"]
    return next(example for example in examples if identify(example) is message)


def _following(messages: Sequence[Message]) -> Iterator[str]:
    """Yield when an event is raised, or, if the success of a command is shown, the events after it."""
    message = messages[0]
    if message.raised:
        yield from ("", "Raised on these occasions, among others:")
        yield from _list(map(raised_text, message.raised))
    if "success" in [each.kind for each in messages]:
        yield from ("", following(message))
        yield from _list(map(secondary_text, message.secondary or ()))


def _list(items: Iterable[str]) -> Iterator[str]:
    for item in items:
        yield from wrap(item, terminal.width(), initial_indent="  ", subsequent_indent="    ")


def following(message: Message) -> str:
    """Return a sentence on the events after a success of a command; if they are known, it introduces their list."""
    if message.secondary is None:
        return "The events after a success are not documented."
    return "After a success, in this order:" if message.secondary else "No event follows a success."


def secondary_text(each: Secondary | OneOf, name: Callable[[str], str] = str, words: Callable[[str], str] = str) -> str:
    """Return an event that follows a success, with its remarks, or a choice of events.

    Args:
        each: The event or the choice.
        name: Formats a name.
        words: Formats the remarks.
    """
    if isinstance(each, OneOf):
        return f"exactly one of {' and '.join(secondary_text(event, name, words) for event in each.events)}"
    return name(each.name) + (f" ({words(each.remarks)})" if each.remarks else "")


def raised_text(raised: Raised, name: Callable[[str], str] = str, words: Callable[[str], str] = str) -> str:
    """Return the occasion on which an event is raised.

    Args:
        raised: The occasion.
        name: Formats a name.
        words: Formats other words.
    """
    occasion = f"after a success of {name(raised.after)}" if raised.after else f"during {words(raised.during or '')}"
    return f"{occasion}, if {words(raised.when)}" if raised.when else occasion
