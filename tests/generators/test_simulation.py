"""Simulated logs: messages are valid, every command occurs, and a seed gives the same log."""

import json
import tracemalloc
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from each_case import each_case
from helpers import Cli

import cti_contract as cti
from cti_contract.generators.sample_values import PLATFORMS
from cti_contract.generators.scenarios import SCENARIOS

#: Commands that no simulated log has, with the reason.
ABSENT: dict[str, str] = {}
each_platform = pytest.mark.parametrize("platform", PLATFORMS)


@each_platform
def test_every_command_occurs(platform: str) -> None:
    """A new command needs a scenario, and a place in the work of an agent, or a reason in `ABSENT`."""
    log = cti.session(seed=1, agents=20, calls=700, platform=platform)
    occurring = {(found.name, found.kind) for found in map(cti.identify, log)}
    fitting = [each for each in cti.MESSAGES if not each.platforms or platform.lower() in each.platforms]
    for kind in ("request", "success"):
        expected = {each.name for each in fitting if each.kind == kind} - ABSENT.keys()
        assert {name for name, its in occurring if its == kind} == expected
    raised = {event.name for each in fitting for event in each.secondary_events}
    assert raised <= {name for name, kind in occurring if kind == "event"}
    assert "failure" in {kind for _, kind in occurring}


@each_platform
def test_messages_are_valid(platform: str) -> None:
    log = list(cti.session(seed=2, agents=3, calls=300, platform=platform))
    assert [problem for message in log for problem in cti.check(message)] == []
    assert list(cti.check_session(log, complete=True)) == []


@each_platform
def test_objects_are_announced(platform: str) -> None:
    """Only the session, and objects that an event announced, are addressed."""
    living: set[str] = set()
    for message in cti.session(seed=3, agents=2, calls=300, platform=platform):
        target, name = message["target"], message.get("name", "")
        if name in ("channel.initialized", "conversation.created"):
            assert target not in living
            assert "." not in target.rpartition(".")[0] or target.rpartition(".")[0] in living
            living.add(target)
        assert "." not in target or target in living
        if name in ("channelgroup.created", "interaction.created"):
            living.add(f"{target}.{message['data'][name.partition('.')[0]]['id']}")
        elif name.endswith(".disposed") or name == "interaction.ended":
            living -= {each for each in living if f"{each}.".startswith(f"{target}.")}


@each_platform
def test_numbers_to_call_back(platform: str) -> None:
    log = cti.session(seed=4, calls=200, platform=platform)
    created = [each["data"]["interaction"] for each in log if each.get("name") == "interaction.created"]
    assert {each["type"] for each in created} == {"TELEPHONY", "CHAT", "EMAIL", "CALLBACK"}
    for each in created:
        assert each["modelType"] == each["type"]
        assert ("callbackNumbers" in each) is (platform == "PureCloud" and each["type"] == "CALLBACK")


def test_platform_of_an_agent() -> None:
    sessions = {each["target"].partition(".")[0] for each in cti.session(seed=1, agents=20)}
    assert {name.partition("-")[0] for name in sessions} == set(PLATFORMS)
    log = cti.session(seed=1, agents=20, platform="Avaya")
    assert {each["target"].partition("-")[0] for each in log} == {"Avaya"}


def test_same_seed_gives_the_same_log() -> None:
    assert list(cti.session(seed=5, agents=3)) == list(cti.session(seed=5, agents=3))
    assert list(cti.session(seed=5)) != list(cti.session(seed=6))
    assert list(cti.session()) != list(cti.session())


def test_each_session_begins_with_its_start_and_ends_with_its_logout() -> None:
    sessions: dict[str, list[tuple[str, str]]] = {}
    for message in cti.session(seed=2, agents=3, calls=400):
        found = cti.identify(message)
        sessions.setdefault(message["target"].partition(".")[0], []).append((found.name, found.kind))
    assert len(sessions) > 6  # fifty calls are a shift
    for log in sessions.values():
        assert log[0] == ("session.start", "request")
        assert log[-1] == ("session.request.logout", "success")


def test_agents_interleave() -> None:
    sessions = [message["target"].partition(".")[0] for message in cti.session(seed=1, agents=4)]
    assert len(set(sessions)) == 4
    assert sessions != sorted(sessions)


