"""The command as a process: exit codes, pipes, signals and encodings."""

import os
import re
import select
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from helpers import ALIAS, BAD, BAD_COLUMN, COMMAND, GOOD, HANG, ROOT, MessageFile, TextFile, process


@pytest.mark.parametrize(("content", "code"), [(GOOD, 0), (ALIAS, 0), (BAD, 1), ("{", 1)])
def test_exit_code(content: str, code: int, text_file: TextFile) -> None:
    path = text_file("x.ndjson", content)
    done = process("check", path)
    assert (done.returncode, done.stderr) == (code, b"")
    assert done.stdout.startswith(b"1 message in 1 file" if content == GOOD else bytes(path))


def test_exit_code_of_wrong_usage() -> None:
    done = process("check", "gone.json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"gone.json" in done.stderr
    assert b"Traceback" not in done.stderr


def test_standard_input() -> None:
    done = process("check", "-", input=f"{GOOD}\n{BAD}\n".encode())
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(f"-:2:{BAD_COLUMN}: error: ".encode())


@contextmanager
def waiting_for_more(*arguments: str, first: str = BAD) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a process that has reported the first lines of a pipe and waits for more lines."""
    with subprocess.Popen(
        [*COMMAND, "check", *arguments, "-"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        # a shell ignores the signal for tests that run in the background
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- there is one thread
    ) as started:
        assert started.stdin is not None
        assert started.stdout is not None
        lines = [first.encode(), *[BAD.encode()] * 299, b""]  # more problems than one buffer holds
        started.stdin.write(b"\n".join(lines))
        assert select.select([started.stdout], [], [], HANG)[0], "nothing is reported before the pipe ends"
        yield started


def test_pipe_is_checked_at_once() -> None:
    with waiting_for_more() as started:
        out, err = started.communicate(f"{GOOD}\n{BAD}\n".encode(), timeout=HANG)
    lines = out.decode().splitlines()
    assert (started.returncode, err) == (1, b"")
    assert len(lines) == 302
    assert lines[-2].startswith(f"-:302:{BAD_COLUMN}: ")
    assert lines[-1] == "302 messages in 1 file: 301 errors, 0 warnings"


def test_pipe_with_broken_first_line() -> None:
    with waiting_for_more(first="started") as started:
        out, err = started.communicate(timeout=HANG)
    assert (started.returncode, err) == (1, b"")
    assert out.startswith(b"-:1:1: error: not JSON: this text is no JSON value; a message")


@pytest.mark.parametrize("options", [(), ("--format", "json")])
def test_interrupted_pipe(options: tuple[str, ...]) -> None:
    with waiting_for_more(*options) as started:
        assert started.stderr is not None
        started.send_signal(signal.SIGINT)
        assert started.wait(timeout=HANG) == 130
        message = started.stderr.read().decode()
    assert re.fullmatch(r"interrupted: \d+ messages? in [01] files? checked: \d+ errors?, 0 warnings\n", message)


_INTERRUPTED = """
import sys
from cti_contract.__main__ import run

class Finder:
    def find_spec(name, *_):
        if name == sys.argv[1]:
            raise KeyboardInterrupt

sys.modules.pop(sys.argv[1], None)
sys.meta_path.insert(0, Finder)
run()
"""


def test_interrupted_import() -> None:
    """An interrupt while a module is imported is one line, from the first module on."""
    for module in ("gc", "argparse", "cti_contract.cli.main"):
        command = [sys.executable, "-c", _INTERRUPTED, module]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=HANG)
        assert (done.returncode, done.stdout) == (130, b""), module
        assert done.stderr == b"interrupted: nothing was checked\n", module


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C"}, ASCII, {"PYTHONIOENCODING": "ascii:strict"}, {"PYTHONIOENCODING": "latin-1"}],
)
@pytest.mark.parametrize("options", [(), ("--format", "json")])
def test_output_in_other_encodings(environment: dict[str, str], options: tuple[str, ...], text_file: TextFile) -> None:
    path = text_file("größe😀.json", f'{GOOD[:-1]}, "größe日本😀": 1}}'.encode())
    done = process("check", *options, path, env={**os.environ, **environment})
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"unknown-member" in done.stdout
    assert b"1 error" in done.stdout or b'"errors": 1' in done.stdout


def test_usage_error_in_ascii() -> None:
    done = process("check", "größe😀.json", env={**os.environ, **ASCII})
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


def test_show_and_list_in_ascii() -> None:
    for arguments in (("list",), ("show", "channel.dial"), ("show", "--schema", "channel.dial")):
        done = process(*arguments, env={**os.environ, **ASCII})
        assert (done.returncode, done.stderr) == (0, b"")


def test_closed_output() -> None:
    for sample, code in (("call", 0), ("mistakes", 1)):
        command = shlex.join([*COMMAND, "check", f"tests/samples/{sample}.ndjson"])
        done = subprocess.run(["/bin/sh", "-c", f"{command} >&-"], cwd=ROOT, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.parametrize(
    "arguments",
    [("check", "FILE"), ("check", "--format", "json", "FILE"), ("list",), ("show", "channel.dial"), ("--help",)],
)
def test_closed_output_ends_quietly(arguments: tuple[str, ...], message_file: MessageFile) -> None:
    path = str(message_file(*[BAD] * 10_000))
    reader, writer = os.pipe()
    os.close(reader)
    command = [*COMMAND, *[path if argument == "FILE" else argument for argument in arguments]]
    done = subprocess.run(command, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=HANG)
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode in {0, 1}


def test_output_is_written_at_once(message_file: MessageFile) -> None:
    path = message_file(*[BAD] * 50_000)
    with subprocess.Popen(
        [*COMMAND, "check", str(path)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        first = started.stdout.readline()
        started.stdout.close()
        assert started.stderr.read() == b""
        code = started.wait(timeout=HANG)
    assert first.startswith(f"{path}:1:{BAD_COLUMN}: error: ".encode())
    assert code == 1


def test_start_compiles_no_annotations(message_file: MessageFile) -> None:
    """A NamedTuple compiles each quoted annotation, and that takes longer than most imports."""
    code = "import sys; from cti_contract.cli.main import main; main(sys.argv[1:]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", message_file(GOOD)], capture_output=True, text=True, check=True
    )
    modules = {name.replace(".", "/") for name in done.stdout.splitlines()[-1].split() if name.startswith("cti_")}
    assert "cti_contract/files/check" in modules
    sources = {name: ROOT / f"{name}.py" for name in modules if (ROOT / f"{name}.py").exists()}
    texts = {name: path.read_text(encoding="utf-8") for name, path in sources.items()}
    assert [
        name for name, text in texts.items() if "(NamedTuple)" in text and "from __future__ import annotations" in text
    ] == []
