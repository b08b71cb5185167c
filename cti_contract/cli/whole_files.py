"""Files that are written as a whole, or not at all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from errno import EBUSY
from typing import TYPE_CHECKING, TextIO

from cti_contract.cli.arguments import refuse, standard_stream
from cti_contract.cli.interrupts import cleaned_up
from cti_contract.text import printable

if TYPE_CHECKING:
    from argparse import ArgumentParser


@contextmanager
def opened_output(file: str | None, parser: ArgumentParser) -> Iterator[TextIO]:
    """Provide the stream of a report: of a file, as `whole_file`, or standard output.

    Exit with one line and the code of wrong usage if it cannot be opened.
    """
    if file is None:
        yield sys.stdout
        return
    try:
        with ExitStack() as stack:
            try:
                stream = stack.enter_context(whole_file(file, errors="backslashreplace"))
            except OSError as error:
                refuse(parser, f"cannot write {printable(file)}: {error.strerror}")
            yield stream
    except OSError as error:
        error.filename = error.filename or file
        raise


@contextmanager
def whole_file(path: str, errors: str = "strict") -> Iterator[TextIO]:
    """Provide the stream of a file, and make its folders. If writing fails, its former content stays. Raises OSError.

    A device or a pipe is written to, as are standard output and error. A link stays a link. A file in a folder in which
    no other file can be made is written to, too.
    """
    stream = standard_stream(path)
    if stream:
        yield stream
        return
    real = os.path.realpath(path)
    os.makedirs(os.path.dirname(real), exist_ok=True)
    part = f"{os.path.dirname(real)}/.{os.path.basename(real)[:40]}.{os.urandom(6).hex()}"
    with cleaned_up():
        try:
            is_made = _make(part, path, real)
            with open(part if is_made else path, "w", encoding="utf-8", errors=errors, newline="\n") as file:
                yield file
            if is_made:
                _put(part, real)
        except BaseException:
            with suppress(OSError):  # it may be in its place already, or not be made yet
                os.unlink(part)
            raise


def write_all(files: Mapping[str, str], folder: str) -> None:
    """Write files of a folder, all of them or, if one of them cannot be written, none. Raises OSError."""
    path = folder
    try:
        with ExitStack() as stack:
            for name, text in files.items():
                path = os.path.join(folder, name)
                file = stack.enter_context(whole_file(path))
                file.write(text)
                file.flush()  # all of them, before the first is put in its place
    except OSError as error:
        error.filename = error.filename or path
        raise


def write_whole(path: str, text: str) -> None:
    """Write a file as `whole_file` does. Raises OSError, with the name of the file."""
    try:
        with whole_file(path) as file:
            file.write(text)
    except OSError as error:
        error.filename = path
        raise


def write_baseline(path: str, text: str, parser: ArgumentParser) -> None:
    """Write a baseline; exit with one line and the code of wrong usage if that fails."""
    try:
        write_whole(path, text)
    except OSError as error:
        refuse(parser, f"cannot write {printable(path)}: {error.strerror}")


def _make(part: str, path: str, real: str) -> bool:
    """Make a file for the new content of another one; return whether that is to be replaced.

    It is not if it is no regular file, cannot be written, which opening it shows, or its folder takes no other file.
    """
    is_new = not os.path.exists(path)
    has_name = os.path.isfile(path) and os.path.exists(real)  # a file that is removed but open has none
    if not is_new and not (has_name and os.access(path, os.W_OK)):
        return False
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        if is_new:
            error.filename = path  # not that of the part
            raise
        return False
    return True


def _put(part: str, path: str) -> None:
    """Put a file in the place of another one; copy it if that must stay, as one that a container shares does."""
    os.chmod(part, _mode(path))
    try:
        os.replace(part, path)
    except OSError as error:
        if error.errno != EBUSY:
            raise
        import shutil

        shutil.copyfile(part, path)
        os.unlink(part)


def _mode(path: str) -> int:
    """Return the mode of a file, or of a new one: its content can be read by the owner only until it is complete."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(os.stat(path).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
