"""The report for servers that show test results: JUnit XML, with a test suite for each file.

A suite has one test case, or one for each message. It is valid by the schema of Jenkins, `junit-10.xsd`. A suite has
its counts before its cases, so the problems of one file are in memory, but of each case at most `LARGEST` lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from cti_contract.files.discover import STANDARD_INPUT
from cti_contract.files.results import FileSummary, Finding, Summary
from cti_contract.problems import Problem
from cti_contract.reports.text import ReportOptions, faults, more
from cti_contract.text import printable

#: The largest number of lines of a case, for errors and for warnings.
LARGEST: Final = 1_000
_CLASS = "cti-contract"
_INTERRUPTED = f"""\
<testsuite name="{_CLASS}" tests="1" failures="0" errors="1" skipped="0">
<testcase name="interrupted" classname="{_CLASS}">
<error message="interrupted: not everything was checked" type="{_CLASS}"/>
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
                yield _INTERRUPTED
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
        self.counts[problem.severity] += 1
        lines = self.lines[problem.severity]
        if is_shown and len(lines) < LARGEST:
            lines.append(printable(str(problem)))

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
    """The cases of a file: the file itself (None) and, if there is a case for each message, its messages.

    Its time is that since the end of the suite before.
    """

    def __init__(self, file: str, start: float, *, per_message: bool) -> None:
        self.file = file
        self._per_message = per_message
        self._cases: dict[int | None, _Case] = {} if per_message else {None: _Case()}
        self._start = start

    def add(self, problem: Problem, *, is_shown: bool) -> None:
        key = problem.message_index if self._per_message else None
        self._cases.setdefault(key, _Case()).add(problem, is_shown=is_shown)

    def text(self, summary: FileSummary | None) -> Iterator[str]:
        """Yield the suite; the summary of the file also counts problems that were not added."""
        messages = 0
        if self._per_message:
            messages = summary.messages if summary else 1 + max((key or 0 for key in self._cases), default=-1)
        if summary:
            self._add_hidden(summary)
        failures = sum(case.counts["error"] > 0 for case in self._cases.values())
        whole = self._cases.get(None)
        tests = messages + (whole is not None)
        time = f' time="{perf_counter() - self._start:.3f}"'
        name = quoteattr(printable(self.file))
        yield f'<testsuite name={name} tests="{tests}" failures="{failures}" errors="0" skipped="0"{time}>\n'
        if whole:
            yield whole.text(self.file, "" if self._per_message else time)
        for index in range(messages):
            yield self._cases.get(index, _VALID).text(f"{self.file} message {index + 1}", "")
        yield "</testsuite>\n"

    def _add_hidden(self, summary: FileSummary) -> None:
        for severity, number in (("error", summary.errors), ("warning", summary.warnings)):
            hidden = number - sum(case.counts[severity] for case in self._cases.values())
            if hidden:
                self._cases.setdefault(None, _Case()).counts[severity] += hidden


_VALID = _Case()
