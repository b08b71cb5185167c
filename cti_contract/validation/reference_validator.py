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


#: Python's `$` also matches before a final newline. That of ECMA-262, which JSON Schema prescribes, does not.
_ReferenceValidator: type[Validator] = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]


def _validator(schema: dict[str, Any]) -> Validator:
    return _ReferenceValidator(schema, registry=registry.registry())


def _reduced(validator: Validator) -> tuple[Any, ...]:
    return _validator, (validator.schema,)


copyreg.pickle(_ReferenceValidator, _reduced)  # its class is made at run time, so pickle cannot import it


@cache
def reference_validator(uri: str) -> Validator:
    """Return the `jsonschema` validator of the schema at `uri`, bound to the registry."""
    return _validator({"$ref": uri})
