"""`cti-contract check`: what it prints, counts and returns."""

from pathlib import Path

import pytest
from each_case import each_case
from faults import CONTROLS
from helpers import ALIAS, BAD, BAD_COLUMN, GOOD, LINE, NAMED, Cli, MessageFile, Reporter, TextFile, places


def test_summary_of_valid_messages(message_file: MessageFile, cli: Cli) -> None:
    assert cli("check", message_file(GOOD, GOOD)) == (0, "2 messages in 1 file: all valid\n", "")


def test_count_by_envelope_only(tmp_path: Path, message_file: MessageFile, cli: Cli) -> None:
    message_file(NAMED, GOOD, NAMED)
    message_file(NAMED, name="b.json")
    summary = "4 messages in 2 files: all valid, 3 of them by envelope only\n"
    assert cli("check", tmp_path) == (0, summary, "")


def test_invalid_is_not_by_envelope_only(text_file: TextFile, report: Reporter) -> None:
    assert report(text_file("a.ndjson", NAMED.replace("target", "tarket")))[1]["summary"]["envelope_only"] == 0


def test_lines_of_problems(text_file: TextFile, cli: Cli) -> None:
    path = text_file("x.ndjson", f"{GOOD}\n{BAD}\n{{\n")
    result = cli("check", path)
    first, second, summary = result.out.splitlines()
    assert (result.code, result.err) == (1, "")
    assert first == (
        f"{path}:2:{BAD_COLUMN}: "
        'error: unknown member "destinaton" in /data [unknown-member] (did you mean "destination"?)'
    )
    found = LINE.fullmatch(second)
    assert found
    assert found.groups()[:4] == (str(path), "3", "2", "error")
    assert found.groups()[5:] == ("syntax", None)
    assert summary == "3 messages in 1 file: 2 errors, 0 warnings"


def test_warning_does_not_fail(message_file: MessageFile, cli: Cli) -> None:
    path = message_file(ALIAS, name="x.json")
    result = cli("check", path)
    warning, summary = result.out.splitlines()
    found = LINE.fullmatch(warning)
    assert found
    assert found.groups()[:4] == (str(path), "1", "13", "warning")
    assert found.groups()[5:] == ("alias", "session.request.addchannel")
    assert summary.startswith("1 message in 1 file: all valid")
    assert (result.code, result.err) == (0, "")


def test_count_of_warnings(message_file: MessageFile, cli: Cli) -> None:
    result = cli("check", message_file(ALIAS, BAD, ALIAS))
    assert result.code == 1
    assert result.out.endswith("\n3 messages in 1 file: 1 error, 2 warnings\n")


OLDER = '{"command": "session.request.addchannelgroup", "target": "PureCloud-msmith768", "data": {}%s}'


@pytest.mark.parametrize(("members", "options"), [("", ()), (', "results": 1', ("--unknown", "ignore"))])
def test_warning_and_by_envelope_only(members: str, options: tuple[str, ...], text_file: TextFile, cli: Cli) -> None:
    result = cli("check", *options, text_file("a.ndjson", OLDER % members))
    assert result.code == 0
    assert "[alias]" in result.out
    assert result.out.endswith("1 message in 1 file: all valid, 1 of them by envelope only, 1 warning\n")


@pytest.mark.parametrize(("content", "code", "lines"), [(GOOD, 0, 0), (ALIAS, 0, 1), (BAD, 1, 1)])
def test_quiet(content: str, code: int, lines: int, message_file: MessageFile, cli: Cli) -> None:
    result = cli("check", "--quiet", message_file(content, name="x.json"))
    assert (result.code, result.err) == (code, "")
    assert len(result.out.splitlines()) == lines
    assert all(LINE.fullmatch(line) for line in result.out.splitlines())


@pytest.mark.parametrize("most", range(5))
def test_max_problems(most: int, text_file: TextFile, cli: Cli) -> None:
    result = cli("check", "--max-problems", str(most), text_file("x.ndjson", f"{BAD}\n{GOOD}\n{ALIAS}\n{{\n"))
    shown = [found[2] for found in map(LINE.fullmatch, result.out.splitlines()) if found]
    assert shown == ["1", "3", "4"][:most]
    assert result.out.splitlines()[-1] == "4 messages in 1 file: 2 errors, 1 warning"
    assert result.code == 1


def test_number_of_hidden_problems(text_file: TextFile, cli: Cli) -> None:
    path = text_file("x.ndjson", f"{BAD}\n" * 9)
    assert "7 more" in cli("check", "--max-problems", "2", path).out
    assert "more" not in cli("check", "--max-problems", "9", path).out


def test_max_problems_of_all_files(tmp_path: Path, text_file: TextFile, cli: Cli) -> None:
    for name in ("a.json", "b.json", "c.json"):
        text_file(name, BAD)
    out = cli("check", "--max-problems", "2", tmp_path).out
    assert [found[1][-6:] for found in map(LINE.fullmatch, out.splitlines()) if found] == ["a.json", "b.json"]
    assert out.endswith("3 messages in 3 files: 3 errors, 0 warnings\n")


@pytest.mark.parametrize("most", ["0", "1"])
def test_quiet_with_max_problems(most: str, message_file: MessageFile, cli: Cli) -> None:
    result = cli("check", "--quiet", "--max-problems", most, message_file(BAD, BAD))
    assert result.code == 1
    assert sum(bool(LINE.fullmatch(line)) for line in result.out.splitlines()) == int(most)


def test_unknown_ignore(text_file: TextFile, cli: Cli) -> None:
    path = text_file("x.json", GOOD[:-1] + ', "priority": {"of": "it"}}')
    assert cli("check", "--unknown", "error", path).code == 1
    assert cli("check", "--unknown", "ignore", path) == (0, "1 message in 1 file: all valid\n", "")


def test_unknown_ignore_reports_the_rest(message_file: MessageFile, report: Reporter) -> None:
    exit_code, document = report("--unknown", "ignore", message_file(BAD, name="x.json"))
    assert (exit_code, places(document)) == (1, [(1, BAD_COLUMN - 1, "missing-member")])


@each_case("content", CONTROLS)
def test_control_characters_are_escaped(content: str, text_file: TextFile, cli: Cli) -> None:
    result = cli("check", "--quiet", text_file("x.ndjson", content))
    assert result.code == 1
    assert result.out.endswith("\n")
    assert result.out[:-1].isprintable()
