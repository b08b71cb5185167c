"""The reports for pipelines: problems in, text out; and what the command writes with them."""

import itertools
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from helpers import BAD, GOOD, ROOT, process, report, run
from junitparser import JUnitXml, TestCase
from published import published

from cti_contract import __version__
from cti_contract.codes import CODES
from cti_contract.files.check import FileSummary, Finding, Summary
from cti_contract.problems import Problem
from cti_contract.reports import REPORTS
from cti_contract.reports.sarif import LARGEST

ERROR = Problem(
    code="unknown-member",
    message='unknown member "destinaton" in /data',
    pointer="/data/destinaton",
    hint="destination",
    file="logs/call.ndjson",
    line=3,
    column=80,
    message_index=2,
)
WARNING = ERROR._replace(code="alias", message="an older spelling", pointer="/command", severity="warning", hint=None)
SAMPLES = "tests/samples"
#: What may stand in a name or a text and has a meaning in one of the formats, or none anywhere.
ODD = [
    "100%25 of %0A",
    "::error file=x::y, and: more",
    "<&>\"' ]]> &#0; <!--",
    "line\r\nnext\ttab",
    "\x00\x1b[31m\x7f\x9b",
    "half a pair \ud83d",
    "\ufffe\uffff\u2028\u202e",
    "größe 日本 😀",
    "{0} {…} [a](1)",
]
each_odd_text = pytest.mark.parametrize("text", ODD)
each_format = pytest.mark.parametrize("form", REPORTS)


def findings(*problems: Problem) -> Iterator[Finding]:
    """Yield problems of files of one message each, as a check does."""
    errors = warnings = files = 0
    for file, group in itertools.groupby(problems, key=lambda problem: problem.file):
        counts = Counter[str]()
        for problem in group:
            counts[problem.severity] += 1
            yield problem
        yield FileSummary(str(file), 1, counts["error"], counts["warning"], 0)
        errors, warnings, files = errors + counts["error"], warnings + counts["warning"], files + 1
    yield Summary(files, files, errors, warnings, 0)


def written(form: str, *problems: Problem, most: int | None = None, quiet: bool = False) -> str:
    return "".join(REPORTS[form](findings(*problems), most=most, quiet=quiet))


@each_format
def test_exit_code_and_places_are_the_same_in_every_format(form: str) -> None:
    done = process("check", "--format", form, SAMPLES)
    assert (done.returncode, done.stderr) == (1, b"")
    for code in ("unknown-message", "unknown-member", "bad-target", "known-value"):
        assert code.encode() in done.stdout
    assert process("check", "--format", form, f"{SAMPLES}/call.ndjson").returncode == 0


@each_format
@pytest.mark.parametrize("most", [0, 1, 2])
def test_no_more_problems_are_shown_than_asked_for(form: str, most: int) -> None:
    problems = [ERROR._replace(message=f"fault {number}") for number in range(3)]
    out = written(form, *problems, WARNING._replace(message="fault 3"), most=most, quiet=True)
    assert re.findall(r"fault \d", out) == [f"fault {number}" for number in range(most)]


@each_format
def test_report_is_written_while_the_files_are_read(form: str) -> None:
    read = []

    def watched() -> Iterator[Finding]:
        for finding in findings(ERROR, ERROR._replace(file="b.json"), WARNING._replace(file="c.json")):
            read.append(finding)
            yield finding

    for piece in REPORTS[form](watched(), most=None, quiet=False):
        if "logs/call.ndjson" in piece:
            break
    assert 1 <= len(read) <= 2


