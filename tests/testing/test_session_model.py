"""The picture of sessions: the objects that live after a session was started again."""

from cti_contract.contract.catalog import by_name
from cti_contract.testing.session_model import Due, Model

START = by_name()["session.start", "request"]
INITIALIZED = by_name()["channel.initialized", "event"]


def test_start_of_a_running_session() -> None:
    """An object that is announced after its request is one of the new session; commands to others can only fail."""
    model = Model()
    request = {"command": "session.start", "target": "s", "data": {}}
    for target in ("s.1", "s.2"):
        start = model.send(START, request)
        model.announce(Due(INITIALIZED, "channel", target), {})
        dials = [
            model.send(by_name()["channel.dial", "request"], {"command": "channel.dial", "target": each})
            for each in model.alive
            if "." in each
        ]
        model.answer(start, {**request, "result": "success"})
    assert model.alive == {"s": "session", "s.2": "channel"}
    assert [each.must_fail for each in dials] == [True, False]
    assert model.new_target("s", "2") == "s.22"
    assert model.new_target("s", "1") == "s.1"
