"""Strict JSON: UTF-8, no duplicate keys, no NaN."""

from collections.abc import Sequence
from typing import Any

from jiter import from_json

#: In the place of the value of a blank line.
BLANK = ValueError("blank")


def parse(raw: bytes) -> Any:
    """Return the value of a JSON text in UTF-8. Raises ValueError for any other text."""
    return from_json(raw, allow_inf_nan=False, catch_duplicate_keys=True)


def parse_lines(lines: Sequence[bytes]) -> tuple[list[Any], int]:
    """Return the value of each line, and how many lines are blank.

    BLANK is the value of a blank line, the ValueError of the parser that of a line that is not JSON.
    """
    values: list[Any] = []
    add = values.append
    rest = iter(lines)
    blank = 0
    while len(values) < len(lines):
        try:  # one block for all lines up to the next fault: valid lines do not pay for it
            for line in rest:  # only names are cached: values, above all ids, are hardly ever met again
                add(from_json(line, allow_inf_nan=False, catch_duplicate_keys=True, cache_mode="keys"))
        except ValueError as error:
            if lines[len(values)].strip():
                add(error.with_traceback(None))  # the traceback and `values` would refer to each other
            else:
                add(BLANK)
                blank += 1
    return values, blank
