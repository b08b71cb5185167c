"""The command `session`: each file is a log, and problems have the lines of both messages."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from each_case import each_case
from exchanges import SEEDS, Log, exchange, whole
from helpers import BAD, BAD_COLUMN, GOOD, NAMED, ROOT, Cli, MessageFile, Place, Report, Reporter, TextFile, process
from short_logs import event, failure, logout, request, start, success

from cti_contract.files.check_session import seconds_of
from cti_contract.reports import REPORTS

SAMPLES = ROOT / "tests/samples"
LAPSES = SAMPLES / "lapses.ndjson"
UNMUTE = request("conversation.request.unmute", "s.c.i.v")


@pytest.fixture
def session(report: Reporter) -> Any:
    """Return a call that runs `session` and returns its report."""

    def run(*arguments: str | Path, **options: Any) -> Report:
        return report(*arguments, command="session", **options)

    return run


def places(found: Report) -> list[tuple[Place, str]]:
    """Return the places of the problems, each with the end of its message from the last comma on."""
    ends = [problem["message"].rpartition(", ")[2] for problem in found.problems]
    return list(zip(found.places(), ends, strict=True))


def lines(log: Log) -> str:
    return "".join(f"{json.dumps(each)}\n" for each in log)


def with_wrong_echo() -> Log:
    """Return a whole session of seven messages. The fifth differs from the request before it."""
    log, at = whole("channel.activate", SEEDS[0])
    assert (at, len(log)) == (3, 7)
    log[at + 1]["data"]["channeloptions"]["queue"] += "x"
    return log


def test_valid_log(cli: Cli) -> None:
    assert cli("session", SAMPLES / "call.ndjson") == cli("check", SAMPLES / "call.ndjson")
    assert cli("session", "--complete", "--quiet", SAMPLES / "call.ndjson") == (0, "", "")


def test_invalid_log_of_valid_messages(cli: Cli) -> None:
    assert cli("check", LAPSES).code == 0
    code, out, _ = cli("session", "--max-problems", "1", LAPSES)
    assert code == 1
    assert out.splitlines()[1:] == ["... and 5 more problems", "15 messages in 1 file: 6 errors, 0 warnings"]


@pytest.mark.parametrize("form", REPORTS)
def test_formats(form: str) -> None:
    done = process("session", "--format", form, "tests/samples")
    assert (done.returncode, done.stderr) == (1, b"")
    for code in ("unknown-member", "wrong-echo", "no-request", "missing-event", "after-end", "unanswered"):
        assert code.encode() in done.stdout


def test_problems_of_check(tmp_path: Path, text_file: TextFile, report: Reporter, session: Any) -> None:
    """All that `check` finds is found too, and counted."""
    text_file("x.ndjson", f'\n{BAD}\n{{"a": 1, "a": 2}}\n[]\n{NAMED}\n{GOOD[:-1]}, "z": 1, "a": 1}}\n')
    text_file("array.json", f"[{GOOD}, {NAMED}, 5, [[]]\n")
    text_file("bom.json", b"\xef\xbb\xbf[]")
    text_file("utf16.json", '{"a": 1}'.encode("utf-16"))
    checked, found = report(tmp_path, SAMPLES), session(tmp_path, SAMPLES)
    more = [problem for problem in found.problems if problem not in checked.problems]
    assert [problem for problem in found.problems if problem not in more] == checked.problems
    warnings = sum(problem["severity"] == "warning" for problem in more)
    counts = {**checked.summary, "open_at_end": warnings}
    counts["errors"] += len(more) - warnings
    counts["warnings"] += warnings
    assert found.summary == counts
    assert found.code == 1


def test_lines_with_blank_ones_between(text_file: TextFile, session: Any) -> None:
    text = lines(with_wrong_echo())
    column = text.splitlines()[4].index('"queue": ') + len('"queue": ') + 1
    path = text_file("x.ndjson", "\n\n" + text.replace("\n", "\n\n"))
    assert places(session(path)) == [((11, column, "wrong-echo"), "see line 9")]


def test_lines_in_an_array(text_file: TextFile, session: Any) -> None:
    text = json.dumps(with_wrong_echo(), indent=1)
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line == " {"]
    [((line, _, code), see)] = places(session(text_file("x.json", text)))
    assert (code, see) == ("wrong-echo", f"see line {starts[3]}")
    assert text.splitlines()[(line or 0) - 1].lstrip().startswith('"queue": ')
    assert starts[4] < (line or 0) < starts[5]


@pytest.mark.parametrize("name", ["x.ndjson", "x.json"])
def test_messages_in_records(name: str, text_file: TextFile, session: Any) -> None:
    records = [{"at": 1, "event": each} for each in [*with_wrong_echo()[:5], with_wrong_echo()[3]]]
    texts = [json.dumps(each) for each in records]
    text = "\n".join(texts) if name == "x.ndjson" else f"[{','.join(texts)}]".replace("},{", "},\n{")
    first, last = places(session("--at", "/event", text_file(name, text)))
    assert (first[0][0], first[0][2], first[1]) == (5, "wrong-echo", "see line 4")
    assert last[0] == (6, texts[5].index('{"command"') + 1, "open-at-end")


def test_open_at_the_end(message_file: MessageFile, session: Any, cli: Cli) -> None:
    log, _ = whole("conversation.request.unmute", SEEDS[0])
    path = message_file(*log[:5], log[3])
    found = session(path)
    assert (found.code, found.places()) == (0, [(5, 1, "open-at-end"), (6, 1, "open-at-end")])
    assert (found.summary["warnings"], found.summary["open_at_end"]) == (2, 2)
    assert cli("session", path).out.endswith(" 1 of them by envelope only, 2 warnings, 2 of them open at the end\n")
    found = session("--complete", path)
    assert (found.code, found.places()) == (1, [(5, 1, "missing-event"), (6, 1, "unanswered")])


def test_open_at_the_end_beside_errors(message_file: MessageFile, cli: Cli) -> None:
    out = cli("session", message_file(UNMUTE, 5)).out
    assert out.endswith("\n2 messages in 1 file: 1 error, 1 warning, 1 of them open at the end\n")


def test_open_at_the_logout(message_file: MessageFile, session: Any) -> None:
    log, _ = whole("conversation.request.unmute", SEEDS[0])
    path = message_file(*log[:5], log[3], *log[6:])
    assert places(session(path)) == [((5, 1, "missing-event"), "see line 4"), ((6, 1, "unanswered"), "see line 8")]


def test_each_file_is_a_log(tmp_path: Path, message_file: MessageFile, session: Any, cli: Cli) -> None:
    log, at = whole("channel.dial", SEEDS[0])
    parts = [log[: at + 1], log[at + 1 :]]
    for name, part in zip("ab", parts, strict=True):
        message_file(*part, name=f"{name}.ndjson")
    assert session(tmp_path).places() == [(at + 1, 1, "open-at-end")]
    assert session("--one-log", tmp_path).places() == []
    assert cli("session", "-", stdin=[lines(part).encode() for part in parts]).code == 0


def test_one_log(tmp_path: Path, message_file: MessageFile, session: Any, cli: Cli) -> None:
    """Each problem has its own file and line, and its file if the other message is in another one."""
    names = ("3.ndjson", "1.ndjson", "2.json")
    log = [*start(), UNMUTE, success(UNMUTE), success(UNMUTE), request("conversation.retrieve", "s.c.i.v")]
    for name, part in zip(names, (log[:4], log[4:6], log[6:]), strict=True):
        message_file(*part, name=name)
    paths = [tmp_path / name for name in names]
    found = session("--one-log", *paths)
    assert [(each["file"], each["line"], each["code"]) for each in found.problems] == [
        (str(paths[1]), 2, "no-request"),
        (str(paths[1]), 1, "open-at-end"),
        (str(paths[2]), 1, "open-at-end"),
    ]
    assert found.problems[0]["message"].endswith(", see line 1")
    assert found.problems[1]["message"].endswith(f", see {paths[0]}:4")
    assert [each["message_index"] for each in found.problems] == [1, 0, 0]
    assert cli("session", "--one-log", "--format", "junit", *paths).out.count("<testsuite ") == 6


@each_case("beside", ["]", " and more"])
def test_message_beside_a_fault_on_its_line(beside: str, text_file: TextFile, session: Any) -> None:
    """It takes part in the session, also if it is too long to be read twice."""
    sent, answer = request("session.start", "s"), success(request("session.start", "s"))
    log = [f"{json.dumps(sent)}{beside}", json.dumps(answer), json.dumps(event("session.initialized", "s"))]
    assert session(text_file("a.ndjson", "\n".join(log))).codes == ["syntax"]
    long = json.dumps(request("session.start", "s", extension="x" * 1_100_000))
    assert session("--complete", text_file("a.ndjson", "\n".join([f"{long}{beside}", *log[1:]]))).codes == ["syntax"]
    for alone in (log[0], f"{long}{beside}"):
        assert session("--complete", text_file("a.ndjson", alone)).codes == ["syntax", "unanswered"]


def broken(message: Any) -> list[str]:
    """Return texts of a message with a fault in its last member, or in front of it."""
    text = json.dumps(message)
    first = json.dumps(dict(list(message.items())[:-1]))[:-1]
    last = text[len(first) + 1 :]
    return [text[:-1], f"{first},,{last}", f"{first}{last}", f"{first}, {last[1]}", f'{first}, "a": no", {last}']


ACTIVATE = request("channel.activate", "s.c", channeloptions={"queue": "q"})
ANSWERED = [*start("s"), ACTIVATE, success(ACTIVATE)]
FAILED = [*start("s"), ACTIVATE, failure(ACTIVATE)]


@each_case(("log", "at"), [*((ANSWERED, at) for at in range(5)), (FAILED, 3), (FAILED, 4)])
def test_message_that_is_not_json(log: Log, at: int, text_file: TextFile, session: Any) -> None:
    """It takes part in the session with its members in front of the fault: the fault is one problem."""
    for text in broken(log[at]):
        texts = [*map(json.dumps, log[:at]), text, *map(json.dumps, log[at + 1 :])]
        for file in (
            text_file("a.ndjson", "\n".join(texts)),
            text_file("a.log", "".join(f"INFO {each}\n" for each in texts)),
            text_file("a.json", "[" + ",\n".join(texts) + "]"),
        ):
            options = ["--extract"] if file.suffix == ".log" else []
            assert session("--complete", *options, file).codes == ["syntax"], (file, text)


def test_message_whose_target_is_not_known(text_file: TextFile, session: Any) -> None:
    """It does not take part: a string whose closing quote is missing may hold the next name."""
    for text in ('"target": "s.c, "result": "success"}', '"target": "s.c', ', "target": "s.c", "result": "success"}'):
        lines = [*map(json.dumps, [*start("s"), ACTIVATE]), f'{{"command": "channel.activate", {text}']
        found = session("--complete", text_file("a.ndjson", "\n".join(lines)))
        assert found.codes == ["syntax", "unanswered"], text


def test_one_log_with_an_empty_part(text_file: TextFile, message_file: MessageFile, session: Any) -> None:
    parts = [text_file("a.ndjson", ""), message_file(*start(), name="b.ndjson"), text_file("c.ndjson", "")]
    assert session("--one-log", *parts).codes == []
    assert session("--one-log", parts[0], parts[2]).codes == ["no-messages"]


def test_one_log_with_an_unreadable_part(text_file: TextFile, message_file: MessageFile, session: Any) -> None:
    """The messages in that part are not reported as missing, and what was open before it may be answered there."""
    paths = [message_file(UNMUTE, name="1.ndjson"), text_file("2.ndjson", "").parent / "gone.ndjson"]
    paths[1].symlink_to("nothing")
    assert session("--one-log", *paths).codes == ["unreadable"]


def test_log_that_ends_too_early(tmp_path: Path, session: Any) -> None:
    packed = gzip.compress(lines(exchange("channel.dial", SEEDS[0])).encode())
    (tmp_path / "x.ndjson.gz").write_bytes(packed[:-20])
    assert session(tmp_path).codes == ["unreadable"]


def test_log_after_one_that_ends_too_early(tmp_path: Path, message_file: MessageFile, session: Any) -> None:
    (tmp_path / "a.ndjson.gz").write_bytes(gzip.compress(lines([UNMUTE]).encode())[:-20])
    message_file(UNMUTE, name="b.ndjson")
    assert session(tmp_path).codes == ["unreadable", "open-at-end"]


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_log_without_messages(text: str, tmp_path: Path, text_file: TextFile, session: Any) -> None:
    path = text_file("x.json", text)
    assert session(tmp_path).codes == ["no-messages"]
    path.unlink()
    assert session(tmp_path).codes == ["no-messages"]


def test_invalid_is_not_by_envelope_only(text_file: TextFile, session: Any) -> None:
    found = session(text_file("x.ndjson", f"{NAMED}\n{NAMED.replace('target', 'tarket')}\n"))
    assert (found.summary["messages"], found.summary["envelope_only"]) == (2, 1)


def test_unknown_members(message_file: MessageFile, session: Any) -> None:
    log, _ = whole("session.addchannelgroup", SEEDS[0])
    path = message_file(*[{**each, "surplus": 1} for each in log])
    assert session(path).code == 1
    assert session("--unknown", "ignore", path).code == 0


def test_problems_in_the_order_of_the_text(text_file: TextFile, session: Any) -> None:
    path = text_file("x.ndjson", f'{BAD[:-1]}, "z": 1, "a": 1}}\n')
    assert [column for _, column, _ in session(path).places()] == [BAD_COLUMN, len(BAD) + 2, len(BAD) + 10, 1]


def test_many_messages_to_an_ended_object(message_file: MessageFile, session: Any) -> None:
    log = [event("interaction.ended", "s.c.i"), *[event("interaction.preview", "s.c.i")] * 3]
    [problem] = session(message_file(*log)).problems
    assert (problem["line"], problem["code"]) == (2, "after-end")
    assert "this message and 2 more are addressed" in problem["message"]


def records(*triples: Any) -> list[Any]:
    """Return records with a sender, a time and a message; None leaves a member out."""
    names = ("from", "at", "message")
    return [{name: each for name, each in zip(names, one, strict=True) if each is not None} for one in triples]


def test_direction(message_file: MessageFile, session: Any) -> None:
    log = start()
    senders = ("platform", "platform", None)
    path = message_file(*records(*[(sender, None, each) for sender, each in zip(senders, log, strict=True)]))
    found = session("--at", "/message", "--sender", "/from", path)
    assert found.places() == [(1, path.read_text().index('{"command"') + 1, "wrong-direction")]


def test_direction_by_other_names(message_file: MessageFile, session: Any) -> None:
    log = start()
    senders = ("ui", 2, "ui")
    path = message_file(*records(*[(sender, None, each) for sender, each in zip(senders, log, strict=True)]))
    found = session("--at", "/message", "--sender", "/from", "--senders", "ui=client,2=platform", path)
    assert [place[::2] for place in found.places()] == [(3, "wrong-direction")]


def test_sender_that_has_no_side(message_file: MessageFile, session: Any) -> None:
    path = message_file(*records(("ui", None, start()[0]), ("bot", None, start()[1])))
    [problem, _] = session("--at", "/message", "--sender", "/from", "--senders", "ui=client", path).problems
    assert problem["message"] == '/from must be "ui", not "bot": add it to --senders'


CONTEXT = ("--at", "/message", "--sender", "/from", "--time", "/at")


def test_null_counts_as_none(message_file: MessageFile, session: Any) -> None:
    path = message_file({"from": None, "at": None, "message": UNMUTE})
    found = session(*CONTEXT, "--patience", "3", path)
    assert found.codes == ["open-at-end", "unused-pointer", "unused-pointer"]


def test_pointer_that_no_record_has(message_file: MessageFile, session: Any) -> None:
    paths = [message_file(*records(*[("client", None, UNMUTE)] * 2), name=name) for name in ("a.ndjson", "b.ndjson")]
    found = session(*CONTEXT, "--one-log", *paths).problems
    [problem] = [problem for problem in found if problem["code"] == "unused-pointer"]
    assert (problem["severity"], problem["file"]) == ("warning", str(paths[0]))
    assert problem["message"] == "no record of this log has a time at /at: correct --time, or leave it out"
    assert session(*CONTEXT, *paths).codes.count("unused-pointer") == 2


def test_pointer_that_some_records_have(message_file: MessageFile, session: Any) -> None:
    path = message_file(*records((None, None, UNMUTE), ("client", 1, UNMUTE)))
    assert "unused-pointer" not in session(*CONTEXT, path).codes


def test_no_pointer_is_unused_in_an_empty_log(text_file: TextFile, session: Any) -> None:
    assert session(*CONTEXT, text_file("x.ndjson", "")).codes == ["no-messages"]


def test_unknown_sender(message_file: MessageFile, session: Any) -> None:
    path = message_file(*records(("ui", None, start()[0]), ({}, None, start()[1])), name="x.json")
    found = session("--at", "/message", "--sender", "/from", path)
    assert found.codes[:2] == ["wrong-value", "wrong-value"]
    text = '/from must be "client" or "platform", not "ui": name your senders by --senders VALUE=SIDE,...'
    assert found.problems[0]["message"] == text
    assert found.problems[0]["column"] == len('[{"from": ') + 1


@pytest.mark.parametrize(
    "times",
    [
        (100, 131),
        (100.5, 131.5),
        (1_700_000_000_000, 1_700_000_031_000),
        ("2024-06-11T08:45:00Z", "2024-06-11T08:45:31+00:00"),
        ("2024-06-11T08:45:00", "2024-06-11T10:45:31+02:00"),
    ],
)
def test_patience(times: tuple[Any, Any], message_file: MessageFile, session: Any) -> None:
    path = message_file(*records((None, times[0], UNMUTE), (None, times[1], success(UNMUTE))))
    found = session("--at", "/message", "--time", "/at", "--patience", "30.5", path)
    assert [place[::2] for place in found.places()] == [(1, "overdue"), (2, "open-at-end")]
    assert session("--at", "/message", "--time", "/at", "--patience", "31", path).codes == ["open-at-end"]
    assert session("--at", "/message", "--time", "/at", path).codes == ["open-at-end"]


@each_case("time", ["soon", True, [], {}, 1e15, -1e15, 10**400])
def test_time_that_is_none(time: Any, message_file: MessageFile, session: Any) -> None:
    assert seconds_of(time) is None
    found = session("--at", "/message", "--time", "/at", message_file(*records((None, time, GOOD_MESSAGE))))
    assert found.codes == ["wrong-value", "open-at-end"]
    assert "/at must be a time, in seconds or as ISO 8601, not " in found.problems[0]["message"]


GOOD_MESSAGE = json.loads(GOOD)


def test_records_without_a_time(message_file: MessageFile, session: Any) -> None:
    path = message_file(*records((None, 0, UNMUTE), (None, None, success(UNMUTE)), (None, 60, logout()[0])))
    found = session("--at", "/message", "--time", "/at", "--patience", "30", path)
    assert [place[::2] for place in found.places()] == [(2, "open-at-end"), (3, "open-at-end")]


def test_records_that_cannot_be_read(text_file: TextFile, session: Any) -> None:
    path = text_file("x.ndjson", '{"at": 0}\n{\n{"at": 0, "message": 5}\n')
    found = session("--at", "/message", "--time", "/at", "--patience", "30", path)
    assert found.codes == ["no-message", "syntax", "wrong-type"]


@each_case(
    ("arguments", "error"),
    [
        ((), "the following arguments are required: PATH"),
        (("missing.ndjson",), "no such file or folder"),
        (("--at", "event", LAPSES), "--at"),
        (("--senders", "ui=client", LAPSES), "--senders needs --sender"),
        (("--sender", "/from", "--senders", "ui=server", LAPSES), 'SIDE is "client" or "platform", not ui=server'),
        (("--sender", "/from", "--senders", "=client", LAPSES), "VALUE=SIDE"),
        (("--sender", "/from", "--senders", "a=client,a=platform", LAPSES), "a is given as client and as platform"),
        (("--patience", "5", LAPSES), "--patience needs --time"),
        (("--time", "/at", "--patience", "0", LAPSES), "expected a positive number of seconds, not 0"),
        (("--time", "/at", "--patience", "soon", LAPSES), "expected a positive number of seconds, not soon"),
        (("--time", "/at", "--patience", "inf", LAPSES), "expected a positive number of seconds, not inf"),
    ],
)
def test_wrong_usage(arguments: tuple[str | Path, ...], error: str, cli: Cli) -> None:
    code, out, err = cli("session", *arguments)
    assert (code, out) == (2, "")
    assert "cti-contract session: error: " in err
    assert error in err
