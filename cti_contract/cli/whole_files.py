"""Files that are written as a whole, or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

from cti_contract.cli.arguments import refuse, standard_stream
from cti_contract.text import printable

if TYPE_CHECKING:
    from argparse import ArgumentParser


def write_whole(path: str, text: str) -> None:
    """Write a file and make its folders; its former content stays if that fails. Raises OSError.

    A device or a pipe is written to, as are standard output and error. A link stays a link.
    """
    stream = standard_stream(path)
    if stream:
        stream.write(text)
        return
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(os.stat(path).st_mode):
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            return
    path = os.path.realpath(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    descriptor, part = tempfile.mkstemp(prefix=f".{os.path.basename(path)[:100]}.", dir=os.path.dirname(path))
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(part, _mode(path))
        os.replace(part, path)
    except BaseException:
        os.unlink(part)
        raise


def write_baseline(path: str, text: str, parser: ArgumentParser) -> None:
    """Write a baseline; exit with one line and the code of wrong usage if that fails."""
    try:
        write_whole(path, text)
    except OSError as error:
        refuse(parser, f"cannot write {printable(path)}: {error.strerror}")


def _mode(path: str) -> int:
    """Return the mode of a file, or of a new one: temporary files can be read by their owner only."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(os.stat(path).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
