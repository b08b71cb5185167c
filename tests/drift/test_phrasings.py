"""Facts about messages in the words of many writers: those that are right, and those that are not."""

import tomllib
from typing import Any

import pytest
from docs_checks import PAGES, findings

from cti_contract.drift import sentence_words

FACTS: list[dict[str, Any]] = [
    fact
    for file in ("phrasings.toml", "wordings.toml")
    for fact in tomllib.loads((PAGES / file).read_text(encoding="utf-8"))["fact"]
]


@pytest.mark.parametrize("fact", FACTS, ids=[fact["about"] for fact in FACTS])
def test_phrasings(fact: dict[str, Any]) -> None:
    for is_right, group in ((True, fact["right"]), (False, fact["wrong"])):
        for sentence in group:
            found = findings(f"# {fact['message']}\n\n{sentence}\n", "page.md")
            assert (not found) is is_right, (sentence, found)


@pytest.mark.slow
def test_words_of_the_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    """No phrase is missed since the words of its topic lack one of its words."""
    pages = [f"# {fact['message']}\n\n" + "\n\n".join(fact["right"] + fact["wrong"]) for fact in FACTS]
    found = [findings(page, "page.md") for page in pages]
    every = frozenset(sentence_words.TOPICS)
    monkeypatch.setattr(sentence_words, "_topics_of_word", lambda _: every)
    assert found == [findings(page, "page.md") for page in pages]
