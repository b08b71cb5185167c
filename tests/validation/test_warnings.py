"""Warnings: valid messages that were probably not meant."""

import json
import unicodedata
from typing import Any

import pytest
from each_case import each_case
from helpers import Reporter, TextFile
from hypothesis import given
from hypothesis import strategies as st

import cti_contract as cti
from cti_contract.contract import walk
from cti_contract.problems import Problem
from cti_contract.validation import warnings
from cti_contract.validation.warnings import has_odd_texts, ids, may_have_odd_texts, warnings_about

TARGET = "PureCloud-jdoe.70001"
FOUND = ("code", "pointer", "hint")


def dial(**changes: Any) -> dict[str, Any]:
    return {"command": "channel.dial", "target": TARGET, "data": {"destination": "5550199"}, **changes}


def created(**changes: Any) -> dict[str, Any]:
    interaction = {"id": "OM1", "nativeId": "7b0c", "type": "CALLBACK", "modelType": "CALLBACK", **changes}
    return {
        "messageType": "objectEvent",
        "target": TARGET,
        "name": "interaction.created",
        "data": {"interaction": {name: value for name, value in interaction.items() if value is not None}},
    }


def found(message: Any) -> list[tuple[Any, ...]]:
    problems = cti.check(message)
    assert cti.is_valid(message)
    assert {problem.severity for problem in problems} <= {"warning"}
    return [tuple(getattr(problem, name) for name in FOUND) for problem in problems]


def texts(message: Any) -> list[str]:
    return [problem.message for problem in cti.check(message)]


@each_case(
    ("given", "hint"),
    [
        ("callback", "CALLBACK"),
        (" CALLBACK", "CALLBACK"),
        ("CALBACK", "CALLBACK"),
        ("CALL-BACK", "CALLBACK"),
        ("TELPHONY", "TELEPHONY"),
        ("TELEPHNOY", "TELEPHONY"),
        ("EMIAL", "EMAIL"),
        ("E-MAIL", "EMAIL"),
        ("CAHT", "CHAT"),
        ("CHATT", "CHAT"),
        ("EMAIL", None),
        ("MAIL", None),
        ("CAT", None),
        ("CHART", None),
        ("CALL", None),
        ("TELEPHONE", None),
        ("VOICEMAIL", None),
        ("FAX", None),
    ],
)
def test_known_value(given: str, hint: str | None) -> None:
    pointer = "/data/interaction/modelType"
    assert found(created(modelType=given)) == ([("known-value", pointer, hint)] if hint else [])


@each_case(
    ("member", "hint"),
    [
        ("callbackNumber", "callbackNumbers"),
        ("callbacknumbers", "callbackNumbers"),
        ("calbackNumbers", "callbackNumbers"),
        ("callbackName", None),
        ("callbackNumbersNormalized", None),
        ("queue", None),
    ],
)
def test_known_member(member: str, hint: str | None) -> None:
    expected = [("known-member", f"/data/interaction/{member}", hint)] if hint else []
    assert found(created(**{member: ["5550100"]})) == expected
    assert found(created(**{member: ["5550100"], "callbackNumbers": ["5550100"]})) == []


def test_misspelt_required_member_is_an_error() -> None:
    [problem] = cti.check(created(nativeId=None, nativeID="7b0c"))
    assert (problem.code, problem.hint) == ("missing-member", "nativeId")


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("CHAT", [("misplaced-member", "/data/interaction/callbackNumbers", None)]),
        ("FAX", [("misplaced-member", "/data/interaction/callbackNumbers", None)]),
        ("CALLBACK", []),
        ("Callback", [("known-value", "/data/interaction/type", "CALLBACK")]),
    ],
)
def test_callback_numbers(type_: str, expected: list[tuple[Any, ...]]) -> None:
    assert found(created(type=type_, callbackNumbers=["5550100"])) == expected


def test_text_of_a_misplaced_member() -> None:
    assert texts(created(type="CHAT", callbackNumbers=[])) == [
        '"callbackNumbers" belongs to "type" "CALLBACK" only, not to "CHAT"'
    ]


