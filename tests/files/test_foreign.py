"""JSON files that hold no message at all: `not-a-message` and `--skip-foreign`."""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from each_case import each_case
from helpers import BAD, GOOD, Cli, MessageFile, Reporter, TextFile

from cti_contract.cli import gate
from cti_contract.files.limits import Limits
from cti_contract.files.results import Options
from cti_contract.text import shortened

PACKAGE = {"name": "my-package", "version": "1.0.0", "scripts": {}}


@each_case(
    "value",
    [PACKAGE, {}, [], 3, None, [1, 2], [PACKAGE, {}], {"name": 5}, {"data": {}}, {"result": "success"}],
    ids=str,
)
@each_case("command", ["check", "session"])
def test_foreign_file(command: str, value: Any, message_file: MessageFile, report: Reporter, cli: Cli) -> None:
    file = message_file(value, name="package.json")
    done = report(file, command=command)
    assert (done.code, done.places()) == (1, [(1, 1, "not-a-message")])
    assert done.summary["messages"] == 0
    done = report("--skip-foreign", file, message_file(GOOD), command="check")
    assert (done.code, done.summary["messages"], done.summary["skipped"]) == (0, 1, 1)
    skipped = cli(command, "--skip-foreign", file)
    assert skipped.code == 1
    assert skipped.out.splitlines() == [
        f"{file}: error: nothing was checked: 1 file without messages skipped [no-messages]",
        "0 messages in 1 file: 1 error, 0 warnings, 1 file without messages skipped",
    ]


@each_case(
    ("value", "code"),
    [
        ({"command": "x", "data": {}}, "unknown-message"),
        ({"comand": "channel.dial"}, "unknown-member"),
        ({"cmd": "channel.dial", "data": {}}, "unknown-member"),
        ({"target": "jdoe", "data": {}}, "missing-member"),
        ({"name": "x", "target": "jdoe", "data": {}}, "unknown-message"),
        ({"name": "channel.disposd"}, "unknown-message"),
        ({"messageType": "objectEvent"}, "missing-member"),
        ({"result": "failure", "failure": {"code": "1"}}, "missing-member"),
    ],
)
def test_broken_message(value: Any, code: str, message_file: MessageFile, report: Reporter) -> None:
    done = report("--skip-foreign", message_file(value, name="a.json"))
    assert (done.codes, done.summary["messages"]) == ([code], 1)


CONFIG = """{
  // a comment, and "command": 1
  "compilerOptions": {"target": "es6", /* another */ "paths": {"a,]": ["b,}",]}, },
}
"""


def test_foreign_file_with_comments(text_file: TextFile, report: Reporter) -> None:
    """Configurations with comments, and commas after the last member, are no messages; broken messages are."""
    file = text_file("tsconfig.json", CONFIG)
    assert report(file).places() == [(1, 1, "not-a-message")]
    assert report("--skip-foreign", file, text_file("a.json", GOOD)).summary["skipped"] == 1
    for text in (f"// a\n{BAD}", '{"a": 1 /* b */ "c": 2}', '// a\n{"command": "channel.dial",}'):
        found = report("--skip-foreign", text_file("b.json", text))
        assert (found.summary["skipped"], found.codes[0]) == (0, "syntax"), text
    many = '{"a": [/**/' + "{}," * 100_000 + "{}]}"
    assert "not-a-message" not in report("--skip-foreign", text_file("c.json", many)).codes


