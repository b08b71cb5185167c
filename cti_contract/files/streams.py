"""Streams of bytes: files, parts of files and standard input, decompressed. A file must not change meanwhile."""

import errno
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import IO, Any, BinaryIO, NamedTuple

from cti_contract.files.discover import STANDARD_INPUT, ends_in
from cti_contract.files.limits import Limits
from cti_contract.files.results import Counts

READ_ERRORS = (OSError, EOFError, zlib.error)

#: Inode, size and time of change: at least one of them differs after a file has changed.
Stamp = tuple[int, int, int]


class Part(NamedTuple):
    """A file, or the lines of it between the bytes `start` and `end`.

    A part with an `end` belongs to the file as it was when it had the `stamp`.
    """

    path: str
    start: int = 0
    end: int | None = None
    stamp: Stamp | None = None


class RawLines(NamedTuple):
    """Lines as they are read; whether a text in them may deserve a warning; whether more of the same read follow."""

    raws: list[bytes]
    odd_texts: bool
    has_more: bool


class Stream:
    """The bytes of a part, read a piece at a time and counted."""

    def __init__(self, file: IO[bytes], part: Part, limits: Limits, counts: Counts, packed: IO[bytes] | None) -> None:
        """Read from `file`. If it decompresses a `packed` file, count the bytes of that."""
        self._file: Any = file  # every buffered stream has read1
        self._left = sys.maxsize if part.end is None else part.end - part.start
        self._chunk = limits.chunk
        self._counts, self._packed, self._packed_size = counts, packed, 0
        self._returned: list[bytes] = []

    def read(self) -> bytes:
        """Return the next bytes, at most a chunk, without waiting for more; empty at the end."""
        if self._returned:
            return self._returned.pop()
        chunk: bytes = self._file.read1(min(self._chunk, self._left))
        self._left -= len(chunk)
        if self._packed is None:
            self._counts.size += len(chunk)
        else:
            before, self._packed_size = self._packed_size, self._packed.tell()
            self._counts.size += self._packed_size - before
        return chunk

    def give_back(self, piece: bytes) -> None:
        """Let the next calls of `read` return this piece first.

        A chunk at a time, the lines of a long piece are never held together: 20 MB of blank lines would take 160 MB.
        """
        last = (len(piece) - 1) // self._chunk * self._chunk
        self._returned += [piece[start : start + self._chunk] for start in range(last, -1, -self._chunk)]

    def read_up_to(self, size: int) -> bytes:
        """Return the bytes up to the end, or until there are more than `size`."""
        pieces: list[bytes] = []
        length = 0
        while length <= size and (piece := self.read()):
            pieces.append(piece)
            length += len(piece)
        return b"".join(pieces)


def standard_input() -> BinaryIO:
    """Return the bytes of standard input; raise OSError if it is closed."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed")
    return sys.stdin.buffer


@contextmanager
def opened(part: Part, limits: Limits, counts: Counts) -> Iterator[Stream]:
    """Open a part or standard input; decompress a file with the suffix of a compressed one.

    Raises OSError, and raises it at the end if the file has changed.
    """
    if part.path == STANDARD_INPUT:
        stream = standard_input()
        refuse_endless(stream, part.path)
        yield Stream(stream, part, limits, counts, None)
        return
    with open(part.path, "rb") as file:
        stamp = stamp_of(file) if part.stamp is None else part.stamp
        if stamp is None:
            refuse_endless(file, part.path)
        if part.start:
            file.seek(part.start)
        with _unpacked(part.path, file) as unpacked:
            yield Stream(unpacked, part, limits, counts, None if unpacked is file else file)
        if stamp_of(file) != stamp:
            raise OSError("the file changed while it was read")


def stamp_of(file: IO[bytes]) -> Stamp | None:
    """Return the stamp of a file, None if it is not a regular file. Raises OSError."""
    found = os.fstat(file.fileno())
    return (found.st_ino, found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def refuse_endless(file: IO[bytes], path: str) -> None:
    """Raise OSError if a file is a device that may have no end, which terminals and the null device have."""
    try:
        found = os.fstat(file.fileno())
    except io.UnsupportedOperation:  # a stream of the caller is no device
        return
    is_device = stat.S_ISCHR(found.st_mode) or stat.S_ISBLK(found.st_mode)
    if is_device and not file.isatty() and not os.path.samestat(found, os.stat(os.devnull)):
        raise OSError(errno.EINVAL, "it is a device, which may have no end", path)


def _unpacked(path: str, file: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    if ends_in(path, ".gz"):
        import gzip

        return gzip.open(file)  # type: ignore[return-value]  # only its read1 is used
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
