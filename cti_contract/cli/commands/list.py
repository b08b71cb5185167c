"""`cti-contract list`: the catalogue."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cti_contract.cli import catalog_text
from cti_contract.cli.commands import VALID

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "List every message of the contract."
EPILOG = ""


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(options: Namespace) -> int:
    """Write the catalogue."""
    sys.stdout.write(catalog_text.catalogue_as_json() if options.format == "json" else catalog_text.catalogue_as_text())
    return VALID
