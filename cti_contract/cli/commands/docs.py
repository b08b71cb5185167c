"""`cti-contract docs`: documentation pages against the contract."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cti_contract.cli.exit_codes import PROBLEMS, USAGE, VALID
from cti_contract.contract import registry
from cti_contract.drift import errata, pages
from cti_contract.drift.compare import findings_of
from cti_contract.drift.contract import Contract
from cti_contract.drift.errata import ERRATA, Erratum
from cti_contract.drift.findings import Finding, counted, in_order, summary
from cti_contract.drift.names import mentioned
from cti_contract.drift.samples import plain
from cti_contract.drift.sections import Sample, Section, sections_of
from cti_contract.text import printable

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cti_contract.drift.blocks import Page

DESCRIPTION = "Compare documentation pages with the contract, in both directions."
EPILOG = """\
examples:
  cti-contract docs protocol.md              one page
  cti-contract docs --complete docs/*.md     also report unmentioned messages
  cti-contract docs --list protocol.html     also print the samples

A page is Markdown, a Confluence page saved as HTML or in its storage format, or the copied text of one, also of its
view of two versions. It needs the extra docs: pip install 'cti-contract[docs]'.

Errata explain known faults of a page; an erratum that explains nothing any more is a finding.

exit codes: 0 no finding, or all are explained, 1 findings, 2 wrong usage

More: cti-contract guide docs-check"""
_EXTRAS = {"bs4": "beautifulsoup4", "markdown_it": "markdown-it-py"}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("pages", nargs="+", metavar="PAGE", help="a text, an HTML or a Markdown file")
    parser.add_argument("--complete", action="store_true", help="also report the messages that no page mentions")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="the format of the report (default: text)"
    )
    parser.add_argument("--list", action="store_true", help="also list the samples and the tolerated oddities in them")
    parser.add_argument(
        "--errata", default=ERRATA, metavar="FILE", help="known faults of pages (default: those of this project)"
    )
    parser.add_argument("--no-errata", action="store_true", help="report known faults too")


def run(options: Namespace) -> int:
    """Check the pages and write the report."""
    try:
        return _check(options, Contract())
    except ModuleNotFoundError as error:
        if error.name not in _EXTRAS:
            raise
        reason = f"this page needs {_EXTRAS[error.name]}: pip install 'cti-contract[docs]'"
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}"
    except ValueError as error:
        reason = str(error)
    sys.stderr.write(f"{options.command.prog}: error: {reason}\n")
    return USAGE


def _check(options: Namespace, contract: Contract) -> int:
    read = [pages.read(file) for file in dict.fromkeys(options.pages)]
    explaining = _errata(options)
    found = [finding for page in read for finding in findings_of(page, contract)]
    found += _unmentioned(read, contract) if options.complete else []
    explained = {finding: each for finding in found for each in reversed(explaining) if each.explains(finding)}
    left = [finding for finding in found if finding not in explained]
    left += errata.stale(explaining, found, options.pages, options.errata)
    return _report(options, read, in_order(left), explained)


def _errata(options: Namespace) -> list[Erratum]:
    """Return the errata to apply; those of unmentioned messages only where such messages are looked for."""
    read = [] if options.no_errata else errata.read(options.errata)
    return [each for each in read if options.complete or each.code != "undocumented-message"]


def _report(
    options: Namespace, read: Sequence[Page], left: Sequence[Finding], explained: dict[Finding, Erratum]
) -> int:
    if options.format == "json":
        sys.stdout.write(json.dumps(_document(read, left, explained), indent=2) + "\n")
    else:
        listed = [line for page in read for line in _listed(page)] if options.list else []
        total = f"{counted(len(read), 'page')}, {_counts(read)}: {summary(left, len(explained))}"
        sys.stdout.writelines(f"{line}\n" for line in (*listed, *left, total))
    return PROBLEMS if left else VALID


def _unmentioned(read: Sequence[Page], contract: Contract) -> list[Finding]:
    """Return a finding for each message that no page mentions, at its schema file."""
    names = {name for page in read for name in mentioned(sections_of(page), contract)}
    missing = {each.name: each for each in reversed(contract.messages) if each.name not in names}
    return [
        Finding(
            f"schemas/{each.uri.removeprefix(registry.BASE_URI)}",
            1,
            "undocumented-message",
            "no page mentions it",
            each.name,
        )
        for each in missing.values()
    ]


def _samples(page: Page) -> Iterator[Sample]:
    for section in sections_of(page):
        yield from section.samples


def _counts(read: Sequence[Page]) -> str:
    samples = [sample for page in read for sample in _samples(page)]
    names = {sample.name for sample in samples if sample.name}
    tolerated = sum(len(sample.tolerated) for sample in samples)
    return f"{counted(len(names), 'message')} in {counted(len(samples), 'sample')}, {tolerated} oddities tolerated"


def _listed(page: Page) -> Iterator[str]:
    """Yield a line for each sample of a page, and one for each oddity that was tolerated in it."""
    for sample in _samples(page):
        members = ", ".join(sample.value.members)
        message = f"{sample.kind or 'message'} {sample.name or '(no name)'}"
        yield f"{printable(page.file)}:{sample.line}: {message}: {members}"
        for remark in sample.tolerated:
            yield f"{printable(page.file)}:{remark.line}: tolerated: {remark.text}"


def _document(read: Sequence[Page], left: Sequence[Finding], explained: dict[Finding, Erratum]) -> dict[str, Any]:
    return {
        "findings": [finding._asdict() for finding in left],
        "explained": [
            {**finding._asdict(), "why": erratum.why, "since": erratum.since.isoformat()}
            for finding, erratum in explained.items()
        ],
        "documented": [_described(page, section) for page in read for section in sections_of(page) if section.name],
    }


def _described(page: Page, section: Section) -> dict[str, Any]:
    """Return the contents of a section as a JSON object."""
    return {
        "file": page.file,
        "line": section.heading.line,
        "name": section.name,
        "remarks": section.heading.remarks,
        "secondary": section.secondary and [each._asdict() for each in section.secondary],
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
