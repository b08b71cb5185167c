"""Named ways to break a valid message, each with the place that it breaks. The result is never valid."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import DISCRIMINATORS, Message, commands, events
from cti_contract.contract.json_pointer import pointer_to
from cti_contract.contract.targets import ID_URI, forms
from cti_contract.testing.from_schema import TEXT, VALUES, Around, Strategy, accepted, refused
from cti_contract.testing.schema_walk import Place, Steps, narrowed, places_in, replaced, value_at

_DEEPEST = 7  # segments of a wrong target
#: Returns a strategy for pairs: a broken value, and the steps from it to its fault.
Change = Callable[[Any], st.SearchStrategy[tuple[Any, Steps]]]


class Mutant(NamedTuple):
    """An invalid message, the mutation that made it of a valid one, and the JSON Pointer of the fault.

    Example:
        >>> from hypothesis import given
        >>> from cti_contract.testing import strategies
        >>> @given(strategies.mutants("session.start", "request", mutation="misspelt-name"))
        ... def test_place_of_the_fault(mutant):
        ...     assert (mutant.mutation, mutant.pointer) == ("misspelt-name", "/command")
        >>> test_place_of_the_fault()
    """

    mutation: str
    message: Any
    pointer: str


class Mutation(NamedTuple):
    """A way to break a message: its name, what it does in one sentence, and the change at a place, if it applies.

    Example:
        >>> from cti_contract.testing import strategies
        >>> strategies.MUTATIONS["drop-required"].summary
        'A required member is missing.'
    """

    name: str
    summary: str
    change_at: Callable[[Place], Change | None]


class BreakablePlace(NamedTuple):
    """A place in a message and a mutation that applies to it. As a text it is an id for `parametrize`.

    Example:
        >>> from cti_contract.testing import strategies
        >>> first = strategies.places("session.start", "request")[0]
        >>> first.message.name, first.mutation, first.pointer
        ('session.start', 'drop-required', '')
    """

    place: Place
    mutation: str

    @property
    def message(self) -> Message:
        """Return the message of the contract."""
        return self.place.message

    @property
    def pointer(self) -> str:
        """Return the JSON Pointer of the place; 0 is the index of any element."""
        return pointer_to(self.place.steps)

    def mutants(self) -> st.SearchStrategy[Mutant]:
        """Return a strategy for messages that this mutation breaks at this place."""
        return _mutants_at(self)

    def __repr__(self) -> str:
        return f"<{self}>"

    def __str__(self) -> str:
        choices = [step for step in self.place.route if step.startswith("(")]
        return " ".join(filter(None, [self.message.name, self.message.kind, self.mutation, self.pointer, *choices]))


@cache
def breakable_places(message: Message) -> tuple[BreakablePlace, ...]:
    """Return every place of a message with every mutation that applies to it."""
    return tuple(
        BreakablePlace(place, mutation.name)
        for place in places_in(message)
        for mutation in MUTATIONS.values()
        if mutation.change_at(place)
    )


@cache
def _values_with(message: Message, route: tuple[Any, ...]) -> Strategy:
    """Return a strategy for valid messages that have a place."""
    whole = walk.merged(message.uri)
    schema = {keyword: whole[keyword] for keyword in whole if keyword != "examples"}
    return accepted(narrowed(schema, route), Around((message.uri,)))


@st.composite
def _mutants_at(draw: st.DrawFn, breakable: BreakablePlace) -> Mutant:
    place = breakable.place
    value = draw(_values_with(place.message, place.route))
    change = MUTATIONS[breakable.mutation].change_at(place)
    assert change is not None
    broken, below = draw(change(value_at(value, place.steps)))
    return Mutant(breakable.mutation, replaced(value, place.steps, broken), pointer_to((*place.steps, *below)))


def _here(strategy: Strategy) -> Change:
    """Return a change to other values that are themselves the fault."""
    return lambda _: strategy.map(lambda value: (value, ()))


@cache
def _constants() -> frozenset[str]:
    """Return every constant of the contract, the names of the messages among them."""
    return frozenset(_constants_in(list(registry.schemas().values())))


def _constants_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (each for each in [value.get("const"), *value.get("enum", ())] if isinstance(each, str))
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _constants_in(inner)


def _apart(text: str, taken: Collection[str]) -> str:
    """Return a text that is not among those taken."""
    return f"{max(taken, key=len)}x" if text in taken else text


def _misspellings(text: str, taken: Collection[str]) -> st.SearchStrategy[str]:
    """Return a strategy for a text with one character left out, doubled or in the other case."""
    found = {
        text[:at] + change + text[at + 1 :]
        for at, character in enumerate(text)
        for change in ("", character * 2, character.swapcase())
    }
    return st.sampled_from(sorted(found - {text} - set(taken)))


def _without(value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: member for name, member in value.items() if name not in names}


def _drop_required(place: Place) -> Change | None:
    required = [name for name in place.schema.get("required", ()) if place.steps or name != "result"]
    if not required:
        return None
    return lambda value: st.sampled_from(required).map(lambda name: (_without(value, name), ()))


def _drop_result(place: Place) -> Change | None:
    if place.steps or "result" not in place.schema.get("required", ()):
        return None
    return lambda value: st.just((_without(value, "result", "data"), ()))  # without data it is no valid request


def _closed(place: Place) -> frozenset[str]:
    """Return the names of members that cannot be surplus in a closed object; none if the object is not closed."""
    if place.schema.get("additionalProperties") is not False:
        return frozenset()
    return DISCRIMINATORS.union(place.schema.get("properties", ()))


def _unknown_member(place: Place) -> Change | None:
    taken = _closed(place)
    if not taken:
        return None

    def change(value: dict[str, Any]) -> Strategy:
        names = TEXT.map(lambda name: _apart(name, taken))
        return st.builds(lambda name, member: ({**value, name: member}, (name,)), names, VALUES)

    return change


def _forbidden_member(place: Place) -> Change | None:
    names = [name for name, member in place.schema.get("properties", {}).items() if member is False]
    if not names:
        return None
    return lambda value: st.builds(
        lambda name, member: ({**value, name: member}, (name,)), st.sampled_from(names), VALUES
    )


def _misspelt_member(place: Place) -> Change | None:
    taken = _closed(place)
    declared = [name for name, member in place.schema.get("properties", {}).items() if member is not False]
    if not taken or not declared:
        return None

    def change(value: dict[str, Any]) -> Strategy:
        def misspelt(name: str) -> Strategy:
            rest = _without(value, name)
            others = _misspellings(name, taken)
            return others.map(lambda other: ({**rest, other: value.get(name, "")}, (other,)))

        return st.sampled_from(list(value) or declared).flatmap(misspelt)

    return change


def _retype(place: Place) -> Change | None:
    accepted_types = place.types | {"integer"} if "number" in place.types else place.types
    others = [strategy for name, strategy in _OF_TYPE.items() if name not in accepted_types]
    return _here(st.one_of(others)) if others else None


_OF_TYPE: dict[str, Strategy] = {
    "null": st.none(),
    "boolean": st.booleans(),
    "integer": st.integers(),
    "string": TEXT,
    "array": st.lists(VALUES, max_size=2),
    "object": st.dictionaries(TEXT, VALUES, max_size=2),
}


def _other_constant(place: Place) -> Change | None:
    if not place.schema.keys() & {"const", "enum"}:
        return None
    return _here(TEXT.map(lambda text: _apart(text, _constants())))


def _other_result(place: Place) -> Change | None:
    if place.steps or "result" not in place.schema.get("required", ()):
        return None
    others = {"success": "failure", "failure": "success"}

    def change(value: dict[str, Any]) -> Strategy:
        # a success without data may as well be a failure that lacks its members: then the fault has no place inside
        below = ("result",) if value.keys() & {"data", "failure"} else ()
        return st.just(({**value, "result": others[value["result"]]}, below))

    return change


def _two_names(place: Place) -> Change | None:
    if place.steps:
        return None
    other, names = ("command", commands()) if place.message.kind == "event" else ("name", events())
    return lambda value: st.sampled_from(names).map(lambda name: ({**value, other: name}, ()))


def _misspelt_name(place: Place) -> Change | None:
    if place.steps not in (("command",), ("name",)):
        return None
    return lambda value: _misspellings(value, _constants()).map(lambda name: (name, ()))


def _wrong_depth(place: Place) -> Change | None:
    if place.steps != ("target",):
        return None
    right = {form.count(".") + 1 for kind in place.message.targets for form in forms(kind)}
    wrong = [count for count in range(1, _DEEPEST + 1) if count not in right]

    def change(value: str) -> Strategy:
        segments = value.split(".") * _DEEPEST
        return st.sampled_from(wrong).map(lambda count: (".".join(segments[:count]), ()))

    return change


@cache
def _id_pattern() -> str:
    pattern: str = walk.followed(walk.merged(ID_URI))["pattern"]
    return pattern


@cache
def _not_in_ids() -> Strategy:
    """Return a strategy for characters that an id cannot hold, the dot aside: it makes two ids of one."""
    return st.sampled_from(refused(_id_pattern().strip("^$")).replace(".", ""))


def _bad_id(place: Place) -> Change | None:
    return _changed_id(place, lambda segment: _not_in_ids().map(lambda bad: segment + bad))


def _empty_id(place: Place) -> Change | None:
    return _changed_id(place, lambda _: st.just(""))


def _changed_id(place: Place, changed: Callable[[str], Strategy]) -> Change | None:
    if place.steps != ("target",) and place.schema.get("pattern") != _id_pattern():
        return None

    def change(value: str) -> Strategy:
        segments = value.split(".")

        def broken(at: int) -> Strategy:
            return changed(segments[at]).map(lambda bad: (".".join([*segments[:at], bad, *segments[at + 1 :]]), ()))

        return st.integers(0, len(segments) - 1).flatmap(broken)

    return change


def _too_short(place: Place) -> Change | None:
    least = place.schema.get("minLength", 0)
    return _here(st.text(max_size=least - 1)) if least else None


#: Every mutation by its name.
MUTATIONS: dict[str, Mutation] = {
    each.name: each
    for each in (
        Mutation("drop-required", "A required member is missing.", _drop_required),
        Mutation("drop-result", "A response lacks `result` and `data`.", _drop_result),
        Mutation("unknown-member", "A closed object has a member that the contract does not know.", _unknown_member),
        Mutation("forbidden-member", "A success that has no data carries some.", _forbidden_member),
        Mutation("misspelt-member", "The name of a member of a closed object is misspelt.", _misspelt_member),
        Mutation("retype", "A value has a type that is not accepted.", _retype),
        Mutation("other-constant", "A constant is replaced by another text.", _other_constant),
        Mutation("other-result", "`result` says success in a failure, or failure in a success.", _other_result),
        Mutation("two-names", "The message has `command` and `name`.", _two_names),
        Mutation("misspelt-name", "The name of the command or event is misspelt.", _misspelt_name),
        Mutation("wrong-depth", "The target has too few or too many segments.", _wrong_depth),
        Mutation("bad-id", "An id holds white space or a control character.", _bad_id),
        Mutation("empty-id", "An id is empty.", _empty_id),
        Mutation("too-short", "A text is empty where it must not be.", _too_short),
    )
}
