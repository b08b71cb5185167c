"""Sentences of a page that can be compared with the contract, each read as a claim about a message or a member.

A sentence that no pattern fits is not read as anything. The patterns are those of English and German,
a few also of French and Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple, cast

from cti_contract.drift.blocks import Block, Cell, lines_in
from cti_contract.drift.cases import Case, cases_in
from cti_contract.drift.contract import Contract
from cti_contract.drift.contradictions import contradicted, contradicted_in_general
from cti_contract.drift.event_words import names_two, says_of_events
from cti_contract.drift.facts import facts_in, is_number
from cti_contract.drift.headings import NAME, NAMES, is_title, role_of
from cti_contract.drift.known_values import Known, values_said
from cti_contract.drift.member_tables import ONE_OF, column_of_messages, is_required, types_in, values_in
from cti_contract.drift.member_words import plain_members
from cti_contract.drift.members import allowed_by
from cti_contract.drift.mentions import (
    AND,
    NOT_DESCRIBED,
    VERB_FIRST,
    is_cause_before,
    is_of_cause,
    is_of_content,
    is_of_success,
    mentions_in,
    platforms_mentioned,
    required_in,
    types_mentioned,
    words_of,
)
from cti_contract.drift.older_names import names_said
from cti_contract.drift.order import pairs_in
from cti_contract.drift.repeated import repeats_data
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.sections import ASIDE, OF_ALL, Section
from cti_contract.drift.statements import About, statements_in
from cti_contract.drift.subjects import subjects_in
from cti_contract.drift.targets import forms_in, message_about
from cti_contract.drift.vocabulary import opposites, phrase, words

ClaimKind = Literal[
    "raised after",
    "raised during",
    "target",
    "target forms",
    "platforms",
    "media",
    "required",
    "type",
    "values",
    "echo",
    "no data",
    "some data",
    "original",
    "raised after failure",
    "never during",
    "raises",
    "raises nothing",
    "raises all",
    "raises some",
    "raises about",
    "raises before",
    "order",
    "raises of list",
    "raises count",
    "number of members",
    "largest number",
    "only cause",
    "opposite",
    "fact",
    "member",
    "other member",
    "member platforms",
    "deprecated",
    "current name",
    "older name",
    "refused name",
    "outcome",
    "mentioned target",
    "only target",
    "mentioned segments",
    "mentioned platforms",
    "mentioned causes",
    "mentioned events",
    "no target",
    "only after",
    "known values",
    "only during",
    "on platforms",
    "not on platforms",
    "some media",
    "raises not",
    "raised not after",
]


class Claim(NamedTuple):
    """A sentence as it was read.

    Attributes:
        line: Its line.
        kind: What it is about.
        message: The name of the message.
        value: The facts that it gives: names, an object, a type, or "yes" and "no".
        member: The name of the member, if it is about one.
        is_open: Whether a list of values, or of occasions, leaves room for others.
        is_own: Whether it is in the section about this message.
        heading: The line of the heading of that section, if the claim is from the title of several sections.
        in_order: Whether a list of events gives their order.
        is_general: Whether it is about all failures.
        others: The other messages that it may be about: then it is wrong only if it is wrong for all of them.
    """

    line: int
    kind: ClaimKind
    message: str
    value: tuple[str, ...]
    member: str = ""
    is_open: bool = False
    is_own: bool = False
    heading: int = 0
    in_order: bool = False
    is_general: bool = False
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the claim in words."""
        about = f"{self.message}: {self.member}" if self.member else self.message
        return f"{about}: {self.kind} {', '.join(self.value)}".rstrip()


_Claimed = Callable[..., Claim]


class Sentence(NamedTuple):
    """A sentence with its line, the message that it is about, and the names of messages in it.

    `is_list_of_events` says that it is a cell in a column of secondary events, `is_item` that it is in a list,
    `behind` is the event of the sentence before if it may be about that one, `is_listed` that it is in a list of
    secondary events, `is_cell` that it is in a table, `has_marks` that the page marks the names of members,
    `others` are the other messages that it may be about, `is_in_case` says that what is before it gives a case, and
    `is_answer` that a question is before it, to which its pronouns may refer.
    """

    line: int
    text: str
    message: str | None
    names: tuple[str, ...] = ()
    is_list_of_events: bool = False
    is_item: bool = False
    behind: str = ""
    is_listed: bool = False
    is_cell: bool = False
    has_marks: bool = True
    others: tuple[str, ...] = ()
    is_in_case: bool = False
    is_answer: bool = False


