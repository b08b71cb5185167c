"""The Python values that JSON can hold: what else there is in a message is one problem at its place."""

import enum
import json
from collections.abc import Iterator
from typing import Any

import pytest
from each_case import each_case
from sample_messages import ANSWER, CHANNEL, START, Label, only_problem

import cti_contract as cti
from cti_contract.contract.json_pointer import child
from cti_contract.jsontext.parse import parse
from cti_contract.validation.json_values import DEEPEST, copied, is_deeper, is_finite, is_json, same, shallow

EACH_UNKNOWN = each_case("unknown", ["error", "ignore"])


class Volume(float):
    """A number of another class."""


@each_case(
    ("value", "pointer", "text"),
    [
        (float("nan"), "/data/x", "is not a finite number"),
        ([float("inf")], "/data/x/0", "is not a finite number"),
        ("\ud800", "/data/x", "holds half of a surrogate pair"),
        ({"\udfff": 1}, "/data/x", r'has a member whose name is not a JSON string: "\udfff"'),
        ({5: 1}, "/data/x", "has a member whose name is not a JSON string: 5 (int)"),
        ((1, 2), "/data/x", "is not a JSON value, but a Python tuple"),
        (b"raw", "/data/x", "is not a JSON value, but a Python bytes"),
        ({"deep": {1, 2}}, "/data/x/deep", "is not a JSON value, but a Python set"),
        (Volume(1.5), "/data/x", "is not a JSON value, but a Python Volume"),
        (Label("x"), "/data/x", "is not a JSON value, but a Python Label"),
        ({Label("x"): 1}, "/data/x", "has a member whose name is not a JSON string: 'x' (Label)"),
        ((), "/data/x", "is not a JSON value, but a Python tuple"),
        ([b""], "/data/x/0", "is not a JSON value, but a Python bytes"),
        ([10**4300], "/data/x/0", "is a number of more than 4300 digits"),
        ([-(10**5000)], "/data/x/0", "is a number of more than 4300 digits"),
    ],
)
@EACH_UNKNOWN
def test_value_that_is_no_json(value: Any, pointer: str, text: str, unknown: Any) -> None:
    message = {**ANSWER, "data": {"x": value}}
    problem = only_problem(message, unknown=unknown)
    assert (problem.code, problem.pointer, problem.message) == ("not-json", pointer, f"{pointer} {text}")
    assert not cti.is_valid(message, unknown=unknown)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [({"target": "\ud800"}, "/target"), ({5: 1}, ""), ({"context": {"x": float("nan")}}, "/context/x")],
)
def test_member_that_is_no_json(change: dict[Any, Any], pointer: str) -> None:
    problem = only_problem({**START, **change})
    assert (problem.code, problem.pointer) == ("not-json", pointer)


def test_name_of_the_whole_message() -> None:
    assert only_problem({**START, 5: 1}).message == "the message has a member whose name is not a JSON string: 5 (int)"


@pytest.mark.parametrize("value", [(), b"", set(), Label("")])
def test_empty_value_that_is_no_json(value: Any) -> None:
    event = {"messageType": "stateEvent", "target": CHANNEL, "name": "state.updated", "data": value}
    assert only_problem(event).code == "not-json"
    assert not cti.is_valid(event)


