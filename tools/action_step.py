"""The step of `action.yml` that checks messages or pages; its inputs are environment variables such as `CTI_PATHS`.

The report goes to the log, or to the file of the input `output`, which is the log if it is `-`; else the log has its
counts. The first problems, or why nothing was checked, are added to the summary of the job.
"""

import html
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

COMMANDS = ("check", "session", "docs")
#: The outputs that are the log.
LOG = ("", "-")
#: Options of the command line with which the counts are not in the last line, and those against the configuration.
NO_COUNTS, WITH_COUNTS = {"--quiet", "--statistics"}, ("--no-quiet", "--no-statistics")
COUNTS = re.compile(r"\d+ (?:messages? in \d+ files?:|pages?,) .*")
SUMMARY_PROBLEMS, SUMMARY_WIDTH = 50, 500


def main() -> int:
    """Check the messages or pages; return the exit code of the command, or 2 for an input that cannot be used."""
    command, output = _input("command"), _input("output")
    if command not in COMMANDS:
        return _failed(2, f"command must be {', '.join(COMMANDS[:-1])} or {COMMANDS[-1]}, not {command!r}")
    try:
        options = [option for line in _input("args").splitlines() for option in shlex.split(line)]
    except ValueError as error:
        return _failed(2, f"args: {error}")
    paths = [line.strip() for line in _input("paths").splitlines() if line.strip()]
    reason = _unusable(options, paths)
    if reason:
        return _failed(2, reason)
    check, form = [sys.executable, "-I", "-m", "cti_contract", command], _input("format")
    code, counts, errors = _report([*check, "--format", form, *options], paths, output)
    if _has_failed(code):
        return _failed(code, errors or f"{command} ended with exit code {code}")
    has_counts = COUNTS.fullmatch(counts)  # not if the configuration is quiet or has an output
    is_clean = code == 0 and has_counts and " warning" not in counts
    lines = [counts] if is_clean else _problems([*check, *options], paths, output)
    _summarize(code, output, lines)
    return code


def _unusable(options: list[str], paths: list[str]) -> str:
    """Return why the inputs `args` and `paths` cannot be used, empty if they can."""
    if any(option.split("=")[0] == "--output" for option in options):
        return "args: give the file of the report as the input output, not as an option"
    if any(option == "--help" or option.startswith("-h") for option in options):
        return "args: with --help nothing is checked; remove it"
    return "" if paths else "paths is empty: name a file, a folder or a pattern"


def _report(check: list[str], paths: list[str], output: str) -> tuple[int, str, str]:
    """Write the report to the log or to a file; return the exit code, the line with the counts, and the errors."""
    if output in LOG:
        words = ["--output", "-"] if output else []
        return _copied([*check, *words, "--", *paths], sys.stdout.buffer)
    done = subprocess.run([*check, "--output", output, "--", *paths], stderr=subprocess.PIPE, check=False)  # noqa: S603 -- the purpose
    errors = done.stderr.decode(errors="replace").strip()
    return done.returncode, errors.rpartition("\n")[2], errors


def _copied(words: list[str], report: BinaryIO) -> tuple[int, str, str]:
    """Copy the output of a command; return its exit code, the last line, and its errors."""
    last = b""
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=errors) as started:  # noqa: S603 -- the purpose
            for line in started.stdout or ():
                report.write(line)
                last = line
        report.flush()
        errors.seek(0)
        text = errors.read().decode(errors="replace").strip()
    if text and not _has_failed(started.returncode):
        print(text, file=sys.stderr, flush=True)
    return started.returncode, last.decode(errors="replace").strip(), text


def _has_failed(code: int) -> bool:
    return code not in (0, 1)


def _problems(check: list[str], paths: list[str], output: str) -> list[str]:
    """Return the lines of the text report with the first problems and the counts."""
    words = [word for word in check if word not in NO_COUNTS]
    words += ["--format", "text", "--max-problems", str(SUMMARY_PROBLEMS)]
    is_docs = _input("command") == "docs"
    if not is_docs:
        words += WITH_COUNTS
    if is_docs or not _is_replaced(output):
        words += ["--output", "-"]  # else it would replace the report if the configuration has an output
        return _lines(subprocess.run([*words, "--", *paths], stdout=subprocess.PIPE, check=False).stdout)  # noqa: S603 -- the purpose
    report = Path(output)  # under its name, because it is then not checked
    kept = report.read_bytes()
    report.write_bytes(b"")  # else it would not be replaced by a report of another format
    subprocess.run([*words, "--output", output, "--", *paths], stderr=subprocess.DEVNULL, check=False)  # noqa: S603 -- the purpose
    text = report.read_bytes()
    report.write_bytes(kept)
    return _lines(text)


def _is_replaced(output: str) -> bool:
    """Return whether the report is a file with a content: no device or pipe, which may have no end, and not the log."""
    if not os.path.isfile(output):
        return False
    found = os.stat(output)
    return not any(os.path.samestat(found, os.fstat(stream)) for stream in (1, 2))  # as `/dev/stdout` is


def _lines(report: bytes) -> list[str]:
    return report.decode(errors="replace").splitlines()


def _input(name: str) -> str:
    return os.environ.get(f"CTI_{name.upper()}", "")


def _failed(code: int, reason: str) -> int:
    """Write why nothing was checked to the log and to the summary of the job; return the exit code."""
    print(f"::error title=cti-contract::{_escaped(reason)}", flush=True)
    first, *rest = reason.splitlines()
    _add_to_summary(f"not everything was checked: {first}", rest)
    return code


def _escaped(message: str) -> str:
    """Return the text of a workflow command with its special characters escaped."""
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _summarize(code: int, output: str, lines: list[str]) -> None:
    """Add problems and counts to the summary of the job; if the report is a file, write the counts to the log."""
    *problems, counts = lines or [""]
    if output not in LOG:
        text = _escaped(f"{counts}; the report is in {output}")
        print(f"::error title=cti-contract::{text}" if code else text, flush=True)
    _add_to_summary(counts, problems)


def _add_to_summary(sentence: str, lines: list[str]) -> None:
    if "GITHUB_STEP_SUMMARY" in os.environ:
        text = "\n".join(html.escape(line[:SUMMARY_WIDTH]) for line in lines)
        with open(os.environ["GITHUB_STEP_SUMMARY"], "a", encoding="utf-8") as summary:
            summary.write(f"### cti-contract {_input('command')}\n\n{html.escape(sentence)}\n")
            summary.write(f"\n<pre>\n{text}\n</pre>\n" if lines else "")


if __name__ == "__main__":
    sys.exit(main())
