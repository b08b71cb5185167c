"""A page of Markdown with fenced code.

The blocks are those of markdown-it-py. Its rules for links take time for each bracket within a bracket, so `_link` is
in their place. A long page is parsed piece by piece, and in it the text of one paragraph after the other, so that the
parts of all do not fill the memory. Its paragraphs and headings of one line need no parser for blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from cti_contract.drift import html
from cti_contract.drift.blocks import HIDDEN, NEW_LINE, Block, Cell, Line, tidy, without_numbers

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_LANGUAGE = re.compile(r"[^\s{:,]*")
#: The mark of an element in a list of tasks.
_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
#: The type of the elements of an array, as in `array<string>`, which is no tag.
_TYPE_TAG = re.compile(r"<(?:string|object|integer|number|boolean)>", re.IGNORECASE)
_STRUCK_TAG = re.compile(r"<(/?)(?:del|s|strike)\b", re.IGNORECASE)
_CODE_TAG = re.compile(r"</?(?:code|kbd|samp|tt|var)\b[^<>]*>", re.IGNORECASE)
#: A link or an image: its text, which may have code and images in it, and the address or the name of a reference.
_LINK = re.compile(
    r"!?\[((?:[^\[\]\\`]|\\.|`[^`\n]{1,200}`|!\[[^\[\]]{0,200}\]\([^()\s]{0,500}\)){1,500}?)\]"
    r"(?:\((?:[^()]|\([^()]{0,500}\)){0,1000}\)|\[[^\[\]]{0,200}\])?",
    re.DOTALL,
)
#: A text without marks, except those around code, is as it is: it needs no parser.
_PLAIN = re.compile(r"(?:[^*_`~<&\\\[\n]++|`[^`\s][^`\n]*+`(?!`)|(?<! )\n(?!\s))*")
#: Characters; a longer page is parsed in pieces of about this size.
_PIECE = 100_000
_LONGEST_PIECE = 3 * _PIECE
#: The beginning of an element of a list that is in no other list.
_BULLET = re.compile(r"[-*+] +[^\W_]")
#: A line that is a heading wherever no code or HTML is open, or a paragraph if empty lines are around it.
_ALONE = re.compile(r"(?:(#{1,6}) )?([^\W\d_][^\n#]*)")
#: Code in a fence, and nothing else: it needs no parser.
_FENCED = re.compile(
    r"(?P<fence>(?P<mark>[`~])(?P=mark){2,}+)(?P<language>[^`\n]*)\n"
    r"(?P<code>(?:(?! {0,3}(?P=fence)(?P=mark)*[ \t]*$).*\n)*) {0,3}(?P=fence)(?P=mark)*\s*",
    re.MULTILINE,
)
_OPENS_CODE = re.compile(r" {0,3}(?:(`{3,})[^`]*|(~{3,}).*)")
#: The definition of a name for an address.
_DEFINED = re.compile(r"^ {0,3}\[([^\[\]\n]{1,200})\]:", re.MULTILINE)
#: A longer paragraph is read as it is: emphasis in it would take long, and none that people write comes near.
_LONGEST_PARAGRAPH = 50_000


#: The forms of a comment in MDX and in Markdown without HTML.
_OTHER_COMMENT = re.compile(
    r"^(?:\{/\*[ ]*(cti-contract:[^\n]*?)[ ]*\*/\}|\[//\]:[ ]*#[ ]*[(\"'](cti-contract:[^\n]*)[)\"'])[ ]*$",
    re.MULTILINE,
)


#: Data about the page at its beginning, in YAML.
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?=\w[\w-]*:)((?:(?!---[ \t]*$)[^\n]*\n){1,200})---[ \t]*$", re.MULTILINE)
_PAGE_TITLE = re.compile(r"title:[ \t]*([\"']?)([^\n]+?)\1[ \t]*")
_FIRST_LEVEL = re.compile(r"^# ", re.MULTILINE)


def _without_front_matter(text: str) -> str:
    """Return a page without the data at its beginning; its title there is a heading if it has no other one."""
    if not (found := _FRONT_MATTER.match(text)):
        return text
    has_title = _FIRST_LEVEL.search(text, found.end()) is not None
    titles = [None if has_title else _PAGE_TITLE.fullmatch(each) for each in found[1].split("\n")]
    return "\n" + "\n".join(f"# {each[2]}" if each else "" for each in titles) + text[found.end() :]


def blocks_of(text: str, line: int = 1) -> Iterator[Block]:
    """Yield the blocks of a Markdown text whose first line has this number."""
    text = _without_front_matter(text)
    text = _OTHER_COMMENT.sub(lambda found: f"<!-- {found[1] or found[2]} -->", text)
    parser = _parser()
    environment: dict[str, Any] = {"references": _references(text)}
    for offset, piece in _pieces(text):
        yield from _Reader(parser, environment, line - 1 + offset).read(piece)


def _references(text: str) -> dict[str, Any]:
    """Return the names that a page defines: another piece of it may use them."""
    from markdown_it.common.utils import normalizeReference

    return {normalizeReference(label): {"href": "", "title": ""} for label in _DEFINED.findall(text)}


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield a page in pieces, each with the number of lines before it.

    A piece ends at an empty line before one that is not indented: no paragraph, list, table or quote goes on there.
    A line that is a block by itself is a piece, and code begins one. A long piece also ends before an element of a
    list, or, if it is very long, at any line outside of code: the rest of a table that long has no columns.
    """
    if len(text) <= _PIECE:
        yield 0, text
        return
    first, size, before, lines = 0, 0, "", text.split("\n")
    is_end: Callable[[str], Any] | None = None
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True)):
        is_blank = not before.strip()
        may_end = is_end is None and (is_blank or first == number) and line[:1].strip()
        is_alone = may_end and _is_alone(line, following)
        is_code = may_end and line.startswith(("```", "~~~"))
        is_long = is_end is None and size > _PIECE and (_BULLET.match(line) or size > _LONGEST_PIECE)
        if first < number and (is_alone or is_code or is_long or (may_end and size > _PIECE)):
            yield first, "\n".join(lines[first:number])
            first, size = number, 0
        if is_alone:
            yield number, line
            first, size, before = number + 1, 0, line
            continue
        if first == number and not line:
            first += 1
        elif is_end is None:
            is_end = _end_of(line, is_blank=is_blank)
        elif is_end(line):
            is_end = None
        size += len(line) + 1
        before = line
    yield first, "\n".join(lines[first:])