def with_a_broken_string(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield a value with half of a surrogate pair in each of its strings, one at a time, and the pointer to it."""
    if isinstance(value, str):
        yield "", value + "\udc00"
    elif isinstance(value, (dict, list)):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            for pointer, changed in with_a_broken_string(inner):
                copy = value.copy()
                copy[step] = changed
                yield child("", step) + pointer, copy


@each_case("message", cti.MESSAGES, ids=lambda message: f"{message.name} {message.kind}")
@EACH_UNKNOWN
def test_every_string_is_checked(message: cti.Message, unknown: Any) -> None:
    for pointer, changed in with_a_broken_string(cti.example(message.name, message.kind, seed=1)):
        assert not cti.is_valid(changed, unknown=unknown)
        if pointer not in ("/command", "/name", "/result"):
            found = [each for each in cti.check(changed, unknown=unknown) if each.severity == "error"]
            assert [(each.code, each.pointer) for each in found] == [("not-json", pointer)]


@EACH_UNKNOWN
@pytest.mark.parametrize(("message", "member"), [(START, "context"), (ANSWER, "data")])
def test_deepest_message(message: dict[str, Any], member: str, unknown: Any) -> None:
    nested: Any = 0
    for _ in range(DEEPEST - 1):
        nested = {"a": nested}
    assert cti.is_valid({**message, member: nested}, unknown=unknown)
    assert not cti.is_valid({**message, member: {"a": nested}}, unknown=unknown)


@pytest.mark.parametrize("innermost", [0, "", {}, []])
def test_deepest_text_and_value(innermost: Any) -> None:
    verdicts = []
    for levels in range(DEEPEST - 5, DEEPEST + 5):
        nested = innermost
        for _ in range(levels):
            nested = {"a": nested} if levels % 2 else [nested]
        text = json.dumps({**START, "context": {"a": nested}})
        try:
            is_read = bool(parse(text.encode()))
        except ValueError:
            is_read = False
        assert cti.is_valid(json.loads(text)) is is_read
        verdicts.append(is_read)
    assert set(verdicts) == {True, False}


def test_value_inside_itself() -> None:
    array: list[Any] = []
    array.append(array)
    members: dict[str, Any] = {}
    members["again"] = members
    for nested in (array, members):
        problem = only_problem({**ANSWER, "data": {"x": nested}})
        assert problem.code == "not-json"
        assert f"deeper than {DEEPEST}" in problem.message
        assert len(str(problem)) < len(problem.pointer)


class Text(str, enum.Enum):  # noqa: UP042 -- the older way, which is common
    """Strings of a service; some are those of the contract."""

    DIAL = "channel.dial"
    MISSPELT = "channel.dail"
    TARGET = "PureCloud-jdoe.70001.70001"
    SESSION = "PureCloud-jdoe"
    HALF = "\ud800"


WITH_MEMBERS: dict[str, Any] = {
    "command": Text.DIAL,
    "target": Text.TARGET,
    "data": {"destination": Text.DIAL},
    "context": {"a": Text.TARGET, "b": [Text.TARGET]},
}


@EACH_UNKNOWN
def test_members_of_an_enumeration(unknown: Any) -> None:
    assert cti.is_valid(WITH_MEMBERS, unknown=unknown)
    assert cti.check(WITH_MEMBERS, unknown=unknown) == []


@EACH_UNKNOWN
@each_case("change", [{"command": Text.MISSPELT}, {"target": Text.SESSION}, {"result": Text.DIAL}])
def test_wrong_members_of_an_enumeration(change: dict[str, Any], unknown: Any) -> None:
    changed = {**WITH_MEMBERS, **change}
    plain = json.loads(json.dumps(changed))
    assert [str(each) for each in cti.check(changed, unknown=unknown)] == [
        str(each) for each in cti.check(plain, unknown=unknown)
    ]


@EACH_UNKNOWN
@each_case("change", [{"context": Text.HALF}, {"data": {"destination": Text.HALF}}, {"context": {Text.TARGET: 1}}])
def test_members_that_are_no_json(change: dict[str, Any], unknown: Any) -> None:
    assert only_problem({**WITH_MEMBERS, **change}, unknown=unknown).code == "not-json"


@pytest.mark.parametrize(("levels", "value", "fits"), [(0, [], True), (0, {}, True), (0, [1], False), (1, [[]], True)])
def test_levels(levels: int, value: Any, fits: object) -> None:
    assert is_json(value, levels) is fits


@pytest.mark.parametrize(
    ("text", "is_so"), [("[1e400]", False), ('{"a": {"b": -1e400}}', False), ('[[], "x", 1.5]', True)]
)
def test_is_finite(text: str, is_so: object) -> None:
    assert is_finite(parse(text.encode())) is is_so


@each_case(
    ("one", "other", "are_same"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (True, True, True),
        ({"a": [1, {"b": 2.0}]}, {"a": [1.0, {"b": 2}]}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1}, {"a": True}, False),
        ([1, 2], [1], False),
        ([1], {"0": 1}, False),
        ("a", "a", True),
        (None, 0, False),
    ],
)
def test_same(one: Any, other: Any, are_same: object) -> None:
    assert same(one, other) is are_same
    assert same(other, one) is are_same


def test_copied() -> None:
    value = {"a": [1, {"b": None}], "c": "d"}
    copy = copied(value)
    assert copy == value
    assert copy is not value
    assert copy["a"] is not value["a"]
    assert copy["a"][1] is not value["a"][1]


def refusing(base: type, *methods: str) -> Any:
    """Return a subclass whose methods raise an error."""

    def refuse(*_: Any) -> Any:
        raise OSError("no")

    members = dict.fromkeys(methods, refuse)
    return type("Refusing", (base,), {"__hash__": base.__hash__, **members})


class Nameless(type):
    """The type of a class without a hash."""

    __hash__ = None  # type: ignore[assignment]


class Secretive(metaclass=Nameless):
    """An object whose class is not to be seen."""

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        raise OSError("no")


class Array:
    """An array of numbers whose comparison has no truth value, as in numerical packages."""

    def __eq__(self, other: object) -> Any:
        return Array()

    def __bool__(self) -> bool:
        raise ValueError("The truth value of an array with more than one element is ambiguous.")

    __hash__ = None  # type: ignore[assignment]


@each_case(
    "value",
    [
        refusing(dict, "__contains__")(START),
        refusing(dict, "get")(START | {"result": "success"}),
        {**START, "command": refusing(str, "__eq__")("session.start")},
        {**START, "command": refusing(object, "__hash__")()},
        {**START, "result": refusing(object, "__eq__")()},
        {**START, "data": refusing(dict, "items")(x=1)},
        {**START, "command": Array()},
        {**START, "result": Array()},
        {**START, "target": Array()},
        {"messageType": "objectEvent", "target": "s", "name": Array()},
        Array(),
    ],
)
def test_object_that_cannot_be_read(value: Any) -> None:
    check_unreadable(value)


def check_unreadable(value: Any) -> None:
    """Check that a value that cannot be read is a problem, not an exception."""
    assert [problem.severity for problem in cti.check(value)] == ["error"]
    with pytest.raises(cti.InvalidMessage):
        cti.validate(value)
    assert [problem.severity for problem in cti.check_session([value])][:1] == ["error"]
    assert not cti.is_valid(value)
    assert cti.failure(value, code="E1", message="")["result"] == "failure"


def test_object_without_a_class() -> None:
    secretive = Secretive()
    for value in (secretive, *({**START, name: secretive} for name in ("command", "target", "data", "context"))):
        check_unreadable(value)


def test_text_of_an_unreadable_object() -> None:
    [problem] = cti.check({**START, "result": refusing(object, "__eq__")()})
    assert (problem.code, problem.message) == (
        "not-json",
        "the message cannot be read: a Python object in it raises OSError",
    )
    with pytest.raises(cti.UnknownMessage, match="cannot be read"):
        cti.identify({**START, "result": refusing(object, "__eq__")()})


def test_own_methods_of_a_container() -> None:
    """The content counts, whatever the methods return."""
    context = refusing(dict, "items", "__iter__")(note=refusing(list, "__iter__")([1]))
    request: Any = {**START, "context": context}
    assert cti.check(request) == []
    dial = {"command": "channel.dial", "target": "jdoe.70001", "data": {"destination": "<the number>"}}
    for own in (dial, {**dial, "data": refusing(dict, "__bool__", "__iter__", "items")(dial["data"])}):
        assert cti.is_valid(own)
        assert [problem.code for problem in cti.check(own)] == ["placeholder"]
    assert cti.validate(refusing(dict, "__getitem__")(START)).name == "session.start"
    assert cti.failure(request, code="E1", message="")["original"] == START | {"context": {"note": [1]}}


def test_error_of_the_check_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that no object of the message can have raised is not hidden."""

    def fail(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("cti_contract.validation.api.discriminate", fail)
    with pytest.raises(ZeroDivisionError):
        cti.check({"command": "session.start", "context": [1.5, None]})


@pytest.mark.parametrize("text", ["\ud800", "PureCloud-\udfff"])
def test_half_a_pair_in_the_validator(text: str) -> None:
    assert not cti.validator("session.start", "request").is_valid({**START, "target": text})


@each_case(
    ("value", "levels"), [(1, 0), ({}, 0), ([], 0), ([[]], 1), ({"a": [{"b": 1}]}, 3), ([1, [2, {}]], 2), ("[[[", 0)]
)
def test_depth_of_a_value(value: Any, levels: int) -> None:
    assert not is_deeper(value, levels)
    assert levels == 0 or is_deeper(value, levels - 1)


def test_shallow_copy() -> None:
    value = {"a": [{"b": [1], "c": {"d": [{}]}}], "e": 1}
    assert shallow(value, 9) == value
    assert shallow(value, 3) == {"a": [{"b": [], "c": {"d": []}}], "e": 1}
    assert shallow(value, 2) == {"a": [{"b": [], "c": {}}], "e": 1}
    assert shallow(value, 1) == {"a": [], "e": 1}
