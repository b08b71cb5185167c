"""Cases of test plans: rows of tables that begin with an id, such as `D-5`, each about a message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cti_contract.drift.blocks import Block, Cell
from cti_contract.drift.contract import Contract
from cti_contract.drift.headings import names_of
from cti_contract.drift.vocabulary import pattern

_ID = re.compile(r"\b[A-Z]{1,5}[-_. ]?\d+(?:\.\d+)*\b")
#: The number of a row, and such a row in a text: "the events of case 4".
_NUMBER = re.compile(r"\d{1,3}")
_OF_NUMBER = re.compile(
    r"\b(?:case|test|step|row|fall|testfall|schritt|zeile|cas|essai|étape|ligne|caso|prueba|paso|fila)"
    r" (?:(?:no|nr|n)[.º°]* |#)?(\d{1,3})\b",
    re.IGNORECASE,
)
_GIVEN = pattern("columns", "given")


class Case(NamedTuple):
    """A case: its id, its message, and the cells that say what is done and what comes of it."""

    id: str
    message: str
    cells: tuple[Cell, ...]


def cases_in(table: Block, contract: Contract) -> Iterator[Case]:
    """Yield the cases of a table whose rows name a message."""
    yield from _rows_with(_ID, table, contract)


def _rows_with(id_: re.Pattern[str], table: Block, contract: Contract) -> Iterator[Case]:
    """Yield the cases of a table whose ids have a form."""
    titles = [cell.text for cell in table.rows[0]]
    for row in table.rows[1:]:
        if not id_.fullmatch(row[0].text.strip("`* ")):
            continue
        cells = tuple(cell for cell, title in zip(row, titles, strict=False) if not _GIVEN.fullmatch(title.strip()))[1:]
        names = [name for cell in cells for name in names_of(cell.text) if contract.is_message(name)]
        if names:
            yield Case(row[0].text.strip("`* "), contract.current(names[0]), cells)


def messages_of_cases(blocks: Iterable[Block], contract: Contract) -> dict[str, str]:
    """Return the message of each case, and of each numbered row, in the tables among some blocks."""
    tables = [block for block in blocks if block.kind == "table"]
    numbered = [{each.id: each.message for each in _rows_with(_NUMBER, table, contract)} for table in tables]
    of_numbers = found[0] if len(found := [each for each in numbered if each]) == 1 else {}
    return {**of_numbers, **{case.id: case.message for table in tables for case in cases_in(table, contract)}}


def names_case(text: str) -> bool:
    """Return whether a text has the number of a case or row."""
    return _OF_NUMBER.search(text) is not None


def case_of(text: str, messages: Mapping[str, str]) -> str | None:
    """Return the message of the only case that a text without the name of a message is about."""
    ids = [*_ID.findall(text), *_OF_NUMBER.findall(text)] if messages and not names_of(text) else []
    found = {messages.get(each) for each in ids}
    return found.pop() if len(found) == 1 else None
