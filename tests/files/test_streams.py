"""Streams: standard input, compressed files, and input that cannot be read to its end."""

import bz2
import gzip
import io
import lzma
import os
import sys
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from each_case import each_case
from helpers import BAD, BAD_COLUMN, GOOD, Cli, MessageFile, Reporter, TextFile

from cti_contract.files.check import check_files
from cti_contract.files.results import FileSummary
from cti_contract.problems import Problem

PROBLEM = (1, BAD_COLUMN, "unknown-member")
UNREADABLE = (None, None, "unreadable")
ZSTD = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


def test_standard_input_among_files(message_file: MessageFile, report: Reporter) -> None:
    paths = message_file(BAD, name="a.json"), "-", message_file(BAD, name="b.json")
    found = report(*paths, stdin=BAD.encode())
    assert [problem["file"] for problem in found.problems] == [str(path) for path in paths]


def test_standard_input_that_fails(message_file: MessageFile, report: Reporter) -> None:
    def pieces() -> Iterator[bytes]:
        yield f"{BAD}\n{BAD}\n".encode()
        raise OSError(5, "Input/output error")

    other = message_file(BAD, name="z.json")
    found = report("-", other, stdin=pieces())
    assert (found.code, found.places("-")) == (1, [PROBLEM, (2, *PROBLEM[1:]), UNREADABLE])
    assert found.places(other) == [PROBLEM]


