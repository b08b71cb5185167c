"""Statements about the data of a request and of its success."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cti_contract.drift.claim import Claim, Claimed, Members, Sentence
from cti_contract.drift.contract import Contract
from cti_contract.drift.headings import NAMES
from cti_contract.drift.mentions import words_of
from cti_contract.drift.said_members import known_values_of
from cti_contract.drift.sentence_words import (
    ENVELOPE,
    FAILURE_WORDS,
    IN_A_CASE,
    NOT,
    OF_REQUEST,
    is_negated,
)
from cti_contract.drift.vocabulary import phrase

_ECHO = re.compile(
    r"\b(?:echo\w*|repeat\w*|mirror\w*|wiederhol\w*)\b.*\b(?:request\w*|anfrage|anforderung)\b"
    r"|\b(?:repite|devuelve)\b.*\bsolicitud\b|\b(?:répète|reprend|renvoie)\b.*\b(?:requête|demande)\b"
    r"|\bdata\b.*\b(?:same|identical|equal\w*)\b.*\brequest|\bsame\s+`?data\b.*\brequest|\bdata\b.*\bas in the request"
    r"|\b(?:returns?|carr(?:y|ies)|contains?|has|includes?|holds?)\s+(?:back\s+)?the\s+`?data`?\s+of\s+(?:the|its)\s+(?:request|command)\b"
    r"|\bdata\b.*\bdiffers?\b.*\brequest|\bdata`?\s+(?:is|are)\s+(?:echoed|repeated|mirrored)\b"
    r"|\b(?:dieselben|die gleichen|gleichen) daten\b.*\b(?:anfrage|anforderung)\b",
    re.IGNORECASE | re.DOTALL,
)

_ECHO_ALSO = phrase("echo", "also")

_ECHO_NOT = phrase("echo", "not")

_NO_DATA = phrase("data", "none")

_DATA_ABSENT = phrase("data", "absent")

_DATA_EMPTY = phrase("data", "empty")

_DATA_SOME = phrase("data", "some")


_JSON_WORDS = frozenset(("true", "false", "null", "string", "boolean", "integer", "number", "object", "array"))
#: The values of what all messages have.
_OF_ENVELOPE = frozenset(("objectEvent", "stateEvent", "success", "failure"))

#: A name in code, directly behind another one: "`code` and `text`"; and one under which a failure has its request.
_BESIDE = phrase("members", "beside")

#: A member in an object that has a name: "the string `a` inside the object `b`".
_IN_OBJECT = re.compile(
    r"`(\w+)`,? (?:inside|within|in|innerhalb|im|in dem|dans|à l['’]intérieur de|en|dentro de[l]?)"  # noqa: RUF001 -- an apostrophe
    r" (?:(?:of |des |von |the |an? |dem |einem |l['’]|un |el ))*(?:object|objekts?|objet|objeto) `(\w+)`",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)

#: Before a value of a member: "`result` is `error`, `failure` has …".
_VALUE_OF = re.compile(r"` (?:is|ist|est|es|=) [\"'“„]?$")

_UNDER = phrase("members", "under")

_REQUEST = phrase("data", "of_request")


#: The first one of several members of an object.
_CONSISTS = re.compile(
    r"\b(?:consists? of|is (?:composed|made up) of|besteht aus|bestehen aus|se compose(?:nt)? d['’ ]e?|constan? de)"  # noqa: RUF001 -- an apostrophe
    r" ?(?:(?:the (?:members|fields|properties)|an?|the|eine[rmn]?|den feldern|une?|una?) )?`(\w+)`",
    re.IGNORECASE,
)
#: A target consists of ids.
_OF_TARGET = re.compile(r"\b(?:target|ids?|ziel|kennung|cible|identifiant|destino|identificador)\b", re.IGNORECASE)
#: A member with a name that is also one of a type: "it has a `label` and a `number`".
_AND_NUMBER = re.compile(
    r"\b(?:has|have|consists? of|contains?|with|hat|haben|mit|besteht aus|bestehen aus|avec|a|con|tiene) "
    r"(?:(?:an?|the|eine?n?|une?|una?|le|el) )?`(\w+)` (?:and|und|et|y) "
    r"(?:(?:an?|the|eine?n?|une?|una?|le|el) )?`number`",
    re.IGNORECASE,
)


def unknown_member_claims(sentence: Sentence, members: Members, claim: Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield the names in code that a sentence joins with members although no message has such a member."""
    every = frozenset().union(*map(contract.member_names, {sentence.message or "", *sentence.names}))
    first = () if _OF_TARGET.search(sentence.text) else _CONSISTS.findall(sentence.text)
    known = {name for name, _, _ in members} | every.intersection(first)
    text = sentence.text
    beside = (each for each in _BESIDE.finditer(text) if not _VALUE_OF.search(text, 0, each.start()))
    pairs = [(each[1], each[2]) for each in (*beside, *_IN_OBJECT.finditer(text))]
    joined = {name for pair in pairs for name in pair}
    is_of_another = any(joined <= contract.member_names(name) for name in contract.names)
    names = [other if one in known else one for one, other in pairs if (one in known) != (other in known)]
    names = [] if is_of_another else names
    is_of_number = (found := _AND_NUMBER.search(sentence.text)) is not None and found[1] in known - ENVELOPE
    if FAILURE_WORDS.search(sentence.text) and _REQUEST.search(sentence.text):
        names += [each[1] for each in _UNDER.finditer(sentence.text)]
    message = sentence.message or ""
    values = {value for each in known_values_of(message, contract) for value in each.values} if names else set()
    for name in dict.fromkeys(names):
        words = _JSON_WORDS - {"number"} if is_of_number else _JSON_WORDS
        if name not in every and name not in words | _OF_ENVELOPE | values:
            yield claim("other member", name)


