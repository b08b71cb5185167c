"""The members that the prose of a section names: those that no sample prints are told of there alone."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cti_contract.contract.catalog import Message
from cti_contract.drift.contract import Contract
from cti_contract.drift.members import Difference, unknown_member
from cti_contract.drift.samples import Array, Choice, Object, Value
from cti_contract.drift.sections import Section
from cti_contract.suggest import suggestion
from cti_contract.text import quote

_NOUN = r"(?:propert(?:y|ies)|members?|fields?|attributes?)"
_MARK = "[\"“”`']"
_MEMBER = re.compile(rf"{_NOUN}\s+(?:named |called )?{_MARK}(\w+){_MARK}|{_MARK}(\w+){_MARK}\s+{_NOUN}\b")


def members_named(section: Section) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each member that the prose calls one."""
    for block in section.prose:
        for found in _MEMBER.finditer(block.text):
            yield block.number + block.text.count("\n", 0, found.start()), found[1] or found[2]


def told_in_prose(section: Section, message: Message, contract: Contract) -> frozenset[str]:
    """Return the members that the prose tells of; one that it misspells, by the name that the schemas have."""
    known = _member_names(contract, message)
    named = {name for _, name in members_named(section)}
    return frozenset(named | {nearest_member(name, known) or name for name in named - known})


def nearest_member(name: str, known: set[str]) -> str | None:
    """Return the known member that a name is nearest to."""
    return suggestion(name, tuple(sorted(known)))


def prose_differences(section: Section, messages: Sequence[Message], contract: Contract) -> Iterator[Difference]:
    """Yield the members that only the prose tells of and no schema of the section's messages has."""
    known = {name for message in messages for name in _member_names(contract, message)}
    printed = {name for sample in section.samples for name in _printed(sample.value)}
    for line, name in members_named(section):
        if name not in known | printed:
            yield Difference(line, "unknown-member", unknown_member(quote(name), nearest_member(name, known)))


def _member_names(contract: Contract, message: Message) -> set[str]:
    """Return the names of all members of a message, at any depth."""
    names: set[str] = set()
    waiting: list[Any] = [contract.schema(message)]
    seen: set[str] = set()
    while waiting:
        schema = waiting.pop()
        if schema is False or schema.get("$ref") in seen:
            continue
        seen.update([schema["$ref"]] if "$ref" in schema else [])
        whole = contract.followed(schema)
        names |= whole.get("properties", {}).keys()
        waiting += [*whole.get("properties", {}).values(), *([whole["items"]] if "items" in whole else [])]
    return names


def _printed(value: Value) -> set[str]:
    """Return the names of all members that a value prints."""
    if isinstance(value, Object):
        return set(value.members).union(*(_printed(member.value) for member in value.members.values()))
    parts = value.items if isinstance(value, Array) else value.options if isinstance(value, Choice) else ()
    return set().union(*(_printed(part) for part in parts))
