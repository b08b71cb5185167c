"""Suggested patches of the schemas: with each of them, its finding ends."""

import copy
from typing import Any

import pytest
from docs_checks import findings, sample
from each_case import each_case
from helpers import ROOT
from page_drifts import drifts_of, pages
from schema_laws import Contract as LawContract
from schema_laws import (
    File,
    echoes_are_said,
    facts_name_real_things,
    leaves_narrow_their_envelope,
    objects_are_closed_or_open,
    references_lead_somewhere,
    required_members_are_declared,
)

from cti_contract.contract import registry
from cti_contract.contract.json_pointer import steps_of
from cti_contract.drift.contract import Contract
from cti_contract.drift.findings import Edit, Finding
from cti_contract.drift.suggestions import patches_for


def patched(patches: dict[str, list[dict[str, Any]]]) -> Contract:
    """Return the contract with patches; those here only add, replace and remove members of objects."""
    schemas = copy.deepcopy(dict(registry.schemas()))
    for file, operations in patches.items():
        for operation in operations:
            *path, name = steps_of(operation["path"])
            inner: Any = schemas[registry.BASE_URI + file.removeprefix("schemas/")]
            for step in path:
                inner = inner[step]
            if operation["op"] == "remove":
                del inner[name]
            else:
                assert operation["op"] == "add" or name in inner
                inner[name] = operation["value"]
    return Contract(schemas)


BOOK = "session.request.incontact.addressbook"
GETSCRIPTS = "channel.request.incontact.getscripts"
TABLE = "| member | type |\n| --- | --- |\n"
ALL = (
    "Request:\n\n| Member | Type | Required |\n| --- | --- | --- |\n"
    "| data.destination | string | yes |\n| data.extensions | object | no |\n"
)
PARTY = "| data.party | object | no |\n| data.party.id | string | yes |\n"
SCRIPT = '{"scriptId": "1", "scriptName": "x"'


@each_case(
    ("page", "file", "operations"),
    [
        (sample("channel.dial", '{"destination": 7}'), "commands/channel.dial", ["replace"]),
        (sample("channel.dial", '{"destination": "7", "speed": 1}'), "commands/channel.dial", ["add"]),
        (sample("channel.dial", '{"extensions": {}}'), "commands/channel.dial", ["remove", "remove"]),
        (sample("channel.dial", '{"number": "7"}'), "commands/channel.dial", ["remove", "add", "add"]),
        (f"# channel.dial\n\n{TABLE}| destinations | text |\n| extensions | object |\n", "commands/channel.dial",
         ["remove", "add", "add"]),
        ("# session.start\n\nThe success repeats the data of the request.\n", "responses/session.start",
         ["add", "add", "add"]),
        ("# channel.dial\n\nThe success does not repeat the data of the request.\n", "responses/channel.dial",
         ["remove", "add"]),
        ("# channel.dial\n\n`extensions` is required.\n", "commands/channel.dial", ["add"]),
        (sample("interaction.request.recording.pause", '{"a": 1}', target="a.b.c"),
         "commands/interaction.request.recording.pause", ["replace"]),
        (sample(GETSCRIPTS, f'{{"scripts": [{SCRIPT}, "speed": 1}}]}}', "success"), f"responses/{GETSCRIPTS}", ["add"]),
        (sample(BOOK, '{"addressbooks": [{"name": "x", "groups": [], "entries": [], "size": 1}]}', "success", "a"),
         f"responses/{BOOK}", ["add"]),
        (f"# channel.dial\n\n{TABLE}| destination | text |\n| speed | number |\n| extensions | object |\n",
         "commands/channel.dial", ["add"]),
        (f"# {GETSCRIPTS}\n\n{TABLE}| scripts.scriptId | text |\n| scripts.x | text |\n| scripts.scriptName | |\n",
         f"responses/{GETSCRIPTS}", ["add"]),
        (f"# channel.dial\n\n{ALL}{PARTY}| data.party.age | integer | no |\n", "commands/channel.dial", ["add"]),
        (f"# channel.dial\n\n{ALL}| data.lines[] | array | yes |\n| data.lines[].id | string | yes |\n",
         "commands/channel.dial", ["add", "add"]),
        (f"# channel.dial\n\n{ALL}| data.speed | integer | yes |\n| data.level | integer | yes |\n",
         "commands/channel.dial", ["add", "add", "add", "add"]),
        ("# channel.dial\n\nMultimedia and telephony.\n", "commands/channel.dial", ["add"]),
        ("# channel.dial\n\ninContact only.\n", "commands/channel.dial", ["add"]),
        (f"# {GETSCRIPTS}\n\nPlatforms: all\n", f"commands/{GETSCRIPTS}", ["remove"]),
        ("# session.start\n\nIt raises no events.\n", "commands/session.start", ["add"]),
        ("# session.start\n\n## Secondary events\n\n- channel.disposed\n", "commands/session.start", ["add"]),
        ("# conversation.request.unmute\n\nRaises `conversation.updated`.\n", "commands/conversation.request.unmute",
         ["add"]),
        ("# interaction.created\n\nRaised in response to `channel.activate`.\n", "events/interaction.created",
         ["add", "add"]),
        ("# interaction.created\n\nRaised in response to `session.request.addchannel`.\n",
         "events/interaction.created", ["add"]),
    ],
)  # fmt: skip
def test_patch(page: str, file: str, operations: list[str]) -> None:
    found = findings(page)
    patches = patches_for(found, Contract()).by_file
    assert {name: [each["op"] for each in listed] for name, listed in patches.items()} == {
        f"schemas/{file}.json": operations
    }
    assert {each.schema for each in found} == {f"schemas/{file}.json"}
    assert findings(page, contract=patched(patches)) == []


