"""Problems as data: what is wrong, where, and how to fix it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from cti_contract.text import first_of_line, quote, shortened

if TYPE_CHECKING:
    from cti_contract.messages import ProblemCode as ProblemCode  # noqa: PLC0414 -- also for problem_texts
else:
    ProblemCode = str  # the module costs 50 ms, and the name of a type in quotes 1 ms

Severity = Literal["error", "warning"]


class Source(NamedTuple):
    """The message of a problem: its name, empty if it has no known one, and the text around the problem.

    `column` is the index of the problem in the text. `digest` is a hash of the content, if that was not checked.
    """

    name: str
    text: str
    column: int
    digest: str = ""


class Problem(NamedTuple):
    """One mistake in one message.

    `code` is stable and kebab-case. `pointer` is the JSON Pointer of the wrong value, or of the object that lacks a
    member. `hint` is a suggestion. `schema` is the URI of the schema keyword that the value does not meet, None if no
    schema is involved. `file`, `line` and `column` (both from 1, columns in characters) are set for a message from a
    file, and `message_index` (from 0) for a message from a file or a log. `source` is set if a report needs it.

    Example:
        >>> import cti_contract as cti
        >>> [problem] = cti.check({"command": "session.strat", "target": "jdoe", "data": {}})
        >>> problem.code, problem.pointer, problem.severity, problem.hint
        ('unknown-message', '/command', 'error', 'session.start')
        >>> print(problem)
        /command: error: unknown command "session.strat" [unknown-message] (did you mean "session.start"?)
    """

    code: ProblemCode
    message: str
    pointer: str = ""
    severity: Severity = "error"
    hint: str | None = None
    schema: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    message_index: int | None = None
    source: Source | None = None

    def __str__(self) -> str:
        """Return one line: `place: severity: message [code] (did you mean "..."?)`."""
        place, hint = self.place, "" if self.hint is None else self.did_you_mean
        return f"{place and place + ': '}{self.severity}: {self.message} [{self.code}]{hint}"

    @property
    def place(self) -> str:
        """The place on one line: `file:line:column` as far as known, else the pointer or its beginning."""
        if self.file is None:
            return shortened(self.pointer)
        file = first_of_line(self.file)
        return f"{file}:{self.line}:{self.column}" if self.line else file

    def at(self, file: str | None, line: int | None, column: int | None, message_index: int | None) -> "Problem":
        """Return the problem with its place in a file."""
        return Problem(*self[:6], file, line, column, message_index)

    @property
    def did_you_mean(self) -> str:
        """The hint after the message, ` (did you mean "..."?)`; empty if there is none."""
        return "" if self.hint is None else f" (did you mean {quote(self.hint)}?)"


class InvalidMessage(ValueError):  # noqa: N818 -- the name says more than Error
    """A message that breaks the contract; `problems` holds at least one error.

    Example:
        >>> import cti_contract as cti
        >>> try:
        ...     cti.validate({"command": "session.start", "target": "jdoe", "data": 5})
        ... except cti.InvalidMessage as error:
        ...     print(error.problems[0].code, "at", error.problems[0].pointer)
        wrong-type at /data
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class UnknownMessage(InvalidMessage):
    """A value or a name that is no message of the contract.

    Example:
        >>> import cti_contract as cti
        >>> try:
        ...     cti.example("session.strat")
        ... except cti.UnknownMessage as error:
        ...     print(error.problems[0].hint)
        session.start
    """
