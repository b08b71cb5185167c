"""Plain text as blocks: headings, lists, tables and code are recognized by their words and signs."""

import pytest
from each_case import each_case

from cti_contract.drift.headings import level_of_line
from cti_contract.drift.plain_text import blocks_of


def blocks(text: str, *, compared: bool = False) -> list[tuple[str, int, str]]:
    found = blocks_of(text, compared=compared, is_heading=level_of_line)
    return [(block.kind, block.line, block.text or " / ".join(line.text for line in block.lines)) for block in found]


def test_code_blocks_with_parameters() -> None:
    text = 'Code Block\ntitleExample\nlanguage=json\n\n{\n  // why\n  "a": 1\n}\n* item\n1 - text\n'
    text += "Code Block\nlanguage\nfoo\nCode Block"
    assert [(kind, line) for kind, line, _ in blocks(text)] == [
        ("text", 2),
        ("code", 5),
        ("item", 9),
        ("text", 10),
        ("code", 13),
        ("text", 13),
        ("code", 14),
    ]


@each_case(
    ("text", "found"),
    [
        ("a\nb\n\nc", [("text", 1, "a\nb"), ("text", 4, "c")]),
        ("a\n• b\n- c\n3. d", [("text", 1, "a"), ("item", 2, "b"), ("item", 3, "c"), ("item", 4, "d")]),
        ("- a\n3. channel.dial\n\nb", [("item", 1, "a"), ("heading", 2, "3. channel.dial"), ("text", 4, "b")]),
        ("…\na", [("hidden", 1, ""), ("text", 2, "a")]),
        ("session.start\na", [("heading", 1, "session.start"), ("text", 2, "a")]),
        ("a\nRequest:\nb", [("text", 1, "a"), ("heading", 2, "Request:"), ("text", 3, "b")]),
        ("2. Calls\n\na", [("heading", 1, "2. Calls"), ("text", 3, "a")]),
        ('{\n  "a": 1\n}\nb', [("code", 1, '{ /   "a": 1 / }'), ("text", 4, "b")]),
        ('{ "a": 1 }\n{ "b": 2 }', [("code", 1, '{ "a": 1 } / { "b": 2 }')]),
        ('[\n{ "a": 1 }\n]\n\nb', [("code", 1, '[ / { "a": 1 } / ]'), ("text", 5, "b")]),
        ('// why\n{ "a": 1 }', [("code", 1, '// why / { "a": 1 }')]),
        ('1 {\n2   "a": 1\n3 }\nb', [("code", 1, '{ /   "a": 1 / }'), ("text", 4, "b")]),
        ('--> { "a": 1 }\nb', [("code", 1, '--> { "a": 1 }'), ("text", 2, "b")]),
        ("[a note] b", [("text", 1, "[a note] b")]),
        ("// a\nb", [("text", 1, "// a\nb")]),
        ('{ "a":\nthen words\n', [("code", 1, '{ "a":'), ("text", 2, "then words")]),
        ("Code Block\nlanguagebash\nrm x\nrm y\n\na", [("code", 1, "rm x / rm y"), ("text", 6, "a")]),
    ],
)
def test_block(text: str, found: list[tuple[str, int, str]]) -> None:
    assert blocks(text) == found


@pytest.mark.parametrize("text", ["a\tb\n  c\t\n\td", "| a | b |\n| --- | --- |\n|  c | |\n| | d |"])
def test_tables(text: str) -> None:
    [table] = blocks_of(text, compared=False, is_heading=level_of_line)
    assert [[cell.text for cell in row] for row in table.rows] == [["a", "b"], ["c", ""], ["", "d"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Name    Use\n------  ---\na       yes\nb       no\n        (rare)",
            [["Name", "Use"], ["a", "yes"], ["b", "no (rare)"]],
        ),
        ("=====  ====\nOne    Two\n=====  ====\nthe a  b c\n=====  ====\n", [["One", "Two"], ["the a", "b c"]]),
        (
            "One   Two   Three\n1     2     3\nx y   z     u v",
            [["One", "Two", "Three"], ["1", "2", "3"], ["x y", "z", "u v"]],
        ),
        ("Name of it  Use\n----  ---\na     yes", []),
        ("One   Two   Three\n1     2     3\nwords across the columns", []),
        ("words  at the end", []),
    ],
)
def test_aligned_table(text: str, rows: list[list[str]]) -> None:
    found = [block for block in blocks_of(text, compared=False, is_heading=level_of_line) if block.kind == "table"]
    assert [[cell.text for cell in row] for table in found for row in table.rows] == rows


