"""Files of documentation as pages: text, HTML, Markdown, AsciiDoc, Org mode, or an export of Confluence in MIME."""

from __future__ import annotations

import os
import re
from contextlib import nullcontext
from itertools import islice
from typing import Literal, NamedTuple

from cti_contract.drift import asciidoc, html, markdown, org_mode, plain_text
from cti_contract.drift.blocks import Block, Line, Page
from cti_contract.drift.headings import level_of_line
from cti_contract.files.discover import STANDARD_INPUT
from cti_contract.files.streams import refuse_endless, standard_input

Format = Literal["text", "html", "markdown", "asciidoc"]
_SUFFIXES: dict[str, Format] = {
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".xml": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".mdx": "markdown",
}
#: The files of a folder that are pages.
SUFFIXES = (*_SUFFIXES, ".txt", ".rst", ".wiki", ".mediawiki", ".mht", ".mhtml", ".doc")
_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|body|div|ac:|p|h[1-6]|table|ul)\b", re.IGNORECASE)
#: A macro in the storage format of Confluence, which may have text before it.
_STORAGE = re.compile(r"^[ \t]*<ac:structured-macro [^<>]*>.*\n", re.MULTILINE)
#: Marks of Markdown that copied text has not: a title before text, and the rule below the titles of a table.
_HEADING = re.compile(r"(?:\A|\n[ \t]*\n)#{1,6} [^\n]*[^\n#\s][^\n]*\n[ \t]*\n(?=[^\s#{])")
_TABLE = re.compile(r"^ {0,3}\|(?: ?:?-{3,}:? ?\|)+ ?$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_LISTING = re.compile(r"^\[(?:source)?[%,][^\[\]\n]*\]\n(?:\..*\n)?-{4,}$", re.MULTILINE)
_COMPARED = re.compile(r"^[^\w\n]*(?:Versions Compared|This line was (?:added|removed)\.)\s*$", re.MULTILINE)
_MIME = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}(?:MIME-Version|Content-Type):", re.IGNORECASE)
_DECLARED = re.compile(rb"(?:charset|encoding)=[\"']?([\w-]+)", re.IGNORECASE)
#: How files begin that are no text, and how to get a page from each.
_BINARY = {
    b"\xd0\xcf\x11\xe0": "a binary Word document; save it as HTML",
    b"PK\x03\x04": "a zip file, such as a Word document (.docx); save it as HTML",
    b"%PDF": "a PDF file; export the page as HTML",
    b"{\\rtf": "an RTF document; save it as HTML",
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), "an image; export the page as HTML"),
    b"\x1f\x8b": "a compressed file; decompress it first",
}
_NO_TEXT = "no text, but binary data; export the page as HTML or as text"
#: How a text in UTF-16 begins.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
#: Bytes that no text has in one of the encodings, except some in UTF-16.
_CONTROLS = bytes({*range(1, 32), 127} - set(b"\t\n\v\f\r\x1b"))

#: A page with more paragraphs, headings and other parts is not read: 8 MB of short messages have 141,000.
MOST_BLOCKS = 160_000
_CUT = Line(1, "the export in MIME is cut: the end of its last part is missing; export the page again")
_EMPTY = Line(1, "an export in MIME without a part of HTML or text; export the page as HTML")
_TOO_MANY = (
    f"this page is not read: it has more than {MOST_BLOCKS:,} paragraphs, headings and samples; "
    "divide it, or leave out what documents no message"
)
_TOO_DEEP = (
    f"this page is not read: here, more than {html.MOST_LEVELS} elements such as <div> or <ul> are around each other; "
    "close each element where it ends"
)


class Text(NamedTuple):
    """The text of a file: its format if that is certain, its fault, and the lines of the file for its lines."""

    text: str
    form: Format | None = None
    fault: Line | None = None
    numbers: tuple[int, ...] = ()


def read(file: str) -> Page:
    """Return the page in a file or on standard input; a page that cannot be read has a fault."""
    try:
        with nullcontext(standard_input()) if file == STANDARD_INPUT else open(file, "rb") as stream:
            refuse_endless(stream, file)
            content = stream.read()
    except OSError as error:
        return unreadable(file, error)
    return page_from(file, content)


def unreadable(file: str, error: OSError) -> Page:
    """Return the page that an error kept from being read, or the folder that an error kept from being listed."""
    return Page(file, (), fault=Line(1, f"cannot be read: {error.strerror or error}"))


def page_from(file: str, content: bytes) -> Page:
    """Return the page with this content; a fault of the content is a fault of the page, the rest is read."""
    is_mime = _MIME.match(content.lstrip(b"\xef\xbb\xbf \r\n"))
    no_text = _NO_TEXT if not is_mime and _is_binary(content[:4_000]) else ""
    kind = next((kind for beginning, kind in _BINARY.items() if content.startswith(beginning)), no_text)
    if kind:
        return Page(file, (), fault=Line(1, f"the file is {kind}"), is_binary=True)
    read = _from_mime(content) if is_mime else _decoded(content)
    page = page_of(file, read.text, read.form)
    return page._replace(fault=read.fault or page.fault, numbers=read.numbers)


def _is_binary(head: bytes) -> bool:
    """Return whether the first bytes of a file are no text: one in twenty is a control character.

    In UTF-16, half of the bytes may be zeros, but only each second one.
    """
    if head.startswith(_UTF_16):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls + min(head[::2].count(0), head[1::2].count(0)) > len(head) // 20


