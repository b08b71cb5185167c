"""The drift check: what differs between a page and the contract is told, where it stands, and nothing else is."""

import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import pytest
from helpers import COMMAND, ROOT, Cli, Ran
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cti_contract.cli.main import main
from cti_contract.contract import registry
from cti_contract.drift import pages, plain_text
from cti_contract.drift.blocks import Line
from cti_contract.drift.compare import findings_of
from cti_contract.drift.contract import Contract
from cti_contract.drift.errata import Erratum
from cti_contract.drift.findings import Finding
from cti_contract.drift.samples import plain
from cti_contract.drift.samples_reader import read
from cti_contract.drift.sections import Listed, sections_of

PAGES = ROOT / "tests/pages"
FORMATS = {path.suffix[1:]: path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("desk.*"))}
CONTRACT = Contract()
ECHO = "    <Same data as in the request>\n"
CALL = "<session-id>.<channel-id>.<interaction-id>.<conversation-id>"

#: What is planted in the page: a text, what takes its place the first time it stands there, and what must be found.
DRIFTS = [
    (
        '"command": "session.start"',
        '"command": "session.initialise"',
        "heading-differs",
        'sample under it "session.initialise"',
    ),
    ("conversation.senddtmf (", "conversation.sendtones (", "heading-differs", 'heading says "conversation.sendtones"'),
    ("begins with session.start.", "begins with session.sign.in.", "unknown-message", 'message "session.sign.in"'),
    (
        "begins with session.start.",
        "begins with session.addchannel.",
        "alias",
        'spelling of "session.request.addchannel"',
    ),
    (f'{CALL}" | ', f'{CALL}.<party-id>" | ', "target-refused", "it takes <session>.<channel>.<interaction>"),
    ('"<session-id>.<channel-id>" | ', "", "target-undocumented", "<session>.<channel>, the page"),
    ('"endpoint":', '"endPoint":', "unknown-member", "data.channel.endPoint is documented"),
    ('"numUnavailable": 1,', "", "undocumented-member", "[].entries[].properties.numUnavailable"),
    ('"callbackNumbers"', '"callbackNumber"', "unknown-member", '"callbackNumber" is documented'),
    (' | "CHAT"', "", "alternatives", '"TELEPHONY", "EMAIL" or "CALLBACK" on the page'),
    (
        '"result": "success"',
        '"result": "success" | "<other-result>"',
        "alternatives",
        "room for other",
    ),
    ('"type": "skill"', '"type": "team"', "other-value", '"team" on the page, "skill"'),
    ('"type": "skill"', '"type": "external" | "agent" | "skill"', "alternatives", '"skill" in the schema'),
    ('"<endpoint>"', '"A" | "B"', "alternatives", "any value in the schema"),
    ('"value": "<result-value>"', '"value": 3', "other-type", "is 3 on the page, string"),
    ("true | false", '"<yes-or-no>"', "other-type", "boolean in the schema"),
    ("true | false", 'true | "<yes-or-no>"', "other-type", "boolean in the schema"),
    ('"extensions": []', '"extensions": {}', "other-type", "is an object on the page, array"),
    ('"result": "success"', '"result": "done"', "other-value", '"done" on the page, "success"'),
    ('"data": {}', '"data": {\n    <anything>\n  }', "open-object", "leaves data open"),
    ("<whatever-the-platform-tells>", "<Same data as in the request>", "echo", "the schema does not"),
    ("interaction.focuschanged", "interaction.focuschange", "misspelt-event", 'nearest is "interaction.focuschanged"'),
    ("interaction.focuschanged", "interaction.focuschanged\n- weather.sunny", "unknown-message", '"weather.sunny"'),
    (
        "interaction.focuschanged",
        "interaction.focuschanged\n- interaction.preview",
        "secondary-events",
        "on the page, not in the schema",
    ),
    ("(conversation state, original", "(channel state event, original", "secondary-events", 'of is "channel"'),
    ("disposed (original call)", "disposed (consult call)", "secondary-events", 'note is "consult call"'),
    (" (if only one call was active)", "", "secondary-events", "when is not told on the page"),
    ("None: nothing follows from it.", "Nothing is known.", "", ""),
    (
        "conversation.senddtmf (Telephony only)",
        "conversation.senddtmf",
        "media",
        "tells any media, the schema telephony",
    ),
    ("addressbook (inContact only)", "addressbook (Avaya only)", "platforms", "the schema incontact"),
    ('"data": {}', '"data": {', "malformed-sample", "a } is missing"),
    ('"country": "US",', '"country": "US"', "malformed-sample", "a comma is missing before this"),
    ('<result-text>"', '<result-text"', "malformed-sample", "is not closed"),
    ('"data": {}', '"data": {},', "malformed-sample", "a comma trails"),
    ("<native-id>", "<native_id>", "placeholder", "as the page spells others: <native-id>"),
    ("<native-id>", "<interactionid>", "placeholder", "is elsewhere spelled <interaction-id>"),
]


def findings(text: str, file: str = "page.md", contract: Contract = CONTRACT) -> list[Finding]:
    return findings_of(pages.page_of(file, text), contract)


