"""The report for people, editors and logs: one line a problem, then one for the summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cti_contract.gate import Summary
from cti_contract.problems import Problem


def text_report(findings: Iterable[Problem | Summary], *, most: int | None, quiet: bool) -> Iterator[str]:
    """Yield lines: at most so many problems, how many more there are, and, unless `quiet`, the summary."""
    shown = 0
    for finding in findings:
        if isinstance(finding, Problem):
            if shown != most:
                shown += 1
                yield f"{finding}\n"
        else:
            hidden = finding.errors + finding.warnings - shown
            if hidden:
                yield f"... and {counted(hidden, 'more problem')}\n"
            if not quiet:
                yield f"{sentence(finding)}\n"


def sentence(summary: Summary) -> str:
    """Return the summary in one line."""
    checked = f"{counted(summary.messages, 'message')} in {counted(summary.files, 'file')}"
    if summary.errors:
        return f"{checked}: {counted(summary.errors, 'error')}, {counted(summary.warnings, 'warning')}"
    by_envelope = f", {summary.envelope_only} of them by envelope only" if summary.envelope_only else ""
    warnings = f", {counted(summary.warnings, 'warning')}" if summary.warnings else ""
    return f"{checked}: all valid{by_envelope}{warnings}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 file`, `2 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
