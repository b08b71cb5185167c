"""Parts of a page that are wrong on purpose: negative cases, reasons to refuse a request, and quoted misspellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from cti_contract.drift.blocks import Block
from cti_contract.drift.contract import Contract
from cti_contract.drift.headings import names_of
from cti_contract.drift.vocabulary import pattern
from cti_contract.suggest import suggestion

#: A label or a title of a list in which each element is a wrong request, and an element that is none.
_WRONG, _RIGHT = (pattern("wrong_use", name, in_lower_case=True) for name in ("label", "success"))
#: A text that is quoted as wrong, or a statement of a quiz.
_STATEMENT = pattern("wrong_use", "statement", in_lower_case=True)
#: The titles of columns with reasons to refuse a request and with mistakes, and a sentence by which the step before
#: it fails.
_REASON, _MISTAKES, _FAILS = (
    pattern("wrong_use", name, in_lower_case=True) for name in ("column", "mistakes", "failure")
)


def without_wrong_use(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks without those, and the columns, elements of lists and steps, that are wrong on purpose."""
    is_below = False  # whether elements of a list are below a label of wrong requests
    before = ""
    for block in blocks:
        if block.kind == "heading" or (block.kind == "text" and (before == "item" or _is_label(block))):
            is_below = _is_label(block)
        before = block.kind
        is_wrong = is_below and block.kind == "item" and not _RIGHT.search(block.text.lower())
        if is_wrong or (block.kind in ("text", "item") and _STATEMENT.search(block.text.lower())):
            continue
        if not block.rows:
            yield _without_failing_steps(block)
        elif not any(_MISTAKES.fullmatch(cell.text.lower().strip(" *:?`")) for cell in block.rows[0]):
            yield _without_reasons(block)


def _is_label(block: Block) -> bool:
    is_sentence = block.kind == "text" and not block.is_bold and block.text[-1:] not in (":", "?")
    return not is_sentence and _WRONG.fullmatch(_NUMBER.sub("", block.text.lower()).strip(" *:.?!")) is not None


#: The number of a chapter.
_NUMBER = re.compile(r"^\W*(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})[.)]\s+")


def _without_reasons(table: Block) -> Block:
    """Return a table without its column of reasons to refuse a request."""
    wrong = {at for at, cell in enumerate(table.rows[0]) if _REASON.fullmatch(cell.text.lower().strip(" *:?"))}
    if not wrong:
        return table
    rows = tuple(tuple(cell for at, cell in enumerate(row) if at not in wrong) for row in table.rows)
    return table._replace(rows=rows)


def _without_failing_steps(block: Block) -> Block:
    """Return a text without the steps whose expected result is a failure: "Send `x` to … Expected: failure."."""
    if block.kind not in ("text", "item") or not _FAILS.search(block.text.lower()):
        return block
    steps = pairwise([*_SENTENCE_END.split(block.text), ""])
    kept = ("\n" * step.count("\n") if _FAILS.match(result.lower()) else step for step, result in steps)
    return block._replace(text="".join(kept))


#: The space between two sentences is part of the second one.
_SENTENCE_END = re.compile(r"(?<=[.!?;])(?=\s)")


#: Words of a sentence about a mistake in a name.
MISSPELT = re.compile(
    r"\b(?:mis-?spel\w*|slip(?: of the pen)?|mistyped|misprints?|typos?|(?:typing|spelling)\s(?:error|mistake)s?"
    r"|never a name|tippfehler|vertippt|schreibfehler"
    r"|faute de frappe|coquille"
    r"|errata)\b",
    re.IGNORECASE,
)


def with_corrections(blocks: Sequence[Block], contract: Contract) -> Iterator[Block]:
    """Yield blocks with the right names for those that they, or the next one, call misspelt: "A typo: it is `x`"."""
    for block, behind in pairwise([*blocks, Block("end", 0)]):
        is_prose = block.kind in ("text", "item")
        right = [
            name for each in (block, behind) if is_prose and MISSPELT.search(each.text) for name in names_of(each.text)
        ]
        yield block._replace(text=_corrected(block.text, right, contract)) if right else block


def _corrected(text: str, right: Sequence[str], contract: Contract) -> str:
    for name in names_of(text):
        nearest = suggestion(name, contract.names)
        if nearest and nearest in right and not contract.is_message(name):
            text = text.replace(name, nearest)
    return text
