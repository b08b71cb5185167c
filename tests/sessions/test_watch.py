"""The watch: messages fed one by one, with their senders and times."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from each_case import each_case
from log_simulator import messages, simulate
from short_logs import Found, created, dialled, event, failure, logout, place_of, request, start, success

import cti_contract as cti
from cti_contract.sessions.limits import Limits
from cti_contract.sessions.rules import Rules

DIAL = request("channel.dial", "s.c", destination="1")
UNMUTE = request("conversation.request.unmute", "s.c.i.v")
STATE = event("state.updated", "s.c.i.v")
ENDED = event("interaction.ended", "s.c.i")


def fed(watch: cti.SessionWatch, *log: Any) -> list[Found]:
    return [place_of(problem) for message in log for problem in watch.feed(message)]


def closed(watch: cti.SessionWatch) -> list[Found]:
    return [place_of(problem) for problem in watch.close()]


@each_case("seed", range(10))
def test_watch_finds_what_check_session_finds(seed: int) -> None:
    log = messages(simulate(seed))
    del log[len(log) // 3], log[2 * len(log) // 3]
    watch = cti.SessionWatch()
    by_watch = [problem for message in log for problem in watch.feed(message)]
    assert [*by_watch, *watch.close()] == list(cti.check_session(log))


def test_own_problems_of_a_message() -> None:
    watch = cti.SessionWatch()
    assert fed(watch, 5, {**DIAL, "surplus": 1}) == [("wrong-type", 0, None), ("unknown-member", 1, None)]
    assert fed(cti.SessionWatch(unknown="ignore"), {**DIAL, "surplus": 1}) == []


def test_messages_after_the_end() -> None:
    """The first is reported at once, and the number of the others at the end."""
    watch = cti.SessionWatch()
    assert fed(watch, ENDED, STATE, STATE, STATE) == [("after-end", 1, 0)]
    [problem] = watch.close()
    assert place_of(problem) == ("after-end", 1, 0)
    assert problem.message.startswith('2 more messages after this one, although "i" has ended')


def test_messages_after_the_end_until_a_new_life() -> None:
    watch = cti.SessionWatch()
    assert fed(watch, ENDED, STATE, STATE, created("interaction", "s.c", "i")) == [("after-end", 1, 0)] * 2
    assert closed(watch) == []


def test_messages_after_the_logout() -> None:
    watch = cti.SessionWatch()
    assert fed(watch, *logout(), STATE, STATE) == [("after-logout", 2, 1)]
    [problem] = watch.close()
    assert problem.message.startswith('1 more message after this one, although "s" has logged out')


def test_close() -> None:
    assert closed(cti.SessionWatch()) == []
    watch = cti.SessionWatch()
    fed(watch, UNMUTE)
    assert closed(watch) == [("open-at-end", 0, None)]
    assert closed(watch) == []
    with pytest.raises(ValueError, match="closed"):
        watch.feed(UNMUTE)


def test_tick_after_the_close() -> None:
    watch = cti.SessionWatch(patience=10)
    watch.feed(UNMUTE, at=0)
    watch.close()
    assert watch.tick(at=100) == []


def test_complete() -> None:
    watch = cti.SessionWatch(complete=True)
    fed(watch, UNMUTE, success(UNMUTE), DIAL)
    assert closed(watch) == [("missing-event", 1, 0), ("unanswered", 2, None)]


def test_complete_and_what_a_new_start_lost() -> None:
    watch = cti.SessionWatch(complete=True)
    fed(watch, *start(), UNMUTE, success(UNMUTE), DIAL, *start())
    assert closed(watch) == [("missing-event", 4, 3), ("unanswered", 5, None)]


def test_complete_and_a_request_after_the_end() -> None:
    watch = cti.SessionWatch(complete=True)
    fed(watch, ENDED, UNMUTE)
    assert closed(watch) == [("after-end", 1, 0)]


def test_whole() -> None:
    """On a live connection nothing came before, and nothing is swapped."""
    answer = success(UNMUTE)
    assert fed(cti.SessionWatch(), answer) == []
    assert fed(cti.SessionWatch(whole=True), answer) == [("no-request", 0, None)]
    assert fed(cti.SessionWatch(whole=True), *start(), answer, UNMUTE) == [("no-request", 3, None)]
    assert fed(cti.SessionWatch(whole=True), success(logout()[0]), STATE) == [
        ("no-request", 0, None),
        ("after-logout", 1, 0),
    ]
    assert fed(cti.SessionWatch(whole=True), *logout(), success(start()[0])) == [("after-logout", 2, 1)]
    assert fed(cti.SessionWatch(whole=True), *[created("interaction", "s.c", "1")] * 2) == [("id-in-use", 1, 0)]
    disposed = event("conversation.disposed", "s.c.i.v")
    lacking = [UNMUTE, success(UNMUTE), disposed, STATE]
    assert fed(cti.SessionWatch(whole=True), *lacking) == [("missing-event", 1, 0)]


def test_whole_log_of_a_dial() -> None:
    watch = cti.SessionWatch(whole=True)
    assert fed(watch, *start(), DIAL, success(DIAL), *dialled("o"), *logout()) == []
    assert closed(watch) == []


@each_case(
    ("message", "sender", "problem"),
    [
        (DIAL, "client", None),
        (DIAL, "platform", "a request comes from the client, but this request (channel.dial) comes from the platform"),
        (success(DIAL), "platform", None),
        (success(DIAL), "client", "a success comes from the platform, but this success (channel.dial) comes"),
        (failure(DIAL), "client", "a failure comes from the platform"),
        (STATE, "client", "an event comes from the platform, but this event (state.updated) comes from the client"),
    ],
)
def test_direction(message: Any, sender: Any, problem: str | None) -> None:
    found = cti.SessionWatch().feed(message, sender=sender)
    assert [each.code for each in found] == (["wrong-direction"] if problem else [])
    assert not problem or problem in found[0].message


def test_overdue_answer() -> None:
    watch = cti.SessionWatch(patience=10)
    assert watch.feed(UNMUTE, at=100) == []
    assert watch.feed(DIAL, at=110) == []
    [problem] = watch.feed(event("state.updated", "s"), at=110.5)
    assert (problem.code, problem.message_index, problem.severity) == ("overdue", 0, "error")
    assert problem.message == "conversation.request.unmute is not answered within 10 seconds"
    assert [place_of(each) for each in watch.tick(at=121)] == [("overdue", 1, None)]
    assert fed(watch, success(UNMUTE), success(DIAL), STATE) == []  # late, which has been reported
    assert watch.tick(at=1000) == []


def test_overdue_events() -> None:
    watch = cti.SessionWatch(patience=10)
    for at, message in enumerate([DIAL, success(DIAL), *dialled("o")[:9]]):
        assert watch.feed(message, at=at) == []
    [problem] = watch.tick(at=12)
    assert place_of(problem) == ("overdue", 1, 0)
    expected = "channel.dial has succeeded, but interaction.preview and interaction.initialized do not follow within 10"
    assert problem.message.startswith(expected)
    assert fed(watch, *dialled("o")[9:], event("interaction.ended", "s.c.o")) == []
    assert closed(watch) == []


def test_times_in_any_order() -> None:
    """A time that is wrong does not hide what is overdue."""
    watch = cti.SessionWatch(patience=10)
    assert watch.feed(DIAL, at=10_000) == []
    assert watch.feed(UNMUTE, at=50) == []
    assert [place_of(each) for each in watch.tick(at=70)] == [("overdue", 1, None)]
    assert watch.tick(at=10_010) == []
    assert [place_of(each) for each in watch.tick(at=10_011)] == [("overdue", 0, None)]


def test_most_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of too many, the older half is forgotten, and those that have been answered before."""
    watch = cti.SessionWatch(patience=10)
    monkeypatch.setattr(watch, "_rules", Rules(patience=10, limits=Limits(watched=4)))
    for number in range(3):
        watch.feed(DIAL, at=number)
        watch.feed(failure(DIAL), at=number)
    for number in range(5):
        watch.feed(request("conversation.retrieve", f"s.c.i.{number}"), at=5)
    assert [each.message_index for each in watch.tick(at=100)] == [9, 10]


