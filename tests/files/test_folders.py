"""Folders: which files are in them, links, pipes, odd names, and folders that cannot be read."""

import os
from pathlib import Path
from typing import Any

import jiter
import pytest
from helpers import BAD, BAD_COLUMN, GOOD, Cli, MessageFile, Reporter, TextFile, process

from cti_contract.files.check import check_files
from cti_contract.files.results import Summary

PROBLEM = (1, BAD_COLUMN, "unknown-member")
UNREADABLE = (None, None, "unreadable")


def test_files_with_suffix(tmp_path: Path, text_file: TextFile, report: Reporter) -> None:
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
    for name in [*reversed(names), "g.txt", "h.json.bak", "i.gz", "json", "j.json.tmp", "k.ndjson.txt"]:
        text_file(name, BAD)
    found = report(tmp_path)
    assert found.code == 1
    assert [problem["file"] for problem in found.problems] == [f"{tmp_path}/{name}" for name in names]
    assert set(found.places()) == {PROBLEM}
    assert found.summary["files"] == found.summary["messages"] == len(names)


@pytest.mark.parametrize("command", ["check", "session"])
def test_other_compressions(command: str, tmp_path: Path, text_file: TextFile, cli: Cli) -> None:
    """A folder with files in a compression that is not read has a warning, since they are not checked."""
    text_file("a.ndjson", "")
    for name in ("b.json.XZ", "c/d.ndjson.xz", "c/e.jsonl.zip", "c/f.xz", "c/json.xz"):
        text_file(name, "")
    warning = f"{tmp_path}: warning: 3 files (.xz, .zip) are not read: decompress them, compress with gzip, or "
    assert cli(command, tmp_path).out.startswith(f"{warning}--exclude '*.xz' --exclude '*.zip' [unreadable]\n")
    found = cli(command, "--exclude", "c", tmp_path).out
    assert "1 file (.xz) is not read: decompress it, compress with gzip, or --exclude '*.xz' [unreadable]\n" in found
    assert "not read" not in cli(command, "--exclude", "*.[xX][zZ]", "--exclude", "*.zip", tmp_path).out


def test_order_of_paths(tmp_path: Path, text_file: TextFile, report: Reporter) -> None:
    for name in ("a.json", "m/b.json", "m/c.json", "z.json"):
        text_file(name, BAD)
    found = report(tmp_path / "z.json", tmp_path / "m", tmp_path / "a.json")
    files = [problem["file"].removeprefix(f"{tmp_path}/") for problem in found.problems]
    assert files == ["z.json", "m/b.json", "m/c.json", "a.json"]


def test_folder_without_files(tmp_path: Path, text_file: TextFile, report: Reporter) -> None:
    text_file("inner/notes.txt", GOOD)
    text_file("inner/json", GOOD)
    found = report(tmp_path)
    assert (found.code, found.codes, found.summary["messages"]) == (1, ["no-messages"], 0)
    assert [problem["file"] for problem in found.problems] == [str(tmp_path)]


def test_empty_folder_among_others(tmp_path: Path, message_file: MessageFile, report: Reporter) -> None:
    path = message_file(GOOD, name="full/a.json")
    (tmp_path / "void").mkdir()
    found = report(path.parent, tmp_path / "void")
    assert (found.code, found.codes, found.summary["messages"]) == (1, ["no-messages"], 1)
    assert [problem["file"] for problem in found.problems] == [str(tmp_path / "void")]


def test_folder_with_suffix(tmp_path: Path, text_file: TextFile, report: Reporter) -> None:
    (tmp_path / "x.json").mkdir()
    assert report(tmp_path).codes == ["no-messages"]
    path = text_file("x.json/y.json", BAD)
    found = report(tmp_path)
    assert (found.code, found.places(), found.places(path)) == (1, [PROBLEM], [PROBLEM])


