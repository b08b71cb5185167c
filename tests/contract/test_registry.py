"""The schemas: where they are, and files that the registry and the catalog cannot use."""

import copy
import functools
import json
import re
from pathlib import Path

import pytest
from helpers import TextFile

from cti_contract.contract import catalog, registry

FAX = registry.BASE_URI + "events/fax.sent.json"


@pytest.fixture
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "folder", lambda: str(tmp_path))


def test_schema_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "cti_contract"
    package.mkdir()
    monkeypatch.setattr(registry, "_HERE", str(package))
    assert registry.folder() == str(tmp_path / "schemas")
    (package / "schemas").mkdir()
    assert registry.folder() == str(package / "schemas")


@pytest.mark.usefixtures("_own_folder")
def test_other_files_are_ignored(text_file: TextFile) -> None:
    schema = {"$id": FAX}
    text_file("README.md", "# Schemas")
    text_file("events/README.md", "# Events")
    text_file("events/fax.sent.json", json.dumps(schema))
    assert dict(registry.schemas.__wrapped__()) == {FAX: schema}


@pytest.mark.usefixtures("_own_folder")
def test_unused_file_is_not_read(text_file: TextFile) -> None:
    text_file("events/fax.sent.json", json.dumps({"$id": FAX}))
    text_file("events/fax.lost.json", "{")
    schemas = registry.schemas.__wrapped__()
    assert (len(schemas), FAX in schemas, schemas[FAX]) == (2, True, {"$id": FAX})


@pytest.mark.usefixtures("_own_folder")
def test_schema_file_without_json(text_file: TextFile) -> None:
    text_file("events/fax.sent.json", '{"$id": "fax",\n "$id": "fax"}')
    with pytest.raises(ValueError, match=r'schemas/events/fax\.sent\.json: Detected duplicate key "\$id" at line 2'):
        registry.schemas.__wrapped__()[FAX]


@pytest.mark.usefixtures("_own_folder")
@pytest.mark.parametrize("text", ['{"title": "fax.sent"}', '{"$id": 5}', '{"$id": "fax"}', "[]"])
def test_schema_file_without_id(text: str, text_file: TextFile) -> None:
    text_file("events/fax.sent.json", text)
    wanted = r'events/fax\.sent\.json: no schema .* must be "https://cti-contract\.example/events/fax\.sent\.json"$'
    with pytest.raises(ValueError, match=wanted):
        registry.schemas.__wrapped__()[FAX]


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
def test_schema_without_a_needed_key(path: str, steps: list[str]) -> None:
    schemas = copy.deepcopy(dict(registry.schemas()))
    *around, last = steps
    del functools.reduce(dict.__getitem__, around, schemas[registry.BASE_URI + path])[last]
    with pytest.raises(ValueError, match=f"^schemas/{re.escape(path)}: {last} is missing$"):
        catalog.messages_of(schemas)


def test_command_without_responses() -> None:
    gone = registry.BASE_URI + "responses/channel.dial.json"
    schemas = {uri: schema for uri, schema in registry.schemas().items() if uri != gone}
    with pytest.raises(ValueError, match=r"^schemas: responses/channel\.dial\.json is missing$"):
        catalog.messages_of(schemas)


def test_schemas_by_id() -> None:
    assert [uri.removeprefix(registry.BASE_URI) for uri in registry.schemas()] == [
        path.relative_to(registry.folder()).as_posix() for path in sorted(Path(registry.folder()).glob("*/*.json"))
    ]


def test_catalog_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match=r"contract\.catalog' has no attribute 'MESAGES'"):
        _ = catalog.MESAGES  # type: ignore[attr-defined]
