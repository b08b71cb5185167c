"""`cti-contract check`: check messages one by one."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cti_contract.cli import gate
from cti_contract.cli.arguments import jobs
from cti_contract.files.check import one_by_one
from cti_contract.files.discover import STANDARD_INPUT, look_ahead

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cti_contract.files.results import Counts, Finding, Options
    from cti_contract.problems import Problem

DESCRIPTION = "Check messages against the contract."
EPILOG = """\
examples:
  cti-contract check session.ndjson            one message a line
  cti-contract check samples/ extra.json       a folder and a file
  cat log.ndjson | cti-contract check -        standard input
  cti-contract check --at /event log.ndjson    messages inside wrapper records

A .json file holds one message or an array of them, an .ndjson or .jsonl file one a line; each may also end in .gz or
.zst. The content of any other file, and of standard input, decides.

exit codes: 0 all valid (warnings do not fail), 1 problems, 2 not done (wrong
usage, no room for the report), 130 interrupted

More: cti-contract guide gate"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    gate.add_arguments(parser)
    parser.add_argument(
        "--jobs", type=jobs, metavar="N", help="check large input in N processes (default: one for each core)"
    )


def run(options: Namespace) -> int:
    """Check files and write the report."""
    return gate.run(options, partial(_check, options.paths, options.jobs))


def _check(
    paths: Sequence[str], jobs: int | None, files: Iterator[str | Problem], options: Options, counts: Counts
) -> Generator[Sequence[Finding], None, None]:
    """Check files, in several processes if that is worth their start. Standard input has only one reader."""
    if jobs != 1 and STANDARD_INPUT not in paths:
        files, is_much = look_ahead(files, options.limits)
        if is_much:
            from cti_contract.files.parallel import check_in_parallel, cores

            jobs = jobs or cores()
            if jobs > 1:
                yield from check_in_parallel(files, options, counts, jobs)
                return
    yield from one_by_one(files, options, counts)
