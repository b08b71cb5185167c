"""The problems of the members of objects: one for each cause, whether it is a wrong name or a wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from cti_contract.contract import walk
from cti_contract.contract.catalog import RESULTS, Message
from cti_contract.contract.json_pointer import child, pointer_to
from cti_contract.contract.targets import names_of_ids, target_forms
from cti_contract.problem_texts import (
    MOST_NAMES,
    ids_of_target,
    members_inside,
    members_of_another,
    members_of_data,
    members_spelled,
    misplaced_members,
    missing_member,
    missing_members,
    null_members,
    object_missing,
    of_series,
    one_level_too_deep,
    other_members,
    other_members_of,
    possible_values,
    similar_member,
    unknown_member,
    without_members,
)
from cti_contract.problems import Problem
from cti_contract.suggest import folded, suggestion
from cti_contract.validation.declared import Place, beside, declared_beside, only_required, schema_of
from cti_contract.validation.dispatch import says_cause
from cti_contract.validation.misplaced import (
    SHORTEST_END,
    SHORTEST_PART,
    About,
    Homes,
    Unknown,
    at,
    in_one_word,
    may_be,
    misplaced,
)

#: The shortest name that counts as the start of another name: `desc` in `description`.
_SHORTEST_START = 3
#: The least likeness of a name to that of an optional member, if a required one is missing, which it may mean instead.
_CERTAIN = 90


def member_problems(objects: Sequence[About], value: Any, message: Message) -> Iterator[Problem]:
    """Yield the problems of the members of all objects of a message."""
    stray = _stray_result(objects, value) if message.kind == "request" else None
    if stray:
        yield stray
        return
    with_ids = [ids for ids in (_ids_of_target(about, value, message) for about in objects) if ids]
    for place, ids in with_ids:
        names = [each.name for each in ids]
        pointer = pointer_to((*place, names[0]))
        yield ids_of_target(pointer, names, target_forms(message), schema=ids[0].schema)
    objects = _without_ids(objects, dict(with_ids)) if with_ids else objects
    homes = Homes(objects, value, message)
    found = [misplaced(about, homes) for about in objects]
    in_place = [_in_place_of(about, members, homes) for about, members in zip(objects, found, strict=True)]
    other = _in_place_of_one(in_place, value, message)
    for about, groups in zip(in_place, found, strict=True):
        pointer = pointer_to(about.place)
        for home, members in groups.items():
            names, right = [each.name for each in members], list(members.values())
            schema = next(iter(members)).schema
            yield misplaced_members(child(pointer, names[0]), names, pointer_to(home), right, schema=schema)
        if other is None:
            yield from _in_place(about.place, about.missing, about.unknown, at(value, about.place), message)
    if other:
        yield other


def _in_place_of(about: About, misplaced: dict[Place, dict[Unknown, str]], homes: Homes) -> About:
    """Return an object without the members that belong in others, and without the lack of those that are in others."""
    elsewhere = {each for members in misplaced.values() for each in members}
    missing = {name: uri for name, uri in about.missing.items() if not homes.is_filled((*about.place, name))}
    return About(about.place, missing, [each for each in about.unknown if each not in elsewhere])


def _in_place_of_one(objects: Sequence[About], value: Any, message: Message) -> Problem | None:
    """Return the problem of members that stand for the only one that is missing, in an object inside their own."""
    lacking = [about for about in objects if about.missing]
    having = [about for about in objects if about.unknown]
    if not len(lacking) == len(having) == 1 or len(lacking[0].missing) > 1 or len(having[0].unknown) > MOST_NAMES:
        return None
    [(name, keyword)] = lacking[0].missing.items()
    wanted = only_required(schema_of(name, lacking[0].place, keyword, message))
    (place, _, unknown), members = having[0], at(value, having[0].place)
    home = (*lacking[0].place, name, *wanted.steps)[:-1] if wanted else place
    if wanted is None or home == place or home[: len(place)] != place:
        return None
    for each in unknown:
        if each.declared is None or _hint(each, members, {}) or not may_be(members[each.name], wanted.schema):
            return None
    right = (name, *wanted.steps)[-1]
    names = [each.name for each in unknown]
    pointer = pointer_to((*place, names[0]))
    return other_members(pointer, names, [str(right)], home=pointer_to(home), schema=unknown[0].schema)


def _stray_result(objects: Sequence[About], value: Any) -> Problem | None:
    """Return the problem of a response whose result is not at the top level, so that it looks like a request."""
    for place, _, unknown in objects:
        for name, schema, _ in unknown:
            if place and name == "result" and at(value, place)[name] in RESULTS:
                return misplaced_members(pointer_to((*place, name)), [name], "", [name], schema=schema)
    return None


def _ids_of_target(about: About, value: Any, message: Message) -> tuple[Place, list[Unknown]] | None:
    """Return the members of an object that have the ids of the target, behind its place; None if there are none."""
    if about.place not in ((), ("data",)):
        return None
    members = at(value, about.place)
    missing = {name: uri for name, uri in about.missing.items() if name != "target"}
    found = [
        each
        for each in about.unknown
        if in_one_word(each.name) in names_of_ids(message.targets)
        and isinstance(members[each.name], (str, int, float))
        and each.declared is not None
        and _hint(each, members, missing) in (None, "target")
    ]
    return (about.place, found) if found else None


def _without_ids(objects: Sequence[About], ids: dict[Place, list[Unknown]]) -> list[About]:
    """Return the objects without the members that have the ids of the target, and without the lack of a target."""
    return [
        About(
            about.place,
            {name: uri for name, uri in about.missing.items() if about.place or name != "target"},
            [each for each in about.unknown if each not in ids.get(about.place, ())],
        )
        for about in objects
    ]


def _in_place(
    place: Place, missing: dict[str, str], unknown: list[Unknown], value: dict[str, Any], message: Message
) -> Iterator[Problem]:
    """Yield the problems of members that belong to no other object. A renamed member is not also a missing one."""
    pointer = pointer_to(place)
    first = _of_another_type(pointer, unknown) or _of_failure(unknown, missing, value, message)
    if first:
        yield first.problem
        missing = {name: keyword for name, keyword in missing.items() if name in first.missing}
        yield from _in_place(place, missing, [each for each in unknown if each.name not in first.names], value, message)
        return
    name = None if unknown else _with_all(missing, value)
    if name is not None:
        schema = next(iter(missing.values()))
        yield members_inside(pointer, [*missing], child(pointer, name), schema=schema)
        return
    wrapped = _wrapped(place, unknown, missing, value, message)
    inside = _inner(value[wrapped]) if wrapped else {}
    missing = {name: schema for name, schema in missing.items() if name not in inside}
    hints = {each.name: _hint(each, value, missing) for each in unknown if each.name != wrapped}
    left = [name for name in missing if name not in hints.values()]
    unclear = [name for name, hint in hints.items() if hint is None]
    reasons = {wrapped: one_level_too_deep(pointer, is_in_array=inside is not value[wrapped])} if wrapped else {}
    doubtful = unclear or [name for name, hint in hints.items() if hint not in missing and not _is_nearly(name, hint)]
    wanted = schema_of(left[0], place, missing[left[0]], message) if len(left) == 1 else {}
    if len(left) == len(doubtful) == 1:
        [name] = doubtful
        if left == ["original"] and isinstance(value[name], dict) and "command" not in value[name]:
            reason = object_missing("original", _WHOLE_REQUEST)  # the member has a part of the request only
            yield unknown_member(child(pointer, name), name, reason, schema=unknown[0].schema)
            yield from _in_place(place, {}, [each for each in unknown if each.name != name], value, message)
            return
        if may_be(value[name], wanted):
            hints[name] = left.pop()
        elif left == ["failure"] and isinstance(value[name], str):
            hints[name] = left[0]
            reasons[name] = object_missing(left.pop(), wanted["required"])
    unclear = [name for name, hint in hints.items() if hint is None]
    expected = [] if wrapped else _expected_members(place, left, hints, value, wanted)
    if expected:
        names = unclear or [*hints]
        yield other_members(child(pointer, names[0]), names, expected, schema=unknown[0].schema)
        return
    of_data = [] if place else _of_open_data(unknown, value, hints, message)
    if of_data:
        names = [each.name for each in of_data]
        yield members_of_data(child(pointer, names[0]), names, schema=of_data[0].schema)
    left = [name for name in left if name != "data" or not of_data]
    found = [_Found(each, hints.get(each.name), reasons.get(each.name)) for each in unknown if each not in of_data]
    yield from _unknown_problems(pointer, found, value, message, is_complete=not left)
    yield from _left_out(place, {name: missing[name] for name in left}, [*missing], value, message)


class _Part(NamedTuple):
    """A problem of members of an object with some `names`, and the members that are `missing` all the same."""

    problem: Problem
    names: list[str]
    missing: list[str]


def _of_another_type(pointer: str, unknown: list[Unknown]) -> _Part | None:
    """Return the problem of the members of another type of object, None if there are none."""
    others = _of_another(unknown)
    if not others:
        return None
    names, decides, values = others
    problem = members_of_another(child(pointer, names[0]), names, decides, values, schema=unknown[0].schema)
    return _Part(problem, names, [])


def _of_failure(
    unknown: list[Unknown], missing: dict[str, str], value: dict[str, Any], message: Message
) -> _Part | None:
    """Return the problem of a member in the place of the failure or of the original, None if there is none."""
    if "failure" not in missing:
        return None
    data = _data_of_failure(unknown, missing, value) if "original" in missing else None
    causes = [each for each in unknown if says_cause({each.name: value[each.name]})]
    if data or len(causes) != 1 or not isinstance(value[causes[0].name], (str, dict)):
        return data
    [(name, keyword, _)] = causes
    wanted = schema_of("failure", (), missing["failure"], message)
    reason = object_missing("failure", wanted["required"]) if isinstance(value[name], str) else ""
    problem = unknown_member(child("", name), name, reason, hint="failure", schema=keyword)
    return _Part(problem, [name], [each for each in missing if each != "failure"])


def _data_of_failure(unknown: list[Unknown], missing: dict[str, str], value: dict[str, Any]) -> _Part | None:
    """Return the problem of the data of a failure without its own members, None if it is none or has no data.

    The data is the failure, has it, or is that of the request.
    """
    data = next((each for each in unknown if each.name == "data" and isinstance(value["data"], dict)), None)
    if data is None:
        return None
    inside = value["data"]
    reason, hint, left = object_missing("original", _WHOLE_REQUEST), None, ["failure"]
    if isinstance(inside.get("failure"), dict):
        reason, left = one_level_too_deep(""), [name for name in missing if name not in inside]
    elif says_cause(inside):
        reason, hint, left = "", "failure", ["original"]
    return _Part(unknown_member("/data", "data", reason, hint=hint, schema=data.schema), ["data"], left)


class _Found(NamedTuple):
    """An unknown member with the name that was probably meant, and why it is unknown, if these are known."""

    unknown: Unknown
    hint: str | None
    reason: str | None


def _unknown_problems(
    pointer: str, found: list[_Found], value: dict[str, Any], message: Message, *, is_complete: bool
) -> Iterator[Problem]:
    """Yield the problems of unknown members; `is_complete` says that their object lacks none."""
    nulls = [each.unknown for each in found if _stands_for_nothing(each, value)]
    if nulls:
        names = [each.name for each in nulls]
        yield null_members(child(pointer, names[0]), names, schema=nulls[0].schema)
    for each, hint, reason in (each for each in found if each.unknown not in nulls):
        why = without_members(message.kind, message.name) if each.declared is None else _series(each)
        meant = None if why and each.declared is not None else hint
        if pointer and is_complete and not (why or meant or reason):
            why = _others(each, value)
        yield unknown_member(child(pointer, each.name), each.name, reason or why, hint=meant, schema=each.schema)


def _of_open_data(
    unknown: list[Unknown], value: dict[str, Any], hints: dict[str, str | None], message: Message
) -> list[Unknown]:
    """Return the members of a message that may belong in its data, which may have any."""
    data = walk.followed(walk.merged(message.uri)["properties"].get("data") or {})
    is_open = "object" in data.get("type", ()) and "properties" not in data and data.get("additionalProperties", True)
    unclear = (each for each in unknown if each.declared is not None and hints.get(each.name, "") is None)
    return [each for each in unclear if is_open and value[each.name] is not None]


def _others(unknown: Unknown, value: dict[str, Any]) -> str:
    """Return the text that says which other members an object may have, if they are few; empty if there are none."""
    required = walk.resolve(unknown.schema.rpartition("/")[0]).get("required", ())
    names = [name for name in unknown.declared or () if name not in value and name not in required]
    if len(names) <= MOST_NAMES:
        return other_members_of(names) if names else ""
    stems = {name.rstrip("0123456789") for name in names}
    return _numbered(stems.pop(), unknown.declared or ()) if len(stems) == 1 else ""


def _stands_for_nothing(found: _Found, value: dict[str, Any]) -> bool:
    """Return whether a member is null because it has no value: many libraries write all members that they know."""
    return found.unknown.declared is not None and value[found.unknown.name] is None and not found.hint


def _expected_members(
    place: Place, left: list[str], hints: dict[str, str | None], value: dict[str, Any], wanted: dict[str, Any]
) -> list[str]:
    """Return the members that an object needs for the unknown ones, if these have one cause; `wanted` is the only one.

    Either each unknown one is a part of another name, or the reverse, or nothing says which one stands for which.
    """
    unclear = [name for name, hint in hints.items() if hint is None]
    if not unclear:
        is_one = len(hints) > 1 and not left and all(map(_is_habit, hints, hints.values()))
        return [*dict.fromkeys(map(str, hints.values()))] if is_one else []
    if place and (len(unclear) == len(value) or (len(unclear) == 1 and len(left) > 1)):
        return left
    is_one = 1 < len(unclear) <= MOST_NAMES and all(may_be(value[name], wanted) for name in unclear)
    return left if wanted and is_one else []


def _left_out(
    place: Place, left: dict[str, str], missing: list[str], value: dict[str, Any], message: Message
) -> Iterator[Problem]:
    """Yield the problems of missing members beside the unknown ones; an open object may have similar ones.

    All others that one object lacks are one problem: an empty object is one mistake.
    """
    pointer, present = pointer_to(place), tuple([each for each in value if each not in missing])
    similar = {name: near for name in left if (near := suggestion(name, present) or _longer(name, value, left[name]))}
    if len(similar) > 1:
        yield members_spelled(pointer, [*similar], [*similar.values()], schema=left[next(iter(similar))])
    elif similar:
        [(name, near)] = similar.items()
        yield missing_member(pointer, name, similar_member(near), hint=name, schema=left[name])
    left = {name: schema for name, schema in left.items() if name not in similar}
    values = {name: _possible_values(name, place, schema, message) for name, schema in left.items()}
    if len(left) > 1:
        why = ", ".join(possible_values(each, name) for name, each in values.items() if each)
        yield missing_members(pointer, [*left], why, schema=left[next(iter(left))])
    elif left:
        [(name, schema)] = left.items()
        why = possible_values(values[name]) if values[name] else ""
        yield missing_member(pointer, name, why, schema=schema)


def _longer(name: str, value: dict[str, Any], keyword: str) -> str | None:
    """Return the one member of an open object that has a missing name at its end, such as `interactionId` for `id`."""
    declared, end = beside(keyword), folded(name)
    longer = [each for each in value if each not in declared and folded(each).endswith(end)]
    return longer[0] if len(longer) == 1 else None


def _wrapped(
    place: Place, unknown: list[Unknown], missing: dict[str, str], value: dict[str, Any], message: Message
) -> str | None:
    """Return the name of an unknown object that has the members of the one around it, if there is one.

    It has the same name, as in `"data": {"data": {}}`, or all members that are missing. If none is missing, it has
    optional ones, and no others.
    """
    for name, _, declared in (each for each in unknown if each.declared is not None):
        inside = _inner(value[name])
        if not isinstance(inside, dict):
            continue
        is_optional = inside and inside.keys() <= set(declared or ()) and value.keys().isdisjoint(inside)
        has_missing = missing.keys() <= inside.keys() and not _is_only_one(inside, place, missing, message)
        if place[-1:] == (name,) or (has_missing if missing else is_optional):
            return name
    return None


def _is_only_one(value: dict[str, Any], place: Place, missing: dict[str, str], message: Message) -> bool:
    """Return whether an object may itself be the only missing member, or an element of it."""
    wanted = [schema_of(name, place, keyword, message) for name, keyword in missing.items()]
    required = [walk.followed(each.get("items", each)).get("required", ()) for each in wanted]
    return len(required) == 1 and len(required[0]) > 0 and value.keys() >= {*required[0]}


def _inner(value: Any) -> Any:
    """Return the only element of an array, any other value as it is."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _with_all(missing: dict[str, str], value: dict[str, Any]) -> str | None:
    """Return the name of an object in an open object that has all members which that lacks, if it lacks some."""
    objects = (name for name, inside in value.items() if missing and isinstance(inside, dict))
    return next((name for name in objects if missing.keys() <= value[name].keys()), None)


