"""The process imports no module from the working directory, and the package works from a zip."""

import os
import shutil
import subprocess
import sys
import zipapp
from itertools import chain
from pathlib import Path

import pytest
from helpers import BAD, GOOD, HANG, ROOT, Cli, TextFile

from cti_contract import __main__
from cti_contract.contract import registry
from cti_contract.files import parallel
from cti_contract.files.results import Counts, Options
from cti_contract.problems import Problem

PACKAGES = ("backports", "jiter", "jsonschema_rs", "referencing", "tqdm", "markdown_it", "regress")


def python(*words: str | Path, folder: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": path} if path else None
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=HANG, check=False
    )


@pytest.fixture(scope="module")
def early() -> frozenset[str]:
    """Return the modules that Python imports before it runs a module."""
    done = python("-m", "cti_early", folder=ROOT / "tests/cli/early")
    return frozenset(done.stdout.split())


@pytest.fixture
def shadowed(tmp_path: Path, early: frozenset[str], text_file: TextFile) -> Path:
    """Return a folder with a module of each name that ends the process as if all were valid."""
    for name in {*sys.stdlib_module_names, *PACKAGES} - early:
        text_file(f"{name}.py", "import os\nos._exit(0)\n")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        "check a.ndjson",
        "check --format junit a.ndjson",
        "check --format sarif a.ndjson",
        "session a.ndjson",
        "check a.ndjson.zst",
    ],
)
def test_no_module_is_imported(command: str, shadowed: Path, text_file: TextFile) -> None:
    text_file("a.ndjson", BAD)
    text_file("a.ndjson.zst", b"\x28\xb5\x2f\xfd")
    for path in ("", os.curdir, f"{shadowed}{os.pathsep}{ROOT}"):
        done = python("-m", "cti_contract", *command.split(), folder=shadowed, path=path)
        assert (done.returncode, done.stderr) == (1, "")
        assert "1 error" in done.stdout or '"errors": 1' in done.stdout or "<failure" in done.stdout


def test_modules_before_the_package(tmp_path: Path, text_file: TextFile) -> None:
    """Python itself imports some modules before any code of the package runs, unless -P forbids it.

    The command of the guide lists all of them.
    """
    listing = ["-X", "importtime", "-m", "cti_contract", "--help"]
    assert f"`python {' '.join(listing)}`" in (ROOT / "cti_contract/guides/pipelines.md").read_text(encoding="utf-8")
    imported = [line.rpartition("|")[2].strip() for line in python(*listing, folder=tmp_path).stderr.splitlines()]
    first = imported[imported.index("site") + 1 : imported.index("cti_contract") + 1]
    names, executed = {*sys.stdlib_module_names, *PACKAGES, "cti_contract"}, set[str]()
    for name in names:
        text_file(f"{name}.py", f"import sys\nsys.stdout.write({name!r})\nsys.stdout.flush()\nimport os\nos._exit(7)\n")
    assert python("-P", "-m", "cti_contract", "--version", folder=tmp_path).returncode == 0
    while (done := python("-m", "cti_contract", "--version", folder=tmp_path)).returncode == 7:
        (tmp_path / f"{done.stdout}.py").unlink()
        executed.add(done.stdout)
    assert done.returncode == 0
    assert "cti_contract" in executed
    assert executed <= {name.partition(".")[0] for name in first}