@each_case(
    ("message", "pointer", "text"),
    [
        (dial(target="<session-id>.<channel-id>"), "/target", "<session-id>"),
        (dial(target="PureCloud-jdoe.<channel_id>"), "/target", "<channel_id>"),
        (dial(data={"destination": "[number-to-dial]"}), "/data/destination", "[number-to-dial]"),
        (dial(data={"destination": "1", "extensions": {"a": [{"b": "<some.value>"}]}}), "/data/extensions/a/0/b", ""),
        (created(id="<interaction_id>"), "/data/interaction/id", "<interaction_id>"),
        (created(modelType="<custom type>"), "/data/interaction/modelType", "<custom type>"),
        (
            cti.failure(dial(), code="E1", message="<error-message>"),
            "/failure/message",
            "<error-message>",
        ),
    ],
)
def test_placeholder(message: Any, pointer: str, text: str) -> None:
    assert found(message) == [("placeholder", pointer, None)]
    assert f"{pointer} still has the placeholder " in texts(message)[0]
    assert text in texts(message)[0]


@each_case("text", ["<anonymous>", "[1]", "[]", "<3", "a <b-c>", "<b-c> d", "<>", "[x]", "[ab cd", "<1-2>", '"<a-b>"'])
def test_text_that_is_no_placeholder(text: str) -> None:
    assert found(dial(data={"destination": text})) == []


def test_placeholders_that_are_not_searched() -> None:
    failure = cti.failure(dial(), code="E1", message="")
    failure["original"] = dial(data={"destination": "<number-to-dial>"})
    assert found({**failure, "context": {"a": "<stack-trace>"}}) == []


@pytest.mark.parametrize(
    ("message", "pointer", "text"),
    [
        (
            dial(target="PureCloud-jdoe.7\u200b0001"),
            "/target",
            "segment 2 of the target has an invisible character, U+200B (zero width space)",
        ),
        (
            dial(target="\ufeffPureCloud-jdoe.70001"),
            "/target",
            "segment 1 of the target has an invisible character, U+FEFF (byte order mark)",
        ),
        (
            created(id="OM1\U000e0041"),
            "/data/interaction/id",
            "/data/interaction/id has an invisible character, U+E0041",
        ),
    ],
)
def test_invisible_character(message: Any, pointer: str, text: str) -> None:
    assert found(message) == [("invisible-character", pointer, None)]
    assert texts(message) == [text]


@pytest.mark.parametrize("name", ["Übel", "名前", "e\u0301", "a\ufe0f"])
def test_visible_characters(name: str) -> None:
    assert found(dial(target=f"{name}.70001")) == []
    assert found(created(id=name)) == []


def test_invisible_characters_outside_of_ids() -> None:
    assert found(dial(data={"destination": "\u200b5550100"})) == []


def test_every_format_character_is_invisible() -> None:
    for number in range(0x110000):
        if unicodedata.category(character := chr(number)) == "Cf":
            assert found(created(id=character)) == [("invisible-character", "/data/interaction/id", None)]


def test_warnings_beside_errors() -> None:
    problems = cti.check(dial(target="<session-id>.70001", data={}))
    assert [(problem.code, problem.severity) for problem in problems] == [
        ("missing-member", "error"),
        ("placeholder", "warning"),
    ]


def test_value_that_contains_itself() -> None:
    data: dict[str, Any] = {"destination": "[number-to-dial]"}
    data["extensions"] = {"again": data, "and again": data}
    assert [problem.code for problem in cti.check(dial(data=data))] == ["not-json"]


