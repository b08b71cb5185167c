"""The one tokenizer of JSON text. It also reads text that is not JSON, in linear time.

The texts may have a character for each byte: then a part of a character may look like white space of Unicode.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

OPENING, CLOSING = "[{", "]}"
#: The ends of a line after which an object goes on in the next one.
GOES_ON = (b"{", b"[", b",", b":")
_SPACE = " \t\r\n"
#: The levels of a value from which on it is asked whether the rest of the text has the brackets to close them.
_DEEP = 10_000


class Beginning(NamedTuple):
    """The first name in an object, and the name of the member whose value it is, or is an element of."""

    of: str | None
    first: str


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the tokens of a text from one character to another. `text[match.start()]` shows the kind of a token."""
    return _token().finditer(text, start, len(text) if end is None else end)


@cache
def _token() -> re.Pattern[str]:
    """Return the pattern of a token: a string, a mark of punctuation, or anything else up to the next one.

    A string without an end reaches to the end of the text. The pattern is possessive: otherwise such a string would be
    read again from each quote in it. It is compiled on first use, because that takes 2 ms of a start.
    """
    return re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[][{},:]|[^][{},:" \t\n\r]++', re.DOTALL)


def elements(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of each element of an array, without the space around it.

    The text need not be JSON: commas and brackets decide. Yields nothing if the text does not begin an array. An
    element that is missing, as after the last comma in `[1,]`, begins and ends at one place.
    """
    found = tokens(text)
    first = next(found, None)
    if first is None or first[0] != "[":
        return
    depth, deep = 1, _DEEP
    start, end = -1, first.end()
    for token in found:
        mark = text[token.start()]
        depth += (mark in OPENING) - (mark in CLOSING)
        if depth == 0 or (depth == 1 and mark == ","):
            yield (end, end) if start < 0 else (start, end)
            if depth == 0:
                return
            start, end = -1, token.end()
        else:
            start, end = token.start() if start < 0 else start, token.end()
            if depth > deep:
                deep = 2 * depth
                if _never_closes(text, end, depth):
                    end = len(text)
                    break
    yield (end, end) if start < 0 else (start, end)


def outer_comma(text: str) -> int | None:
    """Return the place of the first comma that is in no value, None if there is none."""
    depth = 0
    for token in tokens(text):
        mark = text[token.start()]
        depth = max(depth + (mark in OPENING) - (mark in CLOSING), 0)
        if mark == "," and not depth:
            return token.start()
    return None


def texts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of each value in a text that has one after the other, without separators.

    The text need not be JSON: brackets decide.
    """
    depth, start, end, deep = 0, -1, 0, _DEEP
    for token in tokens(text):
        mark = text[token.start()]
        start, end = token.start() if start < 0 else start, token.end()
        depth += (mark in OPENING) - (mark in CLOSING)
        if depth <= 0:
            yield start, end
            depth, start = 0, -1
        elif depth > deep:
            deep = 2 * depth
            if _never_closes(text, end, depth):
                end = len(text)
                break
    if start >= 0:
        yield start, end


#: A string, for texts that are not JSON. One without an end goes on in lines of other text, but not in a line that
#: begins as JSON or a comment does: else everything in strings behind it would seem to be outside of them.
_IN_STRING = r'[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+'
STRING = rf'"{_IN_STRING}(?:[\r\n][ \t\r\n]*+(?:[^]["{{}}/#\\ \t\r\n]|\\.){_IN_STRING})*+"?+'

#: A part of a text that is not JSON, as a token, but a string without an end reaches to the end of its line.
_BROKEN = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?|[][{},:]|[^][{},:" \t\n\r]++'
#: The beginning of an object, and the name in front of it if it is the value of a member, or in an array that is one.
_OF = r'"(?P<of>[^"\\{}\n]*+)"[ \t\n\r]*+:[ \t\n\r]*+(?:\[[ \t\n\r]*+)?'
_FIRST_NAME = r'(?=[ \t\n\r]*+"(?P<first>[^"\\{}\n]*+)"[ \t\n\r]*+:)'
BEGINNING = rf"(?:{_OF})?\{{{_FIRST_NAME}"
#: The beginning of a message. Other objects begin with a name or with data, too, but have no such member after it.
_MESSAGE = (
    r'\{[ \t\n\r]*+"(?:(?:command|messageType|original|target)"|(?:context|data|failure)"[ \t\n\r]*+:[ \t\n\r]*+\{'
    r'|name"[ \t\n\r]*+:[ \t\n\r]*+"[^"\\\n]*+",[ \t\n\r]*+"(?:data|messageType|target)"'
    r'|result"[ \t\n\r]*+:[ \t\n\r]*+"(?:success|failure)"'
    r'|[^"\\{}\n]*+"[ \t\n\r]*+:[ \t\n\r]*+(?:"[^"\\\n]*+"|[-+.\w]++)'
    r'(?:[ \t\n\r]*+,[ \t\n\r]*+")?+(?:command|messageType|original)")'
)
#: Members with which messages begin. Some loggers sort members, and then all messages may begin with another one.
_FIRST = frozenset({"command", "messageType", "name", "original", "result"})
#: Members of messages whose values are no messages: where such a member is cut, the next object is another message.
_WITHOUT_MESSAGE = frozenset({None, "command", "data", "messageType", "name", "result", "target"})


def begins_message(text: str, at: int) -> bool:
    """Return whether a message begins at a place in a text, which need not be JSON."""
    return re.compile(_MESSAGE).match(text, at) is not None


def may_have_several(text: str) -> bool:
    """Return whether a message begins inside a text that is not JSON, and not only where the text begins."""
    return re.compile(_MESSAGE).search(text, len(text) - len(text.lstrip(_SPACE)) + 1) is not None


def broken_values(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of each value of a broken array, or of values one after the other.

    The text need not be JSON: brackets, lines and the beginnings of messages decide. An object that is not closed ends
    where another message begins, or another object on a line of its own, no deeper than itself. A missing element of
    an array begins and ends at one place.
    """
    found = _broken_tokens(text, 0)
    in_array = text.lstrip(_SPACE).startswith("[")
    start, end = -1, next(found)[1] if in_array else 0
    inside, last = _Inside(text), ""
    over = ""  # the bracket that has ended an array, or the comma behind it
    last_object = text.rfind("{")
    for at, to, beginning in found:
        mark = text[at]
        if over and mark not in OPENING and at > last_object:  # another array or object may follow
            return
        if over and mark in {"[", ","}:
            over, end = mark.replace("[", ""), to
            continue
        in_array = in_array and (over != "]" or mark not in OPENING)  # a bracket may be too many
        over = ""
        if start >= 0 and inside.ends_before(at, beginning, last):
            yield start, end
            start = -1
        is_end = mark == "]" and in_array
        if (start < 0 or not inside.opened) and (is_end or (mark == "," and not _is_member(text, to))):
            if start >= 0 or in_array:
                yield (end, end) if start < 0 else (start, end)
            start, end, over = -1, to, mark if is_end else ""
            continue
        if start < 0:
            start = inside.begin(at, beginning)
        end, last = to, mark
        if inside.is_never_closed(mark, end):
            end = len(text)
            break
    if start >= 0 or (in_array and not over):
        yield (end, end) if start < 0 else (start, end)


def _is_member(text: str, at: int) -> bool:
    """Return whether the text after a comma is a member: no other value begins there, even if a bracket is missing."""
    return re.compile(r'[ \t\n\r]*+"[^"\\\n]*+"[ \t]*+:').match(text, at) is not None


def object_end(text: str, start: int) -> int:
    """Return the end of the object that begins at a place, which need not be JSON.

    If it is not closed, it ends before another message begins, or where the text ends.
    """
    inside, last, end = _Inside(text), "", start
    inside.begin(start, None)
    for at, to, beginning in _broken_tokens(text, start):
        mark = text[at]
        if at == start:
            inside.begin(at, beginning)
        elif mark == "{" and inside.ends_before(at, beginning, last):
            return end
        end, last = to, mark
        if inside.is_never_closed(mark, end):
            break
        if not inside.opened:
            return end
    return len(text.rstrip(_SPACE))


def end_of_cut(text: str, start: int, end: int) -> int:
    """Return the end of the object around another one, if the first part of it is cut; 0 if there is none.

    More brackets are closed behind the inner object, which is between the two places, than are opened before.
    """
    before = text[:start].rstrip(_SPACE)
    if (before and before[-1] not in ":,[") or text[end:].lstrip(_SPACE)[:1] not in {"}", "]", ","}:
        return 0
    if begins_message(text, start) and not _ORIGINAL.search(before[-_WIDEST:]):
        return 0
    depth = 0
    for bracket in re.finditer(r"[{}]", text):
        if not start <= bracket.start() < end:
            depth += 1 if bracket[0] == "{" else -1
        if depth < 0 and bracket.start() >= end:
            return bracket.end()
        depth = max(depth, 0)
    return 0


#: The member of a message whose value is a message.
_ORIGINAL = re.compile(r'original\\*"[ \t]*+:\Z')


def _broken_tokens(text: str, begin: int) -> Iterator[tuple[int, int, Beginning | None]]:
    """Yield the first and the last place of each token, and the beginning of the object that begins there.

    No string holds such a beginning, except one whose end is missing: it ends there. Only the text up to the token and
    the name after it are read: an object is one of many in its text, and its reader stops at its end.
    """
    token = re.compile(_BROKEN)
    while found := token.search(text, begin):
        at, begin = found.span()
        mark = text[at]
        bracket = text.rfind("{", at, begin) if mark == '"' else at  # a name may follow only the last one in a string
        beginning = _beginning(text, bracket) if bracket >= 0 and text[bracket] == "{" else None
        if beginning and bracket > at:
            yield from ((*part.span(), None) for part in token.finditer(text, at, bracket))
            at, begin = bracket, bracket + 1
        yield at, begin, beginning


def _beginning(text: str, bracket: int) -> Beginning | None:
    """Return the beginning of the object whose bracket is at a place, None if no name follows."""
    found = re.compile(_FIRST_NAME).match(text, bracket + 1)
    if not found:
        return None
    before = text[max(bracket - _WIDEST, 0) : bracket]
    if re.search(_IN_FRONT_OF_REQUEST, before):
        return Beginning("original", found["first"])
    of = re.search(_OF + r"\Z", before)
    return Beginning(of["of"] if of else None, found["first"])


#: The name in front of the request of a failure. A quote or the colon may be missing, or there may be too many.
_IN_FRONT_OF_REQUEST = r"\boriginal[^]\w{}[]*+\Z"


#: The most characters in front of a value that are looked at.
_WIDEST = 1_000


class _Inside:
    """The inside of a value of a text that is not JSON: the brackets that are `opened`."""

    def __init__(self, text: str) -> None:
        self.opened: list[str] = []
        self._text, self._column, self._deep, self._is_list = text, 0, _DEEP, False
        self._is_message, self._first = False, ""

    def begin(self, start: int, beginning: Beginning | None) -> int:
        """Begin a value, and return its start."""
        self.opened, self._column, self._is_list = [], len(self._before(start)), self._text[start] in OPENING
        self._first = beginning.first if beginning else ""
        self._is_message = not self._first or self._begins_message(start)
        return start

    def ends_before(self, at: int, beginning: Beginning | None, last: str) -> bool:
        """Return whether the value ends before a token, which begins another one. The token before is `last`."""
        if self._text[at] != "{":
            return self._text[at] == "[" and self._is_list and not self.opened
        line = self._before(at)
        if last == "{" and line.strip(_SPACE):
            return False
        in_array = last in {",", "["} and self.opened[-1:] == ["["]
        if beginning and not in_array and self._is_another_message(at, beginning):
            return True
        is_outside = len(line) <= self._column and not line.strip(_SPACE) and at > len(line)
        # behind a fault in quotes, the colon may seem to be inside a string
        if last == ":" or (beginning and beginning.of == "original"):
            return is_outside and self._begins_message(at)
        if not self.opened:
            return self._is_list
        is_alike = beginning is not None and beginning.of is None and beginning.first == self._first
        return self.opened[-1] == "{" and (is_alike or is_outside)

    def _is_another_message(self, at: int, beginning: Beginning) -> bool:
        """Return whether an object is a message, as this value is, and not the value of a member that may hold one."""
        is_first = beginning.first in {self._first, *_FIRST} and beginning.of in _WITHOUT_MESSAGE
        return self._is_message and is_first and self._begins_message(at)

    def _begins_message(self, at: int) -> bool:
        return begins_message(self._text, at)

    def is_never_closed(self, mark: str, end: int) -> bool:
        """Read a token, and return whether the text is too short to close the brackets that are open then."""
        if mark in OPENING:
            self.opened.append(mark)
        elif mark in CLOSING and self.opened:
            opening = OPENING[CLOSING.index(mark)]
            closes_two = self.opened[-1] != opening and opening in self.opened[-2:-1]
            del self.opened[-2 if closes_two else -1 :]
        if len(self.opened) <= self._deep:
            return False
        self._deep = 2 * len(self.opened)
        return _never_closes(self._text, end, len(self.opened) + 1)

    def _before(self, at: int) -> str:
        """Return the line in front of a place, or the end of a long one."""
        return self._text[max(at - _WIDEST, 0) : at].rpartition("\n")[2]


def _never_closes(text: str, start: int, depth: int) -> bool:
    """Return whether a text has too few brackets left to close a value. Those in strings count, too."""
    return sum(text.count(mark, start) for mark in CLOSING) < depth - 1
