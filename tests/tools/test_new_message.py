"""The scaffold: what it writes keeps every law but those that wait for a person."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import format_schemas
import new_message
import pytest
from helpers import ROOT, copied

LAWS = ("-m", "pytest", "-n0", "--tb=no", "tests/contract/test_laws.py", "tests/contract/test_cases.py")

BEGINNINGS = (
    'the name of a command must begin with "session", "channelgroup", "channel", "interaction" or "conversation"'
)


def written(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> list[str]:
    assert new_message.main(arguments, root) == 0
    return re.findall("^(.*): written$", capsys.readouterr().out, re.MULTILINE)


def refused(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> tuple[int, str]:
    before = sorted(root.rglob("*"))
    try:
        code = new_message.main(arguments, root)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    out, err = capsys.readouterr()
    assert out == ""
    assert sorted(root.rglob("*")) == before
    return code, err.splitlines()[-1].rpartition(" error: ")[2]


def in_copy(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    env["PYTHONPATH"] = str(root)
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return copied(tmp_path / "copy")


@pytest.mark.slow
def test_of_a_new_event_only_what_a_person_must_decide_breaks_a_law(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = written(capsys, root, "event", "call.exampled", "--target", "conversation", "--target", "session")
    assert paths == ["schemas/events/call.exampled.json", "tests/cases/call.exampled.json"]
    assert format_schemas.main(["--check", str(root / "schemas")]) == 0
    assert re.findall(r"^FAILED \S*::(\S+)", in_copy(root, *LAWS).stdout, re.MULTILINE) == [
        "test_each_member_is_said_to_hold_something[events/call.exampled.json]",
        "test_a_leaf_only_narrows_members_of_its_envelope[events/call.exampled.json]",
        "test_has_a_description_of_one_line[events/call.exampled.json]",
        "test_annotation_has_the_shape_of_its_folder[events/call.exampled.json]",
        "test_each_message_has_valid_and_invalid_cases[call.exampled]",
    ]
    schema = json.loads((root / paths[0]).read_bytes())
    choices = [choice["$ref"].rpartition("/")[2] for choice in schema["properties"]["target"]["anyOf"]]
    assert choices == ["session", "conversation"]


@pytest.mark.slow
def test_of_a_new_command_only_what_a_person_must_decide_breaks_a_law(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "channelgroup.example"
    paths = written(capsys, root, "command", name, "--target", "channelgroup")
    assert paths == [f"{folder}/{name}.json" for folder in ("schemas/commands", "schemas/responses", "tests/cases")]
    assert format_schemas.main(["--check", str(root / "schemas")]) == 0
    assert sorted(re.findall(r"^FAILED \S*::test_(\S+)", in_copy(root, *LAWS).stdout, re.MULTILINE)) == [
        f"a_leaf_only_narrows_members_of_its_envelope[commands/{name}.json]",
        f"a_leaf_only_narrows_members_of_its_envelope[responses/{name}.json#/$defs/success]",
        f"annotation_has_the_shape_of_its_folder[commands/{name}.json]",
        f"each_member_is_said_to_hold_something[commands/{name}.json]",
        f"each_member_is_said_to_hold_something[responses/{name}.json]",
        f"each_message_has_valid_and_invalid_cases[{name}]",
        f"has_a_description_of_one_line[commands/{name}.json]",
        f"has_a_description_of_one_line[responses/{name}.json]",
        f"no_example_holds_an_empty_text[responses/{name}.json]",
        f"secondary_events_are_events_of_that_object[commands/{name}.json]",
    ]


@pytest.mark.slow
def test_a_file_that_is_no_schema_of_the_contract_is_named_by_the_laws(root: Path) -> None:
    path = root / "schemas" / "events" / "channel.disposed.json"
    path.write_text(path.read_text().replace('"x-cti"', '"x-tci"'))
    assert (
        "ValueError: schemas/events/channel.disposed.json: x-cti is missing"
        in in_copy(root, *LAWS, "--tb=short").stdout
    )
    path.write_text('{"title": "channel.disposed"}')
    assert f'ValueError: {path}: no schema of the contract: "$id" must be "https://cti-contract.example/events/' in (
        in_copy(root, *LAWS, "--tb=short").stdout
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ("event", "channel.dial", "--target", "channel"),
            (1, "channel.dial is taken: see schemas/commands/channel.dial.json"),
        ),
        (
            ("command", "session.addchannel", "--target", "session"),
            (1, "session.addchannel is taken: see schemas/commands/session.request.addchannel.json"),
        ),
        (
            ("command", "channel.Mute", "--target", "channel"),
            (2, "argument NAME: not words of small letters and digits, joined by dots: channel.Mute"),
        ),
        (
            ("event", "../muted", "--target", "channel"),
            (2, "argument NAME: not words of small letters and digits, joined by dots: ../muted"),
        ),
        (
            ("event", "channel.muted\n", "--target", "channel"),
            (2, r"argument NAME: not words of small letters and digits, joined by dots: channel.muted\n"),
        ),
        (
            ("command", "chanel.mute", "--target", "channel"),
            (
                2,
                f'{BEGINNINGS}, not "chanel" (did you mean "channel"?)',
            ),
        ),
        (
            ("command", "weather.mute", "--target", "channel"),
            (
                2,
                f'{BEGINNINGS}, not "weather"',
            ),
        ),
        (
            ("command", "channel.mute", "--target", "channel", "--target", "interaction"),
            (2, "channel.mute is a command to a channel by its name, so its target must be that: --target channel"),
        ),
        (("event", "channel.muted"), (2, "the following arguments are required: --target")),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: tuple[int, str]
) -> None:
    assert refused(capsys, root, *arguments) == expected


def test_an_unknown_object_is_refused_with_those_that_there_are(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = refused(capsys, root, "event", "channel.muted", "--target", "chanel")
    assert code == 2
    assert all(word in text for word in ("chanel", "session", "channelgroup", "channel", "interaction", "conversation"))


def test_a_file_that_is_there_already_is_not_overwritten(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = root / "tests" / "cases" / "channel.muted.json"
    case.write_text("[1]")
    assert refused(capsys, root, "event", "channel.muted", "--target", "channel") == (
        1,
        "channel.muted is taken: see tests/cases/channel.muted.json",
    )
    assert case.read_text() == "[1]"


def test_by_itself_it_writes_into_its_own_project(root: Path) -> None:
    done = in_copy(root, "tools/new_message.py", "event", "channel.muted", "--target", "channel")
    assert (done.returncode, done.stderr) == (0, "")
    assert (root / "schemas/events/channel.muted.json").exists()
    assert not (ROOT / "schemas/events/channel.muted.json").exists()
