"""What is shipped: the wheel works by itself, and what the package finds beside it."""

import copy
import functools
import re
import runpy
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from cti_contract.contract import catalog, registry

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_wheel_holds_the_schemas_and_works_in_a_fresh_environment(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", tmp_path, ROOT], check=True)
    [wheel] = tmp_path.glob("cti_contract-*.whl")
    shipped = ZipFile(wheel).namelist()
    guides = {f"cti_contract/guides/{path.name}" for path in (ROOT / "cti_contract/guides").iterdir()}
    assert guides == {name for name in shipped if name.startswith("cti_contract/guides/")}
    names = {name for name in shipped if name.startswith("cti_contract/schemas/")}
    paths = {path.relative_to(registry.folder()).as_posix() for path in schema_files()}
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


def schema_files() -> list[Path]:
    return sorted(Path(registry.folder()).rglob("*.json"))


def test_schemas_are_found_beside_the_package_and_inside_it_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "cti_contract"
    package.mkdir()
    monkeypatch.setattr(registry, "_HERE", str(package))
    assert registry.folder() == str(tmp_path / "schemas")
    (package / "schemas").mkdir()
    assert registry.folder() == str(package / "schemas")


def test_other_files_among_the_schemas_are_no_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "folder", lambda: str(tmp_path))
    (tmp_path / "README.md").write_text("# Schemas")
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "fax.sent.json").write_text('{"$id": "fax"}')
    assert registry.schemas.__wrapped__() == {"fax": {"$id": "fax"}}


def test_a_schema_file_that_is_no_json_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "folder", lambda: str(tmp_path))
    (tmp_path / "fax.sent.json").write_text('{"$id": "fax",\n "$id": "fax"}')
    with pytest.raises(ValueError, match=r'fax\.sent\.json: Detected duplicate key "\$id" at line 2'):
        registry.schemas.__wrapped__()


@pytest.mark.parametrize("text", ['{"title": "fax.sent"}', '{"$id": 5}', "[]"])
def test_a_schema_file_without_an_id_is_named_with_the_id_that_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(registry, "folder", lambda: str(tmp_path))
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "fax.sent.json").write_text(text)
    wanted = r'events/fax\.sent\.json: no schema .* must be "https://cti-contract\.example/events/fax\.sent\.json"$'
    with pytest.raises(ValueError, match=wanted):
        registry.schemas.__wrapped__()


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("events/channel.disposed.json", ["x-cti"]),
        ("events/channel.disposed.json", ["x-cti", "status"]),
        ("events/channel.disposed.json", ["properties", "target"]),
        ("commands/channel.dial.json", ["x-cti", "media"]),
        ("responses/channel.dial.json", ["$defs", "failure"]),
    ],
)
def test_a_schema_file_that_lacks_what_the_catalogue_needs_is_named(
    monkeypatch: pytest.MonkeyPatch, path: str, steps: list[str]
) -> None:
    schemas = copy.deepcopy(dict(registry.schemas()))
    *around, last = steps
    del functools.reduce(dict.__getitem__, around, schemas[registry.BASE_URI + path])[last]
    monkeypatch.setattr(registry, "schemas", lambda: schemas)
    with pytest.raises(ValueError, match=f"^schemas/{re.escape(path)}: {last} is missing$"):
        runpy.run_path(catalog.__file__)


def test_a_command_without_the_file_of_its_responses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = registry.BASE_URI + "responses/channel.dial.json"
    schemas = {uri: schema for uri, schema in registry.schemas().items() if uri != gone}
    monkeypatch.setattr(registry, "schemas", lambda: schemas)
    with pytest.raises(ValueError, match=r"^schemas: responses/channel\.dial\.json is missing$"):
        runpy.run_path(catalog.__file__)


def test_each_schema_file_is_loaded_by_its_id() -> None:
    assert [uri.removeprefix(registry.BASE_URI) for uri in registry.schemas()] == [
        path.relative_to(registry.folder()).as_posix() for path in schema_files()
    ]
