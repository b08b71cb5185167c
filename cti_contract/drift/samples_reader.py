"""Reading samples tolerantly: lines in, values out, with their faults and the oddities that were tolerated.

The reader takes each token once. Where one does not fit, the most likely slip is noted (a missing comma, a bracket
too many), and the reader goes on as if it had been corrected, so the time is linear in the sample.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cti_contract.drift.blocks import HIDDEN, Line
from cti_contract.drift.headings import Role, role_of
from cti_contract.drift.plain_text import TIME
from cti_contract.drift.samples import (
    Array,
    Choice,
    Literal,
    Member,
    Object,
    Placeholder,
    Value,
    alternatives_in,
    is_placeholder,
    type_meant,
)
from cti_contract.drift.tokens import SINGLE_QUOTES, Remark, Token, tokens_of
from cti_contract.text import quote

#: Characters; a longer sample is not read, and none that people write comes near.
_LONGEST = 1_000_000
_DEEPEST = 100
#: A sample with more slips in its structure than this makes no sense.
_MOST_SLIPS = 8
#: Why such samples are not read.
_TOO_LONG = "this sample is not read: it has more than"
_TOO_DEEP = f"{_TOO_LONG} {_DEEPEST} objects and arrays in each other; write … in place of the inner ones"
_UNCLEAR = "this sample makes no sense: its brackets do not match"
_CLOSERS = {"{": "}", "[": "]"}
_SCALARS = frozenset(("string", "word", "placeholder"))
_OLDER = "a line of the older version"
_STRUCTURE = re.compile(r"[{}\[\],]+|<[^<>\"]*>")
#: An arrow, or a letter for the client or the server, before a message.
_ARROW = re.compile(rf"^\s*{TIME}(?:<?[-=]+>+|<+[-=]+|[<>]{{1,3}}|[→←⇒⇐]|[CS]:)\s*(?=[{{\[])")
#: An arrow to the client.
_ANSWER = re.compile(r"\s*(?:<+[-=]+|<{1,3}|[←⇐]|S:)\s*[{\[]")
_BRACKET = re.compile(r"[{\[]")
_ANY_BRACKET = re.compile(r"[{}\[\]]")
#: The beginning of a message.
_BEGINNING = re.compile(r'\{\s*(?:"|$)')
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
#: Faults of JSON that are none in JSON5.
_NO_QUOTES = re.compile(rf"the name \S+ has no quotes|{SINGLE_QUOTES}")
_IN_JSON5 = re.compile(
    rf"{_NO_QUOTES.pattern}|a comma trails before [}}\]]"
    r"|JSON has no (?:[^\s\w].*|NaN|Infinity|undefined|\d.*|expressions)"
)
#: The fault of JSON that is none where JSON has comments.
_IN_JSONC = re.compile(r"a comma trails before [}\]]")
#: The faults of JSON that are none in other languages.
_RIGHT_IN = {"json5": _IN_JSON5, "hjson": _IN_JSON5, "jsonc": _IN_JSONC, "json-with-comments": _IN_JSONC}
#: Words that are values in programs, and numbers that JSON does not have.
_OF_PROGRAMS = {"True": True, "TRUE": True, "False": False, "FALSE": False}
_NOT_IN_JSON = re.compile(
    r"True|TRUE|False|FALSE|None|Null|NULL|undefined|[+-]?(?:NaN|Infinity)|[+-]?0[xX][\da-fA-F]+|[+-]?\.\d+"
    r"|[+-]?\d+\.|\+\d+(?:\.\d+)?|-?\d+(?:\.\d+)?[eE]\+?\d{3,}"
)
#: Python reads no integer with many more digits; others have these first ones.
_MOST_DIGITS = 4_000
#: A longer token is shown by its beginning.
_LONGEST_SHOWN = 40
#: Two or more names without quotes are the notation of a program, one is a slip.
_LEAST_BARE = 2
#: A text whose escapes are those of JSON, and a number that JSON does not have.
_ESCAPED = re.compile(r'(?:[^\\]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*', re.DOTALL)
_WITH_ZERO = re.compile(r"-?0\d{1,15}")
#: A line that goes on with a value that seems to be complete: its brackets are wrong.
_GOES_ON = re.compile(r'[}\],|]|"[^"]*"\s*:')


class Reading(NamedTuple):
    """A sample as it was read.

    Attributes:
        value: Its value, None if it makes no sense.
        line: Its first line.
        role: The role that a comment or an arrow before it names.
        faults: Its faults.
        tolerated: The oddities in it that are no faults.
        is_form: Whether it shows the form of a message: it has alternatives, or placeholders without quotes.
        is_broken: Whether its brackets are wrong, so that nothing is certain about its members.
        is_inline: Whether text is before it on its first line that is no label, as in a program or a log.
    """

    value: Value | None
    line: int
    role: Role | None = None
    faults: tuple[Remark, ...] = ()
    tolerated: tuple[Remark, ...] = ()
    is_form: bool = False
    is_broken: bool = False
    is_inline: bool = False

    @property
    def is_bare(self) -> bool:
        """Return whether it is in the notation of a program: its names have no quotes."""
        return sum(_NO_QUOTES.fullmatch(fault.text) is not None for fault in self.faults) >= _LEAST_BARE

    @property
    def has_only_names(self) -> bool:
        """Return whether members have no values, as in a drawing: `{target, name, data}`."""
        remarks = self.value.remarks if isinstance(self.value, Object) else ()
        return sum(not each.quoted and each.text.isidentifier() for each in remarks) >= _LEAST_BARE

    def in_language(self, language: str) -> Reading:
        """Return the reading of a block in JSON5 or a like language: names may need no quotes, commas may trail."""
        right = _RIGHT_IN.get(language)
        return self._replace(faults=tuple(each for each in self.faults if not (right and right.fullmatch(each.text))))


def read(lines: Sequence[Line], *, compared: bool) -> list[Reading]:
    """Return the values in the lines of a block of code; none if there is no JSON in them.

    In a view of two versions, a line that is printed twice is no fault.
    """
    if sum(len(line.text) for line in lines) > _LONGEST:
        text = f"{_TOO_LONG} {_LONGEST:,} characters; write … in place of most of its members"
        return [Reading(None, lines[0].number, faults=(Remark(_first(lines).number, text),))]
    found = []
    with_arrow = [line for line in lines if _ARROW.match(line.text)]
    answers = {line.number for line in with_arrow if _ANSWER.match(line.text)}
    lines = [_without_arrow(line) for line in lines] if with_arrow else lines
    for before, chunk in _chunks(lines, compared=compared):
        role = before.role or ("response" if chunk[0].number in answers else None)
        readings = _read(chunk, compared=compared)
        found += [reading._replace(role=role, is_inline=before.is_text) for reading in readings]
    return found


def _without_arrow(line: Line) -> Line:
    """Return a line without the arrow before a message."""
    found = _ARROW.match(line.text)
    return line._replace(text=line.text[found.end() :]) if found else line


class _Before(NamedTuple):
    """The text before a value: the role that it names, or whether it is another text on the line of the value."""

    role: Role | None = None
    is_text: bool = False


def _first(lines: Sequence[Line]) -> Line:
    return next((line for line in lines if line.text.strip()), lines[0])


def _chunks(lines: Sequence[Line], *, compared: bool) -> Iterator[tuple[_Before, list[Line]]]:
    """Yield the lines of each value, with the text before it."""
    chunk: list[Line] = []
    before_chunk = _Before()
    next_role: Role | None = None
    depth = 0
    for line in lines:
        text = line.text.strip()
        if (
            chunk
            and (depth > 0 or compared or not text or _GOES_ON.match(text))
            and (not _is_label(text) if compared else not _begins(line, chunk))
        ):
            chunk.append(line)
            depth += _opened(text)
            continue
        start = _BRACKET.search(_STRING.sub(lambda found: " " * len(found[0]), line.text))
        if chunk and (start or text):
            yield before_chunk, chunk
            chunk = []
        before = (line.text[: start.start()] if start else text).strip(" -=<>/#*:→←")
        role = None if before.endswith("(") else role_of(before)  # `send(` is a call
        if start:
            chunk = [line._replace(text=" " * start.start() + line.text[start.start() :])]
            before_chunk = _Before(role or next_role, bool(before) and role is None)
            depth = _opened(text)
        next_role = None if start else role or next_role
    if chunk:
        yield before_chunk, chunk


def _is_label(text: str) -> bool:
    """Return whether a line is a comment that names the role of the value below it."""
    return text.startswith(("//", "#", "--")) and role_of(text.strip("/#- ")) is not None


def _begins(line: Line, chunk: Sequence[Line]) -> bool:
    """Return whether a line begins a new message although the brackets before it are not closed."""
    if not (line.text.startswith("{") and chunk[0].text.startswith("{") and _BEGINNING.match(line.text)):
        return False
    before = next(each.text.rstrip() for each in reversed(chunk) if each.text.strip())
    return before[-1] not in ",:[|"  # the next element of a list that has lost its indentation


def _opened(line: str) -> int:
    """Return how many brackets a line opens, less those that it closes."""
    if not _ANY_BRACKET.search(line):
        return 0
    if '"' in line:
        line = _STRING.sub("", line)
    return line.count("{") + line.count("[") - line.count("}") - line.count("]")


def _read(lines: Sequence[Line], *, compared: bool) -> list[Reading]:
    """Return the values of one part of a block; older lines of a view of two versions have lost their indentation."""
    everything = _values(lines, compared=compared)
    older = _older(lines) if compared else []
    if older:
        left_out = frozenset(older)
        newer = _values([line for line in lines if line not in left_out], compared=True)
        if newer and _slips_in(newer) <= _slips_in(everything):
            remarks = tuple(Remark(line.number, _OLDER) for line in older)
            return [newer[0]._replace(tolerated=(*newer[0].tolerated, *remarks)), *newer[1:]]
    return everything


def _slips_in(readings: Sequence[Reading]) -> tuple[int, bool]:
    """Return how much is wrong in samples: brackets weigh more than anything else, a surplus colon less."""
    faults = sum(
        len(reading.faults) + _MOST_SLIPS * (reading.is_broken or reading.value is None) for reading in readings
    )
    return faults, any(_surplus(":") == remark.text for reading in readings for remark in reading.tolerated)


def _surplus(token: str) -> str:
    return f"a surplus {token} of a view of two versions"


def _older(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that hold only brackets or a remark and are not indented, except for the outermost brackets."""
    printed = [line for line in lines if line.text.strip() not in ("", "...")]
    return [line for line in printed[1:-1] if _STRUCTURE.fullmatch(line.text)]


