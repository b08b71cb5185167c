"""`--baseline` and `--write-baseline`: only new problems are reported."""

import gzip
import json
import os
import re
import signal
from pathlib import Path

import pytest
from each_case import each_case
from helpers import ALIAS, BAD, GOOD, NAMED, Cli, MessageFile, Reporter, TextFile

from cti_contract import __version__
from cti_contract.files import check, parallel
from cti_contract.files.baseline import Baseline
from cti_contract.files.limits import Limits
from cti_contract.files.results import Counts, Options
from cti_contract.problems import Problem

OTHER = f'{GOOD[:-1]}, "more": 1}}'
COLUMN = len(GOOD) + 2


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", ["check", "session"])
def test_known_problems_are_not_reported(command: str, message_file: MessageFile, cli: Cli, report: Reporter) -> None:
    file = message_file(BAD, BAD, ALIAS, name="logs/a.ndjson")
    written = cli(command, "--write-baseline", "known.json", "logs")
    assert written.code == 0
    assert re.fullmatch(r"3 messages in 1 file: [1-9] problems written to known\.json\n", written.out)
    assert cli(command, "--quiet", "--baseline", "known.json", "logs") == (0, "", "")
    message_file(GOOD, BAD, ALIAS, OTHER, BAD, BAD, name="logs/a.ndjson")
    done = report("--baseline", "known.json", file, command=command)
    found = [place for place in done.places() if place[2] == "unknown-member"]
    assert (done.code, found) == (1, [(4, COLUMN, "unknown-member"), (6, 80, "unknown-member")])
    if command == "check":
        assert (done.summary["errors"], done.summary["warnings"], done.summary["known"]) == (2, 0, 3)


@each_case(
    ("messages", "options", "summary"),
    [
        ([BAD, GOOD, ALIAS], "--write-baseline new.json", "2 problems written to new.json"),
        ([GOOD], "--write-baseline new.json", "all valid, 0 problems written to new.json"),
        (
            [BAD, NAMED],
            "--write-baseline new.json",
            "1 problem written to new.json, 1 message checked by envelope only",
        ),
        ([BAD, GOOD], "--baseline known.json", "no new errors, 1 known problem"),
        ([BAD, ALIAS], "--baseline known.json", "no new errors, 1 warning, 1 known problem"),
        ([BAD, NAMED], "--baseline known.json", "no new errors, 1 known problem, 1 message checked by envelope only"),
        ([BAD, BAD], "--baseline known.json", "1 error, 0 warnings, 1 known problem"),
        (
            [GOOD, NAMED],
            "--baseline known.json --ignore stale-baseline",
            "no other errors, 1 message checked by envelope only, 1 problem ignored",
        ),
    ],
)
def test_summary(messages: list[str], options: str, summary: str, message_file: MessageFile, cli: Cli) -> None:
    file = message_file(BAD, name="a.ndjson")
    cli("check", "--write-baseline", "known.json", file)
    message_file(*messages, name="a.ndjson")
    text = f"{len(messages)} message{'s' * (len(messages) > 1)} in 1 file: {summary}\n"
    assert cli("check", *options.split(), file).out.splitlines(keepends=True)[-1] == text
    assert cli("check", *options.split(), "--output", "report.txt", file).err == text


def test_unread_file_beside_known_problems(message_file: MessageFile, text_file: TextFile, cli: Cli) -> None:
    message_file(BAD, name="in/a.ndjson")
    text_file("in/b.json")
    ran = cli("check", "--write-baseline", "known.json", "in")
    assert ran.out.endswith("1 message in 2 files: 1 error, 0 warnings, 1 problem written to known.json\n")


def test_baseline_is_sorted_and_small(message_file: MessageFile, cli: Cli) -> None:
    message_file(ALIAS, BAD, BAD, name="b.ndjson")
    message_file(BAD, name="a.json")
    cli("check", "--write-baseline", "new/known.json", ".")
    text = Path("new/known.json").read_text(encoding="utf-8")
    baseline = json.loads(text)
    assert baseline["contract"] == __version__
    assert [(each["file"], each["code"], each["pointer"], each["count"]) for each in baseline["problems"]] == [
        ("../a.json", "unknown-member", "/data/destinaton", 1),
        ("../b.ndjson", "alias", "/command", 1),
        ("../b.ndjson", "unknown-member", "/data/destinaton", 2),
    ]
    assert text.count("\n") == 5 + 3 - 1 + 1
    sarif = json.loads(cli("check", "--format", "sarif", "a.json").out)
    fingerprint = sarif["runs"][0]["results"][0]["partialFingerprints"]["problem/v1"]
    assert fingerprint == f"{baseline['problems'][0]['fingerprint']}:1"


