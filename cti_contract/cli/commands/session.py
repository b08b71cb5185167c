"""`cti-contract session`: the gate for logs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cti_contract.cli.commands import check
from cti_contract.files.check import one_by_one
from cti_contract.files.check_session import check_log

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = """\
Check logs: each message as check does, and the rules between messages. Every request is answered, with its data or
itself repeated where the contract says so; the events that must follow a success do, in order; a session begins with
its start and nothing comes after its logout; nothing is addressed to what has ended, and no id is given twice."""
EPILOG = """\
examples:
  cti-contract session call.ndjson             one log
  cti-contract session logs/                   each file in it is a log of its own
  cat monday.ndjson tuesday.ndjson | cti-contract session -    one log in two files

Several sessions may stand in one log, and it may begin in the middle of them. Files are read as check reads them, and
--at, --unknown and the others are those of check. "see line 12" names the message that the one at fault contradicts.

exit codes: 0 all valid (warnings do not fail), 1 problems, 2 wrong usage, 130 interrupted"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    check.add_shared_arguments(parser)


def run(options: Namespace) -> int:
    """Check logs and write the report."""
    return check.report(options, partial(one_by_one, check=check_log))
