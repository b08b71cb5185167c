"""The tokens of a sample, which need not be JSON: it may have placeholders, alternatives, comments and "…" for more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cti_contract.drift.blocks import Line
from cti_contract.text import quote

Kind = Literal["{", "}", "[", "]", ":", ",", "|", "string", "word", "placeholder", "more", "comment", "end"]

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<comment>//.*|\#(?:\s.*|$)|--\s.*|/\*.*?\*/|<!--.*?-->)
    | (?P<opened>/\*.*)
    | "(?P<string>[^"\\]*(?:\\.[^"\\]*)*)"
    | "(?P<torn>.*)
    | '(?P<single>[^'"]*)'(?=\s*(?:[:,|}\]]|$))
    | (?P<more>…|\.\.\.)
    | (?P<placeholder><[^<>"{}\[\]]*(?:"[^<>"{}\[\]]*"[^<>"{}\[\]]*)*>|\$\{[\w .-]+\}|\{\{[\w .-]+\}\})
    | (?P<punctuation>[{}\[\]:,|])
    | (?P<unclosed><[^<>"{}\[\],|]*)
    | (?P<word>[^\s"{}\[\]:,|<>…]+)
    | (?P<stray>.)""",
    re.VERBOSE,
)
_QUOTES = str.maketrans("“”„‟", '""""')
#: The first line of the rest of a string that is broken over lines: text, then the closing quote.
_CONTINUED = re.compile(r'[^"{}\[\],|]+"')
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
    tokens = list(reader.read([line for line in lines if line.text.strip()]))
    return Tokens(tokens, reader.faults, reader.tolerated)


class _Reader:
    """Reads tokens line by line and notes faults and comments."""

    def __init__(self, *, compared: bool) -> None:
        self.faults: list[Remark] = []
        self.tolerated: list[Remark] = []
        self._compared = compared
        self._in_comment = False
        self._torn: list[str] = []

    def read(self, lines: Sequence[Line]) -> Iterator[Token]:
        for number, line in enumerate(lines):
            following = self._following(lines, number)
            text = line.text.translate(_QUOTES)
            if text != line.text:
                self.faults.append(Remark(line.number, "typographic quotes in place of straight ones"))
            if self._torn and self._compared and text.strip() == "...":
                continue
            if self._torn:
                text = f'"{"".join(self._torn)}{text.lstrip()}'
                self._torn = [] if text.count('"') > 1 or len(self._torn) == _MOST_TORN else self._torn
            if self._in_comment:
                _, closing, text = text.partition("*/")
                self._in_comment = not closing
            yield from self._of_line(Line(line.number, text), following)

    def _following(self, lines: Sequence[Line], number: int) -> str:
        """Return the next line, in a view of two versions the next one that is not a mark for hidden text."""
        for line in lines[number + 1 : number + 4]:
            if not (self._compared and line.text.strip() == "..."):
                return line.text.strip()
        return ""

    def _of_line(self, line: Line, following: str) -> Iterator[Token]:
        self._torn = []
        for found in _TOKEN.finditer(line.text):
            group = found.lastgroup
            if group == "space":
                continue
            text = found[group or 0]
            if group == "punctuation":
                yield Token(text, text, line.number)  # type: ignore[arg-type]  # it is one of the kinds
            elif group in ("string", "single"):
                if group == "single":
                    self.faults.append(Remark(line.number, SINGLE_QUOTES))
                yield self._string(text, line.number)
            elif group == "torn":
                yield from self._unclosed_string(text, line, following)
            elif group in ("comment", "opened"):
                self.tolerated.append(Remark(line.number, "a comment"))
                self._in_comment = group == "opened"
                yield Token("comment", text.strip("/*#<>!- "), line.number)
            elif group == "stray":
                self.faults.append(Remark(line.number, f"{quote(text)} does not belong here"))
            else:
                yield self._bare(group, text.strip(), line.number)

    def _string(self, text: str, line: int) -> Token:
        if "<" in text and _UNCLOSED.search(text):
            self.faults.append(Remark(line, f"the placeholder {text.strip()} is not closed"))
        return Token("string", text, line)

    def _bare(self, group: str | None, text: str, line: int) -> Token:
        if group == "unclosed":
            self.faults.append(Remark(line, f"the placeholder {text} is not closed"))
        return Token("word" if group == "word" else "more" if group == "more" else "placeholder", text, line)

    def _unclosed_string(self, text: str, line: Line, following: str) -> Iterator[Token]:
        if _CONTINUED.match(following.translate(_QUOTES)):
            self._torn = [text]
            if not self._compared:
                self.faults.append(Remark(line.number, "a string is broken over lines"))
            return
        self.faults.append(Remark(line.number, "a string is not closed"))
        text = text.rstrip()
        yield Token("string", text.rstrip(","), line.number)
        if text.endswith(","):
            yield Token(",", ",", line.number)
