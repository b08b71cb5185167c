"""The calls a service makes, and the quality of what they say."""

import copy
import enum
import inspect
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import Any

import pytest
from helpers import HANG
from jsonschema.exceptions import ValidationError

import cti_contract as cti
from cti_contract.contract.json_pointer import child
from cti_contract.jsontext.parse import parse
from cti_contract.validation import api, compiled
from cti_contract.validation.json_values import DEEPEST

SESSION = "PureCloud-mlopez"
CHANNEL = f"{SESSION}.80001.80002"
CALL = f"{CHANNEL}.OM9.c0ffee00-2222-4333-8444-abcdefabcdef"
TRANSFER: dict[str, Any] = {"command": "conversation.blindtransfer", "target": CALL, "data": {"destination": "5550142"}}
START: dict[str, Any] = {"command": "session.start", "target": SESSION, "data": {}}


class Volume(float):
    pass


class Label(str):
    __slots__ = ()


def only(message: Any, **options: Any) -> cti.Problem:
    [problem] = cti.check(message, **options)
    return problem


def test_validate_returns_the_message() -> None:
    message = cti.validate(TRANSFER)
    assert (message.name, message.kind, message.targets) == ("conversation.blindtransfer", "request", ("conversation",))


def test_validate_raises_with_every_problem_one_a_line() -> None:
    with pytest.raises(cti.InvalidMessage) as caught:
        cti.validate({**TRANSFER, "target": CHANNEL, "data": {}})
    assert [problem.code for problem in caught.value.problems] == ["bad-target", "missing-member"]
    assert str(caught.value).count("\n") == 1


def test_validate_lets_a_warning_pass() -> None:
    aliased = {"command": "session.request.addchannelgroup", "target": SESSION, "data": {}}
    assert only(aliased).hint == cti.validate(aliased).name == "session.addchannelgroup"


def test_what_is_no_message_is_an_unknown_message_to_validate_and_to_identify() -> None:
    for call in (cti.validate, cti.identify):
        with pytest.raises(cti.UnknownMessage) as caught:
            call({"command": "conversation.hang", "target": CALL, "data": {}})
        assert isinstance(caught.value, cti.InvalidMessage)
        assert caught.value.problems[0].code == "unknown-message"


