"""A Markdown page with fenced JSON."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cti_contract.drift.blocks import Block, Line

if TYPE_CHECKING:
    from markdown_it.token import Token

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the blocks of a Markdown text."""
    from markdown_it import MarkdownIt

    inside: list[str] = []
    for token in MarkdownIt("commonmark", {"maxNesting": 50}).enable("table").parse(text):
        line = token.map[0] + 1 if token.map else 1
        if token.nesting:
            inside = [*inside, token.tag] if token.nesting > 0 else inside[:-1]
        elif token.type in ("fence", "code_block"):
            yield _code(token, line)
        elif token.type == "inline":
            yield from _prose(token.children or [], line, inside)


def _code(token: "Token", line: int) -> Block:
    first = line + (token.type == "fence")
    lines = tuple(Line(number, text) for number, text in enumerate(token.content.split("\n"), first))
    return Block("code", first, lines=lines)


def _prose(children: "Sequence[Token]", line: int, inside: Sequence[str]) -> Iterator[Block]:
    text = "".join(_words(child) for child in children).strip()
    if text in ("...", "…"):
        yield Block("hidden", line)
    elif inside and inside[-1] in _HEADINGS:
        yield Block("heading", line, text)
    elif text:
        yield Block("item" if "li" in inside else "text", line, text)


def _words(token: "Token") -> str:
    """Return the text of a piece of a paragraph; names in code keep their marks."""
    if token.type == "code_inline":
        return f"`{token.content}`"
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content
