"""Patterns of paths, as `.gitignore` has them: `*` is any text in a name, `**` any folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from fnmatch import translate
from typing import NamedTuple, TypeAlias

_MAGIC = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]")


class Glob(NamedTuple):
    """A pattern for paths below the folder `base`; one without a slash is for names, wherever they are.

    One with a slash in front may also be a whole path, which `whole` matches without that slash.
    """

    pattern: re.Pattern[str]
    base: str
    is_name: bool
    whole: re.Pattern[str] | None = None

    def matches(self, path: str) -> bool:
        """Return whether the pattern matches a file or folder itself."""
        if self.is_name:
            return bool(self.pattern.fullmatch(os.path.basename(os.path.abspath(path))))
        with suppress(ValueError):  # on another drive of Windows
            if self.pattern.fullmatch(os.path.relpath(path, self.base).replace(os.sep, "/")):
                return True
        return bool(self.whole and self.whole.fullmatch(os.path.abspath(path).replace(os.sep, "/").lstrip("/")))


def glob_of(text: str, base: str) -> Glob:
    """Return the pattern that a text describes.

    >>> glob_of("*.json", "/logs").matches("/logs/old/a.json")
    True
    >>> glob_of("/*.json", "/logs").matches("/logs/old/a.json")
    False
    >>> glob_of("old/**", "/logs").matches("/logs/old/deep/a.json")
    True
    >>> glob_of("/logs/old", "/logs").matches("/logs/old")
    True
    """
    plain = text.replace(os.sep, "/").rstrip("/")
    inside = plain.removeprefix("./").removeprefix("/")
    whole = re.compile(_whole_path(plain), re.DOTALL) if os.path.isabs(text) else None
    return Glob(re.compile(_expression(inside), re.DOTALL), base, "/" not in plain, whole)


def _whole_path(text: str) -> str:
    """Return the expression of an absolute path, also as it is without links in its folders."""
    sign = _PARTS.search(text)
    folders = (text[: sign.start()] if sign else text).rpartition("/")[0]
    real = os.path.realpath(folders or "/").replace(os.sep, "/")
    return "|".join(_expression(each.lstrip("/")) for each in (text, real + text.removeprefix(folders)))


class Exact(NamedTuple):
    """The pattern of one path: a name, and the folder that has it, whatever link leads there."""

    name: str
    folder: str

    def matches(self, path: str) -> bool:
        """Return whether a path is this one."""
        folder, name = os.path.split(path)
        return name == self.name and os.path.realpath(folder) == self.folder


def exact(path: str) -> Exact:
    """Return the pattern of one path."""
    folder, name = os.path.split(path)
    return Exact(name, os.path.realpath(folder))


class Same(NamedTuple):
    """The pattern of one file, whatever its path: its device and its inode."""

    device: int
    inode: int

    def matches(self, path: str) -> bool:
        """Return whether a path leads to this file."""
        with suppress(OSError):
            found = os.stat(path)
            return (found.st_dev, found.st_ino) == self
        return False


#: A pattern of any kind: `matches` says whether it matches a path.
Pattern: TypeAlias = Glob | Exact | Same


def _expression(text: str) -> str:
    pieces = []
    end = 0
    for found in _PARTS.finditer(text):
        part = found[0]
        pieces += [re.escape(text[end : found.start()]), _MAGIC.get(part) or translate(part)[4:-3]]  # without (?s: )\Z
        end = found.end()
    return "".join([*pieces, re.escape(text[end:])])


def any_matches(globs: Iterable[Glob], path: str) -> bool:
    """Return whether one of the patterns matches a file or folder itself."""
    return any(glob.matches(path) for glob in globs)


def any_covers(globs: Iterable[Glob], path: str) -> bool:
    """Return whether one of the patterns matches a file, or a folder in which it is."""
    return any(glob.matches(each) for glob in globs for each in _with_folders(path, glob.base))


def _with_folders(path: str, base: str) -> Iterator[str]:
    """Yield a path and the folders in which it is, up to those in which `base` is."""
    path = os.path.abspath(path)
    while not f"{base.rstrip(os.sep)}{os.sep}".startswith(f"{path.rstrip(os.sep)}{os.sep}"):
        yield path
        path = os.path.dirname(path)
