"""Reports: each turns problems and, last of all, their summary into pieces of text, as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cti_contract.gate import Summary
from cti_contract.problems import Problem
from cti_contract.reports.as_json import json_report
from cti_contract.reports.as_text import text_report

#: A report takes the findings, how many problems to show at most (None: all), and whether to leave the summary out.
Report = Callable[[Iterable[Problem | Summary], int | None, bool], Iterator[str]]

REPORTS: dict[str, Report] = {"text": text_report, "json": json_report}