def test_stale_entry(message_file: MessageFile, report: Reporter, cli: Cli) -> None:
    file = message_file(BAD, BAD, name="a.ndjson")
    message_file(BAD, name="b.ndjson")
    cli("check", "--write-baseline", "known.json", ".")
    message_file(BAD, name="a.ndjson")
    done = report("--baseline", "known.json", ".")
    assert (done.code, done.codes) == (0, ["stale-baseline"])
    assert done.problems[0]["file"] == "known.json"
    assert done.problems[0]["message"] == (
        "1 known problem (unknown-member) at /data/destinaton of a.ndjson no longer found: --write-baseline removes it"
    )
    assert report("--baseline", "known.json", "b.ndjson").codes == []
    message_file(GOOD, name="a.ndjson")
    [gone] = report("--baseline", "known.json", ".").problems
    assert gone["message"].startswith("2 known problems (unknown-member) at /data/destinaton of a.ndjson no longer")
    message_file(BAD, name="a.ndjson")
    assert report("--baseline", "known.json", "--strict", ".").code == 1
    assert report("--baseline", "known.json", "--ignore", "stale-baseline", ".").codes == []
    file.unlink()
    assert report("--baseline", "known.json", "b.ndjson").codes == ["stale-baseline"]
    cli("check", "--write-baseline", "known.json", ".")
    assert report("--baseline", "known.json", ".").codes == []


def test_baseline_of_the_other_choice_of_redact(message_file: MessageFile, report: Reporter, cli: Cli) -> None:
    """Texts without values have other fingerprints. A baseline in which that makes no difference may be used."""
    wrong = message_file({"command": "channel.dial", "target": "jdoe", "data": {"destination": "5550100"}})
    alike = message_file(BAD, name="alike.ndjson")
    for written, read, words in (
        ("--redact", "--no-redact", "with --redact"),
        ("--no-redact", "--redact", "without --redact"),
    ):
        cli("check", written, "--write-baseline", "known.json", wrong)
        assert report(written, "--baseline", "known.json", wrong).codes == []
        new, stale = report(read, "--baseline", "known.json", wrong).problems
        assert (new["code"], stale["code"]) == ("bad-target", "stale-baseline")
        assert stale["message"].endswith(f"the baseline was written {words}, unlike this check")
        cli("check", written, "--write-baseline", "known.json", alike)
        assert report(read, "--baseline", "known.json", alike).codes == []


def test_hidden_problem_is_not_stale(text_file: TextFile, report: Reporter, cli: Cli) -> None:
    file = text_file("a.ndjson", "{\n" + BAD)
    cli("check", "--write-baseline", "known.json", file)
    for hides in ("--ignore=syntax", "--ignore=alias", "--select=syntax"):
        assert report("--baseline", "known.json", hides, file).codes == [], hides
    text_file("a.ndjson", GOOD)
    assert report("--baseline", "known.json", "--ignore=syntax", file).codes == ["stale-baseline"]
    cli("check", "--write-baseline", "input.json", "-", stdin=BAD.encode())
    hidden = report("--baseline", "input.json", "--ignore=unknown-member", "-", stdin=BAD.encode())
    assert hidden.codes == []


def test_baseline_is_a_regular_file(tmp_path: Path, message_file: MessageFile, cli: Cli) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = cli("check", "--baseline", "pipe", message_file(GOOD))
    assert (done.code, done.err.rpartition(": ")[2]) == (2, "not a regular file\n")


def test_root_is_a_folder(message_file: MessageFile, cli: Cli) -> None:
    done = cli("check", "--root", "nope", message_file(GOOD))
    assert (done.code, "--root: no such folder: " in done.err) == (2, True)


