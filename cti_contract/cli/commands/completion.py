"""`cti-contract completion`: what lets a shell complete the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from cti_contract.cli.commands import VALID
from cti_contract.contract.catalog import COMMANDS, EVENTS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SHELLS = ("bash", "zsh", "fish")
DESCRIPTION = "Print the script that lets a shell complete this command line."
EPILOG = """\
where it belongs:
  ~/.bashrc                   eval "$(cti-contract completion bash)"
  ~/.zshrc, behind compinit   eval "$(cti-contract completion zsh)"
  ~/.config/fish/config.fish  cti-contract completion fish | source"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("shell", choices=SHELLS, help="the shell that is to read it")


def run(options: Namespace) -> int:
    """Write the script; `options.parser` is the parser of the whole command line."""
    import shtab

    _mark(options.parser, {"PATH": shtab.FILE, "FILE": shtab.FILE, "FOLDER": shtab.DIRECTORY})
    script = shtab.complete(options.parser, options.shell)
    sys.stdout.write(script.replace(*_REST) + "\n")
    return VALID


#: What shtab writes for zsh of an argument that may stand several times lets it complete the first only.
_REST = '"(*):', '"*:'


def _mark(parser: ArgumentParser, places: dict[str, Any]) -> None:
    """Say of each argument what may stand in its place; what the help calls it tells."""
    actions: list[Any] = parser._actions  # noqa: SLF001 -- shtab reads them there too: there is no other way to them
    for action in actions:
        if action.metavar == "COMMAND":
            for command in action.choices.values():
                _mark(command, places)
        elif action.metavar == "NAME":
            action.choices = COMMANDS + EVENTS
        elif action.metavar in places:
            action.complete = places[action.metavar]
