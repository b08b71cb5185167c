"""The report for programs: one JSON document, described by `report.schema.json` beside this file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from cti_contract._version import __version__
from cti_contract.files.results import Finding, Summary
from cti_contract.problems import Problem
from cti_contract.reports.text import ReportOptions


def json_report(findings: Iterable[Finding], options: ReportOptions) -> Iterator[str]:
    """Yield the document in pieces: the problems to show, then the summary, which counts all of them.

    `options.quiet` has no effect: the schema requires the summary.
    """
    shown = 0
    yield f'{{"contract": {json.dumps(__version__)}, "problems": ['
    for finding in findings:
        if isinstance(finding, Summary):
            yield f'\n], "summary": {json.dumps(finding._asdict())}}}\n'
        elif isinstance(finding, Problem) and shown != options.most:
            fields = finding._asdict()
            del fields["source"]  # for people
            yield ("," if shown else "") + "\n  " + json.dumps(fields)
            shown += 1
