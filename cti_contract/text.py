"""Values and texts for use in a sentence: quoted, printable and short."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from math import isfinite
from typing import Any

_LONGEST_QUOTED = 80

#: The characters without a shape of their own (category Cf), as the inside of a character class. A fixed table: that
#: of Python differs from version to version, and from those of browsers.
FORMAT_CHARACTERS = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f"
)
#: The characters that are escaped: besides these, controls, other white space than a space, halves of pairs, private
#: and undefined characters.
ESCAPED_CHARACTERS = (
    f"\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f-\u206f\u3000\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    f"\U000e0000-\U0010ffff{FORMAT_CHARACTERS}"
)

ARTICLES = {
    "array": "an array",
    "boolean": "a boolean",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}
_TYPES = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    type(None): "null",
    int: "number",
    float: "number",
}


def with_article(json_type: str) -> str:
    """Return a JSON type with its article: `an object`."""
    return ARTICLES[json_type]


def type_of(value: Any) -> str:
    """Return the JSON type of a value in words: `an object`, `a number`; or a Python type."""
    for python, json_type in _TYPES.items():
        if isinstance(value, python):
            return ARTICLES[json_type]
    return f"a Python {type(value).__name__}"


def shortened(pointer: str) -> str:
    """Return a pointer for use in a sentence: printable and not too long."""
    text = printable(pointer)
    return text if len(text) <= _LONGEST_QUOTED else _cut(text)


def _cut(text: str) -> str:
    return text[:_LONGEST_QUOTED] + "…"


def printable(text: str) -> str:
    """Return the text on one line. It is escaped if it holds characters that control a terminal."""
    if _is_printable(text):
        return text
    _, write_ascii = _writers()
    return write_ascii(text)[1:-1]


#: The beginnings of lines in a log that CI servers execute: GitHub's workflow commands, Azure's logging commands.
_COMMANDS = ("::", "##")


def first_of_line(path: str) -> str:
    """Return a path on one line, so that a line which begins with it is no command to a CI server."""
    shown = printable(path)
    return f"./{shown}" if shown.lstrip().startswith(_COMMANDS) else shown


def _is_printable(text: str) -> bool:
    return text.isprintable() or not _escaped().search(text)


@cache
def _escaped() -> re.Pattern[str]:
    return re.compile(f"[{ESCAPED_CHARACTERS}]")


@cache
def format_character() -> re.Pattern[str]:
    """Return the pattern of a character without a shape of its own."""
    return re.compile(f"[{FORMAT_CHARACTERS}]")


def quote(value: Any) -> str:
    """Return a JSON value as short, printable JSON: `{…}` for every object, `[…]` for every array."""
    if isinstance(value, (dict, list)):
        return "{…}" if isinstance(value, dict) else "[…]"
    if isinstance(value, str):
        value = value if len(value) <= _LONGEST_QUOTED else _cut(value)
        if value.__class__ is str and _is_printable(value) and '"' not in value and "\\" not in value:
            return f'"{value}"'
    if value.__class__ is float and isfinite(value):
        return _number(value)
    write, write_ascii = _writers()
    try:
        text = write(value)
    except (TypeError, ValueError):  # not a JSON value, or an integer too long to print
        return type_of(value)
    if isinstance(value, int):
        return text if len(text) <= _LONGEST_QUOTED else _cut(text)
    return text if _is_printable(text) else write_ascii(value)


def _number(value: float) -> str:
    """Return a number as ECMAScript writes it: `1` for 1.0, `0.000001` for 1e-06."""
    from decimal import Decimal  # few problems quote a number with a fraction

    _, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text = "".join(map(str, digits))
    point = len(text) + int(exponent)
    if len(text) <= point <= _MOST_PLACES:
        text = text.ljust(point, "0")
    elif 0 < point <= _MOST_PLACES:
        text = f"{text[:point]}.{text[point:]}"
    elif _LEAST_POINT < point <= 0:
        text = f"0.{'0' * -point}{text}"
    else:
        text = f"{text[0]}{'.' if text[1:] else ''}{text[1:]}e{point - 1:+d}"
    return f"-{text}" if value < 0 else text


#: Where ECMAScript begins to write an exponent.
_MOST_PLACES, _LEAST_POINT = 21, -6


@cache
def _writers() -> tuple[Callable[[Any], str], Callable[[Any], str]]:
    """Return two writers of JSON: one with all characters, one in ASCII."""
    from json import JSONEncoder  # 2 ms that only problems need

    return JSONEncoder(ensure_ascii=False).encode, JSONEncoder().encode


def all_of(values: Sequence[Any]) -> str:
    """Return values as a list in words: `"a"`, `"a" and "b"`, `"a", "b" and "c"`."""
    return _joined([quote(value) for value in values], "and")


def one_of(values: Sequence[Any]) -> str:
    """Return values as a choice in words: `"a"`, `"a" or "b"`, `"a", "b" or "c"`."""
    return choice([quote(value) for value in values])


def choice(texts: Sequence[str]) -> str:
    """Return texts as a choice in words: `a`, `a or b`, `a, b or c`."""
    return _joined(texts, "or")


def _joined(texts: Sequence[str], word: str) -> str:
    *most, last = texts
    return f"{', '.join(most)} {word} {last}" if most else last


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 file`, `2000 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def grouped(number: int, noun: str) -> str:
    """Return a number with its noun, as `counted`, in groups of three digits: `2,000 files`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


