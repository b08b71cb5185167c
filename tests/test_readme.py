"""The README is true: what it shows is what happens."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cti_contract.reports.rules import RULES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = [
    step.partition("\n")
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
]


@pytest.mark.parametrize(("command", "output"), [(command, output) for command, _, output in SHOWN])
def test_each_command_prints_what_is_shown(command: str, output: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    shell = ["bash", "-c", command]
    done = subprocess.run(
        shell, cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.stdout == output
    assert done.stderr == ""


def test_each_call_returns_what_is_shown() -> None:
    results = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert (results.failed, results.attempted >= 8) == (0, True)


def test_each_code_of_a_problem_is_explained() -> None:
    shown = README.partition("| code | |\n| --- | --- |\n")[2].partition("\n\n")[0].splitlines()
    warns = {"error": "", "warning": " A warning."}
    assert shown == [f"| `{rule.code}` | {rule.summary}{warns[rule.severity]} |" for rule in RULES.values()]


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
