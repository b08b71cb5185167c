"""Everything in files checked: their problems in the order of the input, then the counts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from cti_contract import reading
from cti_contract.jsonvalues import is_finite
from cti_contract.judging import Unknown, accepting
from cti_contract.pointers import steps_of
from cti_contract.problems import Problem
from cti_contract.reading import NO_MESSAGE
from cti_contract.screening import second_looks
from cti_contract.spelling import warnings_about
from cti_contract.texts import Record
from cti_contract.validation import rejected


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
#: Yields the problems of the file at a path, and counts its messages; `check_files` counts the problems.
FileCheck = Callable[[str, Sequence[str], Unknown, Counter[str]], Iterator[Problem]]


def check_files(
    paths: Iterable[str], *, at: str = "", unknown: Unknown = "error", check_file: FileCheck | None = None
) -> Iterator[Finding]:
    """Yield the problems of all that the paths lead to, in its order, and last of all one `Summary`.

    The problems of each file, be there none, are followed by its `FileSummary`; those of a folder are not.
    `at` is the JSON Pointer of the message inside each record. `check_file` checks one file, by default message by
    message. Raises ValueError when `at` is no pointer.
    """
    steps = steps_of(at)
    total = Counter[str]()
    for path in reading.files(paths):
        if isinstance(path, Problem):
            total[path.severity] += 1
            yield path
            continue
        counts = Counter[str]()
        for problem in (check_file or _check_file)(path, steps, unknown, counts):
            counts[problem.severity] += 1
            yield problem
        total.update(counts, files=1)
        yield FileSummary(file=reading.shown(path), **_named(counts))
    yield Summary(files=total["files"], **_named(total))


def _named(counts: Counter[str]) -> dict[str, int]:
    return {
        "messages": counts["messages"],
        "errors": counts["error"],
        "warnings": counts["warning"],
        "envelope_only": counts["envelope_only"],
    }


def _check_file(path: str, steps: Sequence[str], unknown: Unknown, counts: Counter[str]) -> Iterator[Problem]:
    """Yield the problems of one file and count its messages."""
    file = reading.shown(path)
    of_the_file = 0

    def screen(lines: list[bytes]) -> list[int]:
        again, named = second_looks(lines, unknown)
        counts["messages"] += len(lines) - len(again)
        counts["envelope_only"] += named
        return again

    try:
        with reading.opened(path) as stream:
            for record in reading.records(path, stream, steps, screen):
                index = None if record.index == NO_MESSAGE else record.index
                counts["messages"] += index is not None
                of_the_file += index is None
                for (line, column), problem in _problems_of(record, steps, unknown, counts):
                    yield problem.at(file, line, column, index)
    except reading.READ_ERRORS as error:
        of_the_file += 1
        yield reading.unreadable(path, error)
    if not counts["messages"] + of_the_file:
        yield Problem(code="no-messages", message="no message in this file", file=file, line=1, column=1)


#: A problem behind its line and column.
_Placed = tuple[tuple[int, int], Problem]


def _problems_of(record: Record, steps: Sequence[str], unknown: Unknown, counts: Counter[str]) -> Sequence[_Placed]:
    """Return the problems of one record behind their lines and columns, in the order of its text."""
    value = record.value
    if isinstance(value, Problem):
        return _placed([value], record, ())
    judge = accepting(value, unknown, is_finite)
    if judge is None:
        return _placed(rejected(value, unknown, is_finite)[1], record, steps)
    counts["envelope_only"] += judge.is_named
    return _placed(warnings_about(judge.message, value), record, steps) if judge.may_warn else ()


def _placed(problems: Sequence[Problem], record: Record, steps: Sequence[str]) -> Sequence[_Placed]:
    placed = [(record.text.place(problem, record.index, steps), problem) for problem in problems]
    return placed if len(placed) == 1 else sorted(placed, key=itemgetter(0))
