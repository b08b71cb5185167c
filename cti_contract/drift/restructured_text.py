"""The marks of reStructuredText around code, and its tables that are written as lists, as plain text has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cti_contract.drift.blocks import Line

DIRECTIVE = ".. list-table::"
#: The first cell of a row, with the mark of the row, or another one.
_CELL = re.compile(r"\s+(?P<row>\*)?\s*-(?:\s+(?P<text>.*))?$")

#: Lines above and below the columns of a table, a column, and a part of a line without wide gaps.
RULES, RULE_OF_COLUMN = re.compile(r"\s*[-=]{2,}(?: +[-=]{2,})+\s*"), re.compile(r"[-=]{2,}")
_PART = re.compile(r"\S+(?: \S+)*")
#: Code between doubled marks, a role with its text and perhaps an address, and a name in bold or slanted letters.
MARKS = re.compile(
    r"(?<!`)``(?P<code>[^`\n]+)``(?!`)"
    r"|(?<![\w`:]):(?P<role>[a-z][\w:.+-]{0,40}):`(?P<text>[^`<>\n]+)(?:<[^<>`\n]*>)?`(?![\w`])"
    r"|(?<![\w*`])(?P<star>\*{1,2}|_)(?P<name>[A-Za-z]\w*(?:\.\w+)*\.\w*[A-Za-z\d])(?P=star)(?![\w*`])"
)
#: The roles of text that is no code.
_ROLES_OF_TEXT = frozenset(("doc", "ref", "term", "numref", "strong", "emphasis", "abbr", "title"))


#: An element of a list of fields: ":Target: the channel".
FIELD = re.compile(r":([^\W\d_][^:`\n]{1,40}):\s+(?=\S)")


def with_fields(lines: Sequence[Line]) -> list[Line]:
    """Return lines in which the fields of a list are elements: "- Target: the channel"."""
    return [
        line._replace(text=FIELD.sub(r"- \1: ", line.text, count=1)) if FIELD.match(line.text) else line
        for line in lines
    ]


def with_plain_marks(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines in which code has one mark on each side; the columns of a table keep their places."""
    starts: list[int] = []
    for line in lines:
        text = line.text
        if RULES.fullmatch(text):
            starts = [found.start() for found in RULE_OF_COLUMN.finditer(text)]
        elif not text.strip():
            starts = []
        elif MARKS.search(text):
            cells = "".join(_with_plain_marks(text[one:other]) for one, other in pairwise([0, *starts[1:], None]))
            text = cells.rstrip(" ")
        yield line._replace(text=text)


def _with_plain_marks(text: str) -> str:
    return _PART.sub(lambda part: MARKS.sub(_plain, part[0]).ljust(len(part[0])), text)


def _plain(found: re.Match[str]) -> str:
    text = str(found["code"] or found["name"] or found["text"]).strip()
    return text if found["name"] or found["role"] in _ROLES_OF_TEXT else f"`{text}`"


def with_rows(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield as many lines; the rows of a table are lines with bars, and empty ones are behind them."""
    at = 0
    while at < len(lines):
        end = at + 1
        if lines[at].text.strip().startswith(DIRECTIVE):
            behind = (
                place for place in range(end, len(lines)) if lines[place].text and not lines[place].text[0].isspace()
            )
            end = next(behind, len(lines))
            rows = list(_rows(lines[at + 1 : end]))
            yield from rows
            yield from (line._replace(text="") for line in lines[at + len(rows) : end])
        else:
            yield lines[at]
        at = end


def _rows(lines: Sequence[Line]) -> Iterator[Line]:
    rows: list[tuple[int, list[str]]] = []
    for number, text in lines:
        cell = _CELL.match(text)
        if cell and (cell["row"] or rows):
            if cell["row"]:
                rows.append((number, []))
            rows[-1][1].append(cell["text"] or "")
        elif rows and text.strip():
            rows[-1][1][-1] += f" {text.strip()}"
    for number, cells in rows:
        yield Line(number, f"| {' | '.join(cell.replace('|', '/').strip() for cell in cells)} |")
