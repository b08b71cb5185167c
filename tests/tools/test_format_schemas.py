"""The maintainers' tools."""

import json
from pathlib import Path

import format_schemas
import pytest


def test_a_schema_is_brought_into_canonical_form_and_stays_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "event.json"
    path.write_text(
        '{"examples": [{"b": 1, "a": 2}], "items": {"type": "é", "$ref": "x"}, "title": "t"}', encoding="utf-8"
    )
    arguments = ["--check", str(tmp_path)]
    assert format_schemas.main(arguments) == 1
    assert capsys.readouterr().out == f"{path}: not in canonical form; run: python tools/format_schemas.py\n"
    assert format_schemas.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{path}: formatted\n"
    text = path.read_bytes().decode()
    assert text.startswith(
        '{\n  "title": "t",\n  "items": {"$ref": "x", "type": "é"},\n  "examples": [{"b": 1, "a": 2}]\n}\n'
    )
    assert list(json.loads(text)["examples"][0]) == ["b", "a"]
    assert format_schemas.main(arguments) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"properties": {"x": {"requird": []}}}', "unknown keyword 'requird'"),
        ('{"title": ', "Expecting value: line 1 column 11 (char 10)"),
    ],
)
def test_what_has_no_canonical_form_is_named_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, fault: str
) -> None:
    path = tmp_path / "event.json"
    path.write_text(text, encoding="utf-8")
    assert format_schemas.main([str(tmp_path)]) == 1
    assert capsys.readouterr().out == f"{path}: {fault}\n"
    assert path.read_text(encoding="utf-8") == text
