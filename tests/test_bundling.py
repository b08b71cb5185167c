"""The contract as one schema: other validators give the verdicts of `check`, and errors about what was meant."""

import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from helpers import ROOT, run
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from mutants import mutants
from test_properties import EXAMPLES, changed_examples, json_values

import cti_contract as cti
from cti_contract.bundling import file_schema, message_schema

SCHEMA = message_schema()
BY_JSONSCHEMA = Draft202012Validator(SCHEMA)
BY_JSONSCHEMA_RS = jsonschema_rs.Draft202012Validator(SCHEMA)
CASES = [
    case["message"] for file in sorted((ROOT / "tests/cases").glob("*.json")) for case in json.loads(file.read_bytes())
]


def agree(message: Any) -> None:
    verdicts = (BY_JSONSCHEMA.is_valid(message), BY_JSONSCHEMA_RS.is_valid(message))
    assert verdicts == (cti.is_valid(message),) * 2, message


def test_it_is_a_schema_that_asks_nobody_else() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    text = json.dumps(SCHEMA)
    assert '"$ref": "#/' in text
    assert '"$ref": "http' not in text
    assert "x-cti" not in text


@pytest.mark.parametrize("case", CASES, ids=str)
def test_verdicts_on_the_cases_are_those_of_check(case: Any) -> None:
    agree(case)


@pytest.mark.parametrize(("message", "example"), EXAMPLES, ids=str)
def test_verdicts_on_mutants_are_those_of_check(message: cti.Message, example: Any) -> None:
    agree(example)
    for _, mutant in mutants(message, example):
        agree(mutant)


@settings(max_examples=300, deadline=None)
@given(changed_examples() | json_values)
def test_verdicts_on_what_is_generated_are_those_of_check(value: Any) -> None:
    agree(value)


def test_error_is_about_the_message_that_was_meant() -> None:
    call = {"command": "channel.dial", "target": "s.c", "data": {}}
    [error] = BY_JSONSCHEMA.iter_errors(call)
    assert error.message == "'destination' is a required property"
    misspelt = {"messageType": "objectEvent", "target": "s.c", "name": "channel.initialised", "data": {}}
    [error] = BY_JSONSCHEMA.iter_errors(misspelt)
    assert error.message.startswith("'channel.initialised' is not one of [")


def test_check_jsonschema_gives_the_same_verdicts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = tmp_path / "schema.json"
    assert run(capsys, "export", "bundle", "--output", schema) == (0, "", "")
    assert json.loads(schema.read_bytes()) == SCHEMA
    broken = [mutant for message, example in EXAMPLES[::5] for _, mutant in list(mutants(message, example))[::7]]
    files = {tmp_path / f"{number}.json": message for number, message in enumerate([*CASES[::5], *broken])}
    for file, message in files.items():
        file.write_text(json.dumps(message))
    command = [sys.executable, "-m", "check_jsonschema", "--output-format", "json", "--schemafile", schema, *files]
    done = subprocess.run(list(map(str, command)), capture_output=True, check=False)
    refused = {error["filename"] for error in json.loads(done.stdout)["errors"]}
    assert refused == {str(file) for file, message in files.items() if not cti.is_valid(message)}
    assert 0 < len(refused) < len(files)


def test_file_is_one_message_or_an_array_of_them() -> None:
    validator = Draft202012Validator(file_schema())
    good = cti.example("channel.dial", seed=1)
    bad = deepcopy(good)
    del bad["target"]
    for value, verdict in (
        (good, True),
        (bad, False),
        ([good, good], True),
        ([good, bad], False),
        ([], False),
        (1, False),
    ):
        assert validator.is_valid(value) is verdict


def test_settings_of_the_editor_hold_the_schema_of_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "schema", "--vscode")
    assert (code, err) == (0, "")
    assert json.loads(out) == {"json.schemas": [{"fileMatch": ["*.cti.json"], "schema": file_schema()}]}


def test_bundle_goes_to_the_output_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "export", "bundle")
    assert (code, json.loads(out), err) == (0, SCHEMA, "")


def test_file_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "export", "bundle", "--output", tmp_path) == (
        1,
        "",
        f"{tmp_path}: cannot be written: Is a directory\n",
    )


@pytest.mark.parametrize("arguments", [("export",), ("export", "all"), ("schema",)])
def test_wrong_usage(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, *arguments).code == 2
