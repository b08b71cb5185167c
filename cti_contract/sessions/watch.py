"""Check the messages of a log or of a live connection one by one, and the rules between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from sys import float_info
from typing import Any

from cti_contract.contract.catalog import Message
from cti_contract.problem_texts import referring
from cti_contract.problems import Problem
from cti_contract.sessions.entry import SENDERS, Context, Entry, Finding, Sender
from cti_contract.sessions.rules import Rules
from cti_contract.text import one_of, quote
from cti_contract.validation.api import inspected
from cti_contract.validation.compiled import Unknown, refuse_misspelt

_MOST_SECONDS = float_info.max


class SessionWatch:
    """Check messages as they come: each by itself, as `check` does, and the rules between the messages.

    The watch does no input or output and has no clock, so it can be used anywhere, asyncio included. It is not
    thread-safe. Its memory is bounded: of very many open requests, awaited events, sessions and ended objects it
    forgets the oldest. Forgotten messages are never reported as missing, and late answers to them are accepted.

    Args:
        unknown: "error" reports members and messages that the contract does not know; "ignore" accepts them, as in
            `check`, and no rule is about such a message.
        complete: Whether the messages end where the recording ends. `close` then reports what is still open as errors
            (`unanswered`, `missing-event`) instead of as warnings (`open-at-end`).
        whole: Whether every session begins with its `session.start`, and messages are fed in the order in which they
            were sent, as on a live connection. Otherwise a session may begin in the middle.
        patience: How many seconds an answer or an event may take, for messages that are fed with a time. A later one
            is reported as `overdue` as soon as that shows.

    Raises:
        ValueError: If `unknown` is none of its values, or `patience` is not positive or not finite.
        TypeError: If `patience` is no number.

    Example:
        >>> from cti_contract import SessionWatch, example
        >>> watch = SessionWatch(whole=True)
        >>> answer = example("channel.dial", "success", seed=1)
        >>> [problem.code for problem in watch.feed(answer)]
        ['no-request']
        >>> watch.close()
        []
    """

    def __init__(
        self,
        *,
        unknown: Unknown = "error",
        complete: bool = False,
        whole: bool = False,
        patience: float | None = None,
    ) -> None:
        refuse_misspelt(unknown)
        if patience is not None and _finite("patience", patience) <= 0:
            raise ValueError(f"patience must be a positive number of seconds, not {patience!r}")
        self._unknown: Unknown = unknown
        self._rules = Rules(is_complete=complete, is_whole=whole, patience=patience, counts_later=True)
        self._patience = patience
        self._fed = 0
        self._is_closed = False

    def __copy__(self) -> SessionWatch:
        """Return a watch that goes on by itself: a shallow copy would share what has been seen."""
        return deepcopy(self)

    def feed(self, message: Any, sender: Sender | None = None, at: float | None = None) -> list[Problem]:
        """Check the next message.

        Args:
            message: A JSON value, as for `check`.
            sender: Who sent it, "client" or "platform", if that is known: then its direction is checked.
            at: When it was sent or received, in seconds since any moment, if that is known. Times may come in any
                order.

        Returns:
            The problems that the message has or shows. `message_index` is the number of the message that a problem is
            about, counted from 0: it may be an earlier one.

        Raises:
            ValueError: If `sender` is none of its values, `at` is not finite, or the watch is closed. The message then
                does not count.
            TypeError: If `at` is no number. The message then does not count.

        Example:
            >>> from cti_contract import SessionWatch, example
            >>> watch = SessionWatch()
            >>> [problem.code for problem in watch.feed(example("channel.dial", seed=1), sender="platform")]
            ['wrong-direction']
        """
        if self._is_closed:
            raise ValueError("this watch is closed: make a new one for more messages")
        if sender is not None and sender not in SENDERS:
            raise ValueError(f"sender must be {one_of(SENDERS)}, not {quote(sender)}")
        if at is not None:
            _finite("at", at)
        found, problems = inspected(message, self._unknown)
        entry = Entry.within(Context(problems, sender, at), self._fed, message, found)
        self._fed += 1
        return [_problem(finding) for finding in self._rules.read(entry)]

    def tick(self, at: float) -> list[Problem]:
        """Report the answers and events that are overdue although no message came.

        Args:
            at: The time now, on the clock of the times given to `feed`.

        Returns:
            The problems; always none without `patience`, or when the watch is closed.

        Raises:
            ValueError: If `at` is not finite.
            TypeError: If `at` is no number.

        Example:
            >>> from cti_contract import SessionWatch, example
            >>> watch = SessionWatch(patience=30)
            >>> watch.feed(example("channel.dial", seed=1), at=100)
            []
            >>> [problem.code for problem in watch.tick(at=131)]
            ['overdue']
        """
        _finite("at", at)
        if self._patience is None or self._is_closed:
            return []
        return [_problem(finding) for finding in self._rules.overdue(at)]

    def close(self) -> list[Problem]:
        """Report what is still open, and how many more messages came to each ended object or session.

        Returns:
            The problems, in the order of the messages that they are about. A second call returns none.

        Example:
            >>> from cti_contract import SessionWatch, example
            >>> watch = SessionWatch(complete=True)
            >>> watch.feed(example("channel.dial", seed=1))
            []
            >>> [problem.code for problem in watch.close()]
            ['unanswered']
        """
        if self._is_closed:
            return []
        self._is_closed = True
        return [_problem(finding) for finding in self._rules.end()]


def check_session(messages: Iterable[Any], *, unknown: Unknown = "error", complete: bool = False) -> Iterator[Problem]:
    """Check the messages of a log: each by itself, as `check` does, and the rules between the messages.

    The messages are read one by one, so a log may be longer than memory. Memory is bounded as that of `SessionWatch`.

    Args:
        messages: JSON values in the order of the log, of one session or of several. A log may begin and end in the
            middle of sessions.
        unknown: "error" reports members and messages that the contract does not know; "ignore" accepts them, as in
            `check`, and no rule is about such a message.
        complete: Whether the log ends where the recording ends. Open requests and events are then reported as errors
            (`unanswered`, `missing-event`) instead of as warnings (`open-at-end`).

    Returns:
        An iterator over the problems. `message_index` is the number of the message at fault, counted from 0, and
        `see message 3` in the text is another message that it contradicts. A problem comes as soon as it is certain,
        so it may be about an earlier message. Messages to an ended object or session are one problem at the end.

    Raises:
        ValueError: If `unknown` is none of its values.

    Example:
        >>> from cti_contract import check_session, example
        >>> request = example("conversation.blindtransfer", seed=7)
        >>> [problem.code for problem in check_session([request])]
        ['open-at-end']
        >>> [problem.code for problem in check_session([request], complete=True)]
        ['unanswered']
    """
    refuse_misspelt(unknown)
    checked = ((value, *inspected(value, unknown)) for value in messages)
    return problems_between(checked, Rules(is_complete=complete))


def problems_between(
    checked: Iterable[tuple[Any, Message | None, Sequence[Problem]]], rules: Rules
) -> Iterator[Problem]:
    """Yield the problems of the messages of a log, and those between them.

    Each item is a value, the message that it is, and its own problems.
    """
    for index, (value, message, problems) in enumerate(checked):
        entry = Entry.within(Context(problems), index, value, message)
        for finding in rules.read(entry):
            yield _problem(finding)
    for finding in rules.end():
        yield _problem(finding)


def _finite(name: str, seconds: Any) -> float:
    """Return a number of seconds; raise TypeError if it is no number, and ValueError if it is not finite."""
    if not isinstance(seconds, (int, float)) or isinstance(seconds, bool):
        raise TypeError(f"{name} must be a number of seconds, not {seconds!r:.80}")
    if not -_MOST_SECONDS < seconds < _MOST_SECONDS:
        raise ValueError(f"{name} must be a finite number of seconds, not {seconds!r:.80}")
    return seconds


def _problem(finding: Finding) -> Problem:
    """Return the problem of a finding in a log whose entries have the indices of its messages as numbers."""
    entry, problem, other = finding
    located = problem if other is None else referring(problem, f"message {other}")
    return located._replace(message_index=entry.number)
