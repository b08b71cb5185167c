"""The calls of a service: `check`, `is_valid`, `validate` and `validator`."""

import copy
import inspect
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from each_case import each_case
from helpers import HANG
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from sample_messages import ANSWER, CHANNEL, SESSION, START, TRANSFER, only_problem

import cti_contract as cti
from cti_contract.contract import registry
from cti_contract.validation import api, compiled
from cti_contract.validation.json_values import DEEPEST


def test_validate_returns_the_message() -> None:
    message = cti.validate(TRANSFER)
    assert (message.name, message.kind, message.targets) == ("conversation.blindtransfer", "request", ("conversation",))


def test_parse_returns_the_message_itself() -> None:
    assert cti.parse(TRANSFER) is TRANSFER
    with pytest.raises(cti.UnknownMessage):
        cti.parse({**TRANSFER, "command": "conversation.fly"})
    with pytest.raises(cti.InvalidMessage) as caught:
        cti.parse({**TRANSFER, "data": {}})
    assert [problem.code for problem in caught.value.problems] == ["missing-member"]


ADDED = {"command": "session.addchannelgroup", "target": SESSION, "data": {}}


@each_case("message", cti.MESSAGES, ids=lambda message: f"{message.name} {message.kind}")
def test_each_message_is_only_itself(message: cti.Message) -> None:
    value = cti.example(message.name, message.kind, seed=1)
    found = [other for other in cti.MESSAGES if cti.is_a(value, other.name, other.kind)]  # type: ignore[call-overload]
    assert found == [message]


@each_case(
    ("value", "options", "verdict"),
    [
        (ADDED, {}, True),
        ({**ADDED, "command": "session.request.addchannelgroup"}, {}, True),
        ({**ADDED, "newer": 1}, {}, False),
        ({**ADDED, "newer": 1}, {"unknown": "ignore"}, True),
        ({**ADDED, "command": "session.fly"}, {"unknown": "ignore"}, False),
        ({**ADDED, "result": "success"}, {}, False),
        ({**ADDED, "target": 5}, {}, False),
        ([], {}, False),
    ],
)
def test_is_a_message(value: Any, options: Any, verdict: bool) -> None:  # noqa: FBT001 -- an expected value
    for name in ("session.addchannelgroup", "session.request.addchannelgroup"):
        assert cti.is_a(value, name, "request", **options) is verdict


def test_is_a_message_that_does_not_exist() -> None:
    with pytest.raises(cti.UnknownMessage, match="did you mean"):
        cti.is_a({}, "chanel.dial", "request")  # type: ignore[call-overload]
    with pytest.raises(cti.UnknownMessage, match='no "event"'):
        cti.is_a({}, "channel.dial", "event")  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="unknown must be"):
        cti.is_a({}, "channel.dial", "request", unknown="ignored")  # type: ignore[call-overload]


def test_validate_raises_all_problems() -> None:
    with pytest.raises(cti.InvalidMessage) as caught:
        cti.validate({**TRANSFER, "target": CHANNEL, "data": {}})
    assert [problem.code for problem in caught.value.problems] == ["bad-target", "missing-member"]
    assert str(caught.value).count("\n") == 1


def test_warning_does_not_make_invalid() -> None:
    alias = {"command": "session.request.addchannelgroup", "target": SESSION, "data": {}}
    problem = only_problem(alias)
    assert (problem.severity, problem.hint) == ("warning", "session.addchannelgroup")
    assert cti.is_valid(alias)
    assert cti.validate(alias).name == "session.addchannelgroup"


def test_letters_of_any_script() -> None:
    assert cti.check({**ANSWER, "target": "Агент-7.席.x.é", "data": {"имя": "値", "n": [1.5, True, None]}}) == []


def test_refusal_without_reason(monkeypatch: pytest.MonkeyPatch) -> None:
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
    assert only_problem({**START, "data": 5}).message == "not a valid request of session.start"
    assert cti.check(START) == []


