"""AsciiDoc as blocks."""

import pytest
from each_case import each_case

from cti_contract.drift.asciidoc import blocks_of
from cti_contract.drift.pages import page_of


def blocks(text: str) -> list[tuple[str, int, str]]:
    return [
        (each.kind, each.line, each.text or " / ".join(line.text for line in each.lines)) for each in blocks_of(text)
    ]


@each_case(
    ("text", "found"),
    [
        ("= Title\n\n:toc:\n\n== A ==\n", [("heading", 1, "Title"), ("heading", 5, "A")]),
        ("a\nb\n\nNOTE: c", [("text", 1, "a\nb"), ("text", 4, "c")]),
        ("* a\nb\n** c\n. d\n- e\n<1> f", [
            ("item", 1, "a\nb"), ("item", 3, "c"), ("item", 4, "d"), ("item", 5, "e"), ("item", 6, "f"),
        ]),
        ("a::\n* b\nc:: d\ne", [("text", 1, "a:"), ("item", 2, "b"), ("item", 3, "c: d\ne")]),
        (".A\n----\nx <1>\n----\n", [("text", 1, "A"), ("code", 3, "x")]),
        ("....\nx", [("code", 2, "x")]),
        ("a\n////\nb\n////\nc", [("text", 1, "a"), ("comment", 2, "b"), ("text", 5, "c")]),
        ("====\na\n====\n...\n// b", [("text", 2, "a"), ("hidden", 4, ""), ("comment", 5, "b")]),
        ("see link:a.html[b], <<c,d>> and *e* [.line-through]#f#", [("text", 1, "see b, d and e")]),
        ("`a.*` and `b.*`", [("text", 1, "`a.*` and `b.*`")]),
    ],
)  # fmt: skip
def test_block(text: str, found: list[tuple[str, int, str]]) -> None:
    assert blocks(text) == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("[source,json]\n----\n{}\n----", "json"),
        ("[source%linenums, YAML]\n.A\n----\n{}\n----", "yaml"),
        ("[,json]\n----\n{}\n----", "json"),
        ("[source]\n----\n{}\n----", ""),
        ("```json\n{}\n```", "json"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert [each.language for each in blocks_of(text) if each.kind == "code"] == [language]


@pytest.mark.parametrize(
    "text",
    [
        "|===\n|a |b\n\n|c\n|d\n|===",
        '[cols="1,2"]\n|===\n|a\n|b\n|c a|d\n|===',
        '[%header,cols="2*"]\n|===\n|a\n|b\n|\nc\n|d\n|===',
        "[cols=2]\n|===\n|a\n|b\n|c\n|d",
    ],
)
def test_table(text: str) -> None:
    [table] = blocks_of(text)
    assert [[cell.text for cell in row] for row in table.rows] == [["a", "b"], ["c", "d"]]


def test_table_without_cells() -> None:
    assert list(blocks_of("|===\n|===")) == []


def test_bold_paragraph() -> None:
    assert [each.is_bold for each in blocks_of("*Request*:\n\n*a* b")] == [True, False]


@pytest.mark.parametrize("file", ["page.adoc", "page.txt"])
def test_format(file: str) -> None:
    page = page_of(file, "== session.start\n\n[source,json]\n----\n{}\n----\n")
    assert [(block.kind, block.level) for block in page.blocks] == [("heading", 2), ("code", 0)]
