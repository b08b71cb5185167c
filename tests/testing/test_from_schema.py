"""Strategies of single schemas: the reference engine accepts what they draw, and unknown keywords are refused."""

from typing import Any

import pytest
from drawing import few
from each_case import each_case
from hypothesis import given
from jsonschema import Draft202012Validator

from cti_contract.contract import registry
from cti_contract.contract.registry import BASE_URI
from cti_contract.testing.from_schema import Around, accepted

GROUP = BASE_URI + "responses/session.request.incontact.addressbook.json#/$defs/group"
AROUND = Around((BASE_URI + "events/x.json",))


@each_case(
    "schema",
    [
        True,
        {"description": "anything"},
        {"type": ["null", "number"]},
        {"type": "array"},
        {"type": "array", "items": {"type": "null"}, "minItems": 1},
        {"type": "string", "pattern": "^[0-9a-f]{4}(-[a-z]+)?$"},
        {"type": "string", "pattern": "^[+*]+(\\.[+*]+){0,2}$", "minLength": 2},
        {"type": "string", "minLength": 3, "examples": ["+15550100", "abc"]},
        {"type": "string", "const": "x"},
        {"type": "object", "required": ["any"]},
        {"type": "object", "properties": {"a": {"type": "null"}}, "additionalProperties": {"type": "integer"}},
        {"type": "object", "properties": {"a": False, "b": {"enum": ["c", "d"]}}, "additionalProperties": False},
        {"type": "array", "items": False},
        {"anyOf": [{"type": "boolean"}, {"type": "object", "properties": {"a": {"$ref": GROUP}}}]},
    ],
    ids=str,
)
def test_drawn_values_are_accepted(schema: Any) -> None:
    wide = {"allOf": [schema], "$id": BASE_URI}
    reference = Draft202012Validator(wide, registry=registry.registry())

    @few
    @given(accepted(schema, AROUND))
    def run(value: Any) -> None:
        reference.validate(value)

    run()


@pytest.mark.parametrize(
    ("schema", "keyword"),
    [
        ({"type": "integer", "minimum": 1}, "minimum"),
        ({"type": "object", "properties": {"a": {"type": "string", "format": "date"}}}, "format"),
        ({"minLength": 1}, "minLength"),
        ({"const": "x", "pattern": "^x$"}, "pattern"),
    ],
    ids=str,
)
def test_unknown_keyword_is_named(schema: Any, keyword: str) -> None:
    with pytest.raises(ValueError, match=f'^schemas/events/x.json: no strategy for the keyword "{keyword}" here'):
        accepted(schema, AROUND)
