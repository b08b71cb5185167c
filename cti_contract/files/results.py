"""The results of a check: counts, and summaries of them."""

from collections.abc import Callable, Iterable, Sequence
from math import inf
from operator import add, attrgetter, sub
from typing import TYPE_CHECKING, NamedTuple

from cti_contract.files.limits import Limits
from cti_contract.problems import Problem
from cti_contract.validation.compiled import Unknown

if TYPE_CHECKING:
    from cti_contract.files.selection import Selection  # 1 ms that only its options need
else:
    Selection = object  # a quoted annotation would cost 1 ms, too


class Options(NamedTuple):
    """The options that apply to every message.

    The first of the JSON Pointers `at` that leads to a value in a record leads to its messages; a record without any is
    a problem or, with `skip_missing`, skipped. With `extract`, each line's first JSON object is a record, as are more
    messages on it, and lines without one are skipped. No more than `max_problems` errors are reported, and no
    more warnings; all are counted. Problems that the `selection` leaves out are neither reported nor counted as errors
    or warnings. With `skip_foreign`, JSON files without messages are skipped. With `sources`, problems have
    their `source`.
    """

    at: tuple[str, ...] = ()
    unknown: Unknown = "error"
    max_problems: float = inf
    limits: Limits = Limits()
    selection: Selection | None = None
    skip_foreign: bool = False
    sources: bool = False
    extract: bool = False
    skip_missing: bool = False


class Counts:
    """The counts of a check.

    `size` counts the bytes that were read; those of a compressed file are compressed. `lines` counts lines.
    `envelope_only` counts the valid messages for which only the envelope, the name and the target are documented.
    `ignored` counts the problems that the selection leaves out, `known` those of the baseline, and `skipped` the files
    that hold no message, and the pipes and devices in folders. `skipped_records` counts lines and records without a
    message that are skipped, `missing` those of the messages that are not there: `--at` leads nowhere. `open_at_end`
    counts the warnings about requests and successes that wait for a message where a log ends. `kept` counts the entries
    of an old baseline that were not looked for, and `unfinished` the checks that a killed process ended.
    """

    __slots__ = (
        "envelope_only",
        "errors",
        "files",
        "ignored",
        "kept",
        "known",
        "lines",
        "messages",
        "missing",
        "open_at_end",
        "size",
        "skipped",
        "skipped_records",
        "unfinished",
        "warnings",
    )

    def __init__(self) -> None:
        """Begin at nothing."""
        self.files = self.messages = self.errors = self.warnings = self.envelope_only = self.size = self.lines = 0
        self.ignored = self.known = self.skipped = self.skipped_records = self.open_at_end = 0
        self.kept = self.missing = self.unfinished = 0

    def copy(self) -> "Counts":
        """Return counts of their own with the same numbers."""
        return _counts(_numbers(self))

    def add(self, other: "Counts") -> None:
        """Add the numbers of other counts."""
        self._set(map(add, _numbers(self), _numbers(other)))

    def since(self, before: "Counts") -> "Counts":
        """Return how much was counted since an earlier copy."""
        return _counts(map(sub, _numbers(self), _numbers(before)))

    def _set(self, numbers: Iterable[int]) -> None:
        (
            self.envelope_only,
            self.errors,
            self.files,
            self.ignored,
            self.kept,
            self.known,
            self.lines,
            self.messages,
            self.missing,
            self.open_at_end,
            self.size,
            self.skipped,
            self.skipped_records,
            self.unfinished,
            self.warnings,
        ) = numbers

    def count(self, problem: Problem) -> int:
        """Count a problem; return how many of its severity there are now."""
        if problem.severity == "error":
            self.errors += 1
            return self.errors
        self.warnings += 1
        self.open_at_end += problem.code == "open-at-end"
        return self.warnings

    def forget(self, problem: Problem) -> None:
        """Take a counted problem away."""
        if problem.severity == "error":
            self.errors -= 1
        else:
            self.warnings -= 1
            self.open_at_end -= problem.code == "open-at-end"


#: Read all numbers at once: each file costs two copies of them.
_numbers: Callable[[Counts], tuple[int, ...]] = attrgetter(*Counts.__slots__)


def _counts(numbers: Iterable[int]) -> Counts:
    counts = Counts.__new__(Counts)
    counts._set(numbers)  # noqa: SLF001 -- its own class
    return counts


class FileSummary(NamedTuple):
    """The counts of one file."""

    file: str
    messages: int
    errors: int
    warnings: int
    envelope_only: int


class Summary(NamedTuple):
    """The counts of all files; the check is not `complete` if it was interrupted, or a process was killed.

    `unfinished` counts the checks that a killed process ended.
    """

    files: int
    messages: int
    errors: int
    warnings: int
    envelope_only: int
    ignored: int = 0
    known: int = 0
    skipped: int = 0
    open_at_end: int = 0
    skipped_records: int = 0
    kept: int = 0
    unfinished: int = 0
    complete: bool = True


#: An item of the results: the problems of a file come before its summary, and one summary of all is the last.
Finding = Problem | FileSummary | Summary


def file_summary(file: str, counts: Counts) -> FileSummary:
    """Return the counts of one file as a summary."""
    return FileSummary(file, counts.messages, counts.errors, counts.warnings, counts.envelope_only)


def summary(counts: Counts, *, complete: bool = True) -> Summary:
    """Return the counts of all files as a summary."""
    return Summary(
        **{name: getattr(counts, name) for name in Summary._fields[:-1]}, complete=complete and not counts.unfinished
    )


def reported(problems: Iterable[Problem], options: Options, counts: Counts) -> list[Problem]:
    """Select and count problems at their places; return those that are within `options.max_problems`."""
    if options.selection:
        problems = [each for problem in problems for each in selected([problem], problem.file, options, counts)]
    return within(problems, options, counts)


def selected(problems: Sequence[Problem], file: str | None, options: Options, counts: Counts) -> Sequence[Problem]:
    """Return the problems of a file that the selection of the options has, and count the others."""
    if not options.selection:
        return problems
    left = options.selection.of(problems, file)
    counts.ignored += len(problems) - len(left)
    return left


def within(problems: Iterable[Problem], options: Options, counts: Counts) -> list[Problem]:
    """Count problems; return those that are within `options.max_problems`."""
    return [problem for problem in problems if counts.count(problem) <= options.max_problems]


def is_full(problems: Iterable[Problem], options: Options, counts: Counts) -> bool:
    """Return whether none of these problems is reported, because the most of each severity are counted already."""
    most = options.max_problems
    return most < inf and all(
        (counts.errors if each.severity == "error" else counts.warnings) >= most for each in problems
    )
