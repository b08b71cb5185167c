"""Comments of a page that ignore findings, with a reason: `<!-- cti-contract: ignore CODE: reason -->`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cti_contract.drift.blocks import Block, Page, every_block
from cti_contract.drift.findings import CODES, Finding

_MARK = re.compile(r"cti-contract\b\s*:?\s*(.*)", re.DOTALL)
_IGNORE = re.compile(r"ignore\s+([a-z-]+(?:\s*,\s*[a-z-]+)*)\s*:\s*(\S.*)", re.DOTALL)


class Ignore(NamedTuple):
    """A comment: its line, the codes that it ignores, and the lines of the block that it is for."""

    line: int
    codes: frozenset[str]
    first: int
    last: int


class Ignores(NamedTuple):
    """The comments of a page that ignore findings, and those that cannot be understood."""

    file: str
    comments: tuple[Ignore, ...]
    wrong: tuple[Finding, ...]

    def applied(self, findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
        """Return the findings that are left, with those about the comments themselves, and the ignored ones."""
        kept: list[Finding] = []
        ignored: list[Finding] = []
        used: set[Ignore] = set()
        for finding in findings:
            found = [
                each for each in self.comments if finding.code in each.codes and each.first <= finding.line <= each.last
            ]
            used.update(found)
            (ignored if found else kept).append(finding)
        unused = [each for each in self.comments if each not in used]
        kept += [Finding(self.file, each.line, "stale-ignore", "this comment ignores no finding") for each in unused]
        return [*kept, *self.wrong], ignored


def ignores_in(page: Page) -> Ignores:
    """Return the comments of a page that ignore findings; each is for the block below it.

    Before a heading, a comment is for the whole part of the page below that heading.
    """
    blocks = list(every_block(page.blocks))
    comments, wrong = [], []
    for position, block in enumerate(blocks):
        mark = _MARK.match(block.text.strip()) if block.kind == "comment" else None
        if not mark:
            continue
        found = _IGNORE.fullmatch(mark[1].strip())
        codes = frozenset(re.split(r"\s*,\s*", found[1])) if found else frozenset[str]()
        if not found or not codes <= CODES.keys():
            text = "write <!-- cti-contract: ignore CODE: reason -->, with one or more codes of findings"
            wrong.append(Finding(page.file, block.line, "bad-ignore", text))
        else:
            comments.append(Ignore(block.line, codes, block.line, _last_line(blocks[position + 1 :])))
    return Ignores(page.file, tuple(comments), tuple(wrong))


def _last_line(blocks: Sequence[Block]) -> int:
    """Return the last line of the block below a comment."""
    following = [block for block in blocks if block.kind != "comment"]
    if not following:
        return 10**9
    first = following[0]
    if first.kind != "heading":
        return (following[1].line - 1) if len(following) > 1 else 10**9
    ends = [block.line for block in following[1:] if block.kind == "heading" and block.level <= first.level]
    return ends[0] - 1 if ends else 10**9
