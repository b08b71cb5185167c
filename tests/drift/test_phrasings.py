"""Facts about messages in the words of many writers: those that are right, and those that are not."""

import tomllib
from typing import Any

import pytest
from docs_checks import PAGES, findings

from cti_contract.drift import sentence_words
from cti_contract.drift.vocabulary import finder, phrase

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
    sentence_words.topics_of.cache_clear()
    assert found == [findings(page, "page.md") for page in pages]
    sentence_words.topics_of.cache_clear()


ASIDES = ("past", "wish", "aside", "others", "except", "story", "in_vain")


@pytest.mark.parametrize("name", ASIDES)
def test_finder_finds_what_phrase_finds(name: str) -> None:
    pattern, is_in = phrase("elsewhere", name), finder("elsewhere", name)
    for text in (each.title() for fact in FACTS for each in (*fact["right"], *fact["wrong"])):
        assert is_in(text) is (pattern.search(text) is not None), text


def test_any_of_several_lists() -> None:
    is_in = finder("elsewhere", *ASIDES)
    for text in (
        "Our old client sent it.",
        "It is sent by OUR OLD client.",
        "TODO: a second channel.",
        "Außer im Chat.",
    ):
        assert is_in(text), text
    for text in ("It has one channel.", "Todo el mundo lo recibe."):
        assert not is_in(text), text
