"""The requests of a session that wait for their answers, and which of them a response answers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from cti_contract.problems import Problem
from cti_contract.sessions.echo import wrong_echo, wrong_original
from cti_contract.sessions.entry import Breach, Entry
from cti_contract.validation.json_values import same

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
        member, sent, is_wrong = "original", request.value, wrong_original
    elif response.message and response.message.echo and "data" in request.value:
        member, sent, is_wrong = "data", request.value["data"], wrong_echo
    else:
        return None
    if member not in response.value or response.has_fault_at(member):  # which is a problem already
        return None
    told = response.value[member]
    return None if same(told, sent) else Breach(response, is_wrong(response.name, told, sent), request.number)
