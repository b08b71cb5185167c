"""How far a long check has come, on a terminal: only this needs the library that draws it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, Never

from cti_contract.files.discover import files, size_of
from cti_contract.files.streams import STANDARD_INPUT
from cti_contract.reports.text import grouped

if TYPE_CHECKING:
    from tqdm import tqdm

    from cti_contract.files.check import Tally

#: After how many seconds it is shown, and after how many more it is drawn anew.
FIRST = 1.0
NEXT = 0.1


class Progress:
    """A bar on standard error that shows how far the files are read, and what `tally` counts.

    The messages of the file that is being read are taken to be its lines, until they are counted.
    """

    def __init__(self, paths: Sequence[str], tally: Tally) -> None:
        self._paths, self._tally = paths, tally
        self._start = monotonic()
        self._due = self._start + FIRST
        self._size = self._lines = self._counted = 0
        self._bar: tqdm[Never] | None = None
        self._is_shared = sys.stdout.isatty()
        self._is_drawn, self._may_draw = False, True

    def tell(self, size: int, lines: int) -> None:
        """Take in that so many more bytes were read, in which so many lines end."""
        if self._tally["messages"] != self._counted:
            self._counted, self._lines = self._tally["messages"], 0
        self._size += size
        self._lines += lines
        now = monotonic()
        if now >= self._due and self._may_draw:
            self._due = now + NEXT
            self._draw(now - self._start)

    def hide(self, *, at_line_end: bool) -> None:
        """Make room for what is written to the terminal; inside a line nothing may be drawn behind it."""
        if self._is_shared:
            self._may_draw = at_line_end
            if self._is_drawn and self._bar is not None:
                self._bar.clear()
                self._is_drawn = False

    def close(self) -> None:
        """Leave nothing of it on the terminal."""
        self._may_draw = False
        if self._bar is not None:
            self._bar.close()

    def _draw(self, seconds: float) -> None:
        if self._bar is None:
            self._bar = _bar(self._paths)
            self._bar.start_t -= seconds
        bar = self._bar
        bar.n = self._size
        rate = (self._counted + self._lines) / seconds
        problems = self._tally["error"] + self._tally["warning"]
        told = (grouped(self._tally["files"], "file"), f"{rate:,.0f} messages/s", grouped(problems, "problem"))
        bar.set_postfix_str(", ".join(told), refresh=False)
        bar.refresh()
        self._is_drawn = True


def _bar(paths: Sequence[str]) -> tqdm[Never]:
    from threading import RLock

    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread that looks after it is needed,
    tqdm.set_lock(RLock())  # nor a lock between processes
    total = None if STANDARD_INPUT in paths else sum(map(size_of, files(paths)))
    bar: tqdm[Never] = tqdm(total=total, unit="B", unit_scale=True, dynamic_ncols=True, leave=False, file=sys.stderr)
    return bar
