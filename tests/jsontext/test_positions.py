"""Lines and columns, and the places of values and names in a JSON text."""

import functools
import json
import operator
import tracemalloc
from typing import Any

import pytest
from changed_examples import inner_paths
from helpers import GOOD
from hypothesis import given
from hypothesis import strategies as st

from cti_contract.jsontext.positions import Embedded, Text, places

#: Few names, so that they repeat as values and at other depths; some need escapes, some look like indices.
names = st.sampled_from(["a", "b", "0", "1", "~", "/", "~1", "é", 'a"', "\\", "a\nb", "\U0001f600", "", ",", ":", "],"])
nested = st.recursive(
    names, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=8
)


@pytest.mark.parametrize(
    ("raw", "first_line", "places"),
    [
        (b"abc", 1, {0: (1, 1), 2: (1, 3)}),
        (b"abc", 7, {1: (7, 2)}),
        (b"a\n\nbc\n", 1, {0: (1, 1), 1: (1, 2), 2: (2, 1), 3: (3, 1), 4: (3, 2), 5: (3, 3)}),
        ("ö\r\n日本".encode(), 3, {0: (3, 1), 2: (3, 2), 4: (4, 1), 7: (4, 2)}),
        (b"\xff\xfe\nx", 1, {1: (1, 2), 3: (2, 1)}),
        ("日\n".encode() + "é日😀".encode() * 3_000, 1, {4: (2, 1), 6: (2, 2), 13_504: (2, 4501)}),
    ],
)
def test_line_and_column(raw: bytes, first_line: int, places: dict[int, tuple[int, int]]) -> None:
    text = Text(raw, first_line)
    assert {offset: text.line_and_column(offset) for offset in places} == places


def test_places_of_names_and_values() -> None:
    text = ' {"a" : [1, {"b": 2}], "c": 3}'
    wanted = [(), ("a",), ("a", "1", "b"), ("c",)]
    assert places(text, 0, wanted) == {(): (1, 1), ("a",): (2, 8), ("a", "1", "b"): (13, 18), ("c",): (23, 28)}


def test_places_of_a_later_message() -> None:
    text = '[{"a": 1}, {"a": 2}]'
    assert places(text, 11, [("a",)]) == {("a",): (12, 17)}


def at_place(text: str, path: tuple[Any, ...]) -> tuple[str | None, Any]:
    """Return the name and the value at the place that is found for a path."""
    steps = tuple(map(str, path))
    name_at, value_at = places(text, 0, [steps])[steps]
    name = value_in(text, name_at) if name_at != value_at else None
    return name, value_in(text, value_at)


def value_in(text: str, at: int) -> Any:
    """Return the value at a byte of a text that has a character for each byte."""
    return json.JSONDecoder().raw_decode(text[at:].encode("latin-1").decode())[0]


@given(nested, st.fixed_dictionaries({"indent": st.sampled_from([None, 0, 1]), "ensure_ascii": st.booleans()}))
def test_places_in_any_value(value: Any, layout: dict[str, Any]) -> None:
    text = ("\n \t" + json.dumps(value, **layout)).encode().decode("latin-1")
    for path in inner_paths(value):
        parent = functools.reduce(operator.getitem, path[:-1], value)
        name = path[-1] if isinstance(parent, dict) else None
        assert at_place(text, path) == (name, functools.reduce(operator.getitem, path, value))
    wanted = [tuple(map(str, path)) for path in inner_paths(value)]
    assert places(text, 0, wanted) == {each: places(text, 0, [each])[each] for each in wanted}


@given(text=st.text(st.sampled_from('ab"\\\n\té\U0001f600'), max_size=20), ascii_only=st.booleans())
def test_columns_in_a_string(text: str, *, ascii_only: bool) -> None:
    outer = Text(("  " + json.dumps(text, ensure_ascii=ascii_only)).encode())
    columns = [len(json.dumps(text[:at], ensure_ascii=ascii_only)) + 2 for at in range(len(text) + 1)]
    inner = Embedded(outer, 2)
    bytes_before = [len(text[:at].encode()) for at in range(len(text) + 1)]
    assert [inner.line_and_column(at) for at in bytes_before] == [(1, column) for column in columns]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([r"\"", r"\u0041", r"\u00e9", r"\u20AC", r"\ud83d\ude00", r"\n", "a", "日", "😀", r"\\"]),
            st.sampled_from([1, 1, 31, 32, 70]),
        ),
        max_size=12,
    )
)
def test_places_in_a_string(pieces: list[tuple[str, int]]) -> None:
    literals = [literal for literal, times in pieces for _ in range(times)]
    inner = Embedded(Text(f'["{"".join(literals)}"]'.encode(), 3), 1)
    column, offset = 3, 0
    for literal in literals:
        assert inner.line_and_column(offset) == (3, column), offset
        column, offset = column + len(literal), offset + len(json.loads(f'"{literal}"').encode())
    for behind in range(offset, offset + 70):
        assert inner.line_and_column(behind) == (3, column), behind
    assert inner.raw.decode() == json.loads(f'"{"".join(literals)}"')


@pytest.mark.slow
def test_memory_of_places_in_a_string() -> None:
    text = Text(json.dumps([GOOD * 5_000]).encode())
    size = len(text.bytewise)
    tracemalloc.start()
    inner = Embedded(text, 1)
    assert inner.line_and_column(len(inner.raw)) == (1, size - 1)
    held, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 1.2 * size, held
    assert most < 2.2 * size, most


@given(
    st.lists(st.sampled_from([r"\"", r"\\u00e9", "a" * 7, "é" * 5, "😀", "\xa0"]), max_size=8), st.integers(1, 40_000)
)
def test_long_strings(pieces: list[str], times: int) -> None:
    literal = f'"{"".join(pieces) * (1 + times // (1 + len(pieces)))}"'
    assert Embedded(Text(literal.encode()), 0).raw.decode() == json.loads(literal)
