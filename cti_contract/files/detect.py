"""The kind of input, by suffix or content: lines, a document, or text in another encoding."""

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
#: The first bytes of other formats, with a text for the user.
_OTHER_FORMATS = {
    b"\xff\xfe\0\0": "UTF-32, not UTF-8",
    b"\0\0\xfe\xff": "UTF-32, not UTF-8",
    b"\xff\xfe": "UTF-16, not UTF-8",
    b"\xfe\xff": "UTF-16, not UTF-8",
    b"\x1f\x8b": "compressed with gzip: decompress it first, or let its name end in .gz",
    b"\x28\xb5\x2f\xfd": "compressed with zstd: decompress it first, or let its name end in .zst",
}
#: The most of these bytes.
_LONGEST_MARK = 4

#: Records that are read together.
Batch: TypeAlias = "Lines | Elements"


def batches(part: Part, stream: Stream, options: Options) -> Iterator[Batch | Record]:
    """Yield the records of a part, some at a time; a problem of the file, or of an unreadable element, by itself.

    The values are the messages, to which `options.at` leads in each record. Raises one of `READ_ERRORS`.
    """
    steps = steps_of(options.at)
    for batch in raw_batches(part, stream, options.limits, may_be_foreign=not steps):
        if steps and not isinstance(batch, Record):
            yield batch._replace(values=[inside(value, steps) for value in batch.values])
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


def raw_batches(part: Part, stream: Stream, limits: Limits, *, may_be_foreign: bool) -> Iterator[Batch | Record]:
    """Yield the records of a part as `batches` does, whatever is inside them."""
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
    """Return the format of a stream if its first bytes show that it is not UTF-8 text, else None."""
    for beginning, name in _OTHER_FORMATS.items():
        if head.startswith(beginning):
            return name
    # the first characters of JSON are ASCII, so their NULs show the encoding (RFC 4627, section 3)
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

    A first line that is an object, begins an array, or ends like a broken object is enough. Any other JSON value is a
    document if nothing follows it. Otherwise the next lines are read, to the first object or to a limit.
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
    """Return the same for a first line that is not JSON; `is_begun` if it may begin a document."""
    if is_begun and first.startswith(b"["):
        return head, False
    if len(first) > limits.text or (not is_begun and first.rstrip().endswith(b"}")):
        return head, True  # a line that is too long, before others; or an object with a fault
    if not is_begun:
        return _with_an_object(head, stream, limits)
    head += stream.read_up_to(limits.head - len(head))
    if len(head) <= limits.head and _is_object(head):
        return head, False
    return head, any(map(_is_object, head.split(b"\n")))


def _with_an_object(head: bytes, stream: Stream, limits: Limits) -> tuple[bytes, bool]:
    """Read until a line is an object, or to the limit; return the bytes that were read, and whether there is one."""
    chunks: list[bytes] = []
    parts: list[bytes] = []  # of the line whose end is not read yet
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


def _is_object(raw: bytes) -> bool:
    try:
        return isinstance(parse(raw), dict)
    except ValueError:
        return False


def inside(value: Any, steps: list[str]) -> Any:
    """Return the value at the steps, or a problem if there is none."""
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
