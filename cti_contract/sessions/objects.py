"""The objects of a log: those that live, and those that have ended."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from cti_contract.contract import walk
from cti_contract.contract.catalog import by_name
from cti_contract.contract.targets import ID_URI
from cti_contract.sessions.entry import Entry
from cti_contract.sessions.limits import Limits

V = TypeVar("V")

#: The most children of an object that are kept without a set.
_FEW = 8


class Recent(dict[Any, V]):
    """The last values that were added, by key. The oldest are forgotten, so memory does not grow with the log."""

    def __init__(self, most: int) -> None:
        """Remember at most `most` values."""
        super().__init__()
        self.most = most

    def add(self, key: Any, value: V) -> Sequence[V]:
        """Add or replace a value; return those that are forgotten for it: the oldest tenth of too many."""
        if key in self:
            del self[key]  # the last that was added is the last of the keys
        self[key] = value
        return self.shrink() if len(self) > self.most else ()

    def shrink(self) -> Sequence[V]:
        """Forget the oldest tenth; return what is forgotten."""
        return [self.pop(each) for each in list(islice(self, max(1, self.most // 10)))]


class End(NamedTuple):
    """The end of an object: its target, and the number and the name of the message that ended it."""

    target: str
    number: int
    event: str


class Node:
    """An object that lives.

    Attributes:
        session: What the caller keeps of its session; None if the object around it was forgotten.
        since: The number of the entry that began its life, -1 if it is not in the log.
        seen: The number of the message that announced it last or, before that, named it first; None if there is none.
        is_announced: Whether it was announced.
        is_new: Whether it was created in the log, so that nothing happened to it before.
        below: The targets of its children: most have few, for which a set would take four times the memory.
        spare: The number of conversations that were created below it and are not known yet.
        spare_since: The number of the entry that created the last of them.
        stopped: The commands that have succeeded on it and whose first success alone has events.
    """

    __slots__ = (
        "below",
        "is_announced",
        "is_new",
        "seen",
        "session",
        "since",
        "spare",
        "spare_since",
        "stopped",
    )

    def __init__(self, session: Any, since: int) -> None:
        self.session, self.since = session, since
        self.seen: int | None = None
        self.is_announced = self.is_new = False
        self.below: tuple[str, ...] | set[str] = ()
        self.spare = self.spare_since = 0
        self.stopped: tuple[str, ...] = ()


class Objects:
    """The objects of a log by target: `alive` are those that were announced or named and have not ended."""

    def __init__(self, limits: Limits) -> None:
        self.alive: dict[str, Node] = {}
        self._ended: Recent[End] = Recent(limits.remembered)
        self._most_alive = limits.alive

    def begin(self, target: str, since: int) -> Node:
        """Let an object live from an entry on, and the objects around it, and return it. It may be alive already."""
        node = self.alive.get(target)
        if node is not None:
            return node
        parent, session = target.rpartition(".")[0], None
        if parent:
            around = self.alive.get(parent) or self.begin(parent, -1)
            session = around.session
            if isinstance(around.below, set):
                around.below.add(target)
            else:
                more = (*around.below, target)
                around.below = more if len(more) <= _FEW else set(more)
        node = self.alive[target] = Node(session, since)
        if len(self.alive) > self._most_alive:
            for oldest in list(islice(self.alive, max(1, self._most_alive // 10))):
                self.forget(oldest)
        return node

    def name(self, entry: Entry, asked: int) -> None:
        """Remember that an event or a success was addressed to an object, which therefore lives.

        `asked` is the number of the request that a success answers: if the object around that one has begun its life
        since, the success is about a former object.
        """
        target, new = entry.target, []
        while target and target not in self.alive:
            new.append(target)
            target = target.rpartition(".")[0]
        if target and self.alive[target].since > asked:
            return
        for each in reversed(new):
            node = self.begin(each, -1)
            node.seen = entry.number

    def end(self, target: str, entry: Entry) -> None:
        """Remember that an object has ended by an entry, and everything below it."""
        around = self.alive.get(target.rpartition(".")[0])
        if around is not None and isinstance(around.below, set):
            around.below.discard(target)
        elif around is not None:
            around.below = tuple([each for each in around.below if each != target])
        self.forget(target)
        self._ended.add(target, End(target, entry.number, entry.name))

    def forget(self, target: str) -> None:
        """Forget an object and everything below it."""
        node = self.alive.pop(target, None)
        for below in node.below if node else ():
            self.forget(below)

    def ended(self, target: str) -> End | None:
        """Return the end of an object, or of the first of the objects around it that has ended; None if it may live."""
        ends, path = [], target
        while path and path not in self.alive:  # objects around a living object live
            end = self._ended.get(path)
            if end is not None:
                ends.append(end)
            path = path.rpartition(".")[0]
        if not ends:  # mostly
            return None
        since = 0
        while path:
            since = max(since, self.alive[path].since)
            path = path.rpartition(".")[0]
        return next((end for end in reversed(ends) if end.number >= since), None)

    def begin_anew(self, event: Entry, end: End) -> bool:
        """Return whether an event may begin a new life of its target, which has ended, and begin it if so."""
        if end.target != event.target:  # an object above has ended
            return False
        name, kind = event.name, end.event.partition(".")[0]
        if name == "channel.initialized" or (name == "conversation.created" and kind == "conversation"):
            self.begin(event.target, event.number)
            return True
        around = self.alive.get(event.target.rpartition(".")[0])
        # an id that was in use when a conversation was created is not the id of that one
        if kind == "conversation" and around and around.spare and around.spare_since > end.number:
            around.spare -= name != "conversation.initialized"  # that one counts by itself
            self.begin(event.target, event.number)
            return True
        return False


def is_within(target: str, other: str) -> bool:
    """Return whether a target is another one or below it."""
    return target.startswith(other) and (len(target) == len(other) or target[len(other)] == ".")


def own_id(target: str) -> str:
    """Return the id of the object that a target addresses."""
    return target.rpartition(".")[2]


def kind_of(name: str) -> str:
    """Return the kind of object that a message is about, by its name."""
    return name.partition(".")[0]


@cache
def ends_its_target(event: str) -> bool:
    """Return whether an event says that the object it addresses has ended."""
    return event.endswith(".disposed") or event == "interaction.ended"


def announced_id(event: str, value: dict[str, Any]) -> str | None:
    """Return the id that an event gives to a new object below its target; None if it gives none, or an invalid one."""
    data = value.get("data")
    described = data.get(event.partition(".")[0]) if isinstance(data, dict) else None
    own = described.get("id") if isinstance(described, dict) else None
    return own if isinstance(own, str) and "." not in own else None


def announced_type(value: Any) -> Any:
    """Return the type of the interaction that an event announces; None if it says none."""
    data = value.get("data") if isinstance(value, dict) else None
    described = data.get("interaction") if isinstance(data, dict) else None
    return described.get("type") if isinstance(described, dict) else None


@cache
def announces(event: str) -> bool:
    """Return whether an event gives an id to a new object: whether its schema describes one in `data.OBJECT.id`."""
    kind, _, what = event.partition(".")
    schema: dict[str, Any] = walk.merged(by_name()[event, "event"].uri)
    for member in ("data", kind, "id"):
        schema = walk.followed(schema).get("properties", {}).get(member, {})
    return what == "created" and schema.get("$ref") == ID_URI


def id_pointer(event: str) -> str:
    """Return the JSON Pointer of the id that `announced_id` returns."""
    return f"/data/{event.partition('.')[0]}/id"