def test_values_of_a_new_member() -> None:
    """The values in the row of a member are those of its schema."""
    page = "# channel.activate\n\n| Member | Type | Required | Values |\n|---|---|---|---|\n" + "".join(
        f"| {row} |\n"
        for row in (
            "channeloptions | object | yes | ",
            "channeloptions.queue | string | yes | ",
            "channeloptions.skill | string | no | a, b",
        )
    )
    ((patch,),) = patches_for(findings(page), Contract()).by_file.values()
    assert patch["value"] == {"type": "string", "enum": ["a", "b"]}


WITH_NUMBER = """\
```json
{"command": "channel.dial", "target": "a.b", "result": "failure", "failure": {"code": 17, "message": "m"},
 "original": {"command": "channel.dial"}}
```
"""


@pytest.mark.parametrize(
    ("page", "file"),
    [
        (WITH_NUMBER, "common/failure"),
        (f"# {BOOK}\n\n`ewt` is a number.\n", f"responses/{BOOK}"),
        (f"# {BOOK}\n\n`realtime` is a number.\n", f"commands/{BOOK}"),
        (sample(GETSCRIPTS, f'{{"scripts": [{SCRIPT}}}, 7]}}', "success"), f"responses/{GETSCRIPTS}"),
        (sample("channel.dial", '{"destination": ""}', "success"), "responses/channel.dial"),
        (sample("channel.dial", '{"destination": "7"}', "success", target="a"), "commands/channel.dial"),
        ("# channel.initialized\n\n" + sample("channel.dial", '{"destination": 7}'), "events/channel.initialized"),
        ("# channel.activate\n\nThe success carries no data.\n", "responses/channel.activate"),
        ("# channel.activate\n\nThe request carries no data.\n", "commands/channel.activate"),
        ("# session.start\n\n`data` is required in the success.\n", "responses/session.start"),
    ],
)  # fmt: skip
def test_file_of_a_finding(page: str, file: str) -> None:
    """A finding names the schema file to change, which is not that of the request if it is about a response."""
    assert f"schemas/{file}.json" in {each.schema for each in findings(page)}


FAILED = '"failure": {"code": "x", "message": "x"}, "original": {"command": 7}'
SHARED = "all messages share the definition of "
PEOPLE = "only people can decide on the schema"


@each_case(
    ("page", "reason"),
    [
        ('```json\n{"command": "channel.dial", "target": "a.b"}\n```\n', f"{SHARED}data"),
        ('```json\n{"command": "channel.dial", "target": "a.b", "dta": {"destination": "7"}}\n```\n', f"{SHARED}data"),
        ('```json\n{"command": "channel.dial", "target": "a.b", "data": "7"}\n```\n', f"{SHARED}data"),
        (sample("channel.dial", '{"destination": "7"}', "succeeded"), f"{SHARED}result"),
        (sample("channel.dial", "{}", "failure").replace('"data": {}', '"failure": {"code": "x"}, "original": "…"'),
         f"{SHARED}failure"),
        ("# channel.dial\n\n`data` is optional in the request.\n", f"{SHARED}data"),
        ("# channel.dial\n\n| member | required |\n| --- | --- |\n| command | no |\n| target | yes |\n",
         f"{SHARED}command"),
        (sample("interaction.accept", "{}", "failure", "a.b.c").replace('"data": {}', FAILED), f"{SHARED}original"),
        ("# channel.dial\n\nThe target is the session.\n", PEOPLE),
        (sample("channel.dial", "{}", "success"),
         "the success has the data of its request: change both, or `x-cti.echo`"),
        (sample("channel.dial", '{"destination": "7",, }'), "only the page can be corrected"),
        (sample(BOOK, '{"addressbooks": [{"name": "x", "groups": [], "entries": [{"name": "x", "type": "team", '
         '"destinations": []}]}]}', "success", "a"), "the schemas have no single place for it"),
    ],
)  # fmt: skip
def test_finding_without_a_patch(page: str, reason: str) -> None:
    found = findings(page)
    assert found
    assert patches_for(found, Contract()) == ({}, [(each, reason) for each in found])


