"""Statements about events: after which commands they come, how many there are, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cti_contract.drift.claim import Claim, Claimed, ClaimKind, Sentence
from cti_contract.drift.contract import Contract
from cti_contract.drift.headings import NAME, NAMES, names_of
from cti_contract.drift.mentions import VERB_FIRST, Words, is_of_cause, words_of
from cti_contract.drift.order import pairs_in
from cti_contract.drift.secondary_events import OBJECTS, are_counted
from cti_contract.drift.sentence_words import (
    IN_A_CASE,
    NEGATION,
    NOT,
    NOTHING,
    OBJECT,
    RAISED,
    SENDS,
    WHEN,
    YES_NO,
    is_negated,
    platforms_in,
    topics_of,
)
from cti_contract.drift.vocabulary import phrase

_ARTICLES = (
    r"(?:(?:a|an|the|every|each|any|ok|failed|unsuccessful|rejected|fehlgeschlagene[nrms]?|gescheiterte[nrms]?|successful|successfully|erfolgreiche[nrsm]?|eine?[rsmn]?|dem|der|des|das"
    r"|command|request|befehl|kommando|anfrage|sent|completed|success|response|reply|of|to"
    r"|une?|una|le|la|el|à|au|del|al|requête|commande|petición|solicitud|comando)\s+)*"
)

_AFTER = re.compile(
    r"\b(?:in (?:response|reply|answer|reaction) to|as (?:a |the |an )?(?:result|outcome|response|reaction|answer"
    r"|consequence) (?:of|to)|after|"
    r"following|follows|upon|by|when|once|as soon as|nach|wenn|sobald|infolge|aufgrund"
    r"|als (?:antwort|reaktion|folge) (?:auf|von)|auf|durch|(?:result|reaction|response) (?:of|to)|answers|due to"
    r"|(?:stems?|results?|originates?) from|auslöser(?: dieses ereignisses)? ist"
    r"|après(?: que)?|(?:à la )?suite (?:à|de|d['’])|en réponse à|par|dès(?: que)?"  # noqa: RUF001 -- an apostrophe
    r"|comme (?:réponse|réaction|conséquence|résultat) (?:à|de|d['’])|(?:résulte|découle|provient) (?:de|d['’])"  # noqa: RUF001 -- an apostrophe
    r"|(?:le )?déclencheur(?: de cet événement)? est"
    r"|después de(?: que)?|tras|en respuesta a|por|en cuanto|a raíz de|se debe a|(?:resulta|deriva|procede) de"
    r"|como (?:respuesta|reacción|consecuencia|resultado) (?:a|de)|lo (?:provoca|desencadena|genera|produce|emite))\s+"
    rf"{_ARTICLES}((?:`?{NAME}`?(?:\s+(?:request|command|befehl|kommando|réussie?|exitos[ao]))?"
    rf"(?:\s*(?:,|/|or|and|oder|und|ou|et|o|y)\s+(?:{_ARTICLES})?)?)+)",
    re.IGNORECASE,
)

_DURING = re.compile(
    r"\b(?:(?:during|while|während|beim?(?!\s+(?:(?:der|dem)\s+)?(?:sitzung|session)\b)|durante|pendant)\s+"
    r"(?:the\s+|der\s+|des\s+|dem\s+|la\s+|l['’])?"  # noqa: RUF001 -- an apostrophe
    r"(?!(?:you|we|they|it|he|she|sie|er|man|wir|ihr|on|vous|nous|il|elle|usted|se)\b)"
    # words that other things are behind, too
    r"|(?:as part of|in the course of|im (?:zuge|rahmen|verlauf|laufe)|durant|lors de|au cours de|au moment de|mientras"
    r"|al(?= (?:cerrar|inicializar|iniciar|finalizar|terminar)\b)"
    r"|en el (?:curso|transcurso) de)\s+(?=[^.,;()`]{0,40}\b(?:session|sitzung|sesión)))"
    r"([^.,;()`]{3,50}?)(?=\s+(?:if|when|unless|provided|as\s+long\s+as|in\s+case|and|or|s(?:i|['\u2019]ils?)"
    r"|lorsque?|quand|cuando|falls|sofern|wenn|und|nach|for|für|pour|para)\b|[.,;()]|\s*$)"
    r"|\bwhen\s+(?:the\s+)?(session\s+(?:is|gets)\s+(?:being\s+)?initiali[sz]ed)",
    re.IGNORECASE,
)

#: The words of a phase of a session, or of a call.
_PHASE = re.compile(
    r"initiali|inicializ|ses+i[oó]n|sitzung|log[- ]?(?:in|out|on|off)|sign[- ]?(?:in|out)|anmeld|abmeld|connexion|start"
    r"|set-?up|shut|abbau|aufbau|inicio|cierre|call|anruf|appel|llamada|transfer|übergabe|conferenc|konferenz|consult"
    r"|rückfrage|dial|wähl|record|aufzeichn",
    re.IGNORECASE,
)
#: The case behind such a phase: "if the agent is logged in".
_IN_CASE = re.compile(
    r",?\s*(?:only\s+|nur\s+)?(?:if|when|provided(?:\s+that)?|as\s+long\s+as|in\s+case|falls|sofern|wenn"
    r"|s(?:i|['\u2019]ils?)|lorsque?|quand|cuando|(?=unless\b))\s*([^.,;]+)",
    re.IGNORECASE,
)

#: The same before it, in German also without a word for it: "Ist der Agent angemeldet, ...".
_CASE_BEFORE = re.compile(
    r"(?:(?:if|when|provided(?: that)?|as long as|falls|sofern|wenn|s(?:i|['\u2019]ils?))\s+"
    r"|(?=(?:ist|sind|war|hat|wird)\s))([^.,;]+),",
    re.IGNORECASE,
)

#: The same in other words: "for a channel where the agent is logged in", "in a recovered session".
_OTHER_CASE = re.compile(
    r"\b(?:an?|any|each|einen|einem|jeden|un|chaque|cada) (?:channel|kanal|canal),? "
    r"(?:where|(?:on|in) which|(?:an|auf|in) (?:dem|den)|où|(?:auquel|sur lequel)|(?:en|a) el que|al que|donde)"
    r"\s+([^.,;]+)"
    r"|\b(recover(?:y|ed)|restored|wiederhergestellte[nr]?|récupérée|restaurée|recuperada|restaurada)\b",
    re.IGNORECASE,
)

_FAILED_BEFORE = re.compile(r"\b(?:failed|unsuccessful|rejected|fehlgeschlagen|gescheitert)", re.IGNORECASE)

_NEVER = re.compile(r"\b(?:never|nie|niemals|jamais|nunca)\b", re.IGNORECASE)

#: A negation directly before a verb, and the number of characters in which it is sought.
_NOT_RAISED = re.compile(rf"(?:{NOT.pattern}|\bcannot\b|\bno )\s*(?:be )?$", re.IGNORECASE)
_NEAR_VERB = 24

_NEVER_BEFORE = re.compile(rf"{_NEVER.pattern}(?:\s+\w+){{0,2}}\s*$", re.IGNORECASE)

_THAT_FAILED = re.compile(
    r"\s*`?,?\s*(?:that|which|der|die|das|qui|que) (?:(?:has|have|had|was|were|is|has been|had been) )?"
    r"(?:failed|fails|turned down|rejected|refused|denied|declined|scheitert|échoue|falla)\b"
)

_FAILED = re.compile(
    r"\s*`?\s*(?:(?:has|have|had|was|were|is|gets) (?:been )?(?:turned down|rejected|refused|denied|declined)"
    r"|has failed|goes wrong|fails|failed|cannot|could not|does not|is not|schlägt)\b",
    re.IGNORECASE,
)

#: A command before the verb, in a sentence about the event of the section.
_CAUSES = re.compile(
    rf"`?({NAME})`?\s+(?:(?:that succeeds|also|réussie?|exitos[ao])\s+)?(?:causes|raises|triggers|generates|leads to"
    r"|löst|bewirkt|erzeugt|déclenche|provoque|entraîne|génère|produit|desencadena|provoca|genera|produce|emite)\s+"
    r"(?:this event|it|dieses ereignis|cet événement|este evento)\b",
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
    rf"|\b(?:wird|werden)\s+(?:\w+\s+)?`?{NAME}`?(?:\s+(?:und|,)\s+`?{NAME}`?)*\s+(?:ausgelöst|gesendet|erzeugt|gemeldet)\b"
    r"|^(?:(?:if|when|once) (?:it|(?:the|this) (?:command|request)) (?:succeeds|is successful)"
    r"|(?:on|after|upon) (?:a )?success),? (?:then )?(?:the event )?"
    rf"`?{NAME}`? (?:is (?:raised|sent)|follows|comes|arrives) (?:on|at|for|to) (?:the|its) [\w ]+[.;]?$"
    r"|^(?:gelingt (?:er|sie|der befehl|die anfrage)|(?:bei|nach) (?:einem |dem )?erfolg),?"
    rf" (?:so )?(?:kommt|folgt|erscheint) (?:das ereignis )?`?{NAME}`? (?:am|an|auf|für) [\w ]+[.;]?$",
    re.IGNORECASE,
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

_EVENTS_SOME = phrase("events", "some")

_EVENTS_NONE = phrase("events", "none")


_EVENTS_NEXT = phrase("events", "next")

_EVENTS_ALL = phrase("events", "all")


def listed_event_claims(sentence: Sentence, claim: Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield the events in a cell of a table of commands, in their order, or that there are none."""
    events = [each for each in dict.fromkeys(sentence.names) if contract.is_event(each)]
    if events:
        yield claim("raises", *events)._replace(in_order=not are_counted(sentence.text))
    elif _NONE.search(sentence.text):
        yield claim("raises nothing")
    elif (said := YES_NO.fullmatch(sentence.text.rpartition(": ")[2].strip())) and said[1]:
        yield claim("raises some")


