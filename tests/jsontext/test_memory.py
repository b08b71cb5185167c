"""The estimate of the memory that the values of a text take."""

import json
import tracemalloc

import pytest
from each_case import each_case
from helpers import GOOD

from cti_contract.jsontext.memory import takes_more
from cti_contract.jsontext.parse import parse

ENTRY = (
    '{"name": "Agent #", "type": "agent", "destinations": [{"label": "Desk", "value": "+4930#"}], '
    '"properties": {"state": "Available"}}'
)
SMALLEST = '{"name":"#","type":"agent","destinations":[{"label":"","value":"#"}],"properties":{"state":"On"}}'


@each_case(
    "unit",
    [
        *("0", "1000", "1.5", "true", "{}", "[]", "[0]", '{"a":1}', '{"a":{}}', '"a"', '"#"', '"text of some words"'),
        *(GOOD, ENTRY, SMALLEST, '"a:b,c{d"', '{"#":0,"#a":0,"#b":0,"#c":0,"#d":0,"#e":0,"#f":0,"#g":0}'),
    ],
)
def test_values_within_the_limit(unit: str) -> None:
    """The values of a text take at most nine times its size in memory, or they are over the limit of eight."""
    raw = ("[" + ",".join(unit.replace("#", str(number)) for number in range(2000)) + "]").encode()
    tracemalloc.start()
    try:
        value = parse(raw)
        used, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert json.loads(raw) == value
    assert used < 9 * len(raw) or takes_more(raw, 0, 8)


@each_case("unit", [GOOD, ENTRY, SMALLEST, "0", "12.50", '"a"', '"text of some words"'])
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