@pytest.mark.parametrize("command", ["check", "session"])
def test_messages_inside_are_not_skipped(command: str, text_file: TextFile, report: Reporter) -> None:
    """A file is not foreign if its records are known to hold messages: that they are not checked is a problem."""
    nope = '{"command": "nope", "target": "x"}'
    texts = {
        f'{{"wrapper": {nope}}}': "/wrapper",
        f'[{{"message": {BAD}}}]': "/message",
        f'{{"data": {GOOD}}}': "/data",
        f'// a\n{{"events": [{BAD}],}}': "/events/*",
        f'{{"log": {json.dumps(BAD)}}}': "/log",
        f'{{"log": {{"entries": [{{}}, {{"f": [{{"data": {json.dumps(BAD)}}}]}}]}}}}': "/log/entries/*/f/*/data",
        f'{{"a": {json.dumps(json.dumps({"b": [json.loads(BAD)]}))}}}': "/a/b/*",
        f'[{{"x": 1}}, [[{BAD}]]]': "/*/*",
        f'{{"": {{"a/b": {BAD}}}}}': "//a~1b",
        f'{{"sent": {GOOD}, "received": {BAD}, "at": 1}}': "/*",
        f'{{"calls": {{"a": {{"log": [{GOOD}]}}, "b": {{"log": [1, {BAD}]}}}}}}': "/calls/*/log/*",
        f'{{"a": {"[" * 150 + GOOD + "]" * 150}}}': "/a" + "/*" * 150,
        json.dumps({"a": " " * (1024 * 1024) + BAD}): "/a",
        json.dumps(
            {"a": "{ target", "b": '{"target": "x"', "c": "[" + "target" * 200_000, "d": json.loads(GOOD)}
        ): "/d",
    }
    for text, at in texts.items():
        found = report("--skip-foreign", text_file("a.json", text), command=command)
        [problem] = found.problems
        shown = shortened(at)
        expected = ("not-a-message", f"no message, but records with messages inside: --at '{shown}' checks these")
        assert (problem["code"], problem["message"]) == expected, text
        assert (found.code, found.summary["skipped"]) == (1, 0), text
        assert report("--at", at, "--skip-missing", text_file("a.json", text)).summary["messages"], text


@pytest.mark.parametrize("command", ["check", "session"])
def test_messages_as_strings_are_not_skipped(command: str, text_file: TextFile, report: Reporter) -> None:
    strings = "strings that hold the JSON of messages: write each message as an object, without quotes"
    for value, expected in [
        ([BAD], strings),
        (BAD, strings),
        ([{}, "x", BAD], strings),
        ([" " * (1024 * 1024) + BAD], strings),
        ({"a": [BAD]}, "--at '/a/*' checks these"),
        ([["x", BAD]], "--at '/*' checks these"),
    ]:
        found = report("--skip-foreign", text_file("a.json", json.dumps(value)), command=command)
        assert found.places() == [(1, 1, "not-a-message")], expected
        assert str(found.problems[0]["message"]).endswith(expected), value
        assert found.summary["skipped"] == 0, value


@pytest.mark.parametrize("command", ["check", "session"])
def test_messages_in_texts_are_not_skipped(command: str, text_file: TextFile, report: Reporter) -> None:
    """A text with a message that is not JSON is a problem, which says how to check it; other texts are not."""
    value = json.loads(BAD)
    for text, at in {
        json.dumps({"hits": [{"n": 1}, {"_source": {"message": f"INFO <- {BAD}"}}]}): "/hits/*/_source/message",
        json.dumps([{"log": "x"}, {"log": str(value)}]): "/log",
        json.dumps({"a": {"x": BAD[:40]}, "b": {"x": "target"}}): "/a/x",
        json.dumps({"a": {"x": BAD[:40]}, "b": {"x": BAD[:45]}}): "/*/x",
        json.dumps({"log": json.dumps({"m": f"a {BAD}"})}): "/log/m",
        f'// a\n{{"log": {json.dumps(json.dumps(BAD))},}}': "/log",
    }.items():
        path = text_file("a.json", text)
        [problem] = report("--skip-foreign", path, command=command).problems
        expected = f"no message, but messages in texts: --at '{at}' --skip-missing says why they are not JSON"
        assert (problem["code"], problem["message"]) == ("not-a-message", expected), text
        assert "syntax" in report("--at", at, "--skip-missing", path, command=command).codes, text
    [problem] = report(text_file("a.json", json.dumps(["x", f"a {BAD}"])), command=command).problems
    assert "strings that hold the JSON of messages" in problem["message"]
    plain = {"scripts": {"a": "run {name} --target x", "b": "{'command': 1}"}, "c": ['"target"', "a {} command"]}
    [problem] = report(text_file("a.json", json.dumps(plain)), command=command).problems
    assert "nothing in it has the members" in problem["message"]


