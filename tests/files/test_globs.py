"""Patterns of paths."""

import os
from pathlib import Path

import pytest
from each_case import each_case

from cti_contract.files.globs import Same, any_covers, any_matches, exact, glob_of


@each_case(
    ("pattern", "path", "matches"),
    [
        ("a.json", "a.json", True),
        ("a.json", "deep/er/a.json", True),
        ("a.json", "a.jsonx", False),
        ("*.json", "deep/.json", True),
        ("./a.json", "a.json", True),
        ("./a.json", "deep/a.json", False),
        ("/a.json", "deep/a.json", False),
        ("logs/", "old/logs", True),
        ("old/logs/", "old/logs", True),
        ("old/*.json", "old/a.json", True),
        ("old/*.json", "old/deep/a.json", False),
        ("old/**", "old/deep/a.json", True),
        ("**/a.json", "a.json", True),
        ("x/**/a.json", "x/a.json", True),
        ("x/**/a.json", "x/y/z/a.json", True),
        ("?.json", "a.json", True),
        ("?.json", "ab.json", False),
        ("[ab].json", "b.json", True),
        ("[!ab].json", "b.json", False),
        ("[!ab].json", "c.json", True),
        ("[.json", "[.json", True),
        ("[a*", "[abc", True),
        ("[a-[b-", "[a-[b-", True),
        ("[[ab]c[d", "ac[d", True),
        ("a]b[c", "a]b[c", True),
        ("[[]a[", "[a[", True),
        ("[a/b]", "[a/b]", True),
        ("./[a/[bc]", "[a/c", True),
        ("[ab][ab]", "ba", True),
        ("[ab][ab]", "bc", False),
        ("a+b.json", "a+b.json", True),
        ("a.json", "../a.json", True),
        ("./a.json", "../a.json", False),
    ],
)
def test_matches(pattern: str, path: str, matches: object, tmp_path: Path) -> None:
    assert any_matches([glob_of(pattern, str(tmp_path))], str(tmp_path / path)) is matches


@pytest.mark.parametrize(("pattern", "covers"), [("old", True), ("old/deep", True), ("deep/", True), ("dee", False)])
def test_covers(pattern: str, covers: object, tmp_path: Path) -> None:
    assert any_covers([glob_of(pattern, str(tmp_path))], str(tmp_path / "old/deep/a.json")) is covers


def test_whole_path(tmp_path: Path) -> None:
    """A shell puts a whole path in the place of `$PWD`, which may have links in it."""
    real, link, other = tmp_path / "real", tmp_path / "link", tmp_path / "other"
    real.mkdir()
    link.symlink_to(real)
    for base in (str(real), str(other)):
        for pattern in (
            f"{real}/old",
            f"{link}/old",
            f"{link}/o*",
            f"{link}/[o]ld",
            f"{real}/**/old",
            f"{tmp_path}/re*/old/",
        ):
            glob = glob_of(pattern, base)
            assert glob.matches(str(real / "old")), pattern
            assert any_covers([glob], str(real / "old/a.json")), pattern
            assert not glob.matches(str(real / "new")), pattern
            assert not glob.matches(str(other / "old")), pattern


def test_exact_path(tmp_path: Path) -> None:
    glob = exact(str(tmp_path / "a*.json"))
    assert glob.matches(str(tmp_path / "a*.json"))
    assert not glob.matches(str(tmp_path / "ab.json"))


def test_same_file(tmp_path: Path) -> None:
    file, link = tmp_path / "a.json", tmp_path / "link.json"
    file.touch()
    link.hardlink_to(file)
    found = file.stat()
    same = Same(found.st_dev, found.st_ino)
    assert [same.matches(str(path)) for path in (file, link, tmp_path, tmp_path / "gone")] == [True, True, False, False]


def test_other_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: str) -> str:
        raise ValueError

    monkeypatch.setattr(os.path, "relpath", fail)
    assert not glob_of("./a.json", ".").matches("a.json")