def _values(lines: Sequence[Line], *, compared: bool) -> list[Reading]:
    tokens, faults, tolerated = tokens_of(lines, compared=compared)
    if not any(token.kind in _SCALARS for token in tokens):
        return []
    readings, position = [], 0
    while position < len(tokens):
        reader = _Reader(tokens, position, compared=compared)
        position = reader.read()
        readings.append(reader.reading(faults, tolerated))
        faults, tolerated = [], []
    return readings


def scalar(token: Token) -> Value:
    """Return the value of a string, a placeholder or a word."""
    if token.kind == "string":
        options = alternatives_in(token.text)
        if options and not is_placeholder(token.text):
            return Choice(token.line, tuple(_option(token.line, option) for option in options))
        if is_placeholder(token.text):
            return Placeholder(token.line, token.text, quoted=True)
        return Literal(token.line, _unescaped(token.text))
    try:
        value = json.loads(token.text, parse_int=_integer)
    except (ValueError, RecursionError):
        value = math.nan
    if isinstance(value, float) and not math.isfinite(value):  # NaN and the like are not JSON
        return Placeholder(token.line, token.text, quoted=False)
    return Literal(token.line, value)


def _integer(digits: str) -> int:
    return int(digits[:_MOST_DIGITS])


def _option(line: int, text: str) -> Value:
    """Return an alternative in a string: "…" is in place of more of them."""
    return Placeholder(line, text, quoted=False) if text in HIDDEN else Literal(line, text)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


