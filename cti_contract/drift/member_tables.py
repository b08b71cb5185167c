"""Tables and lists of members on a page, against the schemas, both ways."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from cti_contract.contract.catalog import Message
from cti_contract.contract.targets import noun_of
from cti_contract.drift import typescript
from cti_contract.drift.blocks import Block, Cell
from cti_contract.drift.contract import Contract, choices_in, requirements
from cti_contract.drift.findings import Difference, Edit, edit, of_type
from cti_contract.drift.headings import NAMES, Role, kind_of, names_of, role_of
from cti_contract.drift.members import allowed_by, type_text, types_of, undocumented, unknown_member
from cti_contract.drift.mentions import platforms_mentioned, remark_in, words_of
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.sections import Part, Section
from cti_contract.drift.subjects import subjects_in
from cti_contract.drift.vocabulary import meanings, pattern, phrase, words
from cti_contract.suggest import suggestion
from cti_contract.text import one_of, quote

Column = Literal["name", "type", "required", "optional", "mark", "optional mark", "values", "platforms", "description"]

_COLUMN_NAMES: tuple[Column, ...] = ("optional", "required", "type", "values", "platforms", "name", "description")
_COLUMNS = tuple((column, pattern("columns", column)) for column in _COLUMN_NAMES)
_TYPE_WORDS = meanings("types")
_YES, _NO = words("answers", "yes"), words("answers", "no")
_MARKED = re.compile(r"`([^`]+)`|[\"“”„']([\w.+-]+)[\"“”']")
_OPEN, _EXAMPLE = pattern("values", "open"), pattern("values", "example")
#: Words in the place of a name: for all other members, for none, and for those that are not known.
_NO_NAMES = words("answers", "no_name")
_LIST_WORDS = words("values", "others")
#: Words before a list of values, in several languages.
ONE_OF = (
    r"one of|either|any of|(?:possible|allowed|permitted|valid|supported) values?(?: (?:is|are))?"
    r"|eine[rs]? (?:von|der(?: werte)?)|entweder|(?:mögliche|erlaubte|zulässige|gültige) werte?(?: (?:ist|sind))?"
    r"|(?:erlaubt|zulässig|möglich|gültig) (?:ist|sind)|l['’]une? (?:de|des(?: valeurs)?)|une? des valeurs"  # noqa: RUF001 -- an apostrophe
    r"|(?:valeurs|valores) (?:possibles|posibles|permitid[ao]s|permises)|un[oa] de(?: los valores)?"
)
_ONE_OF = re.compile(rf"\b(?:{ONE_OF})(?!\w)(.*)", re.IGNORECASE | re.DOTALL)
#: Words before the values that are known, where others are possible.
_KNOWN = re.compile(
    r"\b(?:known(?: values)?(?: are)?|bekannte? (?:werte|sind)|(?:valeurs|valores) (?:connues|conocidos))"
    r"(?:\s?:| (?:are|sind|sont|son)(?=\s*[`\"])|(?=\s*[`\"]))(.*)",
    re.IGNORECASE | re.DOTALL,
)
#: A clause behind values that there are no others: "`a` or `b`; other values are not allowed".
_NO_OTHERS = phrase("types", "no_others")
#: Words behind the values that are known.
_ARE_KNOWN = phrase("types", "are_known")
#: A clause behind values about one that is none of them.
_NO_VALUE = phrase("types", "no_value")
#: A description that is nothing but one value: "always `objectEvent`". Names of messages are compared as such.
_CONSTANT = re.compile(
    r"(?:always |immer |fixed:? |const(?:ant)?:? )?`\"?(\w+)\"?`\.?|const(?:ant)?:? (\w+)", re.IGNORECASE
)
#: The object at the beginning of the description of a target: "the channel, with or without its group".
_OBJECT = re.compile(
    r"(?:(?:the|an?|ids?|path|of|der|die|das|des|el|la|le|del)\s+)*"
    rf"({'|'.join(sorted(map(re.escape, OBJECTS), key=len, reverse=True))})(?=\s*(?:$|[.,;()]))",
    re.IGNORECASE,
)
#: Remarks in a description on whether the member is required.
_SAID = [(phrase("required", name), name == "remark_yes") for name in ("remark_yes", "remark_no")]
_OPTIONAL_MARK = re.compile(r"\?$|\((?:optional|opt\.?|opcional|facultatif)\)$", re.IGNORECASE)
_REQUIRED_MARK = re.compile(r"\*$|\((?:required|mandatory|pflicht)\)$", re.IGNORECASE)
#: The cells of a column that only marks the members that are required.
_MARKS = frozenset(("required", "mandatory", "pflicht", "erforderlich", "obligatoire", "obligatorio"))
#: Signs in a column with such a title.
_SIGNS = ("•", "●", "■", "*", "+", "!")
_OF_OTHERS = re.compile(r"additional properties are (?:not )?allowed")
#: An answer with its case in brackets: "yes (skill)".
_IN_CASE = re.compile(r"(\S+) \(([^()]+)\)")
#: A remark behind a name, such as the variant that has the member.
_REMARK = re.compile(r"\s+\([^()]*\)$")
_BRANCH = re.compile(r"^(?:[↳└├│─┗┣>+–—-]|\s|\.(?=\s)|&nbsp;)+")  # noqa: RUF001 -- dashes of a page
#: A sign between the name of an object and that of a member in it: `channel → endpoint`.
_STEP = re.compile(r"(?<=[\w\]])\s*(?:→|-+>|[>›»])\s*(?=\w)")  # noqa: RUF001 -- an arrow of a page
_MEMBER_NAME = re.compile(r"[A-Za-z_]\w*(?:(?:\[[\w*]*\])?\.[A-Za-z_]\w*)*(?:\[[\w*]*\])?")
_BULLET = re.compile(
    r"(?:\*\*)?`?([A-Za-z_][\w.\[\]*?]*)`?(?:\*\*)?((?:\s*(?:,|/|and|und)\s*`[A-Za-z_][\w.\[\]]*`)*)\s*"
    r"(?:\(([^()]*)\))?\s*(?:[-–—:]|$)\s*(.*)",  # noqa: RUF001 -- dashes of a page
    re.DOTALL,
)


#: A member with its type in code, and perhaps whether it is required: "destination `string` Required".
_TYPED = re.compile(
    r"`?([A-Za-z_][\w.\[\]]*)`?\s+`(\w+)`(?:\s+\(?(required|mandatory|optional|pflicht|obligatoire|obligatorio)\)?)?"
    r"\s*(?:[-–—:.,]|\n|$)\s*",  # noqa: RUF001 -- dashes of a page
    re.IGNORECASE,
)


#: The columns of a table without titles, and the words of a cell that says that a member is not there.
_BARE: tuple[Column, ...] = ("name", "type", "required")
_ABSENT = words("answers", "absent")
#: A fact about a message in a table of two columns is its name and a value; these names are no members.
_FACT = ("name", "value")
_FACTS = ("Target", "Targets", "Media", "Medium", "Platform", "Platforms", "Ziel", "Medien", "Plattform", "Plattformen")


#: A description of the party that is called.
_PARTY = phrase("members", "party")

#: A cell with the names of the members of an object, or of those of a list, and nothing behind them.
_INSIDE = phrase("members", "inside")


class Row(NamedTuple):
    """One member as a page describes it; None, or empty, for what the page does not say."""

    line: int
    path: tuple[str, ...]
    types: tuple[str, ...] = ()
    item_type: str | None = None
    required: bool | None = None
    values: tuple[str, ...] = ()
    values_open: bool = False
    values_closed: bool = False  # whether the page says that there are no others
    constant: str = ""
    target: str = ""
    remark: bool | None = None  # whether the description calls it required
    is_absent: bool = False  # whether the page says that it is not there
    of: str = ""  # the object, or the variant of it, that has the member
    are_words: bool = False  # whether the values are words in the place of a type
    platforms: tuple[str, ...] = ()  # those to which the description limits it
    mentioned: tuple[str, ...] = ()  # names in code in the description, which may be those of its members
    parts: tuple[str, ...] = ()  # those that the description calls its members, or those of its elements
    is_party: bool = False  # whether the description is about the party that is called
    inside: tuple[str, ...] = ()  # names in code that are those of its members: "list of objects with `x` and `y`"


class Table(NamedTuple):
    """The members of a table or a list; `is_complete` says that it claims to have all members of an object.

    `is_remarks` says that nothing but the descriptions of some members says whether they are required, `is_of_matrix`
    that it is a column of a table for several kinds of messages, `is_of_program` that it is declared in a program,
    `label` whether a title above it says that its members are required, or optional.
    """

    line: int
    role: Role | None
    rows: tuple[Row, ...]
    is_complete: bool = True
    is_remarks: bool = False
    is_of_matrix: bool = False
    is_of_program: bool = False
    label: bool | None = None


class _Node(NamedTuple):
    """An object in a message: its path, the members that it has, and those that it requires."""

    path: tuple[str, ...]
    schema: dict[str, Any]


class _Missing(NamedTuple):
    """A member that a table lacks."""

    difference: Difference
    name: str
    is_required: bool


#: The members that a row may describe: each with its message and the object around it.
_Found = list[tuple[Message, _Node, Any]]


def tables_of(section: Section, contract: Contract) -> list[Table]:
    """Return the tables and lists of members in a section."""
    found: list[Table] = []
    items: list[Part] = []
    label = ""  # the text before a table
    is_of_some = False
    for part in [*section.parts, Part(Block("text", 0))]:
        is_item = part.block.kind == "item" or (part.block.kind == "text" and _is_typed(part.block.text))
        name = NAMES.match(part.block.text.lstrip("` ")) if is_item else None
        is_member = is_item and part.role != "secondary" and not (name and contract.is_message(name[0]))
        if items and not (is_member and part.role == items[-1].role):
            found += _labeled(_of_items(items), label)
            items = []
        if is_member:
            items.append(part._replace(block=part.block._replace(text=_in_brackets(part.block.text))))
            continue
        if part.block.kind == "table" and part.role != "secondary" and not part.is_history:
            table = _of_table(part.block, part.role, contract)
            found += _labeled([table], label) if table else _of_matrix(part.block)
            is_of_some = _OF_SOME.search(label) is not None
        label = part.block.text if part.block.kind in ("text", "heading") else ""
    if {True, False} <= {each.label for each in found}:  # together, they have all members
        return [each._replace(label=None) for each in found]
    is_of_some = is_of_some and len(found) == 1 and found[0].label is None
    return [each._replace(is_complete=False) for each in found] if is_of_some else found


def _labeled(tables: Iterable[Table], label: str) -> Iterator[Table]:
    """Yield tables or lists; where a title says that its members are required, or optional, those outside others are.

    "Required members" above one and "Optional members" above another one have all of them together.
    """
    text = label.strip(" :*_.`")
    said = next((is_said for pattern, is_said in _LABELS if pattern.fullmatch(text)), None)
    for table in tables:
        paths = {row.path for row in table.rows}
        rows = (
            row._replace(required=said) if row.required is None and row.path[:-1] not in paths else row
            for row in table.rows
        )
        yield table if said is None else table._replace(rows=tuple(rows), label=said)


#: The titles above members that say whether they are required.
_LABELS = ((phrase("members", "label_required"), True), (phrase("members", "label_optional"), False))

#: The end of a text before a table that has only some of the members: "Required fields:", "What you must send:".
_OF_SOME = phrase("members", "of_some")


def _is_typed(text: str) -> bool:
    """Return whether a paragraph begins with the name of a member and its type in code."""
    found = _TYPED.match(text.strip())
    return found is not None and found[2].casefold() in _TYPE_WORDS


def _in_brackets(text: str) -> str:
    """Return the text of an element with the type of its member in brackets: "`x` (string): the text"."""
    found = _TYPED.match(text.strip())
    if not found or found[2].casefold() not in _TYPE_WORDS:
        return text
    return f"`{found[1]}` ({', '.join(filter(None, found.group(2, 3)))}): {text.strip()[found.end() :]}"


@lru_cache(maxsize=4096)
def column_of(title: str) -> Column | None:
    """Return the contents of a column by its title, None for any other title."""
    text = title.replace("`", "").strip(" :*¿?").casefold()
    return next((column for column, pattern in _COLUMNS if pattern.fullmatch(text)), None)


def _is_fact(text: str, contract: Contract) -> bool:
    """Return whether the name in a row of a name and a value is no member: "Target", "Response"."""
    name = text.strip(" :*")
    is_label = name.isalpha() and role_of(name) is not None
    return name in _FACTS or (is_label and name not in _OF_MESSAGES | contract.every_member)


def _is_title(row: Sequence[Cell], contract: Contract) -> bool:
    """Return whether a row is the title of the rows below it: it has one text, which is the name of no member.

    A text in lower case beside empty cells may be a misspelt name.
    """
    texts = [cell.text.strip("*_ ") for cell in row if cell.text.strip()]
    is_alone = len(texts) == 1 and (len(row) == 1 or texts[0][:1].isupper())
    return is_alone and contract.every_member.isdisjoint(path_of(texts[0])[-1:])


def _of_table(block: Block, role: Role | None, contract: Contract) -> Table | None:
    columns, rows_ = _columns_of(block)
    is_titled = "name" in columns
    columns = columns if is_titled else _with_names(block, columns, rows_, contract)
    if "name" not in columns or not {"type", "required", "optional", "values", "description"} & set(columns):
        return None
    at = columns.index("name")
    while at + 1 < len(columns) and block.rows[0][at + 1] is block.rows[0][at]:
        at += 1  # a title over several columns: the last one has the names, the others what they are part of
    if column_of_messages(block, contract) is not None:
        return None  # each row is about members of its own messages
    names = [row[at].text.replace("`", "").strip() for row in rows_ if at < len(row)]
    if sum(NAMES.fullmatch(name) is not None and contract.is_message(name) for name in names) * 2 > len(names):
        return None  # a table of messages
    title_role = role_of(block.rows[0][at].text)
    members = [
        row
        for row in rows_
        if not _is_title(row, contract)
        and (len(row) != len(_FACT) or at >= len(row) or not _is_fact(row[at].text, contract))
    ]
    rows = tuple(_rows(members, _with_marks(columns, members), at, objects_at=_objects_at(block, columns, at)))
    says_required = {"required", "optional", "mark", "optional mark"} & {*_with_marks(columns, members)}
    is_remarks = not says_required and all(_without_mark(name)[1] is None for name in names)
    is_of_program = block.language == typescript.LANGUAGE
    is_complete = is_titled and not block.is_partial
    table = Table(block.line, role or title_role, rows, is_complete, is_remarks, is_of_program=is_of_program)
    return _of_one_message(table) if rows else None


def _of_one_message(table: Table) -> Table:
    """Return a table; one without a label that has a member of messages twice is about several, which differ in these.

    Below a label, the second row is a mistake of the page.
    """
    names = [row.path[0] for row in table.rows if len(row.path) == 1]
    if table.role not in _NO_KIND or all(names.count(name) < 2 for name in _OF_EACH_KIND):  # noqa: PLR2004 -- twice
        return table
    rows = tuple(row for row in table.rows if row.path[0] not in _OF_ENVELOPE or len(row.path) > 1)
    return table._replace(rows=rows, is_complete=False)


#: Titles of columns with places, which are those of members where no other column has these.
_WHERE = frozenset(("where", "place", "wo", "ort", "où", "dónde"))
#: Those of columns with the members of an object: "Entry property".
_OF_PART = re.compile(
    r"(?:entry|skill|agent|book|group|label|destination|interaction|disposition)(?:['’]s)? "  # noqa: RUF001 -- an apostrophe
    r"(?:property|properties|members?|fields?|attributes?)"
    r"|(?:eintrags|agenten|gruppen|interaktions|konversations)(?:eigenschaft(?:en)?|felde?r?|attribute?)",
    re.IGNORECASE,
)


def _with_names(
    block: Block, columns: Sequence[Column | None], rows: Sequence[Sequence[Cell]], contract: Contract
) -> list[Column | None]:
    """Return columns; the first one with another title whose cells are known members, some of them paths, has names."""
    for at, column in enumerate(columns):
        cells = [row[at].text.strip("* ") for row in rows if at < len(row)] if column is None else []
        paths = [path_of(text.strip("`")) for text in cells]
        known = [path for path in paths if path and path[-1] in contract.every_member]
        is_place = block.rows[0][at].text.strip(" :*?").casefold() in _WHERE
        is_place = is_place or _OF_PART.fullmatch(block.rows[0][at].text.strip(" :*?`")) is not None
        is_certain = is_place or any(len(path) > 1 for path in known) or all(text[:1] == "`" for text in cells)
        if len(known) * 2 >= len(cells) + (not is_place) and len(known) > (not is_place) and is_certain:
            return [*columns[:at], "name", *columns[at + 1 :]]
    return [*columns]


def _of_matrix(block: Block) -> list[Table]:
    """Return a table for each column of a matrix that says which kinds of messages have, or require, a member."""
    titles = [cell.text for cell in block.rows[0]]
    names = [at for at, title in enumerate(titles) if column_of(title) == "name"][:1]
    roles = [(at, role) for at, title in enumerate(titles) if (role := role_of(title)) and role != "sample"]
    if not names or len(roles) < 2:  # noqa: PLR2004 -- a matrix
        return []
    tables = []
    for at, role in roles:
        rows = [_of_cell(row[names[0]], row[at].text) for row in block.rows[1:] if max(at, *names) < len(row)]
        said = tuple(row for row in rows if row.path and (row.is_absent or row.required is not None))
        tables += [Table(block.line, role, said, is_complete=False, is_of_matrix=True)] if said else []
    return tables


def _of_cell(name: Cell, text: str) -> Row:
    """Return the member of a row of a matrix as one of its cells describes it."""
    mark = _mark(text)
    required = None if mark in _ABSENT else is_required(text)
    return Row(name.line, path_of(name.text.strip("`* ")), required=required, is_absent=mark in _ABSENT)


def _columns_of(block: Block) -> tuple[list[Column | None], Sequence[Sequence[Cell]]]:
    """Return the columns of a table and its rows; one without titles has names, types, and what is required."""
    columns = [column_of(cell.text) for cell in block.rows[0]]
    is_bare = len(columns) == len(_BARE) and all(
        len(row) == len(_BARE)
        and path_of(row[0].text.strip("`* "))
        and _type_words(row[1].text)
        and is_required(row[2].text) is not None
        for row in block.rows
    )
    return (list(_BARE), block.rows) if is_bare else (columns, block.rows[1:])


def _objects_at(table: Block, columns: Sequence[Column | None], at: int) -> int | None:
    """Return the column beside the names of members that has their objects: "agent" before, or behind, "state"."""
    for beside in (at - 1, at + 1):
        cells = [row[beside].text.strip() for row in table.rows[1:] if 0 <= beside < len(row)]
        if 0 <= beside < len(columns) and columns[beside] is None and any(word.isalpha() for word in cells):
            return beside
    return None


def _with_marks(columns: Sequence[Column | None], rows: Sequence[Sequence[Cell]]) -> list[Column | None]:
    """Return the columns; one whose cells only mark what is required, or optional, and are empty elsewhere, says that.

    It has a title that says so, or its marks do.
    """
    cells = [[row[at].text for row in rows if at < len(row)] for at in range(len(columns))]
    if "required" in columns or "optional" in columns:
        return [_marked(column, texts) for column, texts in zip(columns, cells, strict=True)]
    marks = [set(map(_mark, texts)) for texts in cells]
    return ["mark" if said & _MARKS and said <= _MARKS | {""} else columns[at] for at, said in enumerate(marks)]


def _is_marked(text: str) -> bool:
    """Return whether a cell of a column of marks has one."""
    return _mark(text) in _MARKS or text.strip(" `").casefold() in (*_YES, *_SIGNS)


def _marked(column: Column | None, texts: Sequence[str]) -> Column | None:
    """Return a column of marks if its cells are the same mark, such as `x`, or empty; otherwise the column."""
    marks = {text.strip(" `").casefold() for text in texts}
    is_of_marks = len(marks) == 2 and "" in marks and any(map(_is_marked, marks))  # noqa: PLR2004 -- a mark or none
    if is_of_marks and column == "required":
        return "mark"
    return "optional mark" if is_of_marks and column == "optional" else column


def _mark(text: str) -> str:
    """Return a cell without signs, and without the remark on other members that generated tables have."""
    return _OF_OTHERS.sub("", text.casefold()).strip(" *`,-–—")  # noqa: RUF001 -- dashes of a page


def _rows(
    rows: Sequence[Sequence[Cell]], columns: Sequence[Column | None], at: int, *, objects_at: int | None = None
) -> Iterator[Row]:
    """Yield the rows; a name that is indented belongs to the last one that is indented less."""
    around: list[tuple[int, tuple[str, ...]]] = []
    objects = {"data"}  # and all names so far: some are those of objects
    has_code = any("`" in row[at].text for row in rows if at < len(row))
    for row in rows:
        if at >= len(row):
            continue
        cell = row[at]
        of_object = _OF_AN_OBJECT.fullmatch(cell.text.strip())
        text = of_object[1] if of_object else cell.text.replace("`", "").replace("**", "").strip()
        branch = _BRANCH.match(text)
        indent = cell.indent + (len(branch[0]) if branch else 0)
        text = text[branch.end() :] if branch else text
        text, required = _without_mark(text)
        text = _STEP.sub(".", _REMARK.sub("", text))
        if text.partition("/")[0] in objects:  # other names with a slash between them are alternatives
            text = text.replace("/", ".")
        if text.partition(", ")[0] in objects:  # "labels, name" below a row for "labels"
            text = text.replace(", ", ".")
        around = [each for each in around if each[0] < indent] if indent else []
        names = _names_of(text)
        if "`" not in cell.text and (len(names) > 1 and (has_code or not all(map(path_of, names)))):
            continue  # words, such as "not documented, open", or "none, an empty object"
        for number, name in enumerate(names):
            if name.casefold() not in _NO_NAMES and (path := _below(path_of(name), around)):
                of = row[objects_at].text.strip() if objects_at is not None and objects_at < len(row) else ""
                of = of_object[2] if of_object else of
                member = Row(cell.line, path, required=required, of=of)
                with_cells = _with_cells(member, _own_cells(row, columns, number, len(names)), columns)
                with_cells = _of_array(with_cells, name)
                yield with_cells if len(names) == 1 else _of_several(member, with_cells, row, columns)
        objects |= {text, text.rpartition(".")[2]}
        if path := path_of(text):
            around.append((indent, (*(around[-1][1] if around else ()), *path)))


def _of_array(row: Row, name: str) -> Row:
    """Return the row of an array for one that gives the type of its elements: `data.entries[]` is an object."""
    is_of_elements = name.endswith("[]") and row.types and "array" not in row.types
    return row._replace(types=("array",), item_type=row.types[0]) if is_of_elements else row


def _own_cells(cells: Sequence[Cell], columns: Sequence[Column | None], at: int, number: int) -> Sequence[Cell]:
    """Return the cells of one of several members of a row: of the types that are listed for each, its own."""
    parts = [
        re.split(r"[,\n]", cell.text) if column == "type" else [] for cell, column in zip(cells, columns, strict=False)
    ]
    return [
        cell._replace(text=types[at].strip()) if len(types) == number else cell
        for cell, types in zip(cells, parts, strict=False)
    ]


#: A member in code, with the object that has it: "`properties` of an agent".
_OF_AN_OBJECT = re.compile(
    r"`?([A-Za-z_][\w.\[\]]*)`? (?:of|for|in|von|bei|de|del|pour|para|chez) (?:(?:an?|each|every|the|eine[smr]?|einem"
    r"|jede[mr]|une?|una?|la|le|el|chaque|cada) )(\w+(?: \w+)?)",
    re.IGNORECASE,
)

#: A remark on several members with more words may be about some of them: "the last one is optional".
_MOST_WORDS_OF_ALL = 2


def _of_several(member: Row, with_cells: Row, cells: Sequence[Cell], columns: Sequence[Column | None]) -> Row:
    """Return one of several members of a row; a remark with more words does not say whether it is required."""
    others = [None if column == "description" else column for column in columns]
    texts = [cell.text for cell, column in zip(cells, columns, strict=False) if column == "description"]
    if all(len(text.split()) <= _MOST_WORDS_OF_ALL for text in texts):
        return with_cells
    return with_cells._replace(required=_with_cells(member, cells, others).required, remark=None)


#: The first and the last of several members with numbers, in one cell: "p1 … p20".
_RANGE = re.compile(r"(([A-Za-z_]+)\d{1,3})\s*(?:to|bis|à|a|hasta|through|\.{2,3}|…|[-–—])\s*\2\d{1,3}")  # noqa: RUF001 -- dashes


def _names_of(text: str) -> list[str]:
    """Return the names in the cell of a name, of members with numbers the first one: the sentences read the last."""
    several = _RANGE.fullmatch(text)
    return [several[1]] if several else re.split(r"\s*[,\n]\s*|\s+/\s+", text)


def _below(path: tuple[str, ...], around: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[str, ...]:
    """Return the path of a member inside the nearest one around it, unless it is the whole path; empty if it is."""
    above = around[-1][1] if around else ()
    return path if not path or path[: len(above)] == above else (*above, *path)


def _without_mark(name: str) -> tuple[str, bool | None]:
    """Return a name without the mark behind it, and whether that says required or optional."""
    if found := _OPTIONAL_MARK.search(name):
        return name[: found.start()].strip(), False
    if found := _REQUIRED_MARK.search(name):
        return name[: found.start()].strip(), True
    return name, None


@lru_cache(maxsize=4096)
def path_of(name: str) -> tuple[str, ...]:
    """Return the path of a member: `data.entries[].name`, `$.data.channel`, `/data/channel`; empty for other texts."""
    name = name.strip()
    if name.startswith("/"):
        name = name[1:].replace("/", ".")
    name = name.removeprefix("$.")
    if not _MEMBER_NAME.fullmatch(name):
        return ()
    return tuple(re.sub(r"\[[\w*]*\]", "", name).split("."))


#: A remark that is about another message: "object (`state.updated`: also a list)".
_OF_OTHER = re.compile(r"\(`?[a-z]+\.[a-z.]+`?: [^()]{1,80}\)")


def _with_cells(row: Row, cells: Sequence[Cell], columns: Sequence[Column | None]) -> Row:
    for cell, column in zip(cells, columns, strict=False):
        text = _OF_OTHER.sub("", cell.text).strip()
        if column == "type":
            types, item_type = types_in(text)
            values, is_open = _values_of_type(text) or (row.values, row.values_open)
            row = row._replace(types=types, item_type=item_type, values=values, values_open=is_open)
            row = row._replace(are_words=bool(values) and not _MARKED.search(text))
            constant = _CONSTANT.fullmatch(text.partition(", ")[2] if types else text)
            if constant:  # "string, always `success`"
                row = row._replace(constant=constant[1] or constant[2])
            if row.required is None and re.search(r"\boptional\b", text, re.IGNORECASE):
                row = row._replace(required=False)
        elif column == "platforms":
            row = row._replace(platforms=platforms_mentioned(text))
        elif column in ("mark", "optional mark"):
            row = _with_mark(row, is_marked=_is_marked(text), is_negated=column != "mark")
        elif column in ("required", "optional"):
            case = _IN_CASE.fullmatch(text)
            said = is_required(case[1] if case else text, is_negated=column == "optional")
            row = row._replace(required=said if said is not None else row.required, of=row.of or (case or ("",) * 3)[2])
        elif column == "values" and not _EXAMPLE.search(text):
            values, is_open = values_in(text)
            row = row._replace(values=values, values_open=is_open, values_closed=_NO_OTHERS.search(text) is not None)
        elif column == "description":
            row = _described(row, text, has_types="type" in columns)
    return row._replace(inside=_inside(cells, columns))


def _inside(cells: Sequence[Cell], columns: Sequence[Column | None]) -> tuple[str, ...]:
    """Return the names in a cell that says only which members an object has, or those of a list; empty without one."""
    texts = [each.text.strip() for each, column in zip(cells, columns, strict=False) if column in _OF_MEMBERS]
    return tuple(name for text in texts if _INSIDE.fullmatch(text) for name in re.findall(r"`(\w+)`", text))


#: The columns with such cells.
_OF_MEMBERS = ("type", "description")
#: A description that is nothing but two members of the elements of a list, or of an object.
_PARTS = re.compile(
    r"(?:(?:an? |the )?(?:list|array) of |liste (?:von|aus) |liste d['’]|lista de )?"  # noqa: RUF001 -- an apostrophe
    r"(?:(?:objects?|elements?|entries|items|elementen?|objekten?|einträgen?|objets?|éléments?|objetos?|elementos?|each"
    r"|chacune?|chaque élément|cada un[oa]|cada elemento"
    r"|jeweils|je|jedes) )?(?:an? |ein )?(?:with|having|has|mit|avec|con|aus) "
    r"`(\w+)`,? (?:and|und|et|y) `(\w+)`[.]?(?:, (?:both|beides?) (?:strings|zeichenketten))?[.]?$",
    re.IGNORECASE,
)


#: A clause behind a noun that is no type: "object to which the command goes", "Objekt, auf das er sich bezieht".
_RELATIVE = re.compile(
    r"^\W*(?:(?:an?|the|das|ein|une?|le|el|un) )?\w+,? "
    r"(?:(?:to|on|at|for|about|of) which|(?:auf|an|für|um|von) d(?:as|en|em|essen)"
    r"|auquel|sur lequel|pour lequel|al que|sobre el que) ",
    re.IGNORECASE,
)


def _described(row: Row, text: str, *, has_types: bool) -> Row:
    """Return a row with its description; it begins with the type where no column has that: "string, the id"."""
    remarks = [remark_in(remark) for remark in re.split(r"[.;]\s+", text)]
    remark = next((said == "yes" for said in remarks if said), None)
    is_short = text.count(" ") < _SHORT
    platforms = platforms_mentioned(f"§ {text}") if is_short and not row.platforms else row.platforms
    row = _with_words(row._replace(platforms=platforms), text)._replace(remark=remark, mentioned=_names_in(text))
    row = row._replace(is_party=_PARTY.match(text) is not None)
    parts = _PARTS.match(text)
    row = row._replace(parts=parts.groups()) if parts else row
    said_type = "" if has_types or _RELATIVE.search(text) else _type_words(text.partition(",")[0])
    types, item_type = types_in(said_type) if said_type else (row.types, row.item_type)
    return row._replace(types=types, item_type=item_type)


def _with_mark(row: Row, *, is_marked: bool, is_negated: bool) -> Row:
    """Return a row with what a column of marks says, unless the cell is empty and a mark at the name says it."""
    return row._replace(required=is_marked != is_negated) if is_marked or row.required is None else row


def _names_in(text: str) -> tuple[str, ...]:
    """Return the names in a description, in code or as a list of words: "recursive: name, groups, entries"."""
    marked = tuple(one or other for one, other in _MARKED.findall(text))
    words = [word.strip(" .").rpartition(" ")[2] for word in re.split(r"[,:;]|\band\b", text)]
    return marked or (tuple(word for word in words if word.isidentifier()) if "," in text else ())


#: More names of members are not listed.
_MOST_NAMES = 5
#: A description that is a limit has fewer spaces: "only for Avaya".
_SHORT = 7


def _values_of_type(text: str) -> tuple[tuple[str, ...], bool] | None:
    """Return the values that a cell gives in place of a type, and whether there may be others; None without any."""
    if _ONE_OF.search(text):
        return _values_in_words(text)
    values, is_open = values_in(text)
    return None if types_in(text)[0] or len(values) < 2 else (values, is_open)  # noqa: PLR2004 -- a list


#: Numbers of things are texts as a rule, and no type: "phone numbers", "a list of the numbers that they left".
_THINGS = phrase("types", "things")


#: The type of names before it, and not of the list that they are in: "list of `a`, `b` (all strings)".
_OF_NAMED = re.compile(
    r"(?<=`)\s?\((?:all|both|alles?|beide|tou(?:te)?s|les deux|tod[oa]s|amb[oa]s)\b[^()]{1,40}\)", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def types_in(text: str) -> tuple[tuple[str, ...], str | None]:
    """Return the JSON types that a text names, and the type of the elements of an array."""
    text = _THINGS.sub(" ", _OF_NAMED.sub(" ", text).replace("`", "").casefold())
    said = [word for word in re.finditer(r"true/false|[^\W\d_]+", text) if word[0] in _TYPE_WORDS]
    found = [_TYPE_WORDS[word[0]] for word in said]
    if not found:
        return (), None
    at = found.index("array") if "array" in found else 0
    is_other = at and text[said[at - 1].end() : said[at].start()].strip(" -")  # "object, or a list", not "object list"
    if ("array" in found or "[]" in text) and not is_other:
        others = [word for word in found if word != "array"]
        is_nested = "[]" in text or re.search(r"array|list|arr|tabl", text)
        return ("array",), others[0] if others and is_nested and len(found) <= 2 else None  # noqa: PLR2004
    return tuple(dict.fromkeys(found)), None


#: Words of an answer that holds in a case only.
_LIMITED = re.compile(
    r"\b(?:if|for|when|only|except|unless|on|with|wenn|falls|für|nur|bei|außer|mit|s(?:i|['\u2019]ils?)|pour|sauf|avec|sur|para|solo|sólo|con|en)\b"
)


@lru_cache(maxsize=4096)
def is_required(text: str, *, is_negated: bool = False) -> bool | None:
    """Return whether a text in a column says that a member is required, None if that is not certain.

    If `is_negated`, the title of the column asks whether the member is optional.
    """
    word = text.strip(" `*.!").casefold()
    said = _yes_or_no(word)
    if said is None and not _LIMITED.search(word):  # "yes, may be empty"
        word = re.split(r"[,;]|\s[-–—]\s", word)[0].strip()  # noqa: RUF001 -- dashes of a page
        said = _yes_or_no(word)
    return not said if is_negated and said is not None and word not in ("required", "optional") else said


#: A description that is nothing but a list of words, which may be values: "external, agent or skill".
_PLAIN_LIST = re.compile(r"[a-z]+, (?:[a-z]+, )*[a-z]+,? (?:or|oder|ou|o|u) [a-z]+\.?")


@lru_cache(maxsize=4096)
def _yes_or_no(text: str) -> bool | None:
    """Return whether a text is one word for yes or required, or for no or optional."""
    if text in _YES or text in _NO:
        return text in _YES
    said = words_of(text if text.isalpha() else "")
    return said.has("required") if said.has("required") != said.has("optional") else None


def _with_words(row: Row, text: str) -> Row:
    """Return a row with what its description says of values, and of whether the member is required."""
    if not row.values:
        values, is_open = _values_in_words(text)
        row = row._replace(values=values, values_open=is_open, values_closed=_NO_OTHERS.search(text) is not None)
    if not row.values and _PLAIN_LIST.fullmatch(text):
        row = row._replace(values=values_in(text)[0], are_words=True)
    if row.path == ("target",) and (target := _OBJECT.match(text)):
        row = row._replace(target=OBJECTS[target[1].casefold()])
    if constant := _CONSTANT.fullmatch(text):
        row = row._replace(constant=constant[1] or constant[2])
    said = {is_said for remark, is_said in _SAID if remark.search(text)}
    return row._replace(required=said.pop()) if len(said) == 1 and row.required is None else row


@lru_cache(maxsize=4096)
def _values_in_words(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the values that a description lists: behind "one of", or as all of it but the words for other values."""
    found = _ONE_OF.search(text) or _KNOWN.search(text)
    text = text if found else _ARE_KNOWN.sub("", _NO_OTHERS.sub("", text))
    others = re.findall(r"[^\W\d_]+", _MARKED.sub(" ", text).casefold())
    capitals = re.match(r"[A-Z_]{2,}(?:,\s*[A-Z_]{2,})+", text)
    if _EXAMPLE.search(text) or not (found or capitals or (_MARKED.match(text) and _LIST_WORDS.issuperset(others))):
        return (), False
    values, is_open = values_in(found[1] if found else text)
    return (values, is_open) if len(values) > 1 else ((), False)


