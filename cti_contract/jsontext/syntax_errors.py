"""The problem of a text that is not strict JSON: what is wrong with it, and where."""

import re
from collections import deque
from collections.abc import Callable, Iterable
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from jiter import from_json

from cti_contract.jsontext.encodings import encoding
from cti_contract.jsontext.parse import SPACE, UTF_7
from cti_contract.jsontext.tokens import tokens
from cti_contract.problem_texts import duplicate_key, not_json_text
from cti_contract.problems import Problem
from cti_contract.text import printable

_DUPLICATE = 'Detected duplicate key "'
#: An escape, a pair of escapes for one character, or (`lone`) half of such a pair.
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
#: A double quote that another format has replaced by its code, such as =22 in e-mails. Its first backslash is the first
#: of all: else each of many would be read to the last.
CODE_OF_QUOTE = r"(?:(?<!\\)\\+(?:[xXuU]\{?0*22\}?|0*42|0*34)|=22|&(?:amp;)*(?:quot|#0*34|#[xX]0*22);|\+ACI-)"
#: Quotes of other languages.
_FOREIGN_QUOTES = "\xab\xbb\xb4\u2032\u2033\u2039\u203a\u300c-\u300f\u301d-\u301f\uff02"
#: Patterns of texts at the place of an error, each with the fault.
FOUND = {
    "#01[125]": "syslog",
    r"//|/\*|#|-- |<!--(?![^>]*-->[ \t\r\n]*<)|[^\"{\[\n]*\*/": "comment",
    "\ufeff": "mark",
    "\0": "NUL",
    r"\x1b\[": "colors",
    f"[\u2018-\u201f{_FOREIGN_QUOTES}]": "curly quotes",
    "'": "single quotes",
    r"True\b": "True",
    r"False\b": "False",
    r"None\b": "None",
    r"undefined\b": "undefined",
    "`{3}|~{3}": "fence",
    "`": "backticks",
    r"\+[0-9.]": "plus sign",
    r"(?:TRUE|FALSE|NULL|Null)\b": "word",
    "<[!?/A-Za-z]": "markup",
    "<{7}|={7}|>{7}": "conflict",
    r"\.\.\.|\u2026": "dots",
    UTF_7: "UTF-7",
    r"(?![\ud800-\udbff][\udc00-\udfff])[\ud800-\udfff]": "encoding",  # no byte of UTF-8, or half of a pair
    r"&(?:quot|#34|#x22);": "quotes as HTML",
    r"\\x22": "quotes as \\x22",
    r"\\u0022": "quotes as \\u0022",
    rf"{CODE_OF_QUOTE}(?=[A-Za-z])": "quotes as a code",
    r'\\+"': "escaped quotes",
    r"%(?:25)*(?:22|7[Bb])": "quotes as in a URL",
    r":[A-Za-z_][A-Za-z0-9_]*[ \t]*=>|=>": "Ruby",
    r"u'": "Python 2",
    r"OrderedDict\(": "OrderedDict",
    r"map\[": "Go",
    r"e(?:yJ|w[0o])[A-Za-z0-9+/_-]{16,}={0,2}(?![A-Za-z0-9_:])": "base64",
    r"[A-Za-z_][A-Za-z0-9_.]*=(?!=)": "name=value",
    r"[A-Za-z_][A-Za-z0-9_]*[ \t\n\r\f\v]*:": "bare name",
}
_NOT_A_NUMBER = r"[-+]?(?:[Nn][aA][nN]|[iI]nf(?:inity)?|INF)\b"
#: White space and characters without width that JSON does not have.
_OTHER_SPACE = "[\x0b\x0c\x1c-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000]"
_WORD = r"[^ \t\r\n\"'{}\[\],:]+"


class Fault(NamedTuple):
    """A fault, with the patterns that show it: the first one that meets all three decides.

    `reason` is the beginning of the parser's message, `before` the end of the text before the place, `found` the
    beginning of the text at it. The text before has its last two characters that are no white space, and a space if
    white space is behind them.
    """

    reason: str
    before: str
    found: str
    name: str


