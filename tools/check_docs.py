"""Compare documentation pages with the contract, and tell where they differ.

    python tools/check_docs.py PAGE...              # page:line: code: text
    python tools/check_docs.py --complete PAGE...   # also the messages that no page mentions
    python tools/check_docs.py --list PAGE...       # what the pages document, and what was tolerated in it

A page is the text of a Confluence page or of its view of two versions, such a page saved as HTML, or Markdown. Errata
explain known faults of a page; one that explains nothing any more is a finding. Exit codes: 0 no finding that is not
explained, 1 findings, 2 wrong usage.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cti_contract.contract import registry
from cti_contract.drift import errata, pages
from cti_contract.drift.compare import findings_of
from cti_contract.drift.contract import Contract
from cti_contract.drift.errata import Erratum
from cti_contract.drift.findings import Finding, counted, in_order, summary
from cti_contract.drift.names import mentioned
from cti_contract.drift.pages import Page
from cti_contract.drift.samples import plain
from cti_contract.drift.sections import Sample, Section, sections_of
from cti_contract.text import printable

CLEAN, FINDINGS, USAGE = 0, 1, 2
ERRATA = Path(errata.__file__).with_name("errata.toml")


def main(arguments: Sequence[str] | None = None, contract: Contract | None = None) -> int:
    """Check the pages named in `arguments` against a contract, by default the project's; return the exit code."""
    options = _parser().parse_args(arguments)
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # whatever its encoding is
    try:
        code = _check(options, contract or Contract())
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    return code


def _check(options: argparse.Namespace, contract: Contract) -> int:
    try:
        read = [pages.read(file) for file in dict.fromkeys(options.pages)]
        explaining = _errata(options)
    except OSError as error:
        print(f"check_docs.py: {error.filename}: {error.strerror}", file=sys.stderr)
        return USAGE
    except ValueError as error:
        print(f"check_docs.py: {error}", file=sys.stderr)
        return USAGE
    found = [finding for page in read for finding in findings_of(page, contract)]
    found += _unmentioned(read, contract) if options.complete else []
    explained = {finding: each for finding in found for each in reversed(explaining) if each.explains(finding)}
    left = [finding for finding in found if finding not in explained]
    left += errata.stale(explaining, found, options.pages, options.errata)
    return _report(options, read, in_order(left), explained)


def _errata(options: argparse.Namespace) -> list[Erratum]:
    """Return the errata that may explain something: of what is not looked for, none can be stale either."""
    read = [] if options.no_errata else errata.read(options.errata)
    return [each for each in read if options.complete or each.code != "undocumented-message"]


def _report(
    options: argparse.Namespace, read: Sequence[Page], left: Sequence[Finding], explained: dict[Finding, Erratum]
) -> int:
    if options.format == "json":
        print(json.dumps(_document(read, left, explained), indent=2))
    else:
        listed = [line for page in read for line in _listed(page)] if options.list else []
        told = f"{counted(len(read), 'page')}, {_counts(read)}: {summary(left, len(explained))}"
        print(*listed, *left, told, sep="\n")
    return FINDINGS if left else CLEAN


def _parser() -> argparse.ArgumentParser:
    summary_line, _, rest = str(__doc__).partition("\n\n")
    parser = argparse.ArgumentParser(
        description=summary_line, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="+", metavar="PAGE", help="a text, an HTML or a Markdown file")
    parser.add_argument("--complete", action="store_true", help="tell the messages that no page mentions, too")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the report (default: text)")
    parser.add_argument("--list", action="store_true", help="list the documented messages and what was tolerated, too")
    parser.add_argument(
        "--errata", default=os.path.relpath(ERRATA), metavar="FILE", help="known faults (default: tools/errata.toml)"
    )
    parser.add_argument("--no-errata", action="store_true", help="explain nothing")
    return parser


def _unmentioned(read: Sequence[Page], contract: Contract) -> list[Finding]:
    """Return a finding for each message that no page mentions, at its schema file."""
    names = {name for page in read for name in mentioned(sections_of(page), contract)}
    missing = {each.name: each for each in reversed(contract.messages) if each.name not in names}
    return [
        Finding(
            f"schemas/{each.uri.removeprefix(registry.BASE_URI)}",
            1,
            "undocumented-message",
            f"no page mentions it: {each.name}",
            each.name,
        )
        for each in missing.values()
    ]


def _samples(page: Page) -> Iterator[Sample]:
    for section in sections_of(page):
        yield from section.samples


def _counts(read: Sequence[Page]) -> str:
    names = {sample.name for page in read for sample in _samples(page) if sample.name}
    samples = [sample for page in read for sample in _samples(page)]
    tolerated = sum(len(sample.tolerated) for sample in samples)
    return f"{counted(len(names), 'message')} in {counted(len(samples), 'sample')}, {tolerated} oddities tolerated"


def _listed(page: Page) -> Iterator[str]:
    """Yield a line for each sample of a page, and one for what was tolerated in it."""
    for sample in _samples(page):
        members = ", ".join(sample.value.members)
        what = f"{sample.kind or 'message'} {sample.name or '(no name)'}"
        yield f"{printable(page.file)}:{sample.line}: {what}: {members}"
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
    """Return what a section documents as a JSON object."""
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


if __name__ == "__main__":
    sys.exit(main())
