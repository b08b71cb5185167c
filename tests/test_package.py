"""The wheel works by itself, the package finds its schemas, and the project needs nothing beside its folder."""

import ast
import re
import subprocess
import sys
import venv
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest

from cti_contract.contract import registry

ROOT = Path(__file__).parent.parent


def test_no_path_of_another_place() -> None:
    """No file names a folder of some machine, or one beside the project."""
    another = re.compile(r"ROOT\.parent /|(?<![\w.:/])/(home|root|tmp|Users|work)/\w|shared/docs")
    files = [path for folder in ("cti_contract", "tests", "tools", "schemas") for path in (ROOT / folder).rglob("*.*")]
    texts = [path for path in (*files, *ROOT.glob("*.*")) if path.suffix in (".py", ".md", ".toml", ".json", ".yml")]
    found = {path.name: another.findall(path.read_text(encoding="utf-8")) for path in texts if path != Path(__file__)}
    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs a clone, which lists its files")
def test_names_at_the_top() -> None:
    """A file that was left at the top of the project by mistake is not committed; dot files belong to tools."""
    git = ["git", "ls-files", "-z"]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True)
    names = {path.partition("/")[0] for path in listed.stdout.split("\0") if not path.startswith(".")} - {""}
    assert names == {
        *("cti_contract", "schemas", "tests", "tools"),
        *("pyproject.toml", "action.yml", "LICENSE"),
        *("README.md", "CHANGELOG.md", "CONTRIBUTING.md"),
    }


def test_no_name_of_a_module_is_defined_twice() -> None:
    """A second pattern of the same name replaces the first one for all its users."""
    found = {}
    for path in (path for folder in ("cti_contract", "tests", "tools") for path in (ROOT / folder).rglob("*.py")):
        names = Counter(name for node in ast.parse(path.read_bytes()).body for name in defined_by(node))
        found[str(path)] = [name for name, count in names.items() if count > 1]
    assert {name: twice for name, twice in found.items() if twice} == {}


def defined_by(node: ast.stmt) -> list[str]:
    """Return the names that a statement of a module gives to values, functions and classes."""
    match node:
        case ast.FunctionDef(decorator_list=[ast.Name(id="overload")]):
            return []
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            names = [name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
            return [name.id for name in names if isinstance(name.ctx, ast.Store)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


@pytest.mark.slow
def test_wheel_works_when_installed(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", tmp_path, ROOT], check=True)
    [wheel] = tmp_path.glob("cti_contract-*.whl")
    shipped = ZipFile(wheel).namelist()
    guides = {f"cti_contract/guides/{path.name}" for path in (ROOT / "cti_contract/guides").iterdir()}
    assert guides == {name for name in shipped if name.startswith("cti_contract/guides/")}
    names = {name for name in shipped if name.startswith("cti_contract/schemas/")}
    paths = {path.relative_to(registry.folder()).as_posix() for path in Path(registry.folder()).rglob("*.json")}
    assert {name.removeprefix("cti_contract/schemas/") for name in names if name.endswith(".json")} == paths
    venv.create(tmp_path / "fresh", with_pip=True)
    python = tmp_path / "fresh" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", wheel], check=True)
    command = [str(python.with_name("cti-contract")), "check", str(ROOT / "tests" / "samples" / "call.ndjson")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "25 messages in 1 file: all valid, 12 of them by envelope only\n"
    command = [command[0], "docs", str(ROOT / "tests" / "pages" / "desk.txt")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
