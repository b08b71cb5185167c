"""Warnings: valid, but probably not meant."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import chain, islice
from typing import Any, NamedTuple

from cti_contract import problem_texts
from cti_contract.contract import walk
from cti_contract.contract.catalog import Message
from cti_contract.contract.json_pointer import child, pointer_to
from cti_contract.contract.targets import ID_URI
from cti_contract.problems import Problem
from cti_contract.suggest import folded, suggestion
from cti_contract.text import format_character, look_alike

#: The least likeness of a misspelling. `MAIL` and `CAT` are less like `EMAIL` and `CHAT`: they are words of their own.
LIKENESS = 90
#: The members whose texts are searched for placeholders: not debugging aids, nor a request that was checked before.
SEARCHED = frozenset({"data", "failure"})
#: A placeholder of at least two words, `<session-id>` or `[number-to-dial]`, or one of a template, `${session}`; in a
#: target also `<conversation>` alone. These are compiled when they are first used, since most runs need none.
PLACEHOLDER = r"<[A-Za-z]+(?:[ _.-][A-Za-z]+)+>|\[[A-Za-z]+(?:[ _.-][A-Za-z]+)+\]"
_OF_TEMPLATES = r"\$\{[^{}]+\}|\{\{[^{}]+\}\}|%[A-Za-z]+(?:[ _.-][A-Za-z]+)*%"
PLACEHOLDER += f"|{_OF_TEMPLATES}"
IN_TARGET = f"<[^<>]+>|{_OF_TEMPLATES}"


def may_have_odd_texts(raw: bytes) -> bool:
    """Return whether a JSON text may have a placeholder or an invisible character: most have neither.

    Two characters are searched from the end: from the beginning, Python takes three times as long.
    """
    return (
        b"<" in raw
        or b"\\" in raw
        or b"%" in raw
        or b"$" in raw
        or not raw.isascii()
        or raw.rfind(b'"[') >= 0
        or raw.rfind(b"{{") >= 0
    )


def has_odd_texts(value: dict[str, Any], ids: Collection[walk.Steps]) -> bool:
    """Return whether a valid message may have a placeholder, or an invisible character in its target or `ids`."""
    target = value["target"]
    if _may_have_placeholder(target) or not target.isascii():
        return True
    if ids and not all(each.isascii() for steps in ids for _, each in walk.values_at(value, steps)):
        return True
    data, failure = value.get("data"), value.get("failure")
    return bool((data and _has_odd_texts(data)) or (failure and _has_odd_texts(failure)))


def _may_have_placeholder(target: str) -> bool:
    return "<" in target or "{" in target or "%" in target


def _has_odd_texts(value: Any) -> bool:
    """Return whether a text in a value begins like a placeholder. `check` pays for this with each message."""
    if value.__class__ is dict:
        value = value.values()
    elif value.__class__ is not list:
        return value.__class__ is str and value[:1] in _OPENING
    for each in value:
        if each.__class__ is str:  # most are: no call for them
            if each[:1] in _OPENING:
                return True
        elif each and _has_odd_texts(each):
            return True
    return False


_OPENING = frozenset("<[${%")


def usual_schemas(message: Message) -> list[walk.Schema]:
    """Return schemas that do not all accept a value about whose name and members there is a warning.

    The engine decides by them in a tenth of the time that a look at each member takes. They may refuse other values
    too.
    """
    named = [{"properties": {"command": {"const": message.name}}}] if message.aliases else []
    return [*named, *(_nested(each.steps, _usual_members(each)) for each in objects(message.uri))]


def _usual_members(expected: "ObjectWarnings") -> walk.Schema:
    members: walk.Schema = dict.fromkeys(sorted(expected.declared), True)
    members |= {name: {"enum": list(known)} for name, known in expected.known}
    members |= {name: False for name, _, _ in expected.only}
    return {"properties": members, "additionalProperties": not expected.optional}


def _nested(steps: walk.Steps, schema: walk.Schema) -> walk.Schema:
    """Return a schema of a message whose value at a place is as another schema says."""
    for step in reversed(steps):
        if step == "[]":
            schema = {"items": schema}
        elif step[0] != "(":
            schema = {"properties": {step: schema}}
    return schema


def warnings_about(message: Message, value: dict[str, Any], *, texts: bool) -> list[Problem]:
    """Return the warnings about a value that is such a message, valid or not.

    `texts` must be false for a value that is not JSON: it may contain itself. Of very many warnings, return the first.
    """
    found = chain(_about_message(message, value), _about_texts(value) if texts else ())
    return list(islice(found, problem_texts.MOST_PROBLEMS + 1))


def _about_message(message: Message, value: dict[str, Any]) -> Iterator[Problem]:
    if message.aliases and value["command"] != message.name:
        yield problem_texts.older_spelling(value["command"], message.name)
    for expected in objects(message.uri):
        for path, each in walk.values_at(value, expected.steps):
            if isinstance(each, dict):
                yield from _about_members(path, each, expected)
    for steps in ids(message.uri):
        for path, each in walk.values_at(value, steps):
            yield from _about_id(path, each)


class ObjectWarnings(NamedTuple):
    """An object about whose members there can be a warning.

    `known` has the known values of members. `optional` members can be misspelt, since the object is open; `declared`
    are all of its known members. A member in `only` is expected if another member has a certain value.
    """

    steps: walk.Steps
    known: tuple[tuple[str, tuple[str, ...]], ...]
    declared: frozenset[str]
    optional: tuple[str, ...]
    only: tuple[tuple[str, str, str], ...]


@cache
def objects(uri: str) -> tuple[ObjectWarnings, ...]:
    """Return the objects in a message about whose members there can be a warning."""
    found = (_object(place.steps, place.schema) for place in _places(uri) if "properties" in place.schema)
    return tuple(each for each in found if each.known or each.optional or each.only)


def _object(steps: walk.Steps, schema: walk.Schema) -> ObjectWarnings:
    members = {name: walk.followed(member) for name, member in schema["properties"].items() if member}
    facts = {name: member.get("x-cti", {}) for name, member in members.items()}
    optional = [name for name in members if name not in schema.get("required", ())]
    return ObjectWarnings(
        steps,
        tuple((name, tuple(member["examples"])) for name, member in members.items() if facts[name].get("known")),
        frozenset(members),
        tuple(optional) if schema["additionalProperties"] else (),
        tuple((name, *condition) for name, fact in facts.items() for condition in fact.get("only", {}).items()),
    )


def _about_members(path: walk.Path, value: dict[Any, Any], expected: ObjectWarnings) -> Iterator[Problem]:
    for name, known in expected.known:
        given = value.get(name)
        if isinstance(given, str) and given not in known:
            hint = next((each for each in known if _is_misspelling(given, each)), None)
            if hint:
                yield problem_texts.nearly_known(pointer_to((*path, name)), given, hint)
    for absent in expected.optional:
        if absent not in value:
            for name in [each for each in value if each not in expected.declared]:
                if isinstance(name, str) and suggestion(name, (absent,), likeness=LIKENESS):
                    yield problem_texts.nearly_known_member(pointer_to((*path, name)), absent)
    for name, other, wanted in expected.only:
        given = value.get(other)
        if name in value and isinstance(given, str) and _is_value(given) and not _is_misspelling(given, wanted):
            yield problem_texts.misplaced_member(pointer_to((*path, name)), name, other, wanted, given)


def _is_value(text: str) -> bool:
    """Return whether a text may be meant as it is: an empty one and a placeholder are problems of their own."""
    return text != "" and not re.fullmatch(PLACEHOLDER, text)


def _is_misspelling(word: str, known: str) -> bool:
    """Return whether a word is a known one in another case or order, with a doubled letter or f for ph, or nearly so.

    Any other word, like `MAIL` and `CAT`, is a word of its own.
    """
    one, other = folded(word), folded(known)
    if one[:1] == other[:1] and (sorted(one) == sorted(other) or _undoubled(one) == _undoubled(other)):
        return True
    return bool(look_alike(word, known)) or suggestion(word, (known,), likeness=LIKENESS) is not None


def _undoubled(word: str) -> str:
    return re.sub(r"([^\n])\1+", r"\1", word.replace("ph", "f"))


@cache
def ids(uri: str) -> tuple[walk.Steps, ...]:
    """Return the places of the ids in a message, its target not among them."""
    pattern = walk.merged(ID_URI)["pattern"]
    return tuple(steps for steps, schema, _ in _places(uri) if schema.get("pattern") == pattern and len(steps) > 1)


@cache
def _places(uri: str) -> tuple[walk.Place, ...]:
    return tuple(walk.places(uri))


def _about_id(path: walk.Path, value: Any) -> Iterator[Problem]:
    at = _invisible(value) if isinstance(value, str) else None
    if at is not None:
        yield problem_texts.invisible_character(pointer_to(path), value[at])


def _invisible(text: str) -> int | None:
    """Return the index of the first format character (category Cf) in an id: it has no width, and no meaning there."""
    found = None if text.isascii() else format_character().search(text)
    return found.start() if found else None


def _about_texts(value: dict[str, Any]) -> Iterator[Problem]:
    target = value.get("target")
    if isinstance(target, str) and (_may_have_placeholder(target) or not target.isascii()):
        found = re.search(IN_TARGET, target)
        if found:
            yield problem_texts.placeholder("/target", found[0])
        at = _invisible(target)
        if at is not None:
            segment = target.count(".", 0, at) + 1
            yield problem_texts.invisible_character("/target", target[at], segment)
    for name, member in value.items():
        if name in SEARCHED and _has_odd_texts(member):
            yield from _placeholders(pointer_to((name,)), member)


def _placeholders(pointer: str, value: Any) -> Iterator[Problem]:
    if isinstance(value, str) and re.fullmatch(PLACEHOLDER, value):
        yield problem_texts.placeholder(pointer, value)
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inner:
        yield from _placeholders(child(pointer, step), each)
