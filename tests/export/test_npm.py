"""The package for npm: installed as its users install it, and used from JavaScript and TypeScript."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from fences import fences
from helpers import ROOT, Cli, need

import cti_contract as cti
from cti_contract.cli.main import main
from cti_contract.export import javascript, npm, typescript
from cti_contract.export.bundle import message_schema

pytestmark = pytest.mark.xdist_group("node")
USAGE = ROOT / "tests/export/usage.ts"
PAGES = ("cti_contract/export/javascript/README.md", "cti_contract/guides/browser.md")
each_page = pytest.mark.parametrize("page", PAGES)
NAMES = {"package.json", "README.md", "index.js", "index.d.ts", "schema.json"}


def test_files(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "package"
    assert cli("export", "npm", folder) == (0, "", "")
    assert cli("export", "npm", folder) == (0, "", "")
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == npm.files()
    assert set(npm.files()) == NAMES
    assert json.loads(npm.files()["schema.json"]) == message_schema()
    assert npm.manifest()["version"] == cti.__version__


@pytest.mark.parametrize(
    ("version", "written"), [("1.2.3", "1.2.3"), ("1.2.3.dev4", "1.2.3-dev4"), ("1.2.3rc1", "1.2.3-rc1")]
)
def test_version(version: str, written: str) -> None:
    assert npm.semantic_version(version) == written


def test_version_of_two_numbers() -> None:
    with pytest.raises(ValueError, match=r"a version for npm needs three numbers, not 1\.2"):
        npm.semantic_version("1.2")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("npm",), "npm writes a folder: name it after npm"),
        (("npm", "out", "--output", "file"), "npm writes a folder: name it after npm"),
        (("javascript", "out"), "javascript is one file: name it by --output"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], error: str, cli: Cli) -> None:
    code, _, err = cli("export", *arguments)
    assert code == 2
    assert f"cti-contract export: error: {error}" in err.splitlines()


def test_folder_that_cannot_be_written(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert cli("export", "npm", file) == (2, "", f"cti-contract: cannot write {file}: File exists\n")
    (tmp_path / "README.md").mkdir()
    assert cli("export", "npm", tmp_path).err == f"cti-contract: cannot write {tmp_path}/README.md: Is a directory\n"


def test_types_alone(cli: Cli) -> None:
    assert cli("export", "typescript").out == typescript.declarations()


def test_each_type_has_one_name() -> None:
    names = re.findall(r"^export (?:type|interface) (\w+)", typescript.declarations(), re.MULTILINE)
    assert len(set(names)) == len(names) > 100


def test_types_of_messages() -> None:
    text = typescript.declarations()
    assert "\n/** Dials a destination. */\nexport interface ChannelDialRequest {\n" in text
    assert '  type: "TELEPHONY" | "EMAIL" | "CHAT" | "CALLBACK" | (string & {})\n' in text
    assert '  command: "session.addchannelgroup" | "session.request.addchannelgroup"\n' in text
    declared = set(re.findall(r"^export (?:declare )?(?:function|const) (\w+)", text, re.MULTILINE))
    assert declared == set(javascript.PUBLIC)


def run(*words: object, folder: Path | None = None) -> str:
    """Run a program that must succeed; return its output."""
    done = subprocess.run(list(map(str, words)), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the package."""
    folder = tmp_path_factory.mktemp("npm") / "package"
    assert main(["export", "npm", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def project(package: Path) -> Path:
    """Return the folder of a project in which the packed package is installed."""
    need("npm")
    [packed] = json.loads(run("npm", "pack", "--json", folder=package))
    assert {file["path"] for file in packed["files"]} == NAMES
    folder = package.parent / "project"
    folder.mkdir()
    (folder / "package.json").write_text('{"name": "desktop", "version": "1.0.0", "type": "module", "private": true}')
    run("npm", "install", "--no-audit", "--no-fund", "--offline", package / packed["filename"], folder=folder)
    return folder


#: Uses the package in the way of its README, and prints the results.
DESKTOP = """
import { check, checkText, identify, isA, isValid, MESSAGES } from "cti-contract"
import schema from "cti-contract/schema.json" with { type: "json" }
const dial = { command: "channel.dial", target: "PureCloud-jdoe.70001", data: { number: "5550100" } }
const [twice] = checkText('{\\n"command": "a", "command": "b"}')
const results = [isValid(dial), check(dial), identify(dial).kind, isA(dial, "channel.dial"), [twice.code, twice.line]]
console.log(JSON.stringify([...results, MESSAGES.length, schema.title]))
"""


@pytest.mark.slow
def test_module_in_a_project(project: Path) -> None:
    (project / "desktop.js").write_text(DESKTOP)
    dial = {"command": "channel.dial", "target": "PureCloud-jdoe.70001", "data": {"number": "5550100"}}
    [problem] = [
        {key: getattr(each, key) for key in ("code", "message", "pointer", "severity", "hint")}
        for each in cti.check(dial)
    ]
    expected: list[Any] = [False, [problem], "request", False, ["duplicate-key", 2], len(cti.MESSAGES), "CTI message"]
    assert json.loads(run("node", "--no-warnings", "desktop.js", folder=project)) == expected


def code(page: str, language: str) -> str:
    """Return the blocks of a page in a language, as one text."""
    found = fences((ROOT / page).read_text(encoding="utf-8"))
    return "\n".join(fence.content for fence in found if fence.info == language)


@pytest.mark.slow
@each_page
def test_page_in_javascript(page: str, project: Path) -> None:
    """Each line without indentation that ends in a comment has the value in it."""
    line = re.compile(r"^(\S.*) // (.+)$", re.MULTILINE)
    script = code(page, "js")
    values = len(line.findall(script))
    assert values >= 4
    (project / "page.js").write_text(line.sub(r"console.log(JSON.stringify(\1) === JSON.stringify(\2))", script))
    assert run("node", "page.js", folder=project) == "true\n" * values


@pytest.mark.slow
def test_types_in_a_project(project: Path, node_folder: Path) -> None:
    files = {Path(page).with_suffix(".ts").name: code(page, "ts") for page in PAGES}
    files["usage.ts"] = USAGE.read_text(encoding="utf-8")
    for name, text in files.items():
        (project / name).write_text(text, encoding="utf-8")
    options = ("--noEmit", "--strict", "--exactOptionalPropertyTypes", "--module", "nodenext", "--target", "es2022")
    run(node_folder / "node_modules/.bin/tsc", *options, *files, folder=project)


@pytest.mark.slow
def test_publint(package: Path, node_folder: Path) -> None:
    assert "All good!" in run(node_folder / "node_modules/.bin/publint", "--strict", package)
