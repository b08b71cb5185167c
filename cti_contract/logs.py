"""Everything in logs checked: the messages of each file, and the rules of the sessions in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from cti_contract import reading
from cti_contract.entries import Breach, Entry
from cti_contract.gate import Finding, check_files
from cti_contract.jsonvalues import is_finite
from cti_contract.judging import Unknown
from cti_contract.problems import Problem
from cti_contract.reading import NO_MESSAGE
from cti_contract.sessions import breaches
from cti_contract.texts import Text
from cti_contract.validation import inspect


def check_logs(paths: Iterable[str], *, at: str = "", unknown: Unknown = "error") -> Iterator[Finding]:
    """Yield what `check_files` does, and the problems between the messages of each file, which is a log of its own.

    These come when they are known: of what never comes, when the session or the log ends. Of a file that cannot be
    read to its end, that is not told. Raises ValueError as `check_files` does.
    """
    return check_files(paths, at=at, unknown=unknown, check_file=_check_log)


def _check_log(path: str, steps: Sequence[str], unknown: Unknown, counts: Counter[str]) -> Iterator[Problem]:
    """Yield the problems of one log and count its messages."""
    file = reading.shown(path)
    try:
        with reading.opened(path) as stream:
            for breach in breaches(_entries(path, stream, steps, unknown, counts)):
                yield _told(breach, steps)._replace(file=file, index=breach.entry.index)
    except reading.READ_ERRORS as error:
        counts["of the file"] += 1
        yield reading.unreadable(path, error)
    if not counts["messages"] + counts["of the file"]:
        yield Problem(code="no-messages", message="no message in this file", file=file, line=1, column=1)


def _entries(
    path: str, stream: IO[bytes], steps: Sequence[str], unknown: Unknown, counts: Counter[str]
) -> Iterator[Entry]:
    """Yield the entries of a log, their own problems at their places, and count them."""
    for index, text, value in reading.records(path, stream, steps):
        message, problems = (None, (value,)) if isinstance(value, Problem) else inspect(value, unknown, is_finite)
        if problems:
            problems = _placed(problems, index, text, () if problems[0] is value else steps)
        if index == NO_MESSAGE:
            counts["of the file"] += 1
            yield Entry(index, None, value, message, problems, text)
            continue
        if message and message.status == "named" and all(each.severity == "warning" for each in problems):
            counts["envelope_only"] += 1
        counts["messages"] += 1
        yield Entry(index if text.is_array else text.line, index, value, message, problems, text)


def _placed(problems: Sequence[Problem], index: int, text: Text, steps: Sequence[str]) -> list[Problem]:
    """Return the problems of one record with their lines and columns, in the order of its text."""
    places = [text.place(problem, index, steps) for problem in problems]
    placed = [
        problem._replace(line=line, column=column) for problem, (line, column) in zip(problems, places, strict=True)
    ]
    return sorted(placed, key=lambda problem: (problem.line, problem.column))


def _told(breach: Breach, steps: Sequence[str]) -> Problem:
    """Return the problem of a breach at its line and column, with the line of the entry that this contradicts."""
    entry, problem, other = breach
    if problem.line is not None:
        return problem
    [placed] = _placed([problem], entry.index or 0, entry.text, steps)
    if other is None:
        return placed
    line = entry.text.place(Problem("", ""), other, steps)[0] if entry.text.is_array else other
    return placed._replace(message=f"{problem.message}, see line {line}")
