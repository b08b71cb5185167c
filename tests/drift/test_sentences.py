"""Sentences as claims, and claims against the contract."""

import pytest
from docs_checks import checked, findings, sample
from each_case import each_case

SEE = "See `session.start`."
STOP = "interaction.request.recording.stop"
FAILURE = (
    '"failure": {"code": "E1", "message": ""}, '
    '"original": {"command": "session.start", "target": "Avaya-jdoe", "data": {"extension": "1"}}'
)


def claims(message: str, sentence: str) -> list[str]:
    return [str(claim).partition(": ")[2] for claim in checked(f"# {message}\n\n{sentence}\n").claims]


@each_case(
    ("message", "sentence", "claim"),
    [
        (
            "interaction.created",
            "Raised in response to a successful session.request.addchannel request.",
            "raised after session.request.addchannel",
        ),
        (
            "interaction.created",
            "It is also sent after `session.addchannel` or `session.addchannelgroup`.",
            "raised after session.request.addchannel, session.addchannelgroup",
        ),
        (
            "interaction.created",
            "Wird nach einem erfolgreichen session.addchannelgroup gemeldet.",
            "raised after session.addchannelgroup",
        ),
        (
            "interaction.created",
            "It appears during the session initialization if the agent is there.",
            "raised during session initialization, the agent is there",
        ),
        ("session.start", "After `session.start`, `session.initialized` is raised.", "raised after session.start"),
        ("interaction.created", "It follows a successful channel.activate.", "raised after channel.activate"),
        ("interaction.created", "Raised by `channel.activate`.", "raised after channel.activate"),
        ("interaction.created", "Sent after a success of channel.activate.", "raised after channel.activate"),
        ("interaction.created", "The server sends this event to the channel.", "target channel"),
        ("interaction.created", "`channel.activate` causes this event.", "raised after channel.activate"),
        ("interaction.created", "It is sent once channel.activate succeeded.", "raised after channel.activate"),
        ("interaction.created", "It is sent when the session is initialized.", "raised during session is initialized"),
        ("interaction.created", "`target`: the new interaction", "target interaction"),
        ("interaction.created", "The target identifies the channel.", "target channel"),
        (
            "interaction.created",
            "The `target` of it is the id of the parent channel, not the interaction.",
            "target channel",
        ),
        ("channelgroup.created", "It is announced to the session.", "target session"),
        ("channelgroup.created", "Das Ereignis wird an die Sitzung gemeldet.", "target session"),
        ("channelgroup.created", "Target: channel group", "target channelgroup"),
        ("channel.dial", "Only available on inContact and Avaya.", "platforms avaya, incontact"),
        ("channel.dial", "It exists on the inContact platform only.", "platforms incontact"),
        ("channel.dial", "Available for: telephony", "media telephony"),
        ("channel.dial", "Multimédia seulement.", "media multimedia"),
        ("channel.dial", "Seulement pour multimédia.", "media multimedia"),
        ("channel.dial", "`state.updated` is raised afterwards.", "raises state.updated"),
        ("channel.dial", "Obsolète, remplacé par `session.start`.", "deprecated session.start"),
        ("channel.dial", "Available for: chat and e-mail", "media multimedia"),
        ("channel.dial", "Available for: chat, voice", "media any"),
        ("channel.dial", "Not available on chat or e-mail channels.", "media telephony"),
        ("channel.dial", "Not supported for voice.", "media multimedia"),
        ("channel.dial", "It is for telephony and for multimedia.", "media any"),
        ("channel.dial", "The success has empty data.", "no data success"),
        ("channel.dial", "Die Erfolgsantwort enthält keine Daten.", "no data success"),
        ("channel.dial", "The success carries the `data` of the request.", "echo yes"),
        ("channel.dial", "Danach wird `state.updated` ausgelöst.", "raises state.updated"),
        ("channel.dial", "inContact only.", "platforms incontact"),
        ("channel.dial", "This command is supported on PureCloud only.", "platforms purecloud"),
        ("channel.dial", "Nur für inContact.", "platforms incontact"),
        ("channel.dial", "Platform: inContact", "platforms incontact"),
        ("channel.dial", "Only for platform inContact.", "platforms incontact"),
        ("channel.dial", "Telephony only.", "media telephony"),
        ("channel.dial", "Media: telephony", "media telephony"),
        ("channel.dial", "For telephony and multimedia.", "media any"),
        ("channel.dial", "Multimedia only.", "media multimedia"),
        ("channel.dial", "Nur für Telefonie.", "media telephony"),
        ("channel.dial", "`destination` is required.", "destination: required yes"),
        ("channel.dial", "`destination` must be present.", "destination: required yes"),
        ("channel.dial", "The required member `destination` holds it.", "destination: required yes"),
        ("channel.dial", "`extensions` may be absent.", "extensions: required no"),
        ("channel.dial", "An optional `extensions` holds more.", "extensions: required no"),
        ("channel.dial", "`extensions` kann fehlen.", "extensions: required no"),
        ("channel.dial", "You may leave out `extensions`.", "extensions: required no"),
        ("channel.dial", "`extensions` can be left empty or omitted.", "extensions: required no"),
        ("channel.dial", "The member `extensions` (optional) holds more.", "extensions: required no"),
        ("channel.dial", "The member `destination` (required) holds it.", "destination: required yes"),
        ("channel.dial", "`destination` (a string) comes first.", "destination: type string"),
        ("channel.dial", "`destination` is of type string.", "destination: type string"),
        ("channel.dial", "`destination` ist Pflicht.", "destination: required yes"),
        ("channel.dial", 'The member "destination" is a string.', "destination: type string"),
        ("channel.dial", "`destination` ist eine Zeichenkette.", "destination: type string"),
        (
            "interaction.created",
            "`callbackNumbers`, an array of string values, comes too.",
            "callbackNumbers: type array, string",
        ),
        ("interaction.created", "callbackNumbers is a list of numbers.", "callbackNumbers: type array, number"),
        ("interaction.created", "`type` is one of `A` or `B`.", "type: values A, B"),
        ("channel.dial", "The success repeats the data of the request.", "echo yes"),
        ("channel.dial", "The response carries the same data as the request.", "echo yes"),
        ("channel.dial", "The success does not echo the request.", "echo no"),
        ("channel.dial", "The data of the success differs from that of the request.", "echo no"),
        ("channel.dial", "The data is echoed in the response.", "echo yes"),
        ("channel.dial", "Die Antwort wiederholt die Daten der Anfrage.", "echo yes"),
        ("session.start", "The success has no data.", "no data success"),
        ("session.request.logout", "The request has no members in `data`.", "no data request"),
        ("session.start", "It raises session.initialized.", "raises session.initialized"),
        ("session.start", "It does not raise any secondary events.", "raises nothing"),
        ("session.start", "Es löst keine Folgeereignisse aus.", "raises nothing"),
        ("session.start", "Es werden keine Folgeereignisse ausgelöst.", "raises nothing"),
        ("channel.dial", "`channel.dial` is deprecated.", "deprecated"),
        ("channel.dial", "It will be removed.", "deprecated"),
        ("channel.dial", "This command is replaced by `session.start`.", "deprecated session.start"),
        ("session.start", "`extension` es obligatorio.", "extension: required yes"),
        ("session.start", "`extension` est facultative.", "extension: required no"),
        ("channel.dial", "La respuesta repite los datos de la solicitud.", "echo yes"),
        ("channel.dial", "La réponse ne reprend pas les données de la requête.", "echo no"),
        ("channel.dial", "El destino identifica la sesión.", "target session"),
        (
            "session.start",
            "At least one of `session.agentleg.connected` and `session.agentleg.failed` follows.",
            "raises session.agentleg.connected, session.agentleg.failed",
        ),
        (
            "channel.dial",
            "The command succeeds even if it cannot be dialed.",
            "outcome succeeds, The command succeeds even if it cannot be dialed.",
        ),
        (
            "channel.dial",
            "A failure is generated if it cannot be dialed.",
            "outcome fails, A failure is generated if it cannot be dialed.",
        ),
        (
            "conversation.created",
            "The target is either the interaction or the conversation.",
            "target interaction, conversation",
        ),
        ("channel.dial", "Das Ziel ist der Kanal oder die Sitzung.", "target channel, session"),
        ("channel.dial", "`destination` dürft ihr weglassen.", "destination: required no"),
        ("channel.dial", "Ihr könnt `destination` weglassen.", "destination: required no"),
        ("channel.dial", "Weglassen dürft ihr nur `extensions`.", "extensions: required no"),
        ("channel.dial", "`destination` dürft ihr nicht weglassen.", "destination: required yes"),
        ("channel.dial", "`destination` kann nicht entfallen.", "destination: required yes"),
        ("channel.dial", "`extensions` kann entfallen.", "extensions: required no"),
        ("channel.dial", "`extensions` ist keine Pflicht.", "extensions: required no"),
        ("channel.dial", "Pflicht ist nur `destination`.", "destination: required yes"),
        (
            "session.start",
            "You will then receive, in this order: `session.initialized`, `channel.initialized`.",
            "raises session.initialized, channel.initialized",
        ),
        ("session.start", "Danach kommen `channel.disposed`.", "raises channel.disposed"),
        (
            "channel.dial",
            "It does not fail if it cannot be dialed.",
            "outcome succeeds, It does not fail if it cannot be dialed.",
        ),
    ],
)
def test_claim(message: str, sentence: str, claim: str) -> None:
    assert claims(message, sentence) == [claim]


