"""The contract for the JSON messages between agent desktops and telephony (CTI) platforms.

PYTEST_DONT_REWRITE keeps pytest, which has a plugin of this distribution, from warning when this is imported before it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cti_contract.catalogue import MESSAGES, Message
    from cti_contract.dispatch import identify
    from cti_contract.exemplars import example, examples
    from cti_contract.problems import InvalidMessage, Problem, UnknownMessage
    from cti_contract.replies import failure, success
    from cti_contract.sessions import check_session
    from cti_contract.simulation import session
    from cti_contract.validation import check, is_valid, validate, validator

__all__ = [
    "MESSAGES",
    "InvalidMessage",
    "Message",
    "Problem",
    "UnknownMessage",
    "check",
    "check_session",
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

#: Where each name is: it is imported when it is first asked for, so nobody pays for what they do not use.
_HOMES = {
    "MESSAGES": "catalogue",
    "InvalidMessage": "problems",
    "Message": "catalogue",
    "Problem": "problems",
    "UnknownMessage": "problems",
    "check": "validation",
    "check_session": "sessions",
    "example": "exemplars",
    "examples": "exemplars",
    "failure": "replies",
    "identify": "dispatch",
    "is_valid": "validation",
    "session": "simulation",
    "success": "replies",
    "validate": "validation",
    "validator": "validation",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
