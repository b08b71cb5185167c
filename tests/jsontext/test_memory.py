"""The estimate of the memory that the values of a text take."""

import json
import tracemalloc

import pytest
from each_case import each_case
from helpers import GOOD

from cti_contract.jsontext.memory import takes_more
from cti_contract.jsontext.parse import parse_lines

ENTRY = (
    '{"name": "Agent #", "type": "agent", "destinations": [{"label": "Desk", "value": "+4930#"}], '
    '"properties": {"state": "Available"}}'
)
SMALLEST = '{"name":"#","type":"agent","destinations":[{"label":"","value":"#"}],"properties":{"state":"On"}}'


@each_case(
    "unit",
    [
        *("0", "1000", "1.5", "true", "{}", "[]", "[0]", '{"a":1}', '{"a":{}}', '"a"', '"#"', '"text of some words"'),
        *('"#ü"', '"#€"', '"#😀"', r'"#\ud83d\ude00"', '"abcdef"', '"some more words and # €"', '"' + "ü" * 40 + '"'),
        *(GOOD, ENTRY, SMALLEST, '"a:b,c{d"', '{"#":0,"#a":0,"#b":0,"#c":0,"#d":0,"#e":0,"#f":0,"#g":0}'),
    ],
)
def test_values_within_the_limit(unit: str) -> None:
    """The values of a line take at most eight times its size in memory, or they are over the limit of seven."""
    raw = ("[" + ",".join(unit.replace("#", str(number)) for number in range(2000)) + "]").encode()
    tracemalloc.start()
    try:
        [value] = parse_lines([raw]).values
        used, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert json.loads(raw) == value
    assert used < 8 * len(raw) or takes_more(raw, 0, 7)


@each_case(
    ("text", "times"),
    [
        ("a" * 100_000, 3),
        ("a" * 99_996 + "😀", 11),
        (r"\u00fc" * 20_000, 4),
        (r"\ud83d\ude00" * 10_000, 5),
        ("a" * 99_997 + "€", 7),
        ("ü" * 50_000, 4),
        ("😀" * 25_000, 5),
        (r"\\u0041" * 15_000, 6),
    ],
)
def test_long_texts(text: str, times: int) -> None:
    """Two copies of a long text are in memory beside it, with up to four bytes for each character."""
    raw = f'{{"a":"{text}"}}'.encode()
    assert not takes_more(raw, 0, times + 1)
    assert takes_more(raw, 0, times - 1)


def test_text_that_is_not_utf8() -> None:
    """Such a string is counted as a short one."""
    raw = b'["' + b'","'.join([b"\xff\xff"] * 1000) + b'"]'
    assert takes_more(raw, 0, 13)
    assert not takes_more(raw, 0, 14)


@each_case("unit", [GOOD, ENTRY, "0", "12.50", '"a"', '"text of some words"'])
def test_usual_values_are_within_the_limit(unit: str) -> None:
    raw = ("[" + ",".join(unit.replace("#", f"7000{number}") for number in range(5000)) + "]").encode()
    assert not takes_more(raw, 0, 8)


@pytest.mark.parametrize("unit", ["{}", "[]", "[0]", '{"a":1}', '{"a":{}}'])
def test_tiny_values_are_over_the_limit(unit: str) -> None:
    raw = ("[" + ",".join([unit] * 4000) + "]").encode()
    assert takes_more(raw, 0, 8)
    assert not takes_more(raw, 2**21, 8)
    assert not takes_more(json.dumps([raw.decode()]).encode(), 0, 8)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_parser_stops_at_depth(opening: str) -> None:
    """Values behind the place where the parser stops take no memory."""
    assert not takes_more((opening * 4000).encode(), 0, 8)
    assert takes_more(("[" + "{}," * 4000 + opening * 4000).encode(), 0, 8)
