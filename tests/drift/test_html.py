"""HTML as blocks, with the lines of the file."""

import pytest
from docs_checks import codes
from each_case import each_case

from cti_contract.drift.blocks import Block
from cti_contract.drift.html import blocks_of, fault_of
from cti_contract.drift.pages import page_of


def blocks(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.line, block.text) for block in blocks_of(text)]


def code(text: str) -> Block:
    [block] = [block for block in blocks_of(text) if block.kind == "code"]
    return block


def lines(block: Block) -> list[str]:
    return [line.text for line in block.lines if line.text.strip()]


def test_lines_of_the_file() -> None:
    text = (
        "<p>one\n<code>x.y</code></p><ul><li>two</li></ul>\n<p>…</p>"
        '<pre>{<br/>\n"a": <!-- b --><b>1</b>\n}</pre><script>\n</script><del>gone</del>three'
    )
    found = list(blocks_of(text))
    assert [(block.kind, block.line, block.text) for block in found] == [
        ("text", 1, "one\n`x.y`"),
        ("item", 2, "two"),
        ("hidden", 3, ""),
        ("code", 3, ""),
        ("text", 6, "three"),
    ]
    assert [line.number for line in found[3].lines if line.text.strip()] == [3, 4, 5]


@each_case(
    ("text", "found"),
    [
        ("<h2>a</h2><h4>b<br>c</h4>", [("heading", 1, "a"), ("heading", 1, "b"), ("heading", 1, "c")]),
        ("<h2>a<p>b</p>", [("heading", 1, "a"), ("text", 1, "b")]),
        ("<li>a<p>b</p>", [("text", 1, "a"), ("text", 1, "b")]),
        ("<ul><li><p>a</p><p>b</p></li></ul></ul><p>c", [("item", 1, "a"), ("text", 1, "b"), ("text", 1, "c")]),
        ("a<s>b</s>c<del>d<del>e</del></del>f", [("text", 1, "acf")]),
        ('a<span style="text-decoration: line-through">b</span>c', [("text", 1, "ac")]),
        ("<p>a &lt;b&gt; &amp;amp;</p>", [("text", 1, "a <b> &amp;")]),
        ("<!-- a --><p>b</p>", [("comment", 1, "a"), ("text", 1, "b")]),
        ("<script>if (a < b) c</script><p>d", [("text", 1, "d")]),
        ("<![if x]><p>a</p><![endif]>", [("text", 1, "a")]),
        ("<p>a</p><![x", [("text", 1, "a")]),
        ("<p>a < b", [("text", 1, "a < b")]),
        ('<div data-title="Request"><p>a</p></div>', [("text", 1, "Request"), ("text", 1, "a")]),
        ("<details><summary>Request</summary>a</details>", [("text", 1, "Request"), ("text", 1, "a")]),
        ('<span class="status-macro"><span>Telephony only</span></span> a', [("text", 1, "(Telephony only)  a")]),
        ("<td>a</td><table><td>b</table>", [("text", 1, "a"), ("table", 1, "")]),
    ],
)
def test_paragraphs(text: str, found: list[tuple[str, int, str]]) -> None:
    assert blocks(text) == found


def test_bold_paragraphs() -> None:
    text = "<p><strong>a</strong>:</p><p><b>b</b> c</p><summary>d</summary></b></code></summary>e"
    assert [block.is_bold for block in blocks_of(text)] == [True, False, True, False]


MACRO = '<ac:structured-macro ac:name="{}">{}</ac:structured-macro>'
PARAMETER = '<ac:parameter ac:name="{}">{}</ac:parameter>'
BODY = "<ac:plain-text-body><![CDATA[a < b]]></ac:plain-text-body>"


