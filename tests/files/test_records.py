"""Records: the line and the column of each problem, in every layout of a file."""

import json
import re
import textwrap
from collections.abc import Callable
from typing import NamedTuple

import pytest
from each_case import each_case
from faults import FAULTS
from helpers import BAD, GOOD, Reporter, TextFile, spot


class Setting(NamedTuple):
    """A file with the faulty message: its name, its marked text, `--at`, and the index of the message."""

    name: str
    marked: str
    at: str = ""
    number: int = 0


def flat(fault: str) -> str:
    return re.sub(r"\n *", " ", fault)


def with_context(fault: str) -> str:
    return re.sub(r"(?<!.)(\^?)\{", r'\1{"context": {"größe": "日本😀", "é": [ ]},', fault, count=1, flags=re.DOTALL)


SETTINGS: dict[str, Callable[[str], Setting]] = {
    "document": lambda fault: Setting("x.json", fault + "\n"),
    "document of other line ends": lambda fault: Setting("x.json", fault.replace("\n", "\r\n")),
    "document, indented": lambda fault: Setting("x.json", "\n \n" + textwrap.indent(fault, "\t ")),
    "document of one line": lambda fault: Setting("x.json", flat(fault)),
    "document with other letters": lambda fault: Setting("x.json", with_context(fault)),
    "array": lambda fault: Setting("x.json", f"[\n  {GOOD},\n  {textwrap.indent(fault, '  ')} ,{GOOD}\n]", number=1),
    "array of one line": lambda fault: Setting("x.json", f"[{GOOD},{GOOD},{flat(with_context(fault))}]", number=2),
    "lines": lambda fault: Setting("x.ndjson", f"{GOOD}\n{flat(fault)}\n{GOOD}\n", number=1),
    "lines of other ends": lambda fault: Setting(
        "x.jsonl", f"{GOOD}\r\n\r\n{flat(fault)}\r\n{GOOD}\r\n", number=1
    ),
    "lines with other letters": lambda fault: Setting("x.ndjson", f"\n\n  {flat(with_context(fault))}"),
    "lines of unknown suffix": lambda fault: Setting("x.log", f"{GOOD}\n{flat(fault)}", number=1),
    "record": lambda fault: Setting("x.json", f'{{"größe": "日本😀",\n "event": {fault}}}', "/event"),
    "records in an array": lambda fault: Setting(
        "x.json", f'[{{"event": {GOOD}}}, {{"event": null, "x": {{"event": {fault}}}}}]', "/x/event"
    ),
    "record lines": lambda fault: Setting(
        "x.ndjson", f'{{"log": [0, {{"a/b": {{"~": {GOOD}}}}}]}}\n{{"log": [[], {{"a/b": {{"~":{flat(fault)}}}}}]}}',
        "/log/1/a~1b/~0", 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
@each_case("fault", FAULTS)
def test_place_of_a_problem(
    fault: str, setting: Callable[[str], Setting], text_file: TextFile, report: Reporter
) -> None:
    name, marked, at, number = setting(FAULTS[fault])
    text, line, column = spot(marked)
    if fault == "wrong-type: no object" and text.strip() == flat(FAULTS[fault]).replace("^", ""):
        return  # such a document is no message: `test_foreign_file`
    path = text_file(name, text)
    code = fault.partition(":")[0]
    found = report("--at", at, path)
    assert [place for place in found.places() if place[2] != "no-message"] == [(line, column, code)]
    problem = found.problems[-1]
    assert (problem["message_index"], problem["file"]) == (number + len(found.problems) - 1, str(path))
    assert found.code == int(found.summary["errors"] > 0)


def test_place_of_an_element(text_file: TextFile, report: Reporter) -> None:
    found = report(text_file("x.json", f"[[\n  {GOOD}],\n {GOOD}, null,\n\t[], {{}}, 5]"))
    assert found.code == 1
    assert [place[:2] for place in found.places()] == [(1, 2), (3, len(GOOD) + 4), (4, 2), (4, 6), (4, 10)]
    assert [problem["message_index"] for problem in found.problems] == [0, 2, 3, 4, 5]


def test_order_of_problems(text_file: TextFile, report: Reporter) -> None:
    text = """\
{
  "z": 1,
  "data": {"unknown": 1, "destination": 5, "extra": 2},
  "a": 1,
  "target": "PureCloud-mlopez",
  "command": "channel.dial",
  "m": 1
}
"""
    found = report(text_file("x.json", text))
    assert [place[:2] for place in found.places()] == [(2, 3), (3, 12), (3, 41), (3, 44), (4, 3), (5, 13), (7, 3)]


def test_place_after_long_numbers(text_file: TextFile, report: Reporter) -> None:
    message = json.loads(GOOD) | {"context": {"n": 0}}
    text = json.dumps(message).replace('"n": 0', f'"n": -{"7" * 4300}, "f": 0.{"7" * 9000}')
    path = text_file("x.ndjson", f'{text[:-1]}, "more": 1}}\n')
    assert report(path).places() == [(1, len(text) + 2, "unknown-member")]


def test_pointer_in_a_record(text_file: TextFile, report: Reporter) -> None:
    found = report("--at", "/event", text_file("x.ndjson", f'{{"event": {BAD}}}'))
    assert [problem["pointer"] for problem in found.problems] == ["/data/destinaton"]


def test_broken_record(text_file: TextFile, report: Reporter) -> None:
    path = text_file("a.ndjson", f'{{"event": {GOOD}}}\n{{"event": \n')
    assert report("--at", "/event", path).places() == [(2, 10, "syntax")]


def test_messages_inside_a_record_with_members_of_one(text_file: TextFile, report: Reporter) -> None:
    """A record of a logger may have a target and data; the request in a response is no message of a record."""
    path = text_file("a.ndjson", f'{{"target": "desk", "data": {GOOD}}}\n{{"result": "failure", "original": {GOOD}}}')
    record, response = (str(problem["message"]) for problem in report(path).problems)
    assert record.endswith("; --at '/data' checks the messages inside it")
    assert response.endswith("names the command that it answers")
