"""Whether a JSON value looks like a message, even if it is not one."""

from typing import Any

from cti_contract.problems import Problem
from cti_contract.validation.dispatch import discriminate

#: Members that a message has, and other JSON hardly ever.
_OF_MESSAGES = frozenset({"command", "messageType", "original", "target"})
#: Pairs of members that show a message together.
_PAIRS = ({"name", "data"}, {"result", "failure"})


def looks_like_message(value: Any) -> bool:
    """Return whether a value has a member of messages that other JSON rarely has, or a name of the contract."""
    if not isinstance(value, dict):
        return False
    if not value.keys().isdisjoint(_OF_MESSAGES) or any(pair <= value.keys() for pair in _PAIRS):
        return True
    found = discriminate(value)
    return not isinstance(found, Problem) or found.pointer != ("/name" if "name" in value else "") or bool(found.hint)
