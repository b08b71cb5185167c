"""One JSON text a file: a message, or an array of messages."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from cti_contract.files.limits import Limits
from cti_contract.files.meant_messages import is_meant_as_message, words
from cti_contract.files.records import OWN_FILE, Record, is_unclosed, record_of
from cti_contract.files.streams import Stream
from cti_contract.jsontext.memory import takes_more
from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.positions import Text
from cti_contract.jsontext.tokens import (
    CLOSING,
    OPENING,
    STRING,
    broken_values,
    elements,
    may_have_several,
    outer_comma,
    texts,
    tokens,
)
from cti_contract.problem_texts import (
    not_a_message,
    not_a_message_but_names,
    not_json_text,
    stray_lines_beside,
    too_large,
    too_many_values,
)
from cti_contract.problems import Problem
from cti_contract.validation.warnings import may_have_odd_texts

#: A problem of a text, and its offset.
Fault: TypeAlias = tuple[Problem, int]


class Spans:
    """The places of the elements of an array, found in order and only when they are needed."""

    def __init__(self, text: Text, split: Callable[[str], Iterator[tuple[int, int]]] = elements) -> None:
        """Take a text that holds an array, or others whose elements `split` finds."""
        self._text, self._split = text, split
        self._rest: Iterator[tuple[int, int]] | None = None
        self._index, self._last = -1, (0, 0)

    def of(self, index: int) -> tuple[int, int]:
        """Return the first and the last place of an element. The index must not be smaller than in an earlier call."""
        if self._rest is None:
            self._rest = self._split(self._text.bytewise)
        while self._index < index:
            self._index, self._last = self._index + 1, next(self._rest)
        return self._last


class Elements(NamedTuple):
    """Values that were read together from one text: elements of an array with their `spans`, or its one message.

    `odd_texts` is whether a text in them may deserve a warning.
    """

    values: list[Any]
    first_index: int
    text: Text
    odd_texts: bool
    spans: Spans | None = None
    skipped: int = 0  # for lines only
    lines: int = 0  # only parts of files need it, and a document is never in parts

    @property
    def size(self) -> int:
        """The bytes of the text."""
        return len(self.text.raw)

    def start(self, _position: int) -> int:
        """Return 0: no value of a document is behind other text."""
        return 0

    def split(self, position: int) -> tuple["Elements", "Elements"]:
        """Return the values before a position, and the others."""
        before = self._replace(values=self.values[:position])
        return before, self._replace(values=self.values[position:], first_index=self.first_index + position)

    def record(self, position: int, message_index: int) -> Record:
        """Return the record of the value at a position."""
        span = self.spans.of(self.first_index + position) if self.spans else None
        return record_of(self.values[position], message_index, self.text, span)


def document(stream: Stream, limits: Limits, *, may_be_foreign: bool) -> Iterator[Elements | Record]:
    """Yield the messages of a document, some at a time; a message that cannot be read is a record by itself.

    If an element of an array is not JSON, the other elements are read all the same. A document that `may_be_foreign`
    is one problem if nothing in it looks like a message.
    """
    raw = stream.read_up_to(limits.text)
    if len(raw) > limits.text:
        problem = too_large("document", limits.text)
        yield Record(None, Text(b""), 0, problem=problem)
        return
    if not raw.strip():
        return
    if _is_own_file(raw, limits):
        yield OWN_FILE
        return
    found = _read(Text(raw), limits, may_be_foreign=may_be_foreign)
    del raw  # of a broken text, only one without its fault is held
    yield from found


def _read(text: Text, limits: Limits, *, may_be_foreign: bool) -> Iterator[Elements | Record]:
    """Return the messages of a text as `document` yields them."""
    raw = text.raw
    if _is_long_array(raw, limits):
        return _long_array(text, limits, may_be_foreign=may_be_foreign)
    if raw.lstrip().startswith(b"{") and _takes_more(raw, limits):
        return _dense(text, limits, may_be_foreign=may_be_foreign)
    return _messages(text, limits, may_be_foreign=may_be_foreign)


def _messages(text: Text, limits: Limits, *, may_be_foreign: bool) -> Iterator[Elements | Record]:
    """Yield the messages of a document as `document` does."""
    try:
        value = parse(text.raw)
    except ValueError as error:
        found = _broken(text, error.with_traceback(None), limits, may_be_foreign=may_be_foreign)
        del text
        yield from found
        return
    if may_be_foreign and is_foreign(value):
        yield record_of(foreign(value, limits), None, text)
    elif isinstance(value, list):
        yield from _elements([value], text, limits)
    else:
        one = [_one(value, text)]
        del value  # a message in a string of it may be as large
        yield one.pop()


def _is_own_file(raw: bytes, limits: Limits) -> bool:
    """Return whether a document is a report or a baseline of this program, and nothing else."""
    if b'"contract"' not in raw[:64] and b'"runs"' not in raw[:256]:
        return False  # sooner than by the marks of such files
    from cti_contract.files.own_files import kind_of

    try:
        return kind_of(raw) is not None and not _takes_more(raw, limits) and bool(parse(raw))
    except ValueError:
        return False


def _one(value: Any, text: Text) -> Elements:
    """Return the one message of a text."""
    return Elements([value], 0, text, may_have_odd_texts(text.raw))


def _elements(parts: Iterable[list[Any]], text: Text, limits: Limits) -> Iterator[Elements]:
    """Yield the elements of an array, which come in parts."""
    spans, odd_texts = Spans(text), may_have_odd_texts(text.raw)
    index = 0
    for part in parts:
        for first in range(0, len(part), limits.lines):
            yield Elements(part[first : first + limits.lines], index + first, text, odd_texts, spans)
        index += len(part)


def _long_array(text: Text, limits: Limits, *, may_be_foreign: bool) -> Iterator[Elements | Record]:
    """Yield the messages of an array, parsed twice: first to know whether all is JSON, and whether it is foreign."""
    from cti_contract.files.arrays import BrokenArrayError, pieces  # only long arrays need it

    raw = text.raw
    found = []
    problem, has_messages = not_a_message(), not may_be_foreign
    try:
        for piece, values in pieces(raw, limits):
            has_messages = has_messages or not is_foreign(values)
            problem = problem if has_messages or problem != not_a_message() else foreign(values, limits)
            found.append(piece)
            del values  # a message may be a piece by itself
    except BrokenArrayError as broken:
        error = broken.with_traceback(None)  # it would keep the values of a piece
        rest = _readable(text, None, elements, limits) if error.is_dense else _broken(text, error, limits)
        del text, raw
        yield from rest
        return
    if has_messages:
        yield from _elements((piece.values(raw) for piece in found), text, limits)
    else:
        yield record_of(problem, None, text)


def _is_long_array(raw: bytes, limits: Limits) -> bool:
    return len(raw) > limits.whole and raw.lstrip().startswith(b"[")


def _takes_more(raw: bytes, limits: Limits) -> bool:
    """Return whether the values of a text take more memory than they may."""
    return takes_more(raw, limits.value_memory, limits.value_times)


def _dense(text: Text, limits: Limits, *, may_be_foreign: bool) -> Iterator[Elements | Record]:
    """Yield the messages of a text whose values take too much memory together, one after the other."""
    if _is_sequence(text.bytewise):
        yield from _readable(text, None, texts, limits)
        return
    if may_be_foreign and _is_foreign_object(text, limits):
        has_words = words().search(text.raw) or re.search(_ESCAPED_LETTER, text.raw)  # messages may be inside
        problem = too_many_values("document", limits.value_times) if has_words else not_a_message()
        yield record_of(problem, None, text)
    else:
        yield record_of(too_many_values("message" if may_be_foreign else "document", limits.value_times), 0, text)


#: An escape of a character from `@` to DEL.
_ESCAPED_LETTER = rb"\\u00[4-7]"


def _is_foreign_object(text: Text, limits: Limits) -> bool:
    """Return whether an object does not look like a message by its own members, without parsing what is inside them.

    Of one with very many members, that is not known.
    """
    outline, size, depth = [], 0, 0
    for token in tokens(text.bytewise):
        mark = text.bytewise[token.start()]
        depth -= mark in CLOSING
        if depth <= 1:
            outline.append(token[0])
            size += len(token[0])
        depth += mark in OPENING
        if size > limits.whole:
            return False
    try:
        return is_foreign(parse("".join(outline).encode("latin-1")))
    except ValueError:
        return False


def is_foreign(value: Any) -> bool:
    """Return whether a value does not look like a message nor, if it is an array, has an element that does."""
    return not any(map(is_meant_as_message, _listed(value)))


def foreign(value: Any, limits: Limits) -> Problem:
    """Return the problem of a document that is no message."""
    from cti_contract.files.behind_text import has_message_in_text  # few documents need these
    from cti_contract.files.wrapped import has_strings_of_messages, other_places, place_of_messages, place_of_names

    at = place_of_messages(value)
    if at or has_strings_of_messages(value):
        others, are_beside = other_places(value, at) if at else ([], False)
        return not_a_message(at, others, are_beside=are_beside, as_strings=has_strings_of_messages(value))

    is_text = partial(has_message_in_text, limits=limits)
    at = place_of_messages(value, is_text)
    if at:
        return not_a_message(at, in_texts=True)
    at_names = place_of_names(value, is_text)
    if at_names is not None:
        return not_a_message_but_names(at_names)
    return not_a_message(as_strings=any(map(is_text, _listed(value))))


def _listed(value: Any) -> list[Any]:
    """Return the elements of an array, or a list with any other value."""
    return value if isinstance(value, list) else [value]


def _broken(
    text: Text, error: ValueError, limits: Limits, *, may_be_foreign: bool = False
) -> Iterator[Elements | Record]:
    """Yield the messages of a document that is not JSON; `error` is the error of the whole text.

    Marks between the values, such as comments, are reported once and then ignored. Several values, one after the other,
    are messages, as if they were in an array.
    """
    from cti_contract.jsontext.marks import without_marks  # a valid file starts 1 ms sooner without it

    plain, marks = without_marks(text.raw)
    cleaned = text if plain is text.raw else Text(plain)
    is_separated = _begins_with(text, b"\x1e")
    problem = _foreign_with_comments(plain, limits) if may_be_foreign else None
    if problem is not None:
        yield record_of(problem, None, text)
        return
    found = _json(cleaned, limits.of_part()) if marks else error
    found = found if is_separated else _with_strings_of_messages(cleaned, found, limits)
    other = _other_text(text) if isinstance(found, ValueError) else None
    if other:
        del text, plain, cleaned
        yield from _without_other_text(other, limits, may_be_foreign=may_be_foreign)
        return
    del plain
    if isinstance(found, ValueError) and (marks or not is_separated) and _is_sequence(cleaned.bytewise):
        found = _readable(cleaned, None, broken_values, limits)
    if isinstance(found, ValueError) and is_separated:
        found, marks = _readable(text, None, _separated, limits), []
    if isinstance(found, ValueError) and _begins_with(cleaned, b"[", b"{"):
        if not _begins_with(text, b"[", b"{"):
            found = _messages(cleaned, limits, may_be_foreign=may_be_foreign)
        elif marks and _are_beside_values(marks[0], _fault(text, error), _fault(cleaned, found), cleaned):
            found = _faulty(cleaned, found, limits, may_be_foreign=may_be_foreign)
    if isinstance(found, ValueError):
        found, marks = _faulty(text, error, limits, may_be_foreign=may_be_foreign), []
    for problem, offset in marks:
        yield Record(None, *text.around(offset), problem=problem)
    del text, cleaned
    yield from found


def _are_beside_values(first: Fault, fault: Fault, left: Fault, cleaned: Text) -> bool:
    """Return whether the marks of a text are beside its values, by the first one, the first fault, and that left then.

    Else a mark is in the place of a value, or something that looks like marks is behind a string without an end.
    """
    mark, start = first
    problem, at = left
    is_value = problem in _NO_VALUE and not cleaned.raw[start:at].strip()
    return 0 <= fault[1] - start <= 1 and mark != not_json_text("separator inside") and not is_value


_NO_VALUE = (not_json_text("no value"), not_json_text("surplus comma"))


def _fault(text: Text, error: ValueError) -> Fault:
    """Return the first problem of a text that is not JSON, and its offset."""
    from cti_contract.files.arrays import BrokenArrayError  # a valid file starts 1 ms sooner without these
    from cti_contract.jsontext.syntax_errors import syntax_problem

    return error.fault(text.raw) if isinstance(error, BrokenArrayError) else syntax_problem(text.raw, error)


def _faulty(text: Text, error: ValueError, limits: Limits, *, may_be_foreign: bool) -> Iterator[Elements | Record]:
    """Yield the messages of a document that is not JSON, and the problem of it."""
    problem, offset = _fault(text, error)
    if text.raw.startswith(b"\x1e", offset):
        problem = not_json_text("separator inside")
    if problem == not_json_text("comma after") and _ends_array(text):
        offset, problem = len(text.raw) - len(text.raw.lstrip()), not_json_text("first bracket of an array")
        text = Text(text.raw.rstrip()[:-1], text.line)
    whole = Record(None, text, offset, problem=problem, in_array=True)
    has_inner = not may_be_foreign and _begins_with(text, b"{") and may_have_several(text.bytewise)
    is_log = problem == not_json_text("text before") and _IN_BRACKETS.match(text.raw)
    is_list = _begins_with(text, b"[", b"{") and not (has_inner or is_log)  # else messages are found in all of the text
    if is_list:
        yield from _values(text, whole, limits)
    else:
        yield whole._replace(message_index=0)


#: Text in brackets with which a line of a log begins, such as a time: it is no array.
_IN_BRACKETS = re.compile(rb"\s*+\[[^][{}\n]*+\][ \t]*+[^],\s]")


def _ends_array(text: Text) -> bool:
    """Return whether a text is an array without its opening bracket."""
    raw, depth = text.raw.rstrip(), 0
    if not (_begins_with(text, b"{") and raw.endswith(b"]")):
        return False
    for token in tokens(text.bytewise):
        mark = text.bytewise[token.start()]
        depth += (mark in OPENING) - (mark in CLOSING)
        if depth < 0:
            return token.end() == len(raw)
    return False


def _values(text: Text, whole: Record, limits: Limits) -> Iterator[Elements | Record]:
    """Yield the messages of a text with several values; `whole` is the problem of it.

    Values one after the other are no problem. A comma that is beside them is one, if nothing else is wrong.
    """
    if not (_begins_with(text, b"{") and whole.problem == not_json_text("more values")):
        yield from _readable(text, whole, broken_values, limits)
        return
    has_fault = False
    for found in _readable(text, None, broken_values, limits):
        has_fault = has_fault or isinstance(found, Record)
        yield found
    if not has_fault and (comma := outer_comma(text.bytewise)) is not None:
        yield whole._replace(start=comma, problem=not_json_text("comma after"))


class OtherText(NamedTuple):
    """A text without the other text between its values, and the record of that if it is a problem."""

    rest: Text
    record: Record | None


def _other_text(text: Text) -> OtherText | None:
    """Return a text without separators, or without lines of other text around messages; None if it has neither.

    Of a log that has messages only behind other text, nothing is left.
    """
    from cti_contract.jsontext.separators import without_separators
    from cti_contract.jsontext.stray_lines import stray_lines

    plain, separators = without_separators(text.raw)
    if separators:
        return OtherText(
            Text(plain), Record(None, *text.around(separators.start), problem=separators.problem(separators.number))
        )
    lines = stray_lines(text.raw) if words().search(text.raw) else None
    if not lines:
        return None
    rest = Text(lines.plain)
    has_fence = re.search(rb"(?m)^[ \t]*+(?:`{3}|~{3})", rest.raw)  # that of a page is its only problem
    start, problem = lines.start, stray_lines_beside(lines.number)
    is_log = not lines.has_values
    if lines.with_object and (is_log or words().search(text.raw, *lines.with_object)):  # no message is to be removed
        start, problem = lines.with_object[0], not_json_text("text before")
    if is_log:
        return OtherText(Text(b""), Record(0, *text.around(start), problem=problem))
    record = None if has_fence else Record(None, *text.around(start), problem=problem)
    return OtherText(rest, record) if words().search(rest.raw) else None


def _without_other_text(other: OtherText, limits: Limits, *, may_be_foreign: bool) -> Iterator[Elements | Record]:
    """Yield the problem of other text, and the messages of the text without it. Of a foreign text, only say that."""
    found = _read(other.rest, limits, may_be_foreign=may_be_foreign) if other.rest.raw else iter(())
    first = next(found, None)
    if other.record and not (isinstance(first, Record) and first.problem == OWN_FILE.problem):
        yield other.record
    yield from () if first is None else (first,)
    yield from found


def _begins_with(text: Text, *beginnings: bytes) -> bool:
    """Return whether one of the beginnings is the first in a text that is not blank."""
    return re.match(rb"[ \t\r\n\f\v]*+(?:%b)" % b"|".join(map(re.escape, beginnings)), text.raw) is not None


_COMMA, _BLANK = b", "
#: A comma after the last member or element, which files with comments often have. Strings are matched to skip them.
_LAST_COMMA = re.compile(STRING.encode() + rb"|,(?=[ \t\r\n]*+[]}])", re.DOTALL)


def _foreign_with_comments(raw: bytes, limits: Limits) -> Problem | None:
    """Return the problem of a text that is foreign JSON without its comments, such as a compiler's configuration."""
    plain = bytearray(raw)  # to put a text together again from its pieces would take 25 times its size
    for found in _LAST_COMMA.finditer(raw):
        if raw[found.start()] == _COMMA:
            plain[found.start()] = _BLANK
    without = bytes(plain)
    try:
        if _takes_more(without, limits.of_part()):
            return None
        value = parse(without)
    except ValueError:
        return None
    return foreign(value, limits) if is_foreign(value) else None


