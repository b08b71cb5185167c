"""Files that are written as a whole, or not at all."""

import json
import os
import signal
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from errno import EACCES, EBUSY, EPERM
from pathlib import Path

import pytest
from helpers import BAD, BAD_COLUMN, Cli, TextFile, process

from cti_contract.cli.whole_files import opened_output, whole_file, write_whole


def test_new_file(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(str(tmp_path / "a.json"), "größe\n")
    finally:
        os.umask(before)
    assert (tmp_path / "a.json").read_bytes() == "größe\n".encode()
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.json"]


def test_folders_are_made(tmp_path: Path, cli: Cli) -> None:
    path = tmp_path / "new" / "folder" / "bundle.json"
    assert cli("export", "bundle", "--output", str(path)) == (0, "", "")
    assert json.loads(path.read_text())["title"] == "CTI message"


def test_former_file(text_file: TextFile, tmp_path: Path) -> None:
    path = text_file("a.json", "old")
    path.chmod(0o604)
    (tmp_path / "link").symlink_to(path)
    write_whole(str(tmp_path / "link"), "new")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o604)
    assert (tmp_path / "link").is_symlink()


def test_former_content_stays(text_file: TextFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = text_file("a.json", "old")
    monkeypatch.setattr(os, "chmod", fail)
    done = cli("export", "bundle", "--output", path)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"cti-contract: cannot write {path}: No space left on device\n"
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.json"]


def write_and_raise(path: str, number: signal.Signals) -> None:
    with whole_file(path) as file:
        file.write("new")
        signal.raise_signal(number)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT, signal.SIGTERM])
