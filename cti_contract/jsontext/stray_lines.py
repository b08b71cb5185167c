"""Lines of other text before, between and behind the values of a JSON text, such as a heading or a prompt."""

from __future__ import annotations

import re
from typing import NamedTuple

from cti_contract.jsontext.tokens import STRING, begins_message, object_end

#: The space, marks and line comments in front of the first element of an array. The number `[#5]` of a log is none.
_SPACE = r"(?![ \t]*+\#[^\]\n]*+\])(?:[ \t\r\n\0\x1e]|\xef\xbb\xbf|(?://|\#|-- )[^\n]*+(?:\n|\Z))*+"
#: A string, a comment or a bracket.
_PART = re.compile(
    STRING + r"|(?://|\#|-- )[^\n]*+|/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)"
    r"|(?P<open>[\[{])|(?P<close>[\]}])",
    re.DOTALL,
)
#: White space, marks and comments that may be over several lines, in front of something on its line or behind it.
_BESIDE = r"[ \t\r\0\x1e]|\xef\xbb\xbf|/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)"
#: The beginning of a line outside of values, with what is there: a value or the rest of one, or a comment.
_LINE = re.compile(
    r"(?:" + _BESIDE + r")*+(?:(?P<value>\{|\[(?=" + _SPACE + r"(?:[\[{\"\]]|/\*|<!--)))"
    r"|(?P<other>[]},;]|//|\#|-- |`{3}|~{3}|<{7}|={7}|>{7}|\|{7}|\n|\Z))?",
    re.DOTALL,
)
#: The text behind a value, up to another object on its line: files have some that are put together without a line end.
_BEHIND = re.compile(r"(?:[,;]|" + _BESIDE + r")*+(?P<next>\{)?", re.DOTALL)


#: The beginning of an object behind other text, and the first one of a line, which is not in an array nor in an object.
_OBJECT = re.compile(r'\{[ \t]*+"')
_FIRST_OBJECT = re.compile(r'(?:[^\[\n{"]++|\[[^]\n{"]*+\])*+(\{)')


class StrayLines(NamedTuple):
    """How many lines of other text a JSON text has, the first byte of the first, and the text without them.

    Their line ends are left. `with_object` has the first and the last place of the first one with an object or, if the
    text `has_values` nowhere else, with a message.
    """

    number: int
    start: int
    plain: bytes
    with_object: tuple[int, int] | None
    has_values: bool


def stray_lines(raw: bytes) -> StrayLines | None:
    """Return the lines of other text, None if there are none, or no value beside them and no message in them.

    Comments, fences and the marks of conflicts are none.
    """
    text = raw.decode("latin-1")  # a character for each byte
    plain = bytearray()
    copied = at = number = first = 0
    has_values, with_object, with_message = False, None, None
    while at < len(text):
        found = _LINE.match(text, at)
        assert found  # it may be empty
        if found["value"]:
            has_values = True
            behind = _BEHIND.match(text, _end(text, found.end() - 1))
            assert behind  # it may be empty
            at = behind.end()
            if behind["next"]:
                at -= 1
                continue
        elif found["other"] is not None:
            at = found.start("other")
        else:
            at = found.end()
            first, number = first if number else at, number + 1
            plain += memoryview(raw)[copied:at]
            copied = _line_end(text, at)
            if not with_object and _OBJECT.search(text, at, copied):
                with_object = at, copied
            if not with_message and not has_values and _has_message(text, at):
                with_message = at, copied
        at = _line_end(text, at) + 1
    with_object = with_object if has_values else with_message
    if not number or not (has_values or with_object):
        return None
    plain += memoryview(raw)[copied:]
    return StrayLines(number, first, bytes(plain), with_object, has_values)


def _has_message(text: str, at: int) -> bool:
    """Return whether the first object on the rest of a line begins as a message does."""
    found = _FIRST_OBJECT.match(text, at)
    return found is not None and begins_message(text, found.start(1))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _end(text: str, start: int) -> int:
    """Return the end of a value, which need not be JSON."""
    if text[start] == "{":
        return object_end(text, start)
    depth = 0
    for found in _PART.finditer(text, start):
        depth += (found["open"] is not None) - (found["close"] is not None)
        if depth == 0:
            return found.end()
    return len(text)
