"""A page against the contract: samples, names, and what is missing though the page has it elsewhere."""

import pytest
from docs_checks import checked, codes, contract_with, findings, sample
from each_case import each_case

ONE, IN_GROUP = '"<session-id>.<channel-id>"', '"<session-id>.<group-id>.<channel-id>"'
PROSE = f"""```json
{{"messageType": "objectEvent", "target": {ONE} | {IN_GROUP}, "name": "channel.disposed", "data": {{}}}}
```
"""
DISPOSED = "# channel.disposed\n\n" + PROSE
ANSWER = '{"command": "conversation.answer", "target": "a.b.c.d", "result": "perhaps"}'
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


@each_case(
    ("text", "found"),
    [
        ("# channel.disposed\n\nRaised to session.channel. The id is session.id.After this nothing.\n\n" + PROSE, []),
        ("# channel.disposed\n\nSee config.json and channel.closed.\n\n" + PROSE, ["unknown-message"]),
        ("# channel.disposed\n\nGone after session.start.If not, wait.\n\n" + PROSE, []),
        ("# channel.disposed\n\nThe file channel.log, the member channel.endpoint, a.channel.x.\n\n" + PROSE, []),
        ("# channel.disposed\n\nThere is no `channel.hangup`; `channel.forward` was removed.\n\n" + PROSE, []),
        (
            "# channel.disposed\n\n## Change history\n\nNew: channel.hangup\n\n## Notes\n\nchannel.hangup\n",
            ["unknown-message"],
        ),
        ("# Release notes\n\nNew: channel.hangup\n\n" + DISPOSED, []),
        ("# channel.disposed\n\nMetrics: `channel.gone.count`, `session.gone`; set `session.ms=3`.\n\n" + PROSE, []),
        ("# channel.disposed\n\nThe log category `session.heartbeat`, and `session.ids[0]`.\n\n" + PROSE, []),
        ("# channel.disposed\n\nA queue has `channel.gone`, not `channel.x = 1`.\n\n" + PROSE, ["unknown-message"] * 2),
        ("# channel.gone\n\n" + PROSE.replace("disposed", "gone"), ["unknown-message"]),
        ("# settings.json\n\nNothing.\n\n" + DISPOSED, []),
        ("# Step 1: channel.disposed in client.json\n\n" + PROSE, []),
        ("# channel.closed\n\nNothing.\n", ["unknown-message"]),
        ("# channel.disposed: the end\n\n" + PROSE, []),
        ("# channel.initialized - the start\n\n" + PROSE, ["heading-differs"]),
        ("# After channel.initialized\n\n" + PROSE, []),
        ("# channel.disposed [inContact only]\n\n" + PROSE, ["platforms"]),
        ("# channel.initialized\n\nIt is here.\n\n" + DISPOSED, ["no-sample"]),
        ("# channel.initialized\n\nThe data is empty.\n\n" + DISPOSED, []),
        ("# channel.disposed\n\nIt is gone.\n", []),
        ("# channel.initialized\n\nAs\n\n...\n\n" + DISPOSED, []),
        ("# channel.infochanged\n\nIts data is not known.\n\n" + DISPOSED, []),
        ("# channel.disposed\n\n" + DISPOSED, []),
        ("# 4.1 `channel.disposed`\n\n" + PROSE, []),
        ("# Requests\n\n**Event**\n\n" + PROSE, []),
        ("**channel.disposed**\n\n" + PROSE, []),
        ("Event: channel.disposed\n\n" + PROSE, []),
        ("Event: channel.initialized\n\n" + PROSE, ["heading-differs"]),
        ("# channel.disposed (all platforms)\n\n" + PROSE.replace('"data": {}', '"data": <any>'), []),
        ("# channel.disposed\n\n" + PROSE.replace('"data": {}', '"data": {}, …'), []),
        ("# channel.disposed\n\n" + PROSE.replace('"channel.disposed"', "<name>"), []),
        ("# channel.disposed\n\n" + PROSE.replace('"name": "channel.disposed", ', ""), ["undocumented-member"]),
        ("# channel.disposed\n\n" + PROSE.replace(IN_GROUP, '"a.b.c"'), []),
        ("# channel.disposed\n\n" + PROSE.replace(IN_GROUP, '"a.b.c.d"'), ["target-refused"]),
        ("# channel.disposed\n\n" + PROSE.replace(IN_GROUP, '"<session>.<conversation>"'), ["target-refused"]),
        ("# channel.disposed\n\n" + PROSE.replace('"<session-id>.<channel-id>" |', "<target> |"), []),
        (DISPOSED + "\n...\n\n" + DISPOSED, []),
        (
            "# session.request.addchannelgroup\n\n" + sample("session.request.addchannelgroup", '{"a": 1}', target="x"),
            ["alias"],
        ),
        (f"# conversation.answer\n\n```\n{ANSWER}\n```\n", ["other-value"]),
        (f"# conversation.answer\n\n`{ANSWER}`\n", ["other-value"]),
        (ACTIVATE, []),
        ('# conversation.retrieve\n\n```json\n{"setting": true}\n```\n', []),
        ("# conversation.retrieve\n\n```yaml\nchannel.hangup: {}\n```\n", []),
    ],
)
def test_page(text: str, found: list[str]) -> None:
    assert codes(text) == found