def _commands_before(text: str, contract: Contract) -> tuple[list[str], list[str]]:
    """Return the commands that a sentence names as causes of an event: by their success, and by their failure."""
    after: list[str] = []
    after_failure: list[str] = []
    for found in _AFTER.finditer(text):
        names = [contract.current(name) for name in names_of(found[1].replace("`", "")) if contract.is_command(name)]
        if _FAILED_BEFORE.search(found[0]) or _THAT_FAILED.match(text, found.end()):
            after_failure += names
        elif not _FAILED.match(text, found.end()):
            after += names
    after += [contract.current(found[1]) for found in _CAUSES.finditer(text) if contract.is_command(found[1])]
    return after, after_failure


def _never_during(text: str, verb: re.Match[str]) -> Iterator[str]:
    """Yield the phases during which something is never raised."""
    is_denied = (
        _NEVER.search(text, 0, verb.start())
        or _NOT_RAISED.search(text[max(verb.start() - _NEAR_VERB, 0) : verb.start()])
        or _NOT_BEHIND.match(text, verb.end())
    )
    for found in _DURING.finditer(text):
        if is_denied or _NEVER_BEFORE.search(text, 0, found.start()):
            phase = (found[1] or found[2]).strip()
            yield "session initialization" if words_of(phase).has("initialization") else phase


