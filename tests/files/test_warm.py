"""Warming up: no later call imports a module or compiles a message."""

import subprocess
import sys

import pytest
from helpers import ROOT

import cti_contract as cti

CALLS = """
import json, sys
import cti_contract as cti
unknown = sys.argv[1]
cti.warm(unknown=unknown)
from cti_contract.validation import compiled
modules = set(sys.modules)

def refuse(*_):
    raise AssertionError("compiled late")

compiled._compile = refuse
watch = cti.SessionWatch(unknown=unknown)
for line in open(sys.argv[2], "rb"):
    for text in (line, line.replace(b'"data"', b'"dta"'), line.replace(b'"command": "', b'"command": "x'), line[:-9]):
        checked = cti.check_json(text, unknown=unknown)
        watch.feed(checked.value)
watch.close()
for message in cti.MESSAGES:
    named = {"name": message.name} if message.kind == "event" else {"command": message.name}
    cti.check(named if message.kind in ("event", "request") else {**named, "result": message.kind}, unknown=unknown)
cti.failure({"command": "channel.dial"}, "E", "")
print(sorted(set(sys.modules) - modules))
"""


@pytest.mark.parametrize("unknown", ["error", "ignore"])
def test_later_calls_compile_nothing(unknown: str) -> None:
    command = [sys.executable, "-c", CALLS, unknown, str(ROOT / "tests/samples/call.ndjson")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


def test_misspelt_unknown() -> None:
    with pytest.raises(ValueError, match="unknown must be"):
        cti.warm(unknown="ignored")  # type: ignore[arg-type]


def test_warming_up_again_changes_nothing() -> None:
    cti.warm()
    assert cti.warm() is None  # type: ignore[func-returns-value]