def _is_alone(line: str, following: str) -> bool:
    """Return whether a line is a block by itself if none is open before it."""
    found = _ALONE.fullmatch(line)
    return found is not None and (found[1] is not None or not following.strip())


def _end_of(line: str, *, is_blank: bool) -> Callable[[str], Any] | None:
    """Return what finds the end of the code or the HTML that opens on a line, None if nothing is open behind it.

    Such blocks may have empty lines in them. `is_blank` says that the line before is empty: some HTML opens only there.
    """
    first = line[:4].lstrip(" ")[:1]
    if first in ("`", "~") and (found := _OPENS_CODE.fullmatch(line)):
        mark = found[1] or found[2]
        return re.compile(rf" {{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*").fullmatch
    if first == "<":
        from markdown_it.rules_block.html_block import HTML_SEQUENCES

        for opening, closing, may_interrupt in HTML_SEQUENCES:
            if opening.search(line.strip()) and (may_interrupt or is_blank):
                return None if closing.search(line.strip()) else partial(_has, closing)
    return None


def _has(closing: re.Pattern[str], line: str) -> bool:
    return closing.search(line.strip()) is not None


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 50}).enable(["table", "strikethrough"]).disable("image")
    parser.core.ruler.enableOnly(["block"])
    parser.inline.ruler.at("link", _link)
    return parser


def _link(state: StateInline, _silent: bool) -> bool:  # noqa: FBT001 -- called by the parser
    """Take a link or an image, and leave its text; only the rules of the library that it replaces call it silently."""
    found = _LINK.match(state.src, state.pos, state.posMax)
    if not found or (found.end() == found.end(1) + 1 and not _is_reference(found[1], state)):
        return False
    end = state.posMax
    state.pos, state.posMax = found.span(1)
    state.md.inline.tokenize(state)
    state.pos, state.posMax = found.end(), end
    return True


def _is_reference(label: str, state: StateInline) -> bool:
    """Return whether a text in brackets is the name of a reference that the page defines."""
    from markdown_it.common.utils import normalizeReference

    return normalizeReference(label) in state.env.get("references", ())


#: Tags that begin a new line in a cell.
_NEW_LINE = re.compile(r"<(?:br|li|p|div)\b", re.IGNORECASE)