def test_incomplete_request() -> None:
    data = '{"command": "conversation.retrieve", "data": {"held": true} | {"muted": true}}'
    found = findings(f"# conversation.retrieve\n\n```json\n{data}\n```\n")
    assert [f"{each.code}: {each.text.split()[0]}" for each in found] == [
        "undocumented-member: target",
        "unknown-member: data.held",
        "unknown-member: data.muted",
    ]


def entries(*kinds: str, form: bool) -> str:
    members = {"agent": '"state": "<state>"', "external": "", "skill": '"mediaType": "<medium>"'}
    listed = ", ".join(
        f'{{"name": "<name>", "type": "{kind}", "destinations": [], "properties": {{{members[kind]}}}}}'
        for kind in kinds
    )
    groups = "[<groups>]" if form else "[]"
    return (
        '{"command": "session.request.incontact.addressbook", "target": "<session-id>", "result": "success",\n'
        f'"data": {{"addressbooks": [{{"name": "<name>", "groups": {groups},\n"entries": [{listed}]}}]}}}}'
    )


def test_kinds_of_elements() -> None:
    """The form of a message has to show all kinds of elements, an example need not."""
    page = "# session.request.incontact.addressbook\n\nnumAvailable, numUnavailable, ewt\n\n```json\n{}\n```\n"
    assert codes(page.replace("{}", entries("agent", "external", form=False))) == []
    assert codes(page.replace("{}", entries("agent", "external", "skill", form=True))) == []
    assert codes(page.replace("{}", entries("external", form=True))) == []  # one element is an example, too
    [found] = findings(page.replace("{}", entries("agent", "external", form=True)))
    schema = '"external", "agent" or "skill" in the schema'
    text = f'data.addressbooks[].entries[].type is "agent" or "external" on the page, {schema}'
    assert (found.line, found.code, found.text) == (8, "alternatives", text)


CREATED = '{"messageType": "objectEvent", "target": "a.b", "name": "interaction.created", "data": {"interaction": %s}}'
FULL = '{"id": "1", "nativeId": "2", "type": "CHAT", "modelType": "CHAT"%s}'


@each_case(
    ("more", "found"),
    [
        ("", []),
        (', "ani": "7"', []),
        (', "callbackNumbers": ["7"]', ["invalid-sample"]),
        (', "callbackNumbers": ["7"], "type": "CALLBACK"', ["malformed-sample"]),
        (', "callbackNumber": ["7"]', ["unknown-member"]),
        (', "callbackNumbers": "7"', ["other-type"]),
        (', "callbackNumbers": [7, "8"]', ["other-type"]),
        (', "callbackNumbers": <numbers>', []),
        (', "ani": <number>', ["undocumented-member", "unknown-member"]),
        (", <more>", []),
        (', "id": ""', ["invalid-sample", "malformed-sample"]),
    ],
)
def test_open_object(more: str, found: list[str]) -> None:
    assert sorted(codes(f"```json\n{CREATED % (FULL % more)}\n```\n")) in (found, found[1:])