def written(form: str, text: str, planted: str) -> tuple[str, str, int]:
    """Return two texts as they are written in a format, and where the first of them stands in our page."""
    page = FORMATS[form]
    if form == "txt":
        text, planted = text.replace("    ", "\u00a0" * 4), planted.replace("    ", "\u00a0" * 4)
    if form == "html":
        place = min(page.find(each) for each in (text, escape(text, quote=False)) if each in page)
        if page.rfind("<![CDATA[", 0, place) <= page.rfind("]]>", 0, place):  # rendered, in no macro
            text, planted = escape(text, quote=False), escape(planted, quote=False)
        planted = planted.replace("\n- ", "</p></li>\n<li><p>")
    return text, planted, page.index(text)


@pytest.fixture
def docs(cli: Cli) -> Callable[..., Ran]:
    """Return a call that runs the command `docs`."""
    return partial(cli, "docs")


@pytest.mark.parametrize("form", FORMATS)
def test_our_own_page_differs_in_nothing(form: str) -> None:
    assert findings(FORMATS[form], f"desk.{form}") == []


def test_the_formats_of_a_page_say_the_same() -> None:
    said = [
        [
            (each.name, each.heading.remarks, [listed._replace(line=0) for listed in each.secondary or ()],
             [(sample.kind, sample.name, plain(sample.value)) for sample in each.samples])
            for each in sections_of(pages.page_of(f"desk.{form}", text))
            if each.name
        ]
        for form, text in FORMATS.items()
    ]  # fmt: skip
    assert said[0] == said[1] == said[2]
    assert len(said[0]) == 9


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("text", "planted", "code", "says"), DRIFTS)
def test_a_planted_drift_is_the_one_thing_found(form: str, text: str, planted: str, code: str, says: str) -> None:
    text, planted, place = written(form, text, planted)
    found = findings(FORMATS[form].replace(text, planted, 1), f"desk.{form}")
    assert [each.code for each in found] == [code] * bool(code), found
    for each in found:
        assert says in each.text
        assert abs(each.line - FORMATS[form].count("\n", 0, place) - 1) <= 8


HEADER = ("$defs", "header", "properties")
DISPOSED = {"name": "channel.disposed"}
INTERACTION = "../common/target.json#/$defs/interaction"


@pytest.mark.parametrize(
    ("schema", "place", "value", "codes"),
    [
        ("commands/session.start.json", ["x-cti", "secondary"], [], "secondary-events"),
        ("commands/session.start.json", ["x-cti"], {"status": "documented", "media": "any"}, "secondary-events"),
        ("commands/session.request.addchannel.json", ["x-cti", "secondary"], [DISPOSED], "secondary-events"),
        ("commands/conversation.senddtmf.json", ["x-cti", "secondary"], [DISPOSED], "secondary-events"),
        ("commands/session.start.json", ["x-cti", "media"], "telephony", "media"),
        ("commands/session.start.json", ["x-cti", "platforms"], ["avaya"], "platforms"),
        ("responses/conversation.blindtransfer.json", ["x-cti", "echo"], False, "echo"),
        ("commands/session.start.json", [*HEADER, "command", "const"], "session.begin", "other-value"),
        ("events/channel.disposed.json", ["properties", "target", "$ref"], INTERACTION, "target-refused"),
    ],
)  # fmt: skip
def test_a_changed_schema_is_told(schema: str, place: list[str], value: Any, codes: str) -> None:
    schemas = copy.deepcopy(dict(registry.schemas()))
    inner: Any = schemas[registry.BASE_URI + schema]
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    found = findings(FORMATS["md"], contract=Contract(schemas))
    assert {each.code for each in found} == set(codes.split())


def test_the_order_of_secondary_events_counts() -> None:
    text = FORMATS["md"].replace("- interaction.focuschanged\n", "").replace(
        "- conversation.disposed (orig", "- interaction.focuschanged\n- conversation.disposed (orig"
    )  # fmt: skip
    (found,) = findings(text)
    assert (found.code, "in another order" in found.text) == ("secondary-events", True)


def edits(schemas: dict[str, Any]) -> Iterator[Callable[[], None]]:
    """Yield every way to rename or drop a member, or change a constant, of the messages that our page documents."""
    files = {f"{folder}/{each.name}.json" for each in sections_of(pages.page_of("desk.md", FORMATS["md"])) if each.name
             for folder in ("commands", "responses", "events")}  # fmt: skip
    for file in sorted(files & {uri.removeprefix(registry.BASE_URI) for uri in schemas}):
        yield from _edits(schemas[registry.BASE_URI + file], "original")


def _edits(schema: Any, *besides: str) -> Iterator[Callable[[], None]]:
    if not isinstance(schema, dict):
        return
    for name, member in list(schema.get("properties", {}).items()):
        if name not in (*besides, "data", "target", "command") and member is not False:
            yield partial(_rename, schema, name)
            yield partial(_drop, schema, name)
    yield from _changes(schema)
    inner = [schema[key] for key in ("items", "additionalProperties") if key in schema]
    inner += [part for key in ("$defs", "properties") for part in schema.get(key, {}).values()]
    for part in inner:
        yield from _edits(part, *besides)


