"""Tables and lists of members: as a page gives them, and against the schemas."""

import pytest
from docs_checks import findings
from each_case import each_case

from cti_contract.drift.member_tables import column_of, path_of, types_in, values_in


@each_case(
    ("title", "column"),
    [
        ("Member", "name"),
        ("`Field`", "name"),
        ("Property name", "name"),
        ("Response field", "name"),
        ("Feld der Antwort", "name"),
        ("Champ de la réponse", "name"),
        ("Members of the data", "name"),
        ("Eigenschaft", "name"),
        ("Campo", "name"),
        ("Type", "type"),
        ("Data type", "type"),
        ("Datentyp", "type"),
        ("Tipo", "type"),
        ("Required?", "required"),
        ("Mandatory", "required"),
        ("Req.", "required"),
        ("Pflichtfeld", "required"),
        ("Optional?", "optional"),
        ("Allowed values", "values"),
        ("Werte", "values"),
        ("Beschreibung", "description"),
        ("Code", None),
        ("HTTP", None),
    ],
)
def test_titles_of_columns(title: str, column: str | None) -> None:
    assert column_of(title) == column


@each_case(
    ("text", "types"),
    [
        ("string", (("string",), None)),
        ("Boolean", (("boolean",), None)),
        ("array of strings", (("array",), "string")),
        ("string[]", (("array",), "string")),
        ("Array<object>", (("array",), "object")),
        ("list", (("array",), None)),
        ("Liste von Texten", (("array",), "string")),
        ("string or number", (("string", "number"), None)),
        ("array of objects, or null", (("array",), None)),
        ("true/false", (("boolean",), None)),
        ("Telephony", ((), None)),
    ],
)
def test_types(text: str, types: tuple[tuple[str, ...], str | None]) -> None:
    assert types_in(text) == types


@each_case(
    ("text", "values"),
    [
        ("`a`, `b` or `c`", (("a", "b", "c"), False)),
        ('"a" | "b"', (("a", "b"), False)),
        ("`a`, `b` or a custom value", (("a", "b"), True)),
        ("A, B, …", (("A", "B"), True)),
        ("A or other", ((), True)),
        ("a single word", ((), False)),
    ],
)
def test_values(text: str, values: tuple[tuple[str, ...], bool]) -> None:
    assert values_in(text) == values


@each_case(
    ("name", "path"),
    [
        ("destination", ("destination",)),
        ("data.entries[].name", ("data", "entries", "name")),
        ("/data/channel", ("data", "channel")),
        ("$.data", ("data",)),
        ("a b", ()),
        ("p1 … p20", ()),
    ],
)
def test_paths(name: str, path: tuple[str, ...]) -> None:
    assert path_of(name) == path


def table(title: str, *rows: str) -> str:
    columns = title.count("|") - 1
    return "\n".join([title, "|" + "--|" * columns, *rows]) + "\n"


def found(command: str, text: str) -> list[str]:
    return [f"{each.code}: {each.text}" for each in findings(f"# {command}\n\n{text}")]


MEMBERS = "| Member | Type | Required | Description |"
ADD = [
    "| channel | object | yes | |",
    "| channel.endpoint | string | yes | |",
    "| channel.type | string | yes | `Telephony`, `Chat`, `Email` or another type |",
]


@each_case(
    ("changed", "text"),
    [
        ({}, ""),
        (
            {
                0: "| data.channel | object | yes | |",
                1: "| data.channel.endpoint | string | Y | |",
                2: "| data.channel.type | string | x | |",
            },
            "",
        ),
        ({1: "| &nbsp;endpoint | string | yes | |", 2: "| &nbsp;type | string | yes | |"}, ""),
        ({1: "| ↳ endpoint | string | yes | |", 2: "| ↳ `type` | string | yes | |"}, ""),
        ({0: "| `channel` | object (see below) | sometimes | |"}, ""),
        ({1: "| channel.endpoint? | string | | |"}, "required: data.channel.endpoint is optional on the page"),
        ({1: "| channel.endpoint* | string | | |"}, ""),
        (
            {1: "| channel.endpoint | string | | Optional. The address. |"},
            "required: data.channel.endpoint is optional",
        ),
        ({1: "| channel.endpoint | optional string | | |"}, "required: data.channel.endpoint is optional"),
        ({1: "| channel.endpoint | string | no | |"}, "required: data.channel.endpoint is optional"),
        ({1: "| channel.endpoints | string | yes | |"}, "unknown-member: channel.endpoints is documented"),
        (
            {1: "| channel.endpoint | array | yes | |"},
            "other-type: data.channel.endpoint is an array on the page, string",
        ),
        ({1: ""}, "undocumented-member: data.channel.endpoint is required by the schema"),
        (
            {2: "| channel.type | string | yes | `Telephony`, `Chat` or another type |"},
            "alternatives: data.channel.type",
        ),
        (
            {2: "| channel.type | string | yes | one of `Telephony`, `Chat`, `Fax` |"},
            "alternatives: data.channel.type is",
        ),
        ({2: "| channel.type | string | yes | e.g. `Telephony` or `Fax` |"}, ""),
        ({2: "| channel.type | string | yes | the platform distinguishes `Telephony` and `Fax` |"}, ""),
        ({2: "| channel.type | string | yes | TELEPHONY, FAX |"}, "alternatives: data.channel.type is"),
    ],
)
def test_table_of_a_request(changed: dict[int, str], text: str) -> None:
    rows = [row for row in (changed.get(number, row) for number, row in enumerate(ADD)) if row]
    said = found("session.request.addchannel", table(MEMBERS, *rows))
    assert len(said) == bool(text)
    assert all(each.startswith(text) for each in said)


