"""Several processes tell what one tells; one that ends and an interrupt are told of, and nothing waits for ever."""

import gzip
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest
from helpers import BAD, BAD_COLUMN, COMMAND, GOOD, HANG, ROOT, process, run

from cti_contract.cli.commands.check import interrupted
from cti_contract.files import check, cutting, discover, jobs, ndjson, teams, working
from cti_contract.files.check import Asked, Tally
from cti_contract.files.cutting import tasks
from cti_contract.files.streams import Part
from cti_contract.problems import Problem

CHANNEL = '{"channel": {"endpoint": "1", "type": "chat"}}'
ALIAS = f'{{"command": "session.addchannel", "target": "PureCloud-mlopez", "data": {CHANNEL}}}'
FORMATS = ("text", "json", "github", "junit", "sarif")
ASKED = Asked("", "error", 1000)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the least input be worth several processes, and the parts be a few lines long."""
    for name in ("WORTH_BYTES", "WORTH_FILES"):
        monkeypatch.setattr(discover, name, 1)
    monkeypatch.setattr(cutting, "TASK_BYTES", 300)
    monkeypatch.setattr(cutting, "TASK_FILES", 3)
    monkeypatch.setattr(cutting, "_STEP", 7)
    monkeypatch.setattr(ndjson, "LARGEST", 2000)
    monkeypatch.setattr(ndjson, "_CHUNK", 64)


def lines(seed: int, end: bytes = b"\n") -> bytes:
    """Return lines of all kinds, which each seed cuts at other places."""
    long = f'{{"größe": "{"日本😀" * 40}"}}'
    chance = random.Random(seed)
    kinds = [GOOD, BAD, ALIAS, "", "   ", "{", "nul", long, "x" * 2500, "[]"]
    return end.join(chance.choice(kinds).encode() for _ in range(60))


def tree(folder: Path) -> Path:
    """Write files of all kinds into a folder."""
    contents = {
        "1.ndjson": lines(1),
        "2.jsonl": lines(2, b"\r\n") + b"\n\n\n",
        "3.ndjson": b"\xef\xbb\xbf" + lines(3) + b"\n" + BAD.encode(),
        "4.ndjson": lines(4).decode().encode("utf-16"),
        "5.ndjson": b"\n" * 1000,
        "6.ndjson": b"\n" * 1000 + BAD.encode(),
        "7.ndjson.gz": gzip.compress(lines(7)),
        "8.json": f"[\n{', '.join([GOOD, BAD] * 10)}]".encode(),
        "9.ndjson.gz": gzip.compress(lines(9))[:-20],
    }
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    for number in range(10):
        (folder / f"small{number}.json").write_text([GOOD, BAD, ALIAS][number % 3])
    (folder / "gone.json").symlink_to("nowhere")
    (folder.parent / "void").mkdir()
    (folder.parent / "other.log").write_bytes(f"{GOOD}\n".encode() + lines(10))
    return folder


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("most", [None, 0, 3, 40])
@pytest.mark.parametrize("form", FORMATS)
def test_each_report_is_the_same_with_any_number_of_processes(
    form: str, most: int | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tree(tmp_path / "tree"), tmp_path / "void", tmp_path / "other.log", tmp_path / "tree" / "1.ndjson"]
    cut = [] if most is None else ["--max-problems", str(most)]
    one, two, three = (run(capsys, "check", "--format", form, *cut, "--jobs", str(n), *paths) for n in (1, 2, 3))
    assert (one.code, one.err) == (1, "")
    assert two == one
    assert three == one


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("seed", range(20))
def test_lines_are_the_same_wherever_they_are_cut(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "TASK_BYTES", 100 + 37 * seed)
    path = tmp_path / "a.ndjson"
    path.write_bytes(lines(seed))
    parts = [part for task in tasks([str(path)]) for _, part in task if isinstance(part, Part)]
    content = path.read_bytes()
    assert len(parts) > 5
    assert [part.start for part in parts] == [0, *(part.end for part in parts[:-1])]
    assert parts[-1].end == len(content)
    assert all(content[: part.start].endswith(b"\n") for part in parts[1:])


def by_itself(task: cutting.Task, asked: Asked = ASKED) -> list[Any]:
    answers: list[working.Answer] = []
    working.answer(task, asked, answers.append)
    assert [last for _, last in answers] == [False] * (len(answers) - 1) + [True]
    return [item for items, _ in answers for item in items]


def test_part_is_answered_with_its_problems_and_then_its_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text(f"{GOOD}\n{BAD}\n{BAD}\n")
    problem, checked = by_itself([(0, Part(str(path)))], Asked("", "error", 1))
    assert (problem.line, problem.message_index, problem.code) == (2, 1, "unknown-member")
    assert checked == working.Checked(Tally(messages=3, error=1), path.stat().st_size, 3)
    folder = Problem(code="no-messages", message="none")
    assert by_itself([(0, folder)]) == [folder, working.Checked(Tally(), 0, 0)]


def test_later_part_is_answered_by_its_own_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text(f"{GOOD}\n{GOOD}\n{BAD}\n{BAD}\n")
    start, end = 2 * len(GOOD) + 2, 2 * len(GOOD) + len(BAD) + 3
    problem, checked = by_itself([(0, Part(str(path), start, end))])
    assert (problem.line, problem.message_index, problem.column) == (1, 0, BAD_COLUMN)
    assert checked == working.Checked(Tally(messages=1), len(BAD) + 1, 1)


def test_parts_of_a_file_are_put_together() -> None:
    problem = Problem(code="unknown-member", message="", line=2, column=9, message_index=1)
    items: list[Problem | working.Checked] = [
        working.Checked(None, 10, 4),
        problem,
        working.Checked(Tally(messages=5), 20, 2),
        problem._replace(severity="warning"),
        working.Checked(Tally(messages=3, error=1), 30, 3),
    ]
    tally = Tally(messages=100, files=7)
    read: list[tuple[int, int]] = []
    told = list(jobs._of_one_file("a", items, 10, tally, lambda *size: read.append(size)))  # noqa: SLF001 -- of all parts
    assert told == [
        problem,
        problem._replace(severity="warning", line=8, message_index=6),
        check.FileSummary("a", messages=8, errors=2, warnings=1, envelope_only=0),
    ]
    assert read == [(10, 4), (20, 2), (30, 3)]
    assert tally == Tally(messages=108, files=8, error=2, warning=1)


@pytest.mark.usefixtures("small")
def test_many_problems_of_one_task_come_in_order(tmp_path: Path) -> None:
    for name in ("a.ndjson.gz", "b.ndjson.gz"):
        (tmp_path / name).write_bytes(gzip.compress(f"{BAD}\n".encode() * 900))
    told, tally = found([tmp_path])
    assert [problem.line for problem in told if isinstance(problem, Problem)] == [*range(1, 901), *range(1, 101)]
    assert (tally["error"], tally["read"]) == (1800, sum(path.stat().st_size for path in tmp_path.iterdir()))


def test_answers_are_sent_before_they_are_many_or_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text(f"{BAD}\n" * 500 + f'{{"command": "{"x" * 300_000}", "data": 1}}\n')
    answers: list[working.Answer] = []
    working.answer([(0, Part(str(path)))], ASKED, answers.append)
    assert [len(items) for items, _ in answers] == [200, 200, 102]
    monkeypatch.setattr(working, "_SOON", 0)
    answers.clear()
    working.answer([(0, Part(str(path)))], ASKED, answers.append)
    read = [item for items, _ in answers for item in items if isinstance(item, working.Checked)]
    assert len(read) > 3
    assert [item.counts is None for item in read] == [True] * (len(read) - 1) + [False]
    assert sum(item.size for item in read) == path.stat().st_size


def test_process_answers_until_nobody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ignored: list[tuple[Any, ...]] = []
    monkeypatch.setattr(signal, "signal", lambda *what: ignored.append(what))
    (tmp_path / "a.json").write_text(GOOD)
    (here, there), (other, _) = Pipe(), Pipe()
    here.send([(0, Part(str(tmp_path / "a.json")))])
    worker = threading.Thread(target=working.work, args=(there, ASKED, [other]))
    worker.start()
    items, last = here.recv()
    here.close()
    worker.join(10)
    assert (items[0].counts, last) == (Tally(messages=1), True)
    assert ignored == [(signal.SIGINT, signal.SIG_IGN)]
    assert not worker.is_alive()
    assert other.closed


def found(paths: list[Path], count: int = 2) -> tuple[list[Any], Tally]:
    tally = Tally()
    files = discover.files(map(str, paths))
    return list(jobs.shared_out(files, ASKED, tally, jobs=count, tell=lambda *read: tally.update(read=read[0]))), tally


@pytest.mark.usefixtures("small")
def test_file_that_changes_or_goes_between_its_parts_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = teams._hand_out  # noqa: SLF001 -- what happens to a file then is up to others
    changes: dict[str, Callable[[Path], object]] = {
        "cut": lambda path: path.write_text(GOOD),
        "longer": lambda path: path.write_text(f"{GOOD}\n" * 500),
        "another": lambda path: path.with_name("new").rename(path),
        "gone": Path.unlink,
    }
    for name, change in changes.items():
        path, after = tmp_path / f"{name}.ndjson", tmp_path / "z.json"
        path.write_text(f"{GOOD}\n" * 100)
        after.write_text(BAD)
        (tmp_path / "new").write_text(f"{GOOD}\n" * 100)
        pending = [change, len, len]  # at the third time

        def hand_out(team: teams.Team, path: Path = path, pending: Any = pending) -> None:
            if pending:
                pending.pop()(str(path) if len(pending) else path)
            real(team)

        monkeypatch.setattr(teams, "_hand_out", hand_out)
        *told, summary, other, _ = found([path, after])[0]
        # the line that is read while the file is cut, or emptied to be written anew, may be one more
        *cut, problem = sorted(told, key=lambda each: each.code == "unreadable")
        assert [each.code for each in cut] in ([], ["syntax"] if name in ("cut", "longer") else [])
        reason = "No such file or directory" if name == "gone" else "the file changed while it was read"
        assert (problem.code, problem.message) == ("unreadable", f"cannot be read: {reason}")
        assert summary.errors == len(told)
        assert (other.file, other.column) == (str(after), BAD_COLUMN)


def test_file_that_changes_while_one_process_reads_it_is_one_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text(f"{GOOD}\n" * 3)
    real = discover.records

    def records(*arguments: Any) -> Iterator[Any]:
        yield from real(*arguments)
        path.write_text(f"{GOOD}\n" * 4)

    monkeypatch.setattr(discover, "records", records)
    result = run(capsys, "check", path)
    assert result.out == (
        f"{path}: error: cannot be read: the file changed while it was read [unreadable]\n"
        "3 messages in 1 file: 1 error, 0 warnings\n"
    )


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("how", ["killed", "exits"])
def test_process_that_ends_is_one_error_and_no_hang(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = teams._started  # noqa: SLF001 -- the system may end any process

    def started(*arguments: Any) -> Any:
        connection, worker = real(*arguments)
        if how == "killed":
            worker.kill()
        else:
            connection.send("no task")
        worker.join()
        return connection, worker

    monkeypatch.setattr(teams, "_started", started)
    (tmp_path / "a.ndjson").write_text(f"{BAD}\n" * 20)
    result = run(capsys, "check", "--jobs", "2", tmp_path)
    why = "by SIGKILL" if how == "killed" else "with code 1"
    assert result.code == 1
    assert result.out == (
        f"{tmp_path}/a.ndjson: error: cannot be read to its end: the process that did was ended {why}; "
        "try --jobs 1 for this and what follows [unreadable]\n0 messages in 1 file: 1 error, 0 warnings\n"
    )


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("room", [0, 1])
def test_system_without_room_for_processes_is_no_error(
    room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Any] = []
    real = teams._started  # noqa: SLF001 -- as the system refuses it

    def refusing(*arguments: Any) -> Any:
        if len(started) == room:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        started.append(real(*arguments))
        return started[-1]

    (tmp_path / "a.ndjson").write_text(f"{GOOD}\n" * 20)
    (tmp_path / "void").mkdir()
    (tmp_path / "b.json").write_text(BAD)
    expected = found([tmp_path / "a.ndjson", tmp_path / "void", tmp_path / "b.json"])
    monkeypatch.setattr(teams, "_started", refusing)
    assert found([tmp_path / "a.ndjson", tmp_path / "void", tmp_path / "b.json"]) == expected


@pytest.mark.usefixtures("small")
def test_place_where_a_line_ends_that_cannot_be_read_is_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text(f"{GOOD}\n" * 20)
    real = open
    opens: list[object] = []

    def failing(*arguments: Any) -> Any:
        opens.append(arguments)
        if len(opens) == at:
            raise OSError(5, "Input/output error")
        return real(*arguments)

    monkeypatch.setattr("builtins.open", failing)
    at = 2
    assert [[part[1][2] for part in task] for task in tasks([str(path)])] == [[path.stat().st_size]]
    opens.clear()
    at = 1
    assert list(tasks([str(path)])) == [[(0, Part(str(path)))]]


def test_processes_are_as_many_as_cores_that_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "process_cpu_count", lambda: 5, raising=False)
    assert jobs.cores() == 5
    monkeypatch.delattr(os, "process_cpu_count")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 3}, raising=False)
    assert jobs.cores() == 2
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert jobs.cores() == 1


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("options", "cores", "expected"), [([], 2, [2]), ([], 1, []), (["--jobs", "3"], 1, [3])])
def test_jobs_are_by_default_the_cores(
    options: list[str], cores: int, expected: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def shared_out(*_: Any, jobs: int, **__: Any) -> Iterator[Any]:
        asked.append(jobs)
        return iter(())

    monkeypatch.setattr(jobs, "shared_out", shared_out)
    monkeypatch.setattr(jobs, "cores", lambda: cores)
    (tmp_path / "a.ndjson").write_text(GOOD)
    from cti_contract.cli.main import main

    main(["check", *options, str(tmp_path)])
    assert asked == expected


PROCESSES = """
import sys
from cti_contract.cli.main import main
code = main(sys.argv[1:])
loaded = ["multiprocessing" in sys.modules, "cti_contract.files.jobs" in sys.modules, "tqdm" in sys.modules]
print(*loaded, file=sys.stderr)
"""


def test_little_input_starts_no_process_and_imports_none_of_that(tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_text(f"{GOOD}\n" * 1000)
    for paths in ([tmp_path / "a.ndjson"], [tmp_path]):
        command = [sys.executable, "-c", PROCESSES, "check", "--jobs", "2", *map(str, paths)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        assert done.stderr == b"False False False\n"


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("names", [["a.ndjson.gz"], ["a.json"]])
def test_one_file_that_cannot_be_cut_starts_no_process(names: list[str], tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).write_bytes(bytes(1000))
    files = [str(tmp_path / name) for name in names]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discover, "WORTH_FILES", 5)
        assert discover.looked_ahead(iter(files))[1] is False
        assert discover.looked_ahead(iter(files * 2))[1] is True


@pytest.mark.parametrize(
    ("threads", "platform", "can"), [(1, "linux", True), (2, "linux", False), (1, "darwin", False)]
)
def test_processes_are_copies_only_where_that_is_sound(
    threads: int,
    platform: str,
    can: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: threads)
    monkeypatch.setattr(sys, "platform", platform)
    assert teams._can_fork() is can  # noqa: SLF001 -- of another system only this can be seen


@pytest.mark.usefixtures("small")
def test_system_without_masks_for_signals_starts_processes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "pthread_sigmask")
    (tmp_path / "a.ndjson").write_text(f"{BAD}\n" * 20)
    assert found([tmp_path / "a.ndjson"])[1]["error"] == 20


def large(path: Path, line: str, megabytes: int = 40) -> Path:
    block = f"{line}\n" * 10_000
    with path.open("w") as file:
        for _ in range(megabytes * 1_000_000 // len(block) + 1):
            file.write(block)
    return path


@pytest.fixture(scope="module")
def hopeless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a file that is worth several processes, in which each line is wrong."""
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


