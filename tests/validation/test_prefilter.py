"""The prefilter: which of many values have a problem, and how many of the others have an undocumented shape."""

import json
from typing import Any

import pytest
from changed_examples import changed_examples
from helpers import ALIAS, BAD, GOOD, NAMED
from hypothesis import given
from hypothesis import strategies as st

import cti_contract as cti
from cti_contract.jsontext.parse import parse
from cti_contract.validation.compiled import Unknown
from cti_contract.validation.prefilter import prefilter, recognized


@pytest.mark.parametrize("unknown", ["error", "ignore"])
def test_values(unknown: Unknown) -> None:
    values = [json.loads(text) for text in (GOOD, BAD, ALIAS, NAMED, NAMED)]
    values += [None, [], {"command": ["a"]}, {"name": "channel.dial"}]
    assert prefilter(values, unknown) == ([1, 2, 5, 6, 7, 8], 2)


def test_unknown_members() -> None:
    value = json.loads(GOOD) | {"more": 1}
    assert prefilter([value], "error") == ([0], 0)
    assert prefilter([value], "ignore") == ([], 0)


@given(st.lists(changed_examples(), max_size=40), st.sampled_from(["error", "ignore"]))
def test_prefilter_finds_what_check_finds(messages: list[Any], unknown: Unknown) -> None:
    values = [parse(json.dumps(message).encode()) for message in messages]
    suspects = [index for index, value in enumerate(values) if cti.check(value, unknown=unknown)]
    others = [cti.identify(value) for index, value in enumerate(values) if index not in suspects]
    envelope_only = sum(message.status == "named" for message in others)
    assert prefilter(values, unknown) == (suspects, envelope_only)
    known = [each and each.message for each in recognized(values, unknown)]
    assert known == [None if index in suspects else cti.identify(value) for index, value in enumerate(values)]
