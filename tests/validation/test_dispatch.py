"""Dispatch: which message a value is, and the problem of a value that is none."""

from collections import defaultdict
from typing import Any

import pytest
from each_case import each_case
from sample_messages import CALL, SESSION, START, STARTED, TRANSFER, Label, only_problem

import cti_contract as cti

EVENT = cti.example("session.initialized", seed=1)


def test_identify_does_not_validate() -> None:
    message = cti.identify({"command": "session.start", "result": "failure"})
    assert (message.name, message.kind) == ("session.start", "failure")


@pytest.mark.parametrize("call", [cti.validate, cti.identify])
def test_unknown_message(call: Any) -> None:
    with pytest.raises(cti.UnknownMessage) as caught:
        call({"command": "conversation.hang", "target": CALL, "data": {}})
    assert isinstance(caught.value, cti.InvalidMessage)
    assert [problem.code for problem in caught.value.problems] == ["unknown-message"]


ONE_OF_TWO = "a command or its response has the one, an event the other"
SAYS = 'and a response says "success" or "failure"'
PROBLEMS: list[tuple[Any, str]] = [
    ([START], "error: a message must be an object, not an array [wrong-type]"),
    ({1, 2}, "error: a message must be an object, not a Python set [wrong-type]"),
    ({"target": SESSION, "data": {}, "x": 1}, f'error: neither "command" nor "name": {ONE_OF_TWO} [unknown-message]'),
    *(
        (value, f'error: neither "command" nor "name": {ONE_OF_TWO}{where} [unknown-message]')
        for value, where in (
            ({"request": START, "id": 7}, "; a message is in /request"),
            ({"log": {"level": 1}, "body": {"a/b": EVENT}}, "; a message is in /body/a~1b"),
            ({"body": {"a": {"b": START}}}, ""),
            ({"body": [START]}, ""),
            ({"body": {"command": "session.start"}}, ""),
            ({"body": {"command": "session.go", "target": SESSION, "data": {}}}, ""),
            ({"body": {"name": "session.initialized"}}, ""),
            ({"body": {"name": "x", "messageType": "objectEvent"}}, ""),
        )
    ),
    (
        {**START, "name": "session.initialized"},
        f'error: both "command" and "name": {ONE_OF_TWO} [ambiguous-message]',
    ),
    (
        {"comand": "session.start", "target": SESSION, "data": {}},
        '/comand: error: unknown member "comand" [unknown-member] (did you mean "command"?)',
    ),
    (
        {"event": "session.initialized", "target": SESSION, "data": {}},
        '/event: error: unknown member "event" [unknown-member] (did you mean "name"?)',
    ),
    (
        {"command": "session.initialized", "target": SESSION, "data": {}},
        (
            '/command: error: unknown command "session.initialized", which names the event: it belongs in "name" '
            "[unknown-message]"
        ),
    ),
    (
        {**EVENT, "name": "session.start"},
        (
            '/name: error: unknown event "session.start", which names the command: it belongs in "command" '
            "[unknown-message]"
        ),
    ),
    (
        {"command": ["session.start"], "target": SESSION, "data": {}},
        "/command: error: /command must be a string, not an array [wrong-type]",
    ),
    ({**START, "command": b"x"}, "/command: error: /command must be a string, not a Python bytes [wrong-type]"),
    ({**EVENT, "name": None}, "/name: error: /name must be a string, not null [wrong-type]"),
    *(
        (
            {**START, **response},
            f'error: missing member "result": "{member}" makes it a response, {SAYS} [missing-member]',
        )
        for member, response in (("failure", {"failure": {}, "original": START}), ("original", {"original": START}))
    ),
    (
        {"command": "session.start", "target": SESSION, "reslt": "success"},
        '/reslt: error: unknown member "reslt" [unknown-member] (did you mean "result"?)',
    ),
    (
        {"command": "session.start", "target": SESSION, "Result": "failure", "failure": {}, "original": {}},
        '/Result: error: unknown member "Result" [unknown-member] (did you mean "result"?)',
    ),
    (
        {**STARTED, "result": "succes"},
        '/result: error: /result must be "success" or "failure", not "succes" [wrong-value] (did you mean "success"?)',
    ),
    (
        {**STARTED, "failure": {"code": "7"}},
        (
            '/result: error: /result is "success", but "failure" tells why the command failed [wrong-value] '
            '(did you mean "failure"?)'
        ),
    ),
    (
        {**TRANSFER, "result": "failure"},
        (
            '/result: error: /result is "failure", but there is "data" and nothing that tells why the command failed '
            '[wrong-value] (did you mean "success"?)'
        ),
    ),
]


@each_case(("message", "text"), PROBLEMS)
def test_problem(message: Any, text: str) -> None:
    assert str(only_problem(message)) == text


