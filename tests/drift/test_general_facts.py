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
        "Requests go from the client to the processor.",
        "Anfragen sendet nur der Client.",
        "The client sends requests and receives responses and events.",
        "Requests travel from the desktop to the processor, responses and events the other way.",
        "A response belongs to the oldest open request. The last request may wait.",
        "The answer to the last request is shown. An answer of a log belongs to the line before it.",
        "There is no request id: a response belongs to the oldest open request.",
        "Each request has an id of an object in its target.",
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
        "Commands are sent by the platform.",
        "Any message may have a `context`; it is for debugging and is always present.",
        "Zusätzlich darf in jeder Nachricht ein Objekt context stehen, es dient der Suche und ist immer vorhanden.",
        "Chaque message peut contenir `context`, il est toujours présent.",
        "Cada mensaje puede llevar `context` y está siempre presente.".replace(" y está", ", está"),
        "In failure sind code, message und context Pflicht.",
        "En `failure`, `code`, `message` y `context` son obligatorios.",
        "Su miembro context es obligatorio y contiene una traza.",
        "Its member `context` is mandatory.",
        "Son membre `context` est obligatoire.",
        "Sein Feld `context` ist immer vorhanden.",
        "The message must not be an empty string.",
        "Der Text in message darf nicht leer sein.",
        "Le texte de `message` ne doit pas être vide.",
        "El texto de `message` no debe estar vacío.",
        "A session target has two segments.",
        "Das Ziel einer Sitzung besteht aus zwei Kennungen.",
        "La cible d'une session compte deux segments.",
        "El destino de una sesión tiene dos segmentos.",
        "A failure always includes a `failure` object, the `original` request only for commands with arguments.",
        "Ein Fehler enthält immer `failure` und gelegentlich `original`.",
        "A failure does not repeat the request.",
        "Ein Fehler wiederholt die Anfrage nicht.",
        "Une erreur ne répète pas la requête.",
        "Un fallo no repite la solicitud.",
        "The member `original` is only part of a failure that has a stack trace.",
        "The message type is `event`.",
        "Der Nachrichtentyp ist `event`.",
        "Una respuesta correcta lleva además result con el valor ok.",
        "The last id is always the session.",
        "Hat ein Befehl keine Argumente, dann entfällt data.",
        "A request without arguments omits `data`.",
        "Une requête sans arguments omet `data`.",
        "Una solicitud sin argumentos omite `data`.",
        "Die alten Schreibweisen werden nicht mehr angenommen.",
        "The old names are no longer accepted.",
        "The old spellings have been removed.",
        "Les anciens noms ont été supprimés.",
        "Los nombres antiguos se han eliminado.",
        "Every request carries three members, `command`, `target` and `data`. All of them are optional. A client\nhas.",
        'A successful response repeats `command` and `target` of the request and carries `"result": "ok"`.',
        "Ereignisse haben als `messageType` in der Regel den Wert `eventObject`.",
        "Das Ziel setzt sich aus Kennungen zusammen, die durch Schrägstriche getrennt sind:",
        "Events are raised by the desktop and are never answered.",
        "A failure may contain `original`, the request as it was sent.",
        "Events are raised by the desktop.",
        "Events are sent by the client.",
        "The client sends events.",
        "The processor sends requests.",
        "Requests go from the processor to the client.",
        "Anfragen sendet nur der Prozessor.",
        "Ereignisse werden vom Client gesendet.",
        "Les événements sont envoyés par le client.",
        "Los eventos los envía el cliente.",
        "Responses are sent by the desktop.",
        "The client sends events and receives requests.",
        "Requests and events travel from the desktop to the processor, responses the other way.",
        "A response belongs to the latest open request with its `command`.",
        "Eine Antwort gehört immer zur neuesten offenen Anfrage.",
        "Chaque réponse correspond à la dernière requête.",
        "Cada respuesta pertenece a la última petición.",
        "Each request has an id: a response repeats it.",
        "Jede Nachricht trägt eine Nummer.",
        "Chaque message porte un identifiant.",
        "Cada mensaje lleva un identificador.",
        "Every request is answered by two responses.",
        "A channel must belong to a channel group.",
        "There is no request id: a response belongs to the latest open request.",
        "Each request has an id: a response belongs to the oldest open request.",
        "Chaque requête porte un identifiant.",
        "Cada solicitud tiene un identificador.",
        "A channel always belongs to a channel group.",
        "The first segment of a target is always the channel.",
        "The first id is always that of the channel group.",
        "The last id of a target is the id of the parent.",
        "The ids of a target are separated by slashes.",
        "Ein Ziel besteht aus Kennungen, die durch Schrägstriche getrennt sind.",
        "The answer sets `result` to `ok`.",
        "Die Antwort setzt `result` auf `ok`.",
        "La réponse met `result` à `error`.",
        "La respuesta pone `result` a `ok`.",
        "The answer repeats them and adds a `result`, either `success` or `error`.",
        "The `messageType` of an event is `sessionEvent`.",
        "A request has a `command`, a `target` and a `data` object; of these, only the first is required.",
        "A request has a `command`, a `target` and a `data` object, and all of them are optional.",
        "Jede Anfrage besteht aus command, target und data. Nur command und target sind Pflicht.",
        "Each of them is answered by one response, which is always a success.",
        "Das Feld context muss immer auf der obersten Ebene stehen.",
        "`context` must always be present at the top level.",
        "Eine Kennung darf Punkte enthalten, aber keine Leerzeichen.",
        "An id may contain dots.",
        "Every request has `command`, `target` and `data`; all three are optional.",
        "Every request has `command`, `target` and `data`. All of them are optional.",
        "Every request has `command`, `target` and `data`; `data` is optional.",
        "A request has `command`, `target` and `data`; of these only `command` is required.",
        "`data` is optional in every request.",
        "Ein Befehl besteht aus command, target und data. Nur die ersten beiden Angaben sind Pflicht.",
        "Chaque requête contient command, target et data. Les trois membres sont facultatifs.",
        "Cada petición tiene `command`, `target` y `data`; los tres son opcionales.",
        "A request carries three members; the last one can be left out.",
        "Eine Anfrage besteht aus `command`, `target` und `data`; `data` ist dabei optional.",
        "Eine Anfrage besteht aus `command`, `target` und `data`. Davon ist nur `command` Pflicht.",
        "Una petición lleva siempre `command` y `target`; `data` es opcional.",
        "A response has `result`, which is `ok` or `error`.",
        'A success carries `"result": "ok"`.',
        "A failed request is answered with `result` set to `error`.",
        "Die Antwort enthält `result` mit dem Wert `success` oder `error`.",
        "Una respuesta de éxito tiene el valor `ok` en `result`.",
        "Events have the `messageType` `event`.",
        "All other events have the `messageType` `stateEvent`.",
        "Ereignisse haben ein `messageType` mit dem Wert `eventObject`.",
        "Ereignisse tragen `messageType`, `target`, `event` und `data`.",
        "There is a request id in each message.",
        "Hinzu kommt eine Anfragenummer, aber kein Zeitstempel.",
    ],
)
def test_wrong_facts(sentence: str) -> None:
    found = findings(PAGE.format(sentence))
    assert [each.line for each in found] == [3]


