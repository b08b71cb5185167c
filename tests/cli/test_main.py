"""The command line as a whole: usage, help, version, and errors of output."""

import gc
import os
import re
import runpy
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from unittest.mock import Mock

import pytest
from each_case import each_case
from helpers import (
    BAD,
    GOOD,
    ROOT,
    Cli,
    MessageFile,
    TextFile,
    pipe_input,
    process,
)

import cti_contract
from cti_contract import __main__
from cti_contract.cli import main


def test_version(cli: Cli) -> None:
    assert cti_contract.__version__ == metadata.version("cti-contract")
    assert cli("--version") == (0, f"cti-contract {cti_contract.__version__}\n", "")


def long_numbers() -> Iterator[tuple[str, ...]]:
    """Yield commands with a number of 5,000 digits, which Python does not read."""
    number = "9" * 5000
    yield "session", "--time", "/at", "--patience", number, "."
    for command, option in (
        ("check", "--jobs"),
        ("check", "--max-problems"),
        ("session", "--max-problems"),
        ("docs", "--max-problems"),
        ("simulate", "--agents"),
        ("simulate", "--calls"),
        ("simulate", "--seed"),
        ("example", "--count"),
        ("example", "--seed"),
    ):
        yield command, option, number, "."


@each_case(
    ("arguments", "message"),
    [
        (("chek",), '(did you mean "check"?)\ntry: cti-contract --help\n'),
        (("qqqq",), ")\ntry: cti-contract --help\n"),
        (("check", "--format", "ful", "."), '(did you mean "full"?)\ntry: cti-contract check --help\n'),
        (("check", "--qqqq", "."), "arguments: --qqqq\ntry: cti-contract check --help\n"),
        (("check",), "PATH"),
        (("check", "gone.json"), "gone.json"),
        (("check", "gone/"), "gone/"),
        (("check", "gone/*.json"), "gone/*.json"),
        (("check", ""), "no such file"),
        (("check", ".", "gone.json"), "gone.json"),
        (("check", "--format", "xml", "."), "xml"),
        (("check", "--unknown", "warn", "."), "warn"),
        (("check", "--max-problems", "-1", "."), "-1"),
        (("check", "--max-problems", "many", "."), "many"),
        (("check", "--max-problems", "1.5", "."), "1.5"),
        (("check", "--max-problems", "", "."), "max-problems"),
        *((words, f"not {'9' * 80}…\ntry: ") for words in long_numbers()),
        (("check", "--jobs", "1001", "."), "expected a whole number, 1 or more and 1000 or less, not 1001\n"),
        (("check", "--jobs", "0", "."), "expected a whole number, 1 or more and 1000 or less, not 0\n"),
        (("example", "--count", "0"), "expected a whole number, 1 or more and of at most 100 digits, not 0\n"),
        (("check", "--at", "event", "."), "event"),
        (("check", "--at", "/a~2", "."), "/a~2"),
        (("check", "--at", "/a~", "."), "/a~"),
        (("check", "--outpu=x", "."), 'error: unrecognized arguments: --outpu=x (did you mean "--output"?)\n'),
        (("check", "--colour", "."), 'check: error: unrecognized arguments: --colour (did you mean "--color"?)\n'),
        (("check", "--colour", "blue", "."), 'error: unrecognized arguments: --colour (did you mean "--color"?)\n'),
        (("check", "--x\n\x1b[1m", "."), "check: error: unrecognized arguments: --x\\n\\u001b[1m\n"),
        (("session", "--jobs", "2", "."), "cti-contract session: error: unrecognized arguments: --jobs\n"),
        (("session", "gone.json"), "cti-contract session: error: no such file or folder: gone.json\n"),
        (("--quiet", "check", "."), "cti-contract: error: unrecognized arguments: --quiet .\n"),
        (("list", "extra"), "extra"),
        (("list", "--format", "yaml"), "yaml"),
        (("show",), "NAME"),
        (("show", "gone"), "gone"),
        (("show", "--schema", "gone"), "gone"),
        (("show", ""), '""'),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], message: str, cli: Cli) -> None:
    result = cli(*arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert "Traceback" not in result.err
    assert len(result.err) < 500


def test_missing_path_beside_bad_file(tmp_path: Path, message_file: MessageFile, cli: Cli) -> None:
    message_file(BAD, name="x.json")
    result = cli("check", tmp_path, tmp_path / "gone.json")
    message = f"cti-contract check: error: no such file or folder: {tmp_path / 'gone.json'}\n"
    assert (result.code, result.out, result.err) == (2, "", message)


@pytest.mark.parametrize("path", ["a\nb.json", "\x1b[31m.json", "gr\udcf6\udcdfe.json"])
def test_missing_path_is_escaped(path: str, cli: Cli) -> None:
    result = cli("check", path)
    assert result.code == 2
    assert ".json" in result.err
    assert all(line.isprintable() for line in result.err.split("\n"))


COMMANDS = re.findall(r"^    (\w+) ", main._parser("").format_help(), re.MULTILINE)  # noqa: SLF001
each_help = each_case("arguments", [[], *([command] for command in COMMANDS)], ids=" ".join)


@each_help
def test_help(arguments: list[str], cli: Cli) -> None:
    result = cli(*arguments, "--help")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(" ".join(["usage: cti-contract", *arguments]))


def test_no_arguments(cli: Cli) -> None:
    """The help is printed, and a script in which the arguments are missing fails."""
    result = cli()
    assert (result.code, result.out, result.err) == (2, "", cli("--help").out)


@each_help
@each_case("columns", [80, 120])
def test_help_fits_the_terminal(columns: int, arguments: list[str], cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = cli(*arguments, "--help").out.splitlines()
    assert [line for line in lines if len(line) > columns] == []


@each_help
@each_case("columns", [60, 75, 80, 85, 90, 110, 115])
def test_help_breaks_no_command(columns: int, arguments: list[str], cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert [line for line in cli(*arguments, "--help").out.splitlines() if re.search(r"\w-$", line)] == []


@pytest.mark.parametrize(("arguments", "shown"), [((), "check"), (("check",), "check"), (("session",), "session")])
def test_help_has_examples(arguments: tuple[str, ...], shown: str, cli: Cli) -> None:
    help_text = cli(*arguments, "--help").out
    assert "examples:" in help_text
    assert re.search(rf"^ +cti-contract {shown} \S", help_text, re.MULTILINE)


@pytest.mark.parametrize("command", ["check", "session"])
def test_help_of_checks(command: str, cli: Cli) -> None:
    help_text = cli(command, "--help").out
    for option in ("PATH", "--format", "--at", "--unknown", "--max-problems", "--quiet", "exit codes"):
        assert option in help_text


def test_installed_command() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    module, _, function = project["scripts"]["cti-contract"].partition(":")
    assert (module, function) == (__main__.__name__, __main__.run.__name__)


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["list"], ["check", "--help"]])
def test_full_device(words: list[str]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = process(*words, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert (done.returncode, done.stderr) == (2, b"cti-contract: cannot write: No space left on device\n")


def test_interrupted_import(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupting:
        def find_spec(self, *_: object) -> None:
            raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "cti_contract.cli.main")
    monkeypatch.setattr(sys, "meta_path", [Interrupting()])
    with pytest.raises(SystemExit) as stopped:
        __main__.run()
    assert stopped.value.code == 130


def test_package_that_is_not_installed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Missing:
        def find_spec(self, *_: object) -> None:
            raise ModuleNotFoundError(name="jiter")

    monkeypatch.delitem(sys.modules, "cti_contract.cli.main")
    monkeypatch.setattr(sys, "meta_path", [Missing()])
    with pytest.raises(SystemExit) as stopped:
        __main__.run()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("cti-contract: the package jiter is missing")


@pytest.mark.parametrize("missing", [False, True])
def test_fault_of_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, missing: bool
) -> None:
    """It has another exit code than problems of files, and is printed with the place in the program."""
    fault = ModuleNotFoundError(name="jiter") if missing else RuntimeError("no such state")
    monkeypatch.setattr(main, "main", Mock(side_effect=fault))
    monkeypatch.setattr(os, "_exit", sys.exit)
    with pytest.raises(SystemExit) as stopped:
        __main__.run()
    error = capsys.readouterr().err
    assert stopped.value.code == 2
    if missing:
        assert error == "cti-contract: the package jiter is missing; install what cti-contract needs\n"
    else:
        assert "RuntimeError: no such state\n" in error
        assert error.endswith("cti-contract: this is a fault of the program, not of a file: please report it\n")


@pytest.mark.parametrize("handler", [signal.SIG_DFL, signal.SIG_IGN])
def test_interrupt_while_importing(handler: signal.Handlers) -> None:
    """An interrupt during the imports ends the process with one line; one that the caller ignores stays ignored."""
    code = (
        "import os, signal, sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'cti_contract.cli.main':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "sys.argv = ['cti-contract', 'list']\n"
        "from cti_contract.__main__ import run\n"
        "run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, handler),
    )
    is_ignored = handler == signal.SIG_IGN
    assert done.stderr == (b"" if is_ignored else b"interrupted: nothing was checked\n")
    assert done.returncode == (0 if is_ignored else 130)


@each_case(
    "words",
    [
        ["check", ".", "--output"],
        ["check", ".", "--write-baseline"],
        ["session", ".", "--output"],
        ["docs", str(ROOT / "tests/pages/drifted.md"), "--output"],
        ["docs", str(ROOT / "tests/pages/drifted.md"), "--write-baseline"],
        ["export", "bundle", "--output"],
        ["export", "npm"],
        ["example", "--all"],
    ],
    ids=" ".join,
)
def test_output_that_cannot_be_written(words: list[str], tmp_path: Path, cli: Cli, message_file: MessageFile) -> None:
    """All commands say so in one line, and end with one code, which is not that of problems."""
    file = message_file(GOOD)
    done = cli(*(str(tmp_path) if word == "." else word for word in words), file / "out")
    assert (done.code, done.out) == (2, "")
    line = rf"cti-contract.*: cannot write {re.escape(str(file))}[^\n]*: [A-Z][a-z ]+\n"
    assert re.fullmatch(line, done.err), done.err


def test_full_disk(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main.main(["list"]) == 2
    assert capfd.readouterr().err == "cti-contract: cannot write: No space left on device\n"


def test_reader_has_ended(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", encoding="utf-8") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert main.main(["list"]) == 1
    assert capfd.readouterr() == ("", "")


def test_closed_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main.main(["list"]) == 0
    sys.stdout.close()


def test_interrupt(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cti_contract.cli.commands.check.gate.run", interrupted)
    assert cli("check", "-") == (130, "", "interrupted\n")


def test_interrupt_reports_counts(monkeypatch: pytest.MonkeyPatch, message_file: MessageFile, cli: Cli) -> None:
    def lines() -> Iterator[bytes]:
        yield f"{BAD}\n{GOOD}\n".encode() * 1000
        raise KeyboardInterrupt

    pipe_input(monkeypatch, lines())
    result = cli("check", message_file(GOOD, name="a.json"), "-")
    assert (result.code, result.out.count("\n")) == (130, 1000)
    assert result.err == "interrupted: 2,001 messages in 2 files checked: 1,000 errors, 0 warnings\n"


def test_module_as_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def leave(code: int) -> None:
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", leave)
    thresholds: list[int] = []
    monkeypatch.setattr(gc, "set_threshold", thresholds.append)
    monkeypatch.setattr(sys, "argv", ["cti-contract", "show", "channel.initialized"])
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / "cti_contract" / "__main__.py"), run_name="__main__")
    assert stopped.value.code == 0
    assert thresholds == [100_000]
    assert capsys.readouterr().out.startswith("channel.initialized: an event")


def test_interrupt_before_imports(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(gc, "set_threshold", Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / "cti_contract" / "__main__.py"), run_name="__main__")
    assert (stopped.value.code, capsys.readouterr().err) == (130, "interrupted: nothing was checked\n")


@pytest.mark.parametrize("between", [("--quiet",), ("--unknown", "ignore"), ("--quiet", "--")])
def test_paths_after_options(between: tuple[str, ...], message_file: MessageFile, cli: Cli) -> None:
    first, second = message_file(BAD, name="a.json"), message_file(BAD, name="b.json")
    shown = cli("check", *between, first, second)
    assert cli("check", first, *between, second) == shown
    assert shown.out.index("a.json") < shown.out.index("b.json")


def test_pages_after_options(text_file: TextFile, cli: Cli) -> None:
    pages = [text_file(name, "<p>channel.dial</p>") for name in ("a.html", "b.html")]
    assert cli("docs", pages[0], "--skip-foreign", pages[1]) == cli("docs", "--skip-foreign", *pages)


def test_unknown_option_between_paths(message_file: MessageFile, cli: Cli) -> None:
    file = message_file(GOOD)
    result = cli("check", file, "--qqqq", file, "--quiet", file)
    assert (result.code, result.out) == (2, "")
    assert "unrecognized arguments: --qqqq" in result.err


#: Characters that control a terminal or the order of text, in a name that a file can have.
CONTROLS = "\x1b[31mX\x9b\u202e\u2028"


@each_case(
    "words",
    [
        *((command, CONTROLS) for command in ("check", "session", "docs", "show", "example", "export", "guide")),
        *((command, CONTROLS) for command in ("explain", "completion", CONTROLS)),
        *((command, f"--{CONTROLS}") for command in ("check", "list", "simulate", "schema")),
        ("check", f"{CONTROLS}*"),
        *(
            ("check", ".", f"--{option}", CONTROLS)
            for option in ("at", "baseline", "config", "format", "ignore", "root")
        ),
        *(("session", ".", f"--{option}", CONTROLS) for option in ("patience", "sender", "senders", "time")),
        ("session", ".", "--senders", f"{CONTROLS}=client,{CONTROLS}=platform"),
        *(("check", ".", "--format", form) for form in ("text", "full", "github", "json", "junit", "sarif")),
        *(("check", ".", "--baseline", file) for file in (CONTROLS, f"{CONTROLS}.d", f"{CONTROLS}.json")),
        *(("check", ".", "--config", file) for file in (f"{CONTROLS}.d", f"{CONTROLS}.json")),
        *((name, ".", "--output", f"{CONTROLS}.json/x") for name in ("check", "docs")),
        *((name, ".", "--write-baseline", f"{CONTROLS}.d") for name in ("check", "docs")),
        *(("docs", ".", "--baseline", file) for file in (CONTROLS, f"{CONTROLS}.d", f"{CONTROLS}.json")),
        *(("docs", ".", "--errata", file) for file in (CONTROLS, f"{CONTROLS}.d", f"{CONTROLS}.json")),
        *(("docs", ".", option) for option in ("--list", "--summary", "--suggest=errata", "--suggest=schema")),
        ("example", "--all", f"{CONTROLS}.json/x"),
        ("example", "channel.dial", "--platform", CONTROLS),
        ("export", "npm", f"{CONTROLS}.json/x"),
        ("export", "bundle", "--output", f"{CONTROLS}.d"),
    ],
)
def test_names_that_control_a_terminal(
    words: tuple[str, ...], cli: Cli, text_file: TextFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_WORKSPACE", CONTROLS)
    text_file(f"{CONTROLS}.json", "{")
    text_file(f"{CONTROLS}.md", "# channel.dial\n\nFor multimedia only.\n")
    Path(f"{CONTROLS}.d").mkdir(exist_ok=True)
    done = cli(*words)
    assert done.code in (1, 2) or words[0] == "docs"
    for text in (done.out, done.err):
        assert not set(text) & set(CONTROLS) - set("[31mX"), text
