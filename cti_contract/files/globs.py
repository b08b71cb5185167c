"""Patterns of paths, as `.gitignore` has them: `*` is any text in a name, `**` any folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import takewhile
from typing import NamedTuple, TypeAlias

from cti_contract.files.wildcards import Wildcards

#: In patterns whose open brackets are escaped: else each of them would be read to its end.
_SIGNS = re.compile(r"(?:\*\*/)++|\*\*|\*|\?|\[!?\]?[^\]/]*\]")


class Glob(NamedTuple):
    """A pattern for paths below the folder `base`; one without a slash is for names, wherever they are.

    One with a slash in front may also be a whole path, which `whole` matches without that slash.
    """

    pattern: Wildcards
    base: str
    is_name: bool
    whole: tuple[Wildcards, ...] = ()

    def matches(self, path: str) -> bool:
        """Return whether the pattern matches a file or folder itself."""
        if self.is_name:
            return self.pattern.match(os.path.basename(os.path.abspath(path)))
        with suppress(ValueError):  # on another drive of Windows
            if self.pattern.match(os.path.relpath(path, self.base).replace(os.sep, "/")):
                return True
        return any(each.match(os.path.abspath(path).replace(os.sep, "/").lstrip("/")) for each in self.whole)


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
    whole = _whole_path(plain) if os.path.isabs(text) else ()
    return Glob(_wildcards(inside), base, "/" not in plain, whole)


def _whole_path(text: str) -> tuple[Wildcards, ...]:
    """Return the patterns of an absolute path, as it is and as it is without links in its folders."""
    folders = "/".join(takewhile(_is_plain, text.split("/")[:-1]))
    real = os.path.realpath(folders or "/").replace(os.sep, "/")
    return tuple(_wildcards(each.lstrip("/")) for each in (text, real + text.removeprefix(folders)))


def _wildcards(text: str) -> Wildcards:
    return Wildcards("/".join(map(_with_open_brackets_escaped, text.split("/"))), _SIGNS)


def _with_open_brackets_escaped(step: str) -> str:
    """Return a step of a pattern in which each bracket that is not closed is in brackets, so that it is no sign."""
    closed, bracket, rest = step.rpartition("]")
    return closed + bracket + rest.replace("[", "[[]")


def _is_plain(step: str) -> bool:
    """Return whether a step of a pattern has no signs."""
    return not ("*" in step or "?" in step or "[" in step.rpartition("]")[0])


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
