"""`cti-contract explain`: what a code of problems means, an input that has it, and how to fix it."""

from __future__ import annotations

import sys
from textwrap import indent, wrap
from typing import TYPE_CHECKING

from cti_contract.cli import terminal
from cti_contract.cli.exit_codes import FAILED, VALID
from cti_contract.codes import CODES, GROUPS, Code
from cti_contract.suggest import suggestion
from cti_contract.text import quote

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Explain a code of problems: its meaning, how to fix it, and an input that has it. Or list all codes."
EPILOG = """\
examples:
  cti-contract explain               list the codes
  cti-contract explain bad-target    explain one

More: cti-contract guide codes"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("code", nargs="?", metavar="CODE", help="the code to explain; without it, list the codes")


def run(options: Namespace) -> int:
    """Print the list of codes, or the explanation of one."""
    if options.code is None:
        sys.stdout.write(_list_of_codes())
        return VALID
    code = CODES.get(options.code)
    if code is None:
        hint = suggestion(options.code, tuple(CODES))
        meant = f" (did you mean {quote(hint)}?)" if hint else ""
        sys.stderr.write(f"no code {quote(options.code)}{meant}; `cti-contract explain` lists the codes\n")
        return FAILED
    sys.stdout.write(_explanation(code))
    return VALID


def _list_of_codes() -> str:
    width = max(map(len, CODES))
    groups = (
        "".join([f"{group}:\n", *(f"  {_row(code, width)}\n" for code in codes)]) for group, codes in GROUPS.items()
    )
    return "\n".join([*groups, "Explain a code: cti-contract explain CODE\n"])


def _row(code: Code, width: int) -> str:
    lines = wrap(code.meaning, terminal.width() - width - 4)
    return f"\n{' ' * (width + 4)}".join([f"{code.name.ljust(width)}  {lines[0]}", *lines[1:]])


def _explanation(code: Code) -> str:
    title = f"{code.name}: {'an error' if code.severity == 'error' else 'a warning'}"
    meaning, fix = (
        "\n".join(wrap(text, terminal.width(), break_on_hyphens=False)) for text in (code.meaning, code.fix)
    )
    heading = terminal.bold(title) if terminal.shows_colors() else title
    return f"{heading}\n\n{meaning}\n\n{fix}\n\nAn input that has it:\n\n{indent(code.example, '  ')}\n"
