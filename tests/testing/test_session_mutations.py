"""Broken logs: each breaks one rule between messages once, and its messages are valid."""

from functools import cache

import pytest
from drawing import examples_of, minimal

import cti_contract as cti
from cti_contract.codes import GROUPS
from cti_contract.testing import strategies
from cti_contract.testing.strategies import SESSION_MUTATIONS, BrokenLog

each_rule = pytest.mark.parametrize("rule", SESSION_MUTATIONS)


@cache
def logs() -> list[BrokenLog]:
    """Return 80 logs, always the same."""
    return examples_of(strategies.broken_sessions(), 80)


def found(broken: BrokenLog) -> list[str]:
    """Return the codes of the problems that are errors, or that break the rule."""
    problems = list(cti.check_session(broken.log))
    return [each.code for each in problems if each.severity == "error" or each.code == broken.rule]


@pytest.mark.slow
def test_one_rule_is_broken_once() -> None:
    assert [broken for broken in logs() if found(broken) != [broken.rule]] == []


@pytest.mark.slow
def test_each_rule_is_broken() -> None:
    assert {broken.rule for broken in logs()} == SESSION_MUTATIONS.keys()


@pytest.mark.slow
@each_rule
def test_broken_rule_is_found(rule: str) -> None:
    for broken in examples_of(strategies.broken_sessions(rule=rule), 40):
        assert (broken.rule, found(broken)) == (rule, [rule])


@pytest.mark.slow
@each_rule
def test_smallest_broken_log(rule: str) -> None:
    """Three messages start a session; the others are those that a rule needs."""
    broken = minimal(strategies.broken_sessions(rule=rule))
    assert found(broken) == [rule]
    assert len(broken.log) <= {"event-order": 18}.get(rule, 8)


@pytest.mark.slow
def test_every_kind_comes_after_a_logout() -> None:
    """The message that breaks the rule is an event, a request or a response."""
    kinds = set()
    for rule, log in examples_of(strategies.broken_sessions(rule="after-logout"), 40):
        [late] = [each for each in cti.check_session(log) if each.code == rule]
        assert late.message_index is not None
        kinds.add(cti.identify(log[late.message_index]).kind)
    assert kinds == {"event", "request", "failure"}


def test_all_rules() -> None:
    """A rule without a mutation needs a sender or a time, or is no rule: an open end, a pointer."""
    names = {each.name for each in GROUPS["Sessions"]}
    others = {"wrong-direction", "overdue", "open-at-end", "unused-pointer"}
    assert names - SESSION_MUTATIONS.keys() == others
    assert SESSION_MUTATIONS.keys() <= names


def test_platform_of_broken_logs() -> None:
    drawn = examples_of(strategies.broken_sessions(platform="Avaya"), 15)
    assert not [message for broken in drawn for message in broken.log if "incontact" in str(message.get("command"))]


def test_unknown_rule() -> None:
    with pytest.raises(ValueError, match='no rule "echo", only "no-request", '):
        strategies.broken_sessions(rule="echo")
    with pytest.raises(ValueError, match='no platform "Cisco"'):
        strategies.broken_sessions(platform="Cisco")
