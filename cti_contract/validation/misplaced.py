"""The members of an object that belong in other objects of the message, and the places where they belong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from cti_contract.contract import walk
from cti_contract.contract.catalog import Message
from cti_contract.problem_texts import MOST_PROBLEMS
from cti_contract.suggest import folded, suggestion
from cti_contract.text import type_of
from cti_contract.validation.declared import Member, Place, beside, declared_inside

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
        home = max(chosen, key=lambda place: (_weight(chosen[place]), place == about.place))
        if not _weight(chosen[home])[0]:
            break
        del options[home]
        members = {each.unknown: each.name for each in chosen[home]}
        if home != about.place:
            members |= {each: each.name for each in left.values() if homes.is_free(home, each.name)}
            found[home] = {each: members[each] for each in about.unknown if each in members}
            homes.take(home, members.values())
        left = {name: each for name, each in left.items() if each not in members}
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
        self._places = _places_by_name(message.uri)
        self._taken: set[Place] = set()
        self._filled: set[Place] = set()
        #: The missing members, by the place of an object around them, then by name: a list for each object.
        self._gaps: dict[Place, dict[str, list[list[Member]]]] = {}
        self._keywords = {about.place: next(iter(about.missing.values())) for about in objects if about.missing}
        is_any_unknown = any(about.unknown for about in objects)
        for about in reversed(objects[:_MOST_OBJECTS]) if is_any_unknown else ():
            self._add(about)

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

    def options(self, unknown: Unknown, about: About) -> list[tuple[Place, int]]:
        """Return the places at which a member may belong, with the likeness of its name to the name there."""
        found = [(place, _SAME) for place in self._declared(unknown, about)]
        for start in around(about.place):
            gaps = [(place, _SAME) for place, _ in self._gaps_of(start, unknown.name)]
            if gaps:
                return [*found, *gaps]
        found += [(place, _SAME) for place in self._in_empty_arrays(unknown, about)]
        is_one_of_few = unknown.declared is not None and len(about.unknown) <= _MOST_RENAMED
        return found or (list(self._renamed(unknown, about)) if is_one_of_few else [])

    def _declared(self, unknown: Unknown, about: About) -> list[Place]:
        """Return the place in an object around or inside the member's own in which a member of its name may be."""
        for home in self._places.get(unknown.name, ()):
            is_close = home[: len(about.place)] == about.place or about.place[: len(home) - 1] == home[:-1]
            if is_close and home[:-1] != about.place and not _has(self._value, home):
                return [home]
        return []

    def _in_empty_arrays(self, unknown: Unknown, about: About) -> list[Place]:
        """Return the places at which a member may be in the first element of an empty array of its object.

        Another unknown member must belong in the same element: nothing is missing there.
        """
        members = at(self._value, about.place)
        empty = [name for name in unknown.declared or () if members.get(name) == []]
        inside = (declared_inside(name, about.place, unknown.schema, self._message) for name in empty)
        names = {each.name for each in about.unknown}
        homes = [(*about.place, *each.steps) for member in inside for each in member if each.steps[-1] in names]
        together = Counter(home[:-1] for home in homes)
        own = (home for home in homes if home[-1] == unknown.name and home not in self._taken)
        return [home for home in own if together[home[:-1]] > 1]

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


@cache
def _places_by_name(uri: str) -> dict[str, tuple[Place, ...]]:
    """Return the places of the members of each name in objects that are not elements of arrays."""
    found: dict[str, list[Place]] = {}
    for steps, _, _ in walk.places(uri):
        is_inside_open = len(steps) > 1 and steps[0] in ("context", "original")
        if not is_inside_open and not any(step[0] in "([" for step in steps):
            found.setdefault(steps[-1], []).append(steps)
    return {name: tuple(places) for name, places in found.items()}


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
