"""Spaces in the place of marks and separators."""

import tracemalloc

import pytest

from cti_contract.jsontext.blank import blank
from cti_contract.jsontext.marks import without_marks
from cti_contract.jsontext.separators import without_separators


def test_a_space_for_each_character() -> None:
    for text in ("größer", "a\r\nb\n", "€😀\0\x1e", ""):
        expected = "".join(character if character in "\r\n" else " " for character in text)
        assert blank(text.encode()).decode() == expected, text


@pytest.mark.parametrize("size", [100_000, 400_000])
@pytest.mark.parametrize("mark", [b"\0", b"\xef\xbb\xbf", b"\x1e", b"/*\n*/", b"\x0c", b";", b"\\n", b"\xc2\xa0"])
def test_memory_is_a_few_times_the_text(mark: bytes, size: int) -> None:
    """A list with an entry for each character would take eight times the text."""
    raw = mark * (size // len(mark)) + b"{}"
    tracemalloc.start()
    plain = [without_marks(raw)[0], without_separators(raw)[0]]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert b"{}" in [each.lstrip() for each in plain]
    assert peak < 5 * size
