"""The tokens of a sample, which need not be JSON: it may have placeholders, alternatives, comments and "…" for more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from cti_contract.drift.blocks import Line
from cti_contract.text import quote

Kind = Literal["{", "}", "[", "]", ":", ",", "|", "string", "word", "placeholder", "more", "comment", "end"]

_TOKEN = re.compile(
    r"""(?P<punctuation>[}\[\]:,|]|\{(?!\{[\w .-]+\}\}))
    | "(?P<string>[^"\\]*(?:\\.[^"\\]*)*)"
    | (?P<space>\s+)
    | (?P<comment>//.*|\#(?:\s.*|$)|--\s.*|/\*.*?\*/|<!--.*?-->)
    | (?P<opened>/\*.*)
    | "(?P<torn>.*)
    | '(?P<single>[^'"]*)'(?=\s*(?:[:,|}\]]|$))
    | (?P<more>…|\.\.\.|_{3,})
    | (?P<placeholder><[^<>"{}\[\]]*(?:"[^<>"{}\[\]]*"[^<>"{}\[\]]*)*>|\$\{[\w .-]+\}|\{\{[\w .-]+\}\})
    | (?P<unclosed><[^<>"{}\[\],|]*)
    | (?P<word>[^\s"{}\[\]:,|<>…]+)
    | (?P<stray>.)""",
    re.VERBOSE,
)
_QUOTES = re.compile("[“”„‟]")
#: The first line of the rest of a string that is broken over lines: text, then the closing quote.
_CONTINUED = re.compile(r'[^"{}\[\],|]+"')
#: The whole of a line that ends a string.
_REST = re.compile(r'[^"{}\[\],|:]+",?\s*')
_UNCLOSED = re.compile(r"<[A-Za-z][^<>]*$")
#: The fault of texts as Python and JavaScript write them.
SINGLE_QUOTES = "single quotes in place of double ones"
#: A string is broken over no more lines than this.
_MOST_TORN = 5


class Token(NamedTuple):
    """A token of a sample; `text` is that of a string without its quotes."""

    kind: Kind
    text: str
    line: int


class Remark(NamedTuple):
    """A remark of the reader on a sample: its line and its text."""

    line: int
    text: str


class Tokens(NamedTuple):
    """The tokens of a sample, its faults, and the usual notation in it that is no JSON."""

    tokens: list[Token]
    faults: list[Remark]
    tolerated: list[Remark]


def tokens_of(lines: Sequence[Line], *, compared: bool) -> Tokens:
    """Return the tokens of the lines of a sample; in a view of two versions lines may be torn anywhere."""
    reader = _Reader(compared=compared)
    reader.read([line for line in lines if line.text.strip()])
    return Tokens(reader.tokens, reader.faults, reader.tolerated)


class _Reader:
    """Reads tokens line by line and notes faults and comments."""

    def __init__(self, *, compared: bool) -> None:
        self.tokens: list[Token] = []
        self.faults: list[Remark] = []
        self.tolerated: list[Remark] = []
        self._compared = compared
        self._in_comment = False
        self._torn: list[str] = []

    def read(self, lines: Sequence[Line]) -> None:
        """Read the tokens of all lines."""
        for at, (number, whole) in enumerate(lines):
            text = _QUOTES.sub('"', whole)
            if text != whole:
                self.faults.append(Remark(number, "typographic quotes in place of straight ones"))
            if self._torn and self._compared and (text.strip() == "..." or self._is_older_rest(text, lines, at)):
                continue
            if self._torn:
                text = f'"{"".join(self._torn)}{text.lstrip()}'
                self._torn = [] if text.count('"') > 1 or len(self._torn) == _MOST_TORN else self._torn
            if self._in_comment:
                _, closing, text = text.partition("*/")
                self._in_comment = not closing
            self._torn = []
            for found in _TOKEN.finditer(text):
                if found.lastgroup == "torn":
                    self._unclosed_string(found["torn"], number, self._following(lines, at))
                elif found.lastgroup != "space":
                    self._take(found, number)

    def _is_older_rest(self, text: str, lines: Sequence[Line], at: int) -> bool:
        """Return whether a line is the rest of a torn string, and the next one is the newer version of it."""
        return _REST.fullmatch(text) is not None and _REST.fullmatch(self._following(lines, at)) is not None

    def _following(self, lines: Sequence[Line], at: int) -> str:
        """Return the next line, in a view of two versions the next one that is not a mark for hidden text."""
        for line in lines[at + 1 : at + 4]:
            if not (self._compared and line.text.strip() == "..."):
                return line.text.strip()
        return ""

    def _take(self, found: re.Match[str], line: int) -> None:
        """Take a token that is on one line."""
        kind = found.lastgroup
        text = found[kind or 0]
        if kind == "punctuation":
            self.tokens.append(Token(text, text, line))  # type: ignore[arg-type]  # it is one of the kinds
        elif kind in ("string", "single"):
            if kind == "single":
                self.faults.append(Remark(line, SINGLE_QUOTES))
            self._string(text, line)
        elif kind in ("comment", "opened"):
            self.tolerated.append(Remark(line, "a comment"))
            self._in_comment = kind == "opened"
            self.tokens.append(Token("comment", text.strip("/*#<>!- "), line))
        elif kind == "stray":
            self.faults.append(Remark(line, f"{quote(text)} does not belong here"))
        else:
            self._bare(kind, text.strip(), line)

    def _string(self, text: str, line: int) -> None:
        if "<" in text and _UNCLOSED.search(text):
            self.faults.append(Remark(line, f"the placeholder {text.strip()} is not closed"))
        self.tokens.append(Token("string", text, line))

    def _bare(self, kind: str | None, text: str, line: int) -> None:
        if kind == "unclosed":
            self.faults.append(Remark(line, f"the placeholder {text} is not closed"))
        self.tokens.append(Token("word" if kind == "word" else "more" if kind == "more" else "placeholder", text, line))

    def _unclosed_string(self, text: str, line: int, following: str) -> None:
        if _CONTINUED.match(_QUOTES.sub('"', following)):
            self._torn = [text]
            if not self._compared:
                self.faults.append(Remark(line, "a string is broken over lines"))
            return
        self.faults.append(Remark(line, "a string is not closed"))
        text = text.rstrip()
        self.tokens.append(Token("string", text.rstrip(","), line))
        if text.endswith(","):
            self.tokens.append(Token(",", ",", line))
