"""Strategies for the values that a schema accepts, translated keyword by keyword with Hypothesis's public API."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache, partial
from itertools import pairwise
from typing import Any, NamedTuple

from hypothesis import strategies as st

from cti_contract.contract import walk
from cti_contract.contract.registry import BASE_URI
from cti_contract.testing.edge_cases import NESTED, edge_texts, example_texts, integers, sampled
from cti_contract.validation.json_values import copied

Strategy = st.SearchStrategy[Any]


class Around(NamedTuple):
    """The URIs of the schemas around a schema, the innermost last, and whether an array is among them."""

    uris: tuple[str, ...]
    in_array: bool = False


_OFTEN = 5  # examples are drawn as often as this many classes of texts, nested values as this many flat ones
_FEW = 2  # elements of an array, surplus members of an open object
_MANY, _LONGEST = 50, 10_000  # elements of a long array, and the most characters of repeated ones
_DEEP, _DEEPEST = 4, 6  # levels of a schema nested in itself
_ANNOTATIONS = frozenset({"title", "description", "x-cti", "examples"})
#: Any text that UTF-8 can encode.
TEXT = st.text() | edge_texts()
_FLOATS = st.floats(allow_nan=False, allow_infinity=False)
_SCALARS = st.none() | st.booleans() | integers() | _FLOATS | TEXT


def _nested(inner: Strategy) -> Strategy:
    return inner | st.lists(inner, max_size=_FEW) | st.dictionaries(TEXT, inner, max_size=_FEW)


#: The strategy of a schema that accepts no value.
NOTHING: Strategy = st.nothing()
#: Any JSON value, most nested up to two levels.
VALUES: Strategy = _nested(_nested(_SCALARS)) | st.sampled_from(NESTED).map(copied)


@cache
def accepted_at(uri: str) -> Strategy:
    """Return a strategy for the values that the schema at a URI accepts, without the examples of the whole.

    Raises:
        ValueError: The schema has a keyword that has no translation. The text names the keyword and the file.
        KeyError: The URI names no schema.
    """
    schema = walk.merged(uri)
    return accepted({keyword: schema[keyword] for keyword in schema if keyword != "examples"}, Around((uri,)))


def accepted(schema: Any, around: Around) -> Strategy:
    """Return a strategy for the values that a schema accepts, its examples included.

    The `$ref`s of the schema must be absolute. A schema that accepts nothing gives `NOTHING`, which Hypothesis leaves
    out of members, elements and choices. Raises as `accepted_at`.
    """
    if isinstance(schema, bool):
        return VALUES if schema else NOTHING
    leading = next((keyword for keyword in _BY_KEYWORD if keyword in schema), "")
    for keyword in schema:
        if keyword not in _ANNOTATIONS and keyword != leading and keyword not in _BESIDE.get(leading, ()):
            file = around.uris[-1].replace(BASE_URI, "schemas/")
            raise ValueError(f'{file}: no strategy for the keyword "{keyword}" here: add one to from_schema.py')
    found = _BY_KEYWORD[leading](schema, around) if leading else VALUES
    if "examples" not in schema:
        return found
    times = _OFTEN if schema.get("type") == "string" else 1
    return st.one_of(found, *(_examples(schema) for _ in range(times)))  # one strategy would count once


def _examples(schema: dict[str, Any]) -> Strategy:
    examples = schema["examples"]
    if "pattern" not in schema and all(isinstance(each, str) for each in examples):
        return example_texts(examples, schema.get("minLength", 0))
    return sampled(examples).map(copied)


def _reference(schema: dict[str, Any], around: Around) -> Strategy:
    uri = schema["$ref"]
    return NOTHING if uri in around.uris else accepted(walk.merged(uri), Around((*around.uris, uri), around.in_array))


def _choice(choices: list[Any], around: Around) -> Strategy:
    return st.one_of([accepted(choice, around) for choice in choices])


def _of_types(schema: dict[str, Any], around: Around) -> Strategy:
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of([_BY_TYPE[each](schema, around) for each in types])


#: The translation of a schema, by the first of these keywords that it has.
_BY_KEYWORD: dict[str, Callable[[dict[str, Any], Around], Strategy]] = {
    "$ref": _reference,
    "const": lambda schema, _: st.just(schema["const"]).map(copied),
    "enum": lambda schema, _: st.sampled_from(schema["enum"]).map(copied),
    "oneOf": lambda schema, around: _choice(schema["oneOf"], around),
    "anyOf": lambda schema, around: _choice(schema["anyOf"], around),
    "type": _of_types,
}
#: The keywords that are translated together with it.
_BESIDE = {
    "const": frozenset({"type"}),
    "enum": frozenset({"type"}),
    "type": frozenset({"pattern", "minLength", "items", "minItems", "properties", "required", "additionalProperties"}),
}


def _objects(schema: dict[str, Any], around: Around) -> Strategy:
    found = _flat_objects(schema, around)
    for name, member in schema.get("properties", {}).items():
        if isinstance(member, dict) and member.get("items", {}).get("$ref") == around.uris[-1]:
            # a schema inside itself: two flat ones are put into each other, which costs less than to draw a tree
            chain = st.builds(partial(_chained, name), found, found, st.integers(_DEEP - 1, _DEEPEST - 1))
            chains = [chain.map(copied) for _ in range(_OFTEN)]
            found = st.one_of(found, *chains)  # most are deep: few messages have such a schema
    return found


def _chained(name: str, outer: dict[str, Any], inner: dict[str, Any], levels: int) -> dict[str, Any]:
    """Return an object with another one in its array, that one again in the array of this, and so on."""
    found = inner
    for _ in range(levels - 1):
        found = {**inner, name: [found]}
    return {**outer, name: [found]}


def is_nested(schema: Any, around: tuple[str, ...] = ()) -> bool:
    """Return whether a value that a schema accepts may hold a value of a schema that it is in: a tree."""
    if not isinstance(schema, dict):
        return False
    if "$ref" in schema:
        uri = schema["$ref"]
        return uri in around or is_nested(walk.merged(uri), (*around, uri))
    inner = (*schema.get("properties", {}).values(), schema.get("items"), *schema.get("oneOf", ()))
    return any(is_nested(each, around) for each in inner)


def _flat_objects(schema: dict[str, Any], around: Around) -> Strategy:
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
    elements = accepted(schema.get("items", True), around._replace(in_array=True))
    if elements is NOTHING:
        return st.builds(list)
    few = st.lists(elements, min_size=schema.get("minItems", 0), max_size=_FEW)
    if around.in_array:  # long arrays of long arrays would take seconds
        return few
    return few | st.builds(_repeated, elements, st.integers(1, _MANY))


def _repeated(element: Any, count: int) -> list[Any]:
    """Return an array that repeats an element: as long as one that is drawn, but cheap, and not of megabytes."""
    most = max(1, _LONGEST // len(json.dumps(element)))
    return [copied(element) for _ in range(min(count, most))]


def _texts(schema: dict[str, Any], _: Around) -> Strategy:
    least = schema.get("minLength", 0)
    if "pattern" not in schema:
        return st.text(min_size=least) | edge_texts(least=least)
    found = _matching(schema["pattern"]) | edge_texts(least=least, pattern=schema["pattern"])
    return found.filter(lambda text: len(text) >= least) if least else found


_BY_TYPE: dict[str, Callable[[dict[str, Any], Around], Strategy]] = {
    "object": _objects,
    "array": _arrays,
    "string": _texts,
    "integer": lambda _, __: integers(),
    "number": lambda _, __: integers() | _FLOATS,
    "boolean": lambda _, __: st.booleans(),
    "null": lambda _, __: st.none(),
}


@cache
def _matching(pattern: str) -> st.SearchStrategy[str]:
    """Return a strategy for the texts that an anchored pattern accepts.

    `from_regex` draws each character by itself, which is slow. If the pattern is that of ids with separators between
    them, all characters are drawn at once.
    """
    found = _IDS.fullmatch(pattern)
    if found is None:
        inner = pattern.removeprefix("^").removesuffix("$")
        return st.from_regex(inner, fullmatch=True, alphabet=st.characters(codec="utf-8"))
    single, separator, least, most = found.groups()
    counts = range(int(least or 0) + 1, int(most or least or 0) + 2)
    alphabet = _alphabet(single)
    return st.one_of([st.text(alphabet, min_size=count).map(partial(_cut, separator, count)) for count in counts])


#: One or more characters of a class, and a number of repetitions of them, each behind a separator.
_IDS = re.compile(r"\^(\[(?:\\.|[^\\\]])+\])\+(?:\(\\(\W)\1\+\)\{(\d+)(?:,(\d+))?\})?\$")


def _cut(separator: str, count: int, text: str) -> str:
    """Return a text cut into `count` parts of about the same length, with separators between them."""
    ends = [len(text) * part // count for part in range(count + 1)]
    return (separator or "").join(text[begin:end] for begin, end in pairwise(ends))


def _alphabet(single: str) -> st.SearchStrategy[str]:
    """Return a strategy for the characters that a class of a pattern accepts."""
    left_out = refused(single)
    if len(left_out) < len(_characters()) // 2:
        return st.characters(codec="utf-8", exclude_characters=left_out)
    return st.sampled_from(re.findall(single, _characters()))


def refused(pattern: str) -> str:
    """Return the characters that no match of a pattern holds: for a class, those outside of it."""
    return re.sub(pattern, "", _characters())


@cache
def _characters() -> str:
    return "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))


def shortest(schema: walk.Schema) -> str:
    """Return the shortest text that a schema accepts."""
    least: int = schema.get("minLength", 0)
    return "0" * max(least, "pattern" in schema)


def smallest(schema: walk.Schema, text: Callable[[walk.Schema], str] = shortest) -> Any:
    """Return the simplest value that a schema accepts: required members only, empty arrays.

    `text` returns the text for a schema that accepts texts.
    """
    schema = walk.followed(schema)
    for keyword in ("const", "enum", "oneOf", "anyOf"):
        if keyword in schema:
            first = schema[keyword] if keyword == "const" else schema[keyword][0]
            return first if keyword in ("const", "enum") else smallest(first, text)
    kind = schema["type"] if isinstance(schema["type"], str) else schema["type"][0]
    if kind == "object":
        return {name: smallest(schema["properties"][name], text) for name in schema.get("required", ())}
    if kind == "string":
        return text(schema)
    return {"array": list, "boolean": bool, "integer": int}[kind]()
