"""Samples: the value that a block of code shows, as a tree with lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias


class Literal(NamedTuple):
    """A string, a number, true, false or null, as it is sent."""

    line: int
    value: object


class Placeholder(NamedTuple):
    """A text in place of a value. If it is `quoted`, it is in place of a string; `text` has no quotes."""

    line: int
    text: str
    quoted: bool


class Object(NamedTuple):
    """An object; `remarks` are the placeholders for members, and `more` says that it has a "…" among its members."""

    line: int
    members: Mapping[str, Member]
    remarks: tuple[Placeholder, ...] = ()
    more: bool = False


class Array(NamedTuple):
    """An array; `more` says that it has a "…" among its elements."""

    line: int
    items: tuple[Value, ...]
    more: bool = False


class Choice(NamedTuple):
    """Alternatives, with `|` between them, or `examples`: the values that a page shows for the same member."""

    line: int
    options: tuple[Value, ...]
    examples: bool = False


class Member(NamedTuple):
    """A member of an object: the line of its name, and its value."""

    line: int
    value: Value


Value: TypeAlias = Literal | Placeholder | Object | Array | Choice

#: A placeholder in a string: `<x>`, `{x}`, `${x}`, all of it `[x]` or "…", or such placeholders with dots between them.
_PLACEHOLDER = re.compile(
    r"^(?:the )?(?:same|as|like|wie|comme|como) [^\"{}]*\b(?:request|above|anfrage|oben|requête|demande|solicitud)$"
    r"|<(?:[^\W\d_]|…|\.{3})[^<>]*>?|\$?\{[^\W\d_][^{}]*\}|^\[[^\W\d_][^\[\]]*\](?:\.\[[^\W\d_][^\[\]]*\])*$|^(?:…|\.{3}|_{3,})$"
)
_BOOLEANS = ("true/false", "true|false", "true | false", "true or false")
_TYPES = {
    **dict.fromkeys(("string", "str", "text"), "string"),
    **dict.fromkeys(("boolean", "bool", *_BOOLEANS), "boolean"),
    **dict.fromkeys(("integer", "int"), "integer"),
    "number": "number",
    "object": "object",
    **dict.fromkeys(("array", "list"), "array"),
}
#: Names of types that are placeholders also without brackets.
_TYPE_NAMES = ("string", "boolean", "number", "integer", "object", "array", *_BOOLEANS)
_ALTERNATIVES = re.compile(r"[\w.-]+(?:\s*\|\s*(?:[\w.-]+|…))+")


def is_placeholder(text: str) -> bool:
    """Return whether a string has a placeholder in it."""
    return _PLACEHOLDER.search(text) is not None or text in _TYPE_NAMES


def alternatives_in(text: str) -> list[str]:
    """Return the alternatives that a string lists with `|` between them; none if it is no such list."""
    return re.split(r"\s*\|\s*", text) if "|" in text and _ALTERNATIVES.fullmatch(text) else []


def type_meant(placeholder: Placeholder) -> str | None:
    """Return the JSON type that a placeholder names: `<boolean>`; None if it names none."""
    text = placeholder.text.strip(" <>[]{}").casefold()
    return _TYPES.get(re.sub(r"^an? |\s+value$", "", text))


def inside(value: Value) -> Iterator[Value]:
    """Yield a value and all values in it, in the order of the page."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        yield each
        if not isinstance(each, (Literal, Placeholder)):
            waiting += reversed(_children(each))


def _children(value: Object | Array | Choice) -> Sequence[Value]:
    if isinstance(value, Object):
        return [*value.remarks, *(member.value for member in value.members.values())]
    return value.items if isinstance(value, Array) else value.options


def plain(value: Value) -> Any:
    """Return a value as JSON: alternatives as `{"|": [...]}`, remarks and bare placeholders as `{"<>": ...}`."""
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, Placeholder):
        return value.text if value.quoted else {"<>": value.text}
    if isinstance(value, Array):
        return [plain(item) for item in value.items]
    if isinstance(value, Choice):
        return {"|": [plain(option) for option in value.options]}
    remarks = {"<>": [remark.text for remark in value.remarks]} if value.remarks else {}
    return {**{name: plain(member.value) for name, member in value.members.items()}, **remarks}


def without_placeholders(value: Value) -> Any:
    """Return a value as `plain` does, but with null in place of all placeholders and alternatives."""
    if isinstance(value, Object):
        return {name: without_placeholders(member.value) for name, member in value.members.items()}
    if isinstance(value, Array):
        return [without_placeholders(item) for item in value.items]
    return value.value if isinstance(value, Literal) else None


def is_plain(value: Value) -> bool:
    """Return whether a value is JSON as it is sent: without placeholders, alternatives and marks for more."""
    if isinstance(value, Object):
        return not (value.more or value.remarks) and all(is_plain(member.value) for member in value.members.values())
    return isinstance(value, Literal) or (
        isinstance(value, Array) and not value.more and all(map(is_plain, value.items))
    )


def text_of(value: Object, name: str) -> str | None:
    """Return the text of a member of a sample, None if it is no text, or a placeholder."""
    member = value.members.get(name)
    text = member.value.value if member and isinstance(member.value, Literal) else None
    return text if isinstance(text, str) else None
