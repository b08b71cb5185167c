"""The problems of a message: one for each mistake, at the deepest place that explains it, with a hint."""

from typing import Any

import pytest
from each_case import each_case
from sample_messages import CHANNEL, SESSION, START, STARTED, TRANSFER, only_problem

import cti_contract as cti


@each_case(
    ("message", "text"),
    [
        (
            {**TRANSFER, "target": CHANNEL},
            (
                "/target: error: conversation.blindtransfer addresses a conversation: target must be "
                "<session>.<channel>.<interaction>.<conversation> or "
                "<session>.<group>.<channel>.<interaction>.<conversation>, "
                'not "PureCloud-mlopez.80001.80002" (3 segments, a channel or an interaction) [bad-target]'
            ),
        ),
        ({**START, "target": "a..b"}, '/target: error: target "a..b": segment 2 of 3 must not be empty [bad-target]'),
        (
            {**START, "target": "Pure\u00a0Cloud\n"},
            (
                '/target: error: target "Pure\\u00a0Cloud\\n": segment 1 of 1 must not hold white space or a control '
                'character, as "Pure\\u00a0Cloud\\n" does: character 5 is U+00A0 (no-break space) [bad-target]'
            ),
        ),
        (
            {**START, "target": ""},
            (
                '/target: error: session.start addresses a session: target must be <session>, not "" (no segment) '
                "[bad-target]"
            ),
        ),
        (
            {**START, "target": "a.b.c.d.e.f"},
            (
                "/target: error: session.start addresses a session: target must be <session>, "
                'not "a.b.c.d.e.f" (6 segments) [bad-target]'
            ),
        ),
        (
            {**START, "target": 5},
            "/target: error: /target must be a string, not a number: write it in quotes [wrong-type]",
        ),
        (
            {**STARTED, "data": None},
            '/data: error: unknown member "data": the success of session.start has none [unknown-member]',
        ),
        ({**TRANSFER, "data": {}}, 'error: missing member "destination" in /data [missing-member]'),
        ({**TRANSFER, "data": {"destination": ""}}, "/data/destination must not be empty [wrong-value]"),
    ],
)
def test_one_mistake(message: Any, text: str) -> None:
    assert str(only_problem(message)).endswith(text)


def test_two_mistakes() -> None:
    found = cti.check({**START, "data": {"extension": 5, "surplus": 1}})
    assert {(problem.code, problem.pointer) for problem in found} == {
        ("wrong-type", "/data/extension"),
        ("unknown-member", "/data/surplus"),
    }


@pytest.mark.parametrize("value", [None, 5, {}, {"x": 1}, [{}]])
def test_member_that_must_be_absent(value: Any) -> None:
    message = {**STARTED, "target": CHANNEL, "data": value}
    assert [problem.code for problem in cti.check(message)] == ["bad-target", "unknown-member"]


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        ({"nativeID": "7"}, 'missing member "nativeId" in /data/interaction: there is "nativeID"', "nativeId"),
        ({}, 'missing member "nativeId" in /data/interaction', None),
    ],
)
def test_missing_member_of_an_open_object(change: Any, message: str, hint: str | None) -> None:
    interaction = {"id": "OM9", "type": "CHAT", "modelType": "CHAT", **change}
    event = {"messageType": "objectEvent", "target": CHANNEL, "name": "interaction.created"}
    problem = only_problem({**event, "data": {"interaction": interaction}})
    assert (problem.code, problem.message, problem.hint) == ("missing-member", message, hint)


@pytest.mark.parametrize(
    ("message", "schema"),
    [
        ({**TRANSFER, "data": {"destination": 5}}, "common/types.json#/$defs/destination/type"),
        ({**TRANSFER, "data": {}}, "commands/conversation.blindtransfer.json#/properties/data/required"),
    ],
)
def test_schema_of_a_problem(message: Any, schema: str) -> None:
    assert only_problem(message).schema == f"https://cti-contract.example/{schema}"


def addressbook(**entry: Any) -> dict[str, Any]:
    """Return a success whose one entry must be one of several shapes."""
    data = {"addressbooks": [{"name": "A", "groups": [], "entries": [{"name": "Ana", "destinations": [], **entry}]}]}
    return {
        "command": "session.request.incontact.addressbook",
        "target": SESSION,
        "result": "success",
        "data": data,
    }


ENTRY = "/data/addressbooks/0/entries/0"


@pytest.mark.parametrize(
    ("entry", "pointer", "message"),
    [
        (
            {"type": "agent", "properties": {"sate": "busy"}},
            f"{ENTRY}/properties/sate",
            f'unknown member "sate" in {ENTRY}/properties',
        ),
        (
            {"type": "agnt", "properties": {"state": "busy"}},
            f"{ENTRY}/type",
            f'{ENTRY}/type must be "external", "agent" or "skill", not "agnt"',
        ),
        (
            {"properties": {"state": "busy"}},
            ENTRY,
            f'missing member "type" in {ENTRY}: it must be "external", "agent" or "skill"',
        ),
    ],
)
def test_choice_of_shapes(entry: dict[str, Any], pointer: str, message: str) -> None:
    problem = only_problem(addressbook(**entry))
    assert (problem.pointer, problem.message) == (pointer, message)


@pytest.mark.parametrize(
    ("change", "ending"),
    [
        ({"command": "a\x1b[31m\u202e"}, r'unknown command "a\u001b[31m\u202e"'),
        ({"command": "x" * 10_000}, f'unknown command "{"x" * 80}…"'),
        ({"result": {"x": 1}}, "not {…}"),
        ({"result": [1]}, "not […]"),
        ({"result": 10**5000}, "not a number"),
    ],
)
def test_long_and_odd_values(change: dict[str, Any], ending: str) -> None:
    assert only_problem({**START, **change}).message.endswith(ending)


def test_many_misplaced_members() -> None:
    signal = {"command": "interaction.request.incontact.signal", "target": f"{CHANNEL}.OM1"}
    problem = only_problem({**signal, **{f"p{number}": "a" for number in range(1, 8)}})
    assert problem.message == 'unknown members "p1" and 6 more: they belong in /data'
    assert problem.pointer == "/p1"


def test_failure_with_two_renamed_members() -> None:
    failure = {
        **TRANSFER,
        "result": "failure",
        "failure": {"errorCode": "1", "errorMessage": "x"},
        "original": TRANSFER,
    }
    failure.pop("data")
    [problem] = cti.check(failure)
    assert problem.pointer == "/failure/errorCode"
    names = 'unknown members "errorCode" and "errorMessage" in /failure'
    assert problem.message == f'{names}: expected "code" and "message"'


def test_targets_with_blanks() -> None:
    """The target without outer white space is a hint; a target as long as no address has none."""
    for session, hint in (("jdoe", "jdoe.70001"), ("j" * 400, None)):
        [problem] = cti.check({"command": "channel.dial", "target": f"{session} .70001", "data": {"destination": "1"}})
        assert (problem.code, problem.hint) == ("bad-target", hint)
