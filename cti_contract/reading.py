"""Files, folders and standard input as streams of messages, each with its origin."""

from __future__ import annotations

import errno
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import IO, Any

from cti_contract.pointers import pointer_to
from cti_contract.problems import Problem, shortened
from cti_contract.texts import Record, Screen, Text, document_of, lines_of, more_of, told_apart

DOCUMENT_SUFFIXES = (".json", ".json.gz")
LINES_SUFFIXES = (".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz")
STANDARD_INPUT = "-"
READ_ERRORS = (OSError, EOFError, zlib.error)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
#: The index of a record that is a problem of the file itself.
NO_MESSAGE = -1


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
        yield unreadable(error.filename, error)
    yield from sorted(found)
    if not found and not failed:
        suffixes = ", ".join(DOCUMENT_SUFFIXES + LINES_SUFFIXES)
        yield Problem(code="no-messages", message=f"no message files in this folder ({suffixes})", file=shown(folder))


def _is_file(path: str) -> bool:
    """Tell whether a path is a file, or a link that leads nowhere: to open a pipe would wait for its writer."""
    return os.path.isfile(path) or os.path.islink(path)


def shown(path: str) -> str:
    """Return a path as it is told: the bytes of a name that is no UTF-8 are escaped."""
    return os.fsencode(path).decode(errors="backslashreplace")


def unreadable(path: str, error: Exception) -> Problem:
    """Return the problem of a file or folder that one of `READ_ERRORS` kept from being read to its end."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(code="unreadable", message=f"cannot be read: {reason}", file=shown(path))


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """Open a file, unpacked if its suffix says that it is packed, or standard input; raises OSError."""
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        yield sys.stdin.buffer
        return
    with open(path, "rb") as file:
        if path.endswith(".gz"):
            import gzip

            with gzip.open(file) as unpacked:
                yield unpacked  # type: ignore[misc]  # its read1 is all that is used
        else:
            yield file


def every(lines: list[bytes]) -> Iterable[int]:
    """Ask for every line: the screen that holds nothing back."""
    return range(len(lines))


def records(path: str, stream: IO[bytes], steps: Sequence[str] = (), screen: Screen = every) -> Iterator[Record]:
    """Yield what a stream opened from `path` holds, message by message; `steps` lead to the message in each record.

    Of a stream of lines only those that the screen asks for; without steps, that is. What cannot be read as JSON is a
    `Problem` in place of the message; one of the file itself has the index `NO_MESSAGE`. Raises one of `READ_ERRORS`
    when reading fails.
    """
    head = more_of(stream)
    if head.startswith(_UTF_16_MARKS):
        return iter([_of_the_file(code="not-utf8", message="UTF-16, not UTF-8")])
    first: list[Record] = []
    if head.startswith(_BYTE_ORDER_MARK):
        first = [_of_the_file(code="byte-order-mark", message="a byte order mark stands before the first message")]
        head = head.removeprefix(_BYTE_ORDER_MARK) or more_of(stream)
    if path.endswith(DOCUMENT_SUFFIXES + LINES_SUFFIXES):
        holds_lines = path.endswith(LINES_SUFFIXES)
    else:
        head, holds_lines = told_apart(head, stream)
    found = lines_of(head, stream, every if steps else screen) if holds_lines else document_of(head, stream)
    if steps:
        found = (record._replace(value=_inside(record.value, steps)) for record in found)
    return chain(first, found)


def _of_the_file(*, code: str, message: str) -> Record:
    return Record(NO_MESSAGE, Text(b""), Problem(code=code, message=message, line=1, column=1))


def _inside(value: Any, steps: Sequence[str]) -> Any:
    """Return what the steps lead to, or the problem that they lead nowhere."""
    if isinstance(value, Problem):
        return value
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step in map(str, range(len(value))):
            value = value[int(step)]
        else:
            return Problem(
                code="no-message", message=f"nothing stands at {shortened(pointer_to(steps))} in this record"
            )
    return value