@each_case(
    ("command", "text"),
    [
        ("channel.dial", table("| Code | Text |", "| E-1 | Busy |")),
        ("channel.dial", table("| Name | Value | Note |", "| Host | a | |", "| Port | b | |")),
        ("channel.dial", table("| Name | Description |", "| channel.dial | Dials |", "| session.start | Starts |")),
        (
            "channel.dial",
            table("| Field | Type | Optional |", "| destination | string | no |", "| extensions | object | yes |"),
        ),
        ("channel.dial", table("| Field | Type |", "| destination | string |", "| extensions | object |", "|  | |")),
        (
            "channel.dial",
            "## Response\n\n"
            + table(
                MEMBERS,
                "| result | string | yes | `success` or `failure` |",
                "| data | object | no | |",
                "| failure.code | string | yes | |",
                "| failure.message | string | no | |",
            ),
        ),
        (
            "channel.dial",
            "## Response\n\n"
            + table(
                MEMBERS, "| command | string | yes | |", "| target | string | yes | |", "| data | object | yes | |"
            ),
        ),
        ("channel.dial", "Changes:\n\n" + table("| Member | Type |", "| speed | number |", "| size | number |")),
        ("interaction.request.incontact.signal", table("| Member | Type | Required |", "| p1 | string | no |")),
        (
            "session.request.addchannel",
            table(
                "| Name | Value |",
                "| command | `session.request.addchannel` |",
                "| target | |",
                "| result | `failure` |",
                "| failure | |",
                "| original | |",
            ),
        ),
        (
            "channel.externaldispositions.updated",
            table(
                "| Member | Type |",
                "| dispositions | list of objects |",
                "| dispositions[].extensions | list |",
                "| dispositions[].value, dispositions[].interactionDispositionId | string |",
                "| dispositions[].labels | list |",
            ),
        ),
    ],
)
def test_right_tables(command: str, text: str) -> None:
    assert found(command, text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (table(MEMBERS, "| result | string | no | |", "| failure | object | no | |"), "required: result is optional"),
        (
            table(
                MEMBERS,
                "| failure.code | string | yes | |",
                "| failure.message | string | yes | |",
                "| failure.context | string | yes | |",
            ),
            "required: failure.context is required on the page",
        ),
        (table("| Member | Type | Values |", "| result | string | ok, failure |"), "alternatives: result is"),
        (
            table("| Member | Type | Values |", "| result | string | success, failure, other |"),
            "alternatives: result leaves room",
        ),
    ],
)
def test_table_of_both_responses(text: str, said: str) -> None:
    [one] = found("session.start", f"## Response\n\n{text}")
    assert one.startswith(said)


def test_label_of_another_message() -> None:
    """A table that is right for the success is that of the success, whatever the label above it says."""
    rows = ["| result | `success` |", "| target | the session |"]
    text = table("| Member | Description |", *rows)
    assert found("session.start", f"## Failure\n\n{text}") == []
    wrong = text.replace("success", "done")
    assert len(found("session.start", f"## Failure\n\n{wrong}")) == 1


def test_members_around_the_data() -> None:
    """A table of a whole message need not have its target, and may have the members of the data beside it."""
    rows = ["| messageType | string | yes | |", "| name | string | yes | |", "| data | object | yes | |"]
    assert found("channel.disposed", table(MEMBERS, *rows)) == []
    command = "| command | string | yes | |"
    rows = ["| destination | string | yes | |", "| extensions | object | no | |"]
    assert found("channel.dial", table(MEMBERS, command, *rows)) == []
    rows[1] = "| extension | object | no | |"
    assert found("channel.dial", table(MEMBERS, command, *rows)) != []