@each_case(
    "row", ["| data.party.id.x | string | yes |", "| data.code.x | string | yes |", "| data.other.x | strange | yes |"]
)
def test_members_that_no_patch_adds(row: str) -> None:
    """A member in a text, in an object that the page does not document, or of no type is left out of the patch."""
    rows = "| data.party | object | no |\n| data.code | string | no |\n| data.other | object | no |\n"
    known = ALL.replace("| data.extensions", "| command | string | yes |\n| target | string | yes |\n| data.extensions")
    page = f"# channel.dial\n\n{known}{rows}"
    with_row = findings(f"{page}{row}\n")
    assert len(with_row) == 3
    assert patches_for(with_row, Contract()).by_file == patches_for(findings(page), Contract()).by_file != {}


def test_patches_for_several_findings() -> None:
    """Each operation is made for the schemas as those before it leave them; what is said twice is changed once."""
    activity = "session.request.addchannel"
    page = sample(activity, '{"channel": {"a/b": 1, "c.d": {}}}', target="a")
    found = findings(page + page)
    assert {each.code for each in found} == {"undocumented-member", "unknown-member"}
    patches = patches_for(found, Contract())
    assert patches.without == []
    channel = patched(patches.by_file).at(f"{registry.BASE_URI}commands/{activity}.json")["properties"]["data"]
    assert channel["properties"]["channel"] == {
        "type": "object",
        "properties": {"a/b": {"type": "integer"}, "c.d": {"type": "object", "additionalProperties": True}},
        "additionalProperties": False,
    }
    assert findings(page + page, contract=patched(patches.by_file)) == []


@each_case("name", ["channel.dial", "session.request.logout", BOOK])
def test_object_that_the_schemas_do_not_describe(name: str) -> None:
    """Nothing is added to an object around the one that lacks a member."""
    edits = (Edit("add", ("data", "lines", "speed"), '{"type": "string"}', message=name),)
    finding = Finding("page.md", 1, "unknown-member", "text", name, edits=edits)
    assert patches_for([finding], Contract()) == ({}, [(finding, "the schemas have no single place for it")])


def test_a_finding_about_several_members_and_messages() -> None:
    page = "# Calls (multimedia and telephony)\n\n## channel.dial\n\nDials.\n\n## conversation.retrieve\n\nRetrieves.\n"
    found = findings(page)
    assert findings(page, contract=patched(patches_for(found, Contract()).by_file)) == []


def planted() -> dict[tuple[Any, ...], tuple[str, Finding]]:
    """Return a page for each kind of finding about each kind of message, with the finding."""
    found: dict[tuple[Any, ...], tuple[str, Finding]] = {}
    for page, text in pages().items():
        for drift in drifts_of(page, text):
            for each in findings(drift.markdown):
                changes = [(change.keyword, change.path, change.kind) for change in each.edits]
                found.setdefault((each.code, each.schema, *changes), (drift.markdown, each))
    return found


@pytest.mark.slow
def test_patch_of_every_planted_drift() -> None:
    """The schemas can be loaded with each patch, keep their laws, and no longer have the finding."""
    laws = (references_lead_somewhere, required_members_are_declared, objects_are_closed_or_open, echoes_are_said,
            leaves_narrow_their_envelope, facts_name_real_things)  # fmt: skip
    ended = 0
    for page, finding in planted().values():
        patches, without = patches_for([finding], Contract())
        assert bool(patches) != bool(without), finding
        contract = patched(patches)
        left = [each[:5] for each in findings(page, contract=contract)] if patches else []
        assert finding[:5] not in left
        schemas = LawContract({uri: contract.at(uri) for uri in registry.schemas()}, ROOT / "tests/cases")
        for path in patches:
            uri = registry.BASE_URI + path.removeprefix("schemas/")
            file = File(path.removeprefix("schemas/"), "", contract.at(uri), schemas)
            assert [breach for law in laws for breach in law(file)] == []
        ended += bool(patches)
    assert ended > 50
