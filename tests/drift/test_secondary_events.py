"""Lists of secondary events: as a page gives them, and against the contract."""

import pytest
from docs_checks import CONTRACT, checked, findings
from each_case import each_case

from cti_contract.drift.secondary_events import Listed, listing_of

HEAD = "# session.start\n\n## Secondary Events\n\n"


def listed(text: str) -> list[Listed] | None:
    sections = checked(HEAD + text).sections
    [section] = [section for section in sections if section.heading.name == "session.start"]
    listing = listing_of(section, CONTRACT)
    return [each._replace(line=0) for each in listing.events] if listing else None


def event(name: str, of: str | None = None, note: str | None = None, when: str | None = None) -> Listed:
    return Listed(0, name, of, note, when)


STATE = "state.updated"


@each_case(
    ("text", "events"),
    [
        ("- `state.updated` (channel state)", [event(STATE, "channel")]),
        ("- state.updated (channel group) (both calls)", [event(STATE, "channelgroup", "both calls")]),
        ("- state.updated (only if it rang, twice)", [event(STATE, None, "twice", "it rang")]),
        ("- state.updated unless it rang", [event(STATE, when="not it rang")]),
        ("- If it rang, `state.updated`", [event(STATE, when="it rang")]),
        ("- state.updated: conversation state, original call", [event(STATE, "conversation", "original call")]),
        ("- state.updated \u2013 Zustand des Gesprächs", [event(STATE, "conversation")]),
        ("- state.updated (state event)", [event(STATE)]),
        ("1. first `state.updated` for the channel", [event(STATE, "channel")]),
        ("- state.updated or `channel.disposed`", [event(STATE, when="or"), event("channel.disposed", when="or")]),
        ("- state.updated, channel.disposed", [event(STATE), event("channel.disposed")]),
        ("state.updated (channel), then channel.disposed", [event(STATE, "channel"), event("channel.disposed")]),
        ("Either channel.disposed or state.updated.", [event("channel.disposed", when="or"), event(STATE, when="or")]),
        ("### state.updated\n\nIt is updated.", [event(STATE)]),
        ("| Event | Of |\n|--|--|\n| state.updated | channel |", [event(STATE, "channel")]),
        (
            "| # | Event | When |\n|-|-|-|\n| 1 | state.updated | if it rang |\n| 2 | channel.disposed | always |",
            [event(STATE, when="it rang"), event("channel.disposed")],
        ),
        (
            "| Event | Condition | Note |\n|--|--|--|\n| state.updated | it rang | original call |",
            [event(STATE, None, "original call", "it rang")],
        ),
        ("| Event |\n|--|\n| none |", []),
        ("| Event |\n|--|", None),
        ("None.", []),
        ("Keine.", []),
        ("None known.", None),
        ("- whatever comes", None),
        ("- channel.dial", None),
    ],
)
def test_list_on_a_page(text: str, events: list[Listed] | None) -> None:
    assert listed(text) == events


@each_case(
    ("before", "text"),
    [
        ("**Secondary events:**", "- state.updated\n"),
        ("The following events are raised:", "- state.updated\n"),
        ("Secondary events: state.updated", ""),
        ("It starts. Raises these\nevents:", "- state.updated\n"),
        ("After that you will see:", "* state.updated - the state of the channel\n"),
        ("### What happens next", "1. state.updated\n"),
        ("Danach kommt:", "- `state.updated`"),
        ("### What happens next", "| Event | Object |\n|--|--|\n| `state.updated` | session |"),
        ("### Ereignisse danach", "| Ereignis | Objekt |\n|--|--|\n| state.updated | Session |"),
        ("**Emits:** state.updated\n(channel)", ""),
        ("| Secondary events | state.updated |\n|--|--|", ""),
    ],
)
def test_labels_of_lists(before: str, text: str) -> None:
    section = checked(f"# session.start\n\n{before}\n\n{text}").sections[0]
    listing = listing_of(section, CONTRACT)
    assert listing is not None
    assert [each.name for each in listing.events] == [STATE]


TRANSFER = [
    "state.updated (conversation, original call)",
    "conversation.disposed (original call)",
    "interaction.focuschanged",
    "interaction.ended (if only one call was active)",
]


def said(*items: str, command: str = "conversation.blindtransfer") -> list[str]:
    page = f"# {command}\n\n## Events raised\n\n" + "\n".join(f"- {item}" for item in items)
    return [each.text for each in findings(page)]


