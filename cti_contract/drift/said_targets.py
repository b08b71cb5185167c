"""Statements about the targets of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cti_contract.drift.claim import Claim, Claimed, ClaimKind, Members, Sentence, topic_of
from cti_contract.drift.contract import Contract
from cti_contract.drift.contradictions import contradicted_in_general
from cti_contract.drift.facts import is_number
from cti_contract.drift.headings import NAME
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.sentence_words import IN_A_CASE, NOT, NOTHING, OBJECT, is_subject, of_clause
from cti_contract.drift.targets import forms_in, message_about
from cti_contract.drift.vocabulary import lowered, phrase

_TARGET = re.compile(
    r"(?:\b(?:targets?|ziel|destino|destinatario|cible)\b`?\)?(?:\s+(?:property|member|field|address|id))?(?:\s+of\s+[^,;]{1,60}?)?\s+"
    r"(?:always\s+|still\s+)?(?:identif\w+|is|are|may be|can be|names?|address(?:es)?|refers? to|denotes?"
    r"|points? to|holds"
    r"|contains|ist|bezeichnet|nennt|adressiert|es|identifica|indica|est|désigne|identifie|indique)"
    r"|\b(?:(?:is|are|be|wird|werden)\s+)?(?:sent|announced|addressed|delivered|directed|gemeldet|gesendet"
    r"|gerichtet|adressiert)\s+(?:to|an|auf)"
    r"|\bsends?\s+(?:it|(?:this|the)\s+event)\s+to"
    r"|\b(?:wird|werden|ist|sind)\s+(?:an|auf)"
    r"(?=\s+(?:den?|die|das|dem|der)\s+(?:\w+\s+)?\w+\s+(?:gemeldet|gesendet|geschickt|gerichtet|adressiert|ausgelöst)\b)"
    r"|\btarget`?\s*[:=])\s+"
    rf"(?:(?:the|an?|its|that|this|their|id|ids|of|parent|new|own|same|current|either|der|die|das|den|dem|des|neue[nr]?|übergeordnete[nrs]?|entweder|el|la|le|un|une|una|du|del|de)\s+)*`?{OBJECT}\b(?!\.\w)",
    re.IGNORECASE,
)

#: Another object behind the one that a target identifies: "the interaction or the conversation".
_OR_OBJECT = re.compile(
    rf"`?(?:,?\s+(?:or|oder|ou|o)|,(?=[^.;]*\b(?:or|oder|ou|o)\b))\s+(?:(?:the|an?|of|der|die|das|dem|den|des|eine?|eine[rsmn]|el|la|le|un|une|una|du|del)\s+)*`?{OBJECT}\b"
    r"(?!\.\w|\s+(?:is|are|was|has|can|ist|hat|wird)\b)",
    re.IGNORECASE,
)

_OWN_NUMBERS = phrase("target", "own_numbers")

_OBJECT_NUMBERS = phrase("target", "object_numbers")

_OF_SEGMENTS = phrase("target", "numbers")

_ITEM_NUMBERS = phrase("target", "item_numbers")

_NO_OTHER_NUMBER, _NUMBER_IN_CASE = phrase("target", "no_other_number"), phrase("target", "number_in_case")

#: Words behind a number by which it is compared with another one: "one segment more than its interaction".
_IS_MORE = re.compile(
    r"\b(?:more|less|fewer|longer|shorter|deeper|mehr|weniger|länger|kürzer|de plus|de moins|más|menos)\b",
    re.IGNORECASE,
)


_ORIGINAL_IS_ANOTHER = phrase("members", "original_is_another")


def protocol_claims(sentence: Sentence, contract: Contract) -> Iterator[Claim]:
    """Yield the facts of a sentence about all messages, and how many segments the targets of objects have."""
    for fact in contradicted_in_general(sentence.text):
        yield Claim(sentence.line, "fact", contract.names[0], (sentence.quoted, fact), is_general=True)
    if _ORIGINAL_IS_ANOTHER.search(sentence.text):
        fact = "original is the request"
        yield Claim(sentence.line, "fact", contract.names[0], (sentence.quoted, fact), is_general=True)
    is_read = "segment" in sentence.text.casefold() and not NOT.search(sentence.text)
    objects = [*(_OF_SEGMENTS.finditer(sentence.text) if is_read else ()), *_OBJECT_NUMBERS.finditer(sentence.text)]
    objects += _ITEM_NUMBERS.finditer(sentence.text) if not objects else ()
    own = message_about(sentence.message.partition(".")[0], contract) if sentence.message and not objects else None
    for found in _OWN_NUMBERS.finditer(sentence.text) if own else ():
        if own and all(map(is_number, found.groups())):
            numbers = tuple(map(str.casefold, found.groups()))
            yield Claim(sentence.line, "mentioned segments", sentence.message or "", numbers)
    for found in objects:
        noun, *counts = (each.casefold() for each in found.groups() if each)
        message = message_about(OBJECTS[noun], contract)
        if message and all(map(is_number, counts)) and not _IS_MORE.search(sentence.text, found.end()):
            is_only = _NO_OTHER_NUMBER.search(found[0]) and not _is_in_case(sentence.text)
            kind: ClaimKind = "only segments" if is_only else "mentioned segments"
            yield Claim(sentence.line, kind, message.name, tuple(counts), is_general=True)


def _is_in_case(text: str) -> bool:
    """Return whether a sentence gives a number of segments in a case only: "with a group, always four"."""
    return IN_A_CASE.search(text) is not None or _NUMBER_IN_CASE.search(text) is not None


#: The forms of a target: "Target: `<session-id>.<channel-id>` or `…`".
_TARGET_FORMS = re.compile(
    rf"\b(?:targets?|ziele?|cible|destino)\b`?(?:\s+of\s+`?{NAME}`?)?([^`.;]{{0,40}}?)"
    r"((?:`[^`]+`(?:\s*(?:,|or|oder|/))*\s*)+)",
    re.IGNORECASE,
)

_OF_EVENTS = phrase("target", "of_events")

_TARGET_ALSO = phrase("target", "also")

_SCOPE, _SCOPE_OF_TARGET = phrase("target", "scope"), phrase("target", "scope_of_target")

_TOWARD = phrase("target", "toward")

_OF_OTHERS = phrase("target", "others")


#: A name with what is said of its target right behind it: "it raises `x`, addressed to the channel".
_BEHIND_NAME = phrase("target", "behind_name")


def _with_targets(sentence: Sentence) -> list[tuple[str, str, str]]:
    """Return the names with an object to which they go right behind them, each with the words of both."""
    is_read = sentence.names and not NOT.search(sentence.text)
    found = [*_BEHIND_NAME.finditer(sentence.text)] if is_read else []
    parts = (([part for part in each.groups() if part], each[0]) for each in found)
    return [(name, OBJECTS[noun.casefold()], words) for (name, noun), words in parts if name != sentence.message]


#: The event that goes to objects of all kinds: the command says which.
_OF_ANY_OBJECT = "state.updated"


def event_target_claims(sentence: Sentence, contract: Contract) -> Iterator[Claim]:
    """Yield the objects to which events go, right behind their names, and the one whose state a command changes."""
    if any(map(contract.is_event, sentence.names)):
        for name, noun, _ in _with_targets(sentence):
            yield Claim(sentence.line, "mentioned target", name, (noun,))
            command = contract.current(sentence.message or "")
            if name == _OF_ANY_OBJECT and contract.is_command(command) and len(sentence.names) == 1:
                yield Claim(sentence.line, "raises about", command, (name, noun))


def target_claims(sentence: Sentence, _: Members, claim: Claimed) -> Iterator[Claim]:
    """Yield the object that a target identifies, and the forms of the target."""
    for name, _noun, words in _with_targets(sentence):
        sentence = sentence._replace(text=sentence.text.replace(words, name))
    written = _TARGET_FORMS.search(sentence.text)
    forms = forms_in(re.findall(r"`([^`]+)`", written[2])) if written and not NOT.search(written[1]) else ()
    if forms:
        yield claim("target forms", *forms)
    is_of_other = sentence.text.startswith("`") and sentence.message not in sentence.names[:1]
    if (
        not is_of_other
        and (label := _SCOPE.match(sentence.text))
        and (names := [each for each in label.groups() if each])
    ):
        is_open = _SCOPE_OF_TARGET.match(sentence.text) is None
        yield claim("target", OBJECTS[names[0].casefold()])._replace(is_open=is_open)
    found_all = [*_TARGET.finditer(sentence.text), *_TARGET_ALSO.finditer(sentence.text)]
    for found in found_all or _TOWARD.finditer(sentence.text):
        if not found_all and _OF_OTHERS.search(sentence.text, 0, found.start()):
            continue
        before = sentence.text[max(found.start() - 12, 0) : found.start(found.lastindex or 0)]
        if not (NOT.search(before) or NOTHING.search(before)):
            objects, end = [OBJECTS[next(filter(None, found.groups())).casefold()]], found.end()
            while other := _OR_OBJECT.match(sentence.text, end):
                objects.append(OBJECTS[other[1].casefold()])
                end = other.end()
            alone = sentence.names[0] if len(sentence.names) == 1 else ""
            if other_subject := of_clause(sentence, found.start()):
                yield claim("target", *objects)._replace(message=other_subject)
                continue
            is_other = alone and is_subject(sentence.text[: found.start()], alone)
            said = claim("target", *objects)
            yield said._replace(message=alone) if is_other and alone != said.message else said


_ALSO_FOR = phrase("target", "also_for")


def also_for_claims(sentence: Sentence, claim: Claimed) -> Iterator[Claim]:
    """Yield the channel group if a sentence names it besides the objects of an event whose own name has no object.

    The groups are the only objects that have no state of their own.
    """
    is_of_all = (sentence.message or "").partition(".")[0] not in OBJECTS.values()
    if is_of_all and not sentence.names and _ALSO_FOR.match(sentence.text):
        yield claim("target", "channelgroup")


_AIMS = phrase("target", "aims", in_lower_case=True)

_NO_AIM = phrase("target", "no_aim")


def aim_claims(sentence: Sentence, read: Sequence[Claim], claim: Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield the object that a whole clause names as the target, if nothing else in the sentence was read as one."""
    is_read = any(topic_of(each.kind) in ("target", "limits") for each in read)
    for found in () if is_read else _AIMS.finditer(lowered(sentence.text)):
        if IN_A_CASE.search(sentence.text):
            return
        before = re.split(r"[;:.] ", sentence.text[: found.start()])[-1]
        other = any(not contract.same(name, sentence.message or "") for name in sentence.names)
        if other or NOT.search(f"{before}{found[0].partition(',')[0]}") or _NO_AIM.search(before):
            continue
        if contract.is_command(sentence.message or "") and _OF_EVENTS.search(f"{before}{found[0]}"):
            continue
        words = [next(filter(None, found.groups()))]
        end = found.end()
        while more := _OR_OBJECT.match(sentence.text, end):
            words.append(more[1].casefold())
            end = more.end()
        yield claim("target", *(OBJECTS.get(word) or OBJECTS[word.removesuffix("s")] for word in words))
        return
