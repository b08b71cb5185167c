"""`cti-contract docs`: documentation pages against the contract."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from cti_contract.cli.arguments import count, refuse, refuse_missing, refuse_overwriting
from cti_contract.cli.exit_codes import PROBLEMS, VALID
from cti_contract.cli.whole_files import opened_output, write_baseline
from cti_contract.drift import errata, report, suggestions
from cti_contract.drift.check import Options, Result, check_files
from cti_contract.drift.contract import Contract
from cti_contract.drift.discover import sources
from cti_contract.drift.errata import ERRATA
from cti_contract.drift.findings import CODES
from cti_contract.drift.pages import SUFFIXES
from cti_contract.files.baseline import Baseline, read, read_old
from cti_contract.files.discover import STANDARD_INPUT
from cti_contract.problems import Problem
from cti_contract.reports import REPORTS
from cti_contract.reports.text import ReportOptions

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Compare documentation pages with the contract, in both directions."
EPILOG = """\
examples:
  cti-contract docs protocol.md              one page
  cti-contract docs docs/ 'pages/**/*.html'  a folder, a pattern
  cti-contract docs --complete docs/         also report unmentioned messages
  cti-contract docs --list protocol.html     also print what was read
  cti-contract docs --suggest schema docs/   print patches for the schemas

A page is Markdown, AsciiDoc, reStructuredText, HTML, the markup of MediaWiki or
Jira, a Confluence page in its storage format or exported as Word document
(MIME), or the copied text of a page, also of its view of two versions.
Markdown needs the extra docs: pip install 'cti-contract[docs]'.

Errata explain known faults of a page; an erratum that explains nothing any more is a finding.

exit codes: 0 no finding, or all are explained, 1 findings, 2 not done (wrong
usage, no room for the report)

