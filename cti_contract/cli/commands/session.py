"""`cti-contract session`: the gate for logs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cti_contract.cli import gate
from cti_contract.files.check import one_by_one
from cti_contract.files.check_session import check_log

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = """\
Check session logs: each message as check does, and the rules between messages. Every request is answered. Responses
repeat the request where the contract says so. The events that must follow a success follow it, in order. A session
begins with its start and ends with its logout. Nothing is addressed to an object that has ended, and no id is used
twice at a time."""
EPILOG = """\
examples:
  cti-contract session call.ndjson             one log
  cti-contract session logs/                   a folder: each file is a log
  cat 1.ndjson 2.ndjson | cti-contract session -   two files that are one log

A log may hold several sessions and begin in the middle of them. Files are read as check reads them. "see line 12" names
the other message of a rule.

exit codes: 0 all valid (warnings do not fail), 1 problems, 2 wrong usage, 130 interrupted

More: cti-contract guide sessions"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    gate.add_arguments(parser)


def run(options: Namespace) -> int:
    """Check logs and write the report."""
    return gate.run(options, partial(one_by_one, check=check_log))
