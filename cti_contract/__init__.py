"""The contract for the JSON messages between agent desktops and telephony (CTI) platforms.

PYTEST_DONT_REWRITE keeps pytest, which has a plugin of this distribution, from warning when this is imported before it.
"""

from typing import TYPE_CHECKING, Any

from cti_contract.catalogue import MESSAGES, Message
from cti_contract.dispatch import identify
from cti_contract.problems import InvalidMessage, Problem, UnknownMessage
from cti_contract.validation import check, is_valid, validate, validator

if TYPE_CHECKING:
    from cti_contract.exemplars import example, examples
    from cti_contract.replies import failure, success
    from cti_contract.simulation import session

__all__ = [
    "MESSAGES",
    "InvalidMessage",
    "Message",
    "Problem",
    "UnknownMessage",
    "check",
    "example",
    "examples",
    "failure",
    "identify",
    "is_valid",
    "session",
    "success",
    "validate",
    "validator",
]

#: Where the calls are that a service which only validates need not import.
_ELSEWHERE = {
    "example": "exemplars",
    "examples": "exemplars",
    "failure": "replies",
    "session": "simulation",
    "success": "replies",
}


def __getattr__(name: str) -> Any:
    if name not in _ELSEWHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_ELSEWHERE[name]}"), name)
