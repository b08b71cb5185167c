"""Strategies: what they draw is valid, what their mutations make is not, and the schemas alone decide what that is.

CI runs these tests once more with the newest Hypothesis, so they import nothing that holds an older one.
"""

import json
import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import measure_strategies
import pytest
from helpers import ROOT, copied
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import cti_contract as cti
from cti_contract.contract import registry
from cti_contract.jsontext.parse import parse
from cti_contract.testing import strategies
from cti_contract.testing.from_schema import accepted
from cti_contract.testing.mutations import MUTATIONS, ways

EACH = pytest.mark.parametrize("message", [pytest.param(each, id=f"{each.name} {each.kind}") for each in cti.MESSAGES])
few = settings(max_examples=5, deadline=None)
some = settings(max_examples=60, deadline=None)


def drawn(strategy: st.SearchStrategy[Any], condition: Callable[..., bool]) -> Any:
    """Draw until a condition holds; what is found is as it was drawn, not shrunk."""
    return find(strategy, condition, settings=settings(some, max_examples=5000, phases=[Phase.generate], database=None))


def is_accepted(message: cti.Message, value: Any) -> bool:
    """Tell whether the reference engine accepts a value as such a message."""
    return cti.validator(message.name, message.kind).is_valid(value)


@EACH
def test_each_message_drawn_is_valid_and_is_found_again_in_its_text(message: cti.Message) -> None:
    @few
    @given(strategies.messages(message.name, message.kind))
    def run(value: Any) -> None:
        assert cti.validate(value) is message
        assert is_accepted(message, value)
        text = json.dumps(value, ensure_ascii=False).encode()
        again = parse(text)
        assert cti.identify(again) is message
        assert json.dumps(again, ensure_ascii=False).encode() == text

    run()


@EACH
def test_each_mutant_is_refused_by_both_engines(message: cti.Message) -> None:
    @few
    @given(strategies.mutants(message.name, message.kind))
    def run(pair: tuple[str, Any]) -> None:
        mutation, mutant = pair
        assert mutation in MUTATIONS
        assert not cti.is_valid(mutant)
        assert any(problem.severity == "error" for problem in cti.check(mutant))
        assert not is_accepted(message, mutant)
        try:
            assert not is_accepted(cti.identify(mutant), mutant)
        except cti.UnknownMessage:
            return
        assert mutation != "misspelt-name"

    run()


EXAMPLES = [
    (cti.identify(example), example)
    for schema in registry.schemas().values()
    for example in schema.get("examples", ())
    if isinstance(example, dict)
]


def test_each_mutation_applies_to_something() -> None:
    assert {mutation for message, example in EXAMPLES for mutation in ways(message, example)} == set(MUTATIONS)


def test_mistakes_are_made_anywhere_inside() -> None:
    name, kind = "session.request.incontact.addressbook", "success"
    [books] = [example for message, example in EXAMPLES if (message.name, message.kind) == (name, kind)]
    found = ways(cti.identify(books), books)
    entry = ("data", "addressbooks", 0, "entries", 0)
    for mutation, steps in (
        ("drop-required", ("data", "addressbooks", 0, "groups", 0)),
        ("unknown-member", entry),
        ("other-constant", (*entry, "type")),
        ("retype", (*entry, "destinations", 0, "label")),
    ):
        assert steps in [each for each, _ in found[mutation]]


@EACH
def test_success_and_failure_of_any_request_drawn_pass(message: cti.Message) -> None:
    if message.kind != "request":
        return

    @few
    @given(strategies.exchanges(message.name), st.text(min_size=1), st.text())
    def run(exchange: tuple[Any, Any], code: str, text: str) -> None:
        request, response = exchange
        data = response.get("data") if response["result"] == "success" else None
        context = {"context": response["context"]} if "context" in response else {}
        if response["result"] == "success":
            assert {**cti.success(request, data), **context} == response
        else:
            assert {**cti.failure(request, **response["failure"]), **context} == response
        assert cti.failure(request, code=code, message=text)["original"] == request

    run()


def test_both_answers_and_both_spellings_of_a_name_are_drawn() -> None:
    exchanges = strategies.exchanges("session.addchannel")
    for result in ("success", "failure"):
        for spelling in ("session.addchannel", "session.request.addchannel"):
            drawn(exchanges, lambda pair, wanted=(result, spelling): (pair[1]["result"], pair[0]["command"]) == wanted)


@some
@given(strategies.sessions())
def test_session_drawn_keeps_the_rules_about_more_than_one_message(log: list[dict[str, Any]]) -> None:
    assert cti.validate(log[0]).name == "session.start"
    assert [problem for problem in cti.check_session(log) if problem.severity == "error"] == []


@pytest.mark.parametrize("name", ["channel.dial", "session.request.logout", "interaction.consulttransfer"])
@pytest.mark.slow
def test_sessions_hold_any_command(name: str) -> None:
    drawn(strategies.sessions(), lambda log: any(each.get("command") == name for each in log))


def test_session_shrinks_to_few_small_messages() -> None:
    log = find(strategies.sessions(), lambda log: len(log) > 3, settings=settings(some, phases=[*Phase][:-1]))
    assert [each.get("name", each.get("command")) for each in log[:3]] == ["session.start"] * 2 + [
        "session.initialized"
    ]
    assert len(log) <= 5
    assert {each["target"] for each in log[:3]} == {"0"}


