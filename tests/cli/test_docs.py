"""`cti-contract docs`: pages, options, reports."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docs_checks import CONTRACT, DESK, PAGES, sample
from each_case import each_case
from helpers import COMMAND, ROOT, Cli, TextFile
from published import published

from cti_contract.cli.main import main
from cti_contract.drift.findings import CODES

ERRATUM = """
[[erratum]]
code = "heading-differs"
message = "session.start"
why = "copied"
since = 2026-01-31
"""
#: The page of the desk with a fault that `ERRATUM` explains.
FAULTY = DESK["md"].replace('"command": "session.start"', '"command": "conversation.retrieve"', 1)
TEXT = 'the heading says "session.start", the sample below it "conversation.retrieve"'
READ = "1 page, 10 messages in 21 samples, 14 sentences"


@pytest.fixture
def page(text_file: TextFile) -> Path:
    return text_file("desk.md", FAULTY)


@pytest.fixture
def errata_file(text_file: TextFile) -> Path:
    return text_file("errata.toml", ERRATUM)


def test_finding(cli: Cli, page: Path) -> None:
    code, out, _ = cli("docs", page, "--no-errata")
    first, fix, total = out.splitlines()
    assert code == 1
    assert first == f"{page}:15: heading-differs: session.start: {TEXT}"
    assert fix == "    in the page, correct one of the two"
    assert total == f"{READ}: 1 finding (1 heading-differs)"


def test_explained_finding(cli: Cli, page: Path, errata_file: Path) -> None:
    ran = cli("docs", page, "--errata", errata_file)
    assert ran == (0, f"{READ}: 0 findings, 1 explained by errata\n", "")


@pytest.mark.parametrize(
    ("added", "is_stale"),
    [
        ('page = "desk.*"\nsays = "retrieve"', False),
        ('says = "unmute"', True),
        ('page = "de*.md"\nsays = "unmute"', True),
        ('page = "other.md"', None),
    ],
)
def test_stale_erratum(cli: Cli, page: Path, text_file: TextFile, added: str, *, is_stale: bool | None) -> None:
    """An erratum without a fault is stale only if its own page was checked."""
    file = text_file("errata.toml", f"{ERRATUM}{added}\n")
    code, out, _ = cli("docs", page, "--errata", file)
    assert code == (is_stale is not False)
    text = f'{file}:2: stale-erratum: session.start: no heading-differs that says "unmute" is found any more'
    assert (text in out) == (is_stale is True)


@pytest.mark.parametrize(
    ("path", "why"), [("none.md", ""), ("none", ""), ("none/*.md", "; nothing matches this pattern")]
)
def test_missing_page(cli: Cli, tmp_path: Path, path: str, why: str) -> None:
    """It is worded as by `check`."""
    ran = cli("docs", tmp_path / path)
    assert ran == (2, "", f"cti-contract docs: error: no such file or folder: {tmp_path}/{path}{why}\n")
    assert cli("check", tmp_path / path).err == ran.err.replace("docs", "check", 1)


def test_no_page(cli: Cli) -> None:
    assert cli("docs").code == 2


def test_missing_extra(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    text = "cti-contract docs: error: Markdown needs markdown-it-py: pip install 'cti-contract[docs]'\n"
    assert cli("docs", PAGES / "desk.md") == (2, "", text)
    assert cli("docs", PAGES / "desk.html", PAGES / "desk.txt").code == 0


def test_other_missing_module(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it.missing", None)
    monkeypatch.setattr("cti_contract.drift.markdown.blocks_of", lambda _: __import__("markdown_it.missing"))
    with pytest.raises(ModuleNotFoundError):
        cli("docs", PAGES / "desk.md")


def test_page_that_is_not_utf8(cli: Cli, page: Path) -> None:
    page.write_bytes(b"\xef\xbb\xbf\n\xff" + page.read_bytes())
    code, out, _ = cli("docs", page, "--no-errata")
    assert code == 1
    assert f"{page}:2: unreadable-page: byte 4 is not UTF-8" in out
    assert f"{page}:16: heading-differs" in out


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_characters_of_a_page(page: Path, encoding: str) -> None:
    data = '{"command": "session.start", "target": "é…\\ud800", "data": {"extension": NaN, "a": [1e999, …]}}'
    page.write_text(f"# session.start\n\n```json\n{data}\n```\n", encoding="utf-8")
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    for options in (["--list"], ["--format", "json"]):
        command = [*COMMAND, "docs", "--no-errata", *options, str(page)]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (1, b"")
    document = json.loads(done.stdout, parse_constant=pytest.fail)
    value = document["documented"][0]["samples"][0]["value"]
    found = {
        "command": "session.start",
        "target": "é…\ud800",
        "data": {"extension": {"<>": "NaN"}, "a": [{"<>": "1e999"}]},
    }
    assert value == found


def test_reader_that_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    with open(theirs, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["docs", str(PAGES / "drifted.md"), "--no-errata"]) == 1


def test_complete(cli: Cli) -> None:
    code, out, _ = cli("docs", PAGES / "desk.md", "--no-errata", "--complete")
    assert code == 1
    assert "schemas/commands/channel.dial.json:1: undocumented-message: channel.dial: no page mentions it\n" in out
    assert "channel.externaldispositions" not in out
    missing = set(re.findall(r"undocumented-message: (\S+): no page", out))
    assert missing <= set(CONTRACT.names)
    assert set(CONTRACT.names) - missing >= {name for name in CONTRACT.names if f"### {name}\n" in DESK["md"]}


def test_erratum_of_an_unmentioned_message(cli: Cli, text_file: TextFile) -> None:
    text = ERRATUM.replace("heading-differs", "undocumented-message").replace("session.start", "channel.dial")
    page, file = PAGES / "desk.md", text_file("errata.toml", text)
    assert cli("docs", page, "--errata", file).code == 0
    assert "1 explained" in cli("docs", page, "--errata", file, "--complete").out
    file.write_text(text.replace("channel.dial", "session.start"), encoding="utf-8")
    assert ": stale-erratum: " in cli("docs", page, "--errata", file, "--complete").out


def test_json(cli: Cli, page: Path, errata_file: Path) -> None:
    page.write_text(FAULTY.replace('"endpoint":', '"endPoint":'), encoding="utf-8")
    code, out, _ = cli("docs", page, "--errata", errata_file, "--format", "json")
    document = json.loads(out)
    assert code == 1
    (found,), (explained,) = document["findings"], document["explained"]
    assert (found["line"], found["code"], found["message"]) == (69, "unknown-member", "session.request.addchannel")
    assert found["fix"].endswith(f"or in {found['schema']}, add it")
    assert (explained["code"], explained["why"], explained["since"]) == ("heading-differs", "copied", "2026-01-31")
    start = document["documented"][0]
    data = start["samples"][0]["value"]["data"]
    assert (start["name"], start["line"], data) == ("session.start", 7, {"extension": "<extension>"})
    assert [each["name"] for each in start["secondary"]] == ["session.initialized"]
    assert start["samples"][2]["tolerated"] == [{"line": 43, "text": "a comment"}]
    assert (document["ignored"], document["known"]) == ([], [])


def test_list(cli: Cli) -> None:
    code, out, _ = cli("docs", PAGES / "desk.txt", "--no-errata", "--list")
    assert code == 0
    assert ": request session.start: command, target, data\n" in out
    assert re.search(r"desk\.txt:\d+: tolerated: a comment\n", out)
    assert re.search(r"desk\.txt:\d+: sentence: interaction\.created: target channel\n", out)


def test_github(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The place is also in the text, as the log of a step shows no properties; the counts are those of the text."""
    monkeypatch.chdir(ROOT)
    first, *_, last = cli("docs", "tests/pages/drifted.md", "--format", "github").out.splitlines()
    assert first.startswith("::error file=tests/pages/drifted.md,line=12,col=1,title=cti-contract placeholder::<inter")
    assert first.endswith(" (in the page, spell it in one way) at tests/pages/drifted.md:12:1")
    assert last == cli("docs", PAGES / "drifted.md").out.splitlines()[-1]
    out = cli("docs", PAGES / "drifted.md", "--format", "github", "--max-problems", "1", "--quiet").out
    assert (out.count("::error"), out.splitlines()[1:]) == (1, ["... and 2 more findings"])
    page = "".join(sample("channel.dial", f'{{"destination": "{number}"}}') for number in (7, 8, 9))
    ran = cli("docs", "-", "--format", "github", stdin=page.encode())
    assert ran.out == "1 page, 1 message in 3 samples: 0 findings\n"


