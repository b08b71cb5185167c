"""Samples: the value that a code block prints, as a tree with lines."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias


class Literal(NamedTuple):
    """A value printed as it is sent: of a string, a number, true, false or null."""

    line: int
    value: object


class Placeholder(NamedTuple):
    """What stands for a value: `quoted` tells that it stands for a string; `text` is without its quotes."""

    line: int
    text: str
    quoted: bool


class Object(NamedTuple):
    """An object; `remarks` are the placeholders that stand for members, `more` tells of a "…" among them."""

    line: int
    members: "Mapping[str, Member]"
    remarks: tuple[Placeholder, ...] = ()
    more: bool = False


class Array(NamedTuple):
    """An array."""

    line: int
    items: "tuple[Value, ...]"


class Choice(NamedTuple):
    """Alternatives, printed with `|` between them, or `examples`: the values that are printed for the same member."""

    line: int
    options: "tuple[Value, ...]"
    examples: bool = False


Value: TypeAlias = Literal | Placeholder | Object | Array | Choice


class Member(NamedTuple):
    """A member of an object: the line of its name, and its value."""

    line: int
    value: Value


def inside(value: Value) -> Iterator[Value]:
    """Yield a value and all values inside it, as they are printed."""
    yield value
    for child in _children(value):
        yield from inside(child)


def _children(value: Value) -> Iterator[Value]:
    if isinstance(value, Object):
        yield from value.remarks
        yield from (member.value for member in value.members.values())
    elif isinstance(value, (Array, Choice)):
        yield from value.items if isinstance(value, Array) else value.options


def plain(value: Value) -> Any:
    """Return a value as JSON: alternatives as `{"|": [...]}`, a bare placeholder and remarks as `{"<>": ...}`."""
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
