"""The reference engine: `jsonschema` validators with the patterns of ECMA-262."""

from __future__ import annotations

import copyreg
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import regress
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from cti_contract.contract import registry
from cti_contract.contract.walk import Path, Schema
from cti_contract.validation.json_values import DEEPEST, is_deeper

if TYPE_CHECKING:
    from jsonschema.protocols import Validator


@cache
def _ecma(pattern: str) -> regress.Regex:
    return regress.Regex(pattern, "u")


def _matches(pattern: str, text: str) -> bool:
    try:
        return _ecma(pattern).find(text) is not None
    except UnicodeEncodeError:  # half of a surrogate pair, which no JSON text in UTF-8 has
        return False


def _pattern(validator: Validator, pattern: str, instance: Any, _: Any) -> Iterator[ValidationError]:
    if validator.is_type(instance, "string") and not _matches(pattern, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


@cache
def _nested() -> dict[int, tuple[str, Schema]]:
    """Return the schemas of elements that may have arrays of such elements, such as the groups of address books.

    They are by their identity: the member with these arrays, and the schema of an element without the content of these.
    """
    found = {}
    for document in registry.schemas().values():
        for name, whole in document.get("$defs", {}).items():
            members = whole.get("properties", {})
            for member, schema in members.items():
                if isinstance(schema, dict) and schema.get("items") == {"$ref": f"#/$defs/{name}"}:
                    flat = {**whole, "properties": {**members, member: {"type": "array"}}}
                    found[id(schema["items"])] = member, flat
    return found


_each_element = Draft202012Validator.VALIDATORS["items"]


def _items(validator: Validator, schema: Any, instance: Any, whole: Schema) -> Iterator[ValidationError]:
    """Check the elements of an array, nested ones level by level: generators in generators overflow a small stack."""
    if id(schema) not in _nested():
        yield from _each_element(validator, schema, instance, whole)
        return
    member, flat = _nested()[id(schema)]
    arrays: list[tuple[Path, Any]] = [((), instance)]
    for place, array in arrays:
        for error in _each_element(validator, flat, array, whole):
            error.path.extendleft(reversed(place))
            error.schema_path.extendleft(("items", member, "properties") * (len(place) // 2))
            yield error
        elements = [each for each in enumerate(array) if isinstance(each[1], dict)] if isinstance(array, list) else ()
        arrays += [((*place, index, member), each[member]) for index, each in elements if member in each]


def _iter_errors(validator: Validator, instance: Any, schema: Any = None) -> Iterator[ValidationError]:
    """Yield the errors of a value. Their texts show values whole, and very deep ones would overflow a small stack."""
    if is_deeper(instance, DEEPEST):
        yield ValidationError(f"nested deeper than {DEEPEST} arrays and objects")
    else:
        yield from _all_errors(validator, instance, schema)


#: Python's `$` also matches before a final newline. That of ECMA-262, which JSON Schema prescribes, does not.
_ReferenceValidator: Any = extend(Draft202012Validator, {"pattern": _pattern, "items": _items})  # type: ignore[no-untyped-call]
_all_errors = _ReferenceValidator.iter_errors
_ReferenceValidator.iter_errors = _iter_errors


def _validator(schema: dict[str, Any]) -> Validator:
    validator: Validator = _ReferenceValidator(schema, registry=registry.registry())
    return validator


def _reduced(validator: Validator) -> tuple[Any, ...]:
    return _validator, (validator.schema,)


copyreg.pickle(_ReferenceValidator, _reduced)  # its class is made at run time, so pickle cannot import it


@cache
def reference_validator(uri: str) -> Validator:
    """Return the `jsonschema` validator of the schema at `uri`, bound to the registry."""
    return _validator({"$ref": uri})
