"""Each law of the schema files reports the file that breaks it, and says what to write."""

import copy
import json
import tomllib
from pathlib import Path
from typing import Any

import format_schemas
import pytest
import schema_laws
from each_case import each_case
from helpers import ROOT, TextFile
from schema_laws import Breach, Contract, File

from cti_contract.contract import registry

BROKEN = tomllib.loads(Path(__file__).with_name("broken_schemas.toml").read_text(encoding="utf-8"))["broken"]
DIAL, CREATED = "commands/channel.dial.json", "events/interaction.created.json"
REQUEST = json.loads((ROOT / "schemas" / DIAL).read_bytes())["examples"][0]
EVENT = json.loads((ROOT / "schemas" / CREATED).read_bytes())["examples"][0]
CASE = {"description": "a call", "message": REQUEST, "valid": True}
EVERY_KIND = "a valid request, a valid success, a valid failure and an invalid message"
GONE = object()


def changed(path: str, pointer: str, value: Any) -> File:
    """Return a schema file of a contract in which it has another value at a place, or none."""
    schemas = dict(registry.schemas())
    schema = schemas[registry.BASE_URI + path] = copy.deepcopy(schemas[registry.BASE_URI + path])
    *around, last = pointer.split("/")[1:]
    inner: Any = schema
    for step in around:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
    if value is GONE:
        del inner[last]
    elif isinstance(inner, list):
        inner[int(last)] = value
    else:
        inner[last] = value
    return File(path, json.dumps(schema), schema, Contract(schemas, ROOT / "tests/cases"))


