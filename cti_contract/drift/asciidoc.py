"""A page of AsciiDoc, or such text as it is copied: headings, titles of blocks, listings, tables and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cti_contract.drift.blocks import HIDDEN, Block, Cell, Line, tidy, without_numbers
from cti_contract.drift.headings import role_of

_HEADING = re.compile(r"(={1,6})\s+(\S.*?)(?:\s+=+)?")
_TITLE = re.compile(r"\.(?=[^\s.])(.+)")
_ATTRIBUTES = re.compile(r"\[{1,2}([^\[\]]*)\]{1,2}")
_LANGUAGE = re.compile(r"(?:source)?(?:%\w+)*,\s*([\w+-]+)")
_COLUMNS = re.compile(r"cols=(?:\"([^\"]*)\"|'([^']*)'|(\d+))")
_ENTRY = re.compile(r":[\w!-]+:(?:\s|$)")
_CODE = re.compile(r"-{4,}|\.{4,}|\+{4,}|```\w*")
_HIDDEN_BLOCK = re.compile(r"/{4,}")
_FRAME = re.compile(r"={4,}|\*{4,}|_{4,}|--|\+")
_ITEM = re.compile(r"\s*(\*{1,5}|\.{1,5}|-|\d{1,3}\.|<\d{1,3}>)\s+(?=\S)")
_TERM = re.compile(r"\s*(\S.{0,200}?):{2,4}(?:\s+(\S.*))?")
_CELL = re.compile(r"(?:^|(?<=\s))(?:(\d{0,2})(?:\.\d{1,2})?\+)?[<^>]?(?:\.[<^>])?[aehlmsv]?\|")
_CALLOUT = re.compile(r"\s*(?:(?://|#|--)\s*)?<[\d.]{1,3}>\s*$")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+")
_LINK = re.compile(r"(?:link:|xref:|https?:)[^\s\[\]]*\[([^\[\]]*)\]|<<[^<>,]*,([^<>]*)>>")
_STRUCK = re.compile(r"\[\.?(?:line-through|strike)\]#[^#\n]*#")
_BOLD = re.compile(r"(?<![\w.*])\*{1,2}([^*\s](?:[^*\n]*[^*\s])?)\*{1,2}(?![\w*])")
#: Code with more marks than one, or with a role before it; and a name between plus signs or lines below it.
_MARKED_CODE = re.compile(r"(?:\[[.\w%# -]{1,40}\])?(`{1,2})([^`\n]+)\1(?!`)")
_LITERAL = re.compile(r"(\+{1,3})(.+)\1|pass:\w{0,3}\[(.+)\]")
_PLUS = re.compile(r"(?<![\w+`])(\+{1,3})([A-Za-z_]\w*(?:\.\w+|\[\])*)\1(?![\w+`])")
_ITALIC = re.compile(r"(?<![\w`])_{1,2}([A-Za-z]\w*(?:\.\w+)*[A-Za-z\d])_{1,2}(?![\w`])")


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the blocks of a text in AsciiDoc."""
    lines = [Line(number, line.rstrip()) for number, line in enumerate(text.split("\n"), 1)]
    reader = _Reader(lines)
    while reader.position < len(lines):
        yield from reader.next_block()


