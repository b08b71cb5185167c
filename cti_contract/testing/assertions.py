"""The assertion that a message is valid, for tests that pytest runs; of the package, only its plugin imports this."""

from __future__ import annotations

from reprlib import Repr
from typing import Any, Protocol

import pytest

from cti_contract.contract.catalog import Message
from cti_contract.problems import InvalidMessage
from cti_contract.validation.api import validate
from cti_contract.validation.compiled import Unknown


class AssertValid(Protocol):
    """What the fixture `assert_cti_valid` gives."""

    def __call__(self, message: Any, *, unknown: Unknown = "error") -> Message:
        """Return which message a JSON value is; what is not valid fails the test."""


def assert_valid(message: Any, *, unknown: Unknown = "error") -> Message:
    """Return which message a JSON value is; what is not valid fails the test, with a line for each problem.

    `unknown` as for `check`: raises ValueError for what that refuses.
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
