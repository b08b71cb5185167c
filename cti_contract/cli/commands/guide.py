"""`cti-contract guide`: the user guide, a page for each topic."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import cti_contract
from cti_contract.cli.commands import USAGE, VALID
from cti_contract.suggest import suggestion
from cti_contract.text import quote

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

FOLDER = os.path.join(os.path.dirname(cti_contract.__file__), "guides")
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
        return USAGE
    _print_page(_page(options.topic))
    return VALID


def topics() -> tuple[str, ...]:
    """Return the topics of the guide: the names of its pages."""
    return tuple(sorted(name.removesuffix(".md") for name in os.listdir(FOLDER)))


def _page(topic: str) -> str:
    with open(os.path.join(FOLDER, f"{topic}.md"), encoding="utf-8") as file:
        return file.read()


def _list_of_pages() -> str:
    width = max(map(len, topics()))
    rows = (f"  {topic.ljust(width)}  {_title(topic)}\n" for topic in topics())
    return f"{''.join(rows)}\nPrint a page: cti-contract guide TOPIC\n"


def _title(topic: str) -> str:
    return _page(topic).partition("\n")[0].removeprefix("# ")


def _print_page(text: str) -> None:
    """Write a text, through the pager if a person can use one."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stdout.write(text)
        return
    from pydoc import pager

    pager(text)
