"""The SARIF report."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from each_case import each_case
from findings import ERROR, SAMPLES, WARNING, each_odd_text, written
from helpers import ROOT, process
from published import published

from cti_contract import __version__
from cti_contract.codes import CODES
from cti_contract.files.results import Counts, summary
from cti_contract.problems import Problem, Source
from cti_contract.reports import REPORTS, paths
from cti_contract.reports.sarif import LARGEST
from cti_contract.reports.text import ReportOptions


def sarif(*problems: Problem, most: int | None = None) -> dict[str, Any]:
    return the_run(written("sarif", *problems, most=most))


def the_run(out: str) -> dict[str, Any]:
    """Return the only run of a SARIF report, which must be valid by the schema of the standard."""
    document = json.loads(out)
    published("sarif-2.1.0").validate(document)
    assert out.isascii()
    [only] = document["runs"]
    assert isinstance(only, dict)
    return only


def results(*problems: Problem) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sarif(*problems)["results"]
    return found


def test_schema_rejects_other_documents() -> None:
    document = json.loads(written("sarif", ERROR))
    wrongs: list[dict[str, Any]] = [
        {"level": "fatal"},
        {"message": {}},
        {"locations": [{"physicalLocation": {"region": {"startLine": 0}}}]},
    ]
    for wrong in wrongs:
        [result] = document["runs"][0]["results"]
        changed = {**document, "runs": [{**document["runs"][0], "results": [{**result, **wrong}]}]}
        assert not published("sarif-2.1.0").is_valid(changed)


def test_same_problems_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [f"{SAMPLES}/mistakes.ndjson", SAMPLES]
    document = json.loads(process("check", "--format", "json", *arguments).stdout)
    done = the_run(process("check", "--format", "sarif", *arguments).stdout.decode())
    assert done["properties"] == document["summary"]
    assert done["tool"]["driver"]["properties"] == {"contract": document["contract"]}
    assert "toolExecutionNotifications" not in done["invocations"][0]
    places = [
        (
            result["ruleId"],
            result["level"],
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
            result["locations"][0]["physicalLocation"]["region"]["startColumn"],
        )
        for result in done["results"]
    ]
    assert places == [
        tuple(problem[name] for name in ("code", "severity", "file", "line", "column"))
        for severity in ("error", "warning")
        for problem in document["problems"]
        if problem["severity"] == severity
    ]
    assert len(places) == 4
    assert capsys.readouterr().out == ""


def test_tool_and_rules() -> None:
    done = sarif()
    driver = done["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("cti-contract", __version__)
    assert [(rule["id"], rule["defaultConfiguration"]["level"]) for rule in driver["rules"]] == [
        (code.name, code.severity) for code in CODES.values()
    ]
    assert [rule["help"]["text"] for rule in driver["rules"]] == [code.fix for code in CODES.values()]
    assert (done["results"], done["columnKind"]) == ([], "unicodeCodePoints")


@pytest.mark.slow
def test_limit_of_results() -> None:
    warnings = [WARNING._replace(line=line) for line in range(1, LARGEST + 2)]
    done = sarif(*warnings, ERROR, *warnings, ERROR)
    assert [result["level"] for result in done["results"]] == ["error"] * 2 + ["warning"] * (LARGEST - 2)
    lines = [result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in done["results"]]
    assert lines[2:] == list(range(1, LARGEST - 1))
    hidden = len(warnings) * 2 + 2 - LARGEST
    [notification] = done["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == f"... and {hidden} more problems"
    assert (done["properties"]["errors"], done["properties"]["warnings"]) == (2, len(warnings) * 2)


@pytest.mark.slow
def test_limit_of_errors() -> None:
    done = sarif(*[ERROR] * (LARGEST + 3), WARNING)
    assert [result["level"] for result in done["results"]] == ["error"] * LARGEST
    assert done["properties"]["errors"] == LARGEST + 3


def test_max_problems() -> None:
    done = sarif(WARNING, ERROR, WARNING, most=2)
    assert [result["level"] for result in done["results"]] == ["error", "warning"]
    [notification] = done["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == "... and 1 more problem"


def test_problem_of_a_whole_file() -> None:
    [result] = results(Problem(code="unreadable", message="cannot be read", file="logs/x.json"))
    [location] = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}


def test_problem_without_file() -> None:
    assert results(ERROR._replace(file=None))[0]["locations"] == []


@each_case(
    ("file", "uri"),
    [
        ("logs/call.ndjson", "logs/call.ndjson"),
        ("./logs/call.ndjson", "logs/call.ndjson"),
        ("../call.ndjson", f"file://{ROOT.parent}/call.ndjson"),
        ("a b#c?d%.json", "a%20b%23c%3Fd%25.json"),
        ("a:b.json", "a%3Ab.json"),
        ("größe/日.json", "gr%C3%B6%C3%9Fe/%E6%97%A5.json"),
        ("/var/log/a b.json", "file:///var/log/a%20b.json"),
        (str(ROOT / "a.json"), "a.json"),
        ("bytes\\xff\\x41.json", "bytes%FF%5Cx41.json"),
    ],
)
def test_uris(file: str, uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert artifact(file) == ({"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": "SRCROOT"})
    path = unquote(urlsplit(uri).path, errors="backslashreplace")
    assert os.path.abspath(path) == os.path.abspath(file)


def artifact(file: str, root: Path | None = None) -> Any:
    """Return the place of a file in a report, which names the base of relative URIs."""
    run = the_run(written("sarif", ERROR._replace(file=file), root=root))
    assert run["originalUriBaseIds"].keys() == {"SRCROOT"}
    return run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]


def test_backslashes_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sep", "\\")
    assert paths.uri_path("a\\xff b") == "a%5Cxff%20b"


def test_root(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(ROOT)
    for root in (ROOT, tmp_path / "link"):
        assert artifact(str(ROOT / "logs/a.json"), root) == {"uri": "logs/a.json", "uriBaseId": "SRCROOT"}
    assert artifact("a.json", tmp_path) == {"uri": f"file://{ROOT}/a.json"}


def test_other_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> str:
        raise ValueError("Paths don't have the same drive")

    monkeypatch.setattr(os.path, "commonpath", refuse)
    assert paths.below("/other/root", "a.json") is None


def test_standard_input() -> None:
    [result] = results(ERROR._replace(file="-"))
    assert result["locations"] == [
        {"logicalLocations": [{"fullyQualifiedName": "standard input"}], "message": {"text": "-:3:80"}}
    ]


def test_interrupted_check() -> None:
    out = "".join(REPORTS["sarif"]([ERROR, summary(Counts(), complete=False)], ReportOptions()))
    [invocation] = the_run(out)["invocations"]
    assert invocation == {
        "executionSuccessful": False,
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": "interrupted: not everything was checked"}}
        ],
    }


@each_odd_text
def test_odd_texts(text: str) -> None:
    [result] = results(ERROR._replace(file=text, message=text, pointer=text, hint=None))
    shown = result["message"]["text"].replace("{{", "{").replace("}}", "}").replace("] (", "](")
    assert shown == text


def test_no_placeholders_and_links() -> None:
    [result] = results(ERROR._replace(message='not "{0} [a](https://a.example)"', hint=None))
    assert result["message"]["text"] == 'not "{{0}} [a] (https://a.example)"'


def fingerprints(*problems: Problem) -> list[str]:
    return [result["partialFingerprints"]["problem/v1"] for result in results(*problems)]


def test_fingerprint_of_moved_lines() -> None:
    before = ERROR._replace(message="no request for this response, see line 12 and lines 7")
    after = before._replace(message="no request for this response, see line 14 and lines 9", line=5, message_index=4)
    assert fingerprints(before) == fingerprints(after)
    elsewhere = before._replace(message="no request for this response, see logs/app.1.ndjson:3")
    assert fingerprints(before) == fingerprints(elsewhere)


@pytest.mark.parametrize(
    "other",
    [
        ERROR._replace(code="wrong-type"),
        ERROR._replace(pointer="/data/more"),
        ERROR._replace(message="another"),
        ERROR._replace(message="error 12"),
        ERROR._replace(source=Source("channel.dial", "", 0)),
    ],
)
def test_fingerprints_differ(other: Problem) -> None:
    assert len(set(fingerprints(ERROR, ERROR._replace(message="error 13"), other))) == 3


def test_fingerprints_are_numbered() -> None:
    first, second, elsewhere = fingerprints(ERROR, ERROR._replace(line=9), ERROR._replace(file="b.json"))
    assert first.endswith(":1")
    assert second == first.removesuffix(":1") + ":2"
    assert elsewhere == first
