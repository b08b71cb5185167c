"""The step of `action.yml` that checks messages or pages; its inputs are environment variables such as `CTI_PATHS`.

The report goes to the log, or to the file of the input `output`; then the log has its counts. The first problems
are added to the summary of the job.
"""

import html
import os
import shlex
import subprocess
import sys
from typing import BinaryIO

COMMANDS = ("check", "session", "docs")
ENDS_WITH_COUNTS = ("github", "text")
#: The options with which the counts are not in the last line.
NO_COUNTS = {"--quiet", "--statistics"}
SUMMARY_PROBLEMS, SUMMARY_WIDTH = 50, 500


def main() -> int:
    """Check the messages or pages; return the exit code of the command, or 2 for an input that cannot be used."""
    command, output = _input("command"), _input("output")
    if command not in COMMANDS:
        return _wrong_input(f"command must be {', '.join(COMMANDS[:-1])} or {COMMANDS[-1]}, not {command!r}")
    try:
        options = [option for line in _input("args").splitlines() for option in shlex.split(line)]
    except ValueError as error:
        return _wrong_input(f"args: {error}")
    if any(option.split("=")[0] == "--output" for option in options):
        return _wrong_input("args: give the file of the report as the input output, not as an option")
    paths = [line.strip() for line in _input("paths").splitlines() if line.strip()]
    check, form = [sys.executable, "-I", "-m", "cti_contract", command], _input("format")
    code, counts = _report([*check, "--format", form, *options], paths, output)
    if code in (0, 1):
        has_counts = (form in ENDS_WITH_COUNTS or (output and command != "docs")) and not NO_COUNTS & {*options}
        lines = [counts] if code == 0 and has_counts else _problems([*check, *options], paths, output)
        _summarize(code, command, output, lines)
    return code


def _report(check: list[str], paths: list[str], output: str) -> tuple[int, str]:
    """Write the report to the log or to a file; return the exit code and the last line, which has the counts."""
    if not output:
        return _copied([*check, "--", *paths], sys.stdout.buffer)
    done = subprocess.run([*check, "--output", output, "--", *paths], stderr=subprocess.PIPE, check=False)  # noqa: S603 -- the purpose
    *_, last = [b"", *done.stderr.splitlines()]
    if done.returncode not in (0, 1):
        sys.stderr.buffer.write(done.stderr)
    return done.returncode, last.decode(errors="replace")


def _copied(words: list[str], report: BinaryIO) -> tuple[int, str]:
    """Copy the output of a command; return its exit code and the last line."""
    last = b""
    with subprocess.Popen(words, stdout=subprocess.PIPE) as started:  # noqa: S603 -- the purpose
        for line in started.stdout or ():
            report.write(line)
            last = line
    report.flush()
    return started.returncode, last.decode(errors="replace").strip()


def _problems(check: list[str], paths: list[str], output: str) -> list[str]:
    """Return the lines of the text report with the first problems and the counts."""
    words = [word for word in check if word not in NO_COUNTS]
    words += ["--format", "text", "--max-problems", str(SUMMARY_PROBLEMS)]
    if not output or "docs" in check:
        return _lines(subprocess.run([*words, "--", *paths], stdout=subprocess.PIPE, check=False).stdout)  # noqa: S603 -- the purpose
    with open(output, "rb+") as report:  # under its name, because it is then not checked
        kept = report.read()
        report.seek(0)
        report.truncate()  # else it would not be replaced by a report of another format
        done = subprocess.run([*words, "--output", output, "--", *paths], stderr=subprocess.PIPE, check=False)  # noqa: S603 -- the purpose
        report.seek(0)
        text = report.read()
        report.seek(0)
        report.truncate()
        report.write(kept)
    return _lines(text + done.stderr)


def _lines(report: bytes) -> list[str]:
    return report.decode(errors="replace").splitlines()


def _input(name: str) -> str:
    return os.environ.get(f"CTI_{name.upper()}", "")


def _wrong_input(message: str) -> int:
    print(f"::error title=cti-contract::{_escaped(message)}", flush=True)
    return 2


def _escaped(message: str) -> str:
    """Return the text of a workflow command with its special characters escaped."""
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _summarize(code: int, command: str, output: str, lines: list[str]) -> None:
    """Add problems and counts to the summary of the job; if the report is a file, write the counts to the log."""
    *problems, counts = lines or [""]
    if output:
        text = _escaped(f"{counts}; the report is in {output}")
        print(f"::error title=cti-contract::{text}" if code else text, flush=True)
    if "GITHUB_STEP_SUMMARY" in os.environ:
        text = "\n".join(html.escape(line[:SUMMARY_WIDTH]) for line in problems)
        with open(os.environ["GITHUB_STEP_SUMMARY"], "a", encoding="utf-8") as summary:
            summary.write(f"### cti-contract {command}\n\n{html.escape(counts)}\n")
            summary.write(f"\n<pre>\n{text}\n</pre>\n" if problems else "")


if __name__ == "__main__":
    sys.exit(main())
