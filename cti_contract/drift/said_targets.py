"""Statements about the targets of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cti_contract.drift.claim import Claim, Claimed, Members, Sentence
from cti_contract.drift.headings import NAME
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.sentence_words import NOT, NOTHING, OBJECT, is_subject, of_clause
from cti_contract.drift.targets import forms_in
from cti_contract.drift.vocabulary import phrase

_TARGET = re.compile(
    r"(?:\b(?:targets?|ziel|destino|destinatario|cible)\b`?\)?(?:\s+(?:property|member|field|address|id))?(?:\s+(?:of|von|de)\s+[^,;]{1,60}?)?\s+"
    r"(?:always\s+|still\s+)?(?:identif\w+|is|are|may be|can be|names?|address(?:es)?|refers? to|denotes?"
    r"|points? to|holds"
    r"|contains|ist|bezeichnet|nennt|adressiert|identifiziert|es|identifica|indica|est|désigne|identifie|indique)"
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


#: The forms of a target: "Target: `<session-id>.<channel-id>` or `…`".
_TARGET_FORMS = re.compile(
    rf"\b(?:targets?|ziele?|cible|destino)\b`?(?:\s+of\s+`?{NAME}`?)?([^`.;]{{0,40}}?)"
    r"((?:`[^`]+`(?:\s*(?:,|or|oder|/))*\s*)+)",
    re.IGNORECASE,
)


_TARGET_ALSO = phrase("target", "also")

_NOT_THIS = phrase("target", "not_this")

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


def target_claims(sentence: Sentence, _: Members, claim: Claimed) -> Iterator[Claim]:
    """Yield the object that a target identifies, and the forms of the target."""
    for name, _noun, words in _with_targets(sentence):
        sentence = sentence._replace(text=sentence.text.replace(words, name))
    written = _TARGET_FORMS.search(sentence.text)
    forms = forms_in(re.findall(r"`([^`]+)`", written[2])) if written and not NOT.search(written[1]) else ()
    if forms:
        yield claim("target forms", *forms)
    yield from [claim("target not", OBJECTS[noun.casefold()]) for noun in _NOT_THIS.findall(sentence.text)]
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
