"""The command line: arguments in, exit codes out."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn

from cti_contract.pointers import steps_of
from cti_contract.problems import Problem, UnknownMessage, printable

if TYPE_CHECKING:
    from cti_contract.gate import Summary

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 -- it has no public name

VALID, PROBLEMS, USAGE, INTERRUPTED = 0, 1, 2, 130

_EXAMPLES = """\
examples:
  cti-contract check session.ndjson            one message a line
  cti-contract check samples/ extra.json       a folder and a file
  zcat log.ndjson.gz | cti-contract check -    standard input
  cti-contract check --at /event log.ndjson    messages inside wrapper records
  cti-contract show conversation.blindtransfer what is known of one message
"""
_CHECK_HELP = f"""{_EXAMPLES}
A .json file holds one message or an array of them, an .ndjson or .jsonl file one a line; each may also end in .gz.
Any other file, and standard input, is told apart by its content.

exit codes: 0 all valid (warnings do not fail), 1 problems, 2 wrong usage, 130 interrupted"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line on `arguments`, by default the process's own; return its exit code."""
    options = _parser().parse_args(arguments)
    if sys.stdout is None:  # closed on purpose: the exit code is the answer
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 -- it stays open to the end
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
    gc.freeze()  # what the imports have built is no garbage to look for
    os._exit(main())


def _drop_output() -> None:
    """Send what is left in the buffer of standard output nowhere: to flush it at the exit would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Help of a fixed width: to ask the terminal for its own would cost every start an import."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cti-contract",
        description="The contract for the JSON messages between agent desktops and telephony (CTI) platforms.",
        epilog=_EXAMPLES,
        formatter_class=_HelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", prog=parser.prog)  # to derive it costs imports
    _add_check(commands)
    _add_list(commands)
    _add_show(commands)
    return parser


def _add_check(commands: _Commands) -> None:
    parser = commands.add_parser(
        "check",
        help="check the messages in files",
        description="Check messages against the contract.",
        epilog=_CHECK_HELP,
        formatter_class=_HelpFormatter,
    )
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", type=_existing, help="a file, a folder, or - for standard input"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the report (default: text)")
    parser.add_argument(
        "--at", default="", metavar="POINTER", type=_pointer, help="JSON Pointer of the message in each record"
    )
    parser.add_argument(
        "--unknown",
        choices=("error", "ignore"),
        default="error",
        help="what to do with unknown members (default: error)",
    )
    parser.add_argument("--max-problems", type=_count, metavar="N", help="show no more than so many; all are counted")
    parser.add_argument("--quiet", action="store_true", help="leave the summary out")
    parser.set_defaults(run=_check)


def _add_list(commands: _Commands) -> None:
    parser = commands.add_parser(
        "list",
        help="list every message",
        description="List every message of the contract.",
        formatter_class=_HelpFormatter,
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.set_defaults(run=_list)


def _add_show(commands: _Commands) -> None:
    parser = commands.add_parser(
        "show",
        help="show one message",
        description="Show what there is to know of a message.",
        formatter_class=_HelpFormatter,
    )
    parser.add_argument("name", metavar="NAME", help="of a command or an event, as channel.dial")
    parser.add_argument("--schema", action="store_true", help="print its JSON Schema as one self-contained document")
    parser.set_defaults(run=_show)


def _existing(path: str) -> str:
    if path != "-" and not os.path.lexists(path):
        pattern = "; the shell found nothing that matches" if any(sign in path for sign in "*?") else ""
        raise argparse.ArgumentTypeError(f"no such file or folder: {printable(path)}{pattern}")
    return path


def _pointer(text: str) -> str:
    try:
        steps_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}: {printable(text)}") from None
    return text


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"not a whole number from 0: {printable(text)}")
    return int(text)


def _check(options: argparse.Namespace) -> int:
    from cti_contract.gate import Summary, check_files
    from cti_contract.reports import REPORTS

    code = VALID

    def watched() -> Iterator[Problem | Summary]:
        nonlocal code
        for finding in check_files(options.paths, at=options.at, unknown=options.unknown):
            if isinstance(finding, Summary) and finding.errors:
                code = PROBLEMS
            yield finding

    for piece in REPORTS[options.format](watched(), most=options.max_problems, quiet=options.quiet):
        sys.stdout.write(piece)
    return code


def _list(options: argparse.Namespace) -> int:
    from cti_contract import showing

    sys.stdout.write(showing.catalogue_as_json() if options.format == "json" else showing.catalogue_as_text())
    return VALID


def _show(options: argparse.Namespace) -> int:
    from cti_contract import showing
    from cti_contract.catalogue import find

    try:
        messages = find(options.name)
    except UnknownMessage as error:
        sys.stderr.write(f"{error}\n")
        return USAGE
    sys.stdout.write(showing.schema_as_json(messages) if options.schema else showing.message_as_text(messages))
    return VALID
