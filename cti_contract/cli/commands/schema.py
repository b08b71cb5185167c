"""`cti-contract schema`: settings that let an editor know the contract."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from cti_contract.cli.commands import VALID
from cti_contract.export.bundle import file_schema

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Print the settings that let an editor know the contract."
EPILOG = """\
The settings make the editor complete and check each file that is called *.cti.json, which holds one message or an
array of them. Of VS Code they belong in .vscode/settings.json, or in the settings of the user.

The schemas alone: cti-contract export bundle, and of one message cti-contract show NAME --schema."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    editors = parser.add_mutually_exclusive_group(required=True)
    editors.add_argument("--vscode", action="store_true", help="print the settings of VS Code")


def run(_: Namespace) -> int:
    """Write the settings."""
    settings = {"json.schemas": [{"fileMatch": ["*.cti.json"], "schema": file_schema()}]}
    sys.stdout.write(json.dumps(settings, indent=2) + "\n")
    return VALID