def test_sarif(cli: Cli) -> None:
    document = json.loads(cli("docs", PAGES / "drifted.md", "--format", "sarif").out)
    published("sarif-2.1.0").validate(document)
    [run] = document["runs"]
    helps = {rule["id"]: rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]}
    assert helps["unknown-member"] == "In the page, correct its name or remove it; or in the schema, add it."
    assert helps["unknown-message"] == "In the page, correct or remove the name; or add a schema for it."
    assert helps["stale-erratum"] == "Remove the erratum."
    assert helps["stale-baseline"] == "Write the baseline anew with --write-baseline."
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == CODES.keys()
    assert [result["ruleId"] for result in run["results"]] == ["placeholder", "unknown-member", "misspelt-event"]


def test_junit(cli: Cli) -> None:
    out = cli("docs", PAGES / "drifted.md", PAGES / "desk.txt", "--format", "junit").out
    suites = ET.fromstring(out)  # noqa: S314 -- our own output
    assert [suite.get("failures") for suite in suites] == ["1", "0"]


def test_summary(cli: Cli, errata_file: Path) -> None:
    out = cli("docs", PAGES / "desk.md", PAGES / "drifted.md", "--errata", errata_file, "--summary").out
    rows = dict(line.split(maxsplit=1) for line in out.splitlines()[1:])
    assert list(rows) == list(CONTRACT.names)
    assert rows["session.start"].split("  ")[0] == "request, success, failure"
    assert rows["interaction.request.recording.stop"].split() == ["request", "2"]
    assert rows["channel.dial"].split() == ["nothing", "0"]


