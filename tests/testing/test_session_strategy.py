"""The drawn logs: every message is valid and every rule between them holds."""

from typing import Any

from hypothesis import HealthCheck, given, settings

import cti_contract as cti
from cti_contract.testing import strategies


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.sessions())
def test_drawn_log_keeps_the_rules(log: list[dict[str, Any]]) -> None:
    assert log[0]["command"] == "session.start"
    assert [problem.code for problem in cti.check_session(log) if problem.severity == "error"] == []