@each_case(
    ("value", "found"),
    [
        ("true", []),
        ('"<boolean>"', []),
        ('"boolean"', []),
        ("boolean", []),
        ('"<true or false>"', []),
        ("<flag>", []),
        ('"<flag>"', ["other-type"]),
        ('"<object>"', ["other-type"]),
        ("object", ["other-type"]),
        ("1", ["other-type"]),
        ("…", []),
    ],
)
def test_placeholders_of_a_type(value: str, found: list[str]) -> None:
    name = "session.request.incontact.addressbook"
    data = f'{{"realtime": {value}}}'
    assert codes(f"# {name}\n\n{sample(name, data, target='a')}") == found


@each_case(
    ("target", "found"),
    [
        ("PureCloud-jdoe.70001", []),
        ("{session}.{channel}", []),
        ("[session].[channel]", []),
        ("${SESSION}.${CHANNEL}", []),
        ("<sessionId>.<groupId>.<channelId>", []),
        ("<Sitzung>.<Kanal>", []),
        ("<target>", []),
        ("PureCloud-jdoe", ["target-refused"]),
        ("{session}.{interaction}", ["target-refused"]),
        ("first last.70001", ["invalid-sample"]),
    ],
)
def test_targets(target: str, found: list[str]) -> None:
    assert codes(sample("channel.dial", '{"destination": "7"}', target=target)) == found


def test_sample_with_real_values() -> None:
    """The validators of the package find what the comparison of members cannot."""
    [found] = findings(sample("channel.dial", '{"destination": ""}'))
    assert (found.line, found.code) == (2, "invalid-sample")
    assert "[" in found.text


DIAL = sample("channel.dial", '{"destination": "7", "extensions": {"a": [1]}}')
SUCCESS = sample("channel.dial", '{"destination": "7", "extensions": {"a": [1]}}', "success")


@each_case(
    ("changed", "text"),
    [
        (SUCCESS, ""),
        (SUCCESS.replace('"7"', '"8"'), 'data.destination is "8" in the success, "7" in the request'),
        (SUCCESS.replace("[1]", "[2]"), "data.extensions.a is 2 in the success, 1 in the request"),
        (SUCCESS.replace("[1]", "1"), ""),
        (
            SUCCESS.replace(', "extensions": {"a": [1]}', ""),
            "data.extensions is absent in the success, {…} in the request",
        ),
        (SUCCESS.replace('"a":', '"b": 1, "a":'), "data.extensions.b is 1 in the success, absent in the request"),
        (SUCCESS.replace('{"a": [1]}', "{<more>}"), ""),
        (SUCCESS.replace('"7"', '"<number>"'), ""),
        (SUCCESS.replace("70001", "70002").replace('"7"', '"8"'), ""),
    ],
)
def test_echo_in_samples(changed: str, text: str) -> None:
    found = findings(f"# channel.dial\n\n{DIAL}\n{changed}")
    assert len(found) == bool(text)
    assert all(text in each.text for each in found)


def failure(original: str) -> str:
    said = f'"result": "failure", "failure": {{"code": "1", "message": "No"}}, "original": {original}'
    return f'```json\n{{"command": "channel.dial", "target": "PureCloud-jdoe.70001", {said}}}\n```\n'


REQUEST = DIAL.removeprefix("```json\n").removesuffix("\n```\n")


