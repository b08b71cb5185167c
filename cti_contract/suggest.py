"""Did you mean: the known word that a misspelt one is nearest to."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from cti_contract.text import appearance

#: The least likeness of a suggestion, from 0 (nothing in common) to 100 (equal).
LIKENESS = 75
LONGEST_SUGGESTED = 100
#: The most letters of words that are alike if they have the same ones in any order, such as `etw` and `ewt`.
SHORT = 3
#: The least likeness of the parts of two names of one object, if the parts of all others are clearly less like.
HARDLY_LIKE, CLEARLY = 50, 8


def suggestion(word: str, choices: tuple[str, ...], *, likeness: int = LIKENESS) -> str | None:
    """Return the choice that is most like `word`, None if none is like it. Case and outer space are ignored.

    The likeness of two words is the percentage of their characters that both have in the same order.
    """
    return _suggestion(word, choices, likeness) if len(word) <= LONGEST_SUGGESTED else None


@lru_cache(maxsize=4096)
def _suggestion(word: str, choices: tuple[str, ...], likeness: int) -> str | None:
    nearest, best = None, -1.0
    for choice, found in _likenesses(_compared(word), choices, likeness):
        if found > best:
            nearest, best = choice, found
    return nearest


def _likenesses(one: str, choices: Iterable[str], least: int) -> Iterator[tuple[str, float]]:
    """Yield the choices that are like a word, with their likeness."""
    places: dict[str, int] = {}
    for at, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << at
    for choice in choices:
        other = _compared(choice)
        characters = len(one) + len(other)
        if 200 * min(len(one), len(other)) < least * characters:  # too short or too long
            continue
        found = 200 * _common(places, len(one), other) / characters if characters else 100
        if len(one) == len(other) <= SHORT and sorted(one) == sorted(other):
            found = max(found, LIKENESS)
        if found >= least:
            yield choice, found


def suggested_name(word: str, names: tuple[str, ...], current: Callable[[str], str] = str) -> str | None:
    """Return the name of a message that is nearest to a word, as `current` spells it, None if none is near.

    A name is an object and its part, such as `channel` and `dial`. Long names of one object are always alike, so the
    parts are compared.
    """
    return _suggested_name(word, names, current) if len(word) <= LONGEST_SUGGESTED else None


@lru_cache(maxsize=4096)
def _suggested_name(word: str, names: tuple[str, ...], current: Callable[[str], str]) -> str | None:
    compared = _compared(word)
    parts = {name: _compared(name).partition(".")[::2] for name in names}
    same = _only((name for name in names if _in_one_word(name) == _in_one_word(word)), current)
    inside = (name for name in names if compared.endswith(f".{_compared(name)}"))
    found = same or next(map(current, inside), None)
    if found:
        return found
    own, _, rest = compared.partition(".")
    if all(each != own for each, _ in parts.values()):
        longer = (name for name in names if _compared(name).endswith(f".{compared}"))
        nearest = suggestion(word, names)
        return _only(longer, current) or (current(nearest) if nearest else None)
    of_own = {part: name for name, (each, part) in parts.items() if each == own}
    nearest = suggestion(rest, tuple(of_own))
    if nearest is not None:
        return current(of_own[nearest])
    others = [name for name in names if _continues(parts[name][1], rest) or _compared(name).startswith(f"{rest}.")]
    if others:
        related = [name for name in others if _are_related(parts[name][0], own)]
        return _only(related or others, current)
    return _hardly_like(rest, of_own, current)


def _only(names: Iterable[str], current: Callable[[str], str]) -> str | None:
    """Return the current spelling of names, if it is one."""
    found = {current(name) for name in names}
    return found.pop() if len(found) == 1 else None


def _continues(part: str, start: str) -> bool:
    return f"{part}.".startswith(f"{start}.")


def _are_related(one: str, other: str) -> bool:
    """Return whether one object has the name of another one and more: a `channelgroup` and a `channel`."""
    return one.startswith(other) or other.startswith(one)


def _hardly_like(rest: str, of_own: dict[str, str], current: Callable[[str], str]) -> str | None:
    """Return the name of the object whose part is hardly like another one, if the parts of all others are less so."""
    found = sorted(((like, current(of_own[part])) for part, like in _likenesses(rest, of_own, 0)), reverse=True)
    best, nearest = found[0]
    others = (like for like, name in found if name != nearest)
    return nearest if best >= HARDLY_LIKE and best - next(others, 0) >= CLEARLY else None


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


def _in_one_word(name: str) -> str:
    """Return a name for a comparison in which the signs between its words do not count."""
    return _compared(name).translate(_NO_SIGNS)


_NO_SIGNS = str.maketrans("", "", "._-")


def _compared(text: str) -> str:
    """Return the part that is compared: users forget the qualifiers, and no two names differ only in them.

    Letters that look like Latin ones count as these.
    """
    text = folded(appearance(text))
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
