"""The report for people with the text around each problem and the fix, as compilers show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from textwrap import wrap
from unicodedata import east_asian_width

from cti_contract.codes import CODES
from cti_contract.files.results import Finding
from cti_contract.problems import Problem
from cti_contract.reports.text import ReportOptions, colored_line, line_report
from cti_contract.text import printable

_CUT = "…"


def full_report(findings: Iterable[Finding], options: ReportOptions) -> Iterator[str]:
    """Yield the text report; below each problem, its line with a caret, cut to the width, and how to fix it."""
    return line_report(findings, partial(_block, options), options)


def _block(options: ReportOptions, problem: Problem) -> str:
    lines = [colored_line(problem) if options.colored else str(problem)]
    number = str(problem.line or "")
    margin = " " * len(number)
    if problem.source and problem.source.text:
        text, caret = _cut(problem.source.text, problem.source.column, options.width - len(number) - 3)
        mark = f"\x1b[1;31m{'^'}\x1b[0m" if options.colored else "^"
        lines += [f"{margin} |", f"{number} | {text}", f"{margin} | {' ' * caret}{mark}"]
    fix = wrap(f"fix: {CODES[problem.code].fix}", max(options.width - len(number) - 3, 20), break_on_hyphens=False)
    lines += [f"{margin} {'=' if line is fix[0] else ' '} {line}" for line in fix]
    return "\n".join(lines) + "\n"


def _cut(text: str, column: int, width: int) -> tuple[str, int]:
    """Return a text that fits into a width around a column, counted from 0, and where that column is shown."""
    signs = [printable(sign) for sign in text]
    first, last = column, column
    used = _width(signs[column]) if column < len(signs) else 1
    room = width - 2 * len(_CUT)
    while used < room and (first > 0 or last + 1 < len(signs)):
        before = first > 0 and (used < room * 2 // 3 or last + 1 >= len(signs))
        wider = _width(signs[first - 1] if before else signs[last + 1])
        if used + wider > room:
            break
        used += wider
        first, last = (first - 1, last) if before else (first, last + 1)
    start, end = _CUT if first else "", _CUT if last + 1 < len(signs) else ""
    shown = start + "".join(signs[first : last + 1]) + end
    return shown, len(start) + sum(map(_width, signs[first:column]))


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
