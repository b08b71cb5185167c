"""The commands of the command line, a module each; `cli` imports the one that is asked for.

Each has a `DESCRIPTION` and an `EPILOG` for its help, `add_arguments(parser)`, and `run(options)`, which returns one of
the exit codes.
"""

from typing import Final

VALID: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130
