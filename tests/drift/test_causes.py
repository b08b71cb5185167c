"""One cause gives one finding."""

import re

from docs_checks import findings, sample
from each_case import each_case

from cti_contract.drift.contract import Contract

FAILED = '"failure": {"code": "x", "message": "x"}, "original": "<the request>"'


def section(heading: str, of: str) -> str:
    """Return a section about channel.dial with any heading, whose table, samples and list are those of a message."""
    table = "| name | required |\n| --- | --- |\n| data.destination | yes |\n| data.extensions | no |\n"
    events = "".join(f"- {each.name}{f' ({each.of})' if each.of else ''}\n" for each in Contract().events_of(of))
    samples = sample(of, '{"destination": "7"}') + sample(of, '{"destination": "7"}', "success")
    return f"# {heading}\n\n{table}\n{samples}\n## Secondary events\n\n{events}"


@each_case("heading", ["channel.activate", "channel.disposed", "conversation.blindconference"])
def test_heading_of_another_message(heading: str) -> None:
    assert findings(section("channel.dial", of="channel.dial")) == []
    [found] = findings(section(heading, of="channel.dial"))
    assert found.code == "heading-differs"


def test_sentence_below_the_heading_of_another_message() -> None:
    page = "# channelgroup.{}\n\nIts target is the session.\n\n```json\n{}\n```\n"
    event = '{"messageType": "objectEvent", "target": "jdoe", "name": "channelgroup.created", "data": {"channelgroup": '
    event += '{"id": "70", "name": "Phone"}}}'
    assert findings(page.format("created", event)) == []
    [found] = findings(page.format("initialized", event))
    assert found.code == "heading-differs"
    wrong = findings(page.format("initialized", event).replace("the session", "the conversation"))
    assert [each.code for each in wrong] == ["target-refused", "heading-differs"]


def test_name_of_another_message_in_a_sample() -> None:
    page = section("channel.dial", of="channel.dial") + sample("channel.activate", '{"destination": "7"}')
    [found] = findings(page)
    assert (found.code, found.message) == ("heading-differs", "channel.dial")


@each_case("label", ["Response", "Answer", ""])
@each_case(
    ("right", "wrong"),
    [
        (sample("channel.dial", '{"destination": "7"}', "success"), "failure"),
        (sample("channel.dial", "", "failure").replace('"data": ', FAILED), "success"),
    ],
)
def test_result_of_another_response(label: str, right: str, wrong: str) -> None:
    """The members say which response it is, so its result is the only finding, and none is missing."""
    page = f"# channel.dial\n\n{sample('channel.dial', '{}')}\n{label}\n\n".replace("{}", '{"destination": "7"}')
    assert findings(page + right) == []
    [found] = findings(page + re.sub('"result": "[a-z]+"', f'"result": "{wrong}"', right))
    assert (found.code, found.text.partition(" on the page")[0]) == ("other-value", f'result is "{wrong}"')


@each_case(
    ("members", "codes"),
    [
        ('"result": "success", "data": {"scripts": [{"scriptId": "7", "scriptName": "Hi"}]}', []),
        ('"data": {"scripts": [{"scriptId": "7", "scriptName": "Hi"}]}', ["undocumented-member"]),
        ('"data": {"scripts": [{"scriptId": 7, "scriptName": "Hi"}]}', ["other-type", "undocumented-member"]),
    ],
)
def test_response_without_its_result(members: str, codes: list[str]) -> None:
    """Its members are those of a success, so that they are not unknown."""
    request = sample("channel.request.incontact.getscripts")
    success = request.replace('"data": {}', members)
    found = findings(f"# channel.request.incontact.getscripts\n\nRequest:\n\n{request}\nResponse:\n\n{success}")
    assert [each.code for each in found] == codes


CONNECTED = "\n- `session.agentleg.connected`\n- `session.agentleg.failed`\n"
CONNECT = f"# session.request.incontact.agentleg.connect\n\n{{}}\n{CONNECTED}"
PROPERTIES = """# session.request.incontact.addressbook

| Object | Member | Type | Required |
| --- | --- | --- | --- |
| Book, group | `name` | string | yes |
| Book, group | `groups` | list of groups | yes |
| Book, group | `entries` | list of entries | yes |
| Entry | `destinations` | list of `label` and `value` | yes |
| Entry | `type` | `external`, `agent` or `skill` | yes |
| Agent | `properties.state` | string | yes |
| Skill | `properties.mediaType` | string | yes |
| Skill | `properties.ewt` | string | no |
| Skill | `properties.numAvailable` | integer | no |
| Skill | `properties.numUnavailable` | integer | no |
"""


@each_case(
    ("page", "found"),
    [
        (CONNECT.format("Exactly one of the following secondary events will be generated:"), []),
        (CONNECT.format("Both of the following secondary events will be generated:"), ["5 secondary-events"]),
        (PROPERTIES, []),
        (PROPERTIES.replace("mediaType", "media"), ["11 unknown-member"]),
        ("# channel.initialized\n\nA channel starts ACTIVE; nothing is to be done.\n", ["3 outcome"]),
        ("# channel.dial\n\nAnswer: It has `result` with the value `ok`.\n", ["3 alternatives"]),
        ("# channel.dial\n\nThe event `state.updated` has the `result` with the value `ok`.\n", []),
        ("# interaction.request.incontact.signal\n\nUp to ten parameters, `p1` to `p10`.\n", ["3 undocumented-member"]),
    ],
)
def test_sentence_with_one_cause(page: str, found: list[str]) -> None:
    assert [f"{each.line} {each.code}" for each in findings(page)] == found


def test_member_of_a_list_that_is_also_read_as_a_sentence() -> None:
    members = "- `channelgroup` (object, required)\n  - `id` (string)\n  - `name` (number, required)\n"
    [found] = findings(f"# channelgroup.created\n\n{members}")
    assert found.text == "data.channelgroup.name is a number on the page, string in the schema"


LACKED = "the schema, the page does not document"
TABLE = "| Member | Type | Required |\n|---|---|---|\n| {} | string | yes |\n"
OF_INTERACTIONS = ("data.interaction.nativeId", "data.interaction.type", "data.interaction.modelType")


@each_case(
    ("page", "text", "paths"),
    [
        (f"# interaction.created\n\n{TABLE.format('id')}", f"are required by {LACKED} them here", OF_INTERACTIONS),
        (sample("channel.dial"), f"is required by {LACKED} it here", ("data.destination",)),
    ],
)
def test_several_members_that_a_place_lacks(page: str, text: str, paths: tuple[str, ...]) -> None:
    """They are one finding, which keeps the change of the schema for each of them."""
    [found] = [each for each in findings(page) if each.code == "undocumented-member"]
    *most, last = paths
    assert found.text == f"{', '.join(most)}{' and ' if most else ''}{last} {text}"
    assert tuple(".".join(edit.path) for edit in found.edits) == paths
    assert found.fix.startswith("in the page, add what is missing; or in schemas/")


def test_members_of_several_schema_files_that_a_place_lacks() -> None:
    found = findings('# session.start\n\n```json\n{"command": "session.start"}\n```\n')
    assert [(each.text.split()[0], each.schema) for each in found] == [
        ("data", "schemas/commands/session.start.json"),
        ("target", "schemas/common/request.json"),
    ]
