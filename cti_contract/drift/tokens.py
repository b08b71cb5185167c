"""The tokens of a sample, which is not JSON: it has placeholders, alternatives, comments, "…" for more of the same."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cti_contract.drift.blocks import Line

Kind = Literal["{", "}", "[", "]", ":", ",", "|", "string", "word", "placeholder", "more", "end"]

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<comment>//.*|\#\s.*|/\*.*?\*/|<!--.*?-->)
    | (?P<opened>/\*.*)
    | (?P<punctuation>[{}\[\]:,|])
    | "(?P<string>(?:[^"\\]|\\.)*)"
    | "(?P<torn>.*)
    | (?P<more>…|\.\.\.)
    | (?P<placeholder><[^<>"{}\[\]]*>)
    | (?P<unclosed><[^<>"{}\[\],|]*)
    | (?P<word>[^\s"{}\[\]:,|<>…]+)
    | (?P<stray>.)""",
    re.VERBOSE,
)
_QUOTES = str.maketrans("“”„‟", '""""')
#: The first line of the rest of a string that is broken over lines: text, then the closing quote.
_CONTINUED = re.compile(r'[^"{}\[\],|]+"')
_UNCLOSED = re.compile(r"<[A-Za-z][^<>]*$")


class Token(NamedTuple):
    """A token of a sample; `indented` tells whether its line is, `text` is that of a string without its quotes."""

    kind: Kind
    text: str
    line: int
    indented: bool = True


class Remark(NamedTuple):
    """What the reader had to say of a sample: at which line, what."""

    line: int
    text: str


class Tokens(NamedTuple):
    """The tokens of a sample, its faults so far, and what is no JSON but the usual notation."""

    tokens: tuple[Token, ...]
    faults: tuple[Remark, ...]
    tolerated: tuple[Remark, ...]


def tokens_of(lines: Sequence[Line], *, compared: bool) -> Tokens:
    """Return the tokens of the lines of a sample; in a view of two versions lines may be torn anywhere."""
    reader = _Reader(compared=compared)
    tokens = tuple(reader.read([line for line in lines if line.text.strip()]))
    return Tokens(tokens, tuple(reader.faults), tuple(reader.tolerated))


class _Reader:
    """Reads tokens line by line and notes what it met."""

    def __init__(self, *, compared: bool) -> None:
        self.faults: list[Remark] = []
        self.tolerated: list[Remark] = []
        self._compared = compared
        self._in_comment = False
        self._torn: list[str] = []

    def read(self, lines: Sequence[Line]) -> Iterator[Token]:
        for number, line in enumerate(lines):
            follower = lines[number + 1].text.strip() if number + 1 < len(lines) else ""
            text = self._straightened(line)
            if self._torn:
                text = self._continued(text)
            if self._in_comment:
                _, closing, text = text.partition("*/")
                self._in_comment = not closing
            yield from self._of_line(Line(line.number, text), follower, indented=line.text.startswith((" ", "\t")))

    def _straightened(self, line: Line) -> str:
        text = line.text.translate(_QUOTES)
        if text != line.text:
            self.faults.append(Remark(line.number, "typographic quotes stand for straight ones"))
        return text

    def _continued(self, text: str) -> str:
        """Return a line that continues a torn string as if the string had been whole."""
        whole = "".join(self._torn) + text.lstrip()
        self._torn = []
        return '"' + whole

    def _of_line(self, line: Line, follower: str, *, indented: bool) -> Iterator[Token]:
        for found in _TOKEN.finditer(line.text):
            group, text = str(found.lastgroup), str(found[str(found.lastgroup)])
            if group == "torn" and _CONTINUED.match(follower.translate(_QUOTES)):
                self._tear(line.number, text)
            elif group == "torn":
                self.faults.append(Remark(line.number, "a string is not closed"))
                yield Token("string", text.rstrip().rstrip(","), line.number, indented)
                if text.rstrip().endswith(","):
                    yield Token(",", ",", line.number, indented)
            elif group in ("comment", "opened"):
                self.tolerated.append(Remark(line.number, "a comment"))
                self._in_comment = group == "opened"
            elif group == "stray":
                self.faults.append(Remark(line.number, f'a stray "{text}"'))
            elif group != "space":
                yield self._token(group, text, line.number, indented=indented)

    def _tear(self, line: int, text: str) -> None:
        self._torn = [text]
        if not self._compared:
            self.faults.append(Remark(line, "a string is broken over lines"))

    def _token(self, group: str, text: str, line: int, *, indented: bool) -> Token:
        if group == "unclosed" or (group == "string" and _UNCLOSED.search(text)):
            self.faults.append(Remark(line, f"the placeholder {text.strip()} is not closed"))
        kinds: dict[str, Kind] = {"string": "string", "more": "more", "word": "word", "punctuation": text}  # type: ignore[dict-item]  # one of them
        return Token(kinds.get(group, "placeholder"), text.strip() if group != "string" else text, line, indented)
