"""The JSON objects in lines of a log, whatever text is around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, islice, takewhile
from typing import Any, NamedTuple, TypeAlias

from cti_contract.files.limits import Limits
from cti_contract.files.ndjson import TOO_LONG, TOO_MANY, Ahead, Lines, Spans, raw_lines, value_of
from cti_contract.files.streams import RawLines, Stream
from cti_contract.jsontext.encodings import QUOTES_OF_A_BYTE, wide_encoding
from cti_contract.jsontext.syntax_errors import CODE_OF_QUOTE
from cti_contract.jsontext.tokens import GOES_ON, end_of_cut, object_end
from cti_contract.problem_texts import not_json_text, not_the_first
from cti_contract.problems import Problem

#: The beginning of an object with members: a message has some. A bracket in quotes begins none, such as "{" of a text,
#: and neither does one before the last quote of a line that is no first one of a name, such as that of "expected {".
_BEGINNING = rb"""(?:(?<!")\{|\{(?=\s*+"{1,2}[^\s{}",:;.)\]]))\s*+"(?!(?:\s[^"]*+)?+\Z)"""
_JSON = re.compile(_BEGINNING)
#: The same, or that of a message that Python, JavaScript or Java has printed, or with a backslash before each quote.
_CURLY = rb"\xe2\x80[\x98-\x9f\xb2\xb3\xb9\xba]|\xc2[\xab\xbb\xb4]|\xe3\x80[\x8c-\x8f\x9d-\x9f]|\xef\xbc\x82"
_QUOTES = rb"""(?:b'|[\\'"]|%b)*+""" % _CURLY
_OBJECT = re.compile(
    _BEGINNING
    + rb"|\{\s*"
    + _QUOTES
    + rb"(?:command|data|messageType|name|original|result|target)"
    + _QUOTES
    + rb"\s*+[:=]"
)
#: A line inside a pretty-printed message, which is an error, too; %b is a pattern of names.
_INSIDE = (
    rb'\s*+"(?:command|messageType)"\s*+:'
    rb'|.*"(?:command"\s*+:\s*+"%b[^"]*+|messageType"\s*+:\s*+"objectEvent)"\s*+,?+\s*+\Z'
)
#: The name of a member in quotes, before its value; colors of a terminal and odd spaces may be around it.
_ODD = rb"(?:\x1b\[[\d;]*+m|[\s\0]|\xc2\xa0|\xe2\x80[\x8b-\x8f])*+"
_QUOTE = rb"""(?:[`\\'"]|%b|%b){1,4}+""" % (_CURLY, QUOTES_OF_A_BYTE)
_QUOTED = _QUOTE + _ODD + rb"%b" + _ODD + _QUOTE + _ODD + rb"[:=]"

#: The names of members of messages, each as other programs write it, with the fault.
_ENCODED = {
    rb"\\x22%b\\x22": "quotes as \\x22",
    rb"\\u0022%b\\u0022": "quotes as \\u0022",
    rb"&(?:quot|\#34|\#x22);%b&(?:quot|\#34|\#x22);": "quotes as HTML",
    rb"%%(?:25)*22%b%%(?:25)*22": "quotes as in a URL",
    CODE_OF_QUOTE.encode() + b"%b" + CODE_OF_QUOTE.encode(): "quotes as a code",
    rb":%b\s*=>": "Ruby",
    rb"\bu'%b'": "Python 2",
    rb"\('%b',": "OrderedDict",
}
_NAME, _OF_TARGET = rb"(?:command|messageType|name)", rb"target"

#: Where an object is in its line: its first and its last byte.
Span: TypeAlias = tuple[int, int]


class _Found(NamedTuple):
    """An object in a line, or a line without one."""

    number: int
    raw: bytes
    value: Any = None
    span: Span | None = None


def lines(stream: Stream, limits: Limits, *, has_inner: bool = False) -> Iterator[Lines]:
    """Yield the objects in the lines of a stream, some at a time; lines without one are counted.

    With `has_inner`, the messages are inside of the objects.
    """
    first, index, places = 1, 0, Spans([])
    rest = Ahead(raw_lines(stream, limits))
    in_lines = _InLines(rest, limits, has_inner=has_inner)
    for batch_of_lines in rest:
        (raws, odd_texts, has_more), numbers = _joined(batch_of_lines, first, rest, limits)
        found = in_lines.found(raws, numbers)
        count: int | None = numbers[-1] - first
        first = numbers[-1]
        while (some := list(islice(found, limits.lines))) or count is not None:
            kept = [each for each in some if each.span]
            skipped = len(some) - len(kept)
            places = Spans([each.span for each in kept if each.span], places)
            some.clear()
            batch = Lines(
                [each.value for each in kept],
                index,
                [each.number for each in kept],
                [each.raw for each in kept],
                count or 0,
                limits,
                odd_texts,
                has_more,
                places,
                skipped,
            )
            index, count = index + len(kept), None
            kept.clear()
            yield batch
            del batch  # a message may be as large as its file


def _joined(batch: RawLines, first: int, rest: Ahead, limits: Limits) -> tuple[RawLines, Sequence[int]]:
    """Return lines, with those of each message over several lines joined, and their numbers and that after the last."""
    if not any(raw.rstrip().endswith(GOES_ON) for raw in batch.raws):
        return batch, range(first, first + len(batch.raws) + 1)
    from cti_contract.files.pretty_lines import joined  # few inputs need it

    together, heights, ahead = joined(batch, rest, limits.whole, extract=True)
    rest.give_back([ahead] if ahead else [])
    return together, [*accumulate(heights, initial=first)]


class _InLines:
    """The objects in lines. One that goes on in the next lines is a problem, and these lines are parts of it."""

    def __init__(self, rest: Ahead, limits: Limits, *, has_inner: bool) -> None:
        self._rest, self._limits, self._has_inner = rest, limits, has_inner
        self._last = 0  # the number of the last line of an object that is split
        self._searched = 0  # the number of the line up to which no such object ends

    def found(self, raws: list[bytes], numbers: Sequence[int]) -> Iterator[_Found]:
        """Yield the objects of lines that are not blank, or that a line has none."""
        for at, (number, raw) in enumerate(zip(numbers, raws, strict=False)):
            if number > self._last and raw.strip():
                for each in _in_line(number, raw, self._limits, self._has_inner):
                    is_split = _is_open(each) and number >= self._searched and self._goes_on(each, raws, at)
                    yield each._replace(value=not_json_text("split")) if is_split else each

    def _goes_on(self, found: _Found, raws: list[bytes], at: int) -> bool:
        """Return whether the object of a line has its end in one of the next lines."""
        from cti_contract.files.split_lines import MOST_LINES, split_over  # few inputs need it

        after = raws[at + 1 : at + 1 + MOST_LINES]
        if len(after) < MOST_LINES and (more := next(self._rest, None)):
            self._rest.give_back([more])
            after += more.raws[: MOST_LINES - len(after)]
        [start, _] = found.span or (0, 0)
        most = self._limits.whole - len(found.raw)
        height, read = split_over(found.raw, start, [*takewhile(lambda line: len(line) <= most, after)], _OBJECT)
        last = found.number + found.raw.count(b"\n")
        self._last, self._searched = last + height, last + read
        return height > 0


def _is_open(found: _Found) -> bool:
    """Return whether an object has no end in its line."""
    is_cut = found.value.__class__ is ValueError and str(found.value).startswith("EOF")
    return is_cut and found.span is not None and not found.raw[found.span[1] :].strip()


def _in_line(number: int, raw: bytes, limits: Limits, has_inner: bool) -> Iterator[_Found]:  # noqa: FBT001 -- that of `lines`
    """Yield the objects of a line that is not blank, or that it has none."""
    found = objects(raw, limits)
    first = next(found, None)
    second = next(found, None) if len(raw) <= limits.whole else None  # large ones are not held together
    if first is None:
        yield _Found(number, raw)
        return
    if second and not has_inner and isinstance(first[0], dict) and not _has_message(first[0], raw):
        first = not_the_first(), first[1]
    for value, span in chain(filter(None, (first, second)), found):
        yield _Found(number, raw, value, span)


def objects(raw: bytes, limits: Limits) -> Iterator[tuple[Any, Span]]:
    """Yield the first object in a line, and those after it that seem to be messages, each with its place.

    In the place of the value of an object that cannot be read is its problem, or the error of the parser.
    """
    if raw is TOO_LONG or raw is TOO_MANY:
        yield value_of(raw, limits), (0, len(raw))
        return
    found, end = _JSON.search(raw), 0
    for value, span in _odd(raw, 0, found.start() if found else len(raw), limits):
        yield value, span
        end = span[1]
    if found and end > found.start():  # that object is inside of the message
        found = _JSON.search(raw, end)
    if found:
        value, (start, end) = _from(raw, found.start(), limits)
        yield value, (start, end)
    elif not end and (fault := _of_part(raw)):
        yield not_json_text(fault), (0, len(raw))
        return
    last = end
    if _OBJECT.search(raw, end):
        for value, span in _further(raw, end, limits):
            yield value, span
            last = span[1]
    if last:
        yield from _odd(raw, last, len(raw), limits)


def _from(raw: bytes, start: int, limits: Limits) -> tuple[Any, Span]:
    """Return the object that begins at a place and its place, or the problem of a larger one whose beginning is cut."""
    end = raw.rfind(b"}") + 1
    value = value_of(raw[start:end], limits) if end > start else None
    if isinstance(value, dict):
        return value, (start, end)
    text = raw.decode("latin-1")  # a character for each byte
    end = object_end(text, start)
    if cut := end_of_cut(text, start, end):
        return not_json_text("first part"), (0, cut)
    return value_of(raw[start:end], limits), (start, end)


#: The beginnings of an object in base64.
_OF_BASE64 = (b"eyJ", b"eyA", b"ewo", b"ew0")


def _of_part(raw: bytes) -> str | None:
    """Return the fault of a line that is a part of a message, None for any other line without an object."""
    if (b'"command"' in raw or b'"messageType"' in raw) and _inside().match(raw):
        return "inside a message"
    if any(beginning in raw for beginning in _OF_BASE64):
        from cti_contract.files.meant_messages import has_message_in_base64  # few lines need it

        if has_message_in_base64(raw):
            return "base64"
    if _OF_TARGET not in raw or b"}" not in raw:  # most lines are looked at no further
        return None
    from cti_contract.files.meant_messages import is_end_of_message  # few lines need it

    return "first part" if is_end_of_message(raw) else None


def _odd(raw: bytes, start: int, end: int, limits: Limits) -> Iterator[tuple[Any, Span]]:
    """Yield the error of a message that does not begin as JSON does, with its place."""
    if raw.find(b"\0", start, end) >= 0:
        wide = wide_encoding(raw[start:end])
        if wide and any(objects(raw[start:end].replace(b"\0", b""), limits)):
            yield not_json_text(wide), (start, end)
            return
    if raw.find(_OF_TARGET, start, end) < 0 and raw.find(b"Target", start, end) < 0:  # most lines have none
        return
    found = (
        _encoded(raw, start, end)
        or _of_quoted_names(raw, start, end, limits)
        or (_OBJECT.search(raw, start, end) and next(_further(raw, start, limits, end), None))
        or _printed(raw, start, end)
    )
    if found:
        yield found


def _of_quoted_names(raw: bytes, start: int, end: int, limits: Limits) -> tuple[Any, Span] | None:
    """Return the error of a message that is known by the names of its members, with its place, if there is one.

    Something is between its bracket and the first name, or the bracket is missing.
    """
    places = [pattern.search(raw, start, end) for pattern in _quoted_names()]
    if not all(places):
        return None
    first = min(each.start() for each in places if each)
    usual = _OBJECT.search(raw, start, first)
    for bracket in (usual.start() if usual else -1, raw.rfind(b"{", start, first)):
        last = object_end(raw.decode("latin-1"), bracket) if bracket >= 0 else 0
        if last > first:
            return value_of(raw[bracket:last], limits), (bracket, last)
    return not_json_text("first bracket"), (first, end)


def _encoded(raw: bytes, start: int, end: int) -> tuple[Problem, Span] | None:
    """Return the problem of a message that is no JSON because its quotes are encoded, with its place, if any."""
    for pattern, fault in _ENCODED.items():
        places = [re.compile(pattern % name).search(raw, start, end) for name in (_NAME, _OF_TARGET)]
        if all(places):
            first = min(each.start() for each in places if each)
            return not_json_text(fault), (first, end)
    return None


def _printed(raw: bytes, start: int, end: int) -> tuple[Problem, Span] | None:
    """Return the problem of a message that a program in another language has printed, with its place, if any."""
    from cti_contract.files.printed import printed  # few lines need it

    found = printed(raw, start, end)
    return (not_json_text(found[0]), (found[1], end)) if found else None


def _further(raw: bytes, end: int, limits: Limits, before: int | None = None) -> Iterator[tuple[Any, Span]]:
    """Yield the objects of a line after a place that seem to be messages, or to have some inside."""
    from cti_contract.files.printed import end_of_labels  # few lines need it

    text = raw.decode("latin-1")
    before = len(raw) if before is None else before
    while found := _OBJECT.search(raw, end, before):
        start, end = found.start(), object_end(text, found.start())
        if labels := end_of_labels(raw, start):
            end = labels
            continue
        value = value_of(raw[start:end], limits.of_part())
        if _has_message(value, raw[start:end]):
            yield value, (start, end)


def _has_message(value: Any, raw: bytes) -> bool:
    """Return whether an object, which may be one that cannot be read, was meant as a message or has one inside."""
    from cti_contract.files.meant_messages import is_meant_as_message, is_text_meant_as_message  # most lines have one
    from cti_contract.files.wrapped import place_of_messages

    if not isinstance(value, dict):
        return is_text_meant_as_message(raw)
    return is_meant_as_message(value) or bool(place_of_messages(value))


@cache
def _inside() -> re.Pattern[bytes]:
    """Return the pattern of a line inside a pretty-printed message, maybe behind other text."""
    from cti_contract.files.meant_messages import beginnings_of_names  # few lines need it

    return re.compile(_INSIDE % beginnings_of_names().encode())


@cache
def _quoted_names() -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return the patterns of a member that names a message and of a target, both in quotes."""
    from cti_contract.files.meant_messages import beginnings_of_names  # few lines need it

    event = _QUOTED % b"name" + _ODD + _QUOTE + _ODD + beginnings_of_names().encode()
    return re.compile(_QUOTED % b"(?:command|messageType)" + b"|" + event), re.compile(_QUOTED % b"target")
