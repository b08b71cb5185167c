"""The benchmark of sessions: its logs are valid, and as many sessions go on at a time as it says."""

import json
from pathlib import Path

import benchmark_sessions
import pytest
from benchmark_sessions import interleaved, report

import cti_contract as cti


@pytest.mark.parametrize(("at_a_time", "most"), [(1, 1), (3, 3), (10, 6)])
def test_sessions_at_a_time(at_a_time: int, most: int) -> None:
    log = list(map(json.loads, interleaved(6, at_a_time)))
    assert list(cti.check_session(log, complete=True)) == []
    going: set[str] = set()
    found = 0
    for message in log:
        going.add(message["target"].partition(".")[0])
        found = max(found, len(going))
        if (message.get("command"), message.get("result")) == ("session.request.logout", "success"):
            going.remove(message["target"])
    assert (found, going) == (most, set())


def test_logs_have_the_same_messages(tmp_path: Path) -> None:
    logs = benchmark_sessions.write_logs(tmp_path, 30)
    few, many = (log.path.read_text().splitlines() for log in logs.values())
    assert few != many
    assert sorted(few) == sorted(many)
    assert {log.messages for log in logs.values()} == {len(few)}


def test_report() -> None:
    text = report({"check": [1.0, 2.0, 4.0], "session": [4.0, 6.0, 12.0], "among many": [8.0, 8.0, 12.0]})
    assert text.splitlines() == [
        "check: 2.00 µs a message",
        "session: 6.00 µs a message",
        "among many: 8.00 µs a message",
        "session / check: 3.00 (at most 3.5)",
        "among many / session: 1.33 (at most 1.5)",
    ]
    assert "MISSED" in report({"check": [1.0], "session": [4.0], "among many": [4.0]})
