"""Interrupts of a check: its report is closed, as a document that is cut cannot be read, and says what was checked."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

_Item = TypeVar("_Item")


class Interrupts:
    """SIGINT and SIGTERM end the reading of input. The writing of the report goes on, until the second signal.

    `number` is the signal that came, 0 before one comes. Signals that are ignored, as in background jobs of a shell,
    stay ignored, and only the main thread gets signals.
    """

    def __init__(self) -> None:
        """Begin without a signal."""
        self.number = 0
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
        is_second, self.number = self.number != 0, number
        if is_second or self._is_reading:
            raise KeyboardInterrupt
