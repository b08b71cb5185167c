"""Samples are read tolerantly: values, faults, and tolerated oddities."""

from typing import Any

import pytest
from docs_checks import codes, findings
from each_case import each_case

from cti_contract.drift.blocks import Line
from cti_contract.drift.samples import is_plain, plain
from cti_contract.drift.samples_reader import Reading, read


def readings(sample: str, *, compared: bool = False) -> list[Reading]:
    return read([Line(number, text) for number, text in enumerate(sample.split("\n"), 1)], compared=compared)


SINGLE = "single quotes in place of double ones"
MORE, TRAILS = "… stands for more of the same", "a comma trails before …, which stands for more of the same"


@each_case(
    ("sample", "value", "faults", "tolerated"),
    [
        ('{"a": 1 /* one\n two */, "b": "x\\n"} // end', {"a": 1, "b": "x\n"}, [], ["a comment", "a comment"]),
        ('{"a": [1, 2, …]}', {"a": [1, 2]}, [], [TRAILS]),
        ('{"a": [1 … 9], …}', {"a": [1, 9]}, [], [MORE, TRAILS]),
        ('{"a": "x" | 3 | <other>}', {"a": {"|": ["x", 3, {"<>": "<other>"}]}}, [], []),
        ('{"a": "x|y"}', {"a": {"|": ["x", "y"]}}, [], []),
        ('{"a": "x|y" | "z"}', {"a": {"|": ["x", "y", "z"]}}, [], []),
        ('{"a": [1 | 2, 3 | <b> | 4]}', {"a": [{"|": [1, 2]}, {"|": [3, {"<>": "<b>"}, 4]}]}, [], []),
        ("{“a”: “b”}", {"a": "b"}, ["typographic quotes in place of straight ones"], []),
        ("{a: 1}", {"a": 1}, ["the name a has no quotes"], []),
        ("{'a': 'b c', \"d\": [don't]}", {"a": "b c", "d": [{"<>": "don't"}]}, [SINGLE, SINGLE], []),
        ('{"a" 1}', {"a": 1}, ['a colon is missing behind "a"'], []),
        ('{"a" {"b": 1}}', {"a": {"b": 1}}, ['a colon is missing behind "a"'], []),
        ('{"a": , "b": 1}', {"b": 1}, ['the member "a" has no value'], []),
        ('{"a":}', {}, ['the member "a" has no value'], []),
        ('{"a", "b": 1}', {"b": 1}, ['the member "a" has no value'], []),
        ('{"a": 1, "b"}', {"a": 1}, ['the member "b" has no value'], []),
        ('{"a": 1,, "b": 2}', {"a": 1, "b": 2}, ["there is a comma too many"], []),
        ('{"a": "x,\n"b": 1}', {"a": "x", "b": 1}, ["a string is not closed"], []),
        ('{"a": "x\n"b": 1}', {"a": "x", "b": 1}, ["a string is not closed", 'a comma is missing before "b"'], []),
        ('{"a": "x\n y"}', {"a": "xy"}, ["a string is broken over lines"], []),
        ('{"a": 1, "a": 2}', {"a": 2}, ['"a" is printed twice'], []),
        ('{"a": > 1}', {"a": 1}, ['">" does not belong here'], []),
        (
            '{"a": "\\q", <b>, "c": [1, <d>]}',
            {"a": "\\q", "c": [1, {"<>": "<d>"}], "<>": ["<b>"]},
            ["JSON has no such escape"],
            [],
        ),
        ('{"a": <b, "c": 1}', {"a": {"<>": "<b"}, "c": 1}, ["the placeholder <b is not closed"], []),
        ('{"a": [1, ]}', {"a": [1]}, ["a comma trails before ]"], []),
        ('{"a": ["<b>" "<c>"]}', {"a": ["<b>", "<c>"]}, ['a comma is missing before "<c>"'], []),
        ('{"a": [1 2]}', {"a": [1, 2]}, ["a comma is missing before 2"], []),
        ('{"a": ["x" "y"]}', {"a": ["x", "y"]}, ['a comma is missing before "y"'], []),
        ('{"a": [{} {"b": 1}]}', {"a": [{}, {"b": 1}]}, ["a comma is missing before {"], []),
        ('{"a": {"b": 1}\n<more>}', {"a": {"b": 1}, "<>": ["<more>"]}, ["a comma is missing before <more>"], []),
        ("{ the same as before }", {"<>": ["the same as before"]}, [], []),
        ('{"a": boolean, "b": ...}', {"a": {"<>": "boolean"}, "b": {"<>": "..."}}, [], []),
        ('{"a": "x" required}', {"a": "x"}, [], ["words behind a value"]),
        ('{"a": { /* as before */ }}', {"a": {"<>": ["as before"]}}, [], ["a comment"]),
        ('{"a": [ /* as before */ ]}', {"a": []}, [], ["a comment"]),
        (
            '{"a": NaN, "b": 1e999}',
            {"a": {"<>": "NaN"}, "b": {"<>": "1e999"}},
            ["JSON has no 1e999", "JSON has no NaN"],
            [],
        ),
    ],
)
def test_sample(sample: str, value: Any, faults: list[str], tolerated: list[str]) -> None:
    [reading] = readings(sample)
    assert reading.value is not None
    assert plain(reading.value) == value
    assert sorted(remark.text for remark in reading.faults) == sorted(faults)
    assert [remark.text for remark in reading.tolerated] == tolerated
    assert not reading.is_broken


