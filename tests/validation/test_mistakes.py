"""Mistakes that people make, in `tests/mistakes`: each has one problem, whose line says the cause."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from each_case import each_case
from helpers import LINE, ROOT, Cli, MessageFile, Reporter, TextFile
from moved_members import members_moved_up, moved_members

import cti_contract as cti

FOLDER = ROOT / "tests/mistakes"


def mistakes(path: Path, expected: str = "line") -> Iterator[Any]:
    for mistake in tomllib.loads(path.read_text(encoding="utf-8"))["mistake"]:
        yield pytest.param(mistake["input"], mistake[expected], id=mistake["name"])


MISTAKES = [each for path in sorted(FOLDER.glob("*.toml")) for each in mistakes(path)]
TEXTS = [*mistakes(FOLDER / "syntax/texts.toml")]
#: The messages of the command about a file, and those of a call, which knows its value only.
OF_FILES = {
    "no message, but records with messages inside: --at '/*' checks these": "a message must be an object, not an array",
    "no message, but records with messages inside: --at '/request' checks these": (
        'neither "command" nor "name": a command or its response has the one, an event the other; '
        "a message is in /request"
    ),
}


def test_there_are_many() -> None:
    for found in (MISTAKES, TEXTS):
        assert len(found) >= 100
        assert len({mistake.id for mistake in found}) == len(found)


@each_case(("content", "line"), MISTAKES)
def test_mistake_is_one_problem(content: str, line: str, message_file: MessageFile, cli: Cli) -> None:
    path = message_file(content)
    assert cli("check", "--quiet", path).out == f"{path}:1:{line}\n"
    [problem] = cti.check(json.loads(content))
    found = LINE.fullmatch(f"{path}:1:{line}")
    assert found
    assert problem.message == OF_FILES.get(found[5], found[5])


@each_case(("content", "lines"), [*mistakes(FOLDER / "two/messages.toml", "lines")])
def test_two_mistakes(content: str, lines: list[str], message_file: MessageFile, cli: Cli) -> None:
    path = message_file(content)
    assert cli("check", "--quiet", path).out.splitlines() == [f"{path}:1:{line}" for line in lines]


@each_case(("content", "line"), TEXTS)
def test_text_that_is_not_json(content: str, line: str, text_file: TextFile, report: Reporter, cli: Cli) -> None:
    path = text_file("a.json", content)
    assert cli("check", "--quiet", path).out == f"{path}:1:{line}\n"
    place = (1, int(line.partition(":")[0]), line.rpartition("[")[2][:-1])
    if "\n" not in content:
        assert report(text_file("a.ndjson", content)).places() == [place]
    [problem] = cti.check_json(content).problems
    assert (problem.line, problem.column, problem.code) == place


@each_case("content", [pytest.param(mistake.values[0], id=mistake.id) for mistake in MISTAKES])
def test_unknown_members_may_be_ignored(content: str) -> None:
    for problem in cti.check(json.loads(content), unknown="ignore"):
        is_of_name = problem.schema is None  # it keeps the name or kind of the message from being known
        assert problem.code != "unknown-member" or problem.pointer.count("/") == 1 or is_of_name


def test_moved_member_is_one_problem() -> None:
    """A required member in another object is one problem, which says where it belongs."""
    found = [*moved_members()]
    assert len(found) > 250
    for moved in found:
        [problem] = [each for each in cti.check(moved.message) if each.severity == "error"]
        home = moved.home or "at the top level of the message"
        is_here = problem.pointer == moved.pointer and problem.message.endswith(
            f"belongs {'in ' * bool(moved.home)}{home}"
        )
        is_inside = problem.pointer == moved.home and problem.message.endswith(
            f"one level too deep, in {moved.pointer.rpartition('/')[0]}"
        )
        assert is_here or is_inside, problem


def test_members_moved_up_are_one_problem() -> None:
    """Members whose object is missing are one problem, which says where they belong."""
    found = [*members_moved_up()]
    assert len(found) > 300
    for moved in found:
        [problem] = [each for each in cti.check(moved.message) if each.severity == "error"]
        _, found_it, home = problem.message.partition("it belongs in " if len(moved.names) == 1 else "they belong in ")
        assert found_it, problem
        # groups and books have the same members, and "name" is one of books, too, which are nearer
        assert without_groups(home) == without_groups(moved.home) or moved.names == ["name"], problem


def without_groups(pointer: str) -> str:
    return pointer.replace("/groups/0", "")


def test_each_place_is_that_of_one_member() -> None:
    scripts = [{"scriptName": "Sales"}, {"scriptName": "Support"}]
    message = {"command": "channel.request.incontact.getscripts", "target": "jdoe.70001", "result": "success"}
    found = cti.check({**message, "data": {"scripts": scripts, "scriptId": "1"}, "scriptId": "2"})
    assert [(each.pointer, each.message.rpartition(" ")[2]) for each in found] == [
        ("/scriptId", "/data/scripts/0"),
        ("/data/scriptId", "/data/scripts/1"),
    ]


@each_case(
    "unknown",
    [
        {"valueDate": "2026-11-01"},
        {"labelColor": "red", "typeName": "x"},
        {"timestamp": 1},
        {"mediaId": "7", "other": "x"},
    ],
)
def test_other_names_in_arrays_are_other_mistakes(unknown: dict[str, Any]) -> None:
    """A name that is only like that of a member in a missing array does not belong there."""
    message = {"command": "session.request.incontact.addressbook", "target": "jdoe", "result": "success"}
    expected = ['missing member "data"', *(f'unknown member "{name}"' for name in unknown)]
    assert sorted(each.message for each in cti.check({**message, **unknown})) == sorted(expected)


@each_case(
    ("name", "data"),
    [
        ("channelgroup.created", {"id": "1", "name": "n", "other": 1}),  # its object takes no others
        ("interaction.created", {"type": "CHAT", "other": 1}),  # one name does not show that all are of one object
    ],
)
def test_others_beside_misplaced_members_are_other_mistakes(name: str, data: dict[str, Any]) -> None:
    target = cti.example(name, "event")["target"]
    found = cti.check({"messageType": "objectEvent", "target": target, "name": name, "data": data})
    assert found[-1].message == 'unknown member "other" in /data'
