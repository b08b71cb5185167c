"""Texts on one line that are no message, as several tests put them into files."""

from typing import NamedTuple

from helpers import GOOD

DEEP = 100_000
#: Objects take ten times as long, since each may begin a message.
DEEP_OBJECTS = 10_000


class BadText(NamedTuple):
    """A text, the columns that may be named as the place of its problem, and the code of the problem."""

    text: bytes
    columns: range
    code: str


def _bad(marked: bytes, code: str) -> BadText:
    """Return a text whose place is marked by `^` before it, or by one on each side."""
    before, _, rest = marked.partition(b"^")
    inside, mark, after = rest.partition(b"^")
    column = len(before.decode()) + 1
    width = len(inside.decode(errors="replace")) + 1 if mark else 1
    return BadText(before + inside + after, range(column, column + width), code)


BAD_TEXTS = {
    "plain text": _bad(b"^hello", "syntax"),
    "a word that begins as a constant": _bad(b"^nonsense^", "syntax"),
    "half a constant": _bad(b"^nul^", "syntax"),
    "a Python dict": _bad(b"{^'a': 1}", "syntax"),
    "a comment": _bad(b'{"a": ^/* none */}', "syntax"),
    "a surplus comma": _bad(b'{"command": "x", "data": {}^,^}', "syntax"),
    "a quote in a string": _bad(b'{"a": "b"^c"}', "syntax"),
    "a quote in a string of an array": _bad(b'{"a": ["b"^c"]}', "syntax"),
    "backticks": _bad(b'{"a": ^`1`}', "syntax"),
    "a plus sign": _bad(b'{"a": ^+15550100}', "syntax"),
    "a missing comma": _bad(b'{"a": 1 ^"b": 2}', "syntax"),
    "a missing colon": _bad(b'{"a" ^1}', "syntax"),
    "a leading zero": _bad(b'{"a": ^01^}', "syntax"),
    "a surplus brace": _bad(b'{"a": 1}^}', "syntax"),
    "two values": _bad(b'{"a": 1} ^2', "syntax"),
    "an object without an end": _bad(b'{"command": "channel.dial"^', "syntax"),
    "a string without an end": _bad('{"größe": "日本^'.encode(), "syntax"),
    "a member without a value": _bad(b'{"a":^', "syntax"),
    "an unknown escape": _bad(b'{"a": "^\\q^"}', "syntax"),
    "a short escape": _bad(b'{"a": "^\\u12"^}', "syntax"),
    "a raw tab in a string": _bad(b'{"a": "x^\ty"}', "syntax"),
    "a NUL": _bad(b'{"a": ^\x00}', "syntax"),
    "a NUL in a string": _bad(b'{"a": "^\x00"}', "syntax"),
    "NaN": _bad(b'{"a": ^NaN}', "syntax"),
    "-inf": _bad(b'{"a": ^-inf}', "syntax"),
    "no first digit": _bad(b'{"a": ^.5}', "syntax"),
    "a constant of SQL": _bad(b'{"a": ^NULL}', "syntax"),
    "Infinity": _bad(b'{"a": ^Infinity}', "syntax"),
    "-Infinity": _bad(b'{"a": ^-Infinity}', "syntax"),
    "the first half of a surrogate pair": _bad(b'{"a": "^\\ud83d"}', "syntax"),
    "the second half of a surrogate pair": _bad(b'{"a": "x^\\ude00"}', "syntax"),
    "two first halves of a surrogate pair": _bad(b'{"a": "^\\ud83d\\ud83d"}', "syntax"),
    "half a surrogate pair after a whole one": _bad(b'{"\\ud83d\\ude00": "\\\\ud83d ^\\uDE00"}', "syntax"),
    "half a surrogate pair in a name": _bad(b'{"^\\ud83d": 1}', "syntax"),
    "a Latin-1 letter": _bad('{"größe": "M'.encode() + b'^\xfcller"}', "not-utf8"),
    "a Latin-1 letter in a name": _bad(b'{"gr^\xf6\xdfe": 1}', "not-utf8"),
    "half a UTF-8 sequence": _bad(b'{"a": "^\xe6\x97"}', "not-utf8"),
    "an overlong UTF-8 sequence": _bad(b'{"a": "^\xc0\xaf"}', "not-utf8"),
    "a surrogate in UTF-8": _bad(b'{"a": "^\xed\xa0\xbd"}', "not-utf8"),
    "a Latin-1 letter after escapes": _bad(b'{"\\u00e9\\n": "\\ud83d\\ude00 \\"\\\\ ^\xfc"}', "not-utf8"),
    "a Latin-1 letter after a dash": _bad(b'{"a": "PureCloud-^\xfc"}', "not-utf8"),
    "a name twice": _bad(b'{"a": 1, ^"a": 1}', "duplicate-key"),
    "a name with quotes twice": _bad(b'{"q\\"\\u200f": 1, ^"q\\"\\u200f": 2}', "duplicate-key"),
    "a name twice, in two spellings": _bad(b'{"a": 1, ^"\\u0061": 2}', "duplicate-key"),
    "a name twice after other letters": _bad('{"größe": "日本😀", ^"größe": 2}'.encode(), "duplicate-key"),
    "a name twice that speaks of lines": _bad(b'{"at line 3 column 5": 1, ^"at line 3 column 5": 2}', "duplicate-key"),
    "a name twice with objects": _bad(b'{"a": {"b": [1]}, ^"a": {"c": [2]}}', "duplicate-key"),
    "a name twice inside": _bad(b'{"a": [{"b": {"c": 1, ^"c": {"d": "e"}}}]}', "duplicate-key"),
    "a name twice, deep": _bad(b'{"a": ' * 150 + b'{"b": 1, ^"b": 2}' + b"}" * 150, "duplicate-key"),
    "a name twice in an open object": _bad(
        GOOD.encode()[:-1] + b', "context": {"host": "a", ^"host": "b"}}', "duplicate-key"
    ),
    "a number of 5000 digits": _bad(b'{"a": ^' + b"7" * 5000 + b"^}", "too-large"),
    "arrays without an end": _bad(b"^" + b"[" * DEEP + b"^", "too-deep"),
    "deep arrays": _bad(b"^" + b"[" * DEEP + b"]" * DEEP + b"^", "too-deep"),
    "deep objects": _bad(b"^" + b'{"a":' * DEEP_OBJECTS + b"0" + b"}" * DEEP_OBJECTS + b"^", "too-deep"),
    "a number": _bad(b"^17", "wrong-type"),
    "null": _bad(b"^null", "wrong-type"),
    "no message": _bad(b'^{"target": "world", "data": {}}', "missing-member"),
    "1e400": _bad(GOOD.encode()[:-1] + b', "context": {"load": ^1e400}}', "not-json"),
    "-1e400": _bad(GOOD.encode()[:-1] + b', "context": {"load": [0, ^-1e400]}}', "not-json"),
}
#: After one of these in an array, nothing shows where the next element begins.
UNENDED = {
    "an object without an end",
    "a string without an end",
    "a member without a value",
    "a surplus brace",
    "arrays without an end",
    "a quote in a string of an array",
}