class _Reader:
    """Turns tokens into blocks; `tables` are the rows of the tables around."""

    def __init__(self, parser: MarkdownIt, environment: dict[str, Any], offset: int) -> None:
        self._parser = parser
        self._environment = environment
        self._offset = offset
        self._inside: list[str] = []
        self._rows: list[list[Cell]] = []

    def read(self, text: str) -> Iterator[Block]:
        """Yield the blocks of a text."""
        if alone := _ALONE.fullmatch(text):
            self._inside = [f"h{len(alone[1])}" if alone[1] else "p"]
            yield from self._prose(alone[2].strip(), 1 + self._offset)
        elif fenced := _FENCED.fullmatch(text):
            yield _code(fenced["code"], 2 + self._offset, fenced["language"])
        else:
            yield from self._parts(text)

    def _parts(self, text: str) -> Iterator[Block]:
        """Yield the blocks of a text that may have several."""
        line = 1
        for token in self._parser.parse(text, self._environment):
            line = token.map[0] + 1 + self._offset if token.map else line
            if token.nesting:
                self._inside = [*self._inside, token.tag] if token.nesting > 0 else self._inside[:-1]
            if token.type == "table_open":
                self._rows = []
            elif token.type == "tr_open":
                self._rows.append([])
            elif token.type == "table_close":
                yield Block("table", self._rows[0][0].line, rows=tuple(map(tuple, self._rows)))
            elif token.type in ("fence", "code_block"):
                yield from self._code(token, line)
            elif token.type == "html_block":
                yield from html.blocks_of(token.content, line)
            elif token.type == "inline":
                yield from self._prose(token.content, line)

    def _code(self, token: Token, line: int) -> Iterator[Block]:
        """Yield a block of code; an indented one that holds a fence is the content of a tab."""
        first = line + (token.type == "fence")
        if token.type == "code_block" and _FENCE.search(token.content):
            yield from blocks_of(token.content, first)
            return
        yield _code(token.content, first, token.info)

    def _prose(self, content: str, line: int) -> Iterator[Block]:
        is_plain = len(content) > _LONGEST_PARAGRAPH or _PLAIN.fullmatch(content)
        text, is_bold, comments = (content, False, []) if is_plain else _inline(self._parsed(content))
        yield from (Block("comment", line, comment) for comment in comments)
        tag = self._inside[-1] if self._inside else ""
        if tag in ("th", "td"):
            indent = len(text) - len(text.lstrip())
            text = tidy(text).strip()
            blocks = tuple(Block("text", line, each, is_bold=is_bold) for each in map(str.strip, text.split("\n")))
            self._rows[-1].append(Cell(line, text, indent, blocks))
            return
        text = tidy(text).strip()
        if text in HIDDEN:
            yield Block("hidden", line)
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            yield Block("heading", line, text, level=int(tag[1]))
        elif text:
            depth = self._inside.count("li")
            text = _CHECKBOX.sub("", text) if depth else text
            yield Block("item" if depth else "text", line, text, level=depth, is_bold=is_bold)

    def _parsed(self, content: str) -> list[Token]:
        """Return the parts of a paragraph."""
        parts: list[Token] = []
        self._parser.inline.parse(content, self._parser, self._environment, parts)
        return parts


def _code(content: str, line: int, info: str) -> Block:
    """Return a block of code; the first word behind the fence is its language."""
    found = _LANGUAGE.match(info.strip())
    lines = [Line(number, text) for number, text in enumerate(content.split("\n"), line)]
    return Block("code", line, lines=without_numbers(lines), language=found[0].lower() if found else "")


def _inline(children: Sequence[Token]) -> tuple[str, bool, list[str]]:
    """Return the text of a paragraph, whether all of it is bold, and the comments in it."""
    text, comments = "", []
    struck = strong = plain = 0
    for child in children:
        if child.type in ("s_open", "s_close"):
            struck += child.nesting
        elif child.type in ("strong_open", "strong_close"):
            strong += child.nesting
        elif child.type == "html_inline":
            if child.content.startswith("<!--"):
                comments.append(child.content[4:].removesuffix("-->").strip())
            tag = _STRUCK_TAG.match(child.content)
            struck += (-1 if tag[1] else 1) if tag else 0
            text += "" if struck else _of_tag(child.content, text)
        elif not struck:
            piece = _words(child)
            plain += not strong and bool(piece.strip(" \n:"))
            text += piece
    return text.replace("``", "`"), bool(text.strip()) and not plain, comments


def _of_tag(tag: str, before: str) -> str:
    """Return the text that a tag makes: a new line, a mark of code, or the tag itself if it is a type."""
    if _CODE_TAG.fullmatch(tag):
        return "`"
    if _NEW_LINE.match(tag):
        return NEW_LINE if before.strip() else ""
    return tag if _TYPE_TAG.fullmatch(tag) else ""


def _words(token: Token) -> str:
    """Return the text of a piece of a paragraph; names in code keep their marks."""
    if token.type == "code_inline":
        return f"`{token.content}`"
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content
