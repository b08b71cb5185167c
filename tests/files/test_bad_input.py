"""Whatever a file holds: a problem with a place and a code, the rest is still checked, and the program ends with 1."""

import gzip
import json
import os
import random
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from helpers import BAD, BAD_COLUMN, COMMAND, GOOD, HANG, ROOT, Place, TextFile, places, process, report, run, stand_in

from cti_contract.cli.main import main
from cti_contract.files.check import check_files
from cti_contract.files.limits import Limits
from cti_contract.files.results import Options
from cti_contract.problems import Problem

DEEP = 100_000

#: What is no message though it stands on one line, its place marked: `^` before it, or one on each side of where it is.
TEXTS = {
    "plain text": (b"^hello", "syntax"),
    "a word that begins as a constant": (b"^nonsense^", "syntax"),
    "half a constant": (b"^nul^", "syntax"),
    "a Python dict": (b"{^'a': 1}", "syntax"),
    "a comment": (b"^// none", "syntax"),
    "a comma too many": (b'{"a": 1^,^}', "syntax"),
    "a comma too few": (b'{"a": 1 ^"b": 2}', "syntax"),
    "a colon too few": (b'{"a" ^1}', "syntax"),
    "a leading zero": (b'{"a": ^01^}', "syntax"),
    "a brace too many": (b'{"a": 1}^}', "syntax"),
    "two values": (b'{"a": 1} ^{"b": 2}', "syntax"),
    "an object not closed": (b'{"command": "channel.dial"^', "syntax"),
    "a string not closed": ('{"größe": "日本^'.encode(), "syntax"),
    "a member not ended": (b'{"a":^', "syntax"),
    "an unknown escape": (b'{"a": "^\\q^"}', "syntax"),
    "a short escape": (b'{"a": "^\\u12"^}', "syntax"),
    "a raw tab in a string": (b'{"a": "x^\ty"}', "syntax"),
    "a NUL": (b'{"a": ^\x00}', "syntax"),
    "a NUL in a string": (b'{"a": "^\x00"}', "syntax"),
    "NaN": (b'{"a": ^NaN}', "syntax"),
    "Infinity": (b'{"a": ^Infinity}', "syntax"),
    "-Infinity": (b'{"a": ^-Infinity}', "syntax"),
    "the first half of a surrogate pair": (b'{"a": "^\\ud83d"}', "syntax"),
    "the second half of a surrogate pair": (b'{"a": "x^\\ude00"}', "syntax"),
    "two first halves of a surrogate pair": (b'{"a": "^\\ud83d\\ud83d"}', "syntax"),
    "half a surrogate pair behind a whole one": (b'{"\\ud83d\\ude00": "\\\\ud83d ^\\uDE00"}', "syntax"),
    "half a surrogate pair in a name": (b'{"^\\ud83d": 1}', "syntax"),
    "a Latin-1 letter": ('{"größe": "M'.encode() + b'^\xfcller"}', "not-utf8"),
    "a Latin-1 letter in a name": (b'{"gr^\xf6\xdfe": 1}', "not-utf8"),
    "half a UTF-8 sequence": (b'{"a": "^\xe6\x97"}', "not-utf8"),
    "an overlong UTF-8 sequence": (b'{"a": "^\xc0\xaf"}', "not-utf8"),
    "a surrogate in UTF-8": (b'{"a": "^\xed\xa0\xbd"}', "not-utf8"),
    "a Latin-1 letter behind escapes": (b'{"\\u00e9\\n": "\\ud83d\\ude00 \\"\\\\ ^\xfc"}', "not-utf8"),
    "a Latin-1 letter behind a dash": (b'{"a": "PureCloud-^\xfc"}', "not-utf8"),
    "a name twice": (b'{"a": 1, ^"a": 1}', "duplicate-key"),
    "a name of quotes twice": (b'{"q\\"\\u200f": 1, ^"q\\"\\u200f": 2}', "duplicate-key"),
    "a name twice, spelled apart": (b'{"a": 1, ^"\\u0061": 2}', "duplicate-key"),
    "a name twice behind other letters": ('{"größe": "日本😀", ^"größe": 2}'.encode(), "duplicate-key"),
    "a name twice that speaks of lines": (b'{"at line 3 column 5": 1, ^"at line 3 column 5": 2}', "duplicate-key"),
    "a name twice over objects": (b'{"a": {"b": [1]}, ^"a": {"c": [2]}}', "duplicate-key"),
    "a name twice inside": (b'{"a": [{"b": {"c": 1, ^"c": {"d": "e"}}}]}', "duplicate-key"),
    "a name twice, deep": (b'{"a": ' * 150 + b'{"b": 1, ^"b": 2}' + b"}" * 150, "duplicate-key"),
    "a name twice in an open object": (
        GOOD.encode()[:-1] + b', "context": {"host": "a", ^"host": "b"}}',
        "duplicate-key",
    ),
    "a number of 5000 digits": (b'{"a": ^' + b"7" * 5000 + b"^}", "too-large"),
    "lists, not closed": (b"^" + b"[" * DEEP + b"^", "too-deep"),
    "lists, closed": (b"^" + b"[" * DEEP + b"]" * DEEP + b"^", "too-deep"),
    "objects, closed": (b"^" + b'{"a":' * DEEP + b"0" + b"}" * DEEP + b"^", "too-deep"),
    "a number": (b"^17", "wrong-type"),
    "null": (b"^null", "wrong-type"),
    "no message": (b'^{"hello": "world"}', "unknown-message"),
    "1e400": (GOOD.encode()[:-1] + b', "context": {"load": ^1e400}}', "not-json"),
    "-1e400": (GOOD.encode()[:-1] + b', "context": {"load": [0, ^-1e400]}}', "not-json"),
}
EACH_TEXT = pytest.mark.parametrize(("marked", "code"), TEXTS.values(), ids=TEXTS)

