"""A Confluence page saved as HTML: in storage format, its samples in macros, or rendered, its samples in `<pre>`."""

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cti_contract.drift.blocks import TIDY, Block, Line, Page

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARAGRAPHS = ("p", "li", "td", "th", "dt", "dd", "div", "blockquote", "ul", "ol", "table", "body", *_HEADINGS)
_SKIPPED = ("script", "style", "head", "template", "ac:parameter", "del")
_SAMPLES = ("pre", "ac:plain-text-body")
_LITERAL = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)


def page_of(file: str, text: str) -> Page:
    """Return the page that an HTML text is."""
    from bs4 import BeautifulSoup
    from bs4.exceptions import ParserRejectedMarkup

    escaped = _LITERAL.sub(lambda found: html.escape(found[1], quote=False), text)
    try:
        return Page(file, tuple(_blocks(BeautifulSoup(escaped, "html.parser"))))
    except ParserRejectedMarkup as error:
        return Page(file, (), fault=Line(1, f"this is no HTML that can be read: {str(error).splitlines()[-1].strip()}"))


def _blocks(root: "Tag") -> Iterator[Block]:
    """Yield the blocks below an element. A paragraph ends where the text of another element that makes one begins."""
    from bs4 import Tag

    pieces: list[Line] = []
    paragraph: object = None
    element, line = next(iter(root.children), None), 1
    while element is not None:
        following = element.next_element
        if isinstance(element, Tag):
            line = element.sourceline or line
            if _is_sample(element) or element.name in _SKIPPED:
                following = _after(element)
                yield from _prose(pieces, paragraph)
                pieces = []
                if _is_sample(element):
                    yield _code(element, line)
        else:
            if _is_text(element):
                around = element.find_parent(_PARAGRAPHS)
                if around is not paragraph:
                    yield from _prose(pieces, paragraph)
                    pieces, paragraph = [], around
                pieces.append(Line(line, _words(element)))
            line += str(element).count("\n")
        element = following
    yield from _prose(pieces, paragraph)


def _is_sample(element: "Tag") -> bool:
    """Tell whether an element is a sample, also one that a browser saved with its colours: a `<div>` for each line."""
    return element.name in _SAMPLES or "syntaxhighlighter" in (element.get("class") or ())


def _after(element: "PageElement") -> "PageElement | None":
    """Return what comes after an element and all that is inside it."""
    at: PageElement | None = element
    while at is not None and at.next_sibling is None:
        at = at.parent
    return None if at is None else at.next_sibling


def _is_text(element: "PageElement") -> bool:
    from bs4.element import PreformattedString

    return not isinstance(element, PreformattedString)  # a comment, a declaration


def _words(element: "PageElement") -> str:
    """Return the text of an element; a name in code keeps its marks."""
    text = str(element).translate(TIDY)
    inline = element.parent is not None and element.parent.name in ("code", "tt", "kbd")
    return f"`{text}`" if inline and text.strip() else text


def _prose(pieces: list[Line], paragraph: object) -> Iterator[Block]:
    from bs4 import Tag

    text = "".join(piece.text for piece in pieces)
    if not text.strip():
        return
    line = pieces[0].number + text[: len(text) - len(text.lstrip())].count("\n")
    name = paragraph.name if isinstance(paragraph, Tag) else ""
    if text.strip() in ("...", "…"):
        yield Block("hidden", line)
    elif name in _HEADINGS:
        yield Block("heading", line, " ".join(text.split()))
    else:
        in_list = isinstance(paragraph, Tag) and (name == "li" or paragraph.find_parent("li") is not None)
        yield Block("item" if in_list else "text", line, text.strip())


def _code(sample: "Tag", line: int) -> Block:
    """Return the code in an element; lines that a `<br>` or a `<div>` makes keep the number they have in the file."""
    from bs4 import Tag

    lines = [Line(line, "")]
    element, end = sample.next_element, _after(sample)
    while element is not None and element is not end:
        if isinstance(element, Tag):
            line = element.sourceline or line
            if "gutter" in (element.get("class") or ()):  # the numbers of the lines
                element = _after(element)
                continue
            if element.name == "br" or "line" in (element.get("class") or ()):
                lines.append(Line(line, ""))
        elif _is_text(element):
            first, *others = str(element).translate(TIDY).split("\n")
            lines[-1] = Line(lines[-1].number if lines[-1].text.strip() else line, lines[-1].text + first)
            lines += [Line(number, text) for number, text in enumerate(others, line + 1)]
            line += len(others)
        element = element.next_element
    return Block("code", lines[0].number, lines=tuple(lines))