@pytest.mark.parametrize(("following", "overdue"), [(5, []), (1_000_001, [("overdue", 0, None)])])
def test_time_in_the_far_future(following: float, overdue: list[Any]) -> None:
    """The next message decides whether it was a mistake or a long pause."""
    watch = cti.SessionWatch(patience=10)
    assert watch.feed(UNMUTE, at=0) == []
    assert watch.feed(event("conversation.updated", "s.c.i.v"), at=1_000_000) == []
    found = watch.feed(event("conversation.updated", "s.c.i.v"), at=following)
    assert [place_of(each) for each in found] == overdue


def test_overdue_and_swapped() -> None:
    """The request of an answer that came too early is not also overdue."""
    watch = cti.SessionWatch(whole=True, patience=5)
    log = [*start(), success(DIAL), DIAL]
    assert [place_of(each) for message in log for each in watch.feed(message, at=0)] == [("no-request", 3, None)]
    assert watch.tick(at=100) == []
    assert closed(watch) == []


def test_overdue_and_unanswered() -> None:
    """A request that a new session of the name left unanswered is not also overdue."""
    watch = cti.SessionWatch(patience=10)
    log = [*start(), UNMUTE, *logout(), *start()[:2]]
    found = [place_of(each) for message in log for each in watch.feed(message, at=0)]
    assert found == [("unanswered", 3, 5)]
    assert watch.feed(start()[2], at=1) == []
    assert watch.tick(at=100) == []


