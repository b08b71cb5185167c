"""The check of logs: each file is a log, problems are at their lines and name the line that they contradict."""

import json
from pathlib import Path

import pytest
from exchanges import SEEDS, Log, exchange, whole
from helpers import BAD, BAD_COLUMN, GOOD, ROOT, Cli, MessageFile, Place, Report, Reporter, TextFile, process

from cti_contract.reports import REPORTS

SAMPLES = ROOT / "tests/samples"
LAPSES = SAMPLES / "lapses.ndjson"


def session(report: Reporter, *arguments: str | Path) -> Report:
    return report(*arguments, command="session")


def problems_of(found: Report) -> list[tuple[Place, str]]:
    """Return the places of the problems, each with the last part of its message."""
    endings = [problem["message"].rpartition(", ")[2] for problem in found.problems]
    return list(zip(found.places(), endings, strict=True))


def broken() -> Log:
    """Return a whole session of seven messages; the fifth differs from its request, which is the fourth."""
    log, at = whole("channel.activate", SEEDS[0])
    assert (at, len(log)) == (3, 7)
    log[at + 1]["data"]["channeloptions"]["queue"] += "x"
    return log


def test_valid_log(cli: Cli) -> None:
    assert cli("session", SAMPLES / "call.ndjson") == cli("check", SAMPLES / "call.ndjson")
    assert cli("session", "--quiet", SAMPLES / "call.ndjson") == (0, "", "")


def test_valid_messages_in_a_wrong_log(cli: Cli) -> None:
    assert cli("check", LAPSES).code == 0
    result = cli("session", "--max-problems", "1", LAPSES)
    assert result.code == 1
    assert result.out.splitlines()[1:] == ["... and 5 more problems", "15 messages in 1 file: 6 errors, 0 warnings"]


@pytest.mark.parametrize("form", REPORTS)
def test_every_format(form: str) -> None:
    done = process("session", "--format", form, "tests/samples")
    assert (done.returncode, done.stderr) == (1, b"")
    for code in ("unknown-member", "wrong-echo", "no-request", "missing-event", "after-end", "unanswered"):
        assert code.encode() in done.stdout


def test_problems_of_check(text_file: TextFile, report: Reporter) -> None:
    path = text_file("x.ndjson", f'\n{BAD}\n{{"a": 1, "a": 2}}\n[]\n{GOOD[:-1]}, "z": 1, "a": 1}}\n')
    text_file("bom.json", b"\xef\xbb\xbf[]")
    text_file("utf16.json", '{"a": 1}'.encode("utf-16"))
    checked, found = report(path.parent, SAMPLES), session(report, path.parent, SAMPLES)
    more = [problem for problem in found.problems if problem not in checked.problems]
    assert [problem for problem in found.problems if problem not in more] == checked.problems
    assert {problem["file"] for problem in more} == {str(LAPSES), f"{SAMPLES}/mistakes.ndjson", str(path)}
    assert found.summary == {**checked.summary, "errors": checked.summary["errors"] + len(more)}
    assert found.code == 1


def test_lines_with_blank_ones(text_file: TextFile, report: Reporter) -> None:
    texts = [json.dumps(each) for each in broken()]
    column = texts[4].index('"queue": ') + len('"queue": ') + 1
    path = text_file("x.ndjson", "\n\n" + "\n\n".join(texts))
    assert problems_of(session(report, path)) == [((11, column, "wrong-echo"), "see line 9")]


def test_lines_of_an_array(text_file: TextFile, report: Reporter) -> None:
    text = json.dumps(broken(), indent=1)
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line == " {"]
    [((line, _, code), other)] = problems_of(session(report, text_file("x.json", text)))
    assert (code, other) == ("wrong-echo", f"see line {starts[3]}")
    assert text.splitlines()[(line or 0) - 1].lstrip().startswith('"queue": ')
    assert starts[4] < (line or 0) < starts[5]


@pytest.mark.parametrize("name", ["x.ndjson", "x.json"])
def test_messages_in_records(name: str, text_file: TextFile, report: Reporter) -> None:
    texts = [json.dumps({"at": 1, "event": each}) for each in [*broken()[:5], broken()[3]]]
    path = text_file(name, "\n".join(texts) if name == "x.ndjson" else "[" + ",\n".join(texts) + "]")
    first, last = problems_of(session(report, "--at", "/event", path))
    assert (first[0][0], first[0][2], first[1]) == (5, "wrong-echo", "see line 4")
    assert last[0] == (6, texts[5].index('{"command"') + 1, "unanswered")


def test_missing_messages(message_file: MessageFile, report: Reporter) -> None:
    log, _ = whole("conversation.request.unmute", SEEDS[0])
    path = message_file(*log[:5], log[3])
    assert session(report, path).places() == [(5, 1, "missing-event"), (6, 1, "unanswered")]
    path = message_file(*log[:5], log[3], *log[6:])
    assert problems_of(session(report, path)) == [
        ((5, 1, "missing-event"), "see line 4"),
        ((6, 1, "unanswered"), "see line 8"),
    ]


def test_each_file_is_a_log(message_file: MessageFile, report: Reporter) -> None:
    log, at = whole("channel.dial", SEEDS[0])
    paths = [message_file(*log[: at + 1], name="a.ndjson"), message_file(*log[at + 1 :], name="b.ndjson")]
    assert session(report, *paths).places() == [(at + 1, 1, "unanswered")]
    stdin = [path.read_bytes() for path in paths]
    assert report("-", command="session", stdin=stdin).code == 0


def test_log_without_its_end(message_file: MessageFile, report: Reporter) -> None:
    path = message_file(*exchange("channel.dial", SEEDS[0]), name="x.ndjson.gz")
    path.write_bytes(path.read_bytes()[:-20])
    assert session(report, path).codes == ["unreadable"]


@pytest.mark.parametrize("text", ["", "\n \n", "[]", None])
def test_no_messages(text: str | None, tmp_path: Path, text_file: TextFile, report: Reporter) -> None:
    if text is not None:
        text_file("x.json", text)
    found = session(report, tmp_path)
    assert (found.code, found.codes) == (1, ["no-messages"])


def test_unknown_members_ignored(message_file: MessageFile, report: Reporter) -> None:
    log, _ = whole("session.addchannelgroup", SEEDS[0])
    path = message_file(*[{**each, "surplus": 1} for each in log])
    assert session(report, path).code == 1
    assert session(report, "--unknown", "ignore", path).code == 0


@pytest.mark.parametrize("arguments", [(), ("missing.ndjson",), ("--at", "event", LAPSES)])
def test_wrong_usage(arguments: tuple[str | Path, ...], cli: Cli) -> None:
    result = cli("session", *arguments)
    assert (result.code, result.out) == (2, "")
    assert "cti-contract session: error: " in result.err


def test_order_of_problems(text_file: TextFile, report: Reporter) -> None:
    found = session(report, text_file("x.ndjson", f'{BAD[:-1]}, "z": 1, "a": 1}}\n'))
    assert [column for _, column, _ in found.places()] == [BAD_COLUMN, len(BAD) + 2, len(BAD) + 10, 1]