def test_answers_are_those_of_the_open_requests() -> None:
    waiting: list[tuple[str, str]] = []
    answered_later, between = set(), set()
    for message in cti.session(seed=3, calls=500):
        kind = cti.identify(message).kind
        if kind == "request":
            waiting.append((message["command"], message["target"]))
        elif kind == "event":
            between |= {message["name"]} if waiting else set()
        else:
            answered_later.add(waiting.index((message["command"], message["target"])))
            waiting.remove((message["command"], message["target"]))
        assert len(waiting) <= 5
    assert answered_later >= {0, 1, 2, 3}
    assert between == {"channel.externaldispositions.updated"}


def test_commands_of_scenarios_wait() -> None:
    log = list(cti.session(seed=3, calls=50, scenarios=["inbound", "answer", "retrieve"]))
    requests = [at for at, each in enumerate(log) if cti.identify(each).kind == "request"]
    assert all(log[at + 1]["command"] == log[at]["command"] for at in requests)


def test_messages_share_nothing() -> None:
    log = list(cti.session(seed=1, calls=20))
    before = json.dumps(log[1:])
    log[0]["data"]["extension"] = "changed"
    assert json.dumps(log[1:]) == before
    created = [message for message in log if message.get("name") == "interaction.created"]
    assert len({id(message["data"]) for message in created}) == len(created)


def test_memory_does_not_grow_with_the_calls() -> None:
    def log() -> Iterator[Any]:
        return cti.session(seed=1, agents=5, calls=10**9)

    for _ in islice(log(), 6000):  # fills the caches
        pass
    again = log()
    for _ in islice(again, 2000):
        pass
    tracemalloc.start()
    for _ in islice(again, 4000):
        pass
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert grown < 100_000


@pytest.mark.parametrize(("agents", "calls"), [(0, 1), (1, -1)])
def test_log_that_cannot_be_is_refused_at_once(agents: int, calls: int) -> None:
    with pytest.raises(ValueError, match="needs an agent"):
        cti.session(agents=agents, calls=calls)
    with pytest.raises(ValueError, match="agents must be at most 100000, not 1000000000: each takes memory"):
        cti.session(agents=10**9)


def test_without_calls_agents_only_sign_in_and_out(cli: Cli) -> None:
    code, out, err = cli("simulate", "--agents", "2", "--calls", "0")
    assert (code, err) == (0, "")
    assert [json.loads(line) for line in out.splitlines()] == list(cti.session(seed=0, agents=2, calls=0))
    assert "interaction." not in out


@each_case(
    ("arguments", "error"),
    [
        (("--agents", "0"), "--agents"),
        (("--calls", "-1"), "--calls"),
        (("--seed", "x"), "--seed"),
        (("--platform", "avayo"), "--platform"),
        (("--scenario", "inbund"), 'no scenario "inbund" (did you mean "inbound"?); --list-scenarios lists the names'),
        (("--scenario", "nope"), 'no scenario "nope"; --list-scenarios lists the names'),
        (("--scenario", "inbound+"), 'a scenario must have a name, as in "inbound+answer-fails": "inbound+" lacks one'),
        (("--scenario", "scripts", "--platform", "Avaya"), 'the scenario "scripts" is for "inContact" only'),
    ],
)
def test_wrong_usage_of_simulate(arguments: tuple[str, ...], error: str, cli: Cli) -> None:
    code, out, err = cli("simulate", *arguments)
    assert (code, out) == (2, "")
    assert error in err


def test_scenarios_of_the_command(cli: Cli) -> None:
    code, out, _ = cli("simulate", "--platform", "Avaya", "--scenario", "inbound+unmute", "--scenario", "blindtransfer")
    expected = cti.session(seed=0, platform="Avaya", scenarios=["inbound", "unmute", "blindtransfer"])
    assert (code, [json.loads(line) for line in out.splitlines()]) == (0, list(expected))


@pytest.mark.parametrize("command", [("simulate", "--calls", "1"), ("list",), ("example", "session.start")])
def test_platforms_in_any_case(command: tuple[str, ...], cli: Cli) -> None:
    code, out, err = cli(*command, "--platform", "avaya")
    assert (code, err) == (0, "")
    assert out == cli(*command, "--platform", "Avaya").out


def test_list_of_scenarios(cli: Cli) -> None:
    code, out, _ = cli("simulate", "--list-scenarios")
    listed = {line.split()[0] for line in out.splitlines() if line[:1].islower()}
    assert (code, listed) == (0, {each.name + "*" * (each.command is not None) for each in SCENARIOS})
    assert out.splitlines().count("scripts*              The desktop asks for the scripts. Only on inContact.") == 1