def test_language_behind_an_older_line() -> None:
    text = 'Code Block\nlanguage\n\n{\n\n...\n\njson\n{\n  "a": 1\n}\n\nb'
    assert blocks(text, compared=True) == [("code", 9, '{ /   "a": 1 / }'), ("text", 13, "b")]


def test_list_of_contents() -> None:
    contents = "On this page\n\nBefore you read\n- session.start\n2. session.strat\nComments ...... 3\n"
    page = f"{contents}\nBefore you read\n\nIt is known.\n\nsession.start (all)\n\nComments\n\nNone.\n"
    lines = [(line, text) for _, line, text in blocks(page)]
    assert lines[0] == (5, "2. session.strat")
    assert [line for line, _ in lines[1:]] == [8, 10, 12, 14, 16]


def test_list_of_contents_of_a_page_that_is_there_twice() -> None:
    chapters = ("Chapter a", "Chapter b", "Chapter c")
    page = "On this page\n\n" + "".join(f"{title}\n\n" for title in (*chapters, *chapters))
    once = [text for _, _, text in blocks(page)]
    assert once == list(chapters)
    assert [text for _, _, text in blocks(page * 2)][:3] == once
    assert len(blocks(page * 2)) == 3 + 7  # the second list of contents stays


def test_long_paragraph() -> None:
    assert [line for _, line, _ in blocks("a\n" * 100)] == [1, 41, 81]


def test_table_in_columns() -> None:
    titles = "Member    Type     Comment\n"
    assert blocks(f"{titles}code      string   a word,\n                   or two")[0][0] == "table"
    assert blocks(f"{titles}                   not a row\ncode      string   x\n")[0][0] == "text"
    assert [line for _, line, _ in blocks(f"{titles}code      string   x\nNot a row.\n")] == [1, 3]
    assert [line for _, line, _ in blocks(f"{titles}code      string   x\nno member string   x\n")] == [1, 3]
    assert [line for _, line, _ in blocks(titles + "code      string   x\n" * 41)] == [1, 42]


def test_chapters_and_elements_with_tabs() -> None:
    """The number of an element and its text may have a tab between them; a number with a text below it is a title."""
    text = (
        "1. Calls (telephony only)\nThe client dials.\n\nSecondary events\n1.\tstate.updated (channel)\n"
        "2.\tinteraction.created\n\n2. Events\nNo.\tEvent\n1.\tchannel.disposed\n"
    )
    assert [(kind, text) for kind, _, text in blocks(text) if kind != "text"] == [
        ("heading", "1. Calls (telephony only)"),
        ("heading", "Secondary events"),
        ("item", "state.updated (channel)"),
        ("item", "interaction.created"),
        ("heading", "2. Events"),
        ("table", ""),
    ]


def test_element_of_a_list_that_goes_on_with_names() -> None:
    text = (
        "* on the interaction: `interaction.preview`,\n  `interaction.focuschanged`, `interaction.ended`\n"
        "* on the channel:\n  `channel.dial`\n"
    )
    assert blocks(text) == [
        ("item", 1, "on the interaction: `interaction.preview`,\n`interaction.focuschanged`, `interaction.ended`"),
        ("item", 3, "on the channel:"),
        ("item", 4, "`channel.dial`"),
    ]
