"""The problem of a text that is not strict JSON: what is wrong with it, and where."""

from __future__ import annotations

import re
from collections import deque
from functools import cache

from jiter import from_json

from cti_contract.jsontext.parse import UTF_7
from cti_contract.jsontext.tokens import tokens
from cti_contract.problem_texts import duplicate_key, not_json_text
from cti_contract.problems import Problem

_DUPLICATE = 'Detected duplicate key "'
#: An escape, a pair of escapes for one character, or (`lone`) half of such a pair.
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_NOT_A_NUMBER = re.compile(rb"[-+]?(?:N[aA][nN]|[iI]nf(?:inity)?|INF)\b")
_WITHOUT_FIRST_DIGIT = re.compile(rb"\.[0-9]")

#: The beginnings of the parser's messages, each with the fault.
REASONS = {
    "control character": "control character",
    "expected ident": "word",
    "invalid number": "number",
    "invalid unicode": "encoding",
    "key must be a string": "quotes of a name",
    "lone leading surrogate": "half of a pair",
    "number out of range": "long number",
    "recursion limit": "depth",
    "trailing characters": "more values",
    "trailing comma": "trailing comma",
    "unexpected end of hex escape": "half of a pair",
}
#: A double quote that another format has replaced by its code, such as =22 in e-mails. Its first backslash is the first
#: of all: else each of many would be read to the last.
CODE_OF_QUOTE = r"(?:(?<!\\)\\+(?:[xXuU]\{?0*22\}?|0*42|0*34)|=22|&(?:amp;)*(?:quot|#0*34|#[xX]0*22);|\+ACI-)"
#: Quotes of other languages.
_FOREIGN_QUOTES = "\xab\xbb\xb4\u2032\u2033\u2039\u203a\u300c-\u300f\u301d-\u301f\uff02"
#: Patterns of texts at the place of an error, each with the fault.
FOUND = {
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
#: Where the parser says this, a comma is missing before a text that begins so.
_NEXT = {"expected `,` or `}`": (b'"',), "expected `,` or `]`": (b'"', b"[", b"{")}
#: The faults of other text where the parser expects these, if a quote is before it.
_BEHIND_QUOTES = {**dict.fromkeys(_NEXT, "quote in a string"), "expected `:`": "quote in a name"}
#: The faults that text in front of an object may seem to have, such as `data: {"command"` and `<info> {"command"`.
_IN_FRONT = (None, "bare name", "colors", "conflict", "dots", "encoding", "markup", "name=value", "word")
#: The last digit that is read of a number such as 0x10, 1_000, 5L or 2026-11-01, and what follows it.
_IN_NUMBER = re.compile(rb"[0-9][A-Za-z_.-]")
#: The beginning of an object as a cell of CSV has it.
_DOUBLED = re.compile(rb'\{[ \t]*+""[A-Za-z_]++""[ \t]*+:')
#: The beginning of a line of server-sent events.
_EVENT_STREAM = re.compile(rb"(?:data|event|id|retry):")
#: The beginning of an object with members.
_OBJECT = re.compile(rb'\{\s*"')
#: An object with members behind other text, also text in brackets or quotes.
_TEXT_BEFORE = re.compile(
    rb'\s*+(?:[^\s{\["]|\[[^]\[{}"\n]*+\]|"[^"\\\n]*+"[ \t]*+(?!:))\C*?\{\s*["\']'.replace(rb"\C", rb"[^\n]")
)


def syntax_problem(raw: bytes, error: ValueError) -> tuple[Problem, int]:
    """Return the problem of a text for which the parser raised `error`, and its offset."""
    doubled = _DOUBLED.search(raw)
    if doubled:
        return not_json_text("doubled quotes"), doubled.start()
    is_stream = _EVENT_STREAM.match(raw.lstrip())
    if (
        _TEXT_BEFORE.match(raw)
        and not is_stream
        and (raw.lstrip().startswith((b"#", b"-- ")) or _fault_at(raw.lstrip()) in _IN_FRONT)
    ):
        start = len(raw) - len(raw.lstrip())
        return not_json_text("text before"), start
    reason, _, _ = str(error).rpartition(" at line ")
    offset = offset_of(raw, error)
    if reason.startswith("EOF"):
        return not_json_text("cut", reason.removeprefix("EOF while parsing ")), len(raw.rstrip())
    if reason.startswith(_DUPLICATE):
        return _duplicate(raw[:offset])
    if reason.startswith("invalid unicode"):  # the parser's column does not count the escapes before it
        offset = _first_not_utf8(raw, offset)
    elif "hex escape" in reason:  # the parser's place is after the escape
        offset = next((found.start() for found in _ESCAPE.finditer(raw) if found["lone"]), offset)
    elif reason.startswith("invalid number") and raw[:offset].endswith(b"-"):  # the parser's place is after the sign
        offset -= 1
    fault, detail = _fault(reason, raw[offset:])
    if fault == "other":
        fault = _fault_around(reason, raw, offset)
    return not_json_text(_fault_after(fault, raw, offset), detail), offset


def offset_of(raw: bytes, error: ValueError) -> int:
    """Return the offset of an error of the parser, which is not always exact."""
    line, _, column = str(error).rpartition(" at line ")[2].partition(" column ")
    return _line_start(raw, int(line)) + int(column) - 1


def _duplicate(before: bytes) -> tuple[Problem, int]:
    """Return the problem of the last name in a text, and its offset."""
    text = before.decode("latin-1")  # a character for each byte, so that no other one makes all of them wide
    [name] = deque((token for token in tokens(text) if token[0].startswith('"')), maxlen=1)
    return duplicate_key(from_json(name[0].encode("latin-1"))), name.start()


def _first_not_utf8(raw: bytes, offset: int) -> int:
    """Return the offset of the first byte that is not UTF-8, or the given one if there is none."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        offset = error.start
    return offset


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


def _fault_around(reason: str, raw: bytes, offset: int) -> str:
    """Return the fault that the text around a place shows, `other` if it shows none."""
    if reason.startswith("expected value") and _WITHOUT_FIRST_DIGIT.match(raw, offset):
        return "number"
    if raw[:offset].endswith(b'"'):
        return _BEHIND_QUOTES.get(reason, "other")
    is_in_number = reason in _NEXT and _IN_NUMBER.match(raw, offset - 1)
    return "number of another form" if is_in_number else "other"


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


#: The faults of texts after a value, by their first character.
_AFTER = {
    b"{": "more values",
    b"[": "more values",
    b"}": "surplus bracket",
    b"]": "surplus bracket",
    b",": "comma after",
}


def _fault(reason: str, rest: bytes) -> tuple[str, str]:
    """Return the fault and its detail for a message of the parser; `rest` is the text from the place on."""
    shown = _fault_at(rest)
    if shown:
        is_stream = shown == "bare name" and reason.startswith("expected value") and _EVENT_STREAM.match(rest)
        return "event stream" if is_stream else shown, ""
    if rest.startswith(_NEXT.get(reason, ())):
        return "missing comma", "member" if "}" in reason else "element"
    if reason.startswith("trailing characters"):
        return _AFTER.get(rest.lstrip()[:1], "text after"), ""
    constant = _NOT_A_NUMBER.match(rest)
    if constant:
        return "not finite", constant[0].decode()
    for beginning, fault in REASONS.items():
        if reason.startswith(beginning):
            is_end = fault == "control character" and rest.startswith((b"\r", b"\n"))
            return "line end" if is_end else fault, ""
    return "other", reason
