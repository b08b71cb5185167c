"""`cti-contract export`: the contract in one file, for other tools."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from cti_contract.cli.commands import PROBLEMS, VALID
from cti_contract.export.bundle import message_schema
from cti_contract.text import printable

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Write the contract in one file, for other tools."
EPILOG = """\
what there is to export:
  bundle  one self-contained JSON Schema (draft 2020-12) of a message; its verdicts are those of check

examples:
  cti-contract export bundle --output cti.schema.json
  check-jsonschema --schemafile cti.schema.json message.json"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("what", choices=("bundle",), help="what to export")
    parser.add_argument("--output", metavar="FILE", help="default: standard output")


def run(options: Namespace) -> int:
    """Write the bundle."""
    text = json.dumps(message_schema(), indent=2) + "\n"
    if options.output is None:
        sys.stdout.write(text)
        return VALID
    try:
        with open(options.output, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        sys.stderr.write(f"{printable(options.output)}: cannot be written: {error.strerror}\n")
        return PROBLEMS
    return VALID
