"""The pages that arguments name: files, folders, patterns and standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cti_contract.drift.pages import SUFFIXES
from cti_contract.files.streams import STANDARD_INPUT

#: Folders that are not entered.
_SKIPPED = frozenset(("node_modules", "__pycache__", "site-packages"))


class Source(NamedTuple):
    """A page to read, and the folder or pattern in which it was found; empty if the argument is the page itself."""

    file: str
    origin: str = ""


def sources(arguments: Iterable[str]) -> list[Source]:
    """Return the pages that arguments name, each once; a folder or pattern without a page is a source itself."""
    found: dict[str, Source] = {}
    for argument in arguments:
        for source in _sources(argument):
            known = found.setdefault(source.file, source)
            if known.origin and not source.origin:
                found[source.file] = source
    return list(found.values())


def _sources(argument: str) -> Iterator[Source]:
    if argument == STANDARD_INPUT or os.path.isfile(argument):
        yield Source(argument)
    elif os.path.isdir(argument):
        files = list(_below(argument))
        yield from [Source(file, argument) for file in files] or [Source(argument, argument)]
    else:
        files = [
            file for file in sorted(glob.glob(argument, recursive=True)) if _SKIPPED.isdisjoint(file.split(os.sep))
        ]
        if not files:
            yield Source(argument)
        for file in files:
            yield from [Source(each.file, argument) for each in _sources(file)]


def _below(folder: str) -> Iterator[str]:
    """Yield the pages in a folder and the folders in it, by path; hidden folders are not entered."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED)
        for name in sorted(names):
            file = os.path.join(parent, name)
            if os.path.splitext(name)[1].lower() in SUFFIXES and os.path.isfile(file):
                yield file
