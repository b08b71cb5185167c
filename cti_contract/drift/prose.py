"""The sentences of a page that can be compared with the contract, each read as a claim.

A sentence that no pattern fits says nothing. The patterns are those of English, German, French and Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby, zip_longest
from typing import NamedTuple, cast

from cti_contract.drift.blocks import Block, Cell
from cti_contract.drift.claim import Claim, Claimed, ClaimKind, Members, Sentence, topic_of
from cti_contract.drift.contract import Contract
from cti_contract.drift.facts import facts_in
from cti_contract.drift.headings import NAME, NAMES, names_of, role_of
from cti_contract.drift.known_words import unknown_words
from cti_contract.drift.member_words import plain_members
from cti_contract.drift.members import types_of
from cti_contract.drift.mentions import is_cause_before, is_of_cause, is_of_success, outcome_in, words_of
from cti_contract.drift.name_lists import each_below, each_in, holds_for_each, lead_of
from cti_contract.drift.said_data import (
    DEPENDS,
    data_claims,
    echo_claims,
)
from cti_contract.drift.said_events import (
    cause_claims,
    event_claims,
    listed_event_claims,
)
from cti_contract.drift.said_media import (
    ALL_PLATFORMS,
    NOWHERE_ELSE,
    heading_claims,
    is_tag,
    media_claims,
    media_in,
    platform_claims,
)
from cti_contract.drift.said_members import (
    has_member,
    known_values_of,
    member_claims,
    members_in,
    subjects_among,
    value_claims,
)
from cti_contract.drift.said_names import (
    advice_in,
    name_claims,
    remarks_in,
    replacement_claims,
    replacements_in,
)
from cti_contract.drift.said_outcomes import envelope_claims, opposite_claims
from cti_contract.drift.said_targets import (
    target_claims,
)
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.sections import ASIDE, OF_ALL, Section
from cti_contract.drift.sentence_words import (
    END,
    ENVELOPE,
    FAILURE_WORDS,
    FRAGMENT,
    GONE,
    GONE_ALSO,
    IN_A_CASE,
    MARK,
    OBJECT,
    OF_MESSAGE,
    OF_REQUEST,
    OF_SOME_COMMANDS,
    ONLY_ON,
    PLATFORM,
    PLATFORMS,
    PRONOUN,
    RAISED,
    WHICH,
    is_of_mistake,
    is_subject,
    topics_of,
)
from cti_contract.drift.sentences import (
    answer_to,
    gives_case,
    is_again,
    sentences_in,
    without_processor,
    without_yes_or_no,
)
from cti_contract.drift.subjects import asked_of, named_in
from cti_contract.drift.target_subjects import objects_of_own
from cti_contract.drift.vocabulary import finder, pattern, phrase, words

#: A text that ends with none of these is a title or a label.
_SENTENCE_ENDS = (".", "!", ";", ",", ")")

#: The same without "it".
_OF_THE_MESSAGE = re.compile(OF_MESSAGE.pattern.partition(r"|\bit\b")[0], re.IGNORECASE)

_ORIGINAL = phrase("members", "original")

_is_aside = finder("elsewhere", "past", "wish", "aside", "others", "except", "story", "in_vain")

_OBSERVED, _NONE_OF = phrase("elsewhere", "observed"), phrase("elsewhere", "none_of")

#: The claims of a sentence about other versions that hold today, too.
_OF_NAMES = ("deprecated", "current name", "older name", "refused name")

#: Claims that a sentence below a title about failures does not make about a success: "No event is due".
_OF_SUCCESSES = ("raises nothing", "raises not", "no data", "echo")

#: Words in a sentence about all messages that say that some are not meant.
_ALL_OTHERS = re.compile(
    r"\b(?:all (?:the )?(?:others?|remaining|rest)|alle (?:übrigen|anderen|restlichen)|tou(?:te)?s les autres"
    r"|tod[oa]s l[oa]s (?:demás|otr[oa]s))\b(?! (?:events|ereignisse|événements|eventos) (?:(?:of|der|de)\b|d['’])"  # noqa: RUF001 -- an apostrophe
    r"| (?:session )?initiali[sz]ation events\b| initialisierungsereignisse\b"
    r"| [^\W\d_]+ (?:follow it|folgen ihm|le suivent|l[aeo]s? siguen)\b)",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(r"\b(?:except|unless|most|some|außer|ausgenommen|meist\w*)\b", re.IGNORECASE)


#: The message of a section, and that in its heading, if any.
_Home = tuple[str | None, str | None]


class _Before(NamedTuple):
    """The context of a sentence, as far as it decides its claims.

    Attributes:
        home: The message of the section, and that in its heading, if any.
        other: The message about which it says nothing, since the last question is about another one.
        last: The members of the sentence before, to which a pronoun may refer.
        is_of_failures: Whether the section is about failures.
        is_of_success: Whether the sentence before is about a success.
        is_of_member: Whether the element of a list is about its first member.
    """

    home: _Home
    is_of_failures: bool
    other: str | None = None
    last: tuple[str, ...] = ()
    is_of_success: bool = False
    is_of_member: bool = False


class _Said(NamedTuple):
    """The claims of a sentence, and the context of the next one."""

    claims: tuple[Claim, ...]
    before: _Before


#: Reads a sentence of a page, whatever its line.
_Read = Callable[[Sentence, _Before], _Said]

#: Sentences of a page that are kept with what they say: many cells and remarks are there again and again.
_KEPT = 2000


def _claims_of(
    section: Section, shown: Mapping[int, str], contract: Contract, read: _Read, *, has_marks: bool
) -> list[Claim]:
    """Return the claims of the sentences in a section, and of its heading and titles.

    Args:
        section: The section.
        shown: The events of the samples of the page, by their lines.
        contract: The contract.
        read: Reads a sentence.
        has_marks: Whether the page marks names of members, as code or by quotes.
    """
    claims = list(heading_claims(section, contract)) if section.name and contract.is_message(section.name) else []
    remarks: list[Claim] = []
    for part in section.parts:
        if part.is_history:
            claims += _of_history(part.block, contract)
        else:
            claims += replacements_in(part.block, contract) if part.block.rows else ()
            remarks += remarks_in(part.block, section.heading.name or "", contract)
    for prose in _prose_of(section, shown, contract):
        claims += _of_prose(prose, section, contract, read, has_marks=has_marks)
    known = {(claim.line, claim.kind, claim.message) for claim in claims}
    return [*claims, *(claim for claim in remarks if (claim.line, claim.kind, claim.message) not in known)]


class _Prose(NamedTuple):
    """A block of prose with its place in the section.

    Attributes:
        block: The block, with the text that it continues or the question that it answers.
        is_of_other: Whether the last question before it is about another command.
        is_of_sample: Whether it says what the code below it shows.
        is_listed: Whether it belongs to a list of secondary events.
        is_behind_list: Whether it follows the elements of such a list.
        is_of_failure: Whether it is an element of a list of the members of a failure.
        is_of_case: Whether the title above it gives a case: "With two calls".
        question: The question that it answers, empty if there is none.
        shown: The event of the sample right below it, empty for none.
    """

    block: Block
    is_of_other: bool
    is_of_sample: bool
    is_listed: bool
    is_behind_list: bool
    is_of_failure: bool
    is_of_case: bool
    question: str
    shown: str


#: The end of a paragraph before a list of the members of a failure.
_FAILURE_HAS = re.compile(r"`failure`[^.;:`]{0,40}:$", re.IGNORECASE)


#: A title that gives a case, in which other events may come.
_CASE_TITLE = phrase("events", "case_title")
#: The claims that may hold in a case only.
_IN_CASES = (
    "raises nothing", "raises not", "raises count", "raises", "outcome", "opposite",
)  # fmt: skip


def _is_like_title(block: Block) -> bool:
    """Return whether a block is a short line without an end, as a heading below that of a message is."""
    is_open = block.text[-1:] not in (".", ":", "!", "?", ";", ",", ")")
    return block.kind == "text" and is_open and block.text.count(" ") < _WORDS_OF_TITLE


_WORDS_OF_TITLE = 9


def _prose_of(section: Section, shown: Mapping[int, str], contract: Contract) -> Iterator[_Prose]:
    """Yield the prose of a section: not what was once so, code, and labels."""
    lead, question = "", section.heading.text
    is_of_other = was_listed = is_of_failure = False
    is_of_case = not section.heading.name and _CASE_TITLE.match(section.heading.text) is not None
    for part, following in zip_longest(section.parts, section.parts[1:]):
        block = part.block
        is_label = role_of(block.text) is not None and not block.text.endswith(".")  # of a list of contents
        if part.is_history or block.kind in ("code", "comment") or is_label:
            continue
        is_below_failure = block.kind == "item" and is_of_failure
        if block.kind == "item" and lead and not _IS_PROSE.match(block.text):
            block = block._replace(text=f"{lead} {block.text}")
        elif block.kind != "item":
            lead = _lead_in(block)
            is_of_failure = section.heading.name is None and _FAILURE_HAS.search(block.text) is not None
        else:
            lead = _lead_in(block)
        if block.is_bold or _is_like_title(block):
            is_of_case = _CASE_TITLE.match(block.text) is not None
        asked = question if question.endswith("?") else ""
        block = _answered(block, question)
        question = block.text
        is_of_other = _asks_about_another(block, section, contract, is_of_other=is_of_other)
        is_listed = part.role == "secondary"
        event = shown.get(following.block.line, "") if following else ""
        is_of_sample = following is not None and following.block.kind == "code" and _is_label_of_sample(block.text)
        yield _Prose(
            block,
            is_of_other=is_of_other,
            is_of_sample=is_of_sample or (event != "" and is_tag(block.text)),  # the medium of an example
            is_listed=is_listed,
            is_behind_list=was_listed and block.kind == "text",
            is_of_failure=is_below_failure,
            is_of_case=is_of_case,
            question=asked,
            shown=event,
        )
        was_listed = is_listed and block.kind == "item"


def _perhaps_of_shown(claim: Claim, sentence: Sentence, prose: _Prose) -> Claim:
    """Return a claim about a target, which may be that of an event right below: "It goes to the channel:"."""
    is_lead = topic_of(claim.kind) in ("target", "limits") and sentence.text.endswith(":")
    return claim._replace(others=(*claim.others, prose.shown)) if is_lead and prose.shown else claim


def _of_prose(prose: _Prose, section: Section, contract: Contract, read: _Read, *, has_marks: bool) -> Iterator[Claim]:
    """Yield the claims of the sentences in a block of prose, without those that the next sentence denies."""
    block = prose.block
    other = contract.current(section.name or "") if prose.is_of_other else None
    before = _Before((section.name, section.heading.name), _is_of_failures(section), other)
    own_rows = _own_rows(block, section)
    claims: list[Claim] = []  # of the sentence before
    commands = set[str]()  # of the sentences before
    is_failure = prose.is_of_failure  # whether a sentence before is about failures
    for sentence in (_of_own_member(each, section, contract) for each in sentences_in(block, section, contract)):
        if not (_IS_WRONG.match(sentence.text) or _IS_REFUSED.search(sentence.text)):
            yield from claims
        is_failure = not section.name and (is_failure or _OF_A_FAILURE.match(sentence.text) is not None)
        said = read(
            sentence._replace(
                line=0,
                is_listed=prose.is_listed and (not prose.is_behind_list or any(map(contract.is_event, sentence.names))),
                is_cell=block.kind == "table" and not _IS_REMARK.match(sentence.text),
                has_marks=has_marks,
                is_of_failure=is_failure,
                is_in_case=sentence.is_in_case or is_again(prose.question, sentence.text),
            ),
            before,
        )
        before = said.before
        is_certain = section.heading.name or sentence.line in own_rows or not said.claims
        is_guess = not (is_certain or _has_subject(sentence, commands, section, contract))
        commands |= {*filter(contract.is_command, sentence.names)}
        claims = [
            _perhaps_of_shown(claim, sentence, prose)._replace(line=sentence.line)
            for claim in said.claims
            if not (is_guess and _is_of_one_message(claim, section, contract))
            and not (prose.is_of_sample and claim.kind in ("media", "platforms", "mentioned platforms"))
            and not (prose.is_of_case and claim.kind in _IN_CASES)
            and not (claim.kind == "mentioned events" and _is_perhaps_of_step(claim, sentence, block, section))
        ]
        claims += _of_each(sentence, section, claims, contract, read)
        if not claims and not section.heading.name and block.kind in ("text", "item"):
            claims += _of_member_owner(sentence, contract, read)
    yield from claims


def _is_perhaps_of_step(claim: Claim, sentence: Sentence, block: Block, section: Section) -> bool:
    """Return whether an event may be that of a step before: "wait for `x`" in a list below a title of its own."""
    return block.kind == "item" and section.heading.name is None and claim.message not in sentence.names


def _of_each(
    sentence: Sentence, section: Section, said: Sequence[Claim], contract: Contract, read: _Read
) -> Iterator[Claim]:
    """Yield the claims of a sentence about each message of a list, without those that it makes already."""
    known = {(topic_of(each.kind), each.message) for each in said}
    before = _Before((section.name, section.heading.name), _is_of_failures(section))
    for each in each_in(sentence, section.name, contract):
        for claim in read(each._replace(line=0), before).claims:
            if holds_for_each(claim) and (topic_of(claim.kind), claim.message) not in known:
                yield claim._replace(line=sentence.line)


def _of_member_owner(sentence: Sentence, contract: Contract, read: _Read) -> Iterator[Claim]:
    """Yield the claims about members that only one message has, if a sentence names no message."""
    marked = {each[1].rpartition(".")[2] for each in MARK.finditer(sentence.text)}
    objects = frozenset(_OBJECT_IN_CODE.findall(sentence.text))
    known = marked & contract.every_member - ENVELOPE - (OBJECTS.keys() - objects)
    if not known or sentence.names or sentence.is_of_failure:
        return
    owners = [name for name in contract.names if known <= contract.member_names(name)]
    if not owners and objects & known:  # others in it may be wrong
        owners = [name for name in contract.names if objects & known <= contract.member_names(name)]
    if not owners and (first := _PROPERTY_IN_CODE.match(sentence.text)):  # some may be values of the first one
        known &= {first[1]}
        owners = [name for name in contract.names if known and known <= contract.member_names(name)]
    if len(owners) > 1:
        owners = [name for name in owners if _has_values(name, marked - known, contract)]
    for owner in owners if len(owners) == 1 else ():
        said = read(sentence._replace(line=0, message=owner), _Before((None, None), is_of_failures=False)).claims
        yield from (
            claim._replace(line=sentence.line)
            for claim in said
            if claim.message == owner and (claim.member or claim.kind == "other member")
        )


#: An object in code that has the members of a sentence: "the object `x` has two strings".
_OBJECT_IN_CODE = re.compile(r"\b(?:object|objekt|objet|objeto) `([a-z]\w*)`", re.IGNORECASE)

#: A member in code at the beginning of a sentence about its values: "The `a` of an entry is `b` or `c`".
_PROPERTY_IN_CODE = re.compile(
    r"(?:the|der|die|das|le|la|el) `([a-z]\w*)` (?:(?:of|de|del|von) )?[^.,;:`]{1,30} (?:is|ist|est|es) (?:\w+ ){0,2}`",
    re.IGNORECASE,
)


def _has_values(name: str, marked: set[str], contract: Contract) -> bool:
    """Return whether a message has a member with most of these values."""
    shared = [len(marked & {*each.values}) for each in known_values_of(name, contract)]
    return max(shared, default=0) * 2 > len(marked)


def _below_leads(sections: Sequence[Section], contract: Contract, read: _Read) -> Iterator[Claim]:
    """Yield the claims of lists of messages below a line about them: "These commands exist only for inContact:".

    The elements of such a list are sections of their own. Below the heading of a command, it lists events.
    """
    for heading, below in groupby(sections, key=lambda section: section.heading):
        blocks = {part.block.line: part.block for section in below for part in section.parts if not part.is_history}
        lead = ""
        for line, block in sorted(blocks.items()) if not contract.is_command(heading.name or "") else ():
            if block.kind not in ("item", "table"):
                lead = lead_of(block.text) if block.kind == "text" else ""
                continue
            cells = [row[0] for row in block.rows] if lead else []
            for at, text in [(cell.line, cell.text) for cell in cells] or [(line, block.text)]:
                for each in each_below(lead, text, contract):
                    said = read(each, _Before((None, None), is_of_failures=False)).claims
                    yield from (claim._replace(line=at) for claim in said if holds_for_each(claim))
            lead = lead if block.kind == "item" else ""


def _is_label_of_sample(text: str) -> bool:
    """Return whether a line before code names the medium or platform of a sample: "A telephony channel:".

    A word for a limit, or for media or platforms as such, is about the message: "telephony only:".
    """
    words_ = words_of(text)
    has_object = words_.has("object")
    is_label = text.endswith(":") or _has_role(text) or (has_object and not text.endswith(_SENTENCE_ENDS))
    is_limit = words_.has("only", "medium") or _IS_LIMIT.search(text)
    return is_label and not is_limit and (has_object or not words_.has("exists"))


#: A word for platforms, or for one to which something is limited.
_IS_LIMIT = re.compile(
    r"\b(?:platforms?|plattform(?:en)?|plates?-?formes?|plataformas?|available|verfügbar)\b", re.IGNORECASE
)


def _has_role(text: str) -> bool:
    """Return whether a line is a label of a sample with a platform: "Request (Avaya)", "Request on Avaya"."""
    return role_of(_OF_PLATFORM.sub(" ", text).strip()) is not None


_OF_PLATFORM = re.compile(
    rf"[\s,:(–—-]*(?:\b(?:on|for|from|in|auf|für|von|bei|aus|sur|pour|de|en|para)\s+)?\b{PLATFORM}\b[\s):*]*",  # noqa: RUF001 -- dashes
    re.IGNORECASE,
)


def _has_subject(sentence: Sentence, commands: Iterable[str], section: Section, contract: Contract) -> bool:
    """Return whether a sentence, or one before it in its paragraph, says that it is about the message of a section.

    `commands` are those before it in its paragraph.
    """
    name = contract.current(section.name or "")
    named = {contract.current(each) for each in (*sentence.names, sentence.named)}
    is_short = sentence.text.count(" ") < _WORDS_OF_REMARK
    is_of_own = contract.is_command(name) and all(contract.same(each, name) for each in commands)
    raises = is_of_own and any(map(contract.is_event, sentence.names))
    if name in named or is_short or raises or _OF_THE_SAMPLE.search(sentence.text):
        return True
    return name in named_in(sentence.text)


#: How many words a remark without a subject has: "Telephony only."
_WORDS_OF_REMARK = 3

#: Words for the message that a paragraph is about, or for a part of it.
_OF_THE_SAMPLE = re.compile(
    rf"{_OF_THE_MESSAGE.pattern}"
    r"|^this (?:works|exists|applies|is (?:available|possible|supported|for))\b"
    r"|\b(?:the|this|its|der|die|das|diese[rs]?|ihre?|seine?|la|le|cette|sa|son|el|est[ae]|su) "
    r"(?:success|response|answer|reply|target|erfolg\w*|antwort|ziel|réponse|cible|commande|requête|respuesta|destino"
    r"|comando|solicitud|petición)\b",
    re.IGNORECASE,
)


def _is_of_one_message(claim: Claim, section: Section, contract: Contract) -> bool:
    """Return whether a claim is about the message of a section, and not about what all messages or failures have.

    Below a heading that does not name the message, a sentence without a name may be about anything.
    """
    is_general = claim.is_general or claim.kind == "original" or claim.member.startswith("failure")
    return not is_general and claim.message == contract.current(section.name or "")


#: The beginning of a sentence that denies the one before.
_IS_WRONG = phrase("elsewhere", "wrong_before")
_CALLS_WRONG = phrase("elsewhere", "calls_wrong")
#: A sentence about the request of the one before: "the request is not valid".
_IS_REFUSED = re.compile(
    r"\b(?:(?:the|this|that|such a) (?:request|command|message)"
    r" (?:is|will be|gets) (?:(?:therefore|thus|so|then|hence) )?"
    r"(?:not valid|invalid|faulty|malformed|wrong|refused|rejected)"
    r"|(?:die|diese|eine solche) (?:anfrage|nachricht) (?:(?:ist|wird) (?:(?:daher|deshalb|also|damit|somit) )?"
    r"(?:nicht gültig|ungültig|fehlerhaft|falsch|abgelehnt))"
    r"|(?:la|cette) (?:requête|commande) (?:n['’]est (?:donc )?pas (?:valable|valide)"  # noqa: RUF001 -- an apostrophe
    r"|est (?:donc )?(?:invalide|refusée|erronée))"
    r"|(?:la|esta) (?:petición|solicitud) (?:no es válida|es (?:por tanto )?(?:inválida|errónea)|se rechaza))\b",
    re.IGNORECASE,
)


#: A pronoun for several things.
_MANY = re.compile(r"(?:they|ils|elles|ellos|ellas)\b", re.IGNORECASE)


def _read(contract: Contract, sentence: Sentence, before: _Before) -> _Said:
    """Return the claims of a sentence, and the context of the next one."""
    text = sentence.text
    if len(before.last) == 1 and not before.last[0].endswith("s") and _MANY.match(text):
        before = before._replace(last=())
    last = before.last
    members = members_in(sentence, () if sentence.is_answer else last, contract)
    found = _sure([*_claims_in(sentence, members, before.home, contract)], text)
    if before.is_of_success and _IT.search(text) and not OF_REQUEST.search(text):
        found = [_of_answer(each) for each in found]
    if before.is_of_member and not (sentence.names or _OF_THE_MESSAGE.search(text)):
        found = [each for each in found if each.member or "member" in each.kind or each.kind == "known values"]
    found = _certain(found, sentence, members, contract, is_of_failure=before.is_of_failures)
    is_named = before.home[0] in sentence.names or (before.other is not None and before.other in named_in(text))
    other = None if is_named else before.other
    found = [each for each in found if each.message != other]
    is_of_last = last and not (members or sentence.names) and _IT.search(_ABOUT_MESSAGE.sub("", text))
    if is_of_last:  # perhaps the member before
        found = [each for each in found if "media" not in each.kind and "platforms" not in each.kind]
    claims = [_with_others(each, sentence, contract) for each in found]
    subjects = tuple(_members_for_pronouns(text, members))
    is_of_two = not subjects and any(name not in last for name, _, _ in members)  # "it has `state`. It is a string"
    subjects = subjects or (() if is_of_two or _IS_CALLED.search(text) else last)
    is_of_inner = subjects == ("data",) and last and _EMPTY.search(text)  # "else send an empty `data`. The member is …"
    next_ = before._replace(
        last=last if is_of_inner else subjects,
        is_of_success=is_of_success(text),
        is_of_member=before.is_of_member or (sentence.is_item and bool(members) and members[0][1] <= 1),
    )
    if claims and _CALLS_WRONG.search(text):
        claims = [each for each in claims if each.is_general]
    if claims and is_of_mistake(text):
        claims = [each for each in claims if each.is_general or not _may_be_mistake(each)]
    unknown = unknown_words(text, contract) if claims else ()
    return _Said((Claim(sentence.line, "not read", "", unknown),) if unknown else tuple(claims), next_)


#: The end of a sentence that gives the name of a message: a pronoun of the next one is for this message.
_IS_CALLED = re.compile(
    rf"\b(?:is (?:called|named)|heißt|s['’]appelle|se llama) `?{NAME}`?[.;]?$",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)


def _may_be_mistake(claim: Claim) -> bool:
    """Return whether a claim of a sentence about a failure may be what makes the request fail."""
    return claim.kind in _OF_MISTAKES or (claim.kind == "required" and claim.value[:1] == ("no",))


#: The claims about things that people get wrong in a request.
_OF_MISTAKES = (
    "type", "media", "some media", "other member", "member", "no data", "some data", "mentioned segments",
)  # fmt: skip


_EMPTY = re.compile(r"\b(?:empty|leere[sn]?|vides?|vací[oa]s?)\b", re.IGNORECASE)


def _is_of_failures(section: Section) -> bool:
    """Return whether a section is about the failures of several messages."""
    return not section.heading.name and FAILURE_WORDS.search(section.heading.text) is not None


#: A fragment that says in which object a member is: "Member of `interaction` in `interaction.created`."
_MEMBER_OF = re.compile(
    r"\W*(?:an?|the|ein|das|une?|le|el)? ?(?:member|field|property|mitglied|feld|membre|champ|miembro|campo|propiedad)"
    r" (?:of|in|von|de|du|en) ",
    re.IGNORECASE,
)


def _members_for_pronouns(text: str, members: Members) -> list[str]:
    """Return the members of a sentence to which a pronoun of the next one may refer."""
    pronoun = PRONOUN.match(text)
    if _MEMBER_OF.match(text):  # of the title before it
        return []
    if pronoun and not (members and members[0][1] == pronoun.end() + 1):  # "the member", with no name behind it
        return []
    return subjects_among(text, members)


#: The label of a cell with sentences of a text: "Remark 6.3: all parameters are strings".
_IS_REMARK = re.compile(
    r"(?:remarks?|notes?|comments?|bemerkung(?:en)?|hinweise?|anmerkung(?:en)?|remarques?|notas?|observaciones)"
    r"(?: [\d.]+)?: \S+ \S+ \S",
    re.IGNORECASE,
)


#: The member that only events have, in a sentence that has no command in code: "events have `messageType` and `name`".
_OF_EVENTS = re.compile(r"\bmessageType\b")


def _of_own_member(sentence: Sentence, section: Section, contract: Contract) -> Sentence:
    """Return a sentence behind one about another message with that of its section, if only this has its member.

    One about the members of events is not about a command.
    """
    text = sentence.text
    is_of_events = "messageType" in text and "`command`" not in text and _OF_EVENTS.search(text) is not None
    if is_of_events and contract.is_command(sentence.message or ""):
        return sentence._replace(message=None)
    if sentence.names or sentence.message == section.name:
        return sentence
    home, other = contract.current(section.name or ""), contract.current(sentence.message or "")
    if home == other or not (contract.is_message(home) and contract.is_message(other)):
        return sentence
    own, others = (contract.member_names(name) - ENVELOPE for name in (home, other))
    marked = {each[1] for each in MARK.finditer(text)}
    is_of_own = plain_members(text, own - others) or not marked.isdisjoint(own - others)
    is_of_own = is_of_own and marked.isdisjoint(others) and not plain_members(text, others)
    return sentence._replace(message=home) if is_of_own else sentence


#: Words of a sentence that says that something is not documented.
_UNKNOWN = re.compile(
    r"\b(?:is|are|remains?|ist|sind|bleibt|est|sont|es|son) (?:unknown|unbekannt|inconnue?s?|desconocid[oa]s?)"
    r"(?: (?:to (?:us|me)|yet|uns))?(?=[.;!]|$)|"
    r"\b(?:not|never|nicht|nie|pas|jamais|no|nunca) (?:\w+ ){0,2}?"
    r"(?:known|documented|published|specified|described|bekannt|dokumentiert|veröffentlicht|beschrieben|connue?s?|documentée?s?|publiée?s?|décrite?s?|conocid[oa]s?"
    r"|documentad[oa]s?|publicad[oa]s?|descrit[oa]s?)\b",
    re.IGNORECASE,
)


#: The beginning of a step of a test without a member: "Leave `destination` out".
_LEAVE_OUT = re.compile(
    r"(?:[A-Z]{1,5}[-_ ]?\d[\w.-]*[.:)]? |[^\W\d_]+: )?"  # the number of a case, or its label
    r"(?i:leave|omit|drop|remove|lassen sie|lass|omettez|omettre|omita|omitir|quite|quitar)\b (?:out )?"
    r"(?:the |das |den |die |le |la |el )?[`\"]?\w+",
)


#: The beginning of a sentence that says what a page is for: "This page helps with failures."
_OF_THIS_PAGE = re.compile(
    r"(?:this|the|diese[rs]?|cette|ce|est[ae]) (?:pages?|chapter|section|document|guide|runbook|table|seite|kapitel"
    r"|abschnitt|dokument|tabelle|chapitre|tableau|página|capítulo|sección|documento|guía|tabla)\b"
    r"(?! (?:that|which|die|qui|que)\b)",
    re.IGNORECASE,
)


#: The time before or after a message: "After `x`, send nothing to the interaction".
_LATER = re.compile(
    r"(?:after|before|once|until|nach|vor|sobald|bis|après|avant|dès|jusqu['’]à|después de|antes de|tras|hasta)"  # noqa: RUF001 -- an apostrophe
    rf" `?{NAME}",
    re.IGNORECASE,
)
#: The beginning of a sentence about how something else is addressed: "To address the interaction, append its id".
_TO_ADDRESS = re.compile(
    r"(?:in order )?(?:to (?:address|target|reach)|um [^,.;]{1,60} zu (?:adressieren|erreichen)"
    r"|pour (?:adresser|viser|atteindre)|para (?:dirigirse|direccionar|alcanzar))\b[^,.;]{0,60},",
    re.IGNORECASE,
)


def _sure(found: list[Claim], text: str) -> list[Claim]:
    """Return the claims of a sentence without those about data, or of an opposite, that it calls unknown.

    A sentence about a page says none of these either, and one about how to address something, or about the time before
    or after a message, is about no target.

    Nor is the opposite of a description one of them where another claim says more exactly what is wrong.
    """
    if not found:
        return found
    exact = {each.message for each in found if each.kind in ("never during", "member platforms")}
    kinds = {each.kind for each in found}
    if _TO_ADDRESS.match(text) or (_LATER.match(text) and len(names_of(text)) == 1):
        found = [each for each in found if "target" not in each.kind]
    if OF_SOME_COMMANDS.match(text):
        found = []
    if kinds & {"raises", "mentioned events"} and (_OTHER_OCCASION.match(text) or _IS_ABOUT.search(text)):
        found = [each for each in found if each.kind not in ("raises", "mentioned events")]
    if "required" in kinds and _LEAVE_OUT.match(text) and not IN_A_CASE.search(text):
        found = [each for each in found if each.kind != "required"]
    if DEPENDS.search(text):  # "the data depends on the command: some have none"
        found = [each for each in found if each.kind not in ("no data", "some data", "echo")]
    if _UNKNOWN.search(text) or _OF_THIS_PAGE.match(text):
        found = [each for each in found if each.kind not in ("no data", "some data", "opposite")]
    return [each for each in found if each.kind != "opposite" or each.message not in exact]


def _asks_about_another(block: Block, section: Section, contract: Contract, *, is_of_other: bool) -> bool:
    """Return whether a paragraph, a question, or the last one before a block, is about another command."""
    if not (section.heading.names or section.samples) and contract.is_command(section.name or ""):
        names = {contract.current(name) for name in names_of(block.text)}
        is_of_other = bool(names) and section.name not in names  # a paragraph about messages that it names
    if not block.text.rstrip(" *").endswith("?"):
        return is_of_other
    asked = asked_of(block.text, contract)
    return bool(asked) and contract.is_command(section.name or "") and section.name not in asked


def _own_rows(block: Block, section: Section) -> frozenset[int]:
    """Return the lines of a table without the rows that may be about something else than the message of a section.

    These are the terms of a glossary, and questions about another command: "And a blind transfer?".
    """
    is_glossary = bool(block.rows) and _TERM.fullmatch(block.rows[0][0].text.strip(" *:")) is not None
    asked = [
        (row, named_in(row[0].text) if is_glossary or row[0].text.rstrip(" *").endswith("?") else None)
        for row in block.rows
    ]
    if is_glossary:
        return frozenset(cell.line for row, names in asked if names and section.name in names for cell in row)
    return frozenset(cell.line for row, names in asked if not names or section.name in names for cell in row)


#: The title of the terms in a glossary.
_TERM = re.compile(
    r"(?:terms?|words?|concepts?|abbreviations?|begriffe?|wort|wörter|abkürzung(?:en)?|fachwort|termes?|mots?|notions?"
    r"|términos?|palabras?|conceptos?)",
    re.IGNORECASE,
)

#: The claims that may be about each message that a sentence names.
_OF_ANY_NAME = ("platforms", "media", "target", "echo", "limits", "required", "type", "values")


def _begins_with(text: str, name: str) -> bool:
    """Return whether the name of a message is the subject of a sentence: "the message `x` never comes"."""
    before, found, _ = text.partition(name)
    return bool(found) and before.count(" ") <= _WORDS_BEFORE and re.fullmatch(r"[\w ]*[`\"]?", before) is not None


#: How many words are at most before the name of the subject.
_WORDS_BEFORE = 2

#: "It is a command": then it is no event.
_OF_A_COMMAND = re.compile(
    r"^(?:it|this|es|das|dies|c['’]est|es) (?:is )?(?:an? |ein(?:e)? |une? )?(?:\w+ ){0,2}?"  # noqa: RUF001 -- an apostrophe
    r"(?:command|request|befehl|kommando|anfrage|commande|requête|comando|solicitud)\b",
    re.IGNORECASE,
)


def _with_others(claim: Claim, sentence: Sentence, contract: Contract) -> Claim:
    """Return a claim with the other messages that it may be about: a sentence may name others than its own."""
    if claim.message != sentence.message or _begins_with(sentence.text, claim.message):
        return claim
    compared = {each[1] for each in _COMPARED.finditer(sentence.text)}
    names = tuple(contract.current(each) for each in sentence.names if each not in compared)
    if claim.kind == "echo":  # only a command has a success
        names = tuple(filter(contract.is_command, names))
    if _OF_A_COMMAND.search(sentence.text):
        sentence = sentence._replace(others=tuple(filter(contract.is_command, sentence.others)))
    is_of_any = names and claim.message not in names and topic_of(claim.kind) in _OF_ANY_NAME
    return claim._replace(others=(*sentence.others, *names) if is_of_any else sentence.others)


def _answered(block: Block, question: str) -> Block:
    """Return a block behind a question with its answer as a sentence of its own."""
    if not question.endswith("?") or block.kind == "table":
        return block
    answer = answer_to(question, block.text)
    if answer == block.text:
        is_unknown = not (NAMES.search(question) or WHICH.match(question))
        answer = FRAGMENT.sub("", answer) if is_unknown else without_yes_or_no(answer)
    return block._replace(text=answer)


def _of_history(block: Block, contract: Contract) -> Iterator[Claim]:
    """Yield which of two spellings a part about other versions calls the older one: that holds today, too."""
    yield from advice_in(block, contract) if block.kind in ("text", "item") else ()
    cells = [each for row in block.rows for each in _with_subjects(row, contract)]
    for line, text in cells:
        yield from advice_in(Block("text", line, text), contract)
    texts = cells or [(block.line, block.text)]
    for line, text in texts if block.kind in ("text", "item", "table") else ():
        for said in END.split(text):
            names = tuple(name for name in names_of(said.replace("`", "")) if contract.is_message(name))
            are_two = len(names) == 2 and names[0] in contract.aliases  # noqa: PLR2004 -- the older name and the other
            if are_two or len({contract.current(name) for name in names}) < len(set(names)):
                yield from name_claims(Sentence(line, said, None, names), "", contract)


def _with_subjects(row: Sequence[Cell], contract: Contract) -> Iterator[tuple[int, str]]:
    """Yield the lines and texts of the cells in a row; "replaces `x`" begins with the message of a cell before it."""
    subject = ""
    for cell in row:
        text = cell.text
        yield cell.line, f"{subject} {text[:1].casefold()}{text[1:]}" if _RELATES.match(text) else text
        name = text.strip("`* ")
        subject = name if contract.is_message(name) else subject


#: The beginning of a text about a name before it that has taken the place of another one.
_RELATES = re.compile(
    r"(?:replace[sd]|supersede[sd]|renamed|ersetzt|löst\b.*\bab|remplacée?|remplace|reemplaza|sustituye|reemplazad[oa])\b",
    re.IGNORECASE,
)


def claims_of_page(sections: Sequence[Section], contract: Contract, *, has_marks: bool = True) -> list[Claim]:
    """Return the claims in all sections, and those of a sentence about all messages of the page or of a chapter."""
    if _is_in_other_language(sections):
        return []
    claims: list[Claim] = []
    read = lru_cache(_KEPT)(partial(_read, contract))
    general: list[tuple[Section, _General]] = []
    general_claims: dict[_General, list[tuple[bool, Claim]]] = {}  # with whether the section says something else
    is_first = True
    claims += _below_leads(sections, contract, read)
    shown = {each.line: each.name or "" for section in sections for each in section.samples if each.kind == "event"}
    for section in sections:
        own = _claims_of(section, shown, contract, read, has_marks=has_marks)
        claims += own
        if section.name is None or not section.heading.name:
            is_before_all = is_first and not section.heading.level
            general += [(section, each._replace(is_before_all=is_before_all)) for each in _general(section)]
            continue
        is_first = False
        if contract.is_message(section.name):
            said = {claim.kind for claim in own if claim.is_own}
            around = {title.number for title in section.titles}
            kinds = ("", "command" if contract.is_command(section.name) else "event")
            for chapter, each in general:
                is_around = chapter.heading.line in around or (each.is_of_page and not around)
                is_meant = each.kind in kinds and section.name.startswith(each.of)
                if is_meant and (each.is_before_all or is_around):
                    claim = each.claim._replace(message=contract.current(section.name), heading=section.heading.line)
                    general_claims.setdefault(each, []).append((claim.kind in said, claim))
    for found in general_claims.values():
        is_denied_by_all = all(has_own for has_own, _ in found)
        claims += [claim for has_own, claim in found if is_denied_by_all or not has_own]
    alone = [(chapter, each) for chapter, each in general if each not in general_claims and not each.is_of_following]
    return [*claims, *_of_paragraphs(alone, sections, contract)]


def _of_paragraphs(
    general: Sequence[tuple[Section, _General]], sections: Sequence[Section], contract: Contract
) -> Iterator[Claim]:
    """Yield the claims about all messages of a chapter whose messages have no headings: one may hold for some only."""
    for chapter, each in general:
        said = [part for part in sections if part.heading.line == chapter.heading.line and part.heading.level]
        every = {contract.current(name) for part in said for name in (part.name or "", *part.names_in_prose)}
        is_one = contract.is_event if each.kind == "event" else contract.is_command
        names = sorted(name for name in every if is_one(name) and name.startswith(each.of))
        if len(names) > 1 and each.kind:
            yield each.claim._replace(message=names[0], others=tuple(names[1:]), is_own=False)


#: Words of the languages that are read, and of others, in which the same words mean something else.
_OTHERS = words("languages", "others")
_KNOWN = words("languages", "read") | _OTHERS


def _is_in_other_language(sections: Sequence[Section]) -> bool:
    """Return whether a page is in a language that is not read: most words that tell it are of others."""
    known = of_others = 0
    for text in (each.text for section in sections for each in section.prose):
        found = [word in _OTHERS for word in text.casefold().split() if word in _KNOWN]
        known += len(found)
        of_others += sum(found)
    return of_others * 2 > known


#: Something of a request that is not its data.
_ID_OF_REQUEST = re.compile(
    r"\b(?:ids?|identifiers?|kennung(?:en)?|identifiants?|identificador(?:es)?) (?:of|de|der|des)"
    r" (?:(?:the|its|la|sa|su|ihrer) )?"
    r"(?:request|command|anfrage|befehls|kommandos|requête|commande|petición|solicitud)\b"
    r"|\brequest[- ]ids?\b|\banfragekennung",
    re.IGNORECASE,
)

#: A sentence with the message as its subject, and a remark behind it: "the event is for telephony: no chat raises it".
_ABOUT_MESSAGE = re.compile(
    r"(?<!\w)(?:(?:the|this|das|dies(?:es|er)|der|cet(?:te)?|la|el|est[ea]) |l['’])"  # noqa: RUF001 -- an apostrophe
    r"(?:event|command|request|ereignis|befehl|kommando|événement|commande|requête|evento|comando|solicitud)"
    r" (?:is|ist|gilt|est|es|está) [^.;:]{3,60}: .*",
    re.IGNORECASE,
)
#: A pronoun for the subject, or the object, of the sentence before.
_IT = re.compile(r"\b(?:it|them|they|es|sie|elles?|ils?(?! (?:y|existe|faut|n['’](?:y|existe))\b))\b", re.IGNORECASE)  # noqa: RUF001 -- an apostrophe


def _of_answer(claim: Claim) -> Claim:
    """Return a claim about the data of a request as one about that of its success."""
    is_of_data = claim.kind == "no data" and claim.value[:1] == ("request",)
    return claim._replace(value=("success", *claim.value[1:])) if is_of_data else claim


def _certain(
    found: list[Claim], sentence: Sentence, members: Members, contract: Contract, *, is_of_failure: bool
) -> list[Claim]:
    """Return the claims of a sentence that hold whatever else it says of other versions, wishes, or one case."""
    text = sentence.text
    if not found or _UNFINISHED.search(text) or _IS_VALUE.fullmatch(text):
        return []
    is_of_id = _ID_OF_REQUEST.search(text) is not None
    found = [
        each
        for each in found
        if not (is_of_failure and each.kind in _OF_SUCCESSES) and not (is_of_id and each.kind == "echo")
    ]
    if sentence.is_of_several:
        found = [each for each in found if each.member or each.message != sentence.message]
    certain = _BEFORE_IT.sub("", _CONCESSION.sub("", text))
    if _is_aside(certain) or ASIDE.search(certain):
        return [] if _REPORTED.search(text) else [each for each in found if each.kind in _OF_NAMES]
    found = _without_types_of_contents(found, text, contract)
    found = _without_targets_of_others(found, sentence, contract)
    found = _without_limits_of_case(found, text)
    if _NONE_OF.search(text) or (_ALL_OTHERS.search(text) and not sentence.names):
        found = [each for each in found if each.member or each.kind in _OF_NAMES]
    compared = {contract.current(each[1]) for each in _COMPARED.finditer(text)}
    found = [each for each in found if each.message not in compared]
    if _THIS_TIME.search(text):
        found = [each for each in found if each.kind not in ("raises nothing", "raises not")]
    if gives_case(text):  # an event that comes then has another cause than the command
        found = [each for each in found if each.kind != "raises"]
    if sentence.is_in_case:
        is_own_case = IN_A_CASE.search(text) is not None
        found = [each for each in found if each.kind not in _OF_ALL_CASES or (is_own_case and each.kind == "opposite")]
    if _OBSERVED.search(text) or text.strip(" .:*").casefold() in PLATFORMS:
        return [each for each in found if (each.member and each.kind != "required") or each.kind in _OF_NAMES]
    others = [each for each in found if each.kind not in ("media", "platforms", "mentioned platforms")]
    if members or len(others) == len(found) or _OF_THE_MESSAGE.search(text) or sentence.message in named_in(text):
        return found
    return others if has_member(sentence, contract) else found


def _without_limits_of_case(found: list[Claim], text: str) -> list[Claim]:
    """Return claims without media and platforms if a text says that a case fails: "chat channel: failure"."""
    fails = _FAILS.match(text.partition(": ")[2])
    return [each for each in found if topic_of(each.kind) not in ("media", "platforms")] if fails else found


#: The beginning of a text by which something fails.
_FAILS = pattern("wrong_use", "result")

#: A member with something in it: "`labels` has an object for each language".
_HOLDS = phrase("members", "holds")

#: A number that people dial, which is no JSON number: "a number in E.164 format".
_DIALED = phrase("members", "dialed")


def _without_types_of_contents(found: list[Claim], text: str, contract: Contract) -> list[Claim]:
    """Return claims without the types of what is in an object or array, and without numbers that people dial."""
    holders = {each[1].rpartition(".")[2] for each in _HOLDS.finditer(text)}
    is_dialed = _DIALED.search(text) is not None

    def is_of_contents(claim: Claim) -> bool:
        named = (
            each for name in contract.of_name(claim.message) for each in contract.members_named(name, claim.member)
        )
        return claim.member in holders and any({"object", "array"} & types_of(each.schema) for each in named)

    return [
        each
        for each in found
        if each.kind != "type" or not ((is_dialed and each.value == ("number",)) or is_of_contents(each))
    ]


#: A case that was so before: "if it had been stopped", "one that had been stopped".
_BEFORE_IT = re.compile(
    r"\b(?:when|if|once|after|that|which|who|where|unless)\b[^,;.]{0,40}?\bhad been\b", re.IGNORECASE
)

#: A thought of somebody, beside a fact: "it is text, although one would expect a number".
_CONCESSION = re.compile(
    r"^(?:although|though|even though|obwohl|bien que|quoique|aunque)\b[^,;:]*,"
    r"|,? (?:although|though|even though|obwohl|bien que|quoique|aunque)\b[^,;:]*",
    re.IGNORECASE,
)


def _without_targets_of_others(found: list[Claim], sentence: Sentence, contract: Contract) -> list[Claim]:
    """Return claims without those about targets that are not those of the message itself."""
    if _TARGET_OF_OBJECT.search(sentence.text):
        found = [
            each
            for each in found
            if each.is_general or each.kind not in ("target", "mentioned segments", "target forms")
        ]
    if sentence.is_cell or not any(each.kind == "target" for each in found):
        return found
    is_command = contract.is_command(sentence.message or "")
    own = objects_of_own(sentence.text, is_command=is_command, actions=contract.actions)
    return [each for each in found if each.kind != "target" or own is None or own >= {*each.value}]


#: A text that goes on with something before it, a quotation as a whole, columns that are divided by dots, and the
#: description of a trouble: "`x` is missing or a string".
_UNFINISHED = re.compile(
    r"^(?:symptoms?|problems?|troubles?|issues?|complaints?|incidents?|symptome?|störung|problème|symptôme|síntoma"
    r"|problema)(?: \w+)?:\s|\b(?:(?:is|are) missing or|fehlt oder|manque ou|falta o)\b"
    r"|^(?:…|\.\.\.)|^[\"“„«][^\"”“»]*[.!?][\"”“»](?=\s|$)|\.{4,}",
    re.IGNORECASE,
)

#: A text that is nothing but a value in code.
_IS_VALUE = re.compile(r"`\"?\w+\"?`[.,;]?")

#: A report of the words of somebody: they may be wrong, also about names.
_REPORTED = re.compile(
    r"\b(?:you|he|she|they|somebody|someone) (?:once |also |then |had )?(?:wrote|said|thought|believed|assumed) that\b",
    re.IGNORECASE,
)


#: Words of a sentence about another attempt.
_THIS_TIME = re.compile(
    r"\b(?:this time|the (?:second|next) time|once more|diesmal|beim (?:zweiten|nächsten) mal|cette fois"
    r"|la (?:deuxième|seconde) fois|esta vez|la segunda vez)\b"
    r"|^(?:and |und |et |y )?(?:in (?:this|that|such a|these|those) cases?|in (?:diesem|dem|solch einem) fall"
    r"|dans ces? cas|en (?:est[ea]|es[ea]|tal) caso|then|dann|alors|entonces)\b"
    r"|^(?:chaque|tout[^\W\d_]*) (?:succès|réussite)[^.;:]{0,30} (?:ne |n['\u2019])"
    # behind the last event of the initialization
    r"|\b(?:events?|messages?|notifications?|ereignis(?:se)?|meldung|nachricht|événements?|eventos?|avisos?)"
    r" (?:of (?:the )?(?:session )?|der (?:sitzungs)?|de l['\u2019]|de la )ini[tc]iali\w+",
    re.IGNORECASE,
)

#: The target of any object of a kind, not that of a message: "a conversation's target", "the target of a call".
_TARGET_OF_OBJECT = re.compile(
    rf"\btargets? of (?:the|this|that) (?:new )?(?:{OBJECT} itself|e-?mails?|chats?|callbacks?|contacts?)\b"
    rf"|\b(?:ziel|cible|destino) (?:de[rs]|du|de la|del|de l['’]) ?(?:(?:neuen|nouvelle|nouvel) )?"  # noqa: RUF001 -- an apostrophe
    rf"(?:{OBJECT} (?:selbst|(?:lui|elle)-même|mism[oa])|e-?mails?|mails?|chats?|rückrufs?|courriels?|correo)\b|"
    rf"\b(?:an?|each|every|any|new) {OBJECT}['’]s targets?\b|\btargets? of (?:an?|each|every|any) {OBJECT}\b"  # noqa: RUF001 -- an apostrophe
    rf"|\b(?:ziel|cible|destino) (?:eine[rs]|jede[rs]|d['’]une?|de una?|de cada) {OBJECT}\b"  # noqa: RUF001 -- an apostrophe
    # "later messages of the interaction have the target ..."
    rf"|^(?:later|further|other|all|spätere|weitere|andere|alle|les autres|tous les|otros|todos los|los demás)"
    rf" (?:messages?|events?|nachrichten|ereignisse|événements|mensajes|eventos)"
    rf" (?:of|der|des|de la|del?|du|de l['\u2019]) ?"
    rf"(?:(?:the|an?) )?{OBJECT}\b",
    re.IGNORECASE,
)


#: An item of several sentences about the message that it begins with: the words before the list are not part of it.
_IS_PROSE = re.compile(rf"`?{NAME}`?\s+[^\W\d_]+\s[^.!?]*[.!?]\s+\w")


class _General(NamedTuple):
    """A claim about all messages of a chapter or of the page, and the kind of them, empty for all.

    `is_before_all` says that no heading is before it, `of` is the object whose messages it is about, empty for all, and
    `is_of_following` says that it is about those below: in the section itself, a list or a table of them.
    """

    claim: Claim
    kind: str
    is_of_page: bool
    is_before_all: bool = False
    of: str = ""
    is_of_following: bool = False


_FOLLOWING = phrase("all", "following")

_is_of_all = finder("all", "messages")

_OF_PAGE = phrase("all", "of_page")

_COMMANDS = phrase("all", "commands")

_EVENTS = phrase("all", "events")

_OF_OBJECT = phrase("all", "of_object")


def _general(section: Section) -> Iterator[_General]:
    """Yield the media, the platforms and the target that a sentence gives to all messages that follow."""
    for each in section.prose_of_today:
        last = ""  # the words for all messages in the sentence before
        for sentence in map(without_processor, END.split(each.text)):
            they = (_THEY.match(sentence) or _THEIRS.match(sentence)) if last else None
            following = _FOLLOWING.match(sentence)
            all_ = following or (OF_ALL.search(sentence) if _is_of_all(sentence) else they)
            last = f"{all_[0]} {last if they else ''}" if all_ else ""
            if not all_ or _NOT_ALL.search(sentence) or NAMES.search(sentence) or _ALL_OTHERS.search(sentence):
                continue
            kind = "command" if _COMMANDS.search(last) else "event" if _EVENTS.search(last) else ""
            is_of_page = _OF_PAGE.search(last) is not None
            limited = _OF_OBJECT.search(last)
            of = OBJECTS[next(filter(None, limited.groups())).casefold()] if limited else ""
            for name, *value in dict.fromkeys(_facts_of_all(sentence, all_)):
                is_scope = _OF_THIS_PAGE.match(sentence) and name == "platforms"
                if is_scope and (not value or ALL_PLATFORMS.search(sentence)):  # the scope
                    continue
                claim = Claim(each.line, cast("ClaimKind", name), "", tuple(value), is_own=True)
                yield _General(claim, kind, is_of_page, of=of, is_of_following=following is not None)


def _facts_of_all(sentence: str, all_: re.Match[str]) -> Iterator[tuple[str, ...]]:
    """Yield the facts in a sentence, with the messages that it is about as "it"."""
    media = media_in(sentence)
    if media:
        yield "media", media
    if only := ONLY_ON.search(sentence):
        named = next(group for group in only.groups() if group)
        yield "platforms", *sorted(set(re.findall(PLATFORM, named.casefold())))
    is_verb = all_.re is _THEIRS and all_[0].casefold().startswith(_ADDRESSED)
    subject = "The target is" if is_verb else "The target" if all_.re is _THEIRS else "it"
    said = f"{sentence[: all_.start()]} {subject} {sentence[all_.end() :]}".strip()
    known = {kind: value for kind, value, _ in facts_in(said, is_command=True, is_message=bool) if kind in _OF_EVERY}
    yield from ((kind, *value) for kind, value in known.items() if not (media and kind == "media"))


#: The facts about all messages of a chapter, and the beginning of a sentence about the messages before.
_OF_EVERY = ("media", "platforms", "target", "not on platforms")

_THEY, _THEIRS = phrase("all", "they"), phrase("all", "theirs")
#: Verbs by which a sentence names the target.
_ADDRESSED = ("adressiert", "angesprochen", "angesteuert")


def _lead_in(block: Block) -> str:
    """Return the last sentence of a paragraph if it begins the sentences of a list: "Raised in these cases:".

    Its pronoun, or its verb without one, is about the only message that the paragraph begins with.
    """
    if _WHEN_RAISED.match(block.text.strip(" *")):
        return "Raised among others:"  # an occasion that is not understood may be one of them
    last = END.split(block.text)[-1] if block.kind == "text" and block.text.endswith(":") else ""
    if not last or not RAISED.search(last) or NAMES.search(last) or ASIDE.search(last):
        return ""
    subject, names = _IT_COMES.match(last), names_of(block.text)
    if not subject or len(set(names)) != 1 or not _NAME_FIRST.match(block.text):
        return last
    return f"`{names[0]}` {subject[1].casefold()}{last[subject.end() :]}"


_WHEN_RAISED = phrase("events", "when_raised")

#: The beginning of a sentence about when an event comes, and the name at the beginning of a paragraph.
_IT_COMES = re.compile(
    r"(?:(?:it|this event|the event|es|dieses ereignis|il|elle|cet événement|este evento|el evento) )?"
    r"((?:appears|comes|occurs|arrives|is (?:raised|sent)|erscheint|kommt|wird|tritt"
    r"|apparaît|arrive|est (?:émis|envoyé)|aparece|llega|se (?:emite|envía|recibe))\b)",
    re.IGNORECASE,
)
_NAME_FIRST = re.compile(rf"(?:(?:the|das|le|el) )?(?:event|ereignis|evento|l['’]événement)? ?`{NAME}`", re.IGNORECASE)  # noqa: RUF001 -- an apostrophe


#: A message that another one is compared with: "unlike `x`, it goes to the channel".
_COMPARED = re.compile(
    r"\b(?:unlike|like|as with|contrary to|in contrast to|compared (?:to|with)|as opposed to"
    r"|different(?:ly)? from|than|anders als(?: bei)?|wie(?: bei)?|im (?:gegensatz|unterschied) zu"
    r"|contrairement à|à la différence d[eu]|comme|a diferencia de|como)"
    r" (?:(?:after|with|for|in|of|by|during|nach|mit|bei|après|avec|pour|chez|tras|con|en) )?"
    r"(?:(?:the|an?|der|die|das|dem|einem|le|la|el|un|une) )?"
    rf"(?:event |command |request )?`?({NAME})",
    re.IGNORECASE,
)

#: Claims that hold in all cases, unless a sentence gives one.
_OF_ALL_CASES = (
    "raises nothing", "raises some", "raises not", "raises", "no data", "some data", "echo", "outcome", "opposite",
    "required",
)  # fmt: skip


#: A guess that a sentence advises against: "it is not assumed that the success has data".
_ASSUMES_NOT = re.compile(
    r"\bnot (?:be )?(?:assumed?|presumed?|taken for granted) that\b|\b(?:never|not) (?:assume|presume) that\b"
    r"|\bnicht (?:angenommen|vorausgesetzt|davon ausgegangen), dass\b|\bne (?:suppose|présume)\w* pas que\b"
    r"|\bno (?:se )?(?:asum|supon|presum)\w+ que\b",
    re.IGNORECASE,
)


def _claims_in(sentence: Sentence, members: Members, home: _Home, contract: Contract) -> Iterator[Claim]:
    if _ASSUMES_NOT.search(sentence.text):
        return
    of_section = home[0]
    name = sentence.message
    topics = topics_of(sentence.text)
    if not name and (original := _ORIGINAL.search(sentence.text)):
        failure = next((each.name for each in contract.messages if each.kind == "failure"), "")
        where = next(filter(None, original.groups()))
        yield Claim(sentence.line, "original", failure, (where,), is_general=True)
        return
    is_general = not name or _OF_A_FAILURE.match(sentence.text) is not None
    is_general = is_general or (_IN_FAILURES.search(sentence.text) and FAILURE_WORDS.search(sentence.text)) is not None
    if is_general and (not name or "outcome" in topics) and (general := envelope_claims(sentence, contract)):
        yield from general
        return
    is_of_names = sentence.named or NAMES.search(sentence.text)
    of_names = list(name_claims(sentence, of_section or "", contract)) if is_of_names else []
    yield from of_names
    if of_names:
        return
    if "gone" in topics and (GONE.search(sentence.text) or GONE_ALSO.search(sentence.text)):
        yield from replacement_claims(sentence, members, contract)
        return
    may_be_raised = (sentence.names or "phase" in topics) and not subjects_among(sentence.text, members)
    raised = list(cause_claims(sentence, of_section, contract)) if may_be_raised else []
    yield from raised
    is_in_case = any(each.kind == "raised during" and len(each.value) > 1 for each in raised)
    command = of_section if contract.is_command(of_section or "") else ""
    opposites_ = [] if is_in_case else list(opposite_claims(sentence, command or "", contract))
    yield from opposites_
    said = [*raised, *opposites_]
    if name and contract.is_message(name):
        yield from _claims_about_message(sentence, members, said, home, contract)


def _claims_about_message(
    sentence: Sentence, members: Members, said: Sequence[Claim], home: _Home, contract: Contract
) -> Iterator[Claim]:
    """Yield the claims of a sentence about its message, besides those that are `said`: its causes and outcomes."""
    of_heading = home[1]
    name = sentence.message or ""

    def claim(kind: ClaimKind, *value: str) -> Claim:
        return Claim(sentence.line, kind, name, value, is_own=name == contract.current(of_heading or ""))

    if sentence.is_list_of_events and contract.is_command(name):
        yield from listed_event_claims(sentence, claim, contract)
        return
    by_phrases = list(_by_phrases(sentence, members, claim, contract, topics_of(sentence.text)))
    yield from by_phrases
    if not (sentence.is_listed or members or sentence.behind):
        known = {each.kind.removeprefix("some ") for each in by_phrases} | ({"raises"} if said else set())
        by_words = [each for each in _by_words(sentence, claim, contract) if each.kind not in known]
        yield from by_words
        by_phrases += by_words
    if not (sentence.is_listed or sentence.behind):
        known = {topic_of(each.kind) for each in (*by_phrases, *said)}
        if not (known & {"values", "alternatives", "unknown"} or sentence.is_cell):
            yield from value_claims(sentence, members, claim, contract)
        yield from _of_home(sentence, of_heading, contract)
        is_of_others = any(not contract.same(each, name) for each in sentence.names)
        is_open = contract.is_command(name) and not (is_of_others or "outcome" in known or "opposite" in known)
        if is_open and (outcome := outcome_in(sentence.text)):
            yield claim("outcome", outcome, sentence.text)


#: Words about the objects in names: "`channel.dial` is about a channel, `interaction.ended` about an interaction".
_IS_ABOUT = re.compile(
    rf"{NAME}`? (?:(?:is )?about|handelt von|betrifft|concerne|porte sur|trata de|se refiere a)\b", re.IGNORECASE
)
#: An occasion that is no success of a request: "Once all channels are there, `x` is sent".
_OTHER_OCCASION = re.compile(
    r"(?:once|as soon as|sobald|nachdem|une fois|dès que|una vez)\b(?![^,]*\b(?:succe\w+|request|command|answer\w*"
    r"|response|erfolg\w*|anfrage|befehl|kommando|succès|réussi\w*|requête|commande|éxito|petición|solicitud|orden)\b)"
    r"[^,]*,"
    # of any object: "when a channel goes away", "sind alle Kanäle da, ..."
    rf"|(?:when(?:ever)?|if|wenn|falls|quand|lorsqu[e']|si|cuando) (?:an?|eine?n?|une?|una?|un) (?:\w+ )?{OBJECT}\b"
    r"(?![^,]*\b(?:under ?way|in progress|läuft|im gange|en cours|en curso)\b)"
    r"|(?:sind|wurden|werden) (?:alle|sämtliche|die) [^,]*, "
    # behind the event: "it arrives when all its channels are there"
    r"|.*\b(?:once|when|after|as soon as|sobald|wenn|nachdem|lorsqu[e']|quand|une fois que|dès que|cuando|una vez que"
    r"|en cuanto) (?:all|alle|tous|toutes|todos|todas)\b",
    re.IGNORECASE,
)


def _of_home(sentence: Sentence, heading: str | None, contract: Contract) -> Iterator[Claim]:
    """Yield the events that a sentence about an event names, in the section about a command: it raises them."""
    home = contract.current(heading or "")
    is_of_event = contract.is_command(home) and contract.is_event(sentence.message or "")
    are_events = is_of_event and sentence.names and all(map(contract.is_event, sentence.names))
    if are_events and is_of_cause(sentence.text, has_name=False, is_command=True):
        events_ = tuple(dict.fromkeys(sentence.names))
        yield Claim(sentence.line, "mentioned events", home, events_, others=sentence.others)
    command, *events = (contract.current(each) for each in sentence.names or ("",))
    is_of_other = contract.is_command(command) and not contract.same(command, sentence.message or "")
    if is_of_other and events and all(map(contract.is_event, events)) and is_cause_before(sentence.text):
        yield Claim(sentence.line, "mentioned events", command, tuple(dict.fromkeys(events)))


_OF_A_FAILURE = re.compile(
    r"(?:an?|every|each|all|eine?|jede[rs]?|un|chaque|cada) (?:failures?|fehler|misserfolg)\b", re.IGNORECASE
)


#: The members that only failures have.
_IN_FAILURES = re.compile(r"\bcontext\b|\boriginal`|\bstack[- ]?traces?\b", re.IGNORECASE)


def _by_phrases(
    sentence: Sentence, members: Members, claim: Claimed, contract: Contract, topics: frozenset[str]
) -> Iterator[Claim]:
    """Yield the claims of the phrases in a sentence."""
    for topic, read in _READERS:
        if topic in topics:
            yield from read(sentence, members, claim)
    is_lead = sentence.text.endswith(":") and not (sentence.is_item or sentence.names)  # "No events follow:"
    if (is_lead or not sentence.is_listed) and (sentence.names or "events" in topics):
        yield from event_claims(sentence, claim, contract, topics)
    of_data = _OF_THE_DATA.search(sentence.text, members[-1][2]) if members else None
    sentence = sentence._replace(text=sentence.text[: of_data.start()]) if of_data else sentence
    for position, member in enumerate(members):
        end = members[position + 1][1] if position + 1 < len(members) else len(sentence.text)
        yield from member_claims(sentence, member, end, members, claim)


#: The beginning of a clause about the data behind one about a member: ", and its data may be a list".
_OF_THE_DATA = re.compile(
    r", (?:and|und|et|y) (?:its|the|their|seine|ihre|die|ses|les|sus|los) (?:data|daten|données|datos)\b", re.IGNORECASE
)

#: Words about a case that a sentence before has named, or by which only both events together do not come.
_IN_NAMED_CASE = re.compile(
    r"\b(?:in (?:that|this|such a) case|(?:in )?(?:diesem|dem|solchem) fall|dans ce cas|en ese caso"
    r"|(?:never|not|nie|niemals|nicht|jamais|pas|nunca|no) (?:both|beide|tous les deux|les deux|ambos|los dos)"
    r"|(?:both|the two|beide|les deux|los dos|ambos)\b[^.;:]*"
    r"\b(?:together|at once|zusammen|gemeinsam|zugleich|ensemble|à la fois|en même temps|juntos|a la vez))\b",
    re.IGNORECASE,
)

#: Words that deny some data, not that there are data: "the books, and not the data of the request".
_OTHER_DATA = re.compile(
    r"\bnot (?:the|its|that)\b|\bnicht (?:die|deren)\b|\bpas (?:les|ses)\b|\bno los\b", re.IGNORECASE
)

#: The facts that deny something, with the words that limit what they deny.
_DENIALS = {"no data": _OTHER_DATA, "raises nothing": _IN_NAMED_CASE}


def _by_words(sentence: Sentence, claim: Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield the facts in a sentence if all of its words are known."""
    is_command = contract.is_command(sentence.message or "")
    for kind, value, names in facts_in(sentence.text, is_command=is_command, is_message=contract.is_message):
        if kind == "raises":
            events = [name for name in value if contract.is_event(name)]
            yield from [claim("raises", *events)] if len(events) == len(value) else []
            continue
        if names and not contract.same(names[0], sentence.message or ""):
            if is_subject(sentence.text, names[0]) and kind in ("target", "media", "platforms"):
                yield claim(kind, *value)._replace(message=contract.current(names[0]), is_own=False)
            continue
        if kind == "some platforms":
            yield claim("platforms", *value)._replace(is_open=not NOWHERE_ELSE.search(sentence.text))
        elif kind in _DENIALS and _DENIALS[kind].search(sentence.text):
            continue
        elif is_command or not kind.startswith("raises"):
            yield claim(kind, *value)


_Reader = Callable[[Sentence, Members, Claimed], Iterator[Claim]]

_READERS: tuple[tuple[str, _Reader], ...] = (
    ("target", target_claims),
    ("platforms", platform_claims),
    ("media", media_claims),
    ("echo", echo_claims),
    ("data", data_claims),
)
