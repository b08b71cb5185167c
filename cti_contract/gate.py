"""Everything in files checked: their problems in the order of the input, then the counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from cti_contract import reading
from cti_contract.pointers import steps_of
from cti_contract.problems import Problem
from cti_contract.validation import Unknown, accepting, inspect


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
    messages = envelope_only = 0
    try:
        with reading.opened(path) as stream:
            for number, origin, value in reading.records(path, stream, steps):
                judge = accepting(value, unknown)
                if judge is None or judge.may_warn:
                    for problem in _problems(number, origin, value, steps, unknown):
                        yield problem._replace(file=path, index=messages)
                    messages -= number == reading.NO_MESSAGE
                if judge is not None:
                    envelope_only += judge.is_named
                messages += 1
    except reading.READ_ERRORS as error:
        yield reading.unreadable(path, error)
    counts.update(files=1, messages=messages, envelope_only=envelope_only)


def _problems(
    number: int, origin: bytes | reading.Text, value: Any, steps: Sequence[str], unknown: Unknown
) -> list[Problem]:
    """Return the problems of one record, placed and in the order of its text."""
    if isinstance(value, Problem):
        return [reading.placed(value, number, origin, ())]
    found = [reading.placed(problem, number, origin, steps) for problem in inspect(value, unknown)[1]]
    return sorted(found, key=attrgetter("line", "column"))
