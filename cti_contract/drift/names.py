"""The names that a page uses, against those of the contract."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import repeat, zip_longest
from typing import NamedTuple

from cti_contract.contract.catalog import Message
from cti_contract.drift import typescript
from cti_contract.drift.blocks import Block, Cell, Line, lines_in
from cti_contract.drift.contract import Contract
from cti_contract.drift.findings import Difference
from cti_contract.drift.headings import NAME, NAMES, names_of
from cti_contract.drift.member_tables import column_of
from cti_contract.drift.members import unknown_member
from cti_contract.drift.older_names import remark_of_gone
from cti_contract.drift.sections import Sample, Section
from cti_contract.drift.sentence_words import is_elsewhere, is_of_mistake
from cti_contract.drift.vocabulary import finder, pattern, phrase, words
from cti_contract.drift.wrong_use import MISSPELT
from cti_contract.suggest import suggested_name, suggestion
from cti_contract.text import quote

_NOUN = r"(?:propert(?:y|ies)|members?|fields?|attributes?|parameters?|eigenschaft|feld|felder)"
_MARK = "[\"“”„`']"
_MEMBER = re.compile(
    rf"\b{_NOUN}\s+(?:named |called )?{_MARK}(\w+){_MARK}|{_MARK}(\w+){_MARK}\s+{_NOUN}\b", re.IGNORECASE
)
_MARKS = re.compile(_MARK)
_VERB = re.compile(r"\s(?:needs|requires|takes|expects)\s", re.IGNORECASE)
#: A member that a message needs: "`channel.dial` needs a `destination`".
_NEEDS = re.compile(rf"({NAME})`?\s+(?:needs|requires|takes|expects)\s+(?:an?|the|only)\s+`(\w+)`", re.IGNORECASE)
#: Numbered members: "`p1` to `p20`".
_RANGE = re.compile(
    r"\b([A-Za-z_]++)(\d{1,3})`?\s*(?:to|through|until|bis|à|a|hasta|…|\.{2,3}|[-–—])\s*`?\1(\d{1,3})\b"  # noqa: RUF001 -- dashes
)
#: Words of a sentence about all numbered members, and of one about examples.
_ALL_MEMBERS = re.compile(rf"\b(?:{_NOUN}|parameters?|eigenschaften)\b", re.IGNORECASE)
_SOME = re.compile(r"\b(?:e\.g\.|example|such as|like|use[sd]?|send|only|z\.\s?B\.|beispiel\w*|nur)", re.IGNORECASE)
_OLDER = pattern("columns", "older")
#: A remark at the end of a title: "Old name (deprecated)".
_REMARK_IN_TITLE = re.compile(r"\s*\([^()]*\)\s*$")
#: The title of a column of wishes.
_WISHED = re.compile(
    r"(?:proposals?|suggestions?|wish(?:es)?|ideas?|change requests?|(?:proposed|wanted|requested)(?: \w+)?"
    r"|vorschläge?|vorschlag|wunsch|wünsche|propositions?|souhaits?|propuestas?|deseos?)",
    re.IGNORECASE,
)
#: Words in place of a member: 'Fields "none" means that there are none'.
_NO = words("labels", "no")
#: Words of a sentence about another name, or an older one.
_OF_NAMES = pattern("names", "older")
_SENTENCE = re.compile(r"\s(?<=[.!?]\s)\s*(?=[^a-z\s])")


def mentioned(sections: Iterable[Section], contract: Contract) -> set[str]:
    """Return the names of the contract that sections mention anywhere, in whatever spelling."""
    names: set[str] = set()
    for section in sections:
        names |= {*section.heading.names, *(sample.name or "" for sample in section.samples)}
        names |= {name for _, name, _ in _in_prose(section, contract, frozenset())}
    return {contract.current(name) for name in names}


def heading_differences(section: Section, contract: Contract) -> Iterator[Difference]:
    """Yield that samples have another name than their heading, once for each name."""
    heading = section.heading
    if not heading.name or not heading.is_strong:
        return
    if not contract.is_message(heading.name) and section.name != heading.name and section.name:
        text = f"the heading says {quote(heading.name)}, the samples below it {quote(section.name)}"
        yield Difference(heading.line, "heading-differs", text)
        return
    others: dict[str, list[int]] = {}
    has_own = any(contract.same(sample.name or "", heading.name) for sample in section.samples)
    for sample in section.samples:
        if (
            sample.name
            and contract.is_message(heading.name)
            and not contract.same(sample.name, heading.name)
            and not _is_unknown_event(sample, section, contract)
            and not (has_own and _is_announced(sample, section, contract))
        ):
            others.setdefault(sample.name, []).append(sample.name_line)
    for name, lines in others.items():
        count = "the sample" if len(lines) == 1 else f"{len(lines)} samples"
        nearest = None if contract.is_message(name) else suggestion(name, contract.names)
        text = f"the heading says {quote(heading.name)}, {count} below it {quote(name)}"
        text = f"{text}; the nearest is {quote(nearest)}" if nearest else text
        yield Difference(lines[0], "heading-differs", text)


def _is_announced(sample: Sample, section: Section, contract: Contract) -> bool:
    """Return whether the paragraph before a sample names its message, and not that of the heading."""
    names = names_of(section.text_before(sample.line))
    own = section.heading.name or ""
    return any(contract.same(name, sample.name or "") for name in names) and not any(
        contract.same(name, own) for name in names
    )


def _is_unknown_event(sample: Sample, section: Section, contract: Contract) -> bool:
    """Return whether a sample below the heading of a command is an event whose name is wrong."""
    is_event = sample.kind == "event" and contract.is_command(section.heading.name or "")
    return is_event and not contract.is_message(sample.name or "")


def name_differences(
    section: Section, contract: Contract, listed: Collection[str], explained: frozenset[str]
) -> Iterator[tuple[str, Difference]]:
    """Yield each name in a section that is an older spelling, or of no message, with that name.

    Args:
        section: The section.
        contract: The contract.
        listed: The names in its list of secondary events, which are compared as such.
        explained: The older names that the page calls so somewhere else.
    """
    reported = set(listed)
    if section.heading.is_strong and section.heading.name and not contract.is_message(section.heading.name):
        reported |= {section.heading.name} - {section.name}
    if section.heading.is_strong and section.heading.name and contract.is_message(section.heading.name):
        reported |= {
            sample.name for sample in section.samples
            if sample.name and not contract.same(sample.name, section.heading.name)
            and not _is_unknown_event(sample, section, contract)
        }  # fmt: skip
    for line, name, is_history in _used(section, contract, explained):
        if name not in reported and not is_history:
            reported.add(name)
            difference = _difference(line, name, contract)
            if difference:
                yield name, difference


class Places(NamedTuple):
    """The rows and the sentences of a section by the names in them: each is looked at once.

    Attributes:
        rows: The cells of the first row with a name, for the line of a cell and the name.
        sentences: The sentences with a name, each with the line of its paragraph.
    """

    rows: dict[tuple[int, str], tuple[str, ...]]
    sentences: dict[str, list[tuple[int, str]]]


def places_of(section: Section) -> Places:
    """Return the rows and the sentences of a section by their names."""
    places = Places({}, {})
    for part in section.parts:
        for row in part.block.rows:
            texts = tuple(cell.text for cell in row)
            for name in names_of(" ".join(texts)):
                for cell in row:
                    places.rows.setdefault((cell.line, name), texts)
        for sentence in () if part.block.rows else _SENTENCE.split(part.block.text):
            for name in dict.fromkeys(names_of(sentence)):
                places.sentences.setdefault(name, []).append((part.block.line, sentence))
    return places


def message_around(place: tuple[int, str], section: Section, places: Places, contract: Contract) -> str | None:
    """Return the message that the words around a wrong name are about, None if that may be its own.

    It is that of the heading, or of the row or the sentence that has the name, or else of the section.

    Args:
        place: The line and the name.
        section: The section.
        places: The rows and the sentences of the section.
        contract: The contract.
    """
    if section.heading.name:
        return section.name
    line, name = place
    sentences = places.sentences.get(name, [])
    texts = places.rows.get(place) or next(((text,) for start, text in sentences if start <= line), ("",))
    if texts[0].strip("`* ") == name:
        return None
    first, known, commands = _messages_in(" ".join(texts), contract)
    if section.name and (section.name in known or not commands):
        return section.name
    return next(iter(commands or known), first if first != name else None)


@lru_cache(maxsize=64)
def _messages_in(text: str, contract: Contract) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the first name in a text, the messages in it, and the commands among these."""
    names = names_of(text)
    known = tuple(filter(contract.is_message, names))
    return next(iter(names), ""), known, tuple(filter(contract.is_command, known))


