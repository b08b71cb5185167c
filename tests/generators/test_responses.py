"""Responses: always valid, with the data that the contract determines, or refused with a reason."""

from typing import Any

import pytest
from each_case import each_case

import cti_contract as cti

REQUESTS = [pytest.param(each, id=each.name) for each in cti.MESSAGES if each.kind == "request"]
WITHOUT_DATA = ("session.start", "session.request.logout")
PAYLOADS = ("channel.request.incontact.getscripts", "session.request.incontact.addressbook")


def refused(exception: type[cti.InvalidMessage], answer: Any, *arguments: Any, **members: Any) -> list[str]:
    with pytest.raises(exception) as raised:
        answer(*arguments, **members)
    return [problem.code for problem in raised.value.problems]


@each_case("message", REQUESTS)
def test_success_is_valid(message: cti.Message) -> None:
    request = cti.example(message.name, seed=1)
    data = cti.example(message.name, "success", seed=1)["data"] if message.name in PAYLOADS else None
    answer = cti.success(request, data)
    assert cti.check(answer) == []
    assert (answer["command"], answer["target"]) == (request["command"], request["target"])
    assert cti.identify(answer).kind == "success"
    if message.echo:
        assert answer["data"] == request["data"]
        assert answer["data"] is not request["data"]


@each_case("message", REQUESTS)
def test_failure_carries_request(message: cti.Message) -> None:
    request = cti.example(message.name, seed=2)
    answer = cti.failure(request, code="E7", message="", context="at dial (processor.js:41)")
    assert cti.check(answer) == []
    assert answer["original"] == request
    assert answer["failure"] == {"code": "E7", "message": "", "context": "at dial (processor.js:41)"}
    assert "context" not in cti.failure(request, code="E7", message="")["failure"]


@pytest.mark.parametrize("name", WITHOUT_DATA)
def test_data_where_none_belongs(name: str) -> None:
    assert refused(cti.InvalidMessage, cti.success, cti.example(name, seed=1), {}) == ["unknown-member"]


@pytest.mark.parametrize("name", PAYLOADS)
def test_payload_is_required(name: str) -> None:
    with pytest.raises(cti.InvalidMessage, match=r'pass data=\{…\} with "(scripts|addressbooks)" \[missing-member\]$'):
        cti.success(cti.example(name, seed=1))


def test_empty_data_is_filled_in() -> None:
    request = cti.example("interaction.request.incontact.signal", seed=1)
    assert cti.success(request)["data"] == cti.success(request, {})["data"] == {}


def test_open_data_is_optional() -> None:
    request = cti.example("interaction.accept", seed=1)
    assert cti.success(request, {"state": "x"})["data"] == {"state": "x"}
    assert "data" not in cti.success(request)


def test_equal_data_is_accepted() -> None:
    request: dict[str, Any] = {
        "command": "conversation.senddtmf",
        "target": "s.c.i.v",
        "data": {"digits": 1, "list": [1, {"a": None}]},
    }
    for equal in ({"list": [1, {"a": None}], "digits": 1.0}, request["data"]):
        assert cti.success(request, equal)["data"] == request["data"]


@each_case(
    ("other", "difference", "pointer"),
    [
        ({"digits": 1}, '/data lacks "list"', "/data"),
        ({"digits": True, "list": [1, {"a/b": None}]}, "/data/digits is true, not 1", "/data/digits"),
        ({"digits": 1, "list": [1]}, "/data/list is of length 1, not 2", "/data/list"),
        ({"digits": 1, "list": {}}, "/data/list is {…}, not […]", "/data/list"),
        ({"list": [1, {"a/b": ""}], "digits": 1}, '/data/list/1/a~1b is "", not null', "/data/list/1/a~1b"),
        ({"digits": 1, "list": [1, {"a/b": None}], "x": 2}, "/data/x was not sent", "/data/x"),
        ({"digits": 1, "l\u0456st": []}, "/data/l\u0456st was not sent: it has U+0456 for U+0069", "/data/l\u0456st"),
        ([], "/data is […], not {…}", "/data"),
    ],
)
def test_wrong_echo_is_located(other: Any, difference: str, pointer: str) -> None:
    request = {
        "command": "conversation.senddtmf",
        "target": "s.c.i.v",
        "data": {"digits": 1, "list": [1, {"a/b": None}]},
    }
    with pytest.raises(cti.InvalidMessage) as raised:
        cti.success(request, other)
    [problem] = raised.value.problems
    text = f"the success of conversation.senddtmf carries the data of the request, but {difference}"
    assert (problem.code, problem.message, problem.pointer) == ("wrong-echo", text, pointer)


