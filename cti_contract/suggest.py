"""Did you mean: the known word that a misspelt one is nearest to."""

from functools import lru_cache

#: The least likeness of a suggestion, from 0 (nothing in common) to 100 (equal).
LIKENESS = 75
_LONGEST_SUGGESTED = 100


def suggestion(word: str, choices: tuple[str, ...], *, likeness: int = LIKENESS) -> str | None:
    """Return the choice that is most like `word`, None if none is like it. Case and outer space are ignored."""
    return _suggestion(word, choices, likeness) if len(word) <= _LONGEST_SUGGESTED else None


@lru_cache(maxsize=4096)
def _suggestion(word: str, choices: tuple[str, ...], likeness: int) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, choices, scorer=fuzz.ratio, processor=_folded, score_cutoff=likeness)
    return found[0] if found else None


def _folded(text: str) -> str:
    """Return the part that is compared: users forget the qualifiers, and no two names differ only in them."""
    return text.strip().casefold().replace("request.", "").replace("incontact.", "")
