"""The input of `check`: files, folders and standard input, and how their formats are detected."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jiter
import pytest
from helpers import BAD, BAD_COLUMN, GOOD, Cli, MessageFile, Reporter, TextFile, places, process


def test_folder(tmp_path: Path, text_file: TextFile, report: Reporter) -> None:
    names = [
        "A.NDJSON",
        "B.JSON.GZ",
        "a/b/deep.json",
        "a/z.ndjson.gz",
        "b.jsonl",
        "c.json.gz",
        "d.ndjson",
        "e.jsonl.gz",
        "f.json",
    ]
    for name in [*reversed(names), "g.txt", "h.json.bak", "i.gz", "json", "j.json.zip", "k.ndjson.txt"]:
        text_file(name, BAD)
    exit_code, document = report(tmp_path)
    assert exit_code == 1
    assert [problem["file"] for problem in document["problems"]] == [f"{tmp_path}/{name}" for name in names]
    assert set(places(document)) == {(1, BAD_COLUMN, "unknown-member")}
    assert document["summary"]["files"] == document["summary"]["messages"] == len(names)


def test_order_of_paths(tmp_path: Path, text_file: TextFile, report: Reporter) -> None:
    for name in ("a.json", "m/b.json", "m/c.json", "z.json"):
        text_file(name, BAD)
    _, document = report(tmp_path / "z.json", tmp_path / "m", tmp_path / "a.json")
    files = [problem["file"].removeprefix(f"{tmp_path}/") for problem in document["problems"]]
    assert files == ["z.json", "m/b.json", "m/c.json", "a.json"]


def test_linked_file(tmp_path: Path, text_file: TextFile, report: Reporter) -> None:
    text_file("kept.txt", BAD)
    (tmp_path / "linked.json").symlink_to("kept.txt")
    assert report(tmp_path).places() == [(1, BAD_COLUMN, "unknown-member")]


@pytest.mark.parametrize("name", ["x.json", "x.ndjson", "x.jsonl", "x.log", "x"])
def test_compressed_file(name: str, text_file: TextFile, report: Reporter) -> None:
    content = f"[\n{BAD}]" if name == "x.json" else f"{GOOD}\n{BAD}\n"
    exit_code, document = report(text_file(f"{name}.gz", content))
    assert (exit_code, places(document)) == (1, [(2, BAD_COLUMN, "unknown-member")])


def test_compressed_in_parts(tmp_path: Path, report: Reporter) -> None:
    halves = gzip.compress(GOOD.encode()[:50]), gzip.compress(f"{GOOD[50:]}\n{BAD}".encode())
    (tmp_path / "x.ndjson.gz").write_bytes(b"".join(halves))
    assert report(tmp_path).places() == [(2, BAD_COLUMN, "unknown-member")]


def test_suffix_decides(tmp_path: Path, text_file: TextFile, report: Reporter) -> None:
    text_file("a.json", f"{GOOD}\n{GOOD}\n")
    text_file("b.ndjson", f"[{GOOD}]\n{GOOD}\n")
    _, document = report(tmp_path)
    assert places(document, tmp_path / "a.json") == [(2, 1, "syntax")]
    assert places(document, tmp_path / "b.ndjson") == [(1, 1, "wrong-type")]


NAMES_OF_FILES = [b"a\nb.json", b"gr\xc3\xb6\xc3\x9fe.json", b"gr\xf6\xdfe.json", b"\x1b[31m.json", b"a b:1:2.json"]


@pytest.mark.parametrize("name", NAMES_OF_FILES)
@pytest.mark.parametrize("content", [BAD, "{", None], ids=["message", "syntax", "unreadable"])
def test_odd_name_on_one_line(content: str | None, name: bytes, tmp_path: Path, cli: Cli) -> None:
    file = tmp_path / os.fsdecode(name)
    file.symlink_to("gone") if content is None else file.write_text(content)
    result = cli("check", "--quiet", tmp_path)
    assert result.code == 1
    assert result.out.count("\n") == 1
    assert result.out.strip().isprintable()


@pytest.mark.parametrize("name", NAMES_OF_FILES)
def test_odd_name_in_json(name: bytes, text_file: TextFile, cli: Cli) -> None:
    out = cli("check", "--format", "json", text_file(os.fsdecode(name), BAD)).out
    [problem] = jiter.from_json(out.encode())["problems"]
    assert problem["file"].endswith(".json")


def test_name_that_is_not_utf8(tmp_path: Path) -> None:
    Path(os.fsdecode(bytes(tmp_path) + b"/gr\xf6\xdfe.json")).write_text(BAD)
    done = process("check", "--quiet", tmp_path)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.count(b"\n") == 1
    assert done.stdout.startswith(bytes(tmp_path) + b"/gr")


PRETTY = json.dumps(json.loads(BAD), indent=2)
ALLMAN = """\
{
"command": "channel.dial",
"target": "PureCloud-mlopez.70001",
"data":
{"destinaton": "+15550105"}
}
"""
LARGE = GOOD[:-1] + ', "context": {"dump": "' + "x" * 200_000 + '"}}'
#: Content, and the place of each problem in it.
FORMS = {
    "nothing else": (BAD, [(1, BAD_COLUMN, "unknown-member")]),
    "one line": (BAD + "\n", [(1, BAD_COLUMN, "unknown-member")]),
    "one line behind blank ones": ("\n \r\n\n" + BAD, [(4, BAD_COLUMN, "unknown-member")]),
    "pretty-printed": (PRETTY, [(5, 5, "unknown-member")]),
    "pretty-printed behind blank lines": ("\n\n\n" + PRETTY, [(8, 5, "unknown-member")]),
    "pretty-printed without indentation": (ALLMAN, [(5, 2, "unknown-member")]),
    "array of one line": (f"[{GOOD}, {BAD}]\n", [(1, len(GOOD) + 3 + BAD_COLUMN, "unknown-member")]),
    "array": (f"[\n{GOOD},\n{BAD}\n]\n", [(3, BAD_COLUMN, "unknown-member")]),
    "array, indented": (f"\n  [\n  {GOOD},\n  {BAD}\n]\n", [(4, BAD_COLUMN + 2, "unknown-member")]),
    "array of pretty-printed ones": (
        f"[\n{PRETTY},\n{PRETTY}\n]",
        [(6, 5, "unknown-member"), (13, 5, "unknown-member")],
    ),
    "lines": (f"{GOOD}\n{BAD}\n{GOOD}\n", [(2, BAD_COLUMN, "unknown-member")]),
    "lines, indented": (f"  {GOOD}\n  {BAD}\n", [(2, BAD_COLUMN + 2, "unknown-member")]),
    "lines behind blank ones": (f"\n\n\r\n\n{GOOD}\n\n{BAD}\n", [(7, BAD_COLUMN, "unknown-member")]),
    "lines, the first broken": (
        f"{GOOD[:40]}\n{GOOD}\n{BAD}\n",
        [(1, 41, "syntax"), (3, BAD_COLUMN, "unknown-member")],
    ),
    "lines, the first no JSON": (f"started\n{GOOD}\n{BAD}\n", [(1, 1, "syntax"), (3, BAD_COLUMN, "unknown-member")]),
    "lines, the first in brackets": (f"[x] up\n{GOOD}\n{BAD}", [(1, 2, "syntax"), (3, BAD_COLUMN, "unknown-member")]),
    "lines, the first two broken": (
        f"started\nup\n{GOOD}\n{BAD}\n",
        [(1, 1, "syntax"), (2, 1, "syntax"), (4, BAD_COLUMN, "unknown-member")],
    ),
    "lines, all broken": (f"{GOOD[:-1]},}}\n" * 3, [(line, len(GOOD) + 1, "syntax") for line in (1, 2, 3)]),
    "lines, all with something before them": (f"data: {GOOD}\n" * 2, [(1, 1, "syntax"), (2, 1, "syntax")]),
    "lines, the first without its beginning": (
        f"{GOOD[40:]}\n{BAD}",
        [(1, 1, "syntax"), (2, BAD_COLUMN, "unknown-member")],
    ),
    "lines, the second broken": (f"{GOOD}\n{{\n{BAD}\n", [(2, 2, "syntax"), (3, BAD_COLUMN, "unknown-member")]),
    "lines, the first an array": (f"[1]\n\n{BAD}\n", [(1, 1, "wrong-type"), (3, BAD_COLUMN, "unknown-member")]),
    "lines, the first null": (f"null\n{BAD}", [(1, 1, "wrong-type"), (2, BAD_COLUMN, "unknown-member")]),
    "a document on the first line": (f"[{GOOD}, {BAD}]\n\n \n", [(1, len(GOOD) + 3 + BAD_COLUMN, "unknown-member")]),
    "lines, the first large": (f"{LARGE}\n{BAD}\n", [(2, BAD_COLUMN, "unknown-member")]),
    "lines, the second large": (f"{GOOD}\n{LARGE}\n{BAD}\n", [(3, BAD_COLUMN, "unknown-member")]),
}  # fmt: skip


def whole(content: bytes) -> list[bytes]:
    return [content]


def line_by_line(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def in_bits(content: bytes) -> list[bytes]:
    size = max(7, len(content) // 200)
    return [content[at : at + size] for at in range(0, len(content), size)]


@pytest.mark.parametrize("written", [whole, line_by_line, in_bits])
@pytest.mark.parametrize(("content", "found"), FORMS.values(), ids=FORMS)
def test_detected_in_a_pipe(
    content: str, found: list[Any], written: Callable[[bytes], list[bytes]], report: Reporter
) -> None:
    exit_code, document = report("-", stdin=written(content.encode()))
    assert (exit_code, places(document, "-")) == (1, found)


@pytest.mark.parametrize(("content", "found"), FORMS.values(), ids=FORMS)
def test_detected_in_a_file(content: str, found: list[Any], text_file: TextFile, report: Reporter) -> None:
    exit_code, document = report(text_file("session.log", content.encode()))
    assert (exit_code, places(document)) == (1, found)


def test_standard_input_among_files(message_file: MessageFile, report: Reporter) -> None:
    path = message_file(BAD, name="a.json")
    _, document = report(path, "-", path, stdin=BAD.encode())
    assert [problem["file"] for problem in document["problems"]] == [str(path), "-"]


def test_standard_input_of_records(report: Reporter) -> None:
    objects = f'{{"event": {GOOD}}}\n{{"event": {BAD}}}\n'.encode()
    assert report("--at", "/event", "-", stdin=objects).places() == [(2, BAD_COLUMN + 10, "unknown-member")]
    arrays = [f"[1, {GOOD}]\n".encode(), f"[2, {BAD}]\n".encode()]
    assert report("--at", "/1", "-", stdin=arrays).places() == [(2, BAD_COLUMN + 4, "unknown-member")]