More: cti-contract guide docs-check"""


#: The reports that have no texts of codes: findings have codes of their own.
_FORMATS = tuple(name for name in REPORTS if name != "full")


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("pages", nargs="+", metavar="PATH", help="a page, a folder, a pattern, or - for standard input")
    parser.add_argument("--complete", action="store_true", help="also report the messages that no page mentions")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="the format of the report (default: text)")
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--list", action="store_true", help="first list the samples and sentences that were read")
    shown.add_argument("--summary", action="store_true", help="print a line for each message instead of the findings")
    shown.add_argument(
        "--suggest", choices=("errata", "schema"), help="print errata, or JSON patches of the schemas, for the findings"
    )
    parser.add_argument(
        "--max-problems", type=count, metavar="N", help="show at most N findings (all of them are counted)"
    )
    parser.add_argument("--quiet", action="store_true", help="do not print the line with the counts")
    parser.add_argument("--skip-foreign", action="store_true", help="skip pages without messages, and binary files")
    known = parser.add_mutually_exclusive_group()
    known.add_argument(
        "--errata", default=ERRATA, metavar="FILE", help="known faults of pages (default: those of this project)"
    )
    known.add_argument("--no-errata", action="store_true", help="report known faults too")
    baseline = parser.add_mutually_exclusive_group()
    baseline.add_argument("--baseline", metavar="FILE", help="report only findings that this file does not have")
    baseline.add_argument("--write-baseline", metavar="FILE", help="write the findings of today to this file")
    parser.add_argument("--output", metavar="FILE", help="write the report to this file (default: standard output)")


def run(options: Namespace) -> int:
    """Check the pages and write the report."""
    try:
        checked = _checked(options)
    except ModuleNotFoundError as error:
        if error.name != "markdown_it":
            raise
        refuse(options.command, "Markdown needs markdown-it-py: pip install 'cti-contract[docs]'")
    except OSError as error:
        if error.filename is None:  # of the working directory, not of a page
            raise
        refuse(options.command, f"cannot read {error.filename}: {error.strerror}")
    except ValueError as error:
        refuse(options.command, str(error))
    return _report(options, *checked)


def _checked(options: Namespace) -> tuple[Result, Contract, Baseline | None]:
    _refuse_other_formats(options)
    for page in options.pages:
        refuse_missing(page, options.command, SUFFIXES)
    contract = Contract()
    pages = sources(options.pages)
    file = options.write_baseline or options.baseline
    _refuse_overwriting(options, [source.file for source in pages])
    listed = read(file) if file and not options.write_baseline else None
    before = read_old(file) if options.write_baseline else None
    known = Baseline(os.path.abspath(file), listed, before) if file else None
    found = errata.read(options.errata) if not options.no_errata else []
    of_check = Options(options.complete, options.skip_foreign, tuple(found), options.errata, known)
    return check_files(pages, contract, of_check), contract, known


def _report(options: Namespace, result: Result, contract: Contract, known: Baseline | None) -> int:
    if known and options.write_baseline:
        write_baseline(os.path.abspath(options.write_baseline), known.text(), options.command)
        if not options.quiet:
            sys.stdout.write(f"{report.written_baseline(result, options.write_baseline)}\n")
        return VALID
    output = None if options.output in (None, STANDARD_INPUT) else os.path.abspath(options.output)
    with opened_output(output, options.command) as stream:
        stream.writelines(_written(options, result, contract))
    return PROBLEMS if result.findings else VALID


def _refuse_other_formats(options: Namespace) -> None:
    """Exit if a report with its own form is to be in another format."""
    if options.summary and options.format not in ("text", "json"):
        raise ValueError(f"--summary is text or JSON, it cannot be {options.format}")
    if options.list and options.format != "text":
        raise ValueError(f"--list is text, it cannot be {options.format}")
    if options.suggest and options.format != "text":
        form = "TOML" if options.suggest == "errata" else "JSON"
        raise ValueError(f"--suggest {options.suggest} is {form}, it cannot be {options.format}; leave --format out")


def _refuse_overwriting(options: Namespace, pages: list[str]) -> None:
    """Exit if the report or the baseline would replace a file that is read, or one another."""
    named = [*options.pages, options.errata]
    if options.write_baseline:
        refuse_overwriting(options.write_baseline, named, pages, "baseline", options.command)
    if options.output not in (None, STANDARD_INPUT):
        baselines = [each for each in (options.baseline, options.write_baseline) if each]
        refuse_overwriting(options.output, [*named, *baselines], pages, options.format, options.command)


def _written(options: Namespace, result: Result, contract: Contract) -> Iterator[str]:
    of_report = ReportOptions(options.max_problems, options.quiet, os.environ.get("GITHUB_WORKSPACE"))
    if options.suggest == "errata":
        yield from _lines(suggestions.errata_for(result.findings, datetime.now().astimezone().date()))
    elif options.suggest == "schema":
        suggested = suggestions.patches_for(result.findings, contract)
        yield json.dumps(suggested.by_file, indent=2) + "\n"
        sys.stderr.writelines(f"no patch: {finding} ({reason})\n" for finding, reason in suggested.without)
    elif options.summary and options.format == "json":
        yield report.summary_report(result, contract) + "\n"
    elif options.summary:
        yield from _lines(report.summary_table(result, contract))
    elif options.format == "text":
        yield from _lines(
            report.text_report(result, listed=options.list, most=options.max_problems, quiet=options.quiet)
        )
    elif options.format == "github":
        found = [each for each in report.problems(result) if isinstance(each, Problem)]
        yield from REPORTS["github"](found, of_report)
        yield from _lines(report.ending(result, options.max_problems, quiet=options.quiet))
    elif options.format == "json":
        yield report.json_report(result, contract) + "\n"
    elif options.format == "sarif":
        from cti_contract.reports.sarif import sarif_report

        codes = report.codes(CODES.values())
        yield from sarif_report(report.problems(result), of_report, codes=codes)
    else:
        written = REPORTS[options.format]
        yield from written(report.problems(result), of_report)


def _lines(lines: Iterator[str]) -> Iterator[str]:
    return (f"{line}\n" for line in lines)
