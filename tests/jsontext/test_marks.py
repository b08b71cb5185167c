"""Marks in front of a JSON text."""

import pytest

from cti_contract.jsontext.marks import end_of_marks


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
