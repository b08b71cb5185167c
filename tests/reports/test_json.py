"""The JSON report and its schema."""

from pathlib import Path

import pytest
from each_case import each_case
from faults import CONTROLS, FAULTS
from helpers import (
    ALIAS,
    BAD,
    BAD_COLUMN,
    GOOD,
    LINE,
    NAMED,
    Cli,
    MessageFile,
    Reporter,
    TextFile,
    report_validator,
    spot,
)
from jsonschema import Draft202012Validator

from cti_contract import __version__

NOTHING_LEFT_OUT = {
    "ignored": 0,
    "known": 0,
    "skipped": 0,
    "open_at_end": 0,
    "skipped_records": 0,
    "unfinished": 0,
    "kept": 0,
    "complete": True,
}


@each_case("content", CONTROLS)
def test_odd_names(content: str, text_file: TextFile, report: Reporter) -> None:
    assert len(report(text_file("x.ndjson", content)).problems) == 1


def test_schema_is_valid() -> None:
    Draft202012Validator.check_schema(report_validator().schema)


def test_schema_rejects_other_reports(message_file: MessageFile, report: Reporter) -> None:
    _, document = report(message_file(BAD, name="x.json"))
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


def test_report_without_problems(message_file: MessageFile, report: Reporter) -> None:
    summary = {"files": 1, "messages": 2, "errors": 0, "warnings": 0, "envelope_only": 1, **NOTHING_LEFT_OUT}
    assert report(message_file(GOOD, NAMED)) == (0, {"contract": __version__, "problems": [], "summary": summary})


def test_report_of_problems(tmp_path: Path, text_file: TextFile, report: Reporter) -> None:
    text_file("a.json", f"[{GOOD},\n {BAD}]")
    text_file("b.json", ALIAS)
    exit_code, document = report(tmp_path)
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
    assert document["summary"] == {
        "files": 2,
        "messages": 3,
        "errors": 1,
        "warnings": 1,
        "envelope_only": 0,
        **NOTHING_LEFT_OUT,
    }


@pytest.mark.parametrize("most", [0, 1, 2, 3, 4])
def test_max_problems(most: int, text_file: TextFile, report: Reporter) -> None:
    exit_code, document = report("--max-problems", str(most), text_file("x.ndjson", f"{BAD}\n{ALIAS}\n{{\n"))
    assert exit_code == 1
    assert [problem["line"] for problem in document["problems"]] == [1, 2, 3][:most]
    assert document["summary"] == {
        "files": 1,
        "messages": 3,
        "errors": 2,
        "warnings": 1,
        "envelope_only": 0,
        **NOTHING_LEFT_OUT,
    }


@pytest.mark.parametrize("content", [GOOD, BAD])
def test_quiet(content: str, message_file: MessageFile, report: Reporter) -> None:
    path = message_file(content, name="x.json")
    assert report("--quiet", path) == report(path)


def test_same_places_as_text(tmp_path: Path, text_file: TextFile, cli: Cli, report: Reporter) -> None:
    for number, fault in enumerate(FAULTS.values()):
        text_file(f"{number:02}.json", spot(fault)[0])
    lines = cli("check", "--quiet", tmp_path).out.splitlines()
    found = [match.groups() for match in map(LINE.fullmatch, lines) if match]
    assert len(lines) == len(FAULTS)
    names = ("file", "line", "column", "severity", "message", "code")
    problems = report(tmp_path).problems
    assert [each[:6] for each in found] == [tuple(str(problem[name]) for name in names) for problem in problems]
