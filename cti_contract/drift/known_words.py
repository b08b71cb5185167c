"""The words of the sentences that are read: one with another word is not understood, and says nothing.

A word that is not known may turn the meaning of a sentence: "The missing event is no evidence of a failure."
"""

from __future__ import annotations

import re
from functools import cache

from cti_contract import package_files
from cti_contract.drift.contract import WORD, Contract

#: Parts of a text that are no words: code, names with dots, and names with a capital letter in them; words before a
#: sentence that says the same once more, or all that is known; "mal" behind a number, which is another word in French;
#: an example in brackets; and the idiom "came into being".
_NO_WORDS = re.compile(
    r"`[^`]*`|\b\w+(?:\.\w+)+\b|\b[a-z]+[A-Z]\w*"
    r"|\bcame into being\b|(?i:\b(?:ein )?(?:zweites|weiteres|drittes|jedes) mal\b)"
    r"|(?i:\b(?:autrement dit|en d['’]autres termes|anders gesagt|mit anderen worten|dicho de otro modo"  # noqa: RUF001 -- an apostrophe
    r"|en otras palabras)\b"
    r"|\b(?:sicher|fest|klar|certain|sûr|certaine?|seguro|cierto) (?:ist|steht|is|est|es)"
    r"(?: (?:nur|aber|lediglich|only|seulement|solo|sólo|dies|eines|this|one thing|ceci|esto))*\s?:"
    r"|\((?:think of|imagine|denken sie an|etwa|pensez à|piense en) [^().;:]{3,80}\))"
)


#: A name whose beginning is left out: "…agentleg.connect" may be any of several.
_SHORTENED = re.compile(r"(?:…|\.\.\.?)\.?[a-z]\w*(?:\.[a-z]\w*)+")


@cache
def _listed() -> frozenset[str]:
    return frozenset(package_files.read("drift", "known_words.txt").decode().split())


def unknown_words(text: str, contract: Contract) -> tuple[str, ...]:
    """Return the words of a sentence that neither the list of known words nor the contract has.

    Args:
        text: The sentence. Code in it, and names with dots, are not looked at.
        contract: The contract: its names, members, values and descriptions consist of known words.
    """
    listed, words = _listed(), dict.fromkeys(WORD.findall(_NO_WORDS.sub(" ", text).lower()))
    unknown = (word for word in words if word not in listed and word not in contract.words)
    return (*_SHORTENED.findall(text), *unknown)
