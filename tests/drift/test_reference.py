"""The reference that is rendered from the schemas: no finding on it, and a finding for each drift in it."""

import pytest
from docs_checks import findings
from helpers import ROOT

REFERENCE = (ROOT / "schemas/README.md").read_text(encoding="utf-8")


def test_rendered_reference() -> None:
    assert findings(REFERENCE, "README.md") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("message", "text", "drift", "code"),
    [
        ("session.start", "| `data.extension` | string | no |", "| `data.extension` | string | yes |", "required"),
        ("session.start", "| `data.extension` | string |", "| `data.extension` | integer |", "other-type"),
        ("session.start", "| `data.extension` |", "| `data.extensions` |", "unknown-member"),
        ("session.start", '    "extension": "70001"\n', '    "extention": "70001"\n', "unknown-member"),
        ("session.start", "1. [`session.initialized`]", "1. [`session.initialised`]", "misspelt-event"),
        ("session.start", '"result": "success"', '"result": "ok"', "other-value"),
        ("session.start", '| `"session.start"` |', '| `"session.begin"` |', "unknown-message"),
        ("channel.dial", "- **media**: telephony", "- **media**: any", "media"),
        ("channel.dial", "### channel.dial", "### channel.dail", "heading-differs"),
        ("channel.dial", "[`conversation.created`]", "[`conversation.updated`]", "secondary-events"),
        ("session.request.addchannel", ' or `"Email"` ', " ", "alternatives"),
        ("session.request.addchannel", "| `data.channel.endpoint` | string |", "| `data.channel.port` | string |",
         "unknown-member"),
        ("channel.request.incontact.getscripts", "- **platforms**: incontact", "- **platforms**: avaya", "platforms"),
        ("interaction.created", "after a success of [`session.addchannelgroup`]",
         "after a success of [`channel.activate`]", "raised"),
        ("interaction.created", "- during session initialization", "- during a transfer", "raised"),
        ("session.request.logout", "No event follows a success.", "It raises `state.updated`.", "secondary-events"),
        ("interaction.created", ' or `"CALLBACK"`', "", "alternatives"),
    ],
)  # fmt: skip
def test_drift_in_the_reference(message: str, text: str, drift: str, code: str) -> None:
    start = REFERENCE.index(f"### {message}\n")
    assert text in REFERENCE[start:], text
    changed = REFERENCE[:start] + REFERENCE[start:].replace(text, drift, 1)
    assert code in {finding.code for finding in findings(changed, "README.md")}
