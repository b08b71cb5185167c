"""The Python values that JSON can hold: those that `json.loads` returns, without NaN and infinity."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from math import isfinite
from typing import Any

from cti_contract.contract.json_pointer import child
from cti_contract.problem_texts import not_json
from cti_contract.problems import Problem
from cti_contract.text import quote

#: The most nested arrays and objects; the parser has the same limit.
DEEPEST = 200
_PLAIN = frozenset({bool, type(None)})
#: The most digits of an integer that the parser and Python's own `json` read and write.
MOST_DIGITS = 4300
_TOO_LARGE: int = 10**MOST_DIGITS
#: Returns whether a value is a JSON value of at most this many levels.
IsSound = Callable[[Any, int], bool]


def is_json(value: Any, levels: int = DEEPEST) -> bool:
    """Return whether a Python value is a JSON value of at most `levels` levels. A value that holds itself is not.

    An empty array or object is not a level, as in the parser.
    """
    if isinstance(value, dict):
        if not levels:
            return not value
        for name, member in dict.items(value):  # a subclass may have another `items`
            if name.__class__ is str and name.isascii() and member.__class__ is str and member.isascii():
                continue  # most members: this saves two calls
            if not _is_text(name) or not is_json(member, levels - 1):
                return False
        return True
    if isinstance(value, list):
        elements = list.__iter__(value)
        return not value or (levels > 0 and all(is_json(element, levels - 1) for element in elements))
    if value.__class__ is int or value.__class__ is float:
        return abs(value) < _TOO_LARGE
    return value.__class__ in _PLAIN or _is_text(value) or _is_string_member(value)


def is_finite(value: Any, _: int = DEEPEST) -> bool:
    """Return whether a value of the parser is JSON: the parser accepts 1e400, as infinity."""
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return value.__class__ is not float or isfinite(value)
    for inner in value:  # noqa: SIM110 -- a generator is slower, and every message pays
        if inner.__class__ is not str and inner and not is_finite(inner):
            return False
    return True


def size_of(value: Any) -> int:
    """Return the number of values inside a value."""
    if not isinstance(value, (dict, list)):
        return 0
    size = len(value)
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, (dict, list)):
            size += size_of(inner)
    return size


def is_deeper(value: Any, levels: int) -> bool:
    """Return whether a value has more levels of arrays and objects. An empty one is not a level, as in the parser."""
    if not isinstance(value, (dict, list)):
        return False
    if levels == 0:
        return bool(value)
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, (dict, list)) and is_deeper(inner, levels - 1):
            return True
    return False


def shallow(value: Any, levels: int) -> Any:
    """Return a copy of a value in which arrays below some levels are empty, and objects a level further down."""
    if isinstance(value, dict):
        return {name: shallow(member, levels - 1) for name, member in value.items()} if levels >= 0 else {}
    if isinstance(value, list):
        return [shallow(element, levels - 1) for element in value] if levels > 0 else []
    return value


def copied(value: Any) -> Any:
    """Return a JSON value that shares no object or array with the one given."""
    if isinstance(value, dict):
        return {name: copied(member) for name, member in dict.items(value)}
    return [copied(element) for element in list.__iter__(value)] if isinstance(value, list) else value


def same(one: Any, other: Any) -> bool:
    """Return whether two JSON values are equal as JSON: 1 is 1.0, but never true."""
    if isinstance(one, str):
        return bool(one == other)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(map(same, one.values(), map(other.__getitem__, one)))
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)


def unreadable_value(value: Any, error: Exception) -> Problem:
    """Return the problem of a value whose own methods raise an error. Raise the error again if it has none."""
    if _is_built_in(value):
        raise error
    return not_json("", "unreadable", f"a Python object in it raises {type(error).__name__}")


def _is_built_in(value: Any) -> bool:
    """Return whether a value consists of the types that `json.loads` returns, so that no method of it is its own."""
    if type(value) is dict:
        return all(type(name) is str and _is_built_in(member) for name, member in value.items())
    if type(value) is list:
        return all(map(_is_built_in, value))
    return any(type(value) is each for each in _BUILT_IN)  # a set would call the methods of the type


_BUILT_IN = _PLAIN | {int, float, str}


def _is_text(value: Any) -> bool:
    """Return whether a value is a string that UTF-8 can write: it cannot write half of a surrogate pair."""
    if value.__class__ is not str:
        return False
    try:
        return value.isascii() or bool(value.encode())
    except UnicodeEncodeError:
        return False


def _is_string_member(value: Any) -> bool:
    """Return whether a value is a member of an enumeration of strings, which counts as its string."""
    return isinstance(value, Enum) and isinstance(value, str) and _is_text(str.__str__(value))


def json_fault(value: Any) -> Problem:
    """Return the problem of the first part of a value that is not JSON; there must be one."""
    pointer, levels = "", DEEPEST
    while isinstance(value, (dict, list)) and levels:
        levels -= 1
        items = (
            dict.items(value)
            if isinstance(value, dict)
            else ((str(index), element) for index, element in enumerate(value))
        )
        step, value = next(each for each in items if not _is_text(each[0]) or not is_json(each[1], levels))
        if not _is_text(step):
            return not_json(
                pointer, "name", quote(step) if step.__class__ is str else f"{step!a} ({type(step).__name__})"
            )
        pointer = child(pointer, step)
    return not_json(pointer, *_fault(value))


def _fault(value: Any) -> tuple[str, str]:
    if isinstance(value, (dict, list)):
        return "deep", str(DEEPEST)
    if value.__class__ is float:
        return "infinite", ""
    if value.__class__ is int:
        return "long", ""
    if value.__class__ is str:
        return "half of a pair", ""
    return "object", f"a Python {type(value).__name__}"
