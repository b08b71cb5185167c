"""Messages that the tests of validation change, and the one problem of a message."""

from typing import Any

import cti_contract as cti

SESSION = "PureCloud-mlopez"
CHANNEL = f"{SESSION}.80001.80002"
CALL = f"{CHANNEL}.OM9.c0ffee00-2222-4333-8444-abcdefabcdef"
START: dict[str, Any] = {"command": "session.start", "target": SESSION, "data": {}}
STARTED: dict[str, Any] = {"command": "session.start", "target": SESSION, "result": "success"}
TRANSFER: dict[str, Any] = {"command": "conversation.blindtransfer", "target": CALL, "data": {"destination": "5550142"}}
#: Any JSON value may be in its data.
ANSWER: dict[str, Any] = {"command": "conversation.answer", "target": CALL, "data": {}}


class Label(str):
    """A string of another class."""

    __slots__ = ()


def only_problem(message: Any, **options: Any) -> cti.Problem:
    """Return the problem of a message that has exactly one."""
    [problem] = cti.check(message, **options)
    return problem
