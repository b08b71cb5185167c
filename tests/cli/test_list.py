"""`cti-contract list`."""

import json

import pytest
from each_case import each_case
from helpers import Cli

import cti_contract as cti
from cti_contract.generators.sample_values import PLATFORMS

COLUMNS = ["name", "kind", "status", "media", "platforms", "target"]
NAMES = sorted({message.name for message in cti.MESSAGES})
OBJECTS = ("session", "channelgroup", "channel", "interaction", "conversation")


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def rows_of(out: str) -> list[list[str]]:
    """Return the cells of a table, which begin where the words of its first line begin."""
    header, *rows = out.splitlines()
    starts = [header.index(word) for word in header.split()]
    assert all(row[start - 1] == " " != row[start] for row in rows for start in starts[1:])
    cells = [slice(*bounds) for bounds in zip(starts, [*starts[1:], None], strict=True)]
    return [[row[cell].strip() for cell in cells] for row in (header, *rows)]


def names(cli: Cli, *options: str) -> list[str]:
    done = cli("list", *options)
    assert (done.code, done.err) == (0, "")
    return [row[0] for row in rows_of(done.out)[1:]]


@pytest.mark.usefixtures("wide")
def test_list_has_a_row_a_name(cli: Cli) -> None:
    header, *rows = rows_of(cli("list").out)
    assert header == COLUMNS
    assert [row[0] for row in rows] == NAMES
    assert ["channel.dial", "command", "documented", "telephony", "all", "channel"] in rows
    assert ["session.agentleg.failed", "event", "named", "-", "incontact", "session"] in rows
    assert ["conversation.created", "event", "named", "-", "all", "interaction or conversation"] in rows


@pytest.mark.parametrize(("columns", "shown"), [(40, 1), (60, 2), (80, 4), (100, 5), (200, 6)])
def test_list_fits_the_terminal(columns: int, shown: int, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = cli("list").out
    header, *rows = rows_of(out)
    assert header == COLUMNS[:shown]
    assert [row[0] for row in rows] == NAMES
    assert columns < 45 or max(map(len, out.splitlines())) <= columns


@pytest.mark.usefixtures("wide")
def test_list_as_json(cli: Cli) -> None:
    rows = rows_of(cli("list").out)[1:]
    done = cli("list", "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert [
        [
            each["name"],
            each["kind"],
            each["status"],
            each["media"] or "-",
            ", ".join(each["platforms"]) or "all",
            " or ".join(each["target"]),
        ]
        for each in json.loads(done.out)
    ] == rows


@each_case(
    ("options", "column", "value"),
    [
        (["--kind", "command"], 1, "command"),
        (["--kind", "event"], 1, "event"),
        (["--status", "documented"], 2, "documented"),
        (["--status", "named"], 2, "named"),
        (["--media", "telephony"], 3, "telephony"),
        (["--media", "any"], 3, "any"),
    ],
)
@pytest.mark.usefixtures("wide")
def test_list_selects(options: list[str], column: int, value: str, cli: Cli) -> None:
    expected = [row[0] for row in rows_of(cli("list").out) if row[column] == value]
    assert names(cli, *options) == expected


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.usefixtures("wide")
def test_list_selects_by_platform(platform: str, cli: Cli) -> None:
    """A message for all platforms is selected too."""
    expected = [row[0] for row in rows_of(cli("list").out) if row[4] in ("all", platform.lower())]
    assert names(cli, "--platform", platform) == expected


def test_list_selects_by_object(cli: Cli) -> None:
    found = {kind: names(cli, "--object", kind) for kind in OBJECTS}
    assert found["channelgroup"] == ["channelgroup.created", "channelgroup.initialized"]
    assert {name for of_kind in found.values() for name in of_kind} == set(NAMES)
    assert [kind for kind in OBJECTS if "state.updated" in found[kind]] == [
        "session",
        "channel",
        "interaction",
        "conversation",
    ]


def test_list_selects_by_all_options(cli: Cli) -> None:
    options = ("--object", "conversation", "--kind", "command", "--status", "named", "--media", "telephony")
    assert names(cli, *options) == ["conversation.answer", "conversation.senddtmf"]


def test_list_of_nothing(cli: Cli) -> None:
    options = ("--object", "channelgroup", "--kind", "command")
    message = "no message of the contract fits all of these options\n"
    assert cli("list", *options) == (0, "", message)
    assert cli("list", *options, "--format", "json") == (0, "[]\n", message)
