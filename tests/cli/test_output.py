"""`--output`: the report in a file, the summary on standard error."""

import json
import re
from pathlib import Path

import pytest
from helpers import BAD, GOOD, Cli, MessageFile, TextFile


@pytest.mark.parametrize("form", ["text", "json", "github", "junit", "sarif"])
def test_output_is_the_report(form: str, tmp_path: Path, message_file: MessageFile, cli: Cli) -> None:
    file = message_file(BAD)
    shown = cli("check", "--format", form, file).out
    output = tmp_path / "new" / "folder" / "report"
    summary = "1 message in 1 file: 1 error, 0 warnings\n"
    assert cli("check", "--format", form, "--output", output, file) == (1, "", summary)
    assert without_times(output.read_text(encoding="utf-8")) == without_times(shown)
    assert cli("session", "--quiet", "--output", output, file).err == ""


def without_times(report: str) -> str:
    return re.sub(r'time="[\d.]+"', "", report)


def test_output_is_not_checked(
    tmp_path: Path, message_file: MessageFile, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_file(GOOD)
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert cli("check", "--format", "json", "--output", "report.json", ".").code == 0
    assert json.loads(Path("report.json").read_text(encoding="utf-8"))["summary"]["files"] == 1


def test_output_of_configuration(
    tmp_path: Path, message_file: MessageFile, text_file: TextFile, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_file("cti-contract.toml", "output = 'out/report.txt'")
    file = message_file(GOOD, name="in/a.json")
    monkeypatch.chdir(file.parent)
    assert cli("check", file) == (0, "", "1 message in 1 file: all valid\n")
    assert (tmp_path / "out/report.txt").read_text(encoding="utf-8") == "1 message in 1 file: all valid\n"


def test_output_that_cannot_be_written(tmp_path: Path, message_file: MessageFile, cli: Cli) -> None:
    file = message_file(GOOD)
    error = f"cti-contract check: error: cannot write {tmp_path}: Is a directory\n"
    assert cli("check", "--output", tmp_path, file) == (2, "", error)


OTHER_FILE = "it is a file to read; name another file for the output\n"


@pytest.mark.parametrize("command", ["check", "session"])
@pytest.mark.parametrize("option", ["--output", "--write-baseline"])
def test_no_checked_file_is_replaced(
    command: str, option: str, tmp_path: Path, message_file: MessageFile, cli: Cli
) -> None:
    file = message_file(BAD)
    before = file.read_bytes()
    link = tmp_path / "link.ndjson"
    link.symlink_to(file)
    for output in (file, link, tmp_path / "." / file.name):
        result = cli(command, option, output, file)
        assert (result.code, result.out) == (2, "")
        assert result.err.endswith(OTHER_FILE)
        assert file.read_bytes() == before


def test_no_baseline_is_replaced(tmp_path: Path, message_file: MessageFile, cli: Cli) -> None:
    file, known = message_file(BAD), tmp_path / "known.json"
    cli("check", "--write-baseline", known, file)
    before = known.read_bytes()
    assert cli("check", "--baseline", known, "--output", known, file).err.endswith(OTHER_FILE)
    assert known.read_bytes() == before
    known.unlink()
    result = cli("check", "--write-baseline", known, "--output", known, file)
    error = f"cti-contract check: error: --output and --write-baseline name the same file: {known}\n"
    assert result == (2, "", error)
    assert not known.exists()
    assert cli("check", "--write-baseline", known, "--output", tmp_path / "report", file).code == 0


def test_no_page_is_replaced(text_file: TextFile, cli: Cli) -> None:
    page = text_file("page.html", "<p>channel.dial</p>")
    result = cli("docs", "--write-baseline", page, page)
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith(OTHER_FILE)
    assert page.read_text(encoding="utf-8") == "<p>channel.dial</p>"
