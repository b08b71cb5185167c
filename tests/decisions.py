"""An editor for the tests of CONTRIBUTING.md: it makes the edits that its reader makes.

It fills in the new files of `conversation.request.example`, adds the new member of
`interaction.request.recording.stop` that `pages/drifted.md` documents, and writes errata for the mistakes of that page.

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
    schema["description"] = "An example of a new message."
    schema["x-cti"] = {"status": "documented", "media": "telephony", "secondary": [{"name": "conversation.updated"}]}
    schema["properties"]["data"] = {"$ref": "../common/types.json#/$defs/empty"}


def decide_responses(schema: dict[str, Any]) -> None:
    schema["x-cti"] = {"echo": True}
    success, failure = schema["$defs"]["success"], schema["$defs"]["failure"]
    success["description"] = "The command succeeded; the data is that of the request."
    success["properties"]["data"] = {"$ref": "../commands/conversation.request.example.json#/properties/data"}
    success["required"] = ["data"]
    failure["description"] = "The command failed."
    schema["examples"][1]["failure"]["message"] = "Nobody is there"


RECORDING = "interaction.request.recording.stop.json"
REASON = {"description": "Why the recording ends.", "$ref": "../common/types.json#/$defs/nonEmpty"}
ERRATA = """
[[erratum]]
page = "drifted.md"
code = "placeholder"
why = "An underscore instead of a hyphen."
since = 2026-11-24

[[erratum]]
page = "drifted.md"
code = "misspelt-event"
says = "state.updatet"
why = "A typing error: no such event exists."
since = 2026-11-24
"""


def decide_reason(schema: dict[str, Any]) -> None:
    schema["properties"]["data"] = {"type": "object", "properties": {"reason": REASON}, "additionalProperties": False}


def decide_cases(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the cases; those with a reason were invalid before and are valid now."""
    return [
        {"description": "a request with a reason", "message": case["message"], "valid": True}
        if "reason" in case["message"].get("data", ())
        else case
        for case in cases
    ]


def decide(path: Path) -> None:
    if path.name == "errata.toml":
        path.write_text(path.read_text(encoding="utf-8") + ERRATA, encoding="utf-8")
        return
    content = json.loads(path.read_bytes())
    if path.parent.name == "cases":
        content = decide_cases(content) if path.name == RECORDING else CASES
    elif path.name == RECORDING:
        decide_reason(content)
    else:
        {"commands": decide_request, "responses": decide_responses}[path.parent.name](content)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        decide(Path(name))
