"""Files, folders and standard input as a stream of messages, each with its place; only one text is held at a time."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

from jiter import from_json

from cti_contract.pointers import steps_of
from cti_contract.problems import Problem

if TYPE_CHECKING:
    from cti_contract.locating import Positions

DOCUMENT_SUFFIXES = (".json", ".json.gz")
LINES_SUFFIXES = (".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz")
STANDARD_INPUT = "-"
#: The largest JSON text that is parsed, in bytes: a line, or a whole document. What is longer is passed over unread, so
#: memory is bounded whatever a file holds.
LARGEST = 64 * 1024 * 1024
_TELLING_LINES = 2
READ_ERRORS = (OSError, EOFError, zlib.error)
_CHUNK = 64 * 1024  # larger ones are slower: their lines leave the processor's cache before they are parsed
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Text:
    """One JSON text: the line of a file, or all of it, where it may be an array of messages."""

    def __init__(self, raw: bytes, *, line: int = 1, is_array: bool = False) -> None:
        self.raw, self.line, self.is_array = raw, line, is_array

    @cached_property
    def positions(self) -> Positions:
        """The positions in the text, which must be well formed."""
        from cti_contract.locating import Positions

        return Positions(self.raw.decode(), is_array=self.is_array)


#: A message or what was there instead of one, behind its origin: a line's number and text, or an index and a `Text`;
#: a problem of the file itself comes with the number `NO_MESSAGE`.
Record = tuple[int, bytes | Text, Any]
NO_MESSAGE = -1


def placed(problem: Problem, number: int, origin: bytes | Text, steps: Sequence[str]) -> Problem:
    """Return a problem of a record with its line and column; `steps` lead to the message in the record."""
    text, element = (origin, number) if isinstance(origin, Text) else (Text(origin, line=number), 0)
    line, column = problem.line, problem.column
    if line is None:
        named = problem.code == "unknown-member"
        line, column = text.positions.position(element, [*steps, *steps_of(problem.pointer)], name=named)
    return problem._replace(line=text.line + line - 1, column=column)


def files(paths: Iterable[str]) -> Iterator[str | Problem]:
    """Yield the files that the paths lead to: each path itself, of a folder those of a JSON suffix, sorted by path.

    A folder without one, or one that cannot be listed, is a problem.
    """
    for path in paths:
        if path == STANDARD_INPUT or not os.path.isdir(path):
            yield path
        else:
            yield from _files_below(path)


def _files_below(folder: str) -> Iterator[str | Problem]:
    failed: list[OSError] = []
    found = [
        os.path.join(parent, name)
        for parent, _, names in os.walk(folder, onerror=failed.append)
        for name in names
        if name.endswith(DOCUMENT_SUFFIXES + LINES_SUFFIXES) and _is_file(os.path.join(parent, name))
    ]
    for error in failed:
        yield unreadable(str(error.filename), error)
    yield from sorted(found)
    if not found and not failed:
        suffixes = ", ".join(DOCUMENT_SUFFIXES + LINES_SUFFIXES)
        yield Problem(code="no-messages", message=f"no message files in this folder ({suffixes})", file=folder)


def _is_file(path: str) -> bool:
    """Tell whether a path is a file, or a link that leads nowhere: to open a pipe would wait for its writer."""
    return os.path.isfile(path) or os.path.islink(path)


def unreadable(path: str, error: Exception) -> Problem:
    """Return the problem of a file or folder that one of `READ_ERRORS` kept from being read to its end."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(code="unreadable", message=f"cannot be read: {reason}", file=path)


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """Open a file, unpacked if its suffix says that it is packed, or standard input; raises OSError."""
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with open(path, "rb") as file:
        if path.endswith(".gz"):
            import gzip

            with gzip.open(file) as unpacked:
                yield unpacked  # type: ignore[misc]  # its read1 is all that is used
        else:
            yield file


