"""`cti-contract simulate`: the log of simulated agents."""

from __future__ import annotations

import json
import sys
from itertools import islice
from typing import TYPE_CHECKING

from cti_contract.cli.arguments import count, positive
from cti_contract.cli.exit_codes import VALID
from cti_contract.generators.simulation import session

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = """\
Print the log of simulated agents, one message a line. The agents sign in, handle calls and other contacts, and sign
out. Every message is valid, and the log keeps the rules between messages."""
EPILOG = """\
examples:
  cti-contract simulate                       one agent, three calls
  cti-contract simulate --agents 20 --calls 1000000 > big.ndjson

The same seed gives the same log. The log is streamed: memory does not grow with its length."""
_BATCH = 1000


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--agents", type=positive, default=1, metavar="N", help="agents that work at the same time (default: 1)"
    )
    parser.add_argument(
        "--calls",
        type=count,
        default=3,
        metavar="N",
        help="calls and other contacts of all agents together (default: 3)",
    )
    parser.add_argument(
        "--seed", type=count, default=0, metavar="S", help="a whole number that determines the log (default: 0)"
    )


def run(options: Namespace) -> int:
    """Print the log."""
    lines = map(json.dumps, session(seed=options.seed, agents=options.agents, calls=options.calls))
    while batch := "\n".join(islice(lines, _BATCH)):
        sys.stdout.write(f"{batch}\n")
    return VALID