class CasesFile:
    """Writes the cases of a message: `cases_file(DIAL, "[]")`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, path: str, cases: str | None) -> File:
        """Return the schema file of the message, in a contract with these cases, or without a file of them."""
        if cases is not None:
            (self._folder / Path(path).name).write_text(cases, encoding="utf-8")
        schemas = registry.schemas()
        return File(path, "", schemas[registry.BASE_URI + path], Contract(schemas, self._folder))


@pytest.fixture
def cases_file(tmp_path: Path) -> CasesFile:
    return CasesFile(tmp_path)


@each_case("case", BROKEN, ids=lambda case: f"{case['law']} {case['file']}{case['place']}")
def test_broken_law(case: dict[str, Any]) -> None:
    path = case["file"]
    file = changed(path, case["place"], case.get("value", GONE))
    found = [str(breach) for breach in getattr(schema_laws, case["law"])(file)]
    assert found == [f"schemas/{path}{':' if each[0] == '/' else ''} {each}" for each in case["says"]]


def test_each_law_can_be_broken() -> None:
    laws = {law.__name__ for law in schema_laws.LAWS}
    assert laws - {case["law"] for case in BROKEN} == {"has_cases", "cases_come_true"}  # below


def test_command_without_responses() -> None:
    file = changed(DIAL, "/description", "Dials.")
    schemas = {
        uri: schema for uri, schema in file.contract.schemas.items() if not uri.endswith("responses/channel.dial.json")
    }
    [breach] = schema_laws.responses_belong_to_the_command(file._replace(contract=Contract(schemas, ROOT)))
    assert str(breach) == "schemas/commands/channel.dial.json needs schemas/responses/channel.dial.json"


@pytest.mark.parametrize(
    ("path", "cases", "needed"),
    [
        (DIAL, None, EVERY_KIND),
        (DIAL, [CASE], "a valid success, a valid failure and an invalid message"),
        (CREATED, [{**CASE, "message": EVENT}], "an invalid message"),
    ],
)
def test_missing_cases(path: str, cases: Any, needed: str, cases_file: CasesFile) -> None:
    file = cases_file(path, json.dumps(cases) if cases else None)
    [breach] = schema_laws.has_cases(file)
    assert str(breach) == f"tests/cases/{Path(path).name} needs {needed}: the files beside it show how"


INVALID = {"description": "a call without data", "message": {**REQUEST, "data": 5}, "valid": False}
LIST = "Write a list of cases."
ONE_CASE = 'Write a case: {"description": TEXT, "message": MESSAGE, "valid": true}.'
VERDICT = "Write true if the message is valid, false if it is not."
PROBLEM = 'Write the expected problem: {"code": CODE, "pointer": PLACE}, and "hint" if a name is suggested.'


@each_case(
    ("cases", "faults"),
    [
        ("[{},]", ["is not strict JSON: trailing comma at line 1 column 5"]),
        (json.dumps(CASE), [f"is an object, must be array. {LIST}"]),
        ('["a call"]', [f": /0 is a string, must be object. {ONE_CASE}"]),
        (
            '[{"message": 1, "verdict": true}]',
            [
                ': /0 lacks "description" and "valid". Write a few words about the case.',
                ': /0 must not have "verdict". It may have "description", "message", "valid" and "problem".',
            ],
        ),
        (
            json.dumps([{**CASE, "description": ""}]),
            [": /0/description is empty. Write a few words about the case."],
        ),
        (
            json.dumps([{**CASE, "message": [], "valid": "true"}]),
            [f": /0/valid is a string, must be boolean. {VERDICT}"],
        ),
        (json.dumps([CASE, INVALID]), [f': /1 lacks "problem". {PROBLEM}']),
        (json.dumps([{**INVALID, "problem": []}]), [f": /0/problem is an array, must be object. {PROBLEM}"]),
        (
            json.dumps([{**INVALID, "problem": {"code": "", "place": "/data"}}]),
            [
                ': /0/problem lacks "pointer". Write the JSON Pointer of the fault, such as /data/channel.',
                ': /0/problem must not have "place". It may have "code", "pointer" and "hint".',
                ": /0/problem/code is empty. Write the code of the problem: check prints it in brackets.",
            ],
        ),
        (
            json.dumps([{**CASE, "message": []}, {**CASE, "message": {"result": []}}, {**CASE, "message": None}]),
            [f"needs {EVERY_KIND}: the files beside it show how"],
        ),
    ],
)
def test_faults_of_cases(cases: str, faults: list[str], cases_file: CasesFile) -> None:
    found = [str(breach) for breach in schema_laws.has_cases(cases_file(DIAL, cases))]
    assert found == [f"tests/cases/channel.dial.json{'' if each[0] == ':' else ' '}{each}" for each in faults]


ALIAS = {"command": "session.addchannel", "target": "jdoe", "data": {"channel": {"endpoint": "7", "type": "Chat"}}}
PROBLEMS = [
    {"code": "wrong-type", "pointer": "/context"},
    {"code": "unknown-member", "pointer": "/data/destinaton", "hint": "destination"},
]
TWO = {**REQUEST, "data": {"destinaton": "1"}, "context": 5}


@each_case(
    ("case", "fault"),
    [
        (CASE, None),
        ({**INVALID, "problem": {"code": "wrong-type", "pointer": "/data"}}, None),
        (
            {**INVALID, "valid": True},
            "valid is true, but /data must be an object, not a number. Correct the message or the verdict.",
        ),
        (
            {**CASE, "valid": False, "problem": {"code": "wrong-type", "pointer": "/data"}},
            "valid is false, but the message is valid. Correct the message or the verdict.",
        ),
        (
            {**INVALID, "problem": {"code": "wrong-type", "pointer": "/data/destination"}},
            'problem must be {"code": "wrong-type", "pointer": "/data"}',
        ),
        (
            {**CASE, "message": ALIAS},
            'problem must be {"code": "alias", "pointer": "/command", "hint": "session.request.addchannel"}',
        ),
        (
            {**CASE, "problem": {"code": "alias", "pointer": "/command"}},
            "problem does not occur: remove it, or correct the message",
        ),
        (
            {**INVALID, "message": TWO, "problem": {"code": "unknown-member", "pointer": "/data"}},
            f"message has more than one problem: {json.dumps(PROBLEMS)}. Write a case for each.",
        ),
        ({**CASE, "message": EVENT}, "message is a message of interaction.created: move it to the cases of this name"),
    ],
)
def test_verdicts_of_cases(case: dict[str, Any], fault: str | None, cases_file: CasesFile) -> None:
    found = [str(breach) for breach in schema_laws.cases_come_true(cases_file(DIAL, json.dumps([case])))]
    assert found == ([f"tests/cases/channel.dial.json: /0/{fault}"] if fault else [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"title": "a", "title": "b"}', 'Detected duplicate key "title" at line 1 column 24'),
        (b'{"title": "\xff"}', "'utf-8' codec can't decode byte 0xff in position 11: invalid start byte"),
    ],
)
def test_file_without_json(text: str | bytes, fault: str, text_file: TextFile) -> None:
    file = schema_laws.read(text_file("events/fax.sent.json", text), Contract({}, ROOT))
    assert isinstance(file, Breach)
    assert str(file) == f"schemas/events/fax.sent.json is not strict JSON: {fault}"


def test_keywords_in_order() -> None:
    assert format_schemas.KEYWORDS[:5] == ("$schema", "$id", "title", "description", "x-cti")
