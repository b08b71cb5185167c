"""Facts about all messages, and sentences that contradict them."""

from docs_checks import findings
from each_case import each_case

PAGE = "# Basics\n\n{}\n\n# channel.dial\n\nDials.\n"


@each_case(
    "sentence",
    [
        "Commands are sent by the desktop. Events come from the platform.",
        "Any message may have a `context`; it is for debugging and is rarely there.",
        "Zusätzlich darf in jeder Nachricht ein Objekt context stehen, es dient der Suche und fehlt normalerweise.",
        "In `failure`, `code` and `message` are required, `context` is optional.",
        "In failure sind code und message Pflicht, context ist optional.",
        "Su miembro context es opcional: solo aparece si hay una traza de pila.",
        "The message may be an empty string. The message must not be empty in our own log.",
        "Der Text in message darf leer sein.",
        "A session target has a single segment; a channel target has two or three.",
        "A failure always includes a `failure` object and the `original` request.",
        "Ein Fehler wiederholt die Anfrage in original und nennt den Grund in failure.",
        "The member `original` is part of every failure.",
        "The message type is `objectEvent`.",
        "Una respuesta correcta lleva además result con el valor success.",
        "The first id is always the session.",
        "Hat ein Befehl keine Argumente, dann ist data ein leeres Objekt.",
        "A request without arguments has empty `data`.",
        "Die alten Schreibweisen werden weiterhin angenommen.",
        "The old names are still accepted.",
        "All of them are required, even where `data` is `{}`.",
        "Every request has `data`, even where it would be `{}`.",
        "Any message may carry a top-level `context` object for debugging; it is normally absent.",
        "Any message may carry a top-level `context` object for debugging; it is always optional.",
        "Jede Nachricht darf ein Objekt `context` auf oberster Ebene tragen; es fehlt meistens.",
        "Every failure has a `failure` object; its `code` and `message` are always there.",
        "Una respuesta de fallo lleva siempre el objeto failure y el objeto original.",
        "A failure may have a `failure.context`.",
        "A failure response always has a `failure` object. It may have a `context`.",
        "El objeto original contiene la solicitud completa.",
        "`original` contains the whole request, not only its name.",
        "`original` holds the name, the target and the data of the request.",
        "`failure` is an object. Its `code` and `message` are always there; `context` may be absent.",
        "`failure` is an object. Its `context` may be absent.",
        "The stack trace in `failure.context` is optional. The code is required and must not be empty.",
        "Un fallo lleva siempre los objetos failure y original. Este último contiene la solicitud tal como se envió.",
        "The message is required but may be empty.",
        "Requests go from the client to the processor.",
        "Anfragen sendet nur der Client.",
        "The client sends requests and receives responses and events.",
        "Requests travel from the desktop to the processor, responses and events the other way.",
        "A response belongs to the oldest open request. The last request may wait.",
        "The answer to the last request is shown. An answer of a log belongs to the line before it.",
        "There is no request id: a response belongs to the oldest open request.",
        "Each request has an id of an object in its target.",
        "Each message can contain a `context` at the top level, an object for the log.",
        "Jede Nachricht kann `context` enthalten; es ist ein Objekt.",
        "`original` is an object. It is not a string.",
        "`original` holds the request. It is required and it is an object.",
        "If two requests with one target are open, the answer is for the older one.",
        "Sind zwei gleiche Anfragen offen, gehört die Antwort zur älteren.",
        "Every event has the message type `objectEvent`.",
        "Jedes Ereignis trägt den Nachrichtentyp objectEvent.",
        "Only `state.updated` may carry `stateEvent`.",
        "Commands with `incontact` in their names are for inContact only.",
        "Announces a new channel, which starts INACTIVE.",
        "Do not look away before `session.initialized`: it is the last event of the initialization.",
        "`session.initialized`, always last",
        "A request has the fields `command`, `target` and `data`. The last one is an object.",
        "For a command without arguments, `data` is `{}`, and it cannot be omitted.",
        "The last id is that of the object and the first one is always the session.",
        "A failure has the request that failed in `original`.",
        "Eine Fehlerantwort enthält die Anfrage, zu der sie gehört, in `original`.",
        "The error codes are not documented.",
        "An interaction therefore has three or four segments.",
        "Every request is answered by one response.",
        "Every request is answered by exactly one response, a success or a failure.",
        "A channel may belong to a channel group.",
        "A channel may exist with or without a channel group.",
        "The first segment of a target is always the session.",
        "The last id of a target is the id of the object itself.",
        "The ids of a target are separated by dots.",
        "Ein Ziel besteht aus Kennungen, die durch Punkte getrennt sind.",
        "An id must not contain a dot.",
        "There is no request id: a response belongs to the oldest open request.",
        "There is no request id: the log names the latest request.",
        "Every request has an id of a session in its `target`.",
        "Every request has `command`, `target` and `data`. All of them are required.",
        "`data` is required in every request.",
        "Ein Befehl besteht aus command, target und data. Alle drei Angaben sind Pflicht.",
        "Chaque requête contient command, target et data. Les trois membres sont obligatoires.",
        "A request carries three members, and none of them can be left out.",
        "Eine Anfrage besteht aus `command`, `target` und `data`; alle drei sind Pflicht.",
        "A response has `result`, which is `success` or `failure`.",
        'A success carries `"result": "success"`.',
        "A failed request is answered with `result` set to `failure`.",
        "Una respuesta de éxito tiene el valor `success` en `result`.",
        "Events have the `messageType` `objectEvent`.",
        "`state.updated` may have the `messageType` `stateEvent`.",
        "Ereignisse tragen `messageType`, `target`, `name` und `data`.",
        "If requests are sent by the platform, something is wrong.",
        "The server sends requests to the telephony system.",
        "Events are raised by the desktop framework inside the browser as well.",
        "The `result` is never `ok`.",
        "The old service had a `result` of `ok`.",
        'The result "error" of the linter is no result of the protocol.',
        "A failure may contain `context`.",
        "The answer sets `result` to `success`.",
        "A success sets `result` to `success`, a failure sets `result` to `failure`.",
        "The answer repeats them and adds a `result`, either `success` or `failure`.",
        "The `messageType` of an event is `objectEvent`.",
        "The `messageType` of an event is `objectEvent` or `stateEvent`.",
        "A request has a `command`, a `target` and a `data` object, and all of them are required.",
        "Jede Anfrage besteht aus command, target und data. Alle drei sind Pflicht.",
        "Each of them is answered by one response, which is a success or a failure.",
        "Das Feld context darf auf der obersten Ebene stehen, fehlt aber meistens.",
        "`context` may stand at the top level.",
        "Ids of the UI may be joined by dashes. Field ids are separated by spaces in the config.",
        "A request has `command`, `target` and `data`. Members of `data` are optional where the tables say so.",
        "`messageType` is `objectEvent`; our own `agentEvent` is something else.",
        "The handler `onEvent` reads `messageType` first.",
        "The listener reads the `messageType` and calls `onObjectEvent`.",
        'The script prints the result and exits with "ok".',
        'The client shows the `result` in a toast, "done" in green.',
        'Log the `result` with the level "error" if it is a failure.',
    ],
)
def test_right_facts(sentence: str) -> None:
    assert findings(PAGE.format(sentence)) == []


