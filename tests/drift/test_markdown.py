"""Markdown as blocks, with the lines of the file."""

import pytest
from docs_checks import findings
from each_case import each_case
from page_drifts import pages

from cti_contract.drift import markdown
from cti_contract.drift.blocks import Block
from cti_contract.drift.markdown import blocks_of


@each_case(
    ("text", "found"),
    [
        ("# a `b`", Block("heading", 1, "a `b`", level=1)),
        ("a\n===", Block("heading", 1, "a", level=1)),
        ("a  \n**b**", Block("text", 1, "a\nb")),
        ("**a:**", Block("text", 1, "a:", is_bold=True)),
        ("- a\n  - b", Block("item", 2, "b", level=2)),
        ("a ~~b~~ <del>c</del> d", Block("text", 1, "a   d")),
        ("a<br>b <!-- c -->", Block("text", 1, "a\u2028\nb")),
        ("…", Block("hidden", 1)),
        ("<!-- cti -->", Block("comment", 1, "cti")),
        ("a <!-- cti -->", Block("comment", 1, "cti")),
        ("<p>a</p>", Block("text", 1, "a")),
        ("[`a`](#a) and ![b](b.png)", Block("text", 1, "`a` and b")),
        ("[![a](b)](c) **[d](e 'f')**", Block("text", 1, "a d")),
        ("[`a[]`](#a) [b\\]](<b c>)", Block("text", 1, "`a[]` b]")),
        ("[a][b], [c] and [d]\n\n[d]: http://x", Block("text", 1, "a, [c] and d")),
        ("[ ] a [b", Block("text", 1, "[ ] a [b")),
        ("*a [b](c)* " * 5000, Block("text", 1, ("*a [b](c)* " * 5000).strip())),
    ],
)
def test_block(text: str, found: Block) -> None:
    assert found in list(blocks_of(text))


@each_case(
    ("text", "language", "first"),
    [
        ("```json\n{}\n```", "json", 2),
        ("```JSON title=x\n{}\n```", "json", 2),
        ("```{.json}\n{}\n```", "", 2),
        ("~~~\n{}\n~~~", "", 2),
        ("a\n\n    {}", "", 3),
        ('=== "Request"\n\n    ```json\n    {}\n    ```\n', "json", 4),
    ],
)
def test_code(text: str, language: str, first: int) -> None:
    [block] = [block for block in blocks_of(text) if block.kind == "code"]
    assert (block.language, block.line) == (language, first)
    assert [line.text for line in block.lines if line.text] == ["{}"]


def test_table() -> None:
    [table] = blocks_of("| a | b |\n| --- | --- |\n| &nbsp;&nbsp;`c` | |\n")
    assert [[(cell.line, cell.text, cell.indent) for cell in row] for row in table.rows] == [
        [(1, "a", 0), (1, "b", 0)],
        [(3, "`c`", 2), (3, "", 0)],
    ]


@each_case(
    "text",
    [
        *pages().values(),
        "```json\n{}\n\n\n[]\n```\n\na\n",
        "~~~~\n\na ~~~\n\n~~~\n\n## b\n\n~~~~\n\nc\n",
        "~~~~ json\n{}\n ~~~\n   ~~~~~ \n\n\n```\n```\n```js\n    ```\n~~~\n```\n",
        "~~~~\n~~~\n",
        "``` `a`\n\nb\n",
        "- a\n\n  b\n\n- c\n\n> d\n\ne\n",
        "<!-- a\n\nb\n\n-->\n\nc <!-- d\n\ne\n",
        "<!-- a -->\n\nb\n",
        "<pre>\n\na\n\n</pre>\n\nb\n",
        "<details>\n```\n\na\n\nb\n```\n\n",
        "a\n<b>\n```\n\nb\n\nc\n```\n\nd\n",
        "# a\n## b\nc\nd\n\ne\n\n    {}\n\n# f #\n",
        "- a\n- b\n  c\n- d\n  - e\n- ```\n  f\n- g\n\n1. h\n2. i\n* j\n",
        "```\n- a\n- b\n```\n",
        "a\n===\n\nb\n- c\n\nd\n    e\n",
        "see [a][b] and [c][b]\n\nd\n\n[B]: http://x\n",
    ],
)
def test_pieces(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long page is read in pieces: the blocks are those of the whole page."""
    whole = list(blocks_of(text))
    monkeypatch.setattr(markdown, "_PIECE", 1)
    assert list(blocks_of(text)) == whole


def test_longest_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of a table without end are read in parts, so that they do not fill the memory."""
    monkeypatch.setattr(markdown, "_PIECE", 1)
    monkeypatch.setattr(markdown, "_LONGEST_PIECE", 20)
    found = [(block.kind, block.line) for block in blocks_of("|a|\n|-|\n" + "|b|\n" * 10)]
    assert found == [("table", 1), ("text", 7)]


def test_code_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "_PIECE", 1)
    monkeypatch.setattr(markdown, "_LONGEST_PIECE", 2)
    [block] = blocks_of("```\n- a\n- b\n\nc\n```\n")
    assert [line.text for line in block.lines] == ["- a", "- b", "", "c", ""]


def test_lines_behind_elements_that_make_new_lines() -> None:
    page = "# channel.dial\n\nTarget: channel<br>Media: telephony.<br>It is known.\nThe target is the session.\n"
    assert [(each.line, each.code) for each in findings(page) if each.code != "no-sample"] == [(4, "target-refused")]
