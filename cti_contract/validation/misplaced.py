"""The members of an object that belong in other objects of the message, and the places where they belong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from cti_contract.contract import walk
from cti_contract.contract.catalog import Message, by_name
from cti_contract.problem_texts import MOST_PROBLEMS
from cti_contract.suggest import folded, suggestion
from cti_contract.text import type_of
from cti_contract.validation.declared import (
    Member,
    Place,
    beside,
    chosen,
    declared_inside,
    members_inside,
    schema_in,
    takes_any,
)

#: The objects around an object in which the places of its members are looked for: groups of a book may be very deep.
_FARTHEST = 16
#: The most unknown members of one object that are looked for by other names than their own.
_MOST_RENAMED = 20
#: The most objects that members may belong in: one of two has a problem, and 1,000 are listed. 8,000 took 29 MB more.
_MOST_OBJECTS = 2 * MOST_PROBLEMS
#: The words for JSON types that a number or text may be meant as.
_SCALARS = frozenset({"a string", "a number", "a boolean"})
#: The shortest name that counts as a part of another name: `code` in `errorCode`.
SHORTEST_PART = 4
#: The shortest name that counts as the end of another name: `id` in `scriptId`.
SHORTEST_END = 2
#: How much a name is like that of a member: vaguely, so that it counts beside others only; nearly; or it is the same.
_VAGUE, _NEARLY, _SAME = 1, 2, 3


class Unknown(NamedTuple):
    """A member that an object must not have; `declared` are the members of a closed object, None if it is refused."""

    name: str
    schema: str
    declared: tuple[str, ...] | None


class About(NamedTuple):
    """The members of an object that are missing, by name with the URI of the keyword, and those that are unknown."""

    place: Place
    missing: dict[str, str]
    unknown: list[Unknown]


class _Meant(NamedTuple):
    """A name that an unknown member may have in some object, and how much its own name is like that."""

    likeness: int
    unknown: Unknown
    name: str


def misplaced(about: About, homes: Homes) -> dict[Place, dict[Unknown, str]]:
    """Return the members of an object that belong in another object, by that object, with their names there.

    Members that are together in the wrong object were probably together in the right one, so the objects with most of
    them come first. The object itself is one of these, for members that it has under other names.
    """
    options: dict[Place, list[_Meant]] = {}
    for each in about.unknown:
        for place, likeness in homes.options(each, about):
            options.setdefault(place[:-1], []).append(_Meant(likeness, each, str(place[-1])))
    left = {each.name: each for each in about.unknown}
    found: dict[Place, dict[Unknown, str]] = {}
    while options:
        chosen = {place: _one_to_one(meant, left) for place, meant in options.items()}
        home = max(chosen, key=lambda place: (_weight(chosen[place]), place == about.place, -len(place)))
        if not _weight(chosen[home])[0]:
            break
        del options[home]
        members = {each.unknown: each.name for each in chosen[home]}
        if home != about.place:
            members |= {each: each.name for each in left.values() if homes.is_free(home, each.name)}
            found[home] = {each: members[each] for each in about.unknown if each in members}
            homes.take(home, members.values())
        left = {name: each for name, each in left.items() if each not in members}
    others = {each: each.name for each in left.values() if each.declared is not None}
    open_home = next((home for home, members in found.items() if len(members) > 1 and homes.takes_any(home)), None)
    if open_home is not None and others:
        members = found[open_home] | others
        found[open_home] = {each: members[each] for each in about.unknown if each in members}
    order = [each.name for each in about.unknown]
    return dict(sorted(found.items(), key=lambda item: order.index(next(iter(item[1])).name)))


def _one_to_one(options: list[_Meant], left: dict[str, Unknown]) -> list[_Meant]:
    """Return for each member that is left the name that its own is most like, and for each name one member."""
    found: list[_Meant] = []
    taken: set[tuple[str, str]] = set()
    for each in sorted(options, key=lambda option: (-option.likeness, -len(option.name))):
        pair = {("", each.unknown.name), (each.name, "")}
        if each.unknown.name in left and taken.isdisjoint(pair):
            taken |= pair
            found.append(each)
    return found


def _weight(meant: list[_Meant]) -> tuple[int, int]:
    """Return the number of members, 0 if their names only vaguely show where they belong, and their likeness."""
    is_certain = any(each.likeness > _VAGUE for each in meant)
    return (len(meant), sum(each.likeness for each in meant)) if is_certain else (0, 0)


class Homes:
    """The places in a message at which members that are in the wrong object may belong: each is that of one member."""

    def __init__(self, objects: Sequence[About], value: Any, message: Message) -> None:
        """Take the objects with missing or unknown members."""
        self._value, self._message = value, message
        self._places = _places_by_name(message)
        self._taken: set[Place] = set()
        self._filled: set[Place] = set()
        #: The missing members, by the place of an object around them, then by name: a list for each object.
        self._gaps: dict[Place, dict[str, list[list[Member]]]] = {}
        self._keywords = {about.place: next(iter(about.missing.values())) for about in objects if about.missing}
        is_any_unknown = any(about.unknown for about in objects)
        for about in reversed(objects[:_MOST_OBJECTS]) if is_any_unknown else ():
            self._add(about)
        names = {each.name for about in objects for each in about.unknown} & _optional_in_elements(message.uri)
        #: The members that elements of arrays may have, but do not, by the place of an object around them and by name.
        self._free: dict[tuple[Place, str], list[Place]] = {}
        for place in islice(_free_in_elements(value, message, names), _MOST_OBJECTS) if names else ():
            for start in around(place[:-1]):
                self._free.setdefault((start, str(place[-1])), []).append(place)
        self._new: dict[Place, dict[str, list[Place]]] = {}

    def _add(self, about: About) -> None:
        by_name: dict[str, list[Member]] = {}
        for name, keyword in about.missing.items():
            for steps, schema in declared_inside(name, about.place, keyword, self._message):
                by_name.setdefault(str(steps[-1]), []).append(Member((*about.place, *steps), schema))
        for start in around(about.place):
            gaps = self._gaps.setdefault(start, {})
            for name, members in by_name.items():
                gaps.setdefault(name, []).append(members)

    def take(self, home: Place, names: Iterable[str]) -> None:
        """Remember that members belong in an object."""
        for name in names:
            self._taken.add((*home, name))
            self._filled.update(around((*home, name)))

    def is_filled(self, place: Place) -> bool:
        """Return whether a member was found that belongs at a place or below it."""
        return place in self._filled

    def is_free(self, place: Place, name: str) -> bool:
        """Return whether the object at a place, which lacks some member, may have another one of a name."""
        keyword = self._keywords.get(place)
        return keyword is not None and name in beside(keyword) and name not in at(self._value, place)

    def takes_any(self, place: Place) -> bool:
        """Return whether the object at a place may have members that the contract does not know."""
        return takes_any(place, self._message)

    def options(self, unknown: Unknown, about: About) -> list[tuple[Place, int]]:
        """Return the places at which a member may belong, with the likeness of its name to the name there."""
        found = [(place, _SAME) for place in self._declared(unknown, about)]
        for start in around(about.place):
            gaps = [(place, _SAME) for place, _ in self._gaps_of(start, unknown.name)]
            if gaps:
                return [*found, *gaps]
        found += [(place, _SAME) for place in self._in_elements(unknown, about)]
        is_one_of_few = unknown.declared is not None and len(about.unknown) <= _MOST_RENAMED
        return found or (list(self._renamed(unknown, about)) if is_one_of_few else [])

    def _declared(self, unknown: Unknown, about: About) -> list[Place]:
        """Return the place in an object around or inside the member's own in which a member of its name may be."""
        for home in self._places.get(unknown.name, ()):
            is_close = home[: len(about.place)] == about.place or about.place[: len(home) - 1] == home[:-1]
            has_original = home[0] != "original" or home == ("original",) or "original" in self._value
            if is_close and home[:-1] != about.place and has_original and not _has(self._value, home):
                return [home]
        return []

    def _in_elements(self, unknown: Unknown, about: About) -> list[Place]:
        """Return the places at which a member may be in an element of an array, which may be a new element."""
        for start in _objects_around(about.place):
            free = [place for place in self._free.get((start, unknown.name), ()) if place not in self._taken]
            if free:
                return _in_any(free)
        if about.place not in self._new:
            self._new[about.place] = self._in_new_elements(about)
        return [place for place in self._new[about.place].get(unknown.name, ()) if place not in self._taken]

    def _in_new_elements(self, about: About) -> dict[str, list[Place]]:
        """Return the places of members, by name, in elements that arrays around or inside their object may have.

        An empty array may have one with some of the members, any other one an element with all that it requires.
        """
        names = {each.name: at(self._value, about.place)[each.name] for each in about.unknown}
        found: dict[str, list[Place]] = {}
        for start in _objects_around(about.place):
            schema = schema_in(self._value, start, self._message)
            for place, array, items in _arrays_in(start, at(self._value, start), schema):
                meant = _of_element(place, items, names) if not array else _of_whole_element(items, names)
                for steps in meant:
                    found.setdefault(str(steps[-1]), []).append((*place, len(array), *steps))
        return found

    def _gaps_of(self, start: Place, name: str) -> list[Member]:
        """Return the members of a name that are missing in an object at or inside a place, or inside its members."""
        gaps = self._gaps.get(start, {}).get(name, [])
        while gaps:
            free = [each for each in gaps[-1] if each.steps not in self._taken]
            if free:
                return free
            gaps.pop()
        return []

    def _renamed(self, unknown: Unknown, about: About) -> Iterator[tuple[Place, int]]:
        """Yield the places of members with names that are like that of an unknown one."""
        value = at(self._value, about.place)
        near = suggestion(unknown.name, tuple([name for name in unknown.declared or () if name not in value]))
        if near:
            yield (*about.place, near), _NEARLY
        for start in around(about.place):
            for name in self._gaps.get(start, ()):
                likeness = _likeness(unknown.name, name)
                if likeness < (_VAGUE if start == about.place else _SAME):
                    continue
                for place, schema in self._gaps_of(start, name):
                    if likeness == _SAME or place[:-1] == about.place:
                        yield place, likeness
                    elif may_be(value[unknown.name], schema):
                        is_in_array = 0 in place[len(about.place) :]
                        yield place, _VAGUE if is_in_array else likeness