@each_case(
    "sentence",
    [
        "Ein Fehler enthält immer `failure` und gelegentlich `original`.",
        "A failure may contain `original`, the request as it was sent.",
        "A failure has the request that failed in `request`.",
        "Eine Fehlerantwort enthält die Anfrage, zu der sie gehört, in `request`.",
        "The member `context` of `failure` is required.",
        "`failure` ist ein Objekt. `code` und `message` dürfen fehlen.",
        "A request has a `command`, a `target` and a `data` object, and all of them are optional.",
    ],
)
def test_wrong_facts(sentence: str) -> None:
    found = findings(PAGE.format(sentence))
    assert [each.line for each in found] == [3]


def test_members_of_all_requests_behind_a_table_that_names_messages() -> None:
    page = (
        "Guide\n\nWhat has changed\nVersion\tTopic\tChange\n3.1\tchannel.dial\tNew.\n"
        "3.2\tsession.addchannel\tDeprecated, replaced by session.request.addchannel.\n\nStructure of the messages\n\n"
        "Name\tType\tRequired\tMeaning\ncommand\tstring\tyes\tThe command\ntarget\tstring\tyes\tThe object\n"
        "data\tobject\t{}\tThe arguments\ncontext\tobject\tno\tFor debugging\n\nchannel.dial\nDials a number.\n"
    )
    assert [(each.line, each.code) for each in findings(page.format("no"), "page.txt")] == [(13, "required")]
    assert findings(page.format("yes"), "page.txt") == []


def test_fact_of_another_version() -> None:
    assert findings(PAGE.format("In the old API, events are sent by the client.")) == []
    assert findings(PAGE.format("Events are sent by the client, we once thought.")) == []
    assert findings(PAGE.format("## Changes in 3.0\n\nEvents are sent by the client.")) == []
