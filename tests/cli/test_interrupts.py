"""Interrupts while a document is written: it is closed, and marked as incomplete."""

import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from helpers import BAD, COMMAND, GOOD, HANG, ROOT, Cli, MessageFile
from junitparser import JUnitXml

from cti_contract.cli.interrupts import Interrupts, postponed
from cti_contract.cli.main import main

BOTH = pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])


@pytest.fixture(autouse=True)
def _interrupts_are_not_ignored() -> Iterator[None]:
    """A shell lets background jobs ignore SIGINT."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def input_with(number: signal.Signals) -> Iterator[bytes]:
    """Yield lines; a signal comes while more are awaited."""
    yield f"{BAD}\n{GOOD}\n".encode()
    signal.raise_signal(number)
    yield BAD.encode()


def json_is_complete(out: str) -> bool:
    return bool(json.loads(out)["summary"]["complete"])


def sarif_is_complete(out: str) -> bool:
    return bool(json.loads(out)["runs"][0]["invocations"][0]["executionSuccessful"])


def junit_is_complete(out: str) -> bool:
    return not any(suite.errors for suite in JUnitXml.fromstring(out.encode()))


DOCUMENTS = [("json", json_is_complete), ("sarif", sarif_is_complete), ("junit", junit_is_complete)]


@BOTH
@pytest.mark.parametrize(("form", "is_complete"), DOCUMENTS)
def test_document_is_closed(
    form: str, is_complete: Callable[[str], bool], number: signal.Signals, code: int, cli: Cli
) -> None:
    before = signal.getsignal(number)
    done = cli("check", "--format", form, "-", stdin=input_with(number))
    assert (done.code, is_complete(done.out)) == (code, False)
    assert done.err == "interrupted: 2 messages in 1 file checked: 1 error, 0 warnings\n"
    assert "unknown-member" in done.out
    assert signal.getsignal(number) is before
    done = cli("check", "--format", form, "-", stdin=f"{BAD}\n".encode())
    assert (done.code, is_complete(done.out), done.err) == (1, True, "")


@BOTH
@pytest.mark.parametrize("form", ["text", "github", "full"])
def test_lines_end_with_the_counts(form: str, number: signal.Signals, code: int, cli: Cli) -> None:
    done = cli("check", "--format", form, "-", stdin=input_with(number))
    assert (done.code, "1 message in" in done.out, "unknown-member" in done.out) == (code, False, True)
    assert done.err == "interrupted: 2 messages in 1 file checked: 1 error, 0 warnings\n"


def test_interrupt_without_a_handler() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise KeyboardInterrupt

    interrupts = Interrupts()
    assert list(interrupts.until_one(items())) == [1]
    assert interrupts.number == signal.SIGINT


def test_second_interrupt_ends_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signals that come together are one interrupt; one that comes later ends the writing, too."""
    with Interrupts() as interrupts:
        items = interrupts.until_one(iter([1, 2, 3]))
        assert next(items) == 1
        for number in (signal.SIGINT, signal.SIGINT, signal.SIGTERM):
            signal.raise_signal(number)  # during the writing of the first
        assert interrupts.number == signal.SIGINT
        later = monotonic() + 2
        monkeypatch.setattr("cti_contract.cli.interrupts.monotonic", lambda: later)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert list(items) == []


@pytest.mark.parametrize(("form", "is_complete"), DOCUMENTS)
def test_several_signals_together(form: str, is_complete: Callable[[str], bool], cli: Cli) -> None:
    def input_with_three() -> Iterator[bytes]:
        yield f"{BAD}\n{GOOD}\n".encode()
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGTERM)

    done = cli("check", "--format", form, "-", stdin=input_with_three())
    assert (done.code, is_complete(done.out)) == (130, False)


def test_interrupt_during_the_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes after them: the import of an extension module is not interrupted."""
    imported = []

    def import_module(name: str) -> None:
        signal.raise_signal(signal.SIGINT)
        imported.append(name)

    monkeypatch.setattr("cti_contract.cli.main.import_module", import_module)
    with pytest.raises(SystemExit) as ended:
        main(["check", "-"])
    assert (ended.value.code, imported) == (130, ["cti_contract.cli.commands.check"])
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_import_while_interrupts_are_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with postponed():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_import_in_another_thread() -> None:
    found: list[Any] = []

    def run() -> None:
        with postponed():
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == [signal.default_int_handler]


def test_ignored_signals_stay_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Interrupts() as interrupts:
            signal.raise_signal(signal.SIGINT)
        assert interrupts.number == 0
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_get_no_signals() -> None:
    found: list[Any] = []

    def run() -> None:
        with Interrupts():
            found.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == [signal.getsignal(signal.SIGTERM)]


@pytest.mark.slow
@BOTH
def test_group_is_interrupted(number: signal.Signals, code: int, message_file: MessageFile, tmp_path: Path) -> None:
    path = message_file(*[GOOD] * 600_000)
    output = tmp_path / "report.json"
    words = [*COMMAND, "check", "--jobs", "2", "--format", "json", "--output", str(output), str(path)]
    with subprocess.Popen(
        words,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- there is one thread
    ) as started:
        while not list(tmp_path.glob(".report.json.*")):  # the report, before it is whole
            assert started.poll() is None
        os.killpg(started.pid, number)
        assert started.wait(timeout=HANG) == code
        assert started.stderr is not None
        assert started.stderr.read().startswith(b"interrupted: ")
    assert not json_is_complete(output.read_text(encoding="utf-8"))
