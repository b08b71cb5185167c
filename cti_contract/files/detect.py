"""The kind of input, by suffix or content: lines, a document, or text in another encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from cti_contract.contract.json_pointer import pointer_to
from cti_contract.files.discover import DOCUMENT_SUFFIXES, LINES_SUFFIXES, ends_in
from cti_contract.files.limits import Limits
from cti_contract.files.records import OWN_FILE, Record
from cti_contract.files.results import Options
from cti_contract.files.streams import Part, Stream
from cti_contract.jsontext.memory import takes_more
from cti_contract.jsontext.parse import SPACE, UTF_7, parse
from cti_contract.jsontext.positions import Text
from cti_contract.jsontext.tokens import texts
from cti_contract.problem_texts import NotLines, byte_order_mark, not_lines, of_document, other_format
from cti_contract.problems import Problem

if TYPE_CHECKING:
    from cti_contract.files.broken_records import InnerMessage
    from cti_contract.files.documents import Elements
    from cti_contract.files.foreign_files import ForeignValues
    from cti_contract.files.inner import Finder, Inner
    from cti_contract.files.ndjson import Lines

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: The first bytes of the file that Git has in the place of a large one.
_POINTER = b"version https://git-lfs.github.com/spec/"
#: The first bytes of other formats.
_OTHER_FORMATS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"PK\x03\x04": "zip",
    b"\xfd7zXZ\0": "xz",
    **{b"BZh%d1AY&SY" % level: "bzip2" for level in range(1, 10)},
    _POINTER: "Git LFS",
}
#: The beginnings of objects and of arrays of objects in other encodings. Text in UTF-8 has no byte C0. In the EBCDIC of
#: some countries, brackets are other letters of ASCII, but the quote and the letter behind them are not UTF-8 either.
_SPACE_OF_EBCDIC = rb"[\x05\x0d\x15\x25\x40]"
_OTHER_ENCODINGS = {
    rb"%b*+(?:[\x4a\xad\xba\xbb]%b*+)?\xc0%b*+(?:[\x7f\xd0]|(?<!\xc0)\Z)" % ((_SPACE_OF_EBCDIC,) * 3): "EBCDIC",
    rb"(?s)%b*+(?:.%b*+)?[\x43\x44\x48\x51\x8e\x9c]%b*+[\x7f\xfc][\x81-\xa9]" % ((_SPACE_OF_EBCDIC,) * 3): "EBCDIC",
    UTF_7.encode(): "UTF-7",
}
#: The bytes that show an encoding.
_LONGEST_HEAD = 8

#: Records that are read together.
Batch: TypeAlias = "Lines | Elements"
_Values = TypeVar("_Values", bound=Batch)


def batches(part: Part, stream: Stream, options: Options) -> Iterator[Batch | Inner | InnerMessage | Record]:
    """Yield the records of a part, some at a time; a problem of the file, or of an unreadable element, by itself.

    The values are the messages, to which `options.at` leads in each record. Raises one of `READ_ERRORS`.
    """
    finder = finder_of(options)
    for batch in raw_batches(part, stream, options):
        if isinstance(batch, Record):
            is_inner = batch.message_index is not None
            if not (finder and is_inner):
                yield batch
                continue
            yield batch._replace(message_index=finder.next_index())
            yield from finder.in_broken(batch)
            continue
        if finder:
            yield from finder.inside(batch)
        else:
            yield batch
        del batch  # a message may be as large as its file


def finder_of(options: Options) -> Finder | None:
    """Return the finder of the messages in records, None if each record is a message."""
    if not any(options.at):
        return None
    from cti_contract.files.inner import Finder

    return Finder(options.at, options.limits, skip_missing=options.skip_missing, extract=options.extract)


def records(part: Part, stream: Stream, options: Options) -> Iterator[Record]:
    """Yield all records of a part one by one, as `batches` reads them."""
    for batch in batches(part, stream, options):
        if isinstance(batch, Record):
            yield batch
            continue
        for position in range(len(batch.values)):
            yield batch.record(position, batch.first_index + position)


def raw_batches(part: Part, stream: Stream, options: Options) -> Iterator[Batch | Record]:
    """Yield the records of a part as `batches` does, whatever is inside them."""
    if part.start:
        yield from _lines(stream, part, options)
        return
    head = stream.read_up_to(_LONGEST_HEAD - 1)
    if head and _POINTER.startswith(head):
        head += stream.read_up_to(len(_POINTER) - len(head) - 1)
    other = format_that_is_not_utf8(head)
    if other:
        yield Record(None, Text(b""), 0, problem=other_format(other, part.path))
        return
    has_mark = head.startswith(BYTE_ORDER_MARK)
    while head.startswith(BYTE_ORDER_MARK):
        head = without_byte_order_marks(head) + stream.read_up_to(len(BYTE_ORDER_MARK) - 1)
    stream.give_back(head)
    is_other = part.end is None and not options.extract and bool(re.match(_OTHER_TEXT, head))
    is_lines = not is_other and holds_lines(part, stream, options)
    found = _lines(stream, part, options) if is_lines else _of_document(part, stream, options, is_other=is_other)
    if has_mark and not (is_lines and options.extract):  # whatever is before an extracted object is ignored
        first = next(found, None)
        if not (isinstance(first, Record) and _is_foreign_file(first)):
            yield Record(None, Text(b""), 0, problem=byte_order_mark())
        if first is not None:
            yield first
        del first  # a message may be as large as its file
    yield from found


def _of_document(part: Part, stream: Stream, options: Options, *, is_other: bool) -> Iterator[Batch | Record]:
    """Yield the messages of a document; `is_other` if it is JSON in another text."""
    from cti_contract.files.documents import document  # few starts need both this and lines

    limits, may_be_foreign = options.limits, not any(options.at)
    read: Iterator[Batch | Record] = document(stream, limits, may_be_foreign=may_be_foreign)
    found = _unless_foreign(read, limits) if may_be_foreign else read
    if ends_in(part.path, *LINES_SUFFIXES) and not is_other:
        yield from _in_file_of_lines(found, stream)
        return
    for each in found:
        if isinstance(each, Record) and ends_in(part.path, *DOCUMENT_SUFFIXES):
            problem = of_document(each.problem, extract=options.extract)
            yield each if each is OWN_FILE else each._replace(problem=problem)
        else:
            yield each
        del each


def _in_file_of_lines(found: Iterator[Batch | Record], stream: Stream) -> Iterator[Batch | Record]:
    """Yield the messages of a document, and why it is no file of lines: with its first fault, that is one problem."""
    head = stream.read()
    stream.give_back(head)
    text = _without_first_marks(head)
    why: NotLines = "array" if text.lstrip().startswith(b"[") else "several lines"
    why = why if b"\n" in head else "carriage returns"
    first = next(found)  # a text that shows what it is has a value, or a fault
    problem = first.problem if isinstance(first, Record) else None
    if isinstance(first, Record) and problem and problem.code in _OF_TEXTS:
        yield first._replace(problem=not_lines(why, problem))
    else:
        if not problem or problem.code != "not-a-message":
            yield Record(None, Text(b""), 0, problem=not_lines(why))
        yield first
    del first  # a message may be as large as its file
    yield from found


#: The codes of faults between the values of a text, and in them.
_OF_TEXTS = frozenset({"byte-order-mark", "syntax"})


#: The beginning of a file with JSON in a fence of Markdown, or of an HTML page.
_OTHER_TEXT = rb"(?i)\s*+(?:```|~~~|<!doc|<html)"


def _lines(stream: Stream, part: Part, options: Options) -> Iterator[Batch | Record]:
    has_inner = any(options.at)
    if options.extract:
        from cti_contract.files import extract

        return extract.lines(stream, options.limits, has_inner=has_inner)
    from cti_contract.files import ndjson

    found = ndjson.lines(stream, options.limits, has_inner=has_inner)
    return found if has_inner or part.start or part.end is not None else _unless_foreign(found, options.limits)


def _unless_foreign(found: Iterator[_Values | Record], limits: Limits) -> Iterator[Batch | Record]:
    """Yield the same values; if none is a message, nor broken, they are one problem.

    Marks beside such values are no problem.
    """
    before: ForeignValues | None = None
    for each in found:
        if not _may_be_foreign(each):
            if before and not (isinstance(each, Record) and _is_foreign_file(each)):
                yield from before.before(each)
            else:
                yield each
            del each  # a message may be as large as its file
            yield from found
            return
        if not isinstance(each, Record) and not each.values:  # blank lines
            yield each
            continue
        if before is None:
            from cti_contract.files.foreign_files import ForeignValues  # few files need it

            before = ForeignValues(limits)
        before.add(each)
        del each
    if before:
        yield from before.whole()


def begins_foreign(stream: Stream, options: Options) -> bool:
    """Return whether the lines of a stream show no message and no fault, up to a limit."""
    if options.extract or any(options.at):
        return False
    from cti_contract.files.ndjson import lines

    size = 0
    for each in lines(stream, options.limits):
        if not _may_be_foreign(each):
            return False
        size += 0 if isinstance(each, Record) else each.size + each.lines
        if size > options.limits.head:
            break
    return True


def _may_be_foreign(found: Batch | Record) -> bool:
    """Return whether a record is the problem of a mark, or no value was meant as a message and none is broken."""
    return _is_mark(found) if isinstance(found, Record) else _is_foreign(found)


def _is_foreign_file(record: Record) -> bool:
    """Return whether a record is a file without messages."""
    return record.problem is not None and record.problem.code == "not-a-message"


def _is_mark(record: Record) -> bool:
    """Return whether a record is the problem of marks beside values, such as comments, on however many lines."""
    text = record.problem.message.partition(";")[0] if record.problem else ""
    return record.message_index is None and re.sub(", on [0-9,]+ lines$", "", text) in _marks()


@cache
def _marks() -> frozenset[str]:
    """Return the beginnings of the problems of marks."""
    from cti_contract.jsontext.marks import problems_of_marks  # few files have marks

    return frozenset(each.message.partition(";")[0] for each in problems_of_marks())


def _is_foreign(batch: Batch) -> bool:
    """Return whether no value was meant as a message, and none is broken."""
    first = batch.values[0] if batch.values else None
    if first.__class__ is dict and "target" in first and ("command" in first or "name" in first):
        return False  # sooner, since most files have messages
    from cti_contract.files.documents import is_foreign  # few files need it

    return not any(isinstance(value, ValueError | Problem) for value in batch.values) and is_foreign(batch.values)


def without_byte_order_marks(raw: bytes) -> bytes:
    """Return a text without the byte order marks in front, in linear time."""
    return re.sub(rb"\A(?:\xef\xbb\xbf)++", b"", raw)


def format_that_is_not_utf8(head: bytes) -> str | None:
    """Return the format of a stream if its first bytes show that it is not UTF-8 text, else None."""
    for beginning, name in _OTHER_FORMATS.items():
        if head.startswith(beginning):
            return name
    if not head.lstrip().startswith((b"{", b"[")):  # few files need the patterns
        for pattern, name in _OTHER_ENCODINGS.items():
            if re.match(pattern, head):
                return name
    # the first characters of JSON are ASCII, so their NULs show the encoding (RFC 4627, section 3)
    nulls = tuple(at for at, byte in enumerate(head[:_LONGEST_HEAD]) if not byte)
    return _ENCODINGS.get(nulls) if len(head) >= _LONGEST_HEAD else _ENCODINGS_OF_4.get(nulls)


#: The encodings by the places of the NULs in the first eight, or four, bytes.
_ENCODINGS = {
    (0, 2, 4, 6): "UTF-16",
    (1, 3, 5, 7): "UTF-16",
    (0, 1, 2, 4, 5, 6): "UTF-32",
    (1, 2, 3, 5, 6, 7): "UTF-32",
}
_ENCODINGS_OF_4 = {tuple(at for at in nulls if at < 4): name for nulls, name in _ENCODINGS.items()}  # noqa: PLR2004 -- bytes


def holds_lines(part: Part, stream: Stream, options: Options) -> bool:
    """Return whether a stream holds a message a line, by the suffix of its path or else by its content."""
    if ends_in(part.path, *DOCUMENT_SUFFIXES):
        return options.extract and not _begins_document(stream, options.limits)
    if part.end is not None or options.extract:
        return True
    if ends_in(part.path, *LINES_SUFFIXES):
        head = stream.read()
        is_lines = not _is_no_line(head)
    else:
        head, is_lines = _by_content(stream, options.limits)
    is_lines = is_lines and not (b"\n" not in head and re.search(_AFTER_RETURN, head))
    if is_lines and re.search(_INSIDE, head):
        head += stream.read_up_to(options.limits.head - len(head))
        is_lines = len(head) > options.limits.head or not _is_document(head)
    stream.give_back(head)
    return is_lines


def _begins_document(stream: Stream, limits: Limits) -> bool:
    """Return whether the first line that is not blank is an array or all of the text, or begins an object or array.

    In a document, no value is skipped. A log has text in its first line, or objects in the next ones.
    """
    head = _with_a_line(stream, limits) + stream.read_up_to(limits.chunk)
    stream.give_back(head)
    first, _, rest = head.lstrip().partition(b"\n")
    if len(first) > limits.whole or takes_more(first, limits.value_memory, limits.value_times):
        return first.startswith(b"[")
    try:
        return isinstance(parse(first), list) or not rest.strip()
    except ValueError as error:
        return not first or (first.startswith((b"{", b"[")) and str(error).startswith("EOF"))


#: The end of an object or array, and something behind the carriage return after it that is not inside of another one.
_AFTER_RETURN = rb"[}\]][ \t]*+\r\s*+[^\s,}\]]"
#: The end of a line inside a value, but not of one that is cut before the next object. It begins with the line feed,
#: because that is searched the fastest.
_INSIDE = (
    rb"\n(?:(?<=[{[:]\n)|(?<=[{[:][ \t\r]\n)|(?<=[^}],\n)|(?<=[^}],[ \t\r]\n))"
    rb"(?=\s*+[^{\s])"
)
#: The first two lines of a pretty-printed object, and the text between two objects in a line. Few runs need them.
_BEGUN = rb'(?m)^[ \t]*+\{[ \t\r]*\n\s*"'
_SEVERAL = rb"\}\s*\{"


def _is_document(raw: bytes) -> bool:
    """Return whether a text has objects over several lines, and not one a line, whatever marks are beside them."""
    from cti_contract.jsontext.marks import without_marks  # few runs need it

    plain, _ = without_marks(raw)
    return _is_sequence(plain) or _is_broken_document(plain)


def _is_sequence(raw: bytes) -> bool:
    """Return whether a text has objects, JSON or not, one after the other to their ends, and nothing else."""
    text = raw.decode("latin-1") + "{}"  # one of its own only if all others are closed
    start = 0
    for start, _ in texts(text):
        if text[start] != "{":
            return False
    return start == len(text) - len("{}")


def _is_broken_document(raw: bytes) -> bool:
    """Return whether a text has a pretty-printed object, and no line is an object."""
    return bool(re.search(_BEGUN, raw)) and not _has_object_line(raw)


def _is_no_line(head: bytes) -> bool:
    """Return whether a text begins with a pretty-printed value, or with an array over several lines."""
    text = _without_first_marks(head).replace(b"\r\n", b"\n").lstrip()
    first, _, rest = text.partition(b"\n")
    if first.rstrip() == b"{":
        return rest.lstrip().startswith(b'"')
    return first.startswith(b"[") and re.search(_ELEMENTS, text) is not None and _begins_array(first)


#: The end of an element of an array over several lines, which may have a comment behind it.
_ELEMENTS = rb"\}[ \t]*+(?:,[ \t]*+(?:(?://|#|/\*)[^\n]*+)?\n|\n\s*+[],]|\]\s*+\Z)"


def _begins_array(line: bytes) -> bool:
    """Return whether an array begins on a line and goes on after it; other text may begin with a bracket, too."""
    from cti_contract.jsontext.marks import without_marks  # few runs need it

    try:
        parse(without_marks(line)[0])
    except ValueError as error:
        return str(error).startswith("EOF")
    return False


def _without_first_marks(head: bytes) -> bytes:
    """Return a text without the marks in front of it, which are often none."""
    if head.lstrip()[:1] in b"{[":
        return head
    from cti_contract.jsontext.marks import end_of_marks  # few runs need it

    return head[end_of_marks(head) :]


def _by_content(stream: Stream, limits: Limits) -> tuple[bytes, bool]:
    """Read until it is clear whether there is a message a line; return the bytes that were read, and the answer.

    A first line that is an object, begins an array, or ends like a broken object is enough. Any other JSON value is a
    document if nothing follows it. Otherwise the next lines are read, to the first object or to a limit.
    """
    head = _with_a_line(stream, limits)
    first, _, rest = head.lstrip(_IN_FRONT).partition(b"\n")
    if len(first) > limits.whole and first.startswith(b"["):
        return head, False
    if takes_more(first, limits.value_memory, limits.value_times):
        return head, True
    try:
        is_object = isinstance(parse(first), dict)
    except ValueError as error:
        return _by_rest(head, first, stream, limits, is_begun=str(error).startswith("EOF"))
    if is_object or rest.strip():
        return head, True
    chunks, size = [head], len(head)
    while size <= limits.head and (rest := stream.read()):
        chunks.append(rest)
        size += len(rest)
        if rest.strip():
            return b"".join(chunks), True
    return b"".join(chunks), False


def _by_rest(head: bytes, first: bytes, stream: Stream, limits: Limits, *, is_begun: bool) -> tuple[bytes, bool]:
    """Return the same for a first line that is not JSON; `is_begun` if it may begin a document."""
    if is_begun and first.startswith(b"["):
        return head, False
    if not is_begun and first.startswith(b"{") and re.search(_SEVERAL, first):
        return head, _has_object_line(head)
    if len(first) > limits.text or (not is_begun and first.rstrip().endswith(b"}")):
        return head, True  # a line that is too long, before others; or an object with a fault
    if not is_begun:
        return _with_an_object(head, stream, limits)
    head += stream.read_up_to(limits.head - len(head))
    if len(head) <= limits.head and _is_object(head):
        return head, False
    return head, _has_object_line(head)


def _has_object_line(raw: bytes) -> bool:
    """Return whether a line is an object. Many blank lines in front are not split: their list would be large."""
    return any(map(_is_object, raw.strip().split(b"\n")))


def _with_an_object(head: bytes, stream: Stream, limits: Limits) -> tuple[bytes, bool]:
    """Read until a line is an object, or to the limit; return the bytes that were read, and whether there is one."""
    chunks: list[bytes] = []
    parts: list[bytes] = []  # of the line whose end is not read yet
    size = 0
    chunk = head
    while chunk:
        chunks.append(chunk)
        size += len(chunk)
        *ended, last = (chunk if parts else chunk.lstrip()).split(b"\n")
        if ended:
            ended[0] = b"".join([*parts, ended[0]])
            parts = []
            if any(map(_is_object, ended)):
                return b"".join(chunks), True
        parts.append(last)
        chunk = stream.read() if size <= limits.head else b""
    return b"".join(chunks), _is_object(b"".join(parts))


def _with_a_line(stream: Stream, limits: Limits) -> bytes:
    """Read to the end of the first line that is not blank, but at most a chunk more than `limits.text`."""
    chunks: list[bytes] = []
    size, is_begun = 0, False
    while size <= limits.text and (chunk := stream.read()):
        chunks.append(chunk)
        size += len(chunk)
        rest = chunk if is_begun else chunk.lstrip()
        if b"\n" in rest:
            break
        is_begun = is_begun or bool(rest)
    return b"".join(chunks)


#: White space, and the separator of RFC 7464 in front of a text.
_IN_FRONT = SPACE + b"\x1e"


def _is_object(raw: bytes) -> bool:
    try:
        return isinstance(parse(raw.lstrip(_IN_FRONT)), dict)
    except ValueError:
        return False


def inside(value: Any, steps: list[str]) -> Any:
    """Return the value at the steps, or a ValueError if there is none."""
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step in map(str, range(len(value))):
            value = value[int(step)]
        else:
            return ValueError(pointer_to(steps))
    return value