def test_unread_input_is_never_known(text_file: TextFile, cli: Cli) -> None:
    file = text_file("a.json")
    assert cli("check", "--write-baseline", "known.json", file).code == 1
    assert cli("check", "--baseline", "known.json", file).code == 1


def test_no_entry_of_an_unread_file_is_stale(text_file: TextFile, report: Reporter, cli: Cli) -> None:
    for name, content, code in (
        ("a.ndjson.gz", b"no gzip", "unreadable"),
        ("a.ndjson", BAD.encode("utf-16"), "not-utf8"),
        ("b.ndjson", gzip.compress(BAD.encode()), "not-utf8"),
    ):
        path = text_file(name, f"{BAD}\n")
        cli("check", "--write-baseline", "known.json", path)
        path.write_bytes(content)
        assert report("--baseline", "known.json", path).codes == [code], name
        written = cli("check", "--write-baseline", "known.json", path)
        assert (written.code, f"{name}:" in written.out, f"[{code}]" in written.out) == (1, True, True), name
        assert report("--baseline", "known.json", path).codes == [code], name


def test_line_that_is_not_utf8_may_be_known(text_file: TextFile, cli: Cli) -> None:
    file = text_file("a.ndjson", GOOD.encode() + b'\n{"\xfc": 1}\n')
    assert cli("check", "--write-baseline", "known.json", file).code == 0
    assert cli("check", "--baseline", "known.json", file).code == 0


def test_unchecked_content_is_known_while_it_stays_the_same(text_file: TextFile, report: Reporter, cli: Cli) -> None:
    deep = "[" * 201
    for name, before, after, code in (
        ("a.json", f"[{GOOD[:-1]}", f"[{BAD[:-1]}", "syntax"),
        ("a.json", f"[{GOOD[:-1]},\n{GOOD[:-1]}", f"[{BAD[:-1]},\n{BAD[:-1]}", "syntax"),
        ("a.json", f"// a\n{{{GOOD}", f"// a\n{{{BAD}", "syntax"),
        ("a.json", '{"compilerOptions": {}}', '{"compilerOptions": {"a": 1}}', "not-a-message"),
        ("a.json", f'{{"a": {deep}', f'{{"b": {deep}', "too-deep"),
        ("a.ndjson", f"{GOOD} and more", f"{BAD} and more", "syntax"),
        ("a.ndjson", f'{{"event": {GOOD}}}', f'{{"event": {BAD}}}', "not-a-message"),
        ("a.ndjson", f'{GOOD}\n{{"event": {GOOD}}}', f'{GOOD}\n{{"event": {BAD}}}', "unknown-message"),
        ("a.ndjson", f"{GOOD}\n[{GOOD}]", f"{GOOD}\n[{BAD}]", "wrong-type"),
        ("a.ndjson", '{"a": 1}\n{"b": 1}', '{"a": 1}\n{"b": 2}', "not-a-message"),
    ):
        file = text_file(name, before)
        assert cli("check", "--write-baseline", "known.json", file).code == 0, before
        assert report("--baseline", "known.json", file).codes == [], before
        text_file(name, f" {before}\n")
        assert report("--baseline", "known.json", file).codes == [], before
        text_file(name, after)
        assert code in report("--baseline", "known.json", file).codes, after


def test_comment_stays_known_when_a_message_changes(text_file: TextFile, report: Reporter, cli: Cli) -> None:
    file = text_file("a.json", f"// made by hand\n{GOOD}")
    cli("check", "--write-baseline", "known.json", file)
    text_file("a.json", f"// made by hand\n{GOOD.replace('+1555', '+1666')}")
    assert report("--baseline", "known.json", file).codes == []


def test_known_syntax_has_the_fingerprint_of_sarif(text_file: TextFile, cli: Cli) -> None:
    file = text_file("a.json", "{")
    cli("check", "--write-baseline", "known.json", file)
    [known] = json.loads(Path("known.json").read_text(encoding="utf-8"))["problems"]
    [result] = json.loads(cli("check", "--format", "sarif", file).out)["runs"][0]["results"]
    assert result["partialFingerprints"]["problem/v1"] == f"{known['fingerprint']}:1"


