"""The scripts of `completion`, in the shells that they are for."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pytest
from helpers import HANG, run

from cti_contract.cli.commands.completion import SHELLS

#: What is typed before the key is pressed, and what the last word then is.
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
    "completion f": "fish",
    "simulate --ag": "--agents",
}
#: How a shell is started that knows nothing of its user, and what else it needs to complete anything.
STARTED = {
    "bash": ("bash --noprofile --norc -i", "bind 'set enable-bracketed-paste off'"),
    "zsh": ("zsh -f -i", "autoload -Uz compinit && compinit -u -D"),
}


# from Python 3.12 on, of pexpect in a worker, which has a second thread
@pytest.mark.filterwarnings("ignore:.*use of forkpty:DeprecationWarning")
@pytest.mark.parametrize("shell", SHELLS)
def test_what_is_typed_is_completed(shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    code, script, _ = run(capsys, "completion", shell)
    assert code == 0
    (tmp_path / "completions").write_text(script, encoding="utf-8")
    for name in ("call.ndjson", "other.json", "folder.txt"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    completed = by_fish if shell == "fish" else by_typing
    words = completed(shell, tmp_path, list(TYPED))
    assert dict(zip(TYPED, words, strict=True)) == TYPED


def by_fish(shell: str, folder: Path, lines: Sequence[str]) -> list[str]:
    """Ask for the candidates, of which each line has one: what the key does, without a terminal."""
    asked = "; echo; ".join(f"complete --do-complete='cti-contract {line}'" for line in lines)
    words = [shell, "--no-config", "--command", f"cat completions | source; {asked}"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return [re.sub(r"/?\t.*", "", told).strip() for told in done.stdout.split("\n\n")]


def by_typing(shell: str, folder: Path, lines: Sequence[str]) -> list[str]:
    """Type each line and press the key, then enter: what stands for the command tells its arguments."""
    command, setting = STARTED[shell]
    environment = {"PATH": os.environ["PATH"], "TERM": "dumb"}
    with pexpect.spawn(command, cwd=str(folder), env=environment, encoding="utf-8", timeout=HANG) as terminal:
        for line in (
            setting,
            'eval "$(cat completions)"',
            """cti-contract() { printf '%s: %s\\n' told "$*"; }""",
            "PS1=rea'dy> '",
        ):
            terminal.sendline(line)
        terminal.expect_exact("ready> ")
        words = []
        for line in lines:
            terminal.send(f"cti-contract {line}\t\n")
            terminal.expect("told: (.*?)\r?\n")
            words.append(terminal.match[1].split()[-1].rstrip("/"))
    return words


def test_shell_that_is_not_known_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "completion", "tcsh")
    assert (code, out) == (2, "")
    assert "invalid choice: 'tcsh'" in err
