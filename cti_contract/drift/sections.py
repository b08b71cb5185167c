"""The parts of a page about one message each: its samples, tables, lists and prose, with the roles of their labels."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby, pairwise, takewhile
from operator import attrgetter
from typing import NamedTuple
from unicodedata import combining, normalize

from cti_contract.contract.catalog import KINDS, Kind
from cti_contract.drift import typescript
from cti_contract.drift.blocks import (
    JSON_LANGUAGES,
    MIXED_LANGUAGES,
    SCRIPT_LANGUAGES,
    Block,
    BlockKind,
    Cell,
    Line,
    Page,
)
from cti_contract.drift.cases import case_of, messages_of_cases, names_case
from cti_contract.drift.contract import Contract
from cti_contract.drift.headings import (
    LINE_OF_LIST,
    NAME,
    NAMES,
    Heading,
    Role,
    answer_of,
    heading_of,
    is_title,
    is_title_of_glossary,
    name_in_cell,
    names_of,
    names_secondary_events,
    names_several_commands,
    role_of,
)
from cti_contract.drift.plain_titles import with_titles
from cti_contract.drift.samples import Array, Choice, Object, Value, inside, text_of
from cti_contract.drift.samples_reader import Reading, read
from cti_contract.drift.subjects import commands_in, has_subject, named_in, subjects_in
from cti_contract.drift.tokens import Remark
from cti_contract.drift.typescript import Declaration
from cti_contract.drift.vocabulary import finder, meanings, pattern, phrase, words
from cti_contract.drift.wrong_use import with_corrections, without_wrong_use
from cti_contract.suggest import suggestion

#: A member of a message, in one line of code.
_OF_MESSAGE = re.compile(r'"(?:command|messageType)"')
#: The same in a sample that cannot be read.
_LIKE_OF_MESSAGE = re.compile(r"\b(?:command|messageType)\b[\"']?\s*[:=]")
#: The time, an arrow or the like before such a line.
_BEFORE_CODE = re.compile(r'[^\w`{}"]*+(?:\d[\d:.,TZ-]*+[^\w`{}"]*+)?(?=`)')
#: A sentence before a list of secondary events.
_ANNOUNCES = re.compile(
    r"(?i)^(?!.*\bno\b)[^.]*\b(?:events?|evts|(?:folge|sekundär)?(?:ereignisse|events)|événements|eventos)\b[^.]*"
    r"(?:[:·]|\bfollow(?:s|ing)?\b.*:)\s*$"
    r"|^(?:after|on|upon|nach|bei|en cas de|après un|tras el) (?:(?:a|an|the|its|each|every|einem|jedem|dem)\s+)*"
    r"(?:success(?:ful)?|erfolg(?:reiche[nmr]?)?|succès|éxito)\b[^.]*:\s*$"
)
#: Words of a line before a list of nothing but events that make it secondary events, and words that do not.
_LEADS = pattern("labels", "leads")
_LEADS_NOT = pattern("labels", "leads_not")
#: A line before a list of events that readers ought to know, or that are exceptions, whatever raises them.
_TO_KNOW = pattern("labels", "to_know")
#: The beginning of a paragraph that adds to a list of secondary events: "If one call was active, then `x`".
_GOES_ON = phrase("events", "goes_on")
#: Languages of code that may have messages in it.
_OF_SAMPLES = JSON_LANGUAGES | MIXED_LANGUAGES
#: A line of a drawing: the messages in it are a picture, and no samples.
_DRAWN = re.compile("[\u2500-\u257f]")
#: A paragraph before a sample of what not to send.
_WRONG = pattern("labels", "counterexample", in_lower_case=True)
_EXERCISE = pattern("labels", "exercise", in_lower_case=True)
_WRONG_ABOVE = pattern("labels", "wrong_above", in_lower_case=True)
_WRONG_IN_CODE = pattern("labels", "wrong_in_code", in_lower_case=True)
#: Words for several samples.
_SEVERAL = words("labels", "several")
#: A list of events in a line has no words but remarks in brackets.
_IN_BRACKETS, _WORDS = re.compile(r"\([^()]*\)"), re.compile(r"[^\W\d_]{2,}")
#: Words before a list of other messages.
ASIDE = re.compile(r"^(?:see|compare|siehe|vgl|voir|véase)\b|\b(?:related|also of interest|verwandte)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\s(?<=[.!?]\s)\s*")
_LABEL = re.compile(r"(?:\*\*|__)?([^:.\n]{3,60}):(?:\*\*|__)?\s+(?=\S)")
#: A member with its type, which is no label: "properties: object, required".
_TYPE_FIRST = re.compile(
    rf"(?:(?:an?|eine?|une?|una)\s+)?(?:{'|'.join(sorted(meanings('types')))})\s*(?:[,;.(]|$)", re.IGNORECASE
)
#: A sentence about all messages of a page or a chapter.
OF_ALL = phrase("all", "messages")
#: Words of a sentence about the members that all messages of a kind have.
_is_of_all = finder("all", "messages", "following", "each_request", "each_event", "each_failure")
_OF_FAILURES = re.compile(
    r"`(?:failure|original)`|\b(?:(?:stack trace|timestamp|segment|request id|segmento|horodatage)s?"
    r"|segmente[ns]?|zeitstempels?|marcas? de tiempo)\b",
    re.IGNORECASE,
)
#: A cell with a member that each failure has, and a line about an object with a number of ids.
_OF_EVERY_MESSAGE = re.compile(
    r"^`?(?:failure\.)?context`?$|^\W*(?:an? |the )?(?:interaction|conversation)`?\W{1,20}\d",
    re.IGNORECASE | re.MULTILINE,
)
#: Each name of a message has this.
_DOT = re.compile(r"\w\.\w")
#: The same, also if its parts are in code.
_INNER_DOT = re.compile(r"\.`*[A-Za-z]")
#: Words of a paragraph between two samples that is about the command before it.
_OF_RESPONSE = re.compile(r"\b(?:success|response|reply|answer|erfolg|antwort)\w*\b", re.IGNORECASE)
_OTHER_MEMBERS = frozenset(("data", "result", "failure", "original", "name"))
_ENVELOPE = frozenset(("command", "target", "messageType", "context", *_OTHER_MEMBERS))
_RESULTS: dict[str | None, Kind] = {"success": "success", "failure": "failure"}


#: A title in plain text has no more words than this.
_MOST_WORDS_OF_TITLE = 4
#: The level of a title whose level is not known.
_LOWEST = 99
#: The title of what readers wrote below a page, perhaps with their number.
_COMMENTS = re.compile(r"(?:comments?|kommentare|commentaires|comentarios)\b[\s\d():]*", re.IGNORECASE)
#: How many parts before a list a question that it answers may be, or a text before several samples.
_NEAR_QUESTION = 20


class Sample(NamedTuple):
    """A sample of one message.

    Attributes:
        line: Its first line.
        name: The name of the message, None if the sample has none.
        name_line: The line of the name.
        kind: The kind of message, None if neither the sample nor its label says.
        value: The message.
        role: The role of the label above it.
        faults: Slips in it.
        tolerated: Oddities in it that are no faults.
        is_form: Whether it shows the form of a message, with alternatives or placeholders without quotes.
        is_broken: Whether its brackets are wrong.
        label: The label right above it if that names nothing but a success or a failure.
    """

    line: int
    name: str | None
    name_line: int
    kind: Kind | None
    value: Object
    role: Role | None
    faults: tuple[Remark, ...]
    tolerated: tuple[Remark, ...]
    is_form: bool
    is_broken: bool
    label: str = ""


class Part(NamedTuple):
    """A block below a heading.

    Attributes:
        block: The block.
        role: The role of the label above it.
        is_history: Whether it is about other versions.
        name: Of code, the name of the first message in it; empty for the declaration of what all messages have.
    """

    block: Block
    role: Role | None = None
    is_history: bool = False
    name: str | None = None


@dataclass
class Section:
    """The part of a page about one message, or about none.

    Attributes:
        heading: The heading above it; if it is hidden, it has no name.
        titles: The headings around it, the nearest one last.
        name: The name of the message: that of the heading, or that of the samples and the prose.
        samples: The samples, also those of another message under a heading with a name.
        unreadable: Samples that make no sense.
        parts: The other blocks.
        labels: The lines of the labels in it that name a role, with that role.
        labels_of_events: The texts of those of secondary events.
        is_cut: Whether a part of it is hidden.
        is_history: Whether it is about other versions.
    """

    heading: Heading
    titles: tuple[Line, ...] = ()
    name: str | None = None
    samples: list[Sample] = field(default_factory=list)
    unreadable: list[Remark] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    labels: list[tuple[int, Role]] = field(default_factory=list)
    labels_of_events: list[str] = field(default_factory=list)
    is_cut: bool = False
    is_history: bool = False

    @property
    def prose(self) -> Iterator[Block | Cell]:
        """Yield the paragraphs, list items and cells."""
        yield from _texts_of(self.parts)

    @cached_property
    def texts(self) -> list[Block]:
        """The paragraphs and the elements of lists; not asked for before the section is complete."""
        return [part.block for part in self.parts if part.block.kind in ("text", "item")]

    def text_before(self, line: int) -> str:
        """Return the last paragraph, or element of a list, before a line; empty if there is none."""
        at = bisect_left(self.texts, line, key=attrgetter("line"))
        return self.texts[at - 1].text if at else ""

    @cached_property
    def names_in_prose(self) -> frozenset[str]:
        """The names in the prose; not asked for before the section is complete."""
        return frozenset(name for each in self.prose for name in names_of(each.text))

    @cached_property
    def names_in_samples(self) -> frozenset[str]:
        """The names of the messages in the samples; not asked for before the section is complete."""
        return frozenset(sample.name for sample in self.samples if sample.name)

    @cached_property
    def members_in_samples(self) -> frozenset[str]:
        """The names of all members in the samples; not asked for before the section is complete."""
        values = (value for sample in self.samples for value in inside(sample.value))
        return frozenset(name for value in values if isinstance(value, Object) for name in value.members)

    @property
    def shows_messages(self) -> bool:
        """Whether its code has a member that each message has."""
        return any(_LIKE_OF_MESSAGE.search(line.text) for part in self.parts for line in part.block.lines)

    @property
    def prose_of_today(self) -> Iterator[Block | Cell]:
        """Yield the same without the parts about other versions."""
        yield from () if self.is_history else _texts_of(part for part in self.parts if not part.is_history)


def _texts_of(parts: Iterable[Part]) -> Iterator[Block | Cell]:
    for part in parts:
        if part.block.kind == "table":
            rows = typescript.prose_of(part.block) if part.block.language == typescript.LANGUAGE else part.block.rows
            yield from chain.from_iterable(rows)
        else:
            yield part.block


def sections_of(page: Page, contract: Contract) -> list[Section]:
    """Return the sections of a page that may be about messages, in its order.

    The blocks before the first heading are one too.
    """
    reader = _Reader(page, contract)
    blocks = list(with_corrections([*without_wrong_use(_flattened(page.blocks))], contract))
    if page.compared:
        removed = [_is_removed(*pair, contract) for pair in pairwise(blocks)]
        added = [
            block._replace(kind="heading", level=0) if is_added and block.kind == "item" else block
            for block, is_added in zip(blocks, [False, *removed], strict=False)
        ]
        blocks = [block for block, is_removed in zip(added, [*removed, False], strict=False) if not is_removed]
    blocks = with_titles(blocks, contract) if page.is_plain and not page.compared else blocks
    of_events = _before_events(blocks, contract)
    titles = [*map(_is_short_text, blocks[1:]), False]
    for block, following, of_event, title in zip(blocks, _following(blocks), of_events, titles, strict=False):
        reader.take(block, following, events_behind=of_event, is_before_title=title)
    reader.close()
    cases = messages_of_cases(blocks, contract)
    return [part for section in reader.sections for part in _by_message(section, contract, cases)]


def _is_removed(heading: Block, next_: Block, contract: Contract) -> bool:
    """Return whether a heading of a view of two versions has an older or unknown name, and the next one a like one.

    A removed line is above the one that was added, which may be read as an element of a list.
    """
    is_line = next_.kind == "heading" or (next_.kind == "item" and NAMES.fullmatch(next_.text) is not None)
    if heading.kind != "heading" or not is_line:
        return False
    names, added = names_of(heading.text), names_of(next_.text)
    if not len(names) == len(added) == 1 or names[0] in contract.names or added[0] not in contract.names:
        return False
    return contract.same(names[0], added[0]) or suggestion(names[0], added) is not None


def _title_of(blocks: Sequence[Block]) -> int:
    """Return the line of the title of a page, the only heading of the highest level, 0 if there is none."""
    headings = [block for block in blocks if block.kind == "heading" and block.level]
    is_title = headings[1:] and all(each.level > headings[0].level for each in headings[1:])
    return headings[0].line if is_title else 0


def _has_messages(blocks: Sequence[Block], contract: Contract) -> bool:
    """Return whether headings of a page below its title are messages.

    Such a page documents the messages of today, also if its title is "Upgrading to 5.0".
    """
    headings = [block for block in blocks if block.kind == "heading" and block.level]
    return any(contract.is_message(name) for each in headings[1:] for name in names_of(each.text))


#: Members of commands, and of events: a table with both is one of what all messages have.
_OF_EACH_MESSAGE = ("command", "messageType")
#: The same in a sentence.
_MEMBER_OF_ALL = re.compile(r"`(?:command|messageType|target|result)`")
#: A cell that is nothing but an object, perhaps in two languages; a table of targets has this many of them.
_AN_OBJECT = re.compile(
    r"[`*]*(?:(?:an?|the|der|die|das|le|la|el|une?|una) )?"
    rf"(?:{'|'.join(sorted(map(re.escape, meanings('objects')), key=len, reverse=True))})[`*]*(?: ?[(/][^()/]*\)?)?",
    re.IGNORECASE,
)
_LEAST_OBJECTS = 3


def _may_have_names(section: Section) -> bool:
    """Return whether a section has samples, or a text that may name a message, or be about all messages or failures."""
    return (
        bool(section.samples or section.unreadable or section.heading.names)
        or any(part.name is not None for part in section.parts)
        or (any(part.block.kind == "table" for part in section.parts) and has_subject(section.heading.text))
        or sum(_AN_OBJECT.fullmatch(line.text.strip()) is not None for line in section.prose) >= _LEAST_OBJECTS
        or any(_DOT.search(line.text) or may_be_of_all(line.text) or has_subject(line.text) for line in section.prose)
    )


def may_be_of_all(text: str) -> bool:
    """Return whether a text may be about what all messages, all failures or all targets have."""
    return bool(
        text.strip("`* ") in _OF_EACH_MESSAGE
        or _MEMBER_OF_ALL.search(text)
        or _is_of_all(text)
        or _OF_FAILURES.search(text)
        or _OF_EVERY_MESSAGE.search(text)
    )


def _following(blocks: Sequence[Block]) -> list[BlockKind | None]:
    """Return for each block the kind of the next one that is not hidden, None at the end."""
    kinds: list[BlockKind | None] = []
    following: BlockKind | None = None
    for block in reversed(blocks):
        kinds.append(following)
        following = following if block.kind == "hidden" else block.kind
    return kinds[::-1]


def _before_events(blocks: Sequence[Block], contract: Contract) -> list[frozenset[str]]:
    """Return for each block the events with which all elements of the list behind it begin, none if they do not.

    The list may be a table.
    """
    found: list[frozenset[str]] = []
    listed: frozenset[str] = frozenset()  # those of the elements from the following block on
    following: BlockKind | None = None
    for block in reversed(blocks):
        found.append(listed if following in ("item", "table") else frozenset())
        if block.kind == "table":
            listed = events_of_table(block, contract)
        elif block.kind == "item":
            name = NAMES.match(block.text.lstrip("`* "))
            is_event = name is not None and contract.resembles_message(name[0]) and not contract.is_command(name[0])
            behind = listed if following == "item" else frozenset()
            listed = behind | {name[0]} if name and is_event and (behind or following != "item") else frozenset()
        following = following if block.kind == "hidden" else block.kind
    return found[::-1]


#: The title of a column with members.
_NAMES_OF_MEMBERS = pattern("columns", "name")
#: A table with no more rows, its titles among them, is no list, unless it counts events.
_LEAST_ROWS = 2
#: The titles of a column that counts events, or gives their conditions.
_COUNTS = re.compile(
    r"#|n[or°º]\.?|order|step|seq\w*|position|reihenfolge|schritt|rang|ordre|orden|paso", re.IGNORECASE
)
_CONDITIONS = re.compile(r"conditions?|when|bedingung(?:en)?|wann|condición|condiciones|cuándo|quand", re.IGNORECASE)


def events_of_table(table: Block, contract: Contract) -> frozenset[str]:
    """Return the events of a table that has nothing else in one column, none of another one."""
    rows = table.rows[1:]
    for column in range(min(map(len, rows), default=0)):
        names = [row[column].text.strip("`* ") for row in rows]
        if all(contract.resembles_message(name) and not contract.is_command(name) for name in names):
            return frozenset(names)
    return frozenset()


def _is_counterexample(block: Block) -> bool:
    """Return whether the text before a sample, or its last sentence, says that the sample is wrong on purpose."""
    text = block.text.lower()
    if _EXERCISE.search(text):
        return True
    is_title = block.kind == "text" or text.endswith(":")  # an element without a colon is one of a list of mistakes
    return is_title and any(_WRONG.search(each) for each in (text, _SENTENCE_END.split(text)[-1]))


def _marked_wrong(lines: Sequence[Line], readings: Sequence[Reading]) -> list[Reading]:
    """Return the values in a block that a comment calls wrong: one in them, behind them, or on the line before."""
    starts = [each.line for each in readings]
    found = set[int]()
    for line in lines:
        text = _STRING.sub("", line.text)
        if not _WRONG_IN_CODE.search(text.lower()):
            continue
        is_before = line.number + 1 in starts and not _BRACKETS.search(text)
        found.add(line.number + 1 if is_before else max((at for at in starts if at <= line.number), default=0))
    return [each for each in readings if each.line in found]


#: A string of JSON, and the brackets of a value.
_STRING = re.compile(r'"[^"]*"')
_BRACKETS = re.compile(r"[{}\[\]]")


def _is_short_text(block: Block) -> bool:
    """Return whether a paragraph is a line of a few words that is no sentence, and no label with its text."""
    is_short = len(block.text.split()) <= _MOST_WORDS_OF_TITLE and ": " not in block.text
    return block.kind == "text" and is_short and block.text[-1:] not in ".:;,"


def _flattened(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks; a table with code in it is a layout, and a table of one column is no table."""
    for block in blocks:
        if block.kind != "table" or not _is_layout(block):
            yield _with_code(_without_speakers(block))
            continue
        header = block.rows[0]
        for row in block.rows:
            if fact := _fact(row):
                yield fact
                continue
            for column, cell in enumerate(row):
                title = header[column].text if column < len(header) and row is not header else ""
                if role_of(title) and not role_of(row[0].text):
                    yield Block("text", cell.line, title, is_bold=True)
                yield from _flattened(cell.blocks)
        if sum(NAMES.search(row[0].text) is not None for row in block.rows) > 1:
            yield Block("end", block.line)


