"""`--redact`: no report shows a value of a message."""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from each_case import each_case
from helpers import ROOT, Cli, MessageFile

import cti_contract as cti
from cti_contract.codes import CODES
from cti_contract.contract.catalog import commands, events
from cti_contract.files.redaction import _words, redacted
from cti_contract.problem_texts import invisible_character
from cti_contract.problems import Problem, Source
from cti_contract.reports import REPORTS

PHONE = "5550199"
NAME = "maria.lopez@example.com"
LONG = "x" * 70 + "Maria Lopez" + "x" * 70
MESSAGES = [
    {"command": f"conversation.{NAME}", "target": NAME, "data": {}},
    {"messageType": NAME, "target": "a.b", "name": "channel.initialized", "data": {}},
    {"command": "channel.dial", "target": f"{NAME}.{PHONE}.x.y", "data": {"destination": PHONE}},
    {"command": "channel.dial", "target": f"a.{LONG} {PHONE}", "data": {"destination": PHONE}},
    {"command": "channel.dial", "target": "a.b", "result": PHONE, "data": {"destination": PHONE}},
    {"command": "channel.dial", "target": "a.b", "data": {"destination": int(PHONE)}},
    {
        "messageType": "objectEvent",
        "target": "jdoe",
        "name": "channelgroup.created",
        "data": {"channelgroup": {"id": f"{PHONE}.1", "name": NAME}},
    },
    {"command": "session.start", "target": f"<{NAME}>", "data": {}},
    {"command": "session.start", "target": f"\u200b{PHONE}", "data": {}},
    {
        "messageType": "objectEvent",
        "target": "jdoe.70001",
        "name": "interaction.created",
        "data": {
            "interaction": {"id": PHONE, "nativeId": NAME, "type": NAME, "modelType": "Chat", "callbackNumbers": []}
        },
    },
    {"command": "channel.dial", "target": "a.b", "data": {"destination": PHONE}},
    {"command": "channel.dial", "target": "a.b", "result": "success", "data": {"destination": PHONE + "0"}},
    {"command": "channel.dial", "target": "a.b", "data": {"destination": "1", "extensions": {"line": int(PHONE)}}},
    {
        "command": "channel.dial",
        "target": "a.b",
        "result": "success",
        "data": {"destination": "1", "extensions": {"line": 7}},
    },
    {"messageType": "objectEvent", "target": f"{PHONE}.b", "name": "channel.disposed", "data": {}},
    {"messageType": "objectEvent", "target": f"{PHONE}.b", "name": "channel.infochanged", "data": {}},
]
EIGHTY = "x" * 80
LEAK = re.compile(r"555|maria|lopez|xxx", re.IGNORECASE)


@each_case("command", ["check", "session"])
@each_case("form", REPORTS)
def test_no_value_is_shown(form: str, command: str, message_file: MessageFile, cli: Cli) -> None:
    path = message_file(*MESSAGES, json.dumps(MESSAGES[-1])[:-1] + f', "target": "{NAME}"' + "}", f'"{NAME}')
    plain = cli(command, "--format", form, path)
    shown = cli(command, "--format", form, "--redact", path)
    assert len(set(LEAK.findall(plain.out))) >= 3
    assert LEAK.findall(shown.out) == []
    assert (shown.code, shown.out.count("\n")) == (plain.code, plain.out.count("\n")) or form == "full"


