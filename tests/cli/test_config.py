"""The configuration of `check` and `session`."""

import json
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from each_case import each_case
from helpers import GOOD, ROOT, Cli, MessageFile, TextFile
from jsonschema import Draft202012Validator

from cti_contract.cli.config import LARGEST, LONGEST_PATTERN, schema
from cti_contract.files.toml import MOST_PARTS

SUMMARY = "1 message in 1 file: all valid\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder inside of another the working directory; return the outer one."""
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    return tmp_path


@pytest.fixture
def valid(message_file: MessageFile) -> Path:
    return message_file(GOOD)


@pytest.mark.parametrize("name", ["cti-contract.toml", "inner/cti-contract.toml"])
def test_own_file(name: str, valid: Path, text_file: TextFile, cli: Cli) -> None:
    assert cli("check", valid).out == SUMMARY
    text_file(name, "quiet = true")
    assert cli("check", valid).out == ""
    assert cli("session", valid).out.count("\n") == 1  # the problem, without the summary


@pytest.mark.parametrize(
    ("name", "text"), [("cti-contract.toml", "quiet = true"), ("pyproject.toml", "[tool.cti-contract]\nquiet = true")]
)
def test_byte_order_mark(name: str, text: str, valid: Path, text_file: TextFile, cli: Cli) -> None:
    """Editors on Windows write one."""
    text_file(name, f"\ufeff{text}")
    assert cli("check", valid) == (0, "", "")


@pytest.mark.parametrize("command", ["check", "session"])
def test_table_of_project(command: str, text_file: TextFile, message_file: MessageFile, cli: Cli) -> None:
    text_file("pyproject.toml", "[tool.cti-contract]\nunknown = 'ignore'\nat = '/event'\nmax-problems = 0")
    wrapped = message_file({"event": json.loads(GOOD) | {"more": 1}}, "{}")
    assert cli(command, wrapped).out.startswith("... and ")


@pytest.mark.parametrize(
    "project",
    [
        '["tool" . "cti-contract"]\nquiet = true',
        "[tool]\n'cti-contract' = {quiet = true}",
        "[tool]\ncti-contract.quiet = true",
        "tool.cti-contract = {quiet = true} # cti-contract",
        'tool = {"cti-contract"={quiet = true}}',
    ],
)
def test_spellings_of_the_table(project: str, valid: Path, text_file: TextFile, cli: Cli) -> None:
    text_file("pyproject.toml", project)
    assert cli("check", valid).out == ""


@pytest.mark.parametrize(
    "project",
    [
        "",
        "[project]\nname = 'x'\ndependencies = ['cti-contract==1', 'cti-contract[docs]']",
        "[project]\ndependencies = ['cti-contract']",
        "[tool]\nx = 'cti-contract'",
        "tool = 'cti-contract'",
    ],
)
def test_project_without_table(project: str, valid: Path, text_file: TextFile, cli: Cli) -> None:
    """The next configuration above applies."""
    text_file("inner/pyproject.toml", project)
    text_file("pyproject.toml", "tool.cti-contract.quiet = true")
    assert cli("check", valid).out == ""


@pytest.mark.parametrize("name", ["cti-contract.toml", "pyproject.toml", "inner/cti-contract.toml"])
def test_configuration_that_cannot_be_read(name: str, folder: Path, valid: Path, cli: Cli) -> None:
    """A link to nothing, a folder or a pipe in the place of a configuration is an error: it is not ignored."""
    for make, reason in (
        (lambda path: path.symlink_to("gone.toml"), "No such file or directory"),
        (os.mkfifo, "not a regular file"),
        (os.mkdir, "Is a directory"),
    ):
        make(folder / name)
        done = cli("check", valid)
        assert done.code == 2
        assert done.err.splitlines()[-1] == f"cti-contract check: error: {folder / name}: {reason}"
        assert cli("check", "--no-config", valid).out == SUMMARY
        (folder / name).rmdir() if make is os.mkdir else (folder / name).unlink()


