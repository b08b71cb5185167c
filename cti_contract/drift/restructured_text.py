"""The tables of reStructuredText that are written as lists, as rows of plain text with bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cti_contract.drift.blocks import Line

DIRECTIVE = ".. list-table::"
#: The first cell of a row, with the mark of the row, or another one.
_CELL = re.compile(r"\s+(?P<row>\*)?\s*-(?:\s+(?P<text>.*))?$")


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