def _fact(row: Sequence[Cell]) -> Block | None:
    """Return a row with a name and a text, such as `Target` and `Channel`, as one paragraph."""
    if len(row) != 2 or role_of(row[0].text) or NAMES.search(row[0].text):  # noqa: PLR2004 -- name and text
        return None
    is_text = row[1].text.strip() and all(each.kind == "text" for cell in row for each in cell.blocks)
    return Block("text", row[0].line, f"{row[0].text.strip(' :*')}: {row[1].text.strip()}") if is_text else None


def _is_layout(table: Block) -> bool:
    cells = [cell for row in table.rows for cell in row]
    return all(len(row) == 1 for row in table.rows) or any(
        each.kind in ("code", "table", "heading") or _message_in(each.text.strip())
        for cell in cells
        for each in cell.blocks
    )


#: The time and the speaker before a line of a chat: "[09:21] rosa: same shape".
_SPEAKER = re.compile(
    r"\[?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AP]M)?\]?,?\s+(?:[-–]\s+)?"  # noqa: RUF001 -- a dash
    r"(?:<[^<>\n]{1,40}>:?|[*_]{0,2}[^\W\d_][\w.-]*(?: [\w.-]+){0,2}[*_]{0,2}\s*:)\s+"
)


def _without_speakers(block: Block) -> Block:
    """Return a paragraph of a chat without the times and the speakers: what each says is a sentence of its own."""
    if block.kind not in ("text", "item") or not _SPEAKER.match(block.text):
        return block
    said: list[str] = []
    for line in block.text.split("\n"):
        found = _SPEAKER.match(line)
        if found and said and said[-1][-1:] not in (".", "!", "?", ":", ";", ",", ""):
            said[-1] += "."
        said.append(line[found.end() :] if found else line)
    return block._replace(text="\n".join(said))