def _likeness(name: str, other: str) -> int:
    """Return how much a name is like that of a member, 0 if it is not."""
    one, two = in_one_word(name), in_one_word(other)
    if one == two:
        return _SAME
    if (len(two) >= SHORTEST_PART and two in one) or suggestion(name, (other,)):
        return _NEARLY
    return _VAGUE if len(two) >= SHORTEST_END and one.endswith(two) else 0


def in_one_word(name: str) -> str:
    """Return a name for a comparison in which `_` and `-` do not count."""
    return folded(name).replace("_", "").replace("-", "")


def around(place: Place) -> Iterator[Place]:
    """Yield a place and those around it, the nearest first."""
    return (place[:length] for length in range(len(place), max(-1, len(place) - _FARTHEST - 1), -1))


def _objects_around(place: Place) -> Iterator[Place]:
    """Yield a place and those around it, as far as no array is between, the nearest first."""
    yield place
    while place and not isinstance(place[-1], int):
        place = place[:-1]
        yield place


def _in_any(places: list[Place]) -> list[Place]:
    """Return one place for several that differ in the numbers of elements only; none for others."""
    steps = [*zip(*places, strict=False)]
    one = tuple(each[0] if len(set(each)) == 1 else "*" for each in steps)
    is_same = all(len(place) == len(one) for place in places)
    return [one] if is_same and one[-1] == places[0][-1] else []


