"""The pages for people are true: their commands, calls, messages and links are tried."""

import doctest
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from each_case import each_case
from fences import Fence, anchors, fences, links
from helpers import ROOT, MessageFile, copied

from cti_contract import MESSAGES
from cti_contract.cli.main import main

GUIDES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "cti_contract/guides").glob("*.md"))
REFERENCE = "schemas/README.md"
PATHS = ("README.md", "CONTRIBUTING.md", *GUIDES, REFERENCE)
PAGES = {path: (ROOT / path).read_text(encoding="utf-8") for path in PATHS}
FENCES = {path: list(fences(PAGES[path])) for path in PATHS}
#: The blocks that are not executed, by page: the first command of each.
NOT_RUN = {
    "README.md": ["pip install ."],
    "CONTRIBUTING.md": [
        "python3 -m venv .venv && . .venv/bin/activate",
        "python tools/measure_docs.py",
        "python -m pytest                      # the quick tests",
        "python tools/render_reference.py && python tools/render_types.py",
        "python tools/stress/soak.py",
        "python tools/bench/benchmark.py --install-peers --large-file 1000",
        """\
echo "hatchling>=1.27" | uv pip compile --universal --generate-hashes --python-version 3.11 --extra zstd \\
    --extra docs --no-header --output-file tools/action-requirements.txt pyproject.toml -""",
        "pip wheel --no-deps --wheel-dir dist .",
    ],
    "cti_contract/guides/archives.md": ["import pyarrow as pa"],  # Spark
    "cti_contract/guides/browser.md": ["npm install ./try/cti-contract"],
    "cti_contract/guides/editors.md": [
        "cti-contract export bundle --union --output cti.union.json",
        "cti-contract schema --vscode > .vscode/settings.json",
    ],
}
NEW_MESSAGE = "conversation.request.example"  # CONTRIBUTING.md adds it
#: The blocks that are tried; those in JavaScript and TypeScript by tests/export/test_npm.py.
CHECKED = {"console", "console passes", "sh", "pycon", "python", "json", "json invalid", "yaml", "js", "ts"}
each_page = each_case("path", PATHS)


def shell(command: str, folder: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    words = ["bash", "-c", command]
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)


def environment(root: Path = ROOT) -> dict[str, str]:
    """Return the environment of a person who has activated the environment of a copy of the project."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env["PYTHONPATH"] = str(root)
    env["EDITOR"] = f"{sys.executable} {ROOT / 'tests' / 'decisions.py'}"
    return env


def steps(fence: Fence) -> Iterator[tuple[str, str]]:
    """Yield the commands of a console block, each with the output shown; `> ` continues a command."""
    before, *shown = re.split(r"^\$ ", fence.content, flags=re.MULTILINE)
    assert before == "", f"line {fence.line}: a console block begins with a command"
    for step in shown:
        first, *rest = step.splitlines(keepends=True)
        more = [line for line in rest if line.startswith("> ")]
        assert rest[: len(more)] == more
        command = "".join([first, *(line.removeprefix("> ") for line in more)]).removesuffix("\n")
        yield command, "".join(rest[len(more) :])


#: The pages whose commands take more than a second.
SLOW_GUIDES = ("archives", "codes", "docs-check", "editors", "gate", "sessions", "testing")
SLOW = {"CONTRIBUTING.md", *(f"cti_contract/guides/{name}.md" for name in SLOW_GUIDES)}
FOLLOWED = ("console", "console passes")
CONSOLE = [
    pytest.param(path, marks=[pytest.mark.slow] if path in SLOW else [])
    for path in PATHS
    if any(fence.info in FOLLOWED for fence in FENCES[path])
]


class Step(NamedTuple):
    """A command of a page with what it printed; the exit code of one whose output is not shown."""

    command: str
    out: str = ""
    err: str = ""
    code: int | None = None


def expected(path: str) -> list[Step]:
    """Return the commands of a page in order. A block `console passes` shows no output: its commands exit with 0."""
    return [
        Step(command, code=0) if fence.info == "console passes" else Step(command, output)
        for fence in FENCES[path]
        if fence.info in FOLLOWED
        for command, output in steps(fence)
    ]


def followed(page: list[Step], root: Path, logs: Path) -> list[Step]:
    """Return the commands of a page with what they print when one shell runs them, one after the other."""
    logs.mkdir()
    script = [
        f"{{ {step.command}\n}} > {logs}/{n}.out 2> {logs}/{n}.err\necho $? > {logs}/{n}.code\n"
        for n, step in enumerate(page)
    ]
    (logs / "script").write_text("".join(script), encoding="utf-8")
    words = ["bash", str(logs / "script")]
    subprocess.run(words, cwd=root, env=environment(root), stdin=subprocess.DEVNULL, check=False)
    return [_done(step, logs, n) for n, step in enumerate(page)]


def _done(step: Step, logs: Path, number: int) -> Step:
    out, err, code = ((logs / f"{number}.{part}").read_text(encoding="utf-8") for part in ("out", "err", "code"))
    if step.code is None:
        return Step(step.command, out, err)
    return step if int(code) == step.code else Step(step.command, out, err, int(code))


def written(root: Path) -> set[str]:
    """Return the files of a copy that git does not ignore."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()}
    files = {path.relative_to(root) for path in root.rglob("*") if path.is_file()}
    return {file.as_posix() for file in files if not ignored & set(file.parts)}