def test_command_line_wins(valid: Path, text_file: TextFile, cli: Cli) -> None:
    text_file("cti-contract.toml", "quiet = true\nformat = 'json'")
    assert cli("check", "--no-quiet", "--format", "text", valid).out == SUMMARY


def test_chosen_file(valid: Path, text_file: TextFile, cli: Cli) -> None:
    text_file("cti-contract.toml", "quiet = true")
    other = text_file("other.toml", "format = 'json'")
    assert json.loads(cli("check", "--config", other, valid).out)["problems"] == []
    assert cli("check", "--no-config", valid).out == SUMMARY
    assert cli("check", "--config", other, "--no-config", valid).code == 2


@each_case(
    ("content", "fault"),
    [
        ("qiet = true", 'unknown key "qiet" (did you mean "quiet"?)'),
        ("[check]\nx = 1", 'unknown key "check"'),
        ("patience = inf", "patience: inf is not a finite number"),
        ("senders = {a = nan}", "senders: nan is not a finite number"),
        ("at = [2026-11-01]", "at: 2026-11-01 is a date or a time, which no key takes; put texts in quotes"),
        ("quiet = 1", "quiet: expected true or false, not 1"),
        ("ignore = 5", "ignore: expected a text in quotes or a list in square brackets, not 5"),
        ("ignore = 'synta'", 'ignore: unknown code "synta" (did you mean "syntax"?)'),
        ("at = 5", "at: expected a text in quotes or a list in square brackets, not 5"),
        ("per-file-ignores = []", "per-file-ignores: expected a table, not […]"),
        ("ignore = {a = 1}", "ignore: expected a text in quotes or a list in square brackets, not {…}\n"),
        (
            "per-file-ignores = {a = {b = 1}}",
            "per-file-ignores.a: expected a text in quotes or a list in square brackets, not {…}\n",
        ),
        ("per-file-ignores = {a = [[1]]}", "per-file-ignores.a.0: expected a text in quotes, not […]\n"),
        (
            "[tool.cti-contract]\nquiet = 1",
            "the table [tool.cti-contract] is for pyproject.toml: write its keys at",
        ),
        (
            "format = 'txt'",
            'format: expected "text", "full", "json", "github", "junit" or "sarif", not "txt" (did you mean "text"?)',
        ),
        ("color = true", 'color: expected "auto", "always" or "never", not true'),
        (
            "senders = {ui = 'clint'}",
            'senders.ui: expected "client" or "platform", not "clint" (did you mean "client"?)',
        ),
        ("max-problems = -1", "max-problems: expected a whole number, 0 or more, not -1"),
        ("jobs = 0", "jobs: expected a whole number, 1 or more, not 0"),
        ("jobs = 1001", "jobs: expected a whole number, 1,000 or less, not 1001"),
        *(
            (f"{key} = {number}", f"{key}: a number of more than 18 digits\n")
            for key in ("jobs", "max-problems", "patience")
            for number in (2**63, -(10**20), hex(16**5000))
        ),
        (f"senders = {{a = {10**20}}}", "senders: a number of more than 18 digits\n"),
        (f"jobs = {'5' * 5000}", "not valid TOML: a number of too many digits\n"),
        ("patience = 0", "patience: expected a number above 0, not 0"),
        ("root = ''", 'root: expected a text that is not empty, not ""'),
        *(
            (f'{key} = "a\\u0000"', f'{key}: no file can be called "a\\u0000", which has a NUL character\n')
            for key in ("baseline", "output", "root")
        ),
        ("at = 'event'", "at: a JSON Pointer is empty or starts with /: event"),
        ("quiet", "not valid TOML: "),
        ("a = 'gr\udcf6\udcdfe'", "not valid TOML: "),
    ],
)
def test_wrong_configuration(content: str, fault: str, valid: Path, text_file: TextFile, cli: Cli) -> None:
    file = text_file("cti-contract.toml", content.encode(errors="surrogateescape"))
    done = cli("check", valid)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"cti-contract check: error: {file}: {fault}")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("depth", [10, 400, 3000])