def _hint(unknown: Unknown, value: dict[str, Any], missing: dict[str, str]) -> str | None:
    """Return the declared member that was probably meant: nearly spelled so, or a missing one that is a part of it."""
    if unknown.declared is None:
        return None
    near = suggestion(unknown.name, tuple([name for name in unknown.declared if name not in value]))
    name = folded(unknown.name)
    parts = (each for each in missing if len(each) >= SHORTEST_PART and folded(each) in name)
    meant = MEANT.get(name)
    if meant and meant in unknown.declared and meant not in value:
        return meant
    of_missing = next(parts, None) or _with_end(name, missing) or _with_start(name, missing)
    return near or of_missing or _with_start(name, _that_may_be(unknown, value))


def _that_may_be(unknown: Unknown, value: dict[str, Any]) -> list[str]:
    """Return the members that an object does not have and that may have the value of an unknown one."""
    absent = (name for name in unknown.declared or () if name not in value)
    return [name for name in absent if may_be(value[unknown.name], declared_beside(unknown.schema, name))]


def _is_habit(name: str, hint: str | None) -> bool:
    """Return whether one habit of naming explains several members: each is a part of another name, or the reverse.

    `_` and `-` do not count. The usual other names are such, too, such as `stackTrace`.
    """
    one, other = in_one_word(name), in_one_word(hint or "")
    return one in other or other in one or folded(name) in MEANT


