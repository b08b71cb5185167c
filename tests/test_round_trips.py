"""Round trips as laws: a message survives its text, a request its responses, and every validator agrees."""

import json
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import jsonschema_rs
import pytest
from drawing import some
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.validators import validator_for

import cti_contract as cti
from cti_contract.export.bundle import message_schema, union_schema
from cti_contract.jsontext.parse import parse
from cti_contract.testing import strategies
from cti_contract.testing.strategies import Mutant
from cti_contract.validation.json_values import same

#: The call that writes a value as JSON, by module. Those that are installed are tested.
WRITERS = {
    "json": "dumps",
    "orjson": "dumps",
    "ujson": "dumps",
    "rapidjson": "dumps",
    "simplejson": "dumps",
    "msgspec.json": "encode",
    "pydantic_core": "to_json",
}
INSTALLED = [name for name in WRITERS if find_spec(name.partition(".")[0])]
BUNDLES = {
    "bundle": jsonschema_rs.validator_for(message_schema()).is_valid,
    "bundle in Python": validator_for(message_schema())(message_schema()).is_valid,
    "union bundle": jsonschema_rs.validator_for(union_schema()).is_valid,
}
anything = strategies.messages() | strategies.mutants().map(lambda mutant: mutant.message)


def errors(value: Any, unknown: Any = "error") -> list[cti.Problem]:
    return [problem for problem in cti.check(value, unknown=unknown) if problem.severity == "error"]


@some
@given(strategies.messages(), st.booleans())
def test_text_is_identified(message: Any, ascii_only: bool) -> None:  # noqa: FBT001
    text = json.dumps(message, ensure_ascii=ascii_only)
    again = parse(text.encode())
    assert cti.validate(again) is cti.validate(message)
    assert json.dumps(again, ensure_ascii=ascii_only) == text


@pytest.mark.parametrize("name", INSTALLED)
def test_writers_keep_the_value(name: str) -> None:
    write: Callable[[Any], str | bytes] = getattr(import_module(name), WRITERS[name])

    @some
    @given(strategies.messages())
    def run(message: Any) -> None:
        try:
            text = write(message)
        except (OverflowError, TypeError, ValueError):
            return  # some writers refuse integers of more than 64 bits
        again = parse(text.encode() if isinstance(text, str) else text)
        assert same(again, message)
        assert cti.check(again) == cti.check(message)

    run()


@some
@given(strategies.messages(kind="request"))
def test_success_echoes_the_request(request: Any) -> None:
    message = cti.identify(request)
    if message.echo:
        success = cti.success(request)
        assert cti.validate(success).kind == "success"
        assert success["data"] == request["data"]


@some
@given(strategies.messages(kind="request"), st.text(min_size=1), st.text())
def test_failure_keeps_the_request(request: Any, code: str, text: str) -> None:
    failure = cti.failure(request, code, text)
    assert cti.validate(failure).kind == "failure"
    assert failure["original"] == request


#: The objects below the target that the events of a command need.
OBJECTS = {
    "channel.dial": {"conversation": ".call.talk"},
    "session.addchannelgroup": {"channelgroup": ".group"},
    "interaction.consulttransfer": {"conversation": ".talk", "consult": ".other"},
}


@some
@given(strategies.exchanges())
def test_events_after_complete_the_exchange(exchange: tuple[Any, Any]) -> None:
    request, response = exchange
    if response["result"] == "success":
        below = OBJECTS.get(cti.identify(request).name, {})
        events = cti.events_after(response, {kind: request["target"] + end for kind, end in below.items()})
        assert {cti.validate(event).kind for event in events} <= {"event"}
        found = cti.check_session([request, response, *events], complete=True)
        assert [problem for problem in found if problem.severity == "error"] == []


@pytest.mark.slow
@some
@given(strategies.mutants())
def test_mutant_is_found_at_its_place(mutant: Mutant) -> None:
    assert {problem.pointer for problem in errors(mutant.message)} == {mutant.pointer}


@some
@given(anything)
def test_ignoring_members_accepts_no_less(value: Any) -> None:
    tolerated = errors(value, "ignore")
    assert cti.is_valid(value, unknown="ignore") is (not tolerated)
    assert not tolerated or errors(value)


@pytest.mark.slow
@some
@given(anything)
def test_reference_validator_agrees(value: Any) -> None:
    accepted = [cti.validator(each.name, each.kind).is_valid(value) for each in cti.MESSAGES]
    assert accepted.count(True) == cti.is_valid(value)


@pytest.mark.slow
@pytest.mark.parametrize("name", BUNDLES)
def test_bundle_agrees(name: str) -> None:
    @some
    @given(anything)
    def run(value: Any) -> None:
        assert BUNDLES[name](value) is cti.is_valid(value)

    run()


@pytest.mark.parametrize("seed", range(5))
def test_simulated_log_is_silent(seed: int) -> None:
    assert list(cti.check_session(cti.session(seed=seed, agents=3, calls=40))) == []
