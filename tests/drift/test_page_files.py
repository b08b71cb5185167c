"""Files as pages: their encodings, and exports of Confluence in MIME."""

import quopri
import re
from base64 import encodebytes
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from docs_checks import CONTRACT, DESK, PAGES
from each_case import each_case

from cti_contract.drift import pages
from cti_contract.drift.compare import check_page
from cti_contract.drift.pages import page_from


def found(content: bytes, file: str = "page.md") -> list[tuple[int, str]]:
    return [(each.line, each.code) for each in check_page(page_from(file, content), CONTRACT).findings]


FAULTY = DESK["md"].replace('"endpoint":', '"endPoint":')
FAULTY_HTML = DESK["html"].replace("interaction.focuschanged", "interaction.focuschange")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    assert found(FAULTY.encode(encoding)) == [(69, "unknown-member")]


def test_declared_encoding() -> None:
    page = f'<meta charset="windows-1252"><p>Gespräch</p>{DESK["html"]}'
    assert found(page.encode("windows-1252"), "a.html") == []


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"\n\xff" + DESK["md"].encode(), 2),
        (b"charset=utf-8\n\xff" + DESK["md"].encode(), 2),
        (b"<!-- encoding=none -->\n\xff" + DESK["md"].encode(), 1),
        ("\ufeff".encode("utf-16") + DESK["md"].encode("utf-16-le")[:-1], 1),
    ],
)
def test_wrong_encoding(content: bytes, line: int) -> None:
    """The page is still read as well as it can be."""
    assert found(content)[0] == (line, "unreadable-page")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a binary Word document"),
        (b"PK\x03\x04", "a zip file"),
        (b"%PDF-1.7", "a PDF file"),
        (b"{\\rtf1", "an RTF document"),
        (b"\x1f\x8b", "a compressed file"),
        (b"\x89PNG\r\n", "an image"),
        (b"\xff\xd8\xff\xe0", "an image"),
        (b"GIF89a", "an image"),
        (bytes(range(256)) * 2, "no text"),
        (b"charset=koi8-r\n" + bytes(range(256)), "no text"),
        (b"\x7fELF\2\1\1" + bytes(9) + b"\3\0>\0" + bytes(200), "no text"),
    ],
)
def test_other_files(content: bytes, kind: str) -> None:
    [finding] = check_page(page_from("page.doc", content), CONTRACT).findings
    assert (finding.code, finding.text.startswith(f"the file is {kind}")) == ("unreadable-page", True)
    assert re.search(r"; .*(export|save|decompress)", finding.text)
    assert finding.fix == "correct it, save it in another format, or leave it out"


HEADERS = "Date: Wed, 4 Nov 2026 10:00:00 +0000\nSubject: Exported From Confluence\nMIME-Version: 1.0\n"
PARTS = 'Content-Type: multipart/related; boundary="--b"\n\n----b\n{}\n----b--\n'


def exported(encoding: str, body: bytes, charset: str = "UTF-8") -> str:
    head = f"Content-Type: text/html; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    return HEADERS + PARTS.format(head + body.decode())


def line_of(text: str, part: str) -> int:
    return text.count("\n", 0, text.index(part)) + 1


def test_quoted_printable_export() -> None:
    """Lines are those of the file, also behind lines that go on in the next."""
    text = exported("quoted-printable", quopri.encodestring(FAULTY_HTML.encode()))
    assert found(text.encode(), "page.doc") == [(line_of(text, "interaction.focuschange<"), "misspelt-event")]


def test_export_of_plain_lines() -> None:
    text = exported("8bit", FAULTY_HTML.encode()).replace("\n", "\r\n")
    assert found(text.encode(), "page.mht") == [(line_of(text, "interaction.focuschange<"), "misspelt-event")]


def test_base64_export() -> None:
    """The lines of the text are not those of the file: all are the first one of the part."""
    text = exported("base64", encodebytes(FAULTY_HTML.encode()))
    assert found(text.encode(), "page.mht") == [(line_of(text, "base64\n\n") + 2, "misspelt-event")]


def test_export_in_another_charset() -> None:
    text = exported("8bit", FAULTY_HTML.encode(), charset="iso-8859-1")
    assert [code for _, code in found(text.encode(), "page.mht")] == ["misspelt-event"]


def test_export_of_text() -> None:
    message = EmailMessage()
    message.set_content(DESK["txt"])
    assert found(bytes(message), "page.mht") == []


def test_export_without_text() -> None:
    assert found(f"{HEADERS}Content-Type: image/png\n\nabc".encode(), "page.mht") == [(1, "unreadable-page")]


def test_text_that_looks_like_headers() -> None:
    assert found(b"Title: x\n\n" + (PAGES / "desk.txt").read_bytes(), "page.txt") == []


@each_case("file", ["a.md", "a.html", "a.adoc", "a.txt"])
def test_too_many_blocks(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with more parts than any page of documentation has one finding, at the first part too many."""
    monkeypatch.setattr(pages, "MOST_BLOCKS", 3)
    content = "".join(f"<p>{each}</p>\n\n" if file == "a.html" else f"{each}\n\n" for each in "abcd")
    [finding] = check_page(page_from(file, content.encode()), CONTRACT).findings
    assert (finding.line, finding.code) == (7, "unreadable-page")
    assert "divide it" in finding.text
    assert found(content[: content.index("d")].encode(), file) == [(1, "no-messages")]


@pytest.mark.parametrize(("encoding", "encode"), [("quoted-printable", quopri.encodestring), ("base64", encodebytes)])
@pytest.mark.parametrize("share", [0, 0.1, 0.9, 0.99])
def test_export_that_is_cut(encoding: str, encode: Callable[[bytes], bytes], share: float) -> None:
    text = exported(encoding, encode(DESK["html"].encode()))
    headers = text.index("----b\n")
    assert found(text.encode(), "page.mht") == []
    page = page_from("page.mht", text[: headers + int((len(text) - headers) * share)].encode())
    assert page.fault is not None
    assert page.fault.text.startswith("the export in MIME is cut: ")
