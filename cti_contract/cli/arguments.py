"""Types and checks of arguments that several commands have."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from typing import NoReturn

from cti_contract.cli.exit_codes import USAGE
from cti_contract.contract.json_pointer import steps_of
from cti_contract.files.discover import why_missing
from cti_contract.text import printable


def refuse_missing(path: str, parser: argparse.ArgumentParser) -> None:
    """Exit with one line and the code of wrong usage if there is no such file or folder.

    This is not done while arguments are parsed: there, the value of an unknown option would be taken for a path.
    """
    reason = why_missing(path)
    if reason:
        refuse(parser, reason)


def refuse(parser: argparse.ArgumentParser, reason: str) -> NoReturn:
    """Exit with one line and the code of wrong usage, without the usage that `parser.error` prints."""
    parser.exit(USAGE, f"{parser.prog}: error: {reason}\n")


def refuse_overwriting(file: str, inputs: Iterable[str], parser: argparse.ArgumentParser) -> None:
    """Exit with one line and the code of wrong usage if a file to write is also one to read, also by another name."""
    if os.path.isfile(file) and any(os.path.isfile(path) and os.path.samefile(file, path) for path in inputs):
        refuse(parser, f"cannot write {printable(file)}: it is a file to read; name another file for the output")


def pointer(text: str) -> str:
    """Return the argument if it is a JSON Pointer."""
    try:
        steps_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}: {printable(text)}") from None
    return text


def rule(text: str) -> str:
    """Return the argument if it is a code of problems, with or without a place."""
    from cti_contract.files.selection import rule_of

    try:
        rule_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def count(text: str) -> int:
    """Return a whole number, 0 or more."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"expected a whole number, 0 or more, not {printable(text)}")
    return int(text)


def positive(text: str) -> int:
    """Return a whole number, 1 or more."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"expected a whole number, 1 or more, not {printable(text)}")
    return int(text)


def platform(text: str) -> str:
    """Return the name of a platform as the contract spells it, whatever its case; any other text as it is."""
    from cti_contract.generators.sample_values import PLATFORMS  # most commands have no platform

    return next((each for each in PLATFORMS if each.casefold() == text.casefold()), text)
