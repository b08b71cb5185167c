"""The guide page of the codes of problems, from the table in `cti_contract/codes.py`."""

import os
import subprocess
import sys
import textwrap
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import markup

from cti_contract.codes import GROUPS, Code

_WIDTH = 80
_INTRODUCTION = """\
# Codes of problems

Every problem has a code, in brackets at the end of its line. Codes are stable:
use them in scripts and filters. For each code, this page has its meaning, how
to fix it, and an input that has it.

Rendered from `cti_contract/codes.py` by `python tools/render_reference.py`:
change that file, not this page.
"""


@cache
def page() -> str:
    """Return the page."""
    parts = [_INTRODUCTION]
    for heading, codes in GROUPS.items():
        parts += [f"## {heading}\n", *map(_section, codes)]
    return "\n".join(parts)


def _section(code: Code) -> str:
    paragraphs = (f"*{code.severity.capitalize()}.* {code.meaning}", f"*Fix.* {code.fix}")
    wrapped = [f"{textwrap.fill(text, _WIDTH, break_on_hyphens=False)}\n" for text in paragraphs]
    example = markup.session([(code.example, output_of(code.example).removesuffix("\n"))])
    return "\n".join([f"### {code.name}\n", *wrapped, example])


def output_of(command: str) -> str:
    """Return the output of a shell command that is run in an empty folder, with this package."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    with TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603 -- the commands are those of the table
            ["/bin/sh", "-c", command],
            cwd=folder,
            env={**os.environ, "PATH": path},
            stdout=subprocess.PIPE,
            check=False,
        )
    return done.stdout.decode()
