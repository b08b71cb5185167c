"""The public strategies: what they draw, how evenly, and the errors of wrong arguments.

CI runs the tests of this folder once more with the newest Hypothesis, so they import nothing that needs an older one.
"""

import json
import os
import runpy
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import measure_strategies
import pytest
from drawing import drawn, examples_of, few, minimal, some
from each_case import each_case
from helpers import ROOT, copied
from hypothesis import given
from hypothesis import strategies as st

import cti_contract as cti
from cti_contract.testing import strategies

EACH = each_case("message", [pytest.param(each, id=f"{each.name} {each.kind}") for each in cti.MESSAGES])
COMMANDS = [pytest.param(each.name, id=each.name) for each in cti.MESSAGES if each.kind == "request"]


@EACH
def test_messages_are_valid(message: cti.Message) -> None:
    @few
    @given(strategies.messages(message.name, message.kind))
    def run(value: Any) -> None:
        assert cti.validate(value) is message
        assert cti.validator(message.name, message.kind).is_valid(value)

    run()


@pytest.mark.slow
def test_messages_are_drawn_evenly() -> None:
    found = Counter(map(cti.identify, examples_of(strategies.messages(), 1000)))
    assert set(found) == set(cti.MESSAGES)
    nested = ("session.request.incontact.addressbook", "success")  # three times as often as others
    assert sum(found.pop(each) for each in [*found] if (each.name, each.kind) == nested) < 60
    assert max(found.values()) < 30  # 11 on average
    assert len(set(map(cti.identify, examples_of(strategies.messages(), 100)))) > 50


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "expected"), [("success", "channel.dial"), ("event", "state.updated"), (None, "channel.disposed")]
)
def test_kind_has_each_name(kind: Any, expected: str) -> None:
    drawn(strategies.messages(kind=kind), lambda value: cti.identify(value).name == expected)


def test_name_has_each_kind() -> None:
    kinds = {cti.identify(value).kind for value in examples_of(strategies.messages("channel.dial"), 30)}
    assert kinds == {"request", "success", "failure"}


@some
@given(strategies.messages("channel.dial") | strategies.messages(kind="failure"))
def test_name_or_kind_is_kept(message: dict[str, Any]) -> None:
    assert message["command"] == "channel.dial" or message["result"] == "failure"


def test_failure_with_its_request() -> None:
    failure = drawn(
        strategies.messages("channel.dial", "failure"),
        lambda value: cti.is_valid(value["original"]) and value["original"]["target"] == value["target"],
    )
    assert failure["original"]["command"] == "channel.dial"
    assert minimal(strategies.messages("channel.dial", "failure"))["original"] == {"command": "channel.dial"}


@pytest.mark.slow
@pytest.mark.parametrize("part", ["", "+", "555", "longer than an example"])
def test_texts_shrink_to_simplest(part: str) -> None:
    def is_found(value: Any) -> bool:
        destination: str = value["data"]["destination"]
        return part in destination if len(part) < 9 else len(destination) > len(part)

    found = minimal(strategies.messages("channel.dial", "request"), is_found)
    expected = (part or "0") if len(part) < 9 else "0" * (len(part) + 1)
    assert found == {"command": "channel.dial", "target": "0.0", "data": {"destination": expected}}


@each_case("name", COMMANDS)
def test_exchanges_answer_the_request(name: str) -> None:
    @few
    @given(strategies.exchanges(name), st.text(min_size=1), st.text())
    def run(exchange: tuple[Any, Any], code: str, text: str) -> None:
        request, response = exchange
        data = response.get("data") if response["result"] == "success" else None
        context = {"context": response["context"]} if "context" in response else {}
        if response["result"] == "success":
            expected = cti.success(request, data)
        else:
            expected = cti.failure(request, **response["failure"])
        assert {**expected, **context, "command": response["command"]} == response
        assert cti.identify(response).name == cti.identify(request).name
        assert cti.failure(request, code=code, message=text)["original"] == request

    run()


def test_answers_have_every_spelling() -> None:
    """A request and its answer may have different ones; those of a command without alias have its name."""
    request = cti.example("session.request.addchannel", seed=1)
    spellings = {"session.request.addchannel", "session.addchannel"}
    answers = examples_of(strategies.answers(request), 60)
    assert {answer["command"] for answer in answers} == spellings
    assert {each["original"]["command"] for each in answers if "original" in each} == {request["command"]}
    pairs = examples_of(strategies.exchanges("session.request.addchannel"), 100)
    assert {(sent["command"], answer["command"]) for sent, answer in pairs} == {
        (sent, answered) for sent in spellings for answered in spellings
    }
    for pair in pairs:
        assert not [each for each in cti.check_session(pair) if each.severity == "error"]
    dial = cti.example("channel.dial", seed=1)
    assert {answer["command"] for answer in examples_of(strategies.answers(dial), 20)} == {"channel.dial"}


@pytest.mark.parametrize("name", ["channel.dial", "session.request.addchannel", "session.start"])
def test_answers_are_both_results(name: str) -> None:
    request = cti.example(name, seed=3)
    found = examples_of(strategies.answers(request), 20)
    assert {answer["result"] for answer in found} == {"success", "failure"}
    for answer in found:
        assert cti.validate(answer).name == name
        assert not [each for each in cti.check_session([request, answer]) if each.severity == "error"]


