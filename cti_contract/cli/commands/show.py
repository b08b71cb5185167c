"""`cti-contract show`: what there is to know of one message."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cti_contract.cli import catalog_text
from cti_contract.cli.commands import USAGE, VALID
from cti_contract.contract.catalog import find
from cti_contract.problems import UnknownMessage

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Show what there is to know of a message."
EPILOG = ""


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("name", metavar="NAME", help="of a command or an event, as channel.dial")
    parser.add_argument("--schema", action="store_true", help="print its JSON Schema as one self-contained document")


def run(options: Namespace) -> int:
    """Write what is known of the message, or its schema."""
    try:
        messages = find(options.name)
    except UnknownMessage as error:
        sys.stderr.write(f"{error}\n")
        return USAGE
    sys.stdout.write(
        catalog_text.schema_as_json(messages) if options.schema else catalog_text.message_as_text(messages)
    )
    return VALID
