"""Statements about members: their types and values, and whether they are required."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from cti_contract.drift.claim import Claim, Claimed, Members, Sentence
from cti_contract.drift.contract import Contract
from cti_contract.drift.known_values import Known, says_of_other_types, values_said
from cti_contract.drift.member_clause import before_member, behind_member
from cti_contract.drift.member_tables import ONE_OF, types_in, values_in
from cti_contract.drift.member_words import names_one
from cti_contract.drift.members import allowed_by
from cti_contract.drift.mentions import (
    AND,
    NOT_DESCRIBED,
    is_of_success,
    platforms_mentioned,
    required_in,
    types_mentioned,
    words_of,
)
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.sentence_words import (
    CASE_FIRST,
    ENVELOPE,
    MARK,
    NEGATION,
    NOT,
    NUMBERED,
    ONLY_ALSO,
    ONLY_ON,
    PRONOUN,
    is_negated,
    platforms_in,
)
from cti_contract.drift.subjects import action_in
from cti_contract.drift.vocabulary import compiled, meanings, phrase, texts

#: Phrases that say whether a member is required, with the place of the member in them.
_REQUIRED = phrase("required", "yes")

#: Phrases that say whether a member is required, with the place of the member in them.
_OPTIONAL = phrase("required", "no")

_SOMETIMES = phrase("required", "sometimes")

_IN_CASES = phrase("required", "case")

_ATTRIBUTE = phrase("required", "attribute")

_TYPES_AROUND = phrase("types", "around")

_TYPE_WORD = (
    r"(?:(?:array|list)s?\s+of\s+(?:(?!the\b)\w+\s+)?"
    r"(?:strings?|numbers?(?!\s+(?:that|which|to|of|from|for|where)\b)"
    r"|objects?|booleans?|texts?|integers?|string values)\b"
    r"|(?:(?:string|boolean|bool|object|integer|int)s?\b(?! of\b)|(?:array|list|text)s?\b)(?!\s+of\s+the\b)"
    r"|strings?\b(?= of (?:objects|members|strings|numbers|lists|arrays)\b)|numbers?(?=\s*(?:[.,;)]|and\b|$))"
    r"|liste(?:\s+von\s+\w+)?\b|zahlen(?=\s*(?:[.,;)]|und\b|$))|zeichenketten?\b|wahrheitswert\b|ganzzahl\b|objekt\b|zahl(?=\s*(?:[.,;)]|und\b|$)))"
)

_TYPE = re.compile(
    r"^[`\"”'’)]?\s*(?:[^.;:`\"]{0,25}?\b(?:is|are|ist|sind|holds|as|has)\b|,|:|=|\(|[-–—]|(?=(?:(?:pflicht|erforderlich|optional)\s+und\s+)?vom\s+typ\b))\s*(?:(?:required|optional|mandatory|always\s+(?:present|there)|immer\s+(?:vorhanden|da)|ein\s+pflichtfeld|pflicht|erforderlich)(?:\s+and|\s+und|,)?\s+(?:vom\s+typ\s+|of\s+type\s+)?|vom\s+typ\s+|(?:of\s+)?(?:the\s+)?type\s+|always\s+|both\s+|all\s+|alle\s+|beide\s+|which\s+is\s+|that\s+is\s+)*"  # noqa: RUF001 -- dashes
    r"(?:an?\s+|one\s+|eine?\s+|une?\s+)?(?:(?:comma-separated|optional(?:e[nrsm]?)?|erforderliche[nrsm]?|required|open|JSON|non-empty|single|whole|plain|short|einzelne|einfache|ganze)\s+)*"
    rf"({_TYPE_WORD})",
    re.IGNORECASE,
)

_VALUES = re.compile(
    rf"\b(?:{ONE_OF}|(?:can|may|must) (?:only )?be|takes?|values? (?:is|are)|kann"
    r"|val(?:eurs?|or(?:es)?) (?:connues?|conocidos?) (?:est|sont|es|son)|bekannte (?:werte|typen) sind"
    r"|peu(?:t|vent) (?:être|valoir)|pueden? (?:ser|valer)"
    r"|(?:is|are|ist|est|es)(?=(?: either)? (?:`\"?\w+\"?`,? )+(?:or|oder|ou|o) ))(?!\w)(.*)$",
    re.IGNORECASE | re.DOTALL,
)

_JOINED = re.compile(r"[`\"”,\s]*(?:(?:,|and|or|nor|und|oder|noch|et|y|ni|to|bis|à|…|an?|eine?n?|une?|una?)[`\"”\s]*)*")

#: The last one of several members in other words: "`a`, `b` and `c`, the estimated wait, which is".
_APPOSITION = r"(?:, (?:the|an?|die|der|das|eine?|le|la|une?|el|una) [^,;.:`]{2,40})?"
#: A clause behind several members that is about the last one.
_OF_LAST = re.compile(
    rf"[`\"”]?{_APPOSITION}(?:,?\s+(?:which|that) (?:is|has|can|may|must|takes?|holds)\b"
    r"|, (?:der|die|das) [^.;]*\bist\b|, qui (?:est|peut)\b|, que es\b)"
)

#: A case in which something is there: "a stack trace if there is one".
_IF_ANY = (
    r"(?:(?:if|when) (?:there (?:is|was) (?:an?y? ?one|one|an?y)|any|there|available|known|it has one)"
    r"|(?:falls|wenn|sofern) (?:es (?:eine[ns]?|welche) gibt|es einen?|eine[rs]?|vorhanden|bekannt|verfügbar)"
    r"|s['’]il (?:y en a(?: une?)?|existe)|si (?:l[oa]s? hay|hay|existe))\b"  # noqa: RUF001 -- an apostrophe
)
#: A remark on the last one of several members: in brackets, "if there is one", or "as a string".
_REMARK_ON_LAST = re.compile(
    rf"[`\"”’]?\s*(?:\(|{_IF_ANY}|(?:as|als|comme|como) (?:an?|eine?|une?|una?)\b)",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)
#: A relative clause in the singular behind several members: it is about the last one.
_WHICH_IS = re.compile(
    rf"[`\"”]?{_APPOSITION},\s+(?:(?:which|that) is|(?:die|das|der) [^.;,]*\bist|qui est|que es)\b", re.IGNORECASE
)
#: A word behind the last member of a list without "and", which is about that one: "`x`, `y` optional".
_WORD_BEHIND = re.compile(
    r"[`\"]?\s+(?:optional|opt\.?|facultati(?:f|ve)|opcional|optionnel(?:le)?)[.)]?", re.IGNORECASE
)
#: The same in a language in which such a word is in the singular: "`x` et `y` facultatif".
_SINGULAR_BEHIND = re.compile(r"[`\"]?\s+(?:facultati(?:f|ve)|opcional|optionnel(?:le)?)[.)]?", re.IGNORECASE)
#: The word before the last one of several members that are joined.
_LAST_JOIN = re.compile(r"\b(?:and|or|nor|und|oder|noch|et|y|ni)\b")


def _is_word_of_last(text: str, before: str, end: int) -> bool:
    """Return whether the word that a text ends with, behind several members, is about the last one.

    Args:
        text: The text.
        before: The text between the last two members: with a comma before "and" in it, each has words of its own.
        end: The end of the last member.
    """
    is_apart = not _LAST_JOIN.search(before) or "," in before
    return (_WORD_BEHIND if is_apart else _SINGULAR_BEHIND).fullmatch(text, end) is not None


#: A word for a type, in several languages.
_ANY_TYPE = f"(?:{'|'.join(sorted(map(re.escape, meanings('types')), key=len, reverse=True))})"
#: A type before its member, and an article of the next one, which has a type of its own: "a list `a`, a `b`".
_TYPE_BEFORE = re.compile(rf"\b{_ANY_TYPE}\s*[`\"“„]?$", re.IGNORECASE)
#: The same with an adjective: "an optional `a`, and a `b`".
_ADJECTIVE_BEFORE = phrase("required", "before")
_ARTICLE_BEFORE = re.compile(r"\b(?:an?|eine?n?|une?|una?)\s*[`\"“„]?$", re.IGNORECASE)
#: How many members a type is before at most, where the next one has an article: "the lists `a` and `b`, and a `c`".
_MOST_OF_TYPE = 3
#: A type is not longer.
_LONGEST_TYPE = 20


def _is_next_of_no_type(text: str, members: Members, at: int) -> bool:
    """Return whether a type, or "optional", before a member is not that of the next one."""
    if not _ARTICLE_BEFORE.search(text[members[at][2] : members[at + 1][1]]):
        return False
    starts = [start for _, start, _ in members[max(at + 1 - _MOST_OF_TYPE, 0) : at + 1]]
    near = [text[max(start - _LONGEST_TYPE, 0) : start] for start in starts]
    return any(_TYPE_BEFORE.search(each) or _ADJECTIVE_BEFORE.search(each) for each in near)


def _are_joined(text: str, members: Members, at: int) -> bool:
    """Return whether a member is joined with the next one, and not the last of a list: "it has `a` and `b`, `c` is"."""
    between = text[members[at][2] : members[at + 1][1]]
    if not _JOINED.fullmatch(between) or _is_next_of_no_type(text, members, at):
        return False
    before = text[members[at - 1][2] : members[at][1]] if at else ""
    is_last = _JOINED.fullmatch(before) is not None and _LAST_JOIN.search(before) is not None
    return not is_last or _LAST_JOIN.search(between) is not None


_SAID = phrase("members", "said")

_NO_CASE = phrase("mentions", "no_case")

_WORD = re.compile(r"\w+")

#: No word that makes the next one a noun is longer.
_LONGEST_WORD = 20

#: Shorter names of members are also words of the language.
_LONG_NAME = 6

#: The member of the sentence before inside a sentence: "without it the request is refused".
_IT_INSIDE = phrase("members", "it_inside")

#: A member at the head of its description, in bold or without a mark: "extension (string, optional): …".
_DESCRIBED = re.compile(r"([a-z_]\w*)\s*(?:\([^()]+\)\s*[-–—:]|:)\s")  # noqa: RUF001 -- dashes of a page

#: A member in words: "The type of an entry is one of `a` and `b`".
_PROPERTY_OF = re.compile(
    r"(?:the|der|die|das|le|la|el) ([a-z_]\w*) (?:of|de|des|der|del) [^.`]{1,30}? (?:is|ist|est|es) (?:\w+ ){0,2}`",
    re.IGNORECASE,
)

#: A long name at the head of a sentence, without marks: "The destination may be omitted".
_AT_HEAD = re.compile(
    r"(?:the|das|der|die|le|la|el) ([a-z]\w{6,}) (?:is|are|may|can|must|has to|need|ist|muss|darf|kann|est|doit|peut"
    r"|es|debe|puede)\b",
    re.IGNORECASE,
)

#: A member without marks, or its path from `data`.
_PLAIN = re.compile(r"(?<![\w.`\"“„<-])(?:(data\.)(?:\w+\.)*)?([A-Za-z_]\w*)(?![\w.`\"”>-]\w|[`\"”>-])")


#: The two members of an object as the subject: "Both members of `channel` are required".
_BOTH_WITHIN = re.compile(
    r"(?:both|the two|beide|les deux|ambos|los dos) "
    r"(?:members|fields|properties|felder|mitglieder|eigenschaften|membres|champs|miembros|campos) "
    r"(?:of|in|von|in|de|dans) `(\w+)`",
    re.IGNORECASE,
)


def _names_within(message: str, name: str, contract: Contract) -> list[str]:
    """Return the names of the members of an object in a message."""
    members = (each for one in contract.of_name(message) for each in contract.members_of(one))
    return [*dict.fromkeys(each.path[-1] for each in members if each.path[-2:-1] == (name,))]


def members_in(sentence: Sentence, last: Sequence[str], contract: Contract) -> Members:
    """Return the members in a sentence with their places; "it" and "both" are those of the sentence before."""
    within = _BOTH_WITHIN.match(sentence.text)
    names = _names_within(sentence.message or "", within[1], contract) if within else []
    if within is None or len(names) != 2:  # noqa: PLR2004 -- both
        return _members_in(sentence, last, contract)
    return [(name, 0, within.end()) for name in names]


def _members_in(sentence: Sentence, last: Sequence[str], contract: Contract) -> Members:
    known = contract.member_names(sentence.message or "")
    found: Members = []
    if last and (noun := _NOUN.match(sentence.text)):
        kind = meanings("types")[noun[1].casefold()]
        meant = [name for name in last if _is_of_type(name, kind, sentence.message or "", contract)]
        return [(meant[0], 0, noun.end())] if len(meant) == 1 else []
    if known.isdisjoint(_WORD.findall(sentence.text)):
        return _last_members(sentence.text, last) if last else []
    for each in MARK.finditer(sentence.text):
        name = each[1].replace("[]", "").rpartition(".")[2]
        if name in known and not contract.is_message(each[1]):
            found.append((name, each.start(), each.end()))
    described = _DESCRIBED.match(sentence.text) or _PROPERTY_OF.match(sentence.text) or _AT_HEAD.match(sentence.text)
    if described and described[1] in known and described[1] not in {*ENVELOPE, *OBJECTS}:
        found.append((described[1], described.start(1), described.end(1)))
    if not found:
        said = (each for each in _SAID.finditer(sentence.text) if each[1] in known - ENVELOPE - OBJECTS.keys())
        found += [(each[1], each.start(1), each.end(1)) for each in said]
    for each in _PLAIN.finditer(sentence.text):
        is_path = each[1] is not None
        is_said = not sentence.has_marks and each[2] not in OBJECTS and _says_of_member(sentence.text)
        is_data = each[2] == "data" and (
            (is_said and is_of_success(sentence.text)) or _KIND_BEHIND.match(sentence.text, each.end()) is not None
        )
        if each[2] not in known or (each[2] in ENVELOPE and not (is_path or is_data)):
            continue
        is_certain = is_path or is_data or re.search(r"[a-z][A-Z]|[a-z]\d", each[2]) is not None
        is_name = is_certain or (not found and _LEAD.match(sentence.text) is not None)
        is_name = is_name or (is_said and len(each[2]) >= _LONG_NAME)
        has_article = sentence.text.endswith((" a ", " an "), 0, each.start())  # "if an interaction is there"
        is_object = has_article and each[2] in OBJECTS
        is_noun = not is_object and _is_noun(sentence.text, each.start())
        if is_name or (not sentence.has_marks and is_noun):
            found.append((each[2], each.start(), each.end()))
    end = action_in(sentence.text)
    found = sorted({each for each in found if each[1] >= end}, key=lambda member: member[1])
    found = _without_object(sentence.text, found)
    return found or (_last_members(sentence.text, last) if last else [])


def _without_object(text: str, found: Members) -> Members:
    """Return members without those that others are in; the first one may be the only one that is meant."""
    found = [each for at, each in enumerate(found) if not (at and _has_parts(text, each[1]))]
    is_of_parts = len(found) > 1 and _IN_OBJECT.fullmatch(text[: found[0][1]]) and _OF_PARTS.match(text, found[0][2])
    return found[1:] if is_of_parts else found


#: The object that a sentence begins with, and what is behind it where the sentence is about its members.
_IN_OBJECT = re.compile(
    r"(?:in|inside|within|innerhalb von|dans|en) (?:(?:the|dem|der|l['’]objet|el|le) )?"  # noqa: RUF001 -- an apostrophe
    r"(?:(?:object|objekt|objeto) )?[`\"“„]?",
    re.IGNORECASE,
)
_OF_PARTS = re.compile(r"[`\"”]?(?:,| (?:ist|sind|is|are|est|sont|es|son)\b)", re.IGNORECASE)

#: The member of the sentence before, by its type: "the object is optional".
_NOUN = re.compile(
    r"(?:the|this|das|dieses|die|diese|cet|cette|l['’]|le|la|el|este|esta) ?"  # noqa: RUF001 -- an apostrophe
    r"(object|objekt|objet|objeto|list|array|liste|tableau|lista|string|zeichenkette|chaîne|cadena)"
    r"(?= (?:is|may|can|must|ist|darf|kann|muss|est|peut|doit|es|puede|debe)\b)",
    re.IGNORECASE,
)

#: Behind a member without marks, that it is one: "the data member".
_KIND_BEHIND = re.compile(r" (?:member|property|field|key|feld)\b", re.IGNORECASE)


def _has_parts(text: str, start: int) -> bool:
    """Return whether a member is what others are in: "in `channel`", but not "a list of `destinations`"."""
    before = text[max(start - _LONGEST_WORD, 0) : start]
    return _PART_OF.search(before) is not None and not _LIST_OF.search(before)


def subjects_among(text: str, members: Members) -> list[str]:
    """Return the members for which "both" in the next sentence is: not what others are in."""
    if len(members) > 1 and _HAS_PARTS.match(text, members[0][2]):
        members = members[1:]
    members = [
        each for each in members if not (_IN_CASE_OF.search(text, 0, each[1]) or _IS_HOLDER.match(text, each[2]))
    ]
    return [name for name, start, _ in members if len(members) == 1 or not _has_parts(text, start)]


#: Behind the object that holds the member that a question is about: "The `interaction` object in `x`".
_IS_HOLDER = re.compile(r"[`\"”]? (?:object|objekt|objet|objeto) (?:in|of|von|de|dans|en)\b", re.IGNORECASE)

#: Before a member whose value only says which case it is: "where `type` is `CALLBACK`".
_IN_CASE_OF = re.compile(
    r"\b(?:where|when|if|bei denen|wenn|falls|où|quand|lorsque|si|donde|cuando) "
    r"(?:the |der |die |das |le |la |el )?[`\"“„]?$",
    re.IGNORECASE,
)


#: Behind the object that has the members behind it: "its `interaction` object has `id` and `type`".
_HAS_PARTS = re.compile(
    r"[`\"”]? (?:(?:object|objekt|objet|objeto) )?(?:has|contains|holds|carries|hat|enthält|contient|tiene|contiene)\b",
    re.IGNORECASE,
)


#: A sentence that is nothing but a type: "A list of strings."
_TYPE_ALONE = re.compile(rf"(?:an?|one|always an?|eine?|une?|una?) {_TYPE_WORD}[.;]?$", re.IGNORECASE)

#: The beginning of a sentence about the values that are not in a list before it.
_OF_OTHER_VALUES = re.compile(
    r"(?:any |all |no |keine |aucune? |ning[uú]n )?"
    r"(?:others?|own|custom|further|more|additional|andere|eigene|weitere|autres?|d['’]autres|otr[oa]s?)"  # noqa: RUF001 -- an apostrophe
    r" (?:(?:strings?|values?|types?|ones?|werte?|typen?|valeurs?|valor(?:es)?|tipos?) )?"
    r"(?:is|are|may|can|exists?|will|ist|sind|kann|können|darf|dürfen|gibt|est|sont|peut|peuvent|es|son|puede|pueden"
    r"|no|ne)\b",
    re.IGNORECASE,
)

_IT_ANYWHERE = re.compile(r"(?<= )(?:it|them|es|sie)\b", re.IGNORECASE)


#: Words for two members.
_OF_TWO = re.compile(r"\b(?:both|neither|two|beide|zwei|deux|dos)\b", re.IGNORECASE)


def _last_members(text: str, last: Sequence[str]) -> Members:
    """Return the members of the sentence before in the place of a pronoun of this one."""
    if pronoun := PRONOUN.match(text):
        if _OF_TWO.search(pronoun[0]) and len(last) != 2:  # noqa: PLR2004 -- of two others, in plain words
            return []
        names = last if pronoun[0].casefold() in ("both", "they", "all", "beide", "sie") else last[-1:]
        return [(name, 0, pronoun.end()) for name in names]
    if _TYPE_ALONE.match(text) or _OF_OTHER_VALUES.match(text):
        return [(last[-1], 0, 0)]
    inside = _IT_INSIDE.search(text) or (_IT_ANYWHERE.search(text) if platforms_in(text) else None)
    return [(last[-1], *inside.span(inside.lastindex or 0))] if inside else []


def _is_of_type(member: str, kind: str, name: str, contract: Contract) -> bool:
    """Return whether a member is of a JSON type in all messages of a name that have it."""
    found = [each.schema for message in contract.of_name(name) for each in contract.members_named(message, member)]
    return all(isinstance(each, dict) and each.get("type") == kind for each in found)


@lru_cache(maxsize=4096)
def _says_of_member(text: str) -> bool:
    """Return whether a sentence says that something is required, or of a JSON type."""
    return required_in(text) is not None or types_mentioned(text) != "" or platforms_mentioned(text) != ()


def has_member(sentence: Sentence, contract: Contract) -> bool:
    """Return whether a sentence has the long name of a member without marks: it may be what is limited."""
    names = contract.member_names(sentence.message or "") - ENVELOPE - OBJECTS.keys()
    return names_one(sentence.text, frozenset(names)) or any(
        len(word) >= _LONG_NAME and word in names for word in _WORD.findall(sentence.text)
    )


#: Words before the object of another member: "`context` of the `failure` object".
_PART_OF = re.compile(
    r"(?:\b(?:in|into|inside|within|under|of|from|von|unter|dans|de|du|des|d['\u2019]|en|del|im)\s*"
    r"(?:\b(?:the|its|an?|each|every|any|der|die|das|dem|des|eine[mnrs]?|jede[mnrs]?|la|le|el|une?|una|chaque|cada)\s+)?"
    r"|\b(?:eine[rs]|jede[rs]|des|der)\s+)[`\"“]?$",
    re.IGNORECASE,
)


def _is_noun(text: str, start: int) -> bool:
    """Return whether a word without marks is in the place of a name: at the head of a clause or behind an article."""
    before = text[max(start - _LONGEST_WORD, 0) : start].rstrip()
    return not before or before[-1] in ",;:(" or before.rsplit(" ", 1)[-1].casefold() in (
        "the", "a", "an", "and", "or", "member", "members", "property", "contains", "carries", "takes", "has",
        "optional", "required", "und", "das", "der", "die", "feld", "mitglied", "one", "both", "champ", "membre",
        "campo", "miembro", "champs", "membres", "campos", "miembros",
    )  # fmt: skip


def value_claims(sentence: Sentence, members: Members, claim: Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield that a sentence is in conflict with the known values of a member."""
    known = known_values_of(sentence.message or "", contract)
    text = _with_own_types(sentence, contract)
    names = {name for name, _, _ in members} & {each.member for each in known}
    if not names:
        names = {each.member for each in known if _value_word(each.member).search(text)}
    is_of_types = says_of_other_types(text)
    if not names and is_of_types:
        names = {"type"}
    for name, start, end in reversed(members):  # they are no values
        if name not in names and not is_of_types and text.startswith(sentence.text[:end]):
            text = f"{text[:start]}it{text[end:]}"
    about = [each for each in known if each.member in names]
    for member, conflict in values_said(_OF_ELEMENTS.split(text)[0], about):
        yield claim("known values", member, conflict)


