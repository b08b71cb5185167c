"""The rendered pages: their content, and that an edit by hand is found."""

import re
from pathlib import Path

import markup
import pytest
import reference_page
import render_reference
from fences import anchors, links
from helpers import copied
from markdown_it import MarkdownIt

from cti_contract import MESSAGES
from cti_contract.contract import registry

PAGE = reference_page.page(MESSAGES)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a copy of the project, whose schemas are read."""
    copy = copied(tmp_path / "copy")
    monkeypatch.setattr(registry, "folder", lambda: str(copy / "schemas"))
    return copy


def section(name: str) -> str:
    return re.split(r"^#{2,3} ", PAGE.partition(f"\n### {name}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.slow
def test_pages_are_up_to_date() -> None:
    assert render_reference.main(["--check"]) == 0


@pytest.mark.parametrize(
    ("file", "line", "edited"),
    [
        ("schemas/README.md", "## Index", "## Contents"),
        ("README.md", "The contract has", "The contract had"),
        ("cti_contract/guides/testing.md", "$ cti-contract example --all", "$ cti-contract example --each"),
        ("cti_contract/guides/codes.md", "### syntax\n", "### syntaxes\n"),
    ],
)
@pytest.mark.slow
def test_edit_by_hand(root: Path, capsys: pytest.CaptureFixture[str], file: str, line: str, edited: str) -> None:
    path = root / file
    right = path.read_bytes()
    assert right.count(line.encode()) == 1
    path.write_bytes(right.replace(line.encode(), edited.encode()))
    wrong = path.read_bytes()
    assert render_reference.main(["--check"], root) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{file}: is not up to date; run: python tools/render_reference.py\n  --- {file}\n")
    assert f"\n  -{edited}" in out
    assert f"\n  +{line}" in out
    assert out.count("is not up to date") == 1
    assert path.read_bytes() == wrong
    assert render_reference.main([], root) == 0
    assert capsys.readouterr().out == f"{file}: rendered\n"
    assert path.read_bytes() == right
    assert render_reference.main(["--check"], root) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.slow
def test_missing_reference(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "schemas" / "README.md"
    path.unlink()
    assert render_reference.main(["--check"], root) == 1
    assert capsys.readouterr().out.count("\n") == 21
    assert render_reference.main([], root) == 0
    assert path.read_text(encoding="utf-8") == PAGE


@pytest.mark.slow
@pytest.mark.parametrize(
    ("marker", "instead"),
    [
        ("<!-- messages: begin -->\n", ""),
        ("<!-- messages: end -->\n", ""),
        ("<!-- messages: end -->\n", "<!-- messages: end -->\n<!-- messages: begin -->\n"),
    ],
)
def test_missing_marker(root: Path, capsys: pytest.CaptureFixture[str], marker: str, instead: str) -> None:
    readme, reference = root / "README.md", root / "schemas" / "README.md"
    readme.write_text(readme.read_text().replace(marker, instead))
    reference.write_text("")
    assert render_reference.main([], root) == 2
    assert capsys.readouterr().err == (
        "README.md: expected one line <!-- messages: begin --> and, below it, one line <!-- messages: end -->; "
        "add the missing one\n"
    )
    assert reference.read_text() == ""


def test_schemas_of_another_installation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(tmp_path / "copy")
    assert render_reference.main([], root) == 2
    assert capsys.readouterr().err == (
        f"the schemas are read from {registry.folder()}; run: pip install --editable {root}\n"
    )


def test_index() -> None:
    index = PAGE.partition("## Index")[2].partition("\n## ")[0]
    rows = {row.partition("]")[0][3:]: row for row in index.splitlines() if row.startswith("| [")}
    assert list(rows) == ["Session", "Channel group", "Channel", "Interaction", "Conversation", "Several objects"]
    for message in MESSAGES:
        column = 3 if message.kind == "event" else 2
        [heading] = [heading for heading, row in rows.items() if f"[`{message.name}`]" in row.split(" | ")[column - 1]]
        noun = {"channelgroup": "Channel group", "state": "Several objects"}
        prefix = message.name.partition(".")[0]
        assert heading == noun.get(prefix, prefix.capitalize())


def test_anchors() -> None:
    assert {link[1:] for link in links(PAGE) if link.startswith("#")} <= anchors(PAGE)
    assert len(anchors(PAGE)) >= len({message.name for message in MESSAGES})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("channel.dial", "that of the request"),
        ("session.start", "none"),
        ("session.request.incontact.agentleg.connect", "`{}`"),
        ("interaction.accept", "not documented: any members, or no data"),
        ("channel.request.incontact.getscripts", "members of its own, see below"),
    ],
)
def test_data_of_a_success(name: str, data: str) -> None:
    assert f"\n- **data of a success**: {data}\n" in section(name)


def test_members_of_a_success() -> None:
    assert "| `data.scripts[].scriptId` | string | yes |" in section("channel.request.incontact.getscripts")
    assert section("channel.dial").count("`data.destination`") == 1


def test_events_after_a_success() -> None:
    shown = section("conversation.blindtransfer")
    followers = re.findall(r"^1\. \[`([a-z.]+)`\]\(#[a-z]+\)(.*)$", shown, re.MULTILINE)
    assert followers == [
        ("state.updated", " (conversation, original call)"),
        ("conversation.disposed", " (original call)"),
        ("interaction.focuschanged", ""),
        ("interaction.ended", " (if only one call was active)"),
    ]
    assert "No event follows a success." in section("session.request.logout")
    assert "The events after a success are not documented." in section("conversation.retrieve")
    leg = "session.agentleg"
    choice = f"[`{leg}.connected`](#sessionagentlegconnected) and [`{leg}.failed`](#sessionagentlegfailed)"
    assert f"1. exactly one of {choice}\n" in section("session.request.incontact.agentleg.connect")
    once = "(interaction, for the first success only)\n"
    assert f"1. [`state.updated`](#stateupdated) {once}" in section("interaction.request.recording.stop")


def test_commands_before_an_event() -> None:
    assert "Follows a success of [`session.start`](#sessionstart).\n" in section("session.initialized")
    assert "Follows" not in section("channel.initialized")


def test_occasions_of_an_event() -> None:
    shown = section("interaction.created").partition("Raised on these occasions, among others:\n\n")[2]
    assert shown.splitlines()[:3] == [
        "- during session initialization, if the agent is already logged into the channel",
        "- after a success of [`session.request.addchannel`](#sessionrequestaddchannel)",
        "- after a success of [`session.addchannelgroup`](#sessionaddchannelgroup)",
    ]
    assert "Raised" not in section("channel.initialized")


def test_facts_of_a_message() -> None:
    shown = section("session.request.addchannel")
    for fact in (
        "- **kind**: command\n",
        "- **status**: documented: its shape is enforced\n",
        "- **media**: any\n",
        "- **platforms**: all\n",
        "- **target**: `<session>`\n",
        "- **aliases**: `session.addchannel`\n",
        '| `data.channel.type` | string | yes | known: `"Telephony"` or `"Chat"` or `"Email"` |',
        "| `context` | object, open | no |",
    ):
        assert fact in shown
    assert "media" not in section("channel.initialized")
    assert "- **platforms**: incontact\n" in section("session.agentleg.failed")


def test_diagram_of_the_objects() -> None:
    diagram = PAGE.partition("```mermaid\n")[2].partition("```")[0]
    assert re.findall(r"(\w+) --> (\w+)", diagram) == [
        ("session", "group"),
        ("session", "channel"),
        ("group", "channel"),
        ("channel", "interaction"),
        ("interaction", "conversation"),
    ]
    assert 'group["channel group"]' in diagram


def test_texts_in_markdown() -> None:
    odd = "a|b *c* `d` <e> [f](g) \\ _h_"
    shown = MarkdownIt("commonmark").enable("table").render(markup.table(["x"], [[markup.plain(odd)]]))
    assert "<td>a|b *c* `d` &lt;e&gt; [f](g) \\ _h_</td>" in shown
    shown = MarkdownIt("commonmark").enable("table").render(markup.table(["x"], [[markup.code("a|b")]]))
    assert "<td><code>a|b</code></td>" in shown
    assert "<summary>a &lt; *b*</summary>" in markup.folded("a < *b*", "")
