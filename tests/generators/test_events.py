"""The events after a success: those that the rules between messages expect, about the given objects."""

from typing import Any

import pytest
from each_case import each_case
from exchanges import SEEDS, exchange, ids_of, whole

import cti_contract as cti
from cti_contract.generators.examples import target_of

COMMANDS = [each.name for each in cti.MESSAGES if each.kind == "request"]
DIAL = cti.success({"command": "channel.dial", "target": "s.c", "data": {"destination": "1"}})
TRANSFER = cti.success({"command": "conversation.blindtransfer", "target": "s.g.c.i.v", "data": {"destination": "1"}})
CONSULT = cti.success({"command": "interaction.consulttransfer", "target": "s.c.i", "data": {}})
GROUP = cti.success({"command": "session.addchannelgroup", "target": "s", "data": {}})
CONNECT = cti.success({"command": "session.request.incontact.agentleg.connect", "target": "s", "data": {}})


def names(events: list[Any]) -> list[str]:
    return [f"{each['name']} {each['target']}" for each in events]


@each_case("seed", SEEDS)
@each_case("command", COMMANDS)
def test_events_keep_the_rules(command: str, seed: int) -> None:
    request, success, *_ = exchange(command, seed)
    ids = ids_of(seed)
    objects = {kind: target_of(kind, ids) for kind in ("channelgroup", "interaction", "conversation")}
    objects["consult"] = objects["conversation"] + "2"
    fitting = {kind: each for kind, each in objects.items() if (f"{each}.").startswith(f"{success['target']}.")}
    if "channelgroup" in fitting:
        fitting = {kind: each for kind, each in fitting.items() if f"{each}.".startswith(f"{fitting['channelgroup']}.")}
    events = cti.events_after(success, fitting, seed=1)
    assert [problem for event in events for problem in cti.check(event)] == []
    log, _ = whole(command, seed, [request, success, *events])
    assert list(cti.check_session(log, complete=True)) == []
    assert bool(events) is bool(cti.identify(request).secondary)


def test_objects_of_the_success() -> None:
    assert names(cti.events_after(TRANSFER)) == [
        "state.updated s.g.c.i.v",
        "conversation.disposed s.g.c.i.v",
        "interaction.focuschanged s.g.c.i",
    ]


def test_conditional_event() -> None:
    """It follows if its object is among the given ones."""
    assert names(cti.events_after(TRANSFER, {"interaction": "s.g.c.i"}))[-1] == "interaction.ended s.g.c.i"
    given = {"channelgroup": "s.g"}
    assert names(cti.events_after(GROUP, given)) == ["channelgroup.created s"]
    created = cti.events_after(GROUP, {**given, "interaction": "s.g.c.i"})
    assert names(created) == ["channelgroup.created s", "interaction.created s.g.c"]
    assert created[0]["data"]["channelgroup"]["id"] == "g"


def test_created_objects() -> None:
    events = cti.events_after(DIAL, {"conversation": "s.c.i.v"}, seed=1)
    assert names(events) == [
        "channel.infochanged s.c",
        "state.updated s.c",
        "interaction.created s.c",
        "state.updated s.c.i",
        "conversation.created s.c.i.v",
        "state.updated s.c.i.v",
        "conversation.member.added s.c.i.v",
        "conversation.initialized s.c.i.v",
        "interaction.datachanged s.c.i",
        "interaction.preview s.c.i",
        "interaction.initialized s.c.i",
    ]
    interaction = events[2]["data"]["interaction"]
    assert (interaction["id"], interaction["type"], "callbackNumbers" in interaction) == ("i", "TELEPHONY", False)


def test_second_conversation() -> None:
    events = cti.events_after(CONSULT, {"conversation": "s.c.i.v", "consult": "s.c.i.w"})
    assert [each["target"] for each in events] == ["s.c.i.v", "s.c.i.v", "s.c.i", "s.c.i.w", "s.c.i.w", "s.c.i"]


