"""The requests of a session that wait for their answers, and the request that a response answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from cti_contract.contract.catalog import by_name
from cti_contract.sessions.echo import difference, repeats
from cti_contract.sessions.entry import Entry, Finding
from cti_contract.sessions.expected_events import Command

#: The most requests of a command and a target whose answers seem wrong until right ones follow.
_MOST_SUSPECTS = 10
#: The most answered requests, and stray responses, that are kept because an answer was wrong or uncertain.
_MOST_KEPT = 10

#: A command and a target.
Key = tuple[str, str]


#: The request that a response answers, and what is wrong with the response. Without a request: whether the response
#: answers nothing in a log that has the whole session, and a request that it may have meant to answer.
Answered = tuple[Command | None, Finding | None, bool, Command | None]

_ACCEPTED: Answered = (None, None, False, None)
_STRAY: Answered = (None, None, True, None)


#: The most open requests of a session that are kept without a dictionary, which takes much more memory.
_FEW = 8


class Requests:
    """The requests of one session, by command and target, the oldest first."""

    __slots__ = (
        "_forgotten",
        "_is_live",
        "_most",
        "_open",
        "_size",
        "_strays",
        "_uncertain",
        "_wrongly_answered",
        "misdirected_answers",
    )

    def __init__(self, most: int, *, is_live: bool) -> None:
        """Remember at most `most` open requests; decide at once what is wrong with an answer if the log is live."""
        self._most, self._is_live = most, is_live
        self._open: tuple[Command, ...] | dict[Key, tuple[Command, ...]] = ()
        self._size = 0  # of a dictionary
        self._forgotten = 0  # requests without an answer that are not remembered
        self._wrongly_answered: tuple[Command, ...] = ()  # most sessions have none of these
        self._uncertain: tuple[Command, ...] = ()
        self._strays: tuple[Key, ...] = ()
        self.misdirected_answers: tuple[Entry, ...] = ()

    def __iter__(self) -> Iterator[Command]:
        return iter(self._open) if isinstance(self._open, tuple) else chain.from_iterable(self._open.values())

    def _queue(self, key: Key) -> Sequence[Command]:
        """Return the open requests of a command and a target, the oldest first; last those from before a new start."""
        waiting = self._open
        found = [each for each in waiting if each.key == key] if isinstance(waiting, tuple) else waiting.get(key, ())
        return sorted(found, key=_IS_OLD)

    def _oldest(self, name: str, target: str) -> Command | None:
        """Return the first of these requests, if there is one."""
        waiting, old = self._open, None
        for each in waiting if isinstance(waiting, tuple) else waiting.get((name, target), ()):
            if each.target == target and each.name == name:
                if not each.is_old:
                    return each
                old = old or each
        return old

    def add(self, request: Command) -> Command | None:
        """Let a request wait for its answer; return one of the oldest if it had to be forgotten for this one."""
        waiting = self._open
        if isinstance(waiting, tuple):
            self._open = (*waiting, request) if waiting else (request,)
            size = len(self._open)
            if size > _FEW:
                self._size = size
                by_key: dict[Key, tuple[Command, ...]] = {}
                self._open = by_key
                for each in (*waiting, request):
                    by_key[each.key] = (*by_key.get(each.key, ()), each)
        else:
            waiting[request.key] = (*waiting.get(request.key, ()), request)
            self._size = size = self._size + 1
        if size <= self._most:
            return None
        forgotten = next(iter(self))
        self._take(forgotten)
        if forgotten.suspect is None:
            self._forgotten += 1
        else:
            self._wrongly_answered = _with(self._wrongly_answered, forgotten)
        return forgotten

    def _take(self, request: Command) -> None:
        request.is_open = False
        waiting = self._open
        if isinstance(waiting, tuple):
            self._open = _without(waiting, request) if len(waiting) > 1 else ()
            return
        queue = _without(waiting[request.key], request)
        self._size -= 1
        if queue:
            waiting[request.key] = queue
        else:
            del waiting[request.key]
            self._open = waiting or ()

    def plainly_answered(self, response: Entry) -> Command | None:
        """Take out the oldest request that a response answers if the response repeats it; None if it does not."""
        request = self._oldest(response.name, response.target)
        if request is None or request.suspect is not None or not repeats(request.entry, response):
            return None
        self._take(request)
        return request

    def doubt(self, answered: Command) -> None:
        """Remember that the answer of a request may have been to one from before the log."""
        self._uncertain = _with(self._uncertain, answered)

    def answer(self, response: Entry, *, is_whole: bool) -> Answered:
        """Take out the request that a response answers: the oldest one, or the one that it repeats exactly.

        Where the log began in the middle, a response that repeats no request may answer one from before the log.
        """
        queue = self._queue((response.name, response.target))
        if not queue:
            return self._unmatched(response, is_whole=is_whole)
        first = queue[0]
        if first.suspect is not None:
            first = next((each for each in queue if each.suspect is None), first)
        request = first if repeats(first.entry, response) else _repeated(queue, response)
        if request:
            self._take(request)
            if request.plan.slots and not is_whole:
                self.doubt(request)
            if request.suspect and is_whole:
                self._pass_on(request, request.suspect.entry)
            return request, None, False, None
        return self._mismatch(queue, first, response, is_whole=is_whole)

    def _pass_on(self, answered: Command, wrong: Entry) -> None:
        """Let a wrong answer belong to another open request, since its own one has a right answer.

        If there is none, its request may still follow.
        """
        queue = self._queue(answered.key)
        other = next((each for each in queue if each.suspect is None and each.entry.number < wrong.number), None)
        if other is None:
            self._strays = _with(self._strays, answered.key)
        else:
            other.suspect, other.instead = _wrong(other, wrong), answered.instead
            answered.suspect = answered.instead = None

    def forget_uncertain(self) -> None:
        """Take all answers so far for certain: no request from before the log can have had one of them."""
        self._uncertain = ()

    def _mismatch(self, queue: Sequence[Command], first: Command, response: Entry, *, is_whole: bool) -> Answered:
        """Return the outcome of a response that repeats none of the requests of its command and target."""
        if _repeated(self._wrongly_answered, response):
            return self._unmatched(response, is_whole=is_whole)
        if self._is_live and not self._forgotten:
            self._take(queue[0])
            self._wrongly_answered = _with(self._wrongly_answered, queue[0])
            return queue[0], _wrong(first, response), False, None
        may_be_of_forgotten = self._forgotten > 0  # each of these has one answer
        self._forgotten -= may_be_of_forgotten
        for request in () if may_be_of_forgotten else queue:
            if request.suspect is None:
                request.suspect = _wrong(request, response)
                certain = self._certain(queue)
                return (request, certain, False, None) if is_whole else (None, certain, False, request)
        return self._unmatched(response, is_whole=is_whole) if is_whole else _ACCEPTED

    def _certain(self, queue: Sequence[Command]) -> Finding | None:
        """Return the finding about the first wrong answer to some requests if there are too many to wait longer."""
        suspects = [each for each in queue if each.suspect is not None]
        if len(suspects) <= _MOST_SUSPECTS:
            return None
        self._take(suspects[0])
        self._wrongly_answered = _with(self._wrongly_answered, suspects[0])
        return suspects[0].suspect

    def _unmatched(self, response: Entry, *, is_whole: bool) -> Answered:
        """Return the outcome of a response that no open request fits."""
        corrected = _repeated(self._wrongly_answered, response)
        if corrected:  # its wrong answer has been reported, and was perhaps the answer to another request
            self._wrongly_answered = _without(self._wrongly_answered, corrected)
            other = self._oldest(*corrected.key)
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

    def accept_stray(self, request: Command) -> bool:
        """Return whether a response that was reported without a request may be the answer to this request.

        It was moved, or has another target. That is certain only where one request of the command waits.
        """
        if request.key in self._strays:
            self._strays = _without(self._strays, request.key)
            misdirected = (each for each in self.misdirected_answers if (each.name, each.target) != request.key)
            self.misdirected_answers = tuple(misdirected)
            return True
        return self._accept_misdirected(request)

    def _accept_misdirected(self, request: Command) -> bool:
        """Return whether a response with another target may be the answer to a request, and remember that it was."""
        for each in self.misdirected_answers:
            if (
                each.name == request.entry.name
                and each.number > request.entry.number
                and self.only_one(each.name) is request
                and repeats(request.entry, each)
            ):
                self.misdirected_answers = _without(self.misdirected_answers, each)
                return True
        return False

    def accept_other_command(self, request: Command) -> bool:
        """Return whether a response that was reported without a request may be a request's answer of another command.

        That is certain only where one request to the target waits.
        """
        if [each for each in self if each.target == request.target] != [request]:
            return False
        for each in self.misdirected_answers:
            if each.target == request.target and each.name != request.name and each.number > request.number:
                self.misdirected_answers = _without(self.misdirected_answers, each)
                return True
        return False

    def take_misdirected(self, key: Key) -> Command | None:
        """Take out the request of a command and a target that an answer of another one may answer, if one does.

        The same request follows, which that answer cannot be for.
        """
        queue = self._queue(key)
        if len(queue) != 1 or not (self._accept_misdirected(queue[0]) or self.accept_other_command(queue[0])):
            return None
        self._take(queue[0])
        return queue[0]

    def misdirected(self, response: Entry) -> None:
        """Remember a response without a request, which may have the wrong target."""
        self.misdirected_answers = _with(self.misdirected_answers, response)

    def only_one(self, command: str) -> Command | None:
        """Return the request of a command that waits, if there is only one, of whatever target."""
        found: Command | None = None
        for each in self:
            if each.name == command:
                if found:
                    return None
                found = each
        return found

    def awaits(self, response: Entry) -> bool:
        """Return whether a request of the command and target of a response waits."""
        return self._oldest(response.name, response.target) is not None

    def forgive(self, request: Command) -> None:
        """Accept a late answer to a request that is reported as unanswered."""
        self._wrongly_answered = _with(self._wrongly_answered, request)

    def excuse(self, command: Any, target: str) -> bool:
        """Take out the oldest request of a command and a target, since a response that cannot be read answers it.

        Return whether there is one.
        """
        message = by_name().get((command, "request")) if command.__class__ is str else None
        request = self._oldest(message.name, target) if message else None
        if request:
            self._take(request)
            self._wrongly_answered = _with(self._wrongly_answered, request)
        return request is not None


T = TypeVar("T")
_IS_OLD = attrgetter("is_old")


def _with(kept: tuple[T, ...], new: T) -> tuple[T, ...]:
    return (*kept[1 - _MOST_KEPT :], new)


def _without(kept: tuple[T, ...], old: T) -> tuple[T, ...]:
    at = kept.index(old)
    return (*kept[:at], *kept[at + 1 :])


def _wrong(request: Command, response: Entry) -> Finding:
    """Return the finding about a response that does not repeat its request."""
    return Finding(response, difference(request.entry, response), request.entry.number)


def _repeated(requests: Iterable[Command], response: Entry) -> Command | None:
    """Return the first request with the same command and target that a response repeats as it must, if there is one."""
    key = response.name, response.target
    return next((each for each in requests if each.key == key and repeats(each.entry, response)), None)
