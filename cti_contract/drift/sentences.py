"""The sentences of a block, each with the message that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from cti_contract.drift.blocks import Block, Cell, lines_in
from cti_contract.drift.cases import Case, cases_in
from cti_contract.drift.claim import Sentence
from cti_contract.drift.contract import Contract
from cti_contract.drift.headings import NAME, NAMES, name_in_cell, names_of, role_of
from cti_contract.drift.member_tables import column_of, column_of_messages
from cti_contract.drift.mentions import words_of
from cti_contract.drift.said_events import comes_next
from cti_contract.drift.said_media import media_in
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.sections import Section
from cti_contract.drift.sentence_words import (
    AUXILIARY,
    CASE_FIRST,
    END,
    ENVELOPE,
    FRAGMENT,
    MARK,
    OBJECT,
    OF_BEFORE,
    OF_SOME_COMMANDS,
    PARENT_OF,
    PLATFORM,
    WHEN,
    WHICH,
    YES_NO,
    platforms_in,
    topics_of,
)
from cti_contract.drift.subjects import named_in, subjects_in
from cti_contract.drift.targets import is_of_objects
from cti_contract.drift.vocabulary import pattern, phrase, words

#: "`x` is raised afterwards", below a command: it raises `x`.
_AFTERWARDS = re.compile(
    rf"^`?{NAME}`?\s+(?:is|are)\s+(?:raised|sent)\s+(?:afterwards|next|then)[.;!]?$", re.IGNORECASE
)

#: A question of the kind that is answered by "yes" or "no": its verb, its subject, and the rest.
_ASKED = re.compile(
    r"(is|are|does|do|can|must|may|ist|sind|muss|darf|kann)\s+(?:the\s+|das\s+|der\s+|die\s+)?"
    r"((?:(?:member|property|field|parameter|command|event|request|feld|befehl|kommando|ereignis)\s+)?`[^`]+`|it)\s+(.+)\?",
    re.IGNORECASE | re.DOTALL,
)

#: A question whether a member has to be sent with a command.
_ASKED_TO_SEND = phrase("required", "asked")
#: An answer after which something else is sent: "No, leave it empty".
_SENT_EMPTY = phrase("required", "sent_empty")

#: Other questions, and the beginning of the sentence that answers each.
_ASKED_FOR = (
    (rf"(?:what|which)(?: object)? is the target of (`?{NAME}`?)\?", r"The target of \1 is"),
    (rf"(?:what|which) events? (?:does|do|will) (`?{NAME}`?) (?:raise|trigger|generate|cause)\?", r"\1 raises"),
    (rf"(?:what|which) events? follows? (`?{NAME}`?)\?", r"\1 raises"),
    (rf"when is (`?{NAME}`?) (raised|sent)\?", r"\1 is \2"),
    (rf"welche ereignisse löst (`?{NAME}`?) aus\?", r"\1 löst aus:"),
    (rf"wann kommt (`?{NAME}`?)\?", r"\1 kommt"),
)


def answer_to(question: str, text: str) -> str:
    """Return the answer to a question as a sentence of its own: "No." becomes "`x` is not required"."""
    question = " ".join(question.strip(" *").split())
    asked, said = _ASKED.fullmatch(question), YES_NO.match(text)
    if said and asked:
        polarity = "" if said[1] else "not "
        return f"{asked[2]} {asked[1].casefold()} {polarity}{asked[3]}. {text[said.end() :]}".strip()
    to_send = _ASKED_TO_SEND.fullmatch(question)
    if said and to_send and not _SENT_EMPTY.search(text):
        beginning = r"\g<member> is required in" if said[1] else r"\g<member> is not required in"
        return f"{to_send.expand(beginning)} {to_send['message']}. {text[said.end() :]}".strip()
    for asked_for, beginning in _ASKED_FOR:
        if found := re.fullmatch(asked_for, question, re.IGNORECASE):
            first = text[:1].casefold() + text[1:]
            return f"{found.expand(beginning)} {first}"
    return text


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


#: A guess at the end of a question: "where does `x` go, to the channel?".
_GUESS = re.compile(r", (?:to|on|after|in|perhaps|an|auf|nach|à|au|après|a|al|tras)\b[^,]*$", re.IGNORECASE)


def _with_question(question: str, answer: str) -> str:
    """Return an answer with the question before it: as a case, or what it is about."""
    answered = answer_to(question, answer)
    if answered != answer:
        return answered
    if YES_NO.match(answer):  # the question is no case of the answer
        return without_yes_or_no(answer)
    question = question.rstrip("? ")
    if WHICH.match(question) and not _WHO.match(question):
        return f"{_GUESS.sub('', question)}: {answer}"
    if _WHETHER.match(question):  # "Mostly not." says nothing by itself
        return FRAGMENT.sub("", answer)
    return answer if NAMES.search(f"{question} {answer}") else f"if {question}, {answer}"


def without_yes_or_no(answer: str) -> str:
    """Return an answer without its "No, ", which denies the question, not the answer; empty for "No, unless …"."""
    said = YES_NO.match(answer)
    if said is None:
        return answer
    return "" if _IN_THAT_CASE.match(answer, said.end()) else answer[said.end() :]


#: A line that is nothing but a fact, before one that begins a sentence: "Applies to: telephony and multimedia".
_FACT = re.compile(r"^([A-ZÀ-Þ][\w ]{1,24}: [^.:;!?,\n]{1,40})(?=\n[A-ZÀ-Þ])", re.MULTILINE)
#: A text of more characters without the end of a sentence is none.
_LONGEST = 2000


def sentences_in(block: Block, section: Section, contract: Contract) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph, a list item, or a table of two columns, each with its subject."""
    if block.kind == "table":
        yield from (each for each in _in_table(block, section, contract) if len(each.text) <= _LONGEST)
        return
    text = block.text.replace(";", ",") if WHEN.match(block.text) else block.text  # one sentence with all occasions
    text = _with_names(text, section.heading.names) if len(section.heading.names) > 1 else text
    text = _FACT.sub(r"\1.", _NO_DATA_AND.sub(r"\1; ", _joined(text)))
    reader = _Reader(block, text, section, contract)
    for piece in _pieces_of(text):
        yield from reader.read(piece)


class _Piece(NamedTuple):
    """A sentence or a clause of a text, as a sentence of its own.

    Attributes:
        at: Its place in the text.
        end: The place behind it; that of its beginning for a clause that was reworded.
        text: Its words, with the question before it.
        is_clause: Whether it was reworded.
        is_answer: Whether a question is before it.
    """

    at: int
    end: int
    text: str
    is_clause: bool
    is_answer: bool


def _pieces_of(text: str) -> Iterator[_Piece]:
    """Yield the sentences of a text: one with several subjects is several, and a question is part of its answer."""
    start, asked = 0, ""
    for piece in (clause for sentence in END.split(text) for clause in _by_subject(sentence)):
        at = max(text.find(piece, start), start)
        is_clause = not text.startswith(piece, at)
        start = at if is_clause else at + len(piece)
        if len(piece) > _LONGEST:
            continue
        if piece.endswith("?"):
            asked = piece
            continue
        yield _Piece(at, start, _with_question(asked, piece) if asked else piece, is_clause, asked != "")
        asked = ""