def test_summary_with_errata(cli: Cli, page: Path, errata_file: Path, text_file: TextFile) -> None:
    words = text_file("words.md", "# session.start\n\n" + sample("session.start", target="a"))
    rows = cli("docs", page, words, "--errata", errata_file, "--summary").out.splitlines()
    [row] = [row for row in rows if row.startswith("session.start ")]
    assert re.fullmatch(r"session\.start +request x 2, success, failure +0, 1 explained", row)


def test_summary_of_words(cli: Cli, text_file: TextFile) -> None:
    rows = cli("docs", text_file("words.md", "# channel.dial\n\nIt dials.\n"), "--summary").out.splitlines()
    assert any(re.fullmatch(r"channel\.dial +words only +0", row) for row in rows)


def test_summary_of_a_row(cli: Cli, text_file: TextFile) -> None:
    table = "| Command | Events |\n| --- | --- |\n| session.request.logout | none |\n| session.addchannel | some |\n"
    page = text_file("rows.md", f"# Overview\n\n`session.start` starts.\n\n{table}")
    rows = cli("docs", page, "--summary").out.splitlines()
    for name in ("session.request.logout", "session.request.addchannel"):
        assert any(re.fullmatch(rf"{name} +words only +\d", row) for row in rows)


def test_summary_of_a_sentence_and_a_later_cell(cli: Cli, text_file: TextFile) -> None:
    table = "| # | Command | Target |\n| --- | --- | --- |\n| 1 | `session.request.logout` | session |\n"
    page = text_file("words.md", f"# Overview\n\n{table}\n`conversation.senddtmf` raises no secondary events.\n")
    rows = cli("docs", page, "--summary").out.splitlines()
    documented = [row.split()[0] for row in rows if "words only" in row]
    assert documented == ["conversation.senddtmf", "session.request.logout"]


