"""The pages that arguments name: files, folders, patterns and standard input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cti_contract.drift.pages import SUFFIXES
from cti_contract.files.discover import STANDARD_INPUT, Beside, ends_in, is_pattern, matching, walk


class Source(NamedTuple):
    """A page to read, and the folder or pattern in which it was found; empty if the argument is the page itself.

    With an `error`, it is a folder that cannot be listed.
    """

    file: str
    origin: str = ""
    error: OSError | None = None


def sources(arguments: Iterable[str]) -> list[Source]:
    """Return the pages that arguments name, each once; a folder or pattern without a page is a source itself.

    A page to which several paths or symbolic links lead has the first of them, or one that an argument is.
    """
    found: dict[str, Source] = {}
    for argument in arguments:
        for source in _sources(argument):
            key = source.file if source.file == STANDARD_INPUT else os.path.realpath(source.file)
            known = found.setdefault(key, source)
            if known.origin and not source.origin:
                found[key] = source
    return list(found.values())


def _sources(argument: str) -> Iterator[Source]:
    is_folder = os.path.isdir(argument)
    if argument == STANDARD_INPUT or os.path.isfile(argument) or not (is_folder or is_pattern(argument)):
        yield Source(argument)
        return
    beside = Beside()
    found = walk(argument, (), beside) if is_folder else matching(argument, (), beside, SUFFIXES)
    files = sorted(file for file in found if not is_folder or ends_in(file, *SUFFIXES))
    yield from (Source(error.filename, argument, error) for error in beside.failed)
    yield from (Source(file, argument) for file in files)
    if not files and not beside.failed:
        yield Source(argument, argument)
