"""Findings for the tests of reports."""

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cti_contract.files.results import FileSummary, Finding, Summary
from cti_contract.problems import Problem
from cti_contract.reports import REPORTS
from cti_contract.reports.text import ReportOptions

ERROR = Problem(
    code="unknown-member",
    message='unknown member "destinaton" in /data',
    pointer="/data/destinaton",
    hint="destination",
    file="logs/call.ndjson",
    line=3,
    column=80,
    message_index=2,
)


WARNING = ERROR._replace(code="alias", message="an older spelling", pointer="/command", severity="warning", hint=None)


SAMPLES = "tests/samples"


#: Names and texts that could act as syntax of a format, or that no format can hold.
ODD = [
    "100%25 of %0A",
    "::error file=x::y, and: more",
    "<&>\"' ]]> &#0; <!--",
    "line\r\nnext\ttab",
    "\x00\x1b[31m\x7f\x9b",
    "half a pair \ud83d",
    "\ufffe\uffff\u2028\u202e",
    "größe 日本 😀",
    "{0} {…} [a](1)",
]


each_odd_text = pytest.mark.parametrize("text", ODD)


each_format = pytest.mark.parametrize("form", REPORTS)


def findings(*problems: Problem) -> Iterator[Finding]:
    """Yield problems and summaries as a check does; each file has one message."""
    errors = warnings = files = 0
    for file, group in itertools.groupby(problems, key=lambda problem: problem.file):
        counts = Counter[str]()
        for problem in group:
            counts[problem.severity] += 1
            yield problem
        yield FileSummary(str(file), 1, counts["error"], counts["warning"], 0)
        errors, warnings, files = errors + counts["error"], warnings + counts["warning"], files + 1
    yield Summary(files, files, errors, warnings, 0)


def written(  # noqa: PLR0913 -- the options of reports
    form: str,
    *problems: Problem,
    most: int | None = None,
    quiet: bool = False,
    root: Path | None = None,
    colored: bool = False,
    width: int = 80,
) -> str:
    options = ReportOptions(most, quiet, root=str(root) if root else None, colored=colored, width=width)
    return "".join(REPORTS[form](findings(*problems), options))
