"""The report for people, editors and logs: a line for each problem, then a line with the summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cti_contract.files.results import Finding, Summary
from cti_contract.problems import Problem
from cti_contract.text import counted

#: The colors of the severities, as numbers of the terminal: red and yellow.
_COLORS = {"error": 31, "warning": 33}


class ReportOptions(NamedTuple):
    """How a report is written.

    At most `most` problems are shown; None shows all. `quiet` leaves out the summary, in formats for people. Paths of
    files are shown relative to the folder `root`, in formats that need this; by default it is the working directory.
    With `per_message`, each message is a test case. Formats for people are `colored`, and `width` columns wide.
    """

    most: int | None = None
    quiet: bool = False
    root: str | None = None
    per_message: bool = False
    colored: bool = False
    width: int = 80


def text_report(findings: Iterable[Finding], options: ReportOptions) -> Iterator[str]:
    """Yield lines: the problems to show, the number of hidden problems, and, unless `options.quiet`, the summary."""
    return line_report(findings, colored_line if options.colored else str, options)


def colored_line(problem: Problem) -> str:
    """Return the line of a problem with a bold place, and the severity and the code in colors."""
    place = f"\x1b[1m{problem.place}:\x1b[0m " if problem.place else ""
    severity = f"\x1b[1;{_COLORS[problem.severity]}m{problem.severity}:\x1b[0m"
    return f"{place}{severity} {problem.message} \x1b[36m[{problem.code}]\x1b[0m{problem.did_you_mean}"


def line_report(
    findings: Iterable[Finding], line_of: Callable[[Problem], str], options: ReportOptions
) -> Iterator[str]:
    """Yield the lines of `text_report`, with another format of the lines of problems.

    After an interrupt there is no summary.
    """
    shown = 0
    for finding in findings:
        if isinstance(finding, Problem):
            if shown != options.most:
                shown += 1
                yield f"{line_of(finding)}\n"
        elif isinstance(finding, Summary) and finding.complete:
            hidden = finding.errors + finding.warnings - shown
            if hidden:
                yield f"{more(hidden)}\n"
            if not options.quiet:
                yield f"{sentence(finding)}\n"


def sentence(summary: Summary) -> str:
    """Return the summary in one line."""
    checked = f"{counted(summary.messages, 'message')} in {counted(summary.files, 'file')}"
    rest = _rest(summary)
    if summary.errors:
        return f"{checked}: {faults(summary.errors, summary.warnings)}{rest}"
    by_envelope = f", {summary.envelope_only} of them by envelope only" if summary.envelope_only else ""
    warnings = f", {counted(summary.warnings, 'warning')}" if summary.warnings else ""
    return f"{checked}: all valid{by_envelope}{warnings}{rest}"


def _rest(summary: Summary) -> str:
    """Return the other counts, of problems that are open at the end or not reported; empty without any."""
    open_at_end = f", {summary.open_at_end} of them open at the end" if summary.open_at_end else ""
    known = f", {counted(summary.known, 'known problem')}" if summary.known else ""
    ignored = f", {counted(summary.ignored, 'problem')} ignored" if summary.ignored else ""
    skipped = f", {counted(summary.skipped, 'file')} without messages skipped" if summary.skipped else ""
    records = summary.skipped_records
    skipped += f", {counted(records, 'record')} without a message skipped" if records else ""
    return open_at_end + known + ignored + skipped


def faults(errors: int, warnings: int) -> str:
    """Return both counts: `1 error, 2 warnings`."""
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"


def more(hidden: int) -> str:
    """Return the line that counts the problems that are not shown."""
    return f"... and {counted(hidden, 'more problem')}"
