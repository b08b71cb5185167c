"""Statements about success and failure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cti_contract.drift.claim import Claim, ClaimKind, Sentence
from cti_contract.drift.contract import Contract
from cti_contract.drift.contradictions import PARTS, contradicted
from cti_contract.drift.said_data import unknown_member_claims
from cti_contract.drift.said_members import member_claims, members_in
from cti_contract.drift.sentence_words import FAILURE_WORDS, OF_BEFORE, is_negated, topics_of
from cti_contract.drift.subjects import named_in
from cti_contract.drift.vocabulary import opposites, phrase

_STACK_TRACE = re.compile(r"\bstack[- ]?traces?\b", re.IGNORECASE)


#: The members of failures without marks, where they are no words of the language.
_OF_FAILURES = re.compile(
    r"(?<![`\w.])failure\.(code|message|context)\b"
    r"|(?<![`\w.])(?<!\b[Ii]n )(?<!\b[Ii]n the )(context|original)(?=[.,:;]|$"
    r"| (?:is|are|was|must|may|can|cannot|comes?|has|in|of (?:a|an|the|each|every) (?:failure|error))\b)"
)


def envelope_claims(sentence: Sentence, contract: Contract) -> list[Claim]:
    """Return the claims of a sentence about the members of all failures, requests or events: one is taken for all."""
    kind_said = _kind_in(sentence)
    if not kind_said or sentence.names:
        return []
    message = next((each.name for each in contract.messages if each.kind == kind_said), "")
    text = sentence.text if "context" in sentence.text else _STACK_TRACE.sub("`failure.context`", sentence.text)
    text = _OPTIONAL_CONTEXT.sub(r"\1`context`", text)
    text = _OF_FAILURES.sub(lambda found: f"`{found[0]}`", text) if kind_said == "failure" else text
    said = sentence._replace(message=message, text=text)
    are_values = _RESULTS.search(text) is not None  # "`success` or `failure`"
    members = [
        each
        for each in members_in(said, (), contract)
        if each[0] in _OF_ALL[kind_said] and not (are_values and each[0] == "failure")
    ]

    def claim(kind: ClaimKind, *value: str) -> Claim:
        return Claim(sentence.line, kind, message, value, is_general=True)

    return [
        *unknown_member_claims(said, members, claim, contract),
        *(
            found._replace(path=tuple(text[each[1] : each[2]].strip("`\"“”„'").split(".")))
            for at, each in enumerate(members)
            for found in member_claims(
                said, each, members[at + 1][1] if at + 1 < len(members) else len(said.text), members, claim
            )
        ),
    ]


#: The stack trace of a failure without marks: "code, message, optional context".
_OPTIONAL_CONTEXT = re.compile(r"(\b(?:optional(?:e[nrsm]?)?|optionnel|facultatif|opcional) )context\b", re.IGNORECASE)

#: Both values of `result`.
_RESULTS = re.compile(
    r"\bsuccess\b[`\"]*,? (?:or|and|/|oder|und|ou|et|o|y) [`\"]*failure\b"
    r"|\bfailure\b[`\"]*,? (?:or|and|oder|und) [`\"]*success\b"
)

#: The members of all messages of a kind, and the beginning of a sentence about them.
_OF_ALL = {
    "failure": frozenset(("failure", "original", "code", "message", "context")),
    "request": frozenset(("command", "target", "data")),
    "event": frozenset(("messageType", "target", "name", "data")),
}

_REQUESTS, _EVENTS = phrase("all", "each_request"), phrase("all", "each_event")


def _kind_in(sentence: Sentence) -> str:
    """Return the kind of messages that a sentence is about as a whole, empty if it is about none."""
    if sentence.is_of_failure or FAILURE_WORDS.search(sentence.text):
        return "failure"
    return "request" if _REQUESTS.search(sentence.text) else "event" if _EVENTS.search(sentence.text) else ""


_OPPOSITES = opposites()


@lru_cache(maxsize=1024)
def _opposites_of(description: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns for sentences that say the opposite of a description."""
    return tuple(page for schema, page in _OPPOSITES if schema.search(description))


def _description(schema: object) -> str:
    return str(schema.get("description", "")) if isinstance(schema, dict) else ""


@lru_cache(maxsize=256)
def _conditions_of(contract: Contract, name: str) -> str:
    """Return the conditions in which an event follows commands."""
    listed = [event for each in contract.messages for event in each.secondary_events if event.name == name]
    return "; ".join(filter(None, (event.when for event in listed)))


