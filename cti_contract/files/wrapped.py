"""The search for messages inside a value, so that a problem can say which `--at` checks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from cti_contract.contract.json_pointer import child, pointer_to
from cti_contract.files.meant_messages import (
    is_array_of_bytes,
    is_array_of_characters,
    is_meant_as_message,
    is_text_meant_as_message,
)
from cti_contract.files.records import EACH
from cti_contract.files.unchecked import is_unchecked
from cti_contract.jsontext.parse import parse
from cti_contract.problem_texts import empty_record, inside_of
from cti_contract.problems import Problem

#: The most characters of a string in a record that is parsed for the search.
_LONGEST_READ = 1024 * 1024
#: The most levels that are searched, together with those inside strings.
_DEEPEST = 200
#: The most messages that are looked at to find other places, and the most other places that are named.
_MOST_WAYS, _MOST_OTHERS = 20, 3


#: The most characters of the name of a member that is no message.
_LONGEST_NAME = 16


#: The codes of the problem of a record with a message inside.
_OF_RECORDS = frozenset({"missing-member", "not-a-message", "unknown-message", "wrong-type"})


def with_place_of_messages(problems: Sequence[Problem], value: Any) -> Sequence[Problem]:
    """Return the problems of a value; that of a value which holds messages says which `--at` finds them."""
    if (
        len(problems) != 1
        or problems[0].pointer
        or problems[0].code not in _OF_RECORDS
        or not is_unchecked(problems[0])
    ):
        return problems
    is_meant = is_meant_as_message(value)
    at = place_of_messages([{**value, "original": None} if is_meant else value])
    if at:
        return [inside_of(problems[0], at)]
    empty = [name for name, inner in value.items() if inner is None] if isinstance(value, dict) and not is_meant else []
    return [empty_record(problems[0], child("", empty[0]))] if len(empty) == 1 else problems


def place_of_messages(value: Any, decide: Callable[[Any], bool] | None = None) -> str:
    """Return the JSON Pointer of the first messages inside the records of a document, empty if there are none.

    `decide` says of each value, with strings of JSON read, whether it is a message.
    """
    return next((at for _, at in _places(value, decide or _is_message)), "")


def place_of_names(value: Any, is_text: Callable[[Any], bool]) -> str | None:
    """Return the JSON Pointer of the first objects whose members have messages as names, None if there are none.

    `is_text` says of a text that is no JSON whether it holds a message.
    """

    def decide(inner: Any) -> bool:
        return isinstance(inner, dict) and any(
            len(name) > _LONGEST_NAME and (is_message(name) or is_text(name)) for name in inner
        )

    records = value if isinstance(value, list) else [value]
    at = place_of_messages([[each] for each in records], decide)
    return at.removeprefix(f"/{EACH}") if at else None


def other_places(value: Any, first: str) -> tuple[list[str], bool]:
    """Return where a document has more messages than at the first place, and whether a record has them at two places.

    The messages at the first places are looked at, and a few places are returned.
    """
    found: dict[str, set[int]] = {first: set()}
    for number, at in islice(_places(value, _is_message), _MOST_WAYS):
        if at in found or len(found) <= _MOST_OTHERS:
            found.setdefault(at, set()).add(number)
    records = list(chain.from_iterable(found.values()))
    return [at for at in found if at != first], len(records) > len(set(records))


def _places(value: Any, decide: Callable[[Any], bool]) -> Iterator[tuple[int, str]]:
    """Yield the number of a record and the JSON Pointer of messages inside it, once for each place in a record."""
    for number, record in enumerate(value if isinstance(value, list) else [value]):
        known: set[tuple[str, ...]] = set()
        for steps in _ways_to_messages(record, decide):
            if tuple(steps) not in known:
                known.add(tuple(steps))
                yield number, pointer_to(_to_all(record, steps, decide))


def has_strings_of_messages(value: Any) -> bool:
    """Return whether a document is a string that holds the JSON of a message, or an array with such a string."""
    strings = (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))
    return any(map(is_message, strings))


def _ways_to_messages(record: Any, decide: Callable[[Any], bool]) -> Iterator[list[str]]:
    """Yield the steps to each message inside a record."""
    steps: list[str] = []
    levels = [_children(record)]  # a stack, because a recursion could be 200 calls deep
    while levels:
        found = next(levels[-1], None)
        if found is None:
            levels.pop()
            del steps[-1:]
            continue
        step, inner = found[0], _read(found[1])
        if decide(inner):
            yield [*steps, step]
        elif isinstance(inner, (dict, list)) and len(levels) < _DEEPEST:
            levels.append(_children(inner))
            steps.append(step)


#: Stands for a long string that seems to hold messages.
_LONG = object()


def is_message(value: Any) -> bool:
    """Return whether a value, or the JSON in a string or in bytes, was meant as a message."""
    if isinstance(value, list) and is_array_of_bytes(value):
        value = bytes(value).decode(errors="replace")
    return _is_message(_read(value))


def _is_message(value: Any) -> bool:
    return value is _LONG or is_meant_as_message(value)


def _read(value: Any) -> Any:
    """Return a value or, for a string with JSON that may have messages, the value of that; for bytes, their text."""
    if isinstance(value, list) and is_array_of_bytes(value):
        return bytes(value)
    if isinstance(value, list) and is_array_of_characters(value):
        return "".join(value).encode()
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return value
    if len(value) > _LONGEST_READ:
        return _LONG if is_text_meant_as_message(value.encode()) else value
    try:
        return parse(value.encode())
    except ValueError:
        return value


def _children(value: Any) -> Iterator[tuple[str, Any]]:
    """Return the values inside a value, each with the step to it."""
    if isinstance(value, dict):
        return iter(value.items())
    return ((EACH, inner) for inner in (value if isinstance(value, list) else ()))


def _to_all(record: Any, steps: Sequence[str], decide: Callable[[Any], bool]) -> list[str]:
    """Return steps to a message with `*` for each member of an object beside which others have messages, too."""
    found = []
    value = record
    for number, step in enumerate(steps):
        value = _read(value)
        rest = steps[number + 1 :]
        is_one = step == EACH or not any(_has(inner, rest, decide) for name, inner in _children(value) if name != step)
        found.append(step if is_one else EACH)
        value = value[step] if isinstance(value, dict) else next(inner for inner in value if _has(inner, rest, decide))
    return found


def _has(value: Any, steps: Sequence[str], decide: Callable[[Any], bool]) -> bool:
    """Return whether the steps lead from a value to a message."""
    value = _read(value)
    if not steps:
        return decide(value)
    step, *rest = steps
    return any(_has(inner, rest, decide) for name, inner in _children(value) if name == step)
