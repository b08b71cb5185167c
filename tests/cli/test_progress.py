"""The progress bar: drawn on a terminal between the lines of the report, and removed in the end."""

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
from helpers import BAD, GOOD, ROOT, Cli, MessageFile, TextFile, pipe_input

from cti_contract.cli import progress
from cti_contract.cli.main import main
from cti_contract.cli.progress import Progress
from cti_contract.files.results import Counts

#: Runs the command with a bar that is drawn after each read, and with processes for small input.
SOON = """
from functools import partial
from cti_contract.cli import gate, progress
from cti_contract.files.limits import Limits
progress.FIRST = progress.NEXT = 0
gate.Options = partial(gate.Options, limits=Limits(parallel_bytes=1, task_bytes=100_000))
from cti_contract.cli.main import run_process
run_process()
"""


def on_terminal(*arguments: object, redirected: bool = False) -> tuple[int, str]:
    """Return the exit code of a check and the output on its terminal, without the report if that is redirected."""
    terminal, command_side = pty.openpty()
    termios.tcsetwinsize(command_side, (24, 120))
    words = [sys.executable, "-c", SOON, "check", "--color", "never", *map(str, arguments)]
    output = subprocess.DEVNULL if redirected else command_side
    with subprocess.Popen(words, cwd=ROOT, stdout=output, stderr=command_side) as command:
        os.close(command_side)
        seen = b""
        try:
            while piece := os.read(terminal, 4096):
                seen += piece
        except OSError:  # the terminal is closed
            pass
        os.close(terminal)
    return command.returncode, seen.decode()


def final_lines(seen: str) -> list[str]:
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
def long(text_file: TextFile) -> Path:
    return text_file("a.ndjson", f"{GOOD}\n{GOOD}\n{BAD}\n" * 3000)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_bar_between_lines(jobs: str, long: Path, cli: Cli) -> None:
    code, seen = on_terminal("--jobs", jobs, long)
    assert code == 1
    assert re.search(r"\d+%\|.*\| [\d.]+k/[\d.]+k \[.*B/s, 1 file, [\d,]+ messages/s, [\d,]+ problems\]", seen)
    assert final_lines(seen) == cli("check", long).out.split("\n")


@pytest.mark.slow
def test_no_bar_inside_a_line(long: Path, cli: Cli) -> None:
    _, seen = on_terminal("--format", "json", long)
    assert final_lines(seen) == cli("check", "--format", "json", long).out.split("\n")
    assert " messages/s" in on_terminal("--format", "json", long, redirected=True)[1]


def test_no_bar_without_terminal_or_if_quiet(long: Path, cli: Cli) -> None:
    assert " messages/s" not in on_terminal("--quiet", long)[1]
    assert cli("check", long).err == ""


def test_total_of_the_bar(tmp_path: Path, message_file: MessageFile, monkeypatch: pytest.MonkeyPatch) -> None:
    message_file(GOOD, name="a.json")
    message_file(GOOD, name="b.json")
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    for paths, total in (([str(tmp_path)], 2 * len(GOOD)), (["-"], None)):
        bar = progress._bar(paths, ())  # noqa: SLF001 -- its total is not on the screen
        assert bar.total == total
        bar.close()


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def screen_for(monkeypatch: pytest.MonkeyPatch) -> Screen:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    return screen


def test_no_bar_in_the_first_second(monkeypatch: pytest.MonkeyPatch, long: Path) -> None:
    """The library that draws the bar is not even imported."""
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
    assert final_lines(screen.getvalue().lstrip("\0"))[-1] == ""


@pytest.mark.parametrize("is_shared", [True, False])
def test_interrupt_replaces_the_bar(is_shared: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def lines() -> Iterator[bytes]:
        yield f"{BAD}\n".encode() * 100
        yield f"{GOOD}\n".encode() * 100
        raise KeyboardInterrupt

    monkeypatch.setattr(progress, "FIRST", 0)
    monkeypatch.setattr(progress, "NEXT", 0)
    screen = screen_for(monkeypatch)
    monkeypatch.setattr(sys, "stdout", output := screen if is_shared else io.TextIOWrapper(io.BytesIO()))
    monkeypatch.setattr(screen, "reconfigure", lambda **_: None, raising=False)
    pipe_input(monkeypatch, lines())
    assert main(["check", "-"]) == 130
    *problems, last, end = final_lines(screen.getvalue())
    assert (last, end) == ("interrupted: 200 messages in 1 file checked: 100 errors, 0 warnings", "")
    assert len(problems) == (100 if output is screen else 0)
    assert "messages/s" in screen.getvalue()


def test_bar_is_removed_before_the_summary(long: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    monkeypatch.setattr(progress, "FIRST", 0)
    screen = screen_for(monkeypatch)
    done = cli("check", "--max-problems", "1", long)
    assert (done.code, done.out.splitlines()[-1]) == (1, "9000 messages in 1 file: 3000 errors, 0 warnings")
    assert final_lines(screen.getvalue()) == [""]