def _changes(schema: dict[str, Any]) -> Iterator[Callable[[], None]]:
    if "const" in schema:
        yield partial(schema.update, const=schema["const"] + "X")
    if "enum" in schema and "session.addchannel" not in schema["enum"]:
        yield partial(schema.update, enum=[*schema["enum"], "one more"])
    if schema.get("x-cti", {}).get("known"):
        yield partial(schema.update, examples=schema["examples"][1:])
    targets, _, kind = schema.get("$ref", "").rpartition("/")
    if "target.json#" in targets and kind in _OTHER:
        yield partial(schema.update, {"$ref": targets + _OTHER[kind]})


_OTHER = {"session": "/channel", "channel": "/channelgroup", "conversation": "/interaction"}


def _rename(schema: dict[str, Any], name: str) -> None:
    schema["properties"] = {(key + "Of" if key == name else key): value for key, value in schema["properties"].items()}
    schema["required"] = [key + "Of" if key == name else key for key in schema.get("required", ())]


def _drop(schema: dict[str, Any], name: str) -> None:
    schema["properties"] = {key: value for key, value in schema["properties"].items() if key != name}
    schema["required"] = [key for key in schema.get("required", ()) if key != name]


MANY = len(list(edits(copy.deepcopy(dict(registry.schemas())))))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(number=st.integers(0, MANY - 1), form=st.sampled_from(sorted(FORMATS)))
@pytest.mark.slow
def test_every_edit_of_a_schema_is_told(number: int, form: str) -> None:
    schemas = copy.deepcopy(dict(registry.schemas()))
    list(edits(schemas))[number]()
    assert findings(FORMATS[form], f"desk.{form}", Contract(schemas)) != []


MANGLED = st.tuples(
    st.sampled_from(sorted(FORMATS)),
    st.lists(st.tuples(st.integers(0, 12_000), st.integers(0, 40), st.sampled_from(
        ["", "{", "}", "[", "]", '"', ",", "|", "<", ">", "…", "\n...\n", "```", "<![", "<![x", "<pre>", "/*", "\0",
         "\ud800", "(", "Code Block\n"]
    )), max_size=12),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mangled=MANGLED, compared=st.booleans())
@pytest.mark.slow
def test_a_mangled_page_never_stops_the_reader(
    mangled: tuple[str, list[tuple[int, int, str]]], *, compared: bool
) -> None:
    form, cuts = mangled
    text = "Versions Compared\n" * compared + FORMATS[form]
    for start, length, planted in cuts:
        text = text[:start] + planted + text[start + length :]
    assert all(1 <= each.line <= text.count("\n") + 1 for each in findings(text, f"desk.{form}"))


@pytest.mark.parametrize(
    "sample",
    ["{" * 20_000, "[" * 300 + "]" * 300, '{"a":' * 150, '"a" ' * 3_000, "{},[" * 3_000, '{"command": ' + "[{}" * 900],
)
@pytest.mark.parametrize("file", ["p.md", "p.html", "p.txt"])
def test_a_sample_without_sense_is_told_as_such(sample: str, file: str) -> None:
    wrapped = {"p.md": f"```json\n{sample}\n```", "p.html": f"<pre>{sample}</pre>", "p.txt": f"Code Block\n{sample}\n"}
    codes = {each.code for each in findings(wrapped[file], file)}
    assert codes
    assert codes <= {"unreadable-sample", "no-messages"}


def test_elements_of_some_sorts_only_are_told_with_all_that_the_schema_has() -> None:
    entry = '{"name": "<name>", "type": "%s", "destinations": [], "properties": {%s}}'
    agent, external = entry % ("agent", '"state": "<state>"'), entry % ("external", "")
    sample = (
        '{"command": "session.request.incontact.addressbook", "target": "<session-id>", "result": "success",\n'
        f'"data": {{"addressbooks": [{{"name": "<name>", "groups": [],\n"entries": [{agent}, {external}]}}]}}}}'
    )
    page = f"# session.request.incontact.addressbook\n\n```json\n{sample}\n```\n"
    told, schema = '"agent" or "external" on the page', '"external", "agent" or "skill" in the schema'
    text = f"data.addressbooks[].entries[].type is {told}, {schema}"
    assert [(each.line, each.code, each.text) for each in findings(page)] == [(6, "alternatives", text)]


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ('{"command": "conversation.retrieve", "data": {}}', ["undocumented-member: target"]),
        ('{"setting": true}', ["no-sample: no"]),
        (
            '{"command": "conversation.retrieve", "data": {"held": true} | {"muted": true}}',
            ["undocumented-member: target", "unknown-member: data.held", "unknown-member: data.muted"],
        ),
    ],
)
def test_sample_that_is_no_whole_request_is_told_by_what_it_lacks_and_has(sample: str, expected: list[str]) -> None:
    found = findings(f"# conversation.retrieve\n\n```json\n{sample}\n```\n")
    assert [f"{each.code}: {each.text.split()[0]}" for each in found] == expected


