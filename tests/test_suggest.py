"""The known word that a misspelt one is nearest to."""

from each_case import each_case
from hypothesis import given
from hypothesis import strategies as st

from cti_contract.contract.catalog import commands, events
from cti_contract.suggest import folded, suggested_name, suggestion

COMMANDS = ("channel.dial", "session.request.addchannel", "session.request.incontact.addressbook")


@each_case(
    ("word", "nearest"),
    [
        ("channel.dail", "channel.dial"),
        ("  CHANNEL.dial ", "channel.dial"),
        ("session.addchanel", "session.request.addchannel"),
        ("session.addressbook", "session.request.incontact.addressbook"),
        ("fax.send", None),
        ("\uff43hannel.d\u0131al", "channel.dial"),
        ("", None),
        ("channel.dial" + "x" * 89, None),
    ],
)
def test_suggestion(word: str, nearest: str | None) -> None:
    assert suggestion(word, COMMANDS) == nearest


@each_case(("word", "nearest"), [("etw", "ewt"), ("di", "id"), ("wet", "ewt"), ("ext", None), ("p10", "p1")])
def test_short_words(word: str, nearest: str | None) -> None:
    assert suggestion(word, ("ewt", "id", "p1")) == nearest


#: Words that users write for a name, by that name; None for those that no name is near to.
WORDS_FOR_NAMES = {
    # the same words with other signs between them, or without qualifiers
    "interaction.ended": ("interactionEnded", "INTERACTION_ENDED", "interaction-ended", "interaction.end"),
    "interaction.focuschanged": ("interaction.focus.changed", "interaction.focusChanged", "focuschanged"),
    "channelgroup.created": ("channel.group.created", "channel-group.created", "channelGroup.created"),
    "session.request.addchannel": ("session.addChannel", "session.add.channel", "addchannel", "session.addchanel"),
    "session.request.incontact.addressbook": ("session.addressbook", "session.request.addressbook"),
    "channel.dial": ("request.channel.dial", "channel.dial.request", "channeI.dial", "channel.dail", "dial"),
    # another object, or one too many
    "state.updated": ("conversation.state.updated", "channel.state.updated", "interaction.state", "stateUpdated"),
    "conversation.answer": ("interaction.answer", "channel.answer", "conversation.anser"),
    "interaction.consulttransfer": ("conversation.consulttransfer", "interaction.transfer"),
    "channel.infochanged": ("conversation.infochanged", "channel.info_changed"),
    "channel.disposed": ("channelgroup.disposed",),
    # the part of the same object that is nearest
    "conversation.blindtransfer": ("conversation.transfer", "interaction.blindtransfer"),
    "conversation.blindconference": ("conversation.conference",),
    "conversation.disposed": ("conversation.destroyed",),
    "conversation.member.added": ("member.added", "conversation.member.add", "conversation.memeber.added"),
    "session.addchannelgroup": ("session.addgroup", "session.request.addChannelGroup"),
    "channel.request.externaldispositions": ("channel.adddisposition", "channel.dispositions"),
    "channel.request.incontact.getscripts": ("channel.scripts", "getscripts"),
    "session.agentleg.connected": ("agentleg.connected", "session.agentleg.conected"),
    None: (
        # no part of the object is near
        *("conversation.resume", "conversation.hold", "session.stop", "channel.hangup", "state.changed", "session."),
        # several objects have the part
        *("interaction.disposed", "session.created", "channel.updated", "updated"),
        *("foo.updated", "foo.bar", "x", "", "channel.dial" + "x" * 89),
    ),
}


@each_case(("word", "nearest"), [(word, name) for name, words in WORDS_FOR_NAMES.items() for word in words])
def test_suggested_name(word: str, nearest: str | None) -> None:
    assert suggested_name(word, commands() + events()) == nearest


def test_folded() -> None:
    assert folded(" \u2003\x85Stra\u00dfe \u0130\u212a\ufeff\n") == "stra\u00dfe \u0130\u212a\ufeff"


def test_no_choices() -> None:
    assert suggestion("a", ()) is None


WORDS = st.text("abc", max_size=12)


@given(WORDS, st.lists(WORDS, max_size=4).map(tuple), st.sampled_from([60, 75, 90]))
def test_nearest(word: str, choices: tuple[str, ...], least: int) -> None:
    likeness = [percent(word, each) for each in choices]
    best = max(likeness, default=0)
    nearest = choices[likeness.index(best)] if best >= least else None
    assert suggestion(word, choices, likeness=least) == nearest


def percent(one: str, other: str) -> float:
    is_short = len(one) == len(other) <= 3 and sorted(one) == sorted(other)
    of_both = 100 * 2 * table(one, other) / len(one + other) if one + other else 100
    return max(of_both, 75) if is_short else of_both


def table(one: str, other: str) -> int:
    """Return the length of the longest common subsequence, by the usual table."""
    row = [0] * (len(other) + 1)
    for character in one:
        before, row = row, [0]
        for at, each in enumerate(other):
            row.append(before[at] + 1 if each == character else max(before[at + 1], row[at]))
    return row[-1]
