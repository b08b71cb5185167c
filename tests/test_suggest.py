"""The known word that a misspelt one is nearest to."""

import pytest

from cti_contract.suggest import suggestion

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


def test_no_choices() -> None:
    assert suggestion("a", ()) is None
