"""The check in several processes: the results of one, also after an interrupt or a killed process."""

import gzip
import json
import os
import random
import re
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, pairwise
from math import inf
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from each_case import each_case
from helpers import BAD, BAD_COLUMN, COMMAND, GOOD, HANG, ROOT, Cli, MessageFile, TextFile

from cti_contract.files import check_part, discover, parallel
from cti_contract.files.check import one_by_one
from cti_contract.files.limits import Limits
from cti_contract.files.parallel import Piece, Results, check_in_parallel, check_task
from cti_contract.files.results import Counts, FileSummary, Finding, Options, summary
from cti_contract.files.streams import Part
from cti_contract.problems import Problem
from cti_contract.reports import REPORTS
from cti_contract.reports.text import ReportOptions

CHANNEL = '{"channel": {"endpoint": "1", "type": "chat"}}'
ALIAS = f'{{"command": "session.addchannel", "target": "PureCloud-mlopez", "data": {CHANNEL}}}'
FORMATS = ("text", "json", "github", "junit", "sarif")
#: Tasks of a few lines, so that small files are cut in many places.
SMALL = Limits(text=2000, chunk=64, lines=3, task_bytes=300, task_files=3, task_problems=5)


def lines(seed: int, end: bytes = b"\n") -> bytes:
    """Return lines of all kinds, which each seed cuts at other places."""
    long = f'{{"größe": "{"日本😀" * 40}"}}'
    chance = random.Random(seed)
    kinds = [GOOD, BAD, ALIAS, "", "   ", "{", "nul", long, "x" * 2500, "[]"]
    return end.join(chance.choice(kinds).encode() for _ in range(60))


@pytest.fixture
def all_kinds(text_file: TextFile) -> list[Path]:
    """Write a folder with files of all kinds, an empty folder, and a file of unknown suffix; return paths to check."""
    contents: dict[str, str | bytes] = {
        "1.ndjson": lines(1),
        "2.jsonl": lines(2, b"\r\n") + b"\n\n\n",
        "3.ndjson": b"\xef\xbb\xbf" + lines(3) + b"\n" + BAD.encode(),
        "4.ndjson": lines(4).decode().encode("utf-16"),
        "5.ndjson": b"\n" * 1000,
        "6.ndjson": b"\n" * 1000 + BAD.encode(),
        "7.ndjson.gz": lines(7),
        "71.ndjson": '{"a": 1}\n' * 200,
        "72.ndjson": '{"a": 1}\n' * 200 + BAD,
        "8.json": f"[\n{', '.join([GOOD, BAD] * 10)}]",
        **{f"small{number}.json": [GOOD, BAD, ALIAS][number % 3] for number in range(10)},
    }
    first, *_ = [text_file(f"tree/{name}", content) for name, content in contents.items()]
    text_file("tree/9.ndjson", gzip.compress(lines(9))[:-20]).rename(first.with_name("9.ndjson.gz"))
    first.with_name("gone.json").symlink_to("nowhere")
    other = text_file("other.log", f"{GOOD}\n".encode() + lines(10))
    void = other.with_name("void")
    void.mkdir()
    return [first.parent, void, other, first]


def in_processes(jobs: int, paths: list[Path], options: Options) -> tuple[list[Finding], Counts]:
    counts = Counts()
    files = discover.files(map(str, paths))
    results = one_by_one(files, options, counts) if jobs == 1 else check_in_parallel(files, options, counts, jobs)
    return [*chain.from_iterable(results), summary(counts)], counts


@pytest.mark.parametrize("most", [inf, 0, 3, 40])
@pytest.mark.parametrize("head", [SMALL.head, 500])
def test_same_reports_with_any_jobs(most: float, head: int, all_kinds: list[Path]) -> None:
    options = Options(max_problems=most, limits=SMALL._replace(head=head))
    (one, counts), *others = (in_processes(jobs, all_kinds, options) for jobs in (1, 2, 3))
    limit = None if most == inf else int(most)
    for findings, other in others:
        assert findings == one
        assert [getattr(other, name) for name in Counts.__slots__] == [
            getattr(counts, name) for name in Counts.__slots__
        ]
    for form in FORMATS:
        assert "".join(REPORTS[form](iter(one), ReportOptions(limit)))


