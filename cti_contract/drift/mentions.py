"""The words of a sentence with their meanings, and what they say together: required, a type, a case, an outcome."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from cti_contract.drift.headings import NAME
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.vocabulary import lexicon, meanings, pairs, phrase, texts, words

_TOKEN = re.compile(
    rf"`?(?P<name>{NAME})`?|`(?P<code>[^`]*)`|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)|(?P<digits>\d+)|(?P<end>->|[.,;:()→⇒—\u2013])|(?P<member>§)"
)
#: A word in quotes is mentioned, as one in code is.
_QUOTED = re.compile(r"[\"“„«]\s?(\w[\w-]*)\s?[\"”“»]")
#: The form of a target without marks: "<session>.<channel>".
_FORM = re.compile(r"(?<![`\w.])<[\w -]{1,40}>(?:\.<[\w -]{1,40}>)*(?![`\w])")
_TYPES = meanings("types")
_GROUP, _LEFT_OUT, _DENIED = phrase("facts", "group"), phrase("mentions", "left_out"), phrase("facts", "denied")
_PRONOUN, _SEVERAL, _FAILS, _NO_DENIAL = (
    phrase("mentions", name) for name in ("pronoun", "several", "fails", "no_denial")
)
_AFTER_OTHER = phrase("mentions", "after_other")
_OF_TWO = re.compile(r"\b(?:request|correlation|message)[- ]ids?\b", re.IGNORECASE)
_EITHER, _ALWAYS, _NOTHING_BUT = (phrase("mentions", name) for name in ("either", "always", "nothing_but"))
#: The French "ne … que".
NE_QUE = re.compile(
    r"\bn(?:e |['’])((?:s['’])?\w+(?: (?!(?:pas|plus|jamais|rien|point)\b)[\w'’]+){0,4}?)"  # noqa: RUF001 -- apostrophes
    r" qu(?:e |['’])",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)
#: The first "ni" of two, which alone denies both.
_NEITHER = re.compile(r"\bni (?=[^.;:]{1,40} ni )", re.IGNORECASE)
_SHORT_NOT = re.compile(r"n['’]t\b|\bcannot\b")  # noqa: RUF001 -- an apostrophe
#: The number of a remark at the beginning of a sentence: "Second, ...".
_ENUMERATED = re.compile(
    r"^(?:(?:first|second|third|last|final)(?:ly)?|erstens|zweitens|drittens|premièrement|deuxièmement"
    r"|primero|segundo), ",
    re.IGNORECASE,
)
#: A case without "if": "Should it fail, ..."; in German, a verb at the beginning.
VERB_FIRST = re.compile(
    r"^(?:should|had|were|sollten?|wird|werden|ist|sind|hat|haben|kann|können|kommt|schlägt|geht|fehlt|scheitert"
    r"|gelingt|misslingt|war|wurde)\b(?=[^,;:?]{4,80},[^?]*$)",
    re.IGNORECASE,
)
#: Phrases with other words in their place before the words are read, in lower case: most sentences have none.
_REWORDED = re.compile(
    "|".join(each.pattern for each in (VERB_FIRST, _QUOTED, _FORM, _ENUMERATED, _SHORT_NOT))
    + "|can't| = |n/a"
    # the others are sought at the beginning of words only
    + r"|\b(?:"
    + "|".join(
        each.pattern
        for each in (
            _OF_TWO, _NO_DENIAL, _NEITHER, _SEVERAL, _FAILS, _PRONOUN, _LEFT_OUT, _EITHER, _GROUP, NE_QUE, _NOTHING_BUT,
            _ALWAYS,
        )
    )
    + ")"
)  # fmt: skip
_APOSTROPHE = re.compile(r"['’]")  # noqa: RUF001 -- an apostrophe
#: The characters of the longest part of a word with a meaning.
_LONGEST_PART = 40
#: No longer sentence is read: it says too much.
_LONGEST = 45
#: A remark in a description has fewer words.
_REMARK = 8
#: How many words after a negation are denied by it.
_REACH = 3
#: How many words around "can" say what can be done.
_NEAR = 6


class Token(NamedTuple):
    """A word with its tags, a name of a message, a text in code, or a mark."""

    text: str
    tags: frozenset[str]


class Words(NamedTuple):
    """The words of a sentence, and the tags of all of them."""

    tokens: tuple[Token, ...]
    tags: frozenset[str]

    def has(self, *tags: str) -> bool:
        """Return whether a word has one of these tags."""
        return not self.tags.isdisjoint(tags)

    def of(self, tag: str) -> list[str]:
        """Return the words with a tag."""
        return [token.text for token in self.tokens if tag in token.tags]

    @classmethod
    def of_tokens(cls, tokens: Sequence[Token]) -> Words:
        """Return these words with their tags."""
        return cls(tuple(tokens), frozenset().union(*(token.tags for token in tokens)))

    def tags_at(self, place: int) -> frozenset[str]:
        """Return the tags of the word at a place, none behind the last one."""
        return self.tokens[place].tags if place < len(self.tokens) else frozenset()


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    of_pairs = {
        f"{name} {part}": each[part].split()
        for name, each in pairs().items()
        for part in ("about", "also", "right", "wrong", "doubt")
        if part in each
    }
    of_statements = {name: listed.split() for name, listed in texts("statements").items()}
    return lexicon("mentions", {"object": OBJECTS, "type": _TYPES, **of_pairs, **of_statements})


_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=16384)
def _tags_of(word: str) -> frozenset[str]:
    known = _lexicon()
    exact = known.get(word, _NONE)
    return exact.union(
        *(known.get(f"{word[:end]}*", _NONE) for end in range(3, min(len(word), _LONGEST_PART) + 1)),
    )


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """Return the words of a sentence with their tags."""
    said = _in_other_words(text) if _REWORDED.search(text.lower()) else text
    tokens: list[Token] = []
    for found in _TOKEN.finditer(said):
        kind = found.lastgroup or ""
        if kind != "word":
            text = found[kind].strip()
            tags = _tags_of(text) if kind == "code" and text in ("data", "target", "{}") else _NONE
            tokens.append(Token(text, tags | {kind}))
            continue
        tokens += [Token(word, _tags_of(word)) for word in _APOSTROPHE.split(found[0].casefold())]
    return Words.of_tokens(_with_idioms(_denied_once(tokens)))


def _in_other_words(text: str) -> str:
    """Return a sentence with one word, or another one, in the place of some words together."""
    text = VERB_FIRST.sub(lambda found: f"if {found[0]}", _QUOTED.sub(r"`\1`", _FORM.sub("`<>`", text)))
    said = _ENUMERATED.sub("", text.replace("can't", "cannot").replace(" = ", ": ").replace("n/a", "none"))
    said = _SHORT_NOT.sub(lambda found: "can not" if found[0] == "cannot" else " not", said)
    said = _NEITHER.sub("neither ", said)
    said = _OF_TWO.sub("request-id", _NO_DENIAL.sub(" regardless ", said))
    said = _SEVERAL.sub(" several ", _FAILS.sub(" kann nicht ", _PRONOUN.sub(r"\1", said)))
    said = _LEFT_OUT.sub(r" omitted \1 ", _EITHER.sub(" optional ", _GROUP.sub("channelgroup", said)))
    return NE_QUE.sub(r"\1 seulement ", _NOTHING_BUT.sub(" only ", _ALWAYS.sub(" always ", said)))


#: Spanish words that deny together with "no": "no hay nada" is one negation.
_DENY_TOGETHER = words("mentions", "deny_together")


def _denied_once(tokens: Sequence[Token]) -> list[Token]:
    """Return the words without a Spanish "no" that goes on in a later word: "no hay nada".

    So goes a negation on in "neither" behind it: "there is nothing in it, neither here nor there".
    """
    return [
        token
        for at, token in enumerate(tokens)
        if not (token.text == "no" and any(each.text in _DENY_TOGETHER for each in tokens[at + 1 : at + 1 + _NEAR]))
        and not (token.text in _NEITHER_WORDS and _goes_on_denying(tokens, at))
    ]


_NEITHER_WORDS = frozenset(("neither", "weder"))


def _goes_on_denying(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word is directly behind a clause with a negation."""
    return (
        at > 1
        and "end" in tokens[at - 1].tags
        and tokens[at - 1].text != "."
        and any("not" in each.tags or "nothing" in each.tags for each in tokens[max(at - _LONGEST, 0) : at])
    )


