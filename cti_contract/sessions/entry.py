"""The messages of a log with their places, and the findings about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, get_args

from cti_contract.contract.catalog import Message
from cti_contract.problems import Problem

Sender = Literal["client", "platform"]
SENDERS: tuple[Sender, ...] = get_args(Sender)


class Entry:
    """One message of a log. It is read far more often than made, so it is no named tuple: slots are read faster.

    Attributes:
        number: Grows from entry to entry.
        value: The JSON value. Those of events, and of answers that were compared, are not kept in memory.
        message: The message of the contract that it is; None if it is none.
        name: The name of that message, empty without one.
        kind: The kind of that message, empty without one.
        target: Its target, empty if it is no string.
        problems: The problems of the message by itself.
        place: What the caller needs to refer to the message, such as a line. It may be kept for long.
        source: What the caller needs to locate a problem in the message. It is kept only as long as the entry.
        sender: Who sent the message, if it is known.
        at: When the message was sent or received, in seconds, if it is known.
    """

    __slots__ = ("at", "kind", "message", "name", "number", "place", "problems", "sender", "source", "target", "value")

    def __init__(self, number: int, value: Any, message: Message | None, place: Any, source: Any = None) -> None:
        self.number, self.value, self.place, self.source = number, value, place, source
        self.problems: Sequence[Problem] = ()
        self.sender: Sender | None = None
        self.at: float | None = None
        self.mean(message)

    def mean(self, message: Message | None) -> None:
        """Take the value for a message of the contract, or for none."""
        self.message = message
        self.name = self.kind = self.target = ""
        if message is not None:
            self.name, self.kind = message.name, message.kind
            target = self.value.get("target")
            self.target = target if target.__class__ is str else ""

    def has_fault_at(self, member: str) -> bool:
        """Return whether its own problems have an error at or below a member."""
        pointers = [f"{each.pointer}/" for each in self.problems if each.severity == "error"]
        return any(pointer.startswith(f"/{member}/") for pointer in pointers)


class Finding(NamedTuple):
    """A problem, the entry that it is about, and the place of another entry that it refers to, if there is one."""

    entry: Entry
    problem: Problem
    other: Any = None
