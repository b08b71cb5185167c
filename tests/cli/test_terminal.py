"""The width and the colors of the terminal."""

import json
import os
import re
import sys
from typing import Any

import pytest
from each_case import each_case

from cti_contract.cli import terminal


class Terminal:
    """Standard output that is a terminal of 120 columns, on the descriptor 9."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 9


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


def use_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make standard output a terminal; a fixture cannot, because pytest replaces standard output after it."""
    sizes = {9: os.terminal_size((120, 24))}
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(os, "get_terminal_size", sizes.__getitem__)


@each_case(("columns", "width"), [("100", 100), ("7", 40), ("0", 80), ("-1", 80), ("wide", 80), ("", 80)])
def test_width_by_variable(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal.width() == width


def test_width_of_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    use_terminal(monkeypatch)
    assert terminal.width() == 120


def test_width_without_terminal() -> None:
    assert terminal.width() == 80
    assert not terminal.shows_colors()


@pytest.mark.parametrize(
    ("variable", "value", "shows"),
    [("TERM", "xterm", True), ("TERM", "dumb", False), ("NO_COLOR", "1", False), ("FORCE_COLOR", "0", False)],
)
def test_colors_of_terminal(variable: str, value: str, shows: object, monkeypatch: pytest.MonkeyPatch) -> None:
    use_terminal(monkeypatch)
    monkeypatch.setenv(variable, value)
    assert terminal.shows_colors() is shows


@each_case(
    ("choice", "variables", "shows"),
    [
        ("auto", {}, False),
        ("auto", {"FORCE_COLOR": "0"}, False),
        ("auto", {"FORCE_COLOR": "False"}, False),
        ("auto", {"FORCE_COLOR": "3"}, True),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": ""}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colors_by_choice(
    choice: str, variables: dict[str, str], shows: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal.shows_colors(choice) is shows


def test_colored_json() -> None:
    value: dict[str, Any] = {"a": 'x: "1" true', "b\\": [1, -2.5e-7, None, True, {}], "c": {"d": "2"}}
    text = json.dumps(value, indent=2)
    colored = terminal.colored_json(text)
    found = re.findall(r"\x1b\[(\d+)m(.*?)\x1b\[0m", colored)
    assert re.sub(r"\x1b\[\d+m", "", colored) == text
    assert [token for color, token in found if color == "34"] == ['"a"', r'"b\\"', '"c"', '"d"']
    assert [token for color, token in found if color == "32"] == [r'"x: \"1\" true"', '"2"']
    assert [token for color, token in found if color == "33"] == ["1", "-2.5e-07", "null", "true"]
