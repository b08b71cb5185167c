"""Marks in front of a JSON text."""

import pytest

from cti_contract.jsontext.marks import end_of_marks, without_marks


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (b"/**/*/{}", 4),
        (b"/***/{}", 5),
        (b"/* a * b */ /* c\n**/\n{}", 21),
        (b"/* open {}", 10),
        (b"// a\n\xef\xbb\xbf# b\n{}", 12),
        (b"/{}", 0),
    ],
)
def test_end_of_marks(text: bytes, end: int) -> None:
    assert end_of_marks(text) == end


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (b'{"a": "cut\n{"b": "http://c"}', b'{"b": "http://c"}'),
        (b'{"a": "cut\r{"b": "# c"}', b'{"b": "# c"}'),
        (b'"a": "cut,\n  "b": "/* c */"\n', b'"/* c */"'),
        (b'{"a": "cut\nINFO http://x "y"\n{"b": "http://c"}', b'{"b": "http://c"}'),
        (b'{"a": "two\nlines of http://c"} // d', b"http://c"),
    ],
)
def test_string_without_an_end(text: bytes, kept: bytes) -> None:
    """The strings behind it are strings, too."""
    assert kept in without_marks(text)[0]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b'{"a":1}\x1e\x1e \x1e\n{}', None),
        (b'\x1e\x1e{"a":1}\x1e// x\n\x1e', None),
        (b'{"a":1}\x1e\x1e 1', 7),
        (b'{"a":1\x1e\x1e}', 6),
        (b'{"a":\x1e\x1e1}', 5),
        (b'[{"a":1}\x1e\x1e,{}]', 8),
        (b'[{"a":1},\x1e{}]', 9),
        (b'// a\n\x1e{"a":\x1e// b\n{"command":1}', None),
    ],
)
def test_separator_inside(text: bytes, place: int | None) -> None:
    """However many separators are together, they are in front of a text or inside of one."""
    assert [start for _, start in without_marks(text)[1] if text[start] == ord("\x1e")] == [place][: place is not None]
