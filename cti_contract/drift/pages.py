"""Pages: a documentation page of any format as one sequence of blocks, each with the line it stands on."""

import os
import re
from typing import Literal

from cti_contract.drift import html, markdown, plain_text
from cti_contract.drift.blocks import TIDY, Line, Page

Format = Literal["text", "html", "markdown"]
_SUFFIXES: dict[str, Format] = {
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".xml": "html",
    ".markdown": "markdown",
    ".md": "markdown",
}
_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|body|div|ac:|p|h[1-6]|table|ul)\b", re.IGNORECASE)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_COMPARED = re.compile(r"^[^\w\n]*(?:Versions Compared|This line was (?:added|removed)\.)\s*$", re.MULTILINE)


def read(file: str) -> Page:
    """Return the page in a file; raises OSError. What is no UTF-8 in it is a fault of the page, the rest is read."""
    with open(file, "rb") as stream:
        content = stream.read()
    try:
        return page_of(file, content.decode())
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = Line(line, f"byte {error.start} is no UTF-8; save the page as UTF-8")
        return page_of(file, content.decode(errors="replace"))._replace(fault=fault)


def page_of(file: str, text: str) -> Page:
    """Return the page that a text is; the name of the file, or else the text, tells its format."""
    text = _tidied(text)
    form = _format(file, text)
    if form == "html":
        return html.page_of(file, text)
    if form == "markdown":
        return Page(file, tuple(markdown.blocks_of(text)))
    compared = bool(_COMPARED.search(text))
    return Page(file, tuple(plain_text.blocks_of(text, compared=compared)), compared)


def _tidied(text: str) -> str:
    """Return the text with one kind of line end and of space, and without what nobody sees; lines stay the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(TIDY)


def _format(file: str, text: str) -> Format:
    known = _SUFFIXES.get(os.path.splitext(file)[1].lower())
    if known:
        return known
    if _MARKUP.match(text):
        return "html"
    return "markdown" if _FENCE.search(text) else "text"
