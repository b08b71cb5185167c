"""Sentences and lists about the members of all messages of a kind: "Every event carries `target`"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cti_contract.drift.findings import Difference
from cti_contract.drift.headings import Role, kind_of
from cti_contract.drift.member_tables import Row, Table, envelope_table_differences, members_of, of_each, required_of
from cti_contract.drift.members import unknown_member
from cti_contract.drift.sentence_words import END
from cti_contract.drift.vocabulary import phrase

if TYPE_CHECKING:
    from cti_contract.drift.blocks import Cell
    from cti_contract.drift.contract import Contract
    from cti_contract.drift.sections import Section

_KINDS: dict[Role, re.Pattern[str]] = {
    "request": phrase("envelopes", "requests"),
    "success": phrase("envelopes", "successes"),
    "failure": phrase("envelopes", "failures"),
    "event": phrase("envelopes", "events"),
}
_CASE, _HAVE, _KNOWN = (phrase("envelopes", name) for name in ("case", "have", "known"))
_NEVER, _ALWAYS, _PERHAPS, _BUT = (phrase("envelopes", name) for name in ("never", "always", "perhaps", "but"))
#: A member at the end of a part of a list.
_MEMBER = re.compile(
    r"`([A-Za-z.]+)`(?= ?(?:[,.;:)]|and\b|or\b|but\b|und\b|oder\b|aber\b|et\b|ou\b|mais\b|y\b|o\b|pero\b|$))"
)
#: A member at the top of a message in copied text, which has no marks.
_NAME = re.compile(r"\b(command|target|data|result|failure|original|messageType|name)\b")
#: The members of the object `failure`, by their names alone.
_OF_FAILURE = ("code", "message")
_OTHER = re.compile(r"\w|`")
_LONGEST = 300
#: A list of all members has this many members of messages or more.
_LEAST_LISTED = 3


def envelope_differences(sections: Sequence[Section], contract: Contract) -> Iterator[Difference]:
    """Yield how general sentences, and lists in tables of kinds, differ from what all messages of a kind have.

    Args:
        sections: The sections of a page.
        contract: The contract.
    """
    for section in sections:
        if section.is_history:
            continue
        for each in section.prose_of_today:
            for sentence in END.split(each.text) if "`" in each.text else ():
                for kind, rows in _said(sentence, each.line):
                    yield from _compared(rows, kind, contract)
        for part in section.parts:
            if part.block.kind == "table" and not part.is_history:
                yield from _of_forms(part.block.rows, contract)


def _said(sentence: str, line: int) -> Iterator[tuple[Role, tuple[Row, ...]]]:
    """Yield the kind of messages that a sentence is about, with the members that they have, or do not have."""
    if "`" not in sentence or len(sentence) > _LONGEST:
        return
    for kind, subject in _KINDS.items():
        found = subject.match(sentence)
        verb = _HAVE.match(sentence, found.end()) if found else None
        if verb and not _CASE.search(sentence) and (rows := tuple(_listed(sentence, verb.start(), verb.end(), line))):
            yield kind, rows


def _listed(text: str, start: int, at: int, line: int) -> Iterator[Row]:
    """Yield the members of the list behind a verb, each with what the words before it say."""
    denied, required = _meant(text[start:at], denied=False, required=None)
    for member in _MEMBER.finditer(text, at):
        said = text[at : member.start()]
        if _OTHER.search(_KNOWN.sub(" ", said)):  # the list ends here
            return
        if _BUT.search(said):
            denied, required = False, None
        denied, required = _meant(said, denied=denied, required=required)
        path = ("failure", member[1]) if member[1] in _OF_FAILURE else tuple(member[1].split("."))
        yield Row(line, path, required=None if denied else required, is_absent=denied)
        at = member.end()


def _meant(said: str, *, denied: bool, required: bool | None) -> tuple[bool, bool | None]:
    """Return whether members are denied, and whether they are required, behind some more words."""
    if _NEVER.search(said):
        return True, None
    if _PERHAPS.search(said):
        return False, False
    return (False, True) if _ALWAYS.search(said) else (denied, required)


def _of_forms(rows: Sequence[Sequence[Cell]], contract: Contract) -> Iterator[Difference]:
    """Yield how a table of kinds of messages lists their members: the cells of a row have all of its kind."""
    kinds = [kind_of(row[0].text.strip("`* ")) for row in rows[1:]]
    firsts = {row[0].text.strip("`* ") for row in rows[1:]}
    is_of_members = not firsts.isdisjoint(("target", "result", "original", "data"))  # "failure" is one of them
    for row, kind in zip(rows[1:], kinds, strict=True) if not is_of_members else ():
        if kind is None or kind not in _KINDS:
            continue
        cells = [cell._replace(text=_VALUE.sub(r"\1", cell.text)) for cell in row[1:]]
        lists = [_in_cell(cell) for cell in cells]
        for title, listed in zip(rows[0][1:], lists, strict=False):
            if _OPTIONAL_ONES.fullmatch(title.text.strip("`* ")) and not any(each.is_absent for each in listed):
                yield from _compared([each._replace(required=False) for each in listed], kind, contract)
        of_row = frozenset(_WORD.findall(" ".join(cell.text for cell in (row[0], *cells))))
        for cell, listed in zip(cells, lists, strict=True):
            renamed = list(_renamed(cell, kind, contract))
            yield from of_each(kind, renamed or _other_constants(cell, kind, contract))
            yield from () if renamed else _of_list(listed, of_row, kind, contract)


def _renamed(cell: Cell, kind: Role, contract: Contract) -> Iterator[Difference]:
    """Yield the name in a cell that is nothing but a list of names, in place of the only required one that it lacks."""
    names = [name.strip("` ") for name in _NAMES_LISTED.split(cell.text.strip(" ."))]
    known, required = members_of(kind, contract), required_of(kind, contract)
    unknown = [name for name in names if name not in known and name.isidentifier()]
    lacking = sorted(required - {*_WORD.findall(cell.text)})
    if len(names) >= _LEAST_LISTED and len(unknown) == len(lacking) == 1 and len(known & {*names}) * 2 >= len(names):
        text = f"{unknown[0]} is documented, the schema has no such member here; it has {lacking[0]}"
        yield Difference(cell.line, "unknown-member", text)


#: Marks and words between names in a list.
_NAMES_LISTED = re.compile(r"\s*[,;]\s*(?:(?:and|und|et|y) )?|\s+(?:and|und|et|y)\s+")


def _other_constants(cell: Cell, kind: Role, contract: Contract) -> Iterator[Difference]:
    """Yield that a cell gives a member with one value another one: "`result` is `ok`"."""
    known = members_of(kind, contract)
    rows = [Row(cell.line, (name,), constant=value) for name, value in _ANY_VALUE.findall(cell.text) if name in known]
    for row in rows:
        table = Table(cell.line, kind, (row,), is_complete=False)
        yield from envelope_table_differences(table, kind, contract)


_WORD = re.compile(r"\w+")
#: The title of a column with the members that are optional.
_OPTIONAL_ONES = re.compile(
    r"optional(?: (?:members|fields|properties))?|optionale? (?:felder|mitglieder|members?)"
    r"|(?:membres |champs )?(?:facultatifs|optionnels)|(?:miembros |campos )?opcionales",
    re.IGNORECASE,
)
#: A member with its value, which may have the name of another member: "`result` with the value `failure`".
_IS = (
    r"(?:\(|=|:|is|equal to|set to|(?:with|has) the value|ist|immer|always|auf|(?:mit|hat)(?: (?:dem|den))? wert"
    r"|(?:avec|a) la valeur|(?:con|tiene) el valor)"
)
_VALUE = re.compile(
    rf"(`(?:result|messageType)`) ?{_IS} ?`?[\"“”„]?`?(?:success|failure|\w+Event)`?[\"“”]?`?\)?(?=[,;. )]|$)",
    re.IGNORECASE,
)
_ANY_VALUE = re.compile(rf"`(result|messageType)` ?{_IS} ?`[\"“”„]?(\w+)[\"“”]?`(?=[,;. )]|$)", re.IGNORECASE)


def _in_cell(cell: Cell) -> tuple[Row, ...]:
    """Return the members of a cell that has nothing else, none of another one."""
    text = cell.text if "`" in cell.text else _NAME.sub(r"`\1`", cell.text)
    listed = tuple(_listed(f"{text.strip()}.", 0, 0, cell.line))
    return listed if len(listed) == text.count("`") // 2 else ()


def _of_list(listed: Sequence[Row], of_row: frozenset[str], kind: Role, contract: Contract) -> Iterator[Difference]:
    """Yield how a list of members differs; one without any member of the kind has those that it never has."""
    every = frozenset[str]().union(*(members_of(each, contract) for each in _KINDS))
    is_of_members = len(listed) >= _LEAST_LISTED and sum(row.path[0] in every for row in listed) * 2 > len(listed)
    if is_of_members and not members_of(kind, contract).isdisjoint(row.path[0] for row in listed):
        yield from _compared(listed, kind, contract)
        yield from _lacking(of_row, kind, listed[0].line, contract)


def _compared(rows: Sequence[Row], kind: Role, contract: Contract) -> Iterator[Difference]:
    """Yield how members of all messages of a kind differ; a word that is the name of no such member is none.

    A page that denies an optional one, such as the data of a success, is about one message.
    """
    known, required = members_of(kind, contract), required_of(kind, contract)
    others = frozenset[str]().union(*(members_of(each, contract) for each in _KINDS)) - known
    for row in rows:
        if row.path[0] in (required if row.is_absent else known):
            table = Table(row.line, kind, (row,), is_complete=False)
            yield from of_each(kind, envelope_table_differences(table, kind, contract))
        elif row.path[0] in others and not row.is_absent:
            yield from of_each(kind, [Difference(row.line, "unknown-member", unknown_member(row.path[0], None))])


def _lacking(of_row: frozenset[str], kind: Role, line: int, contract: Contract) -> Iterator[Difference]:
    for name in sorted(required_of(kind, contract) - of_row):
        text = f"{name} is required by the schema, the page does not list it here"
        yield from of_each(kind, [Difference(line, "undocumented-member", text)])
