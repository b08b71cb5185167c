"""The exit codes of all commands."""

from typing import Final

VALID: Final = 0
PROBLEMS: Final = 1
FAILED: Final = 2  # the usage is wrong, or the command could not do its work
INTERRUPTED: Final = 130