TABLE = "# Names\n\n| Name | Remark |\n|---|---|\n| `{}` | {} |\n| `channel.activate` | current |\n"
ELEMENT = "# Names\n\n- `{}`{}\n- `channel.activate`\n"
PARAGRAPH = "# {}\n\n{}\n"
ADDED, NEW, OLD = "session.request.addchannel", "session.addchannelgroup", "session.request.addchannelgroup"


@each_case(
    ("page", "name", "remark", "number"),
    [
        (TABLE, "channel.dial", "(removed)", 1),
        (TABLE, "channel.dial", "withdrawn in 4.2", 1),
        (TABLE, "channel.dial", "use `channel.activate` instead", 1),
        (TABLE, "channel.dial", "renamed to `channel.call`", 1),
        (TABLE, "interaction.created", "no longer sent", 1),
        (TABLE, "channel.dial", "its own dialer was removed", 0),
        (TABLE, "session.addchannel", "obsolete", 0),
        (TABLE, "session.addchannel", "formerly `session.request.addchannel`", 1),
        (TABLE, ADDED, "formerly `session.addchannel`", 0),
        (TABLE, NEW, "formerly `session.addchannel`", 1),
        (TABLE, OLD, f"replaces `{NEW}`", 1),
        (TABLE.replace("Remark", "Ticket"), "channel.dial", "withdrawn", 0),
        (ELEMENT, "channel.dial", " (obsolete)", 1),
        (ELEMENT, "channel.dial", " - entfällt", 1),
        (ELEMENT, "channel.dial", ": obsolete since 5.0, use `channel.activate`", 1),
        (ELEMENT, "channel.dial", ": the old dialer was removed", 0),
        (ELEMENT, "old.api.json", " (removed)", 0),
        (ELEMENT, OLD, f" (renamed to `{NEW}`)", 0),
        (PARAGRAPH, "channel.dial", "Removed.", 1),
        (PARAGRAPH, "channel.dial", "**Status:** withdrawn", 1),
        (PARAGRAPH, "channel.dial", "Not supported any more.", 1),
        (PARAGRAPH, "Names", f"Do not use `{NEW}` any more; it was removed.", 1),
        (PARAGRAPH, "Names", f"Do not use `{NEW}` any more than needed.", 0),
        (PARAGRAPH, "Names", f"Do not use `{OLD}` any more; it was superseded by `{ADDED}`.", 1),
        (PARAGRAPH, "Migration notes", f"- Do not use `{OLD}` any more; it was superseded by `{ADDED}`.", 1),
        (PARAGRAPH, "Migration notes", f"- Do not use `{OLD}` any more; it was superseded by `{NEW}`.", 0),
        (PARAGRAPH, "Historial", f"| Versión | Cambio |\n|--|--|\n| 4.1 | `{NEW}` queda obsoleto; use `{OLD}`. |", 1),
        (PARAGRAPH, "Historial", f"| Versión | Cambio |\n|--|--|\n| 4.1 | `{OLD}` queda obsoleto; use `{NEW}`. |", 0),
        (PARAGRAPH, "Historial", "| Versión | Cambio |\n|--|--|\n| 2 | `channel.dial` queda obsoleto; use `x.y` |", 0),
    ],
)
def test_remarks_on_names(page: str, name: str, remark: str, number: int) -> None:
    assert [each.code for each in findings(page.format(name, remark))] in (["deprecated"] * number, ["alias"] * number)


