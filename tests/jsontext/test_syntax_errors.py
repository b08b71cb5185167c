"""The problem of a text that is not strict JSON: its code, its text and its place."""

import pytest
from bad_texts import BAD_TEXTS, DEEP
from each_case import each_case

from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.syntax_errors import syntax_problem
from cti_contract.problems import Problem


def problem_of(raw: bytes) -> tuple[Problem, int]:
    """Return the problem of a text, and the number of characters before it."""
    with pytest.raises(ValueError, match=" at line ") as caught:
        parse(raw)
    problem, offset = syntax_problem(raw, caught.value)
    return problem, len(raw[:offset].decode(errors="surrogateescape"))


SYNTACTIC = {name: bad for name, bad in BAD_TEXTS.items() if bad.code in {"syntax", "not-utf8", "duplicate-key"}}


@each_case("before", [b"", b"\n", b"\r\n \n\t"])
@each_case("name", SYNTACTIC)
def test_place(name: str, before: bytes) -> None:
    text, columns, code = SYNTACTIC[name]
    problem, offset = problem_of(before + text)
    assert problem.code == code
    assert offset - len(before) + 1 in columns


CONFLICT = "a mark of a merge conflict; decide for one side, and remove the marks"
DOTS = "dots in the place of content; write the content, or remove them"
DOUBLED = "the quotes are doubled, as in CSV; take the message out of its column with a reader of CSV"
STREAM = "a line of server-sent events; --extract finds the JSON object after its name, such as data:"
ARRAYS = "another array is after the first; write all messages as one array, or one a line in an .ndjson file"
LEADING_ZERO = "a number with a zero in front; remove the zero, or write digits such as an extension as a string"
LINE_END = "a line ends inside a string; add the quote that is missing, or write the line end as \\n"
NOT_FINITE = "; JSON has only finite numbers, so write null or leave the member out"
NO_JSON = "this text is no JSON value; a message is an object, which begins with a brace"
#: Lines of logs, which begin as JSON or its faults do.
OTHER_TEXTS = (
    "2026-11-01 12:00:01,125 ERROR com.x.Y - Boom",
    "2026-11-01T12:00:01Z started",
    '1.2.3.4 - - [01/Nov/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 12',
    "09:15:00 INFO started",
    "12 started",
    "+1 text",
    "ERROR: Boom",
    'time=2026-11-01T00:00:00Z level=INFO msg="x"',
    "command=channel.dial, target=jdoe",
    "true story",
)


@each_case(
    ("text", "code", "message"),
    [
        ("hello", "syntax", "not JSON: this text is no JSON value; a message is an object, which begins with a brace"),
        *((text, "syntax", f"not JSON: {NO_JSON}") for text in OTHER_TEXTS),
        ("01", "syntax", f"not JSON: {LEADING_ZERO}"),
        ("nul", "syntax", "not JSON: the text ends inside a value; write the rest"),
        ("[nul]", "syntax", "not JSON: a word that is nearly one of JSON; write true, false or null"),
        ("[1, 2", "syntax", "not JSON: the text ends inside an array; write the rest, at least a closing bracket"),
        ('{"a": 1,}', "syntax", "not JSON: a comma after the last value; remove it"),
        ("```json", "syntax", "not JSON: a fence of Markdown around the text; remove its lines"),
        ("<html>", "syntax", "not JSON: HTML or XML, such as the error page of a server"),
        ("[1,\n=======\n2]", "syntax", f"not JSON: {CONFLICT}"),
        ("<<<<<<< HEAD", "syntax", f"not JSON: {CONFLICT}"),
        ('{"a": {...}}', "syntax", f"not JSON: {DOTS}"),
        ("[1, \u2026]", "syntax", f"not JSON: {DOTS}"),
        ('"a\n"', "syntax", f"not JSON: {LINE_END}"),
        ('{"a": "b,\r\n"c": 1}', "syntax", f"not JSON: {LINE_END}"),
        ("{5: 1}", "syntax", "not JSON: a name without quotes; names of members have double quotes"),
        ("{[5]: 1}", "syntax", "not JSON: the name of a member must be a string in double quotes"),
        ("[01]", "syntax", f"not JSON: {LEADING_ZERO}"),
        ("[1.]", "syntax", "not JSON: an invalid number; write a digit before and after its point, sign or e"),
        ('"a\tb"', "syntax", "not JSON: a control character in a string; write it as \\t"),
        ('{"a": -Infinity}', "syntax", f"not JSON: -Infinity{NOT_FINITE}"),
        ('{"a": NaN}', "syntax", f"not JSON: NaN{NOT_FINITE}"),
        ("{},", "syntax", "not JSON: a comma is after the JSON value; remove it, or write all values as an array"),
        ("# exported", "syntax", "not JSON: a comment; JSON has none"),
        ('{"a": {}}}', "syntax", "not JSON: a closing bracket too many is after the value; remove it"),
        ("[1]]", "syntax", "not JSON: a closing bracket too many is after the value; remove it"),
        (
            r"{\"a\": 1}",
            "syntax",
            "not JSON: a backslash is before each quote, as inside a string; log the message without it",
        ),
        (
            "{&quot;a&quot;: 1}",
            "syntax",
            'not JSON: quotes are written as in HTML, such as &quot;; log the message with "',
        ),
        ("[&#34;a&#34;]", "syntax", 'not JSON: quotes are written as in HTML, such as &quot;; log the message with "'),
        ("%7B%22a%22%3A1%7D", "syntax", 'not JSON: the message is encoded as in a URL (%22); log it with "'),
        (
            "eyJjb21tYW5kIjogInNlc3Npb24uc3RhcnQifQ==",
            "syntax",
            "not JSON: the message is encoded in base64; decode it, as @base64d of jq does",
        ),
        ('{"a"=>1}', "syntax", "not JSON: =>, as Ruby prints a message; log it with to_json"),
        ("{:a=>1}", "syntax", "not JSON: =>, as Ruby prints a message; log it with to_json"),
        ("{u'a': 1}", "syntax", "not JSON: u'…', as Python 2 prints a message; log it with json.dumps"),
        ("OrderedDict([])", "syntax", "not JSON: a message as Python prints an OrderedDict; log it with json.dumps"),
        ("map[a:1]", "syntax", "not JSON: map[…], as Go prints a message; log it with json.Marshal"),
        ("{a=1, b=2}", "syntax", "not JSON: name=value, as Java prints a map; log the message as JSON"),
        ('x,"{""a"": 1}"', "syntax", f"not JSON: {DOUBLED}"),
        ('"{""a"": 1}"', "syntax", f"not JSON: {DOUBLED}"),
        ('data: {"a": 1}', "syntax", f"not JSON: {STREAM}"),
        ("event: a", "syntax", f"not JSON: {STREAM}"),
        (r'"\ud83d"', "syntax", "not JSON: half of a surrogate pair; write both, or the character itself"),
        (r'"\ude00"', "syntax", "not JSON: half of a surrogate pair; write both, or the character itself"),
        (
            "{} {}",
            "syntax",
            "not JSON: more follows the value; write several messages as an array, or one a line in an .ndjson file",
        ),
        ("[1]\r\n[2]", "syntax", f"not JSON: {ARRAYS}"),
        ("[]\r[]", "syntax", f"not JSON: {ARRAYS}"),
        ("[" * DEEP, "too-deep", "more than 200 nested arrays and objects"),
        ("7" * 5000, "too-large", "a number of more than 4300 digits"),
        (b'"\xff"', "not-utf8", "not UTF-8: save the text as UTF-8"),
    ],
)
def test_code_and_message(text: str | bytes, code: str, message: str) -> None:
    problem, _ = problem_of(text.encode() if isinstance(text, str) else text)
    assert (problem.code, problem.message) == (code, message)


