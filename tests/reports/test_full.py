"""The report with the text around each problem."""

import json

import pytest
from each_case import each_case
from findings import written
from helpers import BAD, BAD_COLUMN, GOOD, Cli, MessageFile, TextFile

from cti_contract.codes import CODES
from cti_contract.problems import Problem, Source


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")


def block(text: str, column: int, *, colored: bool = False) -> list[str]:
    problem = Problem(
        "alias", "a fault", severity="warning", file="a.json", line=3, column=1, source=Source("", text, column)
    )
    return written("full", problem, quiet=True, width=30, colored=colored).splitlines()


def test_line_and_fix(message_file: MessageFile, cli: Cli) -> None:
    path = message_file(GOOD, BAD)
    head, above, line, mark, *fix, last, summary = cli("check", "--format", "full", path).out.splitlines()
    assert head == cli("check", "--quiet", path).out.strip()
    assert above == mark[:3] == "  |"
    assert line.startswith("2 | …")
    assert len(line) <= 50
    assert line[mark.index("^") :].startswith('"destinaton"')
    assert " ".join(part[4:] for part in fix) == f"fix: {CODES['unknown-member'].fix}"
    assert (fix[0][:4], fix[1][:4], last) == ("  = ", "    ", "")
    assert summary == "2 messages in 1 file: 1 error, 0 warnings"


@each_case(
    ("text", "column", "shown", "caret"),
    [
        ("short", 2, "short", 2),
        ("short", 5, "short", 5),
        ("a" * 20 + "b" + "c" * 20, 20, "…" + "a" * 15 + "bcccccccc…", 16),
        ("b" + "c" * 40, 0, "b" + "c" * 23 + "…", 0),
        ("a" * 40 + "b", 40, "…" + "a" * 23 + "b", 24),
        ("日本" * 20, 20, "…本日本日本日本日本日本日…", 15),
        ("\t\x1b[", 2, "\\t\\u001b[", 8),
        ("日b", 1, "日b", 2),
        ("b" + "日" * 40, 0, "b日日日日日日日日日日日…", 0),
    ],
)
def test_cut_around_the_column(text: str, column: int, shown: str, caret: int) -> None:
    _, _, line, mark, *_ = block(text, column)
    assert line == f"3 | {shown}"
    assert mark == f"  | {' ' * caret}^"


def test_colors() -> None:
    head, _, _, mark, *_ = block("short", 1, colored=True)
    assert head.startswith("\x1b[1ma.json:3:1:\x1b[0m \x1b[1;33mwarning:")
    assert mark == "  |  \x1b[1;31m^\x1b[0m"


def test_problem_without_text() -> None:
    shown = written("full", Problem("no-messages", "nothing", file="a"), quiet=True)
    assert shown.splitlines()[1].startswith(" = fix:")


def test_problem_in_a_document(text_file: TextFile, cli: Cli) -> None:
    path = text_file("a.json", '{\r\n  "command": 5,\r\n  "target": "jdoe", "data": {}\r\n}')
    _, _, line, mark, *_ = cli("check", "--format", "full", path).out.splitlines()
    assert (line, mark) == ('2 |   "command": 5,', "  |              ^")


@pytest.mark.parametrize("command", ["check", "session"])
def test_message_in_a_string(command: str, text_file: TextFile, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text in the string is shown with the caret in it, wherever the string is in its line."""
    texts = {
        "{}": ("{}", 0),
        BAD: (BAD, BAD_COLUMN - 1),
        '{"a": 1,\n "b": tru}': (' "b": tru}', 6),
        '{"a":\r\n': ('{"a":', 5),
        "[" + "1, " * 400 + "tru]": (("1, " * 400)[-300:] + "tru]", 300),
    }
    for text, (line, column) in texts.items():
        path = text_file("f.ndjson", json.dumps({"x": "y" * 400, "log": text}))
        for columns in (1, 5, 20, 80, 400, 2000):
            monkeypatch.setenv("COLUMNS", str(columns))
            out = cli(command, "--format", "full", "--at", "/log", path).out
            _, _, shown, mark, *_ = out.splitlines()
            if columns == 2000:
                assert shown == f"1 | {line}", text
                assert mark == f"  | {' ' * column}^", text


def test_long_line(message_file: MessageFile, cli: Cli) -> None:
    path = message_file(BAD[:-2] + ', "x": "' + "y" * 1000 + '", "z": 1}}')
    out = cli("check", "--format", "full", path).out
    assert f":1:{BAD_COLUMN}: " in out
    assert 'yyyyyyy", "z": 1}}' in out


def test_log(message_file: MessageFile, cli: Cli) -> None:
    out = cli("session", "--format", "full", message_file(GOOD, "{")).out
    assert '1 | {"command": "channel.dial", "target": "PureC' in out
    assert "2 | {\n  |  ^\n" in out
