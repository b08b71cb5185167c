"""Named ways to break a valid message, each with one mistake."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from cti_contract import Message, registry

Mutants = Iterator[tuple[str, Any]]


def mutants(message: Message, example: dict[str, Any]) -> Mutants:
    """Yield mutants of a valid example of a message: what was done to it and what came of it."""
    for mutate in (
        _without_a_member,
        _with_an_unknown_member,
        _retyped,
        _with_another_constant,
        _misaddressed,
        _misspelt,
    ):
        for what, mutant in mutate(message, example):
            yield f"{mutate.__name__.strip('_')}: {what}", mutant


def _changed(example: dict[str, Any], change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    mutant = deepcopy(example)
    change(mutant)
    return mutant


def _without_a_member(message: Message, example: dict[str, Any]) -> Mutants:
    for name in registry.merged(message.uri)["required"]:
        if (message.kind, name) == ("success", "result"):
            continue  # what is left may be a valid request
        yield name, {key: value for key, value in example.items() if key != name}


def _with_an_unknown_member(message: Message, example: dict[str, Any]) -> Mutants:
    yield "surplus", {**example, "surplus": 1}
    if message.status == "documented" and message.kind == "request":
        yield "surplus in data", _changed(example, lambda mutant: mutant["data"].update(surplus=1))


def _retyped(message: Message, example: dict[str, Any]) -> Mutants:
    others: tuple[Any, ...] = (None, True, 7, "text", ["list"], {"object": 1})
    for name, value in example.items():
        schema = registry.merged(message.uri)["properties"][name]
        for other in others:
            accepted = name == "data" and message.name == "state.updated" and isinstance(other, (list, dict))
            opened = isinstance(value, dict) and isinstance(other, dict)
            if type(other) is not type(value) and not accepted and not opened and schema is not False:
                yield f"{name} as {other!r}", {**example, name: other}


def _with_another_constant(_: Message, example: dict[str, Any]) -> Mutants:
    for name in ("command", "name", "result", "messageType"):
        if name in example:
            yield name, {**example, name: example[name] + "x"}
            yield f"{name} in capitals", {**example, name: example[name].upper()}


def _misaddressed(message: Message, example: dict[str, Any]) -> Mutants:
    depths = {"session": (1,), "channelgroup": (2,), "channel": (2, 3), "interaction": (3, 4), "conversation": (4, 5)}
    right = {depth for target in message.targets for depth in depths[target]}
    for depth in sorted(set(range(1, 8)) - right):
        yield f"{depth} segments", {**example, "target": ".".join("abcdefg"[:depth])}
    for target in ("", ".", "a..b", "a b", "a.b\n", "a\u00a0b", "\u2028", "a\u0000"):
        yield repr(target), {**example, "target": target}


def _misspelt(_: Message, example: dict[str, Any]) -> Mutants:
    for name in example:
        yield name, {(key + key[-1] if key == name else key): value for key, value in example.items()}
