"""Reports: each turns findings, in the order of the input, into pieces of text, as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Protocol, cast

from cti_contract.files.check import Finding
from cti_contract.reports.text import text_report


class Report(Protocol):
    """A function from findings to text: at most `most` problems of them (None: all), no summary when `quiet`."""

    def __call__(self, findings: Iterable[Finding], *, most: int | None, quiet: bool) -> Iterator[str]:
        """Yield the report in pieces."""


def _report_in(name: str) -> Report:
    """Return the report `NAME_report` of the module `NAME`, which is imported when the report is asked for."""

    def report(findings: Iterable[Finding], *, most: int | None, quiet: bool) -> Iterator[str]:
        module = import_module(f"{__name__}.{name}")
        return cast("Report", getattr(module, f"{name}_report"))(findings, most=most, quiet=quiet)

    return report


#: The reports by the name of their format.
REPORTS: dict[str, Report] = {
    "text": text_report,
    **{name: _report_in(name) for name in ("json", "github", "junit", "sarif")},
}
