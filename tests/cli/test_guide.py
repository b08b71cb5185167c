"""`cti-contract guide`."""

import pydoc
import sys
from pathlib import Path

import pytest
from each_case import each_case
from helpers import ROOT, Cli

FOLDER = ROOT / "cti_contract" / "guides"
PAGES = sorted(FOLDER.glob("*.md"))


def test_guide_lists_its_pages(cli: Cli) -> None:
    done = cli("guide")
    rows = done.out.partition("\n\n")[0].splitlines()
    titles = [path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for path in PAGES]
    assert (done.code, done.err) == (0, "")
    assert [row.split(maxsplit=1) for row in rows] == [
        [path.stem, title] for path, title in zip(PAGES, titles, strict=True)
    ]


@each_case("path", PAGES, ids=lambda path: path.stem)
def test_guide_prints_a_page(path: Path, cli: Cli) -> None:
    """Only the marks of rendered parts are left out: comments in examples are part of the page."""
    lines = path.read_text(encoding="utf-8").splitlines()
    marks = [line for line in lines if line.endswith((": begin -->", ": end -->"))]
    done = cli("guide", path.stem)
    assert (done.code, done.err) == (0, "")
    assert [line for line in done.out.splitlines() if line] == [line for line in lines if line and line not in marks]


@pytest.mark.parametrize(
    ("topic", "message"),
    [
        ("gates", 'no guide "gates" (did you mean "gate"?); `cti-contract guide` lists the guides\n'),
        ("../guides/gate", 'no guide "../guides/gate"; `cti-contract guide` lists the guides\n'),
    ],
)
def test_guide_without_such_a_page(topic: str, message: str, cli: Cli) -> None:
    assert cli("guide", topic) == (2, "", message)


def test_guide_uses_the_pager(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    paged: list[str] = []
    monkeypatch.setattr(pydoc, "pager", paged.append)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert cli("guide", "gate") == (0, "", "")
    assert paged == [(FOLDER / "gate.md").read_text(encoding="utf-8")]
