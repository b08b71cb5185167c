"""The reports of the documentation check: as text, as JSON, as problems for other formats, and a summary by message."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from cti_contract.codes import Code as ProblemCode
from cti_contract.drift.blocks import Page
from cti_contract.drift.check import Result
from cti_contract.drift.compare import Checked
from cti_contract.drift.contract import Contract
from cti_contract.drift.findings import Code, Finding, summary
from cti_contract.drift.samples import plain
from cti_contract.drift.secondary_events import listing_of
from cti_contract.drift.sections import Sample, Section
from cti_contract.files.results import FileSummary, Summary
from cti_contract.problems import Problem
from cti_contract.text import counted, first_of_line, printable


def text_report(result: Result, *, listed: bool, most: int | None, quiet: bool) -> Iterator[str]:
    """Yield the lines of the report for people: two for each finding, the second one with the ways to end it.

    Args:
        result: The result of a check.
        listed: Whether to list first what was read: samples, tolerated oddities and sentences.
        most: The largest number of findings to show; None shows all.
        quiet: Whether to leave out the line with the counts.
    """
    for page in result.checked if listed else ():
        yield from _listed(page)
    shown = result.findings[:most]
    for finding in shown:
        yield str(finding)
        yield f"    {printable(finding.fix)}"
    yield from ending(result, most, quiet=quiet)


def ending(result: Result, most: int | None, *, quiet: bool) -> Iterator[str]:
    """Yield the number of the findings that are not shown, and the line with the counts."""
    hidden = len(result.findings) - len(result.findings[:most])
    if hidden:
        yield f"... and {counted(hidden, 'more finding')}"
    if not quiet:
        yield _total(result)


def written_baseline(result: Result, file: str) -> str:
    """Return the line that says how many findings were written to a baseline."""
    return f"{_read(result)}: {counted(len(result.known), 'finding')} written to {printable(file)}"


def _read(result: Result) -> str:
    """Return the counts of what was read."""
    samples = [sample for page in result.checked for section in page.sections for sample in section.samples]
    names = set[str]().union(*map(_names_in, result.checked))
    read = [counted(len(names), "message") + " in " + counted(len(samples), "sample")]
    sentences = sum(len(page.claims) for page in result.checked)
    read += [counted(sentences, "sentence")] if sentences else []
    unread = sum(len(page.unread) for page in result.checked)
    read += [f"{counted(unread, 'sentence')} not understood"] if unread else []
    return f"{counted(len(result.checked), 'page')}, {', '.join(read)}"


def _names_in(page: Checked) -> set[str]:
    """Return the names of the messages that a page has samples of."""
    return {sample.name for section in page.sections for sample in section.samples if sample.name}


def _total(result: Result) -> str:
    total = f"{_read(result)}: {summary(result.findings, len(result.explained))}"
    total += f", {len(result.known)} in the baseline" if result.known else ""
    total += f", {len(result.ignored)} ignored by comments" if result.ignored else ""
    skipped = [f"{counted(result.skipped, 'page')} without messages"] if result.skipped else []
    are = "is" if result.binary == 1 else "are"
    skipped += [f"{counted(result.binary, 'file')} that {are} no text"] if result.binary else []
    return f"{total}; {' and '.join(skipped)} skipped" if skipped else total


def _listed(checked: Checked) -> Iterator[str]:
    """Yield a line for each sample of a page, for each oddity in it, and for each sentence that was read."""
    file = first_of_line(checked.page.file)
    lines: list[tuple[int, str]] = []
    for section in checked.sections:
        for sample in section.samples:
            members = ", ".join(sample.value.members)
            lines.append((sample.line, f"{sample.kind or 'message'} {sample.name or '(no name)'}: {members}"))
            lines += [(remark.line, f"tolerated: {remark.text}") for remark in sample.tolerated]
    lines += [(claim.line, f"sentence: {claim}") for claim in checked.claims]
    lines += [(claim.line, f"sentence: not understood: {', '.join(claim.value)}") for claim in checked.unread]
    for line, text in sorted(lines, key=lambda each: each[0]):
        yield f"{file}:{checked.page.line_in_file(line)}: {printable(text)}"


def json_report(result: Result, contract: Contract) -> str:
    """Return the report for programs: one JSON document."""
    document = {
        "findings": [_finding(finding) for finding in result.findings],
        "explained": [
            {**_finding(finding), "why": erratum.why, "since": erratum.since.isoformat()}
            for finding, erratum in result.explained.items()
        ],
        "ignored": [_finding(finding) for finding in result.ignored],
        "known": [_finding(finding) for finding in result.known],
        "documented": [
            _described(checked.page, section, contract)
            for checked in result.checked
            for section in checked.sections
            if section.name and (section.heading.name or section.samples)
        ],
    }
    return json.dumps(document, indent=2)


def _finding(finding: Finding) -> dict[str, Any]:
    given = finding._asdict()
    given.pop("edits")
    return {**given, "fix": finding.fix}


def _described(page: Page, section: Section, contract: Contract) -> dict[str, Any]:
    """Return the contents of a section as a JSON object."""
    listing = listing_of(section, contract)
    return {
        "file": page.file,
        "line": page.line_in_file(section.heading.line),
        "name": section.name,
        "secondary": [each._asdict() for each in listing.events] if listing else None,
        "samples": [_sampled(sample) for sample in section.samples],
    }


def _sampled(sample: Sample) -> dict[str, Any]:
    return {
        "line": sample.line,
        "kind": sample.kind,
        "name": sample.name,
        "value": plain(sample.value),
        "tolerated": [remark._asdict() for remark in sample.tolerated],
    }


def problems(result: Result) -> Iterator[Problem | FileSummary | Summary]:
    """Yield the findings as problems, with the summaries that the reports of `check` expect."""
    names = {page.page.file: _names_in(page) for page in result.checked}
    files: dict[str, list[Finding]] = {page.page.file: [] for page in result.checked}
    for finding in result.findings:
        files.setdefault(finding.file, []).append(finding)
    for file, found in files.items():
        for finding in found:
            message = f"{finding.message}: {finding.text}" if finding.message else finding.text
            yield Problem(finding.code, f"{message} ({finding.fix})", file=file, line=finding.line, column=1)  # type: ignore[arg-type]
        yield FileSummary(file, len(names.get(file, ())), len(found), 0, 0)
    known = len(result.explained) + len(result.known)
    yield Summary(
        len(files), len(set[str]().union(*names.values())), len(result.findings), 0, 0, len(result.ignored), known
    )


def codes(known: Iterable[Code]) -> list[ProblemCode]:
    """Return the codes of findings as codes of problems."""
    return [ProblemCode(code.name, code.meaning, _sentence(code.fix("the schema")), "") for code in known]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


class Summarized(NamedTuple):
    """A message in the summary: its samples by their kinds, and its findings.

    Attributes:
        message: The name of the message.
        samples: The number of its samples, by their kinds.
        is_mentioned: Whether a part of a page is about it.
        findings: The number of its findings.
        explained: The number of its findings that errata explain.
    """

    message: str
    samples: dict[str, int]
    is_mentioned: bool
    findings: int
    explained: int


def summary_report(result: Result, contract: Contract) -> str:
    """Return the summary for programs: one JSON document, with the pages' counts for each message."""
    return json.dumps({"messages": [each._asdict() for each in _summarized(result, contract)]}, indent=2)