def test_signal_while_a_file_is_written(number: signal.Signals, text_file: TextFile, tmp_path: Path) -> None:
    path = text_file("a.json", "old")
    handler = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
    before = signal.signal(number, handler)  # the caller of the tests may ignore it
    try:
        with pytest.raises(KeyboardInterrupt if number == signal.SIGINT else SystemExit) as raised:
            write_and_raise(str(path), number)
        assert signal.getsignal(number) == handler
    finally:
        signal.signal(number, before)
    assert number == signal.SIGINT or raised.value.args == (128 + number,)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_ignored_signal_while_a_file_is_written(tmp_path: Path) -> None:
    """As that of a closed terminal is below `nohup`."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        write_and_raise(str(tmp_path / "a.json"), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert (tmp_path / "a.json").read_text() == "new"


def test_file_is_written_in_a_thread(tmp_path: Path) -> None:
    """Threads get no signals."""
    with ThreadPoolExecutor() as pool:
        pool.submit(write_whole, str(tmp_path / "a.json"), "new").result()
    assert (tmp_path / "a.json").read_text() == "new"


def test_interrupt_when_a_file_is_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def replace(part: str, path: str) -> None:
        rename(part, path)
        raise KeyboardInterrupt

    rename = os.replace
    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        write_whole(str(tmp_path / "a.json"), "new")
    assert (tmp_path / "a.json").read_text() == "new"
    assert os.listdir(tmp_path) == ["a.json"]


def test_package_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    """No file of the former package is replaced."""
    files = {"README.md": "new", "index.js": "new", "schema.json": "new"}
    for name in files:
        (tmp_path / name).write_text("old")
    monkeypatch.setattr("cti_contract.export.npm.files", lambda: files)
    (tmp_path / "index.js").unlink()
    (tmp_path / "index.js").symlink_to("/dev/full")
    error = f"cti-contract: cannot write {tmp_path / 'index.js'}: No space left on device\n"
    assert cli("export", "npm", tmp_path) == (2, "", error)
    assert {(tmp_path / name).read_text() for name in ("README.md", "schema.json")} == {"old"}
    assert sorted(os.listdir(tmp_path)) == sorted(files)


def test_full_device_is_named(text_file: TextFile, cli: Cli) -> None:
    """A baseline that is not written is not said to be."""
    file = text_file("a.json", BAD)
    for form in ("text", "github", "full"):
        refused = "cti-contract check: error: cannot write /dev/full: No space left on device\n"
        assert cli("check", "--format", form, "--write-baseline", "/dev/full", file) == (2, "", refused), form
    done = cli("check", "--format", "json", "--write-baseline", "/dev/full", file)
    assert (done.code, json.loads(done.out)["summary"]["complete"]) == (2, True)
    ran = process("check", "--output", "/dev/full", str(file))
    failed = b"cti-contract: cannot write /dev/full: No space left on device\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, b"", failed)
    with pytest.raises(OSError, match="'/dev/full'"), opened_output("/dev/full", ArgumentParser()) as stream:
        stream.write("x")


def test_standard_output_is_not_opened_again(
    text_file: TextFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    """A log that has something already would lose it."""
    file, log, link = text_file("a.json", BAD), tmp_path / "log", tmp_path / "link"
    link.symlink_to(log)
    problem = f"{file}:1:{BAD_COLUMN}: error:"
    refusal = "cti-contract check: error: --write-baseline needs a file"
    for options, code, line in (
        (("check", "--write-baseline", link, file), 2, refusal),
        (("check", "--output", log, file), 1, problem),
        (("check", "--output", link, file), 1, problem),
        (("export", "bundle", "--output", link), 0, "{"),
    ):
        for name in ("stdout", "stderr"):
            log.write_text("before\n", encoding="utf-8")
            with open(log, "a", encoding="utf-8") as stream, monkeypatch.context() as patched:
                patched.setattr(sys, name, stream)
                done = cli(*options)
            first, *rest = log.read_text(encoding="utf-8").splitlines()
            assert (done.code, first) == (code, "before"), options
            assert line in {each[: len(line)] for each in [*rest, *done.err.splitlines()]}, options
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("form", ["text", "json"])
def test_report_on_a_full_disk(form: str, text_file: TextFile, tmp_path: Path) -> None:
    """A report is written whole or not at all; a limit of the size of files stands for the full disk."""
    output, logs = tmp_path / "out", text_file("a.ndjson", f"{BAD}\n" * 2000)
    output.write_text("before", encoding="utf-8")
    command = f"ulimit -f 8; exec {sys.executable} -m cti_contract check --format {form} --output {output} {logs}"
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == f"cti-contract: cannot write {output}: File too large\n".encode()
    assert output.read_text(encoding="utf-8") == "before"
    assert sorted(os.listdir(tmp_path)) == ["a.ndjson", "out"]


def test_report_to_a_pipe(text_file: TextFile, tmp_path: Path) -> None:
    """A named pipe, one of the shell, and an open file without a name stay what they are."""
    file, pipe = text_file("a.json", BAD), tmp_path / "pipe"
    os.mkfifo(pipe)
    gate = f"{sys.executable} -m cti_contract check --output"
    for command in (
        f"cat {pipe} & {gate} {pipe} {file}; wait",
        f"{gate} >(cat) {file} | cat",
        f"exec 3>gone; rm gone; {gate} /proc/self/fd/3 {file}; cat </proc/self/fd/3",
    ):
        done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=False, cwd=tmp_path)
        assert done.stdout.startswith(f"{file}:1:{BAD_COLUMN}: error:".encode()), command
    assert pipe.is_fifo()
    assert sorted(os.listdir(tmp_path)) == ["a.json", "pipe"]


def test_folder_that_takes_no_other_file(text_file: TextFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that exists is written to, and keeps its place where another cannot take that."""
    path = text_file("a.txt", "old")
    for module, name, code in ((os, "open", EACCES), (os, "replace", EBUSY)):
        with monkeypatch.context() as patched:
            patched.setattr(module, name, failing(OSError(code, os.strerror(code))))
            number = path.stat().st_ino
            write_whole(str(path), name)
            assert (path.read_text(), path.stat().st_ino) == (name, number)
    for module, name, code in ((os, "open", EACCES), (os, "replace", EPERM)):
        with monkeypatch.context() as patched:
            patched.setattr(module, name, failing(OSError(code, os.strerror(code))))
            with pytest.raises(OSError, match=os.strerror(code)) as raised:
                write_whole(str(tmp_path / "new.txt"), "text")
            assert raised.value.filename == str(tmp_path / "new.txt")
    assert os.listdir(tmp_path) == ["a.txt"]


def failing(error: OSError) -> Callable[..., None]:
    """Return a function that raises an error."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_file_that_may_not_be_written(text_file: TextFile, monkeypatch: pytest.MonkeyPatch) -> None:
    path = text_file("a.txt", "old")
    number = path.stat().st_ino
    monkeypatch.setattr(os, "access", lambda *_: False)
    write_whole(str(path), "new")  # the system decides, not this check; another file never takes its place
    assert (path.read_text(), path.stat().st_ino) == ("new", number)


def test_long_name(tmp_path: Path) -> None:
    path = tmp_path / ("\u20ac" * 85)
    write_whole(str(path), "text")
    assert path.read_text() == "text"


def test_device() -> None:
    write_whole("/dev/null", "text")
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        write_whole("/dev/null/a.json", "text")