def test_identify_does_not_validate() -> None:
    assert cti.identify({"command": "session.start", "result": "failure"}).kind == "failure"


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (
            {**TRANSFER, "target": CHANNEL},
            (
                "/target: error: conversation.blindtransfer addresses a conversation: target must be "
                "<session>.<channel>.<interaction>.<conversation> or "
                "<session>.<group>.<channel>.<interaction>.<conversation>, "
                'not "PureCloud-mlopez.80001.80002" (3 segments, a channel or an interaction) [bad-target]'
            ),
        ),
        (
            {**START, "target": "a..b"},
            '/target: error: target "a..b": segment 2 of 3 must not be empty [bad-target]',
        ),
        (
            {**START, "target": "Pure\u00a0Cloud\n"},
            (
                '/target: error: target "Pure\\u00a0Cloud\\n": segment 1 of 1 must not hold white space or a control '
                'character, as "Pure\\u00a0Cloud\\n" does [bad-target]'
            ),
        ),
        (
            {**START, "target": ""},
            (
                '/target: error: session.start addresses a session: target must be <session>, not "" (no segment) '
                "[bad-target]"
            ),
        ),
        (
            {**START, "target": "a.b.c.d.e.f"},
            (
                "/target: error: session.start addresses a session: target must be <session>, "
                'not "a.b.c.d.e.f" (6 segments) [bad-target]'
            ),
        ),
        (
            {"command": "session.start", "target": SESSION, "failure": {}, "original": START},
            (
                'error: missing member "result": "failure" makes it a response, and a response says "success" or '
                '"failure" [missing-member]'
            ),
        ),
        (
            {**START, "name": "session.initialized"},
            (
                'error: both "command" and "name": a command or its response has the one, an event the other '
                "[ambiguous-message]"
            ),
        ),
        (
            {"target": SESSION, "data": {}},
            (
                'error: neither "command" nor "name": a command or its response has the one, an event the other '
                "[unknown-message]"
            ),
        ),
        (
            {"comand": "session.start", "target": SESSION, "data": {}},
            '/comand: error: unknown member "comand" [unknown-member] (did you mean "command"?)',
        ),
        (
            {"event": "session.initialized", "target": SESSION, "data": {}},
            '/event: error: unknown member "event" [unknown-member] (did you mean "name"?)',
        ),
        (
            {"command": "session.start", "target": SESSION, "reslt": "success"},
            '/reslt: error: unknown member "reslt" [unknown-member] (did you mean "result"?)',
        ),
        (
            {"command": "session.start", "target": SESSION, "Result": "failure", "failure": {}, "original": {}},
            '/Result: error: unknown member "Result" [unknown-member] (did you mean "result"?)',
        ),
        (
            {"command": "session.start", "target": SESSION, "result": "succes"},
            (
                '/result: error: /result must be "success" or "failure", not "succes" [wrong-value] '
                '(did you mean "success"?)'
            ),
        ),
        (
            {"command": "session.start", "target": SESSION, "result": "success", "failure": {"code": "7"}},
            (
                '/result: error: /result is "success", but "failure" tells why the command failed [wrong-value] '
                '(did you mean "failure"?)'
            ),
        ),
        (
            {"command": "session.initialized", "target": SESSION, "data": {}},
            (
                '/command: error: unknown command "session.initialized", which names the event: it belongs in "name" '
                "[unknown-message]"
            ),
        ),
        (
            {"command": ["session.start"], "target": SESSION, "data": {}},
            "/command: error: /command must be a string, not an array [wrong-type]",
        ),
        (
            {"command": "session.start", "target": SESSION, "result": "success", "data": None},
            '/data: error: unknown member "data": the success of session.start has none [unknown-member]',
        ),
        ([START], "error: a message must be an object, not an array [wrong-type]"),
    ],
)
def test_a_mistake_is_one_sentence_that_says_how_to_mend_it(message: Any, text: str) -> None:
    assert str(only(message)) == text


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("conversation.unmute", "conversation.request.unmute"),
        ("session.request.start", "session.start"),
        ("session.agentleg.connect", "session.request.incontact.agentleg.connect"),
        (" Channel.Dial ", "channel.dial"),
        ("session.addchanel", "session.request.addchannel"),
        ("x" * 1000, None),
        ("fax.send", None),
    ],
)
def test_a_misspelt_command_gets_the_name_that_was_meant(given: str, meant: str | None) -> None:
    assert only({**START, "command": given}).hint == meant


def test_a_misspelt_member_of_an_open_object_is_told_with_the_missing_one() -> None:
    interaction = {"id": "OM9", "nativeID": "7", "type": "CHAT", "modelType": "CHAT"}
    event = {"messageType": "objectEvent", "target": CHANNEL, "name": "interaction.created"}
    problem = only({**event, "data": {"interaction": interaction}})
    assert problem.message == 'missing member "nativeId" in /data/interaction: there is "nativeID"'
    assert problem.hint == "nativeId"


def test_a_problem_names_the_keyword_that_was_not_met() -> None:
    assert only({**TRANSFER, "data": {"destination": 5}}).schema == (
        "https://cti-contract.example/common/types.json#/$defs/destination/type"
    )


def test_two_mistakes_are_two_problems() -> None:
    found = cti.check({**START, "data": {"extension": 5, "surplus": 1}})
    assert {(problem.code, problem.pointer) for problem in found} == {
        ("wrong-type", "/data/extension"),
        ("unknown-member", "/data/surplus"),
    }


def test_a_member_that_must_not_be_there_is_one_problem_whatever_it_holds() -> None:
    held: Any
    # the target is wrong as well, so that there is more than one finding to tell apart
    for held in (None, 5, {}, {"x": 1}, [{}]):
        answer = {"command": "session.start", "target": CHANNEL, "result": "success", "data": held}
        assert [problem.code for problem in cti.check(answer)] == ["bad-target", "unknown-member"]


def test_what_is_refused_without_a_reason_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        @staticmethod
        def iter_errors(_: Any) -> list[Any]:
            return []

    real = compiled.compiled

    def silent(*arguments: Any) -> compiled.CompiledMessage:
        found = copy.copy(real(*arguments))
        found.engine = Silent()  # type: ignore[assignment]
        return found

    monkeypatch.setattr(api, "compiled", silent)
    assert only({**START, "data": 5}).message == "not a valid request of session.start"
    assert cti.check(START) == []


