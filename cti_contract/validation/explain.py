"""What the engine found, told as problems: one for each mistake, at the deepest place that explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cti_contract.contract import walk
from cti_contract.contract.catalog import Message
from cti_contract.contract.json_pointer import child, pointer_to
from cti_contract.contract.targets import CHARACTERS_URI, id_fault, target_problem
from cti_contract.problem_texts import missing_member, unknown_member, wrong_type, wrong_value
from cti_contract.problems import Problem
from cti_contract.suggest import suggestion
from cti_contract.text import quote

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError


_Place = tuple[str | int, ...]


class _Finding(NamedTuple):
    """One keyword that one value does not meet: where, which, what the keyword asks, and the keyword's URI."""

    place: _Place
    keyword: str
    asked: Any
    schema: str


def explain(errors: Iterable[ValidationError], value: Any, message: Message) -> list[Problem]:
    """Return the problems behind the engine's errors about `value`, which was checked as `message`.

    Of what more than one keyword says of one value, the first is told. A member is not missing as well where it is
    misspelt.
    """
    problems: list[Problem] = []
    findings = _findings(errors, message)
    for about in [findings] if len(findings) == 1 else _by_place(findings):
        found, inner = about[0], value
        for step in found.place:
            inner = inner[step]
        if found.keyword in ABOUT_VALUES:
            problems.append(ABOUT_VALUES[found.keyword](found, inner, message))
        else:
            problems += _member_problems(about, inner, message)
    return problems


def _findings(errors: Iterable[ValidationError], message: Message) -> list[_Finding]:
    """Flatten the engine's errors; of a choice of schemas, only the branch that was meant is told."""
    findings: list[_Finding] = []
    for error in errors:
        kind = error.kind
        keyword, asked = kind.name, kind.value
        if keyword in ("anyOf", "oneOf"):
            findings += _meant([_findings(branch, message) for branch in asked])
            continue
        place, uri = tuple(error.instance_path), error.absolute_keyword_location
        if uri is None:  # it stands in the schema that was merged
            uri = _keyword_uri(message.uri, tuple(error.schema_path), asked if keyword == "required" else None)
        findings.append(_refusal(place, uri) if keyword == "falseSchema" else _Finding(place, keyword, asked, uri))
    return findings


def _by_place(findings: list[_Finding]) -> list[list[_Finding]]:
    """Return together what is found of one value, and what of the members of one object; values first."""
    about_values: dict[_Place, list[_Finding]] = {}
    about_members: dict[_Place, list[_Finding]] = {}
    for found in findings:
        about = about_values if found.keyword in ABOUT_VALUES else about_members
        about.setdefault(found.place, []).append(found)
    return [*about_values.values(), *about_members.values()]


@cache
def _keyword_uri(uri: str, path: tuple[str | int, ...], required: str | None) -> str:
    """Return where a keyword of a merged schema is written: in the message, in its header or in its envelope."""
    return next(_written_at(uri, path, required))


def _written_at(uri: str, path: tuple[str | int, ...], required: str | None) -> Iterator[str]:
    document, _, fragment = uri.partition("#")
    schema = walk.resolve(uri)
    found: Any = schema
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    if found is not None and (required is None or required in found):
        yield f"{document}#{fragment}{pointer_to(path)}"
    for part in (schema, *schema.get("allOf", ())):
        if "$ref" in part:
            yield from _written_at(walk.absolute(part["$ref"], document), path, required)


def _refusal(place: tuple[str | int, ...], uri: str) -> _Finding:
    """Read a `false`: a member that a leaf takes back from its envelope, or the members of an object without any."""
    if uri.endswith("/additionalProperties"):
        return _Finding(place, "additionalProperties", None, uri)
    return _Finding(place[:-1], "falseSchema", place[-1], uri)


def _meant(branches: list[list[_Finding]]) -> list[_Finding]:
    """Return the findings of the branch with the fewest wrong constants, then the fewest findings.

    Where each branch has a wrong constant, no branch was meant: the constants are the choice there was.
    """
    constants = [[found for found in branch if found.keyword == "const"] for branch in branches]
    if all(constants):
        first = constants[0][0]
        return [first._replace(keyword="enum", asked=[branch[0].asked for branch in constants])]
    ranked = sorted(zip(constants, branches, strict=True), key=lambda pair: (len(pair[0]), len(pair[1])))
    return ranked[0][1]


def _wrong_type(found: _Finding, value: Any, _: Message) -> Problem:
    return wrong_type(pointer_to(found.place), found.asked, value, schema=found.schema)


def _wrong_value(found: _Finding, value: Any, _: Message) -> Problem:
    allowed = found.asked if found.keyword == "enum" else [found.asked]
    if not isinstance(value, str):  # every constant of the contract is one
        return wrong_type(pointer_to(found.place), ("string",), value, schema=found.schema)
    return wrong_value(pointer_to(found.place), allowed, value, schema=found.schema)


def _empty(found: _Finding, *_: Any) -> Problem:
    pointer = pointer_to(found.place)
    return Problem(code="wrong-value", message=f"{pointer} must not be empty", pointer=pointer, schema=found.schema)


def _no_match(found: _Finding, value: str, message: Message) -> Problem:
    if found.place == ("target",):
        return target_problem(value, message, schema=found.schema)
    if not value:
        return _empty(found)
    pointer = pointer_to(found.place)
    schema = found.schema if "." in value else CHARACTERS_URI
    return Problem(code="bad-id", message=f"{pointer} {id_fault(value)}", pointer=pointer, schema=schema)


ABOUT_VALUES: dict[str, Callable[[_Finding, Any, Message], Problem]] = {
    "type": _wrong_type,
    "const": _wrong_value,
    "enum": _wrong_value,
    "minLength": _empty,
    "pattern": _no_match,
}
ABOUT_MEMBERS = ("additionalProperties", "falseSchema", "required")


def _member_problems(about: list[_Finding], value: dict[str, Any], message: Message) -> Iterator[Problem]:
    """Yield the problems of an object's members; a misspelt member is unknown, not missing as well."""
    pointer = pointer_to(about[0].place)
    missing: dict[Any, str] = {}
    others = []
    for found in about:
        if found.keyword == "required":
            missing[found.asked] = found.schema
        else:
            others.append(found)
    for found in others:
        if found.keyword == "falseSchema":
            why = f"the {message.kind} of {message.name} has none"
            yield unknown_member(child(pointer, found.asked), found.asked, why, schema=found.schema)
        else:
            declared = _declared(found.schema)
            absent = tuple([name for name in declared if name not in value])
            for name in [each for each in value if each not in declared]:
                hint = suggestion(name, absent)
                missing.pop(hint, None)
                yield unknown_member(child(pointer, name), name, hint=hint, schema=found.schema)
    for name, schema in missing.items():
        near = suggestion(name, tuple([each for each in value if each not in missing]))
        why, hint = (f"there is {quote(near)}", name) if near else ("", None)
        yield missing_member(pointer, name, why, hint=hint, schema=schema)


@cache
def _declared(keyword: str) -> tuple[str, ...]:
    """Return the members that the object schema of a keyword declares."""
    return tuple(walk.resolve(keyword.rpartition("/")[0]).get("properties", ()))
