"""The messages inside a record that is not JSON, where `--at` leads into records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cti_contract.files.limits import Limits
from cti_contract.files.meant_messages import is_meant_as_message
from cti_contract.files.ndjson import value_of
from cti_contract.files.records import EACH, Record, record_of
from cti_contract.jsontext.positions import Text
from cti_contract.jsontext.tokens import BEGINNING, begins_message, object_end

#: Objects in objects are read again, at most this many times the text together: all of them would take quadratic time.
#: Those that do not begin as messages are read less often.
_TIMES = {True: 16, False: 4}


class InnerMessage(NamedTuple):
    """A message in the text of a record that is not JSON: a batch of one message."""

    values: list[Any]
    first_index: int
    text: Text
    span: tuple[int, int]
    lines: int = 0
    skipped: int = 0
    odd_texts: bool = True

    def record(self, _position: int, message_index: int) -> Record:
        """Return the record of the message."""
        return record_of(self.values[0], message_index, self.text, self.span)


def messages_in(record: Record, ways: Sequence[Sequence[str]], limits: Limits) -> Iterator[InnerMessage]:
    """Yield the messages in the text of a record that is not JSON, in the members that the last steps of `ways` name.

    Their index is 0.
    """
    if record.problem and record.problem.code == "too-large":
        return
    first, last = record.part or (0, None)
    text = record.text.bytewise
    last = len(text) if last is None else last
    names = {steps[-1] for steps in ways if steps and steps[-1] != EACH and not steps[-1].isdigit()}
    is_any = len(names) < len(ways)
    at = text.find("{", first, last) + 1
    left = {is_begun: times * (last - first) for is_begun, times in _TIMES.items()}
    while found := re.compile(BEGINNING).search(text, at, last):
        at = found.end()
        start, is_begun = at - 1, begins_message(text, at - 1)
        if left[is_begun] <= 0 or (found["of"] not in names and (not is_any or found["of"] == "original")):
            continue
        end = min(object_end(text, start), last)
        value = value_of(record.text.raw[start:end], limits)
        if is_meant_as_message(value):
            yield InnerMessage([value], 0, record.text, (start, end))
            at = end
        else:
            left[is_begun] -= end - start
