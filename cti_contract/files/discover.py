"""Files, folders and standard input as streams of messages, each with its origin."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import IO, Any

from cti_contract.contract.json_pointer import pointer_to, steps_of
from cti_contract.files.detect import told_apart
from cti_contract.files.ndjson import NO_MESSAGE, Record, Screen, Text, document_of, head_of, lines_of, more_of
from cti_contract.files.streams import STANDARD_INPUT, Part, ends_in
from cti_contract.problems import Problem
from cti_contract.text import printable, shortened

PACKED_SUFFIXES = (".gz", ".zst")
DOCUMENT_SUFFIXES = (".json", *(f".json{packed}" for packed in PACKED_SUFFIXES))
LINES_SUFFIXES = (
    ".ndjson",
    ".jsonl",
    *(f".{name}{packed}" for name in ("ndjson", "jsonl") for packed in PACKED_SUFFIXES),
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: How a stream begins that is something else than text in UTF-8, and what to do about it.
_OTHER_FORMATS = {
    b"\xff\xfe\0\0": "UTF-32, not UTF-8",
    b"\0\0\xfe\xff": "UTF-32, not UTF-8",
    b"\xff\xfe": "UTF-16, not UTF-8",
    b"\xfe\xff": "UTF-16, not UTF-8",
    b"\x1f\x8b": "packed by gzip: unpack it first, or let the name of the file end in .gz",
    b"\x28\xb5\x2f\xfd": "packed by zstd: unpack it first, or let the name of the file end in .zst",
}
#: What is worth the start of processes: so many bytes that may be shared out, or so many files.
WORTH_BYTES = 32 * 1024 * 1024
WORTH_FILES = 2000


def files(paths: Iterable[str]) -> Iterator[str | Problem]:
    """Yield the files that the paths lead to: each path itself, of a folder those of a JSON suffix, sorted by path.

    A folder without one, or one that cannot be listed, is a problem.
    """
    for path in paths:
        if path == STANDARD_INPUT or not os.path.isdir(path):
            yield path
        else:
            yield from _files_below(path)


def why_missing(path: str) -> str | None:
    """Return a sentence that says that nothing is at a path, None where something is, and for standard input."""
    if path == STANDARD_INPUT or os.path.lexists(path):
        return None
    pattern = "; the shell found nothing that matches" if any(sign in path for sign in "*?") else ""
    return f"no such file or folder: {printable(path)}{pattern}"


def _files_below(folder: str) -> Iterator[str | Problem]:
    failed: list[OSError] = []
    found = [
        os.path.join(parent, name)
        for parent, _, names in os.walk(folder, onerror=failed.append)
        for name in names
        if ends_in(name, *DOCUMENT_SUFFIXES, *LINES_SUFFIXES) and _is_file(os.path.join(parent, name))
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


def looked_ahead(files: Iterator[str | Problem]) -> tuple[Iterator[str | Problem], bool]:
    """Return the files, and whether there is enough in the first of them to share it out."""
    ahead: list[str | Problem] = []
    size, is_much = 0, False
    for file in files:
        ahead.append(file)
        size += size_of(file)
        is_much = len(ahead) >= WORTH_FILES or (size >= WORTH_BYTES and (len(ahead) > 1 or may_be_cut(file)))
        if is_much:
            break
    return chain(ahead, files), is_much


def size_of(file: str | Problem) -> int:
    """Return the size of a file in bytes, 0 of what has none."""
    try:
        return 0 if isinstance(file, Problem) else os.stat(file).st_size
    except OSError:
        return 0


def may_be_cut(file: str | Problem) -> bool:
    """Tell whether a file may hold lines that are found without those before them."""
    return isinstance(file, str) and not ends_in(file, *PACKED_SUFFIXES, *DOCUMENT_SUFFIXES)


def shown(path: str) -> str:
    """Return a path as it is told: the bytes of a name that is no UTF-8 are escaped."""
    return os.fsencode(path).decode(errors="backslashreplace")


def unreadable(path: str, error: Exception) -> Problem:
    """Return the problem of a file or folder that one of `READ_ERRORS` kept from being read to its end."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(code="unreadable", message=f"cannot be read: {reason}", file=shown(path))


def every(values: Iterable[list[Any]]) -> Iterable[tuple[int, Any]]:
    """Ask for every value: the screen that holds nothing back."""
    return enumerate(chain.from_iterable(values))


def records(part: Part, stream: IO[bytes], at: str = "", screen: Screen = every) -> Iterator[list[Record]]:
    """Yield what the stream of a part holds, as far as the screen asks for it, some messages at a time.

    The JSON Pointer `at` leads to the message in each record. What cannot be read as JSON is a `Problem` in place of
    the message; one of the file itself has the index `NO_MESSAGE`. Raises one of `READ_ERRORS` when reading fails.
    """
    path, start, end, _ = part
    head = head_of(stream)
    if at:
        screen = partial(_screened_inside, steps=steps_of(at), screen=screen)
    if start:
        return lines_of(head, stream, screen)
    if other := other_format(head):
        return iter([[_of_the_file(code="not-utf8", message=other)]])
    first: list[Record] = []
    if head.startswith(BYTE_ORDER_MARK):
        first = [_of_the_file(code="byte-order-mark", message="a byte order mark stands before the first message")]
        head = head.removeprefix(BYTE_ORDER_MARK) or more_of(stream)
    if end is not None or ends_in(path, *DOCUMENT_SUFFIXES, *LINES_SUFFIXES):
        holds_lines = not ends_in(path, *DOCUMENT_SUFFIXES)
    else:
        head, holds_lines = told_apart(head, stream)
    read = lines_of if holds_lines else document_of
    return chain([first], read(head, stream, screen))


def other_format(head: bytes) -> str | None:
    """Say what a stream is that is no text in UTF-8, as far as its first bytes tell; else None."""
    for beginning, told in _OTHER_FORMATS.items():
        if head.startswith(beginning):
            return told
    # without a mark: the first characters of JSON are ASCII (RFC 4627, section 3)
    return {2: "UTF-16, not UTF-8", 3: "UTF-32, not UTF-8"}.get(head[:4].count(0))


def _screened_inside(values: Iterable[list[Any]], *, steps: Sequence[str], screen: Screen) -> Iterable[tuple[int, Any]]:
    """Screen what the steps lead to in the values."""
    return screen([_inside(value, steps) for value in some] for some in values)


def _of_the_file(*, code: str, message: str) -> Record:
    return Record(NO_MESSAGE, Text(b""), Problem(code=code, message=message, line=1, column=1))


def _inside(value: Any, steps: Sequence[str]) -> Any:
    """Return what the steps lead to, or the problem that they lead nowhere."""
    if isinstance(value, ValueError):  # there is none
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