@each_case(
    ("original", "text"),
    [
        (REQUEST, ""),
        ('"<the request>"', ""),
        ("{ <the request> }", ""),
        ("{ ... }", ""),
        ('{"command": "channel.dial"}', ""),
        (REQUEST.replace('"7"', '"8"'), ""),  # the failure of another example
        (REQUEST.replace('"destination": "7", ', ""), "original.data.destination is absent in the failure"),
        (REQUEST.replace("70001", "70002"), "original.target is"),
        (REQUEST.replace('"PureCloud-jdoe.70001"', "<target>"), ""),
    ],
)
def test_original_in_samples(original: str, text: str) -> None:
    found = findings(f"# channel.dial\n\n{DIAL}\n{SUCCESS}\n{failure(original)}")
    assert len(found) == bool(text)
    assert all(text in each.text for each in found)


@each_case(
    ("target", "kind", "hint"),
    [
        ("a.b", "chat", "CHAT"),
        ("<session>.<channel>", "Chat", "CHAT"),
        ("a.b", "TELEPHNOY", "TELEPHONY"),
        ("a.b", "CHAT", ""),
        ("a.b", "FAX", ""),
        ("a.b", "<kind>", ""),
    ],
)
def test_value_that_differs_little_from_a_known_one(target: str, kind: str, hint: str) -> None:
    text = (CREATED % (FULL % "")).replace('"type": "CHAT"', f'"type": "{kind}"').replace("a.b", target)
    found = findings(f"```json\n{text}\n```\n")
    assert [each.code for each in found] == (["invalid-sample"] if hint else [])
    assert all(f'(did you mean "{hint}"?) [known-value]' in each.text for each in found)


@each_case(
    ("value", "found"),
    [
        ('"7"', []),
        ("<integer>", ["other-type"]),
        ('"<integer>"', ["other-type"]),
        ('"[int]"', ["other-type"]),
        ('"<boolean>"', ["other-type"]),
        ('"<number>"', []),  # a telephone number
        ('"<extension number>"', []),
        ('"<string>"', []),
    ],
)
def test_placeholders_of_a_text(value: str, found: list[str]) -> None:
    assert codes(sample("session.start", f'{{"extension": {value}}}', target="a")) == found


UNMUTE = "conversation.request.unmute"


@each_case(
    ("command", "data", "request", "success", "text"),
    [
        (UNMUTE, "{}", "a.b.c.d", "a.b.c.d", ""),
        (UNMUTE, "{}", "a.b.c.d", "a.b.c.e", '"a.b.c.e" in the success, "a.b.c.d" in the request'),
        (UNMUTE, "{}", "a.b.c.d", "<session>.<channel>.<interaction>.<conversation>", ""),
        (UNMUTE, "{}", "<session>.<channel>.<interaction>.<conversation>", "a.b.c.d", ""),
        ("channel.dial", '{"destination": "7"}', "a.b", "a.c", '"a.c" in the success, "a.b" in the request'),
    ],
)
def test_target_of_a_success(command: str, data: str, request: str, success: str, text: str) -> None:
    page = f"# {command}\n\n{sample(command, data, target=request)}\n{sample(command, data, 'success', success)}"
    found = [(each.code, each.text.removeprefix("target is ")) for each in findings(page)]
    assert found == ([("other-target", text)] if text else [])


def test_target_of_another_example() -> None:
    """A success that repeats other data belongs to another request."""
    request = sample("channel.dial", '{"destination": "7"}', target="a.b")
    assert (
        codes("# channel.dial\n\n" + request + sample("channel.dial", '{"destination": "8"}', "success", "a.c")) == []
    )


def page(*commands: str, without: str = "") -> str:
    """Return a page with the request, success and failure of commands, except one kind of the last of them."""
    parts = []
    for command in commands:
        target = "a.b.c" if command.startswith("interaction") else "a.b.c.d"
        said = '"result": "failure", "failure": {"code": "1", "message": "No"}, "original": {...}'
        kinds = {
            "request": sample(command, target=target),
            "success": sample(command, "{}", "success", target),
            "failure": f'```json\n{{"command": "{command}", "target": "{target}", {said}}}\n```\n',
        }
        left = [text for kind, text in kinds.items() if kind != without or command != commands[-1]]
        parts.append(f"# {command}\n\n" + "\n".join(left))
    return "\n".join(parts)


