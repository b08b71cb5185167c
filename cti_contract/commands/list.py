"""`cti-contract list`: the catalogue."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cti_contract import showing
from cti_contract.commands import VALID

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "List every message of the contract."
EPILOG = ""


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(options: Namespace) -> int:
    """Write the catalogue."""
    sys.stdout.write(showing.catalogue_as_json() if options.format == "json" else showing.catalogue_as_text())
    return VALID
