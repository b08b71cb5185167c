"""The scripts of `completion`, run in their shells."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pytest
from helpers import HANG, Cli, TextFile

from cti_contract.cli.commands.completion import SHELLS

#: The typed text, and the last word after completion.
TYPED = {
    "ch": "check",
    "check --form": "--format",
    "check --format gi": "github",
    "check --quiet --unknown=error call.n": "call.ndjson",
    "check call.ndjson oth": "other.json",
    "show conversation.blindt": "conversation.blindtransfer",
    "show --s": "--schema",
    "example interaction.request.recording.s": "interaction.request.recording.stop",
    "example --kind f": "failure",
    "example --all fol": "folder",
    "export b": "bundle",
    "explain bad-t": "bad-target",
    "completion f": "fish",
    "simulate --ag": "--agents",
    "guide ga": "gate",
    "list --object inter": "interaction",
}
#: The command that starts a shell without its user's settings, and the setting that it needs for completion.
STARTED = {
    "bash": ("bash --noprofile --norc -i", "bind 'set enable-bracketed-paste off'"),
    "zsh": ("zsh -f -i", "autoload -Uz compinit && compinit -u -D"),
}


# from Python 3.12 on, because a worker of the tests has a second thread
@pytest.mark.filterwarnings("ignore:.*use of forkpty:DeprecationWarning")
@pytest.mark.parametrize("shell", SHELLS)
def test_completion(shell: str, tmp_path: Path, text_file: TextFile, cli: Cli) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    code, script, _ = cli("completion", shell)
    assert code == 0
    text_file("completions", script)
    for name in ("call.ndjson", "other.json", "folder.txt"):
        text_file(name)
    (tmp_path / "folder").mkdir()
    completed = by_fish if shell == "fish" else by_typing
    words = completed(shell, tmp_path, list(TYPED))
    assert dict(zip(TYPED, words, strict=True)) == TYPED


def by_fish(shell: str, folder: Path, lines: Sequence[str]) -> list[str]:
    """Return the only candidate of each line, without a terminal."""
    asked = "; echo; ".join(f"complete --do-complete='cti-contract {line}'" for line in lines)
    words = [shell, "--no-config", "--command", f"cat completions | source; {asked}"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return [re.sub(r"/?\t.*", "", candidate).strip() for candidate in done.stdout.split("\n\n")]


def by_typing(shell: str, folder: Path, lines: Sequence[str]) -> list[str]:
    """Type each line and the tabulator key; a function in place of the command prints its arguments."""
    command, setting = STARTED[shell]
    environment = {"PATH": os.environ["PATH"], "TERM": "dumb"}
    with pexpect.spawn(command, cwd=str(folder), env=environment, encoding="utf-8", timeout=HANG) as terminal:
        for line in (
            setting,
            'eval "$(cat completions)"',
            """cti-contract() { printf '%s: %s\\n' typed "$*"; }""",
            "PS1=rea'dy> '",
        ):
            terminal.sendline(line)
        terminal.expect_exact("ready> ")
        words = []
        for line in lines:
            terminal.send(f"cti-contract {line}\t\n")
            terminal.expect("typed: (.*?)\r?\n")
            words.append(terminal.match[1].split()[-1].rstrip("/"))
    return words


def test_unknown_shell(cli: Cli) -> None:
    code, out, err = cli("completion", "tcsh")
    assert (code, out) == (2, "")
    assert "invalid choice: 'tcsh'" in err
