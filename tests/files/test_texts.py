"""Messages as JSON texts: the problems are those that the command finds in a file."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from changed_examples import changed_examples
from each_case import each_case
from helpers import ALIAS, BAD, BAD_COLUMN, GOOD, NAMED
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import cti_contract as cti
from cti_contract.files import texts
from cti_contract.files.check import check_files
from cti_contract.files.limits import Limits
from cti_contract.testing import strategies


def of_file(text: bytes, folder: Path) -> list[tuple[Any, ...]]:
    """Return the problems that the command finds in a document with one text."""
    path = folder / "text.json"
    path.unlink(missing_ok=True)  # ext4 flushes a file that is written over
    path.write_bytes(text)
    found = [each for each in check_files([str(path)]) if isinstance(each, cti.Problem)]
    return [(each.code, each.message, each.pointer, each.line, each.column, each.hint) for each in found]


def of_text(text: bytes | str) -> list[tuple[Any, ...]]:
    checked = cti.check_json(text)
    return [(each.code, each.message, each.pointer, each.line, each.column, each.hint) for each in checked.problems]


@pytest.mark.parametrize("text", [GOOD, NAMED, GOOD.encode()])
def test_valid_text(text: bytes | str) -> None:
    checked = cti.check_json(text)
    assert (checked.ok, checked.value, checked.problems) == (True, json.loads(text), ())
    assert checked.message == cti.identify(json.loads(text))


def test_text_with_a_problem() -> None:
    checked = cti.check_json(BAD)
    assert (checked.ok, checked.value, checked.message) == (False, json.loads(BAD), cti.identify(json.loads(BAD)))
    first, *_ = checked.problems
    assert (first.code, first.line, first.column, first.file) == ("unknown-member", 1, BAD_COLUMN, None)


def test_warnings_are_ok() -> None:
    checked = cti.check_json(ALIAS)
    assert (checked.ok, {each.severity for each in checked.problems}) == (True, {"warning"})


def test_unknown_members() -> None:
    text = GOOD.replace('"data"', '"more": 1, "data"')
    assert [cti.check_json(text, unknown=unknown).ok for unknown in ("error", "ignore")] == [False, True]


def test_text_of_a_newer_peer() -> None:
    checked = cti.check_json('{"target": "s",\n "command": "session.fly"}', unknown="ignore")
    assert (checked.ok, checked.message) == (True, None)
    [warning] = checked.problems
    assert (warning.code, warning.severity, warning.line, warning.column) == ("unknown-message", "warning", 2, 13)


@each_case(
    ("text", "code"),
    [
        ("", "syntax"),
        ("[1", "syntax"),
        ("2]", "syntax"),
        (f"{GOOD} {GOOD}", "syntax"),
        ('{"target": 1, "target": 2}', "duplicate-key"),
        (b'{"target": "\xff"}', "not-utf8"),
        ('{"target": "\udc80"}', "not-utf8"),
        (GOOD.encode("utf-16"), "not-utf8"),
        ("[" * 202 + "]" * 202, "too-deep"),
        ('{"context": ' + "9" * 4_301 + "}", "too-large"),
        ('{"context": NaN}', "syntax"),
    ],
)
def test_text_without_a_value(text: bytes | str, code: str) -> None:
    checked = cti.check_json(text)
    assert (checked.ok, checked.value, checked.message) == (False, None, None)
    assert [problem.code for problem in checked.problems] == [code]


@pytest.mark.parametrize("text", ["\ufeff" + GOOD, b"\xef\xbb\xbf" + GOOD.encode(), "\ufeff\ufeff" + GOOD])
def test_byte_order_mark(text: bytes | str) -> None:
    checked = cti.check_json(text)
    assert (checked.value, [problem.code for problem in checked.problems]) == (json.loads(GOOD), ["byte-order-mark"])


def test_infinite_number() -> None:
    checked = cti.check_json('{"command": "session.start", "target": "s", "data": {}, "context": 1e400}')
    assert [(problem.code, problem.pointer) for problem in checked.problems] == [("not-json", "/context")]


def test_text_over_the_limit() -> None:
    limits = Limits(text=len(GOOD))
    fits, too_long = texts.checked_within(limits, [GOOD, f"{GOOD} "], "error")
    assert (fits.ok, too_long.value) == (True, None)
    assert [problem.code for problem in too_long.problems] == ["too-large"]


def test_one_text_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_SMALL", 0)
    monkeypatch.setattr(texts, "Limits", lambda: Limits(text=len(GOOD)))
    assert cti.check_json(GOOD).ok
    assert [problem.code for problem in cti.check_json(f"{GOOD} ").problems] == ["too-large"]


def test_values_over_the_limit() -> None:
    """A text of tiny values is not parsed; this takes as little memory as in the gate."""
    dense = f'{GOOD[:-1]}, "context": [{"{}," * 300_000}{{}}]}}'
    for checked in cti.check_json(dense), *cti.check_many([dense]):
        [problem] = checked.problems
        assert (problem.code, checked.value) == ("too-large", None)
        assert problem.message.startswith("a message is skipped whose values")
    with pytest.raises(ValueError, match="unknown must be"):
        cti.check_json(dense, unknown="ignored")  # type: ignore[arg-type]


@pytest.mark.parametrize("item", [None, 5, json.loads(GOOD), bytearray(GOOD.encode())])
def test_item_that_is_no_text(item: Any) -> None:
    with pytest.raises(TypeError, match=rf"^a JSON text must be bytes or a string, not {type(item).__name__}$"):
        cti.check_json(item)


def test_misspelt_unknown() -> None:
    for items in ([], [GOOD]):
        with pytest.raises(ValueError, match=r'^unknown must be "error" or "ignore", not "ignored"$'):
            cti.check_many(items, unknown="ignored")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [GOOD, GOOD.encode()])
def test_one_text_is_no_list(text: Any) -> None:
    with pytest.raises(TypeError, match=r"not one text .*: use check_json"):
        cti.check_many(text)


def test_each_text_by_itself() -> None:
    """Two broken texts are not one good text."""
    items: list[bytes | str] = [GOOD, "[1", "2]", "", BAD.encode(), " ", GOOD, NAMED] * 20
    many = cti.check_many(iter(items))
    assert many == [cti.check_json(item) for item in items]
    assert [checked.ok for checked in many] == [True, False, False, False, False, False, True, True] * 20


def test_result_is_a_value() -> None:
    checked = cti.check_json(BAD)
    assert pickle.loads(pickle.dumps(checked)) == checked  # noqa: S301 -- of this test


@settings(max_examples=40)
@given(changed_examples(), st.booleans())
def test_same_problems_as_in_a_file(tmp_path_factory: pytest.TempPathFactory, message: Any, as_string: bool) -> None:  # noqa: FBT001 -- drawn
    if not isinstance(message, dict):
        message = {"name": message}  # an array is a document of many messages
    text = json.dumps(message)
    wanted = of_file(text.encode(), tmp_path_factory.getbasetemp())
    if [code for code, *_ in wanted] != ["not-a-message"]:  # that is about a whole file
        assert of_text(text if as_string else text.encode()) == wanted


@settings(max_examples=40)
@given(strategies.broken_texts())
def test_same_fault_as_in_a_file(tmp_path_factory: pytest.TempPathFactory, broken: Any) -> None:
    assume(broken.mutation != "two-messages")  # a file may hold several
    wanted = of_file(broken.text, tmp_path_factory.getbasetemp())
    assert {code for code, *_ in of_text(broken.text)} <= {code for code, *_ in wanted}  # the rest of a file is checked
