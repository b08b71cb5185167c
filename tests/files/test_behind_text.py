"""Messages in texts that are no JSON, where `--at` leads to the text and `--skip-missing` skips other texts."""

import json
import re
from urllib.parse import quote

import pytest
from helpers import BAD, BAD_COLUMN, GOOD, Reporter, TextFile

MESSAGE = json.loads(BAD)
BEFORE = "text is before the JSON object"
TWICE = "a message is encoded twice"
FIRST_PART = "the first part of a message is missing"

#: Texts with a message, each with its problem.
BROKEN = {
    f"INFO <- {GOOD}": BEFORE,
    f"INFO <- {BAD}\nat line 1": BEFORE,
    f"INFO <- {MESSAGE}": BEFORE,
    'INFO <- {"command": "session': BEFORE,
    'INFO <- {"kommand": "channel.dial", "target": "jdoe"}': BEFORE,
    'INFO <- {"Command": "channel.dial", "target": "x"}': BEFORE,
    'INFO <- {"command": "channel.dial", "data": {}}': BEFORE,
    'INFO <- {"name": "channel.disposd", "target": "jdoe.1"': BEFORE,
    'INFO <- {"name": "channel.disposd", "messageType": "objectEvent"}': BEFORE,
    'INFO <- {"target": "jdoe.1", "result": "success"}': BEFORE,
    "INFO <- {command: 'channel.dial', target: 'jdoe.1'}": BEFORE,
    "INFO <- {command=channel.dial, target=jdoe.1, data={}}": BEFORE,
    "INFO <- " + BAD.replace('"', "\u201c"): BEFORE,
    "INFO <- " + BAD.replace('"', '\\"'): BEFORE,
    "INFO <- " + json.dumps(BAD): BEFORE,
    "INFO <- " + json.dumps({"m": BAD}): BEFORE,
    'INFO {"level": 5} <- ' + BAD: BEFORE,
    f'"x" {BAD}': BEFORE,
    "INFO <- " + BAD.replace('"', "&quot;"): "quotes are written as in HTML",
    BAD.replace('"', "\\x22").replace("{", "x{", 1): "quotes are written as \\x22",
    "INFO <- " + quote(BAD): "the message is encoded as in a URL",
    **{f"INFO {BAD.replace(chr(34), code)}": "quotes are written as a code" for code in ("=22", r"\042", "&amp;quot;")},
    "INFO <- " + re.sub(r'"(.*?)"', "\xab \\1 \xbb", BAD): BEFORE,
    "INFO <- " + re.sub(r'"(.*?)"', "\u2039\\1\u203a", BAD): BEFORE,
    f"// sent: {GOOD}": "a comment; JSON has none",
    f"/* sent: {GOOD}": "a comment; JSON has none",
    "INFO <- OrderedDict([('command', 'channel.dial'), ('target', 'x')])": "a message as Python prints an OrderedDict",
    BAD[3:]: FIRST_PART,
    BAD[20:]: FIRST_PART,
    BAD[20:90]: FIRST_PART,
    f"... {BAD[3:]} done": FIRST_PART,
    str(MESSAGE)[3:]: FIRST_PART,
    BAD[3:].replace('"', '\\"'): FIRST_PART,
    'tion": "1"}, "result": "success", "target": "jdoe.1"}': FIRST_PART,
    'tion": "1"}, "name": "channel.disposed"}': FIRST_PART,
    'ageType": "objectEvent", "target": "jdoe.1", "data": {}}': FIRST_PART,
    'mand": "session.start", "target": "jdoe"}': FIRST_PART,
    'sage": "x"}, "original": {"command": "session.start", "target": "jdoe", "data": {}}}': FIRST_PART,
    ': "session.start", "target": "jdoe"}': FIRST_PART,
    'session.start", "target": "jdoe"}': FIRST_PART,
    '"session.start", "result": "success", "target": "jdoe"}': FIRST_PART,
    '"jdoe.1", "command": "channel.dial"}': FIRST_PART,
    'get": "jdoe.1", "messageType": "objectEvent"}': FIRST_PART,
    ' "command": "channel.dial", "data": {"destination": "1"}, "result": "success"': FIRST_PART,
    'INFO <- {"comma': BEFORE,
    'INFO <- {"target": "jdoe", "comman': BEFORE,
    'INFO <- {"data": {}, "messageTyp': BEFORE,
    BAD[1:]: "the bracket before the first member of a message is missing",
    json.dumps(BAD): TWICE,
    json.dumps(f"INFO <- {BAD}"): TWICE,
    json.dumps(json.dumps({"m": BAD})): TWICE,
}

