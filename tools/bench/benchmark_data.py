"""The messages that `benchmark.py` measures on: the log of a session, again and again, each time with other ids."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import repeat
from pathlib import Path
from typing import Any

LOG = Path(__file__).parents[2] / "tests" / "samples" / "call.ndjson"
INVALID_EVERY = 50


def log() -> list[str]:
    """Return the messages of one agent's session, as lines of JSON."""
    return LOG.read_text(encoding="utf-8").splitlines()


def varied(line: str, number: int) -> str:
    """Return a message with a number for the last digits of every id in it."""
    end = str(number)
    return re.sub(r"\d{5,}", lambda digits: digits[0][: -len(end)] + end, line)


def valid_lines(count: int) -> Iterator[str]:
    """Yield so many valid messages; each pass over the log starts one further, so all come to every place."""
    lines = log()
    for number in range(count):
        yield varied(lines[(number + number // len(lines)) % len(lines)], number)


def invalid_lines(count: int) -> Iterator[str]:
    """Yield the same messages, every fiftieth with one of `FAULTS`, these in turn."""
    faults = list(FAULTS.values())
    for number, line in enumerate(valid_lines(count), 1):
        turn, rest = divmod(number, INVALID_EVERY)
        yield line if rest else faults[turn % len(faults)](line)


def _edited(line: str, edit: Callable[[dict[str, Any]], object]) -> str:
    message = json.loads(line)
    edit(message)
    return json.dumps(message)


def _misspell_name(message: dict[str, Any]) -> None:
    member = "command" if "command" in message else "name"
    message[member] = message[member][:-1]


#: What is done to a valid message to make it invalid.
FAULTS: Mapping[str, Callable[[str], str]] = {
    "required member dropped": lambda line: _edited(line, lambda message: message.pop("target")),
    "member misspelt": lambda line: line.replace('"target"', '"tagret"', 1),
    "wrong type": lambda line: _edited(line, lambda message: message.update(target=7)),
    "wrong target depth": lambda line: line.replace('"target": "', '"target": "1.2.3.4.', 1),
    "message name misspelt": lambda line: _edited(line, _misspell_name),
    "line truncated": lambda line: line[: len(line) // 2],
}


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines as UTF-8."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def write_repeated(path: Path, source: Path, size: int) -> int:
    """Write the lines of another file over and over, up to so many bytes; return how many lines that made."""
    block = source.read_bytes()
    times, rest = divmod(size, len(block))
    last = block[: block.rfind(b"\n", 0, rest) + 1]
    with open(path, "wb") as file:
        file.writelines(repeat(block, times))
        file.write(last)
    return times * block.count(b"\n") + last.count(b"\n")