THREE = ("conversation.request.unmute", "interaction.request.recording.pause", "conversation.retrieve")
FOUR = (*THREE[:2], "interaction.request.recording.stop", THREE[2])


@pytest.mark.parametrize("kind", ["request", "success", "failure"])
def test_missing_sample(kind: str) -> None:
    assert codes(page(*FOUR)) == []
    [found] = findings(page(*FOUR, without=kind))
    assert (found.message, found.code, f"no sample of the {kind}" in found.text) == (THREE[-1], "missing-sample", True)


@each_case(("kind", "least"), [("request", 1), ("success", 1), ("failure", 3)])
def test_enough_other_commands(kind: str, least: int) -> None:
    """The sample of a command is missing only if enough others have it, and none of them lacks one."""
    for count in range(4):
        others = FOUR[:count]
        assert codes(page(*others, THREE[-1], without=kind)) == (["missing-sample"] if count >= least else [])
    assert codes(page(THREE[0], without=kind) + page(*FOUR[1:], without=kind)) == []


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("## Failure\n", ["missing-sample"]),
        ("## Failure\n\nAs always.\n", []),
        ("## Responses\n\n## Success\n\n" + sample("conversation.retrieve", result="success", target="a.b.c.d"), []),
        ("## Response\n\n| Member | Type |\n|--|--|\n| result | string |\n", []),
    ],
)
def test_labels_without_a_sample(below: str, found: list[str]) -> None:
    request = sample("conversation.retrieve", target="a.b.c.d")
    assert codes(f"# conversation.retrieve\n\n## Request\n\n{request}\n{below}") == found


@pytest.mark.parametrize(("schema", "number"), [(True, 0), (False, 1), ({"type": "array"}, 1)])
def test_schema_of_a_member(schema: object, number: int) -> None:
    """A schema may be `true`, then any value is right, or `false`, then there is no such member."""
    page = sample("channel.dial", '{"destination": "7", "extensions": {"a": [7]}}')
    extensions = ["properties", "data", "properties", "extensions"]
    assert len(findings(page, contract=contract_with("commands/channel.dial.json", extensions, schema))) == number


def test_constant_that_the_schema_lacks() -> None:
    contract = contract_with("events/channel.disposed.json", ["properties", "messageType"], {"type": "string"})
    page = '```json\n{"messageType": "objectEvent", "target": "a.b", "name": "channel.disposed", "data": {}}\n```\n'
    [found] = findings(page, contract=contract)
    assert (found.code, found.text) == (
        "other-value",
        'messageType is "objectEvent" on the page, any value in the schema',
    )


def test_event_that_may_follow_a_command() -> None:
    """An event that is raised after a command according to its own schema may be in the list of that command."""
    page = "# session.start\n\n## Secondary events\n\n- session.initialized\n- channel.disposed\n"
    raised = contract_with("events/channel.disposed.json", ["x-cti", "raised"], [{"after": "session.start"}])
    assert len(findings(page)) == 1
    assert findings(page, contract=raised) == []


def test_one_finding_for_one_title() -> None:
    text = (
        "# Events (Telephony only)\n\n## conversation.updated\n\nIt is new.\n\n## interaction.created\n\nIt is new.\n"
    )
    [found] = findings(text)
    assert found.text == "the page says telephony, the schema any (also of interaction.created)"


def test_two_ways_to_end_a_finding() -> None:
    [member] = findings(sample("channel.dial", '{"destination": "7", "speed": 1}'))
    assert member.fix == "in the page, correct its name or remove it; or in schemas/commands/channel.dial.json, add it"
    [echo] = findings("# session.start\n\nThe success repeats the data of the request.\n")
    assert echo.fix.endswith("; or in schemas/responses/session.start.json, change `x-cti.echo`")
    [outcome] = findings("# conversation.senddtmf\n\nSucceeds even if the tones cannot be sent.\n")
    assert outcome.text.endswith(', the schema describes the failure: "DTMF could not be sent."')
    [slip] = findings(sample("channel.dial", '{"destination": "7",}'))
    assert slip.fix == "in the page, correct the sample"


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