COMPARED = """Versions Compared
Key
...
conversation.request.unmute (Telephony only)

Request

Code Block
language

{

...

json
{
  "command": "conversation.request.unmute",
...
  "target": "<session-id>.<channel-id>.<interaction-id>.
...
<conversation-id>" | "<session-id>.<channel-group-id>.<channel-id>.<interaction-id>.<conversation-id>",
  "data":
...
{
}
  {
  }
}

Secondary Events

  • state.updated (conversation state event)

...

conversation.retrieve is called first.
"""


def test_a_view_of_two_versions_is_read_as_the_newer_one() -> None:
    assert findings(COMPARED, "view.txt") == []
    (sample,) = sections_of(pages.page_of("view.txt", COMPARED))[2].samples
    assert [remark.line for remark in sample.tolerated] == [24, 25]
    assert plain(sample.value)["data"] == {}


def test_a_view_that_lost_all_indentation_is_still_read() -> None:
    text = "\n".join(line.strip() for line in COMPARED.replace("• state", "- state").split("\n"))
    assert [each.code for each in findings(text, "view.txt")] == []


def test_a_part_that_is_hidden_makes_no_claim_of_what_is_missing() -> None:
    text = COMPARED.replace(
        "  • state.updated (conversation state event)\n",
        "  • interaction.ended\n\n...\n\n  • state.updated (conversation state event)\n",
    )
    (found,) = findings(text, "view.txt")
    assert found.text == "interaction.ended is on the page, not in the schema"
    text = COMPARED.replace("  • state.updated (conversation state event)\n", "None.\n\n...\n")
    (found,) = findings(text, "view.txt")
    assert found.text.endswith("not on the page (a part of the list may be hidden)")


MORE, TRAILS = "… stands for more of the same", 'a comma trails before this: only "…" follows it'


@pytest.mark.parametrize(
    ("sample", "value", "faults", "tolerated"),
    [
        ('{"a": 1 /* one\n two */, "b": "x\\n"} // end', {"a": 1, "b": "x\n"}, [], ["a comment", "a comment"]),
        ('{"a": [1, 2, …]}', {"a": [1, 2]}, [MORE, TRAILS], []),
        ('{"a": [1 … 9], …}', {"a": [1, 9]}, [MORE, MORE, TRAILS], []),
        ('{"a": "x" | 3 | <other>}', {"a": {"|": ["x", 3, {"<>": "<other>"}]}}, [], []),
        ("{“a”: “b”}", {"a": "b"}, ["typographic quotes stand for straight ones"], []),
        ("{a: 1}", {"a": 1}, ["the name a has no quotes"], []),
        ('{"a" 1}', {"a": 1}, ["a colon is missing"], []),
        ('{"a": , "b": 1}', {"b": 1}, ["a value is missing"], []),
        ('{"a", "b": 1}', {"b": 1}, ["a name has no value"], []),
        ('{"a": "x,\n"b": 1}', {"a": "x", "b": 1}, ["a string is not closed"], []),
        ('{"a": "x\n"b": 1}', {"a": "x", "b": 1}, ["a string is not closed", "a comma is missing before this"], []),
        ('{"a": "x\n y"}', {"a": "xy"}, ["a string is broken over lines"], []),
        ('{"a": 1, "a": 2}', {"a": 2}, ['"a" is printed twice'], []),
        ('{"a": 1}}', {"a": 1}, ["} does not belong here"], []),
        ('{"a": > 1}', {"a": 1}, ['a stray ">"'], []),
        ('{"a": "\\q", <b>, "c": [1, <d>]}', {"a": "\\q", "c": [1, {"<>": "<d>"}], "<>": ["<b>"]}, [], []),
        ('{"a": <b, "c": 1}', {"a": {"<>": "<b"}, "c": 1}, ["the placeholder <b is not closed"], []),
        ('{"a": [1, ]}', {"a": [1]}, ["a comma trails before this"], []),
        ('{"a": [1}', {"a": [1]}, ["a ] is missing"], []),
    ],
)  # fmt: skip
def test_a_sample_is_read_tolerantly_and_what_was_tolerated_is_told(
    sample: str, value: Any, faults: list[str], tolerated: list[str]
) -> None:
    lines = [Line(number, text) for number, text in enumerate(sample.split("\n"), 1)]
    reading = read(lines, compared=False)
    assert reading.value is not None
    assert plain(reading.value) == value
    assert sorted(remark.text for remark in reading.faults) == sorted(faults)
    assert [remark.text for remark in reading.tolerated] == tolerated


def test_lines_of_both_versions_of_a_member_are_no_fault() -> None:
    lines = [Line(number, text) for number, text in enumerate(["{", '"a": 1,', '"a": 2', "  }", "}"], 1)]
    reading = read(lines, compared=True)
    assert reading.value is not None
    assert (plain(reading.value), reading.faults) == ({"a": 2}, ())
    assert [remark.text for remark in reading.tolerated] == [
        '"a" is printed twice',
        "a surplus } of a view of two versions",
    ]


