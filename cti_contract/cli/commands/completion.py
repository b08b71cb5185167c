"""`cti-contract completion`: scripts for the completion of shells."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from cti_contract.cli.exit_codes import VALID
from cti_contract.cli.guides import topics
from cti_contract.codes import CODES
from cti_contract.contract.catalog import commands, events

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SHELLS = ("bash", "zsh", "fish")
DESCRIPTION = "Print a script with which a shell completes this command line."
EPILOG = """\
put this line into the file on the left:
  ~/.bashrc                   eval "$(cti-contract completion bash)"
  ~/.zshrc, below compinit    eval "$(cti-contract completion zsh)"
  ~/.config/fish/config.fish  cti-contract completion fish | source"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("shell", choices=SHELLS, help="the shell that reads the script")


def run(options: Namespace) -> int:
    """Write the script; `options.parser` is the parser of the whole command line."""
    import shtab

    _mark(options.parser, {"PATH": shtab.FILE, "FILE": shtab.FILE, "FOLDER": shtab.DIRECTORY})
    script = shtab.complete(options.parser, options.shell)
    sys.stdout.write(script.replace(*_REST) + "\n")
    return VALID


#: shtab writes `*` for an argument that may be repeated in a way with which zsh completes only the first.
_REST = '"(*):', '"*:'


def _mark(parser: ArgumentParser, places: dict[str, Any]) -> None:
    """Set how shtab completes each argument, by its name in the help."""
    actions: list[Any] = parser._actions  # noqa: SLF001 -- shtab reads them there too: there is no public access
    for action in actions:
        if action.metavar == "COMMAND":
            for command in action.choices.values():
                _mark(command, places)
        elif action.metavar == "NAME":
            action.choices = commands() + events()
        elif action.metavar == "CODE":
            action.choices = tuple(CODES)
        elif action.metavar == "TOPIC":
            action.choices = topics()
        elif action.metavar in places:
            action.complete = places[action.metavar]
