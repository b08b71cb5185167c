"""The errors of the engine as problems: one for each mistake, at the deepest place that explains it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from cti_contract.contract import walk
from cti_contract.contract.catalog import Message
from cti_contract.contract.json_pointer import pointer_to
from cti_contract.contract.targets import CHARACTERS_URI, meant_id, target_forms, target_problem
from cti_contract.problem_texts import (
    MOST_PROBLEMS,
    as_element,
    as_member,
    bad_id,
    empty_object,
    empty_text,
    into_it,
    one_text_of_ids,
    only_element,
    wrong_type,
    wrong_value,
)
from cti_contract.problems import Problem
from cti_contract.text import type_of, with_article
from cti_contract.validation.declared import schema_at, takes_any
from cti_contract.validation.members import member_problems
from cti_contract.validation.misplaced import About, Unknown, at

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError


Place = tuple[str | int, ...]


class Finding(NamedTuple):
    """A keyword that a value does not meet: the place of the value, the keyword, its argument and its URI."""

    place: Place
    keyword: str
    argument: Any
    schema: str


def explain(found: Sequence[Finding], value: Any, message: Message) -> Iterator[Problem]:
    """Yield the problems behind the findings about `value`, which was checked as `message`.

    If several keywords reject the same value, report the first. A misspelt member is not also a missing one. The order
    of the places decides on the order of the problems, since engines find errors in orders of their own.
    """
    objects: list[About] = []
    elsewhere: list[Unknown] = []
    groups = [found] if len(found) == 1 else _by_place(found)
    inside = _members_of_objects(groups, value, message)
    moved = {(*place[:-1], name) for place, names in inside.items() for name in names}
    for about in groups:
        first, inner = about[0], at(value, about[0].place)
        if first.keyword not in ABOUT_VALUES:
            objects.append(_without(_about(first.place, about, inner), moved))
        elif first.place in inside:
            why = into_it(inside[first.place])
            yield wrong_type(pointer_to(first.place), first.argument, inner, why, schema=first.schema)
        elif first.keyword == "type" and _is_of_missing(first, inner, found, message):
            elsewhere.append(Unknown(str(first.place[-1]), first.schema, ()))
        else:
            yield ABOUT_VALUES[first.keyword](first, inner, message)
    if elsewhere:
        whole = next((each for each in objects if not each.place), About((), {}, []))
        others = (each for each in objects if each.place)
        objects = [whole._replace(unknown=[*whole.unknown, *elsewhere]), *others]
    if objects:
        yield from member_problems(objects, value, message)


def _members_of_objects(groups: Sequence[Sequence[Finding]], value: Any, message: Message) -> dict[Place, list[str]]:
    """Return the members beside a text, number or null that has to be an object and have them, by the place of that."""
    found: dict[Place, list[str]] = {}
    wrong = [about[0] for about in groups if about[0].keyword == "type" and "object" in about[0].argument]
    objects = {about[0].place: about for about in groups if about[0].keyword not in ABOUT_VALUES} if wrong else {}
    for each in wrong:
        around, inner = each.place[:-1], at(value, each.place)
        if around in objects and (inner == [] or not isinstance(inner, list)):
            unknown = _about(around, objects[around], at(value, around)).unknown
            members = schema_at(each.place, each.schema, message).get("properties", {})
            names = [other.name for other in unknown if other.name in members]
            if len(names) > 1 and takes_any(each.place, message):
                names = [other.name for other in unknown if other.declared is not None]
            found |= {each.place: names} if names else {}
    return found


def _without(about: About, moved: Collection[Place]) -> About:
    """Return an object without the unknown members at some places."""
    return about._replace(unknown=[each for each in about.unknown if (*about.place, each.name) not in moved])


def _is_of_missing(wrong: Finding, value: Any, found: Sequence[Finding], message: Message) -> bool:
    """Return whether a member of the message, of a wrong type, is one of an object that lacks some or is missing.

    The `context` of a failure is a text, that of a message an object.
    """
    if len(wrong.place) != 1:
        return False
    lacking = [each for each in found if each.keyword == "required" and len(each.place) <= 1]
    objects = [schema_at(each.place or (each.argument,), each.schema, message) for each in lacking]
    members = [walk.followed(each.get("properties", {}).get(wrong.place[0], {})) for each in objects]
    return any("type" in each and with_article(each["type"]) == type_of(value) for each in members)


def findings(errors: Iterable[ValidationError], message: Message) -> list[Finding]:
    """Flatten the errors of the engine. For a choice of schemas, keep the branch that was probably meant."""
    found: list[Finding] = []
    for error in errors:
        kind = error.kind
        keyword, argument = kind.name, kind.value
        if keyword in ("anyOf", "oneOf"):
            found += _meant([findings(branch, message) for branch in argument])
            continue
        place, uri = tuple(error.instance_path), error.absolute_keyword_location
        if uri is None:  # the keyword is in the merged schema, which has no URI
            uri = _keyword_uri(message.uri, tuple(error.schema_path), argument if keyword == "required" else None)
        found.append(_refusal(place, uri) if keyword == "falseSchema" else Finding(place, keyword, argument, uri))
    return found


def _by_place(found: Sequence[Finding]) -> list[list[Finding]]:
    """Group the findings about each value, and those about the members of each object; values first."""
    about_values: dict[Place, list[Finding]] = {}
    about_members: dict[Place, list[Finding]] = {}
    for each in sorted(found, key=attrgetter("place")):
        about = about_values if each.keyword in ABOUT_VALUES else about_members
        about.setdefault(each.place, []).append(each)
    return [*about_values.values(), *about_members.values()]


@cache
def _keyword_uri(uri: str, path: tuple[str | int, ...], required: str | None) -> str:
    """Return the URI of a keyword of a merged schema: in the message, in its header or in its envelope."""
    parts = [uri]
    while True:  # one of them has the keyword
        document, _, fragment = parts[0].partition("#")
        schema = walk.resolve(parts.pop(0))
        found: Any = schema
        for step in path:
            found = found.get(step) if isinstance(found, dict) else None
        if found is not None and (required is None or required in found):
            return f"{document}#{fragment}{pointer_to(path)}"
        inner = [part["$ref"] for part in (schema, *schema.get("allOf", ())) if "$ref" in part]
        parts = [*(walk.absolute(reference, document) for reference in inner), *parts]


def _refusal(place: tuple[str | int, ...], uri: str) -> Finding:
    """Read a `false`: a member of the envelope that the message does not have, or any member of a closed object."""
    if uri.endswith("/additionalProperties"):
        return Finding(place, "additionalProperties", None, uri)
    return Finding(place[:-1], "falseSchema", place[-1], uri)


def _meant(branches: list[list[Finding]]) -> list[Finding]:
    """Return the findings of the branch with the fewest wrong constants, then the fewest findings.

    If every branch has a wrong constant, the value must be one of these constants.
    """
    constants = [[found for found in branch if found.keyword == "const"] for branch in branches]
    if all(constants):
        first = constants[0][0]
        return [first._replace(keyword="enum", argument=[branch[0].argument for branch in constants])]
    ranked = sorted(zip(constants, branches, strict=True), key=lambda pair: (len(pair[0]), len(pair[1])))
    return ranked[0][1]


def _wrong_type(found: Finding, value: Any, message: Message) -> Problem:
    why = _fix_of_type(found, value, message) if isinstance(value, (dict, list, str)) else ""
    return wrong_type(pointer_to(found.place), found.argument, value, why, schema=found.schema)


def _fix_of_type(found: Finding, value: Any, message: Message) -> str:
    """Return how to fix a value of a wrong type, empty if nothing says it."""
    wanted = schema_at(found.place, found.schema, message)
    if isinstance(value, list):
        if not value and "object" in found.argument:
            return empty_object()
        if len(value) == 1 and _may_be_meant(value[0], wanted):
            return only_element()
        members = wanted.get("properties", {}).items()
        holders = [name for name, each in members if _are_elements(value, walk.followed(each))]
        if len(holders) == 1:
            return as_member(holders[0])
    if found.place == ("target",) and isinstance(value, (dict, list)):
        return one_text_of_ids(target_forms(message))
    return as_element() if _are_elements([value], wanted) else ""


def _are_elements(values: list[Any], array: dict[str, Any]) -> bool:
    """Return whether values may be the elements of an array with a schema."""
    element = walk.followed(array.get("items", {}))
    return "items" in array and bool(values) and _may_be_meant(values[0], element)


def _may_be_meant(value: Any, schema: dict[str, Any]) -> bool:
    """Return whether a value is of the type of a schema; an object has one of its members, if the schema names them."""
    if not isinstance(value, dict):
        return schema.get("type") == "string" and isinstance(value, str)
    branches = (schema, *map(walk.followed, schema.get("oneOf", ())))
    names = {name for each in branches for name in each.get("properties", ())}
    return not value.keys().isdisjoint(names) or (schema.get("type") == "object" and not (names and value))


def _wrong_value(found: Finding, value: Any, _: Message) -> Problem:
    allowed = found.argument if found.keyword == "enum" else [found.argument]
    if not isinstance(value, str):  # every constant of the contract is a string
        return wrong_type(pointer_to(found.place), ("string",), value, schema=found.schema)
    return wrong_value(pointer_to(found.place), allowed, value, schema=found.schema)


def _empty(found: Finding, *_: Any) -> Problem:
    return empty_text(pointer_to(found.place), schema=found.schema)


def _no_match(found: Finding, value: str, message: Message) -> Problem:
    if found.place == ("target",):
        return target_problem(value, message, schema=found.schema)
    if not value:
        return _empty(found)
    schema = found.schema if "." in value else CHARACTERS_URI
    return bad_id(pointer_to(found.place), value, hint=meant_id(value), schema=schema)


ABOUT_VALUES: dict[str, Callable[[Finding, Any, Message], Problem]] = {
    "type": _wrong_type,
    "const": _wrong_value,
    "enum": _wrong_value,
    "minLength": _empty,
    "pattern": _no_match,
}
ABOUT_MEMBERS = ("additionalProperties", "falseSchema", "required")


def _about(place: Place, findings: Sequence[Finding], value: dict[str, Any]) -> About:
    """Return the findings about the members of an object as names."""
    missing = {found.argument: found.schema for found in findings if found.keyword == "required"}
    unknown = []
    for found in findings:
        if found.keyword == "falseSchema":
            unknown.append(Unknown(found.argument, found.schema, None))
        elif found.keyword == "additionalProperties":
            declared = _declared(found.schema)
            names = (name for name in value if name not in declared)
            unknown += [Unknown(name, found.schema, declared) for name in islice(names, MOST_PROBLEMS + 1)]
    return About(place, missing, unknown)


@cache
def _declared(keyword: str) -> tuple[str, ...]:
    """Return the members that the object schema of a keyword declares."""
    return tuple(walk.resolve(keyword.rpartition("/")[0]).get("properties", ()))