ERRATUM = """
[[erratum]]
code = "heading-differs"
message = "session.start"
why = "copied"
since = 2026-01-31
"""
#: The first page of our own with a fault that `ERRATUM` explains.
FAULTY = FORMATS["md"].replace('"command": "session.start"', '"command": "conversation.retrieve"', 1)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "desk.md"
    path.write_text(FAULTY, encoding="utf-8")
    return path


@pytest.fixture
def errata_file(tmp_path: Path) -> Path:
    path = tmp_path / "errata.toml"
    path.write_text(ERRATUM, encoding="utf-8")
    return path


def test_an_unexplained_finding_fails(page: Path, docs: Callable[..., Ran]) -> None:
    code, out, _ = docs(page, "--no-errata")
    where, total = out.splitlines()
    assert code == 1
    text = 'the heading says "session.start", the sample under it "conversation.retrieve"'
    assert where == f"{page}:15: heading-differs: session.start: {text}"
    assert total == "1 page, 10 messages in 21 samples, 6 oddities tolerated: 1 finding (1 heading-differs)"


def test_an_erratum_explains_a_finding(page: Path, errata_file: Path, docs: Callable[..., Ran]) -> None:
    code, out, _ = docs(page, "--errata", errata_file)
    assert (code, out) == (
        0,
        "1 page, 10 messages in 21 samples, 6 oddities tolerated: 0 findings, 1 explained by errata\n",
    )


@pytest.mark.parametrize(
    ("added", "stale"),
    [
        ('page = "desk.*"\nsays = "retrieve"', False),
        ('says = "unmute"', True),
        ('page = "de*.md"\nsays = "unmute"', True),
        ('page = "other.md"', None),
    ],
)
def test_an_erratum_is_stale_only_where_its_own_page_no_longer_has_the_fault(
    page: Path, errata_file: Path, docs: Callable[..., Ran], added: str, *, stale: bool | None
) -> None:
    errata_file.write_text(f"{ERRATUM}{added}\n", encoding="utf-8")
    code, out, _ = docs(page, "--errata", errata_file)
    assert code == (stale is not False)
    told = f'{errata_file}:2: stale-erratum: session.start: no heading-differs that says "unmute" is found any more'
    assert (told in out) == (stale is True)


def test_an_erratum_of_a_code_explains_it_for_all_messages() -> None:
    finding = Finding("a/desk.md", 1, "echo", "text", "session.start")
    since = date(2026, 1, 31)
    assert Erratum("echo", "why", since).explains(finding)
    assert Erratum("echo", "why", since, page="d*").explains(finding)
    assert not Erratum("alias", "why", since).explains(finding)
    assert not Erratum("echo", "why", since, message="channel.dial").explains(finding)
    assert not Erratum("echo", "why", since, page="a*").explains(finding)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"erratum = 1", "errata are tables [[erratum]]"),
        (b"[[errata]]", '"errata" is none'),
        (b"[[erratum]]\ncod = 'a'", 'an erratum has no "cod"; it has code'),
        (b"[[erratum]]\nnonsense = 'a'", 'an erratum has no "nonsense"'),
        (b"[[erratum]]\ncode = 3", '"code" must be a text'),
        (b"[[erratum]]\ncode = ''", '"code" must be a text'),
        (b"[[erratum]]\nsince = 'today'", '"since" must be a date'),
        (b"[[erratum]]\ncode = 'a'", 'an erratum needs "why" and "since"'),
        (b"erratum = [3]", "an erratum is a table"),
        (b"[[erratum", "errata.toml: "),
        (b"\xff", "errata.toml: "),
        (b"[[erratum]]\nwhy = ' '", '"why" must be a text that is not empty'),
        (b"[[erratum]]\ncode = 'alia'\nwhy = 'a'\nsince = 2026-01-31", '"alia"; the nearest is "alias"'),
        (b"[[erratum]]\ncode = 'stale-erratum'\nwhy = 'a'\nsince = 2026-01-31", 'has the code "stale-erratum"'),
    ],
)
def test_errata_that_say_nothing_are_wrong_usage(
    page: Path, errata_file: Path, docs: Callable[..., Ran], content: bytes, says: str
) -> None:
    errata_file.write_bytes(content)
    code, out, err = docs(page, "--errata", errata_file)
    assert (code, out) == (2, "")
    assert says in err


def test_a_page_that_cannot_be_opened_is_wrong_usage(tmp_path: Path, docs: Callable[..., Ran]) -> None:
    code, out, err = docs(tmp_path / "none.md")
    assert (code, out) == (2, "")
    assert err == f"cti-contract docs: error: {tmp_path}/none.md: No such file or directory\n"
    assert docs(tmp_path)[0] == 2
    assert docs().code == 2


@pytest.mark.parametrize(
    ("module", "page", "package"),
    [("bs4", "desk.html", "beautifulsoup4"), ("markdown_it", "desk.md", "markdown-it-py")],
)
def test_missing_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, docs: Callable[..., Ran], module: str, page: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    ran = docs(PAGES / page)
    wanted = f"cti-contract docs: error: this page needs {package}: pip install 'cti-contract[docs]'\n"
    assert ran == (2, "", wanted)


