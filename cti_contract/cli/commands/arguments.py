"""Arguments that several commands take, and their types."""

from __future__ import annotations

import argparse

from cti_contract.cli.commands import USAGE
from cti_contract.contract.json_pointer import steps_of
from cti_contract.files.discover import why_missing
from cti_contract.text import printable


def refuse_missing(path: str, parser: argparse.ArgumentParser) -> None:
    """Leave with one line, and the exit code of wrong usage, when nothing stands at a path.

    While arguments are parsed it is too soon for that: what follows an option that does not exist is taken for a path.
    """
    reason = why_missing(path)
    if reason:
        parser.exit(USAGE, f"{parser.prog}: error: {reason}\n")


def pointer(text: str) -> str:
    """Return a JSON Pointer."""
    try:
        steps_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}: {printable(text)}") from None
    return text


def count(text: str) -> int:
    """Return a whole number from 0."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"not a whole number from 0: {printable(text)}")
    return int(text)


def positive(text: str) -> int:
    """Return a whole number from 1."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"not a whole number from 1: {printable(text)}")
    return int(text)
