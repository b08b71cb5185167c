"""The messages of a log, each with where it stands, and what is found at fault with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from cti_contract.contract.catalog import Message
from cti_contract.contract.targets import kinds_by_segments
from cti_contract.problems import Problem


class Entry(NamedTuple):
    """One message of a log: its index in it, which message it is (None when it is none) and its own problems.

    `number` grows from entry to entry: the line of the message, or its index in an array of messages or in a log that
    comes from no file. `source` is what the caller needs to find the message again.
    """

    number: int
    message_index: int | None
    value: Any
    message: Message | None
    problems: Sequence[Problem] = ()
    source: Any = None

    @property
    def name(self) -> str:
        """Return the name of the message, empty when it is none."""
        return self.message.name if self.message else ""

    @property
    def kind(self) -> str:
        """Return the kind of the message, empty when it is none."""
        return self.message.kind if self.message else ""

    @property
    def target(self) -> str:
        """Return the target, which must be a string."""
        target: str = self.value["target"]
        return target

    @property
    def is_addressed(self) -> bool:
        """Tell whether this is a message with a target of so many segments as that of some object, be it invalid."""
        target = self.value.get("target") if self.message else None
        return isinstance(target, str) and target.count(".") + 1 in kinds_by_segments()

    def has_fault_at(self, member: str) -> bool:
        """Tell whether its own problems have an error at or below a member."""
        pointers = [f"{each.pointer}/" for each in self.problems if each.severity == "error"]
        return any(pointer.startswith(f"/{member}/") for pointer in pointers)


class Breach(NamedTuple):
    """A problem, the entry that is at fault, and the number of the entry that this contradicts, if there is one."""

    entry: Entry
    problem: Problem
    other: int | None = None
