"""Records in which `--at` leads nowhere: one problem for one cause."""

import json

import pytest
from each_case import each_case
from helpers import BAD, GOOD, Reporter, TextFile

from cti_contract.files.check import one_by_one
from cti_contract.files.limits import Limits
from cti_contract.files.parallel import Piece, check_in_parallel, check_task
from cti_contract.files.results import Counts, FileSummary, Options
from cti_contract.files.streams import Part
from cti_contract.problems import Problem

WRAPPED, HEARTBEAT, BROKEN = f'{{"event": {GOOD}}}\n', '{"beat": 1}\n', "{tru}\n"
NONE = "no JSON value is at /event in this record; --skip-missing skips such records"
ELSEWHERE = "nothing is at /nowhere in this record, but messages are at /event: --at '/event' checks these"


@pytest.mark.parametrize("command", ["check", "session"])
@each_case("name", ["a.json", "a.ndjson", "a.log"])
def test_wrong_place(name: str, command: str, text_file: TextFile, report: Reporter) -> None:
    """It is one problem, which names the place that exists; `*` does not stand for the elements of a document."""
    lines = [WRAPPED.strip()] * 1000
    path = text_file(name, f"[{', '.join(lines)}]" if name == "a.json" else "\n".join(lines))
    for at in ("/nowhere", "/*/event"):
        found = report("--at", at, path, command=command)
        [problem] = found.problems
        assert problem["message"] == f"{ELSEWHERE.replace('/nowhere', at)}; 999 more such records in this file"
        assert (problem["code"], problem["line"], problem["message_index"]) == ("no-message", 1, 0)
        assert (found.code, found.summary["errors"], found.summary["messages"]) == (1, 1, 1000)
    assert report("--at", "/event", "--ignore", "late-start", "--ignore", "unanswered", path, command="check").code == 0


def test_messages_by_themselves(text_file: TextFile, report: Reporter) -> None:
    path = text_file("a.json", f"[{GOOD}, {GOOD}]")
    for at in ("/event", "/*"):
        [problem] = report("--at", at, path).problems
        expected = f"nothing is at {at} in this record, but it is itself a message; 1 more such record in this file"
        assert problem["message"] == expected


FILES = {
    "one of many": (WRAPPED * 300 + HEARTBEAT + WRAPPED * 300, [(301, NONE)]),
    "one in front": (HEARTBEAT + WRAPPED * 300, [(1, NONE)]),
    "few in front": (HEARTBEAT * 2 + WRAPPED + HEARTBEAT, [(1, NONE), (2, NONE), (4, NONE)]),
    "one record": (HEARTBEAT, [(1, NONE)]),
    "many in front": (
        HEARTBEAT * 1400 + WRAPPED + HEARTBEAT,
        [(1, f"{NONE}; 1,399 more such records in this file"), (1402, NONE)],
    ),
    "many behind a message": (WRAPPED + HEARTBEAT * 1400, [(number, NONE) for number in range(2, 1402)]),
    "behind a broken record": (
        BROKEN + HEARTBEAT * 2 + BROKEN + HEARTBEAT,
        [(1, "not JSON: the name"), (2, f"{NONE}; 2 more such records in this file"), (4, "not JSON: the name")],
    ),
}


@each_case(("text", "expected"), FILES.values(), ids=FILES)
def test_records_without_a_message(text: str, expected: list[tuple[int, str]], text_file: TextFile) -> None:
    """Several processes report the same as one."""
    path = str(text_file("a.ndjson", text))
    small = Limits(chunk=2048, task_bytes=4096)
    for limits, check in ((Limits(), one_by_one), (small, one_by_one), (small, check_in_parallel)):
        counts = Counts()
        more = (2,) if check is check_in_parallel else ()
        found = [each for some in check([path], Options(("/event",), limits=limits), counts, *more) for each in some]
        problems = [each for each in found if isinstance(each, Problem)]
        assert [each.line for each in problems] == [line for line, _ in expected]
        assert all(each.message.startswith(start) for each, (_, start) in zip(problems, expected, strict=True))
        [summary] = [each for each in found if isinstance(each, FileSummary)]
        assert (summary.errors, counts.errors) == (len(expected), len(expected))


def test_large_parts(text_file: TextFile) -> None:
    """The problems of very many records are not held, and the records are not read again because of them."""
    limits = Limits(task_problems=200)
    for text, left_out in ((HEARTBEAT * 1000, 1000 - 128), (HEARTBEAT * 1000 + WRAPPED, None)):
        part = Part(str(text_file("a.ndjson", text)))
        [result] = check_task([Piece(part)], Options(("/event",), limits=limits))
        assert (result.left_out if result else None) == left_out


def test_many_other_problems(text_file: TextFile) -> None:
    """A file with more problems than are held is reported as it is read."""
    options = Options(("/event",), limits=Limits(task_problems=50, lines=10))
    path = str(text_file("a.ndjson", HEARTBEAT + BROKEN * 100 + HEARTBEAT * 100))
    counts = Counts()
    held = [each for some in one_by_one([path], options, counts) for each in some if isinstance(each, Problem)]
    assert (len(held), counts.errors) == (201, 201)


def test_most_problems(text_file: TextFile, report: Reporter) -> None:
    path = text_file("a.ndjson", HEARTBEAT * 300 + json.dumps({"event": json.loads(BAD)}))
    found = report("--at", "/event", path)
    assert (found.codes, found.summary["errors"]) == (["no-message", "unknown-member"], 2)
    found = report("--at", "/nowhere", "--max-problems", "2", path)
    assert (found.codes, found.summary["errors"]) == (["no-message"], 1)
    found = report("--at", "/event", "--max-problems", "2", path)
    assert (found.codes, found.summary["errors"]) == (["no-message"] * 2, 301)
    assert report("--at", "/event", "--ignore", "no-message", path).codes == ["unknown-member"]


EMPTY = {"array": "[]", "object": "{}", "text": '"[]"'}


@pytest.mark.parametrize("command", ["check", "session"])
@each_case("empty", EMPTY.values(), ids=EMPTY)
def test_empty_place_beside_another(empty: str, command: str, text_file: TextFile, report: Reporter) -> None:
    """A place with nothing in it does not hide the messages at another place."""
    path = text_file(
        "a.ndjson", f'{{"events": [{GOOD}]}}\n{{"events": {empty}, "log": {BAD}}}\n{{"events": {empty}}}\n'
    )
    both = ("--at", "/events/*", "--at", "/log", "--ignore", "late-start", "--ignore", "open-at-end")
    for more in ((), ("--skip-missing",)):
        found = report(*both, *more, path, command=command)
        assert [(each["code"], each["line"]) for each in found.problems] == [("unknown-member", 2)]
        assert found.summary["messages"] == 2
    [problem] = report(*both[:2], *both[4:], path, command=command).problems
    assert (problem["code"], problem["severity"], problem["line"]) == ("no-message", "error", 2)
    assert problem["message"].endswith("but messages are at /log: --at '/log' checks these")


def test_empty_place_in_a_document(text_file: TextFile, report: Reporter) -> None:
    path = text_file("a.json", f'{{"calls": [], "events": [{GOOD}, {BAD}]}}')
    found = report("--at", "/calls/*", "--at", "/events/*", path)
    assert [each["code"] for each in found.problems] == ["unknown-member"]
    assert found.summary["messages"] == 2
