"""The guide page of the codes of problems, from the table in `cti_contract/codes.py`."""

import os
import subprocess
import sys
import textwrap
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import markup

import cti_contract
from cti_contract.codes import GROUPS, Code

_WIDTH = 80
_INTRODUCTION = """\
# Codes of problems

Every problem has a code, in brackets at the end of its line. Codes are stable:
use them in scripts and filters. For each code, this page has its meaning, how
to fix it, and an input that has it.

Rendered from `cti_contract/codes.py` by `python tools/render_reference.py`:
change that file, not this page.

The inputs may be tried in any folder without a configuration, such as this one
in a clone, which git ignores:

```console
$ mkdir --parents try && cd try
```
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
    """Return the output of a shell command that is run in an empty folder, with this package.

    Raises:
        ValueError: The command prints to its error output.
    """
    with TemporaryDirectory() as folder:
        program = Path(folder, "cti-contract")
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cti_contract "$@"\n', encoding="utf-8")
        program.chmod(0o700)
        path = os.pathsep.join([folder, str(Path(sys.executable).parent), os.environ["PATH"]])
        done = subprocess.run(  # noqa: S603 -- the commands are those of the table
            ["/bin/sh", "-c", command],
            cwd=folder,
            env={**os.environ, "PATH": path, "PYTHONPATH": str(Path(cti_contract.__file__).parent.parent)},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.stderr:
        raise ValueError(f"{command}\n{done.stderr}")
    return done.stdout
