"""The tokenizer, and the elements of an array, of texts that need not be JSON."""

import json

import pytest
from each_case import each_case
from hypothesis import given
from hypothesis import strategies as st

from cti_contract.jsontext.tokens import elements, tokens

pieces = st.sampled_from(["[", "]", "{", "}", ",", ":", '"', "\\", "a", " ", "1", '"b"'])
texts = st.lists(pieces, max_size=12).map("".join)


@each_case(
    ("text", "expected"),
    [
        ('{"a": [1, -2.5e3, true]}', ["{", '"a"', ":", "[", "1", ",", "-2.5e3", ",", "true", "]", "}"]),
        (' \t\r\n"q\\"[,]" x', ['"q\\"[,]"', "x"]),
        ('"no end \\" , [', ['"no end \\" , [']),
        ('"\\', ['"', "\\"]),
        ("größe\u00a0日本,", ["größe\u00a0日本", ","]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [token[0] for token in tokens(text)] == expected


def test_tokens_of_a_part() -> None:
    assert [(token[0], token.start()) for token in tokens("[1, 22, 3]", 4, 6)] == [("22", 4)]


@given(texts)
def test_tokens_of_any_text(text: str) -> None:
    assert "".join(token[0] for token in tokens(text)).replace(" ", "") == text.replace(" ", "")


@each_case(
    ("text", "expected"),
    [
        ("[1, [2, 3], {}]", ["1", "[2, 3]", "{}"]),
        ("[1,]", ["1", ""]),
        ("[,1]", ["", "1"]),
        ("[]", [""]),
        ("[1, [2", ["1", "[2"]),
        ("[1 2] 3", ["1 2"]),
        ('[", ]", x]', ['", ]"', "x"]),
        ("{}", []),
        ("", []),
    ],
)
def test_elements(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in elements(text)] == expected


@given(texts)
def test_elements_of_any_text(text: str) -> None:
    spans = list(elements(text))
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    try:
        value = json.loads(text)
    except ValueError:
        return
    if isinstance(value, list) and value:
        assert [json.loads(text[start:end]) for start, end in spans] == value


@pytest.mark.parametrize("text", ['"' * 200_000, '"\\' * 100_000, "[" * 200_000, '["' * 100_000])
def test_long_text(text: str) -> None:
    """A time that grew with the square of the length would be minutes."""
    assert sum(len(token[0]) for token in tokens(text)) == len(text)
    assert len(list(elements(text))) <= 1
