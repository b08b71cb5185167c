"""Files that are written as a whole, or not at all."""

import json
import os
import sys
from argparse import ArgumentParser
from pathlib import Path

import pytest
from helpers import BAD, BAD_COLUMN, Cli, TextFile, process

from cti_contract.cli.arguments import opened_output
from cti_contract.cli.whole_files import write_whole


def test_new_file(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(str(tmp_path / "a.json"), "größe\n")
    finally:
        os.umask(before)
    assert (tmp_path / "a.json").read_bytes() == "größe\n".encode()
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.json"]


def test_folders_are_made(tmp_path: Path, cli: Cli) -> None:
    path = tmp_path / "new" / "folder" / "bundle.json"
    assert cli("export", "bundle", "--output", str(path)) == (0, "", "")
    assert json.loads(path.read_text())["title"] == "CTI message"


def test_former_file(text_file: TextFile, tmp_path: Path) -> None:
    path = text_file("a.json", "old")
    path.chmod(0o604)
    (tmp_path / "link").symlink_to(path)
    write_whole(str(tmp_path / "link"), "new")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o604)
    assert (tmp_path / "link").is_symlink()


def test_former_content_stays(text_file: TextFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = text_file("a.json", "old")
    monkeypatch.setattr(os, "chmod", fail)
    done = cli("export", "bundle", "--output", path)
    assert (done.code, done.out) == (1, "")
    assert done.err == f"cti-contract: cannot write {path}: No space left on device\n"
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_full_device_is_named(text_file: TextFile, cli: Cli) -> None:
    """A baseline that is not written is not said to be."""
    file = text_file("a.json", BAD)
    for form in ("text", "github", "full"):
        refused = "cti-contract check: error: cannot write /dev/full: No space left on device\n"
        assert cli("check", "--format", form, "--write-baseline", "/dev/full", file) == (2, "", refused), form
    done = cli("check", "--format", "json", "--write-baseline", "/dev/full", file)
    assert (done.code, json.loads(done.out)["summary"]["complete"]) == (2, True)
    ran = process("check", "--output", "/dev/full", str(file))
    failed = b"cti-contract: cannot write /dev/full: No space left on device\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, b"", failed)
    with pytest.raises(OSError, match="'/dev/full'"), opened_output("/dev/full", ArgumentParser()) as stream:
        stream.write("x")


def test_standard_output_is_not_opened_again(
    text_file: TextFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    """A log that has something already would lose it."""
    file, log, link = text_file("a.json", BAD), tmp_path / "log", tmp_path / "link"
    link.symlink_to(log)
    problem = f"{file}:1:{BAD_COLUMN}: error:"
    refusal = "cti-contract check: error: --write-baseline needs a file"
    for options, code, line in (
        (("check", "--write-baseline", link, file), 2, refusal),
        (("check", "--output", log, file), 1, problem),
        (("check", "--output", link, file), 1, problem),
        (("export", "bundle", "--output", link), 0, "{"),
    ):
        for name in ("stdout", "stderr"):
            log.write_text("before\n", encoding="utf-8")
            with open(log, "a", encoding="utf-8") as stream, monkeypatch.context() as patched:
                patched.setattr(sys, name, stream)
                done = cli(*options)
            first, *rest = log.read_text(encoding="utf-8").splitlines()
            assert (done.code, first) == (code, "before"), options
            assert line in {each[: len(line)] for each in [*rest, *done.err.splitlines()]}, options
    assert not list(tmp_path.glob(".*"))


def test_device() -> None:
    write_whole("/dev/null", "text")
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        write_whole("/dev/null/a.json", "text")