def _is_nearly(name: str, hint: str | None) -> bool:
    """Return whether a member is certainly the one of the hint, so that it is no other one that is missing."""
    return folded(name) in MEANT or (hint is not None and suggestion(name, (hint,), likeness=_CERTAIN) is not None)


def _with_end(name: str, missing: Iterable[str]) -> str | None:
    """Return the missing member of whose name another one is the end, as `id` is of `scriptId`."""
    longer = [each for each in missing if len(name) >= SHORTEST_END and folded(each).endswith(name)]
    return longer[0] if len(longer) == 1 else None


def _with_start(name: str, missing: Iterable[str]) -> str | None:
    """Return the missing member of whose name another one is the start, as `lang` is of `language`."""
    longer = [each for each in missing if len(name) >= _SHORTEST_START and folded(each).startswith(name)]
    return longer[0] if len(longer) == 1 else None


#: The members that other names mean: a stack trace is the context of a failure, `ctx` that of a message.
MEANT = {"stack": "context", "stacktrace": "context", "stack_trace": "context", "trace": "context", "ctx": "context"}


def _possible_values(name: str, place: Place, schema: str, message: Message) -> list[Any]:
    """Return the values that a missing member may have; none if there are many."""
    declared = schema_of(name, place, schema, message)
    values = [declared["const"]] if "const" in declared else declared.get("enum", ())
    return [*values, *(there for decides, _, there, _ in _siblings(schema) if decides == name)]