@lru_cache(maxsize=256)
def _facts_of(contract: Contract, name: str, events: tuple[str, ...] = ()) -> str:
    """Return the descriptions of a message in the contract, with the conditions of its events, or of some of them."""
    parts = []
    for each in contract.of_name(name):
        parts += [each.description, *(occasion.when or "" for occasion in each.raised)]
        parts += [
            text or ""
            for event in each.secondary_events
            for text in (event.note, event.when if event.name in (events or (event.name,)) else "")
        ]
        parts += [_description(member.schema) for member in contract.members_of(each)]
    return "; ".join(filter(None, parts))


#: Words before the name of a message that is no more than a point in time.
_BEFORE_NAME = re.compile(
    r"\b(?:before|until|till|vor|bis|avant|jusqu['’]à|antes de|hasta) (?:(?:the|a|an|zum|le|la|el) )?[`\"]?$",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)


def _without_point_in_time(text: str, name: str) -> str:
    """Return the rest of a sentence behind a name that is a point in time: "until `x` comes, as the last"."""
    before, _, behind = text.partition(name)
    if not _BEFORE_NAME.search(before):
        return text
    return "".join(PARTS.split(behind)[1:])


def _says(text: str, phrases: re.Pattern[str]) -> bool:
    """Return whether a text has a phrase, and nothing around it is a negation."""
    found = phrases.search(text)
    return found is not None and not is_negated(f"{text[: found.start()]} {text[found.end() :]}")


#: Words that compare two messages: one of them does what the other does not.
_COMPARES = re.compile(
    r"\bdiffers? from\b|\bin `[^`]+`,? not\b|\bunterscheidet sich\b|\bse distingue de\b|\bdiffère de\b"
    r"|\bse diferencia de\b"
    r"|^in `[^`]+` [^`]{3,80}, (?:in|but in|while in) `",
    re.IGNORECASE,
)


#: Words for one more occasion of an event: "outbound calls have one, too".
_ADDS = re.compile(r"\b(?:too|as well|auch|ebenfalls|aussi|également|también)\W*$", re.IGNORECASE)


#: A conclusion that a sentence denies is no statement: "a failure does not mean that the agent is still connected".
_MEANS_NOT = re.compile(
    r"\b(?:(?:does|do)(?: not|n['’]t) mean|(?:heißt|bedeutet|bedeuten)(?: \w+)? nicht"  # noqa: RUF001 -- an apostrophe
    r"|ne (?:signifie|veut) (?:\w+ )?pas(?: dire)?|no (?:significa|quiere decir))\b",
    re.IGNORECASE,
)


#: The case of a test, with an adjective at its end and no verb: "blind transfer, second call active".
_STATE = re.compile(
    r"[^.;:!?]{3,80}\b(?:calls?|anruf|gespräch|appel|llamada) (?:active|open|aktiv|offen|actif|ouvert|activa|abierta)",
    re.IGNORECASE,
)

#: A clause behind another one by which no event comes: its denial is not one of the clause before.
_AND_NO_EVENT = re.compile(
    r", (?:and|but|und|aber|et|mais|y|pero) (?:(?:es|dann|then|there|il|hay|is|ist|folgt|kommt|n['’]y|a) ){0,3}"  # noqa: RUF001 -- an apostrophe
    r"(?:no|keine?|aucun|ning[uú]n) (?:event|ereignis(?:se)?|événement|evento)\b[^,;]*$",
    re.IGNORECASE,
)


def opposite_claims(sentence: Sentence, home: str, contract: Contract) -> Iterator[Claim]:
    """Yield that a sentence says the opposite of the description of a message in it."""
    others = sentence.others if OF_BEFORE.match(sentence.text) else ()
    about: tuple[str | None, ...] = sentence.names or (sentence.message, sentence.behind, *others)
    is_of_other = "subject" in topics_of(sentence.text) and not named_in(sentence.text) <= {home}
    if sentence.names and not (sentence.is_listed or is_of_other) and all(map(contract.is_event, sentence.names)):
        about = (*sentence.names, home)
    if _COMPARES.search(sentence.text) and len(set(sentence.names)) > 1:
        return
    if _MEANS_NOT.search(sentence.text) or (sentence.is_cell and _STATE.fullmatch(sentence.text)):
        return
    if _ADDS.search(sentence.text) and contract.is_event(sentence.message or ""):
        return
    for name in dict.fromkeys(filter(None, about)):
        text = _without_point_in_time(sentence.text, name) if name in sentence.names else sentence.text
        text = _AND_NO_EVENT.sub(".", text)
        messages = contract.of_name(name) if contract.is_message(name) else ()
        facts = _facts_of(contract, name, tuple(filter(contract.is_event, sentence.names)))
        facts += "" if sentence.is_listed or sentence.is_item else f"; {_conditions_of(contract, name)}"
        opposite = _opposites_of(facts) if messages else ()
        if any(contradicted(text, facts)) or any(_says(text, page) for page in opposite):
            yield Claim(sentence.line, "opposite", contract.current(name), (sentence.quoted,))
