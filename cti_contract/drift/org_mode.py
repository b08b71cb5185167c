"""A text in Org mode, with its headings, code and tables as Markdown has them, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import dedent

#: A line that only a text in Org mode has.
MARK = re.compile(r"^[ \t]*#\+(?:title:|begin_(?:src|example)\b)", re.IGNORECASE | re.MULTILINE)
_HEADING = re.compile(r"(\*{1,6}) +(\S.*)")
#: The tags at the end of a heading: ":calls:telephony:".
_TAGS = re.compile(r" :[\w@:]{1,80}:$")
_BEGIN = re.compile(r"\s*#\+begin_(?:src|example)\b *(\w*).*", re.IGNORECASE)
_END = re.compile(r"\s*#\+end_(?:src|example)\b.*", re.IGNORECASE)
#: A line about the page, which is no part of its text.
_KEYWORD = re.compile(r"\s*#\+\w.*")
_RULE = re.compile(r"\s*\|[-+]+\|?\s*")
_CODE = re.compile(r"(?<![\w=~])([=~])([^\s=~](?:[^=~\n]{0,80}[^\s=~])?)\1(?![\w=~])")


def as_markdown(text: str) -> str:
    """Return a text in Org mode as Markdown with the same lines."""
    lines, below = list[str](), list[str]()
    for line in text.split("\n"):
        if heading := _HEADING.fullmatch(line):
            lines += [*_body(below), f"{'#' * len(heading[1])} {_marked(_TAGS.sub('', heading[2]))}"]
            below = []
        else:
            below.append(line)
    return "\n".join([*lines, *_body(below)])


def _body(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines below a heading; people indent all of them."""
    is_code = False
    for line in dedent("\n".join(lines)).split("\n") if lines else ():
        if begun := _BEGIN.fullmatch(line):
            is_code = True
            yield f"```{begun[1]}"
        elif _END.fullmatch(line):
            is_code = False
            yield "```"
        elif is_code:
            yield line
        elif _RULE.fullmatch(line):
            yield line.replace("+", "|")
        else:
            yield "" if _KEYWORD.fullmatch(line) else _marked(line)


def _marked(text: str) -> str:
    """Return a text with the marks for code of Markdown."""
    return _CODE.sub(r"`\2`", text)