@each_case(
    ("sample", "fault"),
    [
        ('{"a": 1}}', '"}" does not belong here'),
        ('{"a": [1}', "a ] is missing"),
        ('{"a": {"b": 1}', "a } is missing"),
        ('{"a": 1]', '"]" does not belong here'),
        ('{"a": {{"b": 1}}', '"{" does not belong here'),
        ('{"a": "x" {"b": 1}}', '"{" does not belong here'),
        ('{"a": "x" "y"}', '"y" does not belong here'),
        ('{"a": 1: 2}', '":" does not belong here'),
        ('{"a": 1} , "b": 2}', '"}" does not belong here'),
        ('{"a": 1, "b" | 2}', '"b" does not belong here'),
    ],
)
def test_wrong_brackets(sample: str, fault: str) -> None:
    """Only the first slip is reported: what follows may be its consequence."""
    reading = readings(sample)[0]
    assert reading.is_broken
    assert [remark.text for remark in reading.faults] == [fault]


@each_case(
    ("code", "found"),
    [
        ('// request\n{"a": 1}\n# response\n{"b": 2}', [("request", {"a": 1}), ("response", {"b": 2})]),
        ('--> {"a": 1}\n<-- {"b": 2}', [(None, {"a": 1}), ("response", {"b": 2})]),
        ('Request: {"a": 1}\nS: {"b": 2}', [("request", {"a": 1}), ("response", {"b": 2})]),
        ('{"a": 1}\n{"b": 2}', [(None, {"a": 1}), (None, {"b": 2})]),
        ('{"a": 1} | // or\n{"b": 2}', [(None, {"a": 1}), (None, {"b": 2})]),
        ('{"a": 1} | {"b": 2}', [(None, {"|": [{"a": 1}, {"b": 2}]})]),
        ('{"a": 1} {"b": 2}', [(None, {"a": 1}), (None, {"b": 2})]),
        ('{"a": 1} and words', [(None, {"a": 1})]),
        ('{\n"a": {\n"c": 1\n}\n{\n"b": 2}', [(None, {"a": {"c": 1}}), (None, {"b": 2})]),
        ('GET /x HTTP/1.1\n\n{"a": 1}', [(None, {"a": 1})]),
        ("only words", []),
        ("{ }", []),
    ],
)
def test_several_values(code: str, found: list[tuple[str | None, Any]]) -> None:
    assert [(each.role, plain(each.value)) for each in readings(code) if each.value] == found


def test_string_without_end() -> None:
    [reading] = readings('{"a": "x')
    assert reading.value is not None
    assert plain(reading.value) == {"a": "x"}
    assert [remark.text for remark in reading.faults] == ["a string is not closed", "a } is missing"]