@each_case("call", [cti.check, cti.is_valid, cti.validate])
@each_case("message", [START, {}, None])
@each_case(("unknown", "quoted"), [("ignor", '"ignor"'), (["error"], "[…]")])
def test_wrong_value_of_unknown(call: Any, message: Any, unknown: Any, quoted: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f'unknown must be "error" or "ignore", not {quoted}')) as caught:
        call(message, unknown=unknown)
    assert not isinstance(caught.value, cti.InvalidMessage)


def test_validator_of_one_message() -> None:
    validator = cti.validator("conversation.blindtransfer", "request")
    validator.validate(TRANSFER)
    with pytest.raises(ValidationError, match="'destination' is a required property"):
        validator.validate({**TRANSFER, "data": {}})
    with pytest.raises(ValidationError, match="should not be valid under"):
        validator.validate({**TRANSFER, "target": "a\n"})
    assert not validator.is_valid(START)


def test_validator_of_an_alias() -> None:
    assert cti.validator("session.addchannel", "success") is cti.validator("session.request.addchannel", "success")


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("chanel.dial", "request", 'no message "chanel.dial" [unknown-message] (did you mean "channel.dial"?)'),
        ("channel.dial", "event", '"channel.dial" has no "event", only "request", "success" or "failure"'),
        (None, "request", "a name must be a string, not null"),
    ],
)
def test_validator_of_no_message(name: Any, kind: Any, message: str) -> None:
    with pytest.raises(cti.UnknownMessage, match=re.escape(message)):
        cti.validator(name, kind)


