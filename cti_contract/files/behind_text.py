"""Messages in texts that are no JSON: behind other words, cut, or as another program prints them."""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Sequence
from functools import partial
from typing import Any, Literal

from cti_contract.files.extract import objects
from cti_contract.files.limits import Limits
from cti_contract.files.meant_messages import (
    BRACKETS,
    decoded,
    is_end_of_message,
    is_meant_as_message,
    is_text_meant_as_message,
    words,
)
from cti_contract.files.ndjson import value_of
from cti_contract.files.records import record_of
from cti_contract.files.wrapped import place_of_messages
from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.positions import Text
from cti_contract.problem_texts import inside_of, no_name, not_json_text
from cti_contract.problems import Problem

#: The bytes that show how a text begins.
_BEGINNING = 4096


def problem_of_text(text: str | bytes, limits: Limits) -> Problem | None:
    """Return the problem of a text that seems to hold a message but is not the JSON of one, None for another text."""
    raw = text if isinstance(text, bytes) else text.encode()
    encoding = _encoding(raw, limits)
    if encoding:
        return not_json_text(encoding)
    if not words().search(raw):
        return None
    beginning = raw[:_BEGINNING].lstrip()
    if beginning.startswith(b'"'):
        inner = _string(raw)
        if inner is not None:
            return not_json_text("encoded twice") if problem_of_text(inner, limits) else None
    for value, (start, end) in objects(raw, limits):
        if value == not_json_text("first part"):  # the end of another object, unless it shows a message
            continue
        if isinstance(value, Problem):
            return value
        if is_text_meant_as_message(raw[start:end]) if isinstance(value, ValueError) else _has_message(value):
            return not_json_text("comment" if beginning.startswith((b"//", b"/*")) else "text before")
    return not_json_text("first part") if is_end_of_message(raw) else None


def _encoding(raw: bytes, limits: Limits) -> Literal["base64", "hexadecimal"] | None:
    """Return the encoding of a text in which it is an encoded message, None for any other text."""
    encoded = _BASE64.fullmatch(raw)
    if encoded and len(raw) <= limits.whole and is_text_meant_as_message(decoded(encoded["code"])):
        return "base64"
    is_hex = _HEX.fullmatch(raw) and is_text_meant_as_message(_from_hex(raw[: limits.whole]))
    return "hexadecimal" if is_hex else None


#: The base64 of an object that begins with a name or a line end.
_BASE64 = re.compile(rb"\s*+(?P<code>e(?:yJ|yA|w[0o])[A-Za-z0-9+/_-]{16,}+)={0,2}\s*+")


#: The same in hexadecimal digits, two for each byte, with colons or blanks between the bytes or without.
_HEX = re.compile(rb"\s*+7[Bb](?P<between>[: ]?)(?:09|0[AaDd]|2[027])(?:(?P=between)[0-9A-Fa-f]{2}){8,}+\s*+")


def _from_hex(raw: bytes) -> bytes:
    """Return the bytes of hexadecimal digits, without the last digit if it is cut."""
    digits = re.sub(rb"[:\s]++", b"", raw)
    return unhexlify(digits[: len(digits) // 2 * 2])


def has_message_in_text(value: Any, limits: Limits) -> bool:
    """Return whether a value is a text that seems to hold a message but is not the JSON of one."""
    return isinstance(value, (str, bytes)) and problem_of_text(value, limits) is not None


def with_place_of_texts(problems: Sequence[Problem], value: Any, limits: Limits) -> Sequence[Problem]:
    """Return the problems of an extracted object; that of one with messages in texts says which `--at` finds them."""
    if len(problems) != 1 or problems[0] != no_name():
        return problems
    at = place_of_messages([value], partial(has_message_in_text, limits=limits))
    return [inside_of(problems[0], at)] if at else problems


def _has_message(value: dict[str, Any]) -> bool:
    """Return whether a value was meant as a message, or has one inside."""
    return is_meant_as_message(value) or bool(place_of_messages([value]))


def _string(raw: bytes) -> str | None:
    """Return the string that a text is the JSON of, None if it is no string."""
    try:
        value = parse(raw)
    except ValueError:  # such as two strings
        return None
    return value if isinstance(value, str) else None


class Around:
    """The objects of a line around its messages, which are asked for in their order.

    The line is read once, and an object once: a line may have very many messages.
    """

    def __init__(self, text: Text) -> None:
        """Take the line."""
        self.text = text
        self._depth = self._start = self._end = 0
        self._is_reported = False

    def problems(self, end: int, limits: Limits) -> list[Problem] | None:
        """Return the problem of the object that is open before a message, None if no object is.

        It is reported at the first message only: all messages in the outermost object are parts of one record.
        """
        for bracket in BRACKETS.finditer(self.text.raw, self._end, end):
            if self._depth == 0:
                self._start, self._is_reported = bracket.start(), False
            self._depth = max(self._depth + (1 if bracket[0] == b"{" else -1), 0)
        self._end = end
        if self._depth == 0:
            return None
        if self._is_reported:
            return []
        rest = self.text.raw[_last_open_bracket(self.text.raw, self._start, end) : end]
        problem = record_of(value_of(rest, limits), None, Text(rest)).problem
        if problem is None:  # the open bracket is in a string
            self._depth = 0
            return None
        self._is_reported = True
        return [problem]


def _last_open_bracket(raw: bytes, start: int, end: int) -> int:
    """Return the place of the last open bracket between two places, where there is one."""
    brackets = BRACKETS.finditer(raw[start:end][::-1])  # a list of all takes 140 times their size
    closed = 0
    return next(end - each.end() for each in brackets if (closed := closed + (1 if each[0] == b"}" else -1)) < 0)