@each_case("name", ['"a"', '"q\\""', '"a\\nb"', '"C:\\\\x"', '"x\\u200fy"', '"größe"'])
def test_duplicate_key(name: str) -> None:
    problem, offset = problem_of(f"{{{name}: 1, {name}: 2}}".encode())
    assert (problem.code, problem.message) == ("duplicate-key", f"member {name} is twice in one object")
    assert offset == len(name) + 6


BEFORE = [
    "x ",
    "INFO: ",
    "[12:00:01] ",
    "[12:00] [INFO] ",
    '"INFO" ',
    '"a",',
    "-> ",
    "17 ",
    "null, ",
    "msg='",
    "<info> ",
]


@each_case("text", [r'{\"a\": 1}"', r"{\x22a\x22: 1}", "{&quot;a&quot;: 1}"])
def test_text_before_an_object_with_other_quotes(text: str) -> None:
    """--extract finds it, and says what is wrong with its quotes."""
    problem, offset = problem_of(f' 1.2.3.4 - body="{text}'.encode())
    assert (problem.message.split(";")[0], offset) == ("not JSON: text is before the JSON object", 1)


CUT = (
    '"jdoe.1", "data": {"a": 1}}',
    'x"}, "original": {"command": "a", "data": {}}}',
    'x", "groups": [{"name": "a"}]}',
)


@each_case("text", [*CUT, 'INFO: {"command": "a", "data": {}}}', 'x {"a": 1}}', 'x: [{"a": 1}]'])
def test_first_part_is_cut(text: str) -> None:
    problem, offset = problem_of(text.encode())
    is_cut = problem.message.startswith("not JSON: the first part of a message is missing")
    assert (is_cut, offset) == (text in CUT, 0)


@each_case("before", BEFORE)
def test_text_before_an_object(before: str) -> None:
    problem, offset = problem_of(f' {before}{{"a": 1}}'.encode())
    assert (problem.message.split(";")[0], offset) == ("not JSON: text is before the JSON object", 1)


@each_case("before", ["[", "[1, ", '"a": ', '["a" ', "/* a */ "])
def test_part_before_an_object(before: str) -> None:
    problem, _ = problem_of(f'{before}{{"a": 1}}'.encode())
    assert "text is before" not in problem.message


def test_control_character_after_a_dash() -> None:
    problem, offset = problem_of(b'{"target": "Avaya-\tlopez"}')
    assert (offset, problem.message[:29]) == (18, "not JSON: a control character")