@each_case(
    ("changed", "text"),
    [
        ({}, None),
        ({0: "state.updated (conversation)"}, "state.updated: the note is not given on the page"),
        ({0: "state.updated"}, "the note is not given on the page"),
        ({0: "state.updated (interaction, original call)"}, 'the object is "interaction" on the page'),
        ({1: "conversation.disposed (the other call)"}, None),
        ({1: "conversation.disposed (consult call)"}, 'the note is "consult call" on the page'),
        ({1: "conversation.disposed (interaction, original call)"}, 'the object is "interaction" on the page'),
        ({2: "interaction.focuschanged (if it had the focus)"}, 'the condition is "it had the focus" on the page'),
        ({3: "interaction.ended"}, "the condition is not given on the page"),
        ({3: "interaction.ended (if a single call was active)"}, None),
        ({3: "interaction.ended (only if more than one call was active)"}, "the condition is"),
        ({3: "interaction.ended (if the moon is full)"}, "the condition is"),
        ({3: "interaction.ended (falls nur ein Gespräch aktiv war)"}, None),
        ({3: "interaction.ended or interaction.preview"}, "interaction.preview is on the page"),
        ({2: "interaction.preview"}, "interaction.preview is on the page, not in the schema; interaction.focuschanged"),
    ],
)
def test_list_of_a_command(changed: dict[int, str], text: str | None) -> None:
    found = said(*(changed.get(number, item) for number, item in enumerate(TRANSFER)))
    assert len(found) == (text is not None)
    assert all(str(text) in each for each in found)


def test_event_that_the_contract_says_is_raised() -> None:
    """A command need not list an event that may follow according to the contract."""
    assert said("interaction.created", command="session.request.addchannel") == []


def test_unknown_secondary_events() -> None:
    text = "the page says channel.disposed, the schema says that they are not known"
    assert said("channel.disposed", command="session.request.addchannel") == [text]
    page = "# session.request.addchannel\n\n## Secondary events\n\nNone.\n"
    assert [each.text for each in findings(page)] == ["the page says none, the schema says that they are not known"]


def test_one_of_two_events() -> None:
    leg = ["session.agentleg.connected", "session.agentleg.failed"]
    command = "session.request.incontact.agentleg.connect"
    assert said(*leg, command=command) == said(" or ".join(leg), command=command) == []


GROUP = "session.addchannelgroup"


@each_case(
    ("element", "said_is"),
    [
        ("interaction.created (only if an interaction is under way there)", "right"),
        ("interaction.created (only if one is already active)", "right"),
        ("interaction.created (if the group is not empty)", "right"),
        ("interaction.created (recovered interactions)", "right"),
        ("interaction.created (not always)", "right"),
        ("interaction.created unless there is no interaction", "right"),
        ("possibly interaction.created", "right"),
        ("bei laufender Interaktion interaction.created", "right"),
        ("interaction.created (nur wenn dort eine Interaktion läuft)", "right"),
        ("interaction.created", "wrong"),
        ("interaction.created (always)", "wrong"),
        ("interaction.created (in every case)", "wrong"),
        ("interaction.created (siempre)", "wrong"),
        ("interaction.created (only if no interaction is under way there)", "wrong"),
        ("interaction.created (nur wenn dort keine Interaktion läuft)", "wrong"),
        ("interaction.created (solo si no hay ninguna interacción en curso)", "wrong"),
    ],
)
def test_condition_of_an_event_that_may_come(element: str, said_is: str) -> None:
    assert (said("channelgroup.created", element, command=GROUP) == []) is (said_is == "right")


@each_case(
    ("behind", "said_is"),
    [
        ("The second one comes only if an interaction is under way there.", "right"),
        ("`interaction.created` comes only if an interaction is under way there.", "right"),
        ("Das letzte kommt nur, wenn dort eine Interaktion läuft: nur wenn.", "right"),
        ("`channelgroup.created` comes only if it works.", "wrong"),
        ("The second one is more interesting.", "wrong"),
        ("This holds only if it works.", "wrong"),
    ],
)
def test_condition_behind_a_list(behind: str, said_is: str) -> None:
    found = said("channelgroup.created", f"interaction.created\n\n{behind}", command=GROUP)
    assert (found == []) is (said_is == "right")


@each_case(
    ("element", "said_is"),
    [
        ("interaction.ended (nur wenn ein einziges Gespräch aktiv war)", "right"),
        ("interaction.ended (nur wenn nicht mehrere Gespräche aktiv waren)", "right"),
        ("interaction.ended (nur wenn mehrere Gespräche aktiv waren)", "wrong"),
        ("interaction.ended (seulement si un seul appel était actif)", "right"),
        ("interaction.ended (seulement si plusieurs appels étaient actifs)", "wrong"),
        ("interaction.ended (solo si había varias llamadas activas)", "wrong"),
        ("optionally interaction.ended", "right"),
    ],
)
def test_condition_in_other_languages(element: str, said_is: str) -> None:
    assert (said(*TRANSFER[:-1], element) == []) is (said_is == "right")


