"""Did you mean: the known word that a misspelt one is nearest to."""

from functools import lru_cache

#: The least likeness of a suggestion, from 0 (nothing in common) to 100 (equal).
LIKENESS = 75
LONGEST_SUGGESTED = 100


def suggestion(word: str, choices: tuple[str, ...], *, likeness: int = LIKENESS) -> str | None:
    """Return the choice that is most like `word`, None if none is like it. Case and outer space are ignored.

    The likeness of two words is the percentage of their characters that both have in the same order.
    """
    return _suggestion(word, choices, likeness) if len(word) <= LONGEST_SUGGESTED else None


@lru_cache(maxsize=4096)
def _suggestion(word: str, choices: tuple[str, ...], likeness: int) -> str | None:
    one = _compared(word)
    places: dict[str, int] = {}
    for at, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << at
    nearest, best = None, -1.0
    for choice in choices:
        other = _compared(choice)
        characters = len(one) + len(other)
        if 200 * min(len(one), len(other)) < likeness * characters:  # too short or too long
            continue
        found = 200 * _common(places, len(one), other) / characters if characters else 100
        if found >= likeness and found > best:
            nearest, best = choice, found
    return nearest


def _common(places: dict[str, int], length: int, other: str) -> int:
    """Return the length of the longest common subsequence of two texts; `places` has the bits of the first one.

    A row of the usual table is one number: each bit that is not set is a step of the subsequence (Hyyrö 2004).
    """
    row = every = (1 << length) - 1
    for character in other:
        if character in places:
            matches = row & places[character]
            row = (row + matches | row - matches) & every
    return length - row.bit_count()


def _compared(text: str) -> str:
    """Return the part that is compared: users forget the qualifiers, and no two names differ only in them."""
    text = folded(text)
    for qualifier in QUALIFIERS:
        text = text.replace(qualifier, "")
    return text


def folded(text: str) -> str:
    """Return a text without outer white space, and with small Latin letters for capital ones.

    All known words are ASCII. Other letters stay as they are: engines do not agree on them.
    """
    return text.strip(SPACE).translate(_SMALL)


QUALIFIERS = ("request.", "incontact.")
#: White space: that of Python, which browsers do not quite share.
SPACE = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028"
    "\u2029\u202f\u205f\u3000"
)
_SMALL = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