@each_case(
    ("message", "sentence"),
    [
        ("interaction.created", "It is sent when channel.activate could not begin."),
        ("channel.dial", "The command is not deprecated."),
        ("interaction.created", "Something happens after session.start."),
        ("session.start", "It is answered after session.start."),
        ("channel.dial", "Only Avaya uses some of `extensions`."),
        ("channel.dial", "Callbacks exist on PureCloud only."),
        ("channel.dial", "Only the long sentences about the connectors for inContact are not read as a remark here."),
        ("channel.dial", "`destination` is required if there is no number."),
        ("channel.dial", "`destination` is the number to dial."),
        ("channel.dial", "destination is nice."),
        ("channel.dial", "It is required."),
        ("channel.dial", "`type` is required."),
        ("channel.dial", "`extensions` is one of `a`, for example `b`."),
        ("channel.dial", "A failure repeats the request in `original`."),
        ("session.start", "It has no data if it fails."),
        ("session.start", "It raises the roof."),
        ("channel.dial", "`destination` is deprecated."),
        ("channel.dial", "The old format is deprecated since then."),
        ("channel.dial", "It succeeds."),
        ("channel.dial", "It fails."),
        ("channel.dial", "The line is freed whether or not it succeeds."),
        ("channel.dial", "It either succeeds or fails."),
        ("channel.dial", "Does it fail if the line is busy?"),
        ("session.start", "You will then receive `session.initialized` when a channel is added."),
        ("channel.dial", SEE),
        ("channel.dial", "It then sends and triggers `channel.activate` for the channel."),
        ("channel.dial", "Error table"),
    ],
)
def test_sentence_that_is_not_read(message: str, sentence: str) -> None:
    assert claims(message, sentence) == []