def test_deep_message_near_the_stack_limit() -> None:
    nested: list[Any] = []
    for _ in range(DEEPEST - 10):
        nested = [nested]
    message = {**ANSWER, "data": {"x": nested}}

    def from_deeper(frames: int) -> Any:
        return from_deeper(frames - 1) if frames else (cti.is_valid(message), cti.check(message))

    is_valid, problems = from_deeper(sys.getrecursionlimit() - len(inspect.stack()) - DEEPEST // 2)
    assert not is_valid
    assert [problem.code for problem in problems] == ["too-deep"]
    assert cti.is_valid(message)


@pytest.mark.parametrize(
    ("name", "member"),
    [
        # the contract allows any value here
        ("channel.dial", "context"),
        ("channel.dial", "x"),
        ("session.initialized", "data"),
        # and here it does not
        ("channel.dial", "target"),
    ],
)
def test_deep_message_in_a_small_stack(name: str, member: str) -> None:
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
    assert output_of(code) == "False ['not-json']\n" * 2


def output_of(code: str, *arguments: str, stdin: str = "") -> str:
    """Return the output of a program that must end well and write no errors."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], input=stdin, capture_output=True, text=True, check=False, timeout=HANG
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_threads_that_start_together() -> None:
    code = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
import cti_contract as cti

messages = [json.loads(line) for line in sys.stdin]
with ThreadPoolExecutor(8) as pool:
    rounds = list(pool.map(lambda _: [cti.is_valid(m) and cti.check(m) == [] for m in messages], range(8)))
print(all(map(all, rounds)))
"""
    assert output_of(code, stdin=f"{json.dumps(START)}\n{json.dumps(TRANSFER)}\n") == "True\n"


def test_threads_get_the_same_problems() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len({tuple(map(str, found)) for found in pool.map(cti.check, [{**START, "x": 1}] * 100)}) == 1


def test_modules_of_the_fast_path() -> None:
    code = f"""
import sys, cti_contract as cti
assert cti.is_valid({TRANSFER!r}) and cti.is_valid({START!r}, unknown="ignore")
print(*sorted(sys.modules.keys() & set(sys.argv[1:])))
"""
    heavy = ["jsonschema", "referencing", "argparse", "regress", "dataclasses", "hypothesis", "pathlib"]
    assert output_of(code, *heavy) == "\n"


def test_no_annotation_is_compiled() -> None:
    """The first compiled annotation costs 1 ms, so a module with a named tuple does not postpone its annotations."""
    code = f"""
import builtins
real = builtins.compile

def shown(source, *rest, **options):
    if isinstance(source, str):
        print(source)
    return real(source, *rest, **options)

builtins.compile = shown
import cti_contract as cti, cti_contract.files.check
assert cti.is_valid({TRANSFER!r})
"""
    assert output_of(code) == ""


def test_network_is_not_used() -> None:
    code = f"""
import socket
from referencing.exceptions import Unresolvable
import cti_contract as cti
from cti_contract.contract import registry

def refuse(*_, **__):
    raise AssertionError("the network was used")

socket.socket = socket.create_connection = socket.getaddrinfo = refuse
cti.check({ {**START, "data": 1}!r})
cti.validator("session.start", "request").is_valid({START!r})
try:
    registry.registry().resolver().lookup("https://example.com/schema.json")
except Unresolvable:
    print("unresolvable")
"""
    assert output_of(code) == "unresolvable\n"


@pytest.mark.parametrize("nested", ['{"a": value}', "[value]"])
def test_deep_unknown_member_in_a_small_stack(nested: str) -> None:
    """A thread may have a stack of 128 KiB; an overflow would end the process."""
    code = f"""
import threading, cti_contract as cti
def run():
    for depth in range(150, 197):
        value = 1
        for _ in range(depth):
            value = {nested}
        message = {{"command": "session.start", "target": "a", "data": {{}}, "more": value}}
        assert [problem.pointer for problem in cti.check(message)] == ["/more"]
    print("done")
threading.stack_size(128 * 1024)
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


@pytest.mark.parametrize("groups", [55, 97, 195, 1000])
@pytest.mark.parametrize("name", ["a", 1])
def test_validator_of_deep_groups_in_a_small_stack(groups: int, name: Any) -> None:
    """The text of an error has the value in it, and `repr` overflows the stack in values nested very deep."""
    code = f"""
import threading
from jsonschema.exceptions import best_match
import cti_contract as cti

books = []
for _ in range({groups}):
    books = [{{"name": {name!r}, "groups": books, "entries": []}}]
message = {{
    "command": "session.request.incontact.addressbook",
    "target": "jdoe",
    "result": "success",
    "data": {{"addressbooks": books}},
}}
validator = cti.validator(message["command"], "success")


def run():
    accepted = [each.is_valid(message) for each in (validator, validator.evolve(schema=validator.schema))]
    errors = list(map(str, validator.iter_errors(message)))
    print(accepted, len(errors), str(best_match(validator.iter_errors(message))) in [*errors, "None"])


threading.stack_size(128 * 1024)
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""
    is_deep = groups > 99  # each has two levels, and the message two more
    is_valid = name == "a" and not is_deep
    errors = 1 if is_deep else 0 if is_valid else groups
    assert output_of(code) == f"[{is_valid}, {is_valid}] {errors} True\n"


@pytest.mark.parametrize("levels", [DEEPEST - 20, DEEPEST + 20])
def test_validator_of_a_very_deep_value(levels: int) -> None:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    message: Any = {
        "command": "channel.dial",
        "target": "a.b",
        "data": {"destination": "1", "extensions": {"a": value}},
    }
    errors = [error.message for error in cti.validator("channel.dial", "request").iter_errors(message)]
    assert errors == ([f"nested deeper than {DEEPEST} arrays and objects"] if levels > DEEPEST else [])


def test_errors_of_a_validator_in_nested_groups() -> None:
    name = "session.request.incontact.addressbook"
    inner = [{"name": "b", "groups": [3], "entries": []}, {"name": "c", "groups": "d", "entries": []}, 4]
    book = {"name": "a", "groups": inner, "entries": []}
    message: Any = {"command": name, "target": "jdoe", "result": "success", "data": {"addressbooks": [book, {}]}}
    validator = cti.validator(name, "success")
    standard = Draft202012Validator(validator.schema, registry=registry.registry())

    def found(by: Any) -> list[tuple[str, list[str | int], str]]:
        errors = by.iter_errors(message)
        return sorted((each.json_path, list(each.absolute_schema_path), each.message) for each in errors)

    books = "$.data.addressbooks"
    assert {path for path, _, _ in found(validator)} == {
        f"{books}[0].groups[0].groups[0]",
        f"{books}[0].groups[1].groups",
        f"{books}[0].groups[2]",
        f"{books}[1]",
    }
    assert found(validator) == found(standard)