def test_interrupt_stops_all_processes_and_tells_what_was_checked(hopeless: Path) -> None:
    with started(hopeless) as command:
        assert command.stdout is not None
        command.stdout.readline()
        workers = children(command.pid)
        os.killpg(command.pid, signal.SIGINT)
        out, err = command.communicate(timeout=HANG)
    assert command.returncode == 130
    told = re.fullmatch(
        r"interrupted: ([\d,]+) messages? in 1 file checked: ([\d,]+) errors?, 0 warnings\n", err.decode()
    )
    assert told
    assert told[1] == told[2] != "0"
    assert not out.rpartition(b"\n")[2]
    assert len(workers) == 2
    assert are_gone(workers)


def test_reader_of_the_first_line_ends_all_processes_quietly(hopeless: Path) -> None:
    with started(hopeless) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdout.readline()
        workers = children(command.pid)
        command.stdout.close()
        assert command.stderr.read() == b""
        assert command.wait(timeout=HANG) == 1
    assert are_gone(workers)


@pytest.mark.parametrize("victims", [slice(0, 1), slice(0, 2)])
def test_process_that_the_system_kills_is_one_error(victims: slice, hopeless: Path) -> None:
    with started(hopeless) as command:
        assert command.stdout is not None
        command.stdout.readline()
        for pid in children(command.pid)[victims]:
            os.kill(pid, signal.SIGKILL)
        out, err = command.communicate(timeout=HANG)
    assert (command.returncode, err) == (1, b"")
    *_, told, summary = out.decode().splitlines()
    assert "was ended by SIGKILL; try --jobs 1" in told
    assert " messages in 1 file: " in summary


