"""The check of logs: the messages of each file, and the rules of the sessions in it."""

from __future__ import annotations

from collections.abc import Iterator

from cti_contract.files import discover
from cti_contract.files.check import by_envelope_only, is_skipped, missing_messages, reported, selected
from cti_contract.files.detect import records
from cti_contract.files.records import Record, placed
from cti_contract.files.results import Counts, Options
from cti_contract.files.streams import READ_ERRORS, Part, opened
from cti_contract.problems import Problem
from cti_contract.sessions.entry import Breach, Entry
from cti_contract.sessions.rules import breaches
from cti_contract.validation.api import inspect
from cti_contract.validation.json_values import is_finite

#: After this many records the caller gets control back, if there is nothing to report.
_SOME = 128


def check_log(part: Part, options: Options, counts: Counts) -> Iterator[list[Problem]]:
    """Yield the problems of a log, some at a time, and count what is in it. Each file is a log of its own.

    Problems between messages are reported as soon as they are known: those of missing messages when the session or the
    log ends. If the file cannot be read to its end, these are not reported.
    """
    file, before = discover.shown(part.path), counts.copy()
    try:
        with opened(part, options.limits, counts) as stream:
            for breach in breaches(_entries(records(part, stream, options), file, options, counts)):
                yield reported([_placed_breach(breach, file, options.at)], options, counts)
    except READ_ERRORS as error:
        yield reported([discover.unreadable(part.path, error)], options, counts)
    yield reported(missing_messages(file, counts.since(before)), options, counts)


def _entries(found: Iterator[Record], file: str, options: Options, counts: Counts) -> Iterator[Entry]:
    """Yield the entries of a log, with their own problems at their places, and count them."""
    for record in found:
        if is_skipped(record, options, counts):
            continue
        message, problems = (
            (None, (record.problem,)) if record.problem else inspect(record.value, options.unknown, is_finite)
        )
        own = placed(problems, record, options.at, file) if problems else ()
        if record.message_index is not None:
            counts.envelope_only += by_envelope_only(message, selected(own, file, options, Counts()))
            counts.messages += 1
        number = record.start if record.in_array else record.text.line
        yield Entry(number, record.message_index, record.value, message, own, record)


def _placed_breach(breach: Breach, file: str, at: str) -> Problem:
    """Return the problem of a breach at its place in the file, with the line of the entry that it contradicts."""
    entry, problem, other = breach
    if problem.line is not None:
        return problem
    record: Record = entry.source
    [located] = placed([problem], record, at, file)
    if other is None:
        return located
    line = record._replace(start=other).line if record.in_array else other
    return located._replace(message=f"{problem.message}, see line {line}")
