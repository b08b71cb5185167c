"""Findings: where a page and the contract differ, as data, as lines and as JSON."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cti_contract.text import printable

#: What a finding can be; the guide explains each.
CODES = (
    "alias",
    "alternatives",
    "echo",
    "heading-differs",
    "malformed-sample",
    "media",
    "misspelt-event",
    "no-messages",
    "no-sample",
    "open-object",
    "other-type",
    "other-value",
    "placeholder",
    "platforms",
    "secondary-events",
    "stale-erratum",
    "target-refused",
    "target-undocumented",
    "undocumented-member",
    "undocumented-message",
    "unknown-member",
    "unknown-message",
    "unreadable-page",
    "unreadable-sample",
)


class Finding(NamedTuple):
    """One difference: the page, the line, a stable kebab-case code, a text, and the message it is about, if any."""

    file: str
    line: int
    code: str
    text: str
    message: str | None = None

    def __str__(self) -> str:
        """Return `page:line: code: message: text`."""
        message = f"{self.message}: " if self.message else ""
        return f"{printable(self.file)}:{self.line}: {self.code}: {printable(message + self.text)}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 finding`, `2 findings`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def summary(findings: Sequence[Finding], explained: int) -> str:
    """Return the counts of findings by code, and of those explained, in one line."""
    codes = Counter(finding.code for finding in findings)
    parts = ", ".join(f"{number} {code}" for code, number in sorted(codes.items()))
    told = f"{counted(len(findings), 'finding')}{f' ({parts})' if parts else ''}"
    return f"{told}, {explained} explained by errata" if explained else told


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by page and line, each once."""
    return sorted(set(findings), key=lambda each: (each.file, each.line, each.code, each.text))