def test_two_claims() -> None:
    assert claims("channel.dial", "`extensions` is optional, an object.") == [
        "extensions: required no",
        "extensions: type object",
    ]


def test_pronouns() -> None:
    assert claims(
        "channel.dial", "`destination` comes first, then `extensions`; it may be absent. Both are strings."
    ) == [
        "extensions: required no",
        "destination: type string",
        "extensions: type string",
    ]


def test_subject_of_a_paragraph() -> None:
    """A sentence that begins with a message is about that message, and the sentences behind it are too."""
    page = "# Notes\n\nThe `channel.dial` command is for calls. Telephony only.\n\nTelephony only.\n"
    assert [str(claim) for claim in checked(page).claims] == ["channel.dial: media telephony"] * 2


def test_tables_of_facts() -> None:
    page = "# channel.dial\n\n| Media | telephony only |\n|--|--|\n| Target | channel |\n"
    assert [str(claim) for claim in checked(page).claims] == [
        "channel.dial: media telephony",
        "channel.dial: target channel",
    ]


def test_table_of_messages() -> None:
    rows = ["| `channel.dial` | any | more |", "| session.start | | `channel.dial` |", "| x |"]
    page = "\n".join(["| Name | Media | Raises |", "|--|--|--|", *rows])
    assert [str(claim) for claim in checked(page).claims] == ["channel.dial: media any"]


@each_case(
    ("heading", "claim"),
    [
        ("# channel.dial (Telephony only)", "media telephony"),
        ("# Call Commands (Telephony only)\n\n## channel.dial", "media telephony"),
        ("# Telephony and Multimedia Commands\n\n## channel.dial", "media any"),
        ("# channel.dial (chat)", "media any"),
        ("# channel.dial (inContact only)", "platforms incontact"),
        ("# channel.dial [Acme only]", "platforms acme"),
        ("# channel.dial (nur Avaya)", "platforms avaya"),
    ],
)
def test_headings(heading: str, claim: str) -> None:
    assert [str(each) for each in checked(f"{heading}\n\nIt dials.\n").claims] == [f"channel.dial: {claim}"]


