"""Sentences with words that are not known."""

from docs_checks import CONTRACT, checked, codes, contract_with, findings
from helpers import ROOT

from cti_contract.drift.known_words import unknown_words

LISTED = (ROOT / "cti_contract/drift/known_words.txt").read_text(encoding="utf-8").splitlines()


def test_list() -> None:
    """One word a line, in lower case, each once and in order, without those of the contract: they are known anyway."""
    assert sorted(set(LISTED)) == LISTED
    assert [word for word in LISTED if word != word.lower() or not word.isalpha()] == []
    assert [word for word in LISTED if word in CONTRACT.words] == []


def test_unknown_words() -> None:
    text = "Its `zorp` and `a.zorp`, zorpX and channel.zorp: a Zorp, a second zorp."
    assert unknown_words(text, CONTRACT) == ("zorp",)
    assert unknown_words("The target is the channel.", CONTRACT) == ()


def test_sentence_with_an_unknown_word() -> None:
    """It is no finding; the same sentence without that word is one."""
    assert codes("## channel.dial\n\nThe target is the session.\n") == ["target-refused"]
    page = checked("## channel.dial\n\nThe target is the session of the zorp.\n\n`destination` is required.\n")
    assert page.findings == []
    assert [(claim.line, claim.value) for claim in page.unread] == [(3, ("zorp",))]
    assert [str(claim) for claim in page.claims] == ["channel.dial: destination: required yes"]


def test_page_of_sentences_that_are_not_understood() -> None:
    """It is about messages, so it is not reported as a page without any."""
    first = "A failure has the members command, target, result, failure and original."
    text = f"{first}\nThe code of a failure is an integer{{}}.\n"
    assert codes(text.format(""), "page.txt") == ["other-type"]
    assert codes(text.format(" for the zorp"), "page.txt") == []
    assert codes("A zorp is an integer.\n") == ["no-messages"]


def test_words_of_the_contract() -> None:
    """The words of its descriptions are known, and so are the names of its members."""
    text = "## channel.dial\n\nThe `destination` is optional, for a zorp.\n"
    assert codes(text) == []
    changed = contract_with("commands/channel.dial.json", ["description"], "Dials, for a zorp.")
    assert [finding.code for finding in findings(text, contract=changed)] == ["required"]
