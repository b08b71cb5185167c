"""The assertion that a message is valid, for tests that pytest runs. Only the plugin imports this module."""

from __future__ import annotations

from reprlib import Repr
from typing import Any, Literal, Protocol, overload

import pytest

from cti_contract.contract.catalog import Message
from cti_contract.problems import InvalidMessage
from cti_contract.validation.api import validate
from cti_contract.validation.compiled import Unknown


class AssertValid(Protocol):
    """The call that the fixture `assert_cti_valid` returns: it is `assert_valid`."""

    @overload
    def __call__(self, message: Any, *, unknown: Literal["error"] = "error") -> Message: ...
    @overload
    def __call__(self, message: Any, *, unknown: Unknown) -> Message | None: ...


@overload
def assert_valid(message: Any, *, unknown: Literal["error"] = "error") -> Message: ...
@overload
def assert_valid(message: Any, *, unknown: Unknown) -> Message | None: ...
def assert_valid(message: Any, *, unknown: Unknown = "error") -> Message | None:
    """Return the message of the contract that a value is.

    If the value is invalid, fail the test with a line for each problem.

    Args:
        message: A JSON value.
        unknown: `"ignore"` accepts members and messages that the contract does not know, as for `check`.

    Raises:
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.
    """
    __tracebackhide__ = True
    try:
        return validate(message, unknown=unknown)
    except InvalidMessage as error:
        problems = str(error)
    pytest.fail(f"{problems}\n{_SHORT.repr(message)}")


_SHORT = Repr()
_SHORT.maxlevel = _SHORT.maxlist = _SHORT.maxdict = 8
_SHORT.maxstring = _SHORT.maxlong = _SHORT.maxother = 80