def test_in_a_choice_only_the_branch_that_was_meant_is_told() -> None:
    def book(**entry: Any) -> dict[str, Any]:
        answer = {"command": "session.request.incontact.addressbook", "target": SESSION, "result": "success"}
        return {**answer, "data": {"addressbooks": [{"name": "A", "groups": [], "entries": [entry]}]}}

    rest: dict[str, Any] = {"name": "Ana", "destinations": []}
    at = "/data/addressbooks/0/entries/0"
    misspelt = only(book(**rest, type="agent", properties={"sate": "busy"}))
    assert (misspelt.code, misspelt.pointer, misspelt.hint) == ("unknown-member", f"{at}/properties/sate", "state")
    mistyped = only(book(**rest, type="agnt", properties={"state": "busy"}))
    assert mistyped.message == f'{at}/type must be "external", "agent" or "skill", not "agnt"'
    untyped = only(book(**rest, properties={"state": "busy"}))
    assert (untyped.code, untyped.pointer, untyped.message) == ("missing-member", at, f'missing member "type" in {at}')


@pytest.mark.parametrize(
    ("value", "pointer", "text"),
    [
        (float("nan"), "/data/x", "/data/x is not a finite number"),
        ([float("inf")], "/data/x/0", "/data/x/0 is not a finite number"),
        ("\ud800", "/data/x", "/data/x holds half of a surrogate pair"),
        ({"\udfff": 1}, "/data/x", r"/data/x has a member whose name is no JSON string: '\udfff' (str)"),
        ({5: 1}, "/data/x", "/data/x has a member whose name is no JSON string: 5 (int)"),
        ((1, 2), "/data/x", "/data/x is no JSON value but a Python tuple"),
        (b"raw", "/data/x", "/data/x is no JSON value but a Python bytes"),
        ({"deep": {1, 2}}, "/data/x/deep", "/data/x/deep is no JSON value but a Python set"),
        (Volume(1.5), "/data/x", "/data/x is no JSON value but a Python Volume"),
        (Label("x"), "/data/x", "/data/x is no JSON value but a Python Label"),
        ({Label("x"): 1}, "/data/x", "/data/x has a member whose name is no JSON string: 'x' (Label)"),
    ],
)
@pytest.mark.parametrize("unknown", ["error", "ignore"])
def test_what_json_cannot_hold_is_a_problem_even_where_anything_may_stand(
    value: Any, pointer: str, text: str, unknown: Any
) -> None:
    message = {"command": "conversation.answer", "target": CALL, "data": {"x": value}}
    problem = only(message, unknown=unknown)
    assert (problem.code, problem.pointer, problem.message) == ("not-json", pointer, text)
    assert not cti.is_valid(message, unknown=unknown)


def test_what_json_cannot_hold_is_a_problem_at_the_top_too() -> None:
    assert only({**START, "target": "\ud800"}).code == "not-json"
    assert only({**START, 5: 1}).message == "the message has a member whose name is no JSON string: 5 (int)"
    assert only({**START, "context": {"x": float("nan")}}).pointer == "/context/x"


@pytest.mark.parametrize("unknown", ["error", "ignore"])
def test_every_string_is_looked_at(unknown: Any) -> None:
    def broken(value: Any) -> Iterator[tuple[str, Any]]:
        """Yield a value again and again, each time with another of the strings in it that no UTF-8 can be."""
        if isinstance(value, str):
            yield "", value + "\udc00"
        elif isinstance(value, (dict, list)):
            for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
                for pointer, changed in broken(inner):
                    copy = value.copy()
                    copy[step] = changed
                    yield child("", step) + pointer, copy

    for message in cti.MESSAGES:
        for pointer, changed in broken(cti.example(message.name, message.kind, seed=1)):
            assert not cti.is_valid(changed, unknown=unknown)
            if pointer not in ("/command", "/name", "/result"):
                found = [each for each in cti.check(changed, unknown=unknown) if each.severity == "error"]
                assert [(each.code, each.pointer) for each in found] == [("not-json", pointer)]


@pytest.mark.parametrize("name", [1, b"command", None, ("x",), True])
@pytest.mark.parametrize("unknown", ["error", "ignore"])
def test_a_name_that_is_no_string_is_a_problem_whatever_else_there_is(name: Any, unknown: Any) -> None:
    assert only({name: 1}, unknown=unknown).code == "unknown-message"
    assert only({name: "session.start"}, unknown=unknown).code == "unknown-message"
    assert only({**START, "failure": {}, name: 1}, unknown=unknown).code == "missing-member"
    assert only({**TRANSFER, name: 1}, unknown=unknown).code == "not-json"


