"""The command line: arguments in, exit codes out."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from cti_contract.cli.commands import INTERRUPTED, PROBLEMS

#: What each command is for, in the order of the help; its module is imported only when it is the one asked for.
_COMMANDS = {
    "check": "check the messages in files",
    "session": "check logs: also what one message says of another",
    "list": "list every message",
    "show": "show one message",
    "example": "print examples of messages",
    "simulate": "print the log of agents at work",
    "export": "write the contract in one file, for other tools",
    "docs": "compare documentation pages with the contract",
    "schema": "print settings that let an editor know the contract",
    "guide": "print a page of the user guide",
    "completion": "print what lets a shell complete the command line",
}
_EXAMPLES = """\
examples:
  cti-contract check session.ndjson            one message a line
  cti-contract check samples/ extra.json       a folder and a file
  zcat log.ndjson.gz | cti-contract check -    standard input
  cti-contract session call.ndjson             a log: also who answers what, and what follows
  cti-contract show conversation.blindtransfer what is known of one message
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line on `arguments`, by default the process's own; return its exit code."""
    if sys.stdout is None:  # closed on purpose: the exit code is the answer
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 -- it stays open to the end
    arguments = sys.argv[1:] if arguments is None else arguments
    options, others = _parser(arguments[0] if arguments else "").parse_known_args(arguments)
    if others:
        options.command.error(f"unrecognized arguments: {' '.join(others)}")
    try:
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # whatever its encoding is
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, `head` say, has seen enough
        _drop_output()
        return PROBLEMS
    except OSError as error:  # what is read has its own problems: this is of what is written
        _drop_output()
        sys.stderr.write(f"cti-contract: cannot write: {error.strerror}\n")
        return PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def run() -> NoReturn:
    """Be the whole of a process: run `main` and leave with its exit code.

    To take the interpreter apart in good order would be a sixth of the time of a check of one file.
    """
    gc.set_threshold(100_000)  # what the imports build is no garbage to look for, and messages make hardly any
    os._exit(main())


def _drop_output() -> None:
    """Send what is left in the buffer of standard output nowhere: to flush it at the exit would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Help of a fixed width: to ask the terminal for its own would cost every start an import."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100)


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from cti_contract._version import release  # hardly anybody asks

        sys.stdout.write(f"{parser.prog} {release() or 'of no release: it is not installed'}\n")
        parser.exit()


def _parser(command: str) -> argparse.ArgumentParser:
    """Return the parser of one command: to add the others as well would cost every start.

    Where it is none, of all commands, so that the help tells of them. Only `completion`, which is about the whole of
    it, gets the arguments of all.
    """
    parser = argparse.ArgumentParser(
        prog="cti-contract",
        description="The contract for the JSON messages between agent desktops and telephony (CTI) platforms.",
        epilog=_EXAMPLES,
        formatter_class=_HelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    parser.set_defaults(command=parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", prog=parser.prog)  # to derive it costs imports
    is_one = command in _COMMANDS and command != "completion"
    for name in [command] if is_one else _COMMANDS:
        added = commands.add_parser(name, help=_COMMANDS[name], formatter_class=_HelpFormatter)
        if is_one or command == "completion":
            module = import_module(f"cti_contract.cli.commands.{name}")
            added.description, added.epilog = module.DESCRIPTION, module.EPILOG
            module.add_arguments(added)
            added.set_defaults(run=module.run, command=added, parser=parser)
    return parser
