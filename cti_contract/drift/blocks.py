"""The parts of a documentation page: lines, cells, blocks and the page itself, as values."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

BlockKind = Literal["heading", "text", "item", "code", "table", "hidden", "comment", "end"]
#: Languages of code that is JSON, also if it has slips; code without a language is read as JSON, too.
JSON_LANGUAGES = frozenset(
    ("", "json", "json5", "jsonc", "jsonl", "ndjson", "hjson", "application/json", "json-with-comments")
)
#: Languages of a program in which a message alone is often marked; there names need no quotes.
SCRIPT_LANGUAGES = frozenset(("js", "javascript", "jscript", "ecmascript"))
#: Languages of code that may have messages in it, besides logs, programs and the headers of a protocol.
MIXED_LANGUAGES = SCRIPT_LANGUAGES | {"text", "plain", "plaintext", "none", "nohighlight", "raw", "txt", "http"}


class Line(NamedTuple):
    """One line of a page; `number` counts from 1."""

    number: int
    text: str


class Cell(NamedTuple):
    """One cell of a table: its text, the depth of its indentation, and the blocks in it."""

    line: int
    text: str
    indent: int = 0
    blocks: tuple[Block, ...] = ()


class Block(NamedTuple):
    """One part of a page.

    Attributes:
        kind: A `heading`, a paragraph (`text`), an `item` of a list, `code`, a `table`, a `comment`, or `hidden`: a
            mark such as "..." in place of text that is not shown. An `end` is the end of what is about one message:
            of a table with samples, or of a mail.
        line: The line on which it begins.
        text: Its text; names in code keep their backticks, text that is struck out is left out.
        lines: The lines of code.
        level: The level of a heading, or 0 if the format has none; the depth of a list item.
        language: The language of code in lower case, empty if the page does not name it.
        rows: The rows of a table.
        is_bold: Whether all of a paragraph is bold.
        is_partial: Whether a table says that there may be other rows.
    """

    kind: BlockKind
    line: int
    text: str = ""
    lines: tuple[Line, ...] = ()
    level: int = 0
    language: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    is_bold: bool = False
    is_partial: bool = False


class Page(NamedTuple):
    """A page: its file, its blocks, and whether it is a view of two versions, in which old and new lines are mixed.

    `fault` is the line and the description of the error that kept the page from being read in full. `numbers` are the
    lines of the file for the lines that were read, if they differ. `is_binary` is whether the file is no text,
    `is_plain` whether it is copied text, without marks.
    """

    file: str
    blocks: tuple[Block, ...]
    compared: bool = False
    fault: Line | None = None
    numbers: tuple[int, ...] = ()
    is_binary: bool = False
    is_plain: bool = False

    def line_in_file(self, line: int) -> int:
        """Return the line of the file for a line that was read."""
        return self.numbers[line - 1] if 1 <= line <= len(self.numbers) else line


#: Spaces that are not removed at the beginning of a text: people indent with them.
WIDE_SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2007\u202f\u3000"
#: Other spaces become a plain space; invisible characters are removed.
_TIDY = str.maketrans(
    {**dict.fromkeys(f"{WIDE_SPACES}\t\v\f", " "), **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\0", None)}
)
#: Any of them: most texts have none.
_UNTIDY = re.compile(f"[{''.join(map(chr, _TIDY))}]")
#: Marks in place of text that is not shown.
HIDDEN = ("...", "…")
#: A new line that an element makes, and that is none of the file.
NEW_LINE = "\u2028\n"
_LINE_END = re.compile(r"\n(?<!\u2028\n)")
_NUMBERED = re.compile(r"\s*(\d{1,5})(?:[.:|)]?(?:\s|$)|(?=[{}\[\]\"]))")


def tidy(text: str) -> str:
    """Return a text with plain spaces, and without invisible characters."""
    return text.translate(_TIDY) if _UNTIDY.search(text) else text


def without_numbers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines of code without the line numbers before them, if all lines have one and they count up by one."""
    printed = [line for line in lines if line.text.strip()]
    has_number = bool(printed) and _NUMBERED.match(printed[0].text)
    found = [_NUMBERED.match(line.text) for line in printed] if has_number else []
    numbers = [int(each[1]) for each in found if each]
    if len(printed) < 2 or len(numbers) < len(printed) or numbers != list(range(numbers[0], numbers[0] + len(printed))):  # noqa: PLR2004 -- one number alone may be a value
        return tuple(lines)
    return tuple(line._replace(text=line.text[each.end() :]) for line, each in zip(printed, found, strict=True) if each)


def lines_in(line: int, text: str) -> Callable[[int], int]:
    """Return a function that returns the line of a place in a text, which begins on this line."""
    if "\n" not in text:
        return lambda _: line
    ends = [found.start() for found in _LINE_END.finditer(text)]
    return lambda place: line + bisect_left(ends, place)


def lines_of(block: Block) -> list[Line]:
    """Return the lines of a paragraph or an element of a list."""
    line_of = lines_in(block.line, block.text)
    texts = block.text.split("\n")
    starts = accumulate((len(text) + 1 for text in texts[:-1]), initial=0)
    return [Line(line_of(start), text) for start, text in zip(starts, texts, strict=True)]


def every_block(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, each followed by the blocks in its cells."""
    for block in blocks:
        yield block
        for row in block.rows:
            for cell in row:
                yield from every_block(cell.blocks)