Span = range


def between(marked: bytes) -> tuple[bytes, Span]:
    """Return a line without its marks, and the columns where the place may be."""
    before, _, rest = marked.partition(b"^")
    inside, mark, after = rest.partition(b"^")
    column = len(before.decode()) + 1
    width = len(inside.decode(errors="replace")) + 1 if mark else 1
    return before + inside + after, range(column, column + width)


@EACH_TEXT
def test_bad_document_is_a_problem_at_its_place(
    marked: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, columns = between(marked)
    file = tmp_path / "sample.json"
    file.write_bytes(b"\n\n" + text + b"\n")
    exit_code, document = report(capsys, file)
    [(line, column, found)] = places(document)
    assert (exit_code, line, found) == (1, 3, code)
    assert column in columns


@EACH_TEXT
def test_bad_document_on_the_first_line_is_a_problem_there(
    marked: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sample.json"
    file.write_bytes(between(marked)[0])
    result = run(capsys, "check", "--quiet", file)
    assert (result.code, result.err) == (1, "")
    assert result.out.startswith(f"{file}:1:")
    assert f"[{code}]" in result.out


@EACH_TEXT
def test_lines_around_a_bad_one_are_still_checked(
    marked: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, columns = between(marked)
    file = tmp_path / "session.ndjson"
    file.write_bytes(b"\n".join([GOOD.encode(), BAD.encode(), text, GOOD.encode(), BAD.encode()]))
    exit_code, document = report(capsys, file)
    before, (line, column, found), after = places(document)
    assert before == (2, BAD_COLUMN, "unknown-member")
    assert (exit_code, line, found) == (1, 3, code)
    assert column in columns
    assert after == (5, BAD_COLUMN, "unknown-member")
    assert document["summary"]["messages"] == 5
    assert [problem["message_index"] for problem in document["problems"]] == [1, 2, 4]


#: After these it cannot be told where the next message of an array begins.
NOT_ENDED = {
    "an object not closed",
    "a string not closed",
    "a member not ended",
    "a brace too many",
    "lists, not closed",
}


@pytest.mark.parametrize("name", sorted(TEXTS.keys() - NOT_ENDED))
def test_messages_around_bad_ones_in_an_array_are_still_checked(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, columns = between(TEXTS[name][0])
    file = tmp_path / "sample.json"
    file.write_bytes(
        b"[\n" + b",\n".join([BAD.encode(), text, GOOD.encode(), BAD.encode(), text, BAD.encode()]) + b"\n]"
    )
    exit_code, document = report(capsys, file)
    problem = (BAD_COLUMN, "unknown-member")
    code = TEXTS[name][1]
    first, (line, column, found), third, (other_line, other_column, other_found), last = places(document)
    assert (exit_code, first, third, last) == (1, (2, *problem), (5, *problem), (7, *problem))
    assert (line, found, other_line, other_found) == (3, code, 6, code)
    assert column in columns
    assert other_column in columns
    assert [each["message_index"] for each in document["problems"]] == [0, 1, 3, 4, 5]
    assert document["summary"]["messages"] == 6


@pytest.mark.parametrize("name", sorted(NOT_ENDED))
def test_messages_of_an_array_up_to_one_that_does_not_end_are_still_checked(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sample.json"
    file.write_bytes(b"[" + b",\n".join([BAD.encode(), between(TEXTS[name][0])[0], BAD.encode()]) + b"]")
    exit_code, document = report(capsys, file)
    first, *_, (line, _, code) = places(document)
    assert (exit_code, first) == (1, (1, BAD_COLUMN + 1, "unknown-member"))
    assert (line in (2, 3), code) == (True, TEXTS[name][1])


#: Arrays whose own text is at fault, and not that of a message: places, and how many messages there are.
ARRAYS = {
    "not closed": (f"[{GOOD},\n{BAD}\n", [(2, BAD_COLUMN, "unknown-member"), (2, len(BAD) + 1, "syntax")], 2),
    "a comma too many": (f"[{GOOD},\n{BAD},\n ]", [(2, BAD_COLUMN, "unknown-member"), (3, 2, "syntax")], 2),
    "a message left out": (f"[{GOOD},\n ,\n{BAD}]", [(2, 2, "syntax"), (3, BAD_COLUMN, "unknown-member")], 2),
    "a comma too few": (f"[{GOOD}\n{BAD},\n{BAD}]", [(2, 1, "syntax"), (3, BAD_COLUMN, "unknown-member")], 2),
    "more behind it": (f"[{GOOD},\n{BAD}\n] x", [(2, BAD_COLUMN, "unknown-member"), (3, 3, "syntax")], 2),
    "several lines to a message": (
        '[{\n "a": 1,\n "a": 2\n}, {\n "a":\n NaN}]',
        [(3, 2, "duplicate-key"), (6, 2, "syntax")],
        2,
    ),
    "nothing in it": ("[", [(1, 2, "syntax")], 0),
    "a message that ends inside a string": (
        f"[{BAD},\n{GOOD[:20]}",
        [(1, BAD_COLUMN + 1, "unknown-member"), (2, 21, "syntax")],
        2,
    ),
    "white space that is none": (
        f"[{BAD},\n\u00a0{BAD}]",
        [(1, BAD_COLUMN + 1, "unknown-member"), (2, 1, "syntax")],
        2,
    ),
}


@pytest.mark.parametrize(("text", "found", "messages"), ARRAYS.values(), ids=ARRAYS)
def test_what_is_wrong_with_an_array_itself_leaves_its_messages(
    text: str, found: list[Place], messages: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sample.json").write_text(text)
    exit_code, document = report(capsys, tmp_path)
    assert (exit_code, places(document)) == (1, found)
    assert document["summary"]["messages"] == messages


@EACH_TEXT
def test_files_after_a_bad_one_are_still_checked(
    marked: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "1.json").write_bytes(between(marked)[0])
    (tmp_path / "2.json").write_text(BAD)
    exit_code, document = report(capsys, tmp_path)
    assert exit_code == 1
    assert [problem["code"] for problem in document["problems"]] == [code, "unknown-member"]
    assert document["summary"]["files"] == 2


@EACH_TEXT
def test_bad_standard_input_is_a_problem(
    marked: bytes,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stand_in(monkeypatch, [between(marked)[0]])
    exit_code, document = report(capsys, "-")
    assert exit_code == 1
    assert [(problem["file"], problem["line"], problem["code"]) for problem in document["problems"]] == [("-", 1, code)]


NOTHING = {
    "nothing": b"",
    "a line end": b"\n",
    "blanks": b" \t\r\n\n  ",
    "a byte order mark": b"\xef\xbb\xbf",
}


@pytest.mark.parametrize("content", NOTHING.values(), ids=NOTHING)
@pytest.mark.parametrize("name", ["empty.json", "empty.ndjson", "empty.jsonl", "empty.log", "empty.json.gz"])
def test_file_without_a_message_is_an_error(
    name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    (tmp_path / "other.json").write_text(GOOD)
    exit_code, document = report(capsys, tmp_path / name, tmp_path / "other.json")
    assert exit_code == 1
    assert {problem["file"] for problem in document["problems"]} == {str(tmp_path / name)}
    assert document["summary"]["messages"] == 1


@pytest.mark.parametrize("content", [*NOTHING.values(), b"[]", b"[\n]\n"], ids=[*NOTHING, "a list", "a longer list"])
def test_standard_input_without_a_message_is_an_error(
    content: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in(monkeypatch, [content])
    exit_code, document = report(capsys, "-")
    assert exit_code == 1
    assert {problem["file"] for problem in document["problems"]} == {"-"}
    assert document["summary"]["messages"] == 0


def test_empty_packed_file_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.json.gz").write_bytes(b"")
    exit_code, document = report(capsys, tmp_path)
    assert exit_code == 1
    assert len(document["problems"]) == 1


@pytest.mark.parametrize("name", ["sample.json", "sample.ndjson", "sample.log"])
def test_message_behind_a_byte_order_mark_is_still_checked(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + BAD.encode())
    exit_code, document = report(capsys, tmp_path / name)
    assert exit_code == 1
    assert places(document) == [(1, 1, "byte-order-mark"), (1, BAD_COLUMN, "unknown-member")]
    assert document["problems"][1]["message_index"] == 0
    assert document["summary"]["messages"] == 1


def test_byte_order_mark_inside_a_file_is_a_problem_of_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "joined.ndjson").write_bytes(f"{GOOD}\n\ufeff{GOOD}\n{BAD}\n".encode())
    exit_code, document = report(capsys, tmp_path)
    assert exit_code == 1
    assert places(document) == [(2, 1, "syntax"), (3, BAD_COLUMN, "unknown-member")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("name", ["sample.json", "sample.ndjson", "sample.log"])
def test_other_encoding_is_an_error(
    name: str, encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(f"{GOOD}\n{GOOD}\n".encode(encoding))
    (tmp_path / "z.json").write_text(BAD)
    exit_code, document = report(capsys, tmp_path / name, tmp_path / "z.json")
    assert exit_code == 1
    assert places(document, tmp_path / name) == [(1, 1, "not-utf8")]
    assert document["problems"][0]["message"] == f"{encoding[:6].upper()}, not UTF-8"
    assert places(document, tmp_path / "z.json") == [(1, BAD_COLUMN, "unknown-member")]


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_other_encoding_is_told_once_with_a_byte_order_mark_or_without(
    encoding: str, mark: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sample.ndjson"
    file.write_bytes(f"{mark}{GOOD}\n{BAD}\n".encode(encoding))
    result = run(capsys, "check", "--quiet", file)
    assert (result.code, result.out) == (1, f"{file}:1:1: error: {encoding[:6].upper()}, not UTF-8 [not-utf8]\n")


@pytest.mark.parametrize("name", ['"a"', '"q\\""', '"a\\nb"', '"C:\\\\x"', '"x\\u200fy"', '"größe"'])
def test_name_that_stands_twice_is_told_as_json_writes_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sample.json").write_text(f"{{{name}: 1, {name}: 2}}")
    _, document = report(capsys, tmp_path)
    assert document["problems"][0]["message"] == f"member {name} is twice in one object"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"\xef\xbb\xbf" + BAD.encode(), [(1, 1, "byte-order-mark"), (1, BAD_COLUMN, "unknown-member")]),
        (BAD.encode("utf-16-le"), [(1, 1, "not-utf8")]),
        (gzip.compress(BAD.encode()), [(1, 1, "not-utf8")]),
    ],
    ids=["byte order mark", "UTF-16", "gzip"],
)
def test_beginning_of_standard_input_may_come_byte_by_byte(
    text: bytes, found: list[Place], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in(monkeypatch, [text[at : at + 1] for at in range(len(text))])
    exit_code, document = report(capsys, "-")
    assert (exit_code, places(document)) == (1, found)


def test_every_beginning_of_a_message_is_a_problem_inside_its_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = json.dumps(json.loads(GOOD) | {"context": {"größe": "日本😀"}}, indent=1, ensure_ascii=False).encode()
    for length in range(1, len(whole)):
        (tmp_path / "cut.json").write_bytes(whole[:length])
        exit_code, document = report(capsys, tmp_path)
        [(line, column, code)] = places(document)
        assert exit_code == 1
        assert code in {"syntax", "not-utf8"}
        lines = whole[:length].decode(errors="surrogateescape").split("\n")
        assert line is not None
        assert column is not None
        assert column <= len(lines[line - 1]) + 1


def test_a_line_that_is_no_json_is_a_problem_whatever_was_changed_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = GOOD.encode()
    mutants = [
        line[:at] + new + line[at + 1 :]
        for at in range(len(line))
        for new in (b"", b"\x00", b'"', b"\\", b"{", b"]", b",", b":", b"\xff", b"\xed", b"7", b"\xef\xbb\xbf")
    ]
    (tmp_path / "mutants.ndjson").write_bytes(b"\n".join(mutants))
    _, document = report(capsys, tmp_path)
    broken = {problem["line"] for problem in document["problems"] if problem["code"] in {"syntax", "not-utf8"}}
    assert broken == {number for number, mutant in enumerate(mutants, 1) if not is_json(mutant)}
    assert len(broken) > 300
    assert document["summary"]["messages"] == len(mutants)
    for problem in document["problems"]:
        assert problem["column"] <= len(mutants[problem["line"] - 1]) + 1


def is_json(text: bytes) -> bool:
    try:
        json.loads(text.decode())
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("name", ["noise.json", "noise.ndjson", "noise.log", "noise.ndjson.gz"])
def test_noise_is_an_error(name: str, seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / name).write_bytes(random.Random(seed).randbytes(2000))
    exit_code, document = report(capsys, tmp_path / name)
    assert exit_code == 1
    assert document["problems"]


def places_within(path: Path, **limits: int) -> list[Place]:
    """Return the places of the problems of a file that is read within other limits."""
    findings = check_files([str(path)], Options(limits=Limits(**limits)))
    return [(each.line, each.column, each.code) for each in findings if isinstance(each, Problem)]


def of_length(length: int) -> str:
    """Return a valid message of so many bytes."""
    message = json.loads(GOOD) | {"context": {"note": ""}}
    message["context"]["note"] = "x" * (length - len(json.dumps(message)))
    return json.dumps(message)


@pytest.mark.parametrize("end", ["", "\n", "\n" + BAD])
@pytest.mark.parametrize(("length", "found"), [(200, []), (201, [(2, 1, "too-large")])])
def test_line_may_have_so_many_bytes_and_no_more(length: int, found: list[Any], end: str, text_file: TextFile) -> None:
    path = text_file("large.ndjson", f"{GOOD}\n{of_length(length)}{end}")
    after = [(3, BAD_COLUMN, "unknown-member")] if BAD in end else []
    assert places_within(path, text=200, chunk=16) == found + after


@pytest.mark.parametrize(("length", "found"), [(200, []), (201, [(1, 1, "too-large")])])
def test_document_may_have_so_many_bytes_and_no_more(length: int, found: list[Any], text_file: TextFile) -> None:
    path = text_file("large.json", of_length(length))
    text_file("z.json", BAD)
    assert places_within(path.parent, text=200, chunk=16) == [*found, (1, BAD_COLUMN, "unknown-member")]


@pytest.mark.parametrize("length", range(185, 220))
def test_lines_are_told_apart_wherever_a_chunk_ends(length: int, text_file: TextFile) -> None:
    lines = [GOOD, "x" * (length + 100), of_length(length - 30), "y" * length * 3, BAD, ""]
    path = text_file("large.ndjson", "\n".join(lines))
    assert places_within(path, text=200, chunk=16) == [
        (2, 1, "too-large"),
        (4, 1, "too-large"),
        (5, BAD_COLUMN, "unknown-member"),
    ]


PEAK = """
import sys
from cti_contract.cli.main import main
code = main(sys.argv[1:])
with open("/proc/self/status") as status:
    kilobytes = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(int(kilobytes) // 1024, file=sys.stderr)
sys.exit(code)
"""


def peak(*arguments: object) -> tuple[int, str, int]:
    """Return the exit code, the output and the peak memory in MiB of a process that must end soon."""
    command = [sys.executable, "-c", PEAK, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=HANG, text=True)
    return done.returncode, done.stdout, int(done.stderr)


def write_sparse(file: Path, before: bytes, after: bytes) -> None:
    """Write a file with 200 MB of NULs, of which the disk holds none."""
    with file.open("wb") as stream:
        stream.write(before)
        stream.seek(200_000_000, os.SEEK_CUR)
        stream.write(after)


def test_line_of_200_megabytes_is_passed_over(tmp_path: Path) -> None:
    write_sparse(tmp_path / "large.ndjson", f'{GOOD}\n{{"a": "'.encode(), f'"}}\n{BAD}\n'.encode())
    code, out, megabytes = peak("check", tmp_path)
    assert code == 1
    first, second, summary = out.splitlines()
    assert first.startswith(f"{tmp_path}/large.ndjson:2:1: error: ")
    assert "[too-large]" in first
    assert second.startswith(f"{tmp_path}/large.ndjson:3:{BAD_COLUMN}: error: ")
    assert summary == "3 messages in 1 file: 2 errors, 0 warnings"
    assert megabytes < 400


def test_document_of_200_megabytes_is_passed_over(tmp_path: Path) -> None:
    write_sparse(tmp_path / "large.json", b'{"a": "', b'"}')
    (tmp_path / "z.json").write_text(BAD)
    code, out, megabytes = peak("check", tmp_path)
    assert code == 1
    assert out.startswith(f"{tmp_path}/large.json:1:1: error: ")
    assert "[too-large]" in out
    assert f"{tmp_path}/z.json:1:{BAD_COLUMN}: error: " in out
    assert megabytes < 400


def test_long_string_before_a_name_twice_costs_no_more_memory_than_others(tmp_path: Path) -> None:
    string = "x" * 4_000_000
    (tmp_path / "large.json").write_text(f'{{"a": "{string}", "b": 1, "b": 2}}')
    code, out, megabytes = peak("check", tmp_path)
    assert code == 1
    assert f"large.json:1:{len(string) + 19}: error: " in out
    assert megabytes < 250


def with_unknown_members(count: int) -> str:
    return json.dumps(json.loads(GOOD) | {f"unknown{number}": 0 for number in range(count)})


def with_bad_scripts(count: int) -> str:
    scripts = [{"scriptId": str(number)} for number in range(count)]
    return json.dumps(
        {
            "command": "channel.request.incontact.getscripts",
            "target": "Incontact-mlopez.70001",
            "result": "success",
            "data": {"scripts": scripts},
        }
    )


def array_of_bad_messages(count: int) -> str:
    return f"[{','.join([BAD] * count)}]"


def array_of_junk(count: int) -> str:
    return f"[{','.join(['0'] * count)}]"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (with_unknown_members, 10_000),
        (with_bad_scripts, 10_000),
        (array_of_bad_messages, 4_000),
        (array_of_junk, 10_000),
    ],
)
def test_time_grows_no_faster_than_the_number_of_problems(
    text: Callable[[int], str], count: int, tmp_path: Path
) -> None:
    (tmp_path / "many.json").write_text(text(count))
    done = process("check", "--max-problems", "1", tmp_path)
    assert done.returncode == 1
    assert f": {count} errors, 0 warnings\n".encode() in done.stdout


def test_time_grows_no_faster_than_a_line() -> None:
    long = json.dumps(json.loads(GOOD) | {"context": {"dump": "x" * 50_000_000}})
    done = process("check", "-", input=f"{GOOD}\n{long}\n{BAD}\n".encode())
    assert done.returncode == 1
    assert done.stdout.startswith(f"-:3:{BAD_COLUMN}: ".encode())


def peak_of_check(lines: Iterator[bytes], monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    """Return how many bytes a check of these lines on standard input held at most."""
    stand_in(monkeypatch, lines)
    with Path(os.devnull).open("w") as nowhere:
        monkeypatch.setattr(sys, "stdout", nowhere)
        tracemalloc.start()
        assert main(["check", *options, "-"]) == 1
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return held


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("--max-problems", "3")])
def test_memory_does_not_grow_with_the_number_of_lines(
    options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = f"{GOOD}\n".encode() * 80 + f"{BAD}\n{{\n".encode() * 10
    peak_of_check(iter([batch]), monkeypatch, *options)  # what is loaded at first stays
    few = peak_of_check(iter([batch] * 5), monkeypatch, *options)
    many = peak_of_check(iter([batch] * 60), monkeypatch, *options)
    assert many < few + 300_000


@pytest.mark.parametrize(
    ("name", "short"), [("a.log", "\n" * 600_000), ("a.ndjson", "x\n" * 130_000)], ids=["blank", "no JSON"]
)
def test_memory_does_not_grow_with_the_number_of_short_lines(name: str, short: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(f"{short}{GOOD}\n")
    _, out, megabytes = peak("check", "--jobs", "1", "--max-problems", "1", tmp_path / name)
    assert f"{1 + short.count('x')} message" in out
    assert megabytes < 80


def test_memory_does_not_grow_with_the_number_of_long_names(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (f'{{"command": "{number}{"x" * 200_000}"}}\n'.encode() for number in range(100))
    assert peak_of_check(lines, monkeypatch) < 8_000_000


def test_link_that_leads_nowhere_is_a_problem_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").symlink_to("gone.json")
    (tmp_path / "b.json").write_text(BAD)
    result = run(capsys, "check", tmp_path)
    first, second, summary = result.out.splitlines()
    assert result.code == 1
    assert first == f"{tmp_path}/a.json: error: cannot be read: No such file or directory [unreadable]"
    assert second.startswith(f"{tmp_path}/b.json:1:{BAD_COLUMN}: ")
    assert summary == "1 message in 2 files: 2 errors, 0 warnings"


def test_link_in_a_circle_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").symlink_to("a.json")
    exit_code, document = report(capsys, tmp_path)
    assert (exit_code, places(document)) == (1, [(None, None, "unreadable")])


def test_links_between_folders_are_not_walked_in_circles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "up").symlink_to(tmp_path)
        (tmp_path / name / "across").symlink_to(tmp_path / other)
        (tmp_path / name / "a.json").write_text(GOOD)
    result = run(capsys, "check", tmp_path)
    assert result == (0, "2 messages in 2 files: all valid\n", "")


def test_link_that_leads_nowhere_may_be_named_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").symlink_to("gone.json")
    exit_code, document = report(capsys, tmp_path / "a.json")
    assert (exit_code, places(document)) == (1, [(None, None, "unreadable")])


def test_read_that_fails_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lines() -> Iterator[bytes]:
        yield f"{BAD}\n{BAD}\n".encode()
        raise OSError(5, "Input/output error")

    stand_in(monkeypatch, lines())
    (tmp_path / "z.json").write_text(BAD)
    exit_code, document = report(capsys, "-", tmp_path / "z.json")
    assert exit_code == 1
    assert places(document, "-") == [
        (1, BAD_COLUMN, "unknown-member"),
        (2, BAD_COLUMN, "unknown-member"),
        (None, None, "unreadable"),
    ]
    assert len(places(document, tmp_path / "z.json")) == 1


def test_standard_input_that_is_closed_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # as Python does it for `<&-`
    (tmp_path / "z.json").write_text(BAD)
    exit_code, document = report(capsys, "-", tmp_path / "z.json")
    assert exit_code == 1
    assert places(document) == [(None, None, "unreadable"), (1, BAD_COLUMN, "unknown-member")]


PACKED = gzip.compress(f"{BAD}\n".encode() * 3, mtime=0)
BROKEN_PACKED = {
    "not packed": GOOD.encode(),
    "cut in the header": PACKED[:7],
    "cut in the data": PACKED[: len(PACKED) // 2],
    "cut in the sum": PACKED[:-2],
    "another sum": PACKED[:-8] + bytes(4) + PACKED[-4:],
    "broken data": PACKED[:20] + bytes(byte ^ 0x55 for byte in PACKED[20:60]) + PACKED[60:],
    "unknown method": PACKED[:2] + b"\x07" + PACKED[3:],
    "more behind it": PACKED + b"more",
}
ZSTD = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
PACKED_ZSTD = ZSTD.compress(f"{BAD}\n".encode() * 3)
BROKEN_ZSTD = {
    "not packed": GOOD.encode(),
    "cut in the header": PACKED_ZSTD[:5],
    "cut in the data": PACKED_ZSTD[:-20],
    "broken data": PACKED_ZSTD[:12] + bytes(byte ^ 0x55 for byte in PACKED_ZSTD[12:]),
    "more behind it": PACKED_ZSTD + b"more",
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param(f"{name}.{suffix}", content, id=f"{name}.{suffix} {how}")
        for suffix, broken in (("gz", BROKEN_PACKED), ("zst", BROKEN_ZSTD))
        for name in ("a.json", "a.ndjson", "a.jsonl", "a")
        for how, content in broken.items()
    ],
)
def test_packed_file_that_is_broken_is_a_problem(
    name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.json").write_text(BAD)
    exit_code, document = report(capsys, tmp_path / name, tmp_path / "z.json")
    assert exit_code == 1
    assert places(document, tmp_path / name)[-1] == (None, None, "unreadable")
    assert places(document, tmp_path / "z.json") == [(1, BAD_COLUMN, "unknown-member")]


def test_lines_before_the_end_of_a_packed_file_that_is_cut_are_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [GOOD.replace("+15550101", f"+1555{number:04}") for number in range(4000)]
    lines[7] = lines[1001] = BAD
    packed = gzip.compress("\n".join(lines).encode())
    (tmp_path / "cut.ndjson.gz").write_bytes(packed[: len(packed) * 3 // 4])
    exit_code, document = report(capsys, tmp_path)
    assert exit_code == 1
    assert places(document) == [
        (8, BAD_COLUMN, "unknown-member"),
        (1002, BAD_COLUMN, "unknown-member"),
        (None, None, "unreadable"),
    ]
    assert 1002 <= document["summary"]["messages"] < 4000


@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.parametrize("name", ["a.ndjson.zst", "a.jsonl.zst", "a.log.zst"])
def test_file_packed_with_zstd_is_read_as_the_one_inside(
    name: str, parts: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(PACKED_ZSTD * parts)
    expected = [(line, BAD_COLUMN, "unknown-member") for line in range(1, 3 * parts + 1)]
    assert places(report(capsys, tmp_path / name)[1]) == expected


def test_folder_has_files_packed_with_zstd_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json.zst").write_bytes(ZSTD.compress(f"[\n{BAD}]".encode()))
    (tmp_path / "b.ndjson.zst").write_bytes(PACKED_ZSTD)
    assert report(capsys, tmp_path)[1]["summary"]["messages"] == 4


@pytest.mark.parametrize("name", ["sample.ndjson", "-"])
@pytest.mark.parametrize(("packer", "suffix"), [("gzip", ".gz"), ("zstd", ".zst")])
def test_what_is_packed_but_not_by_its_name_is_told_how_to_mend(
    packer: str, suffix: str, name: str, tmp_path: Path
) -> None:
    packed: bytes = (gzip if packer == "gzip" else ZSTD).compress(GOOD.encode())
    path = "-" if name == "-" else str(tmp_path / name)
    (tmp_path / name).write_bytes(packed)
    done = process("check", "--quiet", path, input=packed)
    told = f"packed by {packer}: unpack it first, or let the name of the file end in {suffix} [not-utf8]"
    assert (done.returncode, done.stdout.decode()) == (1, f"{path}:1:1: error: {told}\n")


def test_without_the_library_for_zstd_it_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, ZSTD.__name__, None)
    (tmp_path / "a.ndjson.zst").write_bytes(PACKED_ZSTD)
    result = run(capsys, "check", "--quiet", tmp_path)
    told = "cannot be read: this needs pip install 'cti-contract[zstd]' [unreadable]"
    assert (result.code, result.out) == (1, f"{tmp_path}/a.ndjson.zst: error: {told}\n")


def test_packed_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stand_in(monkeypatch, [PACKED])
    exit_code, document = report(capsys, "-")
    assert exit_code == 1
    assert document["problems"]


def test_folder_without_message_files_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "notes.txt").write_text(GOOD)
    (tmp_path / "inner" / "json").write_text(GOOD)
    exit_code, document = report(capsys, tmp_path)
    assert exit_code == 1
    assert [problem["file"] for problem in document["problems"]] == [str(tmp_path)]
    assert document["summary"]["messages"] == 0


@pytest.mark.parametrize("content", ["", "[]", "\n"])
def test_folder_whose_files_hold_no_message_is_an_error(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text(content)
    exit_code, document = report(capsys, tmp_path)
    assert exit_code == 1
    assert document["problems"]


def test_one_folder_without_messages_among_others_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.json").write_text(GOOD)
    (tmp_path / "void").mkdir()
    exit_code, document = report(capsys, tmp_path / "full", tmp_path / "void")
    assert exit_code == 1
    assert [problem["file"] for problem in document["problems"]] == [str(tmp_path / "void")]
    assert document["summary"]["messages"] == 1


def test_folder_named_as_a_file_is_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").mkdir()
    assert report(capsys, tmp_path)[0] == 1
    (tmp_path / "x.json" / "y.json").write_text(BAD)
    exit_code, document = report(capsys, tmp_path)
    assert exit_code == 1
    assert places(document, tmp_path / "x.json" / "y.json") == [(1, BAD_COLUMN, "unknown-member")]


def test_folder_that_cannot_be_listed_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.json").write_text(BAD)
    scandir = os.scandir

    def forbidding(path: str) -> Any:  # a real one would open for root
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", forbidding)
    exit_code, document = report(capsys, tmp_path)
    assert exit_code == 1
    assert places(document, tmp_path / "closed") == [(None, None, "unreadable")]
    assert places(document, tmp_path / "open.json") == [(1, BAD_COLUMN, "unknown-member")]


@pytest.mark.parametrize("linked", [False, True])
def test_pipe_without_writer_in_folder(
    linked: object, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pipe = tmp_path_factory.mktemp("pipes") / "pipe" if linked else tmp_path / "a.json"
    os.mkfifo(pipe)
    if linked:
        (tmp_path / "a.json").symlink_to(pipe)
    (tmp_path / "b.json").write_text(BAD)
    done = process("check", tmp_path)
    assert done.returncode == 1
    assert f"{tmp_path}/b.json:1:{BAD_COLUMN}: ".encode() in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [("check", "FOLDER"), ("check", "--format", "json", "FOLDER"), ("list",), ("show", "channel.dial"), ("--help",)],
)
def test_reader_that_has_gone_ends_it_quietly(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "many.ndjson").write_text(f"{BAD}\n" * 10_000)
    reader, writer = os.pipe()
    os.close(reader)
    given = [str(tmp_path) if argument == "FOLDER" else argument for argument in arguments]
    command = [*COMMAND, *given]
    done = subprocess.run(command, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=HANG)
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode in {0, 1}


def test_reader_of_the_first_line_gets_it(tmp_path: Path) -> None:
    (tmp_path / "many.ndjson").write_text(f"{BAD}\n" * 50_000)
    with subprocess.Popen(
        [*COMMAND, "check", str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        first = started.stdout.readline()
        started.stdout.close()
        assert started.stderr.read() == b""
        code = started.wait(timeout=HANG)
    assert first.startswith(f"{tmp_path}/many.ndjson:1:{BAD_COLUMN}: error: ".encode())
    assert code == 1


def test_first_line_that_is_too_long_hides_no_others(text_file: TextFile) -> None:
    path = text_file("session.log", '{"' + "x" * 400 + f'": 1}}\n{GOOD}\n{BAD}\n')
    assert places_within(path, text=300, chunk=16) == [(1, 1, "too-large"), (3, BAD_COLUMN, "unknown-member")]