def test_other_missing_modules_are_not_hidden(monkeypatch: pytest.MonkeyPatch, docs: Callable[..., Ran]) -> None:
    monkeypatch.setitem(sys.modules, "bs4.exceptions", None)
    with pytest.raises(ModuleNotFoundError):
        docs(PAGES / "desk.html")


def test_a_page_that_is_no_utf8_is_a_finding_and_still_checked(page: Path, docs: Callable[..., Ran]) -> None:
    page.write_bytes(b"\xef\xbb\xbf\n\xff" + page.read_bytes())
    code, out, _ = docs(page, "--no-errata")
    assert code == 1
    assert f"{page}:2: unreadable-page: byte 4 is no UTF-8" in out
    assert f"{page}:16: heading-differs" in out


def test_errata_may_begin_with_a_byte_order_mark(page: Path, errata_file: Path, docs: Callable[..., Ran]) -> None:
    errata_file.write_text(ERRATUM, encoding="utf-8-sig")
    assert docs(page, "--errata", errata_file)[0] == 0


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_whatever_a_page_holds_can_be_printed(page: Path, encoding: str) -> None:
    sample = '{"command": "session.start", "target": "é…\\ud800", "data": {"extension": NaN, "a": [1e999, …]}}'
    page.write_text(f"# session.start\n\n```json\n{sample}\n```\n", encoding="utf-8")
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    for options in (["--list"], ["--format", "json"]):
        done = subprocess.run([*COMMAND, "docs", "--no-errata", *options, page],
                              cwd=ROOT, env=env, capture_output=True, check=False)  # fmt: skip
        assert (done.returncode, done.stderr) == (1, b"")
    document = json.loads(done.stdout, parse_constant=pytest.fail)
    value = document["documented"][0]["samples"][0]["value"]
    assert value == {"command": "session.start", "target": "é…\ud800",
                     "data": {"extension": {"<>": "NaN"}, "a": [{"<>": "1e999"}]}}  # fmt: skip


def test_a_reader_of_the_report_may_leave_before_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    with open(theirs, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["docs", str(PAGES / "drifted.md"), "--no-errata"]) == 1


@pytest.mark.parametrize(
    ("file", "text"),
    [("a.md", ""), ("a.md", "# settings.json\n\nNothing."), ("a", "Nothing here."), ("a.html", "<p>x</p>"), ("a", "{")],
)
def test_a_page_without_messages_never_passes(file: str, text: str) -> None:
    assert [each.code for each in findings(text, file)] == ["no-messages"]


def test_html_that_cannot_be_read_is_a_finding() -> None:
    assert {each.code for each in findings("<p>a</p><![x]>", "a.html")} == {"no-messages", "unreadable-page"}


@pytest.mark.parametrize("form", FORMATS)
def test_the_format_of_a_page_without_a_known_ending_is_seen_in_its_text(form: str) -> None:
    assert findings(FORMATS[form], "page") == []
    assert findings(FORMATS[form].replace("\n", "\r\n"), "page") == []


def test_an_erratum_of_a_message_that_no_page_mentions_is_stale_only_where_these_are_looked_for(
    errata_file: Path, docs: Callable[..., Ran]
) -> None:
    text = ERRATUM.replace("heading-differs", "undocumented-message").replace("session.start", "channel.dial")
    errata_file.write_text(text, encoding="utf-8")
    page = PAGES / "desk.md"
    assert docs(page, "--errata", errata_file)[0] == 0
    assert "1 explained" in docs(page, "--errata", errata_file, "--complete")[1]
    errata_file.write_text(text.replace("channel.dial", "session.start"), encoding="utf-8")
    assert ": stale-erratum: " in docs(page, "--errata", errata_file, "--complete")[1]


def test_complete_names_the_messages_that_no_page_mentions(docs: Callable[..., Ran]) -> None:
    code, out, _ = docs(PAGES / "desk.md", "--no-errata", "--complete")
    assert code == 1
    assert "schemas/commands/channel.dial.json:1: undocumented-message: channel.dial: no page mentions it\n" in out
    assert "channel.externaldispositions" not in out
    told = re.findall(r"undocumented-message: (\S+): no page", out)
    assert set(told) <= set(CONTRACT.names)
    named = (PAGES / "desk.md").read_text(encoding="utf-8")
    assert {name for name in CONTRACT.names if name not in told} >= {
        name for name in CONTRACT.names if f"### {name}\n" in named
    }


def test_json_tells_what_is_documented_found_and_explained(
    page: Path, errata_file: Path, docs: Callable[..., Ran]
) -> None:
    page.write_text(FAULTY.replace('"endpoint":', '"endPoint":'), encoding="utf-8")
    code, out, _ = docs(page, "--errata", errata_file, "--format", "json")
    document = json.loads(out)
    assert code == 1
    (found,), (explained,) = document["findings"], document["explained"]
    assert (found["line"], found["code"], found["message"]) == (69, "unknown-member", "session.request.addchannel")
    assert (explained["code"], explained["why"], explained["since"]) == ("heading-differs", "copied", "2026-01-31")
    start = document["documented"][0]
    assert (start["name"], start["line"], start["samples"][0]["value"]["data"]) == (
        "session.start",
        7,
        {"extension": "<extension>"},
    )
    assert [each["name"] for each in start["secondary"]] == ["session.initialized"]
    assert start["samples"][2]["tolerated"] == [{"line": 43, "text": "a comment"}]


