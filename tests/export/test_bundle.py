"""The exported schemas: other tools read them, and their verdicts are those of `check`."""

import json
import re
import subprocess
import sys
from copy import deepcopy
from operator import itemgetter
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from changed_examples import EXAMPLES, changed_examples, json_values
from each_case import each_case
from helpers import ROOT, Cli
from hypothesis import given, settings
from javascript_messages import as_javascript_reads, changed_messages
from jsonschema import Draft7Validator, Draft202012Validator

import cti_contract as cti
from cti_contract.contract import registry
from cti_contract.export.bundle import file_schema, message_schema, schema_of, self_contained, union_schema
from cti_contract.testing import strategies
from cti_contract.validation.json_values import is_json

SCHEMA = message_schema()
SCHEMAS = {"bundle": SCHEMA, "union": union_schema()}
ENGINES: dict[str, Any] = {
    "draft 7": Draft7Validator(SCHEMA),
    "draft 2020-12": Draft202012Validator(SCHEMA),
    "jsonschema-rs, draft 7": jsonschema_rs.Draft7Validator(SCHEMA),
    "jsonschema-rs, draft 2020-12": jsonschema_rs.Draft202012Validator(SCHEMA),
    "union": jsonschema_rs.Draft202012Validator(SCHEMAS["union"]),
}
CASES = [
    case["message"] for file in sorted((ROOT / "tests/cases").glob("*.json")) for case in json.loads(file.read_bytes())
]
DIAL = {"command": "channel.dial", "target": "PureCloud-jdoe.70001", "data": {"destination": "5550100"}}
LINE_FEED = {**DIAL, "target": f"{DIAL['target']}\n"}
each_schema = pytest.mark.parametrize("name", SCHEMAS)


def agree(message: Any) -> None:
    valid = cti.is_valid(message)
    assert {name: engine.is_valid(message) for name, engine in ENGINES.items()} == dict.fromkeys(ENGINES, valid), (
        message
    )


@each_schema
def test_self_contained(name: str) -> None:
    schema = SCHEMAS[name]
    Draft7Validator.check_schema(schema)
    Draft202012Validator.check_schema(schema)
    text = json.dumps(schema)
    assert set(re.findall(r'"\$ref": "(#/\$defs/)?', text)) == {"#/$defs/"}
    assert not re.search(r'"(\$schema|\$id|x-cti)"', text)


def test_self_contained_among_other_schemas() -> None:
    uri = f"{registry.BASE_URI}common/flag.json"
    schema = {"properties": {"recorded": {"$ref": uri}}}
    assert self_contained(schema, {uri: {"type": "boolean"}}) == {
        "properties": {"recorded": {"$ref": "#/$defs/Flag"}},
        "$defs": {"Flag": {"type": "boolean"}},
    }
    with pytest.raises(KeyError):
        self_contained(schema, {})


@each_schema
def test_names_of_definitions(name: str) -> None:
    names = set(SCHEMAS[name]["$defs"])
    assert all(re.fullmatch("[A-Z][A-Za-z]+", each) for each in names)
    messages = {f"{pascal(message.name)}{message.kind.capitalize()}" for message in cti.MESSAGES}
    assert messages | {"ChannelDialData", "InteractionCreatedData", "ChannelTarget", "Destination", "Id"} <= names


def pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("."))


@each_case("case", [*CASES, LINE_FEED], ids=str)
def test_verdicts_on_cases(case: Any) -> None:
    agree(case)


@each_case("example", [example for _, example in EXAMPLES], ids=str)
def test_verdicts_on_examples(example: Any) -> None:
    agree(example)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(strategies.mutants())
def test_verdicts_on_mutants(pair: tuple[str, Any]) -> None:
    agree(pair[1])


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(changed_examples() | json_values)
def test_verdicts_on_other_values(value: Any) -> None:
    agree(value)


def test_raw_files_refuse_a_final_line_feed() -> None:
    """Python's `$` matches before a final line feed, so the schema files do not rely on it."""
    validator = Draft202012Validator(
        {"$ref": f"{registry.BASE_URI}commands/channel.dial.json"}, registry=registry.registry()
    )
    assert not validator.is_valid(LINE_FEED)
    assert validator.is_valid(DIAL)


def test_errors_about_the_meant_message() -> None:
    call = {"command": "channel.dial", "target": "s.c", "data": {}}
    [error] = ENGINES["draft 2020-12"].iter_errors(call)
    assert error.message == "'destination' is a required property"
    misspelt = {"messageType": "objectEvent", "target": "s.c", "name": "channel.initialised", "data": {}}
    [error] = ENGINES["draft 2020-12"].iter_errors(misspelt)
    assert error.message.startswith("'channel.initialised' is not one of [")


def test_descriptions_beside_references() -> None:
    """In draft 7, a description beside a `$ref` is lost."""
    extensions = SCHEMA["$defs"]["ChannelDialData"]["properties"]["extensions"]
    assert extensions == {"description": "Platform specific.", "type": "object", "additionalProperties": True}


