"""Strategies for what a schema accepts, translated keyword by keyword with Hypothesis's public API."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from cti_contract.contract import registry, walk
from cti_contract.validation.json_values import copied

Strategy = st.SearchStrategy[Any]
#: The URIs of the schemas around a schema, from the message's inwards.
Around = tuple[str, ...]

_FEW = 2  # elements of an array, surplus members of an open object
_LEVELS = 2  # of a schema inside itself
_ANNOTATIONS = frozenset({"title", "description", "x-cti", "examples"})
#: Any text that UTF-8 can write.
TEXT = st.text()
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT


def _around(inner: Strategy) -> Strategy:
    return inner | st.lists(inner, max_size=_FEW) | st.dictionaries(TEXT, inner, max_size=_FEW)


#: What is left of a schema that accepts no value.
NOTHING: Strategy = st.nothing()
#: Any JSON value, of a few levels.
VALUES: Strategy = _around(_around(_SCALARS))


@cache
def accepted_at(uri: str) -> Strategy:
    """Return a strategy for what the schema at a URI accepts, other than its examples of the whole.

    Raises ValueError, which names the keyword and the file, for a keyword that it cannot translate, and KeyError for
    a URI that names no schema.
    """
    schema = walk.merged(uri)
    return accepted({keyword: schema[keyword] for keyword in schema if keyword != "examples"}, (uri,))


def accepted(schema: Any, around: Around) -> Strategy:
    """Return a strategy for what a schema accepts, its examples included; its `$ref`s are absolute.

    What `False` accepts, nothing, Hypothesis leaves out: as a member, an element or a choice. Raises as `accepted_at`.
    """
    if isinstance(schema, bool):
        return VALUES if schema else NOTHING
    leading = next((keyword for keyword in _BY_KEYWORD if keyword in schema), "")
    for keyword in schema:
        if keyword not in _ANNOTATIONS and keyword != leading and keyword not in _BESIDE.get(leading, ()):
            file = around[-1].replace(registry.BASE_URI, "schemas/")
            raise ValueError(f'{file}: no strategy is known for the keyword "{keyword}" here: see translation.py')
    found = _BY_KEYWORD[leading](schema, around) if leading else VALUES
    return found | st.sampled_from(schema["examples"]).map(copied) if "examples" in schema else found


def _reference(schema: dict[str, Any], around: Around) -> Strategy:
    uri = schema["$ref"]
    return NOTHING if around.count(uri) > _LEVELS else accepted(walk.merged(uri), (*around, uri))


def _choice(choices: list[Any], around: Around) -> Strategy:
    return st.one_of([accepted(choice, around) for choice in choices])


def _of_types(schema: dict[str, Any], around: Around) -> Strategy:
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of([_BY_TYPE[each](schema, around) for each in types])


#: How a schema is translated, by the first of these keywords that it has.
_BY_KEYWORD: dict[str, Callable[[dict[str, Any], Around], Strategy]] = {
    "$ref": _reference,
    "const": lambda schema, _: st.just(schema["const"]).map(copied),
    "enum": lambda schema, _: st.sampled_from(schema["enum"]).map(copied),
    "oneOf": lambda schema, around: _choice(schema["oneOf"], around),
    "anyOf": lambda schema, around: _choice(schema["anyOf"], around),
    "type": _of_types,
}
#: The keywords that may stand beside it.
_BESIDE = {
    "const": frozenset({"type"}),
    "enum": frozenset({"type"}),
    "type": frozenset({"pattern", "minLength", "items", "properties", "required", "additionalProperties"}),
}


def _objects(schema: dict[str, Any], around: Around) -> Strategy:
    optional = {name: accepted(member, around) for name, member in schema.get("properties", {}).items()}
    known = frozenset({*optional, *schema.get("required", ())})
    required = {name: optional.pop(name, VALUES) for name in schema.get("required", ())}
    declared = st.fixed_dictionaries(required, optional=optional)
    others = schema.get("additionalProperties", True)
    if others is False:
        return declared
    surplus = st.dictionaries(TEXT, accepted(others, around), max_size=_FEW)
    return st.builds(_joined, declared, surplus, st.just(known))


def _joined(declared: dict[str, Any], surplus: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return {**declared, **{name: value for name, value in surplus.items() if name not in known}}


def _arrays(schema: dict[str, Any], around: Around) -> Strategy:
    elements = accepted(schema.get("items", True), around)
    return st.builds(list) if elements is NOTHING else st.lists(elements, max_size=_FEW)


def _texts(schema: dict[str, Any], _: Around) -> Strategy:
    least = schema.get("minLength", 0)
    if "pattern" not in schema:
        return st.text(min_size=least)
    return _matching(schema["pattern"]).filter(lambda text: len(text) >= least)


_BY_TYPE: dict[str, Callable[[dict[str, Any], Around], Strategy]] = {
    "object": _objects,
    "array": _arrays,
    "string": _texts,
    "integer": lambda _, __: st.integers(),
    "number": lambda _, __: st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    "boolean": lambda _, __: st.booleans(),
    "null": lambda _, __: st.none(),
}


@cache
def _matching(pattern: str) -> st.SearchStrategy[str]:
    """Return a strategy for the texts that an anchored pattern accepts.

    `from_regex` draws each character by itself, which is slow. So where a pattern is that of ids with separators
    between them, all their characters are drawn at once.
    """
    found = _IDS.fullmatch(pattern)
    if found is None:
        inner = pattern.removeprefix("^").removesuffix("$")
        return st.from_regex(inner, fullmatch=True, alphabet=st.characters(codec="utf-8"))
    single, separator, least, most = found.groups()
    counts = range(int(least or 0) + 1, int(most or least or 0) + 2)
    alphabet = _alphabet(single)
    return st.one_of([st.text(alphabet, min_size=count).map(partial(_cut, separator, count)) for count in counts])


#: One or more characters of a class; again, behind a separator, so many times.
_IDS = re.compile(r"\^(\[(?:\\.|[^\\\]])+\])\+(?:\(\\(\W)\1\+\)\{(\d+)(?:,(\d+))?\})?\$")


def _cut(separator: str, count: int, text: str) -> str:
    """Return a text in so many parts, about as long as each other, with separators between them."""
    ends = [len(text) * part // count for part in range(count + 1)]
    return (separator or "").join(text[begin:end] for begin, end in pairwise(ends))


def _alphabet(single: str) -> st.SearchStrategy[str]:
    """Return a strategy for the characters that a class of a pattern accepts."""
    left_out = refused(single)
    if len(left_out) < len(_characters()) // 2:
        return st.characters(codec="utf-8", exclude_characters=left_out)
    return st.sampled_from(re.findall(single, _characters()))


def refused(pattern: str) -> str:
    """Return the characters that are in no match of a pattern: of a class, those that are not in it."""
    return re.sub(pattern, "", _characters())


@cache
def _characters() -> str:
    return "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
