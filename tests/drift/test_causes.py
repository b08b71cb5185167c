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
