"""The messages of a log, and the findings about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, get_args

from cti_contract.contract.catalog import Message
from cti_contract.problems import Problem

Sender = Literal["client", "platform"]
SENDERS: tuple[Sender, ...] = get_args(Sender)


class Context(NamedTuple):
    """The facts about a message besides its value.

    Attributes:
        problems: The problems of the message by itself.
        sender: Who sent the message, if it is known.
        at: When the message was sent or received, in seconds, if it is known.
        is_part: Whether the value has only the members in front of a fault, since the message is not JSON.
    """

    problems: Sequence[Problem] = ()
    sender: Sender | None = None
    at: float | None = None
    is_part: bool = False


class Entry:
    """One message of a log. It is read far more often than made, so it is no named tuple: slots are read faster.

    Attributes:
        number: The caller's number of the message, by which it finds the message again. It grows from entry to entry.
        value: The JSON value. Those of events, and of answers that were compared, are not kept in memory.
        message: The message of the contract that it is; None if it is none.
        name: The name of that message, empty without one.
        kind: The kind of that message, empty without one.
        target: Its target, empty if it is no string.
        source: What the caller needs to locate a problem in the message. It is kept only as long as the entry.
        context: What is known about the message besides; None if it is valid and nothing else is known.
    """

    __slots__ = ("context", "kind", "message", "name", "number", "source", "target", "value")

    def __init__(self, number: int, value: Any, message: Message | None, source: Any = None) -> None:
        """Make the entry of a valid message, or of a value that is no message."""
        self.number, self.value, self.source = number, value, source
        self.message = message
        self.context: Context | None = None
        if message is None:
            self.name: str = ""
            self.kind: str = ""
            self.target: str = ""
        else:
            self.name, self.kind, self.target = message.name, message.kind, value["target"]

    def mean(self, message: Message | None) -> None:
        """Take the value for another message of the contract, which it need not be in all, or for none."""
        self.message = message
        self.name = self.kind = self.target = ""
        if message is not None:
            self.name, self.kind, target = message.name, message.kind, self.value.get("target")
            self.target = target if target.__class__ is str else ""

    @classmethod
    def within(cls, context: Context, number: int, value: Any, message: Message | None, source: Any = None) -> Entry:
        """Return the entry of a value about which more is known, such as its problems."""
        entry = cls(number, value, None, source)
        entry.context = context
        entry.mean(message)
        return entry

    @property
    def problems(self) -> Sequence[Problem]:
        """The problems of the message by itself."""
        return () if self.context is None else self.context.problems

    @property
    def at(self) -> float | None:
        """When the message was sent or received, in seconds; None if it is not known."""
        return None if self.context is None else self.context.at

    @property
    def is_part(self) -> bool:
        """Whether the value has only some members of the message, which is not JSON."""
        return self.context is not None and self.context.is_part

    def has_fault_at(self, member: str) -> bool:
        """Return whether its own problems have an error at or below a member."""
        pointers = [f"{each.pointer}/" for each in self.problems if each.severity == "error"]
        return any(pointer.startswith(f"/{member}/") for pointer in pointers)


class Finding(NamedTuple):
    """A problem, the entry that it is about, and the number of another entry that it refers to, if there is one."""

    entry: Entry
    problem: Problem
    other: int | None = None
