"""`cti-contract guide`: the user guide, a page for each topic."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cti_contract.cli.exit_codes import FAILED, VALID
from cti_contract.cli.guides import page, title, topics
from cti_contract.suggest import suggestion
from cti_contract.text import quote

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Print a page of the user guide, or list the pages."
EPILOG = """\
examples:
  cti-contract guide          list the pages
  cti-contract guide gate     print one, through the pager on a terminal"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("topic", nargs="?", metavar="TOPIC", help="the page to print; without it, list the pages")


def run(options: Namespace) -> int:
    """Print the list of pages, or one page."""
    if options.topic is None:
        sys.stdout.write(_list_of_pages())
        return VALID
    if options.topic not in topics():
        hint = suggestion(options.topic, topics())
        meant = f" (did you mean {quote(hint)}?)" if hint else ""
        sys.stderr.write(f"no guide {quote(options.topic)}{meant}; `cti-contract guide` lists the guides\n")
        return FAILED
    _print(page(options.topic))
    return VALID


def _list_of_pages() -> str:
    width = max(map(len, topics()))
    rows = (f"  {topic.ljust(width)}  {title(topic)}\n" for topic in topics())
    return f"{''.join(rows)}\nPrint a page: cti-contract guide TOPIC\n"


def _print(text: str) -> None:
    """Write a text, through the pager if a person can use one."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stdout.write(text)
        return
    from pydoc import pager

    pager(text)
