"""What a misspelt word was probably meant to be."""

from functools import lru_cache

#: A suggestion is made from this likeness on: 0 nothing in common, 100 equal.
LIKENESS = 75
_LONGEST_SUGGESTED = 100


def suggestion(word: str, choices: tuple[str, ...]) -> str | None:
    """Return the choice that `word` was probably meant to be, or None; case and outer space do not count."""
    return _suggestion(word, choices) if len(word) <= _LONGEST_SUGGESTED else None


@lru_cache(maxsize=4096)
def _suggestion(word: str, choices: tuple[str, ...]) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, choices, scorer=fuzz.ratio, processor=_folded, score_cutoff=LIKENESS)
    return found[0] if found else None


def _folded(text: str) -> str:
    """Return what is compared: names differ in more than their qualifiers, which are what people forget."""
    return text.strip().casefold().replace("request.", "").replace("incontact.", "")
