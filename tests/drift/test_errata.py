"""Errata, the baseline, and suggestions."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from docs_checks import CONTRACT, PAGES, findings, sample
from each_case import each_case
from helpers import Cli, TextFile

from cti_contract.drift import baseline, errata
from cti_contract.drift.errata import ERRATA, Erratum
from cti_contract.drift.findings import Finding
from cti_contract.drift.suggestions import errata_for, patches_for
from cti_contract.files.baseline import Baseline, read

SINCE = date(2026, 1, 31)
ECHO = Finding("a/desk.md", 1, "echo", "text", "session.start")


def test_errata_of_the_package() -> None:
    assert len(errata.read(ERRATA)) == len(tomllib.loads(Path(ERRATA).read_text(encoding="utf-8"))["erratum"])


@each_case(
    ("erratum", "explains"),
    [
        (Erratum("echo", "why", SINCE), True),
        (Erratum("echo", "why", SINCE, page="d*", says="ex"), True),
        (Erratum("alias", "why", SINCE), False),
        (Erratum("echo", "why", SINCE, message="channel.dial"), False),
        (Erratum("echo", "why", SINCE, page="a*"), False),
        (Erratum("echo", "why", SINCE, says="no"), False),
    ],
)
def test_erratum_explains_a_finding(erratum: Erratum, *, explains: bool) -> None:
    assert erratum.explains(ECHO) == explains


@each_case(
    ("content", "says"),
    [
        (b"erratum = 1", "errata are tables [[erratum]]"),
        (b"[[errata]]", '"errata" is not one'),
        (b"[[erratum]]\ncod = 'a'", 'an erratum has no "cod"; it has code'),
        (b"[[erratum]]\nnonsense = 'a'", 'an erratum has no "nonsense"'),
        (b"[[erratum]]\ncode = 3", '"code" must be a text'),
        (b"[[erratum]]\ncode = ''", '"code" must be a text'),
        (b"[[erratum]]\nsince = 'today'", '"since" must be a date'),
        (b"[[erratum]]\ncode = 'a'", 'an erratum needs "why" and "since"'),
        (b"erratum = [3]", "an erratum is a table"),
        (b"[[erratum]]\ncode = bad", "errata.toml: not valid TOML: Invalid value (at line 2, column 8)"),
        (b"known: []", "errata.toml: not valid TOML: Expected '='"),
        (b"a = " + b"5" * 5000, "errata.toml: not valid TOML: a number of too many digits"),
        (b"a = " + b"[" * 5000, "errata.toml: lists or tables are nested too deeply"),
        (b"a = 1\n\xff", "errata.toml: not valid TOML: byte 6 is not UTF-8 (at line 2)"),
        ("a = 1".encode("utf-16"), "errata.toml: not valid TOML: save it as UTF-8, not UTF-16"),
        (b"[[erratum]]\nwhy = ' '", '"why" must be a text that is not empty'),
        (b"[[erratum]]\ncode = 'alia'\nwhy = 'wrong'\nsince = 2026-01-31", '"alia"; the nearest is "alias"'),
        (b"[[erratum]]\ncode = 'none'\nwhy = 'wrong'\nsince = 2026-01-31", 'has the code "none"'),
        (b"[[erratum]]\ncode = 'stale-erratum'\nwhy = 'wrong'\nsince = 2026-01-31", 'has the code "stale-erratum"'),
    ],
)
def test_wrong_errata(cli: Cli, text_file: TextFile, content: bytes, says: str) -> None:
    ran = cli("docs", PAGES / "desk.txt", "--errata", text_file("errata.toml", content))
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_files_that_cannot_be_used(cli: Cli, tmp_path: Path) -> None:
    error = "cti-contract docs: error: "
    for option in ("--errata", "--baseline"):
        said = cli("docs", PAGES / "desk.txt", option, tmp_path)
        assert said == (2, "", f"{error}cannot read {tmp_path}: Is a directory\n")
    said = cli("docs", PAGES / "desk.txt", "--errata", tmp_path / "a.toml")
    assert said == (2, "", f"{error}cannot read {tmp_path}/a.toml: No such file or directory\n")
    said = cli("docs", PAGES / "desk.txt", "--baseline", tmp_path / "a.json")
    assert said == (2, "", f"{error}{tmp_path}/a.json: no such file; --write-baseline writes one\n")


def test_errata_with_a_byte_order_mark(text_file: TextFile) -> None:
    content = b"\xef\xbb\xbf[[erratum]]\ncode = 'echo'\nwhy = 'wrong'\nsince = 2026-01-31\n"
    assert errata.read(str(text_file("errata.toml", content))) == [Erratum("echo", "wrong", SINCE, line=1)]


OTHER = Finding("b.md", 7, "echo", "its data, see line 3", "session.start")


def test_baseline(tmp_path: Path) -> None:
    file = str(tmp_path / "baseline.json")
    written = Baseline(file, None)
    assert baseline.apply(written, [ECHO, ECHO, OTHER], []) == ([], [ECHO, ECHO, OTHER])
    Path(file).write_text(written.text(), encoding="utf-8")
    moved = [ECHO._replace(line=9), OTHER._replace(text="its data, see line 5")]
    assert baseline.apply(Baseline(file, read(file)), [ECHO, *moved], []) == ([], [ECHO, *moved])
    new, old = baseline.apply(Baseline(file, read(file)), [ECHO, ECHO, moved[0]], [])
    assert ([each.code for each in new], old) == (["echo", "stale-baseline"], [ECHO, ECHO])
    [stale], _ = baseline.apply(Baseline(file, read(file)), [ECHO, ECHO], ["a/desk.md", "b.md"])
    assert (stale.code, stale.fix) == ("stale-baseline", "write the baseline anew with --write-baseline")
    assert stale.text.startswith("1 known problem (echo) at session.start of ")
    assert stale.text.endswith("b.md no longer found")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"problems": [{}]}', '{"problems": 1}'])
def test_wrong_baseline(cli: Cli, text_file: TextFile, content: str) -> None:
    ran = cli("docs", PAGES / "desk.txt", "--baseline", text_file("b.json", content))
    assert (ran.code, "not a baseline; --write-baseline writes one" in ran.err) == (2, True)


def test_baseline_of_a_command(cli: Cli, tmp_path: Path) -> None:
    page, file = PAGES / "drifted.md", tmp_path / "baseline.json"
    ran = cli("docs", page, "--write-baseline", file)
    assert (ran.code, ran.out.endswith(f": 3 findings written to {file}\n")) == (0, True)
    assert file.read_text(encoding="utf-8").count('"fingerprint"') == 3
    ran = cli("docs", page, "--baseline", file)
    assert (ran.code, "0 findings, 3 in the baseline" in ran.out) == (0, True)


def test_suggested_errata(text_file: TextFile) -> None:
    found = findings((PAGES / "drifted.md").read_text(encoding="utf-8"), "pages/drifted.md")
    stale = Finding("errata.toml", 1, "stale-erratum", "text")
    alike = found[0]._replace(line=9)  # the same erratum explains it
    file = text_file("errata.toml", text := "\n".join(errata_for([*found, alike, stale], SINCE)))
    with pytest.raises(ValueError, match=r'errata\.toml:1: "TODO: .*" is no reason'):
        errata.read(str(file))
    text_file("errata.toml", text.replace("TODO: ", ""))
    suggested = errata.read(str(file))
    assert [any(each.explains(finding) for each in suggested) for finding in found] == [True] * 3
    assert (len(suggested), {each.since for each in suggested}) == (3, {SINCE})


def test_suggested_errata_are_printable() -> None:
    """The name of a page may hold characters that control a terminal."""
    name = 'a\x1b[31m\x9b\u202e\U000e0001"\u00fc.md'
    [finding] = [each._replace(file=name) for each in findings("# channel.dial\n\nFor multimedia only.\n")]
    text = "\n".join(errata_for([finding], SINCE))
    assert text.replace("\n", "").isprintable()
    assert "\u00fc" in text
    [erratum] = tomllib.loads(text)["erratum"]
    assert erratum["page"] == name


ADD = "schemas/commands/session.request.addchannel.json"


@each_case(
    ("page", "file", "operation"),
    [
        (
            sample("channel.dial", '{"destination": "7", "speed": 1}'),
            "schemas/commands/channel.dial.json",
            {"op": "add", "path": "/properties/data/properties/speed", "value": {"type": "integer"}},
        ),
        (
            sample("session.request.addchannel", '{"channel": {"endpoint": "a", "type": 1}}', target="a"),
            ADD,
            {
                "op": "replace",
                "path": "/properties/data/properties/channel/properties/type",
                "value": {"type": "integer"},
            },
        ),
        (
            sample("session.request.addchannel", '{"channel": {"type": "Chat"}}', target="a"),
            ADD,
            {"op": "remove", "path": "/properties/data/properties/channel/properties/endpoint"},
        ),
        (
            "# session.request.addchannel\n\n`endpoint` is optional.\n",
            ADD,
            {"op": "add", "path": "/properties/data/properties/channel/required", "value": ["type"]},
        ),
        (
            "# channel.dial\n\n`extensions` is required.\n",
            "schemas/commands/channel.dial.json",
            {"op": "add", "path": "/properties/data/required", "value": ["destination", "extensions"]},
        ),
        (
            "# channel.dial\n\nAvaya only.\n",
            "schemas/commands/channel.dial.json",
            {"op": "add", "path": "/x-cti/platforms", "value": ["avaya"]},
        ),
        (
            "# channel.dial\n\nMedia: any\n",
            "schemas/commands/channel.dial.json",
            {"op": "add", "path": "/x-cti/media", "value": "any"},
        ),
        (
            "# session.start\n\nThe success repeats the data of the request.\n",
            "schemas/responses/session.start.json",
            {"op": "add", "path": "/x-cti", "value": {"echo": True}},
        ),
        (
            "# session.start\n\nIt raises no events.\n",
            "schemas/commands/session.start.json",
            {"op": "add", "path": "/x-cti/secondary", "value": []},
        ),
        (
            "# session.start\n\n## Secondary events\n\n- state.updated (channel)\n",
            "schemas/commands/session.start.json",
            {"op": "add", "path": "/x-cti/secondary", "value": [{"name": "state.updated", "of": "channel"}]},
        ),
        (
            "# interaction.created\n\nRaised after channel.activate.\n",
            "schemas/events/interaction.created.json",
            {
                "op": "add",
                "path": "/x-cti/raised",
                "value": [
                    {"during": "session initialization", "when": "the agent is already logged into the channel"},
                    {"after": "channel.activate"},
                ],
            },
        ),
    ],
)
def test_suggested_patch(page: str, file: str, operation: dict[str, object]) -> None:
    patches = patches_for(findings(page), CONTRACT).by_file
    assert operation in patches[file]
    assert list(patches) == [file]


def test_patch_of_a_shared_definition() -> None:
    """A definition that other messages use is not changed: the member gets a copy of its own."""
    patches = patches_for(findings(sample("session.request.logout", '{"why": "x"}', target="a")), CONTRACT)
    [(file, operations)] = patches.by_file.items()
    assert file == "schemas/commands/session.request.logout.json"
    [operation] = operations
    assert (operation["op"], operation["path"]) == ("replace", "/properties/data")
    assert operation["value"]["properties"] == {"why": {"type": "string"}}


def test_findings_without_a_patch() -> None:
    page = "# channel.dial\n\nThe target is the session. Multimedia only.\n"
    found = [*findings(page), ECHO._replace(message="no.message")]
    assert patches_for(found, CONTRACT) == ({}, [(each, "only people can decide on the schema") for each in found])