@pytest.mark.parametrize("pattern", ["", "**/*.json"])
def test_folder_without_permission(
    pattern: str, tmp_path: Path, text_file: TextFile, report: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    path = text_file("open.json", BAD)
    scandir = os.scandir

    def forbidding(folder: str) -> Any:  # root may list every folder
        if os.fspath(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", forbidding)
    found = report(tmp_path / pattern)
    assert (found.code, found.places(tmp_path / "closed"), found.places(path)) == (1, [UNREADABLE], [PROBLEM])


def test_linked_file(tmp_path: Path, text_file: TextFile, report: Reporter) -> None:
    text_file("kept.txt", BAD)
    (tmp_path / "linked.json").symlink_to("kept.txt")
    assert report(tmp_path).places() == [PROBLEM]


def test_file_and_a_link_to_it(tmp_path: Path, text_file: TextFile, cli: Cli) -> None:
    """A file to which several paths lead is checked once, whatever leads there."""
    text_file("in/a.json", GOOD)
    (tmp_path / "in" / "b.json").symlink_to("a.json")
    (tmp_path / "other").symlink_to("in")
    for paths in (["in"], ["in/*.json"], ["in/a.json", "in/b.json"], ["in", "other"], ["other", "in/b.json"]):
        assert cli("check", *[tmp_path / path for path in paths]).out == "1 message in 1 file: all valid\n", paths


def test_link_to_nothing(tmp_path: Path, text_file: TextFile, cli: Cli) -> None:
    (tmp_path / "a.json").symlink_to("gone.json")
    text_file("b.json", BAD)
    result = cli("check", tmp_path)
    first, second, summary = result.out.splitlines()
    assert result.code == 1
    assert first == f"{tmp_path}/a.json: error: cannot be read: No such file or directory [unreadable]"
    assert second.startswith(f"{tmp_path}/b.json:1:{BAD_COLUMN}: ")
    assert summary == "1 message in 2 files: 2 errors, 0 warnings"


@pytest.mark.parametrize(("target", "name"), [("gone.json", "a.json"), ("a.json", "."), ("a.json", "a.json")])
def test_link_without_end(target: str, name: str, tmp_path: Path, report: Reporter) -> None:
    (tmp_path / "a.json").symlink_to(target)
    found = report(tmp_path / name)
    assert (found.code, found.places(tmp_path / "a.json")) == (1, [UNREADABLE])


def test_links_between_folders(tmp_path: Path, text_file: TextFile, cli: Cli) -> None:
    for name, other in (("one", "two"), ("two", "one")):
        folder = text_file(f"{name}/a.json", GOOD).parent
        (folder / "up").symlink_to(tmp_path)
        (folder / "across").symlink_to(tmp_path / other)
    assert cli("check", tmp_path) == (0, "2 messages in 2 files: all valid\n", "")


@pytest.mark.parametrize("linked", [False, True])
def test_pipe_without_writer(linked: object, text_file: TextFile, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = text_file("b.json", BAD)
    path = other.with_name("a.json")
    pipe = tmp_path_factory.mktemp("pipes") / "pipe" if linked else path
    os.mkfifo(pipe)
    if linked:
        path.symlink_to(pipe)
    done = process("check", other.parent)
    assert done.returncode == 1
    assert f"{other}:1:{BAD_COLUMN}: ".encode() in done.stdout
    assert done.stdout.endswith(b": 1 error, 0 warnings, 1 file without messages skipped\n")


@pytest.mark.parametrize("argument", ["", "*.json", "**", "?"])
def test_pipes_and_devices_are_counted(argument: str, tmp_path: Path, text_file: TextFile, report: Reporter) -> None:
    text_file("d/a.json", GOOD)
    os.mkfifo(tmp_path / "d" / "b.json")
    (tmp_path / "d" / "c.json").symlink_to(os.devnull)
    (tmp_path / "d" / "d.json").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "d" / "e.txt")
    found = report(tmp_path / ("" if argument == "?" else "d") / argument, tmp_path / "d")
    assert (found.code, found.summary["messages"], found.summary["skipped"]) == (0, 1, 2)
    *_, summary = check_files([str(tmp_path)])
    assert isinstance(summary, Summary)
    assert (summary.messages, summary.skipped) == (1, 2)


NAMES = [b"a\nb.json", b"gr\xc3\xb6\xc3\x9fe.json", b"gr\xf6\xdfe.json", b"\x1b[31m.json", b"a b:1:2.json"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", [BAD, "{", None], ids=["message", "syntax", "unreadable"])
def test_odd_name_on_one_line(content: str | None, name: bytes, tmp_path: Path, cli: Cli) -> None:
    file = tmp_path / os.fsdecode(name)
    file.symlink_to("gone") if content is None else file.write_text(content)
    result = cli("check", "--quiet", tmp_path)
    assert result.code == 1
    assert result.out.count("\n") == 1
    assert result.out.strip().isprintable()


@pytest.mark.parametrize("name", NAMES)
def test_odd_name_in_json(name: bytes, text_file: TextFile, cli: Cli) -> None:
    out = cli("check", "--format", "json", text_file(os.fsdecode(name), BAD)).out
    [problem] = jiter.from_json(out.encode())["problems"]
    assert problem["file"].endswith(".json")


def test_name_that_is_not_utf8(tmp_path: Path, text_file: TextFile) -> None:
    text_file(os.fsdecode(b"gr\xf6\xdfe.json"), BAD)
    done = process("check", "--quiet", tmp_path)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.count(b"\n") == 1
    assert done.stdout.startswith(bytes(tmp_path) + b"/gr")
