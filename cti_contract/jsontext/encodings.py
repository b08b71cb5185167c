"""Lines in another encoding among lines in UTF-8, as some programs append them to a file."""

from __future__ import annotations

import re
from typing import Literal

#: Some characters of ASCII one after the other in each of these encodings, whatever the order of the bytes is.
_UTF_32 = re.compile(rb"(?:[\t\r -~]\0{3}){3}")
_UTF_16 = re.compile(rb"(?:[\t\r -~]\0){4}")
#: The bytes in front of the first character: white space, a byte order mark and the NULs of that character.
_IN_FRONT = b" \t\r\n\0\xfe\xff"
#: The quotes of Windows-1252, and those of the Macintosh: a byte each, which is none of UTF-8 beside a letter of ASCII.
QUOTES_OF_A_BYTE = rb"[\x82\x84\x91-\x94\xab\xbb\xd2-\xd5]"
_OBJECT = re.compile(rb"\{\s*+" + QUOTES_OF_A_BYTE + rb"[A-Za-z]")


def wide_encoding(raw: bytes) -> Literal["UTF-16", "UTF-32"] | None:
    """Return the encoding of a part of a text if its characters take several bytes each, else None."""
    if _UTF_32.search(raw):
        return "UTF-32"
    return "UTF-16" if _UTF_16.search(raw) else None


def encoding(raw: bytes) -> Literal["UTF-16", "UTF-32", "encoding"] | None:
    """Return the fault of a text that begins in another encoding, or whose quotes are in one, None for any other."""
    if b"\0" in raw:
        start = len(raw) - len(raw.lstrip(_IN_FRONT))
        if _UTF_32.match(raw, start):
            return "UTF-32"
        if _UTF_16.match(raw, start):
            return "UTF-16"
    return None if raw.isascii() or not _OBJECT.search(raw) else "encoding"
