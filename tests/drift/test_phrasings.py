"""Facts about messages in the words of many writers: those that are right, and those that are not."""

import tomllib
from typing import Any

import pytest
from docs_checks import PAGES, findings

FACTS: list[dict[str, Any]] = tomllib.loads((PAGES / "phrasings.toml").read_text(encoding="utf-8"))["fact"]


@pytest.mark.parametrize("fact", FACTS, ids=[fact["about"] for fact in FACTS])
def test_phrasings(fact: dict[str, Any]) -> None:
    for is_right, sentences in ((True, fact["right"]), (False, fact["wrong"])):
        for sentence in sentences:
            found = findings(f"# {fact['message']}\n\n{sentence}\n", "page.md")
            assert (not found) is is_right, (sentence, found)