def test_choice_of_an_event() -> None:
    assert names(cti.events_after(CONNECT)) == ["session.agentleg.connected s"]
    assert names(cti.events_after(CONNECT, prefer={"session.agentleg.failed"})) == ["session.agentleg.failed s"]


def test_seed() -> None:
    given = {"conversation": "s.c.i.v"}
    assert cti.events_after(DIAL, given, seed=3) == cti.events_after(DIAL, given, seed=3)
    assert len({str(cti.events_after(DIAL, given, seed=seed)) for seed in range(5)}) > 1


@each_case(
    ("objects", "error"),
    [
        ({}, 'give objects "interaction" or "conversation"'),
        ({"interaction": "s.c.i"}, 'give objects "conversation"$'),
        ({"call": "s.c.i"}, 'no kind of object "call", only "session"'),
        ({"interaction": "s.c"}, 'interaction must be <session>.<channel>.<interaction> or .*, not "s.c"'),
        ({"conversation": "s.d.i.v"}, '"s.d.i.v" is neither below "s.c", the target, nor above it'),
        (
            {"interaction": "s.c.i", "conversation": "s.c.j.v"},
            '"s.c.j.v", the conversation, is not below "s.c.i", the interaction',
        ),
        ({"channelgroup": "s.c"}, '"s.c", the channel, is not below "s.c", the channelgroup'),
        ({"conversation": "s.c.v.w.x"}, '"s.c.v.w.x", the conversation, is not 2 steps below "s.c", the channel'),
        ({"channel": "s.c.d"}, 'channel must be "s.c", the target, not "s.c.d"'),
        ({"conversation": "s.c.i.v", "consult": "s.c.i.v"}, 'consult must be another conversation than "s.c.i.v"'),
        (
            {"interaction": "s.c.i", "consult": "s.c.j.v"},
            '"s.c.j.v", the consult, is not below "s.c.i", the interaction',
        ),
        ({"conversation": "s.c.i i.v"}, 'objects: target "s.c.i i.v": segment 3 of 4 must not hold white space'),
        ({"conversation": "s.c..v"}, 'objects: target "s.c..v": segment 3 of 4 must not be empty'),
        ({"conversation": 5}, "conversation must be <session>.*, not 5"),
        ({5: "s.c.i.v"}, "no kind of object 5, only"),
        (["s.c.i.v"], "objects must map kinds of objects to targets, not be \\[…\\]"),
    ],
)
def test_wrong_objects(objects: Any, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        cti.events_after(DIAL, objects)


def test_interaction_outside_the_announced_group() -> None:
    with pytest.raises(ValueError, match=r'"s\.c\.i", the interaction, is not below "s\.g", the channelgroup'):
        cti.events_after(GROUP, {"channelgroup": "s.g", "interaction": "s.c.i"})


@pytest.mark.parametrize(
    ("prefer", "error"),
    [
        (["session.agentleg.faild"], r'no event "session.agentleg.faild" \(did you mean "session.agentleg.failed"\?\)'),
        (["xyz"], 'no event "xyz"$'),
        ([5], "no event 5$"),
        ("session.agentleg.failed", "prefer must be a list of names of events"),
    ],
)
def test_wrong_choice_of_an_event(prefer: Any, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        cti.events_after(CONNECT, prefer=prefer)


def test_no_success() -> None:
    with pytest.raises(ValueError, match="only a success is followed by events, but this is the failure of"):
        cti.events_after(cti.example("channel.dial", "failure", seed=1))
    with pytest.raises(cti.InvalidMessage):
        cti.events_after({**DIAL, "data": {}})
    with pytest.raises(cti.UnknownMessage):
        cti.events_after({"command": "channel.dail"})


def test_success_of_a_newer_peer() -> None:
    success: Any = cti.example("conversation.request.unmute", "success", seed=1)
    success["data"]["newer"] = True
    with pytest.raises(cti.InvalidMessage):
        cti.events_after(success)
    assert [each["name"] for each in cti.events_after(success, unknown="ignore")] == ["state.updated"]
    with pytest.raises(cti.UnknownMessage):
        cti.events_after({**success, "command": "channel.fly"}, unknown="ignore")
