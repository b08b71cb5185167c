"""How much memory the values of a JSON text take as Python values, without parsing it."""

from __future__ import annotations

import re
from sys import getsizeof

from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.tokens import OPENING, tokens

#: Bytes of memory of an object with up to `_MEMBERS` members, a further member, and an array. A further member has its
#: place twice while the parser makes the table of the object larger.
_OBJECT, _MEMBERS, _MEMBER, _ARRAY = 192, 5, 90, 80
_COSTS = {"{": _OBJECT, "[": _ARRAY, ",": 0, ":": 0, "}": 0, "]": 0}
_FURTHER = {":": 1, "{": -_MEMBERS}
#: Bytes of memory of a place in an array. A second one, from the parser, is there before the text is decoded.
_PLACE = 8 + 6
#: Bytes of memory of an integer, a number with a fraction, and a string in quotes without its characters.
_INTEGER, _FRACTION, _STRING = 32, 24, 54
#: The same of the copy in UTF-8 that Python keeps of a string with other characters than those of ASCII.
_COPY = 48
#: The characters of a long string. Beside it are two copies while a problem of it is found, one for the engine and one
#: for its error.
_LONG = 64 * 1024
#: The bytes of each character of a string that has one of these.
_WIDE = {rb"[\xf0-\xff]|\\u[dD][89abAB]": 4, rb"[\xc4-\xef]|\\u": 2}
_ESCAPE = rb"(?s)\\(?:u.{4}|.)"
#: The most bytes of memory for a byte of text: `{}` in an array takes 64, and is counted as an object with members.
_DENSEST = 100
#: The most bytes of memory for a byte of a string: of a long one that has a character of four bytes, and of others.
_WIDEST, _PLAIN = 11, 3
#: The parser remembers names, which take no memory of their own then.
_REMEMBERED = 4096
#: The characters of the longest numbers, and of the longest strings in quotes, that take no memory of their own.
_SHARED = 2, 3
#: The parser refuses more nested arrays and objects.
_DEEPEST = 201
_LEVELS = {"[": 1, "{": 1, "]": -1, "}": -1}


def takes_more(raw: bytes, least: int, times: int) -> bool:
    """Return whether the values of a text take more memory than `least` bytes and than `times` times its size.

    If the text is too deep for the parser, only the values before that count: the parser stops there.
    """
    most = max(least, times * len(raw))
    return len(raw) * _DENSEST > most and _at_most(raw) > most and _is_more(raw, most)


def _at_most(raw: bytes) -> int:
    """Return about the most memory that the values take, by the marks of punctuation: 1 ms for each megabyte."""
    objects, arrays, commas, colons, quotes = map(raw.count, (b"{", b"[", b",", b":", b'"'))
    strings = max(quotes // 2 - colons, 0)
    values = max(commas + arrays - strings, 0)
    containers = objects * _OBJECT + arrays * _ARRAY + max(colons - objects * _MEMBERS, 0) * _MEMBER
    is_plain = raw.isascii() and not re.search(rb"\\u", raw)
    string, characters = (_STRING, _PLAIN) if is_plain else (_STRING + _COPY, _WIDEST)
    places = (commas + arrays) * _PLACE
    return containers + places + strings * string + values * _INTEGER + len(raw) * characters


def _is_more(raw: bytes, most: int) -> bool:
    """Return whether the values take more memory. Strings are read, so punctuation in them does not count."""
    text = raw.decode("latin-1")  # a character for each byte
    names: set[str] = set()
    total = depth = members = last = 0  # members beyond the first of each object
    before = token = ""
    for found in tokens(text):
        mark = text[found.start()]
        if mark == ":":  # the string before is a name
            total -= last if token in names else _PLACE
            if len(names) < _REMEMBERED:
                names.add(token)
        members += _FURTHER.get(mark, 0)
        if mark not in _COSTS:
            token = found[0]
            last = _scalar(token, raw, found.start()) + (0 if before == ":" else _PLACE)
            total += last
        else:
            total += _COSTS[mark] + (_PLACE if mark in OPENING and before != ":" else 0)
            depth += _LEVELS.get(mark, 0)
            if depth > _DEEPEST:
                return False
        if total > most:
            return True
        before = mark
    return total + max(members, 0) * _MEMBER > most


def _scalar(token: str, raw: bytes, start: int) -> int:
    """Return the bytes of memory of a string, a number or a word that begins at a byte of a text."""
    length = len(token)
    if token[0] in "tfn" or length <= _SHARED[token[0] == '"']:
        return 0
    if token[0] != '"':
        return _FRACTION if "." in token else _INTEGER
    if token.isascii() and "\\u" not in token:
        return _STRING + length * (_PLAIN if length > _LONG else 1)
    if length > _LONG:
        return _long(raw, start, start + length)
    try:
        return getsizeof(parse(token.encode("latin-1"))) + length + _COPY
    except ValueError:  # it is not UTF-8, or has no end
        return _STRING


def _long(raw: bytes, start: int, end: int) -> int:
    """Return the bytes of memory of a long string that has other characters than those of ASCII, and of its copies."""
    wide = next((size for pattern, size in _WIDE.items() if re.compile(pattern).search(raw, start, end)), 1)
    pieces = (raw[first : min(first + _LONG, end)] for first in range(start, end, _LONG))
    characters = sum(len(re.sub(_ESCAPE, b"x", each).decode(errors="replace")) for each in pieces)
    return 2 * wide * characters + 3 * (end - start)