@pytest.mark.parametrize("is_flat", [False, True])
def test_view_of_two_versions(*, is_flat: bool) -> None:
    """It is read as the newer version, also if it lost its indentation."""
    text = COMPARED
    if is_flat:
        text = "\n".join(line.strip() for line in COMPARED.replace("• state", "- state").split("\n"))
    assert codes(text, "view.txt") == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            "  • interaction.ended\n\n...\n\n  • state.updated (conversation state event)\n",
            "interaction.ended is on the page",
        ),
        ("None.\n\n...\n", "not on the page (a part of the list may be hidden)"),
    ],
)
def test_hidden_part_of_a_list(changed: str, said: str) -> None:
    [found] = findings(COMPARED.replace("  • state.updated (conversation state event)\n", changed), "view.txt")
    assert said in found.text


@pytest.mark.parametrize(
    ("file", "text"),
    [("a.md", ""), ("a.md", "# settings.json\n\nNothing."), ("a", "Nothing here."), ("a.html", "<p>x</p>"), ("a", "{")],
)
def test_page_without_messages(file: str, text: str) -> None:
    assert codes(text, file) == ["no-messages"]


@pytest.mark.parametrize(
    ("original", "found"), [('"as in the request"', []), ('"the same data"', []), ('"a text"', ["other-type"])]
)
def test_original_in_words(original: str, found: list[str]) -> None:
    """A text in place of the request is read as such; another one is one finding."""
    assert codes(f"# channel.dial\n\n{DIAL}\n{SUCCESS}\n{failure(original)}") == found


def test_object_in_words() -> None:
    page = sample("channel.activate", '{"channeloptions": {"queue": "Sales"}}')
    page += sample("channel.activate", '{"channeloptions": { "as in the request" }}', "success")
    assert codes(f"# channel.activate\n\n{page}") == []


@pytest.mark.parametrize(("data", "found"), [('{"realtime": true}', []), ('{"realtime": 1}', ["other-type"])])
def test_label_and_sample_in_a_line(data: str, found: list[str]) -> None:
    name = "session.request.incontact.addressbook"
    text = f'**Request:** `{{"command": "{name}", "target": "s1", "data": {data}}}`'
    page = checked(f"# {name}\n\n{text}\n")
    assert [each.code for each in page.findings] == found
    assert [each.kind for section in page.sections for each in section.samples] == ["request"]


def test_unknown_name_has_no_file() -> None:
    (found,) = findings("# channel.disposed\n\nSee channel.closed.\n\n" + PROSE)
    assert (found.message, found.schema) == ("channel.disposed", None)
    assert found.fix == "in the page, correct or remove the name; or add a schema for it"


@pytest.mark.parametrize(
    ("element", "found"),
    [
        ('{"scriptId": "1", "scriptName": "Greeting"}', []),
        ('{"scriptName": "Greeting"}', ["invalid-sample"]),
    ],
)
def test_element_of_a_list_in_a_form(element: str, found: list[str]) -> None:
    """The members of each element are compared, not those of all elements together."""
    head = '"command": "channel.request.incontact.getscripts", "target": "<session-id>.<channel-id>"'
    forms = head.replace('id>"', 'id>" | "<session-id>.<channel-group-id>.<channel-id>"')
    scripts = f'[{element}, {{"scriptId": "2", "scriptName": "Survey"}}]'
    request = f'{{{forms}, "data": {{}}}}'
    success = f'{{{forms}, "result": "success", "data": {{"scripts": {scripts}}}}}'
    page = f"# channel.request.incontact.getscripts\n\n```json\n{request}\n```\n\n```json\n{success}\n```\n"
    assert [each.code for each in findings(page)] == found