def test_only_whole_document_is_foreign(text_file: TextFile, report: Reporter) -> None:
    """A value that is no object does not count as a message, unless it is beside a message."""
    for name, text, codes, messages in [
        ("a.json", '"x"', ["not-a-message"], 0),
        ("a.json", "// none\n[]", ["not-a-message"], 0),
        ("a.json", f"[3, {GOOD}]", ["wrong-type"], 2),
        ("a.json", '{"a": [{"b": 1,},],}', ["not-a-message"], 0),
        ("a.json", '[{"command": "channel.dial",},]', ["syntax", "syntax"], 1),
        ("a.ndjson", "3", ["not-a-message"], 0),
        ("a.ndjson", f"3\n{GOOD}", ["wrong-type"], 2),
        ("a.ndjson", f"{GOOD}\n[]", ["wrong-type"], 2),
    ]:
        found = report(text_file(name, text))
        assert (found.codes, found.summary["messages"]) == (codes, messages), (name, text)


@pytest.mark.parametrize("command", ["check", "session"])
def test_lines_without_messages(command: str, text_file: TextFile, report: Reporter) -> None:
    """Lines without any message are one problem of the file, which says where messages are if there are some."""
    good = text_file("good.json", GOOD)
    for text in ('{"a": 1}\n\n{"b": 2}\n', "1\n2\n", '{"a": 1}\n' * 300, '{"level": "info", "command": "ls"}'):
        file = text_file("a.ndjson", text)
        found = report(file, command=command)
        assert (found.places(), found.summary["messages"]) == ([(1, 1, "not-a-message")], 0), text
        skipped = report("--skip-foreign", "--ignore", "open-at-end", file, good, command=command)
        assert (skipped.codes, skipped.summary["skipped"]) == ([], 1), text
    for text, at in ((f'{{"a": 1}}\n{{"event": {GOOD}}}', "/event"), (f"[1]\n[{GOOD}]", "/*")):
        [problem] = report("--skip-foreign", text_file("a.ndjson", text), command=command).problems
        assert problem["message"] == f"no message, but records with messages inside: --at '{at}' checks these"


@pytest.mark.parametrize("command", ["check", "session"])
def test_several_values_without_messages(command: str, text_file: TextFile, report: Reporter) -> None:
    """Several values of a document are one problem, as lines are, however they are separated and what is beside."""
    good = text_file("good.json", GOOD)
    pretty = '{\n "a": 1\n}\n{\n "b": 2\n}\n'
    for name, text in (
        ("a.json", '{"a": 1}\n{"b": 2}\n'),
        ("a.json", pretty),
        ("a.ndjson", pretty),
        ("a.ndjson", f"// a\n{pretty}"),
        ("a.json", '\x1e{"a": 1}\n\x1e{"b": 2}\n'),
        ("a.json", '// a\n{"a": 1}\n// b\n{"b": 2}\n'),
        ("a.ndjson", '// a\n{"a": 1}\n// b\n{"b": 2}\n'),
        ("a.json", '{"a": 1}\n' * 300),
    ):
        file = text_file(name, text)
        found = report(file, command=command)
        assert (found.codes, found.summary["messages"]) == (["not-a-message"], 0), (name, text)
        skipped = report("--skip-foreign", "--ignore", "open-at-end", file, good, command=command)
        assert (skipped.codes, skipped.summary["skipped"]) == ([], 1), (name, text)
    file = text_file("a.json", f'{{"log": {json.dumps(GOOD)}}}\n' * 3)
    [problem] = report("--skip-foreign", file, command=command).problems
    assert problem["message"] == "no message, but records with messages inside: --at '/log' checks these"