def _free_in_elements(value: Any, message: Message, names: AbstractSet[str]) -> Iterator[Place]:
    """Yield the places at which members of some names may be in elements of arrays, but are not."""
    whole: _Part = ((), walk.merged(message.uri), value)
    parts = [iter([whole])]  # groups of a book may be very deep: no recursion
    while parts:
        part = next(parts[-1], None)
        if part is None:
            parts.pop()
            continue
        place, schema, inner = part[0], chosen(part[1], part[2]), part[2]
        if isinstance(inner, dict) and any(isinstance(step, int) for step in place):
            yield from ((*place, name) for name in schema.get("properties", ()) if name in names and name not in inner)
        parts.append(_parts(place, schema, inner))


#: A value in a message, with its place and its schema.
_Part = tuple[Place, dict[str, Any], Any]


def _parts(place: Place, schema: dict[str, Any], value: Any) -> Iterator[_Part]:
    """Yield the members or elements of a value that its schema describes."""
    if isinstance(value, list) and "items" in schema:
        yield from (((*place, index), schema["items"], each) for index, each in enumerate(value))
    elif isinstance(value, dict):
        members = schema.get("properties", {}).items()
        yield from (((*place, name), each, value[name]) for name, each in members if each and name in value)


@cache
def _optional_in_elements(uri: str) -> frozenset[str]:
    """Return the names of members that elements of arrays may have and do not need."""
    found = (each for each in walk.places(uri) if "[]" in each.steps and not each.required)
    return frozenset(each.steps[-1] for each in found if each.steps[-1][0] not in "([")


