"""The input of `soak.py`: the lines of a simulated log, some of them changed, as values or as bytes."""

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from cti_contract import session

CHANGED, BROKEN = 0.2, 0.1
#: Replacements of values.
_VALUES: tuple[Any, ...] = (
    *("", " ", "a.b", "a.b.c.d.e.f", "a\n", "\u2028", "\U0001f600", "é", "x" * 300, "failure", "channel.dial"),
    *(None, True, False, 0, -1, 1.5, 1e308, 10**30, [], {}, [[]], [{}], {"": ""}, {"data": {"a": [1]}}),
)
#: Replacements of names, and names of additional members.
_NAMES = ("", "command", "name", "result", "data", "Target", "original", "failure", "context", "destinaton", "\u0000")


def lines(draw: Random, count: int) -> Iterator[bytes]:
    """Yield lines of a log; in some of them the message is changed, in others the bytes."""
    for message in _messages(draw, count):
        chance = draw.random()
        line = json.dumps(changed(message, draw) if chance < CHANGED else message).encode()
        yield broken(line, draw) if chance > 1 - BROKEN else line


def _messages(draw: Random, count: int) -> Iterator[dict[str, Any]]:
    log = session(seed=draw.getrandbits(64), agents=draw.randint(1, 5), calls=count)  # each call has several messages
    return (next(log) for _ in range(count))


def changed(message: dict[str, Any], draw: Random) -> dict[str, Any]:
    """Return a copy of the message with one value, name or member changed, added or removed."""
    message = json.loads(json.dumps(message))
    holder: Any = message
    key = draw.choice(list(holder))
    while isinstance(holder[key], dict) and holder[key] and draw.random() < 0.7:  # noqa: PLR2004 -- usually deeper
        holder = holder[key]
        key = draw.choice(list(holder))
    draw.choice(_EDITS)(holder, key, draw)
    return message


def _replace(holder: dict[str, Any], key: str, draw: Random) -> None:
    holder[key] = draw.choice(_VALUES)


def _rename(holder: dict[str, Any], key: str, draw: Random) -> None:
    holder[draw.choice(_NAMES)] = holder.pop(key)


def _misspell(holder: dict[str, Any], key: str, draw: Random) -> None:
    at = draw.randrange(len(key) + 1)
    holder[key[:at] + key[at + 1 :]] = holder.pop(key)


def _drop(holder: dict[str, Any], key: str, _: Random) -> None:
    del holder[key]


def _add(holder: dict[str, Any], _: str, draw: Random) -> None:
    holder[draw.choice(_NAMES)] = draw.choice(_VALUES)


_EDITS: tuple[Callable[[dict[str, Any], str, Random], None], ...] = (_replace, _rename, _misspell, _drop, _add)


def broken(line: bytes, draw: Random) -> bytes:
    """Return the line with some bits flipped and some bytes removed or doubled; it is still one line."""
    raw = bytearray(line)
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(len(raw))
        raw[at] ^= 1 << draw.randrange(8)
        if draw.random() < 0.3:  # noqa: PLR2004 -- now and then
            start, end = sorted((at, draw.randrange(len(raw))))
            raw[start:end] = raw[start:end] * draw.choice((0, 2))
        raw = raw or bytearray(b"0")
    return bytes(raw).replace(b"\n", b" ")