def test_summary_as_json(cli: Cli, text_file: TextFile) -> None:
    page = text_file("page.md", "# session.start\n\n" + sample("session.start") * 2 + "\n# channel.dial\n\nIt dials.\n")
    listed = json.loads(cli("docs", page, "--summary", "--format", "json").out)["messages"]
    rows = {each.pop("message"): each for each in listed}
    assert list(rows) == list(CONTRACT.names)
    facts = {"is_mentioned": True, "explained": 0}
    assert rows["session.start"] == {**facts, "samples": {"request": 2}, "findings": 1}
    assert rows["channel.dial"] == {**facts, "samples": {}, "findings": 1}
    assert rows["state.updated"] == {**facts, "is_mentioned": False, "samples": {}, "findings": 0}


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--summary", "--format", "junit"], "--summary is text or JSON, it cannot be junit"),
        (["--list", "--format", "json"], "--list is text, it cannot be json"),
        (["--suggest", "errata", "--format", "sarif"], "--suggest errata is TOML, it cannot be sarif"),
        (["--suggest", "schema", "--format", "junit"], "--suggest schema is JSON, it cannot be junit"),
        (["--list", "--summary"], "argument --summary: not allowed with argument --list"),
        (["--summary", "--suggest", "errata"], "argument --suggest: not allowed with argument --summary"),
        (["--errata", "a.toml", "--no-errata"], "argument --no-errata: not allowed with argument --errata"),
        (["--baseline", "a", "--write-baseline", "a"], "argument --write-baseline: not allowed with argument"),
    ],
)
def test_options_that_exclude_each_other(options: list[str], text: str, cli: Cli) -> None:
    result = cli("docs", PAGES / "desk.md", *options)
    assert (result.code, result.out) == (2, "")
    assert text in result.err


def test_number_of_sentences_that_are_not_understood(cli: Cli, text_file: TextFile) -> None:
    text = "# channel.dial\n\nIt is for telephony only.\n\nIt is for gnarly telephony only.\n"
    lines = cli("docs", text_file("words.md", text)).out.splitlines()
    assert lines[-1] == "1 page, 0 messages in 0 samples, 1 sentence, 1 sentence not understood: 0 findings"


def test_suggestions(cli: Cli) -> None:
    errata = cli("docs", PAGES / "drifted.md", "--suggest", "errata")
    assert (errata.code, errata.out.count("[[erratum]]")) == (1, 3)
    patches = cli("docs", PAGES / "drifted.md", "--suggest", "schema")
    assert list(json.loads(patches.out)) == ["schemas/commands/interaction.request.recording.stop.json"]
    reasons = re.findall(
        r"^no patch: .*/drifted.md:(\d+): .* \(only the page can be corrected\)$", patches.err, re.MULTILINE
    )
    assert reasons == ["12"]


def test_standard_input(cli: Cli) -> None:
    ran = cli("docs", "-", stdin=FAULTY.encode())
    assert ran.out.startswith("-:15: heading-differs: session.start: ")


def test_standard_input_that_is_closed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # as after `<&-` in a shell
    assert "-:1: unreadable-page: cannot be read: standard input is closed" in cli("docs", "-").out


def test_pages_of_several_paths(cli: Cli, text_file: TextFile) -> None:
    page = text_file("docs/a.md", FAULTY)
    (page.parent / "link.md").symlink_to(page)
    for arguments in ([page, page.parent], [page, f"{page.parent}/../docs/a.md"], [page, page.parent / "link.md"]):
        out = cli("docs", *arguments, "--no-errata").out
        assert re.findall(r"(\S+):15: heading-differs", out) == [str(page)]


def test_folders_and_patterns(cli: Cli, text_file: TextFile) -> None:
    for name in ("docs/a.md", "docs/b/c.MD", "docs/.git/d.md", "docs/node_modules/e.md"):
        text_file(name, FAULTY)
    folder = text_file("docs/readme.md", "# Notes\n\nNothing.\n").parent
    text_file("docs/data.csv", "a,b")
    for arguments in ([folder], [f"{folder}/**/*.md", f"{folder}/b"], [folder / "a.md", folder, folder]):
        out = cli("docs", *arguments, "--no-errata").out
        assert re.findall(r"(\S+):15: heading-differs", out) == [f"{folder}/a.md", f"{folder}/b/c.MD"]
        assert out.endswith("1 page without messages skipped\n")


