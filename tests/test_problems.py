"""Problems as text: the place, the message, the code and the hint, on one line."""

from typing import Any

import pytest
from each_case import each_case

from cti_contract.problems import InvalidMessage, Problem, UnknownMessage

PROBLEM = Problem(code="wrong-value", message="must be 1", pointer="/data/x")


@each_case(
    ("changes", "text"),
    [
        ({}, "/data/x: error: must be 1 [wrong-value]"),
        ({"pointer": ""}, "error: must be 1 [wrong-value]"),
        ({"hint": 'a "b"'}, r'/data/x: error: must be 1 [wrong-value] (did you mean "a \"b\""?)'),
        ({"severity": "warning"}, "/data/x: warning: must be 1 [wrong-value]"),
        ({"file": "a.json", "line": 3, "column": 7}, "a.json:3:7: error: must be 1 [wrong-value]"),
        ({"file": "a.json"}, "a.json: error: must be 1 [wrong-value]"),
        ({"file": "\x1b.json", "line": 1, "column": 1}, r"\u001b.json:1:1: error: must be 1 [wrong-value]"),
        ({"pointer": "/" + "x" * 100}, f"/{'x' * 79}…: error: must be 1 [wrong-value]"),
    ],
)
def test_text(changes: dict[str, Any], text: str) -> None:
    assert str(PROBLEM._replace(**changes)) == text


def test_place_in_a_file() -> None:
    located = PROBLEM.at("a.json", 3, 7, 2)
    assert located == PROBLEM._replace(file="a.json", line=3, column=7, message_index=2)


def test_exception_with_problems() -> None:
    error = UnknownMessage([PROBLEM, PROBLEM._replace(hint="1")])
    assert isinstance(error, InvalidMessage)
    assert str(error) == f"{PROBLEM}\n{error.problems[1]}"
    assert error.args == (error.problems,)


@pytest.mark.parametrize("file", ["::stop-commands::x", "##[group]", " ::error::x"])
def test_line_is_no_command_of_a_server(file: str) -> None:
    assert str(PROBLEM.at(file, 1, 2, 0)).startswith(f"./{file}:1:2: error: ")
    assert PROBLEM.at(file, None, None, None).place == f"./{file}"