#: The faults that are looked for before those of `FOUND`: inside of a string, the text at the place is content.
BEFORE_FOUND = (
    Fault("control character", "", "\\0", "NUL"),
    Fault("control character", "", r"\x1b\[", "colors"),
    Fault("control character", "", "[\r\n]", "line end"),
    Fault("control character", "", "[\\s\\S]", "control character"),
    Fault("invalid escape", "", r"\\'", "escape of a single quote"),
    Fault("invalid escape", "", r"\\x[0-9a-fA-F]{2}", "escape of a byte"),
    Fault("invalid escape", "", r"\\u", "escape without digits"),
    Fault("invalid escape", "", "", "escape"),
    Fault("lone leading surrogate", "", "", "half of a pair"),
    Fault("unexpected end of hex escape", "", "", "half of a pair"),
    Fault("expected value", ": ?", r"<[A-Za-z][^<>\n]*>[ \t\r\n]*[,}]", "placeholder"),
    Fault("expected value", ": ?", r"[A-Za-z_][A-Za-z0-9_]*:", "bare value"),
)
#: The faults that are looked for after those of `FOUND`. The last one of a reason has what is left.
AFTER_FOUND = (
    Fault("EOF while parsing a list", "", "", "cut in an array"),
    Fault("EOF while parsing an object", "", "", "cut in an object"),
    Fault("EOF while parsing a string", "", "", "cut in a string"),
    Fault("EOF while parsing a value", ",", "", "cut after a comma"),
    Fault("EOF while parsing a value", ":", "", "cut after a colon"),
    Fault("EOF while parsing a value", "", "", "cut in a value"),
    Fault("", "", _OTHER_SPACE, "other space"),
    Fault("", "", r"\\[nrt]", "escape outside"),
    Fault("trailing characters", '" ?', r"[ \t]*:", "first bracket"),
    Fault("trailing characters", "", r"[ \t\r\n\f\v]*[{\[]", "more values"),
    Fault("trailing characters", "", r"[ \t\r\n\f\v]*[}\]]", "surplus bracket"),
    Fault("trailing characters", "", r"[ \t\r\n\f\v]*,", "comma after"),
    Fault("trailing characters", "", r"[ \t\r\n\f\v]*;", "semicolon"),
    Fault("trailing characters", "", "", "text after"),
    Fault("trailing comma", "", "", "trailing comma"),
    Fault("recursion limit", "", "", "depth"),
    # a value
    Fault("number out of range", "", "", "long number"),
    Fault("invalid number", "", _NOT_A_NUMBER, "not finite"),
    Fault("invalid number", "", "[0-9]", "leading zero"),
    Fault("invalid number", "", "", "number"),
    Fault("expected value", "[,[] ?", ",", "surplus comma"),
    Fault("expected value", ": ?", "[,}]", "no value"),
    Fault("expected value", ": ?", "[:=]", "second colon"),
    Fault("expected value", "[,:[] ?", r"[}\]]", "other bracket"),
    Fault("expected value", "", r"\.[0-9]", "number"),
    Fault("expected value", "", _NOT_A_NUMBER, "not finite"),
    Fault("expected value", "", r"(?:nil|nul|nulll|tru|ture|fals|flase|fasle)\b", "word"),
    Fault("expected value", "[,:[] ?", r"\$[A-Za-z{(]|%[A-Za-z(]|@[A-Za-z]+@", "placeholder"),
    Fault("expected value", "[,:[] ?", r"[^\"{}\[\],:\r\n]+\"[ \t]*[,}\]\r\n]", "opening quote"),
    Fault("expected value", "[,:[] ?", "", "bare value"),
    Fault("expected value", "", r"[}\]]", "closing bracket"),
    Fault("expected value", "", "", "no JSON"),
    # the name of a member, and its colon
    Fault("key must be a string", "", ",", "surplus comma"),
    Fault("key must be a string", "", r"\]", "other bracket"),
    Fault("key must be a string", "[{] ?", r"\{ *[A-Za-z_.]+ *\}|%", "placeholder"),
    Fault("key must be a string", "[{] ?", r"\{", "second bracket"),
    Fault("key must be a string", "[0-9],", r"[0-9]+[ \t]*[,}\r\n]", "decimal comma"),
    Fault("key must be a string", "", rf"{_WORD}\"[ \t]*:", "opening quote"),
    Fault("key must be a string", "", rf"{_WORD}[ \t]*:", "bare name"),
    Fault("key must be a string", "", "", "quotes of a name"),
    Fault("expected `:`", "", "=", "equals sign"),
    Fault("expected `:`", "", "[,}]", "name without a value"),
    Fault("expected `:`", ':"', "", "closing quote"),
    Fault(
        "expected `:`",
        "",
        r"[{\[]|(?:true|false|null)\b|[-0-9][-+.0-9eE]*[ \t\r\n]*[,}]|\"[^\"\n]*\"[ \t\r\n]*[,}]",
        "missing colon",
    ),
    Fault("expected `:`", "", "", "quote in a name"),
    # the comma or the bracket after a value
    Fault("expected `,` or `}`", "", r"\]", "other bracket"),
    Fault("expected `,` or `]`", "", r"\}", "other bracket"),
    Fault("expected `,`", "", ";", "semicolon"),
    Fault("expected `,`", "[0-9]", "[A-Za-z_.:-]", "number of another form"),
    Fault("expected `,` or `}`", "[0-9] ", "[0-9(/-]", "number of another form"),
    Fault("expected `,` or `}`", "", ":", "colon after a value"),
    Fault("expected `,` or `]`", "", ":", "colon in an array"),
    Fault("expected `,` or `}`", ',"', r"[^\"{}\[\],:]*\"[ \t\r\n]*:", "closing quote"),
    Fault("expected `,` or `]`", ',"', r"[^\"{}\[\],:]*\"[ \t\r\n]*[,\]]", "closing quote"),
    Fault("expected `,` or `}`", "", r"\"(?:[^\"\\\n]|\\.)*\"[ \t\r\n]*:", "missing comma of a member"),
    Fault("expected `,` or `]`", "", r"[\"[{]|[-0-9]|(?:true|false|null)\b", "missing comma of an element"),
    Fault("expected `,`", '" ?', "", "quote in a string"),
    Fault("expected `,`", "[a-z]", "[A-Za-z0-9_.-]", "bare value"),
    Fault("expected `,`", "", "", "text after a value"),
)
#: The faults that text in front of an object may seem to have, such as `data: {"command"` and `<info> {"command"`.
_IN_FRONT = (None, "bare name", "colors", "conflict", "dots", "encoding", "markup", "name=value", "word")
#: The beginning of an object as a cell of CSV has it.
_DOUBLED = re.compile(rb'\{[ \t]*+""[A-Za-z_]++""[ \t]*+:')
#: The beginning of a line of server-sent events.
_EVENT_STREAM = re.compile(rb"(?:data|event|id|retry):")
#: The beginning of an object with members.
_OBJECT = re.compile(rb'\{\s*"')
#: An object with members behind other text, also text in brackets or quotes.
_TEXT_BEFORE = re.compile(
    rb'\s*+(?:[^\s{\["]|\[[^]\[{}"\n]*+\]|"[^"\\\n]*+"[ \t]*+(?!:))'
    rb"""[^\n]*?\{\s*(?:["']|\\+["xu]|&quot;|%22)"""
)
#: The beginning of a text with no JSON, such as `2026-11-01 12:00`, `1.2.3.4`, `9:15 ERROR`, `level=INFO` or `INFO: x`.
_OTHER_TEXT = re.compile(
    rb"\s*+(?:[-+]?\d[^][\s{},\"]*+[ \t]++[^][\s{},:\"\d-]|\d++[-:/.]\d++[-:/.]\d"
    rb"|[A-Za-z_][\w.]*+(?:=(?!=)|[ \t]*+:)|(?:true|false|null)[ \t]++\w)"
)


