"""The report for servers that show test results: JUnit XML, with a test suite of one test case for each file.

It is valid by the schema of Jenkins, `junit-10.xsd`. A suite has its counts before its cases. With a suite for each
file, only the problems of one file are in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from cti_contract.files.results import FileSummary, Finding, Summary
from cti_contract.files.streams import STANDARD_INPUT
from cti_contract.problems import Problem, Severity
from cti_contract.reports.text import faults, more
from cti_contract.text import printable


def junit_report(findings: Iterable[Finding], *, most: int | None, quiet: bool) -> Iterator[str]:  # noqa: ARG001 -- see below
    """Yield the document in pieces, in ASCII: errors fail the case of their file, warnings are its output.

    At most `most` problems are shown; the results and the counts of the files include all. `quiet` has no effect, as
    there is no summary.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cti-contract">\n'
    for case in _cases(findings, most):
        yield _suite(case).encode("ascii", "xmlcharrefreplace").decode()
    yield "</testsuites>\n"


class _Case(NamedTuple):
    """A file: its problems that are shown, and the number of all its problems by severity."""

    file: str
    shown: list[Problem]
    counts: Counter[str]


def _cases(findings: Iterable[Finding], most: int | None) -> Iterator[_Case]:
    """Yield a case for each file, which ends with its `FileSummary` or, without one, where another file begins."""
    shown = 0
    case: _Case | None = None
    for finding in findings:
        if isinstance(finding, Summary):
            continue
        file = finding.file or STANDARD_INPUT
        if case and case.file != file:
            yield case
            case = None
        case = case or _Case(file, [], Counter())
        if isinstance(finding, FileSummary):  # it also counts problems that are not shown
            yield case._replace(counts=Counter(error=finding.errors, warning=finding.warnings))
            case = None
            continue
        case.counts[finding.severity] += 1
        if shown != most:
            case.shown.append(finding)
            shown += 1
    if case:
        yield case


def _suite(case: _Case) -> str:
    name = quoteattr(printable(case.file))
    errors, warnings = case.counts["error"], case.counts["warning"]
    inside = ""
    if errors:
        attributes = f'message="{faults(errors, warnings)}" type="cti-contract"'
        inside += f"<failure {attributes}>{_text(case, 'error')}</failure>\n"
    if warnings:
        inside += f"<system-out>{_text(case, 'warning')}</system-out>\n"
    return (
        f'<testsuite name={name} tests="1" failures="{int(errors > 0)}" errors="0" skipped="0">\n'
        f'<testcase name={name} classname="cti-contract">\n{inside}</testcase>\n'
        "</testsuite>\n"
    )


def _text(case: _Case, severity: Severity) -> str:
    """Return the problems of a severity as lines of the text report, in XML, which allows every printable character."""
    lines = [printable(str(problem)) for problem in case.shown if problem.severity == severity]
    hidden = case.counts[severity] - len(lines)
    return escape("\n".join([*lines, more(hidden)] if hidden else lines))