#: The end of a sentence that says the same once more: "the data of the request, that is, no members".
_IN_OTHER_WORDS = re.compile(
    r"[,;:(] ?(?:also|das heißt|d\. ?h\.|so|that is|i\. ?e\.|in other words|c['’]est-à-dire|donc|es decir|o sea)\b.*",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE | re.DOTALL,
)


#: Something else that is denied behind it: "an echo of the request, not a payload".
_CONTRAST = re.compile(r",? (?:and )?(?:not|nicht|pas|no) (?:an?|the|eine?|une?) \w+\W*$", re.IGNORECASE)


#: The beginning of a clause that says something else, with a verb of its own behind "and".
_NEXT = re.compile(
    r", (?!(?:not|never|nicht|nie|pas|no|which|who|sondern|but)\b)"
    r"| and (?=(?:does|do|will|is) not\b|never\b|(?:adds?|changes?|contains?|has|holds) )"
    r"| und (?=(?:ergänzt|ändert|enthält|fügt) |keine? (?:folge|sekundär)?\w*ereignis)"
    r"| et (?=ne |n['’]|aucun (?:autre )?événement\b)| y (?=no |ningún evento\b)",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)
#: The end of the clause before: "it has no data of its own and".
_BEFORE_AND = re.compile(r"\b(?:and|und|et|y) (?=(?:[^\W\d_]+ ){0,2}$)", re.IGNORECASE)


#: Words for data without members, by which a success with such data repeats those of the request.
_EMPTY = re.compile(r"\b(?:empty|leer(?:es?|en)?|vides?|vací[oa]s?)\b|\{ ?\}", re.IGNORECASE)


#: Words by which it is different for each command, and by which it is no statement about one.
DEPENDS = re.compile(
    r"\b(?:depending on|(?:that |it )?depends on|je nach|abhängig vo[nm]|selon|suivant|según|en función de)"
    r" (?:(?:the|which|de[rmn]|die|das|la|le|el) )?(?:command|message|request|befehl|kommando|anfrage|nachricht"
    r"|commande|requête|message|comando|solicitud|petición|mensaje)\b"
    # the meaning of the word: "a success whose data equals that of the request"
    r"|^\W*(?:\w+\W{1,3})?(?:an?|eine?|une?|una?) (?:success|response|reply|answer|erfolg|antwort|succès|réponse|éxito"
    r"|respuesta),? (?:whose|with the same|dess?en|deren|dont|cuy[oa]s?)\b",
    re.IGNORECASE,
)


def echo_claims(sentence: Sentence, _: Members, claim: Claimed) -> Iterator[Claim]:
    """Yield whether a success repeats the data of the request."""
    behind = sentence.text.rpartition(": ")[2]  # "Nothing goes either way: the success echoes …"
    said = behind if _ECHO.search(behind) or _ECHO_ALSO.search(behind) else sentence.text
    found = _ECHO.search(said) or _ECHO_ALSO.search(said)
    is_of_failure = re.search(r"\b(?:failures?|original|fails|fehler\w*)\b", sentence.text, re.IGNORECASE)
    is_open = is_of_failure or words_of(sentence.text).has("complaint")
    if found and not is_open:
        start = said.rfind(", ", 0, found.start()) + 1
        joined = _BEFORE_AND.search(said[start : found.start()])
        start += joined.end() if joined else 0
        next_ = _NEXT.search(said, found.end())
        end = next_.start() if next_ else len(said)
        text = _CONTRAST.sub("", _IN_OTHER_WORDS.sub("", said[start:end]))
        is_other = NOT.search(text) or _ECHO_NOT.search(text)
        empty = ["empty"] if _EMPTY.search(sentence.text) else []
        yield claim("echo", "no") if is_other else claim("echo", "yes", *empty)


