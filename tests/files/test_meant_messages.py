"""One definition of an object that was meant as a message, wherever it is met."""

import json

import pytest
from each_case import each_case
from helpers import Reporter, TextFile

from cti_contract.files.meant_messages import is_meant_as_message, is_text_meant_as_message

#: Objects that were meant as messages: none of them may be skipped.
MEANT = [
    {"command": "channel.dial"},
    {"comand": "channel.dial"},
    {"cmd": "channel.dial", "data": {}},
    {"Command": "channel.dial", "Target": "jdoe.1", "Data": {}},
    {"command": "channel.dial", "destination": "+15550101"},
    {"command": "x", "target": "jdoe"},
    {"command": "x", "data": {}},
    {"command": "dial", "data": {"destination": "+15550101"}, "at": 1, "by": 2, "level": "info", "thread": 5},
    {"kommand": "channel.dial", "target": "jdoe"},
    {"target": "jdoe", "data": {}},
    {"target": "jdoe", "result": "success"},
    {"target": "jdoe", "result": "ok", "at": 1, "level": "info", "thread": 5},
    {"target": "jdoe", "failure": {"code": "1"}},
    {"result": "failure", "failure": {"code": "1"}},
    {"result": "failure", "original": {"command": "channel.dial"}},
    {"messageType": "objectEvent"},
    {"command": "channel.dial", "target": "jdoe", "data": "x"},
    {"messageType": "x", "target": "jdoe"},
    {"name": "channel.disposed"},
    {"name": "channel.disposd"},
    {"name": "chanel.disposed", "data": {}},
    {"name": "channel.disposed", "target": "jdoe.1", "at": 1, "by": 2, "level": "info", "thread": 5},
    {"name": "x", "target": "jdoe", "data": []},
    {"command": "channel.dial", "address": "jdoe.70001", "body": {"destination": "1"}},
    {"command": "channel.dial", "payload": {}, "context": {}},
    {"command": ["channel.dial"], "target": "jdoe.1"},
    {"command": "x", "target": ["jdoe", "1"]},
    {"Command": {"name": "x"}, "target": "jdoe", "context": {}, "id": 1, "at": 5},
    {"command": 5, "messageType": "x"},
    {"messageType": ["objectEvent"], "target": "jdoe", "at": 1},
    {"command": None, "target": None, "data": {}},
    {"command": 5, "target": 5, "data": None, "at": 1, "by": 2},
    {"command": None, "target": None, "result": None},
    {"messageType": None, "target": None, "name": None, "data": {}},
    {"name": "channel.disposed", "messagetyp": "objectEvent", "adress": "jdoe.1"},
    {"comand": "channel.dial", "taget": "jdoe.1", "dta": {}},
    {"nam": "channel.disposed", "messageTyp": "objectEvent", "at": 1},
    {"comand": "channel.dial", "resutl": "success", "at": 1, "by": 2},
]

#: Other JSON, each with some members of messages.
OTHER = [
    {},
    {"command": "x"},
    {"command": "npm run build", "file": "a.c", "directory": "/"},
    {"default": "channel.dial"},
    {"command": "npx", "args": ["server"]},
    {"command": "pytest", "result": "failure"},
    {"command": ["sh"], "target": "a", "image": "b", "ports": [], "build": "."},
    {"command": {"type": "string"}, "target": {"type": "string"}},
    {"command": "", "target": None},
    {"name": "command", "value": "channel.dial"},
    {"key": "event", "value": "channel.disposed"},
    {"command": ["sh", "-c"], "name": "web", "image": "nginx"},
    {"name": "files", "command": "npx", "args": []},
    {"label": "build", "type": "shell", "command": "make", "group": "build"},
    {"version": "2.0.0", "tasks": [{"label": "a", "command": "b"}]},
    {"commands": [{"command": "x"}], "names": {"a": "b"}},
    {"level": "info", "at": 5, "command": "channel.dial"},
    {"event": "channel.dial", "level": "info", "logger": "desk"},
    {"target": "es6", "module": "commonjs", "strict": True},
    {"target": {"app": {}}, "group": {}, "data": {}},
    {"name": "my-package", "version": "1.0.0", "scripts": {}},
    {"name": "session.json", "size": 5, "type": "file"},
    {"name": "Tokyo", "data": [1, 2, 3]},
    {"name": "app", "target": "app::desk", "level": 30, "msg": "started"},
    {"name": "Nom", "data": "Données", "result": "Résultat", "failure": "Échec", "target": "Cible"},
    {"command": "Befehl", "target": "Ziel", "data": "Daten", "failure": "Fehler"},
    {"result": "success", "data": {}},
    {"messageType": "OrderCreated", "data": {}},
    {"messageType": "DATA_MESSAGE", "owner": "1", "logGroup": "g"},
    {"original": "a.png", "data": {}},
    {"date": "2026-11-01", "command": "channel.dial", "level": "info"},
    {"level": "info", "command": "channel.dial", "args": {}},
    {"time": 5, "level": "info", "command": "channel.dial", "address": "10.0.0.1"},
    {"command": {"type": "string"}, "target": {"type": "string"}, "data": {"type": "object"}},
    {"command": None, "target": None, "data": "Daten"},
    {"command": 1, "target": 2, "data": 3},
    {"name": None, "target": None, "data": {}},
    {"name": 5},
    {"command": 5, "target": 5},
    [],
    "channel.dial",
    5,
    None,
]


@each_case("value", MEANT, ids=str)
def test_meant_as_message(value: object) -> None:
    assert is_meant_as_message(value)


@each_case("value", OTHER, ids=str)
def test_not_meant_as_message(value: object) -> None:
    assert not is_meant_as_message(value)


@each_case(
    ("text", "expected"),
    [
        ('{"command": "chan', True),
        ('{"command": "x", "ta', True),
        ('{"data": {}, "command": "channel.d', True),
        ('{"name": "channel.disp', True),
        ("{'command': 'x', 'target': 'jdoe'}", True),
        ("{target=jdoe, result=success}", True),
        ('{"target": "es5", "pat', False),
        ("{'command': 1}", False),
        ('{"name": "web", "labels": {"target', False),
        ('{"name": "app", "target": "app::desk", "lev', False),
    ],
)
def test_text_meant_as_message(text: str, *, expected: bool) -> None:
    assert is_text_meant_as_message(text.encode()) == expected


@pytest.mark.parametrize("command", ["check", "session"])
def test_same_everywhere(command: str, text_file: TextFile, report: Reporter) -> None:
    """A file, a record, a string and a line of a log agree on which objects are messages."""
    for value, is_meant in [(each, True) for each in MEANT] + [(each, False) for each in OTHER]:
        text = json.dumps(value)
        alone = report("--skip-foreign", text_file("a.json", text), command=command)
        inside = report("--skip-foreign", text_file("a.json", json.dumps({"a": {"b": value}})), command=command)
        string = report("--skip-foreign", text_file("a.json", json.dumps({"a": text})), command=command)
        lines = text_file("a.ndjson", json.dumps({"m": 5, "log": value}))
        missing = report("--at", "/event", "--skip-missing", lines, command=command)
        for found in (alone, inside, string):
            assert found.summary["skipped"] == (not is_meant), text
        assert ("no-message" in missing.codes) == is_meant, text