def test_schema_of_several_messages() -> None:
    schema = schema_of(each for each in cti.MESSAGES if each.name == "session.start")
    assert schema["$schema"] == registry.DIALECT
    accepts = jsonschema_rs.validator_for(schema).is_valid
    for message in cti.MESSAGES:
        assert accepts(cti.example(message.name, message.kind, seed=1)) is (message.name == "session.start")


@pytest.fixture(scope="module")
def messages() -> list[Any]:
    """Return cases, examples, mutants, a simulated log, and generated values: all at once for one process."""
    generated: list[Any] = []

    @settings(max_examples=400, deadline=None, database=None, derandomize=True)
    @given(changed_examples() | json_values | strategies.mutants().map(itemgetter(1)))
    def generate(value: Any) -> None:
        if str(10**400) not in json.dumps(value):  # to JavaScript that is infinite, and no integer
            generated.append(value)

    generate()
    changed = [each for each in changed_messages(2000, seed=3) if is_json(as_javascript_reads(each))]
    return [*CASES, LINE_FEED, *(example for _, example in EXAMPLES), *cti.session(seed=7), *generated, *changed]


@pytest.fixture
def files(tmp_path: Path, cli: Cli) -> dict[str, Path]:
    """Return the files that the commands write, by their names."""
    paths = {name: tmp_path / f"{name}.json" for name in ("bundle", "union")}
    assert cli("export", "bundle", "--output", paths["bundle"]) == (0, "", "")
    assert cli("export", "bundle", "--union", "--output", paths["union"]) == (0, "", "")
    assert {name: json.loads(path.read_bytes()) for name, path in paths.items()} == SCHEMAS
    for name in ("state.updated", "session.start"):
        paths[name] = tmp_path / f"{name}.json"
        paths[name].write_text(cli("show", name, "--schema").out)
    return paths


