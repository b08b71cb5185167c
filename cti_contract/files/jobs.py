"""Files checked by several processes and told as one process tells them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice

from cti_contract.files.check import Asked, FileSummary, Tally, file_summary, no_messages, one_by_one
from cti_contract.files.cutting import Task, tasks
from cti_contract.files.streams import Tell
from cti_contract.files.teams import Found, in_order, team
from cti_contract.files.working import Checked
from cti_contract.problems import Problem


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_out(
    files: Iterable[str | Problem], asked: Asked, tally: Tally, *, jobs: int, tell: Tell | None = None
) -> Iterator[Problem | FileSummary]:
    """Check files in so many processes; `tell` is told what is read of them."""
    waiting: Iterator[Task] = tasks(files)
    first = list(islice(waiting, jobs))
    waiting = chain(first, waiting)
    with team(waiting, len(first), asked) as workers:
        if not workers.processes:  # the system has no room for any
            yield from one_by_one(_files_of(waiting), asked, tally, tell)
        for (_, file), found in groupby(in_order(workers), key=_file_of):
            if isinstance(file, Problem):
                tally[file.severity] += 1
                yield file
            else:
                yield from _of_one_file(file, (item for *_, item in found), asked.most, tally, tell)


def _files_of(all_tasks: Iterator[Task]) -> Iterator[str | Problem]:
    for task in all_tasks:
        for _, part in task:
            if isinstance(part, Problem):
                yield part
            elif part.start == 0:
                yield part.path


def _file_of(found: Found) -> tuple[int, str | Problem]:
    number, part, _ = found
    return number, part if isinstance(part, Problem) else part.path


def _of_one_file(
    path: str, found: Iterable[Problem | Checked], most: float, tally: Tally, tell: Tell | None
) -> Iterator[Problem | FileSummary]:
    """Yield the problems of a file at their places in it; what follows a part that was not read to its end is left."""
    before = tally.copy()
    tally["files"] += 1
    lines = inside = begun = 0  # of the part under way so many messages are checked at least
    is_broken = False
    try:
        for item in found:
            if isinstance(item, Problem):
                tally[item.severity] += 1
                is_broken = is_broken or item.code == "unreadable"
                begun = begun if item.message_index is None else item.message_index + 1
                if tally[item.severity] <= most or is_broken:
                    yield _moved(item, lines, tally["messages"] - before["messages"])
                continue
            inside += item.lines
            if tell:
                tell(item.size, item.lines)
            if item.counts is not None:
                tally.update(item.counts)
                lines, inside, begun = lines + inside, 0, 0
                if is_broken:
                    break
    finally:
        tally["messages"] += begun
    counts = tally - before
    if not counts["messages"] + counts["error"]:
        tally["error"] += 1
        yield no_messages(path)
    yield file_summary(path, tally - before)


def _moved(problem: Problem, lines: int, messages: int) -> Problem:
    """Return a problem with so many lines and messages before those that its place was counted from."""
    line = problem.line and problem.line + lines
    return problem._replace(
        line=line, message_index=None if problem.message_index is None else problem.message_index + messages
    )
