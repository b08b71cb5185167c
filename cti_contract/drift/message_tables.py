"""Tables of messages: a row for each message, or for each fact about one: its target, platforms, data and events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from cti_contract.contract.catalog import Message, OneOf
from cti_contract.contract.targets import noun_of
from cti_contract.drift import typescript
from cti_contract.drift.blocks import Block, Cell, lines_of
from cti_contract.drift.claim import Claim
from cti_contract.drift.contract import Contract
from cti_contract.drift.facts import is_number
from cti_contract.drift.findings import Difference
from cti_contract.drift.headings import NAME, NAMES, name_in_cell, names_of, role_of
from cti_contract.drift.members import is_of_request
from cti_contract.drift.said_media import heading_claims, is_limit
from cti_contract.drift.secondary_events import (
    OBJECTS,
    Listing,
    are_counted,
    events_in_text,
    listed_in,
    secondary_differences,
)
from cti_contract.drift.sections import Part, Section
from cti_contract.drift.sentence_words import ENVELOPE, PARENT_OF, PLATFORMS
from cti_contract.drift.targets import (
    AN_OBJECT,
    OBJECT,
    forms_in,
    is_of_objects,
    message_about,
    other_segments,
    refused_forms,
)
from cti_contract.drift.vocabulary import meanings, pattern, phrase, words
from cti_contract.suggest import suggestion

_Column = Literal["target", "segments", "scope", "platforms", "media", "request", "success", "data", "echo"]
_COLUMN_NAMES: tuple[_Column, ...] = (
    "target", "segments", "scope", "platforms", "media", "request", "success", "data", "echo",
)  # fmt: skip
_COLUMNS = tuple((column, pattern("message_columns", column)) for column in _COLUMN_NAMES)
_BETWEEN, _ALL = words("message_columns", "between"), words("message_columns", "all")
_TELEPHONY, _MULTIMEDIA = words("message_columns", "telephony"), words("message_columns", "multimedia")
_BOTH = words("message_columns", "both")
#: Letters that are all of a cell on media.
_LETTERS = {"t": "telephony", "a": "any", "t+m": "any", "t/m": "any", "m": "multimedia"}
_EMPTY, _ABSENT = pattern("message_columns", "empty"), pattern("message_columns", "absent")
_NOTHING = pattern("message_columns", "nothing")
_COUNT = re.compile(r"(\d{1,2}) (?:secondary |follow-?up )?(?:events?|ereignisse?|événements?|eventos?)", re.IGNORECASE)
#: Members, perhaps each with its type, and the names of them.
_MEMBERS = re.compile(r"`\w+`(?:\s*\([^()]*\))?(?:\s*(?:,|;|and|und|et|y|\s)\s*`\w+`(?:\s*\([^()]*\))?)*")
_MEMBER = re.compile(r"`(\w+)`")
#: The same in copied text, where each has its type: "destination (string), extensions (object, optional)".
_TYPED = rf"(\w+) \((?:{'|'.join(sorted(meanings('types')))})\b[^()]*\)"
_TYPED_MEMBER = re.compile(_TYPED)
_TYPED_MEMBERS = re.compile(rf"{_TYPED}(?:, {_TYPED})*")
_KIND = pattern("message_columns", "kind")
_ANSWERS = {
    **dict.fromkeys(("yes", "ja", "oui", "sí", "si", "✓", "✔", "✅"), "yes"),
    **dict.fromkeys(("no", "nein", "non", "✗", "✘", "❌"), "no"),
}
_WORDS_OF_CELL = re.compile(r"[^\s`,|]+")
#: Marks and words between the events of a cell, with the remarks in brackets behind them.
_BETWEEN_EVENTS = re.compile(
    r"\([^()]*\)|\b(?:but |and |aber )?(?:only |nur |solo |sólo |seulement |uniquement |únicamente )?"
    r"(?:if|when|unless|wenn|falls|s(?:i|['\u2019]ils?)|cuando) [^,;.`]+"
    r"|[`\s,;→⇒>&+./\d)-]|=>|\b(?:and|or|then|und|oder|dann|et|ou|puis|y|o|luego)\b",
    re.IGNORECASE,
)
#: A cell with the first event and the last one: "from `x` to `y`".
_FROM_TO = re.compile(
    rf"\b(?:from|von|de|desde|depuis)\s+`?{NAME}`?(?:\s+\([^()]*\))?,?\s+(?:to|until|till|through|bis|à|jusqu['’]à|a|hasta)"  # noqa: RUF001 -- an apostrophe
    rf"\s+(?:zu\s+)?`?{NAME}"
    rf"|\b(?:starting|beginning|beginnend|commençant|empezando|comenzando) (?:with|mit|par|por|con) `?{NAME}`?"
    r"[^`]{0,40}\b(?:closing|ending|finishing|endend|finissant|terminando) (?:with|mit|par|por|con|en) `?",
    re.IGNORECASE,
)
_COMMAND, _EVENT = words("message_columns", "command"), words("message_columns", "event")


def _rows(section: Section, contract: Contract) -> Iterator[tuple[Message, str, Cell, bool]]:
    """Yield the cells of the tables in a section, each with its message, its title, and whether it is of several."""
    for part in section.parts:
        is_declaration = part.block.language == typescript.LANGUAGE
        if part.block.kind != "table" or is_declaration or part.is_history or section.is_history:
            continue
        yield from _cells(part.block, section, contract)


def _cells(table: Block, section: Section, contract: Contract) -> Iterator[tuple[Message, str, Cell, bool]]:
    header, *rows = _turned(table.rows, contract)
    at = next((at for at in range(len(header)) if _names_messages(rows, at, contract)), None)
    if at is not None and is_of_objects(table, at):
        return
    repeated = _in_cases(header, rows, at) if at is not None else frozenset[str]()
    is_of_event = contract.is_event(section.name or "")
    for row in rows if at is not None else ():
        messages = contract.of_name(name_in_cell(row[at].text)) if at is not None and at < len(row) else ()
        for column, cell in enumerate(row) if messages else ():
            title = header[column].text if column < len(header) else ""
            is_case = messages[0].name in repeated and role_of(title) == "secondary"
            is_case = is_case or (is_of_event and _column_of(title) == "scope")  # what the event is about then
            if column != at and column < len(header) and not is_case:
                yield messages[0], header[column].text, cell, True
    own = contract.of_name(section.name or "")
    for row in table.rows if at is None and own and section.heading.name else ():
        if len(row) == 2:  # noqa: PLR2004 -- a name and a value
            yield own[0], row[0].text, row[1], False


def _in_cases(header: Sequence[Cell], rows: Iterable[Sequence[Cell]], at: int) -> frozenset[str]:
    """Return the messages with several rows that list other events: each of these is a case."""
    listed: dict[str, set[frozenset[str]]] = {}
    columns = [column for column, title in enumerate(header) if role_of(title.text) == "secondary"]
    for row in rows:
        names = frozenset(name for column in columns if column < len(row) for name in names_of(row[column].text))
        if names and at < len(row):
            listed.setdefault(name_in_cell(row[at].text), set()).add(names)
    return frozenset(name for name, several in listed.items() if len(several) > 1)


def _turned(rows: Sequence[Sequence[Cell]], contract: Contract) -> Sequence[Sequence[Cell]]:
    """Return the rows of a table, its columns if each of them is about a message: `x` and `y` are titles."""
    named = [contract.is_message(cell.text.strip("` ")) for cell in rows[0][1:]]
    is_turned = len(named) > 1 and all(named) and all(len(row) == len(rows[0]) for row in rows)
    return list(zip(*rows, strict=True)) if is_turned else rows


def _names_messages(rows: Sequence[Sequence[Cell]], column: int, contract: Contract) -> bool:
    cells = [name_in_cell(row[column].text) for row in rows if column < len(row)]
    return sum(map(contract.is_message, cells)) * 2 > len(cells) > 0


def claims_of_tables(sections: Sequence[Section], contract: Contract) -> Iterator[Claim]:
    """Yield the claims of the cells in tables of messages."""
    for section in sections:
        yield from _of_title(section, contract)
        yield from _of_answers(section, contract)
        yield from _of_other_members(section, contract)
        for message, title, cell, _ in _rows(section, contract):
            column = _column_of(title)
            if column and (claim := _claim(column, message, cell, contract)):
                yield claim
            if column in ("target", "segments") and (numbers := _numbers_of_segments(cell.text, column)):
                yield Claim(cell.line, "mentioned segments", message.name, numbers)


def _of_other_members(section: Section, contract: Contract) -> Iterator[Claim]:
    """Yield a cell with nothing but a member that no data has, in a column with the members of data."""
    columns: dict[str, list[tuple[Message, Cell, str]]] = {}
    for message, title, cell, is_of_several in _rows(section, contract):
        found = _MEMBER.fullmatch(cell.text.strip(" ."))
        if found and is_of_several and _column_of(title) in ("request", "data") and message.kind == "request":
            columns.setdefault(title, []).append((message, cell, found[1]))
    for cells in columns.values():
        own = sum(name in contract.member_names(message.name) - ENVELOPE for message, _, name in cells)
        for message, cell, name in cells if own * 2 >= len(cells) else ():
            if name in _NEVER_IN_DATA or name not in contract.every_member:
                yield Claim(cell.line, "member", message.name, (name, "inner"))


#: Members of all requests and responses that are in the data of no request.
_NEVER_IN_DATA = ENVELOPE - {"data", "name", "context"}


def _of_answers(section: Section, contract: Contract) -> Iterator[Claim]:
    """Yield the media and platforms of a message that a row has an answer for, below the name of each: "yes | no"."""
    answers: dict[tuple[str, int], dict[str, str]] = {}
    for message, title, cell, is_of_several in _rows(section, contract):
        answer = _ANSWERS.get(cell.text.strip(" .`*").casefold()) if is_of_several else None
        if answer:
            answers.setdefault((message.name, cell.line), {})[title.strip("`*: ").casefold()] = answer
    for (name, line), said in answers.items():
        yield from _platforms_answered(name, line, {each: said[each] for each in said if each in PLATFORMS}, contract)
        of_both = [{said[each] for each in said if each in listed} for listed in (_TELEPHONY, _MULTIMEDIA)]
        telephony, multimedia = ("yes" if "yes" in each else "".join(each) for each in of_both)
        if medium := _MEDIA_ANSWERED.get((telephony, multimedia)):
            yield Claim(line, "media", name, (medium,))


#: The media of a message by the answers for telephony and for multimedia.
_MEDIA_ANSWERED = {
    ("yes", "no"): "telephony", ("yes", "yes"): "any", ("no", "yes"): "multimedia", ("", "no"): "telephony",
}  # fmt: skip


def _platforms_answered(name: str, line: int, said: Mapping[str, str], contract: Contract) -> Iterator[Claim]:
    known = contract.of_name(name)[0].platforms
    of_answer = {each: tuple(sorted(title for title in said if said[title] == each)) for each in ("yes", "no")}
    if known and set(known) <= set(said) and of_answer["yes"]:
        yield Claim(line, "platforms", name, of_answer["yes"])
    elif of_answer["no"]:
        yield Claim(line, "not on platforms", name, of_answer["no"])


def _of_title(section: Section, contract: Contract) -> Iterator[Claim]:
    """Yield the limit that the title of a table sets for all messages in it: "inContact only"."""
    if section.heading.name or not is_limit(section.heading.rest):
        return
    for name in dict.fromkeys(message.name for message, _, _, _ in _rows(section, contract)):
        yield from heading_claims(replace(section, name=name), contract)


def _column_of(title: str) -> _Column | None:
    whole = title.replace("`", "").strip(" :*").casefold()
    texts = (whole, *re.split(r"\s*/\s*", whole))  # "sent to / raised on"
    return next((column for text in texts for column, titles in _COLUMNS if titles.fullmatch(text)), None)


def _claim(column: _Column, message: Message, cell: Cell, contract: Contract) -> Claim | None:
    text = cell.text.strip(" .")
    plain = text.replace("`", "").replace("*", "").casefold()
    if column in ("target", "scope"):
        return _of_target(column, message, cell)
    if column == "platforms":
        named = set(re.findall(r"[^\W_]+", plain))
        if named and named <= _ALL:
            return Claim(cell.line, "platforms", message.name, ())
        if message.platforms and named and named <= {*PLATFORMS, *_BETWEEN}:
            return Claim(cell.line, "platforms", message.name, tuple(sorted(named & set(PLATFORMS))))
    elif column in ("media", "echo"):
        said = _media_in(plain) if column == "media" else _echo_in(plain, message, contract)
        return Claim(cell.line, column, message.name, (said,)) if said else None
    else:
        return _of_data("success" if column == "success" else message.kind, message, cell, contract)
    return None


def _echo_in(text: str, message: Message, contract: Contract) -> str | None:
    """Return the answer of a cell about the echo; a page may claim of `{}` that it repeats `{}`."""
    said = _ANSWERS.get(text)
    return None if said == "yes" and _has_no_members(message, contract) else said


def _has_no_members(message: Message, contract: Contract) -> bool:
    data = contract.followed(contract.schema(message)["properties"].get("data", True))
    return isinstance(data, dict) and not data.get("properties") and data.get("additionalProperties") is False


def _numbers_of_segments(text: str, column: _Column) -> tuple[str, ...]:
    """Return the numbers of segments in a cell that has nothing else: "3 or 4", or "interaction (3 or 4 segments)"."""
    inside = _IN_BRACKETS.search(text) if column == "target" else None
    said = re.findall(r"\w+", (inside[1] if inside else text).casefold())
    numbers = tuple(filter(is_number, said))
    is_about = column == "segments" or any(_SEGMENTS.fullmatch(word) for word in said)
    return numbers if is_about and _BETWEEN_NUMBERS.issuperset(set(said) - {*numbers}) else ()


#: An object with the one that it belongs to: "the channel of the interaction".
_OF_OBJECT = re.compile(
    rf"({OBJECT.pattern}) (?:of|der|des|von|du|del|de(?= l)) ?"
    rf"(?:(?:the|its|la|el|das|dem|der) |l['’])?{OBJECT.pattern}\b",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)


def _of_target(column: _Column, message: Message, cell: Cell) -> Claim | None:
    """Return the claim of a cell about the target: objects, or its forms."""
    plain = PARENT_OF.sub("", cell.text.replace("`", "").replace("*", "").casefold())
    plain = _OF_OBJECT.sub(r"\1", _IN_BRACKETS.sub("", plain))
    found = tuple(OBJECTS[each.casefold()] for each in OBJECT.findall(plain))
    is_form = re.search(r"[<>{}\[\].]", plain.strip(" ."))
    if found and not is_form and _BETWEEN.issuperset(re.findall(r"[^\W_]+", OBJECT.sub(" ", plain))):
        return Claim(cell.line, "target", message.name, found, is_open=column == "scope")
    forms = _forms_of(cell) if column == "target" else ()
    return Claim(cell.line, "target forms", message.name, forms) if forms else None


def _forms_of(cell: Cell) -> tuple[str, ...]:
    """Return the forms of targets in a cell; a placeholder beside words is only the end of one."""
    forms = forms_in(_WORDS_OF_CELL.findall(cell.text))
    words_ = re.findall(r"[^\W\d_]{3,}", re.sub(r"<[^<>]*>|[\w-]*[.{\[][^\s]*", "", cell.text))
    return tuple(form for form in forms if "." in form or not words_)


def _media_in(text: str) -> str | None:
    """Return the media that a cell names, None if it says anything else."""
    said = frozenset([_LETTERS[text]] if text in _LETTERS else re.findall(r"[^\W\d_]+", text)) - _BETWEEN
    telephony, multimedia = said & _TELEPHONY, said & _MULTIMEDIA
    if not said or said - telephony - multimedia - _BOTH:
        return None
    if telephony and not multimedia:
        return None if said & _BOTH else "telephony"
    return "any" if telephony or not multimedia else "multimedia"


def _of_data(kind: str, message: Message, cell: Cell, contract: Contract) -> Claim | None:
    """Return the claim of a cell about the data of a message: it is empty, absent, an echo, or has a member."""
    text = cell.text.strip(" .")
    plain = text.replace("`", "").casefold()
    if _EMPTY.fullmatch(plain):
        return Claim(cell.line, "no data", message.name, (kind, "empty"))
    if kind == "success" and _ABSENT.fullmatch(plain):
        return Claim(cell.line, "no data", message.name, (kind, "absent"))
    if _NOTHING.fullmatch(plain):
        return Claim(cell.line, "no data", message.name, (kind,))
    if kind == "success":
        return _of_success(message, cell, contract)
    if _MEMBERS.fullmatch(text):
        names = _MEMBER.findall(text)
    else:
        names = (
            _TYPED_MEMBER.findall(text) if _TYPED_MEMBERS.fullmatch(text) else [text] * (text in contract.every_member)
        )
    unknown = next((name for name in names if name not in contract.member_names(message.name)), None)
    is_typed = ("typed",) if "(" in text else ()
    return Claim(cell.line, "member", message.name, (unknown, *is_typed)) if unknown else None


_SAME = re.compile(r"(?:the )?same|dasselbe|dieselben|gleich|le même|les mêmes|lo mismo|los mismos", re.IGNORECASE)


def _of_success(message: Message, cell: Cell, contract: Contract) -> Claim | None:
    """Return the claim of a cell about the data of a success: an echo, or a member whose name is a slip."""
    text = cell.text.strip(" .")
    repeats = True if _SAME.fullmatch(text) else is_of_request(text.casefold())
    if repeats is not None:
        return Claim(cell.line, "echo", message.name, ("yes" if repeats else "no",))
    found, names = _MEMBER.fullmatch(text), contract.member_names(message.name)
    is_slip = found is not None and found[1] not in names and suggestion(found[1], tuple(names)) is not None
    return Claim(cell.line, "member", message.name, (found[1],)) if found and is_slip else None


def event_differences(sections: Sequence[Section], contract: Contract) -> Iterator[tuple[str, Difference]]:
    """Yield that a cell says another kind of message, or another number of secondary events, or lacks some."""
    for section in sections:
        for message, title, cell, is_of_several in _rows(section, contract):
            if is_of_several and (text := _other_kind(message, title, cell.text)):
                yield message.name, Difference(cell.line, "other-value", text)
            if is_of_several and (text := _other_number(message, title, cell.text)):
                yield message.name, Difference(cell.line, "secondary-events", text)
            elif is_of_several and message.secondary is not None and _is_list_of_events(title, cell):
                listed = list(_listed(message, title, cell, contract))
                text = "" if listed else _other_events(message, cell.text)
                if text:
                    listed = [Difference(cell.line, "secondary-events", text)]
                yield from ((message.name, each) for each in listed)


def column_differences(sections: Sequence[Section], contract: Contract) -> Iterator[tuple[str, Difference]]:
    """Yield how the events in a column below each of several commands differ from its own."""
    for section in sections:
        for part in section.parts:
            is_table = part.block.kind == "table" and not (part.is_history or section.is_history)
            named = sum(NAMES.search(title.text) is not None for title in part.block.rows[0]) if is_table else 0
            for at, title in enumerate(part.block.rows[0]) if named > 1 else ():
                names = {contract.current(name) for name in names_of(title.text) if contract.is_command(name)}
                command = names.pop() if len(names) == 1 else ""
                cells = [row[at] for row in part.block.rows[1:] if at < len(row) and row[at].text.strip(_EMPTY_CELL)]
                listed = [[*listed_in(cell.line, cell.text, contract)] for cell in cells]
                if command and all(listed) and listed:
                    events = tuple(event for each in listed for event in each)
                    message = contract.of_name(command)[0]
                    found = secondary_differences(Listing(title.line, events), message, contract)
                    yield from ((command, each) for each in found)


def _is_list_of_events(title: str, cell: Cell) -> bool:
    """Return whether a cell lists the events of a command, not only the first one and the last one."""
    return role_of(title.replace("`", "")) == "secondary" and not _FROM_TO.search(cell.text)


#: Marks in a cell without an event.
_EMPTY_CELL = " -–—./"  # noqa: RUF001 -- dashes of a page


def _listed(message: Message, title: str, cell: Cell, contract: Contract) -> Iterator[Difference]:
    """Yield how the events of a command differ, if a cell has nothing but events with their remarks."""
    names = names_of(cell.text)
    is_list = not _BETWEEN_EVENTS.sub("", NAMES.sub("", cell.text))
    if is_list and names and all(map(contract.is_event, names)) and message.kind == "request":
        events = tuple(events_in_text(Block("text", cell.line, cell.text), contract))
        listing = Listing(cell.line, events, has_no_order=are_counted(f"{title}: {cell.text}"))
        found = list(secondary_differences(listing, message, contract))
        if "(" not in cell.text:  # short tables leave all remarks out
            found = [each for each in found if "not given on the page" not in each.text]
        if found:
            text = "; ".join(dict.fromkeys(each.text for each in found))
            yield found[0]._replace(text=text)


def object_differences(sections: Sequence[Section], contract: Contract) -> Iterator[Difference]:
    """Yield that a row about an object has a form of targets that messages about such an object do not take."""
    for section in sections:
        for part in section.parts:
            is_table = part.block.kind == "table" and not (part.is_history or section.is_history)
            titles = [cell.text for cell in part.block.rows[0]] if is_table else []
            for row in part.block.rows if is_table else ():
                noun = _object_in(row[0].text.strip("`* "))
                message = message_about(noun, contract) if noun else None
                for column, cell in enumerate(row[1:], 1) if message else ():
                    if message and column < len(titles) and _SEGMENTS.search(titles[column]):
                        yield from _other_numbers(cell, message, contract)
                    forms = _forms_of(cell)
                    if forms and message and (text := refused_forms(forms, message, contract)):
                        yield Difference(cell.line, "target-refused", f"{row[0].text.strip('`* ')}: {text}")


def _object_in(text: str) -> str:
    """Return the object that a cell names, perhaps in two languages: "Kanal (channel)"; empty for other texts."""
    names = _TWICE.fullmatch(text)
    found = [AN_OBJECT.fullmatch(each.strip("` ")) for each in (names.groups() if names else (text,))]
    nouns = {OBJECTS[each[1].casefold()] if each else "" for each in found}
    return nouns.pop() if len(nouns) == 1 else ""


#: A name with another one in brackets, or behind a slash.
_TWICE = re.compile(r"([^()/]+)[(/]([^()/]+)\)?")


def segment_differences(sections: Sequence[Section], contract: Contract) -> Iterator[Difference]:
    """Yield that a list of objects, each with the numbers of ids in its targets, gives one of them other numbers."""
    for section in sections:
        counted: list[tuple[int, str, str]] = []  # the elements of the list so far: the line, the object, the numbers
        for part in (*section.parts, Part(Block("end", 0))):
            found = [] if part.is_history or section.is_history else _counted_in(part.block)
            counted += found
            if not (found and part.block.kind == "item"):
                yield from _other_counts(counted, contract)
                counted = []


def _counted_in(block: Block) -> list[tuple[int, str, str]]:
    """Return the lines of a block if each is an object with the numbers of ids in its targets; none otherwise."""
    found = []
    if block.kind == "table" and [*map(len, block.rows)] == [2] * len(block.rows):
        cells = [[cell.text.strip("`* ") for cell in row] for row in block.rows]
        is_of_objects = _SEGMENTS.search(cells[0][1]) and all(OBJECT.fullmatch(first) for first, _ in cells[1:])
        lines = zip(block.rows[1:], cells[1:], strict=True) if is_of_objects else ()
        return [(row[0].line, texts[0], texts[1]) for row, texts in lines if _NUMBERS.fullmatch(texts[1])]
    is_list = block.kind in ("text", "item") and _COUNTED.fullmatch(block.text.partition("\n")[0].strip("` "))
    for number, text in lines_of(block) if is_list else ():
        counted = _COUNTED.fullmatch(text.strip("` "))
        if not counted:
            return []
        found.append((number, counted[1], counted[2]))
    return found


def _other_counts(counted: Sequence[tuple[int, str, str]], contract: Contract) -> Iterator[Difference]:
    if len({OBJECTS[name.casefold()] for _, name, _ in counted}) < _LEAST_OBJECTS:
        return
    found = []
    for line, name, numbers in counted:
        message = message_about(OBJECTS[name.casefold()], contract)
        said = [each for each in re.findall(r"\w+", _A_GROUP.sub(" ", numbers)) if is_number(each)]
        found += [(line, said, message)] if message else []
    has_all = any(len(said) > 1 and not other_segments(said, of, contract, has_all=True) for _, said, of in found)
    for line, said, of in found:
        if text := other_segments(said, of, contract, has_all=has_all):
            yield Difference(line, "target-refused", f"{noun_of(of.targets[0])}: {text}")


#: An object with the numbers of ids in its targets: "channel: 2, in a group 3". A list has this many objects.
_COUNTED = re.compile(
    rf"(?:(?:an?|the|eine?|der|die|das|une?|una?|le|la|el)\s+)?({OBJECT.pattern})`?\s*(?::|=|→|->|[-–—]|\s)\s*"  # noqa: RUF001 -- dashes
    r"((?:(?:\d|one|two|three|four|five|ein|zwei|drei|vier|fünf|une?|deux|trois|quatre|cinq|uno?|dos|tres|cuatro|cinco"
    r"|ids?|segments?|segmente?n?|parts?|teile|levels?|in|with|without|a|the|group|channel group|or|to|and|if|of|inside"
    r"|it|in einer|mit|ohne|oder|bis|gruppe|ou|avec|sans|dans|groupe|o|con|sin|grupo)\b[\s,;/()–-]*)+)\.?",  # noqa: RUF001 -- a dash
    re.IGNORECASE,
)
_LEAST_OBJECTS = 3
#: A group with an article, which may be a number elsewhere.
_A_GROUP = re.compile(r"\b(?:une?|uno|ein|a)\s+(?=groupe|gruppe|grupo|group)", re.IGNORECASE)


_NUMBER_OF_EVENTS = pattern("message_columns", "number_of_events")
_NUMBERS_ONLY = re.compile(r"\d+|\b(?:or|to|oder|bis|ou|à|o|a)\b|[-–/,\s`*]")  # noqa: RUF001 -- dashes of a page
#: The title of a column with numbers of segments, and such a cell.
_SEGMENTS = phrase("target", "segments")
_NUMBERS = re.compile(r"(\w+)(?:(?: (?:or|oder|ou|o|to|bis) | ?[-–] ?)(\w+))?(?: \([^()\d]*\))?")  # noqa: RUF001 -- a dash
_BETWEEN_NUMBERS = words("message_columns", "between_numbers")
#: A remark with a number: "interaction (3 or 4 segments)".
_IN_BRACKETS = re.compile(r"\(([^()]*\d[^()]*)\)")


def _other_numbers(cell: Cell, message: Message, contract: Contract) -> Iterator[Difference]:
    """Yield that a cell gives other numbers of segments than the targets of a message have."""
    found = _NUMBERS.fullmatch(cell.text.strip())
    words_ = [each for each in found.groups() if each] if found else []
    if words_ and all(map(is_number, words_)) and (text := other_segments(words_, message, contract)):
        yield Difference(cell.line, "target-refused", f"{noun_of(message.targets[0])}: {text}")


def _other_kind(message: Message, title: str, text: str) -> str:
    """Return that a cell calls a command an event, or the other way round; empty if it does not."""
    said = set(re.findall(r"[^\W\d_]+", text.casefold()))
    letter = text.strip("` ").casefold()
    is_event, is_command = not said.isdisjoint(_EVENT) or letter == "e", not said.isdisjoint(_COMMAND) or letter in "rc"
    if is_event is is_command or not _KIND.fullmatch(title.replace("`", "").strip(" :*").casefold()):
        return ""
    if is_event is (message.kind == "event"):
        return ""
    page, schema = ("an event", "a command") if is_event else ("a command", "an event")
    return f"it is {page} on the page, {schema} in the schema"


def _other_number(message: Message, title: str, text: str) -> str:
    """Return that a cell in a column of numbers gives another number of secondary events; empty if it does not."""
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    if message.secondary is None or not _NUMBER_OF_EVENTS.fullmatch(title.strip()) or re.sub(_NUMBERS_ONLY, "", text):
        return ""
    certain = sum(isinstance(each, OneOf) or not (each.when or each.once) for each in message.secondary)
    most = len(message.secondary)
    if not numbers or all(certain <= each <= most for each in numbers):
        return ""
    shown = str(most) if certain == most else f"{certain} to {most}"
    return f"the page says {text.strip()} events, the schema has {shown}"


def _other_events(message: Message, text: str) -> str:
    known = [each.name for each in message.secondary_events]
    named = names_of(text)
    count = _COUNT.fullmatch(text.strip())
    if count and not any(isinstance(each, OneOf) for each in message.secondary or ()) and int(count[1]) != len(known):
        return f"the page says {count[1]} events, the schema has {len(known)}: {', '.join(known)}"
    is_whole = (
        named
        and set(named) < set(known)
        and not re.search(
            r"…|\.\.\.|\b(?:etc|others?|more|weitere|andere|autres|otros)\b|[a-z]{4,} [a-z]{2,} [a-z]{2,}", text
        )
    )
    lacking = [name for name in dict.fromkeys(known) if name not in named]
    verb = "is" if len(lacking) == 1 else "are"
    return f"{', '.join(lacking)} {verb} in the schema, not on the page" if is_whole else ""
