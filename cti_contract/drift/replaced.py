"""Lines of a view of two versions that were removed: copied text has them above the lines in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from cti_contract.drift.blocks import Block, Page
from cti_contract.drift.findings import Finding

#: How like the words of two lines are, from 0 to 1, if one is in place of the other.
_LIKENESS = 0.4
#: A line of more characters is a paragraph, in which a change is small: it is not compared.
_LONGEST = 1000
_WORD = re.compile(r"[\w.]+")


def without_replaced(findings: Sequence[Finding], page: Page) -> list[Finding]:
    """Return the findings of a page without those on lines that a view of two versions has only as removed.

    Such a line has another one right below it that says the same in a like way, without this finding.

    Args:
        findings: The findings.
        page: The page; if it is no view of two versions, nothing is left out.
    """
    if not page.compared:
        return list(findings)
    lines = dict(_lines_of(page.blocks))
    wrong = {(each.line, each.code) for each in findings}
    return [
        each
        for each in findings
        if (each.line + 1, each.code) in wrong or not _is_replaced(each, lines.get(each.line), lines.get(each.line + 1))
    ]


def _lines_of(blocks: Sequence[Block]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the lines of paragraphs and lists: the number, the kind of the block, and the text."""
    for block in blocks:
        if block.kind in ("text", "item"):
            for number, text in enumerate(block.text.split("\n"), block.line):
                yield number, (block.kind, text)


def _is_replaced(finding: Finding, line: tuple[str, str] | None, below: tuple[str, str] | None) -> bool:
    """Return whether the line below that of a finding is in its place: it begins with the same word, or the right one.

    Events of a list are often like the next ones: only a name that is corrected shows that they were replaced.
    """
    if not (line and below) or line[0] != below[0] or line == below or len(line[1]) + len(below[1]) > _LONGEST:
        return False
    removed, added = ([word.casefold() for word in _WORD.findall(text)] for _, text in (line, below))
    is_same = removed[:1] == added[:1] and not (line[0] == "item" and finding.code == "secondary-events")
    is_corrected = bool(added) and f'"{added[0]}"' in finding.text
    return (is_same or is_corrected) and SequenceMatcher(None, removed, added, autojunk=False).ratio() >= _LIKENESS