@pytest.mark.parametrize("key", ["ignore", "senders", "per-file-ignores", "max-problems", "quiet", "format", "at"])
def test_deep_configuration(key: str, depth: int, valid: Path, text_file: TextFile, cli: Cli) -> None:
    for value in (f"{'.a' * depth} = 1", f" = {'[' * depth}{']' * depth}"):
        file = text_file("cti-contract.toml", f"{key}{value}\n")
        done = cli("check", valid)
        assert (done.code, done.out) == (2, "")
        expected = rf"(?:{key}(?:\.[a0])?: expected .*, not (?:\{{…\}}|\[…\])|lists or tables are nested too deeply"
        expected += r"|a key of more than 32 parts \(at line 1\))\n"
        assert re.fullmatch(f"cti-contract check: error: {re.escape(str(file))}: {expected}", done.err), done.err
        assert ("nested" not in done.err) or (depth == 3000 and "[" in value)


@pytest.mark.parametrize("text", ["\x1b[31mx", "\x9b31mx", "\u202ex", "x" * 5000, "\0", "x\ny"])
def test_texts_of_a_configuration_in_errors(text: str, valid: Path, text_file: TextFile, cli: Cli) -> None:
    """They are on one line, short, and cannot control a terminal."""
    shown = json.dumps(text)
    for content in (
        f"{shown} = 1",
        f"[{shown}]\n[{shown}]",
        f"ignore = {{{shown} = {shown}}}",
        f"senders = {{{shown} = 'a'}}",
        f"senders = {{a = {shown}}}",
        f"per-file-ignores = {{{shown} = 5}}",
        f"per-file-ignores = {{a = [{shown}]}}",
        *(f"{key} = {shown}" for key in ("at", "color", "ignore", "jobs", "quiet", "sender", "time", "unknown")),
    ):
        text_file("cti-contract.toml", content)
        done = cli("session", valid)
        assert (done.code, done.out) == (2, ""), content
        assert re.fullmatch(r"cti-contract session: error: .*cti-contract\.toml: [ -~…]{10,250}\n", done.err), done.err