#: An event and a command that does not raise it: "`x` is never raised in response to a successful `y`".
_NOT_IN_RESPONSE = re.compile(
    rf"(?:(?:the |an? )?(?:event )?`?({NAME})`?(?: event)? is (?:never|not)|no `?({NAME})`?(?: event)? is(?: ever)?)"
    rf" (?:raised|sent|emitted) (?:in response to|after) (?:an? |the )?(?:successful )?`?({NAME})`?\W*$",
    re.IGNORECASE,
)


def cause_claims(sentence: Sentence, home: str | None, contract: Contract) -> Iterator[Claim]:
    """Yield after which commands, and during which phases, an event is raised, or after which one it is not."""
    denied = _NOT_IN_RESPONSE.match(sentence.text)
    if denied is None:
        yield from _causes(sentence, home, contract)
        return
    event, command = contract.current(denied[1] or denied[2]), contract.current(denied[3])
    if contract.may_raise(command, event) or event in {each.name for each in contract.events_of(command)}:
        yield Claim(sentence.line, "never raises", command, (event,))


def _causes(sentence: Sentence, home: str | None, contract: Contract) -> Iterator[Claim]:
    text = sentence.text
    events = [name for name in dict.fromkeys(sentence.names) if contract.is_event(name)]
    own = next((name for name in (sentence.message, home) if name and contract.is_event(name)), None)
    if not events and not own:
        return
    verb = WHEN.match(text) or RAISED.search(text) or _CAUSES.search(text)
    about = own if own and (own in events or not events) else events[0]
    is_other = _ELSEWHEN.search(text) or _is_of_logged_out(words_of(text))
    is_never_initial = _NEVER_INITIAL.match(text) is not None and not IN_A_CASE.search(_EVEN_IF.sub("", text))
    never = ["session initialization"] if is_never_initial else []
    never = never or ([] if not verb or is_other else list(_never_during(text, verb)))
    yield from (Claim(sentence.line, "never during", about, (phase,)) for phase in never)
    if (
        never
        or not verb
        or NOT.search(text[max(verb.start() - 12, 0) : verb.start()])
        or _NOT_BEHIND.match(text, verb.end())
    ):
        return
    if not events and (NOTHING.search(text) or _NO_EVENTS.search(text)):  # "Nothing follows a logout"
        return
    after, after_failure = _commands_before(text, contract)
    during = []
    for found in _DURING.finditer(text):
        is_phase = _PHASE.search(found[0]) is not None  # "with callbacks of PureCloud" is no time
        if not is_phase or platforms_in(found[0]) or _is_denied_during(text, found):
            continue
        case = _IN_CASE.match(text, found.end()) or _CASE_BEFORE.match(text, 0, found.start())
        case = case or _OTHER_CASE.search(text)
        during.append(((found[1] or found[2]).strip(), *(filter(None, case.groups()) if case else ())))
    is_seen = verb[0].casefold() in ("see", "sees")  # by somebody, perhaps among others
    is_open = is_seen or _AMONG_OTHERS.search(text) is not None
    is_open = is_open or (not during and words_of(text).has("initialization"))
    for event in events or ([own] if own else []):
        is_own = event == home
        if after:
            commands = tuple(dict.fromkeys(after))
            yield Claim(sentence.line, "raised after", event, commands, is_own=is_own, is_open=is_open)
        if after_failure and "fail" not in event:
            yield Claim(sentence.line, "raised after failure", event, tuple(after_failure))
        for phase in during:
            yield Claim(sentence.line, "raised during", event, phase, is_own=is_own, is_open=is_open)


