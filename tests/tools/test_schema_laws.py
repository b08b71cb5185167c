"""Each law of the schema files reports the file that breaks it, and says what to write."""

import copy
import json
import tomllib
from pathlib import Path
from typing import Any

import format_schemas
import pytest
import schema_laws
from helpers import ROOT, TextFile
from schema_laws import Breach, Contract, File

from cti_contract.contract import registry

BROKEN = tomllib.loads(Path(__file__).with_name("broken_schemas.toml").read_text(encoding="utf-8"))["broken"]
DIAL, CREATED = "commands/channel.dial.json", "events/interaction.created.json"
REQUEST = json.loads((ROOT / "schemas" / DIAL).read_bytes())["examples"][0]
EVENT = json.loads((ROOT / "schemas" / CREATED).read_bytes())["examples"][0]
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


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case['law']} {case['file']}{case['place']}")
def test_broken_law(case: dict[str, Any]) -> None:
    path = case["file"]
    file = changed(path, case["place"], case.get("value", GONE))
    found = [str(breach) for breach in getattr(schema_laws, case["law"])(file)]
    assert found == [f"schemas/{path}{':' if each[0] == '/' else ''} {each}" for each in case["says"]]


def test_each_law_can_be_broken() -> None:
    laws = {law.__name__ for law in schema_laws.LAWS}
    assert laws - {case["law"] for case in BROKEN} == {"has_cases"}


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
        (DIAL, None, "a valid request, a valid success, a valid failure and an invalid message"),
        (DIAL, [{"message": REQUEST, "valid": True}], "a valid success, a valid failure and an invalid message"),
        (CREATED, [{"message": EVENT, "valid": True}], "an invalid message"),
    ],
)
def test_missing_cases(path: str, cases: Any, needed: str, text_file: TextFile, tmp_path: Path) -> None:
    name = Path(path).name
    if cases:
        text_file(name, json.dumps(cases))
    file = changed(path, "/description", "A message.")
    [breach] = schema_laws.has_cases(file._replace(contract=Contract(file.contract.schemas, tmp_path)))
    assert str(breach) == f"tests/cases/{name} needs {needed}: the files beside it show how"


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
