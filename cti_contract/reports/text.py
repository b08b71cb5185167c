"""The report for people, editors and logs: a line for each problem, then a line with the summary."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cti_contract.files.results import Finding, Summary
from cti_contract.problems import Problem
from cti_contract.text import counted, printable

#: The colors of the severities, as numbers of the terminal: red and yellow.
_COLORS = {"error": 31, "warning": 33}


class ReportOptions(NamedTuple):
    """How a report is written.

    At most `most` problems are shown; None shows all. `quiet` leaves out the summary, in formats for people. Paths of
    files are shown relative to the folder `root`, in formats that need this; by default it is the working directory.
    With `per_message`, each message is a test case. Formats for people are `colored`, and `width` columns wide. Known
    problems are written to the file `baseline`.
    """

    most: int | None = None
    quiet: bool = False
    root: str | None = None
    per_message: bool = False
    colored: bool = False
    width: int = 80
    baseline: str | None = None


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
    """Yield the lines of `text_report`, with another format of the lines of problems."""
    shown = 0
    for finding in findings:
        if isinstance(finding, Problem):
            if shown != options.most:
                shown += 1
                yield f"{line_of(finding)}\n"
        elif isinstance(finding, Summary):
            hidden = finding.errors + finding.warnings - shown
            if hidden:
                yield f"{more(hidden)}\n"
            if not options.quiet:
                yield f"{sentence(finding, options.baseline)}\n"


def sentence(summary: Summary, baseline: str | None = None) -> str:
    """Return the summary in one line; known problems are written to the file `baseline`, if it is given."""
    checked = f"{counted(summary.messages, 'message')} in {counted(summary.files, 'file')}"
    return f"{checked}: {', '.join([*_verdict(summary, baseline), *_rest(summary, baseline)])}"


def _verdict(summary: Summary, baseline: str | None) -> Iterator[str]:
    """Yield the counts of problems, known ones included, and of messages that were checked by envelope only."""
    if summary.errors:
        yield faults(summary.errors, summary.warnings)
    elif not (summary.known or summary.ignored):
        yield "all valid"
        if summary.envelope_only:
            yield f"{summary.envelope_only} of them by envelope only"
    elif baseline is None:
        yield "no new errors" if summary.known else "no other errors"
    if summary.warnings and not summary.errors:
        yield counted(summary.warnings, "warning")
    if summary.open_at_end:
        yield f"{summary.open_at_end} of them open at the end"
    if baseline is not None and summary.complete:
        yield f"{counted(summary.known, 'problem')} written to {printable(baseline)}"
    elif summary.known:
        yield counted(summary.known, "known problem")
    if (summary.known or summary.ignored) and summary.envelope_only and not summary.errors:
        yield f"{counted(summary.envelope_only, 'message')} checked by envelope only"


def _rest(summary: Summary, baseline: str | None) -> Iterator[str]:
    """Yield the counts of everything that is not reported."""
    if baseline is not None and not summary.complete:
        yield f"{printable(baseline)} not written, as not everything was checked"
    elif summary.kept:
        yield f"{counted(summary.kept, 'known problem')} kept that this check did not look for"
    if summary.ignored:
        yield f"{counted(summary.ignored, 'problem')} ignored"
    if summary.skipped:
        yield f"{counted(summary.skipped, 'file')} without messages skipped"
    if summary.skipped_records:
        yield f"{counted(summary.skipped_records, 'record')} without a message skipped"


def faults(errors: int, warnings: int) -> str:
    """Return both counts: `1 error, 2 warnings`."""
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"


def more(hidden: int) -> str:
    """Return the line that counts the problems that are not shown."""
    return f"... and {counted(hidden, 'more problem')}"


def incomplete(summary: Summary) -> str:
    """Return the line that says why not everything was checked."""
    cause = "a worker process was killed" if summary.unfinished else "interrupted"
    return f"{cause}: not everything was checked"
