# ruff: noqa: E501 -- markup as other tools write it
"""Pages of Markdown as people save them: Confluence storage, saved HTML, copied text, a view of two versions."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

LOZENGE = re.compile(r"\(((?:[Tt]elephony|inContact) only|nur Telefonie)\)")


class Part(NamedTuple):
    """One part of a page: a heading, paragraph, quote, list item, code block or table."""

    kind: str
    text: str = ""
    level: int = 0
    language: str = ""
    number: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def parts_of(markdown: str) -> list[Part]:
    """Return the parts of a page of Markdown; texts keep their inline marks."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    return list(_parts(tokens))


def _parts(tokens: Sequence[Token]) -> Iterator[Part]:
    around: list[str] = []
    numbers: list[int] = []
    rows: list[list[str]] = []
    for token in tokens:
        _count(token, numbers)
        if token.type in ("table_open", "tr_open"):
            rows = [] if token.type == "table_open" else [*rows, []]
        elif token.type == "table_close":
            yield Part("table", rows=tuple(tuple(row) for row in rows))
        elif token.type in ("fence", "code_block"):
            yield Part("code", token.content.rstrip("\n"), language=token.info.split(" ")[0])
        elif token.type == "inline" and around[-1] in ("th", "td"):
            rows[-1].append(token.content)
        elif token.type == "inline":
            yield _prose(token.content, around, numbers)
        if token.nesting:
            around = [*around, token.tag] if token.nesting > 0 else around[:-1]


def _count(token: Token, numbers: list[int]) -> None:
    """Count the elements of ordered lists."""
    if token.type == "ordered_list_open":
        numbers.append(0)
    elif token.type == "ordered_list_close":
        numbers.pop()
    elif token.type == "list_item_open" and numbers:
        numbers[-1] += 1


def _prose(text: str, around: list[str], numbers: list[int]) -> Part:
    if around[-1].startswith("h") and around[-1][1:].isdigit():
        return Part("heading", text, level=int(around[-1][1:]))
    if "li" in around:
        return Part("item", text, number=numbers[-1] if numbers else 0)
    return Part("quote" if "blockquote" in around else "text", text)


def inline(text: str, code: Callable[[str], str]) -> str:
    """Return a text as HTML; `code` writes the text between backticks."""
    pieces = re.split(r"(`[^`]+`)", text)
    return "".join(code(piece[1:-1]) if piece.startswith("`") else _marked(piece) for piece in pieces)


def _marked(text: str) -> str:
    text = escape(text.replace("&nbsp;", "\u00a0"), quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    return re.sub(r"(?<!\w)_(.+?)_(?!\w)", r"<em>\1</em>", text)


def plain(text: str) -> str:
    """Return a text without its inline marks."""
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text.replace("&nbsp;", "\u00a0"))
    return re.sub(r"(?<!\w)_(.+?)_(?!\w)", r"\1", text.replace("`", ""))


def _html(parts: Sequence[Part], write: Callable[[Part], str]) -> str:
    """Join parts; the items of a list are in one list element."""
    written, opened = [], ""
    for part in parts:
        wanted = ("ol" if part.number else "ul") if part.kind == "item" else ""
        if wanted != opened or part.number == 1:
            written += [f"</{opened}>"] if opened else []
            written += [f"<{wanted}>"] if wanted else []
            opened = wanted
        written.append(write(part))
    return "\n".join([*written, *([f"</{opened}>"] if opened else [])])


def storage(markdown: str) -> str:
    """Return the page in the storage format of Confluence, with macros."""
    return _html(parts_of(markdown), _stored)


