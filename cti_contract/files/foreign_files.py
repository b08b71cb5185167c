"""Values that are no messages at the start of a file: one problem if it has nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cti_contract.files.documents import Elements, foreign, is_foreign
from cti_contract.files.limits import Limits
from cti_contract.files.records import OWN_FILE, Record
from cti_contract.jsontext.positions import Text
from cti_contract.problem_texts import not_a_message, records_without_messages
from cti_contract.problems import Problem

if TYPE_CHECKING:
    from cti_contract.files.ndjson import Lines


class ForeignValues:
    """The values of a file up to its first message or fault, and the problems of marks beside them.

    All are held up to a size. Of more, only the first place, the number, a hash and the problem are kept.
    """

    def __init__(self, limits: Limits) -> None:
        """Begin a file."""
        self._limits = limits
        self._held: list[Lines | Elements] = []
        self._marks: list[Record] = []
        self._size = self._number = 0
        self._first = OWN_FILE  # or the record of the first value
        self._problem: Problem | None = None
        self._hash, self._last_text = sha256(), b""

    def add(self, batch: Lines | Elements | Record) -> None:
        """Add the next values, or the problem of a mark."""
        if isinstance(batch, Record):
            self._marks.append(batch)
            return
        self._held.append(batch)
        self._size = batch.size if isinstance(batch, Elements) else self._size + batch.size
        if self._problem or self._size > self._limits.head:
            self._sum_up()

    def _sum_up(self) -> None:
        """Keep only the sum of the values that are held."""
        if self._problem is None:
            self._first = self._held[0].record(0, 0)
            self._problem = not_a_message()
        for batch in self._held:
            self._number += len(batch.values)
            for raw in [batch.text.raw] if isinstance(batch, Elements) else batch.raws:
                self._add_text(raw)
        if self._problem == not_a_message():
            self._problem = foreign([value for batch in self._held for value in batch.values], self._limits)
        self._held.clear()

    def _add_text(self, raw: bytes) -> None:
        """Add a line or document to the hash, once for all values in it."""
        if raw is not self._last_text:
            self._hash.update((b"\n" if self._last_text else b"") + raw.strip())
            self._last_text = raw

    def before(self, other: Lines | Elements | Record) -> Iterator[Lines | Elements | Record]:
        """Yield the values that are held, or one problem of all if they are more, and then the first others."""
        yield from self._marks
        if self._problem and not isinstance(other, Record):
            number = next(number for number, value in enumerate(other.values) if not _is_foreign(value))
            before, other = other.split(number)
            self._held.append(before)
            self._sum_up()
        if self._problem:
            yield self._record(records_without_messages(self._problem, self._number))
        self._held.reverse()
        while self._held:  # a value may be as large as its file
            yield self._held.pop()
        yield other

    def whole(self) -> Iterator[Record]:
        """Yield the problem of a file that has nothing else; marks beside the values are no problem then."""
        if self._held:
            self._sum_up()
        if self._problem:
            yield self._record(self._problem)
        else:
            yield from self._marks

    def _record(self, problem: Problem) -> Record:
        """Return the record of all values that are not held."""
        text = _Beginning(self._first.text, self._hash.hexdigest())
        return self._first._replace(message_index=None, text=text, value=None, problem=problem)


def _is_foreign(value: Any) -> bool:
    """Return whether a value is JSON that does not look like a message."""
    return not isinstance(value, ValueError | Problem) and is_foreign([value])


class _Beginning(Text):
    """The first line of a long text."""

    def __init__(self, first: Text, digest: str) -> None:
        """Take the line, and the hash of all of the text."""
        super().__init__(first.raw, first.line)
        self._digest = digest