def test_several_values_with_a_message_or_a_fault(text_file: TextFile, report: Reporter) -> None:
    """Beside a message or a fault, each value is a problem by itself, after the marks."""
    for text, codes in (
        (f'// a\n{{"a": 1}}\n{BAD}', ["syntax", "unknown-message", "unknown-member"]),
        ('{"a": 1}\n' * 200 + BAD, ["unknown-message"] * 200 + ["unknown-member"]),
        ('{"a": 1}\n{"b": 2}\n{"command"', ["unknown-message"] * 2 + ["syntax"]),
    ):
        assert report("--skip-foreign", text_file("a.json", text)).codes == codes, text


@pytest.mark.parametrize("command", ["check", "session"])
def test_byte_order_mark_before_foreign_value(command: str, text_file: TextFile, report: Reporter) -> None:
    """A file without messages is only that, whether it begins with a mark or not; a file with one has its problem."""
    good = text_file("good.json", GOOD)
    own = '{"contract": "1.0", "problems": []}'
    for name, text in (("a.json", '{"a": {"x": 1}}'), ("a.ndjson", '{"a": 1}\n{"b": 2}\n'), ("a.json", own)):
        file = text_file(name, f"\ufeff{text}")
        assert report(file, command=command).codes == (["no-messages"] if text == own else ["not-a-message"])
        found = report("--skip-foreign", "--ignore", "open-at-end", file, good, command=command)
        assert (found.code, found.codes, found.summary["skipped"]) == (0, [], 1), text
    for name in ("a.json", "a.ndjson"):
        file = text_file(name, f"\ufeff{BAD}\n")
        assert report("--skip-foreign", file).codes == ["byte-order-mark", "unknown-member"]
        assert report(text_file(name, "\ufeff")).codes == ["byte-order-mark"]


def test_large_foreign_object(text_file: TextFile, report: Reporter, monkeypatch: pytest.MonkeyPatch) -> None:
    """An object that takes too much memory is foreign if its own members show that, and no word is from a message."""
    many = json.dumps({f"k{number}": number for number in range(20_000)})
    features = ",".join(f'{{"id": {number}, "at": [{number}, 1]}}' for number in range(10_000))
    monkeypatch.setattr(gate, "Options", partial(Options, limits=Limits(value_memory=2_000_000, whole=100_000)))
    for text in (f'{{"m": {many}}}', f'{{"type": "a", "features": [{features}]}}', f'\ufeff// a\n{{"m": {many}}}'):
        found = report("--skip-foreign", text_file("a.json", text), text_file("b.json", GOOD))
        assert (found.codes, found.summary["messages"], found.summary["skipped"]) == ([], 1, 1), text[:40]
    for text, messages in (
        (f'{{"m": {many}, "log": {GOOD}}}', 0),
        (f'{{"m": {many}, "log": {{"\\u0063ommand": "x"}}}}', 0),
        (f'{{"command": "channel.dial", "target": "a.1", "data": {many}}}', 1),
        (many, 1),
        (f'{{"m": {many}', 1),
    ):
        found = report("--skip-foreign", text_file("a.json", text))
        assert (found.codes, found.summary["messages"]) == (["too-large"], messages), text[-40:]


def test_lines_with_a_message_or_a_fault(text_file: TextFile, report: Reporter) -> None:
    """Beside a message or a broken line, each other line is a problem by itself, and nothing is skipped."""
    other = '{"a": 1}'
    for last, code in (
        (BAD, "unknown-member"),
        ('{"command"', "syntax"),
        ('{"comand": "channel.dial"}', "unknown-member"),
    ):
        for number in (2, 300):
            text = f"{other}\n" * number + last
            found = report("--skip-foreign", text_file("a.ndjson", text))
            assert found.codes == ["unknown-message"] * number + [code], (last, number)


