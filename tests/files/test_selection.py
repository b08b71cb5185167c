"""The problems that are reported: `--select`, `--ignore`, `--strict` and ignores per file."""

import json
from functools import partial

import pytest
from each_case import each_case
from helpers import ALIAS, BAD, GOOD, NAMED, Cli, MessageFile, Reporter, TextFile

from cti_contract.files.limits import Limits
from cti_contract.files.results import Options
from cti_contract.files.selection import Selection, rule_of
from cti_contract.problems import Problem

#: Has an unknown member in the data and one outside of it.
TWICE = BAD.replace("}}", '}, "more": 1}')


@each_case(
    ("options", "codes"),
    [
        ((), ["unknown-member", "unknown-member", "alias", "syntax"]),
        (("--ignore", "unknown-member"), ["alias", "syntax"]),
        (("--ignore", "unknown-member", "--ignore", "syntax"), ["alias"]),
        (("--ignore", "unknown-member:/data/destinaton"), ["unknown-member", "alias", "syntax"]),
        (("--ignore", "unknown-member:/data/*"), ["unknown-member", "alias", "syntax"]),
        (("--ignore", "unknown-member:/*"), ["unknown-member", "alias", "syntax"]),
        (("--ignore", "unknown-member:/**"), ["alias", "syntax"]),
        (("--ignore", "unknown-member:/data"), ["unknown-member", "unknown-member", "alias", "syntax"]),
        (("--ignore", "syntax:"), ["unknown-member", "unknown-member", "alias"]),
        (("--ignore", "*:/data/**"), ["unknown-member", "alias", "syntax"]),
        (("--select", "alias"), ["alias", "syntax"]),
        (("--select", "alias", "--ignore", "syntax"), ["alias"]),
        (("--select", "alias", "--select", "syntax"), ["alias", "syntax"]),
        (("--select", "unknown-member:/more"), ["unknown-member", "syntax"]),
        (("--select", "unknown-member", "--ignore", "unknown-member:/more"), ["unknown-member", "syntax"]),
    ],
)
@each_case("command", ["check", "session"])
def test_reported_codes(
    command: str, options: tuple[str, ...], codes: list[str], message_file: MessageFile, report: Reporter
) -> None:
    done = report(*options, message_file(TWICE, ALIAS, "{"), command=command)
    found = [code for code in done.codes if code != "open-at-end"]
    assert found == codes
    if command == "check":
        assert done.summary["ignored"] == 4 - len(codes)
        assert done.code == (set(codes) != {"alias"})


def test_ignored_are_counted(message_file: MessageFile, cli: Cli) -> None:
    done = cli("check", "--ignore", "unknown-member", message_file(BAD, GOOD))
    assert done == (0, "2 messages in 1 file: no other errors, 1 problem ignored\n", "")
    done = cli("check", "--ignore", "unknown-member", message_file(BAD, "{"))
    assert done.out.endswith("2 messages in 1 file: 1 error, 0 warnings, 1 problem ignored\n")


def test_ignored_rule_of_sessions(message_file: MessageFile, cli: Cli) -> None:
    assert cli("session", "--complete", message_file(GOOD)).code == 1
    assert cli("session", "--complete", "--ignore", "unanswered", message_file(GOOD)).code == 0


@pytest.mark.parametrize("command", ["check", "session"])
def test_ignored_error_and_by_envelope_only(command: str, message_file: MessageFile, report: Reporter) -> None:
    file = message_file(NAMED.replace("{}", '{}, "more": 1'))
    assert report("--ignore", "unknown-member", file, command=command).summary["envelope_only"] == 1


def test_strict(message_file: MessageFile, report: Reporter) -> None:
    done = report("--strict", message_file(ALIAS, BAD))
    assert (done.code, done.summary["errors"], done.summary["warnings"]) == (1, 2, 0)
    assert report("--strict", "--ignore", "alias", message_file(ALIAS)).code == 0


