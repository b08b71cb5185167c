"""The canonical form of schema files."""

import json

import format_schemas
import pytest
from helpers import TextFile

LONG = "x" * 60


def test_formatting(text_file: TextFile, capsys: pytest.CaptureFixture[str]) -> None:
    written = {"odd": 1, "examples": [{"b": 1, "a": LONG}, [LONG, LONG], {}], "items": {"type": "é", "$ref": "x"}}
    path = text_file("event.json", json.dumps(written))
    arguments = ["--check", str(path.parent)]
    assert format_schemas.main(arguments) == 1
    assert capsys.readouterr().out == f"{path}: not in canonical form; run: python tools/format_schemas.py\n"
    assert format_schemas.main([str(path.parent)]) == 0
    assert capsys.readouterr().out == f"{path}: formatted\n"
    assert (
        path.read_bytes().decode()
        == f"""\
{{
  "items": {{"$ref": "x", "type": "é"}},
  "examples": [
    {{"b": 1, "a": "{LONG}"}},
    [
      "{LONG}",
      "{LONG}"
    ],
    {{}}
  ],
  "odd": 1
}}
"""
    )
    assert format_schemas.main(arguments) == 0
    assert capsys.readouterr().out == ""


def test_path_below_this_folder(
    text_file: TextFile, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text_file("event.json", "{}")
    monkeypatch.chdir(path.parent)
    format_schemas.main([str(path.parent)])
    assert capsys.readouterr().out == "event.json: formatted\n"


@pytest.mark.parametrize(("length", "lines"), [(100, 1), (101, 3)])
def test_lines_of_100_columns(length: int, lines: int) -> None:
    surplus = len('  "title": [""],')
    text = json.dumps({"title": ["x" * (length - surplus)], "type": 1})
    assert format_schemas.canonical(text).count("\n") == lines + 3


@pytest.mark.parametrize(
    ("text", "fault"),
    [('{"title": ', "Expecting value: line 1 column 11 (char 10)"), ("[]", "not a JSON object")],
)
def test_unformatted_file(text: str, fault: str, text_file: TextFile, capsys: pytest.CaptureFixture[str]) -> None:
    path = text_file("event.json", text)
    assert format_schemas.main([str(path.parent)]) == 1
    assert capsys.readouterr().out == f"{path}: cannot be formatted: {fault}\n"
    assert path.read_text(encoding="utf-8") == text