@each_case(
    ("message", "sentence", "code", "text"),
    [
        (
            "interaction.created",
            "Raised after a successful channel.activate.",
            "raised",
            "raised after channel.activate",
        ),
        (
            "interaction.created",
            "Raised during session initialization.",
            "raised",
            "also raised after session.addchannelgroup and after session.request.addchannel",
        ),
        (
            "interaction.created",
            "Raised during call setup, and after session.request.addchannel and session.addchannelgroup.",
            "raised",
            "raised during call setup, the schema says during session initialization",
        ),
        (
            "session.initialized",
            "Raised after a successful channel.dial.",
            "raised",
            "the schema says after session.start",
        ),
        (
            "channel.externaldispositions.updated",
            "Raised after channel.activate.",
            "raised",
            "the schema says after channel.request.externaldispositions",
        ),
        ("channel.disposed", "Raised after session.start.", "raised", "the schema says after no command"),
        ("interaction.created", "The target is the interaction.", "target-refused", "the schema says the channel"),
        ("channel.dial", "inContact only.", "platforms", "the page says incontact, the schema all platforms"),
        ("channel.dial", "Multimedia only.", "media", "multimedia, the schema telephony"),
        (
            "interaction.created",
            "When: during a transfer; after `session.start`",
            "raised",
            "page says that it is raised",
        ),
        ("session.start", "Dial with `channel.dial`, which is on inContact only.", "platforms", "all platforms"),
        ("channel.dial", "`destination` is optional.", "required", "data.destination is optional on the page"),
        ("channel.dial", "`extensions` is required.", "required", "data.extensions is required on the page"),
        (
            "channel.dial",
            "`destination` and `extensions` are both arrays.",
            "other-type",
            "data.destination is an array on the page, string in the schema",
        ),
        (
            "interaction.created",
            "`callbackNumbers` is an array of objects.",
            "other-type",
            "elements of data.interaction",
        ),
        ("interaction.created", "`type` is one of `A`, `B`.", "alternatives", 'data.interaction.type is "A" or "B"'),
        ("channel.dial", "The success does not repeat the request.", "echo", "says that it does"),
        ("session.start", "The success repeats the data of the request.", "echo", "says that it does not"),
        ("channel.dial", "The success has no data.", "required", "the schema requires data.destination"),
        ("channel.dial", "A success may have a `destination`.", "required", "data.destination is optional"),
        ("channel.dial", "The request always has `extensions`.", "required", "data.extensions is required"),
        ("channel.dial", "`destination` ist ein Pflichtfeld vom Typ Zahl.", "other-type", "is a number on the page"),
        ("channel.dial", "Data: `destination` (string, optional): the number", "required", "destination is optional"),
        ("channel.dial", "`channel.dial` needs a `number`.", "unknown-member", '"number" is documented'),
        ("channel.dial", "The parameter `number` is a string.", "unknown-member", '"number" is documented'),
        (
            STOP,
            "The first success is followed by `state.updated` for the conversation.",
            "secondary-events",
            'state.updated: the object is "conversation" on the page, "interaction" in the schema',
        ),
        (
            "interaction.created",
            "It is also raised during session initialization if the agent is not yet logged into the channel.",
            "raised",
            "raised if the agent is not yet logged into the channel, the schema says if the agent is already",
        ),
        ("conversation.request.unmute", "Succeeds when the call cannot be unmuted.", "outcome", "could not be unmuted"),
        (
            "conversation.blindtransfer",
            "Der Agent wird nur bei Erfolg getrennt.",
            "outcome",
            "whether or not",
        ),
        ("session.start", "It raises no events.", "secondary-events", "the schema has session.initialized"),
        ("session.start", "It raises channel.disposed.", "secondary-events", "the schema has session.initialized"),
        ("conversation.senddtmf", "It raises channel.disposed.", "secondary-events", "the schema has no events"),
        ("channel.dial", "`channel.dial` has been removed.", "deprecated", "has it as current"),
        (
            "channel.dial",
            "`session.addchannel` is replaced by `session.start`.",
            "deprecated",
            "the page replaces session.addchannel by session.start, the schema by session.request.addchannel",
        ),
        (
            "interaction.request.recording.stop",
            "It fails if the recording has already stopped.",
            "outcome",
            "succeeds also",
        ),
        ("interaction.request.recording.stop", "Stopping a stopped recording is an error.", "outcome", "succeeds also"),
        (
            "interaction.request.recording.pause",
            "If the platform cannot pause, the command succeeds anyway.",
            "outcome",
            "fails with",
        ),
        ("interaction.request.recording.pause", "Succeeds even if the platform cannot pause.", "outcome", "fails with"),
        ("conversation.blindtransfer", "The agent is disconnected only if it succeeds.", "outcome", "whether or not"),
        (STOP, "Der Befehl schlägt fehl, wenn die Aufzeichnung bereits angehalten ist.", "outcome", "succeeds also"),
        (STOP, "Ist die Aufzeichnung schon gestoppt, schlägt der Befehl fehl.", "outcome", "succeeds also"),
        (STOP, "Der Befehl gelingt nur, wenn die Aufzeichnung läuft.", "outcome", "succeeds also"),
        (STOP, "The request succeeds only if the recording is running.", "outcome", "succeeds also"),
        (STOP, "La orden falla si la grabación ya está detenida.", "outcome", "succeeds also"),
        (STOP, "La commande échoue si l'enregistrement est arrêté.", "outcome", "succeeds also"),
        (
            "conversation.blindtransfer",
            "Der Agent wird nur getrennt, wenn die Weiterleitung erfolgreich ist.",
            "outcome",
            "whether or not",
        ),
    ],
)
def test_claim_that_the_contract_contradicts(message: str, sentence: str, code: str, text: str) -> None:
    found = findings(f"# {message}\n\n{sentence}\n")
    assert {each.code for each in found} == {code}
    assert any(text in each.text for each in found)