def test_standard_input_that_is_closed(
    message_file: MessageFile, report: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # as after `<&-` in a shell
    found = report("-", message_file(BAD, name="z.json"))
    assert (found.code, found.places()) == (1, [UNREADABLE, PROBLEM])
    assert found.problems[0]["message"] == "cannot be read: standard input is closed"


def test_file_that_changes(message_file: MessageFile) -> None:
    path = message_file(*[BAD] * 2000)
    findings = check_files([str(path)])
    first = next(findings)
    path.write_text(BAD)
    *_, problem, counts, _ = findings
    assert isinstance(first, Problem)
    assert isinstance(problem, Problem)
    assert isinstance(counts, FileSummary)
    assert (problem.code, problem.message) == ("unreadable", "cannot be read: the file changed while it was read")
    assert counts.errors >= 2


@pytest.mark.parametrize("name", ["x.json", "x.ndjson", "x.jsonl", "x.log", "x"])
def test_gzip(name: str, text_file: TextFile, report: Reporter) -> None:
    found = report(text_file(f"{name}.gz", f"[\n{BAD}]" if name == "x.json" else f"{GOOD}\n{BAD}\n"))
    assert (found.code, found.places()) == (1, [(2, *PROBLEM[1:])])


def test_gzip_in_parts(text_file: TextFile, report: Reporter) -> None:
    parts = gzip.compress(GOOD.encode()[:50]) + gzip.compress(f"{GOOD[50:]}\n{BAD}".encode())
    path = text_file("parts", parts)
    assert report(path.rename(path.with_name("x.ndjson.gz"))).places() == [(2, *PROBLEM[1:])]


LINES = f"{BAD}\n".encode() * 3
GZIPPED = gzip.compress(LINES, mtime=0)
ZSTD_COMPRESSED: bytes = ZSTD.compress(LINES)
BROKEN = {
    ".gz not compressed": GOOD.encode(),
    ".gz without bytes": b"",
    ".gz that ends in the header": GZIPPED[:7],
    ".gz that ends in the data": GZIPPED[: len(GZIPPED) // 2],
    ".gz that ends in the checksum": GZIPPED[:-2],
    ".gz with another checksum": GZIPPED[:-8] + bytes(4) + GZIPPED[-4:],
    ".gz with broken data": GZIPPED[:20] + bytes(byte ^ 0x55 for byte in GZIPPED[20:60]) + GZIPPED[60:],
    ".gz of an unknown method": GZIPPED[:2] + b"\x07" + GZIPPED[3:],
    ".gz with more after the data": GZIPPED + b"more",
    ".zst not compressed": GOOD.encode(),
    ".zst that ends in the header": ZSTD_COMPRESSED[:5],
    ".zst that ends in the data": ZSTD_COMPRESSED[:-20],
    ".zst with broken data": ZSTD_COMPRESSED[:12] + bytes(byte ^ 0x55 for byte in ZSTD_COMPRESSED[12:]),
    ".zst with more after the data": ZSTD_COMPRESSED + b"more",
}


@each_case("name", ["a.json", "a.ndjson", "a.jsonl", "a"])
@each_case("broken", BROKEN)
def test_broken_compressed_file(
    broken: str, name: str, text_file: TextFile, message_file: MessageFile, report: Reporter
) -> None:
    suffix = broken.partition(" ")[0]
    path, other = text_file("broken", BROKEN[broken]), message_file(BAD, name="z.json")
    path = path.rename(path.with_name(name + suffix))
    found = report(path, other)
    assert found.code == 1
    assert found.places(path)[-1] == (UNREADABLE if BROKEN[broken] else (1, 1, "no-messages"))
    assert found.places(other) == [PROBLEM]


def test_lines_before_the_broken_part(text_file: TextFile, report: Reporter) -> None:
    lines = [GOOD.replace("+15550101", f"+1555{number:04}") for number in range(4000)]
    lines[7] = lines[1001] = BAD
    packed = gzip.compress("\n".join(lines).encode())
    path = text_file("cut", packed[: len(packed) * 3 // 4])
    found = report(path.rename(path.with_name("cut.ndjson.gz")))
    assert (found.code, found.places()) == (1, [(8, *PROBLEM[1:]), (1002, *PROBLEM[1:]), UNREADABLE])
    assert 1002 <= found.summary["messages"] < 4000


@each_case("parts", [1, 2])
@each_case("name", ["a.ndjson.zst", "a.jsonl.zst", "a.log.zst"])
def test_zstd(name: str, parts: int, text_file: TextFile, report: Reporter) -> None:
    found = report(text_file(name, ZSTD_COMPRESSED * parts))
    assert found.places() == [(line, *PROBLEM[1:]) for line in range(1, 3 * parts + 1)]


def test_compressed_twice(tmp_path: Path, report: Reporter) -> None:
    for suffix, outer in ((".gz", "gzip"), (".zst", "zstd")):
        for inner, name in ((b"\x1f\x8b\x08", "gzip"), (b"PK\x03\x04", "zip")):
            path = tmp_path / f"a.ndjson{suffix}"
            path.write_bytes(gzip.compress(inner) if suffix == ".gz" else ZSTD.compress(inner))
            [problem] = report(path).problems
            assert problem["message"] == f"compressed twice, with {name} inside of {outer}: decompress it once"


def test_zstd_in_a_folder(text_file: TextFile, report: Reporter) -> None:
    text_file("a.json.zst", ZSTD.compress(f"[\n{BAD}]".encode()))
    path = text_file("b.ndjson.zst", ZSTD_COMPRESSED)
    assert report(path.parent).summary["messages"] == 4


@pytest.mark.parametrize("options", [(), ("--extract",)])
@pytest.mark.parametrize("name", ["a.json", "a.ndjson", "a.log", "-"])
def test_other_archives(name: str, options: tuple[str, ...], text_file: TextFile, cli: Cli) -> None:
    """A message in an archive may be stored as it is, so that it would be found among other bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("a.json", GOOD)
    for program, content in (
        ("zip", archive.getvalue()),
        ("bzip2", bz2.compress(GOOD.encode())),
        ("xz", lzma.compress(GOOD.encode())),
    ):
        path: str | Path = name if name == "-" else text_file(name, content)
        result = cli("check", "--quiet", *options, path, stdin=content)
        assert result == (1, f"{path}:1:1: error: compressed with {program}: decompress it first [not-utf8]\n", "")


@pytest.mark.parametrize("name", ["sample.ndjson", "-"])
@pytest.mark.parametrize(("program", "suffix"), [("gzip", ".gz"), ("zstd", ".zst")])
def test_compressed_without_suffix(program: str, suffix: str, name: str, text_file: TextFile, cli: Cli) -> None:
    content: bytes = (gzip if program == "gzip" else ZSTD).compress(GOOD.encode())
    path: str | Path = name if name == "-" else text_file(name, content)
    result = cli("check", "--quiet", path, stdin=content)
    message = f"compressed with {program}: decompress it first, or let its name end in {suffix}"
    assert result == (1, f"{path}:1:1: error: {message} [not-utf8]\n", "")


def test_zstd_without_library(text_file: TextFile, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, ZSTD.__name__, None)
    path = text_file("a.ndjson.zst", ZSTD_COMPRESSED)
    message = "cannot be read: this needs pip install 'cti-contract[zstd]' [unreadable]"
    assert cli("check", "--quiet", path) == (1, f"{path}: error: {message}\n", "")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
@pytest.mark.parametrize("command", ["check", "session"])
def test_device_without_an_end(
    command: str, tmp_path: Path, message_file: MessageFile, report: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named as a file, by a link, or as standard input; the other files are checked."""
    links = [tmp_path / name for name in ("a.json", "b.log", "c.ndjson.gz")]
    for link in links:
        link.symlink_to("/dev/zero")
    with Path("/dev/zero").open() as stdin, Path(os.devnull).open() as nothing:
        for name, file in ("-", stdin), ("/dev/zero", nothing), *((str(link), nothing) for link in links):
            monkeypatch.setattr(sys, "stdin", file)
            found = report(name, message_file(BAD, name="z.json"), command=command)
            assert found.places(name) == [UNREADABLE]
            assert found.problems[0]["message"] == "cannot be read: it is a device, which may have no end"
            assert PROBLEM in found.places()
        assert report("-", command=command).codes == ["no-messages"]
        assert report(os.devnull, command=command).codes == ["no-messages"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
def test_page_without_an_end(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/zero").open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        for name in "-", "/dev/zero":
            fault = f"{name}:1: unreadable-page: cannot be read: it is a device, which may have no end\n"
            ran = cli("docs", name)
            assert (ran.code, ran.out[: len(fault)]) == (1, fault)


@pytest.mark.parametrize(("suffix", "kind"), [("gz", "gzip"), ("zst", "zstd")])
def test_file_that_is_not_compressed(suffix: str, kind: str, tmp_path: Path, cli: Cli) -> None:
    """The first bytes of the file, which may be of a name, are not shown."""
    path = tmp_path / f"a.ndjson.{suffix}"
    reason = f"it has data that is not compressed with {kind}, in spite of its name"
    compressed = gzip.compress(GOOD.encode()) if kind == "gzip" else ZSTD.compress(GOOD.encode())
    for content in (b"xyz, too short for a name", compressed + b"and more"):
        path.write_bytes(content)
        first = cli("check", "--redact", path).out.splitlines()[0]
        assert first == f"{path}: error: cannot be read: {reason} [unreadable]"
