"""Warnings: an older spelling of a name, and a value that is nearly a known one."""

from __future__ import annotations

from functools import cache
from typing import Any

from cti_contract.contract import walk
from cti_contract.contract.catalog import Message
from cti_contract.contract.json_pointer import pointer_to
from cti_contract.problem_texts import nearly_known, older_spelling
from cti_contract.problems import Problem
from cti_contract.suggest import suggestion


def may_warn(message: Message) -> bool:
    """Return whether such a message can have a warning: most have neither aliases nor known values."""
    return bool(message.aliases or _known_values(message.uri))


def warnings_about(message: Message, value: dict[str, Any]) -> list[Problem]:
    """Return the warnings about a value that is, validly or not, such a message."""
    found = []
    if message.aliases and value["command"] != message.name:
        found.append(older_spelling(value["command"], message.name))
    for place, known in _known_values(message.uri):
        given = _at(value, place)
        hint = suggestion(given, known) if isinstance(given, str) and given not in known else None
        if hint is not None:
            found.append(nearly_known(pointer_to(place), given, hint))
    return found


@cache
def _known_values(uri: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return where the message of a schema holds values of which some are known, and these."""
    return tuple(
        (place.steps, tuple(place.schema["examples"]))
        for place in walk.places(uri)
        if place.schema.get("x-cti", {}).get("known")
    )


def _at(value: Any, place: tuple[str, ...]) -> Any:
    """Return what stands at a place, None when nothing does."""
    for name in place:
        value = value.get(name) if isinstance(value, dict) else None
    return value
