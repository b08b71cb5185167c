"""`cti-contract simulate`: the log of simulated agents."""

from __future__ import annotations

import json
import sys
import textwrap
from argparse import ArgumentTypeError
from itertools import islice
from typing import TYPE_CHECKING

from cti_contract.cli import terminal
from cti_contract.cli.arguments import count, platform, positive
from cti_contract.cli.exit_codes import VALID
from cti_contract.generators.sample_values import PLATFORMS
from cti_contract.generators.scenarios import SCENARIOS, named
from cti_contract.generators.simulation import session

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cti_contract.generators.scenarios import Scenario

DESCRIPTION = """\
Print the log of simulated agents, one message a line. The agents sign in, handle calls and other contacts, and sign
out. Every message is valid, and the log keeps the rules between messages."""
EPILOG = """\
examples:
  cti-contract simulate                       one agent, three calls
  cti-contract simulate --agents 20 --calls 1000000 > big.ndjson
  cti-contract simulate --scenario inbound+blindtransfer --platform PureCloud
  cti-contract simulate --scenario outbound+blindtransfer-fails

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
        metavar="N",
        help="calls and other contacts of all agents together (default: 3), or how many times the scenarios are played "
        "(default: once by each agent)",
    )
    parser.add_argument(
        "--seed", type=count, default=0, metavar="S", help="a whole number that determines the log (default: 0)"
    )
    parser.add_argument("--platform", type=platform, choices=PLATFORMS, help="the platform of all agents")
    parser.add_argument(
        "--scenario",
        type=_scenarios,
        action="append",
        metavar="NAME+NAME",
        help="play these scenarios in turn, and what they need, such as the sign-in, before them; may be repeated",
    )
    parser.add_argument("--list-scenarios", action="store_true", help="list the scenarios, and print no log")


def run(options: Namespace) -> int:
    """Print the log, or the list of scenarios."""
    if options.list_scenarios:
        sys.stdout.write("".join(map(_described, SCENARIOS)))
        sys.stdout.write("\nNAME-fails is the same with a command that fails. It exists for those marked *.\n")
        return VALID
    try:
        log = session(
            seed=options.seed,
            agents=options.agents,
            calls=options.calls,
            platform=options.platform,
            scenarios=options.scenario,
        )
    except ValueError as error:
        options.command.error(str(error))
    lines = map(json.dumps, log)
    while batch := "\n".join(islice(lines, _BATCH)):
        sys.stdout.write(f"{batch}\n")
    return VALID


def _scenarios(text: str) -> str:
    """Return the argument if it holds names of scenarios."""
    try:
        named(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{error}; --list-scenarios lists the names") from None
    return text


def _described(scenario: Scenario) -> str:
    """Return the lines of the list about a scenario."""
    text = scenario.summary
    if len(scenario.platforms) < len(PLATFORMS):
        text += f" Only on {', '.join(scenario.platforms)}."
    name = scenario.name + "*" * (scenario.command is not None)
    indent = max(len(each.name) for each in SCENARIOS) + 3
    return textwrap.fill(f"{name:{indent}}{text}", terminal.width(), subsequent_indent=" " * indent) + "\n"