@each_case(
    ("problem", "text"),
    [
        (Problem("bad-target", 'not "a\\"b" (1 segment)'), "not a string of 3 characters (1 segment)"),
        (Problem("bad-target", f'not "{EIGHTY}…"'), "not a string of more than 80 characters"),
        (
            Problem("wrong-value", '/a/0 must be "success", not "x"'),
            '/a/0 must be "success", not a string of 1 character',
        ),
        (Problem("wrong-echo", "/a1 is 5, and -1.5e3 was sent"), "/a1 is a number, and a number was sent"),
        (Problem("wrong-echo", "/a is of length 5, not 6"), "/a is of length 5, not 6"),
        (Problem("wrong-echo", '/a lacks "mood"'), '/a lacks "mood"'),
        (Problem("wrong-echo", '/a is "lacks \\"mood\\"", not 7'), "/a is a string of 12 characters, not a number"),
        (
            Problem("wrong-value", "/at must be a time, in seconds or as ISO 8601, not 5"),
            "/at must be a time, in seconds or as ISO 8601, not a number",
        ),
        (
            Problem("wrong-value", '/from must be "Desk", "IVR" or "Srv", not "Jane": add it to --senders'),
            '/from must be "Desk", "IVR" or "Srv", not a string of 4 characters: add it to --senders',
        ),
        (
            Problem("bad-target", 'not "a/b" (1 segment; "/" is part of an id)'),
            'not a string of 3 characters (1 segment; "/" is part of an id)',
        ),
        (
            Problem("bad-target", 'not "a\uff0eb" (1 segment; "\uff0e" is U+FF0E (fullwidth full stop), and a dot)'),
            'not a string of 3 characters (1 segment; "\uff0e" is U+FF0E (fullwidth full stop), and a dot)',
        ),
        (Problem("syntax", "a form feed (U+000C) is beside a message"), "a form feed (U+000C) is beside a message"),
        (
            Problem("wrong-echo", "/a is 5, and 6 was sent, see line 12"),
            "/a is a number, and a number was sent, see line 12",
        ),
        (Problem("wrong-echo", "/a is 5, see logs/2 a.ndjson:7"), "/a is a number, see logs/2 a.ndjson:7"),
        (
            Problem("wrong-echo", '/a is ", see x:7", see line 8'),
            "/a is a string of 9 characters, see line 8",
        ),
        (Problem("wrong-echo", '/a is ", see x 7"'), "/a is a string of 9 characters"),
        (Problem("known-value", '"Callback"', hint="CALLBACK"), 'a string of 8 characters (did you mean "CALLBACK"?)'),
        (Problem("wrong-value", "x", hint="me"), "x"),
        (Problem("unknown-member", 'unknown member "x"', hint="y"), 'unknown member "x" (did you mean "y"?)'),
        (invisible_character("/a", "\u200b"), "/a has an invisible character"),
        (Problem("bad-id", "not U+0020 (space) here"), "not a character here"),
        (
            Problem("bad-id", 'not white space, as "a b" does: character 2 is U+0020 (space)'),
            "not white space, as a string of 3 characters does: it is character 2",
        ),
        (
            Problem("unknown-message", 'unknown command "x": it has U+0456 for U+0069'),
            "unknown command (a string of 1 character): it only looks the same",
        ),
        (
            Problem("unknown-message", 'unknown command "x": it has nothing for U+0069 U+006A …'),
            "unknown command (a string of 1 character): it only looks the same",
        ),
    ],
)
def test_redacted(problem: Problem, text: str) -> None:
    found = redacted(problem)
    assert found.message + found.did_you_mean == text
    assert found.code in CODES


MISTAKES = [
    json.loads(mistake["input"])
    for path in sorted((ROOT / "tests/mistakes").glob("*.toml"))
    for mistake in tomllib.loads(path.read_text(encoding="utf-8"))["mistake"]
]


def test_no_value_of_a_mistake_is_shown() -> None:
    """Neither the text nor the hint of a problem has a value; a hint has a word of the contract or is left out."""
    hints = set()
    for message in MISTAKES:
        [problem] = cti.check(message)
        found = redacted(problem)
        hints.add(found.hint)
        shown = f"{found.message} {found.hint}"
        for value in values(message):
            assert not re.search(rf"(?<![\w.]){re.escape(value)}(?![\w.])", shown), (value, problem)
    assert len(hints) > 20


def values(message: Any) -> Iterator[str]:
    """Yield the texts and numbers in a message that are no words of the contract, and the parts of targets."""
    inner = message.values() if isinstance(message, dict) else message if isinstance(message, list) else ()
    for each in inner:
        yield from values(each)
    if isinstance(message, (str, float, int)) and not isinstance(message, bool):
        for part in {str(message), *str(message).split(".")} - _words() - {""}:
            if len(part) > 1 and part not in NAMES:
                yield part


NAMES = frozenset(part for name in (*commands(), *events()) for part in name.split("."))


def test_source_is_removed() -> None:
    problem = Problem("alias", "x", source=Source("channel.dial", PHONE, 1))
    assert redacted(problem).source == Source("channel.dial", "", 1)


def test_baseline_of_redacted_problems(message_file: MessageFile, cli: Cli) -> None:
    path = message_file(*MESSAGES)
    known = path.parent / "known.json"
    cli("check", "--redact", "--write-baseline", known, path)
    assert LEAK.search(known.read_text()) is None
    assert cli("check", "--redact", "--baseline", known, path).code == 0


def test_hint_that_the_message_shows() -> None:
    """A hint is one of the expected values, which stay, or it is a value of a message."""
    problem = Problem("wrong-value", '/from must be "Desk" or "Srv", not "srv"', hint="Srv")
    assert redacted(problem).hint == "Srv"
    assert redacted(problem._replace(hint="Jane")).hint is None
