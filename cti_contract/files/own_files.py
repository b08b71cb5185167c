"""Files of this program: its reports and baselines, known by their beginning, and the reading of such files."""

from __future__ import annotations

import os
import re
from errno import EFBIG, EINVAL
from stat import S_ISDIR, S_ISREG
from typing import Literal

Kind = Literal["baseline", "json", "junit", "sarif"]

#: The bytes of a file that are enough to know it.
LONGEST_HEAD = 512
_PROBLEMS = rb'\s*\{\s*"contract":\s*"[^"]*",\s*(?:"redacted":\s*true,\s*)?"problems":\s*\['
#: The beginning of a file of each kind, also of one that was formatted again, or cut.
_BEGINNINGS: dict[Kind, re.Pattern[bytes]] = {
    "baseline": re.compile(_PROBLEMS + rb'\s*(?:\]\s*\}|\{\s*"file":)'),
    "json": re.compile(_PROBLEMS + rb'\s*(?:\]\s*,\s*"summary":|\{\s*"code":|\Z)'),
    "junit": re.compile(rb'\s*<\?xml [^>]*\?>\s*<testsuites name="cti-contract">'),
    "sarif": re.compile(
        rb'\s*\{\s*"\$schema":\s*"[^"]*",\s*"version":\s*"2\.1\.0",\s*"runs":\s*\[\s*\{\s*'
        rb'"tool":\s*\{\s*"driver":\s*\{\s*"name":\s*"cti-contract"'
    ),
}


def kind_of(head: bytes) -> Kind | None:
    """Return the kind of a file of this program by its first bytes, None for any other file.

    >>> kind_of(b'{"contract": "1.0", "problems": [')
    'json'
    >>> kind_of(b'{"command": "session.start"')
    """
    return next((kind for kind, beginning in _BEGINNINGS.items() if beginning.match(head[:LONGEST_HEAD])), None)


def kind_of_file(path: str) -> Kind | None:
    """Return the kind of a file of this program, None for any other file. Raises OSError."""
    with open(path, "rb") as file:
        return kind_of(file.read(LONGEST_HEAD))


def content_of(path: str, most: int | None = None) -> bytes:
    """Return the content of a regular file of at most `most` bytes. Raises OSError.

    A pipe or a device is not opened: it may never end.
    """
    mode = os.stat(path).st_mode
    if not (S_ISREG(mode) or S_ISDIR(mode)):
        raise OSError(EINVAL, "not a regular file", path)
    with open(path, "rb") as file:
        content = file.read(-1 if most is None else most + 1)
    if most is not None and len(content) > most:
        raise OSError(EFBIG, f"larger than {most} bytes", path)
    return content
