"""Markdown as GitHub reads it: tables, code, links to headings."""

import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the cells are Markdown, as `plain` and `code` make it."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def plain(text: str) -> str:
    """Return Markdown that shows a text unchanged, also in a table."""
    return re.sub(r"([\\`*_<>|\[\]])", r"\\\1", text)


def code(text: str) -> str:
    """Return a text without backticks as code, also in a table."""
    return f"`{text.replace('|', chr(92) + '|')}`"


def example(value: Any) -> str:
    """Return a JSON value as a fenced block."""
    return f"```json\n{json.dumps(value, indent=2, ensure_ascii=False)}\n```\n"


def session(steps: Iterable[tuple[str, str]]) -> str:
    """Return commands, each with the lines that it prints, as a fenced block; `> ` continues a command."""
    shown = (f"$ {command.replace(chr(10), chr(10) + '> ')}\n{printed}\n" for command, printed in steps)
    return "".join(["```console\n", *shown, "```\n"])


def link(text: str, heading: str) -> str:
    """Return a link to a heading of the same page; GitHub makes its anchor from the words of the heading."""
    anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
    return f"[{text}](#{anchor})"


def folded(summary: str, content: str) -> str:
    """Return content below a summary, which a reader unfolds; the summary is plain text."""
    return f"<details><summary>{escape(summary, quote=False)}</summary>\n\n{content}\n</details>\n"
