"""`--output`: the report in a file, the summary on standard error."""

import json
import os
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


@pytest.mark.parametrize("output", ["../report.txt", "{folder}/report.txt", "out/../../report.txt", "e/report.txt"])
def test_output_outside_a_found_configuration(
    output: str, folder: Path, text_file: TextFile, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The configuration of a checkout must not write anywhere else; one that is named may."""
    (folder / "d/e").symlink_to(folder)
    output = output.format(folder=folder)
    settings = text_file("d/cti-contract.toml", f"output = '{output}'")
    monkeypatch.chdir(folder / "d")
    result = cli("check", "a.json")
    assert result.code == 2
    assert result.err.startswith(f'cti-contract check: error: {settings}: output: "{output[:40]}')
    assert result.err.endswith("is outside the folder of this file; give it on the command line\n")
    assert not (folder / "report.txt").exists()
    assert cli("check", "--config", settings, "a.json").code == 1
    assert (folder / "report.txt").exists()


@pytest.mark.parametrize("option", ["--output", "--write-baseline"])
def test_no_json_is_replaced(option: str, folder: Path, cli: Cli) -> None:
    """A pattern of the shell behind the option gives it the first file."""
    before = (folder / "d/a.json").read_bytes()
    result = cli("check", option, "d/a.json", "d/b.json")
    kind = (
        "an old report of this format cannot be recognized"
        if option == "--output"
        else "no old baseline by its content"
    )
    reason = f"it is a file of JSON, and {kind}; remove it or name another file for the output"
    assert result == (2, "", f"cti-contract check: error: cannot write {folder / 'd/a.json'}: {reason}\n")
    assert (folder / "d/a.json").read_bytes() == before


def test_output_that_cannot_be_written(tmp_path: Path, message_file: MessageFile, cli: Cli) -> None:
    file = message_file(GOOD)
    error = f"cti-contract check: error: cannot write {tmp_path}: Is a directory\n"
    assert cli("check", "--output", tmp_path, file) == (2, "", error)


FORMATS = ["text", "full", "github", "json", "junit", "sarif"]
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


WRITERS = [
    *([command, "--format", form, "--output"] for command in ("check", "session") for form in FORMATS),
    *([command, "--write-baseline"] for command in ("check", "session")),
]


@pytest.fixture
def folder(tmp_path: Path, message_file: MessageFile, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working directory with a sample in the folder `d`, to which links lead."""
    sample = message_file(BAD, name="d/a.json")
    message_file(BAD, name="d/b.json")
    (tmp_path / "link.json").symlink_to(sample)
    (tmp_path / "hard.json").hardlink_to(sample)
    (tmp_path / "e").symlink_to("d")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("writer", WRITERS, ids=" ".join)
def test_no_found_file_is_replaced(writer: list[str], folder: Path, cli: Cli) -> None:
    sample = folder / "d/a.json"
    before = sample.read_bytes()
    for path in ("d", ".", "d/*.json", "e"):
        for output in ("d/a.json", "./d/../d/a.json", "link.json", "hard.json", "e/a.json"):
            result = cli(*writer, output, path)
            assert (result.code, result.out) == (2, ""), (output, path)
            assert "it is one of the files to check, and " in result.err
            assert result.err.endswith("; name another file for the output\n")
            assert sample.read_bytes() == before


@pytest.mark.parametrize("writer", WRITERS, ids=" ".join)
def test_old_output_is_replaced(writer: list[str], folder: Path, cli: Cli) -> None:
    is_known = writer[-2] in ("json", "junit", "sarif") or "--write-baseline" in writer
    output = folder / "d/out.json"
    output.touch()
    assert "2 messages in 2 files" in "".join(cli(*writer, output, "d")[1:])
    (folder / "old.json").symlink_to(output)
    for name, path in ((output, "d"), (output, "d/*.json"), ("old.json", "e"), ("e/out.json", "d")):
        result = cli(*writer, name, path)
        assert (result.code != 2) is is_known
        assert ("2 messages in 2 files" in result.out + result.err) is is_known
    other = output.read_text(encoding="utf-8").replace("cti-", "a-").replace('"contract"', '"a"')
    output.write_text(other, encoding="utf-8")
    assert cli(*writer, output, "d").code == 2
    assert (cli(*writer, output, "d/b.json").code == 2) is other.startswith("{")


def test_output_of_another_format(folder: Path, cli: Cli) -> None:
    cli("check", "--write-baseline", "d/known.json", "d")
    assert cli("check", "--format", "json", "--output", "d/known.json", "d").err == (
        f"cti-contract check: error: cannot write {folder}/d/known.json: it is one of the files to check, "
        "and no old JSON report by its content; name another file for the output\n"
    )
    assert cli("check", "--output", "d/a.json", "d").err == (
        f"cti-contract check: error: cannot write {folder}/d/a.json: it is one of the files to check, "
        "and an old report of this format cannot be recognized; name another file for the output\n"
    )


def test_skipped_file_is_not_replaced(folder: Path, cli: Cli) -> None:
    before = (folder / "d/a.json").read_bytes()
    assert cli("check", "--exclude", "a.json", "--output", "d/a.json", "d").code == 2
    assert (folder / "d/a.json").read_bytes() == before


@pytest.mark.usefixtures("folder")
def test_configuration_is_not_replaced(text_file: TextFile, cli: Cli) -> None:
    file = text_file("cti-contract.toml", "quiet = true")
    for option in ("--output", "--write-baseline"):
        assert cli("check", option, file, "d").err.endswith(OTHER_FILE)
        assert cli("check", option, file, "--config", file, "d").err.endswith(OTHER_FILE)
    assert file.read_text(encoding="utf-8") == "quiet = true"


def test_standard_input_is_not_replaced(folder: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with (folder / "d/a.json").open(encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        assert cli("check", "--output", "d/a.json", "-").err.endswith(OTHER_FILE)
        assert cli("check", "--output", "new.txt", "-").code == 1
    monkeypatch.setattr("sys.stdin", None)
    assert cli("check", "--output", "new.txt", "-").code == 1


def test_dash_is_standard_output(folder: Path, cli: Cli) -> None:
    assert cli("check", "--output", "-", "d") == cli("check", "d")
    error = "--write-baseline needs a file: its paths are relative to the folder of that\n"
    assert cli("check", "--write-baseline", "-", "d") == (2, "", f"cti-contract check: error: {error}")
    assert not (folder / "-").exists()


def test_unreadable_output(folder: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows whether it is an old report, so it is not replaced if it would be checked."""

    def fail(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("cti_contract.files.own_files.kind_of", fail)
    assert cli("check", "--format", "json", "--output", "d/a.json", folder).code == 2
    assert cli("check", "--format", "json", "--output", "d/a.json", "d/b.json").code == 1


def test_no_page_is_replaced(text_file: TextFile, cli: Cli) -> None:
    page = text_file("page.html", "<p>channel.dial</p>")
    result = cli("docs", "--write-baseline", page, page)
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith(OTHER_FILE)
    assert page.read_text(encoding="utf-8") == "<p>channel.dial</p>"
    result = cli("docs", "--write-baseline", page, page.parent)
    assert (result.code, result.out) == (2, "")
    assert "no old baseline by its content" in result.err
    assert page.read_text(encoding="utf-8") == "<p>channel.dial</p>"


def test_report_of_pages(text_file: TextFile, tmp_path: Path, cli: Cli) -> None:
    page = text_file("page.html", "<p>channel.dial</p>")
    output = tmp_path / "new/report.txt"
    shown = cli("docs", page)
    assert cli("docs", "--output", output, page) == (shown.code, "", "")
    assert output.read_text(encoding="utf-8") == shown.out
    assert cli("docs", "--output", "-", page) == shown
    for path in (page, tmp_path):
        for form in ("text", "sarif"):
            result = cli("docs", "--format", form, "--output", page, path)
            assert (result.code, "cannot write" in result.err) == (2, True)
    assert cli("docs", "--output", tmp_path, page).err.endswith("Is a directory\n")
    known = tmp_path / "known.json"
    cli("docs", "--write-baseline", known, page)
    assert cli("docs", "--baseline", known, "--output", known, page).err.endswith(OTHER_FILE)
    assert page.read_text(encoding="utf-8") == "<p>channel.dial</p>"


def test_standard_output_is_not_checked(folder: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file to which a shell sends the report may be in the folder that is checked."""
    report = folder / "d/report.json"
    (folder / "empty").mkdir()
    for path, number in (("d", 2), ("empty", 0)):
        for name in (os.devnull, report):
            with open(name, "w", encoding="utf-8") as file, monkeypatch.context() as patch:
                patch.setattr("sys.stdout", file)
                assert cli("check", "--format", "json", path).code == 1
        found = json.loads(report.read_text(encoding="utf-8"))
        assert found["summary"]["files"] == number
        assert "except the excluded ones" not in str(found["problems"])
