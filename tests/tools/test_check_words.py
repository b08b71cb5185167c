"""The check of words: each rule, the places of findings, and the quoted text that it skips."""

import tomllib
from typing import Any

import check_words
import pytest
from each_case import each_case
from helpers import ROOT, TextFile

SETTINGS = tomllib.loads((ROOT / "tools/words.toml").read_text(encoding="utf-8"))
RULES = [check_words.rule(each) for each in SETTINGS["word"]]
PYTHON = '''"""The first is told.

>>> "it is told"
'told'

"""

NAME = "told"
HELP = f"files are told apart {NAME.told}\\nWhat is it?"

#: What is there. This one stands
#: here, `told` does not, and so
x = 1  # many are none, but 5 so
       # many are


def test_it_is_told(told: str) -> None:
    """Return it."""
'''


@each_case("entry", SETTINGS["word"], ids=lambda entry: entry["pattern"])
def test_rule_matches_its_examples(entry: dict[str, Any]) -> None:
    rule = check_words.rule(entry)
    assert entry["wrong"]
    assert entry["right"]
    assert [text for text in entry["wrong"] if not check_words.find(text, [rule])] == []
    assert [text for text in entry["right"] if check_words.find(text, [rule])] == []
    assert check_words.find(entry["instead"], RULES) == []


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "a.py",
            PYTHON,
            [
                (1, 17, "told"),
                (9, 20, "told"),
                (11, 4, "What"),
                (11, 28, "stands"),
                (13, 31, "so many"),
                (17, 16, "told"),
            ],
        ),
        (
            "tests/a.py",
            PYTHON,
            [(1, 17, "told"), (11, 4, "What"), (11, 28, "stands"), (13, 31, "so many"), (17, 16, "told")],
        ),
        ("a.md", 'It is\n  told.\n\n```sh\ntold\n```\n`told` "told" stands\n', [(2, 3, "told"), (7, 15, "stands")]),
        (
            "a.json",
            '{"description": "It \\"is\\" told.",\n "name": "told", "note": "told"}',
            [(1, 28, "told"), (2, 27, "told")],
        ),
        ("a.toml", 'told = 1  # is told\nwhy = told\n# "told"\n', [(1, 16, "told"), (2, 7, "told")]),
    ],
)
def test_findings_have_places(name: str, content: str, expected: list[Any], text_file: TextFile) -> None:
    text = check_words.text_of(text_file(name, content))
    assert [(each.line, each.column, each.words) for each in check_words.find(text, RULES)] == expected


def test_command(text_file: TextFile, capsys: pytest.CaptureFixture[str]) -> None:
    wrong, right = text_file("logs/wrong.md", "Two are told."), text_file("logs/right.md", "Two are reported.")
    text_file("logs/data.bin", "told")
    assert check_words.main([str(right)]) == 0
    assert capsys.readouterr().out == ""
    assert check_words.main([str(wrong.parent)]) == 1
    assert capsys.readouterr().out.endswith('wrong.md:1:9: "told": report, say, distinguish\n')