#: The members of a request.
_WHOLE_REQUEST = ("command", "target", "data")


def _series(unknown: Unknown) -> str:
    """Return the text that says which members of a series, such as `p1` to `p20`, an object may have."""
    stem = unknown.name.rstrip("0123456789")
    return "" if stem in ("", unknown.name) else _numbered(stem, unknown.declared or ())


def _numbered(stem: str, names: Iterable[str]) -> str:
    """Return the text that says which names with a stem have a number at their end; empty if there are not several."""
    of_stem = re.compile(rf"{re.escape(stem)}(\d+)")
    numbers = [int(found[1]) for found in map(of_stem.fullmatch, names) if found]
    return of_series(stem, min(numbers), max(numbers)) if len(numbers) > 1 else ""


def _of_another(unknown: list[Unknown]) -> tuple[list[str], str, tuple[str, str]] | None:
    """Return the unknown members that another schema of the choice has, of the one with most of them.

    Return also the member that decides which schema it is, and its values there and here.
    """
    names = [each.name for each in unknown if each.declared is not None]
    siblings = _siblings(unknown[0].schema) if names else ()
    found = [
        ([name for name in names if name in others], decides, (there, here))
        for decides, here, there, others in siblings
    ]
    nearest = max(found, key=lambda each: len(each[0]), default=None)
    return nearest if nearest and nearest[0] else None


@cache
def _siblings(schema: str) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """Return the other schemas of a choice: the member that decides, its value here and there, and the members there.

    `schema` is the URI of a keyword in one of the schemas.
    """
    document, _, fragment = schema.partition("#/$defs/")
    here, *steps = fragment.split("/")[:-1] or [""]
    found = []
    for there in _choice(document, here) if here else ():
        own, other = (walk.resolve(f"{document}#/$defs/{name}") for name in (here, there))
        decides = next(name for name, member in own["properties"].items() if "const" in member)
        inner = other
        for step in steps:
            inner = inner.get(step, {})
        values = (each["properties"][decides]["const"] for each in (own, other))
        found.append((decides, *values, tuple(_names_in(inner))))
    return tuple(found)


def _names_in(schema: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the members of an object, and of its objects."""
    for name, each in schema.get("properties", {}).items():
        yield name
        yield from _names_in(each)


def _choice(document: str, definition: str) -> list[str]:
    """Return the other definitions of a choice to which a definition of a schema file belongs."""
    for schema in walk.resolve(document).get("$defs", {}).values():
        names = [each["$ref"].rpartition("/")[2] for each in schema.get("oneOf", ())]
        if definition in names:
            return [name for name in names if name != definition]
    return []