#: Texts without a message that have some of its words.
PLAIN = [
    "heartbeat",
    "INFO {}",
    "command target",
    '"target"',
    '"command" "target"',
    'GET {"target": "es5", "paths": {}}',
    'GET {"target": "es5", "pat',
    'executed {"command": "ls", "ms": 5}',
    'deploy {"name": "web", "labels": {"target',
    'deploy {"name": "channels", "version": 1} to target',
    "build target {name} by command",
    'INFO {"level": 5, "command": 5}',
    "build target=desk data=5",
    '"target": "es5", "data": {}',
    'paths": {"target": "es5", "data": "x"}}',
    'ended } "target": "es5"',
    'handles "channel.dial", "channel.activate" } ',
    '"channel.dial", "session.start"',
    '"channel.dial": 5 targets, "data": 3',
    'said: {"a": 1, "comm',
    'said: {"a": 1, "message',
    "the \xab command \xbb of a \xab target \xbb",
]


@pytest.mark.parametrize("command", ["check", "session"])
@pytest.mark.parametrize("wrap", ['{"log": %s}', '{"log": [%s]}'])
@pytest.mark.parametrize("options", [(), ("--skip-missing",)])
def test_texts_with_messages(
    wrap: str, options: tuple[str, ...], command: str, text_file: TextFile, report: Reporter
) -> None:
    """Each text with a message is an error at its place, whatever keeps it from being JSON."""
    at = "/log/*" if "[" in wrap else "/log"
    path = text_file("a.ndjson", "\n".join(wrap % json.dumps(text) for text in BROKEN))
    found = report("--at", at, *options, path, command=command)
    assert [line for line, _, _ in found.places()] == list(range(1, len(BROKEN) + 1))
    for problem, (text, expected) in zip(found.problems, BROKEN.items(), strict=True):
        assert str(problem["message"]).startswith(f"not JSON: {expected}"), text
        assert (problem["severity"], problem["column"]) == ("error", wrap.index("%") + 1), text


#: Marks around a message, each with the end of the text, the problem, and the characters before it.
MARKS = [
    ("\ufeff", "", "a byte order mark is inside the text", 0),
    ("\0\0", "", "not JSON: a NUL byte", 0),
    ("/* sent\n */ ", "", "not JSON: a comment; remove all comments", 0),
    ("  // sent\n", "", "not JSON: a comment; remove all comments", 2),
    ("# sent\n", "\n", "not JSON: a comment; remove all comments", 0),
    ("```json\n", "\n```\n", "not JSON: a fence of Markdown", 0),
    ("~~~\r\n", "\r\n~~~", "not JSON: a fence of Markdown", 0),
]


@pytest.mark.parametrize("options", [(), ("--skip-missing",)])
@pytest.mark.parametrize("marks", MARKS, ids=[repr(each[0]) for each in MARKS])
def test_marks_around_a_message(
    marks: tuple[str, str, str, int], options: tuple[str, ...], text_file: TextFile, report: Reporter
) -> None:
    """Marks in a string are one problem at their place in the line, and the message behind them is checked."""
    before, after, expected, start = marks
    lines = [json.dumps({"log": before + each + after}) for each in (GOOD, BAD)]
    found = report("--at", "/log", *options, text_file("a.ndjson", "\n".join(lines)))
    code = "byte-order-mark" if before == "\ufeff" else "syntax"
    first = len('{"log": "') + start + 1
    place = len(json.dumps({"log": before + BAD[: BAD_COLUMN - 1]})) - len('"}') + 1
    assert found.places() == [(1, first, code), (2, first, code), (2, place, "unknown-member")]
    assert [str(each["message"]).startswith(expected) for each in found.problems] == [True, True, False]


def test_marks_around_a_broken_message(text_file: TextFile, report: Reporter) -> None:
    lines = [json.dumps({"log": f"# sent\n{BAD[:-1]}"}), json.dumps({"log": f"# sent\n{GOOD}\n{GOOD}"})]
    found = report("--at", "/log", text_file("a.ndjson", "\n".join(lines)))
    end = len(json.dumps({"log": f"# sent\n{BAD[:-1]}"})) - len('"}') + 1
    assert found.places() == [(1, 10, "syntax"), (1, end, "syntax"), (2, 10, "syntax")]


@pytest.mark.parametrize("text", ["# A page\n[a link](x)", "/* style */ ", "# [x]", "// {}", "#", "# x\n{.target: x}"])
def test_marks_without_a_message(text: str, text_file: TextFile, report: Reporter) -> None:
    path = text_file("a.ndjson", json.dumps({"log": text}) + "\n" + json.dumps({"log": GOOD}))
    found = report("--at", "/log", "--skip-missing", path)
    assert (found.problems, found.summary["skipped_records"]) == ([], 1)