def test_lines_of_both_versions() -> None:
    [reading] = readings('{\n"a": 1,\n"a": 2\n  }\n}', compared=True)
    assert reading.value is not None
    assert (plain(reading.value), reading.faults) == ({"a": 2}, ())
    assert [remark.text for remark in reading.tolerated] == [
        '"a" is printed twice',
        "a surplus } of a view of two versions",
    ]


def test_more_in_a_view_of_two_versions() -> None:
    """There, "..." hides text, and "…" among placeholders is a fault: it may be either."""
    [reading] = readings('{"a": <b>, "c": [\n1,\n...\n2,\n…\n]}', compared=True)
    assert [remark.text for remark in reading.faults] == [TRAILS]


@pytest.mark.parametrize(
    ("sample", "is_json"), [('{"a": [1, "x"]}', True), ('{"a": "<x>"}', False), ("[1, ...]", False)]
)
def test_plain_json(sample: str, *, is_json: bool) -> None:
    value = readings(sample)[0].value
    assert value is not None
    assert is_plain(value) == is_json


@each_case(
    "sample",
    ["{" * 20_000, "[" * 300 + "]" * 300, '{"a":' * 150, '"a" ' * 3_000, "{},[" * 3_000, '{"command": ' + "[{}" * 900],
)
@each_case("file", ["p.md", "p.html", "p.txt"])
def test_sample_without_sense(sample: str, file: str) -> None:
    wrapped = {"p.md": f"```json\n{sample}\n```", "p.html": f"<pre>{sample}</pre>", "p.txt": f"Code Block\n{sample}\n"}
    found = codes(wrapped[file], file)
    assert found in (["unreadable-sample"], ["no-messages"], ["malformed-sample", "missing-sample"])


GARBAGE = (
    '{"command": "channel.dial", "target": "<s>.<c>" | , "data": {"destination": <a <b <c, "x: [[{ , | … <d> "q" "'
)
TORN = "this sample cannot be read: "


@each_case(
    ("sample", "found"),
    [
        (GARBAGE, ["malformed-sample: the placeholder <a is not closed; this sample has 5 more faults"]),
        ('{"command": "channel.dial", "target": <b',
         ["malformed-sample: the placeholder <b is not closed; this sample has 1 more fault"]),
        ('{"a": <b', [f"unreadable-sample: {TORN}the placeholder <b is not closed"]),
        ('{"command": ', [f'unreadable-sample: {TORN}the member "command" has no value']),
        ('[{"destination": "7"', [f"unreadable-sample: {TORN}a }} is missing"]),
        ('{"command": "channel.dial", "data": ' + '{"a": ' * 200 + "1" + "}" * 201,
         [("unreadable-sample: this sample is not read: it has more than 100 objects and arrays in each other; "
          "write … in place of the inner ones")]),
        ('{"command": "channel.dial"' + "{" * 120,
         ["unreadable-sample: this sample makes no sense: its brackets do not match"]),
        ('if (x) { say("hello"', []),
        ('{"setting": true}', []),
    ],
)  # fmt: skip
@each_case("count", [1, 3])
def test_one_finding_for_each_broken_sample(sample: str, found: list[str], count: int) -> None:
    page = "# channel.dial\n\nDials.\n\n" + f"## Request\n\n```\n{sample}\n```\n\n" * count
    said = [f"{each.code}: {each.text}" for each in findings(page)]
    assert [each for each in said if not each.startswith(("missing-sample", "no-sample"))] == found * count


@pytest.mark.parametrize("file", ["p.md", "p.html", "p.txt"])
def test_sample_that_is_too_large(file: str) -> None:
    wrapped = {"p.md": "```json\n{}\n```", "p.html": "<pre>\n{}</pre>", "p.txt": "Code Block\n{}\n"}[file]
    [finding] = findings(wrapped.replace("{}", '{"command": ' * 100_001), file)
    assert finding.code == "unreadable-sample"
    assert finding.text == (
        "this sample is not read: it has more than 1,000,000 characters; write … in place of most of its members"
    )
    assert finding.fix == "in the page, correct or shorten the sample"


def test_shortened_sample() -> None:
    """The sample of a text that says how to shorten it is read."""
    nested = '{"a": ' * 90 + "{…}" + "}" * 90
    assert codes(f"```json\n{nested}\n```") == ["no-messages"]