@each_case(
    ("message", "sentence"),
    [
        ("session.initialized", "Raised after a successful session.start."),
        ("conversation.updated", "Raised after a successful channel.activate."),
        ("state.updated", "Raised after channel.activate."),
        ("session.start", "`interaction.created` is raised after session.addchannelgroup."),
        ("channel.disposed", "Raised during a logout."),
        (
            "interaction.created",
            "Kommt bei Initialisierung der Sitzung, nach session.request.addchannel, session.addchannelgroup.",
        ),
        ("channel.request.incontact.getscripts", "inContact only."),
        ("interaction.created", "It may also be raised during session initialization."),
        ("session.start", "Connect with `session.request.incontact.agentleg.connect`, which is on inContact only."),
        ("session.start", "On inContact only, the desk then sends `channel.request.incontact.getscripts`."),
        ("session.start", "Dial with `channel.dial`, which is voice only."),
        ("channel.disposed", "Telephony only."),
        ("conversation.request.unmute", "Succeeds even if the agent cannot be heard."),
        (STOP, "The first success is followed by `state.updated` for the interaction."),
        ("channel.dial", "`session.start` needs a `user`."),
        ("channel.dial", "Not available on chat, voice or e-mail."),
        ("channel.dial", "The client still accepts the old `session.addchannel`."),
        (
            "interaction.created",
            "When: during session initialization; after `session.request.addchannel` or `session.addchannelgroup`",
        ),
        ("session.request.addchannel", "It raises channel.disposed."),
        ("session.addchannelgroup", "It raises interaction.created."),
        ("conversation.senddtmf", "It raises no events."),
        ("channel.dial", "`session.addchannel` is replaced by `session.request.addchannel`."),
        ("channel.dial", "`session.addchannel` was renamed."),
        ("channel.dial", "`channel.hangup` was removed."),
        ("channel.dial", "It fails if the line is busy."),
        ("session.start", "The request has no data."),
        ("interaction.created", "The event has no data if there is none."),
        ("interaction.request.recording.stop", "Stopping it again succeeds as well."),
        ("session.request.incontact.addressbook", "`name` is optional. `name` is a string."),
    ],
)
def test_claim_that_the_contract_allows(message: str, sentence: str) -> None:
    found = findings(f"# {message}\n\n{sentence}\n")
    assert [each for each in found if each.code != "required" or "name" not in each.text] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Befehl wird auch dann erfolgreich beantwortet, wenn die Aufzeichnung bereits beendet ist.",
        "Der Befehl schlägt fehl, wenn das Ziel unbekannt ist.",
        "La orden tiene éxito aunque la grabación ya esté detenida.",
        "If the recording is already stopped, then no event is raised.",
        "Ist die Aufzeichnung schon beendet, werden keine Ereignisse ausgelöst.",
    ],
)
def test_right_case(sentence: str) -> None:
    assert findings(f"# {STOP}\n\n{sentence}\n") == []


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("- `channel.dial` takes the optional member `extensions`.", []),
        ("- `channel.dial` takes the optional member `extension`.", ["unknown-member"]),
        ("- `channel.dial`: the member `prefix` was removed. All is well.", []),
        ("- `channel.dial`: all is well. The member `prefix` is new.", ["unknown-member"]),
    ],
)
def test_item_about_a_message(item: str, found: list[str]) -> None:
    """An item that begins with a name is about this message, whatever the items before it name."""
    assert [each.code for each in findings(f"# Hints\n\n- `session.start` comes first.\n{item}\n")] == found


def test_members_of_older_versions() -> None:
    text = "# channel.dial\n\n## Change history\n\nThe member `prefix` has come with version 3.\n"
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Raised on these occasions:\n\n- during a transfer\n", ["raised", "raised"]),
        ("Raised on these occasions:\n\n- during session initialization\n", ["raised"]),
        ("Here is a list:\n\n- during a transfer\n", []),
    ],
)
def test_list_that_ends_a_sentence(text: str, found: list[str]) -> None:
    assert [each.code for each in findings(f"# interaction.created\n\n{text}")] == found  # "also" others


