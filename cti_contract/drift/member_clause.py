"""The clause of a member: the part of a sentence that is about it, without clauses about something else."""

from __future__ import annotations

import re

from cti_contract.drift.sentence_words import AUXILIARY, CASE_FIRST

#: The same without those that are nouns, too.
_VERBS = rf"(?!(?:names?|lists?|sets?|points?|needs?|looks?|causes?|returns?)\b)(?:{AUXILIARY})"
_DETERMINER = (
    r"the|an?|its|no|each|every|any|all|most|some|other|der|die|das|ein|eine|ihre?|seine?|keine?|jede[rs]?|alle|andere"
    r"|le|la|les|un|une|son|sa|ses|chaque|el|los|las|una|su|sus|cada|otr[oa]s?"
)
_ARTICLE = rf"(?:{_DETERMINER}|dem|den|einem|einer)"
#: Words that begin no clause about something else: pronouns for the member, and words that join or limit.
_SAME = (
    r"it|they|this|that|these|both|which|who|whose|what|where|when|if|unless|while|as|so|hence|thus|therefore|then|and"
    r"|or|but|not|never|always|only|just|also|for|in|on|at|to|of|with|without|by|from|because|since|although|though|even"
    r"|es|sie|er|dies|dieses|beide|den|dem|deren|dessen|welche[rs]?|was|wer|wo|wenn|falls|weil|da|daher|und|oder"
    r"|aber|nicht|nie|immer|nur|lediglich|auch|für|bei|auf|mit|ohne|von|zu|il|ils|elle|elles|ce|cela|qui|que|dont|où|si|car|donc"
    r"|et|ou|mais|ne|pas|toujours|seulement|aussi|pour|dans|avec|sans|de|esto?|ello|cuando|porque|y|o|pero|siempre|solo"
    r"|también|para|en|con|sin"
    rf"|(?:the|das|le|el) (?:member|field|property|parameter|key|feld|champ|campo)(?= {_VERBS}\b)"
    r"|(?:all|each|any|some|most|none|neither|either|alle|jede[rs]?|keine[rs]?|tous|toutes|chacune?|aucune?|todos|todas"
    rf"|cada|ningun[oa]) (?:of|one|three|two|von|de|drei|zwei|trois|deux|un[oa]|tres|dos|{_VERBS})"
)
#: Words that join a clause with the one before it.
_AND = r"and|but|while|whereas|und|aber|während|et|mais|tandis que|y|e|pero|mientras que"
_JOINED = rf"(?:(?:{_AND})\s+)?"
#: A description of a member with a clause about it: ", une chaîne qui peut être omise".
_DESCRIBED = (
    r"(?:an?|eine?|une?|una?) (?:string|boolean|object|array|list|integer|number|zeichenkette|liste|zahl|chaîne|booléen"
    r"|objet|tableau|liste|entier|cadena|booleano|objeto|lista|entero),? (?:that|which|die|der|das|qui|que)"
)
#: The beginning of a clause with a subject and a verb of its own: ", the prefix is optional". A German relative clause
#: has its verb at its end.
_OTHER_CLAUSE = re.compile(
    rf"(?:,|\s[-–—])\s+{_JOINED}(?!(?:{_SAME}|{_VERBS}|{_DESCRIBED})\b)"  # noqa: RUF001 -- dashes
    rf"(?:(?:{_DETERMINER})\s+(?!{_VERBS}\b)(?:[^\s,;:]+\s+){{1,5}}?|[^\W\d_][\w-]*\s+(?:[\w-]+\s+){{0,2}}?"
    rf"|(?<=\w, )`\w+`\s+)"
    rf"{_VERBS}(?=\s)(?!\s(?:muss|müssen|kann|können|darf|dürfen)(?:[.,;:]|$))"
    rf"|\s(?:{_AND})\s+(?!(?:{_SAME}|{_VERBS})\b)"
    rf"(?:(?:{_DETERMINER})\s+(?!{_VERBS}\b)(?:[^\s,;:]+\s+){{1,4}}?|\w+\s+){_VERBS}(?=\s)"
    # "`a` and, optionally, `b`"
    rf"|,?\s(?:{_AND}),?\s(?:optional(?:ly)?|as an option|none of (?:them|these) \w+(?=,)"
    r"|all (?:of them )?optional(?=,)|keine[rs]? davon \w+(?=,)"
    r"|aucune? (?:n['\u2019]est )?obligatoire(?=,)|ningun[oa] obligatori[oa](?=,)"
    r"|facultativement|en option|opcionalmente"
    r"|de (?:façon|manière|forma|manera) (?:facultative|optionnelle|opcional))\b"
    # "`a`, then, optional, `b`"
    rf"|,?\s(?:{_AND}|then|dann|puis|ensuite|luego|después),?\s(?:optionale?[nrs]?|wahlweise|facultati(?:f|ve)s?"
    r"|optionnel(?:le)?s?|opcional(?:es)?|facultativ[oa]s?),?\s*(?=`|$)",
    re.IGNORECASE,
)
_VERB = re.compile(rf"(?<![\w`\"]){_VERBS}(?![\w`\"])", re.IGNORECASE)
#: A verb behind a member that is its subject, with nothing between that begins another clause.
_VERB_BEHIND = re.compile(
    rf"^[`\"”’']?(?!\s*(?:that|which|who|qui|que)\b)[^,;:.(]{{0,40}}?\s{_VERBS}\b",  # noqa: RUF001 -- quotes
    re.IGNORECASE,
)
#: The end of a clause before a member.
_END_BEFORE = re.compile(
    rf",\s+{_JOINED}|\s(?:{_AND})\s+(?=(?:(?:{_DETERMINER})\s+)?(?:\w+\s+)?[`\"“„]?$)",
    re.IGNORECASE,
)

