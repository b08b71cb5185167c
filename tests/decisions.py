"""Stands for the editor of a person who decides what the files of `conversation.request.example` leave open.

python tests/decisions.py FILE...
"""

import json
import sys
from pathlib import Path
from typing import Any

TARGET = "PureCloud-mlopez.70014.OM550010000000000012.3c5a7e91-d2f4-4608-8a1b-cdef01234567"
REQUEST = {"command": "conversation.request.example", "target": TARGET, "data": {}}
SUCCESS = {**REQUEST, "result": "success"}
FAILURE = {
    "command": "conversation.request.example",
    "target": TARGET,
    "result": "failure",
    "failure": {"code": "EX-1", "message": "Nobody is there"},
    "original": REQUEST,
}
CASES = [
    {"description": "a request", "message": REQUEST, "valid": True},
    {"description": "a success", "message": SUCCESS, "valid": True},
    {"description": "a failure", "message": FAILURE, "valid": True},
    {
        "description": "a request with a destination",
        "message": {**REQUEST, "data": {"destination": "5550188"}},
        "valid": False,
        "problem": {"code": "unknown-member", "pointer": "/data/destination"},
    },
]


def decide_request(schema: dict[str, Any]) -> None:
    schema["description"] = "Does what shows how a message is added."
    schema["x-cti"] = {"status": "documented", "media": "telephony", "secondary": [{"name": "conversation.updated"}]}
    schema["properties"]["data"] = {"$ref": "../common/types.json#/$defs/empty"}


def decide_responses(schema: dict[str, Any]) -> None:
    schema["x-cti"] = {"status": "documented", "echo": True}
    success, failure = schema["$defs"].values()
    success["description"] = "It is done; the data is the request's."
    success["properties"]["data"] = {"$ref": "../commands/conversation.request.example.json#/properties/data"}
    success["required"] = ["data"]
    failure["description"] = "It could not be done."
    schema["examples"][1]["failure"]["message"] = "Nobody is there"


def decide(path: Path) -> None:
    content = json.loads(path.read_bytes())
    if path.parent.name == "cases":
        content = CASES
    else:
        {"commands": decide_request, "responses": decide_responses}[path.parent.name](content)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        decide(Path(name))