@pytest.fixture
def path_of_modules(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a search path of modules as it is in a process."""
    path = [entry for entry in sys.path if os.path.realpath(entry) != str(ROOT)]
    monkeypatch.setattr(sys, "path", path)
    return path


def cleaned(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    monkeypatch.chdir(folder)
    __main__._forget_working_directory()  # noqa: SLF001 -- the coverage of a process is not measured
    return sys.path


def test_working_directory_is_forgotten(
    path_of_modules: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [*path_of_modules]
    path_of_modules[:0] = ["", str(tmp_path), "."]
    assert cleaned(monkeypatch, tmp_path) == before


def test_own_folder_is_searched_last(path_of_modules: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    before = [*path_of_modules]
    path_of_modules[:0] = [str(ROOT)]
    assert cleaned(monkeypatch, ROOT) == [*before, str(ROOT)]
    assert cleaned(monkeypatch, ROOT) == [*before, str(ROOT)]


def test_without_a_library(path_of_modules: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path_of_modules[:] = ["", "x.zip"]
    assert cleaned(monkeypatch, tmp_path) == ["x.zip"]


def test_working_directory_is_gone(path_of_modules: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [*path_of_modules]
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    __main__._forget_working_directory()  # noqa: SLF001 -- the coverage of a process is not measured
    assert sys.path == before


def test_spawned_workers_import_nothing(
    early: frozenset[str], text_file: TextFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in {"multiprocessing", "pickle", "socket", "jiter"} - early:
        text_file(f"{name}.py", "import os\nos._exit(0)\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(parallel, "_can_fork", lambda: False)
    for before in (None, "x"):
        if before:
            monkeypatch.setenv("PYTHONSAFEPATH", before)
        findings = chain.from_iterable(
            parallel.check_in_parallel([str(text_file("a.ndjson", BAD))], Options(), Counts(), 1)
        )
        assert [finding.code for finding in findings if isinstance(finding, Problem)] == ["unknown-member"]
        assert os.environ.get("PYTHONSAFEPATH") == before


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the package in a zip that Python can run, with the schemas as in a wheel."""
    folder = tmp_path_factory.mktemp("zipped")
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "cti_contract", folder / "app/cti_contract", ignore=ignored)
    shutil.copytree(ROOT / "schemas", folder / "app/cti_contract/schemas", ignore=ignored)
    zipapp.create_archive(folder / "app", folder / "app.zip", main="cti_contract.__main__:run")
    return folder / "app.zip"


@pytest.mark.slow
def test_zip_without_other_packages(zipped: Path, text_file: TextFile, tmp_path: Path) -> None:
    """A package that is not installed is one line."""
    text_file("a.ndjson", f"{GOOD}\n")
    done = python("-S", zipped, "check", "a.ndjson", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "cti-contract: the package jsonschema_rs is missing; install what cti-contract needs\n"


@pytest.mark.slow
@pytest.mark.parametrize("is_run", [True, False])
def test_package_in_a_zip(is_run: object, zipped: Path, text_file: TextFile, tmp_path: Path) -> None:
    text_file("a.ndjson", f"{GOOD}\n{BAD}\n")
    text_file("page.md", '```json\n{"command": "channel.dial"}\n```\n')
    for words, code, out in (
        ("check a.ndjson", 1, "2 messages in 1 file: 1 error"),
        ("guide gate", 0, "# Check messages in files"),
        ("guide", 0, "sessions"),
        ("show --schema channel.dial", 0, '"const": "channel.dial"'),
        ("docs page.md", 1, "page.md:2"),
        ("export bundle", 0, "channel.dial"),
    ):
        start = [zipped] if is_run else ["-m", "cti_contract"]
        done = python(*start, *words.split(), folder=tmp_path, path="" if is_run else str(zipped))
        assert (done.returncode, done.stderr) == (code, "")
        assert out in done.stdout
    code_of_place = "import cti_contract.contract.registry as r; print(r.__file__, len(r.schemas()))"
    place = python("-c", code_of_place, folder=tmp_path, path=str(zipped)).stdout
    assert place.split() == [f"{zipped}/cti_contract/contract/registry.py", str(len(registry.schemas()))]


def test_check_where_no_folder_is(
    tmp_path: Path, text_file: TextFile, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = text_file("a.ndjson", GOOD)
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    error = "cti-contract: the working directory does not exist any more; change to another\n"
    for command in ("check", "session"):
        assert cli(command, file) == (2, "", error), command
        assert cli(command, "--no-config", file) == (2, "", error), command
    page = text_file("a.md", "# channel.dial\n")
    assert cli("docs", page, "--write-baseline", "known.json") == (2, "", error)
    assert cli("docs", page, "--output", "report.txt") == (2, "", error)
