"""The pre-commit hook and the GitHub Action work, and so do their examples in the guide."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec

import pytest
import yaml
from helpers import BAD, BAD_COLUMN, GOOD, HANG, ROOT, MessageFile
from junitparser import JUnitXml
from packaging.requirements import Requirement
from published import published

from cti_contract import __version__
from cti_contract.reports import REPORTS

P = ParamSpec("P")
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
SETUP, INSTALL, CHECK = ACTION["runs"]["steps"]
CONFIGURATION, STEPS = [
    yaml.safe_load(block)
    for block in re.findall(
        r"```yaml\n(.*?)```", (ROOT / "cti_contract/guides/pipelines.md").read_text("utf-8"), re.DOTALL
    )
]
VERSION = f"v{__version__}"
#: The files of the hook and the action.
SHIPPED = (
    *(".pre-commit-hooks.yaml", "LICENSE", "README.md", "action.yml", "pyproject.toml"),
    *("cti_contract", "schemas", "tools"),
)
#: Without the repository around the tests, and without the command that is installed for them.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "CTI_", "PYTHON", "COV_"))},
    "PATH": os.pathsep.join(
        folder for folder in os.environ["PATH"].split(os.pathsep) if not (Path(folder) / "cti-contract").exists()
    ),
}


def installs(test: Callable[P, None]) -> Callable[P, None]:
    """Mark a test that uses the installed package: it is slow, and one worker installs once for all of them."""
    return pytest.mark.slow(pytest.mark.xdist_group("installs")(test))


def repository(folder: Path) -> Path:
    """Make a repository of a folder with all of its files."""
    git = ["git", "-C", str(folder), "-c", "user.name=Test", "-c", "user.email=test@example.com"]
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "all"]):
        subprocess.run([*git, *arguments], env=ENVIRONMENT, check=True)
    return folder


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with the files of the hook and the action, as they are now."""
    folder = tmp_path_factory.mktemp("package")
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy(ROOT / name, folder / name)
    return repository(folder)


def test_hook_in_the_guide() -> None:
    published("pre-commit-config").validate(CONFIGURATION)
    [used] = CONFIGURATION["repos"]
    [hook] = used["hooks"]
    assert (hook["id"], used["rev"]) == (HOOKS[0]["id"], VERSION)
    assert re.search(hook["files"], "samples/calls/call.ndjson")


def test_hook_for_pages() -> None:
    """Most files in `.doc` are binary documents of Word."""
    [hook] = [each for each in HOOKS if each["id"] == "cti-contract-docs"]
    assert re.search(hook["files"], "docs/page.html")
    assert not re.search(hook["files"], "docs/letter.doc")


@installs
def test_hook_checks_message_files(package: Path, tmp_path: Path, message_file: MessageFile) -> None:
    (tmp_path / "notes.txt").write_text("no message")
    message_file(GOOD, GOOD, name="good.ndjson")
    message_file(GOOD, name="packed.json.gz")
    message_file(BAD, name="bad.jsonl")
    good = try_hook(package, repository(tmp_path), "notes.txt", "good.ndjson", "packed.json.gz")
    assert (good.returncode, "Passed" in good.stdout) == (0, True), good.stdout
    bad = try_hook(package, tmp_path, "notes.txt", "good.ndjson", "packed.json.gz", "bad.jsonl")
    assert bad.returncode == 1
    assert f"\nbad.jsonl:1:{BAD_COLUMN}: error: unknown member " in bad.stdout
    assert "\n4 messages in 3 files: 1 error, 0 warnings\n" in bad.stdout


def try_hook(package: Path, folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """Run the hook of a package on files of a repository, in an environment that pre-commit makes for it."""
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(package), "cti-contract", "--files", *files]
    env = {**ENVIRONMENT, "PRE_COMMIT_HOME": str(package.parent / "pre-commit")}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=HANG)


def test_action_matches_its_schema() -> None:
    published("github-action").validate(ACTION)
    assert not published("github-action").is_valid({**ACTION, "runs": {"using": "composite"}})