def output_of(*words: object) -> str:
    """Run a program that must succeed; return its output."""
    done = subprocess.run(list(map(str, words)), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def written(folder: Path, value: Any) -> Path:
    path = folder / "values.json"
    path.write_text(json.dumps(value))
    return path


#: Prints the verdicts of ajv in its strict mode on an array of values.
AJV = """
const [schema, values] = process.argv.slice(2).map((path) => JSON.parse(require("fs").readFileSync(path, "utf8")))
const Ajv = require(process.argv[1] + "/node_modules/ajv/dist/" + (schema.$schema ? "2020" : "ajv")).default
const accepts = new Ajv({ strict: true }).compile(schema)
console.log(JSON.stringify(values.map((value) => accepts(value))))
"""


@pytest.mark.slow
@pytest.mark.xdist_group("node")
@each_schema
def test_verdicts_of_ajv(
    name: str, messages: list[Any], files: dict[str, Path], node_folder: Path, tmp_path: Path
) -> None:
    values = written(tmp_path, messages)
    verdicts = json.loads(output_of("node", "--eval", AJV, node_folder, files[name], values))
    differing = [each for each, verdict in zip(messages, verdicts, strict=True) if verdict is not cti.is_valid(each)]
    assert differing == []
    assert {*verdicts} == {True, False}


@pytest.mark.slow
@pytest.mark.xdist_group("node")
@pytest.mark.parametrize("name", ["state.updated", "session.start"])
def test_ajv_reads_one_schema(name: str, files: dict[str, Path], node_folder: Path, tmp_path: Path) -> None:
    values = written(tmp_path, [cti.example(name), 5])
    assert json.loads(output_of("node", "--eval", AJV, node_folder, files[name], values)) == [True, False]


@pytest.mark.slow
@pytest.mark.xdist_group("node")
@each_schema
def test_ajv_cli_without_options(name: str, files: dict[str, Path], node_folder: Path, tmp_path: Path) -> None:
    message = written(tmp_path, cti.example("channel.dial"))
    program = node_folder / "node_modules/.bin/ajv"
    assert output_of(program, "validate", "-s", files[name], "-d", message) == f"{message} valid\n"
    message.write_text("{}")
    done = subprocess.run([program, "validate", "-s", files[name], "-d", message], capture_output=True, check=False)
    assert done.returncode == 1


#: Prints the verdicts of hyperjump's validator on an array of values.
HYPERJUMP = """
import { readFileSync } from "fs"
const [folder, schema, values] = process.argv.slice(1)
const { registerSchema, validate } = await import(
  "file://" + folder + "/node_modules/@hyperjump/json-schema/draft-2020-12/index.js")
registerSchema(JSON.parse(readFileSync(schema)), "https://cti.example/", "https://json-schema.org/draft/2020-12/schema")
const accepts = await validate("https://cti.example/")
console.log(JSON.stringify(JSON.parse(readFileSync(values)).map((value) => accepts(value).valid)))
"""


@pytest.mark.slow
@pytest.mark.xdist_group("node")
def test_verdicts_of_hyperjump(files: dict[str, Path], node_folder: Path, tmp_path: Path) -> None:
    values = [*(example for _, example in EXAMPLES), *CASES]
    words = ("node", "--input-type=module", "--eval", HYPERJUMP, node_folder, files["bundle"])
    verdicts = json.loads(output_of(*words, written(tmp_path, values)))
    assert verdicts == [cti.is_valid(value) for value in values]


@pytest.mark.slow
@pytest.mark.xdist_group("node")
def test_types_in_typescript(files: dict[str, Path], node_folder: Path) -> None:
    text = output_of(node_folder / "node_modules/.bin/json2ts", files["union"])
    [members] = re.findall(r"export interface ChannelDialData \{(.*?)\n\}", text, re.DOTALL)
    assert re.findall(r"^  (\w+\??): ", members, re.MULTILINE) == ["destination", "extensions?"]
    assert '  command: "channel.dial";\n  target: ChannelTarget;\n  data: ChannelDialData;' in text
    [union] = re.findall(r"export type CTIMessage =\n((?:  \| \w+\n?)+);", text)
    assert set(re.findall(r"\w+", union)) == {f"{pascal(each.name)}{each.kind.capitalize()}" for each in cti.MESSAGES}


@pytest.mark.slow
@pytest.mark.xdist_group("node")
def test_types_in_python(files: dict[str, Path], datamodel_codegen: Path, tmp_path: Path) -> None:
    output = tmp_path / "types.py"
    words = [datamodel_codegen, "--input", files["union"], "--input-file-type", "jsonschema", "--output", output]
    words += ["--output-model-type", "typing.TypedDict"]
    subprocess.run(list(map(str, words)), capture_output=True, check=True)
    text = output.read_text()
    [members] = re.findall(r"class ChannelDialData\(TypedDict.*?\):\n((?:    .*\n)+)", text)
    assert re.findall(r"^    (\w+): ", members, re.MULTILINE) == ["destination", "extensions"]
    assert "    command: Literal['channel.dial']\n    target: ChannelTarget\n    data: ChannelDialData\n" in text


#: The rules of `jsonschema lint` that the schema files break, and why they do.
NOT_KEPT = {
    "description_trailing_period": "taste: a description is a sentence",
    "orphan_definitions": "other files refer to these definitions; a law of this project compares all files",
    "unnecessary_allof_ref_wrapper_modern": "tools of draft 7 drop keywords beside a $ref",
    "top_level_description": "a file of responses describes both responses, and no third thing",
    "top_level_examples": "an envelope is not a message, so nothing is an example of it",
}


@pytest.mark.slow
@pytest.mark.xdist_group("node")
def test_sourcemeta(node_folder: Path) -> None:
    program = node_folder / "node_modules/.bin/jsonschema"
    folders = [f"schemas/{folder}" for folder in ("commands", "responses", "events", "common")]
    output_of(program, "metaschema", *folders, "schemas/meta.json", "--extension", ".json")
    linted = (program, "lint", *folders, "--extension", ".json", "--resolve", "schemas")
    output_of(*linted, *(word for rule in NOT_KEPT for word in ("--exclude", rule)))
    done = subprocess.run(list(map(str, linted)), cwd=ROOT, capture_output=True, text=True, check=False)
    assert set(re.findall(r"\((\w+)\)$", done.stdout + done.stderr, re.MULTILINE)) == set(NOT_KEPT)


@pytest.mark.slow
def test_verdicts_of_check_jsonschema(messages: list[Any], files: dict[str, Path], tmp_path: Path) -> None:
    paths = {tmp_path / f"{number}.json": message for number, message in enumerate(messages[::20])}
    for path, message in paths.items():
        path.write_text(json.dumps(message))
    words = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--output-format",
        "json",
        "--schemafile",
        files["bundle"],
        *paths,
    ]
    done = subprocess.run(list(map(str, words)), capture_output=True, check=False)
    refused = {error["filename"] for error in json.loads(done.stdout)["errors"]}
    assert refused == {str(path) for path, message in paths.items() if not cti.is_valid(message)}
    assert 0 < len(refused) < len(paths)


def test_file_with_one_or_more_messages() -> None:
    validator = Draft202012Validator(file_schema())
    good: Any = cti.example("channel.dial", seed=1)
    bad = deepcopy(good)
    del bad["target"]
    values: list[tuple[Any, bool]] = [
        (good, True),
        (bad, False),
        ([good, good], True),
        ([good, bad], False),
        ([], False),
        (1, False),
    ]
    assert [validator.is_valid(value) for value, _ in values] == [verdict for _, verdict in values]


def test_bundle_on_standard_output(cli: Cli) -> None:
    code, out, err = cli("export", "bundle")
    assert (code, json.loads(out), err) == (0, SCHEMA, "")


def test_output_that_cannot_be_written(tmp_path: Path, cli: Cli) -> None:
    error = f"cti-contract: cannot write {tmp_path}: Is a directory\n"
    assert cli("export", "bundle", "--output", tmp_path) == (2, "", error)


@pytest.mark.parametrize("arguments", [("export",), ("export", "all")])
def test_wrong_usage(arguments: tuple[str, ...], cli: Cli) -> None:
    assert cli(*arguments).code == 2
