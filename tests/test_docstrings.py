"""The examples in docstrings of the package run and return what they show."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest
from helpers import ROOT

FILES = [path for path in sorted((ROOT / "cti_contract").rglob("*.py")) if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_docstring_examples(path: Path) -> None:
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    results = doctest.testmod(module)
    assert (results.failed, results.attempted > 0) == (0, True)
