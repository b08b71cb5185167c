"""Simulated logs: every message valid, every command in them, and the same for a seed."""

import inspect
import json
import tracemalloc
from collections import Counter
from itertools import islice

import pytest
from helpers import Cli

import cti_contract as cti
from cti_contract.generators import simulation


def played() -> set[str]:
    """Return the names of the messages that have a part in a simulated log, and of those that follow from them."""
    source = inspect.getsource(simulation)
    names = {each.name for each in cti.MESSAGES if f'"{each.name}"' in source}
    return names | {event.name for each in cti.MESSAGES if each.name in names for event in each.secondary_events}


def test_every_message_is_valid_and_every_one_that_has_a_part_comes() -> None:
    found = Counter[cti.Message]()
    for message in cti.session(seed=1, agents=300, calls=6000):
        assert cti.check(message) == []
        found[cti.identify(message)] += 1
    assert set(found) == {each for each in cti.MESSAGES if each.name in played()}


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


def test_answer_is_that_of_the_request_before() -> None:
    last = {}
    for message in cti.session(seed=3, calls=500):
        kind = cti.identify(message).kind
        if kind == "request":
            last = message
        if kind == "failure":
            assert message["original"] == last
        if kind == "success" and cti.identify(message).echo:
            assert message["data"] == last["data"]


def test_messages_share_nothing() -> None:
    log = list(cti.session(seed=1, calls=20))
    before = json.dumps(log[1:])
    log[0]["data"]["extension"] = "changed"
    assert json.dumps(log[1:]) == before
    created = [message for message in log if message.get("name") == "interaction.created"]
    assert len({id(message["data"]) for message in created}) == len(created)


def test_memory_does_not_grow_with_the_calls() -> None:
    log = cti.session(seed=1, agents=5, calls=10**9)
    for _ in islice(log, 5000):
        pass
    tracemalloc.start()
    for _ in islice(log, 20_000):
        pass
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert grown < 100_000


@pytest.mark.parametrize(("agents", "calls"), [(0, 1), (1, -1)])
def test_log_that_cannot_be_is_refused_at_once(agents: int, calls: int) -> None:
    with pytest.raises(ValueError, match="needs an agent"):
        cti.session(agents=agents, calls=calls)


def test_without_calls_agents_only_sign_in_and_out(cli: Cli) -> None:
    code, out, err = cli("simulate", "--agents", "2", "--calls", "0")
    assert (code, err) == (0, "")
    assert [json.loads(line) for line in out.splitlines()] == list(cti.session(seed=0, agents=2, calls=0))
    assert "interaction." not in out


@pytest.mark.parametrize("arguments", [("--agents", "0"), ("--calls", "-1"), ("--seed", "x")])
def test_wrong_usage_of_simulate(arguments: tuple[str, ...], cli: Cli) -> None:
    assert cli("simulate", *arguments).code == 2
