"""The messages inside records, where `--at` says: in members, in elements of arrays, and in strings that hold JSON."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from cti_contract.contract.json_pointer import pointer_to, steps_of
from cti_contract.files.limits import Limits
from cti_contract.files.meant_messages import is_meant_as_message
from cti_contract.files.records import EACH, Record, record_of
from cti_contract.jsontext.memory import takes_more
from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.positions import Embedded, Text, children, skip
from cti_contract.jsontext.tokens import OPENING, texts, tokens
from cti_contract.problem_texts import (
    inside_of,
    no_message_at,
    overlooked,
    overlooked_names,
    too_many_values,
    wrong_type,
)
from cti_contract.problems import Problem

if TYPE_CHECKING:
    from cti_contract.files.behind_text import Around
    from cti_contract.files.broken_records import InnerMessage
    from cti_contract.files.documents import Elements
    from cti_contract.files.ndjson import Lines


class Inner(NamedTuple):
    """Some of the messages inside the records of a batch.

    `origins` has the position of its record for each message of the batch; those of the `values` begin at `offset`.
    Some of all values are no messages, but warnings about messages at other places; their numbers are `overlooked`.
    """

    values: list[Any]
    first_index: int
    offset: int
    origins: list[int]
    outer: Lines | Elements
    lines: int
    odd_texts: bool
    skipped: int
    ways: dict[int, Way]
    located: dict[int, Located]
    overlooked: Sequence[int] = ()

    def record(self, position: int, message_index: int) -> Record:
        """Return the record of the message at a position, in the text that holds it.

        A record is read once, however many messages it has, if they are asked for in their order.
        """
        number = self.offset + position
        origin, value = self.origins[number], self.values[position]
        outer, places = self._located(origin, message_index)
        before = bisect_left(self.overlooked, number)
        index = None if number in self.overlooked[before : before + 1] else message_index - before
        if outer.problem:
            return outer._replace(message_index=index)
        if origin not in self.ways:
            return record_of(value, index, outer.text, _span(outer))
        text, start = places.of(number - bisect_left(self.origins, origin))
        if isinstance(value, Problem):
            return Record(index, text, start, problem=value, in_array=outer.in_array)
        if isinstance(value, ValueError):
            span = start, len(text.bytewise)
            return record_of(value, index, text, span)._replace(in_array=outer.in_array)
        return Record(index, text, start, value, in_array=outer.in_array)

    def outer_record(self, position: int) -> Record:
        """Return the record around the message at a position."""
        return self._located(self.origins[self.offset + position], self.first_index + position).outer

    def _located(self, origin: int, message_index: int) -> Located:
        """Return the record at a position, and the places of its messages."""
        if origin not in self.located:
            outer = self.outer.record(origin, message_index)
            self.located.clear()  # the messages of a record follow each other
            self.located[origin] = Located(outer, Places(outer, self.ways.get(origin, Way((), (), ()))))
        return self.located[origin]


#: Whether each JSON text of a string is read, and where it begins; None if the string has none.
Read: TypeAlias = Sequence[tuple[bool, int]] | None
#: Returns each value of a string that holds JSON with its place, nothing for another string.
Parsed: TypeAlias = "Callable[[str | bytes], Sequence[tuple[Any, int]]]"


class Way(NamedTuple):
    """The steps to the messages of a record.

    `strings` are the strings on the way. `kept` has the numbers of the values that are messages, not missing ones.
    """

    steps: Sequence[str]
    strings: Sequence[Read]
    kept: Sequence[int]


class Places:
    """The places of the messages in a record, found in order and only when they are needed."""

    def __init__(self, outer: Record, way: Way) -> None:
        """Take the record and the way to its messages."""
        self._number, self._last = -1, (outer.text, outer.start)
        self._kept = way.kept
        self._rest = _in_text(outer.text, outer.start, way.steps, iter(way.strings))

    def of(self, number: int) -> tuple[Text, int]:
        """Return the text that holds a message of the record, and where it begins there.

        Messages have numbers from 0 on. The number must not be smaller than in an earlier call.
        """
        while self._number < self._kept[number]:
            self._number, self._last = self._number + 1, next(self._rest)
        return self._last


class Located(NamedTuple):
    """A record, and the places of its messages."""

    outer: Record
    places: Places


def _in_text(text: Text, start: int, steps: Sequence[str], strings: Iterator[Read]) -> Iterator[tuple[Text, int]]:
    """Yield the places at the steps in the JSON text that begins there."""
    rest = tokens(text.bytewise, start)
    yield from _in_value(text, next(rest).start(), rest, steps, strings)


def _in_value(
    text: Text,
    start: int,
    rest: Iterator[re.Match[str]],
    steps: Sequence[str],
    strings: Iterator[Read],
) -> Iterator[tuple[Text, int]]:
    """Yield the places at the steps in a value that has just begun, and read to its end."""
    mark = text.bytewise[start]
    if mark == '"':
        found = next(strings)
        if not found:
            yield text, start
            return
        inner = Embedded(text, start)
        for is_read, begin in found:
            if is_read:
                yield from _in_text(inner, begin, steps, strings)
            else:
                yield inner, begin
        return
    is_there = not steps or (steps[0] == EACH and mark in OPENING)
    if not steps:
        yield text, start
    if mark in OPENING:
        for step, _, begin in children(text.bytewise, start, rest):
            if steps and steps[0] in (step, EACH):
                is_there = True
                yield from _in_value(text, begin, rest, steps[1:], strings)
            else:
                skip(text.bytewise, begin, rest)
    if not is_there:
        yield text, start


def _span(record: Record) -> tuple[int, int] | None:
    return (record.start, len(record.text.bytewise)) if record.in_array else None


class Found(NamedTuple):
    """The messages in some records of a batch, the position of the record of each, and how many are skipped."""

    values: list[Any]
    origins: list[int]
    ways: dict[int, Way]
    skipped: int

    def more(self, values: Sequence[Any], position: int, skipped: int) -> Found:
        """Return the same with the messages of one more record."""
        self.values.extend(values)
        self.origins.extend([position] * len(values))
        return self._replace(skipped=self.skipped + skipped)


class Finder:
    """Finds the messages in batches of records, and counts them."""

    def __init__(self, at: Sequence[str], limits: Limits, *, skip_missing: bool, extract: bool = False) -> None:
        """Take JSON Pointers: the first that leads to a value counts, and `*` is every element or member.

        With `extract`, the first object in a string is its JSON.
        """
        self._pointers, self._limits = at, limits.of_part()
        self._steps = [steps_of(pointer) for pointer in at]
        self._skip_missing, self._parsed = skip_missing, partial(_extracted if extract else _whole, self._limits)
        self._index = 0
        self._around: Around | None = None  # the line that was looked at last

    def inside(self, batch: Lines | Elements) -> Iterator[Inner | InnerMessage]:
        """Yield the messages in the records of the next batch, some at a time: a record may have very many."""
        found = Found([], [], {}, batch.skipped)
        lines = batch.lines
        for position in range(len(batch.values)):
            record = batch.values[position]
            if not isinstance(record, ValueError | Problem):
                batch.values[position] = None  # it is not needed beside its messages, which may be as large
                values, missing = self._found(record, batch, position, found.ways)
                del record
                found = found.more(values, position, missing)
                continue
            found = found.more([record], position, 0)
            yield from self._together(found, batch, lines)
            found, lines = Found([], [], {}, 0), 0
            yield from self.in_broken(batch.record(position, 0))
        yield from self._together(found, batch, lines)

    def in_broken(self, record: Record) -> Iterator[InnerMessage]:
        """Yield the messages inside a record that is not JSON."""
        from cti_contract.files.broken_records import messages_in  # few inputs need it

        for message in messages_in(record, self._steps, self._limits):
            yield message._replace(first_index=self.next_index())

    def _together(self, found: Found, batch: Lines | Elements, lines: int) -> Iterator[Inner]:
        """Yield messages of a batch, some at a time, and count them."""
        values, origins, ways, skipped = found
        warnings = [number for number, value in enumerate(values) if _is_overlooked(value)] if skipped else []
        first, self._index = self._index, self._index + len(values) - len(warnings)
        whole = Inner(values, first, 0, origins, batch, lines, True, skipped, ways, {}, warnings)  # noqa: FBT003 -- strings have escapes
        most = self._limits.lines
        yield whole._replace(values=values[:most])
        for offset in range(most, len(values), most):
            some = values[offset : offset + most]
            yield whole._replace(values=some, first_index=first + offset, offset=offset, lines=0, skipped=0)

    def next_index(self) -> int:
        """Return the index of a record that cannot be read, and count it as a message."""
        self._index += 1
        return self._index - 1

    def _found(
        self, record: Any, batch: Lines | Elements, position: int, ways: dict[int, Way]
    ) -> tuple[list[Any], int]:
        """Return the messages of a record, and how many are missing and skipped; note the way to the messages."""
        is_empty = False
        for pointer, steps in zip(self._pointers, self._steps, strict=True):
            if steps == [EACH] and is_meant_as_message(record):
                continue  # an element of the array of a document, to which * does not lead
            strings: list[Read] = []
            found = list(_values(record, steps, strings, self._parsed))
            there = self._there(found)
            if not there:
                is_empty |= not found
                continue
            if self._skip_missing and len(there) < len(found) and _may_hold(batch, position):
                found = [self._or_overlooked(value, pointer, steps) for value in found]
                there = self._there(found)
            kept = there if self._skip_missing else range(len(found))
            ways[position] = Way(steps, strings, kept)
            skipped = len(found) - len(kept) + sum(map(_is_overlooked, found))
            return [self._or_advice(found[number], pointer) for number in kept], skipped
        if is_empty and not (_may_hold(batch, position) and self._overlooked(record)):
            return [], int(self._skip_missing)  # an empty array, which is no message either
        around = self._problems_around(record, batch, position)
        if around is not None:
            return around, 0
        may_hold = _may_hold(batch, position)
        faults = self._faults(record, position, ways) if may_hold else None
        if faults:
            return faults
        elsewhere = self._overlooked(record) if may_hold else None
        if self._skip_missing:
            return [elsewhere] if elsewhere else [], 1
        return [elsewhere._replace(severity="error") if elsewhere else no_message_at(self._pointers)], 0

    def _problems_around(self, record: Any, batch: Lines | Elements, position: int) -> list[Problem] | None:
        """Return the problem of a record that is not JSON, if only a message inside it was extracted as the record.

        Return none for the further messages inside it, and None for a record that is not inside another one.
        """
        start = batch.start(position)
        if not start:
            return None
        from cti_contract.files.behind_text import Around  # few inputs need it

        if not is_meant_as_message(record):
            return None
        text = batch.record(position, 0).text
        if self._around is None or self._around.text.line != text.line:
            self._around = Around(text)
        return self._around.problems(start, self._limits)

    def _there(self, values: Sequence[Any]) -> list[int]:
        """Return the numbers of the values that are not missing; loggers write null for nothing."""
        is_null = self._skip_missing
        return [
            at for at, value in enumerate(values) if not isinstance(value, Missing) and not (value is None and is_null)
        ]

    def _faults(self, record: Any, position: int, ways: dict[int, Way]) -> tuple[list[Any], int] | None:
        """Return the problems of a record whose texts at the places hold messages but are not JSON, None without any.

        The other texts beside them are skipped, and counted.
        """
        for steps in self._steps:
            strings: list[Read] = []
            found = [self._fault_of(value) for value in _values(record, steps, strings, self._parsed)]
            if any(found):
                ways[position] = Way(steps, strings, [number for number, fault in enumerate(found) if fault])
                return [fault for fault in found if fault], found.count(None)
        return None

    def _overlooked(self, record: Any) -> Problem | None:
        """Return the warning about a record if it has messages at other places than the given ones."""
        from cti_contract.files.wrapped import is_message, place_of_messages  # few inputs need it

        if is_message(record):
            return overlooked(self._pointers, place_of_messages([record]))
        return self._elsewhere(self._pointers, "", record, is_part=False)

    def _elsewhere(self, pointers: Sequence[str], place: str, value: Any, *, is_part: bool) -> Problem | None:
        """Return the warning about messages inside a value at a place, or in texts inside, None if there are none."""
        from cti_contract.files.behind_text import has_message_in_text  # few inputs need these
        from cti_contract.files.wrapped import place_of_messages, place_of_names

        at = place_of_messages([value])
        if at:
            return overlooked(pointers, place + at, is_part=is_part)
        is_text = partial(has_message_in_text, limits=self._limits)
        at = place_of_messages([value], is_text)
        if at:
            return overlooked(pointers, place + at, is_part=is_part, in_texts=True)
        at_names = place_of_names([value], is_text)
        return None if at_names is None else overlooked_names(pointers, place + at_names, is_part=is_part)

    def _fault_of(self, value: Any) -> Problem | None:
        """Return the problem of a missing value that is a text with a message, None for any other."""
        from cti_contract.files.behind_text import problem_of_text  # few inputs need it

        text = value.instead if isinstance(value, Missing) else None
        return problem_of_text(text, self._limits) if isinstance(text, (str, bytes)) else None

    def _or_overlooked(self, value: Any, pointer: str, steps: Sequence[str]) -> Any:
        """Return a value, or the problem of a missing one that has messages all the same."""
        from cti_contract.files.wrapped import is_message  # few inputs need it

        if not isinstance(value, Missing):
            return value
        instead, place = value.instead, pointer_to(steps[: len(steps) - value.left])
        if is_message(instead):
            return overlooked([pointer], place, is_part=True)
        return self._elsewhere([pointer], place, instead, is_part=True) or self._fault_of(value) or value

    def _or_advice(self, value: Any, pointer: str) -> Any:
        """Return a value, the problem of a missing one, or that of an array of messages, which names their place."""
        if isinstance(value, Missing):
            return self._fault_of(value) or no_message_at([pointer], is_part=True)
        if not isinstance(value, list):
            return value
        from cti_contract.files.wrapped import is_message  # few inputs need it

        if not any(map(is_message, value)):
            return value
        return inside_of(wrong_type("", ("object",), value), f"{pointer}/{EACH}")


def _is_overlooked(value: Any) -> bool:
    """Return whether a value is the warning about messages at another place, which are not checked."""
    return isinstance(value, Problem) and value.severity == "warning"


def _may_hold(batch: Lines | Elements, position: int) -> bool:
    """Return whether a record may hold a message: most that are skipped are lines without its words."""
    from cti_contract.files.meant_messages import words  # few inputs need it

    raws: Sequence[bytes] | None = getattr(batch, "raws", None)
    return raws is None or bool(words().search(raws[position]))


class Missing(NamedTuple):
    """Stands for a value that a record does not have: `instead` is there, with the number of steps `left`."""

    instead: Any
    left: int


def _values(value: Any, steps: Sequence[str], strings: list[Read], parsed: Parsed) -> Iterator[Any]:
    """Yield the values at the steps, and a `Missing` for one that is not there; note which strings are read."""
    if not isinstance(value, (str, bytes)):
        yield from _inside(value, steps, strings, parsed)
        return
    found = parsed(value)
    strings.append([(not isinstance(each, ValueError | Problem), start) for each, start in found] or None)
    if not found:
        yield Missing(value, len(steps))
    for each, _ in found:
        if isinstance(each, ValueError | Problem):
            yield each
        else:
            yield from _inside(each, steps, strings, parsed)


def _inside(value: Any, steps: Sequence[str], strings: list[Read], parsed: Parsed) -> Iterator[Any]:
    """Yield the same for a value that is no string of a record, but may be the string in the JSON of one."""
    if not steps:
        yield value
        return
    step, *rest = steps
    if isinstance(value, (dict, list)) and step == EACH:
        for place in value if isinstance(value, dict) else range(len(value)):
            yield from _values(_narrow(value, place), rest, strings, parsed)
    elif isinstance(value, dict) and step in value:
        yield from _values(_narrow(value, step), rest, strings, parsed)
    elif isinstance(value, list) and step in map(str, range(len(value))):
        yield from _values(_narrow(value, int(step)), rest, strings, parsed)
    else:
        yield Missing(value, len(steps))


#: The most characters of a string that take little memory.
_SHORT = 64 * 1024


def _narrow(outer: Any, place: Any) -> Any:
    """Return an element or member; a long string is replaced by its bytes, since each character may take four."""
    value = outer[place]
    if isinstance(value, str) and len(value) > _SHORT and not value.isascii():
        outer[place] = value = value.encode()
    return value


#: The beginning of a string that is JSON, maybe behind marks.
_BEGINNING = re.compile(rb"\s*+(?:(?P<json>[{\[])|[\0\x1e#]|\xef\xbb\xbf|//|/\*|`{3}|~{3})")


def _whole(limits: Limits, text: str | bytes) -> Sequence[tuple[Any, int]]:
    """Return the values of a string that is JSON, or was meant to be, each with its place: there may be several.

    Marks in front of JSON or of a message, such as a comment, are problems beside the values.
    """
    raw = text if isinstance(text, bytes) else text.encode()
    beginning = _BEGINNING.match(raw)
    if not beginning:
        return ()
    if beginning["json"]:
        return _values_of(raw, limits)
    from cti_contract.files.behind_text import problem_of_text  # few inputs need these
    from cti_contract.jsontext.marks import end_of_marks, without_marks

    start = end_of_marks(raw)
    if not raw.startswith((b"{", b"["), start):
        return ()
    rest = raw[start:].rstrip(b" \t\r\n\0`~")  # a fence of Markdown has an end, too
    found = [(value, start + place) for value, place in _values_of(rest, limits)]
    if any(isinstance(value, ValueError) for value, _ in found) and not problem_of_text(raw, limits):
        return ()  # other text, such as a page or a program
    return [*without_marks(raw[:start])[1], *found]


def _values_of(raw: bytes, limits: Limits) -> Sequence[tuple[Any, int]]:
    """Return the values of a text that begins as JSON does, each with its place."""
    value = _parsed(raw, limits)
    if isinstance(value, ValueError) and str(value).startswith("trailing"):
        text = raw.decode("latin-1")  # a character for each byte
        spans = [(start, end) for start, end in texts(text) if text[start:end].strip("\x1e")]
        found = [(_parsed(raw[start:end], limits), (start, end)) for start, end in spans]
        objects = [_one_of_several(raw, value, span) for value, span in found if raw[span[0] : span[0] + 1] == b"{"]
        if len(objects) == len(spans):
            return objects
        if raw.lstrip().startswith(b"{"):  # the text between them is one problem
            from cti_contract.jsontext.syntax_errors import syntax_problem  # few inputs need it

            return sorted([*objects, syntax_problem(raw, value)], key=itemgetter(1))
    return [(value, 0)]


def _extracted(limits: Limits, text: str | bytes) -> Sequence[tuple[Any, int]]:
    """Return the values of a string that is JSON, else of the messages in it, each with its place."""
    from cti_contract.files.extract import objects  # documents do not need the module

    raw = text if isinstance(text, bytes) else text.encode()
    found = _whole(limits, raw)
    if found and not any(isinstance(value, ValueError | Problem) for value, _ in found):
        return found
    return [_one_of_several(raw, value, span) for value, span in objects(raw, limits)] or found


def _one_of_several(raw: bytes, value: Any, span: tuple[int, int]) -> tuple[Any, int]:
    """Return a value of a string with its place; for an error of the parser, what is wrong between its ends."""
    start, end = span
    if not isinstance(value, ValueError):
        return value, start
    from cti_contract.jsontext.syntax_errors import syntax_problem  # few inputs need it

    problem, offset = syntax_problem(raw[start:end], value)
    return problem, start + offset


def _parsed(raw: bytes, limits: Limits) -> Any:
    """Return the value of a text in a string, or what is wrong with it."""
    if takes_more(raw, limits.value_memory, limits.value_times):
        return too_many_values("message", limits.value_times)
    try:
        return parse(raw)
    except ValueError as error:
        return error.with_traceback(None)
