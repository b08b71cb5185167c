"""Large messages in pieces.

The engine lists all errors of a value at once, with all schemas of a choice: up to 1.3 KB of memory for each byte. In
pieces, a large message takes no more than its first thousand problems do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from cti_contract.contract import walk
from cti_contract.contract.catalog import Message
from cti_contract.validation.explain import Finding, Place, findings

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError


class Piece(NamedTuple):
    """A message with only some elements of its arrays.

    `first` has the index of the first element of each array that was cut, by the place of the array in the piece. Only
    the errors inside the array at `scope` belong to this piece; other pieces have the others.
    """

    value: Any
    scope: Place = ()
    first: dict[Place, int] = {}  # noqa: RUF012 -- never changed

    def has(self, place: Place) -> bool:
        """Return whether an error at a place in the piece belongs to it."""
        return not self.scope or (place[: len(self.scope)] == self.scope and len(place) > len(self.scope))

    def whole_place(self, place: Place) -> Place:
        """Return the place in the whole message of a place in the piece."""
        return tuple(
            step + self.first.get(place[:depth], 0) if isinstance(step, int) else step
            for depth, step in enumerate(place)
        )


def findings_in_pieces(
    list_errors: Callable[[Any], Iterable[ValidationError]], value: Any, message: Message, largest: int, enough: int
) -> list[Finding]:
    """Return the findings of the engine in pieces of at most `largest` values, until there are `enough`.

    The engine does not see the unknown members of an object after the first `enough`: it would copy all their names.
    """
    found: list[Finding] = []
    declared = _declared(message.uri)
    if _has_more_members(value, enough):
        value = _with_few_members(value, declared, enough)
    for piece in pieces(value, largest, declared):
        found += [
            each._replace(place=piece.whole_place(each.place))
            for each in findings(list_errors(piece.value), message)
            if piece.has(each.place)
        ]
        if len(found) >= enough:
            break
    return found


@cache
def _declared(uri: str) -> frozenset[str]:
    """Return the names of all members that the schema of a message at a URI declares, at any place."""
    return frozenset([*walk.merged(uri)["properties"], *(step for each in walk.places(uri) for step in each.steps)])


def _has_more_members(value: Any, most: int) -> bool:
    """Return whether an object in a value has more than `most` members."""
    if not isinstance(value, (dict, list)):
        return False
    if isinstance(value, list):
        return any(_has_more_members(element, most) for element in value)
    return len(value) > most or any(_has_more_members(member, most) for member in value.values())


def _with_few_members(value: Any, declared: Collection[str], most: int) -> Any:
    """Copy a value with the declared members of each object, and at most `most` others."""
    if isinstance(value, dict):
        if len(value) > most:
            first = set(islice((name for name in value if name not in declared), most))
            value = {name: member for name, member in value.items() if name in declared or name in first}
        return {name: _with_few_members(member, declared, most) for name, member in value.items()}
    return [_with_few_members(element, declared, most) for element in value] if isinstance(value, list) else value


def pieces(value: Any, largest: int, declared: Collection[str]) -> Iterator[Piece]:
    """Yield pieces of a message, of at most `largest` values unless its objects have more members.

    Around the elements of an array, all pieces but one have the `declared` members only: a thousand others in each
    piece took 36 s.
    """
    left = [(Piece(value), Sizes())]
    while left:
        piece, sizes = left.pop()
        array = _largest_array(piece.value, sizes.of) if sizes.of(piece.value) > largest else None
        if array is None:
            yield piece
        else:
            first, *others = _cut(piece, array, largest // 2, declared, sizes.of)
            left += [(each, Sizes()) for each in reversed(others)]
            left.append((first, sizes))  # most of it is measured already


class Sizes:
    """The numbers of values inside arrays and objects, which must not be changed meanwhile.

    Each is counted once: groups in groups were counted again at each level.
    """

    def __init__(self) -> None:
        """Know no sizes yet."""
        self._known: dict[int, tuple[int, Any]] = {}  # by identity, so each value is kept

    def of(self, value: Any) -> int:
        """Return the number of values inside a value."""
        known = self._known.get(id(value))
        if known:
            return known[0]
        size = _size(value, self.of)
        if size >= _SMALL:
            self._known[id(value)] = size, value
        return size


#: The least size that is kept: smaller ones are counted again, in less memory.
_SMALL = 16


def _size(value: Any, size_of: Callable[[Any], int]) -> int:
    if not isinstance(value, (dict, list)):
        return 0
    inside = value.values() if isinstance(value, dict) else value
    return len(value) + sum([size_of(inner) for inner in inside if isinstance(inner, (dict, list))])


def _largest_array(value: Any, size_of: Callable[[Any], int]) -> Place | None:
    """Return the place of the innermost array that holds most of a value, None if there is none of several elements.

    If all arrays that hold most of it have one element, look beside them.
    """
    beside: list[tuple[int, Place, Any]] = [(0, (), value)]
    found = None
    while beside and found is None:
        _, place, value = beside.pop()
        while isinstance(value, (dict, list)) and value:
            items = value.items() if isinstance(value, dict) else enumerate(value)
            step, largest = max(items, key=lambda item: size_of(item[1]))
            if isinstance(value, list) and len(value) > 1:
                found = place
                if size_of(largest) * 2 < size_of(value):
                    break
            elif isinstance(value, dict):
                beside += [(size_of(each), (*place, name), each) for name, each in value.items() if name != step]
            place, value = (*place, step), largest
        beside.sort(key=itemgetter(0))
    return found


def _cut(
    piece: Piece, array: Place, largest: int, declared: Collection[str], size_of: Callable[[Any], int]
) -> Iterator[Piece]:
    """Yield pieces, each with a run of elements of an array of this one; only the first has all around the array."""
    elements = piece.value
    for step in array:
        elements = elements[step]
    first, *others = _runs([1 + size_of(element) for element in elements], largest)
    yield piece._replace(value=_with(piece.value, array, elements[first]))
    scope: Place = tuple(0 if isinstance(step, int) else step for step in array)  # a list around it keeps one element
    moved = {
        scope[:depth]: step + piece.first.get(array[:depth], 0)
        for depth, step in enumerate(array)
        if isinstance(step, int)
    }
    start = piece.first.get(array, 0)
    for run in others:
        yield Piece(_alone(piece.value, array, elements[run], declared), scope, {**moved, scope: start + run.start})


def _runs(sizes: list[int], largest: int) -> Iterator[slice]:
    """Yield at least two slices of a list, by the sizes of its elements, each of one or of at most `largest` values.

    Halves would be measured again for each of their halves: 8 of 12 s for an address book of 25 MB. The first slice has
    one element, since its piece has all other lists, too, and is measured again for each of them.
    """
    yield slice(0, 1)
    start, total = 1, 0
    for index, size in enumerate(sizes[1:], 1):
        if total and total + size > largest:
            yield slice(start, index)
            start, total = index, 0
        total += size
    yield slice(start, len(sizes))


def _with(value: Any, place: Place, elements: list[Any]) -> Any:
    """Copy a value with other elements of the array at a place."""
    if not place:
        return elements
    step, *rest = place
    copy = value.copy()
    copy[step] = _with(value[step], tuple(rest), elements)
    return copy


def _alone(value: Any, place: Place, elements: list[Any], declared: Collection[str]) -> Any:
    """Copy only the objects around the array at a place, with other elements and with empty arrays and objects."""
    if not place:
        return elements
    step, *rest = place
    inner = _alone(value[step], tuple(rest), elements, declared)
    if isinstance(value, list):
        return [inner]
    around = {name: each for name, each in value.items() if name in declared}
    empty = {name: type(each)() if isinstance(each, (dict, list)) else each for name, each in around.items()}
    return {**empty, step: inner}