#: A text that ends with none of these is a title or a label.
_SENTENCE_ENDS = (".", "!", ";", ",", ")")
#: The space between sentences. A pattern that begins with a space is faster than one that begins with a look behind.
_END = re.compile(
    r"\s(?:(?<=[.!?]\s)(?<!\be\.g\.\s)(?<!\bi\.e\.\s)(?<!\bz\.B\.\s)(?<!\bbzw\.\s)(?<!\betc\.\s)(?<!\bvs\.\s)"
    r"(?<!\bca\.\s)\s*(?=\S)|(?<=;\s)\s*|\s*·\s+)"
)
#: The platforms that pages name.
PLATFORMS = (
    "incontact", "purecloud", "avaya", "genesys", "cisco", "five9", "mitel", "asterisk", "twilio", "cxone", "nice",
)  # fmt: skip
_PLATFORM = rf"(?:{'|'.join(PLATFORMS)})"
_ONLY_ON = re.compile(
    rf"\b(?:only|solely|exclusively|nur|ausschließlich)\b[^.;:]{{0,40}}?\b(?:on|for|with|by|in|at|auf|für|bei|mit"
    rf"|unter)\s+"
    rf"(?:the\s+)?(?:platforms?\s+)?(?:nice\s+(?=incontact))?({_PLATFORM}(?:\s*(?:,|and|or|und|oder)\s*{_PLATFORM})*)\b"
    rf"|\b({_PLATFORM}(?:\s*(?:,|and|or|und|oder)\s*{_PLATFORM})*)[- ](?:only|specific)\b|\b(?:only"
    rf"|nur)\s+({_PLATFORM})\b"
    rf"|\b(?:on|for|with|auf|für)\s+(?:the\s+)?({_PLATFORM})\s+(?:platform\s+)?(?:only|alone)\b"
    rf"|\bplatforms?\s*[:=]\s*({_PLATFORM}(?:\s*(?:,|and|or|und|oder)\s*{_PLATFORM})*)",
    re.IGNORECASE,
)
_OF_MESSAGE = re.compile(
    r"\b(?:this|the|these|diese[rs]?|der|die|das)\s+(?:\w+\s+)?(?:command|request|event|message|befehl|anfrage"
    r"|ereignis|nachricht)\b"
    r"|\bit\b|\bes\b",
    re.IGNORECASE,
)
#: The same without "it".
_OF_THE_MESSAGE = re.compile(_OF_MESSAGE.pattern.partition(r"|\bit\b")[0], re.IGNORECASE)
_TELEPHONY = re.compile(
    r"\b(?:telephony|voice|telefonie|téléphonie|telefonía)(?:[- ](?:calls?|media|interactions?))?[- ]"
    r"(?:only(?!\s+(?:and|or)\s+multimedia)"
    r"|seulement|uniquement)\b"
    r"|\b(?:only|nur|seulement|solo)\s+(?:available\s+|supported\s+|valid\s+)?(?:for|on|with|für|bei|pour|para)?\s*"
    r"(?:telephony|voice|telefonie|téléphonie|telefonía)\b|\bmedi(?:a|um)\s*[:=]\s*(?:telephony|voice)(?!\s*(?:and|,"
    r"|und|&))",
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
    r"\btele(?:phony|fonie) (?:and|und|&|or) (?:(?:for|für) )?multimedia\b"
    r"|\bt[ée]l[ée](?:phonie|fonía) (?:et|ou|y|o|&) (?:le )?multim[ée]dia\b"
    r"|\bmultim[ée]dia (?:et|ou|y|o|&) (?:la )?t[ée]l[ée](?:phonie|fonía)\b"
    r"|\bmultimedia (?:and|und|&|or) (?:(?:for|für) )?tele(?:phony|fonie)\b"
    r"|\bt[eé]l[eé]fon(?:ie|ía) (?:et|y) (?:(?:pour|para) )?(?:le |la )?multim[eé]dia\b"
    r"|\b(?:all|any|every|alle) (?:kinds? of )?medi(?:a|um|en)\b|\bmedi(?:a|um)\s*[:=]\s*(?:any|all|alle"
    r"|telephony(?:,| and))",
    re.IGNORECASE,
)
#: The media in the words of people, and texts that list them.
_MEDIA = {
    **dict.fromkeys(("telephony", "voice", "phone", "calls", "telefonie", "téléphonie", "telefonía"), "telephony"),
    **dict.fromkeys(("multimedia", "multimédia", "chat", "email"), "multimedia"),
}
_MEDIUM = r"(?:telephony|voice|phone|telefonie|téléphonie|telefonía|multimedia|chat|e-?mail)"
_LIST_OF_MEDIA = rf"({_MEDIUM}s?(?:(?:\s*,|\s+and|\s+or|\s+und|\s+oder|\s*/|\s*&)\s*{_MEDIUM}s?)*)"
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
_RAISED = re.compile(
    r"\b(?:raise[sd]|sent|emitted|generated|fired|triggered|published|delivered|issued|reported|occurs?|appears?|comes?"
    r"|arrives?|"
    r"follows?|received?|returned|ausgelöst|gesendet|gemeldet|erzeugt|kommt|erscheint|folgt|trifft|tritt|result|reaction|answers"
    r"|envoyée?s?|émise?s?|déclenchée?s?|reçue?s?|emite|envía|genera|recibe|produce|aparece|llega|apparaît|sees?)\b",
    re.IGNORECASE,
)
_ARTICLES = (
    r"(?:(?:a|an|the|every|each|any|ok|failed|unsuccessful|rejected|fehlgeschlagene[nrms]?|gescheiterte[nrms]?|successful|successfully|erfolgreiche[nrsm]?|eine?[rsmn]?|dem|der|des|das"
    r"|command|request|befehl|anfrage|sent|completed|success|response|reply|of|to"
    r"|une?|una|le|la|el|requête|commande|petición|solicitud|comando)\s+)*"
)
_AFTER = re.compile(
    r"\b(?:in (?:response|reply|answer|reaction) to|as (?:a |the |an )?(?:result|response|reaction|answer"
    r"|consequence) (?:of|to)|after|"
    r"following|follows|upon|by|when|once|as soon as|nach|wenn|sobald|infolge|aufgrund"
    r"|als (?:antwort|reaktion|folge) (?:auf|von)|auf|durch|(?:result|reaction|response) (?:of|to)|answers"
    r"|après|(?:à la )?suite (?:à|de)|en réponse à|par|después de|tras|en respuesta a|por)\s+"
    rf"{_ARTICLES}((?:`?{NAME}`?(?:\s+(?:request|command|befehl))?(?:\s*(?:,|/|or|and|oder"
    rf"|und)\s+(?:{_ARTICLES})?)?)+)",
    re.IGNORECASE,
)
_DURING = re.compile(
    r"\b(?:during|while|während|beim|bei|durante|pendant)\s+(?:the\s+|der\s+|des\s+|dem\s+|la\s+|l['’])?"  # noqa: RUF001 -- an apostrophe
    r"([^.,;()]{3,50}?)(?=\s+(?:if|when|unless|provided|as\s+long\s+as|in\s+case|and|or|si"
    r"|falls|sofern|wenn|und|nach)\b|[.,;()]|\s*$)|\bwhen\s+(?:the\s+)?(session\s+(?:is|gets)\s+(?:being\s+)?initiali[sz]ed)",
    re.IGNORECASE,
)
#: The case behind such a phase: "if the agent is logged in".
_IN_CASE = re.compile(
    r",?\s*(?:only\s+|nur\s+)?(?:if|when|provided(?:\s+that)?|as\s+long\s+as|in\s+case|falls|sofern|wenn|si|(?=unless\b))\s*([^.,;]+)",
    re.IGNORECASE,
)
_FAILED_BEFORE = re.compile(r"\b(?:failed|unsuccessful|rejected|fehlgeschlagen|gescheitert)", re.IGNORECASE)
_NEVER = re.compile(r"\b(?:never|nie|niemals|jamais|nunca)\b", re.IGNORECASE)
_THAT_FAILED = re.compile(
    r"\s*`?,?\s*(?:that|which|der|die|das|qui|que) (?:has |have )?(?:failed|fails|scheitert|échoue|falla)\b"
)
_FAILED = re.compile(
    r"\s*`?\s*(?:(?:has|have|had|was|were|is|gets) (?:been )?(?:turned down|rejected|refused|denied|declined)"
    r"|has failed|goes wrong|fails|failed|cannot|could not|does not|is not|schlägt)\b",
    re.IGNORECASE,
)
#: The title of a cell that says when an event is raised.
_WHEN = re.compile(r"\s*(?:when(?: raised)?|raised|occasions?|wann|auslöser|quand|cuándo)\s*:\s", re.IGNORECASE)
#: A command before the verb, in a sentence about the event of the section.
_CAUSES = re.compile(
    rf"`?({NAME})`?\s+(?:that succeeds\s+)?(?:also\s+)?(?:causes|raises|triggers|generates|leads to|löst)\s+"
    r"(?:this event|it|dieses ereignis)\b",
    re.IGNORECASE,
)
#: A negation behind the verb: "tritt das Ereignis nicht auf".
_NOT_BEHIND = re.compile(
    r"(?: (?:das|dieses|es|it|this|the|event|ereignis)){0,2} (?:not|nicht|nie|pas|jamais)\b(?! (?:only|nur))",
    re.IGNORECASE,
)
#: Words of a sentence that names some of the occasions on which an event is raised.
_AMONG_OTHERS = re.compile(
    r"\b(?:also|too|as well|ebenfalls|apart from|besides|außerdem|one of"
    r"|may|might|can|among others?|typically|usually|mostly|for example|for instance|e\.g\.|such as"
    r"|auch|kann|unter anderem|zum beispiel|z\.\s?B\.|meist(?:ens)?|aussi|peut|también|puede)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|no longer|nicht|nie|kein\w*|pas|jamais|aucun\w*|nunca|ning[uú]n\w*)\b|n't\b", re.IGNORECASE
)
_OBJECT = rf"({'|'.join(sorted((re.escape(word) for word in OBJECTS), key=len, reverse=True))})"
_TARGET = re.compile(
    r"(?:\b(?:targets?|ziel|destino|destinatario|cible)\b`?\)?(?:\s+(?:property|member|field|address|id))?(?:\s+of\s+[^,;]{1,60}?)?\s+"
    r"(?:always\s+|still\s+)?(?:identif\w+|is|are|may be|can be|names?|address(?:es)?|refers? to|denotes?"
    r"|points? to|holds"
    r"|contains|ist|bezeichnet|nennt|adressiert|es|identifica|indica|est|désigne|identifie|indique)"
    r"|\b(?:(?:is|are|be|wird|werden)\s+)?(?:sent|announced|addressed|delivered|directed|gemeldet|gesendet"
    r"|gerichtet)\s+(?:to|an|auf)"
    r"|\bsends?\s+(?:it|(?:this|the)\s+event)\s+to"
    r"|\b(?:wird|werden)\s+(?:an|auf)(?=\s+(?:den?|die|das|dem)\s+\w+\s+(?:gemeldet|gesendet|gerichtet|ausgelöst)\b)"
    r"|\btarget`?\s*[:=])\s+"
    rf"(?:(?:the|an?|its|that|this|their|id|ids|of|parent|new|own|same|current|either|der|die|das|den|dem|des|neue[nr]?|entweder|el|la|le|un|une|una|du|del|de)\s+)*`?{_OBJECT}\b(?!\.\w)",
    re.IGNORECASE,
)
#: Another object behind the one that a target identifies: "the interaction or the conversation".
_OR_OBJECT = re.compile(
    rf"`?(?:,?\s+(?:or|oder|ou|o)|,(?=[^.;]*\b(?:or|oder|ou|o)\b))\s+(?:(?:the|an?|of|der|die|das|dem|den|des|el|la|le|un|une|una|du|del)\s+)*`?{_OBJECT}\b"
    r"(?!\.\w|\s+(?:is|are|was|has|can|ist|hat|wird)\b)",
    re.IGNORECASE,
)
_RAISES = re.compile(
    r"\bevents?(?: in order)?: "
    r"|\b(?:raises?|generates?|triggers?|causes?|emits?|produces?|fires?|expect|leads? to|results? in|(?:is|are) "
    r"followed by|(?:afterwards|then|next)\s+(?:comes?|follows?|arrives?)|"
    r"löst|erzeugt|führt zu|bewirkt)\b",
    re.IGNORECASE,
)
#: A sentence that says which events come next.
_COMES_NEXT = re.compile(
    r"\b(?:you|clients?|desktops?|agents?|ihr|sie)\s+(?:(?:will|then|now|next|dann|danach)\s+){0,3}"
    r"(?:receives?|gets?|sees?|erhaltet|erhält|erhalten|bekommt|bekommen)\b|\bfirst\s+comes?\b|\bzuerst\s+kommt\b"
    r"|\b(?:danach|dann)\s+(?:kommen|folgen|erhaltet|bekommt)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:then|next|afterwards|in (?:this|that|the following) order|dann|danach|in dieser reihenfolge)\b",
    re.IGNORECASE,
)
#: Words of a sentence that gives the order of the events in it.
_IN_ORDER = re.compile(
    r"\bin (?:this|that|the following|exactly this) order\b|\bin order\b(?!\s+(?:to|that)\b)|\bin dieser reihenfolge\b"
    rf"|`?{NAME}`?,?\s+(?:(?:and|und)\s+)?(?:then|dann|followed by|gefolgt von)\s+(?:by\s+)?`?{NAME}",
    re.IGNORECASE,
)
_ELSEWHEN = re.compile(
    r"\b(?:if|when|unless|until|before|after|later|once|as soon as|wenn|falls|sobald|bis|bevor|nachdem|später)\b",
    re.IGNORECASE,
)
#: The verb at the end: "exactly one of … and … follows".
_FOLLOWS = re.compile(
    rf"`?{NAME}`?\s+(?:then\s+|always\s+|dann\s+)?(?:follows?|comes?|(?:is|are)\s+(?:then\s+)?(?:raised|sent)|folg(?:t|en))"
    r"(?:\s+(?:afterwards|next|then))?[.;!]?\s*$"
    rf"|\b(?:wird|werden)\s+(?:\w+\s+)?`?{NAME}`?(?:\s+(?:und|,)\s+`?{NAME}`?)*\s+(?:ausgelöst|gesendet|erzeugt|gemeldet)\b",
    re.IGNORECASE,
)
#: "`x` is raised afterwards", below a command: it raises `x`.
_AFTERWARDS = re.compile(
    rf"^`?{NAME}`?\s+(?:is|are)\s+(?:raised|sent)\s+(?:afterwards|next|then)[.;!]?$", re.IGNORECASE
)
#: The same in other words: "A `x` of the channel follows", "Both `x` and `y` follow".
_COMES_BEHIND = re.compile(
    rf"`?{NAME}`?\s+(?:(?:for|of|on) the \w+ )?(?:(?:must|will|should|shall) )?"
    r"(?:follows?|folg(?:t|en))(?: (?:for|of) the \w+)?(?=[.,;:!]|$)",
    re.IGNORECASE,
)
_NO_EVENTS = re.compile(
    r"\b(?:not|never)\s+(?:generate|raise|trigger|cause|emit|produce|have|fire)s?\s+(?:any\s+"
    r"|a\s+)?(?:\w+\s+)?events?\b"
    r"|\b(?:generates?|raises?|triggers?|causes?|emits?|produces?|has|have|fires?|there "
    r"are)\s+no\s+(?:\w+\s+)?events?\b"
    r"|\bno\s+(?:secondary\s+|further\s+|other\s+)?events?\s+(?:is|are|follow)"
    r"|\bkeine\s+(?:\w+\s+)?(?:folge)?ereignisse\s+(?:ausgelöst|erzeugt|gesendet)|\b(?:löst|erzeugt|hat)\s+keine\s+(?:\w+\s+)?(?:folge)?ereignisse",
    re.IGNORECASE,
)
#: Words of a sentence that is about a case only: "then no event is raised".
_IN_A_CASE = re.compile(
    r"\b(?:if|when|unless|then|already|later|second|subsequent|repeated (?=\w)|in (?:this|that|such a) case"
    r"|wenn|falls|(?:diesem|dem) fall|sofern|dann|bereits|schon"
    r"|fail\w*|without (?:a )?success|ohne erfolg|sans succès|sin éxito"
    r"|fehlschl\w*|fehlgeschlagen|scheiter\w*|échec|échou\w*|falla\w*|fallo"
    r"|si|cuando|ya|entonces|ese caso|alors|déjà|ce cas)\b",
    re.IGNORECASE,
)
_ECHO = re.compile(
    r"\b(?:echo\w*|repeat\w*|mirror\w*|wiederhol\w*)\b.*\b(?:request\w*|anfrage|anforderung)\b"
    r"|\b(?:repite|devuelve)\b.*\bsolicitud\b|\b(?:répète|reprend|renvoie)\b.*\b(?:requête|demande)\b"
    r"|\bdata\b.*\b(?:same|identical|equal\w*)\b.*\brequest|\bsame\s+data\b.*\brequest|\bdata\b.*\bas in the request"
    r"|\b(?:returns?|carr(?:y|ies)|contains?|has|includes?|holds?)\s+(?:back\s+)?the\s+`?data`?\s+of\s+(?:the|its)\s+(?:request|command)\b"
    r"|\bdata\b.*\bdiffers?\b.*\brequest|\bdata`?\s+(?:is|are)\s+(?:echoed|repeated|mirrored)\b"
    r"|\b(?:dieselben|die gleichen|gleichen) daten\b.*\b(?:anfrage|anforderung)\b",
    re.IGNORECASE | re.DOTALL,
)
_ECHO_ALSO, _ECHO_NOT = phrase("echo", "also"), phrase("echo", "not")
_NO_DATA, _DATA_ABSENT, _DATA_EMPTY = phrase("data", "none"), phrase("data", "absent"), phrase("data", "empty")
_DATA_SOME, _EVENTS_SOME, _ORIGINAL = phrase("data", "some"), phrase("events", "some"), phrase("members", "original")
_GONE_ALSO = phrase("gone", "also")
_ELSEWHERES = tuple(phrase("elsewhere", name) for name in ("past", "wish", "aside", "except", "story"))
_OBSERVED = phrase("elsewhere", "observed")
#: The claims of a sentence about other versions that hold today, too.
_OF_NAMES = ("deprecated", "current name", "older name", "refused name")
_EVENTS_NONE, _EVENTS_NEXT, _EVENTS_ALL = phrase("events", "none"), phrase("events", "next"), phrase("events", "all")
_GONE = re.compile(
    r"\b(?:is|are|was|were|has been|have been|will be|wurde|wird|ist)\s+(?:now\s+|already\s+|since\s+)?"
    r"(?:deprecated|removed|replaced|superseded|"
    r"withdrawn|obsolete|renamed|discontinued|retired|veraltet|entfernt|abgelöst|ersetzt|umbenannt|abgekündigt)\b"
    r"|\b(?:obsolète|déprécié|obsolet[oa]|en desuso)\b"
    r"|\b(?:remplacée?|supprimée?|reemplazad[oa]|eliminad[oa])\s+(?:par|por)\b"
    r"|\bno longer\s+(?:supported|sent|available|exists?|part|used|raised)\b|\bdeprecated\b|\b(?:wurde"
    r"|ist)\b.*\b(?:ersetzt|umbenannt|entfernt|abgelöst)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"\b(?:by|use|to|called|named|jetzt|nun|ahora|maintenant|favou?r of|with|durch|zu|in|nutze|verwende|par|por)\s+"
    rf"(?:the\s+|command\s+|event\s+)*`?({NAME})`?",
    re.IGNORECASE,
)
#: A sentence about other versions, plans, or other systems: the names in it need no schema.
_ELSEWHERE = re.compile(
    r"\b(?:alias(?:es)?|the old|legacy|still accept\w*"
    r"|renamed?|removed?|replaces|former(?:ly)?|previous(?:ly)?|used to|was called|older? (?:name|spelling)"
    r"|planned|future|not yet|"
    r"not supported|unsupported|no longer|instead of|deprecated|replaced|does not exist|there is no|früher|ehemals|"
    r"umbenannt|entfernt|geplant|veraltet|ersetzt|nicht unterstützt)\b",
    re.IGNORECASE,
)
#: Phrases that say whether a member is required, with the place of the member in them.
_REQUIRED, _OPTIONAL = phrase("required", "yes"), phrase("required", "no")
_SOMETIMES, _NEGATION = phrase("required", "sometimes"), phrase("required", "negation")
_IN_CASES, _ATTRIBUTE = phrase("required", "case"), phrase("required", "attribute")
_TYPES_AROUND = phrase("types", "around")
_TYPE_WORD = (
    r"(?:(?:array|list)s?\s+of\s+(?:(?!the\b)\w+\s+)?"
    r"(?:strings?|numbers?(?!\s+(?:that|which|to|of|from|for|where)\b)"
    r"|objects?|booleans?|texts?|integers?|string values)\b"
    r"|(?:(?:string|boolean|object|integer)s?\b(?! of\b)|(?:array|list|text)s?\b)(?!\s+of\s+the\b)"
    r"|numbers?(?=\s*(?:[.,;)]|and\b|$))"
    r"|liste(?:\s+von\s+\w+)?\b|zeichenketten?\b|wahrheitswert\b|ganzzahl\b|objekt\b|zahl(?=\s*(?:[.,;)]|und\b|$)))"
)
_TYPE = re.compile(
    r"^[`\"”'’)]?\s*(?:[^.;:`\"]{0,25}?\b(?:is|are|ist|sind|holds|as|has)\b|,|:|=|\(|[-–—])\s*(?:(?:required|optional|mandatory|ein\s+pflichtfeld|pflicht)(?:\s+and|\s+und|,)?\s+(?:vom\s+typ\s+|of\s+type\s+)?|vom\s+typ\s+|(?:of\s+)?(?:the\s+)?type\s+|always\s+|both\s+|all\s+|alle\s+|beide\s+|which\s+is\s+|that\s+is\s+)*"  # noqa: RUF001 -- dashes
    r"(?:an?\s+|eine?\s+)?(?:(?:optional|required|open|JSON|non-empty|single|whole|plain|short)\s+)*"
    rf"({_TYPE_WORD})",
    re.IGNORECASE,
)
_VALUES = re.compile(
    rf"\b(?:{ONE_OF}|(?:can|may|must) (?:only )?be|takes?|values? (?:is|are)|kann"
    r"|(?:is|are|ist|est|es)(?=(?: either)? (?:`\"?\w+\"?`,? )+(?:or|oder|ou|o) ))(?!\w)(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_JOINED = re.compile(r"[`\"”,\s]*(?:(?:,|and|or|nor|und|oder|noch|et|y|ni|to|bis|à|…|an?)[`\"”\s]*)*")
#: A clause behind several members that is about the last one.
_OF_LAST = re.compile(
    r"[`\"”]?(?:,?\s+(?:which|that) (?:is|has|can|may|must|takes?|holds)\b|, (?:der|die|das) [^.;]*\bist\b"
    r"|, qui (?:est|peut)\b|, que es\b)"
)
_PRONOUN = re.compile(r"(?!it is \w+ for |es ist \w+, )(?:it|this|both|they|all|es|beide|sie)\b", re.IGNORECASE)
_MARK = re.compile(r"[`\"“”„']([A-Za-z_][\w.\[\]]*)[`\"“”']")

#: Words in a sentence about all messages that say that some are not meant.
_NOT_ALL = re.compile(r"\b(?:except|unless|most|some|außer|ausgenommen|meist\w*)\b", re.IGNORECASE)


def claims_of(section: Section, contract: Contract, *, has_marks: bool = True) -> list[Claim]:
    """Return the claims of the sentences in a section, and of its heading and titles.

    Args:
        section: The section.
        contract: The contract.
        has_marks: Whether the page marks names of members, as code or by quotes.
    """
    claims = list(_of_heading(section, contract)) if section.name and contract.is_message(section.name) else []
    lead, question = "", section.heading.text
    before: tuple[str, str | None] = ("", None)
    for part in section.parts:
        if part.is_history or part.block.kind in ("code", "comment"):
            continue
        block = part.block
        if block.kind == "item" and lead and not _IS_PROSE.match(block.text):
            block = block._replace(text=f"{lead} {block.text}")
        else:
            lead = _lead_in(block)
        if question.endswith("?") and block.kind != "table":
            answer = _answer(question, block.text)
            is_unknown = answer == block.text and not (NAMES.search(question) or _WHICH.match(question))
            block = block._replace(text=_FRAGMENT.sub("", answer) if is_unknown else answer)
        question = block.text
        last: list[str] = []
        before_plain: list[str] = []  # the members of the sentence before, also those in plain words
        said_before = ""
        is_of_member = False  # whether what follows in an element of a list is about the member that it begins with
        is_behind_list = before == ("item", "secondary")
        before = (block.kind, part.role)
        for sentence in sentences_in(block, section, contract):
            is_listed = part.role == "secondary" and not (
                is_behind_list and block.kind == "text" and not sentence.names
            )
            sentence = sentence._replace(is_listed=is_listed, is_cell=block.kind == "table", has_marks=has_marks)  # noqa: PLW2901
            members = _members_in(sentence, () if sentence.is_answer else last, contract)
            found = [*_claims_in(sentence, members, section, contract)]
            if is_of_success(said_before) and _IT.search(sentence.text) and not _OF_REQUEST.search(sentence.text):
                found = [_of_answer(each) for each in found]
            said_before = sentence.text
            if is_of_member and not (sentence.names or _OF_THE_MESSAGE.search(sentence.text)):
                found = [each for each in found if each.member or "member" in each.kind]
            plain = _plain_members(sentence, members, before_plain, contract)
            found += _of_plain_members(sentence, plain, contract)
            found = _certain(found, sentence, members, contract)
            if last and not (members or sentence.names) and _IT.search(sentence.text):  # perhaps the member before
                found = [each for each in found if "media" not in each.kind and "platforms" not in each.kind]
            is_of_member |= sentence.is_item and bool(members) and members[0][1] <= 1
            if "protocol" in _topics_of(sentence.text):
                found += _of_protocol(sentence, contract)
            claims += [
                each._replace(others=sentence.others) if each.message == sentence.message else each for each in found
            ]
            last = [name for name, _, _ in members if not _PRONOUN.match(sentence.text)] or last
            before_plain = [name for name, _, _ in members or plain] or before_plain
    return claims


def claims_of_page(sections: Sequence[Section], contract: Contract, *, has_marks: bool = True) -> list[Claim]:
    """Return the claims in all sections, and those of a sentence about all messages of the page or of a chapter."""
    claims: list[Claim] = []
    general: list[tuple[Section, _General]] = []
    general_claims: dict[_General, list[tuple[bool, Claim]]] = {}  # with whether the section says something else
    is_first = True
    for section in sections:
        own = claims_of(section, contract, has_marks=has_marks)
        claims += own
        if section.name is None or not section.heading.name:
            is_before_all = is_first and not section.heading.level
            general += [(section, each._replace(is_before_all=is_before_all)) for each in _general(section)]
            continue
        is_first = False
        if contract.is_message(section.name):
            said = {claim.kind for claim in own if claim.is_own}
            around = {title.number for title in section.titles}
            for chapter, each in general:
                is_around = chapter.heading.line in around or (each.is_of_page and not around)
                is_of_kind = each.kind in ("", "command" if contract.is_command(section.name) else "event")
                if is_of_kind and (each.is_before_all or is_around):
                    claim = each.claim._replace(message=contract.current(section.name), heading=section.heading.line)
                    general_claims.setdefault(each, []).append((claim.kind in said, claim))
    for found in general_claims.values():
        is_denied_by_all = all(has_own for has_own, _ in found)
        claims += [claim for has_own, claim in found if is_denied_by_all or not has_own]
    return claims


#: A pronoun for the subject, or the object, of the sentence before.
_IT = re.compile(r"\b(?:it|them|they|es|sie)\b", re.IGNORECASE)


def _of_answer(claim: Claim) -> Claim:
    """Return a claim about the data of a request as one about that of its success."""
    is_of_data = claim.kind == "no data" and claim.value[:1] == ("request",)
    return claim._replace(value=("success", *claim.value[1:])) if is_of_data else claim


def _certain(found: list[Claim], sentence: Sentence, members: _Members, contract: Contract) -> list[Claim]:
    """Return the claims of a sentence that hold whatever else it says of other versions, wishes, or one case."""
    text = sentence.text
    if any(each.search(text) for each in (*_ELSEWHERES, ASIDE)):
        return [each for each in found if each.kind in _OF_NAMES]
    compared = {contract.current(each[1]) for each in _COMPARED.finditer(text)}
    found = [each for each in found if each.message not in compared]
    if sentence.is_in_case:
        found = [each for each in found if each.kind not in _OF_ALL_CASES]
    if _OBSERVED.search(text) or text.strip(" .:*").casefold() in PLATFORMS:
        return [each for each in found if each.member or each.kind in _OF_NAMES]
    if not members and _has_member(sentence, contract):
        return [each for each in found if each.kind not in ("media", "platforms", "mentioned platforms")]
    return found


#: An item of several sentences about the message that it begins with: the words before the list are not part of it.
_IS_PROSE = re.compile(rf"`?{NAME}`?\s+[^\W\d_]+\s[^.!?]*[.!?]\s+\w")


class _General(NamedTuple):
    """A claim about all messages of a chapter or of the page, and the kind of them, empty for all.

    `is_before_all` says that no heading is before it.
    """

    claim: Claim
    kind: str
    is_of_page: bool
    is_before_all: bool = False


_OF_PAGE, _COMMANDS, _EVENTS = phrase("all", "of_page"), phrase("all", "commands"), phrase("all", "events")


def _general(section: Section) -> Iterator[_General]:
    """Yield the media, the platforms and the target that a sentence gives to all messages that follow."""
    for line in section.prose_of_today:
        last: re.Match[str] | None = None
        for sentence in _END.split(line.text):
            all_ = OF_ALL.search(sentence) or (_THEY.match(sentence) if last else None)
            last = all_
            if not all_ or _NOT_ALL.search(sentence) or NAMES.search(sentence):
                continue
            kind = "command" if _COMMANDS.search(all_[0]) else "event" if _EVENTS.search(all_[0]) else ""
            is_of_page = _OF_PAGE.search(all_[0]) is not None
            for name, *value in dict.fromkeys(_facts_of_all(sentence, all_)):
                claim = Claim(line.number, cast("ClaimKind", name), "", tuple(value), is_own=True)
                yield _General(claim, kind, is_of_page)


def _facts_of_all(sentence: str, all_: re.Match[str]) -> Iterator[tuple[str, ...]]:
    """Yield the facts in a sentence, with the messages that it is about as "it"."""
    media = media_in(sentence)
    mentioned = mentions_in(sentence, is_command=False, others=False) if not media else ()
    yield from ((kind, *value) for kind, value in mentioned if kind == "media")
    if media:
        yield "media", media
    if only := _ONLY_ON.search(sentence):
        named = next(group for group in only.groups() if group)
        yield "platforms", *sorted(set(re.findall(_PLATFORM, named.casefold())))
    said = f"{sentence[: all_.start()]} it {sentence[all_.end() :]}"
    about = About("", is_command=False, is_command_name=bool, is_event_name=bool)
    stated = {kind: value for kind, value in statements_in(said, about, has_members=False) if kind in _OF_EVERY}
    known = {kind: value for kind, value, _ in facts_in(said, is_command=True, is_message=bool) if kind in _OF_EVERY}
    yield from ((kind, *value) for kind, value in {**stated, **known}.items() if not (media and kind == "media"))


#: The facts about all messages of a chapter, and the beginning of a sentence about the messages before.
_OF_EVERY = ("media", "platforms", "target", "on platforms", "not on platforms")
_THEY = phrase("all", "they")


def _lead_in(block: Block) -> str:
    """Return the last sentence of a paragraph if it begins the sentences of a list: "Raised in these cases:"."""
    last = _END.split(block.text)[-1] if block.kind == "text" else ""
    is_lead = last.endswith(":") and _RAISED.search(last) and not (NAMES.search(last) or ASIDE.search(last))
    return last if is_lead else ""


#: A question of the kind that is answered by "yes" or "no": its verb, its subject, and the rest.
_ASKED = re.compile(
    r"(is|are|does|do|can|must|may|ist|sind|muss|darf|kann)\s+(?:the\s+|das\s+|der\s+|die\s+)?"
    r"((?:(?:member|property|field|parameter|command|event|request|feld|befehl|ereignis)\s+)?`[^`]+`|it)\s+(.+)\?",
    re.IGNORECASE | re.DOTALL,
)
_YES_NO = re.compile(r"(?:(yes|ja|sí|si|oui)|no|nein|non)\b[.,;:!]*\s*", re.IGNORECASE)
#: Other questions, and the beginning of the sentence that answers each.
_ASKED_FOR = (
    (rf"(?:what|which)(?: object)? is the target of (`?{NAME}`?)\?", r"The target of \1 is"),
    (rf"(?:what|which) events? (?:does|do|will) (`?{NAME}`?) (?:raise|trigger|generate|cause)\?", r"\1 raises"),
    (rf"(?:what|which) events? follows? (`?{NAME}`?)\?", r"\1 raises"),
    (rf"when is (`?{NAME}`?) (raised|sent)\?", r"\1 is \2"),
    (rf"welche ereignisse löst (`?{NAME}`?) aus\?", r"\1 löst aus:"),
    (rf"wann kommt (`?{NAME}`?)\?", r"\1 kommt"),
)


def _answer(question: str, text: str) -> str:
    """Return the answer to a question as a sentence of its own: "No." becomes "`x` is not required"."""
    question = " ".join(question.strip(" *").split())
    asked, said = _ASKED.fullmatch(question), _YES_NO.match(text)
    if said and asked:
        polarity = "" if said[1] else "not "
        return f"{asked[2]} {asked[1].casefold()} {polarity}{asked[3]}. {text[said.end() :]}".strip()
    for pattern, beginning in _ASKED_FOR:
        if found := re.fullmatch(pattern, question, re.IGNORECASE):
            first = text[:1].casefold() + text[1:]
            return f"{found.expand(beginning)} {first}"
    return text


#: A first sentence of a few words without a name: with a question that is not understood, it says nothing.
_FRAGMENT = re.compile(r"^(?:[^\s.!?]+\s){0,4}[^\s.!?]+[.!?](?:\s+|$)")
_WHICH = re.compile(
    r"(?:what|which|who|when|why|how|where|was|welche\w*|wer|wann|warum|wie|wo|que|quels?|quelles?|quand|qué|cuál\w*|cuándo)\b",
    re.IGNORECASE,
)


#: The beginning of a question whether something is so.
_WHETHER = re.compile(
    r"(?:is|are|was|do|does|did|can|could|must|may|should|shall|will|would|has|have|need|ist|sind|muss|müssen|darf|dürfen"
    r"|kann|können|soll|sollte|wird|werden|hat|haben|gibt|est|sont|dois|doit|doivent|puis|peut|faut|es|son|debe|deben"
    r"|puede|pueden|hay|tengo|tiene)\b",
    re.IGNORECASE,
)
#: A question whose names are not those of its subject: "Who raises `x`?".
_WHO = re.compile(r"(?:who|wer|qui|quién)\b", re.IGNORECASE)
#: The beginning of an answer that holds in the case of the question only.
_IN_THAT_CASE = re.compile(
    r"(?:then|but|except|only|if|unless|dann|aber|nur|alors|mais|entonces|pero)\b", re.IGNORECASE
)


def _with_question(question: str, answer: str) -> str:
    """Return an answer with the question before it: as a case, or what it is about."""
    answered = _answer(question, answer)
    if answered != answer:
        return answered
    if said := _YES_NO.match(answer):  # the question is no case of the answer
        return "" if _IN_THAT_CASE.match(answer, said.end()) else answer[said.end() :]
    question = question.rstrip("? ")
    if _WHICH.match(question) and not _WHO.match(question):
        return f"{question}: {answer}"
    if _WHETHER.match(question):  # "Mostly not." says nothing by itself
        return _FRAGMENT.sub("", answer)
    return answer if NAMES.search(f"{question} {answer}") else f"if {question}, {answer}"


def sentences_in(block: Block, section: Section, contract: Contract) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph, a list item, or a table of two columns, each with its subject."""
    if block.kind == "table":
        yield from _in_table(block, section, contract)
        return
    subject, start, event = section.name, 0, ""
    named, last_commands = "", ()  # type: str, tuple[str, ...]  # the message, and the commands, that were named last
    line_of = lines_in(block.line, block.text)
    text = block.text.replace(";", ",") if _WHEN.match(block.text) else block.text  # one sentence with all occasions
    asked = case = ""
    for piece in (clause for sentence in _END.split(text) for clause in _by_subject(sentence)):
        at = max(text.find(piece, start), start)
        is_clause = not text.startswith(piece, at)
        start = at if is_clause else at + len(piece)
        if piece.endswith("?"):
            asked = piece
            continue
        is_answer = asked != ""
        piece, asked = (_with_question(asked, piece) if asked else piece), ""  # noqa: PLW2901
        names = _names_in(piece, contract)
        is_of_command = contract.is_command(section.name or "")
        explicit, around = _subject_of(piece, names, contract), subject
        if explicit and (
            contract.is_command(explicit)
            or not (_AFTERWARDS.search(piece) or (is_of_command and _comes_next(piece, contract)))
        ):
            subject = explicit
        has_subject = "subject" in _topics_of(piece) and not any(map(contract.is_command, names))
        plain = subjects_in(piece, contract) if has_subject else ()
        that_one = named if not names and _THAT_ONE.match(piece) else ""
        about: list[str | None] = [*plain] or [that_one or _of_event(piece, event, section, contract) or subject]
        if len(section.heading.names) > 1:
            about = [*_of_several(piece, section.heading.names, contract)] or about
        is_in_case = case.endswith(";") or (bool(case) and bool(_AGAIN.search(case) or _OF_BEFORE.match(piece)))
        case = piece if _gives_case(piece) or (is_in_case and piece.endswith(";")) or _AGAIN.search(piece) else ""
        for each in about:
            behind = event if event and is_of_command and _OF_BEFORE.match(piece) else ""
            before = (named if _OF_BEFORE.search(piece) else "", *(() if plain else last_commands))
            before = () if each == that_one else before
            home = "" if names or plain or _OF_BEFORE.match(piece) or len(section.heading.names) > 1 else section.name
            known = {*before, home or ""} - {"", each}  # without a pronoun, it is perhaps about the section's again
            others = () if any(map(contract.is_command, names)) else tuple(dict.fromkeys(known))
            said = _LABELS.sub(_in_a_word, " ".join(piece.split()))
            yield Sentence(
                line_of(at), said, each, names, is_item=block.kind == "item", behind=behind, others=others,
                is_in_case=is_in_case, is_answer=is_answer,
            )  # fmt: skip
        subject = around if is_clause and not is_of_command else subject  # the next is about the event again
        named = names[-1] if names else named
        last_commands = plain or next(((name,) for name in reversed(names) if contract.is_command(name)), last_commands)
        event = next((name for name in reversed(names) if contract.is_event(name)), event)


_LACKING, _SAID = phrase("members", "lacking"), phrase("members", "said")
_LABELS, _NO_CASE = phrase("mentions", "labels"), phrase("mentions", "no_case")


def _in_a_word(label: re.Match[str]) -> str:
    """Return a label of a member and its answer in a word: "required: no" is "not required"."""
    return label[1] if label[2] else f"not {label[1]}"


#: The place in a sentence where another message becomes its subject: "x goes to the session, y has another target".
_OF_OTHER = re.compile(
    rf"(?:,|:|;)\s+(?:(?:and|but|while|whereas|und|aber|während|et|mais|y|pero)\s+)?"
    rf"(?=`?{NAME}`?\s+(?:is|are|has|works|takes|goes|targets|can|must|does|ist|hat|geht|gilt|richtet|est|a|es|tiene)\s)",
    re.IGNORECASE,
)
#: A relative clause at the end of a sentence: it says something of the name before it.
_LAST_RELATIVE = re.compile(
    rf"(`?{NAME}`?), (?:which|that|qui|que) ((?:is|are|has|raises|takes|goes|est|a|es|tiene)\s[^,;]+)$"
)
#: The beginning of a sentence whose first name is not its subject.
_CIRCUMSTANCE = re.compile(
    r"(?:after|before|once|when|if|upon|on|in|with|during|nach|vor|wenn|bei|auf|après|avant|si|tras|después)\b",
    re.IGNORECASE,
)


def _by_subject(sentence: str) -> Iterator[str]:
    """Yield the parts of a sentence with a message each as their subject."""
    start = 0
    has_two_names = sentence.count(".") > 1 and not _CIRCUMSTANCE.match(sentence)
    for found in _OF_OTHER.finditer(sentence) if has_two_names else ():
        if NAMES.search(sentence, start, found.start()):
            yield sentence[start : found.start()]
            start = found.end()
    clause = None if _CIRCUMSTANCE.match(sentence) else _LAST_RELATIVE.search(sentence, start)
    if clause:
        yield sentence[start : clause.end(1)]
        yield f"{clause[1]} {clause[2]}"
    else:
        yield sentence[start:]


def _gives_case(text: str) -> bool:
    """Return whether a sentence begins with a case, other than the success that all are about."""
    case, comma, _ = text.partition(",")
    return bool(comma) and _CASE_FIRST.match(text) is not None and not words_of(case).has("success", "succeeded")


_THAT_EVENT = re.compile(
    r"(?:that|this|dieses|das|ese|este|cet) (?:event|ereignis|evento|événement)\b|(?:it|es) (?:follows|folgt)\b",
    re.IGNORECASE,
)
#: The beginning of a sentence that may be about the one before it.
_OF_BEFORE = re.compile(
    r"\b(?:it|its|they|this|that|these|es|er|sie|ihr|dieses?|das|il|elle|ce|cet|este|se|su|sa|son"
    r"|the (?:event|target))\b",
    re.IGNORECASE,
)
#: The beginning of a sentence that gives a case, also for the one behind it: "If it has stopped, that is fine; no ...".
_CASE_FIRST = re.compile(r"(?:if|when|where|unless|wenn|falls|sofern|si|lorsque|quand|cuando)\b", re.IGNORECASE)
#: A message that another one is compared with: "unlike `x`, it goes to the channel".
_COMPARED = re.compile(
    r"\b(?:unlike|like|as with|contrary to|in contrast to|compared (?:to|with)|than|anders als|wie|im gegensatz zu"
    r"|contrairement à|comme|a diferencia de|como) (?:(?:the|der|die|das|le|la|el) )?"
    rf"(?:event |command |request )?`?({NAME})",
    re.IGNORECASE,
)
#: A case in which something is done once more.
_AGAIN = re.compile(r"\b(?:again|twice|a second time|once more|erneut|nochmals?|zweimal)\b", re.IGNORECASE)
#: Claims that hold in all cases, unless a sentence gives one.
_OF_ALL_CASES = (
    "raises nothing", "raises some", "raises not", "raises", "no data", "some data", "echo", "outcome", "opposite",
    "required",
)  # fmt: skip
#: The beginning of a sentence about the last message that was named.
_THAT_ONE = re.compile(r"(?:that one|this one|the latter|letztere[rs]?|ce dernier|este último)\b", re.IGNORECASE)
_ALL_OF_THEM = re.compile(
    r"(?:the target of )?(?:both|all (?:of (?:them|these)|two|three|four)|each of (?:them|these)"
    r"|alle (?:zwei|drei|vier)|beide|les deux|ambos|ambas)\b",
    re.IGNORECASE,
)


def _of_event(text: str, event: str, section: Section, contract: Contract) -> str | None:
    """Return the event of the sentences before, in a section about a command, if a sentence is about "that event"."""
    return event if event and contract.is_command(section.name or "") and _THAT_EVENT.match(text) else None


def _of_several(text: str, names: Sequence[str], contract: Contract) -> Iterator[str]:
    """Yield the messages of a heading with several names that a sentence is about: both, or one by its last word."""
    first = (re.findall(r"\w+", text[:30].casefold()) or [""])[0]
    for name in map(contract.current, dict.fromkeys(names)):
        if contract.is_message(name) and (_ALL_OF_THEM.match(text) or name.rpartition(".")[2] == first):
            yield name


def _in_table(table: Block, section: Section, contract: Contract) -> Iterator[Sentence]:
    """Yield a sentence for each cell of a table of messages, or for each row of a table of two columns."""
    cases = list(cases_in(table, contract))
    if cases:
        yield from (each for case in cases for each in _of_case(case, contract))
    if cases or column_of_messages(table, contract) is not None:  # each of its rows is about a member
        return
    header = table.rows[0]
    columns = range(max(len(row) for row in table.rows))
    named = [column for column in columns if _names_messages(table, column, contract)]
    for row in table.rows:
        if named and row is not header:
            yield from _in_row(row, header, named[0], contract)
        elif not named and len(row) == 2:  # noqa: PLR2004 -- a name and a value
            for said in _said_in(row[1]):
                text = f"{row[0].text.strip(' :')}: {said}"
                yield Sentence(row[0].line, text, section.name, _names_in(text, contract))


def _in_row(row: Sequence[Cell], header: Sequence[Cell], at: int, contract: Contract) -> Iterator[Sentence]:
    """Yield the sentences in the cells of a row about the message in one of them."""
    name = row[at].text.strip("` ") if at < len(row) else ""
    if not contract.is_message(name) or any(_is_about_member(cell.text, name, contract) for cell in row):
        return
    for column, cell in enumerate(row[: len(header)]):
        title = header[column].text
        is_of_product = platforms_in(title) and is_required(cell.text) is not None  # "yes" or "no" for something
        is_list = role_of(title) == "secondary"
        for said in () if column == at or is_of_product else (cell.text,) if is_list else _said_in(cell):
            text = _in_words(title.strip(" :"), said)
            yield Sentence(cell.line, text, contract.current(name), _names_in(text, contract), is_list)


def _said_in(cell: Cell) -> Iterator[str]:
    """Yield the sentences in a cell; each element of a list in it is one."""
    for text in [block.text for block in cell.blocks] or [cell.text]:
        asked = ""
        for said in _END.split(text):
            if not said.endswith("?"):
                yield _with_question(asked, said) if asked else said
            asked = said if said.endswith("?") else ""


#: A result in a word or two, before what comes with it: "success; the data is empty".
_RESULT = re.compile(r"^([^\W\d_]+(?: [^\W\d_]+)?);\s+")


def _of_case(case: Case, contract: Contract) -> Iterator[Sentence]:
    """Yield the sentences about a case of a test plan; what it lacks is said together with what comes of it."""
    before = ""
    for cell in case.cells:
        for said in _END.split(_RESULT.sub(r"\1, ", cell.text)):
            text = f"{before}, {said}" if before else said
            before = text if _LACKING.search(text) and not before else ""
            if not before or cell is case.cells[-1]:
                yield Sentence(cell.line, text, case.message, _names_in(text, contract))


def _is_about_member(text: str, name: str, contract: Contract) -> bool:
    """Return whether a cell beside the name of a message says something about one of its members."""
    found = _MARK.match(text)
    has_verb = found is not None and re.match(r"\s+[^\W\d_]{4,}", text[found.end() :]) is not None
    return has_verb and found is not None and found[1] in contract.member_names(name) - _ENVELOPE


def _in_words(title: str, text: str) -> str:
    """Return a cell with its title as a sentence; the answer to a question, as in "Telephony only?", decides."""
    said = _YES_NO.fullmatch(text.strip())
    if said and (media := media_in(title)):
        return f"Media: {media if said[1] else 'any'}"
    return f"{title}: {text}"


def _names_messages(table: Block, column: int, contract: Contract) -> bool:
    """Return whether most cells of a column below its title are names of messages."""
    cells = [row[column].text.strip("` ") for row in table.rows[1:] if column < len(row)]
    return sum(map(contract.is_message, cells)) * 2 > len(cells) > 0


def _names_in(text: str, contract: Contract) -> tuple[str, ...]:
    return tuple(name for name in NAMES.findall(text.replace("`", "")) if contract.is_message(name))


def _subject_of(text: str, names: Sequence[str], contract: Contract) -> str | None:
    """Return the message that a sentence begins with, if it begins with one."""
    if not names:
        return None
    found = re.match(
        r"\s*(?:\[[ x]?\]\s+)?(?:[A-Z][A-Z\d]*-[\d.-]+\s+|[A-Z]?\d{1,3}(?:\.\d{1,3}){0,4}[.):]?\s+)?"
        r"(?:(?:the|this|an?|der|die|das|sending|send|of|target|event|command|request|ereignis|befehl|anfrage"
        r"|property|`target`|two|all|events?)\s+)*"
        rf"`?({NAME})",
        text,
        re.IGNORECASE,
    )
    return contract.current(found[1]) if found and found[1] in names else None


#: Members of every message: in prose without marks these are words of the language.
_ENVELOPE = frozenset(("command", "target", "data", "name", "result", "context", "failure", "original"))
_Members = list[tuple[str, int, int]]
_WORD = re.compile(r"\w+")
#: No word that makes the next one a noun is longer.
_LONGEST_WORD = 20
#: Shorter names of members are also words of the language.
_LONG_NAME = 6


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


def _members_in(sentence: Sentence, last: Sequence[str], contract: Contract) -> _Members:
    """Return the members in a sentence with their places; "it" and "both" are those of the sentence before."""
    known = contract.member_names(sentence.message or "")
    found: _Members = []
    pronoun = _PRONOUN.match(sentence.text)
    if not (pronoun and last) and known.isdisjoint(_WORD.findall(sentence.text)):
        return []
    for each in _MARK.finditer(sentence.text):
        name = each[1].replace("[]", "").rpartition(".")[2]
        if name in known and not contract.is_message(each[1]):
            found.append((name, each.start(), each.end()))
    described = _DESCRIBED.match(sentence.text) or _PROPERTY_OF.match(sentence.text) or _AT_HEAD.match(sentence.text)
    if described and described[1] in known and described[1] not in {*_ENVELOPE, *OBJECTS}:
        found.append((described[1], described.start(1), described.end(1)))
    if not found:
        said = (each for each in _SAID.finditer(sentence.text) if each[1] in known - _ENVELOPE - OBJECTS.keys())
        found += [(each[1], each.start(1), each.end(1)) for each in said]
    for each in _PLAIN.finditer(sentence.text):
        is_path = each[1] is not None
        is_said = not sentence.has_marks and each[2] not in OBJECTS and _says_of_member(sentence.text)
        is_data = each[2] == "data" and is_said and is_of_success(sentence.text)
        if each[2] not in known or (each[2] in _ENVELOPE and not (is_path or is_data)):
            continue
        is_name = is_path or is_data or re.search(r"[a-z][A-Z]", each[2]) or (not found and _LEAD.match(sentence.text))
        is_name = is_name or (is_said and len(each[2]) >= _LONG_NAME)
        if is_name or (not sentence.has_marks and _is_noun(sentence.text, each.start())):
            found.append((each[2], each.start(), each.end()))
    found.sort(key=lambda member: member[1])
    found = [
        each
        for at, each in enumerate(found)
        if not (at and _PART_OF.search(sentence.text, max(each[1] - _LONGEST_WORD, 0), each[1]))
    ]
    if not found and pronoun and last:
        names = last if pronoun[0].casefold() in ("both", "they", "all", "beide", "sie") else last[-1:]
        found = [(name, 0, pronoun.end()) for name in names]
    return found


def _plain_members(sentence: Sentence, members: _Members, last: Sequence[str], contract: Contract) -> _Members:
    """Return the members in a sentence without a name that are in plain words, or "neither", "none of them"."""
    known = contract.member_names(sentence.message or "")
    if members or sentence.is_cell or sentence.names or not known:
        return []
    found: _Members = list(plain_members(sentence.text, known))
    several = _NONE_OF_THEM.match(sentence.text) if last and not found else None
    if several is None:
        return found
    start = several.end() if _NEGATION.match(several[0]) else 0  # a denial stays before the members
    return [(name, start, several.end()) for name in last]


def _of_plain_members(sentence: Sentence, members: _Members, contract: Contract) -> Iterator[Claim]:
    """Yield whether members in plain words are required, and their types."""
    name = contract.current(sentence.message or "")

    def claim(kind: ClaimKind, *value: str) -> Claim:
        return Claim(sentence.line, kind, name, value)

    for position, member in enumerate(members):
        end = members[position + 1][1] if position + 1 < len(members) else len(sentence.text)
        of_each = _OF_EACH.match(sentence.text, member[2]) and _is_list(member[0], name, contract)
        for each in _of_member(sentence, member, end, members, claim):
            if each.kind == "type" and of_each and len(each.value) == 1 and each.value[0] not in ("array", "object"):
                yield each._replace(value=("array", *each.value))
            elif each.kind in ("required", "type"):
                yield each


def _is_list(member: str, name: str, contract: Contract) -> bool:
    """Return whether a member is a list in all messages of a name that have it."""
    found = [each.schema for message in contract.of_name(name) for each in contract.members_named(message, member)]
    return all(isinstance(each, dict) and each.get("type") == "array" for each in found)


#: Behind the plural of a member that is a list: what is said of its elements.
_OF_EACH = re.compile(r"(?:(?<=s) (?:are|sind|sont|son)|(?<=n) sind)\b(?! (?:an?|one|eine?|une?|una?) )", re.IGNORECASE)


#: The members of the sentence before.
_NONE_OF_THEM = phrase("member_phrases", "several")


@lru_cache(maxsize=4096)
def _says_of_member(text: str) -> bool:
    """Return whether a sentence says that something is required, or of a JSON type."""
    return required_in(text) is not None or types_mentioned(text) != "" or platforms_mentioned(text) != ()


def _has_member(sentence: Sentence, contract: Contract) -> bool:
    """Return whether a sentence has the long name of a member without marks: it may be what is limited."""
    names = contract.member_names(sentence.message or "") - _ENVELOPE - OBJECTS.keys()
    return any(len(word) >= _LONG_NAME and word in names for word in _WORD.findall(sentence.text))


#: Words before the object of another member: "`context` of the `failure` object".
_PART_OF = re.compile(
    r"\b(?:in|inside|within|under|of|from|von|unter|dans|de|du|en)\s+(?:(?:the|its|der|die|das|dem|des|la|le|el)\s+)?[`\"“]?$",
    re.IGNORECASE,
)


def _is_noun(text: str, start: int) -> bool:
    """Return whether a word without marks is in the place of a name: at the head of a clause or behind an article."""
    before = text[max(start - _LONGEST_WORD, 0) : start].rstrip()
    return not before or before[-1] in ",;:(" or before.rsplit(" ", 1)[-1].casefold() in (
        "the", "a", "an", "and", "or", "member", "members", "property", "contains", "carries", "takes", "has",
        "optional", "required", "und", "das", "der", "die", "feld", "one", "both", "champ", "campo", "miembro",
    )  # fmt: skip


def _of_heading(section: Section, contract: Contract) -> Iterator[Claim]:
    """Yield the media and the platforms that a heading names, or the title of a group of sections."""
    name = contract.current(section.name or "")
    line = section.heading.line
    media = media_in(section.heading.rest, is_heading=bool(section.heading.name))
    if media:
        yield Claim(line, "media", name, (media,), is_own=True)
    else:
        titles = (
            (each.number, media_in(each.text, is_heading=_is_group(each.text)))
            for each in reversed(section.titles)
            if _OF_MESSAGES.search(each.text)
        )
        found = [(number, of_title) for number, of_title in titles if of_title][:1]
        yield from (Claim(number, "media", name, (said,), is_own=True, heading=line) for number, said in found)
    platforms = _platforms_in(section.heading.rest)
    if platforms or _ALL_PLATFORMS_TITLE.search(section.heading.rest):
        yield Claim(line, "platforms", name, platforms, is_own=True)
    else:
        for title in reversed(section.titles):
            only = _ONLY_TITLE.search(title.text)
            if only and (platforms := _platforms_in(f"({only[0]})")):
                yield Claim(title.number, "platforms", name, platforms, is_own=True, heading=line)
                break


_OF_MESSAGES = re.compile(
    r"\b(?:commands?|events?|requests?|messages?|befehle|ereignisse|nachrichten|commandes|événements|comandos"
    r"|eventos)\b|\([^()]+\)",
    re.IGNORECASE,
)


#: A title that limits all below it to platforms: "inContact only", "Commands (nur Avaya)".
_ONLY_TITLE = re.compile(rf"(?<!\w)(?:{_PLATFORM} only|(?:only|nur) {_PLATFORM})(?!\w)(?=\W*$)", re.IGNORECASE)


_ALL_PLATFORMS_TITLE = phrase("platforms", "title")


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
    if _TELEPHONY.search(text):
        return "telephony"
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
    words = {_MEDIA[word.replace("-", "")] for word in re.findall(_MEDIUM, found[1].casefold())}
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


def _claims_in(sentence: Sentence, members: _Members, section: Section, contract: Contract) -> Iterator[Claim]:
    name = sentence.message
    topics = _topics_of(sentence.text)
    if not name and (original := _ORIGINAL.search(sentence.text)):
        failure = next((each.name for each in contract.messages if each.kind == "failure"), "")
        where = next(filter(None, original.groups()))
        yield Claim(sentence.line, "original", failure, (where,), is_general=True)
        return
    is_general = not name or _OF_A_FAILURE.match(sentence.text) is not None
    if is_general and "outcome" in topics and (general := _of_all_failures(sentence, contract)):
        yield from general
        return
    of_names = list(_of_names(sentence, contract)) if NAMES.search(sentence.text) else []
    yield from of_names
    if of_names:
        return
    if "gone" in topics and (_GONE.search(sentence.text) or _GONE_ALSO.search(sentence.text)):
        yield from _deprecated(sentence, members, contract)
        return
    raised = list(_raised(sentence, section, contract)) if sentence.names or "phase" in topics else []
    yield from raised
    is_in_case = any(each.kind == "raised during" and len(each.value) > 1 for each in raised)
    home = section.name if contract.is_command(section.name or "") else ""
    opposites_ = [] if is_in_case else list(_opposite(sentence, home or "", contract))
    yield from opposites_
    if not name or not contract.is_message(name):
        return

    def claim(kind: ClaimKind, *value: str) -> Claim:
        return Claim(sentence.line, kind, name, value, is_own=name == contract.current(section.heading.name or ""))

    if sentence.is_list_of_events and contract.is_command(name):
        yield from _listed_events(sentence, claim, contract)
        return
    by_phrases = list(_by_phrases(sentence, members, claim, contract, topics))
    yield from by_phrases
    if not (sentence.is_listed or members or sentence.behind):
        known = {each.kind.removeprefix("some ") for each in by_phrases} | ({"raises"} if raised else set())
        by_words = [each for each in _by_words(sentence, claim, contract) if each.kind not in known]
        yield from by_words
        by_phrases += by_words
    if not (sentence.is_listed or sentence.behind):
        in_words = list(_in_other_words(sentence, members, [*by_phrases, *raised, *opposites_], claim, contract))
        yield from in_words
        yield from _of_home(sentence, section, contract)
        yield from _aims(sentence, [*by_phrases, *in_words], claim, contract)
        is_said = any(_topic(each.kind) == "echo" for each in (*by_phrases, *in_words))
        repeats = None if is_said or sentence.is_cell or not contract.is_command(name) else repeats_data(sentence.text)
        yield from [] if repeats is None else [claim("echo", "yes" if repeats else "no")]
    yield from _of_order(sentence, by_phrases, section, contract)


def _of_order(sentence: Sentence, read: Sequence[Claim], section: Section, contract: Contract) -> Iterator[Claim]:
    """Yield that a sentence gives the order, or a number, of the events of a command, whatever it calls them."""
    if any(each.kind in ("raises before", "raises count") or each.in_order for each in read):
        return
    name, text = sentence.message or "", sentence.text
    commands = [each for each in (*sentence.names, name, section.name or "") if contract.is_command(each)][:1]
    event = next((each for each in (name, section.name or "") if contract.is_event(each)), "")
    if event:
        text = _ITSELF.sub(f"`{event}`", text, count=1)
        others = [each for each in contract.commands_with(event) if names_two(text, contract.events_of(each))]
        commands = commands or others
    said = [each for each in map(contract.current, commands) if says_of_events(text, contract.events_of(each))]
    if said:
        yield Claim(sentence.line, "order", said[0], (text,), others=tuple(said[1:]))


def _in_other_words(
    sentence: Sentence, members: _Members, read: Sequence[Claim], claim: _Claimed, contract: Contract
) -> Iterator[Claim]:
    """Yield the facts that a sentence states or mentions, besides those that were read."""
    known = {_topic(each.kind) for each in read if each.kind != "raises about"}
    mentioned = list(_by_mentions(sentence, claim, contract))
    has_member = any(each.kind == "member" for each in (*mentioned, *read))
    stated = [
        each
        for each in _by_statements(sentence, members, claim, contract)
        if _topic(each.kind) not in known and not (has_member and each.kind == "some data")
    ]
    yield from stated
    known |= {_topic(each.kind) for each in stated}
    yield from (each for each in mentioned if _topic(each.kind) not in known)
    if not (known & {"values", "alternatives", "unknown"} or sentence.is_cell):
        yield from _of_values(sentence, members, claim, contract)


_OWN_NUMBERS, _OBJECT_NUMBERS = phrase("target", "own_numbers"), phrase("target", "object_numbers")
_OF_SEGMENTS, _ITSELF = phrase("target", "numbers"), phrase("event_order", "itself")


def _of_protocol(sentence: Sentence, contract: Contract) -> Iterator[Claim]:
    """Yield the facts of a sentence about all messages, and how many segments the targets of objects have."""
    for fact in contradicted_in_general(sentence.text):
        yield Claim(sentence.line, "fact", contract.names[0], (sentence.text, fact), is_general=True)
    is_read = "segment" in sentence.text.casefold() and not _NOT.search(sentence.text)
    own = message_about(sentence.message.partition(".")[0], contract) if sentence.message else None
    for found in _OWN_NUMBERS.finditer(sentence.text) if own else ():
        if own and all(map(is_number, found.groups())):
            numbers = tuple(map(str.casefold, found.groups()))
            yield Claim(sentence.line, "mentioned segments", sentence.message or "", numbers)
    for found in (*(_OF_SEGMENTS.finditer(sentence.text) if is_read else ()), *_OBJECT_NUMBERS.finditer(sentence.text)):
        numbers = tuple(each.casefold() for each in found.groups()[1:] if each)
        message = message_about(OBJECTS[found[1].casefold()], contract)
        if message and all(map(is_number, numbers)):
            yield Claim(sentence.line, "mentioned segments", message.name, numbers, is_general=True)


def _topic(kind: ClaimKind) -> str:
    """Return the topic of a claim, the same for a fact that is said and one that is only mentioned."""
    topic = kind.removeprefix("mentioned ").split(" ")[0]
    return _TOPICS.get(kind) or _TOPICS.get(topic, topic)


_TOPICS = {
    "raises": "raised",
    "causes": "raised",
    "events": "raised",
    "on": "platforms",
    "not": "platforms",
    "only after": "limits",
    "only during": "limits",
    "only target": "limits",
    "never": "raised",
    "no target": "target",
    "some media": "media",
    "no": "echo",
    "some": "echo",
    "opposite": "outcome",
}


def _by_mentions(sentence: Sentence, claim: _Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield the facts that a sentence mentions, whatever else it says."""
    name = sentence.message or ""
    others = [each for each in sentence.names if not contract.same(each, name)]
    is_command = contract.is_command(name)
    for kind, value in mentions_in(sentence.text, is_command=is_command, others=bool(others)):
        yield claim(cast("ClaimKind", kind), *value)
    if not others and (marked := _members_of_others(sentence, contract)):
        yield claim("member", marked)
    is_other = contract.is_event if is_command else contract.is_command
    named = [each for each in dict.fromkeys(others) if is_other(each)]
    is_alone = named and len(named) == len({*others}) and not _SENDS.search(sentence.text)
    has_name = len(others) < len(sentence.names)
    if is_alone and is_of_cause(sentence.text, has_name=has_name, is_command=is_command):
        is_only = _ONLY_CAUSE.search(sentence.text) is not None
        causes: ClaimKind = "only cause" if is_only else "mentioned causes"
        yield claim("mentioned events" if is_command else causes, *map(contract.current, named))


def _by_statements(sentence: Sentence, members: _Members, claim: _Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield the facts that a sentence states in whatever words."""
    name = sentence.message or ""
    about = About(
        name, contract.is_command(name), contract.is_command, contract.is_event, _data_members(name, contract)
    )
    has_members = bool(_inner(members)) or _OF_MEMBERS.search(sentence.text) is not None
    for kind, value in statements_in(sentence.text, about, has_members=has_members):
        if kind in ("some data", "no data") and (members or sentence.is_cell):
            continue
        if kind == "some data" and not sentence.text.endswith(_SENTENCE_ENDS):  # a title: "Members of a script"
            continue
        if kind == "raises nothing" and _IN_NAMED_CASE.search(sentence.text):
            continue
        yield claim(cast("ClaimKind", kind), *map(contract.current, value))._replace(is_open=kind == "raised after")


def _of_values(sentence: Sentence, members: _Members, claim: _Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield that a sentence is in conflict with the known values of a member."""
    known = _known_values(sentence.message or "", contract)
    names = {name for name, _, _ in members} & {each.member for each in known}
    if not names:
        names = {each.member for each in known if _value_word(each.member).search(sentence.text)}
    about = [each for each in known if each.member in names]
    for member, conflict in values_said(sentence.text, about):
        yield claim("known values", member, conflict)


@cache
def _value_word(member: str) -> re.Pattern[str]:
    """Return a pattern for a member in words: "types" for `type`."""
    in_words = re.sub(r"(?<=[a-z])(?=[A-Z])", "[ -]?", member)
    return re.compile(rf"(?<![\w-]){in_words}s?(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=256)
def _known_values(name: str, contract: Contract) -> tuple[Known, ...]:
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
    return tuple(known)


@lru_cache(maxsize=256)
def _data_members(name: str, contract: Contract) -> frozenset[str]:
    """Return the names of the members in the data of a request, or of an event."""
    message = (contract.of_name(name) or (None,))[0]
    members = contract.members_of(message) if message else ()
    return frozenset(member.path[-1] for member in members if len(member.path) > 1 and member.path[0] == "data")


def _members_of_others(sentence: Sentence, contract: Contract) -> str:
    """Return the only text in code if it is a member of other messages, and the sentence says that it is there."""
    marked = _MARK.findall(sentence.text)
    is_of_others = len(marked) == 1 and marked[0] in contract.every_member - contract.member_names(
        sentence.message or ""
    )
    return marked[0] if is_of_others and marked[0] not in _ENVELOPE and is_of_content(sentence.text) else ""


_ONLY_CAUSE = phrase("events", "only_cause")


def _of_home(sentence: Sentence, section: Section, contract: Contract) -> Iterator[Claim]:
    """Yield the events that a sentence about an event names, in the section about a command: it raises them."""
    home = contract.current(section.heading.name or "")
    is_of_event = contract.is_command(home) and contract.is_event(sentence.message or "")
    are_events = is_of_event and sentence.names and all(map(contract.is_event, sentence.names))
    if are_events and is_of_cause(sentence.text, has_name=False, is_command=True):
        events_ = tuple(dict.fromkeys(sentence.names))
        yield Claim(sentence.line, "mentioned events", home, events_, others=sentence.others)
    command, *events = (contract.current(each) for each in sentence.names or ("",))
    is_of_other = contract.is_command(command) and not contract.same(command, sentence.message or "")
    if is_of_other and events and all(map(contract.is_event, events)) and is_cause_before(sentence.text):
        yield Claim(sentence.line, "mentioned events", command, tuple(dict.fromkeys(events)))


def _inner(members: _Members) -> list[str]:
    """Return the members that are not those of every message."""
    return [name for name, _, _ in members if name not in _ENVELOPE]


_FAILURE_WORDS = re.compile(r"\b(?:failures?|failed|fehl\w*|échecs?|fallos?|stack traces?)\b", re.IGNORECASE)
_OF_A_FAILURE = re.compile(
    r"(?:an?|every|each|all|eine?|jede[rs]?|un|chaque|cada) (?:failures?|fehler)\b", re.IGNORECASE
)
_STACK_TRACE = re.compile(r"\bstack[- ]?traces?\b", re.IGNORECASE)


def _of_all_failures(sentence: Sentence, contract: Contract) -> list[Claim]:
    """Return the claims of a sentence about the members of all failures: any of them is taken for all."""
    failure = next((each.name for each in contract.messages if each.kind == "failure"), "")
    if not _FAILURE_WORDS.search(sentence.text) or sentence.names:
        return []
    text = sentence.text if "context" in sentence.text else _STACK_TRACE.sub("`context`", sentence.text)
    said = sentence._replace(message=failure, text=text)
    members = [each for each in _members_in(said, (), contract) if each[0] in _OF_FAILURES]

    def claim(kind: ClaimKind, *value: str) -> Claim:
        return Claim(sentence.line, kind, failure, value, is_general=True)

    return [
        *_unknown_beside(said, members, claim, contract),
        *(
            found
            for at, each in enumerate(members)
            for found in _of_member(
                said, each, members[at + 1][1] if at + 1 < len(members) else len(said.text), members, claim
            )
        ),
    ]


_JSON_WORDS = frozenset(("true", "false", "null", "string", "boolean", "integer", "number", "object", "array"))
_OF_FAILURES = frozenset(("failure", "original", "code", "message", "context"))
#: A name in code, directly behind another one: "`code` and `text`"; and one under which a failure has its request.
_BESIDE = phrase("members", "beside")
_UNDER, _REQUEST = phrase("members", "under"), phrase("data", "of_request")


def _without_messages(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = text.replace(f"`{name}`", name)
    return text


def _unknown_beside(sentence: Sentence, members: _Members, claim: _Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield the names in code that a sentence joins with members although no message has such a member."""
    known = {name for name, _, _ in members}
    pairs = [(each[1], each[2]) for each in _BESIDE.finditer(_without_messages(sentence.text, sentence.names))]
    names = [other if one in known else one for one, other in pairs if (one in known) != (other in known)]
    if _FAILURE_WORDS.search(sentence.text) and _REQUEST.search(sentence.text):
        names += [each[1] for each in _UNDER.finditer(sentence.text)]
    for name in dict.fromkeys(names):
        if name not in contract.member_names(sentence.message or "") and name not in _JSON_WORDS:
            yield claim("other member", name)


def _by_phrases(
    sentence: Sentence, members: _Members, claim: _Claimed, contract: Contract, topics: frozenset[str]
) -> Iterator[Claim]:
    """Yield the claims of the phrases in a sentence."""
    if members or "outcome" in topics:
        yield from _unknown_beside(sentence, members, claim, contract)
    for topic, read in _READERS:
        if topic in topics:
            yield from read(sentence, members, claim)
    if not sentence.is_listed and (sentence.names or "events" in topics):
        yield from _raises(sentence, claim, contract, topics)
    elif not sentence.is_item and contract.is_command(sentence.message or ""):
        yield from (claim("raises before", *pair) for pair in _places_in(sentence.text, contract))
    for position, member in enumerate(members):
        end = members[position + 1][1] if position + 1 < len(members) else len(sentence.text)
        yield from _of_member(sentence, member, end, members, claim)


#: Words about a case that a sentence before has named.
_IN_NAMED_CASE = re.compile(
    r"\b(?:in (?:that|this|such a) case|(?:in )?(?:diesem|dem|solchem) fall|dans ce cas|en ese caso)\b", re.IGNORECASE
)
#: Words that deny some data, not that there are data: "the books, and not the data of the request".
_OTHER_DATA = re.compile(
    r"\bnot (?:the|its|that)\b|\bnicht (?:die|deren)\b|\bpas (?:les|ses)\b|\bno los\b", re.IGNORECASE
)

#: The facts that deny something, with the words that limit what they deny.
_DENIALS = {"no data": _OTHER_DATA, "raises nothing": _IN_NAMED_CASE}


def _by_words(sentence: Sentence, claim: _Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield the facts in a sentence if all of its words are known."""
    is_command = contract.is_command(sentence.message or "")
    for kind, value, names in facts_in(sentence.text, is_command=is_command, is_message=contract.is_message):
        if kind == "raises":
            events = [name for name in value if contract.is_event(name)]
            yield from [claim("raises", *events)] if len(events) == len(value) else []
            continue
        if names and not contract.same(names[0], sentence.message or ""):
            if _is_subject(sentence.text, names[0]) and kind in ("target", "media", "platforms"):
                yield claim(kind, *value)._replace(message=contract.current(names[0]), is_own=False)
            continue
        if kind == "some platforms":
            yield claim("platforms", *value)._replace(is_open=True)
        elif kind in _DENIALS and _DENIALS[kind].search(sentence.text):
            continue
        elif is_command or not kind.startswith("raises"):
            yield claim(kind, *value)


def _is_subject(text: str, name: str) -> bool:
    """Return whether the name of another message is at the beginning of a clause."""
    return re.search(rf"(?:^|[,:;(]\s*)`?{re.escape(name)}`?\s", text) is not None


_OPPOSITES = opposites()


@lru_cache(maxsize=1024)
def _opposites_of(description: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns for sentences that say the opposite of a description."""
    return tuple(page for schema, page in _OPPOSITES if schema.search(description))


def _description(schema: object) -> str:
    return str(schema.get("description", "")) if isinstance(schema, dict) else ""


@lru_cache(maxsize=256)
def _facts_of(contract: Contract, name: str) -> str:
    """Return the descriptions of a message in the contract, with the conditions of its events."""
    parts = []
    for each in contract.of_name(name):
        parts += [each.description, *(occasion.when or "" for occasion in each.raised)]
        parts += [text or "" for event in each.secondary_events for text in (event.note, event.when)]
        parts += [_description(member.schema) for member in contract.members_of(each)]
    return "; ".join(filter(None, parts))


def _opposite(sentence: Sentence, home: str, contract: Contract) -> Iterator[Claim]:
    """Yield that a sentence says the opposite of the description of a message in it."""
    others = sentence.others if _OF_BEFORE.match(sentence.text) else ()
    about: tuple[str | None, ...] = sentence.names or (sentence.message, sentence.behind, *others)
    if sentence.names and not sentence.is_listed and all(map(contract.is_event, sentence.names)):
        about = (*sentence.names, home)
    for name in dict.fromkeys(filter(None, about)):
        messages = contract.of_name(name) if contract.is_message(name) else ()
        facts = _facts_of(contract, name)
        opposite = _opposites_of(facts) if messages else ()
        if any(contradicted(sentence.text, facts)) or (
            any(page.search(sentence.text) for page in opposite) and not is_negated(sentence.text)
        ):
            yield Claim(sentence.line, "opposite", contract.current(name), (sentence.text,))


def _listed_events(sentence: Sentence, claim: _Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield the events in a cell of a table of commands, in their order, or that there are none."""
    events = [each for each in dict.fromkeys(sentence.names) if contract.is_event(each)]
    if events:
        yield claim("raises", *events)._replace(in_order=True)
    elif _NONE.search(sentence.text):
        yield claim("raises nothing")
    elif (said := _YES_NO.fullmatch(sentence.text.rpartition(": ")[2].strip())) and said[1]:
        yield claim("raises some")


def _commands_before(text: str, contract: Contract) -> tuple[list[str], list[str]]:
    """Return the commands that a sentence names as causes of an event: by their success, and by their failure."""
    after: list[str] = []
    after_failure: list[str] = []
    for found in _AFTER.finditer(text):
        names = [
            contract.current(name) for name in NAMES.findall(found[1].replace("`", "")) if contract.is_command(name)
        ]
        if _FAILED_BEFORE.search(found[0]) or _THAT_FAILED.match(text, found.end()):
            after_failure += names
        elif not _FAILED.match(text, found.end()):
            after += names
    after += [contract.current(found[1]) for found in _CAUSES.finditer(text) if contract.is_command(found[1])]
    return after, after_failure


def _raised(sentence: Sentence, section: Section, contract: Contract) -> Iterator[Claim]:
    """Yield after which commands, and during which phases, an event is raised."""
    text = sentence.text
    events = [name for name in dict.fromkeys(sentence.names) if contract.is_event(name)]
    own = next((name for name in (sentence.message, section.name) if name and contract.is_event(name)), None)
    if not events and not own:
        return
    verb = _WHEN.match(text) or _RAISED.search(text) or _CAUSES.search(text)
    if verb and _NEVER.search(text, 0, verb.start()) and not _ELSEWHEN.search(text):
        phases = [(found[1] or found[2]).strip() for found in _DURING.finditer(text)]
        yield from (Claim(sentence.line, "never during", own or events[0], (phase,)) for phase in phases)
    if not verb or _NOT.search(text[max(verb.start() - 12, 0) : verb.start()]) or _NOT_BEHIND.match(text, verb.end()):
        return
    if not events and _NOTHING.search(text):  # "Nothing follows a logout"
        return
    after, after_failure = _commands_before(text, contract)
    during = []
    for found in _DURING.finditer(text):
        case = _IN_CASE.match(text, found.end())
        during.append(((found[1] or found[2]).strip(), *([case[1]] if case else [])))
    is_seen = verb[0].casefold() in ("see", "sees")  # by somebody, perhaps among others
    is_open = is_seen or _AMONG_OTHERS.search(text) is not None
    is_open = is_open or (not during and words_of(text).has("initialization"))
    for event in events or ([own] if own else []):
        is_own = event == section.name
        if after:
            commands = tuple(dict.fromkeys(after))
            yield Claim(sentence.line, "raised after", event, commands, is_own=is_own, is_open=is_open)
        if after_failure and "fail" not in event:
            yield Claim(sentence.line, "raised after failure", event, tuple(after_failure))
        for phase in during:
            yield Claim(sentence.line, "raised during", event, phase, is_own=is_own, is_open=is_open)


#: The object that an event is about: "`state.updated` for the channel", "`state.updated` (channel)".
_ABOUT = re.compile(
    rf"`?({NAME})`?\s+(?:(?:event\s+)?(?:for|of|on|für|am|des|der)\s+(?:the|die|den|das|der|des)\s+{_OBJECT}\b(?!\s+group)|\({_OBJECT}\b)",
    re.IGNORECASE,
)
#: The same with the object as the subject: "the channel raises `state.updated`".
_OBJECT_RAISES = re.compile(
    rf"\b(?:the|das|die|der) {_OBJECT} (?:then |also )?(?:raises?|reports?|sends?|emits?|announces?|meldet|sendet)"
    rf" (?:(?:an?|the|its|ein|das) )?`?({NAME})`?",
    re.IGNORECASE,
)
#: A relative clause behind the name of a message.
_RELATIVE = re.compile(rf"`?({NAME})`?\s*,\s*(?:which|that|who|die|der|das|welche[rs]?|qui|que)\b", re.IGNORECASE)


#: The forms of a target: "Target: `<session-id>.<channel-id>` or `…`".
_TARGET_FORMS = re.compile(
    rf"\b(?:targets?|ziele?|cible|destino)\b`?(?:\s+of\s+`?{NAME}`?)?([^`.;]{{0,40}}?)"
    r"((?:`[^`]+`(?:\s*(?:,|or|oder|/))*\s*)+)",
    re.IGNORECASE,
)


_NOTHING = re.compile(r"\b(?:nothing|nichts|rien|nada)\b", re.IGNORECASE)
_OF_EVENTS = phrase("target", "of_events")
_TARGET_ALSO, _SCOPE = phrase("target", "also"), phrase("target", "scope")
_TOWARD, _OF_OTHERS = phrase("target", "toward"), phrase("target", "others")


def _targets(sentence: Sentence, _: _Members, claim: _Claimed) -> Iterator[Claim]:
    written = _TARGET_FORMS.search(sentence.text)
    forms = forms_in(re.findall(r"`([^`]+)`", written[2])) if written and not _NOT.search(written[1]) else ()
    if forms:
        yield claim("target forms", *forms)
    is_of_other = sentence.text.startswith("`") and sentence.message not in sentence.names[:1]
    if (
        not is_of_other
        and (label := _SCOPE.match(sentence.text))
        and (names := [each for each in label.groups() if each])
    ):
        yield claim("target", OBJECTS[names[0].casefold()])._replace(is_open=True)
    found_all = [*_TARGET.finditer(sentence.text), *_TARGET_ALSO.finditer(sentence.text)]
    for found in found_all or _TOWARD.finditer(sentence.text):
        if found.re is _TOWARD and _OF_OTHERS.search(sentence.text, 0, found.start()):
            continue
        before = sentence.text[max(found.start() - 12, 0) : found.start(found.lastindex or 0)]
        if not (_NOT.search(before) or _NOTHING.search(before)):
            objects, end = [OBJECTS[next(filter(None, found.groups())).casefold()]], found.end()
            while other := _OR_OBJECT.match(sentence.text, end):
                objects.append(OBJECTS[other[1].casefold()])
                end = other.end()
            alone = sentence.names[0] if len(sentence.names) == 1 else ""
            if other_subject := _of_clause(sentence, found.start()):
                yield claim("target", *objects)._replace(message=other_subject)
                continue
            is_other = alone and _is_subject(sentence.text[: found.start()], alone)
            said = claim("target", *objects)
            yield said._replace(message=alone) if is_other and alone != said.message else said


_AIMS, _NO_AIM = phrase("target", "aims"), phrase("target", "no_aim")


def _aims(sentence: Sentence, read: Sequence[Claim], claim: _Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield the object that a whole clause names as the target, if nothing else in the sentence was read as one."""
    is_read = any(_topic(each.kind) in ("target", "limits") for each in read)
    for found in () if is_read or _IN_A_CASE.search(sentence.text) else _AIMS.finditer(sentence.text):
        before = re.split(r"[;:.] ", sentence.text[: found.start()])[-1]
        other = any(not contract.same(name, sentence.message or "") for name in sentence.names)
        if other or _NOT.search(f"{before}{found[0].partition(',')[0]}") or _NO_AIM.search(before):
            continue
        if contract.is_command(sentence.message or "") and _OF_EVENTS.search(f"{before}{found[0]}"):
            continue
        words = [next(filter(None, found.groups())).casefold()]
        end = found.end()
        while more := _OR_OBJECT.match(sentence.text, end):
            words.append(more[1].casefold())
            end = more.end()
        yield claim("target", *(OBJECTS.get(word) or OBJECTS[word.removesuffix("s")] for word in words))
        return


#: Words of a sentence in which a platform limits something else than the message.
_OF_MEMBERS = re.compile(
    r"\b(?:callbacks?|propert\w+|members?|parameters?|fields?|uses|reads?|connectors?|felde?r?|eigenschaft\w*"
    r"|champs?|campos?|miembros?|usa|utilise|names? with)\b",
    re.IGNORECASE,
)


_ONLY_ALSO, _SOME_PLATFORMS = phrase("platforms", "only"), phrase("platforms", "some")
_ALL_PLATFORMS, _LEAD = phrase("platforms", "all"), phrase("platforms", "lead")


def _platforms(sentence: Sentence, members: _Members, claim: _Claimed) -> Iterator[Claim]:
    text = sentence.text
    some = _SOME_PLATFORMS.search(text)
    found = _ONLY_ON.search(text) or _ONLY_ALSO.search(text) or some or _ALL_PLATFORMS.search(text)
    if not found or members or _OF_MEMBERS.search(text) or _NOT.search(text[: found.start()]):
        return
    is_short = len(text.split()) <= 8  # noqa: PLR2004 -- a remark by itself
    subject = _limited(sentence, found.start())
    if subject and (is_short or sentence.names or _OF_MESSAGE.search(text)):
        named = next((group for group in found.groups() if group), "")
        said = claim("platforms", *sorted(set(re.findall(_PLATFORM, named.casefold()))))
        several = [
            name for name in sentence.names if len(sentence.names) > 1 and sentence.message not in sentence.names
        ]
        for name in several or [subject]:
            yield said._replace(message=name, is_open=found is some)


def _limited(sentence: Sentence, place: int) -> str | None:
    """Return the message that a limit in a sentence is about, None if that is not certain.

    It is that of a relative clause, "connect it with `x`, which exists on y only", or the one the sentence is about.
    """
    if other := _of_clause(sentence, place):
        return other
    is_own = not sentence.names or sentence.message in sentence.names or _OF_MESSAGE.search(sentence.text)
    return sentence.message if is_own else None


def _of_clause(sentence: Sentence, place: int) -> str | None:
    """Return the message that the relative clause at a place of a sentence is about, None without such a clause."""
    clauses = [each[1] for each in _RELATIVE.finditer(sentence.text) if each.start() < place]
    return clauses[-1] if clauses and clauses[-1] in sentence.names else None


def _media(sentence: Sentence, members: _Members, claim: _Claimed) -> Iterator[Claim]:
    text = sentence.text
    if members:  # they may be what is limited, unless they are in another clause
        text = text[: members[0][1]].rpartition(", ")[0]
    media = media_in(text, is_heading=_is_tag(text)) or (None if members else _media_of_sentence(text))
    subject = _limited(sentence, len(text))
    if subject and _MEDIA_NO_KIND.search(text):
        yield claim("some media", "multimedia")._replace(message=subject)
    elif media and subject:
        yield claim("media", media)._replace(message=subject)


def _is_tag(text: str) -> bool:
    """Return whether a text is nothing but the names of media and platforms: "TELEPHONY INCONTACT"."""
    return _TAGS.issuperset(re.findall(r"[^\W\d_]+\d?", text.casefold())) and text != text.casefold()


_TAGS = {"telephony", "multimedia", "telefonie", "téléphonie", *PLATFORMS}
_MEDIA_WHOLE, _MEDIA_ANY, _MEDIA_NOT, _MEDIA_NO_KIND = (
    phrase("media", name) for name in ("whole", "any", "not_for", "no_kind")
)
_MEDIA_WORDS = re.compile(rf"{_MEDIUM}|calls|multimédia", re.IGNORECASE)


def _media_of_sentence(text: str) -> str | None:
    """Return the media of a sentence that does nothing but name them: "It is for telephony and multimedia"."""
    if _MEDIA_ANY.search(text):
        return "any"
    without = _MEDIA_NOT.search(text)
    found = _MEDIA_WHOLE.match(text) or without
    named = (found[0] if without else next(filter(None, found.groups()))) if found else ""
    words = (word.casefold().replace("-", "") for word in _MEDIA_WORDS.findall(named))
    said = {_MEDIA[word] for word in words if word in _MEDIA}
    if without:
        said = {"telephony", "multimedia"} - said
    return None if not said else "any" if len(said) > 1 else said.pop()


#: The end of a sentence that says the same once more: "the data of the request, that is, no members".
_IN_OTHER_WORDS = re.compile(
    r"[,;:(] ?(?:also|das heißt|d\. ?h\.|so|that is|i\. ?e\.|in other words|c['’]est-à-dire|donc|es decir|o sea)\b.*",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE | re.DOTALL,
)


def _echo(sentence: Sentence, _: _Members, claim: _Claimed) -> Iterator[Claim]:
    found = _ECHO.search(sentence.text) or _ECHO_ALSO.search(sentence.text)
    is_of_failure = re.search(r"\b(?:failures?|original|fails|fehler\w*)\b", sentence.text, re.IGNORECASE)
    if found and not (is_of_failure or words_of(sentence.text).has("complaint")):
        text = _IN_OTHER_WORDS.sub("", sentence.text)
        is_other = _NOT.search(text) or _ECHO_NOT.search(text)
        yield claim("echo", "no" if is_other else "yes")


#: A success of something that is named by a word: "the success of a logout".
_OF_ACTION = re.compile(
    r"\b(?:success|response|reply|answer) (?:of|to) an? (?!(?:request|command|message|successful|call)\b)([a-z]{4,})"
    r"|\b(?:erfolg|antwort) (?:eine[rs]|auf eine?n?) (?!(?:anfrage|befehls?|nachricht)\b)([a-zäöüß]{4,})",
    re.IGNORECASE,
)


def _no_data(sentence: Sentence, _: _Members, claim: _Claimed) -> Iterator[Claim]:
    text = sentence.text
    if _IN_A_CASE.search(text) or re.search(r"\b(?:except|failure)\b", text):
        return
    if sentence.names and sentence.message not in sentence.names:
        return  # perhaps the data of another message
    action = _OF_ACTION.search(text)
    if action and (action[1] or action[2]).casefold() not in (sentence.message or ""):
        return
    said: dict[str, str] = {}
    for phrases, form in ((_DATA_ABSENT, "absent"), (_DATA_EMPTY, "empty"), (_NO_DATA, "")):
        for found in phrases.finditer(text):
            if not _OF_A_MESSAGE.search(text[: found.start()]):
                continue
            said.setdefault("success" if _is_of_success(text, found) else "request", form)
    for kind, form in said.items():
        yield claim("no data", kind, *([form] if form else []))
    some = None if said or is_negated(text) else _DATA_SOME.search(text)
    if some:
        kinds = [("success", _OF_SUCCESS), ("request", _OF_REQUEST)]
        yield claim("some data", next((kind for kind, words in kinds if words.search(text, 0, some.end())), ""))


_HAS = phrase("data", "has")


def _members_of_data(sentence: Sentence, _: _Members, claim: _Claimed) -> Iterator[Claim]:
    for found in _HAS.finditer(sentence.text):
        if not _NEGATION.search(sentence.text, max(found.start() - 12, 0), found.start()):
            name = next(filter(None, found.groups()))
            if name not in _ENVELOPE:
                yield claim("member", name)


_COUNTED, _LARGEST = phrase("members", "count"), phrase("members", "largest")


def _numbers_of_members(sentence: Sentence, _: _Members, claim: _Claimed) -> Iterator[Claim]:
    """Yield how many members an object has, and the largest number of numbered ones."""
    if _NOT.search(sentence.text):
        return
    for found in _COUNTED.finditer(sentence.text):
        if is_number(found[2]):
            yield claim("number of members", found[1].casefold(), found[2].casefold())
    for found in _LARGEST.finditer(sentence.text):
        if is_number(found[1]):
            yield claim("largest number", found[1].casefold())


def _is_of_success(text: str, found: re.Match[str]) -> bool:
    """Return whether a phrase is about a success: the last word before it is, or the first one behind it."""
    requests, successes = (
        [each.start() for each in words.finditer(text, 0, found.start())] for words in (_OF_REQUEST, _OF_SUCCESS)
    )
    is_behind = _OF_SUCCESS.search(found[0]) or _OF_SUCCESS.match(text, found.end())
    return bool(is_behind or (successes and (not requests or requests[-1] < successes[-1])))


_OF_A_MESSAGE = phrase("data", "of_message")
_OF_REQUEST, _OF_SUCCESS = phrase("data", "of_request"), phrase("data", "of_success")


_NEVER_ALL = re.compile(
    r"\b(?:never|not|nie|niemals|nicht|jamais|pas|nunca|no) (?:both|all|beide|alle|les deux|ambos|los dos)\b",
    re.IGNORECASE,
)
_EVENTS_BOTH, _EVENTS_ONE = phrase("events", "both"), phrase("events", "one")
_BOTH_OF_THEM = phrase("events", "both_of_them")


def _of_list(sentence: Sentence, _: _Members, claim: _Claimed) -> Iterator[Claim]:
    """Yield whether all events of the list behind a sentence are raised, or one of them."""
    text = sentence.text
    if not sentence.names and _BOTH_OF_THEM.search(text) and not _NOT.search(text):
        yield claim("raises of list", "all")
    if sentence.names or not text.endswith(":") or _NOT.search(text):
        return
    if _EVENTS_ONE.search(text):
        yield claim("raises of list", "one")
    elif _EVENTS_BOTH.search(text):
        yield claim("raises of list", "all")


_PLACES = {place: phrase("events", place) for place in ("before", "after", "first", "last")}


def _comes_next(text: str, contract: Contract) -> bool:
    """Return whether a sentence about a command says when an event comes."""
    return _COMES_BEHIND.search(text) is not None or bool(_places_in(text, contract))


def _places_in(text: str, contract: Contract) -> list[tuple[str, str]]:
    """Return pairs of events, the earlier one first; empty text is for all others."""
    topics = _topics_of(text)
    found = [
        (place, *filter(None, each.groups()))
        for place, phrases in _PLACES.items()
        if place in topics
        for each in phrases.finditer(text)
    ]
    pairs = []
    for place, name, *other in found:
        earlier, later = (name, "".join(other)) if place in ("before", "first") else ("".join(other), name)
        pairs.append((earlier, later))
    pairs += pairs_in(text, contract.is_event) if text.count(".") > 1 else []  # each name has a full stop
    return [] if not pairs or _NOT.search(text) else [*dict.fromkeys(pairs)]


#: A name that is denied beside another one: ", not a `x`".
_DENIED_NAME = re.compile(
    rf"(?<=`),? (?:and )?(?:not|never|nicht|pas|no|instead of|rather than|statt) (?:(?:an?|the|by|eine?|le|un) )*"
    rf"`{NAME}`",
    re.IGNORECASE,
)


def _raises(sentence: Sentence, claim: _Claimed, contract: Contract, topics: frozenset[str]) -> Iterator[Claim]:
    text = _DENIED_NAME.sub("", sentence.text)
    if not contract.is_command(sentence.message or "") or _is_of_other_command(sentence, contract):
        return
    if "no events" in topics and (_NO_EVENTS.search(text) or _EVENTS_NONE.search(text)):
        if not (_IN_A_CASE.search(text) or VERB_FIRST.match(text)):
            yield claim("raises nothing")
    elif "no events" in topics and _EVENTS_SOME.search(text) and not (_IN_A_CASE.search(text) or is_negated(text)):
        yield claim("raises some")
    elif any(map(contract.is_event, sentence.names)):
        yield from _raises_named(text, claim, contract, topics)


def _is_of_other_command(sentence: Sentence, contract: Contract) -> bool:
    """Return whether a sentence names other commands, and not its own: the events in it are perhaps theirs."""
    commands = [contract.current(name) for name in sentence.names if contract.is_command(name)]
    return bool(commands) and sentence.message not in commands


def _raises_named(text: str, claim: _Claimed, contract: Contract, topics: frozenset[str]) -> Iterator[Claim]:
    """Yield the events that a sentence about a command names, with their order and objects."""
    verb = _RAISES.search(text) or _next(text, topics)
    found = verb or (None if _AFTER.search(text) else _FOLLOWS.search(text)) or _COMES_BEHIND.search(text)
    is_in_order = _IN_ORDER.search(text) is not None
    for pair in _places_in(text, contract):
        if not (found and is_in_order and all(pair)):
            yield claim("raises before", *pair)
    if found and not _NEGATION.search(text[max(found.start() - 12, 0) : found.start()]):
        names = NAMES.findall((text[verb.end() :] if verb else text).replace("`", ""))
        events = [name for name in dict.fromkeys(names) if contract.is_event(name)]
        if events:
            yield claim("raises", *(filter(contract.is_event, names) if is_in_order else events))._replace(
                in_order=is_in_order
            )
            if len(events) > 1 and _EVENTS_ALL.search(text) and not _NEVER_ALL.search(text):
                yield claim("raises all", *events)
    for each in () if _NOT.search(text) else _ABOUT.finditer(text):
        yield claim("raises about", each[1], OBJECTS[(each[2] or each[3]).casefold()])
    for each in () if _NOT.search(text) else _OBJECT_RAISES.finditer(text):
        yield claim("raises about", each[2], OBJECTS[each[1].casefold()])


#: The client does something next.
_SENDS = re.compile(
    r"\b(?:you|client|clients|desktop|softphone|ihr|sie)\s+(?:then |can |must )?(?:send|call|use|wait)|\bsend ",
    re.IGNORECASE,
)


def _next(text: str, topics: frozenset[str]) -> re.Match[str] | None:
    """Return the words of a sentence that say that events come next, as in "you will then receive"."""
    next_ = _EVENTS_NEXT.search(text) if "next" in topics else None
    if next_ and not _ELSEWHEN.search(text, next_.end()) and not _SENDS.search(text):
        return next_
    found = _COMES_NEXT.search(text)
    return found if found and _NEXT.search(text) and not _ELSEWHEN.search(text) else None


#: A cell that says that there are no events: "Secondary events: none".
_NONE = re.compile(r":\s*(?:none|no events?|keine?)\s*\.?$", re.IGNORECASE)
_Reader = Callable[[Sentence, _Members, _Claimed], Iterator[Claim]]
_READERS: tuple[tuple[str, _Reader], ...] = (
    ("target", _targets),
    ("platforms", _platforms),
    ("media", _media),
    ("echo", _echo),
    ("data", _no_data),
    ("member of data", _members_of_data),
    ("number", _numbers_of_members),
    ("events", _of_list),
)
#: Parts of words for each topic: a sentence about it has a word with one of them. A space is the beginning of a word.
TOPICS: dict[str, tuple[str, ...]] = {
    "target": (
        "target", "send", "sent", "announced", "addresse", "delivered", "directed", " goes", "scope", "object",
        " on:", " for:", "level", " (", "gemeldet", "gesendet", "geschickt", " geht", "ziel", "destin", "cible",
        "envo", "envía", "objet",
    ),
    "platforms": (*PLATFORMS, "platform", "plattform", "plateforme", "plataforma"),
    "media": ("medi", "phon", "telef", "voice", "call", "chat", "mail", "télé", "média"),
    "echo": (
        "request", "anfrage", "anforderung", "requête", "demande", "solicitud", "echoed", "repeated", "mirrored",
        "copy", "same", "back", " sent",
    ),
    "data": (
        "data", "members", "daten", "param", "argument", "empty", "nothing", "leer", "données", "datos", "vide",
        "vací",
    ),
    "member of data": (
        "contain", " has", " have", " hold", " take", " carr", " consist", "enthält", "enthalten", " hat", " haben",
        " lleva", "contien", "reprend", "data:",
    ),
    "events": ("event", "ereignis", "événement", "both", "two", "beide"),
    "number": (
        "string", "member", "field", "propert", "value", "param", "zeichenkette", "feld", "eigenschaft", "champ",
        "campo",
    ),
    "subject": (
        " start", "sitzungs", " log", "abmeld", "déconnexion", "cierre", " add", "hinzuf", " connect", "disconnect",
        "verbinden", "trennen", " drop", " hang", "leg", "adress", "activat", "aktivier", " dial", "wählen", "composer",
        "marcar", "disposition", "script", "skript", "accepting", "annehmen", "consult", "übergabe", " stop",
        "aufnahme", "paus", "recording", "signal", "answering", "unmut", "stummschalt", "retriev", "zurückhol", "dtmf",
        "tone", "senden", " blind",
    ),
    "protocol": (
        "segment", "abschnitt", " teile", " parts", " levels", " four", " five", " vier", " fünf", " id", "-id",
        "timestamp", "zeitstempel", "newest", "latest", "youngest", "neuest", "jüngst",
        "most-recent", "récent", "recient",
    ),
    "no events": ("event", "evt", "ereignis", "événement", "notification", "nothing"),
    "next": (
        "follow", "suivi", "seguid", "gefolgt", "génère", "produ", "émet", "genera", "erfolg", "succe", "succès",
        "next", "then", "afterwards", "danach", "dann", "darauf", "folgt", "ensuite", "puis", "déclenche", "provo",
        "desencadena", "luego", "después",
    ),
    "before": ("before", "vor", "avant", "antes", "precede", "précède"),
    "after": ("after", "nach", "après", "después", "follows", "suit", "folgt", "sigue"),
    "first": (
        "first", "zuerst", "erste", "premier", "primer", "list", "reihe", "series", "sequence", "séquen", "secuen",
        "abord", "start", "begin", "open", "kick", "lead", "anfang", "auftakt", "eröffn",
    ),
    "last": (
        "last", " end", "clos", "finish", "conclud", "wrap", "round", "abschl", "schl", "zuletzt", "letzte",
        "dernier", "final", "último", "list", "reihe", "series", "sequence", "séquen", "secuen",
    ),
    "phase": ("during", "während", "initiali", "inicial"),
    "outcome": (
        "stack", "succe", "fail", "error", "reject", "refuse", "disconnect", "keeps", "erfolg", "gelingt", "fehl",
        "scheitert", "misslingt", "abgelehnt", "zurückgewiesen", "verbunden", "réuss", "succès", "échou", "échec",
        "refusé", "déconnect", "éxito", "correcta", "falla", "fracasa", "rechazad", "desconect",
    ),
    "gone": (
        "deprecated", "removed", "replaced", "superseded", "withdrawn", "obsol", "renamed", "discontinued", "retired",
        "longer", "déprécié", "desuso", "remplacé", "supprimé", "reemplazad", "eliminad", "veraltet", "entfernt",
        "abgelöst", "ersetzt", "umbenannt", "abgekündigt", "verwenden", "entfällt", "removal", " use", " now",
        "heisst", "llama", "appelle", " plus", "ya",
    ),
    "elsewhere": (
        "alias", "old", "legacy", "still", "rename", "remove", "former", "previous", "used", "called", "planned",
        "future", "yet", "supported", "longer", "instead", "deprecated", "replace", "exist", "there", "früher",
        "ehemals", "umbenannt", "entfernt", "geplant", "veraltet", "ersetzt", "unterstützt",
    ),
}  # fmt: skip


def _topics_of(text: str) -> frozenset[str]:
    """Return the topics that a sentence may be about, by its words. It is faster to look at them first."""
    return frozenset().union(*map(_topics_of_word, text.casefold().split()))


@lru_cache(maxsize=8192)
def _topics_of_word(word: str) -> frozenset[str]:
    if not word.strip("0123456789.,;:"):  # pages have many different numbers
        return frozenset()
    return frozenset(topic for topic, parts in TOPICS.items() if any(part in f" {word}" for part in parts))


#: A clause is about a part of a member, or asks for what is in it:
#: "of its §, the code may be absent", "what is in §".
_OTHER_PART = phrase("required", "other_part")
#: How many words a label before a member has at most.
_LABEL = 3


def _of_member(
    sentence: Sentence, member: tuple[str, int, int], end: int, members: _Members, claim: _Claimed
) -> Iterator[Claim]:
    name, start, stop = member
    text = sentence.text
    after = text[stop:end] if stop < end else text[stop:]
    joined = _JOINED.fullmatch(after) if end < len(text) else None
    if joined and _OF_LAST.match(text, members[-1][2]):
        joined = None
    whole = text[members[-1][2] :] if joined else after
    clause = NOT_DESCRIBED.sub(" ", _clause(text, member, members))
    if _OTHER_PART.search(clause):
        return
    said = _said_required(clause, is_item=sentence.is_item)
    of_kind = ["success"] if name == "data" and is_of_success(text) else []
    if not said and (name != "data" or of_kind) and not (sentence.is_item and re.match(r"§\s*\(", clause)):
        plain = _NO_CASE.sub(" ", _REMARK_BEFORE.sub(" ", clause))
        said = required_in(plain)
        said = None if said == "yes" and _IN_CASES.search(plain) else said
    if said == "yes" and _CASE_FIRST.match(text):
        said = None
    if said:
        yield claim("required", said, *of_kind)._replace(member=name)
    if said_type := _type_in(sentence, member, members, clause, whole if _OF_SEVERAL.search(whole) else after):
        yield claim("type", *said_type)._replace(member=name)
    platforms = _platforms_of_member(clause, text[:start], members)
    if len(members) == 1 and not _OTHER_SUBJECT.search(text[:start]):
        platforms = platforms or platforms_mentioned(clause)
    if platforms:
        yield claim("member platforms", *platforms)._replace(member=name)
    has_more = any(start < other[1] for other in members if not joined)
    if listed := None if has_more else _values_behind(whole, is_joined=joined is not None):
        values, is_open = listed
        yield claim("values", *values)._replace(member=name, is_open=is_open)


def _type_in(
    sentence: Sentence, member: tuple[str, int, int], members: _Members, clause: str, behind: str
) -> tuple[str, ...]:
    """Return the type that a sentence gives a member, and that of its elements; empty if it is not clear."""
    text = sentence.text
    is_of_others = len(members) < 2 and _OF_SEVERAL.search(behind) is not None  # noqa: PLR2004 -- some are not known
    clause = "" if is_of_others or _CONTAINER.search(text, 0, member[1]) else clause
    around = _TYPES_AROUND.search(clause)
    types = _TYPE.match(behind) if clause and not _EACH.search(text, 0, member[1]) else None
    if types and (_WITH_OTHER.search(types[0]) or _OTHER_TYPE.match(behind, types.end())):
        return ()
    if types or around:
        said = types[1] if types else next(filter(None, around.groups())) if around else ""
    else:
        said = types_mentioned(clause if member == members[0] else clause[clause.find("§") :])
    found, item = types_in(said)
    return (found[0], *([item] if item else [])) if found else ()


#: Before a type, another member: "`x` is one, with `y` as a string".
_WITH_OTHER = re.compile(r",? (?:with|mit|avec|con) \w+ (?:as|als|comme|como)\b", re.IGNORECASE)
#: Behind a type, another one, which is that of another member: "`name`, `groups` - a string and a list".
_OTHER_TYPE = re.compile(rf"\s+(?:and|und|et|y)\s+(?:\w+\s+){{0,2}}?{_TYPE_WORD}", re.IGNORECASE)
_OF_SEVERAL = re.compile(r"\b(?:both|all|beide|alle)\b", re.IGNORECASE)
_EXAMPLES = re.compile(r"\b(?:e\.g\.|such as|for example|among others|unter anderem|like|z\.\s?B\.)", re.IGNORECASE)


def _values_behind(text: str, *, is_joined: bool) -> tuple[tuple[str, ...], bool] | None:
    """Return the values in the text behind a member, and whether there may be others; None if it lists none.

    A name before them that is not joined with the member is one that the contract does not know: they are its values.
    """
    listed = _VALUES.search(text)
    if not listed or _EXAMPLES.search(listed[1]) or (not is_joined and _MARK.search(text, 0, listed.start())):
        return None
    values, is_open = values_in(listed[1])
    return (values, is_open) if len(values) > 1 else None


#: A remark in brackets before a member is about another one.
_REMARK_BEFORE = re.compile(r"\([^()§]*\)(?=[^§]*§)")
#: Before the member, something that is in it: "both members of `channel`", "a string inside `channel`".
_CONTAINER = re.compile(
    r"\b(?:(?:members|fields|properties|parts|felder|champs|campos) (?:of|in|von|de)|inside|within|innerhalb von|dans"
    r"|dentro de) (?:(?:the|an?|its|dem|der|le|la|el) )?[`\"“]?$",
    re.IGNORECASE,
)
#: Before a member, the elements of it.
_EACH = re.compile(r"\b(?:each|every|jede\w*|chaque|cada|(?:elements|entries|items) (?:of|in))\b", re.IGNORECASE)


def platforms_in(text: str) -> set[str]:
    """Return the platforms that a text names, in lower case."""
    return set(re.findall(_PLATFORM, text.casefold()))


def _platforms_of_member(clause: str, before: str, members: _Members) -> tuple[str, ...]:
    """Return the platforms to which a clause limits the only member of a sentence."""
    lead = _LEAD.match(clause)
    found = lead or _ONLY_ON.search(clause) or _ONLY_ALSO.search(clause)
    others = before[lead.end() :] if lead else before
    if not found or len(members) > 1 or _NOT.search(clause) or _OTHER_SUBJECT.search(others):
        return ()
    named = next(group for group in found.groups() if group)
    return tuple(sorted(platforms_in(named)))


#: Before the member, the sentence is about something else that may be limited.
_OTHER_SUBJECT = re.compile(r"\b(?:in|of|within|by|from|für|von|dans|de|en)\b", re.IGNORECASE)


def _clause(text: str, member: tuple[str, int, int], members: _Members) -> str:
    """Return the part of a sentence around a member, and around those that are joined with it, as `§`."""
    at = last = members.index(member)
    while at and _JOINED.fullmatch(text[members[at - 1][2] : members[at][1]]):
        at -= 1
    while last + 1 < len(members) and _JOINED.fullmatch(text[members[last][2] : members[last + 1][1]]):
        last += 1
    if last > at and re.match(r"[`\"”’']?\s*\(", text[members[last][2] :]):  # noqa: RUF001 -- a remark about the last one
        at, last = (last, last) if member == members[last] else (at, last - 1)
    before = text[members[at - 1][2] if at else 0 : members[at][1]]
    after = text[members[last][2] : members[last + 1][1] if last + 1 < len(members) else len(text)]
    after = _ATTRIBUTE.sub("", after) if last + 1 < len(members) else after
    before = re.split(r"[;:](?!\s*[`\"]?$)", before)[-1]
    before = _CONTRAST.split(before)[-1] if at else before
    after = re.split(r"[;:]", after, maxsplit=1)[0]
    is_label = before.count(" ") <= _LABEL or not before.rstrip(f"{_MARKS} ").endswith(":")
    is_denial = ": " in before and _NEGATION.search(before.partition(": ")[0]) is not None  # "Then do not send: § …"
    is_label = is_label or not required_in(f"§{after}")
    before = before.replace(": ", " ") if is_label and not is_denial else ""
    return f"{before.rstrip(_MARKS)}§{after.lstrip(_MARKS)}"


#: The beginning of a clause about something else.
_CONTRAST = re.compile(
    r",\s+(?:whereas|while|but|yet|however|während|wohingegen|aber|tandis que|alors que|mais|mientras(?: que)?|pero)\b",
    re.IGNORECASE,
)
_MARKS = "`\"“”„'’"  # noqa: RUF001 -- quotes


#: A member that is forbidden is not optional.
_FORBIDDEN = phrase("required", "forbidden")
#: The beginning of a clause about another member.
_OTHER_NAME = re.compile(r", [`\"“„]\w+[`\"”“] (?!(?:and|or|und|oder|et|ou|y|o)\b)")
#: The beginning of a clause that says more of the same member.
_NEXT_CLAUSE = re.compile(
    r", (?:and|und|et|y) "
    r"| (?:and|und|et|y) (?=(?:(?:is|are|ist|wird|est|es) )?(?:only|nur) (?:used|benutzt|verwendet|bei)\b)",
    re.IGNORECASE,
)


def _said_required(clause: str, *, is_item: bool) -> str | None:
    """Return whether a clause says that its member is required, None if it does not say so for all cases."""
    if is_item and re.match(r"§\s*\(", clause):  # an element of a list of members is read as such
        return None
    if _SOMETIMES.search(clause):
        return "no"
    for phrases, plain, opposite in ((_OPTIONAL, "no", "yes"), (_REQUIRED, "yes", "no")):
        if found := phrases.search(clause):
            before = AND.split(clause[max(found.start() - 25, 0) : found.start()])[-1]
            if _NEGATION.search(before.rpartition(",")[0]) or _OTHER_NAME.search(found[0]):  # perhaps of another clause
                return None
            said = opposite if _NEGATION.search(f"{before}{AND.split(found[0])[-1]}") else plain
            if plain == "yes" and _FORBIDDEN.search(f"{before}{found[0]}"):
                return None
            nearby = _NEXT_CLAUSE.split(clause[found.end() :])[0]
            is_in_case = _IN_CASES.search(f"{clause[: found.end()]}{nearby}")
            return None if said == "yes" and is_in_case else said
    return None


def _of_names(sentence: Sentence, contract: Contract) -> Iterator[Claim]:
    """Yield which of the names in a sentence are older ones, and whether these are accepted."""
    roles, is_accepted = names_said(sentence.text)
    older = [name for name, role in roles.items() if role == "older" and contract.resembles_message(name)]
    current = [name for name, role in roles.items() if role == "current" and contract.is_message(name)]
    about = current[0] if len(current) == 1 else sentence.message or ""
    yield from (Claim(sentence.line, "current name", name, ()) for name in current)
    for name in older:
        if name in contract.names or (name in contract.aliases and current):
            yield Claim(sentence.line, "deprecated", name, tuple(current[:1]) if name in contract.aliases else ())
        elif name not in contract.aliases and about:
            yield Claim(sentence.line, "older name", contract.current(about), (name,))
    aliases = [name for name in sentence.names if name in contract.aliases]
    if is_accepted is False and len(aliases) == 1:
        yield Claim(sentence.line, "refused name", contract.current(aliases[0]), (aliases[0],))


#: Something of a message, which is not the message itself: "the old form of `x` was removed".
_THING_OF = re.compile(
    r"\b(?!(?:command|event|message|name|request|successor|place|befehl|ereignis)\b)"
    rf"[^\W\d_]+ (?:of|for|von|de|du|del) `?{NAME}",
    re.IGNORECASE,
)
#: Words for a name, which may be older than its message.
_OF_A_NAME = re.compile(
    r"\b(?:name|spelling|alias|form|variant|schreibweise|bezeichnung|nom|nombre)s?\b", re.IGNORECASE
)


def _deprecated(sentence: Sentence, members: _Members, contract: Contract) -> Iterator[Claim]:
    """Yield the message that a sentence calls removed or replaced, with its replacement."""
    text = sentence.text
    verb = _GONE_ALSO.search(text) or _GONE.search(text)
    assert verb is not None
    if re.search(r"\b(?:older|earlier|früheren|älteren) (?:releases?|versions?|versionen)\b", text, re.IGNORECASE):
        return
    is_of_member = members or _OF_MEMBERS.search(text, 0, verb.start())
    is_denied = verb.re is _GONE and _NOT.search(text[max(verb.start() - 8, 0) : verb.end()].replace("no longer", ""))
    if is_of_member or is_denied:
        return
    if _THING_OF.search(text, 0, verb.start()):
        return
    before = NAMES.findall(text[: verb.start()].replace("`", ""))
    is_of_message = _OF_MESSAGE.search(text[: verb.start()]) and not _OF_A_NAME.search(text[: verb.start()])
    if not before and not is_of_message and text[: verb.start()].strip():
        return
    instead = _INSTEAD.search(text[verb.start() :])
    behind = NAMES.findall(text[verb.end() :].replace("`", ""))
    name = before[-1] if before else behind[0] if behind and not instead else sentence.message
    is_renamed = instead is not None and contract.same(instead[1], name or "")
    if name and contract.resembles_message(name) and not is_renamed:
        yield Claim(sentence.line, "deprecated", name, (instead[1],) if instead else ())


def is_negated(text: str) -> bool:
    """Return whether a text says that something is not so."""
    return (
        _NOT.search(text) is not None
        or re.search(r"\b(?:unless|no|nothing|nichts|ne|pas)\b", text, re.IGNORECASE) is not None
    )


def is_elsewhere(sentence: str) -> bool:
    """Return whether a sentence is about other versions or plans, so that the names in it need no schema."""
    return "elsewhere" in _topics_of(sentence) and _ELSEWHERE.search(sentence) is not None
