"""The check of files: their problems in the order of the input, and the counts."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cti_contract import problem_texts
from cti_contract.contract.catalog import Message
from cti_contract.contract.json_pointer import steps_of
from cti_contract.files import discover
from cti_contract.files.detect import Batch, batches
from cti_contract.files.records import Record, placed, with_place_of_messages
from cti_contract.files.results import Counts, FileSummary, Finding, Options, file_summary, summary
from cti_contract.files.streams import READ_ERRORS, Part, opened
from cti_contract.jsontext.parse import parse
from cti_contract.problems import Problem
from cti_contract.validation.json_values import is_finite
from cti_contract.validation.prefilter import prefilter
from cti_contract.validation.warnings import may_have_odd_texts

if TYPE_CHECKING:
    from cti_contract.files.inner import Inner  # 1 ms that only --at needs

#: Checks a part: yields its problems in batches, and counts its messages and problems.
PartCheck = Callable[[Part, Options, Counts], Iterator[list[Problem]]]


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
    for findings in one_by_one(discover.files(paths), options, counts):
        yield from findings
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
        yield from (check or check_part)(Part(file), options, counts)
        yield [file_summary(discover.shown(file), counts.since(before))]


def check_part(part: Part, options: Options, counts: Counts) -> Iterator[list[Problem]]:
    """Yield the problems of a file, or of a part of it, after each batch of records, and count what is in it."""
    file, before = discover.shown(part.path), counts.copy()
    suspects: list[Record] = []
    try:
        with opened(part, options.limits, counts) as stream:
            for batch in batches(part, stream, options):
                suspects += _suspects(batch, options, counts)
                # one after the other they take two thirds of the time that each takes between valid lines
                may_wait = getattr(batch, "has_more", False) and len(suspects) < options.limits.lines
                found = [] if may_wait else suspects
                yield [each for record in found for each in _problems(record, file, options, counts)]
                found.clear()
    except READ_ERRORS as error:
        yield reported([discover.unreadable(part.path, error)], options, counts)
    except MemoryError:
        yield reported([problem_texts.no_memory(file)], options, counts)
    if part.end is None:
        yield reported(missing_messages(file, counts.since(before)), options, counts)


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


def missing_messages(file: str, counts: Counts) -> list[Problem]:
    """Return the problem of a file in which nothing was found, not even an error."""
    has_some = counts.messages or counts.errors or counts.ignored or counts.known or counts.skipped
    return [] if has_some else [problem_texts.no_messages(file)]


def is_skipped(record: Record, options: Options, counts: Counts) -> bool:
    """Return whether a record is a file without messages that is skipped, and count it then."""
    is_foreign = record.problem is not None and record.problem.code == "not-a-message"
    counts.skipped += is_foreign and options.skip_foreign
    return is_foreign and options.skip_foreign


def only_skipped(path: str, counts: Counts) -> list[Problem]:
    """Return the problem of a check that skipped all files; `path` is one that was to be checked."""
    has_some = counts.messages or counts.errors or counts.ignored or counts.known or not counts.skipped
    return [] if has_some else [problem_texts.only_skipped(discover.shown(path), counts.skipped)]


def _suspects(batch: Batch | Inner | Record, options: Options, counts: Counts) -> list[Record]:
    """Return the records of a batch that need a second look, and count the others."""
    if isinstance(batch, Record):
        return [] if is_skipped(batch, options, counts) else [batch]
    suspects, envelope_only = prefilter(batch.values, options.unknown, odd_texts=batch.odd_texts)
    counts.lines += batch.lines
    counts.skipped_records += batch.skipped
    counts.messages += len(batch.values) - len(suspects)
    counts.envelope_only += envelope_only
    return [batch.record(position, batch.first_index + position) for position in suspects]


def _problems(record: Record, file: str, options: Options, counts: Counts) -> list[Problem]:
    """Return the problems of one record at their places, and count it."""
    counts.messages += record.message_index is not None
    message, problems = examined(record, options)
    problems = selected(problems, file, options, counts)
    counts.envelope_only += by_envelope_only(message, problems)
    if all(_is_full(problem, options, counts) for problem in problems):  # places are not needed
        for problem in problems:
            counts.count(problem)
        return []
    return _within(placed(problems, record, file, sources=options.sources), options, counts)


def examined(record: Record, options: Options) -> tuple[Message | None, Sequence[Problem]]:
    """Return which message a record is, and its problems without their places."""
    if record.problem:
        return None, (record.problem,)
    from cti_contract.validation.api import explained  # only a message with a problem needs it

    message, problems = explained(record.value, options.unknown, is_finite)
    return message, problems if any(options.at) else with_place_of_messages(problems, record.value)


def reported(problems: Iterable[Problem], options: Options, counts: Counts) -> list[Problem]:
    """Select and count problems at their places; return those that are within `options.max_problems`."""
    if options.selection:
        problems = [each for problem in problems for each in selected([problem], problem.file, options, counts)]
    return _within(problems, options, counts)


def selected(problems: Sequence[Problem], file: str | None, options: Options, counts: Counts) -> Sequence[Problem]:
    """Return the problems of a file that the selection of the options has, and count the others."""
    if not options.selection:
        return problems
    left = options.selection.of(problems, file)
    counts.ignored += len(problems) - len(left)
    return left


def _within(problems: Iterable[Problem], options: Options, counts: Counts) -> list[Problem]:
    return [problem for problem in problems if counts.count(problem) <= options.max_problems]


def _is_full(problem: Problem, options: Options, counts: Counts) -> bool:
    count = counts.errors if problem.severity == "error" else counts.warnings
    return count >= options.max_problems


def by_envelope_only(message: Message | None, problems: Sequence[Problem]) -> bool:
    """Return whether a value with these problems is a valid message with an undocumented shape."""
    return message is not None and message.status == "named" and "error" not in [each.severity for each in problems]
