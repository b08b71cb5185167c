"""Scenarios: each is valid on its platforms, does what its name says, and composes with others."""

from typing import Any

import pytest
from each_case import each_case

import cti_contract as cti
from cti_contract.contract.catalog import by_name
from cti_contract.generators.sample_values import PLATFORMS
from cti_contract.generators.scenarios import BY_NAME, SCENARIOS, Play, all_names, named, way

each_name = each_case("name", all_names())


def played(*scenarios: str, **options: Any) -> list[Any]:
    """Return the log of scenarios, which must keep every rule."""
    log = list(cti.session(seed=1, scenarios=scenarios, **options))
    assert list(cti.check_session(log, complete=True)) == []
    return log


def commands(log: list[Any]) -> list[str]:
    """Return the commands of a log with their outcomes: `channel.dial` or `channel.dial failure`."""
    results = {"success": "", "failure": " failure"}
    return [each["command"] + results[each["result"]] for each in log if "result" in each]


def events(log: list[Any]) -> list[str]:
    return [each["name"] for each in log if "name" in each]


@each_name
def test_scenario(name: str) -> None:
    scenario, fails = named(name)[0]
    for platform in scenario.platforms:
        log = played(name, platform=platform)
        assert log[0]["command"] == "session.start"
        if scenario.command:
            assert commands(log).count(f"{scenario.command}{' failure' * fails}") == 1
        if not fails:
            for step in scenario.steps:
                if "added" not in step and "consult" not in step:  # left out if they do not exist
                    assert any(step.partition(" ")[0] in (each.get("name"), each.get("command")) for each in log)


@each_name
def test_scenario_twice(name: str) -> None:
    assert len(played(name, name)) >= len(played(name))


@pytest.mark.parametrize("first", BY_NAME)
def test_scenario_before_any_other(first: str) -> None:
    for second in all_names():
        played(first, second, platform="inContact")


@each_case("scenario", SCENARIOS, ids=lambda each: each.name)
def test_steps_are_messages(scenario: Any) -> None:
    steps = [step.partition(" ")[0] for step in (*scenario.steps, *scenario.if_it_fails)]
    commands = [step for step in steps if (step, "request") in by_name()]
    assert commands == ([scenario.command] if scenario.command else [])
    assert all((step, "event") in by_name() for step in steps if step != scenario.command)
    assert scenario.command or not (scenario.if_it_fails or scenario.failed)


def test_composed_scenarios() -> None:
    log = played("inbound", "blindtransfer", platform="PureCloud")
    assert commands(log) == [
        "session.start",
        "interaction.accept",
        "conversation.answer",
        "conversation.blindtransfer",
        "session.request.logout",
    ]
    assert events(log)[-4:] == [
        "state.updated",
        "conversation.disposed",
        "interaction.focuschanged",
        "interaction.ended",
    ]
    assert played("inbound+blindtransfer", platform="PureCloud") == log
    assert played("sign-in + inbound + answer + blindtransfer + logout", platform="PureCloud") == log


def test_failures() -> None:
    log = played("outbound-fails", "inbound", "blindtransfer-fails", "inbound-fails", "logout-fails")
    assert commands(log) == [
        "session.start",
        "channel.dial failure",
        "interaction.accept",
        "conversation.answer",
        "conversation.blindtransfer failure",
        "interaction.accept failure",
        "session.request.logout failure",
        "session.request.logout",
    ]
    assert events(log).count("interaction.ended") == 2


def test_consult_transfer() -> None:
    log = played("outbound", "consulttransfer")
    conversations = [each["target"] for each in log if each.get("name") == "conversation.disposed"]
    assert len(set(conversations)) == 2
    assert [each["target"] for each in log if each.get("name") == "conversation.created"] == conversations


def test_two_calls_in_turn() -> None:
    log = played("outbound", "outbound")
    assert events(log).count("interaction.created") == events(log).count("interaction.ended") == 2


def test_work_during_a_call() -> None:
    """A scenario that needs no free agent does not end the call."""
    log = played("outbound", "addchannelgroup", "addchannel", "unmute")
    assert events(log).count("interaction.created") == events(log).count("interaction.ended") == 1
    assert events(log)[-3:] == ["conversation.disposed", "interaction.ended", "channel.disposed"]


def test_recovered_call_is_announced_during_the_start() -> None:
    names = events(played("recovered", "unmute"))
    assert names.index("interaction.created") < names.index("session.initialized")
    assert commands(played("recovered", "unmute"))[:2] == ["session.start", "conversation.request.unmute"]


@pytest.mark.parametrize(("agents", "calls", "times"), [(1, None, 1), (3, None, 3), (2, 5, 5), (1, 60, 60), (2, 0, 0)])
def test_number_of_times(agents: int, calls: int | None, times: int) -> None:
    log = played("outbound", agents=agents, calls=calls)
    assert commands(log).count("channel.dial") == times


def test_platform_of_scenarios() -> None:
    for seed in range(9):
        [first, *_] = cti.session(seed=seed, scenarios=["outbound", "signal"])
        assert first["target"].startswith("inContact-")
    assert BY_NAME["signal"].platforms == ("inContact",)
    assert BY_NAME["updated"].platforms == BY_NAME["outbound"].platforms == PLATFORMS


@each_case(
    ("scenarios", "platform", "error"),
    [
        (["inbund"], None, r'no scenario "inbund" \(did you mean "inbound"\?\)'),
        (["inbound+"], None, 'a scenario must have a name, as in "inbound.answer-fails": "inbound." lacks one$'),
        ([""], None, '"" lacks one$'),
        (["hang-up-fails"], None, 'no scenario "hang-up-fails"'),
        ([], None, "must name a scenario"),
        (["outbound", "signal"], "Avaya", 'the scenario "signal" is for "inContact" only, not for "Avaya"'),
        (
            None,
            "incontact",
            r'no platform "incontact", only "PureCloud", "inContact" or "Avaya" \(did you mean "inContact"\?\)$',
        ),
        (None, "Cisco", 'no platform "Cisco", only "PureCloud", "inContact" or "Avaya"$'),
        (None, 5, "no platform 5, only"),
    ],
)
def test_wrong_scenarios(scenarios: list[str] | None, platform: Any, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        cti.session(scenarios=scenarios, platform=platform)


@each_case(
    ("arguments", "error"),
    [
        ({"scenarios": "inbound"}, 'scenarios must be a list of names, such as .*, not "inbound"'),
        ({"scenarios": 5}, "scenarios must be a list of names, such as .*, not 5"),
        ({"scenarios": [5]}, 'scenarios must be names such as "inbound.answer-fails", not 5'),
        ({"agents": "2"}, 'agents must be a whole number, not "2"'),
        ({"agents": True}, "agents must be a whole number, not true"),
        ({"calls": 1.5}, "calls must be a whole number, not 1.5"),
        ({"seed": "x"}, 'seed must be a whole number, not "x"; leave it out for other messages on each call'),
    ],
)
def test_arguments_of_wrong_types(arguments: Any, error: str) -> None:
    with pytest.raises(TypeError, match=error):
        cti.session(**arguments)


def test_scenarios_without_calls() -> None:
    assert list(cti.session(scenarios=["inbound"], calls=0)) == []


def test_way_is_short() -> None:
    assert [each.name for each in way("signed out", ("talking", "consulting"))] == ["sign-in", "inbound", "answer"]
    assert [each.name for each in way("consulting", ("signed out",))] == ["hang-up", "logout"]
    assert way("talking", ("consulting", "talking")) == ()
    assert named("unmute-fails") == [Play(BY_NAME["unmute"], fails=True)]