def records(path: str, stream: IO[bytes], steps: Sequence[str] = ()) -> Iterator[Record]:
    """Yield what a stream opened from `path` holds, message by message; `steps` lead to the message in each record.

    What cannot be read as JSON is a `Problem` in place of the message. Raises one of `READ_ERRORS` when reading fails.
    """
    head = _head(stream)
    if head.startswith(_UTF_16_MARKS):
        return iter([(NO_MESSAGE, head, Problem(code="not-utf8", message="UTF-16, not UTF-8", line=1, column=1))])
    first: list[Record] = []
    if head.startswith(_BYTE_ORDER_MARK):
        text = "a byte order mark stands before the first message"
        first = [(NO_MESSAGE, head, Problem(code="byte-order-mark", message=text, line=1, column=1))]
        head = head.removeprefix(_BYTE_ORDER_MARK)
    found = _lines(head, stream) if _holds_lines(path, head) else _document(head, stream)
    if steps:
        found = ((number, origin, _inside(value, steps)) for number, origin, value in found)
    return chain(first, found)  # not a generator of its own: each one more costs every message


def _head(stream: IO[bytes]) -> bytes:
    """Read until there are two lines, which tell the form apart, or a chunk."""
    head = b""
    while len(head) < _CHUNK and head.count(b"\n") < _TELLING_LINES:
        more = _more(stream)
        if not more:
            break
        head += more
    return head


def _more(stream: IO[bytes]) -> bytes:
    """Read what there is, so that a pipe is checked while it is written."""
    more: bytes = stream.read1(_CHUNK)  # type: ignore[attr-defined]  # every buffered stream has it
    return more


def _holds_lines(path: str, head: bytes) -> bool:
    """Tell whether a file holds a message a line: by its suffix, else because one of its first lines is an object."""
    if path.endswith(DOCUMENT_SUFFIXES + LINES_SUFFIXES):
        return path.endswith(LINES_SUFFIXES)
    if head.lstrip().startswith(b"["):
        return False
    return any(_is_object(line) for line in head.split(b"\n") if line.startswith(b"{"))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(parse(line), dict)
    except ValueError:
        return False


def _document(head: bytes, stream: IO[bytes]) -> Iterator[Record]:
    raw = _whole(head, stream)
    if raw is None:
        text = f"more than {LARGEST:,} bytes; a larger file must hold one message a line and end in .ndjson"
        yield 0, b"", Problem(code="too-large", message=text, line=1, column=1)
        return
    if not raw.strip():
        return
    try:
        value = parse(raw)
    except ValueError as error:
        yield 0, raw, _syntax_problem(raw, error)
        return
    is_array = isinstance(value, list)
    whole = Text(raw, is_array=is_array)
    for index, message in enumerate(value if is_array else [value]):
        yield index, whole, message


def parse(raw: bytes) -> Any:
    """Return the value of a JSON text in UTF-8, strictly read; raises ValueError for any other."""
    return from_json(raw, allow_inf_nan=False, catch_duplicate_keys=True)


def _syntax_problem(raw: bytes, error: ValueError) -> Problem:
    from cti_contract.syntax import syntax_problem

    return syntax_problem(raw, error)


def _whole(head: bytes, stream: IO[bytes]) -> bytes | None:
    """Return the whole text, or None when it is too large."""
    chunks, size = [head], len(head)
    while size <= LARGEST:
        more = _more(stream)
        if not more:
            return b"".join(chunks)
        chunks.append(more)
        size += len(more)
    return None


def _lines(head: bytes, stream: IO[bytes]) -> Iterator[Record]:
    number = 0
    for lines in _line_batches(head, stream):
        for line in lines:
            number += 1
            try:  # as `parse` does it, less a call for each message
                yield number, line, from_json(line, allow_inf_nan=False, catch_duplicate_keys=True)
            except ValueError as error:
                if line is _TOO_LONG:
                    text = f"a line of more than {LARGEST:,} bytes"
                    yield number, line, Problem(code="too-large", message=text, line=1, column=1)
                elif line.strip():
                    yield number, line, _syntax_problem(line, error)


#: Stands for a line that is too long. It is no JSON, so the look at it costs other lines nothing.
_TOO_LONG = b"too long"


def _line_batches(head: bytes, stream: IO[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines of the stream, many at a time, `_TOO_LONG` in place of one that is."""
    rest, chunk, too_long = b"", head, False
    while chunk:
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        if lines and too_long:
            lines[0], too_long = _TOO_LONG, False
        if too_long or len(rest) > LARGEST:
            rest, too_long = b"", True
        yield lines
        chunk = _more(stream)
    if rest or too_long:
        yield [_TOO_LONG if too_long else rest]


def _inside(value: Any, steps: Sequence[str]) -> Any:
    """Return what the steps lead to, or the problem that they lead nowhere."""
    if isinstance(value, Problem):
        return value
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return Problem(code="no-message", message="this record holds no message at the place given")
    return value