#: A list of the types of a kind of things: "the list of channel types".
_LIST_OF_TYPES = re.compile(
    r"(?<=\blist of )(?:the )?(channel|entry|interaction) types?\b"
    r"|(?<=\blist of )(?:the )?types of (channel|entries|interaction)s?\b"
    r"|(?<=\bliste der )(kanal|eintrags|interaktions)(?=typen\b)"
    r"|(?<=\bliste des )types (?:de |d['’])(canal|canaux|entrées?|interactions?)\b"  # noqa: RUF001 -- an apostrophe
    r"|(?<=\blista de )(?:los )?tipos de (canal(?:es)?|entradas?|interacci(?:ón|ones))\b",
    re.IGNORECASE,
)


def _with_own_types(sentence: Sentence, contract: Contract) -> str:
    """Return the text of a sentence with plain types for those of its message: "the list of types".

    It is empty if the sentence is about the types of something that its message has not.
    """
    found = _LIST_OF_TYPES.search(sentence.text)
    if not found:
        return sentence.text
    owner = meanings("owners_of_types")[next(filter(None, found.groups())).casefold()]
    members = (member for each in contract.of_name(sentence.message or "") for member in contract.members_of(each))
    is_own = any(member.path[-1] == "type" and owner in member.path for member in members)
    plain = "tipos" if "tipo" in found[0].casefold() else "" if found[3] else "types"
    return f"{sentence.text[: found.start()]}{plain}{sentence.text[found.end() :]}" if is_own else ""


