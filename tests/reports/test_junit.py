"""The JUnit report."""

import sqlite3
import tracemalloc
from pathlib import Path

import pytest
from findings import ERROR, SAMPLES, WARNING, each_odd_text, written
from helpers import ALIAS, BAD, GOOD, ROOT, Cli, MessageFile, Reporter, TextFile
from junitparser import JUnitXml, TestCase, TestSuite

from cti_contract.files.results import Counts, FileSummary, Finding, Summary, summary
from cti_contract.problems import Problem
from cti_contract.reports import REPORTS, junit
from cti_contract.reports.junit import LARGEST
from cti_contract.reports.text import ReportOptions


def cases(out: str) -> list[TestCase]:
    """Return the test cases, which their suites must count."""
    suites = list(JUnitXml.fromstring(out.encode()))
    found = []
    for suite in suites:
        inside = list(suite)
        failed = sum(case.is_failure for case in inside)
        assert (suite.name, suite.tests, suite.failures, suite.errors) == (inside[0].name, len(inside), failed, 0)
        found += inside
    return found


def texts(case: TestCase) -> tuple[str, list[str], list[str]]:
    """Return the name of a case, the lines of its failure and those of its output."""
    failures = [line for failure in case.result for line in failure.text.splitlines()]
    return case.name, failures, (case.system_out or "").splitlines()


def test_same_problems_as_json(tmp_path: Path, text_file: TextFile, cli: Cli, report: Reporter) -> None:
    text_file("empty.json", "")
    text_file("bad.json", BAD)
    text_file("good.json", GOOD)
    arguments = [tmp_path, ROOT / SAMPLES, tmp_path / "good.json"]
    _, document = report(*arguments)
    lines: dict[tuple[str, str], list[str]] = {}
    for problem in document["problems"]:
        lines.setdefault((problem["file"], problem["severity"]), []).append(str(Problem(**problem)))
    names = [tmp_path / name for name in ("bad.json", "empty.json", "good.json")]
    names += [*sorted((ROOT / SAMPLES).iterdir())]
    assert [texts(case) for case in cases(cli("check", "--format", "junit", *arguments).out)] == [
        (name, lines.get((name, "error"), []), lines.get((name, "warning"), [])) for name in map(str, names)
    ]


def test_warnings_alone_pass() -> None:
    [case] = cases(written("junit", WARNING))
    assert case.is_passed
    assert texts(case) == ("logs/call.ndjson", [], [str(WARNING)])


def test_file_given_twice() -> None:
    summary = FileSummary("a.json", 1, 0, 0, 0)
    out = "".join(REPORTS["junit"]([summary, summary, Summary(2, 2, 0, 0, 0)], ReportOptions()))
    assert [texts(case) for case in cases(out)] == [("a.json", [], [])] * 2


def test_folder_without_messages(tmp_path: Path, text_file: TextFile, cli: Cli) -> None:
    (tmp_path / "logs").mkdir()
    text_file("x.json", GOOD)
    out = cli("check", "--format", "junit", tmp_path / "logs", tmp_path / "x.json").out
    assert [(Path(case.name).name, case.is_passed) for case in cases(out)] == [
        ("logs", False),
        ("x.json", True),
    ]


def test_problem_without_file() -> None:
    out = "".join(REPORTS["junit"]([ERROR._replace(file=None)], ReportOptions()))
    assert [case.name for case in cases(out)] == ["-"]


@pytest.mark.parametrize("most", range(5))
def test_hidden_problems_fail(most: int) -> None:
    other = ERROR._replace(file="b.json")
    first, second = cases(written("junit", ERROR, WARNING, ERROR, other, most=most))
    shown = [str(problem) for problem in (ERROR, WARNING, ERROR)[:most]]
    errors, warnings = shown[:1] + shown[2:], shown[1:2]
    more = {1: "... and 1 more problem", 2: "... and 2 more problems"}
    assert texts(first)[1] == errors + ([more[2 - len(errors)]] if len(errors) < 2 else [])
    assert texts(first)[2] == warnings + ([more[1]] if not warnings else [])
    assert texts(second)[1] == ([str(other)] if most == 4 else [more[1]])
    assert [case.result[0].message for case in (first, second)] == ["2 errors, 1 warning", "1 error, 0 warnings"]


