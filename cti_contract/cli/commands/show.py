"""`cti-contract show`: all that is known of one message."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cti_contract.cli import catalog_text
from cti_contract.cli.exit_codes import FAILED, VALID
from cti_contract.contract.catalog import KINDS, find, message
from cti_contract.problems import UnknownMessage

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Show a command or an event: its members, an example, and the events that follow it."
EPILOG = """\
examples:
  cti-contract show channel.dial                  a command and its responses
  cti-contract show channel.dial --kind failure   its failure only
  cti-contract show channel.dial --schema         its JSON Schema"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("name", metavar="NAME", help="the name of a command or an event, such as channel.dial")
    parser.add_argument("--kind", choices=KINDS, help="show only this message of a command (default: all three)")
    parser.add_argument("--schema", action="store_true", help="print one self-contained JSON Schema instead")


def run(options: Namespace) -> int:
    """Write the text or the schema of the messages."""
    try:
        messages = (message(options.name, options.kind),) if options.kind else find(options.name)
    except UnknownMessage as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    as_format = catalog_text.schema_as_json if options.schema else catalog_text.message_as_text
    sys.stdout.write(as_format(messages))
    return VALID