@each_case(
    ("macro", "language", "labels"),
    [
        (MACRO.format("code", PARAMETER.format("language", "JSON") + BODY), "json", []),
        (MACRO.format("code", PARAMETER.format("title", "Request") + BODY), "", ["Request"]),
        (MACRO.format("noformat", BODY), "", []),
        (MACRO.format("plantuml", BODY), "plantuml", []),
        (MACRO.format("anchor", PARAMETER.format("title", "x")) + MACRO.format("code", BODY), "", []),
        (
            MACRO.format("toc", "")
            + '<ac:structured-macro ac:name="toc"/><ac:parameter ac:name=""/>'
            + MACRO.format("code", BODY),
            "",
            [],
        ),
    ],
)
def test_macros(macro: str, language: str, labels: list[str]) -> None:
    found = list(blocks_of(macro))
    assert [block.text for block in found if block.kind == "text"] == labels
    assert [(block.language, lines(block)) for block in found if block.kind == "code"] == [(language, ["a < b"])]


@each_case(
    "text",
    [
        '<div id="breadcrumb-section"><ol id="breadcrumbs"><li>x</li></ol></div>',
        '<div class="page-metadata">x <a href="#">y</a></div>',
        '<div id="likes-and-labels-container"><div>x<div>y</div></div></div>',
        '<div id="footer" role="contentinfo"><section class="footer-body"><p>x</p></section></div>',
        '<section id="comments-section"><h2>x</h2><p>y</p></section>',
        '<div class="toc-macro client-side-toc-macro"><ul><li>x</li></ul></div>',
        '<footer class="theme-doc-footer"><a href="#">x</a></footer>',
        '<details class="theme-doc-toc-mobile"><summary>x</summary><ul><li>y</li></ul></details>',
        '<div class="tableOfContents_bqdL thin-scrollbar"><ul><li>x</li></ul></div>',
        '<div class="md-sidebar md-sidebar--primary">x</div>',
        '<div class="sphinxsidebar" role="navigation">x</div>',
        '<ul class="wy-breadcrumbs"><li>x</li></ul>',
        '<div class="contents topic"><p>x</p></div><div id="toc">y</div>',
        '<aside aria-label="On this page"><p>x</p></aside>',
        '<header><a href="/">x</a><p>y</p></header>',
        '<header class="navbar" role="banner"><h1>x</h1></header>',
        '<p class="sr-only">x</p><span aria-hidden="true">y</span><div hidden>z</div>',
        '<div style="color: red; display: none">x</div><menu><li>y</li></menu>',
    ],
)
def test_parts_around_a_page(text: str) -> None:
    assert blocks(f"<p>a</p>{text}<p>b</p>") == [("text", 1, "a"), ("text", 1, "b")]


@each_case(
    "text",
    [
        "<article><header>x</header></article>",
        "<header><h1>x</h1></header>",
        '<div class="with-sidebar">x</div>',
        '<div role="tabpanel" hidden>x</div>',
        '<div class="expand-content" style="display: none">x</div>',
        '<aside aria-label="Note">x</aside>',
        '<section id="related-events">x</section>',
        '<div class="comment-free">x</div>',
        '<pre>x<div class="toolbar">?</div></pre>',
    ],
)
def test_parts_of_a_page(text: str) -> None:
    [block] = blocks_of(text)
    assert (block.text or block.lines[0].text) == "x"


@each_case(
    ("text", "language"),
    [
        ('<pre class="brush: js; gutter: false">{}</pre>', "js"),
        ('<pre data-syntaxhighlighter-params="brush: java">{}</pre>', ""),
        ('<pre data-syntaxhighlighter-params="brush: jscript; gutter: false">{}</pre>', "jscript"),
        ('<pre><code class="language-json hljs">{}</code></pre>', "json"),
        ('<div class="highlight-source-json"><pre data-lang="JSON">{}</pre></div>', "json"),
        ('<span data-code-lang="json"><code class="language-json">{}</code></span>', "json"),
        ("<pre>{}</pre>", ""),
    ],
)
def test_language_of_code(text: str, language: str) -> None:
    found = code(text)
    assert (found.language, lines(found)) == (language, ["{}"])


@each_case(
    "text",
    [
        '<code class="language-json"><span class="linenumber">1</span>a<br/><span class="linenumber">2</span>b</code>',
        '<pre><div class="line">a</div><div class="line">b</div></pre>',
        "<pre><ol><li>a<li>b</ol></pre>",
        '<div class="syntaxhighlighter"><table><td class="gutter">1</td><td><p><code>a</code></p><p>b</table></div>',
        "<pre>1 a\n2 b</pre>",
        "<pre>a\nb",
    ],
)
def test_lines_of_code(text: str) -> None:
    assert lines(code(text)) == ["a", "b"]


