"""The messages of the benchmark: the log of one session, repeated with other ids each time."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import repeat
from pathlib import Path
from typing import Any

LOG = Path(__file__).parents[2] / "tests" / "samples" / "call.ndjson"
INVALID_EVERY = 50


def with_other_ids(line: str, number: int) -> str:
    """Return a message whose ids end in a number: its digits replace the last digits of each id."""
    end = str(number)
    return re.sub(r"\d{5,}", lambda digits: digits[0][: -len(end)] + end, line)


def valid_lines(count: int) -> Iterator[str]:
    """Yield valid messages.

    Each pass over the log starts one message later, so each message is spoilt some time by `invalid_lines`.
    """
    log = LOG.read_text(encoding="utf-8").splitlines()
    for number in range(count):
        yield with_other_ids(log[(number + number // len(log)) % len(log)], number)


def invalid_lines(count: int) -> Iterator[str]:
    """Yield the same messages with a mistake in every fiftieth, each of `MISTAKES` in turn."""
    mistakes = list(MISTAKES.values())
    for number, line in enumerate(valid_lines(count), 1):
        turn, rest = divmod(number, INVALID_EVERY)
        yield line if rest else mistakes[turn % len(mistakes)](line)


def _edited(line: str, edit: Callable[[dict[str, Any]], object]) -> str:
    message = json.loads(line)
    edit(message)
    return json.dumps(message)


def _misspell_name(message: dict[str, Any]) -> None:
    member = "command" if "command" in message else "name"
    message[member] = message[member][:-1]


#: Ways to make a valid message invalid, by the code of the problem.
MISTAKES: Mapping[str, Callable[[str], str]] = {
    "missing-member": lambda line: _edited(line, lambda message: message.pop("target")),
    "unknown-member": lambda line: line.replace('"target"', '"tagret"', 1),
    "wrong-type": lambda line: _edited(line, lambda message: message.update(target=7)),
    "bad-target": lambda line: line.replace('"target": "', '"target": "1.2.3.4.', 1),
    "unknown-message": lambda line: _edited(line, _misspell_name),
    "syntax": lambda line: line[: len(line) // 2],
}


def write_lines(path: Path, lines: Iterable[str]) -> Path:
    """Write lines as UTF-8 and return the path."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    return path


def write_repeated(path: Path, source: Path, size: int) -> int:
    """Write the lines of another file again and again, up to a size in bytes; return the number of lines."""
    block = source.read_bytes()
    times, rest = divmod(size, len(block))
    last = block[: block.rfind(b"\n", 0, rest) + 1]
    with open(path, "wb") as file:
        file.writelines(repeat(block, times))
        file.write(last)
    return times * block.count(b"\n") + last.count(b"\n")