def _arrays_in(place: Place, value: Any, schema: dict[str, Any]) -> Iterator[tuple[Place, list[Any], dict[str, Any]]]:
    """Yield the arrays in an object and in its objects, each with the schema of its elements, behind their places."""
    if isinstance(value, list) and "items" in schema:
        yield place, value, schema["items"]
    elif isinstance(value, dict):
        for name, each in schema.get("properties", {}).items():
            if each and name in value:
                yield from _arrays_in((*place, name), value[name], chosen(each, value[name]))


def _of_element(place: Place, items: dict[str, Any], names: dict[str, Any]) -> list[Place]:
    """Return the places of members in a new element of an array, which is empty: nothing is missing there.

    Several must belong in one object, or the name or value of one must show it.
    """
    meant = [each for each in members_inside(items) if each.steps[-1] in names]
    together = Counter(each.steps[:-1] for each in meant)
    one = in_one_word(str(place[-1])).removesuffix("s")
    return [
        steps
        for steps, schema in meant
        if together[steps[:-1]] > 1
        or (len(steps) == 1 and (_is_of_parts(names[str(steps[0])], schema) or one in in_one_word(str(steps[0]))))
    ]


def _is_of_parts(value: Any, schema: dict[str, Any]) -> bool:
    """Return whether a value is an array or object, as a schema says."""
    return isinstance(value, (dict, list)) and type_of(value).endswith(f" {schema.get('type')}")


def _of_whole_element(items: dict[str, Any], names: dict[str, Any]) -> list[Place]:
    """Return the names of members that are a whole element of an array, as places in it; none if they are not."""
    schema = walk.followed(items)
    for each in map(walk.followed, schema.get("oneOf", (schema,))):
        if each.get("required") and names.keys() >= {*each["required"]}:
            return [(name,) for name in names if name in each["properties"]]
    return []


@cache
def _places_by_name(message: Message) -> dict[str, tuple[Place, ...]]:
    """Return the places of the members of each name in objects that are not elements of arrays.

    The original of a failure is a request, although no schema describes its data there.
    """
    found: dict[str, list[Place]] = {}
    places: list[tuple[str, ...]] = [each.steps for each in walk.places(message.uri) if _is_described(each.steps)]
    if message.kind == "failure":
        request = by_name()[message.name, "request"]
        places += [("original", *each.steps) for each in walk.places(request.uri) if each.steps[0] == "data"]
    for steps in places:
        if not any(step[0] in "([" for step in steps):
            found.setdefault(steps[-1], []).append(steps)
    return {name: tuple(places) for name, places in found.items()}


def _is_described(steps: tuple[str, ...]) -> bool:
    return len(steps) == 1 or steps[0] not in ("context", "original")


def _has(value: Any, place: Place) -> bool:
    for step in place:
        if not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True


def at(value: Any, place: Place) -> Any:
    """Return the value at a place in another value."""
    for step in place:
        value = value[step]
    return value


def may_be(value: Any, schema: dict[str, Any]) -> bool:
    """Return whether a value may be meant for a missing member.

    It has its type, both are no array or object, or one is an array, and the other is an element of such an array.
    """
    wanted = schema.get("type")
    if isinstance(value, list) and value and wanted != "array":
        value = value[0]
    found = type_of(value)
    if wanted is None or value is None or found.endswith(f" {wanted}"):
        return True
    return found == "an object" if wanted == "array" else found in _SCALARS and wanted in ("string", "integer")
