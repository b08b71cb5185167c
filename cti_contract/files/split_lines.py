"""Objects that a log has split: each begins on a line and goes on in the next ones, behind the text of the log."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.syntax_errors import offset_of

#: The most lines that are read to find the end of an object.
MOST_LINES = 50
#: The text that Kubernetes writes in front of each part of a line.
_OF_KUBERNETES = re.compile(rb"\S++ std(?:out|err) [PF] ")


def split_over(raw: bytes, start: int, after: Sequence[bytes], beginning: re.Pattern[bytes]) -> tuple[int, int]:
    """Return in how many of the lines after it an object of a line goes on to its end, and how many were read.

    The parts are joined without the text of the log: that of Kubernetes, or as many bytes as are before the object, or
    none. The object decides, since it is whole with one of them only. `beginning` is the pattern of that of an object.
    """
    most = 0
    for without in (_without_text_of_kubernetes, partial(_without_first_bytes, start, beginning), bytes):
        count, is_whole = _joined(raw[start:], after, without)
        if is_whole:
            return count, count
        most = max(most, count)
    return 0, most


def _without_text_of_kubernetes(line: bytes) -> bytes:
    return _OF_KUBERNETES.sub(b"", line, count=1)


def _without_first_bytes(number: int, beginning: re.Pattern[bytes], line: bytes) -> bytes | None:
    """Return a line without its first bytes, None if an object begins in them: the line is no part of another one."""
    begun = beginning.search(line)
    return None if begun and begun.start() < number else line[number:]


def _joined(text: bytes, after: Sequence[bytes], without: Callable[[bytes], bytes | None]) -> tuple[int, bool]:
    """Return how many lines can be joined to the text of an object, and whether it has its end in the last one."""
    text = text.rstrip(b"\r")
    for count, line in enumerate(after, 1):
        part = without(line)
        if part is None:
            return count - 1, False
        text += part.rstrip(b"\r")
        try:
            parse(text)
        except ValueError as error:
            if str(error).startswith("EOF"):
                continue
            is_whole = str(error).startswith("trailing characters") and b"{" not in text[offset_of(text, error) :]
            return count, is_whole
        return count, True
    return len(after), False
