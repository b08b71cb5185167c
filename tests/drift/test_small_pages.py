"""Small pages with their findings."""

import tomllib
from typing import Any

from docs_checks import PAGES, findings
from each_case import each_case

FILES = ("small.toml", "structure.toml", "surroundings.toml", "correct.toml")
SMALL: list[dict[str, Any]] = [
    page for file in FILES for page in tomllib.loads((PAGES / file).read_text(encoding="utf-8"))["page"]
]


@each_case("page", SMALL, ids=[page["about"] for page in SMALL])
def test_small_page(page: dict[str, Any]) -> None:
    found = [f"{each.line} {each.code}: {each.text}" for each in findings(page["text"], page.get("file", "page.md"))]
    expected = page.get("findings", [])
    assert len(found) == len(expected), found
    for one, other in zip(found, expected, strict=True):
        line_and_code, _, text = other.partition(": ")
        assert one.startswith(f"{line_and_code}: ")
        assert text in one
