"""The data files of the package in a zip: the same as in a folder."""

import importlib.resources
import zipfile
from pathlib import Path

import pytest
from helpers import ROOT, Cli

from cti_contract import package_files
from cti_contract.contract import registry


@pytest.fixture
def _zipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "x.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for folder, around in ((ROOT / "schemas", ROOT), (ROOT / "cti_contract/guides", ROOT / "cti_contract")):
            for path in sorted(folder.rglob("*.*")):
                file.write(path, f"cti_contract/{path.relative_to(around)}")
    monkeypatch.setattr(package_files, "_HERE", str(archive / "cti_contract"))
    monkeypatch.setattr(registry, "folder", lambda: str(archive / "cti_contract/schemas"))
    monkeypatch.setattr(importlib.resources, "files", lambda package: zipfile.Path(archive, f"{package}/"))


@pytest.mark.usefixtures("_zipped")
def test_schemas_in_a_zip() -> None:
    assert dict(registry.schemas.__wrapped__()) == dict(registry.schemas())


@pytest.mark.usefixtures("_zipped")
def test_zip_without_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    """The folder of the package in a clone has no schemas."""

    def fail() -> int:
        return len(package_files.names("schemes"))

    monkeypatch.setattr("cti_contract.cli.commands.list.run", lambda _: fail())
    where = tmp_path / "x.zip/cti_contract/schemes"
    message = f"cti-contract: no such folder: {where}; zip the installed package, or use its wheel\n"
    assert cli("list") == (2, "", message)


@pytest.mark.usefixtures("_zipped")
def test_guides_in_a_zip() -> None:
    pages = {path.name: path.read_bytes() for path in (ROOT / "cti_contract/guides").glob("*.md")}
    assert {name: package_files.read("guides", name) for name in package_files.names("guides")} == pages
