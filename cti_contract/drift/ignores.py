"""Comments of a page that ignore findings, with a reason: `cti-contract: ignore CODE: reason`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from cti_contract.drift.blocks import Block, Page, every_block
from cti_contract.drift.findings import CODES, Finding
from cti_contract.drift.reasons import is_reason
from cti_contract.suggest import suggestion
from cti_contract.text import quote

#: In other letters than these it may be the title of a comment, unless "ignore" is behind it.
_MARK = re.compile(r"(?:cti[-_]contract\b|(?i:cti[-_]contract(?=\s*:?\s*ignore\b)))\s*:?\s*(.*)", re.DOTALL)
_IGNORE = re.compile(r"ignore\b([^:]*)(?::(.*))?", re.DOTALL | re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;]+")
_FORM = "write cti-contract: ignore CODE: reason, with one or more codes of findings"
#: The codes of findings that a comment can ignore: the others are about comments, errata and baselines.
_IGNORED = tuple(code for code in CODES if code != "bad-ignore" and not code.startswith("stale-"))

#: A line behind the last one.
_END = 10**9


class Ignore(NamedTuple):
    """A comment: its line, the codes that it ignores, and the lines of the block that it is for."""

    line: int
    codes: tuple[str, ...]
    first: int
    last: int

    def covers(self, lines: Sequence[int]) -> bool:
        """Return whether one of the lines, which are in order, is in the block."""
        number = bisect_left(lines, self.first)
        return number < len(lines) and lines[number] <= self.last


class Ignores(NamedTuple):
    """The comments of a page that ignore findings, and those that cannot be understood."""

    file: str
    comments: tuple[Ignore, ...]
    wrong: tuple[Finding, ...]

    def applied(self, findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
        """Return the findings that are left, with those about the comments themselves, and the ignored ones."""
        lines: dict[str, list[int]] = {}
        for finding in sorted(findings, key=lambda each: each.line):
            lines.setdefault(finding.code, []).append(finding.line)
        ranges = {code: _Ranges([each for each in self.comments if code in each.codes]) for code in lines}
        kept = [each for each in findings if each.line not in ranges[each.code]]
        ignored = [each for each in findings if each.line in ranges[each.code]]
        for each in self.comments:
            unused = [quote(code) for code in each.codes if not each.covers(lines.get(code, ()))]
            if unused:
                text = f"this comment ignores no finding with the code {' or '.join(unused)}"
                kept.append(Finding(self.file, each.line, "stale-ignore", text))
        return [*kept, *self.wrong], ignored


class _Ranges:
    """The lines of several comments."""

    def __init__(self, comments: Sequence[Ignore]) -> None:
        self._firsts = [each.first for each in comments]  # in the order of the page
        self._lasts = list(accumulate((each.last for each in comments), max))

    def __contains__(self, line: int) -> bool:
        number = bisect_right(self._firsts, line)
        return number > 0 and line <= self._lasts[number - 1]


def ignores_in(page: Page) -> Ignores:
    """Return the comments of a page that ignore findings; each is for the block below it.

    Before a heading, a comment is for the whole part of the page below that heading.
    """
    blocks = list(every_block(page.blocks))
    comments, wrong = [], []
    if all(block.kind != "comment" for block in blocks):
        return Ignores(page.file, (), ())
    for block, last in zip(blocks, _last_lines(blocks), strict=True):
        mark = _MARK.match(block.text.strip()) if block.kind == "comment" else None
        if not mark:
            continue
        found = _IGNORE.fullmatch(mark[1].strip())
        codes = [code.strip() for code in found[1].split(",")] if found else []
        fault = _fault(codes, (found[2] or "").strip()) if found else _fault_without_ignore(mark[1])
        if fault:
            wrong.append(Finding(page.file, block.line, "bad-ignore", fault))
        else:
            comments.append(Ignore(block.line, tuple(dict.fromkeys(codes)), block.line, last))
    return Ignores(page.file, tuple(comments), tuple(wrong))


def _fault(codes: Sequence[str], reason: str) -> str:
    """Return how to correct a comment with these codes and this reason, empty if it is right."""
    if codes == [""]:
        return 'remove the colon behind "ignore"' if _first_word(reason) in _IGNORED else _FORM
    if "" in codes:
        return "a comma has no code before or behind it: remove the comma"
    return _fault_of_colon(codes, reason) or _fault_of_codes(codes) or _fault_of_reason(reason)


def _fault_without_ignore(text: str) -> str:
    """Return how to correct a comment that does not begin with "ignore"."""
    return 'write "ignore" before the codes' if _first_word(text) in _IGNORED else _FORM


def _first_word(text: str) -> str:
    return re.split(r"[\s,;:]", text.strip(), maxsplit=1)[0]


def _fault_of_colon(codes: Sequence[str], reason: str) -> str:
    """Return that the colon is missing if words that are like no code are behind the codes, empty if not.

    Two words before a colon may be a code with a space in it.
    """
    words = _BETWEEN.split(" ".join(codes))
    known = list(takewhile(_IGNORED.__contains__, words))
    others = words[len(known) :]
    if not known or not others or suggestion(others[0], _IGNORED) or (reason and len(others) < _FEW_WORDS):
        return ""
    return f"a colon is missing between {quote(', '.join(known))} and the reason"


_FEW_WORDS = 3


def _fault_of_codes(codes: Sequence[str]) -> str:
    for code in codes:
        if " " in code:
            return f"separate the codes by commas: {', '.join(code.split())}"
        if code not in _IGNORED:
            nearest = suggestion(code, _IGNORED)
            hint = f"; the nearest is {quote(nearest)}" if nearest else ""
            return f"no finding that can be ignored has the code {quote(code)}{hint}"
    return ""


def _fault_of_reason(reason: str) -> str:
    if not reason:
        return "the reason is missing: write it behind the codes and a colon"
    return "" if is_reason(reason) else f"{quote(reason)} is no reason: write why the finding stays"


def _last_lines(blocks: Sequence[Block]) -> list[int]:
    """Return for each block the last line of the block below it, which is no comment, or of the part of a heading.

    A table ends behind its cells, a label with the block below it, and an element of a list with the last one.
    """
    ends = [_END]  # the last line before each block and the comments above it
    for block in reversed(blocks):
        ends.append(ends[-1] if block.kind == "comment" else block.line - 1)
    ends.reverse()
    lines = []
    last, behind = _END, ""
    headings: list[tuple[int, int]] = []  # the level and the line of those below, in each level the next one
    for at, block in reversed(list(enumerate(blocks))):
        lines.append(last)
        if block.kind == "comment":
            continue
        if block.kind == "heading":
            after = next((line for level, line in reversed(headings) if level <= block.level), _END)
            last = max(after - 1, block.line)
            headings = [*(each for each in headings if each[0] < block.level), (block.level, block.line)]
        elif not _goes_on(block, behind):
            last = max(ends[at + len(list(every_block([block])))], block.line)
        behind = block.kind
    return lines[::-1]


def _goes_on(block: Block, behind: str) -> bool:
    """Return whether a block and the one behind it are one: elements of a list, or a label with what it is for."""
    is_label = block.kind == "text" and (block.is_bold or block.text.rstrip().endswith(":"))
    return (is_label and behind not in ("", "heading")) or block.kind == behind == "item"
