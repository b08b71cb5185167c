"""The contract as one schema: other validators give the verdicts of `check`, and errors about what was meant."""

import json
import subprocess
import sys
from copy import deepcopy
from operator import itemgetter
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from changed_examples import EXAMPLES, changed_examples, json_values
from helpers import ROOT, Cli, need
from hypothesis import given, settings
from jsonschema import Draft202012Validator

import cti_contract as cti
from cti_contract.export.bundle import file_schema, message_schema
from cti_contract.testing import strategies

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


@pytest.mark.parametrize("example", [example for _, example in EXAMPLES], ids=str)
def test_verdicts_on_the_examples_are_those_of_check(example: Any) -> None:
    agree(example)


@settings(max_examples=150, deadline=None)
@given(strategies.mutants())
@pytest.mark.slow
def test_verdicts_on_mutants_are_those_of_check(pair: tuple[str, Any]) -> None:
    agree(pair[1])


@settings(max_examples=200, deadline=None)
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


@pytest.fixture(scope="module")
def messages() -> list[Any]:
    """Return cases, examples, mutants, a simulated log, and what is generated: all at once for a process."""
    generated: list[Any] = []

    @settings(max_examples=400, deadline=None, database=None, derandomize=True)
    @given(changed_examples() | json_values | strategies.mutants().map(itemgetter(1)))
    def generate(value: Any) -> None:
        if str(10**400) not in json.dumps(value):  # to JavaScript that is infinite, and no integer
            generated.append(value)

    generate()
    return [*CASES, *(example for _, example in EXAMPLES), *cti.session(seed=7), *generated]


@pytest.fixture
def bundle(tmp_path: Path, cli: Cli) -> Path:
    """Return the file that the command writes."""
    schema = tmp_path / "schema.json"
    assert cli("export", "bundle", "--output", schema) == (0, "", "")
    assert json.loads(schema.read_bytes()) == SCHEMA
    return schema


@pytest.fixture
def ajv(pytestconfig: pytest.Config) -> Path:
    """Return where ajv is: npm installs it, the first time, into the cache of the tests."""
    for command in ("node", "npm"):
        need(command)
    folder = pytestconfig.cache.mkdir("ajv")
    module = folder / "node_modules" / "ajv"
    if not module.exists():
        words = ["npm", "install", "--loglevel=error", "--prefix", str(folder), "ajv@8"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return module


#: Prints the verdicts of ajv on an array of values; as strict about the schema as it is, except that a member may be of
#: two types.
AJV = """
const [ajv, schema, values] = process.argv.slice(1)
const read = (path) => JSON.parse(require("fs").readFileSync(path, "utf8"))
const accepts = new (require(ajv + "/dist/2020").default)({ allowUnionTypes: true }).compile(read(schema))
console.log(JSON.stringify(read(values).map((value) => accepts(value))))
"""


@pytest.mark.slow
def test_ajv_gives_the_same_verdicts(messages: list[Any], bundle: Path, ajv: Path) -> None:
    values = bundle.with_name("values.json")
    values.write_text(json.dumps(messages))
    words = ["node", "--eval", AJV, *map(str, (ajv, bundle, values))]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    verdicts = json.loads(done.stdout)
    assert [
        message for message, verdict in zip(messages, verdicts, strict=True) if verdict is not cti.is_valid(message)
    ] == []
    assert {*verdicts} == {True, False}


@pytest.mark.slow
def test_check_jsonschema_gives_the_same_verdicts(messages: list[Any], bundle: Path, tmp_path: Path) -> None:
    files = {tmp_path / f"{number}.json": message for number, message in enumerate(messages[::20])}
    for file, message in files.items():
        file.write_text(json.dumps(message))
    command = [sys.executable, "-m", "check_jsonschema", "--output-format", "json", "--schemafile", bundle, *files]
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


def test_settings_of_the_editor_hold_the_schema_of_a_file(cli: Cli) -> None:
    code, out, err = cli("schema", "--vscode")
    assert (code, err) == (0, "")
    assert json.loads(out) == {"json.schemas": [{"fileMatch": ["*.cti.json"], "schema": file_schema()}]}


def test_bundle_goes_to_the_output_by_default(cli: Cli) -> None:
    code, out, err = cli("export", "bundle")
    assert (code, json.loads(out), err) == (0, SCHEMA, "")


def test_file_that_cannot_be_written(tmp_path: Path, cli: Cli) -> None:
    assert cli("export", "bundle", "--output", tmp_path) == (
        1,
        "",
        f"cti-contract: cannot write {tmp_path}: Is a directory\n",
    )


@pytest.mark.parametrize("arguments", [("export",), ("export", "all"), ("schema",)])
def test_wrong_usage(arguments: tuple[str, ...], cli: Cli) -> None:
    assert cli(*arguments).code == 2
