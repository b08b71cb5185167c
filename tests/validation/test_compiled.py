"""The compiled messages: unknown members can be ignored, those that make another message cannot."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from each_case import each_case
from sample_messages import SESSION, START, STARTED, TRANSFER, only_problem

import cti_contract as cti
from cti_contract.validation.compiled import accepting, compiled


@pytest.mark.parametrize(
    ("message", "pointer"),
    [
        ({**START, "surplus": 1}, "/surplus"),
        ({**START, "data": {"surplus": {"x": 1}}}, "/data/surplus"),
        ({**TRANSFER, "data": {"destination": "5550142", "surplus": None}}, "/data/surplus"),
        ({**STARTED, "data": {"new": 1}}, "/data"),
        ({**STARTED, "failure": None}, "/failure"),
    ],
)
def test_unknown_member(message: Any, pointer: str) -> None:
    problem = only_problem(message)
    assert (problem.code, problem.pointer) == ("unknown-member", pointer)
    assert cti.check(message, unknown="ignore") == []
    assert cti.is_valid(message, unknown="ignore")
    assert cti.validate(message, unknown="ignore")


def with_a_member_more(value: Any) -> Iterator[Any]:
    """Yield a value with a member more in each of its objects, one at a time."""
    if isinstance(value, dict):
        yield {**value, "surplus": None}
    if isinstance(value, (dict, list)):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            for changed in with_a_member_more(inner):
                copy = value.copy()
                copy[step] = changed
                yield copy


@each_case("message", cti.MESSAGES, ids=lambda message: f"{message.name} {message.kind}")
def test_unknown_member_of_each_object(message: cti.Message) -> None:
    examples = cti.examples(message.name, message.kind, count=8, seed=0)
    for changed in chain.from_iterable(map(with_a_member_more, examples)):
        assert cti.is_valid(changed, unknown="ignore")
        assert cti.check(changed, unknown="ignore") == []


@each_case(
    ("message", "code"),
    [
        ({**TRANSFER, "data": {"destinaton": "5550142"}}, "missing-member"),
        ({**START, "original": {}}, "missing-member"),
        ({**START, "result": None}, "wrong-value"),
        ({**START, "name": None}, "unknown-member"),
        ({**START, "name": 5}, "ambiguous-message"),
        ({**START, "result": None, "failure": None}, "unknown-member"),
        ({**START, "failure": None, "original": {}}, "missing-member"),
        ({"command": None, "result": "session.initialized", "target": SESSION, "data": {}}, "wrong-type"),
        ({**STARTED, "failure": {}}, "wrong-value"),
        ({**TRANSFER, "result": "failure"}, "wrong-value"),
    ],
)
def test_member_of_another_message(message: Any, code: str) -> None:
    assert only_problem(message, unknown="ignore").code == code
    assert not cti.is_valid(message, unknown="ignore")


@each_case("message", cti.MESSAGES, ids=lambda message: f"{message.name} {message.kind}")
def test_message_that_accepts_an_example(message: cti.Message) -> None:
    found = accepting(cti.example(message.name, message.kind, seed=1), "error")
    assert found is compiled(message, "error")
    assert found.message is message
    assert found.envelope_only is (message.status == "named")