def _json(text: Text, limits: Limits) -> Iterator[Elements | Record] | ValueError:
    """Return the messages of a document, or what is wrong if it is not JSON."""
    from cti_contract.files.arrays import BrokenArrayError, pieces

    raw = text.raw
    try:
        if _is_long_array(raw, limits):
            found = [piece for piece, _ in pieces(raw, limits)]
            return _elements((piece.values(raw) for piece in found), text, limits)
        if _takes_more(raw, limits):
            return _dense(text, limits, may_be_foreign=True)
        value = parse(raw)
    except BrokenArrayError as broken:
        return _readable(text, None, elements, limits) if broken.is_dense else broken.with_traceback(None)
    except ValueError as error:
        return error.with_traceback(None)
    return _elements([value], text, limits) if isinstance(value, list) else iter([_one(value, text)])


def _is_sequence(text: str) -> bool:
    """Return whether a text has several objects, one after the other, and nothing else."""
    count = 0
    for start, _ in texts(text):
        if text[start] != "{":
            return False
        count += 1
    return count > 1


def _with_strings_of_messages(
    text: Text, found: Iterator[Elements | Record] | ValueError, limits: Limits
) -> Iterator[Elements | Record] | ValueError:
    """Return the values of a text that has objects and strings only, one after the other.

    If no such string holds a message, they are lines of other text: then return what was `found`.
    """
    if not (isinstance(found, ValueError) and re.search(rb'(?:\A|[\s}"])"\s*+\{', text.raw)):
        return found
    from cti_contract.files.wrapped import is_message  # few files have such strings

    has_some = False
    for start, end in texts(text.bytewise):
        if text.bytewise[start] not in _OF_STRINGS:
            return found
        has_some = has_some or (text.bytewise[start] == '"' and is_message(_value(text.raw[start:end], limits)))
    return _readable(text, None, texts, limits) if has_some else found


