"""Interrupts of a check: its report is closed, as a document that is cut cannot be read, and says what was checked."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

_Item = TypeVar("_Item")


#: Signals within this many seconds after the first are the same interrupt: terminals and their programs send several.
_TOGETHER = 1.0


@contextmanager
def postponed() -> Iterator[None]:
    """Let an interrupt come at the end: extension modules that are interrupted in their import abort the process."""
    if signal.getsignal(signal.SIGINT) != signal.default_int_handler:
        yield
        return
    came: list[int] = []
    with suppress(ValueError):  # of another thread, which gets no signals
        signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGINT, signal.default_int_handler)
    if came:
        raise KeyboardInterrupt


@contextmanager
def cleaned_up() -> Iterator[None]:
    """Let signals that end the process at once raise SystemExit instead, so that unfinished files are removed."""
    before: dict[signal.Signals, Any] = {}
    with suppress(ValueError):  # of another thread, which gets no signals
        for number in _ENDING:
            if signal.getsignal(number) == signal.SIG_DFL:
                before[number] = signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


#: SIGHUP comes when a terminal is closed; Windows has none.
_ENDING = [number for number in signal.Signals if number.name in {"SIGHUP", "SIGTERM"}]


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


class Interrupts:
    """SIGINT and SIGTERM end the reading of input. The writing of the report goes on, until one comes a second later.

    `number` is the first signal that came, 0 before one comes. Signals that are ignored, as in background jobs of a
    shell, stay ignored, and only the main thread gets signals.
    """

    def __init__(self) -> None:
        """Begin without a signal."""
        self.number, self._time = 0, 0.0
        self._is_reading = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        with suppress(ValueError):  # of another thread
            for number in (signal.SIGINT, signal.SIGTERM):
                if signal.getsignal(number) != signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._handle)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def until_one(self, items: Iterator[_Item]) -> Iterator[_Item]:
        """Yield the items until a signal comes."""
        while True:
            try:
                self._is_reading = True
                if self.number:
                    return
                item = next(items)
            except StopIteration:
                return
            except KeyboardInterrupt:
                self.number = self.number or signal.SIGINT
                return
            finally:
                self._is_reading = False
            yield item

    def _handle(self, number: int, _: FrameType | None) -> None:
        if self.number:
            if monotonic() > self._time + _TOGETHER:
                raise KeyboardInterrupt
            return
        self.number, self._time = number, monotonic()
        if self._is_reading:
            raise KeyboardInterrupt
