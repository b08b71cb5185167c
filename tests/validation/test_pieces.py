"""Large messages in pieces: the same findings as in the whole, at the same places, until there are enough."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from each_case import each_case

import cti_contract as cti
from cti_contract.contract.catalog import named
from cti_contract.validation.api import check
from cti_contract.validation.compiled import compiled
from cti_contract.validation.explain import findings
from cti_contract.validation.json_values import size_of
from cti_contract.validation.pieces import Sizes, _size, findings_in_pieces, pieces


def address_books(books: list[Any], **members: Any) -> dict[str, Any]:
    header = {"command": "session.request.incontact.addressbook", "target": "jdoe", "result": "success"}
    return {**header, "data": {"addressbooks": books}, **members}


def wrong_books(count: int) -> list[Any]:
    return [{"name": number, "entries": [], "groups": []} if number % 3 else {"a": [1] * 4} for number in range(count)]


def book(**members: Any) -> dict[str, Any]:
    return {"name": "a", "entries": [], "groups": [], **members}


MESSAGES = {
    "many books": address_books(wrong_books(60)),
    "one book": address_books([book(), book(groups=wrong_books(40)), book(name=1)]),
    "two long arrays": address_books([book(name=None, entries=[{"label": 1}] * 31, groups=wrong_books(20))]),
    "nested arrays": address_books([book(groups=[book(groups=wrong_books(9)), *wrong_books(8)]) for _ in range(5)]),
    "an open context": address_books(wrong_books(3), context={"a": [[0] * 200]}),
    "a wrong context": address_books(wrong_books(30), context=[0] * 60),
    "many members": address_books(wrong_books(30), **{f"a{number}": number for number in range(60)}),
    "an array for an object": {**address_books([]), "data": wrong_books(30)},
    "no wrong element": address_books([book() for _ in range(40)], targets="a"),
}


@each_case("name", MESSAGES)
@each_case("largest", [5, 40])
def test_same_findings(name: str, largest: int) -> None:
    value = MESSAGES[name]
    message = named(value["command"], "success")
    assert message is not None
    list_errors = compiled(message, "error").engine.iter_errors
    whole = findings(list_errors(value), message)
    assert whole
    found = findings_in_pieces(list_errors, value, message, largest, enough=10_000)
    assert sorted(map(repr, found)) == sorted(map(repr, whole))


#: The members of an address book, and those around it.
DECLARED = {"command", "target", "result", "data", "addressbooks", "name", "groups", "entries"}


def test_unknown_members_are_in_one_piece() -> None:
    """A thousand unknown members around an array were in each of its pieces: 36 s for 2 MB."""
    message = address_books(wrong_books(2000), **{f"a{number}": None for number in range(1000)})
    found = [*pieces(message, 100, DECLARED)]
    assert len(found) > 20
    assert sum("a0" in piece.value for piece in found) == 1


def test_pieces_are_small() -> None:
    sizes = [size_of(piece.value) for piece in pieces(MESSAGES["nested arrays"], 40, DECLARED)]
    assert len(sizes) > 5
    assert max(sizes) <= 40


def test_long_lists_beside_nested_groups() -> None:
    """Lists on all levels are cut, not only the innermost: the engine would list all errors of the others together."""
    sizes = [size_of(piece.value) for piece in pieces(nested_groups(60), 400, DECLARED)]
    assert max(sizes) <= 400


def nested_groups(depth: int) -> dict[str, Any]:
    groups: list[Any] = []
    for _ in range(depth):
        groups = [book(groups=groups, entries=[{"label": "a"}] * 40)]
    return address_books(groups)


def test_values_are_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is in proportion to the number of values, also on many levels."""
    measured: list[object] = []

    def counting(part: Any, inner: Any) -> int:
        measured.append(part)
        return _size(part, inner)

    monkeypatch.setattr("cti_contract.validation.pieces._size", counting)
    elements = [{"a": number} for number in range(6_400)]
    found = list(pieces(address_books(elements), 100, DECLARED))
    assert sum(len(piece.value["data"]["addressbooks"]) for piece in found) == len(elements)
    assert len(measured) < 5 * len(elements)
    for depth in (30, 60):
        measured.clear()
        message = nested_groups(depth)
        assert sum(1 for _ in pieces(message, 400, DECLARED)) > depth - 5
        assert len(measured) < 10 * size_of(message)


@pytest.mark.parametrize("name", MESSAGES)
def test_sizes(name: str) -> None:
    value = MESSAGES[name]
    sizes = Sizes()
    parts: list[Any] = [value, [*value.values()], 5]
    while parts:
        part = parts.pop()
        assert sizes.of(part) == size_of(part)
        parts += part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()


def test_stops_when_enough() -> None:
    def list_errors(value: Any) -> Iterator[Any]:
        listed.append(value)
        return engine.iter_errors(value)

    listed: list[Any] = []
    message = named("session.request.incontact.addressbook", "success")
    assert message is not None
    engine = compiled(message, "error").engine
    findings_in_pieces(list_errors, MESSAGES["many books"], message, 20, enough=5)
    assert len(listed) == 2  # of very many; the first one has one book


@pytest.mark.parametrize("kind", ["elements", "members", "warnings"])
def test_first_thousand_problems(kind: str) -> None:
    value: dict[str, Any] = {"command": "channel.dial", "target": "a.b", "data": {"destination": "1"}}
    if kind == "elements":
        value = address_books(wrong_books(2_000))
    elif kind == "members":
        value |= {f"unknown {number}": 1 for number in range(1_500)}
    else:
        books = [book(entries=[{"label": "<first-name>"}] * 3) for _ in range(400)]
        value = address_books(books)
    problems = check(value)
    *listed, last = problems
    assert (len(listed), last.code) == (1_000, "too-large")
    assert last.message.startswith("more than 1,000 problems in this message")
    assert {each.severity for each in listed} <= {"error", "warning"}
    checked = cti.check_json(json.dumps(value))
    assert sorted(each.pointer for each in checked.problems) == sorted(each.pointer for each in problems)


def test_few_unknown_members_for_the_engine() -> None:
    def list_errors(value: Any) -> Iterator[Any]:
        sizes.append(size_of(value))
        return engine.iter_errors(value)

    sizes: list[int] = []
    unknown = {f"a{number}": [1] for number in range(400)}
    value = address_books([book(**unknown), {**unknown, "name": 1}], **unknown)
    message = named(value["command"], "success")
    assert message is not None
    engine = compiled(message, "error").engine
    found = findings_in_pieces(list_errors, value, message, 500, enough=100)
    assert max(sizes) < 500
    wrong = [(each.place, each.keyword) for each in found]
    assert {((), "additionalProperties"), (("data", "addressbooks", 1, "name"), "type")} <= set(wrong)
    assert (("data", "addressbooks", 0), "additionalProperties") in wrong
