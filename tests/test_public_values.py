"""All that is public can be pickled and copied, and what is a value can be compared and hashed."""

import pickle
from collections.abc import Callable
from copy import copy, deepcopy
from typing import Any

import pytest
from each_case import each_case
from sample_messages import START

import cti_contract as cti

COPIES = {"pickle": lambda value: pickle.loads(pickle.dumps(value)), "copy": copy, "deepcopy": deepcopy}  # noqa: S301 -- of this test
each_copy = each_case("copied", COPIES.values(), ids=COPIES)


@pytest.fixture
def values() -> dict[str, Any]:
    """Return a value for each public name: that of the name, and for a class an object of it."""
    with pytest.raises(cti.UnknownMessage) as unknown:
        cti.identify([])
    with pytest.raises(cti.InvalidMessage) as invalid:
        cti.validate({**START, "data": 5})
    objects = {
        "Checked": cti.inspect({**START, "data": 5}),
        "InvalidMessage": invalid.value,
        "Message": cti.identify(START),
        "Problem": invalid.value.problems[0],
        "SessionWatch": cti.SessionWatch(),
        "UnknownMessage": unknown.value,
        "validator": cti.validator("session.start", "request"),
    }
    return {name: getattr(cti, name) for name in cti.__all__} | objects


@each_copy
@each_case("name", cti.__all__)
def test_copies_of_public_values(name: str, copied: Any, values: dict[str, Any]) -> None:
    value = values[name]
    again = copied(value)
    assert type(again) is type(value)
    if isinstance(value, cti.InvalidMessage):
        assert (again.problems, str(again)) == (value.problems, str(value))
    elif name == "validator":
        assert (again.is_valid(START), again.is_valid({})) == (True, False)
    elif name != "SessionWatch":
        assert again == value
        assert name == "Checked" or hash(again) == hash(value)  # it holds a JSON value


@each_case("name", COPIES)
@each_case("at", [0, 10, 25, 40])
def test_watch_that_is_copied_goes_on(name: str, at: int) -> None:
    log = list(cti.session(seed=3, agents=3, calls=3))
    watch = cti.SessionWatch(whole=True, patience=5)
    for second, message in enumerate(log[:at]):
        watch.feed(message, at=second)
    found = []
    for each in (COPIES[name](watch), watch):  # the copy first: it must not change the original
        fed = [each.feed(message, at=at + second) for second, message in enumerate(log[at + 2 :])]
        found.append([*fed, each.close()])
    assert found[0] == found[1]
    assert any(found[0])


@each_copy
def test_sessions_of_a_copied_watch(copied: Callable[[Any], Any]) -> None:
    """They have nothing in common, although those without an open request share that in memory."""
    watch = cti.SessionWatch()
    for name in ("a", "b"):
        watch.feed({"name": "state.updated", "target": name, "data": {}, "messageType": "objectEvent"})
    again = copied(watch)
    again.feed({"command": "conversation.retrieve", "target": "b.c.1.v", "data": {}})
    assert [each.code for each in again.close()] == ["open-at-end"]
    assert watch.close() == []