SMALL = Limits(head=500, chunk=64, lines=8, whole=500, piece=64)


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few lines be too many to hold."""
    monkeypatch.setattr(gate, "Options", partial(Options, limits=SMALL))


MANY = {
    "lines": ("a.ndjson", '{"a": 1}\n' * 300),
    "large lines": ("a.ndjson", f'{{"a": "{"b" * 300}"}}\n' * 3),
    "one large line": ("a.ndjson", f'{{"a": "{"b" * 600}"}}\n'),
    "several values a line": ("a.ndjson", '{"a": 1} {"b": 2}\n' * 300),
    "blank lines": ("a.ndjson", '{"a": 1}\n\n\n' + "\n" * 100 + '{"a": 1}\n' * 300),
    "comments": ("a.ndjson", '{"a": 1}\n// a\n' * 300),
    "values of a document": ("a.json", '{"a": 1}\n' * 300),
    "pretty-printed": ("a.ndjson", '{\n "a": 1\n}\n' * 300),
    "byte order mark": ("a.ndjson", '\ufeff{"a": 1}\n' + '{"a": 1}\n' * 300),
    "a numeral a line": ("a.ndjson", "1\n" * 600),
}


@each_case("many", MANY.values(), ids=MANY)
@each_case("command", ["check", "session"])
@pytest.mark.usefixtures("small_limits")
def test_many_values_without_messages(command: str, many: tuple[str, str], text_file: TextFile, cli: Cli) -> None:
    """A file without messages is one problem, and is skipped, whatever its size is."""
    file, good = text_file(*many), text_file("good.json", GOOD)
    done = cli(command, file)
    assert done.out.count("nothing in it has the members of one") == 1
    assert done.out.endswith("\n0 messages in 1 file: 1 error, 0 warnings\n")
    assert f"{file}:1:" in done.out or many[0] == "a.json"
    done = cli(command, "--skip-foreign", "--ignore", "open-at-end", file, good)
    assert (done.code, done.out.count("\n")) == (0, 1)
    assert re.fullmatch("1 message in 2 files: .*, 1 file without messages skipped\n", done.out)


@each_case("command", ["check", "session"])
@pytest.mark.usefixtures("small_limits")
def test_message_behind_many_other_values(command: str, text_file: TextFile, report: Reporter) -> None:
    """Nothing is skipped before a message or a fault: values too many to hold are one problem with their number."""
    base = "no message, as nothing in it has the members of one"
    inside = "no message, but records with messages inside: --at '/event' checks these"
    other, event = '{"a": 1}\n', f'{{"event": {GOOD}}}\n'
    for name, text, number, code, message in (
        ("a.ndjson", other * 300 + BAD, 300, "unknown-member", base),
        ("a.json", other * 300 + BAD, 300, "unknown-member", base),
        ("a.ndjson", '{"a": 1} {"b": 2}\n' * 300 + f'{{"a": 1}} {BAD}', 601, "unknown-member", base),
        ("a.ndjson", other * 1200 + '{"comm', 1200, "syntax", base),
        ("a.json", other * 1200 + '{"comm', 1200, "syntax", base),
        ("a.ndjson", f'{{"a": "{"b" * 600}"}}\n{BAD}', 1, "unknown-member", base),
        ("a.ndjson", other * 200 + event + other * 100 + BAD, 301, "unknown-member", inside),
    ):
        others = f"; so it is with the {number - 1:,} records after it" if number > 1 else ""
        found = report("--skip-foreign", "--ignore", "open-at-end", text_file(name, text), command=command)
        assert (found.codes, found.summary["skipped"]) == (["unknown-message", code], 0), text[-90:]
        assert found.problems[0]["message"] == message + others
        assert [each["line"] for each in found.problems] == [1, text.count("\n") + 1]
        assert found.summary["messages"] == 1
    [problem] = report("--skip-foreign", text_file("a.ndjson", other * 300 + event), command=command).problems
    assert (problem["code"], problem["message"]) == ("not-a-message", inside)


@pytest.mark.usefixtures("small_limits")
def test_baseline_of_many_other_values(text_file: TextFile, cli: Cli, tmp_path: Path) -> None:
    """The problem of a long file is known only while all of it stays the same."""
    baseline = tmp_path / "known.json"
    for name in ("a.ndjson", "a.json"):
        text = '{"a": 1}\n' * 300
        file = text_file(name, text)
        cli("check", "--write-baseline", baseline, file)
        assert cli("check", "--baseline", baseline, file).code == 0
        assert cli("check", "--baseline", baseline, text_file(name, f'{text}{{"a": 2}}\n')).code == 1


def test_known_name_alone(message_file: MessageFile, report: Reporter) -> None:
    assert set(report(message_file({"name": "channel.disposed"}, name="a.json")).codes) == {"missing-member"}


def test_one_message_in_array(message_file: MessageFile, report: Reporter) -> None:
    done = report(message_file(json.dumps([PACKAGE, json.loads(GOOD)]), name="a.json"))
    assert (done.codes, done.summary["messages"]) == (["unknown-message"], 2)


def test_lines_are_messages(message_file: MessageFile, report: Reporter) -> None:
    assert report("--skip-foreign", message_file(PACKAGE, BAD)).codes == ["unknown-message", "unknown-member"]


@pytest.mark.parametrize("command", ["check", "session"])
def test_file_without_pointer(command: str, message_file: MessageFile, report: Reporter) -> None:
    """The option `--at` says that records hold the message, so the record is at fault."""
    file = message_file(PACKAGE, name="a.json")
    for options in ((), ("--skip-foreign",)):
        assert report("--at", "/event", *options, file, command=command).codes == ["no-message"]


@pytest.mark.parametrize("command", ["check", "session"])
def test_record_that_is_no_message(command: str, message_file: MessageFile, report: Reporter) -> None:
    file = message_file({"log": "x", "event": json.loads(GOOD)}, name="a.json")
    assert report("--at", "/event", file, command=command).summary["messages"] == 1
    assert report(file, command=command).codes == ["not-a-message"]


def test_sentence_counts_skipped_files(message_file: MessageFile, cli: Cli) -> None:
    done = cli("check", "--skip-foreign", message_file(PACKAGE, name="a.json"), message_file(GOOD))
    assert done.out == "1 message in 2 files: all valid, 1 file without messages skipped\n"


@pytest.mark.parametrize(
    ("wrap", "at"),
    [
        ('{{"a": 1, "event": {}}}', "/event"),
        ('{{"a": [], "events": [{}]}}', "/events/*"),
        ('[3, {{"at/in": {}}}]', "/at~1in"),
    ],
)
def test_messages_inside_records(wrap: str, at: str, text_file: TextFile, report: Reporter) -> None:
    file = text_file("a.json", wrap.format(GOOD))
    [problem] = report(file).problems
    assert problem["message"] == f"no message, but records with messages inside: --at '{at}' checks these"
    assert "unknown-member" not in report("--at", at, file).codes


def test_target_of_other_tools(text_file: TextFile, report: Reporter) -> None:
    [problem] = report(text_file("tsconfig.json", '{"compilerOptions": {"target": "es5"}}')).problems
    assert "--exclude" in problem["message"]


OWN_FILES = [["--write-baseline"], ["--format", "json", "--output"], ["--format", "sarif", "--output"]]


@each_case("command", ["check", "session"])
@each_case("options", OWN_FILES, ids=str)
def test_own_file(command: str, options: list[str], tmp_path: Path, message_file: MessageFile, cli: Cli) -> None:
    """Reports and baselines are skipped where they are found, also with `--at`; alone they are nothing to check."""
    own, file = tmp_path / "own.json", message_file(BAD, name="a.json")
    cli(command, *options, own, file)
    message_file(f'{{"body": {GOOD}}}', name="a.json")
    ran = cli(command, "--at", "/body", tmp_path)
    assert (ran.code, ran.out.endswith(", 1 file without messages skipped\n")) == (0, True)
    ran = cli(command, own)
    assert (ran.code, "nothing was checked: 1 file without messages skipped" in ran.out) == (1, True)


def test_own_file_with_more(text_file: TextFile, report: Reporter) -> None:
    """Nothing is hidden behind the beginning of a report."""
    assert report(text_file("a.json", '{"contract": "1.0", "problems": []}]')).codes == ["syntax"]
    text = f'{{"contract": "1.0", "problems": []}} {BAD}'
    assert report(text_file("a.json", text)).codes == ["unknown-message", "unknown-member"]
    assert report(text_file("a.json", '{"contract": "1.0", "runs": 1}')).codes == ["not-a-message"]


@each_case("name", ["a.ndjson", "a.json"])
def test_messages_at_several_places(name: str, text_file: TextFile, report: Reporter) -> None:
    """All places are named. Of two in one record, only one `--at` counts, so the others need checks of their own."""
    text = json.dumps(GOOD)
    for records, advice in (
        ([f'{{"request": {GOOD}}}', f'{{"response": {GOOD}}}'], "--at '/request' --at '/response' checks these"),
        ([f'{{"request": {GOOD}, "response": {GOOD}}}'] * 2, "--at '/*' checks these"),
        ([f'{{"sent": [{GOOD}, {GOOD}]}}'] * 2, "--at '/sent/*' checks these"),
        (
            [f'{{"request": {{"post": {text}}}, "response": {{"content": {text}}}}}'] * 2,
            "--at '/request/post' checks these; check those at /response/content by themselves",
        ),
        (
            [f'{{"{each}": {GOOD}}}' for each in "abcdefgh"],
            "--at '/a' --at '/b' --at '/c' --at '/d' checks these",
        ),
    ):
        content = "\n".join(records) if name == "a.ndjson" else f"[{','.join(records)}]"
        [problem] = report(text_file(name, content)).problems
        assert problem["message"] == f"no message, but records with messages inside: {advice}"


ENCODED = {
    "base64": (json.dumps(b64encode(GOOD.encode()).decode()), "the message is encoded in base64; decode it"),
    "base64 for URLs": (json.dumps(urlsafe_b64encode(GOOD.encode()).decode()), "the message is encoded in base64"),
    "base64 of several lines": (
        json.dumps(b64encode(json.dumps(json.loads(GOOD), indent=1).encode()).decode()),
        "the message is encoded in base64",
    ),
    "hexadecimal": (json.dumps(GOOD.encode().hex()), "the message is written in hexadecimal digits"),
    "hexadecimal with colons": (
        json.dumps(GOOD.encode().hex(":").upper()),
        "the message is written in hexadecimal digits",
    ),
    "long hexadecimal": (
        json.dumps((GOOD[:-1] + " " * 600_000 + "}").encode().hex()),
        "the message is written in hexadecimal digits",
    ),
    "bytes": (json.dumps(list(GOOD.encode())), "it has the bytes of a text, as journald writes some"),
    "characters": (json.dumps(list(GOOD)), "it has the characters of a text"),
}


@each_case("encoded", ENCODED.values(), ids=ENCODED)
@each_case("command", ["check", "session"])
def test_encoded_message(encoded: tuple[str, str], command: str, text_file: TextFile, report: Reporter) -> None:
    """A message in another form is named as such where `--at` leads to it, and its place is found without."""
    value, text = encoded
    file = text_file("a.ndjson", f'{{"id": 1, "MESSAGE": {value}}}\n')
    [problem] = report("--at", "/MESSAGE", file, command=command).problems
    assert text in problem["message"]
    [problem] = report(file, command=command).problems
    assert "--at '/MESSAGE' --skip-missing says why they are not JSON" in problem["message"]
    assert "/MESSAGE" in report("--at", "/x", "--skip-missing", file, command=command).problems[0]["message"]


def test_record_of_bytes_is_not_skipped(text_file: TextFile, report: Reporter) -> None:
    path = text_file("a.ndjson", f'{{"m": {GOOD}}}\n{list(GOOD.encode())}\n')
    [problem] = report("--at", "/m", "--skip-missing", path).problems
    assert (problem["line"], problem["code"]) == (2, "no-message")


@each_case("command", ["check", "session"])
def test_messages_as_names(command: str, text_file: TextFile, report: Reporter) -> None:
    """Messages as the names of members are a problem with their place, also where `--at` leads to other messages."""
    code = BAD.encode().hex(":")
    for name in (BAD, code, f"a {BAD}"):
        for value, at in (
            ([{"layers": {"lines": {name: ""}}}], " at /layers/lines"),
            ([{"n": 1}, {name: 1}], ""),
            ({"a": [{name: 1}, {name: 2}]}, " at /a/*"),
            ({"a": json.dumps({name: 1})}, " at /a"),
        ):
            file = text_file("a.json", json.dumps(value))
            [problem] = report("--skip-foreign", file, command=command).problems
            expected = f"no message, but messages are the names of members{at}: write each message as a value"
            assert (problem["code"], problem["message"]) == ("not-a-message", expected), value
        for record, at in (({name: ""}, ""), ({"b": {name: ""}}, " at /b")):
            text = f'{{"a": {GOOD}}}\n{json.dumps(record)}\n'
            options = ("--at", "/a", "--skip-missing", "--ignore", "open-at-end")
            [problem] = report(*options, text_file("a.ndjson", text), command=command).problems
            expected = f"but messages are the names of members{at}: write each message as a value"
            assert (problem["code"], problem["severity"]) == ("no-message", "warning")
            assert problem["message"] == f"nothing is at /a in this record, {expected}"
    names = {"a name with target, command and data": 1, "7b" * 20: 1, '{"a": "target"}': 1}
    assert "nothing in it has" in report(text_file("a.json", json.dumps(names)), command=command).problems[0]["message"]


def test_other_text_in_base64(text_file: TextFile, report: Reporter) -> None:
    """Other objects in base64, and other arrays of numbers, are no messages."""
    other = b64encode(b'{"alg": "HS256", "typ": "JWT", "kid": 1}').decode()
    for value in (json.dumps(other), json.dumps(list(b'{"alg": 1}')), "[123, 300]", "[123, true]"):
        found = report(
            "--at", "/x", "--skip-missing", text_file("a.ndjson", f'{{"token": {value}}}\n{{"x": {GOOD}}}\n')
        )
        assert (found.codes, found.summary["messages"]) == ([], 1), value


def test_base64_in_lines_of_a_log(text_file: TextFile, report: Reporter) -> None:
    """A message in base64 is not skipped as other text is; the token of another program is."""
    encoded = b64encode(GOOD.encode()).decode()
    token = b64encode(b'{"alg": "HS256", "typ": "JWT", "kid": 1}').decode() + ".c2lnbmF0dXJl"
    found = report("--extract", text_file("a.log", f"Bearer {token}\nINFO {encoded}\nINFO {GOOD}\n"))
    [problem] = found.problems
    assert (problem["line"], problem["code"]) == (2, "syntax")
    assert "encoded in base64" in problem["message"]
    assert found.summary["messages"] == 2


def test_lines_of_comments(text_file: TextFile, report: Reporter) -> None:
    """A file of nothing but comments is one problem, and is not skipped."""
    [problem] = report("--skip-foreign", text_file("a.ndjson", "// one\n// two\n")).problems
    assert problem["message"].startswith("not JSON: a comment")