def test_overdue_and_wrong_echo() -> None:
    """A request with a wrong answer is not also overdue."""
    sales, support = (request("channel.activate", "s.c", channeloptions={"queue": each}) for each in ("a", "b"))
    watch = cti.SessionWatch(patience=10)
    assert [each for message in (sales, success(support)) for each in watch.feed(message, at=0)] == []
    assert watch.tick(at=100) == []
    assert closed(watch) == [("wrong-echo", 1, 0)]


def test_wrong_echo_of_a_live_session() -> None:
    """It is reported at once; the right answer that follows is not a second fault, and may be that of another one."""
    one, two, wrong = (request("channel.activate", "s.c", channeloptions={"queue": each}) for each in "abc")
    watch = cti.SessionWatch(whole=True)
    assert fed(watch, *start(), one, success(wrong)) == [("wrong-echo", 4, 3)]
    assert fed(watch, success(one)) == []
    assert fed(watch, one, two, success(wrong)) == [("wrong-echo", 8, 6)]
    assert fed(watch, success(one), success(two), *logout()) == []
    assert closed(watch) == []


def test_id_in_use_in_an_excerpt() -> None:
    """It is reported as soon as no initialization can be under way."""
    announced, sent = created("interaction", "s.c", "i"), request("conversation.retrieve", "s.c.i.v")
    watch = cti.SessionWatch()
    assert fed(watch, announced, announced, sent) == []
    assert fed(watch, success(sent)) == [("id-in-use", 1, 0)]
    assert fed(watch, announced) == [("id-in-use", 4, 1)]
    assert fed(cti.SessionWatch(), announced, announced, sent, failure(sent)) == []
    watch = cti.SessionWatch()
    assert fed(watch, *[announced] * 11) == []
    assert len(fed(watch, announced)) == 11


def test_answer_after_its_time() -> None:
    watch = cti.SessionWatch(patience=10)
    assert watch.feed(UNMUTE, at=0) == []
    assert [place_of(each) for each in watch.feed(success(UNMUTE), at=11)] == [("overdue", 0, None)]
    assert [place_of(each) for each in watch.feed(STATE, at=22)] == [("overdue", 1, 0)]


def test_answers_and_events_in_time() -> None:
    watch = cti.SessionWatch(patience=10)
    for at, message in ((0, UNMUTE), (9, success(UNMUTE)), (18, STATE)):
        assert watch.feed(message, at=at) == []
    assert watch.tick(at=1000) == []
    assert closed(watch) == []


def test_times_without_patience() -> None:
    watch = cti.SessionWatch()
    assert watch.feed(UNMUTE, at=0) == []
    assert watch.tick(at=1000) == []


def test_patience_without_times() -> None:
    watch = cti.SessionWatch(patience=10)
    assert fed(watch, UNMUTE, success(UNMUTE)) == []
    assert watch.tick(at=1000) == []


@pytest.mark.parametrize("seconds", ["5", True, None, [], 5j])
def test_seconds_that_are_no_number(seconds: Any) -> None:
    watch = cti.SessionWatch(patience=10)
    with pytest.raises(TypeError, match="at must be a number of seconds, not"):
        watch.tick(at=seconds)
    if seconds is None:
        return
    with pytest.raises(TypeError, match="patience must be a number of seconds, not"):
        cti.SessionWatch(patience=seconds)
    with pytest.raises(TypeError, match="at must be a number of seconds, not"):
        watch.feed(UNMUTE, at=seconds)
    assert closed(watch) == []


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), -float("inf"), 10**400])
def test_seconds_that_are_not_finite(seconds: float) -> None:
    """The message does not count."""
    watch = cti.SessionWatch(patience=10)
    error = "must be a finite number of seconds"
    with pytest.raises(ValueError, match=f"patience {error}"):
        cti.SessionWatch(patience=seconds)
    with pytest.raises(ValueError, match=f"at {error}"):
        watch.tick(at=seconds)
    with pytest.raises(ValueError, match=f"at {error}"):
        watch.feed(UNMUTE, at=seconds)
    assert fed(watch, 5) == [("wrong-type", 0, None)]
    assert closed(watch) == []


