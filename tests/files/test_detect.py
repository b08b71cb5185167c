"""The kind of input, by suffix or content: lines or a document, another encoding, and messages inside records."""

import gzip
import json
from collections.abc import Callable

import pytest
from each_case import each_case
from helpers import BAD, BAD_COLUMN, GOOD, Cli, MessageFile, Place, Reporter, TextFile

UNKNOWN = "unknown-member"
ARABIC_ONE = "\N{ARABIC-INDIC DIGIT ONE}"
MARK = b"\xef\xbb\xbf"


def test_suffix_decides(text_file: TextFile, report: Reporter) -> None:
    assert report(text_file("a.json", "1\n2\n")).places() == [(2, 1, "syntax")]
    assert report(text_file("b.ndjson", f"[{GOOD}]\n{GOOD}\n")).places() == [(1, 1, "wrong-type")]


PRETTY = json.dumps(json.loads(BAD), indent=2)
ALLMAN = """\
{
"command": "channel.dial",
"target": "PureCloud-mlopez.70001",
"data":
{"destinaton": "+15550105"}
}
"""
SECOND_LINE = GOOD.partition(", ")[2]
TWO_LINES = f"{GOOD.partition(', ')[0]},\n{SECOND_LINE}"
LARGE = GOOD[:-1] + ', "context": {"dump": "' + "x" * 200_000 + '"}}'
#: Content, and the place of each problem in it.
FORMS = {
    "nothing else": (BAD, [(1, BAD_COLUMN, UNKNOWN)]),
    "one line": (BAD + "\n", [(1, BAD_COLUMN, UNKNOWN)]),
    "one line after blank ones": ("\n \r\n\n" + BAD, [(4, BAD_COLUMN, UNKNOWN)]),
    "pretty-printed": (PRETTY, [(5, 5, UNKNOWN)]),
    "pretty-printed after blank lines": ("\n\n\n" + PRETTY, [(8, 5, UNKNOWN)]),
    "pretty-printed without indentation": (ALLMAN, [(5, 2, UNKNOWN)]),
    "pretty-printed, one line for two": (f"{PRETTY}{PRETTY}", [(5, 5, UNKNOWN), (11, 5, UNKNOWN)]),
    "pretty-printed, one broken": (f"{TWO_LINES}{PRETTY[:-1]},}}\t{PRETTY}", [(8, 1, "syntax"), (12, 5, UNKNOWN)]),
    "two lines, then one": (f"{TWO_LINES} {BAD}", [(2, len(SECOND_LINE) + 1 + BAD_COLUMN, UNKNOWN)]),
    "one line, then pretty-printed": (f"{GOOD}{PRETTY}", [(5, 5, UNKNOWN)]),
    "pretty-printed, all behind NULs": (
        f"\0{PRETTY}\n\0{PRETTY}\n",
        [(1, 1, "syntax"), (5, 5, UNKNOWN), (12, 5, UNKNOWN)],
    ),
    "array of one line": (f"[{GOOD}, {BAD}]\n", [(1, len(GOOD) + 3 + BAD_COLUMN, UNKNOWN)]),
    "array": (f"[\n{GOOD},\n{BAD}\n]\n", [(3, BAD_COLUMN, UNKNOWN)]),
    "array, indented": (f"\n  [\n  {GOOD},\n  {BAD}\n]\n", [(4, BAD_COLUMN + 2, UNKNOWN)]),
    "array of pretty-printed ones": (
        f"[\n{PRETTY},\n{PRETTY}\n]",
        [(6, 5, UNKNOWN), (13, 5, UNKNOWN)],
    ),
    "lines": (f"{GOOD}\n{BAD}\n{GOOD}\n", [(2, BAD_COLUMN, UNKNOWN)]),
    "lines, indented": (f"  {GOOD}\n  {BAD}\n", [(2, BAD_COLUMN + 2, UNKNOWN)]),
    "lines after blank ones": (f"\n\n\r\n\n{GOOD}\n\n{BAD}\n", [(7, BAD_COLUMN, UNKNOWN)]),
    "lines, the first broken": (
        f"{GOOD[:40]}\n{GOOD}\n{BAD}\n",
        [(1, 41, "syntax"), (3, BAD_COLUMN, UNKNOWN)],
    ),
    "lines, the first no JSON": (f"started\n{GOOD}\n{BAD}\n", [(1, 1, "syntax"), (3, BAD_COLUMN, UNKNOWN)]),
    "lines, the first in brackets": (f"[x] up\n{GOOD}\n{BAD}", [(1, 2, "syntax"), (3, BAD_COLUMN, UNKNOWN)]),
    "lines, the first two broken": (
        f"started\nup\n{GOOD}\n{BAD}\n",
        [(1, 1, "syntax"), (2, 1, "syntax"), (4, BAD_COLUMN, UNKNOWN)],
    ),
    "lines, all broken": (f"{GOOD[:-1]},}}\n" * 3, [(line, len(GOOD), "syntax") for line in (1, 2, 3)]),
    "lines, all with something before them": (f"data: {GOOD}\n" * 2, [(1, 1, "syntax"), (2, 1, "syntax")]),
    "lines, the first without its beginning": (
        f"{GOOD[40:]}\n{BAD}",
        [(1, 1, "syntax"), (2, BAD_COLUMN, UNKNOWN)],
    ),
    "lines, the second broken": (f"{GOOD}\n{{\n{BAD}\n", [(2, 2, "syntax"), (3, BAD_COLUMN, UNKNOWN)]),
    "lines, the first an array": (f"[1]\n\n{BAD}\n", [(1, 1, "wrong-type"), (3, BAD_COLUMN, UNKNOWN)]),
    "lines, the first null": (f"null\n{BAD}", [(1, 1, "wrong-type"), (2, BAD_COLUMN, UNKNOWN)]),
    "a document on the first line": (f"[{GOOD}, {BAD}]\n\n \n", [(1, len(GOOD) + 3 + BAD_COLUMN, UNKNOWN)]),
    "lines, the first large": (f"{LARGE}\n{BAD}\n", [(2, BAD_COLUMN, UNKNOWN)]),
    "lines, the second large": (f"{GOOD}\n{LARGE}\n{BAD}\n", [(3, BAD_COLUMN, UNKNOWN)]),
}  # fmt: skip


