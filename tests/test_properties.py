"""`check` and the reference engine of `validator` agree on valid, changed and nasty messages."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema

import cti_contract as cti
from cti_contract.contract import registry
from cti_contract.export import bundle
from cti_contract.jsontext.parse import parse
from cti_contract.validation.api import explained, inspect
from cti_contract.validation.compiled import Unknown
from cti_contract.validation.json_values import is_json
from cti_contract.validation.prefilter import prefilter

EXAMPLES = [
    (message, example)
    for message in cti.MESSAGES
    for example in registry.schemas()[message.uri.partition("#")[0]]["examples"]
    if cti.identify(example) is message
]
#: `hypothesis-jsonschema` cannot generate from a schema that refers to itself.
GENERABLE = [
    pytest.param(message, id=f"{message.name} {message.kind}")
    for message in cti.MESSAGES
    if (message.name, message.kind) != ("session.request.incontact.addressbook", "success")
]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
few = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))


def errors(message: Any, unknown: str = "error") -> list[cti.Problem]:
    return [problem for problem in cti.check(message, unknown=unknown) if problem.severity == "error"]  # type: ignore[arg-type]


def agree(message: Any) -> bool:
    """Return whether a message is valid, after a check that all calls give the same verdict."""
    found = errors(message)
    assert cti.is_valid(message) is (not found)
    try:
        identified = cti.identify(message)
    except cti.UnknownMessage:
        assert found
        return False
    assert cti.validator(identified.name, identified.kind).is_valid(message) is (not found), found
    return not found


@pytest.mark.parametrize("message", GENERABLE)
@pytest.mark.slow
def test_engines_agree_on_generated_messages(message: cti.Message) -> None:
    @few
    @given(from_schema(bundle.bundled(message.uri)))
    def run(value: Any) -> None:
        assert agree(value) is cti.validator(message.name, message.kind).is_valid(value)

    run()


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value inside a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inner = [(*place, step) for step, _ in items]
    return inner + [deeper for path in inner for deeper in places(value[path[-1]], path)]


def replaced(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    copy = deepcopy(value)
    inner = copy
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = new
    return copy


@st.composite
def changed_examples(draw: st.DrawFn) -> Any:
    """Draw an example of the contract with one value replaced or added."""
    _, example = draw(st.sampled_from(EXAMPLES))
    place = draw(st.sampled_from(places(example)))
    if draw(st.booleans()) and isinstance(place[-1], str):
        place = (*place[:-1], draw(st.sampled_from(["surplus", "Data", "context", "result", "failure"])))
    nasty = st.sampled_from(NASTY)
    return replaced(example, place, draw(json_values | nasty))


NASTY: tuple[Any, ...] = (
    *(
        "a\n",
        "a.b\n",
        "a.b.c\r",
        "\u2028",
        "a\u00a0b",
        "\ufeffa.b",
        "a\u0085",
        "\u0000",
        "\u200b.a",
        "e\u0301.a",
        "\U0001f600.a",
    ),
    *("", " ", ".", "..", "a.", ".a", "TELEPHONY", "telephony", "skill", "success", "Success"),
    *(10**400, -(2**63) - 1, 5.0, 5.5, -0.0, 1e308, True, False, None, [], {}, [[]], [{}], {"": ""}, {"a": {"b": []}}),
)


@settings(max_examples=200, deadline=None)
@given(changed_examples())
def test_engines_agree_on_changed_examples(value: Any) -> None:
    agree(value)


@settings(max_examples=100, deadline=None)
@given(st.lists(changed_examples(), max_size=40), st.sampled_from(["error", "ignore"]))
def test_prefilter_finds_what_check_finds(messages: list[Any], unknown: Unknown) -> None:
    values = [parse(json.dumps(message).encode()) for message in messages]
    suspects = [index for index, value in enumerate(values) if cti.check(value, unknown=unknown)]
    others = [cti.identify(value) for index, value in enumerate(values) if index not in suspects]
    envelope_only = sum(message.status == "named" for message in others)
    assert prefilter(values, unknown) == (suspects, envelope_only)


@settings(max_examples=200, deadline=None)
@given(changed_examples(), st.sampled_from(["error", "ignore"]), st.sampled_from(["", "results", "x"]), st.data())
def test_fast_path_agrees_with_the_explanation(value: Any, unknown: Unknown, surplus: str, data: st.DataObject) -> None:
    if isinstance(value, dict):
        message = data.draw(st.sampled_from([each for each in cti.MESSAGES if each.aliases]))
        value = data.draw(st.sampled_from([value, cti.example(message.name, message.kind, seed=1)]))
        if message.name == value.get("command"):
            value = {**value, "command": message.aliases[0]}
        value = {**value, surplus: 1} if surplus else value
    found, problems = inspect(value, unknown)
    again, explanation = explained(value, unknown, is_json)
    assert (again, list(explanation)) == (found, list(problems))


@settings(max_examples=100, deadline=None)
@given(json_values)
def test_any_value_gets_a_verdict(value: Any) -> None:
    assert not agree(value)


@settings(max_examples=200, deadline=None)
@given(changed_examples())
def test_ignoring_members_adds_no_errors(value: Any) -> None:
    tolerated = errors(value, "ignore")
    assert cti.is_valid(value, unknown="ignore") is (not tolerated)
    assert tolerated == [] or errors(value)


@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
@pytest.mark.parametrize("name", ["conversation.blindtransfer", "state.updated", "interaction.created"])
def test_engines_agree_on_nasty_values(name: str, nasty: Any) -> None:
    for message, example in EXAMPLES:
        if message.name == name:
            for place in places(example):
                agree(replaced(example, place, nasty))


@settings(max_examples=200, deadline=None)
@given(changed_examples(), st.booleans())
def test_parsed_text_has_the_same_verdict(value: Any, ensure_ascii: bool) -> None:  # noqa: FBT001
    text = json.dumps(value, ensure_ascii=ensure_ascii)
    assert parse(text.encode()) == value
    assert cti.check(parse(text.encode())) == cti.check(value)