#: Letters of other scripts that look like Latin ones, and these.
LOOKING_LIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d\u04bb\u0475\u04cf\u0410\u0412\u0415"
    "\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u04c0\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5"
    "\u03c7\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u0131\u0237\u0251\u0261\u01c0",
    "aeopcyxijsdqwhvlABEKMHOPCTYXIJSIaikvopuxABEZHIKMNOPTYXijagl",
)
#: Characters that look like a small L.
LOOKING_LIKE_L = "1I|"
ALIKE = ": it has {different} for {instead}"
_MOST_POINTS = 4


def look_alike(found: str, expected: str) -> str:
    r"""Return how a text differs from another one that looks the same, in code points; empty if it looks different.

    >>> look_alike("c\u0456ti", "city")
    ''
    >>> look_alike("c\u0456ti", "citi")
    ': it has U+0456 for U+0069'
    """
    if found == expected or shape(found) != shape(expected):
        return ""
    start = _alike(found, expected)
    one, other = found[start:], expected[start:]
    end = _alike(one[::-1], other[::-1])
    return ALIKE.format(different=_points(one[: len(one) - end]), instead=_points(other[: len(other) - end]))


def _alike(one: str, other: str) -> int:
    """Return how many first characters of two texts are the same."""
    length = min(len(one), len(other))
    return next((index for index in range(length) if one[index] != other[index]), length)


def shape(text: str) -> str:
    r"""Return a text without the differences that nobody sees, also between `1`, `I` and `l`.

    >>> shape("\u0441iti") == shape("cit\u0456")
    True
    """
    return appearance(text).translate(_AS_L)


_AS_L = str.maketrans(dict.fromkeys(LOOKING_LIKE_L, "l"))


def appearance(text: str) -> str:
    """Return a text with Latin letters for those that look like them, and without invisible characters."""
    if text.isascii():
        return text
    from unicodedata import normalize

    return format_character().sub("", normalize("NFKD", text).translate(LOOKING_LIKE))


def _points(text: str) -> str:
    """Return the code points of a text in words."""
    points = " ".join(f"U+{ord(sign):04X}" for sign in text[:_MOST_POINTS]) or "nothing"
    return f"{points} …" if len(text) > _MOST_POINTS else points


def named(character: str) -> str:
    """Return the code point of a character and, if it has one, its name.

    >>> named(" ")
    'U+0020 (space)'
    """
    from unicodedata import name

    words = _CONTROLS.get(character) or name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({words})" if words else "")


_CONTROLS = {"\0": "NUL", "\t": "tab", "\n": "line feed", "\r": "carriage return", "\x1b": "escape"}


def segments_of(target: str) -> Iterator[str]:
    """Yield the segments of a target one by one: a list of them takes 20 times the size of a target in memory."""
    return (found[1] for found in re.finditer(r"(?:\A|\.)([^.]*+)", target))


def nth_segment(target: str, number: int) -> str:
    """Return the segment of a target with a number, counted from 1."""
    return next(islice(segments_of(target), number - 1, None))
