"""Facts about all messages, and the sentences that contradict them: "Events are sent by the desktop"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cti_contract.drift.vocabulary import against, lowered

_against = cache(against)


#: The beginning of a sentence that says nothing by itself.
_LEAD = re.compile(
    r"(?:(?:and|but|also|note that|remember that|in this protocol|here|auch|dabei|y|et|und)[,:]? )?", re.IGNORECASE
)
#: Words of a sentence that is no plain statement.
_UNSURE = re.compile(
    r"\b(?:not|never(?! fails?\b)|nor"
    r"|if(?! (?:(?:you have|there are|we have|the client (?:has|sends)) )?(?:two|several|more than one)\b"
    r"| an? (?:command|request) \w+ no\b| there is (?:one|any)\b)"
    r"|whether|unless|(?<!where it )would|should|as if|wrong|believe\w*"
    r"|nicht(?! mehr (?:angenommen|akzeptiert)\b)|nie(?! fehl\b)|falls"
    r"|wenn(?! (?:(?:sie|man) )?(?:zwei|mehrere)\b| ein (?:befehl|kommando) keine\b)|ob|ne|pas|(?<!échoue )jamais"
    r"|si(?! l[ao]s? hay\b| une (?:commande|requête) n| un comando no\b"
    r"| (?:(?:vous avez|on a|il y a|hay|tiene|se tienen) )?(?:deux|plusieurs|dos|varias)\b)"
    r"|s['’]ils?|nunca(?! falla\b))\b|n['’]t\b|\?",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)


#: The end of a sentence, or of a part of one that says something by itself.
_SENTENCE_END = re.compile(r"\s(?:(?<=[.!?;]\s)|(?<=[a-z`]:\s)|(?<=[a-z`]\s:\s)(?!`))\s*")


#: The end of a clause that is quoted.
_CLAUSE_END = re.compile(r"[.,;:!?](?:\s|$)")


class Against(NamedTuple):
    """Words of a text that contradict a fact about all messages: their place, the words, the fact, and the rest.

    `rest` is what the sentence says besides.
    """

    start: int
    words: str
    fact: str
    rest: str


@lru_cache(maxsize=4096)
def facts_against(text: str) -> tuple[Against, ...]:
    """Return the words at the beginning of a sentence that contradict a fact about all messages; they may go on in it.

    Args:
        text: The text, of one sentence or more.
    """
    return tuple(_against_in(text))


def _against_in(text: str) -> Iterator[Against]:
    says, facts = _against()
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    for start, end, end_of_next in zip([0, *ends], [*ends, len(text)], [*ends[1:], len(text), len(text)], strict=False):
        lead = _LEAD.match(text, start)
        begin = lead.end() if lead else start
        two = " ".join(text[begin:end_of_next].split())
        found = says.match(lowered(two))
        if not found:
            continue
        fact, near = facts[(found.lastindex or 1) - 1]
        said = two[: found.end()]
        if near.search(text) and not _UNSURE.search(said):
            words = f"{said}{_CLAUSE_END.split(two[found.end() :], maxsplit=1)[0]}"
            rest = " ".join(text[start:end].split()).replace(said, "")
            yield Against(start, words, fact, rest)
