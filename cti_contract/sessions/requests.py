"""The requests of a session that wait for their answers, and the request that a response answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from cti_contract.contract.catalog import by_name
from cti_contract.sessions.echo import difference, repeats
from cti_contract.sessions.entry import Entry, Finding

if TYPE_CHECKING:
    from cti_contract.sessions.expected_events import Wait
    from cti_contract.sessions.objects import End

#: The most answered requests, and stray responses, that are kept because an answer was wrong or uncertain.
_MOST_KEPT = 10

#: A command and a target.
Key = tuple[str, str]


class Request:
    """A request that waits for its answer.

    `key` are its command and target. `end` is the end of its object, if the request came after it. `silent` says that
    a missing answer is not reported, `is_old` that the session was started again since, so the answer may be lost.
    `suspect` is the finding about an answer that does not repeat the request: unless a right answer follows, the answer
    is wrong. If one follows, `instead` is the finding, if there is one. `wait` are the events that its success must
    have.
    """

    __slots__ = ("end", "entry", "instead", "is_late_start", "is_old", "is_open", "key", "silent", "suspect", "wait")

    def __init__(self, entry: Entry, end: End | None) -> None:
        self.entry, self.end = entry, end
        self.key: Key = (entry.name, entry.target)
        self.silent = self.is_late_start = self.is_old = False
        self.is_open = True
        self.suspect: Finding | None = None
        self.instead: Finding | None = None
        self.wait: Wait | None = None


#: The request that a response answers, and what is wrong with the response. Without a request: whether the response
#: answers nothing in a log that has the whole session, and a request that it may have meant to answer.
Answered = tuple[Request | None, Finding | None, bool, Request | None]

_ACCEPTED: Answered = (None, None, False, None)
_STRAY: Answered = (None, None, True, None)


#: The open requests of most sessions, which share it since there may be many sessions.
_NONE: dict[Key, tuple[Request, ...]] = {}


class Requests:
    """The requests of one session, by command and target, the oldest first."""

    __slots__ = (
        "_has_forgotten",
        "_is_live",
        "_misdirected",
        "_most",
        "_open",
        "_strays",
        "_uncertain",
        "_wrongly_answered",
        "size",
    )

    def __init__(self, most: int, *, is_live: bool) -> None:
        """Remember at most `most` open requests; decide at once what is wrong with an answer if the log is live."""
        self._most, self._is_live = most, is_live
        self._open = _NONE
        self._has_forgotten = False
        self._wrongly_answered: tuple[Request, ...] = ()  # most sessions have none of these
        self._uncertain: tuple[Request, ...] = ()
        self._strays: tuple[Key, ...] = ()
        self._misdirected: tuple[Entry, ...] = ()
        self.size = 0

    def __iter__(self) -> Iterator[Request]:
        for queue in self._open.values():
            yield from queue

    def add(self, request: Request) -> bool:
        """Let a request wait for its answer; return whether one of the oldest had to be forgotten for it."""
        if not self._open:
            self._open = {}  # the one before is shared, also by the copies of sessions
        self._open[request.key] = (*self._open.get(request.key, ()), request)
        self.size += 1
        if self.size <= self._most:
            return False
        self._take(next(iter(self._open.values()))[0])
        self._has_forgotten = True
        return True

    def _take(self, request: Request) -> None:
        queue = self._open[request.key]
        if len(queue) == 1:
            del self._open[request.key]
            if not self._open:
                self._open = _NONE
        else:
            self._open[request.key] = _without(queue, request)
        request.is_open = False
        self.size -= 1

    def answer(self, response: Entry, *, is_whole: bool) -> Answered:
        """Take out the request that a response answers: the oldest one, or the one that it repeats exactly.

        Where the log began in the middle, a response that repeats no request may answer one from before the log.
        """
        queue = self._open.get((response.name, response.target))
        if not queue:
            return self._unmatched(response, is_whole=is_whole)
        first = queue[0]
        if first.suspect is not None:
            first = next((each for each in queue if each.suspect is None), first)
        request = first if repeats(first.entry, response) else _repeated(queue, response)
        if request:
            self._take(request)
            if request.wait and not is_whole:
                self._uncertain = _with(self._uncertain, request)
            if request.suspect and is_whole:
                self._pass_on(request, request.suspect.entry)
            return request, None, False, None
        return self._mismatch(queue, first, response, is_whole=is_whole)

    def _pass_on(self, answered: Request, wrong: Entry) -> None:
        """Let a wrong answer belong to another open request, since its own one has a right answer.

        If there is none, its request may still follow.
        """
        queue = self._open.get(answered.key, ())
        other = next((each for each in queue if each.suspect is None and each.entry.number < wrong.number), None)
        if other is None:
            self._strays = _with(self._strays, answered.key)
        else:
            other.suspect, other.instead = _wrong(other, wrong), answered.instead
            answered.suspect = answered.instead = None

    def forget_uncertain(self) -> None:
        """Take all answers so far for certain: no request from before the log can have had one of them."""
        self._uncertain = ()

    def _mismatch(self, queue: Sequence[Request], first: Request, response: Entry, *, is_whole: bool) -> Answered:
        """Return the outcome of a response that repeats none of the requests of its command and target."""
        if _repeated(self._wrongly_answered, response):
            return self._unmatched(response, is_whole=is_whole)
        if self._is_live:
            self._take(queue[0])
            self._wrongly_answered = _with(self._wrongly_answered, queue[0])
            return queue[0], _wrong(first, response), False, None
        for request in () if self._has_forgotten else queue:  # it may answer one that is forgotten
            if request.suspect is None:
                request.suspect = _wrong(request, response)
                return (request, None, False, None) if is_whole else (None, None, False, request)
        return self._unmatched(response, is_whole=is_whole) if is_whole else _ACCEPTED

    def _unmatched(self, response: Entry, *, is_whole: bool) -> Answered:
        """Return the outcome of a response that no open request fits."""
        corrected = _repeated(self._wrongly_answered, response)
        if corrected:  # its wrong answer has been reported, and was perhaps the answer to another request
            self._wrongly_answered = _without(self._wrongly_answered, corrected)
            other = next(iter(self._open.get(corrected.key, ())), None)
            if other:
                self._take(other)
                self._wrongly_answered = _with(self._wrongly_answered, other)
            return _ACCEPTED
        if is_whole:
            self._strays = _with(self._strays, (response.name, response.target))
            return _STRAY
        # One answer more than requests: the first was to one from before the log, so this one is to the last request.
        last = _repeated(self._uncertain, response) if response.value["result"] == "failure" else None
        if last:
            self._uncertain = _without(self._uncertain, last)
        return last, None, False, None

    def accept_stray(self, request: Request) -> bool:
        """Return whether a response that was reported without a request may be the answer to this request.

        It was moved, or has another target. That is certain only where one request of the command waits.
        """
        if request.key in self._strays:
            self._strays = _without(self._strays, request.key)
            self._misdirected = tuple(each for each in self._misdirected if (each.name, each.target) != request.key)
            return True
        return self._accept_misdirected(request)

    def _accept_misdirected(self, request: Request) -> bool:
        """Return whether a response with another target may be the answer to a request, and remember that it was."""
        for each in self._misdirected:
            if (
                each.name == request.entry.name
                and each.number > request.entry.number
                and self.only_one(each.name) is request
                and repeats(request.entry, each)
            ):
                self._misdirected = _without(self._misdirected, each)
                return True
        return False

    def take_misdirected(self, key: Key) -> Request | None:
        """Take out the request of a command and a target that an answer with another target answers, if one does.

        The same request follows, which that answer cannot be for.
        """
        queue = self._open.get(key, ()) if self._misdirected else ()
        if len(queue) != 1 or not self._accept_misdirected(queue[0]):
            return None
        self._take(queue[0])
        return queue[0]

    def misdirected(self, response: Entry) -> None:
        """Remember a response without a request, which may have the wrong target."""
        self._misdirected = _with(self._misdirected, response)

    def only_one(self, command: str) -> Request | None:
        """Return the request of a command that waits, if there is only one, of whatever target."""
        found: Request | None = None
        for (name, _), queue in self._open.items():
            if name == command:
                if found or len(queue) > 1:
                    return None
                found = queue[0]
        return found

    def awaits(self, response: Entry) -> bool:
        """Return whether a request of the command and target of a response waits."""
        return (response.name, response.target) in self._open

    def forgive(self, request: Request) -> None:
        """Accept a late answer to a request that is reported as unanswered."""
        self._wrongly_answered = _with(self._wrongly_answered, request)

    def excuse(self, command: Any, target: str) -> None:
        """Take out the oldest request of a command and a target, since a response that cannot be read answers it."""
        message = by_name().get((command, "request")) if command.__class__ is str else None
        queue = self._open.get((message.name, target)) if message else None
        if queue:
            request = queue[0]
            self._take(request)
            self._wrongly_answered = _with(self._wrongly_answered, request)


T = TypeVar("T")


def _with(kept: tuple[T, ...], new: T) -> tuple[T, ...]:
    return (*kept[1 - _MOST_KEPT :], new)


def _without(kept: tuple[T, ...], old: T) -> tuple[T, ...]:
    at = kept.index(old)
    return (*kept[:at], *kept[at + 1 :])


def _wrong(request: Request, response: Entry) -> Finding:
    """Return the finding about a response that does not repeat its request."""
    return Finding(response, difference(request.entry, response), request.entry.place)


def _repeated(requests: Iterable[Request], response: Entry) -> Request | None:
    """Return the first request with the same command and target that a response repeats as it must, if there is one."""
    key = response.name, response.target
    return next((each for each in requests if each.key == key and repeats(each.entry, response)), None)