#: Words before a member that describe something else, which the verb behind is about: "what depends on `x` is open".
_DESCRIBES = re.compile(
    r"(?:\b(?!(?:values?|use|presence|sending|types?|contents?|names?|strings?|objects?|lists?|arrays?|numbers?|texts?|traces?"
    r"|all|each|any|both|none|one|wert|angabe|typ|inhalt|name[ns]?|zeichenketten?|objekt|liste|alle|jede[rs]?|keine[rs]?"
    r"|valeur|présence|indication|envoi|contenu|nom|chaîne|valor|presencia|indicación|envío|contenido|nombre|tipo"
    r"|cadena) )"
    r"[\w.-]+ (?:of|to|for|on|at|in|inside|within|dans|under|from|von|zu|für|auf|bei|de|à|sur|pour|sous|en|para|sobre)"
    r"|\b[\w.-]+ (?:with|by|about|besides?|beyond|behind|except|than|like|mit|außer|neben|über|sauf|avec|con|salvo)"
    r"(?: [\w-]+,)*)"
    rf" (?:{_ARTICLE} )?(?:(?:[\w-]+ )?[\w-]+ (?:and|or|und|oder|et|ou|y|o) )?"
    rf"(?:{_ARTICLE} )?(?:custom )?(?:[\w-]+ )?[`\"“„]?$"
    r"|\bthe (?:one|other|first|second|former|latter) (?:in|inside|within|under) (?:the )?[`\"]?$",
    re.IGNORECASE,
)
#: Words before a member that lacks: the clause behind says what comes of it.
_LACKS = re.compile(
    r"\b(?:without|lacks?|lacking|omits?|omitting|leave out|ohne|fehlt|sans|sin|manque|falta)"
    rf" (?:{_ARTICLE} )?(?:[\w-]+ )?[`\"“„]?$",
    re.IGNORECASE,
)
#: No words before a member that decide what the words behind are about are farther from it.
_NEAR = 120


def before_member(before: str, after: str) -> str:
    """Return the words before a member from the beginning of its clause, and of a case before it.

    Args:
        before: The text before the member.
        after: The text behind it.
    """
    ends = [*_END_BEFORE.finditer(before)]
    has_verb = _VERB_BEHIND.match(after) is not None
    last = len(before)
    for at in range(len(ends) - 1, -1, -1):
        start = ends[at - 1].end() if at else 0
        has_verb = has_verb or _VERB.search(before, ends[at].end(), last) is not None
        clause = before[start : ends[at].start()].lstrip()
        if has_verb and not CASE_FIRST.match(clause) and _VERB.search(clause):
            return before[ends[at].end() :]
        last = ends[at].start()
    return before


def behind_member(before: str, after: str) -> str:
    """Return the words behind a member up to the beginning of a clause about something else.

    Args:
        before: The text before the member.
        after: The text behind it.
    """
    near = before[-_NEAR:]
    if _LACKS.search(near):
        return after
    verb = _VERB.search(after) if _DESCRIBES.search(near) else None
    other = _OTHER_CLAUSE.search(after)
    return after[: min(each.start() for each in (verb, other) if each)] if verb or other else after
