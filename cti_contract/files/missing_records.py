"""Records in which `--at` leads nowhere: those of a file in front of its first message are one problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cti_contract.files.results import Counts, Options
from cti_contract.problem_texts import with_more_records
from cti_contract.problems import Problem

#: The codes of records that cannot be read: whether there is a message at the places is not known.
_UNREAD = frozenset({"duplicate-key", "not-utf8", "syntax", "too-deep", "too-large"})


class MissingRecords:
    """The problems of a file, held until a message is found, or to the end.

    If `--at` leads nowhere in all records, that is one problem at the first of them, which has the number of the
    others. So it is for many such records in front of the first message. Others are problems of their own.
    """

    def __init__(self, options: Options, counts: Counts) -> None:
        """Begin a file, whose counts are added to the given ones."""
        self._limits, self._counts, self._before = options.limits, counts, counts.copy()
        self.is_open = any(options.at)
        self._held: list[Problem] = []
        self._missing = self._unread = 0

    def add(self, problems: Sequence[Problem]) -> Sequence[Problem]:
        """Return the next problems of the file, and those before it, unless they are still held."""
        if not self.is_open:
            return problems
        for number, problem in enumerate(problems):
            if not self._is_in_front(problem):
                return [*self.end(), *problems[number:]]
            if not is_missing(problem) or self._missing <= self._limits.lines:
                self._held.append(problem)
        return self.end() if self._has_message() or len(self._held) > self._limits.task_problems else []

    def leave_out(self, number: int) -> None:
        """Count further records without a message, whose problems are not needed while the first ones are held."""
        self._missing += number

    def _is_in_front(self, problem: Problem) -> bool:
        """Return whether a problem is in front of the first message, and count its record."""
        index, is_next = problem.message_index, problem.message_index == self._missing + self._unread
        if is_next and is_missing(problem):
            self._missing += 1
        elif is_next and problem.code in _UNREAD:
            self._unread += 1
        return index is None or index < self._missing + self._unread

    def _has_message(self) -> bool:
        since = self._counts.since(self._before)
        return since.messages > since.missing + self._unread

    def end(self) -> Sequence[Problem]:
        """Return the problems that are held; the records without a message are one if they are all, or many."""
        held, self._held, self.is_open = self._held, [], False
        first = next((number for number, problem in enumerate(held) if is_missing(problem)), None)
        is_all = not self._has_message()
        missing = self._counts.since(self._before).missing if is_all else self._missing
        if first is None or missing <= (1 if is_all else self._limits.lines):
            return held
        self._counts.errors -= missing - 1
        others = [problem for problem in held[first + 1 :] if not is_missing(problem)]
        return [*held[:first], with_more_records(held[first], missing - 1), *others]


def is_missing(problem: Problem) -> bool:
    """Return whether a problem says that a record has no message, since `--at` leads nowhere."""
    return problem.code == "no-message" and problem.severity == "error"


def together(found: Iterable[Sequence[Problem]], options: Options, counts: Counts) -> Iterator[Sequence[Problem]]:
    """Yield the problems of a file, with the records without a message as `MissingRecords` says."""
    missing = MissingRecords(options, counts)
    for problems in found:
        yield missing.add(problems)
    yield missing.end()
