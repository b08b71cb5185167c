"""Strict JSON: UTF-8, no duplicate keys, no NaN."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from jiter import from_json

#: The beginning of an object, an array or a byte order mark in UTF-7.
UTF_7 = r"\+(?:AHs(?:AIg|-)|AFs(?:Aew|-)|/v[89+/])"
#: The white space of JSON. A line of other white space, such as a form feed, is not blank.
SPACE = b" \t\r\n"
#: The beginnings of the parser's errors about a text that ends inside a string, and a control character in one.
IN_STRING, CONTROL = "EOF while parsing a string", "control character"


def parse(raw: bytes) -> Any:
    """Return the value of a JSON text in UTF-8. Raises ValueError for any other text."""
    return from_json(raw, allow_inf_nan=False, catch_duplicate_keys=True)


class Parsed(NamedTuple):
    """The values of lines that are not blank, and the indices of the blank lines.

    The ValueError of the parser is in the place of the value of a line that is not JSON; `faults` has the indices of
    these values.
    """

    values: list[Any]
    blank: list[int]
    faults: list[int]


def parse_lines(lines: Sequence[bytes]) -> Parsed:
    """Return the value of each line that is not blank."""
    values: list[Any] = []
    blank: list[int] = []
    faults: list[int] = []
    add = values.append
    rest: Iterator[bytes] = iter(lines)
    while len(values) + len(blank) < len(lines):
        try:  # one block for all lines up to the next fault: valid lines do not pay for it
            for line in rest:  # only names are cached: most values, such as ids, occur once
                add(from_json(line, allow_inf_nan=False, catch_duplicate_keys=True, cache_mode="keys"))
        except ValueError as error:
            index = len(values) + len(blank)
            if lines[index].strip(SPACE):
                faults.append(len(values))
                add(error.with_traceback(None))  # the traceback and `values` would refer to each other
                continue
            while index < len(lines) and not lines[index].strip(SPACE):
                blank.append(index)
                index += 1
            rest = islice(lines, index, None)
    return Parsed(values, blank, faults)