#: Values that are those of another member: "same as `type`".
_AS_ANOTHER = re.compile(
    r"(?:(?:the )?same(?: values?| ones?| list)? as|exactly as|as|like|(?:genau |gleich )?wie|comme|como|igual que)"
    r" (?:(?:for|in|with|bei|für|pour|para) )?`[\w.]+`[\W]*$",
    re.IGNORECASE,
)


#: The end of a list that another member has, too.
_TOO = re.compile(r",? (?:too|also|as well|auch|ebenfalls|aussi|également|también)\W*$", re.IGNORECASE)
#: The place behind a list of values: "known are A, B. Another one is possible".
_LABEL = re.compile(r"^\W*(?:[^\W\d_]+ ){0,3}[^\W\d_]+\s?:\s+(?=\w+[,;/|])")
_NEXT_SENTENCE = re.compile(r"(?<=\w)\.\s+(?=[A-ZÀ-Þ])")


@lru_cache(maxsize=4096)
def values_in(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the values that a text lists, and whether there may be others."""
    if _AS_ANOTHER.match(text.strip()):
        return (), True
    text = _NO_OTHERS.sub("", _TOO.sub("", text))
    is_open = _OPEN.search(_MARKED.sub(" ", text)) is not None
    text = _NO_VALUE.sub("", text)
    marked = [(one or other).strip('"') for one, other in _MARKED.findall(text)]  # as JSON: `"success"`
    if marked:
        return tuple(marked), is_open
    text = _NEXT_SENTENCE.split(_LABEL.sub("", text), maxsplit=1)[0]
    parts = re.split(r"\s*(?:[,|/;\n]|\s[-–—]\s|\bor\b|\boder\b|\bou\b|\b[ou]\b)\s*", text)  # noqa: RUF001 -- dashes
    single = [part.strip(" .") for part in parts if re.fullmatch(r"[A-Za-z][\w+.-]*", part.strip(" ."))]
    values = [word for word in single if not _OPEN.search(word)]
    return (tuple(values), is_open) if len(values) > 1 else ((), is_open)


#: The beginning of a text that compares two members: they may be those of different messages.
_COMPARES = re.compile(
    r"(?:the )?(?:first|former|one)\b|(?:das|der) erste\b|(?:le|la) premi(?:er|ère)\b|(?:el|la) primer[oa]\b",
    re.IGNORECASE,
)


def _of_items(items: Sequence[Part]) -> Iterator[Table]:
    """Yield a table for a list whose elements begin with the names of members."""
    rows: list[Row] = []
    is_complete = False
    around: list[tuple[int, tuple[str, ...]]] = []  # the levels of the elements around the next one, with their paths
    for part in items:
        around = [each for each in around if each[0] < part.block.level]
        found = _BULLET.match(part.block.text.strip())
        said_types = (found[3] or _type_words(found[4])) if found else ""
        is_compared = found is not None and found[2] and _COMPARES.match(found[4])
        types, item_type = types_in(said_types)
        said = _said_required(said_types)
        is_member = "`" in part.block.text[:2] or bool(types) or said is not None
        if part.is_history or not found or is_compared or not is_member:
            continue
        names = [found[1], *re.findall(r"`([^`]+)`", found[2])]
        is_complete = is_complete or bool(types) or said is not None
        for name in names:
            plain, marked = _without_mark(name)
            if path := _below(path_of(plain), around):
                required = said if marked is None else marked
                row = _of_array(Row(part.block.line, path, types, item_type, required), plain)
                rows.append(_with_words(row, found[4]))
        if len(names) == 1 and path:
            around.append((part.block.level, path))
    if rows and len(rows) * 2 >= len(items):
        yield Table(items[0].block.line, items[0].role, tuple(rows), is_complete)


def _type_words(text: str) -> str:
    """Return the beginning of a description if it says nothing but the type, and whether the member is required."""
    first = re.split(r"\s[-–—]\s|[.;:]", text, maxsplit=1)[0]  # noqa: RUF001 -- dashes of a page
    found = re.findall(r"[^\W\d_]+", first.casefold())
    known = {*_TYPE_WORDS, *_YES, *_NO, "of", "von", "de", "a", "an", "eine", "ein"}
    return first if found and known.issuperset(found) else ""


def _said_required(text: str) -> bool | None:
    parts = {part.strip() for part in re.split(r"[,;()]", text.casefold())}
    said = {_yes_or_no(word) for word in parts if len(word) > 2} - {None}  # noqa: PLR2004 -- no single letters
    return said.pop() if len(said) == 1 else None


def table_differences(
    tables: Sequence[Table], messages: Sequence[Message], contract: Contract, documented: Container[str]
) -> Iterator[Difference]:
    """Yield how tables of members differ from the schemas of the messages of a name.

    Args:
        tables: The tables of a section.
        messages: The messages: a command and its responses, or an event.
        contract: The contract.
        documented: Names that other parts of the page document.
    """
    kinds = {message.kind for message in messages}
    tables = [table for table in tables if not table.is_of_matrix or kinds.intersection(kinds_of(table.role))]
    if not tables:
        return
    reader = _Reader(messages, contract, documented)
    placed = [(table, _of_choice(reader.place_by_role(table))) for table in tables]
    listed = _listed(resolved for _, resolved in placed)
    for table, resolved in placed:
        found = reader.differences(table, resolved, listed)
        if found and table.role and reader.fits_another(table):
            continue  # the label above it is that of something else
        yield from of_each(table.role, found) if table.role and table.is_of_matrix else found


def differences_of_others(
    section: Section, tables: Sequence[Table], contract: Contract, documented: Container[str]
) -> Iterator[tuple[str, Difference]]:
    """Yield how tables differ that are about another message than their section, the only one that has the members.

    The section names it, or its heading does in plain words.
    """
    if not tables:
        return
    named = {contract.current(name) for name in section.names_in_prose if contract.is_message(name)}
    named = named | {*subjects_in(section.heading.text, contract)} - {contract.current(section.name or "")}
    for table in tables:
        own = {row.path[-1] for row in table.rows} - _OF_MESSAGES
        if own.isdisjoint(contract.member_names(section.name or "")):
            others = [name for name in named if len(own & contract.member_names(name)) * 2 > len(own)]
            for name in others if len(others) == 1 else ():
                found = table_differences([table], contract.of_name(name), contract, documented)
                yield from ((name, each) for each in found)


#: The roles of labels that name no kind of messages, such as "Fields".
_NO_KIND = (None, "sample")
#: Members of more than one kind of messages.
_OF_EACH_KIND = ("command", "target", "data", "result")
#: Members that only messages have: a table with two of them is one of what all messages have.
_ENVELOPE = frozenset(("command", "target", "result", "failure", "original", "messageType"))
#: The members of `failure`: a table of them needs no label.
_IN_FAILURES = frozenset(("code", "message", "context"))
#: The members at the top of messages, and how many of them a table needs to be one of what all messages have.
_OF_ENVELOPE = _ENVELOPE | {"data", "name"}
_LEAST_OF_ENVELOPE = 2
_OF_MESSAGES = _ENVELOPE | {"data", "name", "code", "message", "context"}


def general_differences(tables: Sequence[Table], contract: Contract, *, of_event: bool) -> Iterator[Difference]:
    """Yield how tables in a section about no message differ from what all messages have, such as `failure`.

    In a section `of_event`, only those of failures are about other messages.
    """
    for table in tables:
        rows = tuple(row for row in table.rows if row.path[0] != "data" or len(row.path) == 1)
        outer = {row.path[0] for row in rows}
        is_of_failure = table.role == "failure" or ("failure" in outer and not table.is_of_matrix)
        is_of_failure = is_of_failure or (outer <= _IN_FAILURES and len(outer) > 1)
        if not is_of_failure and (of_event or len(outer & _OF_ENVELOPE) < _LEAST_OF_ENVELOPE):
            continue
        kinds = ("failure",) if is_of_failure else kinds_of(table.role)
        if table.role in _NO_KIND and not is_of_failure:  # its members show its kind
            kinds = tuple(kind for kind in kinds if len(outer - members_of(kind, contract)) < 2)  # noqa: PLR2004 -- a slip
            kinds = tuple(kind for kind in kinds if required_of(kind, contract) <= outer) or kinds
        found = [_of_general(table._replace(rows=rows), kind, contract) for kind in kinds]
        if table.role and table.is_of_matrix:
            found = [list(of_each(table.role, each)) for each in found]
        known = contract.every_member | _OF_ENVELOPE if table.role in _NO_KIND else frozenset[str]()
        # members of another kind of messages, but not of `failure`, which only failures have
        lines = {row.line for row in rows if row.path[-1] in known and row.path[:-1] != ("failure",)}
        yield from (
            each for each in min(found, key=len, default=[]) if each.code != "unknown-member" or each.line not in lines
        )


def _of_general(table: Table, kind: str, contract: Contract) -> list[Difference]:
    """Return how a table differs from what all messages of a kind have; one with all at the top lacks no other."""
    is_complete = required_of(kind, contract) <= {row.path[0] for row in table.rows} and any(
        len(row.path) > 1 for row in table.rows
    )
    return envelope_table_differences(table._replace(is_complete=is_complete), kind, contract)


def members_of(kind: str, contract: Contract) -> frozenset[str]:
    """Return the members that a message of a kind may have at the top."""
    return frozenset(contract.schema(_general(kind, contract))["properties"]) | {"context"}


def _general(kind: str, contract: Contract) -> Message:
    """Return a message of a kind with nothing but what all of them have."""
    return next(each for each in contract.messages if each.kind == kind and each.status == "named")


def differences_of_several(section: Section, contract: Contract) -> Iterator[tuple[str, Difference]]:
    """Yield how tables differ whose rows name the messages that have a member, with the name of the message."""
    for part in section.parts:
        block = part.block
        if block.kind != "table" or part.is_history or section.is_history:
            continue
        of = column_of_messages(block, contract)
        columns = [column_of(cell.text) if at != of else None for at, cell in enumerate(block.rows[0])]
        last = ""
        for cells in block.rows[1:] if of is not None else ():
            text = cells[of].text.strip("`* ") if of is not None and of < len(cells) else ""
            last = text or (last if of == 0 else "")  # a cell for several rows
            is_absent = any(_mark(cell.text) in _ABSENT for cell in cells)
            rows = () if is_absent else tuple(_rows([cells], columns, columns.index("name")))
            kind = kind_of(last)
            yield from (each for row in rows if kind for each in _of_one_kind(row, kind, section, contract))
            for name in dict.fromkeys(filter(contract.is_message, names_of(last))):
                for row in rows:
                    yield from ((name, each) for each in _of_one_row(row, contract.of_name(name), contract))


def _of_one_kind(row: Row, kind: Role, section: Section, contract: Contract) -> Iterator[tuple[str, Difference]]:
    """Yield how a row for a kind of messages differs, with the name of the message if it is about one only.

    Below the heading of a message, it is about that one, elsewhere perhaps about all messages of the kind.
    """
    name = section.name or ""
    own = [message for message in contract.of_name(name) if message.kind == kind]
    of_own = list(_of_one_row(row, own, contract)) if own else []
    is_certain = bool(own) and section.heading.name is not None
    of_all = [] if is_certain else list(_of_all_of_kind(row, kind, contract))
    is_about_own = is_certain or (of_own and (of_all or row.path[0] not in _OF_MESSAGES))
    yield from ((name, each) for each in of_own) if is_about_own else (("", each) for each in of_all)


def _of_all_of_kind(row: Row, kind: Role, contract: Contract) -> Iterator[Difference]:
    """Yield how a row differs from what all messages of a kind have; each has a name and a target of its own."""
    if row.path[0] in members_of(kind, contract) | _IN_FAILURES:
        row = row if row.path[0] != "command" else row._replace(values=(), constant="")
        table = Table(row.line, kind, (row._replace(target=""),), is_complete=False)
        yield from of_each(kind, envelope_table_differences(table, kind, contract))
    elif row.path[0] in _OF_ENVELOPE and row.required:
        yield from of_each(kind, [Difference(row.line, "unknown-member", unknown_member(row.path[0], None))])


def column_of_messages(table: Block, contract: Contract) -> int | None:
    """Return the column of a table of members in which most cells begin with the name of a message, None for none.

    They may be kinds of messages, such as "success" and "event", if no other column has names of messages.
    """
    columns = [column_of(cell.text) for cell in table.rows[0]]
    if "name" not in columns:
        return None
    texts = [[row[at].text.strip("`* ") for row in table.rows[1:] if at < len(row)] for at in range(len(columns))]
    named = [sum(_begins_with_message(text, contract) for text in each) for each in texts]
    kinds = [list(filter(None, map(kind_of, each))) for each in texts]
    has_facts = not {"type", "required", "optional"}.isdisjoint(columns)
    has_names = any(count * 2 > len(each) for count, each in zip(named, texts, strict=True))
    for at, each in enumerate(texts):
        is_of_kinds = len({*kinds[at]}) > 1 and not has_names
        is_of_messages = is_of_kinds or (has_facts and named[at])
        is_most = (named[at] + len(kinds[at])) * 2 > sum(map(bool, each))
        if is_of_messages and is_most and "name" in (*columns[:at], *columns[at + 1 :]):
            return at
    return None


def _begins_with_message(text: str, contract: Contract) -> bool:
    found = NAMES.match(text)
    return found is not None and contract.is_message(found[0])


def _of_one_row(row: Row, messages: Sequence[Message], contract: Contract) -> Iterator[Difference]:
    """Yield how a row differs from the members of the messages of a name."""
    reader = _Reader(messages, contract, frozenset())
    found = reader.place(Table(row.line, None, (row,), is_complete=False), messages)[0][1]
    if found:
        yield from _row_differences(row, found, contract, is_partial=False)
    else:
        path = ".".join(row.path)
        nearest = suggestion(path, tuple(contract.member_names(messages[0].name)))
        text = _only_in_others(row, messages[0].kind, messages, contract) or unknown_member(path, nearest)
        yield Difference(row.line, "unknown-member", text)


def _only_in_others(row: Row, kind: Role | None, messages: Sequence[Message], contract: Contract) -> str:
    """Return that only other messages of the same name than these have the member of a row; empty if none has it."""
    paths = (row.path, ("data", *row.path))
    others = [
        each.kind
        for each in contract.of_name(messages[0].name)
        if each not in messages and any(member.path in paths for member in contract.members_of(each))
    ]
    if not others:
        return ""
    have = f"the {others[0]} has" if len(others) == 1 else f"the {' and the '.join(others)} have"
    return f"{'.'.join(row.path)} is documented for the {kind}, only {have} it"


def required_of(kind: str, contract: Contract) -> frozenset[str]:
    """Return the members that each message of a kind must have."""
    return frozenset(contract.schema(_general(kind, contract))["required"])


def envelope_table_differences(table: Table, kind: str, contract: Contract) -> list[Difference]:
    """Return how a table differs from the members that all messages of a kind have.

    Args:
        table: The members.
        kind: The kind of messages.
        contract: The contract.
    """
    message = _general(kind, contract)
    reader = _Reader([message], contract, frozenset())
    resolved = reader.place(table, [message])
    return reader.differences(table, resolved, _listed([resolved]))


def of_each(kind: str, differences: Iterable[Difference]) -> Iterator[Difference]:
    """Yield differences of members of all messages of a kind, with the kind; only failures have `failure`."""
    for each in differences:
        is_named = each.text.startswith("failure")
        yield each if is_named else each._replace(text=_OF_PAGE.sub(rf"\g<0> for each {kind}", each.text, count=1))


#: The end of the words about one side in the text about a member, where the kind of its messages fits.
_OF_PAGE = re.compile(r" (?:is documented|on the page|(?:in|by) the schema)(?=[, ])")


def messages_of(role: Role | None, messages: Sequence[Message]) -> Sequence[Message]:
    """Return the messages of a name that a table below a label with this role may describe."""
    kinds = kinds_of(role)
    return [message for message in messages if message.kind in kinds] or messages


def _of_choice(resolved: Sequence[tuple[Row, _Found]]) -> list[tuple[Row, _Found]]:
    """Return rows with their members; those of one object of a choice only are compared with that object.

    A member that is required in a case, or of one variant, is so if that is such an object.
    """
    shown: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for row, found in resolved:
        for _, node, _ in found:
            shown.setdefault((node.path, row.of), set()).add(row.path[-1])
    chosen: list[tuple[Row, _Found]] = []
    for row, found in resolved:
        alone = [(message, _chosen(node, shown[node.path, row.of]), each) for message, node, each in found]
        is_of_variant = all(
            one.schema is not node.schema for (_, one, _), (_, node, _) in zip(alone, found, strict=True)
        )
        is_in_case = row.of and row.required and not is_of_variant
        chosen.append((row._replace(required=None) if is_in_case else row, alone))
    return chosen


def _chosen(node: _Node, names: set[str]) -> _Node:
    """Return a choice of objects as the only one of them that has these members, if it is one."""
    chosen = [each for each in choices_in(node.schema) if names <= each.get("properties", {}).keys()]
    return node._replace(schema=chosen[0]) if len(chosen) == 1 else node


#: For each kind of message and object the members that tables list.
_Listed = dict[tuple[str, tuple[str, ...]], set[str]]


def _listed(tables: Iterable[Sequence[tuple[Row, _Found]]]) -> _Listed:
    listed: _Listed = {}
    for resolved in tables:
        for row, found in resolved:
            for message, parent, _ in found:
                path = (*parent.path, row.path[-1])
                for depth, name in enumerate(path):  # a row for a member is one for the objects around it
                    listed.setdefault((message.kind, path[:depth]), set()).add(name)
    return listed


class _Reader:
    """Finds the members that the rows of tables describe, and how they differ."""

    def __init__(self, messages: Sequence[Message], contract: Contract, documented: Container[str]) -> None:
        self._contract = contract
        self._messages = messages
        self._documented = documented
        self._nodes = {message.kind: [_Node(*each) for each in contract.objects_of(message)] for message in messages}
        self._at: dict[tuple[str, ...], list[tuple[Message, _Node]]] = {}
        for message in messages:
            for node in self._nodes[message.kind]:
                self._at.setdefault(node.path, []).append((message, node))
        self._names = {name for found in self._at.values() for _, node in found for name in node.schema["properties"]}

    def place(self, table: Table, messages: Sequence[Message]) -> list[tuple[Row, _Found]]:
        """Return for each row the members that it may describe.

        The paths of a table may begin at the message, at its data, or at any object in it: at the one where most are
        found. A row may be about a member of an object that a row above it describes, or of one around the object.
        """
        anchors = dict.fromkeys(node.path for message in messages for node in self._nodes[message.kind])
        best: tuple[int, list[tuple[Row, _Found]]] = (-1, [])
        for anchor in anchors:
            resolved = list(self._resolved(table, anchor, messages))
            if _count(resolved) > best[0]:
                best = (_count(resolved), resolved)
        return best[1]

    def _resolved(
        self, table: Table, anchor: tuple[str, ...], messages: Sequence[Message]
    ) -> Iterator[tuple[Row, _Found]]:
        objects = [anchor]  # that of the table, then the nearest one in it
        around = [anchor[:depth] for depth in reversed(range(len(anchor)))]
        for row in table.rows:
            places = [self._found(row, each, messages) for each in (*objects, *around)]
            found = next(filter(None, places), [])
            # `context` is a member of messages, and another one of `failure`: the type says which
            found = next((each for each in places if each and _has_type_of(row, each)), found)
            yield row, found
            for path in {(*node.path, row.path[-1]) for _, node, _ in found} & self._at.keys():
                objects.insert(1, path)

    def place_by_role(self, table: Table) -> list[tuple[Row, _Found]]:
        """Return for each row the members of the messages of the label above a table.

        If these have less than half of the members, and another message has more, the label is not that of the table.
        """
        named = self.place(table, messages_of(table.role, self._messages))
        if table.role is None or table.is_of_matrix or _count(named) * 2 >= len(named):
            return named
        return max([named, *(self.place(table, [message]) for message in self._messages)], key=_count)

    def _found(self, row: Row, anchor: tuple[str, ...], messages: Sequence[Message]) -> _Found:
        if row.path[-1] not in self._names:
            return []
        return [
            (message, node, self._contract.followed(member))
            for message, node in self._at.get((*anchor, *row.path[:-1]), ())
            if message in messages and (member := node.schema["properties"].get(row.path[-1], False)) is not False
        ]

    def fits_another(self, table: Table) -> bool:
        """Return whether a table is right for another message of the name than the label above it names."""
        table = table._replace(role=None)
        for message in self._messages:
            resolved = _of_choice(self.place(table, [message]))
            if all(found for _, found in resolved) and not self.differences(table, resolved, _listed([resolved])):
                return True
        return False

    def differences(self, table: Table, resolved: Sequence[tuple[Row, _Found]], listed: _Listed) -> list[Difference]:
        """Return how a table differs; nothing if it seems to be about something else."""
        names = tuple(name for nodes in self._nodes.values() for node in nodes for name in node.schema["properties"])
        absent = [_not_absent(row, found) for row, found in resolved if row.is_absent and found]
        resolved = [each for each in resolved if not each[0].is_absent]
        if table.is_of_matrix:  # "no" may also say that it is not there
            resolved = [(row, found) for row, found in resolved if found or row.required]
        resolved = [(row, found) for row, found in resolved if found or not self._is_of_another_object(row)]
        unknown = [row for row, found in resolved if not found]
        paths = {row.path for row, _ in resolved}
        outer = [(row, found) for row, found in resolved if row.path[:-1] not in paths]
        if sum(not found for _, found in outer) * 2 > len(outer) and not all(
            suggestion(row.path[-1], names) for row in unknown
        ):
            return [*self._renamed(table), *_all_unknown(table, self._contract)]
        differences = absent
        for row, found in resolved:
            if found:
                is_outer = found[0][1].path in ((), ("data",), ("failure",))
                is_partial = table.role == "response" and is_outer and len({each.kind for each, _, _ in found}) == 1
                differences += _row_differences(row, found, self._contract, is_partial=is_partial)
                differences += self._other_inside(row, found)
                differences += self._in_place(table, row)
            else:
                differences.append(self._unknown(table, row, names, _addition(row, resolved)))
        if table.is_complete:
            missing = list(_missing_rows(table, resolved, listed, self._documented))
            differences += _besides_unknown(missing, unknown, names) if unknown else (each for each, _, _ in missing)
        return differences

    def _unknown(self, table: Table, row: Row, names: tuple[str, ...], changes: tuple[Edit, ...]) -> Difference:
        """Return that the schema does not have the member of a row, with the changes that add it."""
        nearest = suggestion(row.path[-1], names)
        others = messages_of(table.role, self._messages)
        text = _only_in_others(row, table.role, others, self._contract) or unknown_member(".".join(row.path), nearest)
        if row.required:
            changes = tuple(each._replace(keyword="add required") for each in changes)
        if nearest and not any(each.path[-1] == nearest for each in table.rows):
            changes = tuple(
                each._replace(keyword="rename", path=(*each.path[:-1], nearest), value=json.dumps(row.path[-1]))
                for each in changes
            )
        return Difference(row.line, "unknown-member", text, changes)

    def _other_inside(self, row: Row, found: _Found) -> Iterator[Difference]:
        """Yield the names in a cell that no object of the member has, if it has one of the others.

        Two names in a description are compared with the schema of the member itself.
        """
        paths = dict.fromkeys((*node.path, row.path[-1]) for _, node, _ in found)
        nodes = [node for path in paths for _, node in self._at.get(path, ())]
        known = {name for node in nodes for name in node.schema["properties"]}
        is_open = any(node.schema.get("additionalProperties") is not False for node in nodes)
        if row.parts or is_open or known.isdisjoint(row.inside):
            return
        for name in row.inside:
            if name not in known:
                text = unknown_member(".".join((*next(iter(paths)), name)), suggestion(name, tuple(known)))
                yield Difference(row.line, "unknown-member", text)

    def _is_of_another_object(self, row: Row) -> bool:
        """Return whether a row that fits no object of the table has the name of a member of another one.

        In a table about a command, the name of an event is that of an event. Inside `original` are the members of a
        request.
        """
        if "original" in row.path[:-1] and row.path[-1] in self._contract.every_member:
            return True
        if row.path == ("name",):
            return "name" in self._names or any(map(self._contract.is_event, (*row.mentioned, *row.values)))
        return len(row.path) == 1 and row.path[0] in self._names

    def _in_place(self, table: Table, row: Row) -> Iterator[Difference]:
        """Yield that the target has the description of a party that is called: it is the only member of the data."""
        if row.path == ("target",) and row.is_party:
            listed = {each.path[-1] for each in table.rows}
            yield from self._named(row, [name for name, _ in self._needed() if name not in listed])

    def _renamed(self, table: Table) -> Iterator[Difference]:
        """Yield that the only row of a table has another name than the only member that the data of a request has."""
        row = table.rows[0]
        needed = [name for name, member in self._needed() if set(row.types) & types_of(member)]
        if len(table.rows) == len(self._needed()) == 1 and row.required:
            yield from self._named(row, needed)

    def _needed(self) -> list[tuple[str, Any]]:
        """Return the members that the data of the request must have, with their schemas."""
        return [
            (name, self._contract.followed(member))
            for node in self._nodes[self._messages[0].kind]
            if node.path == ("data",)
            for name, member in node.schema["properties"].items()
            if name in node.schema.get("required", ())
        ]

    def _named(self, row: Row, names: Sequence[str]) -> Iterator[Difference]:
        """Yield that a row has another name than the only one that it may have."""
        if len(names) == 1:
            text = f"{'.'.join(row.path)} is documented, the schema has no such member here; it has {names[0]}"
            yield Difference(row.line, "unknown-member", text)


def _besides_unknown(
    missing: Sequence[_Missing], unknown: Sequence[Row], names: tuple[str, ...]
) -> Iterator[Difference]:
    """Yield the required members that a table lacks, besides those that its unknown members may be.

    One may be misspelt, or have another name.
    """
    near = [suggestion(row.path[-1], names) for row in unknown]
    others = [each.difference for each in missing if each.is_required and each.name not in near]
    yield from others if len(others) > near.count(None) else ()


def _all_unknown(table: Table, contract: Contract) -> Iterator[Difference]:
    """Yield that no message has any member of a table that is one of members by its label and types, or its paths."""
    names = [".".join(row.path) for row in table.rows]
    is_labeled = table.role is not None and any(row.types for row in table.rows) and not table.is_of_program
    is_of_message = is_labeled or all(row.path[0] == "data" for row in table.rows)
    is_foreign = contract.every_member.isdisjoint(row.path[-1] for row in table.rows if row.path != ("data",))
    if is_of_message and is_foreign and len(names) > 1:
        shown = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) <= _MOST_NAMES else f"{len(names)} members"
        yield Difference(table.line, "unknown-member", f"{shown} are documented, the schema has no such members")


def _not_absent(row: Row, found: _Found) -> Difference:
    """Return that a page says that a member is not there, although the schema has it."""
    path = ".".join((*found[0][1].path, row.path[-1]))
    return Difference(row.line, "undocumented-member", f"{path} is absent on the page, the schema has it")


def _addition(row: Row, resolved: Sequence[tuple[Row, _Found]]) -> tuple[Edit, ...]:
    """Return the change that adds the member of a row where those of the others are, if its type is known."""
    other, found = next(((other, found) for other, found in resolved if found), (row, []))
    if not found or not row.types:
        return ()
    message, node, _ = found[0]
    path = (*node.path[: len(node.path) + 1 - len(other.path)], *row.path)
    values = {"enum": list(row.values)} if row.values and not row.values_open and row.types[0] == "string" else {}
    return (edit("add", ".".join(path), {**of_type(row.types[0]), **values})._replace(kind=message.kind),)


def _count(resolved: Sequence[tuple[Row, _Found]]) -> int:
    return sum(bool(found) for _, found in resolved)


def kinds_of(role: Role | None) -> tuple[str, ...]:
    """Return the kinds of messages that a table below a label with this role may describe."""
    if role == "response":
        return ("success", "failure")
    return (role,) if role in ("request", "success", "failure", "event") else ("request", "success", "failure", "event")


def _row_differences(row: Row, found: _Found, contract: Contract, *, is_partial: bool) -> Iterator[Difference]:
    """Yield how one row differs from the members that it may describe: it is right if it is right for one of them.

    If only one of the two responses in the table has the member (`is_partial`), it may be called optional.
    """
    path = ".".join((*found[0][1].path, row.path[-1]))
    members = [member for _, _, member in found]
    required = {each for _, node, _ in found for each in requirements(node.schema, row.path[-1])}
    for said in dict.fromkeys((row.required, row.remark)):
        if said is not None and said not in required and (said or not is_partial):
            page, schema = ("required", "optional") if said else ("optional", "required")
            text = f"{path} is {page} on the page, {schema} in the schema"
            yield Difference(row.line, "required", text, (edit("required", path, said),))
    yield from type_differences(row.line, path, Types(row.types, row.item_type), members, contract)
    yield from _other_values(row, path, members)
    yield from _other_parts(row, path, members, contract)
    targets = list(dict.fromkeys(target for message, _, _ in found for target in message.targets))
    if row.target and row.target not in targets:
        nouns = " or ".join(map(noun_of, targets))
        text = f"the page says that the target is the {noun_of(row.target)}, the schema says the {nouns}"
        yield Difference(row.line, "target-refused", text)
    known = {each for member in members for each in platforms_mentioned(f"§ {member.get('description', '')}")}
    known = known or {platform for message, _, _ in found for platform in message.platforms}
    if row.platforms and known and known.isdisjoint(row.platforms):
        text = f"{path} is for {', '.join(row.platforms)} on the page, for {', '.join(sorted(known))} in the schema"
        yield Difference(row.line, "platforms", text)
    constants = [member["const"] for member in members if "const" in member]
    if row.constant and len(constants) == len(members) and row.constant not in constants:
        text = f"{path} is {quote(row.constant)} on the page, {one_of(constants)} in the schema"
        yield Difference(row.line, "other-value", text, (edit("replace", path, {"const": row.constant}),))


def _has_type_of(row: Row, found: _Found) -> bool:
    """Return whether one of the members that a row may describe has its type."""
    allowed = {each for _, _, member in found for each in types_of(member)}
    return not row.types or any(_fits(each, allowed) for each in row.types)


class Types(NamedTuple):
    """The types that a page gives for a member, and the type of the elements of an array."""

    types: tuple[str, ...] = ()
    item_type: str | None = None


def type_differences(
    line: int, path: str, given: Types, members: Sequence[Any], contract: Contract
) -> Iterator[Difference]:
    """Yield that a member has another type, or its elements have, than each of its schemas."""
    types, item_type = given
    allowed = {each for member in members for each in types_of(member)}
    if types and not any(_fits(each, allowed) for each in types):
        text = f"{path} is {type_text(types[0])} on the page, {' or '.join(sorted(allowed))} in the schema"
        yield Difference(line, "other-type", text, (edit("replace", path, of_type(types[0])),))
        return
    items = {each for member in members if "items" in member for each in types_of(contract.followed(member["items"]))}
    if item_type and items and not _fits(item_type, items):
        text = f"the elements of {path} are {item_type}s on the page, {' or '.join(sorted(items))} in the schema"
        yield Difference(line, "other-type", text, (edit("", path),))


def _fits(json_type: str, allowed: Collection[str]) -> bool:
    return json_type in allowed or (
        {json_type, *allowed} >= {"integer", "number"} and json_type in ("integer", "number")
    )


def _other_parts(row: Row, path: str, members: Sequence[Any], contract: Contract) -> Iterator[Difference]:
    """Yield the one of two members in the description of an object, or of a list of objects, that these do not have."""
    objects = [contract.followed(member.get("items", member)) for member in members]
    known = {name for each in objects for name in each.get("properties", ())}
    unknown = [name for name in row.parts if name not in known]
    is_closed = all(each.get("additionalProperties", True) is False for each in objects)
    if len(unknown) == 1 and is_closed:
        yield Difference(row.line, "unknown-member", unknown_member(f"{path}.{unknown[0]}", None))


#: How many words of a list are known values at least, if the others are values, too.
_LEAST_KNOWN = 2


def _other_values(row: Row, path: str, members: Sequence[Any]) -> Iterator[Difference]:
    if path == "command" and any(row.values == (each,) for member in members for each in allowed_by(member) or ()):
        return  # a message has one of its names
    if path == "result" and {*row.values} == {"success", "failure"} and not row.values_open:
        return  # those of all responses
    known = {each for member in members for each in allowed_by(member, known=True) or ()}
    text = other_values(row.values, members, is_open=row.values_open)
    if text and not (row.are_words and len(known.intersection(row.values)) < _LEAST_KNOWN):
        yield Difference(row.line, "alternatives", f"{path} {text}")
    elif row.values_closed and known and any(member.get("x-cti", {}).get("known") for member in members):
        yield Difference(row.line, "alternatives", f"{path} has no other values on the page, the schema takes others")


def other_values(values: Sequence[str], members: Sequence[Any], *, is_open: bool) -> str:
    """Return how a list of values on the page differs from those of the schemas of a member; empty if it does not."""
    lists = [allowed_by(member, known=True) or [] for member in members]
    allowed = list(dict.fromkeys(each for listed in lists for each in listed))
    if not values or not allowed or not any(isinstance(value, str) for value in allowed):
        return ""
    is_closed = not any(member.get("x-cti", {}).get("known") for member in members)
    is_same = any(set(values) == set(map(str, listed)) for listed in [allowed, *lists])
    if is_same and not (is_open and is_closed):
        return ""
    if is_open and is_closed and set(values) <= set(map(str, allowed)):
        return f"leaves room for other values on the page, the schema takes only {one_of(allowed)}"
    return f"is {one_of(values)} on the page, {one_of(allowed)} in the schema"


def _is_listed(name: str, path: tuple[str, ...], kinds: Iterable[str], listed: _Listed) -> bool:
    """Return whether tables have a member of an object, or one of this name of an object around it."""
    around = [path[:depth] for depth in range(len(path), 1, -1)] or [path]
    return any(name in listed.get((kind, each), ()) for kind in kinds for each in around)


def _missing_rows(
    table: Table,
    resolved: Sequence[tuple[Row, _Found]],
    listed: _Listed,
    documented: Container[str],
) -> Iterator[_Missing]:
    """Yield the members that a table lacks although it has others of the same object, below the top level.

    A table that says of no member whether it is required has remarks only: a sample may show the other members.
    """
    is_remarks = table.is_remarks or all(row.required is None for row in table.rows)
    bare = {row.path[0] for row in table.rows if len(row.path) == 1}  # each for all objects that have such a member
    bare.update(name for row in table.rows for name in row.inside)  # cells give them without rows
    described = {(row.path[-1], name) for row in table.rows for name in row.mentioned}
    parents: dict[tuple[str, ...], dict[str, _Node]] = {}
    for _, found in resolved:
        for message, node, _ in found:
            if node.path:
                parents.setdefault(node.path, {})[message.kind] = node
    for path, nodes in parents.items():
        names = [
            name for name, member in next(iter(nodes.values())).schema["properties"].items() if member is not False
        ]
        for name in names:
            is_required = all(name in node.schema.get("required", ()) for node in nodes.values())
            is_of_some = any(
                "only" in node.schema["properties"].get(name, {}).get("x-cti", {})
                or any(name not in each.get("properties", ()) for each in choices_in(node.schema))
                for node in nodes.values()
            )
            is_listed = is_of_some or name in bare or _is_listed(name, path, nodes, listed)
            is_listed = is_listed or (is_remarks and name in documented) or (*path[-1:], name) in described
            is_other = table.label not in (None, is_required)  # a table of the others
            if not (is_listed or is_other) and (
                is_required
                or not (not path or path == ("failure",) or name in documented or re.fullmatch(r"[a-z]+\d+", name))
            ):
                difference = undocumented(table.line, ".".join((*path, name)), is_required=is_required)
                yield _Missing(difference, name, is_required=is_required)