def _is_of_logged_out(words: Words) -> bool:
    """Return whether a sentence is about agents who are not logged in."""
    return any(
        "logged-in" in token.tags
        and (
            any("not" in each.tags for each in words.tokens[max(at - _NEAR, 0) : at])
            or any(each.text == "out" for each in words.tokens[at + 1 : at + 2])
        )
        for at, token in enumerate(words.tokens)
    )


#: How many words are at most between a negation and "logged in".
_NEAR = 3
#: A part of a program that opens or ends with an event: "The card opens with `x`".
_OF_INTERFACE = phrase("events", "of_interface")
_NEVER_INITIAL = phrase("events", "never_initial")

#: A case in which the same holds: "even if the agent is logged in".
_EVEN_IF = phrase("required", "even_if")

#: The end of a clause.
_CLAUSE_END = re.compile(r"[,;:]\s")

_NOT_ONLY = re.compile(r"\b(?:not|nicht|pas|no) (?:only|just|nur|bloß|seulement|solo|sólo)\b", re.IGNORECASE)


def _is_denied_during(text: str, phase: re.Match[str]) -> bool:
    """Return whether the clause of a phase, or that behind it, denies something: "while it starts, none comes"."""
    before = _CLAUSE_END.split(text[: phase.start()])[-1]
    behind = _CLAUSE_END.split(text[phase.end() :].lstrip(", "))[0] if not before.strip() else ""
    return len(NOT.findall(_NOT_ONLY.sub("", f"{before}{phase[0]} {behind}"))) % 2 == 1


