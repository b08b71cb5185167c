"""`cti-contract schema`: settings for editors, and the schema of the configuration."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from cti_contract.cli.arguments import refuse
from cti_contract.cli.exit_codes import VALID
from cti_contract.contract.registry import DIALECT
from cti_contract.export.bundle import file_schema

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Print settings with which an editor completes and checks messages, or the schema of the configuration."
EPILOG = """\
The settings apply to files named *.cti.json. Such a file holds one message or an array of messages. For VS Code, put
the settings into .vscode/settings.json or into your user settings. With
--maintainer, VS Code also knows the schema files of the contract: put the
settings into the checkout of the project.

To get a schema alone, run `cti-contract export bundle` for all messages, or `cti-contract show NAME --schema` for
one."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    editors = parser.add_mutually_exclusive_group(required=True)
    editors.add_argument("--vscode", action="store_true", help="print settings for VS Code")
    parser.add_argument(
        "--maintainer",
        action="store_true",
        help="with --vscode: also complete and check the schema files of the contract",
    )
    editors.add_argument("--config", action="store_true", help="print the JSON Schema of the configuration")


def run(options: Namespace) -> int:
    """Write the settings, or the schema of the configuration."""
    if options.maintainer and not options.vscode:
        refuse(options.command, "--maintainer needs --vscode")
    if options.config:
        from cti_contract.cli.config import schema

        sys.stdout.write(json.dumps(schema(), indent=2) + "\n")
        return VALID
    schemas: list[dict[str, Any]] = [{"fileMatch": ["*.cti.json"], "schema": file_schema()}]
    if options.maintainer:
        from cti_contract.export.meta import editor_schema

        schemas.append({"fileMatch": ["schemas/*/*.json"], "url": DIALECT, "schema": editor_schema()})
    settings = {"json.schemas": schemas}
    sys.stdout.write(json.dumps(settings, indent=2) + "\n")
    return VALID
