"""Measure the memory of large messages: at most ten times their size, however they look and wherever they are.

    python tools/stress/memory.py                      # every message in every place, half an hour
    python tools/stress/memory.py "a long text"        # only the messages whose names begin like this
    python tools/stress/memory.py --in "a string"      # only the places whose names begin like this

The memory is the peak of the command above its peak with a small message. A place fails if it is over ten times the
size of the input, or over 48 MiB for a small one.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from attack import check
from attack_inputs import Attack

SIZES = 2**20, 2**22, 2**23  # bytes of the messages
TIMES, LEAST = 10, 48 * 2**20  # the limit for each byte, and the one for a small input

_BEFORE, _AFTER = '{"command": "channel.dial", "target": "a.b", "data": {"destination": "1"}, "context": ', "}"


def text_of(unit: str, last: str = "") -> Callable[[int], str]:
    """Return a maker of messages with a long text."""
    return lambda size: f'{_BEFORE}"{unit * max(size // len(unit.encode()), 1)}{last}"{_AFTER}'


def list_of(unit: str, last: str = "0") -> Callable[[int], str]:
    """Return a maker of messages with an array of values, each with another number for `#`."""
    return lambda size: f"{_BEFORE}[{''.join(_numbered(unit + ',', size))}{last}]{_AFTER}"


def members_of(unit: str) -> Callable[[int], str]:
    """Return a maker of messages with an object of members, each with another number for `#`."""
    return lambda size: f'{_BEFORE}{{{"".join(_numbered(unit + ",", size))}"z":0}}{_AFTER}'


def _numbered(unit: str, size: int) -> Iterator[str]:
    width = len(unit.encode()) + 5 * unit.count("#")
    return (unit.replace("#", str(100_000 + number)) for number in range(max(size // width, 1)))


def unknown_members(size: int) -> str:
    """Return a message with a problem for each of many members."""
    return f'{_BEFORE[:-11]}{"".join(_numbered(chr(34) + "m#" + chr(34) + ":1,", size))}"z":0{_AFTER}'


def deep(size: int) -> str:
    """Return a message with values nested as deep as the parser reads them."""
    unit = '{"a":' * 150 + "1" + "}" * 150
    return list_of(unit)(size)


EMOJI = "\U0001f600"
MESSAGES: dict[str, Callable[[int], str]] = {
    "a long text": text_of("a"),
    "a long text, emoji": text_of("a", EMOJI),
    "a long text of emoji": text_of(EMOJI),
    "a long text, Euro": text_of("a", "€"),
    "a long text of umlauts": text_of("ü"),
    "a long text of Chinese": text_of("漢"),
    "a long text of quotes": text_of(r"\""),
    "a long text of codes": text_of(r"\u00fc"),
    "a long text of surrogates": text_of(r"\ud83d\ude00"),
    "strings that repeat": list_of('"abcdef"'),
    "strings of one character": list_of('"a"'),
    "strings": list_of('"#"'),
    "strings of nine characters": list_of('"abc#"'),
    "strings, emoji": list_of(f'"#{EMOJI}"'),
    "strings, Euro": list_of('"#€"'),
    "strings, umlauts": list_of('"#ü"'),
    "strings, surrogates": list_of(r'"#\ud83d\ude00"'),
    "strings, longer, emoji": list_of(f'"abcdefghijklmnopqrst#{EMOJI}"'),
    "numbers of one digit": list_of("0"),
    "numbers": list_of("#"),
    "numbers with fractions": list_of("#.5"),
    "large numbers": list_of("#" * 4),
    "words": list_of("true"),
    "empty objects": list_of("{}"),
    "empty arrays": list_of("[]"),
    "objects of a member": list_of('{"a":1}'),
    "objects of two members": list_of('{"name":"#","value":"abcdefgh"}'),
    "objects of six members": list_of('{"a":"#","b":"#","c":"#","d":"#","e":"#","f":"#"}'),
    "contacts": list_of('{"name":"Agent #","type":"agent","destinations":[{"label":"Desk","value":"+4930#"}]}'),
    "members": members_of('"#":0'),
    "members with texts": members_of('"name #":"value #"'),
    "members with long names": members_of(f'"{"n" * 70}#":0'),
    "members with emoji": members_of(f'"{EMOJI}#":0'),
    "unknown members": unknown_members,
    "nested values": deep,
}


class Place(NamedTuple):
    """The text around a message, the name of its file, and the command that reads it."""

    around: Callable[[str], str]
    file: str
    options: tuple[str, ...] = ()
    command: str = "check"


def as_string(text: str, before: str = "") -> str:
    """Return a record with a message in a string."""
    return json.dumps({"log": before + text}, ensure_ascii=False)


PLACES = {
    "a document": Place(str, "a.json"),
    "a line": Place("{}\n".format, "a.ndjson"),
    "a pipe": Place(str, "-"),
    "a compressed file": Place("{}\n".format, "a.ndjson.gz"),
    "a log": Place("{}\n".format, "a.ndjson", command="session"),
    "an array": Place("[{}]".format, "a.json"),
    "an array of two": Place(lambda text: f"[{text},{text}]", "a.json"),
    "a document of two": Place(lambda text: f"{text}\n{text}", "a.json"),
    "a document with a comment": Place("// a\n{}".format, "a.json"),
    "a line of two": Place(lambda text: text + text, "a.ndjson"),
    "a line of two, one small": Place(lambda text: text + '{"a":1}', "a.ndjson"),
    "a line behind words": Place("I {} x\n".format, "a.log", ("--extract",)),
    "a record": Place('{{"log":{}}}\n'.format, "a.ndjson", ("--at", "/log")),
    "a string": Place(as_string, "a.ndjson", ("--at", "/log")),
    "a string in ASCII": Place(lambda text: json.dumps({"log": text}), "a.ndjson", ("--at", "/log")),
    "a string of a document": Place(as_string, "a.json", ("--at", "/log")),
    "a string behind words": Place(lambda text: as_string(text, "I "), "a.ndjson", ("--at", "/log", "--extract")),
    "a string, not extracted": Place(lambda text: as_string(text, "I "), "a.ndjson", ("--at", "/log")),
    "a string of a log": Place(as_string, "a.ndjson", ("--at", "/log"), "session"),
    "a string of two": Place(lambda text: as_string(text + text), "a.ndjson", ("--at", "/log")),
    "a string behind a comment": Place(lambda text: as_string(text, "// a\n"), "a.ndjson", ("--at", "/log")),
    "a cut line": Place(lambda text: text[:-2] + "\n", "a.ndjson"),
    "a cut document": Place(lambda text: text[:-2], "a.json"),
    "a cut string": Place(lambda text: as_string(text[:-2]), "a.ndjson", ("--at", "/log")),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the messages in the places; return 0 if all are within the limits, else 1."""
    parser = argparse.ArgumentParser(description="Measure the memory of large messages.")
    parser.add_argument("names", nargs="*", default=[""], metavar="MESSAGE", help="beginning of a name (default: all)")
    parser.add_argument("--in", dest="places", action="append", metavar="PLACE", help="the same for the places")
    parser.add_argument("--size", type=int, action="append", metavar="BYTES", help="of the messages; default: three")
    parser.add_argument("--verbose", action="store_true", help="also print those within the limits")
    options = parser.parse_args(arguments)
    names, places = tuple(options.names), tuple(options.places or [""])
    over = count = 0
    with TemporaryDirectory(prefix="cti-contract-memory-") as folder:
        for name in (each for each in MESSAGES if each.startswith(names)):
            for place in (each for each in PLACES if each.startswith(places)):
                figures, is_over = measure(MESSAGES[name], PLACES[place], options.size or SIZES, Path(folder))
                count, over = count + 1, over + is_over
                if is_over or options.verbose:
                    print(f"{'over' if is_over else 'within'}: {name}, in {place}{figures}", flush=True)
    print(f"{count} messages in places, {over} over the limit")
    return 1 if over else 0


def measure(make: Callable[[int], str], place: Place, sizes: Sequence[int], folder: Path) -> tuple[str, bool]:
    """Return the figures of a message in a place, and whether it takes more memory than it may."""
    attack = Attack("", lambda size: place.around(make(size)).encode(), place.file, command_of(place))
    least = check(attack, attack.make(1), folder).memory
    figures, is_over = "", False
    for size in sizes:
        content = attack.make(size)
        used = check(attack, content, folder)
        memory = used.memory - least
        is_over = is_over or memory > max(TIMES * len(content), LEAST) or used.code not in (0, 1) or bool(used.error)
        figures += f", {len(content) / 1e6:.1f} MB {memory / len(content):.1f} times {used.seconds:.1f} s"
        figures += f" exit code {used.code} {used.error[-100:]}".rstrip()
    return figures, is_over


def command_of(place: Place) -> tuple[str, ...]:
    """Return the command that checks a place."""
    return place.command, *(("--jobs", "1") if place.command == "check" else ()), *place.options


if __name__ == "__main__":
    sys.exit(main())
