"""`cti-contract session`: check logs."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from cti_contract.cli import config, gate
from cti_contract.cli.arguments import pointer
from cti_contract.files.check_session import LogOptions, check_logs
from cti_contract.sessions.entry import SENDERS
from cti_contract.text import one_of, shortened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cti_contract.sessions.entry import Sender

DESCRIPTION = """\
Check session logs: each message as check does, and the rules between messages. Every request is answered. Responses
repeat the request where the contract says so. The events that must follow a success follow it, in order. A session
begins with its start and ends with its logout. Nothing is addressed to an object that has ended, and no id is used
twice at a time."""
EPILOG = """\
examples:
  cti-contract session call.ndjson            one log
  cti-contract session --complete samples/    whole recordings, a log a file
  cti-contract session --one-log log.1 log    a rotated log, oldest part first
  cti-contract session --at /message --time /at --patience 30 log.ndjson
  cti-contract session --at /message --sender /from log.ndjson

A log may hold several sessions, and begin and end in the middle of them. Files are read as check reads them. "see line
12" names the other message of a rule.

exit codes: 0 all valid (warnings do not fail), 1 problems, 2 not done (wrong
usage, no room for the report), 130 interrupted

More: cti-contract guide sessions"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    gate.add_arguments(parser)
    gate.switch(parser, "--complete", "each log ends where its recording ends: what is still open there is an error")
    gate.switch(parser, "--one-log", "all files are one log, in the order given")
    parser.add_argument(
        "--sender",
        metavar="POINTER",
        type=pointer,
        help="JSON Pointer of the sender in each record: client or platform",
    )
    parser.add_argument(
        "--senders",
        metavar="VALUE=SIDE,...",
        type=senders,
        help="the values of the sender, and whether each is the client or the platform",
    )
    parser.add_argument(
        "--time",
        metavar="POINTER",
        type=pointer,
        help="JSON Pointer of the time in each record: seconds, milliseconds or ISO 8601",
    )
    parser.add_argument(
        "--patience", metavar="SECONDS", type=seconds, help="report answers and events that take longer (needs --time)"
    )


def run(options: Namespace) -> int:
    """Check logs and write the report."""
    config.apply(options)
    for option, needed in (("senders", "sender"), ("patience", "time")):
        if getattr(options, option) is not None and getattr(options, needed) is None:
            options.command.error(f"--{option} needs --{needed}")
    log_options = LogOptions(
        complete=options.complete,
        one_log=options.one_log,
        sender=options.sender,
        senders=options.senders or LogOptions().senders,
        time=options.time,
        patience=options.patience,
    )
    return gate.run(options, partial(check_logs, log_options), of_sessions=True)


def senders(text: str) -> dict[str, Sender]:
    """Return the side of each sender: `ui=client,cti=platform`."""
    found: dict[str, Sender] = {}
    for pair in text.split(","):
        value, _, side = pair.rpartition("=")
        if side not in SENDERS or not value:
            expected = f"VALUE=SIDE, where SIDE is {one_of(SENDERS)}"
            raise argparse.ArgumentTypeError(f"expected {expected}, not {shortened(pair)}")
        if found.setdefault(value, side) != side:
            raise argparse.ArgumentTypeError(f"{shortened(value)} is given as client and as platform")
    return found


def seconds(text: str) -> float:
    """Return a positive number of seconds."""
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"expected a positive number of seconds, not {shortened(text)}")
    return number
