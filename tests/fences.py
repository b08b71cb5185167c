"""The fenced blocks, headings and links of a Markdown page, found by a Markdown parser."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin


class Fence(NamedTuple):
    """A fenced block: its info string, its content, and its first line."""

    info: str
    content: str
    line: int


def _tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable("table").use(anchors_plugin, max_level=6).parse(text)


def fences(text: str) -> Iterator[Fence]:
    for token in _tokens(text):
        if token.type == "fence":
            assert token.map
            yield Fence(token.info, token.content, token.map[0] + 2)


@cache
def anchors(text: str) -> set[str]:
    """Return the anchors of the headings, as GitHub makes them."""
    found = [str(token.attrs["id"]) for token in _tokens(text) if token.type == "heading_open"]
    assert len(found) == len(set(found))
    return set(found)


def links(text: str) -> Iterator[str]:
    for token in _tokens(text):
        yield from (str(child.attrs["href"]) for child in token.children or () if child.type == "link_open")