@pytest.mark.parametrize("command", ["check", "session"])
def test_texts_without_messages(command: str, text_file: TextFile, report: Reporter) -> None:
    """Texts with words of messages are skipped, alone and beside a message."""
    lines = [json.dumps({"log": [text]}) for text in PLAIN] + [json.dumps({"log": [GOOD, *PLAIN]})]
    options = ("--at", "/log/*", "--skip-missing", "--ignore", "open-at-end")
    found = report(*options, text_file("a.ndjson", "\n".join(lines)), command=command)
    assert found.problems == []
    assert (found.summary["messages"], found.summary["skipped_records"]) == (1, 2 * len(PLAIN))


@pytest.mark.parametrize("command", ["check", "session"])
def test_texts_at_another_place(command: str, text_file: TextFile, report: Reporter) -> None:
    """A skipped record with such a text elsewhere is a warning that names the place."""
    here = "nothing is at /log in this record, but texts with messages are at"
    for text in BROKEN:
        path = text_file("a.ndjson", json.dumps({"log": GOOD}) + "\n" + json.dumps({"m": {"x": text}}))
        found = report("--at", "/log", "--skip-missing", "--ignore", "open-at-end", path, command=command)
        [problem] = found.problems
        assert problem["message"] == f"{here} /m/x: --at '/m/x' says why they are not JSON", text
        assert (problem["severity"], problem["line"], problem["code"]) == ("warning", 2, "no-message"), text
    part = text_file("a.ndjson", json.dumps({"log": [{"e": GOOD}, {"m": f"INFO {BAD}"}]}))
    [problem] = report("--at", "/log/*/e", "--skip-missing", "--ignore", "open-at-end", part, command=command).problems
    expected = "nothing is at this place of /log/*/e, but texts with messages are at /log/*/m: "
    assert str(problem["message"]).startswith(expected)
    lines = [json.dumps({"log": GOOD}), *[json.dumps({"m": {"x": text}}) for text in PLAIN]]
    options = ("--at", "/log", "--skip-missing", "--ignore", "open-at-end")
    found = report(*options, text_file("a.ndjson", "\n".join(lines)), command=command)
    assert (found.problems, found.summary["skipped_records"]) == ([], len(PLAIN))


def test_long_texts_of_wide_characters(text_file: TextFile, report: Reporter) -> None:
    """A long string is read as any other, by each of the places."""
    long = "\U0001f600" * 70_000
    texts = [f"{BAD}{' ' * 70_000}{long}", f"INFO {long} {BAD}", long]
    path = text_file("a.ndjson", "\n".join(json.dumps({"log": [text], "m": text}) for text in texts))
    for at in ("/log/*", "/log/0", "/m"):
        found = report("--at", "/x", "--at", at, "--skip-missing", path)
        assert [(line, code) for line, _, code in found.places()] == [
            (1, "unknown-member"),
            (1, "syntax"),
            (2, "syntax"),
        ], at
        assert found.summary["skipped_records"] == 1


def test_large_message_in_a_string(text_file: TextFile, report: Reporter) -> None:
    """The text around a message is in memory beside its values, so these may take less than those of a line."""
    message = {**json.loads(GOOD), "context": {"a": "a" * 3_700_000 + "€", "b": "b" * 300_000}}
    line = json.dumps(message, ensure_ascii=False)
    assert report(text_file("a.ndjson", line)).problems == []
    [problem] = report("--at", "/log", text_file("a.ndjson", json.dumps({"log": line, "b": "b" * 1_000_000}))).problems
    assert str(problem["message"]).startswith("a message is skipped whose values would take over 6 times its size")
    small = json.dumps({**message, "context": {"a": "a" * 2_000_000 + "€"}}, ensure_ascii=False)
    assert report("--at", "/log", text_file("a.ndjson", json.dumps({"log": small}))).problems == []


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (f"{{x: {GOOD}, y: {GOOD}, z: [{GOOD}]}}", ["syntax"]),
        (f"{{x: {{y: {GOOD}}}, z: {GOOD}}} {{x: {GOOD}}}", ["syntax", "syntax"]),
        (f"}} {{x: 1}} {GOOD} {{x: {GOOD}}} {GOOD}", ["no-message", "syntax"]),
        (f'{{"x": "{{"}} {GOOD} {GOOD}', ["no-message"]),
        (f'{{"b": {GOOD}}} {GOOD} {{x: {GOOD}, y: {GOOD}}}', ["no-message", "syntax"]),
        (f"{{x: {', '.join([GOOD] * 300)}}} {GOOD}", ["syntax", "no-message"]),
    ],
)
def test_messages_inside_an_object_of_a_log(line: str, codes: list[str], text_file: TextFile, report: Reporter) -> None:
    """An object that another program has printed is one error, however many messages are inside it."""
    for before in ("", f"{{x: {GOOD}}}\n{{x: {GOOD}\n"):
        found = report("--extract", "--at", "/b", text_file("a.log", f"{before}I {line}"))
        assert found.codes == [*["syntax"] * before.count("\n"), *codes]