class Alike:
    """Takes itself for a text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        return self.text == other


@pytest.mark.parametrize("unknown", ["error", "ignore"])
@pytest.mark.parametrize("of", [Label, Alike])
def test_what_tells_a_message_is_a_string_too(of: Any, unknown: Any) -> None:
    success = {"command": "session.start", "target": SESSION, "result": "success"}
    event = cti.example("session.initialized", seed=1)
    for message, member in ((START, "command"), (success, "command"), (success, "result"), (event, "name")):
        changed = {**message, member: of(message[member])}
        assert cti.check(message) == []
        assert not cti.is_valid(changed, unknown=unknown)
        assert only(changed, unknown=unknown).pointer == f"/{member}"


@pytest.mark.parametrize("value", [(), b"", set(), Label("")])
def test_what_is_empty_may_be_no_json_too(value: Any) -> None:
    event = {"messageType": "stateEvent", "target": CHANNEL, "name": "state.updated", "data": value}
    assert only(event).code == "not-json"
    assert not cti.is_valid(event)


@pytest.mark.parametrize("unknown", ["error", "ignore"])
def test_depth_is_counted_from_the_message(unknown: Any) -> None:
    nested: Any = 0
    for _ in range(DEEPEST - 1):
        nested = {"a": nested}
    assert cti.is_valid({**START, "context": nested}, unknown=unknown)
    assert not cti.is_valid({**START, "context": {"a": nested}}, unknown=unknown)
    assert cti.is_valid({"command": "conversation.answer", "target": CALL, "data": nested}, unknown=unknown)
    assert not cti.is_valid({"command": "conversation.answer", "target": CALL, "data": {"a": nested}}, unknown=unknown)


@pytest.mark.parametrize("innermost", [0, "", {}, []])
def test_as_deep_as_a_text_may_be_a_value_may(innermost: Any) -> None:
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


def test_a_dictionary_that_makes_members_up_is_left_as_it_is() -> None:
    message = defaultdict[str, Any](dict, {"target": SESSION, "data": {}})
    assert not cti.is_valid(message)
    assert only(message).code == "unknown-message"
    assert list(message) == ["target", "data"]


def test_what_is_nested_too_deep_or_in_itself_is_a_problem() -> None:
    in_itself: list[Any] = []
    in_itself.append(in_itself)
    members: dict[str, Any] = {}
    members["again"] = members
    for nested in (in_itself, members):
        problem = only({"command": "conversation.answer", "target": CALL, "data": {"x": nested}})
        assert problem.code == "not-json"
        assert f"deeper than {DEEPEST}" in problem.message
        assert len(str(problem)) < len(problem.pointer)


def test_letters_of_any_script_are_fine_anywhere() -> None:
    named = {
        "command": "conversation.answer",
        "target": "Агент-7.席.x.é",
        "data": {"имя": "値", "n": [1.5, True, None]},
    }
    assert cti.check(named) == []


@pytest.mark.parametrize(
    "message",
    [
        {**START, "surplus": 1},
        {**START, "data": {"surplus": {"x": 1}}},
        {**TRANSFER, "data": {"destination": "5550142", "surplus": None}},
        {"command": "session.start", "target": SESSION, "result": "success", "data": {"new": 1}},
        {"command": "session.start", "target": SESSION, "result": "success", "failure": None},
    ],
)
def test_unknown_members_can_be_ignored(message: Any) -> None:
    assert only(message).code == "unknown-member"
    assert cti.check(message, unknown="ignore") == []
    assert cti.is_valid(message, unknown="ignore")
    assert cti.validate(message, unknown="ignore")


def test_unknown_members_can_be_ignored_in_every_object_that_is_described() -> None:
    def grown(value: Any) -> Iterator[Any]:
        """Yield a value again and again, each time with a member more in another of the objects in it."""
        if isinstance(value, dict):
            yield {**value, "surplus": None}
        if isinstance(value, (dict, list)):
            for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
                for changed in grown(inner):
                    copy = value.copy()
                    copy[step] = changed
                    yield copy

    for message in cti.MESSAGES:
        for changed in chain.from_iterable(map(grown, cti.examples(message.name, message.kind, count=8, seed=0))):
            assert cti.is_valid(changed, unknown="ignore")
            assert cti.check(changed, unknown="ignore") == []


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({**TRANSFER, "data": {"destinaton": "5550142"}}, "missing-member"),
        ({**START, "original": {}}, "missing-member"),
        ({**START, "result": None}, "wrong-value"),
        ({**START, "name": None}, "ambiguous-message"),
        ({"command": None, "result": "session.initialized", "target": SESSION, "data": {}}, "wrong-type"),
        ({"command": "session.start", "target": SESSION, "result": "success", "failure": {}}, "wrong-value"),
        ({**TRANSFER, "result": "failure"}, "wrong-value"),
    ],
)
def test_what_tells_another_message_is_never_just_unknown(message: Any, code: str) -> None:
    assert only(message, unknown="ignore").code == code
    assert not cti.is_valid(message, unknown="ignore")


def test_near_the_end_of_the_stack_a_deep_message_is_a_problem_not_an_exception() -> None:
    nested: list[Any] = []
    for _ in range(DEEPEST - 10):
        nested = [nested]
    message = {"command": "conversation.answer", "target": CALL, "data": {"x": nested}}

    def from_deeper(frames: int) -> Any:
        return from_deeper(frames - 1) if frames else (cti.is_valid(message), cti.check(message))

    valid, problems = from_deeper(sys.getrecursionlimit() - len(inspect.stack()) - DEEPEST // 2)
    assert not valid
    assert [problem.code for problem in problems] == ["too-deep"]
    assert cti.is_valid(message)


#: Where the contract lets anything stand, and where it does not.
DEEP_PLACES = [
    ("channel.dial", "context"),
    ("channel.dial", "x"),
    ("session.initialized", "data"),
    ("channel.dial", "target"),
]


@pytest.mark.parametrize(("name", "member"), DEEP_PLACES)
def test_in_a_small_stack_a_deep_message_is_a_problem_not_the_end_of_the_process(name: str, member: str) -> None:
    code = f"""
