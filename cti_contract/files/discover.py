"""The files to check: paths as they are, folders and patterns searched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from cti_contract import problem_texts
from cti_contract.files.limits import Limits
from cti_contract.problems import Problem
from cti_contract.text import printable

if TYPE_CHECKING:
    from cti_contract.files.globs import Pattern


STANDARD_INPUT = "-"
PACKED_SUFFIXES = (".gz", ".zst")
DOCUMENT_SUFFIXES = (".json", *(f".json{packed}" for packed in PACKED_SUFFIXES))
LINES_SUFFIXES = (
    ".ndjson",
    ".jsonl",
    *(f".{name}{packed}" for name in ("ndjson", "jsonl") for packed in PACKED_SUFFIXES),
)
#: The same with a compression that is not read.
_UNREAD_SUFFIXES = tuple(
    f".{name}{packed}" for name in ("json", "ndjson", "jsonl") for packed in (".7z", ".bz2", ".lz4", ".xz", ".zip")
)
#: Folders of other programs, which are not searched; hidden folders are not searched either.
_SKIPPED = frozenset({"__pycache__", "node_modules"})
SUFFIXES = DOCUMENT_SUFFIXES + LINES_SUFFIXES


class Beside:
    """The things that a search finds beside files: folders that cannot be listed, links, and pipes and devices."""

    def __init__(self) -> None:
        self.failed: list[OSError] = []
        self.links: list[str] = []
        self.devices: list[str] = []


def files(
    paths: Iterable[str], exclude: Sequence[Pattern] = (), devices: list[str] | None = None
) -> Iterator[str | Problem]:
    """Yield the files that paths lead to, each once: a folder and a pattern lead to several, sorted by path.

    A folder without a file with a JSON suffix, or one that cannot be listed, is a problem, and so is one with files in
    a compression that is not read. In folders, hidden folders, those of other programs, and what a pattern of
    `exclude` matches are skipped. A named path is never skipped. Pipes, sockets and devices that would be files
    there are added to `devices`.
    """
    paths = list(paths)
    found = chain.from_iterable(_files_of(path, exclude, [] if devices is None else devices) for path in paths)
    return found if len(paths) == 1 else _once(found)


def ends_in(path: str, *suffixes: str) -> bool:
    """Return whether a path has one of the suffixes, in upper or lower case."""
    return path.lower().endswith(suffixes)


def why_missing(path: str, suffixes: Sequence[str] = SUFFIXES) -> str | None:
    """Return a sentence that says that nothing is at a path, None if something is, and for standard input."""
    if path == STANDARD_INPUT:
        return None
    reason = _why_unseen(path)
    if reason is None or not is_pattern(path):
        return reason
    beside = Beside()
    if next(matching(path, (), beside, suffixes), None) is not None:
        return None
    if any(isinstance(error, PermissionError) for error in beside.failed):
        return None  # the folder is reported
    return f"no such file or folder: {printable(path)}; nothing matches this pattern"


def _why_unseen(path: str) -> str | None:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # a name with a NUL is a ValueError
        return f"no such file or folder: {printable(path)}"
    except OSError as error:
        return f"cannot read {printable(path)}: {error.strerror}"
    return None


def _once(found: Iterable[str | Problem]) -> Iterator[str | Problem]:
    """Yield files, without those that a link leads to once more."""
    seen: set[str | Problem] = set()
    real_folder = cache(os.path.realpath)
    for file in found:
        is_path = isinstance(file, str) and file != STANDARD_INPUT
        key = _real_path(str(file), real_folder) if is_path else file
        if key not in seen:
            seen.add(key)
            yield file


def _real_path(file: str, real_folder: Callable[[str], str]) -> str:
    """Return the path of a file without links; the folder of most files is looked up before."""
    folder, name = os.path.split(file)
    return os.path.normcase(os.path.realpath(file) if os.path.islink(file) else os.path.join(real_folder(folder), name))


def _files_of(path: str, exclude: Sequence[Pattern], devices: list[str]) -> Iterable[str | Problem]:
    if path == STANDARD_INPUT:
        return (path,)
    if os.path.isdir(path):
        return _files_below(path, exclude, devices)
    return _files_matching(path, exclude, devices) if is_pattern(path) and not os.path.lexists(path) else (path,)


def _files_below(folder: str, exclude: Sequence[Pattern], devices: list[str]) -> Iterator[str | Problem]:
    beside = Beside()
    all_found = [path for path in walk(folder, exclude, beside) if ends_in(path, *SUFFIXES, *_UNREAD_SUFFIXES)]
    found = sorted(path for path in all_found if not ends_in(path, *_UNREAD_SUFFIXES))
    devices += [path for path in beside.devices if ends_in(path, *SUFFIXES)]
    for error in beside.failed:
        yield unreadable(error.filename, error)
    if len(found) < len(all_found):
        suffixes = {os.path.splitext(path)[1].lower() for path in all_found if ends_in(path, *_UNREAD_SUFFIXES)}
        yield problem_texts.not_read(shown(folder), len(all_found) - len(found), sorted(suffixes))
    yield from _once(found) if beside.links else found
    if not found and not beside.failed:
        yield problem_texts.no_message_files(shown(folder), SUFFIXES, are_excluded=_are_named(exclude))


def _files_matching(pattern: str, exclude: Sequence[Pattern], devices: list[str]) -> Iterator[str | Problem]:
    beside = Beside()
    found = sorted(matching(pattern, exclude, beside))
    devices += beside.devices
    for error in beside.failed:
        yield unreadable(error.filename, error)
    yield from _once(found)
    if not found and not beside.failed:
        yield problem_texts.no_message_files(shown(pattern), (), are_excluded=_are_named(exclude))


def matching(
    pattern: str, exclude: Sequence[Pattern], beside: Beside, suffixes: Sequence[str] = SUFFIXES
) -> Iterator[str]:
    """Yield the files that a pattern matches, and those with one of the suffixes in the folders that it matches.

    Hidden folders, and those of other programs, are searched if a step of the pattern is for them.
    """
    from cti_contract.files.globs import any_covers, glob_of

    steps = pattern.replace(os.sep, "/").rstrip("/").split("/")
    first = next(number for number, step in enumerate(steps) if is_pattern(step))
    folder = "/".join(steps[:first]) or ("/" if first else ".")
    glob = glob_of("/" + "/".join(steps[first:]), os.path.abspath(folder))
    named = [glob_of(step, folder) for step in steps[first:] if step.startswith(".") or step in _SKIPPED]

    def is_match(path: str) -> bool:
        has_suffix = ends_in(path, *suffixes)
        is_named = not pattern.endswith(("/", os.sep)) and (has_suffix or steps[-1] != "**") and glob.matches(path)
        return is_named or (has_suffix and any_covers([glob], os.path.dirname(path)))

    for path in filter(is_match, walk(folder, exclude, beside, named)):
        yield path if first else os.path.relpath(path)
    beside.devices = [*filter(is_match, beside.devices)]


def walk(
    folder: str,
    exclude: Sequence[Pattern],
    beside: Beside,
    named: Sequence[Pattern] = (),
) -> Iterator[str]:
    """Yield the paths of the files below a folder, except what is skipped, and add what is beside them.

    Links to folders are not followed. Only regular files are found, and links to nothing, which are reported: to open a
    pipe could block for ever. Folders that match a pattern of `named` are not skipped.
    """
    folders = [folder]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if exclude and _is_excluded(entry.path, exclude):
                        continue
                    if entry.is_file(follow_symlinks=False):  # no look-up for most files
                        yield entry.path
                    elif entry.is_dir(follow_symlinks=False):
                        is_hidden = entry.name.startswith(".") or entry.name in _SKIPPED
                        if not is_hidden or any(each.matches(entry.path) for each in named):
                            folders.append(entry.path)
                    elif os.path.isfile(entry.path) or not os.path.exists(entry.path):
                        beside.links.append(entry.path)
                        yield entry.path
                    elif not os.path.isdir(entry.path):
                        beside.devices.append(entry.path)
        except OSError as error:
            beside.failed.append(error)


def _are_named(exclude: Sequence[Pattern]) -> bool:
    """Return whether options exclude files, beside those of the command itself, such as its baseline."""
    from cti_contract.files.globs import Glob

    return any(isinstance(each, Glob) for each in exclude)


def _is_excluded(path: str, exclude: Sequence[Pattern]) -> bool:
    return any(glob.matches(path) for glob in exclude)


def is_pattern(path: str) -> bool:
    """Return whether a path has signs of patterns in it."""
    return any(sign in path for sign in "*?[")


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
    return path if path.isascii() else os.fsencode(path).decode(errors="backslashreplace")


#: The beginnings of errors of libraries, whose ends may show bytes of the file, and the formats by their names.
_OTHER_DATA = {
    "Not a gzipped file": "gzip",
    "Unable to decompress Zstandard data: Unknown frame descriptor": "zstd",
}


def unreadable(path: str, error: Exception) -> Problem:
    """Return the problem of a file or folder that one of `READ_ERRORS` kept from being read to its end."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    for beginning, kind in _OTHER_DATA.items():
        if reason.startswith(beginning):
            reason = f"it has data that is not compressed with {kind}, in spite of its name"
    return problem_texts.unreadable(shown(path), reason)
