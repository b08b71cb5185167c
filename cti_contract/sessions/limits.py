"""The limits of what is remembered of a log, as one value: memory does not grow with the log."""

from typing import NamedTuple


class Limits(NamedTuple):
    """The most things that are remembered; the oldest are forgotten. Only tests change them.

    Of a log: `sessions` that go on, `alive` objects, ended objects and other past things (`remembered`), and commands
    with a time (`watched`). Of a session: `open` requests, and commands that are `waiting` for events. Of a command:
    `objects` that may be its own.
    """

    sessions: int = 50_000
    alive: int = 250_000
    remembered: int = 10_000
    watched: int = 100_000
    open: int = 1_000
    waiting: int = 100
    objects: int = 20