@pytest.mark.parametrize(
    ("cell", "found"),
    [("`session.request.addchannel` or `session.addchannel`", []), ("`session.addchannel`", ["alias"])],
)
def test_cell_with_both_spellings(cell: str, found: list[str]) -> None:
    text = f"# session.request.addchannel\n\n| a | b |\n| --- | --- |\n| x | {cell} |\n"
    assert [each.code for each in findings(text)] == found


NEXT = "\n\n## channel.dial\n\nDials.\n\n## channel.activate (any media)\n\nActivates.\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("All commands on this page are available for telephony only.", []),
        ("All commands on this page are available for multimedia only.", [("media", "channel.dial")]),
        ("These messages exist on the Avaya platform only.", [("platforms", "channel.dial")]),
        ("All commands below except some are available for multimedia only.", []),
        ("All agents on this page are available for multimedia only.", []),
        ("Both commands on this page are telephony commands.", []),
        ("All commands on this page raise no secondary events.", []),
        ("The target of all commands on this page is the channel.", []),
        ("Das Ziel aller Befehle auf dieser Seite ist der Kanal: `<session>.<channel>`.", []),
        ("Todos los comandos de esta página se envían al canal.", []),
        ("All events on this page are sent to the session.", []),
        ("This page describes the messages that exist only for NICE inContact.", [("platforms", "channel.dial")]),
        ("Das Ziel aller Befehle auf dieser Seite ist die Sitzung: `<session>`.", [("target-refused", "channel.dial")]),
        ("El destino de todos los comandos de esta página es la sesión.", [("target-refused", "channel.dial")]),
        ("All requests on this page go to a session.", [("target-refused", "channel.dial")]),
        ("The target of everything below is the session.", [("target-refused", "channel.dial")]),
    ],
)
def test_sentence_about_all_messages(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.code, each.message) for each in findings(f"# Calls\n\n{text}{NEXT}")] == found
    other = findings(f"# Start\n\nHello.\n\n# Chapter\n\n{text}\n\n# Other\n{NEXT}")  # of another chapter
    assert other == []


def test_sentence_that_all_sections_deny() -> None:
    text = "# Calls\n\nAll commands on this page are for multimedia only.\n\n## channel.dial (telephony only)\n\nDials."
    assert [each.code for each in findings(text)] == ["media"]
    assert findings(f"{text}\n\n## channel.activate\n\nActivates.\n")[0].message == "channel.activate"


def test_paragraph_between_two_samples() -> None:
    request = sample("channel.dial", '{"destination": "100"}')
    event = '```json\n{"messageType": "objectEvent", "target": "a.b", "name": "channel.initialized", "data": {}}\n```\n'
    page = f"# Dial\n\n{request}\nThe success response does not echo the request data. Then:\n\n{event}"
    assert [each.code for each in findings(page)] == ["echo"]


