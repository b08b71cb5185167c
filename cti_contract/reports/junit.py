"""The report for servers that show test results: JUnit XML, with a test suite for each file.

A suite has one test case, or one for each message. It is valid by the schema of Jenkins, `junit-10.xsd`. A suite has
its counts before its cases, so the problems of one file are kept: those of messages in a temporary database, and of
each case at most `LARGEST` lines in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from errno import EIO
from itertools import groupby
from operator import itemgetter
from time import perf_counter
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from cti_contract.files.discover import STANDARD_INPUT
from cti_contract.files.results import FileSummary, Finding, Summary
from cti_contract.problems import Problem
from cti_contract.reports.text import ReportOptions, faults, incomplete, more
from cti_contract.text import printable

if TYPE_CHECKING:
    import sqlite3

#: The largest number of lines of a case, for errors and for warnings.
LARGEST: Final = 1_000
_CLASS = "cti-contract"
_INCOMPLETE = f"""\
<testsuite name="{_CLASS}" tests="1" failures="0" errors="1" skipped="0">
<testcase name="{{}}" classname="{_CLASS}">
<error message="{{}}" type="{_CLASS}"/>
</testcase>
</testsuite>
"""


def junit_report(findings: Iterable[Finding], options: ReportOptions) -> Iterator[str]:
    """Yield the document in pieces, in ASCII: errors fail the case of their file or message, warnings are its output.

    The results and the counts include problems that are not shown. `options.quiet` has no effect, as there is no
    summary.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cti-contract">\n'
    for suite in _suites(findings, options):
        yield suite.encode("ascii", "xmlcharrefreplace").decode()
    yield "</testsuites>\n"


def _suites(findings: Iterable[Finding], options: ReportOptions) -> Iterator[str]:
    """Yield a suite for each file, which ends with its `FileSummary` or, without one, where another file begins."""
    room, start = options.most, perf_counter()
    suite: _Suite | None = None
    for finding in findings:
        if isinstance(finding, Summary):
            if suite:
                yield from suite.text(None)
            if not finding.complete:
                yield _INCOMPLETE.format("killed" if finding.unfinished else "interrupted", incomplete(finding))
            return
        file = finding.file or STANDARD_INPUT
        if suite and suite.file != file:
            yield from suite.text(None)
            suite, start = None, perf_counter()
        suite = suite or _Suite(file, start, per_message=options.per_message)
        if isinstance(finding, FileSummary):
            yield from suite.text(finding)
            suite, start = None, perf_counter()
            continue
        suite.add(finding, is_shown=room != 0)
        room = room - 1 if room else room
    if suite:
        yield from suite.text(None)


class _Case:
    """The problems of a file or a message: how many, and the lines of those that are shown."""

    def __init__(self) -> None:
        self.counts = {"error": 0, "warning": 0}
        self.lines: dict[str, list[str]] = {"error": [], "warning": []}

    def add(self, problem: Problem, *, is_shown: bool) -> None:
        self.add_line(problem.severity, printable(str(problem)) if is_shown else None)

    def add_line(self, severity: str, line: str | None) -> None:
        """Count a problem, and add its line unless it is hidden or there are enough."""
        self.counts[severity] += 1
        lines = self.lines[severity]
        if line is not None and len(lines) < LARGEST:
            lines.append(line)

    def text(self, name: str, time: str) -> str:
        inside = ""
        if self.counts["error"]:
            attributes = f'message="{faults(self.counts["error"], self.counts["warning"])}" type="{_CLASS}"'
            inside += f"<failure {attributes}>{self._text('error')}</failure>\n"
        if self.counts["warning"]:
            inside += f"<system-out>{self._text('warning')}</system-out>\n"
        return f'<testcase name={quoteattr(printable(name))} classname="{_CLASS}"{time}>\n{inside}</testcase>\n'

    def _text(self, severity: str) -> str:
        """Return the lines of a severity in XML, which allows every printable character."""
        lines = self.lines[severity]
        hidden = self.counts[severity] - len(lines)
        return escape("\n".join([*lines, more(hidden)] if hidden else lines))


