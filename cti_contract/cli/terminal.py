"""The terminal: how wide it is, and whether it shows colors."""

from __future__ import annotations

import os
import sys

_DEFAULT = 80
_NARROWEST = 40


def width() -> int:
    """Return how many columns output may take: `COLUMNS`, else the width of the terminal, else 80."""
    try:
        columns = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        try:
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
        except (OSError, ValueError):  # not a terminal
            columns = 0
    return max(columns, _NARROWEST) if columns > 0 else _DEFAULT


def shows_colors(choice: str = "auto") -> bool:
    """Return whether output to standard output is colored.

    Args:
        choice: `always`, `never`, or `auto`: on a terminal that shows colors. There, the variable `NO_COLOR` switches
            colors off, and `FORCE_COLOR` switches them on, also without a terminal; its values 0 and false, off.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):  # any text is "on" at force-color.org, but 0 and false are "off" in Node.js
        return os.environ["FORCE_COLOR"].lower() not in {"0", "false"}
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def bold(text: str) -> str:
    """Return the text in bold."""
    return f"\x1b[1m{text}\x1b[0m"


def colored_json(text: str) -> str:
    """Return JSON text with its names, strings and other scalars in colors."""
    import re

    def colored(found: re.Match[str]) -> str:
        return f"\x1b[{_COLORS[str(found.lastgroup)]}m{found[0]}\x1b[0m"

    string = r'"(?:[^"\\]|\\.)*"'
    return re.sub(rf"(?P<name>{string}(?=:))|(?P<string>{string})|(?P<scalar>-?\d[\d.eE+-]*|[a-z]+)", colored, text)


_COLORS = {"name": 34, "string": 32, "scalar": 33}
