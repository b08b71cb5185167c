"""Values that often break programs: each class occurs in 500 draws."""

import json
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

import pytest
from drawing import examples_of
from each_case import each_case
from hypothesis import HealthCheck, find, settings

import cti_contract as cti
from cti_contract.contract.registry import BASE_URI
from cti_contract.testing import strategies
from cti_contract.testing.edge_cases import IDS, TEXTS, example_texts
from cti_contract.testing.from_schema import accepted_at

BIDIRECTIONAL_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff")


def is_mixed(text: str) -> bool:
    """Return whether a text has letters of two scripts that look alike."""
    names = {unicodedata.name(character, "").partition(" ")[0] for character in text}
    return {"LATIN", "CYRILLIC"} <= names


def is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(each) in ("R", "AL") for each in text)


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


CLASSES: dict[str, Callable[[Any], bool]] = {
    "very long": lambda value: isinstance(value, str) and len(value) > 4000,
    "right-to-left": lambda value: isinstance(value, str) and is_right_to_left(value),
    "bidirectional mark": lambda value: isinstance(value, str) and not BIDIRECTIONAL_MARKS.isdisjoint(value),
    "zero-width": lambda value: isinstance(value, str) and not ZERO_WIDTH.isdisjoint(value),
    "combining": lambda value: (
        isinstance(value, str) and any(unicodedata.category(each).startswith("M") for each in value)
    ),
    "not normalized": lambda value: isinstance(value, str) and not unicodedata.is_normalized("NFKC", value),
    "surrogate pair": lambda value: isinstance(value, str) and any(each > "\uffff" for each in value),
    "control character": lambda value: (
        isinstance(value, str) and any(unicodedata.category(each) == "Cc" for each in value)
    ),
    "quote": lambda value: isinstance(value, str) and '"' in value,
    "backslash": lambda value: isinstance(value, str) and "\\" in value,
    "digits": lambda value: isinstance(value, str) and len(value) > 4 and value.isdigit(),
    "white space at an edge": lambda value: isinstance(value, str) and len(value) > 1 and value != value.strip(),
    "special character": lambda value: isinstance(value, str) and not set("%{}<>&;|`").isdisjoint(value),
    "look-alike of an id": lambda value: isinstance(value, str) and is_mixed(value),
    "look-alike of another type": lambda value: value in ("null", "true", "4.0", "NaN"),
    "integer above 2**53": lambda value: is_number(value) and value == int(value) and value > 2**53,
    "integer below -2**53": lambda value: is_number(value) and value == int(value) and value < -(2**53),
    "integer as a float": lambda value: isinstance(value, float) and value == 4,
    "empty list": lambda value: value == [],
    "list of one": lambda value: isinstance(value, list) and len(value) == 1,
    "list of many": lambda value: isinstance(value, list) and len(value) > 10,
    "deep address book": lambda value: isinstance(value, dict) and depth_of(value) > 3,
    "failure with its request": lambda value: isinstance(value, dict) and cti.is_valid(value.get("original")),
}


def depth_of(book: dict[str, Any]) -> int:
    """Return the number of levels of groups in an address book."""
    groups = book.get("groups")
    return 1 + max(map(depth_of, groups), default=0) if isinstance(groups, list) and "entries" in book else 0


def values_in(value: Any) -> Iterator[Any]:
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from values_in(inner)


@cache
def drawn_values() -> list[Any]:
    """Return 500 messages and every value inside them."""
    return [value for message in examples_of(strategies.messages(), 500) for value in values_in(message)]


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.slow
def test_class_occurs(name: str) -> None:
    assert any(map(CLASSES[name], drawn_values()))


@pytest.mark.slow
def test_deep_address_books_are_common() -> None:
    """If 1.4 % of all messages have one, 500 draws lack one with a probability below 0.1 %."""
    drawn = examples_of(strategies.messages(), 2000)
    assert sum(any(map(CLASSES["deep address book"], values_in(message))) for message in drawn) >= 0.014 * len(drawn)


@pytest.mark.slow
def test_deep_address_book_is_soon_small() -> None:
    """The levels of a deep book are copies of one, so a search has few choices to make smaller: 5 s instead of 14 s."""
    is_deep = CLASSES["deep address book"]
    tried = []

    def has_deep_book(message: Any) -> bool:
        tried.append(message)
        return any(map(is_deep, values_in(message)))

    found = find(
        strategies.messages("session.request.incontact.addressbook", "success"),
        has_deep_book,
        settings=settings(max_examples=1000, deadline=None, database=None, suppress_health_check=list(HealthCheck)),
        random=Random(2),
    )
    assert len(str(found)) < 300
    assert len(tried) < 1500


@each_case("name", [name for name in TEXTS if name in CLASSES and " of " not in name and name != "digits"])
def test_texts_belong_to_class(name: str) -> None:
    texts = [text for text in TEXTS[name] if len(text) > 1]  # a single space is at no edge of anything
    assert [text for text in texts if not CLASSES[name](text)] == []


def test_ids_are_valid() -> None:
    """An id may be that of any object: the machines give them to all kinds."""
    for own in (own for group in IDS.values() for own in group):
        message = {**cti.example("channel.initialized", seed=1), "target": f"jdoe.{own}"}
        assert cti.is_valid(message), own


def test_examples_are_often_whole() -> None:
    """Otherwise numbers to dial would seldom have a plus, and counterexamples that need one take long to find."""
    found = examples_of(example_texts(["+15550100"]), 100)
    assert 50 < found.count("+15550100") < 100
    numbers = examples_of(accepted_at(BASE_URI + "commands/channel.dial.json#/properties/data"), 300)
    assert sum("+" in each["destination"] for each in numbers) > 15


@pytest.mark.slow
def test_messages_are_not_huge() -> None:
    """Long texts in many elements would make megabytes, which tests of clients are not about."""
    assert (
        max(len(json.dumps(message, ensure_ascii=False)) for message in examples_of(strategies.messages(), 1000))
        < 300_000
    )
