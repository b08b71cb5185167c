"""What a process that checks for another one does: it takes tasks, and answers with what it finds, some at a time."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from cti_contract.files.check import Asked, Tally, check_part
from cti_contract.files.cutting import Task
from cti_contract.problems import Problem

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

#: How many problems are sent at a time, if they are short, and after how many seconds those that there are.
_MANY = 200
_SOON = 0.1
_LONG_TEXT = 1000


class Checked(NamedTuple):
    """The end of a part: what was counted in it, less the problems told. Of an end that is not one yet, nothing is.

    `size` and `lines` are how many bytes and lines were read since this was told last.
    """

    counts: Tally | None
    size: int
    lines: int


#: Some of what is found in a task, and whether that is the last of it.
Answer = tuple[list[Problem | Checked], bool]


def work(connection: Connection, asked: Asked, copied: Iterable[Connection] = ()) -> None:
    """Answer tasks for as long as somebody asks; an interrupt is for that one to hear of, and so is what it copied."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in copied:
        each.close()
    with suppress(EOFError, ConnectionError, MemoryError):  # the other side sees that there are no more answers
        while True:
            answer(connection.recv(), asked, connection.send)


def answer(task: Task, asked: Asked, send: Callable[[Answer], object]) -> None:
    """Send the answers to a task: for each part its problems, and a `Checked` that ends it."""
    outbox = _Outbox(send)
    for _, part in task:
        tally, told = Tally(), Tally()
        if isinstance(part, Problem):
            outbox.put(part)
        else:
            for problem in check_part(part, asked, tally, outbox.tell):
                told[problem.severity] += 1
                outbox.put(problem)
        outbox.end(tally - told)
    outbox.flush(last=True)


class _Outbox:
    """What is to be sent: it is when it has become much, or old."""

    def __init__(self, send: Callable[[Answer], object]) -> None:
        self._send = send
        self._items: list[Problem | Checked] = []
        self._weight = self._size = self._lines = 0
        self._due = monotonic() + _SOON

    def put(self, problem: Problem) -> None:
        self._items.append(problem)
        self._weight += 1 + (len(problem.message) + len(problem.pointer)) // _LONG_TEXT
        if self._weight >= _MANY:
            self.flush()

    def tell(self, size: int, lines: int) -> None:
        self._size += size
        self._lines += lines
        if monotonic() >= self._due:
            self.end(None)
            self.flush()

    def end(self, counts: Tally | None) -> None:
        self._items.append(Checked(counts, self._size, self._lines))
        self._size = self._lines = 0

    def flush(self, *, last: bool = False) -> None:
        self._send((self._items, last))
        self._items, self._weight, self._due = [], 0, monotonic() + _SOON
