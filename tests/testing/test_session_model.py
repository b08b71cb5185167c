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


def test_events_wait_while_a_session_is_started_again() -> None:
    """It is not decided to which session the object of an event belongs as long as a new start is open."""
    model = Model()
    request = {"command": "session.start", "target": "s", "data": {}}
    model.answer(model.send(START, request), {**request, "result": "success"})
    sent = {"command": "channel.dial", "target": "s.1"}
    dial = model.send(by_name()["channel.dial", "request"], sent)
    dial.due = [Due(by_name()["channel.infochanged", "event"], "channel", "s.1")]
    model.answer(dial, {**sent, "result": "success"})
    assert model.may_follow(dial)
    again = model.send(START, request)
    assert not model.may_follow(dial)
    model.answer(again, {**request, "result": "failure"})
    assert model.may_follow(dial)


def test_no_event_is_taken_for_a_later_one_of_a_command() -> None:
    """A right client would be blamed for the order of the events."""
    model = Model()
    conference = {"command": "conversation.blindconference", "target": "s.1.2.3"}
    state = by_name()["state.updated", "event"]
    model.send(by_name()["conversation.blindconference", "request"], conference)
    assert not model.may_raise(state, "s.1.2.3")
    assert model.may_raise(state, "s.1.2")
    [exchange] = model.exchanges
    exchange.due = [Due(state, "conversation", "s.1.2.4")]
    assert not model.may_raise(state, "s.1.2.4")
    assert model.may_raise(state, "s.1.2.3")
