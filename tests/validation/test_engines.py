"""All calls and both engines give one verdict on generated and changed messages."""

import json
from typing import Any

import pytest
from changed_examples import EXAMPLES, ODD_VALUES, changed_examples, inner_paths, json_values, replaced
from each_case import each_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema

import cti_contract as cti
from cti_contract.contract import walk
from cti_contract.export.bundle import self_contained
from cti_contract.jsontext.parse import parse
from cti_contract.validation.api import explained, inspected
from cti_contract.validation.compiled import Unknown
from cti_contract.validation.json_values import is_json

#: `hypothesis-jsonschema` cannot generate from a schema that refers to itself.
GENERABLE = [
    pytest.param(message, id=f"{message.name} {message.kind}")
    for message in cti.MESSAGES
    if (message.name, message.kind) != ("session.request.incontact.addressbook", "success")
]


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
def test_generated_messages(message: cti.Message) -> None:
    @settings(max_examples=3, suppress_health_check=list(HealthCheck))
    @given(from_schema(self_contained(walk.merged(message.uri))))
    def run(value: Any) -> None:
        assert agree(value) is cti.validator(message.name, message.kind).is_valid(value)

    run()


@given(changed_examples())
def test_changed_examples(value: Any) -> None:
    agree(value)


@given(changed_examples(), st.sampled_from(["error", "ignore"]), st.sampled_from(["", "results", "x"]), st.data())
def test_fast_path_and_explanation(value: Any, unknown: Unknown, surplus: str, data: st.DataObject) -> None:
    if isinstance(value, dict):
        message = data.draw(st.sampled_from([each for each in cti.MESSAGES if each.aliases]))
        value = data.draw(st.sampled_from([value, cti.example(message.name, message.kind, seed=1)]))
        if message.name == value.get("command"):
            value = {**value, "command": message.aliases[0]}
        value = {**value, surplus: 1} if surplus else value
    found, problems = inspected(value, unknown)
    again, explanation = explained(value, unknown, is_json)
    assert (again, list(explanation)) == (found, list(problems))


@given(json_values)
def test_any_json_value(value: Any) -> None:
    assert not agree(value)


@given(changed_examples())
def test_ignoring_members_adds_no_errors(value: Any) -> None:
    tolerated = errors(value, "ignore")
    assert cti.is_valid(value, unknown="ignore") is (not tolerated)
    assert tolerated == [] or errors(value)


@each_case("odd", ODD_VALUES, ids=ascii)
@each_case("name", ["conversation.blindtransfer", "state.updated", "interaction.created"])
def test_odd_values(name: str, odd: Any) -> None:
    for message, example in EXAMPLES:
        if message.name == name:
            for path in inner_paths(example):
                agree(replaced(example, path, odd))


@given(changed_examples(), st.booleans())
def test_parsed_text_has_the_same_verdict(value: Any, ensure_ascii: bool) -> None:  # noqa: FBT001
    text = json.dumps(value, ensure_ascii=ensure_ascii)
    assert parse(text.encode()) == value
    assert cti.check(parse(text.encode())) == cti.check(value)
