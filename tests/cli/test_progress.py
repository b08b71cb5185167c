"""On a terminal long work shows how far it has come, between the lines of the report, and leaves nothing behind."""

import io
import os
import pty
import re
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import BAD, GOOD, ROOT, run, stand_in

from cti_contract.cli import progress
from cti_contract.cli.main import main
from cti_contract.cli.progress import Progress
from cti_contract.files.results import Counts

#: Runs the command with a bar that is shown at once and drawn at each read, little input being worth processes.
SOON = """
from functools import partial
from cti_contract.cli import gate, progress
from cti_contract.files.limits import Limits
progress.FIRST = progress.NEXT = 0
gate.Options = partial(gate.Options, limits=Limits(parallel_bytes=1, task_bytes=100_000))
from cti_contract.cli.main import run
run()
"""


def on_terminal(*arguments: object, redirected: bool = False) -> tuple[int, str]:
    """Return the exit code of a check, and what a terminal got to see; the report may go elsewhere."""
    terminal, command_side = pty.openpty()
    termios.tcsetwinsize(command_side, (24, 120))
    words = [sys.executable, "-c", SOON, "check", *map(str, arguments)]
    output = subprocess.DEVNULL if redirected else command_side
    with subprocess.Popen(words, cwd=ROOT, stdout=output, stderr=command_side) as command:
        os.close(command_side)
        seen = b""
        try:
            while piece := os.read(terminal, 4096):
                seen += piece
        except OSError:  # so a terminal says that nobody writes to it any more
            pass
        os.close(terminal)
    return command.returncode, seen.decode()


def left_on(seen: str) -> list[str]:
    """Return the lines that are on a terminal in the end."""
    lines = [""]
    column = 0
    for sign in seen:
        if sign in "\r\n":
            column = 0
            lines += [""] if sign == "\n" else []
        else:
            lines[-1] = lines[-1][:column].ljust(column) + sign + lines[-1][column + 1 :]
            column += 1
    return [line.rstrip() for line in lines]


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "a.ndjson"
    path.write_text(f"{GOOD}\n{GOOD}\n{BAD}\n" * 3000)
    return path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_bar_is_drawn_between_the_lines_and_nothing_of_it_stays(
    jobs: str, long: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, seen = on_terminal("--jobs", jobs, long)
    assert code == 1
    assert re.search(r"\d+%\|.*\| [\d.]+k/[\d.]+k \[.*B/s, 1 file, [\d,]+ messages/s, [\d,]+ problems\]", seen)
    assert left_on(seen) == run(capsys, "check", long).out.split("\n")


def test_bar_is_not_drawn_inside_a_line(long: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, seen = on_terminal("--format", "json", long)
    assert left_on(seen) == run(capsys, "check", "--format", "json", long).out.split("\n")
    assert " messages/s" in on_terminal("--format", "json", long, redirected=True)[1]


def test_bar_is_not_shown_to_the_quiet_nor_where_there_is_no_terminal(
    long: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert " messages/s" not in on_terminal("--quiet", long)[1]
    assert run(capsys, "check", long).err == ""


def test_bar_is_as_long_as_all_files_where_their_sizes_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_text(GOOD)
    (tmp_path / "b.json").write_text(GOOD)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    for paths, total in (([str(tmp_path)], 2 * len(GOOD)), (["-"], None)):
        bar = progress._bar(paths)  # noqa: SLF001 -- what it is of
        assert bar.total == total
        bar.close()


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def screen_for(monkeypatch: pytest.MonkeyPatch) -> Screen:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    return screen


def test_nothing_is_drawn_within_a_second_and_the_library_not_imported(
    monkeypatch: pytest.MonkeyPatch, long: Path
) -> None:
    screen = screen_for(monkeypatch)
    now = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    monkeypatch.setitem(sys.modules, "tqdm", None)  # an import would fail
    shown = Progress([str(long)], Counts())
    for seconds in (0.0, 0.5, 0.99):
        now[0] = 100 + seconds
        shown.update()
    shown.hide(at_line_end=True)
    assert screen.getvalue() == ""
    now[0] = 101
    with pytest.raises(ImportError):
        shown.update()
    shown.close()


def test_bar_shows_the_counts(monkeypatch: pytest.MonkeyPatch, long: Path) -> None:
    screen = screen_for(monkeypatch)
    start = time.monotonic()
    now = [start]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    counts = Counts()
    shown = Progress([str(long)], counts)

    def drawn(seconds: float) -> Any:
        now[0] = start + seconds
        screen.truncate(0)
        shown.update()
        return re.findall(r"([\d,]+) messages/s, ([\d,]+) problem", screen.getvalue())[-1:]

    counts.messages = 4000
    assert drawn(2) == [("2,000", "0")]
    assert drawn(2.05) == []
    counts.messages, counts.errors, counts.warnings = 8000, 1200, 1
    assert drawn(4) == [("2,000", "1,201")]
    shown.close()
    assert left_on(screen.getvalue().lstrip("\0"))[-1] == ""


@pytest.mark.parametrize("is_shared", [True, False])
def test_interrupted_work_leaves_what_was_checked_in_place_of_the_bar(
    is_shared: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines() -> Iterator[bytes]:
        yield f"{BAD}\n".encode() * 100
        yield f"{GOOD}\n".encode() * 100
        raise KeyboardInterrupt

    monkeypatch.setattr(progress, "FIRST", 0)
    monkeypatch.setattr(progress, "NEXT", 0)
    screen = screen_for(monkeypatch)
    monkeypatch.setattr(sys, "stdout", output := screen if is_shared else io.TextIOWrapper(io.BytesIO()))
    monkeypatch.setattr(screen, "reconfigure", lambda **_: None, raising=False)
    stand_in(monkeypatch, lines())
    assert main(["check", "-"]) == 130
    *problems, last, end = left_on(screen.getvalue())
    assert (last, end) == ("interrupted: 200 messages in 1 file checked: 100 errors, 0 warnings", "")
    assert len(problems) == (100 if output is screen else 0)
    assert "messages/s" in screen.getvalue()


def test_bar_is_gone_before_the_summary(
    long: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "FIRST", 0)
    screen = screen_for(monkeypatch)
    assert main(["check", "--max-problems", "1", str(long)]) == 1
    assert capsys.readouterr().out.endswith("9000 messages in 1 file: 3000 errors, 0 warnings\n")
    assert left_on(screen.getvalue()) == [""]
