"""Whatever a file holds: a problem with a place and a code, the rest is still checked, and the program ends with 1."""

import gzip
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from helpers import BAD, BAD_COLUMN, GOOD, Place, places, process, report, run, stand_in


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
