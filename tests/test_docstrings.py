"""Docstrings: public names say all about them, and the examples run and return what they show."""

import builtins
import doctest
import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from each_case import each_case
from helpers import ROOT

import cti_contract
from cti_contract.testing import strategies

FILES = [path for path in sorted((ROOT / "cti_contract").rglob("*.py")) if ">>> " in path.read_text(encoding="utf-8")]
#: The examples of this module draw many messages.
SLOW = "strategies"


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.stem, marks=[pytest.mark.slow] if path.stem == SLOW else []) for path in FILES]
)
def test_docstring_examples(path: Path) -> None:
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    results = doctest.testmod(module)
    assert (results.failed, results.attempted > 0) == (0, True)


PUBLIC = {
    f"{module.__name__}.{name}": getattr(module, name)
    for module in (cti_contract, strategies)
    for name in module.__all__
    if callable(getattr(module, name))
}
CALLS = {name: value for name, value in PUBLIC.items() if inspect.isfunction(value)}


def sections(value: Any) -> dict[str, str]:
    """Return the summary and the sections of a docstring in Google style by their headings."""
    text = inspect.getdoc(value) or ""
    introduction, *found = re.split(r"^(Args|Returns|Raises|Example):\n", text, flags=re.MULTILINE)
    return {"Summary": introduction.partition("\n")[0], **dict(zip(found[::2], found[1::2], strict=True))}


def items(section: str) -> list[str]:
    """Return the names of the items of a section."""
    return re.findall(r"^    (\w+): \S", section, re.MULTILINE)


@each_case("name", PUBLIC)
def test_public_name_is_explained(name: str) -> None:
    found = sections(PUBLIC[name])
    assert re.fullmatch(r"[A-Z].*\.", found["Summary"])
    assert ">>> " in found["Example"]


@each_case("name", CALLS)
def test_public_call_is_explained(name: str) -> None:
    """It has each argument in order, the result, and the exceptions."""
    found = sections(CALLS[name])
    assert items(found.get("Args", "")) == list(inspect.signature(CALLS[name]).parameters)
    assert found["Returns"].strip()
    raised = items(found.get("Raises", ""))
    assert raised
    assert [each for each in raised if not hasattr(cti_contract, each) and not hasattr(builtins, each)] == []
