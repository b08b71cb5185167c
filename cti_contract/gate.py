"""Everything in files checked: their problems in the order of the input, then the counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from cti_contract import reading
from cti_contract.jsonvalues import is_finite
from cti_contract.pointers import steps_of
from cti_contract.problems import Problem
from cti_contract.reading import NO_MESSAGE
from cti_contract.spelling import warnings_about
from cti_contract.texts import Record, Text
from cti_contract.validation import Judge, Unknown, accepting, rejected


class Summary(NamedTuple):
    """How much was checked.

    `envelope_only` counts the valid messages of which no more than the envelope, the name and the target is documented.
    """

    files: int
    messages: int
    errors: int
    warnings: int
    envelope_only: int


def check_files(paths: Iterable[str], *, at: str = "", unknown: Unknown = "error") -> Iterator[Problem | Summary]:
    """Yield the problems of all that the paths lead to, in its order, and last of all one `Summary`.

    `at` is the JSON Pointer of the message inside each record. Raises ValueError when it is none.
    """
    steps = steps_of(at)
    counts = Counter[str]()
    for path in reading.files(paths):
        for problem in [path] if isinstance(path, Problem) else _check_file(path, steps, unknown, counts):
            counts[problem.severity] += 1
            yield problem
    yield Summary(
        files=counts["files"],
        messages=counts["messages"],
        errors=counts["error"],
        warnings=counts["warning"],
        envelope_only=counts["envelope_only"],
    )


def _check_file(path: str, steps: Sequence[str], unknown: Unknown, counts: Counter[str]) -> Iterator[Problem]:
    """Yield the problems of one file and count its messages."""
    messages = envelope_only = of_the_file = 0
    file = reading.shown(path)
    try:
        with reading.opened(path) as stream:
            for record in reading.records(path, stream, steps):
                judge = accepting(record[2], unknown, is_finite)
                if judge is None or judge.may_warn:
                    for problem in _problems(record, judge, steps, unknown):
                        yield problem._replace(file=file, index=messages if record[0] != NO_MESSAGE else None)
                    if record[0] == NO_MESSAGE:
                        of_the_file += 1
                        continue
                if judge is not None:
                    envelope_only += judge.is_named
                messages += 1
    except reading.READ_ERRORS as error:
        of_the_file += 1
        yield reading.unreadable(path, error)
    if not messages + of_the_file:
        yield Problem(code="no-messages", message="no message in this file", file=file, line=1, column=1)
    counts.update(files=1, messages=messages, envelope_only=envelope_only)


def _problems(record: Record, judge: Judge | None, steps: Sequence[str], unknown: Unknown) -> list[Problem]:
    """Return the problems of one record, placed and in the order of its text."""
    number, origin, value = record
    text, element = (origin, number) if isinstance(origin, Text) else (Text(origin, line=number), 0)
    if isinstance(value, Problem):
        return [text.placed(value, element, ())]
    found = rejected(value, unknown)[1] if judge is None else warnings_about(judge.message, value)
    return sorted((text.placed(problem, element, steps) for problem in found), key=attrgetter("line", "column"))
