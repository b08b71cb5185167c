"""Words and patterns that several readers of sentences need."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from cti_contract.drift.claim import Sentence
from cti_contract.drift.headings import NAME, NAMES
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.vocabulary import phrase

#: The space between sentences, and before a line of two columns: a label and a text, or a name and a text behind an
#: arrow or the like. A pattern that begins with a space is faster than one that begins with a look behind. A German
#: clause ends with the second part of its verb: "Das löst nichts aus: Danach …".
END = re.compile(
    r"\s(?:(?<=[.!?]\s)(?<!\be\.g\.\s)(?<!\bi\.e\.\s)(?<!\bz\.B\.\s)(?<!\bbzw\.\s)(?<!\betc\.\s)(?<!\bvs\.\s)"
    r"(?<!\bca\.\s)\s*(?=\S)|(?<=;\s)\s*|(?<=\saus:\s)\s*(?=[A-ZÄÖÜ])|\s*·\s+"
    r"|(?<=\n)(?=\S[^\n]{1,40}? {3,}\S)|(?<=\n)(?=[A-ZÀ-Þ][\w ]{1,24}:\s+\S)"
    rf"|(?<=\n)(?=`?{NAME}`?\s*(?:[-=]{{0,3}}>|[→:=–—-])\s))"  # noqa: RUF001 -- dashes
)

#: The platforms that pages name.
PLATFORMS = (
    "incontact", "purecloud", "avaya", "genesys", "cisco", "five9", "mitel", "asterisk", "twilio", "cxone", "nice",
)  # fmt: skip

PLATFORM = rf"(?:{'|'.join(PLATFORMS)})"

ONLY_ON = re.compile(
    rf"\b(?:only|solely|exclusively|nur|ausschließlich)\b[^.;:]{{0,40}}?\b(?:on|for|with|by|in|at|auf|für|bei|mit"
    rf"|unter)\s+"
    rf"(?:(?:the|die)\s+)?(?:(?:platforms?|plattform(?:en)?)\s+)?(?:nice\s+(?=incontact))?({PLATFORM}(?:\s*(?:,|and|or|und|oder)\s*{PLATFORM})*)\b"
    rf"|\b({PLATFORM}(?:\s*(?:,|and|or|und|oder)\s*{PLATFORM})*)[- ](?:only|specific)\b|\b(?:only"
    rf"|just|nur|lediglich)\s+({PLATFORM})\b"
    rf"|\b(?:on|for|with|auf|für)\s+(?:the\s+)?({PLATFORM})\s+(?:platform\s+)?(?:only|alone)\b"
    rf"|\bplatforms?\s*[:=]\s*({PLATFORM}(?:\s*(?:,|and|or|und|oder)\s*{PLATFORM})*)",
    re.IGNORECASE,
)

OF_MESSAGE = re.compile(
    r"\b(?:this|the|these|diese[rs]?|der|die|das|cette|cet|ce|la|est[ea]|el)\s+(?:\w+\s+)?(?:command|request|event|message"
    r"|befehl|kommando|anfrage|ereignis|nachricht|commande|requête|événement|comando|solicitud|petición|evento)\b"
    r"|\bl['’]événement\b|\bit\b|\bes\b|^(?:er|sie|il|elle)\b",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)

RAISED = re.compile(
    r"\b(?:raise[sd]|sent|emitted|generated|fired|triggered|published|delivered|issued|reported|occurs?|appears?|comes?"
    r"|arrives?|"
    r"follows?|received?|returned|ausgelöst|gesendet|gemeldet|erzeugt|kommt|erscheint|folgt|trifft|tritt|result|reaction|answers"
    r"|auslöser|erwarten|expect(?:ed)?|results?|stems|originates|due"
    r"|envoyée?s?|émise?s?|déclenchée?s?|reçue?s?|apparaît|arrive|survient|envoie|émet|reçoit|recevez|recevoir|parvient"
    r"|provoquée?s?|résulte|découle|provient|déclencheur"
    r"|emite|emitirse|envía|genera|recibe|produce|aparece|llega|provoca|desencadena|debe|resulta|deriva|procede"
    r"|sees?)\b",
    re.IGNORECASE,
)

#: The title of a cell that says when an event is raised.
WHEN = re.compile(r"\s*(?:when(?: raised)?|raised|occasions?|wann|auslöser|quand|cuándo)\s*:\s", re.IGNORECASE)

NOT = re.compile(
    r"\b(?:not|never|no longer|nicht|nie|kein\w*|pas|jamais|aucun\w*|nunca|tampoco|ning[uú]n\w*)\b|n't\b",
    re.IGNORECASE,
)

OBJECT = rf"({'|'.join(sorted((re.escape(word) for word in OBJECTS), key=len, reverse=True))})"

#: A remark behind an object: whose parent it is.
PARENT_OF = re.compile(
    r" \((?:the |its |der |die |das |le |la |el )?(?:parent|owner|übergeordnete\w*(?: objekt)?|parente?|padre|madre)"
    r"(?: (?:object|objekt|objet|objeto))?(?: (?:of|von|des|der|du|de|del)[ '’][^()]{1,60})?\)",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)

#: Words of a sentence that is about a case only: "then no event is raised".
IN_A_CASE = re.compile(
    r"\b(?:if|when|unless|then|already|later|second|subsequent|repeated (?=\w)|in (?:this|that|such a) case"
    r"|wenn|falls|(?:diesem|dem) fall|sofern|dann|bereits|schon"
    r"|fail\w*|without (?:a )?success|ohne erfolg|sans succès|sin éxito"
    r"|fehlschl\w*|fehlgeschlagen|scheiter\w*|échec|échou\w*|falla\w*|fallo"
    r"|further success(?:es)?|weitere[rnm]? erfolge?|nouveaux? succès|nuevos? éxitos?"
    r"|s(?:i|['\u2019]ils?)|cuando|ya|entonces|ese caso|alors|déjà|ce cas)\b",
    re.IGNORECASE,
)

GONE_ALSO = phrase("gone", "also")

GONE = re.compile(
    r"\b(?:is|are|was|were|has been|have been|will be|wurde|wird|ist)\s+(?:now\s+|already\s+|since\s+)?"
    r"(?:deprecated|removed|replaced|superseded|"
    r"withdrawn|obsolete|renamed|discontinued|retired|veraltet|entfernt|abgelöst|ersetzt|umbenannt|abgekündigt)\b"
    r"|(?<!\bno está )(?<!\bno es )(?<!\bno queda )\b(?:obsolète|dépréciée?|obsolet[oa]|en desuso)\b"
    r"|\b(?:remplacée?|supprimée?|reemplazad[oa]|eliminad[oa])\s+(?:par|por)\b"
    # of a message, not of an object: "el canal se ha eliminado"
    r"|(?:(?<=`\s)|(?<=commande\s)|(?<=requête\s)|(?<=événement\s)|(?<=message\s)|(?<=^elle\s)|(?<=^il\s))"
    r"a été (?:remplacée?|supprimée?|retirée?|renommée?|abandonnée?)\b"
    r"|(?:^|(?<=`\s)|(?<=comando\s)|(?<=petición\s)|(?<=solicitud\s)|(?<=evento\s)|(?<=mensaje\s))"
    r"(?:(?:fue|ha sido) (?:reemplazad|sustituid|suprimid|eliminad|retirad)[oa]"
    r"|se ha (?:sustituido|suprimido|eliminado|retirado))\b"
    r"|\bno longer\s+(?:supported|sent|available|exists?|part of the (?:protocol|interface|api|contract)|used"
    r"|raised)\b|\bdeprecated\b|\b(?:wurde|ist)\b.*\b(?:ersetzt|umbenannt|entfernt|abgelöst)\b",
    re.IGNORECASE,
)

#: A sentence about other versions, plans, or other systems: the names in it need no schema.
_ELSEWHERE = re.compile(
    r"\b(?:alias(?:es)?|the old|legacy|still accept\w*"
    r"|renamed?|removed?|replaces|former(?:ly)?|previous(?:ly)?|used to|was called|older? (?:name|spelling)"
    r"|planned|future|not yet"
    r"|(?:introduc|invent|propos|add|defin)(?:e|es|ing)? (?:an? )?(?:new|own) (?:command|event|message)s?|"
    r"not supported|unsupported|no longer|instead of|deprecated|replaced|do(?:es)?(?: not|n['’]t) exist|there is no"  # noqa: RUF001 -- an apostrophe
    r"|there['’]s no|früher|ehemals|"  # noqa: RUF001 -- an apostrophe
    r"umbenannt|entfernt|geplant|veraltet|ersetzt|nicht (?:unterstützt|mehr)"
    r"|ya no|n['’]\w+ plus|périmée?|anticuad[oa])\b",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)

NEGATION = phrase("required", "negation")

#: The name of a member of several that are numbered: "p1".
NUMBERED = re.compile(r"[a-z]+\d+")

PRONOUN = re.compile(
    r"(?!it is \w+ for |es ist \w+, |(?:this|all) (?:commands?|events?|requests?|messages?|responses?"
    r"|counters|counts|numbers)\b)"
    r"(?:(?:it|this|both|they|all|es|beide|sie)\b"
    r"|(?:the (?:member|field|property|parameter)|(?:dieses|das) (?:feld|mitglied|member)|[cl]e (?:membre|champ)"
    r"|(?:cette|la) propriété|(?:este|el) (?:campo|miembro)|(?:esta|la) propiedad)\b(?! [`\"“„']))",
    re.IGNORECASE,
)

MARK = re.compile(r"[`\"“”„']([A-Za-z_][\w.\[\]]*)[`\"“”']")

YES_NO = re.compile(r"(?:(yes|ja|sí|si|oui)|no|nein|non)\b[.,;:!]*\s*", re.IGNORECASE)

#: A first sentence of a few words without a name: with a question that is not understood, it says nothing.
FRAGMENT = re.compile(r"^(?:[^\s.!?]+\s){0,4}[^\s.!?]+[.!?](?:\s+|$)")

WHICH = re.compile(
    r"(?:what|which|who|when|why|how|where|was|welche\w*|wer|wann|warum|wie|wo|que|quels?|quelles?|quand|qué|cuál\w*|cuándo)\b",
    re.IGNORECASE,
)

#: The beginning of a sentence that may be about the one before it.
OF_BEFORE = re.compile(
    r"\b(?:it|its|they|this|that|these|es|er|sie|ihr|dieses?|das|il|elle|ce|cet|este|se|su|sa|son"
    r"|the (?:event|target))\b",
    re.IGNORECASE,
)

#: The beginning of a sentence that gives a case, also for the one behind it: "If it has stopped, that is fine; no ...".
CASE_FIRST = re.compile(
    r"(?:if|when|where|unless|wenn|falls|sofern|s(?:i|['\u2019]ils?)|lorsque|quand|cuando)\b", re.IGNORECASE
)

#: Verbs behind the subject of a clause.
AUXILIARY = (
    r"is|are|was|has|have|does|do|can(?:not)?|must|may|needs?|carr(?:y|ies)|holds?|contains?|includes?|comes?|goes|go"
    r"|follows?|arrives?|stays?|remains?|returns?|repeats?|raises?|triggers?|sends?|gets?|brings?|names?|identif(?:y|ies)"
    r"|works?|exists?|belongs?|applies|takes?|points?|sets?|produces?|causes?|lists?|looks?|never|always"
    r"|ist|sind|hat|haben|kann|können|muss|müssen|darf|wird|werden|enthält|trägt|kommt|kommen|geht|folgt|folgen|bleibt"
    r"|gehört|gibt|gilt|steht|stehen|löst|meldet|lautet"
    r"|est|sont|ont|peut|doit|contient|porte|arrive|suit|reste|va|vient|existe"
    r"|es|son|está|están|tiene|puede|debe|contiene|lleva|llega|sigue|queda|va"
)

#: Members of every message: in prose without marks these are words of the language.
ENVELOPE = frozenset(("command", "target", "data", "name", "result", "context", "failure", "original"))

FAILURE_WORDS = re.compile(
    r"\b(?:failures?|fail(?:s|ed)?|errors?|fehl\w*|misserfolg\w*|échecs?|erreurs?|fallos?|stack[- ]?traces?)\b",
    re.IGNORECASE,
)


def is_subject(text: str, name: str) -> bool:
    """Return whether the name of another message is at the beginning of a clause."""
    return re.search(rf"(?:^|[,:;(]\s*)`?{re.escape(name)}`?\s", text) is not None


#: A relative clause behind the name of a message.
_RELATIVE = re.compile(
    rf"`?({NAME})`?\s*,\s*(?:which|that|who|where|whose|die|der|das|wo|welche[rs]?|qui|que|où|donde)\b", re.IGNORECASE
)

NOTHING = re.compile(r"\b(?:nothing|nichts|rien|nada)\b", re.IGNORECASE)

#: Words of a sentence in which a platform limits something else than the message.
OF_MEMBERS = re.compile(
    r"\b(?:callbacks?|propert\w+|members?|parameters?|fields?|uses|reads?|connectors?|felde?r?|eigenschaft\w*"
    r"|champs?|campos?|miembros?|usa|utilise|names? with)\b",
    re.IGNORECASE,
)

ONLY_ALSO = phrase("platforms", "only")


#: The name of a message, and brackets behind it that are not closed.
_IN_BRACKETS = re.compile(rf"`?({NAME})`?\s*\([^()]*$", re.IGNORECASE)


def of_clause(sentence: Sentence, place: int) -> str | None:
    """Return the message that the relative clause, or the brackets, at a place of a sentence are about, if any."""
    if in_brackets := _IN_BRACKETS.search(sentence.text[:place]):
        return in_brackets[1] if in_brackets[1] in sentence.names else None
    clauses = [each[1] for each in _RELATIVE.finditer(sentence.text) if each.start() < place]
    return clauses[-1] if clauses and clauses[-1] in sentence.names else None


#: The beginning of a sentence about commands that it does not name: "most of the telephony commands", "the success of
#: some commands", "bei manchen Befehlen".
OF_SOME_COMMANDS = re.compile(
    r"(?!(?:wie bei|comme (?:pour|dans)|como (?:en|para|con))\b)"
    r"(?:(?:(?:the|der|die|das|les?|la|el|los) |l['’])?(?:[^\W\d_]+ )?[^\W\d_]+ (?:of|to|for|von|bei|auf|à|a|para|pour)"  # noqa: RUF001 -- an apostrophe
    r" |(?:for|with|in|bei|mit|für|auf|pour|avec|dans|para|con|en) "
    r"|(?:(?:der|die|das) )?(?:erfolg|antwort(?:en)?|daten|ziele?) "  # a genitive behind it
    r"|(?:(?:les?|la|el|los) )?[^\W\d_]+ (?:de |d['’]))?"  # noqa: RUF001 -- an apostrophe
    r"(?:(?:(?:most|many|some|several|a (?:few|couple)|all|any) of the|most|many|some|several|a few|the other|other"
    r"|(?:die|der|den) meisten|viele[rn]?|einige[rn]?|manche[rn]?|andere[rn]?|la plupart des|certaine?s|d['’]autres"  # noqa: RUF001 -- an apostrophe
    r"|autres|beaucoup de|plusieurs|la mayoría de l[ao]s|much[oa]s|algun[oa]s|vari[oa]s|otr[oa]s)"
    r" (?:\w+ ){0,2}?(?:commands|requests|messages|befehlen?|kommandos|nachrichten|anfragen|commandes|requêtes|comandos"
    r"|peticiones|solicitudes|mensajes|successes|responses|answers|replies|antworten|réponses|respuestas)\b"
    r"|(?:the |all )?(?:ones|commands|requests|those|alle|die|befehle|kommandos|celles|les commandes|los comandos"
    r"|l[ao]s)(?: \w+)?,? (?:(?:that|which|die|mit|qui|que) )?"
    r"(?:(?:start|begin|end)(?:s|ning)? (?:with|in)|beginnen|enden|commencent|finissent|empiezan|terminan)\b)",
    re.IGNORECASE,
)
OF_REQUEST = phrase("data", "of_request")

#: The client does something next.
SENDS = re.compile(
    r"\b(?:you|client|clients|desktop|softphone|ihr|sie)\s+(?:then |can |must )?(?:send|call|use|wait)|\bsend ",
    re.IGNORECASE,
)

#: Parts of words for each topic: a sentence about it has a word with one of them. A space is the beginning of a word.
TOPICS: dict[str, tuple[str, ...]] = {
    "target": (
        "target", "send", "sent", "announced", "addresse", "delivered", "directed", " go", "scope", "object",
        " on:", " for:", "level", " (", "gemeldet", "gesendet", "geschickt", "gericht", " geht", "ziel", "destin",
        "cible", "adress", "dirig", "envo", "envía", "objet", "notifi", "comunica", "señala", "signal", " émis",
    ),
    "platforms": (*PLATFORMS, "platform", "plattform", "plateforme", "plataforma"),
    "media": ("medi", "phon", "telef", "voice", "call", "chat", "mail", "télé", "média"),
    "echo": (
        "request", "anfrage", "anforderung", "requête", "demande", "solicitud", "echo", "repeat", "mirrored",
        "copy", "same", "back", " sent",
    ),
    "data": (
        "data", "members", "daten", "param", "argument", "empty", "nothing", "leer", "données", "datos", "vide",
        "vací",
    ),
    "member of data": (
        "contain", " has", " have", " hold", " take", " carr", " consist", "enthält", "enthalten", " hat", " haben",
        " lleva", "contien", "reprend", "porte", "membre", "champ", "data", "payload", "nutzdaten",
    ),
    "events": ("event", "ereignis", "événement", "both", "two", "beide", " dos", "ambos", " deux"),
    "number": (
        "string", "member", "field", "propert", "value", "param", "parám", "zeichenkette", "mitglied", "feld",
        "eigenschaft", "champ", "membre", "chaîne", "campo", "miembro", "cadena",
    ),
    "subject": (
        " start", "sitzungs", " log", "abmeld", "déconnexion", "cierre", " add", "hinzuf", " connect", "disconnect",
        "verbinden", "trennen", " drop", " hang", "leg", "adress", "activat", "aktivier", " dial", "wählen", "composer",
        "marcar", "disposition", "script", "skript", "accepting", "annehmen", "consult", "übergabe", " stop",
        "aufnahme", "paus", "recording", "signal", "answering", "unmut", "stummschalt", "retriev", "zurückhol", "dtmf",
        "tone", "senden", " blind",
    ),
    "protocol": (
        "cross", "kreuz", "crois", "cruz", " count", "zählt", "compte", "cuenta",
        "segment", "abschnitt", " teile", " parts", " levels", " four", " five", " vier", " fünf", " id", "-id",
        "timestamp", "zeitstempel", "newest", "latest", "youngest", "neuest", "jüngst",
        "most-recent", "récent", "recient", "active", "aktiv", "actif", "activo", "dot", "punkt", "point", "punto",
        "original",
    ),
    "no events": ("event", "evt", "ereignis", "événement", "notification", "nothing"),
    "next": (
        "follow", "suivi", "seguid", "gefolgt", "génère", "produ", "émet", "genera", "erfolg", "succe", "succès",
        "éxito", "next", "then", "afterwards", "danach", "dann", "darauf", "folgt", "ensuite", "puis", "déclenche",
        "provo", "desencadena", "luego", "después",
    ),
    "before": ("before", "vor", "avant", "antes", "precede", "précède", "sigue"),
    "after": ("after", "nach", "après", "después", "follows", "suit", "folgt", "sigue"),
    "first": (
        "first", "zuerst", "erste", "premier", "primer", "début", "principio", "list", "reihe", "series", "sequence",
        "séquen", "secuen",
        "abord", "start", "begin", "open", "kick", "lead", "anfang", "auftakt", "eröffn",
    ),
    "last": (
        "last", " end", "clos", " fin", "fini", "conclud", "wrap", "round", "abschl", "schl", "zuletzt", "letzte",
        "dernier", "final", "último", "list", "reihe", "series", "sequence", "séquen", "secuen",
    ),
    "order": (
        "then", "next", "after", "later", "final", "subsequent", "follow", "preced", "second", "only", "dann", "danach",
        "darauf", "schl", "puis", "ensuite", "enfin", "cela", "luego", "después", "continuación", "before", "ahead",
        "prior", "earlier", "vor", "avant", "précède", "antes", "behind", "nach", "hinter", "folgt", "après", "suit",
        "tras", "sigue", "first", "initial", "zuerst", "zunächst", "erst", "abord", "premi", "primer", "once", "sobald",
        "open", "lead", " led", "start", "begin", "head", "kick", "eröffn", "ouvre", "commence", "débute", "empieza",
        "comienza", "abre", "inicia", "anfang", "auftakt", "last", "clos", " end", "ends", "ende", "conclud",
        "complet", "wrap", "round", "fini", "beendet", "letzt", "derni", "últim", "termin", "clôt", "achève",
        "acaba", "cierra", "twice", "times", "mal", "fois", "veces", "them", "these", "event", "notification",
        "ereignis", "événement", "order", "ordre", "orden", "reihenfolge",
    ),
    "again": (
        "again", "twice", "second", "once", "nochmal", "zweimal", "repeated", "further", "later", "subsequent",
        "erneut", "already", "bereits", "schon", "déjà", " ya",
    ),
    "phase": (
        "during", "während", "initiali", "inicial", " while", " part", " course", " zuge", " rahmen", " verlauf",
        " laufe", "pendant", "durant", " lors", " cours", "mientras", "curso", "moment",
        " beim", " al",
    ),
    "outcome": (
        "stack", "succe", "fail", "error", "reject", "refuse", "disconnect", "keeps", "erfolg", "gelingt", "fehl",
        "scheitert", "misslingt", "abgelehnt", "zurückgewiesen", "verbunden", "réuss", "succès", "échou", "échec",
        "refusé", "déconnect", "éxito", "correcta", "falla", "fracasa", "rechazad", "desconect",
    ),
    "gone": (
        "deprecated", "removed", "replaced", "superseded", "withdrawn", "obsol", "renamed", "discontinued", "retired",
        "longer", "déprécié", "desuso", "remplacé", "supprimé", "reemplazad", "eliminad", "veraltet", "entfernt",
        "abgelöst", "ersetzt", "umbenannt", "abgekündigt", "verwenden", "entfällt", "removal", " use", " now", "retir",
        "sustitu", "suprim", "renomm", "abandonn",
        "heisst", "llama", "appelle", " plus", "ya",
    ),
    "elsewhere": (
        "alias", "old", "legacy", "still", "rename", "remove", "former", "previous", "used", "called", "planned",
        "future", "yet", "supported", "longer", "instead", "deprecated", "replace", "exist", "there", "früher",
        "ehemals", "umbenannt", "entfernt", "geplant", "veraltet", "ersetzt", "unterstützt", "gewünscht",
        "vorgesehen", " new", " own", " mehr", "ya", " plus", "périm", "anticuad",
    ),
}  # fmt: skip

#: The same with the topics for each part: many parts are those of several topics.
_TOPICS_OF_PARTS = {
    part: frozenset(topic for topic, parts in TOPICS.items() if part in parts) for part in chain(*TOPICS.values())
}


@lru_cache(maxsize=64)
def topics_of(text: str) -> frozenset[str]:
    """Return the topics that a sentence may be about, by its words. It is faster to look at them first.

    The readers of a sentence ask this one after the other.
    """
    return frozenset().union(*map(_topics_of_word, text.casefold().split()))


@lru_cache(maxsize=8192)
def _topics_of_word(word: str) -> frozenset[str]:
    if not word.strip("0123456789.,;:"):  # pages have many different numbers
        return frozenset()
    said = f" {word}"
    return frozenset[str]().union(*(topics for part, topics in _TOPICS_OF_PARTS.items() if part in said))


def platforms_in(text: str) -> set[str]:
    """Return the platforms that a text names, in lower case."""
    return set(re.findall(PLATFORM, text.casefold()))


def is_negated(text: str) -> bool:
    """Return whether a text says that something is not so."""
    return (
        NOT.search(text) is not None
        or re.search(r"\b(?:unless|no|nothing|nichts|ne|pas|n['’]\w+ plus)\b", text, re.IGNORECASE)  # noqa: RUF001 -- an apostrophe
        is not None
    )


#: Words for a request that is wrong on purpose, or by mistake: "leave that out, and the request fails".
_MISTAKE = re.compile(
    r"\b(?:(?:request|command|call|message|it|one|that) (?:\w+ )?fails?|\w+ing (?:it |[^.,;]{1,40} )?fails"
    r"|(?:is|are|gets?|will be) (?:refused|rejected)|(?:is|are) (?:wrong|invalid),? because"
    r"|ist (?:falsch|ungültig),? weil|est (?:fausse?|incorrecte?),? (?:car|parce que)"
    r"|es (?:incorrect|inválid|erróne)[oa],? (?:porque|ya que)"
    r"|(?:get|gets|give|gives|cause|causes|provoke|provokes|see|end in|ends in|leads? to|results? in|expect) "
    r"(?:an? |the )?(?:[\"“]?\w+[\"”]? )?(?:failure|error)|on purpose|deliberately"
    r"|schlägt [^.;]{1,40} fehl|scheitert|wird (?:\w+ )?abgelehnt|(?:führt zu|gibt) (?:einem|einen) fehler|absichtlich"
    r"|échoue\w*|(?:provoque|donne|cause) une? (?:échec|erreur)|est refusée?|exprès"
    r"|falla(?:rá)?|(?:provoca|da|causa) un (?:fallo|error)|se rechaza|a propósito"
    # found by a check
    r"|(?:must|should|has to|have to) be (?:reported|flagged|caught|detected|refused|rejected)"
    r"|(?:muss|müssen|soll|sollen) (?:\w+ )?(?:gemeldet|erkannt|beanstandet|abgelehnt) werden"
    r"|doi(?:t|vent) être (?:signal|détect|refus|rejet)ée?s?"
    r"|deben? (?:ser (?:detectad|rechazad|señalad)[oa]s?|(?:detectar|rechazar|señalar)se))\b",
    re.IGNORECASE,
)
_NO_MISTAKE = re.compile(
    r"(?:\b(?:not|never|nicht|nie|ne|no|nunca)\b|n['’]t?)[^.,;]{0,12}"  # noqa: RUF001 -- an apostrophe
    r"\b(?:fails?|refused|rejected|fehl|scheitert|abgelehnt|échoue|falla)",
    re.IGNORECASE,
)


def is_of_mistake(text: str) -> bool:
    """Return whether a sentence says what makes a request fail: what it names is not as it should be."""
    return _MISTAKE.search(text) is not None and not _NO_MISTAKE.search(text)


def is_elsewhere(sentence: str) -> bool:
    """Return whether a sentence is about other versions or plans, so that the names in it need no schema.

    A word inside of a name, such as `removed`, says nothing of that.
    """
    return "elsewhere" in topics_of(sentence) and _ELSEWHERE.search(NAMES.sub("x", sentence)) is not None
