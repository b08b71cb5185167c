"""Everything in logs checked: the messages of each file, and the rules of the sessions in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from cti_contract.files import discover
from cti_contract.files.check import Asked, Tally, is_by_envelope_only, no_messages, placed
from cti_contract.files.ndjson import NO_MESSAGE, Record
from cti_contract.files.streams import READ_ERRORS, Part, Tell, opened
from cti_contract.problems import Problem
from cti_contract.sessions.entry import Breach, Entry
from cti_contract.sessions.rules import breaches
from cti_contract.validation.api import inspect
from cti_contract.validation.json_values import is_finite


def check_log(part: Part, asked: Asked, tally: Tally, tell: Tell | None) -> Iterator[Problem]:
    """Yield the problems of a log, which is a file of its own, and count what is in it; `tell` is told what is read.

    Those between messages come when they are known: of what never comes, when the session or the log ends. Of a file
    that cannot be read to its end, that is not told.
    """
    file, before = discover.shown(part.path), tally.total()
    try:
        with opened(part, tell) as stream:
            records = chain.from_iterable(discover.records(part, stream, asked.at))
            for breach in breaches(_entries(records, file, asked, tally)):
                tally[breach.problem.severity] += 1
                if tally[breach.problem.severity] <= asked.most:
                    yield _told(breach, file, asked.at)
    except READ_ERRORS as error:
        tally["error"] += 1
        yield discover.unreadable(part.path, error)
    if tally.total() == before:
        tally["error"] += 1
        yield no_messages(part.path)


def _entries(records: Iterable[Record], file: str, asked: Asked, tally: Tally) -> Iterator[Entry]:
    """Yield the entries of a log, their own problems at their places, and count them."""
    for record in records:
        index, text, value = record
        message, found = (None, (value,)) if isinstance(value, Problem) else inspect(value, asked.unknown, is_finite)
        problems = placed(found, record, asked.at, file) if found else ()
        if index == NO_MESSAGE:
            yield Entry(index, None, value, message, problems, text)
            continue
        tally["envelope_only"] += is_by_envelope_only(message, problems)
        tally["messages"] += 1
        yield Entry(index if text.is_array else text.line, index, value, message, problems, text)


def _told(breach: Breach, file: str, at: str) -> Problem:
    """Return the problem of a breach at its place in the file, with the line of the entry that this contradicts."""
    entry, problem, other = breach
    if problem.line is not None:
        return problem
    [told] = placed([problem], Record(entry.index or 0, entry.source, entry.value), at, file)
    if other is None:
        return told
    line = entry.source.place(Problem("", ""), other, at)[0] if entry.source.is_array else other
    return told._replace(message=f"{problem.message}, see line {line}")
