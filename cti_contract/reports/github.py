"""The report for GitHub Actions: workflow commands, which GitHub shows as annotations on the lines of the files.

GitHub shows ten errors and ten warnings of a step; the log of the step has all. The format and its escapes follow
"Workflow commands for GitHub Actions" and `command.ts` in GitHub's `actions/toolkit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from cti_contract.files.results import Finding
from cti_contract.files.streams import STANDARD_INPUT
from cti_contract.problems import Problem
from cti_contract.reports.text import line_report
from cti_contract.text import printable

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def github_report(findings: Iterable[Finding], *, most: int | None, quiet: bool) -> Iterator[str]:
    """Yield the lines of the text report, with an `::error` or a `::warning` for each problem."""
    return line_report(findings, _command, most=most, quiet=quiet)


def _command(problem: Problem) -> str:
    properties = ",".join(f"{name}={_visible(value).translate(_PROPERTY)}" for name, value in _properties(problem))
    at = f" at {problem.place}" if problem.place else ""  # the log does not show the properties
    text = f"{problem.message}{problem.did_you_mean}{at}"
    return f"::{problem.severity} {properties}::{_visible(text).translate(_DATA)}"


def _properties(problem: Problem) -> Iterator[tuple[str, str]]:
    if problem.file not in {None, STANDARD_INPUT}:
        yield "file", PurePath(str(problem.file)).as_posix()
        if problem.line is not None:
            yield "line", str(problem.line)
        if problem.column is not None:
            yield "col", str(problem.column)
    yield "title", f"cti-contract {problem.code}"


def _visible(text: str) -> str:
    """Return the text with control characters escaped, except ends of lines, for which commands have an escape."""
    return "".join(sign if sign in "\r\n" else printable(sign) for sign in text)
