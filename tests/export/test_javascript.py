"""The checker in JavaScript: every verdict and every problem is that of the checker in Python."""

import json
import re
import subprocess
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path
from typing import Any, get_args

import pytest
from changed_examples import changed_examples, json_values
from helpers import ROOT, Cli, need
from hypothesis import given, settings
from javascript_messages import as_javascript_reads, changed_messages, changed_texts, written_messages
from moved_members import members_moved_up, moved_members

import cti_contract as cti
from cti_contract.export import javascript
from cti_contract.testing import strategies
from cti_contract.validation.compiled import Unknown

HERE = ROOT / "tests/export"
DIAL = {"command": "channel.dial", "target": "PureCloud-jdoe.70001", "data": {"destination": "5550100"}}


@pytest.fixture(scope="module")
def module_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the checker as a file that Node imports."""
    need("node")
    path = tmp_path_factory.mktemp("javascript") / "checker.mjs"
    path.write_text(javascript.module(), encoding="utf-8")
    return path


def node(script: str, *arguments: object, text: str = "") -> str:
    """Run a script of this folder with Node; return its output."""
    words = ["node", str(HERE / script), *map(str, arguments)]
    done = subprocess.run(words, input=text, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def in_javascript(module: Path, values: list[Any]) -> list[Any]:
    """Return the name and kind of each value, and its verdict and problems for each `unknown`, in JavaScript."""
    text = "".join(json.dumps(value).replace("Infinity", "1e400") + "\n" for value in values)
    return [json.loads(line) for line in node("check.mjs", module, text=text).split("\n")[:-1]]


def in_python(value: Any) -> list[Any]:
    message = cti.inspect(value).message
    found: list[Any] = [message and [message.name, message.kind]]
    for unknown in get_args(Unknown):
        problems = [{key: getattr(each, key) for key in KEYS} for each in cti.check(value, unknown=unknown)]
        found += [cti.is_valid(value, unknown=unknown), problems]
    named = [cti.is_a(value, name, "request") for name in ("channel.dial", "session.request.addchannelgroup")]
    return [*found[:3], named, *found[3:]]


KEYS = ("code", "message", "pointer", "severity", "hint")


def agree(module: Path, messages: Iterable[Any]) -> list[Any]:
    """Compare all that both find in the messages, as `JSON.parse` reads them; return what they find."""
    values = list(messages)
    found = in_javascript(module, values)
    assert len(found) == len(values)
    for value, each in zip(values, found, strict=True):
        assert each == in_python(as_javascript_reads(value)), value
    return found


def test_written_messages(module_file: Path) -> None:
    found = agree(module_file, [*written_messages(), *changed_messages(150, seed=1)])
    assert len({problem["code"] for _, _, problems, *_ in found for problem in problems}) >= 10


@pytest.mark.slow
def test_moved_members(module_file: Path) -> None:
    moved = [*(each.message for each in moved_members()), *(each.message for each in members_moved_up())]
    found = agree(module_file, moved)
    assert len(found) > 250


@pytest.mark.slow
def test_many_messages(module_file: Path) -> None:
    found = agree(module_file, changed_messages(25_000, seed=2))
    codes = {problem["code"] for _, _, problems, *_ in found for problem in problems}
    of_messages = {"known-member", "known-value", "misplaced-member", "invisible-character", "placeholder", "alias"}
    assert codes > of_messages | {"bad-id", "bad-target", "wrong-value", "ambiguous-message", "not-json"}


@pytest.mark.slow
def test_drawn_messages(module_file: Path) -> None:
    drawn: list[Any] = []

    @settings(max_examples=600, deadline=None, database=None, derandomize=True)
    @given(changed_examples() | json_values | strategies.mutants().map(itemgetter(1)) | strategies.messages())
    def draw(value: Any) -> None:
        drawn.append(value)

    draw()
    agree(module_file, drawn)


def test_deep_values(module_file: Path) -> None:
    """Groups of address books may contain groups; values are examined to a limit."""
    answer = {"command": "session.request.incontact.addressbook", "target": "s", "result": "success"}
    values = []
    for depth in (30, 49, 50, 51, 95, 120, 199):
        for leaf in ({"name": "a", "groups": [], "entries": []}, {"name": 5}):
            group: Any = leaf
            for _ in range(depth):
                group = {"name": "a", "groups": [group], "entries": []}
            values.append({**answer, "data": {"addressbooks": [group]}})
        values.append({**DIAL, "context": json.loads("[" * depth + "]" * depth)})
    agree(module_file, values)


#: The only problem of values that Python does not have; None for a valid message.
ODD_VALUES = {
    "undefined": ": a message must be an object, not undefined",
    "function": ": a message must be an object, not a function",
    "big integer": ": a message must be an object, not a bigint",
    "map": ": a message must be an object, not a JavaScript Map",
    "class": ": a message must be an object, not a JavaScript Dial",
    "no prototype": None,
    "another realm": None,
    "inherited members": ": a message must be an object, not a JavaScript Object",
    "undefined inside": "/context/host: /context/host is not a JSON value, but undefined",
    "date inside": "/context/at: /context/at is not a JSON value, but a JavaScript Date",
    "symbol inside": "/context/0: /context/0 is not a JSON value, but a symbol",
    "hole in an array": "/context/list/1: /context/list/1 is not a JSON value, but undefined",
    "not a number": "/context/load: /context/load is not a finite number",
    "hostile": ": the message cannot be read: a part of it throws RangeError",
    "thrown": ": the message cannot be read: a part of it throws an exception",
    "nameless": ": the message cannot be read: a part of it throws an exception",
    "twice": ": the message cannot be read: a part of it throws an exception",
    "own prototype member": None,
    "name of a method": '/data/toString: unknown member "toString" in /data: another member is "extensions"',
}
#: The results of wrong calls, and of `isA` with all kinds and with an alias.
CALLS = {
    "no option": 'RangeError: unknown must be "error" or "ignore", not "warn"',
    "no text": "TypeError: a JSON text must be a string, not an object",
    "frozen": "TypeError",
    "no such name": 'RangeError: no message "channel.dail", did you mean "channel.dial"?',
    "no such kind": 'RangeError: "channel.dial" has no "event", only "request", "success" or "failure"',
    "newer": [True],
    "kinds": [True, False, True],
    "alias": [True, True, False],
}


def test_odd_values(module_file: Path) -> None:
    found = json.loads(node("odd_values.mjs", module_file))
    [itself] = found.pop("itself")
    assert itself.endswith(" is nested deeper than 200 arrays and objects")
    assert found == {name: [problem] if problem else [] for name, problem in ODD_VALUES.items()} | CALLS


def test_very_many_problems(module_file: Path) -> None:
    members = {f"member{number}": number for number in range(1200)}
    events = [cti.example("channel.infochanged", seed=1), {**DIAL, "data": members}, {**DIAL, **members}]
    books = {"addressbooks": [{"name": number, "groups": [], "entries": []} for number in range(1200)]}
    answer = {"command": "session.request.incontact.addressbook", "target": "s", "result": "success", "data": books}
    found = agree(module_file, [*events, answer])
    assert [problems[-1]["code"] for _, _, problems, *_ in found[1:]] == ["too-large"] * 3


def agree_on_texts(module: Path, texts: Iterable[str]) -> None:
    """Compare the problems of JSON texts, and their places."""
    values = list(texts)
    printed = node("check_text.mjs", module, text="".join(json.dumps(text) + "\n" for text in values))
    found = [json.loads(line) for line in printed.split("\n")[:-1]]
    keys = (*KEYS, "line", "column")
    for text, problems in zip(values, found, strict=True):
        expected = cti.check_json(text).problems
        assert problems == [{key: getattr(problem, key) for key in keys} for problem in expected], text


def test_written_texts(module_file: Path) -> None:
    agree_on_texts(module_file, changed_texts(300, seed=1))


@pytest.mark.slow
def test_many_texts(module_file: Path) -> None:
    agree_on_texts(module_file, changed_texts(10_000, seed=2))


def test_ends_of_escapes_and_numbers(module_file: Path) -> None:
    halves = [r"\ud83d", r"\ude00", r"\u0041", r"\udzzz", r"\u", r"\u00", "\\", "x", ""]
    strings = [f'"{one}{other}{end}' for one in halves for other in halves for end in ('"', "")]
    numbers = [sign + "1" * digits + end for sign in ("", "-") for digits in (4301, 4302) for end in ("", " ", "x")]
    texts = [template % each for template in ("%s", "[%s]", '{"a": %s') for each in strings + numbers]
    after = [f"{{}}{space}{more}" for space in ("", " ", "\f", "\v", "\xa0") for more in ("{", "]", ",", "#", "x", "")]
    before = [f'{space}{mark} {{{space}"a": NaN}}' for space in ("", " ", "\n") for mark in ("#", "--", "-")]
    forms = ["0x10", "1_000", "5L", "1.2.3", "2026-11-01", "1 c", "1:", ".5", "-- c", "-.5", "1"]
    others = [template % form for template in ("%s", "[%s]", '{"a": %s}', '{"a": %s') for form in forms]
    colors = ["\x1b[1m{\x1b[0m", '\x1b[1mINFO {"a": 1}', '{"a": 1}\x1b[0m', '{\x1b[34m"a": 1}', '{"a": \x1b[0m1}']
    agree_on_texts(module_file, texts + after + before + others + colors)


def test_huge_texts_take_linear_time(module_file: Path) -> None:
    """A pattern that takes quadratic time would need many minutes for these."""
    texts = [f"x{end * 300_000}y" for end in " 1"]
    created = cti.example("interaction.created", seed=1)
    messages: list[Any] = [{**DIAL, "data": {text: 1}} for text in texts]
    for text in texts:
        interaction = {**created["data"]["interaction"], "type": text}
        messages += [{**DIAL, "result": text}, {**DIAL, "command": text}, {**DIAL, "target": text}]
        messages += [{**created, "data": {"interaction": interaction}}]
    agree(module_file, messages)
    agree_on_texts(module_file, ['{"a": ' + " " * 300_000 + '"x', "x" + " " * 300_000 + "{"])


def test_every_keyword_is_interpreted() -> None:
    """A new keyword in a schema needs an entry in KEYWORDS of schema.js."""
    [table] = re.findall(r"export const KEYWORDS = \{\n(.*?)\n\}", javascript.source("schema"), re.DOTALL)
    interpreted = re.findall(r"^  (\$?\w+)[(:]", table, re.MULTILINE)
    definitions = javascript.data()["definitions"].values()
    assert {*interpreted} == {keyword for schema in definitions for keyword in keywords(schema)}


def keywords(schema: Any) -> Iterable[str]:
    if isinstance(schema, dict):
        yield from schema
        inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", ()), *schema.get("oneOf", ())]
        for each in (*inner, schema.get("items"), schema.get("additionalProperties")):
            yield from keywords(each)


def test_every_text_is_used() -> None:
    used = javascript.source("problem_texts")
    texts = javascript.data()["texts"]
    assert {*re.findall(r'(?:problem|phrase)\("([^"]+)"', used)} == {*texts["templates"], *texts["phrases"]}


def test_no_dependency_and_no_eval() -> None:
    text = javascript.module()
    assert not re.search(r"\b(import|eval|Function|require)\b\s*\(?['\"{(]", text)
    assert text.count("\nexport ") == 1


def test_command(cli: Cli, tmp_path: Path) -> None:
    assert cli("export", "javascript", "--output", tmp_path / "cti.js") == (0, "", "")
    assert (tmp_path / "cti.js").read_text(encoding="utf-8") == javascript.module()
    assert cli("export", "javascript").out == javascript.module()