#: A clause about the elements of something: ", with a list whose elements have a `type`".
_OF_ELEMENTS = re.compile(
    r",? (?:whose|where (?:each|`)|deren|dessen|wobei|dont|où chaque|cuy[oa]s|donde cada)(?= |\w|`)",
    re.IGNORECASE,
)


#: Words for types; some of them are for other things, too, but not behind "the list of".
_TYPE_WORDS = (
    r"(?:type|(?<=den )typ|(?<=el )tipo|(?<=list of )kind|(?<=liste der )(?:typen|arten)|(?<=liste des )genre"
    r"|(?<=lista de )(?:tipo|clase))"
)


@cache
def _value_word(member: str) -> re.Pattern[str]:
    """Return a pattern for a member in words: "types" for `type`."""
    in_words = re.sub(r"(?<=[a-z])(?=[A-Z])", "[ -]?", member) if member != "type" else _TYPE_WORDS
    return re.compile(rf"(?<![\w-]){in_words}s?(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=256)
def known_values_of(name: str, contract: Contract) -> tuple[Known, ...]:
    """Return the members of a message that have known values, with those of all its kinds."""
    found: dict[str, list[dict[str, Any]]] = {}
    for message in contract.of_name(name):
        for member in contract.members_of(message):
            found.setdefault(member.path[-1], []).append(member.schema)
    known = []
    for member_name, schemas in found.items():
        values = [list(map(str, allowed_by(schema, known=True) or ())) for schema in schemas]
        if member_name not in ("command", "name") and all(values):
            listed = tuple(dict.fromkeys(each for of_one in values for each in of_one))
            is_open = any(schema.get("x-cti", {}).get("known") for schema in schemas)
            known.append(Known(member_name, listed, is_open))
    shared = Counter(frozenset(each.values) for each in known)
    return tuple(each._replace(alike=shared[frozenset(each.values)]) for each in known)


_LEAD = phrase("platforms", "lead")

#: A clause is about a part of a member, or asks for what is in it:
#: "of its §, the code may be absent", "what is in §".
_OTHER_PART = phrase("required", "other_part")

#: How many words a label before a member has at most.
_LABEL = 3


#: A reason at the end of a clause: it says something else.
_REASON = re.compile(
    r"(?:,\s(?:for|denn|da)|,?\s(?:since|because|weil|car|puisque|porque|ya que))\s[^§]*$"
    # and its result in brackets
    r"|\((?:so|hence|that is why|daher|deshalb|also|donc|así que|por eso)\b[^()§]*\)",
    re.IGNORECASE,
)


#: Behind a member, its value in a sample: "send it with `"destination": "5550164"`"; or "for the type CALLBACK".
_VALUE_BEHIND = re.compile(r"\"?\s*:\s*(?:[\"{\[\d]|true|false|null)| [`\"“]?[A-Z]{4,}[`\"”]?(?=[\s.,;)]|$)")


#: The place of something else, which a clause is about: "in § the line may be given as a string".
_IS_PLACE = re.compile(
    r"\W*(?:in|inside|within|im|dans|en) §[`\"]?,? (?:(?:the|an?|l['’]|la|le|une?|el) ?\w"  # noqa: RUF001 -- an apostrophe
    r"|(?:kann|darf|muss) (?:der|die|das)|(?:puede|debe) (?:ir|figurar|indicarse))",
    re.IGNORECASE,
)


def _is_of_elements(text: str, member: tuple[str, int, int]) -> bool:
    """Return whether a sentence names the elements of a member: `data.entries[]`."""
    _, start, stop = member
    return text.startswith("[]", stop) or text[start:stop].rstrip("`").endswith("[]")


def member_claims(
    sentence: Sentence, member: tuple[str, int, int], end: int, members: Members, claim: Claimed
) -> Iterator[Claim]:
    """Yield the claims of a sentence about one of its members."""
    name, start, stop = member
    text = sentence.text
    at = last = members.index(member)
    while last + 1 < len(members) and _are_joined(text, members, last):
        last += 1
    joined = at < last and not _OF_LAST.match(text, members[last][2])
    after = _of_member(text[:start], _until_next(text[stop:end]) if stop < end else text[stop:])
    next_ = members[last + 1][1] if last + 1 < len(members) else len(text)
    whole = _of_member(text[: members[last][1]], _until_next(text[members[last][2] : next_])) if joined else after
    clause = _OF_ITS_OBJECT.sub("", _REASON.sub("", NOT_DESCRIBED.sub(" ", _clause(text, member, members))))
    clause = _IF_ANY_OF_OTHER.sub(" ", _OF_ITS_PARTS.sub("", _MAY_HAVE_VALUE.sub("", clause)))
    if _OTHER_PART.search(clause) or _VALUE_BEHIND.match(text, stop) or _IS_PLACE.match(clause):
        return
    said = _said_required(clause, is_item=sentence.is_item)
    of_kind = ["success"] if name == "data" and is_of_success(text) else []
    if not said and (name != "data" or of_kind) and not (sentence.is_item and re.match(r"§\s*\(", clause)):
        plain = _EVEN_IF.sub("", _NO_CASE.sub(" ", _REMARK_BEFORE.sub(" ", clause)))
        said = required_in(plain)
        said = None if said == "yes" and _IN_CASES.search(plain) else said
    if said and not _is_of_a_case(said, text, start, clause):
        yield claim("required", said, *of_kind)._replace(member=name)
    if said_type := _type_in(sentence, member, members, clause, whole if _OF_SEVERAL.search(whole) else after):
        said_type = ("array", said_type[0]) if _is_of_elements(text, member) and said_type[0] != "array" else said_type
        yield claim("type", *said_type)._replace(member=name, is_open=_ARE_MANY.search(clause) is not None)
    before = _OF_TYPE.sub("", text[:start])
    platforms = _platforms_of_member(clause, before, members) or _platforms_of_data(text, member, members)
    if len(members) == 1 and not _OTHER_SUBJECT.search(before):
        platforms = platforms or platforms_mentioned(clause)
    if platforms:
        yield claim("member platforms", *platforms)._replace(member=name)
    has_more = any(start < other[1] for other in members if not joined)
    if listed := None if has_more else _values_behind(whole, is_joined=joined):
        values, is_open = listed
        yield claim("values", *values)._replace(member=name, is_open=is_open)


def _is_of_a_case(said: str, text: str, start: int, clause: str) -> bool:
    """Return whether a member at a place is required in a case only, or said to have a value."""
    if said == "no":
        before = text[max(start - _LONGEST_WORD, 0) : start]
        return _IS_FILLED.search(clause) is not None or _IN_CASE_OF.search(before) is not None
    return CASE_FIRST.match(text) is not None or _NO_BEFORE.search(text, 0, start) is not None


#: Words about a value that is not empty: a member without such a value may be required.
_IS_FILLED = re.compile(
    r"\b(?:being|be|is) (?:filled|non-empty|not empty)\b|\b(?:gefüllt|ausgefüllt|remplie?|rellen[oa])\b", re.IGNORECASE
)

#: Words before a member and its value, which say when this value is possible: "only `x` may come with § `y`".
_MAY_HAVE_VALUE = re.compile(
    r"^[^§]*\b(?:may|can|might|could|only|kann|können|darf|dürfen|nur|peut|peuvent|seule?s?|puede|pueden|s[oó]lo)\b[^§]*"
    r"(?=§ ?(?:(?:of|=|set to) ?)?[`\"“«][^`\"”»]+[`\"”»])",
    re.IGNORECASE,
)

#: Behind the value of a member, another thing: "a `messageType` of `stateEvent` and a list".
_VALUE_AND_MORE = re.compile(
    rf"^[`\"\s]*(?:(?:of|=|:)\s*`[^`]+`|[`\"“«]\s?[^`\"”»]+[`\"”»])\s*,?\s+(?:and|und|et|y)"
    rf"(?:,? (?:in|im|dans|en) `?data`?,?)?\s+(?:an?|eine?n?|une?|una?)\s+{_ANY_TYPE}\b",
    re.IGNORECASE,
)


def _until_next(text: str) -> str:
    """Return the text between two members without the type of the next one: "`a`, a list `b`"."""
    return _TYPE_OF_NEXT.sub("", text)


#: The object that has a member, which is no case: "for a skill, its number is always there".
_OF_ITS_OBJECT = re.compile(
    r"(?:^|(?<= ))(?:for|in|with|bei|von|pour|para) (?:an?|every|each|einem|einer|jedem|une?|una?|chaque|cada) "
    r"(?:skill|agent(?:en)?|script|skript|label|entry|eintrag|compétence|competencia),?(?: entry)? ?(?=[^§]*§)",
    re.IGNORECASE,
)


#: A clause about what is in the object of a member: "an object whose members depend on the platform".
_OF_ITS_PARTS = re.compile(
    r"(?<=[^\s,]),? (?:whose|dessen|deren|dont|cuy[oa]s?) [^§;]*$"
    # "`data` has one member, and it may be left out"
    r"|(?<=§)[`\"”]? (?:has|holds|contains|carries|hat|enthält|a|contient|porte|tiene|contiene|lleva)"
    r" (?:(?:only|exactly|just|nur|genau|seulement|solo) )?(?:one|an?|a single|ein(?:en?)?|une?|una?) (?:\w+ )?"
    r"(?:member|field|property|parameter|feld|mitglied|eigenschaft|champ|membre|paramètre|campo|miembro|parámetro)"
    r",? (?:and|which|that|und|das|et|qui|y|que)\b[^§;]*$",
    re.IGNORECASE,
)


#: Something else that may be lacking, before or beside a member: ", a stack trace in `context` if there is one".
_IF_ANY_OF_OTHER = re.compile(
    rf"^ {_IF_ANY}|\([^()§]*`[\w.]+`[^()§]*\)"
    r"|(?:^|,|\b(?:and|or|plus|und|oder|sowie|et|ou|y|o)\b)(?! *(?:if|wenn|falls|sofern|si|s['’]il)\b)"  # noqa: RUF001 -- an apostrophe
    rf"(?:[^,;§]{{2,80}}?|[^,;§]{{0,60}}`[\w.]+`,) {_IF_ANY}",
    re.IGNORECASE,
)

#: Before the first one of several members, a list of objects that have them: "a list of `name` and `type`".
_LIST_OF = re.compile(
    r"\b(?:list|array|liste|tableau|lista)s? (?:of|von|mit|de|con) (?:objects with )?[`\"“„]?$", re.IGNORECASE
)


_AND_NAME = re.compile(r"[`\"”]?,? (?:and|und|et|y) (?:an? |the )?[`\"“„]")


#: A German word for a member, directly before its name; it is also one for an array.
_FIELD = re.compile(r"\bfeld (?=§)", re.IGNORECASE)


def _type_in(
    sentence: Sentence, member: tuple[str, int, int], members: Members, clause: str, behind: str
) -> tuple[str, ...]:
    """Return the type that a sentence gives a member, and that of its elements; empty if it is not clear."""
    text = sentence.text
    first = behind.partition(",")[0]
    is_of_others = len(members) < 2 and _OF_SEVERAL.search(behind) is not None  # noqa: PLR2004 -- some are not known
    is_of_others = is_of_others and not _TYPE.match(f"{first},")
    is_inside = _CONTAINER.search(text, 0, member[1]) and not _in_itself(member[0]).search(text, 0, member[1])
    clause = "" if is_of_others or is_inside else clause
    clause, behind = (_TYPE_OF_OTHER.sub("", each) for each in (_FIELD.sub("", clause), behind))
    clause, behind = (_OBJECT_MEANT.sub("", _EMPTY_SENT.sub("", each)) for each in (clause, behind))
    clause, behind = (_CONTENTS_BEHIND.sub("", each) for each in (clause, behind))
    head, mark, rest = clause.rpartition("§")
    clause, behind = f"{head}{mark}{_RETURNS.sub('', rest)}", _RETURNS.sub("", behind)
    if _LIST_OF.search(text, 0, member[1]) and _AND_NAME.match(text, member[2]):
        return ()
    around = _TYPES_AROUND.search(clause)
    is_of_elements = _EACH.search(text, 0, member[1]) and not NUMBERED.fullmatch(member[0])  # "each parameter is …"
    types = (_TYPE.match(behind) or _TYPE_IN_BRACKETS.match(behind)) if clause and not is_of_elements else None
    if types and (_WITH_OTHER.search(types[0]) or _OTHER_TYPE.match(behind, types.end())):
        return ()
    if (not types and _OF_INNER.match(behind)) or _MEMBER_BEHIND.match(behind):
        return ()
    if types or around:
        said = types[1] if types else next(filter(None, around.groups())) if around else ""
    else:
        said = types_mentioned(_BOTH_ARE.sub("a ", clause if member == members[0] else clause[clause.find("§") :]))
    found, item = types_in(said)
    item = None if _TEXTS.search(said) else item
    if not found or (found[0] != "array" and _LISTED.search(behind)):
        return ()
    return (found[0], *([item] if item else []))


#: Behind a member, nothing but its type in brackets.
_TYPE_IN_BRACKETS = re.compile(
    rf"[`\"”]?\s*\((?:an? |eine? |une? |una? )?({_ANY_TYPE})(?: de (?:caractères|texto|caracteres))?\)", re.IGNORECASE
)

#: An object that is sent in the place of a member: "leave it out and send an empty object".
_EMPTY_SENT = re.compile(
    r"\b(?:send|use|pass|write|schicke?|sende|envoyez|envoyer|envíe|enviar)\b"
    r" (?:an? empty|eine?n? leere[sn]?|une?|una?) \w+(?: vide| vací[oa])?\b",
    re.IGNORECASE,
)
#: The object that an id is for, which is no type: "it names an object in `target`".
_OBJECT_MEANT = re.compile(
    r"\b(?:names?|identif(?:y|ies)|refers? to|denotes?|designates?|points? (?:to|at)|addresses|concerns?|is about"
    r"|nennt|benennt|bezeichnet|identifiziert|désigne|nomme|identifie|nombra|identifica|designa)"
    r" (?:an?|one|ein|une?|una?) (?:object|objekt|objet|objeto)\b",
    re.IGNORECASE,
)
#: A clause about the contents of a member: "an object, and that holds one string".
_CONTENTS_BEHIND = re.compile(
    r",? (?:and |und |et |y )?(?:darin|worin|inside(?: it)?|dedans|dentro)\b[^§]*$"
    r"|,? (?:and|und|et|y) (?:holds?|contains?|carries|takes|enthält|trägt|contient|porte|contiene|lleva)"
    r" (?!an? |un)\w.*$"
    r"|,? (?:and |und |et |y )?(?:that|this|it|which|das|dieses|es|qui|celui-ci|que|este) (?:in turn |wiederum )?"
    r"(?:holds?|has|contains?|carries|takes|enthält|hat|trägt|contient|porte|contiene|lleva)\b.*$",
    re.IGNORECASE,
)
#: The type of something else, which has its name behind: "`a` and a list in `b`".
_TYPE_OF_OTHER = re.compile(
    r"(?:,|\b(?:and|plus|with|und|sowie|mit|et|avec|y|con)\b)\s+"
    r"(?:(?:(?:must|may|can|should|has to|have to)\s+)?(?:also\s+)?(?:accepts?|takes?|expects?|allows?|handles?)\s+)?"
    r"(?:an?|eine?n?|une?|una?)\s+(?:\w+ )?"
    rf"{_ANY_TYPE}(?:\s+(?:or|oder|ou|o)\s+(?:an?|eine?n?|une?|una?)\s+{_ANY_TYPE})?\s+(?:in|under|as|unter|als|dans|sous|en|bajo|como)\s+"
    r"(?:the |its |der |dem |le |la |el )?[`\"“„]?(?:\w.*)?$",
    re.IGNORECASE,
)
#: Words behind a member that say what comes back: "`x` with empty `data` returns a list"; or instead of it.
_RETURNS = re.compile(
    r",? (?:but|sondern|mais|sino) (?:an? empty|eine?n? leere[ns]?|une?|una?) \w+(?: vide| vac[íi][oa])?\b.*$"
    r"|\W(?:returns?|yields?|delivers?|liefert|ergibt|renvoie|retourne|rend|devuelve|entrega)\b.*$",
    re.IGNORECASE,
)

#: The type of several values, which may be the elements of a list.
_ARE_MANY = re.compile(
    r"\b(?:are|sind|sont|son) (?:\w+ )?(?:strings|numbers|integers|objects|booleans|texts?|zeichenketten|zahlen|chaînes"
    r"|cadenas)\b|\b(?:as|als|comme|como) (?:strings|texts|zeichenketten|texte|chaînes|cadenas)\b",
    re.IGNORECASE,
)

#: Behind the type of the elements, that they are in a list: "they are strings, in a list".
_LISTED = re.compile(
    r"\b(?:in|as|als|en|dans) (?:an?|the|einer?|der|une?|la|una?) (?:array|list|liste?|tableau|lista)\b", re.IGNORECASE
)


#: Behind an object, a member of it, which the type is of: "the `x` of an agent consist of `y`, a string".
_OF_INNER = re.compile(
    r"`?(?: (?:of|von|de) [^,.;`]{1,30}?)? "
    r"(?:consists? of|besteht aus|bestehen aus|se compose(?:nt)? de|consta(?:n)? de)"
    r" (?:\w+,? ){0,4}?(?:`|$|\w+, )"
    r"|`? (?:of|von|de) (?:an?|each|every|une?|einem|einer|una?) \w+ (?:are|sind|sont|son) \w+,"
    r" (?:an?|eine?|une?|una?) ",
    re.IGNORECASE,
)

#: Behind a type, the member that is of it: "each with a `x`, a list of `y`".
_MEMBER_BEHIND = re.compile(
    r"`?, (?:an?|one|eine?r?|une?|una?) (?:\w+ )?(?:list|array|liste|tableau|lista) (?:of|von|de) `", re.IGNORECASE
)

#: Before a type, another member: "`x` is one, with `y` as a string".
_WITH_OTHER = re.compile(r",? (?:with|mit|avec|con) \w+ (?:as|als|comme|como)\b", re.IGNORECASE)

#: Behind a type, another one, which is that of another member: "`name`, `groups` - a string and a list".
_OTHER_TYPE = re.compile(
    rf"\s+(?:and|und|et|y)\s+(?!(?:not|never|nicht|kein\w*|non|pas|no)\s)(?:\w+\s+){{0,2}}?{_TYPE_WORD}", re.IGNORECASE
)

_BOTH = (
    r"(?:both|all|alle|beide[sn]?|(?:tous|toutes)(?: (?:les )?(?:deux|trois|quatre))?|les deux"
    r"|ambos|ambas|(?:todos|todas) (?:los|las)|todos|todas|los dos|las dos)"
)

_OF_SEVERAL = re.compile(rf"\b{_BOTH}\b", re.IGNORECASE)

#: Before the type of several members: "`x` and `y`, tous deux des nombres entiers".
_BOTH_ARE = re.compile(
    rf"\b{_BOTH} (?:(?:sont|son|sind|are) )?(?:(?:des|de) )?(?=(?:(?:ganze|whole|nombres|números) )?{_ANY_TYPE}\b)",
    re.IGNORECASE,
)

_EXAMPLES = re.compile(r"\b(?:e\.g\.|such as|for example|among others|unter anderem|like|z\.\s?B\.)", re.IGNORECASE)


#: Behind the values of a member, what comes of them: "`a`, `b` or any text: have a label".
_BEHIND_VALUES = re.compile(r"(?<=[\w`\"”]):\s")


def _values_behind(text: str, *, is_joined: bool) -> tuple[tuple[str, ...], bool] | None:
    """Return the values in the text behind a member, and whether there may be others; None if it lists none.

    A name before them that is not joined with the member is one that the contract does not know: they are its values.
    """
    listed = _VALUES.search(text)
    if not listed or _EXAMPLES.search(listed[1]) or (not is_joined and MARK.search(text, 0, listed.start())):
        return None
    values, is_open = values_in(_BEHIND_VALUES.split(listed[1])[0])
    return (values, is_open) if len(values) > 1 else None


#: A remark in brackets before a member is about another one.
_REMARK_BEFORE = re.compile(r"\([^()§]*\)(?=[^§]*§)")

#: Before the member, something that is in it: "both members of `channel`", "a string in `channel`".
_CONTAINER = re.compile(
    r"\b(?:(?:members|fields|properties|parts|felder|champs|campos) (?:of|in|von|de)|inside|within|innerhalb von|dans"
    r"|dentro de|(?:string|text|texto|texte|zeichenkette|chaîne|cadena) (?:in|en))"
    r" (?:(?:the|an?|its|dem|der|le|la|el) )?[`\"“]?$",
    re.IGNORECASE,
)

#: Elements that may be objects, too: a list of texts in several languages.
_TEXTS = re.compile(r"\b(?:of|von|de) (?:\w+ )?(?:texts|texten|textes|textos)\b", re.IGNORECASE)

#: Before a member, the elements of it.
_EACH = re.compile(r"\b(?:each|every|jede\w*|chaque|cada|(?:elements|entries|items) (?:of|in))\b", re.IGNORECASE)


def _platforms_of_member(clause: str, before: str, members: Members) -> tuple[str, ...]:
    """Return the platforms to which a clause limits the only member of a sentence."""
    lead = _LEAD.match(clause)
    found = lead or ONLY_ON.search(clause) or ONLY_ALSO.search(clause)
    others = _USE_OF.sub("", before[lead.end() :] if lead else before)
    is_denied = NOT.search(clause) or words_of(clause).has("absent", "needless")
    if not found or len(members) > 1 or is_denied or _OTHER_SUBJECT.search(others):
        return ()
    named = next(group for group in found.groups() if group)
    return tuple(sorted(platforms_in(named)))


def _platforms_of_data(text: str, member: tuple[str, int, int], members: Members) -> tuple[str, ...]:
    """Return the platforms of the only member: "on x, `data` may contain `y`", "only on x is there a field, `y`"."""
    if len(members) == 1 and (only := _ONLY_THERE.match(text, 0, member[1])):
        return tuple(sorted(platforms_in(only[0])))
    lead = _LEAD.match(text) if [name for name, _, _ in members] == ["data", member[0]] else None
    if not lead or is_negated(text) or _OTHER_SUBJECT.search(text, lead.end(), member[1]):
        return ()
    if platforms_in(text[lead.end() :]) or not _SAME_CLAUSE.fullmatch(text, lead.end(), member[1]):
        return ()
    return tuple(sorted(platforms_in(lead[0])))


_ONLY_THERE = phrase("platforms", "only_there")

#: The text up to a member in the same clause.
_SAME_CLAUSE = re.compile(r"[^,;:()]*")


#: Words of a verb, not of an object: "only these make use of it".
_USE_OF = re.compile(r"\b(?:makes?|made|take|takes) (?:use|advantage|notice) of\b", re.IGNORECASE)

#: Words that describe the object of the member: "interactions of type `CALLBACK`".
_OF_TYPE = re.compile(r" (?:of(?: the)?|vom|des|du|del?) (?:type|typs?|tipo) (?:`[^`]*`|[A-Z]+)")

#: Before the member, the sentence is about something else that may be limited.
_OTHER_SUBJECT = re.compile(r"\b(?:in|of|within|by|from|für|von|dans|de|en)\b", re.IGNORECASE)


def _clause(text: str, member: tuple[str, int, int], members: Members) -> str:
    """Return the part of a sentence around a member, and around those that are joined with it, as `§`."""
    at = last = members.index(member)
    while at and _are_joined(text, members, at - 1):
        at -= 1
    while last + 1 < len(members) and _are_joined(text, members, last):
        last += 1
    end = members[last][2]
    is_of_last = (
        _REMARK_ON_LAST.match(text, end)
        or _WHICH_IS.match(text, end)
        or _is_word_of_last(text, text[members[last - 1][2] : members[last][1]], end)
    )
    if last > at and is_of_last:
        at, last = (last, last) if member == members[last] else (at, last - 1)
    before = text[members[at - 1][2] if at else 0 : members[at][1]]
    after = text[members[last][2] : members[last + 1][1] if last + 1 < len(members) else len(text)]
    after = "" if _JOINED.fullmatch(after) else after
    after = _ATTRIBUTE.sub("", after) if last + 1 < len(members) else after
    before = re.split(r"[;:](?!\s*[`\"]?$)", before)[-1]
    before = _CONTRAST.split(before)[-1] if at else before
    after = _OF_NEXT.sub("", after)
    after = _VALUE_AND_MORE.sub("", _until_next(after) if last + 1 < len(members) else after)
    after = _LABEL_MARK.sub(" is ", after) if at == last and not _ADVICE.search(before) else after
    after = re.split(r"[;:]", after, maxsplit=1)[0]
    if at == last and _IS.match(after) and (own := _in_itself(member[0]).search(before)):
        before = f"{before[: own.start('in')]}{own['mark']}"
    is_label = before.count(" ") <= _LABEL or not before.rstrip(f"{_MARKS} ").endswith(":")
    is_denial = ": " in before and NEGATION.search(before.partition(": ")[0]) is not None  # "Then do not send: § …"
    is_label = is_label or not required_in(f"§{after}")
    after = _of_member(before, after)
    before = before.replace(": ", " ") if is_label and not is_denial else ""
    before = before_member(before, after)
    return f"{before.rstrip(_MARKS)}§{after.lstrip(_MARKS)}"


@cache
def _in_itself(name: str) -> re.Pattern[str]:
    """Return a pattern for the words for a member before its name, which is what they are in: "the wait in `ewt`"."""
    said = texts("member_words").get(name, "(?!)")
    return compiled(rf"\b(?:{said}) (?P<in>in|under|im|unter|dans|sous|en|bajo) (?P<mark>[`\"“„]?)$")


#: Behind a member, a verb in the singular.
_IS = re.compile(r"[`\"”“]?,? (?:is|ist|est|n['’]est|es)\b", re.IGNORECASE)  # noqa: RUF001 -- an apostrophe


#: Words before a member that is not the subject of its clause: the pronoun of the next clause is not for it.
_INSIDE = re.compile(
    r"\b(?:in|into|inside|within|under|from|beside|besides|with|dans|sous|avec|unter|neben|mit|en|dentro de|con)"
    r"\s+(?:(?:the|its|der|dem|das|den|la|le|el)\s+)?[`\"“„]?$",
    re.IGNORECASE,
)

_PRONOUN_BEHIND = re.compile(
    r",\s+(?:(?:and|but|so|und|aber|et|mais|y|pero)\s+)?(?:it|they|this|that|es|er|sie|dies|il|elle|ils|elles|este|esta)\s",
    re.IGNORECASE,
)


#: Words directly before a member that is not there: "there are no events and the success has no `data`".
_NO_BEFORE = re.compile(r"\b(?:no|keine?|aucune?|ning[uú]n) [`\"]?\Z", re.IGNORECASE)


def _of_member(before: str, after: str) -> str:
    """Return the text behind a member as far as it is about it: in "the id is in §, and it is long", nothing is."""
    return behind_member(before, _PRONOUN_BEHIND.split(after)[0] if _INSIDE.search(before) else after)


#: The beginning of a clause about something else.
_CONTRAST = re.compile(
    r",\s+(?:whereas|while|but|yet|however|während|wohingegen|aber|tandis que|alors que|mais|mientras(?: que)?|pero)\b",
    re.IGNORECASE,
)

#: Words before the next member that are about that one: "`a` and, if known, `b`", "`a`, and the optional text in `b`",
#: "`a`, as well as two optional members: `b`".
_OF_NEXT = re.compile(
    r",? (?:and|or|as well as|plus|und|oder|sowie|et|ou|ainsi que|y|o|así como),"
    r" (?:if|when|wenn|falls|sofern|si|s['’]il|cuando) [^,;.]*,.*$"  # noqa: RUF001 -- an apostrophe
    r"|,? (?:and|plus|und|sowie) (?:an?|the|der|die|das|den|eine?n?) optionale?[rns]? .*$"
    r"|,? (?:as well as|and|plus|sowie|und|ainsi que|et|así como|y) (?:[^\s,;:.]+ ){0,3}(?:members|fields|parameters?"
    r"|properties|elemente|felder|membres|champs|miembros|campos)\b[^;.:]{0,20}:.*$"
)

#: Before the next member, its type: "`a`, a list `b`", "in `a` it is given as the string `b`".
_TYPE_OF_NEXT = re.compile(
    r"(?:,|\b(?:and|plus|as well as|as|with|und|sowie|mit|als|et|ainsi que|avec|comme|y|con|como|e))\s+"
    r"(?:[\w-]+\s+){0,3}?"
    rf"{_ANY_TYPE}(?:\s+(?:named|called|member|field|in|under|namens|unter|nommée?s?|appelée?s?|dans|sous|llamad[oa]s?|en|of|von|de))?\s*[`\"“„]?$",
    re.IGNORECASE,
)

#: The mark between a member at the head of its description and the rest: "`extension`: optional".
_LABEL_MARK = re.compile(r"^[`\"”’']?\s*(?::|\s[-–—])\s(?=\S)")  # noqa: RUF001 -- dashes and quotes

#: The end of a clause with its verb before the member: the mark behind it begins another clause.
_ADVICE = re.compile(
    r"\b(?:count|rely|insist|depend|built?) on (?:the )?[`\"“„]?$"
    r"|\b(?:verlass\w*|zählen|bauen?) (?:\w+ )?auf [`\"“„]?$",
    re.IGNORECASE,
)

_MARKS = "`\"“”„'’"  # noqa: RUF001 -- quotes

#: A member that is forbidden is not optional.
_FORBIDDEN = phrase("required", "forbidden")

#: The beginning of a clause about another member.
_OTHER_NAME = re.compile(r", [`\"“„]\w+[`\"”“] (?!(?:and|or|und|oder|et|ou|y|o)\b)")

#: The beginning of a clause that says more of the same member.
_NEXT_CLAUSE = re.compile(
    r", (?:and|und|et|y|so|hence|therefore|thus|daher|deshalb|donc|así que) "
    r"| (?:and|und|et|y) (?=(?:(?:is|are|ist|wird|est|es) )?(?:only|nur) (?:used|benutzt|verwendet|bei)\b"
    r"|(?:is|are) (?:used|needed|read|evaluated) "
    r"|(?:only )?(?:concerns?|appl(?:y|ies)|matters?) (?:to |for )?|(?:betrifft|gilt|betreffen|gelten) nur "
    r"|ne (?:concerne|vaut|vise)|(?:solo |sólo )(?:concierne|afecta|vale) "
    r"|wird (?:nur )?(?:bei|von|für) [^,;]{1,40}?(?:gebraucht|benutzt|verwendet|benötigt|genutzt|gelesen)"
    r"|(?:n['’]est |est |ne )(?:utilisé|lu|sert)|(?:solo |sólo )?(?:se (?:usa|utiliza)|es usad[oa]) )"  # noqa: RUF001 -- an apostrophe
    r"|, (?:which|that) only \w+ (?:needs|uses)\b"
    r"|,? (?=(?:(?:that|which) is|que (?:solo |sólo )?se|qui (?:n['’])?est) (?:only )?(?:used|usa|utiliza|utilisée?)\b)"  # noqa: RUF001 -- an apostrophe
    r"| (?:for|für|pour|para) (?=(?:what(?:ever)?|anything|everything|alles|tout|todo|ce qu[ie]|lo que)\b)",
    re.IGNORECASE,
)


#: A case that is none: "even if it is empty".
_EVEN_IF = phrase("required", "even_if")


def _said_required(clause: str, *, is_item: bool) -> str | None:
    """Return whether a clause says that its member is required, None if it does not say so for all cases."""
    if is_item and re.match(r"§\s*\(", clause):  # an element of a list of members is read as such
        return None
    if _SOMETIMES.search(clause):
        return "no"
    for phrases, plain, opposite in ((_OPTIONAL, "no", "yes"), (_REQUIRED, "yes", "no")):
        if found := phrases.search(clause):
            before = AND.split(clause[max(found.start() - 25, 0) : found.start()])[-1]
            if NEGATION.search(before.rpartition(",")[0]) or _OTHER_NAME.search(found[0]):  # perhaps of another clause
                return None
            said = opposite if NEGATION.search(f"{before}{AND.split(found[0])[-1]}") else plain
            if plain == "yes" and _FORBIDDEN.search(f"{before}{found[0]}"):
                return None
            nearby = _EVEN_IF.sub("", _NEXT_CLAUSE.split(clause[found.end() :])[0])
            is_in_case = _IN_CASES.search(_NO_CASE.sub(" ", f"{clause[: found.end()]}{nearby}"))
            return None if said == "yes" and is_in_case else said
    return None