def test_tables() -> None:
    text = (
        "<table>\n<tr><th>a<th>&nbsp;&nbsp;b</tr>\n<tr><td><p>c</p><p>d</p></td>"
        '<td><p style="margin-left: 30px">e</p></td></tr><tr></tr></table>'
    )
    [table] = blocks_of(text)
    assert [[(cell.line, cell.text, cell.indent) for cell in row] for row in table.rows] == [
        [(2, "a", 0), (2, "b", 2)],
        [(3, "c\nd", 0), (3, "e", 3)],
    ]


def test_tables_in_tables() -> None:
    [block] = blocks_of("<table><td>" * 30 + "a" + "</table>" * 30 + "</table>")
    depth = 0
    while block.kind == "table":
        depth, [block] = depth + 1, block.rows[0][0].blocks
    assert (depth, block.text) == (5, "a")


@pytest.mark.parametrize("text", ["<table><tr></table>", "<table>", "</table></td></ul></li>"])
def test_tables_without_cells(text: str) -> None:
    assert blocks(text) == []


@pytest.mark.parametrize(
    "tag", ["<p>", "<b>", "<li>", "<td>", "<code>", "<pre>", "<pre><div>", "<del>", "<del><div>", "<p><a x='"]
)
def test_unclosed_tags(tag: str) -> None:
    assert len(list(blocks_of(tag * 20_000 + "a"))) <= 2


@pytest.mark.parametrize("tag", ["<div>", "<table><tr><td>", "<ul><li>"])
@pytest.mark.parametrize("file", ["a.html", "a.md"])
def test_too_many_elements_around_each_other(tag: str, file: str) -> None:
    page = page_of(file, f"<h1>channel.dial</h1>\n{(tag + 'a') * 501}")
    assert (page.blocks, page.fault and page.fault.number) == ((), 2)
    closed = "".join(tag[:1] + "/" + each for each in reversed(tag[1:].split("<")))
    assert codes(f"<h1>channel.dial</h1>\n{(tag + 'a') * 500}{closed * 500}", file) == []
    assert page_of(file, f"{tag}a{closed}\n" * 600).fault is None


@each_case(
    ("text", "line", "name"),
    [
        ("<p>a</p>\n<ul class=x>\n<li>b", 2, "ul"),
        ("<DIV>\n<table>\n<tr><td>a</td></tr></table>", 1, "div"),
        ("<div>\n<table>\n<tr><td>a</td>", 2, "table"),
        ("<p>a</p>\n<pre>{\n</div>", 2, "pre"),
        ('<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[{\n}', 1, "ac:plain-text-body"),
        ('<ac:structured-macro ac:name="a > b">\n<ac:parameter ac:name="x">y</ac:parameter>', 1, "ac:structured-macro"),
    ],
)
def test_page_that_is_cut(text: str, line: int, name: str) -> None:
    fault = fault_of(text)
    assert fault is not None
    assert (fault.number, f"<{name}>" in fault.text) == (line, True)
    assert codes(text, "a.html") == ["unreadable-page"]


@pytest.mark.parametrize(
    "text",
    [
        "<p>a<li>b<br>c",
        '<div/><ac:link-body ac:title="a > b" /><table><tr><td>a</table>',
        "<p>a</p><!-- <div> --><script>a = '<div>'</script><style>",
        "<pre><![CDATA[<div>]]></pre></div>",
        "<p>a</p>&lt;div>",
    ],
)
def test_page_that_is_not_cut(text: str) -> None:
    assert fault_of(text) is None


def test_comment_that_is_not_closed() -> None:
    text = "<p>a</p>\n<!-- b -->\n<!-- c <p>d</p>"
    assert [block.text for block in blocks_of(text)] == ["a", "b"]
    fault = fault_of(text)
    assert fault is not None
    assert fault.number == 3
    assert codes(text, "a.html") == ["unreadable-page"]