@pytest.mark.parametrize("command", ["check", "session"])
def test_same_mistake_in_another_message(command: str, message_file: MessageFile, report: Reporter, cli: Cli) -> None:
    """A known problem of one command does not hide the same problem of another, in the same report as SARIF."""
    start = '{"command": "session.start", "target": "jdoe", "data": 5}'
    file = message_file(start, name="a.ndjson")
    cli(command, "--write-baseline", "known.json", file)
    message_file(start.replace("session.start", "session.request.logout"), name="a.ndjson")
    done = report("--baseline", "known.json", "--ignore", "open-at-end", file, command=command)
    assert "wrong-type" in done.codes
    assert "stale-baseline" in done.codes
    [known, *_] = json.loads(Path("known.json").read_text(encoding="utf-8"))["problems"]
    assert f"{known['fingerprint']}:1" not in cli(command, "--format", "sarif", file).out


def test_document_over_the_limit_is_never_known(text_file: TextFile) -> None:
    options, counts = Options(limits=Limits(small=0, text=200)), Counts()
    results = check.one_by_one([str(text_file("a.json", "[" * 201))], options, counts)
    found = list(Baseline("known.json", None).new(results, options, counts))
    assert [each.code for findings in found for each in findings if isinstance(each, Problem)] == ["too-large"]
    assert (counts.known, counts.errors, counts.messages) == (0, 1, 0)


def test_max_problems_are_new_ones(message_file: MessageFile, report: Reporter, cli: Cli) -> None:
    file = message_file(BAD, name="a.ndjson")
    cli("check", "--write-baseline", "known.json", file)
    message_file(BAD, OTHER, OTHER, name="a.ndjson")
    done = report("--baseline", "known.json", "--max-problems", "1", file)
    assert (done.places(), done.summary["errors"]) == ([(2, COLUMN, "unknown-member")], 2)


def test_counts_of_files(message_file: MessageFile, cli: Cli) -> None:
    file = message_file(BAD, ALIAS, name="a.ndjson")
    cli("check", "--write-baseline", "known.json", file)
    out = cli("check", "--baseline", "known.json", "--format", "junit", file).out
    assert 'failures="0"' in out
    assert "system-out" not in out


def test_standard_input(cli: Cli) -> None:
    cli("check", "--write-baseline", "known.json", "-", stdin=BAD.encode())
    assert cli("check", "--baseline", "known.json", "-", stdin=BAD.encode()).code == 0
    assert cli("check", "--baseline", "known.json", "-", stdin=OTHER.encode()).code == 1


