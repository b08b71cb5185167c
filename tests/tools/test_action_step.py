"""The step of the GitHub Action: its inputs, the report, the log and the summary of the job."""

import json
from collections.abc import Callable
from pathlib import Path

import action_step
import pytest
from helpers import ALIAS, BAD, BAD_COLUMN, GOOD, MessageFile, Ran, TextFile

Step = Callable[..., Ran]


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Step:
    """Return a call that runs the step with inputs; without the input `summary` there is no summary of the job."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))

    def run(paths: str, **inputs: str) -> Ran:
        for name, value in {"command": "check", "format": "github", "paths": paths, **inputs}.items():
            monkeypatch.setenv(f"CTI_{name.upper()}", value)
        code = action_step.main()
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run


def summary() -> str:
    return Path("summary.md").read_text()


def test_problems_in_log_and_summary(step: Step, message_file: MessageFile) -> None:
    message_file(GOOD, BAD, name="docs/a<b.ndjson")
    done = step("docs\n")
    assert (done.code, done.err) == (1, "")
    first, counts = done.out.splitlines()
    assert first.startswith(f"::error file=docs/a<b.ndjson,line=2,col={BAD_COLUMN},title=cti-contract ")
    assert counts == "2 messages in 1 file: 1 error, 0 warnings"
    title, _, shown, _, begin, line, end = summary().splitlines()
    assert (title, shown, begin, end) == ("### cti-contract check", counts, "<pre>", "</pre>")
    assert line.startswith(f"docs/a&lt;b.ndjson:2:{BAD_COLUMN}: error: unknown member &quot;destinaton&quot; ")


@pytest.mark.parametrize("form", ["github", "text", "json"])
def test_valid_messages(form: str, step: Step, message_file: MessageFile) -> None:
    message_file(GOOD, name="a.json")
    done = step("  a.json  ", format=form)
    assert (done.code, "1 message in 1 file: all valid\n" in done.out) == (0, form != "json")
    assert summary() == "### cti-contract check\n\n1 message in 1 file: all valid\n"


@pytest.mark.parametrize("output", ["", "report.json"])
def test_warnings_of_valid_messages(output: str, step: Step, message_file: MessageFile) -> None:
    message_file(ALIAS, name="a.json")
    assert step("a.json", output=output).code == 0
    title, _, counts, _, _, line, _ = summary().splitlines()
    assert (title, counts) == ("### cti-contract check", "1 message in 1 file: all valid, 1 warning")
    assert line.startswith("a.json:1:13: warning: ")


def test_documentation_pages(step: Step, text_file: TextFile) -> None:
    text_file("docs/calls.md", "# channel.dial\n\nFor multimedia only.\n")
    done = step("docs", command="docs")
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("::error file=docs/calls.md,line=3,col=1,title=cti-contract media::channel.dial: ")
    assert "1 page, 0 messages in 0 samples, 1 sentence: 1 finding (1 media)" in summary()


def test_output_leaves_counts_in_the_log(
    step: Step, message_file: MessageFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    message_file(BAD, name="a.json")
    done = step("a.json", format="json", output="reports/100%.json", args="--quiet")
    counts = "1 message in 1 file: 1 error, 0 warnings"
    assert done == (1, f"::error title=cti-contract::{counts}; the report is in reports/100%25.json\n", "")
    assert json.loads(Path("reports/100%.json").read_text())["summary"]["errors"] == 1
    message_file(GOOD, name="a.json")
    assert step("a.json", format="text", output="b").out == "1 message in 1 file: all valid; the report is in b\n"
    assert not Path("summary.md").exists()


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ("--max-problems 1", 0),
        ("--max-problems\n1\n\n--unknown=ignore --at ''", 0),
        ("--at '/a b'", 1),
        ("--max-problems", 2),
        ("'", 2),
    ],
)
def test_options(args: str, code: int, step: Step, message_file: MessageFile) -> None:
    message_file(GOOD, name="a.json")
    assert step("a.json", args=args).code == code


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        ("*.json", 1),
        ("[a].json", 1),
        ("**/*.json", 3),
        ("logs/*.json\n[a].json", 3),
        ("--help", 1),
        ("logs", 2),
    ],
)
def test_paths_and_patterns(paths: str, files: int, step: Step, text_file: TextFile) -> None:
    for name in ("[a].json", "logs/b.json", "logs/c.json", "--help"):
        text_file(name, GOOD)
    counts = f"{files} message{'s' * (files > 1)} in {files} file{'s' * (files > 1)}: all valid\n"
    assert step(paths, format="text") == (0, counts, "")


def test_inputs_that_cannot_be_used(step: Step) -> None:
    assert step("a", command="export") == (
        2,
        "::error title=cti-contract::command must be check, session or docs, not 'export'\n",
        "",
    )
    assert step("a", args='"').out == "::error title=cti-contract::args: No closing quotation\n"
    assert step(" \n", args="") == (
        2,
        "::error title=cti-contract::paths is empty: name a file, a folder or a pattern\n",
        "",
    )
    for args in ("--help", "--strict -h"):
        reason = "args: with --help nothing is checked; remove it"
        assert step("a", args=args) == (2, f"::error title=cti-contract::{reason}\n", ""), args


def test_failed_command_in_log_and_summary(step: Step, message_file: MessageFile, text_file: TextFile) -> None:
    message_file(GOOD, name="a.json")
    cases = {
        ("a.json", "check", "--formt=sarif"): 'unrecognized arguments: --formt=sarif (did you mean "--format"?)',
        ("a.json", "check", "--ignore sintax"): "argument --ignore: ",
        ("gone*.json", "session", ""): "no such file or folder: gone*.json; nothing matches this pattern",
        ("a.json", "export", ""): "command must be check, session or docs, not 'export'",
        ("a.json", "check", "'"): "args: No closing quotation",
    }
    for (paths, command, args), reason in cases.items():
        text_file("summary.md")
        for inputs in ({}, {"output": "report.txt"}):
            done = step(paths, command=command, args=args, **inputs)
            assert (done.code, done.err) == (2, ""), reason
            [line] = done.out.splitlines()
            assert line.startswith("::error title=cti-contract::"), reason
            assert reason in line, line
        assert summary().count(f"### cti-contract {command}\n\nnot everything was checked: ") == 2, reason
        assert summary().count(reason.replace("'", "&#x27;").replace('"', "&quot;")) == 2, summary()


def test_command_that_is_killed(step: Step, text_file: TextFile, monkeypatch: pytest.MonkeyPatch) -> None:
    script = text_file("killed", "#!/bin/sh\nkill -9 $$\n")
    script.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(script))
    done = step("a")
    assert done == (-9, "::error title=cti-contract::check ended with exit code -9\n", "")
    assert "not everything was checked: check ended with exit code -9\n" in summary()


def test_warning_of_python_stays_in_the_log(step: Step, text_file: TextFile, monkeypatch: pytest.MonkeyPatch) -> None:
    script = text_file("warns", "#!/bin/sh\necho careful >&2\necho 1 message in 1 file: all valid\n")
    script.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(script))
    assert step("a") == (0, "1 message in 1 file: all valid\n", "careful\n")


def test_output_of_pages(step: Step, text_file: TextFile) -> None:
    text_file("calls.md", "# channel.dial\n\nFor multimedia only.\n")
    done = step("calls.md", command="docs", format="text", output="reports/pages.txt")
    assert (done.code, done.err) == (1, "")
    assert "reports/pages.txt" in done.out
    assert Path("reports/pages.txt").read_text().startswith("calls.md:3: media: channel.dial: ")


def test_output_in_a_folder(step: Step, message_file: MessageFile) -> None:
    """A report of another format than that of the summary is written again, and stays what it is."""
    message_file(BAD, name="a/a.json")
    for number in (1, 2):
        assert step("a", format="json", output="a/report.json").code == 1
        assert summary().count("a/a.json:1:") == number
        assert Path("a/report.json").read_text().startswith('{"contract": ')


@pytest.mark.parametrize("command", ["check", "session", "docs"])
@pytest.mark.parametrize("form", ["github", "json"])
def test_output_to_the_log(command: str, form: str, step: Step, message_file: MessageFile, text_file: TextFile) -> None:
    """`-` is the log, whatever the configuration; a path that leads to the log is written to as any other file."""
    text_file("cti-contract.toml", "output = 'other'\n")
    message_file(BAD, name="a.ndjson")
    text_file("calls.md", "# channel.dial\n\nFor multimedia only.\n")
    path = "calls.md" if command == "docs" else "a.ndjson"
    reports, summaries = [], []
    for output in ("-", "/dev/stdout"):
        done = step(path, command=command, format=form, output=output)
        assert (done.code, done.err) == (1, ""), output
        reports.append(done.out)
        summaries.append(summary())
        Path("summary.md").unlink()
    counts = summaries[0].splitlines()[2]
    assert summaries[0] == summaries[1]
    assert (": 1 finding (1 media)" if command == "docs" else "1 message in 1 file: 1 error, ") in counts
    assert f"<pre>\n{path}:" in summaries[0]
    assert "::error title=" not in reports[0]
    assert f"::error title=cti-contract::{counts}; the report is in /dev/stdout\n" in reports[1]
    assert reports[0].splitlines()[0] == reports[1].splitlines()[0]
    assert not Path("other").exists()


@pytest.mark.parametrize("command", ["check", "docs"])
@pytest.mark.parametrize("message", [GOOD, BAD])
def test_output_to_a_device(
    command: str, message: str, step: Step, message_file: MessageFile, text_file: TextFile
) -> None:
    """The report cannot be read again; the summary has the problems nevertheless."""
    message_file(message, name="a.ndjson")
    text_file("calls.md", f"# channel.dial\n\nFor {'multimedia' if message == BAD else 'telephony'} only.\n")
    path = "calls.md" if command == "docs" else "a.ndjson"
    done = step(path, command=command, output="/dev/null")
    assert (done.code, done.err) == (message == BAD, "")
    counts = summary().splitlines()[2]
    assert ("1 message in 1 file: " if command == "check" else "1 page, ") in counts
    assert done.out == f"{'::error title=cti-contract::' * done.code}{counts}; the report is in /dev/null\n"
    assert (f"\n{path}:" in summary()) == (message == BAD)


@pytest.mark.parametrize("command", ["check", "session", "docs"])
@pytest.mark.parametrize("message", [GOOD, BAD])
def test_full_disk(command: str, message: str, step: Step, message_file: MessageFile, text_file: TextFile) -> None:
    message_file(message, name="a.ndjson")
    text_file("calls.md", "# channel.dial\n\nFor multimedia only.\n")
    path = "calls.md" if command == "docs" else "a.ndjson"
    reason = "cti-contract: cannot write /dev/full: No space left on device"
    ways = [("/dev/full", "")] if command == "docs" else [("/dev/full", ""), ("", "output = '/dev/full'\n")]
    for output, settings in ways:
        text_file("own.toml", settings)
        args = "--config own.toml" if settings else ""
        done = step(path, command=command, format="text", output=output, args=args)
        assert done == (2, f"::error title=cti-contract::{reason}\n", "")
        assert summary() == f"### cti-contract {command}\n\nnot everything was checked: {reason}\n"
        Path("summary.md").unlink()


def test_outputs_that_cannot_be_used(step: Step, message_file: MessageFile, text_file: TextFile) -> None:
    message_file(GOOD, name="a.json")
    done = step("a.json", output="a.json")
    assert (done.code, done.err, Path("a.json").read_text().strip()) == (2, "", GOOD)
    assert "cannot write" in done.out
    text_file("calls.md", "# channel.dial\n")
    for output in ("calls.md/report.txt", "calls.md"):
        done = step(".", command="docs", output=output)
        assert (done.code, done.err) == (2, "")
        assert "cannot write" in done.out
    assert Path("calls.md").read_text() == "# channel.dial\n"
    done = step("a.json", args="--output=b.txt")
    assert done.code == 2
    assert "as the input output" in done.out


def test_session_is_checked(step: Step, message_file: MessageFile) -> None:
    message_file(GOOD, name="a.ndjson")
    assert "[open-at-end]" in step("a.ndjson", command="session", format="text").out
    assert summary().startswith("### cti-contract session\n")


@pytest.mark.parametrize("form", ["sarif", "json", "github", "text"])
@pytest.mark.parametrize("message", [GOOD, BAD])
def test_output_of_the_configuration(form: str, message: str, step: Step, message_file: MessageFile) -> None:
    """The summary of the job does not replace the report that the configuration puts into a file."""
    message_file(message, name="a.json")
    Path("cti-contract.toml").write_text('output = "report"\n')
    code = step("a.json", format=form).code
    report = Path("report").read_text()
    assert (code, report.startswith("{"), "::" in report) == (
        message == BAD,
        form in {"sarif", "json"},
        form == "github" and message == BAD,
    )
    counts = "1 message in 1 file: " + ("1 error, 0 warnings" if code else "all valid")
    assert f"\n\n{counts}\n" in summary()
    assert summary().count(counts) == 1


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param("quiet = true", marks=pytest.mark.slow),
        pytest.param("statistics = true", marks=pytest.mark.slow),
        "quiet = true\nstatistics = true",
    ],
)
@pytest.mark.parametrize("output", ["", "report"])
@pytest.mark.parametrize("form", ["github", "text", "json"])
@pytest.mark.parametrize("message", [GOOD, BAD, ALIAS])
def test_counts_whatever_the_configuration(  # noqa: PLR0913, PLR0917 -- a table of inputs
    settings: str, output: str, form: str, message: str, step: Step, message_file: MessageFile
) -> None:
    message_file(message, name="a.json")
    Path("cti-contract.toml").write_text(f"{settings}\n")
    step("a.json", format=form, output=output)
    counts = {GOOD: "all valid", BAD: "1 error, 0 warnings", ALIAS: "all valid, 1 warning"}[message]
    assert f"### cti-contract check\n\n1 message in 1 file: {counts}\n" in summary()
    assert summary().count("1 message in 1 file") == 1
    assert ("a.json:1:" in summary()) or message != BAD
