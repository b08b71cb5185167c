"""Reports: each turns problems and, last of all, their summary into pieces of text, as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from cti_contract.gate import Summary
from cti_contract.problems import Problem
from cti_contract.reports.as_json import json_report
from cti_contract.reports.as_text import text_report


class Report(Protocol):
    """A function from findings to text: at most `most` problems of them (None: all), no summary when `quiet`."""

    def __call__(self, findings: Iterable[Problem | Summary], *, most: int | None, quiet: bool) -> Iterator[str]:
        """Yield the report in pieces."""


REPORTS: dict[str, Report] = {"text": text_report, "json": json_report}
