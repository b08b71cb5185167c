"""Statements about all members of an object: "Both members of `channel` are required"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cti_contract.drift.claim import Claim, Sentence
from cti_contract.drift.contract import Contract
from cti_contract.drift.mentions import required_in
from cti_contract.drift.vocabulary import phrase

_OF_ALL = phrase("members", "of_object")
#: A word of a sentence about some of the members.
_SOME = re.compile(
    r"\b(?:other|further|except|but|some|if|andere|weitere|außer|wenn|autres|sauf|s(?:i|['\u2019]ils?)|otros|salvo)\b",
    re.IGNORECASE,
)


def part_claims(sentence: Sentence, contract: Contract) -> Iterator[Claim]:
    """Yield whether the members of an object are required, if a sentence says so of all of them."""
    found = _OF_ALL.match(sentence.text)
    if not found:
        return
    said = None if _SOME.search(found[0]) else required_in(f"§ {found[2]}")
    name = contract.current(sentence.message or "")
    objects = {found[1].casefold(), f"{found[1].casefold()}s"}
    parts = [
        member
        for message in contract.of_name(name)
        for member in contract.members_of(message)
        if len(member.path) > 1 and member.path[-2] in objects
    ]
    is_clear = len({part.is_required for part in parts}) == 1  # otherwise those that the page names may be meant
    for part in dict.fromkeys(part.path[-1] for part in parts) if said and is_clear else ():
        yield Claim(sentence.line, "required", name, (said or "",), part)