class _Reader:
    """Reads blocks from the lines of a text; attributes of a block are in the line before it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.position = 0
        self._lines = lines
        self._attributes = ""
        self._terms, self._is_described = 0, True  # the terms without a text beside them, and whether the last has one

    def next_block(self) -> Iterator[Block]:
        line = self._lines[self.position]
        if _CODE.fullmatch(line.text):
            yield from self._code(line)
        elif line.text == "|===":
            yield from self._table(line)
        elif _HIDDEN_BLOCK.fullmatch(line.text):
            inside = [each.text for each in self._until(line.text)]
            yield Block("comment", line.number, "\n".join(inside).strip())
        elif found := _ATTRIBUTES.fullmatch(line.text):
            self._attributes = found[1]
            self.position += 1
        else:
            yield from self._of_line(line)

    def _of_line(self, line: Line) -> Iterator[Block]:
        self.position += 1
        text = line.text
        if found := _HEADING.fullmatch(text):
            self._terms = 0
            yield Block("heading", line.number, _words(found[2]), level=len(found[1]))
        elif text.startswith("//"):
            yield Block("comment", line.number, text[2:].strip())
        elif text.strip() in HIDDEN:
            yield Block("hidden", line.number)
        elif found := _ITEM.match(text):
            depth = len(found[1]) if found[1][0] in "*." else 1
            yield Block("item", line.number, _words(self._with_more(text[found.end() :])), level=depth)
        elif found := _TITLE.fullmatch(text):  # its attributes may be above it
            yield Block("text", line.number, _words(found[1]), is_bold=True)
        elif found := _TERM.fullmatch(text):
            yield from self._term(line, found)
        elif text and not _ENTRY.match(text) and not _FRAME.fullmatch(text):
            if self._is_behind_terms(text):
                yield Block("end", line.number, is_bold=True)
            whole = self._with_more(_ADMONITION.sub("", text))
            yield Block("text", line.number, _words(whole), is_bold=_BOLD.fullmatch(whole.rstrip(":")) is not None)

    def _is_behind_terms(self, text: str) -> bool:
        """Return whether a paragraph is the first one behind a list of terms: it describes none, and is no label."""
        if not self._is_described:
            self._is_described = True
            return False
        is_behind = self._terms > 1 and not text[0].isspace() and role_of(text) is None
        self._terms = 0 if is_behind else self._terms
        return is_behind

    def _with_more(self, text: str) -> str:
        """Return a text with the lines of its paragraph."""
        first = self.position
        while self.position < len(self._lines) and _goes_on(self._lines[self.position].text):
            self.position += 1
        return "\n".join([text, *(line.text.strip() for line in self._lines[first : self.position])])

    def _term(self, line: Line, found: re.Match[str]) -> Iterator[Block]:
        """Yield the term of a description list: as a label, or as an item with its description."""
        if found[2]:
            yield Block("item", line.number, _words(self._with_more(f"{found[1]}: {found[2]}")), level=1)
        else:
            self._terms, self._is_described = self._terms + 1, False
            yield Block("text", line.number, f"{_words(found[1])}:", is_bold=True)

    def _until(self, end: str) -> Sequence[Line]:
        """Take the lines up to the one that ends the block, and return those in it."""
        first = self.position + 1
        self.position = first
        while self.position < len(self._lines) and self._lines[self.position].text != end:
            self.position += 1
        inside = self._lines[first : self.position]
        self.position += 1
        return inside

    def _code(self, line: Line) -> Iterator[Block]:
        is_fence = line.text.startswith("`")
        named = _LANGUAGE.match(self._attributes)
        language = line.text.strip("`") if is_fence else named[1] if named else ""
        self._attributes = ""
        inside = self._until("```" if is_fence else line.text)
        lines = [each._replace(text=_CALLOUT.sub("", each.text)) for each in inside]
        yield Block("code", line.number + 1, lines=without_numbers(lines), language=language.lower())

    def _table(self, line: Line) -> Iterator[Block]:
        """Yield a table that has cells; the attributes, or else its first cells, say how many are in a row."""
        inside = [each for each in self._until("|===") if each.text.strip()]
        columns = _columns(self._attributes)
        self._attributes = ""
        cells: list[tuple[int, list[str]]] = []
        for each in inside:
            before, *texts = _CELL.split(each.text)
            if cells and before.strip():
                cells[-1][1].append(before.strip())
            for span, text in zip(texts[::2], texts[1::2], strict=True):
                cells += [(each.number, [text]), *((each.number, [""]) for _ in range(1, int(span or 1)))]
            columns = columns or len(cells)
        read = [_cell(Cell(number, " ".join(texts))) for number, texts in cells]
        if read:
            rows = [tuple(read[start : start + columns]) for start in range(0, len(read), columns)]
            yield Block("table", line.number, rows=tuple(rows))


def _goes_on(text: str) -> bool:
    """Return whether a line belongs to the paragraph before it."""
    is_other = text.startswith(("//", ".", "|===")) or _ITEM.match(text)
    wholes = (_CODE, _FRAME, _HIDDEN_BLOCK, _ATTRIBUTES, _HEADING, _TERM)
    return bool(text.strip()) and not is_other and not any(each.fullmatch(text) for each in wholes)


def _columns(attributes: str) -> int:
    """Return the number of columns that the attributes of a table give, 0 if they give none."""
    found = _COLUMNS.search(attributes)
    if not found:
        return 0
    listed = found[1] or found[2] or f"{found[3]}*"
    repeated = re.fullmatch(r"(\d+)\*.*", listed)
    return int(repeated[1]) if repeated else len(re.split(r"[,;]", listed))


def _cell(cell: Cell) -> Cell:
    indent = len(cell.text) - len(cell.text.lstrip()) - 1
    text = _words(cell.text)
    return Cell(cell.line, text, max(indent, 0), (Block("text", cell.line, text),))


def _words(text: str) -> str:
    """Return a text without the marks of AsciiDoc; names in code keep their backticks."""
    text = _LINK.sub(lambda found: found[1] or found[2] or "", _STRUCK.sub("", text))
    text = _ITALIC.sub(r"\1", _BOLD.sub(r"\1", text))
    return tidy(_PLUS.sub(r"`\2`", _MARKED_CODE.sub(_code, text))).strip()


def _code(found: re.Match[str]) -> str:
    literal = _LITERAL.fullmatch(found[2])
    return f"`{literal[2] or literal[3] if literal else found[2]}`"