@each_case(
    ("text", "places"),
    [
        (json.dumps(dial(target="<session-id>.c")), [(1, 39, "placeholder")]),
        (json.dumps(dial(target="PureCloud-jdoe.c\u200b")), [(1, 39, "invisible-character")]),
        (json.dumps(dial(target="PureCloud-jdoe.c\u200b"), ensure_ascii=False), [(1, 39, "invisible-character")]),
        (json.dumps(dial(data={"destination": "[number-to-dial]"})), [(1, 87, "placeholder")]),
        (json.dumps(dial(data={"destination": "<number-to-dial>"})).replace("<", "\\u003c"), [(1, 87, "placeholder")]),
        (json.dumps(created(callbackNumber=[])), [(1, 200, "known-member")]),
    ],
)
@each_case("name", ["a.ndjson", "a.json", "array.json"])
def test_warning_in_a_file(text: str, places: list[Any], name: str, text_file: TextFile, report: Reporter) -> None:
    if name == "array.json":
        text, places = f"[\n{text},\n{json.dumps(dial())}]", [(line + 1, *rest) for line, *rest in places]
    result = report(text_file(name, f"{text}\n{json.dumps(dial())}\n" if name == "a.ndjson" else text))
    assert (result.code, result.places()) == (0, places)


@given(
    st.text(alphabet=st.sampled_from("<>[]\\-_ \"'aZé1\u200b"), max_size=12),
    st.text(alphabet=st.sampled_from("<>[]-_aé\u200b"), min_size=1, max_size=5),
    st.booleans(),
)
def test_quick_look_misses_no_warning(text: str, identity: str, ascii_only: bool) -> None:  # noqa: FBT001 -- drawn
    """The quick looks at a value and at its JSON text find each message that has a warning about a text."""
    call = dial(target=f"{identity}.c", data={"destination": text or "1", "extensions": {"a": [text]}})
    group = json.loads(json.dumps(cti.example("channelgroup.created")))
    group["data"]["channelgroup"]["id"] = identity
    for message in (call, group):
        about = cti.validate(message)
        warnings: list[Problem] = warnings_about(about, message, texts=True)
        raw = json.dumps(message, ensure_ascii=ascii_only).encode()
        quick = has_odd_texts(message, ids(about.uri)), may_have_odd_texts(raw), may_have_odd_texts(b"[" + raw)
        assert not warnings or all(quick), message


def test_places_of_every_example() -> None:
    """Each value in an example of a closed message is at a place that the walk visits."""
    for message in cti.MESSAGES:
        example = cti.example(message.name, message.kind, seed=1)
        visited = [path for place in walk.places(message.uri) for path, _ in walk.values_at(example, place.steps)]
        assert {path[:1] for path in visited} == {(name,) for name in example}
    books = cti.example("session.request.incontact.addressbook", "success", seed=1)
    uri = cti.identify(books).uri
    steps = ("data", "addressbooks", "[]", "entries", "[]", "(agent)", "destinations", "[]", "label")
    assert steps in [place.steps for place in walk.places(uri)]
    labels = [value for _, value in walk.values_at(books, steps)]
    assert labels == [
        destination["label"]
        for book in books["data"]["addressbooks"]
        for entry in book["entries"]
        for destination in entry["destinations"]
    ]


def test_schema_of_a_place() -> None:
    """The schema of an element of an array, or of one of several schemas, is at its place."""
    inner = {"enum": ["CHAT"]}
    found = warnings._nested(("data", "[]", "(chat)", "type"), inner)  # noqa: SLF001 -- no message has such a place yet
    assert found == {"properties": {"data": {"items": {"properties": {"type": inner}}}}}


def test_placeholder_in_an_unknown_member() -> None:
    """No member of the contract: the same warnings with and without another problem."""
    message = {"command": "session.start", "target": "PureCloud-jdoe", "data": {}, "note": "<session-id>"}
    assert cti.check(message, unknown="ignore") == []
    assert [problem.code for problem in cti.check(message)] == ["unknown-member"]


def test_bracket_behind_many() -> None:
    """Of many brackets only the first are looked at one by one."""
    for count in (10, 1_000):
        brackets = b"[" * count
        assert not may_have_odd_texts(brackets)
        assert may_have_odd_texts(brackets + b'"[a b]"')
