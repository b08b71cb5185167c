"""Mutations: invalid by construction, even, at a known place, and at every keyword of every schema."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
from drawing import examples_of, few, minimal
from hypothesis import given, settings

import cti_contract as cti
from cti_contract.contract import registry, walk
from cti_contract.contract.json_pointer import steps_of
from cti_contract.testing import strategies
from cti_contract.testing.strategies import MUTATIONS, BreakablePlace, Mutant

EACH = pytest.mark.parametrize("message", [pytest.param(each, id=f"{each.name} {each.kind}") for each in cti.MESSAGES])
ASSERTIONS = frozenset({"type", "const", "enum", "pattern", "minLength", "required", "oneOf", "anyOf"})


def is_accepted(message: cti.Message, value: Any) -> bool:
    """Return whether the reference engine accepts a value as a message."""
    return cti.validator(message.name, message.kind).is_valid(value)


def error_pointers(value: Any) -> set[str | None]:
    return {problem.pointer for problem in cti.check(value) if problem.severity == "error"}


@pytest.mark.slow
@EACH
def test_both_engines_refuse_mutants(message: cti.Message) -> None:
    @few
    @given(strategies.mutants(message.name, message.kind))
    def run(mutant: Mutant) -> None:
        assert not cti.is_valid(mutant.message)
        assert not is_accepted(message, mutant.message)
        try:
            assert not is_accepted(cti.identify(mutant.message), mutant.message)
        except cti.UnknownMessage:
            return
        assert mutant.mutation != "misspelt-name"

    run()


@settings(max_examples=300, deadline=None)
@given(strategies.mutants())
@pytest.mark.slow
def test_check_points_at_the_fault(mutant: Mutant) -> None:
    assert error_pointers(mutant.message) == {mutant.pointer}


@cache
def first_mutants() -> list[tuple[BreakablePlace, Mutant]]:
    """Return one mutant of every place."""
    return [(place, examples_of(place.mutants(), 1)[0]) for place in strategies.places()]


@pytest.mark.slow
def test_check_points_at_every_place() -> None:
    for place, mutant in first_mutants():
        assert (str(place), error_pointers(mutant.message)) == (str(place), {mutant.pointer})


@pytest.mark.slow
def test_places_break_every_keyword() -> None:
    broken: dict[cti.Message, set[str]] = {}
    for place, mutant in first_mutants():
        broken.setdefault(place.message, set()).update(failed_keywords(place.message, mutant.message))
    for message in cti.MESSAGES:
        assert set(keywords_at(message.uri)) <= broken[message], message


def keywords_at(uri: str) -> Iterator[str]:
    """Yield the URI of each keyword that can reject a message, in the schema at a URI and those that it refers to."""
    waiting, seen = [uri], set[str]()
    while waiting:
        uri = followed(waiting.pop())
        if uri in seen:
            continue
        seen.add(uri)
        schema = schema_at(uri)
        if schema is False:  # the path of its error ends before the name of the member
            yield uri.rpartition("/")[0]
            continue
        yield from (below(uri, [keyword]) for keyword in ASSERTIONS & schema.keys())
        if schema.get("additionalProperties") is False:
            yield below(uri, ["additionalProperties"])
        waiting += [below(uri, path) for path in subschemas(schema)]


def subschemas(schema: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the path of each schema inside a schema."""
    yield from (("properties", name) for name in schema.get("properties", ()))
    for keyword in ("allOf", "oneOf", "anyOf"):
        yield from ((keyword, str(index)) for index in range(len(schema.get(keyword, ()))))
    if "items" in schema:
        yield ("items",)


def schema_at(uri: str) -> Any:
    """Return the part of a schema at a URI, whose pointer may have indices."""
    document, _, pointer = uri.partition("#")
    schema: Any = registry.schemas()[document]
    for step in steps_of(pointer):
        schema = schema[int(step)] if isinstance(schema, list) else schema[step]
    return schema


def followed(uri: str) -> str:
    """Return the URI of a schema, or of the schema that it refers to."""
    schema = schema_at(uri)
    while isinstance(schema, dict) and "$ref" in schema:
        uri = walk.absolute(schema["$ref"], uri.partition("#")[0])
        schema = schema_at(uri)
    return uri


def below(uri: str, path: Iterable[str | int]) -> str:
    """Return the URI at a path below the schema at a URI; the path leaves out each `$ref`."""
    for step in path:
        uri = followed(uri)
        uri = f"{uri}{'' if '#' in uri else '#'}/{step}"
    return uri


def failed_keywords(message: cti.Message, value: Any) -> Iterator[str]:
    """Yield the URI of each keyword that rejects a value, those inside a choice included."""
    waiting = list(cti.validator(message.name, message.kind).iter_errors(value))
    while waiting:
        error = waiting.pop()
        waiting += error.context or ()
        yield below(message.uri, error.absolute_schema_path)


@pytest.mark.slow
def test_mutations_are_drawn_evenly() -> None:
    found = Counter(mutant.mutation for mutant in examples_of(strategies.mutants(), 500))
    assert found.keys() == MUTATIONS.keys()
    assert max(found.values()) < 3 * min(found.values())


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_one_mutation(mutation: str) -> None:
    assert {mutant.mutation for mutant in examples_of(strategies.mutants(mutation=mutation), 5)} == {mutation}


def test_mutant_shrinks() -> None:
    mutant = minimal(strategies.mutants("channel.dial", "request", mutation="drop-required"))
    assert mutant == ("drop-required", {"target": "0.0", "data": {"destination": "0"}}, "")


@pytest.mark.parametrize(
    ("mutation", "pointer"),
    [
        ("drop-required", "/data/addressbooks/0/groups/0"),
        ("unknown-member", "/data/addressbooks/0/entries/0/properties"),
        ("other-constant", "/data/addressbooks/0/entries/0/type"),
        ("retype", "/data/addressbooks/0/entries/0/destinations/0/label"),
    ],
)
def test_mutations_apply_inside(mutation: str, pointer: str) -> None:
    places = strategies.places("session.request.incontact.addressbook", "success")
    assert (mutation, pointer) in [(place.mutation, place.pointer) for place in places]


def test_places_have_unique_ids() -> None:
    places = strategies.places()
    assert 1500 < len(places) < 2500
    assert len({str(place) for place in places}) == len(places)
    assert repr(places[0]) == f"<{places[0]}>"


def test_unknown_mutation() -> None:
    with pytest.raises(ValueError, match='no mutation "drop", only "drop-required", '):
        strategies.mutants(mutation="drop")
    with pytest.raises(ValueError, match='"drop-result" does not apply here, only "drop-required", '):
        strategies.mutants("channel.dial", "request", mutation="drop-result")