def test_paths_that_the_system_cannot_write(
    valid: Path, text_file: TextFile, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system may have an encoding without the letters of a path."""
    file = text_file("cti-contract.toml", "baseline = 'gr\u00fc\u00dfe'")
    monkeypatch.setattr(os, "fsencode", lambda path: path.encode("ascii"))  # the coverage of a process is not measured
    reason = 'baseline: no file can be called "gr\u00fc\u00dfe": ordinal not in range(128)'
    assert cli("check", valid) == (2, "", f"cti-contract check: error: {file}: {reason}\n")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("tool.cti-contract.qiet = true", 'unknown key "tool.cti-contract.qiet" (did you mean "quiet"?)'),
        ("tool.cti-contract = 1", "tool.cti-contract: must be a table"),
        ("[tool.cti-contract", "not valid TOML: "),
    ],
)
def test_wrong_table(content: str, fault: str, valid: Path, text_file: TextFile, cli: Cli) -> None:
    file = text_file("pyproject.toml", content)
    done = cli("check", valid)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"cti-contract check: error: {file}: {fault}")


def test_missing_file(valid: Path, text_file: TextFile, cli: Cli) -> None:
    fault = "cti-contract check: error: gone.toml: No such file or directory\n"
    assert cli("check", "--config", "gone.toml", valid) == (2, "", fault)
    project = text_file("pyproject.toml")
    fault = f"cti-contract check: error: {project}: no table [tool.cti-contract]\n"
    assert cli("check", "--config", project, valid) == (2, "", fault)


def test_every_option_has_a_key(cli: Cli) -> None:
    schema = json.loads(cli("schema", "--config").out)
    Draft202012Validator.check_schema(schema)
    words = {word.strip("[],()") for name in ("check", "session") for word in cli(name, "--help").out.split()}
    options = {word[2:] for word in words if word.startswith("--") and not word.startswith("--no-")}
    assert options - {"help", "config", "write-baseline"} == set(schema["properties"]) - {"per-file-ignores"}
    assert all(key["description"] for key in schema["properties"].values())


ACCEPTED = [
    {"ignore": ["syntax", "*", "unknown-member:/data/*", "*:/context/**", "alias:**", "syntax:"]},
    {"select": ["no-request"]},
    {"select": "no-request"},
    {"ignore": "unknown-member:/data/*"},
    {"exclude": "*.old.json"},
    {"per-file-ignores": {"old/**": "syntax"}},
    {"per-file-ignores": {"old/**": ["syntax", "alias:/command"]}},
    {"at": ""},
    {"at": ["/a/*", "/a~1b"]},
    {"sender": "/from"},
]
REFUSED = [
    {"ignore": ["zz"]},
    {"ignore": ["syntax:data"]},
    {"ignore": ["zz:/data"]},
    {"ignore": [5]},
    {"select": ["missing-request"]},
    {"select": "missing-request"},
    {"ignore": "syntax:data"},
    {"per-file-ignores": {"old/**": "zz"}},
    {"exclude": 5},
    {"per-file-ignores": {"old/**": ["zz"]}},
    {"at": "event"},
    {"at": ["/a~b"]},
    {"sender": "from"},
    {"time": "at"},
]


@pytest.mark.parametrize("settings", ACCEPTED + REFUSED)
def test_schema_accepts_the_same_as_the_command(
    settings: dict[str, Any], valid: Path, text_file: TextFile, cli: Cli
) -> None:
    is_accepted = settings in ACCEPTED
    assert Draft202012Validator(schema()).is_valid(settings) == is_accepted
    [(key, value)] = settings.items()
    shown = json.dumps(value).replace('": ', '" = ')
    text_file("cti-contract.toml", f"{key} = {shown}")
    assert ("cti-contract.toml: " not in cli("session", valid).err) == is_accepted


def test_one_text_is_a_list_of_one(valid: Path, text_file: TextFile, message_file: MessageFile, cli: Cli) -> None:
    wrong = message_file({"event": json.loads(GOOD) | {"more": 1}}, name="in/wrong.json")
    for key, value, path in (
        ("at", "/event", wrong),
        ("ignore", "unknown-member", wrong),
        ("select", "alias", wrong),
        ("exclude", "wrong.json", wrong.parent),
        ("per-file-ignores.'**'", "unknown-member", wrong),
    ):
        found = []
        for shown in (f"'{value}'", f"['{value}']"):
            at = "" if key == "at" else "at = '/event'\n"
            text_file("cti-contract.toml", f"{at}{key} = {shown}")
            found.append(cli("check", valid if key == "exclude" else path, path))
        assert found[0] == found[1], key
        assert ("unknown-member" in found[0].out) == (key == "at"), key


def test_options_of_session(text_file: TextFile, message_file: MessageFile, cli: Cli) -> None:
    record = {"from": "ui", "at": 0, "message": json.loads(GOOD)}
    path = message_file(record, {**record, "at": 99})
    options = "at = '/message'\nsender = '/from'\nsenders = {ui = 'platform'}\ntime = '/at'\npatience = 30\n"
    text_file("cti-contract.toml", f"{options}complete = true")
    out = cli("session", path).out
    for code in ("wrong-direction", "overdue", "unanswered"):
        assert f"[{code}]" in out
    assert "[open-at-end]" in cli("session", "--no-complete", "--senders", "ui=client", path).out
    text_file("cti-contract.toml", "patience = 30")
    assert "--patience needs --time" in cli("session", path).err
    text_file("cti-contract.toml", "senders = {ui = 'me'}")
    assert "senders.ui" in cli("session", path).err
    assert cli("check", "--no-config", "--at", "/message", path).code == 0


def test_project_has_no_configuration() -> None:
    """The samples of the guides are checked without options."""
    assert "cti-contract" not in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]


@pytest.mark.parametrize("project", ["[tool.cti_contract]\nquiet = true", "[tool]\ncti_contract.quiet = true"])
def test_table_with_an_underscore(project: str, valid: Path, text_file: TextFile, cli: Cli) -> None:
    text_file("pyproject.toml", project)
    result = cli("check", valid)
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith("unknown table [tool.cti_contract] (did you mean [tool.cti-contract]?)\n")


def test_dependency_is_no_table(valid: Path, text_file: TextFile, cli: Cli) -> None:
    text_file("pyproject.toml", "[tool.poetry.dependencies]\ncti_contract = '^0.1'")
    assert cli("check", valid).out == SUMMARY


def test_configuration_is_a_regular_file_of_bounded_size(
    folder: Path, valid: Path, text_file: TextFile, cli: Cli
) -> None:
    os.mkfifo(folder / "pipe")
    large = text_file("large.toml", "#" * (LARGEST + 1))
    for file, fault in (
        ("/dev/zero", "not a regular file"),
        (folder / "pipe", "not a regular file"),
        (folder, "Is a directory"),
        (large, f"larger than {LARGEST} bytes"),
    ):
        assert cli("check", "--config", file, valid) == (2, "", f"cti-contract check: error: {file}: {fault}\n"), file
    text_file("large.toml", "#" * LARGEST)
    assert cli("check", "--config", large, valid).out == SUMMARY


@each_case(
    ("content", "fault"),
    [
        (f"exclude = ['{'a' * (LONGEST_PATTERN + 1)}']", "exclude.0: expected at most 4,096 characters"),
        (f"ignore = ['*', '*:/{'a' * LONGEST_PATTERN}']", "ignore.1: expected at most 4,096 characters"),
        (f"per-file-ignores = {{'{'a' * (LONGEST_PATTERN + 1)}' = ['*']}}", "per-file-ignores: expected at most"),
        (f"\n{'a.' * MOST_PARTS}b = 1", "a key of more than 32 parts (at line 2)"),
        (f"[{'a . ' * MOST_PARTS}b]", "a key of more than 32 parts (at line 1)"),
        (f"x = {{{chr(34)}a.b{chr(34)}.{'a.' * MOST_PARTS}b = 1}}", "a key of more than 32 parts"),
        (f"{'a.' * (MOST_PARTS - 1)}b = 1", 'unknown key "a"'),
        (f"quiet = true # {'a.' * MOST_PARTS}b", None),
        (f'exclude = [\'{"a" * LONGEST_PATTERN}\', \'{"a." * 99}\', "{"b." * 99}", """\n{"c." * 99}"""]', None),
        (f"exclude = ['\\', \"\\\"{'a.' * 99}\", '{'[a-' * 1000}']", None),
    ],
)
def test_configuration_takes_bounded_time(
    content: str, fault: str | None, valid: Path, text_file: TextFile, cli: Cli
) -> None:
    """The parser of TOML takes quadratic time and memory for long keys, and a pattern for its length."""
    file = text_file("a.toml", content)
    error = cli("check", "--config", file, valid).err
    assert error.startswith(f"cti-contract check: error: {file}: {fault}") if fault else not error


def test_project_that_is_not_utf8(valid: Path, text_file: TextFile, cli: Cli) -> None:
    """It is reported if it has the table, and passed over otherwise."""
    table = "[tool.cti-contract]\nquiet = true\n"
    for content, fault in (
        (table.encode("utf-16"), "save it as UTF-8, not UTF-16"),
        (f"# ü\n{table}".encode("utf-16-be"), "save it as UTF-8, not UTF-16"),
        (table.encode("utf-32"), "save it as UTF-8, not UTF-32"),
        (b"\xff" + table.encode(), "byte 0 is not UTF-8 (at line 1)"),
        (f"[project]\n\u00a0{table}".encode(), "Invalid statement (at line 2, column 1)"),
        (table.replace("\n", "\r").encode(), "Expected newline or end of document"),
    ):
        file = text_file("pyproject.toml", content)
        done = cli("check", valid)
        assert (done.code, done.out) == (2, ""), content
        assert done.err.startswith(f"cti-contract check: error: {file}: not valid TOML: {fault}"), content
    for content in (b"# \xff[tool.cti-contract]\n", "[project]\nname = 'cti-contract'\n".encode("utf-16")):
        text_file("pyproject.toml", content)
        assert cli("check", valid).out == SUMMARY, content
