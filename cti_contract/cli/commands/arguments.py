"""Arguments that several commands take, and their types."""

from __future__ import annotations

import argparse
import os

from cti_contract.cli.commands import USAGE
from cti_contract.contract.json_pointer import steps_of
from cti_contract.text import printable


def existing(path: str) -> str:
    """Return a path at which something stands, or `-`."""
    if path != "-" and not os.path.lexists(path):
        pattern = "; the shell found nothing that matches" if any(sign in path for sign in "*?") else ""
        raise argparse.ArgumentTypeError(f"no such file or folder: {printable(path)}{pattern}")
    return path


def refuse_missing(path: str, parser: argparse.ArgumentParser) -> None:
    """Leave with one line, and the exit code of wrong usage, when nothing stands at a path.

    While arguments are parsed it is too soon for that: what follows an option that does not exist is taken for a path.
    """
    try:
        existing(path)
    except argparse.ArgumentTypeError as error:
        parser.exit(USAGE, f"{parser.prog}: error: {error}\n")


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