@each_page
def test_block_kinds(path: str) -> None:
    """Every block is checked, except plain text, which shows no commands, and the diagrams of the reference."""
    session = re.compile(r"^\s*(\$ |>>>)", re.MULTILINE)
    other = [fence for fence in FENCES[path] if fence.info not in CHECKED and not fence.info.endswith(" not-run")]
    assert {fence.info for fence in other} <= {"text", "mermaid"}
    assert [fence for fence in other if session.search(fence.content)] == []


@each_page
def test_blocks_that_are_not_run(path: str) -> None:
    shown = [fence for fence in FENCES[path] if fence.info.endswith(" not-run")]
    assert {fence.info for fence in shown} <= {"console not-run", "python not-run"}
    first = [fence.content if fence.info.startswith("python") else next(steps(fence))[0] for fence in shown]
    assert [each.partition("\n")[0] for each in first] == [each.partition("\n")[0] for each in NOT_RUN.get(path, [])]


@pytest.mark.parametrize("path", CONSOLE)
def test_console_blocks(path: str, tmp_path: Path) -> None:
    """A page is followed in a copy of the project, and leaves no files but those that git ignores."""
    root = copied(tmp_path / "copy")
    before = written(root)
    page = expected(path)
    assert followed(page, root, tmp_path / "logs") == page
    left = written(root) - before
    assert {file for file in left if path != "CONTRIBUTING.md" or NEW_MESSAGE not in file} == set()


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in PATHS if ">>> " in PAGES[path]])
def test_python_sessions(path: str) -> None:
    results = doctest.testfile(str(ROOT / path), module_relative=False)
    assert (results.failed, results.attempted >= PAGES[path].count(">>> ") > 0) == (0, True)


PYTHON = [(path, fence) for path in PATHS for fence in FENCES[path] if fence.info == "python"]


@pytest.mark.slow
@pytest.mark.parametrize(("path", "fence"), PYTHON, ids=[f"{path}:{fence.line}" for path, fence in PYTHON])
def test_python_files(path: str, fence: Fence, tmp_path: Path) -> None:
    """A block of Python is a file of tests that pass, as in CI, where Hypothesis sets no deadline."""
    (tmp_path / "test_service.py").write_text(fence.content, encoding="utf-8")
    done = shell("python -m pytest -q --strict-config -p no:cacheprovider", tmp_path, environment() | {"CI": "true"})
    passed = re.findall(r"(\d+) passed in", done.stdout)
    functions = fence.content.count("\ndef test_")
    cases = "@pytest.mark.parametrize" in fence.content  # makes several tests of one function
    assert (path, done.returncode) == (path, 0), done.stdout
    assert [int(each) > functions if cases else int(each) == functions for each in passed] == [True], done.stdout