def test_baseline_of_configuration(
    message_file: MessageFile, text_file: TextFile, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = message_file(BAD, name="in/a.ndjson")
    cli("check", "--write-baseline", "known.json", "in")
    text_file("cti-contract.toml", "baseline = 'known.json'")
    monkeypatch.chdir(file.parent)
    assert cli("check", "a.ndjson").code == 0


@each_case("content", ["", "{", "[]", "5", '{"problems": 5}', '{"problems": [{}]}', "[" * 100_000])
def test_file_that_is_no_baseline(content: str, text_file: TextFile, cli: Cli) -> None:
    file = text_file("known.json", content)
    error = f"cti-contract check: error: {file}: not a baseline; --write-baseline writes one\n"
    assert cli("check", "--baseline", file, ".") == (2, "", error)


def test_file_that_cannot_be_used(tmp_path: Path, message_file: MessageFile, cli: Cli) -> None:
    file = message_file(GOOD)
    gone = tmp_path / "gone.json"
    error = f"cti-contract check: error: {gone}: no such file; --write-baseline writes one\n"
    assert cli("check", "--baseline", "gone.json", file) == (2, "", error)
    error = f"cti-contract check: error: cannot read {tmp_path}: Is a directory\n"
    assert cli("check", "--baseline", tmp_path, file) == (2, "", error)
    done = cli("check", "--write-baseline", tmp_path, file)
    assert (done.code, done.err) == (2, f"cti-contract check: error: cannot write {tmp_path}: Is a directory\n")


def test_file_with_known_problems_only(text_file: TextFile, cli: Cli) -> None:
    file = text_file("a.json", '{"name": "my-package"}')
    assert cli("check", "--write-baseline", "known.json", file).out == (
        "0 messages in 1 file: 1 problem written to known.json\n"
    )
    done = cli("check", "--baseline", "known.json", file)
    assert (done.code, done.out) == (0, "0 messages in 1 file: no new errors, 1 known problem\n")


def known_codes(file: str = "known.json") -> list[tuple[str, str, int]]:
    """Return the file, the code and the count of each entry of a baseline."""
    entries = json.loads(Path(file).read_text(encoding="utf-8"))["problems"]
    return [(each["file"], each["code"], each["count"]) for each in entries]


def test_entries_that_are_not_looked_for_are_kept(message_file: MessageFile, cli: Cli) -> None:
    message_file(BAD, ALIAS, name="a.ndjson")
    message_file(BAD, BAD, name="b.ndjson")
    cli("check", "--write-baseline", "known.json", ".")
    all_known = [("a.ndjson", "alias", 1), ("a.ndjson", "unknown-member", 1), ("b.ndjson", "unknown-member", 2)]
    assert known_codes() == all_known
    written, kept = "written to known.json", "kept that this check did not look for\n"
    for arguments, summary in (
        (["a.ndjson"], f"2 problems {written}, 2 known problems {kept}"),
        (["--select", "alias", "."], f"1 problem {written}, 3 known problems {kept[:-1]}, 3 problems ignored\n"),
        (["--ignore", "alias", "b.ndjson"], f"2 problems {written}, 2 known problems {kept}"),
    ):
        done = cli("check", "--write-baseline", "known.json", *arguments)
        assert done.out.partition(": ")[2] == summary, arguments
        assert known_codes() == all_known, arguments
    message_file(GOOD, name="a.ndjson")
    cli("check", "--write-baseline", "known.json", "a.ndjson")
    assert known_codes() == all_known[2:]
    Path("b.ndjson").unlink()
    cli("check", "--write-baseline", "known.json", "a.ndjson")
    assert known_codes() == []


def test_check_and_session_share_a_baseline(message_file: MessageFile, report: Reporter, cli: Cli) -> None:
    message_file(BAD, name="a.ndjson")
    cli("session", "--complete", "--write-baseline", "known.json", "a.ndjson")
    before = known_codes()
    assert len(before) > 1
    assert report("--baseline", "known.json", "a.ndjson").codes == []
    cli("check", "--write-baseline", "known.json", "a.ndjson")
    assert known_codes() == before
    message_file(GOOD, name="a.ndjson")
    assert report("--baseline", "known.json", "a.ndjson").codes == ["stale-baseline"]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("format_", ["text", "json", "junit", "sarif"])
def test_killed_worker_writes_no_baseline(
    format_: str, message_file: MessageFile, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_file(BAD, name="in/a.ndjson")
    cli("check", "--write-baseline", "known.json", "in")
    before = known_codes()
    message_file(BAD, BAD, name="in/a.ndjson")
    monkeypatch.setattr("cti_contract.cli.commands.check.look_ahead", lambda files, _: (files, True))
    monkeypatch.setattr(parallel, "_work", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    done = cli("check", "--jobs", "2", "--format", format_, "--write-baseline", "known.json", "in")
    assert (done.code, known_codes()) == (1, before)
    if format_ == "json":
        found = json.loads(done.out)["summary"]
        assert (found["complete"], found["unfinished"]) == (False, 1)
    elif format_ == "junit":
        assert '<testcase name="killed"' in done.out
        assert '<error message="a worker process was killed: not everything was checked"' in done.out
        assert "interrupted" not in done.out
    elif format_ == "sarif":
        [notes] = [run["invocations"][0]["toolExecutionNotifications"] for run in json.loads(done.out)["runs"]]
        assert notes[-1]["message"]["text"] == "a worker process was killed: not everything was checked"
    else:
        assert done.out.endswith(
            "0 messages in 1 file: 1 error, 0 warnings, known.json not written, as not everything was checked\n"
        )


def test_only_a_baseline_in_a_folder(tmp_path: Path, cli: Cli) -> None:
    """The baseline of a check is no file that the user has excluded."""
    known = tmp_path / "known.json"
    assert cli("check", "--write-baseline", known, tmp_path).code == 1
    for option in ("--baseline", "--write-baseline"):
        done = cli("check", option, known, tmp_path)
        assert (done.code, "no message files in this folder" in done.out) == (1, True)
        assert "except the excluded ones" not in done.out
