"""The files of a new message, and the tool that prints what is left to decide in them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import format_schemas
import new_message
import pytest
import what_is_left
from helpers import ROOT, copied

OBJECTS = '"session", "channelgroup", "channel", "interaction" or "conversation"'
PREFIX = f"the name of a command must begin with {OBJECTS}"
NAME = "argument NAME: must consist of words of small letters and digits, joined by dots, not"

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the folder of a copy of the project."""
    return copied(tmp_path / "copy")


def in_copy(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of the copy, with the schemas of the copy."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    env["PYTHONPATH"] = str(root)
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)


def left(root: Path) -> list[str]:
    """Return the place of each decision that is left in the copy."""
    done = in_copy(root, "tools/what_is_left.py")
    assert (done.returncode, done.stderr) == (1, "")
    return [re.split(" is | needs ", line)[0] for line in done.stdout.splitlines()]


def test_new_event(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["event", "call.exampled", "--target", "conversation", "--target", "session"]
    assert new_message.main(arguments, root) == 0
    schema, cases = "schemas/events/call.exampled.json", "tests/cases/call.exampled.json"
    assert capsys.readouterr().out.splitlines() == [
        f"{schema}: written",
        f"{cases}: written",
        "then decide what is left: python tools/what_is_left.py",
    ]
    assert format_schemas.main(["--check", str(root / "schemas")]) == 0
    facts = ["/x-cti/status", "/x-cti/platforms", "/x-cti/raised/0/after"]
    places = ["/description", *facts, "/properties/data"]
    assert left(root) == [*(f"{schema}: {place}" for place in places), cases]
    text = (root / schema).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if len(line) > 100] == []
    written = json.loads(text)
    targets = [choice["$ref"].rpartition("/")[2] for choice in written["properties"]["target"]["anyOf"]]
    assert targets == ["session", "conversation"]


def test_new_command(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "channelgroup.example"
    assert new_message.main(["command", name, "--target", "channelgroup"], root) == 0
    command, response, cases = (f"{folder}/{name}.json" for folder in (*FOLDERS, "tests/cases"))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:-1] == [f"{path}: written" for path in (command, response, cases)]
    assert format_schemas.main(["--check", str(root / "schemas")]) == 0
    facts = [f"/x-cti/{fact}" for fact in ("status", "media", "platforms", "secondary/0/name")]
    success = ["/$defs/success/description", "/$defs/success/properties/data"]
    assert left(root) == [
        *(f"{command}: {place}" for place in ("/description", *facts, "/properties/data")),
        cases,
        *(f"{response}: {place}" for place in (*success, "/$defs/failure/description")),
        f"{response}: /examples/1/failure/message",
    ]


FOLDERS = ("schemas/commands", "schemas/responses")


def test_nothing_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert what_is_left.main() == 0
    assert capsys.readouterr() == ("nothing is left to decide\n", "")


def test_laws_between_files_come_last(root: Path) -> None:
    path = root / "schemas/events/channel.disposed.json"
    text = path.read_text()
    path.write_text(text.replace('"channel.disposed"', '"channel.infochanged"').replace("documented", "docu"))
    assert left(root) == [
        "schemas/events/channel.disposed.json: /x-cti/status",
        'schemas/events/channel.disposed.json: /title must be "channel.disposed"',
        'schemas/events/channel.disposed.json: /properties/name must be {"const": "channel.disposed"}',
    ]
    path.write_text(text.replace("empty", "emtpy"))
    assert left(root) == ["schemas/events/channel.disposed.json: /properties/data/$ref"]


def test_file_that_is_not_json(root: Path) -> None:
    (root / "schemas/events/channel.disposed.json").write_text("{")
    [breach] = what_is_left.breaches_of(root)
    assert str(breach).startswith("schemas/events/channel.disposed.json is not strict JSON: EOF while parsing")
    assert left(root) == ["schemas/events/channel.disposed.json"]


def test_schemas_of_another_installation(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert what_is_left.main(root) == 2
    advice = f"the schemas are read from {ROOT / 'schemas'}; run: pip install --editable {root}\n"
    assert capsys.readouterr() == ("", advice)


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        ("event channel.dial --target channel", 1, "channel.dial exists: see schemas/commands/channel.dial.json"),
        (
            "command session.addchannel --target session",
            1,
            "session.addchannel exists: see schemas/commands/session.request.addchannel.json",
        ),
        ("command channel.Mute --target channel", 2, f"{NAME} channel.Mute"),
        ("event ../muted --target channel", 2, f"{NAME} ../muted"),
        ("event channel.muted\n --target channel", 2, rf"{NAME} channel.muted\n"),
        ("command chanel.mute --target channel", 2, f'{PREFIX}, not "chanel" (did you mean "channel"?)'),
        ("command weather.mute --target channel", 2, f'{PREFIX}, not "weather"'),
        (
            "command channel.mute --target channel --target interaction",
            2,
            "channel.mute is a command to a channel by its name, so its target must be one: --target channel",
        ),
        ("event channel.muted", 2, "the following arguments are required: --target"),
    ],
)
def test_refused_message(root: Path, capsys: pytest.CaptureFixture[str], arguments: str, code: int, error: str) -> None:
    before = sorted(root.rglob("*"))
    try:
        found = new_message.main(arguments.split(" "), root)
    except SystemExit as stopped:
        found = int(str(stopped.code))
    out, err = capsys.readouterr()
    assert (found, out) == (code, "")
    assert err.splitlines()[-1].rpartition(" error: ")[2] == error
    assert sorted(root.rglob("*")) == before


def test_unknown_object(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        new_message.main(["event", "channel.muted", "--target", "chanel"], root)
    error = capsys.readouterr().err
    assert all(kind in error for kind in ("session", "channelgroup", "channel", "interaction", "conversation"))


def test_file_is_not_overwritten(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = root / "tests/cases/channel.muted.json"
    case.write_text("[1]")
    assert new_message.main(["event", "channel.muted", "--target", "channel"], root) == 1
    assert capsys.readouterr().err == "channel.muted exists: see tests/cases/channel.muted.json\n"
    assert case.read_text() == "[1]"


def test_message_of_its_own_project(root: Path) -> None:
    done = in_copy(root, "tools/new_message.py", "event", "channel.muted", "--target", "channel")
    assert (done.returncode, done.stderr) == (0, "")
    assert (root / "schemas/events/channel.muted.json").exists()
    assert not (ROOT / "schemas/events/channel.muted.json").exists()
