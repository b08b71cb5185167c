"""`cti-contract export`: the contract as one file, for other tools."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from cti_contract.cli.exit_codes import PROBLEMS, VALID
from cti_contract.cli.whole_files import write_whole
from cti_contract.export import javascript
from cti_contract.export.bundle import message_schema, union_schema
from cti_contract.text import printable

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Write the contract as one file, for other tools."
EPILOG = """\
formats:
  bundle  one self-contained JSON Schema for any message, in every dialect
          from draft 7 to draft 2020-12; it accepts and rejects the same
          messages as check; with --union, a oneOf for generators of code
  javascript
          the checker as one ES module without dependencies, for browsers

examples:
  cti-contract export bundle --output cti.schema.json
  check-jsonschema --schemafile cti.schema.json message.json
  cti-contract export bundle --union | json2ts > messages.ts
  cti-contract export javascript --output cti.js"""


def _bundle(options: Namespace) -> str:
    return json.dumps(union_schema() if options.union else message_schema(), indent=2) + "\n"


def _javascript(_: Namespace) -> str:
    return javascript.module()


#: The text in each format.
FORMATS = {"bundle": _bundle, "javascript": _javascript}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("what", choices=tuple(FORMATS), help="the format")
    parser.add_argument("--union", action="store_true", help="bundle: write a oneOf over all messages")
    parser.add_argument("--output", metavar="FILE", help="the file to write (default: standard output)")


def run(options: Namespace) -> int:
    """Write the file."""
    text = FORMATS[options.what](options)
    if options.output is None:
        sys.stdout.write(text)
        return VALID
    try:
        write_whole(options.output, text)
    except OSError as error:
        sys.stderr.write(f"cti-contract: cannot write {printable(options.output)}: {error.strerror}\n")
        return PROBLEMS
    return VALID
