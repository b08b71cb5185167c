"""Each schema file keeps each law of `tools/schema_laws.py`."""

import json
import re
from pathlib import Path

import format_schemas
import pytest
import schema_laws
from each_case import each_case
from helpers import ROOT
from jsonschema import Draft202012Validator
from schema_laws import LAWS, Breach, Contract, File, Law

from cti_contract import MESSAGES
from cti_contract.contract import registry
from cti_contract.generators.sample_values import PLATFORMS
from cti_contract.validation import explain

FOLDER = Path(registry.folder())
PATHS = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.json"))


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract(registry.schemas(), ROOT / "tests/cases")


@each_case("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("path", PATHS)
def test_law(path: str, law: Law, contract: Contract) -> None:
    file = schema_laws.read(FOLDER / path, contract)
    assert isinstance(file, File), str(file)
    assert [str(breach) for breach in law(file)] == []


@each_case("path", PATHS)
def test_lines_of_a_file(path: str) -> None:
    """Only texts that cannot be shortened have more than 100 columns: descriptions, patterns and URIs."""
    wide = [line for line in (FOLDER / path).read_text(encoding="utf-8").splitlines() if len(line) > 100]
    assert [line for line in wide if not re.match(r' *"(description|pattern|\$id)": "', line)] == []


def test_meta_schema_is_a_schema() -> None:
    meta = schema_laws.read(format_schemas.META, Contract({}, ROOT))
    assert not isinstance(meta, Breach)
    Draft202012Validator.check_schema(meta.schema)
    assert [*schema_laws.is_canonical(meta)] == []


def test_platforms_are_those_of_the_generators() -> None:
    """Otherwise examples and logs would lack the messages of a platform, or have none for it."""
    facts = json.loads(format_schemas.META.read_bytes())["$defs"]["facts"]["properties"]
    assert facts["platforms"]["items"]["enum"] == sorted(map(str.casefold, PLATFORMS))


def test_no_message_is_lost() -> None:
    counts = [sum(path.startswith(folder) for path in PATHS) for folder in ("commands", "responses", "events")]
    assert counts[0] == counts[1] >= 23
    assert counts[2] >= 22
    assert len(MESSAGES) == 3 * counts[0] + counts[2]


def test_keywords_are_explained() -> None:
    annotations = {"$schema", "$id", "title", "description", "x-cti", "examples"}
    applicators = {"$ref", "$defs", "allOf", "properties", "items", "oneOf", "anyOf", "not"}  # walk merges "not"
    explained = {*explain.ABOUT_VALUES, *explain.ABOUT_MEMBERS} - {"falseSchema"}
    assert set(format_schemas.KEYWORDS) - annotations - applicators == explained
