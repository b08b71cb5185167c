"""Everything in files checked: their problems in the order of the input, then the counts."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import chain
from math import inf
from operator import attrgetter
from typing import Any, NamedTuple

from cti_contract.contract.catalog import Message
from cti_contract.contract.json_pointer import steps_of
from cti_contract.files import discover
from cti_contract.files.ndjson import NO_MESSAGE, Record
from cti_contract.files.streams import READ_ERRORS, Part, Tell, opened
from cti_contract.problems import Problem
from cti_contract.validation.api import examined
from cti_contract.validation.compiled import Unknown
from cti_contract.validation.json_values import is_finite
from cti_contract.validation.prefilter import sifted


class FileSummary(NamedTuple):
    """How much one file holds: its messages, and its problems by severity; `envelope_only` as in `Summary`."""

    file: str
    messages: int
    errors: int
    warnings: int
    envelope_only: int


class Summary(NamedTuple):
    """How much was checked.

    `envelope_only` counts the valid messages of which no more than the envelope, the name and the target is documented.
    """

    files: int
    messages: int
    errors: int
    warnings: int
    envelope_only: int


#: What a check yields.
Finding = Problem | FileSummary | Summary


class Asked(NamedTuple):
    """What is asked of all messages; the JSON Pointer `at` leads to the message in each record.

    Of each severity no more than `most` problems are told; all are counted.
    """

    at: str
    unknown: Unknown
    most: float


#: Counts what was checked as it is checked: `files`, `messages`, `envelope_only`, and problems by their severity.
Tally = Counter[str]
#: Checks a file or a part of one: yields its problems, which it counts as all that is in it.
PartCheck = Callable[[Part, Asked, Tally, Tell | None], Iterator[Problem]]
#: Checks files in their order; what of them are problems is handed through. Tells no less than the first problems.
Run = Callable[[Iterator[str | Problem], Asked, Tally], Iterator[Problem | FileSummary]]


def one_by_one(
    files: Iterator[str | Problem],
    asked: Asked,
    tally: Tally,
    tell: Tell | None = None,
    check: PartCheck | None = None,
) -> Iterator[Problem | FileSummary]:
    """Check files in this process, by default message by message; `tell` is told what is read of them."""
    for file in files:
        if isinstance(file, Problem):
            tally[file.severity] += 1
            yield file
            continue
        before = tally.copy()
        tally["files"] += 1
        yield from (check or check_part)(Part(file), asked, tally, tell)
        yield file_summary(file, tally - before)


def check_files(  # noqa: PLR0913 -- all but one have a name and a default
    paths: Iterable[str],
    *,
    at: str = "",
    unknown: Unknown = "error",
    most: int | None = None,
    tally: Tally | None = None,
    run: Run = one_by_one,
) -> Generator[Finding, None, None]:
    """Yield the problems of all that the paths lead to, in its order, and last of all one `Summary`.

    The problems of each file, be there none, are followed by its `FileSummary`; those of a folder are not.
    `at` is the JSON Pointer of the message inside each record. Raises ValueError when it is none.
    Of the errors no more than the first `most` are yielded, and of the warnings, though all are counted.
    `tally` counts along, for whoever does not come to the end. `run` checks the files.
    """
    steps_of(at)
    asked = Asked(at, unknown, inf if most is None else most)
    tally = Counter() if tally is None else tally
    yield from run(discover.files(paths), asked, tally)
    yield Summary(files=tally["files"], **_named(tally))


def file_summary(path: str, counts: Tally) -> FileSummary:
    """Return what was counted in one file."""
    return FileSummary(file=discover.shown(path), **_named(counts))


def no_messages(path: str) -> Problem:
    """Return the problem of a file without a message."""
    return Problem(code="no-messages", message="no message in this file", file=discover.shown(path), line=1, column=1)


def _named(counts: Counter[str]) -> dict[str, int]:
    return {
        "messages": counts["messages"],
        "errors": counts["error"],
        "warnings": counts["warning"],
        "envelope_only": counts["envelope_only"],
    }


#: So many records at fault are told together: what is found of each takes more memory than itself.
_AT_A_TIME = 64


def check_part(part: Part, asked: Asked, tally: Tally, tell: Tell | None = None) -> Iterator[Problem]:
    """Yield the problems of a file, or of a part of it by itself, and count what is in it."""
    file, before = discover.shown(part.path), tally.total()

    def screen(values: Iterable[list[Any]]) -> list[tuple[int, Any]]:
        again, quiet, named = sifted(values, asked.unknown)
        tally["messages"] += quiet
        tally["envelope_only"] += named
        return again

    try:
        with opened(part, tell) as stream:
            for some in discover.records(part, stream, asked.at, screen):
                for first in range(0, len(some), _AT_A_TIME):
                    yield from _told_together(some[first : first + _AT_A_TIME], file, asked, tally)
    except READ_ERRORS as error:
        tally["error"] += 1
        yield discover.unreadable(part.path, error)
    if part.end is None and tally.total() == before:
        tally["error"] += 1
        yield no_messages(part.path)


def _told_together(some: list[Record], file: str, asked: Asked, tally: Tally) -> Iterator[Problem]:
    """Count the problems of some records, and then yield those that are told, placed.

    One thing after the other is done with all of them, as in `examined`.
    """
    tally["messages"] += len(some) - [record.index for record in some].count(NO_MESSAGE)
    found = _examined([record.value for record in some], asked.unknown)
    warned = [each for each in found if each[1][0].severity == "warning"]  # errors come first
    tally["envelope_only"] += sum([is_by_envelope_only(*each) for each in warned])
    problems = [(each, record) for (_, each), record in zip(found, some, strict=True)]
    if asked.most < inf:
        return chain.from_iterable([_counted(each, record, file, asked, tally) for each, record in problems])
    told = list(chain.from_iterable([placed(each, record, asked.at, file) for each, record in problems]))
    tally.update([problem.severity for problem in told])
    return iter(told)


def _examined(values: list[Any], unknown: Unknown) -> list[tuple[Message | None, Sequence[Problem]]]:
    """Return which messages the values of records are, with their problems, of which each must have some."""
    messages = iter(examined([value for value in values if not isinstance(value, Problem)], unknown, is_finite))
    return [(None, (value,)) if isinstance(value, Problem) else next(messages) for value in values]


def _counted(problems: Sequence[Problem], record: Record, file: str, asked: Asked, tally: Tally) -> Sequence[Problem]:
    """Count the problems of one record, and return those that are told, placed: to place the others is for nothing."""
    if all(tally[problem.severity] >= asked.most for problem in problems):
        tally.update(problem.severity for problem in problems)
        return ()
    told = []
    for problem in placed(problems, record, asked.at, file):
        tally[problem.severity] += 1
        if tally[problem.severity] <= asked.most:
            told.append(problem)
    return told


def is_by_envelope_only(message: Message | None, problems: Sequence[Problem]) -> bool:
    """Tell whether a value with such problems is a valid message of which no more than the envelope is documented."""
    return message is not None and message.status == "named" and "error" not in [each.severity for each in problems]


def placed(problems: Sequence[Problem], record: Record, at: str, file: str) -> list[Problem]:
    """Return the problems of one record at their places in a file, in the order of its text."""
    index, text, value = record
    at = "" if problems[0] is value else at
    shown = None if index == NO_MESSAGE else index
    found = []
    for problem in problems:
        line, column = text.place(problem, index, at)
        found.append(problem.at(file, line, column, shown))
    return found if len(found) == 1 else sorted(found, key=attrgetter("line", "column"))
