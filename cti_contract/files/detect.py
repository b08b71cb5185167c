"""How the messages in a stream are laid out, told by the stream itself: one a line, or a document."""

from __future__ import annotations

from typing import IO

from cti_contract.files import ndjson
from cti_contract.files.ndjson import more_of, parse, read_on

_TELLING = 1024 * 1024


def told_apart(head: bytes, stream: IO[bytes]) -> tuple[bytes, bool]:
    """Read until it is clear whether there is a message a line; return what was read and the answer.

    The first line tells when it is an object, the beginning of an array, or no JSON though it ends as an object does.
    When it is JSON that might be a document, it is one unless something follows. Else what follows tells, as far as it
    is read: where the first line is the beginning of no document, up to the first one that is an object.
    """
    head = _with_a_line(head, stream)
    first, _, rest = head.lstrip().partition(b"\n")
    try:
        is_object = isinstance(parse(first), dict)
    except ValueError as error:
        return _told_by_more(head, stream, first, is_begun=str(error).startswith("EOF"))
    while not is_object and not rest.strip() and (rest := more_of(stream)):
        head += rest
    return head, is_object or bool(rest.strip())


def _told_by_more(head: bytes, stream: IO[bytes], first: bytes, *, is_begun: bool) -> tuple[bytes, bool]:
    """Do what `told_apart` does where the first line is no JSON, but may be the beginning of some if `is_begun`."""
    if is_begun and first.startswith(b"["):
        return head, False
    if len(first) > ndjson.LARGEST or (not is_begun and first.rstrip().endswith(b"}")):
        return head, True  # a line that is too long, but others may follow; or an object at fault
    if not is_begun:
        return _with_an_object(head, stream)
    head = read_on([head], stream, _TELLING)
    if len(head) <= _TELLING and _is_object(head):
        return head, False
    return head, any(map(_is_object, head.split(b"\n")))


def _with_an_object(head: bytes, stream: IO[bytes]) -> tuple[bytes, bool]:
    """Read until a line is an object, or it is enough; return what was read, and whether one is."""
    chunks: list[bytes] = []
    parts: list[bytes] = []  # of the line that has not ended yet
    size = 0
    chunk = head
    while chunk:
        chunks.append(chunk)
        size += len(chunk)
        *lines, last = chunk.split(b"\n")
        if lines:
            lines[0] = b"".join([*parts, lines[0]])
            parts = []
            if any(map(_is_object, lines)):
                return b"".join(chunks), True
        parts.append(last)
        chunk = more_of(stream) if size <= _TELLING else b""
    return b"".join(chunks), _is_object(b"".join(parts))


def _with_a_line(chunk: bytes, stream: IO[bytes]) -> bytes:
    """Read until a line that is not blank has ended, the stream has, or it is more than `LARGEST` bytes."""
    chunks, size, begun = [chunk], len(chunk), False
    while chunk and size <= ndjson.LARGEST:
        rest = chunk if begun else chunk.lstrip()
        if b"\n" in rest:
            break
        begun = begun or bool(rest)
        chunk = more_of(stream)
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)


def _is_object(raw: bytes) -> bool:
    try:
        return isinstance(parse(raw), dict)
    except ValueError:
        return False
