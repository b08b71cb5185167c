"""The rules about more than one message: who answers what, what follows, what has ended.

What they demand of a message is read off the schemas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from cti_contract.problems import Problem
from cti_contract.sessions.entry import Breach, Entry
from cti_contract.sessions.expected_events import MOST_WAITING, Waiting, breach_of, given_up, take, waiting_for
from cti_contract.sessions.objects import Lifetimes, Past, announced_id, ends_its_target, id_pointer
from cti_contract.sessions.requests import Request, Requests, add, answered, unanswered
from cti_contract.text import quote
from cti_contract.validation.api import inspect
from cti_contract.validation.compiled import Unknown, refuse_misspelt

START = "session.start"
LOGOUT = "session.request.logout"


def check_session(messages: Iterable[Any], *, unknown: Unknown = "error") -> Iterator[Problem]:
    """Yield the problems of a log: those that `check` finds in each message, and those between messages.

    `messages` are JSON values in the order of the log, of one session or of several at a time; it may begin in the
    middle of them. The `index` of a problem is that of the message at fault, from 0; `see message 3` is the
    one that it contradicts. What never comes is told when the session or the log ends, about an earlier message.

    The messages are read one by one. Memory grows with the objects that live and the requests that wait, not with the
    log: of the objects and sessions that have ended the last 10,000 are remembered, and of the successes of a session
    the last 100 that wait for their events. Raises ValueError as `check` does.
    """
    refuse_misspelt(unknown)
    return _problems(Entry(index, index, value, *inspect(value, unknown)) for index, value in enumerate(messages))


def _problems(entries: Iterator[Entry]) -> Iterator[Problem]:
    for entry, problem, other in breaches(entries):
        text = problem.message if other is None else f"{problem.message}, see message {other}"
        yield problem._replace(message=text, message_index=entry.message_index)


class _Session:
    """What is known of one session.

    `whole` tells whether the log has its beginning, None until there was a request or a response. `begun` is the number
    of the first entry after which a start comes too late: another request, or the success of a start.
    """

    def __init__(self) -> None:
        self.whole: bool | None = None
        self.begun: int | None = None
        self.requests: Requests = {}
        self.waiting: list[Waiting] = []


class _Log(NamedTuple):
    """What is known of a log: its sessions that live, its objects, and which requests were answered last, and when."""

    sessions: dict[str, _Session]
    lifetimes: Lifetimes
    answered: Past


def breaches(entries: Iterable[Entry]) -> Iterator[Breach]:
    """Yield what is wrong with the entries of a log, the own problems of each before those of the rules."""
    log = _Log({}, Lifetimes(), Past())
    for entry in entries:
        for problem in entry.problems:
            yield Breach(entry, problem)
        if entry.is_addressed:
            yield from _read(log, entry)
    left = [breach for session in log.sessions.values() for breach in _left(session, "before the log ends")]
    yield from sorted(left, key=_number)


def _number(breach: Breach) -> int:
    return breach.entry.number


def _read(log: _Log, entry: Entry) -> Iterator[Breach]:
    name = entry.target.partition(".")[0]
    if name not in log.sessions:
        logout = log.lifetimes.ended(name)
        if logout and (entry.kind, entry.name) != ("request", START):
            text = f"{quote(name)} has logged out, so nothing more comes from it"
            yield Breach(entry, Problem(code="after-logout", message=text, pointer="/target"), logout[1])
            return
        log.sessions[name] = _Session()
        log.lifetimes.begin(name, entry.number)
    yield from _READERS[entry.kind](log, log.sessions[name], entry)


def _request(log: _Log, session: _Session, entry: Entry) -> Iterator[Breach]:
    is_start = entry.name == START
    if session.whole is None:
        session.whole = is_start
    found = [*_after_end(log, entry), *_late_start(session, entry)]
    yield from found
    add(session.requests, entry, at_fault=bool(found))
    if not is_start and session.begun is None:
        session.begun = entry.number


def _late_start(session: _Session, entry: Entry) -> Iterator[Breach]:
    if entry.name == START and session.begun is not None:
        text = f"{START} is the first request of a session, and this one comes later"
        yield Breach(entry, Problem(code="late-start", message=text, pointer="/command"), session.begun)


def _after_end(log: _Log, entry: Entry) -> Iterator[Breach]:
    end = log.lifetimes.ended(entry.target)
    if end:
        text = f"{quote(_own_id(end[0]))} has ended, so nothing more is addressed to it or to what was below it"
        yield Breach(entry, Problem(code="after-end", message=text, pointer="/target"), end[1])


def _own_id(target: str) -> str:
    return target.rpartition(".")[2]


def _response(log: _Log, session: _Session, entry: Entry) -> Iterator[Breach]:
    session.whole = bool(session.whole)
    request, found = answered(session.requests, entry, whole=session.whole)
    yield from found
    if request:
        log.answered.add((entry.name, entry.target), entry.number)
    elif session.whole:
        yield _no_request(log, entry)
    if entry.kind == "success":
        yield from _succeeded(log, session, entry, request)


def _no_request(log: _Log, entry: Entry) -> Breach:
    before = log.answered.get((entry.name, entry.target))
    text = f"no request of {entry.name} waits for this answer"
    begun = log.lifetimes.announced(entry.target.partition(".")[0])
    if before is None or before < (begun or 0):  # the answer in an earlier session of this name is none in this one
        return Breach(entry, Problem(code="no-request", message=text))
    text += "; the last one was answered before"
    return Breach(entry, Problem(code="no-request", message=text), before)


def _succeeded(log: _Log, session: _Session, entry: Entry, request: Request | None) -> Iterator[Breach]:
    if entry.name == START and session.begun is None:
        session.begun = entry.number
    if not (request.at_fault if request else session.whole):
        session.waiting.extend(waiting_for(entry, request.entry.number if request else None))
    if len(session.waiting) > MOST_WAITING:
        yield breach_of(session.waiting.pop(0))
    if entry.name == LOGOUT:
        name = entry.target.partition(".")[0]
        yield from sorted(_left(session, "before the session ends", entry.number), key=_number)
        del log.sessions[name]
        log.lifetimes.end(name, entry.number)


def _left(session: _Session, when: str, other: int | None = None) -> Iterator[Breach]:
    """Yield the breaches of what is still to come now that a session or the log ends."""
    for waiting in session.waiting:
        yield breach_of(waiting)
    for queue in session.requests.values():
        for request in queue:
            yield from unanswered(request, when, other)


def _event(log: _Log, session: _Session, entry: Entry) -> Iterator[Breach]:
    if session.waiting:
        take(session.waiting, entry)
    found = list(_after_end(log, entry))
    yield from found or _announced(log, entry)
    if not found and ends_its_target(entry.name):
        log.lifetimes.end(entry.target, entry.number)
        yield from given_up(session.waiting, entry.target)


def _announced(log: _Log, entry: Entry) -> Iterator[Breach]:
    """Remember the object that an event announces, if it does; yield the breach of an id in use."""
    own = announced_id(entry.name, entry.value)
    if own is None:
        return
    target = f"{entry.target}.{own}"
    before = log.lifetimes.announced(target)
    if before is None:
        log.lifetimes.begin(target, entry.number)
        return
    text = f"the id {quote(own)} is already in use below {quote(_own_id(entry.target))}"
    yield Breach(entry, Problem(code="id-in-use", message=text, pointer=id_pointer(entry.name)), before)


_READERS: dict[str, Callable[[_Log, _Session, Entry], Iterator[Breach]]] = {
    "request": _request,
    "success": _response,
    "failure": _response,
    "event": _event,
}
