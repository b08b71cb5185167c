"""What is shipped: the wheel works by itself, and what the package finds beside it."""

import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from cti_contract import registry

ROOT = Path(__file__).parent.parent


def test_the_wheel_holds_the_schemas_and_works_in_a_fresh_environment(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", tmp_path, ROOT], check=True)
    [wheel] = tmp_path.glob("cti_contract-*.whl")
    names = {name for name in ZipFile(wheel).namelist() if name.startswith("cti_contract/schemas/")}
    paths = {path.relative_to(registry.folder()).as_posix() for path in schema_files()}
    assert {name.removeprefix("cti_contract/schemas/") for name in names if name.endswith(".json")} == paths
    venv.create(tmp_path / "fresh", with_pip=True)
    python = tmp_path / "fresh" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", wheel], check=True)
    command = [str(python.with_name("cti-contract")), "check", str(ROOT / "tests" / "samples" / "call.ndjson")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "25 messages in 1 file: all valid, 12 of them by envelope only\n"


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


def test_each_schema_file_is_loaded_by_its_id() -> None:
    assert [uri.removeprefix(registry.BASE_URI) for uri in registry.schemas()] == [
        path.relative_to(registry.folder()).as_posix() for path in schema_files()
    ]
