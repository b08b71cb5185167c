"""Reports: each writes findings as text, piece by piece, in the order of the input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, cast

from cti_contract.reports.text import text_report

if TYPE_CHECKING:
    from typing import Protocol

    from cti_contract.files.results import Finding
    from cti_contract.reports.text import ReportOptions

    class Report(Protocol):
        """A function that writes findings as text."""

        def __call__(self, findings: Iterable[Finding], options: ReportOptions) -> Iterator[str]:
            """Yield the report in pieces.

            Args:
                findings: Problems and summaries, as a check yields them.
                options: How to write it.
            """


def _report_in(name: str) -> Report:
    """Return the report `NAME_report` of the module `NAME`, which is imported on the first use."""

    def report(findings: Iterable[Finding], options: ReportOptions) -> Iterator[str]:
        module = import_module(f"{__name__}.{name}")
        return cast("Report", getattr(module, f"{name}_report"))(findings, options)

    return report


#: The reports by the name of their format.
REPORTS: dict[str, Report] = {
    "text": text_report,
    **{name: _report_in(name) for name in ("full", "json", "github", "junit", "sarif")},
}
