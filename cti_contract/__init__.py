"""The contract for the JSON messages between agent desktops and telephony (CTI) platforms."""

from cti_contract.catalogue import MESSAGES, Message
from cti_contract.dispatch import identify
from cti_contract.problems import InvalidMessage, Problem, UnknownMessage
from cti_contract.validation import check, is_valid, validate, validator

__all__ = [
    "MESSAGES",
    "InvalidMessage",
    "Message",
    "Problem",
    "UnknownMessage",
    "check",
    "identify",
    "is_valid",
    "validate",
    "validator",
]