def test_alias_is_kept() -> None:
    request = {**cti.example("session.request.addchannel", seed=1), "command": "session.addchannel"}
    assert cti.success(request)["command"] == "session.addchannel"


@pytest.mark.parametrize("kind", ["success", "failure", "event"])
def test_only_requests_are_answered(kind: Any) -> None:
    message = cti.example("channel.initialized" if kind == "event" else "channel.dial", kind, seed=1)
    assert refused(cti.InvalidMessage, cti.success, message) == ["not-a-request"]
    assert refused(cti.InvalidMessage, cti.failure, message, code="E", message="") == ["not-a-request"]


def test_unknown_message() -> None:
    assert refused(cti.UnknownMessage, cti.success, []) == ["wrong-type"]


def test_invalid_request_can_only_fail() -> None:
    request = {"command": "channel.dial", "target": "s.c", "data": {"number": 7}}
    assert refused(cti.InvalidMessage, cti.success, request) == ["unknown-member"]
    assert cti.failure(request, code="E", message="no destination")["original"] == request


def test_unknown_members_if_ignored() -> None:
    request: dict[str, Any] = {**cti.example("conversation.blindtransfer", seed=1), "newer": True}
    request["data"]["newer"] = True
    assert refused(cti.InvalidMessage, cti.success, request) == ["unknown-member"] * 2
    assert cti.success(request, unknown="ignore")["data"] == request["data"]
    failure = cti.failure(request, code="E", message="", unknown="ignore")
    assert failure["original"] == request
    assert cti.check(failure, unknown="ignore") == []
    unknown = {"command": "session.fly", "target": "s", "data": {}}
    with pytest.raises(cti.UnknownMessage):
        cti.success(unknown, unknown="ignore")
    answer = cti.failure(unknown, code="E", message="", unknown="ignore")
    assert [each.severity for each in cti.check(answer, unknown="ignore")] == ["warning"]


def test_circular_values() -> None:
    request: Any = cti.example("session.request.incontact.addressbook", seed=1)
    request["data"]["x"] = request
    assert refused(cti.InvalidMessage, cti.success, request) == ["not-json"]
    assert "original" not in cti.failure(request, code="E", message="")
    del request["data"]["x"]
    groups: list[Any] = []
    groups.append(groups)
    assert refused(cti.InvalidMessage, cti.success, request, {"addressbooks": groups}) == ["not-json"]


@each_case(
    ("request_", "kept", "problem"),
    [
        ({"command": "session.fly", "target": "s"}, ["command", "target", "original"], "unknown-message"),
        ({"command": "channel.dial", "data": {}}, ["command", "original"], "missing-member"),
        ({"command": "channel.dial", "target": 5}, ["command", "original"], "missing-member"),
        ({"command": "channel.dial", "target": "s"}, ["command", "target", "original"], "bad-target"),
        ({"command": 5, "target": "s"}, ["target", "original"], "missing-member"),
        ({"command": "session.start", "target": "s", "data": {"x": b""}}, ["command", "target"], "missing-member"),
        ({"command": "\ud800", "target": "s"}, ["target"], "missing-member"),
        ({}, ["original"], "missing-member"),
        ([], [], "missing-member"),
        (None, [], "missing-member"),
    ],
)
def test_anything_gets_a_failure(request_: Any, kept: list[str], problem: str) -> None:
    """The failure repeats what the request has, and is as valid as that allows."""
    answer = cti.failure(request_, code="E2", message="no")
    assert [name for name in ("command", "target", "original") if name in answer] == kept
    assert all(answer[name] == (request_ if name == "original" else request_[name]) for name in kept)
    assert (answer["result"], answer["failure"]) == ("failure", {"code": "E2", "message": "no"})
    assert [each.code for each in cti.check(answer)] == [problem]


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"code": "", "message": ""}, "wrong-value"),
        ({"code": 5, "message": ""}, "wrong-type"),
        ({"code": "E", "message": None}, "wrong-type"),
        ({"code": "E", "message": "", "context": 5}, "wrong-type"),
    ],
)
def test_details_must_be_right(details: Any, code: str) -> None:
    """They come from the caller, whatever the request is."""
    requests: list[Any] = [cti.example("session.start", seed=1), {}]
    for request in requests:
        assert refused(cti.InvalidMessage, cti.failure, request, **details) == [code]


def test_later_change_of_the_request() -> None:
    request: Any = cti.example("channel.dial", seed=1)
    answer = cti.failure(request, code="E", message="")
    request["data"].clear()
    assert answer["original"]["data"] != {}