def test_items_about_several_messages() -> None:
    """An item is about the only message in it, if its section has no samples."""
    stop = f"- `{STOP}` succeeds even if the recording has already stopped."
    pause = "- On platforms that cannot pause a recording, `interaction.request.recording.pause` {}."
    page = f"# Known quirks\n\n{stop}\n{pause}\n"
    assert findings(page.format("fails")) == []
    assert [each.message for each in findings(page.format("succeeds anyway"))] == [
        "interaction.request.recording.pause"
    ]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("<th>Target</th><td>Channel</td>", []),
        ("<th>Target</th><td>Interaction</td>", ["target-refused"]),
        ("<th>Platforms</th><td>Avaya</td>", ["platforms"]),
        ("<th>Remarks</th><td></td>", []),
        ("<th><code>channel.dial</code></th><td>Interaction</td>", []),
    ],
)
def test_table_of_facts_and_samples(row: str, found: list[str]) -> None:
    code = '<pre>{"command": "channel.dial", "target": "a.b", "data": {"destination": "1"}}</pre>'
    rows = f"<tr><th>Request</th><td>{code}</td></tr><tr>{row}</tr>"
    page = f"<html><body><h1>channel.dial</h1><table>{rows}</table></body></html>"
    assert [each.code for each in findings(page, "page.html")] == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("interaction.created", "Five go to the interaction itself and one goes to the channel."),
        ("interaction.created", "If work is going on in the group already, it can come on the channel in question."),
        (
            "interaction.request.incontact.signal",
            "Some other commands return the data of the request. This one does not.",
        ),
        ("channel.request.externaldispositions", "Its data is an object. The same for the success: there may be data."),
        ("channel.dial", "It is sent to a channel, which has two segments, or three if it belongs to a group."),
        (
            "interaction.consulttransfer",
            "It differs from `conversation.blindtransfer`, where the target is a conversation.",
        ),
        ("interaction.consulttransfer", "After that, do not send anything more to the interaction."),
        ("interaction.created", "The `callbackNumbers` are given as strings, in a list."),
        ("interaction.created", "Numbers in the list are strings."),
        ("interaction.created", "The fourth event, by contrast, is addressed to the interaction."),
        ("conversation.answer", "Its target is one segment longer, since it identifies the conversation."),
        (
            "conversation.updated",
            "Its address is the longest; whoever writes three of them has addressed the interaction.",
        ),
        (
            "session.addchannelgroup",
            "`channelgroup.initialized` is addressed to the group, and it comes after all channels were added.",
        ),
        ("session.request.incontact.addressbook", "In each book there are groups, and everywhere in between, entries."),
        ("session.request.incontact.addressbook", "It does not mind whether the agent telephones."),
        ("session.request.incontact.agentleg.connect", "Colleagues who work on Avaya can close this tab."),
        ("interaction.request.incontact.signal", "A colleague swears that `p1` and `p2` are required."),
        ("conversation.blindtransfer", '"Chats were affected, too." They cannot be.'),
        ("session.request.logout", "… wait for events after a logout."),
        ("conversation.senddtmf", "Whoever waits for an event after a tone, please stop waiting."),
        ("conversation.senddtmf", "dial ..... to a channel, eleven events"),
        ("channel.initialized", "It is a frequent belief that the channel is active then."),
        ("session.request.logout", "You send an empty body and you get a success without data."),
        ("session.request.logout", "If you see an event later, that is a bug."),
        ("session.request.logout", "A start is followed by an event, a logout by silence."),
        ("session.request.incontact.agentleg.connect", "Whoever works on chats only can skip this part."),
        ("conversation.request.unmute", "It raises `state.updated`, and no further event is specified."),
        ("channel.dial", "The third sample has a `context`."),
        ("channel.dial", "Most of the failures that we have seen have a `context`."),
        (
            "channel.request.externaldispositions",
            "Request data     an object, its members were never published\nSuccess data     may be missing",
        ),
        (
            "session.start",
            "Without any data: `session.request.logout` (no data at all), `session.start` (an extension).",
        ),
    ],
)
def test_sentence_about_something_else(name: str, text: str) -> None:
    assert findings(f"# {name}\n\n{text}\n") == []


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("interaction.created", "It goes to the interaction itself.", "target-refused"),
        ("channel.dial", "It is sent to the channel group, which has two segments.", "target-refused"),
        ("interaction.request.incontact.signal", "Both `p1` and `p2` are required.", "required"),
        ("conversation.request.unmute", "It raises no event.", "secondary-events"),
    ],
)
def test_sentence_about_the_message(name: str, text: str, code: str) -> None:
    assert [each.code for each in findings(f"# {name}\n\n{text}\n")] == [code]


def test_next_sentence_about_an_older_name() -> None:
    page = "# Groups\n\nSome texts have `session.request.addchannelgroup`. {}\n"
    assert findings(page.format("That is an other spelling of the same command.")) == []
    assert [each.code for each in findings(page.format("It needs a session."))] == ["alias"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("A failure has a `code`. The `context` may be missing.", "A failure has a `code`. The `context` is required."),
        ("Every request has `data`, which is never left out.", "Every request has `data`, which may be left out."),
        ("Each event has a `name` that cannot be omitted.", "Each event has a `name` that can be omitted."),
    ],
)
def test_members_of_all_messages(right: str, wrong: str) -> None:
    page = "# Guide\n\n{}\n\n## channel.dial\n\nDials a number.\n"
    assert findings(page.format(right)) == []
    assert [each.code for each in findings(page.format(wrong))] == ["required"]


@pytest.mark.parametrize(("times", "found"), [(1, ["target-refused"]), (100, [])])
def test_text_without_the_end_of_a_sentence(times: int, found: list[str]) -> None:
    """A text that is much longer than a sentence is none."""
    text = ", ".join(["the target of it is the session"] * times)
    assert [each.code for each in findings(f"# channel.dial\n\n{text}.\n")] == found
