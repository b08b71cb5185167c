"""The files to check: paths as they are, folders searched."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain

from cti_contract import problem_texts
from cti_contract.files.detect import DOCUMENT_SUFFIXES, LINES_SUFFIXES, PACKED_SUFFIXES
from cti_contract.files.limits import Limits
from cti_contract.files.streams import STANDARD_INPUT, ends_in
from cti_contract.problems import Problem
from cti_contract.text import printable


def files(paths: Iterable[str]) -> Iterator[str | Problem]:
    """Yield each path, and for a folder the files with a JSON suffix in it, sorted by path.

    A folder without such a file, or one that cannot be listed, is a problem.
    """
    for path in paths:
        if path == STANDARD_INPUT or not os.path.isdir(path):
            yield path
        else:
            yield from _files_below(path)


def why_missing(path: str) -> str | None:
    """Return a sentence that says that nothing is at a path, None if something is, and for standard input."""
    if path == STANDARD_INPUT or os.path.lexists(path):
        return None
    pattern = "; the shell found nothing that matches" if any(sign in path for sign in "*?") else ""
    return f"no such file or folder: {printable(path)}{pattern}"


def _files_below(folder: str) -> Iterator[str | Problem]:
    failed: list[OSError] = []
    found = [
        os.path.join(parent, name)
        for parent, _, names in os.walk(folder, onerror=failed.append)
        for name in names
        if ends_in(name, *DOCUMENT_SUFFIXES, *LINES_SUFFIXES) and _is_file(os.path.join(parent, name))
    ]
    for error in failed:
        yield unreadable(error.filename, error)
    yield from sorted(found)
    if not found and not failed:
        yield problem_texts.no_message_files(shown(folder), DOCUMENT_SUFFIXES + LINES_SUFFIXES)


def _is_file(path: str) -> bool:
    """Return whether a path is a regular file, or a link to nothing, which is reported. Pipes could block for ever."""
    return os.path.isfile(path) or not os.path.exists(path)


def size_of(file: str | Problem) -> int:
    """Return the size of a file in bytes, 0 if it has none."""
    try:
        return 0 if isinstance(file, Problem) else os.stat(file).st_size
    except OSError:
        return 0


def look_ahead(files: Iterator[str | Problem], limits: Limits) -> tuple[Iterator[str | Problem], bool]:
    """Return the files, and whether the first of them are enough work for several processes."""
    ahead: list[str | Problem] = []
    size, is_much = 0, False
    for file in files:
        ahead.append(file)
        size += size_of(file)
        is_large = size >= limits.parallel_bytes and (len(ahead) > 1 or may_be_cut(file))
        is_much = is_large or len(ahead) >= limits.parallel_files
        if is_much:
            break
    return chain(ahead, files), is_much


def may_be_cut(file: str | Problem) -> bool:
    """Return whether lines of a file may be found without reading those before them."""
    return isinstance(file, str) and not ends_in(file, *PACKED_SUFFIXES, *DOCUMENT_SUFFIXES)


def shown(path: str) -> str:
    """Return a path as it is printed: bytes that are not UTF-8 are escaped."""
    return os.fsencode(path).decode(errors="backslashreplace")


def unreadable(path: str, error: Exception) -> Problem:
    """Return the problem of a file or folder that one of `READ_ERRORS` kept from being read to its end."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return problem_texts.unreadable(shown(path), reason)
