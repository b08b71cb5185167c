"""The parts of a documentation page: lines, blocks and the page itself, as values."""

from typing import Literal, NamedTuple


class Line(NamedTuple):
    """One line of a page; `number` counts from 1."""

    number: int
    text: str


class Block(NamedTuple):
    """One part of a page.

    It is a `heading`, a paragraph (`text`), an `item` of a list, a sample (`code`, with its lines in `lines`), or
    `hidden`: a mark such as "..." in place of text that is not shown.
    """

    kind: Literal["heading", "text", "item", "code", "hidden"]
    line: int
    text: str = ""
    lines: tuple[Line, ...] = ()


class Page(NamedTuple):
    """A page: its file, its blocks, and whether it is a view of two versions, in which old and new lines are mixed.

    `fault` is the line and the description of the error that kept the page from being read in full.
    """

    file: str
    blocks: tuple[Block, ...]
    compared: bool = False
    fault: Line | None = None


#: Other spaces become a plain space; invisible characters are removed.
TIDY = str.maketrans(
    {**dict.fromkeys("\u00a0\u2007\u202f\t\v\f", " "), **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\0", None)}
)
