"""The rendered types: they are up to date, and hold every message and each of its members."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints, is_typeddict

import pytest
import render_types
from each_case import each_case

import cti_contract as cti
from cti_contract import messages
from cti_contract.codes import CODES
from cti_contract.contract import walk


def test_files_are_up_to_date() -> None:
    assert render_types.main(["--check"]) == 0


def test_file_that_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cti_contract" / "testing").mkdir(parents=True)
    assert render_types.main(["--check"], tmp_path) == 1
    assert capsys.readouterr().err.startswith("cti_contract/messages.py: not up to date; run: python tools/render_ty")
    assert render_types.main([], tmp_path) == 0
    assert render_types.main(["--check"], tmp_path) == 0
    path = tmp_path / "cti_contract" / "__init__.pyi"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert render_types.main(["--check"], tmp_path) == 1


def test_names() -> None:
    assert set(get_args(messages.ProblemCode)) == set(CODES)
    for message in cti.MESSAGES:
        names = get_args(messages.EventName if message.kind == "event" else messages.CommandName)
        assert {message.name, *message.aliases} <= set(names)


@each_case("message", cti.MESSAGES, ids=lambda message: f"{message.name} {message.kind}")
def test_type_of_a_message(message: cti.Message) -> None:
    type_ = getattr(messages, render_types.type_name(message))
    assert type_ in get_args(messages.AnyMessage)
    assert type_ in get_args(getattr(messages, message.kind.title()))
    schema = walk.merged(message.uri)
    assert type_.__required_keys__ == set(schema["required"])
    assert type_.__annotations__.keys() == {name for name, each in schema["properties"].items() if each is not False}
    for value in cti.examples(message.name, message.kind, count=5, seed=1):
        assert list(surplus(value, type_)) == []


def surplus(value: Any, type_: Any) -> Iterator[str]:
    """Yield the members of a value that its type does not have."""
    if is_typeddict(type_) and getattr(type_, "__final__", False):
        hints = get_type_hints(type_)
        for name, inner in value.items():
            if name in hints:
                yield from surplus(inner, hints[name])
            else:
                yield name


def test_module_is_not_imported() -> None:
    """It takes 50 ms, and only type checkers need it."""
    code = f"""
import sys, cti_contract as cti
cti.parse({cti.example("session.start", seed=1)!r})
cti.check_json("{{")
print("cti_contract.messages" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
