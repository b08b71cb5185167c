"""One message a line: a stream of lines, read in batches."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cti_contract.files.limits import Limits
from cti_contract.files.records import Record, record_of
from cti_contract.files.streams import Stream
from cti_contract.jsontext.parse import parse_lines
from cti_contract.jsontext.positions import Text
from cti_contract.problem_texts import too_large
from cti_contract.validation.warnings import may_have_odd_texts

#: In the place of a line over the limit. It is not JSON, so valid lines need no check of their own for it.
_TOO_LONG = b"too long"


class Lines(NamedTuple):
    """Lines that were read together: the values, the numbers and the bytes of those that are not blank.

    `odd_texts` is whether a text in them may deserve a warning.
    """

    values: list[Any]
    first_index: int
    numbers: Sequence[int]
    raws: list[bytes]
    lines: int
    limit: int
    odd_texts: bool

    def record(self, position: int, message_index: int) -> Record:
        """Return the record of the line at a position."""
        raw, number = self.raws[position], self.numbers[position]
        if raw is _TOO_LONG:
            return record_of(too_large("line", self.limit), message_index, Text(b"", number))
        return record_of(self.values[position], message_index, Text(raw, number))


def lines(stream: Stream, limits: Limits) -> Iterator[Lines]:
    """Yield the lines of a stream and their values, some at a time."""
    first, index = 1, 0
    for raws, odd_texts in _raw_lines(stream, limits):
        values, blank = parse_lines(raws)
        numbers: Sequence[int] = range(first, first + len(raws))
        count = len(raws)
        first += count
        if blank:
            skipped = set(blank)
            kept = [each for each in range(len(raws)) if each not in skipped]
            raws, numbers = [raws[each] for each in kept], [numbers[each] for each in kept]  # noqa: PLW2901 -- the others are gone
        yield Lines(values, index, numbers, raws, count, limits.text, odd_texts)
        index += len(values)


def _raw_lines(stream: Stream, limits: Limits) -> Iterator[tuple[list[bytes], bool]]:
    """Yield the lines, with `_TOO_LONG` for each line over the limit, and whether a text may deserve a warning."""
    parts: list[bytes] = []  # of the line whose end is not read yet
    size, odd = 0, False
    while chunk := stream.read():
        odd = may_have_odd_texts(chunk) or chunk[:1] == b"[" or (odd and size > 0)
        *ended, last = chunk.split(b"\n")
        if ended:
            ended[0] = _joined([*parts, ended[0]], size + len(ended[0]), limits)
            for first in range(0, len(ended), limits.lines):
                yield ended[first : first + limits.lines], odd
            parts, size = [], 0
        size += len(last)
        parts = [*parts, last] if size <= limits.text else []
    if size:
        yield [_joined(parts, size, limits)], odd


def _joined(parts: list[bytes], size: int, limits: Limits) -> bytes:
    return b"".join(parts) if size <= limits.text else _TOO_LONG
