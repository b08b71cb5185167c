"""Named ways to break a valid message: what each makes of it is invalid by construction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Any

from hypothesis import strategies as st

from cti_contract.contract import registry
from cti_contract.contract.catalog import Message, commands, events
from cti_contract.contract.targets import ID_URI, forms
from cti_contract.testing.from_schema import TEXT, VALUES, Strategy, refused
from cti_contract.testing.schema_walk import Place, Steps, at, places

#: They tell which message a value is: whoever added one might make another valid message.
_DISCRIMINATORS = frozenset({"command", "name", "result"})
_DEEPEST = 7  # segments of a wrong target


def ways(message: Message, value: dict[str, Any]) -> dict[str, list[tuple[Steps, Strategy]]]:
    """Return how a valid message can be broken: by the name of the mutation, the places and what to put there."""
    found: dict[str, list[tuple[Steps, Strategy]]] = {}
    for place in places(message, value):
        for name, mutation in MUTATIONS.items():
            broken = mutation(place)
            if broken is not None:
                found.setdefault(name, []).append((place.steps, broken))
    return found


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
    return f"{max(taken, key=len)}x" if text in taken else text


def _misspellings(text: str, taken: Collection[str]) -> st.SearchStrategy[str]:
    """Return a strategy for what comes of a text with a character less, twice or in the other case."""
    found = {
        text[:at] + change + text[at + 1 :]
        for at, character in enumerate(text)
        for change in ("", character * 2, character.swapcase())
    }
    return st.sampled_from(sorted(found - {text} - set(taken)))


def _without(value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: member for name, member in value.items() if name not in names}


def _drop_required(place: Place) -> Strategy | None:
    required = place.schema.get("required", ()) if isinstance(place.value, dict) else ()
    if not place.steps and place.message.kind == "success":
        required = [name for name in required if name != "result"]  # what is left may be a valid request
    return st.sampled_from(required).map(lambda name: _without(place.value, name)) if required else None


def _drop_result(place: Place) -> Strategy | None:
    if place.steps or place.message.kind not in ("success", "failure"):
        return None
    return st.just(_without(place.value, "result", "data"))  # no request without data is valid


def _closed(place: Place) -> frozenset[str] | None:
    """Return the names that no surplus member of a closed object may have, None for what is no such object."""
    if not isinstance(place.value, dict) or place.schema.get("additionalProperties") is not False:
        return None
    return _DISCRIMINATORS.union(place.schema.get("properties", ()))


def _unknown_member(place: Place) -> Strategy | None:
    taken = _closed(place)
    if taken is None:
        return None
    return st.builds(lambda name, member: {**place.value, _apart(name, taken): member}, TEXT, VALUES)


def _misspelt_member(place: Place) -> Strategy | None:
    taken = _closed(place)
    if not taken or not place.value:
        return None

    def misspelt(name: str) -> Strategy:
        rest = _without(place.value, name)
        return _misspellings(name, taken).map(lambda other: {**rest, other: place.value[name]})

    return st.sampled_from(list(place.value)).flatmap(misspelt)


def _retype(place: Place) -> Strategy | None:
    accepted = place.types | {"integer"} if "number" in place.types else place.types
    others = [strategy for name, strategy in _OF_TYPE.items() if name not in accepted]
    return st.one_of(others) if others else None


_OF_TYPE: dict[str, Strategy] = {
    "null": st.none(),
    "boolean": st.booleans(),
    "integer": st.integers(),
    "string": TEXT,
    "array": st.lists(VALUES, max_size=2),
    "object": st.dictionaries(TEXT, VALUES, max_size=2),
}


def _other_constant(place: Place) -> Strategy | None:
    if not place.schema.keys() & {"const", "enum"}:
        return None
    return TEXT.map(lambda text: _apart(text, _constants()))


def _other_result(place: Place) -> Strategy | None:
    others = {"success": "failure", "failure": "success"}
    return st.just(others[place.value]) if place.steps == ("result",) else None


def _two_names(place: Place) -> Strategy | None:
    if place.steps:
        return None
    other, names = ("command", commands()) if place.message.kind == "event" else ("name", events())
    return st.sampled_from(names).map(lambda name: {**place.value, other: name})


def _misspelt_name(place: Place) -> Strategy | None:
    return _misspellings(place.value, _constants()) if place.steps in (("command",), ("name",)) else None


def _wrong_depth(place: Place) -> Strategy | None:
    if place.steps != ("target",):
        return None
    right = {form.count(".") + 1 for kind in place.message.targets for form in forms(kind)}
    segments = place.value.split(".") * _DEEPEST
    wrong = [count for count in range(1, _DEEPEST + 1) if count not in right]
    return st.sampled_from(wrong).map(lambda count: ".".join(segments[:count]))


@cache
def _no_ids() -> Strategy:
    """Return a strategy for what keeps a text from being an id, yet makes no two of it."""
    return st.sampled_from(refused(at(ID_URI)["pattern"].strip("^$")).replace(".", ""))


def _bad_id(place: Place) -> Strategy | None:
    if place.steps != ("target",) and place.schema.get("pattern") != at(ID_URI)["pattern"]:
        return None
    segments = place.value.split(".")

    def broken(at: int, bad: str) -> str:
        return ".".join([*segments[:at], bad and segments[at] + bad, *segments[at + 1 :]])

    return st.builds(broken, st.integers(0, len(segments) - 1), st.just("") | _no_ids())


def _too_short(place: Place) -> Strategy | None:
    least = place.schema.get("minLength", 0)
    return st.text(max_size=least - 1) if least else None


#: What each makes of what stands at a place, None where it does not apply.
MUTATIONS: dict[str, Callable[[Place], Strategy | None]] = {
    "drop-required": _drop_required,
    "drop-result": _drop_result,
    "unknown-member": _unknown_member,
    "misspelt-member": _misspelt_member,
    "retype": _retype,
    "other-constant": _other_constant,
    "other-result": _other_result,
    "two-names": _two_names,
    "misspelt-name": _misspelt_name,
    "wrong-depth": _wrong_depth,
    "bad-id": _bad_id,
    "too-short": _too_short,
}
