"""The known word that a misspelt one is nearest to."""

import pytest

from cti_contract.suggest import folded, suggestion

COMMANDS = ("channel.dial", "session.request.addchannel", "session.request.incontact.addressbook")


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("channel.dail", "channel.dial"),
        ("  CHANNEL.dial ", "channel.dial"),
        ("session.addchanel", "session.request.addchannel"),
        ("session.addressbook", "session.request.incontact.addressbook"),
        ("fax.send", None),
        ("", None),
        ("channel.dial" + "x" * 89, None),
    ],
)
def test_suggestion(word: str, nearest: str | None) -> None:
    assert suggestion(word, COMMANDS) == nearest


def test_folded() -> None:
    assert folded(" \u2003\x85Stra\u00dfe \u0130\u212a\ufeff\n") == "stra\u00dfe \u0130\u212a\ufeff"


def test_no_choices() -> None:
    assert suggestion("a", ()) is None