def member_differences(section: Section, message: Message, contract: Contract) -> Iterator[Difference]:
    """Yield the members that the prose about a message calls members, which neither schema nor sample has."""
    known = contract.member_names(message.name)
    has_numbers, of_heading = _have_numbers(known), section.heading.name
    effects = contract.of_name(message.name)[:1] if contract.is_command(message.name) else ()
    of_effects = {
        member for one in effects for event in one.secondary_events for member in contract.member_names(event.name)
    }
    for prose in section.prose_of_today:
        named = names_of(prose.text)
        needed = _NEEDS.finditer(prose.text) if named and _VERB.search(prose.text) else ()
        called = [
            *(_MEMBER.finditer(prose.text) if _MARKS.search(prose.text) else ()),
            *(each for each in needed if contract.same(each[1], message.name)),
        ]
        others = (name for name in named if contract.is_message(name) and not contract.same(name, message.name))
        if not of_heading and (any(others) if named else isinstance(prose, Cell)):  # a row may be about another message
            called = []
        line_of = lines_in(prose.line, prose.text)
        sentence_at = _sentences(prose.text) if called else None
        for found in called:
            name = found[2] or found[1]
            is_known = name.casefold() in _NO or name in known or contract.is_message(name)
            is_known = is_known or name in section.members_in_samples
            sentence = sentence_at(found.start()) if sentence_at and not is_known else ""
            is_own = of_heading or any(contract.same(each, message.name) for each in names_of(sentence))
            is_known = is_known or (name in contract.every_member if not is_own else name in of_effects)
            if not (is_known or _is_of_others(sentence)):
                text = unknown_member(quote(name), suggestion(name, tuple(sorted(known))))
                yield Difference(line_of(found.start()), "unknown-member", text)
        for found in _RANGE.finditer(prose.text) if has_numbers else ():
            last = _last_number(found[1], known)
            is_all = found.span() == (0, len(prose.text)) or not prose.text.replace(found[0], "").strip("` ")
            said = _clause_around(prose.text, *found.span())
            is_all = is_all or (_ALL_MEMBERS.search(said) is not None and not _SOME.search(said))
            text = (
                f"{found[1]}{found[2]} to {found[1]}{found[3]} are documented, the schema has them to {found[1]}{last}"
            )
            if last and (int(found[3]) > last or f"{found[1]}{found[2]}" not in known):
                yield Difference(line_of(found.start()), "unknown-member", text)
            elif last and int(found[3]) < last and is_all and not _is_named(f"{found[1]}{last}", section):
                yield Difference(line_of(found.start()), "undocumented-member", text)


