"""The benchmark of the calls prints its figures."""

import benchmark_calls
import pytest


@pytest.mark.slow
def test_figures(capsys: pytest.CaptureFixture[str]) -> None:
    benchmark_calls.main(copies=2, rounds=1)
    names = [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()]
    speeds = ["parsed_and_checked", "check_json", "gate", "check_many"]
    assert names == [*speeds, "check_json / parsed_and_checked", "check_many / gate", "cold", "warm"]
