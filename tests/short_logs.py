"""Short logs for the tests of the session rules, and what is found in them."""

import re
from typing import Any

from exchanges import LOGOUT, START, Log

import cti_contract as cti

Json = dict[str, Any]
#: A code, the index of the message that it is about, and the index of the message that it refers to.
Found = tuple[str, int | None, int | None]


def found(log: Any, **options: Any) -> list[Found]:
    """Return the problems of a log, in the order in which they are reported."""
    return [place_of(each) for each in cti.check_session(log, **options)]


def place_of(problem: cti.Problem) -> Found:
    other = re.search(r", see message (\d+)$", problem.message)
    return problem.code, problem.message_index, int(other[1]) if other else None


def codes(log: Any) -> set[str]:
    return {each.code for each in cti.check_session(log)}


def event(name: str, target: str, **data: Any) -> Json:
    return {"messageType": "objectEvent", "target": target, "name": name, "data": data}


def request(command: str, target: str, **data: Any) -> Json:
    return {"command": command, "target": target, "data": data}


def success(request: Json, **data: Any) -> Json:
    """Return the success of a request, with other data than it should have if that is given."""
    answer = cti.success(request)
    return {**answer, "data": data} if data else answer


def failure(request: Json) -> Json:
    answer: Json = cti.failure(request, code="E1", message="")
    return answer


def created(kind: str, parent: str, own: Any) -> Json:
    """Return the event that announces a channel group or a call."""
    example = cti.example(f"{kind}.created", seed=1)
    described = {**example["data"][kind], "id": own}
    if kind == "interaction":
        described = {"id": own, "nativeId": "1", "type": "TELEPHONY", "modelType": "TELEPHONY"}
    return {**example, "target": parent, "data": {kind: described}}


def start(session: str = "s") -> Log:
    """Return a start, its success and the end of the initialization: three messages."""
    sent = request(START, session)
    return [sent, success(sent), event("session.initialized", session)]


def logout(session: str = "s") -> Log:
    sent = request(LOGOUT, session)
    return [sent, success(sent)]


def without(log: Log, index: int) -> Log:
    return log[:index] + log[index + 1 :]


def changed(log: Log, index: int, **members: Any) -> Log:
    return [*log[:index], {**log[index], **members}, *log[index + 1 :]]


#: The events of a dialled call, from the channel down; `c` is the channel, `o` the call, `v` its conversation.
_DIALLED = (
    ("channel.infochanged", "c"),
    ("state.updated", "c"),
    ("interaction.created", "c"),
    ("state.updated", "c.o"),
    ("conversation.created", "c.o"),
    ("state.updated", "c.o.v"),
    ("conversation.member.added", "c.o.v"),
    ("conversation.initialized", "c.o.v"),
    ("interaction.datachanged", "c.o"),
    ("interaction.preview", "c.o"),
    ("interaction.initialized", "c.o"),
)


def dialled(call: str, channel: str = "s.c") -> Log:
    """Return the events that follow a successful dial which creates a call of an id."""
    return [
        created("interaction", channel, call)
        if name == "interaction.created"
        else event(name, target.replace("c", channel, 1).replace(".o", f".{call}"))
        for name, target in _DIALLED
    ]
