"""The command line: where it looks, what it says, at which line and column, and how it ends."""

import gc
import gzip
import json
import os
import re
import runpy
import select
import shlex
import signal
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import jiter
import jsonschema_rs
import pytest
from helpers import (
    BAD,
    BAD_COLUMN,
    COMMAND,
    GOOD,
    HANG,
    ROOT,
    places,
    process,
    report,
    report_validator,
    run,
    spot,
    stand_in,
)
from jsonschema import Draft202012Validator

import cti_contract as cti
from cti_contract.cli import main
from cti_contract.contract import registry

NAMED = '{"command": "interaction.accept", "target": "Avaya-mlopez.70001.OM77", "data": {}}'
ALIAS = (
    '{"command": "session.addchannel", "target": "Avaya-lo", "data": {"channel": {"endpoint": "7", "type": "Chat"}}}'
)
NAMES = sorted({message.name for message in cti.MESSAGES})
LINE = re.compile(r'(.+?):(\d+):(\d+): (error|warning): (.+?) \[([a-z0-9-]+)\](?: \(did you mean "(.+)"\?\))?')
ARABIC_ONE = "\N{ARABIC-INDIC DIGIT ONE}"

#: What is wrong, marked by `^` where the problem must point.
FAULTS = {
    "unknown-member: misspelt": """\
{
  "command": "channel.dial",
  "target": "PureCloud-mlopez.70001",
  "data": {
    ^"destinaton": "+15550103"
  }
}""",
    "unknown-member: at the top, before others": """\
{
  ^"priority": {"of": ["it", {"all": 1}]},
  "command": "channel.dial",
  "target": "PureCloud-mlopez.70001",
  "data": {"destination": "+15550103"}
}""",
    "unknown-member: with signs of pointers in its name": """\
{
  "command": "channel.dial", "target": "PureCloud-mlopez.70001",
  "data": {"destination": "+15550103", ^"a/b~1c~0": 1}
}""",
    "unknown-member: with escapes in its name": """\
{
  "command": "channel.dial", "target": "PureCloud-mlopez.70001",
  "data": {"\\u0064estination": "+15550103", ^"\\ud83d\\ude00\\t\\"": 1}
}""",
    "unknown-member: with an empty name": """\
{
  "command": "channel.dial", "target": "PureCloud-mlopez.70001",
  "data": {"destination": "+15550103", ^"": 1}
}""",
    "unknown-member: taken back by the message": """\
{
  "command": "session.start", "target": "PureCloud-mlopez", "result": "success",
  ^"data": {}
}""",
    "unknown-member: the discriminator misspelt": """\
{
  ^"comand": "channel.dial",
  "target": "PureCloud-mlopez.70001",
  "data": {"destination": "+15550103"}
}""",
    "missing-member: at the top": """\
^{
  "command": "channel.dial",
  "data": {"destination": "+15550103"}
}""",
    "missing-member: in an empty object": """\
{
  "command": "channel.dial",
  "target": "PureCloud-mlopez.70001",
  "data": ^{ }
}""",
    "missing-member: of a failure": """\
{
  "command": "channel.dial", "target": "PureCloud-mlopez.70001", "result": "failure",
  "failure":
    ^{"message": "busy"},
  "original": {"command": "channel.dial"}
}""",
    "missing-member: deep": """\
{
  "command": "session.request.incontact.addressbook", "target": "Incontact-mlopez", "result": "success",
  "data": {
    "addressbooks": [
      {"name": "empty", "groups": [], "entries": []},
      {
        "name": "main",
        "groups": [{"name": "inner", "groups": [], "entries": [
          {"name": "a", "type": "external", "destinations": [], "properties": {"any": [1, 2]}},
          {"name": "b", "type": "external", "destinations": [
            {"label": "home", "value": "+15550104"},
            ^{"label": "work"}
          ], "properties": {}}
        ]}],
        "entries": []
      }
    ]
  }
}""",
    "wrong-type: a number": """\
{
  "command": "channel.dial",
  "target": "PureCloud-mlopez.70001",
  "data": {"destination":   ^15550103 }
}""",
    "wrong-type: an array": """\
{
  "command": "channel.dial",
  "target": "PureCloud-mlopez.70001",
  "data": ^["+15550103"]
}""",
    "wrong-type: an element": """\
{
  "command": "channel.request.incontact.getscripts", "target": "Incontact-mlopez.70001", "result": "success",
  "data": {"scripts": [
    {"scriptId": "1", "scriptName": "[hello, {you}]"},
    ^"2"
  ]}
}""",
    "wrong-type: the name": """\
{
  "command": ^["channel.dial"],
  "target": "PureCloud-mlopez.70001", "data": {}
}""",
    "wrong-type: no object": "^17",
    "wrong-value: empty": """\
{
  "command": "channel.dial", "target": "PureCloud-mlopez.70001",
  "data": {
    "destination"
      :
        ^""
  }
}""",
    "wrong-value: a constant": """\
{
  "messageType": ^"objectevent",
  "target": "PureCloud-mlopez.70001", "name": "channel.disposed", "data": {}
}""",
    "wrong-value: a result": """\
{
  "command": "session.start", "target": "PureCloud-mlopez",
  "result": ^"succes"
}""",
    "bad-target: of another object": """\
{
  "command": "channel.dial",
  "target": ^"PureCloud-mlopez",
  "data": {"destination": "+15550103"}
}""",
    "bad-target: a segment": """\
{
  "command": "channel.dial",
  "target": ^"PureCloud-mlopez..70001",
  "data": {"destination": "+15550103"}
}""",
    "bad-id: a dot": """\
{
  "messageType": "objectEvent", "target": "PureCloud-mlopez", "name": "channelgroup.created",
  "data": {"channelgroup": {"name": "sales", "id": ^"700.01"}}
}""",
    "unknown-message: a command": """\
{
  "target": "PureCloud-mlopez.70001",
  "command": ^"chanel.dial",
  "data": {}
}""",
    "unknown-message: an event": """\
{
  "messageType": "objectEvent", "target": "PureCloud-mlopez.70001", "data": {},
  "name": ^"channel.disposd"
}""",
    "unknown-message: an event as a command": """\
{
  "command": ^"channel.disposed", "target": "PureCloud-mlopez.70001", "data": {}
}""",
    "unknown-message: neither": """\
^{
  "target": "PureCloud-mlopez.70001", "data": {}
}""",
    "ambiguous-message: both": """\
^{
  "command": "channel.dial", "name": "channel.disposed", "target": "PureCloud-mlopez.70001", "data": {}
}""",
    "not-json: too large a number": """\
{
  "command": "conversation.answer", "target": "PureCloud-mlopez.70001.OM77.c1",
  "data": {"quality": [1, {"mean": ^1e400}]}
}""",
    "alias: a warning": """\
{
  "command": ^"session.addchannel", "target": "Avaya-mlopez",
  "data": {"channel": {"endpoint": "70001", "type": "Chat"}}
}""",
    "known-value: a warning": """\
{
  "command": "session.request.addchannel", "target": "Avaya-mlopez",
  "data": {"channel": {"endpoint": "70001", "type": ^"chat"}}
}""",
}


