"""Wrong names of messages: the finding names the message whose row, sentence or section has the name."""

from docs_checks import findings
from each_case import each_case

ROWS = "# Messages\n\n| {} | Target | Notes |\n| --- | --- | --- |\n"
EVENT = "`channel.infochangd`"


@each_case(
    ("page", "message"),
    [
        (ROWS.format("Command") + f"| `channel.dial` | channel | {EVENT}, `state.updated` |\n", "channel.dial"),
        (ROWS.format("No.") + f"| 1 | channel | `channel.dial`, {EVENT} |\n", "channel.dial"),
        (ROWS.format("Event") + f"| {EVENT} | channel | after `channel.dial` |\n", "channel.infochangd"),
        (ROWS.format("Event") + f"| `state.updated` | channel | before {EVENT} |\n", "state.updated"),
        (ROWS.format("Event") + f"| Info | channel | {EVENT} |\n", "channel.infochangd"),
        (f"# channel.dial\n\nOther than `channel.activate`, it raises {EVENT}.\n", "channel.dial"),
        (
            f"# channel.dial\n\n| Event | Notes |\n|---|---|\n| {EVENT} | first |\n| `state.updated` | |\n",
            "channel.dial",
        ),
        (f"# Calls\n\n`channel.dial` is for calls.\n\nAfter `channel.activate` comes {EVENT}.\n", "channel.activate"),
        (f"# Blind conference\n\nAfter `channel.dial` comes {EVENT}.\n", "channel.dial"),
        (f"# Calls\n\n`channel.dial` is for calls.\n\nIt is unlike {EVENT}.\n", "channel.dial"),
        (f"# Calls\n\n- `channel.dial`: {EVENT}\n- `session.start`: `session.initialized`\n", "channel.dial"),
        (f"Dialing\n\nNothing. The event {EVENT[1:-1]} is next.\n", "channel.infochangd"),
    ],
)
def test_message_of_a_wrong_name(page: str, message: str) -> None:
    [found] = [each for each in findings(page) if each.code in ("unknown-message", "misspelt-event")]
    assert found.message == message
    assert "channel.infochangd" in found.text


def test_unknown_command_of_a_row() -> None:
    found = findings(ROWS.format("Command") + f"| `channel.dail` | channel | {EVENT} |\n")
    assert [each.message for each in found] == ["channel.dail", "channel.dail"]
