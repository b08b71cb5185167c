"""The command line: it runs one command and returns an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

from cti_contract.cli import terminal
from cti_contract.cli.exit_codes import FAILED, INTERRUPTED, PROBLEMS
from cti_contract.cli.interrupts import postponed
from cti_contract.package_files import IncompletePackageError
from cti_contract.text import printable

#: The purpose of each command, in the order of the help. The module of a command is imported only when it is used.
_COMMANDS = {
    "check": "check the messages in files",
    "session": "check session logs: the messages and the rules between them",
    "explain": "explain a code of problems",
    "list": "list the commands and events",
    "show": "show one command or event",
    "example": "print example messages",
    "simulate": "print the log of simulated agents",
    "export": "write the contract to one file, for other tools",
    "docs": "compare documentation pages with the contract",
    "schema": "print settings for an editor",
    "guide": "print a page of the user guide",
    "completion": "print a script for the completion of a shell",
}
_DESCRIPTION = "The contract for the JSON messages between agent desktops and telephony (CTI) platforms."
_EXAMPLES = """\
examples:
  cti-contract check session.ndjson              one message a line
  cti-contract check samples/ extra.json         a folder and a file
  cat log.ndjson | cti-contract check -          standard input
  cti-contract session call.ndjson               a session log
  cti-contract show conversation.blindtransfer   all that is known of a message
  cti-contract guide                             the pages of the user guide
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: The arguments, without the name of the program; by default those of the process.

    Returns:
        The exit code.

    Raises:
        SystemExit: The help or the version was printed, or the usage is wrong.
    """
    if sys.stdout is None:  # closed on purpose: the caller wants the exit code only
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 -- it stays open to the end
    try:
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # for any encoding
        try:
            return _run(sys.argv[1:] if arguments is None else arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has ended
        _drop_output()
        return PROBLEMS
    except OSError as error:  # of writing: errors of reading are problems
        if isinstance(error, FileNotFoundError) and error.filename is None:  # of `os.getcwd`
            sys.stderr.write("cti-contract: the working directory does not exist any more; change to another\n")
            return FAILED
        _drop_output()
        name = f" {printable(str(error.filename))}" if error.filename else ""
        sys.stderr.write(f"cti-contract: cannot write{name}: {error.strerror}\n")
        return FAILED
    except IncompletePackageError as error:
        sys.stderr.write(f"cti-contract: {printable(str(error))}\n")
        return FAILED
    except KeyboardInterrupt:  # of a command without a report that is closed
        sys.stderr.write("interrupted\n")
        return INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    parser = _parser(arguments[0] if arguments else "")
    if not arguments:
        parser.exit(FAILED, parser.format_help())
    options, others = parser.parse_known_args(arguments)
    if others and not _takes_paths(options, others):
        options.command.error(f"unrecognized arguments: {' '.join(others)}")
    code: int = options.run(options)
    return code


def _takes_paths(options: argparse.Namespace, others: Sequence[str]) -> bool:
    """Add paths that come after an option to those before it, unless an unknown option is among them.

    argparse itself takes one run of paths only.
    """
    paths = getattr(options, "paths", None) or getattr(options, "pages", None)
    end = others.index("--") if "--" in others else len(others)
    if paths is None or any(each.startswith("-") and each != "-" for each in others[:end]):
        return False
    paths.extend([*others[:end], *others[end + 1 :]])
    return True


def run_process() -> NoReturn:
    """Run the command line, and end the process with the exit code.

    The interpreter is not shut down: that takes a sixth of the time of a check of one file. A fault of the program
    itself is no problem of a file: its exit code is not that of problems.
    """
    try:
        code = main()
    except ModuleNotFoundError:  # one line, by `__main__`
        raise
    except Exception:  # noqa: BLE001 -- whatever it is, it is printed
        from traceback import print_exc

        print_exc()
        sys.stderr.write("cti-contract: this is a fault of the program, not of a file: please report it\n")
        code = FAILED
    os._exit(code)


def _drop_output() -> None:
    """Redirect standard output to nowhere, if it is a file: flushing its buffer at the exit would fail again."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal. In descriptions and epilogs, paragraphs without indented lines are wrapped."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=terminal.width() - 2)  # argparse's default costs an import at every start

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        from textwrap import wrap

        return "\n\n".join(
            indent + paragraph
            if "\n  " in paragraph
            else "\n".join(wrap(paragraph, width, initial_indent=indent, break_on_hyphens=False))
            for paragraph in text.split("\n\n")
        )

    def _split_lines(self, text: str, width: int) -> list[str]:
        from textwrap import wrap

        return wrap(text, width, break_on_hyphens=False)  # a command must not be broken


class _Help(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        sys.stdout.write(parser.format_help())  # argparse's own action hides errors of writing
        parser.exit()


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from cti_contract._version import __version__  # rarely needed

        sys.stdout.write(f"{parser.prog} {__version__}\n")
        parser.exit()


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Exit with the error and what to do, but without the usage, which has up to 25 lines."""
        import re

        from cti_contract.suggest import suggestion
        from cti_contract.text import quote

        found = re.search(r"invalid choice: '(.*)' \(choose from (.*)\)|unrecognized arguments: (--[^ =]+)", message)
        hint = None
        if found:
            choices = re.findall(r"[\w-]+", found[2]) if found[2] else re.findall(r"--[\w-]+", self.format_usage())
            hint = suggestion(found[1] or found[3] or "", tuple(choices))
        meant = f" (did you mean {quote(hint)}?)" if hint else ""
        self.exit(FAILED, f"{self.prog}: error: {printable(message)}{meant}\ntry: {self.prog} --help\n")


def _parser(command: str) -> argparse.ArgumentParser:
    """Return the parser of the command line.

    It knows the arguments of one command only, because building the others would slow down every start. If there is
    no such command, it lists all of them, for the help. For `completion`, it has the arguments of all commands.
    """
    parser = _Parser(
        prog="cti-contract",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=_HelpFormatter,
        add_help=False,
        allow_abbrev=False,  # a new option must not change what an old abbreviation means
    )
    _add_help(parser)
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    parser.set_defaults(command=parser)
    # without `prog`, argparse derives it, which costs imports
    commands = parser.add_subparsers(required=True, metavar="COMMAND", prog=parser.prog)
    is_one = command in _COMMANDS and command != "completion"
    for name in [command] if is_one else _COMMANDS:
        added = commands.add_parser(
            name, help=_COMMANDS[name], formatter_class=_HelpFormatter, add_help=False, allow_abbrev=False
        )
        _add_help(added)
        if is_one or command == "completion":
            module = _imported(name)
            added.description, added.epilog = module.DESCRIPTION, module.EPILOG
            module.add_arguments(added)
            added.set_defaults(run=module.run, command=added, parser=parser)
    return parser


def _imported(command: str) -> Any:
    """Return the module of a command; exit if an interrupt came meanwhile."""
    try:
        with postponed():
            return import_module(f"cti_contract.cli.commands.{command}")
    except KeyboardInterrupt:
        sys.stderr.write("interrupted: nothing was checked\n")
        raise SystemExit(INTERRUPTED) from None


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action=_Help, nargs=0, help="show this help and exit")
