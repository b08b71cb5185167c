"""Lines with a small fault around their message, which is checked without the fault."""

from __future__ import annotations

import re

from cti_contract.files.documents import looks_like_message
from cti_contract.files.records import Record
from cti_contract.jsontext.marks import without_marks
from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.positions import Text, encoded
from cti_contract.jsontext.syntax_errors import offset_of
from cti_contract.problem_texts import NOT_JSON

#: The texts of faults that are outside of the values.
FAULTS = frozenset(NOT_JSON[fault][1] for fault in ("comma after", "comment", "mark", "NUL", "surplus bracket"))

#: A comma or brackets after a value.
_SURPLUS = re.compile(rb",|[]} \t\r]+")


def without_fault(record: Record) -> Record | None:
    """Return the record of the message in a line with one of the `FAULTS`, None if there is still no message in it."""
    start, end = record.part or (0, 0)
    raw = record.text.raw if end is None else encoded(record.text.characters, start, end)
    plain = _without_surplus(without_marks(raw)[0].rstrip())
    try:
        value = parse(plain)
    except ValueError:
        return None
    if not looks_like_message(value):
        return None
    return Record(record.message_index, Text(plain, record.text.line, start), plain.index(b"{"), value)


def _without_surplus(plain: bytes) -> bytes:
    """Return a text without a comma or brackets after its value."""
    try:
        parse(plain)
    except ValueError as error:
        end = offset_of(plain, error)
        if str(error).startswith("trailing") and _SURPLUS.fullmatch(plain, end):
            return plain[:end]
    return plain