def _is_remark(text: str) -> bool:
    """Return whether a string in place of members is a remark: `{ "as in the request" }`."""
    return " " in text or is_placeholder(text)


class _Open:
    """An object or an array that is not closed yet; `expected` is what may come next in it."""

    def __init__(self, line: int, bracket: str) -> None:
        self.line = line
        self.bracket = bracket
        self.expected = "name" if bracket == "{" else "item"
        self.comma = 0  # the line of a comma after which nothing came yet
        self.name = Line(line, "")
        self.members: dict[str, tuple[int, list[Value]]] = {}  # with the alternatives of each
        self.items: list[list[Value]] = []
        self.remarks: list[Placeholder] = []
        self.comment: Placeholder | None = None
        self.more = False
        self.joins = False

    def put(self, value: Value) -> None:
        if self.bracket == "[":
            if not (self.joins and self.items):
                self.items.append([])
            self.items[-1].append(value)
        else:
            before = self.members.get(self.name.text) if self.joins else None
            options = before[1] if before else []
            options.append(value)
            self.members[self.name.text] = (self.name.number, options)
        self.joins, self.expected, self.comma = False, "after", 0

    def value(self) -> Value:
        if self.bracket == "[":
            more = self.more or bool(self.remarks or self.comment)
            return Array(self.line, tuple(_one(options) for options in self.items), more)
        remarks = [self.comment] if self.comment and not self.members else self.remarks
        members = {
            name: Member(line, _one(options)) for name, (line, options) in self.members.items() if name not in HIDDEN
        }
        return Object(self.line, members, tuple(remarks), self.more or len(members) < len(self.members))


