"""`cti-contract check`: the gate."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cti_contract.commands import PROBLEMS, VALID
from cti_contract.commands.arguments import count, existing, pointer
from cti_contract.gate import Finding, Summary, check_files
from cti_contract.reports import REPORTS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Check messages against the contract."
EPILOG = """\
examples:
  cti-contract check session.ndjson            one message a line
  cti-contract check samples/ extra.json       a folder and a file
  zcat log.ndjson.gz | cti-contract check -    standard input
  cti-contract check --at /event log.ndjson    messages inside wrapper records

A .json file holds one message or an array of them, an .ndjson or .jsonl file one a line; each may also end in .gz.
Any other file, and standard input, is told apart by its content.

exit codes: 0 all valid (warnings do not fail), 1 problems, 2 wrong usage, 130 interrupted"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", type=existing, help="a file, a folder, or - for standard input"
    )
    parser.add_argument("--format", choices=tuple(REPORTS), default="text", help="of the report (default: text)")
    parser.add_argument(
        "--at", default="", metavar="POINTER", type=pointer, help="JSON Pointer of the message in each record"
    )
    parser.add_argument(
        "--unknown",
        choices=("error", "ignore"),
        default="error",
        help="what to do with unknown members (default: error)",
    )
    parser.add_argument("--max-problems", type=count, metavar="N", help="show no more than so many; all are counted")
    parser.add_argument("--quiet", action="store_true", help="leave the summary out")


def run(options: Namespace) -> int:
    """Check files and write the report."""
    return written(check_files(options.paths, at=options.at, unknown=options.unknown), options)


def written(findings: Iterator[Finding], options: Namespace) -> int:
    """Write a report of the findings; return the exit code that goes with them."""
    code = VALID

    def watched() -> Iterator[Finding]:
        nonlocal code
        for finding in findings:
            if isinstance(finding, Summary) and finding.errors:
                code = PROBLEMS
            yield finding

    for piece in REPORTS[options.format](watched(), most=options.max_problems, quiet=options.quiet):
        sys.stdout.write(piece)
    return code
