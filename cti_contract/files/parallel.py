"""The check of large input in several processes, with the same results in the same order as in one."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import IO, Any, NamedTuple, TypeAlias

from cti_contract.files.check import one_by_one
from cti_contract.files.check_part import check_part, missing_messages
from cti_contract.files.detect import BYTE_ORDER_MARK, begins_foreign, format_that_is_not_utf8, holds_lines
from cti_contract.files.discover import may_be_cut, shown, size_of
from cti_contract.files.limits import Limits
from cti_contract.files.missing_records import MissingRecords, is_missing
from cti_contract.files.results import Counts, Finding, Options, file_summary, reported
from cti_contract.files.streams import Part, Stamp, Stream, stamp_of
from cti_contract.jsontext.tokens import GOES_ON
from cti_contract.problem_texts import worker_ended
from cti_contract.problems import Problem

#: The tasks that are under way or done but not yet reported, for each process.
_AHEAD = 4
#: While a result is awaited, the caller gets control back after this many seconds.
_TICK = 0.1


class Piece(NamedTuple):
    """A part of the input: a file, some lines of a file, or the problem of a folder. `is_last` ends its file."""

    part: Part | Problem
    is_last: bool = True


class PartResult(NamedTuple):
    """The problems that a process found in a part, and the counts of the part.

    If `--at` leads nowhere in all records of the part, the problems of only the first records are here; `left_out` is
    the number of the others.
    """

    problems: list[Problem]
    counts: Counts
    left_out: int = 0


#: The results of the pieces of a task. None for a piece with too many problems to hold, and for a problem.
Results: TypeAlias = "list[PartResult | None]"


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_in_parallel(
    files: Iterable[str | Problem], options: Options, counts: Counts, jobs: int
) -> Generator[Sequence[Finding], None, None]:
    """Check files in several processes; yield the findings some at a time, or none yet.

    An early end of the iteration ends the processes. If the system has no room for processes, this one does the work.
    """
    with ExitStack() as stack:
        try:
            workers = stack.enter_context(_workers(jobs, options))
        except OSError:
            yield from one_by_one(files, options, counts)
            return
        merged = _Merged(options, counts)
        answers = _answers(_tasks(files, options), workers)
        for task, results in answers:
            if results is None:
                yield merged.worker_ended(chain(task, *(each for each, _ in answers)))
                return
            yield []
            for piece, result in zip(task, results, strict=True):
                yield from merged.add(piece, result)


def _answers(
    tasks: Iterator[list[Piece]], workers: Sequence[Connection]
) -> Iterator[tuple[list[Piece], Results | None]]:
    """Yield the tasks in order with their results, and an empty task now and then while a result is awaited.

    The results of a task are None if its process was killed, and so are those of all tasks after it.
    """
    pending: deque[list[Piece]] = deque()
    results: dict[int, Results | None] = {}  # by the number of the task
    idle, busy = [*workers], dict[Connection, int]()
    first = 0
    while True:
        while idle and len(pending) < _AHEAD * len(workers) and (task := next(tasks, None)):
            pending.append(task)
            busy[idle[-1]] = first + len(pending) - 1
            with suppress(ConnectionError):  # then there is nothing to receive either
                idle.pop().send(task)
        if not pending:
            return
        ready = wait(busy, _TICK)
        for worker in [each for each in busy if each in ready]:
            number = busy.pop(worker)
            try:
                results[number] = worker.recv()
                idle.append(worker)
            except (EOFError, OSError):
                results[number] = None
        while first in results:
            yield pending.popleft(), results[first]
            if results.pop(first) is None:
                yield from ((task, None) for task in chain(pending, tasks))
                return
            first += 1
        yield [], []


def _tasks(files: Iterable[str | Problem], options: Options) -> Iterator[list[Piece]]:
    """Yield the pieces of all files, in order, in tasks of about one size. The first are small.

    So an early interrupt loses few results.
    """
    limits = options.limits
    task: list[Piece] = []
    size, enough = 0, min(_FIRST, limits.task_bytes)
    for file in files:
        for piece, piece_size in _pieces(file, options):
            task.append(piece)
            size += piece_size
            if size >= enough or len(task) >= limits.task_files:
                yield task
                task, size = [], 0
                enough = min(2 * enough, limits.task_bytes)
    if task:
        yield task


#: The most bytes of the first task.
_FIRST = 64 * 1024


def _pieces(file: str | Problem, options: Options) -> Iterator[tuple[Piece, int]]:
    """Yield the pieces of a file, each with its size: one, unless it is large and holds lines."""
    limits = options.limits
    if isinstance(file, Problem):
        yield Piece(file), 0
        return
    size = size_of(file)
    stamp = _stamp_of_lines(file, options) if size > limits.task_bytes and may_be_cut(file) else None
    if stamp is None:
        yield Piece(Part(file)), size
        return
    start, size = 0, stamp[1]
    step = min(_FIRST, limits.task_bytes)
    while start < size:
        end = _cut(file, start + step, size, options)
        yield Piece(Part(file, start, end, stamp), end >= size), end - start
        start, step = end, min(2 * step, limits.task_bytes)


def _stamp_of_lines(file: str, options: Options) -> Stamp | None:
    """Return the stamp of a file that holds a message a line; None for any other, and for one that cannot be read.

    A file that may have no message at all is not cut either: only all of its lines together show that.
    """
    try:
        with open(file, "rb") as opened:
            stamp = stamp_of(opened)
            part = Part(file)
            stream = Stream(opened, part, options.limits, Counts(), None)
            head = stream.read()
            if format_that_is_not_utf8(head):
                return None
            stream.give_back(head.removeprefix(BYTE_ORDER_MARK))
            is_cut = holds_lines(part, stream, options) and not begins_foreign(stream, options)
            return stamp if is_cut else None
    except OSError:
        return None


def _cut(file: str, at: int, size: int, options: Options) -> int:
    """Return where a file may be cut behind the byte `at`; the end of the file if no place can be found."""
    with suppress(OSError), open(file, "rb") as stream:  # the check of the last part reports the error
        return _behind_comment(stream, _line_end(stream, at, size, options), options.limits)
    return size


def _line_end(stream: IO[bytes], at: int, size: int, options: Options) -> int:
    """Return where the line ends that includes the byte `at`; the end of the file if it cannot be found.

    If soon after it a line ends that does not go on in the next one, or the file ends, return the end of that.
    """
    limits, start, first, before = options.limits, at, size, b""
    is_between = _is_between_log_lines if options.extract else _is_between_objects
    stream.seek(at)
    while at < min(first + limits.piece, size) and (piece := stream.readline(limits.chunk)):
        line = piece.strip()
        if first < size and line and is_between(before, line):
            return min(at, size)
        is_line = piece.endswith(b"\n")
        is_whole = is_line and (at > start or not options.extract)  # the first one has no beginning
        at += len(piece)
        first = min(first, at) if is_line else first
        before = (line or before) if is_whole else b""
    return size if at >= size else first


def _is_between_objects(before: bytes, after: bytes) -> bool:
    """Return whether an object may end before another begins: an object may be pretty-printed."""
    return before.endswith(b"}") and after.startswith(b"{")


def _is_between_log_lines(before: bytes, after: bytes) -> bool:
    """Return whether no message of a log goes on from a line to the next that is not blank."""
    if not before or before.count(b"{") > before.count(b"}") or after.count(b"}") > after.count(b"{"):
        return False
    return not before.endswith(GOES_ON) and not after.startswith((b"}", b"]", b",", b":"))


def _behind_comment(stream: IO[bytes], at: int, limits: Limits) -> int:
    """Return a place or, if a comment that may begin before it ends soon after it, the end of the last line of that."""
    stream.seek(at)
    soon = stream.read(limits.piece)
    before, mark, after = soon.partition(b"*/")
    if not mark or b"/*" in before or b"\n" not in after:
        return at
    return at + len(before) + len(mark) + after.index(b"\n") + 1


def _begins_file(part: Part | Problem) -> bool:
    return isinstance(part, Problem) or part.start == 0


def check_task(task: list[Piece], options: Options) -> Results:
    """Check the parts of a task; the result of a part is None if it has too many problems to hold, and of a problem."""
    return [None if isinstance(part, Problem) else _result(part, options) for part, _ in task]


def _result(part: Part, options: Options) -> PartResult | None:
    counts = Counts()
    problems: list[Problem] = []
    left_out = 0
    for some in check_part(part, options, counts):
        if len(problems) >= options.limits.lines and counts.messages == counts.missing and all(map(is_missing, some)):
            left_out += len(some)
            continue
        problems += some
        if left_out or len(problems) > options.limits.task_problems:
            return None
    return PartResult(problems, counts, left_out)


class _Merged:
    """The results of parts put together to those of their files."""

    def __init__(self, options: Options, counts: Counts) -> None:
        self._options, self._counts = options, counts
        self._before, self._missing = counts.copy(), MissingRecords(options, counts)
        self._lines = 0
        self._is_unreadable = False

    def add(self, piece: Piece, result: PartResult | None) -> Iterator[Sequence[Finding]]:
        """Yield the findings of the next piece. The rest of a file that could not be read is skipped."""
        part, is_last = piece
        if isinstance(part, Problem):
            yield reported([part], self._options, self._counts)
            return
        if part.start == 0:
            self._begin()
        if not self._is_unreadable:
            messages = self._counts.messages - self._before.messages
            lines = self._lines
            is_enough = result and (not result.left_out or self._missing.is_open)
            for problems, counts, left_out in [result] if result and is_enough else _checked_here(part, self._options):
                yield self._missing.add(self._moved(problems, counts, messages, lines))
                self._missing.leave_out(left_out)
                self._lines += counts.lines
        if is_last:
            yield self._end(shown(part.path))

    def worker_ended(self, pieces: Iterator[Piece]) -> Sequence[Finding]:
        """Return the problem of a killed process; the pieces, the first at least, were not checked."""
        part = next(pieces).part
        if _begins_file(part):
            self._begin()
        file = str(part.file) if isinstance(part, Problem) else shown(part.path)
        left = sum(_begins_file(each.part) for each in pieces)
        problem = worker_ended(file, self._lines + 1, left)
        self._counts.count(problem)
        self._counts.unfinished += 1
        return [*self._missing.end(), problem, file_summary(file, self._counts.since(self._before))]

    def _begin(self) -> None:
        self._before, self._lines, self._is_unreadable = self._counts.copy(), 0, False
        self._missing = MissingRecords(self._options, self._counts)
        self._counts.files += 1

    def _moved(self, problems: list[Problem], counts: Counts, messages: int, lines: int) -> list[Problem]:
        """Count the problems of a part that follows other messages and lines; return those to report."""
        numbers = {"error": self._counts.errors, "warning": self._counts.warnings}
        self._counts.add(counts)
        found = []
        for problem in problems:
            self._is_unreadable = self._is_unreadable or problem.code == "unreadable"
            numbers[problem.severity] += 1
            if numbers[problem.severity] <= self._options.max_problems:
                index = None if problem.message_index is None else problem.message_index + messages
                line = None if problem.line is None else problem.line + lines
                found.append(problem._replace(line=line, message_index=index))
        return found

    def _end(self, file: str) -> Sequence[Finding]:
        found = self._missing.end()
        missing = missing_messages(file, self._counts.since(self._before), self._options)
        problems = [*found, *reported(missing, self._options, self._counts)]
        return [*problems, file_summary(file, self._counts.since(self._before))]


def _checked_here(part: Part, options: Options) -> Iterator[PartResult]:
    """Check a part with too many problems to hold: here they are reported as they are found."""
    counts = Counts()
    before = counts.copy()
    for problems in check_part(part, options, counts):
        yield PartResult(problems, counts.since(before))
        before = counts.copy()


@contextmanager
def _workers(jobs: int, options: Options) -> Iterator[Sequence[Connection]]:
    """Start processes that check tasks; end them when the caller ends, however it does. Raises OSError.

    Each process has its own connection. The pools of the standard library share one pipe: if a process is killed while
    it writes to that, they wait for the rest forever.
    """
    context: Any = get_context("fork" if _can_fork() else "spawn")
    connections: list[Connection] = []
    processes = []
    try:
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            connections.append(ours)
            process = context.Process(target=_work, args=(theirs, options), daemon=True)
            with theirs, _safe_path(), _interrupts_blocked():  # the process inherits both
                process.start()
                processes.append(process)
        yield connections
    finally:
        for process in processes:
            process.kill()
            process.join()
        for connection in connections:
            connection.close()


def _work(connection: Connection, options: Options) -> None:
    """Check the tasks that the parent sends, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()
    with suppress(EOFError, ConnectionError):
        while True:
            connection.send(check_task(connection.recv(), options))


def _end_with(parent: Any) -> None:
    """End this process when its parent ends, also in the middle of a task."""
    parent.join()
    os._exit(1)


def _can_fork() -> bool:
    """Return whether fork is safe: only on Linux, and only while no other thread runs."""
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def _safe_path() -> Iterator[None]:
    """Let processes that start meanwhile import no module from the working directory."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTHONSAFEPATH"]
        os.environ.update({} if before is None else {"PYTHONSAFEPATH": before})


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Delay SIGINT and SIGTERM. Processes that start meanwhile never see them: they end with this one."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
