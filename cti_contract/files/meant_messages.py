"""Whether an object was meant as a message, even if it is not a valid one: the one place that decides it.

An object is meant as a message if its members show two things of one, because other JSON has each of them alone:

- a `target` with a `command`, `messageType`, `data`, `result`, `failure` or `original`;
- a `command` with `data`, or a `result` with a `failure` or `original`;
- a `command`, `target` and `messageType`, or two of them, beside few others, whatever the type of one of them is;
- all members that a request, a response or an event has, even with null or a number for a text;
- a name of the contract, or nearly one, with any other member of messages, or with few members that none has. Nearly
  the name of a member is such a member, too, and so is a word for one, such as `body`, beside no others.

Otherwise a value counts only if it is of the type that a message has there, and with a text in the place of an object
only a name of the contract shows a message. So `package.json`, translations and compiler options are no messages, nor
is a record about one, such as `{"level": "info", "at": 5, "command": "channel.dial"}`.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from functools import cache
from typing import Any

from cti_contract.contract.catalog import commands, events
from cti_contract.suggest import folded, suggestion
from cti_contract.validation.dispatch import is_result, message_types

#: The members that name a message or its type, and the others that show one. Capital letters do not matter.
_NAMES = frozenset({"command", "name", "messagetype"})
_OTHERS = frozenset({"target", "data", "result", "failure", "original"})
_OBJECTS = frozenset({"data", "failure", "original"})
_SHOWN, _MEMBERS = _NAMES | _OTHERS, _NAMES | _OTHERS | {"context"}
#: The members that no other JSON has beside the first.
_PAIRS = (
    ("target", {"command", "messagetype", "data", "result", "failure", "original"}),
    ("command", {"data"}),
    ("result", {"failure", "original"}),
)
#: The members that no other JSON has together, whatever their simple values are.
_WHOLES = tuple(
    map(frozenset, ({"command", "target", "data"}, {"command", "target", "result"}, {"messagetype", "target"}))
)
#: The members that no other JSON has as most of its members, whatever the type of one of them is.
_BOTH = tuple(map(frozenset, ({"command", "target"}, {"command", "messagetype"}, {"messagetype", "target"})))
#: The members with the name of a value that is beside it.
_OF_PAIRS = frozenset({"key", "name"})
#: Words for members.
_WORDS = {
    "address": "target",
    **dict.fromkeys(("args", "arguments", "body", "parameters", "params", "payload"), "data"),
}


def is_meant_as_message(value: Any) -> bool:
    """Return whether a JSON value was meant as a message."""
    if not isinstance(value, dict):
        return False
    members = {folded(name): inner for name, inner in value.items()}
    found = {name for name in _SHOWN.intersection(members) if _is_of_message(name, members[name])}
    is_translation = any(isinstance(members.get(name), str) for name in _OBJECTS)
    if not is_translation and (_has_pair(found) or _is_whole(members) or _has_both(members)):
        return True
    is_pair = not members.keys().isdisjoint(_OF_PAIRS)  # as headers are: {"name": …, "value": …}
    naming = next(
        (at for at, inner in members.items() if _is_name(at, inner) and not (is_pair and at == "value")), None
    )
    return naming is not None and (not found.isdisjoint(_OTHERS) or _has_few_others(members, naming))


def _has_pair(found: set[str]) -> bool:
    """Return whether two members show a message together."""
    return any(first in found and not found.isdisjoint(others) for first, others in _PAIRS)


def _is_whole(members: dict[str, Any]) -> bool:
    """Return whether all members of a message are there, and none is an array or object in the place of a text."""
    return any(map(members.keys().__ge__, _WHOLES)) and all(
        inner is None or isinstance(inner, (dict, list)) == (name in _OBJECTS)
        for name, inner in members.items()
        if name in _SHOWN
    )


def _has_both(members: dict[str, Any]) -> bool:
    """Return whether two members that only messages have together are most of an object, one of them with a text."""
    both = next((each for each in _BOTH if each <= members.keys()), ())
    has_text = any(isinstance(members[name], str) and members[name] for name in both)
    return has_text and 2 * len(_MEMBERS & members.keys()) >= len(members)


def _has_few_others(members: dict[str, Any], naming: str) -> bool:
    """Return whether an object, one of whose members has a name of the contract, has few members of other JSON."""
    is_own = naming in _MEMBERS or suggestion(naming, ("command", "name")) is not None
    others = members.keys() - {naming}
    own = {name for name in others if name in _MEMBERS or _is_nearly_member(name, members[name])}
    if 2 * (len(own) + is_own) >= len(members):
        return True
    return is_own and all(name in _WORDS and _is_of_message(_WORDS[name], members[name]) for name in others - own)


def _is_nearly_member(name: str, value: Any) -> bool:
    """Return whether a name is nearly that of a member that may have the value."""
    nearest = suggestion(name, tuple(sorted(_SHOWN)))
    return nearest is not None and _is_of_message(nearest, value)


def _is_of_message(name: str, value: Any) -> bool:
    """Return whether a value is of the type that a message has in a member."""
    if name in _OBJECTS - {"data"}:
        return isinstance(value, dict)
    if name == "data":
        return isinstance(value, (dict, list))
    return isinstance(value, str) and (name != "result" or is_result(value))


def _is_name(member: str, value: Any) -> bool:
    """Return whether a value is a name of the contract or, in a member that has such names, nearly one."""
    if not isinstance(value, str):
        return False
    if member not in _NAMES:
        return value in _segments() and "." in value
    return _is_nearly(value, message_types() if member == "messagetype" else commands() + events())


def _is_nearly(word: str, names: tuple[str, ...]) -> bool:
    """Return whether a word is one of some names, or nearly one with a part in common, since few words have one."""
    return not _segments().isdisjoint((word, *folded(word).split("."))) and suggestion(word, names) is not None


@cache
def _segments() -> frozenset[str]:
    """Return the names of the contract and their parts."""
    names = (*commands(), *events(), *message_types())
    return frozenset([*names, *map(folded, names), *(part for name in names for part in name.split("."))])


def is_array_of_bytes(value: list[Any]) -> bool:
    """Return whether an array has the bytes of the text of an object."""
    return value[:1] == [ord("{")] and all(each.__class__ is int and 0 <= each <= _LAST_BYTE for each in value)


_LAST_BYTE = 0xFF


def is_array_of_characters(value: list[Any]) -> bool:
    """Return whether an array has the characters of the text of an object."""
    return value[:1] == ["{"] and all(each.__class__ is str and len(each) == 1 for each in value)


#: The text between the name and the value of a member, whatever its quotes are, in an object that cannot be read.
#: These patterns are compiled on first use: most runs need none.
_TO_VALUE = rb"[^\w:=]{0,20}[:=]"
_TARGET = rb"\btarget" + _TO_VALUE + rb"\s*+(?![\d{[])"
_BESIDE_TARGET = rb"\b(?:command|messageType|data|result|failure|original)" + _TO_VALUE
#: An object without an end, which may be cut behind its first name; and one that is cut inside such a name.
_CUT = rb"(?s)\{\W*+(?:command|messageType)\b(?!.*\}\s*\Z)"
_CUT_IN_NAME = rb"[{,]\W{1,9}(?:comma(?:nd?)?|messageT(?:y(?:pe?)?)?)\W{0,9}\Z"


def is_text_meant_as_message(raw: bytes) -> bool:
    """Return whether the text of an object that cannot be read shows a message, as the members of a value do."""
    if re.match(_CUT, raw) or re.search(_CUT_IN_NAME, raw) or _named().search(raw):
        return True
    return bool(re.search(_TARGET, raw) and re.search(_BESIDE_TARGET, raw))


BRACKETS = re.compile(rb"[{}]")
#: A text that begins inside of an object: in a name or string, with what is after one, or with a string.
_BEGUN_INSIDE = rb"""[^"'{]*+\\*+["']\s*+[:,]|\s*+[:,]\s*+\\*+["'{[]|\s*+\\*+["'][^"'\\]*+\\*+["']\s*+,"""
#: The name of the member of a failure that holds the request.
_ORIGINAL = rb"""\boriginal\\*+["']\s*+:"""
#: A text that begins with a member, so that at least a bracket is missing.
_MEMBER = rb"""\s*+\\*+["']\w++\\*+["']\s*+:"""
#: The value of a member that names a message, whose name is cut, and such a value at the beginning or before others.
_CUT_NAME = rb"""[:=]\s*+\\*+["']%b\\*+["']|%b\\*+["']\s*+,\s*+\\*+["'](?:data|messageType|result|target)\\*+["']"""


def is_end_of_message(raw: bytes) -> bool:
    """Return whether a text without an object is the end of a message, whose beginning is cut."""
    outside, has_surplus = bytearray(), False
    depth = end = 0
    for bracket in BRACKETS.finditer(raw):
        if depth == 0:
            outside += memoryview(raw)[end : bracket.start()]
            has_surplus = has_surplus or bracket[0] == b"}"
        depth = max(depth + (1 if bracket[0] == b"{" else -1), 0)
        end = bracket.end()
    if depth == 0:
        outside += memoryview(raw)[end:]
    if not has_surplus and not re.match(_BEGUN_INSIDE, raw):
        return bool(re.match(_MEMBER, raw) and _named().search(outside))
    if re.search(_ORIGINAL, outside) and _named().search(raw):
        return True
    return is_text_meant_as_message(bytes(outside)) or bool(_cut_name().search(outside))


@cache
def _cut_name() -> re.Pattern[bytes]:
    """Return the pattern of the names of the contract where the name of their member is cut."""
    names = "|".join(map(re.escape, sorted({*commands(), *events(), *message_types()}))).encode()
    return re.compile(_CUT_NAME % (b"(?:%b)" % names, b"(?:%b)" % names))


@cache
def words() -> re.Pattern[bytes]:
    """Return the pattern of words: each text with a message has one of them, also if it is encoded."""
    ends = "|".join(sorted({rf"\.{name.rpartition('.')[2]}\b" for name in (*commands(), *events())}))
    return re.compile(rf"target|comma|messageT|failure|original|\b{beginnings_of_names()}|{ends}|{_ENCODED}".encode())


@cache
def _named() -> re.Pattern[bytes]:
    """Return the pattern of a member with a name that begins as those of the contract do."""
    return re.compile(rf"\b(?:command|name)\b[^\w{{}}]{{1,9}}(?:b')?{beginnings_of_names()}".encode())


def has_message_in_base64(raw: bytes) -> bool:
    """Return whether a message in base64 is somewhere in a line: tokens of other programs look alike."""
    return any(is_text_meant_as_message(decoded(found["code"])) for found in _IN_LINE.finditer(raw))


_IN_LINE = re.compile(rb"(?<![A-Za-z0-9+/_-])(?P<code>e(?:yJ|yA|w[0o])[A-Za-z0-9+/_-]{16,}+)")


def decoded(code: bytes) -> bytes:
    """Return the text of a code in base64, in either alphabet, without its last characters if it is cut."""
    return urlsafe_b64decode(code[: len(code) // 4 * 4].translate(_URL_SAFE))


_URL_SAFE = bytes.maketrans(b"+/", b"-_")


#: The beginning of a string with the base64 of an object or its bytes in hexadecimal digits, and of an array with the
#: bytes or the characters of one.
_ENCODED = r'"e(?:y[AJ]|w[0o])|"7[Bb][: ]?(?:09|0[AaDd]|2[027])|\[\s*(?:123\s*,\s*(?:9|10|13|32|34|39)\b|"\{"\s*,)'


def beginnings_of_names() -> str:
    """Return a pattern of the kinds of objects and their dot, with which the names of messages begin."""
    return rf"(?:{'|'.join(sorted({name.partition('.')[0] for name in (*commands(), *events())}))})\."
