"""Headings and labels: names, roles, levels."""

import pytest
from docs_checks import findings, sample
from each_case import each_case

from cti_contract.drift.headings import heading_of, level_of_line, role_of

DIAL = "channel.dial"
DATA = '{"destination": "100"}'


@each_case(
    ("label", "role"),
    [
        ("Request", "request"),
        ("Sample request:", "request"),
        ("Command", "request"),
        ("**Response**", "response"),
        ("Reply", "response"),
        ("Success", "success"),
        ("Success Response", "success"),
        ("Response (success)", "success"),
        ("Error response", "failure"),
        ("Antwort im Fehlerfall", "failure"),
        ("If something goes wrong", "failure"),
        ("Request and response", "sample"),
        ("Success or failure response", "response"),
        ("Example", "sample"),
        ("Beispielanfrage", "request"),
        ("Event", "event"),
        ("Events", "secondary"),
        ("Secondary Events", "secondary"),
        ("Secondary events (in order)", "secondary"),
        ("Events raised", "secondary"),
        ("Follow-up events", "secondary"),
        ("Folgeereignisse", "secondary"),
        ("Événements secondaires", "secondary"),
        ("Eventos secundarios", "secondary"),
        ("No secondary events", None),
        ("Error codes", None),
        ("The processor answers with a response", None),
        ("A", None),
        ("", None),
        ("request " * 20, None),
        ("a request with a body and an example of the data in the fields", None),
    ],
)
def test_role_of_a_label(label: str, role: str | None) -> None:
    assert role_of(label) == role


@each_case(
    ("text", "names", "is_strong", "role"),
    [
        (DIAL, (DIAL,), True, None),
        ("4.1 `channel.dial`", (DIAL,), True, None),
        ("channel.dial¶", (DIAL,), True, None),
        ("channel.dial: #", (DIAL,), True, None),
        ("Step 2: channel.dial (Telephony only)", (DIAL,), True, None),
        ("A.1 Place a call: channel.dial", (DIAL,), True, None),
        ("channel.dial — place a call", (DIAL,), True, None),
        ("Place a call (channel.dial)", (DIAL,), True, None),
        ("channel.dial [inContact only]", (DIAL,), True, None),
        ("Command: channel.dial", (DIAL,), True, "request"),
        ("channel.dial response", (DIAL,), True, "response"),
        ("The channel.dial command", (DIAL,), True, "request"),
        ("Changes to channel.dial", (DIAL,), False, None),
        ("channel.dial and session.start", (DIAL, "session.start"), False, None),
        ("client.channel.dial()", (), False, None),
        ("conversation.*", (), False, None),
        ("mail cti@channel.dial", (), False, None),
        ("Success", (), False, "success"),
    ],
)
def test_heading(text: str, names: tuple[str, ...], role: str | None, *, is_strong: bool) -> None:
    heading = heading_of(1, text)
    assert (heading.names, heading.is_strong, heading.role) == (names, is_strong, role)


@each_case(
    ("text", "level"),
    [
        (DIAL, 0),
        ("channel.dial (Telephony only)", 0),
        ("Request:", 0),
        ("Place a call: channel.dial", 0),
        ("Raised after: channel.dial", None),
        ("See also: channel.dial", None),
        ("Telephony and Multimedia Events", 0),
        ("Call Commands (Telephony only)", 0),
        ("Comments (2)", 0),
        ("2 Events", 1),
        ("3.1 Stop a recording", 2),
        ("B.2.1 More", 3),
        ("1. lower case", None),
        ("3. inContact", 1),
        ("channel.dial: Dials.", None),
        ("channel.dial places a call", None),
        ("Secondary events: channel.disposed", None),
        ("Nothing but words", None),
        ("x" * 200, None),
    ],
)
def test_level_of_a_line(text: str, level: int | None) -> None:
    assert level_of_line(text) == level


@pytest.mark.parametrize(
    ("text", "is_muted", "is_history"),
    [
        ("Comments:", True, False),
        ("Kommentare (3)", True, False),
        ("Change history", False, True),
        (DIAL, False, False),
    ],
)
def test_parts_that_are_not_about_messages(text: str, *, is_muted: bool, is_history: bool) -> None:
    heading = heading_of(1, text)
    assert (heading.is_muted, heading.is_history) == (is_muted, is_history)


@pytest.mark.parametrize("name", ["chanel.dial", "channels.dial", "channel.dail"])
def test_misspelt_heading(name: str) -> None:
    page = f"# {name}\n\n{sample(DIAL, DATA)}"
    assert [each.code for each in findings(page)] == ["heading-differs"]


@pytest.mark.parametrize("name", ["agent.dial", "chapter.two", "chanel.html"])
def test_heading_with_another_name(name: str) -> None:
    page = f"# {name}\n\n{sample(DIAL, DATA)}"
    assert findings(page) == []
