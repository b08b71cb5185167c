"""The contract for the JSON messages between agent desktops and telephony (CTI) platforms.

The word PYTEST_DONT_REWRITE keeps pytest from warning that this package, which has a pytest plugin, is imported early.
"""

TYPE_CHECKING = False  # `typing` takes 5 ms, in which an interrupt would print a traceback
if TYPE_CHECKING:
    from typing import Any

    from cti_contract._version import __version__
    from cti_contract.contract.catalog import MESSAGES, Message
    from cti_contract.files.texts import check_json, check_many
    from cti_contract.files.warm import warm
    from cti_contract.generators.events import events_after
    from cti_contract.generators.examples import example, examples
    from cti_contract.generators.responses import failure, success
    from cti_contract.generators.simulation import session
    from cti_contract.problems import InvalidMessage, Problem, UnknownMessage
    from cti_contract.sessions.watch import SessionWatch, check_session
    from cti_contract.validation.api import check, inspect, is_a, is_valid, parse, validate, validator
    from cti_contract.validation.checked import Checked
    from cti_contract.validation.dispatch import identify

__all__ = [
    "MESSAGES",
    "Checked",
    "InvalidMessage",
    "Message",
    "Problem",
    "SessionWatch",
    "UnknownMessage",
    "__version__",
    "check",
    "check_json",
    "check_many",
    "check_session",
    "events_after",
    "example",
    "examples",
    "failure",
    "identify",
    "inspect",
    "is_a",
    "is_valid",
    "parse",
    "session",
    "success",
    "validate",
    "validator",
    "warm",
]

#: The module of each public name. A name is imported on its first use, so that unused ones cost nothing.
_HOMES = {
    "MESSAGES": "contract.catalog",
    "__version__": "_version",
    "Checked": "validation.checked",
    "InvalidMessage": "problems",
    "Message": "contract.catalog",
    "Problem": "problems",
    "UnknownMessage": "problems",
    "check": "validation.api",
    "check_json": "files.texts",
    "check_many": "files.texts",
    "SessionWatch": "sessions.watch",
    "check_session": "sessions.watch",
    "events_after": "generators.events",
    "example": "generators.examples",
    "examples": "generators.examples",
    "failure": "generators.responses",
    "identify": "validation.dispatch",
    "inspect": "validation.api",
    "is_a": "validation.api",
    "is_valid": "validation.api",
    "parse": "validation.api",
    "session": "generators.simulation",
    "success": "generators.responses",
    "validate": "validation.api",
    "validator": "validation.api",
    "warm": "files.warm",
}


def __getattr__(name: str) -> "Any":
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