def test_list_tells_what_was_read_and_tolerated(docs: Callable[..., Ran]) -> None:
    code, out, _ = docs(PAGES / "desk.txt", "--no-errata", "--list")
    assert code == 0
    assert ": request session.start: command, target, data\n" in out
    assert re.search(r"desk\.txt:\d+: tolerated: a comment\n", out)


ONE, IN_GROUP = '"<session-id>.<channel-id>"', '"<session-id>.<group-id>.<channel-id>"'
PROSE = f"""```json
{{"messageType": "objectEvent", "target": {ONE} | {IN_GROUP}, "name": "channel.disposed", "data": {{}}}}
```
"""
ADD = """# session.request.addchannelgroup

```
{"command": "session.request.addchannelgroup", "target": "<session>", "data": {"a": "b"}}
```
"""
ANSWER = """# conversation.answer

```
{"command": "conversation.answer", "target": "a.b.c.d", "result": "perhaps"}
```
"""
ACTIVATE = """# channel.activate

---

Response (success)

```
{"command": "channel.activate", "target": "a.b", "result": "success", "data": "<the request's data>"}
```

| `a` | |
| --- | --- |
| b | |
"""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("# channel.disposed\n\nRaised to session.channel. The id is session.id.After this nothing.\n\n" + PROSE, []),
        ("# channel.disposed\n\nSee config.json and channel.closed.\n\n" + PROSE, ["unknown-message"]),
        ("# channel.disposed\n\nGone after session.start.If not, wait.\n\n" + PROSE, []),
        ("# channel.gone\n\n" + PROSE.replace("disposed", "gone"), ["unknown-message"]),
        ("# settings.json\n\nNothing.\n\n# channel.disposed\n\n" + PROSE, []),
        ("# channel.closed\n\nNothing.\n", ["unknown-message"]),
        ("# channel.disposed: the end\n\n" + PROSE, []),
        ("# channel.initialized - the start\n\n" + PROSE, ["heading-differs"]),
        ("# channel.disposed [inContact only]\n\n" + PROSE, ["platforms"]),
        ("# channel.disposed\n\nIt is gone.\n", ["no-sample"]),
        ("# channel.dial (Telephony only)\n\n# channel.disposed\n\n" + PROSE, ["no-sample"]),
        ("# channel.initialized\n\nAs\n\n...\n\n# channel.disposed\n\n" + PROSE, []),
        ("# channel.infochanged\n\nIts data is not known.\n\n# channel.disposed\n\n" + PROSE, []),
        ("# channel.disposed\n\n# channel.disposed\n\n" + PROSE, []),
        ("# 4.1 `channel.disposed`\n\n" + PROSE, []),
        ("# Requests\n\n**Event**\n\n" + PROSE, []),
        ("# channel.disposed (all platforms)\n\n" + PROSE.replace('"data": {}', '"data": <any>'), []),
        ("# channel.disposed\n\n" + PROSE.replace('"data": {}', '"data": {}, …'), ["malformed-sample"] * 2),
        ("# channel.disposed\n\n" + PROSE.replace('"channel.disposed"', "<name>"), []),
        ("# channel.disposed\n\n" + PROSE.replace('"name": "channel.disposed", ', ""), ["undocumented-member"]),
        ("# channel.disposed\n\n" + PROSE.replace(IN_GROUP, '"a.b.c"'), []),
        ("# channel.disposed\n\n" + PROSE.replace(IN_GROUP, '"a.b.c.d"'), ["target-refused"]),
        ("# channel.disposed\n\n" + PROSE.replace('"<session-id>.<channel-id>" |', "<target> |"), []),
        ("# channel.disposed\n\n" + PROSE + "\n...\n\n# channel.disposed\n\n" + PROSE, []),
        (ADD, ["alias", "secondary-events", "unknown-member"]),
        (ANSWER, []),
        (ACTIVATE, []),
    ],
)  # fmt: skip
def test_what_people_write_is_understood(text: str, codes: list[str]) -> None:
    assert sorted(each.code for each in findings(text)) == codes


@pytest.mark.parametrize(
    ("item", "listed"),
    [
        ("`state.updated` (channel state)", [("state.updated", "channel", None, None)]),
        ("state.updated (channel group) (both calls)", [("state.updated", "channelgroup", "both calls", None)]),
        ("state.updated (only if it rang, twice)", [("state.updated", None, "twice", "it rang")]),
        ("state.updated or `channel.disposed`",
         [("state.updated", None, None, "or"), ("channel.disposed", None, None, "or")]),
        ("whatever comes", []),
    ],
)  # fmt: skip
def test_the_remarks_of_secondary_events_are_understood(item: str, listed: list[tuple[str | None, ...]]) -> None:
    text = f"# session.start\n\n## Secondary Events\n\n- {item}\n"
    section = sections_of(pages.page_of("page.md", text))[1]
    assert section.secondary == ([Listed(5, *each) for each in listed] or None)  # type: ignore[arg-type]


