"""`cti-contract check`: the gate."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from cti_contract.cli.commands import INTERRUPTED, PROBLEMS, VALID
from cti_contract.cli.commands.arguments import count, pointer, positive, refuse_missing
from cti_contract.files.check import Asked, FileSummary, Finding, Summary, Tally, check_files, one_by_one
from cti_contract.files.discover import looked_ahead
from cti_contract.files.streams import STANDARD_INPUT, Tell
from cti_contract.reports import REPORTS
from cti_contract.reports.text import grouped

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cti_contract.cli.progress import Progress
    from cti_contract.problems import Problem

DESCRIPTION = "Check messages against the contract."
EPILOG = """\
examples:
  cti-contract check session.ndjson            one message a line
  cti-contract check samples/ extra.json       a folder and a file
  cat log.ndjson | cti-contract check -        standard input
  cti-contract check --at /event log.ndjson    messages inside wrapper records

A .json file holds one message or an array of messages. An .ndjson or .jsonl file holds one message a line. Each may be
compressed and end in .gz or .zst. The format of other files and of standard input is detected from their content.

exit codes: 0 all valid (warnings do not fail), 1 problems, 2 wrong usage, 130 interrupted

More: cti-contract guide gate"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_shared_arguments(parser)
    parser.add_argument(
        "--jobs", type=positive, metavar="N", help="check large input in N processes (default: one for each core)"
    )


def add_shared_arguments(parser: ArgumentParser) -> None:
    """Add the arguments that `session` has too."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input")
    parser.add_argument(
        "--format", choices=tuple(REPORTS), default="text", help="the format of the report (default: text)"
    )
    parser.add_argument(
        "--at", default="", metavar="POINTER", type=pointer, help="the JSON Pointer of the message in each record"
    )
    parser.add_argument(
        "--unknown",
        choices=("error", "ignore"),
        default="error",
        help="report or ignore members that the contract does not know (default: error)",
    )
    parser.add_argument("--max-problems", type=count, metavar="N", help="show at most N problems; all are counted")
    parser.add_argument("--quiet", action="store_true", help="print no summary and no progress")


def run(options: Namespace) -> int:
    """Check files and write the report."""
    return report(options, partial(_shared_out, options=options))


def report(options: Namespace, run: Callable[..., Iterator[Problem | FileSummary]]) -> int:
    """Check files and write the report; when that is interrupted, tell how far it came.

    `run` is a `gate.Run` that also takes `tell`, which is told what is read.
    """
    for path in options.paths:
        refuse_missing(path, options.command)
    tally = Tally()
    progress = _progress(options, tally)
    findings = check_files(
        options.paths,
        at=options.at,
        unknown=options.unknown,
        most=options.max_problems,
        tally=tally,
        run=partial(run, tell=progress.tell if progress else None),
    )
    try:
        with closing(findings):
            return _written(findings, options, progress)
    except KeyboardInterrupt:
        if progress:
            progress.close()
        sys.stderr.write(f"{interrupted(tally)}\n")
        return INTERRUPTED


def _progress(options: Namespace, tally: Tally) -> Progress | None:
    if options.quiet or sys.stderr is None or not sys.stderr.isatty():
        return None
    from cti_contract.cli.progress import Progress

    return Progress(options.paths, tally)


def _shared_out(
    files: Iterator[str | Problem], asked: Asked, tally: Tally, *, options: Namespace, tell: Tell | None
) -> Iterator[Problem | FileSummary]:
    """Check files in other processes if that is worth their start; standard input has but one reader."""
    if options.jobs == 1 or STANDARD_INPUT in options.paths:
        return one_by_one(files, asked, tally, tell)
    files, is_much = looked_ahead(files)
    if is_much:
        from cti_contract.files.jobs import cores, shared_out

        jobs = options.jobs or cores()
        if jobs > 1:
            return shared_out(files, asked, tally, jobs=jobs, tell=tell)
    return one_by_one(files, asked, tally, tell)


def _written(findings: Iterator[Finding], options: Namespace, progress: Progress | None) -> int:
    """Write a report of the findings; return the exit code that goes with them."""
    code = VALID

    def watched() -> Iterator[Finding]:
        nonlocal code
        for finding in findings:
            if isinstance(finding, Summary) and finding.errors:
                code = PROBLEMS
            yield finding

    for piece in REPORTS[options.format](watched(), most=options.max_problems, quiet=options.quiet):
        if progress:
            progress.hide(at_line_end=piece.endswith("\n"))
        sys.stdout.write(piece)
    if progress:
        progress.close()
    return code


def interrupted(tally: Tally) -> str:
    """Return what was checked before an interrupt, in one line."""
    checked = f"{grouped(tally['messages'], 'message')} in {grouped(tally['files'], 'file')} checked"
    return f"interrupted: {checked}: {grouped(tally['error'], 'error')}, {grouped(tally['warning'], 'warning')}"
