"""Lists of messages that a sentence is about: what it says holds for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cti_contract.drift.claim import Claim, Sentence
from cti_contract.drift.contract import Contract
from cti_contract.drift.headings import NAME, NAMES
from cti_contract.drift.mentions import words_of
from cti_contract.drift.vocabulary import compiled, phrase

_NEXT = r"(?:,? (?:and|or|nor|as well as|und|oder|noch|sowie|et|ou|ni|y|o|e|u) |, | ?/ ?| & )"
_LIST = rf"(?P<names>`?{NAME}`?(?:{_NEXT}`?{NAME}`?)+)"
_PART, _BEFORE, _BEHIND = (phrase("lists", name).pattern for name in ("part", "before", "behind"))
#: "Both `a` and `b` are for telephony", and "`a`, `b`: telephony only".
_FIRST = re.compile(
    rf"(?P<part>{_PART})?(?:{_BEFORE})?{_LIST}(?:,? (?:{_BEHIND}))?(?: ?[:–—-])? (?P<said>\w.*)",  # noqa: RUF001 -- dashes
    re.IGNORECASE,
)
#: "Telephony only: `a`, `b`", and "Only for telephony are `a` and `b`".
_LAST = re.compile(rf"(?P<said>[^`:]{{3,80}}?)(?:: | (?P<verb>are|sind|sont|son) ){_LIST}\.?", re.IGNORECASE)
#: "Neither `a` nor `b` raises events".
_NEITHER = re.compile(rf"(?:neither|weder|ni) {_LIST} (?:ne |no |n['’])?(?P<said>\S.*)", re.IGNORECASE)  # noqa: RUF001 -- an apostrophe
_TO = r"(?:to|at|an|à|au|al|a) (?:(?:an?|the|its|eine?n?|das|die|den|une?|la|le|una?|el) )?`?(?:%object%)`?(?!\.?\w)"
#: A clause with a target, and the next ones of the same kind without its verb: ", `y` to the session".
_AIM = compiled(
    rf"`?{NAME}`? (?P<verb>(?:is|are|est|es)(?: always)? (?:sent|addressed|directed|aimed|envoyée?|enviad[oa])"
    rf"|goes|geht|va) {_TO}"
)
_NEXT_AIM = compiled(rf"(?:, | ?,? (?:and|und|et|y|while) )`?(?P<name>{NAME})`? (?P<to>{_TO})")
#: The beginning of a list: "These commands exist only for inContact:".
_LEAD = phrase("lists", "lead")
#: The same as a whole sentence: "The following commands exist for inContact only."
_LEAD_SENTENCE = phrase("lists", "lead_sentence")
#: Words that do not say the same of each message: "respectively", "in this order".
_NOT_OF_EACH = phrase("lists", "not_of_each")
#: The names at the beginning of an element, and what else it says.
_ELEMENT = re.compile(rf"(?:{_LIST}|`?(?P<name>{NAME})`?)(?P<rest>.*)", re.DOTALL)
#: Tags of the words by which an element differs from the others.
_LIMITS = ("platform-name", "multimedia", "only", "also", "other", "not")
#: The first verb of a sentence about several, and that of one about one of them.
_VERBS = {
    "are": "is", "do": "does", "have": "has", "go": "goes", "sind": "ist", "haben": "hat", "gelten": "gilt",
    "gehen": "geht", "lösen": "löst", "existieren": "existiert", "sont": "est", "ont": "a", "vont": "va",
    "existent": "existe", "son": "es", "tienen": "tiene", "van": "va", "existen": "existe",
}  # fmt: skip
#: The claims that a sentence about several messages makes for each of them.
_KINDS = frozenset((
    "media", "some media", "platforms", "mentioned platforms", "not on platforms", "raises nothing",
    "raises some", "no data", "some data", "echo", "target",
    "never during",
))  # fmt: skip


def each_in(sentence: Sentence, home: str | None, contract: Contract) -> Iterator[Sentence]:
    """Yield what a sentence about several messages says, as a sentence about each of them.

    Args:
        sentence: The sentence.
        home: The message of its section: below a command, events are those that it raises.
        contract: The contract.
    """
    if len(set(sentence.names)) < 2 or _NOT_OF_EACH.search(sentence.text):  # noqa: PLR2004 -- several
        return
    for name, text in _divided(sentence.text):
        message = contract.current(name)
        if not (contract.is_event(message) and contract.is_command(home or "")):
            yield Sentence(sentence.line, text, message, (name,), has_marks=sentence.has_marks)


def _divided(text: str) -> Iterator[tuple[str, str]]:
    """Yield each name of the list in a sentence, with the sentence about this one only."""
    yield from _without_verb(text)
    neither = _NEITHER.fullmatch(text)
    found = neither or _FIRST.fullmatch(text) or _LAST.fullmatch(text)
    if not found or NAMES.search(found["said"]) or (found.re is _LAST and _is_of_any_data(found["said"])):
        return
    said = found["said"]
    for name in NAMES.findall(found["names"]):
        if found.re is _LAST:
            verb = _VERBS[found["verb"].casefold()] if found["verb"] else ""
            yield name, f"`{name}` {verb} {_uncapitalized(said)}." if verb else f"`{name}`: {said}."
        else:
            part = (found["part"] or "") if not neither else ""
            yield name, f"{part}`{name}` {'never ' if neither else ''}{_of_one(said)}"


def _without_verb(text: str) -> Iterator[tuple[str, str]]:
    """Yield the names whose clause has no verb of its own, with one: "`x` goes to the channel, `y` to the session"."""
    first = _AIM.search(text)
    place = first.end() if first else 0
    while first and (found := _NEXT_AIM.match(text, place)):
        yield found["name"], f"`{found['name']}` {first['verb']} {found['to']}."
        place = found.end()


def _is_of_any_data(label: str) -> bool:
    """Return whether a label may be about the data of the request or the success: "no data at all: `a`, `b`"."""
    words = words_of(label)
    return words.has("data") and not words.has("success", "request")


def _of_one(said: str) -> str:
    """Return what is said of several messages in the singular."""
    verb, space, rest = said.partition(" ")
    return f"{_VERBS.get(verb, verb)}{space}{rest}"


def _uncapitalized(text: str) -> str:
    return text[:1].lower() + text[1:]


def lead_of(text: str) -> str:
    """Return what the line before a list says of each message in it, empty if it says nothing of them."""
    last = text.rstrip(".").rpartition(". ")[2]
    found = _LEAD.fullmatch(last) if text.endswith(":") else _LEAD_SENTENCE.fullmatch(last)
    if not found or NAMES.search(last) or _NOT_OF_EACH.search(last):
        return ""
    said = next(each for each in found.groups() if each)
    return f"{_of_one(said)}."


def each_below(lead: str, text: str, contract: Contract) -> Iterator[Sentence]:
    """Yield what the line before a list says of the messages at the beginning of an element."""
    found = _ELEMENT.match(text) if lead else None
    if not found or words_of(found["rest"]).has(*_LIMITS):
        return
    for name in NAMES.findall(found["names"] or found["name"]):
        yield Sentence(0, f"`{name}` {lead}", contract.current(name), (name,))


def holds_for_each(claim: Claim) -> bool:
    """Return whether what is said of several messages is so for each of them."""
    return claim.kind in _KINDS