#: A success of something that is named by a word: "the success of a logout".
_OF_ACTION = re.compile(
    r"\b(?:success|response|reply|answer) (?:of|to) an? (?!(?:request|command|message|successful|call)\b)([a-z]{4,})"
    r"|\b(?:erfolg|(?:erfolgs)?antwort) (?:eine[rs]|auf eine?n?) "
    r"(?!(?:anfrage|befehls?|kommandos?|nachricht)\b)([a-zäöüß]{4,})",
    re.IGNORECASE,
)


def is_of_other_action(text: str, name: str) -> bool:
    """Return whether a sentence is about the success of another message than the one with a name, by a word."""
    action = _OF_ACTION.search(text)
    return action is not None and (action[1] or action[2]).casefold() not in name


#: The success as a case at the beginning of a sentence.
_ON_SUCCESS = re.compile(
    r"^(?:when|if|once|wenn|s(?:i|['\u2019]ils?)|cuando)\b"
    r"[^,]*\b(?:works|worked|succe\w+|went (?:well|through)|klappt|gelingt|erfolg\w*"
    r"|réussi\w*|éxito|could be \w+ed|(?:is|was|has been) (?:activated|placed|made|done|executed|carried out)"
    r"|\w+ werden konnte|a pu être|se pudo)\b[^,]*, ",
    re.IGNORECASE,
)


def data_claims(sentence: Sentence, _: Members, claim: Claimed) -> Iterator[Claim]:
    """Yield whether a request or a success has data."""
    text = _ON_SUCCESS.sub("", sentence.text)
    if IN_A_CASE.search(text) or _OF_FAILURE.search(text):
        return
    if sentence.names and sentence.message not in sentence.names:
        return  # perhaps the data of another message
    if is_of_other_action(text, sentence.message or ""):
        return
    said: dict[str, str] = {}
    for phrases, form in ((_DATA_ABSENT, "absent"), (_DATA_EMPTY, "empty"), (_NO_DATA, "")):
        for found in phrases.finditer(text):
            if not _OF_A_MESSAGE.search(text[: found.start()]) or _is_remark(sentence, found.start()):
                continue
            said.setdefault("success" if _is_of_success(text, found) else "request", form)
    # "Not for `x`: no `data` at all" is perhaps about the success.
    is_open = OF_REQUEST.search(NAMES.sub("", text)) is None and len(said) == 1
    for kind, form in said.items():
        yield claim("no data", kind, *([form] if form else []))._replace(is_open=is_open and kind == "request")
    some = None if said or is_negated(text) or words_of(text).has("depends") else _DATA_SOME.search(text)
    if some:
        kinds = [("success", _OF_SUCCESS), ("request", OF_REQUEST)]
        yield claim("some data", next((kind for kind, words in kinds if words.search(text, 0, some.end())), ""))


#: Words for a failure, and for an exception; a success may be without an error.
_OF_FAILURE = re.compile(
    r"\b(?:except|failure)\b|\b(?:error|failed) (?:response|answer|reply|message)|\bfehler(?:antwort|meldung|nachricht)"
    r"|\b(?:réponse|respuesta|message|mensaje) (?:de |d['’])(?:error|erreur|échec|fallo)\b",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)


def _is_remark(sentence: Sentence, place: int) -> bool:
    """Return whether a place is in a remark in brackets behind one of several names: it is about that one."""
    before = sentence.text[:place]
    return len(sentence.names) > 1 and before.rfind("(") > before.rfind(")")


def _is_of_success(text: str, found: re.Match[str]) -> bool:
    """Return whether a phrase is about a success: the last word before it is, or the first one behind it."""
    plain = NAMES.sub(lambda name: " " * len(name[0]), text)  # "request" in a name says nothing
    requests, successes = (
        [each.start() for each in words.finditer(plain, 0, found.start())] for words in (OF_REQUEST, _OF_SUCCESS)
    )
    is_behind = _OF_SUCCESS.search(found[0]) or _OF_SUCCESS.match(text, found.end())
    is_subject = _SUCCESS_FIRST.search(text) is not None
    return bool(is_behind or is_subject or (successes and (not requests or requests[-1] < successes[-1])))


#: A success as the subject, with its members: "The success of `x` has `target` and `result`, but ...".
_SUCCESS_FIRST = re.compile(
    r"(?:^|: )(?:the|a|an|die|eine|le|la|el) (?:success|(?:erfolgs)?antwort|succès|réponse|respuesta|éxito)"
    r"(?: response| answer)?(?: (?:of|to|von|auf|de|à|a) `[^`]+`)?"
    r" (?:has|carries|contains|hat|enthält|a|contient|tiene|lleva) `",
    re.IGNORECASE,
)


_OF_A_MESSAGE = phrase("data", "of_message")

_OF_SUCCESS = phrase("data", "of_success")
