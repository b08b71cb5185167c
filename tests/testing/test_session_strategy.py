"""The drawn logs: every message is valid, every rule between them holds, and clients meet what breaks them."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random
from statistics import median
from typing import Any

import pytest
from drawing import examples_of
from hypothesis import HealthCheck, Phase, find, given, seed, settings

import cti_contract as cti
from cti_contract.testing import strategies

Json = dict[str, Any]


@cache
def logs() -> list[list[Json]]:
    """Return 300 logs, always the same."""
    return examples_of(strategies.sessions(), 300)


def findings(log: list[Json]) -> Counter[str]:
    return Counter(problem.code for problem in cti.check_session(log) if problem.severity == "error")


def of_session(log: list[Json]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for message in log:
        found.setdefault(message["target"].partition(".")[0], []).append(message)
    return found


def is_request(message: Json) -> bool:
    return "command" in message and "result" not in message


def open_requests(log: list[Json]) -> Iterator[tuple[Json, list[Json]]]:
    """Yield each message with the requests of its session that are open before it."""
    sent: list[Json] = []
    for message in log:
        yield message, list(sent)
        if is_request(message):
            sent.append(message)
        elif "command" in message:
            answered = [
                each for each in sent if (each["command"], each["target"]) == (message["command"], message["target"])
            ]
            sent.remove((answered or sent)[0]) if sent else None


@pytest.mark.slow
def test_drawn_logs_keep_the_rules() -> None:
    assert [log for log in logs() if findings(log)] == []


@pytest.mark.slow
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@seed(2)
@given(strategies.sessions())
def test_many_drawn_logs_keep_the_rules(log: list[Json]) -> None:
    assert findings(log) == {}


#: Commands whose events could be those of each other.
CONTESTING = ["interaction.consulttransfer", "conversation.request.unmute"]


@pytest.mark.slow
@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@seed(3)
@given(strategies.sessions(commands=CONTESTING, whole=True))
def test_drawn_logs_of_contested_events_keep_the_rules(log: list[Json]) -> None:
    assert findings(log) == {}


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(strategies.sessions(whole=True))
def test_whole_log_leaves_nothing_open(log: list[Json]) -> None:
    assert log[0]["command"] == "session.start"
    codes = {problem.code for problem in cti.check_session(log, complete=True)}
    assert codes <= {"alias", "placeholder", "invisible-character", "known-value", "known-member", "misplaced-member"}


@pytest.mark.slow
def test_every_message_is_drawn() -> None:
    assert {cti.identify(message) for log in logs() for message in log} == set(cti.MESSAGES)
    assert len({cti.identify(message) for log in logs()[:100] for message in log}) > 80


@pytest.mark.slow
def test_half_of_the_logs_have_20_messages() -> None:
    assert median(map(len, logs())) > 20


COMMON, RARE = 0.1, 0.01  # of the logs
SELDOM = {"new start after a logout", "a living call or group is announced again"}


def overtakes(log: list[Json]) -> bool:
    return any(
        "result" in message and sent and message["command"] != sent[0]["command"]
        for message, sent in open_requests(log)
    )


def logouts(log: list[Json]) -> list[Any]:
    """Return the results of the logouts of a session, in order; None for each request."""
    return [each.get("result") for each in log if each.get("command") == "session.request.logout"]


def has_parallel_calls(log: list[Json]) -> bool:
    """Return whether two interactions of a session live at the same time."""
    alive: set[str] = set()
    for each in log:
        if each.get("name") == "interaction.created":
            alive.add(f"{each['target']}.{each['data']['interaction']['id']}.")
        elif each.get("name") in ("interaction.ended", "channel.disposed"):
            alive = {call for call in alive if not call.startswith(f"{each['target']}.")}
        if len(alive) > 1:
            return True
    return False


def announces_again(log: list[Json]) -> bool:
    """Return whether an object is announced twice before anything ends."""
    alive: set[tuple[str, str]] = set()
    for each in log:
        name = each.get("name", "")
        if name.endswith((".ended", ".disposed")) or logouts([each]) == ["success"]:
            alive.clear()
        elif name in ("interaction.created", "channelgroup.created"):
            announced = each["target"], str(each["data"][name.partition(".")[0]]["id"])
            if announced in alive:
                return True
            alive.add(announced)
    return False


RACES: dict[str, Any] = {
    "request while another is open": lambda log: any(is_request(each) and sent for each, sent in open_requests(log)),
    "event before the answer": lambda log: any("name" in each and sent for each, sent in open_requests(log)),
    "answers out of order": overtakes,
    "request while its session starts": lambda log: any(
        is_request(each) and sent and sent[0]["command"] == "session.start" for each, sent in open_requests(log)
    ),
    "a living call or group is announced again": announces_again,
    "failed start with a retry": lambda log: (
        [each.get("result") for each in log if each.get("command") == "session.start"][:4]
        == [None, "failure", None, "success"]
    ),
    "failed logout with a retry": lambda log: "failure" in logouts(log)[:-1],
    "new start after a logout": lambda log: (
        len([each for each in log if each.get("command") == "session.start" and each.get("result") == "success"]) > 1
    ),
    "calls in parallel": has_parallel_calls,
    "both forms of targets": lambda log: (
        len({each["target"].count(".") for each in log if each.get("command", "").startswith("channel.")}) > 1
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("race", RACES)
def test_race_is_common(race: str) -> None:
    found = [log for log in logs() if any(RACES[race](part) for part in of_session(log).values())]
    assert len(found) >= len(logs()) * (RARE if race in SELDOM else COMMON)


@pytest.mark.slow
def test_several_sessions_and_excerpts() -> None:
    assert sum(len(of_session(log)) > 1 for log in logs()) > len(logs()) / 4
    assert 0.1 < sum(log[0].get("command") != "session.start" for log in logs()) / len(logs()) < 0.4


SIZES: list[dict[str, Any]] = [
    {"min_size": 30},
    {"max_size": 3},
    {"max_size": 8},
    {"min_size": 5, "max_size": 5},
    {"min_size": 12, "max_size": 14, "whole": True},
    {"min_size": 9, "max_size": 9, "commands": ["session.request.logout"]},
    {"min_size": 40, "commands": ["session.request.logout"]},
    {"min_size": 4, "commands": ["session.start"]},
]


@pytest.mark.slow
@pytest.mark.parametrize("options", SIZES, ids=str)
def test_sizes(options: dict[str, Any]) -> None:
    for log in examples_of(strategies.sessions(**options), 15):
        assert options.get("min_size", 0) <= len(log) <= options.get("max_size", len(log))
        assert findings(log) == {}


def test_strategy_names_its_sizes() -> None:
    assert "<3 to 9 messages>" in repr(strategies.sessions(min_size=3, max_size=9))


@pytest.mark.slow
def test_commands() -> None:
    found = examples_of(strategies.sessions(commands=["session.addchannel", "channel.dial"]), 12)
    sent = {cti.identify(each).name for log in found for each in log if "command" in each}
    assert sent == {"session.start", "session.request.addchannel", "channel.dial"}


@pytest.mark.slow
def test_platform() -> None:
    for platform in ("Avaya", "inContact"):
        drawn_logs = examples_of(strategies.sessions(platform=platform), 12)
        found = {each for log in drawn_logs for each in map(cti.identify, log) if each.platforms}
        assert bool(found) is (platform == "inContact")


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"platform": "Cisco"}, 'no platform "Cisco", only "PureCloud", "inContact" or "Avaya"'),
        ({"max_size": 2}, "max_size must be at least 3, not 2"),
        ({"min_size": 9, "max_size": 8}, "max_size must be at least 9, not 8"),
        ({"min_size": -1}, "min_size must be at least 0, not -1"),
        ({"min_size": 10_001}, "min_size must be at most 10000, not 10001: simulate longer logs with cti.session"),
        ({"commands": []}, "commands must name a command; leave them out for all commands"),
        (
            {"commands": ["channel.dial", "session.request.incontact.addressbook"], "platform": "Avaya"},
            '"session.request.incontact.addressbook" exists on "inContact" only, not on "Avaya"',
        ),
    ],
)
def test_wrong_options(options: dict[str, Any], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        strategies.sessions(**options)
    with pytest.raises(cti.UnknownMessage):
        strategies.sessions(commands=["channel.dail"])
    for wrong in ("channel.dial", 1):
        with pytest.raises(TypeError, match=r'commands must be a list of names, such as \["channel.dial"\], not'):
            strategies.sessions(commands=wrong)  # type: ignore[arg-type]
    for no_boolean in ("x", 1, None):
        with pytest.raises(TypeError, match="whole must be True or False, not"):
            strategies.sessions(whole=no_boolean)  # type: ignore[arg-type]
    for name in ("min_size", "max_size"):
        for size, shown in {True: "true", "9": '"9"', 4.0: r"4\.0"}.items():
            with pytest.raises(TypeError, match=f"{name} must be a whole number, not {shown}$"):
                strategies.sessions(**{name: size})  # type: ignore[arg-type]


def dials(log: list[Json]) -> bool:
    return any(
        is_request(each) and each["command"] == "channel.dial" and "+" in each["data"]["destination"] for each in log
    )


def has_two_interactions(log: list[Json]) -> bool:
    created = [each for each in log if each.get("name") == "interaction.created"]
    return len({(each["target"], each["data"]["interaction"]["id"]) for each in created}) > 1


def has_two_sessions(log: list[Json]) -> bool:
    return len(of_session(log)) > 1


def smallest(condition: Any, number: int) -> list[Json]:
    """Return the smallest log that a search finds from a seed."""
    phases = [Phase.generate, Phase.shrink]
    options = settings(
        max_examples=5000, deadline=None, database=None, phases=phases, suppress_health_check=list(HealthCheck)
    )
    return find(strategies.sessions(), condition, settings=options, random=Random(number))


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 30, 31, 39, 44])
def test_smallest_log_has_no_retry(number: int) -> None:
    """A retry of a dial repeats its destination, so the first dial is enough; the search begins with a retry."""
    assert len(smallest(dials, number)) == 5


def ends_call(log: list[Json]) -> bool:
    return any(each.get("name") == "interaction.ended" for each in log)


def disposes_conversation(log: list[Json]) -> bool:
    return any(each.get("name") == "conversation.disposed" for each in log)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize(
    ("condition", "fewest"), [(has_two_interactions, 5), (ends_call, 4), (disposes_conversation, 4)]
)
def test_events_come_without_commands(condition: Any, fewest: int, number: int) -> None:
    """A search that needs events ends with these and a start. Other seeds may end with a message more."""
    assert len(smallest(condition, number)) <= fewest + 1


@pytest.mark.slow
@pytest.mark.parametrize("condition", [dials, has_two_interactions, has_two_sessions])
def test_small_log(condition: Any) -> None:
    """Five messages are the fewest for each condition; the search may stop a few messages before that."""
    log = smallest(condition, 1)
    assert 5 <= len(log) <= 10
    assert {len(segment) for message in log for segment in message["target"].split(".")} == {1}
    assert not [
        message
        for message in log
        if message.get("command") == "channel.dial" and message.get("data", {"destination": "+"})["destination"] != "+"
    ]
