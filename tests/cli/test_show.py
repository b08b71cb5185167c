"""`cti-contract show`."""

import json
import re
from typing import Any

import jsonschema_rs
import pytest
from each_case import each_case
from helpers import Cli

import cti_contract as cti
from cti_contract.cli import terminal
from cti_contract.contract import registry

NAMES = sorted({message.name for message in cti.MESSAGES})


def kinds_of(name: str) -> list[str]:
    return [message.kind for message in cti.MESSAGES if message.name == name]


def examples_of(name: str) -> list[Any]:
    return [
        example
        for schema in registry.schemas().values()
        if schema["title"] == name
        for example in schema.get("examples", ())
    ]


def examples_in(out: str) -> list[Any]:
    """Return the examples in an output of `show`: the text from a brace to the next one in the first column."""
    return [json.loads(found) for found in re.findall(r"^example:\n(\{\n.*?^\})$", out, re.MULTILINE | re.DOTALL)]


@each_case("name", NAMES)
def test_show(name: str, cli: Cli) -> None:
    result = cli("show", name)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"{name}: ")
    examples = examples_in(result.out)
    assert [cti.validate(example).kind for example in examples] == kinds_of(name)
    assert {cti.validate(example).name for example in examples} == {name}
    for member in {member for example in examples for member in example}:
        assert re.search(rf"^ +{member}\?? ", result.out, re.MULTILINE)
    first = next(message for message in cti.MESSAGES if message.name == name)
    for fact in (first.status, *first.platforms, *first.aliases, *(event.name for event in first.secondary_events)):
        assert fact in result.out


@pytest.mark.parametrize("columns", [80, 120])
def test_show_fits_the_terminal(columns: int, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for name in NAMES:
        assert [line for line in cli("show", name).out.splitlines() if len(line) > columns] == []


@each_case("message", cti.MESSAGES, ids=lambda message: f"{message.name} {message.kind}")
def test_show_kind(message: cti.Message, cli: Cli) -> None:
    result = cli("show", message.name, "--kind", message.kind)
    assert (result.code, result.err) == (0, "")
    [example] = examples_in(result.out)
    assert cti.validate(example) == message
    schema = json.loads(cli("show", message.name, "--kind", message.kind, "--schema").out)
    accepts = jsonschema_rs.Draft202012Validator(schema).is_valid
    for each in examples_of(message.name):
        assert accepts(each) == (cti.validate(each) == message)


@pytest.mark.parametrize(("kind", "shown"), [("request", False), ("success", True), ("failure", False)])
def test_events_after_a_success(kind: str, shown: bool, cli: Cli) -> None:  # noqa: FBT001 -- of the table
    """They are shown with the success only."""
    assert ("\nAfter a success" in cli("show", "conversation.blindtransfer", "--kind", kind).out) == shown


def test_show_kind_that_it_lacks(cli: Cli) -> None:
    message = 'error: "channel.disposed" has no "request", only "event" [unknown-message]\n'
    assert cli("show", "channel.disposed", "--kind", "request") == (2, "", message)


def test_show_in_color(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = cli("show", "channel.dial").out
    monkeypatch.setattr(terminal, "shows_colors", lambda: True)
    colored = cli("show", "channel.dial").out
    assert re.sub(r"\x1b\[\d+m", "", colored) == plain
    assert "\x1b[1mchannel.dial: a command, documented\x1b[0m\n" in colored
    assert '\x1b[34m"destination"\x1b[0m: \x1b[32m"+15550100"\x1b[0m\n' in colored


def test_show_secondary_events(cli: Cli) -> None:
    lines = [line.strip() for line in cli("show", "conversation.blindtransfer").out.splitlines()]
    follows = [
        next(number for number, line in enumerate(lines) if line.startswith(event))
        for event in ("state.updated", "conversation.disposed", "interaction.focuschanged", "interaction.ended")
    ]
    assert follows == sorted(follows)


def test_show_optional_members(cli: Cli) -> None:
    out = cli("show", "channel.dial").out
    assert re.search(r"^ +data\.extensions\? ", out, re.MULTILINE)
    assert re.search(r"^ +data\.destination ", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("session.addchannel", "session.request.addchannel"),
        ("session.request.addchannelgroup", "session.addchannelgroup"),
    ],
)
def test_show_alias(alias: str, name: str, cli: Cli) -> None:
    assert cli("show", alias) == cli("show", name)
    assert cli("show", "--schema", alias) == cli("show", "--schema", name)


@each_case("options", [(), ("--schema",)])
@each_case(
    ("misspelt", "name"),
    [
        ("chanel.dial", "channel.dial"),
        ("Channel.Dial", "channel.dial"),
        ("conversation.memeber.added", "conversation.member.added"),
        ("channel.dail", "channel.dial"),
    ],
)
def test_show_misspelt_name(misspelt: str, name: str, options: tuple[str, ...], cli: Cli) -> None:
    result = cli("show", *options, misspelt)
    assert (result.code, result.out) == (2, "")
    assert f'"{misspelt}"' in result.err
    assert f'did you mean "{name}"?' in result.err


def test_show_unknown_name(cli: Cli) -> None:
    result = cli("show", "weather.forecast")
    assert (result.code, result.out) == (2, "")
    assert "did you mean" not in result.err


def references(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [reference for item in schema for reference in references(item)]
    if isinstance(schema, dict):
        own = [schema["$ref"]] if isinstance(schema.get("$ref"), str) else []
        return own + [reference for key, item in schema.items() if key != "examples" for reference in references(item)]
    return []


@each_case("name", NAMES)
def test_show_schema(name: str, cli: Cli) -> None:
    result = cli("show", "--schema", name)
    assert (result.code, result.err) == (0, "")
    schema = json.loads(result.out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(schema)
    assert "$id" not in result.out
    assert all(reference.startswith("#/") for reference in references(schema))
    validator = jsonschema_rs.Draft202012Validator(schema, offline=True)
    own = examples_of(name)
    assert {cti.validate(example).kind for example in own} == set(kinds_of(name))
    for example in own:
        validator.validate(example)
        assert not validator.is_valid(example | {"unknown member": 1})
        assert not validator.is_valid({member: example[member] for member in example if member != "target"})
    for other in NAMES:
        if other != name:
            assert not any(map(validator.is_valid, examples_of(other)))


@each_case("name", NAMES)
def test_show_schema_without_leftovers(name: str, cli: Cli) -> None:
    schema = json.loads(cli("show", "--schema", name).out)
    reached = {reference.split("/")[2] for reference in references(schema)}
    assert set(schema.get("$defs", {})) == reached
