"""`--statistics`: how many problems each code and each message has."""

import pytest
from helpers import ALIAS, BAD, GOOD, Cli, MessageFile

TABLE = "2  unknown-member\n1  alias\n1  syntax\n\n2  channel.dial\n1  no known message\n1  session.addchannel\n"


@pytest.mark.parametrize("most", ["0", "9"])
def test_statistics_of_codes(most: str, message_file: MessageFile, cli: Cli) -> None:
    file = message_file(BAD, ALIAS, BAD, "{")
    options = ("check", "--max-problems", most)
    shown = cli(*options, file)
    assert cli(*options, "--statistics", file) == (1, shown.out + TABLE, "")
    document = cli(*options, "--format", "json", file)
    assert cli(*options, "--format", "json", "--statistics", file) == (1, document.out, TABLE)


def test_statistics_without_problems(message_file: MessageFile, cli: Cli) -> None:
    assert cli("check", "--quiet", "--statistics", message_file(GOOD)) == (0, "", "")


def test_statistics_of_new_problems(message_file: MessageFile, cli: Cli) -> None:
    file = message_file(BAD)
    known = file.parent / "known.json"
    cli("check", "--write-baseline", known, file)
    message_file(BAD, BAD, "{")
    done = cli("check", "--quiet", "--statistics", "--baseline", known, file)
    assert done.out.endswith("1  syntax\n1  unknown-member\n\n1  channel.dial\n1  no known message\n")


def test_statistics_of_a_log(message_file: MessageFile, cli: Cli) -> None:
    done = cli("session", "--quiet", "--statistics", message_file(GOOD, BAD))
    assert done.out.endswith("2  open-at-end\n1  unknown-member\n\n3  channel.dial\n")
