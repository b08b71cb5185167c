"""Minimal exchanges of each command, made from the catalog: request, response and secondary events."""

import json
from collections import Counter
from functools import cache
from random import Random
from typing import Any

import cti_contract as cti
from cti_contract.contract.catalog import OneOf, Secondary, by_name
from cti_contract.generators.examples import Ids, made, new_ids, target_of
from cti_contract.generators.sample_values import PLATFORMS

Log = list[dict[str, Any]]
START, LOGOUT = "session.start", "session.request.logout"


def ids_of(seed: int) -> Ids:
    """Return the ids in the first example of a seed."""
    draw = Random(f"{seed} 0")
    return new_ids(draw, draw.choice(PLATFORMS))


def is_incontact(seed: int) -> bool:
    """Return whether the objects of a seed are on inContact, the one platform that has every message."""
    return ids_of(seed).session.startswith("inContact")


#: A seed whose objects are in a channel group, and one whose objects are not.
SEEDS = tuple(
    next(seed for seed in range(99) if is_incontact(seed) and ids_of(seed).grouped is grouped)
    for grouped in (True, False)
)


def awaited(command: str) -> list[Secondary]:
    """Return the events that follow every success of a command, the first one of a choice."""
    secondary = by_name()[command, "request"].secondary or ()
    events = [each.events[0] if isinstance(each, OneOf) else each for each in secondary]
    return [each for each in events if each.when is None]


def following(command: str, seed: int) -> Log:
    """Return these events. If one occurs twice, the second is about another conversation."""
    times = Counter[tuple[str, str | None]]()
    events = []
    for each in awaited(command):
        times[each.name, each.of] += 1
        ids = ids_of(seed) if times[each.name, each.of] == 1 else ids_of(seed)._replace(conversation="another")
        message = by_name()[each.name, "event"]
        target = target_of(each.of or message.targets[0], ids)
        events.append({**made(message, ids, Random(seed)), "target": target})
    return events


def exchange(command: str, seed: int, kind: str = "success") -> Log:
    """Return a request, its response and, after a success, the secondary events."""
    log: Log = json.loads(_written(command, seed, kind))
    return log


@cache
def _written(command: str, seed: int, kind: Any) -> str:
    """Return an exchange as JSON: parsing it is quicker than making it again."""
    answered = [cti.example(command, "request", seed), cti.example(command, kind, seed)]
    return json.dumps(answered + (following(command, seed) if kind == "success" else []))


def whole(command: str, seed: int, middle: Log | None = None) -> tuple[Log, int]:
    """Return a session with an exchange between its start and its logout, and the index of the request.

    `middle` replaces the exchange of the command. Where only a new object has the events, its creation comes before.
    """
    own = exchange(command, seed) if middle is None else middle
    before = [] if command == START else exchange(START, seed)
    if any(each.once for each in awaited(command)):
        ids = ids_of(seed)
        created = made(by_name()["interaction.created", "event"], ids, Random(seed))
        before.append({**created, "target": target_of("channel", ids)})
    after = [] if command == LOGOUT else exchange(LOGOUT, seed)
    return before + own + after, len(before)