def test_name_or_kind_that_is_none_is_refused_at_once() -> None:
    for name, kind in (("chanel.dial", None), ("channel.dial", "event"), (None, "answer"), (7, None)):
        for strategy in (strategies.messages, strategies.mutants):
            with pytest.raises(cti.UnknownMessage):
                strategy(name, kind)  # type: ignore[arg-type]
    with pytest.raises(cti.UnknownMessage, match=r'no kind "answer", only "request", "success", "failure" or "event"'):
        strategies.messages(kind="answer")
    with pytest.raises(cti.UnknownMessage):
        strategies.exchanges("channel.initialized")


@some
@given(strategies.messages("channel.dial") | strategies.messages(kind="failure"))
def test_message_drawn_is_of_the_name_or_of_the_kind(message: dict[str, Any]) -> None:
    assert message["command"] == "channel.dial" or message["result"] == "failure"


@pytest.mark.slow
def test_of_a_name_each_kind_is_drawn_and_of_a_kind_each_name() -> None:
    for kind in ("request", "success", "failure"):
        drawn(strategies.messages("channel.dial"), lambda value, kind=kind: cti.identify(value).kind == kind)
    for name in ("channel.disposed", "state.updated"):
        drawn(strategies.messages(kind="event"), lambda value, name=name: cti.identify(value).name == name)
    drawn(strategies.messages(), lambda value: value.get("name") == "channel.disposed")


GROUP = registry.BASE_URI + "responses/session.request.incontact.addressbook.json#/$defs/group"


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {"description": "anything"},
        {"type": ["null", "number"]},
        {"type": "array"},
        {"type": "string", "pattern": "^[0-9a-f]{4}(-[a-z]+)?$"},
        {"type": "string", "pattern": "^[+*]+(\\.[+*]+){0,2}$", "minLength": 2},
        {"type": "string", "const": "x"},
        {"type": "object", "required": ["any"]},
        {"type": "object", "properties": {"a": {"type": "null"}}, "additionalProperties": {"type": "integer"}},
        {"type": "object", "properties": {"a": False, "b": {"enum": ["c", "d"]}}, "additionalProperties": False},
        {"type": "array", "items": False},
        {"anyOf": [{"type": "boolean"}, {"type": "object", "properties": {"a": {"$ref": GROUP}}}]},
    ],
    ids=str,
)
def test_what_is_drawn_for_a_schema_is_accepted_by_it(schema: Any) -> None:
    wide = {"allOf": [schema], "$id": registry.BASE_URI}
    reference = Draft202012Validator(wide, registry=registry.registry())

    @few
    @given(accepted(schema, (registry.BASE_URI + "events/x.json",)))
    def run(value: Any) -> None:
        reference.validate(value)

    run()


@pytest.mark.parametrize(
    ("schema", "keyword"),
    [
        ({"type": "integer", "minimum": 1}, "minimum"),
        ({"type": "object", "properties": {"a": {"type": "string", "format": "date"}}}, "format"),
        ({"minLength": 1}, "minLength"),
        ({"const": "x", "pattern": "^x$"}, "pattern"),
    ],
    ids=str,
)
def test_keyword_without_a_translation_is_named_with_its_file(schema: Any, keyword: str) -> None:
    wanted = f'^schemas/events/x.json: no strategy is known for the keyword "{keyword}" here'
    with pytest.raises(ValueError, match=wanted):
        accepted(schema, (registry.BASE_URI + "events/x.json",))


def in_copy(root: Path, program: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV_"))}
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, cwd=root, env={**env, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_a_member_that_a_schema_gets_is_drawn_and_a_keyword_that_is_new_is_refused(tmp_path: Path) -> None:
    root = copied(tmp_path / "copy")
    path = root / "schemas/commands/conversation.retrieve.json"
    schema = json.loads(path.read_bytes())
    program = (
        "from cti_contract import is_valid\n"
        "from cti_contract.testing import strategies\n"
        "from hypothesis import Phase, find, settings\n"
        "once = settings(phases=[Phase.generate], database=None)\n"
        "print(*find(strategies.messages('conversation.retrieve', 'request'), is_valid, settings=once)['data'])\n"
        "mutants = strategies.mutants('conversation.retrieve', 'request')\n"
        "print(find(mutants, lambda pair: pair[0] == 'too-short', settings=once)[1]['data'])"
    )
    data = {"type": "object", "properties": {"why": {"type": "string", "minLength": 1}}, "required": ["why"]}
    schema["properties"]["data"] = {**data, "additionalProperties": False}
    path.write_text(json.dumps(schema))
    assert in_copy(root, program).stdout.splitlines() == ["why", "{'why': ''}"]
    schema["properties"]["data"]["properties"]["why"]["maxLength"] = 5
    path.write_text(json.dumps(schema))
    last = in_copy(root, program).stderr.strip()
    assert 'schemas/commands/conversation.retrieve.json: no strategy is known for the keyword "maxLength"' in last


def test_only_who_imports_the_strategies_needs_hypothesis(monkeypatch: pytest.MonkeyPatch) -> None:
    done = in_copy(ROOT, "import sys, cti_contract; print('hypothesis' in sys.modules)")
    assert done.stdout == "False\n"
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(ImportError, match=r"need Hypothesis: pip install 'cti-contract\[testing\]'$"):
        runpy.run_path(strategies.__file__)


def test_times_are_measured_and_printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure_strategies, "MESSAGES", cti.MESSAGES[:3])
    assert measure_strategies.main(["--examples", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("median over 3 messages: ")
    assert lines[1].startswith("slowest: channel.")