def test_plain_text_is_read_by_its_words() -> None:
    text = 'Code Block\ntitleExample\nlanguage=json\n\n{\n  // why\n  "a": 1\n}\n* item\n1 - text\n'
    text += "Code Block\nlanguage\nfoo\nCode Block"
    kinds = [(block.kind, block.line) for block in plain_text.blocks_of(text, compared=False)]
    assert kinds == [("code", 5), ("item", 9), ("text", 10), ("code", 11), ("text", 13), ("code", 14)]


def test_lines_in_html_are_those_of_the_file() -> None:
    text = (
        "<!-- a\n -->\n<p>one\n<code>x.y</code></p><ul><li>two</li></ul>\n<p>…</p>"
        '<pre>{<br/>\n"a": <!-- b --><b>1</b>\n}</pre><script>\n</script><del>gone</del>three'
    )
    blocks = pages.page_of("a.html", text).blocks
    assert [(block.kind, block.line, block.text) for block in blocks] == [
        ("text", 3, "one\n`x.y`"), ("item", 4, "two"), ("hidden", 5, ""), ("code", 5, ""), ("text", 8, "three"),
    ]  # fmt: skip
    assert [line.number for line in blocks[3].lines if line.text.strip()] == [5, 6, 7]


def test_code_that_a_browser_saved_with_its_colours_is_read() -> None:
    lines = ["{", '&nbsp;&nbsp;"messageType": "objectEvent", "name": "channel.disposed",', '"a": 1', "}"]
    coloured = "".join(f'<div class="line alt1"><code>{line}</code><code>&#8203;</code></div>' for line in lines)
    gutter = '<td class="gutter"><div class="line">1</div><div class="line">2</div></td>'
    text = f'<h3>channel.disposed</h3>\n<div><div class="syntaxhighlighter nogutter"><table><tr>{gutter}<td>{coloured}'
    (section,) = sections_of(pages.page_of("a.html", f"{text}</td></tr></table></div></div><p>It is gone.</p>"))[1:]
    (sample,) = section.samples
    assert (sample.line, sample.faults) == (2, ())
    assert plain(sample.value) == {"messageType": "objectEvent", "name": "channel.disposed", "a": 1}
    assert [block.text for block in section.prose] == ["It is gone."]


def test_a_table_of_contents_claims_nothing() -> None:
    sections = sections_of(pages.page_of("a.txt", FORMATS["txt"]))
    contents = "".join(f"{each.heading.text}\n" for each in sections if each.name)
    assert contents.count("\n") == 9
    assert findings(f"{contents}\n{FORMATS['txt']}", "a.txt") == []


@pytest.mark.parametrize("file", ["p.md", "p.html", "p.txt"])
def test_a_sample_that_is_too_large_to_read_is_told_at_once(file: str) -> None:
    wrapped = {"p.md": "```json\n{}\n```", "p.html": "<pre>\n{}</pre>", "p.txt": "Code Block\n{}\n"}[file]
    (found,) = findings(wrapped.replace("{}", "{" * 1_000_001), file)
    assert (found.line, found.code) == (2, "unreadable-sample")
    assert found.text == "this sample is not read: it has more than 1,000,000 characters"


CUSTOMER = Path(os.environ.get("CTI_CONTRACT_PAGE", ROOT.parent / "shared/docs/000_55f25ac9797c20ee.txt"))


@pytest.mark.skipif(not CUSTOMER.exists(), reason="the customer's page is not here")
def test_the_customers_page_has_the_known_faults_and_no_others(docs: Callable[..., Ran]) -> None:
    code, out, _ = docs(CUSTOMER, "--no-errata")
    assert code == 1
    found = set(re.findall(r":\d+: ([a-z-]+): ", out))
    assert found == {"heading-differs", "misspelt-event", "alias", "placeholder", "malformed-sample"}
    assert docs(CUSTOMER)[0] == 0


def test_the_command_runs_as_a_script() -> None:
    done = subprocess.run([*COMMAND, "docs", *sorted(map(str, PAGES.glob("desk.*")))],
                          cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "3 pages, 9 messages in 63 samples, 18 oddities tolerated: 0 findings\n"


def test_each_code_of_a_finding_is_explained_in_the_guide() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "cti_contract/drift").glob("*.py"))
    sources += (ROOT / "cti_contract/cli/commands/docs.py").read_text(encoding="utf-8")
    made = set(re.findall(r'(?:Difference|Finding)\([^"]*?"([a-z]+(?:-[a-z]+)*)"', sources))
    guide = (ROOT / "cti_contract/guides/docs-check.md").read_text(encoding="utf-8")
    table = guide.partition("| finding | meaning |")[2].partition("## ")[0]
    explained = set(re.findall(r"`([a-z-]+)`", table))
    assert made <= explained
    assert [code for code in explained if f'"{code}"' not in sources] == []
