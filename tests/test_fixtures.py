"""The fixtures of `conftest.py`: files of messages, and the command line with its report."""

import gzip

import pytest
from helpers import BAD, BAD_COLUMN, GOOD, Cli, MessageFile, Reporter, TextFile


@pytest.mark.parametrize(
    ("name", "messages", "text"),
    [
        ("messages.ndjson", (GOOD, BAD), f"{GOOD}\n{BAD}\n"),
        ("one.json", (GOOD,), GOOD),
        ("logs/two.json", (GOOD, {"a": 1}), f'[{GOOD},\n{{"a": 1}}]'),
        ("none.json", (), "[]"),
    ],
)
def test_message_file_layout(name: str, messages: tuple[object, ...], text: str, message_file: MessageFile) -> None:
    assert message_file(*messages, name=name).read_text() == text
    assert gzip.decompress(message_file(*messages, name=f"{name}.gz").read_bytes()).decode() == text


def test_text_file_keeps_bytes(text_file: TextFile) -> None:
    assert text_file("a/b.json", b"\xff").read_bytes() == b"\xff"
    assert text_file("empty.json").read_bytes() == b""


def test_report_of_a_file(message_file: MessageFile, report: Reporter) -> None:
    path = message_file(GOOD, BAD)
    found = report(path)
    assert (found.code, found.codes, found.summary["messages"]) == (1, ["unknown-member"], 2)
    assert found.places() == found.places(path) == [(2, BAD_COLUMN, "unknown-member")]
    assert found.places("other.json") == []


def test_cli_reads_standard_input(cli: Cli, report: Reporter) -> None:
    assert cli("check", "-", stdin=[GOOD.encode(), b"\n", GOOD.encode()]).out == "2 messages in 1 file: all valid\n"
    assert report("-", stdin=BAD.encode(), command="session").code == 1
    assert cli("check").code == 2