@each_odd_text
def test_odd_texts(text: str) -> None:
    out = written(
        "junit", ERROR._replace(file=text, message=text, hint=text), WARNING._replace(file=text, message=text)
    )
    assert out.isascii()
    [case] = cases(out)
    if text.isprintable():
        problem = ERROR._replace(file=text, message=text, hint=text)
        assert texts(case)[:2] == (text, [str(problem)])
    assert len(texts(case)[1]) == 1


def suites(*found: Finding, per_message: bool = False) -> list[TestSuite]:
    out = "".join(REPORTS["junit"](found, ReportOptions(per_message=per_message)))
    return list(JUnitXml.fromstring(out.encode()))


def test_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "perf_counter", iter((1.0, 3.5)).__next__)
    [suite] = suites(ERROR)
    assert (suite.time, [case.time for case in suite]) == (2.5, [2.5])


def test_case_for_each_message(message_file: MessageFile, text_file: TextFile, cli: Cli) -> None:
    path = message_file(GOOD, BAD, ALIAS, BAD)
    empty = text_file("empty.json", "")
    for limit in (9, 1):
        out = cli("check", "--format", "junit", "--junit-case", "message", f"--max-problems={limit}", path, empty).out
        first, second = JUnitXml.fromstring(out.encode())
        assert [(case.name, case.is_passed, len((case.system_out or "").splitlines())) for case in first] == [
            (f"{path} message 1", True, 0),
            (f"{path} message 2", False, 0),
            (f"{path} message 3", True, 1),
            (f"{path} message 4", False, 0),
        ]
        assert (first.tests, first.failures, first.errors) == (4, 2, 0)
        assert [case.name for case in second] == [str(empty)]
        assert (second.tests, second.failures) == (1, 1)


def test_messages_with_hidden_problems() -> None:
    [suite] = suites(ERROR, FileSummary("logs/call.ndjson", 4, 3, 0, 0), per_message=True)
    whole, *messages = suite
    assert texts(whole) == ("logs/call.ndjson", ["... and 2 more problems"], [])
    assert [case.is_passed for case in messages] == [True, True, False, True]
    assert (suite.tests, suite.failures) == (5, 2)


def test_messages_of_an_interrupted_file() -> None:
    first, second = suites(ERROR, summary(Counts(), complete=False), per_message=True)
    assert [case.is_passed for case in first] == [True, True, False]
    assert [(case.name, case.is_error) for case in second] == [("interrupted", True)]
    assert second.errors == 1


def test_many_lines_of_a_case() -> None:
    [suite] = suites(*[ERROR] * (LARGEST + 2))
    [case] = suite
    assert texts(case)[1][LARGEST:] == ["... and 2 more problems"]
    assert case.result[0].message == f"{LARGEST + 2} errors, 0 warnings"


def test_cases_of_problems_in_any_order() -> None:
    """Rules of sessions report problems of earlier messages at the end."""
    found = [ERROR._replace(message_index=index) for index in (2, 0, 2)]
    [suite] = suites(*found, FileSummary(str(ERROR.file), 4, 3, 0, 0), per_message=True)
    assert [len(texts(case)[1]) for case in suite] == [1, 0, 2, 0]
    assert (suite.tests, suite.failures) == (4, 2)


def test_memory_of_many_cases() -> None:
    """The report of a file of bad lines takes little memory, however long it is."""
    suites(ERROR, per_message=True)  # imports
    found = (ERROR._replace(message_index=index) for index in range(8_000))
    tracemalloc.start()
    try:
        size = sum(map(len, REPORTS["junit"](found, ReportOptions(per_message=True))))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size > 1_000_000
    assert most < size / 2


def test_full_disk_of_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """The problems of messages are in a temporary database, which cannot always grow."""
    connect = sqlite3.connect

    def small(name: str) -> sqlite3.Connection:
        database = connect(name)
        database.execute("PRAGMA max_page_count = 4")
        return database

    monkeypatch.setattr("sqlite3.connect", small)
    with pytest.raises(OSError, match=r"database or disk is full.*the temporary database of --junit-case message"):
        suites(*(ERROR._replace(message_index=index) for index in range(200)), per_message=True)