def test_pattern_for_folders(cli: Cli, text_file: TextFile) -> None:
    folder = text_file("docs/b/a.md", sample("channel.dial", '{"destination": "7"}')).parent.parent
    for pattern in ("**", "*", "*/", "*/**"):
        assert cli("docs", folder / pattern).out.startswith("1 page, 1 message in 1 sample"), pattern
    text_file("other/a.json", "{}")
    ran = cli("docs", folder.parent / "oth*" / "**")
    assert (ran.code, ran.err.endswith("; nothing matches this pattern\n")) == (2, True)


def test_folder_that_cannot_be_listed(cli: Cli, text_file: TextFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a finding, and the pages beside it are checked."""
    folder = text_file("docs/a.md", sample("channel.dial", '{"destination": "7"}')).parent
    closed = folder / "closed"
    closed.mkdir()
    scan = os.scandir

    def scandir(path: str) -> object:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (folder / "gone.md").symlink_to("nothing.md")
    for path, others in ((folder, 1), (f"{folder}/**", 1), (closed, 0), (f"{closed}/*.md", 0)):
        ran = cli("docs", path)
        assert (ran.code, ran.err) == (1, "")
        assert f"{closed}:1: unreadable-page: cannot be read: Permission denied\n" in ran.out
        gone = f"{folder}/gone.md:1: unreadable-page: cannot be read: No such file or directory\n"
        assert (ran.out.count(gone), f"{others} message in" in ran.out or not others) == (others, True), ran.out


def test_page_that_is_also_in_a_folder(cli: Cli, text_file: TextFile) -> None:
    """A page that is named is not skipped, also if a folder before it has it."""
    file = text_file("docs/readme.md", "# Notes\n\nNothing.\n")
    text_file("docs/a.md", sample("channel.dial", '{"destination": "7"}'))
    assert cli("docs", file.parent).code == 0
    ran = cli("docs", file.parent, file)
    assert (ran.code, ran.out.startswith(f"{file}:1: no-messages: the page documents no message")) == (1, True)


def test_full_device(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with open("/dev/full", "w", encoding="utf-8", buffering=1) as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["docs", str(PAGES / "drifted.md")]) == 2
    assert capsys.readouterr().err == "cti-contract: cannot write: No space left on device\n"


def test_report_on_a_full_device(text_file: TextFile) -> None:
    """The report is not taken for a page that cannot be read."""
    words = [*COMMAND, "docs", str(text_file("calls.md", "# channel.dial\n")), "--output", "/dev/full"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "cti-contract: cannot write /dev/full: No space left on device\n"


def test_baseline_in_the_folder(cli: Cli, text_file: TextFile, monkeypatch: pytest.MonkeyPatch) -> None:
    file = text_file("page.md", FAULTY)
    monkeypatch.chdir(file.parent)
    written = "1 page, 10 messages in 21 samples, 14 sentences: 1 finding written to known.json\n"
    assert cli("docs", "page.md", "--write-baseline", "known.json") == (0, written, "")
    assert cli("docs", "page.md", "--write-baseline", "known.json", "--quiet") == (0, "", "")
    ran = cli("docs", "page.md", "--baseline", "known.json")
    assert (ran.code, ran.out.endswith(": 0 findings, 1 in the baseline\n")) == (0, True)


def test_baseline_keeps_pages_not_read(cli: Cli, text_file: TextFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings in pages that this run does not read stay in the baseline; those in pages that are gone do not."""
    folder = text_file("page.md", FAULTY).parent
    text_file("other.md", FAULTY)
    monkeypatch.chdir(folder)

    def known() -> list[str]:
        return [each["file"] for each in json.loads((folder / "known.json").read_text(encoding="utf-8"))["problems"]]

    assert cli("docs", "page.md", "other.md", "--write-baseline", "known.json").code == 0
    both = known()
    assert set(both) == {"page.md", "other.md"}
    ran = cli("docs", "page.md", "--write-baseline", "known.json")
    assert (ran.code, known()) == (0, both)
    assert cli("docs", "page.md", "other.md", "--baseline", "known.json").code == 0
    (folder / "other.md").unlink()
    assert cli("docs", "page.md", "--write-baseline", "known.json").code == 0
    assert known() == ["page.md"]


def test_folder_without_messages(cli: Cli, text_file: TextFile) -> None:
    file = text_file("docs/readme.md", "# Notes\n\nNothing.\n")
    for path in (file.parent, f"{file.parent}/*.md"):
        code, out, _ = cli("docs", path)
        assert (code, out.startswith(f"{path}:1: no-messages: no page here documents a message")) == (1, True)
    (file.parent / "empty").mkdir()
    assert cli("docs", file.parent / "empty").code == 1


def test_at_most_some_findings(cli: Cli) -> None:
    code, out, _ = cli("docs", PAGES / "drifted.md", "--max-problems", "1", "--quiet")
    assert (code, out.count("drifted.md:"), out.splitlines()[-1]) == (1, 1, "... and 2 more findings")


def test_foreign_text_in_another_encoding(cli: Cli, text_file: TextFile) -> None:
    """A hook names every changed text, also one that has nothing to do with messages."""
    file = text_file("notes.txt", "")
    file.write_bytes("Grüße".encode("latin-1"))
    assert cli("docs", file).code == 1
    assert cli("docs", file, PAGES / "desk.md", "--skip-foreign").code == 0


def test_files_that_are_no_text(cli: Cli, text_file: TextFile) -> None:
    """They are findings, as a Word document may be the page that was meant; a hook that names all files skips them."""
    folder = text_file("docs/page.md", DESK["md"]).parent
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "font.doc").write_bytes(bytes(range(256)))
    for paths, count in (([folder], 1), ([f"{folder}/*"], 2), ([*folder.iterdir()], 2)):
        ran = cli("docs", *paths)
        assert (ran.code, ran.out.count("unreadable-page: the file is ")) == (1, count)
        ran = cli("docs", *paths, "--skip-foreign")
        skipped = f"{count} file{'s' if count > 1 else ''} that {'are' if count > 1 else 'is'} no text skipped\n"
        assert (ran.code, ran.out.endswith(f": 0 findings; {skipped}")) == (0, True)
    text_file("docs/notes.md", "# Notes\n\nNothing.\n")
    assert "; 1 page without messages and 1 file that is no text skipped\n" in cli("docs", folder, "--skip-foreign").out


