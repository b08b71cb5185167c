"""Paths of files in reports, relative to the root of the repository."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import PurePath
from urllib.parse import quote

#: A byte that is not UTF-8, as the paths of problems have it. On Windows there are none, and `\` separates folders.
_ESCAPED = re.compile(r"\\x([89a-f][0-9a-f])")


def below(root: str | None, file: str) -> str | None:
    """Return the path of a file from the root, or from the working directory, with slashes; None outside of it."""
    folder, name = os.path.split(os.path.abspath(file))
    inside = _relative(root or os.getcwd(), folder)
    return None if inside is None else PurePath(inside, name).as_posix()


@lru_cache(maxsize=1024)
def _relative(root: str, folder: str) -> str | None:
    """Return the path of a folder from the root; links are followed, as the root may be one."""
    folder, root = os.path.realpath(folder), os.path.realpath(root)
    try:
        is_inside = os.path.commonpath([folder, root]) == root
    except ValueError:  # on another drive of Windows
        return None
    return os.path.relpath(folder, root) if is_inside else None


def uri_path(path: str) -> str:
    """Return a path with slashes as in a URI, with bytes that are not UTF-8 percent-encoded."""
    if os.sep != "/":
        return quote(path, errors="backslashreplace")
    pieces = _ESCAPED.split(path)
    pieces[::2] = [quote(piece, errors="backslashreplace") for piece in pieces[::2]]
    pieces[1::2] = [f"%{piece.upper()}" for piece in pieces[1::2]]
    return "".join(pieces)