def test_line_of_a_fact() -> None:
    page = PAGE.format("There are three kinds of messages.\nNote that events are sent by the client.")
    assert [(each.line, each.code) for each in findings(page)] == [(4, "outcome")]


def test_members_of_all_requests_behind_a_table_that_names_messages() -> None:
    page = (
        "Guide\n\nWhat has changed\nVersion\tTopic\tChange\n3.1\tchannel.dial\tNew.\n"
        "3.2\tsession.addchannel\tDeprecated, replaced by session.request.addchannel.\n\nStructure of the messages\n\n"
        "Name\tType\tRequired\tMeaning\ncommand\tstring\tyes\tThe command\ntarget\tstring\tyes\tThe object\n"
        "data\tobject\t{}\tThe arguments\ncontext\tobject\tno\tFor debugging\n\nchannel.dial\nDials a number.\n"
    )
    assert [(each.line, each.code) for each in findings(page.format("no"), "page.txt")] == [(13, "required")]
    assert findings(page.format("yes"), "page.txt") == []


def test_fact_below_a_title_of_copied_text() -> None:
    said = "Ein Befehl besteht aus command, target und data. Nur die ersten beiden Angaben sind Pflicht."
    page = f"Aufbau der Nachrichten\n{said}\n"
    assert [each.line for each in findings(f"{page}\nchannel.dial\n\nWählt ein Ziel an.\n", "page.txt")] == [2]
    right = page.replace("Nur die ersten beiden", "Alle drei")
    assert findings(f"{right}\nchannel.dial\n\nWählt ein Ziel an.\n", "page.txt") == []


def test_fact_of_another_version() -> None:
    assert findings(PAGE.format("In the old API, events are sent by the client.")) == []
    assert findings(PAGE.format("Events are sent by the client, we once thought.")) == []
    assert findings(PAGE.format("## Changes in 3.0\n\nEvents are sent by the client.")) == []
