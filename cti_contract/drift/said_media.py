"""Statements about the media and platforms of a message, also in titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from cti_contract.drift.blocks import Line
from cti_contract.drift.claim import Claim, Claimed, Members, Sentence
from cti_contract.drift.contract import Contract
from cti_contract.drift.headings import NAME, is_title
from cti_contract.drift.mentions import words_of
from cti_contract.drift.sections import Section
from cti_contract.drift.sentence_words import (
    NOT,
    NOTHING,
    OF_MEMBERS,
    OF_MESSAGE,
    ONLY_ALSO,
    ONLY_ON,
    PLATFORM,
    PLATFORMS,
    of_clause,
)
from cti_contract.drift.vocabulary import media, media_pattern, phrase, words

_TELEPHONY = re.compile(
    r"\b(?:telephony|voice|telefonie|téléphonie|telefonía)(?:[- ](?:calls?|media|interactions?|contacts?))?[- ]"
    r"(?:only(?!\s+(?:and|or)\s+multimedia)"
    r"|seulement|uniquement)\b"
    r"|\b(?:only|nur|seulement|solo)\s+(?:available\s+|supported\s+|valid\s+)?(?:for|on|with|für|bei|pour|para)?\s*"
    r"(?:telephony|voice|telefonie|téléphonie|telefonía)\b|\bmedi(?:a|um)\s*[:=]\s*(?:telephony|voice)(?!\s*(?:and|,"
    r"|und|&|or|as well))",
    re.IGNORECASE,
)

_MULTIMEDIA = re.compile(
    r"\bmultim[eé]dia[- ](?:seulement|uniquement|solamente)\b"
    r"|\b(?:seulement|uniquement|solo|sólo)\s+(?:para\s+|pour\s+)?multim[eé]dia\b|"
    r"\b(?:multimedia|chat|email|e-mail)\s+only\b|\b(?:only|nur)\s+(?:for\s+|für\s+)?multimedia\b"
    r"|\bmedi(?:a|um)\s*[:=]\s*multimedia\b",
    re.IGNORECASE,
)

_ANY_MEDIA = re.compile(
    r"\btele(?:phony|fonie) (?:and|und|&|or|as well as|(?:ebenso|genauso) wie|sowie) (?:(?:for|für) )?multimedia\b"
    r"|\bmultimedia (?:as well as|(?:ebenso|genauso) wie|sowie) (?:(?:for|für) )?tele(?:phony|fonie)\b"
    r"|\btelefonía así como (?:para )?(?:el )?multimedia\b"
    r"|\btéléphonie ainsi qu(?:e (?:pour )?(?:le )?|['’]au )multim[ée]dia\b"  # noqa: RUF001 -- an apostrophe
    r"|\bt[ée]l[ée](?:phonie|fonía) (?:et|ou|y|o|&) (?:le )?multim[ée]dia\b"
    r"|\bmultim[ée]dia (?:et|ou|y|o|&) (?:la )?t[ée]l[ée](?:phonie|fonía)\b"
    r"|\bmultimedia (?:and|und|&|or) (?:(?:for|für) )?tele(?:phony|fonie)\b"
    r"|\bt[eé]l[eé]fon(?:ie|ía) (?:et|y) (?:(?:pour|para) )?(?:le |la )?multim[eé]dia\b"
    r"|\b(?:all|any|every|alle) (?:kinds? of )?medi(?:a|um|en)\b|\bmedi(?:a|um)\s*[:=]\s*(?:any|all|alle"
    rf"|telephony(?:,(?! (?:no|not|kein|aber nicht|only|{PLATFORM})\b)| and| as well as))",
    re.IGNORECASE,
)

#: The words for media without those for calls: "not for calls that are over" is about a case.
_MEDIUM = rf"(?<!\w){media_pattern('telephony', 'multimedia', 'contacts', more='phone')}(?!\w)"

_LIST_OF_MEDIA = rf"({_MEDIUM}(?:(?:\s*,|\s+and|\s+or|\s+und|\s+oder|\s*/|\s*&)\s*{_MEDIUM})*)"

_AVAILABLE = re.compile(
    r"(?:(?:available|supported|valid|applies|verfügbar|gültig|gilt)\s+(?:for|on|in|to|with|für|bei)(?:\s+media)?"
    r"|medi(?:a|um|en)|(?:media|channel)\s+types?)\s*[:=]\s*"
    rf"{_LIST_OF_MEDIA}(?:\s+(?:only|media|channels?))?\.?$",
    re.IGNORECASE,
)

_NOT_AVAILABLE = re.compile(
    r"\b(?:not|nicht)\s+(?:available|supported|valid|allowed|for|verfügbar|für)\s+(?:for|on|in|with|für|bei)?\s*"
    rf"{_LIST_OF_MEDIA}\b",
    re.IGNORECASE,
)


def is_limit(title: str) -> bool:
    """Return whether a title limits all below it to platforms: "inContact only"."""
    return _ONLY_TITLE.search(title) is not None


def heading_claims(section: Section, contract: Contract) -> Iterator[Claim]:
    """Yield the media and the platforms that a heading names, or the title of a group of sections.

    A question names them without saying what is so.
    """
    if section.heading.text.rstrip().endswith("?"):
        return
    name = contract.current(section.name or "")
    line = section.heading.line
    own_media = media_in(section.heading.rest, is_heading=bool(section.heading.name))
    if own_media:
        yield Claim(line, "media", name, (own_media,), is_own=True)
    else:
        of_media = (each for each in reversed(section.titles) if "?" not in each.text)
        titles = ((each.number, _media_of_title(each.text)) for each in of_media)
        if found := next(((number, *said) for number, said in titles if said), None):
            number, kind, medium = found
            yield Claim(number, kind, name, (medium,), is_own=True, heading=line)
    is_of_example = not section.heading.name and _ONLY_TITLE.search(section.heading.rest) is None
    platforms = () if is_of_example else _platforms_in(section.heading.rest)  # "A callback (PureCloud)"
    if platforms or ALL_PLATFORMS.search(section.heading.rest):
        yield Claim(line, "platforms", name, platforms, is_own=True)
    else:
        own = () if section.heading.name else (Line(line, section.heading.rest),)
        for title in reversed((*section.titles, *own)):
            only = _ONLY_TITLE.search(title.text)
            if only:
                platforms = tuple(dict.fromkeys(re.findall(PLATFORM, only[0].casefold())))
                yield Claim(title.number, "platforms", name, platforms, is_own=True, heading=line)
                break


_OF_MESSAGES = re.compile(
    r"\b(?:commands?|events?|requests?|messages?|befehle|kommandos|ereignisse|nachrichten|commandes|événements|comandos"
    r"|eventos)\b|\([^()]+\)",
    re.IGNORECASE,
)

#: A title that limits all below it to platforms: "inContact only", "Commands (nur Avaya)".
_ONLY_TITLE = re.compile(
    rf"(?<!\w)(?:{PLATFORM} (?:only|uniquement|seulement|exclusivement|solamente|únicamente)"
    r"|(?:only|nur|uniquement|seulement|solo|sólo|solamente) "
    rf"(?:(?:for|on|with|für|auf|bei|mit|pour|sur|avec|para|en|con) )?{PLATFORM})(?!\w)(?=\W*$)",
    re.IGNORECASE,
)
#: The words of a title that limits all below it to media: "Telephony only", "Commands for chat and e-mail".
_OF_TITLE = words("headings", "of_media")
_ONLY = frozenset(
    ("only", "nur", "uniquement", "seulement", "exclusivement", "solo", "sólo", "solamente", "únicamente")
)

ALL_PLATFORMS = phrase("platforms", "title")


@lru_cache(maxsize=64)
def _media_of_title(title: str) -> tuple[Literal["media", "some media"], str] | None:
    """Return the kind of claim and the media in the title of a group of sections, None if it names none.

    All sections of the group ask for them.
    """
    if _OF_MESSAGES.search(title) and (said := media_in(title, is_heading=_is_group(title))):
        return "media", said
    said_words = set(re.findall(r"[^\W\d_]+", title.casefold().replace("e-mail", "email")))
    media_words = media().keys()
    named = {media()[word] for word in said_words & media_words}
    is_limit = not said_words.isdisjoint(_ONLY)
    is_known = said_words <= _OF_TITLE | _ONLY | media_words
    if not named or not is_known or not (is_limit or _OF_MESSAGES.search(title)):
        return None
    if named == {"multimedia"}:  # commands for chat may be for calls as well
        return "media" if is_limit else "some media", "multimedia"
    return ("media", "telephony" if len(named) == 1 else "any") if is_limit or len(named) > 1 else None


def _is_group(title: str) -> bool:
    return is_title(re.sub(r"\([^()]*\)", "", title).strip())


def media_in(text: str, *, is_heading: bool = False) -> str | None:
    """Return the media that a text names: `telephony`, `any` or `multimedia`; None if it names none."""
    if listed := _media_listed(text):
        return listed
    if _ANY_MEDIA.search(text):
        return "any"
    if _MULTIMEDIA.search(text):
        return "multimedia"
    if only := _TELEPHONY.search(text):
        before = text[: only.start()].rpartition(",")[2]
        return None if NOT.search(before) or NOTHING.search(before) else "telephony"
    words = set(re.findall(r"[^\W\d_]+", text.casefold())) if is_heading else set()
    if words & {"multimedia", "multimédia", "chat", "email"}:
        return "any"
    return "telephony" if words & {"telephony", "telefonie", "téléphonie", "telefonía"} else None


def _media_listed(text: str) -> str | None:
    """Return the media that a label lists, "Available for: chat", or those that a sentence leaves out."""
    found = _AVAILABLE.match(text) or _NOT_AVAILABLE.search(text)
    if not found:
        return None
    is_left_out = found.re is _NOT_AVAILABLE
    words = {media()[word] for word in re.findall(_MEDIUM, found[1].casefold())}
    if len(words) > 1:
        return None if is_left_out else "any"
    return next(iter(words - {"multimedia"} if not is_left_out else {"telephony", "multimedia"} - words), "multimedia")


#: The words of a remark that limits a message to platforms.
_LIMIT = words("headings", "limit") | {*PLATFORMS}


def _platforms_in(text: str) -> tuple[str, ...]:
    """Return the platforms that the remarks in a heading name, also an unknown one of a remark `X only`."""
    remarks = re.findall(r"\(([^()]*)\)|\[([^\[\]]*)\]|[-–—]\s*(\w+ only)", text)  # noqa: RUF001 -- dashes
    found: list[str] = []
    for remark in (" ".join(each).strip().casefold() for each in remarks):
        if _LIMIT.issuperset(re.findall(r"[^\W\d_]+\d?", remark)):
            found += [platform for platform in PLATFORMS if re.search(rf"\b{platform}\b", remark)]
        only = re.fullmatch(r"(?:nur )?(\w+)(?: only)?", remark)
        if only and remark != only[1] and not media_in(remark, is_heading=True):
            found.append(only[1])
    return tuple(dict.fromkeys(found))


_SOME_PLATFORMS = phrase("platforms", "some")

_ALL_PLATFORMS = phrase("platforms", "all")

_OF_ONE = phrase("platforms", "of_one")


def platform_claims(sentence: Sentence, members: Members, claim: Claimed) -> Iterator[Claim]:
    """Yield the platforms for which a message is."""
    text = sentence.text
    some = _SOME_PLATFORMS.search(text)
    if (one := _OF_ONE.search(text)) and not (members or NOT.search(text) or sentence.names):
        named = next(filter(None, one.groups()))
        yield claim("mentioned platforms", *sorted(set(re.findall(PLATFORM, named.casefold()))))
    found = ONLY_ON.search(text) or ONLY_ALSO.search(text) or some or _ALL_PLATFORMS.search(text)
    if not found or members or OF_MEMBERS.search(text) or NOT.search(text[: found.start()]):
        return
    is_short = len(text.split()) <= 8  # noqa: PLR2004 -- a remark by itself
    subject = _limited(sentence, found.start())
    if subject and (is_short or sentence.names or OF_MESSAGE.search(text)):
        named = next((group for group in found.groups() if group), "")
        said = claim("platforms", *sorted(set(re.findall(PLATFORM, named.casefold()))))
        several = [
            name for name in sentence.names if len(sentence.names) > 1 and sentence.message not in sentence.names
        ]
        for name in several or [subject]:
            yield said._replace(message=name, is_open=found is some and not NOWHERE_ELSE.search(text))


#: Words by which the other platforms do not have a message.
NOWHERE_ELSE = re.compile(
    r"\b(?:nowhere else|sonst (?:nirgends|nirgendwo)|nulle part ailleurs|en (?:ningún otro|ninguna otra))\b",
    re.IGNORECASE,
)


def _limited(sentence: Sentence, place: int) -> str | None:
    """Return the message that a limit in a sentence is about, None if that is not certain.

    It is that of a relative clause, "connect it with `x`, which exists on y only", or the one the sentence is about.
    """
    if other := of_clause(sentence, place):
        return other
    is_own = not sentence.names or sentence.message in sentence.names or OF_MESSAGE.search(sentence.text)
    is_own = is_own or _RAISED_FIRST.match(sentence.text)
    return sentence.message if is_own else None


#: The beginning of a sentence about the event of a section, with its causes: "Raised after `x`, for telephony only".
_RAISED_FIRST = re.compile(
    r"(?:raised|published|emitted|publiée?|émise?|déclenchée?|emitid[oa]|publicad[oa]|se (?:emite|publica)"
    r"|wird (?:ausgelöst|gemeldet))\b",
    re.IGNORECASE,
)

#: A name with its media in brackets: "`x` (telephony only)".
_IN_BRACKETS = re.compile(rf"`?({NAME})`?\s*\(([^()]*{_MEDIUM}[^()]*)\)", re.IGNORECASE)


def media_claims(sentence: Sentence, members: Members, claim: Claimed) -> Iterator[Claim]:
    """Yield the media for which a message is."""
    in_brackets = [each for each in _IN_BRACKETS.finditer(sentence.text) if each[1] in sentence.names]
    said = [(each[1], media_in(each[2], is_heading=True)) for each in in_brackets]
    if len(said) > 1 or (len({*sentence.names}) > 1 and any(medium for _, medium in said)):
        yield from (claim("media", medium)._replace(message=name) for name, medium in said if medium)
        return  # each is about the name before it
    text = sentence.text
    if only := _MULTIMEDIA_ONLY.search(text):  # no words of it are members: "is a multimedia only command"
        yield from _multimedia_only(sentence, only, claim)
        return
    members = [each for each in members if not _is_in_name(each, sentence)]
    if members:  # they may be what is limited, unless they are in another clause
        text = text[: members[0][1]].rpartition(", ")[0]
    first = _ANOTHER_CLAUSE.split(text, maxsplit=1)[0]
    text = first if _MEDIA_WORDS.search(first) else text
    medium = media_in(text, is_heading=is_tag(text)) or (None if members else _media_of_sentence(text))
    if medium == "any" and "," in text and words_of(text).has("only"):  # "`x` works for both, `y` for telephony only"
        return
    subject = _limited(sentence, len(text))
    if subject and _MEDIA_NO_KIND.search(text):
        yield claim("some media", "multimedia")._replace(message=subject)
    elif medium and subject:
        yield claim("media", medium)._replace(message=subject)


def _multimedia_only(sentence: Sentence, found: re.Match[str], claim: Claimed) -> Iterator[Claim]:
    """Yield that a message is for multimedia only, the one that is named as the subject, or that of the sentence."""
    if NOT.search(sentence.text[: found.start()]) or _IF.search(sentence.text[: found.start()]):
        return
    named = next(filter(None, found.groups()), "")
    if named in sentence.names:
        yield claim("media", "multimedia")._replace(message=named)
    elif not named and (subject := _limited(sentence, found.start())):
        yield claim("media", "multimedia")._replace(message=subject)


def _is_in_name(member: tuple[str, int, int], sentence: Sentence) -> bool:
    """Return whether a member, not in code, is a word of the name of its message: "carries the dispositions"."""
    name, place, _ = member
    of_message = (sentence.message or "").partition(".")[2].casefold()
    return len(name) > len("channel") and name.casefold() in of_message and sentence.text[place - 1 : place] != "`"


#: Before a clause about something else: "these are for telephony only, while the address book serves both".
_ANOTHER_CLAUSE = re.compile(
    r",? (?:while|whereas|während|tandis que|alors que|mientras que)\b(?! (?:it|this|they|es|dieser?|il|elle)\b)",
    re.IGNORECASE,
)


def is_tag(text: str) -> bool:
    """Return whether a text is nothing but the names of media and platforms: "TELEPHONY INCONTACT"."""
    return _TAGS.issuperset(re.findall(r"[^\W\d_]+\d?", text.casefold())) and text != text.casefold()


_TAGS = {"telephony", "multimedia", "telefonie", "téléphonie", *PLATFORMS}

_MEDIA_WHOLE, _MEDIA_ANY, _MEDIA_NOT, _MEDIA_NO_KIND, _MULTIMEDIA_ONLY = (
    phrase("media", name) for name in ("whole", "any", "not_for", "no_kind", "multimedia_only")
)

_IF = phrase("envelopes", "case")

_MEDIA_WORDS = re.compile(
    rf"(?<![\w-]){media_pattern('telephony', 'multimedia', 'calls', 'contacts')}(?!\w)", re.IGNORECASE
)


def _media_of_sentence(text: str) -> str | None:
    """Return the media of a sentence that does nothing but name them: "It is for telephony and multimedia"."""
    if _MEDIA_ANY.search(text):
        return "any"
    without = _MEDIA_NOT.search(text)
    found = _MEDIA_WHOLE.match(text) or without
    named = (found[0] if without else next(filter(None, found.groups()))) if found else ""
    said = {media()[word.casefold()] for word in _MEDIA_WORDS.findall(named)}
    if without:
        said = {"telephony", "multimedia"} - said
    return None if not said else "any" if len(said) > 1 else said.pop()
