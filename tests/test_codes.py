"""The table of codes: complete, and true for the inputs that it shows."""

import re

import codes_page
import pytest
from each_case import each_case
from helpers import ROOT

from cti_contract import problem_texts
from cti_contract.codes import CODES, Code

each_code = each_case("code", CODES.values(), ids=CODES)


def test_every_code_is_in_the_table() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "cti_contract").rglob("*.py"))
    of_syntax = {code for code, _ in problem_texts.NOT_JSON.values()}
    of_messages = {template.code for template in problem_texts.TEMPLATES.values()}
    assert {*re.findall(r'code="([a-z0-9-]+)"', sources), *of_syntax, *of_messages} == set(CODES)


@each_code
def test_texts_are_sentences(code: Code) -> None:
    for text in (code.meaning, code.fix):
        assert re.fullmatch(r"[A-Z].*\.", text)


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_example_has_only_this_code(code: Code) -> None:
    found = re.findall(r"(error|warning): .* \[([a-z0-9-]+)\]", codes_page.output_of(code.example))
    assert set(found) == {(code.severity, code.name)}


def test_failing_example_is_not_rendered() -> None:
    with pytest.raises(ValueError, match="no such file or folder: gone"):
        codes_page.output_of("cti-contract check gone")
