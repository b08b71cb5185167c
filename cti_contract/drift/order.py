"""The order of events in a sentence, by the words between their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from cti_contract.drift.facts import is_known
from cti_contract.drift.headings import NAMES
from cti_contract.drift.vocabulary import phrase, words

_RELATION, _BEGINNING = phrase("order", "between"), phrase("order", "beginning")
_WORDS, _LISTED = words("order", "words"), phrase("order", "listed")
_ASIDE = re.compile(r"\([^()]*\)")
#: The words of a relation end at the latest here: "a follows, then b".
_BREAK = re.compile(r"[,;:.]")


def pairs_in(text: str, is_event: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Yield pairs of events, the earlier one first, if each word between their names is known."""
    names = list(NAMES.finditer(text))
    for at, (one, other) in enumerate(pairwise(names)):
        is_listed = _LISTED.fullmatch(text, one.end(), other.start())
        if is_listed or not (is_event(one[0]) and is_event(other[0])):
            continue
        between = _relation(text[one.end() : other.start()])
        if between in ("then", "before"):
            yield one[0], other[0]
        elif between == "after":
            yield other[0], one[0]
        elif between == "" and not at and (found := _BEGINNING.match(text[: one.start()].strip(" `*"))):
            yield (other[0], one[0]) if found.lastgroup == "before" else (one[0], other[0])


def _relation(text: str) -> str | None:
    """Return the relation that the words between two names say, None if not all of them are known."""
    said = _ASIDE.sub(" ", text.strip("` *"))
    found = list(_RELATION.finditer(said))
    others = " ".join(word for word in _RELATION.sub(" ", said).split() if word.strip(".,;:").casefold() not in _WORDS)
    if "`" in said or not is_known(others):
        return None
    kinds = {each.lastgroup or "" for each in found} - {"first"}
    if len(kinds) > 1:
        return None
    kind = next(iter(kinds), "")
    return None if kind in ("before", "after") and _BREAK.search(said, found[-1].end()) else kind