def _one(options: Sequence[Value]) -> Value:
    """Return the alternatives of a value as one value."""
    first, *others = options
    if not others:
        return first
    return Choice(first.line, (*(first.options if isinstance(first, Choice) else (first,)), *others))


class _Reader:
    """Reads one value from tokens."""

    def __init__(self, tokens: Sequence[Token], position: int, *, compared: bool) -> None:
        self._why_not = ""  # why the sample is not read
        self._tokens = tokens
        self._position = position
        self._compared = compared
        self._open: list[_Open] = []
        self._options: list[Value] = []
        self._faults: list[Remark] = []
        self._slips: list[Remark] = []
        self._tolerated: list[Remark] = []
        self._more: list[Remark] = []
        self._is_form = False
        self._joins = False

    def reading(self, faults: Sequence[Remark], tolerated: Sequence[Remark]) -> Reading:
        """Return the value with its remarks and those on its tokens."""
        value = _one(self._options) if self._options else None
        line = value.line if value else self._tokens[0].line
        if self._why_not:
            return Reading(None, line, faults=(Remark(line, self._why_not),))
        more = self._more if self._compared and self._is_form else []
        tolerated = [*tolerated, *self._tolerated, *([] if more else self._more)]
        faults = [*faults, *self._faults, *more, *self._slips[:1]]
        return Reading(value, line, None, tuple(faults), tuple(tolerated), self._is_form, bool(self._slips))

    def read(self) -> int:
        """Read a value; return the position after it."""
        while self._position < len(self._tokens):
            token = self._tokens[self._position]
            self._position += 1
            if token.kind == "comment":
                self._comment(token)
            elif not self._open:
                if self._options and not self._joins and token.kind in ("{", "["):
                    return self._position - 1
                self._at_top(token)
            elif token.kind in _CLOSERS:
                self._opening(token)
            elif token.kind in ("}", "]"):
                self._closing(token)
            else:
                self._inside(token)
            if len(self._open) > _DEEPEST or len(self._slips) > _MOST_SLIPS:
                self._why_not = _UNCLEAR if self._slips else _TOO_DEEP
                return len(self._tokens)
        if self._open:
            self._slips.append(Remark(self._tokens[-1].line, f"a {_CLOSERS[self._open[-1].bracket]} is missing"))
        while self._open:
            self._close(self._tokens[-1].line)
        return self._position

    def _comment(self, token: Token) -> None:
        """Take a comment in an object or array as a remark: it counts if nothing else is there.

        Behind a name, it is the value if no other one follows.
        """
        around = self._open[-1] if self._open else None
        if around and around.expected == "value" and around.bracket == "{" and self._next().kind in ("}", "end"):
            around.put(Placeholder(token.line, token.text, quoted=False))
        elif self._open:
            self._open[-1].comment = Placeholder(token.line, token.text, quoted=False)

    def _next(self) -> Token:
        while self._position < len(self._tokens) and self._tokens[self._position].kind == "comment":
            self._position += 1
        if self._position < len(self._tokens):
            return self._tokens[self._position]
        return Token("end", "", self._tokens[-1].line)

    def _slip(self, token: Token) -> None:
        """Note a token that does not fit: an older one in a view of two versions, otherwise a slip."""
        if self._compared:
            self._tolerated.append(Remark(token.line, _surplus(token.text)))
        else:
            self._slips.append(Remark(token.line, f"{quote(token.text)} does not belong here"))

    def _fault(self, token: Token, text: str) -> None:
        self._faults.append(Remark(token.line, text))

    def _at_top(self, token: Token) -> None:
        if token.kind in _CLOSERS:
            self._open.append(_Open(token.line, token.kind))
        elif token.kind == "|" and self._options:
            self._joins = self._is_form = True
        elif token.kind in ("}", "]"):
            self._slip(token)

    def _opening(self, token: Token) -> None:
        around = self._open[-1]
        if around.expected == "name":
            self._slip(token)
            return
        if around.expected == "after":
            if around.bracket == "{" and not self._compared:
                self._slip(token)
                around.name = Line(token.line, "")
            elif around.bracket == "[":
                self._fault(token, f"a comma is missing before {_shown(token)}")
        elif around.expected == "colon":
            self._fault(token, f"a colon is missing behind {quote(around.name.text)}")
        self._open.append(_Open(token.line, token.kind))

    def _closing(self, token: Token) -> None:
        while self._open and _CLOSERS[self._open[-1].bracket] != token.kind:
            if len(self._open) == 1 or _CLOSERS[self._open[-2].bracket] != token.kind:
                self._slip(token)
                return
            self._slips.append(Remark(token.line, f"a {_CLOSERS[self._open[-1].bracket]} is missing"))
            self._close(token.line)
        if len(self._open) == 1 and self._goes_on():
            self._slip(token)
            self._open[0].expected = "after"
        else:
            self._close(token.line)

    def _goes_on(self) -> bool:
        """Return whether members follow the bracket that would close the whole value."""
        following = self._next()
        after = self._tokens[self._position + 1 : self._position + 3]
        if following.kind == ",":
            following, after = (after[0], after[1:]) if after else (following, after)
        return following.kind == "string" and bool(after) and after[0].kind == ":"

    def _close(self, line: int) -> None:
        closed = self._open.pop()
        if closed.expected in ("colon", "value"):
            number = closed.name.number if closed.expected == "colon" else line
            self._faults.append(Remark(number, f"the member {quote(closed.name.text)} has no value"))
        elif closed.comma and not (closed.more or (closed.comment and closed.comment.line > closed.comma)):
            self._faults.append(Remark(line, f"a comma trails before {_CLOSERS[closed.bracket]}"))
        value = closed.value()
        if self._open:
            self._open[-1].put(value)
        else:
            self._options.append(value)
            self._joins = False

    def _inside(self, token: Token) -> None:
        around = self._open[-1]
        if token.kind == ",":
            self._comma(token, around)
        elif token.kind == ":":
            if around.expected == "colon":
                around.expected = "value"
            else:
                self._slip(token)
        elif token.kind == "|":
            around.joins = self._is_form = True
            around.expected = "value" if around.bracket == "{" else "item"
        elif token.kind == "more":
            self._for_more(token, around)
        elif around.expected in ("value", "item") or (around.expected == "more" and around.bracket == "["):
            around.put(self._scalar(token))
        elif around.bracket == "[" and isinstance(scalar(token), Literal):
            self._fault(token, f"a comma is missing before {_shown(token)}")
            around.put(self._scalar(token))
        elif around.expected == "colon":
            self._fault(token, f"a colon is missing behind {quote(around.name.text)}")
            around.put(self._scalar(token))
        elif token.kind == "string" or self._next().kind == ":":
            self._name(token, around)
        else:
            self._remark(token, around)

    def _comma(self, token: Token, around: _Open) -> None:
        if around.expected in ("colon", "value"):
            self._fault(token, f"the member {quote(around.name.text)} has no value")
        elif around.comma:
            self._fault(token, "there is a comma too many")
        around.expected = "name" if around.bracket == "{" else "item"
        around.comma = token.line

    def _for_more(self, token: Token, around: _Open) -> None:
        if self._compared and token.text == "...":  # hidden text of a view of two versions, whatever is before it
            around.comma = 0
            return
        if around.expected == "value":
            around.put(Placeholder(token.line, token.text, quoted=False))
            return
        around.more = True
        trails = f"a comma trails before {token.text}, which" if around.comma else token.text
        self._more.append(Remark(token.line, f"{trails} stands for more of the same"))
        around.expected, around.comma = "more", 0

    def _scalar(self, token: Token) -> Value:
        """Return the value of a token; words without quotes belong together."""
        value = scalar(token)
        if token.kind == "string" and "\\" in token.text and not _ESCAPED.fullmatch(token.text):
            self._fault(token, "JSON has no such escape")
        if token.kind == "word" and _WITH_ZERO.fullmatch(token.text):
            self._fault(token, f"the number {token.text} begins with a zero")
            return Literal(token.line, int(token.text))
        if token.kind == "word" and isinstance(value, Placeholder) and _NOT_IN_JSON.fullmatch(token.text):
            self._fault(token, f"JSON has no {token.text}")
            known = _OF_PROGRAMS.get(token.text)
            return value if known is None else Literal(token.line, known)
        if token.kind == "word" and isinstance(value, Placeholder):
            value = scalar(self._joined_words(token))
        is_bare = isinstance(value, Placeholder) and not value.quoted and type_meant(value) != "string"
        if isinstance(value, Choice) or is_bare:  # `<string>` says no more than "<string>"
            self._is_form = True
        return value

    def _joined_words(self, token: Token) -> Token:
        words = [token.text]
        while self._next().kind == "word" and self._next().line == token.line:
            words.append(self._next().text)
            self._position += 1
        return token._replace(text=" ".join(words))

    def _name(self, token: Token, around: _Open) -> None:
        following = self._next().kind
        if around.bracket == "[":
            self._fault(token, f"a comma is missing before {_shown(token)}")
            around.put(self._scalar(token))
            return
        if following == "}" and not (around.members or around.remarks) and _is_remark(token.text):
            around.remarks.append(Placeholder(token.line, token.text, quoted=True))
            around.expected = "after"
            return
        if following not in (":", ",", "}", "{", "[", *_SCALARS):
            self._slip(token)
            return
        if around.expected == "after":
            if following != ":":
                self._slip(token)
                return
            self._fault(token, f"a comma is missing before {_shown(token)}")
        if token.kind == "word":
            self._fault(token, f"the name {token.text} has no quotes")
        name = _unescaped(token.text)
        if name in around.members:
            twice = Remark(token.line, f'"{name}" is printed twice')
            (self._tolerated if self._compared else self._faults).append(twice)
        around.name, around.expected, around.comma = Line(token.line, name), "colon", 0

    def _remark(self, token: Token, around: _Open) -> None:
        """Take a placeholder, or words, in place of members; behind a value on the same line they are a comment."""
        last = self._tokens[max(self._position - 2, 0)]
        if token.kind == "word":
            token = self._joined_words(token)
        if around.expected == "after":
            if last.line == token.line and token.text[0] == "+":
                self._fault(token, "JSON has no expressions")
                if token.text[-1] == "+" and self._next().kind in _SCALARS:
                    self._position += 1
                return
            if last.line == token.line and last.kind not in ("{", "["):
                self._tolerated.append(Remark(token.line, "words behind a value"))
                return
            self._fault(token, f"a comma is missing before {_shown(token)}")
        around.remarks.append(Placeholder(token.line, token.text, quoted=False))
        around.expected, around.comma, self._is_form = "after", 0, True


def _shown(token: Token) -> str:
    """Return a token as a fault shows it."""
    return quote(token.text) if token.kind == "string" or len(token.text) > _LONGEST_SHOWN else token.text
