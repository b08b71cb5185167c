"""One message a line: a stream of lines, held some at a time."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cti_contract.files.limits import Limits
from cti_contract.files.records import Record, record_of
from cti_contract.files.streams import Stream
from cti_contract.jsontext.parse import parse_lines
from cti_contract.jsontext.positions import Text
from cti_contract.problem_texts import too_large

#: In the place of a line over the limit. It is not JSON, so valid lines need no check of their own for it.
_TOO_LONG = b"too long"


class Lines(NamedTuple):
    """Lines that were read together, with their values. BLANK is the value of a blank line, which is no record."""

    values: list[Any]
    first_index: int
    first_line: int
    raws: list[bytes]
    limit: int

    def record(self, position: int, message_index: int) -> Record:
        """Return the record of the line at a position."""
        raw = self.raws[position]
        value = self.values[position]
        if raw is _TOO_LONG:
            return record_of(too_large("a line of", self.limit), message_index, Text(b"", self.first_line + position))
        return record_of(value, message_index, Text(raw, self.first_line + position))


def lines(stream: Stream, limits: Limits) -> Iterator[Lines]:
    """Yield the lines of a stream and their values, some at a time."""
    line, index = 1, 0
    for raws in _raw_lines(stream, limits):
        values, blank = parse_lines(raws)
        yield Lines(values, index, line, raws, limits.text)
        line += len(raws)
        index += len(raws) - blank


def _raw_lines(stream: Stream, limits: Limits) -> Iterator[list[bytes]]:
    """Yield the lines, `_TOO_LONG` in the place of one that is."""
    parts: list[bytes] = []  # of the line that has not ended yet
    size = 0
    while chunk := stream.read():
        *ended, last = chunk.split(b"\n")
        if ended:
            ended[0] = _joined([*parts, ended[0]], size + len(ended[0]), limits)
            for first in range(0, len(ended), limits.lines):
                yield ended[first : first + limits.lines]
            parts, size = [], 0
        size += len(last)
        parts = [*parts, last] if size <= limits.text else []
    if size:
        yield [_joined(parts, size, limits)]


def _joined(parts: list[bytes], size: int, limits: Limits) -> bytes:
    return b"".join(parts) if size <= limits.text else _TOO_LONG