@pytest.mark.slow
def test_answers_are_drawn_evenly() -> None:
    request = cti.example("channel.dial", seed=1)
    found = Counter(answer["result"] for answer in examples_of(strategies.answers(request), 200))
    assert min(found.values()) > 60
    paired = Counter(answer["result"] for _, answer in examples_of(strategies.exchanges("channel.dial"), 200))
    assert min(paired.values()) > 60


def test_answers_to_no_request() -> None:
    with pytest.raises(ValueError, match=r"only a request is answered, but this is the event of channel\.disposed"):
        strategies.answers(cti.example("channel.disposed"))
    with pytest.raises(cti.InvalidMessage):
        strategies.answers({"command": "channel.dial", "target": "s.c", "data": {}})


def test_events_for_each_object() -> None:
    objects = {"session": "s", "interaction": "s.c.i", "consult": "s.c.i.v"}
    found = examples_of(strategies.events_for(objects), 60)
    assert {event["target"] for event in found} == set(objects.values())
    kinds = {target: kind.replace("consult", "conversation") for kind, target in objects.items()}
    for event in found:
        assert cti.validate(event).kind == "event"
        assert kinds[event["target"]] in cti.identify(event).targets


@pytest.mark.slow
def test_events_are_drawn_evenly() -> None:
    """An event that several objects may have is no more common than others."""
    objects = {"session": "s", "channel": "s.c", "interaction": "s.c.i", "conversation": "s.c.i.v"}
    found = Counter(event["name"] for event in examples_of(strategies.events_for(objects), 600))
    assert found["state.updated"] < 2 * sum(found.values()) / len(found)


@each_case("wrong", ["x", 5, ["drop-required"]])
def test_no_such_mutation_or_rule(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"no mutation .*, only \"drop-required\""):
        strategies.mutants(mutation=wrong)
    with pytest.raises(ValueError, match=r"no mutation .*, only \"byte-order-mark\""):
        strategies.broken_texts(mutation=wrong)
    with pytest.raises(ValueError, match=r"no rule .*, only \"no-request\""):
        strategies.broken_sessions(rule=wrong)


@pytest.mark.parametrize(
    ("objects", "error"),
    [
        ({}, "events_for needs an object: give objects by their kinds"),
        ("s.c", 'objects must map kinds of objects to targets, not be "s.c"'),
        ({"call": "s.c"}, 'no kind of object "call", only "session", '),
        ({"channel": "s"}, "objects: channel must be "),
    ],
)
def test_events_for_wrong_objects(objects: Any, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        strategies.events_for(objects)


@each_case("strategy", [strategies.messages, strategies.mutants, strategies.places])
@each_case(("name", "kind"), [("chanel.dial", None), ("channel.dial", "event"), (None, "answer"), (7, None)])
def test_unknown_message(strategy: Any, name: Any, kind: str | None) -> None:
    with pytest.raises(cti.UnknownMessage):
        strategy(name, kind)


def test_unknown_kind_lists_kinds() -> None:
    with pytest.raises(cti.UnknownMessage, match=r'no kind "answer", only "request", "success", "failure" or "event"'):
        strategies.messages(kind="answer")  # type: ignore[call-overload]


def test_exchange_of_event() -> None:
    with pytest.raises(cti.UnknownMessage):
        strategies.exchanges("channel.initialized")


def in_copy(root: Path, program: str) -> subprocess.CompletedProcess[str]:
    """Run a program with the package below a folder."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV_"))}
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, cwd=root, env={**env, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_strategies_follow_schemas(tmp_path: Path) -> None:
    root = copied(tmp_path / "copy")
    path = root / "schemas/commands/conversation.retrieve.json"
    schema = json.loads(path.read_bytes())
    program = (
        "from cti_contract import is_valid\n"
        "from cti_contract.testing import strategies\n"
        "from hypothesis import Phase, find, settings\n"
        "once = settings(phases=[Phase.generate], database=None)\n"
        "print(*find(strategies.messages('conversation.retrieve', 'request'), is_valid, settings=once)['data'])\n"
        "mutants = strategies.mutants('conversation.retrieve', 'request', mutation='too-short')\n"
        "print(find(mutants, lambda mutant: mutant.pointer, settings=once).pointer)"
    )
    data = {"type": "object", "properties": {"why": {"type": "string", "minLength": 1}}, "required": ["why"]}
    schema["properties"]["data"] = {**data, "additionalProperties": False}
    path.write_text(json.dumps(schema))
    assert in_copy(root, program).stdout.splitlines() == ["why", "/data/why"]
    schema["properties"]["data"]["properties"]["why"]["maxLength"] = 5
    path.write_text(json.dumps(schema))
    last = in_copy(root, program).stderr.strip()
    assert 'schemas/commands/conversation.retrieve.json: no strategy for the keyword "maxLength"' in last


def test_only_strategies_need_hypothesis(monkeypatch: pytest.MonkeyPatch) -> None:
    done = in_copy(ROOT, "import sys, cti_contract.testing; print('hypothesis' in sys.modules)")
    assert done.stdout == "False\n"
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(ImportError, match=r"need Hypothesis: pip install 'cti-contract\[testing\]'$"):
        runpy.run_path(strategies.__file__)


def test_measure_prints_times(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure_strategies, "MESSAGES", cti.MESSAGES[:3])
    assert measure_strategies.main(["--examples", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("median over 3 messages: ")
    assert lines[1].startswith("slowest: channel.")
    assert [line.partition(":")[0] for line in lines[2:]] == ["session", "broken session"]
    assert all(line.endswith(" ms a message") for line in lines[2:])
