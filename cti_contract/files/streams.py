"""Files and standard input opened as streams of bytes: unpacked, watched, and seen to stay as they are."""

import errno
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import IO, Any, NamedTuple

STANDARD_INPUT = "-"
READ_ERRORS = (OSError, EOFError, zlib.error)

#: Is told how many bytes of a file were read just now, and how many lines ended in what they hold.
Tell = Callable[[int, int], object]
#: What changes when a file does.
Stamp = tuple[int, int, int]


class Part(NamedTuple):
    """What is read in one go: a file, or those of its lines that lie between the bytes `start` and `end`.

    A part with an `end` was cut from a file with that `stamp`.
    """

    path: str
    start: int = 0
    end: int | None = None
    stamp: Stamp | None = None


@contextmanager
def opened(part: Part, tell: Tell | None = None) -> Iterator[IO[bytes]]:
    """Open a file or a part of one, unpacked if its suffix says that it is packed, or standard input.

    No more than `read1` of the stream is to be used. Raises OSError, also behind its end when the file has changed.
    """
    if part.path == STANDARD_INPUT:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        yield _watched(sys.stdin.buffer, part, tell)
        return
    with open(part.path, "rb") as file:
        stamp = stamp_of(file) if part.stamp is None else part.stamp
        if part.start:
            file.seek(part.start)
        with _unpacked(part.path, file) as stream:
            yield _watched(stream, part, tell, None if stream is file else file)
        if stamp_of(file) != stamp:
            raise OSError("the file changed while it was read")


def ends_in(path: str, *suffixes: str) -> bool:
    """Tell whether a path has one of the suffixes, in capitals or not."""
    return path.lower().endswith(suffixes)


def stamp_of(file: IO[bytes]) -> Stamp | None:
    """Return what tells whether a file has changed, None when it is no regular one; raises OSError."""
    found = os.fstat(file.fileno())
    return (found.st_ino, found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def _unpacked(path: str, file: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    if ends_in(path, ".gz"):
        import gzip

        return gzip.open(file)  # type: ignore[return-value]  # its read1 is all that is used
    return _from_zstd(file) if ends_in(path, ".zst") else nullcontext(file)


@contextmanager
def _from_zstd(file: IO[bytes]) -> Iterator[IO[bytes]]:
    from importlib import import_module

    try:
        zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    except ImportError:
        raise OSError("this needs pip install 'cti-contract[zstd]'") from None
    try:
        with zstd.open(file) as unpacked:
            yield unpacked
    except zstd.ZstdError as error:
        raise OSError(str(error)) from error


class _Watched:
    """A stream that ends after so many bytes and tells what is read of it."""

    def __init__(self, stream: IO[bytes], left: int, tell: Tell, packed: IO[bytes] | None) -> None:
        self._stream, self._left, self._tell, self._packed = stream, left, tell, packed
        self._told = 0

    def read1(self, size: int) -> bytes:
        chunk: bytes = self._stream.read1(min(size, self._left))  # type: ignore[attr-defined]  # every buffered stream has it
        self._left -= len(chunk)
        before, self._told = self._told, self._packed.tell() if self._packed else self._told + len(chunk)
        self._tell(self._told - before, chunk.count(b"\n"))
        return chunk


def _watched(stream: IO[bytes], part: Part, tell: Tell | None, packed: IO[bytes] | None = None) -> Any:
    """Return the stream itself where nobody watches: a call for each read costs a little."""
    if part.end is None and tell is None:
        return stream
    left = sys.maxsize if part.end is None else part.end - part.start
    return _Watched(stream, left, tell or (lambda _bytes, _lines: None), packed)