def _stored(part: Part) -> str:  # noqa: PLR0911 -- a case for each kind
    def text_of(text: str) -> str:
        written = inline(text, lambda name: f"<code>{escape(name, quote=False)}</code>")
        return LOZENGE.sub(r'<ac:structured-macro ac:name="status" ac:schema-version="1">'
                           r'<ac:parameter ac:name="colour">Blue</ac:parameter>'
                           r'<ac:parameter ac:name="title">\1</ac:parameter></ac:structured-macro>', written)  # fmt: skip

    if part.kind == "heading":
        anchor = ('<ac:structured-macro ac:name="anchor" ac:schema-version="1"><ac:parameter ac:name="">a'
                  f"{len(part.text)}</ac:parameter></ac:structured-macro>")  # fmt: skip
        return f"<h{part.level}>{anchor}{text_of(part.text)}</h{part.level}>"
    if part.kind == "code":
        body = f"<ac:plain-text-body><![CDATA[{part.text}]]></ac:plain-text-body></ac:structured-macro>"
        if not part.language:
            return f'<ac:structured-macro ac:name="noformat" ac:schema-version="1">{body}'
        code = ('<ac:structured-macro ac:name="code" ac:schema-version="1"><ac:parameter ac:name="language">'
                f'{part.language}</ac:parameter><ac:parameter ac:name="linenumbers">true</ac:parameter>{body}')  # fmt: skip
        if "original" not in part.text:
            return code
        return ('<ac:structured-macro ac:name="expand" ac:schema-version="1"><ac:parameter ac:name="title">Show the'
                f" sample</ac:parameter><ac:rich-text-body>{code}</ac:rich-text-body></ac:structured-macro>")  # fmt: skip
    if part.kind == "table":
        return _table(
            part, text_of, '<table class="wrapped"><colgroup><col /><col /></colgroup><tbody>', "</tbody></table>"
        )
    if part.kind == "quote":
        return ('<ac:structured-macro ac:name="info" ac:schema-version="1"><ac:rich-text-body>'
                f"<p>{text_of(part.text)}</p></ac:rich-text-body></ac:structured-macro>")  # fmt: skip
    if part.text == "[TOC]":
        return '<p><ac:structured-macro ac:name="toc" ac:schema-version="1" /></p>'
    return f"<li><p>{text_of(part.text)}</p></li>" if part.kind == "item" else f"<p>{text_of(part.text)}</p>"


def _table(part: Part, text_of: Callable[[str], str], opening: str, closing: str) -> str:
    rows = []
    for number, row in enumerate(part.rows):
        tag = "td" if number else "th"
        cells = "".join(f"<{tag}><p>{text_of(cell) or '<br />'}</p></{tag}>" for cell in row)
        rows.append(f"<tr>{cells}</tr>")
    return "\n".join([opening, *rows, closing])


SERVER = """<!DOCTYPE html>
<html><head><title>Page</title><style>pre {{ color: red }}</style></head><body class="theme-default aui-theme-default">
<div id="page"><div id="main" class="aui-page-panel"><div id="main-header"><div id="breadcrumb-section">
<ol id="breadcrumbs"><li class="first"><span><a href="index.html">Telephony</a></span></li></ol></div>
<h1 id="title-heading" class="pagetitle"><span id="title-text"> Telephony : Page </span></h1></div>
<div id="content" class="view"><div class="page-metadata"> Created by <span class='author'> A. Person</span>, last modified on Nov 02, 2026 </div>
<div id="main-content" class="wiki-content group">
{}
</div>
<div class="pageSection group"><div class="pageSectionHeader"><h2 id="attachments" class="pageSectionTitle">Attachments:</h2></div>
<div class="greybox" align="left"><img src="images/icons/bullet_blue.gif" height="8" width="8" alt=""/>
<a href="attachments/1/2.json">channel.sample.json</a> (application/json) <br/></div></div>
<div class="pageSection group"><div class="pageSectionHeader"><h2 id="comments" class="pageSectionTitle">Comments:</h2></div>
<table border="0" width="100%"><tr><td><a name="comment-1"></a><font class="smallfont"><p>Is channel.hangup planned?</p></font>
<div class="smallfont" align="left">Posted by someone at Nov 03, 2026 09:12</div></td></tr></table></div>
</div></div><div id="footer" role="contentinfo"><section class="footer-body"><p>Document generated by Confluence on Nov 04, 2026 10:00</p>
<div id="footer-logo"><a href="http://www.atlassian.com/">Atlassian</a></div></section></div></div></body></html>
"""


