"""The measure of the documentation check: its figures on a small page, and its goals on the pages kept back."""

from pathlib import Path

import measure_docs
import pytest
from helpers import TextFile

PAGE = """# channel.dial

For telephony only.

```json
{"command": "channel.dial", "target": "PureCloud-jdoe.70001", "data": {"destination": "7"}}
```
"""
DRIFTS = """
[[drift]]
page = "calls"
kind = "media in words"
place = "sentence"
find = "For telephony only."
replace = "{}"
"""


@pytest.fixture
def folder(text_file: TextFile, monkeypatch: pytest.MonkeyPatch) -> Path:
    text_file("drifts.toml", DRIFTS.format("For multimedia only."))
    file = text_file("calls.md", PAGE)
    monkeypatch.setattr(measure_docs, "KEPT", file.parent)
    return file.parent


def test_all_drifts_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert measure_docs.main([]) == 0
    assert folder.exists()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "7 correct pages: 0 findings"
    assert "place   sentence                                     7 of     7  100.0%, goal 80 %" in lines


def test_missed_drift_and_false_alarm(folder: Path, text_file: TextFile, capsys: pytest.CaptureFixture[str]) -> None:
    text_file("drifts.toml", DRIFTS.format("For phones."))
    (folder / "calls.md").write_text(f"{PAGE}\nSee `channel.hangup`.\n", encoding="utf-8")
    assert measure_docs.main([]) == 1
    out = capsys.readouterr().out
    assert out.startswith("7 correct pages: 7 findings\ncalls, markdown: channel.dial: unknown-message: ")
    assert "missed  calls, markdown: media in words" in out


@pytest.mark.slow
def test_goals(capsys: pytest.CaptureFixture[str]) -> None:
    assert measure_docs.main([]) == 0, capsys.readouterr().out
