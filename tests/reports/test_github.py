"""The report for GitHub Actions."""

import re
from typing import Any

import pytest
from findings import ERROR, WARNING, each_odd_text, written
from helpers import ROOT

from cti_contract.problems import Problem


def command(line: str) -> tuple[str, dict[str, str], str]:
    """Return the name, the properties and the message of a workflow command, parsed as by GitHub's runner."""
    found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert found, line
    properties = dict(item.split("=", 1) for item in found[2].split(","))
    return found[1], {name: decoded(value, ":,") for name, value in properties.items()}, decoded(found[3], "")


def decoded(text: str, more: str) -> str:
    for sign in f"\r\n{more}%":
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def test_commands() -> None:
    assert written("github", ERROR, WARNING) == (
        "::error file=logs/call.ndjson,line=3,col=80,title=cti-contract unknown-member::"
        'unknown member "destinaton" in /data (did you mean "destination"?) at logs/call.ndjson:3:80\n'
        "::warning file=logs/call.ndjson,line=3,col=80,title=cti-contract alias::"
        "an older spelling at logs/call.ndjson:3:80\n"
        "1 message in 1 file: 1 error, 1 warning\n"
    )


def test_problem_without_line() -> None:
    folder = Problem(code="no-messages", message="no message files in this folder", file="logs")
    assert command(written("github", folder, quiet=True)[:-1]) == (
        "error",
        {"file": "logs", "title": "cti-contract no-messages"},
        "no message files in this folder at logs",
    )


def test_standard_input() -> None:
    _, properties, text = command(written("github", ERROR._replace(file="-"), quiet=True)[:-1])
    assert properties == {"title": "cti-contract unknown-member"}
    assert text.endswith(" at -:3:80")


def test_problem_without_file() -> None:
    problem = Problem(code="wrong-type", message="a message must be an object, not an array")
    assert written("github", problem, quiet=True) == f"::error title=cti-contract wrong-type::{problem.message}\n"


@pytest.mark.parametrize("name", ["a,b:c=d%3A.json", "100%.json", "two\nlines\r.json", "größe.json", "a::b.json"])
def test_odd_file_names(name: str) -> None:
    assert command(written("github", ERROR._replace(file=name), quiet=True)[:-1])[1]["file"] == name


def test_paths() -> None:
    assert command(written("github", ERROR._replace(file="./logs/x.json"), quiet=True)[:-1])[1]["file"] == "logs/x.json"


def test_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "tests")
    for root, file, shown in (
        (ROOT, "a.json", "tests/a.json"),
        (None, "a.json", "a.json"),
        (ROOT, "/b.json", "/b.json"),
    ):
        line = written("github", ERROR._replace(file=file), quiet=True, root=root)[:-1]
        assert command(line)[1]["file"] == shown


@each_odd_text
def test_odd_texts(text: Any) -> None:
    out = written("github", ERROR._replace(file=text, message=text, hint=text, code=text), quiet=True)
    assert out.endswith("\n")
    assert out[:-1].isprintable()
    assert command(out[:-1])[1].keys() == {"file", "line", "col", "title"}


def test_number_of_hidden_problems() -> None:
    assert written("github", ERROR, ERROR, WARNING, most=1).splitlines()[1:] == [
        "... and 2 more problems",
        "1 message in 1 file: 2 errors, 1 warning",
    ]
    assert written("github", ERROR, ERROR, quiet=True).count("\n") == 2
