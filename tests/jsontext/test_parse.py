"""Strict parsing of a text, and of many lines at once."""

import gc

import pytest
from bad_texts import BAD_TEXTS
from each_case import each_case

from cti_contract.jsontext.parse import parse, parse_lines

VALID = {
    b'{"a": [1, 2.5, true, null]}': {"a": [1, 2.5, True, None]},
    b" [ ]\r": [],
    '"größe \\ud83d\\ude00"'.encode(): "größe 😀",
    b"12345678901234567890123": 12345678901234567890123,
    b"-0.5e1": -5.0,
}
#: The parser accepts these, and the check of a message rejects them.
ACCEPTED = {"a number", "null", "no message", "1e400", "-1e400"}


@pytest.mark.parametrize(("raw", "value"), VALID.items())
def test_valid_text(raw: bytes, value: object) -> None:
    assert parse(raw) == value


@each_case("name", sorted(BAD_TEXTS.keys() - ACCEPTED))
def test_invalid_text(name: str) -> None:
    with pytest.raises(ValueError, match=r" at line 1 column \d+$"):
        parse(BAD_TEXTS[name].text)


INSIDE = "EOF while parsing"


@pytest.mark.parametrize(
    ("lines", "values", "blank"),
    [
        ([], [], []),
        ([b"1", b'{"a": 2}'], [1, {"a": 2}], []),
        ([b"", b" \r", b"1", b"\t", b"2", b""], [1, 2], [0, 1, 3, 5]),
        (
            [b"{", b"1", b"", b"nul"],
            [f"{INSIDE} an object at line 1 column 1", 1, f"{INSIDE} a value at line 1 column 3"],
            [2],
        ),
        ([b"", b""], [], [0, 1]),
    ],
)
def test_lines(lines: list[bytes], values: list[object], blank: list[int]) -> None:
    found, skipped, faults = parse_lines(lines)
    assert [str(value) if isinstance(value, ValueError) else value for value in found] == values
    assert skipped == blank
    assert faults == [at for at, value in enumerate(found) if isinstance(value, ValueError)]


def test_broken_lines_are_freed() -> None:
    gc.collect()
    gc.disable()
    try:
        parse_lines([b"{"] * 100)
        assert gc.collect() < 100
    finally:
        gc.enable()