def _clause_around(text: str, start: int, end: int) -> str:
    """Return the part of a text between the nearest ends of sentences, or semicolons, around a place."""
    before, behind = _CLAUSE_END.split(text[:start])[-1], _CLAUSE_END.split(text[end:])[0]
    return f"{before}{text[start:end]}{behind}"


_CLAUSE_END = re.compile(r"[.;!?]\s")


@cache
def _have_numbers(names: frozenset[str]) -> bool:
    """Return whether any of the members of a message is one of several with numbers."""
    return any(name[-1].isdecimal() for name in names)


def _last_number(prefix: str, names: Collection[str]) -> int:
    """Return the largest number behind a prefix in names, 0 if there are none with numbers."""
    numbers = (name.removeprefix(prefix) for name in names if name.startswith(prefix))
    return max((int(each) for each in numbers if each.isdecimal()), default=0)


def _is_named(name: str, section: Section) -> bool:
    return any(name in line.text for line in section.prose)


def _sentences(text: str) -> Callable[[int], str]:
    """Return a function: the sentence at a place of a text. The ends of sentences are looked for once."""
    ends = [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]

    @cache
    def sentence(number: int) -> str:
        return text[ends[number - 1] : ends[number]]

    return lambda place: sentence(bisect_right(ends, place, 1, len(ends) - 1))


@lru_cache(maxsize=64)
def _is_of_others(sentence: str) -> bool:
    """Return whether a sentence is about other versions, or about a mistake; a long one has many names."""
    return is_elsewhere(sentence) or is_of_mistake(sentence)