def page_of(file: str, text: str, form: Format | None = None) -> Page:
    """Return the page with this text; without a format, the name of the file or the text itself decides."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", text)
    text = text.replace("vènement", "vénement")  # French has both spellings
    form = form or _format(file, text)
    if form == "text" and org_mode.MARK.search(text):
        form, text = "markdown", org_mode.as_markdown(text)
    compared = form == "text" and _COMPARED.search(text) is not None
    if form == "html":
        blocks = html.blocks_of(text)
    elif form == "markdown":
        blocks = markdown.blocks_of(text)
    elif form == "asciidoc":
        blocks = asciidoc.blocks_of(text)
    else:
        blocks = plain_text.blocks_of(text, compared=compared, is_heading=level_of_line)
    try:
        read = tuple(map(_as_code, islice(blocks, MOST_BLOCKS + 1)))
    except html.TooDeepError as deep:
        return Page(file, (), fault=Line(deep.line, _TOO_DEEP))
    if len(read) > MOST_BLOCKS:
        return Page(file, (), fault=Line(read[-1].line, _TOO_MANY))
    fault = html.fault_of(text) if form == "html" else None
    return Page(file, read, compared, fault, is_plain=form == "text")


#: The beginning and the members of a message that is a paragraph: the mark for code was forgotten.
_MESSAGE = re.compile(r"`?\{\s*\"")
_MEMBERS = ('"command"', '"messageType"')


def _as_code(block: Block) -> Block:
    """Return a paragraph that is a whole message as code; any other block as it is."""
    text = block.text.strip("`")
    if block.kind != "text" or not (_MESSAGE.match(block.text) and text.endswith("}")):
        return block
    if not any(member in text for member in _MEMBERS):
        return block
    return Block(
        "code", block.line, lines=tuple(Line(at, line) for at, line in enumerate(text.split("\n"), block.line))
    )


_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\0\v\f]")


def _format(file: str, text: str) -> Format:
    known = _SUFFIXES.get(os.path.splitext(file)[1].lower())
    if known and not (known == "html" and "</" not in text and _FENCE.search(text)):  # Markdown that was saved as HTML
        return known
    if _MARKUP.match(text) or _STORAGE.search(text):
        return "html"
    if _LISTING.search(text):
        return "asciidoc"
    return "markdown" if _FENCE.search(text) or _HEADING.search(text) or _TABLE.search(text) else "text"


def _decoded(content: bytes) -> Text:
    """Return the text of bytes in UTF-8 or UTF-16, or in the encoding that they name."""
    if content.startswith(_UTF_16):
        return _of_encoding(content, "utf-16")
    sample = content[:400]
    if sample.count(0) > len(sample) // 4:
        return _of_encoding(content, "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be")
    try:
        return Text(content.decode())
    except UnicodeDecodeError as error:
        declared = _DECLARED.search(content[:2000])
        name = declared[1].decode().lower() if declared else "utf-8"
        if name.replace("-", "") != "utf8":
            return _of_encoding(content, name)
        line = content.count(b"\n", 0, error.start) + 1
        fault = Line(line, f"byte {error.start} is not UTF-8; save the page as UTF-8")
        return Text(content.decode(errors="replace"), fault=fault)


def _of_encoding(content: bytes, encoding: str) -> Text:
    try:
        return Text(content.decode(encoding))
    except (LookupError, UnicodeError):
        fault = Line(1, f"the page is not {encoding}, as it begins or says; save it as UTF-8")
        return Text(content.decode(errors="replace"), fault=fault)


def _from_mime(content: bytes) -> Text:
    """Return the first part of HTML, or else of text, of an export in MIME."""
    from email import message_from_bytes
    from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect

    message = message_from_bytes(content)
    defects = [defect for part in message.walk() for defect in part.defects]
    is_cut = any(isinstance(each, (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)) for each in defects)
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    for part in sorted(parts, key=lambda each: each.get_content_subtype() != "html"):
        encoded = str(part.get_payload())
        payload = part.get_payload(decode=True)
        body = payload if isinstance(payload, bytes) else b""
        text = (
            _decoded(body)
            if part.get_content_charset() in (None, "utf-8")
            else _of_encoding(body, part.get_content_charset("utf-8"))
        )
        first = content.count(b"\n", 0, max(content.find(encoded[:200].encode(errors="replace")), 0)) + 1
        form: Format = "html" if part.get_content_subtype() == "html" else "text"
        numbers = _lines_of(part.get("content-transfer-encoding", "").lower(), encoded, text.text, first)
        return text._replace(form=form, fault=_CUT if is_cut else text.fault, numbers=tuple(numbers))
    return Text("", "text", _CUT if is_cut else _EMPTY)


def _lines_of(encoding: str, encoded: str, text: str, first: int) -> list[int]:
    """Return the line of the file for each decoded line: in quoted-printable, one that ends with "=" goes on."""
    if encoding == "base64":
        return [first] * (text.count("\n") + 1)
    numbers, goes_on = [], False
    for number, line in enumerate(encoded.split("\n"), first):
        if not goes_on:
            numbers.append(number)
        goes_on = encoding == "quoted-printable" and line.rstrip("\r").endswith("=")
    return numbers