class Setting(NamedTuple):
    """A file that holds the faulty message: its name, its marked text, `--at` and the message's number."""

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
@pytest.mark.parametrize("fault", FAULTS)
def test_problem_points_at_its_place(
    fault: str, setting: Callable[[str], Setting], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, marked, at, number = setting(FAULTS[fault])
    text, line, column = spot(marked)
    (tmp_path / name).write_bytes(text.encode())
    code = fault.partition(":")[0]
    exit_code, document = report(capsys, "--at", at, tmp_path / name)
    found = [place for place in places(document) if place[2] != "no-message"]
    assert found == [(line, column, code)]
    problem = document["problems"][-1]
    assert (problem["message_index"], problem["file"]) == (number + len(document["problems"]) - 1, str(tmp_path / name))
    assert exit_code == int(document["summary"]["errors"] > 0)


def test_element_of_an_array_that_is_no_object_is_pointed_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.json").write_text(f"[[\n  {GOOD}],\n {GOOD}, null,\n\t[], {{}}, 5]")
    exit_code, document = report(capsys, tmp_path)
    assert exit_code == 1
    assert [place[:2] for place in places(document)] == [(1, 2), (3, len(GOOD) + 4), (4, 2), (4, 6), (4, 10)]
    assert [problem["message_index"] for problem in document["problems"]] == [0, 2, 3, 4, 5]


def test_problems_of_a_message_come_in_the_order_of_its_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.json").write_text("""\
{
  "z": 1,
  "data": {"unknown": 1, "destination": 5, "extra": 2},
  "a": 1,
  "target": "PureCloud-mlopez",
  "command": "channel.dial",
  "m": 1
}
""")
    _, document = report(capsys, tmp_path)
    assert [place[:2] for place in places(document)] == [(2, 3), (3, 12), (3, 41), (3, 44), (4, 3), (5, 13), (7, 3)]


def test_places_are_told_in_an_integer_of_as_many_digits_as_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = json.loads(GOOD) | {"context": {"n": 0}}
    text = json.dumps(message).replace('"n": 0', f'"n": -{"7" * 4300}, "f": 0.{"7" * 9000}')
    (tmp_path / "x.ndjson").write_text(f'{text[:-1]}, "more": 1}}\n')
    assert places(report(capsys, tmp_path)[1]) == [(1, len(text) + 2, "unknown-member")]


NOWHERE = [
    ("/event", '{"evnt": 1}'),
    ("/event", "[1]"),
    ("/event", "null"),
    ("/event/0", '{"event": []}'),
    ("/1", f"[{GOOD}]"),
    ("/00", f"[{BAD}]"),
    ("/01", f"[0, {BAD}]"),
    ("/-", f"[{BAD}]"),
    ("/-1", f"[{BAD}]"),
    (f"/{ARABIC_ONE}", f"[0, {BAD}]"),
    (f"/{'9' * 5000}", f"[{BAD}]"),
    ("/event/0", '{"event": "text"}'),
]


@pytest.mark.parametrize(("at", "record"), NOWHERE, ids=[f"{at[:9]} in {record[:9]}" for at, record in NOWHERE])
def test_record_without_a_message_is_an_error_at_the_record(
    at: str, record: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.ndjson").write_text(f"\n  {record}\n")
    exit_code, document = report(capsys, "--at", at, tmp_path)
    assert exit_code == 1
    assert places(document) == [(2, 3, "no-message")]
    assert document["problems"][0]["message_index"] == 0


@pytest.mark.parametrize(
    ("at", "record"),
    [
        ("", GOOD),
        ("/", f'{{"": {GOOD}}}'),
        ("/event", f'{{"event": {GOOD}}}'),
        ("/0", f'{{"0": {GOOD}}}'),
        ("/10/1", f"[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, [0, {GOOD}]]"),
        ("/~01/größe", f'{{"~1": {{"größe": {GOOD}}}}}'),
        ("/a b", f'{{"a b": {GOOD}}}'),
    ],
)
def test_message_is_taken_out_of_its_record(
    at: str, record: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.ndjson").write_text(f"{record}\n{record}\n", encoding="utf-8")
    exit_code, document = report(capsys, "--at", at, tmp_path)
    assert (exit_code, document["problems"], document["summary"]["messages"]) == (0, [], 2)


def test_pointer_of_a_problem_begins_at_the_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.ndjson").write_text(f'{{"event": {BAD}}}')
    _, document = report(capsys, "--at", "/event", tmp_path)
    assert [problem["pointer"] for problem in document["problems"]] == ["/data/destinaton"]


def test_valid_messages_are_summed_up_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.ndjson").write_text(f"{GOOD}\n{GOOD}\n")
    assert run(capsys, "check", tmp_path) == (0, "2 messages in 1 file: all valid\n", "")


def test_messages_valid_by_envelope_only_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.ndjson").write_text(f"{NAMED}\n{GOOD}\n{NAMED}\n")
    (tmp_path / "b.json").write_text(NAMED)
    summary = "4 messages in 2 files: all valid, 3 of them by envelope only\n"
    assert run(capsys, "check", tmp_path) == (0, summary, "")


def test_invalid_message_is_not_counted_as_valid_by_envelope(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.ndjson").write_text(NAMED.replace("target", "tarket"))
    assert report(capsys, tmp_path)[1]["summary"]["envelope_only"] == 0


def test_problem_is_one_line_and_the_summary_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.ndjson").write_text(f"{GOOD}\n{BAD}\n{{\n")
    result = run(capsys, "check", tmp_path)
    first, second, summary = result.out.splitlines()
    assert (result.code, result.err) == (1, "")
    assert first == (
        f"{tmp_path}/x.ndjson:2:{BAD_COLUMN}: "
        'error: unknown member "destinaton" in /data [unknown-member] (did you mean "destination"?)'
    )
    found = LINE.fullmatch(second)
    assert found
    assert found.groups()[:4] == (f"{tmp_path}/x.ndjson", "3", "2", "error")
    assert found.groups()[5:] == ("syntax", None)
    assert summary == "3 messages in 1 file: 2 errors, 0 warnings"


def test_warning_does_not_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text(ALIAS)
    result = run(capsys, "check", tmp_path)
    warning, summary = result.out.splitlines()
    found = LINE.fullmatch(warning)
    assert found
    assert found.groups()[:4] == (f"{tmp_path}/x.json", "1", "13", "warning")
    assert found.groups()[5:] == ("alias", "session.request.addchannel")
    assert summary.startswith("1 message in 1 file: all valid")
    assert (result.code, result.err) == (0, "")


def test_warnings_are_counted_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.ndjson").write_text(f"{ALIAS}\n{BAD}\n{ALIAS}\n")
    result = run(capsys, "check", tmp_path)
    assert result.code == 1
    assert result.out.endswith("\n3 messages in 1 file: 1 error, 2 warnings\n")


@pytest.mark.parametrize(("content", "code", "lines"), [(GOOD, 0, 0), (ALIAS, 0, 1), (BAD, 1, 1)])
def test_quiet_leaves_the_summary_out(
    content: str, code: int, lines: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.json").write_text(content)
    result = run(capsys, "check", "--quiet", tmp_path)
    assert (result.code, result.err) == (code, "")
    assert len(result.out.splitlines()) == lines
    assert all(LINE.fullmatch(line) for line in result.out.splitlines())


@pytest.mark.parametrize("most", range(5))
def test_no_more_problems_are_shown_than_asked_for_yet_all_are_counted(
    most: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.ndjson").write_text(f"{BAD}\n{GOOD}\n{ALIAS}\n{{\n")
    result = run(capsys, "check", "--max-problems", str(most), tmp_path)
    shown = [found[2] for found in map(LINE.fullmatch, result.out.splitlines()) if found]
    assert shown == ["1", "3", "4"][:most]
    assert result.out.splitlines()[-1] == "4 messages in 1 file: 2 errors, 1 warning"
    assert result.code == 1


def test_problems_not_shown_are_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.ndjson").write_text(f"{BAD}\n" * 9)
    assert "7 more" in run(capsys, "check", "--max-problems", "2", tmp_path).out
    assert "more" not in run(capsys, "check", "--max-problems", "9", tmp_path).out


def test_problems_are_cut_over_all_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.json", "b.json", "c.json"):
        (tmp_path / name).write_text(BAD)
    out = run(capsys, "check", "--max-problems", "2", tmp_path).out
    assert [found[1][-6:] for found in map(LINE.fullmatch, out.splitlines()) if found] == ["a.json", "b.json"]
    assert out.endswith("3 messages in 3 files: 3 errors, 0 warnings\n")


@pytest.mark.parametrize("most", ["0", "1"])
def test_quiet_and_cut_still_fails(most: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.ndjson").write_text(f"{BAD}\n{BAD}\n")
    result = run(capsys, "check", "--quiet", "--max-problems", most, tmp_path)
    assert result.code == 1
    assert sum(bool(LINE.fullmatch(line)) for line in result.out.splitlines()) == int(most)


CONTROLS = [
    '{"command": "\\u001b[31mred\\n"}',
    '{"command\\u001b[2J": 1}',
    '{"command": "channel.dial", "target": "a\\u0007.b", "data": {"destination": "x"}}',
    '{"command": "channel.dial", "target": "a.b", "data": {"destination": "x", "\\n\\u009b\\u2028": 1}}',
    '{"command": "channel.dial", "target": "a.b", "data": {"destination": "x"}, "result": "\\r\\u202e"}',
    '{"a\\n\\u001b": 1, "a\\n\\u001b": 2}',
    '{"command": "conversation.answer", "target": "a.b.c.d", "data": {"\\u001b\\n": 1e400}}',
]


@pytest.mark.parametrize("content", CONTROLS)
def test_what_a_file_holds_does_not_reach_the_terminal_raw(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.ndjson").write_text(content)
    result = run(capsys, "check", "--quiet", tmp_path)
    assert result.code == 1
    assert result.out.endswith("\n")
    assert result.out[:-1].isprintable()


@pytest.mark.parametrize("content", CONTROLS)
def test_report_of_odd_names_is_as_its_schema_says(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.ndjson").write_text(content)
    assert len(report(capsys, tmp_path)[1]["problems"]) == 1


def test_schema_of_the_report_is_a_schema() -> None:
    Draft202012Validator.check_schema(report_validator().schema)


def test_schema_of_the_report_refuses_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text(BAD)
    _, document = report(capsys, tmp_path)
    [problem] = document["problems"]
    for other in (
        {"line": 0},
        {"column": 0},
        {"message_index": -1},
        {"severity": "hint"},
        {"code": "Bad Code"},
        {"code": None},
        {"pointer": "data"},
        {"more": 1},
    ):
        assert not report_validator().is_valid({**document, "problems": [problem | other]})
    assert not report_validator().is_valid({"problems": []})
    assert not report_validator().is_valid({"summary": document["summary"]})
    for member in problem:
        fewer = {name: value for name, value in problem.items() if name != member}
        assert not report_validator().is_valid({**document, "problems": [fewer]})


def test_json_report_without_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.ndjson").write_text(f"{GOOD}\n{NAMED}\n")
    summary = {"files": 1, "messages": 2, "errors": 0, "warnings": 0, "envelope_only": 1}
    assert report(capsys, tmp_path) == (0, {"problems": [], "summary": summary})


def test_json_report_holds_each_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(f"[{GOOD},\n {BAD}]")
    (tmp_path / "b.json").write_text(ALIAS)
    exit_code, document = report(capsys, tmp_path)
    unknown, alias = document["problems"]
    assert exit_code == 1
    assert unknown == {
        "code": "unknown-member",
        "message": 'unknown member "destinaton" in /data',
        "pointer": "/data/destinaton",
        "severity": "error",
        "hint": "destination",
        "schema": unknown["schema"],
        "file": f"{tmp_path}/a.json",
        "line": 2,
        "column": BAD_COLUMN + 1,
        "message_index": 1,
    }
    assert unknown["schema"].startswith("https://cti-contract.example/commands/channel.dial.json#/")
    assert (alias["severity"], alias["hint"], alias["schema"]) == ("warning", "session.request.addchannel", None)
    assert document["summary"] == {"files": 2, "messages": 3, "errors": 1, "warnings": 1, "envelope_only": 0}


@pytest.mark.parametrize("most", [0, 1, 2, 3, 4])
def test_json_report_that_is_cut_counts_all(most: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.ndjson").write_text(f"{BAD}\n{ALIAS}\n{{\n")
    exit_code, document = report(capsys, "--max-problems", str(most), tmp_path)
    assert exit_code == 1
    assert [problem["line"] for problem in document["problems"]] == [1, 2, 3][:most]
    assert document["summary"] == {"files": 1, "messages": 3, "errors": 2, "warnings": 1, "envelope_only": 0}


@pytest.mark.parametrize("content", [GOOD, BAD])
def test_json_report_is_whole_when_quiet(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text(content)
    assert report(capsys, "--quiet", tmp_path) == report(capsys, tmp_path)


def test_both_reports_tell_the_same_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, fault in enumerate(FAULTS.values()):
        (tmp_path / f"{number:02}.json").write_text(spot(fault)[0])
    lines = run(capsys, "check", "--quiet", tmp_path).out.splitlines()
    found = [match.groups() for match in map(LINE.fullmatch, lines) if match]
    assert len(lines) == len(FAULTS)
    told = ("file", "line", "column", "severity", "message", "code")
    problems = report(capsys, tmp_path)[1]["problems"]
    assert [each[:6] for each in found] == [tuple(str(problem[name]) for name in told) for problem in problems]


def test_unknown_members_may_be_ignored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text(GOOD[:-1] + ', "priority": {"of": "it"}}')
    assert run(capsys, "check", "--unknown", "error", tmp_path).code == 1
    assert run(capsys, "check", "--unknown", "ignore", tmp_path) == (0, "1 message in 1 file: all valid\n", "")


def test_other_problems_are_not_ignored_with_unknown_members(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.json").write_text(BAD)
    exit_code, document = report(capsys, "--unknown", "ignore", tmp_path)
    assert (exit_code, places(document)) == (1, [(1, BAD_COLUMN - 1, "missing-member")])


def test_folder_is_searched_for_message_files_in_sorted_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [
        "A.NDJSON",
        "B.JSON.GZ",
        "a/b/deep.json",
        "a/z.ndjson.gz",
        "b.jsonl",
        "c.json.gz",
        "d.ndjson",
        "e.jsonl.gz",
        "f.json",
    ]
    for name in [*reversed(names), "g.txt", "h.json.bak", "i.gz", "json", "j.json.zip", "k.ndjson.txt"]:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(gzip.compress(BAD.encode()) if name.lower().endswith(".gz") else BAD.encode())
    exit_code, document = report(capsys, tmp_path)
    assert exit_code == 1
    assert [problem["file"] for problem in document["problems"]] == [f"{tmp_path}/{name}" for name in names]
    assert set(places(document)) == {(1, BAD_COLUMN, "unknown-member")}
    assert document["summary"]["files"] == document["summary"]["messages"] == len(names)


def test_paths_are_checked_in_the_order_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.json", "m/b.json", "m/c.json", "z.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BAD)
    _, document = report(capsys, tmp_path / "z.json", tmp_path / "m", tmp_path / "a.json")
    files = [problem["file"].removeprefix(f"{tmp_path}/") for problem in document["problems"]]
    assert files == ["z.json", "m/b.json", "m/c.json", "a.json"]


def test_file_named_twice_is_checked_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(f"[{BAD}]")
    exit_code, document = report(capsys, tmp_path / "a.json", tmp_path, tmp_path / "a.json")
    assert exit_code == 1
    assert places(document) == [(1, BAD_COLUMN + 1, "unknown-member")] * 3
    assert [problem["message_index"] for problem in document["problems"]] == [0, 0, 0]
    assert (document["summary"]["files"], document["summary"]["messages"]) == (3, 3)


def test_linked_file_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kept.txt").write_text(BAD)
    (tmp_path / "linked.json").symlink_to("kept.txt")
    assert places(report(capsys, tmp_path)[1]) == [(1, BAD_COLUMN, "unknown-member")]


@pytest.mark.parametrize("name", ["x.json", "x.ndjson", "x.jsonl", "x.log", "x"])
def test_packed_file_is_read_as_the_one_inside(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = f"[\n{BAD}]" if name == "x.json" else f"{GOOD}\n{BAD}\n"
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content.encode()))
    exit_code, document = report(capsys, tmp_path / f"{name}.gz")
    assert (exit_code, places(document)) == (1, [(2, BAD_COLUMN, "unknown-member")])


def test_packed_file_may_have_several_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    halves = gzip.compress(GOOD.encode()[:50]), gzip.compress(f"{GOOD[50:]}\n{BAD}".encode())
    (tmp_path / "x.ndjson.gz").write_bytes(b"".join(halves))
    assert places(report(capsys, tmp_path)[1]) == [(2, BAD_COLUMN, "unknown-member")]


def test_suffix_tells_a_document_from_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(f"{GOOD}\n{GOOD}\n")
    (tmp_path / "b.ndjson").write_text(f"[{GOOD}]\n{GOOD}\n")
    _, document = report(capsys, tmp_path)
    assert places(document, tmp_path / "a.json") == [(2, 1, "syntax")]
    assert places(document, tmp_path / "b.ndjson") == [(1, 1, "wrong-type")]


def test_blank_lines_are_ignored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.ndjson").write_text(f"\n \n{GOOD}\n\t\r\n\n  {BAD}\n\n\n{BAD}")
    _, document = report(capsys, tmp_path)
    assert places(document) == [(6, BAD_COLUMN + 2, "unknown-member"), (9, BAD_COLUMN, "unknown-member")]
    assert [problem["message_index"] for problem in document["problems"]] == [1, 2]
    assert document["summary"]["messages"] == 3


NAMES_OF_FILES = [b"a\nb.json", b"gr\xc3\xb6\xc3\x9fe.json", b"gr\xf6\xdfe.json", b"\x1b[31m.json", b"a b:1:2.json"]


@pytest.mark.parametrize("name", NAMES_OF_FILES)
@pytest.mark.parametrize("content", [BAD, "{", None], ids=["message", "syntax", "unreadable"])
def test_odd_file_name_stays_on_one_printable_line(
    content: str | None, name: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / os.fsdecode(name)
    file.symlink_to("gone") if content is None else file.write_text(content)
    result = run(capsys, "check", "--quiet", tmp_path)
    assert result.code == 1
    assert result.out.count("\n") == 1
    assert result.out.strip().isprintable()


@pytest.mark.parametrize("name", NAMES_OF_FILES)
def test_report_of_an_odd_file_name_is_json_for_a_strict_reader(
    name: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / os.fsdecode(name)).write_text(BAD)
    out = run(capsys, "check", "--format", "json", tmp_path).out
    [problem] = jiter.from_json(out.encode())["problems"]
    assert problem["file"].endswith(".json")


def test_file_whose_name_is_no_utf8_is_told_of_by_a_process(tmp_path: Path) -> None:
    Path(os.fsdecode(bytes(tmp_path) + b"/gr\xf6\xdfe.json")).write_text(BAD)
    done = process("check", "--quiet", tmp_path)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.count(b"\n") == 1
    assert done.stdout.startswith(bytes(tmp_path) + b"/gr")


PRETTY = json.dumps(json.loads(BAD), indent=2)
ALLMAN = """\
{
"command": "channel.dial",
"target": "PureCloud-mlopez.70001",
"data":
{"destinaton": "+15550105"}
}
"""
LARGE = GOOD[:-1] + ', "context": {"dump": "' + "x" * 200_000 + '"}}'
FORMS = {
    "nothing else": (BAD, [(1, BAD_COLUMN, "unknown-member")]),
    "one line": (BAD + "\n", [(1, BAD_COLUMN, "unknown-member")]),
    "one line behind blank ones": ("\n \r\n\n" + BAD, [(4, BAD_COLUMN, "unknown-member")]),
    "pretty-printed": (PRETTY, [(5, 5, "unknown-member")]),
    "pretty-printed behind blank lines": ("\n\n\n" + PRETTY, [(8, 5, "unknown-member")]),
    "pretty-printed without indentation": (ALLMAN, [(5, 2, "unknown-member")]),
    "array of one line": (f"[{GOOD}, {BAD}]\n", [(1, len(GOOD) + 3 + BAD_COLUMN, "unknown-member")]),
    "array": (f"[\n{GOOD},\n{BAD}\n]\n", [(3, BAD_COLUMN, "unknown-member")]),
    "array, indented": (f"\n  [\n  {GOOD},\n  {BAD}\n]\n", [(4, BAD_COLUMN + 2, "unknown-member")]),
    "array of pretty-printed ones": (
        f"[\n{PRETTY},\n{PRETTY}\n]",
        [(6, 5, "unknown-member"), (13, 5, "unknown-member")],
    ),
    "lines": (f"{GOOD}\n{BAD}\n{GOOD}\n", [(2, BAD_COLUMN, "unknown-member")]),
    "lines, indented": (f"  {GOOD}\n  {BAD}\n", [(2, BAD_COLUMN + 2, "unknown-member")]),
    "lines behind blank ones": (f"\n\n\r\n\n{GOOD}\n\n{BAD}\n", [(7, BAD_COLUMN, "unknown-member")]),
    "lines, the first broken": (
        f"{GOOD[:40]}\n{GOOD}\n{BAD}\n",
        [(1, 41, "syntax"), (3, BAD_COLUMN, "unknown-member")],
    ),
    "lines, the first no JSON": (f"started\n{GOOD}\n{BAD}\n", [(1, 1, "syntax"), (3, BAD_COLUMN, "unknown-member")]),
    "lines, the first in brackets": (f"[x] up\n{GOOD}\n{BAD}", [(1, 2, "syntax"), (3, BAD_COLUMN, "unknown-member")]),
    "lines, the first two broken": (
        f"started\nup\n{GOOD}\n{BAD}\n",
        [(1, 1, "syntax"), (2, 1, "syntax"), (4, BAD_COLUMN, "unknown-member")],
    ),
    "lines, all broken": (f"{GOOD[:-1]},}}\n" * 3, [(line, len(GOOD) + 1, "syntax") for line in (1, 2, 3)]),
    "lines, all with something before them": (f"data: {GOOD}\n" * 2, [(1, 1, "syntax"), (2, 1, "syntax")]),
    "lines, the first without its beginning": (
        f"{GOOD[40:]}\n{BAD}",
        [(1, 1, "syntax"), (2, BAD_COLUMN, "unknown-member")],
    ),
    "lines, the second broken": (f"{GOOD}\n{{\n{BAD}\n", [(2, 2, "syntax"), (3, BAD_COLUMN, "unknown-member")]),
    "lines, the first an array": (f"[1]\n\n{BAD}\n", [(1, 1, "wrong-type"), (3, BAD_COLUMN, "unknown-member")]),
    "lines, the first null": (f"null\n{BAD}", [(1, 1, "wrong-type"), (2, BAD_COLUMN, "unknown-member")]),
    "a document on the first line": (f"[{GOOD}, {BAD}]\n\n \n", [(1, len(GOOD) + 3 + BAD_COLUMN, "unknown-member")]),
    "lines, the first large": (f"{LARGE}\n{BAD}\n", [(2, BAD_COLUMN, "unknown-member")]),
    "lines, the second large": (f"{GOOD}\n{LARGE}\n{BAD}\n", [(3, BAD_COLUMN, "unknown-member")]),
}  # fmt: skip


def whole(content: bytes) -> list[bytes]:
    return [content]


def line_by_line(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def in_bits(content: bytes) -> list[bytes]:
    size = max(7, len(content) // 200)
    return [content[at : at + size] for at in range(0, len(content), size)]


@pytest.mark.parametrize("written", [whole, line_by_line, in_bits])
@pytest.mark.parametrize(("content", "found"), FORMS.values(), ids=FORMS)
def test_standard_input_is_told_apart_by_its_content_however_it_comes(
    content: str,
    found: list[Any],
    written: Callable[[bytes], list[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stand_in(monkeypatch, written(content.encode()))
    exit_code, document = report(capsys, "-")
    assert (exit_code, places(document, "-")) == (1, found)


@pytest.mark.parametrize(("content", "found"), FORMS.values(), ids=FORMS)
def test_file_of_another_suffix_is_told_apart_by_its_content(
    content: str, found: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "session.log").write_bytes(content.encode())
    exit_code, document = report(capsys, tmp_path / "session.log")
    assert (exit_code, places(document)) == (1, found)


def test_standard_input_is_checked_among_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text(BAD)
    stand_in(monkeypatch, [BAD.encode()])
    _, document = report(capsys, tmp_path / "a.json", "-", tmp_path / "a.json")
    assert [problem["file"] for problem in document["problems"]] == [f"{tmp_path}/a.json", "-", f"{tmp_path}/a.json"]


def test_standard_input_takes_the_message_out_of_records(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in(monkeypatch, [f'{{"event": {GOOD}}}\n{{"event": {BAD}}}\n'.encode()])
    assert places(report(capsys, "--at", "/event", "-")[1]) == [(2, BAD_COLUMN + 10, "unknown-member")]
    stand_in(monkeypatch, [f"[1, {GOOD}]\n".encode(), f"[2, {BAD}]\n".encode()])
    assert places(report(capsys, "--at", "/1", "-")[1]) == [(2, BAD_COLUMN + 4, "unknown-member")]


OLDER = '{"command": "session.request.addchannelgroup", "target": "PureCloud-msmith768", "data": {}%s}'


@pytest.mark.parametrize(("members", "options"), [("", ()), (', "results": 1', ("--unknown", "ignore"))])
def test_a_message_with_a_warning_is_valid_and_counted(
    members: str, options: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.ndjson").write_text(OLDER % members)
    result = run(capsys, "check", *options, tmp_path)
    assert result.code == 0
    assert "[alias]" in result.out
    assert result.out.endswith("1 message in 1 file: all valid, 1 of them by envelope only, 1 warning\n")


def test_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"cti-contract {metadata.version('cti-contract')}\n", "")


def test_version_is_unknown_where_the_package_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    assert run(capsys, "--version") == (0, "cti-contract of no release: it is not installed\n", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "COMMAND"),
        (("chek",), "chek"),
        (("check",), "PATH"),
        (("check", "gone.json"), "gone.json"),
        (("check", "gone/"), "gone/"),
        (("check", "gone/*.json"), "gone/*.json"),
        (("check", ""), "no such file"),
        (("check", ".", "gone.json"), "gone.json"),
        (("check", "--format", "xml", "."), "xml"),
        (("check", "--unknown", "warn", "."), "warn"),
        (("check", "--max-problems", "-1", "."), "-1"),
        (("check", "--max-problems", "many", "."), "many"),
        (("check", "--max-problems", "1.5", "."), "1.5"),
        (("check", "--max-problems", "", "."), "max-problems"),
        (("check", "--max-problems", "9" * 5000, "."), "max-problems"),
        (("check", "--at", "event", "."), "event"),
        (("check", "--at", "/a~2", "."), "/a~2"),
        (("check", "--at", "/a~", "."), "/a~"),
        (("check", "--colour", "."), "cti-contract check: error: unrecognized arguments: --colour\n"),
        (("check", "--colour", "blue", "."), "cti-contract check: error: unrecognized arguments: --colour\n"),
        (("session", "--jobs", "2", "."), "cti-contract session: error: unrecognized arguments: --jobs\n"),
        (("session", "gone.json"), "cti-contract session: error: no such file or folder: gone.json\n"),
        (("--quiet", "check", "."), "cti-contract: error: unrecognized arguments: --quiet .\n"),
        (("list", "extra"), "extra"),
        (("list", "--format", "yaml"), "yaml"),
        (("show",), "NAME"),
        (("show", "gone"), "gone"),
        (("show", "--schema", "gone"), "gone"),
        (("show", ""), '""'),
    ],
)
def test_wrong_usage_is_2_and_told_on_standard_error(
    arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    result = run(capsys, *arguments)
    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert "Traceback" not in result.err


def test_path_that_does_not_exist_is_wrong_usage_even_beside_bad_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.json").write_text(BAD)
    result = run(capsys, "check", tmp_path, tmp_path / "gone.json")
    told = f"cti-contract check: error: no such file or folder: {tmp_path / 'gone.json'}\n"
    assert (result.code, result.out, result.err) == (2, "", told)


@pytest.mark.parametrize("path", ["a\nb.json", "\x1b[31m.json", "gr\udcf6\udcdfe.json"])
def test_odd_path_that_does_not_exist_is_told_on_printable_lines(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = run(capsys, "check", path)
    assert result.code == 2
    assert ".json" in result.err
    assert all(line.isprintable() for line in result.err.split("\n"))


@pytest.mark.parametrize("arguments", [(), ("check",), ("session",), ("list",), ("show",)])
def test_help_is_0_and_names_the_command(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    result = run(capsys, *arguments, "--help")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(" ".join(["usage: cti-contract", *arguments]))


@pytest.mark.parametrize(("arguments", "shown"), [((), "check"), (("check",), "check"), (("session",), "session")])
def test_help_shows_examples(arguments: tuple[str, ...], shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    help_text = run(capsys, *arguments, "--help").out
    assert "examples:" in help_text
    assert re.search(rf"^ +cti-contract {shown} \S", help_text, re.MULTILINE)


@pytest.mark.parametrize("command", ["check", "session"])
def test_help_of_a_gate_tells_every_option_and_exit_code(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    help_text = run(capsys, command, "--help").out
    for option in ("PATH", "--format", "--at", "--unknown", "--max-problems", "--quiet", "exit codes"):
        assert option in help_text


def test_command_is_installed_as_cti_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    module, _, function = project["scripts"]["cti-contract"].partition(":")
    assert (module, getattr(main, function)) == (main.__name__, main.run)


COLUMNS = ["name", "kind", "status", "media", "platforms", "target"]


def test_list_is_a_table_of_every_message(capsys: pytest.CaptureFixture[str]) -> None:
    result = run(capsys, "list")
    header, *rows = [re.split(r"  +", line) for line in result.out.splitlines()]
    assert (result.code, result.err) == (0, "")
    assert header == COLUMNS
    assert len(rows) == len(cti.MESSAGES)
    assert {len(row) for row in rows} == {6}
    assert ["channel.dial", "request", "documented", "telephony", "all", "channel"] in rows
    assert ["session.agentleg.failed", "event", "named", "-", "incontact", "session"] in rows
    assert ["conversation.created", "event", "named", "-", "all", "interaction or conversation"] in rows
    assert rows == sorted(rows, key=lambda row: row[0])


def test_columns_of_the_list_are_straight(capsys: pytest.CaptureFixture[str]) -> None:
    header, *rows = run(capsys, "list").out.splitlines()
    starts = [header.index(column) for column in COLUMNS]
    assert all(row[start - 1] == " " != row[start] for row in rows for start in starts[1:])
    assert not any(row.endswith(" ") for row in rows)


def test_list_as_json_holds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    table = [re.split(r"  +", line) for line in run(capsys, "list").out.splitlines()[1:]]
    result = run(capsys, "list", "--format", "json")
    rows = json.loads(result.out)
    assert (result.code, result.err) == (0, "")
    assert len(rows) == len(cti.MESSAGES)
    assert all(list(row) == COLUMNS for row in rows)
    assert [
        [
            row["name"],
            row["kind"],
            row["status"],
            row["media"] or "-",
            ", ".join(row["platforms"]) or "all",
            " or ".join(row["target"]),
        ]
        for row in rows
    ] == table


def kinds_of(name: str) -> list[str]:
    return [message.kind for message in cti.MESSAGES if message.name == name]


def examples_of(name: str) -> list[Any]:
    return [
        example
        for schema in registry.schemas().values()
        if schema["title"] == name
        for example in schema.get("examples", ())
    ]


@pytest.mark.parametrize("name", NAMES)
def test_show_tells_what_there_is_to_know(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = run(capsys, "show", name)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"{name}: ")
    examples = [json.loads(found) for found in re.findall(r"^ *example: (.+)$", result.out, re.MULTILINE)]
    assert [cti.validate(example).kind for example in examples] == kinds_of(name)
    assert {cti.validate(example).name for example in examples} == {name}
    for member in {member for example in examples for member in example}:
        assert re.search(rf"^ +{member}\?? ", result.out, re.MULTILINE)
    first = next(message for message in cti.MESSAGES if message.name == name)
    for told in (first.status, *first.platforms, *first.aliases, *(event.name for event in first.secondary_events)):
        assert told in result.out


def test_show_lists_what_follows_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.strip() for line in run(capsys, "show", "conversation.blindtransfer").out.splitlines()]
    follows = [
        next(number for number, line in enumerate(lines) if line.startswith(event))
        for event in ("state.updated", "conversation.disposed", "interaction.focuschanged", "interaction.ended")
    ]
    assert follows == sorted(follows)


def test_show_marks_members_that_may_be_missing(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "show", "channel.dial").out
    assert re.search(r"^ +data\.extensions\? ", out, re.MULTILINE)
    assert re.search(r"^ +data\.destination ", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("session.addchannel", "session.request.addchannel"),
        ("session.request.addchannelgroup", "session.addchannelgroup"),
    ],
)
def test_show_takes_an_alias(alias: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "show", alias) == run(capsys, "show", name)
    assert run(capsys, "show", "--schema", alias) == run(capsys, "show", "--schema", name)


@pytest.mark.parametrize("options", [(), ("--schema",)])
@pytest.mark.parametrize(
    ("misspelt", "name"),
    [
        ("chanel.dial", "channel.dial"),
        ("Channel.Dial", "channel.dial"),
        ("conversation.memeber.added", "conversation.member.added"),
        ("channel.dail", "channel.dial"),
    ],
)
def test_show_of_a_misspelt_name_tells_the_right_one(
    misspelt: str, name: str, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    result = run(capsys, "show", *options, misspelt)
    assert (result.code, result.out) == (2, "")
    assert f'"{misspelt}"' in result.err
    assert f'did you mean "{name}"?' in result.err


def test_show_of_a_name_like_no_other_suggests_none(capsys: pytest.CaptureFixture[str]) -> None:
    result = run(capsys, "show", "weather.forecast")
    assert (result.code, result.out) == (2, "")
    assert "did you mean" not in result.err


def references(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [reference for item in schema for reference in references(item)]
    if isinstance(schema, dict):
        own = [schema["$ref"]] if isinstance(schema.get("$ref"), str) else []
        return own + [reference for key, item in schema.items() if key != "examples" for reference in references(item)]
    return []


@pytest.mark.parametrize("name", NAMES)
def test_bundled_schema_stands_alone_and_accepts_that_message_only(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    result = run(capsys, "show", "--schema", name)
    assert (result.code, result.err) == (0, "")
    schema = json.loads(result.out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(schema)
    assert "$id" not in result.out
    assert all(reference.startswith("#/") for reference in references(schema))
    validator = jsonschema_rs.Draft202012Validator(schema, offline=True)
    own = examples_of(name)
    assert {cti.validate(example).kind for example in own} == set(kinds_of(name))
    for example in own:
        validator.validate(example)
        assert not validator.is_valid(example | {"unknown member": 1})
        assert not validator.is_valid({member: example[member] for member in example if member != "target"})
    for other in NAMES:
        if other != name:
            assert not any(map(validator.is_valid, examples_of(other)))


@pytest.mark.parametrize("name", NAMES)
def test_bundled_schema_holds_nothing_that_it_does_not_refer_to(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads(run(capsys, "show", "--schema", name).out)
    reached = {reference.split("/")[2] for reference in references(schema)}
    assert set(schema.get("$defs", {})) == reached


@pytest.mark.parametrize(("content", "code"), [(GOOD, 0), (ALIAS, 0), (BAD, 1), ("{", 1)])
def test_process_ends_with_the_exit_code(content: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "x.ndjson").write_text(content)
    done = process("check", tmp_path)
    assert (done.returncode, done.stderr) == (code, b"")
    assert done.stdout.startswith(b"1 message in 1 file" if content == GOOD else bytes(tmp_path))


def test_process_ends_with_2_on_wrong_usage() -> None:
    done = process("check", "gone.json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"gone.json" in done.stderr
    assert b"Traceback" not in done.stderr


def test_process_reads_standard_input() -> None:
    done = process("check", "-", input=f"{GOOD}\n{BAD}\n".encode())
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(f"-:2:{BAD_COLUMN}: error: ".encode())


@contextmanager
def waiting_for_more(*arguments: str, first: str = BAD) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a process that has told of problems in the first lines of a pipe and waits for more of them."""
    with subprocess.Popen(
        [*COMMAND, "check", *arguments, "-"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        # whoever runs the tests in the background may have it ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- there is one thread
    ) as started:
        assert started.stdin is not None
        assert started.stdout is not None
        started.stdin.write(
            b"\n".join([first.encode(), *[BAD.encode()] * 299, b""])
        )  # more problems than are kept back
        assert select.select([started.stdout], [], [], HANG)[0], "nothing is told before the pipe ends"
        yield started


def test_lines_of_a_pipe_are_checked_while_it_is_written() -> None:
    with waiting_for_more() as started:
        out, err = started.communicate(f"{GOOD}\n{BAD}\n".encode(), timeout=HANG)
    lines = out.decode().splitlines()
    assert (started.returncode, err) == (1, b"")
    assert len(lines) == 302
    assert lines[-2].startswith(f"-:302:{BAD_COLUMN}: ")
    assert lines[-1] == "302 messages in 1 file: 301 errors, 0 warnings"


def test_first_line_of_a_pipe_may_be_no_json_and_the_others_are_not_waited_for() -> None:
    with waiting_for_more(first="started") as started:
        out, err = started.communicate(timeout=HANG)
    assert (started.returncode, err) == (1, b"")
    assert out.startswith(b"-:1:1: error: not JSON: expected value [syntax]\n-:2:")


@pytest.mark.parametrize("options", [(), ("--format", "json")])
def test_interrupt_ends_it_with_130_and_tells_what_was_checked(options: tuple[str, ...]) -> None:
    with waiting_for_more(*options) as started:
        assert started.stderr is not None
        started.send_signal(signal.SIGINT)
        assert started.wait(timeout=HANG) == 130
        told = started.stderr.read().decode()
    assert re.fullmatch(r"interrupted: \d+ messages? in [01] files? checked: \d+ errors?, 0 warnings\n", told)


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C"}, ASCII, {"PYTHONIOENCODING": "ascii:strict"}, {"PYTHONIOENCODING": "latin-1"}],
)
@pytest.mark.parametrize("options", [(), ("--format", "json")])
def test_output_fits_a_terminal_without_the_letters(
    environment: dict[str, str], options: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "größe😀.json").write_bytes(f'{GOOD[:-1]}, "größe日本😀": 1}}'.encode())
    done = process("check", *options, tmp_path, env={**os.environ, **environment})
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"unknown-member" in done.stdout
    assert b"1 error" in done.stdout or b'"errors": 1' in done.stdout


def test_usage_error_fits_a_terminal_without_the_letters() -> None:
    done = process("check", "größe😀.json", env={**os.environ, **ASCII})
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


def test_show_and_list_fit_a_terminal_without_the_letters() -> None:
    for arguments in (("list",), ("show", "channel.dial"), ("show", "--schema", "channel.dial")):
        done = process(*arguments, env={**os.environ, **ASCII})
        assert (done.returncode, done.stderr) == (0, b"")


def test_record_that_is_no_json_is_told_at_its_place_whatever_at_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.ndjson").write_text(f'{{"event": {GOOD}}}\n{{"event": \n')
    assert places(report(capsys, "--at", "/event", tmp_path)[1]) == [(2, 10, "syntax")]


def test_output_that_cannot_be_written_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main.main(["list"]) == 1
    assert capfd.readouterr().err == "cti-contract: cannot write: No space left on device\n"


def test_reader_that_has_gone_is_no_error(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", encoding="utf-8") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert main.main(["list"]) == 1
    assert capfd.readouterr() == ("", "")


def test_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cti_contract.cli.commands.check.check_files", interrupted)
    assert run(capsys, "check", "-") == (130, "", "")


def test_interrupt_tells_all_that_was_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lines() -> Iterator[bytes]:
        yield f"{BAD}\n{GOOD}\n".encode() * 1000
        raise KeyboardInterrupt

    stand_in(monkeypatch, lines())
    (tmp_path / "a.json").write_text(GOOD)
    result = run(capsys, "check", tmp_path, "-")
    assert (result.code, result.out.count("\n")) == (130, 1000)
    assert result.err == "interrupted: 2,001 messages in 2 files checked: 1,000 errors, 0 warnings\n"


def test_closed_output_leaves_the_exit_code() -> None:
    for sample, code in (("call", 0), ("mistakes", 1)):
        command = shlex.join([*COMMAND, "check", f"tests/samples/{sample}.ndjson"])
        done = subprocess.run(["/bin/sh", "-c", f"{command} >&-"], cwd=ROOT, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (code, b"")


def test_output_that_was_closed_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main.main(["list"]) == 0
    sys.stdout.close()


def test_module_is_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def leave(code: int) -> None:
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", leave)
    thresholds: list[int] = []
    monkeypatch.setattr(gc, "set_threshold", thresholds.append)
    monkeypatch.setattr(sys, "argv", ["cti-contract", "show", "channel.initialized"])
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / "cti_contract" / "__main__.py"), run_name="__main__")
    assert stopped.value.code == 0
    assert thresholds == [100_000]
    assert capsys.readouterr().out.startswith("channel.initialized: an event")