@each_case(
    ("items", "text"),
    [
        ("- `endpoint` (string, required): the address\n- `type` (string, required)", ""),
        ("- `endpoint`: string, required \u2013 the address\n- `type`: string", ""),
        ("- `endpoint` \u2013 the address\n- `type` \u2013 the medium", ""),
        ("- `endpoint`, `type` \u2013 both", ""),
        ("- **endpoint** (string)\n- **type** (string)", ""),
        ("- the address\n- the `type`\n- more", ""),
        ("- `endpoint` (object)\n- `type` (string)", "other-type: data.channel.endpoint is an object"),
        ("- `endpoint` (string, optional)\n- `type` (string)", "required: data.channel.endpoint is optional"),
        ("- `endpoints` (string)\n- `type` (string)", "unknown-member: endpoints is documented"),
        ("- `endpoint` (string, required)", "undocumented-member: data.channel.type is required"),
        ("- `endpoint` \u2013 the address", ""),
    ],
)
def test_list_of_members(items: str, text: str) -> None:
    said = found("session.request.addchannel", items)
    assert len(said) == bool(text)
    assert all(each.startswith(text) for each in said)


NOTES = "| Name | Type | Notes |"


@each_case(
    ("rows", "text"),
    [
        (["| destination | string | **required** |", "| extensions | object | - |"], None),
        (
            [
                "| destination | string | **required** |",
                "| extensions | object | **additional properties are allowed** |",
            ],
            None,
        ),
        (
            ["| destination | string | **required** |", "| extensions | object | **required** |"],
            "extensions is required",
        ),
        (["| destination | string | - |", "| extensions | object | required |"], "destination is optional"),
        (["| destination | string | required |", "| extensions | object | free form |"], None),
        (["| destination | array<string> | required |"], "destination is an array"),
    ],
)
def test_column_that_marks_members(rows: list[str], text: str | None) -> None:
    said = found("channel.dial", table(NOTES, *rows))
    assert bool(said) == (text is not None)
    assert any((text or "") in each for each in said) or not text


@each_case(
    ("title", "rows", "text"),
    [
        ("", ["| data.m0 | string |", "| data.m1 | string |"], "data.m0 and data.m1 are"),
        ("", ["| data.m1 | |", "| data.m2 | |", "| data.m3 | |"], "data.m1, data.m2 and data.m3 are"),
        ("", [f"| data.m{number} | string |" for number in range(10)], "10 members are"),
        ("## Request\n\n", ["| m0 | string |", "| m1 | string |"], "m0 and m1 are"),
        ("## Request\n\n", ["| m0 | fast |", "| m1 | slow |"], ""),
        ("", ["| m0 | string |", "| m1 | string |"], ""),  # perhaps of another program
        ("## Request\n\n", ["| queue | string |", "| m1 | string |"], ""),  # perhaps of another message
    ],
)
def test_table_of_unknown_members(title: str, rows: list[str], text: str) -> None:
    page = title + table("| Member | Type |", *rows)
    assert found("channel.dial", page) == (
        [f"unknown-member: {text} documented, the schema has no such members"] if text else []
    )


STEPS = [
    "| channelgroup | object | yes |",
    "| channelgroup{0}id | string | yes |",
    "| channelgroup{0}name | string | no |",
]


@each_case("step", [".", " → ", "→", " -> ", " > ", " › ", " » ", "/"])  # noqa: RUF001 -- an arrow of a page
def test_sign_between_an_object_and_its_member(step: str) -> None:
    rows = [row.format(step) for row in STEPS]
    said = "required: data.channelgroup.name is optional on the page, required in the schema"
    assert found("channelgroup.created", table("| Field | Type | Required |", *rows)) == [said]
    rows = [f"| data{step}{row[2:].format(step)}" for row in STEPS]
    assert found("channelgroup.created", table("| Field | Type | Required |", *rows)) == [said]


@each_case("dash", ["- ", "– ", "— ", "-- ", "↳ "])  # noqa: RUF001 -- dashes of a page
def test_dash_before_the_member_of_an_object(dash: str) -> None:
    rows = [STEPS[0], f"| {dash}id | string | yes |", f"| {dash}name | string | no |"]
    said = "required: data.channelgroup.name is optional on the page, required in the schema"
    assert found("channelgroup.created", table("| Field | Type | Required |", *rows)) == [said]


