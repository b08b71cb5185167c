"""The report for programs: one JSON document, described by `report.schema.json` beside this file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from cti_contract.gate import Summary
from cti_contract.problems import Problem


def json_report(findings: Iterable[Problem | Summary], most: int | None, quiet: bool) -> Iterator[str]:
    """Yield the document in pieces: at most so many problems, then the summary, whose counts are of all.

    `quiet` changes nothing: a document without its summary would be another one.
    """
    shown = 0
    yield '{"problems": ['
    for finding in findings:
        if isinstance(finding, Summary):
            yield f'\n], "summary": {json.dumps(asdict(finding))}}}\n'
        elif shown != most:
            yield ("," if shown else "") + "\n  " + json.dumps(asdict(finding))
            shown += 1
