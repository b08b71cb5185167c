"""Values and texts in a sentence: quoted, printable and short."""

from typing import Any

import pytest
from each_case import each_case

from cti_contract.text import (
    all_of,
    choice,
    counted,
    grouped,
    look_alike,
    named,
    one_of,
    printable,
    quote,
    shortened,
    type_of,
    with_article,
)


@each_case(
    ("value", "text"),
    [
        ({"a": 1}, "{…}"),
        ([], "[…]"),
        ("größe", '"größe"'),
        ('a "b" \\', r'"a \"b\" \\"'),
        ("\x1b[31m\u202e", r'"\u001b[31m\u202e"'),
        ("x" * 80, f'"{"x" * 80}"'),
        ("x" * 81, f'"{"x" * 80}…"'),
        (1.5, "1.5"),
        (-12.0, "-12"),
        (0.0, "0"),
        (-0.0, "0"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (-1.25e22, "-1.25e+22"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (float("nan"), "NaN"),
        (10**30, "1" + "0" * 30),
        (10**100, "1" + "0" * 79 + "…"),
        ("\ue000\u0378", '"\\ue000\\u0378"'),
        ("\u0378", '"\u0378"'),
        (None, "null"),
        (True, "true"),
        pytest.param(10**5000, "a number", id="long number"),
        ((1, 2), "[1, 2]"),
        ({1}, "a Python set"),
    ],
)
def test_quote(value: Any, text: str) -> None:
    assert quote(value) == text


@each_case(
    ("value", "text"),
    [
        ({}, "an object"),
        ([], "an array"),
        ("", "a string"),
        (False, "a boolean"),
        (None, "null"),
        (0, "a number"),
        (0.5, "a number"),
        ((), "a Python tuple"),
    ],
)
def test_type_of(value: Any, text: str) -> None:
    assert type_of(value) == text


def test_with_article() -> None:
    assert [with_article(each) for each in ("integer", "object")] == ["an integer", "an object"]


@pytest.mark.parametrize(
    ("pointer", "text"), [("/a/b", "/a/b"), ("/a\n", r"/a\n"), ("/" + "x" * 80, "/" + "x" * 79 + "…"), ("", "")]
)
def test_shortened(pointer: str, text: str) -> None:
    assert shortened(pointer) == text


@pytest.mark.parametrize(("text", "printed"), [("größe", "größe"), ("a\tö\x9b", r"a\t\u00f6\u009b")])
def test_printable(text: str, printed: str) -> None:
    assert printable(text) == printed


@pytest.mark.parametrize(
    ("count", "both", "either", "plain"),
    [
        (1, '"a"', '"a"', "a"),
        (2, '"a" and "b"', '"a" or "b"', "a or b"),
        (3, '"a", "b" and "c"', '"a", "b" or "c"', "a, b or c"),
    ],
)
def test_lists(count: int, both: str, either: str, plain: str) -> None:
    values = ["a", "b", "c"][:count]
    assert (all_of(values), one_of(values), choice(values)) == (both, either, plain)


@pytest.mark.parametrize(
    ("number", "plain", "in_groups"),
    [(0, "0 files", "0 files"), (1, "1 file", "1 file"), (2000, "2000 files", "2,000 files")],
)
def test_number_with_noun(number: int, plain: str, in_groups: str) -> None:
    assert (counted(number, "file"), grouped(number, "file")) == (plain, in_groups)


@each_case(
    ("found", "expected", "text"),
    [
        ("Jose\u0301", "Jos\u00e9", ": it has U+0065 U+0301 for U+00E9"),
        ("a\u200bb", "ab", ": it has U+200B for nothing"),
        ("\u0441" * 5, "c" * 5, ": it has " + "U+0441 " * 4 + "… for " + "U+0063 " * 4 + "…"),
        ("\uff41", "a", ": it has U+FF41 for U+0061"),
        ("channe\u04cf", "channel", ": it has U+04CF for U+006C"),
        ("dia\u0399", "dial", ": it has U+0399 for U+006C"),
        ("d\u0131al", "dial", ": it has U+0131 for U+0069"),
        ("d\u03b9al", "dial", ": it has U+03B9 for U+0069"),
        ("channeI", "channel", ": it has U+0049 for U+006C"),
        ("channe1", "channel", ": it has U+0031 for U+006C"),
        ("CHANNEL", "channel", ""),
        ("same", "same", ""),
        ("one", "two", ""),
        ("\u0434", "d", ""),
    ],
)
def test_look_alike(found: str, expected: str, text: str) -> None:
    assert look_alike(found, expected) == text


@pytest.mark.parametrize(
    ("character", "text"), [("\t", "U+0009 (tab)"), ("\x01", "U+0001"), ("\u3000", "U+3000 (ideographic space)")]
)
def test_named_character(character: str, text: str) -> None:
    assert named(character) == text