#: The object that an event is about: "`state.updated` for the channel", "`state.updated` (channel)".
_ABOUT = re.compile(
    rf"`?({NAME})`?\s+(?:(?:event\s+)?(?:(?:is|gets|will be|wird)\s+(?:raised|sent|reported|issued)\s+)?"
    r"(?:for|of|on|für|auf|am|des|der|pour|sur|para|sobre)\s+"
    rf"(?:(?:the|die|den|das|der|des|la|le|el)\s+|l['’]){OBJECT}\b(?!\s+group)|\({OBJECT}\b)",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)

#: The same with the object as the subject: "the channel raises `state.updated`".
_OBJECT_RAISES = re.compile(
    rf"\b(?:(?:the|das|die|der|le|la|el) |l['’]){OBJECT} (?:then |also )?"  # noqa: RUF001 -- an apostrophe
    r"(?:raises?|reports?|sends?|emits?|announces?|meldet|sendet|émet|envoie|génère|déclenche|genera|emite|envía|lanza)"
    rf" (?:(?:an?|the|its|ein|das|el|un) )?(?:(?:l['’]|der |das )?(?:event|ereignis|événement|evento) )?`?({NAME})`?",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)

_NEVER_ALL = re.compile(
    r"\b(?:never|not|nie|niemals|nicht|jamais|pas|nunca|no) (?:(?:by|with|of|von|mit|par|avec|por|con) )?"
    r"(?:both|all|beide|alle|les deux|ambos|los dos)\b"
    r"|\b(?:prepared|ready|looking|watching|listening|look|watch|listen|wait) (?:out )?(?:for|to) both\b",
    re.IGNORECASE,
)


_PLACES = {place: phrase("events", place) for place in ("before", "after", "first", "last")}


def comes_next(text: str, contract: Contract) -> bool:
    """Return whether a sentence about a command says when an event comes."""
    return _COMES_BEHIND.search(text) is not None or bool(places_in(text, contract))


#: A case, in which another event may be the last one, besides the success of the command.
_IN_SOME_CASE = re.compile(
    r"(?:^|[;,:`] )(?:and )?(?:if|when|where|once|unless|as soon as|wenn|falls|sofern|sobald|quand|lorsque"
    r"|s(?:i|['\u2019]ils?)|cuando|(?:with|bei|mit|avec|con) (?:several|two|mehreren|zwei|plusieurs|deux|varias|dos))\s"
    r"(?!(?:it|that|this|the \w+|everything|all|es|das|ça|tout|todo) (?:\w+ )?"
    r"(?:succe\w+|works?|goes well|gelingt|klappt|réussit|funciona)\b)"
    r"[^,;]*(?:,|$)",
    re.IGNORECASE,
)


