"""One message a line: a stream of lines, read in batches."""

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, chain, islice, repeat
from typing import Any, NamedTuple

from cti_contract.files.limits import Limits
from cti_contract.files.records import WHOLE, Record, record_of
from cti_contract.files.streams import RawLines, Stream
from cti_contract.jsontext.memory import takes_more
from cti_contract.jsontext.parse import CONTROL, IN_STRING, SPACE, parse, parse_lines
from cti_contract.jsontext.positions import Text
from cti_contract.jsontext.tokens import GOES_ON, OPENING, broken_values, may_have_several, object_end, texts
from cti_contract.problem_texts import not_json_text, on_lines, several_lines, too_large, too_many_values
from cti_contract.problems import Problem
from cti_contract.validation.warnings import may_have_odd_texts

#: In the place of a line over the limit. It is not JSON, so valid lines need no check of their own for it.
TOO_LONG = b"too long"
TOO_MANY = b"too many values"  # in the place of a line of too many values


class Spans:
    """The places of objects in lines. The objects of a line have one text, if they are asked for in order."""

    def __init__(self, spans: Sequence[tuple[int, int]], before: "Spans | None" = None) -> None:
        """Take the first and the last byte of each object in its line, and the places before: the line may go on."""
        self._spans = spans
        self._text: Text = before._text if before else Text(b"", 0)  # noqa: SLF001 -- its own class

    def is_all(self, position: int, raw: bytes) -> bool:
        """Return whether an object is all of its line."""
        return self._spans[position] == (0, len(raw))

    def start(self, position: int) -> int:
        """Return the place of an object in its line."""
        return self._spans[position][0]

    def from_position(self, position: int) -> "Spans":
        """Return the places of the objects from a position on."""
        return Spans(self._spans[position:])

    def of(self, position: int, raw: bytes, number: int) -> tuple[Text, tuple[int, int]]:
        """Return the text of the line with an object, and the place of the object in it."""
        if self._text.line != number:
            self._text = Text(raw, number)
        return self._text, self._spans[position]


class Lines(NamedTuple):
    """Lines that were read together: the values, the numbers and the bytes of those that are not blank.

    `odd_texts` is whether a text in them may deserve a warning. `has_more` is whether more lines of the same read
    follow. `spans` are the places of the objects in the lines, if these are extracted or a line has several, and
    `skipped` counts the lines without one. `has_marks` is whether separators or marks were in these lines, or before.
    """

    values: list[Any]
    first_index: int
    numbers: Sequence[int]
    raws: list[bytes]
    lines: int
    limits: Limits
    odd_texts: bool
    has_more: bool = False
    spans: Spans | None = None
    skipped: int = 0
    has_marks: bool = False

    @property
    def size(self) -> int:
        """The bytes of the lines."""
        return sum(map(len, self.raws))

    def start(self, position: int) -> int:
        """Return the place of the value at a position in its line."""
        return self.spans.start(position) if self.spans else 0

    def split(self, position: int) -> tuple["Lines", "Lines"]:
        """Return the values before a position, and the others."""
        before = self._replace(values=self.values[:position], raws=self.raws[:position], lines=0, skipped=0)
        rest = self._replace(
            values=self.values[position:],
            first_index=self.first_index + position,
            numbers=self.numbers[position:],
            raws=self.raws[position:],
            spans=self.spans and self.spans.from_position(position),
        )
        return before, rest

    def record(self, position: int, message_index: int) -> Record:
        """Return the record of the line at a position."""
        raw, number = self.raws[position], self.numbers[position]
        if raw is TOO_LONG or raw is TOO_MANY:
            problem = too_large("line", self.limits.text)
            if raw is TOO_MANY:
                problem = too_many_values("message", self.limits.value_times)
            return record_of(problem, message_index, Text(b"", number))
        value = self.values[position]
        if self.spans is None or self.spans.is_all(position, raw):
            record = record_of(value, message_index, Text(raw, number))
            return record._replace(part=WHOLE) if record.problem else record
        text, span = self.spans.of(position, raw, number)
        record = record_of(value, message_index, text, span)._replace(in_array=False)
        return record._replace(part=span) if record.problem else record


