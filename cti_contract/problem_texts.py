"""The texts of problems."""

from collections.abc import Sequence
from typing import Any

from cti_contract.problems import Problem
from cti_contract.suggest import suggestion
from cti_contract.text import one_of, quote, shortened, type_of, with_article

_WHOLE = "a message"


def missing_member(
    pointer: str, name: str, why: str = "", *, hint: str | None = None, schema: str | None = None
) -> Problem:
    """Return the problem of an object at `pointer` that lacks a member."""
    text = f"missing member {quote(name)}{_within(pointer)}{why and ': ' + why}"
    return Problem(code="missing-member", message=text, pointer=pointer, hint=hint, schema=schema)


def unknown_member(
    pointer: str, name: str, why: str = "", *, hint: str | None = None, schema: str | None = None
) -> Problem:
    """Return the problem of the member at `pointer`, which its object must not have."""
    text = f"unknown member {quote(name)}{_within(pointer.rpartition('/')[0])}{why and ': ' + why}"
    return Problem(code="unknown-member", message=text, pointer=pointer, hint=hint, schema=schema)


def wrong_type(pointer: str, types: Sequence[str], value: Any, *, schema: str | None = None) -> Problem:
    """Return the problem of a value that is of none of the JSON types named."""
    wanted = " or ".join(map(with_article, types))
    text = f"{shortened(pointer) or _WHOLE} must be {wanted}, not {type_of(value)}"
    return Problem(code="wrong-type", message=text, pointer=pointer, schema=schema)


def wrong_value(pointer: str, values: Sequence[Any], value: Any, *, schema: str | None = None) -> Problem:
    """Return the problem of a value that is none of those allowed, with a hint where it is nearly one."""
    text = f"{shortened(pointer) or _WHOLE} must be {one_of(values)}, not {quote(value)}"
    hint = suggestion(value, tuple(values)) if isinstance(value, str) else None
    return Problem(code="wrong-value", message=text, pointer=pointer, hint=hint, schema=schema)


def _within(pointer: str) -> str:
    return f" in {shortened(pointer)}" if pointer else ""
