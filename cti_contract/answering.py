"""The requests of a session that wait for their answers, and which of them a response answers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from cti_contract.entries import Breach, Entry
from cti_contract.jsonvalues import same
from cti_contract.problems import Problem

#: So many requests are looked at for the one that a response repeats: time grows no faster than the log.
_FURTHEST = 100


class Request(NamedTuple):
    """A request that waits for its answer; `at_fault` is one with a breach of its own: no more is told of it."""

    entry: Entry
    at_fault: bool


#: Those of a session by their command and target, the oldest first.
Requests = dict[tuple[str, str], deque[Request]]


def add(requests: Requests, entry: Entry, *, at_fault: bool) -> None:
    """Let a request wait for its answer."""
    requests.setdefault((entry.name, entry.target), deque()).append(Request(entry, at_fault))


def answered(requests: Requests, response: Entry, *, whole: bool) -> tuple[Request | None, list[Breach]]:
    """Take out the request that a response answers; return it, None when there is none, and what is wrong.

    It is the oldest, unless the response repeats a later one and not that: then those before were passed over, and are
    never answered. Where the log is not the whole session, a response that does not repeat the oldest answers one from
    before the log.
    """
    key = response.name, response.target
    queue = requests.get(key)
    if not queue:
        return None, []
    wrong = _difference(queue[0].entry, response)
    if wrong and not whole:
        return None, []
    later = _index_of_repeated(queue, response) if wrong else 0
    passed_over = [queue.popleft() for _ in range(later)]
    request = queue.popleft()
    if not queue:
        del requests[key]
    if wrong and not later:
        return request, [wrong]
    reason = "and a later one is"
    return request, [breach for each in passed_over for breach in unanswered(each, reason, response.number)]


def _index_of_repeated(queue: deque[Request], response: Entry) -> int:
    """Return the index of the first request that a response repeats, 0 when there is none."""
    first = enumerate(islice(queue, _FURTHEST))
    return next((at for at, each in first if _difference(each.entry, response) is None), 0)


def unanswered(request: Request, why: str, other: int | None) -> Iterator[Breach]:
    """Yield the breach of a request that is never answered."""
    if not request.at_fault:
        problem = Problem(code="unanswered", message=f"{request.entry.name} is not answered {why}")
        yield Breach(request.entry, problem, other)


def _difference(request: Entry, response: Entry) -> Breach | None:
    """Return the breach of a response that does not repeat what it must of a request, None when there is none."""
    if response.kind == "failure":
        text = f"the failure of {response.name} carries the request as it was sent, and this differs"
        problem = Problem(code="wrong-original", message=text, pointer="/original")
        repeats = _repeats(response, "original", request.value)
    else:
        text = f"the success of {response.name} carries the data of the request, and this differs"
        problem = Problem(code="wrong-echo", message=text, pointer="/data")
        echo = response.message and response.message.echo and "data" in request.value
        repeats = not echo or _repeats(response, "data", request.value["data"])
    return None if repeats else Breach(response, problem, request.number)


def _repeats(response: Entry, member: str, sent: Any) -> bool:
    """Tell whether a member is what was sent; one that is missing or wrong by itself is a problem already."""
    told = response.value
    return member not in told or response.has_fault_at(member) or same(told[member], sent)
