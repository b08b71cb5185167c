"""The marks of pages of MediaWiki and Jira: tables, code, and bold or slanted text, as plain text has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cti_contract.drift.blocks import JSON_LANGUAGES, Line

_TABLE, _ROW, _END = "{|", "|-", "|}"
#: The attributes of a cell, and the bar behind them: `style="width: 3em" | `.
_ATTRIBUTES = re.compile(r"\s*(?:[\w-]+\s*=\s*(?:\"[^\"]*\"|[\w%-]+)\s*)+\|(?!\|)")
_BETWEEN_CELLS = re.compile(r"\|\||!!")
_CODE = re.compile(r"<(syntaxhighlight|source|pre)\b(?:[^>]*\blang\s*=\s*\"?([\w-]*))?[^>]*>", re.IGNORECASE)
_CODE_TAG = re.compile(r"</?(?:syntaxhighlight|source|pre)\b[^>]*>", re.IGNORECASE)
_NO_WIKI = re.compile(r"</?nowiki\s*/?>", re.IGNORECASE)
_INLINE = re.compile(r"<(?:syntaxhighlight|source)\b[^<>]*\binline\b[^<>]*>", re.IGNORECASE)
_INLINE_CODE = re.compile(
    rf"</?(?:code|tt|kbd|samp|var)(?:\s[^<>]*)?>|{_INLINE.pattern}|</(?:syntaxhighlight|source)>",
    re.IGNORECASE,
)
_TEMPLATE_OF_CODE = re.compile(r"\{\{(?:code|mono|tt|kbd|samp|var|param)\|(?:1=)?([^{}|\n]+)\}\}", re.IGNORECASE)
_PAGE_TITLE = re.compile(r"\{\{DISPLAYTITLE:([^{}]+)\}\}")
_EMPHASIS = re.compile(r"'{2,5}")
#: A link with another text, and one without: the text is what people read.
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")


def without_marks(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield as many lines without the marks; the rows of a table are lines with bars, and empty ones are behind them.

    Code in another language than JSON is left out.
    """
    at = 0
    missing = set[str]()  # the marks that are behind no later line
    while at < len(lines):
        text = lines[at].text.strip()
        opened = None if _INLINE.match(text) else _CODE.match(text)
        if text.startswith(_TABLE):
            end = _end(lines, at, _END, missing)
            yield from _table(lines[at:end])
        elif opened:
            end = _end(lines, at, f"</{opened[1].casefold()}>", missing)
            yield from _code(lines[at:end], opened)
        else:
            end = at + 1
            title = _PAGE_TITLE.fullmatch(text)
            yield lines[at]._replace(text=f"= {title[1]} =" if title else _plain(lines[at].text))
        at = end


def _end(lines: Sequence[Line], start: int, mark: str, missing: set[str]) -> int:
    """Return the place behind the line with a mark, that of the next line if no such line follows."""
    ends = (at + 1 for at in range(start, len(lines)) if mark in lines[at].text.casefold())
    end = None if mark in missing else next(ends, None)
    if end is None:
        missing.add(mark)
    return end or start + 1


def _table(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the rows of a table, and as many empty lines as it has others."""
    rows: list[tuple[int, list[str]]] = []
    for number, line in lines[1:-1]:
        text = line.strip()
        if text.startswith((_ROW, "|+")) or not rows:
            rows.append((number, []))
        if not rows[-1][1]:
            rows[-1] = (number, [])
        if text.startswith(("|", "!")) and not text.startswith((_ROW, "|+")):
            rows[-1][1].extend(_BETWEEN_CELLS.split(text[1:]))
        elif rows[-1][1] and text and not text.startswith("|"):  # a cell of several lines
            rows[-1][1][-1] += f" {text}"
    shown = [(number, cells) for number, cells in rows if cells]
    for number, cells in shown:
        plain = (_plain(_ATTRIBUTES.sub("", cell)).strip().replace("|", "/") for cell in cells)
        yield Line(number, f"| {' | '.join(plain)} |")
    yield from (line._replace(text="") for line in lines[len(shown) :])


def _code(lines: Sequence[Line], opened: re.Match[str]) -> Iterator[Line]:
    """Yield the lines of code without the tags around it; empty ones for another language."""
    is_json = (opened[2] or "").casefold() in JSON_LANGUAGES
    for line in lines:
        yield line._replace(text=_CODE_TAG.sub("", line.text) if is_json else "")


def _plain(text: str) -> str:
    """Return a text without the marks in it; code has backticks."""
    if "<" in text:
        text = _INLINE_CODE.sub("`", _NO_WIKI.sub("", text))
    if "{{" in text:
        text = _TEMPLATE_OF_CODE.sub(r"`\1`", text)
    return _LINK.sub(r"\1", _EMPHASIS.sub("", text))


_MACRO = re.compile(r"\{(?:code|noformat|panel|quote|info|note|warning|tip|color)\b[^{}]*\}")
#: Code in Jira and in Textile.
_JIRA_CODE = re.compile(r"\*?\{\{([^{}\n]+)\}\}\*?|(?<![\w@])@([A-Za-z_][^@\n]{0,80})@(?![\w@])")
_JIRA_NUMBER = re.compile(r"#+\s+(?=\S)")


def without_jira_marks(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield as many lines without the marks of Jira; names in code have backticks, and numbered elements dashes."""
    for line in lines:
        text = _JIRA_CODE.sub(lambda found: f"`{found[1] or found[2]}`", line.text)
        text = (
            "" if _MACRO.fullmatch(text.strip()) else _JIRA_NUMBER.sub("- ", text, count=1) if text[:1] == "#" else text
        )
        yield line._replace(text=text)
