"""The result of the check of one message, as a value."""

from typing import Any, NamedTuple

from cti_contract.contract.catalog import Message
from cti_contract.problems import Problem


class Checked(NamedTuple):
    """The result of a check of one message.

    `value` is the JSON value, None if a text is not strict JSON. `message` is the message of the contract that it is,
    or None. `problems` are its errors and warnings; those of a text have their line and column, and are in this order.

    Example:
        >>> import cti_contract as cti
        >>> checked = cti.check_json('{"command": "session.start", "target": "jdoe", "data": {}}')
        >>> checked.ok, checked.message.name, checked.value["target"]
        (True, 'session.start', 'jdoe')
    """

    value: Any
    message: Message | None
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings do not count."""
        return all(problem.severity != "error" for problem in self.problems)