#: The first characters of a string, and of the objects beside it.
_OF_STRINGS = '"{'


def _separated(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of each value of a text with separators of RFC 7464, which no JSON has inside.

    Other values may follow the first behind a separator.
    """
    for found in re.finditer(r"[^ \t\r\n\x1e](?:[^\x1e]*[^ \t\r\n\x1e])?", text):
        split = {"{": broken_values, "[": texts}.get(text[found.start()], _whole)
        for start, end in split(found[0]):
            yield found.start() + start, found.start() + end


def _whole(text: str) -> Iterator[tuple[int, int]]:
    yield 0, len(text)


def _readable(
    text: Text, whole: Record | None, split: Callable[[str], Iterator[tuple[int, int]]], limits: Limits
) -> Iterator[Elements | Record]:
    """Yield the elements of a text that is not JSON as a whole, found by `split`.

    `whole` is the problem of the first element that is not JSON or, if each element is, of the text between them.
    """
    spans, odd_texts = Spans(text, split), may_have_odd_texts(text.raw)
    values: list[Any] = []
    count, is_missing = 0, False
    for start, end in split(text.bytewise):
        was_missing, is_missing = is_missing, start == end
        if was_missing and is_missing:  # several commas are one fault
            count += 1
            continue
        if whole and not start and _BLANK_END.match(text.bytewise, end):  # parsed again, it would be twice in memory
            yield whole._replace(message_index=0, part=(start, end))
            return
        value = _value(text.raw[start:end], limits)
        faults, whole = _faults(value, count, text, (start, end), whole)
        if values and faults:
            yield Elements(values, count - len(values), text, odd_texts, spans)
            values = []
        yield from faults
        if not isinstance(value, ValueError | Problem):
            values.append(value)
        del value
        count += 1
        is_large = end - start > limits.whole and not whole  # it is not held beside the next one
        if len(values) == limits.lines or (values and is_large):
            yield Elements(values, count - len(values), text, odd_texts, spans)
            values = []
    if values and not (whole and _is_scalar(values, count)):
        yield Elements(values, count - len(values), text, odd_texts, spans)
    if whole:
        yield whole if count else whole._replace(message_index=0)


def _faults(
    value: Any, index: int, text: Text, span: tuple[int, int], whole: Record | None
) -> tuple[list[Record], Record | None]:
    """Return the faults at an element, and the problem of the whole text if it is still to be reported."""
    start, end = span
    if start == end:
        missing = _missing_element(text, start)
        if whole is None:
            return [missing], None
        whole = whole._replace(part=span)
        return [whole] if whole.start >= start - 1 else [whole, missing], None
    is_broken, faults = isinstance(value, ValueError), []
    if whole and (start > whole.start or (start == whole.start and not is_broken)):
        faults, whole = [whole], None
    if is_broken:
        return [*faults, _broken_element(value, index, text, span, whole)], None
    if isinstance(value, Problem):
        faults.append(record_of(value, index, text, span))
    return faults, whole


def _is_scalar(values: list[Any], count: int) -> bool:
    """Return whether the only value of a broken text is no object: `[3` is no message with a fault."""
    return count == 1 and not isinstance(values[0], (dict, list))


#: Faults that an array as a whole shows only as a missing comma.
_AFTER = (not_json_text("surplus bracket"), not_json_text("text after"))
_BLANK_END = re.compile(r"[ \t\r\n]*+\Z")


def _value(raw: bytes, limits: Limits) -> Any:
    """Return the value of an element, or what is wrong with it."""
    if _takes_more(raw, limits.of_part()):
        return too_many_values("message", limits.part_times)
    try:
        return parse(raw)
    except ValueError as error:
        return error.with_traceback(None)  # the traceback would keep this text


#: The faults of an element that is missing after a comma, by what is in its place.
_MISSING = {",": "surplus comma", "]": "trailing comma", "": "cut after a comma"}


def _missing_element(text: Text, start: int) -> Record:
    """Return the record of an element that is missing after a comma."""
    found = next(tokens(text.bytewise, start), None)
    fault = _MISSING[found[0] if found else ""]
    at = found.start() if found and fault == "surplus comma" else start - 1
    return Record(None, text, at, problem=not_json_text(fault), in_array=True, part=(start, start))


def _broken_element(error: ValueError, index: int, text: Text, span: tuple[int, int], whole: Record | None) -> Record:
    """Return the record of an element that is not JSON; the first one has the problem of the whole text."""
    start, end = span
    is_separator = not text.bytewise[start:end].strip("\x1e")  # then it is no message
    record = record_of(error, None if is_separator else index, text, span)
    if is_unclosed(error, text, span):
        return record._replace(part=span)
    whole = None if record.problem in _AFTER else whole
    return (whole or record)._replace(message_index=record.message_index, part=span)