def server(markdown: str) -> str:
    """Return the page as Confluence Server exports it as HTML."""
    return SERVER.format(_html(parts_of(markdown), _exported))


def _exported(part: Part) -> str:
    def text_of(text: str) -> str:
        written = inline(text, lambda name: f"<code>{escape(name, quote=False)}</code>")
        return LOZENGE.sub(r'<span class="status-macro aui-lozenge aui-lozenge-current">\1</span>', written)

    if part.kind == "heading":
        return f'<h{part.level} id="Page-{escape(part.text)}">{text_of(part.text)}</h{part.level}>'
    if part.kind == "code":
        params = f"brush: {part.language or 'text'}; gutter: false; theme: Confluence"
        code = f'<pre class="syntaxhighlighter-pre" data-syntaxhighlighter-params="{params}" data-theme="Confluence">'
        return ('<div class="code panel pdl" style="border-width: 1px;"><div class="codeContent panelContent pdl">\n'
                f"{code}{escape(part.text, quote=False)}</pre>\n</div></div>")  # fmt: skip
    if part.kind == "table":
        opening = '<div class="table-wrap"><table class="wrapped confluenceTable"><tbody>'
        return _table(part, text_of, opening, "</tbody></table></div>")
    if part.kind == "quote":
        return ('<div class="confluence-information-macro confluence-information-macro-note"><span class="aui-icon">'
                f'</span><div class="confluence-information-macro-body"><p>{text_of(part.text)}</p></div></div>')  # fmt: skip
    if part.text == "[TOC]":
        return "<div class='toc-macro rbtoc1'>\n<ul class='toc-indentation'>\n<li><a href='#a'>session.start</a></li></ul></div>"
    return f"<li>{text_of(part.text)}</li>" if part.kind == "item" else f"<p>{text_of(part.text)}</p>"


def cloud(markdown: str) -> str:
    """Return the page as a browser saves it from Confluence Cloud: code without `<pre>`, lines numbered."""
    body = _html(parts_of(markdown), _rendered)
    return ('<html><head><title>Page - Confluence</title></head><body><div id="root"><header><a href="/wiki">Spaces</a>'
            f'</header><main><div class="ak-renderer-document">{body}</div></main><footer>Like Be the first to like this'
            "</footer></div></body></html>\n")  # fmt: skip


def _rendered(part: Part) -> str:
    def text_of(text: str) -> str:
        written = inline(
            text, lambda name: f'<code class="cc-1o5d2cw" data-renderer-mark="true">{escape(name, quote=False)}</code>'
        )
        return LOZENGE.sub(r'<span class="css-1v3gvsx" data-node-type="status"><span>\1</span></span>', written)

    if part.kind == "heading":
        button = '<span class="heading-anchor-wrapper"><button aria-label="Copy link"></button></span>'
        return f'<h{part.level} data-renderer-start-pos="9">{text_of(part.text)}{button}</h{part.level}>'
    if part.kind == "code":
        return _numbered(part)
    if part.kind == "table":
        opening = (
            '<div class="pm-table-container"><div class="pm-table-wrapper"><table data-number-column="false"><tbody>'
        )
        return _table(part, text_of, opening, "</tbody></table></div></div>")
    if part.kind == "quote":
        return f'<div class="ak-editor-panel" data-panel-type="note"><div class="ak-editor-panel__content"><p>{text_of(part.text)}</p></div></div>'
    if part.text == "[TOC]":
        return '<div data-macro-name="toc"><ul><li><a href="#session.start">session.start</a></li></ul></div>'
    return f"<li><p>{text_of(part.text)}</p></li>" if part.kind == "item" else f"<p>{text_of(part.text)}</p>"


def _numbered(part: Part) -> str:
    """Return a code block with a span for each word, a number before each line, and no `<pre>`."""
    lines = []
    for number, line in enumerate(part.text.split("\n"), 1):
        text = escape(line, quote=False).replace(" ", "\u00a0")
        words = "".join(f"<span>{word}</span>" for word in re.split(r"(?<=[:,{])", text))
        lines.append(
            f'<span class="comment linenumber ds-line-number" data-ds--line-number="{number}">{number}</span>{words}'
        )
    language = part.language or "text"
    return ('<div class="code-block"><span class="prismjs" data-code-lang="' + language
            + f'"><code class="language-{language}">' + "<br/>".join(lines) + "</code></span></div>")  # fmt: skip


