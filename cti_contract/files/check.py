"""The check of files: their problems in the order of the input, and the counts."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cti_contract import problem_texts
from cti_contract.contract.json_pointer import steps_of
from cti_contract.files import discover
from cti_contract.files.results import Counts, FileSummary, Finding, Options, file_summary, reported, summary
from cti_contract.jsontext.parse import parse
from cti_contract.problems import Problem
from cti_contract.validation.prefilter import prefilter
from cti_contract.validation.warnings import may_have_odd_texts

if TYPE_CHECKING:
    from cti_contract.files.streams import Part

#: Checks a part: yields its problems in batches, and counts its messages and problems.
PartCheck = Callable[["Part", Options, Counts], Iterator[list[Problem]]]


def check_files(
    paths: Iterable[str], options: Options | None = None, counts: Counts | None = None
) -> Iterator[Finding]:
    """Yield the problems of all files that the paths lead to, then one `Summary`.

    The problems of each file come before its `FileSummary`. `counts` is updated during the check.
    Raises ValueError if `options.at` is not a JSON Pointer.
    """
    options, counts = options or Options(), counts or Counts()
    for pointer in options.at:
        steps_of(pointer)
    devices: list[str] = []
    for findings in one_by_one(discover.files(paths, (), devices), options, counts):
        yield from findings
    counts.skipped += len({*devices})
    yield summary(counts)


def one_by_one(
    files: Iterable[str | Problem], options: Options, counts: Counts, check: PartCheck | None = None
) -> Generator[Sequence[Finding], None, None]:
    """Check files in this process, by default message by message; yield the findings some at a time, or none yet."""
    for file in files:
        if isinstance(file, Problem):
            yield reported([file], options, counts)
            continue
        counts.files += 1
        if check is None and file.endswith(".json"):
            done = _valid_document(file, options, counts)
            if done:
                yield [done]
                continue
        before = counts.copy()
        from cti_contract.files.check_part import check_part  # these take 3 % of the start with a valid document
        from cti_contract.files.missing_records import together
        from cti_contract.files.streams import Part

        found = (check or check_part)(Part(file), options, counts)
        yield from together(found, options, counts) if any(options.at) else found
        yield [file_summary(discover.shown(file), counts.since(before))]


def _valid_document(path: str, options: Options, counts: Counts) -> FileSummary | None:
    """Return the counts of a small file with one valid message without a warning, and add them; None for any other.

    Such a file is read in one step, in half of the time. A pipe is not opened, since it can be read only once.
    """
    try:
        found = os.stat(path)
        size = found.st_size
        if not stat.S_ISREG(found.st_mode) or size > min(options.limits.small, options.limits.text) or any(options.at):
            return None
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            raw = os.read(descriptor, size + 1)
        finally:
            os.close(descriptor)
        value = parse(raw)
    except (OSError, ValueError):  # reported when the file is read again
        return None
    if len(raw) != size or value.__class__ is not dict or may_have_odd_texts(raw):
        return None
    suspects, envelope_only = prefilter((value,), options.unknown, odd_texts=False)
    if suspects:
        return None
    counts.size += size
    counts.messages += 1
    counts.envelope_only += envelope_only
    return FileSummary(discover.shown(path), 1, 0, 0, envelope_only)


def only_skipped(path: str, counts: Counts) -> list[Problem]:
    """Return the problem of a check that skipped all files; `path` is one that was to be checked."""
    has_some = counts.messages or counts.errors or counts.ignored or counts.known or not counts.skipped
    return [] if has_some else [problem_texts.only_skipped(discover.shown(path), counts.skipped)]


def nothing_at(path: str, options: Options, counts: Counts) -> list[Problem]:
    """Return the problem of a check in which `--at` led nowhere and that reports no other error, as `only_skipped`.

    No selection hides it: a wrong pointer would pass as soon as missing messages are ignored or known.
    """
    missing = counts.missing + counts.skipped_records
    if not any(options.at) or counts.errors or counts.messages > counts.missing or not missing:
        return []
    return [problem_texts.nothing_at(discover.shown(path), missing, options.at)]
