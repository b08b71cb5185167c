"""The messages inside records, where `--at` says: in members, in elements of arrays, and in strings that hold JSON."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from cti_contract.contract.json_pointer import steps_of
from cti_contract.files.records import Record, record_of
from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.positions import Embedded, Text, places
from cti_contract.problem_texts import no_message_at
from cti_contract.problems import Problem

if TYPE_CHECKING:
    from cti_contract.files.documents import Elements
    from cti_contract.files.ndjson import Lines

#: The step that stands for every element of an array.
EACH = "*"
#: A way to a value: the steps inside a text, and then those inside the JSON of the string there.
Way = tuple[tuple[str, ...], ...]


class Inner(NamedTuple):
    """The messages inside the records of a batch: for each message the position of its record, and the way to it."""

    values: list[Any]
    first_index: int
    origins: list[tuple[int, Way]]
    outer: Lines | Elements
    lines: int
    odd_texts: bool
    skipped: int
    located: dict[int, Located]

    def record(self, position: int, message_index: int) -> Record:
        """Return the record of the message at a position, in the text that holds it."""
        origin, way = self.origins[position]
        outer, messages = self._located(origin, message_index)
        value = self.values[position]
        if outer.problem:
            return outer._replace(message_index=message_index)
        if isinstance(value, Problem) and len(way) == 1:
            return record_of(value, message_index, outer.text, _span(outer))
        text, start = messages[way]
        if isinstance(value, ValueError | Problem):
            return record_of(value, message_index, text)._replace(in_array=outer.in_array)
        return Record(message_index, text, start, value, in_array=outer.in_array)

    def outer_record(self, position: int) -> Record:
        """Return the record around the message at a position."""
        return self._located(self.origins[position][0], self.first_index + position).outer

    def _located(self, origin: int, message_index: int) -> Located:
        """Return a record and the places of its messages. It is read once, however many messages it has."""
        if origin not in self.located:
            outer = self.outer.record(origin, message_index)
            first = bisect_left(self.origins, origin, key=itemgetter(0))
            end = bisect_right(self.origins, origin, key=itemgetter(0))
            ways = [way for _, way in self.origins[first:end]]
            messages = {} if outer.problem else dict(_messages(outer.text, outer.start, ways, 0))
            self.located.clear()  # the messages of a record follow each other
            self.located[origin] = Located(outer, messages)
        return self.located[origin]


class Located(NamedTuple):
    """A record, and for the way to each of its messages the text that holds the message, and where it begins."""

    outer: Record
    messages: dict[Way, tuple[Text, int]]


def _messages(text: Text, start: int, ways: Iterable[Way], depth: int) -> Iterator[tuple[Way, tuple[Text, int]]]:
    """Yield the places of the messages in a text; `depth` counts the strings around it."""
    inside: dict[tuple[str, ...], list[Way]] = {}
    for way in ways:
        inside.setdefault(way[depth], []).append(way)
    for steps, (_, at) in places(text.characters, start, inside).items():
        deeper = [way for way in inside[steps] if len(way) > depth + 1]
        if deeper:
            yield from _messages(Embedded(text, at), 0, deeper, depth + 1)
        else:
            yield inside[steps][0], (text, at)


def _span(record: Record) -> tuple[int, int] | None:
    return (record.start, len(record.text.characters)) if record.in_array else None


class Finder:
    """Finds the messages in batches of records, and counts them."""

    def __init__(self, at: Sequence[str], *, skip_missing: bool) -> None:
        """Take JSON Pointers: the first that leads to a value counts, and `*` is every element of an array."""
        self._pointers = at
        self._steps = [steps_of(pointer) for pointer in at]
        self._skip_missing = skip_missing
        self._index = 0

    def inside(self, batch: Lines | Elements) -> Inner:
        """Return the messages in the records of the next batch."""
        values: list[Any] = []
        origins: list[tuple[int, Way]] = []
        skipped = 0
        for position, record in enumerate(batch.values):
            found = self._found(record)
            if found is None and self._skip_missing:
                skipped += 1
                continue
            for value, way in [(no_message_at(self._pointers), ((),))] if found is None else found:
                values.append(value)
                origins.append((position, way))
        first, self._index = self._index, self._index + len(values)
        return Inner(values, first, origins, batch, batch.lines, True, skipped + batch.skipped, {})  # noqa: FBT003 -- strings have escapes

    def next_index(self) -> int:
        """Return the index of a record that cannot be read, and count it as a message."""
        self._index += 1
        return self._index - 1

    def _found(self, record: Any) -> list[tuple[Any, Way]] | None:
        """Return the messages of a record; None if there are none where they should be."""
        if isinstance(record, ValueError):  # it could not be read
            return [(record, ((),))]
        for steps in self._steps:
            found = list(_values(record, steps, ((),)))
            if all(way is not None for _, way in found):
                return [(value, way) for value, way in found if way is not None]
        return None


def _values(value: Any, steps: Sequence[str], way: Way) -> Iterator[tuple[Any, Way | None]]:
    """Yield the values at the steps, each with its way; a way that is None if there is no value."""
    if isinstance(value, str):
        if not value.lstrip().startswith(("{", "[")):
            yield None, None
            return
        way = (*way, ())
        try:
            value = parse(value.encode())
        except ValueError as error:
            yield error, way
            return
    if not steps:
        yield value, way
        return
    step, *rest = steps
    if isinstance(value, dict) and step in value:
        yield from _values(value[step], rest, _longer(way, step))
    elif isinstance(value, list) and step == EACH:
        for index, element in enumerate(value):
            yield from _values(element, rest, _longer(way, str(index)))
    elif isinstance(value, list) and step in map(str, range(len(value))):
        yield from _values(value[int(step)], rest, _longer(way, step))
    else:
        yield None, None


def _longer(way: Way, step: str) -> Way:
    *before, last = way
    return (*before, (*last, step))