def test_page_without_messages(cli: Cli, text_file: TextFile) -> None:
    file = text_file("readme.md", "# Notes\n\nNothing.\n")
    assert cli("docs", file).code == 1
    ran = cli("docs", file, PAGES / "desk.md", "--skip-foreign")
    assert (ran.code, "1 page without messages skipped" in ran.out) == (0, True)


def test_ignored_finding(cli: Cli, text_file: TextFile) -> None:
    ignore = "<!-- cti-contract: ignore unknown-member: comes with release 8 -->\n\n"
    file = text_file("page.md", ignore + sample("channel.dial", '{"destination": "7", "speed": 1}'))
    ran = cli("docs", file)
    assert (ran.code, ran.out.endswith(": 0 findings, 1 ignored by comments\n")) == (0, True)


def test_codes_in_the_guide() -> None:
    guide = (ROOT / "cti_contract/guides/docs-check.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", guide, re.MULTILINE)
    assert rows == [(code.name, code.meaning) for code in CODES.values()]


def test_no_line_is_a_workflow_command(cli: Cli, text_file: TextFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server executes lines of a log that begin so; a page may have any name."""
    page = text_file(
        "::stop-commands::x.md", '# session.start\n\n```json\n{"command": "session.start", "dat": {}}\n```\n'
    )
    monkeypatch.chdir(page.parent)
    for options in ((), ("--list",)):
        lines = cli("docs", *options, page.name).out.splitlines()
        assert any(line.startswith("./::stop-commands::x.md:") for line in lines)
        assert not [line for line in lines if line.startswith("::")]


@each_case(
    "text",
    [
        "# channel.dial\n\n<!-- cti-contract: ignore media: it is under work -->\nFor multimedia only.\n",
        "<!-- cti-contract: ignore media: not yet done -->\n| Command | Media |\n|---|---|\n| channel.dial | any |\n",
    ],
)
def test_markdown_without_code_from_standard_input(cli: Cli, text: str) -> None:
    ran = cli("docs", "-", stdin=text.encode())
    assert (ran.code, "0 findings" in ran.out, "1 ignored" in ran.out) == (0, True, True)