class _Reader:
    """Reads the sentences of a block one after the other: a pronoun may refer to what is named in those before."""

    def __init__(self, block: Block, text: str, section: Section, contract: Contract) -> None:
        self._block, self._text, self._section, self._contract = block, text, section, contract
        self._line_of = lines_in(block.line, block.text)
        self._has_several = len(section.heading.names) > 1
        self._is_of_command = contract.is_command(section.name or "")
        self._is_of_event = contract.is_event(section.name or "")
        self._subject = section.name
        self._event = ""  # the last one before
        self._events = set[str]()  # all before
        self._named: tuple[str, ...] = ()  # the messages named last,
        self._commands: tuple[str, ...] = ()  # and the commands
        self._case = ""  # the sentence before, if it gives a case

    def read(self, piece: _Piece) -> Iterator[Sentence]:
        """Yield a sentence for each message that a piece of the text is about."""
        text, contract = piece.text, self._contract
        names = names_in(text, contract)
        around = self._subject
        self._subject = self._named_subject(text, names) or around
        commands = tuple(name for name in names if contract.is_command(name))
        has_subject = "subject" in topics_of(text) and not commands
        plain = subjects_in(_COMPARED_WITH.sub("", text), contract) if has_subject else ()
        said = self._said(piece)
        is_in_case = self._case.endswith(";") or (bool(self._case) and _goes_on_in_case(self._case, text))
        that_one = self._named[-1] if self._named and not names and _THAT_ONE.match(text) else ""
        for message in self._subjects(text, that_one, plain):
            is_that_one = message == that_one
            yield Sentence(
                self._line_of(piece.at),
                said,
                message,
                names,
                is_item=self._block.kind == "item",
                behind=self._event if self._is_of_command and OF_BEFORE.match(text) else "",
                others=(
                    self._other_events(text, message)
                    if commands
                    else self._others(text, message, names, plain, is_that_one=is_that_one)
                ),
                is_in_case=is_in_case,
                is_answer=piece.is_answer,
                named=self._named[-1] if self._named else "",
                is_of_several=not self._has_several and _OF_SEVERAL.match(text) is not None,
                on_page="" if said == text else " ".join(text.split()),
            )
        if not (is_in_case and _STILL.search(text)):
            self._case = text if self._gives_case(text, is_in_case=is_in_case) else ""
        if piece.is_clause and not self._is_of_command:  # the next is about the event again
            self._subject = around
        self._named = names or self._named
        is_when = self._is_of_event and _IN_PASSING.match(text)
        self._commands = (() if is_when else plain) or commands[-1:] or self._commands
        self._events |= {*filter(contract.is_event, names)}
        self._event = next((name for name in reversed(names) if contract.is_event(name)), self._event)

    def _named_subject(self, text: str, names: Sequence[str]) -> str | None:
        """Return the message that a sentence names as its subject: no event that only comes after it."""
        contract = self._contract
        found = _subject_of(text, names, contract) or _command_in(text, names, self._block, self._section, contract)
        is_next = _AFTERWARDS.search(text) or (self._is_of_command and comes_next(text, contract))
        return None if found and is_next and not contract.is_command(found) else found

    def _said(self, piece: _Piece) -> str:
        """Return the words of a sentence with the names of objects in full, none for a symptom in a list of them."""
        goes_on = self._block.is_bold or piece.end < len(self._text)
        if goes_on and _is_symptom(piece.text):
            return ""
        return _reworded(_of_object(piece.text, self._text[: piece.at], self._section))

    def _subjects(self, text: str, that_one: str, plain: Sequence[str]) -> Sequence[str | None]:
        """Return the messages that a sentence is about."""
        several = _of_several(text, self._section.heading.names, self._contract) if self._has_several else ()
        of_event = self._of_event(text)
        limited = self._named if self._are_several_commands() and _THEY_EXIST.match(text) else ()
        return [*several] or [*limited] or [*plain] or [*self._of_both(text)] or [that_one or of_event or self._subject]

    def _are_several_commands(self) -> bool:
        """Return whether the sentence before names several messages, and all of them are commands."""
        return len(self._named) > 1 and all(map(self._contract.is_command, self._named))

    def _of_both(self, text: str) -> Sequence[str | None]:
        """Return the events whose targets a sentence is about, None if these are not certain; empty for another one.

        They are those of the sentence before, or both events of the command.
        """
        found = _TARGET_OF_BOTH.match(text) if self._is_of_command else None
        if found is None:
            return ()
        of_command = [event.name for event in self._contract.events_of(self._section.name or "")]
        named = [*filter(self._contract.is_event, self._named)] or of_command
        return named if len(named) == 2 else [None] if found[1] else ()  # noqa: PLR2004 -- both

    def _of_event(self, text: str) -> str | None:
        """Return the event of the sentences before, if a sentence is about "that event".

        It is that of the last command, or the only one in a text about no message.
        """
        about = self._subject or self._section.name
        if self._contract.is_command(about or self._section.name or ""):
            return self._event if _THAT_EVENT.match(text) else None
        is_alone = about is None and len(self._events) == 1 and not self._commands
        return self._event if is_alone and _THE_EVENT.match(text) else None

    def _others(
        self, text: str, message: str | None, names: Sequence[str], plain: Sequence[str], *, is_that_one: bool
    ) -> tuple[str, ...]:
        """Return the other messages that a sentence without the name of a command may be about."""
        before = (*(self._named if OF_BEFORE.search(text) else ()), *(() if plain else self._commands))
        is_home = not (names or plain or OF_BEFORE.match(text) or self._has_several)
        home = self._section.name if is_home else None
        return tuple({*(() if is_that_one else before), home or ""} - {"", message})

    def _other_events(self, text: str, message: str | None) -> tuple[str, ...]:
        """Return the other events before a sentence about "the event", which may be any of them."""
        return tuple(self._events - {message or ""}) if _THE_EVENT.match(text) else ()

    def _gives_case(self, text: str, *, is_in_case: bool) -> bool:
        """Return whether the sentences behind this one may hold in its case only."""
        is_again_ = "again" in topics_of(text) and _AGAIN.search(text.lower()) is not None
        may_happen = _MAY_HAPPEN.search(text) is not None
        return (is_in_case and text.endswith(";")) or is_again_ or may_happen or gives_case(text)


#: One of the events before, whichever it is.
_THE_EVENT = re.compile(
    r"(?:the|this|that|das|dieses) (?:event|ereignis)\b|(?:l['’]|cet )événement\b|(?:el|este|ese) evento\b",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)

#: A limit of the commands in the sentence before: "They exist for inContact only".
_THEY_EXIST = re.compile(
    r"(?:(?:they|both) (?:exist|are|are available|are meant) (?:only )?(?:for|on|with)"
    r"|(?:sie|beide) (?:existieren|gelten|sind|gibt es) (?:nur |ausschließlich )?(?:für|bei|auf)"
    r"|(?:elles|toutes deux) (?:n['\u2019]existent que|ne sont disponibles que|existent uniquement) (?:pour|sur|avec)"
    r"|(?:ambos|ellos) (?:solo |sólo )?(?:existen|están disponibles) (?:solo |sólo |únicamente )?(?:para|en|con)"
    r"|(?:solo |sólo )?existen (?:solo |sólo |únicamente )?(?:para|en)) ",
    re.IGNORECASE,
)
#: A sentence about where both events before go: "Both events have the channel as their target".
_TARGET_OF_BOTH = re.compile(
    r"(?:both(?: of (?:them|these|the))?|(?:these|the) two|these|(?:die )?beiden?|diese(?: beiden)?"
    r"|(?:les|ces) deux|ces|ambos|(?:los|estos) dos|estos)"
    r"( (?:secondary )?(?:events|ereignisse|événements|eventos))?(?= )"
    rf"(?=[^.;:`]*\b{OBJECT}\b)"
    r"(?=[^.;:`]*\b(?:targets?|address\w*|sent|directed|go|ziel|gehen|richten|gerichtet|adress\w+|cible|destin\w*"
    r"|dirig\w*|se envían|envoyés)\b)",
    re.IGNORECASE,
)

#: A comparison before the subject: "In contrast to the blind transfer, …".
_COMPARED_WITH = re.compile(
    r"^(?:in contrast to|unlike|contrary to|as opposed to|im (?:gegensatz|unterschied) zu\w*|anders als"
    r"|contrairement à|à la différence de|a diferencia de)\b[^,`]*,\s*",
    re.IGNORECASE,
)
#: The end of a sentence about something old, before one about what is to be used: "it is deprecated. Use `x` instead."
_INSTEAD = re.compile(
    r"\b(deprecated|obsolete|outdated|veraltet|obsolète|obsolet[oa])[.;] "
    rf"(?=(?:please |bitte |(?:it|sie|er|es|elle|il) [^\W\d_]+ )?[^\W\d_]+ (?:[^\W\d_]+ )?`?{NAME})",
    re.IGNORECASE,
)


#: Something of another message that is the same: "the success, like that of `x`, has no data".
_LIKE_THAT = re.compile(
    r", (?:just |exactly |genau |tout |igual )?(?:like|wie|comme|que|como) (?:the one|that|those|die|der|das|jene[rs]?"
    rf"|celui|celle|ceux|la|el) (?:of|von|de) `?{NAME}`?,(?= )",
    re.IGNORECASE,
)


