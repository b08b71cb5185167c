"""The known word that a misspelt one is nearest to."""

from each_case import each_case
from hypothesis import given
from hypothesis import strategies as st

from cti_contract.suggest import folded, suggestion

COMMANDS = ("channel.dial", "session.request.addchannel", "session.request.incontact.addressbook")


@each_case(
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


WORDS = st.text("abc", max_size=12)


@given(WORDS, st.lists(WORDS, max_size=4).map(tuple), st.sampled_from([60, 75, 90]))
def test_nearest(word: str, choices: tuple[str, ...], least: int) -> None:
    likeness = [100 * 2 * table(word, each) / (len(word + each) or 2) if word + each else 100 for each in choices]
    best = max(likeness, default=0)
    nearest = choices[likeness.index(best)] if best >= least else None
    assert suggestion(word, choices, likeness=least) == nearest


def table(one: str, other: str) -> int:
    """Return the length of the longest common subsequence, by the usual table."""
    row = [0] * (len(other) + 1)
    for character in one:
        before, row = row, [0]
        for at, each in enumerate(other):
            row.append(before[at] + 1 if each == character else max(before[at + 1], row[at]))
    return row[-1]