@pytest.mark.parametrize("path", [path for path in PATHS if "```json" in PAGES[path]])
def test_json_blocks(path: str, message_file: MessageFile) -> None:
    """A block of JSON holds a message, an array of them or one a line: valid, unless it is called `json invalid`."""
    for fence in FENCES[path]:
        if fence.info in ("json", "json invalid"):
            file = message_file(fence.content, name=f"line-{fence.line}")
            assert main(["check", str(file)]) == (fence.info == "json invalid"), fence


@each_page
def test_links(path: str) -> None:
    for link in {link for link in links(PAGES[path]) if "://" not in link}:
        file, _, anchor = link.partition("#")
        target = (ROOT / path).parent / file if file else ROOT / path
        assert target.exists(), link
        assert path not in GUIDES or (ROOT / "cti_contract") in target.resolve().parents, f"{link} is not in the wheel"
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link


@each_case("path", GUIDES)
def test_guide_fits_a_terminal(path: str) -> None:
    """Outside of code and tables, the lines of a guide have at most 80 columns."""
    text = re.sub(r"^```.*?^```$", "", PAGES[path], flags=re.DOTALL | re.MULTILINE)
    wide = [line for line in text.splitlines() if len(line) > 80 and not line.startswith("|")]
    assert wide == []


def test_readme_fits_a_page() -> None:
    assert PAGES["README.md"].count("\n") <= 150
    assert {path for path in GUIDES if f"({path})" not in PAGES["README.md"]} == set()


def test_setup_commands_of_the_readme() -> None:
    """CI extracts the commands of the README by the expression in `.ci/run`, and the first of them works."""
    [extraction] = re.findall(r'"\$\((sed .*)\)"$', (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)
    shown = [fence.content for fence in FENCES["README.md"] if fence.info == "sh"]
    assert shell(extraction).stdout == "".join(shown)
    check, test = (content.strip().split(" && ") for content in shown)
    assert test[-1].startswith(".venv/bin/python -m pytest")
    assert shell(check[-1].replace(".venv/bin/python", sys.executable)).returncode == 0


def test_reference_shows_every_message() -> None:
    shown = [json.loads(fence.content) for fence in FENCES[REFERENCE] if fence.info == "json"]
    found = [(value.get("command", value.get("name")), value.get("result", "request")) for value in shown]
    assert sorted(found) == sorted((each.name, each.kind.replace("event", "request")) for each in MESSAGES)


def test_fences_as_a_reader_sees_them() -> None:
    page = "# Page\n\n```sh\na\n```\n\n## Part\n\n- item\n\n  ```json invalid\n  {}\n  ```\n\n      ```sh\n"
    assert list(fences(page)) == [Fence("sh", "a\n", 4), Fence("json invalid", "{}\n", 12)]


def test_steps_of_a_console_block() -> None:
    block = Fence("console", "$ cat <<'END'\n> a\n> END\na\n$ true\n", 1)
    assert list(steps(block)) == [("cat <<'END'\na\nEND", "a\n"), ("true", "")]


def test_commands_of_a_page_share_a_shell(tmp_path: Path) -> None:
    page = [
        Step("mkdir a; cd a; seen=yes"),
        Step("cat <<'END'\nhere\nEND", "here\n"),
        Step("echo $seen ${PWD##*/}  # where", "yes a\n"),
        Step("ls gone > all 2>&1; false", code=0),
        Step("true", code=0),
    ]
    assert followed(page, tmp_path, tmp_path / "logs") == [*page[:3], Step(page[3].command, code=1), page[4]]
    assert written(tmp_path) == {"a/all", *(f"logs/{path.name}" for path in (tmp_path / "logs").iterdir())}