def _joined(text: str) -> str:
    """Return a text in which a sentence whose meaning depends on the one before it says all by itself."""
    text = _LIKE_THAT.sub("", _INSTEAD.sub(r"\1, ", text)) if names_of(text) else text
    text = _TWO_DATA.sub(r"\1; ", _HAS_NONE.sub(r"\1; \3 no \2", text) if " none" in text else text)
    return _NO_OTHER.sub(r"\1\2\3 It is available on \2 only", text) if platforms_in(text) else text


#: The data of a request, before a clause about its success: "the data of the request is empty, the success has none".
_TWO_DATA = re.compile(
    r"((?:^|(?<=[.;!] ))(?:the |its |die |les |los )?(?:request(?:['’]s)? `?data`?"  # noqa: RUF001 -- an apostrophe
    r"|`?data`? (?:of|in) (?:the|its|an?|every|each) request"
    r"|daten (?:der|jeder) anfrage|données de la requête|datos de la solicitud) [^,.;:!?]{1,60}),"
    r"\s+(?=(?:the|its|die|la) (?:success|response|answer|(?:erfolgs)?antwort|réponse|respuesta)(?: response| answer)?"
    r" (?:(?:has|carries|contains) no|(?:hat|enthält|trägt) keine|n['’]a pas de|no (?:tiene|lleva))"  # noqa: RUF001 -- an apostrophe
    r" `?(?:data|daten|données|datos)\b)",
    re.IGNORECASE,
)
#: The same without the word in the second clause, which has no other noun.
_HAS_NONE = re.compile(
    r"((?:^|(?<=[.;!] ))(?:the )?request(?:['’]s)?[^,.;:!?`]{1,30}(`?data`?)[^,.;:!?`]{0,30})"  # noqa: RUF001 -- an apostrophe
    r"(?:[,;]|,? and) ((?:the|its) (?:success|response|answer)(?: response| answer)? (?:has|carries|contains)) none"
    r"(?=[.,;!]|$)",
    re.IGNORECASE,
)
#: A sentence about one platform, before one by which no other platform has the message.
_NO_OTHER = re.compile(
    rf"(?:^|(?<=[.!?] ))((?:(?!\b{PLATFORM}\b)[^.;!?`])*)\b({PLATFORM})\b((?:(?!\b{PLATFORM}\b)[^.;!?`])*[.;])"
    r"\s+(?:no other platforms?|keine andere plattform|aucune autre plate-?forme|ninguna otra plataforma)"
    r"\s+(?:offers?|has|have|supports?|knows?|accepts?|provides?|understands?|takes?|hat|kennt|bietet|unterstützt|versteht"
    r"|l['’]offre|l['’]a|la (?:connaît|propose)|l[ao] (?:ofrece|tiene|admite|conoce))"  # noqa: RUF001 -- an apostrophe
    r"(?:\s+(?:it|this|that|them|this one|(?:this|the) (?:command|request|message|event|call)|ihn|sie|es|diesen befehl"
    r"|dieses kommando|diese anfrage|cette commande|este comando)(?: an)?)?(?=[.;]|$)",
    re.IGNORECASE,
)

_LACKING = phrase("members", "lacking")

_LABELS = phrase("mentions", "labels")
#: A request that only says to what a response without data belongs, and what has nothing in common with the other.
_ANSWERED, _UNLIKE = phrase("data", "answered"), phrase("data", "unlike")
_WORK = phrase("mentions", "work")
#: A second member, with the same statement as the first: "`a` is required, and so is `b`".
_LIKEWISE = phrase("mentions", "likewise")
#: A time before which nothing comes: "it is not raised until all channels are there"; and one medium of both.
_NOT_UNTIL, _NOT_ONE_ONLY = phrase("mentions", "not_until"), phrase("mentions", "not_one_only")
_TO_READ = phrase("mentions", "to_read")
#: Any of them, in lower case.
_REWORDED = re.compile(
    "|".join(
        each.pattern for each in (_LABELS, _ANSWERED, _UNLIKE, _WORK, _LIKEWISE, _NOT_UNTIL, _NOT_ONE_ONLY, _TO_READ)
    )
)


#: The data in a sentence as it is in a sample: '"data": {}', or "data {}".
_EMPTY_DATA = re.compile(r"[`\"]{0,2}\bdata[`\"]{0,2}(?::\s*|\s+)`?\{\s*\}`?")


#: The mark before the type of a member: "`x` is optional: a string".
_COLON = re.compile(
    r"(` (?:is|ist|est|es) (?:optional|required|mandatory|pflicht|ein pflichtfeld|facultati(?:f|ve)|obligatoire"
    r"|opcional|obligatori[oa])): (?=(?:always |immer )?(?:an?|eine?|une?|una?) )",
    re.IGNORECASE,
)
#: One event in the place of another: "`a` is raised instead of `b`".
_ONE_INSTEAD = re.compile(
    rf"^(?:(?:if|when|in case|wenn|falls|s(?:i|['\u2019]ils?)|cuando|otherwise|sonst|sinon)\b[^,`]{{0,80}},? )?"
    r"(?:wird |kommt |folgt )?"
    rf"(`{NAME}`) (?:(?:is |will be |wird )?(?:always )?(?:raised|sent|emitted|ausgelöst|gesendet|gemeldet)|comes"
    r"|follows|arrives|kommt|folgt|arrive|est émis|llega|se emite|statt)?"
    r" ?(?:instead of|in place of|rather than|statt|anstelle von|au lieu de|à la place de|en lugar de|en vez de) "
    rf"(?:the )?(`{NAME}`)(?: (?:is |wird )?(?:raised|sent|ausgelöst|gesendet|gemeldet))?[.]?$",
    re.IGNORECASE,
)


#: The beginning of a sentence that only asks the reader to heed it: "Keep in mind that …".
_ATTENTION = phrase("facts", "attention")