def summary_table(result: Result, contract: Contract) -> Iterator[str]:
    """Yield a line for each message of the contract: the samples that the pages have of it, and its findings."""
    rows = [("message", "documented by", "findings")]
    for each in _summarized(result, contract):
        samples = ", ".join(f"{kind} x {count}" if count > 1 else kind for kind, count in each.samples.items())
        count = f"{each.findings}, {each.explained} explained" if each.explained else str(each.findings)
        rows.append((each.message, samples or ("words only" if each.is_mentioned else "nothing"), count))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for row in rows:
        yield f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}"


def _summarized(result: Result, contract: Contract) -> Iterator[Summarized]:
    in_words = {contract.current(name) for checked in result.checked for name in _names_in_words(checked, contract)}
    for name in contract.names:
        sections = [
            section
            for checked in result.checked
            for section in checked.sections
            if section.name and contract.same(section.name, name)
        ]
        kinds = Counter(str(sample.kind) for section in sections for sample in section.samples)
        samples = dict(sorted(kinds.items(), key=lambda each: _ORDER.index(each[0])))
        findings = sum(finding.message == name for finding in result.findings)
        explained = sum(finding.message == name for finding in result.explained)
        yield Summarized(name, samples, bool(sections) or name in in_words, findings, explained)


def _names_in_words(checked: Checked, contract: Contract) -> Iterator[str]:
    """Yield the messages that the sentences of a page are about, and the first one that is a cell of each row."""
    yield from (claim.message for claim in checked.claims)
    parts = (part for section in checked.sections for part in section.parts if not part.is_history)
    for row in (row for part in parts for row in part.block.rows):
        cells = (cell.text.strip("`* ") for cell in row)
        yield from islice(filter(contract.is_message, cells), 1)


_ORDER = ("request", "success", "failure", "event", "None")
