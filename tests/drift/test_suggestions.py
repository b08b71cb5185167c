"""Suggested patches of the schemas: with each of them, its finding ends."""

import copy
from typing import Any

from docs_checks import findings, sample
from each_case import each_case

from cti_contract.contract import registry
from cti_contract.drift.contract import Contract
from cti_contract.drift.findings import Edit
from cti_contract.drift.suggestions import patches_for


def patched(patches: dict[str, list[dict[str, Any]]]) -> Contract:
    """Return the contract with patches; those here only add, replace and remove members of objects."""
    schemas = copy.deepcopy(dict(registry.schemas()))
    for file, operations in patches.items():
        for operation in operations:
            *path, name = operation["path"].split("/")[1:]
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
SCRIPT = '{"scriptId": "1", "scriptName": "x"'


@each_case(
    ("page", "file", "operations"),
    [
        (sample("channel.dial", '{"destination": 7}'), "commands/channel.dial", ["replace"]),
        (sample("channel.dial", '{"destination": "7", "speed": 1}'), "commands/channel.dial", ["add"]),
        (sample("channel.dial", '{"extensions": {}}'), "commands/channel.dial", ["remove", "remove"]),
        (sample("channel.dial", "{}", "success"), "commands/channel.dial", ["remove", "remove"]),
        (sample("channel.dial", '{"number": "7"}'), "commands/channel.dial", ["remove", "add", "add"]),
        (f"# channel.dial\n\n{TABLE}| destinations | text |\n| extensions | object |\n", "commands/channel.dial",
         ["remove", "add", "add"]),
        ("# session.start\n\nThe success repeats the data of the request.\n", "responses/session.start", ["add"]),
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
        ("# channel.dial\n\nMultimedia and telephony.\n", "commands/channel.dial", ["add"]),
        ("# channel.dial\n\ninContact only.\n", "commands/channel.dial", ["add"]),
        ("# session.start\n\nIt raises no events.\n", "commands/session.start", ["add"]),
        ("# session.start\n\n## Secondary events\n\n- channel.disposed\n", "commands/session.start", ["add"]),
    ],
)  # fmt: skip
def test_patch(page: str, file: str, operations: list[str]) -> None:
    found = findings(page)
    patches = patches_for(found, Contract())
    assert {name: [each["op"] for each in listed] for name, listed in patches.items()} == {
        f"schemas/{file}.json": operations
    }
    assert findings(page, contract=patched(patches)) == []


def test_changes_that_no_schema_has_a_place_for() -> None:
    """A member of an object that the contract does not describe cannot be added there."""
    text = '{"destination": "7", "speed": 1}'
    found = findings(sample("channel.dial", text))
    moved = [each._replace(edit=each.edit._replace(path=("data", "lines", "speed"))) for each in found if each.edit]
    assert patches_for(moved, Contract()) == {}
    entry = [
        each._replace(message=BOOK, edit=Edit("add", ("data", "addressbooks", "entries", "size"))) for each in found
    ]
    assert found
    assert patches_for(entry, Contract()) == {}
    assert patches_for([each._replace(message="channel.hangup") for each in found], Contract()) == {}
