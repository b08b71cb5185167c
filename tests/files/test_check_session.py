"""The command `session`: each file a log, problems at their lines, and the line that each contradicts."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from exchanges import SEEDS, Log, exchange, whole
from helpers import BAD, BAD_COLUMN, GOOD, ROOT, Place, places, process, report_validator, run, stand_in

from cti_contract.reports import REPORTS

SAMPLES = ROOT / "tests/samples"
LAPSES = SAMPLES / "lapses.ndjson"


def judged(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, Any]:
    """Check logs with the JSON report, which must be what its schema says; return the exit code and the report."""
    code, out, err = run(capsys, "session", "--format", "json", *arguments)
    assert err == ""
    document = json.loads(out)
    report_validator().validate(document)
    return code, document


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[tuple[Place, str]]:
    """Return the places of the problems, each with what follows the last comma of its message."""
    _, document = judged(capsys, *arguments)
    messages = [problem["message"].rpartition(", ")[2] for problem in document["problems"]]
    return list(zip(places(document), messages, strict=True))


def lines(log: Log) -> str:
    return "".join(f"{json.dumps(each)}\n" for each in log)


def broken() -> Log:
    """Return a whole session of seven messages, of which the fifth differs from the request before it."""
    log, at = whole("channel.activate", SEEDS[0])
    assert (at, len(log)) == (3, 7)
    log[at + 1]["data"]["channeloptions"]["queue"] += "x"
    return log


def test_log_that_keeps_the_rules_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "session", SAMPLES / "call.ndjson") == run(capsys, "check", SAMPLES / "call.ndjson")
    assert run(capsys, "session", "--quiet", SAMPLES / "call.ndjson") == (0, "", "")


def test_log_of_valid_messages_that_break_the_rules_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", LAPSES).code == 0
    code, out, _ = run(capsys, "session", "--max-problems", "1", LAPSES)
    assert code == 1
    assert out.splitlines()[1:] == ["... and 5 more problems", "15 messages in 1 file: 6 errors, 0 warnings"]


@pytest.mark.parametrize("form", REPORTS)
def test_every_format_tells_what_breaks_the_rules(form: str) -> None:
    done = process("session", "--format", form, "tests/samples")
    assert (done.returncode, done.stderr) == (1, b"")
    for code in ("unknown-member", "wrong-echo", "no-request", "missing-event", "after-end", "unanswered"):
        assert code.encode() in done.stdout


def test_all_that_check_finds_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.ndjson").write_text(f'\n{BAD}\n{{"a": 1, "a": 2}}\n[]\n{GOOD[:-1]}, "z": 1, "a": 1}}\n')
    (tmp_path / "bom.json").write_bytes(b"\xef\xbb\xbf[]")
    (tmp_path / "utf16.json").write_bytes('{"a": 1}'.encode("utf-16"))
    arguments = [tmp_path, SAMPLES]
    checked = json.loads(run(capsys, "check", "--format", "json", *arguments).out)
    code, document = judged(capsys, *arguments)
    rest = [problem for problem in document["problems"] if problem not in checked["problems"]]
    assert [problem for problem in document["problems"] if problem not in rest] == checked["problems"]
    assert {problem["file"] for problem in rest} == {str(LAPSES), f"{SAMPLES}/mistakes.ndjson", f"{tmp_path}/x.ndjson"}
    assert document["summary"] == {**checked["summary"], "errors": checked["summary"]["errors"] + len(rest)}
    assert code == 1


def test_lines_are_counted_as_they_stand_in_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = lines(broken())
    column = text.splitlines()[4].index('"queue": ') + len('"queue": ') + 1
    (tmp_path / "x.ndjson").write_text("\n\n" + text.replace("\n", "\n\n"))
    assert told(capsys, tmp_path) == [((11, column, "wrong-echo"), "see line 9")]


def test_lines_are_those_of_the_messages_in_an_array(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = json.dumps(broken(), indent=1)
    (tmp_path / "x.json").write_text(text)
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line == " {"]
    [((line, _, code), see)] = told(capsys, tmp_path)
    assert (code, see) == ("wrong-echo", f"see line {starts[3]}")
    assert text.splitlines()[(line or 0) - 1].lstrip().startswith('"queue": ')
    assert starts[4] < (line or 0) < starts[5]


@pytest.mark.parametrize("name", ["x.ndjson", "x.json"])
def test_messages_in_records_are_found_with_their_lines(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = [{"at": 1, "event": each} for each in [*broken()[:5], broken()[3]]]
    texts = [json.dumps(each) for each in records]
    (tmp_path / name).write_text(
        "\n".join(texts) if name == "x.ndjson" else f"[{','.join(texts)}]".replace("},{", "},\n{")
    )
    first, last = told(capsys, "--at", "/event", tmp_path)
    assert (first[0][0], first[0][2], first[1]) == (5, "wrong-echo", "see line 4")
    assert last[0] == (6, texts[5].index('{"command"') + 1, "unanswered")


def test_what_never_comes_is_told_at_the_line_that_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log, _ = whole("conversation.request.unmute", SEEDS[0])
    (tmp_path / "a.ndjson").write_text(lines([*log[:5], log[3]]))
    assert [place for place, _ in told(capsys, tmp_path)] == [(5, 1, "missing-event"), (6, 1, "unanswered")]
    (tmp_path / "a.ndjson").write_text(lines([*log[:5], log[3], *log[6:]]))
    assert told(capsys, tmp_path) == [((5, 1, "missing-event"), "see line 4"), ((6, 1, "unanswered"), "see line 8")]


def test_each_file_is_a_log_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log, at = whole("channel.dial", SEEDS[0])
    parts = [lines(log[: at + 1]), lines(log[at + 1 :])]
    for name, part in zip("ab", parts, strict=True):
        (tmp_path / f"{name}.ndjson").write_text(part)
    assert [place for place, _ in told(capsys, tmp_path)] == [(at + 1, 1, "unanswered")]
    stand_in(monkeypatch, [part.encode() for part in parts])
    assert run(capsys, "session", "-").code == 0


def test_of_a_log_that_cannot_be_read_to_its_end_nothing_is_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = gzip.compress(lines(exchange("channel.dial", SEEDS[0])).encode())
    (tmp_path / "x.ndjson.gz").write_bytes(packed[:-20])
    assert [place[2] for place, _ in told(capsys, tmp_path)] == ["unreadable"]


@pytest.mark.parametrize("text", ["", "\n \n", "[]"])
def test_log_without_messages_is_no_silent_pass(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text(text)
    assert judged(capsys, tmp_path)[1]["problems"][0]["code"] == "no-messages"
    (tmp_path / "x.json").unlink()
    assert judged(capsys, tmp_path)[1]["problems"][0]["code"] == "no-messages"


def test_unknown_members_are_ignored_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log, _ = whole("session.addchannelgroup", SEEDS[0])
    (tmp_path / "x.ndjson").write_text(lines([{**each, "surplus": 1} for each in log]))
    assert judged(capsys, tmp_path)[0] == 1
    assert judged(capsys, "--unknown", "ignore", tmp_path)[0] == 0


@pytest.mark.parametrize("arguments", [(), ("missing.ndjson",), ("--at", "event", LAPSES)])
def test_wrong_usage_is_2(arguments: tuple[str | Path, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "session", *arguments)
    assert (code, out) == (2, "")
    assert "cti-contract session: error: " in err


def test_problems_of_a_message_come_in_the_order_of_its_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.ndjson").write_text(f'{BAD[:-1]}, "z": 1, "a": 1}}\n')
    found = [place[1] for place, _ in told(capsys, tmp_path)]
    assert found == [BAD_COLUMN, len(BAD) + 2, len(BAD) + 10, 1]
