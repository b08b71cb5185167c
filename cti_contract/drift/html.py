"""A Confluence page saved as HTML, or in its storage format, or HTML of any other tool.

The parser is the one of the standard library. It makes no tree, so elements that are not closed cost it nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from itertools import pairwise

from cti_contract.drift.blocks import HIDDEN, WIDE_SPACES, Block, Cell, Line, tidy, without_numbers
from cti_contract.drift.headings import role_of
from cti_contract.drift.vocabulary import meanings

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Elements that begin and end a paragraph.
_PARAGRAPHS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ac:layout",
        "ac:layout-section",
        "ac:layout-cell",
        "ac:rich-text-body",
        "ac:structured-macro",
        "ac:task",
        "tab",
        "tabitem",
        "tabs",
    ]
) | frozenset(_HEADINGS)
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "title",
        "nav",
        "footer",
        "menu",
        "dialog",
        "noscript",
        "template",
        "del",
        "s",
        "strike",
        "svg",
        "button",
        "select",
        "textarea",
        "ac:emoticon",
        "ac:placeholder",
    ]
)
#: Elements whose text is the title of the text behind it.
_TERMS = ("summary", "dt")
#: A term of a few words that is no question, and no name of a message.
_FACT = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3}:?")
#: A term that may be the name of a member; and the types before a description of one.
_MEMBER, _TYPES = re.compile(r"`?[A-Za-z_][\w.\[\]]*`?:?"), meanings("types")
#: Emoticons in tables that say yes or no.
_EMOTICONS = {"tick": "✓", "yes": "✓", "cross": "✗", "minus": "✗"}
#: Elements that begin a new line of code; each also ends one.
_CODE_LINES = frozenset(("div", "li", "tr", "p"))
_INLINE_CODE = ("code", "tt", "kbd", "samp")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_NUMBERS = re.compile(
    r"(?<!\S)(?:[\w-]+-)?(?:gutter|line-?numbers?|linenos?|line-numbers-rows|blob-num)(?!\S)", re.IGNORECASE
)
#: Elements that may be around a page: they name other pages, repeat its headings, or hold what readers write.
_BLOCKS_AROUND = frozenset(("aside", "details", "div", "dl", "fieldset", "form", "ol", "p", "section", "ul"))
#: Classes and ids of such elements, as Confluence, MkDocs, Docusaurus, Sphinx, GitBook and others write them.
_AROUND = re.compile(
    r"""(?:\w+-)?breadcrumbs?(?:-(?:section|container|list))? | page-?metadata | content-metadata | page-restrictions
    | (?:plugin_)?page-?tree(?:-macro)?
    | (?:md|bd|acs|ia-fixed|docs?|theme-doc|left|right|primary|secondary)?-?side-?bar
    | theme-doc-sidebar-container | sphinxsidebar | bd-sidebar-(?:primary|secondary) | wy-nav-side | ia-splitter-left
    | book-(?:summary|header) | (?:local|page|side|article|doc)?-?toc(?:-macro|-tree|-container|tree-wrapper)?
    | (?:local-?|page-)?table-?of-?contents | theme-doc-toc-(?:desktop|mobile) | on-this-page
    | (?:page|site|doc|docs|article|md|bd|theme-doc|global|main|content|wiki)-footer | footer(?:-body|-article)?
    | (?:page-|inline-|article-|user-)?comments?(?:-section|-threads?|-container|-list|-body|s-list)?
    | likes-and-labels(?:-container)? | (?:likes|labels)-(?:section|content|container) | label-list | reactions(?:-bar)?
    | (?:md-|page-)?feedback(?:-form)? | was-this-helpful | rating | related(?:-(?:pages|articles|content|posts))?
    | pagination(?:-nav|-container)? | pager | prev-next(?:-area)? | rst-footer-buttons
    | md-skip | skip-?(?:link|to-content)
    | (?:theme-)?edit-(?:this-)?page | (?:theme-)?last-(?:updated|modified) | md-source-file | announcement(?:-?bar)?
    | cookie-(?:banner|consent|notice) | (?:md-)?search(?:-(?:box|form|results))? | (?:dropdown-)?menu | toolbar
    | recently-(?:updated|viewed) | content-?by-?label | modal | tooltip | popover | navbar | (?:site-)?navigation
    | (?:tableOfContents|tocCollapsible|docSidebarContainer|announcementBar|editThisPage|lastUpdated)_\w+""",
    re.VERBOSE | re.IGNORECASE,
)
#: The classes of a list of contents by Docutils; other tools write one of them for the page itself.
_TOPIC = frozenset(("contents", "topic"))
#: Texts that say so to a screen reader.
_SPOKEN_AROUND = re.compile(
    r"(?:on|in) this page|(?:table of )?contents|breadcrumbs?|pagination|navigation|side ?bar", re.IGNORECASE
)
#: Elements with the text of a page; a header outside of them is that of the site.
_BODIES = frozenset(("article", "main", "section"))
#: Roles of such elements.
_ROLES_AROUND = frozenset((
    "alertdialog", "banner", "complementary", "contentinfo", "dialog", "doc-index", "doc-pagelist", "doc-toc", "menu",
    "menubar", "navigation", "search", "toolbar", "tooltip",
))  # fmt: skip
#: Classes of text that only a screen reader speaks, and of parts that are hidden until a reader opens them.
_UNSEEN = frozenset(("assistive", "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden"))
_FOLDED = re.compile(r"tab|expand|collaps|accordion|toggle|panel|details", re.IGNORECASE)
_NOT_DISPLAYED = re.compile(r"(?:^|;)\s*display:\s*none", re.IGNORECASE)
_STATUS = re.compile(r"status-macro|aui-lozenge|status-lozenge|\blozenge", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?<![\w-])(?:language|lang|brush|highlight-source|highlight)[-:]\s*([\w+#]+)", re.IGNORECASE)
_MARGIN = re.compile(r"(?:margin|padding)-left:\s*(\d+)", re.IGNORECASE)
_THROUGH = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_LITERAL = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)|<!\[[^>]*>?", re.DOTALL)
#: The beginning or end of an element that must have both, unless it is empty and ends with "/>"; or what hides them.
_CONTAINER = re.compile(
    r"""<!--.*?-->|<(?P<hidden>script|style)\b.*?(?:</(?P=hidden)>|\Z)|"""
    r"""<(?P<end>/?)(?P<name>div|table|pre|[uo]l|ac:[\w-]+)\b(?:[^<>"']|"[^"<]*"|'[^'<]*')*>""",
    re.IGNORECASE | re.DOTALL,
)
#: A tag that the end of a page cuts.
_CUT_TAG = re.compile(
    r"""<(/?[A-Za-z][\w:.-]*)(?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*(?:"[^"<]*|'[^'<]*)?)?\Z""",
)
#: Macros whose body is code; the body of another macro is in the language of that macro.
_CODE_MACROS = ("code", "noformat", "")
#: Macros in the middle of a paragraph.
#: Macros whose parameter `title` is no label of what is in them.
_INLINE_MACROS = ("status", "anchor", "jira", "emoji")
_NO_TITLE = frozenset(("anchor", "toc", "jira", "include", "excerpt-include"))
#: A cell spans no more columns or rows than this.
_WIDEST_SPAN = 20
#: Tables in tables deeper than this are read as paragraphs.
_DEEPEST_TABLE = 5
#: A page with more of these elements around each other is not read: browsers stop at 512, too.
MOST_LEVELS = 500
_LEVELS = frozenset((
    "article", "blockquote", "center", "details", "div", "dl", "figure", "form", "main", "ol", "section", "table", "ul",
))  # fmt: skip


class TooDeepError(Exception):
    """A page has too many elements around each other on a line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def blocks_of(text: str, line: int = 1) -> Iterator[Block]:
    """Yield the blocks of an HTML text whose first line has this number. Raise TooDeepError for too deep ones."""
    reader = _Reader(line)
    reader.feed(_prepared(text))
    reader.close()
    yield from reader.finished()


def fault_of(text: str) -> Line | None:
    """Return the line and the description of what shows that a page is cut, or that a part of it is not read."""
    start = text.find("<!--", text.rfind("-->") + 1)
    if start >= 0:
        return Line(_line_at(start, text), "a comment is not closed, so the rest of the page is not read")
    starts: dict[str, list[int]] = {}
    for tag in _CONTAINER.finditer(_prepared(text)):
        name = (tag["name"] or "").lower()
        if tag["end"]:
            del starts.get(name, [])[-1:]
        elif name and not tag[0].endswith("/>"):
            starts.setdefault(name, []).append(tag.start())
    start, name = max(((places[-1], name) for name, places in starts.items() if places), default=(-1, ""))
    if cut := _CUT_TAG.match(text, max(text.rfind("<"), 0)):
        start, name = cut.start(), cut[1]
    if start < 0:
        return None
    fault = (
        f"the page ends inside the <{name}> that begins here, so it may be cut; export it again, or close the element"
    )
    return Line(_line_at(start, text), fault)


def _line_at(place: int, text: str) -> int:
    return text.count("\n", 0, place) + 1


def _prepared(text: str) -> str:
    """Return the text without sections that the parser of the standard library refuses or reads in quadratic time."""
    text = _LITERAL.sub(lambda found: html.escape(found[1] or "", quote=False), text)
    unclosed = text.find("<!--", text.rfind("-->") + 1)
    text = text if unclosed < 0 else text[:unclosed]
    end = text.rfind(">") + 1
    return text[:end] + html.escape(text[end:], quote=False)


class _Table:
    """A table that is not closed yet."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.rows: list[list[Cell]] = []
        self._below: dict[int, tuple[int, Cell]] = {}  # for a column the cell that spans this many more rows

    def add(self, cell: Cell, columns: int, rows: int) -> None:
        """Add a cell to the last row, in all columns and rows that it spans."""
        self.rows += [] if self.rows else [[]]
        self._fill()
        again = cell if all(each.kind in ("text", "item") for each in cell.blocks) else Cell(cell.line, "")
        for number in range(columns):
            if rows > 1:
                self._below[len(self.rows[-1])] = (rows - 1, again)
            self.rows[-1].append(again if number else cell)

    def end_row(self) -> None:
        """End the last row; one of a single cell is a title, and has no other cells."""
        row = self.rows[-1] if self.rows else []
        if len(row) > 1 and all(each is row[0] for each in row):
            del row[1:]
        elif row:
            self._fill()
        if len(self.rows) == 2 and _has_groups(*self.rows):  # noqa: PLR2004 -- the second row is that of the titles
            del self.rows[0]

    def _fill(self) -> None:
        row = self.rows[-1]
        while len(row) in self._below:
            rows, cell = self._below.pop(len(row))
            if rows > 1:
                self._below[len(row)] = (rows - 1, cell)
            row.append(cell)


def _has_groups(first: Sequence[Cell], second: Sequence[Cell]) -> bool:
    """Return whether a row has titles of several columns each, which have their own titles in the row below."""
    is_shared = any(one is other for one, other in zip(first, second, strict=False))
    return is_shared and any(one is other for one, other in pairwise(first))


class _Cell:
    """A cell, or the page itself, that is not closed yet: the blocks in it so far."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.indent = 0
        self.spans = (1, 1)  # columns and rows
        self.blocks: list[Block] = []


class _CodeLines:
    """The lines of a block of code, whose text comes in pieces."""

    def __init__(self, number: int) -> None:
        self.is_blank = True  # whether the last line is
        self._lines: list[Line] = []
        self._number = number
        self._pieces: list[str] = []

    def begin(self, number: int) -> None:
        """Begin a line with the number that it has in the file."""
        self._lines.append(Line(self._number, "".join(self._pieces)))
        self._number, self._pieces, self.is_blank = number, [], True

    def add(self, text: str, number: int) -> None:
        """Add text; lines that an element makes keep the number that they have in the file."""
        for offset, piece in enumerate(text.split("\n")):
            if offset:
                self.begin(number + offset)
            elif self.is_blank:
                self._number = number
            self._pieces.append(piece)
            self.is_blank = self.is_blank and not piece.strip()

    def finished(self) -> list[Line]:
        """Return all lines."""
        return [*self._lines, Line(self._number, "".join(self._pieces))]


class _Reader(HTMLParser):
    """Collects blocks: a paragraph ends where an element begins or ends that is a paragraph itself."""

    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self._offset = first_line - 1
        self._cells = [_Cell(first_line)]
        self._tables: list[_Table] = []
        self._extra_tables = 0
        # each of the next three: the name of an element, and how many elements of this name are open
        self._skip = self._code = self._status = ("", 0)
        self._lines: _CodeLines | None = None
        self._language = ""
        self._pieces: list[tuple[int, str, bool]] = []
        self._heading = ""
        self._lists = self._bold = self._inline_code = self._indent = self._bodies = self._levels = 0
        self._is_in_banner = False  # the header of the site, in which only headings count
        self._is_first = False
        self._macros: list[str] = []
        self._parameter: tuple[str, list[str]] | None = None

    def finished(self) -> Iterator[Block]:
        """Yield all blocks, after the end of the text."""
        self._end_code()
        self._flush()
        while self._tables:
            self._extra_tables = 0
            self._end_table()
        yield from self._cells[0].blocks

    def _line(self) -> int:
        return self.getpos()[0] + self._offset

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("ac:parameter", "ac:structured-macro"):
            self.handle_starttag(tag, attrs)
            if tag not in _VOID:
                self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skip[1]:
            self._skip = _counted(self._skip, tag, 1)
            return
        values = {name: value or "" for name, value in attrs}
        classes = values.get("class", "")
        has_numbers = tag not in ("pre", "code") and _NUMBERS.search(classes)
        if tag == "ac:emoticon" and self._tables and not self._code[1]:
            self._pieces.append((self._line(), _EMOTICONS.get(values.get("ac:name", ""), ""), False))
        if tag in _SKIPPED or has_numbers or _is_around(tag, values) or _is_unseen(values):
            self._skip = ("", 0) if tag in _VOID else (tag, 1)
        elif self._code[1]:
            self._start_in_code(tag, _language(values))
        elif tag in ("pre", "ac:plain-text-body") or "syntaxhighlighter" in classes.split():
            self._start_code(tag, _language(values) or self._language)
        elif tag == "code" and _language(values):
            self._start_code(tag, _language(values))
        else:
            self._start(tag, values)

    def _start_in_code(self, tag: str, language: str) -> None:
        self._code = _counted(self._code, tag, 1)
        self._language = self._language or language
        if self._lines and (tag == "br" or (tag in _CODE_LINES and not self._lines.is_blank)):
            self._lines.begin(self._line())

    def _start(self, tag: str, values: dict[str, str]) -> None:
        if tag == "ac:structured-macro" and values.get("ac:name") in _INLINE_MACROS:
            self._macros.append(values["ac:name"])
        elif tag == "br":
            self._flush()
        elif tag in _PARAGRAPHS:
            self._start_paragraph(tag, values)
        elif tag in ("strong", "b"):
            self._bold += 1
        elif tag in _INLINE_CODE:
            self._inline_code += 1
        elif tag == "span":
            self._start_span(values)
        elif tag == "ac:parameter":
            self._parameter = (values.get("ac:name", ""), [])
        self._language = values.get("data-code-lang", self._language).lower()

    def _start_paragraph(self, tag: str, values: dict[str, str]) -> None:
        self._flush()
        self._heading = tag if tag in _HEADINGS else ""
        margin = _MARGIN.search(values.get("style", ""))
        self._indent = int(margin[1]) // 10 if margin else 0
        self._levels += tag in _LEVELS
        if self._levels > MOST_LEVELS:
            raise TooDeepError(self._line())
        self._bodies += tag in _BODIES
        self._is_in_banner |= tag == "header" and not self._bodies
        if tag in ("ul", "ol"):
            self._lists += 1
        elif tag == "li":
            self._is_first = True
        elif tag in _TERMS:
            self._bold += 1
        elif tag == "ac:structured-macro":
            self._macros.append(values.get("ac:name", ""))
            self._language = ""
        elif tag in ("table", "tr", "td", "th"):
            self._start_table(tag)
            self._cells[-1].spans = (_span(values.get("colspan", "")), _span(values.get("rowspan", "")))
        self._label(values.get("label", "") or values.get("data-title", ""))

    def _start_span(self, values: dict[str, str]) -> None:
        if self._status[1]:
            self._status = _counted(self._status, "span", 1)
        elif _STATUS.search(values.get("class", "")) or values.get("data-node-type") == "status":
            self._pieces.append((self._line(), " (", False))
            self._status = ("span", 1)

    def handle_endtag(self, tag: str) -> None:
        if self._skip[1]:
            self._skip = _counted(self._skip, tag, -1)
        elif self._code[1]:
            self._code = _counted(self._code, tag, -1)
            if not self._code[1]:
                self._end_code()
            elif tag in _CODE_LINES and self._lines and not self._lines.is_blank:
                self._lines.begin(self._line())
        else:
            self._end(tag)

    def _end(self, tag: str) -> None:
        if tag == "ac:structured-macro" and self._macros and self._macros[-1] in _INLINE_MACROS:
            self._macros.pop()
        elif tag in _PARAGRAPHS:
            self._end_paragraph(tag)
        elif tag in ("strong", "b"):
            self._bold = max(self._bold - 1, 0)
        elif tag in _INLINE_CODE:
            self._inline_code = max(self._inline_code - 1, 0)
        elif tag == "span" and self._status[1]:
            self._status = _counted(self._status, "span", -1)
            if not self._status[1]:
                self._pieces.append((self._line(), ") ", False))
        elif tag == "ac:parameter" and self._parameter:
            self._end_parameter(*self._parameter)

    def _end_paragraph(self, tag: str) -> None:
        self._flush()
        self._heading = ""
        self._levels = max(self._levels - (tag in _LEVELS), 0)
        self._bodies = max(self._bodies - (tag in _BODIES), 0)
        self._is_in_banner &= tag != "header"
        if tag in ("ul", "ol"):
            self._lists = max(self._lists - 1, 0)
        elif tag in _TERMS:
            self._bold = max(self._bold - 1, 0)
        elif tag == "dd":
            self._join_fact()
        elif tag == "dl":
            self._add(Block("end", self._line(), is_bold=True))
        elif tag == "ac:structured-macro" and self._macros:
            self._macros.pop()
            self._language = ""
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "table":
            self._end_table()

    def _end_parameter(self, name: str, parts: Sequence[str]) -> None:
        self._parameter = None
        text = "".join(parts)
        macro = self._macros[-1] if self._macros else ""
        if macro == "status" and name == "title":
            self._pieces.append((self._line(), f" ({text.strip()}) ", False))
        elif name == "language":
            self._language = _named_language(text.strip())
        elif name == "title" and macro not in _NO_TITLE:
            self._label(text)

    def _label(self, text: str) -> None:
        """Add the title of a macro or tab as a bold paragraph: it says what is inside."""
        if text.strip():
            self._flush()
            self._add(Block("text", self._line(), text.strip(), is_bold=True))

    def handle_data(self, data: str) -> None:
        if self._skip[1]:
            return
        if self._parameter:
            self._parameter[1].append(data)
        elif self._lines:
            self._lines.add(tidy(data), self._line())
        else:
            marked = f"`{data}`" if self._inline_code and data.strip() else data
            self._pieces.append((self._line(), marked, bool(self._bold)))

    def handle_comment(self, data: str) -> None:
        if not self._skip[1] and not self._code[1]:
            self._flush()
            self._add(Block("comment", self._line(), data.strip()))

    def _join_fact(self) -> None:
        """Make a term and its description one paragraph if they are a fact: "Target: interaction".

        They are an element of a list if the term is a member.
        """
        blocks = self._cells[-1].blocks
        is_pair = len(blocks) > 1 and [each.kind for each in blocks[-2:]] == ["text", "text"]
        if not is_pair or not blocks[-2].is_bold:
            return
        is_member = _is_member(blocks[-2].text, blocks[-1].text)
        if is_member or (_FACT.fullmatch(blocks[-2].text) and not role_of(blocks[-2].text)):
            term, text = blocks.pop(-2), blocks.pop(-1)
            joined = f"{term.text.rstrip(' :')}: {text.text}"
            blocks.append(Block("item" if is_member else "text", term.line, joined, level=int(is_member)))

    def _add(self, block: Block) -> None:
        if self._is_in_banner and block.kind != "heading":
            return
        self._cells[-1].blocks.append(block)

    def _flush(self) -> None:
        """End the paragraph."""
        pieces, self._pieces = self._pieces, []
        raw = "".join(text for _, text, _ in pieces).replace("``", "")
        text = tidy(raw).strip()
        if not text:
            return
        lead = raw[: len(raw) - len(raw.lstrip())]
        line = pieces[0][0] + lead.count("\n")
        is_bold = all(bold for _, piece, bold in pieces if piece.strip(" \n\u00a0:"))
        cell = self._cells[-1]
        if not cell.blocks:
            cell.indent = sum(map(lead.count, WIDE_SPACES)) + self._indent
        if text in HIDDEN:
            self._add(Block("hidden", line))
        elif self._heading:
            self._add(Block("heading", line, " ".join(text.split()), level=int(self._heading[1])))
        elif self._lists and self._is_first:
            self._add(Block("item", line, text, level=self._lists, is_bold=is_bold))
            self._is_first = False
        else:
            self._add(Block("text", line, text, is_bold=is_bold))

    def _start_code(self, tag: str, language: str) -> None:
        self._flush()
        macro = self._macros[-1] if self._macros else ""
        self._language = language or (macro if macro not in _CODE_MACROS and tag != "pre" else "")
        self._code = (tag, 1)
        self._lines = _CodeLines(self._line())

    def _end_code(self) -> None:
        if self._lines:
            lines = without_numbers(self._lines.finished())
            self._add(Block("code", lines[0].number if lines else self._line(), lines=lines, language=self._language))
            self._code, self._lines, self._language = ("", 0), None, ""

    def _start_table(self, tag: str) -> None:
        if tag == "table":
            if len(self._tables) < _DEEPEST_TABLE:
                self._tables.append(_Table(self._line()))
            else:
                self._extra_tables += 1
        elif self._tables and not self._extra_tables:
            self._end_cell()
            if tag == "tr":
                self._tables[-1].end_row()
                self._tables[-1].rows.append([])
            else:
                self._cells.append(_Cell(self._line()))

    def _end_cell(self) -> None:
        if self._tables and not self._extra_tables and len(self._cells) > len(self._tables):
            cell = self._cells.pop()
            text = "\n".join(block.text for block in cell.blocks if block.text)
            self._tables[-1].add(Cell(cell.line, text, cell.indent, tuple(cell.blocks)), *cell.spans)

    def _end_table(self) -> None:
        if self._extra_tables:
            self._extra_tables -= 1
        elif self._tables:
            self._end_cell()
            table = self._tables.pop()
            table.end_row()
            rows = tuple(tuple(row) for row in table.rows if row)
            if rows:
                self._add(Block("table", table.line, rows=rows))


def _is_member(term: str, text: str) -> bool:
    """Return whether a term is the name of a member: in code, or before a type."""
    first = re.match(r"(?:(?:an?|eine?|une?|una?) )?`?([^\W\d_]+)", text)
    is_typed = first is not None and first[1].casefold() in _TYPES
    return _MEMBER.fullmatch(term) is not None and (is_typed or ("." not in term and term.startswith("`")))


def _is_around(tag: str, values: Mapping[str, str]) -> bool:
    """Return whether an element is none of the page, but around it: navigation, footers, comments of readers."""
    if values.get("role") in _ROLES_AROUND:
        return True
    if tag == "aside" and _SPOKEN_AROUND.fullmatch(values.get("aria-label", "")):
        return True
    classes = values.get("class", "").split()
    if tag not in _BLOCKS_AROUND:
        return False
    names = (*classes, *(values.get(name, "") for name in ("id", "data-testid", "data-test-id")))
    return _TOPIC.issubset(classes) or any(map(_AROUND.fullmatch, names))


def _is_unseen(values: Mapping[str, str]) -> bool:
    """Return whether a reader does not see an element: it is hidden or struck out, and not only folded."""
    classes, style = values.get("class", ""), values.get("style", "")
    if _THROUGH.search(style) or not _UNSEEN.isdisjoint(classes.split()):
        return True
    is_hidden = "hidden" in values or values.get("aria-hidden") == "true" or _NOT_DISPLAYED.search(style) is not None
    return is_hidden and not _FOLDED.search(f"{classes} {values.get('role', '')} {values.get('id', '')}")


def _span(text: str) -> int:
    """Return the number of columns or rows that a cell spans; more than a few are not what a reader sees."""
    return min(max(int(text), 1), _WIDEST_SPAN) if text.isdecimal() and len(text) < _WIDEST_SPAN else 1


def _counted(element: tuple[str, int], tag: str, change: int) -> tuple[str, int]:
    """Return an element with the number of open ones, after a tag of any name."""
    name, number = element
    return (name, number + change) if tag == name else element


def _language(values: dict[str, str]) -> str:
    """Return the language that the attributes of an element name, in lower case."""
    for name in ("data-lang", "data-language"):
        if name in values:
            return values[name].lower()
    found = _LANGUAGE.search(f"{values.get('data-syntaxhighlighter-params', '')} {values.get('class', '')}")
    return _named_language(found[1]) if found else ""


def _named_language(name: str) -> str:
    """Return a language in lower case; Java is what Confluence writes where the author chooses none."""
    return "" if name.lower() == "java" else name.lower()