@each_case(
    ("remark", "said_is"),
    [
        ("the party that was called", "right"),
        ("PureCloud only", "wrong"),
        ("not on Avaya", "wrong"),
        ("nur bei Avaya", "wrong"),
        ("seen on PureCloud, for instance", "right"),
    ],
)
def test_platform_of_an_event(remark: str, said_is: str) -> None:
    found = said(f"conversation.member.added ({remark})", "state.updated", command="conversation.blindconference")
    assert (found == []) is (said_is == "right")


def test_platform_of_an_event_with_platforms() -> None:
    command, event = "session.request.incontact.agentleg.disconnect", "session.agentleg.disconnected"
    assert said(f"{event} (inContact only)", command=command) == []


LEG = ("session.request.incontact.agentleg.connect", "session.agentleg.connected", "session.agentleg.failed")
JOINED = ("conversation.blindconference", "conversation.member.added", "state.updated")
SAYS_ALL, SAYS_ONE = "it raises all events of the list", "it raises one of the events"


@each_case(
    ("label", "names", "text"),
    [
        ("Secondary events: all of the following", LEG, SAYS_ALL),
        ("Secondary events (both):", LEG, SAYS_ALL),
        ("Folgeereignisse: alle der folgenden", LEG, SAYS_ALL),
        ("### Secondary events: each of these", LEG, SAYS_ALL),
        ("### Secondary events\n\nAll of:", LEG, SAYS_ALL),
        ("### Secondary events\n\nBoth of these are raised:", LEG, SAYS_ALL),
        ("### Folgeereignisse\n\nNacheinander:", LEG, SAYS_ALL),
        ("Secondary events (exactly one of):", LEG, ""),
        ("Secondary events, both with the session as target:", LEG, ""),
        ("Folgeereignisse: genau eines von", LEG, ""),
        ("Secondary events: one of the following", JOINED, SAYS_ONE),
        ("Folgeereignisse: eines der folgenden", JOINED, SAYS_ONE),
        ("### Secondary events\n\nOnly one of these is raised:", JOINED, SAYS_ONE),
        ("### Secondary events\n\nEither:", JOINED, SAYS_ONE),
        ("Secondary events (both):", JOINED, ""),
        ("Secondary events (one after the other):", JOINED, ""),
    ],
)
def test_how_many_of_a_list(label: str, names: tuple[str, str, str], text: str) -> None:
    command, *events = names
    found = findings(f"# {command}\n\n{label}\n\n- `{events[0]}`\n- `{events[1]}`\n")
    assert [each.code for each in found] == ["secondary-events"] * bool(text)
    assert all(text in each.text for each in found)


def test_how_many_of_a_list_with_cases() -> None:
    command, connected, failed = LEG
    both = f"# {command}\n\nSecondary events (both):\n\n- {connected} (if it works)\n- {failed} (if not)\n"
    assert findings(both) == []
    assert [each.code for each in findings(f"# {command}\n\nSecondary events: both {connected} and {failed}\n")] == [
        "secondary-events"
    ]


def test_first_success_only() -> None:
    command = "interaction.request.recording.stop"
    assert said("state.updated (only if it is the first time)", command=command) == []
    assert len(said("state.updated (only if it rains)", command=command)) == 1


@pytest.mark.parametrize(
    "advice",
    ["> Wait for `interaction.ended` first.", "Don't draw `conversation.updated`.", "Ignore `conversation.updated`."],
)
def test_advice_behind_a_list(advice: str) -> None:
    assert said(*TRANSFER[:-1], f"{TRANSFER[-1]}\n\n{advice}") == []
    more = "They are followed by `conversation.updated`."
    assert len(said(*TRANSFER[:-1], f"{TRANSFER[-1]}\n\n{more}")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "You can ignore what comes next:\n\n- state.updated",
        "It may be followed by:\n\n- state.updated",
        "After that, wait for one of:\n\n- `state.updated`\n- the answer",
        "Next:\n\n- `channel.dial`",
        "### Notes\n\n- `state.updated` has no fixed form.",
    ],
)
def test_list_of_something_else(text: str) -> None:
    section = checked(f"# session.start\n\n{text}\n").sections[0]
    assert listing_of(section, CONTRACT) is None


def test_last_event_before_a_title_in_plain_text() -> None:
    page = "session.start (any media)\n\nFollow-up events\n\n{}\n\nAddress book\n\nIt has numbers.\n"
    assert findings(page.format("session.initialized"), "page.txt") == []
    assert [each.code for each in findings(page.format("channel.initialized"), "page.txt")] == ["secondary-events"]
