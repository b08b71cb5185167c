"""Types and checks of arguments that several commands have."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NoReturn, TextIO

from cti_contract.cli.exit_codes import FAILED
from cti_contract.contract.json_pointer import steps_of
from cti_contract.files.discover import STANDARD_INPUT, SUFFIXES, why_missing
from cti_contract.text import printable, quote, shortened


def refuse_missing(path: str, parser: argparse.ArgumentParser, suffixes: Sequence[str] = SUFFIXES) -> None:
    """Exit with one line and the code of wrong usage if there is no such file or folder.

    A pattern for folders is missing if these have no file with one of the suffixes.

    This is not done while arguments are parsed: there, the value of an unknown option would be taken for a path.
    """
    reason = why_missing(path, suffixes)
    if reason:
        refuse(parser, reason)


def refuse(parser: argparse.ArgumentParser, reason: str) -> NoReturn:
    """Exit with one line and the code of wrong usage, without the usage that `parser.error` prints."""
    parser.exit(FAILED, f"{parser.prog}: error: {printable(reason)}\n")


def refuse_overwriting(
    file: str, named: Iterable[str], found: Iterable[object], kind: str, parser: argparse.ArgumentParser
) -> None:
    """Exit with one line and the code of wrong usage if a file to write is also one to read, also by another name.

    A file that is `named` is never written. One that is `found` in a folder is, if it is empty or an old file of
    the same `kind` by its content. Text reports have no mark by which they are known. No other file is replaced either
    if it holds JSON, such as a message that a pattern of the shell has put behind the option. No baseline is written to
    standard output.
    """
    if standard_stream(file):
        if kind == "baseline":
            refuse(parser, f"--write-baseline needs a file, and {printable(file)} is where other output goes")
        return
    if not os.path.isfile(file):
        return
    start = f"cannot write {printable(file)}: it is"
    if _is_one_of(file, named):
        refuse(parser, f"{start} a file to read; name another file for the output")
    if _is_old(file, kind):
        return
    name = _KINDS.get(kind)
    reason = f"no old {name} by its content" if name else "an old report of this format cannot be recognized"
    if _is_one_of(file, (path for path in found if isinstance(path, str))):
        refuse(parser, f"{start} one of the files to check, and {reason}; name another file for the output")
    if _holds_other_json(file, kind):
        refuse(parser, f"{start} a file of JSON, and {reason}; remove it or name another file for the output")


#: The bytes at the beginning of a file that show whether it holds JSON.
_HEAD = 1024
#: The kinds of files that are known by their content.
_KINDS = {"baseline": "baseline", "json": "JSON report", "junit": "JUnit report", "sarif": "SARIF report"}


def standard_stream(file: str) -> TextIO | None:
    """Return standard output or standard error if a path leads to it, such as `/dev/stdout`; else None.

    Such a file must not be opened: that would remove what it has already, and two would write to it.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # it may be closed, or no file
            if os.path.samestat(os.stat(file), os.fstat(stream.fileno())):
                return stream
    return None


def _is_old(file: str, kind: str) -> bool:
    """Return whether a file is empty, or of a kind that this program writes."""
    from cti_contract.files.own_files import kind_of_file

    with suppress(OSError):
        return not os.path.getsize(file) or kind_of_file(file) == kind
    return False


def _holds_other_json(file: str, kind: str) -> bool:
    """Return whether a file begins as JSON does, and is no old report, nor a baseline."""
    from cti_contract.files.own_files import kind_of

    with suppress(OSError), open(file, "rb") as stream:
        head = stream.read(_HEAD).lstrip()
        is_report = kind != "baseline" and kind_of(head) not in {None, "baseline"}
        return head.startswith((b"{", b"[")) and not is_report
    return False


def _is_one_of(file: str, paths: Iterable[str]) -> bool:
    """Return whether one of the paths leads to a file, also through links."""
    wanted = os.stat(file)
    for path in paths:
        with suppress(OSError, AttributeError):  # standard input may be closed
            found = os.fstat(sys.stdin.fileno()) if path == STANDARD_INPUT else os.stat(path)
            if os.path.samestat(wanted, found):
                return True
    return False


def path(text: str) -> str:
    """Return the argument if a file can have this name: no name has a NUL, or a letter that the system cannot write."""
    try:
        has_null = b"\0" in os.fsencode(text)
    except UnicodeEncodeError as error:
        raise argparse.ArgumentTypeError(f"no file can be called {quote(text)}: {error.reason}") from None
    if has_null:
        raise argparse.ArgumentTypeError(f"no file can be called {quote(text)}, which has a NUL character")
    return text


def pointer(text: str) -> str:
    """Return the argument if it is a JSON Pointer."""
    try:
        steps_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}: {shortened(text)}") from None
    return text


def rule(text: str) -> str:
    """Return the argument if it is a code of problems, with or without a place."""
    from cti_contract.files.selection import rule_of

    try:
        rule_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


#: The most digits of a number. Python refuses to read one of more than 4,300, or of as many as its user has chosen.
_MOST_DIGITS = 100
#: The most processes: with many more, a system has no room for others.
MOST_JOBS = 1000


def count(text: str) -> int:
    """Return a whole number, 0 or more."""
    return _whole_number(text, 0)


def positive(text: str) -> int:
    """Return a whole number, 1 or more."""
    return _whole_number(text, 1)


def jobs(text: str) -> int:
    """Return a number of processes."""
    return _whole_number(text, 1, MOST_JOBS)


def _whole_number(text: str, least: int, most: int | None = None) -> int:
    if text.isdecimal() and len(text) <= _MOST_DIGITS and least <= (number := int(text)) and number <= (most or number):
        return number
    limit = f"{most} or less" if most else f"of at most {_MOST_DIGITS} digits"
    raise argparse.ArgumentTypeError(f"expected a whole number, {least} or more and {limit}, not {shortened(text)}")


def platform(text: str) -> str:
    """Return the name of a platform as the contract spells it, whatever its case; any other text as it is."""
    from cti_contract.generators.sample_values import PLATFORMS  # most commands have no platform

    return next((each for each in PLATFORMS if each.casefold() == text.casefold()), text)
