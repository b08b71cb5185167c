"""Processes that check tasks for this one, and their answers in the order of the tasks, few at a time."""

from __future__ import annotations

import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple, cast

from cti_contract.files.check import Asked
from cti_contract.files.cutting import Task
from cti_contract.files.discover import shown
from cti_contract.files.streams import Part
from cti_contract.files.working import Checked, work
from cti_contract.problems import Problem

#: How many tasks there are at most for each process, under way, or done and not told yet.
AHEAD = 4
#: How many answers to a task are kept until its turn comes: the process that has more to tell waits.
KEPT = 4

#: What is found in a part, behind the number of its file and the part itself.
Found = tuple[int, Part | Problem, Problem | Checked]


class _Ended(NamedTuple):
    """Stands for the answers of a process that has ended, with this exit code."""

    code: int | None


_Answer = tuple[list[Problem | Checked | _Ended], bool]


class _Begun(NamedTuple):
    """A task that a process works on or has done, and its answers that were not told yet."""

    task: Task
    answers: deque[_Answer]


class Team(NamedTuple):
    """The tasks that nobody has begun, those that are begun, in order, and who works on which."""

    tasks: Iterator[Task]
    begun: deque[_Begun]
    processes: dict[Connection, BaseProcess]
    idle: list[Connection]
    busy: dict[Connection, _Begun]


def in_order(team: Team) -> Iterator[Found]:
    """Yield what is found in all parts."""
    _hand_out(team)
    while team.begun:
        parts = iter(team.begun[0].task)
        number, part = next(parts)
        for item in _items(team, team.begun[0]):
            if isinstance(item, _Ended):
                yield number, part, _ended(part, item)
                return
            yield number, part, item
            if isinstance(item, Checked) and item.counts is not None:
                number, part = next(parts, (number, part))
        team.begun.popleft()
        _hand_out(team)


def _items(team: Team, begun: _Begun) -> Iterator[Problem | Checked | _Ended]:
    """Yield all that answers the first task there is, and wait for it; meanwhile the others get on."""
    is_last = False
    while not is_last:
        while not begun.answers:
            _receive(team)
            _hand_out(team)
        items, is_last = begun.answers.popleft()
        yield from items


def _hand_out(team: Team) -> None:
    while team.idle and len(team.begun) < AHEAD * len(team.processes) and (task := next(team.tasks, None)):
        connection = team.idle.pop()
        team.busy[connection] = _Begun(task, deque())
        team.begun.append(team.busy[connection])
        with suppress(ConnectionError):  # it has died: there will be no answer
            connection.send(task)


def _receive(team: Team) -> None:
    """Wait for answers and keep them, few of those whose turn it is not."""
    first = team.begun[0]
    open_to = [each for each, begun in team.busy.items() if begun is first or len(begun.answers) < KEPT]
    for connection in cast("list[Connection]", wait(open_to)):
        items, is_last = answer = _answer(connection, team.processes[connection])
        team.busy[connection].answers.append(answer)
        if is_last:
            del team.busy[connection]
            team.idle.extend([] if _Ended in map(type, items) else [connection])


def _answer(connection: Connection, process: BaseProcess) -> _Answer:
    try:
        items, is_last = connection.recv()
    except (EOFError, OSError):
        process.join()
        return [_Ended(process.exitcode)], True
    return items, is_last


@contextmanager
def team(tasks: Iterator[Task], jobs: int, asked: Asked) -> Iterator[Team]:
    """Start processes, and end them however this ends."""
    processes: dict[Connection, BaseProcess] = {}
    try:
        with _uninterrupted(), suppress(OSError):  # as many as the system has room for
            for _ in range(jobs):
                connection, process = _started(asked, [*processes])
                processes[connection] = process
        yield Team(tasks, deque(), processes, list(processes), {})
    finally:
        for process in processes.values():
            process.kill()
        for connection, process in processes.items():
            process.join()
            connection.close()


def _started(asked: Asked, earlier: list[Connection]) -> tuple[Connection, BaseProcess]:
    """Start a process. A copy of this one closes what it has of this side, or it would not see this side end."""
    method = "fork" if _can_fork() else "spawn"
    context: Any = get_context(method)
    here, there = context.Pipe()
    copied = [*earlier, here] if method == "fork" else []
    process = context.Process(target=work, args=(there, asked, copied), daemon=True)
    process.start()
    there.close()  # so that its end is seen
    return here, process


def _can_fork() -> bool:
    """Tell whether a copy of this process is a sound one: a thread may hold a lock that nobody opens in the copy."""
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let interrupts wait, of which processes that start do not yet know that they are not theirs to hear."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ended(part: Part | Problem, ended: _Ended) -> Problem:
    how = f"with code {ended.code}"
    if ended.code is not None and ended.code < 0:
        how = f"by {signal.Signals(-ended.code).name}"
    text = f"cannot be read to its end: the process that did was ended {how}; try --jobs 1 for this and what follows"
    return Problem(code="unreadable", message=text, file=shown(part.path) if isinstance(part, Part) else part.file)
