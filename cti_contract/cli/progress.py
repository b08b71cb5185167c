"""The progress of a long check on a terminal. Only this module needs the library that draws the bar."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, Never

from cti_contract.files.discover import STANDARD_INPUT, files, size_of
from cti_contract.text import grouped

if TYPE_CHECKING:
    from tqdm import tqdm

    from cti_contract.files.globs import Pattern
    from cti_contract.files.results import Counts

#: Seconds before the bar is shown, and between two drawings.
FIRST = 1.0
NEXT = 0.1


class Progress:
    """A bar on standard error that shows how much was read, and the counts."""

    def __init__(self, paths: Sequence[str], counts: Counts, exclude: Sequence[Pattern] = ()) -> None:
        """Show the progress of a check of `paths`, which keeps `counts` up to date."""
        self._paths, self._counts, self._exclude = paths, counts, exclude
        self._start = monotonic()
        self._due = self._start + FIRST
        self._bar: tqdm[Never] | None = None
        self._is_shared = sys.stdout.isatty()
        self._is_drawn, self._may_draw = False, True

    def update(self) -> None:
        """Draw the bar again, if it is time."""
        now = monotonic()
        if now >= self._due and self._may_draw:
            self._due = now + NEXT
            self._draw(now - self._start)

    def hide(self, *, at_line_end: bool) -> None:
        """Make room for output on the same terminal. The bar is not drawn behind a line that has not ended."""
        if self._is_shared:
            self._may_draw = at_line_end
            if self._is_drawn and self._bar is not None:
                self._bar.clear()
                self._is_drawn = False

    def close(self) -> None:
        """Remove the bar from the terminal."""
        self._may_draw = False
        if self._bar is not None:
            self._bar.close()

    def _draw(self, seconds: float) -> None:
        if self._bar is None:
            self._bar = _bar(self._paths, self._exclude)
            self._bar.start_t -= seconds
        bar, counts = self._bar, self._counts
        bar.n = counts.size
        rate = f"{counts.messages / seconds:,.0f} messages/s"
        problems = grouped(counts.errors + counts.warnings, "problem")
        bar.set_postfix_str(", ".join((grouped(counts.files, "file"), rate, problems)), refresh=False)
        bar.refresh()
        self._is_drawn = True


def _bar(paths: Sequence[str], exclude: Sequence[Pattern]) -> tqdm[Never]:
    from threading import RLock

    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its monitor is a thread, and fork needs a process without other threads
    tqdm.set_lock(RLock())  # its own lock is one between processes
    total = None if STANDARD_INPUT in paths else sum(map(size_of, files(paths, exclude)))
    bar: tqdm[Never] = tqdm(total=total, unit="B", unit_scale=True, dynamic_ncols=True, leave=False, file=sys.stderr)
    return bar