@each_case(
    ("name", "hint"),
    [
        ("conversation.unmute", "conversation.request.unmute"),
        ("session.request.start", "session.start"),
        ("session.agentleg.connect", "session.request.incontact.agentleg.connect"),
        (" Channel.Dial ", "channel.dial"),
        ("session.addchanel", "session.request.addchannel"),
        ("x" * 1000, None),
        ("fax.send", None),
    ],
)
def test_hint_for_a_misspelt_command(name: str, hint: str | None) -> None:
    assert only_problem({**START, "command": name}).hint == hint


@each_case("name", [1, b"command", None, ("x",), True])
@each_case("unknown", ["error", "ignore"])
def test_names_that_are_no_strings(name: Any, unknown: Any) -> None:
    assert only_problem({name: 1}, unknown=unknown).code == "unknown-message"
    assert only_problem({name: "session.start"}, unknown=unknown).code == "unknown-message"
    assert only_problem({**START, "failure": {}, name: 1}, unknown=unknown).code == "missing-member"
    assert only_problem({**TRANSFER, name: 1}, unknown=unknown).code == "not-json"


class EqualToText:
    """An object that is equal to a string, and has its hash."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        return self.text == other


@each_case("unknown", ["error", "ignore"])
@each_case("kind", [Label, EqualToText])
@each_case(("message", "member"), [(START, "command"), (STARTED, "command"), (STARTED, "result"), (EVENT, "name")])
def test_discriminator_that_is_no_string(message: Any, member: str, kind: Any, unknown: Any) -> None:
    changed = {**message, member: kind(message[member])}
    assert cti.check(message) == []
    assert not cti.is_valid(changed, unknown=unknown)
    assert only_problem(changed, unknown=unknown).pointer == f"/{member}"


def test_dictionary_with_defaults() -> None:
    message = defaultdict[str, Any](dict, {"target": SESSION, "data": {}})
    assert not cti.is_valid(message)
    assert only_problem(message).code == "missing-member"
    assert list(message) == ["target", "data"]


#: Messages that a newer contract may have: the place, the warning and the hint of this one.
NEWER: list[tuple[Any, str, str, str | None]] = [
    ({"command": "session.fly", "target": SESSION, "data": {}}, "/command", 'unknown command "session.fly"', None),
    ({"command": "session.fly"}, "/command", 'unknown command "session.fly"', None),
    ({"command": "session.fly", "result": 5}, "/command", 'unknown command "session.fly"', None),
    ({**START, "command": "session.strat"}, "/command", 'unknown command "session.strat"', "session.start"),
    ({**EVENT, "name": "session.flown"}, "/name", 'unknown event "session.flown"', None),
    ({**EVENT, "messageType": "agentEvent"}, "/messageType", 'unknown messageType "agentEvent"', None),
    ({**EVENT, "messageType": "objectevent"}, "/messageType", 'unknown messageType "objectevent"', "objectEvent"),
    ({"messageType": "agentEvent", "agent": "a"}, "/messageType", 'unknown messageType "agentEvent"', None),
    ({**STARTED, "result": "pending"}, "/result", 'unknown result "pending"', None),
    ({**STARTED, "result": "ok"}, "/result", 'unknown result "ok"', "success"),
]


@each_case(("message", "pointer", "text", "hint"), NEWER)
def test_message_of_a_newer_peer(message: Any, pointer: str, text: str, hint: str | None) -> None:
    warning = only_problem(message, unknown="ignore")
    assert (warning.code, warning.severity) == ("unknown-message", "warning")
    assert (warning.pointer, warning.message, warning.hint) == (pointer, text, hint)
    assert cti.inspect(message, unknown="ignore") == (message, None, (warning,))
    assert cti.validate(message, unknown="ignore") is None
    assert (cti.is_valid(message, unknown="ignore"), cti.is_valid(message)) == (True, False)
    assert {problem.severity for problem in cti.check(message)} == {"error"}


class Hostile(dict[str, Any]):
    """An object that cannot be read."""

    def __contains__(self, _: object) -> bool:
        raise OSError


@each_case(
    ("message", "code"),
    [
        ({"command": "session.fly", "data": float("nan")}, "not-json"),
        ({"command": Label("session.fly")}, "not-json"),
        ({"command": ""}, "unknown-message"),
        ({"command": "session.fly", "name": "x"}, "ambiguous-message"),
        ({"command": 5}, "wrong-type"),
        ({"name": None}, "wrong-type"),
        ({**STARTED, "result": ""}, "wrong-value"),
        ({**STARTED, "result": True}, "wrong-value"),
        ({"target": SESSION}, "unknown-message"),
        ({"messageType": "objectEvent"}, "missing-member"),
        ({"messageType": 5}, "missing-member"),
        ("agentEvent", "wrong-type"),
        (Hostile(command="session.fly"), "not-json"),
    ],
)
def test_message_of_no_peer(message: Any, code: str) -> None:
    """These are errors, whatever is ignored."""
    problem = only_problem(message, unknown="ignore")
    assert (problem.code, problem.severity) == (code, "error")
    assert not cti.is_valid(message, unknown="ignore")
    with pytest.raises(cti.UnknownMessage):
        cti.validate(message, unknown="ignore")
