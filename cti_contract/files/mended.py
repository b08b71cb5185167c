"""Lines with a small fault around their message, which is checked without the fault."""

from __future__ import annotations

import re

from cti_contract.files.meant_messages import is_meant_as_message
from cti_contract.files.records import Record
from cti_contract.jsontext.marks import without_marks
from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.positions import Text
from cti_contract.jsontext.syntax_errors import offset_of
from cti_contract.problem_texts import NOT_JSON

#: The texts of faults that are outside of the values.
FAULTS = frozenset(
    NOT_JSON[fault][1].partition(";")[0]
    for fault in ("comma after", "comment", "mark", "NUL", "surplus bracket", "text after")
)

#: The most characters of a text that is checked. It is in memory twice.
_LONGEST = 1024 * 1024
#: A comma, brackets or text after a value.
_SURPLUS = re.compile(rb",|[]} \t\r]+|[^],} \t\r].*", re.DOTALL)


def without_fault(record: Record) -> Record | None:
    """Return the record of the message in a line with one of the `FAULTS`, None if there is still no message in it."""
    start, end = record.part or (0, 0)
    if (len(record.text.raw) if end is None else end - start) > _LONGEST:
        return None
    line, column = record.text.line_and_column(start)
    raw = record.text.raw[start:end]
    plain = _without_surplus(without_marks(raw)[0].rstrip())
    try:
        value = parse(plain)
    except ValueError:
        return None
    if not is_meant_as_message(value):
        return None
    return Record(record.message_index, Text(plain, line, column - 1), plain.index(b"{"), value)


def _without_surplus(plain: bytes) -> bytes:
    """Return a text without a comma, brackets or text after its value."""
    try:
        parse(plain)
    except ValueError as error:
        end = offset_of(plain, error)
        if str(error).startswith("trailing") and _SURPLUS.fullmatch(plain, end):
            return plain[:end]
    return plain