def syntax_problem(raw: bytes, error: ValueError) -> tuple[Problem, int]:
    """Return the problem of a text for which the parser raised `error`, and its offset."""
    other = encoding(raw)
    if other:
        return not_json_text(other), _first_not_utf8(raw, 0) if other == "encoding" else 0
    doubled = _DOUBLED.search(raw)
    if doubled:
        return not_json_text("doubled quotes"), doubled.start()
    is_stream = _EVENT_STREAM.match(raw.lstrip())
    before = _TEXT_BEFORE.match(raw)
    if before and not is_stream and (raw.lstrip().startswith((b"#", b"-- ")) or _fault_at(raw.lstrip()) in _IN_FRONT):
        start = len(raw) - len(raw.lstrip())
        return not_json_text("first part" if _is_cut(raw, before.end()) else "text before"), start
    if _OTHER_TEXT.match(raw) and not is_stream:
        return not_json_text("no JSON"), len(raw) - len(raw.lstrip())
    reason, _, _ = str(error).rpartition(" at line ")
    offset = _offset_of_fault(reason, raw, offset_of(raw, error))
    if reason.startswith(_DUPLICATE):
        return _duplicate(raw[:offset])
    fault, detail = _fault(reason.replace("expected ident", "expected value"), raw, offset)
    return not_json_text(_fault_after(fault, raw, offset), printable(detail)), offset


def _is_cut(raw: bytes, inside: int) -> bool:
    """Return whether a text is the end of a larger object than the one that begins in front of a place.

    Then that is no message, except in the member of a failure, and more brackets are closed than opened.
    """
    front = raw[: raw.rindex(b"{", 0, inside)].rstrip(SPACE)
    is_message = _MESSAGE.match(raw, inside) and not front[-_WIDEST:].replace(b" ", b"").endswith(_ORIGINAL)
    if is_message or not front.endswith((b":", b",", b"[")):
        return False
    depths = accumulate(1 if bracket[0] == b"{" else -1 for bracket in _BRACKET.finditer(raw))
    return any(depth < 0 for depth in depths)


_BRACKET = re.compile(b"[{}]")
#: The rest of the name of the first member of a message, and the name in front of the request of a failure.
_MESSAGE = re.compile(b'(?:command|messageType|target)"')
_ORIGINAL = b'original":'


