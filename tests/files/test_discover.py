"""The files that paths lead to: in folders, by patterns, each once, and without the excluded ones."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from each_case import each_case
from helpers import BAD, GOOD, Cli, MessageFile, Reporter, TextFile

from cti_contract.files import discover
from cti_contract.files.discover import files
from cti_contract.files.globs import glob_of
from cti_contract.problems import Problem

TREE = (
    "a.json",
    "b.ndjson",
    "notes.txt",
    "[x].json",
    "old/a.json",
    "old/deep/c.jsonl",
    "old/readme",
    ".git/d.json",
    ".venv/lib/d.json",
    "old/node_modules/d.json",
    "__pycache__/d.json",
    ".e.json",
)


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, message_file: MessageFile, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in TREE:
        message_file(GOOD, name=f"tree/{name}")
    monkeypatch.chdir(tmp_path / "tree")


def found(*paths: str, exclude: tuple[str, ...] = ()) -> list[str]:
    return list(_found(paths, exclude))


def _found(paths: tuple[str, ...], exclude: tuple[str, ...]) -> Iterator[str]:
    for each in files(paths, [glob_of(pattern, os.getcwd()) for pattern in exclude]):
        yield f"{each.file}: {each.message}" if isinstance(each, Problem) else each.replace(os.sep, "/")


ALL = ["./.e.json", "./[x].json", "./a.json", "./b.ndjson", "./old/a.json", "./old/deep/c.jsonl"]


def test_folders_that_are_not_entered() -> None:
    assert found(".") == ALL


@pytest.mark.parametrize("path", [".git", ".venv", "old/node_modules", "__pycache__", "./.git/../.git"])
def test_named_folder_is_entered(path: str) -> None:
    assert [file[-6:] for file in found(path, exclude=("node_modules", ".git"))] == ["d.json"]


@each_case(
    ("pattern", "names"),
    [
        ("old", ALL[:4]),
        ("old/", ALL[:4]),
        ("a.json", [*ALL[:2], ALL[3], ALL[5]]),
        ("./a.json", [*ALL[:2], *ALL[3:]]),
        ("old/*", ALL[:4]),
        ("*.json", [ALL[3], ALL[5]]),
        ("**/deep/**", ALL[:5]),
    ],
)
def test_exclude(pattern: str, names: list[str]) -> None:
    assert found(".", exclude=(pattern,)) == names


def test_excluded_file_that_is_named() -> None:
    assert found("a.json", exclude=("a.json",)) == ["a.json"]


def test_everything_excluded(cli: Cli) -> None:
    done = cli("check", "--exclude", "*", ".")
    assert done.code == 1
    assert done.out.startswith(".: error: no message files in this folder (.json, ")
    assert "), except the excluded ones [no-messages]\n" in done.out
    done = cli("check", "--exclude", "*", "*.ndjson")
    assert done.out.startswith("*.ndjson: error: no files match this pattern, except the excluded ones [no-messages]")


@each_case(
    ("pattern", "names"),
    [
        ("*.ndjson", ["b.ndjson"]),
        ("./*.ndjson", ["./b.ndjson"]),
        ("*.txt", ["notes.txt"]),
        ("ol?", ["old/a.json", "old/deep/c.jsonl"]),
        ("*/a.json", ["old/a.json"]),
        ("**/a.json", ["a.json", "old/a.json"]),
        ("**/*.jsonl", ["old/deep/c.jsonl"]),
        ("old/**", ["old/a.json", "old/deep/c.jsonl"]),
        (".git/*.json", [".git/d.json"]),
        (".*/*.json", [".git/d.json"]),
        ("./.*/*.json", ["./.git/d.json"]),
        (".g*", [".git/d.json"]),
        ("**/.git/*", [".git/d.json"]),
        ("**/*.jsonl", ["old/deep/c.jsonl"]),
        ("[ab].*", ["a.json", "b.ndjson"]),
        ("[x].json", ["[x].json"]),
        ("[[]x].json", ["[x].json"]),
        ("o*/*/", ["old/deep/c.jsonl"]),
    ],
)
def test_patterns(pattern: str, names: list[str], cli: Cli) -> None:
    """An existing file comes before a pattern; hidden folders are only found by a name or pattern with a dot."""
    assert found(pattern) == names
    absolute = found(f"{Path.cwd()}/{pattern.removeprefix('./')}")
    assert [os.path.relpath(file) for file in absolute] == [name.removeprefix("./") for name in names]
    assert cli("check", pattern).code == 0


def test_pattern_with_exclude() -> None:
    assert found("**/*.json", exclude=("old",)) == [".e.json", "[x].json", "a.json"]


def test_pattern_of_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discover, "walk", lambda *_: iter(["/x.json", "/y/z.json"]))
    assert found("/*.json") == ["/x.json"]


@pytest.mark.parametrize("pattern", ["*.xml", "gone/*.json", "[z].json", "**/z"])
def test_pattern_without_match(pattern: str, cli: Cli) -> None:
    reason = f"no such file or folder: {pattern}; nothing matches this pattern"
    assert cli("check", pattern) == (2, "", f"cti-contract check: error: {reason}\n")


def test_file_named_twice(report: Reporter) -> None:
    assert found("a.json", "./a.json", "old/../a.json", str(Path("a.json").resolve()), "*.json") == [
        "a.json",
        ".e.json",
        "[x].json",
    ]
    assert found("old", ".")[:2] == ["old/a.json", "old/deep/c.jsonl"]
    assert len(found("old", ".")) == len(ALL)
    assert report("a.json", "a.json").summary["messages"] == 1
    assert report("-", "-", stdin=BAD.encode()).summary["files"] == 1


def test_empty_folder_named_twice(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert len(found(str(tmp_path / "empty"), str(tmp_path / "empty"))) == 1


def test_exclude_in_configuration(text_file: TextFile, report: Reporter, monkeypatch: pytest.MonkeyPatch) -> None:
    text_file("cti-contract.toml", "exclude = ['tree/old/deep', 'tree/[[]x].json']")
    monkeypatch.chdir("old")
    assert report("..").summary["files"] == 4
    assert report("--exclude", "../a.json", "..").summary["files"] == 5


@pytest.mark.parametrize("command", ["check", "session", "docs"])
def test_file_in_a_folder_that_cannot_be_entered(command: str, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not called missing, since it may exist."""
    seen, opened = os.lstat, open

    def refuse(look: Callable[..., Any]) -> Callable[..., Any]:
        def refused(path: Any, *rest: Any, **options: Any) -> Any:
            if str(path).startswith("locked/"):
                raise PermissionError(13, "Permission denied", path)
            return look(path, *rest, **options)

        return refused

    monkeypatch.setattr(os, "lstat", refuse(seen))
    monkeypatch.setattr("builtins.open", refuse(opened))
    reason = f"cti-contract {command}: error: cannot read locked/a.md: Permission denied\n"
    assert cli(command, "locked/a.md") == (2, "", reason)
    reason = f"cti-contract {command}: error: no such file or folder: a.json/b\n"
    assert cli(command, "a.json/b") == (2, "", reason)


def test_pattern_in_a_folder_that_cannot_be_listed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(folder: str) -> Any:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(os, "scandir", scandir)
    report = "old: error: cannot be read: Permission denied [unreadable]\n0 messages in 0 files: 1 error, 0 warnings\n"
    assert cli("check", "old/*.json") == (1, report, "")


@pytest.mark.parametrize("path", [".", "*.json"])
def test_folder_that_cannot_be_listed(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def scandir(folder: str) -> Any:
        if os.path.basename(folder) == "old":
            raise PermissionError(13, "Permission denied", folder)
        return listed(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    first, *rest = [file.removeprefix("./") for file in found(path)]
    assert first == "old: cannot be read: Permission denied"
    assert "a.json" in rest
