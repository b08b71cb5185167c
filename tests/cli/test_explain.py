"""`cti-contract explain`."""

import pytest
from each_case import each_case
from helpers import Cli

from cti_contract.cli import terminal
from cti_contract.codes import CODES, GROUPS


def test_explain_lists_the_codes(cli: Cli) -> None:
    done = cli("explain")
    assert (done.code, done.err) == (0, "")
    words = [line.split()[0] for line in done.out.splitlines() if line[:3].strip() and line.startswith("  ")]
    assert words == list(CODES)
    assert [line[:-1] for line in done.out.splitlines() if line.endswith(":")] == list(GROUPS)


@each_case("name", CODES)
def test_explain_a_code(name: str, cli: Cli) -> None:
    done = cli("explain", name)
    assert (done.code, done.err) == (0, "")
    words = " ".join(done.out.split())
    for text in (CODES[name].severity, CODES[name].meaning, CODES[name].fix, CODES[name].example):
        assert " ".join(text.split()) in words


def test_explain_in_color(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "shows_colors", lambda: True)
    assert cli("explain", "alias").out.startswith("\x1b[1malias: a warning\x1b[0m\n")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("alais", 'no code "alais" (did you mean "alias"?); `cti-contract explain` lists the codes\n'),
        ("", 'no code ""; `cti-contract explain` lists the codes\n'),
    ],
)
def test_explain_without_such_a_code(code: str, message: str, cli: Cli) -> None:
    assert cli("explain", code) == (2, "", message)