@pytest.mark.parametrize("options", [{"unknown": "accept"}, {"patience": 0}, {"patience": -1}])
def test_wrong_options(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(options))} must be"):
        cti.SessionWatch(**options)


def test_wrong_sender() -> None:
    with pytest.raises(ValueError, match='sender must be "client" or "platform", not "agent"'):
        cti.SessionWatch().feed(DIAL, sender="agent")  # type: ignore[arg-type]


def newer_logs(seed: int) -> Iterator[list[Any]]:
    """Yield the log of a session in which a message, its type or its result is of a newer contract."""
    log, draw = list(cti.session(seed=seed, agents=2, calls=2)), Random(seed)
    places = {
        kind: [index for index, message in enumerate(log) if kind in message] for kind in ("target", "result", "name")
    }
    at = {kind: draw.choice(indices) for kind, indices in places.items()}
    about = {"target": log[at["target"]]["target"]}
    before, after = log[: at["target"]], log[at["target"] :]
    fly = {"command": "conversation.fly", **about, "data": {}}
    yield [*before, fly, *after[:2], {"command": "conversation.fly", **about, "result": "success"}, *after[2:]]
    yield [*before, {"command": "session.start2", **about, "data": {}}, *after]
    yield [*before, event("channel.flown", about["target"]), *after]
    yield [*before, {"messageType": "agentEvent", "agent": "a", **about}, *after]
    answer, known = log[at["result"]], log[at["name"]]
    yield [*log[: at["result"]], {**answer, "result": "pending"}, *log[at["result"] :]]
    yield [*log[: at["result"]], {**answer, "result": "accepted"}, *log[at["result"] + 1 :]]
    yield [*log[: at["name"]], {**known, "messageType": "agentEvent"}, *log[at["name"] + 1 :]]


@pytest.mark.parametrize("seed", range(5))
def test_messages_of_a_newer_peer(seed: int) -> None:
    """They have their warnings, and nothing else is found about them, their answers and their neighbors."""
    for log in newer_logs(seed):
        own = [
            ("unknown-message", index)
            for index, message in enumerate(log)
            for _ in cti.check(message, unknown="ignore")
        ]
        assert own
        watch = cti.SessionWatch(unknown="ignore", complete=True, whole=True)
        by_watch = [problem for message in log for problem in watch.feed(message)] + watch.close()
        by_log = list(cti.check_session(log, unknown="ignore", complete=True))
        for problems in (by_watch, by_log):
            assert [(problem.code, problem.message_index) for problem in problems] == own


def test_newer_type_of_an_event_without_a_name() -> None:
    watch = cti.SessionWatch(unknown="ignore")
    unnamed = {**STATE, "messageType": "agentEvent", "name": ["state.updated"]}
    assert fed(watch, UNMUTE, unnamed) == [("unknown-message", 1, None)]


def test_events_that_have_come_are_not_overdue() -> None:
    """A success in a session whose start has no answer waits on although its events have come."""
    connect = request("session.request.incontact.agentleg.connect", "s")
    initialized = event("session.initialized", "s")
    log = [start()[0], initialized, connect, success(connect), event("session.agentleg.connected", "s")]
    watch = cti.SessionWatch(whole=True, patience=5)
    assert [watch.feed(message, at=0) for message in log] == [[]] * 5
    assert [place_of(problem) for problem in watch.tick(at=6)] == [("overdue", 0, None)]


def test_events_that_two_commands_claim_are_not_overdue() -> None:
    """Each call may be that of the first dial, which has no answer, but all events have come."""
    watch = cti.SessionWatch(patience=5)
    log = [DIAL, request("channel.dial", "s.c", destination="2"), *dialled("o")[:2], *dialled("o"), *dialled("p")[2:]]
    log.append(success(log[1]))
    assert [problem for message in log for problem in watch.feed(message, at=0)] == []
    assert [place_of(problem) for problem in watch.tick(at=6)] == [("overdue", 0, None)]
