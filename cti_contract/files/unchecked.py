"""Problems that say that something was not checked: a file, a line, or a value that is no message."""

from __future__ import annotations

from cti_contract.problem_texts import MISSING_NAMES
from cti_contract.problems import Problem

#: Codes of files, lines and records that were not read, or whose message was not checked further.
_UNREAD = frozenset(
    {
        "duplicate-key",
        "no-message",
        "no-messages",
        "not-a-message",
        "not-json",
        "not-utf8",
        "syntax",
        "too-deep",
        "too-large",
        "unreadable",
    }
)
#: Codes of values that are no message, if the problem is that of the whole value.
_OF_VALUES = frozenset({"ambiguous-message", "unknown-message", "wrong-type"})


def is_unchecked(problem: Problem) -> bool:
    """Return whether a problem says that something was not checked, so that `--select` never hides it."""
    if problem.code == "missing-member" and not problem.pointer:
        return problem.message.startswith(MISSING_NAMES)
    if problem.code == "unknown-member":  # of no schema: what the message is, is not known
        return problem.schema is None and problem.message != ""
    return problem.code in _UNREAD or (problem.code in _OF_VALUES and not problem.pointer)


def depends_on_content(problem: Problem) -> bool:
    """Return whether a problem is known only while all of the text or value that it is about stays the same.

    Around a problem of syntax that is of no message, such as a comment, the messages are checked.
    """
    return is_unchecked(problem) and (problem.code != "syntax" or problem.message_index is not None)