def _used(section: Section, contract: Contract, explained: frozenset[str]) -> Iterator[tuple[int, str, bool]]:
    heading = section.heading
    is_asked = heading.text.rstrip(" *_#").endswith("?")  # about a name, or where it comes from
    is_wrong = bool(section.texts) and _THAT_IS_WRONG.match(section.texts[0].text) is not None
    for name in heading.names:
        is_no_slip = is_asked and (name in contract.aliases or not suggestion(name, contract.names, likeness=_ALIKE))
        is_no_slip = is_no_slip or is_wrong or section.is_history
        yield heading.line, name, is_no_slip or _is_about_names(heading.text, contract)
    for sample in section.samples:
        if sample.name:
            is_older = sample.name in contract.aliases and _is_of_older(sample, section)
            yield sample.name_line, sample.name, is_older
    yield from _in_prose(section, contract, explained)


def _explained(section: Section, contract: Contract) -> frozenset[str]:
    """Return the older names that a section has beside those of today, if its prose says that a message has two."""
    names = section.names_in_prose | section.names_in_samples
    older = frozenset(name for name in names & contract.aliases.keys() if contract.aliases[name] in names)
    is_said = older and any(_OF_SPELLINGS.search(line.text) or _OF_NAMES.search(line.text) for line in section.prose)
    return older if is_said else frozenset()


#: The label of a sample with an older name: "Before (accepted, with a warning):".
_BEFORE = re.compile(
    r"\W*(?:before|former(?:ly)?|previous(?:ly)?|old|older|legacy|vorher|bisher\w*|früher\w*|alte?[rs]?|avant|ancien\w*"
    r"|antes|antigu\w*|anterior)\b",
    re.IGNORECASE,
)


#: The same in other words.
_OF_SPELLINGS = re.compile(
    r"\b(?:(?:an ?other|old|older|former) (?:name|spelling)s?|spellings?|alias(?:es)?|with a warning|schreibweisen?"
    r"|(?:alte|ältere|andere) namen?|autre orthographe|anciens? noms?|otra grafía|nombres? antiguos?)\b",
    re.IGNORECASE,
)


def _is_of_older(sample: Sample, section: Section) -> bool:
    """Return whether the paragraph or the title before a sample says that it has an older name."""
    before = section.text_before(sample.name_line)
    titles = (section.heading.text, *(title.text for title in section.titles[-1:]))
    return any(map(_BEFORE.match, (before, *titles))) or _OF_SPELLINGS.search(before) is not None


def _difference(line: int, name: str, contract: Contract) -> Difference | None:
    if name in contract.aliases:
        return Difference(line, "alias", f"{quote(name)} is an older spelling of {quote(contract.aliases[name])}")
    if name in contract.names:
        return None
    nearest = suggested_name(name, contract.names, contract.current)
    text = f"no schema for the message {quote(name)}{f'; the nearest is {quote(nearest)}' if nearest else ''}"
    return Difference(line, "unknown-message", text)