@each_format
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_report_can_be_read_whatever_the_encoding_of_the_output(form: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / "größe 日本.json").write_text('{"größe 日本": 1}', encoding="utf-8")
    done = process("check", "--format", form, tmp_path, env={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (1, b"")
    read = {"json": json.loads, "sarif": json.loads, "junit": JUnitXml.fromstring}.get(form, bytes.decode)
    read(done.stdout if form == "junit" else done.stdout.decode(encoding).encode())  # type: ignore[operator]


@pytest.mark.parametrize("form", ["json", "junit", "sarif"])
def test_document_is_whole_when_quiet(form: str) -> None:
    assert written(form, ERROR, quiet=True) == written(form, ERROR)


def test_valid_input_in_text_format_loads_no_other_report() -> None:
    code = (
        "import sys\nfrom cti_contract.cli.main import main\n"
        f"assert main(['check', '{SAMPLES}/call.ndjson']) == 0\n"
        "print([name for name in sys.modules if name.startswith(('cti_contract.reports.', 'json.', 'xml', 'hashlib'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "['cti_contract.reports.text']"


def command(line: str) -> tuple[str, dict[str, str], str]:
    """Take a workflow command apart as GitHub's runner does."""
    found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert found, line
    properties = dict(item.split("=", 1) for item in found[2].split(","))
    return found[1], {name: decoded(value, ":,") for name, value in properties.items()}, decoded(found[3], "")


def decoded(text: str, more: str) -> str:
    for sign in f"\r\n{more}%":
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def test_github_gets_a_command_that_points_at_the_line() -> None:
    assert written("github", ERROR, WARNING) == (
        "::error file=logs/call.ndjson,line=3,col=80,title=cti-contract unknown-member::"
        'unknown member "destinaton" in /data (did you mean "destination"?) at logs/call.ndjson:3:80\n'
        "::warning file=logs/call.ndjson,line=3,col=80,title=cti-contract alias::"
        "an older spelling at logs/call.ndjson:3:80\n"
        "1 message in 1 file: 1 error, 1 warning\n"
    )


def test_github_gets_no_line_of_what_has_none() -> None:
    folder = Problem(code="no-messages", message="no message files in this folder", file="logs")
    assert command(written("github", folder, quiet=True)[:-1]) == (
        "error",
        {"file": "logs", "title": "cti-contract no-messages"},
        "no message files in this folder at logs",
    )


def test_github_gets_no_file_of_standard_input_but_its_line_in_the_text() -> None:
    _, properties, text = command(written("github", ERROR._replace(file="-"), quiet=True)[:-1])
    assert properties == {"title": "cti-contract unknown-member"}
    assert text.endswith(" at -:3:80")


def test_github_gets_a_message_that_came_from_no_file() -> None:
    problem = Problem(code="wrong-type", message="a message must be an object, not an array")
    assert written("github", problem, quiet=True) == f"::error title=cti-contract wrong-type::{problem.message}\n"


@pytest.mark.parametrize("name", ["a,b:c=d%3A.json", "100%.json", "two\nlines\r.json", "größe.json", "a::b.json"])
def test_github_gets_the_file_name_whatever_is_in_it(name: str) -> None:
    assert command(written("github", ERROR._replace(file=name), quiet=True)[:-1])[1]["file"] == name


def test_github_gets_paths_as_it_knows_them() -> None:
    assert command(written("github", ERROR._replace(file="./logs/x.json"), quiet=True)[:-1])[1]["file"] == "logs/x.json"


@each_odd_text
def test_github_gets_one_line_a_problem_without_what_a_terminal_would_act_on(text: str) -> None:
    out = written("github", ERROR._replace(file=text, message=text, hint=text, code=text), quiet=True)
    assert out.endswith("\n")
    assert out[:-1].isprintable()
    assert command(out[:-1])[1].keys() == {"file", "line", "col", "title"}


def test_github_log_tells_how_many_problems_are_not_shown() -> None:
    assert written("github", ERROR, ERROR, WARNING, most=1).splitlines()[1:] == [
        "... and 2 more problems",
        "1 message in 1 file: 2 errors, 1 warning",
    ]
    assert written("github", ERROR, ERROR, quiet=True).count("\n") == 2


def cases(out: str) -> list[TestCase]:
    """Return the test cases, of which there must be as many as their suites count."""
    suites = list(JUnitXml.fromstring(out.encode()))
    found = []
    for suite in suites:
        inside = list(suite)
        failed = sum(case.is_failure for case in inside)
        assert (suite.name, suite.tests, suite.failures, suite.errors) == (inside[0].name, len(inside), failed, 0)
        found += inside
    return found


def told(case: TestCase) -> tuple[str, list[str], list[str]]:
    """Return the name of a case, the lines of its failure and those of its output."""
    failures = [line for failure in case.result for line in failure.text.splitlines()]
    return case.name, failures, (case.system_out or "").splitlines()


def test_junit_has_the_problems_of_the_json_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.json").write_text("")
    (tmp_path / "bad.json").write_text(BAD)
    (tmp_path / "good.json").write_text(GOOD)
    arguments = [tmp_path, ROOT / SAMPLES, tmp_path / "good.json"]
    _, document = report(capsys, *arguments)
    lines: dict[tuple[str, str], list[str]] = {}
    for problem in document["problems"]:
        lines.setdefault((problem["file"], problem["severity"]), []).append(str(Problem(**problem)))
    names = [tmp_path / name for name in ("bad.json", "empty.json", "good.json")]
    names += [*sorted((ROOT / SAMPLES).iterdir()), tmp_path / "good.json"]
    assert [told(case) for case in cases(run(capsys, "check", "--format", "junit", *arguments).out)] == [
        (name, lines.get((name, "error"), []), lines.get((name, "warning"), [])) for name in map(str, names)
    ]


def test_junit_case_of_a_file_with_warnings_alone_passes() -> None:
    [case] = cases(written("junit", WARNING))
    assert case.is_passed
    assert told(case) == ("logs/call.ndjson", [], [str(WARNING)])


def test_junit_has_a_case_for_each_time_that_a_file_is_named() -> None:
    summary = FileSummary("a.json", 1, 0, 0, 0)
    out = "".join(REPORTS["junit"]([summary, summary, Summary(2, 2, 0, 0, 0)], most=None, quiet=False))
    assert [told(case) for case in cases(out)] == [("a.json", [], [])] * 2


def test_junit_has_a_case_for_a_folder_without_messages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "x.json").write_text(GOOD)
    out = run(capsys, "check", "--format", "junit", tmp_path / "logs", tmp_path / "x.json", tmp_path / "logs").out
    assert [(Path(case.name).name, case.is_passed) for case in cases(out)] == [
        ("logs", False),
        ("x.json", True),
        ("logs", False),
    ]


def test_junit_case_of_a_problem_that_came_from_no_file_is_that_of_standard_input() -> None:
    out = "".join(REPORTS["junit"]([ERROR._replace(file=None)], most=None, quiet=False))
    assert [case.name for case in cases(out)] == ["-"]


@pytest.mark.parametrize("most", range(5))
def test_junit_case_fails_whether_its_problems_are_shown_or_not(most: int) -> None:
    other = ERROR._replace(file="b.json")
    first, second = cases(written("junit", ERROR, WARNING, ERROR, other, most=most))
    shown = [str(problem) for problem in (ERROR, WARNING, ERROR)[:most]]
    errors, warnings = shown[:1] + shown[2:], shown[1:2]
    more = {1: "... and 1 more problem", 2: "... and 2 more problems"}
    assert told(first)[1] == errors + ([more[2 - len(errors)]] if len(errors) < 2 else [])
    assert told(first)[2] == warnings + ([more[1]] if not warnings else [])
    assert told(second)[1] == ([str(other)] if most == 4 else [more[1]])
    assert [case.result[0].message for case in (first, second)] == ["2 errors, 1 warning", "1 error, 0 warnings"]


@each_odd_text
def test_junit_is_well_formed_whatever_is_in_names_and_texts(text: str) -> None:
    out = written(
        "junit", ERROR._replace(file=text, message=text, hint=text), WARNING._replace(file=text, message=text)
    )
    assert out.isascii()
    [case] = cases(out)
    if text.isprintable():
        problem = ERROR._replace(file=text, message=text, hint=text)
        assert told(case)[:2] == (text, [str(problem)])
    assert len(told(case)[1]) == 1


def sarif(*problems: Problem, most: int | None = None) -> dict[str, Any]:
    return the_run(written("sarif", *problems, most=most))


def the_run(out: str) -> dict[str, Any]:
    """Return the only run of a SARIF report, which must be what the standard's schema says."""
    document = json.loads(out)
    published("sarif-2.1.0").validate(document)
    assert out.isascii()
    [only] = document["runs"]
    assert isinstance(only, dict)
    return only


def results(*problems: Problem) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sarif(*problems)["results"]
    return found


def test_schema_of_sarif_refuses_what_is_none() -> None:
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


def test_sarif_has_the_problems_of_the_json_report_errors_first(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [f"{SAMPLES}/mistakes.ndjson", SAMPLES]
    document = json.loads(process("check", "--format", "json", *arguments).stdout)
    done = the_run(process("check", "--format", "sarif", *arguments).stdout.decode())
    assert done["properties"] == document["summary"]
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
    assert len(places) == 8
    assert capsys.readouterr().out == ""


def test_sarif_tells_the_rules_with_their_help_and_the_tool_with_its_version() -> None:
    done = sarif()
    driver = done["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("cti-contract", __version__)
    assert [(rule["id"], rule["defaultConfiguration"]["level"]) for rule in driver["rules"]] == [
        (code.name, code.severity) for code in CODES.values()
    ]
    assert [rule["help"]["text"] for rule in driver["rules"]] == [code.fix for code in CODES.values()]
    assert (done["results"], done["columnKind"]) == ([], "unicodeCodePoints")


def test_sarif_holds_no_more_than_code_scanning_shows_and_errors_before_warnings() -> None:
    warnings = [WARNING._replace(line=line) for line in range(1, LARGEST + 2)]
    done = sarif(*warnings, ERROR, *warnings, ERROR)
    assert [result["level"] for result in done["results"]] == ["error"] * 2 + ["warning"] * (LARGEST - 2)
    lines = [result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in done["results"]]
    assert lines[2:] == list(range(1, LARGEST - 1))
    hidden = len(warnings) * 2 + 2 - LARGEST
    [notification] = done["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == f"... and {hidden} more problems"
    assert (done["properties"]["errors"], done["properties"]["warnings"]) == (2, len(warnings) * 2)


def test_sarif_holds_no_more_errors_than_code_scanning_shows() -> None:
    done = sarif(*[ERROR] * (LARGEST + 3), WARNING)
    assert [result["level"] for result in done["results"]] == ["error"] * LARGEST
    assert done["properties"]["errors"] == LARGEST + 3


def test_sarif_is_cut_where_asked_for() -> None:
    done = sarif(WARNING, ERROR, WARNING, most=2)
    assert [result["level"] for result in done["results"]] == ["error", "warning"]
    [notification] = done["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == "... and 1 more problem"


def test_sarif_shows_what_is_wrong_with_all_of_a_file_at_its_beginning() -> None:
    [result] = results(Problem(code="unreadable", message="cannot be read", file="logs/x.json"))
    [location] = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}


def test_sarif_names_no_place_of_a_message_that_came_from_no_file() -> None:
    assert results(ERROR._replace(file=None))[0]["locations"] == []


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("logs/call.ndjson", "logs/call.ndjson"),
        ("./logs/call.ndjson", "logs/call.ndjson"),
        ("../call.ndjson", "../call.ndjson"),
        ("a b#c?d%.json", "a%20b%23c%3Fd%25.json"),
        ("a:b.json", "a%3Ab.json"),
        ("größe/日.json", "gr%C3%B6%C3%9Fe/%E6%97%A5.json"),
        ("/var/log/a b.json", "file:///var/log/a%20b.json"),
        ("-", "-"),
    ],
)
def test_sarif_names_files_by_uris_that_lead_to_them(file: str, uri: str) -> None:
    [result] = results(ERROR._replace(file=file))
    found = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert found == uri
    assert unquote(urlsplit(found).path) == file.removeprefix("./")


@each_odd_text
def test_sarif_is_as_its_schema_says_whatever_is_in_names_and_texts(text: str) -> None:
    [result] = results(ERROR._replace(file=text, message=text, pointer=text, hint=None))
    shown = result["message"]["text"].replace("{{", "{").replace("}}", "}").replace("] (", "](")
    assert shown == text


def test_sarif_message_holds_no_placeholder_and_no_link() -> None:
    [result] = results(ERROR._replace(message='not "{0} [a](https://a.example)"', hint=None))
    assert result["message"]["text"] == 'not "{{0}} [a] (https://a.example)"'


def fingerprints(*problems: Problem) -> list[str]:
    return [result["partialFingerprints"]["problem/v1"] for result in results(*problems)]


def test_sarif_fingerprint_stays_when_lines_move() -> None:
    before = ERROR._replace(message="no request for this response, see line 12 and lines 7")
    after = before._replace(message="no request for this response, see line 14 and lines 9", line=5, message_index=4)
    assert fingerprints(before) == fingerprints(after)


@pytest.mark.parametrize(
    "other",
    [
        ERROR._replace(code="wrong-type"),
        ERROR._replace(pointer="/data/more"),
        ERROR._replace(message="another"),
        ERROR._replace(message="error 12"),
    ],
)
def test_sarif_fingerprints_of_other_problems_differ(other: Problem) -> None:
    assert len(set(fingerprints(ERROR, ERROR._replace(message="error 13"), other))) == 3


def test_sarif_fingerprints_of_equal_problems_are_numbered_in_each_file() -> None:
    first, second, elsewhere = fingerprints(ERROR, ERROR._replace(line=9), ERROR._replace(file="b.json"))
    assert first.endswith(":1")
    assert second == first.removesuffix(":1") + ":2"
    assert elsewhere == first
