"""The JSON texts in a stream: one a line, or one in all; of lines only some are held at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from types import ModuleType
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from jiter import from_json

from cti_contract.contract.json_pointer import steps_of
from cti_contract.problems import Problem

if TYPE_CHECKING:
    from cti_contract.jsontext.positions import Positions

#: The largest JSON text that is parsed, in bytes: a line, or a whole document. What is longer is passed over unread, so
#: memory is bounded whatever a stream holds.
LARGEST = 64 * 1024 * 1024
_CHUNK = 256 * 1024  # in smaller ones the few lines at fault are told one by one, each time by cold code
_MOST_LINES = 4096  # where they are short: of each, if it is blank or at fault, more is held than itself
_LONGEST_MARK = 4
#: The index of a record that is no message but a problem of the whole.
NO_MESSAGE = -1


class Text:
    """One JSON text: the line of a file, or all of it, where it may be an array of messages.

    Of an array that is no JSON as a whole, `elements` are the places, in characters, of what was read of it.
    """

    def __init__(
        self, raw: bytes, *, line: int = 1, is_array: bool = False, elements: Sequence[int] | None = None
    ) -> None:
        self._raw, self.line, self.is_array, self._elements = raw, line, is_array, elements
        self._positions: Positions | None = None

    def place(self, problem: Problem, index: int, at: str) -> tuple[int, int]:
        """Return the line and column in the file of a problem of a record.

        `index` is the record's, where the text is an array of them; the pointer `at` leads to the message in it.
        """
        line, column = problem.line, problem.column
        if line is None or column is None:
            pointer, name = at + problem.pointer, problem.code == "unknown-member"
            found = None if self.is_array else _locating().at_sight(self._raw, pointer, name=name)
            line, column = found or self._position(index if self.is_array else 0, pointer, name=name)
        return self.line + line - 1, column

    def _position(self, element: int, pointer: str, *, name: bool) -> tuple[int, int]:
        if self._positions is None:
            text = self._raw.decode(errors="surrogateescape")
            self._positions = _locating().Positions(text, is_array=self.is_array, elements=self._elements)
        return self._positions.position(element, steps_of(pointer), name=name)


@cache
def _locating() -> ModuleType:
    from cti_contract.jsontext import positions  # only problems need it: a valid file starts sooner without

    return positions


class Record(NamedTuple):
    """A message, or the problem in its place: its index in the file, from 0, the text that it stands in, and itself."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody wants of a record
    text: Text
    value: Any


#: Tells which of some values, a few at a time, are to be looked at, each behind its index in all of them; the others
#: must be a message each. A ValueError or a Problem in place of a value is always to be looked at.
Screen = Callable[[Iterable[list[Any]]], Iterable[tuple[int, Any]]]


def parse(raw: bytes) -> Any:
    """Return the value of a JSON text in UTF-8, strictly read; raises ValueError for any other."""
    return from_json(raw, allow_inf_nan=False, catch_duplicate_keys=True)


def _syntax_problem(raw: bytes, error: ValueError) -> Problem:
    from cti_contract.jsontext.syntax_errors import syntax_problem  # only problems need it

    return syntax_problem(raw, error)


def _too_large(text: str) -> Problem:
    return Problem(code="too-large", message=f"{text} more than {LARGEST:,} bytes", line=1, column=1)


def head_of(stream: IO[bytes]) -> bytes:
    """Return the beginning of a stream: at least so much, where there is, that a mark in it can be seen."""
    return read_on([], stream, _LONGEST_MARK - 1)


def more_of(stream: IO[bytes]) -> bytes:
    """Return what there is to read, so that a pipe is checked while it is written; empty at the end."""
    more: bytes = stream.read1(_CHUNK)  # type: ignore[attr-defined]  # every buffered stream has it
    return more


def lines_of(head: bytes, stream: IO[bytes], screen: Screen) -> Iterator[list[Record]]:
    """Yield the messages of a stream that holds one a line, as far as the screen asks for them, some at a time.

    `head` is what was read of it already.
    """
    number = index = 0
    for lines in _line_batches(head, stream):
        found: list[Record] = []
        seen = 0
        for at, value in screen(_values_of(lines)):
            index += at - seen
            seen = at + 1
            text = Text(lines[at], line=number + seen)
            if not isinstance(value, ValueError):
                found.append(Record(index, text, value))
            elif lines[at].strip():
                found.append(Record(index, text, _no_json(lines[at], value)))
            else:
                continue
            index += 1
        index += len(lines) - seen
        number += len(lines)
        yield found


#: So many lines are parsed before the first of them is judged: to change from the one to the other costs time as well.
_AT_A_TIME = 64


def _values_of(lines: list[bytes]) -> Iterator[list[Any]]:
    """Yield the values of lines, a few at a time; of one that is no JSON the error."""
    for first in range(0, len(lines), _AT_A_TIME):
        yield _parsed(lines[first : first + _AT_A_TIME])


def _parsed(lines: list[bytes]) -> list[Any]:
    values: list[Any] = []
    add = values.append
    rest = iter(lines)
    while len(values) < len(lines):
        try:  # once for all the lines up to one at fault: it costs the others nothing
            for line in rest:  # of strings only names are kept to be met again: values, ids above all, hardly are
                add(from_json(line, allow_inf_nan=False, catch_duplicate_keys=True, cache_mode="keys"))
        except ValueError as error:
            add(error.with_traceback(None))  # that holds `values`, which hold the error: garbage, seldom looked for
    return values


def _no_json(line: bytes, error: ValueError) -> Problem:
    return _too_large("a line of") if line is _TOO_LONG else _syntax_problem(line, error)


#: Stands for a line that is too long. It is no JSON, so the look at it costs other lines nothing.
_TOO_LONG = b"too long"


def _line_batches(head: bytes, stream: IO[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines of the stream, many at a time, `_TOO_LONG` in place of one that is."""
    parts: list[bytes] = []  # of the line that has not ended yet
    size = 0
    chunk = head
    while chunk:
        lines = chunk.split(b"\n")
        last = lines.pop()
        if lines:
            lines[0] = _joined([*parts, lines[0]], size + len(lines[0]))
            for first in range(0, len(lines), _MOST_LINES):
                yield lines[first : first + _MOST_LINES]
            parts, size = [], 0
        size += len(last)
        parts = [*parts, last] if size <= LARGEST else []
        chunk = more_of(stream)
    if size:
        yield [_joined(parts, size)]


def _joined(parts: list[bytes], size: int) -> bytes:
    return b"".join(parts) if size <= LARGEST else _TOO_LONG


def document_of(head: bytes, stream: IO[bytes], screen: Screen) -> Iterator[list[Record]]:
    """Yield the messages of a stream that holds one, or an array of them, as `lines_of` does."""
    raw = read_on([head], stream, LARGEST)
    if len(raw) > LARGEST:
        yield [Record(0, Text(b""), _too_large("messages that are not one a line in an .ndjson file, and"))]
    elif raw.strip():
        try:
            value = parse(raw)
        except ValueError as error:
            from cti_contract.files.documents import salvaged  # only problems need it

            yield list(salvaged(raw, error, screen))
            return
        whole = Text(raw, is_array=isinstance(value, list))
        found = screen([value if isinstance(value, list) else [value]])
        yield [Record(index, whole, message) for index, message in found]


def read_on(chunks: list[bytes], stream: IO[bytes], most: int) -> bytes:
    """Return the chunks and what follows: to the end, or until it is more than `most` bytes."""
    size = sum(map(len, chunks))
    while size <= most and (more := more_of(stream)):
        chunks.append(more)
        size += len(more)
    return b"".join(chunks)
