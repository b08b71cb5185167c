"""Did you mean: the known word that a misspelt one is nearest to."""

from functools import lru_cache

#: The least likeness of a suggestion: 0 is nothing in common, 100 is equal.
LIKENESS = 75
_LONGEST_SUGGESTED = 100


def suggestion(word: str, choices: tuple[str, ...]) -> str | None:
    """Return the choice that is most like `word`, None if none is. Case and outer space do not count."""
    return _suggestion(word, choices) if len(word) <= _LONGEST_SUGGESTED else None


@lru_cache(maxsize=4096)
def _suggestion(word: str, choices: tuple[str, ...]) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, choices, scorer=fuzz.ratio, processor=_folded, score_cutoff=LIKENESS)
    return found[0] if found else None


def _folded(text: str) -> str:
    """Return the part that is compared: people forget the qualifiers, and names differ in more than them."""
    return text.strip().casefold().replace("request.", "").replace("incontact.", "")
