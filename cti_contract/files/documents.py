"""One JSON text a file: a message, or an array of messages."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from cti_contract.contract.json_pointer import child
from cti_contract.files.limits import Limits
from cti_contract.files.records import Record, record_of
from cti_contract.files.streams import Stream
from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.positions import Text
from cti_contract.jsontext.tokens import elements, has_more_values, texts
from cti_contract.problem_texts import not_a_message, too_large, too_many_values
from cti_contract.problems import Problem
from cti_contract.validation.dispatch import discriminate
from cti_contract.validation.warnings import may_have_odd_texts

#: Members that a message has, and other JSON hardly ever.
_OF_MESSAGES = frozenset({"command", "messageType", "original", "target"})


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
            self._rest = self._split(self._text.characters)
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
    is_dense: bool = False  # a message may have too many values

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
        yield Record(0, Text(b""), 0, problem=problem)
        return
    if not raw.strip():
        return
    text = Text(raw)
    is_dense = has_more_values(raw, limits.values)
    if is_dense and has_more_values(raw, limits.document_values):
        yield record_of(too_many_values("document", limits.document_values), 0, text)
        return
    for batch in _messages(text, limits, may_be_foreign=may_be_foreign):
        yield batch._replace(is_dense=True) if is_dense and isinstance(batch, Elements) else batch


def _messages(text: Text, limits: Limits, *, may_be_foreign: bool) -> Iterator[Elements | Record]:
    """Yield the messages of a document as `document` does."""
    raw = text.raw
    try:
        value = parse(raw)
    except ValueError as error:
        yield from _broken(text, error, limits)
        return
    odd_texts = may_have_odd_texts(raw)
    if may_be_foreign and is_foreign(value):
        yield record_of(not_a_message(_place_of_messages(value)), None, text)
    elif isinstance(value, list):
        spans = Spans(text)
        for first in range(0, len(value), limits.lines):
            yield Elements(value[first : first + limits.lines], first, text, odd_texts, spans)
    else:
        yield Elements([value], 0, text, odd_texts)


def is_foreign(value: Any) -> bool:
    """Return whether a value is an object that is no message, or an array in which nothing looks like one."""
    if isinstance(value, list):
        return bool(value) and not any(map(_looks_like_message, value))
    return isinstance(value, dict) and not _looks_like_message(value)


def _looks_like_message(value: Any) -> bool:
    """Return whether a value has a member of messages that other JSON rarely has, or a name of the contract."""
    if not isinstance(value, dict):
        return False
    if not value.keys().isdisjoint(_OF_MESSAGES) or {"name", "data"} <= value.keys():
        return True
    found = discriminate(value)
    return not isinstance(found, Problem) or found.pointer != ("/name" if "name" in value else "") or bool(found.hint)


def _place_of_messages(value: Any) -> str:
    """Return the JSON Pointer of the messages inside the records of a document, empty if there are none."""
    for record in value if isinstance(value, list) else [value]:
        for name, inner in record.items() if isinstance(record, dict) else ():
            several = isinstance(inner, list)
            if any(map(_is_surely_message, inner if several else [inner])):
                return child("", name) + "/*" * several
    return ""


def _is_surely_message(value: Any) -> bool:
    """Return whether a value has a target and a name, as no other JSON has."""
    return isinstance(value, dict) and "target" in value and ("command" in value or "name" in value)


def _broken(text: Text, error: ValueError, limits: Limits) -> Iterator[Elements | Record]:
    """Yield the messages of a document that is not JSON; `error` is the error of the whole text.

    Marks between the values, such as comments, are reported once and then ignored. Several values, one after the other,
    are messages, as if they were in an array.
    """
    from cti_contract.jsontext.marks import without_marks  # a valid file starts 1 ms sooner without both
    from cti_contract.jsontext.syntax_errors import syntax_problem

    plain, marks = without_marks(text.raw)
    cleaned = Text(plain)
    value, is_json = _parsed(plain)
    is_sequence = not is_json and _is_sequence(cleaned.characters)
    if is_json or is_sequence:
        for problem, offset in marks:
            start = len(text.raw[:offset].decode(errors="surrogateescape"))
            yield Record(None, cleaned, start, problem=problem)
    if is_json:
        spans = Spans(cleaned) if isinstance(value, list) else None
        values = value if isinstance(value, list) else [value]
        yield Elements(values, 0, cleaned, may_have_odd_texts(plain), spans)
        return
    if is_sequence:
        yield from _readable(cleaned, None, texts, limits)
        return
    problem, offset = syntax_problem(text.raw, error)
    whole = Record(None, text, offset, problem=problem, in_array=True)
    yield from _readable(text, whole, elements, limits)


def _parsed(raw: bytes) -> tuple[Any, bool]:
    """Return the value of a text, and whether it is JSON."""
    try:
        return parse(raw), True
    except ValueError:
        return None, False


def _is_sequence(text: str) -> bool:
    """Return whether a text has several objects, one after the other, and nothing else."""
    count = 0
    for start, _ in texts(text):
        if text[start] != "{":
            return False
        count += 1
    return count > 1


def _readable(
    text: Text, whole: Record | None, split: Callable[[str], Iterator[tuple[int, int]]], limits: Limits
) -> Iterator[Elements | Record]:
    """Yield the elements of a text that is not JSON as a whole, found by `split`.

    `whole` is the problem of the first element that is not JSON or, if each element is, of the whole text.
    """
    spans, odd_texts = Spans(text, split), may_have_odd_texts(text.raw)
    values: list[Any] = []
    count = 0
    for start, end in split(text.characters):
        raw = text.characters[start:end].encode(errors="surrogateescape")
        try:
            values.append(parse(raw))
            fault = None
        except ValueError as its_error:
            number = count if raw else None  # a missing element is no message
            fault = whole._replace(message_index=number) if whole else record_of(its_error, number, text, (start, end))
            whole = None
        count += 1
        if values and (fault or len(values) == limits.lines):
            yield Elements(values, count - len(values) - bool(fault), text, odd_texts, spans)
            values = []
        if fault:
            yield fault
    if values:
        yield Elements(values, count - len(values), text, odd_texts, spans)
    if whole:
        yield whole if count else whole._replace(message_index=0)
