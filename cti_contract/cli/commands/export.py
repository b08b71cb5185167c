"""`cti-contract export`: the contract for other tools and languages."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from cti_contract.cli.exit_codes import VALID
from cti_contract.cli.whole_files import write_all, write_whole

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Write the contract for other tools and languages."
EPILOG = """\
formats:
  bundle      one self-contained JSON Schema for any message, in every dialect
              from draft 7 to draft 2020-12; it accepts and rejects the same
              messages as check; with --union, a oneOf for generators of code
  javascript  the checker as one ES module without dependencies
  typescript  the types of the messages, and of that module
  npm         a package with all three, in the folder OUT

examples:
  cti-contract export bundle --output cti.schema.json
  check-jsonschema --schemafile cti.schema.json message.json
  cti-contract export bundle --union | json2ts > messages.ts
  cti-contract export javascript --output cti.js
  cti-contract export npm packages/cti-contract"""


def _bundle(options: Namespace) -> str:
    from cti_contract.export.bundle import message_schema, union_schema

    return json.dumps(union_schema() if options.union else message_schema(), indent=2) + "\n"


def _javascript(_: Namespace) -> str:
    from cti_contract.export import javascript

    return javascript.module()


def _typescript(_: Namespace) -> str:
    from cti_contract.export import typescript

    return typescript.declarations()


#: The text in each format of one file.
_TEXTS = {"bundle": _bundle, "javascript": _javascript, "typescript": _typescript}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("what", choices=(*_TEXTS, "npm"), help="the format")
    parser.add_argument("folder", metavar="OUT", nargs="?", help="npm: the folder to write, made if it is missing")
    parser.add_argument("--union", action="store_true", help="bundle: write a oneOf over all messages")
    parser.add_argument("--output", metavar="FILE", help="the file to write (default: standard output)")


def run(options: Namespace) -> int:
    """Write the file, or the folder."""
    if options.what == "npm":
        return _write_package(options)
    if options.folder is not None:
        options.command.error(f"{options.what} is one file: name it by --output")
    text = _TEXTS[options.what](options)
    if options.output is None:
        sys.stdout.write(text)
    else:
        write_whole(options.output, text)
    return VALID


def _write_package(options: Namespace) -> int:
    if options.folder is None or options.output is not None:
        options.command.error("npm writes a folder: name it after npm")
    from cti_contract.export import npm

    os.makedirs(options.folder, exist_ok=True)
    write_all(npm.files(), options.folder)
    return VALID
