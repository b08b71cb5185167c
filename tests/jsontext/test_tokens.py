"""The tokenizer, and the elements of an array, of texts that need not be JSON."""

import json

import pytest
from each_case import each_case
from hypothesis import given
from hypothesis import strategies as st

from cti_contract.jsontext.tokens import broken_values, elements, object_end, outer_comma, tokens
from cti_contract.jsontext.tokens import texts as values

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


#: Arrays, also broken ones, and their elements.
ARRAYS = [
    ("[1, [2, 3], {}]", ["1", "[2, 3]", "{}"]),
    ("[1,]", ["1", ""]),
    ("[,1]", ["", "1"]),
    ("[]", [""]),
    ("[1, [2", ["1", "[2"]),
    ("[1 2] 3", ["1 2"]),
]


@each_case(
    ("text", "expected"),
    [
        *ARRAYS,
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


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_value_without_end(opening: str) -> None:
    """A value that the rest of the text cannot close is that rest; another one ends where it closes."""
    deep, closing = opening * 30_000, {"[": "]", "{": "}"}[opening[0]] * 30_000
    for text, expected in [(f"{deep} 1, 2", 1), (f"{deep}1{closing}, 2", 2)]:
        assert len(list(elements(f"[{text}"))) == expected, text[-10:]
    assert list(values(f"1 {deep} 2")) == [(0, 1), (2, len(deep) + 4)]
    assert list(values(f"{deep}1{closing} 2"))[1:] == [(len(deep + closing) + 2, len(deep + closing) + 3)]


@each_case(
    ("text", "expected"),
    [
        *ARRAYS,
        ('{"a": {}}{"b": 1},{}', ['{"a": {}}', '{"b": 1}', "{}"]),
        ("x {}", ["x {}"]),
        ("{}} {}", ["{}}", "{}"]),
        ("[{}}, {]]", ["{}}", "{]"]),
        ('{"a": [1}\n{}', ['{"a": [1}', "{}"]),
        ('{"a": [[1}\n{}', ['{"a": [[1}\n{}']),
        ('{"a": {\n{"b": 1}', ['{"a": {', '{"b": 1}']),
        ('  {"a": 1\n  {}\n {', ['{"a": 1', "{}", "{"]),
        (' {"a": 1,\n  {}', ['{"a": 1,\n  {}']),
        ('{"a":\n{}\n}', ['{"a":\n{}\n}']),
        ('{"a": [\n{},\n{}\n]}', ['{"a": [\n{},\n{}\n]}']),
        ('{"a": "x}\n{"b": 1}', ['{"a": "x}', '{"b": 1}']),
        (f'{{"a": 1{" " * 2_000}{{}}', [f'{{"a": 1{" " * 2_000}{{}}']),
        ('{"command": "a}{"name": "b", "data": 1}x', ['{"command": "a}', '{"name": "b", "data": 1}x']),
        ('{"command": 1, "original": {"command": 2}', ['{"command": 1, "original": {"command": 2}']),
        ('{"original": {"command": 2}', ['{"original": {"command": 2}']),
        ('{"command": "a", "b"": {"original": {"command": 2}', ['{"command": "a", "b"": {"original": {"command": 2}']),
        ('{"name": "a"", "b": {"name": 2}', ['{"name": "a"", "b": {"name": 2}']),
        ('{"command": 1, "original"\n{"command": 2}', ['{"command": 1, "original"', '{"command": 2}']),
        ('{"command": {"command": 2}', ['{"command":', '{"command": 2}']),
        (
            '{"command": 1, "a": [{"command": 2}, {"command": 3}',
            ['{"command": 1, "a": [{"command": 2}, {"command": 3}'],
        ),
        ('{"command": 1, {"target": 2}', ['{"command": 1, {"target": 2}']),
        ('{"target": 1, {"target": 2}', ['{"target": 1,', '{"target": 2}']),
        ('{"a": 1 {"b": 2} {"a": 3}', ['{"a": 1 {"b": 2}', '{"a": 3}']),
        ("", []),
    ],
)
def test_broken_values(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in broken_values(text)] == expected


@given(st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_unbroken_values(value: object) -> None:
    """The values of JSON texts are found as the strict reader finds them."""
    for indent in (None, 2):
        text = json.dumps([value, {"a": value}], indent=indent)
        assert list(broken_values(text)) == list(elements(text))
        text = "\n".join(json.dumps({"a": each}, indent=indent) for each in (value, 1))
        assert list(broken_values(text)) == list(values(text))


@given(texts)
def test_broken_values_of_any_text(text: str) -> None:
    places = [place for span in broken_values(text) for place in span]
    assert places == sorted(places)


def test_deep_broken_values() -> None:
    closed = "[" * 20_001 + "]" * 20_001
    assert next(iter(broken_values(f"[{closed}, 1]"))) == (1, 40_003)
    opened = "[" * 20_001 + "1" * 10
    assert list(broken_values(opened)) == [(1, 20_011)]


@each_case(
    ("text", "expected"),
    [
        ('a {"b": {}} c }', '{"b": {}}'),
        ('a {"b": {} c  ', '{"b": {} c'),
        ('{"command": "a},{"command": "b"}', '{"command": "a},'),
        ('{"a":' * 30_000, '{"a":' * 30_000),
    ],
)
def test_end_of_an_object(text: str, expected: str) -> None:
    start = text.index("{")
    assert text[start : object_end(text, start)] == expected


@each_case(
    ("text", "place"),
    [
        ('{"a": [1, 2], "b": ","}', None),
        ("{} {}", None),
        ('{"a": 1},{}', 8),
        ("[1, 2]\n[3],", 10),
        ("{}}]\n, {}", 5),
    ],
)
def test_outer_comma(text: str, place: int | None) -> None:
    assert outer_comma(text) == place