import json, threading
import cti_contract as cti

threading.stack_size(256 * 1024)
message = cti.example({name!r}, seed=1) | {{{member!r}: json.loads('{{"a":' * 900 + "1" + "}}" * 900)}}


def look():
    for unknown in ("error", "ignore"):
        codes = [problem.code for problem in cti.check(message, unknown=unknown)]
        print(cti.is_valid(message, unknown=unknown), codes)


thread = threading.Thread(target=look)
thread.start()
thread.join()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=HANG)
    assert (done.returncode, done.stdout, done.stderr) == (0, "False ['not-json']\n" * 2, "")


class Text(str, enum.Enum):  # noqa: UP042 -- the older way, which is common
    """Strings of a service, some of which are those of the contract."""

    DIAL = "channel.dial"
    MISSPELT = "channel.dail"
    TARGET = "PureCloud-jdoe.70001.70001"
    SESSION = "PureCloud-jdoe"
    HALF = "\ud800"


@pytest.mark.parametrize("unknown", ["error", "ignore"])
def test_member_of_an_enumeration_of_strings_stands_for_its_string(unknown: Any) -> None:
    message: dict[str, Any] = {
        "command": Text.DIAL,
        "target": Text.TARGET,
        "data": {"destination": Text.DIAL},
        "context": {"a": Text.TARGET, "b": [Text.TARGET]},
    }
    assert cti.is_valid(message, unknown=unknown)
    assert cti.check(message, unknown=unknown) == []
    change: dict[str, Any]
    for change in ({"command": Text.MISSPELT}, {"target": Text.SESSION}, {"result": Text.DIAL}):
        plain = json.loads(json.dumps({**message, **change}))
        assert [str(each) for each in cti.check({**message, **change}, unknown=unknown)] == [
            str(each) for each in cti.check(plain, unknown=unknown)
        ]
    for change in ({"context": Text.HALF}, {"data": {"destination": Text.HALF}}, {"context": {Text.TARGET: 1}}):
        assert only({**message, **change}, unknown=unknown).code == "not-json"


@pytest.mark.parametrize("call", [cti.check, cti.is_valid, cti.validate])
@pytest.mark.parametrize("message", [START, {}, None])
@pytest.mark.parametrize(("unknown", "told"), [("ignor", '"ignor"'), (["error"], "[…]")])
def test_unknown_takes_two_words_only(call: Any, message: Any, unknown: Any, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f'unknown must be "error" or "ignore", not {told}')) as caught:
        call(message, unknown=unknown)
    assert not isinstance(caught.value, cti.InvalidMessage)


