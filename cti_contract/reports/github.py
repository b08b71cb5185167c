"""The report for GitHub Actions: workflow commands, which GitHub shows as annotations on the lines of the files.

GitHub shows ten errors and ten warnings of a step; the log of the step has all. The format and its escapes follow
"Workflow commands for GitHub Actions" and `command.ts` in GitHub's `actions/toolkit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import PurePath

from cti_contract.files.discover import STANDARD_INPUT
from cti_contract.files.results import Finding
from cti_contract.problems import Problem
from cti_contract.reports.paths import below
from cti_contract.reports.text import ReportOptions, line_report
from cti_contract.text import printable

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def github_report(findings: Iterable[Finding], options: ReportOptions) -> Iterator[str]:
    """Yield the lines of the text report, with an `::error` or a `::warning` for each problem."""
    return line_report(findings, partial(_command, options.root), options)


def _command(root: str | None, problem: Problem) -> str:
    pairs = _properties(problem, root)
    properties = ",".join(f"{name}={_visible(value).translate(_PROPERTY)}" for name, value in pairs)
    at = f" at {problem.place}" if problem.place else ""  # the log does not show the properties
    text = f"{problem.message}{problem.did_you_mean}{at}"
    return f"::{problem.severity} {properties}::{_visible(text).translate(_DATA)}"


def _properties(problem: Problem, root: str | None) -> Iterator[tuple[str, str]]:
    if problem.file not in {None, STANDARD_INPUT}:
        file = str(problem.file)
        yield "file", below(root, file) or PurePath(file).as_posix()
        if problem.line is not None:
            yield "line", str(problem.line)
        if problem.column is not None:
            yield "col", str(problem.column)
    yield "title", f"cti-contract {problem.code}"


def _visible(text: str) -> str:
    """Return the text with control characters escaped, except ends of lines, for which commands have an escape."""
    return "".join(sign if sign in "\r\n" else printable(sign) for sign in text)
