"""The kind of input: lines or one document, by suffix or content; and input that is neither."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from cti_contract.contract.json_pointer import pointer_to, steps_of
from cti_contract.files.limits import Limits
from cti_contract.files.records import Record
from cti_contract.files.results import Options
from cti_contract.files.streams import Part, Stream, ends_in
from cti_contract.jsontext.parse import parse
from cti_contract.jsontext.positions import Text
from cti_contract.problem_texts import byte_order_mark, no_message_at, other_format

if TYPE_CHECKING:
    from cti_contract.files.documents import Elements
    from cti_contract.files.ndjson import Lines

PACKED_SUFFIXES = (".gz", ".zst")
DOCUMENT_SUFFIXES = (".json", *(f".json{packed}" for packed in PACKED_SUFFIXES))
LINES_SUFFIXES = (
    ".ndjson",
    ".jsonl",
    *(f".{name}{packed}" for name in ("ndjson", "jsonl") for packed in PACKED_SUFFIXES),
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: The beginnings of streams that are not UTF-8 text, with what to do about them.
_OTHER_FORMATS = {
    b"\xff\xfe\0\0": "UTF-32, not UTF-8",
    b"\0\0\xfe\xff": "UTF-32, not UTF-8",
    b"\xff\xfe": "UTF-16, not UTF-8",
    b"\xfe\xff": "UTF-16, not UTF-8",
    b"\x1f\x8b": "packed by gzip: unpack it first, or let the name of the file end in .gz",
    b"\x28\xb5\x2f\xfd": "packed by zstd: unpack it first, or let the name of the file end in .zst",
}
#: The length of the longest beginning.
_LONGEST_MARK = 4

#: Records that are read together.
Batch: TypeAlias = "Lines | Elements"


def batches(part: Part, stream: Stream, options: Options) -> Iterator[Batch | Record]:
    """Yield the records of a part, some at a time; a problem of the file, or of an unreadable element, by itself.

    The values are the messages, to which `options.at` leads in each record. Raises one of `READ_ERRORS`.
    """
    steps = steps_of(options.at)
    for batch in _batches(part, stream, options.limits, may_be_foreign=not steps):
        if steps and not isinstance(batch, Record):
            yield batch._replace(values=[_inside(value, steps) for value in batch.values])
        else:
            yield batch


def records(part: Part, stream: Stream, options: Options) -> Iterator[Record]:
    """Yield all records of a part one by one, as `batches` reads them."""
    for batch in batches(part, stream, options):
        if isinstance(batch, Record):
            yield batch
            continue
        for position in range(len(batch.values)):
            yield batch.record(position, batch.first_index + position)


def _batches(part: Part, stream: Stream, limits: Limits, *, may_be_foreign: bool) -> Iterator[Batch | Record]:
    if part.start:
        yield from _read(stream, limits, is_lines=True, may_be_foreign=False)
        return
    head = stream.read_up_to(_LONGEST_MARK - 1)
    other = format_that_is_not_utf8(head)
    if other:
        yield Record(None, Text(b""), 0, problem=other_format(other))
        return
    if head.startswith(BYTE_ORDER_MARK):
        yield Record(None, Text(b""), 0, problem=byte_order_mark())
        head = head.removeprefix(BYTE_ORDER_MARK)
    stream.give_back(head)
    yield from _read(stream, limits, is_lines=holds_lines(part, stream, limits), may_be_foreign=may_be_foreign)


def _read(stream: Stream, limits: Limits, *, is_lines: bool, may_be_foreign: bool) -> Iterator[Batch | Record]:
    if is_lines:
        from cti_contract.files.ndjson import lines  # each of the two takes 1 % of the start

        return lines(stream, limits)
    from cti_contract.files.documents import document

    return document(stream, limits, may_be_foreign=may_be_foreign)


def format_that_is_not_utf8(head: bytes) -> str | None:
    """Return the format of a stream that is not UTF-8 text, as far as its first bytes show it, else None."""
    for beginning, name in _OTHER_FORMATS.items():
        if head.startswith(beginning):
            return name
    # without a mark: the first characters of JSON are ASCII (RFC 4627, section 3)
    return {2: "UTF-16, not UTF-8", 3: "UTF-32, not UTF-8"}.get(head[:4].count(0))


def holds_lines(part: Part, stream: Stream, limits: Limits) -> bool:
    """Return whether a stream holds a message a line, by the suffix of its path or else by its content."""
    if ends_in(part.path, *DOCUMENT_SUFFIXES):
        return False
    if part.end is not None or ends_in(part.path, *LINES_SUFFIXES):
        return True
    head, is_lines = _by_content(stream, limits)
    stream.give_back(head)
    return is_lines


def _by_content(stream: Stream, limits: Limits) -> tuple[bytes, bool]:
    """Read until it is clear whether there is a message a line; return the bytes that were read, and the answer.

    The first line decides if it is an object, the beginning of an array, or not JSON but ends as an object does. If it
    is JSON that might be a document, it is a document unless something follows. Otherwise the rest decides, as far as
    it is read: if the first line begins no document, up to the first line that is an object.
    """
    head = _with_a_line(stream, limits)
    first, _, rest = head.lstrip().partition(b"\n")
    try:
        is_object = isinstance(parse(first), dict)
    except ValueError as error:
        return _by_rest(head, first, stream, limits, is_begun=str(error).startswith("EOF"))
    while not is_object and not rest.strip() and (rest := stream.read()):
        head += rest
    return head, is_object or bool(rest.strip())


def _by_rest(head: bytes, first: bytes, stream: Stream, limits: Limits, *, is_begun: bool) -> tuple[bytes, bool]:
    """Do the same if the first line is not JSON; `is_begun` if it may be the beginning of a document."""
    if is_begun and first.startswith(b"["):
        return head, False
    if len(first) > limits.text or (not is_begun and first.rstrip().endswith(b"}")):
        return head, True  # a line that is too long, but others may follow; or an object with a fault
    if not is_begun:
        return _with_an_object(head, stream, limits)
    head += stream.read_up_to(limits.head - len(head))
    if len(head) <= limits.head and _is_object(head):
        return head, False
    return head, any(map(_is_object, head.split(b"\n")))


def _with_an_object(head: bytes, stream: Stream, limits: Limits) -> tuple[bytes, bool]:
    """Read until a line is an object, or to the limit; return the bytes that were read, and whether one is."""
    chunks: list[bytes] = []
    parts: list[bytes] = []  # of the line that has not ended yet
    size = 0
    chunk = head
    while chunk:
        chunks.append(chunk)
        size += len(chunk)
        *ended, last = chunk.split(b"\n")
        if ended:
            ended[0] = b"".join([*parts, ended[0]])
            parts = []
            if any(map(_is_object, ended)):
                return b"".join(chunks), True
        parts.append(last)
        chunk = stream.read() if size <= limits.head else b""
    return b"".join(chunks), _is_object(b"".join(parts))


def _with_a_line(stream: Stream, limits: Limits) -> bytes:
    """Read until a line that is not blank has ended, the stream has, or there are more bytes than `limits.text`."""
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


def _is_object(raw: bytes) -> bool:
    try:
        return isinstance(parse(raw), dict)
    except ValueError:
        return False


def _inside(value: Any, steps: list[str]) -> Any:
    """Return the value to which the steps lead, or the problem that they lead nowhere."""
    if isinstance(value, ValueError):  # the record could not be read
        return value
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step in map(str, range(len(value))):
            value = value[int(step)]
        else:
            return no_message_at(pointer_to(steps))
    return value
