"""The report for code scanning: SARIF 2.1.0, an OASIS standard.

GitHub shows 5,000 results of a run, errors first, and rejects a run of more than 25,000 ("SARIF results exceed one or
more limits" in its documentation). So at most 5,000 are written. `runs[0].properties` counts all of them. If some are
left out, a notification of the invocation says so.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, Final

from cti_contract._version import __version__
from cti_contract.codes import CODES, Code
from cti_contract.files.discover import STANDARD_INPUT
from cti_contract.files.fingerprints import fingerprint
from cti_contract.files.results import Finding, Summary
from cti_contract.problems import Problem
from cti_contract.reports.paths import below, uri_path
from cti_contract.reports.text import ReportOptions, incomplete, more

#: The largest number of results to write.
LARGEST: Final = 5_000
#: The name of the root of relative URIs. The root itself is left out: it differs on each machine.
_BASE = "SRCROOT"
_BASES = {_BASE: {"description": {"text": "The root of the repository."}}}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif_report(
    findings: Iterable[Finding], options: ReportOptions, *, codes: Iterable[Code] = CODES.values()
) -> Iterator[str]:
    """Yield the document in pieces: never more than `LARGEST` results, errors first.

    `options.quiet` has no effect: the counts are a part of the document. `codes` are those that problems may have.
    """
    room = LARGEST if options.most is None else min(options.most, LARGEST)
    seen = Counter[tuple[str | None, str]]()
    warnings: list[Problem] = []
    written = 0
    yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{\n"tool": {json.dumps(_tool(codes))},\n'
    yield f'"columnKind": "unicodeCodePoints",\n"originalUriBaseIds": {json.dumps(_BASES)},\n"results": ['
    for finding in findings:
        if isinstance(finding, Summary):
            yield from _pieces(warnings[: room - written], options.root, seen, first=not written)
            yield _end(finding, room)
        elif isinstance(finding, Problem):
            if finding.severity == "error" and written < room:
                yield from _pieces([finding], options.root, seen, first=not written)
                written += 1
            elif finding.severity == "warning" and len(warnings) < room:
                warnings.append(finding)


def _pieces(
    problems: list[Problem], root: str | None, seen: Counter[tuple[str | None, str]], *, first: bool
) -> Iterator[str]:
    for problem in problems:
        yield f"{'' if first else ','}\n  {json.dumps(_result(problem, root, seen))}"
        first = False


def _end(summary: Summary, room: int) -> str:
    """Return the end of the document: a notification if results are missing, and the counts of all problems."""
    hidden = max(summary.errors + summary.warnings - room, 0)
    notes = [("warning", more(hidden))] if hidden else []
    notes += [] if summary.complete else [("error", incomplete(summary))]
    invocation: dict[str, Any] = {"executionSuccessful": summary.complete}
    if notes:
        invocation["toolExecutionNotifications"] = [
            {"level": level, "message": {"text": text}} for level, text in notes
        ]
    return f'\n],\n"invocations": {json.dumps([invocation])},\n"properties": {json.dumps(summary._asdict())}\n}}]}}\n'


def _tool(codes: Iterable[Code]) -> dict[str, Any]:
    rules = [_rule(code) for code in codes]
    contract = {"contract": __version__}
    return {"driver": {"name": "cti-contract", "version": __version__, "rules": rules, "properties": contract}}


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.name,
        "shortDescription": {"text": _escaped(code.meaning)},
        "fullDescription": {"text": _escaped(code.meaning)},
        "help": {"text": _escaped(code.fix)},
        "defaultConfiguration": {"level": code.severity},
        "properties": {"problem.severity": code.severity, "precision": "very-high"},
    }


def _result(problem: Problem, root: str | None, seen: Counter[tuple[str | None, str]]) -> dict[str, Any]:
    return {
        "ruleId": problem.code,
        "level": problem.severity,
        "message": {"text": _escaped(problem.message + problem.did_you_mean)},
        "locations": [] if problem.file is None else [_location(problem, problem.file, root)],
        "partialFingerprints": {"problem/v1": _fingerprint(problem, seen)},
    }


def _escaped(text: str) -> str:
    """Return the text with the escapes of SARIF 3.11.5 and 3.11.6: braces doubled, and no links."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _location(problem: Problem, file: str, root: str | None) -> dict[str, Any]:
    """Return the place. GitHub requires a region, so a problem of a whole file is shown at its beginning.

    Standard input has no URI, so it is a logical location.
    """
    if file == STANDARD_INPUT:
        name = {"fullyQualifiedName": "standard input"}
        return {"logicalLocations": [name], "message": {"text": _escaped(problem.place)}}
    line, column = problem.line or 1, problem.column or 1
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + 1}
    return {"physicalLocation": {"artifactLocation": _artifact(file, root), "region": region}}


def _artifact(file: str, root: str | None) -> dict[str, str]:
    """Return the URI of a file: relative to the root, so that GitHub finds it, or absolute if it is not below that."""
    path = below(root, file)
    if path is not None:
        return {"uri": uri_path(path), "uriBaseId": _BASE}
    absolute = PurePath(os.path.abspath(file)).as_posix()
    return {"uri": f"file://{'' if absolute.startswith('/') else '/'}{uri_path(absolute)}"}


def _fingerprint(problem: Problem, seen: Counter[tuple[str | None, str]]) -> str:
    """Return a fingerprint that stays the same when lines are added or removed above, numbered if it is repeated.

    It is not named `primaryLocationLineHash`: GitHub computes that from the lines of the file.
    """
    digest = fingerprint(problem)
    seen[problem.file, digest] += 1
    return f"{digest}:{seen[problem.file, digest]}"