#: Words before the object that is meant: "the parent of the new group, which is the session".
_PARENT_IS = re.compile(
    r"\bthe parent of (?:the|an?) (?:[\w-]+ ){1,3}?[\w-]+, (?:which|that) is (?=the\b)", re.IGNORECASE
)
#: The success of a command that is named: "the data of a successful `x`".
_OF_SUCCESSFUL = re.compile(r"\bof (?:an?|every|each) successful (?:request |command )?`[\w.]{1,80}`", re.IGNORECASE)
#: The French "itself".
_ITSELF = re.compile(r" (?:elle|lui)-même\b", re.IGNORECASE)
#: A limit that is denied: "it comes not only during session initialization".
_NOT_ONLY = re.compile(r"\b(?:not|nicht|pas|no) (?:only|just|nur|bloß|seulement|solo|sólo)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _reworded(text: str) -> str:
    """Return a sentence in one line, and in the words that are read."""
    text = _NOT_TO.sub(_goes_to, without_processor(_ATTENTION.sub("", " ".join(text.split()))))
    text = PARENT_OF.sub("", text) if "(" in text else text
    text = _WITH_THIS.sub(r"\1", _ABER.sub(r", und \1 ", text))
    text = _EMPTY_DATA.sub("empty `data`", text) if "{" in text else text
    text = _ONE_INSTEAD.sub(r"either \2 or \1 is raised", _COLON.sub(r"\1, ", text)) if "`" in text else text
    text = _PARENT_IS.sub("", text)
    text = _OF_SUCCESSFUL.sub("of the success", text) if "`" in text else text
    text = _ITSELF.sub("", _NOT_ONLY.sub("also", _ONE_OF_DATA.sub(r"\1", text)))
    text = _WHEN_NOTHING.sub("if ", _AS_STRING.sub(_string_of, _SO_IS.sub("", _IN_UNITS.sub("", text))))
    if not _REWORDED.search(text.lower()):
        return text
    text = _LIKEWISE.sub(r"`\1` is \2, and `\3` is \2", _WORK.sub("paperwork", text))
    text = _NOT_ONE_ONLY.sub(
        "for telephony and multimedia", _NOT_UNTIL.sub(r"\1 \2only after", _TO_READ.sub("ver ", text))
    )
    return _UNLIKE.sub("differs from", _ANSWERED.sub(r"\1", _LABELS.sub(_in_a_word, text)))


def _of_object(text: str, before: str, section: Section) -> str:
    """Return a sentence about the target of another object than that of the section with this object in it.

    It is the subject of the sentence before, or of the case: "The interaction is created. Its target has an id more".
    """
    found = _IN_CASE_OF_OBJECT.match(text)
    its = _ITS_TARGET.match(text, found.end() if found else 0)
    last = END.split(before.strip())[-1] if its else ""
    found = found or _IS_OBJECT.match(last) or _ENDS_WITH_OBJECT.search(last)
    if not found or not its or OBJECTS[found[1].casefold()] == (section.name or "").partition(".")[0]:
        return text
    return f"{text[: its.start()]}The target of each {found[1]}{text[its.end() :]}"


_ITS_TARGET = re.compile(r"(?:its|ihr|sein|sa|su) `?(?:target|ziel|cible|destino)\b`?", re.IGNORECASE)
_AN_OBJECT = (
    r"(?:(?:the|an?|each|every|this|that|der|die|das|dem|eine?[rs]?|la|le|un|une|el|una|cada|chaque) |l['’])"  # noqa: RUF001 -- an apostrophe
    rf"(?:(?:new|neue[rs]?|nouve(?:l|lle|au)|nuev[oa]) )?{OBJECT}"
)
#: The beginning of a sentence about an object, and of a case of one.
_IS_OBJECT = re.compile(rf"{_AN_OBJECT} (?!target\b|commands?\b|events?\b)", re.IGNORECASE)
_ENDS_WITH_OBJECT = re.compile(rf"\b(?:is|ist|est|es) \*?{_AN_OBJECT}\*?[.;]?$", re.IGNORECASE)
_IN_CASE_OF_OBJECT = re.compile(
    rf"(?:when|once|if|after|as soon as|wenn|sobald|falls|lorsque|quand|dès que|si|cuando) {_AN_OBJECT}"
    r" [^.;,]{1,80}, ",
    re.IGNORECASE,
)
#: The data as the object of their only member: "the one member of `data`, `destination`, is required".
_ONE_OF_DATA = re.compile(
    r"\b((?:one|only|single|sole|einzige[sr]?|seul|único) (?:member|field|property|parameter|feld|mitglied|membre|champ"
    r"|paramètre|miembro|campo|parámetro)) (?:of|in|von|de|dans|en) (?:the |its |den |la |les |los )?`data`(?=, `)",
    re.IGNORECASE,
)
#: The beginning of a case in which there is nothing: "leave it empty when there is nothing to say".
_WHEN_NOTHING = re.compile(
    r"\b(?:when|whenever|where|as long as) (?=(?:there (?:is|are) (?:nothing|no)"
    r"|(?:you|we|they|it) (?:have|has) (?:nothing|no)|nothing)\b)",
    re.IGNORECASE,
)
#: A number in a string, which is a string: "un número en forma de cadena".
_AS_STRING = re.compile(
    r"\b(?:(?:an?|eine?|une?|una?) )?(?:(?:whole )?numbers?|integers?|(?:ganz)?zahl(?:en)?|nombres?|entiers?"
    r"|números?|enteros?),? (?:(?:but |aber |mais |pero )?(?:written|sent|given|packed|encoded|geschrieben|gesendet"
    r"|écrite?s?|codée?s?|escrit[oa]s?|enviad[oa]s?) )?"
    r"(?:as|in the form of|in|inside|als|in form (?:von|einer)|sous (?:la )?forme de?|comme|dans|en forma de"
    r"|como|en|dentro de) ?(?:d['’])?(?:(?:an?|einer?|des|une|una) )?"  # noqa: RUF001 -- an apostrophe
    r"(?:(strings?|zeichenketten?|chaînes?|cadenas?)\b)(?: de (?:caractères|texto|caracteres)\b)?",
    re.IGNORECASE,
)
#: The unit of a number, which is no part of its type: "an integer in seconds".
_IN_UNITS = re.compile(
    r" (?:in|en) (?:milli|mili)?(?:seconds|sekunden|secondes|segundos)(?=\s*[.,;:)]|$)", re.IGNORECASE
)
_STRINGS = {"s": "a string", "z": "eine Zeichenkette", "c": "une chaîne", "ca": "una cadena"}


def _string_of(found: re.Match[str]) -> str:
    """Return the type of a number in a string, in the number and the language of its word for a string."""
    word = found[1].casefold()
    if word.endswith(("s", "en")):
        return found[1]
    return _STRINGS.get(word[:2]) or _STRINGS[word[0]]


#: The object that is meant instead of another one: "it does not go to the session, but to the channel".
_NOT_TO = re.compile(
    r"\bno (?:se (?:envía|dirige|manda|emite)|va(?: dirigid[oa])?|está dirigid[oa]|llega) (?:al|a la|en el|en la)"
    r" \w+(?: \w+){0,3},? sino (?P<es>al|a la|en el|en la)\b"
    r"|\b(?:geht|kommt|wird|ist|richtet sich) nicht (?:an|auf) [^,.;:]{2,40}, sondern (?P<de>an|auf)\b"
    r"|\b(?:ne (?:va|s['’]adresse)|n['’]est) pas (?:(?:envoyée?|adressée?|émise?|destinée?) )?(?:à|au|sur)"  # noqa: RUF001 -- an apostrophe
    r" [^,.;:]{2,40}, mais (?P<fr>à|au|sur)\b"
    r"|\b(?:does(?: not|n['’]t) (?:go|travel)|is(?: not|n['’]t) (?:sent|addressed|delivered|raised|directed))"  # noqa: RUF001 -- an apostrophe
    r" (?:to|on|at) [^,.;:]{2,40},? but (?:rather )?(?P<en>to|on|at)\b",
    re.IGNORECASE,
)
_GOES = {"en": "goes", "de": "geht", "fr": "s'adresse", "es": "se dirige"}


def _goes_to(found: re.Match[str]) -> str:
    """Return a denial of a target and the other one behind it as a statement: "goes to"."""
    language = found.lastgroup or "en"
    preposition = found[language]
    return f"{_GOES[language]} {'to' if language == 'en' else preposition}"


#: Behind a success, the command that it answers: "the success has, for this command, no data".
_WITH_THIS = re.compile(
    r"(\b(?:success|(?:erfolgs)?antwort|erfolg|réponse|succès|respuesta|éxito)\b[^.;:]{0,30}?),?"
    r" (?:bei|in|for|with|of|von|zu|pour|avec|de|con|para) "
    r"(?:diesem|dem|this|the|cette|ce|este|esta) (?:befehl|kommando|command|commande|comando)(?=[ ,])",
    re.IGNORECASE,
)

#: A clause that says the same of something else: "the data is empty, and so is the list of events".
_SO_IS = re.compile(
    r",? and so (?:is|are|does|do|has|have) (?:the|its|their|that|those)\b(?!(?: \w+)? `)[^.;:!]*", re.IGNORECASE
)
#: A clause behind one that denies something, in German: "trägt keine Daten, geht aber an den Kanal".
_ABER = re.compile(r", (geht|wird|ist|richtet sich) (?:aber|jedoch|allerdings|dafür) (?=an\b|auf\b)", re.IGNORECASE)

#: The end of what is denied, before an event: "has no data and is followed by `x`".
_NO_DATA_AND = re.compile(
    r"(\b(?:no(?: (?:lleva|tiene|trae|contiene))?|without|kein\w*|ohne|pas de|sans|sin|ning[uú]n)"
    r" `?(?:data|payload|daten|nutzdaten|members?|donnée?s|datos)`?),? (?:and|und|et|y)"
    rf" (?=[^,.;:]*`?{NAME})",
    re.IGNORECASE,
)


def without_processor(text: str) -> str:
    """Return a text in which the interaction processor is only a processor, and names no interaction."""
    return _PROCESSOR.sub("processor", text)


_PROCESSOR = re.compile(
    r"\binteractions?[-\s]+processor\b|\b(?:processeur|procesador) (?:d['’]|de )interac\w+",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)


def _in_a_word(label: re.Match[str]) -> str:
    """Return a label of a member and its answer in a word: "required: no" is "not required"."""
    return label[1] if label[2] else f"not {label[1]}"


_VERB = r"(?:is|are|has|works|takes|goes|targets|can|must|does|ist|hat|geht|gilt|richtet|est|a|es|tiene)"
#: The place in a sentence where another message becomes its subject: "x goes to the session, y has another target".
_OF_OTHER = re.compile(
    rf"(?:(?:,|:|;)\s+(?:(?:and|but|while|whereas|und|aber|während|et|mais|y|pero)\s+)?"
    rf"|\s+(?:while|whereas|während|tandis que|mientras que)\s+)(?=`?{NAME}`?\s+{_VERB}\s)",
    re.IGNORECASE,
)


#: A relative clause at the end of a sentence: it says something of the name before it.
_LAST_RELATIVE = re.compile(
    rf"(`?{NAME}`?), (?:which|that|qui|que) ((?:is|are|has|raises|takes|goes|est|a|es|tiene)\s"
    r"[^,;]+(?:, (?:and |but )?(?:not|never|pas|no) [^,;]+)?)$"
)

#: The beginning of a sentence that names a command as the circumstance of something else: "Is due while dialing".
_IN_PASSING = re.compile(
    r"(?:\S+ ){0,3}(?:after|once|when|upon|during|while|nach|wenn|beim?|während|après|lors|tras|después|al)\b",
    re.IGNORECASE,
)

#: The beginning of a sentence whose first name is not its subject.
_CIRCUMSTANCE = re.compile(
    r"(?:after|before|once|when|if|upon|on|in|with|during|nach|vor|wenn|bei|auf|après|avant|s(?:i|['\u2019]ils?)|tras|después)\b",
    re.IGNORECASE,
)


#: The place behind a clause about some commands where a message is the subject: "some repeat it, and for `x` …"; not
#: where a pronoun is the subject, which is for something in the clause about some.
_BEHIND_SOME = re.compile(
    r"[,;:]\s+(?:(?:and|but|while|whereas|und|aber|während|et|mais|y|pero)\s+)?"
    rf"(?=`?{NAME}|(?:for|with|in|bei|für|mit|pour|avec|con|para|en)\s+`?{NAME}"
    r"(?![^.;:]{0,30}\b(?:it|they|er|sie|es|ils?|elles?)\b))",
    re.IGNORECASE,
)


def _by_subject(sentence: str) -> Iterator[str]:
    """Yield the parts of a sentence with a message each as their subject."""
    if not names_of(sentence):
        yield sentence
        return
    if OF_SOME_COMMANDS.match(sentence):
        yield from _BEHIND_SOME.split(sentence)
        return
    noted = _NOTED.findall(sentence) if sentence.count("(") > 1 else []
    if len(noted) > 1 and any(_REPEATS_DATA.match(note) for _, note in noted):  # each note is about the name before it
        yield from (f"{name} {note}" for name, note in noted if _REPEATS_DATA.match(note))
        sentence = _NOTED.sub(r"\1", sentence)
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


#: A message with a note in brackets, and a note on its success: "`x` (repeats the data)".
_NOTED = re.compile(rf"(`?{NAME}`?) \(([^()]{{3,80}})\)")
_REPEATS_DATA = re.compile(
    r"(?:(?:does not |never |always )?(?:repeats?|echo(?:es)?|mirrors?|returns?)|wiederholt|répète|ne répète pas|repite"
    r"|no repite)\b",
    re.IGNORECASE,
)


def gives_case(text: str) -> bool:
    """Return whether a sentence begins with a case, other than the success that all are about."""
    case, comma, _ = text.partition(",")
    if _COMES_ITSELF.fullmatch(case) or _IS_DONE.fullmatch(case):
        return False
    said = words_of(case)
    is_success = said.has("success", "succeeded") and not said.has("not")
    return bool(comma) and CASE_FIRST.match(text) is not None and not is_success


#: The case that a command is done.
_IS_DONE = re.compile(
    r"(?:when|once|if|wenn|falls|quand|lorsque|si|cuando) "
    r"(?:it|this|that|(?:the|this) \w+|er|es|das|dies|d(?:ie|er) \w+|c['\u2019]|cela|la \w+|esto|el \w+) ?"
    r"(?:is|has been|was|ist|war|wurde|est|a été|está|se ha) (?:done|finished|completed?|through|over|executed"
    r"|carried out|erledigt|fertig|abgeschlossen|ausgeführt|faite?|terminée?|exécutée?|hecho|terminad[oa])",
    re.IGNORECASE,
)
#: The case that the event comes which the sentences are about.
_COMES_ITSELF = re.compile(
    r"(?:when|wenn|lorsque|quand|cuando) (?:it|(?:this|the) event|es|(?:das|dieses) ereignis|(?:l['’]|cet )événement"  # noqa: RUF001 -- an apostrophe
    r"|(?:el|este) evento) (?:arrives|comes|appears|is (?:raised|sent)|eintrifft|kommt|erscheint|arrive|survient"
    r"|est (?:émis|envoyé)|llega|se (?:emite|envía))",
    re.IGNORECASE,
)


_THAT_EVENT = re.compile(
    r"(?:that|this|dieses|das|ese|este|cet) (?:event|ereignis|evento|événement)\b|(?:it|es) (?:follows|folgt)\b",
    re.IGNORECASE,
)

#: A case in which something is done once more, in lower case.
_AGAIN = re.compile(
    r"\b(?:twice|a second time|once more|nochmals?|zweimal)\b"
    r"|(?:^|\d\.? )(?:an?|the|any|each|every) (?:repeated|second|further|later|subsequent)"
    r" (?:stop|request|command|attempt|call of it|pause|success|one)\b"
    r"|\b(?:if|when|once|you|clients?|sends?|repeats?|presses|clicks|stops?|stopped|called|wenn)\b.*\b(?:again|erneut)\b"
    # a state before the command, as in "on a recording that is already stopped"
    r"|\b(?:(?:on|for|with|bei|mit|sur|avec|en|con) (?:an?|einer?|einem|une?|una?)|when|if|wenn|falls|si|cuando)"
    r" [^.,;]{0,30}\b(?:already|bereits|schon|déjà|ya) \w{4}"
)

#: Words of a sentence that says what does not change in a case: the next one may be about the case, too.
_STILL = re.compile(
    r"\b(?:still|nevertheless|anyway|trotzdem|dennoch|quand même|toujours|sin embargo|aun así)\b", re.IGNORECASE
)
#: Words of a sentence about the first attempt, behind one about another.
_FIRST_TIME = re.compile(r"\b(?:first|erste[rsnm]?|première?|primera?)\b", re.IGNORECASE)


def is_again(case: str, text: str) -> bool:
    """Return whether a text is about the further attempt that the one before it, a sentence or a question, names."""
    return _AGAIN.search(case.lower()) is not None and not _FIRST_TIME.search(text)


def _goes_on_in_case(case: str, text: str) -> bool:
    """Return whether a sentence is about the case of the one before it."""
    is_then = _MAY_HAPPEN.search(case) is not None and _THEN.match(text) is not None
    return is_then or is_again(case, text) or OF_BEFORE.match(text) is not None or _IT_SUCCEEDS.match(text) is not None


#: Something that people may do, or that may happen, and the beginning of a sentence about what follows from it.
_MAY_HAPPEN = re.compile(
    r"\b(?:callers?|calls?|customers?|part(?:y|ies)|agents?|sides?|people|anrufer|anrufe?|kunden?|teilnehmer|appelants?"
    r"|appels?|clients?|llamadas?)\b[^.;`]{0,20}\b(?:may|might|can|kann|können|peu(?:t|vent)|pued(?:e|en))\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"(?:then|in that case|for each of them|dann|danach|alors|ensuite|entonces|luego)\b", re.IGNORECASE)


#: The success of the case before: "If it succeeds, …".
_IT_SUCCEEDS = re.compile(
    r"(?:if|when|once|wenn|falls|sobald|s(?:i|['\u2019](?=il))|quand|lorsqu['\u2019]|cuando) ?"
    r"(?:it|this|that|er|es|das|sie|il|elle|cela|esto|eso) (?:(?:has|is|ist|hat|a|est|ha|tiene) )?"
    r"(?:succe\w+|gelingt|gelungen|erfolg\w*|réussi\w*|éxito|aboutit)",
    re.IGNORECASE,
)


#: An event that did not come, as a symptom: "No `x` after a `y`", "`x` missing after `y`".
_SYMPTOM = re.compile(
    rf"(?:(?:no|kein(?:e[nr]?)?|aucune?|pas d[e'’]|ning[uú]n[oa]?|sin|missing|fehlende[rs]?) ?`?{NAME}`?"  # noqa: RUF001 -- an apostrophe
    rf"|`?{NAME}`? (?:missing|absent|not received|fehlt|manquante?|ausente))(?: (?:events?|ereignis\w*|at all))?"
    r" (?:after|behind|following|for|on|upon|in|with|nach|auf|bei|mit|après|pour|avec|tras|para|con|en)\s"
    r"(?:\S+\s){0,7}\S+",
    re.IGNORECASE,
)
_IS_VERB = re.compile(rf"\b(?:{AUXILIARY})\b", re.IGNORECASE)


def _is_symptom(text: str) -> bool:
    """Return whether a sentence without a verb names an event that did not come: the title of a description."""
    return _SYMPTOM.fullmatch(text.strip(" *")) is not None and not _IS_VERB.search(text)


#: The beginning of a sentence about several messages that were named before; a case may be before it.
_OF_SEVERAL = re.compile(
    r"(?:(?:for|with|in|on|für|bei|mit|pour|avec|para|con) (?:[^\W\d_]+ ){1,3}?)?"
    r"(?:(?:all|none|nothing|most|much|some) of (?:this|that|it|the above)|(?:nichts|alles|vieles|manches) davon"
    r"|(?:gibt es|existiert) (?:nichts|alles|vieles|manches) davon|(?:rien de )?tout (?:cela|ça)"
    r"|(?:nada de|todo) (?:esto|eso))\b"
    r"|(?:the rest|everything|all) (?:above|below|else|here|is)\b|the (?:rest|others)\b"
    r"|(?:alle|all|les|los|las|tous les|toutes les) (?:three|four|five|six|seven|drei|vier|fünf|sechs|sieben|trois"
    r"|quatre|cinq|tres|cuatro|cinco) (?!of\b|(?:[^\W\d_]+ )?(?:members?|events?|commands?|requests?|messages?|felder"
    r"|mitglieder|ereignisse|befehle|kommandos|nachrichten|membres|champs|événements|commandes|miembros|campos|eventos"
    r"|comandos|types?|typen|tipos?|values?|werte|valeurs?|valores)\b)"
    r"|(?:the target of the|das ziel der|la cible des|el destino de l[ao]s)"
    r" (?:folgenden|following|next|nächsten|suivant\w*|siguientes)\b"
    r"|(?:das (?:meiste|übrige)|alles (?:obige|übrige)|tout le reste|todo lo demás)\b"
    r"|(?:all|none|each|any|both|neither|most|some) of (?:them|these|those)\b"
    # as in "both return the data"
    r"|(?:both|beide|(?:tous|toutes) (?:les )?deux|les deux|amb[oa]s|l[oa]s dos) (?:return|repeat|echo|fail|succeed"
    r"|wiederholen|geben|scheitern|gelingen|renvoient|répètent|échouent|réussissent|devuelven|repiten|fallan)\b"
    r"|(?:the )?targets? of (?:all (?:of )?)?(?:them|these|those)\b"
    r"|(?:das )?ziel (?:von )?(?:ihnen|diesen|all diesen)\b"
    r"|(?:alle|keine[rs]?|jede[rs]?) (?:von )?(?:ihnen|diesen|davon)\b"
    r"|(?:tous|toutes|aucune?|chacune?) (?:d['’]entre )?(?:eux|elles)\b"  # noqa: RUF001 -- an apostrophe
    r"|(?:todos|todas|ning[uú]n[oa]?|cada un[oa]) (?:de )?ell[oa]s\b",
    re.IGNORECASE,
)

#: The beginning of a sentence about the last message that was named: "the target is then the group".
_THAT_ONE = re.compile(
    r"(?:that one|this one|the latter|letztere[rs]?|ce dernier|este último"
    r"|(?:the|its|das|dessen|la|sa|el|su) (?:target|ziel|cible|destino)"
    r" (?:is|ist|est|es) (?:then|dann|alors|entonces))\b",
    re.IGNORECASE,
)

_ALL_OF_THEM = re.compile(
    r"(?:the target of )?(?:both|all (?:of (?:them|these)|two|three|four)|each of (?:them|these)"
    r"|alle (?:zwei|drei|vier)|beide|les deux|ambos|ambas)\b",
    re.IGNORECASE,
)


def _with_names(text: str, names: Sequence[str]) -> str:
    """Return a text with the names of a heading in the place of their last words: "signal goes to the interaction"."""
    for name in dict.fromkeys(names):
        last = re.escape(name.rpartition(".")[2])
        text = re.sub(rf"(?:^|(?<=[.,;] )|(?<=\band )|(?<=\bund )){last}(?= {_VERB}\b)", name, text)
    return text


def _of_several(text: str, names: Sequence[str], contract: Contract) -> Iterator[str]:
    """Yield the messages of a heading with several names that a sentence is about: both, or one by its last word."""
    first = (re.findall(r"\w+", text[:30].casefold()) or [""])[0]
    for name in map(contract.current, dict.fromkeys(names)):
        if contract.is_message(name) and (_ALL_OF_THEM.match(text) or name.rpartition(".")[2] == first):
            yield name


def _in_table(table: Block, section: Section, contract: Contract) -> Iterator[Sentence]:
    """Yield a sentence for each cell of a table of messages, or for each row of a table of two columns."""
    header = table.rows[0]
    cases = list(cases_in(table, contract))
    yield from _of_cases(cases, contract)
    if cases or column_of_messages(table, contract) is not None:  # each of its rows is about a member
        return
    if (verdict := _verdict_at(table)) is not None:
        yield from _in_quiz(table, verdict, section, contract)
        return
    columns = range(max(len(row) for row in table.rows))
    named = [column for column in columns if _names_messages(table, column, contract)]
    if named and is_of_objects(table, named[0]):
        return
    for row in table.rows:
        if named and row is not header:
            yield from _in_row(row, header, named[0], contract)
        elif not named and len(row) == 2:  # noqa: PLR2004 -- a name and a value
            for said in _said_in(row[1]):
                title = row[0].text.strip(" :")
                text = _with_question(title, said) if title.endswith("?") else f"{title}: {said}"
                yield Sentence(row[0].line, text, section.name, names_in(text, contract))


#: Words of a row about a request that was sent before: its answer may be another one.
_AGAIN_IN_ROW = re.compile(
    r"\b(?:again|second|twice|already|once more|repeat\w*|erneut|noch ?mals?|wieder|bereits|schon|encore|déjà"
    r"|de nouveau|deuxième|otra vez|de nuevo|segund[oa]|ya)\b",
    re.IGNORECASE,
)

#: The title of a column that says of each row whether it is so, and its cells.
_VERDICT = re.compile(
    r"(?:(?:is (?:it|this|that) )?(?:true|correct|right|so)(?:[ /]+(?:or )?(?:false|wrong|incorrect|not))?"
    r"|verdict|answer"
    r"|(?:richtig|wahr|stimmt)(?:[ /]+(?:oder )?(?:falsch|nicht))?|vrai(?:[ /]+(?:ou )?faux)?"
    r"|(?:verdadero|cierto)(?:[ /]+(?:o )?falso)?)\??",
    re.IGNORECASE,
)
_TRUE = frozenset(
    (
        "true",
        "right",
        "correct",
        "yes",
        "richtig",
        "wahr",
        "ja",
        "vrai",
        "oui",
        "verdadero",
        "cierto",
        "sí",
        "✓",
        "✔",
        "✅",
    )
)
_FALSE = frozenset(("false", "wrong", "incorrect", "no", "falsch", "nein", "faux", "non", "falso", "✗", "✘", "❌"))


def _verdict_at(table: Block) -> int | None:
    """Return the column of a table that says of the statements in another one whether they are true."""
    header, *rows = table.rows
    for at, title in enumerate(header):
        words_ = {row[at].text.strip(" .`*").casefold() for row in rows if at < len(row)}
        if _VERDICT.fullmatch(title.text.strip(" *`")) and words_ and words_ <= _TRUE | _FALSE:
            return at
    return None


def _in_quiz(table: Block, verdict: int, section: Section, contract: Contract) -> Iterator[Sentence]:
    """Yield the statements of a table that says of each whether it is true, without those that are not."""
    for row in table.rows[1:]:
        is_true = verdict < len(row) and row[verdict].text.strip(" .`*").casefold() in _TRUE
        for cell in row if is_true else ():
            names = names_in(cell.text, contract)
            subject = _subject_of(cell.text, names, contract) or section.name
            yield from () if cell is row[verdict] else [Sentence(cell.line, cell.text, subject, names)]


#: The titles of columns for one of the media.
_TELEPHONY, _MULTIMEDIA = words("message_columns", "telephony"), words("message_columns", "multimedia")
_MEDIA = _TELEPHONY | _MULTIMEDIA
_MEDIA_AND_BOTH = _MEDIA | words("message_columns", "both")
#: The title of a column with the causes of events.
_OF_CAUSES = pattern("message_columns", "causes")
#: A cell with fewer spaces is no sentence.
_SHORT = 2
#: The title of a column of what people see or press, whose cells say nothing about the message.
_IS_OF_SCREEN = re.compile(
    r"(?:the )?(?:buttons?|features?|functions?|(?:user )?actions?|use cases?|labels?|menu(?: items?)?|icons?|owner"
    r"|kn[oö]pfe?|taste|schaltflächen?|funktion(?:en)?|aktion(?:en)?|anwendungsf[aä]lle?|boutons?|fonctions?"
    r"|botón|botones|funci(?:ón|ones)|acci(?:ón|ones))",
    re.IGNORECASE,
)
#: The words of a title, without "and".
_WORDS_OF_TITLE = re.compile(r"(?!(?:and|or|und|oder|et|ou|y|o)\b)\b[^\W\d_]+(?:-[^\W\d_]+)?")


@lru_cache(maxsize=256)
def _kind_of_column(title: str) -> Literal["one", "media", "screen", ""]:
    """Return whether a column is for one medium or platform, for media ("Voice / Digital"), or for what people see."""
    named = _WORDS_OF_TITLE.findall(title.casefold())
    of_media = [not listed.isdisjoint(named) for listed in (_TELEPHONY, _MULTIMEDIA)]
    if platforms_in(title) or (not all(of_media) and _MEDIA.issuperset(named or [""])):
        return "one"
    if any(of_media):
        return "media"
    return "screen" if _IS_OF_SCREEN.fullmatch(title.strip(" *`:")) else ""


def _with_case(header: Sequence[Cell], row: Sequence[Cell]) -> Sequence[Cell]:
    """Return the titles of a row, with its case in place of the title of the outcome."""
    titles = [cell.text.strip(" *`:") for cell in header[: len(row)]]
    case = next(filter(_IS_CASE.fullmatch, titles), "")
    outcome = next(filter(_IS_OUTCOME.fullmatch, titles), "")
    at = titles.index(outcome) if case and outcome else 0
    return [*header[:at], row[titles.index(case)], *header[at + 1 :]] if at and not names_of(row[at].text) else header


_IS_CASE, _IS_OUTCOME = pattern("message_columns", "case"), pattern("message_columns", "outcome")


def _in_row(row: Sequence[Cell], header: Sequence[Cell], at: int, contract: Contract) -> Iterator[Sentence]:
    """Yield the sentences in the cells of a row about the message in one of them."""
    name = name_in_cell(row[at].text) if at < len(row) else ""
    if (
        not contract.is_message(name)
        or name in contract.aliases
        or any(_is_about_member(cell.text, name, contract) for cell in row)
    ):
        return
    if row[at].text.endswith(")"):  # a remark for what the message is
        yield Sentence(row[at].line, row[at].text, name, names_in(name, contract))
    header = _with_case(header, row)
    for column, cell in enumerate(row[: len(header)]):
        title = header[column].text
        is_cause = contract.is_event(name) and _OF_CAUSES.fullmatch(title.strip(" *`:")) is not None
        title = "Raised after" if is_cause else title
        kind = _kind_of_column(title)
        is_short = cell.text.count(" ") < _SHORT
        if (
            kind == "media"
            and is_short
            and not _MEDIA_AND_BOTH.isdisjoint(_WORDS_OF_TITLE.findall(cell.text.casefold()))
        ):
            title = "Media"
        is_of_other = kind == "screen" or (kind == "one" and is_short)  # "yes" for something
        is_of_other = is_of_other or column_of(title) == "type"  # that of a member in another column
        is_list = role_of(title) == "secondary"
        for said in () if column == at or is_of_other else (cell.text,) if is_list else _said_in(cell):
            text = _in_words(title.strip(" :"), said)
            text = PARENT_OF.sub("", text) if "(" in text else text
            yield Sentence(cell.line, text, contract.current(name), names_in(text, contract), is_list)


def _said_in(cell: Cell) -> Iterator[str]:
    """Yield the sentences in a cell; each element of a list in it is one."""
    for text in [block.text for block in cell.blocks] or [cell.text]:
        asked = ""
        for said in END.split(text):
            if not said.endswith("?"):
                yield _with_question(asked, said) if asked else said
            asked = said if said.endswith("?") else ""
            if _NOTHING.fullmatch(said):  # the rest is a remark: "none; the session is inert"
                break


#: A cell, or its first sentence, that says that there is nothing.
_NOTHING = re.compile(r"(?:none|nothing|keine?|nichts|aucune?|rien|ningun[oa]|nada)\W*", re.IGNORECASE)

#: A result in a word or two, before what comes with it: "success; the data is empty".
_RESULT = re.compile(r"^([^\W\d_]+(?: [^\W\d_]+)?);\s+")


#: Words for a message that is wrong on purpose: "does not match the contract".
_AGAINST_CONTRACT = re.compile(
    r"\b(?:(?:does|do|is|are) not (?:match|valid|conform\w*|allowed|accepted)|invalid|violates?|is (?:rejected|refused)"
    r"|ungültig|(?:ist |sind )?nicht (?:gültig|erlaubt|zulässig)|verletzt|(?:non|pas) (?:valide|valable|conforme)"
    r"|no (?:es )?válid[oa]|inválid[oa])\b",
    re.IGNORECASE,
)


#: The message of a case, with what tells it from others: "`x`, two active calls".
_NAME_OF_CASE = re.compile(rf"\W*`?{NAME}`?, (?:[\w-]+ ){{0,4}}[\w-]+\W*")


def _of_cases(cases: Sequence[Case], contract: Contract) -> Iterator[Sentence]:
    """Yield the sentences about the cases of a test plan."""
    seen = set[str]()  # the messages of the rows above
    is_failing = False
    for case in cases:
        is_again = case.message in seen and any(_AGAIN_IN_ROW.search(cell.text) for cell in case.cells)
        fails = [at for at, cell in enumerate(case.cells) if (_SAME if is_failing else _FAILS).match(cell.text)]
        fails = fails or [at for at, cell in enumerate(case.cells) if _FAILS.match(cell.text)]
        is_failing = bool(fails)
        wrong = case.cells[: fails[0]] if fails else ()
        yield from (each._replace(is_in_case=is_again) for each in _of_case(case, wrong, contract))
        seen.add(case.message)


#: The beginning of a cell with the result of a case: a failure, or that of the row above.
_FAILS = pattern("wrong_use", "result")
_SAME = re.compile(
    r"\W*(?:(?:the |das |le |la |el |lo )?(?:same|ditto|likewise|dito|dasselbe|gleiche?|ebenso|idem|même|mismo|igual)\b"
    r"|[\"“”″]\W*$)",
    re.IGNORECASE,
)


def _of_case(case: Case, wrong: Sequence[Cell], contract: Contract) -> Iterator[Sentence]:
    """Yield the sentences about a case of a test plan; what it lacks is said together with what comes of it.

    Some cells say what is wrong in a request that is to fail.
    """
    before = ""
    if any(_AGAINST_CONTRACT.search(cell.text) for cell in case.cells):
        return
    for cell in case.cells:
        if _NAME_OF_CASE.fullmatch(cell.text) or (cell in wrong and not _LACKING.search(cell.text)):
            continue
        for said in END.split(_RESULT.sub(r"\1, ", cell.text)):
            text = f"{before}, {said}" if before else said
            before = text if _LACKING.search(text) and not before else ""
            if not before or cell is case.cells[-1]:
                yield Sentence(cell.line, text, case.message, names_in(text, contract))


def _is_about_member(text: str, name: str, contract: Contract) -> bool:
    """Return whether a cell beside the name of a message says something about one of its members."""
    found = MARK.match(text)
    has_verb = found is not None and re.match(r"\s+[^\W\d_]{4,}", text[found.end() :]) is not None
    return has_verb and found is not None and found[1] in contract.member_names(name) - ENVELOPE


def _in_words(title: str, text: str) -> str:
    """Return a cell with its title as a sentence; the answer to a question, as in "Telephony only?", decides."""
    said = YES_NO.match(text) if title.endswith("?") else YES_NO.fullmatch(text.strip())
    answer = YES_NO.match(text)
    if _NO_DATA.fullmatch(text.replace("`", "").strip(" .")) and _IS_ANSWER.search(title):
        return "The success has no data."
    if answer and not answer[1] and _REPEATS.search(title):
        return "The success does not repeat the data."
    if said and (media := media_in(title)):
        return f"Media: {media if said[1] else 'any'}"
    if not title.endswith("?") or WHICH.match(title):
        return f"{title}: {text}"
    return f"{title}: {answer[0].rstrip(' ,;:')}" if answer else text  # "no, no data at all" is "no"


#: A cell about a response that has no data, and the titles of columns with what a response has.
_NO_DATA = pattern("message_columns", "absent")
_IS_ANSWER = re.compile(
    r"\b(?:back|success\w*|response|answer|reply|erfolg\w*|antwort|réponse|succès|retour|respuesta|éxito|vuelta)\b",
    re.IGNORECASE,
)

#: The title of a column that says that data are repeated: "Success repeats the request data".
_REPEATS = re.compile(
    r"\b(?:repeat(?:s|ed)?|echo(?:es|ed)?|return(?:s|ed)?|mirror(?:s|ed)?|(?:sent|sends|comes?|given) back|wiederholt"
    r"|zurückgeschickt|répète|reprend|renvoie|repite|devuelve)\b|\bin the success\b",
    re.IGNORECASE,
)


def _names_messages(table: Block, column: int, contract: Contract) -> bool:
    """Return whether most cells of a column below its title are names of messages."""
    cells = [name_in_cell(row[column].text) for row in table.rows[1:] if column < len(row)]
    return sum(map(contract.is_message, cells)) * 2 > len(cells) > 0


def names_in(text: str, contract: Contract) -> tuple[str, ...]:
    """Return the names of messages in a text."""
    return tuple(name for name in names_of(text.replace("`", "")) if contract.is_message(name))


def _subject_of(text: str, names: Sequence[str], contract: Contract) -> str | None:
    """Return the message that a sentence begins with, if it begins with one."""
    if not names:
        return None
    found = re.match(
        r"\s*"
        r"(?:(?:the same|this|that) (?:goes|applies|holds|is true|is so) (?:also )?for |so it is with "
        r"|(?:das|dies|dasselbe|gleiches|das gleiche) gilt (?:auch )?für |il en va de même pour "
        r"|lo mismo (?:vale|rige) para )?"
        r"(?:[A-Z][A-Z\d]*-[\d.-]+\s+|[A-Z]?\d{1,3}(?:\.\d{1,3}){0,4}[.):]?\s+)?"
        rf"{_TO_SEND}?"
        r"(?:(?:now and then|sometimes|occasionally|from time to time|gelegentlich kommt|ab und zu kommt),? )?"
        r"(?:(?:the|this|an?|der|die|das|sending|send|of|target|event|command|request|announcement|notification|message|update|meldung|nachricht|ereignis|befehl|kommando|anfrage"
        r"|property|`target`|two|all|events?|von|ziel|le|la|les|une?|cette|cet|ce|de|cible|commande|requête|l['’]événement|l['’]évènement"  # noqa: RUF001 -- an apostrophe
        r"|el|una|est[ea]|del|destino|comando|solicitud|petición|evento|mensaje|envoyez|envoyer|envíe|enviar)\s+)*"
        rf"`?({NAME})",
        text,
        re.IGNORECASE,
    )
    found = found or _APPOSITION.match(text) or _CALLED.match(text) or _IN_BRACKETS.match(text)
    name = next(filter(None, found.groups())) if found else ""
    if found and found.re is _IN_BRACKETS and contract.current(name) not in named_in(text.partition(name)[0]):
        return None
    return contract.current(name) if name in names else None


def _command_in(text: str, names: Sequence[str], block: Block, section: Section, contract: Contract) -> str | None:
    """Return a command that a sentence is about without a name at its beginning, None if that is not certain.

    Below a heading without a message, it is the only one in the sentence.
    """
    if sibling := _sibling_in(text, section.name, contract):
        return sibling
    is_alone = block.kind == "text" and not (section.heading.names or _THE_EVENT.match(text)) and len(names) == 1
    return contract.current(names[0]) if is_alone and contract.is_command(names[0]) else None


#: The aim of a message, before its name: "To stop the recording, send `x` to the interaction".
_TO_SEND = (
    r"(?:(?:to|um|pour|para) [^,.;:`\d]{3,60}, "
    r"(?:(?:you )?(?:send|use)|(?:senden|verwenden) sie|(?:sendet|verwendet) man"
    r"|envoyez|on envoie|utilisez|on utilise|envíe|envía|se envía|use|usa|se usa) )"
)
#: The name of a message in commas behind a word for any message: "The opposite command, `x`, raises ...".
_APPOSITION = re.compile(
    r"(?:the|its|der|die|das|la|le|sa|el|su)\s+(?:[^\W\d_]+\s+)?(?:command|request|event|befehl|gegenbefehl|kommando"
    rf"|ereignis|commande|requête|événement|comando|evento|solicitud)(?:\s+[^\W\d_]+)?,\s+`?({NAME})`?,",
    re.IGNORECASE,
)
#: The name of a message behind its words: "The conference after a consultation is called `x`".
_CALLED = re.compile(
    r"(?:the|der|die|das|la|le|el) [^.,;:`]{3,60} (?:is (?:called|named)|heißt|s['’]appelle|se llama)"  # noqa: RUF001 -- an apostrophe
    rf" `?({NAME})`?(?=[.,;]|$)",
    re.IGNORECASE,
)
#: The name of a message in brackets or commas behind its words: "The consult transfer (`x`) needs ...".
_IN_BRACKETS = re.compile(
    rf"(?:[^\W\d_]+[\s-]+){{1,5}}\(`?({NAME})`?\)|(?:[^\W\d_]+[\s-]+){{1,4}}[^\W\d_]+, `?({NAME})`?,", re.IGNORECASE
)
#: The last word of a command: "After a successful disconnect, ...", "Nach einem erfolgreichen `disconnect` ...".
_AFTER = re.compile(
    r"(?:(?:nach (?:einem|dem|jedem)(?: erfolgreichen)?|après (?:un|le|chaque)|(?:tras|después de) (?:un|el|cada))\s+`"
    r"|(?:(?:after|following|on)\s+)?(?:an?|the|each|every)\s+(?:successful\s+`?(?=\w+`?\b(?!\.))"
    r"|`?(?=\w+`? (?:raises|triggers|generates|causes|yields|leads to|results in"
    r"|is (?:always )?(?:followed|answered)) )))"
    r"(\w+)",
    re.IGNORECASE,
)


#: The words of other languages for the commands of an agent leg.
_LEG = {
    "trennen": "disconnect", "verbinden": "connect", "déconnexion": "disconnect", "connexion": "connect",
    "desconexión": "disconnect", "conexión": "connect",
}  # fmt: skip
_AFTER_LEG = re.compile(rf"(?:nach dem|après la|tras la|después de la) ({'|'.join(_LEG)})\b", re.IGNORECASE)


def _sibling_in(text: str, name: str | None, contract: Contract) -> str | None:
    """Return another command with the same beginning as one, if a sentence begins with its last word."""
    found = (_AFTER.match(text) or _AFTER_LEG.match(text)) if name else None
    word = found[1].casefold() if found else ""
    sibling = f"{(name or '').rpartition('.')[0]}.{_LEG.get(word, word)}"
    return sibling if contract.is_command(sibling) else None
