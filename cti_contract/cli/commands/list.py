"""`cti-contract list`: the catalog."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cti_contract.cli import catalog_text
from cti_contract.cli.arguments import platform
from cti_contract.cli.exit_codes import VALID
from cti_contract.contract.targets import object_kinds
from cti_contract.generators.sample_values import PLATFORMS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cti_contract.contract.catalog import Message

DESCRIPTION = "List the commands and events of the contract, one a line. Each option selects among them."
EPILOG = """\
examples:
  cti-contract list --object channel --kind command
  cti-contract list --status named --format json

A wide terminal also shows the platforms and the target of each message."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--object",
        choices=object_kinds(),
        metavar="OBJECT",
        help=f"only messages about this object: {', '.join(object_kinds())}",
    )
    parser.add_argument("--kind", choices=(catalog_text.COMMAND, "event"), help="only commands, or only events")
    parser.add_argument(
        "--status",
        choices=("documented", "named"),
        help="only messages whose JSON is documented, or only whose name is",
    )
    parser.add_argument("--media", choices=("telephony", "any"), help="only messages for these media")
    parser.add_argument(
        "--platform",
        type=platform,
        choices=PLATFORMS,
        help="only messages that this platform has",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(options: Namespace) -> int:
    """Write the messages that the options select."""
    found = [message for message in catalog_text.names() if _is_selected(message, options)]
    if options.format == "json":
        sys.stdout.write(catalog_text.catalog_as_json(found))
    elif found:
        sys.stdout.write(catalog_text.catalog_as_text(found))
    if not found:
        sys.stderr.write("no message of the contract fits all of these options\n")
    return VALID


def _is_selected(message: Message, options: Namespace) -> bool:
    return (
        (options.object is None or catalog_text.is_about(message, options.object))
        and options.kind in (None, catalog_text.kind_of(message))
        and options.status in (None, message.status)
        and options.media in (None, message.media)
        and (options.platform is None or options.platform.lower() in (message.platforms or (options.platform.lower(),)))
    )
