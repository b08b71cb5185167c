"""Which objects of a log live and which have ended."""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from cti_contract.contract import walk
from cti_contract.contract.catalog import by_name
from cti_contract.contract.targets import ID_URI

#: So many of what is over are remembered of a log, the last ones: memory does not grow with the log.
MOST_REMEMBERED = 10_000


class Past(OrderedDict[Any, int]):
    """The numbers of the last entries at which something happened, by what it was; the oldest are forgotten."""

    def add(self, what: Any, number: int) -> None:
        """Remember that something happened at an entry."""
        self[what] = number
        self.move_to_end(what)
        if len(self) > MOST_REMEMBERED:
            self.popitem(last=False)


class _Alive(NamedTuple):
    """An object that lives: the number of the entry that announced it, -1 for none, and what is below it, by id."""

    since: int
    below: dict[str, _Alive]


class Lifetimes:
    """The objects of a log, by their targets: those that were announced and live, and the last that have ended."""

    def __init__(self) -> None:
        self._top = _Alive(-1, {})
        self._ended = Past()

    def begin(self, target: str, number: int) -> None:
        """Remember that an object lives from an entry on; that one of its target has ended before is over."""
        *around, own = target.split(".")
        parent = self._top
        for segment in around:
            parent = parent.below.setdefault(segment, _Alive(-1, {}))
        before = parent.below.get(own)
        parent.below[own] = _Alive(number, before.below if before else {})

    def end(self, target: str, number: int) -> None:
        """Remember that an object has ended at an entry, and with it all that is below."""
        *around, own = target.split(".")
        parent: _Alive | None = self._top
        for segment in around:
            parent = parent.below.get(segment) if parent else None
        if parent:
            parent.below.pop(own, None)
        self._ended.add(target, number)

    def announced(self, target: str) -> int | None:
        """Return the number of the entry that announced an object which lives, None for none."""
        alive: _Alive | None = self._top
        for segment in target.split("."):
            alive = alive.below.get(segment) if alive else None
        return alive.since if alive and alive.since >= 0 else None

    def ended(self, target: str) -> tuple[str, int] | None:
        """Return of a target and those above it the first whose object has ended, with the number of that entry."""
        segments = target.split(".")
        paths = list(accumulate(segments, "{}.{}".format))
        if self._ended.keys().isdisjoint(paths):  # as of nearly every message: spared the walk
            return None
        alive: _Alive | None = self._top
        since = 0
        for segment, path in zip(segments, paths, strict=True):
            alive = alive.below.get(segment) if alive else None
            since = max(since, alive.since) if alive else since
            number = self._ended.get(path, -1)
            if number >= since:
                return path, number
        return None


def ends_its_target(event: str) -> bool:
    """Tell whether an event says that the object which it addresses has ended."""
    return event.endswith(".disposed") or event == "interaction.ended"


def announced_id(event: str, value: dict[str, Any]) -> str | None:
    """Return the id that an event gives to a new object below its target; None when it gives none, or no valid one."""
    if not announces(event):
        return None
    data = value.get("data")
    told = data.get(event.partition(".")[0]) if isinstance(data, dict) else None
    own = told.get("id") if isinstance(told, dict) else None
    return own if isinstance(own, str) and "." not in own else None


@cache
def announces(event: str) -> bool:
    """Tell whether an event gives an id to a new object: whether its schema describes one in `data.OBJECT.id`."""
    kind, _, what = event.partition(".")
    schema: dict[str, Any] = walk.merged(by_name()[event, "event"].uri)
    for member in ("data", kind, "id"):
        schema = walk.followed(schema).get("properties", {}).get(member, {})
    return what == "created" and schema.get("$ref") == ID_URI


def id_pointer(event: str) -> str:
    """Return the JSON Pointer of the id that `announced_id` returns."""
    return f"/data/{event.partition('.')[0]}/id"
