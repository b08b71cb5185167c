"""Files in TOML: settings and errata."""

from __future__ import annotations

import re
from typing import Any

from cti_contract.files.detect import format_that_is_not_utf8

#: In front of a file that an editor on Windows has saved.
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: The most parts of a key of TOML. The parser takes quadratic time and memory: 11 s for 32,000 parts.
MOST_PARTS = 32
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"?+|'[^'\n]*+'?+)"""
_NEXT_PART = rf"[ \t]*+\.[ \t]*+{_PART}"
#: A string over several lines, a comment, or a key, a number or any other string.
_TOKEN = (
    r"(?s:\"{3}(?:[^\\]|\\.)*?(?:\"{3}|\Z)|'{3}.*?(?:'{3}|\Z))|\#[^\n]*+"
    rf"|{_PART}(?:{_NEXT_PART}){{0,{MOST_PARTS - 1}}}+(?P<more>{_NEXT_PART})?+(?:{_NEXT_PART})*+"
)


class TooDeepError(ValueError):
    """A document has a key of too many parts, or lists or tables are nested too deeply."""


def toml_of(content: bytes) -> dict[str, Any]:
    r"""Return the document in a file of TOML. Raises ValueError that says why not, a TooDeepError if it may be valid.

    >>> toml_of(b"[a]\nb = 1")
    {'a': {'b': 1}}
    """
    content = content.removeprefix(_BYTE_ORDER_MARK)
    try:
        return _toml_in(content.decode())
    except TooDeepError:
        raise
    except ValueError as error:
        raise ValueError(f"not valid TOML: {_why_not(content, error)}") from None


def _toml_in(text: str) -> dict[str, Any]:
    import tomllib  # 3 ms that no other file needs

    more = next((found for found in re.finditer(_TOKEN, text) if found["more"]), None)
    if more:
        line = text.count("\n", 0, more.start()) + 1
        raise TooDeepError(f"a key of more than {MOST_PARTS} parts (at line {line})")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TooDeepError("lists or tables are nested too deeply") from None


#: How much of each end of an error of the parser is shown: at the end is its place, in the middle may be a long key.
_SHOWN = 80


def _why_not(content: bytes, error: ValueError) -> str:
    """Return an error of the parser of TOML, or of the encoding, in short."""
    other = format_that_is_not_utf8(content)
    text = str(error)
    if other:
        return f"save it as UTF-8, not {other}"
    if isinstance(error, UnicodeDecodeError):
        line = content.count(b"\n", 0, error.start) + 1
        return f"byte {error.start} is not UTF-8 (at line {line})"
    if text.startswith("Exceeds the limit"):  # Python advises to call a function of its own
        return "a number of too many digits"
    return text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]}…{text[-_SHOWN:]}"
