"""Hand-written messages, each with the verdict that the protocol gives it."""

import json
from typing import Any

import pytest
from each_case import each_case
from helpers import ROOT

import cti_contract as cti

FOLDER = ROOT / "tests/cases"
FILES = sorted(FOLDER.glob("*.json"))
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['description']}")
    for path in FILES
    for case in json.loads(path.read_text(encoding="utf-8"))
]


@each_case(("name", "case"), CASES)
def test_case(name: str, case: dict[str, Any]) -> None:
    problems = cti.check(case["message"])
    assert cti.is_valid(case["message"]) is case["valid"]
    if "problem" not in case:
        assert problems == []
        assert cti.validate(case["message"]).name == name
        return
    [problem] = problems
    expected = case["problem"]
    assert {key: getattr(problem, key) for key in expected} == expected
    assert problem.severity == ("warning" if case["valid"] else "error")


def test_names_of_the_files() -> None:
    assert {path.stem for path in FILES} == {message.name for message in cti.MESSAGES}