def test_pretty_printed_behind_a_mark(text_file: TextFile, report: Reporter) -> None:
    """Such a file of lines and its marks are one problem, and the messages are checked."""
    for mark, code in {"\0": "syntax", "\ufeff": "byte-order-mark", "/* a */ ": "syntax", "// {\n": "syntax"}.items():
        text = f"{GOOD}\n{mark}{PRETTY}\n{GOOD}\n"
        bad = (6 + mark.count("\n"), 5, UNKNOWN)
        assert report(text_file("a.log", text)).places() == [(2, 1, code), bad], mark
        assert report(text_file("a.ndjson", text)).places() == [(2, 1, code), bad], mark


def whole(content: bytes) -> list[bytes]:
    return [content]


def line_by_line(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def in_bits(content: bytes) -> list[bytes]:
    size = max(7, len(content) // 200)
    return [content[at : at + size] for at in range(0, len(content), size)]


@each_case("written", [whole, line_by_line, in_bits])
@each_case(("content", "places"), FORMS.values(), ids=FORMS)
def test_detected_in_a_pipe(
    content: str, places: list[Place], written: Callable[[bytes], list[bytes]], report: Reporter
) -> None:
    found = report("-", stdin=written(content.encode()))
    assert (found.code, found.places("-")) == (1, places)


@each_case(("content", "places"), FORMS.values(), ids=FORMS)
def test_detected_in_a_file(content: str, places: list[Place], text_file: TextFile, report: Reporter) -> None:
    found = report(text_file("session.log", content.encode()))
    assert (found.code, found.places()) == (1, places)


@pytest.mark.parametrize("name", ["x.json", "x.ndjson", "x.log"])
def test_byte_order_mark(name: str, text_file: TextFile, report: Reporter) -> None:
    found = report(text_file(name, MARK + BAD.encode()))
    assert (found.code, found.places()) == (1, [(1, 1, "byte-order-mark"), (1, BAD_COLUMN, UNKNOWN)])
    assert (found.problems[1]["message_index"], found.summary["messages"]) == (0, 1)


def test_byte_order_mark_of_a_line(text_file: TextFile, report: Reporter) -> None:
    found = report(text_file("joined.ndjson", f"{GOOD}\n\ufeff{GOOD}\n{BAD}\n"))
    assert (found.code, found.places()) == (1, [(2, 1, "byte-order-mark"), (3, BAD_COLUMN, UNKNOWN)])


@each_case("mark", ["\ufeff", ""])
@each_case("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@each_case("name", ["x.json", "x.ndjson", "x.log"])
def test_other_encoding(name: str, encoding: str, mark: str, text_file: TextFile, cli: Cli) -> None:
    path = text_file(name, f"{mark}{GOOD}\n{BAD}\n".encode(encoding))
    other = text_file("z.json", BAD)
    result = cli("check", "--quiet", path, other)
    first, second = result.out.splitlines()
    assert (result.code, first) == (
        1,
        f"{path}:1:1: error: {encoding[:6].upper()}, not UTF-8: save it as UTF-8 [not-utf8]",
    )
    assert second.startswith(f"{other}:1:{BAD_COLUMN}: ")


#: The forms of a message or several, and a table for encoders of UTF-7 that encode each character that they may.
MESSAGES = (GOOD, f"{GOOD}\n{BAD}\n", PRETTY, f"[{GOOD}, {BAD}]", f"[\n  {GOOD}\n]", "{ }", f"\r\n\t{GOOD}")
ENCODED = {ord("{"): "+AHs-", ord('"'): "+ACI-", ord("}"): "+AH0-", ord("["): "+AFs-"}


@each_case("text", MESSAGES)
@each_case("encoding", ["cp037", "cp500", "cp1140", "cp273", "cp1026"])
def test_ebcdic(encoding: str, text: str, text_file: TextFile, report: Reporter) -> None:
    """The last two are those of Germany and Turkey, in which brackets are letters of ASCII."""
    if text == "{ }" and encoding in {"cp273", "cp1026"}:
        return  # without a name, it may be text
    for name in ("x.json", "x.ndjson", "x.log"):
        for content in (text.encode(encoding), text.encode(encoding).replace(b"\x25", b"\x15")):
            found = report(text_file(name, content))
            assert [each["message"] for each in found.problems] == ["EBCDIC, not UTF-8: save it as UTF-8"], name


def test_utf7(text_file: TextFile, report: Reporter) -> None:
    for text in (
        GOOD.translate(ENCODED),
        f"[{GOOD}]".translate(ENCODED),
        "+AHsAIg-command",
        "+AFsAewAi-",
        f"+/v8-{GOOD}",
    ):
        for name in ("x.json", "x.ndjson", "x.log"):
            found = report(text_file(name, f"{text}\n{text}\n"))
            assert [each["message"] for each in found.problems] == ["UTF-7, not UTF-8: save it as UTF-8"], text
            found = report(text_file("x.ndjson", f"{GOOD}\n{text}\n"))
            assert found.places() == [(2, 1, "not-utf8")], text


NO_ENCODING = ["À", "ÀÀ", "J@", "@", "%", "+AHs", "+A", "+/v", "+15550100", "J", "%@ \x7f", "C\x7fa", "Hü"]


@pytest.mark.parametrize("text", NO_ENCODING)
def test_utf8_is_no_other_encoding(text: str, text_file: TextFile, report: Reporter) -> None:
    for before in ("", " ", "\r"):
        for after in ("", "\n", f"\n{GOOD}\n", f" {GOOD}"):
            assert "not-utf8" not in report(text_file("x.log", before + text + after)).codes, after


def test_bytes_that_are_not_utf8_outside_of_strings(text_file: TextFile, report: Reporter) -> None:
    for text, column in ((b"\xfc", 1), (b'{"a": \xe4}', 7), (b"{\xe4: 1}", 2), (b'{"a": 1, \xff"b": 2}', 10)):
        content = b"%b\n%b\n" % (GOOD.encode(), text)
        assert report(text_file("x.ndjson", content)).places() == [(2, column, "not-utf8")], text
    assert report(text_file("x.ndjson", '{}\n{"a": \U0001f600}\n')).codes[-1] == "syntax"


#: Texts whose lines end in carriage returns, and how many problems they have besides that.
RETURNS = {
    "lines": (f"{GOOD}\r{BAD}\r", []),
    "blank lines": (f"\r{GOOD}\r\r {BAD}\r", []),
    "arrays": (f"[{GOOD}]\r[{BAD}]\r", ["syntax"]),
    "a comment": (f"// a\r{GOOD}\r{BAD}\r", ["syntax"]),
    "pretty-printed": (f"{GOOD}\r{PRETTY}\r{GOOD}".replace("\n", "\r"), []),
}


@each_case(("text", "others"), RETURNS.values(), ids=RETURNS)
def test_carriage_returns(text: str, others: list[str], text_file: TextFile, report: Reporter) -> None:
    """They end lines, too; a file with one message a line needs line feeds."""
    for name in ("x.json", "x.log"):
        assert report(text_file(name, text)).codes == [*others, UNKNOWN], name
    found = report(text_file("x.ndjson", text))
    assert found.codes == ["syntax", *(others if "//" not in text else []), UNKNOWN]
    assert "lines end in carriage returns" in str(found.problems[0]["message"])


def test_carriage_returns_inside_of_a_message(text_file: TextFile, report: Reporter) -> None:
    text = json.dumps(json.loads(GOOD), indent=2).replace("\n", "\r")
    assert report(text_file("x.ndjson", text)).codes == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (MARK + BAD.encode(), [(1, 1, "byte-order-mark"), (1, BAD_COLUMN, UNKNOWN)]),
        (BAD.encode("utf-16-le"), [(1, 1, "not-utf8")]),
        (gzip.compress(BAD.encode()), [(1, 1, "not-utf8")]),
        (BAD.encode("cp500"), [(1, 1, "not-utf8")]),
        (b"+AHsAIg-command+ACI-", [(1, 1, "not-utf8")]),
    ],
    ids=["byte order mark", "UTF-16", "gzip", "EBCDIC", "UTF-7"],
)
def test_pipe_byte_by_byte(text: bytes, places: list[Place], report: Reporter) -> None:
    found = report("-", stdin=[text[at : at + 1] for at in range(len(text))])
    assert (found.code, found.places()) == (1, places)


NOWHERE = [
    ("/event", '{"evnt": 1}'),
    ("/event", "[1]"),
    ("/event", "null"),
    ("/event/0", '{"event": []}'),
    ("/1", f"[{GOOD}]"),
    ("/00", f"[{BAD}]"),
    ("/01", f"[0, {BAD}]"),
    ("/-", f"[{BAD}]"),
    ("/-1", f"[{BAD}]"),
    (f"/{ARABIC_ONE}", f"[0, {BAD}]"),
    (f"/{'9' * 5000}", f"[{BAD}]"),
    ("/event/0", '{"event": "text"}'),
]


@each_case(("at", "record"), NOWHERE, ids=[f"{at[:9]} in {record[:9]}" for at, record in NOWHERE])
def test_record_without_a_message(at: str, record: str, text_file: TextFile, report: Reporter) -> None:
    found = report("--at", at, text_file("x.ndjson", f"\n  {record}\n"))
    assert (found.code, found.places(), found.problems[0]["message_index"]) == (1, [(2, 3, "no-message")], 0)


@each_case(
    ("at", "record"),
    [
        ("", GOOD),
        ("/", f'{{"": {GOOD}}}'),
        ("/event", f'{{"event": {GOOD}}}'),
        ("/0", f'{{"0": {GOOD}}}'),
        ("/10/1", f"[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, [0, {GOOD}]]"),
        ("/~01/größe", f'{{"~1": {{"größe": {GOOD}}}}}'),
        ("/a b", f'{{"a b": {GOOD}}}'),
    ],
)
def test_message_in_a_record(at: str, record: str, message_file: MessageFile, report: Reporter) -> None:
    found = report("--at", at, message_file(record, record))
    assert (found.code, found.problems, found.summary["messages"]) == (0, [], 2)


def test_records_in_a_pipe(report: Reporter) -> None:
    objects = f'{{"event": {GOOD}}}\n{{"event": {BAD}}}\n'.encode()
    assert report("--at", "/event", "-", stdin=objects).places() == [(2, BAD_COLUMN + 10, UNKNOWN)]
    arrays = [f"[1, {GOOD}]\n".encode(), f"[2, {BAD}]\n".encode()]
    assert report("--at", "/1", "-", stdin=arrays).places() == [(2, BAD_COLUMN + 4, UNKNOWN)]


def test_blanks_after_a_number(report: Reporter) -> None:
    """A stream is not read to its end to find out that it is no document."""
    blanks = b" " * 2**18
    assert report("-", stdin=[b"1\n", *[blanks] * 3, b"\n2"]).places() == [(1, 1, "not-a-message")]
    assert report("-", stdin=[b"1\n", *[blanks] * 3]).places() == [(1, 1, "not-a-message")]
    assert report("-", stdin=[b"1\n", *[blanks] * 6, b"2"]).codes == ["syntax"]