def test_processes_go_when_the_one_that_started_them_is_killed(hopeless: Path) -> None:
    with started(hopeless) as command:
        assert command.stdout is not None
        command.stdout.readline()
        workers = children(command.pid)
        command.kill()
        _, err = command.communicate(timeout=HANG)
    assert err == b""
    assert len(workers) == 2
    assert are_gone(workers)


def test_counts_of_a_hopeless_file_are_exact_though_few_problems_are_shown(tmp_path: Path) -> None:
    hopeless = large(tmp_path / "hopeless.ndjson", f"{BAD}{' ' * 1000}")  # as large with fewer lines
    count = hopeless.read_bytes().count(b"\n")
    done = process("check", "--max-problems", "2", "--jobs", "2", hopeless)
    first, second, more, summary = done.stdout.decode().splitlines()
    assert [line.split(": ")[0] for line in (first, second)] == [f"{hopeless}:{line}:{BAD_COLUMN}" for line in (1, 2)]
    assert (more, summary) == (
        f"... and {count - 2} more problems",
        f"{count} messages in 1 file: {count} errors, 0 warnings",
    )


def test_what_was_checked_before_an_interrupt_is_told_in_one_line() -> None:
    tally = Tally(files=3, messages=1_200_000, error=2, envelope_only=7)
    assert interrupted(tally) == "interrupted: 1,200,000 messages in 3 files checked: 2 errors, 0 warnings"
    assert interrupted(Tally(messages=1, files=1, error=1, warning=1)).endswith(
        "1 message in 1 file checked: 1 error, 1 warning"
    )