def _with_code(block: Block) -> Block:
    """Return a paragraph that is a message in one line of code as a block of code."""
    if block.kind not in ("text", "item") or not _OF_MESSAGE.search(block.text):
        return block
    whole = _message_in(block.text)
    shown = [_shown_in(line) for line in block.text.split("\n")]
    if not (whole or all(shown)):
        return block
    texts = whole.split("\n") if whole else shown
    return Block("code", block.line, lines=tuple(Line(number, text) for number, text in enumerate(texts, block.line)))


def _message_in(text: str) -> str:
    """Return the message in a text that is nothing but one in code; empty if it is something else."""
    inside = text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] == "`" else ""
    is_message = inside.startswith("{") and inside.endswith("}") and _OF_MESSAGE.search(inside)
    return inside if is_message else ""


def _shown_in(line: str) -> str:
    """Return a message in code with the time, or an arrow, that is before it; empty for another line."""
    found = _BEFORE_CODE.match(line)
    message = _message_in(line[found.end() :].rstrip()) if found else ""
    return f"{found[0]}{message}" if found and message else ""


#: The title of a column with the state of a decision, and the state of one that does not hold any more.
_STATE = re.compile(
    r"stat(?:e|us)|outcome|result|decision|resolution|zustand|beschluss|ergebnis|état|statut|décision|estado|decisión",
    re.IGNORECASE,
)
_VOID = re.compile(
    r"\W*(?:overruled|overturned|withdrawn|rejected|abandoned|cancell?ed|void|dropped|reverted|declined|wontfix"
    r"|verworfen|zurückgezogen|abgelehnt|aufgehoben|annulée?|rejetée?|abandonnée?|anulad[oa]|rechazad[oa]|retirad[oa])\b",
    re.IGNORECASE,
)


