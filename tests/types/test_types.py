"""The types of messages, as mypy and pyright see them."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from helpers import need, skip

USAGE = Path(__file__).with_name("usage.txt")
LINES = USAGE.read_text(encoding="utf-8").splitlines()


class Said(NamedTuple):
    """The words of a type checker: the types that it revealed by line, and the lines with errors."""

    types: dict[int, str]
    errors: set[int]


def expected() -> Said:
    types = {
        at: line.partition("# is ")[2] for at, line in enumerate(LINES, 1) if "reveal_type(" in line and "# is " in line
    }
    return Said(types, {at for at, line in enumerate(LINES, 1) if line.endswith("# error")})


def plain(shown: str) -> str:
    """Return a type with the name of each message in place of its members, and without modules."""
    before = ""
    while before != shown:
        before = shown
        shown = re.sub(r"TypedDict\([\w.]+\.(\w+), \{[^{}]*\}\)", r"\1", shown)
    return re.sub(r"\b(?:\w+\.)+(?=\w)", "", shown).replace("Unknown", "Any")


def by_mypy(path: Path) -> Said:
    options = ["--strict", "--output=json", f"--cache-dir={path.parent / 'cache'}"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=path.parent,
    )
    assert done.stderr == ""
    said = Said({}, set())
    for each in map(json.loads, done.stdout.splitlines()):
        if each["severity"] == "error":
            said.errors.add(each["line"])
        elif each["message"].startswith("Revealed"):
            said.types[each["line"]] = plain(each["message"].partition('"')[2][:-1])
    return said


def by_pyright(path: Path) -> Said:
    need("node")
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=path.parent)
    if not done.stdout.startswith("{"):  # its package fetches the program when it first runs
        skip(f"pyright does not run: {done.stderr[-300:]}")
    said = Said({}, set())
    for each in json.loads(done.stdout)["generalDiagnostics"]:
        line = each["range"]["start"]["line"] + 1
        if each["severity"] == "error":
            said.errors.add(line)
        elif each["severity"] == "information":
            said.types[line] = plain(each["message"].rpartition(' is "')[2][:-1])
    return said


@pytest.fixture
def usage(tmp_path: Path) -> Path:
    """Return the path of the program: outside the project, as users have theirs."""
    return Path(shutil.copy(USAGE, tmp_path / "usage.py"))


def test_there_are_enough() -> None:
    types, errors = expected()
    assert len(types) >= 12
    assert len(errors) >= 12


@pytest.mark.slow
@pytest.mark.parametrize("checker", [by_mypy, by_pyright])
def test_type_checker(checker: Callable[[Path], Said], usage: Path) -> None:
    assert checker(usage) == expected()
