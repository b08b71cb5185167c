"""Texts and numbers that often break programs, by the class of what is special about them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

_UUID = "0c1d2e3f-1111-4222-8333-1234567890ab"
_ANY = "(?s:.*)"
_SEGMENTS = 5  # of the longest target
_UNITS = ("a", "0", "\u00e9", "\U0001f600")
_LENGTHS = (255, 256, 1_024, 4_096, 10_000)

#: Texts by class. Each holds a thing that programs lose, change or misread.
TEXTS: dict[str, tuple[str, ...]] = {
    "right-to-left": ("\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627", "a\u05d0b", "\u0639-12"),
    "bidirectional mark": ("\u200f", "\u202etxt.exe", "a\u200eb", "\u2066a\u2069", "7\u202c"),
    "zero-width": ("\u200b", "a\u200bb", "\ufeffa", "a\u200d", "7\u2060"),
    "combining": ("\u0301", "e\u0301", "o\u0308\u0332\u0336", "7\u20dd"),
    "not normalized": ("e\u0301", "A\u030a", "\u212b", "\ufb01", "\u1112\u1161\u11ab", "\uff11"),
    "surrogate pair": ("\U0001f600", "a\U0001d4b3", "\U0010ffff", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
    "control character": ("\x00", "a\x07", "\x1b[31m", "\x7f", "\x85", "a\r\nb", "\t"),
    "quote or backslash": ('"', "\\", '\\"', "'", "\\u0041", '"}]', "C:\\new"),
    "special character": (*("%", "100%s", "%(a)d", "{0}${a}%", "<b>&amp;%0A", "a;b|c`~^#"),),
    "several at once": ("%{}<>&;'\"\\\n$`|#~^*?!=,/:", ' e\u0301\u200b\u202e\U0001f600%"\\\r\n'),
    "digits": ("0", "00123", "-0", "1e5", "9007199254740993", "\uff11\uff12", "\u0663"),
    "white space at an edge": (" ", " a", "a ", "\ta", "a\n", "\u00a0a", "a\u3000"),
    "look-alike of an id": (
        "PureCloud-jdoe",
        "PureCloud-jd\u043ee",
        "70001.70002",
        "\uff17\uff10\uff10\uff10\uff11",
        "OM123456789012345678",
        "0M123456789012345678",
        _UUID,
        _UUID.upper(),
        "<session-id>",
    ),
    "look-alike of another type": ("null", "true", "4.0", "{}", "[]", "undefined", "NaN"),
}
VERY_LONG = "very long"

#: Ids in groups, by the fault of programs that take the ids of a group for each other, or lose them.
IDS: dict[str, tuple[str, ...]] = {
    "letter case": ("a", "A", "\u00df", "ss"),
    "number": ("7", "07", "+7", "9007199254740993", "9007199254740992"),
    "not normalized": ("\u00e9", "e\u0301", "fi", "\ufb01"),
    "other script": ("1", "\uff11", "jdoe", "jd\u043ee", "\u05d0\u05d1"),
    "very long": ("0" * 64, "0" * 65, "0" * 300),
    "surrogate pair or zero-width": ("\U0001f600", "\U0001f601", "a", "a\u200b"),
    "separator": ("a-b", "a_b", "a", "a:b", "a/b", "a,b"),
    "special character": ("%s", "{0}", '"', "\\", "<b>", "*"),
    "word or real id": ("null", "__proto__", "True", "OM123456789012345678", "0M123456789012345678", _UUID),
}

#: Values that are nested deeper than most readers expect.
NESTED: tuple[Any, ...] = ([[[[]]]], {"a": {"b": {"c": {"d": 0}}}}, [{"a": [{"a": [{}]}]}], {"": {"": [[None]]}})

#: Integers at the edges of what readers of JSON can hold.
INTEGERS = (
    *(0, 1, -1),
    *(2**31 - 1, 2**31, -(2**31) - 1, 2**32, 2**53 - 1, 2**53 + 1, -(2**53) - 1, 2**63 - 1, 2**63, -(2**63) - 1, 2**64),
    10**20,
)
#: Integers that are written as floats.
AS_FLOATS = (4.0, -0.0, 1e15)


def edge_texts(*, least: int = 0, pattern: str = _ANY) -> st.SearchStrategy[str]:
    """Return a strategy for texts of every class; it draws each class about as often.

    Args:
        least: The length of the shortest text.
        pattern: A regular expression that the whole text must match. If it is that of a target, the texts are its ids.
    """
    found = [[each for text in texts for each in _fitting(text, least, pattern)] for texts in TEXTS.values()]
    shapes = _fitting("{0}", 0, pattern)
    long = [st.builds(_long, st.sampled_from(shapes), st.sampled_from(_UNITS), st.sampled_from(_LENGTHS))] * bool(
        shapes
    )
    return st.one_of(*[sampled(texts) for texts in found if texts], *long)


def _fitting(text: str, least: int, pattern: str) -> list[str]:
    """Return a text, and targets of several segments made of it, as far as they match the pattern."""
    found = [text] if pattern == _ANY else [".".join([text] * segments) for segments in range(1, _SEGMENTS + 1)]
    return [each for each in found if len(each) >= least and re.fullmatch(pattern, each)]


def _long(shape: str, unit: str, length: int) -> str:
    return shape.format(unit * length)


def sampled(values: list[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy for one of a few values, for a choice behind simpler ones.

    A single value is given twice: without a choice to make it would count as simpler than the others.
    """
    return st.sampled_from(values if len(values) > 1 else values * 2)


def integers() -> st.SearchStrategy[Any]:
    """Return a strategy for integers, those at the edges and those written as floats among them."""
    return st.integers() | st.sampled_from(INTEGERS) | st.sampled_from(AS_FLOATS)


#: A cut of an example has this many pieces, each of two bits: left out, replaced by "0", or kept.
_PIECES = 11
_BYTES = 3  # drawn as bytes: Hypothesis prefers small numbers, and would cut most examples


def example_texts(examples: Iterable[str], least: int = 0) -> st.SearchStrategy[str]:
    """Return a strategy for example texts that shrink: pieces of them vanish or become "0".

    `sampled_from` alone would leave a whole example in each counterexample that needs a single character of it.
    """
    return st.builds(_reduced, sampled(list(examples)), st.binary(min_size=_BYTES, max_size=_BYTES), st.just(least))


def _reduced(example: str, choices: bytes, least: int) -> str:
    cut = int.from_bytes(choices)
    if cut >= 4**_PIECES:
        return example
    size = -(-len(example) // _PIECES)
    pieces = [example[start : start + size] for start in range(0, len(example), size)]
    kept = [("", "0", piece, piece)[cut >> 2 * number & 3] for number, piece in enumerate(pieces)]
    return "".join(kept).ljust(least, "0")