def test_validator_is_a_jsonschema_validator_of_one_message() -> None:
    validator = cti.validator("conversation.blindtransfer", "request")
    validator.validate(TRANSFER)
    with pytest.raises(ValidationError, match="'destination' is a required property"):
        validator.validate({**TRANSFER, "data": {}})
    with pytest.raises(ValidationError, match="does not match"):
        validator.validate({**TRANSFER, "target": "a\n"})
    assert not validator.is_valid(START)


def test_validator_takes_an_alias_and_refuses_what_is_no_message() -> None:
    assert cti.validator("session.addchannel", "success") is cti.validator("session.request.addchannel", "success")
    with pytest.raises(cti.UnknownMessage, match=r'no message "chanel\.dial".*did you mean "channel\.dial"'):
        cti.validator("chanel.dial", "request")
    with pytest.raises(
        cti.UnknownMessage, match=r'"channel\.dial" has no "event", only "request", "success" or "failure"'
    ):
        cti.validator("channel.dial", "event")


def test_a_name_is_a_string() -> None:
    with pytest.raises(cti.UnknownMessage, match="a name must be a string, not null"):
        cti.validator(None, "request")  # type: ignore[arg-type]


def test_long_and_odd_values_are_quoted_short_and_printable() -> None:
    assert len(only({**START, "command": "x" * 10_000}).message) < 120
    assert only({**START, "command": "a\x1b[31m\u202e"}).message == r'unknown command "a\u001b[31m\u202e"'
    result = {"command": "session.start", "target": SESSION}
    assert only({**result, "result": {"x": 1}}).message.endswith("not {…}")
    assert only({**result, "result": [1]}).message.endswith("not […]")
    assert only({**result, "result": 10**5000}).message.endswith("not a number")


def test_a_type_that_json_does_not_have_is_named() -> None:
    assert only({1, 2}).message == "a message must be an object, not a Python set"
    assert only({**START, "command": b"x"}).message == "/command must be a string, not a Python bytes"


def test_threads_that_start_together_get_the_same_verdicts() -> None:
    code = (
        "import json, sys\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "import cti_contract as cti\n"
        "messages = [json.loads(line) for line in sys.stdin]\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    rounds = list(pool.map(lambda _: [cti.is_valid(m) and cti.check(m) == [] for m in messages], range(8)))\n"
        "print(all(map(all, rounds)))"
    )
    messages = "".join(json.dumps(message) + "\n" for message in (START, TRANSFER))
    done = subprocess.run([sys.executable, "-c", code], input=messages, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
    with ThreadPoolExecutor(4) as pool:
        assert len({tuple(map(str, found)) for found in pool.map(cti.check, [{**START, "x": 1}] * 100)}) == 1


def test_a_service_pays_for_nothing_but_the_fast_path() -> None:
    code = (
        "import sys, cti_contract as cti\n"
        f"assert cti.is_valid({TRANSFER!r}) and cti.is_valid({START!r}, unknown='ignore')\n"
        "print(*sorted(sys.modules.keys() & set(sys.argv[1:])))"
    )
    heavy = ["jsonschema", "referencing", "argparse", "regress", "rapidfuzz", "dataclasses", "hypothesis", "pathlib"]
    done = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_no_annotation_is_compiled_at_the_start() -> None:
    # the first that is costs a millisecond: so a module with a named tuple has no `annotations` from `__future__`
    code = (
        "import builtins\n"
        "compiled = builtins.compile\n"
        "def told(source, *rest, **options):\n"
        "    if isinstance(source, str): print(source)\n"
        "    return compiled(source, *rest, **options)\n"
        "builtins.compile = told\n"
        f"import cti_contract as cti, cti_contract.files.check\nassert cti.is_valid({TRANSFER!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == ""


def test_nothing_asks_the_network() -> None:
    code = (
        "import socket, cti_contract as cti\n"
        "def refuse(*_, **__): raise AssertionError('the network was asked')\n"
        "socket.socket = socket.create_connection = socket.getaddrinfo = refuse\n"
        f"cti.check({{**{START!r}, 'data': 1}}); cti.validator('session.start', 'request').is_valid({START!r})\n"
        "from cti_contract.contract import registry\n"
        "from referencing.exceptions import Unresolvable\n"
        "try: registry.registry().resolver().lookup('https://example.com/schema.json')\n"
        "except Unresolvable: print('unresolvable')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "unresolvable\n"