@each_case("mark", ["x", "X", "✓", "•", "*", "yes", "`x`", "required"])
def test_column_with_one_mark(mark: str) -> None:
    """A mark says yes, an empty cell no; without any mark, or with other words, an empty cell says nothing."""
    rows = [f"| destination | string | {mark} |", "| extensions | object | |"]
    assert found("channel.dial", table("| Name | Type | Required |", *rows)) == []
    assert found("channel.dial", table("| Name | Type | Optional |", *rows)) == [
        "required: data.destination is optional on the page, required in the schema",
        "required: data.extensions is required on the page, optional in the schema",
    ]
    rows = ["| destination | string | |", f"| extensions | object | {mark} |"]
    assert found("channel.dial", table("| Name | Type | Optional |", *rows)) == []
    assert len(found("channel.dial", table("| Name | Type | Required |", *rows))) == 2


def test_column_with_other_words() -> None:
    """An empty cell beside words, or beside nothing but empty cells, says nothing."""
    title = "| Name | Type | Required |"
    assert found("channel.dial", table(title, "| destination | string | |", "| extensions | object | |")) == []
    assert found("channel.dial", table(title, "| destination | string | |", "| extensions | object | no |")) == []


def test_one_row_with_another_name() -> None:
    text = table(MEMBERS, "| number | string | yes | |")
    said = found("conversation.blindtransfer", text)
    assert said == ["unknown-member: number is documented, the schema has no such member here; it has destination"]
    assert found("conversation.retrieve", text) == []
    assert found("conversation.blindtransfer", table(MEMBERS, "| number | integer | yes | |")) == []


def test_elements_of_an_array() -> None:
    title = "| Name | Type |"
    page = table(title, "| interaction.id | string |", "| interaction.callbackNumbers | array<integer> |")
    assert any(
        "the elements of data.interaction.callbackNumbers are integers" in each
        for each in found("interaction.created", page)
    )


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("the session, the parent of the group", None),
        ("the channel, the parent of the group", "the target is the channel, the schema says the session"),
        ("channel", "the target is the channel, the schema says the session"),
        ("channels are below it", None),
    ],
)
def test_description_of_a_target(said: str, text: str | None) -> None:
    rows = ["| messageType | string | |", f"| target | string | {said} |", "| name | string | |", "| data | object | |"]
    said_of_target = found("channelgroup.created", table("| Name | Type | Description |", *rows))
    assert [each.partition("says that ")[2] for each in said_of_target] == ([text] if text else [])


@each_case(
    ("name", "row", "found"),
    [
        ("session.start", "| `extension` | string | Avaya |", []),
        ("session.start", "| `extension` | string | all |", []),
        ("session.start", "| `extension` | string | inContact, Avaya |", []),
        ("session.start", "| `extension` | string | inContact |", ["platforms"]),
        ("session.request.incontact.addressbook", "| `realtime` | boolean | inContact |", []),
        ("session.request.incontact.addressbook", "| `realtime` | boolean | PureCloud |", ["platforms"]),
        ("conversation.blindtransfer", "| `destination` | string | PureCloud |", []),
    ],
)
def test_column_of_platforms(name: str, row: str, found: list[str]) -> None:
    """A member whose description names no platform is for those of its message."""
    page = f"# {name}\n\n| Property | Type | Platform |\n|---|---|---|\n{row}\n"
    assert [each.code for each in findings(page)] == found


SKILL = {"numAvailable": "integer", "numUnavailable": "integer", "ewt": "string"}


@each_case(
    ("presence", "found"),
    [("required", []), ("optional", ["required"])],
)
def test_column_of_variants_behind_the_names(presence: str, found: list[str]) -> None:
    rows = [
        f"| state | agent | string | {presence} |",
        "| mediaType | skill | string | required |",
        *(f"| {name} | skill | {kind} | optional |" for name, kind in SKILL.items()),
    ]
    titles = "| Member | Entry | Type | Presence |\n|---|---|---|---|\n"
    page = f"# session.request.incontact.addressbook\n\nMembers of `properties`:\n\n{titles}" + "\n".join(rows)
    assert [each.code for each in findings(f"{page}\n")] == found


def test_row_for_other_members() -> None:
    head = "# conversation.blindtransfer\n\n| Member | Type | Required |\n|---|---|---|\n"
    rows = "| destination | string | yes |\n| {} | any | no |\n"
    assert findings(head + rows.format("others")) == []
    assert [each.code for each in findings(head + rows.format("caller"))] == ["unknown-member"]


@pytest.mark.parametrize("name", ["p1 to p20", "`p1` … `p20`", "p1–p20", "p1..p20", "p1 bis p20"])  # noqa: RUF001 -- a dash
def test_members_with_numbers_in_one_row(name: str) -> None:
    command = "interaction.request.incontact.signal"
    assert found(command, table("| Member | Type | Presence |", f"| {name} | string | optional |")) == []
    wrong = found(command, table("| Member | Type | Presence |", f"| {name} | number | optional |"))
    assert wrong == ["other-type: data.p1 is a number on the page, string in the schema"]