def test_select_reports_unread_input(text_file: TextFile, report: Reporter) -> None:
    """Nothing was checked, so this is no success."""
    assert report("--select", "alias", text_file("a.json")).codes == ["no-messages"]
    assert report("--ignore", "no-messages", text_file("a.json")).codes == []
    deep = "[" * 201 + "]" * 201
    cases: dict[tuple[str, str | bytes], str] = {
        ("a.json", "{"): "syntax",
        ("a.json", f"[{GOOD},"): "syntax",
        ("a.json", '{"target": "a", "target": "b"}'): "duplicate-key",
        ("a.json", '{"compilerOptions": {}}'): "not-a-message",
        ("a.json", b"\xff\xfe{}"): "not-utf8",
        ("a.ndjson", f'{GOOD}\n{{"\udcff": 1}}'.encode(errors="surrogateescape")): "not-utf8",
        ("a.ndjson", GOOD.replace("{}", deep).replace('"+15550101"', deep)): "too-deep",
        ("a.ndjson", GOOD.replace('"+15550101"', "1e999")): "not-json",
        ("a.ndjson", GOOD.replace('"+15550101"', "9" * 4301)): "too-large",
        ("a.ndjson", f"{GOOD}\n[{GOOD}]"): "wrong-type",
        ("a.ndjson", f'{GOOD}\n{{"event": {GOOD}}}'): "unknown-message",
        ("a.ndjson", GOOD.replace("{", '{"name": "channel.disposed", ', 1)): "ambiguous-message",
        ("a.ndjson", GOOD.replace('"command"', '"cmd"')): "unknown-member",
        ("a.ndjson", '{"target": "jdoe.70001", "data": {"command": "channel.dial"}}'): "unknown-member",
    }
    for (name, content), code in cases.items():
        file = text_file(name, content)
        assert report("--select", "alias", file).codes == [code], content
        assert report("--select", "alias", "--ignore", code, file).codes == [], content
    for command in ("channel.dail", 5):
        file = text_file("a.ndjson", f"{GOOD}\n{json.dumps({'command': command})}")
        assert report("--select", "alias", file).codes == [], command
    assert report("--select", "alias", "--at", "/a", text_file("a.ndjson", GOOD)).codes == ["no-message"]


def test_folder_without_files(message_file: MessageFile, cli: Cli) -> None:
    folder = message_file(GOOD, name="a.txt").parent
    assert cli("check", folder).code == 1
    assert cli("check", "--ignore", "no-messages", folder).code == 0


def test_ignored_file_is_not_empty(text_file: TextFile, report: Reporter) -> None:
    file = text_file("a.json", b"\xff\xfe{}")
    assert report("--ignore", "not-utf8", file).codes == []


def test_max_problems_of_selection(message_file: MessageFile, report: Reporter) -> None:
    done = report("--max-problems", "1", "--ignore", "unknown-member", message_file(BAD, BAD, "{", "{"))
    assert (done.codes, done.summary["errors"], done.summary["ignored"]) == (["syntax"], 2, 2)


def test_ignores_per_file(
    message_file: MessageFile, text_file: TextFile, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = message_file(BAD, name="in/old/a.ndjson"), message_file(BAD, name="in/new/a.ndjson")
    text_file("cti-contract.toml", "per-file-ignores = { 'in/old' = ['unknown-member'], 'in' = ['syntax:/a'] }")
    monkeypatch.chdir(old.parent)
    assert cli("check", "a.ndjson").code == 0
    assert cli("check", old.parent.parent).out.startswith(f"{new}:1:")
    assert cli("check", "-", stdin=BAD.encode()).code == 1


def test_selection_in_parallel(message_file: MessageFile, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    file = message_file(*[TWICE, ALIAS, GOOD] * 40)
    options = ("check", "--ignore", "unknown-member:/more", "--strict", file)
    alone = cli(*options)
    limits = Limits(parallel_bytes=1, task_bytes=3000)
    monkeypatch.setattr("cti_contract.cli.gate.Options", partial(Options, limits=limits))
    assert cli(*options, "--jobs", "2") == alone
    assert "80 errors, 0 warnings, 40 problems ignored" in alone.out


@each_case(
    ("rule", "fault"),
    [
        ("alais", 'unknown code "alais" (did you mean "alias"?)'),
        ("Z", 'unknown code "Z"'),
        ("alias:data", 'after the colon, a place such as /data/* is expected, not "data"'),
    ],
)
@each_case("option", ["--ignore", "--select"])
def test_wrong_rule(option: str, rule: str, fault: str, text_file: TextFile, cli: Cli) -> None:
    assert cli("check", option, rule, ".").err == (
        f"cti-contract check: error: argument {option}: {fault}\ntry: cti-contract check --help\n"
    )
    config = text_file("a.toml", f"{option[2:]} = ['{rule}']")
    assert cli("check", "--config", config, ".") == (
        2,
        "",
        f"cti-contract check: error: {config}: {option[2:]}: {fault}\n",
    )


def test_problem_without_file() -> None:
    problem = Problem("alias", "old", severity="warning")
    assert Selection(ignore=(rule_of("alias"),)).of([problem], None) == []
    assert Selection(strict=True).of([problem], None)[0].severity == "error"


def test_message_without_name_is_never_hidden(message_file: MessageFile, report: Reporter) -> None:
    """Nothing else of such a message is checked, so `--select` shows the problem; another missing member is hidden."""
    nameless = [
        {"target": "jdoe", "data": {}},
        {"messageType": "objectEvent", "target": "jdoe", "data": {}},
        {"command": "session.start", "target": "jdoe", "original": {}},
    ]
    path = message_file(*map(json.dumps, nameless), '{"command": "session.start", "data": {}}')
    found = report("--select", "alias", path)
    assert [(line, code) for line, _, code in found.places()] == [(line, "missing-member") for line in (1, 2, 3)]
