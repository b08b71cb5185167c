"""The README and the reference are true: what they show is what happens."""

import doctest
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fences import Fence, anchors, fences, links
from helpers import ROOT, copied, run

from cti_contract import MESSAGES
from cti_contract.codes import RULES

PATHS = ("README.md", "schemas/README.md")
PAGES = {path: (ROOT / path).read_text(encoding="utf-8") for path in PATHS}
README = PAGES["README.md"]
FENCES = list(fences(README))
SECTIONS = sorted({fence.section for fence in FENCES if fence.info == "console"})
each_page = pytest.mark.parametrize("path", PATHS)


@each_page
def test_each_fenced_block_is_of_a_kind_that_is_checked(path: str) -> None:
    """Except two: `text`, which holds no shell session, and the diagrams, which the schemas make."""
    checked = {"console", "sh", "pycon", "python", "json", "json invalid", "yaml"}
    found = list(fences(PAGES[path]))
    assert {fence.info for fence in found} <= checked | {"text", "mermaid"}
    session = re.compile(r"^\s*(\$ |>>>)", re.MULTILINE)
    assert [fence for fence in found if fence.info == "text" and session.search(fence.content)] == []


def shell(command: str, folder: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    words = ["bash", "-c", command]
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)


def steps(section: str) -> Iterator[tuple[str, str]]:
    """Yield the commands that a section shows, each with the output shown."""
    for fence in FENCES:
        if (fence.info, fence.section) == ("console", section):
            before, *shown = re.split(r"^\$ ", fence.content, flags=re.MULTILINE)
            assert before == "", f"README.md:{fence.line}: a console block begins with a command"
            for step in shown:
                command, _, output = step.partition("\n")
                yield command, output


@pytest.mark.parametrize("section", SECTIONS)
def test_each_command_prints_what_is_shown(section: str, tmp_path: Path) -> None:
    """Each section is followed, from its first command to its last, in a copy of the project."""
    copy = copied(tmp_path / "copy")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env["PYTHONPATH"] = str(copy)
    env["EDITOR"] = f"{sys.executable} {ROOT / 'tests' / 'decisions.py'}"
    for command, output in steps(section):
        done = shell(command, copy, env)
        assert (command, done.stdout) == (command, output)
        assert (command, done.stderr) == (command, "")


def test_the_set_up_commands_are_what_ci_runs() -> None:
    [extraction] = re.findall(r'"\$\((sed .*)\)"$', (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)
    done = shell(extraction)
    assert done.stdout == "".join(fence.content for fence in FENCES if fence.info == "sh")
    assert done.stdout.count("\n") == 2


def test_the_set_up_commands_end_in_a_command_that_works() -> None:
    """The environment is there already, and this is the test run: what is left is the check of the samples."""
    commands = [step.strip() for fence in FENCES if fence.info == "sh" for step in fence.content.split("&&")]
    left = [
        command.replace(".venv/bin/python", sys.executable)
        for command in commands
        if command.startswith(".venv/bin/python") and not command.endswith("pytest")
    ]
    assert left
    for command in left:
        assert shell(command).returncode == 0


def test_each_call_returns_what_is_shown() -> None:
    results = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert (results.failed, results.attempted >= 8) == (0, True)


@pytest.mark.parametrize(
    "fence", [fence for fence in FENCES if fence.info == "python"], ids=lambda fence: f"line-{fence.line}"
)
def test_each_python_block_is_a_file_of_tests_that_pass(fence: Fence, tmp_path: Path) -> None:
    """As in CI, where Hypothesis sets no deadline."""
    (tmp_path / "test_service.py").write_text(fence.content, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = "python -m pytest -q --strict-config -p no:cacheprovider".replace("python", sys.executable, 1)
    done = shell(command, tmp_path, {**env, "CI": "true"})
    assert (done.returncode, re.findall(r"(\d+) passed in", done.stdout)) == (
        0,
        [str(fence.content.count("\ndef test_"))],
    ), done.stdout


@each_page
def test_each_json_block_is_what_it_is_said_to_be(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A message, an array of them or one a line: valid, or refused when it is called `json invalid`."""
    shown = [fence for fence in fences(PAGES[path]) if fence.info in ("json", "json invalid")]
    assert shown
    for fence in shown:
        file = tmp_path / f"line-{fence.line}"
        file.write_text(fence.content, encoding="utf-8")
        assert run(capsys, "check", file).code == (fence.info == "json invalid"), fence


def test_the_reference_shows_an_example_of_each_message() -> None:
    shown = [json.loads(fence.content) for fence in fences(PAGES["schemas/README.md"]) if fence.info == "json"]
    of = [(value.get("command", value.get("name")), value.get("result", "request")) for value in shown]
    assert sorted(of) == sorted((each.name, each.kind.replace("event", "request")) for each in MESSAGES)


def test_each_code_of_a_problem_is_explained() -> None:
    shown = README.partition("| code | |\n| --- | --- |\n")[2].partition("\n\n")[0].splitlines()
    warns = {"error": "", "warning": " A warning."}
    assert shown == [f"| `{rule.code}` | {rule.summary}{warns[rule.severity]} |" for rule in RULES.values()]


@each_page
def test_links_lead_somewhere(path: str) -> None:
    found = {link for link in links(PAGES[path]) if "://" not in link}
    assert found
    for link in found:
        file, _, anchor = link.partition("#")
        target = (ROOT / path).parent / file if file else ROOT / path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link


def test_fences_are_found_where_a_reader_sees_them() -> None:
    page = "# Page\n\n```sh\na\n```\n\n## Part\n\n- item\n\n  ```json invalid\n  {}\n  ```\n\n      ```sh\n"
    assert list(fences(page)) == [Fence("sh", "a\n", 4, "Page"), Fence("json invalid", "{}\n", 12, "Part")]