@cache
def _idioms() -> dict[str, list[tuple[tuple[frozenset[str], ...], str]]]:
    """Return the idioms by their first words, the longest first: the words of each, and the word that says the same."""
    found: dict[str, list[tuple[tuple[frozenset[str], ...], str]]] = {}
    for word, listed in texts("idioms").items():
        for idiom in listed:
            first, *others = (frozenset(each.split("/")) for each in idiom.casefold().split())
            for one in first:
                found.setdefault(one, []).append((tuple(others), word))
    return {first: sorted(each, key=lambda idiom: -len(idiom[0])) for first, each in found.items()}


_ANY = frozenset("*")


def _with_idioms(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens, each idiom as the one word that says the same."""
    idioms = _idioms()
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        for others, word in idioms.get(tokens[at].text, ()):
            behind = tokens[at + 1 : at + 1 + len(others)]
            if len(behind) == len(others) and all(
                each.text in one or one == _ANY for each, one in zip(behind, others, strict=True)
            ):
                found.append(Token(word, _tags_of(word)))
                at += len(others)
                break
        else:
            found.append(tokens[at])
        at += 1
    return found


def polarity(words: Words, right: str, wrong: str, *, is_turned: bool = False) -> bool | None:
    """Return whether a sentence says what words with one tag say, False for the other tag, None if it says both.

    A negation before a word, with few words between, turns it into its opposite, and so does one right behind a verb in
    German and French: "garantiert nicht". `is_turned` says that all of the sentence is turned.
    """
    said: set[bool] = set()
    since = _REACH + 1
    for at, token in enumerate(words.tokens):
        if "not" in token.tags and not token.tags & {"unless", "failure"}:
            since = 0
        elif token.tags & {"end", "but"}:
            since = _REACH + 1
        elif not (token.tags & {"name", "article-word"} or token.text in _AS):
            since += 1
        if token.tags & {right, wrong}:
            is_denied_behind = "nothing" in words.tags_at(at + 1) or _denies_verb(words, at + 1)
            is_denied = since <= _REACH or is_denied_behind
            said.add((right in token.tags) ^ is_denied ^ is_turned)
    return said.pop() if len(said) == 1 else None


def _denies_verb(words: Words, at: int) -> bool:
    """Return whether the words from a place on deny the verb before them, in German also behind its subject."""
    for place, token in enumerate(words.tokens[at : at + _NEAR], at):
        if token.tags & {"end", "but"} or token.text == "und":
            return False
        if token.text in _BEHIND_VERB and (place == at or token.text != "pas"):
            return "only" not in words.tags_at(place + 1)
    return False


#: Words before what something is called: "do not regard it as active".
_AS = frozenset(("as", "als", "comme", "como"))
#: Words that deny the verb before them: "scheitert der Befehl nicht", "ne garantit pas".
_BEHIND_VERB = frozenset(("nicht", "nie", "niemals", "pas", "jamais"))


def case_in(words: Words) -> Words:
    """Return the words of the clause at the beginning of a sentence that gives a case; none without such a clause."""
    tokens = words.tokens
    end = next((at for at, token in enumerate(tokens) if token.text == ","), 0)
    return Words.of_tokens(tokens[:end] if end and "case" in tokens[0].tags else ())


def limits(words: Words) -> bool:
    """Return whether a sentence limits what it says to a case: "only if"."""
    if words.has("even", "not"):
        return False
    places = (at for at, token in enumerate(words.tokens) if "only" in token.tags)
    return any(
        token.tags & {"case", "after"} for at in places for token in words.tokens[max(at - 1, 0) : at + 1 + _NEAR]
    )


#: A clause about data before another one: "it takes no arguments and fails if that is not possible".
TAKES_NOTHING = re.compile(
    r"\b(?:takes|has|needs|carries|hat|braucht) (?:no|keine?) (?:\w+ )?\w+ (?:and|und) "
    r"|\b(?:n['’]a|ne prend) (?:aucune?|pas de) \w+ et |\bno (?:lleva|tiene) \w+ y ",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)


#: A platform that cannot do something: its denial is no part of what the sentence denies.
INCAPABLE = phrase("mentions", "incapable")


def outcome_in(text: str) -> str:
    """Return whether a command "succeeds" or "fails" in the case of a sentence; empty if it says neither."""
    is_title = text.count(" ") < _REACH - 1 or text.endswith(":")  # the sample behind it says more
    if is_title or text.count(" ") > _LONGEST or "|" in text:
        return ""
    words = words_of(text)
    if words.has("success") == words.has("failure") or words.has("data"):
        return ""
    words = words_of(INCAPABLE.sub(" unsupported ", TAKES_NOTHING.sub("", text)))
    is_success = polarity(words, "success", "failure")
    if is_success is None or not possibility_in(text):
        return ""
    return "succeeds" if is_success else "fails"


class Possibility(NamedTuple):
    """Whether a sentence says that something can be done, the words around "can", and whether it is English."""

    is_possible: bool
    words: tuple[str, ...]
    is_english: bool


def possibility_in(text: str) -> Possibility | None:
    """Return whether something is possible according to a sentence: "if the call cannot be transferred"."""
    words = words_of(text)
    said: set[bool] = set()
    around: list[str] = []
    for at, token in enumerate(words.tokens):
        is_word = token.text.endswith(("able", "bar", "ible")) and not token.tags
        behind = next((each.text for each in words.tokens[at + 1 :] if "not" not in each.tags), "")
        if ("possible" in token.tags or is_word) and behind not in _OF_KNOWLEDGE:
            rest = takewhile(lambda each: "end" not in each.tags, words.tokens[at : at + _NEAR])
            near = [*words.tokens[max(at - _REACH, 0) : at], *rest]
            said.add(sum("not" in each.tags and "unless" not in each.tags for each in near) % 2 == 0)
            around += [each.text for each in words.tokens[max(at - _REACH, 0) : at + _NEAR] if "name" not in each.tags]
    is_english = any(token.text in _ENGLISH for token in words.tokens)
    return Possibility(said.pop() ^ words.has("unless"), tuple(around), is_english) if len(said) == 1 else None


#: Verbs behind "can" in a sentence about what people know: "nobody could tell us".
_OF_KNOWLEDGE = words("mentions", "of_knowledge")
_ENGLISH = frozenset(("the", "can", "could", "a", "it", "is"))


def is_of_cause(text: str, *, has_name: bool, is_command: bool) -> bool:
    """Return whether a sentence says that one message comes after another one.

    Args:
        text: The sentence.
        has_name: Whether it has the name of both.
        is_command: Whether it is in the section of the first, a command.
    """
    words = words_of(text)
    of_others = _AFTER_OTHER.search(text) or _NOTHING_BUT.search(text)
    is_unclear = words.has("not", "without", "other", "failure", "initialization") or of_others or _is_earlier(words)
    if not words.has("cause", "secondary", "wait") or is_unclear:
        return False
    cases = [token for token in words.tokens if "case" in token.tags and "after" not in token.tags]
    is_in_case = bool(cases) and not words.has("success")
    has_subject = has_name or (words.has("event", "it") and not is_in_case)
    return has_subject or (is_command and not is_in_case)


def _is_earlier(words: Words) -> bool:
    """Return whether a message may be earlier than another one, or come in a case: "before `x`", not "wait for `x`"."""
    last = max((at for at, token in enumerate(words.tokens) if "name" in token.tags), default=len(words.tokens))
    end = next((at for at in range(last, len(words.tokens)) if "end" in words.tokens[at].tags), len(words.tokens))
    is_of_client = words.has("first", "then-word")
    return any("earlier" in token.tags and (is_of_client or "wait" not in token.tags) for token in words.tokens[:end])


def is_cause_before(text: str) -> bool:
    """Return whether a sentence says that its first name is the cause of the second: "`x` leads to `y`"."""
    words = words_of(text)
    names = [at for at, token in enumerate(words.tokens) if "name" in token.tags]
    if len(names) < 2 or words.has("not", "without", "earlier", "other", "case"):  # noqa: PLR2004 -- two names
        return False
    between = Words.of_tokens(words.tokens[names[0] : names[1]])
    return between.has("cause") and not between.has("after")


def is_of_success(text: str) -> bool:
    """Return whether a sentence is about a success, and not about its request."""
    words = words_of(text)
    return words.has("success") and not words.has("request", "failure")


#: A description that is denied is no part of what else is denied: "not documented, and may be absent".
NOT_DESCRIBED = re.compile(
    r"(?:\bnot|n['\u2019]t) (?:documented|described|explained|specified|known|empty)\b"
    r"|\bnicht[- ](?:dokumentiert|beschrieben|bekannt|leere?[nrs]?)\b"
    r"|\bpas (?:documentée?s?|décrite?s?|connue?s?)\b|\bnon vides?\b"
    r"|\bno (?:está )?(?:documentad[oa]s?|descrit[oa]s?|vac[íi][oa]s?)\b"
    # those with a value: what is said of them is not said of a member
    r"|\b(?:that|which) (?:\w+ )?ha(?:ve|s) (?:an? |any )?values?\b|\bdie einen wert haben\b|\bqui ont une valeur\b"
    r"|\bque tienen (?:un )?valor\b",
    re.IGNORECASE,
)


#: Between two verbs of the same member: "has no default and has to be given".
AND = re.compile(r" (?:and|but|und|aber|et|mais|y|pero) (?=\w+(?: |$))", re.IGNORECASE)


#: The consequence of a clause: "the channel is new, so there is nothing else to send", or what is true in spite of it:
#: "even though it has digits"; it ends before another clause.
_CONSEQUENCE = re.compile(
    r", (?:so|hence|therefore|thus|daher|deshalb|donc|así que"
    r"|(?:even )?though|although|obwohl|obgleich|bien que|aunque)\b.*?"
    r"(?=, (?:and|but|und|aber|et|mais|y|pero) (?:it|they|es|er|sie|il|elle) |$)",
    re.IGNORECASE | re.DOTALL,
)


#: A clause about the lack of a member behind one that names it: "mind §, without it …".
_WITHOUT_IT = re.compile(
    r"[,;] (?:and |but |und |aber |et |mais |y |pero )?(?:without|ohne|sans|sin)"
    r" (?:it|them|ihn|sie|es|lui|elle|ella|él)\b",
    re.IGNORECASE,
)


#: Words by which there is nothing besides a member, or in it: "it contains nothing but §". They deny nothing.
_HOLDS_ALONE = re.compile(
    r"\b(contains?|holds?|ha(?:s|ve)|carr(?:y|ies)|includes?|comprises?|consists? of|enthält|enthalten|hat|haben|trägt"
    r"|contien(?:t|nent)|porte|contienen?|llevan?) (?:only|just|nothing (?:but|else than|other than)|nur|nichts als"
    r"|seulement|uniquement|solo|sólo|solamente)\b"
    r"(?! (?:if|when|on|for|in|wenn|bei|auf|s(?:i|['\u2019]ils?)|sur|cuando|en)\b)"
    r"|,? (?:(?:and )?nothing (?:else|more|besides)|(?:und )?(?:sonst nichts|nichts (?:sonst|weiter))"
    r"|et rien (?:d['’]autre|de plus)|y nada más)\b"  # noqa: RUF001 -- an apostrophe
    r"(?! (?:if|when|wenn|s(?:i|['\u2019]ils?)|cuando)\b)",
    re.IGNORECASE,
)


def required_in(clause: str) -> str | None:
    """Return whether a clause about a member says that it is required, None if it says nothing of it, or both."""
    before, mark, behind = _HOLDS_ALONE.sub(lambda found: found[1] or "", clause).partition("§")
    behind, *without = _WITHOUT_IT.split(_CONSEQUENCE.sub("", behind))
    first, *more = AND.split(behind)
    parts = (f"{before}{mark}{first}", *(f"§ {each}" for each in more), *(f"without § {each}" for each in without))
    said = {*map(_required_in, parts)} - {None}
    return said.pop() if len(said) == 1 else None


def _is_denied_behind(tokens: Sequence[Token]) -> bool:
    """Return whether all negations are behind a comma, and the member and the word for its absence before it."""
    absent = next((at for at, token in enumerate(tokens) if "absent" in token.tags), len(tokens))
    end = next((at for at in range(absent, len(tokens)) if tokens[at].text == ","), len(tokens))
    first = tokens[:end]
    return any("member" in token.tags for token in first) and not any("not" in token.tags for token in first)


def _required_in(clause: str) -> str | None:
    words = words_of(NOT_DESCRIBED.sub(" ", clause))
    count = len(words.tokens)
    place = next((at for at, _ in enumerate(words.tokens) if at and _begins_case(words.tokens, at)), count)
    is_case_of_lack = _lacks(words.tokens[place:])  # "it breaks if you send it without §"
    words = words if is_case_of_lack else Words.of_tokens(words.tokens[:place])
    if _is_denied_before(words.tokens):
        return None
    is_denied = sum("not" in token.tags and "needless" not in token.tags for token in words.tokens) % 2 == 1
    said: bool | None = None
    if words.has("absent") or _lacks(words.tokens):
        said = _said_absent(words, is_denied=is_denied and not _is_denied_behind(words.tokens))
    elif words.has("needless") and words.has("present", "for-word"):
        said = None if _AGAIN.search(clause) else False
    elif words.has("optional") != words.has("required"):
        said = None if _has_content_said(words.tokens) else words.has("required") != is_denied
    elif (words.has("present") and words.has("must", "always")) or (words.has("holds") and words.has("always")):
        said = not is_denied
    elif words.has("present") and _is_sometimes(_from_clause_of_member(words.tokens), is_cut=place < count):
        said = False  # also "sometimes it is there, mostly not"
    return None if said is None else "yes" if said else "no"


#: Words for a second time: what need not be sent again was sent before.
_AGAIN = re.compile(
    r"\b(?:again|(?:a second|another) time|once more|twice|noch ?(?:ein)?mals?|erneut|wieder|ein zweites mal"
    r"|une (?:seconde|deuxième|autre) fois|(?:à|de) nouveau|otra vez|de nuevo|una segunda vez|dos veces)\b",
    re.IGNORECASE,
)


def _is_sometimes(words: Words, *, is_cut: bool) -> bool:
    """Return whether a clause is about some cases; "only" needs a case behind it: "is only shown" is about a use."""
    only = next((at for at, token in enumerate(words.tokens) if token.text in _ONLY), None)
    rest = () if only is None else words.tokens[only:]
    has_case = is_cut or any("circumstance" in token.tags for token in rest)
    return any("sometimes" in token.tags and (token.text not in _ONLY or has_case) for token in words.tokens)


_ONLY = frozenset(("only", "nur", "seulement", "solo"))


def _has_content_said(tokens: Sequence[Token]) -> bool:
    """Return whether a clause is about what is to be written in a member: "in § sind die Daten anzugeben"."""
    at = next((at for at, token in enumerate(tokens) if "member" in token.tags), 0)
    return at > 0 and tokens[at - 1].text in _INTO and any(each.text in _TO_WRITE for each in tokens[at:])


_TO_WRITE = frozenset(("anzugeben", "mitzugeben", "mitzusenden", "mitzuschicken"))


def _begins_case(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a case begins at a place, but none in which the same holds: "even if"."""
    return "case" in tokens[at].tags and "even" not in tokens[at].tags | tokens[at - 1].tags


def _said_absent(words: Words, *, is_denied: bool) -> bool | None:
    """Return whether a member is required by a clause that says that it lacks, or may lack."""
    if words.has("invalid"):
        return not is_denied
    if words.has("may", "sometimes", "valid"):
        return is_denied
    if is_denied and (words.has("absent") or "lack" not in _before_denial(words.tokens)):
        return True
    return False if words.has("omit") else None


def _from_clause_of_member(tokens: Sequence[Token]) -> Words:
    """Return the words from the clause of the member on: what is before it is about something else."""
    place = next((at for at, token in enumerate(tokens) if "member" in token.tags), 0)
    start = max((at for at, token in enumerate(tokens[:place]) if "end" in token.tags), default=0)
    return Words.of_tokens(tokens[start:])


def _is_denied_before(tokens: Sequence[Token]) -> bool:
    """Return whether something is denied in a clause before that of the member: "it cannot ring, so it takes §"."""
    end = 0
    for at, token in enumerate(tokens):
        if "member" in token.tags:
            return any("not" in each.tags for each in tokens[:end])
        end = at if "end" in token.tags else end
    return False


#: Tags of words by which a remark is about some cases, some values, or something else: "those that have a value".
_LIMITED = ("case", "code", "platform-name", "name", "digits", "member", "of", "sometimes", "relative", "closed-list")


#: Where a remark goes on with something else, such as the values that it is about: "leave out what has no value".
_OF_VALUES = re.compile(r",|\b(?:what|whatever|ce qui|lo que)\b")


def remark_in(text: str) -> str | None:
    """Return whether a short remark in a description of a member says that it is required: "May be left out"."""
    text = _OF_VALUES.split(text, maxsplit=1)[0]
    words = words_of(text) if text.count(" ") < _REMARK else None
    if words is None or words.has(*_LIMITED):
        return None
    return required_in(f"§ {text}")


def _before_denial(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the tags of the words before the first one that denies something."""
    end = next((at for at, token in enumerate(tokens) if "not" in token.tags), len(tokens))
    return _NONE.union(*(token.tags for token in tokens[:end]))


def _lacks(tokens: Sequence[Token]) -> bool:
    """Return whether a word such as "without" is directly before the member."""
    for at, token in enumerate(tokens):
        behind = list(takewhile(_is_before_noun, tokens[at + 1 : at + 1 + _REACH])) if "lack" in token.tags else []
        end = at + 1 + len(behind)
        if "lack" in token.tags and end < len(tokens) and "member" in tokens[end].tags:
            return True
    return False


def _is_before_noun(token: Token) -> bool:
    return bool(token.tags & {"article", "article-word"}) or token.text in _KINDS


#: Words between an article and the name of a member.
_KINDS = frozenset(
    ("member", "property", "field", "parameter", "attribute", "key", "any", "some", "feld", "champ", "campo")
)


#: Words before a type that a member does not have: "looks like a number".
_LIKE = frozenset(("like", "resembles", "wie", "than"))
#: Words that are a JSON type only behind an article and where no word goes on with them: "the number to dial".
_VAGUE = frozenset(("number", "object", "null"))
#: Words for a JSON type that say how something is.
_ADJECTIVES = frozenset(("long", "double"))
_INSTEAD = frozenset(("instead", "rather", "statt", "anstatt"))
_SAYS_HOW = frozenset(("numeric", "numerisch", "numérique", "numérico"))
#: Words between an article and a type, and units of a number.
_ATTRIBUTES = frozenset(("json", "plain", "simple", "single", "bare", "positive", "comma-separated"))
_UNITS = frozenset(("seconds", "milliseconds", "minutes", "sekunden", "minuten", "secondes", "segundos"))
#: How many words before a type may deny it.
_FAR = 6


def _is_denied_type(before: Sequence[Token]) -> bool:
    """Return whether the words before a type deny it: the last of them, or the verb of its part of the clause."""
    for each in reversed(before):
        if each.tags & {"end", "but", "member"} or each.text in _JOINS_ALL:
            return False
        if each.tags & {"not", "without"}:
            return True
    return False


#: Words that join a type with another one, or a clause with the next one.
_JOINS_ALL = frozenset(("and", "or", "und", "oder", "et", "ou", "y", "o"))


def types_mentioned(clause: str) -> str:
    """Return the words of a clause that name the JSON type of its member: "an array of strings"; empty if unclear."""
    words = words_of(clause)
    tokens = words.tokens
    place = next((at for at, token in enumerate(tokens) if "member" in token.tags), 0)
    is_compared = any(token.text in _INSTEAD for token in tokens)
    if is_compared or any("without" in token.tags for token in tokens[:place]) or _is_of_elements(tokens):
        return ""
    found: dict[str, str] = {}
    for at, token in enumerate(tokens):
        if "type" not in token.tags or _is_of_other(tokens, at):
            continue
        before = [each for each in tokens[max(at - _FAR, 0) : at] if each.text not in _ATTRIBUTES]
        behind = tokens[at + 1] if at + 1 < len(tokens) else Token("", frozenset({"end"}))
        kind = _TYPES[token.text]
        if _is_denied_type(before) or any(each.text in _LIKE for each in before[-_REACH:]):
            continue
        near = before[-2:]
        if token.text in _ADJECTIVES and (not before or before[-1].text not in ("a", "as", "type")):
            continue
        if kind == "array" and "of" in behind.tags and at + 2 < len(tokens):
            return f"{token.text} of {' '.join(each.text for each in tokens[at + 2 : at + 5] if each.text.isalpha())}"
        is_certain = any("article" in each.tags for each in (near[-1:] if token.text in _VAGUE else near))
        is_certain = is_certain or (token.text in _SAYS_HOW and any("be" in each.tags for each in near[-1:]))
        is_amount = "of" in behind.tags and any(each.text in _UNITS for each in tokens[at + 2 : at + 3])
        is_vague = behind.text in ("as", "als", "comme", "como")
        is_vague |= token.text in _VAGUE and (
            ("of" in behind.tags and not is_amount) or behind.text in ("to", "zu", "à")
        )
        if not is_certain or is_vague:
            continue
        if (before and before[-1].text in _DEFINITE) or _is_one_of_several(tokens, at):
            continue
        found.setdefault(kind, token.text)
    return next(iter(found.values())) if len(found) == 1 else ""


def _is_one_of_several(tokens: Sequence[Token], at: int) -> bool:
    """Return whether something that is no type is joined with a type: "a number, an address or a name"."""
    behind = tokens[at + 1 : at + 4]
    is_joined = len(behind) == _REACH and (behind[0].text == "," or behind[0].text in _JOINS)
    return is_joined and "article" in behind[1].tags and "type" not in behind[2].tags


_JOINS = frozenset(("or", "oder", "ou", "o"))
#: Articles before a word that names a thing, and no type: "the number".
_DEFINITE = frozenset(("the", "der", "die", "das", "le", "la", "el"))
#: Words before a member for its elements.
_ELEMENTS = frozenset(("elements", "entries", "items", "elemente", "éléments", "elementos"))


def _is_of_elements(tokens: Sequence[Token]) -> bool:
    """Return whether a clause is about the elements of its member: "each § is a string"."""
    at = next((at for at, token in enumerate(tokens) if "member" in token.tags), 0)
    return any("each" in token.tags for token in tokens[max(at - 1, 0) : at]) or any(
        token.text in _ELEMENTS for token in tokens[max(at - _REACH, 0) : at]
    )


#: Words before another member, or another thing.
_WITH, _INTO = frozenset(("with", "mit", "avec", "con")), frozenset(("in", "into", "inside", "within", "dans", "en"))

#: Words between an object and its member: "an object whose `id` is known".
_WHOSE = frozenset(("whose", "dessen", "deren", "dont", "cuyo", "cuya"))
#: Verbs of something that is of a type: "it comes in an array".
_COMES = frozenset(
    (
        "travel",
        "travels",
        "travelled",
        "go",
        "goes",
        "come",
        "comes",
        "arrive",
        "arrives",
        "kommt",
        "kommen",
        "geht",
        "gehen",
    )
)


def _is_of_other(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a type is that of something else: "an array, ... §", "§ with a string", "§ in an object"."""
    place = next((place for place, token in enumerate(tokens) if "member" in token.tags), at)
    between = tokens[at + 1 : place]
    is_apart = len(between) > 1 and any(token.tags & {"end", "of", "case"} for token in between)
    is_other = is_apart or any("holds" in token.tags or token.text in _WHOSE for token in between)
    is_inside = any(token.text in _WITH for token in tokens[place + 1 : at])
    is_put = any(token.text in _INTO for token in tokens[max(at - 2, 0) : at])
    return is_other or is_inside or (is_put and not any(token.text in _COMES for token in tokens))


def platforms_mentioned(clause: str) -> tuple[str, ...]:
    """Return the platforms in a clause about a member, none if something is denied there."""
    words = words_of(clause)
    return (
        ()
        if words.has("not", "other", "without", "absent", "needless")
        else tuple(sorted(set(words.of("platform-name"))))
    )