@each_case("seed", range(20))
def test_parts_end_with_lines(seed: int, text_file: TextFile) -> None:
    path = text_file("a.ndjson", lines(seed))
    limits = SMALL._replace(task_bytes=100 + 37 * seed, chunk=7, piece=50)
    pieces = list(chain.from_iterable(parallel._tasks([str(path)], Options(limits=limits))))  # noqa: SLF001 -- the results do not show the parts
    parts = [piece.part for piece in pieces if isinstance(piece.part, Part)]
    content = path.read_bytes()
    assert len(parts) == len(pieces) > 5
    assert [part.start for part in parts] == [0, *(part.end for part in parts[:-1])]
    assert parts[-1].end == len(content)
    assert [piece.is_last for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert all(content[: part.start].endswith(b"\n") for part in parts[1:])


def test_results_of_a_task(message_file: MessageFile) -> None:
    path = message_file(GOOD, BAD, BAD)
    folder = Problem(code="no-messages", message="none")
    task = [Piece(Part(str(path))), Piece(folder)]
    [result, nothing] = check_task(task, Options(max_problems=1))
    assert nothing is None
    assert result is not None
    [problem] = result.problems
    assert (problem.line, problem.message_index, problem.code) == (2, 1, "unknown-member")
    assert (result.counts.messages, result.counts.errors, result.counts.lines) == (3, 2, 3)
    assert result.counts.size == path.stat().st_size


def test_results_of_a_task_are_bounded(message_file: MessageFile) -> None:
    path = message_file(*[BAD] * 20)
    assert check_task([Piece(Part(str(path)))], Options(limits=SMALL)) == [None]
    findings, counts = in_processes(2, [path], Options(limits=SMALL._replace(task_bytes=10_000)))
    assert [each.line for each in findings if isinstance(each, Problem)] == [*range(1, 21)]
    assert counts.errors == 20


def test_problems_come_in_order(message_file: MessageFile) -> None:
    paths = [message_file(*[BAD] * 900, name=name) for name in ("a.ndjson.gz", "b.ndjson.gz")]
    findings, counts = in_processes(2, paths, Options(max_problems=1000, limits=SMALL))
    problems = [each.line for each in findings if isinstance(each, Problem)]
    assert problems == [*range(1, 901), *range(1, 101)]
    assert (counts.errors, counts.size) == (1800, sum(path.stat().st_size for path in paths))


CHANGES: dict[str, Callable[[Path], object]] = {
    "cut": lambda path: path.write_text(GOOD),
    "longer": lambda path: path.write_text(f"{GOOD}\n" * 500),
    "another": lambda path: path.with_name("new").rename(path),
    "gone": Path.unlink,
}


@pytest.mark.parametrize("name", CHANGES)
def test_changed_file_is_one_problem(name: str, message_file: MessageFile) -> None:
    path, after = message_file(*[GOOD] * 100), message_file(BAD, name="z.json")
    message_file(*[GOOD] * 100, name="new")
    files = iter([str(path), str(after)])
    results = check_in_parallel(files, Options(limits=SMALL), Counts(), 2)
    findings: list[Finding] = []
    for number, some in enumerate(results):
        if number == 2:
            CHANGES[name](path)
        findings += some
    *problems, file_counts, other, _ = findings
    assert isinstance(file_counts, FileSummary)
    assert isinstance(other, Problem)
    # a line that is read while the file is cut or written again may be a problem of its own
    *cut, problem = sorted((each for each in problems if isinstance(each, Problem)), key=_is_unreadable)
    assert [each.code for each in cut] in ([], ["syntax"] if name in ("cut", "longer") else [])
    reason = "No such file or directory" if name == "gone" else "the file changed while it was read"
    assert (problem.code, problem.message) == ("unreadable", f"cannot be read: {reason}")
    assert file_counts.errors == len(problems)
    assert (other.file, other.column) == (str(after), BAD_COLUMN)


def _is_unreadable(problem: Problem) -> bool:
    return problem.code == "unreadable"


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes inherit what a test replaces, also if another test has left a thread."""
    monkeypatch.setattr(parallel, "_can_fork", lambda: True)


def kill_in_a_task(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process that checks the second part of a file be killed."""
    real = check_part.check_part

    def killed(part: Part, *rest: Any) -> Iterator[Any]:
        if part.path.endswith(path) and part.start:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(part, *rest)

    monkeypatch.setattr(parallel, "check_part", killed)


def kill_in_a_result(_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each process be killed when it has written one byte of its first result."""
    real, parent = Connection.send, os.getpid()

    def send(connection: Connection, value: Any) -> None:
        if os.getpid() == parent:
            real(connection, value)
        else:
            os.write(connection.fileno(), struct.pack("!i", 1000) + b"x")
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(Connection, "send", send)


def kill_at_the_start(_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each process be killed before it receives a task."""
    monkeypatch.setattr(parallel, "_work", lambda *_: os.kill(os.getpid(), signal.SIGKILL))


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.usefixtures("forks")
@pytest.mark.parametrize(
    ("kill", "path", "unchecked"),
    [
        (kill_in_a_task, "a.ndjson", "this file from line 4 on and 3 more files"),
        (kill_in_a_task, "b.ndjson", "this file from line 4 on and 2 more files"),
        (kill_in_a_result, "a.ndjson", "this file and 3 more files"),
        (kill_at_the_start, "a.ndjson", "this file and 3 more files"),
    ],
)
def test_killed_worker_is_one_problem(
    kill: Callable[[str, pytest.MonkeyPatch], None],
    path: str,
    unchecked: str,
    message_file: MessageFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kill(path, monkeypatch)
    folder, *_ = [message_file(*[GOOD] * 100, name=name).parent for name in ("a.ndjson", "b.ndjson", "c.ndjson")]
    (folder / "void").mkdir()
    findings, counts = in_processes(2, [folder, folder / "void"], Options(limits=SMALL))
    [problem] = [each for each in findings if isinstance(each, Problem)]
    message = f"a worker process was killed: {unchecked} not checked; try again with --jobs 1"
    assert (problem.file, problem.code, problem.message) == (str(folder / path), "unreadable", message)
    assert counts.errors == 1


@pytest.mark.usefixtures("forks")
@pytest.mark.parametrize("started", [0, 1])
def test_no_room_for_processes(
    started: int, message_file: MessageFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [message_file(*[GOOD] * 20), tmp_path / "void", message_file(BAD, name="b.json")]
    paths[1].mkdir()
    expected, _ = in_processes(1, paths, Options(limits=SMALL))
    real, left = os.fork, started

    def fork() -> int:
        nonlocal left
        left -= 1
        if left < 0:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return real()

    monkeypatch.setattr(os, "fork", fork)
    assert in_processes(2, paths, Options(limits=SMALL))[0] == expected
    assert left == -1


def test_worker_checks_until_its_parent_ends(message_file: MessageFile, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = Pipe()
    has_ended, codes = threading.Event(), SimpleQueue[int]()

    class Parent:
        @staticmethod
        def join() -> None:
            has_ended.wait(HANG)

    def parent() -> Results:
        ours.send([Piece(Part(str(message_file(GOOD, BAD))))])
        results: Results = ours.recv()
        ours.close()
        return results

    monkeypatch.setattr(parallel, "parent_process", Parent)
    monkeypatch.setattr(os, "_exit", codes.put)
    before = signal.getsignal(signal.SIGINT)
    with ThreadPoolExecutor(1) as thread:
        received = thread.submit(parent)
        parallel._work(theirs, Options())  # noqa: SLF001 -- in other tests it runs in other processes
        [result] = received.result(HANG)
    interrupts = signal.signal(signal.SIGINT, before)
    assert result is not None
    assert (result.counts.messages, [each.line for each in result.problems]) == (2, [2])
    assert interrupts is signal.SIG_IGN
    assert codes.empty()
    has_ended.set()
    assert codes.get(timeout=HANG) == 1


def test_unreadable_line_end(message_file: MessageFile, monkeypatch: pytest.MonkeyPatch) -> None:
    path = message_file(*[GOOD] * 20)
    real, count, at = open, 0, 0

    def failing(*arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count == at:
            raise OSError(5, "Input/output error")
        return real(*arguments)

    monkeypatch.setattr("builtins.open", failing)
    for broken, end in ((2, path.stat().st_size), (1, None)):
        at, count = broken, 0
        [[piece]] = parallel._tasks([str(path)], Options(limits=SMALL))  # noqa: SLF001 -- the results do not show the parts
        assert isinstance(piece.part, Part)
        assert piece.part.end == end


def test_cores_are_those_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "process_cpu_count", lambda: 5, raising=False)
    assert parallel.cores() == 5
    monkeypatch.delattr(os, "process_cpu_count")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 3}, raising=False)
    assert parallel.cores() == 2
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert parallel.cores() == 1


@pytest.mark.parametrize(("options", "cores", "expected"), [([], 2, [2]), ([], 1, []), (["--jobs", "3"], 1, [3])])
def test_default_jobs_are_the_cores(
    options: list[str], cores: int, expected: list[int], cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def check_in_parallel(*arguments: Any) -> Iterator[Any]:
        asked.append(arguments[-1])
        return (_ for _ in ())

    monkeypatch.setattr(parallel, "check_in_parallel", check_in_parallel)
    monkeypatch.setattr(parallel, "cores", lambda: cores)
    monkeypatch.setattr("cti_contract.cli.commands.check.look_ahead", lambda files, _: (files, True))
    cli("check", *options, ROOT / "tests/samples/call.ndjson")
    assert asked == expected


PROCESSES = """
import sys
from cti_contract.cli.main import main
code = main(sys.argv[1:])
loaded = ["multiprocessing" in sys.modules, "cti_contract.files.parallel" in sys.modules, "tqdm" in sys.modules]
print(*loaded, file=sys.stderr)
"""


def test_small_input_starts_no_process(message_file: MessageFile) -> None:
    file = message_file(*[GOOD] * 1000)
    for path in (file, file.parent):
        command = [sys.executable, "-c", PROCESSES, "check", "--jobs", "2", str(path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        assert done.stderr == b"False False False\n"


@pytest.mark.parametrize("name", ["a.ndjson.gz", "a.json"])
def test_one_file_that_cannot_be_cut(name: str, text_file: TextFile) -> None:
    file = str(text_file(name, bytes(1000)))
    limits = SMALL._replace(parallel_bytes=1, parallel_files=5)
    assert discover.look_ahead(iter([file]), limits)[1] is False
    assert discover.look_ahead(iter([file] * 2), limits)[1] is True


@pytest.mark.parametrize(
    ("threads", "platform", "can"), [(1, "linux", True), (2, "linux", False), (1, "darwin", False)]
)
def test_fork_only_if_safe(threads: int, platform: str, can: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: threads)
    monkeypatch.setattr(sys, "platform", platform)
    assert parallel._can_fork() is can  # noqa: SLF001 -- tests run on one system


def test_spawned_processes(message_file: MessageFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "pthread_sigmask")
    monkeypatch.setattr(parallel, "_can_fork", lambda: False)
    path = message_file(*[BAD] * 20)
    assert in_processes(2, [path], Options(limits=SMALL))[1].errors == 20


def large(path: Path, line: str, megabytes: int = 40) -> Path:
    block = f"{line}\n" * 10_000
    with path.open("w") as file:
        for _ in range(megabytes * 1_000_000 // len(block) + 1):
            file.write(block)
    return path


@pytest.fixture(scope="module")
def hopeless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a file that is large enough for several processes, and in which each line has a problem."""
    return large(tmp_path_factory.mktemp("large") / "hopeless.ndjson", BAD)


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def are_gone(pids: list[int]) -> bool:
    end = time.monotonic() + HANG
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < end:
        time.sleep(0.05)
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def started(path: Path, *options: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*COMMAND, "check", "--jobs", "2", *options, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- there is one thread
    )


def _end(piece: Piece) -> int:
    assert isinstance(piece.part, Part)
    return piece.part.end or 0


def test_first_tasks_are_small(text_file: TextFile) -> None:
    """An early interrupt loses the tasks that are not done."""
    path = text_file("a.ndjson", f"{GOOD}\n" * 40_000)
    ends = [_end(task[-1]) for task in parallel._tasks([str(path)], Options())]  # noqa: SLF001 -- a time would depend on the machine
    sizes = [end - start for start, end in pairwise([0, *ends])]
    assert [round(size / 65_536) for size in sizes[:5]] == [1, 2, 4, 8, 16]
    assert ends[-1] == path.stat().st_size


def test_interrupt_ends_processes(hopeless: Path) -> None:
    with started(hopeless) as command:
        assert command.stdout is not None
        command.stdout.readline()
        workers = children(command.pid)
        os.killpg(command.pid, signal.SIGINT)
        out, err = command.communicate(timeout=HANG)
    assert command.returncode == 130
    checked = re.fullmatch(
        r"interrupted: ([\d,]+) messages? in 1 file checked: ([\d,]+) errors?, 0 warnings\n", err.decode()
    )
    assert checked
    assert checked[1] == checked[2] != "0"
    assert not out.rpartition(b"\n")[2]
    assert len(workers) == 2
    assert are_gone(workers)


def test_closed_output_ends_processes(hopeless: Path) -> None:
    with started(hopeless) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdout.readline()
        workers = children(command.pid)
        command.stdout.close()
        assert command.stderr.read() == b""
        assert command.wait(timeout=HANG) == 1
    assert are_gone(workers)


@pytest.mark.slow
@pytest.mark.parametrize("victims", [slice(0, 1), slice(0, 2)])
def test_killed_processes_are_one_error(victims: slice, hopeless: Path) -> None:
    with started(hopeless) as command:
        assert command.stdout is not None
        command.stdout.readline()
        for pid in children(command.pid)[victims]:
            os.kill(pid, signal.SIGKILL)
        out, err = command.communicate(timeout=HANG)
    assert (command.returncode, err) == (1, b"")
    *_, problem, summary = out.decode().splitlines()
    assert "a worker process was killed: this file from line " in problem
    assert " messages in 1 file: " in summary


@pytest.mark.slow
def test_processes_end_with_their_parent(hopeless: Path) -> None:
    with started(hopeless) as command:
        assert command.stdout is not None
        command.stdout.readline()
        workers = children(command.pid)
        command.kill()
        _, err = command.communicate(timeout=HANG)
    assert err == b""
    assert len(workers) == 2
    assert are_gone(workers)


@pytest.mark.slow
def test_counts_of_hidden_problems(cli: Cli, tmp_path: Path) -> None:
    hopeless = large(tmp_path / "hopeless.ndjson", f"{BAD}{' ' * 1000}")  # as large with fewer lines
    count = hopeless.read_bytes().count(b"\n")
    first, second, more, last = cli("check", "--max-problems", "2", "--jobs", "2", hopeless).out.splitlines()
    assert [line.split(": ")[0] for line in (first, second)] == [f"{hopeless}:{line}:{BAD_COLUMN}" for line in (1, 2)]
    assert (more, last) == (
        f"... and {count - 2} more problems",
        f"{count} messages in 1 file: {count} errors, 0 warnings",
    )


def test_no_object_is_cut(text_file: TextFile) -> None:
    """Parts end between objects, also if these take several lines; with no such place near, at the end of a line."""
    pretty = json.dumps(json.loads(GOOD), indent=2)
    content = "\n".join([GOOD, *[pretty, GOOD, "", pretty] * 20, *["text"] * 200, ""])
    path = text_file("a.ndjson", content)
    limits = SMALL._replace(task_bytes=150, head=0, piece=400)
    pieces = chain.from_iterable(parallel._tasks([str(path)], Options(limits=limits)))  # noqa: SLF001 -- the results do not show the parts
    ends = [content[: piece.part.end].split()[-1] for piece in pieces if isinstance(piece.part, Part)]
    assert {end[-1] for end in ends} == {"}", "t"}
    (one, _), (other, _) = (in_processes(jobs, [path], Options(limits=limits)) for jobs in (1, 2))
    assert one == other


def test_no_message_of_a_log_is_cut(text_file: TextFile) -> None:
    """With `--extract`, parts end between the lines of a log, not inside of a message over several lines."""
    pretty = json.dumps(json.loads(GOOD), indent=2)
    flat = pretty.replace("\n  ", "\n").replace(",", ",\n")
    path = text_file("a.log", "\n".join([f"12:00 {each}" for each in [GOOD, pretty, "text", flat, BAD] * 20]))
    split = text_file("b.log", "\n".join([f"12:00 {each}" for each in [GOOD, "text", BAD[:40], BAD[40:]] * 20]))
    for size in range(1, 20):
        limits = SMALL._replace(task_bytes=size * 37, piece=400)
        (one, _), (other, _) = (in_processes(jobs, [path], Options(limits=limits, extract=True)) for jobs in (1, 2))
        problems = [each.code for each in other if isinstance(each, Problem)]
        assert (one, problems) == (other, ["unknown-member"] * 20)
        found, _ = in_processes(2, [split], Options(limits=limits, extract=True))
        assert [each.code for each in found if isinstance(each, Problem)] == ["syntax"] * 20


def test_no_comment_is_cut(text_file: TextFile) -> None:
    """Parts end behind a comment, so that its lines are one problem in several processes, too."""
    path = text_file("a.ndjson", "\n".join([*[GOOD] * 9, "/* a", *[BAD] * 9, "b */", *[GOOD] * 9, "*/", *[GOOD] * 9]))
    for size in range(1, 20):
        limits = SMALL._replace(task_bytes=size * len(GOOD), head=0, piece=30 * len(GOOD))
        found, _ = in_processes(2, [path], Options(limits=limits))
        problems = [each for each in found if isinstance(each, Problem)]
        assert sorted((str(each.line), each.code) for each in problems) == [("10", "syntax"), ("30", "syntax")]
