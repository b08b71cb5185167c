"""The baseline of the documentation check: that of `check`, with findings as problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from cti_contract.drift.findings import Finding
from cti_contract.files.baseline import Baseline
from cti_contract.files.results import Counts, FileSummary, Options, Summary
from cti_contract.problem_texts import WRITE_AGAIN
from cti_contract.problems import Problem


def apply(baseline: Baseline, findings: Sequence[Finding], pages: Sequence[str]) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that a baseline does not have, with those about entries that are gone, and the others.

    Args:
        baseline: The baseline, which also notes the findings.
        findings: The findings of today, in order.
        pages: The pages that were checked: only their entries can be gone.
    """
    new: list[Finding] = []
    known: list[Finding] = []
    by_page = {page: list(found) for page, found in groupby(findings, key=lambda each: each.file)}
    results: list[list[Problem | FileSummary | Summary]] = [
        [*map(_problem, by_page.get(page, ())), FileSummary(page, 0, 0, 0, 0)]
        for page in dict.fromkeys([*pages, *by_page])
    ]
    left = baseline.new(results, Options(), Counts())
    kept = Counter(each for found in left for each in found if isinstance(each, Problem))
    for finding in findings:
        problem = _problem(finding)
        (new if kept[problem] else known).append(finding)
        kept[problem] -= bool(kept[problem])
    # the fix of the code says to write the baseline again
    new += [Finding(each.file or "", 1, each.code, each.message.partition(WRITE_AGAIN)[0]) for each in kept.elements()]
    return new, known


def _problem(finding: Finding) -> Problem:
    """Return a finding as a problem: the name of its message is in place of the pointer."""
    name, schema = finding.message or "", finding.schema
    return Problem(finding.code, finding.text, name, schema=schema, file=finding.file, line=finding.line)  # type: ignore[arg-type]
