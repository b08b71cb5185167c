"""`cti-contract example`: example messages."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cti_contract.cli.arguments import count, platform, positive
from cti_contract.cli.exit_codes import FAILED, VALID
from cti_contract.cli.whole_files import write_whole
from cti_contract.contract.catalog import KINDS, MESSAGES
from cti_contract.generators.examples import example, examples
from cti_contract.generators.sample_values import PLATFORMS
from cti_contract.problems import UnknownMessage
from cti_contract.text import printable

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

DESCRIPTION = "Print realistic, valid examples of a message, or write an example of every message into a folder."
EPILOG = """\
examples:
  cti-contract example channel.dial                  a request
  cti-contract example channel.dial --kind failure   the failure of that request
  cti-contract example interaction.created --count 100 --ndjson
  cti-contract example session.start --platform Avaya
  cti-contract example --all samples/                a file for each message

The same seed gives the same messages."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("name", nargs="?", metavar="NAME", help="the name of a command or an event, such as channel.dial")
    what.add_argument("--all", metavar="FOLDER", help="write a file for each name and kind into this folder")
    parser.add_argument("--kind", choices=KINDS, help="the kind of a command's message (default: request)")
    parser.add_argument("--count", type=positive, default=1, metavar="N", help="print N messages (default: 1)")
    parser.add_argument(
        "--seed", type=count, default=0, metavar="S", help="a whole number that determines the messages (default: 0)"
    )
    parser.add_argument(
        "--platform", type=platform, choices=PLATFORMS, help="with the ids and optional members of this platform"
    )
    parser.add_argument("--aliases", action="store_true", help="also print older spellings of the name")
    parser.add_argument("--ndjson", action="store_true", help="print one message a line")


def run(options: Namespace) -> int:
    """Print examples of one message, or write examples of all messages."""
    if options.all is not None:
        return _write_all(options.all, options.seed)
    try:
        found = _examples(options)
    except UnknownMessage as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    except ValueError as error:
        sys.stderr.write(f"cti-contract: {printable(str(error))}\n")
        return FAILED
    if options.ndjson:
        sys.stdout.writelines(f"{json.dumps(each, ensure_ascii=False)}\n" for each in found)
    elif options.count == 1:
        sys.stdout.write(_as_text(next(found)))
    else:
        sys.stdout.writelines(_as_array(found))
    return VALID


def _examples(options: Namespace) -> Iterator[dict[str, Any]]:
    """Return the examples, made one by one; raises UnknownMessage or ValueError if there are none."""
    return examples(
        options.name,
        options.kind,
        count=options.count,
        seed=options.seed,
        platform=options.platform,
        aliases=options.aliases,
    )


def _write_all(folder: str, seed: int) -> int:
    os.makedirs(folder, exist_ok=True)
    for message in MESSAGES:
        path = os.path.join(folder, f"{message.name}.{message.kind}.json")
        write_whole(path, _as_text(example(message.name, message.kind, seed)))
    sys.stdout.write(f"{len(MESSAGES)} files in {printable(folder)}\n")
    return VALID


def _as_array(values: Iterator[object]) -> Iterator[str]:
    """Yield an array, element by element: there may be more than memory holds."""
    mark = "["
    for value in values:
        text = _as_text(value).rstrip().replace("\n", "\n  ")
        yield f"{mark}\n  {text}"
        mark = ","
    yield "\n]\n"


def _as_text(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
