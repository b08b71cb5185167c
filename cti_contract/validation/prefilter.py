"""The first check of many values: most are valid messages without a warning, and need no second check."""

from collections.abc import Iterable
from typing import Any

from cti_contract.validation.compiled import COMPILED, REFUSALS, CompiledMessage, Unknown
from cti_contract.validation.warnings import warnings_about


def prefilter(values: Iterable[Any], unknown: Unknown, *, odd_texts: bool = True) -> tuple[list[int], int]:
    """Return the indices of the values that have a problem, and how many of the others have an undocumented shape.

    The values must be fresh from the parser. The verdicts are those of `compiled.accepting`, whose look-ups are written
    out here: a call for each message would take 10 % of the time. Without `odd_texts`, no text deserves a warning.
    """
    table = COMPILED[unknown]
    events = table[None]
    suspects: list[int] = []
    envelope_only = 0
    for index, value in enumerate(values):
        try:
            found = events[value["name"]] if "name" in value else table[value["command"]][value.get("result")]
            if (not odd_texts and found.is_plain(value)) or (
                (odd_texts or found.is_plain is not found.is_valid)
                and found.is_valid(value)
                and not warnings_about(found.message, value, texts=odd_texts)
            ):
                if found.envelope_only:
                    envelope_only += 1
                continue
        except REFUSALS:
            pass
        suspects.append(index)
    return suspects, envelope_only


def recognized(values: Iterable[Any], unknown: Unknown, *, odd_texts: bool = True) -> list[CompiledMessage | None]:
    """Return which message each value is, None for the values whose indices `prefilter` returns."""
    table = COMPILED[unknown]
    events = table[None]
    known: list[CompiledMessage | None] = []
    for value in values:
        accepted = None
        try:
            found = events[value["name"]] if "name" in value else table[value["command"]][value.get("result")]
            if (not odd_texts and found.is_plain(value)) or (
                (odd_texts or found.is_plain is not found.is_valid)
                and found.is_valid(value)
                and not warnings_about(found.message, value, texts=odd_texts)
            ):
                accepted = found
        except REFUSALS:
            pass
        known.append(accepted)
    return known