def _in_prose(section: Section, contract: Contract, explained: frozenset[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield line and name of the messages in the prose of a section, and whether that place is about other versions."""
    own = contract.current(section.heading.name or "")
    explained |= _explained(section, contract)
    of_mistakes = _of_mistakes(section)
    for part, following, is_of_mistakes in zip_longest(section.parts, section.parts[1:], of_mistakes):
        is_table = part.block.kind == "table"
        is_history = part.is_history or section.is_history or is_of_mistakes
        if part.block.language == typescript.LANGUAGE:
            texts = [(cell.line, cell.text) for row in typescript.prose_of(part.block) for cell in row[1:]]
        elif is_table:
            titles = [_REMARK_IN_TITLE.sub("", cell.text.replace("`", "")).strip(" :*") for cell in part.block.rows[0]]
            members = {number for number, title in enumerate(titles) if column_of(title) == "name"}
            older = {
                number
                for number, title in enumerate(titles)
                if _OLDER.fullmatch(title) or _WISHED.fullmatch(title) or _SETTINGS.fullmatch(title)
            }
            yield from ((*each, is_history) for each in _unlike_others(part.block, contract))
            texts = [
                (cell.line, cell.text)
                for row in part.block.rows
                if names_of(text := " ".join(cell.text for cell in row))
                if not (_OLDER.fullmatch(row[0].text.strip("`* :")) or any(remark_of_gone(each.text) for each in row))
                if not (_has_both_spellings(text, contract) or _WRONG.search(text) or _OF_SPELLINGS.search(text))
                for column, cell in enumerate(row)
                if column not in older and (column not in members or contract.is_message(cell.text.strip("` ")))
                if not _is_corrected_beside(cell, row, contract)
            ]
            yield from ((*each, False) for each in _beside_older(part.block.rows, older))
        else:
            texts = [(part.block.line, part.block.text)]
        is_history = is_history or (following is not None and _THAT_IS_WRONG.match(following.block.text) is not None)
        for line, text in texts:
            is_name = is_table and text.count(" ") < _SENTENCE_SPACES
            found = _in_text(Line(line, text), "" if is_name else own, contract, is_history=is_history)
            for place, name, is_other in found:
                yield place, name, is_other or (name in explained and not is_table)


def _of_mistakes(section: Section) -> Iterator[bool]:
    """Yield for each part of a section whether the title, or the line before its list, calls the names misspelt."""
    is_title = MISSPELT.search(section.heading.text) is not None
    is_below = False
    for part in section.parts:
        if part.block.kind != "item":
            is_below = part.block.text.endswith(":") and MISSPELT.search(part.block.text) is not None
        yield is_title or (is_below and part.block.kind == "item")


def _beside_older(rows: Sequence[Sequence[Cell]], older: Collection[int]) -> Iterator[tuple[int, str]]:
    """Yield the names in the rows of a table that have an older one in its column, each outside of that column."""
    for row in rows:
        if any(at < len(row) and NAMES.search(row[at].text) for at in older):
            cells = ((cell.line, cell.text.strip("`* ")) for at, cell in enumerate(row) if at not in older)
            yield from (each for each in cells if NAMES.fullmatch(each[1]))


#: The title of a column of names that are no messages.
_SETTINGS = re.compile(
    r"(?:our |own |configuration )?(?:settings?|class(?:es)?|modules?|components?|files?|klassen?|dateien|loggers?"
    r"|(?:log )?categor(?:y|ies)|metrics?|topics?|variables?"
    r"|einstellung(?:en)?|metriken?|métriques?|réglages?|ajustes?|métricas?)",
    re.IGNORECASE,
)
#: Words of a row about a mistake: "`x.y` | wrong name | use `x.z`".
_WRONG = re.compile(
    r"\b(?:wrong|mis-?spel\w*|typos?|mistakes?|no such|incorrect|falsch\w*|vertippt|tippfehler|faute|mauvais"
    r"|incorrect[oa])\b",
    re.IGNORECASE,
)
#: A search for an older name that finds nothing: "search for `x`: no hits".
_NOT_FOUND = re.compile(
    r"\b(?:search\w*|grep|look|suche?n?|rech\w+|busc\w+)\b.*"
    r"\b(?:no (?:more )?(?:hits?|match(?:es)?|results?|occurrences?)|nothing|keine? (?:treffer|fundstellen?)"
    r"|aucun résultat|(?:ningún|sin) resultados?)\b",
    re.IGNORECASE,
)
#: A paragraph that calls the name in the one before a mistake: "That is a typo."
_THAT_IS_WRONG = re.compile(
    r"(?:(?:no|nein|non)[,.:;] )?"
    r"(?:(?:that|this|it)['’]s|(?:that|this|it|das|dies|es|esto|eso|il|cela|ça) (?:is|was|ist|war|es|era|est|s['’]agit)"  # noqa: RUF001 -- an apostrophe
    r"|c['’](?:est|était)|es|an?|ein|une?|una?"  # noqa: RUF001 -- an apostrophe
    r"|(?:we|i|wir|ich|nous|on) (?:treat|take|read|regard|consider|see|behandeln|halten|lesen"
    r"|considérons|traitons|traite) (?:this|that|it|them|das|dies|es|cela)(?: (?:as|for|für|als|comme))?)"
    rf" [^.]{{0,20}}?{MISSPELT.pattern}",
    re.IGNORECASE,
)
#: Sentences about what people believe, look for or wish, and the answer that there is none.
_is_sought = finder("elsewhere", "aside", "in_vain", "wish")
_NO_SUCH = re.compile(
    r"^(?:but )?(?:there(?: is|['’]s|s) (?:no such|none|nothing(?: of (?:that|the|this) (?:kind|sort))?)\b"  # noqa: RUF001 -- an apostrophe
    r"|(?:we know of )?no such (?:event|command|message)\b|(?:that|it) does(?: not|n['’]t) exist|none exists\b"  # noqa: RUF001 -- an apostrophe
    r"|(?:so etwas|das|den|die) (?:gibt es|kennen wir|kenne ich) nicht|gibt es nicht|il n['’]y en a pas|no existe\b)",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)
#: How much in percent a name that people ask for is like that of a message if it is a slip.
_ALIKE = 80
#: A cell with fewer spaces is no sentence.
_SENTENCE_SPACES = 3


def _unlike_others(table: Block, contract: Contract) -> Iterator[tuple[int, str]]:
    """Yield the names of no message in a column whose other cells are names of messages, with their lines."""
    rows = [row for row in table.rows[1:] if not any(MISSPELT.search(cell.text) for cell in row)]
    for column in range(len(table.rows[0])):
        cells = [(row[column].line, row[column].text.strip("`* ")) for row in rows if column < len(row)]
        known = [name for _, name in cells if contract.is_message(name)]
        if len(known) * 2 > len(cells):
            yield from (each for each in cells if NAMES.fullmatch(each[1]) and each[1] not in known)


def _is_corrected_beside(cell: Cell, row: Sequence[Cell], contract: Contract) -> bool:
    """Return whether a cell is a wrong name, and another cell of its row begins with the right one."""
    name = cell.text.strip('`* "')
    first = (NAMES.match(each.text.lstrip('`* "')) for each in row if each is not cell)
    return NAMES.fullmatch(name) is not None and contract.is_corrected(name, {found[0] for found in first if found})


def _has_both_spellings(text: str, contract: Contract) -> bool:
    """Return whether a text has a name beside its older spelling: it says that a message has both."""
    names = set(names_of(text))
    return any(contract.aliases.get(name) in names for name in names)


def _is_about_names(text: str, contract: Contract) -> bool:
    """Return whether a sentence says that an older spelling in it is one."""
    is_older = any(name in contract.aliases for name in names_of(text))
    return is_older and (_OF_NAMES.search(text) is not None or _has_both_spellings(text, contract))


def _is_about_both(text: str, contract: Contract) -> bool:
    """Return whether a paragraph has both spellings of a name, and says anywhere that one is older."""
    return _has_both_spellings(text, contract) and _OF_NAMES.search(text) is not None


def _says_older(answer: str) -> bool:
    """Return whether a sentence says of the names in the one before it that they are older spellings."""
    return not NAMES.search(answer) and _OF_NAMES.search(answer) is not None


def _is_no_use(sentence: str, answer: str, contract: Contract) -> bool:
    """Return whether a sentence, with the one behind it, says of the names in it that no message has them today."""
    return (
        is_elsewhere(sentence)
        or MISSPELT.search(sentence) is not None
        or _is_about_names(sentence, contract)
        or _says_older(answer)
        or any(map(_NO_SUCH.search, (answer, sentence.rpartition(", ")[2])))
        or _THAT_IS_WRONG.match(answer) is not None
        or _NOT_FOUND.search(sentence) is not None
    )


def _is_of_something_else(sentence: str, found: re.Match[str], contract: Contract) -> bool:
    """Return whether a name is that of something else than a message, by the words and signs around it."""
    is_before = _OF_SOMETHING_ELSE.search(sentence, max(found.start() - 2 * _NEAR, 0), found.start()) is not None
    return not contract.is_message(found[0]) and (is_before or _NO_NAME_BEHIND.match(sentence, found.end()) is not None)


#: A name that is used: in the section about its message, an older spelling is mentioned otherwise.
_SENT = re.compile(
    r"\b(?:send|sends|sent|sending|use|using|call|calling|after|comes|follows|sende|senden|nach|kommt|folgt|envoyez"
    rf"|après|envíe|tras) (?:an? |the )?`?{NAME}",
    re.IGNORECASE,
)


#: The words before a name that is no message: "Do not write `x`".
_DO_NOT = re.compile(
    r"\b(?:not|never|n['’]t|nicht|nie|no|nunca|n['’]|ne|jamais) ?(?:\w+ )?"  # noqa: RUF001 -- an apostrophe
    r"(?:write|type|say|use|search for|spell|escrib\w+|us[ae]\w*|utilic\w+|écri\w+|utilise\w*|schreib\w*|verwende\w*"
    r"|benutz\w*|nutz\w*)(?: pas| nicht| it as)? [`\"“„«]?$"
    r"|\b(?:schreib\w*|verwende\w*|benutz\w*|nutz\w*)(?: sie| ihr)? (?:nicht|nie|niemals) [`\"“„«]?$"
    r"|\bno (?:(?:new|more|other) )?(?:code|lines?|files?|scripts?|clients?|tests?|calls?|pages?|samples?|requests?) "
    r"(?:(?:may|must|should|can|shall|will) )?(?:uses?|sends?|writes?|contains?|has|have|mentions?) [`\"“„«]?$",
    re.IGNORECASE,
)


#: The words before a name that is that of something else, also in a list, and the signs behind one.
_OF_SOMETHING_ELSE = phrase("elsewhere", "of_something_else")
_NO_NAME_BEHIND = re.compile(
    r"=[^\s=>]|\[\d|[`\"”“»]? to the metrics\b"
    r"|[`\"”“»]?\s*\((?:sic|wrong|incorrect|falsch|faux|fausse|incorrect[oa]|mal(?: escrito)?)\b",
    re.IGNORECASE,
)


#: How many characters before a name are looked at: a sentence may be a whole page.
_NEAR = 60


#: Words of a sentence with the right name, behind a wrong one that is quoted.
_RIGHT_NAME = re.compile(
    r"\b(?:right|real|actual|correct|true) name\b|\bno such (?:name|message|command|event)\b|\bmeant\b"
    r"|\b(?:richtige|wirkliche|echte|korrekte)r? name\b|\bgemeint\b"
    r"|\b(?:vrai|bon) nom\b|\bnom (?:exact|correct)\b|\bverdadero nombre\b|\bnombre correcto\b",
    re.IGNORECASE,
)


def _in_text(whole: Line, own: str, contract: Contract, *, is_history: bool) -> Iterator[tuple[int, str, bool]]:
    line, text = whole
    named = names_of(text)
    if not named:
        return
    line_of = lines_in(line, text)
    if all(name in contract.names and name not in contract.aliases for name in named):  # right wherever they are
        places = (found.start() for found in NAMES.finditer(text)) if "\n" in text else repeat(0)
        yield from ((line_of(place), name, is_history) for place, name in zip(places, named, strict=False))
        return
    is_asked = text.rstrip(" *_").endswith("?")  # whether there is such a message
    is_history = is_history or is_asked or _is_about_both(text, contract)
    is_of_spellings = _OF_SPELLINGS.search(text) is not None
    start = 0
    sentences = _SENTENCE.split(text)
    for sentence, second, third in zip(sentences, (*sentences[1:], ""), (*sentences[2:], "", ""), strict=False):
        answer = third if second.endswith("?") else second
        at = text.find(sentence, start)
        start = at + len(sentence)
        names = list(NAMES.finditer(sentence))
        is_of_own = any(contract.aliases.get(each[0]) == own for each in names) and not _SENT.search(sentence)
        is_elsewhere_ = is_history or (bool(names) and (is_of_own or _is_no_use(sentence, answer, contract)))
        is_not_there = bool(names) and _is_sought(sentence)
        is_open = sentence.rstrip().endswith("?") or NAMES.fullmatch(sentence.strip("`*. ")) is not None
        is_open = is_open or _RIGHT_NAME.search(answer) is not None
        present = frozenset(names_of(f"{sentence} {answer}" if is_open else sentence))
        for found in names:
            name, (before, _, last) = found[0], found[0].rpartition(".")
            if last[0].isupper() and not contract.is_message(name):  # the next sentence, without a space
                name = before
            if "." in name and contract.names_message(name):
                is_mentioned = is_elsewhere_ or contract.is_corrected(name, present) or contract.is_beginning(name)
                is_mentioned = is_mentioned or (
                    _DO_NOT.search(sentence, max(found.start() - _NEAR, 0), found.start()) is not None
                    or _is_of_something_else(sentence, found, contract)
                    or (is_of_spellings and name in contract.aliases)
                    or (is_not_there and not suggestion(name, contract.names, likeness=_ALIKE))
                )
                yield line_of(at + found.start()), name, is_mentioned
