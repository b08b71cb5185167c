"""Files cut into tasks of about one size: a large file of lines at the ends of lines, small files put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cti_contract.files.detect import told_apart
from cti_contract.files.discover import BYTE_ORDER_MARK, LINES_SUFFIXES, may_be_cut, other_format, size_of
from cti_contract.files.ndjson import more_of
from cti_contract.files.streams import Part, Stamp, ends_in, stamp_of
from cti_contract.problems import Problem

#: How many bytes a task has, or a little more, and how many files at most.
TASK_BYTES = 4 * 1024 * 1024
TASK_FILES = 64
_STEP = 64 * 1024

#: Parts with the numbers of their files, in the order of the input; a problem stands for a folder that is none.
Task = list[tuple[int, Part | Problem]]


def tasks(files: Iterable[str | Problem]) -> Iterator[Task]:
    """Yield all that is to be done, in the order of the files."""
    task: Task = []
    size = 0
    for number, file in enumerate(files):
        for part, part_size in _parts(file):
            task.append((number, part))
            size += part_size
            if size >= TASK_BYTES or len(task) >= TASK_FILES:
                yield task
                task, size = [], 0
    if task:
        yield task


def _parts(file: str | Problem) -> Iterator[tuple[Part | Problem, int]]:
    """Yield the parts of a file, which is one of itself unless it is large and holds lines, each with its size."""
    if isinstance(file, Problem):
        yield file, 0
        return
    size = size_of(file)
    stamp = _stamp_of_lines(file) if size > TASK_BYTES and may_be_cut(file) else None
    if stamp is None:
        yield Part(file), size
        return
    start, size = 0, stamp[1]
    while start < size:
        end = _line_end(file, start + TASK_BYTES, size)
        yield Part(file, start, end, stamp), end - start
        start = end


def _stamp_of_lines(file: str) -> Stamp | None:
    """Return the stamp of a file that holds one message a line; None of any other, and of one that cannot be read."""
    try:
        with open(file, "rb") as stream:
            stamp = stamp_of(stream)
            head = more_of(stream)
            if other_format(head):
                return None
            head = head.removeprefix(BYTE_ORDER_MARK)
            return stamp if ends_in(file, *LINES_SUFFIXES) or told_apart(head, stream)[1] else None
    except OSError:
        return None


def _line_end(file: str, at: int, size: int) -> int:
    """Return where the line ends that stands at a place; where the file does, if it cannot be found."""
    try:
        with open(file, "rb") as stream:
            stream.seek(at)
            while (piece := stream.readline(_STEP)) and at < size:
                at += len(piece)
                if piece.endswith(b"\n"):
                    return min(at, size)
    except OSError:  # whoever checks the last part will tell
        pass
    return size