def test_action_sets_python_up() -> None:
    assert re.fullmatch(r"actions/setup-python@[0-9a-f]{40}", SETUP["uses"])
    assert (SETUP["id"], SETUP["with"]) == ("python", {"python-version": "${{ inputs.python-version }}"})


def test_action_isolates_python() -> None:
    """Without `-I`, Python imports modules from the checkout."""
    runs = re.findall(r"(?:python|\$CTI_PYTHON\"?) (\S+)", INSTALL["run"] + CHECK["run"])
    assert set(runs) == {"-I"}


def test_action_has_no_inputs_in_its_scripts() -> None:
    for step in (INSTALL, CHECK):
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]


def test_action_uses_every_input() -> None:
    used = re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"]))
    assert sorted(used) == sorted(ACTION["inputs"])
    assert ACTION["inputs"]["format"]["default"] in REPORTS


def test_action_in_the_guide() -> None:
    [step] = STEPS
    assert step["uses"].endswith(f"/cti_contract@{VERSION}")
    required = {name for name, given in ACTION["inputs"].items() if given["required"]}
    assert required <= step["with"].keys() <= ACTION["inputs"].keys()


def test_action_installs_locked_versions() -> None:
    locked = (ROOT / "tools/action-requirements.txt").read_text(encoding="utf-8")
    versions = dict(
        re.findall(r"^([\w-]+)==(\S+)(?: ; [^\\]*)? \\\n    --hash=sha256:[0-9a-f]{64}", locked, re.MULTILINE)
    )
    assert len(versions) == len(re.findall("^[^# ]", locked, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    extras = project["project"]["optional-dependencies"]
    for requirement in map(Requirement, [*needed, *extras["zstd"], *extras["docs"]]):
        assert versions[requirement.name] in requirement.specifier, requirement


class Runner:
    """A runner of GitHub: it gives the shell steps of an action a folder and variables."""

    def __init__(self, action: Path, temp: Path) -> None:
        self._documented = {"GITHUB_ACTION_PATH": str(action), "RUNNER_TEMP": str(temp)}
        self._script = temp / "step.sh"

    def run(self, step: dict[str, Any], workspace: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        values = {f"inputs.{name}": given.get("default", "") for name, given in ACTION["inputs"].items()}
        values |= {f"inputs.{name}": value for name, value in inputs.items()}
        values["steps.python.outputs.python-path"] = sys.executable
        given = {
            name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: values[found[1]], text)
            for name, text in step["env"].items()
        }
        self._script.write_text(step["run"], encoding="utf-8")
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(self._script)]
        return subprocess.run(
            command,
            cwd=workspace,
            env={**ENVIRONMENT, **self._documented, "GITHUB_WORKSPACE": str(workspace), **given},
            capture_output=True,
            text=True,
            check=False,
            timeout=HANG,
        )


@pytest.fixture(scope="module")
def runner(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """Return a runner that has installed the package, in a checkout whose files would take Python over."""
    temp = tmp_path_factory.mktemp("runner temp")
    runner = Runner(package, temp)
    done = runner.run(INSTALL, hostile(tmp_path_factory.mktemp("checkout")))
    assert (done.returncode, len(list(temp.glob("cti-contract/*/cti-contract*")))) == (0, 1), done.stderr
    return runner


def hostile(folder: Path) -> Path:
    """Add modules to a folder that end Python when they are imported."""
    for name in ("venv", "pip", "re", "typing", "jiter", "cti_contract", "sitecustomize", "hatchling"):
        (folder / f"{name}.py").write_text("import os\nos._exit(0)\n")
    return folder


@pytest.fixture
def workspace(tmp_path: Path, message_file: MessageFile) -> Path:
    message_file(GOOD, name="samples/call.ndjson")
    message_file(BAD, name="docs/example.json")
    return hostile(tmp_path)


@installs
def test_action_shows_problems_at_lines(runner: Runner, workspace: Path) -> None:
    done = runner.run(CHECK, workspace, paths="samples\ndocs/example.json\n")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"::error file=docs/example.json,line=1,col={BAD_COLUMN},title=cti-contract ")
    assert done.stdout.endswith("\n2 messages in 2 files: 1 error, 0 warnings\n")


@installs
def test_action_passes_valid_messages(runner: Runner, workspace: Path) -> None:
    done = runner.run(CHECK, workspace, paths="  samples  ", format="text")
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 message in 1 file: all valid\n", "")


@installs
def test_action_of_the_guide_runs(runner: Runner, workspace: Path, message_file: MessageFile) -> None:
    message_file(f'{GOOD[:-1]}, "priority": 1}}', name="docs/example.json")
    done = runner.run(CHECK, workspace, **STEPS[0]["with"])
    assert (done.returncode, done.stdout, done.stderr) == (0, "2 messages in 2 files: all valid\n", "")


@installs
def test_action_writes_a_report(runner: Runner, workspace: Path) -> None:
    inputs = {"paths": ".", "format": "junit", "output": "the report.xml"}
    done = runner.run(CHECK, workspace, **inputs)
    counts = "2 messages in 2 files: 1 error, 0 warnings"
    assert done.stdout == f"::error title=cti-contract::{counts}; the report is in the report.xml\n"
    assert (done.returncode, done.stderr) == (1, "")
    suites = JUnitXml.fromstring((workspace / "the report.xml").read_bytes())
    assert sorted((suite.name, suite.failures) for suite in suites) == [
        ("./docs/example.json", 1),
        ("./samples/call.ndjson", 0),
    ]


@installs
def test_action_does_not_check_its_report(runner: Runner, workspace: Path) -> None:
    for _ in range(2):
        done = runner.run(CHECK, workspace, paths=".", format="json", output="new/report.json")
        counts = "2 messages in 2 files: 1 error, 0 warnings"
        assert done.stdout == f"::error title=cti-contract::{counts}; the report is in new/report.json\n"
        report = json.loads((workspace / "new/report.json").read_bytes())
        assert (report["summary"]["errors"], len(report["problems"])) == (1, 1)


@installs
def test_action_keeps_its_input(runner: Runner, workspace: Path) -> None:
    name = "samples/call.ndjson"
    done = runner.run(CHECK, workspace, paths=name, output=name)
    assert (done.returncode, "it is a file to read" in done.stdout, done.stderr) == (2, True, "")
    assert (workspace / name).read_text(encoding="utf-8") == f"{GOOD}\n"


@installs
@pytest.mark.parametrize(
    ("command", "inputs", "error"),
    [
        ("check", {"output": "samples"}, "cannot write "),
        ("docs", {"output": "samples"}, "samples: Is a directory"),
        ("check", {"args": "--output=a.txt"}, "::error title=cti-contract::args: give the file of the report as "),
    ],
)
def test_action_names_outputs_it_cannot_use(
    command: str, inputs: dict[str, str], error: str, runner: Runner, workspace: Path
) -> None:
    done = runner.run(CHECK, workspace, paths="docs", command=command, **inputs)
    assert (done.returncode, error in done.stdout + done.stderr) == (2, True), done.stdout + done.stderr


@installs
def test_action_counts_beside_statistics(runner: Runner, workspace: Path) -> None:
    inputs = {"paths": "samples", "args": "--statistics", "output": "report.xml", "format": "junit"}
    done = runner.run(CHECK, workspace, **inputs)
    assert done.stdout == "1 message in 1 file: all valid; the report is in report.xml\n"


@installs
@pytest.mark.parametrize("name", ["two words.json", "--help", "$HOME.json", "[a]*.json"])
def test_action_takes_odd_names(name: str, runner: Runner, workspace: Path, message_file: MessageFile) -> None:
    message_file(GOOD, name=name)
    done = runner.run(CHECK, workspace, paths=name, args="--max-problems 1\n\n--unknown=ignore\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 message in 1 file: all valid\n", "")


@installs
@pytest.mark.parametrize("name", ["paths", "command", "format", "args", "output"])
def test_action_executes_no_input(name: str, runner: Runner, workspace: Path) -> None:
    text = "\"; touch touched; $(touch touched) `touch touched` '; touch touched #"
    runner.run(CHECK, workspace, **{"paths": "samples", name: text})
    assert not (workspace / "touched").exists()


@installs
def test_action_without_paths_fails(runner: Runner, workspace: Path) -> None:
    assert runner.run(CHECK, workspace, paths=" \n").returncode == 2