def lines(stream: Stream, limits: Limits, *, has_inner: bool = False) -> Iterator[Lines | Record]:
    """Yield the lines of a stream and their values, some at a time, then the problems of separators and marks.

    With `has_inner`, the messages are inside of the records: those of a broken record are found in all of its text.
    """
    first, index = 1, 0
    beside = _Beside()
    rest = Ahead(raw_lines(stream, limits))
    for batch_of_lines in rest:
        raws, odd_texts, has_more = batch_of_lines
        values, blank, faults = parse_lines(raws)
        if faults and any(map(_may_have_more, map(values.__getitem__, faults))):
            batch_of_lines = beside.with_end_of_comment(batch_of_lines, first, rest, limits.whole)  # noqa: PLW2901
            raws, odd_texts, has_more = beside.without(batch_of_lines, first)
            batch_of_lines = batch_of_lines._replace(raws=raws)  # noqa: PLW2901
            values, blank, faults = parse_lines(raws)
        numbers: Sequence[int] = range(first, first + len(raws))
        count = len(raws)
        if faults and _may_be_pretty(values, faults, raws):
            from cti_contract.files.pretty_lines import joined  # few files have such objects among lines

            (raws, odd_texts, has_more), heights, ahead = joined(batch_of_lines, rest, limits.whole)
            rest.give_back([ahead] if ahead else [])
            numbers, count = list(accumulate(heights[:-1], initial=first)), sum(heights)
            raws = beside.without_marks_inside(raws, numbers)
            values, blank, faults = parse_lines(raws)
            values = _on_one_line(values, [raw for raw in raws if raw.strip(SPACE)])
        first += count
        if blank:
            skipped = set(blank)
            kept = [each for each in range(len(raws)) if each not in skipped]
            raws, numbers = [raws[each] for each in kept], [numbers[each] for each in kept]
        has_marks = beside.has_some()
        batch = Lines(values, index, numbers, raws, count, limits, odd_texts, has_more, has_marks=has_marks)
        for each in _with_several(batch, has_inner) if _may_have_several(batch, faults) else [batch]:
            index += len(each.values)
            yield each
            del each  # a message may be as large as its file
    yield from beside.problems()


class Ahead:
    """Lines in batches. Those that were read too far, to find the end of something, are given back and come again."""

    def __init__(self, batches: Iterator[RawLines]) -> None:
        """Take the batches."""
        self._batches = batches
        self._back: deque[RawLines] = deque()

    def __iter__(self) -> Iterator[RawLines]:
        """Return this iterator."""
        return self

    def __next__(self) -> RawLines:
        """Return the next batch."""
        return self._back.popleft() if self._back else next(self._batches)

    def give_back(self, batches: Sequence[RawLines]) -> None:
        """Let the next batches be these."""
        self._back.extendleft(reversed(batches))


