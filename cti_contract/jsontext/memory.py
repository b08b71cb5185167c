"""How much memory the values of a JSON text take as Python values, without parsing it."""

from __future__ import annotations

from cti_contract.jsontext.tokens import tokens

#: Bytes of memory of an object with up to `_MEMBERS` members, a further member, an array and a place in one.
_OBJECT, _MEMBERS, _MEMBER, _ARRAY, _ELEMENT = 184, 5, 60, 64, 8
_COSTS = {"{": _OBJECT, "[": _ARRAY, ",": _ELEMENT, ":": 0, "}": 0, "]": 0}
_FURTHER = {":": 1, "{": -_MEMBERS}
#: Bytes of memory of a number, and of a string without its characters.
_NUMBER, _STRING = 32, 56
#: The most bytes of memory for a byte of text: `{}` in an array takes 64, and is counted as an object with members.
_DENSEST = 100
#: Repeated strings take no memory of their own: the parser remembers some.
_REMEMBERED = 4096
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
    containers = objects * _OBJECT + arrays * _ARRAY + commas * _ELEMENT + max(colons - objects * _MEMBERS, 0) * _MEMBER
    return containers + strings * _STRING + values * _NUMBER + len(raw)


def _is_more(raw: bytes, most: int) -> bool:
    """Return whether the values take more memory. Strings are read, so punctuation in them does not count."""
    text = raw.decode("latin-1")  # a character for each byte
    known: set[str] = set()
    total = depth = members = 0  # members beyond the first of each object
    for found in tokens(text):
        token = found[0]
        mark = token[0]
        members += _FURTHER.get(mark, 0)
        if mark in _COSTS:
            total += _COSTS[mark]
            if mark in _LEVELS:
                depth += _LEVELS[mark]
                if depth > _DEEPEST:
                    return False
        elif mark == '"':
            if token not in known:
                total += _STRING + len(token)
                if len(known) < _REMEMBERED:
                    known.add(token)
        elif len(token) > 2 and mark not in "tfn":  # small integers and words are shared  # noqa: PLR2004
            total += _NUMBER
        if total > most:
            return True
    return total + max(members, 0) * _MEMBER > most