def places_in(text: str, contract: Contract) -> list[tuple[str, str]]:
    """Return pairs of events, the earlier one first; empty text is for all others."""
    topics = topics_of(text)
    if _IN_SOME_CASE.search(text) or _OF_INTERFACE.search(text):  # "when all are ready, the last is `x`"
        return []
    found = [
        (place, *filter(None, each.groups()))
        for place, phrases in _PLACES.items()
        if place in topics
        for each in phrases.finditer(text)
    ]
    pairs = []
    for place, name, *other in found:
        if contract.is_command(name):  # "`session.start` comes first" is about requests
            continue
        earlier, later = (name, "".join(other)) if place in ("before", "first") else ("".join(other), name)
        pairs.append((earlier, later))
    pairs += pairs_in(text, contract.is_event) if text.count(".") > 1 else []  # each name has a full stop
    return [] if not pairs or NOT.search(text) else [*dict.fromkeys(pairs)]


#: A name that is denied beside another one: ", not a `x`".
_DENIED_NAME = re.compile(
    r"(?<=`),? (?:(?:and|und|et|y) )?(?:not|never|nicht(?: etwa)?|pas|non|no|instead of|rather than|statt) "
    r"(?:(?:an?|the|by|eine?|das|le|un|el) )*"
    rf"`{NAME}`",
    re.IGNORECASE,
)


#: Behind events that were named: "and no further event is specified".
_NO_MORE = re.compile(
    r"(?<=[a-z`] )(?:and|but|und|aber|et|y)? ?(?:no|keine?|aucun|ningún) "
    r"(?:further|other|more|additional|weitere[sn]?|autre|otro) "
    r"(?:secondary )?(?:events?|notifications?|ereignis\w*|événements?|eventos?)\b",
    re.IGNORECASE,
)


#: A whole sentence that denies an event of a command: "it never raises `x`".
_NEVER_RAISES = phrase("events", "never_raises")


def _never_raised(sentence: Sentence, contract: Contract) -> list[str]:
    """Return the event that a whole sentence denies, though its command may raise it and does not list it."""
    found = _NEVER_RAISES.match(sentence.text)
    command = sentence.message or ""
    listed = {each.name for each in contract.events_of(command)}
    names = filter(None, found.groups()) if found else ()
    return [name for name in names if name not in listed and contract.may_raise(command, name)]


#: A message that is no more than a point in time: "nothing is sent until the next `x`".
_UNTIL_NAME = re.compile(rf"\b(?:until|till|bis|jusqu['’](?:à|au)|hasta)\b[^.;`]{{0,30}}`?{NAME}", re.IGNORECASE)  # noqa: RUF001 -- an apostrophe


_WHEN_IT_SUCCEEDS = phrase("events", "when_it_succeeds")


def event_claims(sentence: Sentence, claim: Claimed, contract: Contract, topics: frozenset[str]) -> Iterator[Claim]:
    """Yield the events that a command raises, or that it raises none."""
    text = _NO_MORE.sub("", _DENIED_NAME.sub("", sentence.text))
    if not any(each.once for each in contract.events_of(sentence.message or "")):  # or the sentence before is of a case
        text = _WHEN_IT_SUCCEEDS.sub("", text)
    if not contract.is_command(sentence.message or "") or _is_of_other_command(sentence, contract):
        return
    if denied := _never_raised(sentence, contract):
        yield claim("never raises", *denied)
    if "no events" in topics and (_NO_EVENTS.search(text) or _EVENTS_NONE.search(text)):
        if not (IN_A_CASE.search(text) or VERB_FIRST.match(text) or _UNTIL_NAME.search(text)):
            yield claim("raises nothing")
    elif "no events" in topics and _EVENTS_SOME.search(text) and not (IN_A_CASE.search(text) or is_negated(text)):
        yield claim("raises some")
        yield from _raises_named(text, claim, contract, topics)
    elif any(map(contract.is_event, sentence.names)):
        yield from _raises_named(text, claim, contract, topics)


def _is_of_other_command(sentence: Sentence, contract: Contract) -> bool:
    """Return whether a sentence names other commands, and not its own: the events in it are perhaps theirs."""
    commands = [contract.current(name) for name in sentence.names if contract.is_command(name)]
    return bool(commands) and sentence.message not in commands


