"""The exit codes of all commands."""

from typing import Final

VALID: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130