def text(markdown: str) -> str:
    """Return the page as it is copied from a browser: no marks, tabs between the cells of tables."""
    return "".join(_copied(part) for part in parts_of(markdown))


def _copied(part: Part) -> str:
    if part.kind == "table":
        return "\n".join("\t".join(plain(cell) for cell in row) for row in part.rows) + "\n\n"
    if part.kind == "item":
        bullet = f"{part.number}. " if part.number else "• "
        return f"{bullet}{plain(part.text)}\n"
    if part.kind == "heading":
        return f"\n{plain(part.text)}\n\n"
    if part.text == "[TOC]":
        return ""
    return (part.text if part.kind == "code" else plain(part.text)) + "\n\n"


COMPARED = """Versions Compared

Key

  • This line was added.
  • This line was removed.
  • Formatting was changed.

...

"""


def compared(markdown: str) -> str:
    """Return the page as a view of two versions, older lines left in some samples."""
    return COMPARED + "".join(_torn(part) for part in parts_of(markdown))


def _torn(part: Part) -> str:
    if part.kind == "item":
        return f"  • {plain(part.text)}\n"
    if part.kind != "code":
        return _copied(part).lstrip("\n")
    return f"Code Block\nlanguage{part.language or 'none'}\n" + "".join(_mixed(part.text)) + "\n\n"


def _mixed(code: str) -> Iterator[str]:
    """Yield the lines of a sample; where an object opens behind a name, its older lines are before the new ones."""
    lines = code.split("\n")
    for number, line in enumerate(lines):
        opened = re.fullmatch(r'(  "(?:data|original|failure)":) (\{)', line)
        if opened and '"' not in lines[number + 1] and lines[number + 2].strip(" ,") == "}":
            inner, closing = lines[number + 1].strip(), lines[number + 2].strip()
            yield f"{opened[1]}\n\n...\n\n{{\n\n{inner}\n\n{closing}\n\n\n  {{\n"
        elif line.startswith('  "result"'):
            yield f"{line}\n\n...\n\n\n"
        else:
            yield f"{line}\n"


def asciidoc(markdown: str) -> str:
    """Return the page in AsciiDoc: titles above listings, a cell of a table on each line."""
    return ":toc:\n\n" + "".join(_marked_up(part) for part in parts_of(markdown))


def _marked_up(part: Part) -> str:  # noqa: PLR0911 -- a case for each kind
    text = re.sub(r"\*\*(.+?)\*\*", r"*\1*", part.text.replace("&nbsp;", "\u00a0"))
    if part.kind == "heading":
        return f"{'=' * part.level} {text}\n\n"
    if part.kind == "code":
        language = f"[source,{part.language}]\n" if part.language else ""
        return f"{language}----\n{part.text}\n----\n\n"
    if part.kind == "table":
        head, *others = (["|" + cell.replace("&nbsp;", "\u00a0") for cell in row] for row in part.rows)
        rows = [" ".join(head), *("\n".join(row) for row in others)]
        return "|===\n" + "\n\n".join(rows) + "\n|===\n\n"
    if part.text == "[TOC]":
        return "toc::[]\n\n"
    if part.kind == "item":
        return f"{'.' if part.number else '*'} {text}\n"
    if part.kind == "quote":
        return f"NOTE: {text}\n\n"
    label = re.fullmatch(r"\*([^*]+?):?\*:?", text)
    return f".{label[1]}\n" if label else f"\n{text}\n\n"


#: How a page is written in each format, and the name that such a file has.
FORMATS: dict[str, tuple[Callable[[str], str], str]] = {
    "markdown": (str, "page.md"),
    "storage": (storage, "page.xml"),
    "server": (server, "page.html"),
    "cloud": (cloud, "page.html"),
    "asciidoc": (asciidoc, "page.adoc"),
    "text": (text, "page.txt"),
    "compared": (compared, "page.txt"),
}
