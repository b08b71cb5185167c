"""The rendered pages: what they say, and that they cannot fall behind the schemas."""

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


@pytest.fixture(name="root")
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the project whose schemas are those that are read."""
    root = copied(tmp_path / "copy")
    monkeypatch.setattr(registry, "folder", lambda: str(root / "schemas"))
    return root


def section(name: str) -> str:
    return re.split(r"^#{2,3} ", PAGE.partition(f"\n### {name}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def test_the_pages_say_what_the_schemas_say() -> None:
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
def test_an_edit_by_hand_is_shown_and_taken_back(
    root: Path, capsys: pytest.CaptureFixture[str], file: str, line: str, edited: str
) -> None:
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


def test_a_reference_that_is_gone_is_shown_in_short_and_written_anew(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "schemas" / "README.md"
    path.unlink()
    assert render_reference.main(["--check"], root) == 1
    assert capsys.readouterr().out.count("\n") == 21
    assert render_reference.main([], root) == 0
    assert path.read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize(
    ("marker", "instead"),
    [
        ("<!-- messages: begin -->\n", ""),
        ("<!-- messages: end -->\n", ""),
        ("<!-- messages: end -->\n", "<!-- messages: end -->\n<!-- messages: begin -->\n"),
    ],
)
def test_a_table_without_its_place_is_told_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str], marker: str, instead: str
) -> None:
    readme, reference = root / "README.md", root / "schemas" / "README.md"
    readme.write_text(readme.read_text().replace(marker, instead))
    reference.write_text("")
    assert render_reference.main([], root) == 2
    assert capsys.readouterr().err == (
        "README.md: expected one line <!-- messages: begin --> and, below it, one line <!-- messages: end -->; "
        "add the missing one\n"
    )
    assert reference.read_text() == ""


def test_schemas_of_another_installation_are_not_rendered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied(tmp_path / "copy")
    assert render_reference.main([], root) == 2
    assert capsys.readouterr().err == (
        f"the schemas are read from {registry.folder()}; run: pip install --editable {root}\n"
    )


def test_each_message_is_in_the_index_under_its_object() -> None:
    index = PAGE.partition("## Index")[2].partition("\n## ")[0]
    rows = {row.partition("]")[0][3:]: row for row in index.splitlines() if row.startswith("| [")}
    assert list(rows) == ["Session", "Channel group", "Channel", "Interaction", "Conversation", "Several objects"]
    for message in MESSAGES:
        column = 3 if message.kind == "event" else 2
        [heading] = [heading for heading, row in rows.items() if f"[`{message.name}`]" in row.split(" | ")[column - 1]]
        noun = {"channelgroup": "Channel group", "state": "Several objects"}
        prefix = message.name.partition(".")[0]
        assert heading == noun.get(prefix, prefix.capitalize())


def test_all_anchors_differ_and_each_link_of_the_index_is_one() -> None:
    assert {link[1:] for link in links(PAGE) if link.startswith("#")} <= anchors(PAGE)
    assert len(anchors(PAGE)) >= len({message.name for message in MESSAGES})


@pytest.mark.parametrize(
    ("name", "carried"),
    [
        ("channel.dial", "the `data` of the request"),
        ("session.start", "no `data`"),
        ("session.request.incontact.agentleg.connect", "an empty `data`"),
        ("interaction.accept", "not documented: `data` may hold anything, or be absent"),
        ("channel.request.incontact.getscripts", "a `data` of its own, see its members below"),
    ],
)
def test_what_a_success_carries_is_said(name: str, carried: str) -> None:
    assert f"\n- **a success carries**: {carried}\n" in section(name)


def test_the_members_of_a_success_are_told_where_they_are_its_own() -> None:
    assert "| `data.scripts[].scriptId` | string | yes |" in section("channel.request.incontact.getscripts")
    assert section("channel.dial").count("`data.destination`") == 1


def test_what_follows_is_said_in_order_with_its_conditions() -> None:
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


def test_of_an_event_is_said_what_it_follows() -> None:
    assert "Follows a success of [`session.start`](#sessionstart).\n" in section("session.initialized")
    assert "Follows" not in section("channel.initialized")


def test_a_message_is_told_with_its_status_media_platforms_targets_and_aliases() -> None:
    shown = section("session.request.addchannel")
    for told in (
        "- **kind**: command\n",
        "- **status**: documented: its shape is enforced\n",
        "- **media**: any\n",
        "- **platforms**: all\n",
        "- **target**: `<session>`\n",
        "- **aliases**: `session.addchannel`\n",
        '| `data.channel.type` | string | yes | known: `"Telephony"` or `"Chat"` or `"Email"` |',
        "| `context` | object, open | no |",
    ):
        assert told in shown
    assert "media" not in section("channel.initialized")
    assert "- **platforms**: incontact\n" in section("session.agentleg.failed")


def test_the_diagram_shows_each_object_below_its_parents() -> None:
    diagram = PAGE.partition("```mermaid\n")[2].partition("```")[0]
    assert re.findall(r"(\w+) --> (\w+)", diagram) == [
        ("session", "group"),
        ("session", "channel"),
        ("group", "channel"),
        ("channel", "interaction"),
        ("interaction", "conversation"),
    ]
    assert 'group["channel group"]' in diagram


def test_texts_are_shown_as_they_are_also_in_tables() -> None:
    odd = "a|b *c* `d` <e> [f](g) \\ _h_"
    shown = MarkdownIt("commonmark").enable("table").render(markup.table(["x"], [[markup.plain(odd)]]))
    assert "<td>a|b *c* `d` &lt;e&gt; [f](g) \\ _h_</td>" in shown
    shown = MarkdownIt("commonmark").enable("table").render(markup.table(["x"], [[markup.code("a|b")]]))
    assert "<td><code>a|b</code></td>" in shown
    assert "<summary>a &lt; *b*</summary>" in markup.folded("a < *b*", "")