def _void_rows(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return the rows of a table that are about decisions that do not hold, or not any more."""
    states = [at for row in rows[:1] for at, title in enumerate(row) if _STATE.fullmatch(title.text.strip(" *:`"))]
    return [row for row in rows[1:] if any(at < len(row) and _VOID.match(row[at].text) for at in states)]


class _Reader:
    """Assigns blocks to sections, one after the other; `role` is that of the last label."""

    def __init__(self, page: Page, contract: Contract) -> None:
        self._compared = page.compared
        self._contract = contract
        self._title = _title_of(page.blocks)
        self._is_of_today = _has_messages(page.blocks, contract)
        self._role: Role | None = None
        self._titles: list[tuple[int, Line]] = []  # each with its level
        self._history = 0  # the level of a heading below which the page is about other versions
        self._muted = 0  # the same for a part that says nothing about messages
        self._is_ticket: bool | None = None  # whether the comments of readers are all that the page says of messages
        self._events_behind: frozenset[str] = frozenset()  # those of the list that follows
        self._is_before_title = False
        self._term = -1  # the line of the last paragraph in bold that began a section
        self._label_text = ""  # that of the last label
        self._named_in_label: tuple[str, ...] = ()  # the names in the paragraph that may be a label
        self.sections = [Section(Heading(1, ""))]

    def take(
        self,
        block: Block,
        following: BlockKind | None,
        *,
        events_behind: frozenset[str] = frozenset(),
        is_before_title: bool = False,
    ) -> None:
        """Take a block.

        Args:
            block: The block.
            following: The kind of the next one that is not hidden.
            events_behind: The events of the list that follows, if it has nothing else.
            is_before_title: Whether a line of text follows that is no sentence.
        """
        self._events_behind = events_behind
        self._is_before_title = is_before_title
        if block.kind == "hidden":
            self._hide(block, following)
        elif block.kind == "heading":
            self._heading(self._named(block), following)
        elif not self._muted and block.kind != "comment":
            self._take_part(block, following)

    def _take_part(self, block: Block, following: BlockKind | None) -> None:
        """Take a block below a heading."""
        if block.is_bold and block.text.rstrip(":* ").endswith("?") and not names_of(block.text):  # another question
            self._end_terms()
        self._drop_sample(block, following)
        if block.kind == "end" and not block.is_bold:
            self._end()
        elif block.kind == "end":
            self._end_terms()
        elif block.kind == "code":
            self._code(block)
            if self._is_before_bare_list(following):
                self._label(block.line, "secondary")
        elif block.kind == "table":
            self._table(block)
        elif not self._is_label(block, following):
            if self._is_behind_list(block) or self._is_before_another_sample(block, following):
                self._role = None
            self._add(block)
            if block.kind == "text" and self._role is None and self._is_before_bare_list(following, block.text):
                self._label(block.line, "secondary", block.text)

    def _drop_sample(self, block: Block, following: BlockKind | None) -> None:
        """Take the sample before a text out of its section if the text asks what is wrong in it, or says that it is."""
        section = self.sections[-1]
        last = section.parts[-1].block if section.parts else block
        is_behind = block.kind == "text" and last.kind == "code"
        text = block.text.lower() if is_behind else ""
        if _WRONG_ABOVE.match(text) or (following != "code" and _EXERCISE.search(text)):
            while section.samples and section.samples[-1].line >= last.line:
                section.samples.pop()

    def _is_behind_list(self, block: Block) -> bool:
        """Return whether a paragraph is behind the list of secondary events, and adds nothing to it."""
        parts = self.sections[-1].parts[-2:]
        if self._role != "secondary" or block.kind != "text" or not parts or parts[-1].role != "secondary":
            return False
        last = next((part.block for part in reversed(parts) if part.block.kind in ("item", "table")), None)
        if last and block.text[:1].islower() and block.line == last.line + 1:  # a remark on an element
            return False
        if LINE_OF_LIST.match(block.text) and not self._contract.is_command(names_of(block.text)[0]):
            return False
        text = parts[-1].block.text
        others = NAMES.sub("", _IN_BRACKETS.sub("", text))
        is_line = not _WORDS.search(others) if NAMES.search(text) else others.count(" ") < _MOST_WORDS_OF_TITLE
        return bool(last or (is_line and not role_of(text))) and not _GOES_ON.match(block.text)

    def _is_before_another_sample(self, block: Block, following: BlockKind | None) -> bool:
        """Return whether a paragraph leads to code, and the code of the label above is before it."""
        is_between = any(part.block.kind == "code" for part in self.sections[-1].parts[-1:]) and following == "code"
        return is_between and block.kind == "text" and block.text.endswith(":")

    def _table(self, table: Block) -> None:
        """Take a table; each row of a table of two columns that begins with a label is a paragraph of that role."""
        names = (name for row in table.rows for cell in row for name in names_of(cell.text))
        is_of_events = any(map(self._contract.resembles_message, names)) and not self._has_members(table)
        if self._role == "secondary" and not is_of_events:
            self._role = None
        is_order = self._is_order_of_events(table)
        are_labelled = [len(row) == 2 and not is_order for row in table.rows]  # noqa: PLR2004 -- label and text
        roles = [role_of(row[0].text) if each else None for row, each in zip(table.rows, are_labelled, strict=True)]
        for row, role in zip(table.rows, roles, strict=True):
            if role == "secondary":
                block = Block("text", row[1].line, row[1].text)
                self.sections[-1].parts.append(Part(block, role, bool(self._history)))
        rows = tuple(row for row, role in zip(table.rows, roles, strict=True) if role != "secondary")
        if void := _void_rows(rows):
            history = Part(table._replace(rows=(rows[0], *void)), self._role, is_history=True)
            self.sections[-1].parts.append(history)
            rows = tuple(row for row in rows if row not in void)
        if rows and is_order:
            self._role, before = "secondary", self._role
            self._add(table)
            self._role = before
        elif rows:
            self._add(table._replace(rows=rows))

    def _has_members(self, table: Block) -> bool:
        """Return whether most cells of a column are members: the table has the data of events, and no list of these."""
        for at, title in enumerate(table.rows[0]):
            cells = [text for row in table.rows[1:] if at < len(row) and (text := row[at].text.strip("`* "))]
            known = [text for text in cells if self._is_member(text)]
            is_titled = _NAMES_OF_MEMBERS.fullmatch(title.text.strip("`*: ").casefold()) is not None
            if len(known) * 2 > len(cells) and (is_titled or any("." in text for text in known)):
                return True
        return False

    def _is_member(self, text: str) -> bool:
        """Return whether a text is a member, or a path to one: `dispositions[].value`."""
        name = text.replace("[]", "").rpartition(".")[2]
        return name in self._contract.every_member and not self._contract.is_message(text)

    def _is_order_of_events(self, table: Block) -> bool:
        """Return whether a table in the section of a command counts its events, or has their conditions or a title."""
        titles = [cell.text.strip("`* ") for cell in table.rows[0]]
        is_counted = any(map(_COUNTS.fullmatch, titles))
        is_named = any(map(names_secondary_events, titles))
        is_titled = is_counted or is_named or any(map(_CONDITIONS.fullmatch, titles))
        is_certain = is_named or (is_counted and any(role_of(title) == "event" for title in titles))
        is_list = is_certain or len(table.rows) > _LEAST_ROWS
        return is_titled and is_list and self._is_of_command() and bool(events_of_table(table, self._contract))

    def _command(self) -> str:
        """Return the name of the section, or the only one of its last paragraph, or that of its last sample.

        The last paragraph may be the one that leads to a list.
        """
        section = self.sections[-1]
        if section.heading.names:
            return section.heading.name or ""
        names = self._named_in_label or (names_of(section.parts[-1].block.text) if section.parts else [])
        names = [*filter(self._contract.is_command, names)] or names  # others are its events
        shown = next((part.name for part in reversed(section.parts) if part.name), "")
        return names[0] if len(names) == 1 else shown if not names else ""

    def _is_of_command(self) -> bool:
        return self._contract.is_command(self._command())

    def _named(self, block: Block) -> Heading:
        """Return a heading; only names that may be those of messages count."""
        heading = heading_of(block.line, block.text, block.level)
        current = {self._contract.current(name) for name in heading.names}
        if len(current) < len(set(heading.names)) and len(current) == 1:  # a name and its older spelling
            return heading._replace(names=tuple(current), is_strong=True)
        names = tuple(name for name in heading.names if self._contract.names_message(name))
        if names == heading.names:
            return heading
        if names:
            return heading._replace(names=names, is_strong=False)
        return Heading(block.line, heading.text, block.level, role=role_of(heading.text), rest=heading.text)

    def _heading(self, heading: Heading, following: BlockKind | None) -> None:
        section = self.sections[-1]
        is_below = heading.level > section.heading.level > 0
        if self._mutes(heading):
            self._muted = heading.level or _LOWEST
            return
        if self._muted and heading.level <= self._muted:
            self._muted = 0
        if self._history and heading.level and (heading.level <= self._history or heading.is_today):
            self._history = 0
        if heading.names:
            self._heading_with_name(heading, following, is_below=is_below)
        elif command := self._command_with_events(heading, is_below=is_below):
            self._begin(heading._replace(names=(command,), is_strong=False))
            self._label(heading.line, "secondary")
        elif names_several_commands(heading.text):
            self._begin(heading)
        else:
            self._heading_without_name(heading, following, is_below=is_below)

    def _mutes(self, heading: Heading) -> bool:
        """Return whether nothing below a heading counts; comments do if nothing before them is about a message."""
        if not heading.is_muted or heading.line == self._title:  # a page of mistakes may show how it is done right
            return False
        if self._is_ticket is None and _COMMENTS.fullmatch(heading.text):
            self._is_ticket = not any(map(self._names_messages, self.sections))
        return not (self._is_ticket and _COMMENTS.fullmatch(heading.text))

    def _names_messages(self, section: Section) -> bool:
        return bool(section.samples or section.heading.names) or any(
            self._contract.is_message(name) for line in section.prose for name in names_of(line.text.replace("`", ""))
        )

    def _heading_without_name(self, heading: Heading, following: BlockKind | None, *, is_below: bool) -> None:
        section = self.sections[-1]
        if heading.role and not self._is_title(heading, following):
            if names_case(heading.text):  # "Events for case 5"
                self.sections[-1].parts.append(
                    Part(Block("text", heading.line, heading.text), None, bool(self._history))
                )
            self._label(heading.line, heading.role, heading.text)
        elif is_below and section.heading.names and self._leads_to_events(heading.text):
            self._label(heading.line, "secondary", heading.text)
        elif is_below and section.heading.names:
            self._role = None
            self._history = self._history or (heading.level if heading.is_history else 0)
            self._add(Block("text", heading.line, heading.text))
        elif not heading.level and not is_title(heading.text):
            self._add(Block("text", heading.line, heading.text))
        else:
            self._begin(heading)

    def _command_with_events(self, heading: Heading, *, is_below: bool) -> str:
        """Return the command whose events a heading announces in plain words: "Events after a dial"."""
        text = heading.text
        is_before_list = bool(self._events_behind) and _LEADS.search(text) and not _LEADS_NOT.search(text)
        if (is_below and self.sections[-1].heading.names) or not (is_before_list or names_secondary_events(text)):
            return ""
        found = subjects_in(heading.text, self._contract)
        return found[0] if len(found) == 1 else ""

    def _heading_with_name(self, heading: Heading, following: BlockKind | None, *, is_below: bool) -> None:
        section = self.sections[-1]
        same = heading.name and section.heading.name and self._contract.same(heading.name, section.heading.name)
        is_listed = self._role == "secondary" and self._is_listed(heading, following, is_below=is_below)
        if is_listed or (not heading.level and self._is_below_aside(heading.line)):
            self._add(Block("item", heading.line, heading.text, level=1))
        elif same and (is_below or heading.role) and heading.role:
            self._label(heading.line, heading.role)
        else:
            self._begin(heading)
            if heading.role == "secondary":
                self._label(heading.line, "secondary")

    def _is_listed(self, heading: Heading, following: BlockKind | None, *, is_below: bool) -> bool:
        """Return whether a heading that names an event is an element of a list of secondary events."""
        if not heading.name or self._contract.is_command(heading.name):
            return False
        if is_below and following not in (None, "heading"):  # a section, if the list has it, or if it says "Event"
            listed = (NAMES.search(part.block.text) for part in self.sections[-1].parts if part.role == "secondary")
            return not heading.role and heading.name not in {found[0] for found in listed if found}
        if is_below or heading.level:
            return is_below
        before = self.sections[-1].parts[-1] if self.sections[-1].parts else None
        is_right_below = before is not None and before.role == "secondary" and before.block.line == heading.line - 1
        if is_right_below and heading.text.endswith(")"):  # with a remark, as elements have
            return True
        return following in (None, "heading", "item") or self._is_before_title

    def _is_below_aside(self, line: int) -> bool:
        """Return whether a line is the first one below the title of a list of other messages: "Related"."""
        before = self.sections[-1].parts[-1].block if self.sections[-1].parts else Block("text", 0)
        is_title = before.kind == "text" and before.text.count(" ") < _MOST_WORDS_OF_TITLE
        return is_title and before.line >= line - 2 and ASIDE.search(before.text) is not None

    def _is_title(self, heading: Heading, following: BlockKind | None) -> bool:
        """Return whether a heading such as `Events` is the title of several sections."""
        section = self.sections[-1].heading
        if section.level and heading.level and heading.level < section.level:
            return True
        if section.level and heading.level == section.level and not section.names and self._has_samples():
            return True
        if names_secondary_events(heading.text) or not is_title(heading.text):
            return False
        if section.level and heading.level:
            return heading.level <= section.level or not section.names
        is_of_others = following == "table" and bool(self._events_behind) and self._is_of_command()
        return (
            following in (None, "heading", "text", "code")
            or (is_of_others and self._known_events().isdisjoint(self._events_behind))
            or (not section.names and self._are_of_several_commands())
        )

    def _are_of_several_commands(self) -> bool:
        """Return whether a list of events has more than twice as many as the command before it raises."""
        number = len(self._known_events()) if self._events_behind and self._is_of_command() else 0
        return 0 < number * 2 < len(self._events_behind)

    def _has_samples(self) -> bool:
        """Return whether the section has a sample of a request."""
        return any(sample.kind == "request" for sample in self.sections[-1].samples)

    def _is_label(self, block: Block, following: BlockKind | None) -> bool:
        """Take a paragraph that is a label, or begins with one; return whether there is nothing else in it."""
        text = block.text.strip()
        last = _SENTENCE_END.split(text)[-1]
        self._named_in_label = names_of(text) if block.kind == "text" and len(last) < len(text) else ()
        if block.kind == "text" and (
            self._announces_events(" ".join(last.split()), following) or self._names_command_of_events(block)
        ):
            self._add(block)
            self._label(block.line, "secondary", text)
            return True
        if self._role == "secondary" and text.endswith(":") and ASIDE.search(last):
            self._role = None
        if len(text) > 300 or "\n" in text:  # noqa: PLR2004 -- a label has one line
            return self._begins_with_label(block, text, following, is_short=False)
        role: Role | None = "secondary" if self._announces_events(text, following) else None
        role = role or (None if names_of(text) else role_of(text))
        is_sentence = role == "secondary" and text.endswith(".") and following not in ("item", "table")
        is_of_all = role == "secondary" and self._is_above_commands(block)
        self._role = None if is_of_all else self._role
        is_wrong = role == "failure" and _WRONG.search(text.lower()) is not None  # "Wrong request"
        if is_sentence or is_of_all or is_wrong or (role == "event" and self._role == "secondary"):  # a list's title
            return False
        if role == "secondary" and text.endswith(")"):  # it may say that one of them comes
            self._add(block)
        if role and (block.kind == "text" or block.is_bold or text.endswith(":")):
            self._label(block.line, role, text)
            return True
        if block.kind == "text" and _INNER_DOT.search(text) and self._may_be_heading(block):  # others have no name
            heading = self._named(block)
            if heading.name and heading.is_strong and (block.is_bold or heading.role in ("request", "event")):
                self._term = block.line if block.is_bold else self._term
                self._heading_with_name(heading._replace(level=0), following, is_below=False)
                return True
            if heading.names and heading.is_strong and block.is_bold:  # a term of several messages
                self._end_terms()
        return self._begins_with_label(block, text, following, is_short=True)

    def _is_above_commands(self, block: Block) -> bool:
        """Return whether an element of a list is not inside the element with the last command: "Events" of all."""
        section = self.sections[-1]
        elements = takewhile(lambda part: part.block.level, reversed(section.parts)) if block.kind == "item" else ()
        commands = (part.block for part in elements if self._contract.is_command(part.block.text.strip("`* ")))
        last = None if section.heading.name else next(commands, None)
        return last is not None and last.level > block.level

    def _begins_with_label(self, block: Block, text: str, following: BlockKind | None, *, is_short: bool) -> bool:
        """Take a paragraph that begins with a label, as `Request: {…}`; return whether it does.

        The list of secondary events behind a label may have several lines (`is_short`). The last one of several facts,
        "Success data: those of the request", is not the label of the sample behind them.
        """
        begun = _LABEL.match(text)
        is_member = begun is not None and block.kind == "item" and _TYPE_FIRST.match(text, begun.end()) is not None
        role = role_of(begun[1]) if begun and not is_member else None
        if begun is None or role is None or (role != "secondary" and not is_short):
            return False
        if role == "secondary" and self._are_of_several(self._labelled_before(block)):
            return False
        rest = _with_code(block._replace(text=text[begun.end() :]))
        if rest.kind == "code":
            self._label(block.line, role)
            self._code(rest)
            return True
        self._label(block.line, role, begun[1])
        if role == "secondary":
            self._add(rest._replace(kind="text") if len(names_of(rest.text)) > 1 else rest)
        else:
            is_fact = following == "code" and self._is_behind_fact(block) and not text.endswith(":")
            is_fact |= block.kind == following == "item" and rest.text.strip() != ""  # the next element is another one
            self._add(block._replace(kind="text"))
            self._role = None if is_fact else role
        return True

    def _labelled_before(self, block: Block) -> Iterator[str]:
        """Yield the texts before an element of a list, or a paragraph, that begin with labels, up to other events."""
        for part in reversed(self.sections[-1].parts):
            is_beside = part.block.kind in ("text", "item") and part.block.level == block.level
            if not is_beside or part.role == "secondary" or not _LABEL.match(part.block.text):
                return
            yield part.block.text

    def _are_of_several(self, texts: Iterable[str]) -> bool:
        """Return whether texts below no name of a message have several commands: events beside them are of none."""
        names = (self._contract.current(name) for text in texts for name in names_of(text))
        return not self.sections[-1].heading.name and len({*filter(self._contract.is_command, names)}) > 1

    def _is_behind_fact(self, block: Block) -> bool:
        """Return whether an element of a list is right behind another one: they are facts about a message."""
        before = (part.block for part in self.sections[-1].parts[-1:])
        return block.kind == "item" and any(each.kind != "code" and each.level == block.level for each in before)

    def _announces_events(self, text: str, following: BlockKind | None) -> bool:
        """Return whether a paragraph is the sentence before a list of secondary events."""
        if self._names_own_events(text, following):
            return True
        leads = not text.endswith((".", "!", "?")) and self._leads_to_events(text)
        if not leads and not text.endswith((":", "·")):
            return False
        last = _SENTENCE_END.split(text)[-1]
        if _TO_KNOW.search(last) or self._names_another_command(last) or self._follows_question_of_another():
            return False
        is_before_list = self._role == "secondary" or following in ("item", "table")
        return leads or (is_before_list and _ANNOUNCES.search(NAMES.sub(" ", last)) is not None)

    def _names_own_events(self, text: str, following: BlockKind | None) -> bool:
        """Return whether a line before a list is its label with the command of the section: "Events of `x`"."""
        own, names = self.sections[-1].heading.name or "", names_of(text)
        is_of_own = bool(names) and all(self._contract.same(name, own) for name in names)
        return is_of_own and following in ("item", "table") and role_of(NAMES.sub(" ", text)) == "secondary"

    def _names_command_of_events(self, block: Block) -> bool:
        """Return whether a paragraph before a list of nothing but events names their only command, in plain words."""
        if not self._events_behind:
            return False
        text = " ".join(block.text.split())
        own = self.sections[-1].heading.name
        is_lead = text.endswith(":") and _LEADS.search(text) is not None
        if not is_lead or _LEADS_NOT.search(_SENTENCE_END.split(text)[-1]) or (own and own not in commands_in(text)):
            return False
        return len(commands_in(text)) == 1 and not NAMES.search(_SENTENCE_END.split(text)[-1])

    def _follows_question_of_another(self) -> bool:
        """Return whether the question before, in bold, is about another command: "And after a consult transfer?"."""
        before = self.sections[-1].parts[: -_NEAR_QUESTION - 1 : -1]
        asked = next((part.block.text for part in before if part.block.is_bold), "")
        names = named_in(asked) if asked.rstrip(" *").endswith("?") else frozenset()
        return bool(names) and self.sections[-1].heading.name not in names

    def _names_another_command(self, text: str) -> bool:
        """Return whether a line names a command other than that of the section."""
        own = self.sections[-1].heading.name
        return own is not None and any(
            self._contract.is_command(name) and not self._contract.same(name, own) for name in names_of(text)
        )

    def _leads_to_events(self, text: str) -> bool:
        """Return whether a line before a list of nothing but events says that they follow.

        If the contract leaves open what follows, the list may be about anything.
        """
        if not self._events_behind or all(
            message.secondary is None for message in self._contract.of_name(self._command())
        ):
            return False
        is_of_command = self._is_of_command() if self.sections[-1].heading.names else self._are_of_command()
        return is_of_command and _LEADS.search(text) is not None and not _LEADS_NOT.search(text)

    def _are_of_command(self) -> bool:
        """Return whether at least half of the events of the list that follows are those of the command before it."""
        if not self._events_behind or not self._is_of_command():
            return False
        known = self._known_events()
        return bool(known) and len(known & self._events_behind) * 2 >= len(self._events_behind)

    def _known_events(self) -> frozenset[str]:
        """Return the events that the command of the section raises."""
        return frozenset(each.name for each in self._contract.of_name(self._command())[0].secondary_events)

    def _is_before_bare_list(self, following: BlockKind | None, text: str = "") -> bool:
        """Return whether nothing leads to a list of nothing but events: the section is about the command alone."""
        if following != "item":
            return False
        last = _SENTENCE_END.split(text.strip())[-1]
        is_aside = text and (ASIDE.search(last) or NAMES.search(last) or not last.endswith("."))
        return not is_aside and self._are_of_command()

    def _may_be_heading(self, block: Block) -> bool:
        """Return whether a paragraph may be meant as a heading: `Command: channel.dial`, or a name in bold."""
        return block.is_bold or not self.sections[-1].heading.name

    def _label(self, line: int, role: Role, text: str = "") -> None:
        self._role, self._label_text = role, text.strip("*_: ")
        self.sections[-1].labels.append((line, role))
        if role == "secondary" and text:
            self.sections[-1].labels_of_events.append(text)

    def _add(self, block: Block) -> None:
        self.sections[-1].parts.append(Part(block, self._role, bool(self._history)))

    def _begin(self, heading: Heading) -> None:
        before = self.sections[-1]
        level = heading.level
        if level:
            self._titles = [each for each in self._titles if 0 < each[0] < level]
        elif not heading.names:
            self._titles = []
        if not level and heading.names:
            heading = heading._replace(level=before.heading.level if before.heading.level and not before.name else 0)
        titles = self._titles_now()
        if not heading.names:
            is_history = heading.is_history and not (heading.line == self._title and self._is_of_today)
            self._history = self._history or (max(level, 1) if is_history else 0)
        self._open(Section(heading, titles, is_history=bool(self._history)))
        if level or not heading.names:
            self._titles.append((level or _LOWEST, Line(heading.line, heading.text)))
        self._role = None

    def _end(self) -> None:
        """End a table with a row for each message: the next paragraph is about none of them."""
        titles = self._titles_now()
        self._open(Section(Heading(self.sections[-1].heading.line, ""), titles, is_history=bool(self._history)))
        self._role = None

    def _end_terms(self) -> None:
        """End a list of terms: if the last one is a message, what follows is not about it."""
        if self._is_of_term():
            self._end()

    def _is_of_term(self) -> bool:
        """Return whether the section began with a term, and not with a heading."""
        return self.sections[-1].heading.line == self._term

    def _hide(self, block: Block, following: BlockKind | None) -> None:
        """Begin a section whose heading is hidden, unless the hidden text is between the elements of one list."""
        before = self.sections[-1]
        is_same = before.is_cut and not (before.parts or before.samples or before.unreadable or before.heading.names)
        before.is_cut = True
        if not is_same and not (self._role == "secondary" and following == "item"):
            self._open(Section(Heading(block.line, ""), before.titles or self._titles_now(), is_cut=True))
            self._role = None

    def _open(self, section: Section) -> None:
        self.close()
        self.sections.append(section)

    def close(self) -> None:
        """End the last section; it goes if it cannot be about messages, so that many need no memory."""
        if not _may_have_names(self.sections[-1]):
            self.sections.pop()

    def _titles_now(self) -> tuple[Line, ...]:
        return tuple(title for _, title in self._titles)

    def _code(self, block: Block) -> None:
        section = self.sections[-1]
        if block.language in typescript.LANGUAGES:
            self._declarations(block)
            return
        if block.language not in _OF_SAMPLES or any(_DRAWN.search(line.text) for line in block.lines):
            return
        if self._is_behind_counterexample():
            section.parts.append(Part(block, self._role, bool(self._history)))
            self._role = None
            return
        self._role = None if self._is_far_from_label() else self._role
        names, known = [], len(section.unreadable)
        block = _without_removed(block, self._contract) if self._compared else block
        readings = _readings(block, compared=self._compared)
        wrong = _marked_wrong(block.lines, readings)
        for reading in readings:
            if reading in wrong:
                continue
            samples = self._samples_in(reading, is_alone=len(readings) == 1)
            if reading.is_inline or block.language == "http":  # a program or a log may have other messages
                samples = [sample for sample in samples if not self._is_of_another(sample)]
            section.samples += [
                sample if number == 0 else sample._replace(faults=(), tolerated=())
                for number, sample in enumerate(samples)
            ]
            names += [sample.name for sample in samples if sample.name]
            if reading.value is None:
                section.unreadable += reading.faults
            elif reading.is_broken and not samples and _is_json(block):
                line, fault = reading.faults[0]
                section.unreadable.append(Remark(line, f"this sample cannot be read: {fault}"))
        is_read = bool(names or wrong) or len(section.unreadable) > known
        if block.language and not is_read and (lack := _fault_of(block) or _without_json(block)):
            section.unreadable.append(lack)
        name = self._contract.current(names[0]) if names else None
        section.parts.append(Part(block, self._role, bool(self._history), name))
        self._role = None if self._role == "secondary" else self._role

    def _samples_in(self, reading: Reading, *, is_alone: bool) -> list[Sample]:
        """Return the messages in a value; one that is alone in its block has the label right above it."""
        samples = [_sample(reading, value, self._role) for value in _messages_in(reading.value)]
        is_labelled = is_alone and len(samples) == 1
        return [samples[0]._replace(label=self._label_right_above())] if is_labelled else samples

    def _label_right_above(self) -> str:
        """Return the label right above a sample if it names nothing but a success or a failure, empty for another one.

        Behind a sample of that kind it may be the label of that one.
        """
        section = self.sections[-1]
        line = section.labels[-1][0] if section.labels else 0
        is_behind = any(part.block.line >= line for part in section.parts[-1:])
        role = answer_of(self._label_text)
        is_of_last = any(each.kind == role and not each.label for each in section.samples[-1:])
        return "" if role is None or line == 0 or is_behind or is_of_last else self._label_text

    def _is_behind_counterexample(self) -> bool:
        """Return whether the text before a sample, or before several ones, says that it is wrong on purpose."""
        parts = [part.block for part in self.sections[-1].parts[-_NEAR_QUESTION:]]
        before = next((block for block in reversed(parts) if block.kind != "code"), None)
        if before is None or before.kind not in ("text", "item") or not _is_counterexample(before):
            return False
        return before is parts[-1] or not _SEVERAL.isdisjoint(re.findall(r"\w+", before.text.lower()))

    def _is_far_from_label(self) -> bool:
        """Return whether several paragraphs are between the last label and what follows, below no name of a message."""
        section = self.sections[-1]
        label = section.labels[-1][0] if section.labels else 0
        before = section.parts[-_MOST_BEHIND_LABEL - 1 :]
        are_between = all(part.block.kind == "text" and part.block.line > label for part in before)
        return not section.heading.names and len(before) > _MOST_BEHIND_LABEL and are_between

    def _is_of_another(self, sample: Sample) -> bool:
        """Return whether a sample has another name than the heading, that of a message or of something else."""
        own, name = self.sections[-1].heading.name or "", sample.name or ""
        is_known = self._contract.is_message(own) and self._contract.is_message(name)
        is_foreign = name and not self._contract.resembles_message(name)
        return is_foreign or (is_known and not self._contract.same(name, own))

    def _declarations(self, block: Block) -> None:
        """Take the declarations of objects in TypeScript as tables of members."""
        section = self.sections[-1]
        role = None if self._role == "secondary" else self._role
        own = section.heading.name or ""
        known = self._contract.member_names(own) if self._contract.is_message(own) else self._contract.every_member
        for each in typescript.declarations(block.lines):
            name = _message_of(each, self._contract)
            members = {row[0].text.strip("`") for row in each.table.rows}
            if name is None and members.isdisjoint(known):  # of another program
                continue
            is_of_other = name and section.heading.name and not self._contract.same(name, section.heading.name)
            part = Part(each.table, _role_of_words(_words_of(each.name)) or role, bool(self._history), name)
            if is_of_other:
                self.sections.insert(-1, Section(Heading(block.line, ""), section.titles, name, parts=[part]))
            else:
                section.parts.append(part)


#: No more paragraphs than this are between a label and its sample: more of them are about something else.
_MOST_BEHIND_LABEL = 2


#: Words in the names of declarations that say for which kind of message they are.
_ROLE_WORDS: tuple[tuple[Role, frozenset[str]], ...] = (
    ("failure", frozenset(("failure", "error", "failed"))),
    ("success", frozenset(("success", "result"))),
    ("response", frozenset(("response", "reply", "answer"))),
    ("request", frozenset(("request", "params", "parameters", "args", "options"))),
    ("event", frozenset(("event", "notification"))),
)
_GENERAL_WORDS = frozenset(
    ("base", "cti", "object", "data", "payload", "body", "message", "envelope", "generic", "command", "interface", "i")
).union(*(words for _, words in _ROLE_WORDS))


def _words_of(name: str) -> list[str]:
    """Return the words of a name such as `AddChannelData`, in lower case."""
    return [word.casefold() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def _role_of_words(words: Sequence[str]) -> Role | None:
    return next((role for role, known in _ROLE_WORDS if not known.isdisjoint(words)), None)


def _message_of(declaration: Declaration, contract: Contract) -> str | None:
    """Return the message that a declaration is about, empty if it is about all, None if it does not say."""
    constants = (declaration.constants.get("command", ""), declaration.constants.get("name", ""))
    named = next(filter(contract.is_message, constants), None)
    if named:
        return contract.current(named)
    words = _words_of(declaration.name)
    if _role_of_words(words) and _GENERAL_WORDS.issuperset(words):
        return ""
    own = "".join(word for word in words if word not in _GENERAL_WORDS)
    found = [
        name for name in contract.names if own in (name.replace(".", ""), name.replace(".", "").replace("request", ""))
    ]
    return found[0] if len(found) == 1 else None


#: A member on a line of its own, with a value that is no object.
_ONE_MEMBER = re.compile(r'\s*"(\w+)"\s*:\s*[^\s{\[]')


def _without_removed(block: Block, contract: Contract) -> Block:
    """Return a block of a view of two versions without the members that have another name on the next line.

    No message has these, and the other name is like them: a removed line is above the one that was added.
    """
    names = [found[1] if (found := _ONE_MEMBER.match(line.text)) else "" for line in block.lines]
    lines = (
        line
        for line, name, added in zip(block.lines, names, [*names, ""][1:], strict=True)
        if not (name and added and name not in contract.every_member and suggestion(name, (added,)))
    )
    return block._replace(lines=tuple(lines))


def _readings(block: Block, *, compared: bool) -> list[Reading]:
    """Return the values in a block of code that may be meant as messages: a program or a log has other ones."""
    readings = [each for each in read(block.lines, compared=compared) if not each.has_only_names]
    readings = readings if compared else _with_hope(readings)
    readings = [each.in_language(block.language) for each in readings]
    if block.language in JSON_LANGUAGES:
        return [each for each in readings if not (each.is_bare and each.is_inline)]
    if block.language in SCRIPT_LANGUAGES:
        readings = [each.in_language("json5") if each.is_bare and not each.is_inline else each for each in readings]
    return [each for each in readings if _is_meant(each)]


#: The names of members that a whole message has.
_OF_WHOLE = re.compile(r'"(target|data|result|name)"\s*:')
#: The beginning of a message without its bracket.
_WITHOUT_BRACKET = re.compile(r'\s*"(?:command|messageType)"\s*:')
_ONLY_BRACKETS = re.compile(r"[\s{}\[\],]+")


def _fault_of(block: Block) -> Remark | None:
    """Return the fault of a block of JSON in which no message was found: a bracket is missing."""
    text = "\n".join(line.text for line in block.lines).strip()
    is_open = _ONLY_BRACKETS.fullmatch(text) and text.count("{") + text.count("[") > text.count("}") + text.count("]")
    is_bare = _WITHOUT_BRACKET.match(text) and len({*_OF_WHOLE.findall(text)}) > 1
    if not (block.language in JSON_LANGUAGES and (is_open or is_bare)):
        return None
    line = next(line.number for line in block.lines if line.text.strip())
    missing = "its brackets are not closed" if is_open else "the braces around it are missing"
    return Remark(line, f"this sample cannot be read: {missing}")


def _without_json(block: Block) -> Remark | None:
    """Return the fault of a block of JSON that has words or XML in it, and no text in place of a sample."""
    text = "\n".join(line.text for line in block.lines).strip()
    words = [word.strip(".,:;!?()") for word in text.split()]
    are_words = sum(map(str.isalpha, words)) >= max(_LEAST_WORDS, len(words) // 2 + 1)
    is_xml = text.startswith("<") and "</" in text
    is_none = _NO_SAMPLE.search(text) is not None or any(sign in text for sign in '{["')
    if block.language not in JSON_LANGUAGES or is_none or not (is_xml or are_words):
        return None
    line = next(line.number for line in block.lines if line.text.strip())
    return Remark(line, f"this sample is no JSON: it has {'XML' if is_xml else 'words'} in it")


#: A text of fewer words is a remark: "to be done".
_LEAST_WORDS = 4
#: A text in place of a sample: "see above", "the same as for a call".
_NO_SAMPLE = phrase("samples", "none")


def _with_hope(readings: list[Reading]) -> list[Reading]:
    """Return the values of a block, only the hopeless one if others have faults: they are parts of the same."""
    hopeless = [each for each in readings if each.value is None or (each.is_broken and not _messages_in(each.value))]
    are_faulty = len(hopeless) > 1 or any(each.faults for each in readings if each not in hopeless)
    return hopeless[:1] if hopeless and are_faulty else readings


def _is_json(block: Block) -> bool:
    """Return whether a block of code says that it is JSON, or begins like it: that of a program does not."""
    return bool(block.language) or any(_BEGINNING.match(line.text) for line in block.lines)


#: The beginning of an object.
_BEGINNING = re.compile(r'[\[{\s]*\{[\[{\s]*"[^"]*"\s*:')


def _is_meant(reading: Reading) -> bool:
    """Return whether a value between other text is meant as a message: it is JSON, and has the name of one.

    Only a value that is alone may have slips.
    """
    if reading.value is None or reading.is_bare or (reading.is_inline and reading.faults):
        return False
    names = [text_of(each, "command") or text_of(each, "name") for each in _messages_in(reading.value)]
    return bool(names) and all(name is None or NAMES.fullmatch(name) for name in names)


def _messages_in(value: Value | None) -> list[Object]:
    """Return the messages in the value of a sample: itself, its elements, its alternatives, or its members."""
    if isinstance(value, Object):
        if _is_message(value):
            return [value]
        inner = [member.value for member in value.members.values()]
        return [each for each in inner if isinstance(each, Object) and _is_message_in_another(each)]
    options = value.items if isinstance(value, Array) else value.options if isinstance(value, Choice) else ()
    return [message for each in options for message in _messages_in(each)]


def _is_message(value: Object) -> bool:
    """Return whether an object has members that only messages have, and no command of a shell."""
    names = value.members.keys()
    command = text_of(value, "command")
    if command is not None and not NAMES.fullmatch(command):
        return " " not in command and not names.isdisjoint(_ENVELOPE - {"command"})
    return bool(names & {"command", "messageType"}) or ("target" in names and bool(names & _OTHER_MEMBERS))


def _is_message_in_another(value: Object) -> bool:
    """Return whether an object in another one is a message: many configurations have commands in them."""
    command = text_of(value, "command")
    is_named = command is None or NAMES.fullmatch(command) is not None
    return is_named and not value.members.keys().isdisjoint({"command", "messageType"})


def _sample(reading: Reading, value: Object, role: Role | None) -> Sample:
    """Return a message with its name and kind; its own members decide about the kind before its label does."""
    key = "command" if "command" in value.members else "name" if "name" in value.members else _misnamed_name(value)
    line = value.members[key].line if key in value.members else value.line
    role = reading.role or role
    return Sample(
        value.line,
        text_of(value, key),
        line,
        _kind(value, role),
        value,
        role,
        reading.faults,
        reading.tolerated,
        reading.is_form,
        reading.is_broken,
    )


def _kind(value: Object, role: Role | None) -> Kind | None:
    members = value.members.keys()
    is_response = bool(members & {"result", "failure", "original"})
    if not is_response and not any(name == "command" or suggestion(name, ("command",)) for name in members):
        return "event" if members & {"messageType", "name"} else _kind_of(role)
    result = text_of(value, "result") or _misnamed_result(value)
    if result or "result" in members:
        named = _kind_of(role) if role in ("success", "failure") else None
        known = _RESULTS.get(result) or _RESULTS.get(suggestion(result or "", ("success", "failure"))) or named
        if known != _kind_of_members(value) and role != known:  # the text of the result is the slip
            known = _kind_of_members(value) or known
        return known or ("failure" if members & {"failure", "original"} else "success")
    if members & {"failure", "original"}:
        return "failure"
    is_like_request = role == "failure" and "data" in members  # below a title about errors
    return _kind_of(role) if role in ("success", "failure") and not is_like_request else "request"


def _kind_of_members(value: Object) -> Kind | None:
    """Return the kind of response that alone has the members of a sample besides its result, None if either may be."""
    is_failure, has_data = not value.members.keys().isdisjoint(("failure", "original")), "data" in value.members
    if is_failure == has_data:
        return None
    return "failure" if is_failure else "success"


def _misnamed_name(value: Object) -> str:
    """Return the member with another name whose text is that of a message, `name` if there is none."""
    texts = {name: text_of(value, name) or "" for name in value.members if name not in _ENVELOPE}
    return next((name for name, text in texts.items() if NAMES.fullmatch(text)), "name")


def _misnamed_result(value: Object) -> str | None:
    """Return the text of a member with another name if it is that of a result."""
    texts = (text_of(value, name) for name in value.members if name not in _ENVELOPE)
    return next((text for text in texts if text in _RESULTS), None)


def _kind_of(role: Role | None) -> Kind | None:
    return next((kind for kind in KINDS if kind == role), None)


def _by_message(section: Section, contract: Contract, cases: Mapping[str, str]) -> list[Section]:
    """Return a section with the name of its heading as it is, another one divided by the messages in it."""
    heading = section.heading
    if heading.name:
        samples = {contract.current(sample.name) for sample in section.samples if sample.name}
        known = contract.is_message(heading.name) or not any(map(contract.is_message, samples))
        section.name = heading.name if known or len(samples) != 1 else samples.pop()
        return [section, *_of_others(section, contract)]
    return _divided(section, contract, cases)


def _of_others(section: Section, contract: Contract) -> list[Section]:
    """Take the samples of other messages that belong below a heading out of its section.

    Return a section for each of these messages.
    """
    of_others: dict[str, list[Sample]] = {}
    own = []
    for sample in section.samples:
        if _belongs_below(sample.name or "", section, contract) or _is_whole_of_another(sample, section, contract):
            of_others.setdefault(contract.current(sample.name or ""), []).append(sample)
        else:
            own.append(sample)
    section.samples = own
    return [
        Section(Heading(samples[0].line, ""), section.titles, name, samples, is_history=section.is_history)
        for name, samples in of_others.items()
    ]


def _is_whole_of_another(sample: Sample, section: Section, contract: Contract) -> bool:
    """Return whether a sample is the failure of another command, with its own request: pages show one as an example."""
    original = sample.value.members.get("original")
    command = text_of(original.value, "command") if original and isinstance(original.value, Object) else None
    return (
        command is not None
        and command == sample.name
        and contract.is_command(command)
        and not contract.same(command, section.name or "")
    )


def _belongs_below(name: str, section: Section, contract: Contract) -> bool:
    """Return whether the samples of an event may be in the section of a command, or the other way round.

    One raises the other, or the section has samples of its own message, or its prose names the other.
    """
    own = section.name or ""
    if not (contract.is_message(own) and contract.is_message(name)) or contract.same(own, name):
        return False
    if contract.is_command(name) is contract.is_command(own):
        return contract.is_event(name) and name in section.names_in_prose
    command, event = (own, name) if contract.is_command(own) else (name, own)
    created = f"{event.removesuffix('.initialized')}.created"  # what a command creates is initialized afterwards
    return (
        any(contract.may_raise(command, each) or command in contract.commands_with(each) for each in (event, created))
        or any(
            each in section.names_in_samples
            for message in contract.of_name(own)
            for each in (message.name, *message.aliases)
        )
        or name in section.names_in_prose
    )


def _divided(section: Section, contract: Contract, cases: Mapping[str, str]) -> list[Section]:
    """Return a section for each message that the samples or the prose of a section without a name are about."""
    named: dict[str | None, Section] = {}

    def of(name: str | None) -> Section:
        if name not in named:
            named[name] = Section(
                section.heading, section.titles, name, is_cut=section.is_cut, is_history=section.is_history,
                labels_of_events=section.labels_of_events,
            )  # fmt: skip
        return named[name]

    section.parts = list(_with_leads_apart(section, contract))
    glossary = _glossary(section)
    terms = section.parts[glossary].block.line if glossary < len(section.parts) else None  # from this line on
    subjects = _subjects(section, contract, cases, glossary)
    for part, subject in zip(section.parts, subjects, strict=True):
        of(subject).parts.append(part)
    last: str | None = None
    for sample in section.samples:
        last = contract.current(sample.name) if sample.name else last
        of(last).samples.append(sample)
    first = next((each for each in subjects if each), last)
    of(first).unreadable += section.unreadable
    named_samples = [sample for sample in section.samples if sample.name]
    lines = [part.block.line for part in section.parts]
    for line, role in section.labels:  # a label is about the message of the sample before it,
        if terms is not None and line > terms:  # a term
            continue
        at = bisect_left(named_samples, line, key=attrgetter("line"))
        at += at < len(named_samples) and named_samples[at].kind == role == "failure"  # or of that behind it
        behind = bisect_left(lines, line)  # before the first sample, it is about the message of what is below it
        before_all = subjects[behind] if behind < len(lines) else first
        of(contract.current(named_samples[at - 1].name or "") if at else before_all).labels.append((line, role))
    return [each for each in named.values() if each.parts or each.samples or each.unreadable] or [section]


def _with_leads_apart(section: Section, contract: Contract) -> Iterator[Part]:
    """Yield the parts of a section; the sentences of a paragraph before the first name of a message are one by itself.

    They are about no message: "Most responses repeat the data. `session.start` has none."
    """
    is_named = any(sample.name for sample in section.samples)
    for part in section.parts:
        block = part.block
        name = None if is_named or block.kind != "text" else _mentioned(block, contract)
        is_named = is_named or name is not None or (block.kind != "text" and _mentioned(block, contract) is not None)
        start = 0
        if name and part.role != "secondary":
            at = block.text.find(name)
            start = max((found.end() for found in _SENTENCE_END.finditer(block.text, 0, at)), default=0)
        if start and not NAMES.search(block.text, 0, start):  # a wrong name is one, too
            yield part._replace(block=block._replace(text=block.text[:start].rstrip()))
            line = block.line + block.text.count("\n", 0, start)
            part = part._replace(block=block._replace(line=line, text=block.text[start:]))  # noqa: PLW2901
        yield part


def _is_of_sample_above(text: str, name: str, following: str, contract: Contract) -> bool:
    """Return whether a paragraph is about the message of the sample before it, not about that of the next one."""
    is_of_response = contract.is_command(name) and _OF_RESPONSE.search(text) is not None
    is_remark = is_of_response or _ON_SAMPLE_ABOVE.match(text) is not None
    return is_remark or _has_only_those_of(text, name, following, contract)


_IN_CODE = re.compile(r"`([^`]+)`")


def _has_only_those_of(text: str, name: str, other: str, contract: Contract) -> bool:
    """Return whether a paragraph has members or events of a message in code, none of another one, and no command."""
    said = frozenset(_IN_CODE.findall(text))
    own, others = _members_and_events(name, contract), _members_and_events(other, contract)
    is_of_own = not said.isdisjoint(own - others) and said.isdisjoint(others - own)
    return is_of_own and not text.endswith(":") and not any(map(contract.is_command, said))


def _members_and_events(name: str, contract: Contract) -> frozenset[str]:
    """Return the names of the members of a message that not all messages have, and those of its secondary events."""
    events = (event.name for event in contract.events_of(name))
    return contract.member_names(name) - _ENVELOPE | frozenset(events)


#: The beginning of a remark on the sample before it.
_ON_SAMPLE_ABOVE = re.compile(
    r"(?:(?:please )?(?:note|notice|mind|observe)\b(?! that)|as (?:you (?:can )?see|shown)\b"
    r"|(?:wie man sieht|beachten sie|beachte|man sieht)\b"
    r"|(?:notez|remarquez|on voit)\b(?! que)|(?:nótese|fíjese|obsérvese|se ve)\b(?! que)"
    r"|(?:then|now|next|afterwards|after (?:this|that)),?"
    r" (?:(?:you |we |just )?(?:wait|expect|listen|watch)|comes?\b|follows?\b)"
    r"|(?:dann|danach|anschließend|jetzt|nun) (?:warten|wartet|warte|kommt|kommen|folgt|folgen)\b"
    r"|(?:ensuite|puis|après cela),? (?:attendez|on attend|vient|arrive|suit)\b"
    r"|(?:luego|después|a continuación),? (?:espere|se espera|llega|sigue|viene)\b)",
    re.IGNORECASE,
)


def _subjects(section: Section, contract: Contract, cases: Mapping[str, str], glossary: int) -> list[str | None]:
    """Return the message that each part is about: for code that of its sample, for prose that of the nearest code.

    If a section shows nothing but failures of a message, its prose is about failures in general. From the place
    `glossary` on each part has a subject of its own.
    """
    subjects = _Subjects(section, contract, cases, glossary)
    found = [subjects.of(position) for position in range(len(section.parts))]
    for position, (part, answer) in enumerate(zip(section.parts, found[1:], strict=False)):
        found[position] = found[position] or (answer if part.block.text.endswith("?") else None)
    return found


class _Subjects:
    """The messages that the parts of a section are about, asked for one after the other."""

    def __init__(self, section: Section, contract: Contract, cases: Mapping[str, str], glossary: int) -> None:
        samples = section.samples if glossary and not section.heading.is_overview else []
        shown = {contract.current(each.name) for each in samples if each.name and each.kind != "failure"}
        self._parts, self._contract, self._cases, self._glossary = section.parts, contract, cases, glossary
        self._of_code = [part.name if part.name in shown else None for part in section.parts]
        self._has_samples = any(self._of_code)
        self._are_names = [*map(_is_name, section.parts)]
        self._numbered = _numbered(section.parts)
        self._first_of_all = _first_of_all(self._of_code, contract)
        self._apart = _apart(section.parts, contract)
        self._last: str | None = None
        self._before_names: str | None = None  # the subject before a list of names
        #: The levels of the elements around that have subjects of their own, and the subjects before these.
        self._around: list[tuple[int, str | None]] = []
        self._is_general = False

    def of(self, position: int) -> str | None:
        """Return the message that a part is about, None if there is none."""
        part = self._parts[position]
        self._leave_names(position)
        self._leave_elements(part)
        subject = self._of_part(position, part)
        self._last = subject or self._last
        return subject

    def _leave_names(self, position: int) -> None:
        """Go back to the subject before a list of names: the part behind it is about none of its elements."""
        is_name = self._are_names[position]
        if is_name and not (position and self._are_names[position - 1]):
            self._before_names = self._last
        elif not is_name and position > 1 and all(self._are_names[position - 2 : position]):
            self._last, self._is_general = self._before_names, self._before_names is None

    def _leave_elements(self, part: Part) -> None:
        """Go back to the subject before the elements of a list that end here."""
        is_element = part.role != "secondary" and (
            part.block.kind == "item" or (part.block.kind == "text" and part.block.level > 0)
        )
        while self._around and is_element and part.block.level <= self._around[-1][0]:
            self._last = self._around.pop()[1]
        if self._around and not is_element and not part.role:
            self._last = self._around[0][1]
            self._is_general = self._is_general or self._last is None
        self._around = self._around if is_element else []

    def _of_part(self, position: int, part: Part) -> str | None:
        if part.block.kind == "code":
            return part.name or self._last
        if position in self._apart or (part.role == "secondary" and position >= self._first_of_all):
            return None
        if position >= self._glossary:
            self._last = None
            return None if part.block.kind == "table" else _only_name(part.block, self._contract)
        if part.name is not None:  # a declaration
            return part.name or None
        if part.block.kind == "item" and part.role != "secondary" and (named := self._named_in(part.block)):
            self._around.append((part.block.level, self._last))
            return named
        return self._of_prose(position, part)

    def _named_in(self, item: Block) -> str | None:
        """Return the message that an element of a list names as its subject."""
        is_alone = not (self._last or self._has_samples or self._is_general)
        named = _named_first(item, self._contract, anywhere=not self._has_samples)
        return named or (_mentioned(item, self._contract) if is_alone else None)

    def _of_prose(self, position: int, part: Part) -> str | None:
        block, last, contract = part.block, self._last, self._contract
        following = self._of_code[position + 1] if position + 1 < len(self._of_code) else None
        if last and _is_known_by_role(part, last, following, contract):
            return last if part.role == "secondary" else None  # None: about events in general
        if block.kind == "text" and (case := case_of(block.text, self._cases)):
            return case
        if command := _announcing(block, contract) or _of_verb(block, contract) or self._of_list_above(position):
            return command
        if block.kind in ("text", "item") and (
            position in self._numbered or _QUESTION.match(block.text) or _CASE.match(block.text)
        ):
            self._last = None
            return following or _begun_by(block, contract)
        if self._has_samples:
            is_of_last = last and _is_of_sample_above(block.text, last, following or last, contract)
            return (last if is_of_last else following) or last or _first_behind(self._parts, position, self._of_code)
        return last or (None if self._is_general else _mentioned(block, contract))

    def _of_list_above(self, position: int) -> str | None:
        """Return the message whose list is above a paragraph about it: "The event `x` carries: …", "Its target is"."""
        block = self._parts[position].block
        if block.kind != "text" or not _OF_IT.match(block.text):
            return None
        items = takewhile(lambda at: self._parts[at].block.kind == "item", range(position - 1, -1, -1))
        return self._of_lead(position - 1 - sum(1 for _ in items), position)

    def _of_lead(self, lead: int, position: int) -> str | None:
        """Return the only message in the paragraph that leads to the list between two places."""
        block = self._parts[lead].block
        is_lead = 0 <= lead < position - 1 and block.kind == "text" and block.text.endswith(":")
        return _named_first(block, self._contract, anywhere=True) if is_lead else None


#: A paragraph about what the message before it has: "Its target is the channel".
_OF_IT = re.compile(r"(?:its|seine?|ihre?|sa|son|ses|sus?)\b", re.IGNORECASE)


def _is_known_by_role(part: Part, last: str, following: str | None, contract: Contract) -> bool:
    """Return whether the label above a part says what it is about: the last command, or no command at all."""
    if part.role == "secondary":
        return part.block.kind in ("item", "table")
    return part.role == "event" and following is None and contract.is_command(last)


def _first_of_all(names: Sequence[str | None], contract: Contract) -> int:
    """Return the first place of code that goes back to a command before another one; the number of places without.

    Such code shows the requests of all, then their responses: a list of events behind it is that of all.
    """
    before = set[str]()
    last = ""
    for position, name in enumerate(names):
        if name and name != last and contract.is_command(name):
            if name in before:
                return position
            before.add(name)
            last = name
    return len(names)


def _numbered(parts: Sequence[Part]) -> set[int]:
    """Return the places of numbered paragraphs, if there are several, such as answers: "6. There is none"."""
    found = {at for at, part in enumerate(parts) if part.block.kind == "text" and _NUMBER.match(part.block.text)}
    return found if len(found) > 1 else set()


_NUMBER = re.compile(r"[A-Z]?\d{1,3}[.)](?:\s|$)")
#: The id and the title of a case in plain text: "CP-08  A blind transfer".
_CASE = re.compile(r"[A-Z]{1,5}[-_.]?\d{1,4}[.:)]?[ \t]+\S[^\n]*\n")


def _begun_by(block: Block, contract: Contract) -> str | None:
    """Return the message of a paragraph that has its own: the first one in a question, the first command in a case."""
    if not _CASE.match(block.text):
        return _mentioned(block, contract) or _by_last_word(block.text, contract)
    return next((contract.current(name) for name in names_of(block.text) if contract.is_command(name)), None)


#: A word that may be the last one of the name of a command.
_LAST_WORD = re.compile(r"\b[a-z]{8,}\b")


def _by_last_word(question: str, contract: Contract) -> str | None:
    """Return the only command whose last word is in a question: "Is blindconference the same?"."""
    words_ = frozenset(_LAST_WORD.findall(question.partition("?")[0].casefold()))
    found = [name for name in contract.names if contract.is_command(name) and name.rpartition(".")[2] in words_]
    return found[0] if len(found) == 1 else None


def _first_behind(parts: Sequence[Part], position: int, of_code: Sequence[str | None]) -> str | None:
    """Return the message of the first sample for a table, a part with a label, or a text directly before code.

    Other parts may be about anything.
    """
    part, behind = parts[position], parts[position + 1 : position + 2]
    is_beside = part.block.kind == "table" or part.role or any(each.block.kind == "code" for each in behind)
    return next(filter(None, of_code), None) if is_beside else None


#: The definition of a term in a glossary, behind a dash or a colon or on a line of its own, and their least number.
_DEFINITION = re.compile(
    r"[`*_]*([^\W\d_][\w.]*(?: (?:… )?[\w.]+){0,2})[`*_]*(?: \([^()\n]*\))?(?:\s+[-–—]\s|:\s|\n(?!\W*$))"  # noqa: RUF001 -- dashes
)
_LEAST_DEFINITIONS = 4


def _glossary(section: Section) -> int:
    """Return the place from which a section is a glossary: by its titles, or by terms that are in order.

    It is the number of all parts if there is none.
    """
    if section.heading.is_glossary or any(is_title_of_glossary(title.text) for title in section.titles):
        return 0
    found = {
        at: _without_accents(term[1])
        for at, part in enumerate(section.parts)
        if part.block.kind in ("text", "item") and (term := _DEFINITION.match(part.block.text))
    }
    terms = list(dict.fromkeys(found.values()))
    is_glossary = len(terms) >= _LEAST_DEFINITIONS and terms == sorted(terms)
    return min(found) if is_glossary else len(section.parts)


def _without_accents(text: str) -> str:
    return "".join(each for each in normalize("NFKD", text.casefold()) if not combining(each))


def _only_name(block: Block, contract: Contract) -> str | None:
    """Return the only message that a block names."""
    text = _UNLIKE.sub("", block.text.replace("`", ""))
    names = {contract.current(name) for name in names_of(text) if contract.is_message(name)}
    return names.pop() if len(names) == 1 else None


#: Another message in a comparison.
_UNLIKE = re.compile(
    r"\b(?:unlike|in contrast to|as opposed to|anders als|im (?:gegensatz|unterschied) zu|contrairement à"
    rf"|à la différence de|a diferencia de) (?:\w+ )?{NAME}",
    re.IGNORECASE,
)


#: A paragraph that begins with a question, or is one: it has a subject of its own.
_QUESTION = re.compile(
    r"(?:[^\W\d_][\w .()-]{0,30}: )?(?:[^.!?:]|\.(?=\w)){8,200}\?(?:\s|$)"
    r"|(?:(?:[A-Z]{1,5}[-.]?)?\d{1,3}(?:\.\d{1,3})?[.):]?|[A-Z][.):]|(?:question|frage|pregunta)\b[ \d.):]*)"
    r"\s[^?]{3,200}\?(?:\s|$)",
    re.IGNORECASE,
)


def _is_name(part: Part) -> bool:
    """Return whether an element of a list is a name, and nothing else."""
    is_item = part.block.kind == "item" and part.role != "secondary"
    return is_item and NAMES.fullmatch(part.block.text.strip("`* ")) is not None


#: The verb of a sentence: "Unmuting a call".
_GERUND = re.compile(
    r"(?:\w+ )?([a-z]{3,}?)([b-df-hj-np-tv-z])?\2?ing (?!(?:with|from|at|in|on|by|to|as|for|and|or)\b)", re.IGNORECASE
)


def _of_verb(block: Block, contract: Contract) -> str | None:
    """Return the only command whose last word is the verb that a paragraph begins with: "Unmuting a call"."""
    found = _GERUND.match(block.text) if block.kind == "text" else None
    if not found:
        return None
    stem = f"{found[1]}{found[2] or ''}".casefold()
    commands = [
        name for name in contract.names if contract.is_command(name) and name.rpartition(".")[2].startswith(stem)
    ]
    return commands[0] if len(commands) == 1 else None


def _announcing(block: Block, contract: Contract) -> str | None:
    """Return the only command in a line before a list: "Events of `channel.dial`:"; if of events, in plain words."""
    if block.kind != "text" or not block.text.rstrip().endswith(":"):
        return None
    names = {contract.current(name) for name in names_of(block.text)}
    if not names and _OF_EVENTS.search(block.text):
        names = {*commands_in(block.text)}
    commands = [name for name in names if contract.is_message(name) and contract.is_command(name)]
    return commands[0] if len(commands) == len(names) == 1 else None


_OF_EVENTS = re.compile(r"\b(?:events?|evts|notifications?|ereignisse?|événements?|eventos?)\b", re.IGNORECASE)


def _named_first(block: Block, contract: Contract, *, anywhere: bool) -> str | None:
    """Return the message that an item begins with, if it is the only name in it: `channel.dial` takes a destination.

    If `anywhere`, the item need not begin with it.
    """
    text = _UNLIKE.sub("", block.text.replace("`", ""))
    found = NAMES.search(text) if anywhere else NAMES.match(text)
    is_only = found and len(names_of(block.text)) == 1
    return contract.current(found[0]) if found and is_only and contract.is_message(found[0]) else None


def _mentioned(block: Block, contract: Contract) -> str | None:
    """Return the first message that a block names, of a table the only one that is all of a cell."""
    if block.kind == "table":
        cells = {name_in_cell(cell.text.strip('`"* ')) for row in block.rows for cell in row}
        named = [*filter(contract.is_message, cells)]
        return named[0] if len(named) == 1 else None
    names = names_of(_UNLIKE.sub("", block.text.replace("`", "")))
    return next(filter(contract.is_message, names), None)


def _apart(parts: Sequence[Part], contract: Contract) -> set[int]:
    """Return the places that are about no message: the members of all messages, and the properties of the page."""
    found = set[int]()
    for kind, run in groupby(range(len(parts)), key=lambda at: parts[at].block.kind):
        for places in [[*run]] if kind == "item" else ([at] for at in run):
            labels = {label for at in places for label in _labels_in(parts[at].block)}
            is_of_page = any(map(_OF_PAGE.fullmatch, labels))
            texts = [line.text for line in _texts_of(parts[at] for at in places)]
            is_of_message = any(contract.is_message(name) for text in texts for name in names_of(text))
            if labels.issuperset(_OF_EACH_MESSAGE) or (is_of_page and not is_of_message):
                found.update(places)
    return found


#: What a table or a list says of the page itself, such as its owner.
_OF_PAGE = pattern("headings", "of_page")


def _labels_in(block: Block) -> Iterator[str]:
    """Yield the cells of a table, or the beginnings of the lines of a text up to a colon."""
    texts = [cell.text for row in block.rows for cell in row] or [
        line.partition(":")[0] for line in block.text.split("\n") if ":" in line
    ]
    yield from (text.strip("`*_: ") for text in texts)