class _Beside:
    """The separators and marks beside the messages of all lines: how many, and the problem of each kind at the first.

    All separators are one kind; comments, fences of Markdown, byte order marks and NULs are others.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._first: dict[str, tuple[Text, int, Callable[[int], Problem]]] = {}
        self._places: dict[str, tuple[int, int]] = {}
        self._searched = 0  # the number of the line up to which no comment ends
        self._wide = -1  # the number of the last line in UTF-16 or UTF-32

    def with_end_of_comment(self, batch: RawLines, first: int, rest: Ahead, size: int) -> RawLines:
        """Return lines, and those of the rest up to the end of a comment that begins on one of them, if it has an end.

        That is looked for in about `size` bytes; the other lines that were read come again.
        """
        _, comments = _without_long_comments(batch.raws)
        if not comments or comments[-1].end is not None or first + comments[-1].line < self._searched:
            return batch
        read, left = list[RawLines](), size
        while left > 0 and (more := next(rest, None)):
            read.append(more)
            left -= sum(map(len, more.raws))
            end = next((at for at, raw in enumerate(more.raws, 1) if comments[-1].mark in raw), None)
            if end is not None:
                after = more._replace(raws=more.raws[end:])
                rest.give_back([after] if after.raws else [])
                raws = [*batch.raws, *(raw for each in read for raw in each.raws)][: -len(after.raws) or None]
                odd_texts = any(each.odd_texts for each in (batch, *read))
                return RawLines(raws, odd_texts, has_more=more.has_more or bool(after.raws))
        rest.give_back(read)
        self._searched = first + len(batch.raws) + sum(len(each.raws) for each in read)
        return batch

    def without(self, batch: RawLines, first: int) -> RawLines:
        """Return lines without separators and marks, and count these; `first` is the number of the first line."""
        from cti_contract.jsontext.separators import without_last_comma, without_separators  # few inputs need it

        plain, commented = [], set[int]()
        raws, comments = _without_long_comments(batch.raws)
        for line, start, _, end in comments:
            if end is not None:
                problem, text = not_json_text("comments"), Text(batch.raws[line], first + line)
                added = {*range(first + line, first + end + 1)} - commented
                self._count(problem.message, text, start, partial(on_lines, problem), len(added))
                commented |= added
        for number, raw in enumerate(raws, first):
            without = self._without_rest_of_line_end(raw, number) if b"\0" in raw else raw
            without = self._without_marks(without, number, is_commented=number in commented)
            without, some = without_separators(without)
            without, comma = without_last_comma(without)
            plain.append(without)
            for found in filter(None, (some, comma)):
                self._count("separator", Text(raw, number), found.start, found.problem, found.number)
        return batch._replace(raws=plain)

    def _without_rest_of_line_end(self, raw: bytes, number: int) -> bytes:
        """Return a line with spaces for the NULs that are the rest of the line end before it, in UTF-16 or UTF-32."""
        from cti_contract.jsontext.encodings import wide_encoding  # few inputs need it

        if wide_encoding(raw):
            self._wide = number
        elif number == self._wide + 1:
            rest = raw.lstrip(b"\0")
            if not raw.strip(b"\0" + SPACE):  # blank in that encoding, so it has such a line end, too
                self._wide, rest = number, b""
            return rest.rjust(len(raw))
        return raw

    def without_marks_inside(self, raws: list[bytes], numbers: Sequence[int]) -> list[bytes]:
        """Return lines without the marks that are inside of objects over several lines, and count these."""
        return [
            self._without_marks(raw, number) if b"\n" in raw else raw for raw, number in zip(raws, numbers, strict=True)
        ]

    def _without_marks(self, raw: bytes, number: int, *, is_commented: bool = False) -> bytes:
        """Return a line without its marks if it is blank, a message or the first part of an object then, else itself.

        The fault of any other line is another one. If a line `is_commented`, its comments are counted already.
        A line such as `#7 {"command": …}` or `-- sent {"command": …}` is no comment, but text before a message.
        """
        if not _MARK.search(raw):
            return raw
        from cti_contract.jsontext.marks import without_marks  # few inputs need it

        plain, marks = without_marks(raw)
        is_text = raw.lstrip().startswith((b"#", b"-- ")) and b"{" in raw
        if not marks or not (_is_message(plain) or _is_first_part(plain) if plain.strip() else not is_text):
            return raw
        changed = sum(map(bytes.__ne__, raw.split(b"\n"), plain.split(b"\n")))
        for problem, start in marks:
            lines = 0 if is_commented and problem == not_json_text("comments") else changed
            self._count(problem.message, Text(raw, number), start, partial(on_lines, problem), lines)
        return plain

    def _count(self, kind: str, text: Text, start: int, problem: Callable[[int], Problem], number: int) -> None:
        place = text.line_and_column(start)
        if kind not in self._first or place < self._places[kind]:  # long comments are counted first
            self._first[kind], self._places[kind] = (*text.around(start), problem), place
        self._numbers[kind] = self._numbers.get(kind, 0) + number

    def has_some(self) -> bool:
        """Return whether there are any."""
        return bool(self._first)

    def problems(self) -> Iterator[Record]:
        """Yield the problem of each kind, in the order of their first places."""
        is_page = not_json_text("fence").message in self._first
        for kind in sorted(self._first, key=self._places.__getitem__):
            text, start, problem = self._first[kind]
            if is_page and text.raw.startswith(b"#", start):
                continue  # a heading: that the lines are a page is one problem
            yield Record(None, text, start, problem=problem(self._numbers[kind]))


class _LongComment(NamedTuple):
    """A comment that ends on a later line: the index of its first line and its place there, its end mark and last line.

    The last line is None if the comment does not end among the lines.
    """

    line: int
    start: int
    mark: bytes
    end: int | None


def _without_long_comments(raws: list[bytes]) -> tuple[list[bytes], list[_LongComment]]:
    """Return lines with spaces for each comment that ends on a later line, and these comments.

    A comment that does not end among the lines is the last one, and hides none of them.
    """
    from cti_contract.jsontext.blank import blank  # few inputs need it

    plain, found = list(raws), list[_LongComment]()
    for at in range(len(raws)):
        start, mark = _open_comment(plain[at])
        if start < 0:
            continue
        end = next((number for number in range(at + 1, len(raws)) if mark in raws[number]), None)
        found.append(_LongComment(at, start, mark, end))
        if end is None:
            break
        comment, _, rest = raws[end].partition(mark)
        plain[at : end + 1] = [plain[at][:start], *[b""] * (end - at - 1), blank(comment + mark) + rest]
    return plain, found


#: The beginnings of comments that may end on a later line, each with its end.
_ENDS = {b"/*": b"*/", b"<!--": b"-->"}
_OPENED = re.compile(rb"[ \t,;]*+(/\*|<!--)")


def _open_comment(raw: bytes) -> tuple[int, bytes]:
    """Return where a comment begins that does not end on its line, or -1, and the mark that ends it.

    Only other comments or a whole value may be before it: in a text such as `Accept: */*`, it is none.
    """
    if not any(begin in raw for begin in _ENDS):
        return -1, b""
    end = _end_of_value(raw)
    while found := _OPENED.match(raw, end):
        mark = _ENDS[found[1]]
        end = raw.find(mark, found.end())
        if end < 0:
            return found.start(1), mark
        end += len(mark)
    return -1, b""


def _end_of_value(raw: bytes) -> int:
    """Return the offset behind the value with which a line begins, 0 if it begins with something else."""
    from cti_contract.jsontext.syntax_errors import offset_of  # few inputs need it

    try:
        parse(raw)
    except ValueError as error:
        return offset_of(raw, error) if _has_trailing(error) else 0
    return len(raw)


#: A line that may have marks.
_MARK = re.compile(rb"//|/\*|#|-- |<!--|`{3}|~{3}|<{7}|={7}|>{7}|\|{7}|\xef\xbb\xbf|\0")


def _is_message(raw: bytes) -> bool:
    """Return whether a line was meant as a message; separators may be around it."""
    from cti_contract.files.meant_messages import is_meant_as_message  # few inputs need these
    from cti_contract.jsontext.separators import without_last_comma, without_separators

    try:
        return is_meant_as_message(parse(without_last_comma(without_separators(raw)[0])[0]))
    except ValueError:
        return False


def _is_first_part(raw: bytes) -> bool:
    """Return whether a line begins an object that may go on in the next one."""
    try:
        parse(raw)
    except ValueError as error:
        return raw.lstrip().startswith(b"{") and _is_cut(error) and _may_go_on(str(error), raw, b"")
    return False


def _may_have_more(error: ValueError) -> bool:
    """Return whether a line that is not JSON may have separators or marks beside its value, or marks inside of it."""
    return str(error).startswith(("expected", "invalid number", "key must be a string", "trailing"))


def _is_cut(error: ValueError) -> bool:
    """Return whether a line that is not JSON may go on in the next one."""
    return str(error).startswith(("EOF", CONTROL, "key must be a string"))  # the last is that of other quotes


#: The beginnings of the second line of a pretty-printed object.
_SECOND = (b'"', b"'", b"}")


def _may_be_pretty(values: list[Any], faults: list[int], raws: list[bytes]) -> bool:
    """Return whether a line that is not JSON may go on in the next one, maybe behind other text."""
    filled = raws if len(raws) == len(values) else [raw for raw in raws if raw.strip(SPACE)]
    return any(
        _may_go_on(str(values[at]), filled[at], b"".join(filled[at + 1 : at + 2]).lstrip())
        if _is_cut(values[at])
        else filled[at].rstrip().endswith(GOES_ON) and b"{" in filled[at]
        for at in faults
    )


def _may_go_on(error: str, line: bytes, after: bytes) -> bool:
    """Return whether a line may go on in the next one, as that begins; the last one of some lines has none yet."""
    in_string = error.startswith(IN_STRING) or (error.startswith(CONTROL) and line.endswith(b"\r"))
    if in_string and not after.startswith(b"{"):
        return True
    return line.rstrip().endswith(GOES_ON) and (not after or after.startswith(_SECOND))


def _on_one_line(values: list[Any], raws: list[bytes]) -> list[Any]:
    """Return the values of lines, with a problem in the place of each that is JSON over several lines."""
    return [
        value if isinstance(value, ValueError) or b"\n" not in raw else several_lines(raw.count(b"\n") + 1)
        for value, raw in zip(values, raws, strict=True)
    ]


class _Found(NamedTuple):
    """An object of a line, or a whole line, with the number and the bytes of the line, and its place there."""

    value: Any
    number: int
    raw: bytes
    span: tuple[int, int]


def _with_several(batch: Lines, has_inner: bool) -> Iterator[Lines]:  # noqa: FBT001 -- that of `lines`
    """Yield the same lines with each object of a line as a message, if the line has several.

    One after the other, objects of a long line do not take its memory together.
    """
    options = repeat(batch.limits), repeat(has_inner)
    found = chain.from_iterable(map(_objects, batch.values, batch.numbers, batch.raws, *options))
    most = 1 if any(len(raw) > batch.limits.whole for raw in batch.raws) else batch.limits.lines
    index, lines, places = batch.first_index, batch.lines, Spans([])
    while some := list(islice(found, most)):
        values, numbers, raws, spans = map(list, zip(*some, strict=True))
        some.clear()
        places = Spans(spans, places)
        together = batch._replace(values=values, numbers=numbers, raws=raws, spans=places)
        del values
        yield together._replace(first_index=index, lines=lines, has_more=False)
        del together
        index, lines = index + len(numbers), 0


def _objects(value: Any, number: int, raw: bytes, limits: Limits, has_inner: bool) -> Iterator[_Found]:  # noqa: FBT001
    """Yield the objects of a line that has several; else its value, with the whole line."""
    if value.__class__ is not ValueError or not raw.lstrip().startswith(b"{"):
        yield _Found(value, number, raw, (0, len(raw)))
        return
    text = raw.decode("latin-1")  # a character for each byte
    is_sequence = _has_trailing(value) and _is_sequence(raw)
    for start, end in texts(text) if is_sequence else [(0, len(raw))]:
        found = value_of(raw[start:end], limits.of_part()) if is_sequence else value
        if found.__class__ is ValueError and not has_inner and may_have_several(text[start:end]):
            around = False  # whether the values are inside an object that is not JSON, such as one of Python
            for first, last in _with_first_comma(text[start:end], broken_values(text[start:end])):
                whole = text[start + first : start + last].rstrip(_END_OF_CUT)
                part = slice(start + first, start + first + len(whole))
                each = value_of(raw[part], limits.of_part())
                is_broken = each.__class__ is ValueError
                if around and is_broken and _is_inside(text[part], each):
                    continue  # the same fault
                around = around or (is_broken and _is_around(text[part], each))
                yield _Found(each, number, raw, (part.start, part.stop))
                del each
        else:
            yield _Found(found, number, raw, (start, end))
        del found


#: What is behind a text that is cut in front of a separator of RFC 7464.
_END_OF_CUT = " \t\r\x1e"
#: The text behind an object that is a value of another one, maybe in quotes.
_CLOSES = r"""['"]?+[ \t\r]*+[,}]|['"]\Z"""


def _is_around(text: str, error: ValueError) -> bool:
    """Return whether a text begins an object with names that are not JSON, and ends inside it."""
    return str(error).startswith("key must be a string") and not text.rstrip().endswith("}")


def _is_inside(text: str, error: ValueError) -> bool:
    """Return whether a text is a value, or the rest, of an object around it."""
    if text[0] not in OPENING:
        return True
    return _has_trailing(error) and re.compile(_CLOSES).match(text, object_end(text, 0)) is not None


def _with_first_comma(text: str, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the places of the objects of a line, the first one that a comma follows together with it.

    So the comma is a problem, but not each of several commas.
    """
    has_comma = False
    for start, end in spans:
        comma = None if has_comma else re.compile(r"[ \t\r]*+,").match(text, end)
        has_comma = has_comma or comma is not None
        yield start, comma.end() if comma else end


def _may_have_several(batch: Lines, faults: list[int]) -> bool:
    """Return whether a line that is not JSON may have several objects: most have one, and are looked at no further."""
    return any(_has_trailing(batch.values[at]) or may_have_several(batch.raws[at].decode("latin-1")) for at in faults)


def value_of(text: bytes, limits: Limits) -> Any:
    """Return the value of an object in a line, or what is wrong with it."""
    if takes_more(text, limits.value_memory, limits.value_times):
        return too_many_values("message", limits.value_times)
    try:
        return parse(text)
    except ValueError as error:
        return error.with_traceback(None)  # the traceback would keep this text


def _is_sequence(raw: bytes) -> bool:
    """Return whether a line has objects only."""
    text = raw.decode("latin-1")
    return raw.lstrip()[:1] == b"{" and all(text[start] == "{" for start, _ in texts(text))


def is_dense(raw: bytes, limits: Limits) -> bool:
    """Return whether the values of a message take too much memory."""
    return takes_more(raw, limits.value_memory, limits.value_times)


def _has_trailing(value: Any) -> bool:
    """Return whether a value is the error of the parser about a text that goes on after a value."""
    return value.__class__ is ValueError and str(value).startswith("trailing characters")


def raw_lines(stream: Stream, limits: Limits) -> Iterator[RawLines]:
    """Yield the lines, with `TOO_LONG` for each line over the limit."""
    parts: list[bytes] = []  # of the line whose end is not read yet
    size, odd = 0, False
    before = b"\n"  # the last byte in front of the chunk that is not blank
    while chunk := stream.read():
        if b"\x1e" in chunk:
            chunk = _without_separators(chunk, before)
        odd = may_have_odd_texts(chunk) or chunk[:1] == b"[" or (odd and size > 0)
        *ended, last = chunk.split(b"\n")
        before = last.rstrip(SPACE)[-1:] or (b"\n" if ended else before)
        if ended:
            ended[0] = _joined([*parts, ended[0]], size + len(ended[0]), limits)
            parts, size = [], 0  # a long line is not held twice
            last_first = (len(ended) - 1) // limits.lines * limits.lines
            batches = [
                RawLines(ended[first : first + limits.lines], odd, first < last_first)
                for first in range(last_first, -1, -limits.lines)
            ]
            del ended
            while batches:
                yield batches.pop()
        size += len(last)
        parts = [*parts, last] if size <= limits.text else []
    if size:
        batches = [RawLines([_joined(parts, size, limits)], odd, has_more=False)]
        parts.clear()
        yield batches.pop()


#: Separators of RFC 7464: at the beginning of a line, and between objects. There may be several, of empty texts.
_SEPARATORS = re.compile(rb"(?<=\n)[ \t\r]*+\x1e[ \t\r\x1e]*+|(?<=\})[ \t\r]*+\x1e[ \t\r\x1e]*+(?=[{\n]|\Z)")


def _without_separators(chunk: bytes, before: bytes) -> bytes:
    """Return lines with a space for each of these separators; `before` is the byte in front of the chunk."""
    return _SEPARATORS.sub(lambda found: found[0].replace(b"\x1e", b" "), before + chunk)[1:]


def _joined(parts: list[bytes], size: int, limits: Limits) -> bytes:
    if size > limits.text:
        return TOO_LONG
    raw = b"".join(parts)
    return TOO_MANY if is_dense(raw, limits) and not _begins_small(raw, limits) else raw


#: Between two objects in one line.
_SEVERAL = re.compile(rb"\}\s*+\{")


def _begins_small(raw: bytes, limits: Limits) -> bool:
    """Return whether a line has objects only, and the first does not take too much memory."""
    return (
        bool(_SEVERAL.search(raw))
        and _is_sequence(raw)
        and not is_dense(raw[slice(*next(texts(raw.decode("latin-1"))))], limits)
    )