def _offset_of_fault(reason: str, raw: bytes, offset: int) -> int:
    """Return the offset of the first byte of a fault; that of the parser is often after it."""
    for beginning, place in _PLACES.items():
        if reason.startswith(beginning):
            return place(raw, offset)
    return offset


def _half_of_a_pair(raw: bytes, offset: int) -> int:
    """Return the offset of the first half of a pair without the other, or the given one if there is none."""
    return next((found.start() for found in _ESCAPE.finditer(raw) if found["lone"]), offset)


def _first_not_utf8(raw: bytes, offset: int) -> int:
    """Return the offset of the first byte that is not UTF-8, or the given one if there is none."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        offset = error.start
    return offset


def _word(raw: bytes, offset: int) -> int:
    """Return the offset of a word whose first letters are as those of true, false or null."""
    letters = raw[max(offset - len("fals"), 0) : offset]
    return offset - len(letters) + len(letters.rstrip(b"aeflnrstu"))


#: The places of faults for the beginnings of the parser's messages.
_PLACES: dict[str, Callable[[bytes, int], int]] = {
    "EOF": lambda raw, _: len(raw.rstrip()),
    "expected ident": _word,
    "invalid escape": lambda raw, offset: raw.rindex(b"\\", 0, offset),
    "invalid number": lambda raw, offset: offset - (raw[offset - 1 : offset] == b"-"),
    "invalid unicode": _first_not_utf8,  # the parser's column does not count the escapes before it
    "lone leading surrogate": _half_of_a_pair,
    "trailing comma": lambda raw, offset: raw.rindex(b",", 0, offset),
    "unexpected end of hex escape": _half_of_a_pair,
}


def offset_of(raw: bytes, error: ValueError) -> int:
    """Return the offset of an error of the parser, which is not always exact."""
    line, _, column = str(error).rpartition(" at line ")[2].partition(" column ")
    return _line_start(raw, int(line)) + int(column) - 1


def _duplicate(before: bytes) -> tuple[Problem, int]:
    """Return the problem of the last name in a text, and its offset."""
    text = before.decode("latin-1")  # a character for each byte, so that no other one makes all of them wide
    [name] = deque((token for token in tokens(text) if token[0].startswith('"')), maxlen=1)
    return duplicate_key(from_json(name[0].encode("latin-1"))), name.start()


def _line_start(raw: bytes, line: int) -> int:
    """Return the offset of a line, counted from 1."""
    start = 0
    for _ in range(line - 1):
        start = raw.index(b"\n", start) + 1
    return start


def _fault_at(rest: bytes) -> str | None:
    """Return the fault that the beginning of a text shows, None if it shows none."""
    found = _found().match(rest[:_WIDEST].decode(errors="surrogateescape"))
    return list(FOUND.values())[int(found.lastindex or 0) - 1] if found else None


def _fault_after(fault: str, raw: bytes, offset: int) -> str:
    """Return the fault of a text after a value, for the fault that the beginning of that text shows."""
    if fault == "text after" and not _OBJECT.search(raw):
        return "part of a message"
    are_arrays = raw.lstrip().startswith(b"[") and raw[offset:].lstrip().startswith(b"[")
    return "another array" if fault == "more values" and are_arrays else fault


#: The most bytes of a text that are looked at to find its fault.
_WIDEST = 1_000


@cache
def _found() -> re.Pattern[str]:
    """Return one pattern for all texts of `FOUND`, with a group for each: 18 patterns take half of the time."""
    return re.compile("|".join(f"({text})" for text in FOUND), re.ASCII)


def _fault(reason: str, raw: bytes, offset: int) -> tuple[str, str]:
    """Return the fault at a place, and the text that shows it, for a message of the parser."""
    at = raw[offset : offset + _WIDEST].decode(errors="surrogateescape")
    kept = raw[:offset].rstrip(SPACE)
    last_two = kept[:-1].rstrip(SPACE)[-1:] + kept[-1:]
    before = last_two.decode("latin-1") + " " * (len(kept) < offset)
    found = _expected(BEFORE_FOUND, reason, before, at)
    if found:
        return found
    shown = _fault_at(raw[offset:])
    if shown:
        is_stream = shown == "bare name" and reason.startswith("expected value") and _EVENT_STREAM.match(raw, offset)
        return "event stream" if is_stream else shown, ""
    return _expected(AFTER_FOUND, reason, before, at) or ("other", reason)


def _expected(faults: Iterable[Fault], reason: str, before: str, at: str) -> tuple[str, str] | None:
    """Return the first fault that a message of the parser and the text around a place show, and the text that does."""
    for fault in faults:
        if reason.startswith(fault.reason) and re.search(f"(?:{fault.before})$", before):
            found = re.match(fault.found, at)
            if found:
                return fault.name, found[0]
    return None
