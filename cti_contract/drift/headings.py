"""Headings and labels: the message that they name, their remarks, and the role of the samples below them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from cti_contract.drift.vocabulary import compiled, finder, meanings, pattern, words

#: The contents of the part below a label. `response` is a success or a failure; `sample` is a label without a role.
Role = Literal["request", "response", "success", "failure", "event", "secondary", "sample"]

#: A name of two or more words with dots between them. It is no file, no call, no address and no wildcard.
NAME = r"(?<![\w.@/\\<{$-])[A-Za-z]\w*(?:\.[A-Za-z]\w*)+(?![\w@/\\(*-]|\.\*|\.[\w*])"
NAMES = re.compile(NAME)
#: A line of a list whose marks were lost: a name, and a remark behind it.
LINE_OF_LIST = re.compile(rf"[`*]*{NAME}[`*]*(?:$|\s+[-–—(]|:\s)", re.MULTILINE)  # noqa: RUF001 -- dashes
#: Each name has this; it is found in a tenth of the time.
_INNER_DOT = re.compile(r"\.[A-Za-z]")
_NUMBER = re.compile(
    r"(?:(?:step|schritt|chapter|kapitel|section|abschnitt|part|teil|étape|paso)\s+)?"
    r"(?:(\d{1,3}(?:\.\d{1,3}){0,5})[.):]?|([A-Z](?:\.\d{1,3}){1,5})[.):]?|([A-Z])[.):])\s+(?=\S)",
    re.IGNORECASE,
)
#: The beginning of a title behind its number: a capital, or the one platform whose name begins without one.
TITLE_START = r"(?:[A-ZÀ-Þ]|inContact\b)"
_TITLE_START = re.compile(TITLE_START)
#: The key of an issue before a title: "[CTI-518]".
ISSUE = re.compile(r"(?:\[[A-Z][A-Z0-9]{1,9}-\d{1,6}\]|[A-Z][A-Z0-9]{1,9}-\d{1,6}:)\s+(?=\S)")
#: Words before a name that only count, as `Sheet 3.`, and a line that is a title with its name in parentheses.
_COUNTED = re.compile(r"[^\W\d_]+\s+\d{1,3}[.):]?")
_WITH_TITLE = re.compile(rf"(?:[^\W\d_][\w-]*\s+){{1,5}}\(`?{NAME}`?\)")
#: A line that is a title with its name behind a colon; the last word before it says nothing about the name.
_TITLE_BEFORE = re.compile(
    rf"(?!(?:see|siehe|compare|vgl)\b)(?:[^\W\d_][\w-]*\s+){{1,5}}"
    r"(?!(?:by|after|before|from|to|with|for|also|auch|nach|von|durch|commands?|events?|messages?)\b)"
    rf"[^\W\d_][\w-]*:\s+`?{NAME}`?",
    re.IGNORECASE,
)
#: A line that says in which direction a message goes: "operation: send channel.dial".
_DIRECTED = re.compile(rf"[^\W\d_]+:\s+(?:send|receive|publish|subscribe|emit)s?\s+`?{NAME}`?", re.IGNORECASE)
#: The words of a heading that names several messages.
_JOINED = re.compile(r"(?:(?:and|or|und|oder|et|ou|y|o|[,/&+])\s*)+", re.IGNORECASE)
#: Two columns of a table, each with a name.
_COLUMNS = re.compile(rf"{NAME}(?: {{2,}}|\t){NAME}")
_REMARK = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
#: The remark behind a label: "Secondary events (one of the two)".
_LAST_REMARK = re.compile(r"\s\([^()]*\)$")
#: A name and a remark for which platforms or media it is, or that it is for nothing else: "`x` (inContact only)".
_OF_SOME = compiled(
    rf"({NAME})[`*]*\s*\((?!(?:[^()]*\b)?(?:if|when|wenn|falls|s(?:i|['\u2019]ils?)|quand|cuando)\b)(?:[^()`]*"
    r"\b(?:only|nur|seulement|uniquement|solo|sólo|únicamente)\b[^()`]*|%platforms%|(?:telephony|voice|calls|telefonie"
    r"|téléphonie|telefonía))\)"
)
#: Signs behind a heading that are links to it.
_ANCHORS = " #¶§🔗"
_DASHES = "-–—:|"  # noqa: RUF001 -- dashes of a page
_GROUPS = "|".join(sorted(words("headings", "groups")))
_MEDIUM = "(?:Telephony|Voice|Multimedia|Telefonie|Téléphonie|Multimédia|Telefonía)"
_TITLE = re.compile(
    rf"(?:(?:[A-Z][\w-]*|and|or|of|the|und|&|/)\s+){{0,7}}(?:{_GROUPS})|{_MEDIUM} (?:and|or|und|et|y|&|/) {_MEDIUM}"
)
#: An article before the title of several parts: "Les événements".
_ARTICLE = re.compile(r"(?:All(?:e| the)?|The|Die|Les|Tous les|Toutes les|Los|Las|Todos los) (?=\w)")
_SECONDARY = pattern("labels", "secondary", in_lower_case=True)
#: Parts of words: each such label has at least one.
_OF_EVENTS = ("event", "ereignis", "événement", "follow", "effect", "notif", "raises", "emits", "triggers", "generates")
_FAILURE, _SUCCESS = words("labels", "failure"), words("labels", "success")
_REQUEST, _RESPONSE = words("labels", "request"), words("labels", "response")
_EVENT, _EVENTS = words("labels", "event"), words("labels", "events")
_OF_ANSWERS = _FAILURE | _SUCCESS | _EVENT
_SAMPLE, _NO = words("labels", "sample"), words("labels", "no")
_QUALIFIERS = words("labels", "others") | _SAMPLE
_OF_LABELS = _FAILURE | _SUCCESS | _RESPONSE | _REQUEST | _EVENT | _QUALIFIERS
_OF_ONE_ANSWER = words("labels", "one_answer") | _RESPONSE | _SAMPLE
_COMPOUND = re.compile(
    r"(?:beispiel|muster|test|sample|json)-?(anfrage|anforderung|antwort|aufruf|befehl|kommando|ereignis|nachricht|daten)"
)
_KINDS: dict[Role | None, re.Pattern[str]] = {
    "request": pattern("kinds", "request"),
    "success": pattern("kinds", "success"),
    "failure": pattern("kinds", "failure"),
    "event": pattern("kinds", "event"),
}
_ARTICLE_OF_KIND = re.compile(
    r"^(?:(?:an?|the|each|every|any|all|eine?|die|das|der|jede[rs]?|alle|une?|la|les?|cada|una?|el|los|las) |l['’])"  # noqa: RUF001 -- an apostrophe
)
#: A label for secondary events has no more other words than this.
_MOST_WORDS_BESIDE = 4
#: A label has no more words than this.
_LONGEST_LABEL = 7
#: A title in capitals has this many words or more, and begins with none of a tag: "ALL MEDIA, INCONTACT".
_LEAST_IN_CAPITALS = 3
_TAG_WORDS = words("headings", "limit")
_PLATFORM_NAMES = words("mentions", "platform-name")
#: A heading of plain text has no more characters than this.
_LONGEST_LINE = 110
#: Parts of the page that say nothing about messages, and parts about other versions.
_MUTED, _HISTORY, _TODAY = (pattern("headings", name, in_lower_case=True) for name in ("muted", "history", "today"))
#: The number of comments, or of other things, in a title.
_COUNT = re.compile(r"\(?\d+\)?")
#: A title in the words of a wish: "What we'd like to see".
_is_wish = finder("elsewhere", "wish")
#: Parts of the page about all messages, and those with a subject of its own in each paragraph.
_OF_SEVERAL = pattern("headings", "of_several")
_OVERVIEW, _GLOSSARY = pattern("headings", "overview"), pattern("headings", "glossary")


class Heading(NamedTuple):
    """A heading, or a label, as it was read.

    Attributes:
        line: Its line.
        text: Its text without a number.
        level: 1 for the highest level, 0 if it is unknown.
        names: The names in it.
        is_strong: Whether the heading is a name with remarks only, so that the part below is about that message.
        role: The role of the samples below it.
        rest: Its text without the names.
    """

    line: int
    text: str
    level: int = 0
    names: tuple[str, ...] = ()
    is_strong: bool = False
    role: Role | None = None
    rest: str = ""

    @property
    def name(self) -> str | None:
        """The only name in it, None if it has none or several."""
        names = self.names
        return names[0] if names and names.count(names[0]) == len(names) else None

    @property
    def is_muted(self) -> bool:
        """Return whether the part below says nothing about messages, such as the comments of readers."""
        return _MUTED.fullmatch(_COUNT.sub("", self.text.lower()).strip(" :")) is not None

    @property
    def is_overview(self) -> bool:
        """Return whether the part below is about all messages."""
        return _OVERVIEW.fullmatch(self.text) is not None or self.is_glossary

    @property
    def is_glossary(self) -> bool:
        """Return whether the part below explains words, each in a paragraph or a row of its own."""
        return is_title_of_glossary(self.text)

    @property
    def is_history(self) -> bool:
        """Return whether the part below is about other versions."""
        return _HISTORY.search(self.text.lower()) is not None or _is_wish(self.text)

    @property
    def is_today(self) -> bool:
        """Return whether the part below is about this version, whatever is around it."""
        return _TODAY.search(self.text.lower()) is not None and not self.is_history


def is_title_of_glossary(text: str) -> bool:
    """Return whether a title is that of a glossary: "Glossary of terms"."""
    return _GLOSSARY.fullmatch(text) is not None


#: Stars at the end of a title in bold; that of a wildcard, `interaction.request.*`, belongs to it.
_STARS = re.compile(r"(?<![.*])\*+$")

#: A line of a sample that a text shows: `"command": "channel.dial"`.
_JSON_MEMBER = re.compile(r'\s*"\w+"\s*:')


@lru_cache(maxsize=1024)
def names_of(text: str) -> tuple[str, ...]:
    """Return the names in a text; several readers of a text ask for them, and most texts have none."""
    return tuple(NAMES.findall(text)) if _INNER_DOT.search(text) else ()


def heading_of(line: int, text: str, level: int = 0) -> Heading:
    """Return a heading as it was read from its text."""
    text = _STARS.sub("", text.strip().rstrip(_ANCHORS).lstrip("*"))
    text = without_number(text.rstrip(":").strip())
    plain = text.replace("`", "")
    plain = plain.lower() if plain.isupper() else plain  # names are in lower case
    names = () if _JSON_MEMBER.match(text) else names_of(plain)
    if not names:
        return Heading(line, text, level, role=role_of(text), rest=text)
    rest = " ".join(NAMES.sub(" ", plain).split())
    remarks = _REMARK.sub(" ", rest).strip(f" {_DASHES}()[],")
    role = role_of(remarks) if remarks else None
    return Heading(line, text, level, names, _is_strong(plain, remarks, role), role, rest)


def _is_strong(text: str, remarks: str, role: Role | None) -> bool:
    """Return whether a text is a name with remarks, a role, or words about it behind a dash or a colon."""
    if not remarks or role or _DIRECTED.fullmatch(text):
        return True
    first = NAMES.search(text)
    assert first is not None
    before, after = text[: first.start()].rstrip(), text[first.end() :].lstrip()
    if not after and _COUNTED.fullmatch(before):
        return True
    return (not before and after[:1] in _DASHES) or (not after.strip(") ]") and before[-1:] in f"{_DASHES}([")


def without_number(text: str) -> str:
    """Return the text of a heading without its number, as of `4.1 Calls` or `Step 2: Calls`."""
    found = _NUMBER.match(text)
    return text[found.end() :] if found else text


#: The end of a label that says that the list below it is in order, and parts of words: each has at least one.
_OF_ORDER = ("order", "sequence", "other", "one", "reihe", "nacheinander", "ordre", "autre", "orden", "otro")
_IN_ORDER = pattern("labels", "in_order", in_lower_case=True)


#: Marks and words between the kinds of several samples: "Request and success", "Request / event".
_BETWEEN_KINDS = re.compile(r"\b(?:and|und|et|y)\b|[/,+&]")


#: How a step of a test ended.
_VERDICT = re.compile(
    r"(?:result|outcome|status|verdict|ergebnis|résultat|resultado)\s?: (?:ok|pass(?:ed)?|fail(?:ed)?)"
)


@lru_cache(maxsize=1024)
def role_of(text: str) -> Role | None:
    """Return the role that a label names, None if it is no label: all of its words must be of a label."""
    text = text.strip().strip("`*_ ").rstrip(":").casefold()
    text = _IN_ORDER.sub("", text) if any(part in text for part in _OF_ORDER) else text
    is_long = len(text) > _LONGEST_LINE or text.count(" ") > _LONGEST_LABEL + _MOST_WORDS_BESIDE
    if is_long or _VERDICT.fullmatch(text):
        return None
    others, secondary = _SECONDARY.subn(" ", text) if any(part in text for part in _OF_EVENTS) else (text, 0)
    others = _LAST_REMARK.sub("", others) if secondary else others
    words = re.findall(r"[^\W\d_]+", others)
    if len(words) > _LONGEST_LABEL or not (words or secondary):
        return None
    found = frozenset(map(_stem, words))
    if secondary:
        return None if found & _NO or len(words) > _MOST_WORDS_BESIDE else "secondary"
    if found & _EVENTS and found <= _EVENTS | _QUALIFIERS:
        return None if text.endswith("?") else "secondary"  # "And events?" is about whatever was asked before
    if not found <= _OF_LABELS:
        return None
    return "sample" if found & _REQUEST and found & _OF_ANSWERS and _BETWEEN_KINDS.search(others) else _role_of(found)


@lru_cache(maxsize=1024)
def kind_of(text: str) -> Role | None:
    """Return the kind of messages that a cell or a title names, None for another text: "Events (from the server)"."""
    role = role_of(text)
    if role in _KINDS:
        return role
    plain = _ARTICLE_OF_KIND.sub("", _REMARK.sub("", text).strip(" `*_:").casefold())
    return next((kind for kind, named in _KINDS.items() if named.fullmatch(plain)), None)


def answer_of(text: str) -> Role | None:
    """Return whether a label names a success or a failure and nothing else, such as "Failure response"."""
    said = frozenset(re.findall(r"[^\W\d_]+", text.casefold()))
    role = role_of(text) if said <= _OF_ONE_ANSWER else None
    return role if role in ("success", "failure") else None


def _stem(word: str) -> str:
    """Return the last part of a German compound, such as `Beispielanfrage`, or the word itself."""
    found = _COMPOUND.fullmatch(word)
    return word if word in _FAILURE or word in _SUCCESS or not found else found[1]


def _role_of(words: frozenset[str]) -> Role | None:
    failure, success, response = bool(words & _FAILURE), bool(words & _SUCCESS), bool(words & _RESPONSE)
    if failure or success or response:
        if words & _REQUEST and response:
            return "sample"
        return "failure" if failure and not success else "success" if success and not failure else "response"
    if words & _REQUEST:
        return "request"
    if words & _EVENT:
        return "event"
    return "sample" if words & _SAMPLE else None


def name_in_cell(text: str) -> str:
    """Return a cell with the name of a message without its marks, and without the remark for what it is."""
    text = text.strip("`* ")
    found = _OF_SOME.fullmatch(text)
    return found[1] if found else text


def names_secondary_events(text: str) -> bool:
    """Return whether a label says that the events are secondary, and not only `Events`."""
    return _SECONDARY.search(text.casefold()) is not None


def is_title(text: str) -> bool:
    """Return whether a line is the title of several parts: `Call Commands`."""
    plain = _REMARK.sub("", without_number(text.strip())).strip()
    article = _ARTICLE.match(plain)
    plain = f"{plain[article.end()].upper()}{plain[article.end() + 1 :]}" if article else plain
    return _TITLE.fullmatch(plain) is not None


def names_several_commands(text: str) -> bool:
    """Return whether a line is the title of a part about several commands: `Commands without members in data`."""
    return _OF_SEVERAL.match(without_number(text.strip())) is not None


#: The title of several parts with the media, or the platforms, of all of them: `Calls (telephony only)`.
_LIMITED = re.compile(r"[A-ZÀ-Þ][^.:;?!()|\t]{2,40} \(([^()]{3,60})\)")


#: The words of a title in the capitals of a sentence.
_GROUP_WORDS = frozenset(_GROUPS.casefold().split("|"))
_OF_GROUP = words("headings", "of_group") | words("headings", "of_media") | meanings("objects").keys()


def is_limited(text: str) -> bool:
    """Return whether a line is a title with a remark that names nothing but media and platforms."""
    found = _LIMITED.fullmatch(text.strip())
    said = {*re.findall(r"[^\W\d_]+\d?", found[1].casefold())} if found else set[str]()
    is_named = not said.isdisjoint(_PLATFORM_NAMES) or (found is not None and names_media(found[1]))
    return is_named and said <= _TAG_WORDS | _PLATFORM_NAMES


def names_media(text: str) -> bool:
    """Return whether a text names nothing but media: "Telephony only"."""
    said = set(re.findall(r"[^\W\d_]+", text.casefold()))
    is_whole = said <= _TAG_WORDS and re.fullmatch(r"[^.:;?!|\t]{3,60}", text) is not None
    return is_whole and re.search(_MEDIUM, text, re.IGNORECASE) is not None


_OF_OBJECTS = words("headings", "of_objects")


def names_objects(text: str) -> bool:
    """Return whether a line is nothing but a word for several objects: "Conversations"."""
    return text[:1].isupper() and text.casefold() in _OF_OBJECTS


def is_plain_group(text: str) -> bool:
    """Return whether a line is the title of several parts in the capitals of a sentence: "Otros eventos"."""
    said = text.casefold().split()
    kinds = [word for word in said if word in _GROUP_WORDS]
    return len(kinds) == 1 and 1 < len(said) < _LONGEST_LABEL and text[0].isupper() and _OF_GROUP.issuperset(said)


#: The end of a sentence within a line.
_SENTENCE = re.compile(r"(?:[a-z]|[A-Z]{4})[.!?] [A-Z]")


def level_of_line(text: str) -> int | None:
    """Return the level of a line of plain text that is a heading by its words: 0 if unknown, None if it is none."""
    if (
        len(text) > _LONGEST_LINE
        or text.startswith("(")
        or _COLUMNS.fullmatch(text)
        or text.endswith((".", ";", "?", ","))
    ):
        return None
    key = ISSUE.match(text)
    text = text[key.end() :] if key else text
    number = _NUMBER.match(text)
    if _SENTENCE.search(text, number.end() if number else 0):
        return None
    heading = heading_of(0, text)
    if heading.names and heading.role == "secondary":  # a label with its list
        return None
    if key and heading.names and len(text.split()) <= 12:  # noqa: PLR2004 -- words
        return 0
    if number and (heading.names or _TITLE_START.match(text, number.end())) and len(text.split()) <= 12:  # noqa: PLR2004 -- words
        return (number[1] or number[2] or number[3]).count(".") + 1
    is_whole = not heading.names and heading.role is None and _is_in_capitals(text)
    is_heading = (
        is_title(text)
        or heading.is_muted
        or (heading.is_strong and _is_short(heading))
        or (len(heading.names) > 1 and _JOINED.fullmatch(heading.rest) is not None)
        or (not heading.names and heading.role)
    )
    return 1 if is_whole else 0 if is_heading else None


def _is_in_capitals(text: str) -> bool:
    """Return whether a line is a title in capitals, and no tag for media and platforms: "CASE 4 - AFTER THE END"."""
    said = re.findall(r"[^\W\d_]+", text.casefold())
    is_tag = re.search(_MEDIUM, text, re.IGNORECASE) is not None or not _TAG_WORDS.isdisjoint(said[:1])
    return text.isupper() and len(said) >= _LEAST_IN_CAPITALS and not is_tag


def _is_short(heading: Heading) -> bool:
    """Return whether little but the name is in a heading: in plain text, other lines are prose."""
    remarks = _REMARK.sub(" ", heading.rest).strip(f" {_DASHES}()[],")
    return (
        not remarks
        or heading.role is not None
        or _COUNTED.fullmatch(remarks) is not None
        or _WITH_TITLE.fullmatch(heading.text) is not None
        or _TITLE_BEFORE.fullmatch(heading.text) is not None
        or _DIRECTED.fullmatch(heading.text) is not None
    )