#: Behind "raises": none of the events that follow.
_NONE_OF_THEM = re.compile(r"\s*(?:no|neither|not(?: the)?|keine?|weder|aucun|ni|ningún)\s+`?[a-z]+\.", re.IGNORECASE)


def _raises_named(text: str, claim: Claimed, contract: Contract, topics: frozenset[str]) -> Iterator[Claim]:
    """Yield the events that a sentence about a command names, with their order and objects."""
    verb = _RAISES.search(text) or _next(text, topics)
    found = verb or (None if _AFTER.search(text) else _FOLLOWS.search(text)) or _COMES_BEHIND.search(text)
    is_in_order = _IN_ORDER.search(text) is not None
    for pair in places_in(text, contract):
        if not (found and is_in_order and all(pair)):
            yield claim("raises before", *pair)
    if found and not NEGATION.search(text[max(found.start() - 12, 0) : found.start()]):
        names = names_of((text[verb.end() :] if verb else text).replace("`", ""))
        events = [name for name in dict.fromkeys(names) if contract.is_event(name)]
        if events and verb and _NONE_OF_THEM.match(text, verb.end()):
            yield claim("raises not", *events)
        elif events:
            yield claim("raises", *(filter(contract.is_event, names) if is_in_order else events))._replace(
                in_order=is_in_order
            )
            if len(events) > 1 and _EVENTS_ALL.search(text) and not _NEVER_ALL.search(text):
                yield claim("raises all", *events)
    yield from _of_two(text, claim, contract)
    yield from _first_then(text, claim, contract)
    if not NOT.search(text):
        is_open = not is_of_cause(text, has_name=False, is_command=True)  # perhaps after something else
        about = [(each[1], each[2] or each[3]) for each in _ABOUT.finditer(text)]
        about += [(each[2], each[1]) for each in _OBJECT_RAISES.finditer(text)]
        yield from (claim("raises about", name, OBJECTS[of.casefold()])._replace(is_open=is_open) for name, of in about)


_BOTH_NAMED, _ONE_NAMED = phrase("events", "both_named"), phrase("events", "one_named")


def _of_two(text: str, claim: Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield that both events come, or one of them, if a sentence begins with nothing else."""
    kinds: tuple[tuple[ClaimKind, re.Pattern[str]], ...] = (("raises all", _BOTH_NAMED), ("raises one", _ONE_NAMED))
    for kind, phrases in kinds:
        if found := phrases.search(text):
            yield claim(kind, *filter(contract.is_event, names_of(found[0].replace("`", ""))))


_FIRST_THEN = phrase("events", "first_then")
#: A word for what is next, which begins no case here.
_THEN = re.compile(r"\b(?:then|dann)\b", re.IGNORECASE)


def _first_then(text: str, claim: Claimed, contract: Contract) -> Iterator[Claim]:
    """Yield the two events of a sentence that says nothing but which comes first, and that both of them come."""
    is_unclear = NOT.search(text) or SENDS.search(text) or IN_A_CASE.search(_THEN.sub("", NAMES.sub("", text)))
    found = None if is_unclear else _FIRST_THEN.match(text)
    names = [contract.current(name) for name in names_of(found[0].replace("`", ""))] if found else []
    if len(names) == 2 and all(map(contract.is_event, names)):  # noqa: PLR2004 -- the first and the next one
        yield claim("raises", *names)
        yield claim("raises all", *names)


def _next(text: str, topics: frozenset[str]) -> re.Match[str] | None:
    """Return the words of a sentence that say that events come next, as in "you will then receive"."""
    next_ = _EVENTS_NEXT.search(text) if "next" in topics else None
    if next_ and not _ELSEWHEN.search(text, next_.end()) and not SENDS.search(text):
        return next_
    found = _COMES_NEXT.search(text)
    return found if found and _NEXT.search(text) and not _ELSEWHEN.search(text) else None


#: A cell that says that there are no events: "Secondary events: none".
_NONE = re.compile(r":\s*(?:none|no events?|keine?)\s*\.?$", re.IGNORECASE)