class _Suite:
    """The cases of a file: the file itself and, if there is a case for each message, its messages.

    Its time is that since the end of the suite before.
    """

    def __init__(self, file: str, start: float, *, per_message: bool) -> None:
        self.file = file
        self._per_message = per_message
        self._whole = _Case()
        self._messages: _Messages | None = None
        self._start = start

    def add(self, problem: Problem, *, is_shown: bool) -> None:
        if self._per_message and problem.message_index is not None:
            self._messages = self._messages or _Messages()
            self._messages.add(problem.message_index, problem, is_shown=is_shown)
        else:
            self._whole.add(problem, is_shown=is_shown)

    def text(self, summary: FileSummary | None) -> Iterator[str]:
        """Yield the suite; the summary of the file also counts problems that were not added."""
        found = self._messages.counts() if self._messages else _NONE
        if summary:
            self._whole.counts["error"] = summary.errors - found.errors
            self._whole.counts["warning"] = summary.warnings - found.warnings
        messages = (summary.messages if summary else found.end) if self._per_message else 0
        has_whole = not self._per_message or any(self._whole.counts.values())
        failures = found.failures + (self._whole.counts["error"] > 0)
        time = f' time="{perf_counter() - self._start:.3f}"'
        name = quoteattr(printable(self.file))
        counts = f'tests="{messages + has_whole}" failures="{failures}" errors="0" skipped="0"'
        yield f"<testsuite name={name} {counts}{time}>\n"
        if has_whole:
            yield self._whole.text(self.file, "" if self._per_message else time)
        cases = self._messages.cases() if self._messages else iter(())
        index, case = next(cases, (-1, _VALID))
        for number in range(messages):
            shown = _VALID
            if number == index:
                shown = case
                index, case = next(cases, (-1, _VALID))
            yield shown.text(f"{self.file} message {number + 1}", "")
        yield "</testsuite>\n"


class _Found(NamedTuple):
    """The counts of problems in messages, of messages with errors, and the index after that of the last message."""

    errors: int
    warnings: int
    failures: int
    end: int


class _Messages:
    """The problems of the messages of a file, in a temporary database that takes little memory, however many.

    Its methods raise OSError if the disk of temporary files is full.
    """

    def __init__(self) -> None:
        import sqlite3  # only this needs it

        self._database = sqlite3.connect("")
        self._read("PRAGMA journal_mode = OFF")
        self._read(
            "CREATE TABLE problems (message INTEGER, number INTEGER, is_error INTEGER, text TEXT,"
            " PRIMARY KEY (message, number)) WITHOUT ROWID"
        )
        self._count = 0

    def add(self, index: int, problem: Problem, *, is_shown: bool) -> None:
        text = printable(str(problem)) if is_shown else None
        row = (index, self._count, problem.severity == "error", text)
        self._read("INSERT INTO problems VALUES (?, ?, ?, ?)", row)
        self._count += 1

    def counts(self) -> _Found:
        [(errors, end)] = self._read("SELECT SUM(is_error), MAX(message) + 1 FROM problems")
        [(failures,)] = self._read("SELECT COUNT(DISTINCT message) FROM problems WHERE is_error")
        return _Found(errors, self._count - errors, failures, end)

    def cases(self) -> Iterator[tuple[int, _Case]]:
        """Yield the index and the case of each message with problems, in their order."""
        rows = self._read("SELECT message, is_error, text FROM problems ORDER BY message, number")
        for index, of_message in groupby(rows, itemgetter(0)):
            case = _Case()
            for _, is_error, text in of_message:
                case.add_line("error" if is_error else "warning", text)
            yield index, case
        self._database.close()

    def _read(self, statement: str, row: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Execute a statement. The rows come in the order of their keys, so none fails to be read later."""
        import sqlite3

        try:
            return self._database.execute(statement, row)
        except sqlite3.Error as error:
            raise OSError(EIO, str(error), "the temporary database of --junit-case message") from error


_NONE = _Found(0, 0, 0, 0)
_VALID = _Case()
