"""Texts with wildcards, matched in one pass: regular expressions take exponential time if several `**` follow."""

from __future__ import annotations

import re
from fnmatch import translate


class Wildcards:
    """A text in which some signs stand for other text, as `signs` finds them.

    `*` is any text without a slash, `**` any text, `**/` nothing or any text that ends with a slash, `?` a character
    other than a slash, and `[ab]` one of some characters.

    The states of the match are the bits of one number: bit n says that the first n steps of the pattern are matched.
    """

    def __init__(self, text: str, signs: re.Pattern[str]) -> None:
        self._last = 0
        self._characters: dict[str, int] = {}  # bits that a character leads to
        self._any_in_name = 0  # the same for each character but a slash
        self._classes: dict[re.Pattern[str], int] = {}  # bits that a character of a class leads to
        self._repeats = self._repeats_in_name = 0  # bits that stay, whatever the character
        self._optional = 0  # bits in front of a `**/`
        end = 0
        for found in signs.finditer(text):
            self._add_plain(text[end : found.start()])
            self._add_sign(found[0])
            end = found.end()
        self._add_plain(text[end:])

    def _add_plain(self, text: str) -> None:
        for character in text:
            self._last += 1
            self._characters[character] = self._characters.get(character, 0) | 1 << self._last

    def _add_sign(self, sign: str) -> None:
        if sign.startswith("**/") and self._repeats >> self._last & 1:
            return  # a `**` before it is any text, also with slashes
        if sign.startswith("**/"):
            self._optional |= 1 << self._last
            self._last += 1
            self._repeats |= 1 << self._last
            self._add_plain("/")
        elif sign == "**":
            self._repeats |= 1 << self._last
        elif sign == "*":
            self._repeats_in_name |= 1 << self._last
        else:
            self._last += 1
            if sign == "?":
                self._any_in_name |= 1 << self._last
            else:
                pattern = re.compile(translate(sign))
                self._classes[pattern] = self._classes.get(pattern, 0) | 1 << self._last

    def match(self, text: str) -> bool:
        """Return whether the pattern matches all of a text."""
        states = self._with_optional(1)
        for character in text:
            following, stay = self._characters.get(character, 0), self._repeats
            for pattern, bits in self._classes.items():
                following |= bits if pattern.match(character) else 0
            if character != "/":
                following |= self._any_in_name
                stay |= self._repeats_in_name
            states = self._with_optional(states << 1 & following | states & stay)
            if not states:
                return False
        return bool(states >> self._last & 1)

    def _with_optional(self, states: int) -> int:
        """Return the states with those after each `**/` that begins at one of them: inside of it, and behind it."""
        begun = states & self._optional
        return states | begun << 1 | begun << 2 if begun else states
